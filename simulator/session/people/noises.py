"""Noises around the caller that start, grow and stop; and the optional steps of a variation."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.content.scenario.environment import Background, NoiseArc
from simulator.core import acts as do
from simulator.core import flow
from simulator.core.instant import Millis
from simulator.core.log import Entry, StageEntered
from simulator.core.terms import LineStage, Role
from simulator.session.participant import NOTHING, PlannedAct, Reaction
from simulator.session.people.scripts import ScriptedRole, StepLike, drawn
from simulator.session.random_stream import RandomStream

_LISTENED = (*flow.BEFORE_POLICE, flow.HANDLER)
"""The stages in which a role hears the caller's phone."""


class Noises:
    """The noises of a call, while the phone is up. Each arc is planned when the one before ended.

    With the phone down nobody hears them: they stop, and begin again when it is picked up.
    """

    role = Role.ROOM
    ears = frozenset({Role.CALLER, Role.ROOM})

    def __init__(self, noises: Sequence[NoiseArc], chance: RandomStream) -> None:
        """Draw when each noise comes, and whether those with a chance do."""
        self._noises = noises
        self._chance = chance
        self._awaited: dict[int, tuple[Millis, do.Make]] = {}
        self._line = LineStage.DIALLED

    def on_heard(self, entry: Entry, at: Millis) -> Reaction:
        """Begin at the operator's answer; after the last sound of an arc, plan the next one."""
        if isinstance(entry.body, StageEntered):
            before, self._line = self._line, entry.body.stage
            return self._go_on(before, at)
        plans: list[PlannedAct] = []
        for place, (due, last) in list(self._awaited.items()):
            if at >= due and (entry.actor is not Role.ROOM or entry.body == last):
                plans += self._arc(place, at)
        return Reaction(plans) if plans else NOTHING

    def _go_on(self, before: LineStage, at: Millis) -> Reaction:
        """Begin when a role listens again, and stop when none does any more."""
        was, listens = before in _LISTENED, self._line in _LISTENED
        if was is listens:
            return NOTHING
        self._awaited.clear()
        arcs = (self._arc(place, at) for place in range(len(self._noises)) if listens)
        return Reaction([plan for arc in arcs for plan in arc], replaces_plans=True)

    def _arc(self, place: int, at: Millis) -> list[PlannedAct]:
        """Plan the next arc of a noise. One that chance leaves out only lets its time pass."""
        noise = self._noises[place]
        start = drawn(self._chance, noise.every)
        if not self._chance.happens(100 if noise.chance is None else noise.chance):
            self._awaited[place] = (at + start, do.Make(noise.sound))
            return []
        plans: list[PlannedAct] = []
        for sound in noise.sounds:
            plans.append(PlannedAct(start, do.Make(sound)))
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
