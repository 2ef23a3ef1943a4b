/*
 * A vault of Obsidian (https://help.obsidian.md): a note an actor and a note an event, linked both ways, a timeline, and a
 * canvas (JSON Canvas 1.0, https://jsoncanvas.org).
 *
 * Names of files differ also where case does not count, since some file systems and all links of Obsidian ignore it. What
 * the articles say is escaped, so that it makes no link, tag, comment or formula. The canvas holds the first events alone,
 * as more cannot be looked at.
 */
#include "export/writers.h"

#include <string.h>

#include "export/chronicle.h"
#include "export/escape.h"
#include "export/json-text.h"
#include "export/palette.h"

#define CANVAS_EVENTS 200
#define CARD_WIDTH 360
#define CARD_HEIGHT 120
#define CARD_STEP 160 /* from card to card in a column */
#define COLUMN_GAP 800

typedef struct
{
  DtlScene scene;
  const DtlExportOptions *options;
  GString *out;
  GHashTable *taken;      /* owned: names of files, folded */
  char **actor_notes;     /* owned: [n_actors] "Actors/Ann Lee"; NULL: not shown */
  char **event_notes;     /* owned: [n_shown] */
  GArray **actor_events;  /* owned: [n_actors] guint: numbers of events shown; NULL: none */
  GArray **actor_offices; /* owned: [n_actors] guint32: roles that it has or that are of it; NULL: none */
} Vault;

/* --- names --- */

/* "Actors/Ann Lee", with a number behind it if another file has that name. */
static char *
take_name (Vault *vault, const char *folder, const char *text)
{
  g_autofree char *name = dtl_escape_file_name (text);

  for (guint n = 1;; n++)
    {
      g_autofree char *path = n == 1 ? g_strdup_printf ("%s/%s", folder, name) : g_strdup_printf ("%s/%s (%u)", folder, name, n);
      g_autofree char *composed = g_utf8_normalize (path, -1, G_NORMALIZE_ALL_COMPOSE);
      g_autofree char *key = g_utf8_casefold (composed, -1);
      guint *last = g_hash_table_lookup (vault->taken, key);

      if (last == NULL)
        {
          g_hash_table_insert (vault->taken, g_steal_pointer (&key), g_memdup2 (&n, sizeof n));
          return g_steal_pointer (&path);
        }
      /* Many of one name: go on after the last number given. */
      if (n == 1)
        n = (*last)++;
    }
}

/* "2022-03-10", "2022-03", of a stretch the end that is known; "Undated". */
static char *
date_name (const DtlDate *date)
{
  g_autofree char *edtf = dtl_date_to_string (date);
  g_auto (GStrv) ends = g_strsplit (edtf != NULL ? edtf : "Undated", "/", 2);
  const char *end = ends[1] != NULL && (*ends[0] == '\0' || strcmp (ends[0], "..") == 0) ? ends[1] : ends[0];

  return g_strndup (end, strcspn (end, "~?%T"));
}

static void
name_events (Vault *vault)
{
  for (guint i = 0; i < vault->scene.n_shown; i++)
    {
      const DtlEvent *event = dtl_scene_event (&vault->scene, i);
      g_autofree char *date = date_name (&event->when.date);
      g_autofree char *name = g_strdup_printf ("%s %s", date, event->label != NULL ? event->label : "");

      vault->event_notes[i] = take_name (vault, "Events", name);
    }
}

static void
show_actor (Vault *vault, guint32 actor)
{
  if (actor != DTL_NONE && vault->actor_notes[actor] == NULL)
    vault->actor_notes[actor] = take_name (vault, "Actors", vault->scene.actors[actor].name);
}

static void
append_number (GArray **list, guint number)
{
  if (*list == NULL)
    *list = g_array_new (FALSE, FALSE, sizeof (guint));
  if ((*list)->len == 0 || g_array_index (*list, guint, (*list)->len - 1) != number)
    g_array_append_val (*list, number);
}

static void
join_event (Vault *vault, guint32 actor, guint event)
{
  if (actor == DTL_NONE)
    return;
  show_actor (vault, actor);
  append_number (&vault->actor_events[actor], event);
}

