/*
 * How many, how much: numbers that count those an event befell, and sums of money in its object.
 *
 * A value is the least that the words can mean: 10 of "between 10 and 12", 24 of "dozens", 12 of "at least 12". The text
 * holds all the words.
 */
#include <string.h>

#include "event/stage.h"
#include "lexicon/tables.h"

#define QUANTITIES_MAX 4

static double
number_word (const char *lower)
{
  const char *value = dtl_table_cell (&dtl_table_numbers, lower, DTL_NUMBERS_VALUE);

  return value ? g_ascii_strtod (value, NULL) : -1;
}

/* "12", "1,200", "8.8", "twelve"; -1 for none */
static double
number_token (const DtlToken *token)
{
  char digits[32];
  guint n = 0;
  char *end;
  double value;

  if (!g_ascii_isdigit (*token->form))
    return number_word (token->lower);
  for (const char *p = token->form; *p && n + 1 < sizeof digits; p++)
    if (*p != ',')
      digits[n++] = *p;
  digits[n] = '\0';
  value = g_ascii_strtod (digits, &end);
  return *end == '\0' ? value : -1;
}

/* The value of the number words from @first on and before @end. */
static double
sum_of (const DtlTree *tree, guint32 first, guint32 end)
{
  double total = 0, part = -1;

  for (guint32 i = first; i < end; i++)
    {
      double value = number_token (dtl_tree_token (tree, i));

      if (value < 0)
        continue;
      if (value >= 100 && part >= 0 && number_word (dtl_tree_token (tree, i)->lower) >= 100)
        part *= value;
      else if (part >= 0)
        part += value;
      else
        part = value;
      if (value >= 1000 && number_word (dtl_tree_token (tree, i)->lower) >= 1000)
        {
          total += part;
          part = -1;
        }
    }
  return total + MAX (part, 0);
}

/* Where the second number of "12 to 15", "10-12", "between 10 and 12" begins, or @last + 1. */
static guint32
second_number (const DtlTree *tree, guint32 first, guint32 last)
{
  static const char *const joins[] = { "to", "-", "–", "or", NULL };
  gboolean between = strcmp (dtl_tree_token (tree, first)->lower, "between") == 0;

  for (guint32 i = first + 1; i < last; i++)
    {
      const char *word = dtl_tree_token (tree, i)->lower;

      if ((g_strv_contains (joins, word) || (between && strcmp (word, "and") == 0))
          && number_token (dtl_tree_token (tree, i - 1)) >= 0 && number_token (dtl_tree_token (tree, i + 1)) >= 0)
        return i + 1;
    }
  return last + 1;
}

/* What a word multiplies the number before it by: "million"; 1 for others. */
static double
multiplier (const DtlTree *tree, guint32 token)
{
  double value = number_word (dtl_tree_token (tree, token)->lower);

  return value >= 1000 ? value : 1;
}

/* The value of the number words between @first and @last; of two numbers the lower. */
static double
number_value (const DtlTree *tree, guint32 first, guint32 last)
{
  guint32 second = second_number (tree, first, last);
  double low = sum_of (tree, first, second), high;

  if (second > last)
    return low;
  high = sum_of (tree, second, last + 1);
  if (low > 0 && low < 1000 && multiplier (tree, last) > 1) /* "2 to 3 million" */
    low *= multiplier (tree, last);
  return MIN (low, high);
}

static const char *
text_between (DtlEventStage *stage, guint32 first, guint32 last)
{
  guint32 start = dtl_document_token (stage->document, first)->span.start;
  guint32 end = dtl_document_token (stage->document, last)->span.end;

  return dtl_arena_strndup (stage->record->arena, stage->document->text + start, end - start);
}

static gboolean
kind_for_class (const char *event_class, DtlQuantityKind *kind)
{
  const char *word = dtl_table_cell (&dtl_table_quantity_classes, event_class, DTL_QUANTITY_CLASSES_KIND);

  return word != NULL && dtl_quantity_kind_from_string (word, kind);
}

