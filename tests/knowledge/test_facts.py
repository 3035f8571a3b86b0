"""What follows from what was heard, asked and done: the facts that guidance may read."""

from __future__ import annotations

from operator import attrgetter

import pytest

from simulator.core import acts as do
from simulator.core import terms
from simulator.core.log import Body
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

YES, NO, DOUBTED, OPEN = (AnswerState.YES, AnswerState.NO, AnswerState.DOUBTED, AnswerState.ASKED)
DANGER, ALONE, CAN_HEAR, WEAPON = Topic.IN_DANGER, Topic.ALONE_TO_TALK, Topic.CAN_HEAR, Topic.WEAPON
HOME = Topic.AT_KNOWN_ADDRESS
EISEC, AML, VEHICLE = LocationSource.EISEC, LocationSource.AML, LocationSource.VEHICLE
HELD = do.GiveResult(address="the flat over the bakery")
BREAKING, DOOR = do.Make(Sound.BREAKING), do.Make(Sound.DOOR)
Calls = list[Happened]


def say(intent: Intent, manner: Manner = Manner.ALOUD) -> do.Say:
    return do.Say(intent, "Words.", manner)


def fix(source: LocationSource, radius: int | None, place: str = "there") -> Body:
    return do.DeliverLocation(source, place, radius)


TESTED = code_tested()
SAFE: Calls = [*TESTED, *asked(10, ALONE, TAP)]
"""A caller who has said that nobody else can hear, at 0:13."""
STATED = (0, HANDLER, do.SetCode(TAPS))
WRONG = [*TESTED[:2], *asked(3, CAN_HEAR, TWO_TAPS)]
UNANSWERED = [*TESTED[:2], *asked(3, CAN_HEAR)]
COUGH_FOR_YES = do.Code(do.AnswerSign(Sign.COUGH), TAPS.no)
SILENT_NO = do.Code(do.AnswerSign(Sign.TAP), do.AnswerSign(Sign.SILENCE))
DOWN = (20, NETWORK, stage(LineStage.DOWN))
RUNG_BACK = [
    DOWN,
    (25, NETWORK, stage(LineStage.RINGING_BACK)),
    (30, NETWORK, stage(LineStage.WITH_CALL_HANDLER)),
]
WITH_POLICE = (1, NETWORK, stage(LineStage.WITH_CALL_HANDLER))
SEARCHED = (1, HANDLER, do.Search())
TRACED = (1, HANDLER, do.StartTrace(terms.Trace.PHONE, Reason.DOUBT))
BOTH: Calls = [TRACED, (2, HANDLER, do.Search()), (5, SYSTEMS, do.GiveResult(found=False))]
TEXT = (5, CALLER, do.SendText("two men outside"))
BRIEFS = (20, HANDLER, do.BriefOfficers(()))
GRADED: Calls = [
    *TESTED,
    (12, HANDLER, do.SetGrade("priority", Reason.DOUBT)),
    (13, HANDLER, do.Thrive(terms.Heading.THREAT)),
]
BREAKS, TALK = HeardThing(ROOM, Sound.BREAKING), HeardThing(CALLER, Intent.SPEAKS)
GLASS_AND_TALK: Calls = [(1, ROOM, BREAKING), (2, CALLER, say(Intent.SPEAKS))]
NOTED = (3, HANDLER, do.Note(NoteKind.HEARD, text="glass, then words"))


@pytest.mark.parametrize(
    ("happened", "topic", "value", "how"),
    [
        ([*TESTED, *asked(10, DANGER, TAP)], DANGER, YES, HowKnown.TOLD),
        ([STATED, *asked(10, DANGER, TAP)], DANGER, DOUBTED, None),
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
        ([(5, NETWORK, fix(VEHICLE, 20))], Topic.IN_A_VEHICLE, YES, HowKnown.DATA),
        ([(5, CALLER, say(Intent.SPEAKS))], Topic.CAN_SPEAK, YES, HowKnown.TOLD),
        ([(5, CALLER, say(Intent.SPEAKS, Manner.FAINT))], Topic.CAN_SPEAK, None, None),
        ([(5, CALLER, say(Intent.NOT_TO_CALL))], Topic.CAN_SPEAK, None, None),
    ],
)
def test_a_fact_has_a_value_and_a_source(
    happened: Calls, topic: Topic, value: AnswerState | None, how: HowKnown | None
) -> None:
    fact = known(HANDLER, *happened).facts.of(topic)
    assert (fact.value, fact.how) == (value, how)