static void
join_actors (Vault *vault)
{
  for (guint i = 0; i < vault->scene.n_shown; i++)
    {
      const DtlEvent *event = dtl_scene_event (&vault->scene, i);

      for (guint j = 0; j < event->n_participants; j++)
        join_event (vault, event->participants[j].actor, i);
      for (guint j = 0; j < event->n_attributions; j++)
        join_event (vault, event->attributions[j].actor, i);
      join_event (vault, event->place.name != NULL ? event->place.actor : DTL_NONE, i);
    }
}

static void
join_offices (Vault *vault)
{
  for (guint i = 0; i < vault->scene.n_roles; i++)
    {
      const DtlRole *role = &vault->scene.roles[i];

      if (vault->actor_notes[role->actor] == NULL)
        continue;
      show_actor (vault, role->of);
      append_number (&vault->actor_offices[role->actor], i);
      if (role->of != DTL_NONE)
        append_number (&vault->actor_offices[role->of], i);
    }
}

/* --- text --- */

/* Inline text, where Obsidian sees more signs than Markdown does: #tag, ==mark==, $formula$, %%comment%%. */
static void
append_text (Vault *vault, const char *text)
{
  g_autofree char *escaped = dtl_escape_markdown (text);

  for (const char *p = escaped; *p; p++)
    {
      if (*p == '\\' && p[1])
        g_string_append_c (vault->out, *p++);
      else if (strchr ("#=$%^", *p))
        g_string_append_c (vault->out, '\\');
      g_string_append_c (vault->out, *p);
    }
}

/* In what a link shows, brackets, bars and backslashes cannot be escaped; they become what looks like them. */
static void
append_link (Vault *vault, const char *note, const char *text)
{
  g_autofree char *line = dtl_clean_line (text);

  g_string_append_printf (vault->out, "[[%s|", note);
  for (const char *p = *line ? line : note; *p; p++)
    switch (*p)
      {
      case '[':
        g_string_append_c (vault->out, '(');
        break;
      case ']':
        g_string_append_c (vault->out, ')');
        break;
      case '|':
        g_string_append (vault->out, "¦");
        break;
      case '\\':
        g_string_append (vault->out, "∖");
        break;
      default:
        g_string_append_c (vault->out, *p);
        break;
      }
  g_string_append (vault->out, "]]");
}

static void
append_actor (Vault *vault, guint32 actor)
{
  append_link (vault, vault->actor_notes[actor], vault->scene.actors[actor].name);
}

static void
append_event (Vault *vault, guint number)
{
  const DtlEvent *event = dtl_scene_event (&vault->scene, number);
  g_autofree char *words = dtl_date_words (&event->when.date, DTL_NO_YEAR, FALSE);
  g_autofree char *label = dtl_chronicle_label (&vault->scene, event);

  g_string_append_printf (vault->out, "- %s: ", *words ? words : "undated");
  append_link (vault, vault->event_notes[number], label);
}

static void
append_scalar (Vault *vault, const char *text)
{
  g_autofree char *line = dtl_clean_line (text);
  g_autofree char *escaped = dtl_escape_turtle (line);

  g_string_append_printf (vault->out, "\"%s\"\n", escaped);
}

/* All text is quoted: NO is Norway, not a refusal. */
static void
put_property (Vault *vault, const char *name, const char *text)
{
  if (text == NULL || *text == '\0')
    return;
  g_string_append_printf (vault->out, "%s: ", name);
  append_scalar (vault, text);
}

static void
put_item (Vault *vault, const char *text)
{
  g_string_append (vault->out, "  - ");
  append_scalar (vault, text);
}

/* --- notes --- */

static gboolean
begin_note (Vault *vault, const char *note, const char *suffix, GError **error)
{
  g_autofree char *file = g_strconcat (note, suffix, NULL);

  return dtl_export_begin (vault->options, file, vault->out, error);
}

static void
put_office (Vault *vault, guint32 actor, guint32 number)
{
  const DtlRole *role = &vault->scene.roles[number];
  gboolean is_holder = role->actor == actor;

  g_string_append (vault->out, "- ");
  if (role->status != DTL_STATUS_CURRENT)
    g_string_append_printf (vault->out, "%s ", dtl_role_status_to_string (role->status));
  append_text (vault, role->role);
  if (!is_holder)
    {
      g_string_append (vault->out, ": ");
      append_actor (vault, role->actor);
    }
  else if (role->of != DTL_NONE)
    {
      g_string_append (vault->out, ", ");
      append_actor (vault, role->of);
    }
  g_string_append_c (vault->out, '\n');
}

