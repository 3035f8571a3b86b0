"""What each entry adds to the facts: one function for each kind of act or flow event.

No function here is given an instant: `Waited` is all that facts can learn from the clock. So equal
facts and equal entries give equal facts.
"""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from simulator.core import acts as do
from simulator.core import log as out
from simulator.core import terms
from simulator.core.describe import quoted
from simulator.core.instant import minutes_said
from simulator.core.log import Body
from simulator.core.statements import StatementTopic, Stating, follows, is_of_a_body
from simulator.core.terms import Intent, LineKind, LineStage, Reported, Role, Topic
from simulator.knowledge.answers import ASKED_ON, MOST, PLAIN, SAID_ON, AnswerState, HowKnown
from simulator.knowledge.facts import (
    CallbackState,
    CodeState,
    FrozenMap,
    HeardThing,
    HeardUse,
    Hearers,
    KnownFacts,
    Lookup,
    Promise,
    Stamp,
    TextNews,
    WhereKnown,
)
from simulator.knowledge.learning_step import GRAVE, WHERE_ASKED, LearningStep, StampKey, Waited
from simulator.knowledge.ledger import Audience, SaidHow
from simulator.knowledge.services import (
    ASKED_AS,
    AUDIENCES,
    CREWS,
    OF_BREATH,
    SHOWN_BY,
    advice_in,
    asks_if_worse,
    crew_to_tell,
    events_for_services,
    lacked_by,
    says_worse,
    was_answered,
)
from simulator.knowledge.sounds_taken import FEWEST_WORDS, child_calls, listens_on, take_sound
from simulator.knowledge.statements_taken import (
    caller_states,
    pass_on,
    take_of_others,
    take_report,
    take_statements,
    take_up,
)
from simulator.knowledge.uptake import ANSWERED_BY_OFFICERS

LearnFrom = Callable[[LearningStep, Any], None]


def _recorded(
    stamp: Stamp | None = None,
    *,
    copies: Mapping[str, str] = MappingProxyType({}),
    adds: Mapping[str, str] = MappingProxyType({}),
    **sets: object,
) -> LearnFrom:
    """Make what an act adds that only has to be written down.

    `copies` has facts, and the field of the act that each is copied from; `adds` likewise, where it
    is added to a set or a list. `sets` has facts, and what they are from now on.
    """

    def learn_from(step: LearningStep, body: Any) -> None:
        step.new.update(sets)
        step.new.update({fact: getattr(body, name) for fact, name in copies.items()})
        for fact, name in adds.items():
            step.add(fact, getattr(body, name))
        if stamp is not None:
            step.touch(stamp)

    return learn_from


ANY: dict[type[Any], LearnFrom] = {
    out.IncidentMoved: _recorded(copies={"incident": "stage"}),
    out.CallbackFailed: _recorded(callback=CallbackState.FAILED),
    do.TakePhone: _recorded(phone_taken=True),
    do.GiveBack: _recorded(phone_taken=False),
    do.Arrive: _recorded(Stamp.ARRIVED, arrived=True),
    do.ListUnits: _recorded(copies={"units": "units"}),
}
"""What an act or flow event adds, from any role; the rest of them below."""
OWN: dict[type[Any], LearnFrom] = {
    do.Press: _recorded(Stamp.KEY, copies={"last_key": "key"}),
    do.Connect: _recorded(copies={"connected": "service"}),
    do.Leave: _recorded(left=True),
    do.EndCall: _recorded(ended=True),
    do.Thrive: _recorded(Stamp.REASONED, reasons_stale=False, adds={"thrive": "heading"}),
    do.ReadLocation: _recorded(Stamp.READ, adds={"read": "source"}),
    do.Search: _recorded(search=Lookup.WAITING),
    do.StartTrace: _recorded(trace=Lookup.WAITING, adds={"traces": "trace"}),
    do.SetGrade: _recorded(
        Stamp.GRADED, copies={"grade": "grade", "grade_reason": "reason"}, reasons_stale=True
    ),
    do.Withhold: _recorded(adds={"withheld": "intent"}),
    do.CallBack: _recorded(callback=CallbackState.RUNG),
    do.DecideAgainstCallback: _recorded(callback=CallbackState.NOT_RUNG),
    do.OfferIncident: _recorded(copies={"offered_to": "force"}),
}
"""What an act of this seat adds besides; the rest of them below."""


