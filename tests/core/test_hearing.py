"""What each party perceives, of everything that can be done, wherever the line is."""

from collections.abc import Callable, Mapping
from functools import cache
from itertools import product

import pytest

from simulator.content.procedure.seat_knowledge import Known
from simulator.core import acts as do
from simulator.core import flow, hearing, terms
from simulator.core.hearing import Circuit, audience, evidence, heard_by, loudness, on_the_line
from simulator.core.log import Body, CallBegan, Entry, StageEntered
from simulator.core.terms import Intent, LineStage, Role, Sound
from simulator.session.run.headless_run import run
from tests.core.explored import EVERY_ROW, PROFILES, explored
from tests.debrief.short_logs import body
from tests.session import sitting
from tests.session.calls import LIBRARY
from tests.session.sitting import setup

L = LineStage
CALLER, ROOM, OPERATOR, RECORDING = Role.CALLER, Role.ROOM, Role.OPERATOR, Role.RECORDING
FIRST, HANDLER = Role.FIRST_HANDLER, Role.CALL_HANDLER
JUDGED, SYSTEMS, NETWORK = terms.Reason.JUDGEMENT, Role.SYSTEMS, Role.NETWORK

ALOUD = do.Say(Intent.SPEAKS, "I am at the mill")
WHISPER = do.Say(Intent.GIVES_PLACE, "Mill Lane", terms.Manner.WHISPERED)
FAINT = do.Say(Intent.WANTS_POLICE, "police", terms.Manner.FAINT)
NO_WORDS = do.Say(Intent.SPEAKS, "", terms.Manner.FAINT)
A_TONE = do.Press(hearing.UNKNOWN_KEY)
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


def lost(before: LineStage, after: LineStage, *, operator: bool = False) -> Circuit:
    return on(after)._replace(before=on(before, operator=operator))


def perceived(listener: Role, actor: Role, body: Body, circuit: Circuit) -> Body | None:
    """What `listener` perceives of it; none when that is nothing."""
    heard = heard_by(listener, Entry(0, 0, actor, actor, body), circuit)
    return None if heard is None else heard.body


def perceivers(actor: Role, body: Body, circuit: Circuit) -> set[Role]:
    """Everybody who perceives it, but for whoever did it."""
    return {r for r in Role if perceived(r, actor, body, circuit) is not None} - {actor}


@cache
def reachable_circuits() -> frozenset[Circuit]:
    """Every circuit that some reachable call has."""
    every = EVERY_ROW.values()
    return frozenset(Circuit.of(node[0]) for switches in every for node in explored(switches).nodes)


HEARD_AS: dict[tuple[Role, do.Action], do.Action] = {
    **{(listener, FAINT): NO_WORDS for listener in set(Role) - {CALLER}},
    **{(listener, do.Press("5")): A_TONE for listener in set(Role) - {CALLER, RECORDING}},
}
"""What a listener makes of an act that is not heard as it is: the domain sheet's table 1.4."""


@pytest.mark.parametrize("act", AUDIBLE, ids=named)
def test_who_hears_the_caller_and_how(act: do.Action) -> None:
    """Those who are on the line hear the caller, and so does the room; nobody else does [P2 N1].

    Words may be too faint for the line, and a key is a tone to all but the recording [P1].
    """
    for line in LineStage:
        heard = {role: perceived(role, CALLER, act, on(line)) for role in Role}
        expected = {role: HEARD_AS.get((role, act), act) for role in HEARERS[line] | {ROOM, CALLER}}
        assert {role: how for role, how in heard.items() if how is not None} == expected, line


def test_nobody_but_the_caller_and_the_recording_perceives_which_key() -> None:
    """A key is a tone to everybody but who pressed it and the machine that asked for it [P1]."""
    for circuit, key, listener in product(reachable_circuits(), terms.KEYS, Role):
        how = perceived(listener, CALLER, do.Press(key), circuit)
        asked = listener is RECORDING and circuit.line in (L.RECORDING, L.SOUND_PROMPT)
        if listener is CALLER or asked:
            assert how == do.Press(key)
        else:
            assert how in (None, A_TONE)


def test_nobody_off_the_circuit_hears_the_caller_or_the_room() -> None:
    for circuit in reachable_circuits():
        for act in (*AUDIBLE, do.Finish()):
            assert perceivers(CALLER, act, circuit) <= on_the_line(circuit) | {ROOM}
        for act in (do.Make(Sound.SHOUTING), do.Say(Intent.NOT_TO_CALL, "hush"), do.Finish()):
            assert perceivers(ROOM, act, circuit) == on_the_line(circuit) | {CALLER}