static void
put_aliases (Vault *vault, const DtlActor *actor, const char *note)
{
  gboolean is_renamed = strcmp (strrchr (note, '/') + 1, actor->name) != 0;

  if (!is_renamed && (actor->aliases == NULL || actor->aliases[0] == NULL))
    return;
  g_string_append (vault->out, "aliases:\n");
  if (is_renamed)
    put_item (vault, actor->name);
  for (guint i = 0; actor->aliases != NULL && actor->aliases[i] != NULL; i++)
    put_item (vault, actor->aliases[i]);
}

static gboolean
put_actor_note (Vault *vault, guint32 number, GError **error)
{
  const DtlActor *actor = &vault->scene.actors[number];
  const GArray *offices = vault->actor_offices[number], *events = vault->actor_events[number];

  if (!begin_note (vault, vault->actor_notes[number], ".md", error))
    return FALSE;
  g_string_append (vault->out, "---\n");
  put_aliases (vault, actor, vault->actor_notes[number]);
  put_property (vault, "kind", dtl_actor_kind_to_string (actor->kind));
  put_property (vault, "country", actor->country);
  put_property (vault, "id", actor->id);
  g_string_append (vault->out, "---\n# ");
  append_text (vault, actor->name);
  g_string_append (vault->out, "\n\n");
  for (guint i = 0; offices != NULL && i < offices->len; i++)
    put_office (vault, number, g_array_index (offices, guint, i));
  g_string_append (vault->out, "\n## Events\n\n");
  for (guint i = 0; events != NULL && i < events->len; i++)
    {
      append_event (vault, g_array_index (events, guint, i));
      g_string_append_c (vault->out, '\n');
    }
  return TRUE;
}

static void
put_bound (Vault *vault, const char *name, DtlDay day)
{
  char text[DTL_SPELLED_SIZE];

  if (day == DTL_DAY_MIN || day == DTL_DAY_MAX)
    return;
  dtl_day_spell (day, DTL_NOTATION_ISO, text);
  put_property (vault, name, text);
}

static void
put_sources (Vault *vault, const DtlEvent *event)
{
  guint32 last = DTL_NONE;

  if (event->n_mentions > 0)
    g_string_append (vault->out, "sources:\n");
  for (guint i = 0; i < event->n_mentions; i++)
    {
      const DtlSource *source = &vault->scene.sources[event->mentions[i].evidence.source];

      if (event->mentions[i].evidence.source != last)
        put_item (vault, source->uri != NULL ? source->uri : source->id);
      last = event->mentions[i].evidence.source;
    }
}

static void
put_event_properties (Vault *vault, const DtlEvent *event)
{
  g_autofree char *edtf = dtl_date_to_string (&event->when.date);
  DtlDay first = DTL_DAY_MIN, last = DTL_DAY_MAX;

  dtl_date_bounds (&event->when.date, &first, &last);
  g_string_append (vault->out, "---\n");
  put_property (vault, "date", edtf);
  put_bound (vault, "earliest", first);
  put_bound (vault, "latest", last);
  put_property (vault, "reality", dtl_reality_to_string (event->reality));
  put_property (vault, "type", event->type);
  put_property (vault, "class", event->event_class);
  put_property (vault, "family", event->family);
  put_property (vault, "place", event->place.name);
  put_property (vault, "country", event->place.country);
  put_sources (vault, event);
  put_property (vault, "id", event->id);
  g_string_append (vault->out, "---\n");
}

static void
put_line_of (Vault *vault, const char *word, guint32 actor)
{
  if (actor == DTL_NONE)
    return;
  g_string_append_printf (vault->out, "- %s: ", word);
  append_actor (vault, actor);
  g_string_append_c (vault->out, '\n');
}

static void
put_quantities (Vault *vault, const DtlEvent *event)
{
  for (guint i = 0; i < event->n_quantities; i++)
    {
      g_string_append_printf (vault->out, "- %s: ", dtl_quantity_kind_to_string (event->quantities[i].kind));
      append_text (vault, event->quantities[i].text);
      g_string_append_c (vault->out, '\n');
    }
}

