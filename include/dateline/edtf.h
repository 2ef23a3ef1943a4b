/* EDTF of any level (ISO 8601-2:2019): what the date value of date.h cannot hold, read, printed and bounded. */
#pragma once

#if !defined(DTL_INSIDE) && !defined(DTL_COMPILATION)
# error "Only <dateline/dateline.h> can be included directly."
#endif

#include <dateline/date.h>
#include <glib-object.h>

G_BEGIN_DECLS

/**
 * DtlEdtf: an EDTF expression of level 0, 1 or 2. Immutable, reference-counted. Level 2 adds digits unspecified anywhere
 * (`1XX5-12-XX`), qualified parts (`2004-06~-11`, `?2004-06-~11`), years with an exponent or significant digits
 * (`Y-17E7`, `1950S2`), quarters and the like (`2001-34`), and sets: one of (`[1667,1670..1672]`), all of (`{1960,1961-12}`).
 */
typedef struct _DtlEdtf DtlEdtf;

/** DtlEdtfKind: one date or interval; one of several, which is not known; all of several. */
typedef enum
{
  DTL_EDTF_SINGLE,
  DTL_EDTF_ONE_OF,
  DTL_EDTF_ALL_OF,
} DtlEdtfKind;

GType dtl_edtf_get_type (void);

/**
 * dtl_edtf_new:
 * @text: an EDTF string
 *
 * Returns: (transfer full) (nullable): the expression; NULL with %DTL_ERROR_SYNTAX set if @text is none of any level or
 * can be no real day (`2021-02-3X`)
 */
DtlEdtf *dtl_edtf_new (const char *text, GError **error);
DtlEdtf *dtl_edtf_ref (DtlEdtf *edtf);
void dtl_edtf_unref (DtlEdtf *edtf);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtlEdtf, dtl_edtf_unref)

/** dtl_edtf_to_string: (transfer full): the one spelling of this value, which reads back to the same */
char *dtl_edtf_to_string (const DtlEdtf *edtf);
/** dtl_edtf_get_level: the lowest level that can say this: 0, 1 or 2 */
int dtl_edtf_get_level (const DtlEdtf *edtf);
DtlEdtfKind dtl_edtf_get_kind (const DtlEdtf *edtf);

/**
 * dtl_edtf_get_bounds:
 * @earliest: (out): first day that it can be or hold; %DTL_DAY_MIN without a start
 * @latest: (out): last day; %DTL_DAY_MAX without an end
 */
void dtl_edtf_get_bounds (const DtlEdtf *edtf, DtlDay *earliest, DtlDay *latest);

/** dtl_edtf_may_hold: whether @day is one of the days that it names or can be; linear in the members of a set */
gboolean dtl_edtf_may_hold (const DtlEdtf *edtf, DtlDay day);

/**
 * dtl_edtf_to_date: the level-1 date of the same meaning, or, where there is none, the interval of its bounds in days;
 * the null date if these lie beyond years of four digits
 */
DtlDate dtl_edtf_to_date (const DtlEdtf *edtf);

G_END_DECLS