static gboolean
is_money_sign (const DtlToken *token)
{
  return token->xpos == DTL_XPOS_DOLLAR || strcmp (token->form, "€") == 0 || strcmp (token->form, "£") == 0
         || strcmp (token->form, "¥") == 0;
}

/* The cell of a word in quantity_words.tsv if the row is of @kind, else NULL. */
static const char *
word_value (const char *word, const char *kind)
{
  const char *const *row = word ? dtl_table_find (&dtl_table_quantity_words, word, NULL) : NULL;

  return row && strcmp (row[DTL_QUANTITY_WORDS_KIND], kind) == 0 ? row[DTL_QUANTITY_WORDS_VALUE] : NULL;
}

static void
add_quantity (DtlEventStage *stage, DtlHappening *happening, DtlQuantityKind kind, double value, const char *unit,
              guint32 first, guint32 last)
{
  DtlQuantity quantity = { kind, value, unit, text_between (stage, first, last) };

  if (happening->quantities->len < QUANTITIES_MAX)
    g_array_append_val (happening->quantities, quantity);
}

/* "$2 million", "$2 million deal", "2 million euros" */
static gboolean
read_money (DtlEventStage *stage, DtlHappening *happening, guint32 head)
{
  const DtlTree *tree = &stage->tree;
  const DtlToken *word = dtl_tree_token (tree, head);
  const char *unit = word->upos == DTL_UPOS_NOUN ? word_value (word->lemma, "money") : NULL;
  guint32 first = head + 1, last = tree->right[head];
  double value;

  if (unit)
    first = tree->left[head], last = head;
  else if (is_money_sign (word))
    unit = word->form;
  if (unit == NULL || first > last)
    return FALSE;
  while (last > first && number_token (dtl_tree_token (tree, last)) < 0)
    last--;
  value = number_value (tree, first, last);
  if (value > 0)
    add_quantity (stage, happening, DTL_QUANTITY_MONEY, value, unit, MIN (tree->left[head], head), MAX (head, last));
  return TRUE;
}

/* "dozens of people", "tens of thousands of people": the least that they are, 0 for other words. @counted: the noun that
 * they count */
static double
vague_value (const DtlTree *tree, guint32 head, guint32 *counted)
{
  double product = 0;

  for (guint depth = 0; depth < 3; depth++)
    {
      const char *value = word_value (dtl_tree_token (tree, head)->lower, "count");
      gint32 below;

      if (value == NULL)
        break;
      product = product > 0 ? product * g_ascii_strtod (value, NULL) / 2 : g_ascii_strtod (value, NULL);
      below = dtl_tree_child (tree, head, DTL_DEPREL_NMOD);
      if (below < 0 || (guint32) below < head)
        break;
      *counted = head = below;
    }
  return product;
}

/* "between 10 and 12 sailors", "10 to 12": the first number may hang elsewhere in the tree. */
static guint32
widen (const DtlTree *tree, guint32 first)
{
  guint32 start = dtl_document_sentence (tree->document, dtl_tree_token (tree, first)->sentence)->first_token;
  gboolean joined = strcmp (dtl_tree_token (tree, first)->lower, "and") == 0
                    || strcmp (dtl_tree_token (tree, first)->lower, "to") == 0;
  guint32 number = joined ? first : first - 1; /* behind the first number */

  if (first < start + 2 || number_token (dtl_tree_token (tree, number - 1)) < 0)
    return first;
  if (strcmp (dtl_tree_token (tree, number)->lower, "to") == 0)
    return number - 1;
  if (number >= start + 2 && strcmp (dtl_tree_token (tree, number)->lower, "and") == 0
      && strcmp (dtl_tree_token (tree, number - 2)->lower, "between") == 0)
    return number - 2;
  return first;
}

