/*
 * Events by code, one row for each pair of actors, as political scientists count them: the tables of PETRARCH2
 * (https://github.com/openeventdata/petrarch2, PETRwriter.py) and of GDELT 2.0 (Event Codebook V2.0).
 *
 * Both know what happened alone, so events that are denied, planned or possible are left out and counted, as are those
 * without a date, or of a class that CAMEO has no code for. A code is that of the root, "not specified below": 04 is 040.
 * An actor is the three-letter code of its country; an actor without one is "---"; where nobody acts, or nobody is acted
 * on, the cell is empty. The agents of an event are paired with each of the others; those whom it is merely about are
 * counted as left out.
 */
#include "export/writers.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "export/escape.h"
#include "export/scene.h"
#include "lexicon/tables.h"

#define MAX_SIDE 64 /* agents or others of an event that are paired; more than an article ever names */

typedef struct _Coder Coder;
struct _Coder
{
  DtlScene scene;
  const DtlExportOptions *options;
  GString *out;
  void (*put_row) (Coder *coder, const DtlEvent *event, const char *day, const DtlActor *from, const DtlActor *to);
};

/* NULL without a country, or for a code that is none of ISO 3166-1. */
static const char *
country_of (const DtlActor *actor)
{
  g_autofree char *key = actor != NULL && actor->country != NULL ? g_ascii_strdown (actor->country, -1) : NULL;

  return key != NULL ? dtl_table_cell (&dtl_table_country_codes, key, DTL_COUNTRY_CODES_ALPHA3) : NULL;
}

static const char *
code_of (const DtlActor *actor)
{
  const char *code = country_of (actor);

  return actor == NULL ? "" : code != NULL ? code : "---";
}

/* 1 to 20, or 0. */
static int
root_of (const DtlEvent *event)
{
  int root = event->cameo != NULL && strlen (event->cameo) == 2 ? atoi (event->cameo) : 0;

  return root >= 1 && root <= 20 ? root : 0;
}

/* The first @n of those that take part in one of the set @roles. */
static guint
gather (const Coder *coder, const DtlEvent *event, guint roles, const DtlActor *side[MAX_SIDE])
{
  guint n = 0;

  for (guint i = 0; i < event->n_participants; i++)
    {
      const DtlParticipant *participant = &event->participants[i];

      if (!(roles & 1u << participant->role))
        continue;
      if (n < MAX_SIDE)
        side[n++] = &coder->scene.actors[participant->actor];
      else
        dtl_losses_add (coder->options->losses, DTL_LOSS_PARTIES);
    }
  return n;
}

static void
count_topics (const Coder *coder, const DtlEvent *event)
{
  for (guint i = 0; i < event->n_participants; i++)
    if (event->participants[i].role == DTL_ROLE_TOPIC)
      dtl_losses_add (coder->options->losses, DTL_LOSS_PARTIES);
}

static gboolean
put_pairs (Coder *coder, const DtlEvent *event, const char *day, GError **error)
{
  const DtlActor *agents[MAX_SIDE] = { NULL }, *others[MAX_SIDE] = { NULL };
  guint n_agents = gather (coder, event, 1u << DTL_ROLE_AGENT, agents);
  guint n_others = gather (coder, event, ~(1u << DTL_ROLE_AGENT | 1u << DTL_ROLE_TOPIC), others);

  count_topics (coder, event);
  for (guint i = 0; i < MAX (n_agents, 1); i++)
    for (guint j = 0; j < MAX (n_others, 1); j++)
      {
        coder->put_row (coder, event, day, agents[i], others[j]);
        if (!dtl_export_drain (coder->options, coder->out, error))
          return FALSE;
      }
  return TRUE;
}

static gboolean
is_coded (const Coder *coder, const DtlEvent *event)
{
  if (event->reality != DTL_REALITY_ACTUAL)
    dtl_losses_add (coder->options->losses, DTL_LOSS_REALITY);
  else if (root_of (event) == 0)
    dtl_losses_add (coder->options->losses, DTL_LOSS_UNCODED);
  else
    return TRUE;
  return FALSE;
}

static gboolean
put_events (Coder *coder, const DtlDateRule *rule, GError **error)
{
  DtlSpelledDate date;

  for (guint i = 0; i < coder->scene.n_shown; i++)
    {
      const DtlEvent *event = dtl_scene_event (&coder->scene, i);

      if (is_coded (coder, event) && dtl_date_spell (rule, &event->when.date, coder->options->losses, &date)
          && !put_pairs (coder, event, date.start, error))
        return FALSE;
    }
  return TRUE;
}

