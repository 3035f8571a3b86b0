"""Every criterion of the shipped rubrics that has a rule: a call that keeps it, one that breaks it.

The logs hold what the seat perceives and nothing else; `test_debrief` finds each pair met and
missed. Then: what a criterion and a rubric refuse.
"""

from collections.abc import Sequence
from typing import NamedTuple, cast

import pytest

from simulator.content.library.library import Library
from simulator.core import acts as do
from simulator.core import terms
from simulator.core.hearing import UNKNOWN_KEY
from simulator.core.log import Body, IncidentMoved, SignalRecognised, StageEntered
from simulator.core.terms import Intent, Reason, Reported, Role, Service, Sound, Topic
from simulator.rules.match_criteria import Context
from simulator.rules.monitor import evaluate
from simulator.rules.patterns import Rule
from simulator.rules.rubric import Criterion, LookedAt, Rubric, Weight, unperceived
from tests.builders import TWO_TAPS_YES, CallLog, rule

LIBRARY = Library()
CONTEXT = Context(force=LIBRARY.force().force, profile=LIBRARY.profile().profile)
RUBRICS = {loaded.rubric.id: loaded.rubric for loaded in LIBRARY.rubrics()}
CRITERIA = {f"{r.id}/{held.id}": held for r in RUBRICS.values() for held in r.criteria}

OPERATOR, CALLER, ROOM, OTHER = Role.OPERATOR, Role.CALLER, Role.ROOM, Role.OTHER_PERSON
HANDLER, OFFICERS = Role.CALL_HANDLER, Role.OFFICERS
LINE, INCIDENT, AML = terms.LineStage, terms.IncidentStage, terms.LocationSource.AML


class Step(NamedTuple):
    """When, who, what; of an utterance also when it ends."""

    when: str
    who: Role
    body: Body
    end: str = ""


Steps = Sequence[Step]


def log(start: Steps, steps: Steps, line: terms.LineKind = terms.LineKind.MOBILE) -> CallLog:
    call = CallLog(line)
    for when, who, body, end in (*start, *steps):
        if end:
            call.say(when, end, who, cast(do.Speech, body))
        else:
            call.add(when, ROOM if who is OTHER else who, body, voice=who)
    return call


def op(when: str, body: Body, end: str = "") -> Step:
    return Step(when, OPERATOR, body, end)


def ch(when: str, body: Body, end: str = "") -> Step:
    return Step(when, HANDLER, body, end)


def caller(when: str, body: Body) -> Step:
    return Step(when, CALLER, body)


def room(when: str, sound: Sound) -> Step:
    return Step(when, ROOM, do.Make(sound))


def stage(when: str, entered: terms.LineStage) -> Step:
    return Step(when, Role.NETWORK, StageEntered(entered, "-"))


def incident(when: str, moved: terms.IncidentStage) -> Step:
    return Step(when, Role.SYSTEMS, IncidentMoved(moved, "-"))


def say(when: str, intent: Intent, end: str, who: Role = HANDLER) -> Step:
    return Step(when, who, do.Say(intent), end)


def ask(
    when: str, end: str, *topics: Topic, form: terms.QuestionForm = terms.QuestionForm.CLOSED
) -> Step:
    return ch(when, do.Ask(topics, form), end)


ANSWERED = [stage("0:00", LINE.DIALLED), op("0:02", do.Answer()), stage("0:02", LINE.WITH_OPERATOR)]
WITH_POLICE = [
    stage("0:35", LINE.CONNECTING_POLICE),
    ch("0:40", do.Answer()),
    stage("0:40", LINE.WITH_CALL_HANDLER),
    incident("0:40", INCIDENT.OPEN),
]
STARTS = {"operator": ANSWERED, "call_handler": WITH_POLICE}


def connect(when: str, service: Service = Service.POLICE) -> Step:
    return op(when, do.Connect(service))


def send(when: str = "0:30", reason: Reason = Reason.NO_RESPONSE) -> Step:
    return op(when, do.SendToRecording(reason))


def end(when: str = "0:31", reason: Reason = Reason.NO_RESPONSE) -> Step:
    return op(when, do.EndCall(reason))