FACTS: dict[str, list[tuple[Calls, object]]] = {
    # No reply within four seconds is no failure yet [R1]; a callback starts without a code (B04).
    "code code_failures": [
        ([], (CodeState.NONE, 0)),
        ([STATED], (CodeState.STATED, 0)),
        (TESTED, (CodeState.TESTED, 0)),
        (WRONG, (CodeState.STATED, 0)),
        ([*WRONG, *asked(9, CAN_HEAR)], (CodeState.FAILED, 1)),
        ([*UNANSWERED, *asked(9, CAN_HEAR)], (CodeState.FAILED, 1)),
        ([*UNANSWERED, *asked(6, CAN_HEAR)], (CodeState.STATED, 0)),
        ([*UNANSWERED, *asked(9, CAN_HEAR, TAP)], (CodeState.TESTED, 1)),
        ([*TESTED, (20, HANDLER, do.SetCode(TAPS))], (CodeState.TESTED, 0)),
        ([*TESTED, (20, HANDLER, do.SetCode(COUGH_FOR_YES))], (CodeState.STATED, 0)),
        ([*TESTED, *RUNG_BACK], (CodeState.NONE, 0)),
    ],
    # Nobody has said that it is safe until the caller does.
    "hear": [
        (TESTED, Hearers.UNKNOWN),
        ([*TESTED, *asked(10, ALONE)], Hearers.UNKNOWN),
        (SAFE, Hearers.SAFE),
        ([*SAFE, (20, ROOM, do.Make(Sound.TELEVISION))], Hearers.SAFE),
        ([*SAFE, (20, ROOM, do.Make(Sound.FOOTSTEPS))], Hearers.UNKNOWN),
        ([*SAFE, (20, ROOM, do.Make(Sound.VOICES))], Hearers.UNKNOWN),
        ([*SAFE, (20, CALLER, do.Make(Sound.SOB))], Hearers.UNKNOWN),
        ([*SAFE, (20, ROOM, say(Intent.NOT_TO_CALL))], Hearers.UNSAFE),
        ([*SAFE, (20, ROOM, say(Intent.NOT_TO_CALL, Manner.FAINT))], Hearers.SAFE),
        ([*SAFE, (20, CALLER, say(Intent.NOT_TO_CALL))], Hearers.UNSAFE),
        ([*SAFE, *asked(20, Topic.OTHER_PERSON_PRESENT, TAP)], Hearers.UNSAFE),
        ([*SAFE, (20, CALLER, say(Intent.PRETENDS))], Hearers.EXPOSED),
        ([*SAFE, (20, ROOM, say(Intent.SPEAKS)), (25, ROOM, say(Intent.NOT_TO_CALL))],
         Hearers.EXPOSED),
        ([*SAFE, (20, ROOM, DOOR), *asked(30, ALONE, TAP)], Hearers.SAFE),
        ([*SAFE, (20, CALLER, say(Intent.PRETENDS)), *asked(30, ALONE, TAP)], Hearers.SAFE),
        ([*SAFE, (20, NETWORK, fix(AML, 12)), (30, NETWORK, fix(AML, 12))], Hearers.SAFE),
        # A phone that moves may be near others now.
        ([*SAFE, (20, NETWORK, fix(AML, 12)), (30, NETWORK, fix(AML, 9, "park"))], Hearers.UNKNOWN),
    ],
    # A screen is no safer than what can be heard.
    "hear screen": [
        (SAFE, (Hearers.SAFE, Hearers.SAFE)),
        ([*SAFE, (20, ROOM, DOOR)], (Hearers.UNKNOWN, Hearers.UNKNOWN)),
        ([*SAFE, *asked(20, ALONE, TWO_TAPS)], (Hearers.UNSAFE, Hearers.UNSAFE)),
        ([*SAFE, (20, ROOM, say(Intent.SPEAKS))], (Hearers.EXPOSED, Hearers.UNSAFE)),
    ],
    # A newer place from the same source has not been read.
    "read": [
        ([(1, NETWORK, fix(AML, 90)), (2, HANDLER, do.ReadLocation(AML))], {AML}),
        ([(1, NETWORK, fix(AML, 90)), (2, HANDLER, do.ReadLocation(AML)),
          (9, NETWORK, fix(AML, 9))], set()),
    ],
    # A result is the search's while both are awaited.
    "search trace markers": [
        ([], (Lookup.NONE, Lookup.NONE, ())),
        ([SEARCHED], (Lookup.WAITING, Lookup.NONE, ())),
        ([SEARCHED, BOTH[-1]], (Lookup.NOTHING, Lookup.NONE, ())),
        ([SEARCHED, (4, SYSTEMS, do.GiveResult((Marker.WEAPONS,)))],
         (Lookup.FOUND, Lookup.NONE, (Marker.WEAPONS,))),
        (BOTH, (Lookup.NOTHING, Lookup.WAITING, ())),
        ([*BOTH, (61, SYSTEMS, HELD)], (Lookup.NOTHING, Lookup.FOUND, ())),
    ],
    # What a trace found has to be passed on.
    "unbriefed": [
        ([TRACED, (61, SYSTEMS, HELD)], (LocationSource.TRACE,)),
        ([TRACED, (61, SYSTEMS, HELD),
          (70, HANDLER, do.BriefOfficers((), location=(LocationSource.TRACE,)))], ()),
    ],
    # One note covers what was heard until then, and new sounds need another.
    "unnoted": [
        (GLASS_AND_TALK, (TALK, BREAKS)),
        ([*GLASS_AND_TALK, NOTED], ()),
        ([*GLASS_AND_TALK, NOTED, (9, ROOM, BREAKING)], (BREAKS,)),
    ],
    # A new grade needs new reasons.
    "reasons_stale": [
        (GRADED, False),
        ([*GRADED, (20, ROOM, do.Make(Sound.TELEVISION))], False),
        ([*GRADED, (20, CALLER, TAP)], False),
        ([*GRADED, *asked(20, CAN_HEAR, TAP)], False),
        ([*GRADED, *asked(20, ALONE, TAP)], False),
        ([*GRADED, *asked(20, DANGER)], False),
        ([*GRADED, *asked(20, DANGER, TAP)], True),
        ([*GRADED, (20, ROOM, BREAKING)], True),
        ([*GRADED, (20, ROOM, say(Intent.SPEAKS))], True),
        ([*GRADED, (20, CALLER, do.SendText("hurry"))], True),
        ([*GRADED, (20, SYSTEMS, do.GiveResult((Marker.WEAPONS,)))], True),
        ([*GRADED, (20, SYSTEMS, do.GiveResult(found=False))], False),
        ([*GRADED, DOWN], True),
        ([*GRADED, (20, ROOM, BREAKING), (30, HANDLER, do.SetGrade("emergency", Reason.DOUBT))],
         True),
    ],
    # A line is cut unless this seat ended it.
    "was_cut": [
        ([WITH_POLICE, DOWN], True),
        ([WITH_POLICE, (8, HANDLER, do.EndCall(Reason.OFFICERS_WITH_CALLER)), DOWN], False),
        ([WITH_POLICE, *RUNG_BACK], False),
    ],
    # A text waits until it is noted or answered.
    "texts_in text_waits": [
        ([TEXT], (1, True)),
        ([TEXT, (8, HANDLER, do.SendText("Which bus?"))], (1, False)),
        ([TEXT, (8, HANDLER, do.Note(NoteKind.LOCATION))], (1, False)),
    ],
    # A briefing uses a text unless a question came first: what it says may be a private answer.
    "text_news": [
        ([TEXT], TextNews.NEW),
        ([TEXT, BRIEFS], TextNews.NONE),
        ([TEXT, *asked(8, WEAPON), BRIEFS], TextNews.PASSED_OVER),
        ([TEXT, *asked(8, WEAPON), (15, HANDLER, do.Note(NoteKind.PERSON)), BRIEFS],
         TextNews.NONE),
    ],
}  # fmt: skip
"""What the call handler knows, by the names of the facts."""
ROWS = [(names, *row) for names, rows in FACTS.items() for row in rows]


