/*
 * The parts of the report in words: header, filters, the timeline as a list, the table of actors.
 *
 * An entry of the list carries what the filters ask for (its class "k-…" family, data-r reality, data-c confidence in percent,
 * data-f and data-t first and last day, data-a actors, data-s articles), so that the script needs no data of its own.
 */
#include "export/report.h"

#include <string.h>

#include "export/chronicle.h"
#include "export/escape.h"
#include "export/palette.h"

#define MANY_TITLES 8
#define MANY_NOTES 4
#define MANY_PLACES 6    /* lines that an entry links to */
#define MANY_CHOICES 500 /* actors to choose from */

/* ---- header ---- */

/* The titles of sources @first to @end, numbered as everywhere in the page. */
static void
put_some_titles (const DtlReport *report, guint first, guint end)
{
  g_string_append_printf (report->out, "<ol class=\"titles\" start=\"%u\">", first + 1);
  for (guint i = first; i < end; i++)
    {
      g_autofree char *line = dtl_chronicle_source_line (&report->scene, i);

      g_string_append_printf (report->out, "<li dir=\"auto\"><a href=\"#%s\">", report->scene.sources[i].id);
      dtl_report_put (report, line);
      g_string_append (report->out, "</a></li>");
    }
  g_string_append (report->out, "</ol>\n");
}

static void
put_titles (const DtlReport *report)
{
  guint n = report->scene.n_sources;

  put_some_titles (report, 0, MIN (n, MANY_TITLES));
  if (n <= MANY_TITLES)
    return;
  g_string_append_printf (report->out, "<details class=\"facts\"><summary>+ %u more articles</summary>\n", n - MANY_TITLES);
  put_some_titles (report, MANY_TITLES, n);
  g_string_append (report->out, "</details>\n");
}

static char *
spell_dated (const DtlScene *scene)
{
  g_autofree char *inferred = dtl_chronicle_inferred (scene);
  guint n_undated = 0;

  for (guint i = 0; i < scene->n_shown; i++)
    n_undated += dtl_date_is_null (&dtl_scene_event (scene, i)->when.date);
  if (n_undated == 0)
    return g_strdup_printf ("%s.", inferred ? inferred : "All dates are stated");
  return g_strdup_printf ("%s%s%u undated.", inferred ? inferred : "", inferred ? "; " : "", n_undated);
}

void
dtl_report_put_header (DtlReport *report)
{
  const DtlScene *scene = &report->scene;
  g_autofree char *title = dtl_scene_title (scene);
  g_autofree char *range = dtl_scene_range (scene, scene->shown, scene->n_shown);
  g_autofree char *facts = dtl_chronicle_header (scene);
  g_autofree char *dated = spell_dated (scene);
  g_autofree char *publishers = dtl_scene_publishers (scene);
  guint folded = dtl_view_get_folded (scene->view);

  g_string_append (report->out, "<header id=\"top\">\n<button type=\"button\" id=\"theme\" hidden>Dark</button>\n<p class=\"kicker\">");
  dtl_report_put (report, range ? range : "Undated");
  g_string_append (report->out, "</p>\n<h1 dir=\"auto\">");
  dtl_report_put (report, title);
  g_string_append (report->out, "</h1>\n");
  if (scene->n_sources > 1)
    put_titles (report);
  if (publishers == NULL)
    *facts = g_ascii_toupper (*facts);
  g_string_append (report->out, "<p class=\"facts\">");
  dtl_report_put (report, facts);
  if (scene->n_shown)
    {
      g_string_append (report->out, " · ");
      dtl_report_put (report, dated);
    }
  if (folded)
    g_string_append_printf (report->out, " %u less important events are not shown.", folded);
  g_string_append (report->out, "</p>\n</header>\n");
}

/* ---- filters ---- */

static void
put_kinds (const DtlReport *report)
{
  guint counts[DTL_N_FAMILIES] = { 0 };
  const char *keys[DTL_N_FAMILIES] = { NULL };

  for (guint i = 0; i < report->scene.n_shown; i++)
    {
      const char *family = dtl_report_family (dtl_scene_event (&report->scene, i));
      guint order = dtl_look (family).order;

      counts[order]++;
      keys[order] = family;
    }
  g_string_append (report->out, "<fieldset id=\"kinds\"><legend>Kind</legend>");
  for (guint i = 0; i < DTL_N_FAMILIES; i++)
    if (counts[i])
      {
        DtlLook look = dtl_look_at (i);

        g_string_append_printf (report->out,
                                "<label class=\"chip k-%s\"><input type=\"checkbox\" value=\"%s\" checked>"
                                "<span class=\"glyph\" aria-hidden=\"true\">%s</span> %s <small>%u</small></label>",
                                keys[i], keys[i], look.glyph, look.word, counts[i]);
      }
  g_string_append (report->out, "<button type=\"button\" id=\"kinds-all\" aria-label=\"No kind\">None</button></fieldset>\n");
}

