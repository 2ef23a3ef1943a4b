/* Facts as bytes: see pack.h. */
#include "corpus/pack.h"

#include <string.h>

/* Whoever adds a member to one of these adds it below, too, and changes DTL_CACHE_FORMAT. */
#if GLIB_SIZEOF_VOID_P == 8
G_STATIC_ASSERT (sizeof (DtlEvent) == 272);
G_STATIC_ASSERT (sizeof (DtlMention) == 272);
G_STATIC_ASSERT (sizeof (DtlActor) == 56);
G_STATIC_ASSERT (sizeof (DtlRole) == 96);
G_STATIC_ASSERT (sizeof (DtlSource) == 176);
G_STATIC_ASSERT (sizeof (DtlCorrection) == 80);
#endif

/* ---- single values ---- */

static void
put_varint (DtlPack *pack, guint64 value)
{
  guint8 bytes[10];
  guint n = 0;

  do
    {
      bytes[n++] = (value & 0x7f) | (value > 0x7f ? 0x80 : 0);
      value >>= 7;
    }
  while (value > 0);
  g_byte_array_append (pack->out, bytes, n);
}

static guint64
take_varint (DtlPack *pack)
{
  guint64 value = 0;

  for (guint shift = 0; shift < 64 && pack->at < pack->end; shift += 7)
    {
      guint8 byte = *pack->at++;

      value |= (guint64) (byte & 0x7f) << shift;
      if (byte < 0x80)
        return value;
    }
  pack->is_bad = TRUE;
  pack->at = pack->end;
  return 0;
}

/* A number that is at most @most. */
static guint64
number (DtlPack *pack, guint64 value, guint64 most)
{
  if (pack->out != NULL)
    {
      put_varint (pack, value);
      return value;
    }
  value = take_varint (pack);
  if (value <= most)
    return value;
  pack->is_bad = TRUE;
  return 0;
}

void
dtl_pack_number (DtlPack *pack, guint32 *value)
{
  *value = number (pack, *value, G_MAXUINT32);
}

static void
signed_number (DtlPack *pack, gint32 *value)
{
  guint32 folded = number (pack, ((guint32) *value << 1) ^ (guint32) (*value >> 31), G_MAXUINT32);

  *value = (gint32) (folded >> 1) ^ -(gint32) (folded & 1);
}

/* How many elements follow, of a byte at least each, and with @more than there are. */
static guint32
count_more (DtlPack *pack, guint32 n, guint more)
{
  n = number (pack, n, G_MAXUINT32);
  if (pack->out != NULL || n <= (gsize) (pack->end - pack->at) + more)
    return n;
  pack->is_bad = TRUE;
  return 0;
}

static guint32
count (DtlPack *pack, guint32 n)
{
  return count_more (pack, n, 0);
}

/* DTL_NONE, or below @limit. */
static void
index_below (DtlPack *pack, guint32 *value, guint32 limit)
{
  guint32 shifted = number (pack, *value == DTL_NONE ? 0 : (guint64) *value + 1, limit);

  *value = shifted == 0 ? DTL_NONE : shifted - 1;
}

#define ENUMERATION(pack, member, last) ((member) = number ((pack), (member), (last)))

static void
real (DtlPack *pack, double *value)
{
  guint64 bits;

  memcpy (&bits, value, sizeof bits);
  bits = GUINT64_TO_LE (bits);
  if (pack->out != NULL)
    g_byte_array_append (pack->out, (const guint8 *) &bits, sizeof bits);
  else if (pack->end - pack->at < (gssize) sizeof bits)
    pack->is_bad = TRUE;
  else
    {
      memcpy (&bits, pack->at, sizeof bits);
      pack->at += sizeof bits;
      bits = GUINT64_FROM_LE (bits);
      memcpy (value, &bits, sizeof bits);
    }
}

/* The length, one more than it is; 0 for no text. */
void
dtl_pack_text (DtlPack *pack, const char **text)
{
  gsize length = pack->out != NULL && *text != NULL ? strlen (*text) : 0;
  guint32 shifted = count_more (pack, pack->out != NULL && *text != NULL ? length + 1 : 0, 1);

  if (pack->out != NULL)
    {
      g_byte_array_append (pack->out, (const guint8 *) *text, length);
      return;
    }
  *text = NULL;
  if (shifted == 0)
    return;
  length = shifted - 1;
  if (!g_utf8_validate_len ((const char *) pack->at, length, NULL))
    {
      pack->is_bad = TRUE;
      return;
    }
  *text = dtl_arena_strndup (pack->arena, (const char *) pack->at, length);
  pack->at += length;
}

