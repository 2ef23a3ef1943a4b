/*
 * The scanner: one pass over a block, left to right, longest special form first.
 *
 * The conventions are those of UD English since release 2.15: hyphenated words are three words ("well", "-", "known")
 * unless they begin with a prefix of the table text_prefixes ("anti-war"); clitics are parts of a multiword token;
 * currency signs, units and percent signs stand alone. Everything about particular words is in the tables.
 */
#include "text/pieces.h"

#include <string.h>

#include "lexicon/tables.h"
#include "document/characters.h"
#include "text/patterns.h"

#define PIECE_MAX 1024     /* bytes of a word; what is longer is cut */
#define QUOTE_REACH 300    /* bytes that a single quotation mark is awaited for */
#define KEY_SIZE 64
#define CALENDAR_LONGEST 12 /* bytes of a month or weekday, with its stop */

typedef struct
{
  const char *text;
  guint32 end;          /* of the block */
  guint32 at;
  guint32 chunk_end;    /* end of the stretch without white space that holds @at */
  gboolean chunk_plain; /* the stretch has none of the characters of addresses */
  guint brackets;       /* that are open */
  gboolean quoted;      /* a single quotation mark is open */
  GArray *pieces;       /* of Piece, borrowed */
} Scanner;

static gunichar
char_at (const Scanner *scanner, guint32 at)
{
  return at < scanner->chunk_end ? g_utf8_get_char (scanner->text + at) : 0;
}

static CharacterClass
class_at (const Scanner *scanner, guint32 at)
{
  return at < scanner->chunk_end ? dtl_character_classify (g_utf8_get_char (scanner->text + at)) : CHARACTER_SPACE;
}

static gboolean
is_word_at (const Scanner *scanner, guint32 at)
{
  return dtl_character_is_word (class_at (scanner, at));
}

static guint32
next (const Scanner *scanner, guint32 at)
{
  return at + g_utf8_skip[(guchar) scanner->text[at]];
}

static const Piece *
last_piece (const Scanner *scanner)
{
  return scanner->pieces->len ? &g_array_index (scanner->pieces, Piece, scanner->pieces->len - 1) : NULL;
}

/* Whether the last piece touches @at. */
static gboolean
is_inside_chunk (const Scanner *scanner, guint32 at)
{
  const Piece *last = last_piece (scanner);

  return last != NULL && last->span.end == at;
}

static gboolean
make_key (const Scanner *scanner, guint32 from, guint32 to, char key[KEY_SIZE])
{
  return to > from && dtl_text_lower (scanner->text + from, to - from, key, KEY_SIZE) > 0;
}

static guint32
skip_word (const Scanner *scanner, guint32 at)
{
  guint32 limit = MIN (scanner->chunk_end, at + PIECE_MAX);

  while (at < limit && (is_word_at (scanner, at) || (scanner->text[at] == '_' && is_word_at (scanner, at + 1))))
    at = next (scanner, at);
  return at;
}

/* Words. */

/* "AT&T", "R&D", "p&l": short names, not "salt&pepper". */
static gboolean
joins_ampersand (const Scanner *scanner, guint32 start, guint32 to)
{
  guint32 right = skip_word (scanner, to + 1);

  if (right == to + 1)
    return FALSE;
  if (to - start == 1 && right - to == 2)
    return TRUE;
  return to - start <= 4 && g_unichar_isupper (char_at (scanner, start))
         && g_unichar_isupper (char_at (scanner, to + 1)) && g_ascii_isupper (scanner->text[to - 1]);
}

/* A hyphen joins what it follows when that is a prefix ("co-founder"). */
static gboolean
joins_hyphen (const Scanner *scanner, guint32 start, guint32 to)
{
  char key[KEY_SIZE];

  return is_word_at (scanner, next (scanner, to)) && make_key (scanner, start, to, key)
         && dtl_table_has (&dtl_table_text_prefixes, key);
}

/* Letters struck out with stars or dashes: "f**k", "f---ing". */
static guint32
skip_censored (const Scanner *scanner, guint32 start, guint32 to)
{
  gunichar mark = char_at (scanner, to);
  guint32 after = to;

  while (char_at (scanner, after) == mark)
    after++;
  if (class_at (scanner, after) != CHARACTER_LETTER)
    return to;
  if (mark == '*' || (mark == '-' && after - to >= 2 && next (scanner, start) == to))
    return after;
  return to;
}

