/*
 * JSON written as it comes: for exports too large for a tree. The caller opens and closes in pairs; nothing is checked but
 * by the tests, which read everything back.
 */
#pragma once

#include <dateline/dateline.h>

/**
 * DtlJsonText: zero-initialise with @out.
 * @is_after: whether a value stands before, so that a comma comes first
 */
typedef struct
{
  GString *out; /* borrowed */
  gboolean is_after;
} DtlJsonText;

/** dtl_json_text_open, dtl_json_text_close: @bracket is one of {, [, }, ] */
void dtl_json_text_open (DtlJsonText *json, char bracket);
void dtl_json_text_close (DtlJsonText *json, char bracket);
/** dtl_json_text_key: the name of the next value; @name is ours and needs no escape */
void dtl_json_text_key (DtlJsonText *json, const char *name);
/** dtl_json_text_string: @text, valid or not, as a string; null for NULL */
void dtl_json_text_string (DtlJsonText *json, const char *text);
void dtl_json_text_integer (DtlJsonText *json, gint64 value);
/** dtl_json_text_number: null when @value is not finite */
void dtl_json_text_number (DtlJsonText *json, double value);
void dtl_json_text_boolean (DtlJsonText *json, gboolean value);
/** dtl_json_text_raw: @text is a JSON value already */
void dtl_json_text_raw (DtlJsonText *json, const char *text);
/** dtl_json_text_end_line: the value is whole: a line break, and the next one begins anew (JSON Lines) */
void dtl_json_text_end_line (DtlJsonText *json);

/** dtl_json_text_member: key and string; nothing for NULL or "" */
void dtl_json_text_member (DtlJsonText *json, const char *name, const char *text);
/** dtl_json_text_member_integer, dtl_json_text_member_number: the latter nothing when @value is not finite */
void dtl_json_text_member_integer (DtlJsonText *json, const char *name, gint64 value);
void dtl_json_text_member_number (DtlJsonText *json, const char *name, double value);