def handed(*heard: Reported) -> Step:
    return op("0:42", do.HandOver(heard), "0:46")


PROMPTS = [
    say("0:02", Intent.WHICH_SERVICE, "0:04", OPERATOR),
    say("0:08", Intent.WHICH_OF_THREE, "0:10", OPERATOR),
    say("0:13", Intent.NUMBER_DIALLED, "0:18", OPERATOR),
    say("0:21", Intent.MAKE_A_SOUND, "0:25", OPERATOR),
]
CONNECTED, SENT, ENDED = connect("0:31"), send(), end()
WITH_HANDLER = stage("0:40", LINE.WITH_CALL_HANDLER)
TO_POLICE = [CONNECTED, stage("0:31", LINE.CONNECTING_POLICE), WITH_HANDLER]
PLAYING, CUT = stage("0:30", LINE.RECORDING), stage("0:20", LINE.CUT_OFF)
RINGS, RETURNED = stage("0:02", LINE.DIALLED), stage("0:50", LINE.BACK_WITH_OPERATOR)
SHOUTING, SOBS = room("0:12", Sound.SHOUTING), room("0:35", Sound.SOB)
TAPPED, COUGHED = caller("0:12", do.Tap()), caller("0:12", do.Cough())
KEY = caller("0:12", do.Press(UNKNOWN_KEY))
FIFTY_FIVE = Step("0:33", Role.RECORDING, SignalRecognised(terms.Recognised.FIFTY_FIVE, "-"))
POLICE_PLEASE = say("0:12", Intent.WANTS_POLICE, "0:14", CALLER)
AMBULANCE_PLEASE = say("0:12", Intent.WANTS_AMBULANCE, "0:14", CALLER)
MISTAKE, OTHER_VOICE = (say("0:12", Intent.SAYS_MISTAKE, "0:14", who) for who in (CALLER, OTHER))
CONFIRMED = end("0:20", Reason.MISTAKE_CONFIRMED)
LATE_END = end("0:40")

Case = tuple[Steps, Steps, Steps]
"""What both calls begin with, how the criterion is kept, and how it is broken."""
OPERATORS: dict[str, Case] = {
    "answered-soon": ([RINGS], [op("0:07", do.Answer())], [op("0:08", do.Answer())]),
    "asked-for-police-got-police": (
        [POLICE_PLEASE],
        [connect("0:24")],
        [connect("0:24", Service.AMBULANCE)],
    ),
    "another-service-as-asked": (
        [AMBULANCE_PLEASE],
        [connect("0:24", Service.AMBULANCE)],
        [connect("0:25", Service.AMBULANCE)],
    ),
    "every-prompt-tried": (PROMPTS[:3], [PROMPTS[3], SENT], [SENT]),
    "four-seconds-left": ([PROMPTS[3]], [send("0:29")], [send("0:28")]),
    "connected-on-an-answer": ([COUGHED], [CONNECTED], [PROMPTS[2]]),
    "answer-got-police": ([COUGHED], [connect("0:32")], [connect("0:33")]),
    "kept-listening": ([SENT, PLAYING, SOBS], [connect("0:40")], [LATE_END]),
    "reason-fits-what-was-heard": (
        [SHOUTING],
        [op("0:31", do.Connect(Service.POLICE, Reason.DISTURBANCE_HEARD))],
        [SENT],
    ),
    "disturbance-not-ended": ([SHOUTING], [CONNECTED], [ENDED]),
    "disturbance-to-police": ([SHOUTING], [CONNECTED], [SENT]),
    "unconfirmed-not-ended": ([], [CONNECTED], [*PROMPTS, ENDED]),
    "mistake-from-the-caller": ([], [MISTAKE, CONFIRMED], [CONFIRMED]),
    "another-voice-confirms-nothing": ([OTHER_VOICE], [CONNECTED], [CONFIRMED]),
    "fixed-line-in-doubt": ([], [CONNECTED], [ENDED]),
    "call-kept-in-the-recording": ([SENT, PLAYING], [connect("0:40")], [LATE_END]),
    "returned-caller-connected": ([RETURNED], [connect("0:52")], [connect("1:01")]),
    "lost-line-passed-on": (
        [TAPPED, CUT],
        [op("0:22", do.PassDetails((Reported.TAP,), Reason.LINE_CUT))],
        [ENDED],
    ),
    "told-police": (TO_POLICE, [handed(Reported.NOTHING)], []),
    "fifty-five-reported": (
        [FIFTY_FIVE, WITH_HANDLER],
        [handed(Reported.FIFTY_FIVE, Reported.KEY_TONE)],
        [handed(Reported.KEY_TONE)],
    ),
    "disturbance-reported": (
        [SHOUTING, *TO_POLICE],
        [handed(Reported.DISTURBANCE)],
        [handed(Reported.BACKGROUND)],
    ),
    "never-nothing": ([KEY, *TO_POLICE], [handed(Reported.KEY_TONE)], [handed(Reported.NOTHING)]),
}


