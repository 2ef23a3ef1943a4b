/*
 * A database of SQLite (https://www.sqlite.org/fileformat2.html), for Datasette or a query by hand: what the story JSON
 * tells, in tables.
 *
 * It is built in a temporary file without a name, so that memory does not grow with the story, and written as its pages. No clock and no chance comes in: the
 * same story gives the same bytes with the same version of SQLite. Ids are those of the story; what has none is numbered.
 * Text is stored as it is, controls and all: a reader of a database escapes for itself.
 */
#include "export/writers.h"

#include <errno.h>
#include <math.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "export/part.h"

#define PIECE_BYTES (1 << 20)

/* The comments stay in the schema, where ".schema" and Datasette show them. */
static const char schema[]
  = "PRAGMA application_id = 1685351532;\n" /* "dtdl" */
    "PRAGMA user_version = 1;\n"
    "CREATE TABLE articles (\n"
    "  id TEXT PRIMARY KEY,\n"
    "  uri TEXT,\n"
    "  title TEXT,\n"
    "  publisher TEXT,\n"
    "  authors TEXT,        -- joined by \"; \"\n"
    "  published TEXT,      -- EDTF (ISO 8601-2)\n"
    "  published_basis TEXT,\n"
    "  updated TEXT,        -- EDTF\n"
    "  language TEXT,       -- BCP 47\n"
    "  sha256 TEXT,         -- of the bytes read\n"
    "  duplicate_of TEXT REFERENCES articles (id), -- an earlier article of another outlet that this one copies\n"
    "  version_of TEXT REFERENCES articles (id)    -- the version before this one\n"
    ");\n"
    "CREATE TABLE actors (\n"
    "  id TEXT PRIMARY KEY,\n"
    "  name TEXT NOT NULL,  -- the fullest\n"
    "  kind TEXT NOT NULL,  -- person, organisation, country, place, group, product, other\n"
    "  country TEXT,        -- ISO 3166-1 alpha-2, of the country it belongs to\n"
    "  salience INTEGER     -- mentions of events that it takes part in\n"
    ");\n"
    "CREATE TABLE aliases (\n"
    "  actor TEXT NOT NULL REFERENCES actors (id),\n"
    "  name TEXT NOT NULL   -- another way it is written\n"
    ");\n"
    "CREATE TABLE offices (\n"
    "  id INTEGER PRIMARY KEY,\n"
    "  actor TEXT NOT NULL REFERENCES actors (id),\n"
    "  role TEXT NOT NULL,  -- \"foreign minister\"\n"
    "  of_actor TEXT REFERENCES actors (id), -- of which country or body\n"
    "  status TEXT NOT NULL, -- current, former, acting, elect\n"
    "  valid TEXT           -- EDTF\n"
    ");\n"
    "CREATE TABLE office_sentences (\n"
    "  office INTEGER NOT NULL REFERENCES offices (id),\n"
    "  article TEXT NOT NULL REFERENCES articles (id),\n"
    "  line INTEGER,\n"
    "  sentence TEXT        -- that states it\n"
    ");\n"
    "CREATE TABLE events (\n"
    "  id TEXT PRIMARY KEY,\n"
    "  position INTEGER NOT NULL, -- in order of time, undated last\n"
    "  date TEXT,           -- EDTF; no value: undated\n"
    "  earliest TEXT,       -- first day that it can be; no value: open\n"
    "  latest TEXT,         -- last day\n"
    "  granularity TEXT,    -- day, month, year …\n"
    "  basis TEXT,          -- on what the date rests: expression, inherited, narrative, dateline, publication\n"
    "  date_text TEXT,      -- the words for it\n"
    "  type TEXT,           -- root of PLOVER, or SAY\n"
    "  class TEXT,\n"
    "  family TEXT,\n"
    "  cameo TEXT,          -- root of CAMEO\n"
    "  label TEXT,          -- headline\n"
    "  predicate TEXT,      -- the word that names what happened\n"
    "  reality TEXT NOT NULL, -- actual, negated, denied, planned, possible\n"
    "  place TEXT,\n"
    "  place_actor TEXT REFERENCES actors (id),\n"
    "  place_country TEXT,  -- ISO 3166-1 alpha-2\n"
    "  latitude REAL,\n"
    "  longitude REAL,\n"
    "  confidence REAL,     -- 0 to 1\n"
    "  sources INTEGER      -- independent ones\n"
    ");\n"
    "CREATE TABLE participants (\n"
    "  event TEXT NOT NULL REFERENCES events (id),\n"
    "  role TEXT NOT NULL,  -- agent, counterpart, patient, recipient, beneficiary, topic\n"
    "  actor TEXT NOT NULL REFERENCES actors (id),\n"
    "  implicit INTEGER NOT NULL -- 1: not named in the clause\n"
    ");\n"
    "CREATE TABLE mentions (\n"
    "  id INTEGER PRIMARY KEY,\n"
    "  event TEXT NOT NULL REFERENCES events (id),\n"
    "  article TEXT NOT NULL REFERENCES articles (id),\n"
    "  line INTEGER,        -- of the text, from 1\n"
    "  sentence_start INTEGER, -- in characters of the text, from 0\n"
    "  sentence_end INTEGER,\n"
    "  sentence TEXT,\n"
    "  trigger_start INTEGER,\n"
    "  trigger_end INTEGER,\n"
    "  trigger TEXT,        -- the words that tell of it\n"
    "  class TEXT,\n"
    "  predicate TEXT,\n"
    "  label TEXT,\n"
    "  rule TEXT,           -- that found it\n"
    "  date TEXT,           -- EDTF\n"
    "  basis TEXT,\n"
    "  date_text TEXT,\n"
    "  date_readings TEXT,  -- of an ambiguous one, EDTF, joined by \" \"\n"
    "  reality TEXT NOT NULL,\n"
    "  place TEXT,\n"
    "  place_actor TEXT REFERENCES actors (id),\n"
    "  place_country TEXT,\n"
    "  latitude REAL,\n"
    "  longitude REAL,\n"
    "  confidence REAL\n"
    ");\n"
    "CREATE TABLE mention_participants (\n"
    "  mention INTEGER NOT NULL REFERENCES mentions (id),\n"
    "  role TEXT NOT NULL,\n"
    "  actor TEXT NOT NULL REFERENCES actors (id),\n"
    "  implicit INTEGER NOT NULL\n"
    ");\n"
    "CREATE TABLE reasons (\n"
    "  mention INTEGER NOT NULL REFERENCES mentions (id),\n"
    "  tells_of TEXT,       -- trigger, a role, place, date, reality, source\n"
    "  rule TEXT,\n"
    "  words TEXT           -- of the sentence\n"
    ");\n"
    "CREATE TABLE attributions (\n"
    "  event TEXT NOT NULL REFERENCES events (id),\n"
    "  mention INTEGER REFERENCES mentions (id), -- no value: of the event as a whole\n"
    "  actor TEXT REFERENCES actors (id), -- who vouches for it; outermost first\n"
    "  cue TEXT             -- \"said\"\n"
    ");\n"
    "CREATE TABLE quantities (\n"
    "  event TEXT NOT NULL REFERENCES events (id),\n"
    "  mention INTEGER REFERENCES mentions (id), -- no value: of the event as a whole\n"
    "  kind TEXT NOT NULL,  -- dead, injured, arrested, money, crowd, other\n"
    "  value REAL,\n"
    "  unit TEXT,\n"
    "  text TEXT\n"
    ");\n"
    "CREATE TABLE claims (\n"
    "  id INTEGER PRIMARY KEY,\n"
    "  event TEXT NOT NULL REFERENCES events (id),\n"
    "  field TEXT NOT NULL, -- in which mentions differ: reality, date, place, quantity:dead …\n"
    "  value TEXT,\n"
    "  kind TEXT NOT NULL -- dispute, or update: a later article told more\n"
    ");\n"
    "CREATE TABLE claim_mentions (\n"
    "  claim INTEGER NOT NULL REFERENCES claims (id),\n"
    "  mention INTEGER NOT NULL REFERENCES mentions (id)\n"
    ");\n"
    "CREATE TABLE event_orders (\n"
    "  event TEXT NOT NULL REFERENCES events (id),\n"
    "  relation TEXT NOT NULL, -- of the event to the other: before, after, simultaneous, includes, is_included\n"
    "  other TEXT NOT NULL REFERENCES events (id),\n"
    "  confidence REAL,     -- 0 to 1, of all who say so\n"
    "  sources INTEGER,     -- independent ones that say so\n"
    "  signal TEXT,         -- the word that says so\n"
    "  against TEXT         -- dates, order: why it is not followed; no value: it is\n"
    ");\n"
    "CREATE TABLE relations (\n"
    "  id INTEGER PRIMARY KEY,\n"
    "  from_actor TEXT NOT NULL REFERENCES actors (id),\n"
    "  to_actor TEXT NOT NULL REFERENCES actors (id),\n"
    "  type TEXT,\n"
    "  family TEXT,\n"
    "  directed INTEGER NOT NULL,\n"
    "  mentions INTEGER NOT NULL,\n"
    "  first TEXT,          -- EDTF\n"
    "  last TEXT\n"
    ");\n"
    "CREATE TABLE relation_events (\n"
    "  relation INTEGER NOT NULL REFERENCES relations (id),\n"
    "  event TEXT NOT NULL REFERENCES events (id)\n"
    ");\n";

