/* Articles that go over several pages: what a page says of its place among them, and how pages become one document. */
#pragma once

#include "ingest/html-meta.h"

/**
 * DtlPageAddress: an address, taken apart.
 * @base: what it has in common with those of the other pages; no scheme, no "www.", no ending
 * @number: of the page; 0 for an address that tells none
 * @is_whole: it is that of the view with everything on one page
 * @is_weak: the number is a bare one, as in "/ferry-leaves-late/2"
 */
typedef struct
{
  char *base; /* owned */
  guint number;
  gboolean is_whole;
  gboolean is_weak;
} DtlPageAddress;

/** dtl_page_address_read: takes @url apart, relative to @own (nullable). FALSE for what can be no address of an article:
 * too long, broken, the top of a site, a list of articles */
gboolean dtl_page_address_read (const char *url, const char *own, DtlPageAddress *address);
void dtl_page_address_clear (DtlPageAddress *address);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (DtlPageAddress, dtl_page_address_clear)
/** dtl_page_address_is_story: whether the address alone looks like that of an article: a name of three words, a long number */
gboolean dtl_page_address_is_story (const DtlPageAddress *address);

/**
 * DtlPaging: a document is a page of an article that seems to go over several.
 * @base: of #DtlPageAddress; pages of one article have the same
 * @title: folded, without the number of the page; the same
 * @number: from 1; 0 is the view with everything on one page
 * @last: the highest number of a page that it tells of
 * @is_declared: it says so outright (rel=next, rel=prev)
 */
struct _DtlPaging
{
  const char *base;
  const char *title;
  guint number;
  guint last;
  gboolean is_declared;
};
typedef struct _DtlPaging DtlPaging;

/** dtl_html_read_paging: sets the paging of @draft, whose title and address are known by then, if the page tells of others */
void dtl_html_read_paging (xmlDoc *page, const GArray *metas, const DtlStructured *structured, DtlDraft *draft);
/** dtl_draft_clear_paging: frees the paging of @draft */
void dtl_draft_clear_paging (DtlDraft *draft);
/** dtl_paging_copy: (nullable): in @arena; NULL for NULL */
const DtlPaging *dtl_paging_copy (const DtlPaging *paging, DtlArena *arena);
