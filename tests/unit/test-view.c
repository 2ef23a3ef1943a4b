/* Views: filters, order, ranks, folds, relations of what is shown, and the JSON of the whole and of parts. */
#include "export/writers.h"
#include "facts.h"
#include "story/view.h"

static const char *const world
    = "article A 2022-03-12 Times\n"
      "actor k person UA Dmytro Kuleba | Kuleba\n"
      "actor l person RU Sergey Lavrov | Lavrov\n"
      "actor r country RU Russia\n"
      "actor t country TR Turkey\n"
      "actor x person - Anna Kul\n"
      "role l Foreign Minister > r\n"
      "event 1 meet met 2022-03-10 k:agent l:counterpart @Antalya/TR\n"
      "event 2 say said 2022-03-11 l:agent\n"
      "event 3 attack attacked 2022-03 r:agent @Mariupol/UA\n"
      "event 4 say said - k:agent\n"
      "event 5 sign signed - k:agent t:counterpart\n"
      "event 6 meet meets 2022-03-20 k:agent t:counterpart planned\n"
      "event 7 attack attacked 2022-03-09 r:agent k:patient denied\n"
      "event 8 disaster struck 2022-03-01 @Lima/PE dead=12\n"
      "event 9 work worked 2022-03-02 @Lima/PE\n";

static DtlStory *
make_story (GPtrArray *articles)
{
  g_autoptr (DtlStoryBuilder) builder = dtl_story_builder_new ();

  for (guint i = 0; i < articles->len; i++)
    dtl_story_builder_add (builder, ((Article *) articles->pdata[i])->record);
  return dtl_story_builder_seal (builder);
}

/* The keys of the events that are shown, in order: the n-th event's trigger starts at 1000 + 100 (n - 1). */
static char *
spell (const DtlView *view)
{
  GString *out = g_string_new (NULL);
  guint n;
  const guint32 *events = dtl_view_get_events (view, &n);

  for (guint i = 0; i < n; i++)
    {
      guint32 start = g_array_index (view->story->events, DtlEvent, events[i]).mentions[0].trigger.start;

      if (start < INTRO_START)
        g_string_append_printf (out, "%u", (start - 1000) / 100 + 1);
    }
  return g_string_free (out, FALSE);
}

typedef struct
{
  const char *name;
  DtlViewKind kind;
  DtlViewOptions options;
  const char *since;
  const char *until;
  const char *shown;
  gboolean is_filtered;
} Row;

static const Row rows[] = {
  { "default", DTL_VIEW_TIMELINE, { NULL }, NULL, NULL, "831265", FALSE },
  { "minor", DTL_VIEW_TIMELINE, { .minor = TRUE }, NULL, NULL, "839712645", FALSE },
  { "events", DTL_VIEW_EVENTS, { NULL }, NULL, NULL, "831265", FALSE },
  { "relations-leave-nothing-out", DTL_VIEW_RELATIONS, { NULL }, NULL, NULL, "839712645", FALSE },
  { "actor", DTL_VIEW_TIMELINE, { .actor = "Kuleba" }, NULL, NULL, "165", TRUE },
  { "actor-lower-case", DTL_VIEW_TIMELINE, { .actor = "dmytro KULEBA" }, NULL, NULL, "165", TRUE },
  { "actor-by-a-word", DTL_VIEW_TIMELINE, { .actor = "sergey" }, NULL, NULL, "12", TRUE },
  { "actor-by-no-part-of-a-word", DTL_VIEW_TIMELINE, { .actor = "kule" }, NULL, NULL, "", TRUE },
  { "path-of-one-step", DTL_VIEW_TIMELINE, { .path = "Kuleba,Lavrov" }, NULL, NULL, "1", TRUE },
  { "path-of-two-steps", DTL_VIEW_TIMELINE, { .path = "lavrov, turkey" }, NULL, NULL, "165", TRUE },
  { "path-of-two-steps-in-time", DTL_VIEW_TIMELINE, { .path = "Lavrov,Turkey" }, NULL, "2022-03-12", "", TRUE },
  { "path-to-whom-none-leads", DTL_VIEW_TIMELINE, { .path = "Lavrov,Anna" }, NULL, NULL, "", TRUE },
  { "path-to-itself", DTL_VIEW_TIMELINE, { .path = "Lavrov,Sergey Lavrov" }, NULL, NULL, "", TRUE },
  { "path-to-nobody", DTL_VIEW_TIMELINE, { .path = "Lavrov" }, NULL, NULL, "", TRUE },
  { "type-class", DTL_VIEW_TIMELINE, { .type = "meet" }, NULL, NULL, "16", TRUE },
  { "type-root", DTL_VIEW_TIMELINE, { .type = "consult" }, NULL, NULL, "16", TRUE },
  { "type-family", DTL_VIEW_TIMELINE, { .type = "say" }, NULL, NULL, "24", TRUE },
  { "types", DTL_VIEW_TIMELINE, { .type = "meet, disaster" }, NULL, NULL, "816", TRUE },
  { "place", DTL_VIEW_TIMELINE, { .place = "antalya" }, NULL, NULL, "1", TRUE },
  { "place-country", DTL_VIEW_TIMELINE, { .place = "UA" }, NULL, NULL, "3", TRUE },
  { "reality", DTL_VIEW_TIMELINE, { .reality = "denied" }, NULL, NULL, "7", TRUE },
  { "since", DTL_VIEW_TIMELINE, { NULL }, "2022-03-11", NULL, "326", TRUE },
  { "until", DTL_VIEW_TIMELINE, { NULL }, NULL, "2022-03-10", "831", TRUE },
  { "month", DTL_VIEW_TIMELINE, { NULL }, "2022-04", "2022-04", "", TRUE },
  { "confidence", DTL_VIEW_TIMELINE, { .min_confidence = 0.9 }, NULL, NULL, "", TRUE },
  { "sources", DTL_VIEW_TIMELINE, { .min_sources = 2 }, NULL, NULL, "", TRUE },
  { "one-source", DTL_VIEW_TIMELINE, { .min_sources = 1 }, NULL, NULL, "831265", FALSE },
  { "top", DTL_VIEW_TIMELINE, { .top = 3 }, NULL, NULL, "316", TRUE },
};

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (GPtrArray) articles = facts_parse (world);
  g_autoptr (DtlStory) story = make_story (articles);
  DtlViewOptions options = row->options;
  g_autoptr (DtlView) view = NULL;
  g_autofree char *shown = NULL;

  if (row->since)
    options.since = parse_edtf (row->since);
  if (row->until)
    options.until = parse_edtf (row->until);
  view = dtl_view_new (story, row->kind, &options);
  shown = spell (view);
  g_assert_cmpstr (shown, ==, row->shown);
  g_assert_cmpint (dtl_view_is_filtered (view), ==, row->is_filtered);
}