/* The number of the noun @head: the words from the first to the last that count it. FALSE if it has none. */
static gboolean
find_number (const DtlTree *tree, guint32 head, guint32 *first, guint32 *last)
{
  gboolean found = FALSE;

  *first = *last = head;
  DTL_TREE_FOREACH_CHILD (tree, head, child)
    if (dtl_tree_token (tree, child)->deprel == DTL_DEPREL_NUMMOD && (!found || (guint32) child < head))
      {
        *first = found ? *first : tree->left[child];
        *last = (guint32) child < head ? MIN (tree->right[child], head) : (guint32) child; /* a number may follow its noun */
        found = TRUE;
      }
  if (!found && dtl_tree_token (tree, head)->upos != DTL_UPOS_NUM)
    return FALSE;
  if (!found)
    *first = tree->left[head];
  if (number_token (dtl_tree_token (tree, head)) >= 0) /* "two hundred were hurt" */
    *last = head;
  *first = widen (tree, *first);
  return TRUE;
}

static gboolean
is_nobody (const DtlTree *tree, guint32 head)
{
  const char *lower = dtl_tree_token (tree, head)->lower;

  return word_value (lower, "none") != NULL || (strcmp (lower, "one") == 0 && dtl_tree_opens_with (tree, head, "no") >= 0);
}

/* A nominal that tells whom the event befell: its number. */
static void
read_count (DtlEventStage *stage, DtlHappening *happening, guint32 head, DtlQuantityKind kind)
{
  const DtlTree *tree = &stage->tree;
  guint32 counted = head, first, last;
  double value = vague_value (tree, head, &counted);

  if (value > 0)
    add_quantity (stage, happening, kind, value, NULL, MIN (tree->left[head], head), MAX (head, counted));
  else if (is_nobody (tree, head))
    add_quantity (stage, happening, kind, 0, NULL, MIN (tree->left[head], head), head);
  else if (stage->time_at[head] == DTL_NONE && find_number (tree, head, &first, &last)
           && (value = number_value (tree, first, last)) > 0)
    add_quantity (stage, happening, kind, value, NULL, MIN (first, head), MAX (head, last));
}

/* A nominal below the trigger: the money it is or bears, or its number where it stands for those befallen. */
static void
read_nominal (DtlEventStage *stage, DtlHappening *happening, guint32 head, gboolean is_befallen)
{
  DtlQuantityKind kind;

  if (read_money (stage, happening, head))
    return;
  DTL_TREE_FOREACH_CHILD (&stage->tree, head, child) /* "a $2 million fine" */
    if (is_money_sign (dtl_tree_token (&stage->tree, child)) && read_money (stage, happening, child))
      return;
  if (is_befallen && kind_for_class (happening->event_class, &kind))
    read_count (stage, happening, head, kind);
}

/* Whether a subject is whom the event befell or who make up its crowd: "12 people were killed", "died", "marched",
 * "attended the vigil". */
static gboolean
counts_subject (const DtlTree *tree, const DtlHappening *happening, gint32 subject)
{
  gint32 object = dtl_tree_child (tree, happening->trigger, DTL_DEPREL_OBJ);
  DtlQuantityKind kind;

  if (object < 0 || happening->is_nominal || dtl_tree_token (tree, subject)->deprel == DTL_DEPREL_NSUBJ_PASS)
    return TRUE;
  return kind_for_class (happening->event_class, &kind) && kind == DTL_QUANTITY_CROWD
         && dtl_tree_child (tree, object, DTL_DEPREL_NUMMOD) < 0;
}

static void
read_child (DtlEventStage *stage, DtlHappening *happening, gint32 child)
{
  const DtlTree *tree = &stage->tree;
  const char *preposition = dtl_tree_case (tree, child);

  switch (dtl_deprel_base (dtl_tree_token (tree, child)->deprel))
    {
    case DTL_DEPREL_OBJ:
      read_nominal (stage, happening, child, TRUE);
      break;
    case DTL_DEPREL_NSUBJ:
      read_nominal (stage, happening, child, counts_subject (tree, happening, child));
      break;
    case DTL_DEPREL_OBL:
    case DTL_DEPREL_NMOD: /* "the deaths of 12 people" */
      read_nominal (stage, happening, child, happening->is_nominal && g_strcmp0 (preposition, "of") == 0);
      break;
    default:
      break;
    }
}

