/*
 * The table of options, and the parser that reads a command line by it.
 *
 * GOption is not used because help, manual page and completion are checked against the same table, and because a bad
 * option is answered with what was probably meant.
 */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

#define FIELD(name) G_STRUCT_OFFSET (Options, name)
#define SIZE_MAX_MB 2000 /* below 2 GB, so that no length overflows */

static const OptionRow option_rows[] = {
  { "output", 'o', OPTION_TEXT, "FILE", OPTIONS_OUTPUT, FIELD (output),
    "write FILE; its ending picks the format (see dateline formats)" },
  { "to", 't', OPTION_TEXT, "FORMAT", OPTIONS_OUTPUT, FIELD (to), "write this format whatever the ending of FILE" },
  { "resume", 0, OPTION_FLAG, NULL, OPTIONS_RESUME, FIELD (resume),
    "go on with FILE where an earlier run with --resume stopped" },
  { "again", 0, OPTION_FLAG, NULL, OPTIONS_ADD, FIELD (again), "read also what the corpus knows, and replace it" },
  { "forget", 0, OPTION_FLAG, NULL, OPTIONS_REMOVE, FIELD (forget),
    "for good: also what was removed or replaced before; earlier runs can no longer be asked for" },
  { "replace", 0, OPTION_FLAG, NULL, OPTIONS_DECIDE, FIELD (replace), "instead of the decisions that are kept" },
  { "runs", 0, OPTION_FLAG, NULL, OPTIONS_RUNS, FIELD (runs), "list the runs of add and remove instead, and the snapshots" },
  { "unknown", 0, OPTION_FLAG, NULL, OPTIONS_UNKNOWN, FIELD (unknown),
    "list instead those that nobody knows yet, as rows for --lexicon" },
  { "run", 0, OPTION_TEXT, "RUN", OPTIONS_SINCE_RUN, FIELD (run),
    "the number of a run, or the name of a snapshot; otherwise the run before the last" },
  { "view", 0, OPTION_WORD, "timeline|relations|events|storyline", OPTIONS_VIEW, FIELD (view),
    "how the story is arranged" },

  { "from", 'f', OPTION_TEXT, "KIND", OPTIONS_INPUT, FIELD (from), "read inputs as this kind instead of sniffing it" },
  { "map", 0, OPTION_TEXT, "FIELD=NAME,...", OPTIONS_INPUT, FIELD (map),
    "what the fields of JSON are called, as text=story,published=day" },
  { "body", 0, OPTION_WORD, "balanced|precision|recall", OPTIONS_INPUT, FIELD (body),
    "how much of a web page is taken for its article" },
  { "files-from", 0, OPTION_TEXT, "FILE", OPTIONS_INPUT, FIELD (files_from),
    "read names of inputs from FILE (- is standard input), one a line" },
  { "null", '0', OPTION_FLAG, NULL, OPTIONS_INPUT, FIELD (null_separated),
    "names in --files-from end in NUL instead of newline" },
  { "jobs", 'j', OPTION_COUNT, "N", OPTIONS_INPUT, FIELD (jobs), "read N inputs at a time; the result is the same" },
  { "max-size", 0, OPTION_SIZE, "MB", OPTIONS_INPUT, FIELD (limit_mb),
    "megabytes that one input may have or unpack to; otherwise 256" },
  { "quiet", 'q', OPTION_FLAG, NULL, OPTIONS_INPUT | OPTIONS_QUIET, FIELD (quiet), "keep warnings to yourself; failures are still told" },
  { "stats", 0, OPTION_FLAG, NULL, OPTIONS_INPUT, FIELD (stats), "say at the end what was read and found, on stderr" },
  { "progress", 0, OPTION_FLAG, NULL, OPTIONS_INPUT, FIELD (progress),
    "show progress even when stderr is not a terminal" },

  { "date", 'd', OPTION_DAY, "YYYY-MM-DD", OPTIONS_DATING, FIELD (date),
    "publication day of inputs that carry none of their own" },
  { "dates", 0, OPTION_TEXT, "FILE.tsv", OPTIONS_DATING, FIELD (dates),
    "publication days by input: lines of path, tab, day" },
  { "force-date", 0, OPTION_FLAG, NULL, OPTIONS_DATING, FIELD (force_date),
    "let --date and --dates stand against the input's own date" },
  { "timezone", 0, OPTION_ZONE, "+HH:MM", OPTIONS_DATING, FIELD (zone),
    "read times of publication in this zone instead of the one they are written in" },

  { "actor", 0, OPTION_TEXT, "NAME", OPTIONS_FILTER, FIELD (filter.actor), "only events with this actor" },
  { "type", 0, OPTION_TEXT, "TYPE", OPTIONS_FILTER, FIELD (filter.type), "only events of this type, class or family" },
  { "place", 0, OPTION_TEXT, "NAME", OPTIONS_FILTER, FIELD (filter.place), "only events at this place" },
  { "since", 0, OPTION_DATE, "DATE", OPTIONS_FILTER | OPTIONS_RANGE, FIELD (filter.since), "only events (of list: articles) that may lie on or after DATE" },
  { "until", 0, OPTION_DATE, "DATE", OPTIONS_FILTER | OPTIONS_RANGE, FIELD (filter.until), "only events (of list: articles) that may lie on or before DATE" },
  { "path", 0, OPTION_TEXT, "NAME,NAME", OPTIONS_FILTER, FIELD (filter.path),
    "only events that lead from one actor to another by the shortest way" },
  { "reality", 0, OPTION_WORD, "actual|negated|denied|planned|possible", OPTIONS_FILTER, FIELD (filter.reality),
    "only events of this reality" },
  { "min-confidence", 0, OPTION_SHARE, "0..1", OPTIONS_FILTER, FIELD (filter.min_confidence),
    "only events found with at least this confidence" },
  { "min-sources", 0, OPTION_COUNT, "N", OPTIONS_FILTER, FIELD (filter.min_sources),
    "only events told by at least N independent sources" },
  { "top", 0, OPTION_COUNT, "N", OPTIONS_FILTER | OPTIONS_TOP, FIELD (filter.top), "only the N most important actors or events (of search: sentences; of check: of each kind)" },
  { "minor", 0, OPTION_FLAG, NULL, OPTIONS_FILTER, FIELD (filter.minor),
    "also statements and background that are left out by default" },

  { "lexicon", 0, OPTION_TEXT, "FILE", OPTIONS_INPUT, FIELD (lexicon),
    "actors and words of your own, tab-separated (see FILES in the manual)" },
  { "decisions", 0, OPTION_TEXT, "FILE", OPTIONS_DECISIONS, FIELD (decisions),
    "what you have decided on actors and events, as 'same ID ID' (see FILES in the manual)" },

  { "color", 0, OPTION_WORD, "auto|always|never", OPTIONS_LOOK, FIELD (color),
    "colour on the terminal; auto also heeds NO_COLOR" },
  { "width", 0, OPTION_COUNT, "COLUMNS", OPTIONS_LOOK, FIELD (width),
    "width of text; otherwise that of the terminal, or 80" },
  { "ascii", 0, OPTION_FLAG, NULL, OPTIONS_LOOK, FIELD (ascii), "text in ASCII alone" },
  { "dark", 0, OPTION_FLAG, NULL, OPTIONS_LOOK, FIELD (dark), "pictures on a dark ground" },
  { "per", 0, OPTION_WORD, "day|week|month", OPTIONS_LOOK, FIELD (per),
    "relations in small pictures side by side, one for each" },
  { "lanes", 0, OPTION_FLAG, NULL, OPTIONS_LOOK, FIELD (lanes), "text with a column an actor and a row an event" },
  { "plain", 0, OPTION_FLAG, NULL, OPTIONS_LOOK | OPTIONS_TABLE | OPTIONS_LIST, FIELD (plain), "one line a row, columns separated by tabs" },

  { "event", 0, OPTION_TEXT, "ID", OPTIONS_EVENT, FIELD (event), "the event: its id, the beginning of it, or words of its label" },
  { "stages", 0, OPTION_WORD, "ingest|text|all", OPTIONS_STAGES, FIELD (stages),
    "stop after reading, or after sentences and words" },

  { "help", 'h', OPTION_FLAG, NULL, OPTIONS_COMMON, FIELD (help), "how to use this command" },
  { "version", 'V', OPTION_FLAG, NULL, OPTIONS_COMMON, FIELD (version), "version of dateline" },
};

