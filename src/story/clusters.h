/*
 * Clusters of actors that are one: union-find with constraints.
 *
 * Plain union-find chains: a = b and b = c make a = c even where a and c contradict each other. Here a cluster keeps
 * what its members have in common, and a join that contradicts any of it is refused.
 */
#pragma once

#include "story/names.h"
#include "story/pairs.h"
#include "story/story.h"

/** DtlNode: an actor of one record. */
typedef struct
{
  const DtlActor *actor; /* borrowed from its record */
  guint32 record;
  DtlWords name;
  const DtlWords *aliases; /* [n_aliases] titles left out */
  guint n_aliases;
  const char *const *called; /* [n_aliases] keys of the aliases with titles; interned */
  const char **offices; /* [n_offices] what it is of what; interned */
  guint n_offices;
  guint32 *company; /* [n_company] nodes it took part in events with */
  guint32 n_company;

  guint32 parent; /* itself for a root */
  guint32 next;   /* next member of the cluster, or DTL_NONE */
  guint32 last;   /* of a root: last member */
  guint32 size;   /* of a root */
  const char *country; /* of a root: that of all members that say one; interned, nullable */
  guint32 full;   /* of a root: member with the fullest name */
} DtlNode;

typedef struct
{
  DtlArena *arena; /* owned */
  DtlNode *nodes;  /* [n_nodes] of the arena */
  guint32 n_nodes;
  DtlPairs *seats; /* owned: (root, record) taken */
} DtlClusters;

DtlClusters *dtl_clusters_new (const DtlDraft *draft);
void dtl_clusters_free (DtlClusters *clusters);
guint32 dtl_clusters_root (DtlClusters *clusters, guint32 node);
/** dtl_words_are_common: whether all are words that many bodies have: "Foreign Ministry", "Police" (actors.c) */
gboolean dtl_words_are_common (const DtlWords *words);
/** dtl_node_is_common: the same of the name of what is no person or country */
gboolean dtl_node_is_common (const DtlNode *node);
/** dtl_clusters_can_be: whether kinds and countries of both clusters allow that they are one, if an article that speaks of
 * both did not know it */
gboolean dtl_clusters_can_be (DtlClusters *clusters, guint32 a, guint32 b);
/** dtl_clusters_can_join: whether nothing known of both clusters contradicts their being one */
gboolean dtl_clusters_can_join (DtlClusters *clusters, guint32 a, guint32 b);
/** dtl_clusters_support: how much, besides the name, speaks for both being one; 0 for nothing */
guint dtl_clusters_support (DtlClusters *clusters, guint32 a, guint32 b);
void dtl_clusters_join (DtlClusters *clusters, guint32 a, guint32 b);
/** dtl_clusters_note_company: @node took part in an event with @other */
void dtl_clusters_note_company (DtlClusters *clusters, guint32 node, guint32 other);
/** dtl_clusters_join_bodies: joins bodies without a name to those that are named, and to each other (institutions.c) */
void dtl_clusters_join_bodies (DtlClusters *clusters, const DtlDraft *draft);
/** dtl_clusters_write: makes the story's actors of the clusters, in content order */
void dtl_clusters_write (DtlClusters *clusters, DtlDraft *draft);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtlClusters, dtl_clusters_free)
