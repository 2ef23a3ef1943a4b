/*
 * Newspaper sentences are full of "Ukrainian Foreign Minister Dmytro Kuleba and Russian Foreign Minister Sergey Lavrov met
 * …", and the treebanks that the parser has learned from hardly have any. Names are found well enough to say what the
 * tree must look like there:
 *
 *   - a name is one phrase: one word of it hangs on a word outside, and all that hangs on it hangs on that word;
 *   - the later words of a person's name are flat under the first, a title before it is its nmod:desc;
 *   - persons joined by commas and "and" are conjuncts, unless the second may begin a clause of its own;
 *   - "said Friday": a bare date after a verb is that verb's obl:unmarked;
 *   - "told reporters that …": the clause says what was told, it does not describe the reporters.
 */
#include "syntax/constraints.h"

#include <string.h>

#include "lexicon/tables.h"

/* A person with what stands before the name: "[Russian Foreign Minister [Sergey Lavrov]]"; nodes, both ends included. */
typedef struct
{
  guint start;
  guint head; /* first word of the name */
  guint end;
} Person;

typedef struct
{
  const DtlDocument *document;
  guint32 first;
  guint n;            /* words */
  float *scores;      /* [(n + 1) * (n + 1)] */
  DtlConstraints *out;
  guint8 kind[DTL_MAX_NODES];  /* 1 + kind of the name that holds the node, 0 for none */
  guint8 in_time[DTL_MAX_NODES]; /* 1 + type of the time that holds it */
  Person persons[DTL_MAX_NODES];
  guint n_persons;
} Window;

#define N_MAX_TITLE_WORDS 6
#define WEIGHT_AGENT 4.0f /* "briefed … by Lapid": how much the verb gains on nearer nouns */

static const DtlToken *
word (const Window *window, guint node)
{
  return dtl_document_token (window->document, window->first + node - 1);
}

static gboolean
is_node (const Window *window, guint node)
{
  return node >= 1 && node <= window->n;
}

static gboolean
has_lower (const Window *window, guint node, const char *text)
{
  return is_node (window, node) && g_str_equal (word (window, node)->lower, text);
}

static gboolean
has_upos (const Window *window, guint node, DtlUpos upos)
{
  return is_node (window, node) && word (window, node)->upos == upos;
}

static gboolean
is_capitalised (const Window *window, guint node)
{
  return g_unichar_isupper (g_utf8_get_char (word (window, node)->form));
}

static gboolean
is_finite (const Window *window, guint node)
{
  if (!is_node (window, node))
    return FALSE;
  switch (word (window, node)->xpos)
    {
    case DTL_XPOS_VBD:
    case DTL_XPOS_VBZ:
    case DTL_XPOS_VBP:
    case DTL_XPOS_MD:
      return TRUE;
    default:
      return FALSE;
    }
}

static void
bar (Window *window, guint dependent, guint head)
{
  window->scores[dependent * (window->n + 1) + head] = DTL_NO_ARC;
}

/* @dependent hangs on @head and nowhere else. */
static void
fix (Window *window, guint dependent, guint head, DtlDeprel relation)
{
  for (guint h = 0; h <= window->n; h++)
    if (h != head)
      bar (window, dependent, h);
  window->out->heads[dependent] = head;
  if (relation != DTL_DEPREL_NONE)
    window->out->relations[dependent] = relation;
}

/* One phrase from @start to @end under @head: nothing else in it hangs outside, nothing outside hangs elsewhere in it. */
static void
enclose (Window *window, guint start, guint end, guint head)
{
  for (guint inside = start; inside <= end; inside++)
    for (guint other = 0; other <= window->n; other++)
      {
        if (other >= start && other <= end)
          continue;
        if (inside != head)
          {
            bar (window, inside, other);
            if (other > 0)
              bar (window, other, inside);
          }
      }
  for (guint inside = start; inside <= end; inside++)
    bar (window, head, inside);
}

/* The word of a phrase that the scores would rather hang outside. */
static guint
outer_head (const Window *window, guint start, guint end)
{
  guint best = end, size = window->n + 1;
  float best_total = 0;

  for (guint candidate = start; candidate <= end; candidate++)
    {
      float total = DTL_NO_ARC;

      for (guint other = 0; other <= window->n; other++)
        if (other < start || other > end)
          total = MAX (total, window->scores[candidate * size + other]);
      for (guint inside = start; inside <= end; inside++)
        {
          float top = DTL_NO_ARC;

          for (guint head = start; inside != candidate && head <= end; head++)
            if (head != inside)
              top = MAX (top, window->scores[inside * size + head]);
          total += inside == candidate ? 0 : top;
        }
      if (candidate == start || total > best_total)
        {
          best = candidate;
          best_total = total;
        }
    }
  return best;
}

