"""What each criterion, state and scope looks at, and how a broken rule explains itself."""

import pytest

from simulator.core import acts as do
from simulator.core import log as out
from simulator.core import terms
from simulator.core.log import Body, Entry
from simulator.core.terms import Intent, LineKind, LineStage, QuestionForm, Role, Sign, Sound, Topic
from simulator.rules import patterns
from simulator.rules.match_criteria import ANY, Context, Feature, Match, StateCondition
from simulator.rules.monitor import Monitor, evaluate
from simulator.rules.patterns import AtMost, ForEach, ProfileTime, Rule, VerdictKind, Within
from tests.builders import CONTEXT, FORCE, PROFILE, entries, rule
from tests.debrief.short_logs import written
from tests.session.calls import LIBRARY

CALLER, OPERATOR, HANDLER, ROOM = Role.CALLER, Role.OPERATOR, Role.CALL_HANDLER, Role.ROOM
NETWORK, RECORDING, SYSTEMS = Role.NETWORK, Role.RECORDING, Role.SYSTEMS

FACTS = Context(facts={Topic.WEAPON: "yes", Topic.CHILDREN: "no"}, force=FORCE, profile=PROFILE)


def matches(text: str, who: Role, body: Body, *, rows: tuple[str, ...] = ()) -> bool:
    """Whether an entry meets a match, written as in a rule's `eventually`."""
    log = [Entry(0, 0, who, who, body, rows)]
    return evaluate(rule(f"eventually: {text}"), log, FACTS).kind is VerdictKind.MET


