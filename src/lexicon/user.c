/* The reader of a user's lexicon. Every row is checked, so that one look at the messages mends the file. */
#include "lexicon/user.h"

#include <string.h>

#include "base/arena.h"
#include "lexicon/frames.h"
#include "lexicon/tables.h"

#define FILE_MAX (16u << 20) /* bytes */
#define CELL_MAX 512         /* bytes */
#define MESSAGES_MAX 10
#define CELLS_MAX 6
#define ACRONYM_MAX 5 /* letters */
#define VERB_CELLS 4         /* lemma, class, frame, flags */

/* A way to write an actor. */
typedef struct
{
  const DtlUserActor *actor;
  gboolean capital; /* begins with a capital */
  gboolean upper;   /* is an acronym: "who" is no organisation */
} UserName;

struct _DtlUserLexicon
{
  DtlArena *arena;    /* owned: strings, actors */
  GHashTable *names;  /* owned: lower case → UserName */
  DtlTable *verbs;    /* owned */
  DtlTable *nouns;    /* owned */
};

typedef struct
{
  DtlUserLexicon *lexicon;
  const char *name;
  guint line;
  GString *verbs;    /* owned: as the text of a table */
  GString *nouns;    /* owned */
  GString *messages; /* owned */
  guint n_bad;
} Reader;

static void complain (Reader *reader, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
complain (Reader *reader, const char *format, ...)
{
  va_list arguments;

  if (reader->n_bad++ >= MESSAGES_MAX)
    return;
  g_string_append_printf (reader->messages, "%s%s:%u: ", reader->messages->len > 0 ? "\n" : "", reader->name, reader->line);
  va_start (arguments, format);
  g_string_append_vprintf (reader->messages, format, arguments);
  va_end (arguments);
}

/* ---- actors ---- */

static char *
key_of (const char *name)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (name));
  char *key = g_utf8_strdown (trimmed, -1);

  return g_str_has_prefix (key, "the ") ? (memmove (key, key + 4, strlen (key + 4) + 1), key) : key;
}

static gboolean
is_country_code (const char *text)
{
  return strlen (text) == 2 && g_ascii_isupper (text[0]) && g_ascii_isupper (text[1]);
}

static gboolean
is_blank (const char *text)
{
  return *text == '\0' || strcmp (text, "-") == 0;
}

static gboolean
is_acronym (const char *text)
{
  return g_utf8_strlen (text, -1) <= ACRONYM_MAX && strpbrk (text, "abcdefghijklmnopqrstuvwxyz") == NULL;
}

static void
add_name (Reader *reader, const char *name, DtlUserActor *actor)
{
  DtlUserLexicon *lexicon = reader->lexicon;
  g_autofree char *key = key_of (name);
  const UserName *other = g_hash_table_lookup (lexicon->names, key);
  UserName *new;

  if (*key == '\0' || (other != NULL && other->actor == actor))
    return;
  if (other != NULL)
    {
      complain (reader, "'%s' already names '%s'", name, other->actor->name);
      return;
    }
  new = dtl_arena_new0 (lexicon->arena, UserName, 1);
  *new = (UserName) { actor, g_unichar_isupper (g_utf8_get_char (name)), is_acronym (name) };
  g_hash_table_insert (lexicon->names, (char *) dtl_arena_strdup (lexicon->arena, key), new);
}

/* name, aliases, kind, country, role */
static void
read_actor (Reader *reader, char **cells)
{
  DtlArena *arena = reader->lexicon->arena;
  DtlUserActor *actor = dtl_arena_new0 (arena, DtlUserActor, 1);
  g_auto (GStrv) aliases = g_strsplit (cells[1], "|", -1);

  if (is_blank (cells[0]))
    complain (reader, "an actor needs a name");
  else if (!is_blank (cells[2]) && !dtl_actor_kind_from_string (cells[2], &actor->kind))
    complain (reader, "'%s' is no kind of actor: person, organisation, country, place, group, product or other", cells[2]);
  else if (!is_blank (cells[3]) && !is_country_code (cells[3]))
    complain (reader, "'%s' is no country: two capitals as in ISO 3166-1, or -", cells[3]);
  else
    {
      if (is_blank (cells[2]))
        actor->kind = DTL_ACTOR_OTHER;
      actor->name = dtl_arena_strdup (arena, cells[0]);
      actor->country = is_blank (cells[3]) ? NULL : dtl_arena_strdup (arena, cells[3]);
      actor->role = is_blank (cells[4]) ? NULL : dtl_arena_strdup (arena, cells[4]);
      add_name (reader, cells[0], actor);
      for (guint i = 0; aliases[i] != NULL; i++)
        if (!is_blank (aliases[i]))
          add_name (reader, aliases[i], actor);
    }
}

/* ---- words ---- */

/* lemma, class, frame, flags; @missing stands for flags that are not given */
static void
read_word (Reader *reader, const DtlTable *ours, GString *rows, char **cells, const char *missing)
{
  g_autofree char *lemma = g_utf8_strdown (cells[0], -1);
  const char *row[] = { lemma, cells[1], cells[2], cells[3], "", "" };
  DtlFrame frame;

  if (*lemma == '\0')
    complain (reader, "a word is missing");
  else if (*cells[1] != '\0' && !dtl_table_has (&dtl_table_classes, cells[1]))
    complain (reader, "'%s' is no class of events, as meet, attack or sign", cells[1]);
  else if (!dtl_frame_parse (ours, row, &frame))
    complain (reader, "'%s' or '%s' has a word that is no slot, role or flag", cells[2], cells[3]);
  else
    g_string_append_printf (rows, "%s\t%s\t%s\t%s\t\t\n", lemma, cells[1], cells[2], *cells[3] ? cells[3] : missing);
}

