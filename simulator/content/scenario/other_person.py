"""The other person in a scenario: who they are, what they want, where they are, how they feel.

A few plain words make a person who moves, talks, listens and may take the phone. What they may do
is in `session/people/other_person.py`. Defaults are practice2 8.2, which calls them assumptions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Literal, NamedTuple

from simulator.content.fields.content_model import Content, Fact
from simulator.content.fields.text_fields import Percent, Text, YesNo
from simulator.core.terms import Topic

Wants = Literal[
    "that nobody comes",
    "to know who it is",
    "the phone",
    "to find them",
    "to keep them there",
    "to be let in",
    "to be left alone",
    "nothing",
]
HARMLESS = ("to be left alone", "nothing")
"""Who wants this takes no phone, and is not angry."""
Temper = Literal["calm", "charming", "rising", "angry"]
HearsPhone = Literal["earpiece", "speaker", "nothing"]


class StartingPlace(NamedTuple):
    """Where the other person is to be found."""

    metres: int
    kind: Literal["room", "house", "outside", "behind", "fixed"]
    """In the room with the caller, elsewhere indoors, out of doors, behind one who walks, or beside
    one who rides: who is fixed does not come or go."""


WHERE: Mapping[str, StartingPlace] = {
    "beside them": StartingPlace(1, "room"),
    "same room": StartingPlace(3, "room"),
    "next room": StartingPlace(6, "house"),
    **dict.fromkeys(("kitchen", "bedroom", "bathroom", "hall"), StartingPlace(8, "house")),
    **dict.fromkeys(("upstairs", "downstairs", "landing"), StartingPlace(9, "house")),
    "at the door": StartingPlace(6, "outside"),
    **dict.fromkeys(("garden", "outside"), StartingPlace(12, "outside")),
    "behind them": StartingPlace(15, "behind"),
    **dict.fromkeys(("next seat", "driving"), StartingPlace(1, "fixed")),
}
"""Each place that a file may name (metres: assumption)."""
if TYPE_CHECKING:
    Where = str
else:
    Where = Literal[tuple(WHERE)]


class OtherChances(Content):
    """How often the other person notices or does something, in percent (practice2 8.2)."""

    key_tone: Percent = 50
    """A key tone within two metres is noticed."""
    whisper: Percent = 60
    """A whisper in a quiet room is noticed."""
    speech: Percent = 25
    """Words in a speaking voice in the same room are asked about (assumption)."""
    lit_screen: Percent = 30
    """A screen that lights up in the same room is noticed."""
    leaves: Percent = 20
    """They leave, in a call of more than four minutes."""
    returns: Percent = 50
    """Having left, they come back within ten minutes."""
    takes_phone: Percent | None = None
    """They take the phone, once they know of the call; left out: as what they want has it."""
    coaches: Percent | None = None
    """They say what the caller is to say, once they know of the call; left out: likewise."""
    ends_call: Percent | None = None
    """With the phone in hand they end the call; left out: likewise."""


class OtherPersonText(Content):
    """The other person, as one who acts: moves, talks, listens, asks who it is."""

    who: Text
    """The person's role: `partner`, `intruder`, `passenger`. Never a name."""
    wants: Wants
    """What they want."""
    where: Where
    """Where they are when the operator answers."""
    temper: Temper = "calm"
    """How they feel: calm, charming, rising (it gets worse) or angry."""
    hears: HearsPhone = "earpiece"
    """What they hear of the phone: a loud earpiece within a metre, a speaker anywhere in the room,
    or nothing."""
    leaves: Literal["perhaps", "never"] = "perhaps"
    """Whether they may go away in a long call."""
    hurt: YesNo = False
    """Whether they are the one who is hurt, or hurt as well."""
    chances: OtherChances = OtherChances()
    """How often they notice or do something, where a file says it otherwise."""

    @property
    def position(self) -> StartingPlace:
        """Where they are to be found."""
        return WHERE[self.where]

    @property
    def may_take_phone(self) -> bool:
        """Whether they may take the caller's phone, so that a content note has to say so."""
        reaches = self.position.kind in ("room", "house", "fixed")
        return reaches and self.wants not in HARMLESS and self.chances.takes_phone != 0

    @property
    def may_shout(self) -> bool:
        """Whether they may shout or threaten."""
        return self.temper in ("rising", "angry")