static void
put_actor_choices (const DtlReport *report)
{
  guint n;
  const guint32 *actors = dtl_view_get_actors (report->scene.view, &n);

  g_string_append_printf (report->out, "<label>Actor <select id=\"actor\"><option value=\"\">all %u</option>", n);
  for (guint i = 0; i < MIN (n, MANY_CHOICES); i++)
    {
      g_autofree char *name = dtl_cut_line (report->scene.actors[actors[i]].name, 60);

      g_string_append_printf (report->out, "<option value=\"%s\">", report->scene.actors[actors[i]].id);
      dtl_report_put (report, name);
      g_string_append_printf (report->out, " (%u)</option>", dtl_report_part (report, actors[i])->len);
    }
  g_string_append (report->out, "</select></label>\n");
}

static void
put_article_choices (const DtlReport *report)
{
  guint n = report->scene.n_sources;

  if (n < 2)
    return;
  g_string_append_printf (report->out, "<label>Article <select id=\"article\"><option value=\"\">all %u</option>", n);
  for (guint i = 0; i < MIN (n, MANY_CHOICES); i++)
    {
      g_autofree char *title = dtl_cut_line (report->scene.sources[i].title ? report->scene.sources[i].title
                                                                            : report->scene.sources[i].uri, 60);

      g_string_append_printf (report->out, "<option value=\"%u\">[%u] ", i + 1, i + 1);
      dtl_report_put (report, title);
      g_string_append (report->out, "</option>");
    }
  g_string_append (report->out, "</select></label>\n");
}

static const char *
reality_word (DtlReality reality)
{
  const char *word = dtl_reality_word (reality);

  return reality == DTL_REALITY_NEGATED ? "did not happen" : *word ? word : "happened";
}

static void
put_reality_choices (const DtlReport *report)
{
  static const DtlReality realities[] = { DTL_REALITY_ACTUAL, DTL_REALITY_PLANNED, DTL_REALITY_POSSIBLE, DTL_REALITY_DENIED,
                                          DTL_REALITY_NEGATED };

  g_string_append (report->out, "<label>Reality <select id=\"reality\"><option value=\"\">any</option>");
  for (guint i = 0; i < G_N_ELEMENTS (realities); i++)
    {
      guint n = 0;

      for (guint j = 0; j < report->scene.n_shown; j++)
        n += dtl_scene_event (&report->scene, j)->reality == realities[i];
      if (n)
        g_string_append_printf (report->out, "<option value=\"%s\">%s (%u)</option>", dtl_reality_to_string (realities[i]),
                                reality_word (realities[i]), n);
    }
  g_string_append (report->out, "</select></label>\n");
}

/* Days as <input type="date"> compares and shows them: years 0001 to 9999. "" for a bound that is open. */
static void
spell_day (DtlDay day, char *out, gsize size)
{
  gint32 year;
  int month, dom;

  *out = '\0';
  if (day <= DTL_DAY_MIN || day >= DTL_DAY_MAX)
    return;
  dtl_day_to_civil (day, &year, &month, &dom);
  if (year < 1)
    g_strlcpy (out, "0001-01-01", size);
  else if (year > 9999)
    g_strlcpy (out, "9999-12-31", size);
  else
    g_snprintf (out, size, "%04d-%02d-%02d", (int) year, month, dom);
}

/* First and last day that any event shown may have; FALSE if none is dated. */
static gboolean
find_range (const DtlScene *scene, char *first, char *last, gsize size)
{
  DtlDay from = DTL_DAY_MAX, to = DTL_DAY_MIN, earliest, latest;

  for (guint i = 0; i < scene->n_shown; i++)
    if (dtl_date_bounds (&dtl_scene_event (scene, i)->when.date, &earliest, &latest))
      {
        from = MIN (from, earliest > DTL_DAY_MIN ? earliest : latest);
        to = MAX (to, latest < DTL_DAY_MAX ? latest : earliest);
      }
  spell_day (from, first, size);
  spell_day (to, last, size);
  return from <= to && *first && *last;
}

