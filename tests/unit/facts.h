/*
 * Records for tests, from a small language; one line a fact:
 *
 *   article KEY DAY|- [PUBLISHER]
 *   actor KEY KIND COUNTRY|- NAME | ALIAS | ...
 *   role ACTOR OFFICE [> ACTOR]
 *   correction KIND SENTENCE
 *   order EVENT RELATION EVENT CONFIDENCE [SIGNAL]
 *   event KEY CLASS PREDICATE EDTF|- [ACTOR:role ...] [@Place/CC] [REALITY] [kind=NUMBER] [by:ACTOR] [; SENTENCE]
 *
 * Every actor is also spoken of in an event of its own, whose rule is "intro": it tells what became of the actor.
 */
#pragma once

#include <math.h>
#include <string.h>

#include "record/record.h"

typedef struct
{
  char *key;
  DtlRecord *record;
  GHashTable *actors; /* key → index */
  GPtrArray *events;  /* keys; the n-th event's trigger starts at 1000 + 100 n */
} Article;

#define INTRO_START 100000

static void
article_free (gpointer data)
{
  Article *article = data;

  g_free (article->key);
  dtl_record_unref (article->record);
  g_hash_table_unref (article->actors);
  g_ptr_array_unref (article->events);
  g_free (article);
}

static DtlDate
parse_edtf (const char *text)
{
  DtlDate date = { 0 };

  if (strcmp (text, "-") != 0 && !dtl_date_parse (text, &date, NULL))
    g_error ("no date: %s", text);
  return date;
}

static Article *
article_begin (const char *rest)
{
  Article *article = g_new0 (Article, 1);
  g_auto (GStrv) words = g_strsplit (rest, " ", 3);
  g_autofree char *sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, rest, -1);
  DtlSource source = { .uri = words[0], .title = words[0], .sha256 = sha256, .duplicate_of = DTL_NONE, .version_of = DTL_NONE };

  article->key = g_strdup (words[0]);
  article->record = dtl_record_new ();
  article->actors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  article->events = g_ptr_array_new_with_free_func (g_free);
  source.id = dtl_id (article->record->arena, 'd', sha256);
  source.published.date = parse_edtf (words[1]);
  source.published.basis = words[1][0] == '-' ? DTL_BASIS_NONE : DTL_BASIS_META;
  source.publisher = words[2];
  dtl_record_set_source (article->record, &source);
  return article;
}

static guint32
article_actor (const Article *article, const char *key)
{
  gpointer number = g_hash_table_lookup (article->actors, key);

  if (number == NULL)
    g_error ("article %s has no actor %s", article->key, key);
  return GPOINTER_TO_UINT (number) - 1;
}

static void
add_mention (Article *article, DtlMention mention)
{
  DtlArena *arena = article->record->arena;
  DtlEvent event = { .mentions = dtl_arena_memdup (arena, &mention, 1, sizeof mention), .n_mentions = 1 };

  g_array_append_val (article->record->events, event);
}

static void
add_actor (Article *article, const char *rest)
{
  DtlArena *arena = article->record->arena;
  g_auto (GStrv) words = g_strsplit (rest, " ", 4);
  g_auto (GStrv) names = g_strsplit (words[3], "|", -1);
  guint n = g_strv_length (names);
  const char **aliases = n > 1 ? dtl_arena_new0 (arena, const char *, n) : NULL;
  guint32 number = article->record->actors->len;
  DtlActor actor = { .name = dtl_arena_strdup (arena, g_strstrip (names[0])), .first_start = 10 * number };
  DtlParticipant *participant = dtl_arena_new0 (arena, DtlParticipant, 1);
  DtlMention mention = { .event_class = "serve", .predicate = "served", .label = "intro", .rule = "intro",
                         .place.actor = DTL_NONE, .confidence = 0.5, .participants = participant, .n_participants = 1 };

  if (!dtl_actor_kind_from_string (words[1], &actor.kind))
    g_error ("no kind: %s", words[1]);
  actor.country = strcmp (words[2], "-") == 0 ? NULL : dtl_arena_strdup (arena, words[2]);
  for (guint i = 1; i < n; i++)
    aliases[i - 1] = dtl_arena_strdup (arena, g_strstrip (names[i]));
  actor.aliases = aliases;
  g_array_append_val (article->record->actors, actor);
  g_hash_table_insert (article->actors, g_strdup (words[0]), GUINT_TO_POINTER (number + 1));

  *participant = (DtlParticipant) { number, DTL_ROLE_TOPIC, FALSE };
  mention.trigger = (DtlSpan) { INTRO_START + number, INTRO_START + number + 1 };
  mention.trigger_text = "served";
  mention.evidence.text = dtl_arena_printf (arena, "in %s %u", article->key, number);
  mention.evidence.span = mention.trigger;
  add_mention (article, mention);
}

