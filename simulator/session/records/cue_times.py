"""The entries of a log at which the cues of a scenario came, as the caller perceived them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from simulator.content.scenario.act_forms import StepText
from simulator.content.scenario.cues import Cue
from simulator.core.acts import Answer
from simulator.core.call import Procedure
from simulator.core.instant import Millis
from simulator.core.log import CallBegan, Entry
from simulator.core.terms import Coverage, Role
from simulator.session.people.scripts import ScriptedRole
from simulator.session.random_stream import RandomStream
from simulator.session.run.perceived_log import perceived


class CueTime(NamedTuple):
    """The first time that a cue came."""

    entry: Entry
    """The entry that the cue matched; for a timed cue, the answer that it counts from."""
    answered: Millis | None
    """The instant of the first answer in that call so far, or None."""


def met(
    cues: Sequence[Cue], log: Sequence[Entry], flow: Procedure, coverage: Coverage
) -> dict[int, CueTime]:
    """Return the first time of each cue that came, by its index."""
    # A cue as a step without acts, to use the cue matching of scripts.
    marks = [StepText(when=cue, do=()) for cue in cues]
    found: dict[int, CueTime] = {}
    watching = ScriptedRole(Role.CALLER, marks, RandomStream(0, "decisions"))
    answered: Millis | None = None
    for entry in perceived(log, flow, coverage, Role.CALLER):
        if isinstance(entry.body, CallBegan):
            watching = ScriptedRole(Role.CALLER, marks, RandomStream(0, "decisions"))
            answered = None
        before = set(watching.fired)
        watching.on_heard(entry, entry.at)
        if answered is None and isinstance(entry.body, Answer):
            answered = entry.at
        for place in watching.fired - before:
            found.setdefault(place, CueTime(entry, answered))
    return found
