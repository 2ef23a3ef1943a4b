/*
 * The address of a page: which part of it is the number of the page, and what is left is the article's. The words are rows of
 * ingest_pages.tsv; "/page/2", "-p2", "?page=2" and, less surely, "/2" are numbers, "?view=all" is the whole.
 */
#include <string.h>

#include "ingest/paging.h"
#include "lexicon/tables.h"

#define ADDRESS_LONGEST 2000
#define NUMBER_MAX 99
#define STORY_WORDS 3
#define STORY_DIGITS 4

void
dtl_page_address_clear (DtlPageAddress *address)
{
  g_clear_pointer (&address->base, g_free);
}

static gboolean
has_row (const char *word, gsize length, const char *place)
{
  g_autofree char *key = g_ascii_strdown (word, length);
  guint n = 0;
  const char *const *row = dtl_table_find (&dtl_table_ingest_pages, key, &n);

  for (guint i = 0; row != NULL && i < n; i++)
    if (strcmp (row[i * dtl_table_ingest_pages.n_columns + DTL_INGEST_PAGES_PLACE], place) == 0)
      return TRUE;
  return FALSE;
}

/* 1 to 99, without a leading zero, which days and months have; else 0. */
static guint
read_number (const char *text)
{
  gsize n = strspn (text, "0123456789");

  return n > 0 && text[n] == '\0' && text[0] != '0' && n <= 2 ? (guint) g_ascii_strtoull (text, NULL, 10) : 0;
}

/* A field of the query. FALSE when it is one of the article's own. */
static gboolean
read_field (const char *field, DtlPageAddress *address)
{
  const char *stop = strchr (field, '=');
  gsize length = stop != NULL ? (gsize) (stop - field) : strlen (field);
  const char *value = stop != NULL ? stop + 1 : "";
  gboolean is_whole = has_row (value, strlen (value), "whole"), is_field = has_row (field, length, "field");

  if (has_row (field, length, "dropped"))
    return TRUE;
  if ((is_whole && (is_field || has_row (field, length, "view")))
      || (has_row (field, length, "flag") && (strcmp (value, "1") == 0 || g_ascii_strcasecmp (value, "true") == 0)))
    address->is_whole = TRUE;
  else if (is_field && read_number (value) > 0)
    address->number = read_number (value);
  else
    return FALSE;
  return TRUE;
}

static gint
compare_fields (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* What of the query is the article's own, in alphabetical order. */
static void
append_query (GString *base, const char *query, DtlPageAddress *address)
{
  g_auto (GStrv) fields = g_strsplit (query != NULL ? query : "", "&", 32);
  g_autoptr (GPtrArray) own = g_ptr_array_new ();

  for (guint i = 0; fields[i] != NULL; i++)
    if (*fields[i] != '\0' && !read_field (fields[i], address))
      g_ptr_array_add (own, fields[i]);
  g_ptr_array_sort (own, compare_fields);
  for (guint i = 0; i < own->len; i++)
    g_string_append_printf (base, "%c%s", i == 0 ? '?' : '&', (const char *) own->pdata[i]);
}

static void
cut_ending (char *path)
{
  static const char *const endings[] = { ".html", ".htm", ".shtml", ".xhtml", ".php", ".aspx", ".asp", ".jsp" };

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (path, endings[i]))
      {
        path[strlen (path) - strlen (endings[i])] = '\0';
        return;
      }
}

static void
cut_slashes (char *path)
{
  for (gsize n = strlen (path); n > 0 && path[n - 1] == '/'; n--)
    path[n - 1] = '\0';
}

static const char *
last_segment (const char *path)
{
  const char *slash = strrchr (path, '/');

  return slash != NULL ? slash + 1 : path;
}

/* A segment that is a number: "/page/2", or only "/2". */
static void
read_bare_number (char *path, char *segment, DtlPageAddress *address)
{
  const char *before;

  address->number = read_number (segment);
  *segment = '\0';
  cut_slashes (path);
  before = last_segment (path);
  address->is_weak = !has_row (before, strlen (before), "path");
  if (!address->is_weak)
    path[before - path] = '\0';
}