static void
add_role (Article *article, const char *rest)
{
  DtlArena *arena = article->record->arena;
  g_auto (GStrv) halves = g_strsplit (rest, " > ", 2);
  g_auto (GStrv) words = g_strsplit (halves[0], " ", 2);
  DtlEvidence *evidence = dtl_arena_new0 (arena, DtlEvidence, 1);
  DtlRole role = { .actor = article_actor (article, words[0]), .of = DTL_NONE, .evidence = evidence, .n_evidence = 1 };

  role.role = dtl_arena_strdup (arena, words[1]);
  if (halves[1])
    role.of = article_actor (article, halves[1]);
  evidence->text = dtl_arena_strdup (arena, rest);
  evidence->span = (DtlSpan) { 10 * article->record->roles->len, 10 * article->record->roles->len + 9 };
  g_array_append_val (article->record->roles, role);
}

static void
add_detail (Article *article, DtlMention *mention, GArray *participants, const char *word)
{
  DtlArena *arena = article->record->arena;
  const char *colon = strchr (word, ':'), *equals = strchr (word, '=');
  DtlParticipant participant = { 0 };
  g_autofree char *key = colon ? g_strndup (word, colon - word) : NULL;

  if (word[0] == '@')
    {
      const char *slash = strchr (word, '/');
      char *name = dtl_arena_strndup (arena, word + 1, slash ? slash - word - 1 : strlen (word + 1));

      mention->place = (DtlPlace) { g_strdelimit (name, "_", ' '), DTL_NONE,
                                    slash ? dtl_arena_strdup (arena, slash + 1) : NULL, NAN, NAN };
    }
  else if (equals)
    {
      DtlQuantity *quantity = dtl_arena_new0 (arena, DtlQuantity, 1);
      g_autofree char *kind = g_strndup (word, equals - word);

      if (!dtl_quantity_kind_from_string (kind, &quantity->kind))
        g_error ("no quantity: %s", word);
      quantity->value = g_ascii_strtod (equals + 1, NULL);
      quantity->text = g_strdelimit (dtl_arena_strdup (arena, equals + 1), "_", ' ');
      mention->quantities = quantity;
      mention->n_quantities = 1;
    }
  else if (colon && strcmp (key, "by") == 0)
    {
      DtlAttribution *attribution = dtl_arena_new0 (arena, DtlAttribution, 1);

      *attribution = (DtlAttribution) { article_actor (article, colon + 1), "said", { 5, 9 } };
      mention->attributions = attribution;
      mention->n_attributions = 1;
    }
  else if (colon && dtl_participant_role_from_string (colon + 1, &participant.role))
    {
      participant.actor = article_actor (article, key);
      g_array_append_val (participants, participant);
    }
  else if (!dtl_reality_from_string (word, &mention->reality))
    g_error ("what is %s?", word);
}

static void
add_event (Article *article, const char *rest)
{
  DtlArena *arena = article->record->arena;
  g_auto (GStrv) halves = g_strsplit (rest, "; ", 2);
  g_auto (GStrv) words = g_strsplit (g_strstrip (halves[0]), " ", -1);
  g_autoptr (GArray) participants = g_array_new (FALSE, FALSE, sizeof (DtlParticipant));
  guint32 start = 1000 + 100 * article->events->len;
  DtlMention mention = { .trigger = { start, start + 3 }, .rule = "test", .confidence = 0.8, .place.actor = DTL_NONE };

  g_ptr_array_add (article->events, g_strdup (words[0]));
  mention.event_class = dtl_arena_strdup (arena, words[1]);
  mention.trigger_text = mention.predicate = dtl_arena_strdup (arena, words[2]);
  mention.label = dtl_arena_printf (arena, "%s %s", words[1], words[2]);
  mention.when.date = parse_edtf (words[3]);
  mention.when.basis = words[3][0] == '-' ? DTL_BASIS_NONE : DTL_BASIS_EXPRESSION;
  mention.when.text = words[3][0] == '-' ? NULL : dtl_arena_strdup (arena, words[3]);
  for (guint i = 4; words[i]; i++)
    if (*words[i])
      add_detail (article, &mention, participants, words[i]);
  mention.participants = dtl_arena_memdup (arena, participants->data, participants->len, sizeof (DtlParticipant));
  mention.n_participants = participants->len;
  mention.evidence = (DtlEvidence) { 0, article->events->len, article->events->len, { start - 50, start + 50 }, NULL };
  mention.evidence.text = halves[1] ? dtl_arena_strdup (arena, halves[1])
                                    : dtl_arena_printf (arena, "%s %s.", article->key, words[0]);
  add_mention (article, mention);
}