@pytest.mark.parametrize(("names", "happened", "values"), ROWS)
def test_what_is_known_after_that(names: str, happened: Calls, values: object) -> None:
    assert attrgetter(*names.split())(known(HANDLER, *happened).facts) == values


def test_another_voice_that_says_mistake_does_not_undo_what_the_caller_answered() -> None:
    answered = asked(10, Topic.MISTAKE, TWO_TAPS)
    facts = known(HANDLER, *TESTED, *answered, (20, ROOM, say(Intent.SAYS_MISTAKE))).facts
    assert facts.is_no(Topic.MISTAKE)
    assert facts.other_voice
    assert HeardThing(ROOM, Intent.SAYS_MISTAKE) in facts.heard


def test_when_a_fact_last_changed() -> None:
    k = known(HANDLER, *TESTED, *asked(10, DANGER, TAP), *asked(30, DANGER, TAP))
    assert k.since(Stamp.FACT, 40_000, DANGER) == 7_000
    assert k.since(Stamp.ASKED, 40_000, DANGER) == 10_000
    assert k.facts.of(DANGER).asked == 2


def test_what_other_staff_say_on_the_line() -> None:
    spoken: Happened = (1, HANDLER, say(Intent.THROUGH_TO_POLICE))
    assert known(OPERATOR, spoken).facts.others_said == {Intent.THROUGH_TO_POLICE}
    assert known(HANDLER, spoken).facts.others_said == frozenset()


