/* The packed table of src/lexicon/gazetteer/places.tsv; see gazetteer/pack.py. Rows stand in order of their key, those of one
 * key by people. */
#pragma once

#include "lexicon/gazetteer.h"

typedef struct
{
  guint32 key;    /* of dtl_gazetteer_texts */
  guint32 state;
  gint16 latitude; /* hundredths of a degree */
  gint16 longitude;
  guint32 people;
  char code[2];
  guint8 kind; /* DtlGazetteerKind */
} DtlGazetteerRow;

extern const char dtl_gazetteer_texts[];
extern const DtlGazetteerRow dtl_gazetteer_rows[];
extern const guint dtl_gazetteer_n_rows;
