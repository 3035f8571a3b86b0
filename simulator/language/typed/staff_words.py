"""What the words of staff are for: by frames where those know a question, else by likeness.

The very words of a phrase count before any frame. Where a phrase and a frame give one question two
directions, the direction is open, and the trainee chooses.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from simulator.core.terms import Intent, Topic, YesMeans
from simulator.language.asking.asked_statements import asked_as_stated
from simulator.language.asking.asked_topics import AskedTopic
from simulator.language.asking.directions import Direction
from simulator.language.asking.question_forms import has_tag
from simulator.language.lexicon import Mood, is_opener
from simulator.language.normalise import Span
from simulator.language.phrasebook import PhraseBook
from simulator.language.reader import Reader
from simulator.language.typed.asks_else import asks_else
from simulator.language.typed.matcher import (
    PurposeScore,
    Understood,
    says_how,
    signs_of,
    understand,
)
from simulator.language.typed.no_question import asks_nothing

_SENTENCE = re.compile(r"[^.?!;\n]+[.?!;\n]*")


_REQUEST = re.compile(
    r"\W*(?:(?:ok|okay|right|so|and|now|love),? )*(?:can|could|will|would) (?:you|u|ya)\b", re.I
)
"""What may ask for something to be done: "could you lock the door?"."""
_VERBS = r"are|is|was|were|do|does|did|have|has|had|can|could|will|would|should|must|need|know|may"
_MAY_ASK = re.compile(
    r"\W*(?:(?:and|right|ok|okay|love),? )*(?:so,? (?:you|he|she|they|there|it|nobody|no|none|the)"
    rf"|(?:just |only )?(?:you|yous|youse|ye|ya|u|he|she|they|him|her|this|that) (?!(?:{_VERBS})\b)"
    r"|(?:you|he|she|they|there|it|no|nobody|not|just|only)\b.*\bthen\W*$)",
    re.IGNORECASE,
)
"""What asks without the form of a question: "so he's gone", "he still there", "not hurt then"."""
_CONDITION = re.compile(
    r"\W*(?:if|when|once|police|about|say|let|put|well done|i heard|that sound(?:s|ed))\b", re.I
)
"""What begins words that say what is to be done, or who speaks, and ask nothing."""
_QUESTIONS = frozenset(map(str, Topic)) | {Intent.CHECK_MISTAKE, Intent.ANYBODY_WITH_YOU}


class StaffPurpose(NamedTuple):
    """What a part of the words is for."""

    name: str
    span: Span
    sure: bool
    direction: Direction | None = None
    """What a yes to it means, if frames know it; if not, the words of the part are to be read."""


class StaffWords(NamedTuple):
    """What all of the words are for."""

    purposes: tuple[StaffPurpose, ...]
    others: tuple[str, ...]


_SIGN = r"(?:taps?|press|push|cough|knock|blow|click|noise|sound)\b"
_SO = r"(?P<so>(?:you|he|she|they|it|there|any|some|nobody|the|your)\b[^.?!;,]*?)"
_OR_NOT = r"(?:,? (?:and |or )?(?:twice|two|2)\b[^.?!;]*\b(?:not|no|aren't|isn't|don't|can't))?"
_GIVE = (
    r"(?:(?:ok|okay|right|please|now|just|so|and|then|love|pet|can you|could you|will you|would you"
    r"|i want you to|i'd like you to|you can|try (?:and|to)|give (?:me|us|the phone|it)|make|do|a"
    r"|one|two|another|any|little|quick|single)\b\W*){0,7}"
)
_SIGN_IF = (
    re.compile(rf"\W*{_GIVE}{_SIGN}[^.?!;]*?\bif {_SO}{_OR_NOT}\W*", re.IGNORECASE),
    re.compile(rf"\W*{_GIVE}if {_SO},? {_GIVE}{_SIGN}[^.?!;]*", re.IGNORECASE),
)
"""Asks for a sign if something is so: "tap once if you're hurt" is that question."""
_SAYS_HOW = frozenset({Topic.CAN_SPEAK, Topic.MISTAKE})
"""What such a clause gives a reason for, and does not ask: "tap if you can't speak"."""


_LEADS = r"(?:(?:and|so|ok|okay|right|now|love|pet)\b,? )*"
_WHAT_I_SAY = r"what i(?:'m| am)? (?:say|saying|said|mean|asking)"
_FOLLOWS = (
    rf"{_LEADS}(?:(?:(?:do|can|did|have) )?you (?:all |both )?"
    rf"(?:(?:understand|understood|follow)(?: (?:me|that|this|it|all that|{_WHAT_I_SAY}))?"
    rf"|(?:get|got|catch|make sense of) (?:that|all that|{_WHAT_I_SAY}))"
    r"(?: (?:so far|ok|okay|all right|alright|now))?"
    r"|are you (?:following|with me)(?: (?:me|on that))?(?: so far)?"
    r"|(?:is|was) (?:that|this|all that) (?:all )?(?:clear|understood)(?: (?:enough|to you))?"
    r"|(?:does|did) (?:that|this|it|all that) (?:make|made) (?:any )?sense(?: to you)?"
    r"|make sense|got (?:that|all that)|understood|understand(?: me| that)?)"
)
"""Asks whether the caller follows: a yes to it is the yes of "can you hear me?"."""
_ASKS_FOLLOWS = re.compile(rf"\W*{_FOLLOWS}\W*\?\W*", re.IGNORECASE)
_ENDS_SO = re.compile(
    rf"(?<=[.!?;,:\u2013\u2014-])\s*(?:{_FOLLOWS}\W*\?\W*"
    rf"|{_GIVE}{_SIGN}[^.?!;]*? if {_FOLLOWS}\W*|if {_FOLLOWS},? {_GIVE}{_SIGN}[^.?!;]*)\Z",
    re.IGNORECASE,
)
_BEGINS_SO = re.compile(rf"\A\W*{_FOLLOWS}\s*\?\s*(?=\w)", re.IGNORECASE)


_HEARS_ME = (
    r"(?:you(?: can| could|'re able to| are able to)? (?:still )?hear"
    r" (?:me|us|this|my voice|what i(?:'m| am)? (?:say|saying))"
    r"|you(?: are|'re) (?:still )?there|you (?:can't|cannot) (?:speak|talk)"
    r"|there(?: is|'s) (?:any|some)(?:one|body) there)(?:,? (?:ok|okay|all right|love|pet|at all))*"
    r"(?: (?:but|and) [^,.?!]*?)?"
)
_TO_GIVE = (
    r"(?:(?:please|just|then|either|you|can|could|try|and|to|do|give|me|us|make|a|an|any|little|for"
    r"|your|the|phone)\b\W*){0,7}(?:taps?|press|push|hit|cough|knock|whisper|sound|noise)\b"
    r"[^.?!;]*?"
)
_WAYS_IF = re.compile(
    rf"(?:\A|(?<=[.!?;]))\W*(?:(?:ok|okay|hello|hi|right|so|now|please|just)\b\W*)*"
    rf"(?:if {_HEARS_ME}(?:\W+then\b)?\W+(?P<first>{_TO_GIVE})"
    rf"|(?P<last>{_TO_GIVE}),? if {_HEARS_ME}"
    rf"|can you hear me(?: ok| okay| all right)?\?\W*(?P<asked>{_TO_GIVE}))\W*\Z",
    re.IGNORECASE,
)
"""Names ways to answer to who can hear: "if you can hear me, tap, cough or press a key"."""
_ONE_OF_THEM = re.compile(r"\bor\b|:", re.IGNORECASE)
_MEANS_IT = re.compile(r"\bfor (?!me\b|us\b)|\b(?:twice|yes|no)\b", re.IGNORECASE)
"""Gives a sign a meaning of its own, as a code does."""


def read_staff(
    words: str, book: PhraseBook, reader: Reader, situation: Collection[str], alike: Understood
) -> StaffWords:
    """Return what words of staff are for. `alike`: what they are by likeness to phrases."""
    return (
        _asked_if_followed(words, book, reader, situation)
        or _ways_named(words, book, reader, situation)
        or _of_staff(words, book, reader, situation, alike)
    )


def _ways_named(
    words: str, book: PhraseBook, reader: Reader, situation: Collection[str]
) -> StaffWords | None:
    """Return what words are for that end with ways to answer; None if they don't."""
    found = _WAYS_IF.search(words.replace("\u2019", "'")) if book.knows_questions else None
    if found is None:
        return None
    ways = found["first"] or found["last"] or found["asked"]
    if not _ONE_OF_THEM.search(ways) or _MEANS_IT.search(ways):
        return None
    if len({each.sign for each in signs_of(ways)}) < _FEWEST_WAYS:
        return None
    start = found.start()
    rest = words[:start]
    named = StaffPurpose("offer_ways", (start, len(words)), True)
    if not rest.strip():
        return StaffWords((named._replace(span=(0, len(words))),), ())
    read = _of_staff(rest, book, reader, situation, understand(rest, book, situation))
    if not read.purposes:
        return None
    return StaffWords(_filled(words, [*read.purposes, named]), read.others)


