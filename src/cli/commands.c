/* The table of commands. Help, manual page, completion and the tests walk it; nothing lists commands elsewhere. */
#include "cli.h"

#include <string.h>

#define READS (OPTIONS_COMMON | OPTIONS_INPUT | OPTIONS_DATING)
#define SHOWS (OPTIONS_OUTPUT | OPTIONS_FILTER | OPTIONS_LOOK | OPTIONS_DECISIONS)

static const Command commands[] = {
  { "timeline", "INPUT...", "what happened, in order",
    "Reads the articles and prints a chronology of the story they tell: day by day, who did what with whom, where, and "
    "on which line of the text it stands. Events that the text does not date come last. Given no command, dateline "
    "does this.",
    "dateline timeline harbour-talks.txt --date=2024-05-18", READS | SHOWS, timeline_run },
  { "graph", "INPUT...", "who deals with whom",
    "Draws the story: as actors and the relations between them (--view=relations), as cards of events along the days "
    "(--view=events), or with a lane for each actor (--view=storyline). Prints DOT unless -o or --to say otherwise; "
    "a storyline is printed as SVG.",
    "dateline graph harbour-talks.txt --date=2024-05-18 -o story.svg", READS | SHOWS | OPTIONS_VIEW, graph_run },
  { "report", "INPUT...", "one page for people, with pictures and text",
    "Writes one self-contained HTML page: the storyline and the relations as pictures, the timeline, and the articles with "
    "the very sentences marked, all linked; it can be filtered, needs no network, and prints. Needs -o.",
    "dateline report harbour-talks.txt --date=2024-05-18 -o talks.html", READS | OPTIONS_OUTPUT | OPTIONS_FILTER | OPTIONS_DECISIONS,
    report_run },
  { "annotate", "INPUT...", "every layer of every document",
    "Prints each article as one JSON object a line: text, sentences, words, syntax, names, times, actors, roles, "
    "events, and what is strange about it. --to=conllu prints the syntax as CoNLL-U, --to=timeml the text with TIMEX3 "
    "tags.",
    "dateline annotate harbour-talks.txt --date=2024-05-18 --to=timeml", READS | OPTIONS_OUTPUT | OPTIONS_STAGES,
    annotate_run },
  { "extract", "INPUT...", "the facts of each article, ready to be merged",
    "Prints one record a line: actors, roles and events of one article with the sentences that state them, but "
    "without its text. Records can be kept, sent, and given to merge in any number and order. With --resume, a long run "
    "that was stopped goes on when it is started again, and articles whose records are there are not done again.",
    "dateline extract harbour-talks.txt --date=2024-05-18 -o talks.jsonl", READS | OPTIONS_OUTPUT | OPTIONS_RESUME,
    extract_run },
  { "merge", "FILE...", "records into one story",
    "Reads records, one JSON object a line, and prints the story of them all as JSON, or any other format that spells "
    "a story. The order of files and records does not matter.",
    "dateline merge talks.jsonl --to=text", OPTIONS_COMMON | OPTIONS_QUIET | SHOWS | OPTIONS_VIEW, merge_run },
  { "actors", "INPUT...", "who takes part",
    "Lists the actors of the story, those of whom most is told first: what they are, in how many events they take part and "
    "how many independent sources tell of them, from when to when, the offices and bonds that are stated, and other names. With "
    "--unknown it prints a row for --lexicon for each that neither the program nor that lexicon knows, those in most articles "
    "first: mend kind and country, and give the file back.",
    "dateline actors harbour-talks.txt --date=2024-05-18 --top=5", READS | OPTIONS_FILTER | OPTIONS_LIST | OPTIONS_DECISIONS | OPTIONS_UNKNOWN,
    actors_run },
  { "explain", "INPUT...", "why an event is told as it is",
    "Tells of one event, named with --event, the sentence behind every mention, the rule that found it, and for each "
    "participant, the place, the date, its reality and its source the words that they rest on; and what its mentions "
    "disagree about.",
    "dateline explain harbour-talks.txt --date=2024-05-18 --event='Moe resigns'", READS | OPTIONS_EVENT | OPTIONS_OUTPUT | OPTIONS_DECISIONS,
    explain_run },
  { "check", "INPUT...", "what an editor should look at",
    "Lists what of a timeline is worth a second look, what matters most first: events that mentions disagree about (disputed), that "
    "an article corrects or retracts (corrected), whose date can be read in two ways (ambiguous), of which an article tells "
    "another order than they stand in (order), that were nearly taken for one (near), found with little confidence (doubtful), "
    "or without a date (undated); actors of one name (homonym), and those of whom nothing is known (unknown). What matters most "
    "comes first, each with where it stands and the line of --decisions that may settle it; two lines, where two may be one or not. What has a note was looked at and is left "
    "out. Ten of each kind are told, or as many as --top says; with --plain all.",
    "dateline check harbour-talks.txt --date=2024-05-18", READS | OPTIONS_FILTER | OPTIONS_LIST | OPTIONS_DECISIONS, check_run },
  { "add", "CORPUS INPUT...", "keep articles in a corpus file",
    "Reads the articles and keeps what they say in a corpus, an SQLite file that is made if there is none and that every "
    "command takes as an input. Articles that it knows are skipped, those that have changed are read again; a run that "
    "was killed goes on when it is started again. Programs may read the corpus meanwhile.",
    "dateline add talks.dateline harbour-talks.txt --date=2024-05-18", READS | OPTIONS_ADD, add_run },
  { "remove", "CORPUS ARTICLE...", "take articles out of a corpus",
    "Removes articles, named by id, address or file. The story is then as if they had never been added. With --forget what "
    "was removed, now or before, goes for good.",
    "dateline remove talks.dateline harbour-talks.txt",
    OPTIONS_COMMON | OPTIONS_REMOVE | OPTIONS_QUIET, remove_run },
  { "decide", "CORPUS [FILE]", "decisions that a corpus keeps",
    "Keeps the lines of a decisions file in the corpus, after those that it has or, with --replace, in their place; all commands "
    "obey them from then on. Without a file it prints those that are kept, as such a file.",
    "dateline decide talks.dateline", OPTIONS_COMMON | OPTIONS_DECIDE | OPTIONS_QUIET, decide_run },
  { "list", "CORPUS", "the articles of a corpus",
    "Lists the articles in order of publication: id, day, title, address; or, with --runs, what was added and removed when.",
    "dateline list talks.dateline", OPTIONS_COMMON | OPTIONS_LIST | OPTIONS_RUNS | OPTIONS_RANGE,
    list_run },
  { "search", "CORPUS WORD...", "sentences of a corpus that have these words",
    "Searches all sentences for those with all of the words, whatever their endings, and prints the best first, with the "
    "words marked. A phrase in quotation marks stands together; word* is a beginning.",
    "dateline search talks.dateline port", OPTIONS_COMMON | OPTIONS_LIST | OPTIONS_TOP,
    search_run },
  { "new", "CORPUS", "what has changed in the story since a run",
    "Compares the story of a corpus with the one after an earlier run of add or remove: events that are new (+), told "
    "otherwise (~), and gone (-).",
    "dateline new talks.dateline --run=0",
    OPTIONS_COMMON | OPTIONS_SINCE_RUN | OPTIONS_LIST | OPTIONS_FILTER, new_run },
  { "diff", "CORPUS RUN RUN", "how the story differs between two runs",
    "Compares the stories after two runs, or two snapshots, as new does. Run 0 is the empty corpus.",
    "dateline diff talks.dateline 0 1", OPTIONS_COMMON | OPTIONS_LIST | OPTIONS_FILTER,
    diff_run },
  { "snapshot", "CORPUS NAME", "give the state of a corpus a name",
    "Names the state after the last run, for new and diff.",
    "dateline snapshot talks.dateline monday", OPTIONS_COMMON, snapshot_run },
  { "formats", "", "what can be read and written",
    "Lists the kinds of input and the formats of output, what each can show, and what it cannot carry.",
    "dateline formats", OPTIONS_COMMON | OPTIONS_TABLE, formats_run },
  { "help", "[COMMAND]", "how to use dateline, or one of its commands",
    "Prints the options of a command with an example. With --plain it prints the table of commands, or of a command's "
    "options, one a line, for programs.",
    "dateline help graph", OPTIONS_COMMON | OPTIONS_TABLE, help_run },
};

