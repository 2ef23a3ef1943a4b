/* Escaping: one function a syntax. Input may be any bytes; output is always valid UTF-8 of that syntax. */
#pragma once

#include <dateline/dateline.h>

/** dtl_clean_line: (transfer full): one line of plain text for a terminal or a label: invalid bytes become U+FFFD,
 * line breaks and tabs a blank, control characters, bidirectional overrides and other invisible directions go. NULL
 * gives "". */
char *dtl_clean_line (const char *text);
/** dtl_ascii_line: (transfer full): dtl_clean_line() in ASCII: quotes and dashes simplified, accents dropped, "?" for
 * the rest */
char *dtl_ascii_line (const char *text);
/** dtl_cut_line: (transfer full): dtl_clean_line() of at most @max code points, with "…" at the end if cut */
char *dtl_cut_line (const char *text, guint max);

/** dtl_escape_xml: (transfer full): text or attribute value of XML, SVG and HTML */
char *dtl_escape_xml (const char *text);
/** dtl_escape_dot_html: (transfer full): text inside an HTML-like label of DOT */
char *dtl_escape_dot_html (const char *text);
/** dtl_escape_dot_string: (transfer full): value of an escString attribute (tooltip, URL) of DOT, without the quotes,
 * which cgraph adds */
char *dtl_escape_dot_string (const char *text);
/** dtl_escape_csv, dtl_escape_tsv: (transfer full): one cell of text; what a spreadsheet would take for a formula gets
 * an apostrophe in front */
char *dtl_escape_csv (const char *text);
char *dtl_escape_tsv (const char *text);
/** dtl_escape_markdown: (transfer full): inline text of CommonMark */
char *dtl_escape_markdown (const char *text);

/** dtl_escape_cypher: text inside the single quotes of a string of Cypher */
char *dtl_escape_cypher (const char *text);
/** dtl_escape_turtle: text inside the double quotes of a literal of Turtle, and of a quoted scalar of YAML */
char *dtl_escape_turtle (const char *text);
/** dtl_escape_ics: a TEXT value of iCalendar (RFC 5545, 3.3.11); dtl_append_ics_line() folds it */
char *dtl_escape_ics (const char *text);
/** dtl_append_ics_line: a content line, folded at 75 octets between characters, with its CRLF */
void dtl_append_ics_line (GString *out, const char *line);
/** dtl_escape_mermaid: text of a label of Mermaid, where marks that its grammars use are entities (#colon;) */
char *dtl_escape_mermaid (const char *text);
/** dtl_escape_tab: a cell of a plain tab-separated file that no spreadsheet reads: one line, nothing guarded */
char *dtl_escape_tab (const char *text);
/** dtl_escape_file_name: a name for a file or a note that every file system and Obsidian take, at most 120 bytes long: never
 * empty, no device name, neither dots nor blanks at its ends */
char *dtl_escape_file_name (const char *text);

/** dtl_url_is_safe: whether a picture may link to @url: http, https or a fragment, without blanks or controls */
gboolean dtl_url_is_safe (const char *url);