/* The trigger itself: "12 arrests", "Nine dead"; and what is left or found dead. */
static void
read_trigger (DtlEventStage *stage, DtlHappening *happening)
{
  const DtlTree *tree = &stage->tree;
  const DtlToken *word = dtl_tree_token (tree, happening->trigger);
  DtlQuantityKind kind;
  gint32 object;

  if (!happening->is_nominal || !kind_for_class (happening->event_class, &kind))
    return;
  if (dtl_tree_child (tree, happening->trigger, DTL_DEPREL_NUMMOD) >= 0)
    read_count (stage, happening, happening->trigger, kind);
  object = word->deprel == DTL_DEPREL_XCOMP && word->head >= 0 ? dtl_tree_child (tree, word->head, DTL_DEPREL_OBJ)
           : word->deprel == DTL_DEPREL_AMOD                   ? word->head
                                                               : -1;
  if (object >= 0)
    read_count (stage, happening, object, kind);
}

/* "all 22", "the nine men", "those 12": whom a clause tells of is counted whole. */
static gboolean
is_whole (const DtlTree *tree, guint32 head)
{
  static const char *const words[] = { "the", "all", "those", "these", "both", NULL };

  DTL_TREE_FOREACH_CHILD (tree, head, child)
    if ((guint32) child < head && g_strv_contains (words, dtl_tree_token (tree, child)->lower))
      return TRUE;
  return FALSE;
}

/* "the nine men who were killed", "all 22 people arrested on Saturday": the one that a clause below it tells of, or -1. */
static gint32
antecedent (const DtlTree *tree, const DtlHappening *happening)
{
  const DtlToken *word = dtl_tree_token (tree, happening->trigger);

  if (happening->is_nominal || word->head < 0 || !is_whole (tree, word->head))
    return -1;
  if (word->deprel == DTL_DEPREL_ACL && word->xpos == DTL_XPOS_VBN)
    return word->head;
  if (word->deprel != DTL_DEPREL_ACL_RELCL)
    return -1;
  DTL_TREE_FOREACH_CHILD (tree, happening->trigger, child)
    if (dtl_deprel_base (dtl_tree_token (tree, child)->deprel) == DTL_DEPREL_NSUBJ)
      return strcmp (dtl_tree_token (tree, child)->lower, "who") == 0 && counts_subject (tree, happening, child) ? word->head : -1;
  return -1;
}

/* "Seven men are known to have died": the subject of what is above, or -1. */
static gint32
raised_subject (const DtlTree *tree, const DtlHappening *happening)
{
  const DtlToken *word = dtl_tree_token (tree, happening->trigger);
  gint32 subject = word->deprel == DTL_DEPREL_XCOMP && word->head >= 0
                     ? dtl_tree_child (tree, word->head, DTL_DEPREL_NSUBJ_PASS)
                     : -1;

  return !happening->is_nominal && subject >= 0 && dtl_event_has_auxiliary (tree, happening->trigger, "have") ? subject : -1;
}

static void
read_above (DtlEventStage *stage, DtlHappening *happening)
{
  gint32 head = antecedent (&stage->tree, happening);
  DtlQuantityKind kind;

  if (head < 0)
    head = raised_subject (&stage->tree, happening);
  if (head >= 0 && happening->quantities->len == 0 && kind_for_class (happening->event_class, &kind))
    read_count (stage, happening, head, kind);
}

void
dtl_event_find_quantities (DtlEventStage *stage)
{
  for (guint i = 0; i < stage->happenings->len; i++)
    {
      DtlHappening *happening = dtl_stage_happening (stage, i);

      read_trigger (stage, happening);
      DTL_TREE_FOREACH_CHILD (&stage->tree, happening->trigger, child)
        read_child (stage, happening, child);
      read_above (stage, happening);
    }
}
