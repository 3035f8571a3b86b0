"""Where the other person is now, and what of the facts follows from it for the caller.

The other person moves; the caller sees and hears that, so what they answer to "Is anyone in the
room with you?" is so at that moment. What a scenario fixes besides stays as it is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from simulator.content.fields.content_model import Fact
from simulator.content.scenario.other_person import StartingPlace
from simulator.core.terms import Topic

BESIDE = 1
"""Metres within which a loud earpiece is heard (practice2 8.2)."""
KEY_HEARD = 2
"""Metres within which a key tone may be noticed (practice2 8.2)."""
SAME_ROOM = 4
"""Metres within which a person is in the room with the caller (assumption)."""
NEXT_ROOM = 9
"""Metres within which words in a speaking voice may carry (assumption)."""

WHERE_THEY_ARE = (Topic.OTHER_PERSON_PRESENT, Topic.SAME_ROOM, Topic.HAS_LEFT, Topic.IN_THE_HOUSE)
"""What may be so at one moment and not at the next."""


class Whereabouts:
    """Where one other person is, as metres from the caller; None when they have gone."""

    def __init__(self, position: StartingPlace) -> None:
        """Start where the scenario has them."""
        self.home = position
        self.metres: int | None = position.metres

    def within(self, metres: int) -> bool:
        """Whether they are so near."""
        return self.metres is not None and self.metres <= metres

    @property
    def in_the_room(self) -> bool:
        """Whether they are in the room with the caller, or as near out of doors."""
        return self.within(SAME_ROOM)


class MovingFacts(Mapping[Topic, Fact]):
    """The facts of a scenario, with what the other person's place makes of them at the moment."""

    def __init__(self, written: Mapping[Topic, Fact], where: Whereabouts) -> None:
        """Begin with the facts as `written`."""
        self._written = written
        self._where = where

    def __getitem__(self, topic: Topic) -> Fact:
        """Return what is so of a topic now; KeyError if nothing is known of it."""
        now = self._now(topic)
        return self._written[topic] if now is None else now

    def __iter__(self) -> Iterator[Topic]:
        """Yield the topics of the scenario; where a person is may be known of others."""
        return iter(self._written)

    def __len__(self) -> int:
        """Return how many topics the scenario has."""
        return len(self._written)

    def _now(self, topic: Topic) -> Fact | None:
        """Return what follows from the place; None where it says nothing."""
        where = self._where
        gone = where.metres is None
        others = self._written.get(Topic.MORE_THAN_ONE) is Fact.YES
        if topic is Topic.SAME_ROOM and where.home.kind in ("room", "house"):
            return _fact(so=where.in_the_room)
        if topic is Topic.HAS_LEFT:
            return _fact(so=gone) if gone or topic in self._written else None
        if topic is Topic.ALONE_TO_TALK and where.in_the_room:
            return Fact.NO
        if not gone or others:
            return None
        # Where there are several, the others are still there.
        return _ONCE_GONE.get(topic)


_ONCE_GONE = {
    Topic.OTHER_PERSON_PRESENT: Fact.NO,
    Topic.ALONE_TO_TALK: Fact.YES,
    Topic.BEHIND_YOU: Fact.NO,
}


def _fact(*, so: bool) -> Fact:
    return Fact.YES if so else Fact.NO
