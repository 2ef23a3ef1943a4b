/* The entity stage over parsed texts: tests/spec/entity/NAME.conllu with what must hold of it in NAME.txt. */
#include <string.h>

#include "document/lookup.h"
#include "entity/entity.h"
#include "timex/timex.h"

/* A document from CoNLL-U with NER and kinds of sentences: the layers that the stage needs. */

static void
begin_block (DtlDocument *document, guint32 start)
{
  DtlBlock block = { { start, start }, DTL_SENTENCE_BODY };

  g_array_append_val (document->blocks, block);
}

static DtlSentenceKind
kind_of (const char *word)
{
  for (guint kind = 0; kind <= DTL_SENTENCE_FURNITURE; kind++)
    if (strcmp (word, dtl_sentence_kind_to_string (kind)) == 0)
      return kind;
  g_assert_not_reached ();
}

/* Splits a row of a word; NULL for other lines. The words of a multiword token stand close together, and the last takes
 * the space of the whole: @last and @misc carry that from its own row to theirs. */
static char **
split_row (const char *line, guint64 *last, char **misc)
{
  g_auto (GStrv) cells = g_strsplit (line, "\t", -1);
  guint64 id;

  if (line[0] == '#' || g_strv_length (cells) != 10)
    return NULL;
  id = g_ascii_strtoull (cells[0], NULL, 10);
  if (strchr (cells[0], '-'))
    {
      *last = g_ascii_strtoull (strchr (cells[0], '-') + 1, NULL, 10);
      g_free (*misc);
      *misc = g_strdup (cells[9]);
      return NULL;
    }
  if (*last > 0)
    {
      char *joined = g_strjoin ("|", cells[9], id < *last ? "SpaceAfter=No" : *misc, NULL);

      g_free (cells[9]);
      cells[9] = joined;
      if (id >= *last)
        *last = 0;
    }
  return g_steal_pointer (&cells);
}

/* The text that the rows spell, and where each word is in it. */
static char *
join_words (char **lines, GArray *spans)
{
  GString *text = g_string_new (NULL);
  g_autofree char *misc = NULL;
  guint64 last = 0;

  for (guint i = 0; lines[i]; i++)
    {
      g_auto (GStrv) cells = split_row (lines[i], &last, &misc);
      DtlSpan span;

      if (g_str_has_prefix (lines[i], "# newpar") && text->len > 0)
        g_string_append (text, "\n\n");
      if (cells == NULL)
        continue;
      span.start = text->len;
      g_string_append (text, cells[1]);
      span.end = text->len;
      g_array_append_val (spans, span);
      if (strstr (cells[9], "SpaceAfter=No") == NULL)
        g_string_append_c (text, ' ');
    }
  return g_string_free (text, FALSE);
}

static void
add_name (DtlDocument *document, const char *misc, guint32 token)
{
  static const char *const kinds[DTL_N_NAMES] = { "PER", "ORG", "LOC", "MISC" };
  const char *ner = strstr (misc, "NER=");

  if (ner == NULL)
    return;
  if (ner[4] == 'I' && document->names->len > 0)
    {
      dtl_document_name (document, document->names->len - 1)->n++;
      return;
    }
  for (guint kind = 0; kind < DTL_N_NAMES; kind++)
    if (g_str_has_prefix (ner + 6, kinds[kind]))
      {
        DtlName name = { token, 1, kind };

        g_array_append_val (document->names, name);
        return;
      }
}

