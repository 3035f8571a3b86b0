"""A person's place at a live call: what is heard, known and remarked there, kept up to date.

With two seats (both handlers in turn) each has its own ears and its own coach.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from simulator.content.library.library import Library
from simulator.content.procedure.reference_data import DramaNumbers
from simulator.content.scenario.scenario import Scenario
from simulator.core.call import Call
from simulator.core.instant import Millis, clock
from simulator.core.log import Entry
from simulator.core.terms import Coverage, LineKind, Role
from simulator.debrief.assess.coach import Coach, Hint
from simulator.knowledge.facts import Stamp
from simulator.knowledge.knowledge import Knowledge
from simulator.rules.match import Context
from simulator.seat.act_parameters import Parameter
from simulator.seat.available_acts import AvailableAct, act_of, offers, parameters
from simulator.seat.view.act_catalogue import ActSpec, Materials
from simulator.seat.view.caption_lines import Caption, caption
from simulator.seat.view.stage_texts import stage_words
from simulator.session.clock import Clock
from simulator.session.run.live_run import LiveRun, RunSetup

if TYPE_CHECKING:
    from simulator.session.records.recorder import Recorder

Coaches = Callable[[RunSetup], Mapping[Role, Coach]]
"""Makes a coach for each seat that has one; none in a caller's seat."""


class News(NamedTuple):
    """What has come since the last time, for one seat."""

    captions: tuple[Caption, ...]
    remarks: tuple[Hint, ...]


class SeatView:
    """A sitting, as the person in its seats has it."""

    def __init__(
        self,
        setup: RunSetup,
        clock: Clock,
        materials: Materials,
        coaches: Coaches = lambda _: {},
        recorder: Recorder | None = None,
    ) -> None:
        """Begin the scenario that `setup` names."""
        self._open(LiveRun(setup, clock), materials, coaches, recorder)

    def _open(
        self, live: LiveRun, materials: Materials, coaches: Coaches, recorder: Recorder | None
    ) -> None:
        self.live = live
        self.recorder = recorder
        """Writes the sitting down; none when nobody asked for it."""
        self.materials = materials
        self._coaches = coaches
        self._coach = coaches(live.setup) if live.setup.coached else {}
        self.roles: tuple[Role | None, ...] = live.setup.seats or (None,)
        self.knowledge = {role: Knowledge(role or Role.OPERATOR) for role in self.roles}
        self.captions: dict[Role | None, list[Caption]] = {role: [] for role in self.roles}
        self.remarks: list[Hint] = []
        self._read = dict.fromkeys(self.roles, 0)
        self._offered: dict[Role, tuple[Call, tuple[AvailableAct, ...]]] = {}

    def catch_up(self) -> dict[Role | None, News]:
        """Let the call catch up with the clock; what is new in each seat."""
        self.live.poll()
        self._write_down()
        return {role: self._news(role) for role in self.roles}

    def _news(self, role: Role | None) -> News:
        heard = self.heard(role)
        new, self._read[role] = heard[self._read[role] :], len(heard)
        profile = self.live.setup.profile
        captions: list[Caption] = []
        remarks: list[Hint] = []
        coach = self._coach.get(role) if role is not None else None
        for entry in new:
            self.knowledge[role] = self.knowledge[role].after(entry)
            told = caption(entry, role, profile)
            if told is not None:
                captions.append(told)
            if coach is not None:
                remarks += coach.receive(entry)
        if coach is not None:
            remarks += coach.advance(self.live.now)
        self.captions[role] += captions
        self.remarks += remarks
        return News(tuple(captions), tuple(remarks))

    def heard(self, role: Role | None) -> Sequence[Entry]:
        """What has been perceived in a seat; in a demonstration, everything."""
        return self.live.log if role is None else self.live.heard(role)

    def offers(self, role: Role) -> tuple[AvailableAct, ...]:
        """Everything that the seat offers, as things stand.

        A call is a value: while it is the same one, so are its offers.
        """
        call = self.live.call
        if role not in self._offered or self._offered[role][0] is not call:
            self._offered[role] = (call, offers(call, role))
        return self._offered[role][1]

    def parameters(self, role: Role, act: ActSpec) -> tuple[Parameter, ...]:
        """What has to be chosen with an act."""
        return parameters(act, self.live.call, role, self.materials, self.knowledge[role])

    def do(self, role: Role, act: ActSpec, chosen: Mapping[str, Any]) -> Entry:
        """Do what was chosen.

        Raises:
            NotPossible: things have changed meanwhile; nothing was done.
        """
        action = act_of(role, act, chosen, self.materials, self.heard(role))
        entry = self.live.act(role, action)
        self._write_down()
        return entry

    def again_from(self, at: Millis) -> SeatView:
        """The same sitting at an earlier moment, standing still."""
        again = SeatView.__new__(SeatView)
        recorder = self.recorder.again_from(at) if self.recorder else None
        again._open(self.live.again_from(at), self.materials, self._coaches, recorder)
        return again

    def _write_down(self) -> None:
        if self.recorder is not None:
            self.recorder.take(self.live.log)


