/* dateline: finds the command, reads its options, runs it. */
#include "cli.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* A standard descriptor that is closed must not be taken by a file that is opened later. Opened the wrong way round,
 * so that its use still fails. */
static void
hold_standard_descriptors (void)
{
  static const int modes[] = { O_WRONLY, O_RDONLY, O_RDONLY };

  for (int i = STDIN_FILENO; i <= STDERR_FILENO; i++)
    if (fcntl (i, F_GETFD) < 0 && open ("/dev/null", modes[i]) != i)
      _exit (EXIT_FAILED);
}

/* What printf has written to standard output is there. */
static ExitCode
close_standard_output (ExitCode code)
{
  if (fflush (stdout) == 0 && !ferror (stdout))
    return code;
  if (errno == EPIPE)
    return code;
  fprintf (stderr, "standard output: %s\n", g_strerror (errno));
  return EXIT_FAILED;
}

static ExitCode
run (const Command *command, int n_arguments, char **arguments)
{
  g_autoptr (GError) error = NULL;
  Options options;
  ExitCode code = EXIT_ALL_WELL;

  if (!options_parse (command, n_arguments, arguments, &options, &error))
    code = usage (command->name, error);
  else if (options.version)
    help_version ();
  else if (options.help)
    help_command (command);
  else
    code = command->run (&options);
  options_clear (&options);
  return code;
}

/* Options of the program itself, before any command. */
static gboolean
wants_overview (const char *argument)
{
  return strcmp (argument, "--help") == 0 || strcmp (argument, "-h") == 0;
}

int
main (int n_arguments, char **arguments)
{
  const Command *command;
  ExitCode code;

  hold_standard_descriptors ();
  signal (SIGPIPE, SIG_IGN);
  if (n_arguments < 2)
    {
      fputs ("dateline: no input; name a file, a folder, or - for standard input, or see 'dateline help'\n", stderr);
      return EXIT_USAGE;
    }
  if (wants_overview (arguments[1]))
    {
      help_overview ();
      return close_standard_output (EXIT_ALL_WELL);
    }
  command = command_find (arguments[1]);
  if (command != NULL)
    code = run (command, n_arguments - 2, arguments + 2);
  else
    code = run (command_find ("timeline"), n_arguments - 1, arguments + 1);
  return close_standard_output (code);
}