def test_an_operators_check_for_a_mistake_is_a_question() -> None:
    said: Happened = (1, CALLER, say(Intent.SAYS_MISTAKE))
    checked: Happened = (3, OPERATOR, say(Intent.CHECK_MISTAKE))
    facts = known(OPERATOR, said, checked, (7, CALLER, say(Intent.SAYS_NO))).facts
    assert (facts.fact(Topic.MISTAKE), facts.answer(Topic.MISTAKE)) == (NO, NO)


@pytest.mark.parametrize(
    ("topic", "second", "answer", "value"),
    [
        (Topic.CHILDREN, 68, NO, NO),
        (Topic.CHILDREN, 69, NO, DOUBTED),
        *((grave, 60, OPEN, None) for grave in (Topic.IN_DANGER, Topic.INJURED, WEAPON)),
    ],
)
def test_silence_establishes_no_only_soon_after_a_test_and_of_nothing_grave(
    topic: Topic, second: int, answer: AnswerState, value: AnswerState | None
) -> None:
    """Under 60 s after the caller last showed that they hear [K1 K2].

    No reply never means no weapon: that question stays open (CH-15).
    """
    waited: Happened = (second, HANDLER, say(Intent.REASSURE))
    facts = known(HANDLER, *code_tested(3, SILENT_NO), *asked(50, topic), waited).facts
    assert (facts.answer(topic), facts.fact(topic)) == (answer, value)


@pytest.mark.parametrize(
    ("topic", "answer", "value"),
    [(WEAPON, Intent.SAYS_NO, DOUBTED), (WEAPON, Intent.SAYS_YES, YES), (HOME, Intent.SAYS_NO, NO)],
)
def test_a_no_in_a_cover_does_not_rule_out_a_weapon(
    topic: Topic, answer: Intent, value: AnswerState
) -> None:
    """Nothing was agreed to mean one (CH-38)."""
    pretends: Happened = (1, CALLER, say(Intent.PRETENDS))
    question = asked(5, topic, say(answer))
    assert known(HANDLER, pretends, *question).facts.fact(topic) is value
    assert known(HANDLER, *question).facts.fact(topic) in (YES, NO)


