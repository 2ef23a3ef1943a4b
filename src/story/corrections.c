/*
 * What notes of correction speak of.
 *
 * A note repeats words of what was wrong, and of what is right. Of the mentions in articles that were out by then, and not
 * long before, the one that shares most of the weight of the note's words is meant; an earlier version of the article is
 * likelier than another of the outlet, and that likelier than one of others. The event stays as it is: the note is shown
 * beside it. How rare a word is comes from a table, so that other articles do not change what two have in common.
 */
#include "story/story.h"

#include <string.h>

#include "lexicon/tables.h"
#include "story/texts.h"

#define WEIGHT_MIN 60    /* of a word, as in texts.c */
#define DAYS_MAX 31      /* from an article to a note on it */
#define PLACES_MAX 4096  /* mentions with one word; a word of more tells nothing */
#define SHARED_MIN 2     /* words */
#define OF_VERSION 0.15  /* points beside the share of weight, which is at most one */
#define OF_OUTLET 0.1
#define OF_TRIGGER 0.1   /* the note has the very word that names what happened */
#define POINTS_MAX (1 + OF_VERSION + OF_TRIGGER)
#define SCORE_MIN (0.35 / POINTS_MAX)

typedef struct
{
  guint32 event;
  guint32 mention;
} Place;

/* What a note shares with a mention. */
typedef struct
{
  guint weight;
  guint n_words;
} Shared;

typedef struct
{
  DtlDraft *draft;
  DtlArena *arena;     /* owned: stems */
  GHashTable *wanted;  /* owned: stem of a note → GArray of Place */
} Linking;

static gboolean
is_word_byte (char c)
{
  return g_ascii_isalnum (c) || (guchar) c >= 0x80;
}

/* Whether @word is one of every note. */
static gboolean
is_of_notes (const char *word)
{
  guint n = 0;
  const char *const *row = dtl_table_find (&dtl_table_corrections, word, &n);

  for (guint i = 0; row && i < n; i++, row += dtl_table_corrections.n_columns)
    if (strcmp (row[DTL_CORRECTIONS_WHERE], "word") == 0)
      return TRUE;
  return FALSE;
}

/* A word as it is compared: numbers as digits, others by their stem; NULL for what tells nothing. */
static const char *
key_of (DtlArena *arena, const char *word)
{
  const char *number = dtl_table_cell (&dtl_table_numbers, word, DTL_NUMBERS_VALUE);
  const char *stem;

  if (number || g_ascii_isdigit (*word))
    return dtl_arena_intern (arena, number ? number : word, strlen (number ? number : word));
  if (strlen (word) < 3 || is_of_notes (word))
    return NULL;
  stem = dtl_stem (arena, word);
  return dtl_word_weight (stem) >= WEIGHT_MIN ? stem : NULL;
}

/* Each key of @text once, in order. */
static GPtrArray *
keys_of (DtlArena *arena, const char *text)
{
  GPtrArray *keys = g_ptr_array_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char *folded = g_utf8_casefold (text ? text : "", -1);

  for (char *p = folded, *start; *p;)
    {
      char after;
      const char *key;

      for (start = p; is_word_byte (*p);)
        p++;
      after = *p;
      *p = '\0';
      key = *start ? key_of (arena, start) : NULL;
      if (key && g_hash_table_add (seen, (gpointer) key))
        g_ptr_array_add (keys, (gpointer) key);
      *p = after;
      p += after != '\0';
    }
  return keys;
}

/* ---- notes ---- */

/* The notes of all records, each once in an article, its copies and its versions. */
static void
gather_notes (DtlDraft *draft)
{
  DtlStory *story = draft->story;
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint32 r = 0; r < story->records->len; r++)
    {
      const GArray *notes = dtl_draft_record (draft, r)->corrections;

      for (guint i = 0; i < notes->len; i++)
        {
          DtlCorrection note = g_array_index (notes, DtlCorrection, i);
          guint32 origin = dtl_source_origin ((const DtlSource *) story->sources->data, r);

          note.evidence.source = r;
          if (g_hash_table_add (seen, g_strdup_printf ("%u %s", origin, note.evidence.text)))
            g_array_append_val (story->corrections, note);
        }
      dtl_spill_breathe (story->spill);
    }
}

