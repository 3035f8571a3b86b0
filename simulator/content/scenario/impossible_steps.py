"""Impossible steps of a scenario, found when it is loaded, without a run.

Only certain cases are refused: an act after hanging up, a cue that no role can give, a lifted
handset on a mobile. Whether a possible cue occurs depends on the run.
"""

from collections.abc import Iterator, Sequence

from simulator.content.diagnostics.validate import Found, problem_at
from simulator.content.scenario.act_forms import StepText
from simulator.content.scenario.cues import CueForm, Did, Heard, Overheard, Rings
from simulator.content.scenario.endings import ending_problems
from simulator.content.scenario.scenario import CallScript, Scenario
from simulator.content.yaml.positions import Document, KeyPath
from simulator.core import acts as do
from simulator.core.terms import OPERATORS_NOTES, Coverage, Intent, LineKind, Role
from simulator.errors import Problem, by_place

_FIXED = (LineKind.LANDLINE, LineKind.DIGITAL)
_RECORDED = (Intent.RECORDING_OPENS, Intent.RECORDING_ASKS_FOR_SOUND, Intent.RECORDING_ASKS_FOR_55)
_BY_THE_CALLER = tuple(intent for intent in do.SAYS[Role.CALLER] if intent is not Intent.OWN_WORDS)
_WITHOUT_DESK = ("caller", "room", "network")
_PICKS_UP = ("lift", "answer")
_NEEDS_NO_LINE = (*_PICKS_UP, "text", "pause")
"""Acts that are possible with the phone down."""


def structure_problems(document: Document, scenario: Scenario) -> list[Problem]:
    """Return every impossible step of the scenario, in the order of the file."""
    found: list[Found] = []
    for index, point in enumerate(scenario.decision_points):
        found += _cue(scenario, point.when, ("decision_points", index, "when"))
    for (where, part), script in zip(scenario.parts(), scenario.calls_in_order, strict=True):
        found += [((*where, *each[0]), *each[1:]) for each in _script(scenario, part, script)]
    found += ending_problems(scenario)
    return sorted((problem_at(document, *each) for each in found), key=by_place)


def _script(scenario: Scenario, part: CallScript, script: CallScript) -> Iterator[Found]:
    """Find impossible steps of one call: `part` as written, `script` with inherited keys."""
    for name in (*_WITHOUT_DESK, "operator", "call_handler"):
        steps: Sequence[StepText] = getattr(part, name)
        for index, step in enumerate(steps):
            yield from _cue(scenario, step.when, (name, index, "when"))
            if isinstance(step.when, Overheard) and script.overheard is None:
                found = "nobody overhears anything in this call"
                fix = "write overheard: and what they notice"
                yield (name, index, "when"), "impossible-cue", found, "overheard:", fix
        if name in _WITHOUT_DESK:
            yield from _acts(scenario, name, steps)
        if name == "operator":
            yield from _operators_notes(steps)
    if script.overheard is not None and not script.near:
        found = "nobody is near, so nobody overhears"
        yield ("overheard",), "impossible-cue", found, "near:", "write near: and who is there"


def _acts(scenario: Scenario, name: str, steps: Sequence[StepText]) -> Iterator[Found]:
    for index, step in enumerate(steps):
        down = isinstance(step.when, Did) and step.when.did == "hang_up"
        for place, act in enumerate(step.do):
            where = (name, index, "do", place)
            if act.kind == "lift" and scenario.line not in _FIXED:
                found = f"a handset can be lifted on a fixed line, not on a {scenario.line} one"
                yield where, "impossible-act", found, "line: landline or digital", ""
            if down and act.kind not in _NEEDS_NO_LINE:
                yield where, "act-after-hang-up", f"{act.kind} after hanging up", "", ""
            down = act.kind == "hang_up" or (down and act.kind not in _PICKS_UP)


def _operators_notes(steps: Sequence[StepText]) -> Iterator[Found]:
    """Find notes of an operator about what only police learn."""
    for index, step in enumerate(steps):
        for place, act in enumerate(step.do):
            for note in act.actions():
                if isinstance(note, do.Note) and note.note not in OPERATORS_NOTES:
                    found = f"an operator learns nothing for a note of {note.note}"
                    fix = "write it under call_handler, or another kind of note"
                    where = ("operator", index, "do", place)
                    yield where, "impossible-act", found, ", ".join(OPERATORS_NOTES), fix


def _cue(scenario: Scenario, cue: CueForm, key_path: KeyPath) -> Iterator[Found]:
    code, fixed = "impossible-cue", scenario.line in _FIXED
    staff = "operator" in key_path or "call_handler" in key_path
    match cue:
        case Heard(heard=intent) if not staff and intent in _BY_THE_CALLER:
            found = f"nobody says {intent} to the caller"
            yield (*key_path, "heard"), code, found, "", ""
        case Heard(heard=intent) if intent in _RECORDED and fixed:
            found = f"a {scenario.line} line never meets the recording"
            yield (*key_path, "heard"), code, found, "", ""
        case Rings() if scenario.coverage is not Coverage.HOME:
            found = f"with coverage {scenario.coverage} nobody can ring back"
            yield key_path, code, found, "coverage: home", ""
