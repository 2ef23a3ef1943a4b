/*
 * Why a mention says what it says: for every part of it the way through the sentence that leads from the trigger to the
 * words it rests on. Told after the fact from the tree, so that every participant has a reason whichever rule found it.
 */
#include <string.h>

#include "event/reasons.h"

#define STEPS_MAX 12

/* What @token is of its head, for a reader: "subject", "“with” phrase". */
static void
append_relation (const DtlTree *tree, guint32 token, GString *out)
{
  static const struct
  {
    DtlDeprel relation;
    const char *name;
  } names[] = {
    { DTL_DEPREL_NSUBJ_PASS, "passive subject" }, { DTL_DEPREL_NSUBJ, "subject" },     { DTL_DEPREL_OBJ, "object" },
    { DTL_DEPREL_IOBJ, "indirect object" },       { DTL_DEPREL_NMOD_POSS, "possessor" }, { DTL_DEPREL_COMPOUND, "noun before it" },
    { DTL_DEPREL_AMOD, "adjective before it" },   { DTL_DEPREL_APPOS, "apposition" },  { DTL_DEPREL_CONJ, "one of several joined" },
    { DTL_DEPREL_XCOMP, "complement" },           { DTL_DEPREL_CCOMP, "clause told" }, { DTL_DEPREL_ADVCL, "clause beside it" },
    { DTL_DEPREL_ACL, "clause on the noun" },     { DTL_DEPREL_ACL_RELCL, "relative clause" },
  };
  DtlDeprel relation = dtl_tree_token (tree, token)->deprel;
  const char *preposition = dtl_tree_case (tree, token);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (names[i].relation == relation)
      {
        g_string_append (out, names[i].name);
        return;
      }
  if (preposition && *preposition)
    g_string_append_printf (out, "“%s” phrase", preposition);
  else
    g_string_append (out, dtl_deprel_to_string (relation));
}

/* Whether @ancestor is on the way from @token to its root. */
static gboolean
stands_below (const DtlTree *tree, guint32 token, guint32 ancestor)
{
  gint32 at = token;

  for (guint step = 0; at >= 0 && step < 256; step++)
    {
      if ((guint32) at == ancestor)
        return TRUE;
      at = dtl_tree_token (tree, at)->head;
    }
  return FALSE;
}

/* From @token up to @top: "joined < subject". */
static void
append_way (const DtlTree *tree, guint32 token, guint32 top, GString *out)
{
  for (guint step = 0; token != top && step < STEPS_MAX && dtl_tree_token (tree, token)->head >= 0; step++)
    {
      guint32 head = dtl_tree_token (tree, token)->head;

      if (step > 0)
        g_string_append (out, " of the ");
      append_relation (tree, token, out);
      token = head;
    }
}

/* How @token is tied to the event. */
static const char *
way_to (DtlEventStage *stage, const DtlHappening *happening, guint32 token)
{
  const DtlTree *tree = &stage->tree;
  g_autoptr (GString) out = g_string_new (NULL);
  guint32 top = happening->trigger;

  if (token == DTL_NONE)
    return NULL;
  if (dtl_tree_token (tree, token)->sentence != happening->sentence)
    return "told in another sentence";
  if (happening->core != DTL_NONE && !stands_below (tree, token, top) && stands_below (tree, token, happening->core))
    top = happening->core;
  if (token == top)
    g_string_append (out, "the trigger itself");
  for (guint step = 0; step < STEPS_MAX && !stands_below (tree, token, top) && dtl_tree_token (tree, top)->head >= 0; step++)
    top = dtl_tree_token (tree, top)->head;
  if (token != top && stands_below (tree, token, top))
    append_way (tree, token, top, out);
  if (top != happening->trigger && top != happening->core)
    {
      if (out->len > 0)
        g_string_append_printf (out, " of “%s”", dtl_tree_token (tree, top)->form);
      else
        g_string_append (out, "what the clause is about");
    }
  return dtl_arena_strdup (stage->record->arena, out->str);
}

static const char *
words_of (DtlEventStage *stage, guint32 first, guint32 n)
{
  const DtlToken *from = dtl_document_token (stage->document, first);
  const DtlToken *to = dtl_document_token (stage->document, first + n - 1);
  g_autofree char *text = g_strndup (stage->document->text + from->span.start, to->span.end - from->span.start);

  for (char *p = text; *p; p++)
    if (g_ascii_isspace (*p))
      *p = ' ';
  return dtl_arena_strdup (stage->record->arena, text);
}

static const char *
words_at (DtlEventStage *stage, guint32 token)
{
  guint32 number = stage->entity_at[token];
  const DtlEntity *entity = number != DTL_NONE ? dtl_document_entity (stage->document, number) : NULL;

  return entity ? words_of (stage, entity->first, entity->n) : words_of (stage, token, 1);
}

static void
add (GArray *reasons, const char *of, const char *rule, const char *words)
{
  DtlReason reason = { of, rule, words };

  if (rule && *rule)
    g_array_append_val (reasons, reason);
}

static void
add_date (DtlEventStage *stage, const DtlHappening *happening, GArray *reasons)
{
  const DtlTime *time = happening->time != DTL_NONE ? dtl_document_time (stage->document, happening->time) : NULL;
  g_autoptr (GString) rule = g_string_new (NULL);

  if (time == NULL)
    {
      if (!dtl_date_is_null (&happening->date))
        add (reasons, "date", dtl_basis_to_string (happening->basis), NULL);
      return;
    }
  g_string_append_printf (rule, "%s", time->rule ? time->rule : "time");
  if (time->anchor)
    g_string_append_printf (rule, ", counted from %s", strcmp (time->anchor, "none") == 0 ? "nothing" : time->anchor);
  if (happening->basis != DTL_BASIS_EXPRESSION && !dtl_date_is_null (&happening->date))
    g_string_append_printf (rule, "; %s", dtl_basis_to_string (happening->basis));
  add (reasons, "date", dtl_arena_strdup (stage->record->arena, rule->str), words_of (stage, time->first, time->n));
}

DtlReason *
dtl_event_reasons (DtlEventStage *stage, const DtlHappening *happening, guint32 *n)
{
  g_autoptr (GArray) reasons = g_array_new (FALSE, FALSE, sizeof (DtlReason));

  add (reasons, "trigger", happening->rule, dtl_document_token (stage->document, happening->trigger)->form);
  for (guint i = 0; i < happening->arguments->len; i++)
    {
      const DtlArgument *argument = &g_array_index (happening->arguments, DtlArgument, i);

      add (reasons, dtl_participant_role_to_string (argument->role),
           argument->token < stage->document->tokens->len ? way_to (stage, happening, argument->token) : "implied",
           argument->token < stage->document->tokens->len ? words_at (stage, argument->token) : NULL);
    }
  if (happening->place != DTL_NONE)
    add (reasons, "place", way_to (stage, happening, happening->place), words_at (stage, happening->place));
  add_date (stage, happening, reasons);
  if (happening->reality_token != DTL_NONE)
    add (reasons, "reality", way_to (stage, happening, happening->reality_token), words_of (stage, happening->reality_token, 1));
  for (guint i = 0; i < happening->attributions->len; i++)
    add (reasons, "source", "reporting word", g_array_index (happening->attributions, DtlAttribution, i).cue);
  *n = reasons->len;
  return dtl_arena_memdup (stage->record->arena, reasons->data, reasons->len, sizeof (DtlReason));
}
