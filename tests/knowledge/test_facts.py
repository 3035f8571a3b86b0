"""What follows from what was heard, asked and done: the facts that guidance may read."""

from __future__ import annotations

import pytest

from simulator.core import acts as do
from simulator.core import terms
from simulator.core.log import Body, CallBegan
from simulator.core.terms import (
    Intent,
    LineKind,
    LineStage,
    LocationSource,
    Manner,
    Marker,
    NoteKind,
    Reason,
    Reported,
    Role,
    Sign,
    Sound,
    Topic,
)
from simulator.knowledge.answers import AnswerState, HowKnown
from simulator.knowledge.facts import (
    CodeState,
    HeardThing,
    Hearers,
    KnownFacts,
    LineNow,
    Lookup,
    PlaceKnown,
    Stamp,
    TextNews,
)
from tests.knowledge.calls import (
    CALLER,
    HANDLER,
    NETWORK,
    OPERATOR,
    ROOM,
    SYSTEMS,
    TAP,
    TAPS,
    TWO_TAPS,
    Happened,
    asked,
    code_tested,
    known,
    stage,
)

YES, NO, DOUBTED = AnswerState.YES, AnswerState.NO, AnswerState.DOUBTED
DANGER, ALONE, CAN_HEAR = Topic.IN_DANGER, Topic.ALONE_TO_TALK, Topic.CAN_HEAR
SAFE: list[Happened] = [*code_tested(), *asked(10, ALONE, TAP)]
"""A caller who has said that nobody else can hear, at 0:13."""


def say(intent: Intent, manner: Manner = Manner.ALOUD) -> do.Say:
    return do.Say(intent, "Words.", manner)


# --- facts, and how they are known ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("happened", "topic", "value", "how"),
    [
        ([*code_tested(), *asked(10, DANGER, TAP)], DANGER, YES, HowKnown.TOLD),
        ([(0, HANDLER, do.SetCode(TAPS)), *asked(10, DANGER, TAP)], DANGER, DOUBTED, None),
        (asked(10, DANGER, TAP), DANGER, DOUBTED, None),
        (asked(10, DANGER, say(Intent.SAYS_NO)), DANGER, NO, HowKnown.TOLD),
        (asked(10, DANGER, do.SendText("yes")), DANGER, YES, HowKnown.TEXT),
        ([(5, CALLER, say(Intent.WANTS_POLICE))], Topic.NEEDS_POLICE, YES, HowKnown.TOLD),
        ([(5, CALLER, say(Intent.SAYS_MISTAKE))], Topic.MISTAKE, YES, HowKnown.TOLD),
        ([(5, ROOM, say(Intent.SAYS_MISTAKE))], Topic.MISTAKE, YES, HowKnown.OTHER),
        ([(5, ROOM, say(Intent.SPEAKS))], Topic.OTHER_PERSON_PRESENT, YES, HowKnown.HEARD),
        ([(5, ROOM, do.Make(Sound.VOICES))], Topic.OTHER_PERSON_PRESENT, YES, HowKnown.HEARD),
        ([(5, CALLER, do.Make(Sound.GROAN))], Topic.INJURED, YES, HowKnown.HEARD),
        ([(5, ROOM, do.Make(Sound.INDICATOR))], Topic.IN_A_VEHICLE, YES, HowKnown.HEARD),
        (
            [(5, NETWORK, do.DeliverLocation(LocationSource.VEHICLE, "a road", 20))],
            Topic.IN_A_VEHICLE,
            YES,
            HowKnown.DATA,
        ),
        ([(5, CALLER, say(Intent.SPEAKS))], Topic.CAN_SPEAK, YES, HowKnown.TOLD),
        ([(5, CALLER, say(Intent.SPEAKS, Manner.FAINT))], Topic.CAN_SPEAK, None, None),
        ([(5, CALLER, say(Intent.NOT_TO_CALL))], Topic.CAN_SPEAK, None, None),
    ],
)
def test_a_fact_has_a_value_and_a_source(
    happened: list[Happened], topic: Topic, value: AnswerState | None, how: HowKnown | None
) -> None:
    fact = known(HANDLER, *happened).facts.of(topic)
    assert (fact.value, fact.how) == (value, how)


