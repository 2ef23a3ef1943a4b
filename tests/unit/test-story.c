/*
 * Stories: what merges and what does not (tests/spec/story/), and that nothing but the set of records matters.
 *
 * A case begins with "== name", has lines of the language of facts.h, and expectations:
 *   same|apart actor|event A.KEY B.KEY…    count actors|events|relations N    name A.KEY NAME
 *   date A.KEY EDTF|-    reality A.KEY WORD    sources A.KEY N    mentions A.KEY N    claims A.KEY N
 *   original A|- B        B is (not) a near copy, of A
 *   relation A.KEY B.KEY TYPE directed|both N      none A.KEY B.KEY
 */
#include "facts.h"
#include "story/view.h"

/* ---- stories of articles ---- */

static DtlStory *
make_story (GPtrArray *articles)
{
  DtlStoryBuilder *builder = dtl_story_builder_new ();
  DtlStory *story;

  for (guint i = 0; i < articles->len; i++)
    dtl_story_builder_add (builder, ((Article *) articles->pdata[i])->record);
  story = dtl_story_builder_seal (builder);
  dtl_story_builder_free (builder);
  return story;
}

/* All facts and relations, as text. */
static char *
spell (const DtlStory *story)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < story->sources->len; i++)
    {
      const DtlSource *source = &g_array_index (story->sources, DtlSource, i);

      g_string_append_printf (out, "%s %d\n", source->id, (int) source->duplicate_of);
    }
  dtl_json_append_facts (out, (const DtlSource *) story->sources->data, story->actors, story->roles, story->events);
  for (guint i = 0; i < story->actors->len; i++)
    g_string_append_printf (out, " %u", g_array_index (story->actors, DtlActor, i).salience);
  for (guint i = 0; i < story->relations->len; i++)
    {
      const DtlRelation *relation = &g_array_index (story->relations, DtlRelation, i);
      g_autofree char *first = dtl_date_to_string (&relation->first);
      g_autofree char *last = dtl_date_to_string (&relation->last);

      g_string_append_printf (out, "\n%u-%u %s %s %d %u %s %s %u", relation->from, relation->to,
                              relation->type ? relation->type : "-", relation->family, relation->directed,
                              relation->count, first, last, relation->n_events);
    }
  for (guint i = 0; i < story->joins->len; i++)
    {
      const DtlJoin *join = &g_array_index (story->joins, DtlJoin, i);

      g_string_append_printf (out, "\n%u %d %u.%u %d %s", join->event, (int) join->other, join->source, join->start,
                              join->score, join->reason);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
shuffle (GPtrArray *array, GRand *rand)
{
  for (guint i = array->len; i > 1; i--)
    {
      guint j = g_rand_int_range (rand, 0, i);
      gpointer swap = array->pdata[i - 1];

      array->pdata[i - 1] = array->pdata[j];
      array->pdata[j] = swap;
    }
}

/* ---- what became of a fact ---- */

static Article *
find_article (GPtrArray *articles, const char *key)
{
  for (guint i = 0; i < articles->len; i++)
    if (strcmp (((Article *) articles->pdata[i])->key, key) == 0)
      return articles->pdata[i];
  g_error ("no article %s", key);
}

static guint32
find_source (const DtlStory *story, const Article *article)
{
  const char *id = dtl_record_get_source (article->record)->id;

  for (guint i = 0; i < story->sources->len; i++)
    if (strcmp (g_array_index (story->sources, DtlSource, i).id, id) == 0)
      return i;
  g_error ("article %s is not in the story", article->key);
}

/* The story's event with the mention of @article that starts at @start. @mention (out) (optional): that mention */
static guint32
event_at (const DtlStory *story, const Article *article, guint32 start, const DtlMention **mention)
{
  guint32 source = find_source (story, article);

  for (guint i = 0; i < story->events->len; i++)
    {
      const DtlEvent *event = &g_array_index (story->events, DtlEvent, i);

      for (guint32 j = 0; j < event->n_mentions; j++)
        if (event->mentions[j].evidence.source == source && event->mentions[j].trigger.start == start)
          {
            if (mention)
              *mention = &event->mentions[j];
            return i;
          }
    }
  g_error ("the mention of %s at %u is lost", article->key, start);
}

/* A.KEY of an event or an actor, as index into the story. */
static guint32
find_fact (const DtlStory *story, GPtrArray *articles, const char *path, gboolean is_actor)
{
  g_auto (GStrv) parts = g_strsplit (path, ".", 2);
  const Article *article = find_article (articles, parts[0]);
  guint number;

  if (is_actor)
    {
      const DtlMention *mention = NULL;

      event_at (story, article, INTRO_START + article_actor (article, parts[1]), &mention);
      return mention->participants[0].actor;
    }
  if (!g_ptr_array_find_with_equal_func (article->events, parts[1], g_str_equal, &number))
    g_error ("article %s has no event %s", parts[0], parts[1]);
  return event_at (story, article, 1000 + 100 * number, NULL);
}

static const DtlEvent *
find_event (const DtlStory *story, GPtrArray *articles, const char *path)
{
  return &g_array_index (story->events, DtlEvent, find_fact (story, articles, path, FALSE));
}

/* ---- expectations ---- */

static void
expect_identity (const DtlStory *story, GPtrArray *articles, char **words)
{
  gboolean is_actor = strcmp (words[1], "actor") == 0, same = strcmp (words[0], "same") == 0;

  for (guint i = 2; words[i]; i++)
    for (guint j = i + 1; words[j]; j++)
      if (same != (find_fact (story, articles, words[i], is_actor) == find_fact (story, articles, words[j], is_actor)))
        g_error ("%s and %s are not %s", words[i], words[j], words[0]);
}

static guint
count_real_events (const DtlStory *story)
{
  guint n = 0;

  for (guint i = 0; i < story->events->len; i++)
    n += strcmp (g_array_index (story->events, DtlEvent, i).mentions[0].rule, "intro") != 0;
  return n;
}

static void
expect_count (const DtlStory *story, char **words)
{
  guint n = strcmp (words[1], "actors") == 0      ? story->actors->len
            : strcmp (words[1], "relations") == 0 ? story->relations->len
                                                  : count_real_events (story);

  g_assert_cmpuint (n, ==, atoi (words[2]));
}

static void
expect_field (const DtlStory *story, GPtrArray *articles, char **words)
{
  const DtlEvent *event = find_event (story, articles, words[1]);
  g_autofree char *date = dtl_date_to_string (&event->when.date);

  if (strcmp (words[0], "date") == 0)
    g_assert_cmpstr (date ? date : "-", ==, words[2]);
  else if (strcmp (words[0], "reality") == 0)
    g_assert_cmpstr (dtl_reality_to_string (event->reality), ==, words[2]);
  else if (strcmp (words[0], "sources") == 0)
    g_assert_cmpuint (event->independent_sources, ==, atoi (words[2]));
  else if (strcmp (words[0], "mentions") == 0)
    g_assert_cmpuint (event->n_mentions, ==, atoi (words[2]));
  else if (strcmp (words[0], "claims") == 0)
    g_assert_cmpuint (event->n_claims, ==, atoi (words[2]));
  else
    g_error ("what is '%s'?", words[0]);
}

static void
expect_original (const DtlStory *story, GPtrArray *articles, char **words)
{
  guint32 copy = find_source (story, find_article (articles, words[2]));
  guint32 original = *words[1] == '-' ? DTL_NONE : find_source (story, find_article (articles, words[1]));

  g_assert_cmpuint (g_array_index (story->sources, DtlSource, copy).duplicate_of, ==, original);
}

static void
expect_relation (const DtlStory *story, GPtrArray *articles, char **words)
{
  guint32 from = find_fact (story, articles, words[1], TRUE), to = find_fact (story, articles, words[2], TRUE);
  gboolean none = strcmp (words[0], "none") == 0;

  for (guint i = 0; i < story->relations->len; i++)
    {
      const DtlRelation *relation = &g_array_index (story->relations, DtlRelation, i);
      gboolean forth = relation->from == from && relation->to == to;
      gboolean back = relation->from == to && relation->to == from;

      if (none && (forth || back))
        g_error ("%s and %s are related", words[1], words[2]);
      if (none || !(forth || (back && !relation->directed)) || g_strcmp0 (relation->type, words[3]) != 0)
        continue;
      g_assert_cmpstr (relation->directed ? "directed" : "both", ==, words[4]);
      g_assert_cmpuint (relation->n_events, ==, atoi (words[5]));
      return;
    }
  if (!none)
    g_error ("%s and %s are not related", words[1], words[2]);
}

static void
expect (const DtlStory *story, GPtrArray *articles, const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1);

  g_test_message ("%s", line);
  if (strcmp (words[0], "same") == 0 || strcmp (words[0], "apart") == 0)
    expect_identity (story, articles, words);
  else if (strcmp (words[0], "count") == 0)
    expect_count (story, words);
  else if (strcmp (words[0], "name") == 0)
    {
      guint32 actor = find_fact (story, articles, words[1], TRUE);

      g_assert_cmpstr (g_array_index (story->actors, DtlActor, actor).name, ==, strstr (line, words[1]) + strlen (words[1]) + 1);
    }
  else if (strcmp (words[0], "original") == 0)
    expect_original (story, articles, words);
  else if (strcmp (words[0], "relation") == 0 || strcmp (words[0], "none") == 0)
    expect_relation (story, articles, words);
  else
    expect_field (story, articles, words);
}

