"""What follows from what was heard, asked and done: the facts that guidance may read."""

from collections.abc import Mapping, Sequence
from operator import attrgetter

import pytest

from simulator.core import acts as do
from simulator.core import terms
from simulator.core.terms import Intent, LineKind, LineStage, Reported, Role, Sign, Sound, Topic
from simulator.knowledge.answers import ASKED_ON, SAID_ON, AnswerState, HowKnown
from simulator.knowledge.facts import (
    CallbackState,
    CodeState,
    HeardThing,
    Hearers,
    KnownFacts,
    Lookup,
    PlaceKnown,
    Stamp,
    TextNews,
)
from simulator.knowledge.knowledge import Knowledge
from tests.builders import entries
from tests.knowledge.calls import CALLER, HANDLER, OPERATOR, TESTED, asked, known

YES, NO, DOUBTED, OPEN = (
    *(AnswerState.YES, AnswerState.NO, AnswerState.DOUBTED, AnswerState.ASKED),
)
DANGER, CAN_HEAR, WEAPON = Topic.IN_DANGER, Topic.CAN_HEAR, Topic.WEAPON
SAFE = f"{TESTED}; {asked(10, 'alone_to_talk', 'tap')}"
"""A caller who has said that nobody else can hear, at 0:13."""
WITH_POLICE = "1 ne stage with_call_handler"

STATED = "0 ch code tap; 2 ch finish"
HEARS, AGAIN_AT_9 = asked(3, "can_hear"), asked(9, "can_hear")
FAILED_SEARCH = "1 ch trace; 2 ch search; 5 sy result found=no"
TEXT, TEXT_THEN_QUESTION = "5 ca text means=knife", "5 ca text means=knife; 8 ch ask weapon"
GRADED = f"{TESTED}; 12 ch grade priority doubt; 13 ch thrive threat"
GLASS, NOTED = "1 ro sound breaking; 2 ca say speaks", "3 ch note heard"
RUNG_BACK = "9 ne stage down; 12 ne stage ringing_back; 15 ne stage with_call_handler"
ALONE, NOT_ALONE = asked(30, "alone_to_talk", "tap"), asked(30, "alone_to_talk", "tap 2")
BREAKS, TALK = HeardThing(Role.ROOM, Sound.BREAKING), HeardThing(CALLER, Intent.SPEAKS)

