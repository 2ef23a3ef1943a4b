/* Lookup by bisection in the packed table. */
#include "lexicon/gazetteer-data.h"

#include <string.h>

static const char *
key_of (guint number)
{
  return dtl_gazetteer_texts + dtl_gazetteer_rows[number].key;
}

guint
dtl_gazetteer_size (void)
{
  return dtl_gazetteer_n_rows;
}

guint
dtl_gazetteer_find (const char *key, guint *n)
{
  guint low = 0, high = dtl_gazetteer_n_rows, first;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (strcmp (key_of (middle), key) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  first = low;
  while (low < dtl_gazetteer_n_rows && strcmp (key_of (low), key) == 0)
    low++;
  *n = low - first;
  return first;
}

DtlGazetteerPlace
dtl_gazetteer_place (guint number)
{
  const DtlGazetteerRow *row = dtl_gazetteer_rows + number;

  return (DtlGazetteerPlace){ row->kind, dtl_gazetteer_texts + row->state, { row->code[0], row->code[1], '\0' },
                              row->latitude / 100.0, row->longitude / 100.0, row->people };
}

gboolean
dtl_gazetteer_country (const char *code, DtlGazetteerPlace *place)
{
  g_autofree char *key = g_ascii_strdown (code, -1);
  guint n, first = dtl_gazetteer_find (key, &n);

  for (guint i = first; i < first + n; i++)
    if (dtl_gazetteer_rows[i].kind == DTL_GAZETTEER_COUNTRY)
      {
        *place = dtl_gazetteer_place (i);
        return TRUE;
      }
  return FALSE;
}
