/* The looks of families and groups, read from their tables; nothing here is a colour but the grounds. */
#include "export/palette.h"

#include "lexicon/tables.h"

DtlLook
dtl_look (const char *family)
{
  const char *const *row = family ? dtl_table_find (&dtl_table_families, family, NULL) : NULL;
  DtlLook look;

  if (row == NULL)
    row = dtl_table_find (&dtl_table_families, "other", NULL);
  look.word = row[DTL_FAMILIES_WORD];
  look.glyph = row[DTL_FAMILIES_GLYPH];
  look.ascii = row[DTL_FAMILIES_ASCII];
  look.sgr = row[DTL_FAMILIES_SGR];
  look.light = row[DTL_FAMILIES_LIGHT];
  look.dark = row[DTL_FAMILIES_DARK];
  look.line = row[DTL_FAMILIES_LINE];
  look.order = (guint) g_ascii_strtoull (row[DTL_FAMILIES_ORDER], NULL, 10) - 1;
  return look;
}

DtlLook
dtl_look_at (guint order)
{
  for (guint i = 0; i < dtl_table_families.n_rows; i++)
    {
      DtlLook look = dtl_look (dtl_table_row (&dtl_table_families, i)[0]);

      if (look.order == order)
        return look;
    }
  return dtl_look (NULL);
}

const char *
dtl_look_color (const DtlLook *look, gboolean dark)
{
  return dark ? look->dark : look->light;
}

const DtlGround *
dtl_ground (gboolean dark)
{
  static const DtlGround light = { "#FFFFFF", "#FFFFFF", "#8A8A8A", "#1F1F1F", "#5A5A5A", "#F0F0F0", "#B9B9B9" };
  static const DtlGround night = { "#14171C", "#232833", "#5B6373", "#F2F2F2", "#A7ADB8", "#1F242D", "#4A5160" };

  return dark ? &night : &light;
}

DtlTint
dtl_tint (guint i, gboolean dark)
{
  const char *const *row = dtl_table_row (&dtl_table_tints, i % dtl_table_tints.n_rows);
  DtlTint tint;

  tint.fill = row[dark ? DTL_TINTS_DARK : DTL_TINTS_LIGHT];
  tint.strong = row[dark ? DTL_TINTS_STRONG_DARK : DTL_TINTS_STRONG];
  tint.on_strong = dark ? "#14171C" : "#FFFFFF";
  return tint;
}
