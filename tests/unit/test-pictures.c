/* Pictures of invented stories: order of lanes, pages, speed, names that are long or of other scripts, small pictures. */
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "export/lanes.h"
#include "export/measure.h"
#include "export/relations.h"
#include "export/relations-plot.h"
#include "export/render.h"
#include "export/storyline.h"
#include "facts.h"

#define MANY 500
#define SLOWEST 2.0 /* s: generous, for the sanitizers; the figure is printed */

static DtlView *
make_view (GPtrArray *articles, DtlViewKind kind)
{
  const DtlViewOptions options = { .top = MANY, .minor = TRUE };
  g_autoptr (DtlStoryBuilder) builder = dtl_story_builder_new ();
  g_autoptr (DtlStory) story = NULL;

  for (guint i = 0; i < articles->len; i++)
    dtl_story_builder_add (builder, ((Article *) articles->pdata[i])->record);
  story = dtl_story_builder_seal (builder);
  return dtl_view_new (story, kind, &options);
}

static DtlView *
invent_view (guint32 seed, guint n_articles, DtlViewKind kind)
{
  g_autoptr (GPtrArray) articles = facts_invent (seed, n_articles, 12);

  return make_view (articles, kind);
}

static guint
lane_of (const DtlColumn *column, guint i)
{
  return g_array_index (column->lanes, guint, i);
}

/* The length of all ties when lane i stands at @place[i]. */
static guint
measure_ties (const DtlLanes *lanes, const guint *place)
{
  guint sum = 0;

  for (guint i = 0; i < lanes->columns->len; i++)
    {
      const DtlColumn *column = dtl_lanes_column (lanes, i);
      guint top = G_MAXUINT, bottom = 0;

      for (guint j = 0; j < column->lanes->len; j++)
        {
          top = MIN (top, place[lane_of (column, j)]);
          bottom = MAX (bottom, place[lane_of (column, j)]);
        }
      sum += bottom - top;
    }
  return sum;
}

/* The order found against the order of first appearance, which is what a picture without one has. */
static void
test_lane_order (void)
{
  for (guint32 seed = 1; seed <= 6; seed++)
    {
      g_autoptr (DtlView) view = invent_view (seed, 2 + 3 * seed, DTL_VIEW_STORYLINE);
      DtlScene scene;
      DtlLanes lanes;
      guint found[64], first_seen[64], n = 0, ours, theirs;

      dtl_scene_init (&scene, view);
      dtl_lanes_init (&lanes, &scene, MANY, 45, 60);
      memset (first_seen, 0xFF, sizeof first_seen);
      for (guint i = 0; i < lanes.lanes->len; i++)
        found[i] = i;
      for (guint i = 0; i < lanes.columns->len; i++)
        for (guint j = 0; j < dtl_lanes_column (&lanes, i)->lanes->len; j++)
          {
            guint lane = lane_of (dtl_lanes_column (&lanes, i), j);

            first_seen[lane] = first_seen[lane] == G_MAXUINT ? n++ : first_seen[lane];
          }
      ours = measure_ties (&lanes, found);
      theirs = measure_ties (&lanes, first_seen);
      g_test_message ("%u events, %u lanes: ties %u long, %u in order of appearance", lanes.columns->len,
                      lanes.lanes->len, ours, theirs);
      g_assert_cmpuint (ours, <=, theirs);
      dtl_lanes_clear (&lanes);
    }
}

