"""Stories: given a call, when this is done, then that. Instants count from the operator's answer.

Codes in square brackets name the public sources (`simulator/content/data/sources.yaml`); a Q and a
number names an open question that no source answers, so that what is tested is our assumption.
"""

from collections.abc import Callable

import pytest

from simulator.core import acts as do
from simulator.core import terms
from simulator.core.profile import Switches, Timings
from simulator.core.terms import IncidentStage, Intent, LineKind, LineStage, Outcome, Reason
from tests.core.explored import PROFILES
from tests.core.phone import (
    ASK_SERVICE,
    FIVE,
    TO_POLICE,
    Phone,
    answered,
    deploy,
    dialled,
    grade,
    in_recording,
    question,
    with_police,
)

CALLER, ROOM, OPERATOR, HANDLER = (
    terms.Role.CALLER,
    terms.Role.ROOM,
    terms.Role.OPERATOR,
    terms.Role.CALL_HANDLER,
)
NETWORK, OFFICERS = terms.Role.NETWORK, terms.Role.OFFICERS

WMP = PROFILES["wmp"]
TVP = PROFILES["tvp"]
HOME_OFFICE = PROFILES["home_office_2001"]
SURREY = PROFILES["surrey_2019"]
HERTS = PROFILES["herts_old"]
EARLY = PROFILES["early55_relay"]
NPCC = PROFILES["npcc_2017"]
AFTER_REQUEST = Switches(counts_before_request=False)
TOLD = Switches(force_is_told=True)

UNDER_DOUBT = do.PassDetails((terms.Reported.LINE_LOST,), Reason.DOUBT)
RING_BACK = do.CallBack(Reason.CALLER_MAY_BE_ALONE)


def passed(phone: Phone) -> bool:
    return terms.Recognised.FIFTY_FIVE in phone.recognised


@pytest.mark.parametrize("number", ["999", "112"])
def test_999_and_112_reach_the_same_operator(number: str) -> None:
    """999 and 112 ring at the same operator, who answers [G1]."""
    dial = do.Dial("999" if number == "999" else "112")
    phone = Phone().at("0s", CALLER, dial).at("2s", OPERATOR, do.Answer())
    assert phone.stages == [LineStage.DIALLED, LineStage.WITH_OPERATOR]


@pytest.mark.parametrize("kind", LineKind)
def test_a_phone_without_a_network_or_a_sim_reaches_nobody(kind: LineKind) -> None:
    """UK networks take no 999 call without a SIM, and no network means no call [B12 B15]."""
    phone = dialled(kind=kind, coverage=terms.Coverage.NONE)
    assert phone.outcome is Outcome.NOT_CONNECTED


@pytest.mark.parametrize("loss", [do.HangUp(), do.LoseLine(terms.LossCause.NETWORK)])
def test_a_caller_who_clears_before_the_answer_has_abandoned_the_call(loss: do.Action) -> None:
    """A line that clears before the operator answers is an abandoned call [P15 N16]."""
    role = CALLER if isinstance(loss, do.HangUp) else NETWORK
    assert dialled().at("1s", role, loss).outcome is Outcome.ABANDONED


def test_twelve_seconds_of_breathing_reach_no_further_than_the_second_prompt() -> None:
    """A call cleared at 12 s and left by the operator reaches no force (SC-34) [N25]."""
    phone = (
        answered().at("1s", OPERATOR, ASK_SERVICE).at("4s", ROOM, do.Make(terms.Sound.BREATHING))
    )
    phone.at("8s", OPERATOR, do.Say(Intent.WHICH_OF_THREE)).at("12s", CALLER, do.HangUp())
    assert phone.stage is LineStage.CUT_OFF
    phone.at("15s", OPERATOR, do.EndCall(Reason.NO_RESPONSE))
    assert phone.outcome is Outcome.ABANDONED
    assert phone.incident is IncidentStage.NONE


def test_four_prompts_move_nothing_by_themselves() -> None:
    """The operator's four prompts are asked and the call stays with the operator [P4 N6]."""
    phone = answered()
    prompts = (
        Intent.WHICH_SERVICE,
        Intent.WHICH_OF_THREE,
        Intent.NUMBER_DIALLED,
        Intent.MAKE_A_SOUND,
    )
    for second, intent in enumerate(prompts, start=1):
        phone.at(f"{second}s", OPERATOR, do.Say(intent)).at(
            f"{second}.5s", OPERATOR, do.Finish(intent)
        )
    assert phone.stage is LineStage.WITH_OPERATOR
    assert [row for row in phone.rows if row.startswith("O-")] == ["O-1", "O-2", "O-3", "O-4"]


@pytest.mark.parametrize(
    "sign",
    [
        do.Cough(2),
        do.Tap(3),
        do.Say(Intent.SPEAKS, manner=terms.Manner.WHISPERED),
        do.Make(terms.Sound.GROAN),
        do.Press("7"),
    ],
    ids=["cough", "tap", "whisper", "groan", "key"],
)
def test_a_sound_in_answer_lets_the_operator_connect_the_caller(sign: do.Action) -> None:
    """A cough, tap, whisper or key tone is heard, and the operator connects to police [P1 P4]."""
    phone = answered().at("24s", OPERATOR, do.Say(Intent.MAKE_A_SOUND)).at("26s", CALLER, sign)
    assert phone.stage is LineStage.WITH_OPERATOR
    phone = phone.at("27s", OPERATOR, TO_POLICE).at("31s", HANDLER, do.Answer())
    assert phone.stage is LineStage.WITH_CALL_HANDLER
    assert LineStage.RECORDING not in phone.stages