# fmt: off
FACTS: Mapping[str, Sequence[tuple[str, object]]] = {
    # No reply within four seconds is no failure yet [R1]; a callback starts without one (B04).
    "code code_failures": [
        ("", (CodeState.NONE, 0)),
        ("0 ch code tap", (CodeState.STATED, 0)),
        (TESTED, (CodeState.TESTED, 0)),
        (f"{STATED}; {HEARS}; 6 ca tap 2; {AGAIN_AT_9}", (CodeState.FAILED, 1)),
        (f"{STATED}; {HEARS}; {AGAIN_AT_9}", (CodeState.FAILED, 1)),
        (f"{STATED}; {HEARS}; {asked(6, 'can_hear')}", (CodeState.STATED, 0)),
        (f"{STATED}; {HEARS}; {AGAIN_AT_9}; 12 ca tap", (CodeState.TESTED, 1)),
        (f"{TESTED}; 20 ch code tap", (CodeState.TESTED, 0)),
        (f"{TESTED}; 20 ch code cough tap", (CodeState.STATED, 0)),
        (f"{TESTED}; {RUNG_BACK}", (CodeState.NONE, 0)),
    ],
    # Nobody has said that it is safe until the caller does.
    "hear": [
        (f"{TESTED}; {asked(10, 'alone_to_talk')}", Hearers.UNKNOWN),
        (SAFE, Hearers.SAFE),
        (f"{SAFE}; 20 ro say speaks", Hearers.EXPOSED),
        (f"{SAFE}; 20 ro sound television", Hearers.SAFE),
        (f"{SAFE}; 20 ro sound door", Hearers.UNKNOWN),
        (f"{SAFE}; 20 ro sound voices", Hearers.UNKNOWN),
        (f"{SAFE}; 20 ca sound sob", Hearers.UNKNOWN),
        (f"{SAFE}; 20 ro say not_to_call", Hearers.UNSAFE),
        (f"{SAFE}; 20 ro say not_to_call manner=faint", Hearers.UNKNOWN),
        (f"{SAFE}; 20 ca say not_to_call", Hearers.UNSAFE),
        (f"{SAFE}; {NOT_ALONE}", Hearers.UNSAFE),
        (f"{SAFE}; {asked(20, 'other_person_present', 'tap')}", Hearers.UNSAFE),
        (f"{SAFE}; 20 ca say pretends", Hearers.EXPOSED),
        (f"{SAFE}; 20 ro sound door; {ALONE}", Hearers.SAFE),
        (f"{SAFE}; 20 ca say pretends; {ALONE}", Hearers.SAFE),
        # A phone that moves may be near others now.
        (f"{SAFE}; 20 ne loc aml bakery 12; 30 ne loc aml bakery 12", Hearers.SAFE),
        (f"{SAFE}; 20 ne loc aml bakery 12; 30 ne loc aml park 9", Hearers.UNKNOWN),
    ],
    # A result is the search's while both are awaited: traces take far longer.
    "search trace markers": [
        ("", (Lookup.NONE, Lookup.NONE, ())),
        ("1 ch search", (Lookup.WAITING, Lookup.NONE, ())),
        ("1 ch search; 4 sy result found=no", (Lookup.NOTHING, Lookup.NONE, ())),
        ("1 ch search; 4 sy result markers=weapons",
            (Lookup.FOUND, Lookup.NONE, (terms.Marker.WEAPONS,))),
        (FAILED_SEARCH, (Lookup.NOTHING, Lookup.WAITING, ())),
        (f"{FAILED_SEARCH}; 61 sy result address=flat", (Lookup.NOTHING, Lookup.FOUND, ())),
    ],
    # What a trace found has to be passed on.
    "unbriefed": [
        ("1 ch trace; 61 sy result address=flat", (terms.LocationSource.TRACE,)),
        ("1 ch trace; 61 sy result address=flat; 70 ch brief loc=trace", ()),
    ],
    # One note covers what was heard until then, and new sounds need another.
    "unnoted": [
        (GLASS, (TALK, BREAKS)),
        (f"{GLASS}; {NOTED}", ()),
        (f"{GLASS}; {NOTED}; 9 ro sound breaking", (BREAKS,)),
    ],
    "signs": [("1 ca tap; 2 ca press; 3 ro tap", {Sign.TAP, Sign.KEY})],
    "phone_taken": [("1 ro take_phone", True), ("1 ro take_phone; 2 ro give_back", False)],
    "reasons_stale": [
        (GRADED, False),
        (f"{GRADED}; 20 ro sound television", False),
        (f"{GRADED}; {ALONE}", False),
        (f"{GRADED}; {asked(20, 'in_danger')}", False),
        (f"{GRADED}; {asked(20, 'in_danger', 'tap')}", True),
        (f"{GRADED}; 20 ro sound breaking", True),
        (f"{GRADED}; 20 sy result markers=weapons", True),
        (f"{GRADED}; 20 ch grade emergency doubt", True),
    ],
    # A text waits until it is noted or answered. After a question a briefing may be on the answer.
    "texts_in text_waits text_news": [
        (TEXT, (1, True, TextNews.NEW)),
        ("5 ca text thanks", (1, True, TextNews.NONE)),
        (f"{TEXT}; 8 ch text Where?", (1, False, TextNews.NEW)),
        (f"{TEXT}; 20 ch brief", (1, True, TextNews.NONE)),
        (f"{TEXT_THEN_QUESTION}; 20 ch brief", (1, True, TextNews.PASSED_OVER)),
    ],
    "callback": [
        ("", CallbackState.NONE),
        ("60 ch call_back", CallbackState.RUNG),
        ("60 ch call_back; 60 sy callback_failed", CallbackState.FAILED),
        ("60 ch not_rung", CallbackState.NOT_RUNG),
    ],
    # A line is cut unless this seat ended it.
    "was_cut": [
        (f"{WITH_POLICE}; 9 ne stage down", True),
        (f"{WITH_POLICE}; 8 ch end officers_with_caller; 9 ne stage down", False),
        (f"{WITH_POLICE}; {RUNG_BACK}", False),
    ],
}
# fmt: on
"""What the call handler knows after that, by the names of the facts."""


