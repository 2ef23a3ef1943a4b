/* The words of a timeline; text.c and markdown.c only lay them out. Relative days count from publication, never from
 * today. */
#include "export/chronicle.h"

#include <string.h>

#include "export/escape.h"
#include "export/palette.h"

#define MANY_WORDINGS 4

static gboolean
is_guessed (DtlBasis basis)
{
  return basis == DTL_BASIS_URL || basis == DTL_BASIS_DATELINE || basis == DTL_BASIS_TEXT;
}

static void
append_publication (const DtlScene *scene, GString *out)
{
  g_autofree char *words = NULL;
  gboolean guessed = FALSE;
  DtlDate day;

  if (!scene->has_publication)
    {
      if (scene->n_sources == 1)
        g_string_append (out, "day of publication unknown · ");
      return;
    }
  day = dtl_date_from_day (scene->publication);
  words = dtl_date_words (&day, DTL_NO_YEAR, TRUE);
  for (guint i = 0; i < scene->n_sources; i++)
    guessed = guessed || is_guessed (scene->sources[i].published.basis);
  g_string_append_printf (out, "published %s%s · ", words, guessed ? " (inferred)" : "");
}

char *
dtl_chronicle_header (const DtlScene *scene)
{
  GString *out = g_string_new (NULL);
  g_autofree char *publishers = dtl_scene_publishers (scene);
  g_autofree char *events = dtl_count_words (scene->n_shown, "event", "events");
  g_autofree char *actors = NULL;
  guint n_actors;

  dtl_view_get_actors (scene->view, &n_actors);
  actors = dtl_count_words (n_actors, "actor", "actors");
  if (publishers)
    g_string_append_printf (out, "%s · ", publishers);
  append_publication (scene, out);
  g_string_append_printf (out, "%s · %s", events, actors);
  return g_string_free (out, FALSE);
}

static gboolean
same_bounds (const DtlDate *a, const DtlDate *b)
{
  DtlDay first, last, other_first, other_last;
  gboolean dated = dtl_date_bounds (a, &first, &last);

  if (dated != dtl_date_bounds (b, &other_first, &other_last))
    return FALSE;
  return !dated || (first == other_first && last == other_last);
}

guint
dtl_chronicle_group_end (const DtlScene *scene, guint first)
{
  guint end = first + 1;

  while (end < scene->n_shown
         && same_bounds (&dtl_scene_event (scene, first)->when.date, &dtl_scene_event (scene, end)->when.date))
    end++;
  return end;
}

/* Only the day of a date with a time: "Thu 10 Mar" heads a group of several hours. */
static DtlDate
strip_qualifiers (DtlDate date)
{
  DtlDay first, last;

  if (dtl_date_bounds (&date, &first, &last) && first == last)
    return dtl_date_from_day (first);
  date.from.flags = date.to.flags = 0;
  return date;
}

char *
dtl_chronicle_heading (const DtlScene *scene, guint first, gint32 *year)
{
  DtlDate date = strip_qualifiers (dtl_scene_event (scene, first)->when.date);
  char *words;

  if (dtl_date_is_null (&date))
    return g_strdup ("Undated");
  words = dtl_date_words (&date, *year, TRUE);
  if (date.shape == DTL_DATE_POINT || date.shape == DTL_DATE_OPEN_END)
    *year = date.from.year;
  else
    *year = date.to.year;
  if (g_ascii_islower (*words))
    *words = g_ascii_toupper (*words);
  return words;
}

/* The day by which an event is put in a column; FALSE if it has no date. */
static gboolean
find_day (const DtlScene *scene, guint number, DtlDay *day)
{
  DtlDay earliest, latest;

  if (!dtl_date_bounds (&dtl_scene_event (scene, number)->when.date, &earliest, &latest))
    return FALSE;
  *day = earliest > DTL_DAY_MIN ? earliest : latest;
  return TRUE;
}

/* First and last day of the unit that @day lies in. */
static void
find_span (DtlDay day, DtlUnit unit, DtlDay *first, DtlDay *last)
{
  gint32 year;
  int month;

  dtl_day_to_civil (day, &year, &month, NULL);
  if (unit == DTL_UNIT_DECADE)
    year -= ((year % 10) + 10) % 10;
  if (unit == DTL_UNIT_WEEK)
    {
      *first = day - dtl_day_weekday (day);
      *last = *first + 6;
      return;
    }
  *first = dtl_day_from_civil (year, unit == DTL_UNIT_MONTH ? month : 1, 1);
  if (unit == DTL_UNIT_MONTH)
    *last = *first + dtl_days_in_month (year, month) - 1;
  else
    *last = dtl_day_from_civil (year + (unit == DTL_UNIT_DECADE ? 10 : 1), 1, 1) - 1;
}

