/*
 * Where places lie: cities of 15,000 people and more, states and provinces, countries. From GeoNames, CC BY 4.0; see
 * gazetteer/places.tsv. Points are good to a hundredth of a degree, about a kilometre.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  DTL_GAZETTEER_CITY,
  DTL_GAZETTEER_STATE,
  DTL_GAZETTEER_COUNTRY,
} DtlGazetteerKind;

/**
 * DtlGazetteerPlace:
 * @state: key of the state or province that it is in, "-" when unknown
 * @code: ISO 3166-1 alpha-2 of the country
 * @people: population; of a state or country that of its cities
 */
typedef struct
{
  DtlGazetteerKind kind;
  const char *state;
  char code[3];
  double latitude;  /* degrees north */
  double longitude; /* degrees east */
  guint32 people;
} DtlGazetteerPlace;

/**
 * dtl_gazetteer_find:
 * @key: name in lower case
 * @n: (out): how many places are called so
 *
 * Returns: the number of the first of them, largest first; look at them with dtl_gazetteer_place()
 */
guint dtl_gazetteer_find (const char *key, guint *n);

/** dtl_gazetteer_place: the place with @number below dtl_gazetteer_size() */
DtlGazetteerPlace dtl_gazetteer_place (guint number);

/** dtl_gazetteer_size: how many rows there are */
guint dtl_gazetteer_size (void);

/**
 * dtl_gazetteer_country:
 * @code: ISO 3166-1 alpha-2, in capitals
 * @place: (out): where it lies
 *
 * Returns: whether it is known
 */
gboolean dtl_gazetteer_country (const char *code, DtlGazetteerPlace *place);

G_END_DECLS
