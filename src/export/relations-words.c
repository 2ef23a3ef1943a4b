/* What is said above a relations picture, in words. */
#include "export/relations-plot.h"

#include <string.h>

#include "story/view.h"

/* Of the events that the lines stand for. */
static char *
spell_range (const DtlCast *cast)
{
  g_autoptr (GArray) events = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint i = 0; i < cast->lines->len; i++)
    {
      const DtlLine *line = cast->lines->pdata[i];

      for (guint j = 0; j < line->rows->len; j++)
        {
          const DtlRow *row = line->rows->pdata[j];

          g_array_append_vals (events, row->events->data, row->events->len);
        }
    }
  return dtl_scene_range (&cast->scene, (const guint32 *) events->data, events->len);
}

char *
dtl_cast_subtitle (const DtlCast *cast)
{
  g_autofree char *title = dtl_scene_title (&cast->scene);
  g_autofree char *range = spell_range (cast);
  g_autofree char *publishers = dtl_scene_publishers (&cast->scene);
  g_autofree char *articles = dtl_count_words (cast->scene.n_sources, "article", "articles");
  GString *out = g_string_new (NULL);

  if (cast->scene.n_sources == 1)
    g_string_append_printf (out, "%s. ", title);
  if (range)
    g_string_append_printf (out, "%s. ", range);
  if (publishers)
    g_string_append_printf (out, "Source: %s, %s.", publishers, articles);
  else if (cast->scene.n_sources != 1)
    g_string_append_printf (out, "Source: %s.", articles);
  return g_string_free (out, FALSE);
}

char *
dtl_cast_remark (const DtlCast *cast, guint n_parts)
{
  const DtlView *view = cast->scene.view;
  gboolean by_events = dtl_view_get_kind (view) != DTL_VIEW_RELATIONS;
  guint cut = cast->n_cut + (by_events ? 0 : dtl_view_get_folded (view)), n_around;
  g_autofree char *unrelated = dtl_count_words (cast->n_unrelated, "actor", "actors");
  GString *out = g_string_new (NULL);

  if (cast->n_drawn == 0)
    g_string_append (out, dtl_view_get_path (view) ? "No path of relations leads from one to the other. "
                                                   : "No relations stated. ");
  else
    g_string_append (out, "Line width = number of sentences. ");
  if (n_parts > 1)
    g_string_append_printf (out, "In %u parts; who stands in several has a dashed outline. ", n_parts);
  dtl_view_get_around (view, &n_around);
  if (n_around)
    g_string_append (out, "Grey = relations of the others to each other. ");
  if (cut)
    g_string_append_printf (out, "Showing %u actors, + %u more. ", cast->n_drawn, cut);
  if (by_events && dtl_view_get_folded (view))
    g_string_append_printf (out, "Relations of %u events, + %u more. ", cast->scene.n_shown, dtl_view_get_folded (view));
  if (cast->n_unrelated)
    g_string_append_printf (out, "%s without a stated relation not shown.", unrelated);
  return g_string_free (out, FALSE);
}

char *
dtl_cast_title (const DtlCast *cast)
{
  const char *name = NULL;
  const char *path = dtl_view_get_path (cast->scene.view);

  if (path)
    {
      g_auto (GStrv) ends = g_strsplit (path, ",", 2);

      return g_strdup_printf ("From %s to %s", g_strstrip (ends[0]), ends[1] ? g_strstrip (ends[1]) : "");
    }
  for (guint i = 0; i < cast->scene.n_actors; i++)
    if (dtl_view_is_focus (cast->scene.view, i))
      {
        if (name)
          return g_strdup ("Who dealt with them");
        name = cast->scene.actors[i].name;
      }
  return name ? g_strdup_printf ("Who dealt with %s", name) : g_strdup ("Who dealt with whom");
}