@pytest.mark.parametrize("names", FACTS)
def test_what_is_known_after_that(names: str) -> None:
    for happened, values in FACTS[names]:
        assert attrgetter(*names.split())(known(HANDLER, happened).facts) == values, happened


# --- facts, and how they are known ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("happened", "topic", "value", "how"),
    [
        (f"{TESTED}; {asked(10, 'in_danger', 'tap')}", DANGER, YES, HowKnown.TOLD),
        (f"0 ch code tap; {asked(10, 'in_danger', 'tap')}", DANGER, DOUBTED, None),
        (asked(10, "in_danger", "tap"), DANGER, DOUBTED, None),
        (asked(10, "in_danger", "say says_no"), DANGER, NO, HowKnown.TOLD),
        (asked(10, "in_danger", "text yes"), DANGER, YES, HowKnown.TEXT),
        ("5 ca say says_mistake", Topic.MISTAKE, YES, HowKnown.TOLD),
        ("5 ro say says_mistake", Topic.MISTAKE, YES, HowKnown.OTHER),
        ("5 ro say speaks", Topic.OTHER_PERSON_PRESENT, YES, HowKnown.HEARD),
        ("5 ca sound groan", Topic.INJURED, YES, HowKnown.HEARD),
        ("5 ro sound indicator", Topic.IN_A_VEHICLE, YES, HowKnown.HEARD),
        ("5 ne loc vehicle road 20", Topic.IN_A_VEHICLE, YES, HowKnown.DATA),
        ("5 ca say speaks", Topic.CAN_SPEAK, YES, HowKnown.TOLD),
        ("5 ca say speaks manner=faint", Topic.CAN_SPEAK, None, None),
        (f"{TESTED}; {asked(10, 'mistake', 'tap 2')}; 20 ro say says_mistake", Topic.MISTAKE, NO,
         HowKnown.TOLD),
    ],
)  # fmt: skip
def test_a_fact_has_a_value_and_a_source(
    happened: str, topic: Topic, value: AnswerState | None, how: HowKnown | None
) -> None:
    """Another voice that says "a mistake" does not undo what the caller answered."""
    fact = known(HANDLER, happened).facts.of(topic)
    assert (fact.value, fact.how) == (value, how)


def test_when_a_fact_last_changed() -> None:
    danger = (asked(10, "in_danger", "tap"), asked(30, "in_danger", "tap"))
    k = known(HANDLER, TESTED, *danger)
    assert k.since(Stamp.FACT, 40_000, DANGER) == 7_000
    assert k.since(Stamp.ASKED, 40_000, DANGER) == 10_000
    assert k.facts.of(DANGER).asked == 2


FIRST = f"10 ch code tap; {asked(15, 'in_danger')}"
AGAIN = f"{FIRST}; 18 ca tap 3; {asked(20, 'in_danger')}"


@pytest.mark.parametrize(
    ("role", "happened", "states"),
    [
        pytest.param(
            HANDLER,
            f"10 ch code tap; {asked(15, 'can_hear', 'tap')};"
            f"20 ch ask in_danger; 21 ch finish; 22 ca tap; 23 ca tap; {asked(25, 'injured')};"
            "27 ca cough",
            {CAN_HEAR: YES, DANGER: NO, Topic.INJURED: DOUBTED, WEAPON: None},
            id="an answer belongs to the question that is open",
        ),
        (HANDLER, FIRST, {DANGER: OPEN}),
        (HANDLER, f"{FIRST}; 18 ca tap 3", {DANGER: DOUBTED}),
        (HANDLER, AGAIN, {DANGER: OPEN}),
        (HANDLER, f"{AGAIN}; 22 ca tap", {DANGER: YES}),
        pytest.param(
            HANDLER,
            f"10 ch code tap; {asked(15, 'in_danger,injured', 'tap')}",
            {DANGER: OPEN, Topic.INJURED: OPEN},
            id="of several questions in one none is answered",
        ),
        pytest.param(
            HANDLER,
            f"{FIRST}; 18 ch say reassure; 20 ca tap",
            {DANGER: OPEN},
            id="nothing is an answer once something else was said",
        ),
        pytest.param(
            HANDLER, f"{FIRST}; 18 ro say says_no", {DANGER: OPEN}, id="nor from another person"
        ),
        (HANDLER, "10 ch say say_yes_if_police; 13 ch finish; 14 ca say says_yes",
         {Topic.NEEDS_POLICE: YES}),
        (OPERATOR, "1 ca say says_mistake; 3 op say check_mistake; 7 ca say says_no",
         {Topic.MISTAKE: NO}),
    ],
)  # fmt: skip
def test_answers_are_read_by_the_code(
    role: Role, happened: str, states: dict[Topic, AnswerState | None]
) -> None:
    facts = known(role, happened).facts
    assert {topic: facts.answer(topic) for topic in states} == states
    for plain in (YES, NO):
        expected = tuple(topic for topic, state in states.items() if state is plain)
        assert facts.answered_with(plain) == expected