/* ---- lines ---- */

static void
read_row (Reader *reader, char **cells)
{
  if (strcmp (cells[0], "actor") == 0)
    read_actor (reader, cells + 1);
  else if (strcmp (cells[0], "verb") == 0)
    read_word (reader, &dtl_table_verbs, reader->verbs, cells + 1, "");
  else if (strcmp (cells[0], "noun") == 0)
    read_word (reader, &dtl_table_nouns, reader->nouns, cells + 1, "happening");
  else
    complain (reader, "a row begins with actor, verb or noun, not '%s'", cells[0]);
}

static void
read_line (Reader *reader, const char *line, gsize length)
{
  g_autofree char *copy = g_strndup (line, length);
  g_auto (GStrv) parts = g_strsplit (copy, "\t", CELLS_MAX + 2);
  char *cells[CELLS_MAX] = { "", "", "", "", "", "" };
  guint n = g_strv_length (parts);

  for (guint i = 0; i < n; i++)
    if (strlen (g_strstrip (parts[i])) > CELL_MAX)
      {
        complain (reader, "cell %u is longer than %d bytes", i + 1, CELL_MAX);
        return;
      }
  while (n > 0 && *parts[n - 1] == '\0')
    n--;
  if (n == 0 || *copy == '#')
    return;
  for (guint i = 0; i < MIN (n, CELLS_MAX); i++)
    cells[i] = parts[i];
  if (n > CELLS_MAX || (n > VERB_CELLS + 1 && strcmp (cells[0], "actor") != 0))
    complain (reader, "more cells than %d", strcmp (cells[0], "actor") == 0 ? CELLS_MAX : VERB_CELLS + 1);
  else
    read_row (reader, cells);
}

static void
read_lines (Reader *reader, const char *text, gsize length)
{
  for (const char *p = text, *end = text + length; p < end;)
    {
      const char *stop = memchr (p, '\n', end - p);
      gsize size = (stop ? stop : end) - p;

      reader->line++;
      read_line (reader, p, size > 0 && p[size - 1] == '\r' ? size - 1 : size);
      p = stop ? stop + 1 : end;
    }
}

/* The rows, sorted by key, as a table with the columns of verbs and nouns. */
static DtlTable *
table_of (const char *name, const GString *rows)
{
  g_autofree char *text = g_strconcat ("lemma\tclass\tframe\tflags\texample\tcounter\n", rows->str, NULL);

  return dtl_table_new_from_tsv (name, text, strlen (text), NULL);
}

static gboolean
read_text (DtlUserLexicon *lexicon, const char *name, const char *text, gsize length, GError **error)
{
  g_autoptr (GString) verbs = g_string_new (NULL);
  g_autoptr (GString) nouns = g_string_new (NULL);
  g_autoptr (GString) messages = g_string_new (NULL);
  Reader reader = { lexicon, name, 0, verbs, nouns, messages, 0 };

  read_lines (&reader, text, length);
  if (reader.n_bad > MESSAGES_MAX)
    g_string_append_printf (messages, "\n%s: and %u more", name, reader.n_bad - MESSAGES_MAX);
  if (reader.n_bad > 0)
    {
      g_set_error_literal (error, DTL_ERROR, DTL_ERROR_SYNTAX, messages->str);
      return FALSE;
    }
  lexicon->verbs = table_of ("user verbs", verbs);
  lexicon->nouns = table_of ("user nouns", nouns);
  return TRUE;
}

DtlUserLexicon *
dtl_user_lexicon_new (const char *name, const char *text, gsize length, GError **error)
{
  g_autoptr (DtlUserLexicon) lexicon = NULL;

  if (length > FILE_MAX)
    {
      g_set_error (error, DTL_ERROR, DTL_ERROR_LIMIT, "%s: larger than %u MiB", name, FILE_MAX >> 20);
      return NULL;
    }
  if (!g_utf8_validate (text, length, NULL))
    {
      g_set_error (error, DTL_ERROR, DTL_ERROR_SYNTAX, "%s: not UTF-8", name);
      return NULL;
    }
  if (length >= 3 && memcmp (text, "\357\273\277", 3) == 0) /* byte order mark */
    text += 3, length -= 3;
  lexicon = g_new0 (DtlUserLexicon, 1);
  lexicon->arena = dtl_arena_new ();
  lexicon->names = g_hash_table_new (g_str_hash, g_str_equal);
  return read_text (lexicon, name, text, length, error) ? g_steal_pointer (&lexicon) : NULL;
}

DtlUserLexicon *
dtl_user_lexicon_load (const char *path, GError **error)
{
  g_autofree char *text = NULL;
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *shown = g_utf8_make_valid (name, -1);
  gsize length;

  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;
  return dtl_user_lexicon_new (shown, text, length, error);
}

void
dtl_user_lexicon_free (DtlUserLexicon *lexicon)
{
  if (lexicon == NULL)
    return;
  g_hash_table_unref (lexicon->names);
  dtl_table_free (lexicon->verbs);
  dtl_table_free (lexicon->nouns);
  dtl_arena_free (lexicon->arena);
  g_free (lexicon);
}

const DtlUserActor *
dtl_user_lexicon_actor (const DtlUserLexicon *lexicon, const char *key, gboolean capital, gboolean upper)
{
  const UserName *found = g_hash_table_lookup (lexicon->names, key);

  return found && (capital || !found->capital) && (upper || !found->upper) ? found->actor : NULL;
}

const DtlTable *
dtl_user_lexicon_table (const DtlUserLexicon *lexicon, const DtlTable *ours)
{
  static const DtlTable none = { .name = "none" };

  return ours == &dtl_table_nouns ? lexicon->nouns : ours == &dtl_table_verbs ? lexicon->verbs : &none;
}
