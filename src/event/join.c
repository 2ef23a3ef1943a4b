/*
 * Which mentions are of one occurrence.
 *
 * In order of the text, each mention looks back for an occurrence that it can belong to: of the same class, or of a
 * class whose words can name the same thing (class_groups.tsv); with participants of which one side holds the other;
 * with dates that share a day, or none on one side; in the same place, as far as places are given. A definite noun
 * without participants ("the visit") belongs to the last one before it that fits. What people say is never joined: two
 * statements are two.
 */
#include <string.h>

#include "event/scene.h"
#include "lexicon/tables.h"

#define COMPARE_MAX 256      /* occurrences of a class that a mention is compared with, the last first */
#define ANAPHORA_SENTENCES 10 /* how far back a definite noun reaches */

typedef struct
{
  guint32 first;     /* happening that opened it */
  guint32 last_sentence;
  DtlDate date;
  guint32 place_actor;
  gboolean is_open;  /* can take more mentions */
  GArray *actors;    /* owned: guint32 */
  guint32 previous_of_class; /* occurrence before it with the same class, or DTL_NONE */
  guint32 previous_of_group;
} Occurrence;

/* Occurrences so far, and the last one by class and by group: a mention is compared with its like alone. */
typedef struct
{
  GArray *all;              /* owned: Occurrence */
  GHashTable *last_of_class; /* owned: class (borrowed) → number + 1 */
  GHashTable *last_of_group; /* owned: group (borrowed) → number + 1 */
} Occurrences;

static void
clear_occurrence (gpointer data)
{
  g_array_unref (((Occurrence *) data)->actors);
}

static const char *
group_of (const DtlHappening *happening)
{
  return dtl_table_cell (&dtl_table_class_groups, happening->event_class, DTL_CLASS_GROUPS_GROUP);
}

static gboolean
same_class (const DtlHappening *a, const DtlHappening *b)
{
  return strcmp (a->event_class, b->event_class) == 0;
}

static gboolean
same_group (const DtlHappening *a, const DtlHappening *b)
{
  const char *left = group_of (a), *right = group_of (b);

  return left && right && strcmp (left, right) == 0;
}

static gboolean
has_actor (const GArray *actors, guint32 actor)
{
  for (guint i = 0; i < actors->len; i++)
    if (g_array_index (actors, guint32, i) == actor)
      return TRUE;
  return FALSE;
}

static guint
count_shared (const DtlHappening *happening, const Occurrence *occurrence)
{
  guint n = 0;

  for (guint i = 0; i < happening->arguments->len; i++)
    n += has_actor (occurrence->actors, g_array_index (happening->arguments, DtlArgument, i).actor);
  return n;
}

static gboolean
dates_agree (const DtlHappening *happening, const Occurrence *occurrence)
{
  return dtl_date_is_null (&happening->date) || dtl_date_is_null (&occurrence->date)
         || dtl_date_overlaps (&happening->date, &occurrence->date);
}

static gboolean
realities_agree (const DtlHappening *a, const DtlHappening *b)
{
  return a->reality == b->reality || (a->is_nominal && a->is_definite);
}

static gboolean
participants_agree (const DtlHappening *happening, const Occurrence *occurrence, gboolean anaphoric)
{
  guint shared = count_shared (happening, occurrence), n = happening->arguments->len;

  if (n == 0)
    return anaphoric || occurrence->actors->len == 0;
  if (occurrence->actors->len == 0)
    return anaphoric;
  return shared == n || shared == occurrence->actors->len;
}

static gboolean
places_agree (const DtlEventStage *stage, const DtlHappening *happening, const Occurrence *occurrence)
{
  guint32 actor = happening->place == DTL_NONE ? DTL_NONE : dtl_stage_actor (stage, happening->place);

  return actor == DTL_NONE || occurrence->place_actor == DTL_NONE || actor == occurrence->place_actor;
}

static gboolean
is_in_title (const DtlEventStage *stage, const DtlHappening *happening)
{
  return dtl_document_sentence (stage->document, happening->sentence)->kind == DTL_SENTENCE_TITLE;
}

