"""Which steps of a scenario's call can be set off at all: the least that their cues allow.

Steps wait for each other. So one begins with nothing done, sees which cues can come, adds what
those steps do, and looks again until nothing new comes. Steps that wait only for each other stay
out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from simulator.content.scenario.cues import (
    Answered,
    Asked,
    At,
    CodeSet,
    Did,
    Heard,
    Overheard,
    Rings,
)
from simulator.content.scenario.scenario import CallScript, Scenario
from simulator.content.scenario.staff_acts import AtIncident, AtStage
from simulator.core import acts as do
from simulator.core.call import Procedure
from simulator.core.hearing import loudness
from simulator.core.stimuli import Stimulus
from simulator.core.terms import Intent, LineStage, Loudness, Manner, Role, Sign, Sound
from simulator.proof.lint.possible_acts import CALLERS_OWN, Deed, Reach, reach, stimuli_of
from simulator.session.people.scripted import words_of

PARTS = {
    "caller": Role.CALLER,
    "room": Role.ROOM,
    "network": Role.NETWORK,
    "operator": Role.OPERATOR,
    "call_handler": Role.CALL_HANDLER,
}
"""Where a call's steps stand, and whose they are."""

Place = tuple[str, int]
"""A part, and the place of a step in it."""

_ASKS = frozenset({Stimulus.HANDLER_ASKS, Stimulus.FIRST_HANDLER_SPEAKS})
_CODES = frozenset({Stimulus.HANDLER_SETS_CODE, Stimulus.FIRST_HANDLER_SPEAKS})


class Vain(NamedTuple):
    """What a step waits for in vain."""

    own: bool
    """Whether it is something that the caller of the file would have to do."""
    why: str


@dataclass(frozen=True, slots=True)
class Doings:
    """What can come of one call."""

    reach: Reach
    deeds: frozenset[Deed]
    """What the caller, the room and the network of the file can do, answers included."""
    live: frozenset[Place]
    """The steps whose cue can come."""
    waiting: Mapping[Place, Vain]
    """The others, each with what it waits for in vain."""
    acts: _Acts

    def vain(self, cue: object) -> Vain | None:
        """What a cue waits for in vain; none when it can come."""
        return _in_vain(cue, self.reach, self.acts)


def doings(procedure: Procedure, scenario: Scenario, script: CallScript, *, person: bool) -> Doings:
    """What can come of a call; with a `person` as the caller, who may do whatever a caller can."""
    live: frozenset[Place] = frozenset()
    while True:
        acts = _Acts(script, live, person=person)
        own = stimuli_of(acts.deeds) | (CALLERS_OWN if person else frozenset())
        reached = reach(procedure, scenario.line, scenario.coverage, own)
        if acts.answer(reached):
            own |= stimuli_of(acts.deeds)
            reached = reach(procedure, scenario.line, scenario.coverage, own)
        waiting: dict[Place, Vain] = {}
        for place, step in _steps(script):
            vain = _in_vain(step.when, reached, acts)
            if vain is not None:
                waiting[place] = vain
        found = frozenset(place for place, _ in _steps(script)) - waiting.keys()
        if found == live:
            return Doings(reached, frozenset(acts.deeds), live, waiting, acts)
        live = found


def steps_of(script: CallScript, part: str) -> Sequence[Any]:
    """The steps of one part of a call, as they are written."""
    steps: Sequence[Any] = getattr(script, part)
    return steps


def _steps(script: CallScript) -> Iterator[tuple[Place, Any]]:
    for part in PARTS:
        for index, step in enumerate(steps_of(script, part)):
            yield (part, index), step


