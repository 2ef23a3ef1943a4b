/*
 * Where sentences end.
 *
 * After a piece that can end one (stops, question and exclamation marks, abbreviations) and the quotation marks and
 * brackets that close behind it, the next word decides, in the manner of Kiss and Strunk, "Unsupervised Multilingual
 * Sentence Boundary Detection" (2006), with tables in place of counts: a capital ends the sentence, except after
 * abbreviations that rarely end one, where only a word of the table text_starters does. What these rules leave open,
 * since a stop or a capital is missing, is weighed by gaps.c.
 */
#include "text/gaps.h"
#include "text/pieces.h"

#include <string.h>

#include "lexicon/tables.h"
#include "document/characters.h"

#define SENTENCE_MAX 1000 /* pieces; what is longer is cut at a comma or semicolon */
#define SENTENCE_SOFT 800 /* from here on a comma is taken */
#define SPEECH_REACH 6    /* pieces after a quotation in which its speaker is looked for */
#define KEY_SIZE 64

typedef struct
{
  const char *text;
  GArray *pieces;  /* of Piece, borrowed */
  Gaps gaps;       /* owned */
  guint decided;   /* whether a sentence begins at a piece before this one is known */
  gboolean quoted; /* a straight quotation mark is open */
} Splitter;

static Piece *
piece_at (const Splitter *splitter, guint i)
{
  return &g_array_index (splitter->pieces, Piece, i);
}

static gunichar
first_char (const Splitter *splitter, guint i)
{
  return i < splitter->pieces->len ? g_utf8_get_char (splitter->text + piece_at (splitter, i)->span.start) : 0;
}

static gsize
piece_length (const Splitter *splitter, guint i)
{
  return piece_at (splitter, i)->span.end - piece_at (splitter, i)->span.start;
}

static gboolean
has_space_before (const Splitter *splitter, guint i)
{
  return i == 0 || i >= splitter->pieces->len
         || piece_at (splitter, i)->span.start > piece_at (splitter, i - 1)->span.end;
}

static gboolean
is_in_table (const Splitter *splitter, guint i, const DtlTable *table)
{
  const Piece *piece = piece_at (splitter, i);
  char key[KEY_SIZE];

  return dtl_text_lower (splitter->text + piece->span.start, piece->span.end - piece->span.start, key, sizeof key) > 0
         && dtl_table_has (table, key);
}

static gboolean
is_mark (gunichar c)
{
  return c == '.' || c == '!' || c == '?' || c == 0x2026 || c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == 0xFF0E;
}

/* A piece of nothing but marks that end sentences; ".265" and ".com" are none. */
static gboolean
is_ender (const Splitter *splitter, guint i)
{
  const Piece *piece = piece_at (splitter, i);
  const char *last = g_utf8_prev_char (splitter->text + piece->span.end);

  return piece->stop == STOP_NONE && is_mark (first_char (splitter, i)) && is_mark (g_utf8_get_char (last));
}

static gboolean
is_double_quote (const Splitter *splitter, guint i)
{
  gunichar c = first_char (splitter, i);

  return c == '"' || (c == '\'' && piece_length (splitter, i) == 2);
}

/* Whether a straight quotation is open behind the mark @i: white space on one side tells, else what was before it. */
static gboolean
opens_after (const Splitter *splitter, guint i, gboolean quoted)
{
  gboolean before = has_space_before (splitter, i), behind = has_space_before (splitter, i + 1);

  return before == behind ? !quoted : before;
}

/* Whether the piece closes what was opened before it; @quoted: whether a straight quotation mark is open there. */
static gboolean
is_closer (const Splitter *splitter, guint i, gboolean quoted)
{
  gunichar c = first_char (splitter, i);

  if (c == ')' || c == ']' || c == '}' || c == 0x201D || c == 0xBB || c == 0x203A)
    return TRUE;
  if (c == 0x2019 || c == '\'')
    return !has_space_before (splitter, i)
           && (c == 0x2019 || has_space_before (splitter, i + 1) || is_double_quote (splitter, i + 1));
  return is_double_quote (splitter, i) && !opens_after (splitter, i, quoted);
}