static gboolean
joins_apostrophe (const Scanner *scanner, guint32 to)
{
  guint32 after = next (scanner, to);

  if (class_at (scanner, after) != CHARACTER_LETTER)
    return FALSE;
  return char_at (scanner, to) != '`' || (char_at (scanner, after) == 's' && !is_word_at (scanner, after + 1));
}

/* Where the word goes on after @to, or @to. */
static guint32
join (const Scanner *scanner, guint32 start, guint32 to)
{
  gunichar c = char_at (scanner, to);

  if (dtl_character_is_apostrophe (c))
    return joins_apostrophe (scanner, to) ? next (scanner, to) : to;
  if (c == '&')
    return joins_ampersand (scanner, start, to) ? to + 1 : to;
  if (dtl_character_is_hyphen (c) && joins_hyphen (scanner, start, to))
    return next (scanner, to);
  if (c == '*' || c == '-')
    return skip_censored (scanner, start, to);
  return to;
}

/* The longest of the words written with slashes or apostrophes that the table text_wholes keeps whole: "w/o", "'em". */
static guint32
match_whole (const Scanner *scanner, guint32 start)
{
  guint32 to = start, limit = MIN (scanner->chunk_end, start + 16);
  gboolean marked = FALSE;

  while (to < limit)
    {
      gboolean is_mark = scanner->text[to] == '/' || dtl_character_is_apostrophe (char_at (scanner, to));

      if (!is_mark && !is_word_at (scanner, to))
        break;
      marked |= is_mark;
      to = next (scanner, to);
    }
  for (; marked && to > start + 1; to = g_utf8_prev_char (scanner->text + to) - scanner->text)
    {
      guint32 last = g_utf8_prev_char (scanner->text + to) - scanner->text;
      char key[KEY_SIZE];

      if ((!is_word_at (scanner, to) || scanner->text[last] == '/') && make_key (scanner, start, to, key)
          && dtl_table_has (&dtl_table_text_wholes, key))
        return to;
    }
  return start;
}

static guint32
match_word (const Scanner *scanner, guint32 start)
{
  guint32 to = match_whole (scanner, start), limit = start + PIECE_MAX;

  if (to > start)
    return to;
  to = skip_word (scanner, start);
  while (to < limit)
    {
      guint32 after = join (scanner, start, to);

      if (after == to)
        break;
      to = skip_word (scanner, after);
    }
  return to;
}

/* Apostrophes. */

/* Whether another mark of the same kind closes the quotation ahead, so that the one at @at need not. */
static gboolean
closes_later (const Scanner *scanner, guint32 at)
{
  const char *text = scanner->text;
  gunichar mark = g_utf8_get_char (text + at);
  guint32 limit = MIN (scanner->end, at + QUOTE_REACH), after;

  for (guint32 i = next (scanner, at); i < limit; i = after)
    {
      gunichar c = g_utf8_get_char (text + i);
      gboolean word_follows;

      after = i + g_utf8_skip[(guchar) text[i]];
      if (c != mark && c != 0x2018)
        continue;
      word_follows = after < scanner->end
                     && dtl_character_is_word (dtl_character_classify (g_utf8_get_char (text + after)));
      if (c == 0x2018 || (word_follows && g_ascii_isspace (text[i - 1])))
        return FALSE; /* the next quotation begins */
      if (!word_follows && !g_ascii_isspace (text[i - 1]))
        return TRUE;
    }
  return FALSE;
}

/* Whether the apostrophe at @to belongs to the word before it: "parents'", "goin'", "ol'". */
static gboolean
takes_apostrophe (const Scanner *scanner, guint32 start, guint32 to)
{
  gunichar c = char_at (scanner, to);
  char last = scanner->text[to - 1];
  char key[KEY_SIZE];

  if ((c != '\'' && c != 0x2019) || is_word_at (scanner, next (scanner, to))
      || dtl_character_is_apostrophe (char_at (scanner, next (scanner, to))))
    return FALSE;
  if (make_key (scanner, start, next (scanner, to), key) && dtl_table_has (&dtl_table_text_wholes, key))
    return TRUE;
  if (scanner->quoted && !closes_later (scanner, to))
    return FALSE;
  if (last == 's' || last == 'S' || last == 'x' || last == 'z')
    return to - start > 1;
  return !scanner->quoted && to - start >= 4 && memcmp (scanner->text + to - 2, "in", 2) == 0;
}

