/*
 * Open gaps, decided by counting for and against.
 *
 * Where a stop and a capital are both there or both missing, the rules of boundaries.c are sure. Elsewhere (a caption
 * before "Image:", a headline before its date, "Thanks, Paula" in a mail, a stop before a small letter) no single sign
 * decides, so every sign is a feature and has a weight in the table text_boundary, and the sentence ends where they add
 * up to more than a margin: logistic regression, as in Gillick, "Sentence Boundary Detection and the Problem with the
 * U.S." (2009). src/train/boundaries.py finds the weights and computes the same features.
 */
#include "text/gaps.h"

#include <stdlib.h>
#include <string.h>

#include "document/characters.h"
#include "lexicon/tables.h"

#define WORD_LONGEST 20 /* bytes of a word that is a feature */
#define KEY_SIZE 160

/* A sentence ends where the weights add up to more than this; a wrong cut costs a parser more than a missing one. */
#define MARGIN_AFTER_MARK 50
#define MARGIN 100

/* Chunks. */

static gboolean
is_among (gunichar c, const char *set)
{
  if (c < 0x80)
    return c != 0 && strchr (set, (int) c) != NULL;
  return g_utf8_strchr (set, -1, c) != NULL;
}

static gboolean
is_opener (gunichar c)
{
  return is_among (c, "\"'`([{<“‘«*");
}

static gboolean
is_closer (gunichar c)
{
  return is_among (c, "\"')]}>”’»*");
}

static gboolean
is_end_mark (gunichar c)
{
  return is_among (c, ".!?…,:;");
}

static gunichar
last_char (const char *text, DtlSpan span)
{
  return g_utf8_get_char (g_utf8_prev_char (text + span.end));
}

static gboolean
has_any (const char *text, guint32 start, guint32 end, const char *set)
{
  for (; start < end; start += g_utf8_skip[(guchar) text[start]])
    if (is_among (g_utf8_get_char (text + start), set))
      return TRUE;
  return FALSE;
}

static gboolean
has_lower (const char *text, DtlSpan core)
{
  for (guint32 at = core.start; at < core.end; at += g_utf8_skip[(guchar) text[at]])
    if (g_unichar_islower (g_utf8_get_char (text + at)))
      return TRUE;
  return FALSE;
}

static gboolean
has_letter (const char *text, DtlSpan core)
{
  for (guint32 at = core.start; at < core.end; at += g_utf8_skip[(guchar) text[at]])
    if (g_unichar_isalpha (g_utf8_get_char (text + at)))
      return TRUE;
  return FALSE;
}

static gboolean
is_calendar_word (const char *text, DtlSpan core)
{
  char key[WORD_LONGEST + 4];
  gsize length = core.end - core.start;

  return length <= WORD_LONGEST && dtl_text_lower (text + core.start, length, key, sizeof key) > 0
         && dtl_table_has (&dtl_table_text_after_time, key);
}

/* a: small letter, c: capital, i: the word I, x: one capital, u: capitals alone, h: month, weekday or zone, z: letters
 * without case */
static char
shape_of_letters (const char *text, DtlSpan core)
{
  const char *start = text + core.start, *second = g_utf8_next_char (start);
  gunichar first = g_utf8_get_char (start), after = second < text + core.end ? g_utf8_get_char (second) : 0;

  if (is_calendar_word (text, core))
    return g_unichar_isupper (first) ? 'h' : 'a';
  if (g_unichar_islower (first))
    return 'a';
  if (first == 'I' && (after == 0 || after == '\'' || after == 0x2019))
    return 'i';
  if (!g_unichar_isupper (first))
    return 'z';
  if (after == 0)
    return 'x';
  return has_lower (text, core) ? 'c' : 'u';
}

/* b: digits and letters, t: time, d: date, y: four digits, n: other number */
static char
shape_of_number (const char *text, DtlSpan core)
{
  gsize length = core.end - core.start;

  if (has_letter (text, core))
    return 'b';
  if (memchr (text + core.start, ':', length) != NULL)
    return 't';
  if (memchr (text + core.start, '/', length) != NULL)
    return 'd';
  return length == 4 && strspn (text + core.start, "0123456789") >= 4 ? 'y' : 'n';
}

static gboolean
is_address (const char *text, DtlSpan core)
{
  const char *start = text + core.start;
  gsize length = core.end - core.start;

  return memchr (start, '@', length) != NULL || g_strstr_len (start, length, "://") != NULL
         || (length >= 4 && g_ascii_strncasecmp (start, "www.", 4) == 0);
}