/* A number of a note, "[12]", and a face, ":)", belong to what they follow. Returns: one past it, or @i */
static guint
skip_note (const Splitter *splitter, guint i)
{
  if (i + 2 < splitter->pieces->len && first_char (splitter, i) == '['
      && g_unichar_isdigit (first_char (splitter, i + 1)) && first_char (splitter, i + 2) == ']')
    return i + 3;
  return piece_length (splitter, i) > 1 && is_in_table (splitter, i, &dtl_table_text_smileys) ? i + 1 : i;
}

static guint
skip_closers (const Splitter *splitter, guint i, gboolean *quote)
{
  gboolean quoted = splitter->quoted;

  *quote = FALSE;
  while (i < splitter->pieces->len)
    {
      guint note = skip_note (splitter, i);

      if (note == i && !is_closer (splitter, i, quoted))
        break;
      if (note == i && first_char (splitter, i) != ')' && first_char (splitter, i) != ']')
        *quote = TRUE;
      if (is_double_quote (splitter, i))
        quoted = FALSE;
      i = MAX (note, i + 1);
    }
  return i;
}

static gboolean
is_opener (gunichar c)
{
  if (c < 0x80)
    return strchr ("\"'`([{*", (int) c) != NULL;
  return c == 0x201C || c == 0x2018 || c == 0xAB || c == 0x2026;
}

/* The first word of what follows, behind quotation marks and brackets that open. */
static guint
skip_openers (const Splitter *splitter, guint i)
{
  while (i < splitter->pieces->len && piece_length (splitter, i) <= 3)
    {
      gunichar c = first_char (splitter, i);

      if (!is_opener (c))
        break;
      i++;
    }
  return i;
}

static gboolean
is_weekday_or_zone (const Splitter *splitter, guint i)
{
  return is_in_table (splitter, i, &dtl_table_text_after_time);
}

/* Whether a sentence can begin with piece @i, after an abbreviation that rarely ends one. */
static gboolean
is_starter (const Splitter *splitter, guint i)
{
  return i < splitter->pieces->len && g_unichar_isupper (first_char (splitter, i))
         && is_in_table (splitter, i, &dtl_table_text_starters);
}

static gboolean
is_after_abbreviation (const Splitter *splitter, PieceStop stop, guint next, gboolean closed)
{
  guint word = skip_openers (splitter, next);
  gunichar c = first_char (splitter, word);

  if (stop == STOP_INNER)
    return FALSE;
  if (closed)
    return g_unichar_isupper (c) && (word > next || is_starter (splitter, word));
  if (word > next)
    return g_unichar_isupper (c) && stop == STOP_LIKELY && first_char (splitter, next) != '(';
  if (stop == STOP_LIKELY)
    return g_unichar_isupper (c) && !is_weekday_or_zone (splitter, word);
  return is_starter (splitter, word);
}

/* 'Who knows?" Ms. Orr asked': the speaker of the quotation follows. */
static gboolean
is_followed_by_speaker (const Splitter *splitter, guint i)
{
  for (guint n = 0; n < SPEECH_REACH && i < splitter->pieces->len; n++, i++)
    {
      gunichar c = first_char (splitter, i);

      if (n > 0 && is_in_table (splitter, i, &dtl_table_text_speech))
        return TRUE;
      if (!g_unichar_isupper (c) && n > 0 && c != '-')
        return FALSE;
    }
  return FALSE;
}

/* A stop without a blank behind it: "end.The next". */
static gboolean
is_missing_space (const Splitter *splitter, guint ender, guint next)
{
  const char *before;

  if (ender == 0 || piece_length (splitter, ender - 1) < 2 || !g_unichar_isupper (first_char (splitter, next)))
    return FALSE;
  before = g_utf8_prev_char (splitter->text + piece_at (splitter, ender)->span.start);
  return g_unichar_islower (g_utf8_get_char (before)) && piece_length (splitter, next) > 1;
}

/* "the mgmt. said": what may be an abbreviation that no table has. */
static gboolean
is_after_vowelless_word (const Splitter *splitter, guint ender)
{
  const Piece *piece = ender > 0 ? piece_at (splitter, ender - 1) : NULL;

  if (piece == NULL || piece->span.end - piece->span.start < 2)
    return FALSE;
  for (guint32 i = piece->span.start; i < piece->span.end; i++)
    if (!g_ascii_islower (splitter->text[i]) || strchr ("aeiouy", splitter->text[i]) != NULL)
      return FALSE;
  return TRUE;
}

