"""Another service's control room: it answers, asks what it needs, decides, asks back, and reports.

It knows what the call handler has said to it, and nothing else of the call: whether a crew may go
up to a door, it hears from police. All that is drawn is drawn when it is first asked in; from that
and from what it is given follows a timetable, as with dispatch. What each service asks, and in
which order, is a row of `SERVICES`. All times are assumptions: ambulance and fire have their own,
said by that service or not at all (practice 4.1).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.log import Entry
from simulator.core.profile import Span
from simulator.core.statements import StatementTopic
from simulator.core.terms import Role, Service, ServiceNeed, ServiceStatus
from simulator.knowledge.services import SHOWN_BY
from simulator.language.lines import LineBook, LineManner, LineSlot, choose
from simulator.session.officers.journeys import MINUTE, part_of, whole_minutes
from simulator.session.participant import NOTHING, PlannedAct, Reaction
from simulator.session.random_stream import RandomStream

_N, _S, _T = ServiceNeed, ServiceStatus, StatementTopic


class ServiceRow(NamedTuple):
    """What is special to one service."""

    service: Service
    asks: tuple[ServiceNeed, ...]
    """What it asks of what it was not given, in this order."""
    most: int
    """How many of these it asks before it decides: then it goes with what is known."""
    urgent: Span
    """A crew's time to the place where life is at risk."""
    otherwise: Span
    """The same of any other call."""
    presses: frozenset[ServiceNeed] = frozenset()
    """A no to one of these is a risk to life; of who does not wake, also that nobody knows."""
    risks: frozenset[StatementTopic] = frozenset()
    """What was stated that is one."""


SERVICES: Mapping[Role, ServiceRow] = {
    Role.AMBULANCE_CONTROL: ServiceRow(
        Service.AMBULANCE,
        (
            *(_N.SCENE_ADDRESS, _N.PATIENT_CONSCIOUS, _N.PATIENT_BREATHING, _N.WHAT_TAKEN),
            *(_N.SAFE_TO_APPROACH, _N.PATIENT_AGE),
        ),
        4,
        (5 * MINUTE, 11 * MINUTE),
        (9 * MINUTE, 21 * MINUTE),
        frozenset({_N.PATIENT_CONSCIOUS, _N.PATIENT_BREATHING}),
        frozenset({_T.NOT_WAKING, _T.BREATHING_BADLY, _T.STROKE_SIGNS, _T.STRANGLED}),
    ),
    Role.FIRE_CONTROL: ServiceRow(
        Service.FIRE,
        (
            *(_N.SCENE_ADDRESS, _N.PEOPLE_INSIDE, _N.SMOKE_OR_FLAMES, _N.WHICH_FLOOR),
            _N.SAFE_TO_APPROACH,
        ),
        4,
        (4 * MINUTE, 9 * MINUTE),
        (5 * MINUTE, 12 * MINUTE),
        frozenset(),
        frozenset({_T.STILL_INSIDE, _T.FIRE_OR_PETROL, _T.TRAPPED_OR_FALLEN}),
    ),
}
"""Each service with a control of its own here."""
ONLY_IF: Mapping[ServiceNeed, frozenset[StatementTopic]] = {
    _N.WHAT_TAKEN: frozenset({_T.TABLETS_TAKEN, _T.SUICIDAL}),
    _N.WHICH_FLOOR: frozenset({_T.TRAPPED_OR_FALLEN, _T.STILL_INSIDE, _T.CANNOT_OPEN, _T.HIDING}),
}
"""What is asked only where one of these was passed on: nobody asks a burnt hand what it took."""