def test_the_line_of_a_car_is_in_a_vehicle() -> None:
    assert known(HANDLER, line=LineKind.CAR).facts.is_yes(Topic.IN_A_VEHICLE)


def test_another_voice_that_says_mistake_does_not_undo_what_the_caller_answered() -> None:
    call = [
        *code_tested(),
        *asked(10, Topic.MISTAKE, TWO_TAPS),
        (20, ROOM, say(Intent.SAYS_MISTAKE)),
    ]
    facts = known(HANDLER, *call).facts
    assert facts.is_no(Topic.MISTAKE)
    assert facts.other_voice
    assert HeardThing(ROOM, Intent.SAYS_MISTAKE) in facts.heard


def test_when_a_fact_last_changed() -> None:
    k = known(HANDLER, *code_tested(), *asked(10, DANGER, TAP), *asked(30, DANGER, TAP))
    assert k.since(Stamp.FACT, 40_000, DANGER) == 7_000
    assert k.since(Stamp.ASKED, 40_000, DANGER) == 10_000
    assert k.facts.of(DANGER).asked == 2


def test_what_a_trace_found_has_to_be_passed_on() -> None:
    found: list[Happened] = [
        (1, HANDLER, do.StartTrace(terms.Trace.PHONE, Reason.DOUBT)),
        (61, SYSTEMS, HELD),
    ]
    trace = LocationSource.TRACE
    assert known(HANDLER, *found).facts.unbriefed == (trace,)
    briefed: Happened = (70, HANDLER, do.BriefOfficers((), location=(trace,)))
    assert known(HANDLER, *found, briefed).facts.unbriefed == ()


def test_a_newer_place_from_the_same_source_has_not_been_read() -> None:
    read: Happened = (2, HANDLER, do.ReadLocation(AML))
    k = known(HANDLER, (1, NETWORK, fix(AML, 90)), read)
    assert (k.facts.read, k.at(Stamp.READ)) == (frozenset({AML}), 2_000)
    assert not known(
        HANDLER, (1, NETWORK, fix(AML, 90)), read, (9, NETWORK, fix(AML, 9))
    ).facts.read


def test_what_other_staff_say_on_the_line() -> None:
    spoken: Happened = (1, HANDLER, say(Intent.THROUGH_TO_POLICE))
    assert known(OPERATOR, spoken).facts.others_said == {Intent.THROUGH_TO_POLICE}
    assert known(HANDLER, spoken).facts.others_said == frozenset()


def test_an_operators_check_for_a_mistake_is_a_question() -> None:
    facts = known(
        OPERATOR,
        (1, CALLER, say(Intent.SAYS_MISTAKE)),
        (3, OPERATOR, say(Intent.CHECK_MISTAKE)),
        (7, CALLER, say(Intent.SAYS_NO)),
    ).facts
    assert (facts.fact(Topic.MISTAKE), facts.answer(Topic.MISTAKE)) == (NO, NO)


@pytest.mark.parametrize(("second", "value"), [(68, NO), (69, DOUBTED)])
def test_silence_establishes_no_only_soon_after_a_test(second: int, value: AnswerState) -> None:
    """Under 60 s after the caller last showed that they hear [K1 K2]."""
    silent_no = do.Code(do.AnswerSign(Sign.TAP), do.AnswerSign(Sign.SILENCE))
    waited: Happened = (second, HANDLER, say(Intent.REASSURE))
    children = asked(50, Topic.CHILDREN)
    facts = known(HANDLER, *code_tested(3, silent_no), *children, waited).facts
    assert (facts.answer(Topic.CHILDREN), facts.fact(Topic.CHILDREN)) == (NO, value)


