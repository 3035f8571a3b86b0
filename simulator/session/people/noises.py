"""Noises around the caller that start, grow and stop; and the optional steps of a variation."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.content.scenario.environment import Background, NoiseArc
from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.log import Entry, StageEntered
from simulator.core.terms import LineStage, Role
from simulator.session.participant import NOTHING, PlannedAct, Reaction
from simulator.session.people.scripts import ScriptedRole, StepLike, drawn
from simulator.session.random_stream import RandomStream


class Noises:
    """The noises of a call. Each arc is planned when the one before has ended."""

    role = Role.ROOM
    ears = frozenset({Role.CALLER, Role.ROOM})

    def __init__(self, noises: Sequence[NoiseArc], chance: RandomStream) -> None:
        """Draw when each noise comes, and whether those with a chance do."""
        self._noises = noises
        self._chance = chance
        self._awaited: dict[int, tuple[Millis, do.Make]] = {}

    def on_heard(self, entry: Entry, at: Millis) -> Reaction:
        """Begin at an answer of the operator, or to a callback; end with the line.

        After the last sound of an arc, plan the next one.
        """
        if isinstance(entry.body, StageEntered) and entry.body.stage is LineStage.DOWN:
            self._awaited.clear()
        if isinstance(entry.body, do.Answer) and entry.actor in (Role.OPERATOR, Role.CALLER):
            arcs = (self._arc(place, at) for place in range(len(self._noises)))
            return Reaction([plan for arc in arcs for plan in arc])
        plans: list[PlannedAct] = []
        for place, (due, last) in list(self._awaited.items()):
            if at >= due and (entry.actor is not Role.ROOM or entry.body == last):
                plans += self._arc(place, at)
        return Reaction(plans) if plans else NOTHING

    def _arc(self, place: int, at: Millis) -> list[PlannedAct]:
        """Plan the next arc of a noise. One that chance leaves out only lets its time pass."""
        noise = self._noises[place]
        start = drawn(self._chance, noise.every)
        if not self._chance.happens(100 if noise.chance is None else noise.chance):
            self._awaited[place] = (at + start, do.Make(noise.sound))
            return []
        plans: list[PlannedAct] = []
        for sound in noise.sounds:
            plans.append(PlannedAct(start, do.Make(sound), keeps=True))
            start += drawn(self._chance, noise.step)
        self._awaited[place] = (at + plans[-1].after, do.Make(noise.sounds[-1]))
        return plans


class OptionalSteps:
    """The steps and sounds that a variation adds to a role's own."""

    def __init__(
        self,
        role: Role,
        steps: Sequence[StepLike],
        background: Sequence[Background],
        chance: RandomStream,
    ) -> None:
        """Play them as `role`; they are no steps of the file's own lists."""
        self.role = role
        self.ears = frozenset({Role.CALLER, role})
        self._steps = ScriptedRole(role, steps, chance, self.ears)
        self._background = background
        self._chance = chance

    def on_heard(self, entry: Entry, at: Millis) -> Reaction:
        """Play the steps, and from the operator's answer on the sounds."""
        plans = list(self._steps.on_heard(entry, at).plans)
        if isinstance(entry.body, do.Answer) and entry.actor is Role.OPERATOR:
            for sound in self._background:
                start = drawn(self._chance, sound.at)
                plans += [PlannedAct(start, action, keeps=True) for action in sound.actions()]
        return Reaction(plans)
