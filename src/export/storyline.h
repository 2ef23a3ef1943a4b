/* The storyline: a lane an actor, a vertical tie an event; written as SVG without Graphviz. */
#pragma once

#include <dateline/dateline.h>

void dtl_write_storyline (const DtlView *view, gboolean dark, GString *out);