@pytest.mark.parametrize("grave", [Topic.IN_DANGER, Topic.INJURED, Topic.WEAPON])
def test_no_reply_never_means_no_weapon(grave: Topic) -> None:
    """The question stays open (CH-15)."""
    silent_no = do.Code(do.AnswerSign(Sign.TAP), do.AnswerSign(Sign.SILENCE))
    waited: Happened = (60, HANDLER, say(Intent.REASSURE))
    facts = known(HANDLER, *code_tested(3, silent_no), *asked(50, grave), waited).facts
    assert (facts.answer(grave), facts.fact(grave)) == (AnswerState.ASKED, None)


@pytest.mark.parametrize(
    ("topic", "answer", "value"),
    [
        (Topic.WEAPON, Intent.SAYS_NO, DOUBTED),
        (Topic.WEAPON, Intent.SAYS_YES, AnswerState.YES),
        (Topic.AT_KNOWN_ADDRESS, Intent.SAYS_NO, NO),
    ],
)
def test_a_no_in_a_cover_does_not_rule_out_a_weapon(
    topic: Topic, answer: Intent, value: AnswerState
) -> None:
    """Nothing was agreed to mean one (CH-38)."""
    pretends: Happened = (1, CALLER, say(Intent.PRETENDS))
    question = asked(5, topic, say(answer))
    assert known(HANDLER, pretends, *question).facts.fact(topic) is value
    assert known(HANDLER, *question).facts.fact(topic) in (AnswerState.YES, NO)


# --- the code ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("happened", "state", "failures"),
    [
        ([], CodeState.NONE, 0),
        ([(0, HANDLER, do.SetCode(TAPS))], CodeState.STATED, 0),
        (code_tested(), CodeState.TESTED, 0),
        ([*code_tested()[:2], *asked(3, CAN_HEAR, TWO_TAPS)], CodeState.STATED, 0),
        (
            [*code_tested()[:2], *asked(3, CAN_HEAR, TWO_TAPS), *asked(9, CAN_HEAR)],
            CodeState.FAILED,
            1,
        ),
        ([*code_tested()[:2], *asked(3, CAN_HEAR), *asked(9, CAN_HEAR)], CodeState.FAILED, 1),
        ([*code_tested()[:2], *asked(3, CAN_HEAR), *asked(6, CAN_HEAR)], CodeState.STATED, 0),
        ([*code_tested()[:2], *asked(3, CAN_HEAR), *asked(9, CAN_HEAR, TAP)], CodeState.TESTED, 1),
        ([*code_tested(), (20, HANDLER, do.SetCode(TAPS))], CodeState.TESTED, 0),
        (
            [
                *code_tested(),
                (20, HANDLER, do.SetCode(do.Code(do.AnswerSign(Sign.COUGH), TAPS.no))),
            ],
            CodeState.STATED,
            0,
        ),
        (
            [
                *code_tested(),
                (20, NETWORK, stage(LineStage.DOWN)),
                (25, NETWORK, stage(LineStage.RINGING_BACK)),
                (30, NETWORK, stage(LineStage.WITH_CALL_HANDLER)),
            ],
            CodeState.NONE,
            0,
        ),
    ],
)
def test_a_code_is_stated_tested_or_failed_in_each_conversation(
    happened: list[Happened], state: CodeState, failures: int
) -> None:
    """No reply within four seconds is no failure yet [R1]; a callback starts without one (B04)."""
    facts = known(HANDLER, *happened).facts
    assert (facts.code, facts.code_failures) == (state, failures)


def test_the_signs_that_the_caller_has_used() -> None:
    facts = known(OPERATOR, (1, CALLER, TAP), (2, CALLER, do.Press("")), (3, ROOM, TAP)).facts
    assert facts.signs == {Sign.TAP, Sign.KEY}