static void
put_claims (Vault *vault, const DtlEvent *event)
{
  for (guint32 i = 0, next; i < event->n_claims; i = next)
    {
      g_autofree char *words = dtl_event_describe_claims (event, i, vault->scene.sources, &next);

      g_string_append (vault->out, event->claims[i].is_update ? "- updated, " : "- accounts differ, ");
      append_text (vault, words);
      g_string_append_c (vault->out, '\n');
    }
}

static void
put_quotes (Vault *vault, const DtlEvent *event)
{
  for (guint i = 0; i < event->n_mentions; i++)
    {
      const DtlEvidence *evidence = &event->mentions[i].evidence;
      g_autofree char *source = dtl_chronicle_source_line (&vault->scene, evidence->source);

      g_string_append (vault->out, "\n> ");
      append_text (vault, evidence->text);
      g_string_append (vault->out, "\n> — ");
      append_text (vault, source);
      g_string_append_printf (vault->out, ", line %u\n", evidence->line);
    }
}

static gboolean
put_event_note (Vault *vault, guint number, GError **error)
{
  const DtlEvent *event = dtl_scene_event (&vault->scene, number);
  g_autofree char *label = dtl_chronicle_label (&vault->scene, event);
  g_autofree char *words = dtl_date_words (&event->when.date, DTL_NO_YEAR, TRUE);

  if (!begin_note (vault, vault->event_notes[number], ".md", error))
    return FALSE;
  put_event_properties (vault, event);
  g_string_append (vault->out, "# ");
  append_text (vault, label);
  g_string_append_printf (vault->out, "\n\n- when: %s%s\n", *words ? words : "undated",
                          *words && dtl_when_is_inferred (&event->when) ? " (inferred)" : "");
  for (guint i = 0; i < event->n_participants; i++)
    put_line_of (vault, dtl_participant_role_to_string (event->participants[i].role), event->participants[i].actor);
  put_line_of (vault, "where", event->place.name != NULL ? event->place.actor : DTL_NONE);
  for (guint i = 0; i < event->n_attributions; i++)
    put_line_of (vault, "said by", event->attributions[i].actor);
  put_quantities (vault, event);
  put_claims (vault, event);
  put_quotes (vault, event);
  return TRUE;
}

static gboolean
put_timeline (Vault *vault, GError **error)
{
  g_autofree char *title = dtl_scene_title (&vault->scene);

  if (!dtl_export_begin (vault->options, "Timeline.md", vault->out, error))
    return FALSE;
  g_string_append (vault->out, "# ");
  append_text (vault, title);
  g_string_append (vault->out, "\n\n");
  for (guint i = 0; i < vault->scene.n_shown; i++)
    {
      const DtlEvent *event = dtl_scene_event (&vault->scene, i);

      append_event (vault, i);
      for (guint j = 0; j < event->n_participants; j++)
        {
          g_string_append (vault->out, j == 0 ? " — " : " · ");
          append_actor (vault, event->participants[j].actor);
        }
      g_string_append_c (vault->out, '\n');
      if (!dtl_export_drain (vault->options, vault->out, error))
        return FALSE;
    }
  return TRUE;
}

/* --- canvas --- */

static void
put_card (DtlJsonText *json, const char *id, const char *note, gint64 x, gint64 y, const char *color)
{
  g_autofree char *file = g_strconcat (note, ".md", NULL);

  dtl_json_text_open (json, '{');
  dtl_json_text_member (json, "id", id);
  dtl_json_text_member (json, "type", "file");
  dtl_json_text_member (json, "file", file);
  dtl_json_text_member_integer (json, "x", x);
  dtl_json_text_member_integer (json, "y", y);
  dtl_json_text_member_integer (json, "width", CARD_WIDTH);
  dtl_json_text_member_integer (json, "height", CARD_HEIGHT);
  dtl_json_text_member (json, "color", color);
  dtl_json_text_close (json, '}');
}

/* Events in a column in order of time, actors left of it in order of their first event. Returns who is there. */
static gboolean *
put_cards (Vault *vault, DtlJsonText *json, guint n_events)
{
  gboolean *is_there = g_new0 (gboolean, MAX (vault->scene.n_actors, 1));
  guint n_actors = 0;

  for (guint i = 0; i < n_events; i++)
    {
      const DtlEvent *event = dtl_scene_event (&vault->scene, i);
      DtlLook look = dtl_look (event->family);

      put_card (json, event->id, vault->event_notes[i], 0, (gint64) i * CARD_STEP, dtl_look_color (&look, FALSE));
      for (guint j = 0; j < event->n_participants; j++)
        {
          guint32 actor = event->participants[j].actor;

          if (!is_there[actor])
            put_card (json, vault->scene.actors[actor].id, vault->actor_notes[actor], -COLUMN_GAP, (gint64) n_actors++ * CARD_STEP,
                      dtl_tint (vault->scene.actors[actor].kind, FALSE).strong);
          is_there[actor] = TRUE;
        }
    }
  return is_there;
}

