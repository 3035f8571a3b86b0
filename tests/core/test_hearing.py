"""What each party perceives, of everything that can be done, wherever the line is."""

from __future__ import annotations

from functools import cache
from itertools import product

import pytest

from simulator.core import acts as do
from simulator.core.hearing import (
    UNKNOWN_KEY,
    Circuit,
    audience,
    evidence,
    heard_by,
    loudness,
    on_the_line,
)
from simulator.core.log import (
    Body,
    CallbackFailed,
    CallBegan,
    CallEnded,
    Entry,
    IncidentMoved,
    NoEffect,
    Played,
    SignalRecognised,
    StageEntered,
    TimerFired,
    TimerStarted,
)
from simulator.core.repertoire import REPERTOIRE
from simulator.core.terms import (
    KEYS,
    SOUNDS,
    Evidence,
    Heading,
    IncidentStage,
    Intent,
    LineKind,
    LineStage,
    LocationSource,
    Loudness,
    Manner,
    NoteKind,
    Outcome,
    Reason,
    Recognised,
    Role,
    Service,
    Sound,
    Timer,
    Topic,
    Trace,
)
from tests.core.explored import MIXED, PROFILES, explored
from tests.core.phone import question

L = LineStage
CALLER, ROOM, OPERATOR, RECORDING = Role.CALLER, Role.ROOM, Role.OPERATOR, Role.RECORDING
FIRST, HANDLER = Role.FIRST_HANDLER, Role.CALL_HANDLER

ALOUD = do.Say(Intent.SPEAKS, "I am at the mill")
WHISPER = do.Say(Intent.GIVES_PLACE, "Mill Lane", Manner.WHISPERED)
FAINT = do.Say(Intent.WANTS_POLICE, "police", Manner.FAINT)
NO_WORDS = do.Say(Intent.SPEAKS, "", Manner.FAINT)
A_TONE = do.Press(UNKNOWN_KEY)
AUDIBLE = (ALOUD, WHISPER, FAINT, do.Tap(2), do.Cough(), do.Press("5"), do.Make(Sound.SOB))
"""What the caller can do that carries down a line."""

HEARERS: dict[LineStage, set[Role]] = {
    **{stage: set() for stage in LineStage},
    L.WITH_OPERATOR: {OPERATOR},
    L.SOUND_PROMPT: {OPERATOR, RECORDING},
    L.RECORDING: {OPERATOR, RECORDING},
    L.ACCEPTED: {OPERATOR},
    L.BACK_WITH_OPERATOR: {OPERATOR},
    L.WITH_FIRST_HANDLER: {OPERATOR, FIRST},
    L.CONNECTING_POLICE: {OPERATOR},
    L.WITH_CALL_HANDLER: {HANDLER},
}
"""Who hears the caller's phone, when the operator has left a call that police have."""


def named(value: object) -> str:
    """A short name of a test's parameter, the same on every run."""
    if isinstance(value, set):
        return "+".join(sorted(value)) or "nobody"
    if isinstance(value, Circuit):
        return f"{value.line}{'+operator' * value.operator_on_line}"
    return str(getattr(value, "kind", value))


def on(line: LineStage, *, operator: bool = False, taken: bool = False) -> Circuit:
    return Circuit(line, operator, taken)


def entry(actor: Role, body: Body) -> Entry:
    return Entry(0, 0, actor, actor, body)


def perceived(listener: Role, actor: Role, body: Body, circuit: Circuit) -> Body | None:
    """What `listener` perceives of it; none when that is nothing."""
    heard = heard_by(listener, entry(actor, body), circuit)
    return None if heard is None else heard.body


def perceivers(actor: Role, body: Body, circuit: Circuit) -> set[Role]:
    """Everybody who perceives it, but for whoever did it."""
    return {r for r in Role if perceived(r, actor, body, circuit) is not None} - {actor}


@cache
def reachable_circuits() -> frozenset[Circuit]:
    """Every circuit that some reachable call has."""
    ways = (*PROFILES.values(), *MIXED.values())
    return frozenset(Circuit.of(node[0]) for switches in ways for node in explored(switches).nodes)