ANSWERS_IN: Span = (6_000, 24_000)
"""From the call to a control to its voice."""
NEXT_QUESTION: Span = (3_500, 8_000)
"""From an answer to the next question, or the decision."""
UNANSWERED: Millis = 50_000
"""After which it goes on without an answer."""
SAYS_HOW: Span = (7_000, 14_000)
"""From the time of the crew to what else is said: that it waits, that they need the caller."""
ADVICE_AFTER: Span = (9_000, 18_000)
"""From asking for the caller to the advice that police pass on instead."""
GOES_IN: Span = (6_000, 20_000)
"""From the word that it is safe to the crew going up."""
ASKS_BACK: Millis = 4 * MINUTE
"""A crew that is so far away is asked for news at half of its way."""
_DRAWN = ("answers", "question", "road", "how", "advice", "goes_in")


class ServiceControl:
    """The control room of one service, by what police say to it."""

    def __init__(self, role: Role, lines: LineBook, chance: RandomStream) -> None:
        """The control of the service of `role`; `lines` are what it says."""
        self.role, self.ears = role, frozenset({role})
        self._row, self._lines, self._chance = SERVICES[role], lines, chance
        self._drawn: dict[str, int] = {}
        self._number = ""
        self._given: set[ServiceNeed] = set()
        """What it has an answer to, or was said not to be known."""
        self._bad: set[ServiceNeed] = set()
        """What was answered with no, or is not known."""
        self._stated: set[StatementTopic] = set()
        self._asked: list[ServiceNeed] = []
        self._open: ServiceNeed | None = None
        """What it has asked and has no answer to."""
        self._answered = self._going = self._waited = self._there = False
        self._advised_a_push: bool | None = None
        """Whether its last advice was to push on a chest; None: it has given none."""
        self._timetable: dict[do.Action, Millis] = {}
        """When each act that is still to come is due, if nothing changes it."""
        self._said: list[str] = []

    def on_heard(self, entry: Entry, at: Millis) -> Reaction:
        """Take in what the call handler says to it, and keep to the timetable."""
        body = entry.body
        if isinstance(body, do.BringIn) and body.service is self._row.service:
            self._take(body, at)
        elif entry.actor is self.role and isinstance(body, do.ServiceReport | do.ServiceAsks):
            if not self._drawn:
                return NOTHING  # Words of a person in its place, whom nobody had asked in.
            self._done(body, at)
        else:
            return NOTHING
        plans = [PlannedAct(due - at, act) for act, due in self._timetable.items()]
        return Reaction(plans, True)

    def in_words(self, action: do.Action) -> do.Action:
        """Return what is said now, in words."""
        if isinstance(action, do.ServiceAsks):
            return do.ServiceAsks(action.service, action.about, self._line(str(action.about)))
        if isinstance(action, do.ServiceReport):
            status, minutes = action.status, action.minutes
            text = self._line(str(status), minutes)
            return do.ServiceReport(action.service, status, minutes, text)
        return action

    # --- what it is given ------------------------------------------------------------------------

    def _take(self, body: do.BringIn, at: Millis) -> None:
        """Take in what police say, and plan what follows from it."""
        if not self._drawn:
            self._drawn = {name: self._chance.between(0, 1_000) for name in _DRAWN}
            self._number = str(self._chance.between(1_000, 9_999))
            self._plan(_S.CONTROL_ANSWERS, at + self._span(ANSWERS_IN, "answers"))
        was_at_risk, was_safe = self._at_risk, self._is_safe
        self._learn(body)
        if self._going:
            self._go_by_news(at, worse=self._at_risk and not was_at_risk, was_safe=was_safe)
        elif self._answered and self._given_enough(body):
            self._next(at)
        if self._open in self._given:
            self._open = None

    def _given_enough(self, body: do.BringIn) -> bool:
        """Whether what it has asked, or was about to ask, is answered; or there is a place now."""
        about = [act.about for act in self._timetable if isinstance(act, do.ServiceAsks)]
        return _N.SCENE_ADDRESS in body.answers or not self._given.isdisjoint([*about, self._open])

    def _learn(self, body: do.BringIn) -> None:
        given = (*body.answers, *body.denied, *body.not_known)
        self._bad = (self._bad - {*body.answers}) | {*body.denied}
        by_words = (need for need, by in SHOWN_BY.items() if not by.isdisjoint(_topics(body)))
        self._given |= {*given, *by_words}
        asleep = _N.PATIENT_CONSCIOUS in self._bad or _T.NOT_WAKING in {
            *self._stated,
            *_topics(body),
        }
        # Of who does not wake, anything but a clear normal breath is taken as bad (DR-08).
        self._bad |= {need for need in body.not_known if need not in self._row.presses or asleep}
        if _N.PATIENT_CONSCIOUS in body.answers:
            self._stated.discard(_T.NOT_WAKING)
        for topic, so in body.means:
            (self._stated.add if so else self._stated.discard)(topic)
            if so and topic is _T.BREATHING_WELL:
                self._bad.discard(_N.PATIENT_BREATHING)

    def _go_by_news(self, at: Millis, *, worse: bool, was_safe: bool) -> None:
        """Change what a crew does that is on its way, or there."""
        how = at + self._span(SAYS_HOW, "how")
        if worse and not self._there:
            self._plan(_S.WANTS_CALLER, how)
        other = self._advised_a_push is (self._patient() is not LineManner.NOT_BREATHING)
        if self._advised_a_push is not None and other and not self._there:
            # A chest is pushed no longer of one who is said to breathe, and of one who stops.
            self._plan(_S.GIVES_ADVICE, how)
        if was_safe and not self._is_safe and not self._there:
            self._plan(_S.CREW_WAITS, how)
        elif self._there and self._waited and self._is_safe:
            self._plan(_S.CREW_GOES_IN, at + self._span(GOES_IN, "goes_in"))

    @property
    def _at_risk(self) -> bool:
        """Whether life is at risk: anything but clear normal counts as bad (DR-08)."""
        bad = not self._row.presses.isdisjoint(self._bad)
        return bad or not self._row.risks.isdisjoint(self._stated)

    @property
    def _is_safe(self) -> bool:
        """Whether nothing that it was given keeps a crew from the door."""
        return _N.SAFE_TO_APPROACH not in self._bad

    # --- what follows ----------------------------------------------------------------------------

    def _next(self, at: Millis) -> None:
        """Plan the next question; with enough known, or enough asked, the decision."""
        self._timetable.clear()
        due = at + self._span(NEXT_QUESTION, "question")
        need = next((each for each in self._row.asks if self._lacks(each)), None)
        if need is not None and len(self._asked) < self._row.most:
            self._timetable[do.ServiceAsks(self._row.service, need)] = due
        elif _N.SCENE_ADDRESS in self._bad or _N.SCENE_ADDRESS not in self._given:
            self._plan(_S.NO_CREW_YET, due)
        else:
            road = self._span(self._row.urgent if self._at_risk else self._row.otherwise, "road")
            self._plan(_S.CREW_SENT, due, whole_minutes(road))

    def _lacks(self, need: ServiceNeed) -> bool:
        fits = need not in ONLY_IF or not ONLY_IF[need].isdisjoint(self._stated)
        return fits and need not in self._given and need not in self._asked

    def _done(self, body: do.ServiceReport | do.ServiceAsks, at: Millis) -> None:
        """Plan what comes after its own words."""
        kept = self._timetable.items()
        self._timetable = {act: due for act, due in kept if not _is_same(act, body)}
        if isinstance(body, do.ServiceAsks):
            self._asked.append(body.about)
            self._open = body.about
            if not self._going:
                self._next(at + UNANSWERED)
            return
        match body.status:
            case _S.CONTROL_ANSWERS:
                self._answered = True
                self._next(at)
            case _S.CREW_SENT:
                self._send(at, MINUTE * (body.minutes or 1))
            case _S.CREW_WAITS:
                self._waited = True
            case _S.WANTS_CALLER:
                self._plan(_S.GIVES_ADVICE, at + self._span(ADVICE_AFTER, "advice"))
            case _S.GIVES_ADVICE:
                self._advised_a_push = self._patient() is LineManner.NOT_BREATHING
            case _S.CREW_THERE:
                self._there = True
                self._waited = self._waited or not self._is_safe

    def _send(self, at: Millis, road: Millis) -> None:
        """Plan the way of a crew that has been sent, and what else is said of it."""
        self._going = True
        how = at + self._span(SAYS_HOW, "how")
        if not self._is_safe:
            self._plan(_S.CREW_WAITS, how)
        if self._at_risk and self._row.presses:
            self._plan(_S.WANTS_CALLER, how if self._is_safe else how + SAYS_HOW[1])
        if road >= ASKS_BACK:
            self._timetable[do.ServiceAsks(self._row.service, _N.ANY_CHANGE)] = at + road // 2
        self._plan(_S.CREW_THERE, at + road)

    def _plan(self, status: ServiceStatus, due: Millis, minutes: int | None = None) -> None:
        self._timetable[do.ServiceReport(self._row.service, status, minutes)] = due

    def _span(self, span: Span, name: str) -> Millis:
        return part_of(span, self._drawn[name])

    # --- its words -------------------------------------------------------------------------------

    def _line(self, purpose: str, minutes: int | None = None) -> str:
        values: dict[str, str] = {
            LineSlot.NUMBER: self._number,
            LineSlot.MINUTES: str(minutes or ""),
        }
        lines = self._lines.get(purpose, ())
        line = choose(lines, frozenset(self._circumstances()), self._chance, self._said, values)
        if line is None:
            return ""
        self._said.append(line.words)
        return line.filled(values)

    def _circumstances(self) -> Iterator[str]:
        """Yield what decides which line is said."""
        if not self._is_safe:
            yield str(LineManner.CREW_WAITS)
        if (patient := self._patient()) is not None:
            yield str(patient)

    def _patient(self) -> LineManner | None:
        """Return how the patient is, by what it was given; None if awake, and nothing is bad."""
        asleep = _N.PATIENT_CONSCIOUS in self._bad or _T.NOT_WAKING in self._stated
        if _N.PATIENT_BREATHING in self._bad or _T.BREATHING_BADLY in self._stated:
            # A chest is pushed of one who does not wake, and never of one who talks (DR-08).
            if asleep:
                return LineManner.NOT_BREATHING
            # Who fell, or bled from the head, is kept still: nobody sits them up (DR-08).
            broken = self._stated & _MAY_BE_BROKEN and _T.STRANGLED not in self._stated
            return None if broken else LineManner.BREATHLESS
        return LineManner.AIRWAY if asleep else None


