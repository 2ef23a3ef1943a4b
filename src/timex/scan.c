/*
 * Finds time expressions, sentence by sentence: from each atom the longest match of the grammar, with the words before
 * it that qualify it ("about", "the end of"). What only looks like a time is turned down here: ages, names, and weak
 * matches that need a word before them.
 */
#include "timex/scan.h"

#include <string.h>

#include "lexicon/tables.h"
#include "timex/grammar.h"
#include "timex/timex.h"

/* Values of the key "weak" in timex.tsv. */
enum
{
  WEAK_NEEDS_PART = 1,   /* "the year": only in "the end of the year" */
  WEAK_NEEDS_PRICE = 4,  /* "a day": only in "$5 a day", "20 flights a day" */
};

#define AFTER_NOON 780 /* minutes: from 13:00 on a clock says itself which half of the day it means */

typedef struct
{
  DtlDocument *document;
  const TimexGrammar *grammar;
  GArray *atoms;       /* TimexAtom of the sentence in hand */
  gboolean in_results; /* whether the sentence speaks of sums, shares, profits */
  gboolean after_part; /* whether "early", "the end of" stands before the atom in hand */
} Scanner;

static const TimexAtom *
atom_at (const Scanner *scanner, guint i)
{
  return i < scanner->atoms->len ? &g_array_index (scanner->atoms, TimexAtom, i) : NULL;
}

static gboolean
is_word (const Scanner *scanner, guint i, const char *word)
{
  const TimexAtom *atom = atom_at (scanner, i);

  return atom && strcmp (atom->lower, word) == 0;
}

static gboolean
has_class (const Scanner *scanner, guint i, TimexClass class)
{
  const TimexAtom *atom = atom_at (scanner, i);

  return atom && timex_atom_reading (atom, class) != NULL;
}

/* "two years old", "a 27-year-old", "aged three months": amounts that measure a person. */
static gboolean
is_age (const Scanner *scanner, guint start, const TimexMatch *match)
{
  gint32 kind = timex_get (&match->form, kind);
  guint end = match->end + is_word (scanner, match->end, "-");

  if (kind != TIMEX_DURATION && kind != TIMEX_SPAN)
    return FALSE;
  return is_word (scanner, end, "old") || is_word (scanner, end, "olds") || is_word (scanner, end, "older")
         || is_word (scanner, end, "younger") || (is_word (scanner, end, "of") && is_word (scanner, end + 1, "age"))
         || (start > 0 && is_word (scanner, start - 1, "aged"));
}

/* A phrase of timex_names.tsv around the match: "Bloody Sunday", "Saturday Night Live". Its end, or 0. */
static guint
find_name (const Scanner *scanner, guint i)
{
  char key[96];
  gsize length = 0;
  guint best = 0;

  for (guint n = 0; n < atom_at (scanner, i)->max_name && i + n < scanner->atoms->len; n++)
    {
      const TimexAtom *atom = atom_at (scanner, i + n);
      gsize size = strlen (atom->lower);

      if (length + size + 2 > sizeof key)
        break;
      if (n > 0 && !atom->glued)
        key[length++] = ' ';
      memcpy (key + length, atom->lower, size + 1);
      length += size;
      if (atom->capital && dtl_table_has (&dtl_table_timex_names, key))
        best = i + n + 1;
    }
  return best;
}

/* "$5 a day", "20 flights a day", "three times a day"; not "20 people in a day" */
static gboolean
has_price_before (const Scanner *scanner, guint start)
{
  if (start == 0 || has_class (scanner, start - 1, TIMEX_CLASS_IN))
    return FALSE;
  for (guint i = start; i-- > 0 && start - i <= 3;)
    if (has_class (scanner, i, TIMEX_CLASS_INT) || has_class (scanner, i, TIMEX_CLASS_NUM)
        || has_class (scanner, i, TIMEX_CLASS_FEW) || has_class (scanner, i, TIMEX_CLASS_TIMES))
      return i + 1 == start || has_class (scanner, start - 1, TIMEX_CLASS_COUNTED)
             || g_str_has_suffix (atom_at (scanner, start - 1)->lower, "s");
    else if (g_ascii_ispunct (*atom_at (scanner, i)->lower) && !is_word (scanner, i, "%"))
      return FALSE;
  return FALSE;
}