/* "Wash. the car": with a capital it may be the abbreviation too, so that a small letter behind it begins nothing. */
static gboolean
is_after_written_abbreviation (const Splitter *splitter, guint ender)
{
  guint32 start = ender > 0 ? piece_at (splitter, ender - 1)->span.start : 0;
  char key[KEY_SIZE];

  return ender > 0 && g_unichar_isupper (first_char (splitter, ender - 1))
         && dtl_text_lower (splitter->text + start, piece_at (splitter, ender)->span.end - start, key, sizeof key) > 0
         && dtl_table_has (&dtl_table_abbreviations, key);
}

/* "Yahoo! said": a name may end in a mark. */
static gboolean
is_after_name_with_mark (const Splitter *splitter, guint ender)
{
  const Piece *piece = ender > 0 ? piece_at (splitter, ender - 1) : NULL;

  return piece != NULL && first_char (splitter, ender) == '!' && g_unichar_isupper (first_char (splitter, ender - 1))
         && g_ascii_islower (splitter->text[piece->span.end - 1]);
}

static gboolean
is_after_mark (const Splitter *splitter, guint ender, guint next, gboolean quote)
{
  guint word = skip_openers (splitter, next);
  gunichar mark = first_char (splitter, ender), c = first_char (splitter, word);
  gboolean plain = piece_length (splitter, ender) == 1 && mark == '.';

  if (!has_space_before (splitter, next))
    return mark > 0x3000 || is_missing_space (splitter, ender, next);
  if (g_unichar_islower (c))
    return FALSE;
  if (c == '.' && word == next)
    return FALSE; /* ". . ." */
  if (dtl_character_classify (c) == CHARACTER_OTHER)
    return plain && c != ',' && c != ';' && c != 0x2014 && c != 0x2013 && c != '-';
  if (quote && !plain && word == next)
    return !is_followed_by_speaker (splitter, next);
  return TRUE;
}

/* "1. Open it": a number at the head of a sentence, or behind a colon, is part of it. @start: piece where the sentence
 * began */
static gboolean
is_list_mark (const Splitter *splitter, guint start, guint ender)
{
  guint number = ender - 1;

  if (ender == start || first_char (splitter, ender) != '.' || piece_length (splitter, number) > 2
      || !g_unichar_isdigit (first_char (splitter, number)))
    return FALSE;
  return number == start || first_char (splitter, number - 1) == ':';
}

/* The gap before piece @next when it is one that the rules leave open; or DTL_NONE. */
static guint
find_open_gap (Splitter *splitter, guint next)
{
  guint gap;

  if (next >= splitter->pieces->len || next < splitter->decided || !has_space_before (splitter, next))
    return DTL_NONE;
  gap = dtl_gaps_find (&splitter->gaps, piece_at (splitter, next)->span.start);
  return gap != DTL_NONE && dtl_gaps_is_open (&splitter->gaps, gap) ? gap : DTL_NONE;
}

/* Whether all closers between the mark @ender and piece @next touch it. */
static gboolean
is_one_chunk (const Splitter *splitter, guint ender, guint next)
{
  for (guint i = ender + 1; i < next; i++)
    if (has_space_before (splitter, i))
      return FALSE;
  return TRUE;
}

static gboolean
ends_at_mark (Splitter *splitter, guint ender, guint next, gboolean quote)
{
  guint gap = is_one_chunk (splitter, ender, next) ? find_open_gap (splitter, next) : DTL_NONE;

  if (gap == DTL_NONE || !dtl_gaps_is_behind_mark (&splitter->gaps, gap))
    return is_after_mark (splitter, ender, next, quote);
  if (first_char (splitter, next) == '.') /* ". . ." */
    return FALSE;
  if (g_unichar_islower (first_char (splitter, next))
      && (is_after_vowelless_word (splitter, ender) || is_after_written_abbreviation (splitter, ender)
          || is_after_name_with_mark (splitter, ender)))
    return FALSE;
  return dtl_gaps_ends_sentence (&splitter->gaps, gap);
}

