/* What offices are of: "the union's president", "council spokeswoman", "Prime Minister Jones". */
#pragma once

#include "entity/work.h"

/* What is known when roles are written. */
typedef struct
{
  DtlWork *work;         /* borrowed */
  const guint32 *actors; /* [n_mentions], borrowed: the actor of each mention or DTL_NONE */
  guint32 main_country;  /* actor, or DTL_NONE */
  const char *home;      /* code of the country in which the article was written, or NULL */
} Offices;

/** office_is_of: whether such an office is one of @what: country, state, place, organisation, court */
gboolean office_is_of (const Description *d, const char *what);
/** main_country: the country that the article is about, much more than about any other; an actor or DTL_NONE */
guint32 main_country (DtlWork *work);
/** home_country: (nullable): the code of the country in the dateline */
const char *home_country (DtlWork *work);
/** stated_owner: the actor that the words say the office is of, or DTL_NONE */
guint32 stated_owner (const Offices *offices, const Mention *m);
/**
 * office_owner:
 * @mention: a person's, with an office
 * @guessed: (out): whether the words do not say it
 *
 * Returns: the actor that the office is of, DTL_NONE where nothing tells.
 */
guint32 office_owner (const Offices *offices, guint32 mention, gboolean *guessed);