_FEWEST_WAYS = 2
"""One sign that is asked for is a question's answer, and no choice of ways."""


def _asked_if_followed(
    words: str, book: PhraseBook, reader: Reader, situation: Collection[str]
) -> StaffWords | None:
    """Return what words are for that ask whether the caller follows; None if they don't.

    "Tap once for yes and twice for no. Do you understand?" sets a code and asks for the first yes.
    """
    plain = words.replace("\u2019", "'")
    if not book.knows_questions:
        return None
    asked = StaffPurpose(str(Topic.CAN_HEAR), (0, len(words)), True, Direction(YesMeans.SO))
    if _ASKS_FOLLOWS.fullmatch(plain):
        return StaffWords((asked,), ())
    found = _ENDS_SO.search(plain) or _BEGINS_SO.match(plain)
    if found is None:
        return None
    ends = found.end() == len(plain)
    start, stop = (0, found.start()) if ends else (found.end(), len(words))
    rest = words[start:stop]
    read = _of_staff(rest, book, reader, situation, understand(rest, book, situation))
    if not read.purposes or asked.name in {each.name for each in read.purposes}:
        return None
    parts = [
        each._replace(span=(each.span[0] + start, each.span[1] + start)) for each in read.purposes
    ]
    asked = asked._replace(span=(stop, len(words)) if ends else (0, start))
    in_order = [*parts, asked] if ends else [asked, *parts]
    return StaffWords(_filled(words, in_order), read.others)


