"""The endings of a call: how common each is, and which of them fit a scenario (practice2 5).

A row is one ending, EN-01 to EN-14. It fits a scenario where nothing that the file fixes speaks
against it: its facts, its location data, what its officers find, and its outcome. Shares are of 100
calls after which officers were sent; all of them are assumptions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from simulator.content.diagnostics.validate import Found
from simulator.content.fields.content_model import Fact
from simulator.content.scenario.act_forms import StepText
from simulator.content.scenario.cues import Rings
from simulator.content.scenario.scenario import Scenario
from simulator.core.statements import StatementTopic
from simulator.core.terms import HowItEnds, OfficersFind, Outcome, Topic

WIDE_FROM = 300
"""Metres around a location from which officers search an area (assumption)."""
ARREST_PERCENT = 35
"""Where another person is there: 33 in 100 domestic crimes, 46 earlier (EN-10), of one call an
assumption."""
NOT_FOUND_AFTER_ALL = 5
"""Weight of *no trace* after a wrong address, beside the endings with a caller (assumption)."""


@dataclass(frozen=True, slots=True)
class Story:
    """What a scenario fixes of how it can end."""

    facts: Mapping[Topic, Fact]
    findable: bool = True
    """Whether some location data, or an address, is good enough for a door."""
    line_fails: bool = False
    """Whether the file has the line fail, or the phone put down."""
    says_where: bool = False
    """Whether the caller stays on the line, and names a place in the story or in a step."""
    despairs: bool = False
    """Whether the story is of a person who wants to die: then no alarm was false."""

    @classmethod
    def of(cls, scenario: Scenario) -> Story:
        """Return what a scenario fixes."""
        fixes = [fix for call in scenario.calls_in_order for _, fix in call.location.fixes()]
        near = any(fix.radius is None or fix.radius <= WIDE_FROM for fix in fixes)
        held = bool(scenario.number.address or scenario.number.traces)
        fails = _line_fails(scenario)
        where = not fails and _names_place(scenario)
        despairs = _states(scenario, StatementTopic.SUICIDAL)
        return cls(scenario.facts, near or held, fails, where, despairs)

    def yes(self, *topics: Topic) -> bool:
        """Whether one of them is so."""
        return any(self.facts.get(topic) is Fact.YES for topic in topics)

    def no(self, topic: Topic) -> bool:
        """Whether it isn't so."""
        return self.facts.get(topic) is Fact.NO

    @property
    def outside(self) -> bool:
        """Whether the caller is on foot or in a vehicle."""
        return self.yes(Topic.ON_FOOT, Topic.IN_A_VEHICLE)

    @property
    def threatened(self) -> bool:
        """Whether another person may be one to fear, and not one who is ill beside the caller."""
        danger = self.yes(Topic.IN_DANGER, Topic.WEAPON, Topic.FOLLOWED)
        other = self.yes(Topic.OTHER_PERSON_PRESENT, Topic.FOLLOWED)
        harmless = self.no(Topic.IN_DANGER) or self.yes(Topic.INJURED, Topic.MISTAKE)
        return other and (danger or not harmless)

    @property
    def known_inside(self) -> bool:
        """Whether one to fear, whom the caller knows, is in there with them."""
        inside = not (self.outside or self.no(Topic.IN_THE_HOUSE) or self.yes(Topic.HAS_LEFT))
        return self.threatened and self.yes(Topic.KNOWS_PERSON) and inside

    @property
    def harmless(self) -> bool:
        """Whether nothing speaks of danger or harm."""
        return not (self.yes(*_HARM) or self.despairs)


def _line_fails(scenario: Scenario) -> bool:
    texts: Iterable[StepText] = (
        step for call in scenario.calls_in_order for step in (*call.caller, *call.room)
    )
    put_down = any(act.kind == "hang_up" for step in texts for act in step.do)
    return put_down or any(call.losses for call in scenario.calls_in_order)


def _names_place(scenario: Scenario) -> bool:
    """Whether the caller names where they are, in a story of their own or in a step."""
    if _states(scenario, StatementTopic.ADDRESS, StatementTopic.LANDMARK):
        return True
    steps = (step for call in scenario.calls_in_order for step in call.caller)
    speech = (getattr(act, act.kind, None) for step in steps for act in step.do)
    return any(getattr(each, "place_words", None) for each in speech)


