/* Who says what: the rows of cues.tsv, each with a sentence in which it lays something at somebody's door and one in which it does
 * not, and the texts of tests/spec/event/attribution.txt. */
#include <dateline/dateline.h>

#include <string.h>

#include "document/document.h"
#include "lexicon/tables.h"

static DtlPipeline *pipeline;

static GPtrArray *
read_text (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  DtlInput input = { .bytes = bytes, .uri = "test", .kind = "text" };
  GPtrArray *documents;

  g_assert_true (dtl_date_parse ("2024-03-20", &input.date, &error));
  documents = dtl_pipeline_run (pipeline, &input, &error);
  g_assert_no_error (error);
  return documents;
}

static char *
words_of (const DtlDocument *document, guint32 first, guint32 last)
{
  guint32 start = dtl_document_token (document, first)->span.start, end = dtl_document_token (document, last)->span.end;
  char *words = g_strndup (document->text + start, end - start);

  return g_strdelimit (words, "\n", ' ');
}

static char *
source_of (const DtlDocument *document, const DtlSaying *saying)
{
  return saying->source == DTL_NONE ? g_strdup ("none")
                                    : words_of (document, saying->source_first, saying->source_last);
}

/* The parts, with "…" between them. */
static char *
content_of (const DtlDocument *document, const DtlSaying *saying)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < saying->n_parts; i++)
    {
      g_autofree char *part = words_of (document, saying->parts[i][0], saying->parts[i][1]);

      g_string_append_printf (out, "%s%s", i > 0 ? " … " : "", part);
    }
  return g_string_free (out, FALSE);
}

static char *
parent_of (const DtlDocument *document, const DtlSaying *saying)
{
  const DtlSaying *parent = saying->parent == DTL_NONE ? NULL : dtl_document_saying (document, saying->parent);

  return parent ? words_of (document, parent->cue, parent->cue_last) : g_strdup ("none");
}

static gboolean
agrees (const char *wanted, const char *found)
{
  return wanted == NULL || strcmp (wanted, "*") == 0 || strcmp (wanted, found) == 0;
}

/* "SOURCE | CUE | CONTENT | CUE AROUND IT": the last two may be left out, "*" is anything. */
static gboolean
has_saying (const DtlDocument *document, const char *row)
{
  g_auto (GStrv) wanted = g_strsplit (row, " | ", 4);
  gboolean found = FALSE;

  for (guint32 i = 0; i < document->sayings->len && !found; i++)
    {
      const DtlSaying *saying = dtl_document_saying (document, i);
      g_autofree char *source = source_of (document, saying);
      g_autofree char *cue = words_of (document, saying->cue, saying->cue_last);
      g_autofree char *content = content_of (document, saying);
      g_autofree char *parent = parent_of (document, saying);

      found = agrees (wanted[0], source) && agrees (wanted[1], cue) && agrees (wanted[2], content)
              && (wanted[2] == NULL || agrees (wanted[3], parent));
    }
  return found;
}

static void
explain (const DtlDocument *document)
{
  for (guint32 i = 0; i < document->sayings->len; i++)
    {
      const DtlSaying *saying = dtl_document_saying (document, i);
      g_autofree char *source = source_of (document, saying);
      g_autofree char *cue = words_of (document, saying->cue, saying->cue_last);
      g_autofree char *content = content_of (document, saying);
      g_autofree char *parent = parent_of (document, saying);

      g_test_message ("  found %s | %s | %s | %s", source, cue, content, parent);
    }
}

/* ---- rows ---- */

/* Whether a saying has the cue's first word as its cue and, if @speaker, somebody called so as its source. */
static gboolean
is_cued (const DtlDocument *document, const char *key, const char *speaker)
{
  g_auto (GStrv) words = g_strsplit (key, " ", 2);

  for (guint32 i = 0; i < document->sayings->len; i++)
    {
      const DtlSaying *saying = dtl_document_saying (document, i);
      const DtlToken *cue = dtl_document_token (document, saying->cue);
      g_autofree char *source = source_of (document, saying);

      if (g_strcmp0 (cue->lemma, words[0]) == 0 && (speaker == NULL || strcmp (source, speaker) == 0))
        return TRUE;
    }
  return FALSE;
}

static void
test_rows (void)
{
  for (guint i = 0; i < dtl_table_cues.n_rows; i++)
    {
      const char *const *row = dtl_table_row (&dtl_table_cues, i);
      const char *key = row[DTL_CUES_CUE];
      gboolean is_label = strcmp (row[DTL_CUES_PART], "label") == 0;
      g_autoptr (GPtrArray) example = read_text (row[DTL_CUES_EXAMPLE]);
      g_autoptr (GPtrArray) counter = read_text (row[DTL_CUES_COUNTER]);

      if (!is_cued (example->pdata[0], is_label ? ":" : key, is_label ? NULL : "Orr"))
        {
          g_test_message ("%s: %s", key, row[DTL_CUES_EXAMPLE]);
          explain (example->pdata[0]);
          g_test_fail ();
        }
      if (is_cued (counter->pdata[0], is_label ? ":" : key, NULL))
        {
          g_test_message ("%s: must not: %s", key, row[DTL_CUES_COUNTER]);
          g_test_fail ();
        }
    }
}

/* ---- texts ---- */

/* "¶" begins a new paragraph. */
static char *
with_paragraphs (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "¶", -1);

  return g_strjoinv ("\n\n", parts);
}

static void
check_line (const char *line, const char *text, GPtrArray *documents)
{
  if (has_saying (documents->pdata[0], line + 2) == (*line == '='))
    return;
  g_test_message ("%s\n  %s", text, line);
  explain (documents->pdata[0]);
  g_test_fail ();
}

static void
test_texts (void)
{
  g_autofree char *path
    = g_build_filename (g_getenv ("DTL_TEST_SRCDIR"), "spec", "event", "attribution.txt", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GPtrArray) documents = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = NULL;
  const char *sentence = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i]; i++)
    if (g_str_has_prefix (lines[i], "> "))
      {
        g_autofree char *whole = with_paragraphs (lines[i] + 2);

        sentence = lines[i];
        g_clear_pointer (&documents, g_ptr_array_unref);
        documents = read_text (whole);
      }
    else if (*lines[i] == '=' || *lines[i] == '/')
      check_line (lines[i], sentence, documents);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  pipeline = dtl_pipeline_new (NULL, &error);
  g_assert_no_error (error);
  g_test_add_func ("/sayings/rows", test_rows);
  g_test_add_func ("/sayings/texts", test_texts);
  status = g_test_run ();
  dtl_pipeline_unref (pipeline);
  return status;
}
