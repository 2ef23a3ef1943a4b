/* Names, roles, titles and dates of a view in words: what is common to text, tables and pictures. */
#include "export/scene.h"

#include <string.h>

#include "export/escape.h"
#include "lexicon/tables.h"
#include "record/record.h"

#define SHORT_NAME 24      /* longest name on a chip */
#define SHORT_WORDS 18     /* longest time words that stand for an open date */
#define MANY_PUBLISHERS 3

/* The year of the last publication; without one, of the last event that has a date. */
static gint32
pick_year (const DtlScene *scene)
{
  gint32 year = DTL_NO_YEAR;
  DtlDay earliest, latest;

  for (guint i = 0; i < scene->n_sources; i++)
    if (scene->sources[i].published.date.shape == DTL_DATE_POINT)
      year = MAX (year, scene->sources[i].published.date.from.year);
  for (guint i = 0; year == DTL_NO_YEAR && i < scene->n_shown; i++)
    {
      const DtlDate *date = &dtl_scene_event (scene, scene->n_shown - 1 - i)->when.date;

      if (dtl_date_bounds (date, &earliest, &latest) && earliest > DTL_DAY_MIN)
        dtl_day_to_civil (earliest, &year, NULL, NULL);
    }
  return year;
}

static gboolean
pick_publication (const DtlScene *scene, DtlDay *day)
{
  DtlDay first, last;

  for (guint i = 0; i < scene->n_sources; i++)
    {
      if (!dtl_date_bounds (&scene->sources[i].published.date, &first, &last) || first != last
          || (i > 0 && first != *day))
        return FALSE;
      *day = first;
    }
  return scene->n_sources > 0;
}

void
dtl_scene_init (DtlScene *scene, const DtlView *view)
{
  DtlStory *story = dtl_view_get_story (view);

  memset (scene, 0, sizeof *scene);
  scene->view = view;
  scene->sources = dtl_story_get_sources (story, &scene->n_sources);
  scene->actors = dtl_story_get_actors (story, &scene->n_actors);
  scene->roles = dtl_story_get_roles (story, &scene->n_roles);
  scene->events = dtl_story_get_events (story, &scene->n_events);
  scene->shown = dtl_view_get_events (view, &scene->n_shown);
  scene->year = pick_year (scene);
  scene->has_publication = pick_publication (scene, &scene->publication);
}

static const char *
file_name (const char *uri)
{
  const char *slash = strrchr (uri, '/');

  return slash && slash[1] ? slash + 1 : uri;
}