/* Words before @start that qualify the match there; parts may be joined to it by a hyphen. */
static gboolean
take_prefix (const Scanner *scanner, TimexClass class, guint at, guint *next, gint32 *value)
{
  const TimexAtom *atom = atom_at (scanner, at);
  const TimexReading *reading = atom ? timex_atom_reading (atom, class) : NULL;

  if (reading == NULL)
    return FALSE;
  *next = at + reading->n;
  if (class == TIMEX_CLASS_PART && is_word (scanner, *next, "-"))
    (*next)++;
  *value = reading->value;
  return TRUE;
}

static gboolean
is_calendar_unit (const TimexForm *form)
{
  gint32 kind = timex_get (form, kind);

  return kind == TIMEX_CALENDAR || kind == TIMEX_UNIT || kind == TIMEX_DAY;
}

/* "early 2020" is a stretch of it; "early two weeks" is nothing. "About 2018" is a date, "over the weekend" holds one. */
static gboolean
prefix_fits (TimexClass class, gint32 value, const TimexForm *form)
{
  gint32 kind = timex_get (form, kind);

  if (class == TIMEX_CLASS_PART)
    return is_calendar_unit (form) && !timex_has (form, minute);
  return kind == TIMEX_DURATION || kind == TIMEX_SHIFT || timex_has (form, minute)
         || (kind == TIMEX_CALENDAR && value == TIMEX_MOD_APPROXIMATE
             && (timex_has (form, year) || timex_has (form, decade) || timex_has (form, month)));
}

/* "three quarters of the troops" */
static gboolean
is_fraction (const Scanner *scanner, const TimexMatch *match)
{
  static const char *const things[] = { "the", "a", "an", "all", "its", "his", "her", "their", "our", "those", "these", "them", "us" };

  if (timex_get (&match->form, kind) != TIMEX_DURATION || timex_get (&match->form, unit) != TIMEX_UNIT_QUARTER
      || !is_word (scanner, match->end, "of"))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (things); i++)
    if (is_word (scanner, match->end + 1, things[i]))
      return TRUE;
  return FALSE;
}

/* "2015-12", "2012-1400" are no stretches of years. */
static gboolean
ends_before_it_starts (const TimexForm *form)
{
  gint32 year = timex_get (form, year), end = timex_get (form, end_year);

  if (!timex_has (form, year) || !timex_has (form, end_year) || timex_has (form, era))
    return FALSE;
  return end < 100 ? end <= year % 100 && year % 100 < 99 : end <= year;
}

/* "version 1.10.30", "No.: 3.4.2021" */
static gboolean
is_version (const Scanner *scanner, guint at, const TimexMatch *match)
{
  guint sign = at > 1 && is_word (scanner, at - 1, ":");

  return timex_get (&match->form, kind) == TIMEX_NUMERIC && at > sign && has_class (scanner, at - 1 - sign, TIMEX_CLASS_NUMBERED)
         && strchr (atom_at (scanner, at)->lower, '.') != NULL;
}

/* "1984 Main Street" */
static gboolean
is_address (const Scanner *scanner, guint at, const TimexMatch *match)
{
  static const char *const streets[] = { "street", "st.", "avenue", "ave.", "road", "rd.", "boulevard", "blvd.", "lane", "drive" };
  const TimexAtom *next = atom_at (scanner, match->end);

  for (guint i = 0; match->end == at + 1 && next && next->capital && g_ascii_isdigit (*atom_at (scanner, at)->lower)
                    && i < G_N_ELEMENTS (streets); i++)
    if (is_word (scanner, match->end + 1, streets[i]) && atom_at (scanner, match->end + 1)->capital)
      return TRUE;
  return FALSE;
}

