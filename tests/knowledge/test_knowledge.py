"""What the person in a seat can know: a table for each thing that is folded from what they hear."""

from __future__ import annotations

import pytest

from simulator.core import acts as do
from simulator.core import log as out
from simulator.core import terms
from simulator.core.log import Body, CallbackFailed, LinePlayed, SignalRecognised, StageEntered
from simulator.core.terms import Intent, LineStage, Reported, Role
from simulator.knowledge.answers import AnswerState
from simulator.knowledge.facts import CallbackState, CodeState, KnownFacts, Lookup, Stamp
from simulator.knowledge.knowledge import Knowledge
from tests.daily import one_a_day
from tests.knowledge.calls import (
    CALLER,
    HANDLER,
    NETWORK,
    OPERATOR,
    RECORDING,
    ROOM,
    SYSTEMS,
    TAPS,
    Happened,
    known,
    stage,
)
from tests.seat.walking import log_of
from tests.session.calls import PROFILES
from tests.session.sitting import SHIPPED, PersonsAct, perceived, setup
from tests.session.sitting import Played as Sat

SILENCE_FOR_NO = do.Code(do.AnswerSign(terms.Sign.TAP, 1), do.AnswerSign(terms.Sign.SILENCE, 1))
CAN_HEAR, IN_DANGER, INJURED = terms.Topic.CAN_HEAR, terms.Topic.IN_DANGER, terms.Topic.INJURED


def asked(when: str, until: str, *about: terms.Topic) -> list[Happened]:
    return [(when, HANDLER, do.Ask(about)), (until, HANDLER, do.Finish())]


CODE = ("0:10", HANDLER, do.SetCode(TAPS))
FIRST = [CODE, *asked("0:15", "0:16", IN_DANGER)]
TAP = ("0:18", CALLER, do.Tap(1))
AGAIN = [*FIRST, ("0:18", CALLER, do.Tap(3)), *asked("0:20", "0:21", IN_DANGER)]
YES, NO, OPEN, DOUBT = (AnswerState.YES, AnswerState.NO, AnswerState.ASKED, AnswerState.DOUBTED)
ANSWERS: dict[str, tuple[list[Happened], dict[terms.Topic, AnswerState | None]]] = {
    "an answer belongs to the question that is open": (
        [
            *(CODE, *asked("0:15", "0:16", CAN_HEAR), TAP),
            *asked("0:20", "0:21", IN_DANGER),
            *(("0:22", CALLER, do.Tap(1)), ("0:23", CALLER, do.Tap(1))),
            *(*asked("0:25", "0:26", INJURED), ("0:27", CALLER, do.Cough(1))),
        ],
        {CAN_HEAR: YES, IN_DANGER: NO, INJURED: DOUBT, terms.Topic.WEAPON: None},
    ),
    "a question is open": (AGAIN[:3], {IN_DANGER: OPEN}),
    "it is doubted": (AGAIN[:4], {IN_DANGER: DOUBT}),
    "asked again it is open again": (AGAIN, {IN_DANGER: OPEN}),
    "and answered": ([*AGAIN, ("0:22", CALLER, do.Tap(1))], {IN_DANGER: YES}),
    "of several questions in one none is answered": (
        [CODE, *asked("0:15", "0:16", IN_DANGER, INJURED), TAP],
        {IN_DANGER: OPEN, INJURED: OPEN},
    ),
    "nothing is an answer once something else was said": (
        [*FIRST, ("0:18", HANDLER, do.Say(Intent.REASSURE)), ("0:20", CALLER, do.Tap(1))],
        {IN_DANGER: OPEN},
    ),
    "nor from somebody else": (
        [*FIRST, ("0:18", ROOM, do.Say(Intent.SAYS_NO, "No."))],
        {IN_DANGER: OPEN},
    ),
    "'say yes if you need police' is a question": (
        [
            ("0:10", HANDLER, do.Say(Intent.SAY_YES_IF_POLICE)),
            ("0:13", HANDLER, do.Finish(Intent.SAY_YES_IF_POLICE)),
            ("0:14", CALLER, do.Say(Intent.SAYS_YES, "Yes, please.")),
        ],
        {terms.Topic.NEEDS_POLICE: YES},
    ),
}


@pytest.mark.parametrize(("told", "states"), ANSWERS.values(), ids=ANSWERS)
def test_answers_are_read_by_the_code(
    told: list[Happened], states: dict[terms.Topic, AnswerState | None]
) -> None:
    facts = known(HANDLER, *told).facts
    assert {topic: facts.answer(topic) for topic in states} == states
    for plain in (YES, NO):
        expected = tuple(topic for topic, state in states.items() if state is plain)
        assert facts.answered_with(plain) == expected


