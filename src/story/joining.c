/*
 * Happenings that articles on one thing tell alike are made one: every pair of their events is weighed by the learned
 * likeness, and the pair of happenings that hangs together best on average is joined first.
 *
 * Dates keep their word: what shares no day is never one; and what fits two happenings of other days equally well joins
 * neither.
 */
#include "story/happenings.h"
#include "story/linkage.h"
#include "story/pairing.h"
#include "story/recurrences.h"

#define ENOUGH (-1300)  /* thousandths of a logarithm of the odds from which two are one; chosen on ECB+ 1 to 35, by folds */
#define RULE_POINT 100  /* a point of the rules for dated ones */
#define KEPT (-1200)     /* worse pairs are not kept */
#define MISSING (-3000)  /* and count as this */
#define MARGIN 400        /* by which one of two recurrences must fit better */

typedef struct
{
  DtlHappenings *happenings;
  DtlLinkage *linkage;
  DtlPairs *dated; /* owned: (happening, record) that tells it with a date */
  const DtlBond *link;     /* that is looked at */
  gboolean has_rival;
} Joining;

/* ---- pairs ---- */

/* What the rules and the likeness say of two dated ones, whichever says more. Where both are told by one word, or somebody
 * is quoted, the rules know better; but that one article says "in 2011", the other "in November 2011" does not speak against. */
static gint
score_dated (const DtlUnits *units, const DtlUnit *a, const DtlUnit *b, gint likeness)
{
  guint points = 0;
  gboolean may_be = dtl_units_compare (a, b, &points);

  if (a->earliest > b->latest || b->earliest > a->latest)
    return G_MININT;
  if (!may_be && a->stem == b->stem)
    return dtl_units_are_others (a, b) ? G_MININT : likeness;
  if (points == 0 && (a->is_speech || b->is_speech))
    return G_MININT;
  return MAX (likeness, RULE_POINT * (gint) points);
}

static gint
score_pair (const DtlUnits *units, const DtlUnit *a, const DtlUnit *b)
{
  gint score;

  if (dtl_units_are_apart (units, a, b))
    return G_MININT;
  score = dtl_likeness_score (units, a, b, KEPT + ENOUGH) - ENOUGH;
  return a->is_dated && b->is_dated ? score_dated (units, a, b, score) : score;
}

static void
add_pair (guint32 one, guint32 two, gpointer data)
{
  Joining *joining = data;
  const DtlHappenings *happenings = joining->happenings;
  const DtlUnit *a = dtl_happenings_unit (happenings, one), *b = dtl_happenings_unit (happenings, two);
  gint score;

  dtl_spill_breathe (happenings->spill);
  if (happenings->of[one] == happenings->of[two] || !dtl_likeness_is_possible (a, b))
    return;
  score = score_pair (happenings->units, a, b);
  if (score > KEPT || score == G_MININT)
    dtl_linkage_add (joining->linkage, happenings->of[one], happenings->of[two], score, one, two);
}

/* ---- joining ---- */

/* An article has decided which of its events are one. Only where others tell it as one may two of its events be, one of
 * them without a date. */
static gboolean
have_seats (const Joining *joining, guint32 a, guint32 b)
{
  const DtlHappenings *happenings = joining->happenings;
  const DtlHappening *one = dtl_happenings_get (happenings, a), *other = dtl_happenings_get (happenings, b);

  if (one->record != DTL_NONE && one->record == other->record)
    return FALSE;
  if (one->n > other->n)
    return have_seats (joining, b, a);
  for (guint32 i = one->first; i != DTL_NONE; i = happenings->next[i])
    if (dtl_happenings_unit (happenings, i)->is_dated
        && dtl_pairs_has (joining->dated, b, dtl_happenings_unit (happenings, i)->record))
      return FALSE;
  return TRUE;
}

static gboolean
may_be_one (const Joining *joining, guint32 a, guint32 b)
{
  return !dtl_happenings_share_no_day (dtl_happenings_get (joining->happenings, a),
                                       dtl_happenings_get (joining->happenings, b))
         && have_seats (joining, a, b);
}