/* Room for @n elements that are read; what is written is where it is. */
static gpointer
room (DtlPack *pack, gconstpointer elements, guint32 n, gsize size)
{
  if (pack->out != NULL)
    return (gpointer) elements;
  return n > 0 && !pack->is_bad ? dtl_arena_alloc (pack->arena, n * size) : NULL;
}

/* A zero-terminated list; absent is not empty. */
static void
texts (DtlPack *pack, const char *const **list)
{
  guint32 n = pack->out != NULL && *list != NULL ? g_strv_length ((char **) *list) + 1 : 0;
  const char **copy;

  n = count_more (pack, n, 1);
  if (pack->out == NULL)
    *list = NULL;
  if (n == 0)
    return;
  copy = pack->out != NULL ? (const char **) *list : dtl_arena_new0 (pack->arena, const char *, n);
  for (guint32 i = 0; i + 1 < n; i++)
    {
      dtl_pack_text (pack, &copy[i]);
      if (copy[i] == NULL)
        {
          pack->is_bad = TRUE;
          return;
        }
    }
  *list = copy;
}

/* ---- dates ---- */

static void
point (DtlPack *pack, DtlDatePoint *value)
{
  gint32 year = value->year, minute = value->minute, zone = value->zone;

  signed_number (pack, &year);
  signed_number (pack, &minute);
  signed_number (pack, &zone);
  value->month = number (pack, value->month, 24);
  value->day = number (pack, value->day, 31);
  value->flags = number (pack, value->flags, DTL_DATE_APPROXIMATE | DTL_DATE_UNCERTAIN);
  value->unspecified = number (pack, value->unspecified, 31);
  value->second = number (pack, value->second, 60);
  pack->is_bad |= minute < -1 || minute > 1439 || (zone != DTL_ZONE_NONE && ABS (zone) > 1440) || ABS (year) > 1000000;
  value->year = year;
  value->minute = minute;
  value->zone = zone;
}

static void
date (DtlPack *pack, DtlDate *value)
{
  ENUMERATION (pack, value->shape, DTL_DATE_UNKNOWN_END);
  if (value->shape == DTL_DATE_NULL)
    return;
  point (pack, &value->from);
  point (pack, &value->to);
}

static void
when (DtlPack *pack, DtlWhen *value)
{
  date (pack, &value->date);
  ENUMERATION (pack, value->basis, DTL_BASIS_TEXT);
  dtl_pack_text (pack, &value->text);
  texts (pack, &value->candidates);
}

/* ---- parts of mentions and events ---- */

static void
span (DtlPack *pack, DtlSpan *value)
{
  dtl_pack_number (pack, &value->start);
  dtl_pack_number (pack, &value->end);
}

static void
participants (DtlPack *pack, const DtlParticipant **list, guint32 *n)
{
  DtlParticipant *all;

  *n = count (pack, *n);
  *list = all = room (pack, *list, *n, sizeof *all);
  for (guint32 i = 0; i < *n && !pack->is_bad; i++)
    {
      index_below (pack, &all[i].actor, pack->n_actors);
      ENUMERATION (pack, all[i].role, DTL_ROLE_TOPIC);
      ENUMERATION (pack, all[i].implicit, TRUE);
      pack->is_bad |= all[i].actor == DTL_NONE;
    }
}

static void
place (DtlPack *pack, DtlPlace *value)
{
  dtl_pack_text (pack, &value->name);
  index_below (pack, &value->actor, pack->n_actors);
  dtl_pack_text (pack, &value->country);
  real (pack, &value->latitude);
  real (pack, &value->longitude);
}

static void
attributions (DtlPack *pack, const DtlAttribution **list, guint32 *n)
{
  DtlAttribution *all;

  *n = count (pack, *n);
  *list = all = room (pack, *list, *n, sizeof *all);
  for (guint32 i = 0; i < *n && !pack->is_bad; i++)
    {
      index_below (pack, &all[i].actor, pack->n_actors);
      dtl_pack_text (pack, &all[i].cue);
      span (pack, &all[i].span);
    }
}

