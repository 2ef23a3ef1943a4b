/*
 * The stages of one document as a table: what each needs of the layers before it, and what it adds.
 *
 * The order of the rows is the order of the work. That every layer is made before it is needed is checked by a test over
 * the table, not remembered.
 */
#pragma once

#include "document/document.h"
#include "syntax/syntax.h"

/** DtlLayer: what a document may hold; a set. */
typedef enum
{
  DTL_LAYER_TEXT = 1 << 0,     /* text, blocks, metadata */
  DTL_LAYER_LANGUAGE = 1 << 1,
  DTL_LAYER_WORDS = 1 << 2,    /* sentences and tokens */
  DTL_LAYER_TIMES = 1 << 3,    /* spans of time expressions */
  DTL_LAYER_SYNTAX = 1 << 4,   /* tags, lemmas, heads, names */
  DTL_LAYER_DATES = 1 << 5,    /* values of time expressions */
  DTL_LAYER_ACTORS = 1 << 6,   /* mentions, actors, roles */
  DTL_LAYER_EVENTS = 1 << 7,   /* events and links; the facts of the record are finished */
  DTL_LAYER_SOURCE = 1 << 8,   /* the record knows its article */
  DTL_LAYER_REPORT = 1 << 9,   /* the record holds the diagnostics of the document */
} DtlLayer;

/**
 * DtlStage:
 * @needs, @gives: sets of #DtlLayer
 * @any_language: whether it also runs over a text that is not English
 * @run: the work; NULL for the one stage that has @run_with
 * @run_with: the same with the language model
 */
typedef struct
{
  const char *name;
  guint needs;
  guint gives;
  gboolean any_language;
  gboolean (*run) (DtlDocument *document, GError **error);
  gboolean (*run_with) (const DtlSyntax *syntax, DtlDocument *document, GError **error);
} DtlStage;

/** dtl_stages: the table, without ingest, which makes the documents */
const DtlStage *dtl_stages (guint *n_stages);
/** dtl_stage_can_run: whether @document is written in a language that @stage reads */
gboolean dtl_stage_can_run (const DtlStage *stage, const DtlDocument *document);