def test_a_faint_voice_behind_is_still_heard_as_talk_that_is_not_to_the_call() -> None:
    """Words too faint to make out are lost; that they were not meant for the call is not [P1 P7].

    Another person who mutters, or a television, is no answer of the caller.
    """
    muttered = do.Say(Intent.NOT_TO_CALL, "who is that", terms.Manner.FAINT)
    without_words = do.Say(Intent.NOT_TO_CALL, "", terms.Manner.FAINT)
    for line, who in HEARERS.items():
        for listener, actor in product(who, (CALLER, ROOM)):
            assert perceived(listener, actor, muttered, on(line)) == without_words
            assert perceived(listener, actor, FAINT, on(line)) == NO_WORDS


def test_an_operator_who_has_left_learns_nothing_of_later_stages() -> None:
    """The police have the line: that they ring back, and who answers, is not the operator's.

    An operator who is still on the line hears how it goes on.
    """
    for before, after in (
        (L.RINGING_BACK, L.WITH_CALL_HANDLER),
        (L.WITH_CALL_HANDLER, L.HELD_WITH_CALL_HANDLER),
        (L.HELD_WITH_CALL_HANDLER, L.WITH_CALL_HANDLER),
        (L.WITH_CALL_HANDLER, L.DOWN),
        (L.DOWN, L.RINGING_BACK),
    ):
        entered = StageEntered(after, "x")
        assert OPERATOR not in perceivers(NETWORK, entered, lost(before, after))
        stays = on(after, operator=True)._replace(before=on(before, operator=True))
        assert OPERATOR in perceivers(NETWORK, entered, stays)


@pytest.mark.parametrize(
    "name", ["rings-back", "small-voice", "somebody-picks-up", "child-with-a-phone"]
)
def test_a_shipped_operator_who_has_left_hears_of_no_ringing_back(name: str) -> None:
    """From leaving the call to its end the operator's log stays as it is."""
    of = setup(name)
    log = run(of.scenario, of.profile, of.force).log
    left = next(each for each in log if isinstance(each.body, do.Leave))
    stages = {each.body.stage for each in log if isinstance(each.body, StageEntered)}
    assert L.RINGING_BACK in stages
    begun = [each.seq for each in log if isinstance(each.body, CallBegan) and each.seq > left.seq]
    until = begun[0] if begun else len(log)
    heard = [each.seq for each in sitting.perceived(of, log, OPERATOR)]
    assert [seq for seq in heard if left.seq < seq < until] == []


def test_who_is_on_the_line_is_somebody_who_could_be() -> None:
    """Police hear a caller only when they know of the call, and the recording only its own."""
    for state in {node[0] for node in explored(PROFILES["iopc_2019"]).nodes}:
        known = state.incident is not terms.IncidentStage.NONE
        assert known or HANDLER not in on_the_line(Circuit.of(state))
    for circuit in reachable_circuits():
        assert (RECORDING in on_the_line(circuit)) == (
            circuit.line in (L.SOUND_PROMPT, L.RECORDING)
        )


@pytest.mark.parametrize("line", [stage for stage, who in HEARERS.items() if who])
def test_without_the_phone_the_callers_words_are_too_faint(line: LineStage) -> None:
    """When somebody else has the phone the caller is heard beside it, without the words [I5]."""
    circuit = on(line, taken=True)
    for listener in HEARERS[line]:
        assert perceived(listener, CALLER, ALOUD, circuit) == NO_WORDS
        assert perceived(listener, ROOM, ALOUD, circuit) == ALOUD
    assert perceived(ROOM, CALLER, ALOUD, circuit) == ALOUD
    assert perceived(CALLER, CALLER, ALOUD, circuit) == ALOUD


