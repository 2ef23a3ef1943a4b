/*
 * Headlines: "Kuleba and Lavrov meet in Turkey".
 *
 * The doers by their short names, the verb in the present as newspapers do, then what follows it in the text, cut at
 * the first clause and at a length that fits a line. Reality is in the verb: "to meet", "may meet", "do not meet".
 */
#include <string.h>

#include "event/stage.h"

#define LABEL_CHARS 72
#define NAMES_MAX 3
#define CONTENT_MIN 3 /* words that make what is said */

static gboolean
ends_with_any (const char *word, const char *const *endings)
{
  for (guint i = 0; endings[i]; i++)
    if (g_str_has_suffix (word, endings[i]))
      return TRUE;
  return FALSE;
}

/* Third person singular of a lemma. */
static char *
third_person (const char *lemma)
{
  static const char *const hissing[] = { "s", "x", "z", "ch", "sh", "o", NULL };
  gsize n = strlen (lemma);

  if (strcmp (lemma, "be") == 0)
    return g_strdup ("is");
  if (strcmp (lemma, "have") == 0)
    return g_strdup ("has");
  if (ends_with_any (lemma, hissing))
    return g_strconcat (lemma, "es", NULL);
  if (n > 1 && lemma[n - 1] == 'y' && strchr ("aeiou", lemma[n - 2]) == NULL)
    return g_strdup_printf ("%.*sies", (int) n - 1, lemma);
  return g_strconcat (lemma, "s", NULL);
}

/* Names in @role, at most NAMES_MAX; number of them all. */
static guint
append_names (const DtlEventStage *stage, const DtlHappening *happening, DtlParticipantRole role, GString *out)
{
  guint total = 0, shown = 0;

  for (guint i = 0; i < happening->arguments->len; i++)
    total += g_array_index (happening->arguments, DtlArgument, i).role == role;
  for (guint i = 0; i < happening->arguments->len && shown < NAMES_MAX; i++)
    {
      const DtlArgument *argument = &g_array_index (happening->arguments, DtlArgument, i);

      if (argument->role != role)
        continue;
      if (shown > 0)
        g_string_append (out, shown + 1 == total ? " and " : ", ");
      g_string_append (out, dtl_actor_short_name (dtl_record_actor (stage->record, argument->actor)));
      shown++;
    }
  if (total > shown)
    g_string_append_printf (out, " and %u more", total - shown);
  return total;
}

static gboolean
is_time_word (const DtlEventStage *stage, guint32 token)
{
  guint32 number = stage->time_at[token];
  const DtlTime *time = number != DTL_NONE ? dtl_document_time (stage->document, number) : NULL;
  guint32 end = time ? time->first + time->n : 0;

  /* "two weeks' wages" tells how much, not when */
  return time != NULL
         && (time->type != DTL_TIME_DURATION || end >= stage->document->tokens->len
             || dtl_tree_token (&stage->tree, end)->xpos != DTL_XPOS_POS);
}

static gboolean
is_outside_clause (DtlDeprel deprel)
{
  return deprel == DTL_DEPREL_ACL_RELCL || deprel == DTL_DEPREL_APPOS || deprel == DTL_DEPREL_PARATAXIS
         || deprel == DTL_DEPREL_ADVCL;
}

/* Whether a word only links @head to what is around it: "of", "that", "and", an opening mark. The "At" of "At least two
 * men" links nothing. */
static gboolean
is_link (const DtlToken *word, guint32 head)
{
  if (word->deprel == DTL_DEPREL_FIXED)
    return TRUE;
  return word->head == (gint32) head
         && (word->deprel == DTL_DEPREL_CASE || word->deprel == DTL_DEPREL_MARK || word->deprel == DTL_DEPREL_CC
             || word->deprel == DTL_DEPREL_PUNCT);
}

/* First word of a nominal or clause after its preposition, conjunction and opening marks. */
static guint32
start_of_content (const DtlTree *tree, guint32 head)
{
  guint32 first = tree->left[head];

  while (first < head && is_link (dtl_tree_token (tree, first), head))
    first++;
  return first;
}

/* Marks that open an aside. */
static gboolean
ends_label (const DtlToken *token)
{
  static const char *const marks[] = { ",", ";", "—", "–", "--", "(", ".", "?", "!" };

  for (guint i = 0; token->upos == DTL_UPOS_PUNCT && i < G_N_ELEMENTS (marks); i++)
    if (strcmp (token->form, marks[i]) == 0)
      return TRUE;
  return FALSE;
}