@pytest.mark.parametrize(
    ("hears", "until", "next_at", "goes_on", "state"),
    [
        (True, "0:21", "0:30", do.Ask((INJURED,)), NO),
        (True, "0:21", "0:30", do.Say(Intent.REASSURE), NO),
        (True, "0:21", "0:30", do.OfferWays((terms.Sign.TAP,)), NO),
        (True, "0:21", "0:30", do.SetCode(TAPS), NO),
        (True, "0:21", "0:30", do.Note(terms.NoteKind.RATIONALE), OPEN),
        (True, "0:21", "0:24.9", do.Ask((INJURED,)), OPEN),
        (True, "0:21", "0:25", do.Ask((INJURED,)), NO),
        (True, "0:26", "0:26", do.Ask((INJURED,)), OPEN),  # it was cut short
        (False, "0:21", "0:30", do.Ask((INJURED,)), OPEN),
    ],
)
def test_silence_tells_when_the_handler_goes_on(
    hears: bool, until: str, next_at: str, goes_on: Body, state: AnswerState
) -> None:
    """Once the caller has shown that they hear, and there was time for a sign [R1]."""
    k = known(
        HANDLER,
        ("0:05", HANDLER, do.SetCode(SILENCE_FOR_NO)),
        *asked("0:08", "0:09", CAN_HEAR),
        *([("0:12", CALLER, do.Tap(1))] if hears else []),
        *asked("0:20", until, terms.Topic.CHILDREN),
        (next_at, HANDLER, goes_on),
    )
    assert k.facts.answer(terms.Topic.CHILDREN) is state
    assert k.facts.answer(CAN_HEAR) is (YES if hears else OPEN)


@pytest.mark.parametrize(
    ("who", "body", "heard"),
    [
        (CALLER, do.Tap(), {Reported.TAP}),
        (CALLER, do.Cough(), {Reported.COUGH}),
        (CALLER, do.Press(""), {Reported.KEY_TONE}),
        (CALLER, do.Say(Intent.SPEAKS, "Hello?"), {Reported.SPEECH}),
        (CALLER, do.Say(Intent.SPEAKS, "Help.", terms.Manner.WHISPERED), {Reported.WHISPER}),
        (CALLER, do.Say(Intent.SPEAKS, "", terms.Manner.FAINT), {Reported.WHISPER}),
        (CALLER, do.Say(Intent.NOT_TO_CALL, "Nobody."), {Reported.VOICES}),
        (CALLER, do.Make(terms.Sound.GROAN), {Reported.GROAN}),
        (CALLER, do.Make(terms.Sound.SOB), {Reported.DISTURBANCE}),
        (CALLER, do.Make(terms.Sound.KNOCK), {Reported.TAP}),
        (CALLER, do.Make(terms.Sound.BREATHING), {Reported.BACKGROUND}),
        (CALLER, do.StaySilent(), set()),
        (CALLER, do.Finish(), set()),
        (ROOM, do.Make(terms.Sound.KNOCK), {Reported.BACKGROUND}),
        (ROOM, do.Make(terms.Sound.ARGUMENT), {Reported.DISTURBANCE}),
        (ROOM, do.Make(terms.Sound.VOICES), {Reported.VOICES}),
        (ROOM, do.Make(terms.Sound.DEVICE_VOICE), {Reported.DEVICE}),
        (ROOM, do.Say(Intent.NOT_TO_CALL, "Who is it?"), {Reported.VOICES}),
        (
            ROOM,
            do.Say(Intent.SPEAKS, "Hello?"),
            {Reported.SPEECH, Reported.DISTURBANCE, Reported.OTHER_VOICE},
        ),
        (RECORDING, SignalRecognised(terms.Recognised.FIFTY_FIVE, "T"), {Reported.FIFTY_FIVE}),
        (
            RECORDING,
            SignalRecognised(terms.Recognised.EARLY_FIFTY_FIVE, "T"),
            {Reported.FIFTY_FIVE},
        ),
        (RECORDING, SignalRecognised(terms.Recognised.NOISE, "T"), {Reported.NOISE}),
        (NETWORK, stage(LineStage.HELD), {Reported.HANDSET_REPLACED}),
        (NETWORK, stage(LineStage.HELD_CONNECTING), {Reported.HANDSET_REPLACED}),
        (NETWORK, stage(LineStage.CUT_OFF), {Reported.LINE_LOST}),
        (NETWORK, stage(LineStage.RECORDING), set()),
        (OPERATOR, do.Say(Intent.WHICH_SERVICE), set()),
    ],
)
def test_what_was_heard_in_the_words_of_a_handover(
    who: Role, body: Body, heard: set[Reported]
) -> None:
    assert known(OPERATOR, ("0:10", who, body)).facts.reports == heard


