/* The matchers. Their word lists are the tables text_domains, text_files, text_smileys, text_units. */
#include "text/patterns.h"

#include <string.h>

#include "lexicon/tables.h"
#include "document/characters.h"

#define ADDRESS_MAX 4096 /* bytes of an address that are looked at */
#define WORD_MAX 256     /* of anything else */

static guint32
look_ahead (guint32 at, guint32 end, guint32 limit)
{
  return end - at > limit ? at + limit : end;
}

/* The key of text[at..to) in lower case; FALSE if it is too long for a key. */
static gboolean
make_key (const char *text, guint32 at, guint32 to, char key[64])
{
  return to > at && dtl_text_lower (text + at, to - at, key, 64) > 0;
}

static guint32
skip_class (const char *text, guint32 at, guint32 end, CharacterClass class)
{
  while (at < end && dtl_character_classify (g_utf8_get_char (text + at)) == class)
    at += g_utf8_skip[(guchar) text[at]];
  return at;
}

static gboolean
is_word_at (const char *text, guint32 at, guint32 end)
{
  return at < end && dtl_character_is_word (dtl_character_classify (g_utf8_get_char (text + at)));
}

/* Addresses. */

static gboolean
ends_address (gunichar c)
{
  if (c >= 0x80)
    return !dtl_character_is_word (dtl_character_classify (c));
  return c <= ' ' || strchr ("<>\"|\\^`{}", (int) c) != NULL;
}

/* Cuts the punctuation of the sentence off: a closing bracket stays when it was opened within. */
static guint32
trim_address (const char *text, guint32 at, guint32 to)
{
  while (to > at)
    {
      char last = text[to - 1];
      gboolean opened = last == ')' && memchr (text + at, '(', to - at) != NULL;

      if (opened || strchr (".,;:!?'*()[]", last) == NULL)
        break;
      to--;
    }
  return to;
}

static guint32
address_end (const char *text, guint32 at, guint32 from, guint32 end)
{
  guint32 to = from;

  while (to < end && !ends_address (g_utf8_get_char (text + to)))
    to += g_utf8_skip[(guchar) text[to]];
  to = trim_address (text, at, to);
  return to > from ? to : at;
}

static guint32
scheme_end (const char *text, guint32 at, guint32 end)
{
  guint32 to = at;

  while (to < end && to - at < 12 && (g_ascii_isalnum (text[to]) || text[to] == '+'))
    to++;
  if (to > at + 1 && end - to > 3 && memcmp (text + to, "://", 3) == 0)
    return to + 3;
  if (end - at > 7 && g_ascii_strncasecmp (text + at, "mailto:", 7) == 0)
    return at + 7;
  if (end - at > 4 && g_ascii_strncasecmp (text + at, "doi:", 4) == 0 && g_ascii_isdigit (text[at + 4]))
    return at + 4;
  if (end - at > 4 && g_ascii_strncasecmp (text + at, "www.", 4) == 0)
    return at + 4;
  return at;
}

/* "labels.of.host" and how many dots it has; the last label is the candidate for a top-level domain. */
static guint32
host_end (const char *text, guint32 at, guint32 end, guint32 *last_label, guint *n_dots)
{
  guint32 to = at;

  *n_dots = 0;
  while (to < end && (g_ascii_isalnum (text[to]) || text[to] == '-'
                      || (text[to] == '.' && to + 1 < end && g_ascii_isalnum (text[to + 1]))))
    {
      if (text[to] == '.')
        {
          *last_label = to + 1;
          (*n_dots)++;
        }
      to++;
    }
  return to;
}

static gboolean
is_host (const char *text, guint32 last_label, guint32 to, guint n_dots, gboolean has_path)
{
  char key[64];
  const char *kind;

  if (n_dots == 0 || !make_key (text, last_label, to, key))
    return FALSE;
  kind = dtl_table_cell (&dtl_table_text_domains, key, DTL_TEXT_DOMAINS_KIND);
  if (kind == NULL)
    return FALSE;
  /* A country's code may be a word ("it", "in"): it must come with a path or a second dot. */
  return strcmp (kind, "generic") == 0 || has_path || n_dots > 1;
}

guint32
dtl_match_address (const char *text, guint32 at, guint32 end)
{
  guint32 limit = look_ahead (at, end, ADDRESS_MAX), from, to, last_label = at;
  guint n_dots;

  if (!g_ascii_isalnum (text[at]))
    return at;
  from = scheme_end (text, at, limit);
  if (from > at)
    return address_end (text, at, from, limit);
  to = host_end (text, at, look_ahead (at, end, WORD_MAX), &last_label, &n_dots);
  if (!is_host (text, last_label, to, n_dots, to < end && text[to] == '/'))
    return at;
  return to < end && text[to] == '/' ? address_end (text, at, to, limit) : to;
}