def _states(scenario: Scenario, *topics: StatementTopic) -> bool:
    """Whether the story of a caller who speaks freely states one of these."""
    means = (each.means or {} for each in scenario.story)
    return any(stated.get(topic) for stated in means for topic in topics)


_HARM = (
    *(Topic.IN_DANGER, Topic.INJURED, Topic.NEEDS_AMBULANCE, Topic.OTHER_PERSON_PRESENT),
    *(Topic.WEAPON, Topic.FOLLOWED, Topic.LOCKED_IN, Topic.STRANGLED, Topic.TABLETS_TAKEN),
)


@dataclass(frozen=True, slots=True)
class EndingRow:
    """One ending: how common it is, what it needs, and what a first report may turn into."""

    id: str
    share: int
    fits: Callable[[Story], bool]
    needs: str
    """What it needs, for a message: a scenario in which ..."""
    source: str
    turns_into: tuple[HowItEnds, ...] = ()
    """What it may come to: then it is only what officers report first."""
    sent: bool = True
    """Whether officers are sent."""


E, T = HowItEnds, Topic
_CALLER_SEEN = (E.FOUND_SAFE, E.FOUND_HURT)

# fmt: off
ENDINGS: Mapping[HowItEnds, EndingRow] = {
    E.FOUND_SAFE: EndingRow("EN-01", 30,
        lambda s: not s.yes(T.INJURED, T.MISTAKE, T.NEEDS_AMBULANCE),
        "nobody is hurt and the call isn't a mistake", "assumption"),
    E.FOUND_HURT: EndingRow("EN-02", 14,
        lambda s: s.yes(T.INJURED, T.NEEDS_AMBULANCE)
            or (s.yes(T.IN_DANGER) and not s.no(T.INJURED)),
        "someone is hurt, or in danger and not said to be unhurt", "assumption"),
    E.REFUSED_AT_DOOR: EndingRow("EN-03", 10, lambda s: s.known_inside,
        "another person whom the caller knows is inside with them", "I4 assumption",
        (*_CALLER_SEEN, E.CHANGES_MIND)),
    E.WRONG_ADDRESS: EndingRow("EN-04", 10,
        lambda s: not s.outside and not s.yes(T.CAN_OPEN_DOOR, T.MISTAKE),
        "the caller is indoors, and nobody can open the door", "assumption",
        (*_CALLER_SEEN, E.NO_TRACE)),
    E.FALSE_ALARM: EndingRow("EN-05", 10, lambda s: s.yes(T.MISTAKE) or s.harmless,
        "the call is a mistake, or no fact speaks of danger", "assumption"),
    E.HAS_GONE: EndingRow("EN-06", 9,
        lambda s: s.threatened and not s.no(T.HAS_LEFT) and not s.yes(T.IN_A_VEHICLE, T.LOCKED_IN),
        "another person is to be feared, and can leave", "assumption"),
    E.LOST_AND_FOUND: EndingRow("EN-07", 5, lambda s: s.line_fails and not s.yes(T.MISTAKE),
        "the line fails or the phone is put down", "assumption", _CALLER_SEEN),
    E.CHANGES_MIND: EndingRow("EN-09", 4,
        lambda s: not s.yes(T.INJURED) and (s.known_inside
            or (s.yes(T.IN_A_VEHICLE) and s.threatened and s.yes(T.KNOWS_PERSON))),
        "another person whom the caller knows is with them, and nobody is hurt",
        "I4 assumption"),
    E.CONFLICTING_ACCOUNTS: EndingRow("EN-11", 3, lambda s: s.known_inside and not s.yes(T.WEAPON),
        "another person whom the caller knows is inside with them", "assumption"),
    E.DELAYED_FOR_HOURS: EndingRow("EN-12", 3,
        lambda s: s.harmless and not s.yes(T.MISTAKE) and s.yes(T.ALONE_TO_TALK),
        "no fact speaks of danger, and the caller is alone to talk", "I5 assumption"),
    E.NO_TRACE: EndingRow("EN-14", 2,
        lambda s: not s.yes(T.AT_KNOWN_ADDRESS, T.MISTAKE) and (s.outside or not s.findable),
        "the caller is out of doors, or no location is good enough for a door", "assumption"),
    E.ARREST: EndingRow("EN-10", 0, lambda s: s.threatened,
        "another person is to be feared", "assumption"),
    E.NOBODY_SENT: EndingRow("EN-08", 30, lambda s: not s.yes(T.IN_DANGER),
        "nobody is in danger", "assumption", sent=False),
    E.RUNG_BACK_SETTLED: EndingRow("EN-13", 65, lambda s: s.harmless or s.yes(T.MISTAKE),
        "the call is a mistake, or no fact speaks of danger", "assumption", sent=False),
}
# fmt: on
"""Every ending. NOBODY_SENT and RUNG_BACK_SETTLED are shares of the calls to which nobody is sent
(V36, V37, assumption): where a file names both, the seed draws whether a callback is answered."""