/* Pairs that contradict each other. */
static const struct
{
  const char *one;
  const char *other;
} conflicts[] = {
  { "quiet", "progress" },
  { "quiet", "stats" },
  { "plain", "lanes" },
  { "actor", "path" },
};

/* Options that mean nothing without another. */
static const struct
{
  const char *one;
  const char *needs[2];
} needs[] = {
  { "force-date", { "date", "dates" } },
  { "null", { "files-from", NULL } },
  { "resume", { "output", NULL } },
};

typedef struct
{
  const Command *command;
  Options *options;
  const char *given[G_N_ELEMENTS (option_rows)]; /* value, "" for a flag, NULL when absent */
} Parser;

const OptionRow *
option_table (guint *n_options)
{
  *n_options = G_N_ELEMENTS (option_rows);
  return option_rows;
}

static const OptionRow *
find_row (const Parser *parser, const char *name, gsize length)
{
  for (guint i = 0; i < G_N_ELEMENTS (option_rows); i++)
    if ((option_rows[i].group & parser->command->groups) != 0 && strlen (option_rows[i].name) == length
        && strncmp (option_rows[i].name, name, length) == 0)
      return &option_rows[i];
  return NULL;
}

static const OptionRow *
find_letter (const Parser *parser, char letter)
{
  for (guint i = 0; i < G_N_ELEMENTS (option_rows); i++)
    if ((option_rows[i].group & parser->command->groups) != 0 && option_rows[i].letter == letter)
      return &option_rows[i];
  return NULL;
}

