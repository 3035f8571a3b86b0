"""The officer who is with the caller and speaks into their phone, while the line is up.

The officer hears all that sounds around the phone, so never talks over the call handler or the
caller, and answers sooner when the call handler asks whether an officer is there. Nothing is said
into a phone of which the line is lost.
"""

from __future__ import annotations

from collections.abc import Sequence

from simulator.core import acts as do
from simulator.core.hearing import Circuit, on_the_line
from simulator.core.instant import Millis
from simulator.core.log import Entry, StageEntered
from simulator.core.profile import Span
from simulator.core.terms import HowItEnds, Intent, Role, UnitStatus
from simulator.language.lines import LineBook, LineManner, choose
from simulator.session.officers.journeys import part_of
from simulator.session.officers.service_control import CrewSeen
from simulator.session.participant import NOTHING, PlannedAct, Reaction
from simulator.session.random_stream import RandomStream

SPEAKS_SOON: Span = (4_000, 15_000)
SPEAKS_LATE: Span = (15_000, 58_000)
"""From *found* to the officer's words into the phone (practice2 5: 5 to 90 s, assumption)."""
SOON_PERCENT = 60
"""In so many of 100 calls they come soon (assumption)."""
KEEPS_LINE_AFTER: Span = (3_000, 14_000)
"""Sooner where the caller is hurt: the officer needs both hands (EN-02, assumption)."""
LETS_GO_AFTER: Span = (12_000, 62_000)
"""From asking for the line to letting it go (EN-02, assumption)."""
ANSWERS_ASKED: Span = (1_500, 25_000)
"""After the call handler asks for the officer, who may be busy (assumption)."""
LEAVES_PHONE_PERCENT = 12
"""In so many of 100 calls nobody picks the phone up: then the radio has the last word
(assumption)."""
AFTER_VOICE: Millis = 1_200
"""How long an officer lets another voice end before they speak (assumption)."""
_HURT = (HowItEnds.FOUND_HURT,)


class OfficerOnPhone:
    """The voice of the officers at the caller's end of the line."""

    role = Role.OFFICERS
    ears = frozenset({Role.OFFICERS, Role.CALLER})

    def __init__(self, chance: RandomStream, lines: LineBook) -> None:
        """Speak with `lines`; every time is drawn once, when officers have found the caller."""
        self._chance, self._lines = chance, lines
        self._line_up = False
        self._written = False
        """Whether the call is a message: then there is no line to speak into."""
        self._plans: list[tuple[Millis, Intent]] = []
        self._ending: HowItEnds | None = None
        self._answers = 0
        self._said: list[str] = []
        self._crew = CrewSeen()

    def on_heard(self, entry: Entry, at: Millis) -> Reaction:
        """Follow the line, and speak once the caller is found."""
        body = entry.body
        if isinstance(body, do.Dial):
            self._written = bool(body.message)
        if isinstance(body, StageEntered):
            self._line_up = Role.CALL_HANDLER in on_the_line(Circuit(body.stage, False, False))
            return self._planned(at) if self._plans else NOTHING
        if isinstance(body, do.ServiceReport):
            came = self._crew.take(body)
            return self._planned(at) if came and self._plans else NOTHING
        if isinstance(body, do.UnitReport):
            return self._found(body, at) if body.status is UnitStatus.FOUND else NOTHING
        if not self._plans:
            return self._called(entry, at)
        if entry.actor is self.role:
            if isinstance(body, do.Say):
                del self._plans[0]
            return self._planned(at)
        return self._heard(entry, at)

    def _found(self, body: do.UnitReport, at: Millis) -> Reaction:
        if self._ending is not None:
            return NOTHING
        self._ending = body.finds
        stays_away = self._chance.happens(LEAVES_PHONE_PERCENT)
        span = SPEAKS_SOON if self._chance.happens(SOON_PERCENT) else SPEAKS_LATE
        first, then, self._answers = (self._chance.between(0, 1_000) for _ in range(3))
        if self._ending in _HURT:
            keeps = at + part_of(KEEPS_LINE_AFTER, first)
            lets_go = keeps + part_of(LETS_GO_AFTER, then)
            self._plans = [(keeps, Intent.OFFICER_NEEDS_LINE), (lets_go, Intent.OFFICER_LETS_GO)]
        elif not stays_away:
            self._plans = [(at + part_of(span, first), Intent.OFFICER_LETS_GO)]
        return self._planned(at)

    def _called(self, entry: Entry, at: Millis) -> Reaction:
        """Come to the phone after all, when the call handler asks for an officer."""
        left = self._ending is not None and not self._said
        asked = getattr(entry.body, "intent", None) is Intent.CONFIRM_MET
        if not (left and asked and isinstance(entry.body, do.Finish)):
            return NOTHING
        self._plans = [(at + part_of(ANSWERS_ASKED, self._answers), Intent.OFFICER_LETS_GO)]
        return self._planned(at)

    def _heard(self, entry: Entry, at: Millis) -> Reaction:
        """Wait for a voice to end; come to the phone when asked for."""
        body = entry.body
        due, intent = self._plans[0]
        asked = getattr(body, "intent", None) is Intent.CONFIRM_MET
        if asked and isinstance(body, do.Finish):
            due = min(due, at + part_of(ANSWERS_ASKED, self._answers))
        elif isinstance(body, do.Finish):
            due = max(due, at + AFTER_VOICE)
        elif isinstance(body, do.SPOKEN) and due - at < AFTER_VOICE:
            due = at + 2 * AFTER_VOICE
        if due == self._plans[0][0]:
            return NOTHING
        self._plans[0] = due, intent
        return self._planned(at)

    def _planned(self, at: Millis) -> Reaction:
        """Plan the next words, where the phone is connected."""
        if not self._plans or not self._line_up or self._written:
            return Reaction((), replaces_plans=True)
        due, intent = self._plans[0]
        return Reaction([PlannedAct(max(due - at, 1), self._say(intent))], replaces_plans=True)

    def _say(self, intent: Intent) -> do.Say:
        lines: Sequence[str] = [self._ending] if self._ending else []
        if self._ending in _HURT and not self._crew.there:
            lines = [self._ending or "", LineManner.CREW_AWAITED]
        line = choose(self._lines.get(intent, ()), lines, self._chance, self._said)
        self._said.append(intent if line is None else line.words)
        return do.Say(intent, "" if line is None else line.words)
