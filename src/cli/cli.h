/*
 * What the files of the command line share: the table of commands, the table of options, and the steps that most
 * commands go through (gather inputs, read them, write one output).
 *
 * This is a client of the library like any other: it includes <dateline/dateline.h> and nothing else of ours.
 */
#pragma once

#include <dateline/dateline.h>

/** ExitCode: see EXIT STATUS in the manual. */
typedef enum
{
  EXIT_ALL_WELL = 0,
  EXIT_FAILED = 1,      /* nothing usable was written */
  EXIT_USAGE = 2,       /* the command line asks for something impossible */
  EXIT_SOME_FAILED = 3, /* some inputs failed, the rest was done */
} ExitCode;

/** OptionGroup: options that belong together; a command takes whole groups. */
typedef enum
{
  OPTIONS_COMMON = 1 << 0, /* of every command */
  OPTIONS_INPUT = 1 << 1,
  OPTIONS_DATING = 1 << 2,
  OPTIONS_OUTPUT = 1 << 3,
  OPTIONS_VIEW = 1 << 4,
  OPTIONS_FILTER = 1 << 5,
  OPTIONS_LOOK = 1 << 6,
  OPTIONS_STAGES = 1 << 7,
  OPTIONS_TABLE = 1 << 8,
  OPTIONS_EVENT = 1 << 9,
  OPTIONS_RESUME = 1 << 10,
  OPTIONS_ADD = 1 << 11,
  OPTIONS_REMOVE = 1 << 12,
  OPTIONS_LIST = 1 << 13,
  OPTIONS_TOP = 1 << 14,
  OPTIONS_RANGE = 1 << 15,
  OPTIONS_QUIET = 1 << 16,
  OPTIONS_SINCE_RUN = 1 << 17,
  OPTIONS_RUNS = 1 << 18,
  OPTIONS_DECISIONS = 1 << 19,
  OPTIONS_DECIDE = 1 << 20,
  OPTIONS_UNKNOWN = 1 << 21,
} OptionGroup;

/** Options: the command line, read. Strings are borrowed from it; NULL where an option was not given. */
typedef struct
{
  const char *output;
  const char *to;
  const char *from;
  const char *map;
  const char *body;
  const char *files_from;
  gboolean null_separated;
  gboolean resume;
  gboolean again;
  gboolean forget;
  gboolean replace;
  gboolean runs;
  gboolean unknown;
  const char *run;
  guint limit_mb;
  const char *dates;
  DtlDate date;
  gboolean force_date;
  int zone; /* minutes east of UTC, or DTL_ZONE_NONE */
  guint jobs;
  const char *lexicon;
  const char *decisions;
  const char *view;
  const char *stages;
  const char *event;
  DtlViewOptions filter;
  const char *color;
  guint width;
  gboolean ascii;
  gboolean dark;
  const char *per;
  gboolean lanes;
  gboolean plain;
  gboolean quiet;
  gboolean stats;
  gboolean progress;
  gboolean help;
  gboolean version;
  GPtrArray *operands; /* owned: borrowed strings */
  const struct _Command *command;
} Options;

/**
 * Command: a row of the table of commands.
 * @operands: as shown in the usage line
 * @details: a paragraph for its help
 * @example: a command line that the tests run in examples/articles/
 */
typedef struct _Command
{
  const char *name;
  const char *operands;
  const char *summary;
  const char *details;
  const char *example;
  guint groups;
  ExitCode (*run) (const Options *options);
} Command;

/* commands.c */
const Command *command_table (guint *n_commands);
const Command *command_find (const char *name); /* nullable */
/** suggestion: (nullable): of @n words, @size bytes apart and each the first member of its row, the one that @word was
 * probably meant to be */
const char *suggestion (const char *word, gconstpointer rows, guint n, gsize size);

/* options.c */
typedef enum
{
  OPTION_FLAG,
  OPTION_TEXT,
  OPTION_WORD,  /* one of the choices */
  OPTION_COUNT, /* a whole number from 1 */
  OPTION_SIZE,  /* megabytes */
  OPTION_SHARE, /* 0 to 1 */
  OPTION_DAY,   /* YYYY-MM-DD */
  OPTION_DATE,  /* EDTF */
  OPTION_ZONE,  /* +02:00 */
} OptionKind;

typedef struct
{
  const char *name;
  char letter;          /* 0 when there is none */
  OptionKind kind;
  const char *argument; /* NULL for flags; the choices, joined by |, for words */
  guint group;          /* one of OptionGroup */
  gsize field;          /* where it goes in Options */
  const char *summary;
} OptionRow;

const OptionRow *option_table (guint *n_options);
/** options_parse: reads the command line of @command. FALSE, with the reason in @error, when it makes no sense. */
gboolean options_parse (const Command *command, int n_arguments, char **arguments, Options *options, GError **error);
void options_clear (Options *options);

