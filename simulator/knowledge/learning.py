"""What each entry adds to the facts: one function for each kind of act or flow event.

No function here is given an instant: whether the open question has had time for an answer is all
that facts can learn from the clock. So equal facts and equal entries give equal facts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from simulator.core import acts as do
from simulator.core import log as out
from simulator.core import terms
from simulator.core.hearing import evidence
from simulator.core.log import Body
from simulator.core.terms import Intent, LineKind, LineStage, Manner, Reported, Role, Sound, Topic
from simulator.knowledge.answers import MOST, PLAIN, AnswerState, HowKnown, TopicFact
from simulator.knowledge.facts import (
    CallbackState,
    CodeState,
    HeardThing,
    HeardUse,
    Hearers,
    KnownFacts,
    Lookup,
    Stamp,
)
from simulator.knowledge.sound_reports import reports_of

StampKey = tuple[Stamp, str]
"""A stamp, and what it is of where there are several: a topic, an intent, a source."""


_PLACE = {name: place for place, name in enumerate(KnownFacts._fields)}


class LearningStep:
    """One entry being taken in: the facts before it, and what changes."""

    __slots__ = ("actor", "facts", "new", "role", "speaker", "touched", "waited")

    def __init__(self, role: Role, facts: KnownFacts, entry: out.Entry, *, waited: bool) -> None:
        """Begin with `facts`; `waited` says whether a sign could have come by now."""
        self.role, self.facts, self.waited = role, facts, waited
        self.actor, self.speaker = entry.actor, entry.speaker
        self.new: dict[str, Any] = {}
        self.touched: list[StampKey] = []

    def now(self, name: str) -> Any:
        """Return a fact as this step has it so far."""
        return self.new[name] if name in self.new else getattr(self.facts, name)

    def changed(self) -> KnownFacts:
        """Return the facts after this step; the same object if nothing in them changed."""
        # `_replace` looks at every field by name: four times slower, on each entry of each run.
        values = list(self.facts)
        for name, value in self.new.items():
            values[_PLACE[name]] = value
        after = KnownFacts._make(values)
        return self.facts if after == self.facts else after

    def touch(self, stamp: Stamp, subject: str = "") -> None:
        """Stamp it with the entry's instant."""
        self.touched.append((stamp, subject))

    def add(self, name: str, item: terms.Term) -> None:
        """Add to a set, or to the end of a tuple."""
        held = self.now(name)
        self.new[name] = held | {item} if isinstance(held, frozenset) else (*held, item)

    def topic(self, topic: Topic, fact: TopicFact) -> None:
        """Know that of a topic, and what follows from it about who can hear."""
        held: Mapping[Topic, TopicFact] = self.now("topics")
        before = held.get(topic, TopicFact())
        if fact == before:
            return
        self.new["topics"] = self.now("topics").plus({topic: fact})
        changed = (fact.value, fact.how) != (before.value, before.how)
        confirmed = fact.answer is not before.answer and fact.answer in PLAIN
        if not (changed or confirmed):
            return
        self.touch(Stamp.FACT, topic)
        firm = fact.how in (HowKnown.TOLD, HowKnown.TEXT)
        hearers = _WHO_HEARS.get((topic, fact.value)) if firm else None
        if hearers is not None:
            self.hearers(hearers)
        stated = self.now("code") is not CodeState.NONE
        if topic is Topic.CAN_HEAR and firm and stated and fact.value is AnswerState.YES:
            self.new["code"] = CodeState.TESTED
            self.touch(Stamp.CODE)

    def learn(self, topic: Topic, how: HowKnown, value: AnswerState = AnswerState.YES) -> None:
        """Know a topic otherwise than by an answer."""
        held: Mapping[Topic, TopicFact] = self.now("topics")
        self.topic(topic, held.get(topic, TopicFact()).learn(value, how))

    def hearers(self, who: Hearers) -> None:
        """Know who can hear. Each time that the caller says `safe`, it holds for two minutes."""
        self.new["hear"] = who
        self.touch(Stamp.HEAR)

    def doubt_hearers(self) -> None:
        """Rely no more on "nobody else can hear": something has changed around the caller."""
        if self.now("hear") is Hearers.SAFE:
            self.hearers(Hearers.UNKNOWN)


_WHO_HEARS: Mapping[tuple[Topic, AnswerState | None], Hearers] = {
    (Topic.ALONE_TO_TALK, AnswerState.YES): Hearers.SAFE,
    (Topic.ALONE_TO_TALK, AnswerState.NO): Hearers.UNSAFE,
    (Topic.OTHER_PERSON_PRESENT, AnswerState.YES): Hearers.UNSAFE,
}
"""What an answer says about who can hear (B26)."""