def _on(table: dict[type[Any], LearnFrom], *kinds: type[Any]) -> Callable[[LearnFrom], LearnFrom]:
    def register(learn_from: LearnFrom) -> LearnFrom:
        table.update(dict.fromkeys(kinds, learn_from))
        return learn_from

    return register


# Nothing is remembered by all of the facts: of a call that nobody has played, two in three are new,
# and what is kept of them costs the garbage collector more than the other third saves.
def learn(
    role: Role, facts: KnownFacts, actor: Role, speaker: Role, body: Body, waited: Waited
) -> tuple[KnownFacts, tuple[StampKey, ...]]:
    """Return the facts after one more perceived entry, and what to stamp with its instant.

    The same facts are returned where the entry changes none.
    """
    step = LearningStep(role, facts, actor, speaker, waited)
    kind = type(body)
    if body.kind in do.AUDIBLE or body.kind == "finish":
        take_sound(step, body)
    if kind in ANY:
        ANY[kind](step, body)
    if actor is role and kind in OWN:
        OWN[kind](step, body)
    return step.changed(), tuple(step.touched)


# --- the line ------------------------------------------------------------------------------------


@_on(ANY, out.CallBegan)
def _call_began(step: LearningStep, body: out.CallBegan) -> None:
    before = step.facts.silent_before
    joins = body.during if step.role is terms.Role.CALL_HANDLER else None
    new = KnownFacts(body.number, body.line, silent_before=before, joins=joins)
    step.new.update(new._asdict())
    if body.line is LineKind.CAR:
        step.learn(Topic.IN_A_VEHICLE, HowKnown.DATA)
    step.touch(Stamp.CALL)
    step.touch(Stamp.STAGE)


@_on(ANY, out.StageEntered)
def _stage(step: LearningStep, body: out.StageEntered) -> None:
    before, stage, new = step.facts.stage, body.stage, step.new
    new["stage"], new["speaking"] = stage, frozenset()
    step.touch(Stamp.STAGE)
    match stage:
        case LineStage.RECORDING:
            new["last_key"], new["asked_for_55"] = "", False
            step.touch(Stamp.RECORDING)
        case LineStage.WITH_CALL_HANDLER:
            new["was_cut"] = new["loss_new"] = new["ended"] = False
            if step.facts.joins is not None:
                new["incident"] = terms.IncidentStage.OPEN  # A log of its own, until it is linked.
            if before is LineStage.RINGING_BACK:
                # Another person may have answered: neither the code nor the first words hold (B04).
                said = {
                    k: n for k, n in step.facts.said.items() if k is not Intent.THROUGH_TO_POLICE
                }
                new.update(rung_back=True, code=CodeState.NONE, asking=None, said=FrozenMap(said))
                step.hearers(Hearers.UNKNOWN)
        case LineStage.HELD | LineStage.HELD_CONNECTING:
            new["was_held"] = True
            step.hear(HeardThing(Role.NETWORK, Reported.HANDSET_REPLACED))
        case LineStage.CUT_OFF:
            step.hear(HeardThing(Role.NETWORK, Reported.LINE_LOST))
        case LineStage.DOWN:
            if before is LineStage.RINGING_BACK:
                new["callback"] = CallbackState.FAILED
            elif not (step.facts.was_cut or step.facts.ended):
                new["was_cut"], new["loss_new"] = True, step.facts.briefed
                step.weigh()
                step.touch(Stamp.CUT)


@_on(ANY, out.SignalRecognised)
def _recognised(step: LearningStep, body: out.SignalRecognised) -> None:
    noise = body.signal is terms.Recognised.NOISE
    step.hear(HeardThing(Role.NETWORK, Reported.NOISE if noise else Reported.FIFTY_FIVE))


@_on(ANY, out.LinePlayed)
def _played(step: LearningStep, body: out.LinePlayed) -> None:
    if body.intent is Intent.RECORDING_ASKS_FOR_55:
        step.new["asked_for_55"] = True
    step.add("others_said", body.intent)
    if step.role is Role.CALLER:
        step.touch(Stamp.SOUND)


@_on(ANY, do.Answer)
def _answer(step: LearningStep, _body: object) -> None:
    for_caller = step.role is Role.CALLER and not step.facts.answered
    if step.actor is not Role.CALLER and (step.actor is step.role or for_caller):
        step.new["answered"] = True
        step.touch(Stamp.ANSWERED)


