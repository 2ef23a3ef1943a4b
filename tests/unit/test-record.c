/* Records: ids, content order, resolution of mentions, JSON there and back, and JSON by strangers. */
#include "facts.h"

static const char *const two_articles
    = "article A 2022-03-12 Example Times\n"
      "actor k person UA Dmytro Kuleba | Kuleba | Minister \"Kuleba\"\n"
      "actor l person RU Sergey Lavrov | Lavrov\n"
      "actor t country TR Turkey\n"
      "role k Foreign Minister\n"
      "role l Foreign Minister > t\n"
      "event 1 meet met 2022-03-10 k:agent l:counterpart @Antalya/TR dead=7 ; They met\tin \\ Antalya.\n"
      "event 2 say said - l:agent k:topic denied by:k\n"
      "event 3 travel arrived 2022-03-05/2022-03-10 k:agent planned\n";

static DtlRecord *
read_back (const char *json)
{
  g_autoptr (GError) error = NULL;
  DtlRecord *record = dtl_record_new_from_json (json, -1, &error);

  g_assert_no_error (error);
  return record;
}

static void
assert_round_trip (const DtlRecord *record)
{
  g_autofree char *json = dtl_record_to_json (record);
  g_autoptr (DtlRecord) copy = read_back (json);
  g_autofree char *again = dtl_record_to_json (copy);

  g_assert_cmpstr (json, ==, again);
}

static void
test_round_trip (void)
{
  g_autoptr (GPtrArray) articles = facts_parse (two_articles);

  assert_round_trip (((Article *) articles->pdata[0])->record);
}

static void
test_round_trip_by_chance (void)
{
  for (guint32 seed = 0; seed < 40; seed++)
    {
      g_autoptr (GPtrArray) articles = facts_invent (seed, 2, 12);

      for (guint i = 0; i < articles->len; i++)
        assert_round_trip (((Article *) articles->pdata[i])->record);
    }
}

/* Base32 of SHA-256 of "abc": ba7816bf 8f01cfea… */
static void
test_id (void)
{
  g_autoptr (DtlArena) arena = dtl_arena_new ();

  g_assert_cmpstr (dtl_id (arena, 'd', "abc"), ==, "dxj4bnp4pahh6");
}

static void
test_order_does_not_matter (void)
{
  g_autoptr (GPtrArray) articles = facts_parse (two_articles);
  g_autoptr (GPtrArray) again = facts_parse (two_articles);
  const DtlRecord *one = ((Article *) articles->pdata[0])->record;
  DtlRecord *other = dtl_record_new ();
  g_autofree char *json = dtl_record_to_json (one);
  g_autofree char *json_other = NULL;
  const DtlRecord *same = ((Article *) again->pdata[0])->record;
  guint n = same->actors->len;

  /* the same facts, actors and events backwards */
  dtl_record_set_source (other, dtl_record_get_source (same));
  for (guint i = 0; i < n; i++)
    {
      DtlActor actor = *dtl_record_actor (same, n - 1 - i);

      g_array_append_val (other->actors, actor);
    }
  for (guint i = 0; i < same->roles->len; i++)
    {
      DtlRole role = g_array_index (same->roles, DtlRole, i);

      role.actor = n - 1 - role.actor;
      role.of = role.of == DTL_NONE ? DTL_NONE : n - 1 - role.of;
      g_array_append_val (other->roles, role);
    }
  for (guint i = same->events->len; i-- > 0;)
    {
      DtlMention *mention = dtl_arena_memdup (other->arena, dtl_record_event (same, i)->mentions, 1, sizeof *mention);
      DtlEvent event = { .mentions = mention, .n_mentions = 1 };
      g_autofree guint32 *map = g_new (guint32, n);

      for (guint j = 0; j < n; j++)
        map[j] = n - 1 - j;
      dtl_mention_map_actors (mention, map, n, other->arena);
      g_array_append_val (other->events, event);
    }
  dtl_record_finish (other);
  json_other = dtl_record_to_json (other);
  g_assert_cmpstr (json, ==, json_other);
  dtl_record_unref (other);
}

/* ---- resolution ---- */