def coaches(library: Library, setup: RunSetup) -> dict[Role, Coach]:
    """A coach for each seat that a rubric of the scenario is about; a caller never has one.

    Raises:
        ContentError: a rubric's file is wrong.
        LibraryError: there is no such rubric.
    """
    context = Context(force=setup.force, profile=setup.profile)
    found: dict[Role, Coach] = {}
    for name in setup.scenario.rubric:
        rubric = library.rubric(name).rubric
        if rubric.role in setup.seats:
            found[rubric.role] = Coach(rubric, context)
    return found


def materials(library: Library, setup: RunSetup) -> Materials:
    """What a person has at hand in that setup.

    Raises:
        ContentError: the file of a force, of the questions or of the numbers is wrong.
    """
    others = {
        loaded.force.id: loaded.force.title
        for loaded in library.forces()
        if loaded.force.id != setup.force.id
    }
    number = number_of(setup.scenario, library.drama_numbers())
    return Materials(setup.profile, setup.force, library.questions(), others, number)


# --- the two lines above a call -------------------------------------------------------------------


_SECOND: Millis = 1_000


def who(sitting: SeatView, role: Role | None) -> str:
    """Whose seat it is, and at which stage the call is as far as can be told there."""
    seat = f"You are the {role.replace('_', ' ')}" if role else "A demonstration"
    return f"{seat}. The call: {stage_words(sitting.knowledge[role].facts.stage, role)}"


def when(sitting: SeatView, role: Role | None) -> str:
    """The time, each span with what it is counted from, and how the call is played."""
    knowledge, live = sitting.knowledge[role], sitting.live
    parts = [_clock(live.now)]
    for name, since in (
        ("since answer", knowledge.since(Stamp.ANSWERED, live.now)),
        ("since last sound", knowledge.since(Stamp.SOUND, live.now)),
    ):
        if since is not None:
            parts.append(f"{name} {_clock(since)}")
    parts.append("PAUSED" if live.paused else f"speed {live.speed:g}x")
    if role is not None:
        parts.append("coached" if live.setup.coached else "assessed")
    if sitting.recorder is not None:
        parts.append("NOT RECORDED" if sitting.recorder.trouble else "recorded")
    return "  ".join(parts)


def _clock(span: Millis) -> str:
    return clock(span // _SECOND * _SECOND)


# --- the number -----------------------------------------------------------------------------------


_MOBILE = (LineKind.MOBILE, LineKind.WEARABLE, LineKind.CAR)


def number_of(scenario: Scenario, numbers: DramaNumbers) -> str:
    """The caller's number, always the same for a scenario; empty where the network shows none.

    A phone in limited service state shows no number [B14].
    """
    if scenario.coverage is not Coverage.HOME:
        return ""
    area = "mobile" if scenario.line in _MOBILE else "no area"
    pattern = next(held.number for held in numbers.ranges if held.area == area)
    digits = f"{zlib.crc32(scenario.id.encode()) % 10 ** pattern.count('x'):0{pattern.count('x')}}"
    for digit in digits:
        pattern = pattern.replace("x", digit, 1)
    return pattern
