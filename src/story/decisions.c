/*
 * The reader of decisions, and their life. A line is a word, ids, and for some words free text; the table of words says
 * which. Every line is checked, so that one look at the messages mends the file.
 */
#include "story/decisions.h"

#include <string.h>

#define FILE_MAX (4u << 20)    /* bytes */
#define DECISIONS_MAX 20000    /* each may look through all of a story */
#define MESSAGES_MAX 20
#define ID_DIGITS 12
#define MANY G_MAXUINT

typedef enum
{
  TAIL_NONE,
  TAIL_MENTIONS,
  TAIL_WORDS,
  TAIL_DATE,
} Tail;

/* What follows a word: from @least to @most ids that begin with one of @letters, and then the tail. */
static const struct
{
  const char *word;
  DtlDecisionKind kind;
  const char *letters;
  guint least;
  guint most;
  Tail tail;
  const char *form;
} words[] = {
  { "same", DTL_DECISION_SAME, "a", 2, MANY, TAIL_NONE, "same ACTOR ACTOR" },
  { "different", DTL_DECISION_DIFFERENT, "ae", 2, 2, TAIL_NONE, "different ACTOR ACTOR or different EVENT EVENT" },
  { "rename", DTL_DECISION_RENAME, "a", 1, 1, TAIL_WORDS, "rename ACTOR name" },
  { "join", DTL_DECISION_JOIN, "e", 2, MANY, TAIL_NONE, "join EVENT EVENT" },
  { "split", DTL_DECISION_SPLIT, "e", 1, 1, TAIL_MENTIONS, "split EVENT MENTION" },
  { "apart", DTL_DECISION_SPLIT, "e", 1, 1, TAIL_MENTIONS, "apart EVENT MENTION" },
  { "drop", DTL_DECISION_DROP, "ae", 1, 1, TAIL_NONE, "drop ACTOR or drop EVENT" },
  { "date", DTL_DECISION_DATE, "e", 1, 1, TAIL_DATE, "date EVENT EDTF" },
  { "label", DTL_DECISION_LABEL, "e", 1, 1, TAIL_WORDS, "label EVENT words" },
  { "note", DTL_DECISION_NOTE, "ae", 1, 1, TAIL_WORDS, "note ACTOR words or note EVENT words" },
};

typedef struct
{
  DtlDecisions *decisions;
  guint line;
  GString *messages; /* owned */
  guint n_bad;
} Reader;

G_DEFINE_BOXED_TYPE (DtlDecisions, dtl_decisions, dtl_decisions_ref, dtl_decisions_unref)

DtlDecisions *
dtl_decisions_ref (DtlDecisions *decisions)
{
  g_atomic_ref_count_inc (&decisions->ref_count);
  return decisions;
}

void
dtl_decisions_unref (DtlDecisions *decisions)
{
  if (decisions == NULL || !g_atomic_ref_count_dec (&decisions->ref_count))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (decisions->parts); i++)
    dtl_decisions_unref (decisions->parts[i]);
  g_array_unref (decisions->all);
  dtl_arena_free (decisions->arena);
  g_free (decisions);
}