@pytest.mark.parametrize("profile", one_a_day(sorted(PROFILES)))
def test_an_operator_would_report_what_the_standing_operator_reports(profile: str) -> None:
    """In every shipped story, what the seat has heard at the handover is what is handed over.

    Where a script says what the operator hands over, that need not be what they heard. Earlier
    calls are known from the number.
    """
    unheard = {Reported.NOTHING, Reported.EARLIER_CALLS}
    handed_over = 0
    for name in [name for name, told in SHIPPED.items() if not told.operator][::4]:
        of, log = log_of(name, profile)
        knowledge = Knowledge(OPERATOR)
        for entry in perceived(of, log, OPERATOR):
            body = entry.body
            if isinstance(body, do.HandOver | do.PassDetails):
                assert knowledge.facts.reports == {*body.heard} - unheard, name
                handed_over += 1
            knowledge = knowledge.after(entry)
    assert handed_over > 10


@pytest.mark.parametrize(
    ("role", "who", "body", "sounds"),
    [
        (OPERATOR, CALLER, do.Tap(), True),
        (OPERATOR, ROOM, do.Make(terms.Sound.TELEVISION), True),
        (OPERATOR, CALLER, do.Finish(Intent.SPEAKS), True),
        (OPERATOR, CALLER, do.StaySilent(), False),
        (OPERATOR, OPERATOR, do.Say(Intent.WHICH_SERVICE), False),
        (OPERATOR, RECORDING, LinePlayed(Intent.RECORDING_OPENS, "T"), False),
        (HANDLER, OPERATOR, do.HandOver((Reported.TAP,)), False),
        (HANDLER, CALLER, do.SendText("At home."), False),
        (CALLER, OPERATOR, do.Say(Intent.WHICH_SERVICE), True),
        (CALLER, RECORDING, LinePlayed(Intent.RECORDING_OPENS, "T"), True),
        (CALLER, RECORDING, do.Finish(Intent.RECORDING_OPENS), True),
        (CALLER, HANDLER, do.OfferWays((terms.Sign.TAP,)), True),
        (CALLER, HANDLER, do.SetCode(TAPS), True),
        (CALLER, HANDLER, do.Ask((IN_DANGER,)), True),
        (CALLER, OPERATOR, do.HandOver((Reported.TAP,)), True),
        (CALLER, HANDLER, do.SendText("Are you safe?"), False),
        (CALLER, CALLER, do.Tap(), False),
        (CALLER, ROOM, do.Make(terms.Sound.TELEVISION), False),
    ],
)
def test_when_something_was_last_heard(role: Role, who: Role, body: Body, sounds: bool) -> None:
    """From the caller's end; for a caller, from the line."""
    assert known(role, ("0:10", who, body)).at(Stamp.SOUND) == (10_000 if sounds else None)


@pytest.mark.parametrize(("role", "at"), [(CALLER, 2_000), (OPERATOR, 2_000), (HANDLER, 9_000)])
def test_when_the_call_was_answered(role: Role, at: int) -> None:
    """For a caller by the operator; in a handler's seat by whoever sits there; once and for all."""
    k = known(
        role,
        ("0:02", OPERATOR, do.Answer()),
        ("0:09", HANDLER, do.Answer()),
        ("1:00", CALLER, do.Answer()),
    )
    assert k.at(Stamp.ANSWERED) == at


def test_the_path_holds_each_stage_with_its_instant() -> None:
    k = known(
        CALLER,
        ("0:01", NETWORK, stage(LineStage.DIALLED)),
        ("0:02", NETWORK, stage(LineStage.WITH_OPERATOR)),
        ("0:30", NETWORK, stage(LineStage.RECORDING)),
        ("0:31", RECORDING, LinePlayed(Intent.RECORDING_OPENS, "T")),
        ("0:50", RECORDING, LinePlayed(Intent.RECORDING_ASKS_FOR_55, "T")),
    )
    assert k.path == (
        (1_000, LineStage.DIALLED),
        (2_000, LineStage.WITH_OPERATOR),
        (30_000, LineStage.RECORDING),
    )
    assert (k.facts.stage, k.at(Stamp.STAGE)) == (LineStage.RECORDING, 30_000)
    assert (k.at(Stamp.RECORDING), k.facts.asked_for_55) == (30_000, True)


