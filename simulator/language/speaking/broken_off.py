"""A sentence of the call handler's that breaks off at a word, because something was heard."""

from __future__ import annotations

from simulator.core import acts as do
from simulator.core.hearing import evidence
from simulator.core.instant import Millis
from simulator.core.log import Entry
from simulator.core.profile import Profile
from simulator.core.terms import Intent, Manner, Role, Sound, SoundClass

MAY_BE_CUT = frozenset(
    {
        *(Intent.REASSURE, Intent.STAY_ON_LINE, Intent.STILL_WITH_YOU, Intent.GOT_IT),
        *(Intent.CHECK_IN, Intent.CHILD_PRAISE, Intent.KEEP_TALKING, Intent.REPEAT_BACK),
        *(Intent.HEARD_THAT, Intent.CHILD_DO, Intent.THANK),
    }
)
"""Sentences of ours that may be talked over, or break off: nothing is lost (assumption)."""

STOPS_AFTER: Millis = 400
"""From a sound to the last word: a voice needs so long to stop (assumption)."""
_BEGUN: Millis = 500
"""Before that nothing has been said that could break off (assumption)."""
_LEFT: Millis = 1_200
"""What is nearly said is said (assumption)."""
_NEW_WAVE: Millis = 25_000
"""Only the first sob of a wave is news: who cries is spoken to (practice2 CL-05, assumption)."""
_AT_THE_CALLERS = (Role.CALLER, Role.ROOM, Role.OTHER_PERSON)


class BrokenOff:
    """Listens while one person speaks, and says when their sentence breaks off (WT-01).

    Only what can be said again breaks off: a question, comfort, a check. What the caller
    hears of officers counts as said once it is begun, and so is said to its end.
    """

    def __init__(self, role: Role, profile: Profile) -> None:
        """Begin with nothing being said by `role`."""
        self._role, self._profile = role, profile
        self._intent: Intent | None = None
        self._began: Millis = 0
        self._ends: Millis = 0
        """When the sentence ends that is being said; 0: none that may break off."""
        self._cried: Millis = -_NEW_WAVE

    def after(self, entry: Entry, at: Millis) -> do.Finish | None:
        """Take in an entry. Return the end of a sentence that breaks off for it, STOPS_AFTER."""
        body = entry.body
        if entry.actor is self._role:
            if isinstance(body, do.SPOKEN):
                self._begin(body, at)
            elif isinstance(body, do.Finish):
                self._ends = 0
            return None
        if not self._matters(entry, at) or at - self._began < _BEGUN or self._ends - at < _LEFT:
            return None
        self._ends = 0
        return do.Finish(self._intent, cut_off=True)

    def _begin(self, body: do.Action, at: Millis) -> None:
        words = str(getattr(body, "words", ""))
        self._intent = body.intent if isinstance(body, do.Say) else None
        may = isinstance(body, do.Ask) or self._intent in MAY_BE_CUT
        length = self._profile.length(self._intent, words) if self._intent else 0
        length = length or self._profile.speech.length(words)
        self._began, self._ends = at, at + length if may else 0

    def _matters(self, entry: Entry, at: Millis) -> bool:
        """Whether it is a knock, a shout, a cry, a blow, or another voice beside the caller."""
        body, actor = entry.body, entry.actor
        if actor not in _AT_THE_CALLERS:
            return False
        if isinstance(body, do.Say):
            return actor is not Role.CALLER and body.manner is Manner.ALOUD
        if not isinstance(body, do.Make):
            return False
        if body.sound is Sound.SOB:
            new, self._cried = at - self._cried >= _NEW_WAVE, at
            return new
        return body.sound is Sound.KNOCK or evidence(body) is SoundClass.DISTURBANCE
