"""Pages of a group session as values, without drawing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from simulator.awareness.continuations import PlayedScenario
from simulator.awareness.narration import NarrationLine
from simulator.awareness.running_calls import TakenCall
from simulator.core.instant import Millis

Pages: TypeAlias = "Callable[[], list[Page]]"
"""Creates pages when they are needed."""


class Choice(NamedTuple):
    """A choice on a page."""

    label: str
    """Its text, with its key."""
    pages: Pages | None
    """None to leave the whole step."""


@dataclass
class Page:
    """One page, with a heading."""

    heading: str
    notes: tuple[str, ...] = ()
    """Notes for the facilitator, besides those of the step."""
    scrolled: float = field(default=0, kw_only=True)
    """Scroll position when the page was left."""
    then: Pages | None = field(default=None, kw_only=True)
    """Creates the next pages, if they depend on what the group did here."""


@dataclass
class SlidePage(Page):
    """A few sentences and a few points."""

    sentences: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    small: tuple[str, ...] = ()
    """Small print below: sources and further notes."""
    big: str = ""
    """A first line in large letters."""
    watch: Choice | None = None
    """A call that the group can watch from here."""


@dataclass
class ContentNotePage(Page):
    """A content note, with the choices before a call."""

    sentences: tuple[str, ...] = ()
    choices: Mapping[str, Choice] = field(default_factory=dict)
    """By name: `go_on`, `milder` and `read` if possible, `skip`."""


@dataclass
class ReadingPage(Page):
    """A call to read."""

    moments: Sequence[NarrationLine] = ()


@dataclass
class ShowingPage(Page):
    """One call played back, or two side by side."""

    tracks: tuple[Sequence[NarrationLine], ...] = ()
    titles: tuple[str, ...] = ()
    """A title for each track."""
    speed: float = 1.0
    since: Millis = -1
    """Lines up to this instant are shown at once."""
    until: Millis | None = None
    """The instant at which it stops; None for the end of the call."""
    shown: int | None = None
    """Number of instants shown when the page was left; None before the first visit."""
    remark: str = ""
    """A line that says which call this is, if that could be confused."""


@dataclass
class OptionsPage(Page):
    """Options, with one marked."""

    options: tuple[str, ...] = ()
    follows: Callable[[int], list[Page]] = lambda _: []
    """Creates the pages of an option's continuation, by index."""
    marked: int = 0
    """Index of the marked option."""


@dataclass
class GuessPage(OptionsPage):
    """A myth, with a show of hands."""

    statement: str = ""


@dataclass
class DecidingPage(OptionsPage):
    """A decision point: the question and the options."""

    who: str = ""
    """The role that the group decides for."""
    ask: str = ""
    last: NarrationLine | None = None
    """The last line before the decision."""


@dataclass
class EndingsPage(OptionsPage):
    """The outcomes of all options of a decision."""

    outcomes: tuple[str, ...] = ()
    """The outcome of each option, in a few words."""
    whys: tuple[str, ...] = ()
    """The reasons for each outcome."""
    small: tuple[str, ...] = ()

    @property
    def alike(self) -> Mapping[str, Sequence[int]]:
        """Each outcome with the indexes of its options."""
        found: dict[str, list[int]] = {}
        for place, ends in enumerate(self.outcomes):
            found.setdefault(ends, []).append(place)
        return found


@dataclass
class TakingPage(Page):
    """A call in which the group acts as the caller."""

    played: PlayedScenario = field(kw_only=True)
    speed: float = 1.0
    taking: TakenCall | None = None
    """The call as the group left it; None before the first visit."""