static void
put_threads (Vault *vault, DtlJsonText *json, guint n_events)
{
  for (guint i = 0; i < n_events; i++)
    {
      const DtlEvent *event = dtl_scene_event (&vault->scene, i);

      for (guint j = 0; j < event->n_participants; j++)
        {
          const DtlActor *actor = &vault->scene.actors[event->participants[j].actor];
          g_autofree char *id = g_strdup_printf ("%s-%s-%u", event->id, actor->id, j);

          dtl_json_text_open (json, '{');
          dtl_json_text_member (json, "id", id);
          dtl_json_text_member (json, "fromNode", actor->id);
          dtl_json_text_member (json, "fromSide", "right");
          dtl_json_text_member (json, "toNode", event->id);
          dtl_json_text_member (json, "toSide", "left");
          dtl_json_text_member (json, "label", dtl_participant_role_to_string (event->participants[j].role));
          dtl_json_text_close (json, '}');
        }
    }
}

static gboolean
put_canvas (Vault *vault, GError **error)
{
  guint n_events = MIN (vault->scene.n_shown, CANVAS_EVENTS);
  DtlJsonText json = { vault->out };
  g_autofree gboolean *is_there = NULL;

  if (!dtl_export_begin (vault->options, "Story.canvas", vault->out, error))
    return FALSE;
  dtl_json_text_open (&json, '{');
  dtl_json_text_key (&json, "nodes");
  dtl_json_text_open (&json, '[');
  is_there = put_cards (vault, &json, n_events);
  dtl_json_text_close (&json, ']');
  dtl_json_text_key (&json, "edges");
  dtl_json_text_open (&json, '[');
  put_threads (vault, &json, n_events);
  dtl_json_text_close (&json, ']');
  dtl_json_text_close (&json, '}');
  dtl_json_text_end_line (&json);
  return TRUE;
}

/* --- all of it --- */

static void
vault_init (Vault *vault, const DtlView *view)
{
  guint n;
  const guint32 *actors = dtl_view_get_actors (view, &n);

  dtl_scene_init (&vault->scene, view);
  vault->taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  vault->actor_notes = g_new0 (char *, vault->scene.n_actors + 1);
  vault->event_notes = g_new0 (char *, vault->scene.n_shown + 1);
  vault->actor_events = g_new0 (GArray *, vault->scene.n_actors + 1);
  vault->actor_offices = g_new0 (GArray *, vault->scene.n_actors + 1);
  for (guint i = 0; i < n; i++)
    show_actor (vault, actors[i]);
  name_events (vault);
  join_actors (vault);
  join_offices (vault);
}

static void
vault_clear (Vault *vault)
{
  for (guint i = 0; i < vault->scene.n_actors; i++)
    {
      g_free (vault->actor_notes[i]);
      g_clear_pointer (&vault->actor_events[i], g_array_unref);
      g_clear_pointer (&vault->actor_offices[i], g_array_unref);
    }
  g_strfreev (vault->event_notes);
  g_free (vault->actor_notes);
  g_free (vault->actor_events);
  g_free (vault->actor_offices);
  g_hash_table_unref (vault->taken);
}

static gboolean
put_notes (Vault *vault, GError **error)
{
  for (guint i = 0; i < vault->scene.n_actors; i++)
    if (vault->actor_notes[i] != NULL && !put_actor_note (vault, i, error))
      return FALSE;
  for (guint i = 0; i < vault->scene.n_shown; i++)
    if (!put_event_note (vault, i, error))
      return FALSE;
  return put_timeline (vault, error) && put_canvas (vault, error);
}

gboolean
dtl_write_obsidian (const DtlView *view, const DtlExportOptions *options, GString *out, GError **error)
{
  Vault vault = { .options = options, .out = out };
  gboolean done;

  vault_init (&vault, view);
  done = put_notes (&vault, error);
  vault_clear (&vault);
  return done;
}
