"""A call to which the police, having checked, send nobody: drawn for a course that a room sees.

What is known decides: an answer, danger, an earlier report or words heard always bring officers
here. Where nothing was answered and only doubt is left, real forces decide both ways (practice2 5:
30 in 100 silent calls are closed after checks, 65 once they have rung back). Someone who is near
the caller would hear it ring: then nobody is rung.
"""

from __future__ import annotations

from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.log import Entry, StageEntered
from simulator.core.terms import Intent, LineStage, Manner, Reason, Role
from simulator.session.participant import NOTHING, Participant, PlannedAct, Reaction

LOOKS_AGAIN: Millis = 4_000
"""From the end of the line until it is decided whether to ring (assumption)."""
CHECKS: Millis = 60_000
"""Until the incident is closed after that (assumption)."""
PICKS_UP: Millis = 6_000
"""Until a caller who is safe to talk picks up (assumption)."""
SETTLED = "Yes, I'm all right. It's gone quiet here. Thank you."
GONE = "Yes, I'm all right now. They've gone. Thank you."
MISTAKE = "Oh, sorry. That was a mistake. I'm fine."
"""What a caller says who is rung back, and for whom it is over, or was nothing (assumption)."""
_ASKS = "Hello, I'm ringing back a call from this number. Are you all right to talk?"
_THANKS = "Thank you. Ring again at any time."


class SendsNobody:
    """A call handler who, where another would send officers in doubt, closes the case."""

    role = Role.CALL_HANDLER

    def __init__(self, other: Participant, *, rings: bool, after_answers: bool = True) -> None:
        """As `other` until then; `rings` says whether the caller can be rung back safely.

        `after_answers` says whether they are also rung who have answered: of someone nearby, a
        caller may just have said that they can hear.
        """
        self._other, self._rings, self._after_answers = other, rings, after_answers
        self.ears = other.ears
        self._worded = getattr(other, "in_words", None)
        self.closed = False
        """Whether it came to that."""
        self._sent = self._asked = self._answered = False

    def in_words(self, action: do.Action) -> do.Action | Reaction:
        """Return an act with its words: the other's, until it has come to that."""
        return self._worded(action) if self._worded and not self.closed else action

    def on_heard(self, entry: Entry, at: Millis) -> Reaction:
        """Do as the other does, until officers would be sent in doubt."""
        if self.closed:
            return self._after(entry)
        self._follow(entry)
        reaction = self._other.on_heard(entry, at)
        for planned in reaction.plans:
            if self._would_end(planned.action):
                self.closed = True
                return Reaction(self._closes(planned.after), True)
        return reaction

    def _follow(self, entry: Entry) -> None:
        self._sent |= isinstance(entry.body, do.Deploy)
        self._asked |= isinstance(entry.body, do.Ask | do.OfferWays | do.SetCode)
        signs = do.Say | do.Tap | do.Cough | do.Press | do.SendText
        if self._asked and entry.actor is Role.CALLER and isinstance(entry.body, signs):
            self._answered = True

    @property
    def _rings_now(self) -> bool:
        return self._rings and (self._after_answers or not self._answered)

    def _would_end(self, action: do.Action) -> bool:
        """Whether it is now decided: officers in doubt, or a line that is let go."""
        if isinstance(action, do.Deploy):
            return action.reason is Reason.DOUBT
        return self._rings_now and not self._sent and isinstance(action, do.EndCall | do.Close)

    def _closes(self, after: Millis) -> list[PlannedAct]:
        """Return what ends the line and the case.

        "No concern left" would be untrue: it is the handler's judgement.
        """
        reason = Reason.JUDGEMENT if self._answered else Reason.NO_RESPONSE
        ends = PlannedAct(after, do.EndCall(reason))
        then = after + LOOKS_AGAIN
        rings = do.CallBack(Reason.CALLER_MAY_BE_ALONE)
        unsafe = do.DecideAgainstCallback(Reason.MAY_ALERT_OTHERS)
        decides = PlannedAct(then, rings if self._rings_now else unsafe)
        return [ends, decides, PlannedAct(then + CHECKS, do.Close(Reason.JUDGEMENT))]

    def _after(self, entry: Entry) -> Reaction:
        """Speak with a caller who picks up, and close the case."""
        body = entry.body
        if isinstance(body, StageEntered) and body.stage is LineStage.WITH_CALL_HANDLER:
            return Reaction([PlannedAct(1_000, do.Say(Intent.CALLS_BACK, _ASKS))], True)
        if isinstance(body, do.Say) and entry.actor is Role.CALLER:
            says = do.Say(Intent.CALL_AGAIN, _THANKS)
            ends, closes = do.EndCall(Reason.CHECKED_SAFE), do.Close(Reason.CHECKED_SAFE)
            return Reaction(
                [PlannedAct(5_000, says), PlannedAct(9_000, ends), PlannedAct(20_000, closes)]
            )
        return NOTHING


class PicksUp:
    """A caller who is rung back, and for whom it is over."""

    role = Role.CALLER

    def __init__(self, other: Participant, *, mistake: bool, gone: bool = False) -> None:
        """As `other` until the telephone rings; `mistake` says whether the call was one.

        `gone` says whether someone was near, and has left by then.
        """
        self._other, self.ears = other, other.ears
        own = GONE if gone else SETTLED
        intent, words = (Intent.SAYS_MISTAKE, MISTAKE) if mistake else (Intent.OWN_WORDS, own)
        self._settles = do.Say(intent, words, Manner.ALOUD)
        self._rung = False

    def on_heard(self, entry: Entry, at: Millis) -> Reaction:
        """Pick up, and answer once."""
        body = entry.body
        if isinstance(body, StageEntered) and body.stage is LineStage.RINGING_BACK:
            self._rung = True
            return Reaction([PlannedAct(PICKS_UP, do.Answer())], True)
        if not self._rung:
            return self._other.on_heard(entry, at)
        if isinstance(body, do.Say) and body.intent is Intent.CALLS_BACK:
            return Reaction([PlannedAct(6_000, self._settles)])
        return NOTHING