const Command *
command_table (guint *n_commands)
{
  *n_commands = G_N_ELEMENTS (commands);
  return commands;
}

const Command *
command_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (strcmp (commands[i].name, name) == 0)
      return &commands[i];
  return NULL;
}

/* Levenshtein distance of short words. */
static guint
distance (const char *a, const char *b)
{
  gsize n = strlen (b);
  guint row[64];

  if (strlen (a) >= G_N_ELEMENTS (row) || n >= G_N_ELEMENTS (row))
    return G_MAXUINT;
  for (gsize j = 0; j <= n; j++)
    row[j] = j;
  for (gsize i = 1; a[i - 1] != '\0'; i++)
    {
      guint diagonal = row[0];

      row[0] = i;
      for (gsize j = 1; j <= n; j++)
        {
          guint change = diagonal + (a[i - 1] != b[j - 1]);

          diagonal = row[j];
          row[j] = MIN (change, MIN (row[j], row[j - 1]) + 1);
        }
    }
  return row[n];
}

const char *
suggestion (const char *word, gconstpointer rows, guint n, gsize size)
{
  const char *best = NULL;
  guint nearest = MAX (1, MIN (2, strlen (word) / 2)) + 1;

  for (guint i = 0; i < n; i++)
    {
      const char *name = *(const char *const *) ((const char *) rows + i * size);
      guint far = distance (word, name);

      if (far < nearest)
        {
          nearest = far;
          best = name;
        }
    }
  return best;
}