/* w: address, m: money, s: symbols; or a shape of letters or numbers */
static char
shape_of (const char *text, DtlSpan core)
{
  gunichar first;

  if (core.start == core.end)
    return 's';
  if (is_address (text, core))
    return 'w';
  first = g_utf8_get_char (text + core.start);
  if (is_among (first, "$£€"))
    return 'm';
  if (first < 0x80 && g_ascii_isdigit (first))
    return shape_of_number (text, core);
  return g_unichar_isalpha (first) ? shape_of_letters (text, core) : 's';
}

/* The last mark behind the core: '.' of `U.N.)."`; "?" counts as '!', two stops or an ellipsis as 'e'. */
static char
find_end (const char *text, DtlSpan core, guint32 end)
{
  gunichar last = 0, before = 0;
  gboolean adjacent = FALSE;

  for (guint32 at = core.end; at < end; at += g_utf8_skip[(guchar) text[at]])
    {
      gunichar c = g_utf8_get_char (text + at);

      if (is_end_mark (c))
        {
          before = adjacent ? last : 0;
          last = c;
        }
      adjacent = is_end_mark (c);
    }
  if (last == 0)
    return core.end > core.start && is_among (last_char (text, core), "-–—") ? '-' : 0;
  if (last == 0x2026 || (last == '.' && before == '.'))
    return 'e';
  return last == '?' ? '!' : (char) last;
}

static DtlSpan
find_core (const char *text, DtlSpan span)
{
  DtlSpan core = span;

  while (core.start < core.end && is_opener (g_utf8_get_char (text + core.start)))
    core.start += g_utf8_skip[(guchar) text[core.start]];
  while (core.end > core.start && (is_closer (last_char (text, core)) || is_end_mark (last_char (text, core))))
    core.end = g_utf8_prev_char (text + core.end) - text;
  if (core.start == core.end && !is_end_mark (g_utf8_get_char (text + span.start)))
    core.start = span.start; /* a lone mark is its own core */
  return core;
}

static void
add_chunk (Gaps *gaps, DtlSpan span)
{
  Chunk chunk = { .span = span, .core = find_core (gaps->text, span) };
  guint32 start = span.start, end = span.end;

  if (chunk.core.start > start)
    chunk.open = has_any (gaps->text, start, chunk.core.start, "\"'`“‘«") ? 'q' : 'b';
  if (has_any (gaps->text, chunk.core.end, end, "\"'”’»"))
    chunk.closed = 'q';
  else if (has_any (gaps->text, chunk.core.end, end, ")]}>*"))
    chunk.closed = 'b';
  chunk.end = find_end (gaps->text, chunk.core, end);
  chunk.shape = shape_of (gaps->text, chunk.core);
  g_array_append_val (gaps->chunks, chunk);
}

void
dtl_gaps_init (Gaps *gaps, const char *text)
{
  *gaps = (Gaps) { .text = text, .chunks = g_array_new (FALSE, FALSE, sizeof (Chunk)) };
}

void
dtl_gaps_clear (Gaps *gaps)
{
  g_array_unref (gaps->chunks);
}

static gboolean
is_space_at (const char *text, guint32 at)
{
  return dtl_character_classify (g_utf8_get_char (text + at)) == CHARACTER_SPACE;
}

void
dtl_gaps_read (Gaps *gaps, DtlSpan span)
{
  const char *text = gaps->text;
  guint32 at = span.start;

  g_array_set_size (gaps->chunks, 0);
  gaps->at = 0;
  while (at < span.end)
    {
      guint32 start = at;

      while (at < span.end && !is_space_at (text, at))
        at += g_utf8_skip[(guchar) text[at]];
      if (at > start)
        add_chunk (gaps, (DtlSpan) { start, at });
      else
        at += g_utf8_skip[(guchar) text[at]];
    }
  gaps->first = gaps->added = 0;
  gaps->n_lower = gaps->n_brackets = 0;
  gaps->quoted = FALSE;
}

static const Chunk *
chunk_at (const Gaps *gaps, guint i)
{
  return i < gaps->chunks->len ? &g_array_index (gaps->chunks, Chunk, i) : NULL;
}

/* Moves to the chunk that holds byte @start: on, or back over the closing marks that were looked at ahead. */
static void
seek (Gaps *gaps, guint32 start)
{
  while (gaps->at > 0 && chunk_at (gaps, gaps->at)->span.start > start)
    gaps->at--;
  while (gaps->at + 1 < gaps->chunks->len && chunk_at (gaps, gaps->at)->span.end <= start)
    gaps->at++;
}

