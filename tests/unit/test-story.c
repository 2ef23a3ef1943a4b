/*
 * Stories: what merges and what does not (tests/spec/story/), and that nothing but the set of records matters.
 *
 * A case begins with "== name", has lines of the language of facts.h, and expectations:
 *   same|apart actor|event A.KEY B.KEY…    count actors|events|relations N    name A.KEY NAME
 *   date A.KEY EDTF|-    reality A.KEY WORD    sources A.KEY N    mentions A.KEY N    claims A.KEY N
 *   told A.KEY WORDS (what claims say, of all fields; updates begin with "updated")
 *   original A|- B        B is (not) a near copy, of A    version A|- B    the same of versions of one outlet
 *   relation A.KEY B.KEY TYPE directed|both N      none A.KEY B.KEY
 *   label A.KEY WORDS    id actor|event A.KEY B.KEY (A.KEY has the id of B.KEY in its record)
 *   sequence A.KEY B.KEY…  they stand in this order    link A.KEY B.KEY RELATION followed|dates|order SOURCES
 *   unmet|notes N        how many decisions were not followed, or were notes
 * A line "decide DECISION" is one of the user's; see decisions.txt.
 */
#include "facts.h"
#include "story/decisions.h"
#include "story/view.h"

/* ---- stories of articles ---- */

static DtlStory *
decide_story (GPtrArray *articles, const char *decisions_text)
{
  DtlStoryBuilder *builder = dtl_story_builder_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (DtlDecisions) decisions = dtl_decisions_new ("decisions", decisions_text, -1, &error);
  DtlStory *story;

  g_assert_no_error (error);
  dtl_story_builder_decide (builder, decisions);
  for (guint i = 0; i < articles->len; i++)
    dtl_story_builder_add (builder, ((Article *) articles->pdata[i])->record);
  story = dtl_story_builder_seal (builder);
  dtl_story_builder_free (builder);
  return story;
}

static DtlStory *
make_story (GPtrArray *articles)
{
  return decide_story (articles, "");
}

/* All facts and relations, as text. */
static char *
spell (const DtlStory *story)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < story->sources->len; i++)
    {
      const DtlSource *source = &g_array_index (story->sources, DtlSource, i);

      g_string_append_printf (out, "%s %d %d\n", source->id, (int) source->duplicate_of, (int) source->version_of);
    }
  dtl_json_append_facts (out, (const DtlSource *) story->sources->data, story->actors, story->roles, story->events);
  dtl_json_append_corrections (out, story->corrections, NULL, (const DtlSource *) story->sources->data, story->events);
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
  for (guint i = 0; dtl_story_get_unmet (story)[i]; i++)
    g_string_append_printf (out, "\n%s", dtl_story_get_unmet (story)[i]);
  for (guint i = 0; i < story->notes->len; i++)
    g_string_append_printf (out, "\n%s %s", g_array_index (story->notes, DtlNote, i).id, g_array_index (story->notes, DtlNote, i).text);
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
            : strcmp (words[1], "corrections") == 0 ? story->corrections->len
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
expect_told (const DtlStory *story, GPtrArray *articles, char **words)
{
  const DtlEvent *event = find_event (story, articles, words[1]);
  g_autofree char *wanted = g_strjoinv (" ", words + 2);
  g_autoptr (GString) told = g_string_new (NULL);

  for (guint32 i = 0, next; i < event->n_claims; i = next)
    {
      g_autofree char *text = dtl_event_describe_claims (event, i, (const DtlSource *) story->sources->data, &next);

      g_string_append_printf (told, "%s%s%s", told->len > 0 ? "; " : "", event->claims[i].is_update ? "updated " : "", text);
    }
  g_assert_cmpstr (told->str, ==, wanted);
}

static void
expect_original (const DtlStory *story, GPtrArray *articles, char **words)
{
  guint32 copy = find_source (story, find_article (articles, words[2]));
  guint32 original = *words[1] == '-' ? DTL_NONE : find_source (story, find_article (articles, words[1]));
  const DtlSource *source = &g_array_index (story->sources, DtlSource, copy);

  g_assert_cmpuint (*words[0] == 'v' ? source->version_of : source->duplicate_of, ==, original);
}