static void
put_days (const DtlReport *report)
{
  char first[16], last[16];

  if (!find_range (&report->scene, first, last, sizeof first))
    return;
  g_string_append_printf (report->out,
                          "<label>From <input type=\"date\" id=\"from\" min=\"%s\" max=\"%s\"></label>\n"
                          "<label>To <input type=\"date\" id=\"to\" min=\"%s\" max=\"%s\"></label>\n",
                          first, last, first, last);
}

void
dtl_report_put_filters (DtlReport *report)
{
  g_string_append (report->out, "<form id=\"filters\" role=\"search\" aria-label=\"Filter events\" hidden>\n"
                                "<details id=\"fold\" open><summary>Filters</summary>\n");
  put_kinds (report);
  g_string_append (report->out, "<div class=\"fields\">\n");
  put_actor_choices (report);
  put_article_choices (report);
  put_days (report);
  put_reality_choices (report);
  g_string_append (report->out,
                   "<label>Confidence <span><input type=\"range\" id=\"confidence\" min=\"0\" max=\"95\" step=\"5\" value=\"0\"> "
                   "<output id=\"least\" for=\"confidence\">any</output></span></label>\n"
                   "<label>Search <input type=\"search\" id=\"words\" autocomplete=\"off\" placeholder=\"words\"></label>\n"
                   "<button type=\"reset\" id=\"clear\">Clear</button>\n"
                   "</div>\n</details>\n<p><span id=\"count\" role=\"status\"></span> <span id=\"active\"></span></p>\n</form>\n");
}

/* ---- timeline ---- */

static gboolean
is_earlier_actor (const DtlEvent *event, guint i)
{
  for (guint j = 0; j < i; j++)
    if (event->participants[j].actor == event->participants[i].actor)
      return TRUE;
  return FALSE;
}

/* The numbers of the articles that tell of it; mentions are in order of their articles. */
static void
put_articles (const DtlReport *report, const DtlEvent *event)
{
  g_string_append (report->out, " data-s=\"");
  for (guint i = 0; i < event->n_mentions; i++)
    if (i == 0 || event->mentions[i].evidence.source != event->mentions[i - 1].evidence.source)
      g_string_append_printf (report->out, "%s%u", i ? " " : "", event->mentions[i].evidence.source + 1);
  g_string_append_c (report->out, '"');
}

/* The start tag with what the filters need. */
static void
open_entry (const DtlReport *report, const DtlEvent *event)
{
  char first[16] = "", last[16] = "";
  DtlDay earliest, latest;
  gboolean dated = dtl_date_bounds (&event->when.date, &earliest, &latest);

  if (dated)
    {
      spell_day (earliest, first, sizeof first);
      spell_day (latest, last, sizeof last);
    }
  g_string_append_printf (report->out, "<li class=\"event k-%s\" id=\"%s\" data-r=\"%s\" data-c=\"%d\"",
                          dtl_report_family (event), event->id,
                          dtl_reality_to_string (event->reality), (int) (event->confidence * 100 + .5));
  if (dated)
    g_string_append_printf (report->out, " data-f=\"%s\" data-t=\"%s\"", first, last);
  g_string_append (report->out, " data-a=\"");
  for (guint i = 0; i < event->n_participants; i++)
    if (!is_earlier_actor (event, i))
      g_string_append_printf (report->out, "%s%s", i ? " " : "", report->scene.actors[event->participants[i].actor].id);
  g_string_append (report->out, "\"");
  if (report->scene.n_sources > 1)
    put_articles (report, event);
  g_string_append_c (report->out, '>');
}

static gboolean
is_earlier_line (const DtlEvent *event, guint i)
{
  const DtlEvidence *evidence = &event->mentions[i].evidence;

  return i > 0 && event->mentions[i - 1].evidence.source == evidence->source
         && event->mentions[i - 1].evidence.line == evidence->line;
}

/* The lines on which it is told, each a link to the first such sentence there. */
static void
put_places (const DtlReport *report, const DtlEvent *event)
{
  guint n = 0;

  for (guint i = 0; i < event->n_mentions; i++)
    {
      const DtlEvidence *evidence = &event->mentions[i].evidence;

      if (is_earlier_line (event, i) || n++ >= MANY_PLACES)
        continue;
      g_string_append_printf (report->out, " <a class=\"place\" href=\"#s%u-%u\">", evidence->source, evidence->sentence);
      if (report->scene.n_sources > 1)
        g_string_append_printf (report->out, "[%u]&#160;", evidence->source + 1);
      g_string_append_printf (report->out, "L%u</a>", evidence->line);
    }
  if (n > MANY_PLACES)
    g_string_append_printf (report->out, " + %u more", n - MANY_PLACES);
}