def grade(when: str, name: str, reason: Reason = Reason.DOUBT) -> Step:
    return ch(when, do.SetGrade(name, reason))


def close(reason: Reason) -> Step:
    return ch("9:00", do.Close(reason))


def thrive(when: str, *headings: terms.Heading) -> list[Step]:
    return [ch(when, do.Thrive(heading)) for heading in headings or (terms.Heading.RISK,)]


INTRODUCED = say("0:41", Intent.THROUGH_TO_POLICE, "0:44")
CODE = ch("0:50", do.SetCode(TWO_TAPS_YES), "0:54")
WAYS = ch("0:46", do.OfferWays((terms.Sign.TAP, terms.Sign.COUGH)), "0:49")
GRADED = [grade("1:10", "emergency", Reason.MARKER), incident("1:10", INCIDENT.GRADED)]
DEPLOYED = [ch("1:12", do.Deploy(Reason.MARKER)), incident("1:12", INCIDENT.DEPLOYED)]
DOWN = stage("1:20", LINE.DOWN)
DEALT_WITH, SAFE = close(Reason.OFFICERS_WITH_CALLER), close(Reason.CHECKED_SAFE)
NO_CALL = close(Reason.MISTAKE_CONFIRMED)
FOUND = Step("0:50", Role.SYSTEMS, do.GiveResult((terms.Marker.HIGH_RISK_DOMESTIC_ABUSE,)))
FIX = Step("0:42", Role.NETWORK, do.DeliverLocation(AML, "a street", 20))
NOT_RUNG = ch("1:30", do.DecideAgainstCallback(Reason.MAY_ALERT_OTHERS))
RUNG = ch("1:30", do.CallBack(Reason.CALLER_MAY_BE_ALONE))
RINGING = [RUNG, stage("1:30", LINE.RINGING_BACK), stage("2:00", LINE.DOWN)]
TRACED = ch("2:10", do.StartTrace(terms.Trace.PHONE, Reason.NO_ANSWER))
SMASHED, GROANED = room("0:50", Sound.BREAKING), caller("0:50", do.Make(Sound.GROAN))
VOICE = say("0:55", Intent.SAYS_MISTAKE, "0:57", OTHER)
ASKED_FOR_CALLER = say("1:00", Intent.ASK_FOR_CALLER, "1:05")
PRETENDED = say("0:45", Intent.PRETENDS, "0:50", CALLER)
OFFERED = ch("1:10", do.OfferIncident("northern_keys"))
LOWERED = grade("2:00", "scheduled", Reason.JUDGEMENT)
CLEARED = ch("9:30", do.EndCall(Reason.OFFICERS_DEALING))
ARRIVED, CAME_LATER = (Step(when, OFFICERS, do.Arrive()) for when in ("6:00", "8:00"))
WEAPON_ASKED = ask("1:20", "1:22", Topic.WEAPON)
TESTED, DANGER = (ask("0:55", "0:57", topic) for topic in (Topic.CAN_HEAR, Topic.IN_DANGER))
INJURED, AT_HOME = (ask("0:55", "0:57", topic) for topic in (Topic.INJURED, Topic.AT_HOME))
KNOWS = ask("0:52", "0:54", Topic.KNOWS_PERSON)
MARKED = Step("0:50", Role.SYSTEMS, do.GiveResult((terms.Marker.DOMESTIC_ABUSE,)))
WEAPON, CHILDREN = (ask("0:55", "0:57", topic) for topic in (Topic.WEAPON, Topic.CHILDREN))
EARLY_WEAPON = ask("0:50", "0:52", Topic.WEAPON)
WHERE = ask("0:50", "0:52", Topic.LOCATION, form=terms.QuestionForm.OPEN)
FOUND_DANGER = grade("1:10", "emergency", Reason.DANGER_ESTABLISHED)
BRIEFED = ch("1:20", do.BriefOfficers((Topic.WEAPON,)))
TAP_AFTER = caller("1:08", do.Tap())
CLOSED = incident("1:20", INCIDENT.CLOSED_WITHOUT_DEPLOYMENT)
CLOSED_AFTER = incident("1:20", INCIDENT.CLOSED_AFTER_DEPLOYMENT)

