/*
 * What speaks for each of the places named around an event, as where it happens.
 *
 * Places are those of its sentence, of the names and happenings before it, of the title, the lead and the dateline, and of
 * the court that the article names. Signs are words ("here: governor above"); what they weigh stands in place_signs.tsv.
 */
#include "event/place-signs.h"

#include <string.h>

#include "event/place.h"
#include "lexicon/tables.h"

#define NAMES_BACK 32     /* names of places before the sentence that are looked at */
#define USES_BACK 16      /* happenings with a place before it */
#define USES_FIRST 2      /* and with which the report begins */
#define CLIMB_MAX 16
#define SIGN_MAX 64       /* bytes of a sign */
#define NEAR_TOKENS 6
#define FAR_TOKENS 15
#define RECENT_DAYS 7

/* A place as it is named or used once. */
typedef struct
{
  guint32 token;     /* heads the name */
  guint32 sentence;
  guint32 at;        /* token: of the name, or the trigger of the happening that is there */
  guint32 happening; /* that is there, or DTL_NONE */
  gboolean is_where; /* "in Oslo", not "Oslo's" */
} Spot;

struct _DtlPlaceScene
{
  const DtlEventStage *stage; /* borrowed */
  GArray *names;              /* owned: Spot, in order of the text */
  GArray *uses;               /* owned: Spot, in order of the triggers */
};

/* One choice, and what is known of it. */
typedef struct
{
  guint32 token;
  const Spot *here;      /* nullable: its name in the sentence, */
  const Spot *named;     /* nullable: before it */
  const Spot *used;      /* nullable: the last happening before that is there */
  const Spot *beside;    /* nullable: one of the sentence that is there */
  guint n_uses;
  gboolean is_latest;    /* the last happening with a place is there */
  gboolean is_dateline;
  gboolean is_lead;      /* one of the first happenings with a place is there */
  gboolean is_in_title;
  gboolean is_court;     /* where a court that the article names sits */
  const char *zone;
} Choice;

typedef struct
{
  const DtlPlaceScene *scene;
  const DtlHappening *happening;
  const Choice *choice;
  DtlPlaceWatch watch;
  gpointer data;
} Signs;

/* ---- the places of a document ---- */

static DtlActorKind
kind_of (const DtlEventStage *stage, guint32 token)
{
  guint32 actor = dtl_stage_actor (stage, token);

  return actor == DTL_NONE ? DTL_ACTOR_OTHER : dtl_record_actor (stage->record, actor)->kind;
}

static gboolean
is_same (const DtlEventStage *stage, guint32 a, guint32 b)
{
  guint32 actor = dtl_stage_actor (stage, a);

  return a == b || (actor != DTL_NONE && actor == dtl_stage_actor (stage, b));
}

/* The token through which a name hangs in the tree. */
static guint32
top_of_name (const DtlEventStage *stage, guint32 token)
{
  gint32 head = dtl_stage_token (stage, token)->head;

  return head >= 0 && stage->inside_name[token] != DTL_NONE && stage->inside_name[head] == stage->inside_name[token]
           ? (guint32) head
           : token;
}

/* "a stake in Baltica": in no place. */
static gboolean
is_in_holding (const DtlEventStage *stage, guint32 token)
{
  gint32 head = dtl_stage_token (stage, top_of_name (stage, token))->head;
  const char *lemma = head < 0 ? NULL : dtl_stage_token (stage, head)->lemma;

  return lemma && dtl_table_has (&dtl_table_holdings, lemma);
}

static void
collect_names (DtlPlaceScene *scene)
{
  const DtlEventStage *stage = scene->stage;

  for (guint32 i = 0; i < stage->document->entities->len; i++)
    {
      const DtlEntity *entity = dtl_document_entity (stage->document, i);
      DtlActorKind kind = entity->actor == DTL_NONE ? DTL_ACTOR_OTHER : dtl_record_actor (stage->record, entity->actor)->kind;
      Spot spot = { entity->head, dtl_stage_token (stage, entity->head)->sentence, entity->head, DTL_NONE, FALSE };

      if (entity->form != DTL_ENTITY_NAME || (kind != DTL_ACTOR_PLACE && kind != DTL_ACTOR_COUNTRY)
          || dtl_stage_sentence (stage, entity->head)->kind == DTL_SENTENCE_FURNITURE || is_in_holding (stage, entity->head))
        continue;
      spot.is_where = dtl_event_is_where (stage, top_of_name (stage, entity->head));
      g_array_append_val (scene->names, spot);
    }
}

