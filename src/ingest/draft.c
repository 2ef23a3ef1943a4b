/* Gathers what a reader finds, and turns it into a document in one place, so that all readers decide alike. */
#include "ingest/draft.h"

#include <string.h>

#include "ingest/feed-date.h"
#include "ingest/lines.h"
#include "ingest/paging.h"

#define STAMP_LONGEST 120   /* bytes of a date as written */
#define AUTHORS_LONGEST 1000

DtlDraft *
dtl_draft_new (void)
{
  DtlDraft *draft = g_new0 (DtlDraft, 1);

  draft->text = g_string_new (NULL);
  draft->blocks = g_array_new (FALSE, TRUE, sizeof (DtlBlock));
  draft->authors = g_ptr_array_new_with_free_func (g_free);
  return draft;
}

void
dtl_draft_free (DtlDraft *draft)
{
  if (draft == NULL)
    return;
  g_string_free (draft->text, TRUE);
  g_array_unref (draft->blocks);
  g_ptr_array_unref (draft->authors);
  g_free (draft->title);
  g_free (draft->publisher);
  g_free (draft->language);
  g_free (draft->uri);
  g_free (draft->published.text);
  g_free (draft->updated.text);
  g_free (draft->conflict);
  dtl_draft_clear_paging (draft);
  g_free (draft);
}

void
dtl_draft_add_block (DtlDraft *draft, gsize start, gsize end, DtlSentenceKind kind)
{
  const char *text = draft->text->str;
  DtlBlock block = { { 0, 0 }, kind };

  while (start < end && g_unichar_isspace (g_utf8_get_char (text + start)))
    start = g_utf8_next_char (text + start) - text;
  while (end > start)
    {
      const char *last = g_utf8_find_prev_char (text + start, text + end);

      if (last == NULL || !g_unichar_isspace (g_utf8_get_char (last)))
        break;
      end = last - text;
    }
  if (start >= end)
    return;
  block.span = (DtlSpan) { start, end };
  g_array_append_val (draft->blocks, block);
}

void
dtl_draft_append_block (DtlDraft *draft, const char *text, gsize length, DtlSentenceKind kind)
{
  gsize start;

  if (draft->text->len > 0)
    g_string_append (draft->text, "\n\n");
  start = draft->text->len;
  g_string_append_len (draft->text, text, length);
  dtl_draft_add_block (draft, start, draft->text->len, kind);
}

void
dtl_draft_append_prose (DtlDraft *draft, const char *text, gsize length, DtlSentenceKind kind)
{
  DtlDateline dateline;
  gsize start;

  if (kind != DTL_SENTENCE_BODY || draft->seen_dateline || !dtl_dateline_read (text, length, &dateline))
    {
      if (kind == DTL_SENTENCE_BODY && dtl_line_classify (text, length) == DTL_LINE_CONTRIBUTOR)
        kind = DTL_SENTENCE_BYLINE;
      dtl_draft_append_block (draft, text, length, kind);
      return;
    }
  draft->seen_dateline = TRUE;
  dtl_draft_append_block (draft, text, dateline.length, DTL_SENTENCE_DATELINE);
  start = draft->text->len;
  g_string_append_len (draft->text, text + dateline.length, length - dateline.length);
  dtl_draft_add_block (draft, start, draft->text->len, DTL_SENTENCE_BODY);
  dtl_draft_set_stamp (&draft->published, &dateline.date, DTL_BASIS_DATELINE, text, dateline.length);
  if (dateline.outlet != NULL)
    dtl_draft_take (&draft->publisher, g_strdup (dateline.outlet));
}

void
dtl_draft_append_title (DtlDraft *draft)
{
  if (draft->title != NULL)
    dtl_draft_append_block (draft, draft->title, strlen (draft->title), DTL_SENTENCE_TITLE);
}

void
dtl_draft_take (char **slot, char *value)
{
  if (value != NULL)
    g_strstrip (value);
  if (*slot == NULL && value != NULL && *value != '\0')
    *slot = value;
  else
    g_free (value);
}

void
dtl_draft_add_author (DtlDraft *draft, const char *name, gssize length)
{
  g_autofree char *copy = g_strstrip (length < 0 ? g_strdup (name) : g_strndup (name, length));

  if (*copy == '\0')
    return;
  for (guint i = 0; i < draft->authors->len; i++)
    if (g_ascii_strcasecmp (draft->authors->pdata[i], copy) == 0)
      return;
  g_ptr_array_add (draft->authors, g_steal_pointer (&copy));
}

void
dtl_draft_set_stamp (DtlStamp *stamp, const DtlDate *date, DtlBasis basis, const char *text, gssize length)
{
  if (!dtl_date_is_null (&stamp->date) || dtl_date_is_null (date))
    return;
  stamp->date = *date;
  stamp->basis = basis;
  g_free (stamp->text);
  stamp->text = text == NULL ? NULL : length < 0 ? g_strdup (text) : g_strndup (text, length);
}

gboolean
dtl_draft_take_stamp (DtlStamp *stamp, const char *text, DtlBasis basis)
{
  DtlDate date;

  if (text == NULL || text[strspn (text, " \t\r\n")] == '\0')
    return TRUE;
  if (!dtl_feed_date_read (text, &date))
    return FALSE;
  dtl_draft_set_stamp (stamp, &date, basis, text, MIN (strlen (text), STAMP_LONGEST));
  return TRUE;
}

