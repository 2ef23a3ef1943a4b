"""Lemma rules: (tag, ending) → letters to strip and to add, learned from the treebanks; src/syntax/lemma.c applies them.

For each tag the longest ending that has a rule decides. An ending gets one only where it decides otherwise than the next
shorter one does; a word that no ending gets right has a rule of its own, written with ^ before it. Endings count each word
form once, so that frequent irregular words do not speak for others.
"""
from collections import Counter, defaultdict

import features as ft

MAX_ENDING = 6
# Irregular verbs: base, past, participle. The treebanks lack the rarer ones.
IRREGULAR = """arise arose arisen|awake awoke awoken|bear bore borne|beat beat beaten|become became become|befall befell befallen|
begin began begun|behold beheld beheld|bend bent bent|beset beset beset|bid bid bid|bind bound bound|bite bit bitten|
bleed bled bled|blow blew blown|break broke broken|breed bred bred|bring brought brought|broadcast broadcast broadcast|
build built built|burst burst burst|buy bought bought|cast cast cast|catch caught caught|choose chose chosen|cling clung clung|
come came come|cost cost cost|creep crept crept|cut cut cut|deal dealt dealt|dig dug dug|do did done|draw drew drawn|
drink drank drunk|drive drove driven|dwell dwelt dwelt|eat ate eaten|fall fell fallen|feed fed fed|feel felt felt|
fight fought fought|find found found|flee fled fled|fling flung flung|fly flew flown|forbid forbade forbidden|
forecast forecast forecast|foresee foresaw foreseen|forget forgot forgotten|forgive forgave forgiven|forgo forwent forgone|
forsake forsook forsaken|freeze froze frozen|get got gotten|give gave given|go went gone|grind ground ground|grow grew grown|
hang hung hung|hear heard heard|hide hid hidden|hit hit hit|hold held held|hurt hurt hurt|keep kept kept|kneel knelt knelt|
know knew known|lay laid laid|lead led led|leave left left|lend lent lent|let let let|lie lay lain|light lit lit|
lose lost lost|make made made|mean meant meant|meet met met|mislead misled misled|mistake mistook mistaken|
overcome overcame overcome|overhear overheard overheard|override overrode overridden|oversee oversaw overseen|
overtake overtook overtaken|overthrow overthrew overthrown|pay paid paid|prove proved proven|put put put|quit quit quit|
read read read|rebuild rebuilt rebuilt|repay repaid repaid|ride rode ridden|ring rang rung|rise rose risen|run ran run|
say said said|see saw seen|seek sought sought|sell sold sold|send sent sent|set set set|shake shook shaken|shed shed shed|
shine shone shone|shoot shot shot|show showed shown|shrink shrank shrunk|shut shut shut|sing sang sung|sink sank sunk|
sit sat sat|slay slew slain|sleep slept slept|slide slid slid|sling slung slung|slit slit slit|speak spoke spoken|
speed sped sped|spend spent spent|spin spun spun|split split split|spread spread spread|spring sprang sprung|stand stood stood|
steal stole stolen|stick stuck stuck|sting stung stung|stride strode stridden|strike struck struck|string strung strung|
strive strove striven|swear swore sworn|sweep swept swept|swim swam swum|swing swung swung|take took taken|teach taught taught|
tear tore torn|tell told told|think thought thought|throw threw thrown|thrust thrust thrust|undergo underwent undergone|
understand understood understood|undertake undertook undertaken|undo undid undone|uphold upheld upheld|upset upset upset|
wake woke woken|wear wore worn|weave wove woven|weep wept wept|win won won|wind wound wound|withdraw withdrew withdrawn|
withhold withheld withheld|withstand withstood withstood|wring wrung wrung|write wrote written""".replace("\n", "").split("|")
PLURALS = """man men|woman women|child children|foot feet|tooth teeth|goose geese|mouse mice|policeman policemen|
policewoman policewomen|congressman congressmen|congresswoman congresswomen|spokesman spokesmen|spokeswoman spokeswomen|
gunman gunmen|fisherman fishermen|serviceman servicemen|businessman businessmen|chairman chairmen|person people|life lives|
knife knives|wife wives|thief thieves|half halves|leaf leaves|shelf shelves|loaf loaves|wolf wolves|self selves|crisis crises|
analysis analyses|basis bases|thesis theses|hypothesis hypotheses|oasis oases|diagnosis diagnoses|criterion criteria|
phenomenon phenomena|medium media|datum data|bacterium bacteria|memorandum memoranda|referendum referenda|stimulus stimuli|
nucleus nuclei|alumnus alumni|hero heroes|potato potatoes|tomato tomatoes|veto vetoes|embargo embargoes|cargo cargoes|
echo echoes|torpedo torpedoes|mosquito mosquitoes|appendix appendices|index indices|matrix matrices|headquarters headquarters|
series series|species species|means means|barracks barracks|crossroads crossroads|aircraft aircraft|spacecraft spacecraft|
troops troops""".replace("\n", "").split("|")