/* Who takes part, each a link to the table of actors; then who vouches. */
static void
put_participants (const DtlReport *report, const DtlEvent *event)
{
  g_autofree char *vouchers = dtl_scene_vouchers (&report->scene, event);

  for (guint i = 0; i < event->n_participants; i++)
    {
      const DtlActor *actor = &report->scene.actors[event->participants[i].actor];
      g_autofree char *name = dtl_cut_line (actor->name, 64);

      if (is_earlier_actor (event, i))
        continue;
      g_string_append_printf (report->out, " · <a class=\"actor\" href=\"#%s\"><bdi>", actor->id);
      dtl_report_put (report, name);
      g_string_append (report->out, "</bdi></a>");
    }
  if (vouchers)
    {
      g_string_append (report->out, " · per ");
      dtl_report_put (report, vouchers);
    }
}

static void
put_quantities (const DtlReport *report, const DtlEvent *event)
{
  for (guint i = 0; i < MIN (event->n_quantities, 4); i++)
    {
      g_autofree char *text = dtl_cut_line (event->quantities[i].text, 60);

      g_string_append_printf (report->out, " · %s: ", dtl_quantity_kind_to_string (event->quantities[i].kind));
      dtl_report_put (report, text);
    }
}

static void
put_claims (const DtlReport *report, const DtlEvent *event)
{
  for (guint32 i = 0, next; i < event->n_claims; i = next)
    {
      g_autofree char *words = dtl_event_describe_claims (event, i, report->scene.sources, &next);
      g_autofree char *line = dtl_cut_line (words, 240);

      g_string_append_printf (report->out, "<br>%s, ", event->claims[i].is_update ? "Updated" : "Disputed");
      dtl_report_put (report, line);
    }
}

/* What articles say of it that was wrong; each note leads to its article. */
static void
put_corrections (const DtlReport *report, const DtlEvent *event)
{
  guint n, n_events;
  DtlStory *story = dtl_view_get_story (report->scene.view);
  const DtlCorrection *notes = dtl_story_get_corrections (story, &n);
  const DtlEvent *events = dtl_story_get_events (story, &n_events);

  for (guint i = 0, put = 0; i < n && put < MANY_NOTES; i++)
    {
      g_autofree char *text = NULL;

      if (notes[i].event == DTL_NONE || &events[notes[i].event] != event)
        continue;
      text = dtl_cut_line (notes[i].evidence.text, 240);
      g_string_append_printf (report->out, "<br>%c%s by <a href=\"#%s\">[%u]</a>: “",
                              g_ascii_toupper (*notes[i].kind), notes[i].kind + 1,
                              report->scene.sources[notes[i].evidence.source].id, notes[i].evidence.source + 1);
      dtl_report_put (report, text);
      g_string_append (report->out, "”");
      put++;
    }
}

/* What is told of a selected entry alone: on what date, confidence and numbers rest. */
static void
put_more (const DtlReport *report, const DtlEvent *event)
{
  g_autofree char *edtf = dtl_date_to_string (&event->when.date);
  g_autofree char *words = dtl_cut_line (event->when.text, 60);
  g_autofree char *why = dtl_date_is_null (&event->when.date) ? dtl_scene_why_undated (event) : NULL;
  g_autofree char *sentences = dtl_count_words (event->n_mentions, "sentence", "sentences");
  g_autofree char *sources = dtl_count_words (event->independent_sources, "source", "sources");

  g_string_append (report->out, "<p class=\"more\">");
  if (why)
    dtl_report_put (report, why);
  else
    g_string_append_printf (report->out, "%s%s", edtf ? "Date " : "Undated", edtf ? edtf : "");
  if (*words && why == NULL)
    {
      g_string_append (report->out, " from “");
      dtl_report_put (report, words);
      g_string_append (report->out, "”");
    }
  g_string_append_printf (report->out, " · confidence %d&#160;%% · %s of %s", (int) (event->confidence * 100 + .5), sentences,
                          sources);
  put_quantities (report, event);
  put_claims (report, event);
  put_corrections (report, event);
  g_string_append (report->out, "</p>");
}

static void
put_inferred (const DtlReport *report, const DtlEvent *event)
{
  g_autofree char *words = dtl_cut_line (event->when.text, 40);

  if (dtl_date_is_null (&event->when.date) || !dtl_when_is_inferred (&event->when))
    return;
  g_string_append (report->out, " · <i>date inferred");
  if (*words)
    {
      g_string_append (report->out, " from “");
      dtl_report_put (report, words);
      g_string_append (report->out, "”");
    }
  g_string_append (report->out, "</i>");
}

