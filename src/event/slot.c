/*
 * What role a slot of a happening plays: as the frame says, else as the defaults here say for its class.
 */
#include "event/slot.h"

#include <string.h>

#include "event/members.h"
#include "event/place.h"
#include "lexicon/tables.h"

guint
dtl_event_default_fill (const DtlHappening *happening, DtlSlot slot)
{
  gboolean symmetric = dtl_stage_is_symmetric (happening), nominal = happening->is_nominal;
  const char *family = dtl_stage_family (happening);

  switch (slot)
    {
    case DTL_SLOT_POSS:
      /* "Otte's murder" */
      return nominal && (strcmp (happening->event_class, "kill") == 0 || strcmp (happening->event_class, "die") == 0)
               ? DTL_ROLE_PATIENT
               : DTL_ROLE_AGENT;
    case DTL_SLOT_SUBJ:
    case DTL_SLOT_BY:
    case DTL_SLOT_COMP:
      return DTL_ROLE_AGENT;
    case DTL_SLOT_OBJ:
      return symmetric ? DTL_ROLE_COUNTERPART : DTL_ROLE_PATIENT;
    case DTL_SLOT_IOBJ:
      return DTL_ROLE_RECIPIENT;
    case DTL_SLOT_WITH:
      return symmetric || (happening->frame.flags & DTL_FRAME_MOVE) ? DTL_ROLE_COUNTERPART : DTL_FILLS_NOTHING;
    case DTL_SLOT_TO:
      return strcmp (family, "say") == 0 || strcmp (family, "support") == 0 || strcmp (family, "trade") == 0
                 || strcmp (family, "demand") == 0
               ? DTL_ROLE_RECIPIENT
               : DTL_FILLS_NOTHING;
    case DTL_SLOT_AGAINST:
      return DTL_ROLE_PATIENT;
    case DTL_SLOT_FOR:
      /* "launched a satellite for Chad" */
      return strcmp (happening->event_class, "launch") == 0 || strcmp (happening->event_class, "build") == 0
               ? DTL_ROLE_BENEFICIARY
               : DTL_FILLS_NOTHING;
    case DTL_SLOT_ABOUT:
      return DTL_ROLE_TOPIC;
    case DTL_SLOT_IN:
    case DTL_SLOT_AT:
      return DTL_FILLS_PLACE;
    case DTL_SLOT_BETWEEN:
    case DTL_SLOT_AMONG:
      return nominal || symmetric ? DTL_ROLE_AGENT : DTL_FILLS_NOTHING;
    case DTL_SLOT_INTO:
      return happening->frame.flags & DTL_FRAME_MOVE ? DTL_FILLS_PLACE : DTL_FILLS_NOTHING;
    case DTL_SLOT_OF:
      return !nominal ? DTL_FILLS_NOTHING : symmetric ? DTL_ROLE_AGENT : DTL_ROLE_PATIENT;
    default:
      return DTL_FILLS_NOTHING;
    }
}

guint
dtl_event_fill_of (const DtlHappening *happening, DtlSlot slot)
{
  guint fill;

  if (slot >= DTL_N_SLOTS)
    return DTL_FILLS_NOTHING;
  fill = happening->frame.fills[slot];
  return fill == DTL_FILLS_UNSET ? dtl_event_default_fill (happening, slot) : fill;
}

/* Arguments. */

gboolean
dtl_event_has_recipient (const DtlHappening *happening)
{
  for (guint i = 0; i < happening->arguments->len; i++)
    if (g_array_index (happening->arguments, DtlArgument, i).role == DTL_ROLE_RECIPIENT)
      return TRUE;
  return FALSE;
}

gboolean
dtl_event_is_kind (const DtlEventStage *stage, guint32 token, DtlActorKind kind)
{
  guint32 actor = dtl_stage_actor (stage, token);

  return actor != DTL_NONE && dtl_record_actor (stage->record, actor)->kind == kind;
}

gboolean
dtl_event_is_town (const DtlEventStage *stage, guint32 token)
{
  return dtl_event_is_kind (stage, token, DTL_ACTOR_PLACE);
}

/* What befalls somebody, and those who are with him. */
static gboolean
is_fate (const DtlHappening *happening)
{
  static const char *const classes[] = { "die", "arrest", "detain", "kidnap", "kill", "escape", "rescue" };

  for (guint i = 0; !happening->is_nominal && i < G_N_ELEMENTS (classes); i++)
    if (strcmp (happening->event_class, classes[i]) == 0)
      return happening->is_passive || i == 0 || strcmp (classes[i], "escape") == 0;
  return FALSE;
}

/* "danced with supporters", "founded the firm with her student": people with whom somebody acts, where the verb's row says
 * nothing of them. */
