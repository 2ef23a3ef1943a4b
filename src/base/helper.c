/*
 * Running a helper program.
 *
 * Its input goes to it in an unlinked memory file, not a pipe: a helper that dies early then cannot raise SIGPIPE here,
 * and neither side can wait for the other. The helper sets its own limits of time and memory before it reads.
 *
 * A session asks over a socket, whose writer is told of a dead reader without a signal, and lets the helper complain into a
 * memory file, which cannot fill up as a pipe does. Question and answer take turns: no side writes while the other does.
 */
#include "base/helper.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

/* The installed program, else that of the build tree. */
static char *
find_program (const DtlHelper *helper, const char *path)
{
  g_autofree char *installed = g_build_filename (DTL_LIBEXECDIR, helper->name, NULL);
  g_autofree char *built = g_build_filename (DTL_BUILD_DIR, helper->room, helper->name, NULL);

  if (path != NULL)
    return g_strdup (path);
  return g_strdup (access (installed, X_OK) != 0 && access (built, X_OK) == 0 ? built : installed);
}

/* A descriptor from which @input can be read, or -1. */
static int
open_input (const DtlHelper *helper, const char *input, gsize length, GError **error)
{
  int fd = memfd_create (helper->name, MFD_CLOEXEC);
  gssize n = 0;

  for (; fd >= 0 && length > 0; input += MAX (n, 0), length -= MAX (n, 0))
    {
      n = write (fd, input, length);
      if (n == 0 || (n < 0 && errno != EINTR))
        break;
    }
  if (fd >= 0 && length == 0)
    {
      lseek (fd, 0, SEEK_SET);
      return fd;
    }
  g_set_error (error, DTL_ERROR, helper->failure, "cannot hold what %s is to read: %s", helper->name, g_strerror (errno));
  if (fd >= 0)
    close (fd);
  return -1;
}

/* The last line the helper wrote: why it failed. */
static char *
last_line (GBytes *bytes)
{
  gsize length = 0;
  const char *data = bytes ? g_bytes_get_data (bytes, &length) : NULL;
  g_autofree char *text = data ? g_utf8_make_valid (data, length) : g_strdup ("");
  char *stop;

  g_strchomp (text);
  stop = strrchr (text, '\n');
  return g_strdup (stop ? stop + 1 : text);
}

static gboolean
check_exit (const DtlHelper *helper, GSubprocess *process, GBytes *complaints, GError **error)
{
  g_autofree char *why = last_line (complaints);

  if (g_subprocess_get_if_signaled (process))
    g_set_error (error, DTL_ERROR, helper->failure, "%s was stopped: %s", helper->name,
                 g_strsignal (g_subprocess_get_term_sig (process)));
  else if (g_subprocess_get_exit_status (process) != 0)
    g_set_error (error, DTL_ERROR, helper->failure, "%s%s", *why ? why : helper->name, *why ? "" : " failed");
  else
    return TRUE;
  return FALSE;
}

GBytes *
dtl_helper_run (const DtlHelper *helper, const char *path, const char *argument, const char *input, gsize length,
                GError **error)
{
  g_autofree char *program = find_program (helper, path);
  const char *const argv[] = { program, argument, NULL };
  g_autoptr (GSubprocessLauncher) launcher
    = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GBytes) result = NULL;
  g_autoptr (GBytes) complaints = NULL;
  g_autoptr (GError) reason = NULL;
  int fd = open_input (helper, input, length, error);

  if (fd < 0)
    return NULL;
  g_subprocess_launcher_take_stdin_fd (launcher, fd);
  process = g_subprocess_launcher_spawnv (launcher, argv, &reason);
  if (process == NULL || !g_subprocess_communicate (process, NULL, NULL, &result, &complaints, &reason))
    {
      g_set_error (error, DTL_ERROR, helper->failure, "cannot run %s: %s", program, reason->message);
      return NULL;
    }
  return check_exit (helper, process, complaints, error) ? g_steal_pointer (&result) : NULL;
}

/* ---- sessions ---- */

struct DtlHelperSession
{
  const DtlHelper *helper;
  GSubprocess *process;
  int questions;  /* socket */
  int complaints; /* memory file */
};

/* Bytes that no answer has more of: a picture of thousands of nodes has a few million. */
#define ANSWER_MAX ((gsize) 1 << 30)