def _of_staff(
    words: str, book: PhraseBook, reader: Reader, situation: Collection[str], alike: Understood
) -> StaffWords:
    read = _sign_asked(words, book, reader, situation, alike)
    read = read or _read(words, book, reader, situation, alike)
    named = tuple(_as_confirmed(each, words, reader) for each in read.purposes)
    kept = tuple(each for each in named if not _is_misread(each.name, words[slice(*each.span)]))
    if kept == named:
        return read._replace(purposes=named)
    # What was near is offered, and not taken.
    near = (each.name for each in named if each not in kept)
    return StaffWords(_filled(words, kept), tuple(dict.fromkeys((*near, *read.others))))


def _sign_asked(
    words: str, book: PhraseBook, reader: Reader, situation: Collection[str], alike: Understood
) -> StaffWords | None:
    """Return the one question to which a sign is to be the answer; None if none is surely asked."""
    plain = words.replace("\u2019", "'")
    found = next((each for pattern in _SIGN_IF if (each := pattern.fullmatch(plain))), None)
    if found is None or not book.knows_questions:
        return None
    clause = f"{found['so'].strip()}?"
    if _ASKS_FOLLOWS.fullmatch(clause):
        so = Direction(YesMeans.SO)
        others = tuple(each.purpose for each in (*alike.purposes, *alike.others))
        hears = StaffPurpose(str(Topic.CAN_HEAR), (0, len(words)), True, so)
        return StaffWords((hears,), tuple(dict.fromkeys(e for e in others if e != hears.name)))
    read = _read(clause, book, reader, situation, understand(clause, book, situation))
    if len(read.purposes) != 1 or not read.purposes[0].sure:
        return None
    asked = read.purposes[0]
    if asked.name not in frozenset(map(str, Topic)) - _SAYS_HOW:
        return None
    whole = asked._replace(span=(0, len(words)), direction=_direction(asked, clause, book))
    others = (*(each.purpose for each in alike.purposes), *(e.purpose for e in alike.others))
    return StaffWords((whole,), tuple(dict.fromkeys(e for e in others if e != asked.name)))


