"""A trainee's acts beside good practice: the moments at which they differ in a way that matters.

The log of the seat is walked with what its role knew. A moment is an act that good practice would
not have done then, or one that it would have done and that did not come in time
(`guidance.stakes`). An act a little later, in other words or in another order does not count.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from simulator.core import acts as do
from simulator.core.hearing import evidence
from simulator.core.instant import Millis
from simulator.core.log import CallBegan, CallEnded, Entry, StageEntered
from simulator.core.profile import Profile
from simulator.core.terms import Intent, LineStage, Role, Service, SoundClass
from simulator.debrief.assess.debrief import Moment, by_stake
from simulator.guidance.choice_rows import CHOICES
from simulator.guidance.guidance import Guidance
from simulator.guidance.looks import HeldRow
from simulator.guidance.operator_rows import NOTICES
from simulator.guidance.rows import GuidanceRow
from simulator.guidance.stakes import Owed, Stake, owed, stake_when
from simulator.guidance.tables import good_practice, same_act
from simulator.knowledge.facts import Hearers, KnownFacts, Lookup, Stamp
from simulator.knowledge.judgements.danger import FINDABLE
from simulator.knowledge.judgements.dated import said_unheard
from simulator.knowledge.knowledge import Knowledge
from simulator.review.transcript import EntrySummary, moment_of

Worded = Callable[[Knowledge, do.Action], str]
"""Returns a line with which an act could be spoken; empty for an act at the desk."""

_SOON: Millis = 8_000
"""An act of good practice due within this time is what it would have done now (assumption)."""
_ANSWERED_WITHIN: Millis = 10_000
"""How soon the police answer 999 calls [G8 G9]."""
_RINGS = (LineStage.CONNECTING_POLICE, LineStage.HELD_CONNECTING)
_TELLING = (SoundClass.ANSWER, SoundClass.DISTURBANCE, SoundClass.VOICES)
_NEWS = (
    do.Say, do.SendText, do.HandOver, do.PassDetails, do.DeliverLocation, do.GiveResult,
    do.UnitReport, do.OfficersAsk, do.Arrive, do.AcceptIncident, do.HangUp, do.LoseLine,
    do.ServiceReport, do.ServiceAsks,
)  # fmt: skip
_PEOPLE = (Role.CALLER, Role.ROOM, Role.OPERATOR, Role.OFFICERS)
_LETS_GO = (do.Close, do.EndCall, do.SendToRecording)
_NOT_YET: dict[type[do.Action], Stake] = {
    **dict.fromkeys(_LETS_GO, Stake.CLOSED),
    do.SendText: Stake.GIVEN_AWAY,
    do.CallBack: Stake.FOR_A_PERSON,
}
"""Acts that cannot be taken back: wrong unless a row of good practice holds for one of the kind."""


class _Fault(NamedTuple):
    """What is wrong with an act."""

    stake: Stake
    why: str
    sources: tuple[str, ...]
    row: str


_TWO_FACTS = _Fault(
    Stake.CARE,
    "One question has one fact: two cannot be answered with yes or no.",
    ("B05", "P2"),
    "one-fact",
)
_OWN_WORDS = _Fault(
    Stake.FOR_A_PERSON,
    "The program did not understand these words: were they right here?",
    ("assumption",),
    "own-words",
)
_PROMISED = {Intent.AMBULANCE_SENT: do.BringIn(Service.AMBULANCE)}
"""Acts of which a sentence to the caller says that they were done."""
_SAY = "Say"
_OWN_LESSON = (Stake.NOT_SENT, Stake.NOT_PASSED_ON)
"""Help that did not come is a moment of its own beside any act."""


def compared(
    guidance: Guidance, heard: Sequence[Entry], worded: Worded, profile: Profile | None = None
) -> tuple[Moment, ...]:
    """Return the moments of one seat, the gravest first, each row of guidance once.

    What was left out is dropped where an act shows the same: one lesson, one moment.
    """
    walked = _Walk(guidance, worded, profile).moments(heard)
    # Two rows may ask for one act, such as an answer to officers.
    found = _once(walked, lambda each: each.row if each.acted else each.to_do)
    # And one row may ask for the same later in other words: the first time is the lesson.
    every = sorted(_once(found, _lesson), key=by_stake)
    acted = {(each.call, each.to_do) for each in every if each.acted}
    return tuple(
        each
        for each in every
        if each.acted or each.stake in _OWN_LESSON or (each.call, each.to_do) not in acted
    )


def _once(moments: Iterable[Moment], by: Callable[[Moment], str]) -> list[Moment]:
    """Return the gravest of the moments of each call that are alike, with how often it came."""
    found: dict[tuple[int, str], Moment] = {}
    for moment in moments:
        key = moment.call, by(moment)
        if other := found.get(key):
            times = other.times + moment.times
            moment = replace(min(moment, other, key=by_stake), times=times)
        found[key] = moment
    return [*found.values()]


def _lesson(moment: Moment) -> str:
    """Return by what a moment is one lesson: a sentence that was left unsaid, by its row."""
    unsaid = moment.acted is None and moment.instead == _SAY
    return moment.row if unsaid else f"{moment.row} {moment.to_do} {moment.did}"


class _Due(NamedTuple):
    """An act that guidance asks for, since when, and what was perceived just before."""

    held: HeldRow
    owed: Owed
    since: Millis
    trigger: Entry | None
    last: Entry
    knowledge: Knowledge


class _Walk:
    """One pass over the perceived log of a seat."""

    def __init__(self, guidance: Guidance, worded: Worded, profile: Profile | None) -> None:
        self._guidance, self._worded, self._profile = guidance, worded, profile
        self._role = guidance.role
        self._knowledge = Knowledge(guidance.role)
        self._due: dict[str, _Due] = {}
        self._news: Entry | None = None
        self._people: Entry | None = None
        self._rings: Entry | None = None
        self._own_words: Millis = -1

    def moments(self, heard: Sequence[Entry]) -> Iterator[Moment]:
        """Yield what differs, as it comes to light."""
        for entry in heard:
            body = entry.body
            if isinstance(body, CallBegan | CallEnded):
                yield from self._settled(list(self._due), entry.at)
            if isinstance(body, CallBegan):
                self._news = self._people = None
            if entry.actor is self._role and isinstance(body, do.Action):
                if not isinstance(body, do.Finish):
                    yield from self._acted(entry, body)
            elif _is_news(entry):
                self._news = entry
                self._people = entry if entry.actor in _PEOPLE else self._people
            if isinstance(body, StageEntered) and body.stage in _RINGS:
                self._rings = entry
            self._knowledge = self._knowledge.after(entry)
            yield from self._owing(entry)
        if heard:
            yield from self._settled(list(self._due), heard[-1].at)

    def _owing(self, entry: Entry) -> Iterator[Moment]:
        """Note what is due from now on, and settle what is not any longer."""
        facts = self._knowledge.facts
        owing = {
            each.row.id: (each, within)
            for each in self._guidance.held(facts)
            if each.row.id != NOTICES
            and _is_the_usual(each.row)
            and (within := owed(each.action, facts))
        }
        yield from self._settled([row for row in self._due if row not in owing], entry.at)
        heard = entry if entry is self._news else self._people or self._news
        for row, (each, within) in owing.items():
            since = each.due(self._knowledge, entry.at)
            due = self._due.get(row)
            if due is not None and (since is None or since > max(entry.at, due.since)):
                yield from self._settled([row], entry.at)
                due = None
            if due is None and since is not None:
                self._due[row] = _Due(each, within, since, heard, entry, self._knowledge)

    def _settled(self, rows: Sequence[str], at: Millis, *, done: bool = False) -> Iterator[Moment]:
        for row in rows:
            due = self._due.pop(row)
            late = at - due.since
            own_words = self._own_words >= due.since and isinstance(due.held.action, do.Speech)
            if late > due.owed.within and not own_words:
                yield self._left_out(due, late, done=done)

    def _left_out(self, due: _Due, late: Millis, *, done: bool) -> Moment:
        row, action = due.held.row, due.held.action
        return Moment(
            self._role, due.knowledge.facts.call, due.since, moment_of(due.last, self._profile),
            stake_when(done, due.owed.stake), self._summary(due.trigger), None, late, done,
            in_words(row, action), self._worded(due.knowledge, action),
            row.says, tuple(row.because.split()), row.id, (row.when.says,),
        )  # fmt: skip

    def _acted(self, entry: Entry, action: do.Action) -> Iterator[Moment]:
        """Settle what this act does, and yield it if good practice would not have done it."""
        if isinstance(action, do.Answer):
            yield from self._answered(entry)
        speech = isinstance(action, do.Speech)
        done = [
            row
            for row, due in self._due.items()
            if _does(action, due.held.action)
            or (speech and any(each.stamp is Stamp.WORDS for each in due.held.times))
        ]
        yield from self._settled(done, entry.at, done=True)
        if isinstance(action, do.Say) and action.intent is Intent.OWN_WORDS:
            self._own_words = entry.at
        if fault := self._fault(action, entry.at):
            moment = self._moment(entry, action, fault)
            if moment is not None:
                yield moment

    def _answered(self, entry: Entry) -> Iterator[Moment]:
        """Yield a call that was left to ring: police have no row for it, as they begin with it."""
        rang, self._rings = self._rings, None
        late = entry.at - rang.at if rang else 0
        if rang and self._role is Role.CALL_HANDLER and late > _ANSWERED_WITHIN:
            yield Moment(
                self._role, self._knowledge.facts.call, rang.at, moment_of(rang, self._profile),
                Stake.TIME, None, None, late, True, "Answer", "",
                "Answer a 999 call within ten seconds.", ("G8", "G9"), "answer",
            )  # fmt: skip

    def _fault(self, action: do.Action, at: Millis) -> _Fault | None:
        """Return what is wrong with an act, or None."""
        knowledge = self._knowledge
        # "Nobody can hear" lapses with time, which the facts do not hold.
        facts = knowledge.facts._replace(hear=knowledge.hear(at))
        # A spoken no to "can anyone hear you?" is an answer, as the criterion has it (B26): what
        # is right there is no turning point here.
        unheard = facts._replace(hear=Hearers.SAFE) if said_unheard(knowledge, at) else facts
        broken = [
            _Fault(each.stake, each.says, tuple(each.because.split()), each.id)
            for each in self._guidance.forbidden(action, unheard)
            # Once officers have found the caller, nothing gives the caller away any more.
            if each.stake is not None and not (facts.found and each.stake is Stake.GIVEN_AWAY)
        ]
        if broken:
            return min(broken, key=lambda each: each.stake.place)
        if isinstance(action, do.Ask) and len(action.about) > 1:
            return _TWO_FACTS
        if isinstance(action, do.Say) and action.intent is Intent.OWN_WORDS:
            return _OWN_WORDS
        held = self._guidance.held(facts)
        stake = _NOT_YET.get(type(action), _sent_blindly(action, facts))
        if stake is None or any(type(each.action) is type(action) for each in held):
            return None
        # An operator goes on with the next prompt; else the row that lacks least says why not now.
        coming = good_practice(self._guidance, knowledge, at)
        operator = self._role is Role.OPERATOR and coming
        row = coming[0].row if operator else self._nearest(action, facts)
        return (
            _Fault(stake, row.says, tuple(row.because.split()), row.id) if row is not None else None
        )

    def _nearest(self, action: do.Action, facts: KnownFacts) -> GuidanceRow | None:
        """Return the row that would do such an act and lacks the least."""
        policy = self._guidance.policy
        rows = [
            row
            for row in self._guidance.rows
            if type(made := row.act.make(facts, policy)) is type(action) and made is not None
        ]
        return min(rows, key=lambda row: row.when.lacking(facts, policy), default=None)

    def _moment(self, entry: Entry, action: do.Action, fault: _Fault) -> Moment | None:
        """Return the moment of an act, with what good practice would have done.

        None where nothing else was to be done: nobody is advised to wait for a caller who is found.
        """
        knowledge, shown = self._knowledge, moment_of(entry, self._profile)
        best = self._instead(action, entry.at)
        if best is None and (knowledge.facts.found or knowledge.facts.ended):
            return None
        instead = in_words(*best) if best else "Wait, and listen"
        line = self._worded(knowledge, best[1]) if best else ""
        known = (best[0].when.says,) if best else ()
        return Moment(
            self._role, knowledge.facts.call, entry.at, shown, fault.stake,
            self._summary(self._people or self._news), shown, 0, True, instead, line,
            fault.why, fault.sources, fault.row, known,
        )  # fmt: skip

    def _instead(self, action: do.Action, at: Millis) -> tuple[GuidanceRow, do.Action] | None:
        """Return what good practice would have done: with the same hand, or what presses most.

        Acts that have no time are not worth naming, such as a word to the operator.
        """
        facts = self._knowledge.facts
        promised = _PROMISED.get(action.intent) if isinstance(action, do.Say) else None
        if promised is not None and promised.service not in facts.brought_in:
            # What was promised is made true by asking for it.
            row = self._nearest(promised, facts)
            return None if row is None else (row, promised)
        coming = good_practice(self._guidance, self._knowledge, at)
        due = [each for each in coming if each.at <= at + _SOON and owed(each.action, facts)]
        if isinstance(action, do.Speech):
            best = next((each for each in due if isinstance(each.action, do.Speech)), None)
        else:
            best = min(due, key=lambda each: each.row.level, default=None)
        return None if best is None else (best.row, best.action)

    def _summary(self, entry: Entry | None) -> EntrySummary | None:
        return None if entry is None else moment_of(entry, self._profile)


def _is_the_usual(row: GuidanceRow) -> bool:
    """Whether a row is owed: of a choice, only the usual way is."""
    return row.way is None or row.way.name == CHOICES[row.way.choice].ways[0]


def _is_news(entry: Entry) -> bool:
    """Whether an entry of another role is worth naming as what was heard before a moment."""
    if isinstance(entry.body, do.Make | do.Tap | do.Cough | do.Press):
        return evidence(entry.body) in _TELLING
    return isinstance(entry.body, _NEWS)


def _does(act: do.Action, wanted: do.Action) -> bool:
    """Whether an act does what was wanted: the same, or a kind of which one is enough."""
    if isinstance(act, do.Ask) and isinstance(wanted, do.Ask):
        return wanted.about[0] in act.about
    kinds = (do.BriefOfficers, do.SetCode, do.OfferWays, do.StartTrace, do.Deploy)
    if isinstance(act, kinds):
        return type(act) is type(wanted)
    if isinstance(act, do.SetGrade) and isinstance(wanted, do.SetGrade):
        return act.grade == wanted.grade
    return same_act(act, wanted)


def _sent_blindly(action: do.Action, facts: KnownFacts) -> Stake | None:
    """Return what is at stake if officers are sent to a place that cannot be found."""
    wide = facts.place not in FINDABLE and facts.trace is Lookup.NONE
    return Stake.TIME if isinstance(action, do.Deploy) and wide else None


def in_words(row: GuidanceRow, action: do.Action) -> str:
    """Return an act of good practice in words, as an order."""
    match action:
        case do.SetGrade(grade=grade):
            return f"Set the grade: {grade}"
        case do.BringIn(service=service, update=True):
            return f"Inform this service of what is new: {service.label}"
        case do.BringIn(service=service):
            return f"Ask for this service: {service.label}"
        case do.Ask():
            return "Ask"
        case do.HandOver():
            return "Say to police"
        case do.Say() | do.SetCode() | do.OfferWays():
            return _SAY
    return row.act.says[:1].upper() + row.act.says[1:]