# --- the caller's phone --------------------------------------------------------------------------


@pytest.mark.parametrize("line", LineStage)
@pytest.mark.parametrize("act", AUDIBLE, ids=named)
def test_who_hears_the_caller(line: LineStage, act: do.Action) -> None:
    """Those who are on the line hear the caller, and so does the room; nobody else does [P2 N1]."""
    assert perceivers(CALLER, act, on(line)) == HEARERS[line] | {ROOM}


def test_the_operator_still_on_the_line_hears_what_police_hear() -> None:
    """While the operator has not left, both hear the caller (Q13)."""
    circuit = on(L.WITH_CALL_HANDLER, operator=True)
    assert perceivers(CALLER, ALOUD, circuit) == {OPERATOR, HANDLER, ROOM}


@pytest.mark.parametrize(
    ("listener", "line", "act", "how"),
    [
        # The domain sheet's table 1.4, row by row: who, where, what, and as what.
        (OPERATOR, L.WITH_OPERATOR, ALOUD, ALOUD),
        (OPERATOR, L.WITH_OPERATOR, WHISPER, WHISPER),
        (OPERATOR, L.WITH_OPERATOR, FAINT, NO_WORDS),
        (OPERATOR, L.WITH_OPERATOR, do.Cough(2), do.Cough(2)),
        (OPERATOR, L.WITH_OPERATOR, do.Tap(3), do.Tap(3)),
        (OPERATOR, L.WITH_OPERATOR, do.Press("5"), A_TONE),
        (OPERATOR, L.WITH_OPERATOR, do.Make(Sound.SOB), do.Make(Sound.SOB)),
        (OPERATOR, L.WITH_OPERATOR, do.StaySilent(), None),
        (OPERATOR, L.RECORDING, ALOUD, ALOUD),
        (OPERATOR, L.RECORDING, do.Tap(3), do.Tap(3)),
        (OPERATOR, L.RECORDING, do.Press("5"), A_TONE),
        (OPERATOR, L.CONNECTING_POLICE, do.Press("5"), A_TONE),
        (RECORDING, L.RECORDING, do.Press("5"), do.Press("5")),
        (RECORDING, L.RECORDING, do.Press("3"), do.Press("3")),
        (RECORDING, L.SOUND_PROMPT, do.Cough(), do.Cough()),
        (RECORDING, L.WITH_OPERATOR, do.Press("5"), None),
        (RECORDING, L.ACCEPTED, do.Press("5"), None),
        (FIRST, L.WITH_FIRST_HANDLER, do.Press("5"), A_TONE),
        (FIRST, L.WITH_FIRST_HANDLER, do.Tap(2), do.Tap(2)),
        (FIRST, L.RECORDING, ALOUD, None),
        (HANDLER, L.WITH_CALL_HANDLER, ALOUD, ALOUD),
        (HANDLER, L.WITH_CALL_HANDLER, FAINT, NO_WORDS),
        (HANDLER, L.WITH_CALL_HANDLER, do.Cough(), do.Cough()),
        (HANDLER, L.WITH_CALL_HANDLER, do.Tap(1), do.Tap(1)),
        (HANDLER, L.WITH_CALL_HANDLER, do.Press("5"), A_TONE),
        (HANDLER, L.WITH_CALL_HANDLER, do.StaySilent(), None),
        (HANDLER, L.CONNECTING_POLICE, ALOUD, None),
        (HANDLER, L.RECORDING, do.Press("5"), None),
        (HANDLER, L.HELD_WITH_CALL_HANDLER, ALOUD, None),
        (HANDLER, L.RINGING_BACK, ALOUD, None),
        (HANDLER, L.DOWN, do.SendText("no"), do.SendText("no")),
        (OPERATOR, L.WITH_CALL_HANDLER, do.SendText("no"), None),
        (ROOM, L.WITH_OPERATOR, do.Press("5"), A_TONE),
        (ROOM, L.DOWN, do.Cough(), do.Cough()),
        (ROOM, L.WITH_OPERATOR, do.HangUp(), do.HangUp()),
        (ROOM, L.HELD, do.Lift(), do.Lift()),
        (ROOM, L.RINGING_BACK, do.Answer(), do.Answer()),
        (HANDLER, L.RINGING_BACK, do.Answer(), None),
        (OPERATOR, L.WITH_OPERATOR, do.HangUp(), None),
        (CALLER, L.WITH_OPERATOR, do.Press("5"), do.Press("5")),
        (CALLER, L.WITH_OPERATOR, FAINT, FAINT),
        (CALLER, L.WITH_OPERATOR, do.StaySilent(), do.StaySilent()),
    ],
    ids=named,
)
def test_how_an_act_of_the_caller_is_perceived(
    listener: Role, line: LineStage, act: do.Action, how: do.Action | None
) -> None:
    """Each listener perceives an act of the caller as the table says: as it is, masked, or not."""
    assert perceived(listener, CALLER, act, on(line)) == how


