/* A relations picture in the making: what is common to the relations*.c files, and private to them. */
#pragma once

#include "export/lines.h"
#include "export/picture.h"

#define DTL_FEW_ACTORS 40       /* whose lines can have words in one picture */
#define DTL_LINES_PER_ACTOR 1.6 /* that one can follow where they have no words */
#define DTL_NAME_COLUMNS 26

/** DtlCast: who stands in the picture, and what joins them. */
typedef struct
{
  DtlScene scene;
  GPtrArray *lines;      /* owned: DtlLine */
  guint *degree;         /* owned: [n_actors] lines that touch the actor */
  guint32 *drawn;        /* owned: [n_drawn] actors, most salient first */
  guint n_drawn;
  guint n_unrelated;     /* actors of the view without a line */
  guint n_cut;           /* actors with a line that are left out */
  gboolean *is_drawn;    /* owned: [n_actors] */
  guint *tints;          /* owned: [n_actors] number of the actor's group */
} DtlCast;

/** DtlPart: what stands on one page: all lines of the cast or some of them. */
typedef struct
{
  GPtrArray *lines; /* owned; DtlLine of the cast, in its order */
  gboolean crowded; /* whether its lines have no words */
  gboolean tight;   /* whether it is short of width: the lines are shorter */
} DtlPart;

/** DtlDrawing: one part on its way to a graph. */
typedef struct
{
  const DtlCast *cast;
  const DtlPart *part;
  const GPtrArray *parts; /* DtlPart: all pages; NULL while they are not known */
  guint number;           /* of the page from 1; 0 if there is only this one */
  guint32 *actors;        /* owned: [n_actors] of the part, most salient first */
  guint n_actors;
  gboolean dark;
  const DtlGround *ground;
  DtlAgraph *graph;       /* owned until given away */
  DtlAgraphPart **nodes;  /* owned: [actors of the story] */
  DtlAgraphPart **groups; /* owned: [actors of the story] cluster of the actor, NULL if none */
  gboolean used[DTL_N_FAMILIES];
} DtlDrawing;

static inline guint32
dtl_id_at (const GArray *ids, guint i)
{
  return g_array_index (ids, guint32, i);
}

static inline guint
dtl_line_count_ends (const DtlLine *line)
{
  return line->from->len + line->to->len;
}

/** dtl_line_end: number @i of all ends of a line */
static inline guint32
dtl_line_end (const DtlLine *line, guint i)
{
  return i < line->from->len ? dtl_id_at (line->from, i) : dtl_id_at (line->to, i - line->from->len);
}

static inline const DtlRow *
dtl_line_first (const DtlLine *line)
{
  return line->rows->pdata[0];
}

/* relations-cast.c */
void dtl_cast_init (DtlCast *cast, const DtlView *view);
void dtl_cast_clear (DtlCast *cast);
/** dtl_cast_group: (transfer full): the key of the group that @actor is of, and in *@name what to call it; NULL for none */
char *dtl_cast_group (const DtlCast *cast, guint32 actor, const char **name);

/* relations-words.c; all (transfer full) */
/** dtl_cast_title: "Who dealt with whom", "Who dealt with Ann Lee", "From Ann Lee to Bob Ray" */
char *dtl_cast_title (const DtlCast *cast);
char *dtl_cast_subtitle (const DtlCast *cast);
char *dtl_cast_remark (const DtlCast *cast, guint n_parts);

/* relations-parts.c */
DtlPart *dtl_part_new (gboolean crowded);
void dtl_part_free (DtlPart *part);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtlPart, dtl_part_free)
/** dtl_part_holds: whether a line of @part touches @actor */
gboolean dtl_part_holds (const DtlPart *part, guint32 actor);
/** dtl_part_actors: (transfer full): the actors of @part, most salient first, and in *@n how many */
guint32 *dtl_part_actors (const DtlPart *part, const DtlCast *cast, guint *n);
/** dtl_parts_new: (transfer full) (element-type DtlPart): the cast in parts of one kind of picture: the crowded groups
 * first, if there are any, then those whose lines can have words, however many. At least one part. */
GPtrArray *dtl_parts_new (const DtlCast *cast);
/** dtl_part_divide: moves about @fraction of the lines of @part to a new part, so that few actors stand in both; (transfer
 * full): the one with the heaviest line, @part being the other; NULL if it cannot be divided. Both are tight. */
DtlPart *dtl_part_divide (DtlPart *part, const DtlCast *cast, double fraction);
/** dtl_part_join: (transfer full): the lines of both */
DtlPart *dtl_part_join (const DtlPart *a, const DtlPart *b, const DtlCast *cast);
/** dtl_forest_new: (transfer full): a forest of @n trees of one; dtl_forest_root: the root of the tree of @i */
guint *dtl_forest_new (guint n);
guint dtl_forest_root (guint *parents, guint i);

/* relations-few.c, relations-many.c */
void dtl_drawing_few (DtlDrawing *drawing);
void dtl_drawing_many (DtlDrawing *drawing);
/** dtl_lines_families: sets @used [DTL_N_FAMILIES] for what the words on @lines are coloured by */
void dtl_lines_families (GPtrArray *lines, gboolean *used);

/* relations.c */
/** dtl_drawing_graph: (transfer full): one page: @number from 1 of @parts (nullable: not known yet), or 0 if it is all */
DtlAgraph *dtl_drawing_graph (const DtlCast *cast, const DtlPart *part, const GPtrArray *parts, guint number, gboolean dark);
/** dtl_drawing_link: gives a node or edge the id @prefix and @id, a link to @target and a tooltip */
void dtl_drawing_link (DtlDrawing *drawing, DtlAgraphPart *part, const char *prefix, const char *id, const char *target,
                       const char *tip);
/** dtl_drawing_describe: (transfer full): an actor, for a tooltip */
char *dtl_drawing_describe (const DtlDrawing *drawing, guint32 actor);
/** dtl_drawing_elsewhere: (transfer full) (nullable): "also in part 2" */
char *dtl_drawing_elsewhere (const DtlDrawing *drawing, guint32 actor);
double dtl_pen_width (guint mentions);
