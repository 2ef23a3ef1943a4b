/* What happens again and again: which time an article may mean. */
#pragma once

#include "story/kin.h"
#include "story/units.h"

typedef enum
{
  DTL_TIME_UNKNOWN, /* not asked of such a pair */
  DTL_TIME_ONLY,    /* the only time until the article */
  DTL_TIME_LAST,    /* the last of several */
  DTL_TIME_EARLIER,
  DTL_TIME_WIDE,    /* of no day, but of a longer stretch */
  DTL_TIME_SAME,    /* of two undated ones: for both articles it was last at one time */
  DTL_TIME_OTHER,   /* there was another time in between */
} DtlTime;

/** dtl_recurrences_new: (transfer full): borrows @units and @kin */
DtlRecurrences *dtl_recurrences_new (const DtlUnits *units, const DtlKin *kin);
void dtl_recurrences_free (DtlRecurrences *recurrences);
/** dtl_recurrences_time: which time the dated event @dated is, of all that articles like @record tell with its word and a
 * date before that article was published. What lies ahead of it is %DTL_TIME_UNKNOWN. */
DtlTime dtl_recurrences_time (DtlRecurrences *recurrences, const DtlUnit *dated, guint32 record);
/** dtl_recurrences_compare: whether two undated events of one word mean one time, %DTL_TIME_UNKNOWN, _SAME or _OTHER */
DtlTime dtl_recurrences_compare (DtlRecurrences *recurrences, const DtlUnit *a, const DtlUnit *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtlRecurrences, dtl_recurrences_free)