static void
put_cell (Coder *coder, const char *text)
{
  g_autofree char *cell = dtl_escape_tab (text);

  g_string_append (coder->out, cell);
  g_string_append_c (coder->out, '\t');
}

static void
end_row (Coder *coder)
{
  coder->out->str[coder->out->len - 1] = '\n';
}

static const DtlSource *
first_source (const Coder *coder, const DtlEvent *event)
{
  return event->n_mentions > 0 ? &coder->scene.sources[event->mentions[0].evidence.source] : NULL;
}

/*
 * PETRARCH2: date, source, target, code, issues, ids, url, publisher, then what its options add: words for the source, the
 * target and the event. Issues are empty. Ids are those of all sentences that tell of it: article_sentence;…
 */
static void
put_petrarch (Coder *coder, const DtlEvent *event, const char *day, const DtlActor *from, const DtlActor *to)
{
  const DtlSource *source = first_source (coder, event);
  g_autoptr (GString) ids = g_string_new (NULL);
  char code[8];

  for (guint i = 0; i < event->n_mentions; i++)
    g_string_append_printf (ids, "%s%s_%u", i > 0 ? ";" : "", coder->scene.sources[event->mentions[i].evidence.source].id,
                            event->mentions[i].evidence.sentence);
  g_snprintf (code, sizeof code, "%02d0", root_of (event));
  put_cell (coder, day);
  put_cell (coder, code_of (from));
  put_cell (coder, code_of (to));
  put_cell (coder, code);
  put_cell (coder, "");
  put_cell (coder, ids->str);
  put_cell (coder, source != NULL ? source->uri : NULL);
  put_cell (coder, source != NULL ? source->publisher : NULL);
  put_cell (coder, from != NULL ? from->name : "---");
  put_cell (coder, to != NULL ? to->name : "---");
  put_cell (coder, event->n_mentions > 0 ? event->mentions[0].trigger_text : "---");
  end_row (coder);
}

gboolean
dtl_write_petrarch (const DtlView *view, const DtlExportOptions *options, GString *out, GError **error)
{
  Coder coder = { .options = options, .out = out, .put_row = put_petrarch };

  dtl_scene_init (&coder.scene, view);
  return put_events (&coder, dtl_date_rule_find ("petrarch"), error);
}

/*
 * The columns of GDELT 2.0 that are filled; all others are empty, since nothing here knows them (tone, Goldstein scale,
 * ethnic groups, religions, types and places of actors, codes of FIPS 10-4). There is no header, as in the original.
 */
typedef enum
{
  GDELT_ID = 0,       /* 60 bits of a digest of the event and both actors: the same in every export */
  GDELT_DAY,          /* YYYYMMDD */
  GDELT_MONTH,        /* YYYYMM */
  GDELT_YEAR,         /* YYYY */
  GDELT_FRACTION,     /* YYYY.FFFF, FFFF = (month · 30 + day) / 365 */
  GDELT_ACTOR1 = 5,   /* code, name, country */
  GDELT_ACTOR2 = 15,  /* likewise */
  GDELT_CODE = 26,    /* 040 */
  GDELT_BASE,         /* 040 */
  GDELT_ROOT,         /* 04 */
  GDELT_QUAD,         /* 1 to 4: cooperation and conflict, in words and in deeds */
  GDELT_MENTIONS = 31,
  GDELT_SOURCES,      /* independent ones */
  GDELT_ARTICLES,
  GDELT_PLACE = 51,   /* type: 1 a country; else empty */
  GDELT_PLACE_NAME,
  GDELT_LATITUDE = 56,
  GDELT_LONGITUDE,
  GDELT_ADDED = 59,   /* midnight of the day on which the first article appeared */
  GDELT_URL,
  N_GDELT,
} GdeltColumn;

/* 01–05 words of cooperation, 06–08 deeds, 09–13 words of conflict, 14–20 deeds. */
static int
quad_class (int root)
{
  return root <= 5 ? 1 : root <= 8 ? 2 : root <= 13 ? 3 : 4;
}

