/* Where places lie: the table itself, and which place of its name an event has (tests/spec/entity/whereabouts.tsv). */
#include <dateline/dateline.h>

#include <math.h>
#include <string.h>

#include "document/document.h"
#include "lexicon/gazetteer-data.h"

static DtlPipeline *pipeline;

static void
test_rows (void)
{
  for (guint i = 0; i < dtl_gazetteer_size (); i++)
    {
      DtlGazetteerPlace place = dtl_gazetteer_place (i);

      g_assert_cmpfloat (fabs (place.latitude), <=, 90);
      g_assert_cmpfloat (fabs (place.longitude), <=, 180);
      g_assert_cmpuint (strlen (place.code), ==, 2);
      if (i > 0)
        g_assert_cmpstr (dtl_gazetteer_texts + dtl_gazetteer_rows[i - 1].key, <=,
                         dtl_gazetteer_texts + dtl_gazetteer_rows[i].key);
    }
}

static void
test_find (void)
{
  DtlGazetteerPlace place;
  guint n, first = dtl_gazetteer_find ("springfield", &n);

  g_assert_cmpuint (n, >, 5);
  for (guint i = 1; i < n; i++)
    g_assert_cmpuint (dtl_gazetteer_place (first + i).people, <=, dtl_gazetteer_place (first + i - 1).people);
  dtl_gazetteer_find ("", &n);
  g_assert_cmpuint (n, ==, 0);
  dtl_gazetteer_find ("zzzz", &n);
  g_assert_cmpuint (n, ==, 0);
  g_assert_true (dtl_gazetteer_country ("NO", &place));
  g_assert_cmpstr (place.code, ==, "NO");
  g_assert_false (dtl_gazetteer_country ("QQ", &place));
  g_assert_false (dtl_gazetteer_country ("springfield", &place));
}

/* The first name in @document that is written like @name, or NULL. */
static const DtlEntity *
find_name (DtlDocument *document, const char *name)
{
  for (guint i = 0; i < document->entities->len; i++)
    {
      const DtlEntity *entity = dtl_document_entity (document, i);
      guint32 start = dtl_document_token (document, entity->first)->span.start;
      guint32 end = dtl_document_token (document, entity->first + entity->n - 1)->span.end;

      if (entity->form == DTL_ENTITY_NAME && end - start == strlen (name)
          && strncmp (document->text + start, name, end - start) == 0)
        return entity;
    }
  return NULL;
}

/* text, place, country or -, latitude or -, longitude or -; points agree to a third of a degree */
static void
check_row (char **cells)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static (cells[0], strlen (cells[0]));
  DtlInput input = { .bytes = bytes, .uri = "test", .kind = "text" };
  g_autoptr (GPtrArray) documents = dtl_pipeline_run (pipeline, &input, &error);
  const DtlEntity *entity;
  DtlGazetteerPlace place;
  const char *country;

  g_assert_no_error (error);
  entity = find_name (documents->pdata[0], cells[1]);
  if (entity == NULL || entity->actor == DTL_NONE)
    {
      g_test_message ("no such place");
      g_test_fail ();
      return;
    }
  country = g_array_index (((DtlDocument *) documents->pdata[0])->record->actors, DtlActor, entity->actor).country;
  if (strcmp (country ? country : "-", cells[2]) != 0)
    {
      g_test_message ("country: %s", country);
      g_test_fail ();
    }
  if (entity->lies_at == 0 || strcmp (cells[3], "-") == 0)
    {
      if ((entity->lies_at == 0) != (strcmp (cells[3], "-") == 0))
        g_test_fail ();
      return;
    }
  place = dtl_gazetteer_place (entity->lies_at - 1);
  if (fabs (place.latitude - g_ascii_strtod (cells[3], NULL)) > 0.34
      || fabs (place.longitude - g_ascii_strtod (cells[4], NULL)) > 0.34)
    {
      g_test_message ("lies at %.2f %.2f", place.latitude, place.longitude);
      g_test_fail ();
    }
}

static void
test_row (gconstpointer data)
{
  g_auto (GStrv) cells = g_strsplit (data, "\t", -1);

  g_test_message ("%s", (const char *) data);
  g_assert_cmpuint (g_strv_length (cells), ==, 5);
  check_row (cells);
}

int
main (int argc, char **argv)
{
  g_autofree char *path = g_build_filename (g_getenv ("DTL_TEST_SRCDIR"), "spec", "entity", "whereabouts.tsv", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = NULL;
  int result;

  g_test_init (&argc, &argv, NULL);
  pipeline = dtl_pipeline_new (NULL, &error);
  g_assert_no_error (error);
  g_test_add_func ("/gazetteer/rows", test_rows);
  g_test_add_func ("/gazetteer/find", test_find);
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (g_strchomp (text), "\n", -1);
  for (guint i = 0; lines[i]; i++)
    if (*lines[i] && *lines[i] != '#')
      {
        g_autofree char *name = g_strdup_printf ("/gazetteer/whereabouts/%u", i + 1);

        g_test_add_data_func (name, lines[i], test_row);
      }
  result = g_test_run ();
  dtl_pipeline_unref (pipeline);
  return result;
}