def test_a_row_behind_the_phone_goes_to_police_without_the_recording() -> None:
    """An argument, and something that breaks, may mean straight to police (SC-03) [P1 P7 H7]."""
    phone = (
        answered()
        .at("5s", ROOM, do.Make(terms.Sound.SHOUTING))
        .at("12s", ROOM, do.Make(terms.Sound.BREAKING))
    )
    phone.at("13s", OPERATOR, do.Connect(terms.Service.POLICE, Reason.DISTURBANCE_HEARD))
    assert phone.stages[-1] is LineStage.CONNECTING_POLICE


@pytest.mark.parametrize("service", [s for s in terms.Service if s is not terms.Service.POLICE])
def test_another_service_takes_the_call(service: terms.Service) -> None:
    """The operator hands a call to ambulance, fire or coastguard, and there it ends [G1 B18]."""
    phone = answered().at("3s", OPERATOR, do.Connect(service, Reason.SPEECH_HEARD))
    assert phone.outcome is Outcome.CONNECTED_TO_OTHER_SERVICE
    assert phone.incident is IncidentStage.NONE


def test_a_mistake_that_the_caller_confirms_is_named_so() -> None:
    """A caller who says that it was a mistake is let go, as a confirmed mistake [P4 N6]."""
    phone = answered().at("17s", CALLER, do.Say(Intent.SAYS_MISTAKE))
    phone.at("20s", OPERATOR, do.EndCall(Reason.MISTAKE_CONFIRMED))
    assert phone.outcome is Outcome.CONFIRMED_MISTAKE


def test_the_operator_may_end_a_call_judged_accidental() -> None:
    """Noise without speech may be ended by the operator under the code of 2008 [G2]."""
    phone = answered().at("5s", ROOM, do.Make(terms.Sound.CLOTH))
    phone.at("30s", OPERATOR, do.EndCall(Reason.NO_RESPONSE))
    assert phone.outcome is Outcome.ENDED_BY_OPERATOR


def test_staying_silent_is_a_choice_that_changes_nothing() -> None:
    """No request and no spoken answer: a silent call stays where it is [N5 P12]."""
    phone = answered().at("10s", CALLER, do.StaySilent())
    assert (phone.stage, phone.last_reason) == (LineStage.WITH_OPERATOR, "")


def test_an_early_55_is_only_two_tones_to_the_operator() -> None:
    """55 before the recording is heard as key noise; nobody can tell which keys (SC-09) [P1]."""
    phone = answered().at("2s", CALLER, FIVE).at("2.5s", CALLER, FIVE)
    assert (phone.stage, phone.recognised) == (LineStage.WITH_OPERATOR, [])
    assert phone.last_reason == "the operator hears a key tone and cannot tell which key"
    phone.at("30s", OPERATOR, do.SendToRecording()).until("2m")
    assert phone.outcome is Outcome.NO_RESPONSE_TO_RECORDING


@pytest.mark.parametrize(
    ("switches", "kind"), [(Switches(), LineKind.MOBILE), (EARLY, LineKind.LANDLINE)]
)
@pytest.mark.parametrize("key", ["5", "1"])
def test_a_key_in_answer_to_the_request_for_a_sound_is_a_sound(
    key: str, switches: Switches, kind: LineKind
) -> None:
    """Before the request a key has no effect; after it, it is a sound like a tap [P1 P4]."""
    phone = answered(switches, kind).at("2s", CALLER, do.Press(key))
    assert phone.last_reason
    phone = answered(switches, kind).at("19.5s", OPERATOR, do.Say(Intent.MAKE_A_SOUND))
    phone = phone.at("26s", CALLER, do.Press(key))
    assert (phone.stage, phone.last_reason) == (LineStage.WITH_OPERATOR, "")
    assert phone.at("27s", OPERATOR, TO_POLICE).stage is LineStage.CONNECTING_POLICE


def test_a_recording_that_asks_twice_does_so_as_long_after_as_the_first_time() -> None:
    """Here at 8 s and at 16 s (Q5); nothing else is different."""
    phone = Phone(PROFILES["iopc_listening"], timings=Timings(request=8_000))
    phone.at("0s", CALLER, do.Dial()).at("0s", OPERATOR, do.Answer())
    phone.at("30s", OPERATOR, do.SendToRecording()).until("1h")
    asked = [when for when, said in phone.played if said is Intent.RECORDING_ASKS_FOR_55]
    assert asked == [38_000, 46_000]
    assert phone.entered(LineStage.NO_RESPONSE_TO_RECORDING) == [53_000]


@pytest.mark.parametrize("when", ["46.9s", "48s"])
def test_a_transfer_that_fails_after_55_is_the_fault_of_neither(when: str) -> None:
    """55 was taken and the line goes dead: the operator still has the number [G24] (SC-42)."""
    phone = in_recording().at("46s", CALLER, FIVE).at("46.4s", CALLER, FIVE)
    phone = phone.at(when, NETWORK, do.LoseLine(terms.LossCause.TRANSFER))
    assert (passed(phone), phone.stage) == (True, LineStage.CUT_OFF)
    assert phone.at("50s", OPERATOR, UNDER_DOUBT).incident is IncidentStage.OPEN


EARLY_55, FIFTY_FIVE, NOISE = (
    terms.Recognised.EARLY_FIFTY_FIVE,
    terms.Recognised.FIFTY_FIVE,
    terms.Recognised.NOISE,
)
KEEPS = Switches(other_digits_reset=False)
NOISE_IF_NOT_ASKED = Switches(noise_passes=True, counts_before_request=False)