/* "'90s", "'em", "'s" of "Boeing 's": words that begin with an apostrophe. */
static guint32
match_elision (const Scanner *scanner, guint32 start)
{
  guint32 digits = next (scanner, start), to = digits;
  char key[KEY_SIZE];

  if (is_inside_chunk (scanner, start) && class_at (scanner, digits) == CHARACTER_LETTER
      && scanner->text[start - 1] != '"' && scanner->text[start - 1] != '(')
    return start;
  while (class_at (scanner, to) == CHARACTER_DIGIT)
    to++;
  if (to == digits + 2)
    {
      if (char_at (scanner, to) == 's')
        to++;
      return is_word_at (scanner, to) ? start : to;
    }
  to = skip_word (scanner, digits);
  if (make_key (scanner, start, to, key) && dtl_table_has (&dtl_table_text_contractions, key))
    return to;
  return match_whole (scanner, start);
}

/* Symbols. */

static guint32
skip_run (const Scanner *scanner, guint32 at, const char *set)
{
  guint32 to = at;

  while (char_at (scanner, to) != 0 && char_at (scanner, to) < 0x80 && strchr (set, scanner->text[to]) != NULL)
    to++;
  return to;
}

/* Stops: "..." and "…." are one token, as are "?!", "!!!" and ".?". */
static guint32
match_stops (const Scanner *scanner, guint32 at)
{
  guint32 to = at;

  while (char_at (scanner, to) == '.' || char_at (scanner, to) == 0x2026)
    to = next (scanner, to);
  if (to - at > 1)
    return to;
  return skip_run (scanner, to, "!?");
}

static guint32
match_symbol (const Scanner *scanner, guint32 at)
{
  gunichar c = char_at (scanner, at);
  guint32 to = next (scanner, at);

  if (c == '.' || c == '!' || c == '?' || c == 0x2026)
    return match_stops (scanner, at);
  if (c < 0x80 && strchr ("-=<>|+", (int) c) != NULL)
    return skip_run (scanner, at, c == '-' && char_at (scanner, to) != '>' ? "-" : "-=<>|+");
  if ((dtl_character_is_apostrophe (c) || c == ',')
      && (char_at (scanner, to) == c || (c == 0x2018 && char_at (scanner, to) == 0x2019)))
    return next (scanner, to); /* two single marks stand for a double one */
  if (c == 0x2014 || c == 0x2013 || (c < 0x80 && strchr ("*_~#^$", (int) c) != NULL))
    while (char_at (scanner, to) == c)
      to = next (scanner, to);
  return to;
}

/* An emoji with its modifiers, or any symbol with the marks on it. */
static guint32
skip_extensions (const Scanner *scanner, guint32 at, guint32 to)
{
  gunichar first = char_at (scanner, at), c;

  if (first >= 0x1F1E6 && first <= 0x1F1FF && char_at (scanner, to) >= 0x1F1E6 && char_at (scanner, to) <= 0x1F1FF)
    to = next (scanner, to); /* two regional letters are one flag */
  while (class_at (scanner, to) == CHARACTER_EXTEND)
    {
      c = char_at (scanner, to);
      to = next (scanner, to);
      if (c == 0x200D && char_at (scanner, to) >= 0x2190 && class_at (scanner, to) == CHARACTER_OTHER)
        to = next (scanner, to);
      if (to - at > PIECE_MAX)
        break;
    }
  return to;
}

/* "US$", "HK$": a currency with its country. */
static guint32
match_currency (const Scanner *scanner, guint32 at)
{
  guint32 to = at;

  while (to - at < 3 && g_ascii_isupper (char_at (scanner, to) < 0x80 ? scanner->text[to] : 0))
    to++;
  return to > at && to - at <= 3 && char_at (scanner, to) == '$' ? to + 1 : at;
}

static gboolean
follows_currency (const Scanner *scanner, guint32 at)
{
  const Piece *last = last_piece (scanner);
  const char *p;

  if (last == NULL || last->span.end != at)
    return FALSE;
  p = g_utf8_prev_char (scanner->text + at);
  return *p == '$' || g_unichar_type (g_utf8_get_char (p)) == G_UNICODE_CURRENCY_SYMBOL;
}

/* Stops of abbreviations. */

/* The first character after the stop at @stop and the white space behind it, in this block; 0 at its end. */
static gunichar
char_after_stop (const Scanner *scanner, guint32 stop)
{
  guint32 at = stop + 1;

  while (at < scanner->end)
    {
      gunichar c = g_utf8_get_char (scanner->text + at);

      if (dtl_character_classify (c) != CHARACTER_SPACE)
        return c;
      at += g_utf8_skip[(guchar) scanner->text[at]];
    }
  return 0;
}