@pytest.mark.parametrize(
    ("hears", "until", "goes_on", "state"),
    [
        (True, 21, "30 ch ask injured", NO),
        (True, 21, "30 ch note rationale", OPEN),
        (True, 21, "24.9 ch ask injured", OPEN),
        (True, 21, "25 ch ask injured", NO),
        (True, 26, "26 ch ask injured", OPEN),  # it was cut short
        (False, 21, "30 ch ask injured", OPEN),
    ],
)
def test_silence_tells_when_the_handler_goes_on(
    hears: bool, until: int, goes_on: str, state: AnswerState
) -> None:
    """Once the caller has shown that they hear, and there was time for a sign [R1]."""
    sign = "12 ca tap;" * hears
    question = f"{asked(8, 'can_hear')}; {sign} 20 ch ask children; {until} ch finish"
    facts = known(HANDLER, "5 ch code tap silence", question, goes_on).facts
    assert facts.answer(Topic.CHILDREN) is state
    assert facts.answer(CAN_HEAR) is (YES if hears else OPEN)


@pytest.mark.parametrize(
    ("question", "goes_on", "answer", "value"),
    [
        ("children", 68, NO, NO),
        ("children", 69, NO, DOUBTED),
        ("in_danger", 60, OPEN, None),
        ("weapon", 60, OPEN, None),
    ],
)
def test_silence_establishes_no_only_soon_after_a_test_and_never_no_weapon(
    question: str, goes_on: int, answer: AnswerState, value: AnswerState | None
) -> None:
    """Under 60 s after the caller last showed that they hear [K1 K2] (CH-15)."""
    code = f"3 ch code tap silence; 5 ch finish; {asked(6, 'can_hear', 'tap')}"
    facts = known(HANDLER, code, asked(50, question), f"{goes_on} ch say reassure").facts
    assert (facts.answer(Topic(question)), facts.fact(Topic(question))) == (answer, value)


@pytest.mark.parametrize(
    ("topic", "answer", "value"),
    [
        ("weapon", "says_no", DOUBTED),
        ("weapon", "says_yes", YES),
        ("at_known_address", "says_no", NO),
    ],
)
def test_a_no_in_a_cover_does_not_rule_out_a_weapon(
    topic: str, answer: str, value: AnswerState
) -> None:
    """Nothing was agreed to mean one (CH-38); once it was, a "no" counts."""
    question, agreed = asked(5, topic, f"say {answer}"), asked(2, "cover_words", "say says_yes")
    assert known(HANDLER, "1 ca say pretends", question).facts.fact(Topic(topic)) is value
    for before in ((), ("1 ca say pretends", agreed)):
        assert known(HANDLER, *before, question).facts.fact(Topic(topic)) in (YES, NO)


# --- who can hear --------------------------------------------------------------------------------


def test_safe_lapses_after_two_minutes_and_holds_again_when_it_is_said_again() -> None:
    k = known(HANDLER, SAFE)
    assert k.hear(13_000 + 119_999) is Hearers.SAFE
    assert k.hear(13_000 + 120_000) is Hearers.UNKNOWN
    assert known(HANDLER, SAFE, asked(130, "alone_to_talk", "tap")).hear(250_000) is Hearers.SAFE
    unsafe = known(HANDLER, TESTED, asked(10, "alone_to_talk", "tap 2"))
    assert unsafe.hear(900_000) is Hearers.UNSAFE