@_on(ANY, do.PassDetails, do.HandOver)
def _hand_over(step: LearningStep, body: do.HandOver | do.PassDetails) -> None:
    step.new["handover"] = body.heard
    if isinstance(body, do.HandOver):
        step.new["handed_sounds"] = frozenset(body.sounds)
    if step.actor is step.role:
        step.new["handed_over"] = True
        # With the details of a lost call the operator's part is over.
        step.new["left"] = step.facts.left or isinstance(body, do.PassDetails)
        _pass_on(step, body.heard)
        pass_on(step, Audience.POLICE, body.means)
        return
    if terms.Reported.PRETENCE in body.heard:
        step.hearers(Hearers.EXPOSED)
    if terms.Reported.CHILD in body.heard:
        child_calls(step)
    place = body.place_words or quoted(getattr(body, "words", ""))
    for topic, so in body.facts:
        caller_states(step, topic, so=so, place=place, said=dict(body.facts))
    take_statements(step, body.means, SaidHow.OPERATOR, place=place)


@_on(ANY, do.SendText)
def _text(step: LearningStep, body: do.SendText) -> None:
    if step.actor is Role.CALLER and step.role is not Role.CALLER:
        asked = _open_question(step)
        step.count("texts_in", step.facts.texts_in)
        step.new.update(text_waits=True, text_owed=True)
        if asked is not None or _says_something(body):
            step.new["text_news"] = TextNews.NEW
        step.weigh()
        step.touch(Stamp.TEXT_IN)
        step.sign()
        means = body.means
        if asked is Topic.SCREEN_SEEN:
            # "Only me" says who reads it, and not that nobody is in the house.
            means = tuple(each for each in means if each != (StatementTopic.ALONE, True))
        take_statements(step, means, SaidHow.TEXT, place=body.place_words or body.words)
        take_of_others(step, body.of_others)
        step.answered(body)
        if asked is not None and step.fact(asked).value in PLAIN:
            # Officers hear an answer in writing, also where the same was known: it is newer.
            step.topic(asked, step.fact(asked)._replace(passed_on=False))
    elif step.actor is step.role:
        step.count("texts_out", step.facts.texts_out)
        step.touch(Stamp.TEXT_OUT)
        step.new.update(text_waits=False, text_owed=False)
        if body.news is not None:
            times = min(step.facts.said.get(body.news, 0) + 1, MOST)
            step.new["said"] = step.facts.said.plus({body.news: times})
            if body.news is Intent.ETA:
                step.new.update(eta_told=True, slipped=False)
            elif body.news is Intent.AMBULANCE_SENT and (crews := crew_to_tell(step.facts)):
                step.new[f"{crews}_told"] = True
            elif body.news is Intent.AMBULANCE_WAIT:
                step.new["advice_waits"] = False
            step.touch(Stamp.SAID, body.news)
            _promise(step, body.news)
        take_up(step, body)
        if body.about:
            _go_on(step)
            _open(step, body.about, body.direction)


def _says_something(body: do.SendText) -> bool:
    """Whether officers have anything from a text: "ok thanks" has nothing to pass on.

    A text whose words were not kept counts as one that does.
    """
    few = 0 < len(body.words.split()) < FEWEST_WORDS
    return bool(body.means or body.of_others) or not few


def _open_question(step: LearningStep) -> Topic | None:
    """Return what was asked and has no answer yet.

    Each later text would else be held for an answer to it, and passed to officers once more.
    """
    topic = step.facts.asking
    still = topic is not None and step.fact(topic).answer is AnswerState.ASKED
    return topic if still else None


# --- data ----------------------------------------------------------------------------------------


@_on(ANY, do.DeliverLocation)
def _location(step: LearningStep, body: do.DeliverLocation) -> None:
    held = step.facts.location.get(body.source)
    step.new["location"] = step.facts.location.plus({body.source: body})
    if held is not None and held.place != body.place:
        step.doubt_hearers()
    if body.source is terms.LocationSource.VEHICLE:
        step.learn(Topic.IN_A_VEHICLE, HowKnown.DATA)
    for name in ("read", "sources_briefed"):
        step.new[name] = step.now(name) - {body.source}
    step.touch(Stamp.DATA, body.source)