static int
compare_spots (gconstpointer a, gconstpointer b)
{
  const Spot *left = a, *right = b;

  return left->at != right->at ? (left->at < right->at ? -1 : 1)
                               : (left->happening > right->happening) - (left->happening < right->happening);
}

static void
collect_uses (DtlPlaceScene *scene)
{
  for (guint32 i = 0; i < scene->stage->happenings->len; i++)
    {
      const DtlHappening *happening = dtl_stage_happening (scene->stage, i);
      Spot spot = { happening->place, happening->sentence, happening->trigger, i, TRUE };

      if (happening->place != DTL_NONE && !happening->is_place_guessed && happening->occurrence != DTL_NONE)
        g_array_append_val (scene->uses, spot);
    }
  g_array_sort (scene->uses, compare_spots);
}

DtlPlaceScene *
dtl_place_scene_new (const DtlEventStage *stage)
{
  DtlPlaceScene *scene = g_new (DtlPlaceScene, 1);

  *scene = (DtlPlaceScene) { stage, g_array_new (FALSE, FALSE, sizeof (Spot)), g_array_new (FALSE, FALSE, sizeof (Spot)) };
  collect_names (scene);
  collect_uses (scene);
  return scene;
}

void
dtl_place_scene_free (DtlPlaceScene *scene)
{
  g_array_unref (scene->names);
  g_array_unref (scene->uses);
  g_free (scene);
}

/* How many of @spots stand before token @at; they are in order. */
static guint
count_before (const GArray *spots, guint32 at)
{
  guint low = 0, high = spots->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (spots, Spot, middle).at < at)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* ---- the choices of a happening ---- */

static Choice *
choice_for (const DtlEventStage *stage, Choice *choices, guint *n, guint32 token)
{
  for (guint i = 0; i < *n; i++)
    if (is_same (stage, choices[i].token, token))
      return &choices[i];
  if (*n == DTL_PLACES_MAX)
    return NULL;
  choices[*n] = (Choice) { .token = token };
  return &choices[(*n)++];
}

static gboolean
is_nearer (const Spot *spot, const Spot *other, guint32 at)
{
  guint far = MAX (spot->at, at) - MIN (spot->at, at), other_far = other ? MAX (other->at, at) - MIN (other->at, at) : 0;

  return other == NULL || (spot->is_where != other->is_where ? spot->is_where : far < other_far);
}

static void
add_names (const DtlPlaceScene *scene, const DtlHappening *happening, Choice *choices, guint *n)
{
  const DtlSentence *sentence = dtl_document_sentence (scene->stage->document, happening->sentence);
  guint first = count_before (scene->names, sentence->first_token);
  guint end = count_before (scene->names, sentence->first_token + sentence->n_tokens);

  for (guint i = first; i < end && i < first + NAMES_BACK; i++)
    {
      const Spot *spot = &g_array_index (scene->names, Spot, i);
      Choice *choice = choice_for (scene->stage, choices, n, spot->token);

      if (choice && is_nearer (spot, choice->here, happening->trigger))
        choice->here = spot;
    }
  for (guint i = first; i-- > (first > NAMES_BACK ? first - NAMES_BACK : 0);)
    {
      const Spot *spot = &g_array_index (scene->names, Spot, i);
      Choice *choice = spot->is_where ? choice_for (scene->stage, choices, n, spot->token) : NULL;

      if (choice && choice->named == NULL)
        choice->named = spot;
    }
}

static void
add_uses (const DtlPlaceScene *scene, const DtlHappening *happening, Choice *choices, guint *n)
{
  const DtlSentence *sentence = dtl_document_sentence (scene->stage->document, happening->sentence);
  guint before = count_before (scene->uses, happening->trigger);
  guint end = count_before (scene->uses, sentence->first_token + sentence->n_tokens);

  for (guint i = before; i-- > (before > USES_BACK ? before - USES_BACK : 0);)
    {
      const Spot *spot = &g_array_index (scene->uses, Spot, i);
      Choice *choice = choice_for (scene->stage, choices, n, spot->token);

      if (choice == NULL)
        continue;
      choice->is_latest |= i + 1 == before;
      choice->used = choice->used ? choice->used : spot;
      if (spot->sentence == happening->sentence && choice->beside == NULL)
        choice->beside = spot;
    }
  for (guint i = before; i < MIN (end, before + USES_BACK); i++)
    {
      const Spot *spot = &g_array_index (scene->uses, Spot, i);
      Choice *choice = choice_for (scene->stage, choices, n, spot->token);

      if (choice && choice->beside == NULL)
        choice->beside = spot;
    }
}