/* help.c */
ExitCode help_run (const Options *options);
void help_command (const Command *command);
void help_overview (void);
void help_version (void);

/* inputs.c */

/** Input: something to read. */
typedef struct
{
  char *path;   /* owned: as given, or found in a folder; "-" is standard input */
  char *uri;    /* owned, nullable: how it is named in what is made of it, if otherwise */
  DtlDate date; /* publication day from --dates or --date; null when neither */
  GBytes *bytes; /* owned, nullable: of a piece of what is read as a stream */
  const char *kind; /* borrowed, nullable: of the piece */
  guint parts_before;
} Input;

/**
 * inputs_gather: (transfer full) (element-type Input): what the operands and --files-from name, folders walked; sorted
 * by path, each once. What cannot be read is reported and counted in @n_failed. NULL, with @error, for a usage error.
 */
GPtrArray *inputs_gather (const Options *options, guint *n_failed, GError **error);
/** input_load: (transfer full) (nullable): the bytes, @limit_mb megabytes at most; may be called from any thread */
GBytes *input_load (const char *path, guint limit_mb, GError **error);
void input_free (Input *input);
/** input_is_stream: whether it is standard input, no file, or so large that it is better read in pieces */
gboolean input_is_stream (const Input *input, guint limit_mb);
/** input_open: (transfer full): the descriptor to read it from, or -1 */
int input_open (const char *path, GError **error);
/** display_name: (transfer full): @path as one printable line of UTF-8 */
char *display_name (const char *path);

/* reading.c */

/** DocumentSink: takes one document, in order of inputs. FALSE, with @error, ends the reading. */
typedef gboolean (*DocumentSink) (DtlDocument *document, gpointer user_data, GError **error);

/**
 * read_documents: the inputs of @options through the pipeline into @sink.
 * @error: set only if the sink has failed
 *
 * Returns: the exit code that this reading deserves; inputs that failed have been reported
 */
ExitCode read_documents (const Options *options, DocumentSink sink, gpointer user_data, GError **error);
/**
 * ReadingHooks: what else is asked and told while inputs are read; any may be NULL.
 * @filter: refuses documents before they are analysed; called in all threads
 * @skip: whether a file with these bytes is to be left alone; called in all threads
 * @begin: the documents that follow are of this input
 * @finish: all documents of this file have been given. FALSE, with @error, ends the reading.
 */
typedef struct
{
  DtlSourceFilter filter;
  gboolean (*skip) (const char *path, GBytes *bytes, gpointer data);
  void (*begin) (const char *path, gpointer data);
  gboolean (*finish) (const char *path, gpointer data, GError **error);
  gpointer data;
} ReadingHooks;

/** read_documents_with: the same, with @hooks */
ExitCode read_documents_with (const Options *options, const ReadingHooks *hooks, DocumentSink sink, gpointer user_data,
                              GError **error);
/** report: one line on stderr, "@subject: …" */
void report (const char *subject, const char *format, ...) G_GNUC_PRINTF (2, 3);
/** report_line: one line on stderr, "@subject:@line: …" */
void report_line (const char *subject, guint line, const char *message);

/* output.c */

/** Output: where the result goes: standard output, a device, or a file under a temporary name. */
typedef struct _Output Output;

/** output_open: NULL @path is standard output. Fails before any work is done when @path cannot be written. */
Output *output_open (const char *path, GError **error);
/**
 * output_resume: the output that an earlier run has begun: FILE.part, or FILE if that run came to its end
 * @take_line: called for each whole line that is there, without its newline; FALSE when it is none of ours
 *
 * Lines are written at once, and stay in FILE.part when the program ends early. What stands behind the last good line of
 * it goes. Fails when another run writes it, when FILE.part does not begin with what FILE holds, and with a usage error when @path is no place for a file.
 */
Output *output_resume (const char *path, gboolean (*take_line) (const char *line, gsize length, gpointer user_data),
                       gpointer user_data, GError **error);
/** output_open_folder: several files, in a folder that gets its name when all are written; there must be none of that name
 * yet, or an empty one */
Output *output_open_folder (const char *path, GError **error);
gboolean output_is_folder (const Output *output);
/** output_begin: what is written from now on belongs to the file @name of the folder: relative, with "/" between folders */
gboolean output_begin (Output *output, const char *name, GError **error);
/** output_write: appends; for standard output and devices it may be written at once */
gboolean output_write (Output *output, const char *data, gsize length, GError **error);
/** output_commit: writes what is left and gives the file its name */
gboolean output_commit (Output *output, GError **error);
/** output_free: what has not been committed is removed, but for whole lines of a run that can be resumed */
void output_free (Output *output);
/** output_is_closed_pipe: whether @error says that the reader of a pipe went away, which is no failure */
gboolean output_is_closed_pipe (const GError *error);
/** output_failed: reports @error unless it says that the reader of a pipe went away; returns the exit code */
ExitCode output_failed (const GError *error);
/** output_finish: commits after a reading that ended with @code and @error (of the sink); returns the exit code */
ExitCode output_finish (Output *output, ExitCode code, const GError *error);
/** output_is_no_input: FALSE, with a usage error, when -o would overwrite something that is read */
gboolean output_is_no_input (const Options *options, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Output, output_free)

