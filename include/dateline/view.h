/* A view: what of a story is shown, filtered, ranked and folded. Formats only spell it. */
#pragma once

#if !defined(DTL_INSIDE) && !defined(DTL_COMPILATION)
# error "Only <dateline/dateline.h> can be included directly."
#endif

#include <dateline/story.h>

G_BEGIN_DECLS

/** DtlViewKind: how the facts are arranged. */
typedef enum
{
  DTL_VIEW_TIMELINE,
  DTL_VIEW_RELATIONS,
  DTL_VIEW_EVENTS,
  DTL_VIEW_STORYLINE,
} DtlViewKind;

/**
 * DtlViewOptions: zero-initialised, everything is shown.
 * @actor, @type, @place, @reality: (nullable): names; @type matches type, class or family
 * @path: (nullable): "NAME,NAME": only the events of the shortest paths of relations from one actor to the other
 * @since, @until: null or a date; events whose bounds overlap stay
 * @top: at most so many actors (relations) or events (others); 0 = the default of the view
 * @minor: whether also to show statements and background that a timeline leaves out by default
 */
typedef struct
{
  const char *actor;
  const char *type;
  const char *place;
  const char *reality;
  const char *path;
  DtlDate since;
  DtlDate until;
  double min_confidence;
  guint min_sources;
  guint top;
  gboolean minor;
} DtlViewOptions;

typedef struct _DtlView DtlView;

#define DTL_TYPE_VIEW (dtl_view_get_type ())
GType dtl_view_get_type (void);

/** dtl_view_type_exists: whether events can have @type as their type, class or family, in any case */
gboolean dtl_view_type_exists (const char *type);
/** dtl_view_new: (transfer full): @story is referenced; @options may be NULL */
DtlView *dtl_view_new (DtlStory *story, DtlViewKind kind, const DtlViewOptions *options);
DtlView *dtl_view_ref (DtlView *view);
void dtl_view_unref (DtlView *view);
DtlStory *dtl_view_get_story (const DtlView *view);
DtlViewKind dtl_view_get_kind (const DtlView *view);
/** dtl_view_is_filtered: whether the options left out anything of the story; what a view leaves out or folds by itself
 * does not count, so that JSON of it is whole */
gboolean dtl_view_is_filtered (const DtlView *view);
/** dtl_view_get_events: (transfer none): indices of events in chronological order, undated last */
const guint32 *dtl_view_get_events (const DtlView *view, guint *n_events);
/** dtl_view_get_actors: (transfer none): indices of actors, most salient first */
const guint32 *dtl_view_get_actors (const DtlView *view, guint *n_actors);
/** dtl_view_get_relations: (transfer none): relations recomputed over the view's events */
const DtlRelation *dtl_view_get_relations (const DtlView *view, guint *n_relations);
/** dtl_view_get_folded: how many actors or events the limits left out, so that a picture can say "+ N more" */
guint dtl_view_get_folded (const DtlView *view);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtlView, dtl_view_unref)

G_END_DECLS
