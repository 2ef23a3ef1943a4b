/*
 * The relations view in pages.
 *
 * How large a graph becomes is only known when it is laid out. So it is; what is too large for a page is divided, and so
 * on. When all pages are known they are drawn again, with their numbers and with those of the other pages on which an
 * actor stands.
 */
#include "export/relations.h"

#include <math.h>
#include <string.h>

#include "base/helper.h"
#include "export/relations-plot.h"
#include "export/render.h"

/* Points: so much fits landscape A4 within margins of 10 mm if letters of 9 pt may become 7 pt. */
#define PAGE_WIDTH 1009
#define PAGE_HEIGHT 692
#define MANY_PAGES 24
#define MANY_TRIES 48
#define EASY_ACTORS 30 /* that a page is likely to hold */
#define FILLED 0.85    /* of a page, when one is cut off */
#define ROOMY 0.92     /* of the width of a page */
#define PAGE_FRAME 70  /* heading and pad, which two pages have twice */

typedef struct
{
  const DtlCast *cast;
  DtlJoinGrounds join;
  gpointer data;
  DtlRenderer *renderer;
  GPtrArray *parts;  /* owned: DtlPart, in order */
  GPtrArray *pages;  /* owned: DtlPage, of the parts */
  guint n_known;     /* parts that are done or to be looked at */
} Fitting;

static void
page_free (DtlPage *page)
{
  g_bytes_unref (page->picture);
  g_free (page);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DtlPage, page_free)

static DtlPage *
draw_page (const Fitting *fitting, const DtlPart *part, const GPtrArray *parts, guint number, GError **error)
{
  g_autoptr (GString) light = g_string_new (NULL);
  g_autoptr (GString) dark = g_string_new (NULL);
  g_autofree char *dot = NULL;
  g_autoptr (GBytes) picture = NULL;
  DtlPage *page;

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (DtlAgraph) graph = dtl_drawing_graph (fitting->cast, part, parts, number, i == 1);

      dtl_agraph_write (graph, i ? dark : light);
    }
  dot = fitting->join (fitting->data, light, dark);
  picture = dtl_renderer_draw (fitting->renderer, dot, strlen (dot), error);
  if (picture == NULL)
    return NULL;
  page = g_new0 (DtlPage, 1);
  dtl_svg_size (g_bytes_get_data (picture, NULL), g_bytes_get_size (picture), &page->width, &page->height);
  page->picture = g_steal_pointer (&picture);
  return page;
}

/* How many pages a picture would fill. */
static double
count_pages (const DtlPage *page)
{
  return MAX (page->width / PAGE_WIDTH, 1) * MAX (page->height / PAGE_HEIGHT, 1);
}

/* Before all pages are known: alone if it is all that there is. */
static DtlPage *
draw_part (const Fitting *fitting, const DtlPart *part, guint place, GError **error)
{
  gboolean whole = part->lines->len == fitting->cast->lines->len;

  return draw_page (fitting, part, NULL, whole ? 0 : place + 1, error);
}

/* Lays @part out, tightly if it must be, unless it is plain that it is too large; in *@n_pages what it would fill. FALSE if
 * it cannot. */
static gboolean
try_part (const Fitting *fitting, DtlPart *part, DtlPage **page, double *n_pages, GError **error)
{
  guint n_actors;

  g_free (dtl_part_actors (part, fitting->cast, &n_actors));
  *n_pages = (double) n_actors / EASY_ACTORS;
  if (!part->crowded && n_actors > DTL_FEW_ACTORS && fitting->n_known < MANY_PAGES)
    return TRUE;
  do
    {
      part->tight = *page != NULL || part->tight;
      g_clear_pointer (page, page_free);
      *page = draw_part (fitting, part, fitting->parts->len, error);
      if (*page == NULL)
        return FALSE;
      *n_pages = count_pages (*page);
    }
  while (*n_pages > 1 && !part->crowded && !part->tight && (*page)->width > PAGE_WIDTH);
  return TRUE;
}

/* Adds @part as a page, or several; takes @part. */
static gboolean
fit_part (Fitting *fitting, DtlPart *part, GError **error)
{
  g_autoptr (DtlPart) rest = part;
  g_autoptr (DtlPage) page = NULL;
  DtlPart *first = NULL;
  double n_pages;

  if (!try_part (fitting, part, &page, &n_pages, error))
    return FALSE;
  if (n_pages > 1 && fitting->n_known < MANY_PAGES)
    first = dtl_part_divide (part, fitting->cast, FILLED / n_pages);
  if (first)
    {
      fitting->n_known++;
      return fit_part (fitting, first, error) && fit_part (fitting, g_steal_pointer (&rest), error);
    }
  g_ptr_array_add (fitting->parts, g_steal_pointer (&rest));
  g_ptr_array_add (fitting->pages, g_steal_pointer (&page));
  return TRUE;
}

