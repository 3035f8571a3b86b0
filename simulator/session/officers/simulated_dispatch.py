"""Dispatch: units that are chosen, depart, are delayed, ask, arrive, and find the caller or not.

How the call ends is drawn among the endings that fit the scenario. Every random number is drawn at
once, so that what people do in a call never changes which numbers are drawn. From them follows a
timetable of planned acts; it is worked out again when officers are sent, the grade rises, or a
briefing answers what they would have asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from operator import itemgetter

from simulator.content.fields.content_model import Fact
from simulator.content.scenario.endings import PossibleEndings, possible_endings
from simulator.content.scenario.scenario import Scenario
from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.log import Body, CallBegan, Entry
from simulator.core.profile import Area, AreaTravel, DispatchPacing, Force, Span
from simulator.core.statements import Stated, StatementTopic
from simulator.core.terms import (
    HowItEnds,
    Intent,
    Marker,
    OfficersFind,
    Role,
    SupervisorDecision,
    Topic,
    UnitReadiness,
    UnitStatus,
)
from simulator.knowledge.learning import AT_THE_DOOR, BESIDES
from simulator.knowledge.situation import Situation
from simulator.language.lines import LineBook, LineManner, choose
from simulator.language.speaking.styles import OLDEST_CHILD
from simulator.language.telling.answer_words import in_all
from simulator.session.officers.findings import DrawnEnding, Findings, by_find
from simulator.session.officers.journeys import (
    MINUTE,
    Journey,
    part_of,
    unit_that_goes,
    units_within_reach,
    whole_minutes,
)
from simulator.session.officers.service_control import CrewSeen
from simulator.session.participant import NOTHING, PlannedAct, Reaction
from simulator.session.random_stream import RandomStream

ASSIGNED_AFTER: Span = (4_000, 12_000)
"""From sending to the unit being named (assumption)."""
LEAVES_DOOR: Millis = 6
"""Without a new clue officers stay so many times as long before they find out more (assumption)."""
BETWEEN_QUESTIONS: Millis = 75_000
"""An officer does not ask again before the last question can be answered (assumption)."""
ASKED_ON_THE_WAY = (Topic.WEAPON, Topic.MORE_THAN_ONE, Topic.OTHER_PERSON_PRESENT, Topic.CHILDREN)
"""What officers ask at any time on the way, where the briefing left it out (practice 4.2)."""
ASKED_NEAR: Mapping[Topic, Span] = {
    Topic.LOCATION: (2 * MINUTE, 5 * MINUTE),
    Topic.CAN_OPEN_DOOR: (50_000, 70_000),
}
"""What they ask so long before they arrive (practice 4.2)."""
_PLACES = frozenset({Topic.LOCATION, Topic.AT_KNOWN_ADDRESS, Topic.AT_HOME})
_FOR_TWO = frozenset({Topic.WEAPON, Topic.MORE_THAN_ONE})
_MARKERS_FOR_TWO = frozenset(
    {Marker.HIGH_RISK_DOMESTIC_ABUSE, Marker.DOMESTIC_ABUSE, Marker.WEAPONS}
)
"""After which a second unit goes (practice 4.1)."""
_OUTSIDE = frozenset({Situation.VEHICLE, Situation.FOLLOWED})
_FIRST_FOUND = (*AT_THE_DOOR, UnitStatus.FOUND)
_NEARER = (UnitStatus.FOUND, UnitStatus.NOT_ALONE)
"""What a clue brings sooner."""
_OF_A_CREW = (UnitStatus.FOUND, UnitStatus.REPORTED)
"""What officers report of the caller, who may be with an ambulance crew by then."""
HOURS: Span = (60 * MINUTE, 110 * MINUTE)
"""Until a unit is free where none is for hours (EN-12; assumption, as long as a run may be)."""
DETAINS: Span = (5_000, 11_000)
"""From finding a caller who is hurt to the word that another person is in custody (assumption)."""
EARPIECE: Span = (2_500, 7_000)
"""Until an officer who is asked so has stepped away to listen (EN-03, assumption)."""
NOTES_DONE: Millis = 70_000
"""At the latest so long after the caller is found officers report it: the line waits for them
(practice2 5: 5 to 90 s), and then for a note, the close and a last text, which take 18 s."""
_DRAWN = (
    *("assigned", "free_in", "sets_off", "spread", "delay", "delay_at", "finds", "reports"),
    "resumes",
)
"""What is drawn for a call: each is parts per thousand of a range."""
_DRAWN_OF_ENDINGS = ("ends_first", "ends_then", "arrest", "earpiece", "hours", "detains")
"""What is drawn besides of how it ends; last, so that journeys stay as they were."""


@dataclass(frozen=True, slots=True)
class DispatchStory:
    """What a scenario fixes: what officers find, its units, and its situations for the lines."""

    find: OfficersFind = OfficersFind.FOUND
    units: tuple[tuple[int, UnitReadiness], ...] = ()
    """Metres and readiness of each unit; empty: drawn."""
    situations: frozenset[Situation] = frozenset()
    endings: PossibleEndings | None = None
    """The endings of which one is drawn; None: the first that goes with `find`."""

    @classmethod
    def of(cls, scenario: Scenario) -> DispatchStory:
        """What a scenario says, else what its facts suggest (assumption)."""
        facts, own = scenario.facts, scenario.officers

        def true(*topics: Topic) -> bool:
            return all(facts.get(topic) is Fact.YES for topic in topics)

        other, hurt = true(Topic.OTHER_PERSON_PRESENT), true(Topic.INJURED)
        known_inside = other and true(Topic.KNOWS_PERSON, Topic.IN_THE_HOUSE)
        held = {
            Situation.ILL: hurt,
            Situation.ACCIDENT: true(Topic.MISTAKE),
            Situation.PARTNER: known_inside,
            Situation.STRANGER: other and not known_inside,
            Situation.VEHICLE: true(Topic.IN_A_VEHICLE),
            Situation.FOLLOWED: true(Topic.ON_FOOT),
            Situation.CHILD_WITH_ILL_ADULT: hurt and _is_child(scenario),
            Situation.WITNESS: any(
                (each.means or {}).get(StatementTopic.OF_OTHERS) is Fact.YES
                for each in scenario.story
            ),
        }
        situations = frozenset(guess for guess, holds in held.items() if holds)
        units = tuple((unit.distance, unit.readiness) for unit in own.units)
        find = own.find or OfficersFind.FOUND
        return cls(find, units, situations, possible_endings(scenario))


class Dispatch:
    """The dispatcher and the officers who are sent."""

    role = Role.OFFICERS
    ears = frozenset({Role.OFFICERS})

    def __init__(
        self,
        force: Force,
        chance: RandomStream,
        story: DispatchStory | None = None,
        lines: LineBook | None = None,
    ) -> None:
        """The units of `force` near this caller; `lines` are what officers say."""
        self._force, self._chance, self._lines = force, chance, lines or {}
        self._story = story or DispatchStory()
        self._pacing = force.dispatch or _WITHOUT_UNITS
        self._said: list[str] = []
        self._drawn: dict[str, int] = {}
        self._emergency = True
        self._raised = False
        """Whether the grade was raised: then nobody is left to wait for hours."""
        self._listed = force.dispatch is None
        self._journey: Journey | None = None
        self._wanted = ""
        """The call sign that the call handler asked for first."""
        self._second = False
        self._status: UnitStatus | None = None
        self._findings = Findings(DrawnEnding(HowItEnds.FOUND_SAFE, HowItEnds.FOUND_SAFE))
        self._arrived = False
        self._briefed = False
        self._crew = CrewSeen()
        self._searches = False
        """Whether officers were sent without any place: a search, not a visit (EN-14)."""
        self._learned: set[Topic] = set()
        """What briefings have said of."""
        self._timetable: dict[do.Action, Millis] = {}
        """When each act that is still to come is due, if nothing changes it."""

    def on_heard(self, entry: Entry, at: Millis) -> Reaction:
        """Take in what the call handler does, and keep to the timetable."""
        body = entry.body
        if not self._drawn and not isinstance(body, CallBegan):
            self._draw()
        match body:
            case do.SetGrade(grade=grade):
                return self._graded(grade == self._force.emergency.id, at)
            case do.Deploy(unit=wanted) if self._journey is None:
                self._wanted = wanted
                self._send(at)
            case do.Deploy(unit=wanted):
                self._send_second(at, wanted)
            case do.Decide(decision=SupervisorDecision.FREE_A_UNIT) if self._journey is not None:
                self._free(self._journey, at)
            case do.Decide(decision=SupervisorDecision.STAY_AT_DOOR):
                self._look_again(at)
            case do.BriefOfficers(asks_privacy=True) if self._journey is not None:
                listens = self._says(UnitStatus.ON_EARPIECE, self._journey.unit)
                self._timetable[listens] = at + part_of(EARPIECE, self._drawn["earpiece"])
            case do.ServiceReport():
                if not (self._crew.take(body) and self._tells_of_crew()):
                    return NOTHING
            case do.BriefOfficers():
                self._learn(body, at)
            case do.Say() if entry.actor is self.role:
                if not self._reports_after(body, at):
                    return NOTHING
            case _ if entry.actor is self.role and not isinstance(body, do.ListUnits):
                self._done(body, at)
            case _:
                return NOTHING
        return self._plans(at)

    def draw_from(self, chance: RandomStream) -> None:
        """Draw from another stream, where nothing is drawn yet: another course of the same call."""
        if not self._drawn:
            self._chance = chance

    def _draw(self) -> None:
        chance, pacing = self._chance, self._pacing
        travel = pacing.travel[self._force.area]
        self.units = units_within_reach(pacing, travel, self._story.units, chance)
        self._drawn = {name: chance.between(0, 1_000) for name in _DRAWN}
        self._is_delayed = chance.happens(pacing.delayed_percent)
        self._asks = {
            topic: chance.between(0, 1_000)
            for topic in (*ASKED_ON_THE_WAY, *ASKED_NEAR)
            if chance.happens(pacing.asks_percent)
        }
        self._drawn |= {name: chance.between(0, 1_000) for name in _DRAWN_OF_ENDINGS}
        parts = [self._drawn[name] for name in ("ends_first", "ends_then", "arrest")]
        possible = self._story.endings or by_find(self._story.find)
        self._findings = Findings(DrawnEnding.of(possible, parts))

    def _plans(self, at: Millis) -> Reaction:
        timetable = sorted(self._timetable.items(), key=itemgetter(1))
        plans = [PlannedAct(due - at, action) for action, due in timetable]
        if not self._listed:
            self._listed = True
            plans.insert(0, PlannedAct(1_000, do.ListUnits(self.units), keeps=True))
        return Reaction(plans, True)

    def _graded(self, emergency: bool, at: Millis) -> Reaction:
        raised = emergency and not self._emergency
        self._raised = self._raised or raised
        self._emergency = emergency
        journey = self._journey
        fixed = self._force.arrives_after is not None
        if raised and journey is not None and at < journey.departs and not fixed:
            self._hurry(journey, at)
        elif self._listed:
            return NOTHING
        return self._plans(at)

    def _done(self, body: Body, at: Millis) -> None:
        """Strike an act out of the timetable; what was found decides what follows."""
        self._timetable = {act: due for act, due in self._timetable.items() if act != body}
        self._arrived = self._arrived or isinstance(body, do.Arrive)
        first = self._journey is not None and self._journey.unit.call_sign
        own = isinstance(body, do.UnitReport) and body.unit == first
        if isinstance(body, do.UnitReport) and own and body.status not in BESIDES:
            self._status = body.status
            self._follow(body, at)

    def _send(self, at: Millis) -> None:
        self._set_out(self._first_journey(at))

    def _hurry(self, before: Journey, at: Millis) -> None:
        """Send by a grade that was raised: the unit that was to go is not called out again."""
        journey = self._first_journey(at)
        same = journey.unit == before.unit
        if same:
            journey.sent = before.sent
            journey.assigned = min(journey.assigned, before.assigned)
            journey.departs = min(journey.departs, before.departs)
        self._set_out(journey)
        if same:
            # What was said on the air already is not said again.
            self._timetable = {act: due for act, due in self._timetable.items() if due > at}

    def _look_again(self, at: Millis) -> None:
        """Find out more sooner: officers at a door are to stay and see the caller alone."""
        if self._status not in AT_THE_DOOR:
            return
        sooner = at + self._span("finds")
        for act, due in list(self._timetable.items()):
            if isinstance(act, do.UnitReport) and act.status in _NEARER:
                self._timetable[act] = min(due, sooner)

    def _free(self, journey: Journey, at: Millis) -> None:
        """Send at once the unit that was to wait: a supervisor has taken it off another job."""
        assigned = at + part_of(ASSIGNED_AFTER, self._drawn["assigned"])
        sooner = journey.assigned - assigned
        if sooner <= 0 or self._force.arrives_after is not None:
            return
        journey.assigned, journey.departs = assigned, journey.departs - sooner
        self._set_out(journey)
        self._timetable = {act: due for act, due in self._timetable.items() if due > at}

    def _set_out(self, journey: Journey) -> None:
        self._journey = journey
        self._timetable = {**dict(self._on_the_way(journey)), **self._questions(journey)}
        found = self._says(self._findings.first(searching=self._searches), journey.unit)
        self._timetable[found] = journey.arrives + self._span("finds")

    def _first_journey(self, at: Millis) -> Journey:
        free_later = self._span("free_in")
        unit, ready = unit_that_goes(self.units, self._emergency, free_later, self._wanted)
        fixed = self._force.arrives_after
        late = self._findings.ending.delayed and not self._raised and fixed is None
        self._findings.hours_late = late
        ready += part_of(HOURS, self._drawn["hours"]) if late else 0
        assigned = at + ready + part_of(ASSIGNED_AFTER, self._drawn["assigned"])
        sets_off = self._span("sets_off" if self._emergency else "sets_off_later", "sets_off")
        if fixed is not None:
            sets_off = min(sets_off, fixed // 4)
            assigned = at + min(assigned - at, sets_off)
            return Journey(unit, at, assigned, at + sets_off, fixed - sets_off)
        delay = self._span("delay") if self._is_delayed else 0
        departs = at + ready + max(sets_off, assigned - at - ready)
        return Journey(unit, at, assigned, departs, self._road(unit), delay, ready > 0)

    def _road(self, unit: do.UnitInReach) -> Millis:
        """The time on the road: distance by speed, give or take the spread."""
        pacing = self._pacing
        travel = pacing.travel[self._force.area]
        takes = unit.metres * 3_600 // travel.speed_kmh
        spread = (self._drawn["spread"] - 500) * 2 * pacing.spread_percent // 100
        takes = takes * (1_000 + spread) // 1_000
        if not self._emergency:
            return takes
        least, most = travel.emergency_takes
        return min(max(takes * 100 // pacing.emergency_speed_percent, least), most)

    def _on_the_way(self, journey: Journey) -> Iterator[tuple[do.Action, Millis]]:
        unit, arrives = journey.unit, journey.arrives
        if journey.waits:
            said = journey.sent + self._span("no_unit_said_after", "assigned")
            far = self._findings.hours_late
            hours = whole_minutes(journey.departs - said) if far else None
            yield self._says(UnitStatus.NO_UNIT, None, hours), said
        yield self._says(UnitStatus.ASSIGNED, unit), journey.assigned
        minutes = whole_minutes(journey.road)
        yield self._says(UnitStatus.EN_ROUTE, unit, minutes), journey.departs
        if journey.delay:
            # Before the unit is two minutes out as it first expected, so that the order holds.
            part = 200 + self._drawn["delay_at"] * 2 // 5
            late = journey.departs + journey.road * part // 1_000
            yield self._says(UnitStatus.DELAYED, unit, whole_minutes(arrives - late)), late
        if arrives - 2 * MINUTE > journey.departs + 15_000:
            yield self._says(UnitStatus.TWO_MINUTES, unit, 2), arrives - 2 * MINUTE
        yield do.Arrive(unit.call_sign, self._line("arrive", unit)), arrives

    def _questions(self, journey: Journey) -> dict[do.Action, Millis]:
        """What officers will ask: one thing at a time, and nothing that the briefing has."""
        asked = []
        for topic, part in self._asks.items():
            earliest, latest = journey.departs + 10_000, journey.arrives - MINUTE
            if topic in ASKED_NEAR:
                least, most = ASKED_NEAR[topic]
                earliest, latest = max(earliest, journey.arrives - most), journey.arrives - least
            no_door = topic is Topic.CAN_OPEN_DOOR and _OUTSIDE & self._story.situations
            if topic not in self._learned and earliest < latest and not no_door:
                asked.append((part_of((earliest, latest), part), topic))
        questions: dict[do.Action, Millis] = {}
        for due, topic in sorted(asked):
            if all(due - before >= BETWEEN_QUESTIONS for before in questions.values()):
                words = self._line(str(topic), journey.unit)
                questions[do.OfficersAsk(topic, journey.unit.call_sign, words)] = due
        return questions

    def _learn(self, body: do.BriefOfficers, at: Millis) -> None:
        known = {*body.topics, *body.ruled_out}
        self._learned |= {*known, *body.unknown}
        self._look_for(body, at, placed=bool(body.location or known & _PLACES))
        if body.location or not _PLACES.isdisjoint(self._learned):
            self._learned.add(Topic.LOCATION)
        # What officers would have asked is answered; and a clue lets them find out more sooner.
        sooner = at + self._span("finds")
        waits = self._status in AT_THE_DOOR
        for act, due in list(self._timetable.items()):
            if isinstance(act, do.OfficersAsk) and act.about in self._learned:
                del self._timetable[act]
            elif isinstance(act, do.UnitReport) and act.status in _NEARER and waits:
                self._timetable[act] = min(due, sooner)
        if _FOR_TWO.intersection(body.topics) or _MARKERS_FOR_TWO.intersection(body.markers):
            self._send_second(at)

    def _look_for(self, body: do.BriefOfficers, at: Millis, *, placed: bool) -> None:
        """Plan for a search where no place is known, and for a visit once there is one."""
        searched = self._searches
        # Only the first briefing says so: later ones answer what officers have asked.
        nowhere = Topic.LOCATION in body.unknown and not self._briefed
        self._briefed = True
        self._searches = (searched or nowhere) and not placed
        if self._journey is None or self._searches is searched:
            return
        unit, first = self._journey.unit, self._findings.first(searching=False)
        if self._status in AT_THE_DOOR:
            if not self._findings.ending.untraced:
                self._timetable[self._says(UnitStatus.FOUND, unit)] = at + self._span("finds")
            return
        wanted = UnitStatus.NOT_FOUND if self._searches else first
        for act, due in list(self._timetable.items()):
            if not isinstance(act, do.UnitReport) or act.unit != unit.call_sign:
                continue
            if act.status in _FIRST_FOUND and act.status is not wanted:
                del self._timetable[act]
                self._timetable[self._says(wanted, unit)] = due

    def _send_second(self, at: Millis, wanted: str = "") -> None:
        """A second unit goes where one is free; it is not there before the first."""
        first = self._journey
        if self._second or self._arrived:
            return
        self._second = True
        others = [each for each in self.units if first is None or each is not first.unit]
        free = [each for each in others if each.readiness is UnitReadiness.FREE]
        if first is None or not free or self._force.arrives_after is not None:
            return
        unit = min(free, key=lambda each: (each.call_sign != wanted, each.metres))
        departs = at + part_of(self._pacing.sets_off, 1_000 - self._drawn["sets_off"])
        minutes = whole_minutes(max(self._road(unit), first.arrives - departs))
        self._timetable[self._says(UnitStatus.EN_ROUTE, unit, minutes)] = departs

    def _follow(self, body: do.UnitReport, at: Millis) -> None:
        """Plan what comes after something that the officers have found."""
        follows: dict[UnitStatus, Millis] = {}
        if body.status is UnitStatus.FOUND:
            # Another unit is not needed any more: it turns round unheard.
            self._timetable = {
                act: due
                for act, due in self._timetable.items()
                if getattr(act, "status", None) is not UnitStatus.EN_ROUTE
            }
            self._report_by(at, min(self._span("reports"), NOTES_DONE))
            if self._findings.detains_later:
                follows[UnitStatus.DETAINED] = at + part_of(DETAINS, self._drawn["detains"])
        elif body.status in AT_THE_DOOR:
            then = self._findings.after(body.status, searching=self._searches)
            if then is None:
                follows[UnitStatus.RESUMED] = at + self._span("resumes")
            else:
                follows[then] = at + LEAVES_DOOR * self._span("finds")
        unit = self._journey.unit if self._journey is not None else None
        self._timetable |= {self._says(status, unit): due for status, due in follows.items()}

    def _report_by(self, at: Millis, after: Millis) -> None:
        """Plan what officers report of it so long after the caller is found, or they spoke."""
        unit = self._journey.unit if self._journey is not None else None
        later = (UnitStatus.REPORTED, UnitStatus.RESUMED)
        self._timetable = {
            act: due
            for act, due in self._timetable.items()
            if not (isinstance(act, do.UnitReport) and act.status in later)
        }
        due = at + after
        self._timetable[self._says(UnitStatus.REPORTED, unit)] = due
        self._timetable[self._says(UnitStatus.RESUMED, unit)] = due + self._span("resumes")

    def _tells_of_crew(self) -> bool:
        """Whether a report that is still to come says otherwise now that the crew is there."""
        changed = False
        unit = self._journey.unit if self._journey is not None else None
        for act, due in list(self._timetable.items()):
            if isinstance(act, do.UnitReport) and act.status in _OF_A_CREW:
                del self._timetable[act]
                self._timetable[self._says(act.status, unit)] = due
                changed = True
        return changed

    def _reports_after(self, body: do.Say, at: Millis) -> bool:
        """Whether their voice on the caller's phone puts their report off: it comes after it."""
        waits = self._status is UnitStatus.FOUND
        if waits and body.intent in (Intent.OFFICER_NEEDS_LINE, Intent.OFFICER_LETS_GO):
            self._report_by(at, self._span("reports"))
        return waits

    def _span(self, name: str, drawn: str = "") -> Millis:
        """Return the time that was drawn from a range of the force, under its name or another."""
        return part_of(getattr(self._pacing, name), self._drawn[drawn or name])

    def _says(
        self, status: UnitStatus, unit: do.UnitInReach | None, minutes: int | None = None
    ) -> do.UnitReport:
        words, means = self._said_line(status, unit, minutes)
        finds = self._findings.of(status)
        sign = unit.call_sign if unit else ""
        return do.UnitReport(status, sign, minutes, words, means, finds=finds)

    def _line(self, purpose: str, unit: do.UnitInReach | None) -> str:
        return self._said_line(purpose, unit)[0]

    def _said_line(
        self, purpose: str, unit: do.UnitInReach | None, minutes: int | None = None
    ) -> tuple[str, Stated]:
        """Return what is said, and what it states of the people there."""
        values = {
            "unit": unit.call_sign if unit else "",
            "minutes": str(minutes or ""),
            "in_all": in_all(minutes or 0),
        }
        variants = self._lines.get(purpose, ())
        line = choose(variants, self._circumstances(purpose), self._chance, self._said, values)
        if line is None:
            return "", ()
        self._said.append(line.words)
        return line.filled(values), line.means

    def _circumstances(self, purpose: str) -> frozenset[str]:
        """Return what decides which line is said: the ending, once officers are there."""
        status = next((each for each in UnitStatus if each == purpose), None)
        finds = self._findings.of(status) if status is not None else None
        if finds is None:
            late = [HowItEnds.DELAYED_FOR_HOURS] if self._findings.hours_late else []
            return frozenset({*self._story.situations, *late})
        if finds is HowItEnds.FOUND_HURT and _CHILD_RANG in self._story.situations:
            return frozenset({_CHILD_RANG})  # It is not the caller who is hurt.
        if status is UnitStatus.FOUND and Situation.WITNESS in self._story.situations:
            return frozenset({Situation.WITNESS})  # Who rang about next door is not the one found.
        hurt = finds is HowItEnds.FOUND_HURT
        crew = LineManner.CREW_BESIDE if self._crew.there else LineManner.CREW_AWAITED
        return frozenset({finds, *([crew] if hurt else []), *(_OUTSIDE & self._story.situations)})


_CHILD_RANG = Situation.CHILD_WITH_ILL_ADULT


def _is_child(scenario: Scenario) -> bool:
    """Whether a child rings, by the age in the file or by what the caller says."""
    if scenario.age is not None:
        return scenario.age <= OLDEST_CHILD
    acts = (act for step in scenario.caller for text in step.do for act in text.actions())
    return any(getattr(act, "intent", None) is Intent.CHILD_SPEAKS for act in acts)


_WITHOUT_UNITS = DispatchPacing(
    call_sign="Unit",
    units=(1, 1),
    not_free_percent=0,
    free_in=(0, 0),
    sets_off=(30_000, 120_000),
    sets_off_later=(30_000, 120_000),
    emergency_speed_percent=100,
    spread_percent=0,
    delayed_percent=0,
    delay=(0, 0),
    asks_percent=0,
    no_unit_said_after=(0, 0),
    finds=(40_000, 150_000),
    reports=(30_000, 90_000),
    resumes=(900_000, 900_000),
    travel=dict.fromkeys(Area, AreaTravel(40, (5_000, 5_000), (0, 0))),
)
"""One free unit: for a force that, as in old records, only says when officers arrive."""
