/*
 * Names in trees. Newspaper sentences are full of "Ukrainian Foreign Minister Dmytro Kuleba and Russian Foreign Minister
 * Sergey Lavrov met …", and the treebanks that the parser has learned from hardly have any. Names are found well enough to
 * say what the tree must look like there:
 *
 *   - a name is one phrase: one word of it hangs on a word outside, and all that hangs on it hangs on that word;
 *   - the later words of a person's name are flat under the first, a title before it is its nmod:desc;
 *   - persons joined by commas and "and" are conjuncts, unless the second may begin a clause of its own;
 *   - "the spy chief, Ranko Jelić,": the name is the chief's appos.
 */
#include "syntax/window.h"

#include "lexicon/tables.h"

#define N_MAX_TITLE_WORDS 6
#define WEIGHT_AGENT 4.0f /* "briefed … by Lapid": how much the verb gains on nearer nouns */

/* "Emmanuel Macron": the first word is the head, the others are flat; "Yiu - chung": the mark is left to the parser. */
static void
constrain_person (DtlWindow *window, guint start, guint end)
{
  for (guint node = start + 1; node <= end; node++)
    if (dtl_window_word (window, node)->upos != DTL_UPOS_PUNCT)
      dtl_window_fix (window, node, start, DTL_DEPREL_FLAT);
  if (end > start)
    dtl_window_enclose (window, start, end, start);
}

static gboolean
is_title (const DtlWindow *window, guint node)
{
  const char *const *row = dtl_table_find (&dtl_table_titles, dtl_window_word (window, node)->lower, NULL);

  return row != NULL && !g_str_equal (row[DTL_TITLES_KIND], "generic") && !dtl_window_has_upos (window, node, DTL_UPOS_VERB)
         && window->kind[node] != 1 + DTL_NAME_PER;
}

/* Whether @node may stand between a country or body and a title: "US", "Foreign", "deputy". */
static gboolean
belongs_before_title (const DtlWindow *window, guint node)
{
  const DtlToken *token;

  if (!dtl_window_has_node (window, node) || window->in_time[node] || window->kind[node] == 1 + DTL_NAME_PER)
    return FALSE;
  token = dtl_window_word (window, node);
  if (token->upos != DTL_UPOS_ADJ && token->upos != DTL_UPOS_NOUN && token->upos != DTL_UPOS_PROPN)
    return FALSE;
  return dtl_window_is_capitalised (window, node) || dtl_table_has (&dtl_table_title_modifiers, token->lower);
}

/* "in Moscow President Putin": the place is not the title's. */
static gboolean
follows_place_preposition (const DtlWindow *window, guint node)
{
  return dtl_window_has_lower (window, node - 1, "in") || dtl_window_has_lower (window, node - 1, "at")
         || dtl_window_has_lower (window, node - 1, "from") || dtl_window_has_lower (window, node - 1, "near");
}

static guint
extend_title (const DtlWindow *window, guint title)
{
  guint start = title;

  while (start > 1 && title - start < N_MAX_TITLE_WORDS && belongs_before_title (window, start - 1))
    start--;
  if (start < title && window->kind[start] == 1 + DTL_NAME_LOC && follows_place_preposition (window, start))
    start++;
  return start;
}

static gboolean
is_title_preposition (const DtlWindow *window, guint node)
{
  return dtl_window_has_lower (window, node, "of") || dtl_window_has_lower (window, node, "to")
         || dtl_window_has_lower (window, node, "for");
}

/* "Secretary of State Antony Blinken", "Estonian Ambassador to the US Kristjan Prikk": the title's node, with what lies
 * between made one phrase under it; 0 if there is none. */
