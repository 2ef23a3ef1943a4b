/* Keys and symbols of forms: the vocabulary that timex.tsv and timex_words.tsv are written in. */
#include "timex/form.h"

#include <string.h>

static const char *const keys[] = {
#define X(name) #name,
  TIMEX_KEYS (X)
#undef X
};

static const struct
{
  const char *word;
  gint32 value;
} symbols[] = {
  { "calendar", TIMEX_CALENDAR },
  { "day", TIMEX_DAY },
  { "unit", TIMEX_UNIT },
  { "shift", TIMEX_SHIFT },
  { "span", TIMEX_SPAN },
  { "duration", TIMEX_DURATION },
  { "set", TIMEX_SET },
  { "reference", TIMEX_REFERENCE },
  { "numeric", TIMEX_NUMERIC },
  { "seconds", TIMEX_UNIT_SECOND },
  { "minutes", TIMEX_UNIT_MINUTE },
  { "hours", TIMEX_UNIT_HOUR },
  { "days", TIMEX_UNIT_DAY },
  { "weekends", TIMEX_UNIT_WEEKEND },
  { "weeks", TIMEX_UNIT_WEEK },
  { "fortnights", TIMEX_UNIT_FORTNIGHT },
  { "months", TIMEX_UNIT_MONTH },
  { "quarters", TIMEX_UNIT_QUARTER },
  { "halves", TIMEX_UNIT_HALF },
  { "seasons", TIMEX_UNIT_SEASON },
  { "years", TIMEX_UNIT_YEAR },
  { "decades", TIMEX_UNIT_DECADE },
  { "centuries", TIMEX_UNIT_CENTURY },
  { "millennia", TIMEX_UNIT_MILLENNIUM },
  { "now", TIMEX_ANCHOR_NOW },
  { "focus", TIMEX_ANCHOR_FOCUS },
  { "period", TIMEX_ANCHOR_PERIOD },
  { "story", TIMEX_ANCHOR_STORY },
  { "early", TIMEX_PART_EARLY },
  { "mid", TIMEX_PART_MID },
  { "late", TIMEX_PART_LATE },
  { "earlier", TIMEX_PART_EARLIER },
  { "later", TIMEX_PART_LATER },
  { "approximate", TIMEX_MOD_APPROXIMATE },
  { "more", TIMEX_MOD_MORE },
  { "less", TIMEX_MOD_LESS },
  { "at-least", TIMEX_MOD_AT_LEAST },
  { "at-most", TIMEX_MOD_AT_MOST },
  { "morning", TIMEX_DAYPART_MORNING },
  { "afternoon", TIMEX_DAYPART_AFTERNOON },
  { "evening", TIMEX_DAYPART_EVENING },
  { "night", TIMEX_DAYPART_NIGHT },
  { "daytime", TIMEX_DAYPART_DAYTIME },
  { "past", TIMEX_REFERENCE_PAST },
  { "present", TIMEX_REFERENCE_PRESENT },
  { "future", TIMEX_REFERENCE_FUTURE },
  { "then", TIMEX_REFERENCE_FOCUS },
  { "since", TIMEX_RELATION_SINCE },
  { "until", TIMEX_RELATION_UNTIL },
  { "before", TIMEX_RELATION_BEFORE },
  { "after", TIMEX_RELATION_AFTER },
  { "from", TIMEX_RELATION_FROM },
  { "to", TIMEX_RELATION_TO },
  { "and", TIMEX_RELATION_AND },
  { "in", TIMEX_RELATION_IN },
  { "within", TIMEX_RELATION_WITHIN },
};

void
timex_form_clear (TimexForm *form)
{
  static const TimexForm empty = { { [0 ... TIMEX_N_KEYS - 1] = TIMEX_ABSENT } };

  *form = empty;
}

void
timex_form_merge (TimexForm *into, const TimexForm *from)
{
  for (guint i = 0; i < TIMEX_N_KEYS; i++)
    if (from->at[i] != TIMEX_ABSENT)
      into->at[i] = from->at[i];
}

TimexKey
timex_key_find (const char *name, gsize length)
{
  for (guint i = 0; i < TIMEX_N_KEYS; i++)
    if (strlen (keys[i]) == length && memcmp (keys[i], name, length) == 0)
      return i;
  return TIMEX_N_KEYS;
}

gboolean
timex_symbol (const char *word, gsize length, gint32 *value)
{
  g_autofree char *copy = g_strndup (word, length);
  gint64 number;

  for (guint i = 0; i < G_N_ELEMENTS (symbols); i++)
    if (strcmp (symbols[i].word, copy) == 0)
      {
        *value = symbols[i].value;
        return TRUE;
      }
  if (!g_ascii_string_to_signed (copy, 10, G_MININT32 + 1, G_MAXINT32, &number, NULL))
    return FALSE;
  *value = (gint32) number;
  return TRUE;
}