def test_nobody_but_the_caller_and_the_recording_perceives_which_key() -> None:
    """A key is a tone to everybody but who pressed it and the machine that asked for it [P1]."""
    for circuit, key, listener in product(reachable_circuits(), KEYS, Role):
        how = perceived(listener, CALLER, do.Press(key), circuit)
        asked = listener is RECORDING and circuit.line in (L.RECORDING, L.SOUND_PROMPT)
        if listener is CALLER or asked:
            assert how == do.Press(key)
        else:
            assert how in (None, A_TONE)


def test_nobody_off_the_circuit_hears_the_caller() -> None:
    """Only who is on the line, and who is in the room, hears anything of the caller."""
    for circuit in reachable_circuits():
        for act in (*AUDIBLE, do.Finish()):
            assert perceivers(CALLER, act, circuit) <= on_the_line(circuit) | {ROOM}


def test_nobody_off_the_circuit_hears_the_room() -> None:
    """Sounds and voices around the caller reach who is on the line, and the caller."""
    for circuit in reachable_circuits():
        for act in (do.Make(Sound.SHOUTING), do.Say(Intent.NOT_TO_CALL, "hush"), do.Finish()):
            assert perceivers(ROOM, act, circuit) == on_the_line(circuit) | {CALLER}


def test_who_is_on_the_line_is_somebody_who_could_be() -> None:
    """Police hear a caller only when they know of the call, and the recording only its own."""
    for situation in {node[0] for node in explored(PROFILES["iopc_2019"]).nodes}:
        known = situation.incident is not IncidentStage.NONE
        assert known or HANDLER not in on_the_line(Circuit.of(situation))
    for circuit in reachable_circuits():
        assert (RECORDING in on_the_line(circuit)) == (
            circuit.line in (L.SOUND_PROMPT, L.RECORDING)
        )


# --- a phone that somebody else holds ------------------------------------------------------------


@pytest.mark.parametrize("line", [stage for stage, who in HEARERS.items() if who])
def test_without_the_phone_the_callers_words_are_too_faint(line: LineStage) -> None:
    """When somebody else has the phone the caller is heard beside it, without the words [I5]."""
    circuit = on(line, taken=True)
    for listener in HEARERS[line]:
        assert perceived(listener, CALLER, ALOUD, circuit) == NO_WORDS
        assert perceived(listener, ROOM, ALOUD, circuit) == ALOUD
    assert perceived(ROOM, CALLER, ALOUD, circuit) == ALOUD
    assert perceived(CALLER, CALLER, ALOUD, circuit) == ALOUD


