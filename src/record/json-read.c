/*
 * Records from JSON.
 *
 * The text may come from anywhere, so nothing in it is believed: its depth is bounded before json-glib's recursive
 * parser sees it, every string must be UTF-8, every id must be declared, every span must run forwards. What can be
 * computed from the mentions (the resolved fields of events) is not read but computed again. The first offence stops
 * the reading; its path ("events[3].mentions[0].line") is in the error.
 *
 * Where an actor was first mentioned does not travel; the list is in that order, so the place in the list stands for it.
 */
#include "record/record.h"

#include <math.h>
#include <string.h>

#define DEPTH_MAX 32
#define LENGTH_MAX (256u << 20)
#define PARTICIPANTS_MAX 4096 /* of one mention */
#define OFFSET_MAX (G_MAXUINT32 - 1)

/* Errors are sticky: once one is set, every call returns something harmless and the loops end. */
typedef struct
{
  DtlRecord *record;
  GHashTable *actors; /* owned: id → index + 1; keys in the record's arena */
  GHashTable *events; /* owned: ids seen */
  GString *path;      /* owned */
  GError *error;
} Reader;

static void fail (Reader *reader, const char *name, const char *what, ...) G_GNUC_PRINTF (3, 4);

static void
fail (Reader *reader, const char *name, const char *what, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  if (reader->error)
    return;
  va_start (args, what);
  message = g_strdup_vprintf (what, args);
  va_end (args);
  g_set_error (&reader->error, DTL_ERROR, DTL_ERROR_SYNTAX, "%s%s%s: %s", reader->path->str,
               reader->path->len && name ? "." : "", name ? name : "", message);
}

/* Steps into a member, or into an element of one; the result is for leave(). */
static gsize
enter (Reader *reader, const char *name, int element)
{
  gsize before = reader->path->len;

  if (name)
    g_string_append_printf (reader->path, "%s%s", before ? "." : "", name);
  if (element >= 0)
    g_string_append_printf (reader->path, "[%d]", element);
  return before;
}

static void
leave (Reader *reader, gsize before)
{
  g_string_truncate (reader->path, before);
}

/* ---- typed members ---- */

static JsonNode *
member (JsonObject *object, const char *name)
{
  JsonNode *node = object ? json_object_get_member (object, name) : NULL;

  return node && !JSON_NODE_HOLDS_NULL (node) ? node : NULL;
}

/* NULL when absent or null. The length is bounded by that of the whole. */
static const char *
optional_string (Reader *reader, JsonObject *object, const char *name)
{
  JsonNode *node = member (object, name);
  const char *text = NULL;

  if (node == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    text = json_node_get_string (node);
  if (text == NULL || !g_utf8_validate (text, -1, NULL))
    {
      fail (reader, name, "expected a string");
      return NULL;
    }
  return dtl_arena_intern (reader->record->arena, text, strlen (text));
}

static const char *
needed_string (Reader *reader, JsonObject *object, const char *name)
{
  const char *text = optional_string (reader, object, name);

  if (text == NULL)
    fail (reader, name, "missing");
  return text ? text : "";
}

static guint32
needed_offset (Reader *reader, JsonObject *object, const char *name)
{
  JsonNode *node = member (object, name);
  gint64 value = -1;

  if (node && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64)
    value = json_node_get_int (node);
  if (value < 0 || value > OFFSET_MAX)
    {
      fail (reader, name, "expected a whole number from 0 to %u", OFFSET_MAX);
      return 0;
    }
  return value;
}

static DtlSpan
needed_span (Reader *reader, JsonObject *object)
{
  DtlSpan span;

  span.start = needed_offset (reader, object, "start");
  span.end = needed_offset (reader, object, "end");
  if (span.start > span.end)
    fail (reader, "end", "ends before it starts");
  return span;
}

/* NAN when absent or null */
static double
optional_number (Reader *reader, JsonObject *object, const char *name, double low, double high)
{
  JsonNode *node = member (object, name);
  double value = NAN;

  if (node == NULL)
    return NAN;
  if (JSON_NODE_HOLDS_VALUE (node)
      && (json_node_get_value_type (node) == G_TYPE_INT64 || json_node_get_value_type (node) == G_TYPE_DOUBLE))
    value = json_node_get_double (node);
  if (!isfinite (value) || value < low || value > high)
    {
      fail (reader, name, "expected a number from %g to %g", low, high);
      return NAN;
    }
  return value;
}

static double
needed_number (Reader *reader, JsonObject *object, const char *name, double low, double high)
{
  double value = optional_number (reader, object, name, low, high);

  if (isnan (value))
    fail (reader, name, "missing");
  return isnan (value) ? 0 : value;
}

static gboolean
needed_boolean (Reader *reader, JsonObject *object, const char *name)
{
  JsonNode *node = member (object, name);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_BOOLEAN)
    {
      fail (reader, name, "expected true or false");
      return FALSE;
    }
  return json_node_get_boolean (node);
}