def key_of(tag, form):
    """proper names keep their case"""
    return form if tag.endswith(("nnp", "nnps")) else "".join(map(ft.lower, form))


def tag_of(upos, xpos):
    """the tag that rules go by: auxiliaries apart ("'s" is be, "'d" is would)"""
    return ("aux " if upos == "AUX" else "") + xpos.lower()


def edit_of(form, lemma):
    n = 0
    while n < min(len(form), len(lemma)) and form[n] == lemma[n]:
        n += 1
    return len(form) - n, lemma[n:]


def observations(trees):
    """tag → key → counts of edits"""
    seen = defaultdict(lambda: defaultdict(Counter))
    for s in trees:
        for t in s:
            if t.lemma in (None, "_") or t.upos in (None, "PUNCT", "SYM") or t.xpos in ("GW", "ADD", "AFX"):
                continue
            tag, form = tag_of(t.upos, t.xpos), ft.normal(t.form)
            key = key_of(tag, form)
            if len(key) <= 24:
                seen[tag][key][edit_of(key, ft.normal(t.lemma))] += 1
    for verb in IRREGULAR:
        base, past, participle = verb.split()
        for tag, form in (("vbd", past), ("vbn", participle)):
            seen[tag][form][edit_of(form, base)] += 1000    # the treebanks have "flead" for fled
    for noun in PLURALS:
        base, plural = noun.split()
        seen["nns"][plural].setdefault(edit_of(plural, base), 1)
    return seen


def learn(trees):
    """[(key, strip, add)]"""
    rules = {}
    for tag, words in observations(trees).items():
        endings = defaultdict(Counter)
        for key, edits in words.items():
            edit = edits.most_common(1)[0][0]
            for n in range(min(MAX_ENDING, len(key)) + 1):
                if edit[0] < n or edit == (0, ""):    # an ending shows what it strips and the letter before: "pped", not "ped"
                    endings[key[len(key) - n:]][edit] += 1
        chosen = {}
        for ending in sorted(endings, key=lambda e: (len(e), e)):
            edit, n = endings[ending].most_common(1)[0]
            inherited = decide(chosen, ending)
            if ending == "" and edit[0] == 0 or edit != inherited and n >= 2 and n > 1.5 * endings[ending][inherited]:
                chosen[ending] = edit
        for key, edits in words.items():
            edit = edits.most_common(1)[0][0]
            if edit != decide(chosen, key):
                rules[f"{tag} ^{key}"] = edit
        for ending, edit in chosen.items():
            rules[f"{tag} {ending}"] = edit
    return [(k, *rules[k]) for k in sorted(rules)]


def decide(chosen, key):
    for n in range(min(MAX_ENDING, len(key)), -1, -1):
        if key[len(key) - n:] in chosen:
            return chosen[key[len(key) - n:]]
    return None


def apply(rules, upos, xpos, form):
    if upos in ("PUNCT", "SYM"):
        return form
    tag, form = tag_of(upos, xpos), ft.normal(form)
    key = key_of(tag, form)
    edit = rules.get(f"{tag} ^{key}")
    for n in range(min(MAX_ENDING, len(key)), -1, -1):
        if edit is not None:
            break
        edit = rules.get(f"{tag} {key[len(key) - n:]}")
    if edit is None:
        return key
    return key[:len(key) - edit[0]] + edit[1]