@pytest.mark.parametrize("taken", [False, True], ids=["the caller's", "somebody else's"])
def test_staff_are_heard_by_whoever_has_the_phone_at_the_ear(taken: bool) -> None:
    """What staff say reaches the ear at which the phone is, and not the other one."""
    at_the_ear, other = (ROOM, CALLER) if taken else (CALLER, ROOM)
    spoken = [
        (OPERATOR, L.WITH_OPERATOR),
        (OPERATOR, L.BACK_WITH_OPERATOR),
        (OPERATOR, L.CONNECTING_POLICE),
        (FIRST, L.WITH_FIRST_HANDLER),
        (HANDLER, L.WITH_CALL_HANDLER),
    ]
    for speaker, line in spoken:
        who = perceivers(speaker, do.Say(Intent.REASSURE), on(line, taken=taken))
        assert at_the_ear in who
        assert other not in who
    played = Played(Intent.RECORDING_ASKS_FOR_55, "R-3")
    assert perceivers(RECORDING, played, on(L.RECORDING, taken=taken)) == {OPERATOR, at_the_ear}


def test_taking_the_phone_is_seen_by_the_caller_alone() -> None:
    """Nobody on the line sees that the phone changed hands; they can only hear another voice."""
    for circuit in reachable_circuits():
        for act in (do.TakePhone(), do.GiveBack()):
            assert perceivers(ROOM, act, circuit) == {CALLER}


# --- staff ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("speaker", "circuit", "hearers"),
    [
        (OPERATOR, on(L.WITH_OPERATOR), {CALLER}),
        (OPERATOR, on(L.CONNECTING_POLICE), {CALLER}),
        (OPERATOR, on(L.HELD), set()),
        (OPERATOR, on(L.HELD_CONNECTING), set()),
        (OPERATOR, on(L.WITH_CALL_HANDLER, operator=True), {CALLER, HANDLER}),
        (OPERATOR, on(L.HELD_WITH_CALL_HANDLER, operator=True), {HANDLER}),
        (FIRST, on(L.WITH_FIRST_HANDLER), {CALLER, OPERATOR}),
        (HANDLER, on(L.WITH_CALL_HANDLER, operator=True), {CALLER, OPERATOR}),
        (HANDLER, on(L.WITH_CALL_HANDLER), {CALLER}),
        (HANDLER, on(L.HELD_WITH_CALL_HANDLER), set()),
        (HANDLER, on(L.HELD_WITH_CALL_HANDLER, operator=True), {OPERATOR}),
    ],
    ids=named,
)
def test_who_hears_staff(speaker: Role, circuit: Circuit, hearers: set[Role]) -> None:
    """Staff are heard by the caller and by each other, and through no phone that is put down."""
    for spoken in (do.Say(Intent.REASSURE), question(), do.OfferWays(()), do.Finish()):
        assert perceivers(speaker, spoken, circuit) == hearers


@pytest.mark.parametrize(
    ("who", "line", "hearers"),
    [
        (OPERATOR, L.DIALLED, {CALLER}),
        (HANDLER, L.CONNECTING_POLICE, {CALLER}),
        (HANDLER, L.HELD_CONNECTING, set()),
    ],
    ids=named,
)
def test_an_answer_is_heard_at_the_ear(who: Role, line: LineStage, hearers: set[Role]) -> None:
    """The caller hears that somebody answers, unless the handset is down."""
    assert perceivers(who, do.Answer(), on(line)) == hearers


def test_the_operator_tells_police_what_was_heard() -> None:
    """A handover on the line and passed details of a lost line reach the call handler [P5 P15]."""
    answered = on(L.WITH_CALL_HANDLER, operator=True)
    assert HANDLER in perceivers(OPERATOR, do.HandOver(()), answered)
    assert perceivers(OPERATOR, do.PassDetails((), Reason.DOUBT), on(L.CUT_OFF)) == {HANDLER}


def test_the_operator_hears_during_the_recording_and_cannot_be_heard() -> None:
    """While the recording plays the operator listens, and can say nothing [P2 N1]."""
    circuit = on(L.RECORDING)
    assert perceived(OPERATOR, CALLER, ALOUD, circuit) == ALOUD
    assert perceived(OPERATOR, ROOM, do.Make(Sound.SHOUTING), circuit) == do.Make(Sound.SHOUTING)
    calls = explored(PROFILES["iopc_2019"])
    says = [
        edge.cause
        for edge in calls.edges
        if edge.before[0].line is L.RECORDING
        and edge.cause.startswith(("operator_asks", "operator_speaks", "operator_hands"))
    ]
    assert says == []