def sent_after_a_5(switches: Switches) -> Phone:
    """A call sent to the recording just after a 5 was pressed to the operator."""
    phone = answered(switches).at("29s", CALLER, FIVE)
    return phone.at("30s", OPERATOR, do.SendToRecording())


KEYS = {
    # To the operator, where BT detects an early 55 [N7 F5].
    "an early 55 (SC-09)": (answered, EARLY, "2s 5, 2.5s 5", EARLY_55),
    "early 5s too far apart (Q7)": (answered, EARLY, "2s 5, 6.001s 5", None),
    "another key between makes the first void (Q7)": (answered, EARLY, "2s 5, 2.5s 4, 3s 5", None),
    "and a further 5": (answered, EARLY, "2s 5, 2.5s 4, 3s 5, 3.5s 5", EARLY_55),
    "an early 5 is forgotten in the recording (Q6 Q7)": (sent_after_a_5, EARLY, "31s 5", None),
    "55 means nothing on a landline [N5 W1]": (
        lambda switches: answered(switches, LineKind.LANDLINE),
        EARLY,
        "2s 5, 2.5s 5",
        None,
    ),
    "an early 55 where operators listen for it [N32]": (answered, TVP, "2s 5, 2.5s 5", EARLY_55),
    "any key in 2001 is a noise [N8]": (in_recording, HOME_OFFICE, "44s 1", NOISE),
    "a noise is enough in the Thames Valley [P25 W9]": (in_recording, TVP, "44s 1", NOISE),
    # Where 55 counts when it is asked for, at 0:42, and not before [F2 F3 P4].
    "55 before the request": (in_recording, AFTER_REQUEST, "35s 5, 35.5s 5", None),
    "and once more": (in_recording, AFTER_REQUEST, "35s 5, 35.5s 5, 43s 5, 43.5s 5", FIFTY_FIVE),
    "one 5 before and one after": (in_recording, AFTER_REQUEST, "41.9s 5, 42.5s 5", None),
    "an act comes before the request (Q6)": (in_recording, AFTER_REQUEST, "42s 5, 42.5s 5", None),
    # The window reaches from the first word to the end of the grace time; the gap is 4 s (Q6 Q7).
    # Talking over the recording is allowed, since no source forbids it.
    "at one instant": (in_recording, Switches(), "44s 5, 44s 5", FIFTY_FIVE),
    "exactly as far apart as allowed": (in_recording, Switches(), "44s 5, 48s 5", FIFTY_FIVE),
    "a millisecond too far apart": (in_recording, Switches(), "44s 5, 48.001s 5", None),
    "over the first word": (in_recording, Switches(), "30s 5, 30.5s 5", FIFTY_FIVE),
    "across the request": (in_recording, Switches(), "41s 5, 43s 5", FIFTY_FIVE),
    "across the end": (in_recording, Switches(), "49.9s 5, 50.1s 5", FIFTY_FIVE),
    "in the grace time": (in_recording, Switches(), "51s 5, 52s 5", FIFTY_FIVE),
    "at its last moment": (in_recording, Switches(), "52s 5, 53s 5", FIFTY_FIVE),
    "just before the cut-off": (in_recording, Switches(), "52.5s 5, 52.999s 5", FIFTY_FIVE),
    # Other digits between, and after (Q7).
    "5, 3, 5": (in_recording, Switches(), "44s 5, 44.5s 3, 45s 5", None),
    "5, 3, 5, 5": (in_recording, Switches(), "44s 5, 44.5s 3, 45s 5, 46s 5", FIFTY_FIVE),
    "5, 3, 5 where nothing resets": (in_recording, KEEPS, "44s 5, 44.5s 3, 45s 5", FIFTY_FIVE),
    "5, 5, 5": (in_recording, Switches(), "44s 5, 44.2s 5, 44.4s 5", FIFTY_FIVE),
    # Where a noise passes [P1].
    "one 5 while the second can come (Q8)": (in_recording, WMP, "44s 5, 47.999s", None),
    "one 5 once it did not come (SC-10)": (in_recording, WMP, "44s 5, 48s", NOISE),
    "one 5 at the very end (Q8)": (in_recording, WMP, "52s 5, 53s", NOISE),
    "55 is no noise [P2]": (in_recording, WMP, "44s 5, 45s 5", FIFTY_FIVE),
    "a 5 that is no digit yet [F2]": (in_recording, NOISE_IF_NOT_ASKED, "35s 5", NOISE),
}


@pytest.mark.parametrize(("begin", "switches", "keys", "signal"), KEYS.values(), ids=KEYS)
def test_which_keys_are_recognised(
    begin: Callable[[Switches], Phone],
    switches: Switches,
    keys: str,
    signal: terms.Recognised | None,
) -> None:
    """By profile, place and instant; a pause without a key only lets time pass."""
    phone = begin(switches)
    for step in keys.split(", "):
        when, _, key = step.partition(" ")
        phone = phone.at(when, CALLER, do.Press(key)) if key else phone.until(when)
    assert phone.recognised == ([signal] if signal else [])
    if signal is EARLY_55:
        assert (phone.stage, phone.call.timers) == (LineStage.CONNECTING_POLICE, ())


def test_the_recording_opens_asks_ends_and_waits_a_moment() -> None:
    """It opens, asks near 12 s, ends at 20 s, and 3 s later the call is ended [P2 N1] (Q5 Q6)."""
    phone = in_recording().until("1h")
    assert phone.played == [
        (30_000, Intent.RECORDING_OPENS),
        (42_000, Intent.RECORDING_ASKS_FOR_55),
    ]
    assert phone.entered(LineStage.NO_RESPONSE_TO_RECORDING) == [53_000]
    assert phone.outcome is Outcome.NO_RESPONSE_TO_RECORDING
    assert phone.incident is IncidentStage.NONE