/* One event of the mentions of all events of the article but those that introduce actors. */
static DtlEvent
join_all (DtlRecord *record)
{
  g_autoptr (GArray) mentions = g_array_new (FALSE, FALSE, sizeof (DtlMention));
  DtlEvent event = { 0 };

  for (guint i = 0; i < record->events->len; i++)
    if (strcmp (dtl_record_event (record, i)->mentions[0].rule, "intro") != 0)
      g_array_append_vals (mentions, dtl_record_event (record, i)->mentions, 1);
  event.mentions = dtl_arena_memdup (record->arena, mentions->data, mentions->len, sizeof (DtlMention));
  event.n_mentions = mentions->len;
  dtl_event_resolve (&event, dtl_record_get_source (record), record->arena);
  return event;
}

typedef struct
{
  const char *events;
  const char *date;
  const char *reality;
  guint n_claims;
  guint n_participants;
  guint n_attributions;
} Resolution;

static const Resolution resolutions[] = {
  /* the finest of dates that agree */
  { "event 1 meet met 2022-03 k:agent\nevent 2 meet met 2022-03-10 k:agent", "2022-03-10", "actual", 0, 1, 0 },
  /* one mistake does not beat two that agree */
  { "event 1 meet met 2021-03-10 k:agent\nevent 2 meet met 2022-03 k:agent\nevent 3 meet met 2022-03 k:agent", "2022-03",
    "actual", 2, 1, 0 },
  { "event 1 meet met - k:agent\nevent 2 meet met - l:agent", NULL, "actual", 0, 2, 0 },
  /* a plan that came about */
  { "event 1 meet met 2022-03-10 k:agent planned\nevent 2 meet met 2022-03-10 k:agent", "2022-03-10", "actual", 0, 1, 0 },
  { "event 1 meet met - k:agent denied\nevent 2 meet met - k:agent", NULL, "actual", 2, 1, 0 },
  { "event 1 meet met - k:agent denied\nevent 2 meet met - k:agent denied\nevent 3 meet met - k:agent by:l", NULL,
    "denied", 2, 1, 0 },
  { "event 1 meet met - k:agent possible by:l\nevent 2 meet met - k:agent planned by:t", NULL, "planned", 0, 1, 2 },
  { "event 1 meet met - k:agent planned\nevent 2 meet met - k:agent negated", NULL, "negated", 2, 1, 0 },
  { "event 1 kill killed - k:agent dead=7\nevent 2 kill killed - k:agent dead=12", NULL, "actual", 2, 1, 0 },
  { "event 1 kill killed - k:agent dead=7\nevent 2 kill killed - k:agent dead=7", NULL, "actual", 0, 1, 0 },
  /* a role stands above being spoken of */
  { "event 1 meet met - k:topic l:agent\nevent 2 meet met - k:topic l:agent\nevent 3 meet met - k:counterpart", NULL,
    "actual", 0, 2, 0 },
};

static void
test_resolution (gconstpointer data)
{
  const Resolution *row = data;
  g_autofree char *text = g_strconcat ("article A 2022-03-12\nactor k person UA Dmytro Kuleba\n"
                                       "actor l person RU Sergey Lavrov\nactor t country TR Turkey\n", row->events, NULL);
  g_autoptr (GPtrArray) articles = facts_parse (text);
  DtlEvent event = join_all (((Article *) articles->pdata[0])->record);
  g_autofree char *date = dtl_date_to_string (&event.when.date);

  g_assert_cmpstr (date, ==, row->date);
  g_assert_cmpstr (dtl_reality_to_string (event.reality), ==, row->reality);
  g_assert_cmpuint (event.n_claims, ==, row->n_claims);
  g_assert_cmpuint (event.n_participants, ==, row->n_participants);
  g_assert_cmpuint (event.n_attributions, ==, row->n_attributions);
  if (event.n_participants == 2 && event.n_mentions == 3)
    g_assert_cmpint (event.participants[1].role, ==, DTL_ROLE_COUNTERPART);
}

/* More mentions never make less certain, and nothing is certain. */
static void
test_confidence_grows (void)
{
  g_autoptr (GString) text = g_string_new ("article A 2022-03-12\nactor k person UA Dmytro Kuleba\n");
  double last = 0;

  for (guint n = 0; n < 20; n++)
    {
      g_autoptr (GPtrArray) articles = NULL;
      DtlEvent event;

      g_string_append_printf (text, "event %u meet met - k:agent\n", n);
      articles = facts_parse (text->str);
      event = join_all (((Article *) articles->pdata[0])->record);
      g_assert_cmpfloat (event.confidence, >=, last);
      g_assert_cmpfloat (event.confidence, <=, 0.99);
      g_assert_cmpuint (event.independent_sources, ==, 1);
      last = event.confidence;
    }
  g_assert_cmpfloat (last, >, 0.8);
}

