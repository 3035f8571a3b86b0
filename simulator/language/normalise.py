"""English as it is typed and said, in one form: contractions opened, dialect in full, stems.

Whatever reads words here reads these: the clauses of a caller, the phrases and cues of a file, and
what a trainee types. So a form that one of them understands is understood by all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from threading import Lock
from typing import Any, NamedTuple

from simulator.core import instant
from simulator.language.speaking.disfluency import fluent_text
from simulator.language.unmarked import ROWS as UNMARKED
from simulator.language.unmarked import with_mark
from simulator.late_pattern import late_pattern

Span = tuple[int, int]
"""From which character of a text up to which, the second not included."""


class Token(NamedTuple):
    """One word of a text, in the form in which it is compared."""

    word: str
    span: Span


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


_IN_FULL = {
    "cannot": "can not", "can't": "can not", "won't": "will not", "shan't": "will not",
    "ain't": "is not", "gonna": "going to", "wanna": "want to", "gotta": "got to",
    "dunno": "do not know", "dno": "do not know", "idk": "i do not know", "u": "you", "ur": "your",
    "r": "are", "ya": "you", "yer": "your", "em": "them", "pls": "please", "plz": "please",
    "nowt": "nothing", "owt": "anything", "summat": "something", "summit": "something",
    "meself": "myself", "bairn": "child", "wean": "child", "cos": "because", "coz": "because",
    "int": "is not", "in't": "is not", "en't": "is not", "innit": "",
    "isnae": "is not", "dinnae": "do not", "cannae": "can not",
    "didnae": "did not", "wasnae": "was not", "havenae": "have not", "havnt": "have not",
    "dont": "do not", "wont": "will not", "cant": "can not", "im": "i am", "ive": "i have",
    "hes": "he is", "shes": "she is", "theres": "there is", "theyre": "they are",
    "youre": "you are", "its": "it is", "thats": "that is", "weren't": "was not",
    "whos": "who is", "whats": "what is", "wheres": "where is", "hows": "how is",
    "any1": "anybody", "some1": "somebody", "no1": "nobody", "ye": "you",
    "yh": "yeah", "yea": "yeah", "yous": "you",
    "ment": "meant", "bairns": "child", "weans": "child", "abt": "about",
    "no-one": "nobody", "noone": "nobody", "anyone": "anybody", "someone": "somebody",
    "everyone": "everybody", "d'you": "do you", "w/o": "without", "w/out": "without",
    "mam": "mum", "mom": "mum", "%": "per cent", "let's": "let us", "elses": "else",
    "youve": "you have", "theyve": "they have", "weve": "we have",
    "youll": "you will", "theyll": "they will",
    "someones": "somebody is", "somebodys": "somebody is", "werent": "was not",
    "hadnae": "had not", "hasnae": "has not", "doesnae": "does not", "wouldnae": "would not",
    "couldnae": "could not", "willnae": "will not", "shouldnae": "should not", "aren't": "are not",
    "dint": "did not", "thy": "they", "leve": "leave",
    "gon": "gone", "wana": "want to", "persent": "per cent", "prest": "pressed",
    "axident": "accident", "clse": "close", "slapd": "slapped", "swolen": "swollen",
    "pils": "pills", "cheks": "checks", "delet": "delete", "wer": "where", "batry": "battery",
    "realy": "really", "dnt": "do not", "cnt": "can not", "didnt": "did not",
    "nae": "no", "wae": "with", "tis": "it is", "twas": "it was",
    "avore": "before", "sum1s": "somebody is", "wodka": "vodka", "ting": "thing",
    "theirselves": "themselves", "youse": "you", "haz": "has",
    "tce": "terrace", "mysel": "myself", "ourselfs": "ourselves", "gurt": "great",
    "noifes": "knives", "knif": "knife", "knofe": "knife", "pleeze": "please",
    "wiv": "with", "wi": "with", "wid": "with", "nuffin": "nothing", "nuthin": "nothing",
    "sumfin": "something", "sumthing": "something", "sumthin": "something", "rite": "right",
    "tryna": "trying to", "gona": "going to", "gunna": "going to", "msg": "message",
    "txt": "text", "bak": "back", "tuk": "took", "stoped": "stopped", "frm": "from",
    "becuz": "because", "wen": "when", "wat": "what", "wher": "where", "hav": "have",
    "wks": "weeks", "wk": "week", "mths": "months", "mins": "minutes", "hrs": "hours",
    "b4": "before", "ppl": "people", "sum1": "somebody", "wis": "was",
    "themself": "themselves", "hisself": "himself", "meselves": "ourselves", "btl": "bottle",
    "botle": "bottle", "nife": "knife", "breth": "breath", "breeth": "breathe",
    "bleedn": "bleeding", "herd": "heard", "skylite": "skylight", "dwn": "down", "thru": "through",
    "percnt": "per cent", "chrger": "charger", "scard": "scared", "weppon": "weapon",
    "ambulence": "ambulance", "polise": "police", "alowed": "allowed", "unconcious": "unconscious",
    "unconsious": "unconscious", "preganant": "pregnant", "pregnent": "pregnant",
    "strangeld": "strangled", "agen": "again", "hury": "hurry", "throte": "throat",
    "throt": "throat",
    "breeve": "breathe",
    "breave": "breathe", "paracetemol": "paracetamol", "parecetamol": "paracetamol",
    "fone": "phone",
    "follwing": "following", "folowing": "following",
    "noze": "nose", "pulld": "pulled",
    "preg": "pregnant", "massiv": "massive", "frendly": "friendly", "evry": "every",
    "evrywhere": "everywhere", "blud": "blood", "bleading": "bleeding", "screming": "screaming",
    "trys": "tries", "angrey": "angry", "becos": "because", "cuz": "because",
    "wud": "would", "cud": "could", "shud": "should", "luv": "love", "lotta": "lot of",
    "kinda": "kind of", "outta": "out of", "lemme": "let me", "gimme": "give me",
    "wudnt": "would not", "cudnt": "could not", "shudnt": "should not",
    "noo": "now", "oot": "out", "aff": "off", "n": "and", "nd": "and", "wnt": "will not",
    "txts": "texts", "txting": "texting", "msgs": "messages", "bk": "back", "av": "have",
    "wot": "what", "whit": "what", "tae": "to", "naebody": "nobody", "maself": "myself",
    "arenae": "are not", "besde": "beside", "doon": "down", "doun": "down", "hoose": "house",
    "wee": "little", "lil": "little", "ither": "other", "thegither": "together", "ere": "here",
    "wiff": "with", "dere": "there", "nobodys": "nobody is", "everythings": "everything is",
    "nothings": "nothing is", "heres": "here is", "alrite": "alright", "alot": "a lot",
    "tonite": "tonight", "wif": "with", "batt": "battery", "neebor": "neighbour", "nxt": "next",
    "jus": "just", "jst": "just", "sum": "some", "frnt": "front", "opn": "open",
    "toon": "town", "haun": "hand", "hauns": "hands", "airm": "arm", "heid": "head",
    "gannin": "going", "gan": "go", "mebbe": "maybe", "reet": "right",
    "neet": "night", "aboot": "about", "roond": "round", "deid": "dead",
    "hame": "home", "fae": "from", "tek": "take", "mek": "make", "yersel": "yourself",
    "yoursel": "yourself", "himsel": "himself", "hersel": "herself", "ootside": "outside",
    "doonstairs": "downstairs", "wi'out": "without", "withoot": "without", "daein": "doing",
    "flit": "flitted", "d'ye": "do you",
    "kil": "kill", "smashd": "smashed",
    "w": "with", "paracetmol": "paracetamol", "paracetomol": "paracetamol",
    "crobar": "crowbar", "wite": "white", "sory": "sorry", "theyv": "they have",
    "erlier": "earlier", "chokd": "choked", "swalow": "swallow", "unlokd": "unlocked",
    "theyr": "they are", "lites": "lights", "lite": "light", "acros": "across",
    "agenst": "against", "abot": "about",
    "nebody": "nobody", "nite": "night", "fite": "fight", "fites": "fights", "skool": "school",
    "wachin": "watching", "listnin": "listening",
    "snd": "send", "sned": "send", "tlk": "talk", "tlking": "talking", "spk": "speak",
    "wil": "will", "stil": "still", "ther": "there", "thers": "there is", "teh": "the",
    "hte": "the", "mayb": "maybe", "proply": "properly", "hse": "house", "gt": "got",
    "iv": "i have", "il": "i will", "hel": "he will", "shel": "she will", "mouf": "mouth",
    "breev": "breathe", "brething": "breathing", "ova": "over", "brotha": "brother",
    "sista": "sister", "muvver": "mother", "farver": "father", "fink": "think",
    "finks": "thinks", "somefing": "something", "nuffink": "nothing", "dat": "that",
    "dey": "they", "dem": "them", "cum": "come", "cuming": "coming", "kichen": "kitchen",
    "bedrm": "bedroom", "bathrm": "bathroom", "wrk": "work", "wrking": "working",
    "gf": "girlfriend", "bf": "boyfriend", "rn": "right now", "omg": "", "ffs": "", "lol": "",
    "tbh": "", "plse": "please", "polic": "police", "pilice": "police", "amblance": "ambulance",
    "hamer": "hammer", "kno": "know", "knw": "know", "thn": "then", "tht": "that", "whn": "when",
    "whr": "where", "frend": "friend", "hapened": "happened", "happend": "happened",
    "shoutin": "shouting", "thnk": "think", "thx": "thanks", "ty": "thank you",
    "evrything": "everything", "evryone": "everybody", "smthing": "something",
    "sth": "something", "sm1": "somebody", "nt": "not", "hs": "has", "hv": "have", "gv": "give",
    "gd": "good", "tmrw": "tomorrow", "2nite": "tonight", "2moro": "tomorrow", "l8": "late",
    "m8": "mate", "gr8": "great", "w8": "wait", "h8": "hate", "pw": "password",
    "dinna": "do not", "canna": "can not", "didna": "did not", "wasna": "was not",
    "isna": "is not", "winna": "will not", "wouldna": "would not", "couldna": "could not",
    "havena": "have not", "hasna": "has not", "doesna": "does not", "shouldna": "should not",
    "divvent": "do not", "divent": "do not", "divn't": "do not", "divvn't": "do not",
    "doan't": "do not", "dain't": "did not", "worn't": "was not", "tha": "you",
    "thee": "you", "thi": "your", "tha's": "you are", "allus": "always", "missen": "myself",
    "misen": "myself", "hissen": "himself", "hersen": "herself", "mesel": "myself",
    "mesen": "myself", "thissen": "yourself", "wersel": "ourselves", "wersels": "ourselves",
    "theirsen": "themselves", "yersen": "yourself", "ower": "over", "afore": "before",
    "agin": "against", "o'": "of", "intae": "into", "ontae": "onto", "wey": "with", "hoo": "how",
    "abody": "everybody", "awa": "away", "awa'": "away", "naw": "no", "hae": "have",
    "gie": "give", "gied": "gave", "gies": "give us", "gi'": "give", "gis": "give us",
    "gizza": "give us a", "whaur": "where", "wha": "who", "efter": "after", "sair": "sore",
    "haud": "hold", "mooth": "mouth", "airms": "arms", "breid": "bread", "watter": "water",
    "yow": "you", "bist": "are you", "thee'st": "you have", "dem's": "them is",
    "wasnt": "was not", "wernt": "was not", "hadnt": "had not", "gonny": "going to",
    "gonnae": "going to", "gaun": "going", "gaunnae": "going to", "dae": "do",
    "dinnit": "do not", "urs": "yours", "brakin": "breaking",
    "mibbe": "maybe", "mibbie": "maybe", "jist": "just", "yin": "one",
    "wance": "once", "twa": "two", "auld": "old", "cauld": "cold", "bide": "stay",
    "bides": "stays", "biding": "staying", "stop's": "stops",
}  # fmt: skip
"""Short, dialect and typed forms in full. "Ill" and "were" are words of their own."""
for _each in _set("isnt arent didnt doesnt hasnt havent wasnt couldnt wouldnt shouldnt"):
    _IN_FULL[_each] = f"{_each[:-2]} not"
_DROPPED_G = late_pattern(r"[a-z]{2,}[b-df-hj-np-tv-z]in|[a-z]{2,}yin|(?:go|do|be)in")
"""A verb without its last letter: "bleedin", "runnin", "stayin"."""
_DROPPED_E = late_pattern(r"[a-z]{2,}(?:sh|ch|ck|ll|ss|pp|ff|bb|gg|mp|nk|lk|rk)d")
"""A past form without its "e": "smashd", "punchd", "kickd"."""
_ENDS_IN_IN = _set(
    "cabin robin basin cousin raisin coffin muffin dolphin resin satin latin virgin origin margin"
    " napkin pumpkin vitamin heroin paraffin insulin aspirin penicillin toxin violin penguin urchin"
    " goblin within login plugin admin assassin morphin begin dustbin skin twin grin shin chin thin"
    " spin bulletin javelin tarpaulin gherkin mandarin griffin dublin berlin martin kevin colin"
    " gavin justin austin dustin calvin melvin marvin edwin erin caitlin kaitlin franklin alvin"
    " benjamin merlin darwin"
)
"""Words and names that end so anyway."""
_ENDINGS = (
    ("n't", " not"), ("'re", " are"), ("'m", " am"), ("'ve", " have"), ("'ll", " will"),
    ("'s", " is"), ("'d", " would"),
)  # fmt: skip

_IRREGULAR = {
    form: word
    for word, *forms in map(
        str.split,
        (
            "be am is are was were been being", "have has had having got get gotten getting",
            "do did does done doing", "take took taken", "go goes going went gone",
            "break broke broken", "hit hitting", "put putting", "say said", "see saw seen",
            "leave left", "child children kid kids", "man men", "woman women", "knife knives",
            "come came", "fall fell fallen", "run ran", "hear heard", "hide hid hidden",
            "drink drank drunken", "mum mummy", "dad daddy da", "lose lost", "find found",
            "throw threw thrown", "shake shook shaken", "steal stole stolen", "bite bit bitten",
            "beat beaten", "cut cutting", "send sent", "tell told", "think thought", "feel felt",
            "ring rang rung", "stand stood", "begin began begun", "write wrote written",
            "speak spoke spoken",
            "drive drove driven", "swing swung", "buy bought", "sleep slept",
        ),
    )
    for form in forms
}  # fmt: skip

_WORD = late_pattern(r"w/o(?:ut)?\b|[a-z0-9+]+(?:['\u2019`-][a-z0-9]+)*|%", re.IGNORECASE)
NUMBERS = {word: str(number) for word, number in instant.NUMBERS.items()}
ONES = "one|two|three|four|five|six|seven|eight|nine"
NUMBER_WORDS = (
    rf"{ONES}|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
    r"|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred"
)
WORD_NUMBER = rf"(?:a\shundred|{NUMBER_WORDS})\b(?:[\s-](?:and\s)?(?:{NUMBER_WORDS})\b){{0,6}}"
NUMBER = rf"(?:\d{{1,4}}[a-z]?(?:\s?(?:-|to|/)\s?\d{{1,4}}[a-z]?)?\b|{WORD_NUMBER})"
"""A number of a house, a flat or a bus, in figures or words."""
_SENTENCE = late_pattern(r"[^.?!;\n]+[.?!;]?")


_STEMS: dict[str, str] = {}
"""The stems of the words that were met, and of those that the package was built with."""
_MOST_STEMS = 16_384
_STEMMING = Lock()
"""The stemmer keeps the word that it works on: a screen reads phrases in a thread while its user
types the first words, and two at once raised IndexError, which ended the call."""


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """Return a word without its ending; an irregular form as its base: ``took`` as ``take``."""
    known = _STEMS.get(word)
    if known is None:
        with _STEMMING:
            known = _stemmer().stemWord(_IRREGULAR.get(word, word))
        if len(_STEMS) < _MOST_STEMS:
            _STEMS[word] = known
    return known


def know_stems(stems: Mapping[str, str]) -> None:
    """Take stems that were worked out before: those of six thousand words take 150 ms."""
    _STEMS.update(stems)


@contextmanager
def only_new_stems() -> Iterator[dict[str, str]]:
    """Forget all stems, and yield those that are worked out in a block, to be built in."""
    before = dict(_STEMS)
    for forget in (_STEMS.clear, stem.cache_clear):
        forget()
    try:
        yield _STEMS
    finally:
        _STEMS.update(before)


@lru_cache(maxsize=1)
def _stemmer() -> Any:
    # Deferred: it loads the stemmers of thirty languages, 7 ms, and many a run reads no words.
    from snowballstemmer import stemmer

    return stemmer("english")


Spelling = Callable[[str], str]
"""Returns the word that is meant by one with a slip; any other as it is."""


def opened(text: str, spelling: Spelling | None = None) -> Iterator[Token]:
    """Yield the words of a text in lower case, contractions opened, each with its span.

    What a mouth adds is left out: fillers, half words and what is said twice.
    """
    spoken = fluent_text(text)
    every = list(_WORD.finditer(spoken.words))
    written = [each[0].lower() for each in every]
    for found, parts in zip(every, _in_full(written, spelling), strict=True):
        for part in parts:
            yield Token(part, spoken.said(found.span()))


def _in_full(written: Sequence[str], spelling: Spelling | None = None) -> Iterator[Sequence[str]]:
    """Yield the words that each written word, in lower case, is said with."""
    before: tuple[str, ...] = ()
    for place, word in enumerate(written):
        after = written[place + 1 : place + _MOST_AFTER + 1]
        if not word.isascii() or "`" in word:
            word = word.replace("\u2019", "'").replace("`", "'")
        if spelling is not None and word.isalpha() and _parts(word) == (word,):
            word = spelling(word)
        parts = _parts(_in_place(word, before, after))
        yield parts
        before = (*before, *parts)[-_MOST_BEFORE:]


def _in_place(word: str, before: tuple[str, ...], following: Sequence[str]) -> str:
    """Return a short word as what it means between its neighbours."""
    after = following[0] if following else ""
    if word in UNMARKED:
        return with_mark(word, before, following)
    if word == "am" and not before and after not in ("", "i"):
        return "i am"
    if word == "ma":
        return "mum" if not after or (before and before[-1] in _WHOSE) else "my"
    if word == "ma's":
        return "mum's"
    if word == "da" and before[-1:] and before[-1] in _BEFORE_THE:
        return "the"
    if word == "back" and before[-1:] and before[-1] in _LENGTHS and after not in _AFTER_BACK:
        return word if _TO_COME.intersection(before) else "ago"
    if word == "no" and before[-2:] == ("do", "not"):
        return "know"
    if word in _LETTERS and before[-1:] and before[-1] in _BEFORE_A_VERB:
        return _LETTERS[word]
    if word == "2" and after in _AFTER_TO:
        return "to"
    if word == "no" and _SCOTS_NOT.fullmatch(" ".join(before[-2:])) and after not in _AFTER_NO:
        return "not"
    return word


_MOST_AFTER = 2
_MOST_BEFORE = 5
"""Most words before one that say what it means: "he'll be about ten minutes back"."""
_LENGTHS = _set("second seconds sec secs minute minutes min mins hour hours hr hrs day days night"
    " nights week weeks month months year years while bit")  # fmt: skip
_AFTER_BACK = _set("in at on to from home here there with for up down door way")
_TO_COME = _set("be will would is are coming")
"""Words of what is to come, or lasts: only then is "ten minutes back" no "ten minutes ago"."""
_WHOSE = _set("my me our your his her the")
_BEFORE_THE = _set("in on at to from of by up down with off into under behind")
_LETTERS = {"b": "be", "c": "see"}
_BEFORE_A_VERB = _set("to 2 will can not would could must might")
"""Before a letter that is typed for a verb: "he will c it", and not "block b"."""
_AFTER_TO = _set("b c let ring call go get come speak talk be leave do the me you u my he him")
_SCOTS_NOT = late_pattern(r"(?:i|he|she|they|we|you|that|it) (?:is|are|am|will)")
"""Before a "no" that means "not": "he's no here", "I'm no feart"."""
_AFTER_NO = _set("longer one use problem trouble good knife gun emergency need way danger weapon")


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text alone."""
    written = [each.lower() for each in _WORD.findall(fluent_text(text).words)]
    return tuple(part for parts in _in_full(written) for part in parts)


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, each with its mark."""
    return _SENTENCE.findall(text)


@lru_cache(maxsize=8192)
def _parts(word: str) -> tuple[str, ...]:
    word = _IN_FULL.get(word, word)
    if word.startswith("t'") and len(word) > len("t'n"):
        word = f"the {word[2:]}"  # "up t'stairs"
    if _DROPPED_G.fullmatch(word) and word not in _ENDS_IN_IN:
        word += "g"
    elif _DROPPED_E.fullmatch(word):
        word = word[:-1] + "ed"
    for ending, full in _ENDINGS:
        if word.endswith(ending):
            word = _IN_FULL.get(word.removesuffix(ending), word.removesuffix(ending)) + full
            break
    return tuple(word.replace("'", "").replace("-", " ").split())


_LONG_WORD = late_pattern(r"[a-z']{3,}|\bex\b")
_COMMON_WORDS = frozenset(
    """
    about again all and any anything are been but can come could did does done don't down
    each else for from get going good got had has have he's hello her here him his how i'll i'm
    i've into isn't it's just let me more much need not now off one only other our out over
    please right said say see she she's some something sorry still thank that that's
    the their them then there there's these they they're thing think this those though too very
    want was way we're well were what when where which who will with yeah yes yet you you're
    you've your
    """.split()  # noqa: SIM905
)
"""Words that say nothing of what is meant (assumption)."""


@lru_cache(maxsize=4_096)
def content_words(words: str) -> frozenset[str]:
    """Return the words that carry what a sentence means, to find what another said back."""
    found = frozenset(_LONG_WORD.findall(words.lower())) - _COMMON_WORDS
    return frozenset(each for each in found if not each.endswith("body"))
