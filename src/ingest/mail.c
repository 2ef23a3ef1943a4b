/*
 * Mail (RFC 5322 with MIME, RFC 2045 to 2047): the message is an article, its subject the title, its date the day of
 * publication. Of the parts of a message the plain text is taken unless the page beside it says much more; attachments are
 * left alone. Parts in parts are walked with a list, not by recursion.
 */
#include <string.h>

#include "ingest/html.h"
#include "ingest/markup.h"
#include "ingest/plain.h"

#define PARTS_MAX 200
#define DEPTH_MAX 12
#define HEADER_LIMIT 262144 /* bytes */
#define LABEL_LONGEST 40    /* bytes of the name of a character set */
#define WORD_LONGEST 1000   /* bytes of an encoded word; the standard says 75 */
#define PLAIN_SHARE 4       /* a plain part shorter than the page's text by this factor is an excuse for one */

/* A part of the message: its header and its body. Borrowed from the bytes of the input. */
typedef struct
{
  const char *header;
  const char *body;
  const char *end;
  guint depth;
} Part;

typedef struct
{
  char *plain; /* owned, nullable: decoded */
  char *html;  /* owned, nullable */
} Bodies;

static void
bodies_clear (Bodies *bodies)
{
  g_free (bodies->plain);
  g_free (bodies->html);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Bodies, bodies_clear)

/* Parts header from body at the first blank line. */
static Part
split_part (const char *at, const char *end, guint depth)
{
  Part part = { at, end, end, depth };

  for (const char *p = at; p < end;)
    {
      const char *stop = memchr (p, '\n', end - p);

      if (stop == NULL || stop == p || (stop == p + 1 && *p == '\r'))
        {
          part.body = stop != NULL ? stop + 1 : end;
          return part;
        }
      p = stop + 1;
    }
  return part;
}

/* (transfer full) (nullable): the field @name with its lines joined */
static char *
field_of (const Part *part, const char *name)
{
  gsize n = strlen (name);
  const char *end = MIN (part->body, part->header + HEADER_LIMIT);

  for (const char *line = part->header; line < end;)
    {
      const char *stop = memchr (line, '\n', end - line);
      gboolean is_wanted = (gsize) (end - line) > n && line[n] == ':' && g_ascii_strncasecmp (line, name, n) == 0;

      while (stop != NULL && stop + 1 < end && (stop[1] == ' ' || stop[1] == '\t'))
        stop = memchr (stop + 1, '\n', end - stop - 1);
      stop = stop != NULL ? stop : end;
      if (is_wanted)
        {
          g_autofree char *value = g_strndup (line + n + 1, stop - line - n - 1);

          g_strdelimit (value, "\r\n\t", ' ');
          return g_strdup (g_strstrip (value));
        }
      line = stop + 1;
    }
  return NULL;
}

/* (transfer full) (nullable): "boundary" of 'multipart/mixed; boundary="x y"' */
static char *
parameter_of (const char *value, const char *name)
{
  gsize n = strlen (name);

  for (const char *p = value ? strchr (value, ';') : NULL; p != NULL; p = strchr (p, ';'))
    {
      p += 1 + strspn (p + 1, " \t");
      if (g_ascii_strncasecmp (p, name, n) == 0 && p[n] == '=')
        {
          const char *start = p + n + 1;

          return *start == '"' ? g_strndup (start + 1, strcspn (start + 1, "\"")) : g_strndup (start, strcspn (start, "; \t"));
        }
    }
  return NULL;
}

static gboolean
is_type (const char *type, const char *wanted)
{
  return type != NULL && g_ascii_strncasecmp (type, wanted, strlen (wanted)) == 0;
}

/* --- encodings --- */

/* "=C3=A9" and soft line breaks; @underscores: as in headers, where "_" is a blank */
static GString *
decode_quoted (const char *at, const char *end, gboolean underscores)
{
  GString *out = g_string_sized_new (end - at);

  for (const char *p = at; p < end; p++)
    {
      if (*p == '=' && end - p >= 3 && g_ascii_isxdigit (p[1]) && g_ascii_isxdigit (p[2]))
        {
          g_string_append_c (out, g_ascii_xdigit_value (p[1]) * 16 + g_ascii_xdigit_value (p[2]));
          p += 2;
        }
      else if (*p == '=' && !underscores && end - p >= 2 && (p[1] == '\n' || (p[1] == '\r' && end - p >= 3 && p[2] == '\n')))
        p += p[1] == '\n' ? 1 : 2;
      else
        g_string_append_c (out, underscores && *p == '_' ? ' ' : *p);
    }
  return out;
}