def test_55_in_the_window_brings_the_caller_to_the_local_force() -> None:
    """55 at 46 s is recognised, the operator transfers, the force answers (SC-01) [P2 N1 F1]."""
    phone = in_recording().at("46s", CALLER, FIVE).at("46.4s", CALLER, FIVE)
    assert phone.recognised == [terms.Recognised.FIFTY_FIVE]
    phone.until("48s")
    assert phone.entered(LineStage.CONNECTING_POLICE) == [47_400]
    assert phone.incident is IncidentStage.NONE, "55 sends no officers [F3 F5]"
    phone = phone.at("51s", HANDLER, do.Answer())
    assert (phone.stage, phone.incident) == (LineStage.WITH_CALL_HANDLER, IncidentStage.OPEN)
    assert phone.until("10m").stage is LineStage.WITH_CALL_HANDLER


def test_after_the_cut_off_no_key_can_be_pressed_any_more() -> None:
    """A second 5 that comes after the grace time finds the call ended (Q6)."""
    phone = in_recording().at("52s", CALLER, FIVE)
    assert phone.refuses("53.001s", CALLER, FIVE) == "the call is over"
    assert phone.outcome is Outcome.NO_RESPONSE_TO_RECORDING


def test_one_5_alone_is_not_55() -> None:
    """All sources say 55, or 5 twice: one 5 ends as no response (SC-10) [N8 P6]."""
    phone = in_recording().at("44s", CALLER, FIVE).until("50s")
    assert phone.last_reason == "one 5 alone is not 55"
    assert phone.until("1m").outcome is Outcome.NO_RESPONSE_TO_RECORDING


@pytest.mark.parametrize("key", [*"1234670*#", "8", "9"])
def test_other_keys_twice_are_not_55(key: str) -> None:
    """Only 55 is asked for: any other key twice does nothing [N8 P6]."""
    phone = in_recording().at("44s", CALLER, do.Press(key)).at("44.5s", CALLER, do.Press(key))
    assert (phone.stage, phone.recognised) == (LineStage.RECORDING, [])
    assert phone.last_reason == "only 55 is asked for"


NOISES = pytest.mark.parametrize(
    "noise",
    [do.Tap(3), do.Cough(), do.Say(Intent.SPEAKS), do.Press("1")],
    ids=["tap", "cough", "say", "key"],
)


@NOISES
def test_a_noise_passes_where_the_force_says_so(noise: do.Action) -> None:
    """55, a tap or a noise gets through under `wmp` (SC-11) [P1]."""
    phone = in_recording(WMP).at("38s", CALLER, noise)
    assert phone.recognised == [terms.Recognised.NOISE]
    assert phone.until("40s").stage is LineStage.CONNECTING_POLICE


@NOISES
def test_a_noise_does_not_pass_under_the_strict_reading(noise: do.Action) -> None:
    """Only 55 is named as enough, so a noise alone ends as no response (SC-11) [N1 P2]."""
    phone = in_recording().at("38s", CALLER, noise)
    assert (phone.stage, phone.recognised) == (LineStage.RECORDING, [])
    assert phone.until("1m").outcome is Outcome.NO_RESPONSE_TO_RECORDING


@pytest.mark.parametrize("sound", terms.Sound)
def test_only_a_sound_that_could_be_an_answer_passes_as_a_noise(sound: terms.Sound) -> None:
    """Breathing, cloth or traffic is no answer, not even where a noise passes [P1 G2]."""
    phone = in_recording(WMP).at("38s", CALLER, do.Make(sound))
    weak = sound.suggests is terms.SoundClass.WEAK
    assert phone.recognised == ([] if weak else [terms.Recognised.NOISE])


@NOISES
def test_the_listening_operator_may_act_on_a_noise(noise: do.Action) -> None:
    """The operator keeps listening and may take the caller to police at any moment [N1 P2 P1]."""
    phone = in_recording().at("38s", CALLER, noise).at("40s", OPERATOR, TO_POLICE)
    assert phone.stage is LineStage.CONNECTING_POLICE
    assert phone.until("10m").stage is LineStage.CONNECTING_POLICE


@pytest.mark.parametrize("switches", [PROFILES["iopc_2019"], WMP])
def test_the_room_never_passes_the_recording(switches: Switches) -> None:
    """A television or a voice near the phone does not answer for the caller [P2 N1 P1]."""
    phone = in_recording(switches).at("38s", ROOM, do.Make(terms.Sound.TELEVISION))
    phone.at("39s", ROOM, do.Say(Intent.NOT_TO_CALL)).until("1m")
    assert phone.outcome is Outcome.NO_RESPONSE_TO_RECORDING


def test_the_force_is_told_of_a_failed_recording_only_where_a_profile_says_so() -> None:
    """In the known case the local force was not told [N4b M6]; a profile may have it told (Q11)."""
    assert in_recording().until("1m").incident is IncidentStage.NONE
    phone = in_recording(TOLD).until("1m")
    assert (phone.stage, phone.incident) == (LineStage.DOWN, IncidentStage.OPEN)
    assert phone.outcome is None
    phone.at("70s", HANDLER, do.Close(Reason.NO_CONCERN))
    assert phone.outcome is Outcome.CLOSED_WITHOUT_DEPLOYMENT


