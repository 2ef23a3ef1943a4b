/* How a story is shown: the view and the format, from what the user said and from what the registry of formats can. */
#include "cli.h"

#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const view_kinds[] = { "timeline", "relations", "events", "storyline", NULL };

/* By DtlSlice. */
static const char *const slices[] = { "", "day", "week", "month" };

#define N_VIEWS 4
#define ANY_VIEW (DTL_SPELLS_TIMELINE | DTL_SPELLS_RELATIONS | DTL_SPELLS_EVENTS | DTL_SPELLS_STORYLINE)

/* Names of the formats that spell any of @spells. */
static char *
format_names (guint spells)
{
  g_autoptr (GString) names = g_string_new (NULL);
  guint n;
  const DtlFormat *formats = dtl_formats (&n);

  for (guint i = 0; i < n; i++)
    if ((formats[i].spells & spells) != 0)
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", formats[i].name);
  return g_string_free (g_steal_pointer (&names), FALSE);
}

static char *
spelled_names (guint spells)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < N_VIEWS; i++)
    if ((spells & dtl_view_kind_spells (i)) != 0)
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", view_kinds[i]);
  if ((spells & DTL_SPELLS_DOCUMENT) != 0)
    g_string_append_printf (names, "%sdocuments", names->len > 0 ? ", " : "");
  return g_string_free (g_steal_pointer (&names), FALSE);
}

static const DtlFormat *
unknown_format (const char *name, guint spells, GError **error)
{
  guint n;
  const DtlFormat *formats = dtl_formats (&n);
  const char *near = suggestion (name, formats, n, sizeof formats[0]);
  g_autofree char *names = format_names (spells);

  if (near != NULL)
    usage_error (error, "unknown format '%s'; did you mean '%s'?", name, near);
  else
    usage_error (error, "unknown format '%s'; possible here: %s", name, names);
  return NULL;
}

static const DtlFormat *
impossible_format (const DtlFormat *format, guint spells, GError **error)
{
  g_autofree char *names = format_names (spells);
  g_autofree char *can = spelled_names (format->spells);

  usage_error (error, "format '%s' spells %s, not this; possible here: %s", format->name, can, names);
  return NULL;
}

static const char *
ending_of (const char *path)
{
  const char *slash = strrchr (path, '/');

  return strrchr (slash != NULL ? slash : path, '.');
}

/* By the ending of -o; an output without one, or one that is no plain file, says nothing. */
static const DtlFormat *
format_for_output (const Options *options, guint spells, const char *default_format, GError **error)
{
  const DtlFormat *format = dtl_format_find_for_path (options->output, spells);
  struct stat status;
  g_autofree char *names = NULL;

  if (format != NULL)
    return format;
  format = dtl_format_find_for_path (options->output, ~0u);
  if (format != NULL)
    return impossible_format (format, spells, error);
  if (ending_of (options->output) == NULL || (stat (options->output, &status) == 0 && !S_ISREG (status.st_mode)))
    return dtl_format_find (default_format);
  names = format_names (spells);
  usage_error (error, "no format ends in '%s'; name one with --to: %s", ending_of (options->output), names);
  return NULL;
}

const DtlFormat *
format_choose (const Options *options, guint spells, const char *default_format, GError **error)
{
  const DtlFormat *format;
  g_autofree char *ending = NULL;

  if (options->to == NULL && options->output == NULL)
    return dtl_format_find (default_format);
  if (options->to == NULL)
    return format_for_output (options, spells, default_format, error);
  format = dtl_format_find (options->to);
  if (format != NULL && (format->spells & spells) != 0)
    return format;
  /* "json" of a document, "md" */
  ending = g_strconcat ("x.", options->to, NULL);
  if (dtl_format_find_for_path (ending, spells) != NULL)
    return dtl_format_find_for_path (ending, spells);
  return format != NULL ? impossible_format (format, spells, error) : unknown_format (options->to, spells, error);
}

static gboolean
is_terminal (const Options *options)
{
  return (options->output == NULL || strcmp (options->output, "-") == 0) && isatty (STDOUT_FILENO);
}