/* Whether all days on which event @number may have been lie from @from to @to. */
static gboolean
lies_within (const DtlScene *scene, guint number, DtlDay from, DtlDay to)
{
  DtlDay earliest, latest;

  return dtl_date_bounds (&dtl_scene_event (scene, number)->when.date, &earliest, &latest) && from <= earliest && latest <= to;
}

/* An event of "1946" belongs to no week of that year: what is wider than the unit stands by itself. */
guint
dtl_chronicle_unit_end (const DtlScene *scene, guint first, DtlUnit unit)
{
  guint end = first + 1;
  DtlDay day, from, to;

  if (unit == DTL_UNIT_DAY || !find_day (scene, first, &day))
    return dtl_chronicle_group_end (scene, first);
  find_span (day, unit, &from, &to);
  if (unit < DTL_UNIT_DECADE && !lies_within (scene, first, from, to))
    return dtl_chronicle_group_end (scene, first);
  while (end < scene->n_shown && find_day (scene, end, &day) && from <= day && day <= to
         && (unit == DTL_UNIT_DECADE || lies_within (scene, end, from, to)))
    end++;
  return end;
}

DtlUnit
dtl_chronicle_pick_unit (const DtlScene *scene, guint n, guint max)
{
  for (DtlUnit unit = DTL_UNIT_DAY; unit < DTL_UNIT_DECADE; unit++)
    {
      guint n_columns = 0;

      for (guint first = 0; first < MIN (scene->n_shown, n); n_columns++)
        first = dtl_chronicle_unit_end (scene, first, unit);
      if (n_columns <= max)
        return unit;
    }
  return DTL_UNIT_DECADE;
}

/* The year that a heading at @first may leave out: the story's, unless the event before is of another. */
static gint32
understood_year (const DtlScene *scene, guint first)
{
  gint32 year = scene->year;
  DtlDay day;

  if (first > 0 && find_day (scene, first - 1, &day))
    dtl_day_to_civil (day, &year, NULL, NULL);
  return year == scene->year ? year : DTL_NO_YEAR;
}

char *
dtl_chronicle_unit_heading (const DtlScene *scene, guint first, DtlUnit unit)
{
  gint32 year = understood_year (scene, first), understood = year;
  DtlDay day, from, to;
  DtlDate date;

  if (unit == DTL_UNIT_DAY || !find_day (scene, first, &day))
    return dtl_chronicle_heading (scene, first, &year);
  find_span (day, unit, &from, &to);
  if (unit < DTL_UNIT_DECADE && !lies_within (scene, first, from, to))
    return dtl_chronicle_heading (scene, first, &year);
  dtl_day_to_civil (from, &year, NULL, NULL);
  date = dtl_date_from_days (from, to);
  if (unit == DTL_UNIT_MONTH)
    {
      int month;

      dtl_day_to_civil (from, &year, &month, NULL);
      date = dtl_date_from_month (year, month);
    }
  else if (unit >= DTL_UNIT_YEAR)
    date = dtl_date_from_year (year);
  if (unit == DTL_UNIT_DECADE)
    date.from.unspecified = 1;
  return dtl_date_words (&date, understood, FALSE);
}

static char *
relative_day (DtlDay day, DtlDay publication)
{
  int n = publication - day;

  if (n == 0)
    return g_strdup ("the day of publication");
  if (n == 1)
    return g_strdup ("the day before publication");
  if (n == -1)
    return g_strdup ("the day after publication");
  if (ABS (n) > 60)
    return g_strdup ("");
  return g_strdup_printf ("%d days %s publication", ABS (n), n > 0 ? "before" : "after");
}

/* Whether all events from @first to @end are qualified as approximate. */
static gboolean
all_approximate (const DtlScene *scene, guint first, guint end)
{
  for (guint i = first; i < end; i++)
    if (!dtl_date_is_approximate (&dtl_scene_event (scene, i)->when.date))
      return FALSE;
  return TRUE;
}