static void
add_token (DtlDocument *document, char **cells, DtlSpan span, guint32 first)
{
  DtlToken token = { 0 };
  g_autofree char *lower = g_utf8_strdown (cells[1], -1);

  token.span = span;
  token.form = dtl_arena_intern (document->arena, cells[1], strlen (cells[1]));
  token.lower = g_str_has_prefix (lower, "’") ? dtl_arena_printf (document->arena, "'%s", lower + strlen ("’"))
                                              : dtl_arena_strdup (document->arena, lower);
  token.lemma = dtl_arena_strdup (document->arena, cells[2]);
  token.upos = dtl_upos_from_string (cells[3]);
  token.xpos = dtl_xpos_from_string (cells[4]);
  token.deprel = dtl_deprel_from_string (cells[7]);
  token.head = (gint32) g_ascii_strtoll (cells[6], NULL, 10) - 1;
  token.head = token.head < 0 ? -1 : token.head + (gint32) first;
  token.sentence = document->sentences->len - 1;
  token.space_after = strstr (cells[9], "SpaceAfter=No") == NULL;
  add_name (document, cells[9], document->tokens->len);
  g_array_append_val (document->tokens, token);
}

static DtlDocument *
read_conllu (const char *conllu)
{
  g_auto (GStrv) lines = g_strsplit (conllu, "\n", -1);
  g_autoptr (GArray) spans = g_array_new (FALSE, FALSE, sizeof (DtlSpan));
  g_autofree char *text = join_words (lines, spans);
  DtlDocument *document = dtl_document_new (text, strlen (text));
  DtlSentenceKind kind = DTL_SENTENCE_BODY;
  gboolean open = FALSE;
  g_autofree char *misc = NULL;
  guint64 last = 0;

  begin_block (document, 0);
  for (guint i = 0; lines[i]; i++)
    {
      g_auto (GStrv) cells = split_row (lines[i], &last, &misc);
      DtlSpan span;

      if (g_str_has_prefix (lines[i], "# newpar") && document->tokens->len > 0)
        begin_block (document, document->tokens->len);
      if (g_str_has_prefix (lines[i], "# kind = "))
        kind = kind_of (lines[i] + strlen ("# kind = "));
      if (lines[i][0] == '\0')
        open = FALSE;
      if (cells == NULL)
        continue;
      span = g_array_index (spans, DtlSpan, document->tokens->len);
      if (!open)
        {
          DtlSentence sentence = { span, document->sentences->len + 1, document->blocks->len - 1, kind,
                                   document->tokens->len, 0 };

          g_array_append_val (document->sentences, sentence);
          kind = DTL_SENTENCE_BODY;
          open = TRUE;
        }
      add_token (document, cells, span, dtl_document_sentence (document, document->sentences->len - 1)->first_token);
      dtl_document_sentence (document, document->sentences->len - 1)->n_tokens++;
      dtl_document_sentence (document, document->sentences->len - 1)->span.end = span.end;
    }
  return document;
}

static DtlDocument *
analyse (const char *name)
{
  g_autofree char *file = g_strconcat (name, ".conllu", NULL);
  g_autofree char *path = g_build_filename (g_getenv ("DTL_TEST_SRCDIR"), "spec", "entity", file, NULL);
  g_autofree char *conllu = NULL;
  g_autoptr (GError) error = NULL;
  DtlDocument *document;

  g_file_get_contents (path, &conllu, NULL, &error);
  g_assert_no_error (error);
  document = read_conllu (conllu);
  dtl_timex_scan (document, &error);
  g_assert_no_error (error);
  dtl_timex_resolve (document, &error);
  g_assert_no_error (error);
  dtl_entity_run (document, &error);
  g_assert_no_error (error);
  return document;
}

/* What an assertion needs to look up. */

static gboolean
is_called (const DtlActor *actor, const char *name)
{
  if (strcmp (actor->name, name) == 0)
    return TRUE;
  for (guint i = 0; actor->aliases[i]; i++)
    if (strcmp (actor->aliases[i], name) == 0)
      return TRUE;
  return FALSE;
}

static guint32
find_actor (const DtlDocument *document, const char *name)
{
  for (guint32 i = 0; i < document->record->actors->len; i++)
    if (strcmp (dtl_record_actor (document->record, i)->name, name) == 0)
      return i;
  return DTL_NONE;
}

