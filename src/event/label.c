/*
 * Headlines: "Kuleba and Lavrov meet in Turkey".
 *
 * The doers by their short names, the verb in the present as newspapers do, then what follows it in the text, cut at
 * the first clause and at a length that fits a line. Reality is in the verb: "to meet", "may meet", "do not meet".
 */
#include <string.h>

#include "event/label-words.h"

#define NAMES_MAX 3
#define SUBJECT_CHARS 56 /* of a subject as written */
#define CONTENT_MIN 3 /* words that make what is said */

/* "home" of "went home", "twice" of "scored twice": without them something else is told. */
static gboolean
is_telling_adverb (const DtlToken *word)
{
  return dtl_word_is_one_of (word->lower, "abroad ashore away back downhill home once overseas twice uphill");
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
      return !dtl_label_is_time (stage, child);
    case DTL_DEPREL_ADVMOD:
      return is_telling_adverb (dtl_tree_token (&stage->tree, child));
    case DTL_DEPREL_ADVCL: /* "accused them of lying" */
      return dtl_tree_has_mark (&stage->tree, child, "of") || dtl_tree_has_mark (&stage->tree, child, "from")
             || dtl_tree_has_mark (&stage->tree, child, "into");
    default:
      return FALSE;
    }
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

/* What a headline leaves out: who is quoted, what is counted among them, in spite of what, at what time. */
static gboolean
is_aside (const DtlTree *tree, guint32 token)
{
  static const char *const openers[] = { "according", "including", "despite", "because", "amid", "such", "among" };
  const char *preposition = dtl_tree_case (tree, token);

  if (dtl_tree_token (tree, token)->xpos == DTL_XPOS_WP) /* "for what aides had billed as a last attempt" */
    return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (openers); i++)
    if (dtl_tree_opens_with (tree, token, openers[i]) >= 0)
      return TRUE;
  if (dtl_deprel_base (dtl_tree_token (tree, token)->deprel) != DTL_DEPREL_OBL)
    return FALSE;
  return dtl_word_is_one_of (dtl_tree_token (tree, token)->lemma, "day time week month year moment minute hour dawn morning noon dusk evening night midnight")
         && (preposition == NULL || dtl_word_is_one_of (preposition, "at on in"));
}

/* ", the first such meeting since 2019" */
static gboolean
is_afterthought (const DtlTree *tree, guint32 token)
{
  guint32 first = tree->left[token];
  const DtlToken *word = dtl_tree_token (tree, token);

  return first > 0 && (word->upos == DTL_UPOS_NOUN || word->upos == DTL_UPOS_PROPN || word->upos == DTL_UPOS_NUM)
         && dtl_tree_case (tree, token) == NULL && dtl_label_ends_at (dtl_tree_token (tree, first - 1))
         && strcmp (dtl_tree_token (tree, first - 1)->form, ":") != 0;
}

/* "a group of neighbours", not "a jury in Rome" */
static gboolean
has_members (const DtlTree *tree, guint32 token)
{
  DTL_TREE_FOREACH_CHILD (tree, token, child)
    if (dtl_tree_token (tree, child)->deprel == DTL_DEPREL_NMOD && g_strcmp0 (dtl_tree_case (tree, child), "of") == 0)
      return TRUE;
  return FALSE;
}

/* Who is told of by a noun that is no name: "a group of neighbours", "two of the seven members". */
static gboolean
is_told_as_written (const DtlEventStage *stage, const DtlHappening *happening, const DtlArgument *argument)
{
  const DtlToken *word = dtl_tree_token (&stage->tree, argument->token);
  const DtlActor *actor = dtl_record_actor (stage->record, argument->actor);

  if ((word->upos != DTL_UPOS_NOUN && word->upos != DTL_UPOS_NUM) || word->sentence != happening->sentence
      || argument->token > happening->trigger || dtl_tree_child (&stage->tree, argument->token, DTL_DEPREL_APPOS) >= 0)
    return FALSE;
  if (stage->inside_name[argument->token] != DTL_NONE)
    return FALSE;
  if (word->xpos == DTL_XPOS_NN && !has_members (&stage->tree, argument->token))
    return FALSE;
  return actor->kind == DTL_ACTOR_GROUP || !g_unichar_isupper (g_utf8_get_char (actor->name))
         || (word->xpos == DTL_XPOS_NNS && actor->kind != DTL_ACTOR_ORGANISATION);
}