/* Whether a participant is a person called by name. */
static gboolean
names_a_person (const DtlEventStage *stage, const DtlHappening *happening)
{
  for (guint i = 0; i < happening->arguments->len; i++)
    {
      const DtlArgument *argument = &g_array_index (happening->arguments, DtlArgument, i);
      guint32 entity = stage->entity_at[argument->token];

      if (entity != DTL_NONE && dtl_document_entity (stage->document, entity)->form == DTL_ENTITY_NAME
          && dtl_record_actor (stage->record, argument->actor)->kind == DTL_ACTOR_PERSON)
        return TRUE;
    }
  return FALSE;
}

/* Headline and lead tell the same thing, the headline without names: "Former finance chief convicted of fraud". */
static gboolean
is_told_by_headline (const DtlEventStage *stage, const DtlHappening *happening, const DtlHappening *headline)
{
  return is_in_title (stage, headline) && !is_in_title (stage, happening) && dtl_stage_is_in_lead (stage, happening)
         && strcmp (headline->frame.key, happening->frame.key) == 0 && headline->reality == happening->reality
         && !names_a_person (stage, headline);
}

/* The thing that a verb is about, unless it is an actor or a pronoun; or -1. */
static gint32
thing_of (const DtlEventStage *stage, const DtlHappening *happening)
{
  gint32 child = dtl_tree_child (&stage->tree, happening->trigger, DTL_DEPREL_OBJ);

  if (child < 0)
    child = dtl_tree_child (&stage->tree, happening->trigger, DTL_DEPREL_NSUBJ_PASS);
  if (child < 0 || dtl_tree_token (&stage->tree, child)->upos != DTL_UPOS_NOUN
      || dtl_stage_actor (stage, child) != DTL_NONE)
    return -1;
  return child;
}

/* With whom or what: "negotiate with Washington"; or -1. */
static gint32
company_of (const DtlEventStage *stage, const DtlHappening *happening)
{
  DTL_TREE_FOREACH_CHILD (&stage->tree, happening->trigger, child)
    if (dtl_deprel_base (dtl_tree_token (&stage->tree, child)->deprel) == DTL_DEPREL_OBL
        && g_strcmp0 (dtl_tree_case (&stage->tree, child), "with") == 0)
      return child;
  return -1;
}

static gboolean
words_are_one (const DtlEventStage *stage, gint32 left, gint32 right)
{
  return left < 0 || right < 0
         || g_strcmp0 (dtl_tree_token (&stage->tree, left)->lemma, dtl_tree_token (&stage->tree, right)->lemma) == 0;
}

/* "Varga's car was found", "Varga's rifle was found": one verb, two things. */
static gboolean
things_agree (const DtlEventStage *stage, const DtlHappening *a, const DtlHappening *b)
{
  return words_are_one (stage, thing_of (stage, a), thing_of (stage, b))
         && words_are_one (stage, company_of (stage, a), company_of (stage, b));
}

/* ---- words ---- */

#define AKIN_BYTES 5 /* first bytes in common of words that are akin: "attacked", "attack" */
#define NEAR_SENTENCES 3 /* how far back a definite noun reaches for what another word has told, by nothing but its class */

static gboolean
words_are_akin (const DtlHappening *a, const DtlHappening *b)
{
  return strcmp (a->frame.key, b->frame.key) == 0 || strncmp (a->frame.key, b->frame.key, AKIN_BYTES) == 0;
}

/* "elections", "gun deaths": a kind of happening, not one that was told */
static gboolean
is_bare_plural (const DtlEventStage *stage, const DtlHappening *happening)
{
  const DtlToken *word = dtl_tree_token (&stage->tree, happening->trigger);

  return happening->is_nominal && !happening->is_definite && word->xpos == DTL_XPOS_NNS;
}

/* The word before a noun that says which one it is: "gun" of "gun deaths", "Cuba" of "Cuba's revolution"; or -1. */
static gint32
kind_of (const DtlEventStage *stage, const DtlHappening *happening)
{
  gint32 child = dtl_tree_child (&stage->tree, happening->trigger, DTL_DEPREL_COMPOUND);

  return happening->is_nominal ? child : -1;
}

/* "gun deaths", "automobile deaths" */
static gboolean
kinds_agree (const DtlEventStage *stage, const DtlHappening *a, const DtlHappening *b)
{
  gint32 left = kind_of (stage, a), right = kind_of (stage, b);

  return left < 0 || right < 0 || strcmp (a->frame.key, b->frame.key) != 0
         || g_strcmp0 (dtl_tree_token (&stage->tree, left)->lower, dtl_tree_token (&stage->tree, right)->lower) == 0;
}