static GString *
decode_base64 (const char *at, const char *end)
{
  g_autofree char *text = g_strndup (at, end - at);
  gsize length = 0;
  g_autofree guchar *bytes = g_base64_decode (text, &length);

  return g_string_new_len ((const char *) bytes, length);
}

static char *
decode_charset (const GString *bytes, DtlMarkup markup, const char *label, DtlDecoding *decoding)
{
  gsize length;

  return dtl_charset_decode_sent (bytes->str, bytes->len, markup, label, &length, decoding);
}

/* "=?utf-8?q?caf=C3=A9?=" at @p; (transfer full) (nullable); *@end is behind it */
static char *
decode_word (const char *p, const char **end)
{
  const char *charset = p + 2, *how = memchr (charset, '?', strnlen (charset, LABEL_LONGEST));
  const char *text = how != NULL && how[1] != '\0' && how[2] == '?' ? how + 3 : NULL;
  const char *close = text != NULL ? g_strstr_len (text, strnlen (text, WORD_LONGEST), "?=") : NULL;
  g_autofree char *label = NULL;
  g_autoptr (GString) bytes = NULL;
  DtlDecoding decoding;

  if (close == NULL || memchr (charset, ' ', how - charset) != NULL)
    return NULL;
  label = g_strndup (charset, how - charset);
  bytes = g_ascii_tolower (how[1]) == 'b' ? decode_base64 (text, close) : decode_quoted (text, close, TRUE);
  *end = close + 2;
  return decode_charset (bytes, DTL_MARKUP_NONE, label, &decoding);
}

/* A field with its encoded words decoded; blanks between two of them are none. */
static char *
decode_field (const char *value)
{
  g_autoptr (GString) out = g_string_new (NULL);
  gboolean after_word = FALSE;

  for (const char *p = value; *p != '\0';)
    {
      const char *end = p;
      g_autofree char *word = g_str_has_prefix (p, "=?") ? decode_word (p, &end) : NULL;
      gsize blanks = strspn (p, " ");

      if (word != NULL)
        {
          g_string_append (out, word);
          p = end;
          after_word = TRUE;
        }
      else if (after_word && blanks > 0 && g_str_has_prefix (p + blanks, "=?"))
        p += blanks;
      else
        {
          g_string_append_c (out, *p++);
          after_word = FALSE;
        }
    }
  return g_utf8_make_valid (out->str, out->len);
}

static char *
text_field (const Part *part, const char *name)
{
  g_autofree char *raw = field_of (part, name);

  return raw != NULL ? decode_field (raw) : NULL;
}

/* --- parts --- */

static char *
decode_body (const Part *part, const char *type, DtlMarkup markup, DtlDecoding *decoding)
{
  g_autofree char *encoding = field_of (part, "content-transfer-encoding"), *label = parameter_of (type, "charset");
  g_autoptr (GString) bytes = NULL;

  if (is_type (encoding, "base64"))
    bytes = decode_base64 (part->body, part->end);
  else if (is_type (encoding, "quoted-printable"))
    bytes = decode_quoted (part->body, part->end, FALSE);
  else
    bytes = g_string_new_len (part->body, part->end - part->body);
  return decode_charset (bytes, markup, label, decoding);
}

/* The parts between lines "--boundary"; the last first, so that a list gives them in order. */
static void
push_parts (GArray *todo, const Part *whole, const char *boundary)
{
  g_autofree char *mark = g_strconcat ("--", boundary, NULL);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Part));
  const char *start = NULL;

  for (const char *p = whole->body; p < whole->end && found->len < PARTS_MAX;)
    {
      const char *stop = memchr (p, '\n', whole->end - p);
      gboolean is_mark = (gsize) (whole->end - p) >= strlen (mark) && memcmp (p, mark, strlen (mark)) == 0;

      stop = stop != NULL ? stop + 1 : whole->end;
      if ((is_mark || stop == whole->end) && start != NULL)
        {
          Part part = split_part (start, is_mark ? p : whole->end, whole->depth + 1);

          g_array_append_val (found, part);
        }
      if (is_mark)
        start = stop;
      p = stop;
    }
  for (guint i = found->len; i-- > 0;)
    g_array_append_val (todo, g_array_index (found, Part, i));
}

static void
take_part (Bodies *bodies, const Part *part, GArray *todo, DtlDecoding *decoding)
{
  g_autofree char *type = field_of (part, "content-type"), *where = field_of (part, "content-disposition");
  g_autofree char *boundary = parameter_of (type, "boundary");

  if (is_type (where, "attachment"))
    return;
  if (is_type (type, "multipart/") && boundary != NULL && *boundary != '\0' && part->depth < DEPTH_MAX)
    push_parts (todo, part, boundary);
  else if (is_type (type, "text/html") && bodies->html == NULL)
    bodies->html = decode_body (part, type, DTL_MARKUP_HTML, decoding);
  else if ((type == NULL || is_type (type, "text/plain")) && bodies->plain == NULL)
    bodies->plain = decode_body (part, type, DTL_MARKUP_NONE, decoding);
}

