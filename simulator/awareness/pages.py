"""The pages of a session: what stands on the screen at one time. They draw nothing themselves."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from simulator.awareness.caller_choice_pages import CallerChoicePages
from simulator.awareness.continuations import PlayedScenario
from simulator.awareness.story.narration import NarrationLine
from simulator.core.instant import Millis


@dataclass
class Page:
    """Something that a room looks at, under a heading."""

    heading: str
    notes: tuple[str, ...] = ()
    """Notes for whoever leads, besides those of the step."""
    scrolled: float = field(default=0, kw_only=True)
    """How far down it was read when it was left."""


@dataclass
class SlidePage(Page):
    """A few sentences and a few points."""

    sentences: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    small: tuple[str, ...] = ()
    """Said below, in an undertone: where it is from, what else there is."""
    big: str = ""
    """Said first, in letters that nobody overlooks."""
    watch: Callable[[], list[Page]] | None = None
    """The pages of a call that can be watched now, if somebody wants to."""
    watch_says: str = ""
    """What that would be, with its key."""


@dataclass
class ContentNotePage(Page):
    """What a call contains, and the choices before it."""

    sentences: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    go_on: Callable[[], list[Page]] = list
    """The pages on which it is played."""
    read: Callable[[], list[Page]] | None = None
    """The pages on which it is read instead, where it can be."""
    milder: Callable[[], list[Page]] | None = None
    """The note on a milder one, where there is one."""
    past: Callable[[], list[Page]] | None = None
    """What comes after it when it is skipped; none where what it is a part of is left."""


@dataclass
class ReadingPage(Page):
    """A call to be read, at nobody's pace but the room's."""

    moments: Sequence[NarrationLine] = ()


@dataclass
class ShowingPage(Page):
    """One call in its time, or two side by side."""

    tracks: tuple[Sequence[NarrationLine], ...] = ()
    titles: tuple[str, ...] = ()
    """What stands over each of two."""
    speed: float = 1.0
    since: Millis = -1
    """Everything up to this instant has been seen already."""
    until: Millis | None = None
    """Where it stops; none for the end of the call."""
    shown: int | None = None
    """How many instants were shown when it was left; none before it was seen."""
    remark: str = ""
    """What this call is, where a room might take it for another."""


@dataclass
class DecidingPage(Page):
    """The call stops: what would the room do?"""

    who: str = ""
    """In whose place the room is."""
    ask: str = ""
    last: NarrationLine | None = None
    """What was told last."""
    ways: tuple[str, ...] = ()
    """What could be done, in words."""
    follows: Callable[[int], list[Page]] = lambda _: []
    """The pages on which one of the ways is played on."""


@dataclass
class EndingsPage(Page):
    """What would come of each way."""

    deciding: DecidingPage | None = None
    outcomes: tuple[str, ...] = ()
    """What comes of each way of `deciding`, in a few words."""
    whys: tuple[str, ...] = ()
    """What decided it, for each way."""
    marked: int = 0
    """The way that is marked first."""
    small: tuple[str, ...] = ()
    then: Callable[[], list[Page]] | None = None
    """The pages after it, where those depend on what was looked at."""

    @property
    def alike(self) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """Each end once, with the places of the ways that end so."""
        found: dict[str, list[int]] = {}
        for place, ends in enumerate(self.outcomes):
            found.setdefault(ends, []).append(place)
        return tuple((ends, tuple(places)) for ends, places in found.items())


@dataclass
class TakingPage(Page):
    """The room has the caller's decisions."""

    played: PlayedScenario | None = None
    speed: float = 1.0
    ended: Callable[[CallerChoicePages], list[Page]] = lambda _: []
    """The pages after its end."""
    taking: CallerChoicePages | None = None
    """The call as the room left it; none before it was seen."""


@dataclass
class GuessPage(Page):
    """A belief, and a show of hands."""

    statement: str = ""