static guint
constrain_distant_title (DtlWindow *window, guint head)
{
  guint node = head - 1, title;

  while (node > 1 && head - node <= N_MAX_TITLE_WORDS && dtl_window_is_capitalised (window, node)
         && window->kind[node] != 1 + DTL_NAME_PER && !window->in_time[node]
         && !dtl_window_has_upos (window, node, DTL_UPOS_ADP))
    node--;
  if (node + 1 == head)
    return 0;
  if (dtl_window_has_lower (window, node, "the"))
    node--;
  title = node - 1;
  if (node < 2 || !is_title_preposition (window, node) || !is_title (window, title))
    return 0;
  dtl_window_enclose (window, node, head - 1, head - 1);
  dtl_window_fix (window, head - 1, title, DTL_DEPREL_NMOD);
  dtl_window_fix (window, node, head - 1, DTL_DEPREL_CASE);
  return title;
}

/* The title before the name that starts at @head, with what belongs to it; returns where the whole starts. */
static guint
constrain_title (DtlWindow *window, guint head, guint end)
{
  guint title = head - 1, start;

  if (!is_title (window, title))
    title = constrain_distant_title (window, head);
  if (title == 0)
    return head;
  start = extend_title (window, title);
  dtl_window_enclose (window, start, head - 1, title);
  dtl_window_fix (window, title, head, DTL_DEPREL_NMOD_DESC);
  dtl_window_enclose (window, start, end, head);
  return start;
}

/* Names within the title of a person ("Ukraine" in "Ukraine President Petro Salo") stand in no list of their own. */
static void
add_person (DtlWindow *window, guint start, guint end)
{
  DtlPhrase person = { start, start, end, DTL_NAME_PER };

  constrain_person (window, start, end);
  if (start > 1)
    person.start = constrain_title (window, start, end);
  while (window->n_names > 0 && window->names[window->n_names - 1].end >= person.start)
    window->n_names--;
  window->names[window->n_names++] = person;
}

/* "Food and Drug Administration": what follows the conjuncts is the head; 0 when the name is not of that kind ("Marks and
 * Spencer", "Ministry of Energy and Mines"). */
static guint
find_common_head (const DtlWindow *window, guint start, guint end)
{
  guint cc = 0;

  for (guint node = start; node <= end; node++)
    if (dtl_window_has_upos (window, node, DTL_UPOS_ADP))
      return 0;
    else if (dtl_window_has_upos (window, node, DTL_UPOS_CCONJ))
      cc = node;
  return cc > 0 && end >= cc + 2 ? end : 0;
}

static void
add_other (DtlWindow *window, guint start, guint end, DtlNameKind kind)
{
  DtlPhrase name = { start, start, end, kind };

  if (end > start)
    {
      name.head = find_common_head (window, start, end);
      if (name.head == 0)
        name.head = dtl_window_outer_head (window, start, end);
      dtl_window_enclose (window, start, end, name.head);
    }
  if (dtl_window_has_upos (window, start - 1, DTL_UPOS_DET))
    name.start--;
  window->names[window->n_names++] = name;
}

static void
constrain_names (DtlWindow *window, const DtlName *names, guint n_names)
{
  for (guint i = 0; i < n_names; i++)
    {
      guint start, end;

      if (names[i].n == 0 || names[i].first < window->first || names[i].first + names[i].n > window->first + window->n)
        continue;
      start = names[i].first - window->first + 1;
      end = start + names[i].n - 1;
      if (names[i].kind == DTL_NAME_PER)
        add_person (window, start, end);
      else
        add_other (window, start, end, names[i].kind);
    }
}

/* Skips what may stand between a subject and its verb. */
static gboolean
is_followed_by_verb (const DtlWindow *window, guint node)
{
  guint next = node + 1;

  while (dtl_window_has_upos (window, next, DTL_UPOS_ADV) || dtl_window_has_lower (window, next, "both"))
    next++;
  return dtl_window_is_finite (window, next);
}