YES: list[tuple[str, Role, Body]] = [
    ("{anything: true}", NETWORK, out.TimerFired(terms.Timer.END)),
    ("{act: any}", CALLER, do.StaySilent()),
    ("{act: [tap, cough], by: caller}", CALLER, do.Tap()),
    ("{said: any}", HANDLER, do.Ask((Topic.WEAPON,))),
    ("{said: any}", RECORDING, out.LinePlayed(Intent.RECORDING_OPENS, "R-1")),
    ("{said: make_a_sound, by: operator}", OPERATOR, do.Say(Intent.MAKE_A_SOUND)),
    ("{manner: whispered}", CALLER, do.Say(Intent.SPEAKS, manner=terms.Manner.WHISPERED)),
    ("{asks_for_sign: true}", OPERATOR, do.Say(Intent.MAKE_A_SOUND)),
    ("{asked: [in_danger, weapon]}", HANDLER, do.Ask((Topic.CHILDREN, Topic.WEAPON))),
    ("{question: closed}", HANDLER, do.Ask((Topic.WEAPON,))),
    ("{question: open}", HANDLER, do.Ask((Topic.LOCATION,), QuestionForm.OPEN)),
    ("{question: double}", HANDLER, do.Ask((Topic.WEAPON, Topic.CHILDREN))),
    ("{topic: weapon}", HANDLER, do.Note(terms.NoteKind.PERSON, topic=Topic.WEAPON)),
    ("{asked: any, truly: yes}", HANDLER, do.Ask((Topic.WEAPON,))),
    ("{asked: any, truly: unknown}", HANDLER, do.Ask((Topic.INJURED,))),
    ("{signal: any}", CALLER, do.Say(Intent.SAYS_YES)),
    ("{signal: [tap, key]}", CALLER, do.Tap()),
    ("{signal: silence}", CALLER, do.StaySilent()),
    ('{key: "5"}', CALLER, do.Press("5")),
    ("{sound: [machine, disturbance], by: room}", ROOM, do.Make(Sound.BREAKING)),
    ("{ways: tap}", HANDLER, do.OfferWays((Sign.COUGH, Sign.TAP))),
    ("{ways_at_least: 2}", HANDLER, do.OfferWays((Sign.COUGH, Sign.TAP))),
    ("{reported: [tap, cough]}", OPERATOR, do.HandOver((terms.Reported.TAP,))),
    ("{noted: heard}", HANDLER, do.Note(terms.NoteKind.HEARD)),
    ("{thrive: any}", HANDLER, do.Thrive(terms.Heading.RISK)),
    ("{grade: scheduled}", HANDLER, do.SetGrade("scheduled", terms.Reason.JUDGEMENT)),
    ("{grade: force.emergency}", HANDLER, do.SetGrade("immediate", terms.Reason.MARKER)),
    ("{grade: force.unanswered_grade}", HANDLER, do.SetGrade("priority", terms.Reason.POLICY)),
    ("{marker: stalking}", SYSTEMS, do.GiveResult((terms.Marker.STALKING,))),
    ("{with_marker_grade: true}", SYSTEMS, do.GiveResult((terms.Marker.DOMESTIC_ABUSE,))),
    ("{service: ambulance}", HANDLER, do.BringIn(terms.Service.AMBULANCE)),
    ("{trace: phone}", HANDLER, do.StartTrace(terms.Trace.PHONE, terms.Reason.LINE_CUT)),
    ("{location: aml}", HANDLER, do.ReadLocation(terms.LocationSource.AML)),
    ("{withheld: officers_sent, reason: any}", HANDLER,
     do.Withhold(Intent.OFFICERS_SENT, terms.Reason.NOT_SAFE_TO_SAY)),
    ("{lost: battery}", NETWORK, do.LoseLine(terms.LossCause.BATTERY)),
    ("{unit: found}", Role.OFFICERS, do.UnitReport(terms.UnitStatus.FOUND)),
    ("{act: close, reason: no_concern}", HANDLER, do.Close(terms.Reason.NO_CONCERN)),
    ("{stage: recording}", NETWORK, out.StageEntered(LineStage.RECORDING, "O-1")),
    ("{incident: deployed}", SYSTEMS, out.IncidentMoved(terms.IncidentStage.DEPLOYED, "I-1")),
    ("{recognised: noise}", RECORDING, out.SignalRecognised(terms.Recognised.NOISE, "R-1")),
    ("{timer: grace_ends}", NETWORK, out.TimerFired(terms.Timer.GRACE)),
    ("{no_effect: true}", NETWORK, out.NoEffect("nothing", "R-1")),
    ("{call: 2}", NETWORK, out.CallBegan(2, LineKind.MOBILE)),
    ("{row: [R-1, R-2]}", NETWORK, out.NoEffect("nothing", "R-2")),
    ("{facts: {weapon: yes, injured: unknown}}", CALLER, do.Tap()),
    ("{profile: iopc_2019, force: [testshire, elsewhere]}", CALLER, do.Tap()),
    ("{any_of: [{act: cough}, {signal: tap}]}", CALLER, do.Tap()),
    ('{act: press, but_not: {key: "5"}}', CALLER, do.Press("1")),
]  # fmt: skip
NO: list[tuple[str, Role, Body]] = [
    ("{act: any}", CALLER, do.Finish()),
    ("{act: tap, by: caller}", ROOM, do.Tap()),
    ("{said: make_a_sound}", HANDLER, do.Ask((Topic.WEAPON,))),
    ("{asks_for_sign: true}", OPERATOR, do.Say(Intent.WHICH_SERVICE)),
    ("{question: closed}", HANDLER, do.Ask((Topic.LOCATION,), QuestionForm.OPEN)),
    ("{question: double}", HANDLER, do.Ask((Topic.WEAPON,))),
    ("{asked: any, truly: yes}", HANDLER, do.Ask((Topic.CHILDREN,))),
    ("{signal: any}", CALLER, do.StaySilent()),
    ("{signal: any}", CALLER, do.Say(Intent.NOT_TO_CALL)),
    ("{signal: any}", Role.OTHER_PERSON, do.Tap()),
    ("{signal: tap}", CALLER, do.Make(Sound.KNOCK)),
    ('{key: "5"}', CALLER, do.Press("1")),
    ("{sound: disturbance}", ROOM, do.Make(Sound.VOICES)),
    ("{ways_at_least: 2}", HANDLER, do.OfferWays((Sign.TAP,))),
    ("{reported: any}", OPERATOR, do.HandOver(())),
    ("{grade: force.emergency}", HANDLER, do.SetGrade("priority", terms.Reason.MARKER)),
    ("{with_marker_grade: true}", SYSTEMS, do.GiveResult((terms.Marker.WEAPONS,))),
    ("{facts: {weapon: no}}", CALLER, do.Tap()),
    ("{profile: wmp}", CALLER, do.Tap()),
    ('{act: press, but_not: {key: "5"}}', CALLER, do.Press("5")),
]