static void
look_for_rival (guint32 a, const DtlBond *link, gpointer data)
{
  Joining *joining = data;
  const DtlHappenings *happenings = joining->happenings;

  if (link->other != joining->link->other && link->score + MARGIN > joining->link->score
      && dtl_happenings_share_no_day (dtl_happenings_get (happenings, link->other),
                                      dtl_happenings_get (happenings, joining->link->other))
      && may_be_one (joining, a, link->other))
    joining->has_rival = TRUE;
}

/* Whether @a fits one of other days than @link->other as well. */
static gboolean
has_rival (Joining *joining, guint32 a, const DtlBond *link)
{
  joining->link = link;
  joining->has_rival = FALSE;
  dtl_linkage_foreach (joining->linkage, a, look_for_rival, joining);
  return joining->has_rival;
}

static void
judge (Joining *joining, const DtlBond *link, const char *objection)
{
  DtlHappenings *happenings = joining->happenings;
  guint32 one = MIN (link->one, link->two), two = MAX (link->one, link->two);
  g_autoptr (GString) reason = g_string_new (NULL);

  dtl_likeness_reason (happenings->units, dtl_happenings_unit (happenings, one), dtl_happenings_unit (happenings, two), reason);
  dtl_happenings_judge (happenings, two, happenings->of[one], link->score, reason->str, objection);
}

static void
note_dated (Joining *joining, guint32 number, guint32 from)
{
  const DtlHappenings *happenings = joining->happenings;

  for (guint32 i = dtl_happenings_get (happenings, from)->first; i != DTL_NONE; i = happenings->next[i])
    if (dtl_happenings_unit (happenings, i)->is_dated)
      dtl_pairs_add (joining->dated, number, dtl_happenings_unit (happenings, i)->record);
}

static gboolean
join_if_may (guint32 a, const DtlBond *link, gpointer data)
{
  Joining *joining = data;
  DtlBond back = *link;

  back.other = a;
  dtl_spill_breathe (joining->happenings->spill);
  if (!may_be_one (joining, a, link->other))
    return FALSE;
  if (has_rival (joining, a, link) || has_rival (joining, link->other, &back))
    return FALSE;
  judge (joining, link, NULL);
  note_dated (joining, a, link->other);
  dtl_happenings_move (joining->happenings, link->other, a);
  return TRUE;
}

/* ---- what was not joined ---- */

static void
tell_refusal (guint32 a, const DtlBond *link, gpointer data)
{
  Joining *joining = data;
  DtlBond back = *link;
  const char *objection = "too little speaks for it";

  back.other = a;
  if (a > link->other || link->score <= -DTL_NEAR)
    return;
  if (!may_be_one (joining, a, link->other))
    objection = "an article tells both, or the dates do not agree";
  else if (link->score > 0 && (has_rival (joining, a, link) || has_rival (joining, link->other, &back)))
    objection = "it fits another one, of other days, as well";
  judge (joining, link, objection);
}

static void
tell_refusals (Joining *joining)
{
  for (guint32 i = 0; i < joining->happenings->all->len; i++, dtl_spill_breathe (joining->happenings->spill))
    if (dtl_happenings_get (joining->happenings, i)->n > 0)
      dtl_linkage_foreach (joining->linkage, i, tell_refusal, joining);
}

void
dtl_happenings_join_alike (DtlHappenings *happenings)
{
  g_autoptr (DtlKin) kin = dtl_kin_new (happenings->units, FALSE);
  g_autoptr (DtlRecurrences) recurrences = dtl_recurrences_new (happenings->units, kin);
  Joining joining = { happenings, dtl_linkage_new (happenings->all->len, MISSING, -DTL_NEAR, happenings->spill),
                      dtl_pairs_new () };

  G_STATIC_ASSERT (MARGIN < DTL_NEAR); /* rivals are asked for */
  for (guint32 i = 0; i < happenings->all->len; i++)
    {
      dtl_linkage_set_size (joining.linkage, i, dtl_happenings_get (happenings, i)->n);
      note_dated (&joining, i, i);
      dtl_spill_breathe (happenings->spill);
    }
  happenings->units->recurrences = recurrences;
  dtl_pairing_foreach (happenings->units, kin, add_pair, &joining);
  dtl_linkage_run (joining.linkage, join_if_may, &joining);
  tell_refusals (&joining);
  happenings->units->recurrences = NULL;
  dtl_linkage_free (joining.linkage);
  dtl_pairs_free (joining.dated);
}