/* "met Macron and Scholz left": after a verb or preposition the second person may begin a clause. */
static gboolean
may_be_two_clauses (const DtlWindow *window, const DtlPhrase *first, const DtlPhrase *last)
{
  guint before = first->start - 1;

  if (!is_followed_by_verb (window, last->end))
    return FALSE;
  return dtl_window_has_upos (window, before, DTL_UPOS_VERB) || dtl_window_has_upos (window, before, DTL_UPOS_ADP)
         || dtl_window_has_upos (window, before, DTL_UPOS_NOUN) || dtl_window_has_upos (window, before, DTL_UPOS_AUX);
}

/* "Firefox and the Mozilla project", "the museum and London's mayor": the second name is part of another phrase. */
static gboolean
is_modifier (const DtlWindow *window, const DtlPhrase *name)
{
  guint after = name->end + 1;

  return dtl_window_has_upos (window, after, DTL_UPOS_NOUN) || dtl_window_has_upos (window, after, DTL_UPOS_PROPN)
         || (dtl_window_has_node (window, after) && dtl_window_word (window, after)->xpos == DTL_XPOS_POS);
}

/* Whether only a comma, or "and", or both stand between two names of one kind; @cc is the conjunction's node, or 0. Places
 * have no commas: "Paris, Texas". */
static gboolean
is_joined (const DtlWindow *window, const DtlPhrase *left, const DtlPhrase *right, guint *cc)
{
  guint node = left->end + 1;
  gboolean has_comma = dtl_window_has_lower (window, node, ",");

  *cc = 0;
  if (left->kind != right->kind || left->kind == DTL_NAME_MISC || (has_comma && left->kind == DTL_NAME_LOC))
    return FALSE;
  node += has_comma;
  if (dtl_window_has_lower (window, node, "and") || dtl_window_has_lower (window, node, "or")
      || dtl_window_has_lower (window, node, "nor"))
    *cc = node++;
  return node == right->start && (has_comma || *cc) && (right->kind == DTL_NAME_PER || !is_modifier (window, right));
}

/* names[first … last] are conjuncts; @cc, if not 0, stands before the last. */
static void
join_names (DtlWindow *window, guint first, guint last, guint cc)
{
  const DtlPhrase *names = window->names;

  for (guint i = first + 1; i <= last; i++)
    {
      if (dtl_window_has_lower (window, names[i - 1].end + 1, ","))
        dtl_window_fix (window, names[i - 1].end + 1, names[i].head, DTL_DEPREL_PUNCT);
      dtl_window_fix (window, names[i].head, names[first].head, DTL_DEPREL_CONJ);
    }
  if (cc)
    dtl_window_fix (window, cc, names[last].head, DTL_DEPREL_CC);
}

/* "Shell, BP quit project": in headlines a comma joins two subjects; their verb is no singular. */
static gboolean
is_headline_pair (const DtlWindow *window, const DtlPhrase *left, const DtlPhrase *right)
{
  guint verb = right->end + 1;

  return left->start == 1 && dtl_window_has_upos (window, verb, DTL_UPOS_VERB)
         && dtl_window_word (window, verb)->xpos != DTL_XPOS_VBZ && dtl_window_word (window, verb)->xpos != DTL_XPOS_VBG;
}

/* "Police freed Chmiel and Roth remains in custody": a verb that takes no clause has the first name for object, and the
 * second begins a clause. */
static void
part_clauses (DtlWindow *window, const DtlPhrase *left, const DtlPhrase *right, guint cc)
{
  guint before = left->start - 1, after = right->end + 1;

  if (!dtl_window_is_finite (window, before) || !dtl_window_has_upos (window, before, DTL_UPOS_VERB)
      || !dtl_window_has_upos (window, after, DTL_UPOS_VERB) || dtl_window_has_flag (window, before, "report")
      || dtl_window_has_flag (window, before, "mental"))
    return;
  dtl_window_fix (window, left->head, before, DTL_DEPREL_OBJ);
  dtl_window_fix (window, right->head, after, DTL_DEPREL_NSUBJ);
  dtl_window_fix (window, after, before, DTL_DEPREL_CONJ);
  dtl_window_fix (window, cc, after, DTL_DEPREL_CC);
}