guint
dtl_gaps_find (Gaps *gaps, guint32 start)
{
  seek (gaps, start);
  return gaps->at > gaps->first && chunk_at (gaps, gaps->at)->span.start == start ? gaps->at : DTL_NONE;
}

/* The sentence so far. */

void
dtl_gaps_begin (Gaps *gaps, guint32 start)
{
  seek (gaps, start);
  gaps->first = gaps->added = gaps->at;
  gaps->n_lower = gaps->n_brackets = 0;
  gaps->quoted = FALSE;
}

static void
count_marks (Gaps *gaps, DtlSpan span)
{
  for (guint32 at = span.start; at < span.end; at += g_utf8_skip[(guchar) gaps->text[at]])
    {
      gunichar c = g_utf8_get_char (gaps->text + at);

      if (c == '(' || c == '[')
        gaps->n_brackets++;
      else if ((c == ')' || c == ']') && gaps->n_brackets > 0)
        gaps->n_brackets--;
      else if (c == '"')
        gaps->quoted = !gaps->quoted;
      else if (c == 0x201C || c == 0x201D)
        gaps->quoted = c == 0x201C;
    }
}

static void
add_until (Gaps *gaps, guint right)
{
  for (; gaps->added < right; gaps->added++)
    {
      const Chunk *chunk = chunk_at (gaps, gaps->added);

      gaps->n_lower += chunk->shape == 'a';
      count_marks (gaps, chunk->span);
    }
}

gboolean
dtl_gaps_is_behind_mark (const Gaps *gaps, guint right)
{
  char end = chunk_at (gaps, right - 1)->end;

  return end == '.' || end == '!' || end == 'e';
}

gboolean
dtl_gaps_is_open (const Gaps *gaps, guint right)
{
  const Chunk *l = chunk_at (gaps, right - 1), *r = chunk_at (gaps, right);

  if (l->end == '.' || l->end == '!')
    return strchr ("chuxi", r->shape) == NULL || (l->end == '!' && r->open == 'b');
  if (l->end == ':' || l->end == '-')
    return FALSE;
  if (l->end == 'e' && l->closed == 'b' && strchr ("chuxi", r->shape) != NULL)
    return FALSE; /* "[...] They left" */
  if (l->end == 'e')
    return TRUE;
  return r->shape != 'a' || r->open != 0 || l->closed != 0;
}

/* Features. */

/* Takes a feature's key. */
typedef void (*Take) (const char *key, gpointer data);

/* What a gap's features are put together from; each a short string. */
typedef struct
{
  char gap[8]; /* end and closing of the chunk before, opening of the one behind */
  char l[4], r[4], ll[4], rr[4], rrr[4]; /* shapes of the chunks around, with their ends */
  char far[4], rest[4], low[4];          /* chunks before and behind in buckets, those of small letters */
  char in[4];                            /* q in a quotation, b in brackets, else - */
  char first[4];                         /* shape of the sentence's first chunk */
  char word_l[WORD_LONGEST + 4], word_r[WORD_LONGEST + 4], word_ll[WORD_LONGEST + 4], word_rr[WORD_LONGEST + 4];
} Signs;

/* Writes the characters that are not 0. */
static void
spell (char *out, char a, char b, char c)
{
  if (a != 0)
    *out++ = a;
  if (b != 0)
    *out++ = b;
  if (c != 0)
    *out++ = c;
  *out = '\0';
}

static void
spell_chunk (char *out, const Chunk *chunk, gboolean with_end)
{
  if (chunk == NULL)
    spell (out, '-', 0, 0);
  else
    spell (out, chunk->shape, with_end ? chunk->end : 0, 0);
}

static void
spell_bucket (char *out, guint n)
{
  static const struct
  {
    guint most;
    const char *name;
  } buckets[] = { { 1, "1" }, { 2, "2" }, { 3, "3" }, { 5, "4" }, { 9, "6" }, { 19, "10" }, { G_MAXUINT, "20" } };
  guint i = 0;

  while (n > buckets[i].most)
    i++;
  strcpy (out, buckets[i].name);
}

/* The word of @chunk in small letters, "" where it is long or not in ASCII. */
static void
spell_word (char *out, const char *text, const Chunk *chunk)
{
  *out = '\0';
  if (chunk == NULL || chunk->shape == 'w' || chunk->core.end - chunk->core.start > WORD_LONGEST
      || chunk->core.start == chunk->core.end || !g_unichar_isalpha (g_utf8_get_char (text + chunk->core.start)))
    return;
  for (guint32 at = chunk->core.start; at < chunk->core.end; at += g_utf8_skip[(guchar) text[at]])
    {
      gunichar c = g_utf8_get_char (text + at);

      if (c >= 0x80 && c != 0x2019)
        return;
    }
  dtl_text_lower (text + chunk->core.start, chunk->core.end - chunk->core.start, out, WORD_LONGEST + 4);
}