static PieceStop
stop_from_kind (const char *kind)
{
  if (strcmp (kind, "title") == 0 || strcmp (kind, "inner") == 0 || strcmp (kind, "number") == 0)
    return STOP_INNER;
  return strcmp (kind, "likely") == 0 ? STOP_LIKELY : STOP_SELDOM;
}

/* The end of the word at @at, with its stop; a bounded stretch is looked at. */
static guint32
word_end (const Scanner *scanner, guint32 at)
{
  guint32 limit = MIN (scanner->end, at + CALENDAR_LONGEST);

  while (at < limit && g_ascii_isalpha (scanner->text[at]))
    at++;
  return at < limit && scanner->text[at] == '.' ? at + 1 : at;
}

static gboolean
is_calendar_word (const Scanner *scanner, guint32 from, guint32 to)
{
  char key[KEY_SIZE];

  return make_key (scanner, from, to, key) && dtl_table_has (&dtl_table_text_after_time, key);
}

/* Whether the name of a month or weekday, short or not, follows the stop and one blank: "Sun. Dec. 6". */
static gboolean
is_before_calendar_word (const Scanner *scanner, guint32 stop)
{
  guint32 at = stop + 2;

  return at < scanner->end && scanner->text[stop + 1] == ' ' && g_ascii_isupper (scanner->text[at])
         && is_calendar_word (scanner, at, word_end (scanner, at));
}

static gboolean
follows_mark (const Scanner *scanner, guint32 start, const char *marks)
{
  const Piece *last = last_piece (scanner);

  return last != NULL && last->span.end - last->span.start == 1 && last->span.start < start
         && strchr (marks, scanner->text[last->span.start]) != NULL;
}

/* "Wash." and "Sun." are abbreviations only where no word can be meant: before a digit or comma, or after a comma or
 * hyphen ("Spokane, Wash.", "D-Wash."), or where a day stands before a month ("Sun. Dec. 6"). */
static gboolean
is_clearly_abbreviation (const Scanner *scanner, guint32 start, guint32 stop, gunichar after)
{
  if (g_unichar_isdigit (after) || after == ',' || follows_mark (scanner, start, ",-"))
    return TRUE;
  return is_calendar_word (scanner, start, stop + 1) && is_before_calendar_word (scanner, stop);
}

/* "No. 12", "No. #12", "(b. March 2009; d. 2021)". */
static gboolean
is_before_number (const Scanner *scanner, guint32 start, guint32 stop, gunichar after)
{
  return g_unichar_isdigit (after) || after == '#'
         || (follows_mark (scanner, start, "(;,") && is_before_calendar_word (scanner, stop));
}

static PieceStop
stop_from_table (const Scanner *scanner, guint32 start, guint32 stop, gunichar after)
{
  const char *const *row;
  char key[KEY_SIZE];

  if (!make_key (scanner, start, stop + 1, key))
    return STOP_NONE;
  row = dtl_table_find (&dtl_table_abbreviations, key, NULL);
  if (row == NULL)
    return STOP_NONE;
  if (strcmp (row[DTL_ABBREVIATIONS_LETTERS], "capital") == 0 && !g_unichar_isupper (char_at (scanner, start)))
    return STOP_NONE;
  if (strcmp (row[DTL_ABBREVIATIONS_KIND], "number") == 0 && !is_before_number (scanner, start, stop, after))
    return STOP_NONE;
  if (strcmp (row[DTL_ABBREVIATIONS_WORD], "yes") == 0 && !is_clearly_abbreviation (scanner, start, stop, after))
    return STOP_NONE;
  return stop_from_kind (row[DTL_ABBREVIATIONS_KIND]);
}

/* "Sonya A. Zoghlin", "A. Smith": a capital before a capital. */
static gboolean
is_initial (const Scanner *scanner, guint32 start, guint32 stop, gunichar after)
{
  const Piece *last = last_piece (scanner);

  if (next (scanner, start) != stop || !g_unichar_isupper (char_at (scanner, start)))
    return FALSE;
  /* "so did I. The" */
  if (char_at (scanner, start) == 'I'
      && (last == NULL || !g_unichar_isupper (g_utf8_get_char (scanner->text + last->span.start))))
    return FALSE;
  return g_unichar_isupper (after) || after == ',';
}

