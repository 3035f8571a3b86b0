"""From a record to a scenario's file: a call that was played, as something to edit and play again.

What the caller and the room did becomes steps: each hangs on the last cue that they perceived,
with the pause that there was. Whether that gives the same call is tried by playing it. Where it
does not, because somebody in a seat did what nobody usually does, every act has its instant.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from simulator.content.library.library import DEFAULT_PROFILE
from simulator.content.library.templates import scenario_text
from simulator.content.scenario import exact_script as exact
from simulator.content.scenario.scenario import Scenario
from simulator.core import acts as do
from simulator.core.instant import Millis, amount
from simulator.core.log import (
    CallBegan,
    CallEnded,
    Decided,
    Entry,
    IncidentMoved,
    StageEntered,
    TimerFired,
)
from simulator.core.terms import Role
from simulator.session.chance import Chance
from simulator.session.people.scripted import Event, Scripted
from simulator.session.records.cue_times import met
from simulator.session.records.left_out import with_words
from simulator.session.records.played_file import remarks, without_unused_names
from simulator.session.records.record_file import Record, without_text
from simulator.session.records.written_act import act_in_file
from simulator.session.run.diff import compared
from simulator.session.run.headless import procedure, run
from simulator.session.run.perceived import perceived

_PLAYED = (
    *("dials", "caller", "room", "background", "overheard", "answers", "exactly"),
    *("calls", "outcomes", "expect", "expect_by_profile"),
)
"""Keys of the scenario that the record replaces."""
_CUES = {"did": "did", "rings": "rings", "dialled": "dialled", "answered": "answered"}


class Rewritten(NamedTuple):
    """A scenario made of a record."""

    scenario: Scenario
    text: str
    """The file."""
    by_instant: bool
    """Whether every act stands with its instant."""


def rewritten(
    record: Record, name: str, ready: frozenset[str], *, by_instant: bool = False
) -> Rewritten:
    """The call of a record as a scenario called `name`, `by_instant` if need be or if asked for.

    Of what was said, only the scenario's, the profile's and the `ready` words are kept.

    Raises:
        ValueError: the call had not ended, or cannot be played again.
    """
    setup = record.header.setup
    log = [without_text(entry, record.header, ready) for entry in record.entries]
    ends = [entry.body for entry in log if isinstance(entry.body, CallEnded)]
    began = sum(isinstance(entry.body, CallBegan) for entry in log)
    if not ends or len(ends) < began:
        raise ValueError("the call had not ended when the record did")
    worded, words = with_words(log, setup.profile.speech)
    for exactly in (True,) if by_instant else (False, True):
        plain = _plain(record, worded, name, exactly)
        scenario = Scenario.model_validate(plain)
        again = run(scenario, setup.profile, setup.force, setup.seed).log
        if stages(again) == stages(log):
            held = setup.scenario
            told = remarks(
                setup,
                by_instant=exactly,
                without=_written(held) - _written(scenario),
                points=len(held.decision_points) - len(scenario.decision_points),
                words=words,
                again=compared(log, [without_text(each, record.header, ready) for each in again]),
            )
            return Rewritten(scenario, scenario_text(plain, told), exactly)
    raise ValueError("the flow makes something else of this call today")


def _written(scenario: Scenario) -> set[str]:
    """The keys that stand in a scenario's file, in its first call or in a later one."""
    calls = [call.model_fields_set for call in scenario.calls]
    return {*scenario.model_fields_set, *(key for keys in calls for key in keys)}


def stages(log: Sequence[Entry]) -> list[str]:
    """The stages that a log goes through, in order: those of the line and of the incident."""
    return [
        f"{entry.body.kind} {entry.body.stage}"
        for entry in log
        if isinstance(entry.body, StageEntered | IncidentMoved)
    ]


def _plain(record: Record, log: Sequence[Entry], name: str, by_instant: bool) -> dict[str, Any]:
    setup = record.header.setup
    held = setup.scenario.model_dump(
        # An `any` is no word of its list, which is nothing to warn of.
        mode="json",
        by_alias=True,
        exclude_unset=True,
        warnings=False,
    )
    plain = {key: value for key, value in held.items() if key not in _PLAYED}
    plain |= {"id": name, "title": f"{setup.scenario.title}, as it was played"}
    for role in setup.seats:
        plain.pop(role.value, None)
    ended = next(entry.body for entry in reversed(log) if isinstance(entry.body, CallEnded))
    if setup.profile.id == DEFAULT_PROFILE:
        plain["outcome"] = ended.outcome.value
    else:
        plain["outcomes"] = {setup.profile.id: ended.outcome.value}
    if setup.scenario.decision_points:
        del plain["decision_points"]
        if points := [held["decision_points"][place] for place in _points(record, log)]:
            plain["decision_points"] = points
    heard = _heard(record, log)
    usual = "999"
    for number, acts in enumerate(_calls(log)):
        said = _exactly(acts) if by_instant else _steps(acts, heard)
        dialled = next((each.body.number for each in acts if isinstance(each.body, do.Dial)), usual)
        if dialled != usual and not by_instant:
            said, usual = {"dials": dialled, **said}, dialled  # a later call dials the same
        if number == 0:
            plain |= said
            continue
        later = held["calls"][number - 1]
        kept = {key: value for key, value in later.items() if key not in _PLAYED}
        plain.setdefault("calls", []).append({**kept, **said})
    return without_unused_names(plain)