def test_met_staff_question_the_caller_first() -> None:
    """After 55 Met staff ask, and pass on calls for help from the area [P7]."""
    phone = in_recording(SURREY).at("44s", CALLER, FIVE).at("44.5s", CALLER, FIVE).until("46s")
    assert phone.stage is LineStage.WITH_FIRST_HANDLER
    phone.at("47s", terms.Role.FIRST_HANDLER, question()).at("50s", CALLER, do.Tap(2))
    assert phone.stage is LineStage.WITH_FIRST_HANDLER
    phone.at("52s", terms.Role.FIRST_HANDLER, do.PassOn(Reason.SIGNAL_HEARD))
    assert phone.at("56s", HANDLER, do.Answer()).stage is LineStage.WITH_CALL_HANDLER


def test_what_met_staff_do_not_take_for_a_call_for_help_ends_with_them() -> None:
    """Only what they take for a call for help is passed on: the others end there [P7]."""
    phone = in_recording(SURREY).at("44s", CALLER, FIVE).at("44.5s", CALLER, FIVE).until("46s")
    phone.at("1m", terms.Role.FIRST_HANDLER, do.EndCall(Reason.NO_RESPONSE))
    assert phone.outcome is Outcome.ENDED_BY_FIRST_HANDLER
    assert phone.incident is IncidentStage.NONE


def test_55_returns_the_caller_to_the_operator_on_an_older_page() -> None:
    """An older force page has 55 return the caller to the original operator [P6]."""
    phone = in_recording(HERTS).at("44s", CALLER, FIVE).at("44.5s", CALLER, FIVE).until("46s")
    assert phone.stage is LineStage.BACK_WITH_OPERATOR
    phone.at("47s", OPERATOR, ASK_SERVICE).at("49s", CALLER, do.Tap())
    assert phone.at("50s", OPERATOR, TO_POLICE).stage is LineStage.CONNECTING_POLICE


def test_back_with_the_operator_the_call_is_not_sent_to_the_recording_again() -> None:
    """Whoever pressed 55 is never asked for it again [P6]."""
    phone = in_recording(HERTS).at("44s", CALLER, FIVE).at("44.5s", CALLER, FIVE)
    assert phone.refuses("46s", OPERATOR, do.SendToRecording())


@pytest.mark.parametrize("sign", [do.Cough(), do.Tap(), do.Press("5"), do.Say(Intent.SPEAKS)])
def test_the_recorded_service_asks_for_a_sound_before_55(sign: do.Action) -> None:
    """In the advice of 2017 the recorded service asks for a cough or a tap first [N9]."""
    phone = in_recording(NPCC)
    assert phone.stage is LineStage.SOUND_PROMPT
    assert phone.played == [(30_000, Intent.RECORDING_ASKS_FOR_SOUND)]
    assert phone.at("35s", CALLER, sign).recognised == [terms.Recognised.NOISE]
    assert phone.until("37s").stage is LineStage.CONNECTING_POLICE


def test_without_a_sound_the_recorded_service_goes_on_to_55() -> None:
    """Nobody coughs or taps: the service offers 55 next [N9]."""
    phone = in_recording(NPCC).until("38s")
    assert phone.stage is LineStage.RECORDING
    assert passed(phone.at("52s", CALLER, FIVE).at("52.5s", CALLER, FIVE))


def test_once_it_has_gone_on_to_55_a_sound_is_not_enough() -> None:
    """After the request for a sound only 55 passes by itself [N9 N1]."""
    phone = in_recording(NPCC).at("40s", CALLER, do.Tap())
    assert (phone.stage, phone.recognised) == (LineStage.RECORDING, [])


def test_the_force_answers_and_the_operator_hands_over_what_was_heard() -> None:
    """The force answers with the operator still there, who passes on what was established [P5]."""
    phone = with_police().at("16s", OPERATOR, do.HandOver((terms.Reported.TAP,)))
    assert phone.at("20s", OPERATOR, do.Leave()).stage is LineStage.WITH_CALL_HANDLER
    assert phone.refuses("21s", OPERATOR, ASK_SERVICE) == "the operator has left the call"


def test_questions_ways_and_codes_are_recorded_and_move_nothing() -> None:
    """The call handler names ways to answer, states a code and asks closed questions [P1 P2 N7]."""
    taps = do.Code(do.AnswerSign(terms.Sign.TAP, 1), do.AnswerSign(terms.Sign.SILENCE))
    phone = with_police().at("16s", HANDLER, do.Say(Intent.THROUGH_TO_POLICE))
    phone.at("20s", HANDLER, do.OfferWays((terms.Sign.TAP, terms.Sign.COUGH))).at(
        "25s", HANDLER, do.SetCode(taps)
    )
    phone.at("30s", HANDLER, question(terms.Topic.CAN_HEAR)).at("32s", CALLER, do.Tap())
    assert (phone.stage, phone.incident) == (LineStage.WITH_CALL_HANDLER, IncidentStage.OPEN)
    assert phone.rows[-5:] == ["H-1", "H-2", "H-3", "H-4", "H-6"]


@pytest.mark.parametrize(
    "yes", [do.Tap(2), do.Cough(), FIVE, do.Say(Intent.SAYS_YES), do.StaySilent()]
)
def test_no_sign_means_yes_by_itself(yes: do.Action) -> None:
    """There is no national yes/no code: no sign decides anything in the flow [N7 K1 K2 K3]."""
    phone = with_police().at("16s", HANDLER, question()).at("18s", CALLER, yes)
    assert phone.incident is IncidentStage.OPEN


