/* Story and record JSON: of a view that part of a story which stands alone (part.h), so that timeline, graph and merge
 * write the same bytes. */
#include "export/writers.h"

#include "document/document.h"
#include "export/part.h"

static void
add_document (JsonBuilder *builder, const DtlSource *source, const DtlSource *sources)
{
  json_builder_begin_object (builder);
  dtl_json_add_string (builder, "id", source->id);
  dtl_json_add_string (builder, "uri", source->uri);
  dtl_json_add_string (builder, "title", source->title);
  json_builder_set_member_name (builder, "published");
  dtl_json_add_published (builder, &source->published);
  dtl_json_add_string (builder, "publisher", source->publisher);
  dtl_json_add_string (builder, "sha256", source->sha256);
  dtl_json_add_string (builder, "duplicate_of",
                       source->duplicate_of == DTL_NONE ? NULL : sources[source->duplicate_of].id);
  dtl_json_add_string (builder, "version_of", source->version_of == DTL_NONE ? NULL : sources[source->version_of].id);
  json_builder_end_object (builder);
}

static void
begin_array (JsonBuilder *builder, const char *name)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
}

static void
add_date (JsonBuilder *builder, const char *name, const DtlDate *date)
{
  g_autofree char *text = dtl_date_to_string (date);

  dtl_json_add_string (builder, name, text);
}

static void
add_relation (JsonBuilder *builder, const DtlRelation *relation, const DtlStory *story)
{
  json_builder_begin_object (builder);
  dtl_json_add_string (builder, "from", g_array_index (story->actors, DtlActor, relation->from).id);
  dtl_json_add_string (builder, "to", g_array_index (story->actors, DtlActor, relation->to).id);
  dtl_json_add_string (builder, "type", relation->type);
  dtl_json_add_string (builder, "family", relation->family);
  json_builder_set_member_name (builder, "count");
  json_builder_add_int_value (builder, relation->count);
  add_date (builder, "first", &relation->first);
  add_date (builder, "last", &relation->last);
  begin_array (builder, "events");
  for (guint32 i = 0; i < relation->n_events; i++)
    json_builder_add_string_value (builder, g_array_index (story->events, DtlEvent, relation->events[i]).id);
  json_builder_end_array (builder);
  json_builder_set_member_name (builder, "directed");
  json_builder_add_boolean_value (builder, relation->directed);
  json_builder_end_object (builder);
}

/* ---- the whole, fact by fact, so that no tree of all of it is ever held ---- */

/* A list that is being written. */
typedef struct
{
  GString *out;
  JsonBuilder *builder; /* owned; holds one fact at a time */
  gboolean is_first;
} List;

static void
list_begin (List *list, const char *name)
{
  g_string_append_printf (list->out, ",\"%s\":[", name);
  list->is_first = TRUE;
}

/* Appends the fact that the builder holds. */
static void
list_put (List *list)
{
  g_autofree char *json = dtl_json_print (list->builder);

  if (!list->is_first)
    g_string_append_c (list->out, ',');
  list->is_first = FALSE;
  g_string_append (list->out, json);
  json_builder_reset (list->builder);
}

static void
list_end (List *list)
{
  g_string_append_c (list->out, ']');
}

static void
write_documents (List *list, const DtlPart *part)
{
  const DtlSource *sources = (const DtlSource *) part->story->sources->data;

  list_begin (list, "documents");
  for (guint i = 0; i < part->story->sources->len; i++)
    if (part->sources[i])
      {
        add_document (list->builder, &sources[i], sources);
        list_put (list);
      }
  list_end (list);
}

static void
write_actors (List *list, const DtlPart *part)
{
  list_begin (list, "actors");
  for (guint i = 0; i < part->story->actors->len; i++)
    if (part->actors[i])
      {
        dtl_json_add_actor (list->builder, &g_array_index (part->story->actors, DtlActor, i));
        list_put (list);
      }
  list_end (list);
}

static void
write_roles (List *list, const DtlPart *part)
{
  const DtlStory *story = part->story;

  list_begin (list, "roles");
  for (guint i = 0; i < story->roles->len; i++)
    if (part->roles[i])
      {
        dtl_json_add_role (list->builder, &g_array_index (story->roles, DtlRole, i),
                           (const DtlSource *) story->sources->data, story->actors);
        list_put (list);
      }
  list_end (list);
}

/* An event with those of its links that lead to @ids; @links has room for them. */
static DtlEvent
event_within (const DtlEvent *event, GHashTable *ids, GArray *links)
{
  DtlEvent within = *event;

  g_array_set_size (links, 0);
  for (guint32 i = 0; i < event->n_links; i++)
    if (g_hash_table_contains (ids, event->links[i].other))
      g_array_append_val (links, event->links[i]);
  within.links = (const DtlEventLink *) links->data;
  within.n_links = links->len;
  return within;
}

static void
write_events (List *list, const DtlPart *part)
{
  const DtlStory *story = part->story;
  g_autoptr (GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GArray) links = g_array_new (FALSE, FALSE, sizeof (DtlEventLink));

  for (guint i = 0; i < part->n_events; i++)
    g_hash_table_add (ids, (gpointer) g_array_index (story->events, DtlEvent, part->events[i]).id);
  list_begin (list, "events");
  for (guint i = 0; i < part->n_events; i++)
    {
      DtlEvent event = event_within (&g_array_index (story->events, DtlEvent, part->events[i]), ids, links);

      dtl_json_add_event (list->builder, &event, (const DtlSource *) story->sources->data, story->actors);
      list_put (list);
    }
  list_end (list);
}

static void
write_relations (List *list, const DtlPart *part)
{
  g_autoptr (DtlArena) arena = dtl_arena_new ();
  g_autoptr (GArray) relations = dtl_relations_build (part->story->events, part->events, part->n_events, arena);

  list_begin (list, "relations");
  for (guint i = 0; i < relations->len; i++)
    {
      add_relation (list->builder, &g_array_index (relations, DtlRelation, i), part->story);
      list_put (list);
    }
  list_end (list);
}

gboolean
dtl_write_story_json (const DtlView *view, const DtlExportOptions *options, GString *out, GError **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  List list = { out, builder };
  DtlPart part;

  dtl_part_init (&part, view);
  g_string_append (out, "{\"format\":\"dateline-story/1\"");
  write_documents (&list, &part);
  write_actors (&list, &part);
  write_roles (&list, &part);
  write_events (&list, &part);
  write_relations (&list, &part);
  dtl_json_append_corrections (out, part.story->corrections, part.corrections, (const DtlSource *) part.story->sources->data,
                               part.story->events);
  g_string_append (out, "}\n");
  dtl_part_clear (&part);
  return TRUE;
}

gboolean
dtl_write_record_json (const DtlDocument *document, const DtlExportOptions *options, GString *out, GError **error)
{
  g_autofree char *json = NULL;

  if (document->record == NULL || document->record->sources->len == 0)
    {
      g_set_error (error, DTL_ERROR, DTL_ERROR_UNSUPPORTED, "the document has no facts: not all stages have run");
      return FALSE;
    }
  json = dtl_record_to_json (document->record);
  g_string_append (out, json);
  g_string_append_c (out, '\n');
  return TRUE;
}
