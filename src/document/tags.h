/* The tag sets of Universal Dependencies English, as small integers with their spellings. */
#pragma once

#include <glib.h>

/* Universal parts of speech. */
#define DTL_UPOS_TABLE(X) \
  X (ADJ) X (ADP) X (ADV) X (AUX) X (CCONJ) X (DET) X (INTJ) X (NOUN) X (NUM) X (PART) X (PRON) X (PROPN) X (PUNCT) \
  X (SCONJ) X (SYM) X (VERB) X (X)

typedef enum
{
  DTL_UPOS_NONE,
#define X(name) DTL_UPOS_##name,
  DTL_UPOS_TABLE (X)
#undef X
  DTL_N_UPOS
} DtlUpos;

/* Relations, with the subtypes of the English treebanks. */
#define DTL_DEPREL_TABLE(X) \
  X (ROOT, "root") X (ACL, "acl") X (ACL_RELCL, "acl:relcl") X (ADVCL, "advcl") X (ADVCL_RELCL, "advcl:relcl") \
  X (ADVMOD, "advmod") X (AMOD, "amod") X (APPOS, "appos") X (AUX, "aux") X (AUX_PASS, "aux:pass") X (CASE, "case") \
  X (CC, "cc") X (CC_PRECONJ, "cc:preconj") X (CCOMP, "ccomp") X (COMPOUND, "compound") \
  X (COMPOUND_PRT, "compound:prt") X (CONJ, "conj") X (COP, "cop") X (CSUBJ, "csubj") \
  X (CSUBJ_OUTER, "csubj:outer") X (CSUBJ_PASS, "csubj:pass") X (DEP, "dep") X (DET, "det") \
  X (DET_PREDET, "det:predet") X (DISCOURSE, "discourse") X (DISLOCATED, "dislocated") X (EXPL, "expl") \
  X (FIXED, "fixed") X (FLAT, "flat") X (GOESWITH, "goeswith") X (IOBJ, "iobj") X (LIST, "list") X (MARK, "mark") \
  X (NMOD, "nmod") X (NMOD_DESC, "nmod:desc") X (NMOD_POSS, "nmod:poss") X (NMOD_UNMARKED, "nmod:unmarked") \
  X (NSUBJ, "nsubj") X (NSUBJ_OUTER, "nsubj:outer") X (NSUBJ_PASS, "nsubj:pass") X (NUMMOD, "nummod") X (OBJ, "obj") \
  X (OBL, "obl") X (OBL_AGENT, "obl:agent") X (OBL_UNMARKED, "obl:unmarked") X (ORPHAN, "orphan") \
  X (PARATAXIS, "parataxis") X (PUNCT, "punct") X (REPARANDUM, "reparandum") X (VOCATIVE, "vocative") X (XCOMP, "xcomp")

typedef enum
{
  DTL_DEPREL_NONE,
#define X(name, text) DTL_DEPREL_##name,
  DTL_DEPREL_TABLE (X)
#undef X
  DTL_N_DEPRELS
} DtlDeprel;

/* Penn Treebank tags as the treebanks spell them. */
#define DTL_XPOS_TABLE(X) \
  X (ADD, "ADD") X (AFX, "AFX") X (CC, "CC") X (CD, "CD") X (DT, "DT") X (EX, "EX") X (FW, "FW") X (GW, "GW") \
  X (HYPH, "HYPH") X (IN, "IN") X (JJ, "JJ") X (JJR, "JJR") X (JJS, "JJS") X (LS, "LS") X (MD, "MD") X (NFP, "NFP") \
  X (NN, "NN") X (NNP, "NNP") X (NNPS, "NNPS") X (NNS, "NNS") X (PDT, "PDT") X (POS, "POS") X (PRP, "PRP") \
  X (PRPS, "PRP$") X (RB, "RB") X (RBR, "RBR") X (RBS, "RBS") X (RP, "RP") X (SYM, "SYM") X (TO, "TO") X (UH, "UH") \
  X (VB, "VB") X (VBD, "VBD") X (VBG, "VBG") X (VBN, "VBN") X (VBP, "VBP") X (VBZ, "VBZ") X (WDT, "WDT") X (WP, "WP") \
  X (WPS, "WP$") X (WRB, "WRB") X (DOLLAR, "$") X (QUOTES, "''") X (COMMA, ",") X (LRB, "-LRB-") X (RRB, "-RRB-") \
  X (PERIOD, ".") X (COLON, ":") X (BACKTICKS, "``") X (HASH, "#")