def test_prompts_that_were_said() -> None:
    k = known(
        OPERATOR,
        ("0:02", OPERATOR, do.Say(Intent.WHICH_SERVICE)),
        ("0:04", OPERATOR, do.Finish(Intent.WHICH_SERVICE)),
        ("0:08", OPERATOR, do.Say(Intent.MAKE_A_SOUND)),
        ("0:09", HANDLER, do.Say(Intent.REASSURE)),
    )
    assert dict(k.facts.said) == {Intent.WHICH_SERVICE: 1, Intent.MAKE_A_SOUND: 1}
    assert (k.facts.last_said, k.at(Stamp.WORDS)) == (Intent.MAKE_A_SOUND, 4_000)
    assert k.since(Stamp.SAID, 10_000, Intent.MAKE_A_SOUND) == 2_000


def test_location_data_is_kept_by_its_source_the_newest_of_each() -> None:
    cell = do.DeliverLocation(terms.LocationSource.EISEC, "a cell", 2_000)
    first = do.DeliverLocation(terms.LocationSource.AML, "the bakery", 60)
    better = do.DeliverLocation(terms.LocationSource.AML, "the bakery", 12)
    k = known(
        OPERATOR, ("0:03", NETWORK, cell), ("0:09", NETWORK, first), ("0:20", NETWORK, better)
    )
    assert dict(k.facts.location) == {
        terms.LocationSource.EISEC: cell,
        terms.LocationSource.AML: better,
    }


def test_what_searches_and_traces_find_adds_up() -> None:
    earlier = (do.EarlierCall(60_000, terms.Outcome.ABANDONED),)
    found = do.GiveResult(
        (terms.Marker.STALKING, terms.Marker.WEAPONS), earlier, "the flat over the bakery"
    )
    k = known(
        HANDLER,
        ("0:30", HANDLER, do.Search()),
        ("0:33", SYSTEMS, found),
        ("0:40", HANDLER, do.Search()),
        ("0:43", SYSTEMS, do.GiveResult((terms.Marker.WEAPONS, terms.Marker.ILLNESS))),
        ("0:50", HANDLER, do.StartTrace(terms.Trace.PHONE, terms.Reason.NO_ANSWER)),
        ("0:55", SYSTEMS, do.GiveResult(found=False)),
    )
    facts = k.facts
    assert facts.markers == (terms.Marker.STALKING, terms.Marker.WEAPONS, terms.Marker.ILLNESS)
    assert (facts.earlier, facts.address) == (earlier, "the flat over the bakery")
    assert (facts.search, facts.trace) == (Lookup.FOUND, Lookup.NOTHING)


def test_what_is_done_at_the_desk_is_remembered() -> None:
    note = do.Note(terms.NoteKind.HEARD, text="two taps")
    k = known(
        HANDLER,
        ("0:30", SYSTEMS, out.IncidentMoved(terms.IncidentStage.OPEN, "T")),
        ("0:31", HANDLER, do.OfferWays((terms.Sign.TAP, terms.Sign.KEY))),
        ("0:32", HANDLER, note),
        ("0:33", HANDLER, do.Thrive(terms.Heading.THREAT, "a threat")),
        ("0:34", HANDLER, do.Thrive(terms.Heading.THREAT, "a clear threat")),
        ("0:35", HANDLER, do.ReadLocation(terms.LocationSource.AML)),
        ("0:36", HANDLER, do.SetGrade("priority", terms.Reason.DOUBT)),
        ("0:37", HANDLER, do.SetGrade("immediate", terms.Reason.MARKER)),
        ("0:38", HANDLER, do.Deploy(terms.Reason.MARKER)),
        ("0:39", HANDLER, do.BringIn(terms.Service.AMBULANCE)),
        ("0:40", HANDLER, do.Withhold(Intent.OFFICERS_SENT, terms.Reason.NOT_SAFE_TO_SAY)),
        ("0:41", HANDLER, do.BriefOfficers(())),
        ("9:00", Role.OFFICERS, do.Arrive()),
    )
    facts = k.facts
    assert facts.incident is terms.IncidentStage.OPEN
    assert facts.ways == (terms.Sign.TAP, terms.Sign.KEY)
    assert [(page.at, page.body) for page in k.pages] == [
        (32_000, note),
        (33_000, do.Thrive(terms.Heading.THREAT, "a threat")),
        (34_000, do.Thrive(terms.Heading.THREAT, "a clear threat")),
        (540_000, do.Arrive()),
    ]
    assert facts.thrive == {terms.Heading.THREAT}
    assert facts.read == {terms.LocationSource.AML}
    assert (facts.grade, facts.sent, facts.briefed) == ("immediate", True, True)
    assert facts.brought_in == (terms.Service.AMBULANCE,)
    assert facts.withheld == (Intent.OFFICERS_SENT,)
    assert facts.arrived
    assert k.since(Stamp.SENT, 60_000) == 22_000