HANDLERS: dict[str, Case] = {
    "says-it-is-police": ([], [INTRODUCED, CODE], [WAYS, say("0:50", Intent.REASSURE, "0:52")]),
    "speech-invited-first": (
        [INTRODUCED],
        [say("0:45", Intent.INVITE_SPEECH, "0:48"), CODE],
        [CODE],
    ),
    "more-than-one-way": (
        [],
        [WAYS, TESTED],
        [ch("0:46", do.OfferWays((terms.Sign.TAP,)), "0:49"), TESTED],
    ),
    "code-before-use": ([], [CODE, TESTED], [ask("0:45", "0:47", Topic.IN_DANGER), CODE]),
    "code-tested": ([CODE], [TESTED, ask("1:02", "1:04", Topic.IN_DANGER)], [DANGER]),
    "answer-to-the-test": ([TESTED], [caller("1:00", do.Tap()), FOUND_DANGER], [FOUND_DANGER]),
    "closed-questions": ([], [say("0:45", Intent.SPEAKS, "0:47", CALLER), WHERE], [WHERE]),
    "one-fact-each": (
        [],
        [EARLY_WEAPON, ask("1:00", "1:02", Topic.CHILDREN)],
        [ask("0:50", "0:52", Topic.WEAPON, Topic.CHILDREN)],
    ),
    "four-seconds-left": ([EARLY_WEAPON], [ask("0:56", "0:58", Topic.CHILDREN)], [CHILDREN]),
    "no-dead-air": (
        [INTRODUCED],
        [say("1:20", Intent.REASSURE, "1:22"), caller("1:25", do.Tap())],
        [say("1:25", Intent.REASSURE, "1:27"), caller("1:28", do.Tap())],
    ),
    "background-noted": (
        [SMASHED],
        [ch("0:55", do.Note(terms.NoteKind.HEARD, about=5))],
        [ch("0:55", do.Note(terms.NoteKind.HEARD, about=4))],
    ),
    "line-kept-open": ([], [DEALT_WITH, CLEARED], [CLEARED]),
    "line-kept-with-somebody-there": (
        [VOICE],
        [CAME_LATER, CLEARED],
        [ch("9:30", do.EndCall(Reason.NO_CONCERN))],
    ),
    "injury-asked-early": (
        [],
        [INJURED, ask("1:02", "1:04", Topic.WEAPON)],
        [WEAPON, ask("1:02", "1:04", Topic.INJURED)],
    ),
    "ambulance-brought-in": (
        [GROANED],
        [ch("0:55", do.BringIn(Service.AMBULANCE))],
        [ch("0:55", do.BringIn(Service.FIRE))],
    ),
    "location-data-read": ([FIX], [ch("0:45", do.ReadLocation(AML))], [INTRODUCED]),
    "location-early": (
        [],
        [AT_HOME, ask("1:02", "1:04", Topic.WEAPON)],
        [WEAPON, ask("1:02", "1:04", Topic.AT_HOME)],
    ),
    "number-searched": ([], [ch("3:00", do.Search())], [INTRODUCED]),
    "number-searched-early": ([], [ch("1:40", do.Search())], [ch("1:41", do.Search())]),
    "marker-is-emergency": ([FOUND], GRADED, [grade("1:10", "scheduled")]),
    "thrive-recorded": (
        [],
        [*thrive("1:05", *terms.Heading), *GRADED],
        [*thrive("1:05", *list(terms.Heading)[:5]), *GRADED],
    ),
    "thrive-after-a-loss": ([*GRADED, DOWN], thrive("3:20"), thrive("3:21")),
    "thrive-after-news": ([], [SMASHED, *thrive("8:00"), SAFE], [*thrive("0:45"), SMASHED, SAFE]),
    "something-in-words": ([], [ch("8:00", do.Note(terms.NoteKind.RATIONALE)), SAFE], [SAFE]),
    "nothing-given-away": ([VOICE], [ASKED_FOR_CALLER, TAP_AFTER, WEAPON_ASKED], [WEAPON_ASKED]),
    "disturbance-graded-urgent": (
        [SMASHED],
        GRADED,
        [grade("1:10", "scheduled", Reason.JUDGEMENT)],
    ),
    "regraded-when-cut-off": (
        [DOWN],
        [grade("1:40", "emergency", Reason.LINE_CUT)],
        [grade("1:41", "emergency", Reason.LINE_CUT)],
    ),
    "callback-decided": ([*GRADED, DOWN], [NOT_RUNG, TRACED], [TRACED]),
    "traced-instead-of-ringing": ([*GRADED, DOWN, NOT_RUNG], [TRACED], []),
    "traced-after-no-answer": ([*GRADED, DOWN, *RINGING], [TRACED], []),
    "weapons-asked": ([KNOWS], [WEAPON, *DEPLOYED, DEALT_WITH], [CHILDREN, *DEPLOYED, DEALT_WITH]),
    "children-asked": (
        [MARKED, KNOWS],
        [CHILDREN, *DEPLOYED, DEALT_WITH],
        [WEAPON, *DEPLOYED, DEALT_WITH],
    ),
    "first-heard-passed-on": (
        DEPLOYED,
        [ch("1:20", do.BriefOfficers((), heard=(Reported.FIFTY_FIVE,)))],
        [BRIEFED],
    ),
    "markers-passed-on": (
        [FOUND, *DEPLOYED],
        [ch("1:20", do.BriefOfficers((), markers=(terms.Marker.WEAPONS,)))],
        [BRIEFED],
    ),
    "officers-sent-told": (
        DEPLOYED,
        [ch("2:12", do.Withhold(Intent.OFFICERS_SENT, Reason.NOT_SAFE_TO_SAY))],
        [say("2:13", Intent.OFFICERS_SENT, "2:15")],
    ),
    "officers-there-told": (
        [*DEPLOYED, ARRIVED],
        [say("6:02", Intent.OFFICERS_THERE, "6:04")],
        [say("6:02", Intent.REASSURE, "6:04")],
    ),
    "marker-means-officers": ([FOUND], DEPLOYED, GRADED),
    "no-downgrade-unassessed": (GRADED, [*thrive("1:30"), LOWERED], [LOWERED]),
    "disguised-call-confirmed": (
        [PRETENDED],
        [say("0:52", Intent.SAY_YES_IF_POLICE, "0:54")],
        [INTRODUCED],
    ),
    "another-voice-closes-nothing": ([VOICE], [TAP_AFTER, CLOSED], [CLOSED]),
    "disturbance-not-closed": ([SMASHED], [*DEPLOYED, CLOSED_AFTER], [CLOSED]),
    "emergency-not-closed": (GRADED, [*DEPLOYED, CLOSED_AFTER], [CLOSED]),
    "caller-asked-for": ([VOICE], [ASKED_FOR_CALLER], [say("1:00", Intent.THANK, "1:05")]),
    "warm-handover": ([OFFERED], [incident("2:00", INCIDENT.WITH_OTHER_FORCE), CLEARED], [CLEARED]),
    "safety-before-closing": ([], [DANGER, SAFE], [ask("0:55", "0:57", Topic.MISTAKE), SAFE]),
    "thanked": ([], [say("8:00", Intent.THANK, "8:04"), SAFE], [SAFE]),
}
PAIRS = {
    f"{rubric}/{name}": ((*both, *kept), (*both, *broken))
    for rubric, cases in (("operator", OPERATORS), ("call_handler", HANDLERS))
    for name, (both, kept, broken) in cases.items()
}