/* A subject as it stands in the text, without the clause that is being told: "a letter sent to them". What would fill half
 * the line is told by its head alone. */
static void
append_written (const DtlEventStage *stage, const DtlHappening *happening, guint32 subject, GString *out)
{
  const DtlTree *tree = &stage->tree;
  guint32 verb = happening->trigger, first = dtl_label_start (tree, subject);
  gsize bare = out->len;

  if (dtl_tree_token (tree, verb)->deprel == DTL_DEPREL_ACL && subject < tree->left[verb])
    dtl_label_append_words (stage, happening, first, tree->left[verb] - 1, out);
  else
    dtl_label_append_text (stage, happening, subject, first, out);
  if (g_utf8_strlen (out->str + bare, -1) > SUBJECT_CHARS)
    {
      g_string_truncate (out, bare);
      dtl_label_append_words (stage, happening, first, subject, out);
    }
  if (g_ascii_strncasecmp (out->str + bare, "the ", 4) == 0)
    g_string_erase (out, bare, 4);
}

/* Those in @role whom a headline names, in order; those "among" others it leaves out. At most @max; number of them all. */
static guint
named_in_role (const DtlEventStage *stage, const DtlHappening *happening, DtlParticipantRole role,
               const DtlArgument **named, guint max)
{
  guint total = 0;

  for (guint i = 0; i < happening->arguments->len; i++)
    {
      const DtlArgument *argument = &g_array_index (happening->arguments, DtlArgument, i);

      if (argument->role != role || is_aside (&stage->tree, argument->token))
        continue;
      if (total++ < max)
        named[total - 1] = argument;
    }
  return total;
}

/* Names in @role, at most NAMES_MAX; number of them all. */
static guint
append_names (const DtlEventStage *stage, const DtlHappening *happening, DtlParticipantRole role, GString *out)
{
  const DtlArgument *named[NAMES_MAX];
  guint total = named_in_role (stage, happening, role, named, NAMES_MAX), shown = MIN (total, NAMES_MAX);

  if (total == 1 && is_told_as_written (stage, happening, named[0]))
    append_written (stage, happening, named[0]->token, out);
  else
    for (guint i = 0; i < shown; i++)
      {
        if (i > 0)
          g_string_append (out, i + 1 == total ? " and " : ", ");
        g_string_append (out, dtl_label_name (stage, named[i]->actor));
      }
  if (total > shown)
    g_string_append_printf (out, " and %u more", total - shown);
  return total;
}

/* Whether @child, behind the verb, is a participant told by a name: "him", "Keough", "the minister, Keough". */
static gboolean
is_told_by_name (const DtlEventStage *stage, const DtlHappening *happening, guint32 child, guint32 actor)
{
  const DtlTree *tree = &stage->tree;
  gint32 name = dtl_tree_child (tree, child, DTL_DEPREL_APPOS);

  if (actor == DTL_NONE || dtl_label_is_agent (happening, actor) || dtl_tree_child (tree, child, DTL_DEPREL_CONJ) >= 0)
    return FALSE;
  if (dtl_tree_token (tree, child)->upos == DTL_UPOS_NOUN)
    return name >= 0 && dtl_tree_token (tree, name)->upos == DTL_UPOS_PROPN && dtl_stage_actor (stage, name) == actor;
  return dtl_tree_child (tree, child, DTL_DEPREL_NMOD) < 0;
}

/* Whether @verb's clause has no pronoun for the noun in front of it, and nothing else undergone: "a figure he withdrew". */
static gboolean
is_bare_relative (const DtlTree *tree, guint32 verb)
{
  const DtlToken *noun = dtl_tree_token (tree, dtl_tree_token (tree, verb)->head);
  gint32 subject = dtl_tree_child (tree, verb, DTL_DEPREL_NSUBJ);

  return subject >= 0 && dtl_tree_antecedent (tree, subject) == (guint32) subject
         && dtl_tree_child (tree, verb, DTL_DEPREL_CCOMP) < 0 && dtl_tree_child (tree, verb, DTL_DEPREL_XCOMP) < 0
         && tree->left[verb] == tree->left[subject] && noun->upos == DTL_UPOS_NOUN
         && !dtl_word_is_one_of (noun->lemma, "day time moment place reason way");
}