static gboolean
send_all (int fd, const char *data, gsize length)
{
  while (length > 0)
    {
      gssize n = send (fd, data, length, MSG_NOSIGNAL);

      if (n <= 0 && errno != EINTR)
        return FALSE;
      data += MAX (n, 0);
      length -= MAX (n, 0);
    }
  return TRUE;
}

/* The number before the answer, or G_MAXSIZE when there is none. */
static gsize
read_length (GInputStream *answers)
{
  gsize length = 0, n = 0;
  char c;

  for (guint i = 0; i < 20 && g_input_stream_read_all (answers, &c, 1, &n, NULL, NULL) && n == 1; i++)
    {
      if (c == '\n')
        return i > 0 && length <= ANSWER_MAX ? length : G_MAXSIZE;
      if (!g_ascii_isdigit (c))
        return G_MAXSIZE;
      length = length * 10 + (c - '0');
    }
  return G_MAXSIZE;
}

static GBytes *
read_answer (GInputStream *answers)
{
  gsize length = read_length (answers), n = 0;
  g_autofree char *data = length == G_MAXSIZE ? NULL : g_try_malloc (length + 1);

  if (data == NULL || !g_input_stream_read_all (answers, data, length, &n, NULL, NULL) || n < length)
    return NULL;
  data[length] = '\0';
  return g_bytes_new_take (g_steal_pointer (&data), length);
}

/* What the helper has complained of. */
static GBytes *
read_complaints (const DtlHelperSession *session)
{
  char data[4096];
  off_t end = lseek (session->complaints, 0, SEEK_END);
  gssize n = pread (session->complaints, data, sizeof data, MAX (end - (off_t) sizeof data, 0));

  return g_bytes_new (data, MAX (n, 0));
}

static void
hang_up (DtlHelperSession *session)
{
  if (session->questions >= 0)
    close (session->questions);
  session->questions = -1;
}

DtlHelperSession *
dtl_helper_open (const DtlHelper *helper, const char *path, const char *argument, GError **error)
{
  g_autofree char *program = find_program (helper, path);
  const char *const argv[] = { program, argument, "each", NULL };
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autoptr (DtlHelperSession) session = g_new0 (DtlHelperSession, 1);
  g_autoptr (GError) reason = NULL;
  int ends[2] = { -1, -1 };

  session->helper = helper;
  session->questions = -1;
  session->complaints = memfd_create (helper->name, MFD_CLOEXEC);
  if (session->complaints < 0 || socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
    {
      g_set_error (error, DTL_ERROR, helper->failure, "cannot talk to %s: %s", helper->name, g_strerror (errno));
      return NULL;
    }
  session->questions = ends[0];
  g_subprocess_launcher_take_stdin_fd (launcher, ends[1]);
  g_subprocess_launcher_take_stderr_fd (launcher, dup (session->complaints));
  session->process = g_subprocess_launcher_spawnv (launcher, argv, &reason);
  if (session->process != NULL)
    return g_steal_pointer (&session);
  g_set_error (error, DTL_ERROR, helper->failure, "cannot run %s: %s", program, reason->message);
  return NULL;
}

/* The helper has ended, or talks nonsense: why. */
static void
tell_end (DtlHelperSession *session, GError **error)
{
  g_autoptr (GBytes) complaints = NULL;

  hang_up (session);
  g_subprocess_wait (session->process, NULL, NULL);
  complaints = read_complaints (session);
  if (check_exit (session->helper, session->process, complaints, error))
    g_set_error (error, DTL_ERROR, session->helper->failure, "%s gave no answer", session->helper->name);
}

GBytes *
dtl_helper_ask (DtlHelperSession *session, const char *input, gsize length, GError **error)
{
  g_autofree char *head = g_strdup_printf ("%" G_GSIZE_FORMAT "\n", length);
  GBytes *answer = NULL;

  if (session->questions >= 0 && send_all (session->questions, head, strlen (head))
      && send_all (session->questions, input, length))
    answer = read_answer (g_subprocess_get_stdout_pipe (session->process));
  if (answer == NULL)
    tell_end (session, error);
  return answer;
}

void
dtl_helper_close (DtlHelperSession *session)
{
  if (session == NULL)
    return;
  hang_up (session);
  if (session->process != NULL)
    g_subprocess_wait (session->process, NULL, NULL);
  g_clear_object (&session->process);
  if (session->complaints >= 0)
    close (session->complaints);
  g_free (session);
}
