/* EDTF expressions of any level: a date, an interval, or a set in brackets or braces, over the points of edtf-pattern.c. */
#include "base/edtf-pattern.h"

#include "base/edtf.h"

#include <string.h>

#define MAX_LENGTH 65536 /* bytes of an expression */

/* One member: a point, or a stretch with a slash (alone) or with two dots (in a set). */
typedef struct
{
  DtlDateShape shape;
  DtlPattern from;
  DtlPattern to;
} Member;

struct _DtlEdtf
{
  gatomicrefcount ref_count;
  DtlEdtfKind kind;
  GArray *members; /* of Member; one at least; owned */
};

G_DEFINE_BOXED_TYPE (DtlEdtf, dtl_edtf, dtl_edtf_ref, dtl_edtf_unref)

DtlEdtf *
dtl_edtf_ref (DtlEdtf *edtf)
{
  g_return_val_if_fail (edtf != NULL, NULL);
  g_atomic_ref_count_inc (&edtf->ref_count);
  return edtf;
}

void
dtl_edtf_unref (DtlEdtf *edtf)
{
  if (edtf == NULL || !g_atomic_ref_count_dec (&edtf->ref_count))
    return;
  g_array_unref (edtf->members);
  g_free (edtf);
}

static gboolean
has_from (const Member *member)
{
  return member->shape != DTL_DATE_OPEN_START && member->shape != DTL_DATE_UNKNOWN_START;
}

static gboolean
has_to (const Member *member)
{
  return member->shape == DTL_DATE_INTERVAL || !has_from (member);
}

static void
member_bounds (const Member *member, DtlDay *first, DtlDay *last)
{
  DtlDay ignored;

  *first = DTL_DAY_MIN;
  *last = DTL_DAY_MAX;
  if (has_from (member))
    dtl_pattern_bounds (&member->from, first, member->shape == DTL_DATE_POINT ? last : &ignored);
  if (has_to (member))
    dtl_pattern_bounds (&member->to, &ignored, last);
}

/* What stands on both sides of a slash or of two dots; @from and @to are the parts around it. */
static gboolean
parse_stretch (const char *from, gsize from_length, const char *to, gsize to_length, Member *member)
{
  DtlDay first, last;

  if (member->shape != DTL_DATE_OPEN_START && member->shape != DTL_DATE_UNKNOWN_START
      && !dtl_pattern_parse (from, from_length, &member->from))
    return FALSE;
  if (has_to (member) && !dtl_pattern_parse (to, to_length, &member->to))
    return FALSE;
  member_bounds (member, &first, &last);
  return first <= last;
}

static gboolean
is_dots (const char *text, gsize length)
{
  return length == 2 && memcmp (text, "..", 2) == 0;
}

/* "2004/2005", "2004/..", "/2005": one end at least is a point. */
static gboolean
parse_interval (const char *text, gsize length, const char *slash, Member *member)
{
  gsize before = slash - text, after = length - before - 1;

  if (before == 0)
    member->shape = DTL_DATE_UNKNOWN_START;
  else if (is_dots (text, before))
    member->shape = DTL_DATE_OPEN_START;
  else if (after == 0)
    member->shape = DTL_DATE_UNKNOWN_END;
  else
    member->shape = is_dots (slash + 1, after) ? DTL_DATE_OPEN_END : DTL_DATE_INTERVAL;
  return parse_stretch (text, before, slash + 1, after, member);
}

/* "1667", "1670..1672", "..1984" or "1984..": a member of a set. */
static gboolean
parse_item (const char *text, gsize length, Member *member)
{
  const char *dots = g_strstr_len (text, length, "..");
  gsize before, after;

  if (dots == NULL)
    {
      member->shape = DTL_DATE_POINT;
      return dtl_pattern_parse (text, length, &member->from);
    }
  before = dots - text;
  after = length - before - 2;
  member->shape = before == 0 ? DTL_DATE_OPEN_START : after == 0 ? DTL_DATE_OPEN_END : DTL_DATE_INTERVAL;
  return parse_stretch (text, before, dots + 2, after, member);
}

static gboolean
parse_set (const char *text, const char *end, GArray *members)
{
  for (const char *at = text;; at++)
    {
      const char *comma = memchr (at, ',', end - at);
      Member member = { DTL_DATE_POINT, { 0 }, { 0 } };
      gsize length = (comma ? comma : end) - at;

      if (!parse_item (at, length, &member))
        return FALSE;
      /* before all others or after all others: only the first is open to the past, the last to the future */
      if ((member.shape == DTL_DATE_OPEN_START && members->len > 0) || (member.shape == DTL_DATE_OPEN_END && comma))
        return FALSE;
      g_array_append_val (members, member);
      if (comma == NULL)
        return TRUE;
      at = comma;
    }
}

static gboolean
parse_single (const char *text, gsize length, GArray *members)
{
  const char *slash = memchr (text, '/', length);
  Member member = { DTL_DATE_POINT, { 0 }, { 0 } };
  gboolean good = slash ? parse_interval (text, length, slash, &member) : dtl_pattern_parse (text, length, &member.from);

  if (good)
    g_array_append_val (members, member);
  return good;
}

/* An ISO week, which EDTF lacks, is read as the days that the date value makes of it. */
static char *
replace_week (const char *text)
{
  DtlDate date = { DTL_DATE_NULL };

  return strchr (text, 'W') && dtl_date_parse (text, &date, NULL) ? dtl_date_to_string (&date) : g_strdup (text);
}