@_on(ANY, do.GiveResult)
def _result(step: LearningStep, body: do.GiveResult) -> None:
    """Take a result as the search's while one is awaited: traces take far longer."""
    name = "search" if step.facts.search is Lookup.WAITING else "trace"
    step.new[name] = Lookup.FOUND if body.found else Lookup.NOTHING
    step.new["markers"] = tuple(dict.fromkeys((*step.facts.markers, *body.markers)))
    step.new["earlier"] = body.earlier or step.facts.earlier
    if body.markers or body.earlier:
        step.weigh()
    if name == "trace":
        step.new["sources_briefed"] = step.facts.sources_briefed - {terms.LocationSource.TRACE}
    if body.address:
        step.new.update(address=body.address, address_new=True)
    step.touch(Stamp.RESULT)


@_on(ANY, do.Decide)
def _decide(step: LearningStep, body: do.Decide) -> None:
    """Take what a supervisor has decided."""
    step.add("decided", body.decision)
    step.touch(Stamp.DECIDED, body.decision)


# --- the radio -----------------------------------------------------------------------------------

AT_THE_DOOR = (
    terms.UnitStatus.THIRD_PARTY_ONLY,
    terms.UnitStatus.NOT_FOUND,
    terms.UnitStatus.NOT_ALONE,
)
"""What a unit says that is there and has not seen the caller alone."""
BESIDES = (terms.UnitStatus.ON_EARPIECE, terms.UnitStatus.DETAINED)
"""What a unit says besides, which leaves it where it is."""
HOURS_AWAY = 60
"""From how many minutes on a caller hears that nobody comes for now (EN-12, assumption)."""


@_on(ANY, do.UnitReport)
def _unit(step: LearningStep, body: do.UnitReport) -> None:
    """Take what a unit says of itself; a second unit on its way changes nothing."""
    status, unit = body.status, step.facts.unit
    if unit and body.unit not in (unit, "") and status is not terms.UnitStatus.ASSIGNED:
        if body.minutes is not None:
            step.new["other_eta"] = body.minutes
            step.touch(Stamp.OTHER_ETA)
        return
    step.touch(Stamp.UNIT)
    if body.finds is not None:
        step.new["finds"] = body.finds
    if status in BESIDES:
        step.new["radio_private"] = status is terms.UnitStatus.ON_EARPIECE
        return
    step.new.update(unit=body.unit, unit_status=status)
    far = body.minutes is not None and body.minutes >= HOURS_AWAY
    if status is terms.UnitStatus.NO_UNIT and far:
        step.new["delayed_for"] = body.minutes
        return
    take_report(step, body.means, at_the_door=status is terms.UnitStatus.THIRD_PARTY_ONLY)
    if body.minutes is not None:
        if status is terms.UnitStatus.DELAYED and step.facts.eta_told:
            step.new["slipped"] = True
        step.new.update(eta=body.minutes, eta_told=False)
        step.touch(Stamp.ETA)
    if status is terms.UnitStatus.FOUND:
        step.new.update(found=True, silence=False)
        step.touch(Stamp.FOUND)
    elif status in AT_THE_DOOR:
        step.new.update(clues_given=False, radio_asked=False, radio_private=False)
        step.touch(Stamp.AT_DOOR)


@_on(ANY, do.Say)
def _officer_says(step: LearningStep, body: do.Say) -> None:
    """Take what an officer says into the caller's phone: their voice is the surest sign."""
    if step.actor is Role.CALLER and body.via is not None:
        step.new["via"] = body.via
    if step.actor is Role.CALLER and step.facts.said_last(Intent.CHECK_IN):
        _how_they_are(step, body)
    if step.actor is not Role.OFFICERS:
        return
    step.new["officer_says"] = body.intent
    # Who had the phone before has it no longer: an officer is on it.
    step.new["other_voice"] = False
    # "Are you there?" and "How long?" have their answer in that voice (assumption).
    step.new["news"] = tuple(e for e in step.facts.news if e.topic not in ANSWERED_BY_OFFICERS)
    step.touch(Stamp.OFFICER_SPOKE)


def _how_they_are(step: LearningStep, body: do.Say) -> None:
    """Take an answer to how they are that no statement holds: that it is worse."""
    answered = step.facts.asking is None
    if answered and says_worse(body.words, asked_if_worse=step.facts.asks_worse):
        step.new["times_worse"] = min(step.facts.times_worse + 1, MOST_WORSE)
        # What a statement holds is taken up as that.
        step.new["got_worse"] = not body.means
        step.touch(Stamp.GOT_WORSE)