STAFF_HEARD: list[tuple[Role, Circuit, set[Role]]] = [
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
]
ENDS_WITH_OPERATOR = (L.CUT_OFF, L.ENDED_BY_OPERATOR, L.CONFIRMED_MISTAKE)
SPOKEN = (do.Say(Intent.REASSURE), do.Ask(()), do.OfferWays(()), do.Finish())
ENTERED: list[tuple[set[Role], list[Circuit]]] = [
    # The caller knows where the line is, and so do those who have it; police not before it rings.
    ({CALLER}, [on(L.NOT_CONNECTED)]),
    ({CALLER, OPERATOR}, [*map(on, (L.DIALLED, L.WITH_OPERATOR, L.RECORDING, L.ACCEPTED, L.HELD))]),
    ({CALLER, OPERATOR}, [*map(on, (L.CUT_OFF, L.NO_RESPONSE_TO_RECORDING))]),
    ({CALLER, OPERATOR, FIRST}, [on(L.WITH_FIRST_HANDLER)]),
    ({CALLER, OPERATOR, HANDLER}, [on(L.CONNECTING_POLICE), on(L.HELD_CONNECTING)]),
    ({CALLER, HANDLER}, [on(L.DOWN)]),
    # That a phone rings is heard in the room.
    ({CALLER, HANDLER, ROOM}, [on(L.RINGING_BACK)]),
    # A first handler and a call handler who had no part in a call learn nothing of its loss.
    ({CALLER, OPERATOR}, [lost(L.WITH_OPERATOR, end) for end in ENDS_WITH_OPERATOR]),
    # The recording detects key tones and nothing else.
    (
        {CALLER, OPERATOR, HANDLER},
        [lost(at, L.DOWN, operator=True) for at in (L.HELD_WITH_CALL_HANDLER, L.RECORDING)],
    ),
]
HERE: list[tuple[Role, Body, Circuit, set[Role]]] = [
    # Silence is perceived by nobody, a text by the police; the room sees the hand.
    (CALLER, do.StaySilent(), on(L.WITH_OPERATOR), set()),
    (CALLER, do.StaySilent(), on(L.WITH_CALL_HANDLER), set()),
    (CALLER, do.SendText("no"), on(L.DOWN), {HANDLER, ROOM}),
    (CALLER, do.SendText("no"), on(L.WITH_CALL_HANDLER), {HANDLER, ROOM}),
    (CALLER, do.HangUp(), on(L.WITH_OPERATOR), {ROOM}),
    (CALLER, do.Lift(), on(L.HELD), {ROOM}),
    (CALLER, do.Answer(), on(L.RINGING_BACK), {ROOM}),
    (CALLER, ALOUD, on(L.WITH_CALL_HANDLER, operator=True), {OPERATOR, HANDLER, ROOM}),
    # An answer is heard at the ear; police hear what the operator hands over [P5 P15] (Q13).
    (OPERATOR, do.Answer(), on(L.DIALLED), {CALLER}),
    (HANDLER, do.Answer(), on(L.CONNECTING_POLICE), {CALLER}),
    (HANDLER, do.Answer(), on(L.HELD_CONNECTING), set()),
    (OPERATOR, do.HandOver(()), on(L.WITH_CALL_HANDLER, operator=True), {CALLER, HANDLER}),
    (OPERATOR, do.PassDetails((), JUDGED), on(L.CUT_OFF), {HANDLER}),
    *((who, spoken, at, heard) for who, at, heard in STAFF_HEARD for spoken in SPOKEN),
    *((NETWORK, StageEntered(at.line, "x"), at, who) for who, there in ENTERED for at in there),
]


def test_who_perceives_it_there() -> None:
    for actor, done, circuit, who in HERE:
        assert perceivers(actor, done, circuit) == who, (actor, done, circuit)


OFFICERS, OTHER_FORCE = Role.OFFICERS, Role.OTHER_FORCE
CONTROLS = {Role.AMBULANCE_CONTROL, Role.FIRE_CONTROL}
ANYWHERE: list[tuple[set[Role], str]] = [
    # At the desk: notes, grades and searches are seen by nobody on the line.
    (set(), "ch note heard; ch thrive threat; ch read aml; ch call_back"),
    (CONTROLS, "ch bring ambulance"),
    (set(), "ch withhold officers_sent; ch not_rung; ch close judgement; ch end judgement"),
    ({OFFICERS}, "ch grade immediate judgement; ch deploy; ch brief yes=weapon"),
    ({SYSTEMS}, "ch search; ch trace"),
    ({OTHER_FORCE}, "ch offer"),
    ({CALLER}, "ch text"),
    # At a switchboard: the stage that a decision leads to is what others perceive.
    (set(), "op connect police; op recording; op end judgement; op leave"),
    (set(), "fh pass_on judgement; fh end judgement"),
    # In the room: nobody on the line sees that the phone changed hands.
    ({CALLER}, "ro take_phone; ro give_back"),
    # Machines: data goes to the desks it is meant for; timers and reasons to nobody [P2].
    ({HANDLER}, "sy result; sy incident open; ne callback_failed"),
    ({OPERATOR}, "re recognised fifty_five"),
    (set(), "ne no_effect early; ne fires rings_out; ne starts rings_out 9; sy ended deployed"),
    # Over the radio: the call handler hears it, and never the caller.
    ({HANDLER}, "am needs patient_breathing"),
    # Officers see a crew for themselves.
    ({HANDLER, OFFICERS}, "am reports crew_sent; fi reports crew_there"),
    ({HANDLER}, "of arrive; of units; of unit found; of asks weapon"),
]


@pytest.mark.parametrize(("seen_by", "acts"), ANYWHERE, ids=named)
def test_what_is_perceived_by_whom_it_concerns_wherever_the_line_is(
    seen_by: set[Role], acts: str
) -> None:
    for (actor, done), circuit in product(map(body, acts.split(";")), reachable_circuits()):
        assert perceivers(actor, done, circuit) == seen_by, done