/* The noun in front of a relative clause that is undergone in it, or DTL_NONE: "a ground station, which Barasa opened". */
static guint32
relative_object (const DtlEventStage *stage, guint32 verb)
{
  const DtlTree *tree = &stage->tree;
  const DtlToken *word = dtl_tree_token (tree, verb);
  gint32 object = dtl_tree_child (tree, verb, DTL_DEPREL_OBJ);
  guint32 noun;

  if (word->deprel != DTL_DEPREL_ACL_RELCL || word->head < 0)
    return DTL_NONE;
  if (object >= 0 && dtl_label_is_time (stage, object)) /* "withdrew on Sunday" */
    object = -1;
  if (object > (gint32) verb || (object < 0 && !is_bare_relative (tree, verb)))
    return DTL_NONE;
  noun = object < 0 ? (guint32) word->head : dtl_tree_antecedent (tree, object);
  if (noun == DTL_NONE || noun >= tree->left[verb] || dtl_label_is_time (stage, noun))
    return DTL_NONE;
  return noun;
}

static void
append_relative_object (const DtlEventStage *stage, const DtlHappening *happening, GString *out)
{
  const DtlTree *tree = &stage->tree;
  guint32 noun = relative_object (stage, happening->trigger), actor, last;

  if (noun == DTL_NONE)
    return;
  actor = dtl_stage_actor (stage, noun);
  if (is_told_by_name (stage, happening, noun, actor))
    {
      g_string_append_printf (out, " %s", dtl_label_name (stage, actor));
      return;
    }
  last = tree->left[happening->trigger] - 1;
  while (last > noun && dtl_label_ends_at (dtl_tree_token (tree, last)))
    last--;
  dtl_label_append_words (stage, happening, dtl_label_start (tree, noun), last, out);
}

/* What follows the verb. Participants that pronouns stand for are named. */
static void
append_rest (const DtlEventStage *stage, const DtlHappening *happening, GString *out)
{
  const DtlTree *tree = &stage->tree;
  guint32 verb = happening->trigger, done = verb;
  gint32 content = dtl_event_reporting_verb (stage, verb) ? dtl_tree_child (tree, verb, DTL_DEPREL_CCOMP) : -1;

  append_relative_object (stage, happening, out);
  DTL_TREE_FOREACH_CHILD (tree, verb, child)
    {
      const DtlToken *word = dtl_tree_token (tree, child);
      guint32 actor = dtl_stage_actor (stage, child);

      if (child < content && dtl_deprel_base (word->deprel) == DTL_DEPREL_OBL && actor == DTL_NONE)
        continue; /* where it was said, before what was */
      if ((guint32) child <= done || !is_shown_after_verb (stage, child) || g_utf8_strlen (out->str, -1) >= LABEL_CHARS)
        continue;
      if (dtl_tree_opens_with (tree, child, "among") >= 0)
        return; /* "among them two members": what follows belongs to it */
      if (is_aside (tree, child) || is_afterthought (tree, child))
        continue;
      if (word->deprel == DTL_DEPREL_CCOMP)
        {
          g_string_append (out, ":");
          dtl_label_append_speech (stage, happening, dtl_label_start (tree, child), tree->right[child], out);
          return;
        }
      if (word->upos == DTL_UPOS_PRON
          && (g_str_has_suffix (word->lower, "self") || g_str_has_suffix (word->lower, "selves")))
        actor = DTL_NONE; /* "himself": as written */
      if (is_told_by_name (stage, happening, child, actor))
        {
          append_prepositions (tree, child, out);
          g_string_append_printf (out, " %s", dtl_label_name (stage, actor));
        }
      else
        dtl_label_append_text (stage, happening, child, tree->left[child], out);
      done = tree->right[child];
    }
}

/* "found no evidence", "neither side signed": the words say already that it was not so. */
static gboolean
has_negative_noun (const DtlEventStage *stage, guint32 verb)
{
  const DtlTree *tree = &stage->tree;

  DTL_TREE_FOREACH_CHILD (tree, verb, child)
    {
      DtlDeprel relation = dtl_deprel_base (dtl_tree_token (tree, child)->deprel);

      if (relation != DTL_DEPREL_OBJ && relation != DTL_DEPREL_NSUBJ)
        continue;
      if (dtl_word_is_one_of (dtl_tree_token (tree, child)->lower, "nothing none nobody")
          || dtl_tree_child_lower (tree, child, "no") >= 0 || dtl_tree_child_lower (tree, child, "neither") >= 0)
        return TRUE;
    }
  return FALSE;
}