/* "corrects B A.2": the note of B speaks of A's event 2; "-" for none. */
static void
expect_correction (const DtlStory *story, GPtrArray *articles, char **words)
{
  guint32 source = find_source (story, find_article (articles, words[1]));

  for (guint i = 0; i < story->corrections->len; i++)
    {
      const DtlCorrection *note = &g_array_index (story->corrections, DtlCorrection, i);

      if (note->evidence.source != source)
        continue;
      g_test_message ("%.3f %s", note->score, note->reason ? note->reason : "-");
      g_assert_cmpuint (note->event, ==, *words[2] == '-' ? DTL_NONE : find_fact (story, articles, words[2], FALSE));
      if (*words[2] != '-')
        g_assert_cmpuint (note->source, ==, find_source (story, find_article (articles, (char[]) { words[2][0], '\0' })));
      return;
    }
  g_error ("no note in %s", words[1]);
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

/* "sequence A.1 B.2 A.3" */
static void
expect_sequence (const DtlStory *story, GPtrArray *articles, char **words)
{
  for (guint i = 2; words[i]; i++)
    if (find_event (story, articles, words[i - 1])->rank >= find_event (story, articles, words[i])->rank)
      g_error ("%s stands before %s", words[i], words[i - 1]);
}

/* "link A.1 B.2 after followed 2", or "dates", "order" for why it is not followed. */
static void
expect_link (const DtlStory *story, GPtrArray *articles, char **words)
{
  const DtlEvent *one = find_event (story, articles, words[1]), *other = find_event (story, articles, words[2]);

  for (guint32 i = 0; i < one->n_links; i++)
    {
      const DtlEventLink *link = &one->links[i];

      if (strcmp (link->other, other->id) != 0 || strcmp (link->relation, words[3]) != 0)
        continue;
      g_assert_cmpstr (link->against ? link->against : "followed", ==, words[4]);
      g_assert_cmpuint (link->independent_sources, ==, atoi (words[5]));
      return;
    }
  g_error ("%s is not %s %s", words[1], words[3], words[2]);
}

/* ---- decisions ---- */

/* The event in the record of @article whose mention starts at @start. */
static const DtlEvent *
record_event_at (const Article *article, guint32 start)
{
  for (guint i = 0; i < article->record->events->len; i++)
    if (dtl_record_event (article->record, i)->mentions[0].trigger.start == start)
      return dtl_record_event (article->record, i);
  g_error ("article %s has no event at %u", article->key, start);
}

/* What A.KEY is called in the record of A: @letter as in decisions.txt. */
static char *
record_id (GPtrArray *articles, char letter, const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, ".", 2);
  const Article *article = find_article (articles, parts[0]);
  const char *document = dtl_record_get_source (article->record)->id;
  guint number = 0;

  if (letter == 'd')
    return g_strdup (document);
  if (letter == 'a')
    {
      const DtlEvent *intro = record_event_at (article, INTRO_START + article_actor (article, parts[1]));

      return g_strdup (dtl_record_actor (article->record, intro->participants[0].actor)->id);
    }
  if (!g_ptr_array_find_with_equal_func (article->events, parts[1], g_str_equal, &number))
    g_error ("article %s has no event %s", parts[0], parts[1]);
  return letter == 'm' ? g_strdup_printf ("%s:%u", document, 1000 + 100 * number)
                       : g_strdup (record_event_at (article, 1000 + 100 * number)->id);
}

