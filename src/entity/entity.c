/* The order of the work, and the scratch table that its steps share. */
#include "entity/work.h"

static void
mark_names (DtlWork *work)
{
  for (guint32 i = 0; i < work->document->names->len; i++)
    {
      const DtlName *name = dtl_document_name (work->document, i);

      for (guint32 t = name->first; t < name->first + name->n && t < work->document->tokens->len; t++)
        work->name_at[t] = i + 1;
    }
}

/* "the Daily Beacon": a word of time with a capital that the tagger has at the start of an organisation's longer name. */
static gboolean
begins_name (DtlWork *work, const DtlTime *time, guint32 token)
{
  const DtlName *name = work->name_at[token] ? dtl_document_name (work->document, work->name_at[token] - 1) : NULL;

  return name && name->kind == DTL_NAME_ORG && name->first == token && time->n == 1 && name->n > 1
         && token_has_capital (work_token (work, token));
}

static void
mark_times (DtlWork *work)
{
  for (guint32 i = 0; i < work->document->times->len; i++)
    {
      const DtlTime *time = dtl_document_time (work->document, i);

      for (guint32 t = time->first; t < time->first + time->n && t < work->document->tokens->len; t++)
        work->in_time[t] = !begins_name (work, time, t);
    }
}

/* Words that have a capital where nothing but a name would. */
static void
collect_capitals (DtlWork *work)
{
  for (guint32 s = 0; s < work->document->sentences->len; s++)
    {
      const DtlSentence *sentence = dtl_document_sentence (work->document, s);

      if (!dtl_sentence_is_analysed (sentence) || sentence->kind == DTL_SENTENCE_TITLE
          || sentence->kind == DTL_SENTENCE_HEADING)
        continue;
      for (guint32 i = sentence->first_token + 1; i < sentence->first_token + sentence->n_tokens; i++)
        if (token_has_capital (work_token (work, i)) && work_token (work, i - 1)->upos != DTL_UPOS_PUNCT
            && work_token (work, i)->upos == DTL_UPOS_PROPN)
          g_hash_table_add (work->capitals, (char *) work_token (work, i)->lower);
    }
}

static void
work_init (DtlWork *work, DtlDocument *document)
{
  gsize n = document->tokens->len + 1;

  work->document = document;
  work->arena = document->arena;
  work->items = g_array_new (FALSE, TRUE, sizeof (Item));
  work->mentions = g_array_new (FALSE, TRUE, sizeof (Mention));
  work->roles = g_array_new (FALSE, TRUE, sizeof (StatedRole));
  work->owner = g_new0 (guint32, n);
  work->heads = g_new0 (guint32, n);
  work->name_at = g_new0 (guint32, n);
  work->in_time = g_new0 (guint8, n);
  work->quoted = g_new0 (guint8, n);
  work->titled = g_new0 (guint8, n);
  work->folds = g_hash_table_new (g_str_hash, g_str_equal);
  work->capitals = g_hash_table_new (g_str_hash, g_str_equal);
  work->users = g_hash_table_new (NULL, NULL);
  mark_names (work);
  mark_times (work);
  collect_capitals (work);
  quotes_find (work);
}

static void
work_clear (DtlWork *work)
{
  g_array_unref (work->items);
  g_array_unref (work->mentions);
  g_array_unref (work->roles);
  g_free (work->owner);
  g_free (work->heads);
  g_free (work->name_at);
  g_free (work->in_time);
  g_free (work->quoted);
  g_free (work->titled);
  g_free (work->order);
  g_hash_table_unref (work->folds);
  g_hash_table_unref (work->capitals);
  g_hash_table_unref (work->users);
}

static void
find_names (DtlWork *work, guint32 sentence)
{
  items_read (work, sentence);
  pronouns_find (work, sentence);
  names_find (work, sentence);
  titles_find (work, sentence);
}

static void
find_nominals (DtlWork *work, guint32 sentence)
{
  items_read (work, sentence);
  nominals_find (work, sentence);
}

static void
each_sentence (DtlWork *work, void (*step) (DtlWork *work, guint32 sentence))
{
  for (guint32 i = 0; i < work->document->sentences->len; i++)
    if (dtl_sentence_is_analysed (dtl_document_sentence (work->document, i)))
      step (work, i);
}

/* Everything but the writing. */
static void
find_actors (DtlWork *work)
{
  each_sentence (work, find_names);
  namesakes_settle (work);
  companies_weigh (work);
  names_settle (work);
  whereabouts_settle (work);
  each_sentence (work, find_nominals);
  mentions_sort (work);
  bonds_find (work);
  names_spread (work);
  mentions_sort (work);
  ties_find (work);
  tenure_find (work);
  aliases_join (work);
  speakers_find (work);
  descriptions_join (work);
  pairs_find (work);
  pronouns_resolve (work);
  descriptions_join_owned (work);
  posts_find (work);
}

gboolean
dtl_entity_run (DtlDocument *document, GError **error)
{
  DtlWork work = { 0 };

  if (!dtl_document_is_within_limit (document, error))
    return FALSE;
  work_init (&work, document);
  find_actors (&work);
  actors_write (&work);
  work_clear (&work);
  return dtl_document_is_within_limit (document, error);
}

void
entity_watch (DtlDocument *document, DtlPronounWatch watch, gpointer data)
{
  DtlWork work = { 0 };

  work_init (&work, document);
  work.watch = watch;
  work.watch_data = data;
  find_actors (&work);
  work_clear (&work);
}
