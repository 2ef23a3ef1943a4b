/* From tokens to atoms, and what each atom can be. */
#include "timex/atoms.h"

#include <string.h>

#include "lexicon/calendar.h"
#include "lexicon/tables.h"
#include "timex/figures.h"
#include "timex/form.h"

#define MAX_KEY 64 /* bytes of the longest key looked up in a table */

static const char *const classes[] = {
#define X(name) #name,
  TIMEX_CLASSES (X)
#undef X
};

TimexClass
timex_class_find (const char *name, gsize length)
{
  for (guint i = 0; i < TIMEX_N_CLASSES; i++)
    if (strlen (classes[i]) == length && memcmp (classes[i], name, length) == 0)
      return i;
  return TIMEX_N_CLASSES;
}

const TimexReading *
timex_atom_reading (const TimexAtom *atom, TimexClass class)
{
  const TimexReading *best = NULL;

  for (guint i = 0; i < atom->n_readings; i++)
    if (atom->readings[i].class == class && (best == NULL || atom->readings[i].n > best->n))
      best = &atom->readings[i];
  return best;
}

void
timex_atom_add (TimexAtom *atom, TimexClass class, guint n, gint32 value)
{
  if (atom->n_readings < TIMEX_MAX_READINGS)
    atom->readings[atom->n_readings++] = (TimexReading) { class, n, value };
}