/* "Emmanuel Macron": the first word is the head, the others are flat; "Yiu - chung": the mark is left to the parser. */
static void
constrain_person (Window *window, guint start, guint end)
{
  for (guint node = start + 1; node <= end; node++)
    if (word (window, node)->upos != DTL_UPOS_PUNCT)
      fix (window, node, start, DTL_DEPREL_FLAT);
  if (end > start)
    enclose (window, start, end, start);
}

static gboolean
is_title (const Window *window, guint node)
{
  const char *const *row = dtl_table_find (&dtl_table_titles, word (window, node)->lower, NULL);

  return row != NULL && !g_str_equal (row[DTL_TITLES_KIND], "generic") && word (window, node)->upos != DTL_UPOS_VERB
         && window->kind[node] != 1 + DTL_NAME_PER;
}

/* Whether @node may stand between a country or body and a title: "US", "Foreign", "deputy". */
static gboolean
belongs_before_title (const Window *window, guint node)
{
  const DtlToken *token;

  if (!is_node (window, node) || window->in_time[node] || window->kind[node] == 1 + DTL_NAME_PER)
    return FALSE;
  token = word (window, node);
  if (token->upos != DTL_UPOS_ADJ && token->upos != DTL_UPOS_NOUN && token->upos != DTL_UPOS_PROPN)
    return FALSE;
  return is_capitalised (window, node) || dtl_table_has (&dtl_table_title_modifiers, token->lower);
}

/* "in Moscow President Putin": the place is not the title's. */
static gboolean
follows_place_preposition (const Window *window, guint node)
{
  return has_lower (window, node - 1, "in") || has_lower (window, node - 1, "at") || has_lower (window, node - 1, "from")
         || has_lower (window, node - 1, "near");
}

static guint
extend_title (const Window *window, guint title)
{
  guint start = title;

  while (start > 1 && title - start < N_MAX_TITLE_WORDS && belongs_before_title (window, start - 1))
    start--;
  if (start < title && window->kind[start] == 1 + DTL_NAME_LOC && follows_place_preposition (window, start))
    start++;
  return start;
}

static gboolean
is_title_preposition (const Window *window, guint node)
{
  return has_lower (window, node, "of") || has_lower (window, node, "to") || has_lower (window, node, "for");
}

/* "Secretary of State Antony Blinken", "Estonian Ambassador to the US Kristjan Prikk": the title's node, with what lies
 * between made one phrase under it; 0 if there is none. */
static guint
constrain_distant_title (Window *window, guint head)
{
  guint node = head - 1, title;

  while (node > 1 && head - node <= N_MAX_TITLE_WORDS && is_capitalised (window, node)
         && window->kind[node] != 1 + DTL_NAME_PER && !window->in_time[node] && word (window, node)->upos != DTL_UPOS_ADP)
    node--;
  if (node + 1 == head)
    return 0;
  if (has_lower (window, node, "the"))
    node--;
  title = node - 1;
  if (node < 2 || !is_title_preposition (window, node) || !is_title (window, title))
    return 0;
  enclose (window, node, head - 1, head - 1);
  fix (window, head - 1, title, DTL_DEPREL_NMOD);
  fix (window, node, head - 1, DTL_DEPREL_CASE);
  return title;
}

/* The title before the name that starts at @head, with what belongs to it; returns where the whole starts. */
static guint
constrain_title (Window *window, guint head, guint end)
{
  guint title = head - 1, start;

  if (!is_title (window, title))
    title = constrain_distant_title (window, head);
  if (title == 0)
    return head;
  start = extend_title (window, title);
  enclose (window, start, head - 1, title);
  fix (window, title, head, DTL_DEPREL_NMOD_DESC);
  enclose (window, start, end, head);
  return start;
}

static void
add_person (Window *window, guint start, guint end)
{
  Person person = { start, start, end };

  constrain_person (window, start, end);
  if (start > 1)
    person.start = constrain_title (window, start, end);
  window->persons[window->n_persons++] = person;
}

