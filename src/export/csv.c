/*
 * Tables: CSV (RFC 4180, UTF-8, LF) and TSV. A row an event or, of the relations view, a row a relation.
 *
 * Text cells are guarded against spreadsheet formulas; dates, numbers and ids come from this library and are not.
 */
#include "export/writers.h"

#include <math.h>

#include "export/entry.h"
#include "export/escape.h"
#include "export/scene.h"

typedef struct
{
  const DtlScene *scene;
  GString *out;
  char separator;
  const char *line_end;
  gboolean first; /* whether the next cell begins a row */
  const DtlExportOptions *options;
} Sheet;

static void
put_raw (Sheet *sheet, const char *cell)
{
  if (!sheet->first)
    g_string_append_c (sheet->out, sheet->separator);
  g_string_append (sheet->out, cell ? cell : "");
  sheet->first = FALSE;
}

static void
put_text (Sheet *sheet, const char *text)
{
  g_autofree char *cell = sheet->separator == ',' ? dtl_escape_csv (text) : dtl_escape_tsv (text);

  put_raw (sheet, cell);
}

static void
put_number (Sheet *sheet, guint number)
{
  char cell[16];

  g_snprintf (cell, sizeof cell, "%u", number);
  put_raw (sheet, cell);
}

static void
end_row (Sheet *sheet)
{
  g_string_append (sheet->out, sheet->line_end);
  sheet->first = TRUE;
}

static void
put_date (Sheet *sheet, const DtlDate *date)
{
  g_autofree char *edtf = dtl_date_to_string (date);

  put_raw (sheet, edtf);
}

/* A bound as a day; an open end is an empty cell. */
static void
put_bound (Sheet *sheet, DtlDay day)
{
  DtlDate date = dtl_date_from_day (day);

  if (day == DTL_DAY_MIN || day == DTL_DAY_MAX)
    put_raw (sheet, NULL);
  else
    put_date (sheet, &date);
}

static void
put_when (Sheet *sheet, const DtlWhen *when)
{
  DtlDay earliest = DTL_DAY_MIN, latest = DTL_DAY_MAX;
  gboolean dated = dtl_date_bounds (&when->date, &earliest, &latest);

  put_date (sheet, &when->date);
  put_bound (sheet, earliest);
  put_bound (sheet, latest);
  put_raw (sheet, dated ? dtl_granularity_to_string (dtl_date_granularity (&when->date)) : NULL);
  put_raw (sheet, dated ? dtl_basis_to_string (when->basis) : NULL);
}

/* Names of the participants in any of the roles of the set @roles, joined by "; ". */
static void
put_participants (Sheet *sheet, const DtlEvent *event, guint roles)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < event->n_participants; i++)
    if (roles & 1u << event->participants[i].role)
      g_string_append_printf (names, "%s%s", names->len ? "; " : "",
                              sheet->scene->actors[event->participants[i].actor].name);
  put_text (sheet, names->str);
}

static void
put_confidence (Sheet *sheet, double confidence)
{
  char cell[G_ASCII_DTOSTR_BUF_SIZE];

  put_raw (sheet, isfinite (confidence) ? g_ascii_formatd (cell, sizeof cell, "%.2f", confidence) : NULL);
}

static void
put_event (Sheet *sheet, const DtlEvent *event)
{
  const DtlEvidence *evidence = event->n_mentions ? &event->mentions[0].evidence : NULL;
  g_autofree char *vouchers = dtl_scene_vouchers (sheet->scene, event);

  put_text (sheet, event->id);
  put_when (sheet, &event->when);
  put_text (sheet, event->type);
  put_text (sheet, event->event_class);
  put_text (sheet, event->family);
  put_text (sheet, event->label);
  put_participants (sheet, event, 1u << DTL_ROLE_AGENT);
  put_participants (sheet, event, 1u << DTL_ROLE_COUNTERPART);
  put_participants (sheet, event, 1u << DTL_ROLE_PATIENT);
  put_participants (sheet, event, 1u << DTL_ROLE_RECIPIENT | 1u << DTL_ROLE_BENEFICIARY);
  put_text (sheet, event->place.name);
  put_raw (sheet, dtl_reality_to_string (event->reality));
  put_text (sheet, vouchers);
  put_confidence (sheet, event->confidence);
  put_number (sheet, event->n_mentions);
  put_text (sheet, evidence ? sheet->scene->sources[evidence->source].uri : NULL);
  if (evidence)
    put_number (sheet, evidence->line);
  else
    put_raw (sheet, NULL);
  put_text (sheet, evidence ? evidence->text : NULL);
  end_row (sheet);
}