/* "jane@example.org (Jane Doe)" and "Jane Doe <jane@example.org>" without the address, in place. */
static void
strip_address (char *name)
{
  char *open = strchr (name, '('), *close = strrchr (name, ')'), *angle = strchr (name, '<');

  if (strchr (name, '@') == NULL)
    return;
  if (open != NULL && close != NULL && close > open && memchr (open, '@', close - open) == NULL)
    {
      *close = '\0';
      memmove (name, open + 1, close - open);
    }
  else if (angle != NULL && angle > name)
    *angle = '\0';
  else
    *name = '\0';
  g_strdelimit (name, "\"", ' ');
  g_strstrip (name);
}

void
dtl_draft_take_authors (DtlDraft *draft, const char *text)
{
  g_autofree char *name = text && strlen (text) <= AUTHORS_LONGEST ? g_strstrip (g_strdup (text)) : NULL;
  gsize length;

  if (name == NULL)
    return;
  strip_address (name);
  length = strlen (name);
  if (length == 0 || strstr (name, "://") != NULL
      || (draft->publisher != NULL && g_ascii_strcasecmp (name, draft->publisher) == 0))
    return;
  if (!dtl_byline_read (name, length, draft))
    dtl_byline_read_names (name, length, draft);
}

void
dtl_draft_take_language (DtlDraft *draft, const char *text)
{
  g_autofree char *tag = text ? g_strstrip (g_strdup (text)) : NULL;

  if (tag == NULL || strlen (tag) < 2 || strlen (tag) > 12 || !g_ascii_isalpha (tag[0]) || !g_ascii_isalpha (tag[1]))
    return;
  g_strdelimit (tag, "_", '-');
  tag[0] = g_ascii_tolower (tag[0]);
  tag[1] = g_ascii_tolower (tag[1]);
  dtl_draft_take (&draft->language, g_steal_pointer (&tag));
}

static void
diagnose_decoding (DtlDocument *document, const DtlDecoding *decoding)
{
  DtlSpan whole = { 0, 0 };

  if (decoding->declared != NULL)
    dtl_document_diagnose (document, "charset", DTL_SEVERITY_NOTE, whole, "declares %s, read as %s",
                           decoding->declared, decoding->charset);
  else if (strcmp (decoding->charset, "utf-8") != 0)
    dtl_document_diagnose (document, "charset", DTL_SEVERITY_NOTE, whole, "read as %s", decoding->charset);
  if (decoding->n_invalid > 0)
    dtl_document_diagnose (document, "charset-invalid", DTL_SEVERITY_WARNING, whole,
                           "%" G_GSIZE_FORMAT " invalid byte%s in %s replaced by U+FFFD", decoding->n_invalid,
                           decoding->n_invalid == 1 ? "" : "s", decoding->charset);
  if (decoding->n_nuls > 0)
    dtl_document_diagnose (document, "nul-characters", DTL_SEVERITY_WARNING, whole,
                           "%" G_GSIZE_FORMAT " NUL character%s removed or replaced", decoding->n_nuls,
                           decoding->n_nuls == 1 ? "" : "s");
}

static const char *const *
copy_authors (DtlArena *arena, const GPtrArray *authors)
{
  const char **copy;

  if (authors->len == 0)
    return NULL;
  copy = dtl_arena_new0 (arena, const char *, authors->len + 1);
  for (guint i = 0; i < authors->len; i++)
    copy[i] = dtl_arena_strdup (arena, authors->pdata[i]);
  return copy;
}

/* "Updated March 12, 2022" and no other date: that is the day from which the text is written. Modification times in
 * markup are no such statement: they tell when a file was touched. */
static const DtlStamp *
choose_published (const DtlDraft *draft)
{
  gboolean says_updated = !dtl_date_is_null (&draft->updated.date) && draft->updated.basis == DTL_BASIS_TEXT;

  return dtl_date_is_null (&draft->published.date) && says_updated ? &draft->updated : &draft->published;
}

static DtlWhen
when_from_stamp (DtlArena *arena, const DtlStamp *stamp)
{
  DtlWhen when = { .date = stamp->date };

  if (dtl_date_is_null (&stamp->date))
    return when;
  when.basis = stamp->basis;
  when.text = dtl_arena_strdup (arena, stamp->text);
  return when;
}

DtlDocument *
dtl_draft_seal (DtlDraft *draft, const DtlInput *input, const char *kind, guint part, const DtlDecoding *decoding)
{
  DtlDocument *document = dtl_ingest_document_new (input, kind, part, draft->text->str, draft->text->len);
  DtlWhen published = when_from_stamp (document->arena, choose_published (draft));

  document->title = dtl_arena_strdup (document->arena, draft->title);
  if (draft->uri != NULL)
    document->uri = dtl_arena_strdup (document->arena, draft->uri);
  document->publisher = dtl_arena_strdup (document->arena, draft->publisher);
  document->language = dtl_arena_strdup (document->arena, draft->language);
  document->authors = copy_authors (document->arena, draft->authors);
  document->updated = when_from_stamp (document->arena, &draft->updated);
  document->paging = dtl_paging_copy (draft->paging, document->arena);
  if (draft->blocks->len > 0)
    g_array_append_vals (document->blocks, draft->blocks->data, draft->blocks->len);
  if (decoding != NULL)
    diagnose_decoding (document, decoding);
  if (draft->conflict != NULL)
    dtl_document_diagnose (document, "date-sources", DTL_SEVERITY_NOTE, (DtlSpan) { 0, 0 }, "%s", draft->conflict);
  dtl_ingest_set_published (document, input, &published);
  return document;
}