static void
find_bodies (Bodies *bodies, const Part *message, DtlDecoding *decoding)
{
  g_autoptr (GArray) todo = g_array_new (FALSE, FALSE, sizeof (Part));

  g_array_append_val (todo, *message);
  for (guint n = 0; todo->len > 0 && n < PARTS_MAX; n++)
    {
      Part part = g_array_index (todo, Part, todo->len - 1);

      g_array_set_size (todo, todo->len - 1);
      take_part (bodies, &part, todo, decoding);
    }
}

/* --- the article --- */

/* "Re: Fwd: Ferry leaves" */
static char *
strip_reply_marks (char *subject)
{
  static const char *const marks[] = { "re:", "fw:", "fwd:", "aw:", "wg:" };

  for (gsize i = 0; subject != NULL && i < G_N_ELEMENTS (marks); i++)
    if (g_ascii_strncasecmp (subject, marks[i], strlen (marks[i])) == 0)
      {
        memmove (subject, subject + strlen (marks[i]), strlen (subject + strlen (marks[i])) + 1);
        g_strchug (subject);
        i = -1;
      }
  return subject;
}

static void
read_header (DtlDraft *draft, const Part *message)
{
  g_autofree char *from = text_field (message, "from"), *date = field_of (message, "date");
  g_autofree char *language = field_of (message, "content-language"), *id = field_of (message, "message-id");

  dtl_draft_take (&draft->title, strip_reply_marks (text_field (message, "subject")));
  dtl_draft_take (&draft->publisher, text_field (message, "organization"));
  dtl_draft_take_authors (draft, from);
  dtl_draft_take_language (draft, language);
  if (date != NULL)
    dtl_draft_take_stamp (&draft->published, date, DTL_BASIS_META);
  /* RFC 2392 */
  if (id != NULL && *id == '<' && g_str_has_suffix (id, ">"))
    draft->uri = g_strdup_printf ("mid:%.*s", (int) strlen (id) - 2, id + 1);
}

static gboolean
append_body (DtlDraft *draft, const Bodies *bodies)
{
  gsize n_plain = bodies->plain ? strlen (bodies->plain) : 0, n_html = bodies->html ? strlen (bodies->html) : 0;
  g_autoptr (DtlDraft) page = n_html > 0 ? dtl_draft_new () : NULL;

  if (page != NULL)
    dtl_html_append_fragment (page, bodies->html, n_html);
  if (page != NULL && (n_plain == 0 || n_plain * PLAIN_SHARE < page->text->len))
    {
      dtl_draft_append_title (draft);
      dtl_html_append_fragment (draft, bodies->html, n_html);
    }
  else if (n_plain > 0)
    dtl_plain_append (draft, bodies->plain, n_plain);
  return draft->blocks->len > 0;
}

gboolean
dtl_ingest_mail (const DtlInput *input, GPtrArray *documents, GError **error)
{
  g_autoptr (DtlDraft) draft = dtl_draft_new ();
  g_auto (Bodies) bodies = { NULL };
  gsize length;
  const char *bytes = g_bytes_get_data (input->bytes, &length);
  Part message = split_part (bytes, bytes + length, 0);
  DtlDecoding decoding = { .charset = "utf-8" };

  read_header (draft, &message);
  find_bodies (&bodies, &message, &decoding);
  if (!append_body (draft, &bodies))
    {
      g_set_error_literal (error, DTL_ERROR, DTL_ERROR_INPUT, "no text in this mail");
      return FALSE;
    }
  g_ptr_array_add (documents, dtl_draft_seal (draft, input, "mail", 0, &decoding));
  return TRUE;
}

/* A header of mail: fields from the first line on, among them those that every message has. */
guint
dtl_sniff_mail (const DtlHead *head)
{
  static const char *const wanted[] = { "from:", "date:", "subject:", "message-id:", "mime-version:", "received:", "to:" };
  guint n = 0;

  for (const char *line = head->text; *line != '\0' && *line != '\n' && *line != '\r';)
    {
      gsize name = strcspn (line, ": \t\r\n"), stop = strcspn (line, "\n");

      if (*line != ' ' && *line != '\t' && line[name] != ':')
        return 0;
      for (gsize i = 0; i < G_N_ELEMENTS (wanted); i++)
        n += g_ascii_strncasecmp (line, wanted[i], strlen (wanted[i])) == 0;
      line += stop + (line[stop] == '\n');
    }
  return n >= 3 ? 85 : n == 2 ? 35 : 0;
}