/* Where what the report begins with happened. */
static void
add_lead (const DtlPlaceScene *scene, Choice *choices, guint *n)
{
  for (guint i = 0; i < MIN (scene->uses->len, USES_FIRST); i++)
    {
      const Spot *spot = &g_array_index (scene->uses, Spot, i);
      Choice *choice = dtl_stage_is_in_lead (scene->stage, dtl_stage_happening (scene->stage, spot->happening))
                         ? choice_for (scene->stage, choices, n, spot->token)
                         : NULL;

      if (choice)
        choice->is_lead = TRUE;
    }
}

/* The places named before the first sentence: of the title, and the one the report is written from. */
static void
add_heading (const DtlPlaceScene *scene, Choice *choices, guint *n)
{
  for (guint i = 0; i < scene->names->len; i++)
    {
      const Spot *spot = &g_array_index (scene->names, Spot, i);
      DtlSentenceKind kind = dtl_document_sentence (scene->stage->document, spot->sentence)->kind;
      Choice *choice = NULL;

      if (kind == DTL_SENTENCE_BODY)
        return;
      if (kind != DTL_SENTENCE_QUOTE && kind != DTL_SENTENCE_FURNITURE)
        choice = choice_for (scene->stage, choices, n, spot->token);
      if (choice && (kind == DTL_SENTENCE_DATELINE || kind == DTL_SENTENCE_BYLINE))
        {
          choice->is_dateline = TRUE;
          return;
        }
      if (choice)
        choice->is_in_title = TRUE;
    }
}

/* Whether @token is a word of courts: "court", "jury", "trial". */
static gboolean
is_of_court (const DtlToken *token)
{
  static const char *const words[]
    = { "acquit",  "bench",      "convict",     "counsel",    "court",    "cross-examine", "defence",   "defendant",
        "evidence", "judge",     "juror",       "jury",       "justice",  "magistrate",    "plead",     "prosecution",
        "prosecutor", "sentence", "testify",    "testimony",  "trial",    "tribunal",      "verdict",   "witness", NULL };

  return g_strv_contains (words, token->lower) || (token->lemma && g_strv_contains (words, token->lemma));
}

static gboolean
tells_of_court (const DtlEventStage *stage, guint32 sentence)
{
  const DtlSentence *found = dtl_document_sentence (stage->document, sentence);

  for (guint32 i = found->first_token; i < found->first_token + MIN (found->n_tokens, 200); i++)
    if (is_of_court (dtl_stage_token (stage, i)))
      return TRUE;
  return FALSE;
}

/* "the Central Criminal Court in Dublin": where the court sits that was named first. */
static void
add_court (const DtlPlaceScene *scene, Choice *choices, guint *n)
{
  for (guint i = 0; i < MIN (scene->names->len, 256); i++)
    {
      const Spot *spot = &g_array_index (scene->names, Spot, i);
      gint32 head = dtl_stage_token (scene->stage, top_of_name (scene->stage, spot->token))->head;
      Choice *choice = spot->is_where && head >= 0 && is_of_court (dtl_stage_token (scene->stage, head))
                         ? choice_for (scene->stage, choices, n, spot->token)
                         : NULL;

      if (choice)
        {
          choice->is_court = TRUE;
          return;
        }
    }
}

/* The nearest happening above @token in its sentence; or DTL_NONE. */
static guint32
governor_of (const DtlEventStage *stage, guint32 token)
{
  gint32 at = dtl_stage_token (stage, token)->head;

  for (guint i = 0; at >= 0 && i < CLIMB_MAX; i++, at = dtl_stage_token (stage, at)->head)
    if (stage->happening_at[at] != DTL_NONE && dtl_stage_happening (stage, stage->happening_at[at])->occurrence != DTL_NONE)
      return stage->happening_at[at];
  return DTL_NONE;
}