static gboolean
is_one_of (const Scanner *scanner, guint i, const char *const *words)
{
  for (; *words; words++)
    if (is_word (scanner, i, *words))
      return TRUE;
  return FALSE;
}

/* “This Week”, “Last Week Tonight”: a programme, all in quotation marks, two words or more with capitals. */
static gboolean
is_quoted_title (const Scanner *scanner, guint at, const TimexMatch *match)
{
  static const char *const marks[] = { "\"", "'", "\342\200\234", "\342\200\235", "``", "''", NULL };
  static const char *const openers[] = { "this", "last", "next", NULL };
  guint end = match->end;

  if (at == 0 || match->end < at + 2 || !is_one_of (scanner, at - 1, marks) || !is_one_of (scanner, at, openers))
    return FALSE;
  for (guint i = at; i < match->end; i++)
    if (!atom_at (scanner, i)->capital)
      return FALSE;
  while (end < match->end + 3 && atom_at (scanner, end) && atom_at (scanner, end)->capital)
    end++;
  if (is_word (scanner, end, ".") || is_word (scanner, end, ","))
    end++;
  return is_one_of (scanner, end, marks);
}

static gboolean
may_stand (const TimexMatch *match, guint at, gpointer user_data)
{
  const Scanner *scanner = user_data;
  gint32 weak = timex_get (&match->form, weak);

  for (guint i = at; i < match->end; i++)
    if (find_name (scanner, i) > 0)
      return FALSE;
  if (at > 0 && has_class (scanner, at - 1, TIMEX_CLASS_MONEY) && g_ascii_isdigit (*atom_at (scanner, at)->lower))
    return FALSE; /* "it cost $12 December" */
  if (ends_before_it_starts (&match->form) || is_version (scanner, at, match)
      || is_address (scanner, at, match) || is_quoted_title (scanner, at, match))
    return FALSE;
  if (is_age (scanner, at, match) || is_fraction (scanner, match))
    return FALSE;
  if (timex_has (&match->form, count) && timex_get (&match->form, amount) <= TIMEX_UNKNOWN_AMOUNT)
    return FALSE; /* "days after Christmas": how many is not said */
  if (weak == WEAK_NEEDS_PART && !scanner->after_part)
    return FALSE;
  return weak != WEAK_NEEDS_PRICE || has_price_before (scanner, at);
}

/* The best match from atom @at with nothing before it. */
static gboolean
match_core (Scanner *scanner, guint at, gboolean after_part, TimexMatch *match)
{
  scanner->after_part = after_part;
  return at < scanner->atoms->len
         && timex_grammar_match (scanner->grammar, scanner->atoms, at, may_stand, scanner, match);
}

/* The best match from atom @at, with a qualifying word, a part, both ("about the end of May"), or neither. */
static gboolean
match_at (Scanner *scanner, guint at, TimexMatch *match)
{
  static const struct
  {
    gboolean mod, part;
  } shapes[] = { { FALSE, FALSE }, { FALSE, TRUE }, { TRUE, FALSE }, { TRUE, TRUE } };

  match->end = 0;
  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      TimexMatch tried;
      gint32 mod = TIMEX_ABSENT, part = TIMEX_ABSENT;
      guint start = at;

      if (shapes[i].mod && !take_prefix (scanner, TIMEX_CLASS_MOD, start, &start, &mod))
        continue;
      if (shapes[i].part && !take_prefix (scanner, TIMEX_CLASS_PART, start, &start, &part))
        continue;
      if (!match_core (scanner, start, shapes[i].part, &tried) || tried.end <= match->end)
        continue;
      if ((shapes[i].part && !prefix_fits (TIMEX_CLASS_PART, part, &tried.form))
          || (shapes[i].mod && !prefix_fits (TIMEX_CLASS_MOD, mod, &tried.form)))
        continue;
      if (part != TIMEX_ABSENT)
        timex_set (&tried.form, part, part);
      if (mod != TIMEX_ABSENT)
        timex_set (&tried.form, mod, mod);
      *match = tried;
    }
  return match->end > at;
}