/* Made last, when all rows are there. */
static const char indices[]
  = "CREATE INDEX aliases_actor ON aliases (actor);\n"
    "CREATE INDEX aliases_name ON aliases (name);\n"
    "CREATE INDEX actors_name ON actors (name);\n"
    "CREATE INDEX offices_actor ON offices (actor);\n"
    "CREATE INDEX office_sentences_office ON office_sentences (office);\n"
    "CREATE INDEX events_position ON events (position);\n"
    "CREATE INDEX events_family ON events (family);\n"
    "CREATE INDEX participants_event ON participants (event);\n"
    "CREATE INDEX participants_actor ON participants (actor);\n"
    "CREATE INDEX mentions_event ON mentions (event);\n"
    "CREATE INDEX mentions_article ON mentions (article);\n"
    "CREATE INDEX mention_participants_mention ON mention_participants (mention);\n"
    "CREATE INDEX reasons_mention ON reasons (mention);\n"
    "CREATE INDEX attributions_event ON attributions (event);\n"
    "CREATE INDEX quantities_event ON quantities (event);\n"
    "CREATE INDEX claims_event ON claims (event);\n"
    "CREATE INDEX claim_mentions_claim ON claim_mentions (claim);\n"
    "CREATE INDEX event_orders_event ON event_orders (event);\n"
    "CREATE INDEX event_orders_other ON event_orders (other);\n"
    "CREATE INDEX relations_from ON relations (from_actor);\n"
    "CREATE INDEX relations_to ON relations (to_actor);\n"
    "CREATE INDEX relation_events_relation ON relation_events (relation);\n"
    "CREATE VIEW timeline AS\n"
    "  SELECT e.date, e.label,\n"
    "    (SELECT group_concat(a.name, '; ') FROM participants p JOIN actors a ON a.id = p.actor WHERE p.event = e.id) AS actors,\n"
    "    e.place, e.reality, e.family, e.confidence,\n"
    "    m.sentence, d.publisher, d.title, d.uri, m.line, e.id\n"
    "  FROM events e\n"
    "  LEFT JOIN mentions m ON m.id = (SELECT min(id) FROM mentions WHERE event = e.id)\n"
    "  LEFT JOIN articles d ON d.id = m.article\n"
    "  ORDER BY e.position;\n";

