"""One reading of an utterance: what it states, what it asks, and what it is for.

Statements come from the reader; purposes and questions, with their direction, from phrases. Where
the reader has found what a caller means, a near phrase decides nothing: "he's gone down the shop"
names no place of the caller's.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from simulator.core.statements import Speaker, Stated, StatementTopic
from simulator.core.terms import Intent, Role, Topic, YesMeans
from simulator.language.asking.directions import Direction
from simulator.language.normalise import Span
from simulator.language.phrasebook import PhraseBook
from simulator.language.place_stretch import whole_places
from simulator.language.reader import Firmness, Reader, ReadStatement, TopicFrames
from simulator.language.typed.matcher import SpokenSign, understand
from simulator.language.typed.staff_words import read_staff


class Sureness(StrEnum):
    """How sure a reading is."""

    SURE = "sure"
    PERHAPS = "perhaps"
    NOT_UNDERSTOOD = "not understood"


class ReadPurpose(NamedTuple):
    """What a part of the words is for; a question is the purpose that its topic names."""

    name: str
    span: Span
    """The part: together the parts are all the words."""
    sure: bool
    direction: Direction | None = None
    """What a yes to a question means, if frames know it; if not, its words are to be read."""


class ReadQuestion(NamedTuple):
    """What a part of the words asks."""

    topic: Topic
    yes_means: YesMeans | None
    """None: that is open, or no yes answers it."""
    by_words: bool
    span: Span
    sure: bool


class Utterance(NamedTuple):
    """Words as they were read."""

    words: str
    statements: tuple[ReadStatement, ...]
    purposes: tuple[ReadPurpose, ...]
    """Of staff, in the order of the words; of a caller, the weightiest first."""
    others: tuple[str, ...]
    """What else the words might be for, the nearest first, for a person to choose from."""
    signs: tuple[SpokenSign, ...]
    facts: Mapping[Topic, bool]
    """What the cues of a user's own phrase files find."""
    book: PhraseBook
    by_phrases: tuple[ReadPurpose, ...] = ()
    """Purposes of a caller's words by phrases alone."""
    asked: tuple[Topic, ...] = ()
    places: tuple[Span, ...] = ()

    @property
    def sureness(self) -> Sureness:
        """Return how sure it is: as its least sure part."""
        parts = [each.sure for each in self.statements] + [each.sure for each in self.purposes]
        if not parts and not self.facts:
            return Sureness.NOT_UNDERSTOOD
        return Sureness.SURE if all(parts) else Sureness.PERHAPS

    @property
    def means(self) -> Stated:
        """Return what the words state, in the order of the topics, each once."""
        return _stated(self.statements)

    @property
    def place_words(self) -> str:
        """Return the words that name where the caller is."""
        named = [each for each in self.statements if each.topic.name in NAMES_PLACE and each.value]
        if not named:
            spans = sorted(each.span for each in self.purposes if each.name == Intent.GIVES_PLACE)
            return ", ".join(dict.fromkeys(self.words[start:end] for start, end in spans))
        return whole_places(self.words, (each.span for each in named))

    def only_said(self) -> Utterance:
        """Return it without what the words only may mean: an adult is asked (practice2 BF-3)."""
        return self._read_as(
            each for each in self.statements if each.sure or each.firmness is not Firmness.MAY
        )

    def only_sure(self) -> Utterance:
        """Return it without what is not sure, such as "I think he's got a knife"."""
        return self._read_as(each for each in self.statements if each.sure)

    def _read_as(self, kept: Iterable[ReadStatement]) -> Utterance:
        statements = tuple(kept)
        if statements == self.statements:
            return self
        purposes = _of_caller(self.words, statements, self.by_phrases, self.asked)
        return self._replace(statements=statements, purposes=_placed(purposes, self.places))

    def part(self, purpose: ReadPurpose) -> str:
        """Return the words of a purpose."""
        start, end = purpose.span
        return self.words[start:end].strip()

    def direction(self, purpose: str, words: str) -> Direction:
        """Return what a yes to a part of the words means, if it asks what a purpose names."""
        known = next((each.direction for each in self.purposes if each.name == purpose), None)
        return known or self.book.direction(purpose, words)

    def questions(self) -> Iterator[ReadQuestion]:
        """Yield what is asked, with the direction of its words."""
        for each in self.purposes:
            if each.name in frozenset(Topic):
                way, by_words = each.direction or self.book.direction(each.name, self.part(each))
                yield ReadQuestion(Topic(each.name), way, by_words, each.span, each.sure)