/* The time words of a group that is wider than a day, each once, in order. */
static char *
quote_wordings (const DtlScene *scene, guint first, guint end)
{
  g_autoptr (GPtrArray) seen = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = first; i < end && seen->len < 2; i++)
    {
      const DtlWhen *when = &dtl_scene_event (scene, i)->when;
      g_autofree char *words = dtl_cut_line (when->text, 32);
      g_autofree char *lower = g_utf8_strdown (words, -1);

      /* "2016" under the heading 2016 says nothing */
      if (!dtl_date_is_null (&when->date) && !dtl_when_is_inferred (when))
        continue;
      if (*lower == '\0' || g_ptr_array_find_with_equal_func (seen, lower, g_str_equal, NULL))
        continue;
      g_string_append_printf (out, "%s“%s”", out->len ? ", " : "", words);
      g_ptr_array_add (seen, g_steal_pointer (&lower));
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static gboolean
lacks_publication (const DtlScene *scene)
{
  for (guint i = 0; i < scene->n_sources; i++)
    if (dtl_date_is_null (&scene->sources[i].published.date))
      return TRUE;
  return FALSE;
}

char *
dtl_chronicle_note (const DtlScene *scene, guint first, guint end)
{
  DtlDay earliest, latest;
  g_autofree char *note = NULL;

  if (!dtl_date_bounds (&dtl_scene_event (scene, first)->when.date, &earliest, &latest))
    return g_strdup (lacks_publication (scene) ? "the text gives no date that stands without the day of publication"
                                               : "the text gives no date");
  if (earliest != latest)
    return quote_wordings (scene, first, end);
  note = scene->has_publication ? relative_day (earliest, scene->publication) : g_strdup ("");
  if (all_approximate (scene, first, end))
    return g_strconcat (note, *note ? " · " : "", "approximate", NULL);
  return g_steal_pointer (&note);
}

/* Whether @words hold @name as words of its own: "in Turkey" already says where. */
static gboolean
says_name (const char *words, const char *name)
{
  const char *hit = *name ? strstr (words, name) : NULL;

  return hit && (hit == words || !g_unichar_isalnum (g_utf8_get_char (g_utf8_prev_char (hit))))
         && !g_unichar_isalnum (g_utf8_get_char (hit + strlen (name)));
}

char *
dtl_chronicle_label (const DtlScene *scene, const DtlEvent *event)
{
  g_autofree char *label = dtl_clean_line (event->label && *event->label ? event->label : event->predicate);
  g_autofree char *place = dtl_cut_line (event->place.name, 48);
  const DtlDatePoint *point = &event->when.date.from;
  gboolean timed = event->when.date.shape == DTL_DATE_POINT && point->minute >= 0;
  const char *reality = dtl_reality_word (event->reality);
  GString *out = g_string_new (label);

  if (says_name (label, place))
    *place = '\0';
  if (*place || timed)
    {
      g_string_append_printf (out, " [%s%s", place, *place && timed ? ", " : "");
      if (timed)
        g_string_append_printf (out, "%02d:%02d", point->minute / 60, point->minute % 60);
      g_string_append_c (out, ']');
    }
  if (*reality)
    g_string_append_printf (out, " (%s)", reality);
  return g_string_free (out, FALSE);
}

char *
dtl_chronicle_actors (const DtlScene *scene, const DtlEvent *event)
{
  GString *out = g_string_new (NULL);
  g_autofree char *vouchers = dtl_scene_vouchers (scene, event);

  for (guint i = 0; i < event->n_participants; i++)
    {
      g_autofree char *name = dtl_cut_line (scene->actors[event->participants[i].actor].name, 64);
      gboolean again = FALSE;

      for (guint j = 0; j < i; j++)
        again = again || event->participants[j].actor == event->participants[i].actor;
      if (!again)
        g_string_append_printf (out, "%s%s", out->len ? " · " : "", name);
    }
  if (vouchers)
    g_string_append_printf (out, "%sper %s", out->len ? " · " : "", vouchers);
  return g_string_free (out, FALSE);
}

char *
dtl_chronicle_source (const DtlScene *scene, const DtlEvent *event)
{
  const DtlEvidence *evidence = event->n_mentions ? &event->mentions[0].evidence : NULL;

  if (evidence == NULL)
    return g_strdup ("");
  if (scene->n_sources > 1)
    return g_strdup_printf ("[%u] L%u", evidence->source + 1, evidence->line);
  return g_strdup_printf ("L%u", evidence->line);
}

char *
dtl_chronicle_source_line (const DtlScene *scene, guint source)
{
  const DtlSource *from = &scene->sources[source];
  g_autofree char *day = dtl_date_words (&from->published.date, DTL_NO_YEAR, FALSE);
  g_autofree char *publisher = dtl_cut_line (from->publisher, 60);
  g_autofree char *title = dtl_cut_line (from->title ? from->title : from->uri, 120);

  return g_strdup_printf ("%s%s%s%s%s%s", publisher, *publisher && *day ? ", " : "", day,
                          (*publisher || *day) && *title ? ": " : "", title,
                          from->duplicate_of != DTL_NONE ? " (a copy)" : from->version_of != DTL_NONE ? " (a later version)" : "");
}

char *
dtl_chronicle_inferred (const DtlScene *scene)
{
  g_autoptr (GPtrArray) seen = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) out = g_string_new (NULL);
  guint n_dated = 0, n_inferred = 0, n_more = 0;

  for (guint i = 0; i < scene->n_shown; i++)
    {
      const DtlWhen *when = &dtl_scene_event (scene, i)->when;
      g_autofree char *words = dtl_cut_line (when->text, 32);
      g_autofree char *lower = g_utf8_strdown (words, -1);

      n_dated += !dtl_date_is_null (&when->date);
      if (!dtl_when_is_inferred (when))
        continue;
      n_inferred++;
      if (*lower == '\0' || g_ptr_array_find_with_equal_func (seen, lower, g_str_equal, NULL))
        continue;
      if (seen->len < MANY_WORDINGS)
        g_string_append_printf (out, "%s“%s”", seen->len ? ", " : ": ", words);
      else
        n_more++;
      g_ptr_array_add (seen, g_steal_pointer (&lower));
    }
  if (n_inferred == 0)
    return NULL;
  if (n_more)
    g_string_append_printf (out, " + %u more", n_more);
  return g_strdup_printf ("%u of %u dates %s inferred%s", n_inferred, n_dated, n_inferred == 1 ? "is" : "are", out->str);
}