DESK: tuple[tuple[do.Action, set[Role]], ...] = (
    (do.Note(NoteKind.HEARD, text="two taps"), set()),
    (do.Thrive(Heading.THREAT), set()),
    (do.ReadLocation(LocationSource.AML), set()),
    (do.SetGrade("immediate", Reason.MARKER), set()),
    (do.BringIn(Service.AMBULANCE), set()),
    (do.Withhold(Intent.OFFICERS_SENT, Reason.NOT_SAFE_TO_SAY), set()),
    (do.CallBack(Reason.CALLER_MAY_BE_ALONE), set()),
    (do.DecideAgainstCallback(Reason.MAY_ALERT_OTHERS), set()),
    (do.Close(Reason.NO_CONCERN), set()),
    (do.EndCall(Reason.CHECKED_SAFE), set()),
    (do.Search(), {Role.SYSTEMS}),
    (do.StartTrace(Trace.PHONE, Reason.NO_ANSWER), {Role.SYSTEMS}),
    (do.Deploy(Reason.MARKER), {Role.OFFICERS}),
    (do.BriefOfficers((Topic.WEAPON,)), {Role.OFFICERS}),
    (do.OfferIncident("northern_keys"), {Role.OTHER_FORCE}),
    (do.SendText("Are you safe?"), {CALLER}),
)


@pytest.mark.parametrize(("act", "seen_by"), DESK, ids=named)
def test_what_is_done_at_the_desk_is_seen_only_by_whom_it_concerns(
    act: do.Action, seen_by: set[Role]
) -> None:
    """Notes, grades and searches are seen by nobody on the line, wherever the line is."""
    for circuit in reachable_circuits():
        assert perceivers(HANDLER, act, circuit) == seen_by


@pytest.mark.parametrize(
    ("role", "act"),
    [
        (OPERATOR, do.Connect(Service.POLICE)),
        (OPERATOR, do.SendToRecording()),
        (OPERATOR, do.EndCall(Reason.NO_RESPONSE)),
        (OPERATOR, do.Leave()),
        (FIRST, do.PassOn(Reason.SIGNAL_HEARD)),
        (FIRST, do.EndCall(Reason.NO_RESPONSE)),
    ],
    ids=named,
)
def test_a_decision_at_a_switchboard_is_perceived_by_what_it_brings(
    role: Role, act: do.Action
) -> None:
    """Nobody sees a button pressed: the stage that it leads to is what others perceive."""
    for circuit in reachable_circuits():
        assert perceivers(role, act, circuit) == set()


# --- machines, and what the flow decides ---------------------------------------------------------


@pytest.mark.parametrize(
    ("actor", "body", "seen_by"),
    [
        (Role.NETWORK, do.DeliverLocation(LocationSource.EISEC, "Mill Lane"), {OPERATOR, HANDLER}),
        (Role.NETWORK, do.DeliverLocation(LocationSource.AML, radius=30), {OPERATOR, HANDLER}),
        (Role.SYSTEMS, do.GiveResult(), {HANDLER}),
        (Role.OFFICERS, do.Arrive(), {HANDLER}),
        (Role.SYSTEMS, IncidentMoved(IncidentStage.OPEN, "I-1"), {HANDLER}),
        (Role.NETWORK, CallbackFailed("nobody answered", "K-5"), {HANDLER}),
        (RECORDING, SignalRecognised(Recognised.FIFTY_FIVE, "R-5"), {OPERATOR}),
        (Role.NETWORK, NoEffect("only 55 is asked for", "R-11"), set()),
        (Role.NETWORK, TimerFired(Timer.END), set()),
        (Role.NETWORK, TimerStarted(Timer.END, 20_000, "O-19"), set()),
        (Role.SYSTEMS, CallEnded(Outcome.DEPLOYED), set()),
        (Role.NETWORK, CallBegan(1, LineKind.MOBILE), set(Role) - {Role.NETWORK}),
    ],
    ids=named,
)
def test_who_perceives_machines_and_decisions(actor: Role, body: Body, seen_by: set[Role]) -> None:
    """Data goes to the desks it is meant for; timers and reasons are seen by nobody [G10 P2]."""
    for circuit in reachable_circuits():
        assert perceivers(actor, body, circuit) == seen_by