static void
test_top_events (void)
{
  g_autoptr (GPtrArray) articles = facts_invent (5, 20, 12);
  g_autoptr (DtlStory) story = make_story (articles);
  const DtlViewOptions options = { .top = 7, .minor = TRUE };
  g_autoptr (DtlView) view = dtl_view_new (story, DTL_VIEW_TIMELINE, &options);
  guint n, n_all;
  const guint32 *events = dtl_view_get_events (view, &n);
  const DtlEvent *all = dtl_story_get_events (story, &n_all);

  g_assert_cmpuint (n, ==, 7);
  g_assert_cmpuint (dtl_view_get_folded (view), ==, n_all - 7);
  for (guint i = 1; i < n; i++)
    g_assert_cmpint (dtl_date_compare (&all[events[i - 1]].when.date, &all[events[i]].when.date), <=, 0);
}

/* A meeting that is told again without its day is told once; the statement beside it is told, too. */
static void
test_top_echoes (void)
{
  g_autoptr (GPtrArray) articles = facts_parse ("article A 2022-03-12 Times\n"
                                                "actor k person UA Dmytro Kuleba\n"
                                                "actor l person RU Sergey Lavrov\n"
                                                "event 1 meet met 2022-03-10 k:agent l:counterpart\n"
                                                "event 2 meet met 2022-03 k:agent l:counterpart\n"
                                                "event 3 say said 2022-03-11 k:agent\n");
  g_autoptr (DtlStory) story = make_story (articles);
  const DtlViewOptions options = { .top = 2 };
  g_autoptr (DtlView) view = dtl_view_new (story, DTL_VIEW_TIMELINE, &options);
  g_autofree char *shown = spell (view);

  g_assert_cmpstr (shown, ==, "13");
}

static void
test_top_actors (void)
{
  g_autoptr (GPtrArray) articles = facts_invent (6, 20, 12);
  g_autoptr (DtlStory) story = make_story (articles);
  const DtlViewOptions options = { .top = 5 };
  g_autoptr (DtlView) view = dtl_view_new (story, DTL_VIEW_RELATIONS, &options);
  guint n, n_relations;
  const guint32 *actors = dtl_view_get_actors (view, &n);
  const DtlRelation *relations = dtl_view_get_relations (view, &n_relations);

  g_assert_cmpuint (n, ==, 5);
  g_assert_cmpuint (dtl_view_get_folded (view), >, 0);
  g_assert_true (dtl_view_is_filtered (view));
  for (guint i = 0; i < n_relations; i++)
    {
      guint known = 0;

      for (guint j = 0; j < n; j++)
        known += actors[j] == relations[i].from || actors[j] == relations[i].to;
      g_assert_cmpuint (known, ==, 2);
    }
}

/* ---- JSON ---- */

static char *
write_json (DtlStory *story, DtlViewKind kind, const DtlViewOptions *options)
{
  g_autoptr (DtlView) view = dtl_view_new (story, kind, options);
  GString *out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  dtl_write_story_json (view, NULL, out, &error);
  g_assert_no_error (error);
  return g_string_free (out, FALSE);
}

