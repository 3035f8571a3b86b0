"""What a call's file makes the caller, the room and the network do.

Steps can wait for each other by the cue `did`. So none is taken to come at first; those whose cue
can come are added with what they do, until nothing new comes. Every other cue is taken to come.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any

from simulator.content.scenario.cues import Did
from simulator.content.scenario.scenario import Answers, CallScript
from simulator.core import acts as do
from simulator.core.terms import Intent, Role, Sign, Sound
from simulator.session.people.scripted import words_of

PARTS = {
    "caller": Role.CALLER,
    "room": Role.ROOM,
    "network": Role.NETWORK,
    "operator": Role.OPERATOR,
    "call_handler": Role.CALL_HANDLER,
}
"""The parts of a call that have steps, and whose they are."""
Place = tuple[str, int]
"""A part, and the place of a step in it."""

_ROOM_DOES: dict[str, do.Action] = {
    "take_phone": do.TakePhone(),
    "hang_up": do.HangUp(),
    "come_closer": do.Make(Sound.FOOTSTEPS),
}


@dataclass(frozen=True)
class FileActs:
    """What can be done in one call by its file."""

    acts: Sequence[tuple[Role, do.Action]]
    counts: Mapping[str, float]
    """How often the caller can do what a cue `did` names; no end for answers to questions."""
    waiting: Mapping[Place, Did]
    """The steps that wait for what the caller never does."""

    def does(self, cue: Did) -> bool:
        """Whether the caller does something so often."""
        return self.counts.get(cue.did, 0) >= cue.nth


def acts_of(script: CallScript) -> FileActs:
    """Return what a call's file makes people do."""
    waiting = {place: step.when for place, step in _steps(script) if isinstance(step.when, Did)}
    while True:
        found = _without(script, waiting)
        left = {place: cue for place, cue in waiting.items() if not found.does(cue)}
        if left == waiting:
            return found
        waiting = left


def _without(script: CallScript, waiting: Mapping[Place, Did]) -> FileActs:
    """What is done if the steps that are `waiting` never come."""
    acts = [*_around(script)]
    for place, step in _steps(script):
        if place not in waiting:
            acts += [(PARTS[place[0]], action) for act in step.do for action in act.actions()]
    done = (word for role, action in acts if role is Role.CALLER for word in words_of(action))
    counts: dict[str, float] = dict(Counter(done))
    for answer in _answers(script.answers):
        acts.append((Role.CALLER, answer))
        counts |= dict.fromkeys(words_of(answer), inf)
    return FileActs(acts, counts, waiting)


def steps_of(script: CallScript, part: str) -> Sequence[Any]:
    """Return the steps of one part of a call, as they are written."""
    steps: Sequence[Any] = getattr(script, part)
    return steps


def _steps(script: CallScript) -> Iterator[tuple[Place, Any]]:
    for part in PARTS:
        for index, step in enumerate(steps_of(script, part)):
            yield (part, index), step


def _around(script: CallScript) -> Iterator[tuple[Role, do.Action]]:
    """What is done besides steps and answers."""
    for exact in script.exactly:
        yield exact.by, exact.act
    for sound in script.background:
        yield from ((Role.ROOM, action) for action in sound.actions())
    if script.overheard is not None:
        yield Role.ROOM, _ROOM_DOES[script.overheard.do]


def _answers(answers: Answers | None) -> Iterable[do.Action]:
    if answers is None:
        return
    signs: dict[Sign, tuple[do.Action, ...]] = {
        Sign.TAP: (do.Tap(),),
        Sign.COUGH: (do.Cough(),),
        Sign.KEY: (do.Press("1"),),
        Sign.SPOKEN: tuple(
            do.Say(intent, "", answers.manner) for intent in (Intent.SAYS_YES, Intent.SAYS_NO)
        ),
    }
    for sign in answers.by:
        yield from signs[sign]