_MAY_BE_BROKEN = frozenset({_T.TRAPPED_OR_FALLEN, _T.HEAD_OR_PASSED_OUT, _T.BLEEDING})


class CrewSeen:
    """Whether an ambulance crew is with the officers, as these see for themselves."""

    def __init__(self) -> None:
        """No crew is there."""
        self.there = self._held_back = False

    def take(self, body: do.ServiceReport) -> bool:
        """Take what its control says of it; return whether it has come just now."""
        was = self.there
        if body.service is Service.AMBULANCE and body.status is _S.CREW_WAITS:
            self._held_back = True
        elif body.service is Service.AMBULANCE:
            at_scene = body.status is _S.CREW_THERE and not self._held_back
            self.there = was or at_scene or body.status is _S.CREW_GOES_IN
        return self.there and not was


def _topics(body: do.BringIn) -> frozenset[StatementTopic]:
    return frozenset(topic for topic, _ in body.means)


def _is_same(act: do.Action, said: do.ServiceReport | do.ServiceAsks) -> bool:
    """Whether a planned act is the one that has been done, but for its words."""
    if isinstance(said, do.ServiceAsks):
        return isinstance(act, do.ServiceAsks) and act.about is said.about
    return isinstance(act, do.ServiceReport) and act.status is said.status