static gboolean
is_ellipsis (const Scanner *scanner, guint32 stop)
{
  return char_at (scanner, stop + 1) == '.' && char_at (scanner, stop + 2) == '.';
}

/* What the stop after the word text[start..stop) is to it; STOP_NONE when it is no part of the word. */
static PieceStop
classify_stop (const Scanner *scanner, guint32 start, guint32 stop)
{
  gunichar after = char_after_stop (scanner, stop);
  PieceStop kind;

  if (char_at (scanner, stop) != '.' || after == 0 || is_ellipsis (scanner, stop))
    return STOP_NONE;
  kind = stop_from_table (scanner, start, stop, after);
  if (kind == STOP_NONE && is_initial (scanner, start, stop, after))
    kind = STOP_INITIAL;
  if (kind != STOP_INNER && class_at (scanner, stop + 1) == CHARACTER_LETTER && kind != STOP_INITIAL)
    return STOP_NONE; /* "etc.The" */
  return kind;
}

/* An acronym brings its stop along. */
static PieceStop
classify_acronym (const Scanner *scanner, guint32 start, guint32 to)
{
  PieceStop kind;

  if (scanner->text[to - 1] != '.')
    return STOP_NONE;
  kind = stop_from_table (scanner, start, to - 1, char_after_stop (scanner, to - 1));
  if (kind != STOP_NONE)
    return kind;
  return g_unichar_isupper (char_at (scanner, start)) ? STOP_ACRONYM : STOP_SELDOM;
}

/* "1." at the head of a block numbers it. */
static gboolean
is_list_number (const Scanner *scanner, guint32 start, guint32 stop)
{
  return scanner->pieces->len == 0 && stop - start <= 3 && char_at (scanner, stop) == '.'
         && class_at (scanner, stop + 1) == CHARACTER_SPACE && char_after_stop (scanner, stop) != 0;
}

/* The scanner proper. */

static void
enter_chunk (Scanner *scanner)
{
  guint32 to = scanner->at;

  scanner->chunk_plain = TRUE;
  while (to < scanner->end)
    {
      char c = scanner->text[to];

      if (((guchar) c <= ' ' || (guchar) c >= 0x80)
          && dtl_character_classify (g_utf8_get_char (scanner->text + to)) == CHARACTER_SPACE)
        break;
      if (c == '.' || c == '@' || c == ':')
        scanner->chunk_plain = FALSE;
      to += g_utf8_skip[(guchar) c];
    }
  scanner->chunk_end = to;
}

static guint32
match_address (const Scanner *scanner)
{
  guint32 at = scanner->at, to;

  if (scanner->chunk_plain)
    return at;
  to = dtl_match_address (scanner->text, at, scanner->chunk_end);
  if (to == at)
    to = dtl_match_mail (scanner->text, at, scanner->chunk_end);
  if (to == at)
    to = dtl_match_file (scanner->text, at, scanner->chunk_end);
  return to;
}

static void
add_piece (Scanner *scanner, guint32 to, PieceStop stop)
{
  Piece piece = { { scanner->at, to }, 1, { 0 }, stop };

  g_array_append_val (scanner->pieces, piece);
  scanner->at = to;
}

/* Where 's at @to ends, or @to: after numbers and acronyms ("2003's", "U.S.'s"), as after words. */
static guint32
skip_genitive (const Scanner *scanner, guint32 to)
{
  guint32 letter;

  if (!dtl_character_is_apostrophe (char_at (scanner, to)))
    return to;
  letter = next (scanner, to);
  return char_at (scanner, letter) == 's' && !is_word_at (scanner, letter + 1) ? letter + 1 : to;
}

static void
cut_last_piece (Scanner *scanner)
{
  dtl_piece_cut (scanner->text, &g_array_index (scanner->pieces, Piece, scanner->pieces->len - 1));
}

static void
scan_number (Scanner *scanner, guint32 to)
{
  guint32 after = skip_genitive (scanner, to);

  if (is_list_number (scanner, scanner->at, to))
    {
      add_piece (scanner, to + 1, STOP_INNER);
      return;
    }
  add_piece (scanner, after, STOP_NONE);
  if (after > to)
    cut_last_piece (scanner);
}

