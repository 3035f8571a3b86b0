"""Calls played in lines: what is typed goes in as text, what was told and done comes out."""

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TextIO, cast

import pytest

from simulator.content.library.library import Library
from simulator.content.scenario.scenario import Scenario
from simulator.core.log import Body
from simulator.core.terms import Outcome, Role
from simulator.plain.before_call import opened
from simulator.plain.call.turns import TurnLoop
from simulator.plain.conversation import Conversation, UserLeft
from simulator.plain.whole_run import new_turns, play
from simulator.seat.run_choices import SEATS, setup_for
from simulator.seat.seat_view import SeatView
from simulator.session.run.live_run import LiveRun, RunSetup
from tests.session.calls import LIBRARY, Story

BANNER = "training: this cannot call 999. If this is real, call 999."
ON = ""
"""An empty line: let time go on."""


def setup(
    scenario: str | Scenario,
    seat: str,
    *,
    coached: bool = False,
    profile: str = "",
    seed: int = 0,
    library: Library = LIBRARY,
) -> RunSetup:
    found = library.scenario(scenario).scenario if isinstance(scenario, str) else scenario
    place = next(place for place in SEATS if place.word == seat)
    return setup_for(library, found, place, profile=profile, seed=seed, coached=coached)


class Sat(NamedTuple):
    """What came of a sitting."""

    told: list[str]
    turns: TurnLoop
    left: bool
    """Whether the lines ended, or said so, before the call did."""

    @property
    def sitting(self) -> SeatView:
        return self.turns.view

    @property
    def live(self) -> LiveRun:
        return self.turns.view.live

    @property
    def outcome(self) -> Outcome | None:
        return self.live.outcome

    @property
    def story(self) -> Story:
        return Story(self.live.log)

    def did(self, role: Role) -> list[Body]:
        """What a role did, without the ends of utterances."""
        return self.story.of(role)


def sit(what: RunSetup, lines: Iterable[str]) -> Sat:
    out = io.StringIO()
    turns = new_turns(Conversation(typed(lines, out), out), what, LIBRARY)
    try:
        turns.play()
        left = False
    except UserLeft:
        left = True
    return Sat(out.getvalue().splitlines(), turns, left)


def played(what: RunSetup, lines: Iterable[str], library: Library = LIBRARY) -> list[str]:
    """Play a whole sitting, with all that stands around it; the lines told."""
    out = io.StringIO()
    with pytest.raises(UserLeft):
        play(opened(typed(lines, out), out), what, library)
    return out.getvalue().splitlines()


def typed(lines: Iterable[str], out: io.StringIO) -> TextIO:
    """Lines as a user types them; `=label` is the number that this label was listed with."""
    return cast(TextIO, TypedLines(iter(lines), out))


@dataclass
class TypedLines:
    """What a conversation needs of its input: the next line, or an empty text at the end."""

    lines: Iterator[str]
    out: io.StringIO
    kept: str | None = None
    """A label that was not listed yet: the list is asked for first."""

    def readline(self, _size: int) -> str:
        line, asked = self.kept or next(self.lines, None), self.kept is not None
        self.kept = None
        if line is None:
            return ""
        if line.startswith("="):
            number = number_of(self.out.getvalue().splitlines(), line[1:])
            if not number and not asked:
                self.kept = line
                return "?\n"
            assert number, line
            line = number
        return f"{line}\n"

    def isatty(self) -> bool:
        return False


def number_of(told: Sequence[str], label: str) -> str:
    """The number that a told list gave an option, the last time that it was told; empty if none."""
    found = (
        line.partition(".")[0]
        for line in reversed(told)
        if line.partition(". ")[2].startswith(label) and line.partition(".")[0].isdecimal()
    )
    return next(found, "")