static void
append_verb (const DtlEventStage *stage, const DtlHappening *happening, gboolean plural, GString *out)
{
  const DtlToken *verb = dtl_tree_token (&stage->tree, happening->trigger);
  g_autofree char *present = plural ? g_strdup (verb->lemma) : dtl_label_third_person (verb->lemma);

  switch (happening->reality)
    {
    case DTL_REALITY_PLANNED:
      g_string_append_printf (out, " to %s", verb->lemma);
      break;
    case DTL_REALITY_POSSIBLE:
      g_string_append_printf (out, " may %s", verb->lemma);
      break;
    case DTL_REALITY_NEGATED:
      if (has_negative_noun (stage, happening->trigger))
        g_string_append_printf (out, " %s", present);
      else
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
  const char *before = "";

  if (happening->reality == DTL_REALITY_PLANNED)
    before = " to be";
  else if (happening->reality == DTL_REALITY_POSSIBLE)
    before = " may be";
  else if (happening->reality == DTL_REALITY_NEGATED && !has_negative_noun (stage, happening->trigger))
    before = " not";

  g_string_append_printf (out, "%s %s", before, verb->lower);
}

/* The subject as it stands in the text, for what no actor does. */
static gboolean
append_written_subject (const DtlEventStage *stage, const DtlHappening *happening, GString *out)
{
  gboolean implicit, is_object;
  guint32 verb = happening->trigger, subject = dtl_tree_subject (&stage->tree, verb, &implicit, &is_object);

  if (subject == DTL_NONE)
    return FALSE;
  append_written (stage, happening, subject, out);
  return TRUE;
}

static gboolean
is_plural (const DtlToken *token)
{
  return token->xpos == DTL_XPOS_NNS || token->xpos == DTL_XPOS_NNPS || dtl_word_is_one_of (token->lower, "police people I i we you they")
         || (token->upos == DTL_UPOS_NOUN && g_str_has_suffix (token->lower, "men"));
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
        return n_agents > 1 || (word->upos == DTL_UPOS_NOUN && is_plural (word))
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
append_content_before (const DtlEventStage *stage, const DtlHappening *happening, GString *out)
{
  const DtlTree *tree = &stage->tree;
  guint32 verb = happening->trigger, end;
  const DtlToken *word = dtl_tree_token (tree, verb);
  gint32 content = dtl_tree_child (tree, verb, DTL_DEPREL_CCOMP);

  if (content >= 0 && (guint32) content > verb)
    return;
  if (content < 0 && word->deprel == DTL_DEPREL_PARATAXIS && word->head >= 0 && (guint32) word->head < verb)
    content = word->head;
  if (content < 0 || !dtl_event_reporting_verb (stage, verb))
    return;
  end = content == word->head ? tree->left[verb] : tree->right[content] + 1;
  g_string_append (out, ":");
  dtl_label_append_speech (stage, happening, dtl_label_start (tree, content), end - 1, out);
}

/* What is said, when the parse has no clause for it: the words behind the verb up to the first mark. */
static void
append_content_behind (const DtlEventStage *stage, const DtlHappening *happening, GString *out)
{
  const DtlTree *tree = &stage->tree;
  guint32 verb = happening->trigger;
  const DtlSentence *sentence = dtl_document_sentence (stage->document, dtl_tree_token (tree, verb)->sentence);
  guint32 first = verb + 1, end = sentence->first_token + sentence->n_tokens, last;

  while (first < end && dtl_label_is_time (stage, first))
    first++;
  for (last = first; last < end && !dtl_label_ends_at (dtl_tree_token (tree, last)); last++)
    ;
  if (!dtl_event_reporting_verb (stage, verb) || last < first + CONTENT_MIN
      || dtl_tree_token (tree, first)->upos == DTL_UPOS_ADV
      || dtl_tree_token (tree, first)->upos == DTL_UPOS_CCONJ || dtl_tree_token (tree, first)->upos == DTL_UPOS_ADP)
    return;
  if (dtl_tree_token (tree, first)->upos != DTL_UPOS_PART) /* "threatens to go" */
    g_string_append (out, ":");
  dtl_label_append_speech (stage, happening, first, last - 1, out);
}

/* "Keller: talks will go on": who just says something needs no verb. */
static gboolean
write_saying (const DtlEventStage *stage, const DtlHappening *happening, GString *out)
{
  const DtlTree *tree = &stage->tree;
  gint32 content = dtl_tree_child (tree, happening->trigger, DTL_DEPREL_CCOMP);
  gsize bare = out->len;

  if (strcmp (dtl_tree_token (tree, happening->trigger)->lemma, "say") != 0 || happening->reality != DTL_REALITY_ACTUAL
      || happening->is_passive)
    return FALSE;
  if (content > (gint32) happening->trigger)
    {
      g_string_append (out, ":");
      dtl_label_append_speech (stage, happening, dtl_label_start (tree, content), tree->right[content], out);
    }
  else
    append_content_before (stage, happening, out);
  if (out->len == bare)
    append_content_behind (stage, happening, out);
  return out->len > bare;
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
          && !append_written_subject (stage, happening, out))
        append_names (stage, happening, DTL_ROLE_RECIPIENT, out);
      append_passive (stage, happening, out);
    }
  else
    {
      if (n_agents > 0 && write_saying (stage, happening, out))
        return;
      if (n_agents == 0 && !append_written_subject (stage, happening, out))
        append_names (stage, happening, DTL_ROLE_PATIENT, out);
      append_verb (stage, happening, is_plural_subject (stage, happening, n_agents), out);
    }
  bare = out->len;
  append_rest (stage, happening, out);
  append_content_before (stage, happening, out);
  if (out->len == bare && !happening->is_passive)
    append_content_behind (stage, happening, out);
}