static void
quantities (DtlPack *pack, const DtlQuantity **list, guint32 *n)
{
  DtlQuantity *all;

  *n = count (pack, *n);
  *list = all = room (pack, *list, *n, sizeof *all);
  for (guint32 i = 0; i < *n && !pack->is_bad; i++)
    {
      ENUMERATION (pack, all[i].kind, DTL_QUANTITY_OTHER);
      real (pack, &all[i].value);
      dtl_pack_text (pack, &all[i].unit);
      dtl_pack_text (pack, &all[i].text);
    }
}

static void
reasons (DtlPack *pack, const DtlReason **list, guint32 *n)
{
  DtlReason *all;

  *n = count (pack, *n);
  *list = all = room (pack, *list, *n, sizeof *all);
  for (guint32 i = 0; i < *n && !pack->is_bad; i++)
    {
      dtl_pack_text (pack, &all[i].of);
      dtl_pack_text (pack, &all[i].rule);
      dtl_pack_text (pack, &all[i].words);
    }
}

static void
orders (DtlPack *pack, const DtlOrder **list, guint32 *n)
{
  DtlOrder *all;

  *n = count (pack, *n);
  *list = all = room (pack, *list, *n, sizeof *all);
  for (guint32 i = 0; i < *n && !pack->is_bad; i++)
    {
      dtl_pack_text (pack, &all[i].relation);
      dtl_pack_number (pack, &all[i].other);
      real (pack, &all[i].confidence);
      dtl_pack_text (pack, &all[i].signal);
      pack->is_bad |= all[i].relation == NULL || all[i].signal == NULL;
    }
}

static void
evidence (DtlPack *pack, DtlEvidence *value)
{
  index_below (pack, &value->source, pack->n_sources);
  dtl_pack_number (pack, &value->sentence);
  dtl_pack_number (pack, &value->line);
  span (pack, &value->span);
  dtl_pack_text (pack, &value->text);
  pack->is_bad |= value->source == DTL_NONE;
}

static void
mention (DtlPack *pack, DtlMention *value)
{
  evidence (pack, &value->evidence);
  span (pack, &value->trigger);
  dtl_pack_text (pack, &value->trigger_text);
  dtl_pack_text (pack, &value->event_class);
  dtl_pack_text (pack, &value->predicate);
  dtl_pack_text (pack, &value->label);
  dtl_pack_text (pack, &value->rule);
  participants (pack, &value->participants, &value->n_participants);
  place (pack, &value->place);
  when (pack, &value->when);
  ENUMERATION (pack, value->reality, DTL_REALITY_POSSIBLE);
  attributions (pack, &value->attributions, &value->n_attributions);
  quantities (pack, &value->quantities, &value->n_quantities);
  reasons (pack, &value->reasons, &value->n_reasons);
  orders (pack, &value->orders, &value->n_orders);
  real (pack, &value->confidence);
}

static void
claims (DtlPack *pack, const DtlClaim **list, guint32 *n, guint32 n_mentions)
{
  DtlClaim *all;

  *n = count (pack, *n);
  *list = all = room (pack, *list, *n, sizeof *all);
  for (guint32 i = 0; i < *n && !pack->is_bad; i++)
    {
      guint32 *mentions;

      dtl_pack_text (pack, &all[i].field);
      dtl_pack_text (pack, &all[i].value);
      ENUMERATION (pack, all[i].is_update, TRUE);
      all[i].n_mentions = count (pack, all[i].n_mentions);
      all[i].mentions = mentions = room (pack, all[i].mentions, all[i].n_mentions, sizeof *mentions);
      for (guint32 j = 0; j < all[i].n_mentions && !pack->is_bad; j++)
        mentions[j] = number (pack, mentions[j], n_mentions - 1);
    }
}

static void
links (DtlPack *pack, const DtlEventLink **list, guint32 *n)
{
  DtlEventLink *all;

  *n = count (pack, *n);
  *list = all = room (pack, *list, *n, sizeof *all);
  for (guint32 i = 0; i < *n && !pack->is_bad; i++)
    {
      dtl_pack_text (pack, &all[i].relation);
      dtl_pack_text (pack, &all[i].other);
      real (pack, &all[i].confidence);
      dtl_pack_number (pack, &all[i].independent_sources);
      all[i].source = number (pack, all[i].source, pack->n_sources - 1);
      dtl_pack_number (pack, &all[i].start);
      dtl_pack_text (pack, &all[i].signal);
      dtl_pack_text (pack, &all[i].against);
      pack->is_bad |= all[i].relation == NULL || all[i].other == NULL || all[i].signal == NULL;
    }
}

