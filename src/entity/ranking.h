/*
 * What is weighed about one actor that a pronoun may mean, and the score of it.
 *
 * The signs are numbers about the pronoun, about the mentions of the actor so far and about how the nearest of them
 * stands to the pronoun in the tree. Boosted trees over them (Friedman 2001; LambdaMART in Burges 2010 for the order)
 * were trained by src/train/pronouns.py; the table pronoun_trees holds those of he and she, thing_trees those of it and
 * they, which may also mean nothing that is an actor.
 */
#pragma once

#include "entity/work.h"

/* Every sign: its name in the table, and what it is. */
#define RANKING_TABLE(X) \
  X (SCORE, "score")                 /* by the hand-made weights of pronouns.c */ \
  X (SCORE_LEAD, "score-lead")       /* over the best of the other actors */ \
  X (SCORE_RANK, "score-rank")       /* how many actors score more */ \
  X (CHOSEN, "chosen")               /* whether the hand-made rules would choose it */ \
  X (N_ACTORS, "n-actors")           /* that it may mean */ \
  X (N_HERE, "n-here")               /* of them, those in its sentence */ \
  X (NEAR_RANK, "near-rank")         /* how many were mentioned since */ \
  X (SENTENCES, "sentences")         /* to the nearest mention */ \
  X (WORDS, "words")                 /* to the nearest mention; at most 60 */ \
  X (AHEAD, "ahead")                 /* whether the nearest mention comes after the pronoun */ \
  X (LATER_ROLE, "later-role")       /* of the first name of it later in the sentence */ \
  X (LATER_WORDS, "later-words")     /* to that; at most 60 */ \
  X (LATER_UP, "later-up")           /* steps in the tree from the pronoun to the common head with it */ \
  X (LATER_DOWN, "later-down")       /* and from there to it */ \
  X (ROLE, "role")                   /* of the nearest mention, as role_of() counts */ \
  X (BEST_ROLE, "best-role")         /* of the mentions in this sentence and the one before */ \
  X (BEST_SENTENCES, "best-sentences") /* to that one */ \
  X (NAME_ROLE, "name-role")         /* of the nearest named mention */ \
  X (NAME_SENTENCES, "name-sentences") \
  X (FORM, "form")                   /* of the nearest mention */ \
  X (MY_ROLE, "my-role")             /* of the pronoun */ \
  X (SAME_ROLE, "same-role") \
  X (OWNED_ROLE, "owned-role")       /* of what a possessive owns */ \
  X (MY_CASE, "my-case") \
  X (MY_PLACE, "my-place")           /* words from the start of the sentence; at most 40 */ \
  X (UP, "up")                       /* steps in the tree from the pronoun to the common head; 20 in another sentence */ \
  X (DOWN, "down")                   /* and from there to the mention */ \
  X (CLAUSES_UP, "clauses-up")       /* verbs among them */ \
  X (CLAUSES_DOWN, "clauses-down") \
  X (LINK, "link")                   /* how the clause of the pronoun hangs on the common head */ \
  X (THEIR_LINK, "their-link")       /* how the clause of the mention does */ \
  X (COMMANDS, "commands")           /* whether the mention hangs on a head above the pronoun */ \
  X (INSIDE, "inside")               /* whether the pronoun is part of the mention's own phrase or relative clause */ \
  X (REPORTER, "reporter") \
  X (PREPOSITION, "preposition")     /* before the mention: 1 of, 2 by, 3 with, 4 to, 5 other */ \
  X (OWNS, "owns")                   /* whether 's follows the mention */ \
  X (JOINED, "joined")               /* whether the mention is coordinated */ \
  X (FIRST_HERE, "first-here")       /* whether nobody is mentioned before it in its sentence */ \
  X (GENDER, "gender")               /* 2 known, 1 unknown */ \
  X (KIND, "kind")                   /* 2 a person for sure, 1 a person, 0 else */ \
  X (SIZE, "size")                   /* mentions; at most 30 */ \
  X (SHARE, "share")                 /* of all mentions of such actors, in hundredths */ \
  X (N_PRONOUNS, "n-pronouns")       /* of its gender among them */ \
  X (N_SUBJECTS, "n-subjects") \
  X (N_RECENT, "n-recent")           /* mentions in this sentence and the one before */ \
  X (SINCE_PRONOUN, "since-pronoun") /* sentences since a pronoun meant it; 9 never */ \
  X (OPENS_TEXT, "opens-text")       /* whether it is the first mentioned of the text */ \
  X (FIRST_SENTENCE, "first-sentence") /* in which it is mentioned */ \
  X (QUOTED, "quoted")               /* 1 the mention alone, 2 the pronoun alone, 3 both */ \
  X (NAME_LENGTH, "name-length")     /* words of the nearest mention */ \
  X (TITLED, "titled")               /* whether it has a title */ \
  X (KIN, "kin")                     /* whether it is somebody's son or wife */ \
  X (SAME_VERB, "same-verb")         /* whether both hang on the same lemma */ \
  X (BRACKETED, "bracketed")         /* whether the mention stands in brackets */ \
  X (LAST_SUBJECT, "last-subject")   /* whether it is the subject of the clause or sentence before */ \
  X (MY_GENDER, "my-gender")         /* 1 female */ \
  X (MY_NUMBER, "my-number")         /* 1 plural */ \
  X (SORT, "sort")                   /* kind of the actor, as DtlActorKind counts */ \
  X (NUMBER, "number")               /* of the nearest mention, as Number counts */ \
  X (THINGS, "things")               /* what the likeliest thing besides actors scores by hand */ \
  X (NAMED, "named")                 /* whether anything names the actor */ \
  X (REFLEXIVE_OF, "reflexive-of")   /* whether the mention is the subject of the pronoun's verb */

typedef enum
{
#define X(name, text) RANK_##name,
  RANKING_TABLE (X)
#undef X
  N_RANK
} RankSign;

/** ranking_sign_name: as in the table */
const char *ranking_sign_name (RankSign sign);

/* One actor that a pronoun may mean. */
typedef struct
{
  guint32 root;
  guint32 nearest; /* mention: the last before the pronoun, or else the first after it */
  guint32 later;   /* name after the pronoun in its sentence, or DTL_NONE */
  gboolean chosen; /* by the rules of pronouns.c */
  int score;       /* by hand, of its best mention */
  int signs[N_RANK];
} Rival;

/** ranking_fill: the signs of all @rivals of @pronoun. */
void ranking_fill (DtlWork *work, guint32 pronoun, GArray *rivals);
/** ranking_score: by the trees of he and she, in thousandths */
int ranking_score (const int *signs);
/** ranking_score_thing: by the trees of it and they, in thousandths; that it means no actor at all scores 0 */
int ranking_score_thing (const int *signs);