MOST_WORSE = 8
"""How often it is passed on that it is worse than it was (our choice)."""


@_on(ANY, do.OfficersAsk)
def _officers_ask(step: LearningStep, body: do.OfficersAsk) -> None:
    others = (topic for topic in step.facts.officers_ask if topic is not body.about)
    step.new["officers_ask"] = (*others, body.about)
    step.new["relayed"] = step.facts.relayed - {body.about}
    step.touch(Stamp.OFFICERS_ASKED)
    step.touch(Stamp.OFFICERS_ASKED, body.about)


_OF_A_CREW = frozenset(terms.ServiceStatus) - {
    terms.ServiceStatus.WANTS_CALLER,
    terms.ServiceStatus.GIVES_ADVICE,
}


@_on(ANY, do.ServiceAsks)
def _service_asks(step: LearningStep, body: do.ServiceAsks) -> None:
    asked = body.service, body.about
    step.new["services_ask"] = (*(e for e in step.facts.services_ask if e != asked), asked)
    step.new["services_relayed"] = step.facts.services_relayed - {body.about}
    step.touch(Stamp.SERVICE_ASKED)
    if (topic := ASKED_AS.get(body.about)) is not None:
        step.touch(Stamp.SERVICE_ASKED, topic)


@_on(ANY, do.ServiceReport)
def _service_reports(step: LearningStep, body: do.ServiceReport) -> None:
    """Take what another service's control says; of its crews, what the caller hears."""
    step.touch(Stamp.SERVICE_SAID)
    if body.status is terms.ServiceStatus.WANTS_CALLER:
        step.add("caller_wanted", body.service)
    if body.status is terms.ServiceStatus.GIVES_ADVICE:
        advice = advice_in(body.text) if body.service is terms.Service.AMBULANCE else None
        step.new.update(advice_waits=advice is not None, advice=advice or "")
    name = CREWS.get(body.service, "")
    if not name or body.status not in _OF_A_CREW:
        return
    step.new[f"{name}_status"] = body.status
    if body.minutes is not None:
        step.new.update({name: body.minutes, f"{name}_told": False})
    elif body.status is terms.ServiceStatus.CREW_THERE:
        step.new[f"{name}_told"] = False


# --- what this seat says -------------------------------------------------------------------------


@_on(OWN, do.Finish)
def _finish(step: LearningStep, _body: object) -> None:
    step.touch(Stamp.WORDS)
    if step.facts.asking is not None:
        step.new["awaited"] = True


@_on(OWN, do.Say)
def _say(step: LearningStep, body: do.Say) -> None:
    _go_on(step)
    take_up(step, body)
    times = min(step.facts.said.get(body.intent, 0) + 1, SAID_ON.get(body.intent, MOST))
    step.new.update(said=step.facts.said.plus({body.intent: times}), last_said=body.intent)
    if body.intent in (Intent.REASSURE, Intent.CHECK_IN):
        step.new["unfollowed"] = False
    if body.intent is Intent.CHECK_IN:
        step.count("checks", step.facts.checks)
    asks = body.intent is Intent.CHECK_IN and asks_if_worse(body.words)
    step.new.update(asks_worse=asks, got_worse=False)
    if body.intent is Intent.ETA:
        step.new.update(eta_told=True, slipped=False)
    elif body.intent is Intent.AMBULANCE_SENT and (told := crew_to_tell(step.facts)):
        step.new[f"{told}_told"] = True
    elif body.intent is Intent.AMBULANCE_WAIT:
        step.new["advice_waits"] = False
    elif body.intent is Intent.NO_UNIT_YET and step.facts.delayed_for is not None:
        # "I haven't got a time yet", begun just before one came, says nothing of it.
        timed = body.in_minutes is not None or minutes_said(body.words) is not None
        if timed or not body.words or "hour" in body.words.lower():
            step.new["delay_said"] = True
    _promise(step, body.intent)
    if body.intent in _ANNOUNCES:
        step.new["silence"] = True
    step.touch(Stamp.SAID, body.intent)
    if step.role is not Role.CALLER:
        pass_on(step, Audience.CALLER, body.means)
    _open(step, _ASKS.get(body.intent, ()))