@pytest.mark.parametrize(
    ("stage", "learn"),
    [
        (L.DIALLED, {OPERATOR}),
        (L.WITH_OPERATOR, {OPERATOR}),
        (L.RECORDING, {OPERATOR}),
        (L.ACCEPTED, {OPERATOR}),
        (L.WITH_FIRST_HANDLER, {OPERATOR, FIRST}),
        (L.CONNECTING_POLICE, {OPERATOR, HANDLER}),
        (L.HELD, {OPERATOR}),
        (L.HELD_CONNECTING, {OPERATOR, HANDLER}),
        (L.CUT_OFF, {OPERATOR}),
        (L.RINGING_BACK, {HANDLER, ROOM}),
        (L.DOWN, {HANDLER}),
        (L.NO_RESPONSE_TO_RECORDING, {OPERATOR}),
        (L.NOT_CONNECTED, set()),
    ],
    ids=named,
)
def test_who_learns_where_the_line_is(stage: LineStage, learn: set[Role]) -> None:
    """The caller knows where the line is, and so do those who have it; police not before it rings.

    That a phone rings is heard in the room as well.
    """
    circuit = on(stage)
    assert perceivers(Role.NETWORK, StageEntered(stage, "x"), circuit) == learn | {CALLER}


def test_police_learn_nothing_of_the_line_before_it_is_theirs() -> None:
    """Until the force's phone rings its call handler perceives no stage of the line [N4b M6]."""
    theirs = {
        L.CONNECTING_POLICE,
        L.WITH_CALL_HANDLER,
        L.HELD_CONNECTING,
        L.HELD_WITH_CALL_HANDLER,
        L.RINGING_BACK,
        L.DOWN,
    }
    for circuit in reachable_circuits():
        entered = StageEntered(circuit.line, "x")
        if circuit.line not in theirs:
            assert HANDLER not in perceivers(Role.NETWORK, entered, circuit)


def test_everybody_knows_what_they_do_themselves() -> None:
    """Whoever acts perceives the whole act, wherever the line is."""
    for circuit, role in product(reachable_circuits(), REPERTOIRE):
        for choice in REPERTOIRE[role].values():
            act = choice.sample()
            assert perceived(role, role, act, circuit) is act


def test_what_is_perceived_keeps_its_place_in_the_log() -> None:
    """A masked entry keeps its number, its instant and whose it was."""
    real = Entry(7, 1_500, CALLER, CALLER, do.Press("5"), ("O-8",), 3)
    heard = heard_by(OPERATOR, real, on(L.WITH_OPERATOR))
    assert heard == real._replace(body=A_TONE)


# --- the room ------------------------------------------------------------------------------------


def test_how_far_an_act_carries_in_the_room() -> None:
    """Breath, key, tap, whisper, cough, speech: each carries further than the one before."""
    acts: list[do.Action] = [
        do.StaySilent(),
        do.Make(Sound.BREATHING),
        do.Press("5"),
        do.Tap(),
        WHISPER,
        do.Cough(),
        ALOUD,
    ]
    assert [loudness(act) for act in acts] == sorted(Loudness)


@pytest.mark.parametrize("sound", Sound)
def test_a_sound_carries_and_tells_what_the_vocabulary_says(sound: Sound) -> None:
    """How loud a sound is and what it tells a listener stands in one table [P1 P7 G2]."""
    assert (evidence(do.Make(sound)), loudness(do.Make(sound))) == SOUNDS[sound]


def test_a_faint_voice_is_as_quiet_as_a_whisper() -> None:
    """Words too faint to make out carry no further than a whisper."""
    assert loudness(FAINT) is Loudness.WHISPER


