/*
 * Typed access to the rows of verbs.tsv and nouns.tsv: which class a word opens and what role each of its slots plays.
 */
#pragma once

#include "base/table.h"

/* Slots of a predicate: grammatical functions first, then prepositions. */
#define DTL_SLOT_TABLE(X) \
  X (SUBJ, "subj") X (OBJ, "obj") X (IOBJ, "iobj") X (POSS, "poss") X (COMP, "comp") X (XCOMP, "xcomp") \
  X (CCOMP, "ccomp") X (WITH, "with") X (TO, "to") X (AGAINST, "against") X (BY, "by") X (FROM, "from") X (FOR, "for") \
  X (ON, "on") X (OVER, "over") X (ABOUT, "about") X (AT, "at") X (IN, "in") X (INTO, "into") X (OF, "of") \
  X (BETWEEN, "between") X (AMONG, "among") X (AS, "as") X (BEFORE, "before") X (TOWARD, "toward") X (THROUGH, "through")

typedef enum
{
#define X(name, text) DTL_SLOT_##name,
  DTL_SLOT_TABLE (X)
#undef X
  DTL_N_SLOTS,
  DTL_SLOT_NONE = DTL_N_SLOTS
} DtlSlot;

/* What fills a slot: a participant role, or one of these. */
enum
{
  DTL_FILLS_NOTHING = 100,
  DTL_FILLS_PLACE,       /* where it happens, or where it leads */
  DTL_FILLS_ORIGIN,      /* where it leads from */
  DTL_FILLS_UNSET,       /* the row says nothing: the default of the class */
};

typedef enum
{
  DTL_FRAME_REPORT = 1 << 0,    /* its clause is what somebody says */
  DTL_FRAME_STATIVE = 1 << 1,   /* a state, no event */
  DTL_FRAME_MENTAL = 1 << 2,    /* a thought, no event */
  DTL_FRAME_ASPECTUAL = 1 << 3, /* phase of another event: begin, continue, end */
  DTL_FRAME_LIGHT = 1 << 4,     /* lends its subject to the noun it governs */
  DTL_FRAME_MOVE = 1 << 5,      /* goes somewhere: `to` is a place, a purpose clause joins it */
  DTL_FRAME_HAPPENING = 1 << 6, /* noun: an event by itself */
  DTL_FRAME_ONLY_LIGHT = 1 << 7, /* noun: an event only with a light verb, a date or two actors */
  DTL_FRAME_RESULT = 1 << 8,    /* noun: also a thing or document; like ONLY_LIGHT */
  DTL_FRAME_NOT = 1 << 9,       /* no event */
  DTL_FRAME_GENERIC = 1 << 10,  /* says little by itself; ranked low */
} DtlFrameFlags;

/**
 * DtlFrame: one row.
 * @key: lemma, or lemma and fixed words
 * @event_class: key in classes.tsv, or "" for none
 * @condition: text after `if:` in the flags, or NULL
 */
typedef struct
{
  const char *key;
  const char *event_class;
  const char *condition;
  guint32 condition_length;
  guint flags;
  guint8 fills[DTL_N_SLOTS]; /* DtlParticipantRole or DTL_FILLS_* */
} DtlFrame;

/** dtl_frame_parse: reads row @row of @table (verbs or nouns, which have the same columns). Words it does not know are
 * skipped; FALSE if there was one. */
gboolean dtl_frame_parse (const DtlTable *table, const char *const *row, DtlFrame *frame);
/** dtl_slot_from_string: DTL_SLOT_NONE for a word that is no slot */
DtlSlot dtl_slot_from_string (const char *word, gsize length);