/* The words from @first to @last but those that tell the time, with white space as single blanks. */
static void
append_words (const DtlEventStage *stage, guint32 first, guint32 last, GString *out)
{
  const DtlTree *tree = &stage->tree;

  for (guint32 i = first; i <= last; i++)
    {
      const DtlToken *token = dtl_tree_token (tree, i);

      if (is_time_word (stage, i) || (i < last && token->deprel == DTL_DEPREL_CASE && is_time_word (stage, i + 1)))
        continue;
      /* the comma or the sign of a possessive behind a time that was left out */
      if (i > first && is_time_word (stage, i - 1) && (ends_label (token) || token->xpos == DTL_XPOS_POS))
        continue;
      if (out->len > 0 && out->str[out->len - 1] != ' ' && (i == first || dtl_tree_token (tree, i - 1)->space_after))
        g_string_append_c (out, ' ');
      g_string_append (out, token->form);
    }
}

/* Text of a subtree from @first up to its first relative clause, apposition or aside. */
static void
append_text (const DtlEventStage *stage, guint32 head, guint32 first, GString *out)
{
  const DtlTree *tree = &stage->tree;
  guint32 last = tree->right[head];

  DTL_TREE_FOREACH_CHILD (tree, head, child)
    if ((guint32) child > head && is_outside_clause (dtl_tree_token (tree, child)->deprel))
      last = MIN (last, tree->left[child] - 1);
  while (first < head && ends_label (dtl_tree_token (tree, first))) /* "convicted Keough, the …, | of fraud" */
    first++;
  for (guint32 i = head + 1; i <= last; i++)
    if (ends_label (dtl_tree_token (tree, i)) && dtl_tree_child (tree, head, DTL_DEPREL_CONJ) < (gint32) i)
      last = i - 1;
  append_words (stage, first, last, out);
}

static void
cut_to_length (GString *text)
{
  const char *end;

  if (g_utf8_strlen (text->str, -1) <= LABEL_CHARS)
    return;
  end = g_utf8_offset_to_pointer (text->str, LABEL_CHARS - 1);
  while (end > text->str && *end != ' ')
    end--;
  if (end > text->str)
    g_string_truncate (text, end - text->str);
  g_string_append (text, "…");
}

static gboolean
is_shown_after_verb (const DtlEventStage *stage, guint32 child)
{
  switch (dtl_deprel_base (dtl_tree_token (&stage->tree, child)->deprel))
    {
    case DTL_DEPREL_OBJ:
    case DTL_DEPREL_IOBJ:
    case DTL_DEPREL_XCOMP:
    case DTL_DEPREL_OBL:
    case DTL_DEPREL_COMPOUND:
    case DTL_DEPREL_CCOMP:
    case DTL_DEPREL_NMOD:
      return !is_time_word (stage, child);
    case DTL_DEPREL_ADVCL: /* "accused them of lying" */
      return dtl_tree_has_mark (&stage->tree, child, "of") || dtl_tree_has_mark (&stage->tree, child, "from")
             || dtl_tree_has_mark (&stage->tree, child, "into");
    default:
      return FALSE;
    }
}

static gboolean
is_agent (const DtlHappening *happening, guint32 actor)
{
  for (guint i = 0; i < happening->arguments->len; i++)
    {
      const DtlArgument *argument = &g_array_index (happening->arguments, DtlArgument, i);

      if (argument->actor == actor && argument->role == DTL_ROLE_AGENT)
        return TRUE;
    }
  return FALSE;
}

/* "out of" of "out of the League Cup" */
static void
append_prepositions (const DtlTree *tree, guint32 token, GString *out)
{
  for (guint32 i = tree->left[token]; i < token; i++)
    if ((dtl_tree_token (tree, i)->deprel == DTL_DEPREL_CASE && dtl_tree_token (tree, i)->head == (gint32) token)
        || dtl_tree_token (tree, i)->deprel == DTL_DEPREL_FIXED)
      g_string_append_printf (out, " %s", dtl_tree_token (tree, i)->lower);
}

/* What follows the verb. Participants that pronouns stand for are named. */
static void
append_rest (const DtlEventStage *stage, const DtlHappening *happening, GString *out)
{
  const DtlTree *tree = &stage->tree;
  guint32 verb = happening->trigger;

  DTL_TREE_FOREACH_CHILD (tree, verb, child)
    {
      const DtlToken *word = dtl_tree_token (tree, child);
      guint32 actor = dtl_stage_actor (stage, child);

      if ((guint32) child < verb || !is_shown_after_verb (stage, child) || g_utf8_strlen (out->str, -1) >= LABEL_CHARS)
        continue;
      if (dtl_tree_opens_with (tree, child, "according") >= 0)
        continue;
      if (word->deprel == DTL_DEPREL_CCOMP)
        {
          g_string_append (out, ":");
          append_text (stage, child, start_of_content (tree, child), out);
          return;
        }
      if (actor != DTL_NONE && !is_agent (happening, actor) && word->upos != DTL_UPOS_NOUN
          && dtl_tree_child (tree, child, DTL_DEPREL_CONJ) < 0
          && dtl_tree_child (tree, child, DTL_DEPREL_NMOD) < 0)
        {
          append_prepositions (tree, child, out);
          g_string_append_printf (out, " %s", dtl_actor_short_name (dtl_record_actor (stage->record, actor)));
        }
      else
        append_text (stage, child, tree->left[child], out);
    }
}

