/*
 * Tokens with a form of their own: addresses, numbers, acronyms, smileys. Each matcher looks at @text from byte @at,
 * reads no further than @end, and returns where its token ends: @at when it is none. They look ahead a bounded stretch,
 * so that a text of one endless word costs no more than any other.
 */
#pragma once

#include <glib.h>

/** "https://a.b/c", "www.a.com", "a.co.uk/x", "mailto:…"; without the punctuation of the sentence around it */
guint32 dtl_match_address (const char *text, guint32 at, guint32 end);
/** "name@host.org", "mayur...@host.com", "Smith@ECT" */
guint32 dtl_match_mail (const char *text, guint32 at, guint32 end);
/** "@handle" and "#hashtag"; not "#1" */
guint32 dtl_match_handle (const char *text, guint32 at, guint32 end);
/** "report.pdf", and names of newsgroups: "comp.sources.unix" */
guint32 dtl_match_file (const char *text, guint32 at, guint32 end);
/** ":-)"; @open tells whether a bracket is open that a ")" may close */
guint32 dtl_match_smiley (const char *text, guint32 at, guint32 end, gboolean open);
/** "1,234.5", "10:30", "9/11", "2022-03-10", "713-853-1234", "1990s", "3rd"; without a unit ("8pm" → "8") */
guint32 dtl_match_number (const char *text, guint32 at, guint32 end, gboolean money);
/** "U.S.", "a.m.", "i.e", "Ph.D.": letters and stops by turns, with its last stop if there is one */
guint32 dtl_match_acronym (const char *text, guint32 at, guint32 end);
