/* Pictures from DOT, drawn by the render helper. */
#include "export/render.h"

#include "base/helper.h"

GBytes *
dtl_render (const char *dot, gsize length, const char *format, const char *helper, GError **error)
{
  static const DtlHelper render = { "dateline-render", "export", DTL_ERROR_RENDER };

  return dtl_helper_run (&render, helper, format, dot, length, error);
}