# --- who can hear --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("then", "hear"),
    [
        ([], Hearers.SAFE),
        ([(20, ROOM, do.Make(Sound.TELEVISION))], Hearers.SAFE),
        ([(20, ROOM, do.Make(Sound.DOOR))], Hearers.UNKNOWN),
        ([(20, ROOM, do.Make(Sound.FOOTSTEPS))], Hearers.UNKNOWN),
        ([(20, ROOM, do.Make(Sound.VOICES))], Hearers.UNKNOWN),
        ([(20, CALLER, do.Make(Sound.SOB))], Hearers.UNKNOWN),
        ([(20, ROOM, say(Intent.NOT_TO_CALL))], Hearers.UNSAFE),
        ([(20, ROOM, say(Intent.NOT_TO_CALL, Manner.FAINT))], Hearers.SAFE),
        ([(20, CALLER, say(Intent.NOT_TO_CALL))], Hearers.UNSAFE),
        (asked(20, ALONE, TWO_TAPS), Hearers.UNSAFE),
        (asked(20, Topic.OTHER_PERSON_PRESENT, TAP), Hearers.UNSAFE),
        ([(20, ROOM, say(Intent.SPEAKS))], Hearers.EXPOSED),
        ([(20, CALLER, say(Intent.PRETENDS))], Hearers.EXPOSED),
        ([(20, ROOM, say(Intent.SPEAKS)), (25, ROOM, say(Intent.NOT_TO_CALL))], Hearers.EXPOSED),
        ([(20, ROOM, do.Make(Sound.DOOR)), *asked(30, ALONE, TAP)], Hearers.SAFE),
        ([(20, CALLER, say(Intent.PRETENDS)), *asked(30, ALONE, TAP)], Hearers.SAFE),
    ],
)
def test_who_can_hear_changes_with_what_is_said_and_heard(
    then: list[Happened], hear: Hearers
) -> None:
    assert known(HANDLER, *SAFE, *then).facts.hear is hear


def test_nobody_has_said_that_it_is_safe_until_the_caller_does() -> None:
    assert known(HANDLER, *code_tested()).facts.hear is Hearers.UNKNOWN
    assert known(HANDLER, *code_tested(), *asked(10, ALONE)).facts.hear is Hearers.UNKNOWN


def test_safe_lapses_after_two_minutes_and_holds_again_when_it_is_said_again() -> None:
    k = known(HANDLER, *SAFE)
    assert k.hear(13_000 + 119_999) is Hearers.SAFE
    assert k.hear(13_000 + 120_000) is k.screen(13_000 + 120_000) is Hearers.UNKNOWN
    assert k.due(Stamp.HEAR, 120_000) == 133_000
    again = known(HANDLER, *SAFE, *asked(130, ALONE, TAP))
    assert again.hear(250_000) is Hearers.SAFE


def test_unsafe_does_not_lapse() -> None:
    assert (
        known(HANDLER, *code_tested(), *asked(10, ALONE, TWO_TAPS)).hear(900_000) is Hearers.UNSAFE
    )


def test_a_phone_that_moves_may_be_near_others_now() -> None:
    first = do.DeliverLocation(LocationSource.AML, "the bakery", 12)
    call = [*SAFE, (20, NETWORK, first)]
    assert known(HANDLER, *call, (30, NETWORK, first)).facts.hear is Hearers.SAFE
    moved = do.DeliverLocation(LocationSource.AML, "park", 9)
    assert known(HANDLER, *call, (30, NETWORK, moved)).facts.hear is Hearers.UNKNOWN


@pytest.mark.parametrize(
    ("then", "screen"),
    [
        ([], Hearers.SAFE),
        ([(20, ROOM, do.Make(Sound.DOOR))], Hearers.UNKNOWN),
        (asked(20, ALONE, TWO_TAPS), Hearers.UNSAFE),
        ([(20, ROOM, say(Intent.SPEAKS))], Hearers.UNSAFE),
    ],
)
def test_a_screen_is_no_safer_than_what_can_be_heard(then: list[Happened], screen: Hearers) -> None:
    assert known(HANDLER, *SAFE, *then).facts.screen is screen


