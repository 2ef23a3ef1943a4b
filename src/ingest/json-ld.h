/* Structured data in pages: schema.org articles as JSON-LD. */
#pragma once

#include <dateline/dateline.h>

/** DtlStructured: what it says of the article; everything owned and nullable. */
typedef struct
{
  char *headline;
  char *published;
  char *modified;
  char *publisher;
  char *language;
  char *body;
  char *pagination;   /* "2 of 3" */
  char *part_of;      /* the address or name of what it is a part of */
  gboolean is_listing; /* the page lists articles */
  char *person;       /* the first that is described, where no author is named */
  GPtrArray *authors; /* of char * */
} DtlStructured;

DtlStructured *dtl_structured_new (void);
void dtl_structured_free (DtlStructured *structured);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtlStructured, dtl_structured_free)

/** dtl_structured_read: adds what one script says; what was known before stays. FALSE if it is no JSON or too deep. */
gboolean dtl_structured_read (DtlStructured *structured, const char *json);