static gboolean
is_own (const DtlEventStage *stage, const DtlHappening *happening, const Spot *spot)
{
  guint32 governor = governor_of (stage, spot->token);

  return governor != DTL_NONE && dtl_stage_happening (stage, governor) == happening;
}

static const char *
zone_of (const DtlEventStage *stage, const DtlHappening *happening, const Choice *choice)
{
  if (choice->here)
    return is_own (stage, happening, choice->here) ? "own" : choice->here->is_where ? "here" : "mentioned";
  if (choice->beside)
    return "beside";
  return choice->is_latest ? "last" : choice->is_lead ? "lead" : choice->is_dateline ? "dateline" : choice->used ? "used" : "named";
}

static guint
find_choices (const DtlPlaceScene *scene, const DtlHappening *happening, Choice *choices)
{
  guint n = 0;

  add_names (scene, happening, choices, &n);
  add_uses (scene, happening, choices, &n);
  add_lead (scene, choices, &n);
  add_heading (scene, choices, &n);
  if (strcmp (dtl_stage_family (happening), "justice") == 0 || tells_of_court (scene->stage, happening->sentence))
    add_court (scene, choices, &n);
  for (guint i = 0; i < n; i++)
    {
      choices[i].zone = zone_of (scene->stage, happening, &choices[i]);
      for (guint j = 0; j < MIN (scene->uses->len, 256); j++)
        choices[i].n_uses += is_same (scene->stage, choices[i].token, g_array_index (scene->uses, Spot, j).token);
    }
  return n;
}

/* ---- signs ---- */

static void
add (const Signs *signs, const char *sign)
{
  signs->watch (signs->scene->stage, signs->happening, signs->choice->token, sign, signs->data);
}

/* A sign of its own, and one together with where the place is told. */
static void
add_pair (const Signs *signs, const char *kind, const char *value)
{
  char sign[SIGN_MAX];

  g_snprintf (sign, sizeof sign, "%s %s", kind, value);
  add (signs, sign);
}

static void
add_zoned (const Signs *signs, const char *kind, const char *value)
{
  char sign[SIGN_MAX];

  g_snprintf (sign, sizeof sign, "%s: %s %s", signs->choice->zone, kind, value);
  add (signs, sign);
}

static void
add_if (const Signs *signs, gboolean holds, const char *kind, const char *value)
{
  if (holds)
    add_zoned (signs, kind, value);
}

static const char *
age_of (const DtlEventStage *stage, const DtlDate *date)
{
  DtlDay first, last, published_first, published_last;

  if (!dtl_date_bounds (date, &first, &last))
    return "undated";
  if (!dtl_date_bounds (&stage->document->published.date, &published_first, &published_last))
    return "dated";
  return first > published_last ? "ahead" : (gint64) published_first - last > RECENT_DAYS ? "old" : "recent";
}

static void
add_happening (const Signs *signs)
{
  const DtlEventStage *stage = signs->scene->stage;
  const DtlHappening *happening = signs->happening;

  add_pair (signs, "zone", signs->choice->zone);
  add_pair (signs, "family", dtl_stage_family (happening));
  add_zoned (signs, "family", dtl_stage_family (happening));
  add_zoned (signs, "age", age_of (stage, &happening->date));
  add_zoned (signs, "kind", dtl_actor_kind_to_string (kind_of (stage, signs->choice->token)));
  add_if (signs, happening->is_nominal, "event", "noun");
  add_if (signs, stage->saying_at[happening->trigger] != DTL_NONE, "event", "said");
  add_if (signs, happening->reality != DTL_REALITY_ACTUAL, "event", "unreal");
  add_if (signs, happening->is_dropped || happening->is_weak, "event", "weak");
  add_if (signs, dtl_stage_is_in_lead (stage, happening), "event", "lead");
  add_if (signs, dtl_event_is_harm (happening), "event", "harm");
  add_if (signs, dtl_event_has_auxiliary (&stage->tree, happening->trigger, "have"), "event", "perfect");
}