# --- the place -----------------------------------------------------------------------------------


def fix(source: LocationSource, radius: int | None) -> Body:
    return do.DeliverLocation(source, "there", radius)


EISEC, AML, VEHICLE = LocationSource.EISEC, LocationSource.AML, LocationSource.VEHICLE
HELD = do.GiveResult(address="the flat over the bakery")


@pytest.mark.parametrize(
    ("line", "happened", "place", "source", "radius"),
    [
        (LineKind.MOBILE, [], PlaceKnown.NONE, None, None),
        (LineKind.MOBILE, [(1, NETWORK, fix(EISEC, 2_800))], PlaceKnown.WIDE, EISEC, 2_800),
        (LineKind.MOBILE, [(1, NETWORK, fix(EISEC, 501))], PlaceKnown.WIDE, EISEC, 501),
        (LineKind.MOBILE, [(1, NETWORK, fix(AML, 500))], PlaceKnown.NEAR, AML, 500),
        (LineKind.MOBILE, [(1, NETWORK, fix(AML, 51))], PlaceKnown.NEAR, AML, 51),
        (LineKind.MOBILE, [(1, NETWORK, fix(AML, 50))], PlaceKnown.CLOSE, AML, 50),
        (
            LineKind.MOBILE,
            [(1, NETWORK, fix(EISEC, 900)), (2, NETWORK, fix(AML, 12))],
            PlaceKnown.CLOSE,
            AML,
            12,
        ),
        (
            LineKind.CAR,
            [(1, NETWORK, fix(AML, 40)), (2, NETWORK, fix(VEHICLE, 10))],
            PlaceKnown.CLOSE,
            VEHICLE,
            10,
        ),
        (LineKind.LANDLINE, [(1, NETWORK, fix(EISEC, None))], PlaceKnown.DOOR, EISEC, None),
        (LineKind.DIGITAL, [(1, NETWORK, fix(EISEC, None))], PlaceKnown.DOOR, EISEC, None),
        (LineKind.MOBILE, [(1, NETWORK, fix(EISEC, None))], PlaceKnown.NEAR, EISEC, None),
        (LineKind.MOBILE, [(1, SYSTEMS, HELD)], PlaceKnown.NEAR, None, None),
        (
            LineKind.MOBILE,
            [(1, SYSTEMS, HELD), *code_tested(2), *asked(12, Topic.AT_KNOWN_ADDRESS, TAP)],
            PlaceKnown.DOOR,
            None,
            None,
        ),
        (
            LineKind.MOBILE,
            [*code_tested(), *asked(12, Topic.AT_KNOWN_ADDRESS, TAP)],
            PlaceKnown.NONE,
            None,
            None,
        ),
        (LineKind.MOBILE, [(1, CALLER, say(Intent.GIVES_PLACE))], PlaceKnown.CLOSE, None, None),
        (
            LineKind.MOBILE,
            [(1, CALLER, say(Intent.GIVES_PLACE)), (2, NETWORK, fix(AML, 30))],
            PlaceKnown.CLOSE,
            AML,
            30,
        ),
    ],
)
def test_how_precisely_the_place_is_known(
    line: LineKind,
    happened: list[Happened],
    place: PlaceKnown,
    source: LocationSource | None,
    radius: int | None,
) -> None:
    facts = known(HANDLER, *happened, line=line).facts
    assert (facts.place, facts.source, facts.radius) == (place, source, radius)