/* "election" and "elections" */
static gboolean
numbers_differ (const DtlEventStage *stage, const DtlHappening *a, const DtlHappening *b)
{
  DtlXpos left = dtl_tree_token (&stage->tree, a->trigger)->xpos, right = dtl_tree_token (&stage->tree, b->trigger)->xpos;

  return (left == DTL_XPOS_NN && right == DTL_XPOS_NNS) || (left == DTL_XPOS_NNS && right == DTL_XPOS_NN);
}

static const DtlArgument *
argument_of (const DtlHappening *happening, guint32 actor)
{
  for (guint i = 0; i < happening->arguments->len; i++)
    if (g_array_index (happening->arguments, DtlArgument, i).actor == actor)
      return &g_array_index (happening->arguments, DtlArgument, i);
  return NULL;
}

/* "the killing of Varga", "Varga killed a guard": the same actor on both sides. */
static gboolean
sides_are_turned (const DtlHappening *a, const DtlHappening *b)
{
  if (dtl_stage_is_symmetric (a))
    return FALSE;
  for (guint i = 0; i < a->arguments->len; i++)
    {
      const DtlArgument *one = &g_array_index (a->arguments, DtlArgument, i), *other = argument_of (b, one->actor);

      if (other && ((one->role == DTL_ROLE_AGENT && other->role == DTL_ROLE_PATIENT)
                    || (one->role == DTL_ROLE_PATIENT && other->role == DTL_ROLE_AGENT)))
        return TRUE;
    }
  return FALSE;
}

/* Whether the words can tell one happening. Without an actor in common another word must be a definite noun close behind; one
 * that brings actors of its own ("his speech to the party" after "the negotiations") tells something else. */
static gboolean
words_agree (const DtlEventStage *stage, const DtlHappening *happening, const Occurrence *occurrence, gboolean anaphoric)
{
  const DtlHappening *first = dtl_stage_happening (stage, occurrence->first);
  guint shared = count_shared (happening, occurrence), n = happening->arguments->len;

  if (shared == 0 && (is_bare_plural (stage, happening) || numbers_differ (stage, happening, first)))
    return FALSE;
  if (!kinds_agree (stage, happening, first) || sides_are_turned (happening, first))
    return FALSE;
  /* "all out in campaigning": nobody who does it, so nothing says which, but for what has just been told */
  if (shared == 0 && !happening->is_nominal && happening->sentence - occurrence->last_sentence > NEAR_SENTENCES)
    return FALSE;
  if (words_are_akin (happening, first))
    return TRUE;
  if (shared < 2 && dtl_table_has (&dtl_table_loose_classes, happening->event_class))
    return FALSE;
  if (shared == 0)
    return anaphoric && happening->sentence - occurrence->last_sentence <= NEAR_SENTENCES;
  return shared == n || same_class (happening, first);
}

static gboolean
fits (const DtlEventStage *stage, const DtlHappening *happening, const Occurrence *occurrence, gboolean by_group)
{
  const DtlHappening *first = dtl_stage_happening (stage, occurrence->first);
  guint32 gap = happening->sentence - occurrence->last_sentence;
  gboolean anaphoric = happening->is_nominal && happening->is_definite && gap <= ANAPHORA_SENTENCES;
  gboolean similar
    = by_group ? same_group (happening, first) && (anaphoric || first->is_nominal) : same_class (happening, first);

  if (occurrence->is_open && !by_group && is_told_by_headline (stage, happening, first)
      && dates_agree (happening, occurrence))
    return TRUE;
  if (!occurrence->is_open || !similar || !dates_agree (happening, occurrence) || !realities_agree (happening, first)
      || !places_agree (stage, happening, occurrence))
    return FALSE;
  if (!participants_agree (happening, occurrence, anaphoric) || !words_agree (stage, happening, occurrence, anaphoric))
    return FALSE;
  /* "signed the treaty" and "signed the ball" share their actor and nothing else: verbs need more */
  if (!happening->is_nominal && !first->is_nominal
      && (count_shared (happening, occurrence) < 2 || happening->sentence == first->sentence))
    return strcmp (first->frame.key, happening->frame.key) == 0 && count_shared (happening, occurrence) > 0
           && things_agree (stage, happening, first) && happening->sentence != first->sentence
           && dtl_stage_weight (first) >= 0.7;
  return TRUE;
}

