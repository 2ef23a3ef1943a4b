/*
 * Whom an act is about, where nobody is named as the one it is done to: "rejected a French request", "agreed to lift the
 * embargo on Cuba", "praised Haiti's efforts". The actor nearest below the words that the act governs is its topic.
 *
 * This comes after the mentions have been joined: a topic makes no act worth telling, and no two acts one.
 */
#include <string.h>

#include "event/stage.h"
#include "lexicon/tables.h"

#define DEPTH_MAX 7
#define SEEN_MAX 64 /* words looked at below one trigger */

/* What leads on from an act to what it is about: arguments first, circumstances not at all. */
static gboolean
leads_on (const DtlTree *tree, guint32 child)
{
  switch (dtl_deprel_base (dtl_tree_token (tree, child)->deprel))
    {
    case DTL_DEPREL_OBJ:
    case DTL_DEPREL_IOBJ:
    case DTL_DEPREL_OBL:
    case DTL_DEPREL_XCOMP:
    case DTL_DEPREL_CCOMP:
    case DTL_DEPREL_NMOD:
    case DTL_DEPREL_COMPOUND:
    case DTL_DEPREL_AMOD:
      return TRUE;
    case DTL_DEPREL_ACL: /* "a request to meet France", but not "refugees who live in France" */
      return dtl_tree_token (tree, child)->deprel != DTL_DEPREL_ACL_RELCL;
    default:
      return FALSE;
    }
}

/* "because of", "after", "despite", "as": why, when and how, not about whom; but "an attack by rebels" is about them. */
static gboolean
is_circumstance (const DtlEventStage *stage, guint32 child)
{
  static const char *const words[] = { "after", "before", "because", "despite", "during", "since", "amid", "according",
                                       "without", "as", "until", "following", "near", "outside", "around", NULL };
  const char *preposition = dtl_tree_case (&stage->tree, child);

  if (preposition != NULL && strcmp (preposition, "by") == 0)
    return dtl_deprel_base (dtl_tree_token (&stage->tree, child)->deprel) != DTL_DEPREL_NMOD;
  return stage->time_at[child] != DTL_NONE || (preposition != NULL && g_strv_contains (words, preposition));
}

static gboolean
is_in (const DtlHappening *happening, guint32 actor)
{
  for (guint i = 0; i < happening->arguments->len; i++)
    if (g_array_index (happening->arguments, DtlArgument, i).actor == actor)
      return TRUE;
  return FALSE;
}

/* A town is where something is done; a country is also whom it is done to, unless people meet there. */
static gboolean
is_mere_place (const DtlEventStage *stage, const DtlHappening *happening, guint32 token)
{
  return token == happening->place
         && (strcmp (dtl_stage_family (happening), "talk") == 0
             || dtl_record_actor (stage->record, dtl_stage_actor (stage, token))->kind != DTL_ACTOR_COUNTRY);
}

static gboolean
is_somebody (const DtlEventStage *stage, guint32 actor)
{
  switch (dtl_record_actor (stage->record, actor)->kind)
    {
    case DTL_ACTOR_PERSON:
    case DTL_ACTOR_ORGANISATION:
    case DTL_ACTOR_COUNTRY:
    case DTL_ACTOR_GROUP:
      return TRUE;
    default:
      return FALSE;
    }
}

/* "an international tribunal": any one, nobody the reader could know. */
static gboolean
is_indefinite (const DtlTree *tree, guint32 token)
{
  gint32 determiner = dtl_tree_child (tree, token, DTL_DEPREL_DET);

  return determiner >= 0 && dtl_word_has_function (dtl_tree_token (tree, determiner)->lower, "indefinite");
}

static gboolean
can_be_topic (const DtlEventStage *stage, const DtlHappening *happening, guint32 token, gboolean with_place)
{
  guint32 actor = dtl_stage_actor (stage, token);

  return actor != DTL_NONE && (with_place || token != happening->place) && !is_mere_place (stage, happening, token)
         && !is_in (happening, actor) && is_somebody (stage, actor) && !is_indefinite (&stage->tree, token);
}

/* "sales to Iran, Libya and Sudan" */
static void
add_topics (const DtlEventStage *stage, DtlHappening *happening, guint32 token)
{
  dtl_event_add_actor (happening, dtl_stage_actor (stage, token), token, DTL_ROLE_TOPIC, TRUE);
  DTL_TREE_FOREACH_CHILD (&stage->tree, token, child)
    if (dtl_tree_token (&stage->tree, child)->deprel == DTL_DEPREL_CONJ && can_be_topic (stage, happening, child, TRUE))
      dtl_event_add_actor (happening, dtl_stage_actor (stage, child), child, DTL_ROLE_TOPIC, TRUE);
}

/* Breadth first below @word: the nearest actor; where it happens only if @with_place. */
static gboolean
find_topic (const DtlEventStage *stage, DtlHappening *happening, guint32 word, gboolean with_place)
{
  struct
  {
    guint32 token;
    guint depth;
  } queue[SEEN_MAX] = { { word, 0 } };
  guint n = 1;

  for (guint i = 0; i < n; i++)
    {
      if (i > 0 && can_be_topic (stage, happening, queue[i].token, with_place))
        {
          add_topics (stage, happening, queue[i].token);
          return TRUE;
        }
      /* "bids from Turkey's carrier", who makes them */
      if (queue[i].depth >= DEPTH_MAX || (i > 0 && is_in (happening, dtl_stage_actor (stage, queue[i].token))))
        continue;
      DTL_TREE_FOREACH_CHILD (&stage->tree, queue[i].token, child)
        if (n < SEEN_MAX && leads_on (&stage->tree, child) && !is_circumstance (stage, child))
          {
            queue[n].token = child;
            queue[n++].depth = queue[i].depth + 1;
          }
    }
  return FALSE;
}

/* Whether somebody acts and nobody is named as the other side, in an act that has another side. */
static gboolean
lacks_other_side (const DtlHappening *happening)
{
  const char *type = happening->class_row[DTL_CLASSES_TYPE];
  guint n_agents = 0;

  if (*type == '\0' || strcmp (type, "SAY") == 0 || strcmp (dtl_stage_family (happening), "move") == 0)
    return FALSE;
  for (guint i = 0; i < happening->arguments->len; i++)
    {
      if (g_array_index (happening->arguments, DtlArgument, i).role != DTL_ROLE_AGENT)
        return FALSE;
      n_agents++;
    }
  return n_agents == 1 || (n_agents > 1 && !dtl_stage_is_symmetric (happening));
}

void
dtl_event_find_topics (DtlEventStage *stage)
{
  for (guint i = 0; i < stage->happenings->len; i++)
    {
      DtlHappening *happening = dtl_stage_happening (stage, i);

      if (happening->occurrence == DTL_NONE || !lacks_other_side (happening))
        continue;
      for (int with_place = 0; with_place <= 1; with_place++) /* where it happens comes last */
        if (find_topic (stage, happening, happening->trigger, with_place)
            || (happening->core != DTL_NONE && find_topic (stage, happening, happening->core, with_place)))
          break;
    }
}
