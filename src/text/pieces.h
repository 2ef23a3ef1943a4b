/*
 * Pieces: the tokens of a block before its sentences are known. A piece is one token as written; a contraction is one
 * piece of several words ("don't": do + n't, a multiword token in UD).
 */
#pragma once

#include "document/document.h"

#define PIECE_MAX_PARTS 4

/** PieceStop: what a piece that ends in a stop of its own says about the end of a sentence. */
typedef enum
{
  STOP_NONE,    /* no stop of its own */
  STOP_INNER,   /* "Mr.", "vs.": never the end */
  STOP_INITIAL, /* "A." in "Sonya A. Zoghlin": the end only before a word that opens sentences */
  STOP_SELDOM,  /* "Inc.", "Feb.": as an initial */
  STOP_ACRONYM, /* "U.S.": as an initial, and it keeps its stop at the end of a sentence */
  STOP_LIKELY,  /* "p.m.", "etc.": the end before any capital */
} PieceStop;

typedef struct
{
  DtlSpan span;
  guint8 n_parts;                    /* words in it, from 1 */
  guint16 cuts[PIECE_MAX_PARTS - 1]; /* [n_parts - 1] bytes from the start of the piece */
  PieceStop stop;
  gboolean stop_is_free;             /* its stop ends a sentence and is a token of its own */
} Piece;

/** dtl_pieces_scan: appends the pieces of text[span] to @pieces (of Piece). Every character that is no white space is
 * in exactly one. */
void dtl_pieces_scan (const char *text, DtlSpan span, GArray *pieces);

/** dtl_piece_cut: finds the words of a contraction and fills n_parts and cuts. */
void dtl_piece_cut (const char *text, Piece *piece);

/**
 * dtl_pieces_find_sentences: appends to @ends (of guint32) for each sentence of @pieces the index one past its last
 * piece. Frees the stops of abbreviations that end a sentence.
 */
void dtl_pieces_find_sentences (const char *text, GArray *pieces, GArray *ends);