OF_FIND: Mapping[OfficersFind, tuple[HowItEnds, ...]] = {
    OfficersFind.FOUND: (*_CALLER_SEEN, E.FALSE_ALARM, E.HAS_GONE, E.CONFLICTING_ACCOUNTS),
    OfficersFind.THIRD_PARTY_FIRST: (E.REFUSED_AT_DOOR,),
    OfficersFind.NOT_FOUND_FIRST: (E.WRONG_ADDRESS, E.LOST_AND_FOUND),
    OfficersFind.NOT_FOUND: (E.NO_TRACE,),
}
"""The endings of which what officers find first, as an older file says it, is the first report."""
_OVER = (E.FOUND_SAFE, E.FOUND_HURT, E.REFUSED_AT_DOOR, E.HAS_GONE)
"""What an arrest lies over."""


class Weighed(NamedTuple):
    """An ending with its weight."""

    ending: HowItEnds
    weight: int


class PossibleEndings(NamedTuple):
    """How officers' part of a call may end: one is drawn."""

    first: tuple[Weighed, ...]
    """What they report first, or what it is at once."""
    caller: tuple[Weighed, ...]
    """How the caller is found where a first report turns into another."""
    arrest_percent: int = 0
    named: bool = False
    """Whether the file names them: then what it comes to is said by its own name."""

    def turns_into(self, first: HowItEnds) -> tuple[Weighed, ...]:
        """Return what a first report may come to; the report where it is the end."""
        may = ENDINGS[first].turns_into
        return tuple(each for each in self.caller if each.ending in may) or (Weighed(first, 1),)


def possible_endings(scenario: Scenario) -> PossibleEndings:
    """Return the endings that fit a scenario, by share: those that it names, if it names any."""
    story, named, find = Story.of(scenario), scenario.ending, scenario.officers.find
    allowed = OF_FIND[find] if find else tuple(e for e, row in ENDINGS.items() if row.sent)
    fitting = [e for e in allowed if ENDINGS[e].fits(story) and e is not E.ARREST]
    caller = [e for e in (*_CALLER_SEEN, E.CHANGES_MIND, E.NO_TRACE) if ENDINGS[e].fits(story)]
    if not named and not find and story.says_where:
        # Who stays on the line and says where is found: no search without a trace.
        fitting = [e for e in fitting if e is not E.NO_TRACE] or fitting
        caller = [e for e in caller if e is not E.NO_TRACE] or caller
    first = [e for e in fitting if not named or e in named]
    first = first or [e for e in fitting if _leads_to(e, named)]
    if named:
        wanted = [e for e in caller if e in named]
        caller = wanted or caller
        if named == (E.ARREST,):
            caller = [e for e in caller if e in _CALLER_SEEN] or caller
        over = [e for e in fitting if e in _OVER]
        first = first or (over if E.ARREST in named else [])
    percent = ARREST_PERCENT if not named else 100 if named == (E.ARREST,) else 0
    percent = 50 if len(named) > 1 and E.ARREST in named else percent
    arrest = percent if ENDINGS[E.ARREST].fits(story) else 0
    return PossibleEndings(
        tuple(_weighed(first or _usual(story, find))),
        tuple(_weighed(caller or _usual(story, None), trace=NOT_FOUND_AFTER_ALL)),
        arrest,
        named=bool(named),
    )


