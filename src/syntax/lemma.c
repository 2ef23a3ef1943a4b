/*
 * Lemmas by rule: the longest ending that has a rule for the tag decides what to strip and to add; whole words have rules
 * of their own. src/train/lemmas.py learns the rules; they travel with the weights.
 */
#include "syntax/lemma.h"

#include <string.h>

#include "lexicon/tables.h"

#define MAX_ENDING 6
#define MAX_FORM 64 /* characters; longer words are their own lemmas */

gboolean
dtl_lemmas_init (DtlLemmas *lemmas, const DtlModel *model, GError **error)
{
  const DtlChunk *edits;

  if (!dtl_vocabulary_init (&lemmas->rules, model, "lemma", error)
      || !dtl_vocabulary_init (&lemmas->adds, model, "lemma.adds", error)
      || (edits = dtl_model_find (model, "lemma.edits", DTL_CHUNK_U32, error)) == NULL)
    return FALSE;
  if (edits->columns != 1 || edits->rows != lemmas->rules.n_words)
    {
      g_set_error (error, DTL_ERROR, DTL_ERROR_MODEL, "chunk 'lemma.edits': %u edits for %u rules", edits->rows,
                   lemmas->rules.n_words);
      return FALSE;
    }
  lemmas->edits = edits->data;
  return TRUE;
}

/* Quotes and dashes in their ASCII form, and lower case unless the word is a proper name. */
static char *
normal_form (const char *form, gboolean keeps_case)
{
  GString *out = g_string_new (NULL);

  for (; *form; form = g_utf8_next_char (form))
    switch (g_utf8_get_char (form))
      {
      case 0x201C:
      case 0x201D:
        g_string_append_c (out, '"');
        break;
      case 0x2018:
      case 0x2019:
        g_string_append_c (out, '\'');
        break;
      case 0x2013:
        g_string_append_c (out, '-');
        break;
      default:
        g_string_append_unichar (out, keeps_case ? g_utf8_get_char (form) : g_unichar_tolower (g_utf8_get_char (form)));
      }
  return g_string_free (out, FALSE);
}

static guint
find_rule (const DtlLemmas *lemmas, const char *tag, const char *mark, const char *ending)
{
  char key[16 + 4 * MAX_FORM + 2];
  gsize length = g_snprintf (key, sizeof key, "%s %s%s", tag, mark, ending);

  return length < sizeof key ? dtl_vocabulary_find (&lemmas->rules, key, length) : DTL_NONE;
}

/* The rule of the word, or of its longest ending that has one. */
static guint
best_rule (const DtlLemmas *lemmas, const char *tag, const char *key, gboolean *is_word)
{
  glong n = g_utf8_strlen (key, -1);
  guint rule = find_rule (lemmas, tag, "^", key);

  *is_word = rule != DTL_NONE;
  for (glong length = MIN (n, MAX_ENDING); rule == DTL_NONE && length >= 0; length--)
    rule = find_rule (lemmas, tag, "", g_utf8_offset_to_pointer (key, n - length));
  return rule;
}

static char *
apply_edit (const DtlLemmas *lemmas, guint rule, const char *key)
{
  guint32 edit = GUINT32_FROM_LE (lemmas->edits[rule]);
  glong n = g_utf8_strlen (key, -1), strip = edit & 0xFF;
  const char *add = dtl_vocabulary_word (&lemmas->adds, edit >> 8);

  if (strip > n || !g_utf8_validate (add, -1, NULL) || (strip == n && *add == '\0'))
    return g_strdup (key);
  return g_strdup_printf ("%.*s%s", (int) (g_utf8_offset_to_pointer (key, n - strip) - key), key, add);
}

static gboolean
is_word_of (const DtlVocabulary *words, const char *text)
{
  return dtl_vocabulary_find (words, text, strlen (text)) != DTL_NONE;
}

/* "raide" is no verb, "raid" is; nor are "aide", "occupie" and "extoll". NULL if no verb is found. */
static char *
shorter_verb (const char *lemma)
{
  gsize length = strlen (lemma);
  gboolean is_ie = g_str_has_suffix (lemma, "ie"), is_e = g_str_has_suffix (lemma, "e");
  g_autofree char *shorter = NULL;

  if (length < 4 || !(is_e || lemma[length - 1] == lemma[length - 2]))
    return NULL;
  shorter = is_ie ? g_strdup_printf ("%.*sy", (int) length - 2, lemma) : g_strndup (lemma, length - 1);
  return dtl_table_has (&dtl_table_verbs, shorter) ? g_steal_pointer (&shorter) : NULL;
}

