/*
 * What the files of this room share: the scratch table of one run.
 *
 * The stages of the room, in order: items (which words the tables know), names (spans of proper names and their
 * kinds), titles (offices before names), nominals (descriptions), pronouns, coreference (which mentions are one
 * actor), roles, actors (into the record). All but the last write to DtlWork only.
 */
#pragma once

#include "document/characters.h"
#include "entity/entity.h"
#include "lexicon/tables.h"
#include "lexicon/user.h"

/* What a stretch of words can be, by the tables and by its letters; a set. */
typedef enum
{
  ITEM_COUNTRY = 1 << 0,   /* a row of countries, or an adjective of places */
  ITEM_AGENCY = 1 << 1,    /* a row of agencies */
  ITEM_PLACE = 1 << 2,     /* a row of places */
  ITEM_HONORIFIC = 1 << 3, /* Mr. */
  ITEM_TITLE = 1 << 4,     /* office, occupation, rank */
  ITEM_PERSON = 1 << 5,    /* a noun for a person that is no title */
  ITEM_MODIFIER = 1 << 6,  /* foreign, deputy, former, senior */
  ITEM_ORG = 1 << 7,       /* a noun that heads organisations or places */
  ITEM_KIN = 1 << 8,       /* wife */
  ITEM_GROUP = 1 << 9,     /* police */
  ITEM_GIVEN = 1 << 10,    /* a given name */
  ITEM_CAPITAL = 1 << 11,  /* written with a capital */
  ITEM_WORD = 1 << 12,     /* looks like a name and no table knows it */
  ITEM_PARTICLE = 1 << 13, /* de, van, bin */
  ITEM_HYPHEN = 1 << 14,
  ITEM_POSSESSIVE = 1 << 15, /* 's */
  ITEM_PLURAL = 1 << 16,
  ITEM_TIME = 1 << 17,     /* inside a time expression */
  ITEM_PUNCT = 1 << 18,
  ITEM_USER = 1 << 19,     /* a name of the user's lexicon */
} ItemFlags;

typedef const char *const *Row;

/* A stretch of words that is looked at as one. */
typedef struct
{
  guint32 first;
  guint32 n;
  guint32 flags; /* ItemFlags */
  Row country;   /* rows of the tables, NULL where its flag is off */
  guint n_country;
  Row agency;
  Row place;
  Row title;
  Row modifier;
  Row org;
  Row kin;
  Row group;
  Row given;
  const DtlUserActor *user;
} Item;

typedef enum
{
  NUMBER_UNKNOWN,
  NUMBER_SINGULAR,
  NUMBER_PLURAL,
} Number;

typedef enum
{
  DETERMINER_NONE,
  DETERMINER_DEFINITE,   /* the, this, that */
  DETERMINER_INDEFINITE, /* a, some, two */
  DETERMINER_POSSESSIVE, /* its, Russia's */
} Determiner;

#define MAX_OF 3

/* What a title or a description says of its holder. */
typedef struct
{
  const char *role;    /* in title case, NULL for none */
  const char *head;    /* key of its head noun, lower case */
  DtlRoleStatus status;
  guint32 of[MAX_OF];  /* mentions of the country, organisation, person it belongs to; nearest first */
  guint n_of;
  gboolean stated;     /* whether it is an office or bond, not a mere description */
  gboolean elsewhere;  /* whether the words after it say of what, by no mention: "commander of the northern sector" */
} Description;

/* A mention in the making. */
typedef struct
{
  guint32 first;       /* of the name or the phrase */
  guint32 n;
  guint32 outer_first; /* with title */
  guint32 outer_n;
  guint32 head;
  guint32 sentence;
  DtlEntityForm form;
  DtlActorKind kind;
  gboolean sure;       /* whether the kind rests on a table, a title or the shape, not on the tagger alone */
  Number number;
  char gender;         /* 'm', 'f', 'n' or 0 */
  Determiner determiner;
  const char *text;    /* normalised spaces, as written */
  const char *key;     /* lower case of it */
  const char *name;    /* the name for records, or NULL */
  const char *code;    /* country it belongs to, or NULL */
  guint32 lies_at;     /* number of its place in the gazetteer, plus 1; or 0 */
  gboolean demonym;    /* an adjective or people's name of a country */
  gboolean metonym;    /* a capital or seat that may stand for the country */
  gboolean is_people;  /* a generic noun (man, people) */
  gboolean is_weak;    /* an actor only when another mention joins it */
  gboolean either;     /* a person or an organisation: buyer, owner */
  guint company;       /* how much the words around the name tell of a company */
  guint32 pair[2];     /* the two mentions that "the two banks" means, or DTL_NONE */
  guint32 possessor;   /* mention, or DTL_NONE */
  guint32 owner;       /* description or name that the office belongs to where no name stands with it, or DTL_NONE */
  guint32 body;        /* description of a body that stands in the words of its office, or DTL_NONE */
  guint32 held_from;   /* time since which its office is held, plus 1; or 0 */
  guint32 held_to;     /* until which */
  guint32 speaker;     /* mention that speaks the quote around it, or DTL_NONE */
  gboolean quoted;
  gboolean silent;     /* an actor is named here by part of a token: no entity of its own */
  Row pronoun;
  Description description;
  guint32 parent;      /* union-find: towards the root, the smallest index of the cluster */
  guint32 next;        /* ring of the cluster's members */
  guint32 size;        /* of the cluster, in its root */
} Mention;