/* Why --@name is not understood: another command has it, or it is a slip of the pen. */
static gboolean
unknown_option (const Parser *parser, const char *name, GError **error)
{
  const char *near;

  for (guint i = 0; i < G_N_ELEMENTS (option_rows); i++)
    if (strcmp (option_rows[i].name, name) == 0)
      {
        usage_error (error, "'%s' takes no option --%s", parser->command->name, name);
        return FALSE;
      }
  near = suggestion (name, option_rows, G_N_ELEMENTS (option_rows), sizeof option_rows[0]);
  if (near != NULL)
    usage_error (error, "unknown option --%s; did you mean --%s?", name, near);
  else
    usage_error (error, "unknown option --%s; see 'dateline help %s'", name, parser->command->name);
  return FALSE;
}

static gboolean
is_choice (const char *choices, const char *word)
{
  g_auto (GStrv) words = g_strsplit (choices, "|", -1);

  return g_strv_contains ((const char *const *) words, word);
}

static gboolean
parse_count (const char *text, guint most, guint *count)
{
  guint64 value;

  if (!g_ascii_string_to_unsigned (text, 10, 1, most, &value, NULL))
    return FALSE;
  *count = value;
  return TRUE;
}

static gboolean
parse_share (const char *text, double *share)
{
  char *end;

  *share = g_ascii_strtod (text, &end);
  return end != text && *end == '\0' && *share >= 0 && *share <= 1;
}