static void
check_actor (const DtlDocument *document, char **cells, const char *line)
{
  guint32 i = find_actor (document, cells[1]);
  const DtlActor *actor;

  if (i == DTL_NONE)
    g_error ("no actor: %s", line);
  actor = dtl_record_actor (document->record, i);
  if (cells[2] && strcmp (cells[2], dtl_actor_kind_to_string (actor->kind)) != 0)
    g_error ("is a %s: %s", dtl_actor_kind_to_string (actor->kind), line);
  if (cells[2] && cells[3] && g_strcmp0 (cells[3], actor->country ? actor->country : "-") != 0)
    g_error ("is of %s: %s", actor->country, line);
}

static void
check_same (const DtlDocument *document, char **cells, const char *line)
{
  guint32 i = find_actor (document, cells[2]);

  if (i == DTL_NONE || !is_called (dtl_record_actor (document->record, i), cells[1]))
    g_error ("not one: %s", line);
}

static void
check_apart (const DtlDocument *document, char **cells, const char *line)
{
  for (guint32 i = 0; i < document->record->actors->len; i++)
    {
      const DtlActor *actor = dtl_record_actor (document->record, i);

      if (is_called (actor, cells[1]) && is_called (actor, cells[2]))
        g_error ("one and the same: %s", line);
    }
}

/* "once NAME": there is one such actor. */
static void
check_once (const DtlDocument *document, char **cells, const char *line)
{
  guint n = 0;

  for (guint32 i = 0; i < document->record->actors->len; i++)
    n += strcmp (dtl_record_actor (document->record, i)->name, cells[1]) == 0;
  if (n != 1)
    g_error ("%u such actors: %s", n, line);
}

static void
check_none (const DtlDocument *document, char **cells, const char *line)
{
  for (guint32 i = 0; i < document->record->actors->len; i++)
    if (is_called (dtl_record_actor (document->record, i), cells[1]))
      g_error ("is an actor: %s", line);
}

/* Since when and until when, where the line has it: "-" for a role without dates. */
static gboolean
is_held (const DtlRole *role, const char *wanted)
{
  g_autofree char *edtf = dtl_date_to_string (&role->valid.date);

  return wanted == NULL || strcmp (wanted, dtl_date_is_null (&role->valid.date) ? "-" : edtf) == 0;
}

static void
check_role (const DtlDocument *document, char **cells, const char *line)
{
  const GArray *roles = document->record->roles;

  for (guint32 i = 0; i < roles->len; i++)
    {
      const DtlRole *role = &g_array_index (roles, DtlRole, i);
      const char *of = role->of == DTL_NONE ? "-" : dtl_record_actor (document->record, role->of)->name;

      if (strcmp (dtl_record_actor (document->record, role->actor)->name, cells[1]) == 0
          && strcmp (role->role, cells[2]) == 0 && strcmp (of, cells[3]) == 0
          && strcmp (dtl_role_status_to_string (role->status), cells[4]) == 0 && is_held (role, cells[5]))
        {
          g_assert_cmpuint (role->n_evidence, >, 0);
          return;
        }
    }
  g_error ("no such role: %s", line);
}

/* "crowd N MOST": at least N persons, and none of more than MOST mentions. */
static void
check_crowd (const DtlDocument *document, char **cells, const char *line)
{
  const GArray *actors = document->record->actors;
  guint64 n = 0;

  for (guint32 i = 0; i < actors->len; i++)
    {
      const DtlActor *actor = &g_array_index (actors, DtlActor, i);

      if (actor->kind != DTL_ACTOR_PERSON)
        continue;
      n++;
      if (actor->salience > g_ascii_strtoull (cells[2], NULL, 10))
        g_error ("%s has %u mentions: %s", actor->name, actor->salience, line);
    }
  if (n < g_ascii_strtoull (cells[1], NULL, 10))
    g_error ("%u persons: %s", (guint) n, line);
}

