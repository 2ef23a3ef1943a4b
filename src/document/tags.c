/* The spellings of tags. */
#include "document/tags.h"

#include <string.h>

static const char *const upos_words[] = {
  "_",
#define X(name) #name,
  DTL_UPOS_TABLE (X)
#undef X
};

static const char *const xpos_words[] = {
  "_",
#define X(name, text) text,
  DTL_XPOS_TABLE (X)
#undef X
};

static const char *const deprel_words[] = {
  "_",
#define X(name, text) text,
  DTL_DEPREL_TABLE (X)
#undef X
};

/* As they are, continued, referring. */
static const char *const propbank_words[][DTL_N_PROPBANK] = {
#define X(name, text) text,
  { "_", DTL_PROPBANK_TABLE (X) },
#undef X
#define X(name, text) "C-" text,
  { "_", DTL_PROPBANK_TABLE (X) },
#undef X
#define X(name, text) "R-" text,
  { "_", DTL_PROPBANK_TABLE (X) },
#undef X
};

static guint
find_word (const char *const *words, guint n, const char *word)
{
  for (guint i = 1; i < n; i++)
    if (strcmp (words[i], word) == 0)
      return i;
  return 0;
}

const char *
dtl_upos_to_string (DtlUpos upos)
{
  return upos_words[upos];
}

const char *
dtl_xpos_to_string (DtlXpos xpos)
{
  return xpos_words[xpos];
}

const char *
dtl_deprel_to_string (DtlDeprel deprel)
{
  return deprel_words[deprel];
}

DtlUpos
dtl_upos_from_string (const char *word)
{
  return find_word (upos_words, G_N_ELEMENTS (upos_words), word);
}

DtlXpos
dtl_xpos_from_string (const char *word)
{
  return find_word (xpos_words, G_N_ELEMENTS (xpos_words), word);
}

DtlDeprel
dtl_deprel_from_string (const char *word)
{
  DtlDeprel found = find_word (deprel_words, G_N_ELEMENTS (deprel_words), word);
  const char *colon = strchr (word, ':');

  if (found == DTL_DEPREL_NONE && colon != NULL)
    {
      g_autofree char *base = g_strndup (word, colon - word);

      found = find_word (deprel_words, G_N_ELEMENTS (deprel_words), base);
    }
  return found;
}

const char *
dtl_propbank_to_string (guint role)
{
  guint form = role / DTL_PROPBANK_CONTINUED, base = role % DTL_PROPBANK_CONTINUED;

  return form < G_N_ELEMENTS (propbank_words) && base < DTL_N_PROPBANK ? propbank_words[form][base] : "_";
}

guint
dtl_propbank_from_string (const char *word)
{
  for (guint form = 0; form < G_N_ELEMENTS (propbank_words); form++)
    {
      guint base = find_word (propbank_words[form], DTL_N_PROPBANK, word);

      if (base != DTL_PROPBANK_NONE)
        return base + form * DTL_PROPBANK_CONTINUED;
    }
  return DTL_PROPBANK_NONE;
}

DtlDeprel
dtl_deprel_base (DtlDeprel deprel)
{
  switch (deprel)
    {
    case DTL_DEPREL_ACL_RELCL:
      return DTL_DEPREL_ACL;
    case DTL_DEPREL_ADVCL_RELCL:
      return DTL_DEPREL_ADVCL;
    case DTL_DEPREL_AUX_PASS:
      return DTL_DEPREL_AUX;
    case DTL_DEPREL_CC_PRECONJ:
      return DTL_DEPREL_CC;
    case DTL_DEPREL_COMPOUND_PRT:
      return DTL_DEPREL_COMPOUND;
    case DTL_DEPREL_CSUBJ_OUTER:
    case DTL_DEPREL_CSUBJ_PASS:
      return DTL_DEPREL_CSUBJ;
    case DTL_DEPREL_DET_PREDET:
      return DTL_DEPREL_DET;
    case DTL_DEPREL_NMOD_DESC:
    case DTL_DEPREL_NMOD_POSS:
    case DTL_DEPREL_NMOD_UNMARKED:
      return DTL_DEPREL_NMOD;
    case DTL_DEPREL_NSUBJ_OUTER:
    case DTL_DEPREL_NSUBJ_PASS:
      return DTL_DEPREL_NSUBJ;
    case DTL_DEPREL_OBL_AGENT:
    case DTL_DEPREL_OBL_UNMARKED:
      return DTL_DEPREL_OBL;
    default:
      return deprel;
    }
}
