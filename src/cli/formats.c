/* dateline formats: the registries of readers and writers, as tables. */
#include "cli.h"

#include <stdio.h>
#include <string.h>

static const struct
{
  guint flag;
  const char *name;
} spells[] = {
  { DTL_SPELLS_DOCUMENT, "document" },   { DTL_SPELLS_RECORD, "record" }, { DTL_SPELLS_TIMELINE, "timeline" },
  { DTL_SPELLS_RELATIONS, "relations" }, { DTL_SPELLS_EVENTS, "events" }, { DTL_SPELLS_STORYLINE, "storyline" },
};

static char *
spelled (const DtlFormat *format)
{
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (spells); i++)
    if ((format->spells & spells[i].flag) != 0)
      g_string_append_printf (names, "%s%s", names->len > 0 ? " " : "", spells[i].name);
  return g_string_free (g_steal_pointer (&names), FALSE);
}

static void
print_plain (void)
{
  guint n;
  const DtlInputKind *kinds = dtl_input_kinds (&n);

  for (guint i = 0; i < n; i++)
    printf ("%s\tin\t%s\t\t%s\t\n", kinds[i].name, kinds[i].suffixes, kinds[i].summary);
  for (const DtlFormat *format = dtl_formats (&n), *end = format + n; format < end; format++)
    {
      g_autofree char *shows = spelled (format);

      printf ("%s\tout\t%s\t%s\t%s\t%s\n", format->name, format->suffixes, shows, format->summary, format->loses);
    }
}

static void
print_table (void)
{
  guint n;
  const DtlInputKind *kinds = dtl_input_kinds (&n);

  puts ("read:");
  for (guint i = 0; i < n; i++)
    {
      printf ("  %-9s %s\n%12s%s\n", kinds[i].name, kinds[i].summary, "", kinds[i].suffixes);
      if (kinds[i].missing != NULL)
        printf ("%12snot in this build, which was made without %s\n", "", kinds[i].missing);
    }
  puts ("\nwritten:");
  for (const DtlFormat *format = dtl_formats (&n), *end = format + n; format < end; format++)
    {
      g_autofree char *shows = spelled (format);

      printf ("  %-9s %s\n%12s%s: %s\n", format->name, format->summary, "", format->suffixes, shows);
      if (*format->loses != '\0')
        printf ("%12sloses: %s\n", "", format->loses);
    }
}

ExitCode
formats_run (const Options *options)
{
  if (options->operands->len > 0)
    {
      g_autoptr (GError) error = NULL;

      usage_error (&error, "takes no operand, but got '%s'", (char *) g_ptr_array_index (options->operands, 0));
      return usage ("formats", error);
    }
  if (options->plain)
    print_plain ();
  else
    print_table ();
  return EXIT_ALL_WELL;
}
