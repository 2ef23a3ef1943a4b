/* Positions side by side, in words: who says what, and since when. */
#include <string.h>

#include "record/resolve.h"

#define NAMED_MAX 3 /* sources of one position that are named */

/* The outlet, or for want of it the last part of the address. */
static const char *
name_of (const DtlSource *source)
{
  const char *slash = source->uri ? strrchr (source->uri, '/') : NULL;

  if (source->publisher)
    return source->publisher;
  return slash && slash[1] ? slash + 1 : source->uri ? source->uri : source->id;
}

/* The articles of a claim, each once, in the order of its mentions, which is that of publication. */
static GArray *
sources_of (const DtlEvent *event, const DtlClaim *claim)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint32 i = 0; i < claim->n_mentions; i++)
    {
      guint32 source = event->mentions[claim->mentions[i]].evidence.source;

      if (found->len == 0 || g_array_index (found, guint32, found->len - 1) != source)
        g_array_append_val (found, source);
    }
  return found;
}

/* The day of publication; where time matters, and is known, with the time: "2022-03-11 09:30" */
static char *
when_told (const DtlSource *source, gboolean with_time)
{
  DtlDate date = source->published.date;
  gint minute = date.shape == DTL_DATE_POINT ? date.from.minute : -1;
  g_autofree char *day = NULL;

  if (minute >= 0)
    date.from.minute = -1, date.from.zone = DTL_ZONE_NONE;
  day = dtl_date_to_string (&date);
  return with_time && minute >= 0 ? g_strdup_printf ("%s %02d:%02d", day, minute / 60, minute % 60) : g_steal_pointer (&day);
}

static void
append_position (GString *out, const DtlEvent *event, const DtlClaim *claim, const DtlSource *sources)
{
  g_autoptr (GArray) found = sources_of (event, claim);

  g_string_append_printf (out, "%s (", claim->value);
  for (guint i = 0; i < MIN (found->len, NAMED_MAX); i++)
    {
      const DtlSource *source = &sources[g_array_index (found, guint32, i)];
      g_autofree char *day = when_told (source, claim->is_update);

      g_string_append_printf (out, "%s%s%s%s", i > 0 ? "; " : "", name_of (source), day ? ", " : "", day ? day : "");
    }
  if (found->len > NAMED_MAX)
    g_string_append_printf (out, " + %u more", found->len - NAMED_MAX);
  g_string_append_c (out, ')');
}

char *
dtl_event_describe_claims (const DtlEvent *event, guint32 first, const DtlSource *sources, guint32 *next)
{
  const DtlClaim *claims = event->claims;
  const char *field = claims[first].field;
  GString *out = g_string_new (g_str_has_prefix (field, "quantity:") ? field + strlen ("quantity:") : field);

  g_string_append (out, ": ");
  for (*next = first; *next < event->n_claims && strcmp (claims[*next].field, field) == 0; ++*next)
    {
      if (*next > first)
        g_string_append (out, claims[first].is_update ? ", then " : " / ");
      append_position (out, event, &claims[*next], sources);
    }
  return g_string_free (out, FALSE);
}