def judged(name: str, steps: Steps) -> str:
    criterion = CRITERIA[name]
    assert criterion.rule is not None
    fixed = criterion.id == "fixed-line-in-doubt"
    line = terms.LineKind.LANDLINE if fixed else terms.LineKind.MOBILE
    call = log(STARTS[name.partition("/")[0]], steps, line)
    return evaluate(criterion.rule, call.entries, CONTEXT).kind.value


def test_every_criterion_with_a_rule_has_its_two_calls() -> None:
    assert set(PAIRS) == {name for name, held in CRITERIA.items() if held.rule is not None}


COMES_UP_IN_EVERY_CALL = {
    "operator/answered-soon",
    "operator/unconfirmed-not-ended",
    "operator/fixed-line-in-doubt",  # on a fixed line
    "call_handler/closed-questions",
    "call_handler/one-fact-each",
    "call_handler/number-searched",
    "call_handler/number-searched-early",
}


@pytest.mark.parametrize("name", PAIRS)
def test_a_criterion_does_not_come_up_in_a_call_in_which_nothing_happened(name: str) -> None:
    assert (judged(name, ()) != "not_applicable") is (name in COMES_UP_IN_EVERY_CALL)


BROKEN_OTHERWISE: dict[str, Steps] = {
    "operator/disturbance-not-ended": [SHOUTING, SENT, PLAYING, LATE_END],
    # Police were told nothing at all.
    "operator/disturbance-reported": [SHOUTING, ENDED],
    # A reason that leaves out what was heard, of any act.
    "operator/reason-fits-what-was-heard": [TAPPED, ENDED],
    "call_handler/no-downgrade-unassessed": [*GRADED, NO_CALL],
    "call_handler/thanked": [NO_CALL],
    "call_handler/background-noted": [SMASHED, DEALT_WITH, CLEARED, DOWN],
    "call_handler/speech-invited-first": [INTRODUCED, EARLY_WEAPON],
    # A mistake that the caller never spoke of has dealt with nothing.
    "call_handler/line-kept-open": [NO_CALL, CLEARED],
    "call_handler/safety-before-closing": [NO_CALL],
}
EXCUSED: dict[str, Steps] = {
    # The criterion does not apply, or another fact excuses it.
    "operator/every-prompt-tried": [CONNECTED],
    "operator/lost-line-passed-on": [CUT, ENDED],
    "operator/told-police": [*TO_POLICE, stage("0:45", LINE.DOWN)],
    "operator/fifty-five-reported": [*TO_POLICE, handed(Reported.NOTHING)],
    "operator/mistake-from-the-caller": [CONNECTED],
    "operator/never-nothing": [TAPPED, SENT],
    # Heard before the recording, or nothing at all: another finding has it.
    "operator/kept-listening": [SHOUTING, SENT, PLAYING, LATE_END],
    "operator/answer-got-police": [COUGHED, CUT],
    "operator/reason-fits-what-was-heard": [*PROMPTS, SENT],
    # What is heard after the handover is heard by the call handler, too.
    "operator/disturbance-reported": [
        *TO_POLICE,
        handed(Reported.NOTHING),
        room("0:50", Sound.SHOUTING),
    ],
    "call_handler/code-tested": [DANGER],
    "call_handler/callback-decided": [*GRADED, *DEPLOYED, DOWN, DEALT_WITH],
    "call_handler/regraded-when-cut-off": [*DEPLOYED, DEALT_WITH, DOWN],
    # A call handler who ended the call has not lost the line.
    "call_handler/thrive-after-a-loss": [*GRADED, ch("1:19", do.EndCall(Reason.DOUBT)), DOWN],
    "call_handler/no-downgrade-unassessed": [*GRADED, grade("1:30", "emergency")],
    "call_handler/weapons-asked": [VOICE, *DEPLOYED, DEALT_WITH],
    "call_handler/officers-there-told": [VOICE, *DEPLOYED, ARRIVED],
    # Another person who has the phone is not asked to whisper, nor told how the caller can answer.
    "call_handler/speech-invited-first": [VOICE, WEAPON_ASKED],
    "call_handler/code-before-use": [VOICE, WEAPON_ASKED],
    "call_handler/more-than-one-way": [VOICE, WEAPON_ASKED],
    "call_handler/injury-asked-early": [VOICE, WEAPON_ASKED],
    # A test is one even if no answer was relied on.
    "call_handler/answer-to-the-test": [TESTED, ask("1:10", "1:12", Topic.IN_DANGER)],
    # Officers have been sent when it is heard.
    "call_handler/thrive-after-news": [*DEPLOYED, room("1:30", Sound.BREAKING), DEALT_WITH],
    "call_handler/nothing-given-away": [say("0:50", Intent.SPEAKS, "0:52", OTHER), WEAPON_ASKED],
    "call_handler/disturbance-graded-urgent": [*GRADED, LOWERED],
    "call_handler/something-in-words": [INTRODUCED, DOWN],
    "call_handler/marker-is-emergency": [
        Step("0:50", Role.SYSTEMS, do.GiveResult((terms.Marker.ILLNESS,))),
        grade("1:10", "scheduled"),
    ],
}
FINE: dict[str, Steps] = {
    # A voice that is heard when officers are there already.
    "call_handler/line-kept-with-somebody-there": [
        *DEPLOYED,
        CAME_LATER,
        say("8:30", Intent.SPEAKS, "8:32", OTHER),
        ch("9:30", do.EndCall(Reason.OFFICERS_WITH_CALLER)),
    ],
    "call_handler/code-tested": [
        CODE,
        say("0:55", Intent.SPEAKS, "0:57", CALLER),
        ask("1:00", "1:02", Topic.MISTAKE),
    ],
    "call_handler/caller-asked-for": [say("0:50", Intent.ASK_FOR_CALLER, "0:54"), VOICE],
    "call_handler/emergency-not-closed": [
        *GRADED,
        LOWERED,
        incident("3:00", INCIDENT.CLOSED_WITHOUT_DEPLOYMENT),
    ],
    "call_handler/says-it-is-police": [
        say("0:41", Intent.ASK_FOR_CALLER, "0:43"),
        INTRODUCED,
        CODE,
    ],
    "call_handler/code-before-use": [
        say("0:45", Intent.SAYS_MISTAKE, "0:47", CALLER),
        ask("0:50", "0:52", Topic.MISTAKE),
    ],
    "call_handler/line-kept-open": [
        INTRODUCED,
        ch("9:30", do.EndCall(Reason.STAYING_IS_DANGEROUS)),
    ],
    "call_handler/four-seconds-left": [
        EARLY_WEAPON,
        caller("0:53", do.Tap()),
        ask("0:54", "0:56", Topic.CHILDREN),
    ],
    "operator/four-seconds-left": [PROMPTS[3], caller("0:26", do.Tap()), PROMPTS[3]],
    "operator/connected-on-an-answer": [
        MISTAKE,
        say("0:15", Intent.CHECK_MISTAKE, "0:17", OPERATOR),
        CONFIRMED,
    ],
}
OTHERWISE = [
    pytest.param(name, steps, verdicts, id=f"{name}: {verdicts[0]}")
    for verdicts, cases in (
        (("broken",), BROKEN_OTHERWISE),
        (("not_applicable",), EXCUSED),
        (("met", "not_applicable"), FINE),
    )
    for name, steps in cases.items()
]