typedef enum
{
  DTL_XPOS_NONE,
#define X(name, text) DTL_XPOS_##name,
  DTL_XPOS_TABLE (X)
#undef X
  DTL_N_XPOS
} DtlXpos;

/* Roles of PropBank and what OntoNotes and EWT add to them. */
#define DTL_PROPBANK_TABLE(X) \
  X (ARG0, "ARG0") X (ARG1, "ARG1") X (ARG2, "ARG2") X (ARG3, "ARG3") X (ARG4, "ARG4") X (ARG5, "ARG5") X (ARGA, "ARGA") \
  X (ARG1_DSP, "ARG1-DSP") X (V, "V") X (ADJ, "ARGM-ADJ") X (ADV, "ARGM-ADV") X (CAU, "ARGM-CAU") X (COM, "ARGM-COM") \
  X (CXN, "ARGM-CXN") X (DIR, "ARGM-DIR") X (DIS, "ARGM-DIS") X (DSP, "ARGM-DSP") X (EXT, "ARGM-EXT") X (GOL, "ARGM-GOL") \
  X (LOC, "ARGM-LOC") X (LVB, "ARGM-LVB") X (MNR, "ARGM-MNR") X (MOD, "ARGM-MOD") X (NEG, "ARGM-NEG") X (NOM, "ARGM-NOM") \
  X (PNC, "ARGM-PNC") X (PRD, "ARGM-PRD") X (PRP, "ARGM-PRP") X (PRR, "ARGM-PRR") X (PRX, "ARGM-PRX") X (REC, "ARGM-REC") \
  X (SLC, "ARGM-SLC") X (TMP, "ARGM-TMP") X (VSP, "ARGM-VSP")

typedef enum
{
  DTL_PROPBANK_NONE,
#define X(name, text) DTL_PROPBANK_##name,
  DTL_PROPBANK_TABLE (X)
#undef X
  DTL_N_PROPBANK,
  DTL_PROPBANK_CONTINUED = 64,  /* added to a role: a second part of an argument, "C-ARG1" */
  DTL_PROPBANK_REFERENCE = 128, /* added to a role: a word that stands for one, "R-ARG0": "the man who left" */
} DtlPropbank;

/** The spelling of a value ("_" for NONE), and back (NONE for an unknown word; a relation with an unknown subtype is
 * read without it). */
const char *dtl_upos_to_string (DtlUpos upos);
const char *dtl_xpos_to_string (DtlXpos xpos);
const char *dtl_deprel_to_string (DtlDeprel deprel);
DtlUpos dtl_upos_from_string (const char *word);
DtlXpos dtl_xpos_from_string (const char *word);
DtlDeprel dtl_deprel_from_string (const char *word);
/** The same of a role with what is added to it: "C-ARG1" ↔ DTL_PROPBANK_ARG1 + DTL_PROPBANK_CONTINUED. */
const char *dtl_propbank_to_string (guint role);
guint dtl_propbank_from_string (const char *word);

/** dtl_propbank_base: a role without what is added to it */
static inline DtlPropbank
dtl_propbank_base (guint role)
{
  return (DtlPropbank) (role % DTL_PROPBANK_CONTINUED);
}

/** dtl_deprel_base: the relation without its subtype */
DtlDeprel dtl_deprel_base (DtlDeprel deprel);