static DtlTimeType
type_of (const TimexForm *form)
{
  switch (timex_get (form, kind))
    {
    case TIMEX_DURATION:
    case TIMEX_SPAN: return DTL_TIME_DURATION;
    case TIMEX_SET: return DTL_TIME_SET;
    default: break;
    }
  if (timex_has (form, count) && timex_get (form, count) == 0)
    return DTL_TIME_DURATION; /* "three days from Monday on" */
  if (timex_has (form, nth) && timex_has (form, amount))
    return DTL_TIME_DURATION; /* "the first three months of 2021" */
  if (timex_has (form, minute) || timex_has (form, daypart))
    return DTL_TIME_TIME;
  if (timex_get (form, kind) == TIMEX_SHIFT && timex_has (form, unit) && timex_get (form, unit) < TIMEX_UNIT_DAY)
    return DTL_TIME_TIME;
  return DTL_TIME_DATE;
}

static gint32
find_relation (const Scanner *scanner, guint start)
{
  for (guint n = MIN (start, 3); n > 0; n--)
    {
      const TimexReading *reading = timex_atom_reading (atom_at (scanner, start - n), TIMEX_CLASS_RELATION);

      if (reading && reading->n == n)
        return reading->value;
    }
  return TIMEX_ABSENT;
}

/* A word for what is held on a day, with up to two words before it: "Friday's first final". */
static gboolean
is_scheduled (const Scanner *scanner, guint at)
{
  for (guint i = 0; i < 3; i++)
    if (has_class (scanner, at + i, TIMEX_CLASS_SCHEDULED))
      return TRUE;
  return FALSE;
}

/* Nothing but a word before the times of the sentence, words of range between them and signs behind: "In two weeks.", "From
 * May to December". @first: of its times */
static void
mark_alone (const Scanner *scanner, guint first)
{
  GArray *times = scanner->document->times;
  guint at = 1;

  for (guint i = first; i < times->len; i++)
    {
      const DtlTime *time = &g_array_index (times, DtlTime, i);

      if (at >= scanner->atoms->len || atom_at (scanner, at)->span.start != time->span.start)
        return;
      while (at < scanner->atoms->len && atom_at (scanner, at)->span.start < time->span.end)
        at++;
      if (i + 1 < times->len && has_class (scanner, at, TIMEX_CLASS_RELATION))
        at++;
    }
  for (; at < scanner->atoms->len; at++)
    if (!g_ascii_ispunct (*atom_at (scanner, at)->lower))
      return;
  for (guint i = first; i < times->len; i++)
    ((TimexScan *) g_array_index (times, DtlTime, i).scan)->alone = TRUE;
}

static TimexScan *
append_time (const Scanner *scanner, guint start, guint end, const TimexMatch *match, const TimexForm *form)
{
  const TimexAtom *first = atom_at (scanner, start), *last = atom_at (scanner, end - 1);
  TimexScan *scan = dtl_arena_new0 (scanner->document->arena, TimexScan, 1);
  DtlTime time = { .first = first->token, .n = last->token - first->token + 1 };

  scan->form = *form;
  if (!timex_has (&scan->form, relation))
    timex_set (&scan->form, relation, find_relation (scanner, start));
  scan->sentence = dtl_document_token (scanner->document, first->token)->sentence;
  scan->in_results = scanner->in_results;
  scan->in_brackets = start > 0 && is_word (scanner, start - 1, "(") && is_word (scanner, end, ")");
  scan->possessive = is_word (scanner, end, "'s") || is_word (scanner, end, "'");
  scan->scheduled = scan->possessive && is_scheduled (scanner, end + 1);
  scan->through = start > 0 && is_word (scanner, start - 1, "through");
  scan->onward = is_word (scanner, end, "onward") || is_word (scanner, end, "onwards") || is_word (scanner, end, "on");
  time.span = (DtlSpan) { first->span.start, last->span.end };
  time.type = type_of (form);
  time.rule = match->rule;
  time.scan = scan;
  g_array_append_val (scanner->document->times, time);
  return scan;
}