/* A record lives on when what its facts were made of is gone. */
static void
test_facts_are_owned (void)
{
  g_autoptr (DtlRecord) record = dtl_record_new ();
  char *name = g_strdup ("Ann"), *text = g_strdup ("Ann left."), *kind = g_strdup ("leave");
  DtlParticipant *participants = g_new0 (DtlParticipant, 1);
  DtlMention *mentions = g_new0 (DtlMention, 1);
  DtlSource source = { .id = "daaaaaaaaaaaa", .sha256 = "00", .duplicate_of = DTL_NONE, .version_of = DTL_NONE };
  DtlActor actor = { .name = name };
  DtlEvent event = { .mentions = mentions, .n_mentions = 1 };
  g_autofree char *json = NULL;

  mentions[0] = (DtlMention) { .evidence.text = text, .trigger_text = text, .event_class = kind, .predicate = kind,
                               .participants = participants, .n_participants = 1, .confidence = 1 };
  dtl_record_set_source (record, &source);
  g_array_append_val (record->actors, actor);
  g_array_append_val (record->events, event);
  dtl_record_finish (record);
  g_free (name);
  g_free (text);
  g_free (kind);
  g_free (participants);
  g_free (mentions);
  json = dtl_record_to_json (record);
  g_assert_nonnull (strstr (json, "Ann left."));
}

/* Callers that keep indices of their own learn where things went. */
static void
test_maps (void)
{
  g_autoptr (DtlRecord) record = dtl_record_new ();
  DtlActor late = { .name = "Late", .first_start = 9 }, early = { .name = "Early", .first_start = 2 };
  DtlMention mention = { .event_class = "leave" };
  DtlEvent none = { 0 }, one = { .mentions = &mention, .n_mentions = 1 };
  g_autofree guint32 *actors = NULL;
  g_autofree guint32 *events = NULL;

  g_array_append_val (record->actors, late);
  g_array_append_val (record->actors, early);
  g_array_append_val (record->events, none);
  g_array_append_val (record->events, one);
  dtl_record_finish_mapped (record, &actors, &events);
  g_assert_cmpuint (actors[0], ==, 1);
  g_assert_cmpuint (actors[1], ==, 0);
  g_assert_cmpuint (events[0], ==, DTL_NONE);
  g_assert_cmpuint (events[1], ==, 0);
  g_assert_cmpuint (record->events->len, ==, 1);
}

/* ---- strangers ---- */

typedef struct
{
  const char *what;
  const char *find; /* NULL: the whole text is @put */
  const char *put;
  const char *message; /* in the error */
} Damage;