static void
take_in (const DtlEventStage *stage, Occurrence *occurrence, guint32 number)
{
  DtlHappening *happening = dtl_stage_happening (stage, number);

  for (guint i = 0; i < happening->arguments->len; i++)
    {
      guint32 actor = g_array_index (happening->arguments, DtlArgument, i).actor;

      if (!has_actor (occurrence->actors, actor))
        g_array_append_val (occurrence->actors, actor);
    }
  if (dtl_date_is_null (&occurrence->date))
    occurrence->date = happening->date;
  if (occurrence->place_actor == DTL_NONE && happening->place != DTL_NONE)
    occurrence->place_actor = dtl_stage_actor (stage, happening->place);
  occurrence->last_sentence = MAX (occurrence->last_sentence, happening->sentence);
}

static gboolean
is_statement (const DtlHappening *happening)
{
  return strcmp (dtl_stage_family (happening), "say") == 0;
}

/* Enters @number as the last of its @key; what was the last before. */
static guint32
enter (GHashTable *last, const char *key, guint32 number)
{
  guint32 previous = GPOINTER_TO_UINT (g_hash_table_lookup (last, key));

  g_hash_table_insert (last, (gpointer) key, GUINT_TO_POINTER (number + 1));
  return previous - 1; /* DTL_NONE for none */
}

static guint32
open_occurrence (const DtlEventStage *stage, Occurrences *occurrences, guint32 number)
{
  DtlHappening *happening = dtl_stage_happening (stage, number);
  const char *group = group_of (happening);
  guint32 new = occurrences->all->len;
  Occurrence occurrence = {
    .first = number,
    .last_sentence = happening->sentence,
    .place_actor = DTL_NONE,
    .is_open = !is_statement (happening) && happening->reality != DTL_REALITY_NEGATED,
    .actors = g_array_new (FALSE, FALSE, sizeof (guint32)),
    .previous_of_class = enter (occurrences->last_of_class, happening->event_class, new),
    .previous_of_group = group ? enter (occurrences->last_of_group, group, new) : DTL_NONE,
  };

  take_in (stage, &occurrence, number);
  g_array_append_val (occurrences->all, occurrence);
  return new;
}

/* "robbing a bank": done to something, which is no actor. */
static gboolean
has_premises (const DtlEventStage *stage, const DtlHappening *happening)
{
  gint32 object = dtl_tree_child (&stage->tree, happening->trigger, DTL_DEPREL_OBJ);
  const char *lemma = object < 0 ? NULL : dtl_tree_token (&stage->tree, object)->lemma;

  return lemma && dtl_word_has_function (lemma, "premises");
}

/* Whether a mention stands on its own feet; a weak one that joins nothing and says little is no event. */
static gboolean
is_worth_an_event (const DtlEventStage *stage, const DtlHappening *happening)
{
  guint n = happening->arguments->len;
  gboolean dated = happening->time != DTL_NONE;

  if (happening->reality == DTL_REALITY_POSSIBLE && !dated && n == 0 && !has_premises (stage, happening))
    return FALSE;
  if (!happening->is_weak)
    return TRUE;
  if (!happening->is_nominal)
    return n > 0 || dated;
  if (happening->frame.flags & DTL_FRAME_HAPPENING)
    return n > 0 || dated || dtl_stage_weight (happening) >= (happening->is_definite ? 0.8 : 0.9);
  return n > 0 || (dated && happening->is_definite);
}

static int
compare_by_trigger (gconstpointer a, gconstpointer b, gpointer data)
{
  const DtlEventStage *stage = data;
  guint32 left = dtl_stage_happening (stage, *(const guint32 *) a)->trigger;
  guint32 right = dtl_stage_happening (stage, *(const guint32 *) b)->trigger;

  return left < right ? -1 : left > right;
}

static Occurrence *
get (const Occurrences *occurrences, guint32 number)
{
  return &g_array_index (occurrences->all, Occurrence, number);
}