/* Pages hold every column once, and nothing else. */
static void
test_pages (void)
{
  g_autoptr (DtlView) view = invent_view (7, 12, DTL_VIEW_STORYLINE);
  DtlScene scene;
  DtlLanes lanes;
  guint n_marks = 0, n_on_pages = 0;

  dtl_scene_init (&scene, view);
  dtl_lanes_init (&lanes, &scene, MANY, 45, 60);
  for (guint i = 0; i < lanes.columns->len; i++)
    n_marks += dtl_lanes_column (&lanes, i)->lanes->len;
  for (guint first = 0, end; first < lanes.columns->len; first = end)
    {
      DtlLanes page;

      end = MIN (first + 7, lanes.columns->len);
      dtl_lanes_page (&lanes, first, end, &page);
      g_assert_cmpuint (page.columns->len, ==, end - first);
      for (guint i = 0; i < page.columns->len; i++)
        for (guint j = 0; j < dtl_lanes_column (&page, i)->lanes->len; j++, n_on_pages++)
          g_assert_cmpuint (dtl_lanes_lane (&page, lane_of (dtl_lanes_column (&page, i), j))->actor, ==,
                            dtl_lanes_lane (&lanes, lane_of (dtl_lanes_column (&lanes, first + i), j))->actor);
      for (guint i = 0; i < page.bands->len; i++)
        g_assert_cmpuint (dtl_lanes_band (&page, i)->first, <, dtl_lanes_band (&page, i)->end);
      dtl_lanes_clear (&page);
    }
  g_assert_cmpuint (n_on_pages, ==, n_marks);
  dtl_lanes_clear (&lanes);
}

static void
test_speed (void)
{
  g_autoptr (DtlView) view = invent_view (11, 120, DTL_VIEW_STORYLINE);
  g_autoptr (GString) svg = g_string_new (NULL);
  g_autoptr (GTimer) timer = g_timer_new ();
  double took;
  guint n;

  dtl_view_get_events (view, &n);
  dtl_write_storyline (view, FALSE, svg);
  took = g_timer_elapsed (timer, NULL);
  g_test_message ("storyline of %u events: %.0f ms, %u KB", n, took * 1000, (guint) (svg->len / 1024));
  g_assert_cmpuint (n, ==, MANY);
  g_assert_cmpfloat (took, <, SLOWEST);
}

/* Names of 80 characters, from right to left, in wide letters, and 46 actors in one article. */
static GPtrArray *
make_odd_articles (void)
{
  GString *facts
      = g_string_new ("article A 2022-03-12 Times\n"
                      "actor a organisation - Commission for the Reconciliation of Fishermen and Dockers of the Outer Isles\n"
                      "actor b person - عبد الرحمن بن خالد الهاشمي\n"
                      "actor c person - 中村健太郎外務大臣中村健太郎外務大臣中村健太郎外務大臣\n"
                      "event 1 meet met 2022-03-10 a:agent b:counterpart c:counterpart\n"
                      "event 2 meet met - c:agent a:counterpart\n");
  GPtrArray *articles;

  for (guint i = 0; i < 43; i++)
    g_string_append_printf (facts, "actor p%u person - Pat Number%c%c\n", i, 'a' + i / 26, 'a' + i % 26);
  for (guint i = 0; i < 43; i++)
    g_string_append_printf (facts, "event %u meet met 2022-03-%02u p%u:agent %c:counterpart\n", i + 3, i % 28 + 1, i,
                            'a' + i % 3);
  articles = facts_parse (facts->str);
  g_string_free (facts, TRUE);
  return articles;
}

/* In pictures that we measure, no text begins before the left edge or ends past the right one. */
static void
assert_inside (const char *svg)
{
  const char *box = strstr (svg, "viewBox=\"0 0 ");
  double width = g_ascii_strtod (box + strlen ("viewBox=\"0 0 "), NULL);

  for (const char *p = svg; (p = strstr (p, "<text x=\"")) != NULL; p++)
    {
      double x = g_ascii_strtod (p + 9, NULL), size = g_ascii_strtod (strstr (p, "font-size=\"") + strlen ("font-size=\""), NULL);
      const char *tag_end = strchr (p, '>');
      g_autofree char *text = g_strndup (tag_end + 1, (gsize) (strchr (tag_end, '<') - tag_end - 1));
      gboolean ends = g_strstr_len (p, tag_end - p, "\"end\"") != NULL;
      gboolean middle = g_strstr_len (p, tag_end - p, "\"middle\"") != NULL;
      gboolean bold = g_strstr_len (p, tag_end - p, "font-weight") != NULL;
      double length = dtl_text_width (text, size, bold);

      x -= ends ? length : middle ? length / 2 : 0;
      g_assert_cmpfloat (x, >=, 0);
      g_assert_cmpfloat (x + length, <=, width);
      g_assert_cmpfloat (size, >=, 9);
    }
}