static guint
terminal_width (void)
{
  const char *columns = g_getenv ("COLUMNS");
  guint64 width = 0;
  struct winsize size;

  if (columns != NULL && g_ascii_string_to_unsigned (columns, 10, 20, 1000, &width, NULL))
    return width;
  return ioctl (STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 20 ? size.ws_col : 0;
}

gboolean
wants_color (const Options *options)
{
  const char *refusal = g_getenv ("NO_COLOR");

  if (options->color != NULL && strcmp (options->color, "auto") != 0)
    return strcmp (options->color, "always") == 0;
  return is_terminal (options) && (refusal == NULL || *refusal == '\0')
         && g_strcmp0 (g_getenv ("TERM"), "dumb") != 0;
}

static void
choose_look (const Options *options, DtlExportOptions *look)
{
  *look = (DtlExportOptions) { .width = options->width };
  if (look->width == 0 && is_terminal (options))
    look->width = terminal_width ();
  look->color = wants_color (options);
  look->ascii = options->ascii;
  look->dark = options->dark;
  look->plain = options->plain;
  look->lanes = options->lanes;
  for (DtlSlice slice = DTL_SLICE_DAY; options->per && slice <= DTL_SLICE_MONTH; slice++)
    if (strcmp (slices[slice], options->per) == 0)
      look->slice = slice;
  look->render_helper = g_getenv ("DATELINE_RENDER");
}

/* A format that does not spell the timeline shows the story as a storyline, else as the first view it has. */
static DtlViewKind
view_for_format (const DtlFormat *format, DtlViewKind view)
{
  static const DtlViewKind others[] = { DTL_VIEW_STORYLINE, DTL_VIEW_RELATIONS, DTL_VIEW_EVENTS };

  for (guint i = 0; i < G_N_ELEMENTS (others) && (format->spells & dtl_view_kind_spells (view)) == 0; i++)
    if ((format->spells & dtl_view_kind_spells (others[i])) != 0)
      return others[i];
  return view;
}

static gboolean
is_picture (const DtlFormat *format)
{
  static const char *const pictures[] = { "dot", "pdf", "png", "svg", NULL };

  return g_strv_contains (pictures, format->name);
}

static gboolean
check_look (const Options *options, const Showing *showing, GError **error)
{
  gboolean text = strcmp (showing->format->name, "text") == 0;

  if (!text && (options->plain || options->lanes || options->ascii || g_strcmp0 (options->color, "always") == 0))
    usage_error (error, "--%s is for text, not for format '%s'",
                 options->plain ? "plain" : options->lanes ? "lanes" : options->ascii ? "ascii" : "color",
                 showing->format->name);
  else if (options->per && (showing->view != DTL_VIEW_RELATIONS || !is_picture (showing->format)))
    usage_error (error, "--per is for pictures of relations; use it with dateline graph");
  else if (options->plain && g_strcmp0 (options->color, "always") == 0)
    usage_error (error, "--plain contradicts --color=always");
  else if (showing->format->is_binary && is_terminal (options))
    usage_error (error, "format '%s' is not for a terminal; write it to a file with -o", showing->format->name);
  else
    return TRUE;
  return FALSE;
}

gboolean
showing_choose (const Options *options, DtlViewKind view, const char *default_format, Showing *showing, GError **error)
{
  gboolean fixed = options->view != NULL;
  guint spells;

  for (guint i = 0; i < N_VIEWS && fixed; i++)
    if (strcmp (view_kinds[i], options->view) == 0)
      view = i;
  spells = fixed || view != DTL_VIEW_TIMELINE ? dtl_view_kind_spells (view) : ANY_VIEW;
  showing->format = format_choose (options, spells, default_format, error);
  if (showing->format == NULL)
    return FALSE;
  showing->view = view_for_format (showing->format, view);
  choose_look (options, &showing->look);
  return check_look (options, showing, error) && output_is_no_input (options, error);
}

/* "vault/", or a folder that is there. */
static gboolean
is_folder (const char *path)
{
  struct stat status;

  return path != NULL && (g_str_has_suffix (path, "/") || (stat (path, &status) == 0 && S_ISDIR (status.st_mode)));
}

Output *
showing_open (const Showing *showing, const Options *options, GError **error)
{
  return showing->format->is_bundle && is_folder (options->output) ? output_open_folder (options->output, error)
                                                                   : output_open (options->output, error);
}

static gboolean
take_bytes (gpointer user_data, const char *bytes, gsize length, GError **error)
{
  return output_write (user_data, bytes, length, error);
}

static gboolean
take_file (gpointer user_data, const char *name, GError **error)
{
  return output_begin (user_data, name, error);
}

DtlViewOptions
showing_filter (const Showing *showing, const Options *options)
{
  DtlViewOptions filter = options->filter;

  if (showing->format->is_whole)
    {
      filter.minor = TRUE;
      filter.top = filter.top > 0 ? filter.top : G_MAXUINT;
    }
  return filter;
}

static void
tell_losses (const Showing *showing, const Options *options, const DtlLosses *losses)
{
  g_autofree char *words = dtl_losses_describe (losses);

  if (options->quiet || (words == NULL && (!options->stats || showing->format->tells_rest)))
    return;
  report (showing->format->name, "%s", words != NULL ? words : "carries all of the view");
}

gboolean
showing_write (const Showing *showing, const Options *options, DtlStory *story, Output *output, GError **error)
{
  DtlViewOptions filter = showing_filter (showing, options);
  g_autoptr (DtlView) view = dtl_view_new (story, showing->view, &filter);

  return showing_write_view (showing, options, view, output, error);
}

gboolean
showing_write_view (const Showing *showing, const Options *options, const DtlView *view, Output *output, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  DtlSink sink = { take_bytes, output_is_folder (output) ? take_file : NULL, output };
  DtlLosses losses = { { 0 } };
  DtlExportOptions look = showing->look;

  look.sink = &sink;
  look.losses = &losses;
  if (!dtl_export_view (showing->format, view, &look, text, error) || !output_commit (output, error))
    return FALSE;
  tell_losses (showing, options, &losses);
  return TRUE;
}
