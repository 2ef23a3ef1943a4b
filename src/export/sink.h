/* The stream behind an export: see #DtlSink. */
#pragma once

#include <dateline/dateline.h>

/** dtl_export_run: writes @view by @format, through the sink of @options if it has one; several files without anybody who
 * takes them one by one become a ZIP archive */
gboolean dtl_export_run (const DtlFormat *format, const DtlView *view, const DtlExportOptions *options, GString *out,
                         GError **error);

/** dtl_zip_new: (transfer full): a sink that packs the files it is given into one ZIP archive, appended to @out. The bytes
 * depend on those of the files alone: no clock is asked. */
typedef struct _DtlZip DtlZip;
DtlZip *dtl_zip_new (GString *out);
const DtlSink *dtl_zip_get_sink (DtlZip *zip);
/** dtl_zip_finish: writes the directory of the archive; the sink takes nothing after it */
gboolean dtl_zip_finish (DtlZip *zip, GError **error);
void dtl_zip_drop (DtlZip *zip);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtlZip, dtl_zip_drop)
