/* An article in the making: what a reader has found before text and metadata are fixed in a document. */
#pragma once

#include "ingest/charset.h"
#include "ingest/ingest.h"

/** DtlDay and time that the article gives of itself. */
typedef struct
{
  DtlDate date; /* null until found */
  DtlBasis basis;
  char *text; /* owned, nullable: as written */
} DtlStamp;

/**
 * DtlDraft: everything is owned.
 * @uri: (nullable): the address that the article gives of itself; otherwise that of the input counts
 * @blocks: of DtlBlock, over @text
 * @authors: of char *, without duplicates
 */
typedef struct
{
  GString *text;
  GArray *blocks;
  char *title;
  char *publisher;
  char *language;
  char *uri;
  GPtrArray *authors;
  DtlStamp published;
  DtlStamp updated;
  char *conflict; /* nullable: how the article contradicts itself on its day */
  struct _DtlPaging *paging; /* nullable: it is one page of several */
  gboolean seen_dateline; /* only the first paragraph that opens with one is taken apart */
} DtlDraft;

DtlDraft *dtl_draft_new (void);
void dtl_draft_free (DtlDraft *draft);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtlDraft, dtl_draft_free)

/** dtl_draft_add_block: marks bytes @start to @end of the text, less the white space around them; empty ones are left out */
void dtl_draft_add_block (DtlDraft *draft, gsize start, gsize end, DtlSentenceKind kind);
/** dtl_draft_append_block: appends @text as a paragraph, after a blank line, and marks it */
void dtl_draft_append_block (DtlDraft *draft, const char *text, gsize length, DtlSentenceKind kind);
/** dtl_draft_append_prose: the same for a paragraph that may open with a dateline or credit a contributor */
void dtl_draft_append_prose (DtlDraft *draft, const char *text, gsize length, DtlSentenceKind kind);
/** dtl_draft_append_title: the title that is known, as the first block */
void dtl_draft_append_title (DtlDraft *draft);
/** dtl_draft_take: sets *@slot to @value (transfer full, nullable) unless it is set or @value is blank */
void dtl_draft_take (char **slot, char *value);
/** dtl_draft_add_author: @name is copied; blanks around it go */
void dtl_draft_add_author (DtlDraft *draft, const char *name, gssize length);
/** dtl_draft_set_stamp: sets @stamp unless it is set; @text may be NULL */
void dtl_draft_set_stamp (DtlStamp *stamp, const DtlDate *date, DtlBasis basis, const char *text, gssize length);

/** dtl_draft_take_stamp: the date that the machine-written @text (nullable) gives, unless @stamp is set. FALSE if @text
 * gives none, although it is not blank. */
gboolean dtl_draft_take_stamp (DtlStamp *stamp, const char *text, DtlBasis basis);
/** dtl_draft_take_authors: the names in @text (nullable): "By Jane Doe and John Roe", "jane@example.org (Jane Doe)" */
void dtl_draft_take_authors (DtlDraft *draft, const char *text);
/** dtl_draft_take_language: "en_US" and "EN-us" as "en-US"; what is no language tag is left out */
void dtl_draft_take_language (DtlDraft *draft, const char *text);

/**
 * dtl_draft_seal: (transfer full): the document, with the diagnostics that @decoding calls for
 * @decoding: (nullable): when the text was decoded with the whole input
 */
DtlDocument *dtl_draft_seal (DtlDraft *draft, const DtlInput *input, const char *kind, guint part,
                             const DtlDecoding *decoding);