static gboolean
is_mail_character (char c)
{
  return g_ascii_isalnum (c) || (c != '\0' && strchr ("._%+-", c) != NULL);
}

guint32
dtl_match_mail (const char *text, guint32 at, guint32 end)
{
  guint32 limit = look_ahead (at, end, WORD_MAX), sign = at, to;

  while (sign < limit && is_mail_character (text[sign]))
    sign++;
  if (sign == at || sign == limit || text[sign] != '@' || !g_ascii_isalnum (text[at]))
    return at;
  to = sign + 1;
  while (to < limit && (is_mail_character (text[to]) && text[to] != '+' && text[to] != '%'))
    to++;
  while (to > sign + 1 && !g_ascii_isalnum (text[to - 1]))
    to--;
  return to > sign + 1 ? to : at;
}

guint32
dtl_match_handle (const char *text, guint32 at, guint32 end)
{
  guint32 limit = look_ahead (at, end, WORD_MAX), to = at + 1;

  if ((text[at] != '@' && text[at] != '#') || to >= limit)
    return at;
  if (dtl_character_classify (g_utf8_get_char (text + to)) != CHARACTER_LETTER && text[to] != '_')
    return at;
  while (to < limit && (is_word_at (text, to, limit) || text[to] == '_'))
    to += g_utf8_skip[(guchar) text[to]];
  return to;
}

static gboolean
is_file_character (const char *text, guint32 at, guint32 limit)
{
  return g_ascii_isalnum (text[at]) || strchr ("_-~#%", text[at]) != NULL
         || (text[at] == '.' && at + 1 < limit && g_ascii_isalnum (text[at + 1]));
}

guint32
dtl_match_file (const char *text, guint32 at, guint32 end)
{
  guint32 limit = look_ahead (at, end, WORD_MAX), to = at, last_label = at;
  gboolean lower = TRUE;
  guint n_dots = 0;
  char key[64];

  if (!g_ascii_isalnum (text[at]))
    return at;
  for (; to < limit && is_file_character (text, to, limit); to++)
    {
      lower &= g_ascii_islower (text[to]) || text[to] == '.' || text[to] == '-';
      if (text[to] == '.')
        {
          last_label = to + 1;
          n_dots++;
        }
    }
  if (n_dots > 0 && make_key (text, last_label, to, key) && dtl_table_has (&dtl_table_text_files, key))
    return to;
  return n_dots > 1 && lower && last_label - at > 4 ? to : at; /* a newsgroup: "alt.animals.cat" */
}

guint32
dtl_match_smiley (const char *text, guint32 at, guint32 end, gboolean open)
{
  for (guint32 n = MIN (end - at, 5); n >= 2; n--)
    {
      char key[64];

      if (text[at + n] & 0x80 || !make_key (text, at, at + n, key) || !dtl_table_has (&dtl_table_text_smileys, key))
        continue;
      if (open && text[at + n - 1] == ')' && n == 2)
        return at;
      if (g_ascii_isalnum (text[at + n - 1]) && is_word_at (text, at + n, end))
        continue;
      return at + n;
    }
  return at;
}

/* Numbers. A number is groups of digits with separators between them. */

#define GROUPS_MAX 8

typedef struct
{
  guint n;
  guint digits[GROUPS_MAX];
  char separators[GROUPS_MAX]; /* [n - 1] */
  guint32 ends[GROUPS_MAX];
} Groups;

static void
read_groups (const char *text, guint32 at, guint32 end, Groups *groups)
{
  groups->n = 0;
  while (groups->n < GROUPS_MAX)
    {
      guint32 to = skip_class (text, at, end, CHARACTER_DIGIT);

      groups->digits[groups->n] = g_utf8_strlen (text + at, to - at);
      groups->ends[groups->n++] = to;
      if (to + 1 >= end || text[to] == '\0' || strchr (".,:/-", text[to]) == NULL
          || dtl_character_classify (g_utf8_get_char (text + to + 1)) != CHARACTER_DIGIT)
        break;
      groups->separators[groups->n - 1] = text[to];
      at = to + 1;
    }
}

static guint
count_leading (const Groups *groups, char separator)
{
  guint n = 1;

  while (n < groups->n && groups->separators[n - 1] == separator)
    n++;
  return n;
}

/* Hyphens join telephone numbers, postal codes and dates: 713-853-1234, 555-1234, 77042-2016, 2022-03-10. */
static guint
join_hyphens (const Groups *groups)
{
  guint n = count_leading (groups, '-');

  if (n >= 3)
    return n;
  if (n == 2 && groups->digits[1] == 4 && (groups->digits[0] == 3 || groups->digits[0] == 5))
    return 2;
  return 1;
}

