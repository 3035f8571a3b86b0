"""What cannot happen in a scenario as written: found when it is loaded, without running it.

Only what is certain is refused: an act after the phone was put down, a cue that nobody can give, a
handset lifted on a mobile. Whether a cue that could be heard *is* heard depends on the run.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from simulator.content.diagnostics.validate import Found, problem_at
from simulator.content.scenario.acts import Act, Pause
from simulator.content.scenario.cues import (
    At,
    AtIncident,
    AtStage,
    Cue,
    Did,
    Heard,
    Overheard,
    Rings,
    RoomCue,
    StaffCue,
)
from simulator.content.scenario.scenario import (
    CallScript,
    NetworkStep,
    RoomStep,
    Scenario,
    Step,
)
from simulator.content.yaml.document import Document, Trail
from simulator.core import acts as do
from simulator.core.flow import IN_RECORDED_SERVICE
from simulator.core.instant import Millis
from simulator.core.terms import Coverage, Intent, LineKind, LossCause, Role, Topic
from simulator.errors import Problem

AnyStep = Step | RoomStep | NetworkStep
AnyCue = Cue | RoomCue | StaffCue
_FIXED = (LineKind.LANDLINE, LineKind.DIGITAL)
_RECORDED = (
    Intent.RECORDING_OPENS,
    Intent.RECORDING_ASKS_FOR_SOUND,
    Intent.RECORDING_ASKS_FOR_55,
)
_BY_THE_CALLER = tuple(intent for intent in do.SAYS[Role.CALLER] if intent is not Intent.OWN_WORDS)
_OPEN = (Topic.LOCATION, Topic.WHAT_HAPPENED)
_PICKS_UP = ("lift", "answer")
NEEDS_NO_LINE = (*_PICKS_UP, "text", "pause")
"""What can be done with the phone down."""


def structure_problems(document: Document, scenario: Scenario) -> list[Problem]:
    """Everything in the scenario that cannot happen, in the order of the file."""
    found = [*_facts(scenario), *_decision_points(scenario)]
    for (where, part), script in zip(scenario.parts(), scenario.calls_in_order, strict=True):
        for trail, code, told, expected, mend in _script(scenario, part, script):
            found.append(((*where, *trail), code, told, expected, mend))
    problems = [problem_at(document, *each) for each in found]
    return sorted(problems, key=lambda problem: (problem.line, problem.column))


def _facts(scenario: Scenario) -> Iterator[Found]:
    for topic in scenario.facts:
        if topic in _OPEN:
            found = f"{topic} is an open question, so yes or no cannot answer it"
            mend = "leave it out, and let the caller say it in a step"
            yield ("facts", topic.value), "open-fact", found, "a closed topic", mend


def _decision_points(scenario: Scenario) -> Iterator[Found]:
    for index, point in enumerate(scenario.decision_points):
        yield from _cue(scenario, point.when, ("decision_points", index, "when"))


def _script(scenario: Scenario, part: CallScript, script: CallScript) -> Iterator[Found]:
    """What cannot happen in one call: `part` as written, `script` with what it inherits."""
    for name in ("caller", "room", "network"):
        listed: Sequence[AnyStep] = getattr(part, name)
        for index, step in enumerate(listed):
            trail = (name, index)
            yield from _cue(scenario, step.when, (*trail, "when"))
            if isinstance(step.when, Overheard) and script.overheard is None:
                found = "nobody overhears anything in this call"
                mend = "write overheard: and what they notice"
                yield (*trail, "when"), "impossible-cue", found, "overheard:", mend
            for place, act in enumerate(step.do):
                yield from _act(scenario.line, act, (*trail, "do", place))
        yield from _after_hanging_up(name, listed)
    for index, each in enumerate(part.operator):
        yield from _cue(scenario, each.when, ("operator", index, "when"))
    for index, other in enumerate(part.call_handler):
        yield from _cue(scenario, other.when, ("call_handler", index, "when"))
    if script.overheard is not None and not script.near:
        found = "nobody is near, so nobody overhears"
        yield ("overheard",), "impossible-cue", found, "near:", "write near: and who is there"
    yield from _location(scenario.line, part)


def _cue(scenario: Scenario, cue: AnyCue, trail: Trail) -> Iterator[Found]:
    """That a cue can come to nobody who would wait for it at this place."""
    code, fixed = "impossible-cue", scenario.line in _FIXED
    staff = "operator" in trail or "call_handler" in trail
    never_recorded = f"a {scenario.line} line never meets the recording"
    match cue:
        case Heard(heard=intent) if not staff and intent in _BY_THE_CALLER:
            found = f"nobody says {intent} to the caller"
            expected = "something that the operator, the recording or a handler says"
            yield (*trail, "heard"), code, found, expected, ""
        case Heard(heard=intent) if intent in _RECORDED and fixed:
            expected = "something that is said" if staff else "something that the operator says"
            yield (*trail, "heard"), code, never_recorded, expected, ""
        case AtStage(stage=stage) if stage in IN_RECORDED_SERVICE and fixed:
            yield (*trail, "stage"), code, never_recorded, "a stage of this line", ""
        case AtIncident() if "operator" in trail:
            found = "an operator does not learn what police make of an incident"
            yield (*trail, "incident"), code, found, "stage, or what is heard", ""
        case Rings() if scenario.coverage is not Coverage.HOME:
            found = f"with coverage {scenario.coverage} nobody can ring back"
            yield trail, code, found, "coverage: home", ""
        case _:
            pass


def _act(line: LineKind, act: Act, trail: Trail) -> Iterator[Found]:
    code = "impossible-act"
    if act.kind == "lift" and line not in _FIXED:
        found = f"a handset can be lifted on a fixed line, not on a {line} one"
        yield trail, code, found, "line: landline or digital", ""
    lost = {action.cause for action in act.actions() if isinstance(action, do.LoseLine)}
    if LossCause.BATTERY in lost and line in _FIXED:
        found = f"a {line} line has no battery that could die"
        yield trail, code, found, "network or power", ""
    if LossCause.POWER in lost and line not in _FIXED:
        found = f"a power cut does not end a {line} call"
        yield trail, code, found, "battery or network", ""


def _location(line: LineKind, part: CallScript) -> Iterator[Found]:
    if part.location.aml is not None and line in _FIXED:
        found = f"a {line} line sends no Advanced Mobile Location"
        yield ("location", "aml"), "impossible-location", found, "eisec", ""
    if part.location.vehicle is not None and line is not LineKind.CAR:
        found = f"only a car sends its position, not a {line} line"
        yield ("location", "vehicle"), "impossible-location", found, "line: car", ""


# --- after hanging up ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Timed:
    """An act, when it can come at the earliest and at the latest, and where it stands."""

    act: Act
    earliest: Millis
    latest: Millis
    step: int
    place: int
    certain: bool


def _after_hanging_up(name: str, steps: Sequence[AnyStep]) -> Iterator[Found]:
    """Acts that need the line although the phone is certainly down by then."""
    groups = _by_clock(steps)
    lifted = {timed.step for held in groups.values() for timed in held if _picks_up(timed)}
    reported: set[tuple[int, int]] = set()
    for clock, timed in groups.items():
        down = [each for each in timed if each.act.kind == "hang_up" and each.certain]
        if isinstance(clock, Did) and clock.did == "hang_up":
            down.append(_Timed(Pause.model_construct(), 0, -1, -1, -1, True))
        reported |= {
            (each.step, each.place)
            for put, each in product(down, timed)
            if _comes_after(put, each) and not _picked_up_between(put, each, timed, lifted)
        }
    for index, place in sorted(reported):
        kind = steps[index].do[place].kind
        found, expected = f"{kind} after hanging up", "nothing, or lift or answer before it"
        mend = "leave it out, or write it in a later call under calls:"
        yield (name, index, "do", place), "act-after-hang-up", found, expected, mend


def _by_clock(steps: Sequence[AnyStep]) -> Mapping[Hashable, Sequence[_Timed]]:
    """Acts by what they are timed from: the operator's answer, or one cue that steps share."""
    groups: dict[Hashable, list[_Timed]] = defaultdict(list)
    for index, step in enumerate(steps):
        groups[At if isinstance(step.when, At) else step.when] += _timed(step, index)
    return groups


def _timed(step: AnyStep, index: int) -> Iterator[_Timed]:
    begin = step.when.at if isinstance(step.when, At) else 0
    earliest, latest = begin + step.after.least, begin + step.after.most
    for place, act in enumerate(step.do):
        if isinstance(act, Pause):
            earliest, latest = earliest + act.pause.least, latest + act.pause.most
        else:
            yield _Timed(act, earliest, latest, index, place, step.chance == 100)


def _picks_up(timed: _Timed) -> bool:
    return timed.act.kind in _PICKS_UP


def _comes_after(put: _Timed, each: _Timed) -> bool:
    if each.act.kind in NEEDS_NO_LINE:
        return False
    if each.step == put.step:
        return each.place > put.place
    return each.earliest > put.latest


def _picked_up_between(
    put: _Timed, each: _Timed, timed: Sequence[_Timed], lifted: set[int]
) -> bool:
    """Whether the phone may be up again: in this list, or by a step whose time nobody knows."""
    if each.step == put.step or put.step < 0:
        return any(
            _picks_up(other) and other.step == each.step and put.place < other.place < each.place
            for other in timed
        )
    return bool(lifted)