@pytest.mark.parametrize(("text", "who", "body"), YES)
def test_an_entry_meets_a_match(text: str, who: Role, body: Body) -> None:
    assert matches(text, who, body)


@pytest.mark.parametrize(("text", "who", "body"), NO)
def test_an_entry_does_not_meet_a_match(text: str, who: Role, body: Body) -> None:
    assert not matches(text, who, body)


ENDS_CALLED = """
always: {of: {outcome: any}, is: {through: {act: end_call, by: operator}}}
"""


@pytest.mark.parametrize(
    ("acts", "expected"),
    [
        ("1 op end no_response;", "met"),
        ("1 ch end no_concern;", "broken"),
        ("1 ca tap; 1 op end no_response;", "met"),
        ("1 ne fires grace_ends;", "broken"),
    ],
)
def test_an_outcome_is_told_by_the_act_or_timer_behind_it(acts: str, expected: str) -> None:
    """Only the last act or timer counts; other outcomes of it may stand between."""
    log = written(f"{acts} 1 ne stage ended_by_operator; 1 sy ended ended_by_operator")
    assert evaluate(rule(ENDS_CALLED), log, CONTEXT).kind == expected


OVERLAPPING = written(
    "10 ch ask weapon; 11 ca say speaks; 12 ca finish; 13 ch finish; 14 ch say reassure;"
    "15 ch finish"
)
"""The handler asks, the caller speaks meanwhile; both finish."""


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("{finished: any, asked: weapon}", 13_000),
        ("{finished: speaks}", 12_000),
        ("{finished: reassure, by: call_handler}", 15_000),
        ("{finished: any}", 12_000),
    ],
)
def test_the_end_of_an_utterance_is_known_by_its_beginning(text: str, at: int) -> None:
    verdict = evaluate(rule(f"eventually: {text}"), OVERLAPPING)
    assert [OVERLAPPING[seq].at for seq in verdict.evidence] == [at]


EVENTFUL = written(
    "1 ca tap 1; 2 ne stage with_operator; 3 op say which_service; 4 ca tap 2; 5 op finish;"
    "6 sy incident open; 7 ch code tap; 8 ro take_phone; 9 ca tap 3; 10 ro give_back; 11 ca tap 4;"
    "12 sy ended deployed; 13 ca tap 5; 300 ne began 2 mobile; 301 ca tap 6",
    LineKind.LANDLINE,
)
"""A call in which every state changes; taps in between say how things stand."""


@pytest.mark.parametrize(
    ("state", "taps"),
    [
        ("{stage: with_operator}", [2, 3, 4, 5]),
        ("{incident: none}", [1, 2, 6]),
        ("{incident: [open, graded]}", [3, 4, 5]),
        ("{speaking: [operator, recording]}", [2]),
        ("{speaking: call_handler}", [3, 4, 5]),
        ("{code_set: false}", [1, 2, 6]),
        ("{phone_with: other_person}", [3]),
        ("{line: landline}", [1, 2, 3, 4, 5]),
        ("{call: 2}", [6]),
        ("{over: false, incident: open}", [3, 4]),
    ],
)
def test_a_state_counts_what_happens_in_it(state: str, taps: list[int]) -> None:
    text = f"at_least: {{times: {len(taps)}, of: {{act: tap}}}}\nwhile: {state}"
    verdict = evaluate(rule(text), EVENTFUL)
    assert verdict.kind is VerdictKind.MET
    assert [EVENTFUL[seq].body for seq in verdict.evidence] == [do.Tap(times) for times in taps]
    more = rule(text.replace(f"times: {len(taps)}", "times: 9"))
    assert evaluate(more, EVENTFUL).kind is VerdictKind.BROKEN


