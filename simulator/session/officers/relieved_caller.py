"""What a caller does when an officer is with them: cries, thanks, says a word, or nothing."""

from __future__ import annotations

from collections.abc import Collection

from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.log import Entry, StageEntered
from simulator.core.profile import Span
from simulator.core.terms import Intent, Manner, Role, Sound
from simulator.language.lines import LineBook, choose
from simulator.language.speaking.heard_words import says_we_ring_back
from simulator.session.officers.journeys import part_of
from simulator.session.participant import NOTHING, PlannedAct, Reaction
from simulator.session.random_stream import RandomStream

REACTS_AFTER: Span = (400, 3_500)
"""After an officer's voice beside them (assumption)."""
SPEAKS_PERCENT, CRIES_PERCENT = 45, 25
"""Of 100 callers, with an officer beside them (EN-01, assumption)."""
PURPOSE = "with_an_officer"
_OF_DELAY = (Intent.NO_UNIT_YET, Intent.CALL_AGAIN)


class RelievedCaller:
    """The caller in the moment in which an officer is there."""

    role = Role.CALLER
    ears = frozenset({Role.CALLER})

    def __init__(
        self, chance: RandomStream, lines: LineBook, situation: Collection[str], *, speaks: bool
    ) -> None:
        """React once; a caller who cannot speak may still cry."""
        self._chance, self._lines, self._speaks = chance, lines, speaks
        self._situation = situation
        self._over = False
        self._is_late = False
        """Whether this caller has heard that they are rung back in hours."""

    def on_heard(self, entry: Entry, at: Millis) -> Reaction:  # noqa: ARG002
        """React to the first words of an officer, or to hearing that nobody comes for hours."""
        body = entry.body
        if isinstance(body, do.Finish) and self._is_late and body.intent in _OF_DELAY:
            after = part_of(REACTS_AFTER, self._chance.between(0, 1_000))
            line = choose(self._lines.get(Intent.SAYS_YES, ()), (), self._chance)
            words = "Yes." if line is None else line.words
            return Reaction([PlannedAct(after, do.Say(Intent.SAYS_YES, words, Manner.ALOUD))])
        if entry.actor is Role.CALL_HANDLER and getattr(body, "intent", None) is _OF_DELAY[0]:
            self._is_late = says_we_ring_back(getattr(body, "words", ""))
        if isinstance(body, StageEntered) or entry.actor is not Role.OFFICERS:
            return NOTHING
        if self._over or not isinstance(body, do.Finish):
            return NOTHING
        self._over = True
        speaks = self._chance.happens(SPEAKS_PERCENT)
        cries = self._chance.happens(CRIES_PERCENT * 100 // (100 - SPEAKS_PERCENT))
        after = part_of(REACTS_AFTER, self._chance.between(0, 1_000))
        if speaks and self._speaks:
            line = choose(self._lines.get(PURPOSE, ()), self._situation, self._chance)
            words = "Thank you." if line is None else line.words
            return Reaction([PlannedAct(after, do.Say(Intent.SPEAKS, words, Manner.ALOUD))])
        if cries:
            return Reaction([PlannedAct(after, do.Make(Sound.SOB))])
        return NOTHING