NAMES_PLACE = (StatementTopic.ADDRESS, StatementTopic.LANDMARK)


def _stated(statements: Sequence[ReadStatement]) -> Stated:
    return tuple({each.topic.name: (each.topic.name, each.value) for each in statements}.values())


def read_utterance(
    words: str,
    role: Role,
    book: PhraseBook,
    reader: Reader,
    *,
    situation: Collection[str] = (),
    asked: Collection[Topic] = (),
) -> Utterance:
    """Return what `words` of a role say; a situation decides between purposes that are as near.

    `asked`: what the caller was asked last, of which a fragment may be the answer.
    """
    found = understand(words, book, situation)
    if role is not Role.CALLER:
        staff = read_staff(words, book, reader, situation, found)
        taken = tuple(ReadPurpose(*each) for each in staff.purposes)
        return Utterance(words, (), taken, staff.others, found.signs, found.facts, book)
    spans = _spans(words, found.parts)
    purposes = [
        ReadPurpose(each.purpose, span, each.sure)
        for each, span in zip(found.purposes, spans, strict=True)
    ]
    others = tuple(each.purpose for each in found.others)
    if Intent.CHILD_SPEAKS in others:
        purposes.append(ReadPurpose(Intent.CHILD_SPEAKS, (0, len(words)), sure=False))
    read = reader.read(words, _speaker(words, purposes))
    statements = (*read, *_nobody(words, asked))
    places = tuple(reader.places(words))
    chosen = _placed(_of_caller(words, statements, purposes, asked), places)
    known = {each.name for each in chosen}
    others = tuple(
        name
        for name in dict.fromkeys((*(each.name for each in purposes), *others))
        if name not in known
    )
    return Utterance(
        *(words, statements, chosen, others, found.signs, found.facts, book),
        *(tuple(purposes), tuple(asked), places),
    )


_NOBODY = re.compile(
    r"\W*(?:(?:no|nope|nah)\W+)*(?:nobody|no ?one|not a soul|none of them)"
    r"(?: (?:at all|else|can))?\W*",
    re.IGNORECASE,
)
"""Words that are nothing but "nobody": what they say is what was asked about."""


def _nobody(words: str, asked: Collection[Topic]) -> tuple[ReadStatement, ...]:
    """Return what "No, nobody" says to who was asked who can hear, whichever way it was asked.

    "So nobody can hear us?" "No, nobody." agrees, as English does; a bare "no" is left in doubt.
    """
    if set(asked) != {Topic.ALONE_TO_TALK} or not _NOBODY.fullmatch(words):
        return ()
    row = TopicFrames(StatementTopic.NOBODY_HEARS)
    return (ReadStatement(row, True, (0, len(words)), True, Firmness.SAID, whole=True),)


def _spans(words: str, parts: Sequence[str]) -> list[Span]:
    """Return where each part is: they follow each other, and are all the words."""
    spans: list[Span] = []
    at = 0
    for part in parts:
        start = words.index(part, at)
        at = start + len(part)
        spans.append((start, at))
    return spans


# --- what a caller's words are for ---------------------------------------------------------------

_S = StatementTopic
_PURPOSES_OF: Mapping[Intent, frozenset[tuple[StatementTopic, bool]]] = {
    Intent.WANTS_POLICE: frozenset({(_S.WANTS_POLICE, True)}),
    # Who is ill needs an ambulance; who was hurt by another person needs police as well.
    Intent.WANTS_AMBULANCE: frozenset(
        {
            (_S.BREATHING_BADLY, True), (_S.NOT_WAKING, True), (_S.STROKE_SIGNS, True),
            (_S.ILL, True), (_S.BREATHING_WELL, False),
        }
    ),
    Intent.WANTS_FIRE: frozenset({(_S.FIRE_OR_PETROL, True)}),
    Intent.DANGER_NOW: frozenset(
        (each, True)
        for each in (
            _S.KNIFE, _S.GUN, _S.OTHER_WEAPON, _S.COMING_CLOSER, _S.HIT, _S.STRANGLED,
            _S.SEXUAL_ASSAULT, _S.THREAT_TO_KILL, _S.THREATENS_HIMSELF, _S.SUICIDAL,
            _S.LOCKED_IN, _S.FOLLOWED, _S.CHILD_HURT, _S.VIOLENCE,
        )
    ),
    Intent.GIVES_PLACE: frozenset((each, True) for each in NAMES_PLACE),
    Intent.SAYS_MISTAKE: frozenset({(_S.MISTAKE, True)}),
    Intent.CANNOT_TALK: frozenset({(_S.SOMEBODY_HEARS, True), (_S.CAN_TALK_NOW, False)}),
    Intent.ASKS_HOW_LONG: frozenset({(_S.HOW_LONG, True)}),
    Intent.DOES_NOT_FOLLOW: frozenset({(_S.DOES_NOT_FOLLOW, True)}),
}  # fmt: skip
"""What a caller's statements are said for (assumption)."""