/* Z, +02, +0200 or +02:00 as minutes east of UTC. */
static gboolean
parse_zone (const char *text, int *zone)
{
  g_autoptr (GRegex) form = g_regex_new ("^([+-])([01][0-9]):?([0-5][0-9])?$", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;
  g_autofree char *hours = NULL;
  g_autofree char *minutes = NULL;

  if (strcmp (text, "Z") == 0 || g_ascii_strcasecmp (text, "UTC") == 0)
    {
      *zone = 0;
      return TRUE;
    }
  if (!g_regex_match (form, text, 0, &match))
    return FALSE;
  hours = g_match_info_fetch (match, 2);
  minutes = g_match_info_fetch (match, 3);
  *zone = (atoi (hours) * 60 + (minutes != NULL ? atoi (minutes) : 0)) * (text[0] == '-' ? -1 : 1);
  return ABS (*zone) <= 14 * 60;
}

static gboolean
parse_date (const char *text, gboolean want_day, DtlDate *date)
{
  if (!dtl_date_parse (text, date, NULL))
    return FALSE;
  return !want_day || (date->shape == DTL_DATE_POINT && dtl_date_granularity (date) == DTL_GRANULARITY_DAY
                       && date->from.flags == 0 && strlen (text) == 10);
}

/* Puts @value where @row says; FALSE when it is no such value. */
static gboolean
store_value (const OptionRow *row, const char *value, Options *options)
{
  gpointer field = (char *) options + row->field;

  switch (row->kind)
    {
    case OPTION_FLAG:
      *(gboolean *) field = TRUE;
      return TRUE;
    case OPTION_TEXT:
      *(const char **) field = value;
      return *value != '\0';
    case OPTION_WORD:
      *(const char **) field = value;
      return is_choice (row->argument, value);
    case OPTION_COUNT:
      return parse_count (value, 100000, field);
    case OPTION_SIZE:
      return parse_count (value, SIZE_MAX_MB, field);
    case OPTION_SHARE:
      return parse_share (value, field);
    case OPTION_DAY:
      return parse_date (value, TRUE, field);
    case OPTION_DATE:
      return parse_date (value, FALSE, field);
    case OPTION_ZONE:
      return parse_zone (value, field);
    }
  g_return_val_if_reached (FALSE);
}

static const char *
wanted (const OptionRow *row)
{
  switch (row->kind)
    {
    case OPTION_COUNT:
      return "a whole number from 1 to 100000";
    case OPTION_SIZE:
      return "megabytes, from 1 to 2000";
    case OPTION_SHARE:
      return "a number from 0 to 1";
    case OPTION_DAY:
      return "a day that exists, as YYYY-MM-DD";
    case OPTION_DATE:
      return "a date, as YYYY-MM-DD, YYYY-MM, YYYY or FROM/TO";
    case OPTION_ZONE:
      return "an offset from UTC, as +02:00";
    default:
      return "a value";
    }
}

static gboolean
set_option (Parser *parser, const OptionRow *row, const char *value, GError **error)
{
  const char **given = &parser->given[row - option_rows];

  if (*given != NULL && strcmp (*given, value) != 0)
    {
      usage_error (error, "--%s is given twice: %s and %s", row->name, *given, value);
      return FALSE;
    }
  *given = value;
  if (store_value (row, value, parser->options))
    return TRUE;
  if (row->kind == OPTION_WORD)
    usage_error (error, "--%s=%s: expected one of %s", row->name, value, row->argument);
  else
    usage_error (error, "--%s=%s: expected %s", row->name, value, wanted (row));
  return FALSE;
}

/* The value of an option that needs one: the next argument. */
static gboolean
set_option_from_next (Parser *parser, const OptionRow *row, int n, char **arguments, int *i, GError **error)
{
  if (*i + 1 >= n)
    {
      usage_error (error, "--%s needs a value: --%s=%s", row->name, row->name, row->argument);
      return FALSE;
    }
  return set_option (parser, row, arguments[++*i], error);
}

static gboolean
parse_long (Parser *parser, int n, char **arguments, int *i, GError **error)
{
  const char *name = arguments[*i] + 2;
  const char *equals = strchr (name, '=');
  gsize length = equals != NULL ? (gsize) (equals - name) : strlen (name);
  const OptionRow *row = find_row (parser, name, length);

  if (row == NULL)
    {
      g_autofree char *word = g_strndup (name, length);

      return unknown_option (parser, word, error);
    }
  if (row->kind == OPTION_FLAG && equals != NULL)
    {
      usage_error (error, "--%s takes no value", row->name);
      return FALSE;
    }
  if (row->kind == OPTION_FLAG)
    return set_option (parser, row, "", error);
  if (equals != NULL)
    return set_option (parser, row, equals + 1, error);
  return set_option_from_next (parser, row, n, arguments, i, error);
}

/* -o FILE, -oFILE, -j8, and flags together as in -q0. */
static gboolean
parse_short (Parser *parser, int n, char **arguments, int *i, GError **error)
{
  for (const char *letter = arguments[*i] + 1; *letter != '\0'; letter++)
    {
      const OptionRow *row = find_letter (parser, *letter);

      if (row == NULL)
        {
          usage_error (error, "unknown option -%c; see 'dateline help %s'", *letter, parser->command->name);
          return FALSE;
        }
      if (row->kind != OPTION_FLAG)
        return letter[1] != '\0' ? set_option (parser, row, letter + 1, error)
                                 : set_option_from_next (parser, row, n, arguments, i, error);
      if (!set_option (parser, row, "", error))
        return FALSE;
    }
  return TRUE;
}

/* Whether every type of the list exists, so that a slip does not look like a story without events. */
static gboolean
check_types (const char *list, GError **error)
{
  g_auto (GStrv) types = g_strsplit (list ? list : "", ",", -1);

  for (guint i = 0; types[i]; i++)
    if (!dtl_view_type_exists (g_strstrip (types[i])))
      {
        usage_error (error, "--type=%s: '%s' is no type, class or family of events, as CONSULT, meet or talk", list, types[i]);
        return FALSE;
      }
  return TRUE;
}

static gboolean
is_given (const Parser *parser, const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (option_rows); i++)
    if (name != NULL && strcmp (option_rows[i].name, name) == 0)
      return parser->given[i] != NULL;
  return FALSE;
}