POLICE_HAVE = {
    *(L.CONNECTING_POLICE, L.HELD_CONNECTING, L.WITH_CALL_HANDLER, L.HELD_WITH_CALL_HANDLER),
    *(L.RINGING_BACK, L.DOWN),
}
"""Where a call was offered to police, or its details were passed to them (domain 1.2, 8-12)."""
OPERATOR_ALONE = {
    *(L.WITH_OPERATOR, L.SOUND_PROMPT, L.RECORDING, L.ACCEPTED, L.BACK_WITH_OPERATOR),
    *(L.WITH_FIRST_HANDLER, L.CONNECTING_POLICE, L.HELD, L.HELD_CONNECTING, L.CUT_OFF),
}
"""Where an operator has answered, and no police have the line (domain 1.2, 1-8)."""
REACHES: Mapping[tuple[Role, str], Callable[[Circuit], bool]] = {
    (HANDLER, "offered"): lambda circuit: circuit.line in POLICE_HAVE,
    (OPERATOR, "answered"): lambda circuit: (
        circuit.line in OPERATOR_ALONE or circuit.operator_on_line
    ),
    (OPERATOR, "offered"): lambda circuit: (
        circuit.line in {L.DIALLED, *OPERATOR_ALONE} or circuit.operator_on_line
    ),
}
"""What the words of `seat_knowledge.yaml` mean on the line, from the domain and not the code."""


@pytest.mark.parametrize("role", [OPERATOR, HANDLER], ids=str)
def test_what_comes_with_a_call_reaches_a_desk_when_the_table_says_so(role: Role) -> None:
    """Number, kind of line and place are on no desk before the table of who may know what [G10]."""
    table = LIBRARY.seat_knowledge()
    (_, began), (_, place) = body("ne began 1 mobile"), body("ne loc eisec lane")
    things: tuple[tuple[Known, Body], ...] = (("line", began), ("eisec", place))
    assert {table.since(each, role) for each in ("aml", "vehicle", "spoken")} == {
        table.since("eisec", role)
    }
    for thing, entry in things:
        reaches = REACHES[role, table.since(thing, role)]
        for circuit in reachable_circuits():
            if circuit.line not in flow.ENDS:
                got = role in perceivers(NETWORK, entry, circuit)
                assert got is reaches(circuit), (thing, circuit)


def test_the_callers_end_is_where_a_call_begins() -> None:
    """Who stands beside the caller, and machines that are no desk, are in the call from its start.

    A place from the network is never heard at the caller's end.
    """
    (_, began), (_, place) = body("ne began 1 mobile"), body("ne loc eisec lane")
    for circuit in reachable_circuits():
        assert {CALLER, ROOM, RECORDING, SYSTEMS} <= perceivers(NETWORK, began, circuit)
        assert perceivers(NETWORK, place, circuit) <= {OPERATOR, HANDLER}


def test_police_learn_nothing_of_the_line_before_it_is_theirs() -> None:
    """Until the force's phone rings its call handler perceives no stage of the line [N4b M6]."""
    theirs = {L.CONNECTING_POLICE, L.WITH_CALL_HANDLER, L.RINGING_BACK, L.DOWN}
    theirs |= {L.HELD_CONNECTING, L.HELD_WITH_CALL_HANDLER}
    for circuit in reachable_circuits():
        entered = StageEntered(circuit.line, "x")
        if circuit.line not in theirs:
            assert HANDLER not in perceivers(NETWORK, entered, circuit)


def test_how_far_an_act_carries_in_the_room() -> None:
    """And what a sound tells a listener stands in the vocabulary too [P1 P7 G2]."""
    quiet: list[do.Action] = [do.StaySilent(), do.Make(Sound.BREATHING), do.Press("5"), do.Tap()]
    assert [loudness(act) for act in (*quiet, WHISPER, do.Cough(), ALOUD)] == sorted(terms.Loudness)
    assert loudness(FAINT) is terms.Loudness.WHISPER
    told = {sound: (evidence(do.Make(sound)), loudness(do.Make(sound))) for sound in Sound}
    assert told == {sound: (sound.suggests, sound.loudness) for sound in Sound}


def test_whoever_was_on_the_line_or_rung_learns_that_it_is_gone() -> None:
    rung = {L.CONNECTING_POLICE, L.HELD_CONNECTING, L.HELD_WITH_CALL_HANDLER, L.RINGING_BACK}
    unheard = set()
    for switches in EVERY_ROW.values():
        for edge in explored(switches).edges:
            before, after = Circuit.of(edge.before[0]), Circuit.of(edge.after[0])
            if before.line is after.line:
                continue
            there = on_the_line(before) - {RECORDING}
            there |= {HANDLER} if before.line in rung else set()
            made = after._replace(before=before)
            learn = audience(NETWORK, "stage", after.line, made)
            unheard |= {(role, before.line, after.line) for role in there - learn}
    assert not unheard
