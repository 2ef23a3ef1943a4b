/* XML as feeds and news agencies send it: parsed without entities, without the network, and within bounds. */
#pragma once

#include "ingest/charset.h"
#include "ingest/html-tree.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (xmlDoc, xmlFreeDoc)

/**
 * dtl_xml_parse: (transfer full): the tree of a document that need not be quite well formed
 * @label: (nullable): the character set that a header named
 * @decoding: (out)
 *
 * The document type, and with it every entity of its own, is left out before parsing; names of characters (&nbsp;) become
 * the characters. %DTL_ERROR_INPUT when there is no root element, %DTL_ERROR_LIMIT past 64 MB.
 */
xmlDoc *dtl_xml_parse (const char *bytes, gsize length, const char *label, DtlDecoding *decoding, GError **error);

/** dtl_xml_name: (transfer full): the name in lower case, with the prefix of ingest_namespaces.tsv: "dc:date" */
char *dtl_xml_name (const xmlNode *node);
/** dtl_xml_is: whether @node is an element so called; @name in lower case */
gboolean dtl_xml_is (const xmlNode *node, const char *name);
/** dtl_xml_child: (nullable): the first child element so called; @parent may be NULL */
const xmlNode *dtl_xml_child (const xmlNode *parent, const char *name);
/** dtl_xml_find: (nullable): the first element so called below @root, in document order; @root may be NULL */
const xmlNode *dtl_xml_find (const xmlNode *root, const char *name);
/** dtl_xml_attribute: (nullable) (transfer full): the value of an attribute by its local name */
char *dtl_xml_attribute (const xmlNode *node, const char *name);
/** dtl_xml_text: (transfer full): all text below @node (nullable: then ""), white space around it gone */
char *dtl_xml_text (const xmlNode *node);
/** dtl_xml_line: (nullable) (transfer full): the same with white space collapsed; NULL for none */
char *dtl_xml_line (const xmlNode *node);
/** dtl_xml_markup: (transfer full): what stands below @node as markup of web pages: names without prefixes, those of
 * agencies (<hl2>, <bq>) as their like in HTML, attributes class, id and href */
char *dtl_xml_markup (const xmlNode *node);
