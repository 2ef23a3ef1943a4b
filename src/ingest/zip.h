/* Zip archives, as office documents and books are. */
#pragma once

#include <dateline/dateline.h>

typedef struct _DtlZip DtlZip;

/** dtl_zip_open: (transfer full): the archive in @bytes, which must outlive it. %DTL_ERROR_INPUT if there is no directory */
DtlZip *dtl_zip_open (const char *bytes, gsize length, GError **error);
void dtl_zip_free (DtlZip *zip);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtlZip, dtl_zip_free)

/** dtl_zip_has: whether the archive holds a file called @name */
gboolean dtl_zip_has (const DtlZip *zip, const char *name);
/** dtl_zip_read: (transfer full): the file called @name, unpacked. %DTL_ERROR_INPUT if it is not there or damaged,
 * %DTL_ERROR_LIMIT past 32 MB, %DTL_ERROR_UNSUPPORTED if it is encrypted or packed otherwise than by deflate */
GBytes *dtl_zip_read (const DtlZip *zip, const char *name, GError **error);