/* ---- facts ---- */

void
dtl_pack_source (DtlPack *pack, DtlSource *source)
{
  dtl_pack_text (pack, &source->id);
  dtl_pack_text (pack, &source->uri);
  dtl_pack_text (pack, &source->title);
  when (pack, &source->published);
  when (pack, &source->updated);
  dtl_pack_text (pack, &source->publisher);
  texts (pack, &source->authors);
  dtl_pack_text (pack, &source->language);
  dtl_pack_text (pack, &source->sha256);
  index_below (pack, &source->duplicate_of, pack->n_sources);
  index_below (pack, &source->version_of, pack->n_sources);
  pack->is_bad |= source->id == NULL;
}

void
dtl_pack_actor (DtlPack *pack, DtlActor *actor)
{
  dtl_pack_text (pack, &actor->id);
  dtl_pack_text (pack, &actor->name);
  ENUMERATION (pack, actor->kind, DTL_ACTOR_OTHER);
  texts (pack, &actor->aliases);
  dtl_pack_text (pack, &actor->country);
  dtl_pack_number (pack, &actor->first_source);
  dtl_pack_number (pack, &actor->first_start);
  dtl_pack_number (pack, &actor->salience);
  pack->is_bad |= actor->id == NULL || actor->name == NULL;
}

void
dtl_pack_role (DtlPack *pack, DtlRole *role)
{
  DtlEvidence *all;

  index_below (pack, &role->actor, pack->n_actors);
  index_below (pack, &role->of, pack->n_actors);
  dtl_pack_text (pack, &role->role);
  ENUMERATION (pack, role->status, DTL_STATUS_ELECT);
  when (pack, &role->valid);
  role->n_evidence = count (pack, role->n_evidence);
  role->evidence = all = room (pack, role->evidence, role->n_evidence, sizeof *all);
  for (guint32 i = 0; i < role->n_evidence && !pack->is_bad; i++)
    evidence (pack, &all[i]);
  pack->is_bad |= role->actor == DTL_NONE || role->role == NULL;
}

void
dtl_pack_event (DtlPack *pack, DtlEvent *event)
{
  DtlMention *all;

  dtl_pack_text (pack, &event->id);
  dtl_pack_text (pack, &event->type);
  dtl_pack_text (pack, &event->event_class);
  dtl_pack_text (pack, &event->family);
  dtl_pack_text (pack, &event->cameo);
  dtl_pack_text (pack, &event->label);
  dtl_pack_text (pack, &event->predicate);
  participants (pack, &event->participants, &event->n_participants);
  place (pack, &event->place);
  when (pack, &event->when);
  ENUMERATION (pack, event->reality, DTL_REALITY_POSSIBLE);
  attributions (pack, &event->attributions, &event->n_attributions);
  quantities (pack, &event->quantities, &event->n_quantities);
  real (pack, &event->confidence);
  dtl_pack_number (pack, &event->independent_sources);
  event->n_mentions = count (pack, event->n_mentions);
  event->mentions = all = room (pack, event->mentions, event->n_mentions, sizeof *all);
  for (guint32 i = 0; i < event->n_mentions && !pack->is_bad; i++)
    mention (pack, &all[i]);
  claims (pack, &event->claims, &event->n_claims, event->n_mentions);
  dtl_pack_number (pack, &event->rank);
  links (pack, &event->links, &event->n_links);
  pack->is_bad |= event->id == NULL || event->family == NULL || event->label == NULL || event->n_mentions == 0;
}

void
dtl_pack_correction (DtlPack *pack, DtlCorrection *correction)
{
  dtl_pack_text (pack, &correction->kind);
  dtl_pack_text (pack, &correction->cue);
  evidence (pack, &correction->evidence);
  dtl_pack_text (pack, &correction->reason);
  real (pack, &correction->score);
  dtl_pack_number (pack, &correction->event);
  index_below (pack, &correction->source, pack->n_sources);
  dtl_pack_number (pack, &correction->start);
  pack->is_bad |= correction->kind == NULL || correction->evidence.text == NULL
                  || (correction->event == DTL_NONE) != (correction->source == DTL_NONE);
}
