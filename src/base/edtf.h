/* The spelling of dates, seen from inside: EDTF into a buffer of the caller. */
#pragma once

#include <dateline/dateline.h>

#define DTL_EDTF_SIZE 80 /* two points of at most 36 bytes, a slash and the NUL */

/** dtl_edtf_format: canonical EDTF of @date into @buffer [DTL_EDTF_SIZE]; "" for the null date */
void dtl_edtf_format (const DtlDate *date, char *buffer);
