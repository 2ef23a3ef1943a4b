/* One point of an EDTF expression of any level, as a pattern that days match. */
#pragma once

#include <dateline/dateline.h>

#define DTL_PATTERN_SIZE 64 /* the longest point and the NUL */

/* The parts that a qualifier can stand at. */
enum
{
  DTL_PART_YEAR,
  DTL_PART_MONTH,
  DTL_PART_DAY,
  DTL_N_PARTS,
};

/**
 * DtlPattern: the digits, where @unknown has a bit for each that is X: bits 0-3 the year from its last digit, 4-5 the
 * month, 6-7 the day. @month is 1-12, a season, quarter or the like 21-41, or 0, and its unknown digits are 0; so for
 * the others.
 */
typedef struct
{
  gint64 year;
  guint8 n_parts; /* 1-3: year, month, day */
  guint8 month;
  guint8 day;
  guint8 unknown;
  guint8 flags[DTL_N_PARTS]; /* of each part, a set of DtlDateFlags */
  guint8 significant;        /* digits of the year that hold, or 0 for all */
  DtlDatePoint time;         /* its minute, second and zone; minute -1 without one */
} DtlPattern;

/** dtl_pattern_parse: FALSE if the @length bytes at @text are no point, or no day can match it */
gboolean dtl_pattern_parse (const char *text, gsize length, DtlPattern *pattern);
/** dtl_pattern_format: its one spelling into @buffer [DTL_PATTERN_SIZE]; returns the end */
char *dtl_pattern_format (const DtlPattern *pattern, char *buffer);
/** dtl_pattern_level: the lowest level of EDTF that can say it */
int dtl_pattern_level (const DtlPattern *pattern);
/** dtl_pattern_bounds: first and last day that match */
void dtl_pattern_bounds (const DtlPattern *pattern, DtlDay *first, DtlDay *last);
gboolean dtl_pattern_matches (const DtlPattern *pattern, DtlDay day);