static void
test_case (gconstpointer data)
{
  g_auto (GStrv) lines = g_strsplit (data, "\n", -1);
  g_autoptr (GPtrArray) articles = g_ptr_array_new_with_free_func (article_free);
  g_autoptr (GPtrArray) expectations = g_ptr_array_new ();
  g_autoptr (DtlStory) story = NULL;

  for (guint i = 1; lines[i]; i++)
    if (*lines[i] && *lines[i] != '#' && !facts_take_line (articles, lines[i]))
      g_ptr_array_add (expectations, lines[i]);
  facts_finish (articles);
  story = make_story (articles);
  for (guint i = 0; i < expectations->len; i++)
    expect (story, articles, expectations->pdata[i]);
}

/* ---- properties ---- */

static void
assert_any_order (GPtrArray *articles, guint32 seed)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (DtlStory) story = make_story (articles);
  g_autofree char *expected = spell (story);
  g_autoptr (GPtrArray) order = g_ptr_array_copy (articles, NULL, NULL);

  g_ptr_array_set_free_func (order, NULL);
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (DtlStory) other = NULL;
      g_autofree char *got = NULL;

      shuffle (order, rand);
      other = make_story (order);
      got = spell (other);
      g_assert_cmpstr (got, ==, expected);
    }
}

static void
test_any_order (void)
{
  for (guint32 seed = 0; seed < 12; seed++)
    {
      g_autoptr (GPtrArray) articles = facts_invent (seed, 2 + seed * 2, 10);

      assert_any_order (articles, seed);
    }
}