# --- the place and the number --------------------------------------------------------------------

EISEC, AML, VEHICLE = (
    *(terms.LocationSource.EISEC, terms.LocationSource.AML, terms.LocationSource.VEHICLE),
)
HELD = "1 sy result address=flat"


@pytest.mark.parametrize(
    ("line", "happened", "place", "source", "radius"),
    [
        ("mobile", "", PlaceKnown.NONE, None, None),
        ("mobile", "1 ne loc eisec cell 501", PlaceKnown.WIDE, EISEC, 501),
        ("mobile", "1 ne loc aml there 500", PlaceKnown.NEAR, AML, 500),
        ("mobile", "1 ne loc aml there 50", PlaceKnown.CLOSE, AML, 50),
        ("mobile", "1 ne loc eisec c 900; 2 ne loc aml t 12", PlaceKnown.CLOSE, AML, 12),
        ("car", "1 ne loc aml t 40; 2 ne loc vehicle t 10", PlaceKnown.CLOSE, VEHICLE, 10),
        ("landline", "1 ne loc eisec there", PlaceKnown.DOOR, EISEC, None),
        ("mobile", "1 ne loc eisec there", PlaceKnown.NEAR, EISEC, None),
        ("mobile", HELD, PlaceKnown.NEAR, None, None),
        ("mobile", f"{HELD}; {asked(12, 'at_known_address', 'say says_yes')}", PlaceKnown.DOOR,
         None, None),
        ("mobile", "1 ca say gives_place", PlaceKnown.CLOSE, None, None),
        ("mobile", "1 ca say gives_place; 2 ne loc aml t 30", PlaceKnown.CLOSE, AML, 30),
    ],
)  # fmt: skip
def test_how_precisely_the_place_is_known(
    line: str,
    happened: str,
    place: PlaceKnown,
    source: terms.LocationSource | None,
    radius: int | None,
) -> None:
    facts = known(HANDLER, happened, line=LineKind(line)).facts
    assert (facts.place, facts.source, facts.radius) == (place, source, radius)


def test_location_data_is_kept_by_its_source_and_a_newer_place_has_not_been_read() -> None:
    text = "1 ne loc eisec cell 2000; 2 ne loc aml bakery 90; 3 ch read aml"
    k = known(HANDLER, text)
    assert k.facts.read == {AML}
    assert (k.at(Stamp.READ), k.at(Stamp.DATA, AML)) == (3_000, 2_000)
    newer = known(HANDLER, text, "9 ne loc aml bakery 12").facts
    assert newer.read == frozenset()
    assert (newer.location[EISEC].radius, newer.location[AML].radius) == (2_000, 12)


def test_what_searches_find_adds_up() -> None:
    earlier = (do.EarlierCall(60_000, terms.Outcome.ABANDONED),)
    found = do.GiveResult((terms.Marker.STALKING, terms.Marker.WEAPONS), earlier, "the flat")
    more = do.GiveResult((terms.Marker.WEAPONS, terms.Marker.ILLNESS))
    results = entries((33_000, Role.SYSTEMS, found), (43_000, Role.SYSTEMS, more))
    facts = Knowledge.of(HANDLER, results).facts
    assert facts.markers == (terms.Marker.STALKING, terms.Marker.WEAPONS, terms.Marker.ILLNESS)
    assert (facts.earlier, facts.address) == (earlier, "the flat")


# --- what was heard ------------------------------------------------------------------------------


REPORTED = {
    "tap": ("ca tap", "ca sound knock"),
    "cough": ("ca cough",),
    "key_tone": ("ca press",),
    "speech": ("ca say speaks",),
    "whisper": ("ca say speaks manner=whispered", "ca say speaks manner=faint"),
    "voices": ("ca say not_to_call", "ro say not_to_call", "ro sound voices"),
    "groan": ("ca sound groan",),
    "disturbance": ("ca sound sob", "ro sound argument"),
    "background": ("ca sound breathing", "ro sound knock"),
    "device": ("ro sound device_voice",),
    "disturbance other_voice speech": ("ro say speaks",),
    "fifty_five": ("re recognised fifty_five", "re recognised early_fifty_five"),
    "noise": ("re recognised noise",),
    "handset_replaced": ("ne stage held", "ne stage held_connecting"),
    "line_lost": ("ne stage cut_off",),
    "": ("ca stay_silent", "ca finish", "ne stage recording", "op say which_service"),
}