/* Slashes join dates: 9/11, 11/28/2000, 2022/3/10; and the area code of a telephone number: 713/853-1234. */
static guint
join_slashes (const Groups *groups)
{
  guint n = count_leading (groups, '/');

  if (n == 2 && groups->n >= 3 && groups->separators[1] == '-' && groups->digits[0] == 3 && groups->digits[1] == 3)
    return 3;
  if (n >= 3 && groups->digits[1] <= 2 && groups->digits[2] <= 4)
    return 3;
  return n == 2 && groups->digits[0] <= 2 && groups->digits[1] <= 2 ? 2 : 1;
}

/* Stops, colons and commas of thousands: 1.5, 10:30:00, 1,234.56, 192.168.0.1. */
static guint
join_decimals (const Groups *groups)
{
  guint n = 1;

  while (n < groups->n)
    {
      char separator = groups->separators[n - 1];

      if (separator == ',' ? groups->digits[n] != 3 : separator != '.' && separator != ':')
        break;
      n++;
    }
  return n;
}

static guint
join_groups (const Groups *groups)
{
  if (groups->n == 1)
    return 1;
  if (groups->separators[0] == '-')
    return join_hyphens (groups);
  if (groups->separators[0] == '/')
    return join_slashes (groups);
  return join_decimals (groups);
}

static gboolean
is_unit (const char *text, guint32 at, guint32 to, gboolean money)
{
  char key[64];
  const char *kind;

  if (!make_key (text, at, to, key))
    return FALSE;
  kind = dtl_table_cell (&dtl_table_text_units, key, DTL_TEXT_UNITS_KIND);
  if (kind == NULL)
    return FALSE;
  /* "$3M" is money, "3M" a company */
  return strcmp (kind, "money") != 0 || money || g_ascii_islower (text[at]);
}

static gboolean
is_ordinal_ending (const char *text, guint32 at, guint32 to)
{
  static const char *const endings[] = { "st", "nd", "rd", "th", "s" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (to - at == strlen (endings[i]) && g_ascii_strncasecmp (text + at, endings[i], to - at) == 0)
      return TRUE;
  return FALSE;
}

/* "1960's" is a decade; after another number 's is a genitive and a word of its own. */
static guint32
decade_end (const char *text, guint32 at, guint32 to, guint32 end)
{
  guint32 mark = to;

  if (to - at < 2 || text[to - 1] != '0' || mark >= end || !dtl_character_is_apostrophe (g_utf8_get_char (text + mark)))
    return to;
  mark += g_utf8_skip[(guchar) text[mark]];
  if (mark < end && text[mark] == 's' && !is_word_at (text, mark + 1, end))
    return mark + 1;
  return to;
}

guint32
dtl_match_number (const char *text, guint32 at, guint32 end, gboolean money)
{
  guint32 limit = look_ahead (at, end, WORD_MAX), first = at, to, after;
  Groups groups;

  if (text[first] == '.' || text[first] == '+')
    first++;
  if (first >= limit || dtl_character_classify (g_utf8_get_char (text + first)) != CHARACTER_DIGIT)
    return at;
  read_groups (text, first, limit, &groups);
  to = groups.ends[join_groups (&groups) - 1];
  after = skip_class (text, to, limit, CHARACTER_LETTER);
  if (after == to)
    return decade_end (text, first, to, limit);
  if (is_word_at (text, after, limit))
    return at;
  if (is_ordinal_ending (text, to, after))
    return after;
  if (after - to == 1 && end - after > 2 && text[after] == '.' && g_ascii_tolower (text[after + 1]) == 'm')
    return to; /* "8a.m." */
  return is_unit (text, to, after, money) ? to : at;
}

/* Acronyms: single letters with stops between, or a row of the table with an inner stop ("ph.d."). */
guint32
dtl_match_acronym (const char *text, guint32 at, guint32 end)
{
  guint32 limit = look_ahead (at, end, WORD_MAX), to = at, whole = at;
  guint n_letters = 0;

  while (to < limit && dtl_character_classify (g_utf8_get_char (text + to)) == CHARACTER_LETTER)
    {
      guint32 next = to + g_utf8_skip[(guchar) text[to]];

      if (is_word_at (text, next, limit))
        break; /* "J.Smith" ends before Smith */
      to = next;
      n_letters++;
      if (to >= limit || text[to] != '.' || (end - to > 2 && text[to + 1] == '.' && text[to + 2] == '.'))
        break;
      to++;
      whole = to;
    }
  if (n_letters >= 2)
    return MAX (to, whole);
  to = at;
  while (to < limit && to - at < 12 && (g_ascii_isalpha (text[to]) || text[to] == '.'))
    to++;
  for (; to > at + 3; to--)
    {
      char key[64];

      if (memchr (text + at, '.', to - at - 1) != NULL && make_key (text, at, to, key)
          && dtl_table_has (&dtl_table_abbreviations, key) && !is_word_at (text, to, limit))
        return to;
    }
  return at;
}