def test_sending_officers_is_a_milestone_and_not_an_end() -> None:
    """Officers are sent while the call goes on; it ends when the line is down and all is closed."""
    phone = with_police().at("30s", HANDLER, grade()).at("31s", HANDLER, deploy())
    assert (phone.incident, phone.outcome) == (IncidentStage.DEPLOYED, None)
    phone.at("32s", HANDLER, question()).at("4m", OFFICERS, do.Arrive())
    phone.at("5m", HANDLER, do.EndCall(Reason.OFFICERS_WITH_CALLER))
    assert phone.outcome is None
    assert phone.at("6m", HANDLER, do.Close(Reason.OFFICERS_DEALING)).outcome is Outcome.DEPLOYED


def test_police_may_close_a_call_without_sending_anybody() -> None:
    """Checks were made and no concern is left: closed, and nobody was sent [P13 N13]."""
    phone = with_police().at("1m", HANDLER, do.Close(Reason.CHECKED_SAFE))
    assert phone.outcome is None
    phone.at("61s", HANDLER, do.EndCall(Reason.CHECKED_SAFE))
    assert phone.outcome is Outcome.CLOSED_WITHOUT_DEPLOYMENT


def test_police_bring_the_ambulance_in_and_keep_the_call() -> None:
    """Another service is asked in, and the police keep the caller [K1]."""
    phone = with_police().at("30s", HANDLER, do.BringIn(terms.Service.AMBULANCE))
    assert (phone.stage, phone.incident) == (LineStage.WITH_CALL_HANDLER, IncidentStage.OPEN)


def test_the_number_is_searched_and_located_while_the_call_goes_on() -> None:
    """Earlier contacts and markers are searched, and location arrives [P2 N17 I3 G10]."""
    phone = (
        with_police().at("16s", HANDLER, do.Search()).at("18s", terms.Role.SYSTEMS, do.GiveResult())
    )
    phone.at("18s", NETWORK, do.DeliverLocation(terms.LocationSource.AML, radius=30))
    assert phone.rows[-3:] == ["I-17", "I-18", "A-3"]
    assert phone.stage is LineStage.WITH_CALL_HANDLER


def test_the_call_handler_can_text_while_the_line_is_open() -> None:
    """A handler texted the caller and kept the line open [K4]."""
    phone = with_police().at("1m", HANDLER, do.SendText("Are you safe?"))
    assert phone.at("70s", CALLER, do.SendText("no")).stage is LineStage.WITH_CALL_HANDLER


def test_another_force_takes_the_incident_only_when_it_accepts() -> None:
    """A call for another area is offered, and theirs once they accept it (SC-36) [I10]."""
    phone = with_police().at("1m", HANDLER, do.OfferIncident("northern_keys"))
    assert phone.incident is IncidentStage.HANDING_OVER
    phone.at("70s", terms.Role.OTHER_FORCE, do.AcceptIncident()).at("80s", CALLER, do.HangUp())
    assert phone.outcome is Outcome.HANDED_TO_OTHER_FORCE


def test_an_incident_closed_too_soon_can_be_opened_again_while_the_line_is_up() -> None:
    """Something is heard after the incident was closed: a grade opens it again (assumption)."""
    phone = with_police().at("1m", HANDLER, do.Close(Reason.NO_CONCERN))
    phone.at("70s", ROOM, do.Make(terms.Sound.SHOUTING)).at("71s", HANDLER, grade())
    assert phone.incident is IncidentStage.GRADED
    assert phone.at("72s", HANDLER, deploy()).incident is IncidentStage.DEPLOYED


def test_after_a_deployment_an_incident_opened_again_is_deployed_still() -> None:
    """An incident closed with officers sent is opened again as deployed (assumption)."""
    phone = (
        with_police().at("30s", HANDLER, deploy()).at("1m", HANDLER, do.Close(Reason.NO_CONCERN))
    )
    assert phone.at("70s", HANDLER, grade()).incident is IncidentStage.DEPLOYED


def test_a_line_cut_just_after_55_can_still_reach_the_force() -> None:
    """55 at 45 s, clear at 48 s: the operator passes the record on (SC-26) [H1 I1] (Q15)."""
    phone = in_recording().at("45s", CALLER, FIVE).at("45.5s", CALLER, FIVE)
    phone.at("48s", CALLER, do.HangUp())
    assert phone.stage is LineStage.CUT_OFF
    phone.at("50s", OPERATOR, UNDER_DOUBT)
    assert (phone.stage, phone.incident) == (LineStage.DOWN, IncidentStage.OPEN)
    assert phone.at("60s", HANDLER, grade()).incident is IncidentStage.GRADED


def test_a_battery_that_dies_in_the_recording_cannot_be_rung() -> None:
    """The battery dies at 40 s; if police have it, ringing back fails (SC-25) [B2] (Q15)."""
    phone = in_recording().at("40s", NETWORK, do.LoseLine(terms.LossCause.BATTERY))
    assert phone.stage is LineStage.CUT_OFF
    assert phone.call.timers == ()
    phone.at("42s", OPERATOR, UNDER_DOUBT).at("50s", HANDLER, RING_BACK)
    assert (phone.stage, phone.last_reason) == (LineStage.DOWN, "the phone cannot be rung")


@pytest.mark.parametrize(
    ("kind", "coverage", "cause", "stage"),
    [
        # A signal may come back [N11 P15]; another network cannot ring back (SC-37) [B14].
        (LineKind.MOBILE, terms.Coverage.HOME, terms.LossCause.NETWORK, LineStage.RINGING_BACK),
        (LineKind.MOBILE, terms.Coverage.LIMITED, terms.LossCause.NETWORK, LineStage.DOWN),
        # A digital line needs power and broadband [B13 B16].
        (LineKind.DIGITAL, terms.Coverage.HOME, terms.LossCause.POWER, LineStage.DOWN),
    ],
)
def test_which_lost_line_can_be_rung_back(
    kind: LineKind, coverage: terms.Coverage, cause: terms.LossCause, stage: LineStage
) -> None:
    phone = with_police(kind=kind, coverage=coverage).at("1m", NETWORK, do.LoseLine(cause))
    assert phone.at("70s", HANDLER, RING_BACK).stage is stage
    assert (phone.last_reason == "the phone cannot be rung") is (stage is LineStage.DOWN)