UNSENT = (E.RUNG_BACK_SETTLED, E.NOBODY_SENT)
"""The endings of a call to which nobody is sent: whether who is rung back answers decides."""


def unsent_endings(scenario: Scenario) -> tuple[Weighed, ...]:
    """Return how a call to which nobody is sent may end: those that its file names, by share."""
    return tuple(_weighed(each for each in UNSENT if each in scenario.ending))


def ending_at(weighed: Sequence[Weighed], part: int) -> HowItEnds:
    """Return the ending at so many parts per thousand of all weights."""
    left = part * sum(each.weight for each in weighed) // 1_001
    for each in weighed:
        left -= each.weight
        if left < 0:
            return each.ending
    return weighed[-1].ending


def steps_of_ending(steps: Sequence[StepText], ending: HowItEnds | None) -> tuple[StepText, ...]:
    """Return a caller's steps without those that answer a callback, where nobody answers one."""
    if ending is not E.NOBODY_SENT:
        return tuple(steps)
    return tuple(each for each in steps if not isinstance(each.when, Rings))


def _leads_to(first: HowItEnds, named: Iterable[HowItEnds]) -> bool:
    """Whether a first report may turn into an ending that a file names, and it names no other."""
    return ENDINGS[first].turns_into != () and set(named) <= {*ENDINGS[first].turns_into}


def _weighed(endings: Iterable[HowItEnds], trace: int = 0) -> Iterator[Weighed]:
    for each in endings:
        weight = trace if trace and each is E.NO_TRACE else ENDINGS[each].share
        yield Weighed(each, max(weight, 1))


def _usual(story: Story, find: OfficersFind | None) -> tuple[HowItEnds, ...]:
    """Return what it comes to where nothing else fits: what the file says officers find."""
    if find is not None and find is not OfficersFind.FOUND:
        return OF_FIND[find][:1]
    return (E.FOUND_HURT if story.yes(T.INJURED) else E.FOUND_SAFE,)


def lies_over(ending: HowItEnds) -> bool:
    """Whether an arrest can lie over an ending."""
    return ending in _OVER


# --- what a file may name ------------------------------------------------------------------------


def ending_problems(scenario: Scenario) -> Iterator[Found]:
    """Report each ending that a file names and that the rest of it rules out."""
    story, find = Story.of(scenario), scenario.officers.find
    outcomes = {scenario.outcome, *scenario.outcomes.values()}
    for place, ending in enumerate(scenario.ending):
        row = ENDINGS[ending]
        needed = Outcome.DEPLOYED if row.sent else Outcome.CLOSED_WITHOUT_DEPLOYMENT
        others = [str(e) for e, other in ENDINGS.items() if _fits_file(other, e, story, outcomes)]
        fix = f"write one of: {', '.join(others)}" if others else "remove ending:"
        at = ("ending", place)
        if needed not in outcomes:
            found = f"{ending} does not go with the outcome {scenario.outcome}"
            yield at, "ending-ruled-out", found, f"outcome: {needed}, or another ending", fix
        elif not row.fits(story):
            found = f"the facts rule out {ending}"
            yield at, "ending-ruled-out", found, f"a call in which {row.needs}", fix
        elif find is not None and row.sent and not _goes_with(ending, find):
            found = f"{ending} does not go with officers: {{find: {find}}}"
            yield at, "ending-ruled-out", found, "", "remove find:"


def _fits_file(row: EndingRow, ending: HowItEnds, story: Story, ends: set[Outcome]) -> bool:
    needed = Outcome.DEPLOYED if row.sent else Outcome.CLOSED_WITHOUT_DEPLOYMENT
    return needed in ends and row.fits(story) and ending in ENDINGS


def _goes_with(ending: HowItEnds, find: OfficersFind) -> bool:
    """Whether an ending can come of what officers find first."""
    firsts = OF_FIND[find]
    later = {after for first in firsts for after in ENDINGS[first].turns_into}
    return ending in firsts or ending in later or ending is E.ARREST
