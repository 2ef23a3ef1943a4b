/* Pictures from DOT, drawn by the render helper. */
#include "export/render.h"

#include "base/helper.h"

static const DtlHelper render = { "dateline-render", "export", DTL_ERROR_RENDER };

GBytes *
dtl_render (const char *dot, gsize length, const char *format, const char *helper, GError **error)
{
  return dtl_helper_run (&render, helper, format, dot, length, error);
}

DtlRenderer *
dtl_renderer_new (const char *format, const char *helper, GError **error)
{
  return dtl_helper_open (&render, helper, format, error);
}

GBytes *
dtl_renderer_draw (DtlRenderer *renderer, const char *dot, gsize length, GError **error)
{
  return dtl_helper_ask (renderer, dot, length, error);
}