def _calls(log: Sequence[Entry]) -> Iterator[Sequence[Entry]]:
    """The entries of each call."""
    starts = [entry.seq for entry in log if isinstance(entry.body, CallBegan)]
    for start, end in pairwise([*starts, len(log)]):
        yield log[start:end]


def _heard(record: Record, log: Sequence[Entry]) -> dict[Role, set[int]]:
    """Which entries the caller perceived, and which the room."""
    setup = record.header.setup
    flow = procedure(setup.profile.switches, setup.profile.timings)
    return {
        role: {entry.seq for entry in perceived(log, flow, setup.scenario.coverage, role)}
        for role in (Role.CALLER, Role.ROOM)
    }


def _points(record: Record, log: Sequence[Entry]) -> list[int]:
    """The decision points that the call came to, by their places."""
    setup = record.header.setup
    flow = procedure(setup.profile.switches, setup.profile.timings)
    cues = [point.when for point in setup.scenario.decision_points]
    return sorted(met(cues, log, flow, setup.scenario.coverage))


# --- act by act -----------------------------------------------------------------------------------


def _exactly(call: Sequence[Entry]) -> dict[str, Any]:
    start = min(call[0].at, call[1].at - 1)  # whoever dials at once dials a millisecond later
    return {
        "exactly": [
            {
                "at": amount(entry.at - start),
                "by": entry.actor.value,
                "act": exact.written(entry.body),
            }
            for entry in call
            if not isinstance(entry.body, Decided | TimerFired | do.Finish)
        ]
    }


# --- cue, pause, act ------------------------------------------------------------------------------


class _Step(NamedTuple):
    """What somebody did, and when."""

    at: Millis
    act: Any


def _steps(call: Sequence[Entry], heard: dict[Role, set[int]]) -> dict[str, Any]:
    """The steps of the caller and of the room in one call."""
    return {
        key: steps
        for key, role, ears in (
            ("caller", Role.CALLER, {Role.CALLER}),
            ("room", Role.ROOM, {Role.CALLER, Role.ROOM}),
        )
        if (steps := list(_steps_of(call, role, set().union(*(heard[ear] for ear in ears)))))
    }


def _steps_of(call: Sequence[Entry], role: Role, ears: set[int]) -> Iterator[dict[str, Any]]:
    """Each act after the last cue that could be noticed before it; acts on one cue together."""
    listener = Scripted(role, (), Chance(0, ""))
    counted: dict[Event, int] = {}
    cue: tuple[dict[str, Any], Millis] | None = None
    waiting: list[_Step] = []
    fresh: list[tuple[dict[str, Any], Millis]] = []

    def told() -> Iterator[dict[str, Any]]:
        if cue is not None and waiting:
            yield _step(cue, waiting)
        waiting.clear()

    for entry in call:
        if _is_by(entry, role) and (act := act_in_file(entry.body, role)) is not None:
            # A cue is noticed strictly before what follows from it.
            earlier = [each for each in fresh if each[1] < entry.at]
            if earlier:
                yield from told()
                cue = earlier[-1]
                fresh = [each for each in fresh if each[1] >= entry.at]
            waiting.append(_Step(entry.at, act))
        if entry.seq not in ears:
            continue
        for event in listener.events(entry):
            counted[event] = counted.get(event, 0) + 1
            if not _is_by(entry, role) and (written := _cue(event, counted[event])):
                fresh.append((written, entry.at))
    yield from told()


def _is_by(entry: Entry, role: Role) -> bool:
    """Whether the hand was that role's; who has taken the phone acts on the caller's line."""
    if isinstance(entry.body, Decided | TimerFired):
        return False
    taken = entry.actor is Role.CALLER and entry.speaker is not Role.CALLER
    return (
        entry.actor is role and not taken if role is Role.CALLER else entry.actor is role or taken
    )


def _cue(event: Event, nth: int) -> dict[str, Any] | None:
    """A cue as a file has it; none for what only others can wait for."""
    sort, what = event
    word, _, edge = sort.partition(" ")
    if word in ("heard", "asked"):
        if what == "any" or edge == "start":
            return None
        cue: dict[str, Any] = {word: str(what)}
    elif word == "code_set" and edge == "end":
        cue = {word: True}
    elif word in _CUES:
        cue = {word: what if what is True else str(what)}
    else:
        return None
    return {**cue, "nth": nth} if nth > 1 and word != "dialled" else cue


def _step(cue: tuple[dict[str, Any], Millis], acts: Sequence[_Step]) -> dict[str, Any]:
    when, at = cue
    listed: list[Any] = [acts[0].act]
    for before, after in pairwise(acts):
        if after.at > before.at:
            listed.append({"pause": amount(after.at - before.at)})
        listed.append(after.act)
    step: dict[str, Any] = {"when": when, "after": amount(acts[0].at - at)}
    return {**step, "do": listed if len(listed) > 1 else listed[0]}