def test_the_signs_that_the_caller_has_used() -> None:
    facts = known(OPERATOR, (1, CALLER, TAP), (2, CALLER, do.Press("")), (3, ROOM, TAP)).facts
    assert facts.signs == {Sign.TAP, Sign.KEY}


def test_safe_lapses_after_two_minutes_and_holds_again_when_it_is_said_again() -> None:
    """Unsafe does not lapse."""
    k = known(HANDLER, *SAFE)
    assert k.hear(13_000 + 119_999) is Hearers.SAFE
    assert k.hear(13_000 + 120_000) is k.screen(13_000 + 120_000) is Hearers.UNKNOWN
    assert k.due(Stamp.HEAR, 120_000) == 133_000
    again = known(HANDLER, *SAFE, *asked(130, ALONE, TAP))
    assert again.hear(250_000) is Hearers.SAFE
    assert known(HANDLER, *TESTED, *asked(10, ALONE, TWO_TAPS)).hear(900_000) is Hearers.UNSAFE


@pytest.mark.parametrize(
    ("line", "happened", "place", "source", "radius"),
    [
        (LineKind.MOBILE, [], PlaceKnown.NONE, None, None),
        (LineKind.MOBILE, [(1, NETWORK, fix(EISEC, 2_800))], PlaceKnown.WIDE, EISEC, 2_800),
        (LineKind.MOBILE, [(1, NETWORK, fix(EISEC, 501))], PlaceKnown.WIDE, EISEC, 501),
        (LineKind.MOBILE, [(1, NETWORK, fix(AML, 500))], PlaceKnown.NEAR, AML, 500),
        (LineKind.MOBILE, [(1, NETWORK, fix(AML, 51))], PlaceKnown.NEAR, AML, 51),
        (LineKind.MOBILE, [(1, NETWORK, fix(AML, 50))], PlaceKnown.CLOSE, AML, 50),
        (LineKind.MOBILE, [(1, NETWORK, fix(EISEC, 900)), (2, NETWORK, fix(AML, 12))],
         PlaceKnown.CLOSE, AML, 12),
        (LineKind.CAR, [(1, NETWORK, fix(AML, 40)), (2, NETWORK, fix(VEHICLE, 10))],
         PlaceKnown.CLOSE, VEHICLE, 10),
        (LineKind.LANDLINE, [(1, NETWORK, fix(EISEC, None))], PlaceKnown.DOOR, EISEC, None),
        (LineKind.DIGITAL, [(1, NETWORK, fix(EISEC, None))], PlaceKnown.DOOR, EISEC, None),
        (LineKind.MOBILE, [(1, NETWORK, fix(EISEC, None))], PlaceKnown.NEAR, EISEC, None),
        (LineKind.MOBILE, [(1, SYSTEMS, HELD)], PlaceKnown.NEAR, None, None),
        (LineKind.MOBILE, [(1, SYSTEMS, HELD), *code_tested(2), *asked(12, HOME, TAP)],
         PlaceKnown.DOOR, None, None),
        (LineKind.MOBILE, [*TESTED, *asked(12, HOME, TAP)], PlaceKnown.NONE, None, None),
        (LineKind.MOBILE, [(1, CALLER, say(Intent.GIVES_PLACE))], PlaceKnown.CLOSE, None, None),
        (LineKind.MOBILE, [(1, CALLER, say(Intent.GIVES_PLACE)), (2, NETWORK, fix(AML, 30))],
         PlaceKnown.CLOSE, AML, 30),
    ],
)  # fmt: skip
def test_how_precisely_the_place_is_known(
    line: LineKind,
    happened: Calls,
    place: PlaceKnown,
    source: LocationSource | None,
    radius: int | None,
) -> None:
    """And a car's own line is in a vehicle."""
    facts = known(HANDLER, *happened, line=line).facts
    assert (facts.place, facts.source, facts.radius) == (place, source, radius)
    assert facts.is_yes(Topic.IN_A_VEHICLE) is (line is LineKind.CAR)


