"""What the standing call handler wants to get done, in the order in which they want it.

Each goal names when it applies and the act that carries it out. The order is the guidance: who this
is and how to answer, a code stated and tested, danger and injury before all else, an emergency
graded and deployed the moment that it is known, location early, the line kept open, and reasons
with every decision [P1 P2 N1 H1 H2 H7b I1 R1].
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from simulator.core import acts as do
from simulator.core import terms
from simulator.core.instant import Millis
from simulator.core.log import Body
from simulator.core.profile import Callback
from simulator.core.terms import Heading, Intent, LocationSource, Marker, Reason, Sign, Topic, Trace
from simulator.session.people.handler_memory import HandlerMemory, HandlerPolicy

REASSURES_EVERY: Millis = 30_000
"""The longest silence of a call handler who waits with the caller (B07; assumption)."""
REASSURES_AFTER: Millis = 15_000
"""When they speak again at the latest, so that work at the desk fits into the silence."""
WAYS = (Sign.SPOKEN, Sign.TAP, Sign.COUGH, Sign.KEY)
"""The ways to answer that are offered: whispering first [N1 P2], then at least two more [P1]."""
_DA = frozenset(
    {Marker.HIGH_RISK_DOMESTIC_ABUSE, Marker.DOMESTIC_ABUSE, Marker.STALKING, Marker.COURT_ORDER}
)


@dataclass(frozen=True)
class Goal:
    """Something to get done."""

    name: str
    applies: Callable[[HandlerMemory, HandlerPolicy], bool]
    act: Callable[[HandlerMemory, HandlerPolicy], do.Action]
    pause: Millis = 0
    repeats: bool = False


def _spoken(
    name: str, intent: Intent, applies: Callable[[HandlerMemory, HandlerPolicy], bool]
) -> Goal:
    return Goal(name, lambda m, d: m.line_up and applies(m, d), lambda _, d: d.say(intent))


def _question(topic: Topic, applies: Callable[[HandlerMemory, HandlerPolicy], bool]) -> Goal:
    return Goal(
        f"ask {topic}",
        lambda m, d: m.line_up and applies(m, d),
        lambda _, d: do.Ask((topic,), words=d.questions.words(topic)),
    )


def _thrive(heading: Heading) -> Goal:
    return Goal(
        f"thrive {heading}",
        lambda m, d: _asked_all(m, d) or m.deployed or m.handed_on,
        lambda _m, _d: do.Thrive(heading),
    )


def _read(source: LocationSource) -> Goal:
    return Goal(
        f"read {source}", lambda m, _: source in m.data, lambda _m, _d: do.ReadLocation(source)
    )


def _gathering(memory: HandlerMemory, desk: HandlerPolicy) -> bool:
    done = memory.arrived or not memory.open
    return not (done or memory.other_voice or desk.is_mistake(memory))


def _with_somebody(memory: HandlerMemory, desk: HandlerPolicy) -> bool:
    return _gathering(memory, desk) and Topic.OTHER_PERSON_PRESENT in memory.yes


def _asked_all(memory: HandlerMemory, _desk: HandlerPolicy) -> bool:
    return not memory.line_up or "ask drink_or_drugs" in memory.done


def _wants_grade(memory: HandlerMemory, desk: HandlerPolicy) -> bool:
    if memory.handed_on or desk.is_mistake(memory):
        return False
    if desk.is_emergency(memory):
        return memory.grade != desk.force.emergency.id
    tried = memory.signs or memory.persisted or not memory.line_up
    return memory.open and not memory.grade and tried and _asked_all(memory, desk)


def _wants_officers(memory: HandlerMemory, desk: HandlerPolicy) -> bool:
    if memory.deployed or not (memory.open and memory.grade):
        return False
    if memory.other_force or desk.is_mistake(memory):
        return False
    if desk.is_emergency(memory):
        return memory.searched
    tried = _asked_all(memory, desk) and (memory.line_up or _reached_nobody(memory))
    return tried and desk.is_doubtful(memory) and memory.place


def _untested(memory: HandlerMemory) -> bool:
    return Topic.CAN_HEAR not in memory.yes and "ask can_hear" in memory.done


def _is_elsewhere(memory: HandlerMemory) -> bool:
    if LocationSource.VEHICLE in memory.data:
        return False
    return not memory.address or Topic.AT_KNOWN_ADDRESS in memory.no


def _cannot_answer(memory: HandlerMemory) -> bool:
    """Whether the caller does something and still answers nothing, or may only pretend."""
    unanswered = memory.signs and "ask again" in memory.done and _untested(memory)
    return memory.pretends or (unanswered and not memory.speaks)


def _overheard(memory: HandlerMemory) -> bool:
    return memory.other_voice or memory.worry is not None


def _reached_nobody(memory: HandlerMemory) -> bool:
    return memory.callback_failed or "decide against" in memory.done


def _traceable(memory: HandlerMemory) -> Trace:
    return Trace.ADDRESS if memory.address else Trace.PHONE


def _ending(memory: HandlerMemory) -> Reason:
    with_caller = memory.line_up and memory.signs
    return Reason.OFFICERS_WITH_CALLER if with_caller else Reason.OFFICERS_DEALING


def _clearing(memory: HandlerMemory) -> Reason:
    if memory.arrived:
        return _ending(memory)
    return Reason.OTHER_AREA if memory.handed_on else Reason.NO_CONCERN


def _may_ring(memory: HandlerMemory, desk: HandlerPolicy) -> bool:
    if desk.force.callback is Callback.NOT_WITH_MARKERS and memory.markers & _DA:
        return False
    risky = desk.is_emergency(memory) and not memory.speaks
    return desk.force.callback is Callback.USUALLY or not risky


def _lost(memory: HandlerMemory) -> bool:
    return memory.stage is terms.LineStage.DOWN and memory.open


def _nothing_left(memory: HandlerMemory, desk: HandlerPolicy) -> bool:
    traced = memory.traced or desk.is_mistake(memory)
    return _lost(memory) and not memory.deployed and traced


def _briefing(memory: HandlerMemory) -> do.BriefOfficers:
    topics = [topic for topic in Topic if topic is not Topic.CAN_HEAR]
    return do.BriefOfficers(
        tuple(topic for topic in topics if topic in memory.yes),
        tuple(topic for topic in topics if topic in memory.no),
        tuple(sorted(memory.markers)),
        tuple(reported for reported in terms.Reported if reported in memory.reported),
        tuple(source for source in LocationSource if source in memory.data),
    )


AGAIN_WHEN_CUT = frozenset({"regrade", *(f"thrive {heading}" for heading in Heading)})
"""What is done anew when the line is cut: the grade at once (B16), and THRIVE (B15)."""

AGAIN_WHEN_RUNG_BACK = frozenset(
    {"return the call", "introduce", "invite", "ways", "code", "ask can_hear", "code again"}
    | {"ask again"}
)
"""What is done anew when somebody answers a callback: it may be somebody else."""

AGAIN_WHEN_REOPENED = frozenset({"offer"})
"""What is done anew when a grade opens a closed incident again."""

GOALS: tuple[Goal, ...] = (
    _spoken("return the call", Intent.CALLS_BACK, lambda m, _: m.rung_back),
    _spoken("introduce", Intent.THROUGH_TO_POLICE, lambda m, _: not m.other_voice),
    # The line is gone: a new grade at once.
    Goal(
        "regrade",
        lambda m, _: _lost(m) and m.was_cut,
        lambda m, d: do.SetGrade(d.wanted_grade(m), Reason.LINE_CUT),
    ),
    Goal(
        "search",
        lambda m, _: m.answered or m.stage is terms.LineStage.DOWN,
        lambda _m, _d: do.Search(),
    ),
    *(_read(source) for source in LocationSource),
    # What is known already decides.
    Goal(
        "grade",
        _wants_grade,
        lambda m, d: do.SetGrade(d.wanted_grade(m), d.reason(m)),
        repeats=True,
    ),
    Goal("deploy", _wants_officers, lambda m, d: do.Deploy(d.reason(m))),
    Goal(
        "ambulance",
        lambda m, _: (m.ill or Topic.INJURED in m.yes) and not m.ambulance,
        lambda _m, _d: do.BringIn(terms.Service.AMBULANCE),
    ),
    Goal(
        "brief",
        lambda m, _: m.deployed and not m.handed_on,
        lambda m, _: _briefing(m),
    ),
    _spoken("tell", Intent.OFFICERS_SENT, lambda m, _: m.deployed and not _overheard(m)),
    Goal(
        "withhold",
        lambda m, _: m.deployed and m.line_up and _overheard(m) and "tell" not in m.done,
        lambda _m, _d: do.Withhold(Intent.OFFICERS_SENT, Reason.NOT_SAFE_TO_SAY),
    ),
    # The place lies elsewhere: the other force is offered it, and the caller is kept until then.
    Goal(
        "offer",
        lambda m, d: m.open and bool(m.other_force and m.grade) and not d.is_mistake(m),
        lambda m, _: do.OfferIncident(m.other_force),
    ),
    _spoken("hand on", Intent.HANDS_ON, lambda m, _: "offer" in m.done and not _overheard(m)),
    # Somebody else has the phone, or the caller talks as if to somebody else, or says a mistake.
    _spoken("ask for caller", Intent.ASK_FOR_CALLER, lambda m, _: m.other_voice),
    _spoken("keep talking", Intent.KEEP_TALKING, lambda m, _: m.other_voice and not m.arrived),
    _spoken("confirm", Intent.SAY_YES_IF_POLICE, lambda m, _: m.pretends),
    _question(Topic.MISTAKE, lambda m, _: m.says_mistake and not m.other_voice),
    _spoken("ask for adult", Intent.ASK_FOR_ADULT, lambda m, d: m.child and _gathering(m, d)),
    _spoken(
        "interpreter", Intent.GETS_INTERPRETER, lambda m, d: _gathering(m, d) and m.other_language
    ),
    # How to answer.
    _spoken("invite", Intent.INVITE_SPEECH, lambda m, d: _gathering(m, d) and not m.speaks),
    Goal(
        "ways",
        lambda m, d: m.line_up and not m.says_mistake and not m.speaks and _gathering(m, d),
        lambda _, d: do.OfferWays(WAYS, d.questions.ways_sentence(WAYS)),
    ),
    Goal(
        "code",
        lambda m, d: m.line_up and not m.says_mistake and _gathering(m, d),
        lambda _, d: do.SetCode(d.force.code, d.questions.code_sentence(d.force.code)),
    ),
    _question(Topic.CAN_HEAR, lambda m, d: _gathering(m, d) and not m.says_mistake),
    # No right answer to the control question: state the code once more, and test it again.
    Goal(
        "code again",
        lambda m, d: m.line_up and not m.says_mistake and _gathering(m, d) and _untested(m),
        lambda _, d: do.SetCode(d.force.code, d.questions.code_sentence(d.force.code)),
    ),
    Goal(
        "ask again",
        lambda m, d: m.line_up and "code again" in m.done and _gathering(m, d) and _untested(m),
        lambda _, d: do.Ask((Topic.CAN_HEAR,), words=d.questions.words(Topic.CAN_HEAR)),
    ),
    # Another channel, while the line stays open [K4].
    Goal(
        "text",
        lambda m, d: m.line_up and m.mobile and _cannot_answer(m) and _gathering(m, d),
        lambda _, d: do.SendText(d.questions.phrases.text),
    ),
    # Danger, injury and place first; then what officers need.
    Goal(
        "ask where",
        lambda m, d: m.line_up and m.speaks and not m.place and _gathering(m, d),
        lambda _, d: do.Ask(
            (Topic.LOCATION,), terms.QuestionForm.OPEN, d.questions.words(Topic.LOCATION)
        ),
    ),
    _question(Topic.IN_DANGER, _gathering),
    _question(Topic.INJURED, _gathering),
    _question(Topic.AT_KNOWN_ADDRESS, lambda m, d: _gathering(m, d) and m.address),
    _question(Topic.AT_HOME, lambda m, d: _gathering(m, d) and _is_elsewhere(m)),
    _question(Topic.IN_A_VEHICLE, lambda m, d: _gathering(m, d) and Topic.AT_HOME in m.no),
    _question(
        Topic.CAN_OPEN_DOOR,
        lambda m, d: _gathering(m, d) and (m.ill or Topic.INJURED in m.yes),
    ),
    _question(Topic.OTHER_PERSON_PRESENT, _gathering),
    _question(Topic.IN_THE_HOUSE, _with_somebody),
    _question(Topic.WEAPON, _gathering),
    _question(Topic.CHILDREN, _gathering),
    _question(Topic.ORDERS, _with_somebody),
    _question(Topic.DRINK_OR_DRUGS, _gathering),
    *(_thrive(heading) for heading in Heading),
    Goal(
        "brief again",
        lambda m, d: m.deployed and not m.handed_on and m.searched and _asked_all(m, d),
        lambda m, _: _briefing(m),
    ),
    # The line is gone: ring back or not, with a reason; then trace.
    Goal(
        "call back",
        lambda m, d: (
            _lost(m)
            and not m.deployed
            and m.searched
            and "decide against" not in m.done
            and _may_ring(m, d)
        ),
        lambda _m, _d: do.CallBack(Reason.CALLER_MAY_BE_ALONE),
    ),
    Goal(
        "decide against",
        # Somebody answered, and the line went again: it is not rung a second time (assumption).
        lambda m, _: _lost(m) and m.searched and ("call back" not in m.done or m.rung_back),
        lambda _m, _d: do.DecideAgainstCallback(Reason.MAY_ALERT_OTHERS),
    ),
    Goal(
        "trace",
        lambda m, d: _lost(m) and _reached_nobody(m) and not d.is_mistake(m),
        lambda m, _: do.StartTrace(
            _traceable(m), Reason.NO_ANSWER if m.callback_failed else Reason.MAY_ALERT_OTHERS
        ),
    ),
    # A mistake that the caller confirmed. A close repeats: a grade may open the incident again.
    _spoken("thank", Intent.THANK, lambda m, d: d.is_mistake(m)),
    Goal(
        "close mistake",
        lambda m, d: d.is_mistake(m) and m.open and (not m.line_up or "thank" in m.done),
        lambda _m, _d: do.Close(Reason.CHECKED_SAFE),
        repeats=True,
    ),
    # With the caller until officers are there.
    _spoken("officers there", Intent.OFFICERS_THERE, lambda m, _: m.arrived and not m.other_voice),
    Goal(
        "close deployed",
        lambda m, _: m.arrived and m.deployed and m.open,
        lambda m, _: do.Close(_ending(m)),
        repeats=True,
    ),
    # Nobody answered anything, and there is no place to send anybody to.
    Goal(
        "trace on the line",
        lambda m, d: (
            m.line_up and m.open and bool(m.grade) and not m.deployed and not d.is_mistake(m)
        ),
        lambda m, _: do.StartTrace(_traceable(m), Reason.NO_RESPONSE),
    ),
    _spoken(
        "call again",
        Intent.CALL_AGAIN,
        lambda m, _: not m.deployed and m.traced and bool(m.grade),
    ),
    Goal(
        "close unanswered",
        lambda m, d: (
            m.open
            and m.searched
            and not m.deployed
            and not m.other_force
            and (_nothing_left(m, d) or (m.line_up and "call again" in m.done))
        ),
        lambda _m, _d: do.Close(Reason.NO_CONCERN),
        repeats=True,
    ),
    Goal(
        "clear",
        lambda m, _: (m.line_up or m.on_hold) and not m.open,
        lambda m, _: do.EndCall(_clearing(m)),
    ),
    Goal(
        "reassure",
        lambda m, _: m.line_up and m.open,
        lambda m, d: d.say(Intent.KEEP_TALKING if m.other_voice else Intent.REASSURE),
        pause=REASSURES_AFTER,
        repeats=True,
    ),
)
"""The goals, most pressing first."""


def carried_out(
    goals: Sequence[Goal], memory: HandlerMemory, desk: HandlerPolicy, body: Body
) -> Goal | None:
    """The goal of `goals` that is carried out by `body`: the planned one, or one that applies now.

    None if the act does nothing that anybody wanted to get done.
    """
    planned = next((goal for goal in goals if goal.name == memory.next), None)
    if planned is not None and _about(planned.act(memory, desk)) == _about(body):
        return planned
    for goal in goals:
        wanted = goal.name not in memory.done and goal.applies(memory, desk)
        if wanted and _about(goal.act(memory, desk)) == _about(body):
            return goal
    return None


def _about(body: Body) -> Hashable:
    """What an act is about; acts about the same get the same thing done."""
    match body:
        case do.Say(intent=intent):
            return body.kind, intent
        case do.Ask(about=topics):
            return body.kind, topics
        case do.ReadLocation(source=source):
            return body.kind, source
        case do.Thrive(heading=heading):
            return body.kind, heading
        case do.BringIn(service=service):
            return body.kind, service
    return body.kind
