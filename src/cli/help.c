/* Help, printed from the tables of commands and options. */
#include "cli.h"

#include <stdio.h>
#include <string.h>

#define LINE_WIDTH 80

static const struct
{
  guint group;
  const char *title;
} headings[] = {
  { OPTIONS_OUTPUT | OPTIONS_VIEW | OPTIONS_STAGES | OPTIONS_RESUME, "output" },
  { OPTIONS_ADD | OPTIONS_REMOVE | OPTIONS_DECIDE | OPTIONS_RUNS | OPTIONS_SINCE_RUN, "corpus" },
  { OPTIONS_FILTER | OPTIONS_RANGE | OPTIONS_TOP, "what is shown" },
  { OPTIONS_LOOK | OPTIONS_TABLE | OPTIONS_LIST, "how it looks" },
  { OPTIONS_DATING, "dates of publication" },
  { OPTIONS_INPUT | OPTIONS_DECISIONS, "input" },
  { OPTIONS_COMMON | OPTIONS_QUIET, "other" },
};

/* Prints @text, wrapped, with all lines but the first behind @indent blanks; the first starts at @column. */
static void
print_wrapped (const char *text, guint indent, guint column)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      if (i > 0 && column + 1 + strlen (words[i]) > LINE_WIDTH)
        {
          printf ("\n%*s", (int) indent, "");
          column = indent;
        }
      else if (i > 0)
        {
          putchar (' ');
          column++;
        }
      fputs (words[i], stdout);
      column += strlen (words[i]);
    }
  putchar ('\n');
}

static void
print_option (const OptionRow *row)
{
  g_autofree char *letter = row->letter != 0 ? g_strdup_printf ("-%c, ", row->letter) : g_strdup ("    ");
  g_autofree char *argument = row->argument != NULL ? g_strconcat ("=", row->argument, NULL) : g_strdup ("");
  g_autofree char *left = g_strdup_printf ("  %s--%s%s", letter, row->name, argument);

  if (strlen (left) > 28)
    printf ("%s\n%30s", left, "");
  else
    printf ("%-30s", left);
  print_wrapped (row->summary, 30, 30);
}

static void
print_options (const Command *command, guint groups, const char *title)
{
  guint n;
  const OptionRow *rows = option_table (&n);
  gboolean any = FALSE;

  for (guint i = 0; i < n; i++)
    {
      if ((rows[i].group & groups & command->groups) == 0)
        continue;
      if (!any)
        printf ("\n%s:\n", title);
      any = TRUE;
      print_option (&rows[i]);
    }
}

void
help_command (const Command *command)
{
  printf ("usage: dateline %s [OPTION...]%s%s\n\n", command->name, *command->operands != '\0' ? " " : "",
          command->operands);
  print_wrapped (command->details, 0, 0);
  for (guint i = 0; i < G_N_ELEMENTS (headings); i++)
    print_options (command, headings[i].group, headings[i].title);
  printf ("\nexample:\n  %s\n", command->example);
}

void
help_overview (void)
{
  guint n;
  const Command *commands = command_table (&n);

  puts ("usage: dateline [COMMAND] [OPTION...] INPUT...\n\n"
        "Who did what, with whom, where and when: reads news articles and prints\n"
        "timelines and relationship graphs.\n\ncommands:");
  for (guint i = 0; i < n; i++)
    {
      printf ("  %-10s", commands[i].name);
      print_wrapped (commands[i].summary, 12, 12);
    }
  puts ("\nAn INPUT is a file, a folder, or - for standard input; its kind is sniffed.\n"
        "A corpus file, as 'dateline add' makes them, stands for all its articles.\n"
        "With no command, dateline prints the timeline.\n\nexample:\n"
        "  dateline article.html -o story.svg\n\n'dateline help COMMAND' tells more.");
}

void
help_version (void)
{
  puts ("dateline " DTL_VERSION_STRING);
}

static void
print_plain_commands (void)
{
  guint n;
  const Command *commands = command_table (&n);

  for (guint i = 0; i < n; i++)
    printf ("%s\t%s\t%s\t%s\n", commands[i].name, commands[i].operands, commands[i].summary, commands[i].example);
}

static void
print_plain_options (const Command *command)
{
  guint n;
  const OptionRow *rows = option_table (&n);

  for (guint i = 0; i < n; i++)
    if ((rows[i].group & command->groups) != 0)
      printf ("--%s\t%s%.1s\t%s\t%s\n", rows[i].name, rows[i].letter != 0 ? "-" : "", &rows[i].letter,
              rows[i].argument != NULL ? rows[i].argument : "", rows[i].summary);
}

static ExitCode
no_such_command (const char *name)
{
  g_autoptr (GError) error = NULL;
  guint n;
  const Command *commands = command_table (&n);
  const char *near = suggestion (name, commands, n, sizeof commands[0]);

  if (near != NULL)
    usage_error (&error, "no command '%s'; did you mean '%s'?", name, near);
  else
    usage_error (&error, "no command '%s'; 'dateline help' lists them", name);
  return usage ("help", error);
}

ExitCode
help_run (const Options *options)
{
  const char *name = options->operands->len > 0 ? g_ptr_array_index (options->operands, 0) : NULL;
  const Command *command = name != NULL ? command_find (name) : NULL;

  if (name != NULL && command == NULL)
    return no_such_command (name);
  if (options->plain && command == NULL)
    print_plain_commands ();
  else if (options->plain)
    print_plain_options (command);
  else if (command == NULL)
    help_overview ();
  else
    help_command (command);
  return EXIT_ALL_WELL;
}