/* "provok" is no word, "provoke" is; "smel" is none, "smell" is. */
static char *
spell_verb (char *lemma, const DtlVocabulary *words)
{
  char *shorter;
  g_autofree char *with_e = g_strconcat (lemma, "e", NULL);
  gsize length = strlen (lemma);
  g_autofree char *doubled = length ? g_strdup_printf ("%s%c", lemma, lemma[length - 1]) : NULL;

  if (length < 2 || (guchar) lemma[length - 1] >= 0x80 || dtl_table_has (&dtl_table_verbs, lemma))
    return lemma;
  if ((shorter = shorter_verb (lemma)))
    {
      g_free (lemma);
      return shorter;
    }
  /* "fin" is a word, but "fine" is a verb */
  if (dtl_table_has (&dtl_table_verbs, with_e) || dtl_table_has (&dtl_table_verbs, doubled))
    {
      g_free (lemma);
      return dtl_table_has (&dtl_table_verbs, with_e) ? g_steal_pointer (&with_e) : g_steal_pointer (&doubled);
    }
  if (is_word_of (words, lemma))
    return lemma;
  if (!is_word_of (words, with_e) && !is_word_of (words, doubled))
    return lemma;
  g_free (lemma);
  return is_word_of (words, with_e) ? g_steal_pointer (&with_e) : g_steal_pointer (&doubled);
}

/* Words whose spelling is all there is to them: addresses, words torn apart, single letters ("plan B"), and "United", which
 * is no participle in a name. */
static gboolean
is_own_lemma (const char *form, DtlUpos upos, DtlXpos xpos)
{
  return xpos == DTL_XPOS_ADD || xpos == DTL_XPOS_GW || (xpos == DTL_XPOS_NNP && g_str_has_suffix (form, "ed"))
         || (upos == DTL_UPOS_NOUN && g_ascii_isupper (form[0]) && form[1] == '\0');
}

/* "kerala" → "Kerala": names that were typed without capitals; short ones may be particles ("van", "bin"). */
static char *
with_capital (char *lemma)
{
  gsize n = 0;

  while (g_ascii_islower (lemma[n]))
    n++;
  if (n >= 4 && lemma[n] == '\0')
    lemma[0] = g_ascii_toupper (lemma[0]);
  return lemma;
}

char *
dtl_lemmas_find (const DtlLemmas *lemmas, const DtlVocabulary *words, const char *form, DtlUpos upos, DtlXpos xpos)
{
  gboolean is_name = xpos == DTL_XPOS_NNP || xpos == DTL_XPOS_NNPS, is_word = FALSE;
  g_autofree char *key = normal_form (form, is_name || upos == DTL_UPOS_PUNCT || upos == DTL_UPOS_SYM);
  g_autofree char *low = NULL;
  char tag[16];
  guint rule;
  char *lemma;

  if (upos == DTL_UPOS_PUNCT || upos == DTL_UPOS_SYM || g_utf8_strlen (key, -1) > MAX_FORM)
    return g_steal_pointer (&key);
  if (is_own_lemma (form, upos, xpos))
    return normal_form (form, TRUE);
  /* "forbade" is no third person, whatever the tagger says */
  if (xpos == DTL_XPOS_VBZ && upos == DTL_UPOS_VERB && !g_str_has_suffix (key, "s"))
    xpos = DTL_XPOS_VBD;
  low = g_ascii_strdown (dtl_xpos_to_string (xpos), -1);
  g_snprintf (tag, sizeof tag, "%s%s", upos == DTL_UPOS_AUX ? "aux " : "", low);
  rule = best_rule (lemmas, tag, key, &is_word);
  if (rule == DTL_NONE)
    return is_name ? with_capital (g_steal_pointer (&key)) : g_steal_pointer (&key);
  lemma = apply_edit (lemmas, rule, key);
  if (is_name)
    return with_capital (lemma);
  if (is_word || (xpos != DTL_XPOS_VBD && xpos != DTL_XPOS_VBN && xpos != DTL_XPOS_VBG))
    return lemma;
  return spell_verb (lemma, words);
}