class _Acts:
    """What is done in a call by the steps that can be set off, and around them."""

    def __init__(self, script: CallScript, live: Iterable[Place], *, person: bool) -> None:
        self.person = person
        self.deeds: set[Deed] = set()
        self._script = script
        self._done: Counter[str] = Counter()
        self._endless: set[str] = set()
        for part, index in live:
            if not (person and part == "caller"):
                step = steps_of(script, part)[index]
                self._do(PARTS[part], (action for act in step.do for action in act.actions()))
        for exact in script.exactly:
            if not (person and exact.by is Role.CALLER):
                self._do(exact.by, (exact.act,))
        for sound in script.background:
            self._do(Role.ROOM, sound.actions())
        if script.overheard is not None and self.overheard():
            self._do(Role.ROOM, (_ROOM_DOES[script.overheard.do],))

    def _do(self, role: Role, actions: Iterable[do.Action]) -> None:
        for action in actions:
            self.deeds.add((role, action))
            if role is Role.CALLER:
                self._done.update(words_of(action))

    def answer(self, reached: Reach) -> bool:
        """Add the answers to closed questions, if any can be asked; whether there are any."""
        answers = self._script.answers
        if answers is None or self.person or not _ASKS & reached.causes:
            return False
        for sign in answers.by:
            for action in _signs(answers.manner)[sign]:
                self.deeds.add((Role.CALLER, action))
                self._endless.update(words_of(action))
        return True

    def does(self, word: str, nth: int) -> bool:
        """Whether the caller may do something so often."""
        return self.person or word in self._endless or self._done[word] >= nth

    def overheard(self) -> bool:
        """Whether anything that the caller may do is loud enough for who is near."""
        overheard = self._script.overheard
        if overheard is None:
            return False
        loudest = (loudness(action) for role, action in self.deeds if role is Role.CALLER)
        return self.person or max(loudest, default=Loudness.NOTHING) >= overheard.at_least


_ROOM_DOES: dict[str, do.Action] = {
    "take_phone": do.TakePhone(),
    "hang_up": do.HangUp(),
    "come_closer": do.Make(Sound.FOOTSTEPS),
}


def _signs(manner: Manner) -> dict[Sign, tuple[do.Action, ...]]:
    return {
        Sign.TAP: (do.Tap(),),
        Sign.COUGH: (do.Cough(),),
        Sign.KEY: (do.Press("1"),),
        Sign.SPOKEN: (do.Say(Intent.SAYS_YES, "", manner), do.Say(Intent.SAYS_NO, "", manner)),
    }


def _in_vain(cue: object, reached: Reach, acts: _Acts) -> Vain | None:
    """What a cue waits for in vain; none when it can come."""
    match cue:
        case Heard(heard=intent) if not _said(intent, reached, acts):
            return Vain(False, f"nobody can say {intent} to the caller in this call")
        case Asked(asked=topic) if not _ASKS & reached.causes:
            return Vain(False, f"nobody can ask about {topic} in this call")
        case CodeSet() if not _CODES & reached.causes:
            return Vain(False, "nobody can state a yes/no code in this call")
        case Answered(answered=role) if not _answers(role, reached):
            return Vain(False, f"no {str(role).replace('_', ' ')} can answer in this call")
        case Rings() if not reached.ever(LineStage.RINGING_BACK):
            return Vain(False, "nobody can ring back in this call")
        case AtStage(stage=stage) if not reached.ever(stage):
            return Vain(False, f"this call cannot come to the stage {stage}")
        case AtIncident(incident=stage) if not reached.ever(stage):
            return Vain(False, f"the incident cannot come to the stage {stage}")
        case At() if not reached.ever(LineStage.WITH_OPERATOR):
            return Vain(False, "no operator can answer in this call")
        case Did(did=word, nth=nth) if not acts.does(word, nth):
            often = f" {nth} times" if nth > 1 else ""
            return Vain(True, f"nothing in this call makes the caller do {word}{often}")
        case Overheard() if not acts.overheard():
            return Vain(True, "nothing that the caller does is loud enough to be overheard")
    return None


def _said(intent: Intent, reached: Reach, acts: _Acts) -> bool:
    if any(intent is told for _, told in reached.told):
        return True
    return any(isinstance(act, do.Say) and act.intent is intent for _, act in acts.deeds)


def _answers(role: Role, reached: Reach) -> bool:
    stages = {
        Role.OPERATOR: LineStage.WITH_OPERATOR,
        Role.FIRST_HANDLER: LineStage.WITH_FIRST_HANDLER,
        Role.CALL_HANDLER: LineStage.WITH_CALL_HANDLER,
    }
    return role not in stages or reached.ever(stages[role])