/* "slug-page-2", "slug-p2", "page2": a word before the number, and before that the start or a mark. */
static void
read_worded_number (char *path, char *segment, DtlPageAddress *address)
{
  char *digits = segment + strlen (segment), *word_end, *word;

  while (digits > segment && g_ascii_isdigit (digits[-1]))
    digits--;
  word_end = digits > segment && strchr ("-_", digits[-1]) != NULL ? digits - 1 : digits;
  word = word_end;
  while (word > segment && g_ascii_isalpha (word[-1]))
    word--;
  if (read_number (digits) == 0 || word == word_end || (word > segment && strchr ("-_,.", word[-1]) == NULL)
      || !has_row (word, word_end - word, "path"))
    return;
  address->number = read_number (digits);
  word[word > segment ? -1 : 0] = '\0';
}

/* Cuts what @path says of the page. */
static void
read_path (char *path, DtlPageAddress *address)
{
  char *segment;

  cut_slashes (path);
  cut_ending (path);
  segment = path + (last_segment (path) - path);
  if (has_row (segment, strlen (segment), "whole"))
    {
      address->is_whole = TRUE;
      *segment = '\0';
    }
  else if (read_number (segment) > 0)
    read_bare_number (path, segment, address);
  else
    read_worded_number (path, segment, address);
  cut_slashes (path);
  cut_ending (path);
}

static gboolean
is_below_listing (const char *path)
{
  g_auto (GStrv) segments = g_strsplit (path, "/", 32);

  for (guint i = 0; segments[i] != NULL; i++)
    if (has_row (segments[i], strlen (segments[i]), "listing"))
      return TRUE;
  return FALSE;
}

typedef struct
{
  char *host;  /* owned, nullable */
  char *path;  /* owned */
  char *query; /* owned, nullable */
} Parts;

static void
parts_clear (Parts *parts)
{
  g_free (parts->host);
  g_free (parts->path);
  g_free (parts->query);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Parts, parts_clear)

static gboolean
split (const char *url, Parts *parts)
{
  return strlen (url) <= ADDRESS_LONGEST
         && g_uri_split (url, G_URI_FLAGS_PARSE_RELAXED | G_URI_FLAGS_ENCODED, NULL, NULL, &parts->host, NULL, &parts->path,
                         &parts->query, NULL, NULL);
}

/* What a relative address leaves out is that of the page @own. GLib's own call asserts what hostile addresses breach. */
static void
complete (Parts *parts, const char *own)
{
  g_auto (Parts) base = { NULL };
  char *path = parts->path;

  if (parts->host != NULL || !split (own, &base))
    return;
  parts->host = g_steal_pointer (&base.host);
  if (*path == '/')
    return;
  parts->path = *path == '\0' ? g_strdup (base.path)
                              : g_strdup_printf ("%.*s%s", (int) (last_segment (base.path) - base.path), base.path, path);
  g_free (path);
}

gboolean
dtl_page_address_read (const char *url, const char *own, DtlPageAddress *address)
{
  g_auto (Parts) parts = { NULL };
  g_autoptr (GString) base = g_string_new (NULL);

  *address = (DtlPageAddress) { NULL };
  if (!split (url, &parts))
    return FALSE;
  if (own != NULL)
    complete (&parts, own);
  read_path (parts.path, address);
  if (*last_segment (parts.path) == '\0' || is_below_listing (parts.path))
    return FALSE;
  if (parts.host != NULL)
    {
      g_autofree char *lower = g_ascii_strdown (parts.host, -1);

      g_string_append (base, g_str_has_prefix (lower, "www.") ? lower + 4 : lower);
    }
  g_string_append (base, parts.path);
  append_query (base, parts.query, address);
  address->base = g_string_free (g_steal_pointer (&base), FALSE);
  return TRUE;
}

gboolean
dtl_page_address_is_story (const DtlPageAddress *address)
{
  const char *segment = last_segment (address->base);
  guint n_words = 1, n_digits = 0;

  for (const char *p = segment; *p != '\0' && *p != '?'; p++)
    {
      n_words += *p == '-' || *p == '_';
      n_digits = g_ascii_isdigit (*p) ? n_digits + 1 : 0;
      if (n_words >= STORY_WORDS || n_digits >= STORY_DIGITS)
        return TRUE;
    }
  return FALSE;
}
