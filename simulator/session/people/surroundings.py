"""The surroundings of the caller: sounds, voices, who is near, and who overhears.

The room hears the caller by loudness (breath < key < tap < whisper < cough < speech, an order by
design). A person who is near and overhears acts once, as the scenario says.
"""

from __future__ import annotations

from collections.abc import Sequence

from simulator.content.fields.content_model import Delay
from simulator.content.scenario.act_forms import ComeCloser
from simulator.content.scenario.environment import Background, Near, Overhearing
from simulator.core import acts as do
from simulator.core.hearing import loudness
from simulator.core.instant import Millis
from simulator.core.log import Entry
from simulator.core.terms import Role, Sound
from simulator.session.participant import PlannedAct, Reaction
from simulator.session.people.scripts import OVERHEARD, ScriptedRole, StepLike, drawn
from simulator.session.random_stream import RandomStream

ROOM_DOES: dict[str, do.Action] = {
    "take_phone": do.TakePhone(),
    "hang_up": do.HangUp(),
    "come_closer": do.Make(Sound.FOOTSTEPS),
}


class Surroundings:
    """The room around the caller."""

    role = Role.ROOM
    ears = frozenset({Role.CALLER, Role.ROOM})

    def __init__(
        self,
        steps: Sequence[StepLike],
        background: Sequence[Background],
        near: Sequence[Near],
        overhearing: Overhearing | None,
        chance: RandomStream,
    ) -> None:
        """A room with its sounds, and with the people who are near for a time."""
        self.script = ScriptedRole(Role.ROOM, steps, chance, self.ears)
        self._background = background
        self._near = near
        self._overhearing = overhearing
        self._chance = chance
        self._coming = {
            place
            for place, step in enumerate(steps)
            if any(isinstance(act, ComeCloser) for act in step.do)
        }
        self._closer = False
        self._answered: Millis | None = None
        self._has_reacted = False

    def on_heard(self, entry: Entry, at: Millis) -> Reaction:
        """Play sounds and steps, and overhear the caller."""
        plans = list(self.script.on_heard(entry, at).plans)
        body = entry.body
        if isinstance(body, do.Answer) and entry.actor is Role.OPERATOR:
            self._answered = at
            for sound in self._background:
                start = self._between(sound.at)
                plans += [PlannedAct(start, action, keeps=True) for action in sound.actions()]
        if entry.actor is Role.ROOM and body == ROOM_DOES["come_closer"]:
            # Footsteps of a person whom the script, or a sound they overheard, brings nearer.
            overheard = self._overhearing is not None and self._overhearing.do == "come_closer"
            comes = not self.script.fired.isdisjoint(self._coming)
            self._closer |= comes or (overheard and self._has_reacted)
        if entry.actor is Role.CALLER and self._overhears(entry, at):
            plans += self.script.fire((OVERHEARD, True), entry.seq)
            if not self._has_reacted and self._overhearing is not None:
                self._has_reacted = True
                start = self._between(self._overhearing.after)
                plans.append(PlannedAct(start, ROOM_DOES[self._overhearing.do], keeps=True))
        return Reaction(plans)

    def _between(self, wait: Delay) -> Millis:
        return drawn(self._chance, wait)

    def _overhears(self, entry: Entry, at: Millis) -> bool:
        if self._overhearing is None or loudness(entry.body) < self._overhearing.at_least:
            return False
        return self._closer or any(self._is_near(person, at) for person in self._near)

    def _is_near(self, person: Near, at: Millis) -> bool:
        if self._answered is None:
            return person.start == 0
        since = at - self._answered
        return person.start <= since and (person.until is None or since < person.until)