/* showing.c */

/** Showing: how a story is shown: which view, in which format, looking how. */
typedef struct
{
  const DtlFormat *format;
  DtlViewKind view;
  DtlExportOptions look;
} Showing;

/** showing_choose: from --view, --to and the ending of -o; @default_format is used when none of them says */
gboolean showing_choose (const Options *options, DtlViewKind view, const char *default_format, Showing *showing,
                         GError **error);
/** showing_open: the output that the format needs: a file, or a folder for several */
Output *showing_open (const Showing *showing, const Options *options, GError **error);
/** showing_write: the view of @story to @output */
gboolean showing_write (const Showing *showing, const Options *options, DtlStory *story, Output *output,
                        GError **error);
/** showing_write_view: a view that is there already */
gboolean showing_write_view (const Showing *showing, const Options *options, const DtlView *view, Output *output,
                             GError **error);
/** showing_filter: the filter of @options; for formats that are data for other programs, which choose for themselves, nothing
 * is left out that was not asked to be left out */
DtlViewOptions showing_filter (const Showing *showing, const Options *options);
/** wants_color: whether the output may have colour */
gboolean wants_color (const Options *options);
/** format_choose: (transfer none) (nullable): the same for formats that spell any of @spells */
const DtlFormat *format_choose (const Options *options, guint spells, const char *default_format, GError **error);

/* decisions.c */
/** decisions_give: those that the corpora among @paths keep, then --decisions, to @builder. FALSE, after a report, when the
 * latter cannot be read. */
gboolean decisions_give (const Options *options, const GPtrArray *paths, DtlStoryBuilder *builder);
/** decisions_tell: reports what of them @story could not follow, unless --quiet is given */
void decisions_tell (const Options *options, const DtlStory *story);

/* corpus.c */

/** story_read: reads all operands into one @story: articles, and corpora; @documents (nullable): keeps what was read */
ExitCode story_read (const Options *options, GPtrArray *documents, DtlStory **story);
/** story_read_anew: the same, merged now even if a corpus keeps its story: with all that only merging knows */
ExitCode story_read_anew (const Options *options, GPtrArray *documents, DtlStory **story);
/** corpora_take: (transfer container): paths of the corpora among the operands, whose list is replaced by one, of the
 * caller, that holds the others */
GPtrArray *corpora_take (Options *options);
/** corpus_each_record: all records of a corpus. FALSE, after a report, when it cannot be read. */
gboolean corpus_each_record (const char *path, DtlCorpusRecordFunc func, gpointer user_data);
/** corpus_alone: (nullable): the corpus that is the only input */
const char *corpus_alone (const Options *options);
/** corpus_view: (transfer full) (nullable): the view of its story; failures are reported */
DtlView *corpus_view (const char *path, const Showing *showing, const Options *options);
/** corpus_open_operand: (transfer full) (nullable): the corpus that the first operand names; failures are reported */
DtlCorpus *corpus_open_operand (const Options *options, DtlCorpusAccess access);

/** USAGE: sets @error to a usage error */
#define CLI_USAGE (g_quark_from_static_string ("dateline-usage"))
#define usage_error(error, ...) g_set_error ((error), CLI_USAGE, 0, __VA_ARGS__)
/** usage: reports a usage error; returns EXIT_USAGE */
ExitCode usage (const char *command, const GError *error);
/** failure_code: the exit code when @n_failed of @n inputs failed */
ExitCode failure_code (guint n_failed, guint n);

/* One file a command. */
/** story_run: reads articles into one story and shows it; what timeline and graph have in common */
ExitCode story_run (const Options *options, DtlViewKind view, const char *default_format);
ExitCode timeline_run (const Options *options);
ExitCode graph_run (const Options *options);
ExitCode report_run (const Options *options);
ExitCode annotate_run (const Options *options);
ExitCode extract_run (const Options *options);
ExitCode merge_run (const Options *options);
ExitCode actors_run (const Options *options);
ExitCode explain_run (const Options *options);
ExitCode check_run (const Options *options);
ExitCode formats_run (const Options *options);
ExitCode add_run (const Options *options);
ExitCode remove_run (const Options *options);
ExitCode list_run (const Options *options);
ExitCode search_run (const Options *options);
ExitCode new_run (const Options *options);
ExitCode diff_run (const Options *options);
ExitCode decide_run (const Options *options);
ExitCode snapshot_run (const Options *options);