def test_a_ringing_phone_is_heard_in_the_room() -> None:
    """A callback may alert whoever is near: it carries like speech [I3]."""
    assert loudness(StageEntered(L.RINGING_BACK, "K-1")) is Loudness.SPEECH
    assert loudness(StageEntered(L.DOWN, "X-5")) is Loudness.NOTHING


@pytest.mark.parametrize(
    ("act", "tells"),
    [
        (do.Tap(), Evidence.ANSWER),
        (do.Cough(), Evidence.ANSWER),
        (A_TONE, Evidence.ANSWER),
        (do.Say(Intent.NOT_TO_CALL), Evidence.VOICES),
        (ALOUD, None),
        (do.Answer(), None),
        (do.HangUp(), None),
    ],
    ids=named,
)
def test_what_an_act_tells_a_listener(act: do.Action, tells: Evidence | None) -> None:
    """A tap, a cough or a tone can be an answer; talk beside the phone is voices [P1 P7]."""
    assert evidence(act) is tells


# --- leaving -------------------------------------------------------------------------------------


def test_an_operator_who_has_left_learns_no_more_of_the_line() -> None:
    """Of a call that police have the operator perceives only what happens while on the line."""
    for circuit in reachable_circuits():
        if circuit.line in (L.WITH_CALL_HANDLER, L.HELD_WITH_CALL_HANDLER):
            learn = audience(Role.NETWORK, "stage", circuit.line, circuit)
            assert (OPERATOR in learn) == circuit.operator_on_line


def test_whoever_was_on_the_line_or_rung_learns_that_it_is_gone() -> None:
    """Staff who had the line, or whose phone rang, perceive its next stage."""
    rung = {L.CONNECTING_POLICE, L.HELD_CONNECTING, L.HELD_WITH_CALL_HANDLER, L.RINGING_BACK}
    unheard = set()
    for switches in PROFILES.values():
        for edge in explored(switches).edges:
            before, after = Circuit.of(edge.before[0]), Circuit.of(edge.after[0])
            if before.line is after.line:
                continue
            there = on_the_line(before) - {RECORDING}
            there |= {HANDLER} if before.line in rung else set()
            made = after._replace(before=before)
            learn = audience(Role.NETWORK, "stage", after.line, made)
            unheard |= {(role, before.line, after.line) for role in there - learn}
    assert not unheard


def test_an_operator_who_waits_at_a_held_line_learns_that_it_is_gone() -> None:
    """The operator still there when a held line goes down perceives it, as police do."""
    before = on(L.HELD_WITH_CALL_HANDLER, operator=True)
    made = on(L.DOWN)._replace(before=before)
    learn = perceivers(Role.NETWORK, StageEntered(L.DOWN, "L-8"), made)
    assert learn == {CALLER, OPERATOR, HANDLER}


def test_nobody_learns_that_a_line_is_gone_who_never_had_it() -> None:
    """A first handler and a call handler who had no part in a call learn nothing of its loss."""
    before = on(L.WITH_OPERATOR)
    for stage in (L.CUT_OFF, L.ENDED_BY_OPERATOR, L.CONFIRMED_MISTAKE):
        made = on(stage)._replace(before=before)
        assert perceivers(Role.NETWORK, StageEntered(stage, "x"), made) == {CALLER, OPERATOR}


def test_the_recording_does_not_learn_that_the_call_left_it() -> None:
    """It detects key tones and nothing else; caller and operator learn of the next stage."""
    before = Circuit(LineStage.RECORDING, operator_on_line=True, phone_taken=False)
    after = Circuit(LineStage.DOWN, operator_on_line=False, phone_taken=False, before=before)
    assert Role.RECORDING in on_the_line(before)
    learn = audience(Role.CALLER, "stage", LineStage.DOWN, after)
    assert learn & {Role.CALLER, Role.OPERATOR, Role.RECORDING} == {Role.CALLER, Role.OPERATOR}