/* How @above, which the place hangs on, stands to the happening. */
static const char *
relation_of (const DtlEventStage *stage, const DtlHappening *happening, guint32 governor)
{
  guint32 trigger = governor == DTL_NONE ? DTL_NONE : dtl_stage_happening (stage, governor)->trigger;
  gint32 at = (gint32) happening->trigger;

  if (trigger == DTL_NONE)
    return "none";
  for (guint i = 0; at >= 0 && i < CLIMB_MAX; i++, at = dtl_stage_token (stage, at)->head)
    if ((guint32) at == trigger)
      return "above";
  at = (gint32) trigger;
  for (guint i = 0; at >= 0 && i < CLIMB_MAX; i++, at = dtl_stage_token (stage, at)->head)
    if ((guint32) at == happening->trigger)
      return "below";
  return "beside";
}

/* The relation of the word below the trigger that @token hangs on. */
static const char *
branch_of (const DtlEventStage *stage, const DtlHappening *happening, guint32 token)
{
  gint32 at = (gint32) token;

  for (guint i = 0; at >= 0 && i < CLIMB_MAX; i++, at = dtl_stage_token (stage, at)->head)
    if (dtl_stage_token (stage, at)->head == (gint32) happening->trigger)
      return dtl_deprel_to_string (dtl_deprel_base (dtl_stage_token (stage, at)->deprel));
  return "core";
}

static gboolean
share_actor (const DtlHappening *a, const DtlHappening *b)
{
  for (guint i = 0; i < MIN (a->arguments->len, 16); i++)
    for (guint j = 0; j < MIN (b->arguments->len, 16); j++)
      if (g_array_index (a->arguments, DtlArgument, i).actor == g_array_index (b->arguments, DtlArgument, j).actor)
        return TRUE;
  return FALSE;
}

static const char *
days_of (const DtlHappening *a, const DtlHappening *b)
{
  if (dtl_date_is_null (&a->date) || dtl_date_is_null (&b->date))
    return "open";
  return dtl_date_equal (&a->date, &b->date) ? "same" : dtl_date_overlaps (&a->date, &b->date) ? "shared" : "other";
}

/* How the happening hangs together with the one whose phrase the place is in. */
static void
add_governor (const Signs *signs, guint32 governor)
{
  const DtlEventStage *stage = signs->scene->stage;
  const char *relation = relation_of (stage, signs->happening, governor);
  const DtlHappening *other = governor == DTL_NONE ? NULL : dtl_stage_happening (stage, governor);

  add_zoned (signs, "governor", relation);
  add_pair (signs, relation, dtl_deprel_to_string (dtl_stage_token (stage, signs->happening->trigger)->deprel));
  if (other == NULL)
    return;
  add_zoned (signs, "governor day", days_of (signs->happening, other));
  add_if (signs, share_actor (signs->happening, other), "governor", "actor shared");
  add_if (signs, other->place != DTL_NONE && is_same (stage, other->place, signs->choice->token), "governor", "is there");
}

static void
add_here (const Signs *signs)
{
  const DtlEventStage *stage = signs->scene->stage;
  const Spot *here = signs->choice->here;
  guint32 trigger = signs->happening->trigger, top = top_of_name (stage, here->token);
  guint far = MAX (trigger, here->at) - MIN (trigger, here->at);
  const char *preposition = dtl_tree_case (&stage->tree, top);

  add_zoned (signs, "gap", far <= NEAR_TOKENS ? "near" : far <= FAR_TOKENS ? "middle" : "far");
  add_zoned (signs, "side", here->at < trigger ? "before" : "behind");
  add_pair (signs, "preposition", here->is_where ? "place" : preposition ? preposition : "none");
  add_zoned (signs, "as", dtl_deprel_to_string (dtl_deprel_base (dtl_stage_token (stage, top)->deprel)));
  add_if (signs, here->is_where, "phrase", "place");
  if (strcmp (signs->choice->zone, "own") == 0)
    add_pair (signs, "own branch", branch_of (stage, signs->happening, top));
  else
    add_governor (signs, governor_of (stage, top));
  add_zoned (signs, "clause", dtl_deprel_to_string (dtl_deprel_base (dtl_stage_token (stage, trigger)->deprel)));
}