typedef struct
{
  guint32 person;
  guint32 of; /* mention or DTL_NONE */
  const char *role;
  DtlRoleStatus status;
  guint32 sentence;
} StatedRole;

/* Whom a pronoun may mean: @rivals are of #Rival, for training and tests. */
typedef struct _DtlWork DtlWork;
typedef void (*DtlPronounWatch) (DtlWork *work, guint32 pronoun, const GArray *rivals, gpointer data);

struct _DtlWork
{
  DtlDocument *document; /* borrowed */
  DtlArena *arena;       /* borrowed from document */
  GArray *items;         /* owned: Item, of the sentence at hand */
  GArray *mentions;      /* owned: Mention, in order of making */
  GArray *roles;         /* owned: StatedRole */
  guint32 *owner;        /* owned: [n_tokens] mention of the innermost name that covers it, plus 1; or 0 */
  guint32 *heads;        /* owned: [n_tokens] mention with this head, plus 1; or 0 */
  guint8 *in_time;       /* owned: [n_tokens] whether a time expression covers it */
  guint8 *quoted;        /* owned: [n_tokens] whether it stands between quotation marks */
  guint8 *titled;        /* owned: [n_tokens] whether it belongs to the title of a name */
  guint32 *name_at;      /* owned: [n_tokens] number of the tagger's name that covers it, plus 1; or 0 */
  guint32 *order;        /* owned: mentions in order of text, made by the coreference */
  GHashTable *users;     /* owned: actors of the user's lexicon → their first mention plus 1 */
  GHashTable *folds;     /* owned: words → their plainest spelling, those of name_fold() */
  GHashTable *capitals;  /* owned: lower forms seen with a capital where none was due */
  DtlPronounWatch watch; /* nullable: called before each choice among actors */
  gpointer watch_data;
};

#define work_token(work, i) dtl_document_token ((work)->document, (i))
#define work_item(work, i) (&g_array_index ((work)->items, Item, (i)))

/* A function, not a macro: @i is often a call that makes the mention and may move the array. */
static inline Mention *
work_mention (const DtlWork *work, guint32 i)
{
  return &g_array_index (work->mentions, Mention, i);
}

/* items.c */
/** items_read: fills work->items with those of sentence @sentence */
void items_read (DtlWork *work, guint32 sentence);
/** item_country_row: (nullable): the row of @item with one of the kinds in @kinds (blank-separated) */
Row item_country_row (const Item *item, const char *kinds);
/** item_at: item @k, an empty one past the end */
const Item *item_at (DtlWork *work, guint32 k);
/** item_of: the item that covers @token, DTL_NONE if none of this sentence does */
guint32 item_of (DtlWork *work, guint32 token);
gboolean token_has_capital (const DtlToken *token);

/* phrases.c */
/** phrase_text: the words of tokens first … first + n - 1 as written, white space as single blanks */
const char *phrase_text (DtlWork *work, guint32 first, guint32 n);
const char *phrase_lower (DtlWork *work, const char *text);
const char *phrase_title_case (DtlWork *work, const char *text);
/** phrase_head: the token whose head lies outside, the last such; the last token where heads are unknown */
guint32 phrase_head (DtlWork *work, guint32 first, guint32 n);
/** token_child: the first token that hangs on @head by a relation of @base and is one of @words (nullable), or DTL_NONE */
guint32 token_child (DtlWork *work, guint32 head, DtlDeprel base, const char *words);
/** mention_headed: the mention whose head is @token (which may be DTL_NONE), or DTL_NONE */
guint32 mention_headed (DtlWork *work, guint32 token);
/** mention_new: appends a mention with text, key and head; owner and heads are kept up to date */
guint32 mention_new (DtlWork *work, guint32 sentence, guint32 first, guint32 n, DtlEntityForm form, DtlActorKind kind);
void mention_set_outer (DtlWork *work, guint32 mention, guint32 first, guint32 n);
gboolean token_is (const DtlToken *token, const char *words);
gboolean row_has (Row row, guint column, const char *word);

/* names.c */
void names_find (DtlWork *work, guint32 sentence);

/* settle.c */
/** names_settle: makes kinds of equal names equal, by the best evidence in the document */
void names_settle (DtlWork *work);
/** name_part_stands_alone: whether @word, the first or last of the organisation's name @m, may stand for it: "Rovers" */
gboolean name_part_stands_alone (DtlWork *work, const Mention *m, const char *word);
/** names_spread: what grammar has made sure of one name holds for the others that are spelled so; after bonds_find() */
void names_spread (DtlWork *work);

/* titles.c */
/** titles_find: titles before names */
void titles_find (DtlWork *work, guint32 sentence);
/**
 * title_parse:
 * @at: item of the head noun
 * @first: (out): first token of the phrase
 *
 * Reads a description leftwards from its head noun: "the former deputy foreign minister", "Belarus' leader".
 */