/* "… of the U.S. Photo: Ada Stone" */
static gboolean
ends_before_credit (Splitter *splitter, guint next)
{
  guint gap = dtl_gaps_find (&splitter->gaps, piece_at (splitter, next)->span.start);

  return gap != DTL_NONE && dtl_gaps_is_credit (&splitter->gaps, gap);
}

static gboolean
ends_without_mark (Splitter *splitter, guint i, guint *next)
{
  guint gap = find_open_gap (splitter, i + 1);

  *next = i + 1;
  return gap != DTL_NONE && dtl_gaps_ends_sentence (&splitter->gaps, gap);
}

/* Whether a sentence ends with piece @i and the closers behind it; @start: the piece where it
 * began, @next: the piece that would begin another. */
static gboolean
ends_sentence (Splitter *splitter, guint start, guint i, guint *next)
{
  PieceStop stop = piece_at (splitter, i)->stop;
  gboolean quote, ended;

  if (stop == STOP_NONE && !is_ender (splitter, i))
    return ends_without_mark (splitter, i, next);
  *next = skip_closers (splitter, i + 1, &quote);
  if (*next >= splitter->pieces->len)
    return TRUE;
  if (is_list_mark (splitter, start, i))
    ended = FALSE;
  else if (stop != STOP_NONE)
    ended = has_space_before (splitter, *next) && (is_after_abbreviation (splitter, stop, *next, *next > i + 1)
                                                   || ends_before_credit (splitter, *next));
  else
    ended = ends_at_mark (splitter, i, *next, quote);
  splitter->decided = *next + 1;
  return ended;
}

/* The stop of an abbreviation at the end of a sentence is a token of its own, but "U.S." stays whole. */
static void
free_stop (const Splitter *splitter, guint i)
{
  Piece *piece = piece_at (splitter, i);

  piece->stop_is_free = piece->stop != STOP_NONE && piece->stop != STOP_ACRONYM && piece_length (splitter, i) > 1
                        && !(i + 1 < splitter->pieces->len && is_ender (splitter, i + 1)
                             && !has_space_before (splitter, i + 1));
}

static gboolean
is_blank_line_before (const Splitter *splitter, guint i)
{
  guint n = 0;

  if (i == 0)
    return FALSE;
  for (guint32 at = piece_at (splitter, i - 1)->span.end; at < piece_at (splitter, i)->span.start; at++)
    n += splitter->text[at] == '\n';
  return n >= 2;
}

/* A sentence of @n pieces so far is cut behind piece @i. */
static gboolean
is_too_long (const Splitter *splitter, guint n, guint i)
{
  gunichar c = first_char (splitter, i);

  return n >= SENTENCE_MAX || (n >= SENTENCE_SOFT && (c == ';' || c == ',' || c == ':'));
}

static void
track_quotes (Splitter *splitter, guint from, guint to)
{
  for (guint i = from; i < to; i++)
    if (is_double_quote (splitter, i))
      splitter->quoted = opens_after (splitter, i, splitter->quoted);
}

void
dtl_pieces_find_sentences (const char *text, GArray *pieces, GArray *ends)
{
  Splitter splitter = { text, pieces };
  guint start = 0, i = 0;

  if (pieces->len == 0)
    return;
  dtl_gaps_init (&splitter.gaps, text);
  dtl_gaps_read (&splitter.gaps, (DtlSpan) { piece_at (&splitter, 0)->span.start,
                                             piece_at (&splitter, pieces->len - 1)->span.end });
  while (i < pieces->len)
    {
      guint next = i + 1;
      gboolean ended;

      track_quotes (&splitter, i, i + 1);
      ended = ends_sentence (&splitter, start, i, &next);
      if (ended)
        free_stop (&splitter, i);
      else
        next = i + 1;
      track_quotes (&splitter, i + 1, next);
      if (ended || next == pieces->len || is_blank_line_before (&splitter, next)
          || is_too_long (&splitter, next - start, i))
        {
          g_array_append_val (ends, next);
          start = next;
          if (start < pieces->len)
            dtl_gaps_begin (&splitter.gaps, piece_at (&splitter, start)->span.start);
        }
      i = next;
    }
  dtl_gaps_clear (&splitter.gaps);
}