static void
add_correction (Article *article, const char *rest)
{
  DtlArena *arena = article->record->arena;
  g_auto (GStrv) words = g_strsplit (rest, " ", 2);
  DtlCorrection note = { .kind = dtl_arena_strdup (arena, words[0]), .cue = "correction:", .event = DTL_NONE, .source = DTL_NONE };

  note.evidence.text = dtl_arena_strdup (arena, words[1]);
  note.evidence.span = (DtlSpan) { 200000, 200000 + strlen (words[1]) };
  g_array_append_val (article->record->corrections, note);
}

/* The mention of the @number-th event that is no intro */
static DtlMention *
find_mention (Article *article, guint number)
{
  for (guint i = 0; i < article->record->events->len; i++)
    {
      DtlEvent *event = &g_array_index (article->record->events, DtlEvent, i);

      if (event->mentions[0].trigger.start == 1000 + 100 * number)
        return (DtlMention *) event->mentions;
    }
  g_error ("article %s has no event %u", article->key, number);
}

static void
add_order (Article *article, const char *rest)
{
  DtlArena *arena = article->record->arena;
  g_auto (GStrv) words = g_strsplit (rest, " ", 5);
  guint one, other;
  DtlMention *mention;
  DtlOrder *orders;

  if (!g_ptr_array_find_with_equal_func (article->events, words[0], g_str_equal, &one)
      || !g_ptr_array_find_with_equal_func (article->events, words[2], g_str_equal, &other))
    g_error ("order of what? %s", rest);
  mention = find_mention (article, one);
  orders = dtl_arena_new0 (arena, DtlOrder, mention->n_orders + 1);
  for (guint32 i = 0; i < mention->n_orders; i++)
    orders[i] = mention->orders[i];
  orders[mention->n_orders++] = (DtlOrder) { dtl_arena_strdup (arena, words[1]), 1000 + 100 * other,
                                             g_ascii_strtod (words[3], NULL),
                                             dtl_arena_strdup (arena, words[4] ? words[4] : words[1]) };
  mention->orders = orders;
}

/* Takes one line; FALSE if it is none of this language. */
static gboolean
facts_take_line (GPtrArray *articles, const char *line)
{
  Article *article = articles->len ? articles->pdata[articles->len - 1] : NULL;

  if (g_str_has_prefix (line, "article "))
    g_ptr_array_add (articles, article_begin (line + 8));
  else if (article && g_str_has_prefix (line, "actor "))
    add_actor (article, line + 6);
  else if (article && g_str_has_prefix (line, "role "))
    add_role (article, line + 5);
  else if (article && g_str_has_prefix (line, "event "))
    add_event (article, line + 6);
  else if (article && g_str_has_prefix (line, "order "))
    add_order (article, line + 6);
  else if (article && g_str_has_prefix (line, "correction "))
    add_correction (article, line + strlen ("correction "));
  else
    return FALSE;
  return TRUE;
}

static void
facts_finish (GPtrArray *articles)
{
  for (guint i = 0; i < articles->len; i++)
    dtl_record_finish (((Article *) articles->pdata[i])->record);
}

static inline GPtrArray *
facts_parse (const char *text)
{
  GPtrArray *articles = g_ptr_array_new_with_free_func (article_free);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i]; i++)
    if (*lines[i] && !facts_take_line (articles, lines[i]))
      g_error ("what is '%s'?", lines[i]);
  facts_finish (articles);
  return articles;
}

/*
 * Articles by chance, about a small world: persons with homonyms, states, organisations; happenings told by several
 * articles with different words for the actors, coarser dates, gaps and mistakes. A hundred articles or more tell of a
 * year, fewer of a month.
 */