def test_the_recording_falls_silent_where_the_call_leaves_it() -> None:
    left = "31 op connect police; 31 ne stage connecting_police; 32 ca tap"
    log = written(f"30 re played recording_opens; {left}")
    text = "never: {act: tap}\nwhile: {speaking: recording}"
    assert evaluate(rule(text), log).kind is VerdictKind.MET


EXPLAINED = written(
    "10 ne stage with_operator; 20 ch ask weapon; 21 ca tap; 30 ch ask children;"
    "53 ne stage no_response_to_recording R-9"
)
BECAUSE = [
    ("eventually: {stage: with_call_handler}", (),
     "Expected at some time: the stage with call handler. It did not happen."),
    ("eventually: {asked: injured, by: operator}", (),
     "Expected at some time: a question about injured, by the operator. It did not happen."),
    ("at_least: {times: 3, of: {asked: any}}", (2, 4),
     "Expected at least 3 times: a question. It happened twice."),
    ("never: {stage: no_response_to_recording}", (5,),
     "Expected never: the stage no response to recording. It happened: 0:53 Network: ended by the "
     "recording (row R-9)."),
    ("at_most: {times: 1, of: {asked: any}}", (2, 4),
     "Expected at most once: a question. It happened: 0:30 Call handler: [asks: children "
     "present]."),
    ("always: {of: {asked: any}, is: {asked: weapon}}", (4,),
     "Expected each time a question: a question about weapon. Not so: 0:30 Call handler: [asks: "
     "children present]."),
    ("before: {first: {act: set_code}, then: {question: closed}}", (2,),
     "Expected before a question that is closed: set code. There had been none before 0:20 Call "
     "handler: [asks: weapon present]."),
    ("within: {time: 2s, of: {asked: weapon}, then: {asked: children}}", (2,),
     "Expected within 2s of a question about weapon: a question about children. Not so after 0:20 "
     "Call handler: [asks: weapon present]; the nearest was 0:30 Call handler: [asks: children "
     "present], 10s later."),
    ("no_sooner_than: {time: 4s, after: {asked: any}, then: {signal: any}}", (2, 3),
     "Expected no sooner than 4s after a question: a sign from the caller. After 0:20 Call "
     "handler: [asks: weapon present] came 0:21 Caller: [taps once], 1s later."),
    ("for_each: {signal: any}\neventually: {asked: weapon}", (3,),
     "Expected for each a sign from the caller, at some time: a question about weapon. It did not "
     "happen (since 0:21 Caller: [taps once])."),
    ("never: {asked: any}\nafter: {signal: any}\nwhile: {stage: with_operator}", (3, 4),
     "Expected while at stage with operator, after a sign from the caller, never: a question. It "
     "happened: 0:30 Call handler: [asks: children present] (since 0:21 Caller: [taps once])."),
]  # fmt: skip


@pytest.mark.parametrize(("text", "evidence", "because"), BECAUSE)
def test_a_broken_rule_explains_itself(text: str, evidence: tuple[int, ...], because: str) -> None:
    verdict = evaluate(rule(text), EXPLAINED)
    assert verdict.kind is VerdictKind.BROKEN
    assert verdict.evidence == evidence
    assert verdict.because == because


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        ("eventually: {asked: any}", (2,)),
        ("never: {act: deploy}", ()),
        ("before: {first: {asked: any}, then: {signal: any}}", (2, 3)),
        ("within: {time: 9s, of: {signal: any}, then: {asked: any}}", (3, 4)),
        ("for_each: {asked: any}\neventually: {stage: any}", (2, 4, 5)),
        ("always: {of: {asked: any}, is: {by: call_handler}}", (2, 4)),
    ],
)
def test_what_shows_that_a_rule_was_met(text: str, evidence: tuple[int, ...]) -> None:
    verdict = evaluate(rule(text), EXPLAINED)
    assert (verdict.kind, verdict.evidence) == (VerdictKind.MET, evidence)