static JsonObject *
optional_object (Reader *reader, JsonObject *object, const char *name)
{
  JsonNode *node = member (object, name);

  if (node && !JSON_NODE_HOLDS_OBJECT (node))
    fail (reader, name, "expected an object");
  return node && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static JsonArray *
needed_array (Reader *reader, JsonObject *object, const char *name)
{
  JsonNode *node = member (object, name);

  if (node && JSON_NODE_HOLDS_ARRAY (node))
    return json_node_get_array (node);
  fail (reader, name, "expected a list");
  return NULL;
}

static guint
array_length (JsonArray *array)
{
  return array ? json_array_get_length (array) : 0;
}

static JsonObject *
element_object (Reader *reader, JsonArray *array, guint i)
{
  JsonNode *node = json_array_get_element (array, i);

  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);
  fail (reader, NULL, "expected an object");
  return NULL;
}

/* NULL-terminated; NULL for an absent or empty list */
static const char *const *
optional_strings (Reader *reader, JsonObject *object, const char *name)
{
  JsonArray *array = member (object, name) ? needed_array (reader, object, name) : NULL;
  guint n = array_length (array);
  const char **texts = n > 0 ? dtl_arena_new0 (reader->record->arena, const char *, n + 1) : NULL;

  for (guint i = 0; i < n && reader->error == NULL; i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      gboolean is_text = JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
                         && g_utf8_validate (json_node_get_string (node), -1, NULL);

      if (!is_text)
        fail (reader, name, "element %u: expected a string", i);
      texts[i] = dtl_arena_strdup (reader->record->arena, is_text ? json_node_get_string (node) : "");
    }
  return texts;
}

static guint32
actor_index (Reader *reader, JsonObject *object, const char *name, gboolean is_needed)
{
  const char *id = is_needed ? needed_string (reader, object, name) : optional_string (reader, object, name);
  guint number = id ? GPOINTER_TO_UINT (g_hash_table_lookup (reader->actors, id)) : 0;

  if (id && number == 0)
    fail (reader, name, "no actor '%s'", id);
  return number > 0 ? number - 1 : DTL_NONE;
}

/* A letter and twelve base32 digits. */
static const char *
needed_id (Reader *reader, JsonObject *object, char letter)
{
  const char *id = needed_string (reader, object, "id");

  if (id[0] != letter || strlen (id) != 13 || strspn (id + 1, "abcdefghijklmnopqrstuvwxyz234567") != 12)
    fail (reader, "id", "expected '%c' and 12 base32 digits", letter);
  return id;
}

/* An enumeration word; @name may be absent only where the callers check. */
#define ENUM_READER(function, Type, from_string) \
  static Type function (Reader *reader, JsonObject *object, const char *name) \
  { \
    const char *word = needed_string (reader, object, name); \
    Type value = 0; \
    if (!from_string (word, &value)) \
      fail (reader, name, "unknown word '%.40s'", word); \
    return value; \
  }