_ASKS = {
    Intent.SAY_YES_IF_POLICE: (Topic.NEEDS_POLICE,),
    Intent.CHECK_MISTAKE: (Topic.MISTAKE,),
    Intent.ANYBODY_WITH_YOU: (Topic.OTHER_PERSON_PRESENT,),
}
"""Sentences that are questions."""


@_on(OWN, do.Ask)
def _ask(step: LearningStep, body: do.Ask) -> None:
    _go_on(step)
    news = step.facts.news
    take_up(step, body)
    called_for = _CALLED_FOR.union(step.facts.officers_ask)
    if step.facts.briefed and step.now("news") == news and not called_for.issuperset(body.about):
        step.count("listed", step.facts.listed)
    step.new["silence"] = step.facts.speaks and listens_on(step.facts)
    step.new.update(last_said=None, unfollowed=False)
    if body.about == (Topic.CAN_HEAR,) and (
        step.facts.speaks or step.now("code") is CodeState.TESTED
    ):
        step.count("checks", step.facts.checks)
    _open(step, body.about, body.direction, body.form, only_alone=body.alone)
    step.new["asked_leading"] = body.leads
    # A text is answered before officers hear of it, and the answer may ask (CH-63).
    if body.about and step.facts.text_waits and step.facts.text_news is TextNews.NEW:
        step.new["text_news"] = TextNews.PASSED_OVER


_CALLED_FOR = frozenset(
    {
        *(Topic.CAN_HEAR, Topic.ALONE_TO_TALK, Topic.CAN_OPEN_DOOR),
        *(Topic.LOCATION, Topic.AT_KNOWN_ADDRESS, Topic.WHAT_HAPPENED, Topic.MISTAKE),
        *(Topic.IN_DANGER, Topic.INJURED, Topic.NEEDS_POLICE, Topic.AT_HOME, Topic.INDOORS),
        *(Topic.IN_A_VEHICLE, Topic.ON_FOOT, Topic.IN_A_TOWN, Topic.FOLLOWED),
    }
)
"""What is asked in a wait because it decides what is sent, or something has changed, and not for a
list (WT-04, WT-10)."""
_ANNOUNCES = frozenset({Intent.GO_QUIET, Intent.HIDE_REASON})
"""What says that a silence begins, or that the line is left open under a cover (practice2 4.2)."""
_KEEPS: Mapping[Intent, frozenset[Promise]] = {
    Intent.OFFICERS_SENT: frozenset({Promise.UNIT}),
    Intent.ETA: frozenset(Promise),
    Intent.OFFICERS_THERE: frozenset(Promise),
}
"""Which promises a sentence keeps."""


def _promise(step: LearningStep, intent: Intent) -> None:
    """Know what is owed to the caller now: the lines of these purposes promise it (WT-03)."""
    owes = step.facts.owes - _KEEPS.get(intent, frozenset())
    if intent is Intent.NO_UNIT_YET:
        owes |= {Promise.UNIT}
    elif intent is Intent.OFFICERS_SENT and step.facts.eta is None:
        owes |= {Promise.TIME}
    step.new["owes"] = owes


def _open(
    step: LearningStep,
    about: tuple[Topic, ...],
    direction: Callable[[Topic], terms.YesMeans] = lambda _: terms.YesMeans.SO,
    form: terms.QuestionForm = terms.QuestionForm.CLOSED,
    *,
    only_alone: bool = False,
) -> None:
    """Speak, and perhaps ask: what comes from the caller now answers that.

    A sign after two questions at once answers neither (B05).
    """
    asking = about[0] if len(about) == 1 else None
    step.new.update(asking=asking, asked_form=form if about else None)
    step.new["asked_leading"] = False
    step.new.update(awaited=False, replies=frozenset())
    for topic in about:
        alone = only_alone and topic is Topic.ALONE_TO_TALK
        most = ASKED_ON.get(topic, MOST)
        step.topic(topic, step.fact(topic).ask(direction(topic), only_alone=alone, most=most))
        step.touch(Stamp.ASKED, topic)
    if step.facts.whereabouts is WhereKnown.LAPSED and not set(about).isdisjoint(WHERE_ASKED):
        step.new["whereabouts"] = WhereKnown.ASKED
    if about:
        step.new["relayed"] = step.facts.relayed.union(about).intersection(step.facts.officers_ask)
        if step.facts.services_ask:
            needs = {need for _, need in step.facts.services_ask if ASKED_AS.get(need) in about}
            step.new["services_relayed"] = step.facts.services_relayed | needs
        step.touch(Stamp.ASKED_LAST)


