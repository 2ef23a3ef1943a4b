/* Helper programs: work on hostile input that is done by libraries that may abort, hang or leak. */
#pragma once

#include <dateline/dateline.h>
#include <gio/gio.h>

/**
 * DtlHelper: a program of ours that reads standard input and writes standard output.
 * @name: (static): what the program is called
 * @room: (static): the folder of src/ in whose build folder it is made
 * @failure: the code of its errors
 */
typedef struct
{
  const char *name;
  const char *room;
  DtlError failure;
} DtlHelper;

/**
 * dtl_helper_run:
 * @path: (nullable): the program; NULL = the installed one, or that of the build tree
 * @argument: (nullable): its only argument
 * @input: what it reads, @length bytes
 *
 * Helpers limit their own time and memory (base/helper-limits.h).
 *
 * Returns: (transfer full) (nullable): what it wrote; NULL with @helper->failure and the last line of its complaints, in one
 *   line, when it could not be run, failed or was killed
 */
GBytes *dtl_helper_run (const DtlHelper *helper, const char *path, const char *argument, const char *input, gsize length,
                        GError **error);

/** DtlHelperSession: a helper that answers one input after the other, so that it is started only once. */
typedef struct DtlHelperSession DtlHelperSession;

/**
 * dtl_helper_open:
 * @path: (nullable): the program; NULL = the installed one, or that of the build tree
 * @argument: its first argument; the second is "each"
 *
 * The helper reads the length of an input in decimal digits, a line feed and so many bytes, and answers in the same form;
 * then the next. It ends with its input. What it cannot do ends it, with one line on standard error.
 *
 * Returns: (transfer full) (nullable): the session; NULL with @helper->failure when the program cannot be run
 */
DtlHelperSession *dtl_helper_open (const DtlHelper *helper, const char *path, const char *argument, GError **error);

/**
 * dtl_helper_ask:
 *
 * Returns: (transfer full) (nullable): the answer to @length bytes of @input; NULL with the failure of the helper, as
 *   dtl_helper_run() tells it, and then every time
 */
GBytes *dtl_helper_ask (DtlHelperSession *session, const char *input, gsize length, GError **error);

/** dtl_helper_close: @session: (transfer full) (nullable): ended without waiting for more than its end */
void dtl_helper_close (DtlHelperSession *session);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtlHelperSession, dtl_helper_close)
