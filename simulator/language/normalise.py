"""English as it is typed and said, in one form: contractions opened, dialect in full, stems.

Whatever reads words here reads these: the clauses of a caller, the phrases and cues of a file, and
what a trainee types. So a form that one of them understands is understood by all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import zip_longest
from typing import NamedTuple

from snowballstemmer import stemmer

from simulator.core import instant

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
    "any1": "anybody", "some1": "somebody", "no1": "nobody", "ye": "you", "yous": "you",
    "ment": "meant", "bairns": "child", "weans": "child", "abt": "about",
    "no-one": "nobody", "noone": "nobody", "anyone": "anybody", "someone": "somebody",
    "everyone": "everybody", "d'you": "do you", "w/o": "without", "w/out": "without",
    "mam": "mum", "mom": "mum", "%": "per cent", "let's": "let us", "elses": "else",
    "youve": "you have", "theyve": "they have", "youll": "you will", "theyll": "they will",
    "someones": "somebody is", "somebodys": "somebody is", "werent": "was not",
    "noo": "now", "oot": "out", "aff": "off", "wi": "with", "wiv": "with", "n": "and", "nd": "and",
    "rite": "right", "cnt": "can not", "dnt": "do not", "wnt": "will not", "txt": "text",
    "txts": "texts", "txting": "texting", "msg": "message", "msgs": "messages", "bk": "back",
    "bak": "back", "hav": "have", "av": "have", "wen": "when", "wot": "what", "whit": "what",
    "wud": "would", "cud": "could", "shud": "should", "gona": "going to", "gunna": "going to",
    "tae": "to", "naebody": "nobody", "maself": "myself", "hisself": "himself", "nae": "no",
    "willnae": "will not", "wouldnae": "would not", "couldnae": "could not", "arenae": "are not",
    "hasnae": "has not", "doesnae": "does not", "besde": "beside", "ppl": "people",
    "doon": "down", "doun": "down", "hoose": "house", "wee": "little",
    "lil": "little", "ither": "other", "thegither": "together", "ere": "here", "wiff": "with",
    "dere": "there", "nobodys": "nobody is", "everythings": "everything is",
    "nothings": "nothing is",
    "heres": "here is", "alrite": "alright",
    "alot": "a lot", "tonite": "tonight", "wif": "with",
    "chrger": "charger", "batt": "battery", "percnt": "percent", "neebor": "neighbour",
    "nxt": "next", "dwn": "down", "frm": "from", "jus": "just", "jst": "just", "sum": "some",
    "wher": "where", "tuk": "took", "frnt": "front", "opn": "open",
}  # fmt: skip
"""Short, dialect and typed forms in full. "Ill" and "were" are words of their own."""
for _each in _set("isnt arent didnt doesnt hasnt havent wasnt couldnt wouldnt shouldnt"):
    _IN_FULL[_each] = f"{_each[:-2]} not"
_CLIPPED = {
    f"{verb}in": f"{verb}ing"
    for verb in _set(
        "com go do hid bang hang watch look run kick shout cry bleed driv try gett stand sitt talk"
        " listen walk follow ring knock hammer scream breath break smash text call swing wav throw"
        " putt tak mak tell ask say sleep wait drink leav hitt beat hurt hold chas pay shak dy kill"
        " lean push pull play work feel hear mov stay bring begg chok stopp mess"
        " chapp batter threaten pac turn stalk open shutt lock"
    )
} | {"wachin": "watching", "listnin": "listening", "standn": "standing"}
"""Verbs that are typed or said without the last letter: "hidin". A list, for "begin" is none."""
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

_WORD = re.compile(r"w/o(?:ut)?\b|[a-z0-9+]+(?:['\u2019`-][a-z0-9]+)*|%", re.IGNORECASE)
NUMBERS = {word: str(number) for word, number in instant.NUMBERS.items()}
_ONES = "one|two|three|four|five|six|seven|eight|nine"
NUMBER_WORDS = (
    rf"{_ONES}|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
    r"|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred"
)
WORD_NUMBER = rf"(?:a\shundred|{NUMBER_WORDS})\b(?:[\s-](?:and\s)?(?:{NUMBER_WORDS})\b){{0,6}}"
NUMBER = rf"(?:\d{{1,4}}[a-z]?(?:\s?(?:-|to|/)\s?\d{{1,4}}[a-z]?)?\b|{WORD_NUMBER})"
"""A number of a house, a flat or a bus, in figures or words."""
_SENTENCE = re.compile(r"[^.?!;\n]+[.?!;]?")


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """Return a word without its ending; an irregular form as its base: ``took`` as ``take``."""
    base = _IRREGULAR.get(word, word)
    stemmed: str = _STEMMER.stemWord(base)
    return stemmed


_STEMMER = stemmer("english")


def opened(text: str) -> Iterator[Token]:
    """Yield the words of a text in lower case, contractions opened, each with its span."""
    before: tuple[str, ...] = ()
    following = [each[0].lower() for each in _WORD.finditer(text)][1:]
    for found, after in zip_longest(_WORD.finditer(text), following, fillvalue=""):
        word = found[0].lower().replace("\u2019", "'").replace("`", "'")
        for part in _parts(_in_place(word, before, after)):
            yield Token(part, found.span())
            before = (*before[-1:], part)


def _in_place(word: str, before: tuple[str, ...], after: str) -> str:
    """Return a short word as what it means between its neighbours."""
    if word == "am" and not before and after not in ("", "i"):
        return "i am"
    if word == "ma":
        return "mum" if not after or (before and before[-1] in _WHOSE) else "my"
    if word == "ma's":
        return "mum's"
    if word == "2" and after in _AFTER_TO:
        return "to"
    if word == "no" and _SCOTS_NOT.fullmatch(" ".join(before)) and after not in _AFTER_NO:
        return "not"
    return word


_WHOSE = _set("my me our your his her the")
_AFTER_TO = _set("let ring call go get come speak talk be leave do the me you u my he him")
_SCOTS_NOT = re.compile(r"(?:i|he|she|they|we|you|that|it) (?:is|are|am|will)")
"""Before a "no" that means "not": "he's no here", "I'm no feart"."""
_AFTER_NO = _set("longer one use problem trouble good knife gun emergency need way danger weapon")


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a text alone."""
    return tuple(each.word for each in opened(text))


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, each with its mark."""
    return _SENTENCE.findall(text)


def _parts(word: str) -> Sequence[str]:
    word = _IN_FULL.get(word, word)
    word = _CLIPPED.get(word, word)
    for ending, full in _ENDINGS:
        if word.endswith(ending):
            word = _IN_FULL.get(word.removesuffix(ending), word.removesuffix(ending)) + full
            break
    return word.replace("'", "").replace("-", " ").split()