static inline GPtrArray *
facts_invent (guint32 seed, guint n_articles, guint n_events)
{
  static const char *const given[] = { "Anna", "Boris", "Clara", "David", "Elena", "Farid", "George", "Hana" };
  static const char *const family[] = { "Abel", "Brandt", "Castro", "Duval", "Eriksen", "Fischer", "Garcia", "Haddad",
                                        "Ivanov", "Jansen", "Kovacs", "Lindgren", "Moreau", "Novak", "Okafor", "Petrov" };
  static const char *const codes[] = { "RU", "UA", "FR", "DE", "US", "TR", "-" };
  static const char *const states[] = { "Russia", "Ukraine", "France", "Germany", "United States", "Turkey" };
  static const char *const classes[] = { "meet", "say", "attack", "travel", "sign", "arrest", "call", "kill", "warn" };
  static const char *const places[] = { "@Moscow/RU", "@Kyiv/UA", "@Paris/FR", "@Antalya/TR", "" };
  static const char *const realities[] = { "", "", "", "", "planned", "negated", "denied", "possible" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  GPtrArray *articles = g_ptr_array_new_with_free_func (article_free);
  guint n_world = MAX (n_articles * n_events / 6, 1), n_months = n_articles < 100 ? 1 : 12;

  for (guint a = 0; a < n_articles; a++)
    {
      g_autofree char *month = g_strdup_printf ("2022-%02d", n_months == 1 ? 3 : g_rand_int_range (rand, 1, 13));
      g_autofree char *day = g_strdup_printf ("%s-%02d", month, g_rand_int_range (rand, 10, 28));
      g_autofree char *head = g_strdup_printf ("article a%u %s paper %d", a, g_rand_int_range (rand, 0, 9) ? day : "-",
                                               g_rand_int_range (rand, 0, 5));
      guint n_actors = g_rand_int_range (rand, 3, 9);

      facts_take_line (articles, head);
      for (guint i = 0; i < n_actors; i++)
        {
          guint who = g_rand_int_range (rand, 0, 40);
          guint country = g_rand_int_range (rand, 0, 9) ? who % 6 : 6;
          g_autofree char *line = NULL;
          const char *first = given[who % 8], *last = family[who % 16];

          if (i < 2)
            line = g_strdup_printf ("actor p%u country %s %s", i, codes[(who + i) % 6], states[(who + i) % 6]);
          else if (who % 3 == 0)
            line = g_strdup_printf ("actor p%u person %s %s", i, codes[country], last);
          else if (who % 3 == 1)
            line = g_strdup_printf ("actor p%u person %s %s %s | %s | President %s", i, codes[country], first, last,
                                    last, last);
          else
            line = g_strdup_printf ("actor p%u organisation %s %s Institute | %cI", i, codes[country], last, *last);
          facts_take_line (articles, line);
          if (i >= 2 && g_rand_int_range (rand, 0, 3) == 0)
            {
              g_autofree char *role = g_strdup_printf ("role p%u %s > p%d", i, who % 2 ? "President" : "minister",
                                                       g_rand_int_range (rand, 0, 2));

              facts_take_line (articles, role);
            }
        }
      for (guint i = 0; i < n_events; i++)
        {
          guint what = g_rand_int_range (rand, 0, n_world);
          int first = 1 + what % 27;
          g_autofree char *date = g_rand_int_range (rand, 0, 5) == 0   ? g_strdup ("-")
                                  : g_rand_int_range (rand, 0, 5) == 0 ? g_strdup (month)
                                  : g_rand_int_range (rand, 0, 5) == 0 ? g_strdup_printf ("%s-%02d/%s-%02d", month, first,
                                                                                          month, first + 1)
                                                                       : g_strdup_printf ("%s-%02d", month, first);
          const char *kind = classes[what % G_N_ELEMENTS (classes)];
          g_autofree char *line = g_strdup_printf ("event e%u %s %s %s p%d:agent p%d:%s %s %s %s%d", i, kind, kind, date,
                                                   g_rand_int_range (rand, 0, n_actors),
                                                   g_rand_int_range (rand, 0, n_actors),
                                                   what % 2 ? "counterpart" : "patient", places[what % 5],
                                                   realities[g_rand_int_range (rand, 0, 8)], "dead=",
                                                   g_rand_int_range (rand, 1, 9));

          facts_take_line (articles, line);
        }
    }
  facts_finish (articles);
  return articles;
}
