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