typedef enum
{
  TABLE_ARTICLES,
  TABLE_ACTORS,
  TABLE_ALIASES,
  TABLE_OFFICES,
  TABLE_OFFICE_SENTENCES,
  TABLE_EVENTS,
  TABLE_PARTICIPANTS,
  TABLE_MENTIONS,
  TABLE_MENTION_PARTICIPANTS,
  TABLE_REASONS,
  TABLE_ATTRIBUTIONS,
  TABLE_QUANTITIES,
  TABLE_CLAIMS,
  TABLE_CLAIM_MENTIONS,
  TABLE_EVENT_ORDERS,
  TABLE_RELATIONS,
  TABLE_RELATION_EVENTS,
  N_TABLES,
} Table;

/* A letter a column: text, integer, real; lower case: may be without value, 0 of an integer and no finite real are none. */
static const struct
{
  const char *name;
  const char *types;
} tables[N_TABLES] = {
  [TABLE_ARTICLES] = { "articles", "tttttttttttt" },
  [TABLE_ACTORS] = { "actors", "ttttI" },
  [TABLE_ALIASES] = { "aliases", "tt" },
  [TABLE_OFFICES] = { "offices", "Ittttt" },
  [TABLE_OFFICE_SENTENCES] = { "office_sentences", "Itit" },
  [TABLE_EVENTS] = { "events", "tIttttttttttttttttrrrI" },
  [TABLE_PARTICIPANTS] = { "participants", "tttI" },
  [TABLE_MENTIONS] = { "mentions", "IttiIItIItttttttttttttrrr" },
  [TABLE_MENTION_PARTICIPANTS] = { "mention_participants", "IttI" },
  [TABLE_REASONS] = { "reasons", "Ittt" },
  [TABLE_ATTRIBUTIONS] = { "attributions", "titt" },
  [TABLE_QUANTITIES] = { "quantities", "titrtt" },
  [TABLE_CLAIMS] = { "claims", "Itttt" },
  [TABLE_CLAIM_MENTIONS] = { "claim_mentions", "II" },
  [TABLE_EVENT_ORDERS] = { "event_orders", "tttrItt" },
  [TABLE_RELATIONS] = { "relations", "IttttIItt" },
  [TABLE_RELATION_EVENTS] = { "relation_events", "It" },
};

