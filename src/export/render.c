/*
 * Running the render helper.
 *
 * The DOT goes to the helper in an unlinked memory file, not a pipe: a helper that dies early then cannot raise SIGPIPE
 * here, and neither side can wait for the other. The helper sets its own limits of time and memory before it reads.
 */
#include "export/render.h"

#include <errno.h>
#include <gio/gio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static const char *
find_helper (const char *helper)
{
  static const char *const places[] = { DTL_LIBEXECDIR "/dateline-render", DTL_BUILD_LIBEXEC "/dateline-render" };

  if (helper)
    return helper;
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (access (places[i], X_OK) == 0)
      return places[i];
  return places[0];
}

/* A descriptor from which @text can be read, or -1. */
static int
open_text (const char *text, gsize length, GError **error)
{
  int fd = memfd_create ("dot", MFD_CLOEXEC);

  if (fd < 0)
    {
      g_set_error (error, DTL_ERROR, DTL_ERROR_RENDER, "cannot hold the graph: %s", g_strerror (errno));
      return -1;
    }
  while (length > 0)
    {
      gssize n = write (fd, text, length);

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        {
          g_set_error (error, DTL_ERROR, DTL_ERROR_RENDER, "cannot hold the graph: %s", g_strerror (errno));
          close (fd);
          return -1;
        }
      text += n;
      length -= n;
    }
  lseek (fd, 0, SEEK_SET);
  return fd;
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
check_exit (GSubprocess *process, GBytes *complaints, GError **error)
{
  g_autofree char *why = last_line (complaints);

  if (g_subprocess_get_if_signaled (process))
    g_set_error (error, DTL_ERROR, DTL_ERROR_RENDER, "dateline-render was stopped: %s",
                 g_strsignal (g_subprocess_get_term_sig (process)));
  else if (g_subprocess_get_exit_status (process) != 0)
    g_set_error (error, DTL_ERROR, DTL_ERROR_RENDER, "%s", *why ? why : "dateline-render failed");
  else
    return TRUE;
  return FALSE;
}

GBytes *
dtl_render (const char *dot, gsize length, const char *format, const char *helper, GError **error)
{
  const char *const argv[] = { find_helper (helper), format, NULL };
  g_autoptr (GSubprocessLauncher) launcher
    = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GBytes) picture = NULL;
  g_autoptr (GBytes) complaints = NULL;
  g_autoptr (GError) reason = NULL;
  int fd = open_text (dot, length, error);

  if (fd < 0)
    return NULL;
  g_subprocess_launcher_take_stdin_fd (launcher, fd);
  process = g_subprocess_launcher_spawnv (launcher, argv, &reason);
  if (process == NULL || !g_subprocess_communicate (process, NULL, NULL, &picture, &complaints, &reason))
    {
      g_set_error (error, DTL_ERROR, DTL_ERROR_RENDER, "cannot run %s: %s", argv[0], reason->message);
      return NULL;
    }
  if (!check_exit (process, complaints, error))
    return NULL;
  return g_steal_pointer (&picture);
}