static void
test_odd_names (void)
{
  g_autoptr (GPtrArray) articles = make_odd_articles ();

  for (DtlViewKind kind = DTL_VIEW_RELATIONS; kind <= DTL_VIEW_STORYLINE; kind++)
    {
      g_autoptr (DtlView) view = make_view (articles, kind);
      g_autoptr (GString) svg = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      guint n;

      dtl_view_get_actors (view, &n);
      g_assert_cmpuint (n, ==, 46);
      g_assert_true (dtl_export_view (dtl_format_find ("svg"), view, NULL, svg, &error));
      g_assert_no_error (error);
      g_assert_true (g_utf8_validate (svg->str, svg->len, NULL));
      if (kind == DTL_VIEW_STORYLINE)
        assert_inside (svg->str);
    }
}

/* A panel a week, each actor at the same place in all of them. */
static void
test_slices (void)
{
  g_autoptr (DtlView) view = invent_view (3, 6, DTL_VIEW_RELATIONS);

  for (DtlSlice slice = DTL_SLICE_DAY; slice <= DTL_SLICE_MONTH; slice++)
    {
      const DtlExportOptions options = { .slice = slice };
      g_autoptr (GString) svg = g_string_new (NULL);
      g_autoptr (GString) again = g_string_new (NULL);

      g_assert_true (dtl_export_view (dtl_format_find ("svg"), view, &options, svg, NULL));
      g_assert_true (dtl_export_view (dtl_format_find ("svg"), view, &options, again, NULL));
      g_assert_true (g_string_equal (svg, again));
      g_assert_nonnull (strstr (svg->str, "id=\"panel"));
    }
}

static char *
spell_dot (const DtlView *view, const DtlExportOptions *options)
{
  GString *dot = g_string_new (NULL);

  g_assert_true (dtl_export_view (dtl_format_find ("dot"), view, options, dot, NULL));
  return g_string_free (dot, FALSE);
}

/* Eleven days make three rows of cards; who acts on the first and the last is led from one to the other. */
static void
test_later_row (void)
{
  g_autoptr (GString) facts = g_string_new ("article A 2022-03-20 Times\nactor a person - Ann Lee\nactor b person - Bob Ray\n");
  g_autoptr (GPtrArray) articles = NULL;
  g_autoptr (DtlView) view = NULL;
  g_autofree char *dot = NULL;

  for (guint i = 1; i <= 11; i++)
    g_string_append_printf (facts, "event %u meet met 2022-03-%02u %s\n", i, i,
                            i % 10 == 1 ? "a:agent b:counterpart" : "b:agent");
  articles = facts_parse (facts->str);
  view = make_view (articles, DTL_VIEW_EVENTS);
  dot = spell_dot (view, NULL);
  g_assert_nonnull (strstr (dot, "Ann Lee: next 11 Mar"));
  g_assert_nonnull (strstr (dot, "Ann Lee: before 1 Mar"));
  g_assert_null (strstr (dot, "Ann Lee: next 1 Mar"));
}

/* A line of a small picture says what was done, and how often. */
static void
test_words_on_lines (void)
{
  const DtlExportOptions options = { .slice = DTL_SLICE_WEEK };
  g_autoptr (GPtrArray) articles = facts_parse ("article A 2022-03-20 Times\n"
                                                "actor a person - Ann Lee\n"
                                                "actor b person - Bob Ray\n"
                                                "event 1 meet met 2022-03-08 a:agent b:counterpart\n"
                                                "event 2 meet met 2022-03-10 a:agent b:counterpart\n");
  g_autoptr (DtlView) view = make_view (articles, DTL_VIEW_RELATIONS);
  g_autofree char *dot = spell_dot (view, &options);

  g_assert_nonnull (strstr (dot, ">met ×2<"));
}