typedef struct
{
  sqlite3 *database; /* owned */
  sqlite3_stmt *inserts[N_TABLES]; /* owned, nullable */
  gint64 n_rows[N_TABLES];
  const DtlPart *part;
  const DtlSource *sources;
  const DtlActor *actors;
  int status; /* of the first call that failed */
} Writer;

static void
note_status (Writer *writer, int status)
{
  if (writer->status == SQLITE_OK)
    writer->status = status;
}

static sqlite3_stmt *
prepare_insert (Writer *writer, Table table)
{
  g_autoptr (GString) sql = g_string_new (NULL);

  if (writer->inserts[table] == NULL)
    {
      g_string_printf (sql, "INSERT INTO %s VALUES (", tables[table].name);
      for (const char *type = tables[table].types; *type; type++)
        g_string_append (sql, type[1] ? "?," : "?)");
      note_status (writer, sqlite3_prepare_v2 (writer->database, sql->str, -1, &writer->inserts[table], NULL));
    }
  return writer->inserts[table];
}

static int
bind_integer (sqlite3_stmt *insert, int column, gint64 value, gboolean is_optional)
{
  return is_optional && value == 0 ? sqlite3_bind_null (insert, column) : sqlite3_bind_int64 (insert, column, value);
}

static int
bind_real (sqlite3_stmt *insert, int column, double value)
{
  return isfinite (value) ? sqlite3_bind_double (insert, column, value) : sqlite3_bind_null (insert, column);
}

/* A row of @table, a value a column: const char *, gint64 or double by its types. */
static void
put (Writer *writer, Table table, ...)
{
  sqlite3_stmt *insert = writer->status == SQLITE_OK ? prepare_insert (writer, table) : NULL;
  const char *types = tables[table].types;
  va_list values;

  if (insert == NULL)
    return;
  va_start (values, table);
  for (int i = 0; types[i]; i++)
    switch (types[i])
      {
      case 't':
        note_status (writer, sqlite3_bind_text (insert, i + 1, va_arg (values, const char *), -1, SQLITE_TRANSIENT));
        break;
      case 'r':
        note_status (writer, bind_real (insert, i + 1, va_arg (values, double)));
        break;
      default:
        note_status (writer, bind_integer (insert, i + 1, va_arg (values, gint64), types[i] == 'i'));
        break;
      }
  va_end (values);
  if (writer->status == SQLITE_OK && sqlite3_step (insert) != SQLITE_DONE)
    note_status (writer, sqlite3_errcode (writer->database));
  sqlite3_reset (insert);
  writer->n_rows[table]++;
}

/* The number of the row that put() would write next. */
static gint64
next_row (const Writer *writer, Table table)
{
  return writer->n_rows[table] + 1;
}

static const char *
actor_id (const Writer *writer, guint32 actor)
{
  return actor != DTL_NONE ? writer->actors[actor].id : NULL;
}

static const char *
basis_word (const DtlWhen *when)
{
  return when->basis != DTL_BASIS_NONE ? dtl_basis_to_string (when->basis) : NULL;
}

static char *
join (const char *const *words, const char *separator)
{
  return words != NULL && words[0] != NULL ? g_strjoinv (separator, (char **) words) : NULL;
}

