/* Actors of whom neither the program nor the user's lexicon knows anything, as rows of such a lexicon. */
#include "unknown.h"

#include <string.h>

#define NAME_MAX_BYTES 200 /* what a cell of a lexicon holds with ease */
#define SMALL_WORD 3       /* code points */
#define SENTENCE_MAX 200   /* code points */
#define AMBIGUOUS GUINT_TO_POINTER (G_MAXUINT)

/* ---- counting ---- */

/* Names begin with a capital; "the adviser" and "voters" are nobody that a lexicon could know. */
static gboolean
is_proper (const char *name)
{
  return g_unichar_isupper (g_utf8_get_char (name)) && !g_str_has_prefix (name, "The ") && !g_str_has_prefix (name, "A ")
         && strpbrk (name, "\t\n|") == NULL && strlen (name) <= NAME_MAX_BYTES;
}

static gboolean
is_candidate (const DtlActor *actor)
{
  return (actor->kind == DTL_ACTOR_PERSON || actor->kind == DTL_ACTOR_ORGANISATION || actor->kind == DTL_ACTOR_PRODUCT
          || actor->kind == DTL_ACTOR_OTHER)
         && is_proper (actor->name) && !dtl_actor_is_known (actor);
}

static void
count_mention (GArray *unknown, GHashTable *counted, const DtlMention *mention, guint32 actor, const DtlSource *sources)
{
  Unknown *entry = &g_array_index (unknown, Unknown, actor);
  gint64 key = (gint64) actor << 32 | dtl_source_origin (sources, mention->evidence.source);

  entry->n_mentions++;
  if (entry->first == NULL)
    entry->first = mention;
  if (g_hash_table_add (counted, g_memdup2 (&key, sizeof key)))
    entry->n_articles++;
}

static void
count_events (GArray *unknown, DtlStory *story, const DtlView *view)
{
  guint n, n_shown;
  const DtlSource *sources = dtl_story_get_sources (story, &n);
  const DtlEvent *events = dtl_story_get_events (story, &n);
  const guint32 *shown = dtl_view_get_events (view, &n_shown);
  g_autoptr (GHashTable) counted = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < n_shown; i++)
    for (guint32 j = 0; j < events[shown[i]].n_mentions; j++)
      {
        const DtlMention *mention = &events[shown[i]].mentions[j];

        for (guint32 k = 0; k < mention->n_participants; k++)
          count_mention (unknown, counted, mention, mention->participants[k].actor, sources);
      }
}

static int
compare_unknown (gconstpointer a, gconstpointer b)
{
  const Unknown *one = a, *other = b;

  if (one->n_articles != other->n_articles)
    return one->n_articles > other->n_articles ? -1 : 1;
  if (one->n_mentions != other->n_mentions)
    return one->n_mentions > other->n_mentions ? -1 : 1;
  return one->actor < other->actor ? -1 : one->actor > other->actor;
}

GArray *
unknown_list (DtlStory *story, const DtlView *view)
{
  guint n_actors, n = 0;
  const DtlActor *actors = dtl_story_get_actors (story, &n_actors);
  GArray *unknown = g_array_new (FALSE, TRUE, sizeof (Unknown));

  g_array_set_size (unknown, n_actors);
  count_events (unknown, story, view);
  for (guint32 i = 0; i < n_actors; i++)
    {
      Unknown entry = g_array_index (unknown, Unknown, i);

      entry.actor = i;
      if (entry.n_mentions > 0 && is_candidate (&actors[i]))
        g_array_index (unknown, Unknown, n++) = entry;
    }
  g_array_set_size (unknown, n);
  g_array_sort (unknown, compare_unknown);
  return unknown;
}

/* ---- rows ---- */

typedef struct
{
  const DtlActor *actors;
  guint n_actors;
  const DtlSource *sources;
  GHashTable *called; /* owned: what somebody is called, folded → the actor + 1, or AMBIGUOUS */
  GHashTable *taken;  /* owned: what those are called whom the user's lexicon, a table or a row before knows */
  GString *out;
} Rows;

static void
add_call (Rows *rows, const char *name, guint32 actor)
{
  char *key = g_utf8_casefold (name, -1);
  gpointer before = g_hash_table_lookup (rows->called, key), after = GUINT_TO_POINTER (actor + 1);

  if (dtl_actor_is_known (&rows->actors[actor]))
    g_hash_table_add (rows->taken, g_strdup (key));
  g_hash_table_replace (rows->called, key, before == NULL || before == after ? after : AMBIGUOUS);
}

static void
gather_calls (Rows *rows)
{
  for (guint32 i = 0; i < rows->n_actors; i++)
    {
      add_call (rows, rows->actors[i].name, i);
      for (guint j = 0; rows->actors[i].aliases && rows->actors[i].aliases[j]; j++)
        add_call (rows, rows->actors[i].aliases[j], i);
    }
}