static gboolean
share_actors (const Fitting *fitting, guint i, guint j)
{
  for (guint k = 0; k < fitting->cast->n_drawn; k++)
    if (dtl_part_holds (fitting->parts->pdata[i], fitting->cast->drawn[k])
        && dtl_part_holds (fitting->parts->pdata[j], fitting->cast->drawn[k]))
      return TRUE;
  return FALSE;
}

/* Whether it is worth laying out pages @i and @j as one. Columns of cards become as wide as the widest of either: what
 * fills the width takes nothing more, unless it is about the same actors. */
static gboolean
may_join (const Fitting *fitting, guint i, guint j)
{
  const DtlPage *one = fitting->pages->pdata[i], *other = fitting->pages->pdata[j];

  return !((const DtlPart *) fitting->parts->pdata[i])->crowded && one->height + other->height - PAGE_FRAME <= PAGE_HEIGHT
         && (MAX (one->width, other->width) <= ROOMY * PAGE_WIDTH || share_actors (fitting, i, j));
}

/* Makes one page of pages @i and @j if it is not too large. */
static gboolean
join_pages (Fitting *fitting, guint i, guint j, gboolean *joined, GError **error)
{
  g_autoptr (DtlPart) both = dtl_part_join (fitting->parts->pdata[i], fitting->parts->pdata[j], fitting->cast);
  g_autoptr (DtlPage) page = draw_part (fitting, both, i, error);

  *joined = page && count_pages (page) <= 1;
  if (*joined)
    {
      g_ptr_array_remove_index (fitting->parts, j);
      g_ptr_array_remove_index (fitting->pages, j);
      dtl_part_free (fitting->parts->pdata[i]);
      page_free (fitting->pages->pdata[i]);
      fitting->parts->pdata[i] = g_steal_pointer (&both);
      fitting->pages->pdata[i] = g_steal_pointer (&page);
    }
  return *joined || page != NULL;
}

/* Pages that are half empty are put together; dot puts what is not joined one below the other. */
static gboolean
fill_pages (Fitting *fitting, GError **error)
{
  guint n_tries = 0;
  gboolean joined;

  for (guint i = 0; i < fitting->parts->len; i++)
    for (guint j = i + 1; j < fitting->parts->len && n_tries < MANY_TRIES;)
      {
        joined = FALSE;
        if (may_join (fitting, i, j))
          {
            n_tries++;
            if (!join_pages (fitting, i, j, &joined, error))
              return FALSE;
          }
        j += !joined;
      }
  return TRUE;
}

/* Once more, now that it is known who stands where. */
static gboolean
number_pages (Fitting *fitting, GError **error)
{
  for (guint i = 0; i < fitting->parts->len && fitting->parts->len > 1; i++)
    {
      DtlPage *page = draw_page (fitting, fitting->parts->pdata[i], fitting->parts, i + 1, error);

      if (page == NULL)
        return FALSE;
      page_free (fitting->pages->pdata[i]);
      fitting->pages->pdata[i] = page;
    }
  return TRUE;
}

static gboolean
fit_all (Fitting *fitting, GError **error)
{
  g_autoptr (GPtrArray) parts = dtl_parts_new (fitting->cast);

  fitting->n_known = parts->len;
  while (parts->len > 0)
    if (!fit_part (fitting, g_ptr_array_steal_index (parts, 0), error))
      return FALSE;
  return fill_pages (fitting, error) && number_pages (fitting, error);
}

GPtrArray *
dtl_relations_pages (const DtlView *view, DtlJoinGrounds join, gpointer data, const char *helper, GError **error)
{
  DtlCast cast;
  g_autoptr (DtlHelperSession) renderer = dtl_renderer_new ("svg", helper, error);
  Fitting fitting = { &cast, join, data, renderer, NULL, NULL, 0 };
  gboolean done;

  if (renderer == NULL)
    return NULL;
  dtl_cast_init (&cast, view);
  fitting.parts = g_ptr_array_new_with_free_func ((GDestroyNotify) dtl_part_free);
  fitting.pages = g_ptr_array_new_with_free_func ((GDestroyNotify) page_free);
  done = fit_all (&fitting, error);
  g_ptr_array_unref (fitting.parts);
  dtl_cast_clear (&cast);
  if (!done)
    g_clear_pointer (&fitting.pages, g_ptr_array_unref);
  return fitting.pages;
}