static void
read_signs (Gaps *gaps, guint right, Signs *signs)
{
  const Chunk *l = chunk_at (gaps, right - 1), *r = chunk_at (gaps, right);
  const Chunk *ll = right - gaps->first > 1 ? chunk_at (gaps, right - 2) : NULL;

  add_until (gaps, right);
  spell (signs->gap, l->end, l->closed, '_');
  spell (signs->gap + strlen (signs->gap), r->open, 0, 0);
  spell_chunk (signs->l, l, FALSE);
  spell_chunk (signs->r, r, TRUE);
  spell_chunk (signs->ll, ll, TRUE);
  spell_chunk (signs->rr, chunk_at (gaps, right + 1), TRUE);
  spell_chunk (signs->rrr, chunk_at (gaps, right + 2), FALSE);
  spell_bucket (signs->far, right - gaps->first);
  spell_bucket (signs->rest, gaps->chunks->len - right);
  spell (signs->low, '0' + MIN (gaps->n_lower, 3), 0, 0);
  spell (signs->in, gaps->quoted ? 'q' : 0, gaps->n_brackets > 0 ? 'b' : 0, 0);
  if (*signs->in == '\0')
    spell (signs->in, '-', 0, 0);
  spell_chunk (signs->first, chunk_at (gaps, gaps->first), FALSE);
  spell_word (signs->word_l, gaps->text, l);
  spell_word (signs->word_r, gaps->text, r);
  spell_word (signs->word_ll, gaps->text, ll);
  spell_word (signs->word_rr, gaps->text, chunk_at (gaps, right + 1));
}

/* The templates: a name and up to four signs. A template whose first sign is a word that is not there is left out. */
static const struct
{
  const char *name;
  guint16 signs[4]; /* offsets in Signs */
  guint n;
} templates[] = {
#define SIGN(sign) G_STRUCT_OFFSET (Signs, sign)
  { "gap", { SIGN (gap) }, 1 },
  { "gap-r", { SIGN (gap), SIGN (r) }, 2 },
  { "gap-l", { SIGN (gap), SIGN (l) }, 2 },
  { "gap-l-r", { SIGN (gap), SIGN (l), SIGN (r) }, 3 },
  { "gap-r-rr", { SIGN (gap), SIGN (r), SIGN (rr) }, 3 },
  { "gap-ll-l", { SIGN (gap), SIGN (ll), SIGN (l) }, 3 },
  { "l-r-rr-rrr", { SIGN (l), SIGN (r), SIGN (rr), SIGN (rrr) }, 4 },
  { "gap-far", { SIGN (gap), SIGN (far) }, 2 },
  { "gap-rest", { SIGN (gap), SIGN (rest) }, 2 },
  { "gap-far-low", { SIGN (gap), SIGN (far), SIGN (low) }, 3 },
  { "gap-low-r", { SIGN (gap), SIGN (low), SIGN (r) }, 3 },
  { "gap-in", { SIGN (gap), SIGN (in) }, 2 },
  { "gap-in-r", { SIGN (gap), SIGN (in), SIGN (r) }, 3 },
  { "first-low-r", { SIGN (first), SIGN (low), SIGN (r) }, 3 },
  { "gap-far-rest", { SIGN (gap), SIGN (far), SIGN (rest) }, 3 },
  { "ll-l-r-rr", { SIGN (ll), SIGN (l), SIGN (r), SIGN (rr) }, 4 },
  { "word-l", { SIGN (word_l) }, 1 },
  { "word-l-gap", { SIGN (word_l), SIGN (gap) }, 2 },
  { "word-r", { SIGN (word_r) }, 1 },
  { "word-r-gap", { SIGN (word_r), SIGN (gap) }, 2 },
  { "word-r-form", { SIGN (word_r), SIGN (r) }, 2 },
  { "word-ll", { SIGN (word_ll), SIGN (l) }, 2 },
  { "word-rr", { SIGN (word_rr), SIGN (r) }, 2 },
#undef SIGN
};