static gboolean
parse (const char *text, gsize length, DtlEdtf *edtf)
{
  if (length > 2 && text[0] == '[' && text[length - 1] == ']')
    edtf->kind = DTL_EDTF_ONE_OF;
  else if (length > 2 && text[0] == '{' && text[length - 1] == '}')
    edtf->kind = DTL_EDTF_ALL_OF;
  else
    return parse_single (text, length, edtf->members);
  return parse_set (text + 1, text + length - 1, edtf->members);
}

DtlEdtf *
dtl_edtf_new (const char *text, GError **error)
{
  g_autoptr (DtlEdtf) edtf = NULL;
  g_autofree char *days = NULL;

  g_return_val_if_fail (text != NULL, NULL);
  edtf = g_new0 (DtlEdtf, 1);
  g_atomic_ref_count_init (&edtf->ref_count);
  edtf->members = g_array_new (FALSE, FALSE, sizeof (Member));
  days = strnlen (text, MAX_LENGTH) < MAX_LENGTH ? replace_week (text) : g_strdup ("");
  if (!parse (days, strlen (days), edtf))
    {
      g_set_error (error, DTL_ERROR, DTL_ERROR_SYNTAX, "'%.60s' is no EDTF of any level", text);
      return NULL;
    }
  return g_steal_pointer (&edtf);
}

static void
append_member (GString *text, const Member *member, const char *between)
{
  char buffer[DTL_PATTERN_SIZE];
  gboolean in_set = *between == '.';

  if (has_from (member))
    g_string_append_len (text, buffer, dtl_pattern_format (&member->from, buffer) - buffer);
  else if (!in_set && member->shape == DTL_DATE_OPEN_START)
    g_string_append (text, "..");
  if (member->shape == DTL_DATE_POINT)
    return;
  g_string_append (text, between);
  if (has_to (member))
    g_string_append_len (text, buffer, dtl_pattern_format (&member->to, buffer) - buffer);
  else if (!in_set && member->shape == DTL_DATE_OPEN_END)
    g_string_append (text, "..");
}

char *
dtl_edtf_to_string (const DtlEdtf *edtf)
{
  static const char *const brackets[] = { "", "[]", "{}" };
  GString *text = g_string_new (NULL);

  g_return_val_if_fail (edtf != NULL, NULL);
  if (edtf->kind != DTL_EDTF_SINGLE)
    g_string_append_c (text, brackets[edtf->kind][0]);
  for (guint i = 0; i < edtf->members->len; i++)
    {
      if (i > 0)
        g_string_append_c (text, ',');
      append_member (text, &g_array_index (edtf->members, Member, i), edtf->kind == DTL_EDTF_SINGLE ? "/" : "..");
    }
  if (edtf->kind != DTL_EDTF_SINGLE)
    g_string_append_c (text, brackets[edtf->kind][1]);
  return g_string_free (text, FALSE);
}

int
dtl_edtf_get_level (const DtlEdtf *edtf)
{
  const Member *member = &g_array_index (edtf->members, Member, 0);
  int level;

  if (edtf->kind != DTL_EDTF_SINGLE)
    return 2;
  level = member->shape > DTL_DATE_INTERVAL;
  if (has_from (member))
    level = MAX (level, dtl_pattern_level (&member->from));
  return has_to (member) ? MAX (level, dtl_pattern_level (&member->to)) : level;
}

DtlEdtfKind
dtl_edtf_get_kind (const DtlEdtf *edtf)
{
  return edtf->kind;
}

void
dtl_edtf_get_bounds (const DtlEdtf *edtf, DtlDay *earliest, DtlDay *latest)
{
  *earliest = DTL_DAY_MAX;
  *latest = DTL_DAY_MIN;
  for (guint i = 0; i < edtf->members->len; i++)
    {
      DtlDay first, last;

      member_bounds (&g_array_index (edtf->members, Member, i), &first, &last);
      *earliest = MIN (*earliest, first);
      *latest = MAX (*latest, last);
    }
}

gboolean
dtl_edtf_may_hold (const DtlEdtf *edtf, DtlDay day)
{
  for (guint i = 0; i < edtf->members->len; i++)
    {
      const Member *member = &g_array_index (edtf->members, Member, i);
      DtlDay first, last;

      member_bounds (member, &first, &last);
      if (first <= day && day <= last && (member->shape != DTL_DATE_POINT || dtl_pattern_matches (&member->from, day)))
        return TRUE;
    }
  return FALSE;
}

/* The interval of the bounds, where they are days with a year of four digits. */
static DtlDate
date_of_bounds (const DtlEdtf *edtf)
{
  DtlDay first, last, low = dtl_day_from_civil (-9999, 1, 1), high = dtl_day_from_civil (9999, 12, 31);
  gboolean has_first, has_last;

  dtl_edtf_get_bounds (edtf, &first, &last);
  has_first = first >= low && first <= high;
  has_last = last >= low && last <= high;
  if (has_first && has_last)
    return dtl_date_from_days (first, last);
  if (has_first && last == DTL_DAY_MAX)
    return (DtlDate) { DTL_DATE_OPEN_END, dtl_date_from_day (first).from, { 0 } };
  if (has_last && first == DTL_DAY_MIN)
    return (DtlDate) { DTL_DATE_OPEN_START, { 0 }, dtl_date_from_day (last).from };
  return (DtlDate) { DTL_DATE_NULL, { 0 }, { 0 } };
}

DtlDate
dtl_edtf_to_date (const DtlEdtf *edtf)
{
  g_autofree char *text = dtl_edtf_to_string (edtf);
  DtlDate date = { DTL_DATE_NULL, { 0 }, { 0 } };

  if (dtl_date_parse (text, &date, NULL)) /* also 1XXX and XXXX, which the date value has beside level 1 */
    return date;
  return date_of_bounds (edtf);
}