/* The last of @words in the match; 0 when there is none. */
static guint
find_last (const Scanner *scanner, guint start, guint end, const char *const *words)
{
  for (guint i = end - 1; i > start + 1; i--)
    for (guint k = 0; words[k]; k++)
      if (is_word (scanner, i - 1, words[k]))
        return i - 1;
  return 0;
}

/* Where the sign or word between the ends of a range stands; a stroke only where nothing else does ("10/1-11/7"). */
static guint
find_cut (const Scanner *scanner, guint start, guint end)
{
  static const char *const cuts[] = { "-", "--", "to", "through", "until", "till", "and", "or", NULL };
  static const char *const strokes[] = { "/", NULL };
  guint cut = find_last (scanner, start, end, cuts);

  return cut > 0 ? cut : find_last (scanner, start, end, strokes);
}

static void
move_key (TimexForm *from, TimexKey end, TimexForm *to, TimexKey key)
{
  if (from->at[end] != TIMEX_ABSENT)
    to->at[key] = from->at[end];
  from->at[end] = to->at[end] = TIMEX_ABSENT;
}

/* "from 9 to 11 p.m.", "from 11 to 1 p.m.": the half of the day is said once, before noon where the clock runs past it. */
static void
share_meridiem (TimexForm *from, TimexForm *to)
{
  gboolean same;

  if (!timex_has (from, end_minute))
    return;
  if (!timex_has (from, meridiem) && timex_has (from, end_meridiem))
    {
      same = timex_get (from, minute) % 720 < timex_get (from, end_minute) % 720;
      timex_set (from, meridiem, same ? timex_get (from, end_meridiem) : 1 - timex_get (from, end_meridiem));
    }
  else if (timex_has (from, meridiem) && !timex_has (from, end_meridiem))
    {
      if (timex_get (from, end_minute) >= AFTER_NOON)
        same = timex_get (from, meridiem) == 1; /* "from 9 a.m. to 14:30" */
      else
        same = timex_get (from, minute) % 720 < timex_get (from, end_minute) % 720;
      timex_set (from, end_meridiem, same ? timex_get (from, meridiem) : 1 - timex_get (from, meridiem));
    }
  else if (!timex_has (from, meridiem) && !timex_has (from, daypart) && timex_get (from, minute) < 720
           && timex_get (from, end_minute) < timex_get (from, minute))
    timex_set (from, end_minute, timex_get (from, end_minute) + 720); /* "from 10:30 to 3" */
  move_key (from, TIMEX_KEY_end_minute, to, TIMEX_KEY_minute);
  move_key (from, TIMEX_KEY_end_meridiem, to, TIMEX_KEY_meridiem);
}

/* "5/1-5/7/2020" */
static gboolean
has_whole_end (const TimexForm *form)
{
  return timex_get (form, kind) == TIMEX_NUMERIC && timex_has (form, ymd) && timex_has (form, month);
}

/* Whether the end names a day that its month has: "February 20 - 30" does not, and stays one time without a date. */
static gboolean
has_possible_end (const TimexForm *form)
{
  int month = timex_has (form, end_month) ? timex_get (form, end_month) : timex_get (form, month);
  gint32 year = timex_has (form, year) ? timex_get (form, year) : 2000;

  if (timex_get (form, kind) != TIMEX_CALENDAR || !timex_has (form, end_day) || month < 1 || month > 12)
    return TRUE;
  return timex_get (form, end_day) <= dtl_days_in_month (year, month);
}

/* "3-5 March 2022": TimeML has a time for each end, both carry the stretch between them. What is said once belongs to
 * both; resolve shares it out. */