static gboolean
check_together (const Parser *parser, GError **error)
{
  const DtlViewOptions *filter = &parser->options->filter;
  DtlDay since, until, unused;

  for (guint i = 0; i < G_N_ELEMENTS (conflicts); i++)
    if (is_given (parser, conflicts[i].one) && is_given (parser, conflicts[i].other))
      {
        usage_error (error, "--%s contradicts --%s", conflicts[i].one, conflicts[i].other);
        return FALSE;
      }
  for (guint i = 0; i < G_N_ELEMENTS (needs); i++)
    if (is_given (parser, needs[i].one) && !is_given (parser, needs[i].needs[0])
        && !is_given (parser, needs[i].needs[1]))
      {
        usage_error (error, "--%s means nothing without --%s", needs[i].one, needs[i].needs[0]);
        return FALSE;
      }
  if (dtl_date_bounds (&filter->since, &since, &unused) && dtl_date_bounds (&filter->until, &unused, &until)
      && since > until)
    {
      usage_error (error, "--since lies after --until");
      return FALSE;
    }
  if (filter->path && strchr (filter->path, ',') == NULL)
    {
      usage_error (error, "--path=%s: expected two actors, as NAME,NAME", filter->path);
      return FALSE;
    }
  return check_types (filter->type, error);
}

gboolean
options_parse (const Command *command, int n_arguments, char **arguments, Options *options, GError **error)
{
  Parser parser = { .command = command, .options = options };
  gboolean only_operands = FALSE;

  *options = (Options) { .command = command, .zone = DTL_ZONE_NONE, .jobs = 1, .limit_mb = DTL_INPUT_LIMIT_MB };
  options->operands = g_ptr_array_new ();
  for (int i = 0; i < n_arguments; i++)
    {
      char *argument = arguments[i];
      gboolean well = TRUE;

      if (only_operands || argument[0] != '-' || argument[1] == '\0')
        g_ptr_array_add (options->operands, argument);
      else if (strcmp (argument, "--") == 0)
        only_operands = TRUE;
      else if (argument[1] == '-')
        well = parse_long (&parser, n_arguments, arguments, &i, error);
      else
        well = parse_short (&parser, n_arguments, arguments, &i, error);
      if (!well)
        return FALSE;
    }
  return options->help || options->version || check_together (&parser, error);
}

void
options_clear (Options *options)
{
  g_clear_pointer (&options->operands, g_ptr_array_unref);
}
