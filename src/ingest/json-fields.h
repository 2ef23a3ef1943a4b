/* Which fields of a JSON object make an article. */
#pragma once

#include <json-glib/json-glib.h>

#include "ingest/draft.h"

/** DtlFieldMap: names that the user gave to fields, before those of ingest_fields.tsv. */
typedef struct _DtlFieldMap DtlFieldMap;

/** dtl_field_map_new: (transfer full): @map as in #DtlInput; NULL is the empty map. %DTL_ERROR_SYNTAX if it makes no sense. */
DtlFieldMap *dtl_field_map_new (const char *map, GError **error);
void dtl_field_map_free (DtlFieldMap *map);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtlFieldMap, dtl_field_map_free)

/** DtlFields: the best field of an object for each purpose; nodes are borrowed. */
typedef struct
{
  JsonNode *title;
  JsonNode *text;
  JsonNode *html;
  JsonNode *published;
  JsonNode *updated;
  JsonNode *authors;
  JsonNode *publisher;
  JsonNode *language;
  JsonNode *uri;
  JsonNode *container;
  guint ranks[10]; /* in the same order */
} DtlFields;

/** dtl_fields_read: what @object says, objects within it included */
void dtl_fields_read (DtlFields *fields, JsonObject *object, const DtlFieldMap *map);
/** dtl_fields_are_article: whether they hold a text, or a title of some day; objects that call themselves something else
 * (a person, an organisation) are none */
gboolean dtl_fields_are_article (const DtlFields *fields, JsonObject *object);
/**
 * dtl_fields_to_draft: fills @draft
 * @unread: (out) (transfer full) (nullable): the date of publication as written, where it cannot be read
 *
 * Returns: (transfer full): the values as one text, which identifies the article
 */
char *dtl_fields_to_draft (const DtlFields *fields, DtlDraft *draft, char **unread);
