/*
 * A frame is spelled "obj=counterpart with=counterpart to=place"; flags "report if:no-obj".
 */
#include "lexicon/frames.h"

#include <string.h>

#include "lexicon/tables.h"

static const char *const slot_words[] = {
#define X(name, text) text,
  DTL_SLOT_TABLE (X)
#undef X
};

static const struct
{
  const char *word;
  guint fills;
} fill_words[] = {
  { "agent", DTL_ROLE_AGENT },         { "counterpart", DTL_ROLE_COUNTERPART }, { "patient", DTL_ROLE_PATIENT },
  { "recipient", DTL_ROLE_RECIPIENT }, { "beneficiary", DTL_ROLE_BENEFICIARY }, { "topic", DTL_ROLE_TOPIC },
  { "place", DTL_FILLS_PLACE },        { "destination", DTL_FILLS_PLACE },      { "origin", DTL_FILLS_ORIGIN },
  { "source", DTL_FILLS_ORIGIN },      { "none", DTL_FILLS_NOTHING },
};

static const struct
{
  const char *word;
  guint flag;
} flag_words[] = {
  { "report", DTL_FRAME_REPORT },         { "stative", DTL_FRAME_STATIVE },     { "mental", DTL_FRAME_MENTAL },
  { "aspectual", DTL_FRAME_ASPECTUAL },   { "light", DTL_FRAME_LIGHT },         { "move", DTL_FRAME_MOVE },
  { "happening", DTL_FRAME_HAPPENING },   { "only-light", DTL_FRAME_ONLY_LIGHT }, { "result", DTL_FRAME_RESULT },
  { "not", DTL_FRAME_NOT },               { "generic", DTL_FRAME_GENERIC },
};

DtlSlot
dtl_slot_from_string (const char *word, gsize length)
{
  for (guint i = 0; i < DTL_N_SLOTS; i++)
    if (strlen (slot_words[i]) == length && memcmp (slot_words[i], word, length) == 0)
      return i;
  return DTL_SLOT_NONE;
}

/* The next blank-separated word of *text; NULL at the end. */
static const char *
next_word (const char **text, gsize *length)
{
  const char *start = *text + strspn (*text, " ");

  *length = strcspn (start, " ");
  *text = start + *length;
  return *length > 0 ? start : NULL;
}

static gboolean
parse_fill (const char *word, gsize length, DtlFrame *frame)
{
  const char *equals = memchr (word, '=', length);
  DtlSlot slot = equals ? dtl_slot_from_string (word, equals - word) : DTL_SLOT_NONE;
  gsize rest;

  if (slot == DTL_SLOT_NONE)
    return FALSE;
  rest = length - (equals + 1 - word);
  for (guint i = 0; i < G_N_ELEMENTS (fill_words); i++)
    if (strlen (fill_words[i].word) == rest && memcmp (fill_words[i].word, equals + 1, rest) == 0)
      {
        frame->fills[slot] = fill_words[i].fills;
        return TRUE;
      }
  return FALSE;
}

static gboolean
parse_flag (const char *word, gsize length, DtlFrame *frame)
{
  if (length > 3 && memcmp (word, "if:", 3) == 0)
    {
      frame->condition = word + 3;
      frame->condition_length = length - 3;
      return TRUE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (flag_words); i++)
    if (strlen (flag_words[i].word) == length && memcmp (flag_words[i].word, word, length) == 0)
      {
        frame->flags |= flag_words[i].flag;
        return TRUE;
      }
  return FALSE;
}

/* Verbs and nouns have the columns lemma, class, frame, flags, example, counter. */
gboolean
dtl_frame_parse (const DtlTable *table, const char *const *row, DtlFrame *frame)
{
  const char *frames = row[DTL_VERBS_FRAME], *flags = row[DTL_VERBS_FLAGS], *word;
  gboolean all_known = TRUE;
  gsize length;

  memset (frame, 0, sizeof *frame);
  frame->key = row[DTL_VERBS_LEMMA];
  frame->event_class = row[DTL_VERBS_CLASS];
  memset (frame->fills, DTL_FILLS_UNSET, sizeof frame->fills);
  while ((word = next_word (&frames, &length)))
    all_known &= parse_fill (word, length, frame);
  while ((word = next_word (&flags, &length)))
    all_known &= parse_flag (word, length, frame);
  return all_known;
}