/* NULL for an open end. */
static const char *
spell_bound (DtlDay day, char text[DTL_SPELLED_SIZE])
{
  if (day == DTL_DAY_MIN || day == DTL_DAY_MAX)
    return NULL;
  dtl_day_spell (day, DTL_NOTATION_ISO, text);
  return text;
}

static void
put_article (Writer *writer, const DtlSource *source)
{
  g_autofree char *authors = join (source->authors, "; ");
  g_autofree char *published = dtl_date_to_string (&source->published.date);
  g_autofree char *updated = dtl_date_to_string (&source->updated.date);
  const char *original = source->duplicate_of != DTL_NONE ? writer->sources[source->duplicate_of].id : NULL;
  const char *version = source->version_of != DTL_NONE ? writer->sources[source->version_of].id : NULL;

  put (writer, TABLE_ARTICLES, source->id, source->uri, source->title, source->publisher, authors, published,
       basis_word (&source->published), updated, source->language, source->sha256, original, version);
}

static void
put_actor (Writer *writer, const DtlActor *actor)
{
  put (writer, TABLE_ACTORS, actor->id, actor->name, dtl_actor_kind_to_string (actor->kind), actor->country,
       (gint64) actor->salience);
  for (guint i = 0; actor->aliases != NULL && actor->aliases[i] != NULL; i++)
    put (writer, TABLE_ALIASES, actor->id, actor->aliases[i]);
}

static void
put_office (Writer *writer, const DtlRole *role)
{
  gint64 number = next_row (writer, TABLE_OFFICES);
  g_autofree char *valid = dtl_date_to_string (&role->valid.date);

  put (writer, TABLE_OFFICES, number, actor_id (writer, role->actor), role->role, actor_id (writer, role->of),
       dtl_role_status_to_string (role->status), valid);
  for (guint32 i = 0; i < role->n_evidence; i++)
    put (writer, TABLE_OFFICE_SENTENCES, number, writer->sources[role->evidence[i].source].id,
         (gint64) role->evidence[i].line, role->evidence[i].text);
}

static void
put_details (Writer *writer, const DtlEvent *event, gint64 mention, const DtlAttribution *attributions,
             guint32 n_attributions, const DtlQuantity *quantities, guint32 n_quantities)
{
  for (guint32 i = 0; i < n_attributions; i++)
    put (writer, TABLE_ATTRIBUTIONS, event->id, mention, actor_id (writer, attributions[i].actor), attributions[i].cue);
  for (guint32 i = 0; i < n_quantities; i++)
    put (writer, TABLE_QUANTITIES, event->id, mention, dtl_quantity_kind_to_string (quantities[i].kind),
         quantities[i].value, quantities[i].unit, quantities[i].text);
}

static void
put_mention (Writer *writer, const DtlEvent *event, const DtlMention *mention)
{
  gint64 number = next_row (writer, TABLE_MENTIONS);
  const DtlEvidence *evidence = &mention->evidence;
  const DtlPlace *place = &mention->place;
  g_autofree char *date = dtl_date_to_string (&mention->when.date);
  g_autofree char *readings = join (mention->when.candidates, " ");

  put (writer, TABLE_MENTIONS, number, event->id, writer->sources[evidence->source].id, (gint64) evidence->line,
       (gint64) evidence->span.start, (gint64) evidence->span.end, evidence->text, (gint64) mention->trigger.start,
       (gint64) mention->trigger.end, mention->trigger_text, mention->event_class, mention->predicate, mention->label,
       mention->rule, date, basis_word (&mention->when), mention->when.text, readings,
       dtl_reality_to_string (mention->reality), place->name, place->name != NULL ? actor_id (writer, place->actor) : NULL,
       place->country, place->latitude, place->longitude, mention->confidence);
  for (guint32 i = 0; i < mention->n_participants; i++)
    put (writer, TABLE_MENTION_PARTICIPANTS, number, dtl_participant_role_to_string (mention->participants[i].role),
         actor_id (writer, mention->participants[i].actor), (gint64) mention->participants[i].implicit);
  for (guint32 i = 0; i < mention->n_reasons; i++)
    put (writer, TABLE_REASONS, number, mention->reasons[i].of, mention->reasons[i].rule, mention->reasons[i].words);
  put_details (writer, event, number, mention->attributions, mention->n_attributions, mention->quantities,
               mention->n_quantities);
}

