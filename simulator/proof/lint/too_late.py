"""Acts of a scenario that come too late: after the line is gone, or after every run is stopped.

Only times on the clock are looked at, and only an end that is certain: without a chance that it
does not happen, and with nobody who may lift or answer the phone again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from simulator.content.diagnostics.validate import Found
from simulator.content.scenario.acts import Pause
from simulator.content.scenario.cues import At
from simulator.content.scenario.impossible import NEEDS_NO_LINE
from simulator.content.scenario.scenario import CallScript
from simulator.content.yaml.document import Trail, in_words
from simulator.core.instant import Millis, amount
from simulator.core.terms import LineKind
from simulator.proof.lint.file_acts import PARTS, steps_of
from simulator.session.run.headless import LONGEST

_FIXED = (LineKind.LANDLINE, LineKind.DIGITAL)


def beyond_every_run(script: CallScript, trail: Trail) -> Iterator[Found]:
    """Times on the clock that lie beyond where every run is stopped."""
    for part in PARTS:
        for index, step in enumerate(steps_of(script, part)):
            if isinstance(step.when, At) and step.when.at + step.after.least > LONGEST:
                found = f"every run is stopped after {amount(LONGEST)}"
                where = (*trail, part, index, "when")
                yield where, "endless-wait", found, "a time within a call", ""


class _Due(NamedTuple):
    """An act on the clock."""

    part: str
    where: Trail
    kind: str
    earliest: Millis
    latest: Millis
    certain: bool


def after_the_end(line: LineKind, script: CallScript, trail: Trail) -> Iterator[Found]:
    """Acts on the clock after another part has certainly put an end to the line.

    Nothing is said where somebody may lift or answer the phone again. What one part does after
    its own end is an error, and `content.scenario.impossible` finds it.
    """
    due = [each for part in ("caller", "room", "network") for each in _due(script, part)]
    for index, sound in enumerate(script.background):
        where = ("background", index)
        due.append(_Due("background", where, sound.kind, sound.at.least, sound.at.most, True))
    kinds = _kinds(script)
    if kinds & {"lift", "answer"}:
        return
    ends = [each for each in due if each.certain and _ends(each, line, kinds)]
    for each in due:
        before = [end for end in ends if end.part != each.part and end.latest < each.earliest]
        if before and each.kind not in NEEDS_NO_LINE:
            end = min(before, key=lambda end: end.latest)
            found = f"the line is gone by then: {end.kind} in {in_words((*trail, *end.where))}"
            expected = f"something before {amount(end.latest)}"
            yield (*trail, *each.where), "step-after-end", found, expected, ""


def _kinds(script: CallScript) -> set[str]:
    """The kinds of act of the caller and the room."""
    steps = [step for part in ("caller", "room") for step in steps_of(script, part)]
    kinds = {act.kind for step in steps for act in step.do}
    return kinds | {script.overheard.do} if script.overheard is not None else kinds


def _due(script: CallScript, part: str) -> Iterator[_Due]:
    for index, step in enumerate(steps_of(script, part)):
        if not isinstance(step.when, At):
            continue
        earliest = step.when.at + step.after.least
        latest = step.when.at + step.after.most
        for place, act in enumerate(step.do):
            if isinstance(act, Pause):
                earliest, latest = earliest + act.pause.least, latest + act.pause.most
                continue
            where = (part, index, "do", place)
            yield _Due(part, where, act.kind, earliest, latest, step.chance == 100)


def _ends(due: _Due, line: LineKind, kinds: set[str]) -> bool:
    """Whether an act is certainly the end of the line, if the line is still there.

    A fixed line may be held when its handset is down, and who no longer has the phone cannot put
    it down.
    """
    if due.part == "network":
        return True
    return (
        due.part == "caller"
        and due.kind == "hang_up"
        and line not in _FIXED
        and "take_phone" not in kinds
    )
