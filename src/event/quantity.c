/*
 * How many, how much: numbers that count those an event befell, and sums of money in its object.
 */
#include <string.h>

#include "event/stage.h"
#include "lexicon/tables.h"

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

/* The value of the run of number words that ends at @last and starts no earlier than @first. */
static double
number_value (const DtlTree *tree, guint32 first, guint32 last)
{
  double total = 0, part = -1;

  for (guint32 i = first; i <= last; i++)
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

static void
add_quantity (DtlEventStage *stage, DtlHappening *happening, DtlQuantityKind kind, double value, const char *unit,
              guint32 first, guint32 last)
{
  DtlQuantity quantity = { kind, value, unit, text_between (stage, first, last) };

  if (value > 0 && happening->quantities->len < 4)
    g_array_append_val (happening->quantities, quantity);
}

/* A nominal below the trigger: its number, or the money it is. */
static void
read_nominal (DtlEventStage *stage, DtlHappening *happening, guint32 head)
{
  const DtlTree *tree = &stage->tree;
  DtlQuantityKind kind;
  gint32 number;

  if (is_money_sign (dtl_tree_token (tree, head)))
    {
      if (head < tree->right[head])
        add_quantity (stage, happening, DTL_QUANTITY_MONEY, number_value (tree, head + 1, tree->right[head]),
                      dtl_tree_token (tree, head)->form, head, tree->right[head]);
      return;
    }
  if (!kind_for_class (happening->event_class, &kind))
    return;
  number = dtl_tree_child (tree, head, DTL_DEPREL_NUMMOD);
  if (number >= 0)
    add_quantity (stage, happening, kind, number_value (tree, tree->left[number], number), NULL, MIN (tree->left[number], head),
                  MAX (head, (guint32) number)); /* a number may follow its noun */
  else if (dtl_tree_token (tree, head)->upos == DTL_UPOS_NUM && stage->time_at[head] == DTL_NONE)
    add_quantity (stage, happening, kind, number_value (tree, tree->left[head], head), NULL, tree->left[head], head);
}

void
dtl_event_find_quantities (DtlEventStage *stage)
{
  for (guint i = 0; i < stage->happenings->len; i++)
    {
      DtlHappening *happening = dtl_stage_happening (stage, i);

      DTL_TREE_FOREACH_CHILD (&stage->tree, happening->trigger, child)
        switch (dtl_deprel_base (dtl_tree_token (&stage->tree, child)->deprel))
          {
          case DTL_DEPREL_OBJ:
          case DTL_DEPREL_NSUBJ:
          case DTL_DEPREL_OBL:
            read_nominal (stage, happening, child);
            break;
          default:
            break;
          }
    }
}
