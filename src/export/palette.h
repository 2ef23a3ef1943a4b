/* How families of events and groups of actors look: lexicon/families.tsv and lexicon/tints.tsv. */
#pragma once

#include <dateline/dateline.h>

/** DTL_PICTURE_FONT: for SVG, DOT and the render helper. DejaVu Sans is on every Debian desktop and Verdana, of nearly
 * the same widths, on the others; so text keeps to the boxes that were measured for it. */
#define DTL_PICTURE_FONT "DejaVu Sans,Verdana,Noto Sans,Helvetica,Arial,sans-serif"

typedef struct
{
  const char *word;  /* "meeting" */
  const char *glyph; /* "●" */
  const char *ascii; /* "*" */
  const char *sgr;   /* "34" */
  const char *light; /* "#005AB5" */
  const char *dark;
  const char *line;  /* "solid", "dashed", "dotted" */
  guint order;       /* 0 … DTL_N_FAMILIES - 1, in legends */
} DtlLook;

#define DTL_N_FAMILIES 15

/** dtl_look: of a family; an unknown or NULL one looks like "other" */
DtlLook dtl_look (const char *family);
/** dtl_look_at: of the family at place @order of legends */
DtlLook dtl_look_at (guint order);
/** dtl_look_color: its colour on the light or dark ground */
const char *dtl_look_color (const DtlLook *look, gboolean dark);

/** DtlGround: the colours of a picture that are no family's and no group's. */
typedef struct
{
  const char *paper;
  const char *box;    /* fill of an actor or card */
  const char *rim;    /* its outline */
  const char *ink;    /* text */
  const char *grey;   /* second line of text; contrast 4.5 on paper, box and tints */
  const char *band;   /* behind the columns of one day */
  const char *rule;   /* thin lines */
} DtlGround;

const DtlGround *dtl_ground (gboolean dark);

/** DtlTint: colours of group number @i; they repeat after a dozen. */
typedef struct
{
  const char *fill;   /* behind a group */
  const char *strong; /* a line, or a box with text in @on_strong */
  const char *on_strong;
} DtlTint;

DtlTint dtl_tint (guint i, gboolean dark);