def _go_on(step: LearningStep) -> None:
    """Say the next thing: silence until now may have been the answer to the open question.

    It is not before the caller has shown that they hear, nor before a sign could have come.
    """
    topic = step.facts.asking
    if topic is None or not step.waited.for_sign:
        return
    if topic is Topic.CAN_HEAR and step.facts.answer(topic) is not AnswerState.YES:
        # Later the same question asks whether the caller is still there: silence fails nothing.
        if step.facts.code not in (CodeState.NONE, CodeState.TESTED):
            step.count("code_failures", step.facts.code_failures)
            step.new["code"] = CodeState.FAILED
            step.touch(Stamp.CODE)
    elif step.facts.answer(Topic.CAN_HEAR) is AnswerState.YES:
        tested = step.waited.test_is_fresh and step.tested(topic)
        silent = step.facts.of(topic).silent(step.facts.code_signs, tested=tested)
        # "No reply, so no weapon" is never concluded (CH-15): such a question stays open.
        # Nor that nobody hears: who is overheard keeps silent (BF-7).
        unheard = topic is Topic.ALONE_TO_TALK and silent.answer is AnswerState.YES
        if not unheard and (topic not in GRAVE or silent.answer is not AnswerState.NO):
            step.topic(topic, silent)


@_on(OWN, do.OfferWays)
def _offer_ways(step: LearningStep, body: do.OfferWays) -> None:
    _go_on(step)
    _open(step, ())
    step.new["ways"] = body.ways


@_on(OWN, do.SetCode)
def _set_code(step: LearningStep, body: do.SetCode) -> None:
    _go_on(step)
    # A code that is stated again ends the question before it: no later sign answers that.
    _open(step, ())
    same = step.facts.code is CodeState.TESTED and step.facts.code_signs == body.code
    code = CodeState.TESTED if same else CodeState.STATED
    step.new.update(code_signs=body.code, code=code)
    step.touch(Stamp.CODE)


# --- what this seat does -------------------------------------------------------------------------


@_on(OWN, do.Deploy)
def _deploy(step: LearningStep, _body: do.Deploy) -> None:
    """Send officers; once more, and it is a second unit: the first is on its way already."""
    if step.facts.sent:
        step.new["sent_again"] = True
        return
    step.new["sent"] = True
    step.touch(Stamp.SENT)


@_on(OWN, do.Note)
def _note(step: LearningStep, body: do.Note) -> None:
    """Note. One note of something heard covers all that was heard by then (CH-48)."""
    step.add("notes", body.note)
    step.new["text_waits"] = False
    if body.note is terms.NoteKind.RATIONALE:
        step.touch(Stamp.REASONED)
    if body.note is terms.NoteKind.RATIONALE and step.facts.unit_status in AT_THE_DOOR:
        step.new["door_reviewed"] = True
    if step.facts.text_news is TextNews.PASSED_OVER:
        step.new["text_news"] = TextNews.NEW
    if body.note is terms.NoteKind.HEARD:
        heard = step.facts.heard
        step.new["heard"] = heard.plus({k: use._replace(noted=True) for k, use in heard.items()})


@_on(OWN, do.BringIn)
def _bring_in(step: LearningStep, body: do.BringIn) -> None:
    """Ask a service in, and know what it has; asked without a text, it gets all so far."""
    facts = step.facts
    if body.service not in facts.brought_in:
        step.add("brought_in", body.service)
    step.touch(Stamp.TOLD_SERVICE)
    lacking = lacked_by(facts, body.service)
    stated = (
        body.means if body.means or body.text else [(each.topic, each.value) for each in lacking]
    )
    pass_on(step, AUDIENCES[body.service], stated)
    told = {(body.service, each) for each in events_for_services(facts)}
    step.new["services_told"] = facts.services_told | told
    answered = {*body.answers, *body.denied, *body.not_known}
    step.new["services_ask"] = tuple(
        (service, need)
        for service, need in facts.services_ask
        if service is not body.service or need not in answered
    )
    step.new["services_lack"] = (*_still_lacking(step, body), *_not_known(step, body))
    step.new["caller_wanted"] = tuple(e for e in facts.caller_wanted if e is not body.service)


_Need = tuple[terms.Service, terms.ServiceNeed]


