/*
 * Who stands in a relations picture and what joins them: the related actors of a view, the lines between them, and the
 * groups, countries and organisations, that they are of.
 */
#include "export/relations-plot.h"

#define MANY_ACTORS 120
#define NO_TINT 11

static void
keep_ends (GArray *ends, const gboolean *shown)
{
  guint n = 0;

  for (guint i = 0; i < ends->len; i++)
    if (shown[dtl_id_at (ends, i)])
      g_array_index (ends, guint32, n++) = dtl_id_at (ends, i);
  g_array_set_size (ends, n);
}

/* Only lines between actors that are TRUE in @shown; one that loses a whole side goes. */
static void
keep_lines (DtlCast *cast, const gboolean *shown)
{
  for (guint i = 0; i < cast->lines->len;)
    {
      DtlLine *line = cast->lines->pdata[i];

      keep_ends (line->from, shown);
      keep_ends (line->to, shown);
      if (line->from->len == 0 || line->to->len == 0)
        g_ptr_array_remove_index (cast->lines, i);
      else
        i++;
    }
}

static void
keep_actors_of_view (DtlCast *cast)
{
  g_autofree gboolean *shown = g_new0 (gboolean, cast->scene.n_actors + 1);
  guint n;
  const guint32 *actors = dtl_view_get_actors (cast->scene.view, &n);

  for (guint i = 0; i < n; i++)
    shown[actors[i]] = TRUE;
  keep_lines (cast, shown);
}

static void
count_degrees (DtlCast *cast)
{
  for (guint i = 0; i < cast->lines->len; i++)
    {
      const DtlLine *line = cast->lines->pdata[i];

      for (guint j = 0; j < dtl_line_count_ends (line); j++)
        cast->degree[dtl_line_end (line, j)]++;
    }
}

static int
compare_degrees (gconstpointer a, gconstpointer b, gpointer data)
{
  const guint *degree = data;
  guint left = degree[*(const guint32 *) a], right = degree[*(const guint32 *) b];

  return left > right ? -1 : left < right;
}

/* Whether a line joins @actor to another actor that is drawn. */
static gboolean
has_company (const DtlCast *cast, guint32 actor)
{
  for (guint i = 0; i < cast->lines->len; i++)
    {
      const DtlLine *line = cast->lines->pdata[i];
      gboolean touches = FALSE, others = FALSE;

      for (guint j = 0; j < dtl_line_count_ends (line); j++)
        {
          touches = touches || dtl_line_end (line, j) == actor;
          others = others || (dtl_line_end (line, j) != actor && cast->is_drawn[dtl_line_end (line, j)]);
        }
      if (touches && others)
        return TRUE;
    }
  return FALSE;
}

/* Too many: those with most lines stay, and of them those that still have somebody to be joined to. */
static void
cut_actors (DtlCast *cast)
{
  guint n_related = cast->n_drawn, n = 0;

  g_qsort_with_data (cast->drawn, (gint) n_related, sizeof (guint32), compare_degrees, cast->degree);
  for (guint i = 0; i < n_related; i++)
    cast->is_drawn[cast->drawn[i]] = i < MANY_ACTORS;
  for (guint i = 0; i < MANY_ACTORS; i++)
    if (has_company (cast, cast->drawn[i]))
      cast->drawn[n++] = cast->drawn[i];
    else
      cast->is_drawn[cast->drawn[i]] = FALSE;
  cast->n_drawn = n;
  cast->n_cut = n_related - n;
  keep_lines (cast, cast->is_drawn);
}

/* The related actors, most salient first, as many as a picture holds. */
static void
pick_actors (DtlCast *cast)
{
  guint n;
  const guint32 *actors = dtl_view_get_actors (cast->scene.view, &n);

  for (guint i = 0; i < n; i++)
    if (cast->degree[actors[i]] == 0)
      cast->n_unrelated++;
    else
      {
        cast->is_drawn[actors[i]] = TRUE;
        cast->drawn[cast->n_drawn++] = actors[i];
      }
  if (cast->n_drawn > MANY_ACTORS)
    cut_actors (cast);
}

/* The organisation that an actor without a country is said to belong to, or itself; DTL_NONE if there is none. */
static guint32
find_organisation (const DtlScene *scene, guint32 actor)
{
  for (guint i = 0; i < scene->n_roles; i++)
    if (scene->roles[i].actor == actor && scene->roles[i].of != DTL_NONE
        && scene->actors[scene->roles[i].of].kind == DTL_ACTOR_ORGANISATION)
      return scene->roles[i].of;
  return scene->actors[actor].kind == DTL_ACTOR_ORGANISATION ? actor : DTL_NONE;
}

char *
dtl_cast_group (const DtlCast *cast, guint32 actor, const char **name)
{
  const DtlScene *scene = &cast->scene;
  const DtlActor *who = &scene->actors[actor];
  guint32 organisation;

  if (who->country && *who->country)
    {
      *name = dtl_scene_country (who->country);
      return g_strconcat ("country-", who->country, NULL);
    }
  organisation = find_organisation (scene, actor);
  if (organisation == DTL_NONE)
    return NULL;
  *name = scene->actors[organisation].name;
  return g_strconcat ("actor-", scene->actors[organisation].id, NULL);
}

static guint
count_members (const DtlCast *cast, const char *key)
{
  guint n = 0;

  for (guint i = 0; i < cast->n_drawn; i++)
    {
      const char *name;
      g_autofree char *other = dtl_cast_group (cast, cast->drawn[i], &name);

      n += g_strcmp0 (other, key) == 0;
    }
  return n;
}

/* Groups of two and more have a tint, in order of first appearance. */
static void
tint_actors (DtlCast *cast)
{
  g_autoptr (GHashTable) numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < cast->n_drawn; i++)
    {
      guint32 actor = cast->drawn[i];
      const char *name = NULL;
      g_autofree char *key = dtl_cast_group (cast, actor, &name);
      guint number;

      cast->tints[actor] = NO_TINT;
      if (key == NULL || count_members (cast, key) < 2)
        continue;
      number = GPOINTER_TO_UINT (g_hash_table_lookup (numbers, key));
      if (number == 0)
        {
          number = g_hash_table_size (numbers) + 1;
          g_hash_table_insert (numbers, g_strdup (key), GUINT_TO_POINTER (number));
        }
      cast->tints[actor] = number - 1;
    }
}

void
dtl_cast_init (DtlCast *cast, const DtlView *view)
{
  guint n;

  dtl_scene_init (&cast->scene, view);
  n = cast->scene.n_actors + 1;
  cast->lines = dtl_lines_new (&cast->scene);
  cast->degree = g_new0 (guint, n);
  cast->drawn = g_new0 (guint32, n);
  cast->n_drawn = cast->n_unrelated = cast->n_cut = 0;
  cast->is_drawn = g_new0 (gboolean, n);
  cast->tints = g_new0 (guint, n);
  keep_actors_of_view (cast);
  count_degrees (cast);
  pick_actors (cast);
  tint_actors (cast);
}

void
dtl_cast_clear (DtlCast *cast)
{
  g_ptr_array_unref (cast->lines);
  g_free (cast->degree);
  g_free (cast->drawn);
  g_free (cast->is_drawn);
  g_free (cast->tints);
}