MARKED = "for_each: {marker: any, with_marker_grade: true, by: systems}\n"
ABUSE, GRAVE = terms.Marker.DOMESTIC_ABUSE, terms.Marker.HIGH_RISK_DOMESTIC_ABUSE


@pytest.mark.parametrize(
    ("markers", "grade", "expected"),
    [
        ((ABUSE,), "priority", "met"),
        ((ABUSE, GRAVE), "priority", "broken"),
        ((ABUSE, GRAVE), "immediate", "met"),
        ((terms.Marker.WEAPONS,), "priority", "not_applicable"),
    ],
)
def test_of_several_markers_the_most_urgent_grade_is_asked_for(
    markers: tuple[terms.Marker, ...], grade: str, expected: str
) -> None:
    """By the force's policy; a marker that it has no grade for asks for nothing."""
    log = entries(
        (1_000, SYSTEMS, do.GiveResult(markers)),
        (2_000, HANDLER, do.SetGrade(grade, terms.Reason.MARKER)),
    )
    text = f"{MARKED}eventually: {{grade: marker_grade}}"
    assert evaluate(rule(text), log, CONTEXT).kind.value == expected


TAP = Match(act=("tap",))
ABOUT_IT = Match(noted=ANY, about="it")


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (lambda: Match(), "say what should match"),
        (lambda: Match(act=("tap",), stage=ANY), "no entry of a log can have `act` and `stage`"),
        (lambda: Match(said=ANY, finished=ANY), "`said` is where an utterance begins"),
        (lambda: Match(finished=ANY, about="it"), "cannot be compared with `it`"),
        (lambda: StateCondition(), "empty state: add a field"),
        (lambda: Rule(AtMost(0, ABOUT_IT)), "no entry to compare with"),
        (lambda: Rule(AtMost(0, TAP), patterns.Between(TAP, ABOUT_IT)), "no entry to compare with"),
        (lambda: Rule(patterns.Before(TAP, TAP), applies_when=ABOUT_IT),
         "no entry to compare with"),
        (lambda: Rule(Within(1, TAP, TAP), ForEach(TAP)), "leave `for_each` out"),
        (lambda: Rule(patterns.AtLeast(0, TAP)), "at least 0 times"),
        (lambda: Match(stage=ANY, through=Match(act=("press",), same=Feature.KEY)),
         "cannot be compared"),
        (lambda: Match(act=("tap",), through=Match(act=("press",))), "no entry of a log"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(make: object, why: str) -> None:
    assert callable(make)
    with pytest.raises(ValueError, match=why):
        make()


@pytest.mark.parametrize(
    "needy",
    [
        Rule(AtMost(0, Match(grade=("force.emergency",)))),
        Rule(AtMost(0, Match(with_marker_grade=True))),
        Rule(AtMost(0, TAP), ForEach(TAP), applies_when=Match(force=("testshire",))),
        Rule(AtMost(0, Match(profile=("wmp",)))),
        Rule(Within(ProfileTime.WAIT, TAP, TAP)),
    ],
)
def test_a_rule_without_what_it_compares_with_is_refused(needy: Rule) -> None:
    with pytest.raises(ValueError, match=r"no (force|profile) is given|none is given"):
        Monitor(needy)


def test_an_explorer_checks_what_compares_no_instants_and_no_places_in_the_log() -> None:
    """A note is about the entry of that number: the numbers never come to an end."""
    for loaded in LIBRARY.properties():
        assert [
            claim.id for claim in loaded.file.built if not (claim.timed or claim.rule.finite)
        ] == []
    timed = rule("no_sooner_than: {time: 0s, after: {anything: true}, then: {anything: true}}")
    about = rule("for_each: {sound: any}\neventually: {noted: heard, about: it}")
    same = rule("for_each: {asked: any}\nnever: {asked: any, same: topic}")
    assert (timed.finite, about.finite, same.finite) == (False, False, True)