ENUM_READER (needed_kind, DtlActorKind, dtl_actor_kind_from_string)
ENUM_READER (needed_role, DtlParticipantRole, dtl_participant_role_from_string)
ENUM_READER (needed_reality, DtlReality, dtl_reality_from_string)
ENUM_READER (needed_status, DtlRoleStatus, dtl_role_status_from_string)
ENUM_READER (needed_basis, DtlBasis, dtl_basis_from_string)
ENUM_READER (needed_quantity_kind, DtlQuantityKind, dtl_quantity_kind_from_string)

/* ---- dates ---- */

static DtlDate
read_date (Reader *reader, const char *name, const char *text)
{
  g_autoptr (GError) error = NULL;
  DtlDate date = { 0 };

  if (text && !dtl_date_parse (text, &date, &error))
    fail (reader, name, "%s", error->message);
  return date;
}

/* @edtf with the clocks of its ends, as split_clock() of the writer took them off. */
static char *
with_clock (const char *edtf, const char *clock)
{
  g_auto (GStrv) days = g_strsplit (edtf, "/", 2);
  g_auto (GStrv) clocks = g_strsplit (clock, "/", 2);
  g_autoptr (GString) out = g_string_new (NULL);
  guint n_days = g_strv_length (days), n_clocks = g_strv_length (clocks);

  for (guint i = 0; i < MAX (n_days, n_clocks); i++)
    g_string_append_printf (out, "%s%s%s%s", i > 0 ? "/" : "", days[MIN (i, n_days - 1)], i < n_clocks && *clocks[i] ? "T" : "",
                            i < n_clocks ? clocks[i] : "");
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static DtlWhen
read_when (Reader *reader, JsonObject *parent, const char *name)
{
  JsonObject *object = optional_object (reader, parent, name);
  DtlWhen when = { .basis = DTL_BASIS_NONE };
  gsize before = enter (reader, name, -1);

  if (object)
    {
      const char *edtf = optional_string (reader, object, "edtf"), *clock = optional_string (reader, object, "time");
      g_autofree char *whole = edtf && *edtf && clock ? with_clock (edtf, clock) : g_strdup (edtf);

      when.date = read_date (reader, "edtf", whole);
      when.text = optional_string (reader, object, "text");
      if (dtl_date_is_null (&when.date))
        when.candidates = optional_strings (reader, object, "candidates");
      else
        when.basis = needed_basis (reader, object, "basis");
      if (dtl_date_is_null (&when.date) && when.candidates == NULL)
        when.text = NULL;
    }
  leave (reader, before);
  return when;
}

static gboolean
two_digits (const char *text, int high, int *value)
{
  if (!g_ascii_isdigit (text[0]) || !g_ascii_isdigit (text[1]))
    return FALSE;
  *value = (text[0] - '0') * 10 + text[1] - '0';
  return *value <= high;
}

/* hh:mm */
static gboolean
parse_clock (const char *text, int high, int *minutes)
{
  int hour, minute;

  if (strlen (text) != 5 || text[2] != ':' || !two_digits (text, high, &hour) || !two_digits (text + 3, 59, &minute))
    return FALSE;
  *minutes = hour * 60 + minute;
  return TRUE;
}

static void
read_clock (Reader *reader, JsonObject *object, DtlDatePoint *point)
{
  const char *time = optional_string (reader, object, "time");
  const char *zone = optional_string (reader, object, "zone");
  int minutes = 0;

  if (time == NULL)
    return;
  if (!parse_clock (time, 23, &minutes))
    fail (reader, "time", "expected hh:mm");
  point->minute = minutes;
  point->zone = DTL_ZONE_NONE;
  if (zone == NULL)
    return;
  minutes = 0;
  if (strcmp (zone, "Z") != 0 && ((zone[0] != '+' && zone[0] != '-') || !parse_clock (zone + 1, 23, &minutes)))
    fail (reader, "zone", "expected Z or +hh:mm");
  point->zone = zone[0] == '-' ? -minutes : minutes;
}

static DtlWhen
read_published (Reader *reader, JsonObject *parent, const char *name)
{
  JsonObject *object = optional_object (reader, parent, name);
  DtlWhen when = { .basis = DTL_BASIS_NONE };
  gsize before = enter (reader, name, -1);

  if (object)
    {
      when.date = read_date (reader, "date", needed_string (reader, object, "date"));
      when.basis = needed_basis (reader, object, "basis");
      if (when.date.shape == DTL_DATE_POINT && when.date.from.day > 0)
        read_clock (reader, object, &when.date.from);
    }
  leave (reader, before);
  return when;
}

/* ---- facts ---- */

static void
read_source (Reader *reader, JsonObject *object)
{
  DtlSource source = { .duplicate_of = DTL_NONE, .version_of = DTL_NONE };

  source.id = needed_id (reader, object, 'd');
  source.uri = optional_string (reader, object, "uri");
  source.title = optional_string (reader, object, "title");
  source.published = read_published (reader, object, "published");
  source.updated = read_published (reader, object, "updated");
  source.publisher = optional_string (reader, object, "publisher");
  source.authors = optional_strings (reader, object, "authors");
  source.language = optional_string (reader, object, "language");
  source.sha256 = needed_string (reader, object, "sha256");
  if (strlen (source.sha256) != 64 || strspn (source.sha256, "0123456789abcdef") != 64)
    fail (reader, "sha256", "expected 64 hexadecimal digits");
  g_array_append_val (reader->record->sources, source);
}

static void
read_actors (Reader *reader, JsonObject *root)
{
  JsonArray *array = needed_array (reader, root, "actors");

  for (guint i = 0; i < array_length (array) && reader->error == NULL; i++)
    {
      gsize before = enter (reader, "actors", i);
      JsonObject *object = element_object (reader, array, i);
      DtlActor actor = { .first_source = 0, .first_start = i };

      actor.id = needed_id (reader, object, 'a');
      actor.name = needed_string (reader, object, "name");
      actor.kind = needed_kind (reader, object, "kind");
      actor.aliases = optional_strings (reader, object, "aliases");
      actor.country = optional_string (reader, object, "country");
      if (g_hash_table_contains (reader->actors, actor.id))
        fail (reader, "id", "'%s' stands for two actors", actor.id);
      g_array_append_val (reader->record->actors, actor);
      g_hash_table_insert (reader->actors, (gpointer) actor.id, GUINT_TO_POINTER (i + 1));
      leave (reader, before);
    }
}

static DtlEvidence
read_evidence (Reader *reader, JsonObject *object)
{
  DtlEvidence evidence = { .source = 0 };
  const char *document = needed_string (reader, object, "document");

  if (strcmp (document, dtl_record_get_source (reader->record)->id) != 0)
    fail (reader, "document", "'%.20s' is not this document", document);
  evidence.sentence = needed_offset (reader, object, "sentence");
  evidence.line = needed_offset (reader, object, "line");
  evidence.span = needed_span (reader, object);
  evidence.text = needed_string (reader, object, "text");
  return evidence;
}

static void
read_role (Reader *reader, JsonObject *object)
{
  JsonArray *array = needed_array (reader, object, "mentions");
  guint n = array_length (array);
  DtlEvidence *evidence = dtl_arena_new0 (reader->record->arena, DtlEvidence, n);
  DtlRole role = { .evidence = evidence, .n_evidence = n };

  role.actor = actor_index (reader, object, "actor", TRUE);
  role.role = needed_string (reader, object, "role");
  role.of = actor_index (reader, object, "of", FALSE);
  role.status = needed_status (reader, object, "status");
  role.valid = read_when (reader, object, "valid");
  for (guint i = 0; i < n && reader->error == NULL; i++)
    {
      gsize before = enter (reader, "mentions", i);

      evidence[i] = read_evidence (reader, element_object (reader, array, i));
      leave (reader, before);
    }
  g_array_append_val (reader->record->roles, role);
}

static void
read_roles (Reader *reader, JsonObject *root)
{
  JsonArray *array = needed_array (reader, root, "roles");

  for (guint i = 0; i < array_length (array) && reader->error == NULL; i++)
    {
      gsize before = enter (reader, "roles", i);

      read_role (reader, element_object (reader, array, i));
      leave (reader, before);
    }
}

static void
read_participants (Reader *reader, JsonObject *object, DtlMention *mention)
{
  JsonArray *array = needed_array (reader, object, "participants");
  guint n = array_length (array);
  DtlParticipant *participants = dtl_arena_new0 (reader->record->arena, DtlParticipant, n);

  if (n > PARTICIPANTS_MAX)
    fail (reader, "participants", "more than %u", PARTICIPANTS_MAX);
  for (guint i = 0; i < n && reader->error == NULL; i++)
    {
      gsize before = enter (reader, "participants", i);
      JsonObject *element = element_object (reader, array, i);

      participants[i].actor = actor_index (reader, element, "actor", TRUE);
      participants[i].role = needed_role (reader, element, "role");
      participants[i].implicit = needed_boolean (reader, element, "implicit");
      leave (reader, before);
    }
  mention->participants = participants;
  mention->n_participants = n;
}

static DtlPlace
read_place (Reader *reader, JsonObject *parent)
{
  JsonObject *object = optional_object (reader, parent, "place");
  DtlPlace place = { NULL, DTL_NONE, NULL, NAN, NAN };
  gsize before = enter (reader, "place", -1);

  if (object)
    {
      place.name = needed_string (reader, object, "name");
      place.actor = actor_index (reader, object, "actor", FALSE);
      place.country = optional_string (reader, object, "country");
      place.latitude = optional_number (reader, object, "lat", -90, 90);
      place.longitude = optional_number (reader, object, "lon", -180, 180);
    }
  leave (reader, before);
  return place;
}

static void
read_attributions (Reader *reader, JsonObject *object, DtlMention *mention)
{
  JsonArray *array = needed_array (reader, object, "attribution");
  guint n = array_length (array);
  DtlAttribution *attributions = dtl_arena_new0 (reader->record->arena, DtlAttribution, n);

  for (guint i = 0; i < n && reader->error == NULL; i++)
    {
      gsize before = enter (reader, "attribution", i);
      JsonObject *element = element_object (reader, array, i);

      attributions[i].actor = actor_index (reader, element, "actor", FALSE);
      attributions[i].cue = optional_string (reader, element, "cue");
      attributions[i].span = needed_span (reader, element);
      leave (reader, before);
    }
  mention->attributions = attributions;
  mention->n_attributions = n;
}

static void
read_quantities (Reader *reader, JsonObject *object, DtlMention *mention)
{
  JsonArray *array = needed_array (reader, object, "quantities");
  guint n = array_length (array);
  DtlQuantity *quantities = dtl_arena_new0 (reader->record->arena, DtlQuantity, n);

  for (guint i = 0; i < n && reader->error == NULL; i++)
    {
      gsize before = enter (reader, "quantities", i);
      JsonObject *element = element_object (reader, array, i);

      quantities[i].kind = needed_quantity_kind (reader, element, "kind");
      quantities[i].value = needed_number (reader, element, "value", -1e300, 1e300);
      quantities[i].unit = optional_string (reader, element, "unit");
      quantities[i].text = optional_string (reader, element, "text");
      leave (reader, before);
    }
  mention->quantities = quantities;
  mention->n_quantities = n;
}

/* Records of older versions have none. */
static void
read_reasons (Reader *reader, JsonObject *object, DtlMention *mention)
{
  JsonArray *array = object && json_object_has_member (object, "reasons") ? needed_array (reader, object, "reasons") : NULL;
  guint n = array_length (array);
  DtlReason *reasons = dtl_arena_new0 (reader->record->arena, DtlReason, n);

  for (guint i = 0; i < n && reader->error == NULL; i++)
    {
      gsize before = enter (reader, "reasons", i);
      JsonObject *element = element_object (reader, array, i);

      reasons[i].of = needed_string (reader, element, "of");
      reasons[i].rule = needed_string (reader, element, "rule");
      reasons[i].words = optional_string (reader, element, "words");
      leave (reader, before);
    }
  mention->reasons = reasons;
  mention->n_reasons = n;
}

/* Absent where the text says nothing of it. */
static void
read_orders (Reader *reader, JsonObject *object, DtlMention *mention)
{
  JsonArray *array = object && json_object_has_member (object, "order") ? needed_array (reader, object, "order") : NULL;
  guint n = array_length (array);
  DtlOrder *orders = dtl_arena_new0 (reader->record->arena, DtlOrder, n);

  for (guint i = 0; i < n && reader->error == NULL; i++)
    {
      gsize before = enter (reader, "order", i);
      JsonObject *element = element_object (reader, array, i);

      orders[i].relation = needed_string (reader, element, "relation");
      orders[i].other = needed_offset (reader, element, "other");
      orders[i].confidence = needed_number (reader, element, "confidence", 0, 1);
      orders[i].signal = needed_string (reader, element, "signal");
      leave (reader, before);
    }
  mention->orders = orders;
  mention->n_orders = n;
}

static void
read_trigger (Reader *reader, JsonObject *parent, DtlMention *mention)
{
  JsonObject *object = optional_object (reader, parent, "trigger");
  gsize before = enter (reader, "trigger", -1);

  mention->trigger = needed_span (reader, object);
  mention->trigger_text = needed_string (reader, object, "text");
  leave (reader, before);
}

static DtlMention
read_mention (Reader *reader, JsonObject *object)
{
  DtlMention mention = { .evidence = read_evidence (reader, object) };

  read_trigger (reader, object, &mention);
  read_participants (reader, object, &mention);
  mention.place = read_place (reader, object);
  mention.when = read_when (reader, object, "date");
  mention.reality = needed_reality (reader, object, "reality");
  read_attributions (reader, object, &mention);
  read_quantities (reader, object, &mention);
  mention.rule = optional_string (reader, object, "rule");
  read_reasons (reader, object, &mention);
  read_orders (reader, object, &mention);
  mention.event_class = optional_string (reader, object, "class");
  mention.predicate = optional_string (reader, object, "predicate");
  mention.label = optional_string (reader, object, "label");
  mention.confidence = needed_number (reader, object, "confidence", 0, 1);
  return mention;
}

static int
compare_mentions (gconstpointer a, gconstpointer b)
{
  return dtl_mention_compare (a, b);
}

static void
read_event (Reader *reader, JsonObject *object)
{
  JsonArray *array = needed_array (reader, object, "mentions");
  g_autoptr (GArray) mentions = g_array_new (FALSE, TRUE, sizeof (DtlMention));
  DtlEvent event = { .id = needed_id (reader, object, 'e') };

  if (!g_hash_table_add (reader->events, (gpointer) event.id))
    fail (reader, "id", "'%s' stands for two events", event.id);
  if (array_length (array) == 0)
    fail (reader, "mentions", "none");
  for (guint i = 0; i < array_length (array) && reader->error == NULL; i++)
    {
      gsize before = enter (reader, "mentions", i);
      DtlMention mention = read_mention (reader, element_object (reader, array, i));

      g_array_append_val (mentions, mention);
      leave (reader, before);
    }
  if (reader->error)
    return;
  g_array_sort (mentions, compare_mentions);
  event.mentions = dtl_arena_memdup (reader->record->arena, mentions->data, mentions->len, sizeof (DtlMention));
  event.n_mentions = mentions->len;
  dtl_event_resolve (&event, dtl_record_get_source (reader->record), reader->record->arena);
  g_array_append_val (reader->record->events, event);
}

static void
read_events (Reader *reader, JsonObject *root)
{
  JsonArray *array = needed_array (reader, root, "events");

  for (guint i = 0; i < array_length (array) && reader->error == NULL; i++)
    {
      gsize before = enter (reader, "events", i);

      read_event (reader, element_object (reader, array, i));
      leave (reader, before);
    }
}

/* Few records have some; those of older versions have none. */
static void
read_corrections (Reader *reader, JsonObject *root)
{
  JsonArray *array = root && json_object_has_member (root, "corrections") ? needed_array (reader, root, "corrections") : NULL;

  for (guint i = 0; i < array_length (array) && reader->error == NULL; i++)
    {
      gsize before = enter (reader, "corrections", i);
      JsonObject *object = element_object (reader, array, i);
      DtlCorrection correction = { .event = DTL_NONE, .source = DTL_NONE };

      correction.kind = needed_string (reader, object, "kind");
      correction.cue = needed_string (reader, object, "cue");
      correction.evidence = read_evidence (reader, object);
      g_array_append_val (reader->record->corrections, correction);
      leave (reader, before);
    }
}

static DtlSeverity
read_severity (Reader *reader, JsonObject *object)
{
  const char *word = needed_string (reader, object, "severity");

  for (DtlSeverity severity = DTL_SEVERITY_NOTE; severity <= DTL_SEVERITY_ERROR; severity++)
    if (strcmp (word, dtl_severity_to_string (severity)) == 0)
      return severity;
  fail (reader, "severity", "unknown word '%.40s'", word);
  return DTL_SEVERITY_NOTE;
}

static void
read_diagnostics (Reader *reader, JsonObject *root)
{
  JsonArray *array = needed_array (reader, root, "diagnostics");

  for (guint i = 0; i < array_length (array) && reader->error == NULL; i++)
    {
      gsize before = enter (reader, "diagnostics", i);
      JsonObject *object = element_object (reader, array, i);
      DtlSeverity severity = read_severity (reader, object);
      DtlSpan span = needed_span (reader, object);

      dtl_record_diagnose (reader->record, needed_string (reader, object, "tag"), severity, span,
                           needed_string (reader, object, "message"));
      leave (reader, before);
    }
}

static void
read_root (Reader *reader, JsonObject *root)
{
  const char *format = needed_string (reader, root, "format");

  if (strcmp (format, "dateline-record/1") != 0 && strcmp (format, "dateline-document/1") != 0)
    fail (reader, "format", "expected dateline-record/1, not '%.40s'", format);
  if (reader->error == NULL)
    read_source (reader, root);
  if (reader->error == NULL)
    read_actors (reader, root);
  if (reader->error == NULL)
    read_roles (reader, root);
  dtl_roles_join (reader->record->roles, reader->record->arena);
  if (reader->error == NULL)
    read_events (reader, root);
  if (reader->error == NULL)
    read_corrections (reader, root);
  if (reader->error == NULL)
    read_diagnostics (reader, root);
}

static DtlRecord *
read_record (JsonObject *root, DtlSpill *spill, GError **error)
{
  g_autoptr (DtlRecord) record = dtl_record_new_in (spill);
  Reader reader = { record };

  reader.actors = g_hash_table_new (g_str_hash, g_str_equal);
  reader.events = g_hash_table_new (g_str_hash, g_str_equal);
  reader.path = g_string_new (NULL);
  read_root (&reader, root);
  g_hash_table_unref (reader.actors);
  g_hash_table_unref (reader.events);
  g_string_free (reader.path, TRUE);
  if (reader.error)
    {
      g_propagate_error (error, reader.error);
      return NULL;
    }
  if (spill)
    dtl_record_settle (record);
  return g_steal_pointer (&record);
}

DtlRecord *
dtl_record_new_from_json (const char *json, gssize length, GError **error)
{
  return dtl_record_read_json (json, length, NULL, error);
}

DtlRecord *
dtl_record_read_json (const char *json, gssize length, DtlSpill *spill, GError **error)
{
  gsize size = length < 0 ? strlen (json) : (gsize) length;
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) local = NULL;
  JsonNode *root;

  if (size > LENGTH_MAX)
    {
      g_set_error (error, DTL_ERROR, DTL_ERROR_LIMIT, "a record of %" G_GSIZE_FORMAT " bytes is larger than %u", size,
                   LENGTH_MAX);
      return NULL;
    }
  if (!dtl_json_check (json, size, DEPTH_MAX, error))
    return NULL;
  if (!json_parser_load_from_data (parser, json, size, &local))
    {
      g_set_error (error, DTL_ERROR, DTL_ERROR_SYNTAX, "no JSON: %s", local->message);
      return NULL;
    }
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error (error, DTL_ERROR, DTL_ERROR_SYNTAX, "not a JSON object");
      return NULL;
    }
  return read_record (json_node_get_object (root), spill, error);
}
