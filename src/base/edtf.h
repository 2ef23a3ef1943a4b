/* The spelling of dates, seen from inside: EDTF into a buffer of the caller, and one point of it out of a text. */
#pragma once

#include <dateline/dateline.h>

#define DTL_EDTF_SIZE 80 /* two points of at most 36 bytes, a slash and the NUL */

/** dtl_edtf_format: canonical EDTF of @date into @buffer [DTL_EDTF_SIZE]; "" for the null date */
void dtl_edtf_format (const DtlDate *date, char *buffer);
/** dtl_edtf_format_time: "T23:20:30+05:30" of @point into @at, which holds 16 bytes at least; returns the end */
char *dtl_edtf_format_time (char *at, const DtlDatePoint *point);
/** dtl_edtf_parse_time: reads "23:20:30Z" up to @end into @point; FALSE if there is anything else */
gboolean dtl_edtf_parse_time (const char *text, const char *end, DtlDatePoint *point);