static void
scan_word (Scanner *scanner)
{
  guint32 at = scanner->at, to = scanner->chunk_plain ? at : dtl_match_acronym (scanner->text, at, scanner->chunk_end);
  PieceStop stop = STOP_NONE;

  if (to > at)
    stop = classify_acronym (scanner, at, to);
  else
    {
      to = match_word (scanner, at);
      stop = classify_stop (scanner, at, to);
      if (stop != STOP_NONE)
        to++;
      else if (takes_apostrophe (scanner, at, to))
        to = next (scanner, to);
    }
  if (skip_genitive (scanner, to) > to)
    {
      to = skip_genitive (scanner, to);
      stop = STOP_NONE;
    }
  add_piece (scanner, to, stop);
  cut_last_piece (scanner);
}

static void
track_marks (Scanner *scanner, guint32 at, guint32 to)
{
  gunichar c = char_at (scanner, at);

  if (c == '(' || c == '[')
    scanner->brackets++;
  else if ((c == ')' || c == ']') && scanner->brackets > 0)
    scanner->brackets--;
  else if ((c == '\'' || c == 0x2018 || c == 0x2019) && next (scanner, at) == to)
    scanner->quoted = c != 0x2019 && is_word_at (scanner, to) && !is_inside_chunk (scanner, at);
}

static void
scan_symbol (Scanner *scanner)
{
  guint32 at = scanner->at, to = at;
  gunichar c = char_at (scanner, at);

  if (!scanner->chunk_plain || c != ':')
    to = dtl_match_smiley (scanner->text, at, scanner->chunk_end, scanner->brackets > 0);
  if (to == at && dtl_character_is_apostrophe (c))
    {
      to = match_elision (scanner, at);
      if (to > at)
        {
          add_piece (scanner, to, STOP_NONE);
          cut_last_piece (scanner);
          return;
        }
    }
  if (to == at && !(is_inside_chunk (scanner, at) && g_ascii_isalnum (scanner->text[at - 1])))
    to = dtl_match_handle (scanner->text, at, scanner->chunk_end);
  if (to == at)
    to = skip_extensions (scanner, at, match_symbol (scanner, at));
  track_marks (scanner, at, to);
  add_piece (scanner, to, STOP_NONE);
}

static guint32
skip_wide (const Scanner *scanner, guint32 at)
{
  guint32 limit = MIN (scanner->chunk_end, at + PIECE_MAX);

  while (at < limit && (class_at (scanner, at) == CHARACTER_WIDE || class_at (scanner, at) == CHARACTER_EXTEND))
    at = next (scanner, at);
  return at;
}

/* A number may begin with a stop or plus sign only where nothing stands before it: ".265", "+44", not "a.5". */
static guint32
match_number (const Scanner *scanner, CharacterClass class)
{
  guint32 at = scanner->at;

  if (class != CHARACTER_DIGIT && strchr (".+", scanner->text[at]) == NULL)
    return at;
  if (class != CHARACTER_DIGIT && is_inside_chunk (scanner, at) && g_ascii_isalnum (scanner->text[at - 1]))
    return at;
  return dtl_match_number (scanner->text, at, scanner->chunk_end, follows_currency (scanner, at));
}

static void
scan_piece (Scanner *scanner)
{
  CharacterClass class = class_at (scanner, scanner->at);
  gboolean is_word = dtl_character_is_word (class);
  guint32 to = is_word ? match_address (scanner) : scanner->at;

  if (to == scanner->at && is_word)
    to = match_currency (scanner, scanner->at);
  if (to == scanner->at && class == CHARACTER_WIDE)
    to = skip_wide (scanner, scanner->at);
  if (to > scanner->at)
    {
      add_piece (scanner, to, STOP_NONE);
      return;
    }
  to = class == CHARACTER_DIGIT || class == CHARACTER_OTHER ? match_number (scanner, class) : scanner->at;
  if (to > scanner->at)
    scan_number (scanner, to);
  else if (is_word)
    scan_word (scanner);
  else
    scan_symbol (scanner);
}

void
dtl_pieces_scan (const char *text, DtlSpan span, GArray *pieces)
{
  Scanner scanner = { text, span.end, span.start, span.start, TRUE, 0, FALSE, pieces };

  while (scanner.at < scanner.end)
    {
      if (scanner.at >= scanner.chunk_end)
        {
          enter_chunk (&scanner);
          if (scanner.at >= scanner.chunk_end)
            {
              scanner.at = scanner.chunk_end = next (&scanner, scanner.at); /* white space */
              continue;
            }
        }
      scan_piece (&scanner);
    }
}