static void
put_entry (const DtlReport *report, const DtlEvent *event)
{
  DtlLook look = dtl_look (event->family);
  const char *mark = dtl_when_mark (&event->when);
  g_autofree char *label = dtl_chronicle_label (&report->scene, event);

  open_entry (report, event);
  g_string_append_printf (report->out, "<span class=\"glyph\" aria-hidden=\"true\">%s</span><div><p class=\"label\">", look.glyph);
  if (*mark != ' ' && *mark)
    {
      g_string_append (report->out, "<span class=\"when\" aria-hidden=\"true\">");
      dtl_report_put (report, mark);
      g_string_append (report->out, "</span> ");
    }
  g_string_append_printf (report->out, "<a href=\"#%s\" dir=\"auto\">", event->id);
  dtl_report_put (report, label);
  g_string_append_printf (report->out, "</a></p><p class=\"meta\"><span class=\"kind\">%s</span>", look.word);
  put_participants (report, event);
  put_inferred (report, event);
  g_string_append (report->out, " ·");
  put_places (report, event);
  g_string_append (report->out, "</p>");
  put_more (report, event);
  g_string_append (report->out, "</div></li>\n");
}

/* Of a story of several years each heading says its year: who scrolls has not seen the one before. */
static gboolean
is_of_one_year (const DtlScene *scene)
{
  char first[16], last[16];

  return find_range (scene, first, last, sizeof first) && strncmp (first, last, 4) == 0;
}

static void
put_heading (const DtlReport *report, guint first, guint end, gint32 *year)
{
  g_autofree char *heading = dtl_chronicle_heading (&report->scene, first, year);
  g_autofree char *note = dtl_chronicle_note (&report->scene, first, end);

  g_string_append (report->out, "<section class=\"day\"><h3>");
  dtl_report_put (report, heading);
  if (*note)
    {
      g_string_append (report->out, " <small>");
      dtl_report_put (report, note);
      g_string_append (report->out, "</small>");
    }
  g_string_append (report->out, "</h3>\n<ol>\n");
}

void
dtl_report_put_timeline (DtlReport *report)
{
  const DtlScene *scene = &report->scene;
  gboolean one_year = is_of_one_year (scene);
  gint32 year = DTL_NO_YEAR;

  g_string_append (report->out, "<section id=\"timeline\" aria-labelledby=\"timeline-heading\" tabindex=\"-1\">\n"
                                "<h2 id=\"timeline-heading\">Timeline</h2>\n");
  if (scene->n_shown == 0)
    g_string_append (report->out, "<p>No events found.</p>\n");
  g_string_append (report->out, "<p id=\"none\" hidden>No event matches these filters. "
                                "<button type=\"button\" id=\"all\">Show all</button></p>\n");
  for (guint first = 0; first < scene->n_shown;)
    {
      guint end = dtl_chronicle_group_end (scene, first);

      if (!one_year)
        year = DTL_NO_YEAR;
      put_heading (report, first, end, &year);
      for (; first < end; first++)
        put_entry (report, dtl_scene_event (scene, first));
      g_string_append (report->out, "</ol></section>\n");
    }
  g_string_append (report->out, "</section>\n");
}

/* ---- actors ---- */

void
dtl_report_put_actors (DtlReport *report)
{
  guint n;
  const guint32 *actors = dtl_view_get_actors (report->scene.view, &n);

  g_string_append (report->out, "<h2>Who is in it</h2>\n<table><thead><tr><th scope=\"col\">Actor</th><th scope=\"col\">Role</th>"
                                "<th scope=\"col\">When</th><th scope=\"col\" class=\"n\">Events</th></tr></thead>\n<tbody>\n");
  for (guint i = 0; i < n; i++)
    {
      const DtlActor *actor = &report->scene.actors[actors[i]];
      const GArray *part = dtl_report_part (report, actors[i]);
      g_autofree char *role = dtl_scene_role (&report->scene, actors[i], TRUE);
      g_autofree char *range = dtl_scene_range (&report->scene, (const guint32 *) part->data, part->len);

      g_string_append_printf (report->out, "<tr id=\"%s\" class=\"who\"><th scope=\"row\"><a href=\"#%s\"><bdi>", actor->id, actor->id);
      dtl_report_put (report, actor->name);
      g_string_append (report->out, "</bdi></a></th><td>");
      dtl_report_put (report, role);
      g_string_append (report->out, "</td><td>");
      dtl_report_put (report, range ? range : "undated");
      g_string_append_printf (report->out, "</td><td class=\"n\">%u</td></tr>\n", part->len);
    }
  g_string_append (report->out, "</tbody></table>\n");
}