/* Sealed after every batch, with records that come twice and records that went through JSON: the last story is that of
 * all at once. */
static void
test_any_partition (void)
{
  for (guint32 seed = 100; seed < 108; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (GPtrArray) articles = facts_invent (seed, 12, 8);
      g_autoptr (DtlStory) whole = make_story (articles);
      g_autofree char *expected = spell (whole);
      g_autoptr (DtlStoryBuilder) builder = dtl_story_builder_new ();
      g_autoptr (DtlStory) last = NULL;
      g_autofree char *got = NULL;

      for (guint i = 0; i < 2 * articles->len; i++)
        {
          DtlRecord *record = ((Article *) articles->pdata[i % articles->len])->record;
          g_autofree char *json = dtl_record_to_json (record);
          g_autoptr (DtlRecord) copy = dtl_record_new_from_json (json, -1, NULL);

          dtl_story_builder_add (builder, g_rand_boolean (rand) ? record : copy);
          if (g_rand_int_range (rand, 0, 3) == 0)
            dtl_story_unref (dtl_story_builder_seal (builder));
        }
      last = dtl_story_builder_seal (builder);
      got = spell (last);
      g_assert_cmpstr (got, ==, expected);
    }
}

/* A story of one record has its facts, every byte of them. */
static void
test_one_record (void)
{
  for (guint32 seed = 200; seed < 220; seed++)
    {
      g_autoptr (GPtrArray) articles = facts_invent (seed, 1, 25);
      const DtlRecord *record = ((Article *) articles->pdata[0])->record;
      g_autoptr (DtlStory) story = make_story (articles);
      g_autofree char *json = dtl_record_to_json (record);
      g_autofree char *facts = spell (story);
      char *end = strrchr (json, '}');

      *strstr (json, ",\"diagnostics\"") = '\0';
      g_assert_nonnull (end);
      g_assert_nonnull (strstr (facts, strstr (json, "\"actors\":")));
    }
}

/* Whatever happens, within one event all dates overlap; of one article it has one, or several undated ones that another
 * article tells as one. */