/* "norole NAME": this actor holds no role. */
static void
check_norole (const DtlDocument *document, char **cells, const char *line)
{
  const GArray *roles = document->record->roles;
  guint32 actor = find_actor (document, cells[1]);

  if (actor == DTL_NONE)
    g_error ("no actor: %s", line);
  for (guint32 i = 0; i < roles->len; i++)
    if (g_array_index (roles, DtlRole, i).actor == actor)
      g_error ("is %s: %s", g_array_index (roles, DtlRole, i).role, line);
}

/* "mention SENTENCE WORD [N] ACTOR": the Nth such word of a sentence (from 1) is that actor. */
static void
check_mention (const DtlDocument *document, char **cells, const char *line)
{
  guint32 s = (guint32) g_ascii_strtoull (cells[1], NULL, 10);
  guint nth = (guint) g_ascii_strtoull (cells[3], NULL, 10);
  const DtlSentence *sentence = dtl_document_sentence (document, s);

  for (guint32 i = sentence->first_token; i < sentence->first_token + sentence->n_tokens; i++)
    {
      const DtlEntity *entity;

      if (strcmp (dtl_document_token (document, i)->form, cells[2]) != 0 || --nth > 0)
        continue;
      entity = dtl_document_entity_at (document, i);
      if (entity == NULL ? strcmp (cells[4], "-") != 0
                         : strcmp (dtl_record_actor (document->record, entity->actor)->name, cells[4]) != 0)
        g_error ("is %s: %s", entity ? dtl_record_actor (document->record, entity->actor)->name : "nobody", line);
      return;
    }
  g_error ("no such word: %s", line);
}

/* "pair SENTENCE WORD N ACTOR OTHER": the Nth such word of a sentence means these two actors. */
static void
check_pair (const DtlDocument *document, char **cells, const char *line)
{
  const DtlSentence *sentence = dtl_document_sentence (document, (guint32) g_ascii_strtoull (cells[1], NULL, 10));
  guint nth = (guint) g_ascii_strtoull (cells[3], NULL, 10);

  for (guint32 i = sentence->first_token; i < sentence->first_token + sentence->n_tokens; i++)
    {
      const DtlEntity *entity;

      if (strcmp (dtl_document_token (document, i)->form, cells[2]) != 0 || --nth > 0)
        continue;
      entity = dtl_document_entity_at (document, i);
      if (entity == NULL || entity->other == DTL_NONE
          || strcmp (dtl_record_actor (document->record, entity->actor)->name, cells[4]) != 0
          || strcmp (dtl_record_actor (document->record, entity->other)->name, cells[5]) != 0)
        g_error ("no such pair: %s", line);
      return;
    }
  g_error ("no such word: %s", line);
}

static const struct
{
  const char *word;
  guint n_cells;
  void (*check) (const DtlDocument *document, char **cells, const char *line);
} checks[] = {
  { "actor", 2, check_actor }, { "same", 3, check_same },       { "apart", 3, check_apart },
  { "none", 2, check_none },   { "role", 5, check_role },       { "mention", 5, check_mention },
  { "pair", 6, check_pair },   { "norole", 2, check_norole },
  { "crowd", 3, check_crowd }, { "once", 2, check_once },
};

static void
check_line (const DtlDocument *document, const char *line)
{
  g_auto (GStrv) cells = g_strsplit (line, "\t", -1);

  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    if (strcmp (cells[0], checks[i].word) == 0)
      {
        g_assert_cmpuint (g_strv_length (cells), >=, checks[i].n_cells);
        checks[i].check (document, cells, line);
        return;
      }
  g_error ("unknown check: %s", line);
}

static void
test_spec (gconstpointer name)
{
  g_autoptr (DtlDocument) document = analyse (name);
  g_autofree char *file = g_strconcat (name, ".txt", NULL);
  g_autofree char *path = g_build_filename (g_getenv ("DTL_TEST_SRCDIR"), "spec", "entity", file, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i]; i++)
    if (lines[i][0] && lines[i][0] != '#')
      check_line (document, lines[i]);
}

