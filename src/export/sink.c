/* Exports that go out while they are written, and bundles of several files. */
#include "export/sink.h"

#include "export/writers.h"

#define DRAIN_BYTES 65536

static gboolean
give (const DtlSink *sink, GString *out, GError **error)
{
  gboolean taken = out->len == 0 || sink->write (sink->user_data, out->str, out->len, error);

  g_string_truncate (out, 0);
  return taken;
}

gboolean
dtl_export_drain (const DtlExportOptions *options, GString *out, GError **error)
{
  return options->sink == NULL || out->len < DRAIN_BYTES || give (options->sink, out, error);
}

gboolean
dtl_export_begin (const DtlExportOptions *options, const char *name, GString *out, GError **error)
{
  g_return_val_if_fail (options->sink != NULL && options->sink->begin != NULL, FALSE);

  return give (options->sink, out, error) && options->sink->begin (options->sink->user_data, name, error);
}

/* Several files become one archive where nobody takes them one by one. */
static gboolean
write_archive (const DtlFormat *format, const DtlView *view, const DtlExportOptions *options, GString *out, GError **error)
{
  g_autoptr (DtlZip) zip = dtl_zip_new (out);
  g_autoptr (GString) file = g_string_new (NULL);
  DtlExportOptions packed = *options;

  packed.sink = dtl_zip_get_sink (zip);
  return format->write_view (view, &packed, file, error) && give (packed.sink, file, error) && dtl_zip_finish (zip, error);
}

gboolean
dtl_export_run (const DtlFormat *format, const DtlView *view, const DtlExportOptions *options, GString *out, GError **error)
{
  gboolean is_archive = format->is_bundle && (options->sink == NULL || options->sink->begin == NULL);
  gboolean done = is_archive ? write_archive (format, view, options, out, error)
                             : format->write_view (view, options, out, error);

  return done && (options->sink == NULL || give (options->sink, out, error));
}