/* @first: number of the event's first mention */
static void
put_claims (Writer *writer, const DtlEvent *event, gint64 first)
{
  for (guint32 i = 0; i < event->n_claims; i++)
    {
      gint64 number = next_row (writer, TABLE_CLAIMS);

      put (writer, TABLE_CLAIMS, number, event->id, event->claims[i].field, event->claims[i].value,
           event->claims[i].is_update ? "update" : "dispute");
      for (guint32 j = 0; j < event->claims[i].n_mentions; j++)
        put (writer, TABLE_CLAIM_MENTIONS, number, first + event->claims[i].mentions[j]);
    }
}

static void
put_event_row (Writer *writer, const DtlEvent *event)
{
  const DtlPlace *place = &event->place;
  g_autofree char *date = dtl_date_to_string (&event->when.date);
  char earliest[DTL_SPELLED_SIZE], latest[DTL_SPELLED_SIZE];
  DtlDay first = DTL_DAY_MIN, last = DTL_DAY_MAX;
  gboolean is_dated = dtl_date_bounds (&event->when.date, &first, &last);

  put (writer, TABLE_EVENTS, event->id, next_row (writer, TABLE_EVENTS), date, spell_bound (first, earliest),
       spell_bound (last, latest), is_dated ? dtl_granularity_to_string (dtl_date_granularity (&event->when.date)) : NULL,
       is_dated ? basis_word (&event->when) : NULL, event->when.text, event->type, event->event_class, event->family,
       event->cameo, event->label, event->predicate, dtl_reality_to_string (event->reality), place->name,
       place->name != NULL ? actor_id (writer, place->actor) : NULL, place->country, place->latitude, place->longitude,
       event->confidence, (gint64) event->independent_sources);
}

/* To the events @ids, which are those that are written. */
static void
put_orders (Writer *writer, const DtlEvent *event, GHashTable *ids)
{
  for (guint32 i = 0; i < event->n_links; i++)
    if (g_hash_table_contains (ids, event->links[i].other))
      put (writer, TABLE_EVENT_ORDERS, event->id, event->links[i].relation, event->links[i].other, event->links[i].confidence,
           (gint64) event->links[i].independent_sources, event->links[i].signal, event->links[i].against);
}

static void
put_event (Writer *writer, const DtlEvent *event, GHashTable *ids)
{
  gint64 first = next_row (writer, TABLE_MENTIONS);

  put_event_row (writer, event);
  for (guint32 i = 0; i < event->n_participants; i++)
    put (writer, TABLE_PARTICIPANTS, event->id, dtl_participant_role_to_string (event->participants[i].role),
         actor_id (writer, event->participants[i].actor), (gint64) event->participants[i].implicit);
  put_details (writer, event, 0, event->attributions, event->n_attributions, event->quantities, event->n_quantities);
  for (guint32 i = 0; i < event->n_mentions; i++)
    put_mention (writer, event, &event->mentions[i]);
  put_claims (writer, event, first);
  put_orders (writer, event, ids);
}

static int
compare_events (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const GArray *events = user_data;
  guint32 one = g_array_index (events, DtlEvent, *(const guint32 *) a).rank;
  guint32 other = g_array_index (events, DtlEvent, *(const guint32 *) b).rank;

  return (one > other) - (one < other);
}

static void
put_events (Writer *writer)
{
  const DtlPart *part = writer->part;
  g_autofree guint32 *order = g_memdup2 (part->events, part->n_events * sizeof *order);
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < part->n_events; i++)
    g_hash_table_add (ids, (gpointer) g_array_index (part->story->events, DtlEvent, part->events[i]).id);
  if (part->n_events > 0)
    g_qsort_with_data (order, part->n_events, sizeof *order, compare_events, part->story->events);
  for (guint i = 0; i < part->n_events; i++)
    put_event (writer, &g_array_index (part->story->events, DtlEvent, order[i]), ids);
}