static gboolean
is_done_together (const DtlEventStage *stage, const DtlHappening *happening, guint32 token)
{
  guint32 actor = dtl_stage_actor (stage, token);

  if (actor == DTL_NONE || happening->is_nominal || happening->is_passive || happening->core != DTL_NONE
      || dtl_tree_child (&stage->tree, token, DTL_DEPREL_NUMMOD) >= 0 /* "crashed with 19 people aboard" */
      || happening->frame.fills[DTL_SLOT_WITH] != DTL_FILLS_UNSET)
    return FALSE;
  switch (dtl_record_actor (stage->record, actor)->kind)
    {
    case DTL_ACTOR_PERSON:
    case DTL_ACTOR_GROUP:
    case DTL_ACTOR_ORGANISATION:
    case DTL_ACTOR_COUNTRY:
      return TRUE;
    default:
      return FALSE;
    }
}

/* "returned to the hotel" */
static gboolean
is_house (const DtlEventStage *stage, guint32 token)
{
  const char *lemma = dtl_tree_token (&stage->tree, token)->lemma;

  return lemma && dtl_word_has_function (lemma, "premises");
}

/* "sent three doctors to Goma", "welcomed him to Oslo", "visited Tuzla": a town is where somebody or something comes, and
 * takes no part. */
static gboolean
is_town_reached (const DtlEventStage *stage, const DtlHappening *happening, guint32 token, DtlSlot slot, guint fill)
{
  if (!dtl_event_is_town (stage, token))
    return FALSE;
  return (slot == DTL_SLOT_TO && fill == DTL_ROLE_RECIPIENT)
         || (slot == DTL_SLOT_OBJ && fill == DTL_ROLE_COUNTERPART && strcmp (happening->event_class, "visit") == 0);
}

void
dtl_event_fill_slot (DtlEventStage *stage, DtlHappening *happening, guint32 token, DtlSlot slot, gboolean implicit)
{
  guint fill = dtl_event_fill_of (happening, slot);

  if (stage->time_at[token] != DTL_NONE && stage->entity_at[token] == DTL_NONE)
    return;
  if (fill == DTL_FILLS_PLACE)
    {
      if (happening->place == DTL_NONE && dtl_event_place_in_phrase (stage, token) != DTL_NONE)
        dtl_event_set_place (stage, happening, token);
      else if (happening->place == DTL_NONE && slot == DTL_SLOT_OBJ && stage->inside_name[token] != DTL_NONE)
        happening->place = token; /* "toured Kara-Suu", which may sound like a person */
      else if ((happening->frame.flags & DTL_FRAME_MOVE) && dtl_stage_actor (stage, token) != DTL_NONE
               && !dtl_event_can_be_place (stage, token) && !is_house (stage, token))
        dtl_event_add_nominal (stage, happening, token, DTL_ROLE_COUNTERPART, implicit);
    }
  else if (fill == DTL_ROLE_PATIENT && slot == DTL_SLOT_OBJ && (happening->frame.flags & DTL_FRAME_GENERIC)
           && dtl_event_is_town (stage, token))
    dtl_event_set_place (stage, happening, token); /* "reached Goma": nothing is known of the verb */
  else if (fill == DTL_FILLS_ORIGIN && slot == DTL_SLOT_OBJ && dtl_event_is_kind (stage, token, DTL_ACTOR_ORGANISATION))
    dtl_event_add_nominal (stage, happening, token, DTL_ROLE_PATIENT, implicit); /* "left the bank in May" */
  else if (fill == DTL_FILLS_NOTHING && slot == DTL_SLOT_WITH && is_fate (happening)
           && (dtl_event_is_kind (stage, token, DTL_ACTOR_PERSON) || dtl_event_is_kind (stage, token, DTL_ACTOR_GROUP)))
    dtl_event_add_nominal (stage, happening, token, DTL_ROLE_PATIENT, implicit); /* "drowned with her son" */
  else if (fill == DTL_FILLS_NOTHING && slot == DTL_SLOT_WITH && is_done_together (stage, happening, token))
    dtl_event_add_nominal (stage, happening, token, DTL_ROLE_COUNTERPART, implicit);
  else if (fill == DTL_FILLS_NOTHING && slot == DTL_SLOT_OBJ && stage->inside_name[token] != DTL_NONE
           && dtl_event_is_kind (stage, token, DTL_ACTOR_PRODUCT))
    dtl_event_add_nominal (stage, happening, token, DTL_ROLE_PATIENT, implicit); /* "unveiled the Airbus A380" */
  else if (is_town_reached (stage, happening, token, slot, fill))
    dtl_event_set_place (stage, happening, token);
  else if (fill < DTL_FILLS_NOTHING)
    dtl_event_add_nominal (stage, happening, token, fill, implicit);
}