/* @n stars of @rays each, whose middles are joined in a chain if @chained. */
static DtlView *
make_stars (guint n, guint rays, gboolean chained)
{
  g_autoptr (GString) facts = g_string_new ("article A 2022-03-20 Times\n");
  g_autoptr (GPtrArray) articles = NULL;
  guint event = 1;

  for (guint i = 0; i < n * (rays + 1); i++)
    g_string_append_printf (facts, "actor a%u person - Pat %c%c%c\n", i, 'A' + i / 26, 'a' + i % 26, 'a' + i % 7);
  for (guint i = 0; i < n; i++)
    {
      guint middle = i * (rays + 1);

      for (guint j = 1; j <= rays; j++)
        g_string_append_printf (facts, "event %u meet met 2022-03-08 a%u:agent a%u:counterpart\n", event++, middle, middle + j);
      if (chained && i > 0)
        g_string_append_printf (facts, "event %u meet met 2022-03-09 a%u:agent a%u:counterpart\n", event++, middle,
                                middle - rays - 1);
    }
  articles = facts_parse (facts->str);
  return make_view (articles, DTL_VIEW_RELATIONS);
}

static guint
count_shared (const DtlPart *a, const DtlPart *b, const DtlCast *cast)
{
  guint n = 0;

  for (guint i = 0; i < cast->n_drawn; i++)
    n += dtl_part_holds (a, cast->drawn[i]) && dtl_part_holds (b, cast->drawn[i]);
  return n;
}

/* Two stars are cut where one actor stands on both sides; what is not joined, nowhere. */
static void
test_divide (void)
{
  for (guint chained = 0; chained < 2; chained++)
    {
      g_autoptr (DtlView) view = make_stars (chained ? 2 : 8, chained ? 9 : 3, chained);
      g_autoptr (GPtrArray) parts = NULL;
      g_autoptr (DtlPart) first = NULL;
      DtlPart *rest;
      DtlCast cast;

      dtl_cast_init (&cast, view);
      parts = dtl_parts_new (&cast);
      g_assert_cmpuint (parts->len, ==, 1);
      rest = parts->pdata[0];
      g_assert_cmpuint (rest->lines->len, ==, cast.lines->len);
      first = dtl_part_divide (rest, &cast, .5);
      g_assert_nonnull (first);
      g_assert_cmpuint (first->lines->len + rest->lines->len, ==, cast.lines->len);
      g_assert_cmpuint (MIN (first->lines->len, rest->lines->len), >=, cast.lines->len / 3);
      g_assert_cmpuint (count_shared (first, rest, &cast), ==, chained);
      for (guint i = 0; i < first->lines->len; i++)
        g_assert_false (g_ptr_array_find (rest->lines, first->lines->pdata[i], NULL));
      dtl_cast_clear (&cast);
    }
}

static char *
take_light (gpointer data, const GString *light, const GString *dark)
{
  return g_strdup (light->str);
}

static guint
count_of (const char *text, const char *what)
{
  guint n = 0;

  for (; (text = strstr (text, what)) != NULL; text++)
    n++;
  return n;
}