static guint32
first_in_role (const DtlHappening *happening, DtlParticipantRole role)
{
  for (guint i = 0; i < happening->arguments->len; i++)
    if (g_array_index (happening->arguments, DtlArgument, i).role == role)
      return g_array_index (happening->arguments, DtlArgument, i).actor;
  return DTL_NONE;
}

/* A noun alone tells too little: "2008 campaign", "Arrest of Varga", "Keller's campaign". */
static void
enrich_bare_noun (const DtlEventStage *stage, const DtlHappening *happening, GString *out)
{
  const DtlToken *before = happening->trigger > 0 ? dtl_tree_token (&stage->tree, happening->trigger - 1) : NULL;
  guint32 patient = first_in_role (happening, DTL_ROLE_PATIENT), agent = first_in_role (happening, DTL_ROLE_AGENT);
  const char *name;

  while (out->len > 0 && out->str[0] == ' ')
    g_string_erase (out, 0, 1);
  if (strchr (out->str, ' '))
    return;
  if (before && strlen (before->form) == 4 && strspn (before->form, "0123456789") == 4)
    g_string_prepend (g_string_prepend_c (out, ' '), before->form);
  if (patient != DTL_NONE)
    g_string_append_printf (out, " of %s", dtl_label_name (stage, patient));
  else if (agent != DTL_NONE)
    {
      name = dtl_label_name (stage, agent);
      g_string_prepend (out, g_str_has_suffix (name, "s") ? "' " : "'s ");
      g_string_prepend (out, name);
    }
}

/* "Talks between Ukraine and Russia"; the phase verb follows: "talks end". */
static void
write_nominal (const DtlEventStage *stage, const DtlHappening *happening, GString *out)
{
  dtl_label_append_text (stage, happening, happening->trigger, dtl_label_start (&stage->tree, happening->trigger), out);
  if (g_str_has_prefix (out->str, "the ") || g_str_has_prefix (out->str, "The "))
    g_string_erase (out, 0, 4);
  enrich_bare_noun (stage, happening, out);
  if (happening->core != DTL_NONE && happening->core > happening->trigger)
    {
      const DtlToken *verb = dtl_tree_token (&stage->tree, happening->core);
      g_autofree char *present = dtl_label_third_person (verb->lemma);

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
  if (out->len == 0)
    g_string_append (out, dtl_event_predicate (stage, happening));
  dtl_label_tidy (out);
  return dtl_arena_strdup (stage->record->arena, out->str);
}