def _direction(asked: StaffPurpose, clause: str, book: PhraseBook) -> Direction:
    return asked.direction or book.direction(asked.name, clause)


_CONFIRMS = re.compile(
    r"\bis (?:that|this|it) (?:right|correct|where you are|the (?:right )?(?:place|address|one)"
    r"|your (?:address|place))\b[^?]*\?",
    re.IGNORECASE,
)
"""Asks whether a place just said is the one: "I have 17 Rope Walk. Is that where you are?"."""


def _as_confirmed(purpose: StaffPurpose, words: str, reader: Reader) -> StaffPurpose:
    """Return a question for a place as one about the place that its words name, if they do."""
    text = words[slice(*purpose.span)]
    if purpose.name != Topic.LOCATION or not _CONFIRMS.search(text):
        return purpose
    if not any(True for _ in reader.places(words)):
        return purpose
    way = Direction(YesMeans.SO)
    return purpose._replace(name=str(Topic.AT_KNOWN_ADDRESS), sure=True, direction=way)


def _is_misread(purpose: str, text: str) -> bool:
    return (purpose in _QUESTIONS and asks_nothing(text)) or asks_else(text, purpose)


def _read(
    words: str, book: PhraseBook, reader: Reader, situation: Collection[str], alike: Understood
) -> StaffWords:
    others = tuple(each.purpose for each in alike.others)
    sentences = [each.span() for each in _SENTENCE.finditer(words)]
    asks = cache(book.asks)  # Pasted text says the same again and again.
    alone = cache(lambda text: understand(text, book, situation))
    asked = {span: asks(words[slice(*span)]) for span in sentences}
    if not any(asked.values()) and book.knows_questions and _is_undecided(alike, book):
        # What states it, if it is said, asks it as well.
        asked = {
            span: asked_as_stated(words[slice(*span)], book.respelling, reader)
            for span in sentences
        }
    if not any(asked.values()):
        return StaffWords(tuple(_by_phrases(words, alike, 0)), others)
    stated = cache(lambda text: asked_as_stated(text, book.respelling, reader))
    found: dict[str, StaffPurpose] = {}
    for span in sentences:
        text = words[slice(*span)]
        if (is_opener(text) or says_how(text)) and len(sentences) > 1:
            continue
        own = alike if len(sentences) == 1 else alone(text)
        for each in _of_sentence(text, span[0], book, own, asked[span]):
            agreed = each if each.direction is None else _agreed(each, stated(text))
            # "Got your message. OK to read here?": what frames know of it is the question.
            before = found.get(each.name)
            if before is None or (before.direction is None and agreed.direction):
                found[each.name] = agreed
            elif agreed.direction not in (before.direction, None):
                found[each.name] = before._replace(direction=Direction(None))
    known = (*(each.purpose for each in alike.purposes), *others)
    others = tuple(dict.fromkeys(each for each in known if each not in found))
    in_order = sorted(found.values(), key=lambda each: each.span)
    return StaffWords(_filled(words, in_order), others)


