/* Exports that go out while they are written, and bundles of several files. */
#include "export/sink.h"

#include "export/writers.h"
#include "story/view.h"

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

/* What the view itself has left out, of a format that does not say so. */
static void
count_rest (const DtlView *view, DtlLosses *losses)
{
  guint n_matched, n_shown;

  dtl_view_get_matched (view, &n_matched);
  dtl_view_get_events (view, &n_shown);
  if (n_matched > n_shown)
    losses->counts[DTL_LOSS_MINOR] += n_matched - n_shown;
}

gboolean
dtl_export_run (const DtlFormat *format, const DtlView *view, const DtlExportOptions *options, GString *out, GError **error)
{
  gboolean is_archive = format->is_bundle && (options->sink == NULL || options->sink->begin == NULL);
  gboolean done = is_archive ? write_archive (format, view, options, out, error)
                             : format->write_view (view, options, out, error);

  if (done && options->losses != NULL && !format->is_whole && !format->tells_rest)
    count_rest (view, options->losses);
  return done && (options->sink == NULL || give (options->sink, out, error));
}
