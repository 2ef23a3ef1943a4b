/* How wide text is, in terminal columns and in picture points, and how it breaks into lines. */
#pragma once

#include <dateline/dateline.h>

/** dtl_text_columns: columns of a terminal: 2 for wide characters, 0 for combining ones */
guint dtl_text_columns (const char *text);
/** dtl_text_width: estimated width in DejaVu Sans at @size points or pixels */
double dtl_text_width (const char *text, double size, gboolean bold);

/** dtl_wrap_columns: (transfer full): the lines of @text, NULL-terminated, each at most @columns wide; a word that is
 * wider is cut. Never empty. */
char **dtl_wrap_columns (const char *text, guint columns);
/** dtl_wrap_width: the same in picture units; at most @max_lines, the last one ending in "…" if text is left out */
char **dtl_wrap_width (const char *text, double width, double size, gboolean bold, guint max_lines);