@pytest.mark.parametrize(
    ("told", "callback"),
    [
        ([], CallbackState.NONE),
        ([do.CallBack(terms.Reason.CALLER_MAY_BE_ALONE)], CallbackState.RUNG),
        (
            [do.CallBack(terms.Reason.CALLER_MAY_BE_ALONE), CallbackFailed("nobody", "T")],
            CallbackState.FAILED,
        ),
        ([do.DecideAgainstCallback(terms.Reason.MAY_ALERT_OTHERS)], CallbackState.NOT_RUNG),
    ],
)
def test_what_was_decided_about_ringing_back(told: list[Body], callback: CallbackState) -> None:
    k = known(HANDLER, *(("1:00", HANDLER, body) for body in told))
    assert k.facts.callback is callback


@pytest.mark.parametrize(
    "body",
    [
        do.HandOver((Reported.TAP, Reported.COUGH)),
        do.PassDetails((Reported.TAP, Reported.COUGH), terms.Reason.LINE_CUT),
    ],
)
def test_what_the_operator_reported(body: Body) -> None:
    for role in (OPERATOR, HANDLER):
        assert known(role, ("1:00", OPERATOR, body)).facts.handover == (
            Reported.TAP,
            Reported.COUGH,
        )


def test_who_has_the_phone() -> None:
    taken = ("0:10", ROOM, do.TakePhone())
    assert known(CALLER, taken).facts.phone_taken
    assert not known(CALLER, taken, ("0:20", ROOM, do.GiveBack())).facts.phone_taken


ONE_CALL: tuple[Happened, ...] = (
    ("0:02", HANDLER, do.Answer()),
    ("0:03", NETWORK, do.DeliverLocation(terms.LocationSource.AML, "the bakery", 12)),
    ("0:05", HANDLER, do.SetCode(TAPS)),
    *asked("0:15", "0:16", IN_DANGER),
    ("0:18", CALLER, do.Tap(1)),
    ("0:20", HANDLER, do.SetGrade("priority", terms.Reason.DOUBT)),
    ("0:30", NETWORK, stage(LineStage.DOWN)),
)


def test_a_new_call_begins_with_nothing_known() -> None:
    began = ("5:00", NETWORK, out.CallBegan(2, terms.LineKind.LANDLINE))
    again = known(HANDLER, *ONE_CALL, began)
    assert again.facts == KnownFacts(call=2, kind=terms.LineKind.LANDLINE)
    assert dict(again.stamps) == {(Stamp.CALL, ""): 300_000, (Stamp.STAGE, ""): 300_000}
    assert again.pages == ()


def test_a_callback_is_the_same_call() -> None:
    """Answers and grade are still known; the code is stated and tested once more (B04)."""
    k = known(
        HANDLER,
        *ONE_CALL,
        ("1:00", HANDLER, do.CallBack(terms.Reason.DOUBT)),
        ("1:00", NETWORK, stage(LineStage.RINGING_BACK)),
        ("1:05", CALLER, do.Answer()),
        ("1:05", NETWORK, stage(LineStage.WITH_CALL_HANDLER)),
        *asked("1:10", "1:11", INJURED),
        ("1:13", CALLER, do.Tap(2)),
    )
    assert (k.facts.code_signs, k.facts.code) == (TAPS, CodeState.NONE)
    assert (k.facts.answered_with(YES), k.facts.answered_with(NO)) == ((IN_DANGER,), (INJURED,))
    assert (k.at(Stamp.ANSWERED), k.facts.grade) == (2_000, "priority")
    assert [where for _, where in k.path] == [
        LineStage.DOWN,
        LineStage.RINGING_BACK,
        LineStage.WITH_CALL_HANDLER,
    ]


def test_a_seat_learns_from_a_live_call_what_the_log_tells_it() -> None:
    """Entry by entry or all at once, it is the same; and the path is what was perceived."""
    of = setup("partner-in-the-room", Role.CALLER)
    sat = Sat(of)
    sat.play([PersonsAct(1_000, Role.CALLER, do.Dial())])
    heard = sat.live.heard(Role.CALLER)
    whole = Knowledge.of(Role.CALLER, heard)
    assert whole.at(Stamp.ANSWERED) is not None
    entered = [(e.at, e.body.stage) for e in heard if isinstance(e.body, StageEntered)]
    assert whole.path == tuple(entered)