def test_equal_facts_have_equal_answers_in_any_order_of_learning() -> None:
    data: list[Happened] = [(1, NETWORK, fix(AML, 40)), (1, NETWORK, fix(EISEC, 40))]
    sounds: list[Happened] = [(2, ROOM, do.Make(Sound.BREAKING)), (2, CALLER, TAP)]
    one = known(HANDLER, *data, *sounds).facts
    other = known(HANDLER, *reversed(data), *reversed(sounds)).facts
    assert hash(one) == hash(other)
    assert one == other
    assert (one.source, one.unnoted, one.unbriefed) == (
        other.source,
        other.unnoted,
        other.unbriefed,
    )


# --- what is on the number -----------------------------------------------------------------------


def test_a_search_is_awaited_and_then_has_found_something_or_nothing() -> None:
    search: Happened = (1, HANDLER, do.Search())
    assert known(HANDLER).facts.search is Lookup.NONE
    assert known(HANDLER, search).facts.search is Lookup.WAITING
    nothing = known(HANDLER, search, (4, SYSTEMS, do.GiveResult(found=False))).facts
    assert nothing.search is Lookup.NOTHING
    found = known(HANDLER, search, (4, SYSTEMS, do.GiveResult((Marker.WEAPONS,)))).facts
    assert (found.search, found.markers) == (Lookup.FOUND, (Marker.WEAPONS,))


def test_a_result_is_the_searchs_while_both_are_awaited() -> None:
    both: list[Happened] = [
        (1, HANDLER, do.StartTrace(terms.Trace.PHONE, Reason.DOUBT)),
        (2, HANDLER, do.Search()),
        (5, SYSTEMS, do.GiveResult(found=False)),
    ]
    facts = known(HANDLER, *both).facts
    assert (facts.search, facts.trace) == (Lookup.NOTHING, Lookup.WAITING)
    facts = known(HANDLER, *both, (61, SYSTEMS, HELD)).facts
    assert (facts.search, facts.trace) == (Lookup.NOTHING, Lookup.FOUND)


# --- noted, handed over, briefed -----------------------------------------------------------------

BREAKS, TALK = HeardThing(ROOM, Sound.BREAKING), HeardThing(CALLER, Intent.SPEAKS)


def test_one_note_covers_what_was_heard_until_then_and_new_sounds_need_another() -> None:
    heard: list[Happened] = [(1, ROOM, do.Make(Sound.BREAKING)), (2, CALLER, say(Intent.SPEAKS))]
    assert known(HANDLER, *heard).facts.unnoted == (TALK, BREAKS)
    noted: Happened = (3, HANDLER, do.Note(NoteKind.HEARD, text="glass, then words"))
    assert known(HANDLER, *heard, noted).facts.unnoted == ()
    again = known(HANDLER, *heard, noted, (9, ROOM, do.Make(Sound.BREAKING)))
    assert again.facts.unnoted == (BREAKS,)
    assert again.at(Stamp.HEARD, Sound.BREAKING) == again.at(Stamp.DISTURBANCE) == 9_000


def test_what_the_operator_hands_over_is_passed_on() -> None:
    facts = known(
        OPERATOR,
        (1, ROOM, do.Make(Sound.BREAKING)),
        (2, CALLER, TAP),
        (9, OPERATOR, do.HandOver((Reported.DISTURBANCE,))),
    ).facts
    assert {thing for thing, use in facts.heard.items() if use.passed_on} == {BREAKS}
    assert facts.handed_over
    assert not known(HANDLER, (9, OPERATOR, do.HandOver(()))).facts.handed_over


