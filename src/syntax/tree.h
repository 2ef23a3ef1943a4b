/* The best tree over scored arcs. */
#pragma once

#include <glib.h>

/** DTL_MAX_NODES: of a tree, root included. */
#define DTL_MAX_NODES 260
/** DTL_NO_ARC: the score of an arc that must not be. */
#define DTL_NO_ARC (-1e6f)

/**
 * dtl_tree_decode: @scores [n * n], scores[d, h] that node d hangs on node h; node 0 is the root and has one child.
 * @heads [n]: heads[0] = 0. Exact: no tree with one child of the root has a higher sum, whichever child that is. O(n²);
 * n <= DTL_MAX_NODES. Arcs of score DTL_NO_ARC are taken only when nothing else makes a tree, and then as few as can be.
 * Among trees of one sum the choice is always the same, and by the lower head where heads are compared one by one.
 */
void dtl_tree_decode (const float *scores, guint n, gint32 *heads);