def _still_lacking(
    step: LearningStep, body: do.BringIn
) -> Iterator[tuple[terms.Service, terms.ServiceNeed]]:
    """Yield what was said not to be known, and this says nothing of."""
    topics = {topic for topic, _ in body.means}
    for service, need in step.facts.services_lack:
        said = need in (*body.answers, *body.denied, *body.not_known)
        said = said or not SHOWN_BY[need].isdisjoint(topics)
        if service is not body.service or not said:
            yield service, need


def _not_known(
    step: LearningStep, body: do.BringIn
) -> Iterator[tuple[terms.Service, terms.ServiceNeed]]:
    """Yield of a breath, or of waking, what this says is not known while nobody has answered it."""
    for need in body.not_known:
        if need in OF_BREATH and not was_answered(step.facts, need):
            yield body.service, need


@_on(OWN, do.BriefOfficers)
def _brief(step: LearningStep, body: do.BriefOfficers) -> None:
    if body.asks_privacy:
        step.new["radio_asked"] = True
        return
    step.new.update(briefed=True, address_new=False, worse=False, loss_new=False)
    if step.facts.text_news is TextNews.NEW or body.whole:
        # A briefing of whole sentences has each text, also one that a question has passed over.
        step.new["text_news"] = TextNews.NONE
    if step.facts.checks > 1:
        step.weigh()
    step.touch(Stamp.BRIEFED)
    said = {topic for topic, _ in follows(body.means)}
    answered = {*body.topics, *body.ruled_out, *body.unknown, *body.answers, *said}
    step.new["officers_ask"] = tuple(t for t in step.facts.officers_ask if t not in answered)
    step.new["door_told"] = step.facts.arrived
    step.new["clues_given"] = step.facts.unit_status in AT_THE_DOOR
    for topic in _briefed_topics(step, body):
        if topic in step.now("topics"):
            step.topic(topic, step.fact(topic)._replace(passed_on=True))
    pass_on(step, Audience.OFFICERS, _briefed_statements(step, body))
    step.new["sources_briefed"] = step.facts.sources_briefed.union(body.location)
    step.new["markers_briefed"] = step.facts.markers_briefed.union(body.markers)
    _pass_on(step, body.heard)


def _briefed_topics(step: LearningStep, body: do.BriefOfficers) -> Iterator[Topic]:
    """Yield what officers were briefed on: by topic, or by a sentence that says the same."""
    yield from (*body.topics, *body.ruled_out)
    for topic, so in follows(body.means):
        if step.fact(topic).value is (AnswerState.YES if so else AnswerState.NO):
            yield topic
            # As it is taken in: who hears of a weapon needs no word that there is danger.
            if topic is Topic.WEAPON and so and step.fact(Topic.IN_DANGER).value is AnswerState.YES:
                yield Topic.IN_DANGER
    # Nor who hears that he hit her, or that she does not wake: danger and hurt are said by it.
    if not _SAYS_DANGER.isdisjoint(body.means):
        yield Topic.IN_DANGER
    if any(is_of_a_body(each) for each in body.means):
        yield Topic.INJURED


_SAYS_DANGER = frozenset(
    (topic, True)
    for topic in (
        *(StatementTopic.HIT, StatementTopic.STRANGLED, StatementTopic.VIOLENCE),
        *(StatementTopic.THREAT_TO_KILL, StatementTopic.SEXUAL_ASSAULT, StatementTopic.ROBBERY),
        *(StatementTopic.CHILD_HURT, StatementTopic.COMING_CLOSER, StatementTopic.BROKEN_IN),
    )
)
"""Statements by which officers know that there is danger."""


def _briefed_statements(step: LearningStep, body: do.BriefOfficers) -> Iterator[Stating]:
    """Yield what officers were briefed on by statement; a topic that is named covers them."""
    yield from body.means
    named = {**dict.fromkeys(body.topics, True), **dict.fromkeys(body.ruled_out, False)}
    for each in step.now("ledger"):
        says = dict(follows([(each.topic, each.value)]))
        if says and says.items() <= named.items():
            yield each.topic, each.value


def _pass_on(step: LearningStep, reports: tuple[Reported, ...]) -> None:
    held: FrozenMap[HeardThing, HeardUse] = step.now("heard")
    told = {k: use for k, use in held.items() if not set(reports).isdisjoint(use.reports)}
    step.new["heard"] = held.plus({k: use._replace(passed_on=True) for k, use in told.items()})