static void
test_no_chains (void)
{
  for (guint32 seed = 300; seed < 310; seed++)
    {
      g_autoptr (GPtrArray) articles = facts_invent (seed, 25, 12);
      g_autoptr (DtlStory) story = make_story (articles);
      guint n_mentions = 0, n_merged = 0;

      for (guint i = 0; i < story->events->len; i++)
        {
          const DtlEvent *event = &g_array_index (story->events, DtlEvent, i);

          n_mentions += event->n_mentions;
          n_merged += event->n_mentions > 1;
          for (guint32 j = 0; j < event->n_mentions; j++)
            for (guint32 k = j + 1; k < event->n_mentions; k++)
              {
                const DtlMention *one = &event->mentions[j], *other = &event->mentions[k];

                if (one->evidence.source == other->evidence.source)
                  {
                    g_assert_true (dtl_date_is_null (&one->when.date));
                    g_assert_cmpuint (event->mentions[0].evidence.source, !=,
                                      event->mentions[event->n_mentions - 1].evidence.source);
                  }
                g_assert_cmpint (dtl_date_is_null (&one->when.date), ==, dtl_date_is_null (&other->when.date));
                if (!dtl_date_is_null (&one->when.date))
                  g_assert_true (dtl_date_overlaps (&one->when.date, &other->when.date));
              }
        }
      g_test_message ("seed %u: %u mentions, %u events, %u of several", seed, n_mentions, story->events->len, n_merged);
      g_assert_cmpuint (n_merged, >, 0);
    }
}

/* A record that comes with a day of publication and without is one article. */
static void
test_same_article_twice (void)
{
  g_autoptr (GPtrArray) articles = facts_parse ("article A 2022-03-12 Times\nactor k person UA Dmytro Kuleba\n");
  DtlRecord *dated = ((Article *) articles->pdata[0])->record;
  g_autofree char *json = dtl_record_to_json (dated);
  g_auto (GStrv) parts = g_strsplit (json, "\"published\":{\"date\":\"2022-03-12\",\"time\":null,\"zone\":null,\"basis\":\"meta\"}", 2);
  g_autofree char *without = g_strjoinv ("\"published\":null", parts);
  g_autoptr (GError) error = NULL;
  g_autoptr (DtlRecord) undated = dtl_record_new_from_json (without, -1, &error);

  g_assert_no_error (error);
  for (guint first = 0; first < 2; first++)
    {
      g_autoptr (DtlStoryBuilder) builder = dtl_story_builder_new ();
      g_autoptr (DtlStory) story = NULL;

      dtl_story_builder_add (builder, first == 0 ? dated : undated);
      dtl_story_builder_add (builder, first == 0 ? undated : dated);
      story = dtl_story_builder_seal (builder);
      g_assert_cmpuint (story->sources->len, ==, 1);
      g_assert_false (dtl_date_is_null (&g_array_index (story->sources, DtlSource, 0).published.date));
    }
}

static void
test_empty (void)
{
  g_autoptr (DtlStoryBuilder) builder = dtl_story_builder_new ();
  g_autoptr (DtlStory) story = dtl_story_builder_seal (builder);
  guint n;

  dtl_story_get_events (story, &n);
  g_assert_cmpuint (n, ==, 0);
  dtl_story_get_relations (story, &n);
  g_assert_cmpuint (n, ==, 0);
}

/* ---- main ---- */

static void
add_file (const char *folder, const char *name, GPtrArray *texts)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) cases = NULL;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    g_error ("cannot read %s", path);
  cases = g_strsplit (text, "\n== ", -1);
  for (guint i = 1; cases[i]; i++)
    {
      char *body = g_strdup (cases[i]);
      g_autofree char *title = g_strndup (body, strcspn (body, "\n"));
      g_autofree char *test = g_strdup_printf ("/story/%.*s/%s", (int) strcspn (name, "."), name, g_strdelimit (title, " /", '-'));

      g_ptr_array_add (texts, body);
      g_test_add_data_func (test, body, test_case);
    }
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
add_cases (GPtrArray *texts)
{
  g_autofree char *folder = g_build_filename (g_getenv ("DTL_TEST_SRCDIR"), "spec", "story", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, ".txt"))
      g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    add_file (folder, names->pdata[i], texts);
}

int
main (int argc, char **argv)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  g_test_init (&argc, &argv, NULL);
  add_cases (texts);
  g_test_add_func ("/story/empty", test_empty);
  g_test_add_func ("/story/one-record", test_one_record);
  g_test_add_func ("/story/same-article-twice", test_same_article_twice);
  g_test_add_func ("/story/any-order", test_any_order);
  g_test_add_func ("/story/any-partition", test_any_partition);
  g_test_add_func ("/story/no-chains", test_no_chains);
  return g_test_run ();
}