def test_equal_facts_have_equal_answers_in_any_order_of_learning() -> None:
    data: Calls = [(1, NETWORK, fix(AML, 40)), (1, NETWORK, fix(EISEC, 40))]
    sounds: Calls = [(2, ROOM, BREAKING), (2, CALLER, TAP)]
    one = known(HANDLER, *data, *sounds).facts
    other = known(HANDLER, *reversed(data), *reversed(sounds)).facts
    assert hash(one) == hash(other)
    assert one == other
    derived = attrgetter("source", "unnoted", "unbriefed")
    assert derived(one) == derived(other)


def test_when_a_sound_was_last_heard_and_a_place_read() -> None:
    k = known(HANDLER, (1, NETWORK, fix(AML, 90)), (2, HANDLER, do.ReadLocation(AML)), TEXT,
              (9, ROOM, BREAKING))  # fmt: skip
    assert k.at(Stamp.HEARD, Sound.BREAKING) == k.at(Stamp.DISTURBANCE) == 9_000
    assert (k.at(Stamp.READ), k.at(Stamp.SIGN)) == (2_000, 5_000)


def test_what_the_operator_hands_over_is_passed_on() -> None:
    handed: Happened = (9, OPERATOR, do.HandOver((Reported.DISTURBANCE,)))
    facts = known(OPERATOR, (1, ROOM, BREAKING), (2, CALLER, TAP), handed).facts
    assert {thing for thing, use in facts.heard.items() if use.passed_on} == {BREAKS}
    assert facts.handed_over
    assert not known(HANDLER, (9, OPERATOR, do.HandOver(()))).facts.handed_over


def test_a_briefing_leaves_what_it_did_not_mention_and_what_came_after_it() -> None:
    call: Calls = [
        *TESTED,
        *asked(10, DANGER, TAP),
        *asked(20, WEAPON, TWO_TAPS),
        (25, HANDLER, do.Search()),
        (28, SYSTEMS, do.GiveResult((Marker.WEAPONS, Marker.ILLNESS))),
        (29, NETWORK, fix(AML, 12)),
        (30, HANDLER, do.BriefOfficers((CAN_HEAR, DANGER), (WEAPON,), (Marker.WEAPONS,),
                                       (Reported.TAP,), (AML,))),
    ]  # fmt: skip
    assert known(HANDLER, *call).facts.unbriefed == (Marker.ILLNESS,)
    changed = known(HANDLER, *call, *asked(40, WEAPON, TAP), (50, NETWORK, fix(AML, 9)))
    tapped = HeardThing(CALLER, Reported.TAP)
    assert changed.facts.unbriefed == (WEAPON, Marker.ILLNESS, AML, tapped)
    assert changed.since(Stamp.BRIEFED, 60_000) == 30_000


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
    k = known(OPERATOR, WITH_POLICE, (2, HANDLER, say(Intent.THROUGH_TO_POLICE)))
    assert k.facts.on_line == {OPERATOR, HANDLER}
    assert k.facts.speaking == {HANDLER}
    assert known(OPERATOR, WITH_POLICE, (3, OPERATOR, do.Leave())).facts.on_line == {HANDLER}


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


def test_counts_stop_so_that_facts_stay_few() -> None:
    """Sixty reassurances are as many as three: what follows from facts can be remembered."""
    said = [(n, HANDLER, say(Intent.REASSURE)) for n in range(1, 60)]
    assert known(HANDLER, *said).facts == known(HANDLER, *said[:3]).facts


def test_a_role_knows_only_its_own_desk() -> None:
    """What the call handler writes adds nothing to the operator's knowledge."""
    before = known(Role.OPERATOR, (1, CALLER, TAP))
    graded: Happened = (2, HANDLER, do.SetGrade("emergency", Reason.DOUBT))
    noted: Happened = (3, HANDLER, do.Note(NoteKind.HEARD))
    assert known(Role.OPERATOR, (1, CALLER, TAP), graded, noted) == before