void title_parse (DtlWork *work, guint32 at, Description *description, guint32 *first, Determiner *determiner,
                  guint32 *possessor);
/** title_tail: (of|to|for|at) what, after the head noun; extends @end past it */
void title_tail (DtlWork *work, guint32 at, Description *description, guint32 *end);

/* namesakes.c */
/** namesakes_settle: whether "Georgia" is the country or the state, for the article as a whole */
void namesakes_settle (DtlWork *work);

/* whereabouts.c */
/** whereabouts_settle: which of the places of its name each place is; before coreference */
void whereabouts_settle (DtlWork *work);

/* companies.c */
/** companies_weigh: signs around names that they are companies', for names_settle() */
void companies_weigh (DtlWork *work);
/** families_collect: (transfer full): the family names of all persons with a full name; keys are the article's */
GHashTable *families_collect (DtlWork *work);

/* nominals.c */
void nominals_find (DtlWork *work, guint32 sentence);

/* pronouns.c */
void pronouns_find (DtlWork *work, guint32 sentence);
void quotes_find (DtlWork *work);
/** speakers_find: who speaks the quotes that mentions stand in */
void speakers_find (DtlWork *work);
/** pronouns_resolve: after coreference of names and nominals */
void pronouns_resolve (DtlWork *work);

/* rivals.c */
/** verb_subject: the subject of @verb, its own or the one it shares with the verb that it is joined to or that controls it;
 * a token or DTL_NONE */
guint32 verb_subject (DtlWork *work, guint32 verb);
/** forbidden_subject: the root of the subject of the clause whose object @pronoun is, DTL_NONE if it is none */
guint32 forbidden_subject (DtlWork *work, const Mention *pronoun);
/** reporter_of: who reports the clause of @pronoun, DTL_NONE if nobody does */
guint32 reporter_of (DtlWork *work, const Mention *pronoun);
/** weigh_things: how likely the likeliest thing is that @pronoun may mean, on the scale of actors; 0 for none */
int weigh_things (DtlWork *work, const Mention *pronoun);

/** entity_watch: the work of dtl_entity_run() but for its results; @watch sees every choice of he or she */
void entity_watch (DtlDocument *document, DtlPronounWatch watch, gpointer data);

/** is_unsure_name: whether the kind of the name @candidate is only the tagger's guess */
gboolean is_unsure_name (DtlWork *work, guint32 candidate);

/* spellings.c */
/** name_fold: @word, lower case, in a spelling that other romanisations of the same name share */
const char *name_fold (DtlWork *work, const char *word);

/* ties.c */
/** ties_find: the owners of offices that are descriptions themselves; after mentions_sort() */
void ties_find (DtlWork *work);

/* tenure.c */
/** tenure_find: since when and until when offices are held; after ties_find() */
void tenure_find (DtlWork *work);

/* bonds.c: appositions, copulas, adjacency */
void bonds_find (DtlWork *work);

/* clusters.c */
/** mentions_sort: fills work->order and work->heads */
void mentions_sort (DtlWork *work);
guint32 mention_root (DtlWork *work, guint32 mention);
gboolean mention_join (DtlWork *work, guint32 a, guint32 b);
/** cluster_gender: 'm', 'f', 'n' or 0 */
char cluster_gender (DtlWork *work, guint32 mention);
/** cluster_kind: by the surest member */
DtlActorKind cluster_kind (DtlWork *work, guint32 mention);
/** cluster_code: (nullable): the country that its members name as theirs */
const char *cluster_code (DtlWork *work, guint32 mention);
gboolean cluster_is_named (DtlWork *work, guint32 mention);
Number cluster_number (DtlWork *work, guint32 mention);

/* aliases.c: which names are one */
void aliases_join (DtlWork *work);
/* descriptions.c: whom descriptions mean */
void descriptions_join (DtlWork *work);
/** descriptions_join_owned: "his lawyer", "her client"; once it is known who he and she are */
void descriptions_join_owned (DtlWork *work);

/* pairs.c */
/** pair_is_phrase: whether @item ends "the two countries", "both sides" */
gboolean pair_is_phrase (DtlWork *work, const Item *item);
/** pairs_find: which two actors "the two banks" and "both sides" mean; before pronouns are resolved */
void pairs_find (DtlWork *work);
/** pair_resolve: whether the plural @pronoun means actors joined as a subject; where they are two, it is given both */
gboolean pair_resolve (DtlWork *work, guint32 pronoun);

/* actors.c */
void actors_write (DtlWork *work);

/* posts.c */
/** posts_find: the roles that verbs state; once all actors are known */
void posts_find (DtlWork *work);

/* roles.c */
/** role_state: notes a role that grammar states; @of is a mention or %DTL_NONE */
void role_state (DtlWork *work, guint32 person, guint32 of, const char *role, DtlRoleStatus status, guint32 sentence);
/** roles_write: into the record; @actors: [n_mentions] the actor of each mention or %DTL_NONE */
void roles_write (DtlWork *work, const guint32 *actors);