static void
constrain_names (Window *window, const DtlName *names, guint n_names)
{
  for (guint i = 0; i < n_names; i++)
    {
      guint start, end;

      if (names[i].first < window->first || names[i].first + names[i].n > window->first + window->n)
        continue;
      start = names[i].first - window->first + 1;
      end = start + names[i].n - 1;
      if (names[i].kind == DTL_NAME_PER)
        add_person (window, start, end);
      else if (end > start)
        enclose (window, start, end, outer_head (window, start, end));
    }
}

/* Skips what may stand between a subject and its verb. */
static gboolean
is_followed_by_verb (const Window *window, guint node)
{
  guint next = node + 1;

  while (has_upos (window, next, DTL_UPOS_ADV) || has_lower (window, next, "both"))
    next++;
  return is_finite (window, next);
}

/* "met Macron and Scholz left": after a verb or preposition the second person may begin a clause. */
static gboolean
may_be_two_clauses (const Window *window, const Person *first, const Person *last)
{
  guint before = first->start - 1;

  if (!is_followed_by_verb (window, last->end))
    return FALSE;
  return has_upos (window, before, DTL_UPOS_VERB) || has_upos (window, before, DTL_UPOS_ADP)
         || has_upos (window, before, DTL_UPOS_NOUN) || has_upos (window, before, DTL_UPOS_AUX);
}

/* Whether only a comma, or "and", or both stand between two persons; @cc is the conjunction's node, or 0. */
static gboolean
is_joined (const Window *window, const Person *left, const Person *right, guint *cc)
{
  guint node = left->end + 1;
  gboolean has_comma = has_lower (window, node, ",");

  *cc = 0;
  node += has_comma;
  if (has_lower (window, node, "and") || has_lower (window, node, "or"))
    *cc = node++;
  return node == right->start && (has_comma || *cc);
}

static void
constrain_coordination (Window *window)
{
  guint first = 0;

  while (first + 1 < window->n_persons)
    {
      const Person *persons = window->persons;
      guint last = first, cc = 0;

      while (last + 1 < window->n_persons && cc == 0 && is_joined (window, &persons[last], &persons[last + 1], &cc))
        last++;
      if (cc == 0 || last == first || may_be_two_clauses (window, &persons[first], &persons[last]))
        {
          first = MAX (last, first + 1);
          continue;
        }
      for (guint i = first + 1; i <= last; i++)
        {
          if (has_lower (window, persons[i - 1].end + 1, ","))
            fix (window, persons[i - 1].end + 1, persons[i].head, DTL_DEPREL_PUNCT);
          fix (window, persons[i].head, persons[first].head, DTL_DEPREL_CONJ);
        }
      fix (window, cc, persons[last].head, DTL_DEPREL_CC);
      first = last + 1;
    }
}

/* "was briefed on the trip by … Yair Lapid": agents hang on the passive verb. */
static void
favour_agents (Window *window)
{
  guint size = window->n + 1;

  for (guint i = 0; i < window->n_persons; i++)
    {
      const Person *person = &window->persons[i];

      if (!has_lower (window, person->start - 1, "by"))
        continue;
      for (guint verb = person->start - 1; verb-- > 1;)
        if (word (window, verb)->xpos == DTL_XPOS_VBN && word (window, verb)->upos == DTL_UPOS_VERB)
          {
            window->scores[person->head * size + verb] += WEIGHT_AGENT;
            break;
          }
    }
}

static gboolean
is_weekday (const Window *window, guint node)
{
  const char *const *row = dtl_table_find (&dtl_table_calendar, word (window, node)->lower, NULL);

  return row != NULL && g_str_equal (row[DTL_CALENDAR_KIND], "weekday") && is_capitalised (window, node);
}

/* "said Friday", "met Tuesday evening": the date of the verb before it. */
static void
constrain_weekday (Window *window, guint node)
{
  guint last = node;

  if (has_lower (window, node + 1, "morning") || has_lower (window, node + 1, "afternoon")
      || has_lower (window, node + 1, "evening") || has_lower (window, node + 1, "night"))
    last = node + 1;
  if (has_upos (window, last + 1, DTL_UPOS_NOUN) || has_upos (window, last + 1, DTL_UPOS_PROPN)
      || !has_upos (window, node - 1, DTL_UPOS_VERB) || window->out->heads[node] >= 0)
    return;
  if (last > node)
    fix (window, node, last, DTL_DEPREL_COMPOUND);
  fix (window, last, node - 1, DTL_DEPREL_OBL_UNMARKED);
}

/* "told committees this week that Putin had …": the clause is not about the week. */
static void
bar_clause (Window *window, guint time)
{
  for (guint node = time + 2; node <= window->n; node++)
    bar (window, node, time);
  if (window->out->heads[time + 1] < 0)
    window->out->relations[time + 1] = DTL_DEPREL_MARK;
}