/* @lines with ids instead of "a:A.KEY" and its like. */
static char *
spell_decisions (GPtrArray *articles, const GPtrArray *lines)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < lines->len; i++)
    {
      g_auto (GStrv) words = g_strsplit (lines->pdata[i], " ", -1);

      for (guint j = 0; words[j]; j++)
        {
          gboolean is_path = words[j][0] && words[j][1] == ':' && strchr ("aemd", words[j][0]);
          g_autofree char *id = is_path ? record_id (articles, words[j][0], words[j] + 2) : g_strdup (words[j]);

          g_string_append_printf (text, "%s%s", j > 0 ? " " : "", id);
        }
      g_string_append_c (text, '\n');
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
expect_id (const DtlStory *story, GPtrArray *articles, char **words)
{
  gboolean is_actor = strcmp (words[1], "actor") == 0;
  guint32 number = find_fact (story, articles, words[2], is_actor);
  g_autofree char *wanted = record_id (articles, is_actor ? 'a' : 'e', words[3]);

  g_assert_cmpstr (is_actor ? g_array_index (story->actors, DtlActor, number).id : g_array_index (story->events, DtlEvent, number).id,
                   ==, wanted);
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
  else if (strcmp (words[0], "label") == 0)
    g_assert_cmpstr (find_event (story, articles, words[1])->label, ==, strstr (line, words[1]) + strlen (words[1]) + 1);
  else if (strcmp (words[0], "id") == 0)
    expect_id (story, articles, words);
  else if (strcmp (words[0], "unmet") == 0)
    g_assert_cmpuint (g_strv_length ((char **) dtl_story_get_unmet (story)), ==, atoi (words[1]));
  else if (strcmp (words[0], "notes") == 0)
    g_assert_cmpuint (story->notes->len, ==, atoi (words[1]));
  else if (strcmp (words[0], "sequence") == 0)
    expect_sequence (story, articles, words);
  else if (strcmp (words[0], "link") == 0)
    expect_link (story, articles, words);
  else if (strcmp (words[0], "told") == 0)
    expect_told (story, articles, words);
  else if (strcmp (words[0], "original") == 0 || strcmp (words[0], "version") == 0)
    expect_original (story, articles, words);
  else if (strcmp (words[0], "corrects") == 0)
    expect_correction (story, articles, words);
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
  g_autoptr (GPtrArray) decisions = g_ptr_array_new ();
  g_autofree char *decisions_text = NULL;
  g_autoptr (DtlStory) story = NULL;

  for (guint i = 1; lines[i]; i++)
    if (g_str_has_prefix (lines[i], "decide "))
      g_ptr_array_add (decisions, lines[i] + strlen ("decide "));
    else if (*lines[i] && *lines[i] != '#' && !facts_take_line (articles, lines[i]))
      g_ptr_array_add (expectations, lines[i]);
  facts_finish (articles);
  decisions_text = spell_decisions (articles, decisions);
  story = decide_story (articles, decisions_text);
  for (guint i = 0; i < expectations->len; i++)
    expect (story, articles, expectations->pdata[i]);
}

/* ---- properties ---- */

/* Of a quarter of the events, by chance: not free of contradictions. */
static void
invent_orders (GPtrArray *articles, guint32 seed)
{
  static const char *const relations[] = { "before", "after", "before", "after", "simultaneous", "includes", "is_included" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  for (guint i = 0; i < articles->len; i++)
    {
      Article *article = articles->pdata[i];
      guint n = article->events->len;

      for (guint j = 0; j < n / 2; j++)
        {
          guint one = g_rand_int_range (rand, 0, n), other = g_rand_int_range (rand, 0, n);
          g_autofree char *line = g_strdup_printf ("order e%u %s e%u 0.%d", one, relations[g_rand_int_range (rand, 0, 7)], other,
                                                   g_rand_int_range (rand, 5, 10));

          if (one != other)
            facts_take_line (articles, line);
        }
    }
}

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

      invent_orders (articles, seed);
      assert_any_order (articles, seed);
    }
}

static const DtlEvent *
event_with_id (const DtlStory *story, const char *id)
{
  for (guint i = 0; i < story->events->len; i++)
    if (strcmp (g_array_index (story->events, DtlEvent, i).id, id) == 0)
      return &g_array_index (story->events, DtlEvent, i);
  g_error ("no event %s", id);
}

/* Of the events in order of rank, what lies before what: by dates, and by the links that are followed. */
static void
assert_in_order (const DtlStory *story)
{
  guint n = story->events->len;
  g_autofree const DtlEvent **at = g_new0 (const DtlEvent *, n + 1);
  DtlDay begun = DTL_DAY_MIN;

  for (guint i = 0; i < n; i++)
    {
      const DtlEvent *event = &g_array_index (story->events, DtlEvent, i);

      g_assert_cmpuint (event->rank, <, n);
      g_assert_null (at[event->rank]);
      at[event->rank] = event;
    }
  for (guint i = 0; i < n; i++)
    {
      DtlDay earliest, latest;

      if (dtl_date_bounds (&at[i]->when.date, &earliest, &latest))
        {
          g_assert_true (i == 0 || !dtl_date_is_null (&at[i - 1]->when.date));
          g_assert_cmpint (latest, >=, begun);
          begun = MAX (begun, earliest);
        }
      for (guint32 j = 0; j < at[i]->n_links; j++)
        {
          const DtlEventLink *link = &at[i]->links[j];
          const DtlEvent *other = event_with_id (story, link->other);

          g_assert_cmpuint (other->rank, <, i);
          if (link->against == NULL && dtl_date_is_null (&other->when.date) == dtl_date_is_null (&at[i]->when.date))
            g_assert_cmpstr (link->relation, !=, "before");
        }
    }
}