Learn = Callable[[LearningStep, Any], None]
ANY: dict[type[Any], Learn] = {}
"""What an entry adds, from any role."""
OWN: dict[type[Any], Learn] = {}
"""What an act of this seat adds besides."""


def _on(kind: type[Any], table: dict[type[Any], Learn]) -> Callable[[Learn], Learn]:
    def register(learn: Learn) -> Learn:
        table[kind] = learn
        return learn

    return register


_NONE: Mapping[str, str] = MappingProxyType({})


class Recorded(NamedTuple):
    """What an act adds that only has to be written down."""

    stamp: Stamp | None = None
    sets: Mapping[str, object] = _NONE
    """Facts, and what they are from now on."""
    copies: Mapping[str, str] = _NONE
    """Facts, and the field of the act that they are copied from."""
    adds: Mapping[str, str] = _NONE
    """Sets and lists, and the field of the act that is added to them."""


RECORDED: Mapping[type[Any], Recorded] = {
    out.IncidentMoved: Recorded(copies={"incident": "stage"}),
    out.CallbackFailed: Recorded(Stamp.CALLBACK, {"callback": CallbackState.FAILED}),
    do.TakePhone: Recorded(sets={"phone_taken": True}),
    do.GiveBack: Recorded(sets={"phone_taken": False}),
    do.Arrive: Recorded(Stamp.ARRIVED, {"arrived": True}),
}
"""What an act or flow event adds, from any role."""
OWN_RECORDED: Mapping[type[Any], Recorded] = {
    do.Press: Recorded(Stamp.KEY, copies={"last_key": "key"}),
    do.Connect: Recorded(copies={"connected": "service"}),
    do.Leave: Recorded(sets={"left": True}),
    do.EndCall: Recorded(sets={"ended": True}),
    do.Thrive: Recorded(Stamp.REASONED, adds={"thrive": "heading"}),
    do.ReadLocation: Recorded(adds={"read": "source"}),
    do.Search: Recorded(Stamp.SEARCH, {"search": Lookup.WAITING}),
    do.StartTrace: Recorded(Stamp.TRACE, {"trace": Lookup.WAITING}, adds={"traces": "trace"}),
    do.SetGrade: Recorded(Stamp.GRADED, copies={"grade": "grade", "grade_reason": "reason"}),
    do.Deploy: Recorded(Stamp.SENT, {"sent": True}),
    do.BringIn: Recorded(Stamp.SERVICE, adds={"brought_in": "service"}),
    do.Withhold: Recorded(Stamp.WITHHELD, adds={"withheld": "intent"}),
    do.CallBack: Recorded(Stamp.CALLBACK, {"callback": CallbackState.RUNG}),
    do.DecideAgainstCallback: Recorded(Stamp.CALLBACK, {"callback": CallbackState.NOT_RUNG}),
    do.OfferIncident: Recorded(copies={"offered_to": "force"}),
}
"""What an act of this seat adds."""


def record(step: LearningStep, body: Body) -> None:
    """Write down what needs no thought."""
    for table in (RECORDED, OWN_RECORDED) if step.actor is step.role else (RECORDED,):
        row = table.get(type(body))
        if row is None:
            continue
        step.new.update(row.sets)
        step.new.update({fact: getattr(body, name) for fact, name in row.copies.items()})
        for fact, name in row.adds.items():
            step.add(fact, getattr(body, name))
        if row.stamp is not None:
            step.touch(row.stamp)


# --- the line ------------------------------------------------------------------------------------


@_on(out.CallBegan, ANY)
def _call_began(step: LearningStep, body: out.CallBegan) -> None:
    step.new.update(KnownFacts(call=body.number, kind=body.line)._asdict())
    if body.line is LineKind.CAR:
        step.learn(Topic.IN_A_VEHICLE, HowKnown.DATA)
    step.touch(Stamp.CALL)
    step.touch(Stamp.STAGE)