def says_no_more(intent: Intent, topic: StatementTopic, *, value: bool) -> bool:
    """Whether a statement says only what its purpose does: "asks for police (wants police)"."""
    return _PURPOSES_OF.get(intent, frozenset()) == frozenset({(topic, value)})


_OF_READER = frozenset(_PURPOSES_OF) - {
    Intent.WANTS_POLICE, Intent.WANTS_AMBULANCE, Intent.WANTS_FIRE
}  # fmt: skip
"""What a near phrase says nothing of where the reader has found what is meant."""
_BY_ANOTHER = frozenset(
    {
        _S.KNIFE, _S.GUN, _S.OTHER_WEAPON, _S.HIT, _S.STRANGLED, _S.SEXUAL_ASSAULT,
        _S.THREAT_TO_KILL, _S.COMING_CLOSER, _S.STATE_OF_MIND, _S.LOCKED_IN, _S.VIOLENCE,
    }
)  # fmt: skip
"""What another person does: police are needed for it, beside any other service."""
_WEIGHTIEST = (
    *(Intent.WANTS_POLICE, Intent.WANTS_AMBULANCE, Intent.WANTS_FIRE, Intent.WANTS_COASTGUARD),
    *(Intent.CHILD_SPEAKS, Intent.PRETENDS, Intent.DANGER_NOW, Intent.SAYS_MISTAKE),
    *(Intent.GIVES_PLACE, Intent.CANNOT_TALK, Intent.ASKS_HOW_LONG, Intent.OTHER_LANGUAGE),
    Intent.SAYS_NO,
    *(Intent.SAYS_YES, Intent.DOES_NOT_FOLLOW, Intent.SPEAKS),
)
"""What counts most in one breath, whichever is said first (assumption)."""
_OF_A_CHILD = re.compile(
    r"\b(?:mummy|mommy|mammy|daddy|nanny|granny|teddy|dolly|tummy|poorly|the numbers"
    r"|i'?m (?:only )?(?:[3-9]|three|four|five|six|seven|eight|nine)|ow|bye bye|a police)\b",
    re.IGNORECASE,
)
"""A word that a child says: an adult says "my dad's collapsed" as well."""


def _speaker(words: str, purposes: Sequence[ReadPurpose]) -> Speaker:
    """Return whose words the reader is to take them for."""
    by_child = any(each.name == Intent.CHILD_SPEAKS for each in purposes)
    return Speaker.CHILD if by_child and _OF_A_CHILD.search(words) else Speaker.CALLER


def _of_caller(
    words: str,
    statements: Sequence[ReadStatement],
    purposes: Sequence[ReadPurpose],
    asked: Collection[Topic],
) -> tuple[ReadPurpose, ...]:
    """Return what a caller's words are for, the weightiest first, in any order of the words."""
    found = {each.name: each for each in (*_by_statements(statements), *_services_named(words))}
    said = {each.topic.name for each in statements if each.value}
    for each in purposes:
        if _counts(each, words, statements, said):
            found.setdefault(each.name, each)
    if not found and not statements and Topic.LOCATION in asked and len(words) >= _SHORTEST_NAME:
        # Only who was asked where they are can mean a name that no list has, and is asked back.
        found[Intent.GIVES_PLACE] = ReadPurpose(Intent.GIVES_PLACE, (0, len(words)), sure=False)
    if len(found) > 1 and (Intent.SAYS_MISTAKE in found or statements):
        # "Sorry" and "hello" are said before anything.
        for name in (Intent.DOES_NOT_FOLLOW, Intent.SPEAKS):
            if not any(each in _PURPOSES_OF.get(name, ()) for each in _stated(statements)):
                found.pop(name, None)
    if not said.isdisjoint(_BY_ANOTHER):
        named = {each.name for each in _services_named(words)}
        for name in (Intent.WANTS_AMBULANCE, Intent.WANTS_FIRE):
            if name not in named:
                found.pop(name, None)
    begins = _YES_OR_NO.match(words) is not None
    return tuple(sorted(found.values(), key=lambda each: _weight(Intent(each.name), begins=begins)))