def test_officers_can_be_sent_after_the_line_has_gone() -> None:
    """A domestic abuse call that is cut off is graded again, and officers go [H1 P15]."""
    phone = with_police().at("20s", CALLER, do.HangUp()).at("30s", HANDLER, grade())
    phone.at("31s", HANDLER, deploy()).at("1m", HANDLER, do.Close(Reason.OFFICERS_DEALING))
    assert phone.outcome is Outcome.DEPLOYED


def test_a_landline_has_no_battery() -> None:
    """An analogue landline is powered by its exchange: no battery of it can die."""
    phone = answered(kind=LineKind.LANDLINE)
    assert phone.refuses("5s", NETWORK, do.LoseLine(terms.LossCause.BATTERY))


def test_a_callback_that_is_answered_is_a_new_leg_of_the_same_incident() -> None:
    """The caller answers the callback and the incident goes on [N11 P15 K6]."""
    phone = with_police().at("20s", HANDLER, grade()).at("1m", CALLER, do.HangUp())
    assert (phone.stage, phone.outcome) == (LineStage.DOWN, None)
    phone.at("70s", HANDLER, RING_BACK).at("80s", CALLER, do.Answer())
    assert (phone.stage, phone.incident) == (LineStage.WITH_CALL_HANDLER, IncidentStage.GRADED)
    assert phone.refuses("81s", OPERATOR, do.Leave()) == "the operator has left the call"
    assert phone.until("10m").stage is LineStage.WITH_CALL_HANDLER


def test_a_callback_that_nobody_answers_rings_out() -> None:
    """Nobody answers: the line is down, and a trace can be started [P15 P16]."""
    phone = with_police().at("1m", CALLER, do.HangUp()).at("70s", HANDLER, RING_BACK).until("100s")
    assert (phone.stage, phone.last_reason) == (LineStage.DOWN, "nobody answered")
    phone.at("110s", HANDLER, do.StartTrace(terms.Trace.PHONE, Reason.NO_ANSWER))
    assert phone.incident is IncidentStage.OPEN


def test_a_callback_can_be_refused_or_stopped() -> None:
    """Whoever has the phone can refuse the call, and the call handler can stop ringing [I3]."""
    phone = with_police().at("1m", CALLER, do.HangUp()).at("70s", HANDLER, RING_BACK)
    phone.at("75s", CALLER, do.HangUp())
    assert (phone.stage, phone.last_reason) == (LineStage.DOWN, "the call was refused")
    phone.at("80s", HANDLER, RING_BACK).at("85s", HANDLER, do.EndCall(Reason.MAY_ALERT_OTHERS))
    assert (phone.stage, phone.call.timers) == (LineStage.DOWN, ())


def test_somebody_else_answers_the_callback() -> None:
    """Another voice answers: the caller does not have the phone [I5 I3]."""
    phone = with_police().at("1m", CALLER, do.HangUp()).at("70s", HANDLER, RING_BACK)
    phone.at("80s", ROOM, do.Answer())
    assert phone.refuses("81s", CALLER, FIVE) == "another person has the phone"
    phone.at("85s", ROOM, do.GiveBack()).at("86s", CALLER, FIVE)
    assert phone.stage is LineStage.WITH_CALL_HANDLER


def test_deciding_against_ringing_back_moves_nothing() -> None:
    """No national rule says when not to ring: the reason is recorded [N11 P15] (Q17)."""
    phone = with_police().at("1m", CALLER, do.HangUp())
    phone.at("70s", HANDLER, do.DecideAgainstCallback(Reason.MAY_ALERT_OTHERS))
    assert (phone.stage, phone.incident) == (LineStage.DOWN, IncidentStage.OPEN)


FIXED = (LineKind.LANDLINE, LineKind.DIGITAL, LineKind.CAR)


@pytest.mark.parametrize("kind", FIXED)
def test_a_fixed_line_is_never_sent_to_the_recording(kind: LineKind) -> None:
    """Silent Solution is not used for landlines: doubt sends them to police (SC-24) [N5 W1 N2]."""
    phone = answered(kind=kind).at("3s", ROOM, do.Make(terms.Sound.TELEVISION))
    refused = phone.refuses("30s", OPERATOR, do.SendToRecording())
    assert refused == "a fixed line is never sent to the recording"
    phone.at("31s", OPERATOR, do.Connect(terms.Service.POLICE, Reason.DOUBT)).at(
        "35s", HANDLER, do.Answer()
    )
    assert phone.stage is LineStage.WITH_CALL_HANDLER


@pytest.mark.parametrize("lifted", ["30s", "49s"])
def test_a_replaced_handset_lifted_within_45_seconds(lifted: str) -> None:
    """A replaced landline handset may stay connected for 45 s (SC-22) [N5 W1 P17]."""
    phone = answered(kind=LineKind.LANDLINE).at("4s", CALLER, do.HangUp())
    assert phone.stage is LineStage.HELD
    assert phone.at(lifted, CALLER, do.Lift()).until("10m").stage is LineStage.WITH_OPERATOR


