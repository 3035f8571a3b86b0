"""What has come of a question: signs read by the code that the call handler stated."""

from __future__ import annotations

from dataclasses import dataclass

from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.log import Body
from simulator.core.terms import Intent, Manner, Sign, Term

SILENCE_TELLS: Millis = 4_000
"""How long a caller is left to give a sign before silence can be one: at least that long [R1]."""


class AnswerState(Term):
    """What has come of a question."""

    ASKED = "asked", "asked; no answer yet"
    YES = "yes", "answered with yes"
    NO = "no", "answered with no"
    DOUBTED = "doubted", "a sign came that is neither yes nor no in the code"
    WORDS = "words", "answered in words"


_OPEN = (AnswerState.ASKED, AnswerState.DOUBTED)


@dataclass
class AskedQuestion:
    """A question that was asked."""

    at: Millis
    state: AnswerState = AnswerState.ASKED
    sign: Sign | None = None
    """The last kind of sign that came."""
    times: int = 0
    """How often it came."""
    mixed: bool = False
    """Whether signs of several kinds came: then none of them is a plain answer."""
    asked_until: Millis | None = None
    """When it had been said to its end."""

    def hear(self, body: Body, code: do.Code | None) -> None:
        """Take what came from the caller as an answer."""
        match body:
            case do.Say(Intent.SAYS_YES):
                self.state, self.sign = AnswerState.YES, Sign.SPOKEN
            case do.Say(Intent.SAYS_NO):
                self.state, self.sign = AnswerState.NO, Sign.SPOKEN
            case do.Say(intent, _, manner) if (
                self.state in _OPEN and intent is not Intent.NOT_TO_CALL
            ):
                faint = manner is Manner.FAINT
                self.state = AnswerState.DOUBTED if faint else AnswerState.WORDS
            case do.Say():
                pass
            case _ if body.kind in do.REPORTS:
                self._count(do.SIGNS[body.kind], getattr(body, "times", 1), code)

    def _count(self, sign: Sign, times: int, code: do.Code | None) -> None:
        self.mixed |= self.sign not in (None, sign)
        self.times = self.times + times if self.sign is sign else times
        self.sign = sign
        given = do.AnswerSign(sign, self.times)
        self.state = AnswerState.DOUBTED
        if code is not None and not self.mixed:
            self.state = {code.yes: AnswerState.YES, code.no: AnswerState.NO}.get(given, self.state)

    def end_wait(self, at: Millis, code: do.Code | None) -> None:
        """The call handler goes on: no sign at all has come, and in some codes that is an answer.

        Only after a wait in which a sign could have come (`SILENCE_TELLS`).
        """
        if self.asked_until is None or at - self.asked_until < SILENCE_TELLS or code is None:
            return
        if self.state is AnswerState.ASKED:
            if code.no.sign is Sign.SILENCE:
                self.state, self.sign = AnswerState.NO, Sign.SILENCE
            elif code.yes.sign is Sign.SILENCE:
                self.state, self.sign = AnswerState.YES, Sign.SILENCE