static void
take_features (Gaps *gaps, guint right, Take take, gpointer data)
{
  Signs signs;

  read_signs (gaps, right, &signs);
  for (guint i = 0; i < G_N_ELEMENTS (templates); i++)
    {
      char key[KEY_SIZE], *to = g_stpcpy (key, templates[i].name);

      if (G_STRUCT_MEMBER (char, &signs, templates[i].signs[0]) == '\0')
        continue;
      for (guint k = 0; k < templates[i].n; k++)
        {
          *to++ = ' ';
          to = g_stpcpy (to, &G_STRUCT_MEMBER (char, &signs, templates[i].signs[k]));
        }
      take (key, data);
    }
}

static void
add_weight (const char *key, gpointer data)
{
  const char *weight = dtl_table_cell (&dtl_table_text_boundary, key, DTL_TEXT_BOUNDARY_WEIGHT);

  if (weight != NULL)
    *(int *) data += atoi (weight);
}

/* Lines of their own whose breaks are lost: credits and dates. */

static gboolean
is_in_table (const Gaps *gaps, const Chunk *chunk, const DtlTable *table)
{
  char word[WORD_LONGEST + 4];

  spell_word (word, gaps->text, chunk);
  return *word != '\0' && dtl_table_has (table, word);
}

/* "Image: Ada Stone", "Photo credit: Ada Stone", and behind a stop "(credit: Ada Stone)". */
gboolean
dtl_gaps_is_credit (const Gaps *gaps, guint i)
{
  const Chunk *label = chunk_at (gaps, i), *second = chunk_at (gaps, i + 1);

  gboolean bracketed = label->open == 'b' && dtl_gaps_is_behind_mark (gaps, i);

  if (second == NULL || (!bracketed && (label->open != 0 || (label->shape != 'c' && label->shape != 'u'))))
    return FALSE;
  if (!is_in_table (gaps, label, &dtl_table_text_credits))
    return FALSE;
  if (label->end == 0 && second->end == ':')
    return is_in_table (gaps, second, &dtl_table_text_credits);
  return label->end == ':';
}

/* Chunks of "Tuesday, May 4, 2021" or "Tuesday, 4 May 2021", with nothing behind the year; or 0. */
static guint
full_date_length (const Gaps *gaps, guint i)
{
  char shapes[5] = "";

  for (guint n = 0; n < 4 && chunk_at (gaps, i + n) != NULL; n++)
    shapes[n] = chunk_at (gaps, i + n)->shape;
  if (strcmp (shapes, "hhny") != 0 && strcmp (shapes, "hnhy") != 0)
    return 0;
  return chunk_at (gaps, i + 3)->end == 0 && chunk_at (gaps, i + 3)->closed == 0 ? 4 : 0;
}

/* A headline with its date behind it at the end of a paragraph, or a date and the text under it. */
static gboolean
is_beside_dated_line (const Gaps *gaps, guint right)
{
  const Chunk *l = chunk_at (gaps, right - 1), *r = chunk_at (gaps, right);
  guint length = full_date_length (gaps, right);

  if (l->end != 0)
    return FALSE;
  if (length > 0 && right + length == gaps->chunks->len)
    return !is_in_table (gaps, l, &dtl_table_text_before_date);
  return right - gaps->first == 4 && full_date_length (gaps, gaps->first) == 4 && (r->shape == 'c' || r->shape == 'u');
}

/* 'He left. (https://orra.com) She stayed.': an address alone in brackets is cited, no part of either sentence. */
static gboolean
is_beside_cited_address (const Gaps *gaps, guint right)
{
  const Chunk *l = chunk_at (gaps, right - 1), *r = chunk_at (gaps, right);

  if (l->end == '.' && r->shape == 'w' && r->open == 'b' && r->closed == 'b')
    return TRUE;
  return right - gaps->first == 1 && l->shape == 'w' && l->open == 'b' && l->closed == 'b'
         && (r->shape == 'c' || r->shape == 'i');
}

gboolean
dtl_gaps_ends_sentence (Gaps *gaps, guint right)
{
  int sum = 0;

  if (dtl_gaps_is_credit (gaps, right) || is_beside_dated_line (gaps, right) || is_beside_cited_address (gaps, right))
    return TRUE;
  take_features (gaps, right, add_weight, &sum);
  return sum > (dtl_gaps_is_behind_mark (gaps, right) ? MARGIN_AFTER_MARK : MARGIN);
}

static void
append_key (const char *key, gpointer data)
{
  GString *out = data;

  g_string_append_printf (out, "%s%s", out->len > 0 ? " | " : "", key);
}

char *
dtl_gaps_list_features (Gaps *gaps, guint right)
{
  GString *out = g_string_new (NULL);

  take_features (gaps, right, append_key, out);
  return g_string_free (out, FALSE);
}
