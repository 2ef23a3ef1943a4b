/*
 * Ids of parts of a graph in the order in which their names first appear.
 *
 * cgraph's own ids are the addresses of the names, and it keeps subgraphs in order of id: the same graph would be
 * written, and laid out, one way or another as the heap has it. Shared by the library and the render helper.
 */
#pragma once

#include <glib.h>
#include <graphviz/cgraph.h>

typedef struct
{
  Agraph_t *graph;    /* borrowed */
  GPtrArray *names;   /* owned; the names are the graph's: cgraph looks at what it stores before a string of its own */
  GHashTable *ids;    /* owned: name → number from 1 */
  IDTYPE n_nameless;
} DtlAgraphIds;

static inline void *
dtl_agraph_ids_open (Agraph_t *graph, Agdisc_t *discipline)
{
  DtlAgraphIds *ids = g_new0 (DtlAgraphIds, 1);

  ids->graph = graph;
  ids->names = g_ptr_array_new ();
  ids->ids = g_hash_table_new (g_str_hash, g_str_equal);
  return ids;
}

/* Names have even ids, the nameless odd ones. FALSE if the name is new and may not be added. */
static inline long
dtl_agraph_ids_map (void *state, int kind, char *name, IDTYPE *id, int create)
{
  DtlAgraphIds *ids = state;
  guint number;

  if (name == NULL)
    {
      *id = 2 * ids->n_nameless++ + 1;
      return TRUE;
    }
  number = GPOINTER_TO_UINT (g_hash_table_lookup (ids->ids, name));
  if (number == 0 && !create)
    return FALSE;
  if (number == 0)
    {
      char *copy = agstrdup (ids->graph, name);

      g_ptr_array_add (ids->names, copy);
      number = ids->names->len;
      g_hash_table_insert (ids->ids, copy, GUINT_TO_POINTER (number));
    }
  *id = 2 * (IDTYPE) number;
  return TRUE;
}

static inline long
dtl_agraph_ids_allocate (void *state, int kind, IDTYPE id)
{
  return FALSE;
}

/* A name stays known for the life of its graph. */
static inline void
dtl_agraph_ids_free (void *state, int kind, IDTYPE id)
{
}

static inline char *
dtl_agraph_ids_print (void *state, int kind, IDTYPE id)
{
  DtlAgraphIds *ids = state;

  return id % 2 == 0 && id > 0 && id / 2 <= ids->names->len ? ids->names->pdata[id / 2 - 1] : NULL;
}

static inline void
dtl_agraph_ids_close (void *state)
{
  DtlAgraphIds *ids = state;

  g_hash_table_unref (ids->ids);
  g_ptr_array_unref (ids->names);
  g_free (ids);
}

static inline void
dtl_agraph_ids_register (void *state, int kind, void *object)
{
}

#define DTL_AGRAPH_IDS \
  { dtl_agraph_ids_open, dtl_agraph_ids_map,   dtl_agraph_ids_allocate, dtl_agraph_ids_free, \
    dtl_agraph_ids_print, dtl_agraph_ids_close, dtl_agraph_ids_register }
