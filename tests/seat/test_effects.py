"""Every reading states its effect, and the log then shows that effect and no other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from simulator.core import acts as do
from simulator.core import hearing
from simulator.core.flow import ENDS, IN_HAND
from simulator.core.instant import Millis
from simulator.core.log import Body, Entry, StageEntered
from simulator.core.terms import IncidentStage, LineStage, Role
from simulator.knowledge.knowledge import CONTROLS
from simulator.seat.available_acts import SURE
from simulator.seat.seat_view import SeatView
from simulator.seat.view.act_catalogue import CATALOGUE, ActSpec
from simulator.seat.view.effects import (
    EFFECT_COLUMNS,
    LineEffect,
    act_effect,
    confirmed_by,
    effect_in_words,
)
from simulator.session.clock import ManualClock
from simulator.session.run.live_run import LiveRun
from tests.seat.test_asking_back import first
from tests.seat.walking import materials
from tests.session.sitting import setup

CALLER, OPERATOR, HANDLER = Role.CALLER, Role.OPERATOR, Role.CALL_HANDLER


class Done(NamedTuple):
    """An act that was done, and what came of it in the whole log."""

    role: Role
    body: Body
    heard_by: frozenset[Role]
    before: LineStage
    after: LineStage
    incident: tuple[IncidentStage, IncidentStage]
    operator_left: bool
    followed_by: frozenset[str]

    @property
    def caller_hears(self) -> bool:
        return do.ROWS[self.body.kind].audible and not self.heard_by.isdisjoint({CALLER, Role.ROOM})


_SO: Mapping[LineEffect, Callable[[Done], object]] = {
    LineEffect.SAYS: lambda d: d.caller_hears and isinstance(d.body, do.SPOKEN),
    LineEffect.SOUNDS: lambda d: d.role is CALLER and not isinstance(d.body, do.SPOKEN),
    LineEffect.INFORMS: lambda d: (
        HANDLER in d.heard_by or (isinstance(d.body, do.BringIn) and d.heard_by == {*CONTROLS})
    ),
    LineEffect.RADIOS: lambda d: (
        Role.OFFICERS in d.heard_by and isinstance(d.body, do.BriefOfficers)
    ),
    LineEffect.SENDS: lambda d: Role.OFFICERS in d.heard_by and "unit_report" in d.followed_by,
    LineEffect.LOGS: lambda d: not d.heard_by and getattr(d.body, "text", None) is not None,
    LineEffect.SETS: lambda d: hasattr(d.body, "reason") and d.heard_by <= {Role.OFFICERS},
    LineEffect.LOOKS: lambda d: d.heard_by <= {Role.SYSTEMS},
    LineEffect.OPENS: lambda d: d.after is not d.before and d.after not in ENDS,
    LineEffect.PHONE: lambda d: (
        d.after is LineStage.RINGING_BACK or d.heard_by & {CALLER, Role.ROOM}
    ),
    LineEffect.PASSES: lambda d: d.after is not d.before or Role.OTHER_FORCE in d.heard_by,
    LineEffect.ENDS: lambda d: (
        d.after in ENDS
        or d.operator_left
        or d.incident[1] is not d.incident[0]
        or d.after is not d.before
    ),
    LineEffect.NOTHING: lambda d: not d.heard_by and d.after is d.before,
}
"""When the log shows each effect: by who perceives the act, and where the line then is."""
_ON_THE_LINE = frozenset({LineEffect.SAYS, LineEffect.SOUNDS, LineEffect.INFORMS})
_MOVES_THE_LINE = frozenset(
    {LineEffect.OPENS, LineEffect.PHONE, LineEffect.PASSES, LineEffect.ENDS, LineEffect.SOUNDS}
)


def by_first(view: SeatView, role: Role, act: ActSpec) -> dict[str, Any]:
    """Every parameter by its first option or a word, and meant."""
    chosen: dict[str, Any] = {SURE: True}
    while open_ := view.parameters(role, act, chosen):
        chosen[open_[0].name] = first(open_[0]) or (
            "hello" if open_[0].is_text else first(open_[0])
        )
    return chosen


def done(view: SeatView, role: Role, act: ActSpec) -> Done:
    """Do an act in a call that forks off here."""
    fork = view.again_from(view.live.now + 1)
    fork.catch_up()
    fork.live.pace.resume()  # It is assessed: no act counts while it is paused.
    state = fork.live.call.state
    circuit = hearing.Circuit.of(state)
    count = len(fork.live.log)
    fork.do(role, act, by_first(fork, role, act))
    then = fork.live.call.state
    new: Sequence[Entry] = fork.live.log[count:]
    body = new[0].body
    stage = body.stage if isinstance(body, StageEntered) else None
    heard = hearing.audience(role, body.kind, stage, circuit)
    followed: frozenset[str] = frozenset()
    if act_effect(act.kind) is LineEffect.SENDS:
        fork.live.skip_while(lambda _: fork.live.now < view.live.now + 100_000)
        followed = frozenset(each.body.kind for each in fork.live.log[count:])
    left = state.operator_on_line and not then.operator_on_line
    stages = (state.incident, then.incident)
    return Done(role, body, heard, state.line, then.line, stages, left, followed)


WALKS: tuple[tuple[str, Role, Mapping[Millis, str]], ...] = (
    ("handset-lifted", CALLER, {2: "d", 14: "h", 18: "l"}),
    ("rings-back", CALLER, {2: "d", 40: "h"}),
    ("partner-in-the-room", OPERATOR, {20: "p", 40: "h", 60: "l"}),
    ("handset-lifted", OPERATOR, {30: "p"}),
    ("digital-line-down", OPERATOR, {20: "p"}),
    ("partner-in-the-room", HANDLER, {70: "g", 90: "d", 200: "e", 230: "z"}),
    ("rings-back", HANDLER, {70: "g", 90: "d", 260: "k", 300: "z"}),
)
"""Calls, and by which key the seat does what at which second; it answers whatever rings."""


def walked() -> Iterator[tuple[ActSpec, Done]]:
    """Each act of each seat, once in every state of the line in which it is possible."""
    seen = set()
    for name, role, script in WALKS:
        of, clock = setup(name, role), ManualClock()
        view = SeatView(LiveRun(of, clock), materials(of))
        by_key = {each.key: each for each in CATALOGUE[role]}
        for second in range(320):
            clock.tick(1_000)
            view.catch_up()
            if view.live.outcome is not None:
                break
            for act, why in view.available_acts(role):
                mark = role, act.key, view.live.call.state.line
                if why is None and mark not in seen:
                    seen.add(mark)
                    yield act, done(view, role, act)
            answer = next(e for e in view.available_acts(role) if e.kind == "answer")
            key = script.get(second) or ("a" if answer.disabled_reason is None else "")
            offers = {e.key: e.disabled_reason for e in view.available_acts(role)}
            if key and offers[key] is None:
                view.do(role, by_key[key], by_first(view, role, by_key[key]))


def test_the_effect_that_a_reading_states_is_the_effect_that_the_log_shows() -> None:
    """Every act of every seat, in every state of these calls: who perceives it, and the line."""
    tried: set[tuple[Role, str]] = set()
    for act, came in walked():
        tried.add((came.role, act.kind))
        stated = act_effect(act.kind)
        held = came.before in (LineStage.HELD, LineStage.HELD_CONNECTING)
        assert held or _SO[stated](came), (act.label, stated, came)
        if came.caller_hears:
            assert stated in _ON_THE_LINE, (act.label, came)
        gone = came.before not in IN_HAND  # Nobody is on a line that was lost.
        if came.after is not came.before and not (gone and stated is LineEffect.INFORMS):
            assert stated in _MOVES_THE_LINE, (act.label, came)
    missing = {(r, a.kind) for r, acts in CATALOGUE.items() for a in acts} - tried
    assert not missing, "no walk comes to these"


def test_every_effect_is_a_few_words_that_fit_their_column() -> None:
    for role, acts in CATALOGUE.items():
        for act in acts:
            says = effect_in_words(role, act)
            assert 0 < len(says) <= EFFECT_COLUMNS, says
            lasting = do.ROWS[act.kind].effect_of(role)
            assert not lasting or confirmed_by(act.kind) != "yes", act.kind