/* The layer is sorted by head, one mention a head, every actor exists, and a second run over the same gives the same. */
static void
test_layer (gconstpointer name)
{
  g_autoptr (DtlDocument) a = analyse (name);
  g_autoptr (DtlDocument) b = analyse (name);

  g_assert_cmpuint (a->entities->len, ==, b->entities->len);
  for (guint32 i = 0; i < a->entities->len; i++)
    {
      const DtlEntity *entity = dtl_document_entity (a, i);

      g_assert_cmpmem (entity, sizeof *entity, dtl_document_entity (b, i), sizeof *entity);
      g_assert_cmpuint (entity->actor, <, a->record->actors->len);
      g_assert_cmpuint (entity->first + entity->n, <=, a->tokens->len);
      if (i > 0)
        g_assert_cmpuint (entity->head, >, dtl_document_entity (a, i - 1)->head);
      g_assert_true (dtl_document_entity_at_head (a, entity->head) == entity);
    }
}

/* Nothing to read, and words without tags. */
static void
test_bare (void)
{
  static const char *const texts[] = { "", "1\tRussia\t_\t_\t_\t_\t0\t_\t_\t_\n2\tacted\t_\t_\t_\t_\t0\t_\t_\t_\n" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (DtlDocument) document = read_conllu (texts[i]);
      g_autoptr (GError) error = NULL;

      for (guint32 t = 0; t < document->tokens->len; t++)
        dtl_document_token (document, t)->lemma = NULL;
      g_assert_true (dtl_entity_run (document, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (document->record->actors->len, ==, i);
    }
}

/* Work stays near linear where everything could refer to everything. */
static void
test_crowd (void)
{
  /* none that another way of writing names takes for a second one */
  static const char letters[] = "abcdefhijklmnoprstuvz";
  g_autoptr (GString) conllu = g_string_new (NULL);
  g_autoptr (DtlDocument) document = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 4000; i++)
    g_string_append_printf (conllu, "1\tthe\tthe\tDET\tDT\t_\t2\tdet\t_\t_\n2\tminister\tminister\tNOUN\tNN\t_\t4\tnsubj\t_"
                            "\t_\n3\tSmith%c\tSmith\tPROPN\tNNP\t_\t2\tflat\t_\tNER=B-PER\n4\tmet\tmeet\tVERB\tVBD\t_\t0\t"
                            "root\t_\t_\n5\tthem\tthey\tPRON\tPRP\t_\t4\tobj\t_\t_\n\n", letters[i % strlen (letters)]);
  document = read_conllu (conllu->str);
  g_assert_true (dtl_entity_run (document, &error));
  g_assert_cmpuint (document->record->actors->len, ==, strlen (letters));
}

int
main (int argc, char **argv)
{
  g_autofree char *folder = NULL;
  g_autoptr (GDir) dir = NULL;
  const char *file;

  g_test_init (&argc, &argv, NULL);
  folder = g_build_filename (g_getenv ("DTL_TEST_SRCDIR"), "spec", "entity", NULL);
  dir = g_dir_open (folder, 0, NULL);
  g_assert_nonnull (dir);
  while ((file = g_dir_read_name (dir)))
    if (g_str_has_suffix (file, ".txt"))
      {
        char *name = g_strndup (file, strlen (file) - 4);
        g_autofree char *spec = g_strconcat ("/entity/spec/", name, NULL);
        g_autofree char *layer = g_strconcat ("/entity/layer/", name, NULL);

        g_test_add_data_func_full (spec, g_strdup (name), test_spec, g_free);
        g_test_add_data_func_full (layer, name, test_layer, g_free);
      }
  g_test_add_func ("/entity/bare", test_bare);
  g_test_add_func ("/entity/crowd", test_crowd);
  return g_test_run ();
}
