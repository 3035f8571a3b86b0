"""Pages of a group session as values, without drawing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from simulator.awareness.caller_choice_pages import CallerChoicePages
from simulator.awareness.continuations import PlayedScenario
from simulator.awareness.story.narration import NarrationLine
from simulator.core.instant import Millis


@dataclass
class Page:
    """One page, with a heading."""

    heading: str
    notes: tuple[str, ...] = ()
    """Notes for the facilitator, besides those of the step."""
    scrolled: float = field(default=0, kw_only=True)
    """Scroll position when the page was left."""


@dataclass
class SlidePage(Page):
    """A few sentences and a few points."""

    sentences: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    small: tuple[str, ...] = ()
    """Small print below: sources and further notes."""
    big: str = ""
    """A first line in large letters."""
    watch: Callable[[], list[Page]] | None = None
    """Creates the pages of a call that the group can watch from here."""
    watch_says: str = ""
    """The label for `watch`, with its key."""


@dataclass
class ContentNotePage(Page):
    """A content note, with the choices before a call."""

    sentences: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    go_on: Callable[[], list[Page]] = list
    """Creates the pages that play the call."""
    read: Callable[[], list[Page]] | None = None
    """Creates the pages to read instead, if possible."""
    milder: Callable[[], list[Page]] | None = None
    """Creates the note on a milder call, if there is one."""
    past: Callable[[], list[Page]] | None = None
    """Creates the pages after skipping it; None if skipping leaves the whole step."""


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
class DecidingPage(Page):
    """A decision point: the question and the options."""

    who: str = ""
    """The role that the group decides for."""
    ask: str = ""
    last: NarrationLine | None = None
    """The last line before the decision."""
    options: tuple[str, ...] = ()
    follows: Callable[[int], list[Page]] = lambda _: []
    """Creates the pages of an option's continuation, by index."""


@dataclass
class EndingsPage(Page):
    """The outcomes of all options of a decision."""

    deciding: DecidingPage | None = None
    outcomes: tuple[str, ...] = ()
    """The outcome of each option, in a few words."""
    whys: tuple[str, ...] = ()
    """The reasons for each outcome."""
    marked: int = 0
    """Index of the marked option."""
    small: tuple[str, ...] = ()
    then: Callable[[], list[Page]] | None = None
    """Creates the next pages, if they depend on what the group watched."""

    @property
    def alike(self) -> tuple[tuple[str, tuple[int, ...]], ...]:
        """Each outcome with the indexes of its options."""
        found: dict[str, list[int]] = {}
        for place, ends in enumerate(self.outcomes):
            found.setdefault(ends, []).append(place)
        return tuple((ends, tuple(places)) for ends, places in found.items())


@dataclass
class TakingPage(Page):
    """A call in which the group acts as the caller."""

    played: PlayedScenario | None = None
    speed: float = 1.0
    ended: Callable[[CallerChoicePages], list[Page]] = lambda _: []
    """Creates the pages after the call."""
    taking: CallerChoicePages | None = None
    """The call as the group left it; None before the first visit."""


@dataclass
class GuessPage(Page):
    """A myth, with a show of hands."""

    statement: str = ""
