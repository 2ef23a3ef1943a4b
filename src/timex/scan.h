/* What scan leaves behind each DtlTime for resolve: its constructor and the words around it. */
#pragma once

#include "document/document.h"
#include "timex/form.h"

typedef struct
{
  TimexForm form;
  guint32 sentence;
  gboolean possessive; /* "'s" follows: "after Friday's attack" says nothing about after Friday */
  gboolean scheduled;  /* … and something that is held on a day: "Friday's vote" */
  gboolean through;    /* "through" stands before: "through 2025" */
  gboolean in_brackets; /* nothing else stands in them: "(1790)" */
  gboolean in_results; /* the sentence speaks of sums, shares, profits */
  gboolean closes;     /* the other end of the time before it: "5 March" in "3-5 March" */
  gboolean alone;      /* the sentence is the time and a word before it: "In two weeks." */
  gboolean onward;     /* "on", "onwards" follows: "from 2014 on" */
} TimexScan;