def _is_undecided(alike: Understood, book: PhraseBook) -> bool:
    """Whether likeness finds nothing, or a question of which it can't say what a yes means."""
    directions = [
        book.direction(each.purpose, part)
        for each, part in zip(alike.purposes, alike.parts, strict=True)
        if each.purpose in _QUESTIONS
    ]
    return not alike.purposes or any(
        each.yes_means is None and not each.by_words for each in directions
    )


def _agreed(purpose: StaffPurpose, stated: Sequence[AskedTopic]) -> StaffPurpose:
    """Leave a direction open where the frames of statements say the other one."""
    way = purpose.direction and purpose.direction.yes_means
    if way in _PLAIN_WAYS and any(
        each.purpose == purpose.name and each.yes_means in _PLAIN_WAYS - {way} for each in stated
    ):
        return purpose._replace(direction=Direction(None))
    return purpose


_PLAIN_WAYS = frozenset({YesMeans.SO, YesMeans.NOT_SO})


def _of_sentence(
    text: str, at: int, book: PhraseBook, alike: Understood, asked: Sequence[AskedTopic]
) -> Iterator[StaffPurpose]:
    if not asked or _phrases_decide(text, book, alike):
        yield from _by_phrases(text, alike, at)
        return
    near = list(_by_phrases(text, alike, at))
    ways = {each.name: text[each.span[0] - at : each.span[1] - at] for each in near}
    for each in asked:
        way = Direction(each.yes_means)
        if each.purpose in ways:
            # Loose frames take a question that they know no turn of for one that asks forward.
            other = book.direction(each.purpose, ways[each.purpose]).yes_means
            if each.yes_means is not YesMeans.NOT_SO and other is YesMeans.NOT_SO:
                way = Direction(None)
        agreed = not ways or each.purpose in ways
        yield StaffPurpose(each.purpose, (each.span[0] + at, each.span[1] + at), agreed, way)
    names = {each.purpose for each in asked}
    for other_part in near:
        start, end = (place - at for place in other_part.span)
        # Frames have read another part: "has he still got it, has he used it?"
        if other_part.name not in names and not any(
            each.span[0] < end and start < each.span[1] for each in asked
        ):
            yield other_part


def _phrases_decide(text: str, book: PhraseBook, alike: Understood) -> bool:
    """Whether the words are a phrase, are sure to be no question, or state or order something."""
    clause = book.lexicon.clause(text, book.spelling)
    if len(book.written.get(clause.words, ())) == 1:
        return True
    known: Sequence[PurposeScore] = alike.purposes
    otherwise = any(each.purpose not in _QUESTIONS for each in known)
    if "?" not in text and _CONDITION.match(text):
        return True
    asks = "?" in text or clause.mood is Mood.ASKS or has_tag(text)
    may_ask = not otherwise and (clause.mood is Mood.OPEN or bool(_MAY_ASK.match(text)))
    return bool((_REQUEST.match(text) and otherwise) or not (asks or may_ask))


def _by_phrases(words: str, alike: Understood, at: int) -> Iterator[StaffPurpose]:
    start = 0
    for each, part in zip(alike.purposes, alike.parts, strict=True):
        start = words.index(part, start)
        yield StaffPurpose(each.purpose, (at + start, at + start + len(part)), each.sure)
        start += len(part)


def _filled(words: str, purposes: Sequence[StaffPurpose]) -> tuple[StaffPurpose, ...]:
    """Return purposes whose parts follow each other and are all the words."""
    if not purposes:
        return ()
    starts = [0, *(each.span[0] for each in purposes[1:])]
    ends = [*starts[1:], len(words)]
    return tuple(
        each._replace(span=(start, end))
        for each, start, end in zip(purposes, starts, ends, strict=True)
    )