@pytest.mark.parametrize(("name", "steps", "verdicts"), OTHERWISE)
def test_other_ways_to_break_a_criterion_to_be_excused_and_to_do_well(
    name: str, steps: Steps, verdicts: tuple[str, ...]
) -> None:
    assert judged(name, steps) in verdicts


def test_what_another_profile_says_of_the_operator_holds_there() -> None:
    ended = log(ANSWERED, (*PROMPTS, ENDED)).entries
    for profile, expected in (("wmp", "broken"), ("pecs_2008", "not_applicable")):
        context = Context(profile=LIBRARY.profile(profile).profile)
        held = CRITERIA["operator/unconfirmed-not-ended"].rule
        assert held is not None
        assert evaluate(held, ended, context).kind.value == expected


def test_the_prompts_are_those_of_the_profile_and_of_this_call() -> None:
    held = CRITERIA["operator/every-prompt-tried"].rule
    assert held is not None
    three = log(ANSWERED, (*PROMPTS[:3], SENT))
    npcc = Context(profile=LIBRARY.profile("npcc_2017").profile)
    assert evaluate(held, three.entries, npcc).kind.value == "met"
    again = log(ANSWERED, PROMPTS)
    again.add("5:00", Role.NETWORK, CallLog(number=2).entries[0].body)
    again.add("5:30", OPERATOR, do.SendToRecording())
    assert evaluate(held, again.entries, CONTEXT).kind.value == "broken"
    with pytest.raises(ValueError, match="no profile is given"):
        evaluate(held, three.entries, Context())