static const Damage damages[] = {
  { "empty", NULL, "", "no JSON object" },
  { "blank", NULL, " \n", "no JSON object" },
  { "list", NULL, "[]", "not a JSON object" },
  { "number", NULL, "1", "not a JSON object" },
  { "cut-off", NULL, "{\"format\":\"dateline-record/1\"", "cut off" },
  { "two-objects", NULL, "{}{}", "not a JSON object" },
  { "comment", NULL, "{/*\"*/[[[[\"*/}", "not a JSON object" },
  { "assignment", NULL, "var x = {};", "not a JSON object" },
  { "no-format", NULL, "{}", "format: missing" },
  { "latin-1", NULL, "{\"format\":\"\xe9\"}", "not UTF-8" },
  { "other-format", "dateline-record/1", "dateline-story/1", "format: expected" },
  { "lone-surrogate", "Example Times", "\\ud800", "" },
  { "document-id", "{\"format\":\"dateline-record/1\",\"id\":\"d", "{\"format\":\"dateline-record/1\",\"id\":\"x", "id: expected 'd'" },
  { "sha256", "\"sha256\":\"", "\"sha256\":\"g", "sha256" },
  { "published", "\"date\":\"2022-03-12\"", "\"date\":\"2022-13-40\"", "published.date" },
  { "published-basis", "\"basis\":\"meta\"", "\"basis\":\"rumour\"", "published.basis" },
  { "kind", "\"kind\":\"country\"", "\"kind\":\"empire\"", "actors[2].kind: unknown word 'empire'" },
  { "name", "\"name\":\"Sergey Lavrov\"", "\"name\":7", "actors[1].name: expected a string" },
  { "aliases", "\"aliases\":[\"Lavrov\"]", "\"aliases\":[null]", "actors[1].aliases: element 0" },
  { "no-actors", "\"actors\":", "\"players\":", "actors: expected a list" },
  { "role-status", "\"status\":\"current\"", "\"status\":\"eternal\"", "roles[0].status" },
  { "start", "\"start\":1000", "\"start\":-1", "events[0].mentions[0].trigger.start" },
  { "end", "\"end\":1003", "\"end\":3", "trigger.end: ends before" },
  { "huge", "\"start\":1000", "\"start\":99999999999", "trigger.start: expected a whole number" },
  { "float", "\"start\":1000", "\"start\":1.5", "trigger.start: expected a whole number" },
  { "role", "\"role\":\"counterpart\"", "\"role\":\"villain\"", "participants[1].role" },
  { "implicit", "\"implicit\":false", "\"implicit\":0", "participants[0].implicit" },
  { "reality", "\"reality\":\"planned\",\"attribution\":[],\"quantities\":[],\"rule\"", "\"rule\"", "reality: missing" },
  { "date", "\"edtf\":\"2022-03-10\",\"earliest\":\"2022-03-10\",\"latest\":\"2022-03-10\",\"granularity\":\"day\",\"basis\":\"expression\",\"text\":\"2022-03-10\"},\"reality\":\"actual\",\"attribution\":[],\"quantities\":[{\"kind\":\"dead\",\"value\":7,\"unit\":null,\"text\":\"7\"}],\"rule\"",
    "\"edtf\":\"soon\"},\"reality\":\"actual\",\"rule\"", "mentions[0].date.edtf" },
  { "confidence", "\"label\":\"meet met\",\"confidence\":0.8", "\"label\":\"meet met\",\"confidence\":2", "confidence: expected a number" },
  { "text-type", "\"line\":1", "\"line\":\"one\"", "line: expected a whole number" },
};

static char *
damage (const char *json, const Damage *row)
{
  g_auto (GStrv) parts = NULL;

  if (row->find == NULL)
    return g_strdup (row->put);
  parts = g_strsplit (json, row->find, -1);
  if (parts[1] == NULL)
    g_error ("%s: '%s' is not in %s", row->what, row->find, json);
  return g_strjoinv (row->put, parts);
}

static void
test_damage (gconstpointer data)
{
  const Damage *row = data;
  g_autoptr (GPtrArray) articles = facts_parse (two_articles);
  g_autofree char *json = dtl_record_to_json (((Article *) articles->pdata[0])->record);
  g_autofree char *broken = damage (json, row);
  g_autoptr (GError) error = NULL;
  g_autoptr (DtlRecord) record = dtl_record_new_from_json (broken, -1, &error);

  if (*row->message == '\0')
    return; /* whatever becomes of it, it must not do harm */
  g_assert_null (record);
  g_assert_nonnull (error);
  if (strstr (error->message, row->message) == NULL)
    g_error ("'%s', expected '%s'", error->message, row->message);
}

static void
test_unknown_actor (void)
{
  g_autoptr (GPtrArray) articles = facts_parse (two_articles);
  const DtlRecord *record = ((Article *) articles->pdata[0])->record;
  g_autofree char *json = dtl_record_to_json (record);
  g_autofree char *list = g_strdup_printf ("{\"id\":\"%s\"", dtl_record_actor (record, 1)->id);
  const Damage row = { "actor", list, "{\"id\":\"aaaaaaaaaaaaa\"", NULL };
  g_autofree char *broken = damage (json, &row);
  g_autoptr (GError) error = NULL;

  g_assert_null (dtl_record_new_from_json (broken, -1, &error));
  g_assert_error (error, DTL_ERROR, DTL_ERROR_SYNTAX);
  g_assert_nonnull (strstr (error->message, "no actor '"));
}

