/* JSON from outside. */
#pragma once

#include <json-glib/json-glib.h>

#include <dateline/dateline.h>

/** dtl_json_load: (transfer full): a parser whose root is not NULL, or NULL with %DTL_ERROR_INPUT (not JSON) or
 * %DTL_ERROR_LIMIT (brackets nested too deep) */
JsonParser *dtl_json_load (const char *json, gsize length, GError **error);