/* Many small groups keep their words, on pages that fit on paper; as a graph they are one. */
static void
test_relation_pages (void)
{
  g_autoptr (DtlView) view = make_stars (16, 3, FALSE);
  g_autoptr (GPtrArray) pages = dtl_relations_pages (view, take_light, NULL, NULL, NULL);
  g_autoptr (GString) svg = g_string_new (NULL);
  g_autofree char *dot = spell_dot (view, NULL);

  g_assert_nonnull (pages);
  g_assert_cmpuint (pages->len, >, 1);
  for (guint i = 0; i < pages->len; i++)
    {
      const DtlPage *page = pages->pdata[i];

      g_assert_cmpfloat (page->width, <=, 1009);
      g_assert_cmpfloat (page->height, <=, 692);
    }
  g_assert_true (dtl_export_view (dtl_format_find ("svg"), view, NULL, svg, NULL));
  g_assert_cmpuint (count_of (svg->str, "class=\"page\""), ==, pages->len);
  g_assert_cmpuint (count_of (svg->str, ">met<"), ==, 48);
  g_assert_cmpuint (count_of (svg->str, "<svg"), ==, 1);
  g_assert_null (strstr (svg->str, "also in part"));
  g_assert_nonnull (strstr (dot, "layout=sfdp"));
}

/* Who stands on both sides of a cut says where else. */
static void
test_repeated_actors (void)
{
  g_autoptr (DtlView) view = make_stars (3, 12, TRUE);
  g_autoptr (GString) svg = g_string_new (NULL);
  g_autofree char *dot = spell_dot (view, NULL);

  g_assert_true (dtl_export_view (dtl_format_find ("svg"), view, NULL, svg, NULL));
  g_assert_cmpuint (count_of (svg->str, "class=\"page\""), >, 1);
  g_assert_cmpuint (count_of (svg->str, "also in part"), >=, 2);
  g_assert_cmpuint (count_of (svg->str, ">met<"), ==, 38);
  g_assert_nonnull (strstr (dot, "layout=dot"));
}

/* The helper behind a script that narrows what it may use, as a shell does; (transfer full): the script's path. */
static char *
write_narrow_helper (const char *limit)
{
  char *path = g_build_filename (g_get_tmp_dir (), "dateline-narrow-XXXXXX", NULL);
  g_autofree char *script = g_strdup_printf ("#!/bin/sh\nulimit %s\nexec '%s/export/dateline-render' \"$1\"\n", limit,
                                             DTL_BUILD_DIR);
  int fd = g_mkstemp_full (path, O_WRONLY, 0700);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpint (write (fd, script, strlen (script)), ==, (gssize) strlen (script));
  close (fd);
  return path;
}

/* A graph that no limit of a second suffices for. */
static char *
spell_tangle (void)
{
  GString *dot = g_string_new ("digraph { rankdir=LR; splines=true;");

  for (guint i = 0; i < 300; i++)
    for (guint j = 1; j < 24; j++)
      g_string_append_printf (dot, "n%u -> n%u;", i, (i * j * 7 + j) % 300);
  g_string_append_c (dot, '}');
  return g_string_free (dot, FALSE);
}

/* Out of time or memory: one line says so, and there is no picture. */
static void
test_limits (void)
{
  static const char *const limits[] = { "-t 1", "-v 30000" };
  g_autofree char *dot = spell_tangle ();

  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    {
      g_autofree char *helper = write_narrow_helper (limits[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) picture = dtl_render (dot, strlen (dot), "svg", helper, &error);

      g_assert_null (picture);
      g_assert_error (error, DTL_ERROR, DTL_ERROR_RENDER);
      g_assert_null (strchr (error->message, '\n'));
      g_test_message ("%s: %s", limits[i], error->message);
      unlink (helper);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pictures/lane-order", test_lane_order);
  g_test_add_func ("/pictures/pages", test_pages);
  g_test_add_func ("/pictures/speed", test_speed);
  g_test_add_func ("/pictures/odd-names", test_odd_names);
  g_test_add_func ("/pictures/slices", test_slices);
  g_test_add_func ("/pictures/later-row", test_later_row);
  g_test_add_func ("/pictures/words-on-lines", test_words_on_lines);
  g_test_add_func ("/pictures/divide", test_divide);
  g_test_add_func ("/pictures/relation-pages", test_relation_pages);
  g_test_add_func ("/pictures/repeated-actors", test_repeated_actors);
  g_test_add_func ("/pictures/limits", test_limits);
  return g_test_run ();
}