@pytest.mark.parametrize(("heard", "causes"), REPORTED.items(), ids=REPORTED)
def test_what_was_heard_in_the_words_of_a_handover(heard: str, causes: Sequence[str]) -> None:
    for happened in causes:
        reports = known(OPERATOR, f"10 {happened}").facts.reports
        assert " ".join(sorted(reports)) == heard, happened


@pytest.mark.parametrize(
    ("role", "sound", "silent"),
    [
        (
            OPERATOR,
            ("ca tap", "ro sound television", "ca finish"),
            ("ca stay_silent", "op say which_service", "re played recording_opens"),
        ),
        (HANDLER, (), ("op hand_over tap", "ca text")),
        (
            CALLER,
            ("op say which_service", "re played recording_opens", "re finish", "ch ways tap",
             "ch code tap", "ch ask in_danger", "op hand_over tap"),
            ("ch text", "ca tap", "ro sound television"),
        ),
    ],
)  # fmt: skip
def test_when_something_was_last_heard(
    role: Role, sound: Sequence[str], silent: Sequence[str]
) -> None:
    """From the caller's end; for a caller, from the line."""
    for happened in (*sound, *silent):
        at = known(role, f"10 {happened}").at(Stamp.SOUND)
        assert at == (10_000 if happened in sound else None), happened


@pytest.mark.parametrize(
    ("report", "sound", "name"),
    [
        (Reported.DEVICE, "device_voice", "device"),
        (Reported.GROAN, "groan", "ill"),
        (Reported.DISTURBANCE, "breaking", "disturbance"),
    ],
)
def test_what_the_operator_heard_counts_for_the_call_handler(
    report: Reported, sound: str, name: str
) -> None:
    handed = known(HANDLER, f"1 op hand_over {report}").facts
    assert getattr(handed, name)
    assert not handed.reports
    heard = known(HANDLER, f"1 ca sound {sound}").facts
    assert getattr(heard, name)
    assert heard.reports == {report}
    assert not getattr(known(HANDLER, "1 ca tap").facts, name)


# --- noted, handed over, briefed -----------------------------------------------------------------


def test_when_something_was_heard_last() -> None:
    again = known(HANDLER, GLASS, "9 ro sound breaking")
    assert again.at(Stamp.HEARD, Sound.BREAKING) == again.at(Stamp.DISTURBANCE) == 9_000
    assert known(HANDLER, TEXT).at(Stamp.SIGN) == 5_000


def test_what_the_operator_hands_over_is_passed_on() -> None:
    facts = known(OPERATOR, "1 ro sound breaking; 2 ca tap; 9 op hand_over disturbance").facts
    assert {thing for thing, use in facts.heard.items() if use.passed_on} == {BREAKS}


def test_a_briefing_leaves_what_it_did_not_mention_and_what_came_after_it() -> None:
    call = (
        f"{TESTED}; {asked(10, 'in_danger', 'tap')}; {asked(20, 'weapon', 'tap 2')};"
        "25 ch search; 28 sy result markers=weapons,illness; 29 ne loc aml t 12;"
        "30 ch brief yes=can_hear,in_danger no=weapon markers=weapons heard=tap loc=aml"
    )
    assert known(HANDLER, call).facts.unbriefed == (terms.Marker.ILLNESS,)
    changed = known(HANDLER, call, asked(40, "weapon", "tap"), "50 ne loc aml t 9")
    tap = HeardThing(CALLER, Reported.TAP)
    assert changed.facts.unbriefed == (WEAPON, terms.Marker.ILLNESS, AML, tap)
    assert changed.since(Stamp.BRIEFED, 60_000) == 30_000