@pytest.mark.parametrize("lifted", ["49.001s", "54s"])
def test_a_replaced_handset_lifted_too_late(lifted: str) -> None:
    """After 45 s the line is gone; the operator may pass the call on (SC-23) [N5 P16]."""
    phone = answered(kind=LineKind.LANDLINE).at("4s", CALLER, do.HangUp())
    assert phone.refuses(lifted, CALLER, do.Lift()) == "the handset is not on hold"
    assert phone.entered(LineStage.CUT_OFF) == [49_000]
    phone.at("55s", OPERATOR, UNDER_DOUBT).at("65s", HANDLER, RING_BACK)
    assert phone.stage is LineStage.RINGING_BACK


def test_the_operator_connects_a_held_line_under_doubt() -> None:
    """The handset is down and the operator concerned: police answer a held line [N5 W1]."""
    phone = (
        answered(kind=LineKind.LANDLINE).at("4s", CALLER, do.HangUp()).at("6s", OPERATOR, TO_POLICE)
    )
    assert phone.stage is LineStage.HELD_CONNECTING
    phone = phone.at("10s", HANDLER, do.Answer())
    assert phone.stage is LineStage.HELD_WITH_CALL_HANDLER
    phone.at("12s", HANDLER, question())
    assert phone.last_reason == "the handset is down"
    assert phone.at("30s", CALLER, do.Lift()).stage is LineStage.WITH_CALL_HANDLER


def test_the_hold_is_counted_from_the_moment_of_putting_down() -> None:
    """Connecting a held line gives it no longer hold: 45 s from putting down [N5 W1 P17]."""
    phone = answered(kind=LineKind.LANDLINE).at("4s", CALLER, do.HangUp())
    phone.at("40s", OPERATOR, TO_POLICE).until("49s")
    assert phone.stage is LineStage.CUT_OFF


def test_a_landline_put_down_with_the_call_handler_there_is_held() -> None:
    """Put down while police are there: held for 45 s, then down with the incident open [N5 W1]."""
    phone = with_police(kind=LineKind.LANDLINE).at("1m", CALLER, do.HangUp())
    assert phone.stage is LineStage.HELD_WITH_CALL_HANDLER
    phone.at("90s", CALLER, do.Lift()).at("100s", CALLER, do.HangUp()).until("144.999s")
    assert phone.stage is LineStage.HELD_WITH_CALL_HANDLER
    phone.until("145s")
    assert (phone.stage, phone.incident) == (LineStage.DOWN, IncidentStage.OPEN)


@pytest.mark.parametrize("kind", [k for k in LineKind if k is not LineKind.LANDLINE])
def test_other_lines_are_not_held(kind: LineKind) -> None:
    """A mobile call ends when it is hung up, and a digital line has no hold (Q22)."""
    assert answered(kind=kind).at("4s", CALLER, do.HangUp()).stage is LineStage.CUT_OFF
    assert with_police(kind=kind).at("1m", CALLER, do.HangUp()).stage is LineStage.DOWN
    held = answered(Switches(digital_is_held=True), kind).at("4s", CALLER, do.HangUp())
    assert (held.stage is LineStage.HELD) is (kind is LineKind.DIGITAL), "a profile may say so"


def test_an_ecall_without_speech_can_be_passed_to_police() -> None:
    """If nobody speaks from the car its details still go to police [B9]."""
    phone = (
        answered(kind=LineKind.CAR).at("5s", CALLER, do.HangUp()).at("8s", OPERATOR, UNDER_DOUBT)
    )
    assert phone.incident is IncidentStage.OPEN


def test_somebody_else_takes_the_phone_and_says_it_was_a_mistake() -> None:
    """Another voice says that she is fine: police keep the call and may send (SC-27) [I5]."""
    phone = (
        with_police().at("30s", ROOM, do.Make(terms.Sound.SCUFFLE)).at("31s", ROOM, do.TakePhone())
    )
    assert phone.refuses("32s", CALLER, FIVE) == "another person has the phone"
    assert phone.refuses("32s", CALLER, do.HangUp()) == "another person has the phone"
    phone.at("33s", ROOM, do.Say(Intent.SAYS_MISTAKE)).at(
        "36s", HANDLER, do.Say(Intent.ASK_FOR_CALLER)
    )
    assert phone.stage is LineStage.WITH_CALL_HANDLER
    phone.at("40s", ROOM, do.HangUp()).at("45s", HANDLER, deploy())
    assert (phone.stage, phone.incident) == (LineStage.DOWN, IncidentStage.DEPLOYED)


def test_the_caller_may_still_cry_out_when_the_phone_was_taken() -> None:
    """Without the phone in hand the caller can still be heard from beside it [I5]."""
    phone = with_police().at("31s", ROOM, do.TakePhone()).at("33s", CALLER, do.Say(Intent.SPEAKS))
    assert phone.rows[-1] == "H-6"


def test_the_phone_can_be_taken_once_and_given_back_once() -> None:
    """Who has it cannot take it again, and it is not given back to who has it [I5]."""
    phone = answered().at("3s", ROOM, do.TakePhone())
    assert phone.refuses("4s", ROOM, do.TakePhone()) == "another person has it already"
    phone.at("5s", ROOM, do.GiveBack())
    assert phone.refuses("6s", ROOM, do.GiveBack()) == "the caller has it"


def test_somebody_else_can_hang_up_on_the_recording() -> None:
    """A phone taken away during the recording is hung up: the operator has the record [I5]."""
    phone = in_recording().at("35s", ROOM, do.TakePhone()).at("36s", ROOM, do.HangUp())
    assert phone.stage is LineStage.CUT_OFF
    assert phone.at("40s", OPERATOR, UNDER_DOUBT).incident is IncidentStage.OPEN