/* Whatever articles say, the story has one order, which neither dates nor what it follows contradict. */
static void
test_any_sequence (void)
{
  guint n_followed = 0, n_dates = 0, n_order = 0;

  for (guint32 seed = 500; seed < 540; seed++)
    {
      g_autoptr (GPtrArray) articles = facts_invent (seed, 2 + seed % 12, 6 + seed % 20);
      g_autoptr (DtlStory) story = NULL;

      invent_orders (articles, seed);
      story = make_story (articles);
      assert_in_order (story);
      for (guint i = 0; i < story->events->len; i++)
        for (guint32 j = 0; j < g_array_index (story->events, DtlEvent, i).n_links; j++)
          {
            const char *against = g_array_index (story->events, DtlEvent, i).links[j].against;

            n_followed += against == NULL;
            n_dates += g_strcmp0 (against, "dates") == 0;
            n_order += g_strcmp0 (against, "order") == 0;
          }
    }
  g_test_message ("%u links followed, %u against dates, %u against surer ones", n_followed, n_dates, n_order);
  g_assert_cmpuint (MIN (n_followed, MIN (n_dates, n_order)), >, 10);
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
      g_autoptr (DtlStory) whole = NULL;
      g_autofree char *expected = NULL;
      g_autoptr (DtlStoryBuilder) builder = dtl_story_builder_new ();
      g_autoptr (DtlStory) last = NULL;
      g_autofree char *got = NULL;

      invent_orders (articles, seed);
      whole = make_story (articles);
      expected = spell (whole);

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

/* The id of an actor or event of any record. */
static const char *
any_id (GPtrArray *articles, char letter, GRand *rand)
{
  const DtlRecord *record = ((Article *) articles->pdata[g_rand_int_range (rand, 0, articles->len)])->record;

  return letter == 'a' ? dtl_record_actor (record, g_rand_int_range (rand, 0, record->actors->len))->id
                       : dtl_record_event (record, g_rand_int_range (rand, 0, record->events->len))->id;
}

static char *
invent_decisions (GPtrArray *articles, guint32 seed, guint n)
{
  static const char *const forms[] = { "same a a", "different a a", "different e e", "rename a Jo Noname", "join e e", "split e d", "drop a",
                                       "drop e", "date e 2022-03-15", "date e -", "label e So it was", "note a why", "note e when" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      g_auto (GStrv) words = g_strsplit (forms[g_rand_int_range (rand, 0, G_N_ELEMENTS (forms))], " ", -1);

      for (guint j = 0; words[j]; j++)
        {
          const Article *article = articles->pdata[g_rand_int_range (rand, 0, articles->len)];
          gboolean is_letter = words[j][1] == '\0' && strchr ("aed", words[j][0]);
          const char *word = !is_letter           ? words[j]
                             : words[j][0] == 'd' ? dtl_record_get_source (article->record)->id
                                                  : any_id (articles, words[j][0], rand);

          g_string_append_printf (text, "%s%s", j > 0 ? " " : "", word);
        }
      g_string_append_c (text, '\n');
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Decided stories do not depend on the order of articles either, are whole, and have each id once. */
static void
test_any_decisions (void)
{
  for (guint32 seed = 400; seed < 430; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (GPtrArray) articles = facts_invent (seed, 14, 10);
      g_autofree char *decisions = invent_decisions (articles, seed, 60);
      g_autoptr (DtlStory) story = decide_story (articles, decisions);
      g_autoptr (DtlStory) other = NULL;
      g_autofree char *expected = spell (story), *got = NULL;
      g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
      guint32 last = 0;

      for (guint i = 0; i < story->events->len; i++)
        {
          const DtlEvent *event = &g_array_index (story->events, DtlEvent, i);

          g_assert_true (g_hash_table_add (ids, (gpointer) event->id));
          g_assert_cmpuint (event->mentions[0].evidence.source, >=, last);
          last = event->mentions[0].evidence.source;
          for (guint32 j = 0; j < event->n_participants; j++)
            g_assert_cmpuint (event->participants[j].actor, <, story->actors->len);
        }
      for (guint i = 0; i < story->joins->len; i++)
        g_assert_cmpuint (g_array_index (story->joins, DtlJoin, i).event, <, story->events->len);
      shuffle (articles, rand);
      other = decide_story (articles, decisions);
      got = spell (other);
      g_assert_cmpstr (got, ==, expected);
    }
}

/* Every line that makes no sense is told with its number. */
static void
test_bad_decisions (void)
{
  static const struct
  {
    const char *text;
    const char *message;
  } rows[] = {
    { "marry aaaaaaaaaaaaa abbbbbbbbbbbb", "f:1: 'marry' is no decision; expected same, different, rename, join, split, drop, date, label or note" },
    { "# well\n\nsame aaaaaaaaaaaaa", "f:3: too short; expected same ACTOR ACTOR" },
    { "same aaaaaaaaaaaaa eaaaaaaaaaaaa", "f:1: 'eaaaaaaaaaaaa' is not the id that is expected here: same ACTOR ACTOR" },
    { "different aaaaaaaaaaaaa abbbbbbbbbbbb acccccccccccc", "f:1: too long; expected different ACTOR ACTOR or different EVENT EVENT" },
    { "different aaaaaaaaaaaaa ebbbbbbbbbbbb",
      "f:1: 'ebbbbbbbbbbbb' is not the id that is expected here: different ACTOR ACTOR or different EVENT EVENT" },
    { "drop eaaaaaaaaaaa", "f:1: 'eaaaaaaaaaaa' is not the id that is expected here: drop ACTOR or drop EVENT" },
    { "drop eaaaaaaaaaaaa now", "f:1: too long; expected drop ACTOR or drop EVENT" },
    { "rename aaaaaaaaaaaaa  ", "f:1: too short; expected rename ACTOR name" },
    { "split eaaaaaaaaaaaa", "f:1: too short; expected split EVENT MENTION" },
    { "split eaaaaaaaaaaaa daaaaaaaaaaaa:x", "f:1: 'daaaaaaaaaaaa:x' is not the id that is expected here: split EVENT MENTION" },
    { "date eaaaaaaaaaaaa someday", "f:1: 'someday' is no date; expected one as YYYY-MM-DD, YYYY-MM, YYYY or FROM/TO, or - for none" },
    { "label eaaaaaaaaaaaa\nnote abc1aaaaaaaaa x", "f:1: too short; expected label EVENT words\n"
      "f:2: 'abc1aaaaaaaaa' is not the id that is expected here: note ACTOR words or note EVENT words" },
    { "\xff", "f: not UTF-8" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (dtl_decisions_new ("f", rows[i].text, -1, &error));
      g_assert_error (error, DTL_ERROR, DTL_ERROR_SYNTAX);
      g_assert_cmpstr (error->message, ==, rows[i].message);
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

/* Whatever happens, within one event all dates overlap; of one article it has one, or one dated at most and several undated
 * ones that another article tells as one. */
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
                    g_assert_true (dtl_date_is_null (&one->when.date) || dtl_date_is_null (&other->when.date));
                    g_assert_cmpuint (event->mentions[0].evidence.source, !=,
                                      event->mentions[event->n_mentions - 1].evidence.source);
                  }
                if (!dtl_date_is_null (&one->when.date) && !dtl_date_is_null (&other->when.date))
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

/* A story that lies in a spill, of which next to nothing stays in memory, is that of memory. */
static void
test_in_spill (void)
{
  for (guint32 seed = 300; seed < 306; seed++)
    {
      g_autoptr (GPtrArray) articles = facts_invent (seed, 40, 12);
      g_autofree char *text = invent_decisions (articles, seed, 12);
      g_autoptr (DtlDecisions) decisions = dtl_decisions_new ("decisions", text, -1, NULL);
      g_autoptr (DtlStory) whole = NULL, story = NULL;
      g_autofree char *expected = NULL, *got = NULL;
      g_autoptr (DtlSpill) spill = dtl_spill_new (g_get_tmp_dir (), 0);
      g_autoptr (DtlStoryBuilder) builder = dtl_story_builder_new ();

      if (spill == NULL)
        {
          g_test_skip ("no file can be made in the folder for temporary files");
          return;
        }
      invent_orders (articles, seed);
      whole = decide_story (articles, text);
      expected = spell (whole);
      dtl_story_builder_use_spill (builder, spill);
      dtl_story_builder_decide (builder, decisions);
      for (guint i = 0; i < articles->len; i++)
        {
          g_autofree char *json = dtl_record_to_json (((Article *) articles->pdata[i])->record);
          g_autoptr (DtlRecord) record = dtl_record_read_json (json, -1, spill, NULL);

          g_assert_true (record->is_settled);
          dtl_story_builder_add (builder, record);
        }
      story = dtl_story_builder_seal (builder);
      g_clear_pointer (&builder, dtl_story_builder_free);
      g_clear_pointer (&spill, dtl_spill_unref);
      got = spell (story);
      g_assert_cmpstr (got, ==, expected);
    }
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
  g_test_add_func ("/story/any-sequence", test_any_sequence);
  g_test_add_func ("/story/any-partition", test_any_partition);
  g_test_add_func ("/story/in-spill", test_in_spill);
  g_test_add_func ("/story/no-chains", test_no_chains);
  g_test_add_func ("/story/any-decisions", test_any_decisions);
  g_test_add_func ("/story/bad-decisions", test_bad_decisions);
  return g_test_run ();
}