static void
append_range (const Scanner *scanner, guint start, const TimexMatch *match)
{
  guint cut = find_cut (scanner, start, match->end);
  TimexForm from = match->form, to = match->form;
  gint32 year = timex_get (&match->form, year);

  if (timex_has (&from, end_year) && timex_get (&from, end_year) < 100 && !timex_has (&from, era))
    timex_set (&from, end_year, timex_get (&from, end_year) + (year + (year % 100 == 99)) / 100 * 100);
  if (timex_has (&from, end_month) || timex_has (&from, end_day))
    timex_set (&from, year, TIMEX_ABSENT);
  if (has_whole_end (&from))
    {
      timex_set (&from, year, timex_get (&from, ymd) / 10000);
      timex_set (&from, ymd, TIMEX_ABSENT);
      timex_set (&to, month, TIMEX_ABSENT);
      timex_set (&to, day, TIMEX_ABSENT);
    }
  move_key (&from, TIMEX_KEY_end_year, &to, TIMEX_KEY_year);
  move_key (&from, TIMEX_KEY_end_month, &to, TIMEX_KEY_month);
  move_key (&from, TIMEX_KEY_end_day, &to, TIMEX_KEY_day);
  share_meridiem (&from, &to);
  if (has_class (scanner, start, TIMEX_CLASS_MONTH) && timex_get (&to, month) == timex_get (&from, month) && timex_has (&from, day)
      && timex_get (&to, day) < timex_get (&from, day) && timex_get (&from, kind) == TIMEX_CALENDAR)
    timex_set (&to, month, timex_get (&from, month) % 12 + 1); /* "from April 27 to the third" */
  timex_set (&to, relation, TIMEX_RELATION_TO);
  timex_set (&to, part, TIMEX_ABSENT);
  append_time (scanner, start, cut, match, &from);
  append_time (scanner, cut + 1, match->end, match, &to)->closes = TRUE;
}

static gboolean
is_range (const TimexForm *form)
{
  return timex_has (form, end_year) || timex_has (form, end_month) || timex_has (form, end_day)
         || timex_has (form, end_minute) || has_whole_end (form);
}

static gboolean
has_results (const Scanner *scanner)
{
  for (guint i = 0; i < scanner->atoms->len; i++)
    if (has_class (scanner, i, TIMEX_CLASS_RESULTS))
      return TRUE;
  return FALSE;
}

static void
scan_sentence (Scanner *scanner)
{
  guint first = scanner->document->times->len;

  scanner->in_results = has_results (scanner);
  for (guint i = 0; i < scanner->atoms->len;)
    {
      TimexMatch match = { 0 };
      guint name_end = find_name (scanner, i);

      if (name_end > 0)
        i = name_end;
      else if (match_at (scanner, i, &match))
        {
          if (is_range (&match.form) && has_possible_end (&match.form) && find_cut (scanner, i, match.end) > 0)
            append_range (scanner, i, &match);
          else
            append_time (scanner, i, match.end, &match, &match.form);
          i = match.end;
        }
      else
        i++;
    }
  mark_alone (scanner, first);
}

gboolean
dtl_timex_scan (DtlDocument *document, GError **error)
{
  const TimexGrammar *grammar = timex_grammar_shared (error);
  g_autoptr (GArray) atoms = g_array_new (FALSE, FALSE, sizeof (TimexAtom));
  Scanner scanner = { document, grammar, atoms, FALSE, FALSE };

  if (grammar == NULL)
    return FALSE;
  for (guint i = 0; i < document->sentences->len; i++)
    {
      if (dtl_document_sentence (document, i)->kind == DTL_SENTENCE_FURNITURE)
        continue;
      g_array_set_size (atoms, 0);
      timex_atoms_read (document, i, atoms);
      timex_grammar_prepare (grammar, atoms);
      scan_sentence (&scanner);
      if (!dtl_document_is_within_limit (document, error))
        return FALSE;
    }
  return TRUE;
}
