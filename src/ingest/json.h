/* Articles in JSON, one document or many lines. */
#pragma once

#include "ingest/collection.h"
#include "ingest/json-fields.h"

/** dtl_json_add: the article that @object holds becomes a document of @parts, or is skipped */
void dtl_json_add (DtlCollection *parts, const DtlFields *fields);