/* Bytes of the hyphen, dash or curly quote at @text, and its ASCII spelling; 0 for anything else. */
static gsize
fold_sign (const char *text, const char **ascii)
{
  static const struct
  {
    const char *sign, *ascii;
  } signs[] = {
    { "\342\200\220", "-" }, { "\342\200\221", "-" }, { "\342\200\222", "-" }, { "\342\200\223", "-" },
    { "\342\200\224", "--" }, { "\342\210\222", "-" }, { "\342\200\230", "'" }, { "\342\200\231", "'" },
    { "\302\275", "1/2" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (g_str_has_prefix (text, signs[i].sign))
      {
        *ascii = signs[i].ascii;
        return strlen (signs[i].sign);
      }
  return 0;
}

static gsize
count_digits (const char *at, const char *end)
{
  gsize n = 0;

  while (at + n < end && g_ascii_isdigit (at[n]))
    n++;
  return n;
}

/* "2022-03-12" and "3/4/2022" stay whole. */
static gsize
match_date_figures (const char *at, const char *end)
{
  gsize first = count_digits (at, end), second, third;
  char sign = at + first < end ? at[first] : 0;

  if ((sign != '-' && sign != '/' && sign != '.') || first == 0)
    return 0;
  second = count_digits (at + first + 1, end);
  if (second < 1 || second > 2 || at + first + 1 + second >= end || at[first + 1 + second] != sign)
    return 0;
  third = count_digits (at + first + second + 2, end);
  if (!(first == 4 && third <= 2 && third > 0) && !(first <= 2 && (third == 4 || third == 2)))
    return 0;
  at += first + second + third + 2;
  if (at != end && (first != 4 || g_ascii_isalnum (*at) || (at + 1 < end && g_ascii_isdigit (at[1]))))
    return 0; /* "report-2022-03-12.pdf" goes on, "2022-03-12-1" is no date */
  return first + second + third + 2;
}

/* Digits with inner points, commas and colons; and the ending of "1990s", "3rd". */
static gsize
match_figures (const char *at, const char *end)
{
  gsize n = match_date_figures (at, end);

  if (n > 0)
    return n;
  n = count_digits (at, end);
  if (n == 4 && at + n < end && at[n] == ':')
    return n; /* "06/Nov/2023:06:36:02" */
  while (at + n + 1 < end && strchr (".,:", at[n]) && g_ascii_isdigit (at[n + 1]))
    n += 1 + count_digits (at + n + 1, end);
  if (at + n < end && at[n] == 's' && (at + n + 1 == end || !g_ascii_isalpha (at[n + 1])))
    return n + 1;
  if (at + n + 1 < end && (at + n + 2 == end || !g_ascii_isalpha (at[n + 2]))
      && (memcmp (at + n, "st", 2) == 0 || memcmp (at + n, "nd", 2) == 0 || memcmp (at + n, "rd", 2) == 0
          || memcmp (at + n, "th", 2) == 0))
    return n + 2;
  return n;
}

static gboolean
is_letter (const char *at)
{
  const char *ascii;

  return g_ascii_isalpha (*at) || ((guchar) *at >= 0x80 && fold_sign (at, &ascii) == 0);
}

/* Letters with inner stops and apostrophes: "a.m.", "o'clock", "'s". */
static gsize
match_letters (const char *at, const char *end)
{
  const char *p = at, *ascii;

  while (p < end && (is_letter (p) || (p > at && (*p == '.' || *p == '\''))
                     || (p > at && fold_sign (p, &ascii) > 0 && *ascii == '\'' && p + 3 < end)))
    p += (guchar) *p >= 0x80 && fold_sign (p, &ascii) > 0 ? 3 : 1;
  return p - at;
}

static gsize
match_piece (const char *at, const char *end)
{
  const char *ascii;
  gsize n;

  if (g_ascii_isdigit (*at))
    return match_figures (at, end);
  if (*at == '\'' && at + 1 < end && g_ascii_isalpha (at[1]))
    return 1 + match_letters (at + 1, end);
  if (is_letter (at))
    return match_letters (at, end);
  n = fold_sign (at, &ascii);
  if (n > 0 && *ascii == '\'' && at + n < end && g_ascii_isalpha (at[n]))
    return n + match_letters (at + n, end);
  return n > 0 ? n : (gsize) (g_utf8_next_char (at) - at);
}

static const char *
fold_text (DtlDocument *document, const char *at, gsize length)
{
  g_autoptr (GString) out = g_string_sized_new (length);
  const char *ascii;

  for (gsize i = 0; i < length;)
    {
      gsize n = fold_sign (at + i, &ascii);

      if (n > 0)
        g_string_append (out, ascii);
      else
        g_string_append_c (out, g_ascii_tolower (at[i]));
      i += n > 0 ? n : 1;
    }
  return dtl_arena_intern (document->arena, out->str, out->len);
}

static gboolean
is_ascii (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if ((guchar) text[i] >= 0x80)
      return FALSE;
  return TRUE;
}

/* The piece of @token in lower case with signs folded. */
static const char *
fold_piece (DtlDocument *document, const DtlToken *token, const char *at, gsize length)
{
  if (length == token->span.end - token->span.start && is_ascii (at, length))
    return token->lower;
  return fold_text (document, at, length);
}

/* @n bytes at @at, in token @number or from it on */
static void
append_atom (DtlDocument *document, guint32 number, const char *at, gsize n, GArray *atoms)
{
  const char *text = document->text;
  TimexAtom atom = { .token = number };

  atom.span = (DtlSpan) { (guint32) (at - text), (guint32) (at - text + n) };
  atom.lower = fold_piece (document, dtl_document_token (document, number), at, n);
  atom.glued = at > text && !g_ascii_isspace (at[-1]);
  atom.capital = g_ascii_isupper (*at);
  g_array_append_val (atoms, atom);
}

/* What of token @number lies from @from on. */
static void
cut_token (DtlDocument *document, guint32 number, const char *from, GArray *atoms)
{
  const DtlToken *token = dtl_document_token (document, number);
  const char *at = MAX (document->text + token->span.start, from), *end = document->text + token->span.end;

  while (at < end)
    {
      gsize n = MIN (match_piece (at, end), (gsize) (end - at));

      append_atom (document, number, at, n, atoms);
      at += n;
    }
}

/* Bytes of the clock of "2022-03-12T10:30:00.5Z" from the T on; 0 where @at opens no such thing. */
static gsize
match_iso_clock (const char *at, const char *end)
{
  char day[11] = "";
  DtlDate date;
  gsize n;

  if (end - at < 16 || count_digits (at, end) != 4 || at[4] != '-' || count_digits (at + 5, end) != 2 || at[7] != '-'
      || count_digits (at + 8, end) != 2 || at[10] != 'T' || count_digits (at + 11, end) != 2 || at[13] != ':'
      || count_digits (at + 14, end) != 2)
    return 0;
  memcpy (day, at, 10);
  if (!dtl_date_parse (day, &date, NULL))
    return 0;
  n = 6;
  if (end - at >= 19 && at[16] == ':' && count_digits (at + 17, end) == 2)
    n = at + 20 < end && at[19] == '.' ? 10 + count_digits (at + 20, end) : 9;
  return n;
}

/* A moment as ISO 8601 writes it is day, T and clock, whatever the tokens are. The end of what was cut: @from if nothing. */
static const char *
cut_iso (DtlDocument *document, const DtlSentence *s, guint32 number, const char *from, GArray *atoms)
{
  const char *at = document->text + dtl_document_token (document, number)->span.start;
  const char *end = document->text + dtl_document_token (document, s->first_token + s->n_tokens - 1)->span.end;
  gsize n = at < from ? 0 : match_iso_clock (at, end);
  guint32 last = number;

  if (n == 0)
    return from;
  append_atom (document, number, at, 10, atoms);
  append_atom (document, number, at + 10, 1, atoms);
  while (document->text + dtl_document_token (document, last)->span.end < at + 10 + n)
    last++;
  append_atom (document, last, at + 11, n - 1, atoms);
  return at + 10 + n;
}

/* How a word may go on, so that most words are looked up once. Made once, constant from then on. */
typedef struct
{
  guint8 words, holidays, names, calendar, zones; /* atoms of the longest entry of each table that starts with the word */
} Opening;

static Opening *
open_word (GHashTable *openings, const char *word, gsize length)
{
  g_autofree char *key = g_strndup (word, length);
  Opening *opening = g_hash_table_lookup (openings, key);

  if (opening == NULL)
    {
      opening = g_new0 (Opening, 1);
      g_hash_table_insert (openings, g_steal_pointer (&key), opening);
    }
  return opening;
}

static guint
count_atoms (const char *key)
{
  const char *end = key + strlen (key);
  guint n = 0;

  for (const char *at = key; at < end; at += MIN (match_piece (at, end), (gsize) (end - at)))
    n += *at != ' ';
  return n;
}

/* Notes @key under its first atom in the field at offset @field. Tokens may end at an apostrophe or before a stop where
 * the key does not ("Year" "'s", "p.m" "."): such beginnings count, and two atoms more than the key has. */
static void
note_key (GHashTable *openings, const char *key, gsize field)
{
  gsize length = MIN (match_piece (key, key + strlen (key)), strlen (key));
  const char *apostrophe = memchr (key + 1, '\'', length - 1);
  const gsize lengths[] = { length, apostrophe ? (gsize) (apostrophe - key) : length,
                            length > 1 && key[length - 1] == '.' ? length - 1 : length };
  guint n = count_atoms (key) + 2;

  for (guint i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      guint8 *longest = &G_STRUCT_MEMBER (guint8, open_word (openings, key, lengths[i]), field);

      *longest = (guint8) MAX (*longest, n);
    }
}

static void
note_table (GHashTable *openings, const DtlTable *table, gsize field)
{
  for (guint i = 0; i < table->n_rows; i++)
    note_key (openings, dtl_table_row (table, i)[0], field);
}

static GHashTable *
openings_new (void)
{
  GHashTable *openings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  note_table (openings, &dtl_table_timex_words, G_STRUCT_OFFSET (Opening, words));
  note_table (openings, &dtl_table_holidays, G_STRUCT_OFFSET (Opening, holidays));
  note_table (openings, &dtl_table_timex_names, G_STRUCT_OFFSET (Opening, names));
  note_table (openings, &dtl_table_calendar, G_STRUCT_OFFSET (Opening, calendar));
  note_table (openings, &dtl_table_zones, G_STRUCT_OFFSET (Opening, zones));
  return openings;
}

/* (nullable): for words that start nothing */
static const Opening *
find_opening (const char *word)
{
  static gsize shared = 0;

  if (g_once_init_enter (&shared))
    g_once_init_leave (&shared, (gsize) openings_new ());
  return g_hash_table_lookup ((GHashTable *) shared, word);
}

/* Joins the words of up to @n atoms from @i on, with a blank where the text has one. FALSE when they do not fit. */
static gboolean
join_words (GArray *atoms, guint i, guint n, char *key)
{
  gsize length = 0;

  for (guint j = i; j < i + n; j++)
    {
      const TimexAtom *atom = &g_array_index (atoms, TimexAtom, j);
      gsize size = strlen (atom->lower);

      if (length + size + 2 > MAX_KEY)
        return FALSE;
      if (j > i && !atom->glued)
        key[length++] = ' ';
      memcpy (key + length, atom->lower, size);
      length += size;
    }
  key[length] = '\0';
  return TRUE;
}

static void
read_words (GArray *atoms, guint i, guint longest)
{
  TimexAtom *atom = &g_array_index (atoms, TimexAtom, i);
  char key[MAX_KEY];

  for (guint n = 1; n <= longest && i + n <= atoms->len; n++)
    {
      guint n_rows = 0;
      const char *const *row;

      if (!join_words (atoms, i, n, key))
        return;
      row = dtl_table_find (&dtl_table_timex_words, key, &n_rows);
      for (; n_rows > 0; n_rows--, row += dtl_table_timex_words.n_columns)
        {
          const char *class = row[DTL_TIMEX_WORDS_CLASS], *value = row[DTL_TIMEX_WORDS_VALUE];
          gint32 number = 0;

          if (strcmp (class, "ERA") == 0 && !atom->capital)
            continue; /* "the ad" */
          if (timex_symbol (value, strlen (value), &number))
            timex_atom_add (atom, timex_class_find (class, strlen (class)), n, number);
        }
    }
}

static void
read_holidays (GArray *atoms, guint i, guint longest)
{
  TimexAtom *atom = &g_array_index (atoms, TimexAtom, i);
  char key[MAX_KEY];

  const TimexReading *plain = timex_atom_reading (atom, TIMEX_CLASS_PLAIN_FEAST);

  if (!atom->capital && !g_ascii_isdigit (*atom->lower))
    longest = plain ? plain->n : 0;
  for (guint n = 1; n <= longest && i + n <= atoms->len; n++)
    {
      const char *const *row;

      if (!join_words (atoms, i, n, key))
        return;
      row = dtl_table_find (&dtl_table_holidays, key, NULL);
      if (row)
        timex_atom_add (atom, TIMEX_CLASS_HOLIDAY, n,
                     (gint32) ((row - dtl_table_holidays.cells) / dtl_table_holidays.n_columns));
    }
}

/* Words that are also other words ("may", "march", "sun") are sure only where the rule asks for more. */
static gboolean
is_sure_month (const TimexAtom *atom)
{
  gsize length = strlen (atom->lower);

  return atom->capital && strcmp (atom->lower, "march") != 0 && length > 3
         && (length > 4 || atom->lower[3] != '.' || atom->capital);
}

static void
read_calendar (TimexAtom *atom, gboolean is_forename, gboolean is_figured)
{
  int month = is_forename ? 0 : dtl_calendar_month (atom->lower), weekday = dtl_calendar_weekday (atom->lower);
  gsize length = strlen (atom->lower);

  if (month > 0 && (atom->capital || is_figured || (length > 3 && strcmp (atom->lower, "march") != 0)))
    timex_atom_add (atom, TIMEX_CLASS_MONTH, 1, month);
  if (month > 0 && is_sure_month (atom))
    timex_atom_add (atom, TIMEX_CLASS_SURE_MONTH, 1, month);
  if (weekday >= 0 && length > 5)
    timex_atom_add (atom, TIMEX_CLASS_WEEKDAY, 1, weekday);
  else if (weekday >= 0 && (atom->capital || length > 3)) /* "sun", "sat" are other words, "tues" is none */
    timex_atom_add (atom, TIMEX_CLASS_WEEKDAY_SHORT, 1, weekday);
}

/* "Mondays" */
static void
read_weekdays (TimexAtom *atom)
{
  g_autofree char *singular = g_strndup (atom->lower, strlen (atom->lower) - 1);
  int weekday = dtl_calendar_weekday (singular);

  if (weekday >= 0)
    timex_atom_add (atom, TIMEX_CLASS_WEEKDAYS, 1, weekday);
}

/* "pst", "gmt" are no other words */
static gboolean
is_plain_zone (const char *word)
{
  return strlen (word) == 3 && (strcmp (word + 1, "st") == 0 || strcmp (word + 1, "dt") == 0 || strcmp (word, "gmt") == 0
                                || strcmp (word, "utc") == 0);
}

static void
read_names (TimexAtom *atom, const Opening *opening, gboolean is_forename, gboolean is_figured)
{
  gsize length = strlen (atom->lower);
  int zone;

  if (opening && opening->calendar > 0)
    read_calendar (atom, is_forename, is_figured);
  if (length > 6 && strcmp (atom->lower + length - 4, "days") == 0)
    read_weekdays (atom);
  if (opening && opening->zones > 0 && (atom->capital || is_plain_zone (atom->lower)) && dtl_calendar_zone (atom->lower, 0, &zone))
    timex_atom_add (atom, TIMEX_CLASS_ZONE, 1, (gint32) ((dtl_table_find (&dtl_table_zones, atom->lower, NULL)
                                                       - dtl_table_zones.cells) / dtl_table_zones.n_columns));
}

/* "in June" is a month whatever follows, "by June Brown" is none. */
static gboolean
follows_time_word (GArray *atoms, guint i)
{
  static const char *const words[] = { "in", "since", "until", "till", "during", "throughout", "early", "late", "mid", "-",
                                       "last", "next", "this", "past", "coming", "following", "previous" };

  const TimexAtom *atom = &g_array_index (atoms, TimexAtom, i);
  guint n_of = i > 1 && strcmp (atom[-1].lower, "of") == 0;

  if (i > n_of && g_ascii_isdigit (*atom[-1 - (gint) n_of].lower))
    return TRUE; /* "on 10 June General Hill", "the 10th of June" */
  for (guint k = 0; i > 0 && k < G_N_ELEMENTS (words); k++)
    if (strcmp (atom[-1].lower, words[k]) == 0)
      return TRUE;
  return FALSE;
}

/* "Jan Kavan", "by June Brown": a capital behind three letters without a stop (months so short go with figures), or behind
 * a month that is a given name, too, where no word of time stands before it. Names of days are no surnames. */
static gboolean
is_forename (GArray *atoms, guint i)
{
  const TimexAtom *atom = &g_array_index (atoms, TimexAtom, i);
  const Opening *next;

  if (!atom->capital || i + 1 >= atoms->len || !atom[1].capital || atom[1].glued)
    return FALSE;
  if (strlen (atom->lower) == 3 && strcmp (atom->lower, "may") != 0)
    return TRUE;
  next = find_opening (atom[1].lower);
  return timex_atom_reading (atom, TIMEX_CLASS_FORENAME) && !follows_time_word (atoms, i) && (next == NULL || next->calendar == 0);
}

/* "BA2010": figures right behind letters of the same token */
static gboolean
follows_letters (GArray *atoms, guint i)
{
  const TimexAtom *atom = &g_array_index (atoms, TimexAtom, i);

  return i > 0 && atom->glued && atom[-1].token == atom->token && is_letter (atom[-1].lower);
}

/* "14 nov", "2019-aug-01": short months in lower case need figures before them */
static gboolean
follows_figures (GArray *atoms, guint i)
{
  const TimexAtom *atom = &g_array_index (atoms, TimexAtom, i);
  gboolean is_joined = i > 1 && atom->glued && (strcmp (atom[-1].lower, "-") == 0 || strcmp (atom[-1].lower, "/") == 0);

  return i > 0 && strlen (atom->lower) == 3 && strcmp (atom->lower, "may") != 0
         && g_ascii_isdigit (*atom[is_joined ? -2 : -1].lower);
}

/* Numbers start with figures, with a number word or with "a" ("a hundred"). */
static gboolean
may_count (const TimexAtom *atom)
{
  return g_ascii_isdigit (*atom->lower) || atom->n_readings > 0 || strcmp (atom->lower, "a") == 0;
}

void
timex_atoms_read (DtlDocument *document, guint sentence, GArray *atoms)
{
  const DtlSentence *s = dtl_document_sentence (document, sentence);
  const char *from = document->text;

  for (guint32 i = 0; i < s->n_tokens; i++)
    {
      from = cut_iso (document, s, s->first_token + i, from, atoms);
      cut_token (document, s->first_token + i, from, atoms);
    }
  for (guint i = 0; i < atoms->len; i++)
    {
      TimexAtom *atom = &g_array_index (atoms, TimexAtom, i);

      const Opening *opening = find_opening (atom->lower);

      if (opening)
        read_words (atoms, i, opening->words);
      if (g_ascii_isdigit (*atom->lower))
        timex_figures_read (atom, follows_letters (atoms, i));
      else if (atom->capital || is_letter (atom->lower))
        read_names (atom, opening, is_forename (atoms, i), follows_figures (atoms, i));
      if (opening == NULL)
        continue;
      read_holidays (atoms, i, opening->holidays);
      atom->max_name = opening->names;
    }
  for (guint i = 0; i < atoms->len; i++)
    if (may_count (&g_array_index (atoms, TimexAtom, i)))
      timex_figures_read_numbers (atoms, i);
  for (guint i = 0; i < atoms->len; i++)
    if (g_array_index (atoms, TimexAtom, i).n_readings > 0)
      timex_figures_join (atoms, i);
}