def test_a_briefing_leaves_what_it_did_not_mention_and_what_came_after_it() -> None:
    call: list[Happened] = [
        *code_tested(),
        *asked(10, DANGER, TAP),
        *asked(20, Topic.WEAPON, TWO_TAPS),
        (25, HANDLER, do.Search()),
        (28, SYSTEMS, do.GiveResult((Marker.WEAPONS, Marker.ILLNESS))),
        (29, NETWORK, fix(AML, 12)),
        (30, HANDLER, do.BriefOfficers((CAN_HEAR, DANGER), (Topic.WEAPON,), (Marker.WEAPONS,),
                                       (Reported.TAP,), (AML,))),
    ]  # fmt: skip
    assert known(HANDLER, *call).facts.unbriefed == (Marker.ILLNESS,)
    changed = known(HANDLER, *call, *asked(40, Topic.WEAPON, TAP), (50, NETWORK, fix(AML, 9)))
    assert changed.facts.unbriefed == (
        Topic.WEAPON,
        Marker.ILLNESS,
        AML,
        HeardThing(CALLER, Reported.TAP),
    )
    assert changed.since(Stamp.BRIEFED, 60_000) == 30_000


# --- grade and reasons ---------------------------------------------------------------------------

GRADED: list[Happened] = [
    *code_tested(),
    (12, HANDLER, do.SetGrade("priority", Reason.DOUBT)),
    (13, HANDLER, do.Thrive(terms.Heading.THREAT)),
]


@pytest.mark.parametrize(
    ("then", "stale"),
    [
        ([], False),
        ([(20, ROOM, do.Make(Sound.TELEVISION))], False),
        ([(20, CALLER, TAP)], False),
        (asked(20, CAN_HEAR, TAP), False),
        (asked(20, ALONE, TAP), False),
        (asked(20, DANGER), False),
        (asked(20, DANGER, TAP), True),
        ([(20, ROOM, do.Make(Sound.BREAKING))], True),
        ([(20, ROOM, say(Intent.SPEAKS))], True),
        ([(20, CALLER, do.SendText("hurry"))], True),
        ([(20, SYSTEMS, do.GiveResult((Marker.WEAPONS,)))], True),
        ([(20, SYSTEMS, do.GiveResult(found=False))], False),
        ([(20, NETWORK, stage(LineStage.DOWN))], True),
    ],
)
def test_what_makes_reasons_stale(then: list[Happened], stale: bool) -> None:
    facts = known(HANDLER, *GRADED, *then).facts
    assert facts.reasons_stale is stale


def test_a_new_grade_needs_new_reasons() -> None:
    again: Happened = (30, HANDLER, do.SetGrade("emergency", Reason.DISTURBANCE_HEARD))
    facts = known(HANDLER, *GRADED, (20, ROOM, do.Make(Sound.BREAKING)), again).facts
    assert facts.reasons_stale


# --- the line ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("where", "line"),
    [
        (LineStage.IDLE, LineNow.NONE),
        (LineStage.WITH_OPERATOR, LineNow.OPEN),
        (LineStage.RECORDING, LineNow.OPEN),
        (LineStage.WITH_CALL_HANDLER, LineNow.OPEN),
        (LineStage.HELD_WITH_CALL_HANDLER, LineNow.HELD),
        (LineStage.RINGING_BACK, LineNow.RINGING_BACK),
        (LineStage.DOWN, LineNow.LOST),
        (LineStage.CUT_OFF, LineNow.LOST),
        (LineStage.ABANDONED, LineNow.LOST),
    ],
)
def test_what_the_line_is_good_for(where: LineStage, line: LineNow) -> None:
    assert KnownFacts(stage=where).line is line


def test_who_is_on_the_line_and_who_speaks() -> None:
    with_police: Happened = (1, NETWORK, stage(LineStage.WITH_CALL_HANDLER))
    k = known(OPERATOR, with_police, (2, HANDLER, say(Intent.THROUGH_TO_POLICE)))
    assert k.facts.on_line == {OPERATOR, HANDLER}
    assert k.facts.speaking == {HANDLER}
    left = known(OPERATOR, with_police, (3, OPERATOR, do.Leave())).facts
    assert left.on_line == {HANDLER}