static void
constrain_times (Window *window)
{
  for (guint node = 1; node <= window->n; node++)
    {
      gboolean is_day = is_weekday (window, node);

      if (window->in_time[node] == 1 + DTL_TIME_DATE || window->in_time[node] == 1 + DTL_TIME_TIME || is_day)
        window->out->is_time[node] = TRUE;
      if (is_day && node > 1)
        constrain_weekday (window, node);
      if (window->out->is_time[node] && has_lower (window, node + 1, "that") && !has_upos (window, node + 1, DTL_UPOS_DET))
        bar_clause (window, node);
    }
}

/* Verbs that say something to somebody: "tell", "remind". */
static gboolean
is_telling (const Window *window, guint node)
{
  const char *const *row = has_upos (window, node, DTL_UPOS_VERB) && word (window, node)->lemma
                             ? dtl_table_find (&dtl_table_verbs, word (window, node)->lemma, NULL)
                             : NULL;

  return row != NULL && strstr (row[DTL_VERBS_FLAGS], "report") && strstr (row[DTL_VERBS_FRAME], "obj=recipient");
}

/* One past the words after @node that may be the one who is told, and when. */
static guint
skip_phrase (const Window *window, guint node)
{
  for (node++; is_node (window, node) && !has_lower (window, node, "that"); node++)
    switch (word (window, node)->upos)
      {
      case DTL_UPOS_ADJ:
      case DTL_UPOS_DET:
      case DTL_UPOS_NOUN:
      case DTL_UPOS_NUM:
      case DTL_UPOS_PART:
      case DTL_UPOS_PRON:
      case DTL_UPOS_PROPN:
        break;
      default:
        return node;
      }
  return node;
}

static void
constrain_telling (Window *window, guint verb)
{
  guint that = skip_phrase (window, verb);

  if (that == verb + 1 || !has_lower (window, that, "that") || is_finite (window, that + 1)
      || has_upos (window, that, DTL_UPOS_DET) || window->out->heads[that] >= 0)
    return;
  for (guint node = that; node <= window->n; node++)
    for (guint told = verb + 1; told < that; told++)
      bar (window, node, told);
  window->out->relations[that] = DTL_DEPREL_MARK;
}

static void
mark_names (Window *window, const DtlName *names, guint n_names)
{
  for (guint i = 0; i < n_names; i++)
    for (guint k = 0; k < names[i].n; k++)
      if (names[i].first + k >= window->first && names[i].first + k < window->first + window->n)
        window->kind[names[i].first + k - window->first + 1] = 1 + names[i].kind;
}

/* The first time that starts at @token or later. */
static guint
find_time (const DtlDocument *document, guint32 token)
{
  guint low = 0, high = document->times->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (dtl_document_time (document, middle)->first < token)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void
mark_times (Window *window)
{
  for (guint i = find_time (window->document, window->first); i < window->document->times->len; i++)
    {
      const DtlTime *time = dtl_document_time (window->document, i);

      if (time->first >= window->first + window->n)
        break;
      for (guint32 k = time->first; k < time->first + time->n; k++)
        if (k < window->first + window->n)
          window->in_time[k - window->first + 1] = 1 + time->type;
    }
}

void
dtl_constraints_find (const DtlDocument *document, guint32 first, guint n, const DtlName *names, guint n_names,
                      float *scores, DtlConstraints *constraints)
{
  Window window = { document, first, n, scores, constraints };

  g_return_if_fail (n < DTL_MAX_NODES);
  memset (constraints, 0, sizeof *constraints);
  for (guint node = 0; node < DTL_MAX_NODES; node++)
    constraints->heads[node] = -1;
  mark_names (&window, names, n_names);
  mark_times (&window);
  constrain_names (&window, names, n_names);
  constrain_coordination (&window);
  favour_agents (&window);
  constrain_times (&window);
  for (guint node = 1; node <= n; node++)
    if (is_telling (&window, node))
      constrain_telling (&window, node);
}

gboolean
dtl_relation_is_core (DtlDeprel relation)
{
  DtlDeprel base = dtl_deprel_base (relation);

  return base == DTL_DEPREL_NSUBJ || base == DTL_DEPREL_OBJ || base == DTL_DEPREL_IOBJ || base == DTL_DEPREL_CSUBJ
         || base == DTL_DEPREL_CCOMP;
}
