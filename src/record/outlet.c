/* Whose article it is: the publisher it names, or for want of one the host of its address. */
#include <string.h>

#include "record/record.h"

/* The host of an address, "" for none. */
static char *
host_of (const char *uri)
{
  const char *start = uri ? strstr (uri, "://") : NULL;

  return start ? g_ascii_strdown (start + 3, strcspn (start + 3, "/?#")) : g_strdup ("");
}

gboolean
dtl_sources_share_outlet (const DtlSource *a, const DtlSource *b)
{
  g_autofree char *one = NULL, *other = NULL;

  if (a->publisher && b->publisher && *a->publisher)
    return strcmp (a->publisher, b->publisher) == 0;
  one = host_of (a->uri);
  other = host_of (b->uri);
  return *one && strcmp (one, other) == 0;
}