static void
append_verb (const DtlEventStage *stage, const DtlHappening *happening, gboolean plural, GString *out)
{
  const DtlToken *verb = dtl_tree_token (&stage->tree, happening->trigger);
  g_autofree char *present = plural ? g_strdup (verb->lemma) : third_person (verb->lemma);

  switch (happening->reality)
    {
    case DTL_REALITY_PLANNED:
      g_string_append_printf (out, " to %s", verb->lemma);
      break;
    case DTL_REALITY_POSSIBLE:
      g_string_append_printf (out, " may %s", verb->lemma);
      break;
    case DTL_REALITY_NEGATED:
      g_string_append_printf (out, " %s not %s", plural ? "do" : "does", verb->lemma);
      break;
    default:
      g_string_append_printf (out, " %s", present);
    }
}

static void
append_passive (const DtlEventStage *stage, const DtlHappening *happening, GString *out)
{
  const DtlToken *verb = dtl_tree_token (&stage->tree, happening->trigger);
  const char *before = happening->reality == DTL_REALITY_PLANNED    ? " to be"
                       : happening->reality == DTL_REALITY_POSSIBLE ? " may be"
                       : happening->reality == DTL_REALITY_NEGATED  ? " not"
                                                                    : "";

  g_string_append_printf (out, "%s %s", before, verb->lower);
}

/* The subject as it stands in the text, for what no actor does. */
static gboolean
append_written_subject (const DtlEventStage *stage, guint32 verb, GString *out)
{
  gboolean implicit, is_object;
  guint32 subject = dtl_tree_subject (&stage->tree, verb, &implicit, &is_object);

  if (subject == DTL_NONE)
    return FALSE;
  /* "a letter sent to them": the noun without the clause that is being told */
  if (dtl_tree_token (&stage->tree, verb)->deprel == DTL_DEPREL_ACL && subject < stage->tree.left[verb])
    append_words (stage, start_of_content (&stage->tree, subject), stage->tree.left[verb] - 1, out);
  else
    append_text (stage, subject, start_of_content (&stage->tree, subject), out);
  return TRUE;
}

static gboolean
is_plural (const DtlToken *token)
{
  return token->xpos == DTL_XPOS_NNS || token->xpos == DTL_XPOS_NNPS || strcmp (token->lower, "police") == 0;
}

/* Of the doers, or else of the subject as written. */
static gboolean
is_plural_subject (const DtlEventStage *stage, const DtlHappening *happening, guint n_agents)
{
  gboolean implicit, is_object;
  guint32 subject;

  for (guint i = 0; i < happening->arguments->len; i++)
    {
      const DtlArgument *argument = &g_array_index (happening->arguments, DtlArgument, i);
      const DtlToken *word = dtl_tree_token (&stage->tree, argument->token);

      if (argument->role == DTL_ROLE_AGENT)
        return n_agents > 1 || (is_plural (word) && word->xpos != DTL_XPOS_NNPS)
               || dtl_record_actor (stage->record, argument->actor)->kind == DTL_ACTOR_GROUP;
    }
  subject = dtl_tree_subject (&stage->tree, happening->trigger, &implicit, &is_object);
  return subject != DTL_NONE
         && (is_plural (dtl_tree_token (&stage->tree, subject))
             || dtl_tree_child (&stage->tree, subject, DTL_DEPREL_CONJ) >= 0);
}

/* What is said, where it stands before its verb: "“No,” she said". The clause hangs below the verb, or the verb below the
 * clause. */
static void
append_content_before (const DtlEventStage *stage, guint32 verb, GString *out)
{
  const DtlTree *tree = &stage->tree;
  const DtlToken *word = dtl_tree_token (tree, verb);
  guint32 first, last, end;
  gint32 content = dtl_tree_child (tree, verb, DTL_DEPREL_CCOMP);

  if (content >= 0 && (guint32) content > verb)
    return;
  if (content < 0 && word->deprel == DTL_DEPREL_PARATAXIS && word->head >= 0 && (guint32) word->head < verb)
    content = word->head;
  if (content < 0 || !dtl_event_reporting_verb (stage, verb))
    return;
  first = start_of_content (tree, content);
  end = content == word->head ? tree->left[verb] : tree->right[content] + 1;
  for (last = first; last + 1 < end; last++)
    if (ends_label (dtl_tree_token (tree, last + 1)))
      break;
  g_string_append (out, ":");
  append_words (stage, first, last, out);
}