def test_every_behaviour_of_the_fact_sheet_has_a_criterion() -> None:
    basis = {criterion.basis for criterion in RUBRICS["call_handler"].criteria}
    assert basis == {f"B{number:02}" for number in range(1, 36)}


def test_what_has_to_be_able_to_speak_during_a_call_can() -> None:
    live = {held.basis for held in RUBRICS["call_handler"].criteria if held.live}
    asked = {"B01", "B02", "B03", "B04", "B05", "B06", "B09", "B12"}
    assert asked <= live
    assert sum(held.live for held in RUBRICS["operator"].criteria) >= 8


def test_the_behaviours_that_the_sheet_calls_critical_are_critical() -> None:
    sheet = {"B04", "B09", "B12", "B13", "B16"}
    heavy = {
        held.basis
        for held in RUBRICS["call_handler"].criteria
        if held.weight is Weight.CRITICAL and held.rule is not None
    }
    assert sheet <= heavy


@pytest.mark.parametrize("name", CRITERIA)
def test_what_is_said_is_short_and_has_a_source(name: str) -> None:
    held = CRITERIA[name]
    assert held.sources
    assert held.grounds
    for text in (held.when_met, held.when_missed):
        assert len(text) <= 90, "a remark fits on one or two lines of a small screen"
        assert text.endswith(".")