def test_what_is_done_at_the_desk_is_remembered() -> None:
    k = known(
        HANDLER,
        "30 sy incident open; 31 ch ways tap,key; 32 ch note heard; 33 ch thrive threat;"
        "34 ch thrive threat; 35 ch read aml; 36 ch grade priority doubt;"
        "37 ch grade immediate marker; 38 ch deploy marker; 39 ch bring ambulance;"
        "40 ch withhold officers_sent; 41 ch brief; 540 of arrive",
    )
    assert k.facts.incident is terms.IncidentStage.OPEN
    assert k.facts.ways == (Sign.TAP, Sign.KEY)
    assert [(page.at, page.body.kind) for page in k.pages] == [
        *((32_000, "note"), (33_000, "thrive"), (34_000, "thrive"), (540_000, "arrive"))
    ]
    assert k.facts.thrive == {terms.Heading.THREAT}
    assert k.facts.read == {AML}
    assert (k.facts.grade, k.facts.sent, k.facts.briefed) == ("immediate", True, True)
    assert k.facts.brought_in == (terms.Service.AMBULANCE,)
    assert k.facts.withheld == (Intent.OFFICERS_SENT,)
    assert (k.facts.arrived, k.since(Stamp.SENT, 60_000)) == (True, 22_000)


def test_counts_stop_so_that_facts_stay_few() -> None:
    """Sixty words of company are as many as three: what follows from facts can be remembered.

    Where guidance stops at a count, that count is reached, and no further.
    """
    said = [f"{second} ch say still_with_you" for second in range(1, 60)]
    assert known(HANDLER, *said).facts == known(HANDLER, *said[:3]).facts
    for intent, most in SAID_ON.items():
        said = [f"{second} ch say {intent}" for second in range(1, 60)]
        assert known(HANDLER, *said).facts.said[intent] == most
        assert known(HANDLER, *said).facts == known(HANDLER, *said[:most]).facts
    for topic, most in ASKED_ON.items():
        asked = [f"{second} ch ask {topic}" for second in range(1, 60)]
        assert known(HANDLER, *asked).facts.of(topic).asked == most


# --- the line ------------------------------------------------------------------------------------


def test_a_line_is_lost_once_it_is_neither_up_nor_held_nor_ringing() -> None:
    lost = {stage for stage in LineStage if KnownFacts(stage=stage).line_lost}
    held = "idle with_operator recording with_call_handler held_with_call_handler ringing_back"
    assert lost.issuperset(map(LineStage, ["down", "cut_off", "abandoned"]))
    assert lost.isdisjoint(map(LineStage, held.split()))


@pytest.mark.parametrize(("role", "at"), [(CALLER, 2_000), (OPERATOR, 2_000), (HANDLER, 9_000)])
def test_when_the_call_was_answered(role: Role, at: int) -> None:
    """For a caller by the operator; in a handler's seat by whoever sits there; once and for all."""
    k = known(role, "2 op answer; 9 ch answer; 60 ca answer")
    assert k.at(Stamp.ANSWERED) == at


ONE_CALL = (
    "2 ch answer; 3 ne loc aml bakery 12; 5 ch code tap; 15 ch ask in_danger; 16 ch finish;"
    "18 ca tap; 20 ch grade priority doubt; 30 ne stage down"
)


def test_a_new_call_begins_with_nothing_known() -> None:
    again = known(HANDLER, ONE_CALL, "300 ne began 2 landline")
    assert again.facts == KnownFacts(call=2, kind=LineKind.LANDLINE)
    assert dict(again.stamps) == {(Stamp.CALL, ""): 300_000, (Stamp.STAGE, ""): 300_000}
    assert again.pages == ()


def test_a_callback_is_the_same_call() -> None:
    """Answers and grade are still known; the code is stated and tested once more (B04)."""
    rung = "60 ch call_back; 60 ne stage ringing_back; 65 ca answer; 65 ne stage with_call_handler"
    k = known(HANDLER, ONE_CALL, rung, asked(70, "injured", "tap 2"))
    assert (k.facts.code_signs is not None, k.facts.code) == (True, CodeState.NONE)
    assert (k.facts.answered_with(YES), k.facts.answered_with(NO)) == ((DANGER,), (Topic.INJURED,))
    assert (k.at(Stamp.ANSWERED), k.facts.grade) == (2_000, "priority")
    assert k.facts.stage is LineStage.WITH_CALL_HANDLER


def test_a_role_knows_only_its_own_desk() -> None:
    """What the call handler writes adds nothing to the operator's knowledge."""
    before = known(OPERATOR, "1 ca tap")
    assert known(OPERATOR, "1 ca tap; 2 ch grade emergency doubt; 3 ch note heard") == before