static void
put_relation (Sheet *sheet, const DtlRelation *relation)
{
  const DtlEvent *event = relation->n_events ? &sheet->scene->events[relation->events[0]] : NULL;
  g_autofree char *verb = event ? dtl_scene_verb (event) : NULL;
  g_autofree char *sentence = event ? dtl_scene_sentence (event) : NULL;

  put_text (sheet, sheet->scene->actors[relation->from].name);
  put_text (sheet, verb);
  put_text (sheet, sheet->scene->actors[relation->to].name);
  put_raw (sheet, relation->directed ? "yes" : "no");
  put_text (sheet, relation->type);
  put_text (sheet, relation->family);
  put_number (sheet, relation->count);
  put_number (sheet, relation->n_events);
  put_date (sheet, &relation->first);
  put_date (sheet, &relation->last);
  put_text (sheet, sentence);
  end_row (sheet);
}

static void
put_header (Sheet *sheet, const char *const *columns, guint n)
{
  for (guint i = 0; i < n; i++)
    put_raw (sheet, columns[i]);
  end_row (sheet);
}

static gboolean
put_relations (Sheet *sheet, GError **error)
{
  static const char *const columns[] = { "actor", "relation", "other", "directed", "type", "family", "mentions", "events",
                                         "first", "last", "sentence" };
  guint n;
  const DtlRelation *relations = dtl_view_get_relations (sheet->scene->view, &n);

  put_header (sheet, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < n; i++)
    {
      put_relation (sheet, &relations[i]);
      if (!dtl_export_drain (sheet->options, sheet->out, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
put_events (Sheet *sheet, GError **error)
{
  static const char *const columns[]
    = { "id",         "date",        "earliest", "latest",  "granularity", "basis",      "type",     "class",
        "family",     "label",       "agents",   "counterparts", "patients", "recipients", "place",  "reality",
        "attribution", "confidence", "mentions", "uri",     "line",        "sentence" };

  put_header (sheet, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < sheet->scene->n_shown; i++)
    {
      const DtlEvent *event = dtl_scene_event (sheet->scene, i);

      put_event (sheet, event);
      dtl_entry_count_mentions (event, sheet->options->losses);
      if (!dtl_export_drain (sheet->options, sheet->out, error))
        return FALSE;
    }
  return TRUE;
}

/* --- long form: who is in what --- */

static void
put_part (Sheet *sheet, const DtlEvent *event, guint32 number, const char *role)
{
  const DtlActor *actor = number != DTL_NONE ? &sheet->scene->actors[number] : NULL;
  const DtlEvidence *evidence = dtl_entry_evidence (event);

  put_text (sheet, event->id);
  put_when (sheet, &event->when);
  put_text (sheet, event->type);
  put_text (sheet, event->family);
  put_text (sheet, event->label);
  put_raw (sheet, dtl_reality_to_string (event->reality));
  put_raw (sheet, role);
  put_text (sheet, actor != NULL ? actor->id : NULL);
  put_text (sheet, actor != NULL ? actor->name : NULL);
  put_raw (sheet, actor != NULL ? dtl_actor_kind_to_string (actor->kind) : NULL);
  put_text (sheet, actor != NULL ? actor->country : NULL);
  put_text (sheet, event->place.name);
  put_text (sheet, evidence != NULL ? sheet->scene->sources[evidence->source].uri : NULL);
  put_text (sheet, evidence != NULL ? evidence->text : NULL);
  end_row (sheet);
}

/* An event without anybody has a row all the same. */
static void
put_parts (Sheet *sheet, const DtlEvent *event)
{
  for (guint i = 0; i < event->n_participants; i++)
    put_part (sheet, event, event->participants[i].actor, dtl_participant_role_to_string (event->participants[i].role));
  for (guint i = 0; i < event->n_attributions; i++)
    if (event->attributions[i].actor != DTL_NONE)
      put_part (sheet, event, event->attributions[i].actor, "source");
  if (event->n_participants == 0)
    put_part (sheet, event, DTL_NONE, NULL);
}

static gboolean
put_long (Sheet *sheet, GError **error)
{
  static const char *const columns[] = { "event",   "date",  "earliest", "latest", "granularity", "basis", "type", "family", "label",
                                         "reality", "role",  "actor_id", "actor",  "kind",        "country", "place", "uri",
                                         "sentence" };

  put_header (sheet, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < sheet->scene->n_shown; i++)
    {
      const DtlEvent *event = dtl_scene_event (sheet->scene, i);

      put_parts (sheet, event);
      dtl_entry_count_mentions (event, sheet->options->losses);
      if (!dtl_export_drain (sheet->options, sheet->out, error))
        return FALSE;
    }
  return TRUE;
}

/* --- actors --- */

static void
put_aliases (Sheet *sheet, const DtlActor *actor)
{
  g_autofree char *aliases = actor->aliases != NULL ? g_strjoinv ("; ", (char **) actor->aliases) : NULL;

  put_text (sheet, aliases);
}

static gboolean
put_actors (Sheet *sheet, GError **error)
{
  static const char *const columns[] = { "id", "name", "kind", "country", "office", "aliases", "mentions" };
  guint n;
  const guint32 *actors = dtl_view_get_actors (sheet->scene->view, &n);

  put_header (sheet, columns, G_N_ELEMENTS (columns));
  for (guint i = 0; i < n; i++)
    {
      const DtlActor *actor = &sheet->scene->actors[actors[i]];
      g_autofree char *office = dtl_scene_role (sheet->scene, actors[i], FALSE);

      put_text (sheet, actor->id);
      put_text (sheet, actor->name);
      put_raw (sheet, dtl_actor_kind_to_string (actor->kind));
      put_text (sheet, actor->country);
      put_text (sheet, office);
      put_aliases (sheet, actor);
      put_number (sheet, actor->salience);
      end_row (sheet);
      if (!dtl_export_drain (sheet->options, sheet->out, error))
        return FALSE;
    }
  return TRUE;
}

/* --- formats --- */

static gboolean
put_sheet (const DtlView *view, const DtlExportOptions *options, char separator, const char *line_end, GString *out,
           GError **error)
{
  DtlScene scene;
  Sheet sheet = { &scene, out, separator, line_end, TRUE, options };

  dtl_scene_init (&scene, view);
  return dtl_view_get_kind (view) == DTL_VIEW_RELATIONS ? put_relations (&sheet, error) : put_events (&sheet, error);
}

gboolean
dtl_write_csv (const DtlView *view, const DtlExportOptions *options, GString *out, GError **error)
{
  return put_sheet (view, options, ',', "\n", out, error);
}

gboolean
dtl_write_tsv (const DtlView *view, const DtlExportOptions *options, GString *out, GError **error)
{
  return put_sheet (view, options, '\t', "\n", out, error);
}

/* Excel takes a file without the mark for one of its own code page. */
gboolean
dtl_write_csv_excel (const DtlView *view, const DtlExportOptions *options, GString *out, GError **error)
{
  g_string_append (out, "\xEF\xBB\xBF");
  return put_sheet (view, options, ',', "\r\n", out, error);
}

gboolean
dtl_write_csv_long (const DtlView *view, const DtlExportOptions *options, GString *out, GError **error)
{
  DtlScene scene;
  Sheet sheet = { &scene, out, ',', "\n", TRUE, options };

  dtl_scene_init (&scene, view);
  return put_long (&sheet, error);
}

gboolean
dtl_write_csv_actors (const DtlView *view, const DtlExportOptions *options, GString *out, GError **error)
{
  DtlScene scene;
  Sheet sheet = { &scene, out, ',', "\n", TRUE, options };

  dtl_scene_init (&scene, view);
  return put_actors (&sheet, error);
}