static gboolean
is_in_note (const DtlDraft *draft, const DtlMention *mention)
{
  const GArray *notes = dtl_draft_record (draft, mention->evidence.source)->corrections;

  for (guint i = 0; i < notes->len; i++)
    {
      DtlSpan span = g_array_index (notes, DtlCorrection, i).evidence.span;

      if (mention->trigger.start >= span.start && mention->trigger.start < span.end)
        return TRUE;
    }
  return FALSE;
}

/* Whether @source was out when the article of the note was, and not too long before. */
static gboolean
can_be_meant (const DtlSource *sources, guint32 source, guint32 note)
{
  DtlDay earliest, latest, note_earliest, note_latest;

  if (source == note)
    return TRUE;
  if (!dtl_date_bounds (&sources[source].published.date, &earliest, &latest)
      || !dtl_date_bounds (&sources[note].published.date, &note_earliest, &note_latest))
    return TRUE;
  return earliest <= note_latest && note_earliest - latest <= DAYS_MAX;
}

/* ---- what they share with mentions ---- */

static void
want_words (Linking *linking)
{
  const GArray *notes = linking->draft->story->corrections;

  for (guint i = 0; i < notes->len; i++)
    {
      g_autoptr (GPtrArray) keys = keys_of (linking->arena, g_array_index (notes, DtlCorrection, i).evidence.text);

      for (guint k = 0; k < keys->len; k++)
        if (!g_hash_table_contains (linking->wanted, keys->pdata[k]))
          g_hash_table_insert (linking->wanted, keys->pdata[k], g_array_new (FALSE, FALSE, sizeof (Place)));
    }
}

/* Articles that some note can speak of. */
static gboolean *
sources_meant (const DtlStory *story)
{
  const DtlSource *sources = (const DtlSource *) story->sources->data;
  gboolean *meant = g_new0 (gboolean, story->sources->len + 1);
  g_autoptr (GHashTable) tried = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < story->corrections->len; i++)
    {
      guint32 note = g_array_index (story->corrections, DtlCorrection, i).evidence.source;

      if (g_hash_table_add (tried, GUINT_TO_POINTER (note + 1)))
        for (guint32 s = 0; s < story->sources->len; s++)
          meant[s] |= can_be_meant (sources, s, note);
    }
  return meant;
}

static void
file_mentions (Linking *linking)
{
  const DtlStory *story = linking->draft->story;
  g_autofree gboolean *meant = sources_meant (story);

  for (guint32 e = 0; e < story->events->len; e++)
    {
      const DtlEvent *event = &g_array_index (story->events, DtlEvent, e);

      dtl_spill_breathe (story->spill);
      for (guint32 m = 0; m < event->n_mentions; m++)
        {
          g_autoptr (GPtrArray) keys = NULL;
          Place place = { e, m };

          if (!meant[event->mentions[m].evidence.source] || is_in_note (linking->draft, &event->mentions[m]))
            continue;
          keys = keys_of (linking->arena, event->mentions[m].evidence.text);
          for (guint k = 0; k < keys->len; k++)
            {
              GArray *places = g_hash_table_lookup (linking->wanted, keys->pdata[k]);

              if (places && places->len <= PLACES_MAX)
                g_array_append_val (places, place);
            }
        }
    }
}

static const DtlMention *
mention_at (const DtlStory *story, const Place *place)
{
  return &g_array_index (story->events, DtlEvent, place->event).mentions[place->mention];
}

/* ---- choosing ---- */

static gboolean
is_earlier_version (const DtlSource *sources, guint32 source, guint32 of)
{
  while (of != DTL_NONE && of > source)
    of = sources[of].version_of;
  return of == source;
}

static double
kinship (const DtlSource *sources, guint32 source, guint32 note, const char **words)
{
  if (source != note && is_earlier_version (sources, source, note))
    {
      *words = "an earlier version of the article";
      return OF_VERSION;
    }
  if (source == note)
    *words = "the article itself";
  else if (sources[source].publisher && g_strcmp0 (sources[source].publisher, sources[note].publisher) == 0)
    *words = "of the same outlet";
  else
    *words = "of another outlet";
  return g_str_equal (*words, "of the same outlet") ? OF_OUTLET : 0;
}

/* The more it says the better; of equals the earlier one in content order. */
static gboolean
is_better (const DtlStory *story, double score, const Place *place, double best, const Place *other)
{
  if (score > best || score < best)
    return score > best;
  return dtl_mention_compare (mention_at (story, place), mention_at (story, other)) < 0;
}

