"""The surroundings of the caller: sounds, voices, who is near, who overhears, and noises that come.

The room hears the caller by loudness (breath < key < tap < whisper < cough < speech, an order by
design). A person who is near and overhears acts once, as the scenario says.
"""

from collections.abc import Iterable, Sequence

from simulator.content.scenario.act_forms import ComeCloser, StepText
from simulator.content.scenario.environment import Background, Near, NoiseArc, Overhearing
from simulator.core import acts as do
from simulator.core import flow
from simulator.core.hearing import loudness
from simulator.core.instant import Millis
from simulator.core.log import Body, Entry, StageEntered
from simulator.core.terms import LineStage, Role, Sound, UnitStatus
from simulator.session.participant import NOTHING, PlannedAct, Reaction
from simulator.session.people.scripted_role import OVERHEARD, ScriptedRole, drawn
from simulator.session.random_stream import RandomStream

ROOM_DOES: dict[str, do.Action] = {
    "take_phone": do.TakePhone(),
    "hang_up": do.HangUp(),
    "come_closer": do.Make(Sound.FOOTSTEPS),
}
_HEARD_THERE = frozenset({Role.CALLER, Role.ROOM})
"""Those whose acts a step of the script may wait for."""
_HEEDED = (Role.CALLER, Role.ROOM, Role.OPERATOR)
"""Those whose acts count around the caller, besides for the steps."""
_LISTENED = (*flow.BEFORE_POLICE, flow.HANDLER)
"""The stages in which a role hears the caller's phone."""


def is_near(people: Iterable[Near], since: Millis) -> bool:
    """Whether one of them is near, so long after the operator's answer."""
    return any(
        person.start <= since and (person.until is None or since < person.until)
        for person in people
    )


class Surroundings:
    """The room around the caller."""

    role = Role.ROOM
    ears = _HEARD_THERE | {Role.OFFICERS}
    """Of officers only that they are with the caller, which is seen: nothing that is radioed."""

    def __init__(
        self,
        steps: Sequence[StepText],
        background: Sequence[Background],
        near: Sequence[Near],
        overhearing: Overhearing | None,
        chance: RandomStream,
    ) -> None:
        """A room with its sounds, and with the people who are near for a time."""
        self.script = ScriptedRole(Role.ROOM, steps, chance, _HEARD_THERE, background)
        self._near = near
        self.overhearing = overhearing
        """What a person near hears and does; None for nothing."""
        self._chance = chance
        self._coming = {
            place
            for place, step in enumerate(steps)
            if any(isinstance(act, ComeCloser) for act in step.do)
        }
        self._closer = False
        self._answered: Millis | None = None
        self._has_reacted = False
        self._are_apart = False
        """Whether officers are with the caller, and nobody else is."""

    def on_heard(self, entry: Entry, at: Millis) -> Reaction:
        """Play sounds and steps, and overhear the caller."""
        if entry.actor is Role.OFFICERS:
            self._are_apart |= _is_with_caller(entry.body)
            return NOTHING
        reaction = self.script.on_heard(entry, at)
        if entry.actor not in _HEEDED:
            return reaction
        plans = [*reaction.plans]
        if entry.actor is Role.OPERATOR and isinstance(entry.body, do.Answer):
            self._answered = at
        if entry.actor is Role.ROOM and entry.body == ROOM_DOES["come_closer"]:
            # Footsteps of a person whom the script, or a sound they overheard, brings nearer.
            overheard = self.overhearing is not None and self.overhearing.do == "come_closer"
            comes = not self.script.fired.isdisjoint(self._coming)
            self._closer |= comes or (overheard and self._has_reacted)
        if entry.actor is Role.CALLER and self._overhears(entry, at):
            plans += self.script.fire((OVERHEARD, True), entry.seq)
            if not self._has_reacted and self.overhearing is not None:
                self._has_reacted = True
                start = drawn(self._chance, self.overhearing.after)
                plans.append(PlannedAct(start, ROOM_DOES[self.overhearing.do], keeps=True))
        return Reaction(plans) if plans else NOTHING

    def _overhears(self, entry: Entry, at: Millis) -> bool:
        if (
            self._are_apart
            or self.overhearing is None
            or loudness(entry.body) < self.overhearing.at_least
        ):
            return False
        since = 0 if self._answered is None else at - self._answered
        return self._closer or is_near(self._near, since)


def _is_with_caller(body: Body) -> bool:
    """Whether officers have found the caller, who is apart from others then (EN-03)."""
    return isinstance(body, do.UnitReport) and body.status is UnitStatus.FOUND


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
        for place, (due, last) in self._awaited.items():
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