class Contradiction(NamedTuple):
    """What in the words of an other person contradicts a fact, or another word."""

    key: str
    found: str
    fix: str


_KNOWN_TO_CALLER = ("partner", "husband", "wife", "boyfriend", "girlfriend", "ex", "former partner")
_STRANGERS = ("intruder", "burglar", "stranger", "robber")
_FIXED_FACTS: Mapping[str, Mapping[Topic, Fact]] = {
    "room": {Topic.SAME_ROOM: Fact.NO, Topic.ALONE_TO_TALK: Fact.YES},
    "house": {Topic.SAME_ROOM: Fact.YES, Topic.IN_THE_HOUSE: Fact.NO, Topic.INDOORS: Fact.NO},
    "outside": {Topic.SAME_ROOM: Fact.YES, Topic.IN_THE_HOUSE: Fact.YES},
    "behind": {Topic.SAME_ROOM: Fact.YES, Topic.FOLLOWED: Fact.NO, Topic.INDOORS: Fact.YES},
    "fixed": {Topic.ALONE_TO_TALK: Fact.YES, Topic.IN_A_VEHICLE: Fact.NO},
}
"""By the kind of place: the facts that contradict it."""


def contradictions(
    other: OtherPersonText, facts: Mapping[Topic, Fact], near: tuple[str, ...], *, overhears: bool
) -> Iterator[Contradiction]:
    """Yield what in an other person contradicts the facts, `near`, `overheard`, or itself."""
    yield from _against_facts(other, facts)
    yield from _against_itself(other)
    if other.who in near:
        found = f"near says when the {other.who} is near, and other lets them move"
        yield Contradiction("who", found, f"remove the {other.who} from near")
    if overhears:
        found = "overheard says what follows when the caller is overheard, and so does other"
        yield Contradiction("wants", found, "remove overheard: what other wants decides it")


def _against_facts(other: OtherPersonText, facts: Mapping[Topic, Fact]) -> Iterator[Contradiction]:
    there = {Topic.OTHER_PERSON_PRESENT: Fact.NO, Topic.HAS_LEFT: Fact.YES}
    for topic, value in {**there, **_FIXED_FACTS[other.position.kind]}.items():
        if facts.get(topic) is value:
            found = f"the other person is there ({other.where}), and {topic} is {value}"
            fix = f"write {topic}: {'no' if value is Fact.YES else 'yes'}, or another where"
            yield Contradiction("where", found, fix)
    knows = facts.get(Topic.KNOWS_PERSON)
    named = (_KNOWN_TO_CALLER, Fact.NO), (_STRANGERS, Fact.YES)
    for words, value in named:
        if other.who.lower() in words and knows is value:
            fix = f"write knows_person: {'yes' if value is Fact.NO else 'no'}, or another who"
            yield Contradiction("who", f"{other.who}, and knows_person is {value}", fix)
    if other.hurt and facts.get(Topic.INJURED) is Fact.NO:
        found = "the other person is hurt, but nobody is by `injured: no`"
        yield Contradiction("hurt", found, "write injured: yes, or remove hurt")


def _against_itself(other: OtherPersonText) -> Iterator[Contradiction]:
    kind, chances = other.position.kind, other.chances
    if other.wants == "to be let in" and kind != "outside":
        found = f"who wants to be let in is outside, and where is {other.where}"
        yield Contradiction("wants", found, "write where: at the door, or another aim")
    if other.wants in HARMLESS and other.temper in ("rising", "angry"):
        found = f"who wants {other.wants} is calm or charming, and temper is {other.temper}"
        yield Contradiction("temper", found, "write temper: calm, or another aim")
    takes = any((chances.takes_phone, chances.ends_call, chances.coaches))
    if other.wants in HARMLESS and takes:
        found = f"who wants {other.wants} takes no phone and says nothing for the caller"
        yield Contradiction("chances", found, "remove these chances, or write another aim")
    if kind in ("outside", "behind") and (chances.takes_phone or other.hears == "speaker"):
        found = f"who is {other.where} reaches no phone, and hears none"
        yield Contradiction("where", found, "write another where, or remove it")
    if other.leaves == "never" and "leaves" in chances.model_fields_set and chances.leaves:
        found = "leaves is never, and there is a chance that they leave"
        yield Contradiction("leaves", found, "remove one of the two")