@pytest.mark.parametrize(
    ("happened", "was_cut"),
    [
        ([(9, NETWORK, stage(LineStage.DOWN))], True),
        ([(8, HANDLER, do.EndCall(Reason.OFFICERS_WITH_CALLER)),
          (9, NETWORK, stage(LineStage.DOWN))], False),
        ([(9, NETWORK, stage(LineStage.DOWN)), (12, NETWORK, stage(LineStage.RINGING_BACK)),
          (15, NETWORK, stage(LineStage.WITH_CALL_HANDLER))], False),
    ],
)  # fmt: skip
def test_a_line_is_cut_unless_this_seat_ended_it(happened: list[Happened], was_cut: bool) -> None:
    k = known(HANDLER, (1, NETWORK, stage(LineStage.WITH_CALL_HANDLER)), *happened)
    assert k.facts.was_cut is was_cut


@pytest.mark.parametrize(
    ("report", "sound", "name"),
    [
        (Reported.DEVICE, Sound.DEVICE_VOICE, "device"),
        (Reported.GROAN, Sound.GROAN, "ill"),
        (Reported.DISTURBANCE, Sound.BREAKING, "disturbance"),
    ],
)
def test_what_the_operator_heard_counts_for_the_call_handler(
    report: Reported, sound: Sound, name: str
) -> None:
    handed = known(HANDLER, (1, OPERATOR, do.HandOver((report,)))).facts
    assert getattr(handed, name)
    assert handed.reports == frozenset()
    heard = known(HANDLER, (1, CALLER, do.Make(sound))).facts
    assert getattr(heard, name)
    assert heard.reports == {report}
    assert not getattr(known(HANDLER, (1, CALLER, TAP)).facts, name)


def test_a_text_waits_until_it_is_noted_or_answered() -> None:
    text: Happened = (5, CALLER, do.SendText("top deck, going north"))
    k = known(HANDLER, text)
    assert (k.facts.texts_in, k.facts.text_waits, k.at(Stamp.SIGN)) == (1, True, 5_000)
    assert not known(HANDLER, text, (8, HANDLER, do.SendText("Which bus?"))).facts.text_waits
    assert not known(HANDLER, text, (8, HANDLER, do.Note(NoteKind.LOCATION))).facts.text_waits


def test_a_briefing_uses_a_text_unless_a_question_came_first() -> None:
    """After a question it may be on the answer: what it says is private."""
    text: Happened = (5, CALLER, do.SendText("two men outside"))
    brief: Happened = (20, HANDLER, do.BriefOfficers(()))
    asked_first = asked(8, Topic.WEAPON)
    note: Happened = (15, HANDLER, do.Note(NoteKind.PERSON))
    assert known(HANDLER, text).facts.text_news is TextNews.NEW
    assert known(HANDLER, text, brief).facts.text_news is TextNews.NONE
    assert known(HANDLER, text, *asked_first, brief).facts.text_news is TextNews.PASSED_OVER
    assert known(HANDLER, text, *asked_first, note, brief).facts.text_news is TextNews.NONE


def test_counts_stop_so_that_facts_stay_few() -> None:
    """Sixty reassurances are as many as three: what follows from facts can be remembered."""
    said = [(n, HANDLER, say(Intent.REASSURE)) for n in range(1, 60)]
    assert known(HANDLER, *said).facts == known(HANDLER, *said[:3]).facts


def test_a_later_call_begins_with_nothing_known() -> None:
    k = known(HANDLER, *SAFE, (400, NETWORK, CallBegan(2, LineKind.MOBILE)))
    assert k.facts == KnownFacts(call=2)


def test_a_role_knows_only_its_own_desk() -> None:
    """What the call handler writes adds nothing to the operator's knowledge."""
    before = known(Role.OPERATOR, (1, CALLER, TAP))
    after = known(
        Role.OPERATOR,
        (1, CALLER, TAP),
        (2, HANDLER, do.SetGrade("emergency", Reason.DOUBT)),
        (3, HANDLER, do.Note(NoteKind.HEARD)),
    )
    assert after == before