static char *
row_number (const DtlEvent *event, const DtlActor *from, const DtlActor *to)
{
  g_autofree char *key = g_strjoin (" ", event->id, from != NULL ? from->id : "-", to != NULL ? to->id : "-", NULL);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, key, -1);

  digest[15] = '\0';
  return g_strdup_printf ("%" G_GUINT64_FORMAT, g_ascii_strtoull (digest, NULL, 16));
}

static char *
day_fraction (const char *day)
{
  int number = atoi (day);
  double part = MIN ((number / 100 % 100 * 30 + number % 100) / 365.0, 0.9999);
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  return g_strdup (g_ascii_formatd (text, sizeof text, "%.4f", number / 10000 + part));
}

static void
fill_actor (char *cells[N_GDELT], GdeltColumn first, const DtlActor *actor)
{
  if (actor == NULL)
    return;
  cells[first] = g_strdup (code_of (actor));
  cells[first + 1] = g_strdup (actor->name);
  cells[first + 2] = g_strdup (country_of (actor));
}

static char *
spell_degrees (double degrees)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  return isfinite (degrees) ? g_strdup (g_ascii_formatd (text, sizeof text, "%.4f", degrees)) : NULL;
}

static void
fill_place (const Coder *coder, char *cells[N_GDELT], const DtlPlace *place)
{
  if (place->name == NULL)
    return;
  if (place->actor != DTL_NONE && coder->scene.actors[place->actor].kind == DTL_ACTOR_COUNTRY)
    cells[GDELT_PLACE] = g_strdup ("1");
  cells[GDELT_PLACE_NAME] = g_strdup (place->name);
  cells[GDELT_LATITUDE] = spell_degrees (place->latitude);
  cells[GDELT_LONGITUDE] = spell_degrees (place->longitude);
}

/* Mentions are sorted by source. */
static guint
count_articles (const DtlEvent *event)
{
  guint n = 0;

  for (guint i = 0; i < event->n_mentions; i++)
    n += i == 0 || event->mentions[i].evidence.source != event->mentions[i - 1].evidence.source;
  return n;
}

static void
fill_sources (const Coder *coder, char *cells[N_GDELT], const DtlEvent *event)
{
  const DtlSource *source = first_source (coder, event);
  DtlSpelledDate added;

  cells[GDELT_MENTIONS] = g_strdup_printf ("%u", event->n_mentions);
  cells[GDELT_SOURCES] = g_strdup_printf ("%u", event->independent_sources);
  cells[GDELT_ARTICLES] = g_strdup_printf ("%u", count_articles (event));
  if (source != NULL && dtl_date_spell (dtl_date_rule_find ("gdelt"), &source->published.date, NULL, &added))
    cells[GDELT_ADDED] = g_strconcat (added.start, "000000", NULL);
  if (source != NULL)
    cells[GDELT_URL] = g_strdup (source->uri);
}

static void
put_gdelt (Coder *coder, const DtlEvent *event, const char *day, const DtlActor *from, const DtlActor *to)
{
  char *cells[N_GDELT] = { NULL };

  cells[GDELT_ID] = row_number (event, from, to);
  cells[GDELT_DAY] = g_strdup (day);
  cells[GDELT_MONTH] = g_strndup (day, 6);
  cells[GDELT_YEAR] = g_strndup (day, 4);
  cells[GDELT_FRACTION] = day_fraction (day);
  fill_actor (cells, GDELT_ACTOR1, from);
  fill_actor (cells, GDELT_ACTOR2, to);
  cells[GDELT_CODE] = g_strdup_printf ("%02d0", root_of (event));
  cells[GDELT_BASE] = g_strdup (cells[GDELT_CODE]);
  cells[GDELT_ROOT] = g_strdup_printf ("%02d", root_of (event));
  cells[GDELT_QUAD] = g_strdup_printf ("%d", quad_class (root_of (event)));
  fill_sources (coder, cells, event);
  fill_place (coder, cells, &event->place);
  for (guint i = 0; i < N_GDELT; i++)
    {
      put_cell (coder, cells[i]);
      g_free (cells[i]);
    }
  end_row (coder);
}

gboolean
dtl_write_gdelt (const DtlView *view, const DtlExportOptions *options, GString *out, GError **error)
{
  Coder coder = { .options = options, .out = out, .put_row = put_gdelt };

  dtl_scene_init (&coder.scene, view);
  return put_events (&coder, dtl_date_rule_find ("gdelt"), error);
}