static void complain (Reader *reader, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
complain (Reader *reader, const char *format, ...)
{
  va_list arguments;

  if (reader->n_bad++ >= MESSAGES_MAX)
    return;
  g_string_append_printf (reader->messages, "%s%s:%u: ", reader->messages->len > 0 ? "\n" : "", reader->decisions->name,
                          reader->line);
  va_start (arguments, format);
  g_string_append_vprintf (reader->messages, format, arguments);
  va_end (arguments);
}

/* Bytes of the id that @text begins with, of a kind in @letters; 0 for none. */
static gsize
id_length (const char *text, const char *letters)
{
  if (*text == '\0' || strchr (letters, *text) == NULL)
    return 0;
  for (guint i = 1; i <= ID_DIGITS; i++)
    if (!g_ascii_islower (text[i]) && (text[i] < '2' || text[i] > '7'))
      return 0;
  return 1 + ID_DIGITS;
}

static gboolean
is_id (const char *word, const char *letters)
{
  gsize length = id_length (word, letters);

  return length > 0 && word[length] == '\0';
}

/* "dabc…" or "dabc…:120" */
static gboolean
is_mention (const char *word)
{
  gsize length = id_length (word, "d");
  guint64 start;

  return length > 0 && (word[length] == '\0' || (word[length] == ':' && g_ascii_string_to_unsigned (word + length + 1, 10, 0,
                                                                                                    G_MAXUINT32, &start, NULL)));
}

/* The next word of @text, which is cut off there; NULL at the end. */
static char *
next_word (char **text)
{
  char *word = *text + strspn (*text, " \t");
  char *end = word + strcspn (word, " \t");

  *text = *end ? end + 1 : end;
  *end = '\0';
  return *word ? word : NULL;
}

static gboolean
take_date (Reader *reader, const char *text, DtlDecision *decision)
{
  if (strcmp (text, "-") == 0 || dtl_date_parse (text, &decision->date, NULL))
    return TRUE;
  complain (reader, "'%s' is no date; expected one as YYYY-MM-DD, YYYY-MM, YYYY or FROM/TO, or - for none", text);
  return FALSE;
}

/* What follows the ids, of row @row. */
static gboolean
take_tail (Reader *reader, guint row, char *text, DtlDecision *decision)
{
  g_strstrip (text);
  if (words[row].tail == TAIL_NONE || words[row].tail == TAIL_MENTIONS)
    return TRUE;
  if (*text == '\0')
    {
      complain (reader, "too short; expected %s", words[row].form);
      return FALSE;
    }
  if (words[row].tail == TAIL_DATE)
    return take_date (reader, text, decision);
  decision->words = dtl_arena_strdup (reader->decisions->arena, text);
  return TRUE;
}

static void
take_decision (Reader *reader, guint row, char *text)
{
  DtlArena *arena = reader->decisions->arena;
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  DtlDecision decision = { .kind = words[row].kind, .name = reader->decisions->name, .line = reader->line };
  gboolean has_mentions = words[row].tail == TAIL_MENTIONS;
  guint least = words[row].least + has_mentions, most = has_mentions ? MANY : words[row].most;
  const char *word;

  while (ids->len < most && (word = next_word (&text)) != NULL)
    {
      const char letters[] = { ids->len > 0 ? *(const char *) ids->pdata[0] : '\0', '\0' }; /* all are of the kind of the first */
      gboolean is_known = ids->len < words[row].most ? is_id (word, *letters ? letters : words[row].letters) : is_mention (word);

      if (!is_known)
        {
          complain (reader, "'%s' is not the id that is expected here: %s", word, words[row].form);
          return;
        }
      g_ptr_array_add (ids, dtl_arena_strdup (arena, word));
    }
  if (ids->len < least || (words[row].tail == TAIL_NONE && *(text + strspn (text, " \t")) != '\0'))
    {
      complain (reader, "too %s; expected %s", ids->len < least ? "short" : "long", words[row].form);
      return;
    }
  decision.ids = dtl_arena_memdup (arena, ids->pdata, ids->len, sizeof (char *));
  decision.n_ids = ids->len;
  if (take_tail (reader, row, text, &decision))
    g_array_append_val (reader->decisions->all, decision);
}

static void
take_line (Reader *reader, char *text)
{
  const char *word;
  guint row = 0;

  g_strstrip (text);
  if (*text == '\0' || *text == '#')
    return;
  word = next_word (&text);
  while (row < G_N_ELEMENTS (words) && strcmp (words[row].word, word) != 0)
    row++;
  if (row < G_N_ELEMENTS (words))
    take_decision (reader, row, text);
  else
    complain (reader, "'%s' is no decision; expected same, different, rename, join, split, drop, date, label or note", word);
}

static gboolean
read_text (DtlDecisions *decisions, const char *text, gsize length, GError **error)
{
  g_autoptr (GString) messages = g_string_new (NULL);
  Reader reader = { decisions, 0, messages, 0 };
  const char *end = text + length;

  while (text < end && decisions->all->len <= DECISIONS_MAX)
    {
      const char *newline = memchr (text, '\n', end - text);
      g_autofree char *line = g_strndup (text, (newline ? newline : end) - text);

      reader.line++;
      take_line (&reader, line);
      text = newline ? newline + 1 : end;
    }
  if (decisions->all->len > DECISIONS_MAX)
    {
      g_set_error (error, DTL_ERROR, DTL_ERROR_LIMIT, "%s: more than %u decisions", decisions->name, DECISIONS_MAX);
      return FALSE;
    }
  if (reader.n_bad > MESSAGES_MAX)
    g_string_append_printf (messages, "\n%s: and %u more", decisions->name, reader.n_bad - MESSAGES_MAX);
  if (reader.n_bad > 0)
    g_set_error_literal (error, DTL_ERROR, DTL_ERROR_SYNTAX, messages->str);
  return reader.n_bad == 0;
}

static DtlDecisions *
make (const char *name)
{
  DtlDecisions *decisions = g_new0 (DtlDecisions, 1);

  g_atomic_ref_count_init (&decisions->ref_count);
  decisions->arena = dtl_arena_new ();
  decisions->name = dtl_arena_strdup (decisions->arena, name);
  decisions->all = g_array_new (FALSE, FALSE, sizeof (DtlDecision));
  return decisions;
}

DtlDecisions *
dtl_decisions_join (DtlDecisions *first, DtlDecisions *second)
{
  DtlDecisions *decisions = make (first->name);

  decisions->parts[0] = dtl_decisions_ref (first);
  decisions->parts[1] = dtl_decisions_ref (second);
  for (guint i = 0; i < G_N_ELEMENTS (decisions->parts); i++)
    g_array_append_vals (decisions->all, decisions->parts[i]->all->data, decisions->parts[i]->all->len);
  return decisions;
}

DtlDecisions *
dtl_decisions_new (const char *name, const char *text, gssize length, GError **error)
{
  gsize size = length < 0 ? strlen (text) : (gsize) length;
  g_autoptr (DtlDecisions) decisions = NULL;

  if (size > FILE_MAX)
    {
      g_set_error (error, DTL_ERROR, DTL_ERROR_LIMIT, "%s: larger than %u MiB", name, FILE_MAX >> 20);
      return NULL;
    }
  if (!g_utf8_validate (text, size, NULL))
    {
      g_set_error (error, DTL_ERROR, DTL_ERROR_SYNTAX, "%s: not UTF-8", name);
      return NULL;
    }
  if (size >= 3 && memcmp (text, "\357\273\277", 3) == 0) /* byte order mark */
    text += 3, size -= 3;
  decisions = make (name);
  return read_text (decisions, text, size, error) ? g_steal_pointer (&decisions) : NULL;
}

DtlDecisions *
dtl_decisions_load (const char *path, GError **error)
{
  g_autofree char *text = NULL;
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *shown = g_utf8_make_valid (name, -1);
  gsize length;

  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;
  return dtl_decisions_new (shown, text, length, error);
}