_SHORTEST_NAME = 4
"""The letters of the shortest place that is taken for one unread (assumption)."""
_YES_OR_NO = re.compile(r"\W*(?:yes|yeah|yep|aye|no|nope|nah)\b", re.IGNORECASE)


def _weight(intent: Intent, *, begins: bool) -> int:
    """Return the place of a purpose; a yes or no that begins an answer comes before its reason."""
    answer = begins and intent in (Intent.SAYS_YES, Intent.SAYS_NO)
    return _WEIGHTIEST.index(Intent.CHILD_SPEAKS if answer else intent)


_REQUEST = re.compile(r"\b(?:need|want|send|get|please|pls|help|now|quick(?:ly)?)\b", re.I)
_NO_REQUEST = re.compile(r"\b(?:if|not|no|never|without|coming)\b|n't\b|\bdont\b", re.I)
_SERVICE_WORDS = {
    Intent.WANTS_POLICE: re.compile(r"\b(?:police|officers?|cops?|bobby|feds|coppers?)\b", re.I),
    Intent.WANTS_AMBULANCE: re.compile(r"\b(?:ambulance|paramedics?|ambo|doctor|medics?)\b", re.I),
    Intent.WANTS_FIRE: re.compile(r"\b(?:fire (?:brigade|engine|service|crew))\b", re.I),
}


def _services_named(words: str) -> Iterator[ReadPurpose]:
    """Yield each service that is asked for by name: "an ambulance and police, please"."""
    for sentence in re.finditer(r"[^.?!;\n]+", words):
        text = sentence[0]
        if not _REQUEST.search(text) or _NO_REQUEST.search(text):
            continue
        for intent, service in _SERVICE_WORDS.items():
            if found := service.search(text):
                start = sentence.start()
                yield ReadPurpose(intent, (start + found.start(), start + found.end()), sure=True)


def _placed(purposes: tuple[ReadPurpose, ...], places: Sequence[Span]) -> tuple[ReadPurpose, ...]:
    """Return purposes with only the words of a place for it: "a taxi to 12 Mill Road"."""
    return tuple(
        each._replace(span=places[0]) if places and each.name == Intent.GIVES_PLACE else each
        for each in purposes
    )


def _by_statements(statements: Sequence[ReadStatement]) -> Iterator[ReadPurpose]:
    for intent, of in _PURPOSES_OF.items():
        fitting = [each for each in statements if (each.topic.name, each.value) in of]
        if fitting:
            best = max(fitting, key=lambda each: each.sure)
            yield ReadPurpose(intent, best.span, best.sure)


def _counts(
    purpose: ReadPurpose,
    words: str,
    statements: Sequence[ReadStatement],
    said: Collection[StatementTopic],
) -> bool:
    """Whether a purpose by phrases counts beside what the reader found."""
    if purpose.name == Intent.CHILD_SPEAKS:
        return _OF_A_CHILD.search(words) is not None
    if not statements:
        return True
    if purpose.name in (Intent.SAYS_YES, Intent.SAYS_NO):
        # "Nobody can hear me" isn't an answer of no.
        return purpose.sure and _YES_OR_NO.match(words) is not None
    if purpose.name == Intent.PRETENDS:
        grave = {*_BY_ANOTHER, *_GRAVE_BESIDE_A_PRETENCE}
        return purpose.sure and grave.isdisjoint(said)
    return purpose.sure and purpose.name not in _OF_READER


_GRAVE_BESIDE_A_PRETENCE = frozenset(
    {_S.HAS_GONE, _S.BLEEDING, _S.TABLETS_TAKEN, _S.PERSON_HERE, _S.EX_PARTNER, _S.AFRAID}
)
"""What a caller in disguise does not say: "he's gone to the van" orders no van."""