static void
test_depth (void)
{
  g_autoptr (GString) deep = g_string_new ("{\"a\":");
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 1000000; i++)
    g_string_append_c (deep, '[');
  g_assert_null (dtl_record_new_from_json (deep->str, deep->len, &error));
  g_assert_error (error, DTL_ERROR, DTL_ERROR_LIMIT);
}

/* Any byte of a record may be lost or changed: the reader says no, or reads something that writes and reads alike. */
static void
test_mutations (void)
{
  g_autoptr (GPtrArray) articles = facts_parse (two_articles);
  g_autofree char *json = dtl_record_to_json (((Article *) articles->pdata[0])->record);
  gsize length = strlen (json);
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint i = 0; i < 3000; i++)
    {
      g_autofree char *copy = g_strdup (json);
      g_autoptr (DtlRecord) record = NULL;

      for (gint n = g_rand_int_range (rand, 1, 4); n > 0; n--)
        copy[g_rand_int_range (rand, 0, length)] = "0\"{}[]:,x-\\9e\xff"[g_rand_int_range (rand, 0, 15)];
      record = dtl_record_new_from_json (copy, length, NULL);
      if (record)
        assert_round_trip (record);
    }
}

static void
test_document_is_read (void)
{
  g_autoptr (GPtrArray) articles = facts_parse (two_articles);
  g_autofree char *json = dtl_record_to_json (((Article *) articles->pdata[0])->record);
  const Damage row = { "document", "\"format\":\"dateline-record/1\"",
                       "\"format\":\"dateline-document/1\",\"text\":\"x\",\"tokens\":[]", NULL };
  g_autofree char *document = damage (json, &row);
  g_autoptr (DtlRecord) record = read_back (document);
  g_autofree char *again = dtl_record_to_json (record);

  g_assert_cmpstr (json, ==, again);
}

static const struct
{
  const char *name, *alias, *wanted;
  DtlActorKind kind;
} short_names[] = {
  { "Dmytro Kuleba", "Kuleba", "Kuleba", DTL_ACTOR_PERSON },
  { "Zhou Wei", "Zhou", "Zhou", DTL_ACTOR_PERSON },
  { "Ursula von der Leyen", "President", "von der Leyen", DTL_ACTOR_PERSON },
  { "Martin King Jr.", "King", "Martin King Jr.", DTL_ACTOR_PERSON },
  { "State Department spokesperson", "spokesperson", "State Department spokesperson", DTL_ACTOR_PERSON },
  { "Pele", "Edson", "Pele", DTL_ACTOR_PERSON },
  { "Bank of England", "Bank", "Bank of England", DTL_ACTOR_ORGANISATION },
};

static void
test_short_names (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (short_names); i++)
    {
      const char *aliases[] = { short_names[i].alias, NULL };
      const DtlActor actor = { .name = short_names[i].name, .kind = short_names[i].kind, .aliases = aliases };

      g_assert_cmpstr (dtl_actor_short_name (&actor), ==, short_names[i].wanted);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/record/id", test_id);
  g_test_add_func ("/record/round-trip", test_round_trip);
  g_test_add_func ("/record/round-trip/by-chance", test_round_trip_by_chance);
  g_test_add_func ("/record/finish/order-does-not-matter", test_order_does_not_matter);
  g_test_add_func ("/record/finish/facts-are-owned", test_facts_are_owned);
  g_test_add_func ("/record/finish/maps", test_maps);
  for (guint i = 0; i < G_N_ELEMENTS (resolutions); i++)
    {
      g_autofree char *path = g_strdup_printf ("/record/resolve/%u", i + 1);

      g_test_add_data_func (path, &resolutions[i], test_resolution);
    }
  g_test_add_func ("/record/resolve/confidence-grows", test_confidence_grows);
  for (guint i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autofree char *path = g_strdup_printf ("/record/read/damaged/%s", damages[i].what);

      g_test_add_data_func (path, &damages[i], test_damage);
    }
  g_test_add_func ("/record/short-names", test_short_names);
  g_test_add_func ("/record/read/unknown-actor", test_unknown_actor);
  g_test_add_func ("/record/read/too-deep", test_depth);
  g_test_add_func ("/record/read/mutations", test_mutations);
  g_test_add_func ("/record/read/document", test_document_is_read);
  return g_test_run ();
}