@_on(out.StageEntered, ANY)
def _stage(step: LearningStep, body: out.StageEntered) -> None:
    before, stage, new = step.facts.stage, body.stage, step.new
    new["stage"], new["speaking"] = stage, frozenset()
    step.touch(Stamp.STAGE)
    match stage:
        case LineStage.RECORDING:
            new["last_key"], new["asked_for_55"] = "", False
            step.touch(Stamp.RECORDING)
        case LineStage.WITH_CALL_HANDLER:
            new["was_cut"] = new["ended"] = False
            if before is LineStage.RINGING_BACK:
                # Another person may have answered: nothing of how to answer holds any more (B04).
                new.update(rung_back=True, code=CodeState.NONE, asking=None)
                step.hearers(Hearers.UNKNOWN)
        case LineStage.HELD | LineStage.HELD_CONNECTING:
            new["was_held"] = True
            _hear(step, HeardThing(Role.NETWORK, Reported.HANDSET_REPLACED))
        case LineStage.CUT_OFF:
            _hear(step, HeardThing(Role.NETWORK, Reported.LINE_LOST))
        case LineStage.DOWN:
            if before is LineStage.RINGING_BACK:
                new["callback"] = CallbackState.FAILED
                step.touch(Stamp.CALLBACK)
            elif not (step.facts.was_cut or step.facts.ended):
                new["was_cut"] = True
                step.touch(Stamp.CUT)


@_on(out.SignalRecognised, ANY)
def _recognised(step: LearningStep, body: out.SignalRecognised) -> None:
    noise = body.signal is terms.Recognised.NOISE
    step.new["recognised"] = body.signal
    _hear(step, HeardThing(Role.NETWORK, Reported.NOISE if noise else Reported.FIFTY_FIVE))


@_on(out.LinePlayed, ANY)
def _played(step: LearningStep, body: out.LinePlayed) -> None:
    if body.intent is Intent.RECORDING_ASKS_FOR_55:
        step.new["asked_for_55"] = True
    if step.role is Role.CALLER:
        step.touch(Stamp.SOUND)


@_on(do.Answer, ANY)
def _answer(step: LearningStep, _body: object) -> None:
    for_caller = step.role is Role.CALLER and not step.facts.answered
    if step.actor is not Role.CALLER and (step.actor is step.role or for_caller):
        step.new["answered"] = True
        step.touch(Stamp.ANSWERED)


@_on(do.PassDetails, ANY)
@_on(do.HandOver, ANY)
def _hand_over(step: LearningStep, body: do.HandOver | do.PassDetails) -> None:
    step.new["handover"] = body.heard
    if step.actor is step.role:
        step.new["handed_over"] = True
        _pass_on(step, frozenset(body.heard))


# --- sounds --------------------------------------------------------------------------------------


def take_sound(step: LearningStep, body: Body) -> None:
    """Take in what sounds from the caller's end; for a caller, from the line."""
    _note_speaker(step, body)
    from_caller = step.actor in (Role.CALLER, Role.ROOM)
    if step.role is Role.CALLER:
        if not from_caller:
            step.touch(Stamp.SOUND)
        return
    if not from_caller:
        return
    step.touch(Stamp.SOUND)
    if body.kind == "finish":
        return
    reports = reports_of(step.actor, body)
    if not reports:
        return
    what: Sound | Intent | Reported = reports[0]
    if isinstance(body, do.Make):
        what = body.sound
    elif isinstance(body, do.Say):
        what = body.intent
    _hear(step, HeardThing(step.actor, what), reports)
    _judge_sound(step, body, reports)
    if step.actor is Role.ROOM:
        if isinstance(body, do.Say):
            _other_speaks(step, body)
    elif step.speaker is Role.CALLER:
        _caller_signs(step, body)


def _note_speaker(step: LearningStep, body: Body) -> None:
    if body.kind == "finish":
        step.new["speaking"] = step.facts.speaking - {step.actor}
    elif body.kind in do.VOICE:
        step.new["speaking"] = step.facts.speaking | {step.actor}


def _hear(step: LearningStep, thing: HeardThing, reports: tuple[Reported, ...] = ()) -> None:
    if not reports and isinstance(thing.what, Reported):
        reports = (thing.what,)
    step.new["heard"] = step.now("heard").plus({thing: HeardUse(reports)})
    step.touch(Stamp.HEARD, thing.what)


def _judge_sound(step: LearningStep, body: Body, reports: tuple[Reported, ...]) -> None:
    """Draw from a sound what it says about danger, people and illness (assumption, after [H1])."""
    if Reported.DISTURBANCE in reports:
        step.touch(Stamp.DISTURBANCE)
    voices = evidence(body) is terms.SoundClass.VOICES
    sound = body.sound if isinstance(body, do.Make) else None
    if voices or sound in _MOVES or Reported.DISTURBANCE in reports:
        step.doubt_hearers()
    if voices or sound in _OTHERS:
        step.learn(Topic.OTHER_PERSON_PRESENT, HowKnown.HEARD)
    if sound is Sound.GROAN:
        step.learn(Topic.INJURED, HowKnown.HEARD)
    if sound is Sound.INDICATOR:
        step.learn(Topic.IN_A_VEHICLE, HowKnown.HEARD)