static void
put_relations (Writer *writer)
{
  const DtlPart *part = writer->part;
  g_autoptr (DtlArena) arena = dtl_arena_new ();
  g_autoptr (GArray) relations = dtl_relations_build (part->story->events, part->events, part->n_events, arena);

  for (guint i = 0; i < relations->len; i++)
    {
      const DtlRelation *relation = &g_array_index (relations, DtlRelation, i);
      gint64 number = next_row (writer, TABLE_RELATIONS);
      g_autofree char *first = dtl_date_to_string (&relation->first);
      g_autofree char *last = dtl_date_to_string (&relation->last);

      put (writer, TABLE_RELATIONS, number, actor_id (writer, relation->from), actor_id (writer, relation->to),
           relation->type, relation->family, (gint64) relation->directed, (gint64) relation->count, first, last);
      for (guint32 j = 0; j < relation->n_events; j++)
        put (writer, TABLE_RELATION_EVENTS, number,
             g_array_index (part->story->events, DtlEvent, relation->events[j]).id);
    }
}

static void
put_story (Writer *writer)
{
  const DtlPart *part = writer->part;

  for (guint i = 0; i < part->story->sources->len; i++)
    if (part->sources[i])
      put_article (writer, &writer->sources[i]);
  for (guint i = 0; i < part->story->actors->len; i++)
    if (part->actors[i])
      put_actor (writer, &writer->actors[i]);
  for (guint i = 0; i < part->story->roles->len; i++)
    if (part->roles[i])
      put_office (writer, &g_array_index (part->story->roles, DtlRole, i));
  put_events (writer);
  put_relations (writer);
}

static void
run (Writer *writer, const char *sql)
{
  if (writer->status == SQLITE_OK)
    note_status (writer, sqlite3_exec (writer->database, sql, NULL, NULL, NULL));
}

static gboolean
set_errno (GError **error)
{
  int number = errno;

  g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (number), "temporary file of the database: %s",
               g_strerror (number));
  return FALSE;
}

/* The pages, in pieces. */
static gboolean
give_pages (int file, const DtlExportOptions *options, GString *out, GError **error)
{
  g_autofree char *piece = g_malloc (PIECE_BYTES);
  gboolean taken = TRUE;
  gssize n = 1;

  for (goffset at = 0; taken && n > 0; at += n)
    {
      do
        n = pread (file, piece, PIECE_BYTES, at);
      while (n < 0 && errno == EINTR);
      if (n < 0)
        return set_errno (error);
      g_string_append_len (out, piece, n);
      taken = dtl_export_drain (options, out, error);
    }
  return taken;
}

/* Once it is open its name goes, so that no signal leaves it behind. There is nothing to come back to: no journal, and no
 * waiting for the disk. */
static int
open_database (Writer *writer, GError **error)
{
  g_autofree char *path = NULL;
  int file = g_file_open_tmp ("dateline-XXXXXX", &path, error);

  if (file < 0)
    return file;
  note_status (writer, sqlite3_open_v2 (path, &writer->database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL));
  run (writer, "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;");
  unlink (path);
  return file;
}

static gboolean
fill_database (Writer *writer, int file, const DtlExportOptions *options, GString *out, GError **error)
{
  run (writer, "BEGIN");
  run (writer, schema);
  if (writer->status == SQLITE_OK)
    put_story (writer);
  run (writer, indices);
  run (writer, "COMMIT");
  if (writer->status == SQLITE_OK && !give_pages (file, options, out, error))
    return FALSE;
  if (writer->status != SQLITE_OK)
    g_set_error (error, DTL_ERROR, DTL_ERROR_LIMIT, "database of the story: %s", sqlite3_errstr (writer->status));
  return writer->status == SQLITE_OK;
}

static gboolean
write_database (Writer *writer, const DtlExportOptions *options, GString *out, GError **error)
{
  int file = open_database (writer, error);
  gboolean done = file >= 0 && fill_database (writer, file, options, out, error);

  if (file >= 0)
    close (file);
  return done;
}

gboolean
dtl_write_sqlite (const DtlView *view, const DtlExportOptions *options, GString *out, GError **error)
{
  Writer writer = { NULL };
  DtlPart part;
  gboolean done;

  dtl_part_init (&part, view);
  writer.part = &part;
  writer.sources = (const DtlSource *) part.story->sources->data;
  writer.actors = (const DtlActor *) part.story->actors->data;
  done = write_database (&writer, options, out, error);
  for (guint i = 0; i < N_TABLES; i++)
    sqlite3_finalize (writer.inserts[i]);
  sqlite3_close (writer.database);
  dtl_part_clear (&part);
  return done;
}
