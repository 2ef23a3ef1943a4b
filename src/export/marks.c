#include "export/marks.h"

#include <string.h>

#include "document/lookup.h"

/* The first token that ends behind code point @place; tokens are in order. */
static guint32
token_at (const DtlDocument *document, guint32 place)
{
  guint32 low = 0, high = document->tokens->len;

  while (low < high)
    {
      guint32 middle = low + (high - low) / 2;

      /* The index of offsets is made once, by the stage that made the tokens. */
      if (dtl_document_char_offset ((DtlDocument *) document, dtl_document_token (document, middle)->span.end) <= place)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void
add_mention (const DtlDocument *document, GArray *marks, guint32 event, guint32 number)
{
  const DtlMention *mention = &dtl_record_event (document->record, event)->mentions[number];
  DtlMark mark = { event, number, DTL_NONE, token_at (document, mention->trigger.start), 1 };

  if (mark.first >= document->tokens->len)
    return;
  mark.n = MAX (token_at (document, MAX (mention->trigger.end, 1) - 1), mark.first) - mark.first + 1;
  mark.n = MIN (mark.n, document->tokens->len - mark.first);
  g_array_append_val (marks, mark);
}

static int
compare_marks (gconstpointer a, gconstpointer b)
{
  const DtlMark *x = a, *y = b;

  if (x->first != y->first)
    return (x->first > y->first) - (x->first < y->first);
  if (x->event != y->event)
    return (x->event > y->event) - (x->event < y->event);
  return (x->mention > y->mention) - (x->mention < y->mention);
}

guint32
dtl_marks_first_from (const GArray *marks, guint32 token)
{
  return dtl_layer_first_from (marks, G_STRUCT_OFFSET (DtlMark, first), token);
}

guint32
dtl_marks_find (const GArray *marks, guint32 token)
{
  guint32 found = dtl_marks_first_from (marks, token);

  return found < marks->len && g_array_index (marks, DtlMark, found).first == token ? found : DTL_NONE;
}

/* "said" is an event of those formats also where it is none that a timeline would tell. */
static void
add_sayings (const DtlDocument *document, GArray *marks)
{
  guint n_mentions = marks->len;
  g_autoptr (GArray) cues = g_array_new (FALSE, FALSE, sizeof (DtlMark));

  for (guint32 i = 0; i < document->sayings->len; i++)
    {
      guint32 cue = dtl_document_saying (document, i)->cue;
      guint32 found = dtl_marks_find (marks, cue);
      DtlMark mark = { DTL_NONE, 0, i, cue, 1 };

      if (found != DTL_NONE)
        g_array_index (marks, DtlMark, found).saying = i;
      else if (dtl_document_token (document, cue)->upos == DTL_UPOS_VERB
               && (cues->len == 0 || g_array_index (cues, DtlMark, cues->len - 1).first != cue))
        g_array_append_val (cues, mark);
    }
  g_array_append_vals (marks, cues->data, cues->len);
  if (marks->len > n_mentions)
    g_array_sort (marks, compare_marks);
}

GArray *
dtl_marks_new (const DtlDocument *document)
{
  GArray *marks = g_array_new (FALSE, FALSE, sizeof (DtlMark));
  const GArray *events = document->record != NULL ? document->record->events : NULL;

  for (guint32 i = 0; events != NULL && i < events->len; i++)
    for (guint32 j = 0; j < g_array_index (events, DtlEvent, i).n_mentions; j++)
      add_mention (document, marks, i, j);
  g_array_sort (marks, compare_marks);
  add_sayings (document, marks);
  return marks;
}

const DtlEvent *
dtl_mark_event (const DtlDocument *document, const DtlMark *mark)
{
  return mark->event != DTL_NONE ? dtl_record_event (document->record, mark->event) : NULL;
}

const DtlMention *
dtl_mark_mention (const DtlDocument *document, const DtlMark *mark)
{
  return mark->event != DTL_NONE ? &dtl_mark_event (document, mark)->mentions[mark->mention] : NULL;
}

void
dtl_marks_count_losses (const DtlDocument *document, DtlLosses *losses)
{
  const DtlRecord *record = document->record;

  if (losses == NULL || record == NULL)
    return;
  losses->counts[DTL_LOSS_RELATIONS] += record->roles->len;
  for (guint32 i = 0; i < record->events->len; i++)
    {
      const DtlEvent *event = dtl_record_event (record, i);

      losses->counts[DTL_LOSS_PLACE] += event->place.name != NULL;
      losses->counts[DTL_LOSS_QUANTITY] += event->n_quantities;
    }
}

const char *
dtl_event_relation_to_publication (const DtlDocument *document, const DtlEvent *event)
{
  DtlAllen relations = dtl_date_relations (&event->when.date, &document->published.date);

  if (relations == DTL_ALLEN_NONE)
    return NULL;
  if ((relations & ~(DTL_ALLEN_BEFORE | DTL_ALLEN_MEETS)) == 0)
    return "BEFORE";
  if ((relations & ~(DTL_ALLEN_AFTER | DTL_ALLEN_MET_BY)) == 0)
    return "AFTER";
  if ((relations & ~(DTL_ALLEN_DURING | DTL_ALLEN_STARTS | DTL_ALLEN_FINISHES | DTL_ALLEN_EQUALS)) == 0)
    return "IS_INCLUDED";
  if ((relations & ~(DTL_ALLEN_CONTAINS | DTL_ALLEN_STARTED_BY | DTL_ALLEN_FINISHED_BY)) == 0)
    return "INCLUDES";
  return NULL;
}

const char *
dtl_link_relation (const DtlLink *link)
{
  static const char *const words[][2] = { { "after", "AFTER" },
                                          { "before", "BEFORE" },
                                          { "includes", "INCLUDES" },
                                          { "is_included", "IS_INCLUDED" },
                                          { "simultaneous", "SIMULTANEOUS" } };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (words[i][0], link->relation) == 0)
      return words[i][1];
  return "SIMULTANEOUS";
}