_MOVES = (Sound.DOOR, Sound.FOOTSTEPS)
_OTHERS = (Sound.ARGUMENT, Sound.SCUFFLE)


def _other_speaks(step: LearningStep, body: do.Say) -> None:
    step.learn(Topic.OTHER_PERSON_PRESENT, HowKnown.HEARD)
    if body.intent is not Intent.NOT_TO_CALL:
        step.new["other_voice"] = True
        step.touch(Stamp.OTHER_VOICE)
        step.hearers(Hearers.EXPOSED)
        if body.intent in _SAYS_OF:
            step.learn(_SAYS_OF[body.intent], HowKnown.OTHER)
    elif body.manner is not Manner.FAINT and step.now("hear") is not Hearers.EXPOSED:
        step.hearers(Hearers.UNSAFE)


_SAYS_OF = {
    Intent.WANTS_POLICE: Topic.NEEDS_POLICE,
    Intent.WANTS_AMBULANCE: Topic.NEEDS_AMBULANCE,
    Intent.SAYS_MISTAKE: Topic.MISTAKE,
}
"""What words say of a topic though nobody asked."""


def _caller_signs(step: LearningStep, body: Body) -> None:
    """Take what the caller does as a sign, and as an answer where a question is open."""
    sign = do.SIGNS.get(body.kind)
    if isinstance(body, do.Say):
        _caller_speaks(step, body)
    if sign is not None:
        step.add("signs", sign)
        step.new["last_sign"] = sign
        step.touch(Stamp.SIGN)
    _answered(step, body)


def _caller_speaks(step: LearningStep, body: do.Say) -> None:
    if body.intent is Intent.NOT_TO_CALL:
        # The caller talks to another person, who is close enough to be spoken to.
        if step.now("hear") is not Hearers.EXPOSED:
            step.hearers(Hearers.UNSAFE)
        return
    if body.manner is Manner.FAINT:
        return
    step.new["speaks"] = True
    step.learn(Topic.CAN_SPEAK, HowKnown.TOLD)
    if body.intent in _SAYS_OF:
        step.learn(_SAYS_OF[body.intent], HowKnown.TOLD)
    if body.intent is Intent.PRETENDS:
        step.hearers(Hearers.EXPOSED)
    if body.intent is Intent.GIVES_PLACE:
        step.new["place_given"] = True
        step.touch(Stamp.PLACE)


def _answered(step: LearningStep, body: Body) -> None:
    topic = step.now("asking")
    if topic is not None:
        asked: TopicFact = step.now("topics")[topic]
        step.topic(topic, asked.hear(body, step.facts.code_signs, tested=_tested(step, topic)))


def _tested(step: LearningStep, topic: Topic) -> bool:
    """Whether signs count: the code was tested, or this question is its test."""
    stated = step.facts.code is CodeState.STATED or step.facts.code is CodeState.FAILED
    return step.facts.code is CodeState.TESTED or (stated and topic is Topic.CAN_HEAR)


@_on(do.SendText, ANY)
def _text(step: LearningStep, body: do.SendText) -> None:
    if step.actor is Role.CALLER and step.role is not Role.CALLER:
        step.new.update(texts_in=min(step.facts.texts_in + 1, MOST), text_waits=True)
        step.touch(Stamp.TEXT_IN)
        step.touch(Stamp.SIGN)
        _answered(step, body)
    elif step.actor is step.role:
        step.new.update(texts_out=min(step.facts.texts_out + 1, MOST), text_waits=False)
        step.touch(Stamp.TEXT_OUT)


# --- data ----------------------------------------------------------------------------------------


@_on(do.DeliverLocation, ANY)
def _location(step: LearningStep, body: do.DeliverLocation) -> None:
    held = step.facts.location.get(body.source)
    step.new["location"] = step.facts.location.plus({body.source: body})
    if held is not None and held.place != body.place:
        step.new["moving"] = True
        step.doubt_hearers()
    if body.source is terms.LocationSource.VEHICLE:
        step.learn(Topic.IN_A_VEHICLE, HowKnown.DATA)
    step.new["sources_briefed"] = step.facts.sources_briefed - {body.source}
    step.touch(Stamp.PLACE)
    step.touch(Stamp.DATA, body.source)


@_on(do.GiveResult, ANY)
def _result(step: LearningStep, body: do.GiveResult) -> None:
    """Take a result as the search's while one is awaited: traces take far longer."""
    name = "search" if step.facts.search is Lookup.WAITING else "trace"
    step.new[name] = Lookup.FOUND if body.found else Lookup.NOTHING
    step.new["markers"] = tuple(dict.fromkeys((*step.facts.markers, *body.markers)))
    step.new["earlier"] = body.earlier or step.facts.earlier
    if body.address:
        step.new["address"] = body.address
        step.touch(Stamp.PLACE)
    step.touch(Stamp.RESULT)