/* What the happening has in common with the last one that was there. */
static void
add_use (const Signs *signs, const Spot *spot)
{
  const DtlEventStage *stage = signs->scene->stage;
  const DtlHappening *other = dtl_stage_happening (stage, spot->happening);
  static const char *const distances[] = { "same", "next", "two", "three", "far" };
  guint sentences = signs->happening->sentence - MIN (spot->sentence, signs->happening->sentence);

  add_zoned (signs, "use sentence", distances[MIN (sentences, G_N_ELEMENTS (distances) - 1)]);
  add_zoned (signs, "use day", days_of (signs->happening, other));
  add_if (signs, share_actor (signs->happening, other), "use", "actor shared");
  add_if (signs, strcmp (dtl_stage_family (signs->happening), dtl_stage_family (other)) == 0, "use", "family same");
  add_if (signs, dtl_document_sentence (stage->document, spot->sentence)->block
                   == dtl_document_sentence (stage->document, signs->happening->sentence)->block, "use", "paragraph same");
  add_if (signs, dtl_event_is_harm (signs->happening) && dtl_event_is_harm (other), "use", "harm both");
  if (spot == signs->choice->beside)
    add_pair (signs, "use beside", relation_of (stage, signs->happening, spot->happening));
}

/* Whether all of the article plays there. */
static void
add_article (const Signs *signs)
{
  const Choice *choice = signs->choice;
  guint n = signs->scene->uses->len;

  add_if (signs, choice->is_dateline, "dateline", "yes");
  add_if (signs, choice->is_in_title, "title", "yes");
  add_if (signs, choice->is_lead, "lead", "yes");
  if (choice->is_lead)
    add_pair (signs, "lead family", dtl_stage_family (signs->happening));
  if (choice->is_dateline)
    add_pair (signs, "dateline family", dtl_stage_family (signs->happening));
  add_if (signs, choice->is_latest, "latest", "yes");
  if (choice->is_court)
    add (signs, "court");
  add_zoned (signs, "share",
             choice->n_uses == 0        ? "none"
             : 2 * choice->n_uses >= n  ? "half"
             : 4 * choice->n_uses >= n  ? "quarter"
                                        : "less");
  add_if (signs, choice->n_uses >= 3, "uses", "many");
}

/* Another place in the sentence, or a happening with the same people or day that was there. */
static void
add_rivals (const Signs *signs)
{
  const DtlPlaceScene *scene = signs->scene;
  const DtlHappening *happening = signs->happening;
  const DtlSentence *sentence = dtl_document_sentence (scene->stage->document, happening->sentence);
  guint end = count_before (scene->names, sentence->first_token + sentence->n_tokens);
  gboolean rival = FALSE, day = FALSE, actor = FALSE;

  for (guint i = count_before (scene->names, sentence->first_token), seen = 0; i < end && seen < NAMES_BACK; i++, seen++)
    {
      const Spot *spot = &g_array_index (scene->names, Spot, i);

      rival |= spot->is_where && !is_same (scene->stage, spot->token, signs->choice->token);
    }
  for (guint i = 0; i < MIN (scene->uses->len, 256); i++)
    {
      const Spot *spot = &g_array_index (scene->uses, Spot, i);
      const DtlHappening *other = dtl_stage_happening (scene->stage, spot->happening);

      if (other == happening || !is_same (scene->stage, spot->token, signs->choice->token))
        continue;
      actor |= share_actor (happening, other);
      day |= strcmp (days_of (happening, other), "same") == 0;
    }
  add_if (signs, rival, "rival", "here");
  add_if (signs, actor, "there", "actor");
  add_if (signs, day, "there", "day");
}

static void
sign_choice (const Signs *signs)
{
  const Choice *choice = signs->choice;
  const Spot *use = choice->beside ? choice->beside : choice->used;
  static const char *const distances[] = { "here", "next", "two", "three", "far" };

  add_happening (signs);
  if (choice->here)
    add_here (signs);
  if (use)
    add_use (signs, use);
  if (choice->named && !choice->here)
    add_zoned (signs, "name", distances[MIN (signs->happening->sentence - choice->named->sentence, G_N_ELEMENTS (distances) - 1)]);
  add_article (signs);
  add_rivals (signs);
}

void
dtl_place_signs (const DtlPlaceScene *scene, const DtlHappening *happening, DtlPlaceWatch watch, gpointer data)
{
  Choice choices[DTL_PLACES_MAX];
  guint n = find_choices (scene, happening, choices);

  for (guint i = 0; i < n; i++)
    sign_choice (&(Signs) { scene, happening, &choices[i], watch, data });
}
