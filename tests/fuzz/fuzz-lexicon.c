/* Actors and words that users bring. */
#include "lexicon/tables.h"
#include "lexicon/user.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DtlUserLexicon) lexicon = dtl_user_lexicon_new ("fuzz", (const char *) data, size, &error);

  g_assert_true ((lexicon == NULL) == (error != NULL));
  if (lexicon != NULL)
    dtl_user_lexicon_actor (lexicon, "norsk olje", TRUE, TRUE);
  return 0;
}