# --- what this seat says -------------------------------------------------------------------------


@_on(do.Finish, OWN)
def _finish(step: LearningStep, _body: object) -> None:
    step.touch(Stamp.WORDS)
    if step.facts.asking is not None:
        step.new["awaited"] = True


@_on(do.Say, OWN)
def _say(step: LearningStep, body: do.Say) -> None:
    _go_on(step)
    times = min(step.facts.said.get(body.intent, 0) + 1, MOST)
    step.new["said"] = step.facts.said.plus({body.intent: times})
    step.new["last_said"] = body.intent
    step.touch(Stamp.SAID, body.intent)
    _open(step, (Topic.NEEDS_POLICE,) if body.intent is Intent.SAY_YES_IF_POLICE else ())


@_on(do.Ask, OWN)
def _ask(step: LearningStep, body: do.Ask) -> None:
    _go_on(step)
    step.new["last_said"] = None
    _open(step, body.about)


def _open(step: LearningStep, about: tuple[Topic, ...]) -> None:
    """Ask: what comes from the caller now answers the first topic."""
    step.new.update(asking=about[0] if about else None, awaited=False)
    for topic in about:
        step.topic(topic, step.now("topics").get(topic, TopicFact()).ask())
        step.touch(Stamp.ASKED, topic)
    if about:
        step.touch(Stamp.ASKED_LAST)


def _go_on(step: LearningStep) -> None:
    """Say the next thing: silence until now may have been the answer to the open question.

    It is not before the caller has shown that they hear, nor before a sign could have come.
    """
    topic = step.facts.asking
    if topic is None or not step.waited:
        return
    if topic is Topic.CAN_HEAR and step.facts.answer(topic) is not AnswerState.YES:
        if step.facts.code is not CodeState.NONE:
            failures = min(step.facts.code_failures + 1, MOST)
            step.new.update(code=CodeState.FAILED, code_failures=failures)
            step.touch(Stamp.CODE)
    elif step.facts.answer(Topic.CAN_HEAR) is AnswerState.YES:
        asked, tested = step.facts.of(topic), _tested(step, topic)
        step.topic(topic, asked.silent(step.facts.code_signs, tested=tested))


@_on(do.OfferWays, OWN)
def _offer_ways(step: LearningStep, body: do.OfferWays) -> None:
    _go_on(step)
    step.new["ways"] = body.ways


@_on(do.SetCode, OWN)
def _set_code(step: LearningStep, body: do.SetCode) -> None:
    _go_on(step)
    same = step.facts.code is CodeState.TESTED and step.facts.code_signs == body.code
    step.new["code_signs"] = body.code
    step.new["code"] = CodeState.TESTED if same else CodeState.STATED
    step.touch(Stamp.CODE)


# --- what this seat does -------------------------------------------------------------------------


@_on(do.Note, OWN)
def _note(step: LearningStep, body: do.Note) -> None:
    """Note. One note of something heard covers all that was heard by then (CH-48)."""
    step.add("notes", body.note)
    step.touch(Stamp.NOTED)
    step.new["text_waits"] = False
    if body.note is terms.NoteKind.HEARD:
        _mark_heard(step, lambda use: use._replace(noted=True))


@_on(do.BriefOfficers, OWN)
def _brief(step: LearningStep, body: do.BriefOfficers) -> None:
    step.new["briefed"] = True
    step.touch(Stamp.BRIEFED)
    for topic in (*body.topics, *body.ruled_out):
        known = step.now("topics").get(topic)
        if known is not None:
            step.topic(topic, known._replace(passed_on=True))
    step.new["sources_briefed"] = step.facts.sources_briefed.union(body.location)
    step.new["markers_briefed"] = step.facts.markers_briefed.union(body.markers)
    _pass_on(step, frozenset(body.heard))


def _pass_on(step: LearningStep, reports: frozenset[Reported]) -> None:
    _mark_heard(
        step, lambda use: use if reports.isdisjoint(use.reports) else use._replace(passed_on=True)
    )


def _mark_heard(step: LearningStep, mark: Callable[[HeardUse], HeardUse]) -> None:
    held: Mapping[HeardThing, HeardUse] = step.now("heard")
    changed = {thing: mark(use) for thing, use in held.items() if mark(use) is not use}
    step.new["heard"] = step.now("heard").plus(changed)