/* "Lyon, Turin and Basel", "residents, the City and the Department": the last two of a list that holds more. */
static gboolean
ends_list (const DtlWindow *window, guint first)
{
  const DtlPhrase *name = &window->names[first];

  return dtl_window_has_lower (window, name->start - 1, ",")
         && (name->kind != DTL_NAME_PER || (first > 0 && name[-1].end + 2 == name->start));
}

static void
constrain_coordination (DtlWindow *window)
{
  guint first = 0;

  while (first + 1 < window->n_names)
    {
      const DtlPhrase *names = window->names;
      guint last = first, cc = 0;

      while (last + 1 < window->n_names && cc == 0 && is_joined (window, &names[last], &names[last + 1], &cc))
        last++;
      if (last == first || ends_list (window, first))
        last = MAX (last, first + 1);
      else if (cc == 0 ? last == first + 1 && is_headline_pair (window, &names[first], &names[last])
                       : !may_be_two_clauses (window, &names[first], &names[last]))
        join_names (window, first, last++, cc);
      else if (cc > 0 && last == first + 1)
        part_clauses (window, &names[first], &names[last], cc);
      first = last;
    }
}

/* "Montenegro's prime minister", "the owner": whether a noun phrase that ends at @node says which. */
static gboolean
is_definite (const DtlWindow *window, guint node)
{
  for (guint steps = 0; steps < N_MAX_TITLE_WORDS && dtl_window_has_node (window, node); steps++, node--)
    {
      const DtlToken *token = dtl_window_word (window, node);

      if (token->upos == DTL_UPOS_DET || token->xpos == DTL_XPOS_PRPS || token->xpos == DTL_XPOS_POS)
        return TRUE;
      if (token->upos != DTL_UPOS_ADJ && token->upos != DTL_UPOS_NOUN && token->upos != DTL_UPOS_PROPN)
        return FALSE;
    }
  return FALSE;
}

/* "the spy chief, Ranko Jelić,": a bare name between commas after a title with an article is its appos; in "the mayor, Jelić,
 * and his wife" it may be one of a list. */
static void
constrain_apposition (DtlWindow *window, const DtlPhrase *name)
{
  guint title = name->head - 2;
  gboolean is_closed = dtl_window_has_lower (window, name->end + 1, ",") || dtl_window_has_lower (window, name->end + 1, ".");

  if (name->kind != DTL_NAME_PER || name->start != name->head || name->head < 3
      || !dtl_window_has_lower (window, name->head - 1, ",") || !is_title (window, title) || !is_definite (window, title)
      || !is_closed || dtl_window_is_fixed (window, name->head) || dtl_window_has_lower (window, name->end + 2, "and")
      || dtl_window_has_lower (window, name->end + 2, "or"))
    return;
  dtl_window_fix (window, name->head, title, DTL_DEPREL_APPOS);
}

/* "was briefed on the trip by … Yair Lapid": agents hang on the passive verb. */
static void
favour_agents (DtlWindow *window)
{
  guint size = window->n + 1;

  for (guint i = 0; i < window->n_names; i++)
    {
      const DtlPhrase *person = &window->names[i];

      if (person->kind != DTL_NAME_PER || !dtl_window_has_lower (window, person->start - 1, "by"))
        continue;
      for (guint verb = person->start - 1; verb-- > 1;)
        if (dtl_window_word (window, verb)->xpos == DTL_XPOS_VBN && dtl_window_word (window, verb)->upos == DTL_UPOS_VERB)
          {
            window->scores[person->head * size + verb] += WEIGHT_AGENT;
            break;
          }
    }
}

void
dtl_phrases_constrain (DtlWindow *window, const DtlName *names, guint n_names)
{
  constrain_names (window, names, n_names);
  constrain_coordination (window);
  for (guint i = 0; i < window->n_names; i++)
    constrain_apposition (window, &window->names[i]);
  favour_agents (window);
}
