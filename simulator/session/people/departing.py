"""A standing operator or call handler who also does what a scenario writes for them."""

from __future__ import annotations

from simulator.core.instant import Millis
from simulator.core.log import Entry
from simulator.session.participant import Participant, Reaction
from simulator.session.people.scripted import Scripted


class Departing:
    """Plays their usual part, and besides it the steps of a script.

    A step takes nothing away from what they would do: whoever should end a call too soon must come
    before what the usual person does next. They go on by themselves from what came of it.
    """

    def __init__(self, usual: Participant, script: Scripted) -> None:
        """`usual` and `script` are of one role."""
        self.role = usual.role
        self.ears = usual.ears
        self.script = script
        self._usual = usual

    def on_heard(self, entry: Entry, at: Millis) -> Reaction:
        """React as usual, and fire the steps whose cue this is."""
        usual = self._usual.on_heard(entry, at)
        written = self.script.on_heard(entry, at)
        return Reaction([*usual.plans, *written.plans], usual.changes_mind)