/* The last occurrence that fits, of the same class or of its group. */
static guint32
find_like (const DtlEventStage *stage, const Occurrences *occurrences, const DtlHappening *happening, gboolean by_group)
{
  const char *key = by_group ? group_of (happening) : happening->event_class;
  GHashTable *last = by_group ? occurrences->last_of_group : occurrences->last_of_class;
  guint32 i = key ? GPOINTER_TO_UINT (g_hash_table_lookup (last, key)) - 1 : DTL_NONE;

  for (guint n = 0; i != DTL_NONE && n < COMPARE_MAX; n++)
    {
      const Occurrence *occurrence = get (occurrences, i);

      if (dtl_stage_happening (stage, occurrence->first)->trigger < happening->trigger
          && fits (stage, happening, occurrence, by_group))
        return i;
      i = by_group ? occurrence->previous_of_group : occurrence->previous_of_class;
    }
  return DTL_NONE;
}

/* The lead names those whom the headline describes. */
static void
forget_participants (const DtlEventStage *stage, Occurrence *occurrence)
{
  g_array_set_size (dtl_stage_happening (stage, occurrence->first)->arguments, 0);
  g_array_set_size (occurrence->actors, 0);
}

/* Joins a mention to an occurrence, or opens one. */
static void
place_mention (const DtlEventStage *stage, Occurrences *occurrences, guint32 number)
{
  DtlHappening *happening = dtl_stage_happening (stage, number);
  guint32 found = DTL_NONE;

  if (!is_statement (happening) && !happening->is_new && happening->reality != DTL_REALITY_NEGATED)
    {
      found = find_like (stage, occurrences, happening, FALSE);
      if (found == DTL_NONE)
        found = find_like (stage, occurrences, happening, TRUE);
    }
  if (found != DTL_NONE)
    {
      happening->occurrence = found;
      /* "the takeover" of which one was told that it is planned is no more real for being spoken of; "the takeover began" is */
      if (happening->is_nominal && happening->is_definite && happening->core == DTL_NONE)
        happening->reality = dtl_stage_happening (stage, get (occurrences, found)->first)->reality;
      if (is_told_by_headline (stage, happening, dtl_stage_happening (stage, get (occurrences, found)->first)))
        forget_participants (stage, get (occurrences, found));
      take_in (stage, get (occurrences, found), number);
      return;
    }
  if (is_worth_an_event (stage, happening))
    happening->occurrence = open_occurrence (stage, occurrences, number);
}

static void
lend_dates (const DtlEventStage *stage, const Occurrences *occurrences)
{
  for (guint i = 0; i < stage->happenings->len; i++)
    {
      DtlHappening *happening = dtl_stage_happening (stage, i);
      const Occurrence *occurrence;

      if (happening->occurrence == DTL_NONE || !dtl_date_is_null (&happening->date))
        continue;
      occurrence = get (occurrences, happening->occurrence);
      if (!dtl_date_is_null (&occurrence->date))
        {
          happening->date = occurrence->date;
          happening->basis = DTL_BASIS_INHERITED;
        }
    }
}

void
dtl_event_join (DtlEventStage *stage)
{
  Occurrences occurrences = {
    g_array_new (FALSE, TRUE, sizeof (Occurrence)),
    g_hash_table_new (g_str_hash, g_str_equal),
    g_hash_table_new (g_str_hash, g_str_equal),
  };
  g_autofree guint32 *order = g_new (guint32, stage->happenings->len + 1);

  g_array_set_clear_func (occurrences.all, clear_occurrence);
  for (guint32 i = 0; i < stage->happenings->len; i++)
    order[i] = i;
  g_qsort_with_data (order, stage->happenings->len, sizeof *order, compare_by_trigger, stage);
  for (guint i = 0; i < stage->happenings->len; i++)
    {
      const DtlHappening *happening = dtl_stage_happening (stage, order[i]);

      if (happening->absorbed_by == DTL_NONE && !happening->is_dropped)
        place_mention (stage, &occurrences, order[i]);
    }
  for (guint i = 0; i < stage->happenings->len; i++)
    {
      DtlHappening *happening = dtl_stage_happening (stage, i);

      if (happening->absorbed_by != DTL_NONE)
        happening->occurrence = dtl_stage_happening (stage, happening->absorbed_by)->occurrence;
    }
  lend_dates (stage, &occurrences);
  dtl_event_date_neighbours (stage); /* "attacked Kasan on Tuesday. The attack killed two guards." */
  dtl_event_find_scenes (stage);
  g_hash_table_unref (occurrences.last_of_class);
  g_hash_table_unref (occurrences.last_of_group);
  g_array_unref (occurrences.all);
}