/* What the rows of actors in the user's lexicon name. One that makes no sense is told where articles are read with it. */
static gboolean
gather_taken (Rows *rows, const char *path, GError **error)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  if (path == NULL)
    return TRUE;
  if (!g_file_get_contents (path, &text, NULL, error))
    return FALSE;
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i]; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], "\t", -1);
      guint n = g_strv_length (cells);
      g_auto (GStrv) aliases = g_strsplit (n > 2 ? cells[2] : "", "|", -1);

      if (n < 2 || strcmp (g_strstrip (cells[0]), "actor") != 0 || !g_utf8_validate (lines[i], -1, NULL))
        continue;
      g_hash_table_add (rows->taken, g_utf8_casefold (g_strstrip (cells[1]), -1));
      for (guint j = 0; aliases[j]; j++)
        g_hash_table_add (rows->taken, g_utf8_casefold (g_strstrip (aliases[j]), -1));
    }
  return TRUE;
}

/* Whether each word begins with a capital, but for small ones as "of". */
static gboolean
is_all_capital (const char *name)
{
  g_auto (GStrv) words = g_strsplit (name, " ", -1);

  for (guint i = 0; words[i]; i++)
    if (g_unichar_islower (g_utf8_get_char (words[i])) && g_utf8_strlen (words[i], -1) > SMALL_WORD)
      return FALSE;
  return TRUE;
}

/* A row makes every mention of an alias this actor: so only of what nobody else is called. What stands before the whole name,
 * or ends in a full stop, is a title and found without. */
static gboolean
is_safe_alias (const Rows *rows, const char *alias, guint32 actor)
{
  g_autofree char *key = g_utf8_casefold (alias, -1);
  gsize word = strcspn (alias, " ");
  gboolean has_title = (alias[word] == ' ' && word > 0 && alias[word - 1] == '.') || strstr (alias, rows->actors[actor].name) != NULL;

  return is_proper (alias) && is_all_capital (alias) && !has_title
         && g_hash_table_lookup (rows->called, key) == GUINT_TO_POINTER (actor + 1) && !g_hash_table_contains (rows->taken, key);
}

static char *
safe_aliases (const Rows *rows, guint32 actor)
{
  const char *const *aliases = rows->actors[actor].aliases;
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; aliases && aliases[i]; i++)
    if (is_safe_alias (rows, aliases[i], actor))
      {
        if (text->len + strlen (aliases[i]) > NAME_MAX_BYTES)
          break;
        g_string_append_printf (text, "%s%s", text->len > 0 ? "|" : "", aliases[i]);
        g_hash_table_add (rows->taken, g_utf8_casefold (aliases[i], -1));
      }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
example (const DtlEvidence *evidence)
{
  g_autofree char *line = display_name (evidence->text);
  g_autofree char *start = NULL;

  if (g_utf8_strlen (line, -1) <= SENTENCE_MAX)
    return g_steal_pointer (&line);
  start = g_utf8_substring (line, 0, SENTENCE_MAX);
  return g_strconcat (start, "…", NULL);
}

/* FALSE: its name has a row */
static gboolean
put_row (Rows *rows, const Unknown *entry)
{
  const DtlActor *actor = &rows->actors[entry->actor];
  const DtlSource *source = &rows->sources[entry->first->evidence.source];
  g_autofree char *aliases = NULL, *sentence = NULL, *where = NULL, *name = display_name (actor->name);
  char *key = g_utf8_casefold (actor->name, -1);

  if (!g_hash_table_add (rows->taken, key))
    return FALSE;
  aliases = safe_aliases (rows, entry->actor);
  sentence = example (&entry->first->evidence);
  where = display_name (source->uri ? source->uri : source->id);
  g_string_append_printf (rows->out, "# %u %s, %u %s\n# %s:%u: %s\nactor\t%s\t%s\t%s\t-\n\n", entry->n_articles,
                          entry->n_articles == 1 ? "article" : "articles", entry->n_mentions,
                          entry->n_mentions == 1 ? "mention" : "mentions", where, entry->first->evidence.line, sentence, name,
                          aliases, dtl_actor_kind_to_string (actor->kind));
  return TRUE;
}

gboolean
unknown_print (DtlStory *story, const Options *options, GString *out, GError **error)
{
  DtlViewOptions filter = options->filter;
  g_autoptr (DtlView) view = NULL;
  g_autoptr (GArray) unknown = NULL;
  Rows rows = { .out = out };
  guint n, top = filter.top > 0 ? filter.top : G_MAXUINT, n_put = 0;
  gboolean well;

  filter.top = 0;
  view = dtl_view_new (story, DTL_VIEW_TIMELINE, &filter);
  unknown = unknown_list (story, view);
  rows.actors = dtl_story_get_actors (story, &rows.n_actors);
  rows.sources = dtl_story_get_sources (story, &n);
  rows.called = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  rows.taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gather_calls (&rows);
  well = gather_taken (&rows, options->lexicon, error);
  if (well)
    g_string_append (out, "# For --lexicon: actor, name, other names, kind, country (two capitals, - for none), office\n\n");
  for (guint i = 0; well && i < unknown->len && n_put < top; i++)
    n_put += put_row (&rows, &g_array_index (unknown, Unknown, i));
  g_hash_table_unref (rows.called);
  g_hash_table_unref (rows.taken);
  return well;
}