/* What is said, when the parse has no clause for it: the words behind the verb up to the first mark. */
static void
append_content_behind (const DtlEventStage *stage, guint32 verb, GString *out)
{
  const DtlTree *tree = &stage->tree;
  const DtlSentence *sentence = dtl_document_sentence (stage->document, dtl_tree_token (tree, verb)->sentence);
  guint32 first = verb + 1, end = sentence->first_token + sentence->n_tokens, last;

  while (first < end && is_time_word (stage, first))
    first++;
  for (last = first; last < end && !ends_label (dtl_tree_token (tree, last)); last++)
    ;
  if (!dtl_event_reporting_verb (stage, verb) || last < first + CONTENT_MIN
      || dtl_tree_token (tree, first)->upos == DTL_UPOS_CCONJ || dtl_tree_token (tree, first)->upos == DTL_UPOS_ADP)
    return;
  g_string_append (out, ":");
  append_words (stage, first, last - 1, out);
}

static void
write_verbal (const DtlEventStage *stage, const DtlHappening *happening, GString *out)
{
  guint n_agents = append_names (stage, happening, DTL_ROLE_AGENT, out);
  gsize bare;

  if (happening->is_passive)
    {
      g_string_truncate (out, 0);
      if (append_names (stage, happening, DTL_ROLE_PATIENT, out) == 0
          && !append_written_subject (stage, happening->trigger, out))
        append_names (stage, happening, DTL_ROLE_RECIPIENT, out);
      append_passive (stage, happening, out);
    }
  else
    {
      if (n_agents == 0 && !append_written_subject (stage, happening->trigger, out))
        append_names (stage, happening, DTL_ROLE_PATIENT, out);
      append_verb (stage, happening, is_plural_subject (stage, happening, n_agents), out);
    }
  bare = out->len;
  append_rest (stage, happening, out);
  append_content_before (stage, happening->trigger, out);
  if (out->len == bare && !happening->is_passive)
    append_content_behind (stage, happening->trigger, out);
}

static void
capitalise (GString *text)
{
  gunichar first = g_utf8_get_char_validated (text->str, -1);
  char upper[8];
  gint n;

  if (text->len == 0 || (gint32) first < 0)
    return;
  n = g_unichar_to_utf8 (g_unichar_toupper (first), upper);
  g_string_erase (text, 0, g_utf8_next_char (text->str) - text->str);
  g_string_insert_len (text, 0, upper, n);
}

/* "Talks between Ukraine and Russia"; the phase verb follows: "talks end". */
static void
write_nominal (const DtlEventStage *stage, const DtlHappening *happening, GString *out)
{
  append_text (stage, happening->trigger, start_of_content (&stage->tree, happening->trigger), out);
  if (g_str_has_prefix (out->str, "the ") || g_str_has_prefix (out->str, "The "))
    g_string_erase (out, 0, 4);
  if (happening->core != DTL_NONE && happening->core > happening->trigger)
    {
      const DtlToken *verb = dtl_tree_token (&stage->tree, happening->core);
      g_autofree char *present = third_person (verb->lemma);

      g_string_append_printf (out, " %s",
                              is_plural (dtl_tree_token (&stage->tree, happening->trigger)) ? verb->lemma : present);
    }
}

const char *
dtl_event_predicate (const DtlEventStage *stage, const DtlHappening *happening)
{
  guint32 token = happening->trigger;

  if (!happening->is_nominal && happening->core != DTL_NONE)
    token = happening->core;
  return dtl_arena_strdup (stage->record->arena, dtl_tree_token (&stage->tree, token)->lower);
}

const char *
dtl_event_label (DtlEventStage *stage, const DtlHappening *happening)
{
  g_autoptr (GString) out = g_string_new (NULL);

  if (happening->is_nominal)
    write_nominal (stage, happening, out);
  else
    write_verbal (stage, happening, out);
  while (out->len > 0 && out->str[0] == ' ')
    g_string_erase (out, 0, 1);
  if (out->len == 0)
    g_string_append (out, dtl_event_predicate (stage, happening));
  capitalise (out);
  cut_to_length (out);
  return dtl_arena_strdup (stage->record->arena, out->str);
}