def criterion(held: Rule | None, *, live: bool = False) -> Criterion:
    return Criterion("one", "It was done.", held, "w", "Done.", "Do it.", Weight.MINOR, live)


def test_only_a_rule_can_speak_during_a_call() -> None:
    with pytest.raises(ValueError, match="without a rule"):
        criterion(None, live=True)


UNPERCEIVED = {
    "never: {outcome: abandoned}": "outcome",
    "never: {act: press, key: '5'}": "key",
    "never: {timer: recording_ends}": "timer",
    "never: {asked: any, truly: yes}": "truly",
    "never: {row: X-5}": "row",
    "never: {any_of: [{act: tap}, {no_effect: true}]}": "no_effect",
    "never: {act: tap, but_not: {facts: {injured: yes}}}": "facts",
    "never: {lost: battery}": "lost",
    "within: {time: 2s, of: {act: press}, then: {act: press, same: key}}": "same: key",
    "never: {act: tap}\nwhile: {phone_with: caller}": "phone_with",
    "never: {act: tap}\nwhile: {over: true}": "over",
}


@pytest.mark.parametrize("text", UNPERCEIVED)
def test_a_rule_that_asks_for_more_than_a_seat_perceives_is_refused(text: str) -> None:
    held = rule(text)
    assert unperceived(held) == (UNPERCEIVED[text],)
    with pytest.raises(ValueError, match="nobody on the line perceives"):
        criterion(held)


def test_there_is_no_rubric_for_the_caller() -> None:
    with pytest.raises(ValueError, match="the caller is never scored"):
        Rubric("mine", "Mine", cast(LookedAt, Role.CALLER), (criterion(None),))