GPtrArray *
dtl_chronicle_claims (const DtlScene *scene, const DtlEvent *event)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);

  for (guint32 i = 0, next; i < event->n_claims; i = next)
    {
      g_autofree char *words = dtl_event_describe_claims (event, i, scene->sources, &next);

      g_ptr_array_add (lines, g_strconcat (event->claims[i].is_update ? "updated, " : "disputed, ", words, NULL));
    }
  return lines;
}

const char *
dtl_chronicle_mark (const DtlWhen *when, gboolean ascii)
{
  const char *mark = dtl_when_mark (when);

  return ascii && strcmp (mark, "≈") == 0 ? "=" : mark;
}

static void
add_entry (GPtrArray *entries, const char *sign, const char *word)
{
  g_ptr_array_add (entries, g_strconcat (sign, " ", word, NULL));
}

GPtrArray *
dtl_chronicle_legend (const DtlScene *scene, gboolean ascii)
{
  static const char *const marks[] = { "~", "about", "?", "doubtful", "≈", "within range", ">", "from then", "<",
                                       "by then" };
  GPtrArray *entries = g_ptr_array_new_with_free_func (g_free);
  gboolean used[DTL_N_FAMILIES] = { FALSE };
  gboolean marked[G_N_ELEMENTS (marks)] = { FALSE };

  for (guint i = 0; i < scene->n_shown; i++)
    {
      const DtlEvent *event = dtl_scene_event (scene, i);

      used[dtl_look (event->family).order] = TRUE;
      for (guint j = 0; j < G_N_ELEMENTS (marks); j += 2)
        marked[j] = marked[j] || strcmp (dtl_when_mark (&event->when), marks[j]) == 0;
    }
  for (guint i = 0; i < DTL_N_FAMILIES; i++)
    if (used[i])
      {
        DtlLook look = dtl_look_at (i);

        add_entry (entries, ascii ? look.ascii : look.glyph, look.word);
      }
  for (guint j = 0; j < G_N_ELEMENTS (marks); j += 2)
    if (marked[j])
      add_entry (entries, ascii && j == 4 ? "=" : marks[j], marks[j + 1]);
  return entries;
}