static void
test_unfiltered_json (void)
{
  g_autoptr (GPtrArray) articles = facts_invent (8, 60, 12);
  g_autoptr (DtlStory) story = make_story (articles);
  g_autofree char *timeline = write_json (story, DTL_VIEW_TIMELINE, NULL);

  for (DtlViewKind kind = DTL_VIEW_TIMELINE; kind <= DTL_VIEW_STORYLINE; kind++)
    {
      g_autofree char *json = write_json (story, kind, NULL);

      g_assert_cmpstr (json, ==, timeline);
    }
}

static void
collect_ids (JsonObject *root, const char *list, GHashTable *ids)
{
  JsonArray *array = json_object_get_array_member (root, list);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      const char *id = json_object_get_string_member (json_array_get_object_element (array, i), "id");

      g_assert_true (g_hash_table_add (ids, (gpointer) id));
    }
}

/* Every string that has the form of an id is the id of something in the file. */
static void
check_ids (JsonNode *node, GHashTable *ids)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObjectIter iter;
      JsonNode *child;

      json_object_iter_init (&iter, json_node_get_object (node));
      while (json_object_iter_next (&iter, NULL, &child))
        check_ids (child, ids);
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    for (guint i = 0; i < json_array_get_length (json_node_get_array (node)); i++)
      check_ids (json_array_get_element (json_node_get_array (node), i), ids);
  else if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    {
      const char *text = json_node_get_string (node);

      if (strlen (text) == 13 && strchr ("ade", text[0]) && strspn (text, "abcdefghijklmnopqrstuvwxyz234567") == 13)
        g_assert_true (g_hash_table_contains (ids, text));
    }
}

static void
assert_stands_alone (const char *json)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GError) error = NULL;
  JsonObject *root;

  json_parser_load_from_data (parser, json, -1, &error);
  g_assert_no_error (error);
  root = json_node_get_object (json_parser_get_root (parser));
  collect_ids (root, "documents", ids);
  collect_ids (root, "actors", ids);
  collect_ids (root, "events", ids);
  check_ids (json_parser_get_root (parser), ids);
}

/* Bea's view: she met Ada and Cyd, who met each other on another day; Dan met only Cyd. */
static const char triangle[]
    = "article A 2022-03-12 Times\n"
      "actor a person UA Ada Arn\n"
      "actor b person UA Bea Bor\n"
      "actor c person UA Cyd Cox\n"
      "actor d person UA Dan Dow\n"
      "event 1 meet met 2022-03-01 a:agent b:counterpart\n"
      "event 2 meet met 2022-03-02 b:agent c:counterpart\n"
      "event 3 meet met 2022-03-03 a:agent c:counterpart\n"
      "event 4 meet met 2022-03-04 c:agent d:counterpart\n";

static void
test_around (void)
{
  g_autoptr (GPtrArray) articles = facts_parse (triangle);
  g_autoptr (DtlStory) story = make_story (articles);
  const DtlViewOptions options = { .actor = "Bea" };
  g_autoptr (DtlView) view = dtl_view_new (story, DTL_VIEW_RELATIONS, &options);
  g_autoptr (DtlView) timeline = dtl_view_new (story, DTL_VIEW_TIMELINE, &options);
  g_autofree char *shown = spell (view);
  guint n;
  const DtlRelation *around = dtl_view_get_around (view, &n);

  g_assert_cmpstr (shown, ==, "12");
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpuint (around->n_events, ==, 1);
  for (guint32 i = 0; i < story->actors->len; i++)
    g_assert_cmpint (dtl_view_is_focus (view, i), ==, strcmp (g_array_index (story->actors, DtlActor, i).name, "Bea Bor") == 0);
  dtl_view_get_relations (view, &n);
  g_assert_cmpuint (n, ==, 2);
  dtl_view_get_around (timeline, &n);
  g_assert_cmpuint (n, ==, 0);
}

static void
test_filtered_json (void)
{
  g_autoptr (GPtrArray) articles = facts_invent (9, 20, 12);
  g_autoptr (DtlStory) story = make_story (articles);
  const DtlViewOptions options[] = { { NULL }, { .actor = "Brandt" }, { .type = "meet" }, { .top = 3 }, { .place = "Kyiv" },
                                     { .actor = "nobody" } };
  g_autofree char *whole = write_json (story, DTL_VIEW_TIMELINE, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    for (DtlViewKind kind = DTL_VIEW_TIMELINE; kind <= DTL_VIEW_RELATIONS; kind++)
      {
        g_autofree char *json = write_json (story, kind, &options[i]);

        assert_stands_alone (json);
        g_assert_cmpuint (strlen (json), <=, strlen (whole));
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/view/events/%s", rows[i].name);

      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/view/top/events", test_top_events);
  g_test_add_func ("/view/top/echoes", test_top_echoes);
  g_test_add_func ("/view/top/actors", test_top_actors);
  g_test_add_func ("/view/around", test_around);
  g_test_add_func ("/view/json/unfiltered", test_unfiltered_json);
  g_test_add_func ("/view/json/filtered", test_filtered_json);
  return g_test_run ();
}