char *
dtl_scene_title (const DtlScene *scene)
{
  if (scene->n_sources == 1 && scene->sources[0].title)
    return dtl_cut_line (scene->sources[0].title, 160);
  if (scene->n_sources == 1 && scene->sources[0].uri)
    return dtl_cut_line (file_name (scene->sources[0].uri), 80);
  return dtl_count_words (scene->n_sources, "article", "articles");
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

char *
dtl_scene_publishers (const DtlScene *scene)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  GString *out;

  for (guint i = 0; i < scene->n_sources; i++)
    {
      const char *name = scene->sources[i].publisher;

      if (name && *name && !g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
        g_ptr_array_add (names, (gpointer) name);
    }
  if (names->len == 0)
    return NULL;
  g_ptr_array_sort (names, compare_names);
  out = g_string_new (NULL);
  for (guint i = 0; i < MIN (names->len, MANY_PUBLISHERS); i++)
    {
      g_autofree char *name = dtl_cut_line (names->pdata[i], 60);

      g_string_append_printf (out, "%s%s", i ? ", " : "", name);
    }
  if (names->len > MANY_PUBLISHERS)
    g_string_append_printf (out, " + %u more", names->len - MANY_PUBLISHERS);
  return g_string_free (out, FALSE);
}

char *
dtl_scene_range (const DtlScene *scene, const guint32 *events, guint n)
{
  DtlDay first = DTL_DAY_MAX, last = DTL_DAY_MIN, earliest, latest;
  DtlDate range;

  for (guint i = 0; i < n; i++)
    if (dtl_date_bounds (&scene->events[events[i]].when.date, &earliest, &latest))
      {
        if (earliest > DTL_DAY_MIN)
          first = MIN (first, earliest);
        if (earliest > DTL_DAY_MIN)
          last = MAX (last, earliest);
        if (latest < DTL_DAY_MAX)
          last = MAX (last, latest);
        if (latest < DTL_DAY_MAX)
          first = MIN (first, latest);
      }
  if (first > last)
    return NULL;
  range = dtl_date_from_days (first, last);
  return dtl_date_words (&range, DTL_NO_YEAR, FALSE);
}

const char *
dtl_scene_country (const char *code)
{
  if (code == NULL)
    return NULL;
  for (guint i = 0; i < dtl_table_countries.n_rows; i++)
    {
      const char *const *row = dtl_table_row (&dtl_table_countries, i);

      if (strcmp (row[DTL_COUNTRIES_CODE], code) == 0)
        return row[DTL_COUNTRIES_NAME];
    }
  return code;
}

static gboolean
is_better_role (const DtlRole *role, const DtlRole *best)
{
  gboolean current = role->status != DTL_STATUS_FORMER, best_current = best->status != DTL_STATUS_FORMER;

  return current != best_current ? current : role->n_evidence > best->n_evidence;
}

/* The role to show: a current one before a former one, then the one that is stated most often, else the first. */
static const DtlRole *
pick_role (const DtlScene *scene, guint32 actor)
{
  const DtlRole *best = NULL;

  for (guint i = 0; i < scene->n_roles; i++)
    {
      const DtlRole *role = &scene->roles[i];

      if (role->actor == actor && (best == NULL || is_better_role (role, best)))
        best = role;
    }
  return best;
}

static char *
capitalise (const char *word)
{
  gunichar first = g_utf8_get_char (word);
  GString *out = g_string_new (NULL);

  if (*word)
    {
      g_string_append_unichar (out, g_unichar_totitle (first));
      g_string_append (out, g_utf8_next_char (word));
    }
  return g_string_free (out, FALSE);
}

static const char *
kind_word (DtlActorKind kind)
{
  return kind == DTL_ACTOR_GROUP || kind == DTL_ACTOR_ORGANISATION || kind == DTL_ACTOR_COUNTRY || kind == DTL_ACTOR_PLACE
           ? dtl_actor_kind_to_string (kind)
           : NULL;
}

/* What ties an actor to another rather than an office it holds: "Based in Canada", "Part of Nordmark Group". */
static gboolean
append_tie (GString *out, const DtlScene *scene, const DtlRole *role)
{
  static const char *const ties[][2] = { { "Based In", "based in" },
                                         { "Part", "part of" },
                                         { "Member", "member of" },
                                         { "Subsidiary", "subsidiary of" } };

  for (gsize i = 0; i < G_N_ELEMENTS (ties); i++)
    if (strcmp (role->role, ties[i][0]) == 0 && role->of != DTL_NONE)
      {
        g_autofree char *of = dtl_cut_line (scene->actors[role->of].name, 32);
        g_autofree char *upper = capitalise (ties[i][1]);

        if (role->status != DTL_STATUS_CURRENT)
          g_string_append_printf (out, "%s %s %s", dtl_role_status_to_string (role->status), ties[i][1], of);
        else
          g_string_append_printf (out, "%s %s", upper, of);
        return TRUE;
      }
  return FALSE;
}

/* "Chief Executive, Nordmark Group" */
static void
append_office (GString *out, const DtlScene *scene, const DtlRole *role)
{
  g_autofree char *words = dtl_cut_line (role->role, 48);
  g_autofree char *upper = capitalise (words);

  if (role->status != DTL_STATUS_CURRENT)
    g_string_append_printf (out, "%s %s", dtl_role_status_to_string (role->status), words);
  else
    g_string_append (out, upper);
  if (role->of != DTL_NONE && scene->actors[role->of].kind != DTL_ACTOR_COUNTRY)
    {
      g_autofree char *of = dtl_cut_line (scene->actors[role->of].name, 32);

      if (strstr (words, of) == NULL)
        g_string_append_printf (out, ", %s", of);
    }
}

char *
dtl_scene_role (const DtlScene *scene, guint32 actor, gboolean with_country)
{
  const DtlActor *who = &scene->actors[actor];
  const DtlRole *role = pick_role (scene, actor);
  const char *country = who->kind == DTL_ACTOR_COUNTRY ? NULL : dtl_scene_country (who->country);
  g_autoptr (GString) out = g_string_new (NULL);

  if (role)
    {
      if (!append_tie (out, scene, role))
        append_office (out, scene, role);
    }
  else if (kind_word (who->kind))
    g_string_append (out, kind_word (who->kind));
  if (with_country && country && strstr (out->str, country) == NULL)
    g_string_append_printf (out, "%s%s", out->len ? ", " : "", country);
  return out->len ? g_string_free (g_steal_pointer (&out), FALSE) : NULL;
}

char *
dtl_scene_short_name (const DtlScene *scene, guint32 actor)
{
  const DtlActor *who = &scene->actors[actor];
  const char *surname = dtl_actor_short_name (who);

  if (who->kind != DTL_ACTOR_PERSON)
    return dtl_cut_line (who->name, SHORT_NAME);
  for (guint i = 0; i < scene->n_actors; i++)
    if (i != actor && scene->actors[i].kind == DTL_ACTOR_PERSON && strcmp (dtl_actor_short_name (&scene->actors[i]), surname) == 0)
      return dtl_cut_line (who->name, SHORT_NAME);
  return dtl_cut_line (surname, SHORT_NAME);
}

/* An open date says little ("by 12 Mar"); the writer's own words say more ("in recent days"). */
char *
dtl_scene_when (const DtlScene *scene, const DtlWhen *when)
{
  g_autofree char *words = NULL;

  if (dtl_date_is_null (&when->date))
    return g_strdup ("");
  if (dtl_date_is_open (&when->date) && when->text && g_utf8_strlen (when->text, -1) <= SHORT_WORDS)
    return dtl_clean_line (when->text);
  words = dtl_date_words (&when->date, scene->year, FALSE);
  if (*words != '~' && *dtl_when_mark (when) == '~')
    return g_strconcat ("~", words, NULL);
  return g_steal_pointer (&words);
}

char *
dtl_scene_verb (const DtlEvent *event)
{
  const char *relation = dtl_table_cell (&dtl_table_classes, event->event_class ? event->event_class : "",
                                         DTL_CLASSES_RELATION);
  const char *reality = dtl_reality_word (event->reality);
  g_autofree char *verb = dtl_cut_line (relation && *relation ? relation : event->predicate, 32);

  return *reality ? g_strdup_printf ("%s (%s)", verb, reality) : g_steal_pointer (&verb);
}

char *
dtl_scene_sentence (const DtlEvent *event)
{
  return event->n_mentions ? dtl_cut_line (event->mentions[0].evidence.text, 400) : g_strdup ("");
}

char *
dtl_scene_why_undated (const DtlEvent *event)
{
  for (guint i = 0; i < event->n_mentions; i++)
    {
      const DtlWhen *when = &event->mentions[i].when;

      if (when->candidates && when->candidates[0])
        {
          g_autofree char *text = dtl_cut_line (when->text, 40);
          g_autofree char *readings = g_strjoinv (" or ", (char **) when->candidates);

          return g_strdup_printf ("“%s” may be %s", text, readings);
        }
    }
  return NULL;
}

static gboolean
takes_part (const DtlEvent *event, guint32 actor)
{
  for (guint i = 0; i < event->n_participants; i++)
    if (event->participants[i].actor == actor)
      return TRUE;
  return FALSE;
}

char *
dtl_scene_vouchers (const DtlScene *scene, const DtlEvent *event)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < event->n_attributions && i < 3; i++)
    {
      guint32 actor = event->attributions[i].actor;
      g_autofree char *name = actor == DTL_NONE ? NULL : dtl_cut_line (scene->actors[actor].name, 48);

      if (name && !takes_part (event, actor) && strstr (out->str, name) == NULL)
        g_string_append_printf (out, "%s%s", out->len ? ", " : "", name);
    }
  return out->len ? g_string_free (g_steal_pointer (&out), FALSE) : NULL;
}