static void
weigh (const Linking *linking, const GPtrArray *keys, GHashTable *shared)
{
  for (guint k = 0; k < keys->len; k++)
    {
      const GArray *places = g_hash_table_lookup (linking->wanted, keys->pdata[k]);

      for (guint i = 0; places->len <= PLACES_MAX && i < places->len; i++)
        {
          const Place *place = &g_array_index (places, Place, i);
          Shared *has = g_hash_table_lookup (shared, place);

          if (has == NULL)
            {
              has = g_new0 (Shared, 1);
              g_hash_table_insert (shared, g_memdup2 (place, sizeof *place), has);
            }
          has->weight += dtl_word_weight (keys->pdata[k]);
          has->n_words++;
        }
    }
}

static guint
place_hash (gconstpointer data)
{
  const Place *place = data;

  return place->event * 2654435761u ^ place->mention;
}

static gboolean
place_equal (gconstpointer a, gconstpointer b)
{
  return memcmp (a, b, sizeof (Place)) == 0;
}

static gboolean
has_key (const GPtrArray *keys, const char *key)
{
  return key && g_ptr_array_find_with_equal_func ((GPtrArray *) keys, key, g_str_equal, NULL);
}

/* "shares dock, strike, 12; an earlier version of the article" */
static const char *
spell_reason (const Linking *linking, const GPtrArray *keys, const DtlMention *mention, const char *kin)
{
  g_autoptr (GPtrArray) others = keys_of (linking->arena, mention->evidence.text);
  g_autoptr (GString) out = g_string_new ("shares");

  for (guint k = 0, n = 0; k < keys->len; k++)
    if (has_key (others, keys->pdata[k]))
      g_string_append_printf (out, "%s %s", n++ > 0 ? "," : "", (const char *) keys->pdata[k]);
  g_string_append_printf (out, "; %s", kin);
  return dtl_arena_strdup (linking->draft->story->arena, out->str);
}

/* 0..1: how much speaks for @mention; 0 if it cannot be meant. */
static double
score_of (const Linking *linking, const GPtrArray *keys, const DtlMention *mention, const Shared *has, guint total, guint32 note)
{
  const DtlSource *sources = (const DtlSource *) linking->draft->story->sources->data;
  guint32 source = mention->evidence.source;
  const char *kin;
  double points;

  if (has->n_words < SHARED_MIN || !can_be_meant (sources, source, note))
    return 0;
  points = (double) has->weight / MAX (total, 1) + kinship (sources, source, note, &kin);
  if (has_key (keys, key_of (linking->arena, mention->predicate ? mention->predicate : "")))
    points += OF_TRIGGER;
  return points / POINTS_MAX;
}

static void
link_note (const Linking *linking, DtlCorrection *note)
{
  const DtlStory *story = linking->draft->story;
  g_autoptr (GPtrArray) keys = keys_of (linking->arena, note->evidence.text);
  g_autoptr (GHashTable) shared = g_hash_table_new_full (place_hash, place_equal, g_free, g_free);
  GHashTableIter iter;
  gpointer place, has;
  const Place *best = NULL;
  const char *kin = NULL;
  guint total = 0;

  for (guint k = 0; k < keys->len; k++)
    total += dtl_word_weight (keys->pdata[k]);
  weigh (linking, keys, shared);
  g_hash_table_iter_init (&iter, shared);
  while (g_hash_table_iter_next (&iter, &place, &has))
    {
      double score = score_of (linking, keys, mention_at (story, place), has, total, note->evidence.source);

      if (score < SCORE_MIN || (best && !is_better (story, score, place, note->score, best)))
        continue;
      best = place;
      note->score = score;
    }
  if (best == NULL)
    return;
  note->event = best->event;
  note->source = mention_at (story, best)->evidence.source;
  note->start = mention_at (story, best)->trigger.start;
  kinship ((const DtlSource *) story->sources->data, note->source, note->evidence.source, &kin);
  note->reason = spell_reason (linking, keys, mention_at (story, best), kin);
}

void
dtl_draft_link_corrections (DtlDraft *draft)
{
  Linking linking = { .draft = draft };

  gather_notes (draft);
  if (draft->story->corrections->len == 0)
    return;
  linking.arena = dtl_arena_new_in (draft->story->spill);
  linking.wanted = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_array_unref);
  want_words (&linking);
  file_mentions (&linking);
  for (guint i = 0; i < draft->story->corrections->len; i++)
    link_note (&linking, &g_array_index (draft->story->corrections, DtlCorrection, i));
  g_hash_table_unref (linking.wanted);
  dtl_arena_free (linking.arena);
}
