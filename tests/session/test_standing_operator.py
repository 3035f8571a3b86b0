"""The standing 999 operator: stories of what they do, by what they hear and by the profile."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from simulator.content.library.library import Library
from simulator.core import acts as do
from simulator.core.log import Played, SignalRecognised, StageEntered, TimerFired
from simulator.core.profile import OperatorPacing, Profile
from simulator.core.terms import (
    Intent,
    LineKind,
    LineStage,
    Outcome,
    Reason,
    Recognised,
    Reported,
    Role,
    Service,
    Timer,
)
from tests.session.calls import DEFAULT, PROFILES, Play, Story, play

OPERATOR = Role.OPERATOR
PACING = DEFAULT.operator
FOUR_SECONDS = 4_000
"""The shortest fair wait after asking for a sound [R1]."""

every_profile = pytest.mark.parametrize("profile", PROFILES)


def on(cue: str, what: str, after: str = "500ms") -> str:
    """A caller who does one thing after one of the operator's prompts."""
    return f"caller: [{{when: {{heard: {cue}}}, after: {after}, do: {what}}}]"


def whispers(intent: str) -> str:
    """The caller whispers, to the first prompt."""
    return on("which_service", f"{{whisper: {{intent: {intent}, words: Hello there.}}}}")


def pacing(profile: Profile = DEFAULT, **changes: object) -> Profile:
    """A profile whose operator works otherwise."""
    operator: OperatorPacing = replace(profile.operator, **changes)  # type: ignore[arg-type]
    return replace(profile, operator=operator)


def prompts(call: Play) -> list[Intent]:
    """What the operator said, by intent."""
    bodies = (entry.body for entry in call.all(do.Say, OPERATOR))
    return [body.intent for body in bodies if isinstance(body, do.Say)]


def decision(call: Story) -> object:
    """Where the operator first sent the call."""
    decided = (do.Connect, do.SendToRecording, do.EndCall)
    return next(body for body in call.of(OPERATOR) if isinstance(body, decided))


# --- prompts -------------------------------------------------------------------------------------


@every_profile
def test_every_prompt_is_tried_on_a_caller_who_gives_no_sign(profile: str) -> None:
    """Nobody is given up on before every prompt of the profile was said, each with its wait."""
    call = play(profile=profile)
    wanted = PROFILES[profile].operator.prompts
    spoken = call.all(do.Say, OPERATOR)[: len(wanted)]
    assert [entry.body.intent for entry in spoken if isinstance(entry.body, do.Say)] == [
        prompt.intent for prompt in wanted
    ]
    acts = [entry for entry in call.log if entry.actor is OPERATOR]
    for entry, prompt in zip(spoken, wanted, strict=True):
        end = call.end_of(entry)
        following = next(act for act in acts if act.seq > end.seq)
        assert following.at - end.at == prompt.wait


@every_profile
def test_there_are_four_seconds_after_each_prompt_that_asks_for_a_sound(profile: str) -> None:
    """Whoever is asked for a sound, by the operator or a recording, has four seconds for it."""
    call = play(profile=profile)
    asked = [
        *call.all(do.Say, OPERATOR, intent=Intent.MAKE_A_SOUND),
        *call.all(Played, intent=Intent.RECORDING_ASKS_FOR_SOUND),
    ]
    assert asked
    for entry in asked:
        end = call.end_of(entry)
        ends_wait = (do.Connect, do.SendToRecording, do.EndCall, TimerFired)
        decided = next(e for e in call.after(end).log if isinstance(e.body, ends_wait))
        assert decided.at - end.at >= FOUR_SECONDS


def test_the_operator_answers_after_the_profiles_time() -> None:
    """The operator picks up after the time that the profile gives."""
    call = play()
    rang = call.first(StageEntered, stage=LineStage.DIALLED)
    assert call.first(do.Answer, OPERATOR).at == rang.at + PACING.answers_after


# --- signs ---------------------------------------------------------------------------------------

PROMPTS = [prompt.intent.value for prompt in PACING.prompts]


@pytest.mark.parametrize("prompt", PROMPTS)
@pytest.mark.parametrize("sign", ["tap", "{tap: 3}", "cough", "{sound: groan}", "{sound: knock}"])
def test_a_sound_in_answer_connects_to_police_at_any_prompt(prompt: str, sign: str) -> None:
    """A tap, a cough, a groan or a knock by the caller is an answer, whatever was asked."""
    call = play(on(prompt, sign))
    made = next(e for e in call.log if e.actor is Role.CALLER and e.body.kind not in ("dial",))
    connect = call.first(do.Connect, OPERATOR)
    assert connect.body == do.Connect(Service.POLICE, Reason.SIGNAL_HEARD)
    assert connect.at == made.at + PACING.reaction
    assert LineStage.RECORDING not in call.stages


def test_a_sound_during_a_prompt_connects_too() -> None:
    """The operator listens while speaking."""
    call = play("caller: [{when: {heard: number_dialled, from: start}, after: 1s, do: tap}]")
    assert decision(call) == do.Connect(Service.POLICE, Reason.SIGNAL_HEARD)


@pytest.mark.parametrize("prompt", PROMPTS[:-1])
def test_an_early_key_tone_is_no_answer(prompt: str) -> None:
    """Before a sound is asked for, a key tone is noted and does not connect."""
    call = play(on(prompt, '{press: "5"}'))
    assert decision(call) == do.SendToRecording(Reason.NO_RESPONSE)
    assert prompts(call)[: len(PROMPTS)] == [prompt.intent for prompt in PACING.prompts]


def test_a_key_tone_in_answer_to_the_request_for_a_sound_connects() -> None:
    """Once a sound was asked for, any key is one: the operator cannot tell which."""
    for key in "15#":
        call = play(on("make_a_sound", f'{{press: "{key}"}}', "2s"))
        assert decision(call) == do.Connect(Service.POLICE, Reason.SIGNAL_HEARD)


def test_a_55_to_the_operator_is_no_55() -> None:
    """An early 55 is two key tones to the operator; the recording still has to ask."""
    call = play(on("which_service", '{press: "55"}'))
    assert not call.any(SignalRecognised)
    assert decision(call) == do.SendToRecording(Reason.NO_RESPONSE)


def test_a_knock_in_the_room_is_nobodys_answer() -> None:
    """A sound of the room that a caller could make is weak evidence from the room."""
    call = play("background: [{at: 5s, sound: knock}]")
    assert decision(call) == do.SendToRecording(Reason.NO_RESPONSE)


# --- words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("intent", "service"),
    [
        ("wants_police", Service.POLICE),
        ("wants_ambulance", Service.AMBULANCE),
        ("wants_fire", Service.FIRE),
        ("wants_coastguard", Service.COASTGUARD),
    ],
)
def test_whoever_names_a_service_is_connected_to_it(intent: str, service: Service) -> None:
    """A service that is asked for, even whispered, is connected once the words are out."""
    call = play(whispers(intent))
    said = call.first(do.Say, Role.CALLER)
    connect = call.first(do.Connect, OPERATOR)
    assert connect.body == do.Connect(service, Reason.SPEECH_HEARD)
    assert connect.at == call.end_of(said).at + PACING.reaction
    if service is not Service.POLICE:
        assert call.outcome is Outcome.CONNECTED_TO_OTHER_SERVICE


@pytest.mark.parametrize("manner", ["aloud", "whispered", "faint"])
def test_words_that_name_no_service_are_asked_for_again(manner: str) -> None:
    """Unclear words are asked for once more; with no answer to that, doubt is enough for police."""
    said = f"{{say: {{intent: speaks, words: Hello there., manner: {manner}}}}}"
    call = play(on("which_service", said))
    assert prompts(call)[:2] == [Intent.WHICH_SERVICE, Intent.ASK_AGAIN]
    asked = call.first(do.Say, OPERATOR, intent=Intent.ASK_AGAIN)
    connect = call.first(do.Connect, OPERATOR)
    assert connect.body == do.Connect(Service.POLICE, Reason.SPEECH_HEARD)
    assert connect.at - call.end_of(asked).at >= FOUR_SECONDS


def test_words_that_stay_unclear_go_to_police() -> None:
    """Somebody who is heard twice and not understood is not asked a third time."""
    again = "{when: {heard: ask_again}, do: {whisper: {intent: speaks, words: I said.}}}"
    call = play(whispers("speaks").replace("]", f", {again}]"))
    assert decision(call) == do.Connect(Service.POLICE, Reason.SPEECH_HEARD)
    assert prompts(call).count(Intent.ASK_AGAIN) == 1


def test_a_tap_after_words_is_a_sign() -> None:
    """Whoever was asked to say it again may tap instead."""
    tap = "{when: {heard: ask_again}, do: tap}"
    call = play(whispers("speaks").replace("]", f", {tap}]"))
    assert decision(call) == do.Connect(Service.POLICE, Reason.SIGNAL_HEARD)


# --- mistakes ------------------------------------------------------------------------------------

SORRY = "{say: {intent: says_mistake, words: Sorry I pressed it by mistake.}}"


def mistake(then: str = "") -> Play:
    """A caller who says that it was a mistake, and what they do when asked about it."""
    confirmed = f", {{when: {{heard: check_mistake}}, after: 1s, do: {then}}}" if then else ""
    return play(f"caller: [{{when: {{heard: which_service}}, do: {SORRY}}}{confirmed}]")


def test_a_mistake_is_checked_and_then_ended_kindly() -> None:
    """A mistake that the caller confirms ends with thanks, and as a confirmed mistake."""
    for intent in ("says_yes", "says_mistake"):
        call = mistake(f'{{say: {{intent: {intent}, words: "Yes, all safe here."}}}}')
        assert call.outcome is Outcome.CONFIRMED_MISTAKE
        assert prompts(call) == [Intent.WHICH_SERVICE, Intent.CHECK_MISTAKE, Intent.THANK]
        assert decision(call) == do.EndCall(Reason.MISTAKE_CONFIRMED)
        thanks = call.first(do.Say, OPERATOR, intent=Intent.THANK)
        assert call.first(do.EndCall).at > call.end_of(thanks).at


@pytest.mark.parametrize(
    "then", ["", "{say: {intent: says_no, words: No.}}", "{whisper: {intent: speaks, words: I}}"]
)
def test_a_mistake_that_is_not_confirmed_goes_to_police(then: str) -> None:
    """Silence, a no, or other words after the check leave doubt, and doubt goes to police."""
    call = mistake(then)
    assert decision(call) == do.Connect(Service.POLICE, Reason.SPEECH_HEARD)
    assert call.outcome is not Outcome.CONFIRMED_MISTAKE


def test_another_voices_mistake_is_no_mistake() -> None:
    """Somebody else who says that it was a mistake gives the caller to police."""
    call = play(f"room: [{{when: {{heard: which_service}}, do: [take_phone, {SORRY}]}}]")
    assert decision(call) == do.Connect(Service.POLICE, Reason.DISTURBANCE_HEARD)
    assert Intent.CHECK_MISTAKE not in prompts(call)


@pytest.mark.parametrize(
    ("manner", "wanted"),
    [
        ("aloud", do.Connect(Service.POLICE, Reason.SPEECH_HEARD)),
        ("faint", do.SendToRecording(Reason.NO_RESPONSE)),
    ],
)
def test_talk_that_is_not_meant_for_the_call_is_not_answered(manner: str, wanted: object) -> None:
    """Whoever talks in the background is asked nothing: voices go to police, a murmur is weak."""
    talk = f"{{intent: not_to_call, words: What a day., manner: {manner}}}"
    call = play(f"background: [{{at: 3s, say: {talk}}}]")
    assert Intent.ASK_AGAIN not in prompts(call)
    assert decision(call) == wanted


# --- what each profile does with a call that nobody answers --------------------------------------

QUIET, NOISE = "", "background: [{at: 4s, sound: television}, {at: 9s, sound: traffic}]"
VOICES, ROW = "background: [{at: 4s, sound: voices}]", "background: [{at: 4s, sound: argument}]"
SENT, ENDED = do.SendToRecording(Reason.NO_RESPONSE), do.EndCall(Reason.NO_RESPONSE)
DOUBT = do.Connect(Service.POLICE, Reason.DOUBT)
TO_POLICE = {
    VOICES: do.Connect(Service.POLICE, Reason.SPEECH_HEARD),
    ROW: do.Connect(Service.POLICE, Reason.DISTURBANCE_HEARD),
}
AS_THE_GUIDE = {QUIET: SENT, NOISE: SENT, **TO_POLICE}
TREATMENTS: dict[str, dict[str, object]] = {
    **dict.fromkeys(PROFILES, AS_THE_GUIDE),
    "pecs_2008": {
        QUIET: ENDED,
        NOISE: ENDED,
        VOICES: do.SendToRecording(Reason.SPEECH_HEARD),
        ROW: do.SendToRecording(Reason.DISTURBANCE_HEARD),
    },
    "wmp_old": {QUIET: DOUBT, NOISE: DOUBT, **TO_POLICE},
}


@every_profile
@pytest.mark.parametrize("heard", [QUIET, NOISE, VOICES, ROW])
def test_each_profile_treats_an_unanswered_call_as_it_says(profile: str, heard: str) -> None:
    """Quiet, weak noise, voices and a disturbance go where the profile sends them."""
    call = play(heard, profile)
    wanted = TREATMENTS[profile][heard]
    assert decision(call) == wanted
    at_once = heard in TO_POLICE and profile != "pecs_2008"
    tried = len(PROFILES[profile].operator.prompts)
    said = [intent for intent in prompts(call) if intent is not Intent.CONNECTING]
    assert len(said) < tried if at_once else len(said) == tried


@pytest.mark.parametrize("profile", ["iopc_2019", "pecs_2008"])
def test_a_device_that_speaks_goes_to_police(profile: str) -> None:
    """A watch's spoken message is no silence, whatever is done with silence."""
    call = play("background: [{at: 4s, sound: device_voice}]\nline: wearable", profile)
    assert decision(call) == do.Connect(Service.POLICE, Reason.SPEECH_HEARD)


@every_profile
@pytest.mark.parametrize("line", [k for k in LineKind if k not in ("mobile", "wearable")])
def test_a_fixed_line_is_never_sent_to_the_recording(line: LineKind, profile: str) -> None:
    """From a landline, a digital line or a car, doubt is enough for police."""
    call = play(f"line: {line}", profile)
    assert decision(call) == DOUBT
    assert LineStage.RECORDING not in call.stages


# --- the landline's hold -------------------------------------------------------------------------

LANDLINE = "line: landline\n"
PUT_DOWN = "{when: {heard: which_service}, after: 1s, do: hang_up}"


def test_a_handset_put_down_and_lifted_again_goes_to_police() -> None:
    """A caller who comes back within the hold is connected to police."""
    lifts = "{when: {did: hang_up}, after: 20s, do: lift}"
    call = play(f"{LANDLINE}caller: [{PUT_DOWN}, {lifts}]")
    assert decision(call) == DOUBT
    assert call.first(do.Connect).at == call.first(do.Lift).at + PACING.reaction
    assert LineStage.WITH_CALL_HANDLER in call.stages


def test_a_handset_that_stays_down_is_passed_on_when_the_hold_ends() -> None:
    """A handset put down in the middle of the call leaves doubt: the force is told."""
    call = play(f"{LANDLINE}caller: [{PUT_DOWN}]")
    told = call.first(do.PassDetails)
    assert told.at == call.first(TimerFired, timer=Timer.HOLD).at + PACING.reaction
    assert told.body == do.PassDetails(
        (Reported.HANDSET_REPLACED, Reported.LINE_LOST), Reason.LINE_CUT
    )


def test_a_handset_put_down_after_a_sound_is_connected_while_it_is_held() -> None:
    """With concern the operator does not wait for the caller to come back."""
    call = play(
        f"{LANDLINE}caller: [{{when: {{heard: which_service}}, do: "
        "[{say: {intent: speaks, words: Help.}}, {pause: 700ms}, hang_up]}]"
    )
    connect = call.first(do.Connect)
    assert connect.body == DOUBT
    assert LineStage.HELD_CONNECTING in call.stages
    assert connect.at == call.first(do.HangUp).at + PACING.reaction


# --- the line is lost ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sign", "heard"),
    [
        ("tap", Reported.TAP),
        ("cough", Reported.COUGH),
        ("{sound: sob}", Reported.DISTURBANCE),
        ("{sound: groan}", Reported.GROAN),
        ("{sound: voices}", Reported.VOICES),
        ("{whisper: {intent: speaks, words: I}}", Reported.WHISPER),
        ("{say: {intent: speaks, words: I}}", Reported.SPEECH),
    ],
)
def test_a_line_lost_under_concern_is_passed_on(sign: str, heard: Reported) -> None:
    """A caller who gave a sign and is gone is told of to the force, with what was heard."""
    text = on("which_service", f"[{sign}, {{pause: 700ms}}, hang_up]")
    call = play(text)
    told = call.first(do.PassDetails)
    assert told.body == do.PassDetails((heard, Reported.LINE_LOST), Reason.LINE_CUT)
    assert told.at == call.first(do.HangUp).at + PACING.reaction
    unpassed = play(text, pacing(passes_on_doubt=False))
    assert unpassed.outcome is Outcome.ABANDONED
    assert unpassed.log[-1].body.kind == "call_ended"


@pytest.mark.parametrize("loss", ["battery", "network", "power"])
def test_a_line_lost_without_concern_is_abandoned(loss: str) -> None:
    """A line that goes dead with nothing heard is let go: no force is told."""
    call = play(f"network: [{{when: {{heard: which_service}}, do: {{lose_line: {loss}}}}}]")
    assert call.outcome is Outcome.ABANDONED
    assert call.first(do.EndCall, OPERATOR).body == ENDED


def test_a_signal_that_was_recognised_is_a_concern() -> None:
    """Whoever pressed 55 and is cut off before police answer is not let go."""
    press = '{when: {heard: recording_asks_for_55}, after: 1s, do: {press: "55"}}'
    call = play(
        f"caller: [{press}]\n"
        "network: [{when: {heard: connecting, from: start}, do: {lose_line: network}}]"
    )
    assert Reported.FIFTY_FIVE in call.act(do.PassDetails).heard
    assert LineStage.DOWN in call.stages


# --- during the recording ------------------------------------------------------------------------

COUGHS = on("recording_asks_for_55", "cough", "1s")
LISTENS = """
format: 1
id: listens
title: An operator who may act on a noise
as_of: undated
based_on: iopc_2019
about: For a test.
operator:
  notices_noise_percent: {value: 100, assumption: Q8}
  notices_noise_after: {value: 1.5s, assumption: Q8}
"""


def test_the_strict_reading_leaves_a_noise_in_the_recording() -> None:
    """Under the default profile the listening operator does not act on a cough."""
    call = play(COUGHS)
    assert call.outcome is Outcome.NO_RESPONSE_TO_RECORDING
    assert not call.any(do.Connect)


def test_a_users_profile_can_have_the_operator_notice_a_noise(tmp_path: Path) -> None:
    """Where the profile says so, the listening operator takes a caller who coughs to police."""
    folder = tmp_path / "profiles"
    folder.mkdir()
    (folder / "listens.yaml").write_text(LISTENS, encoding="utf-8")
    profile = Library([tmp_path]).profile("listens").profile
    call = play(COUGHS, profile)
    cough = next(e for e in call.log if e.body.kind == "cough")
    connect = call.first(do.Connect)
    assert connect.body == do.Connect(Service.POLICE, Reason.SIGNAL_HEARD)
    assert connect.at == cough.at + 1_500
    assert not call.any(SignalRecognised)


def test_whether_a_noise_is_noticed_is_drawn_from_the_seed() -> None:
    """A chance between never and always goes both ways, and the same way for the same seed."""
    profile = pacing(notices_noise_percent=50)
    noticed = [play(COUGHS, profile, seed=seed).any(do.Connect) for seed in range(30)]
    assert noticed == [play(COUGHS, profile, seed=seed).any(do.Connect) for seed in range(30)]
    assert 5 < sum(noticed) < 25


def test_weak_noise_in_the_recording_is_not_acted_on() -> None:
    """A television is no answer, however well the operator listens."""
    text = "background: [{at: 40s, sound: television}]"
    assert not play(text, pacing(notices_noise_percent=100)).any(do.Connect)


def test_the_operator_is_silent_while_the_recording_plays() -> None:
    """Nothing is said by the operator between the recording's first word and its end."""
    call = play()
    assert not call.after(call.first(do.SendToRecording)).any(do.Say, OPERATOR)


def test_noise_passes_by_itself_where_the_profile_says_so() -> None:
    """Under one force's page a cough in the recording is enough; the operator only reports it."""
    call = play(COUGHS, "wmp")
    assert call.any(SignalRecognised, signal=Recognised.NOISE)
    assert not call.any(do.Connect)
    assert Reported.NOISE in call.act(do.HandOver).heard


# --- to police -----------------------------------------------------------------------------------


def test_a_caller_who_pressed_55_comes_back_to_the_operator_in_one_variant() -> None:
    """Where 55 leads back to the operator, they connect the caller to police."""
    press = on("recording_asks_for_55", '{press: "55"}', "1s")
    call = play(press, "herts_old")
    connect = call.first(do.Connect)
    assert connect.body == do.Connect(Service.POLICE, Reason.SIGNAL_HEARD)
    assert connect.at == call.first(StageEntered, stage=LineStage.BACK_WITH_OPERATOR).at + 1_000
    assert Reported.FIFTY_FIVE in call.act(do.HandOver).heard


def test_an_early_55_is_reported_where_it_is_relayed() -> None:
    """Where a 55 to the operator is detected, police are told of it."""
    call = play(on("which_service", '{press: "55"}'), "early55_relay")
    assert call.any(SignalRecognised, signal=Recognised.EARLY_FIFTY_FIVE)
    assert not call.any(do.Connect)
    assert Reported.FIFTY_FIVE in call.act(do.HandOver).heard


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        (LANDLINE, (Reported.NOTHING,)),
        (on("make_a_sound", "tap"), (Reported.TAP,)),
        (on("make_a_sound", "{sound: groan}"), (Reported.GROAN,)),
        (on("make_a_sound", '{press: "1"}'), (Reported.KEY_TONE,)),
        (
            on("make_a_sound", "cough") + "\nbackground: [{at: 4s, sound: door}]",
            (Reported.COUGH, Reported.BACKGROUND),
        ),
        (ROW, (Reported.DISTURBANCE,)),
        (VOICES, (Reported.VOICES,)),
        (
            on("recording_asks_for_55", '{press: "55"}', "1s"),
            (Reported.KEY_TONE, Reported.FIFTY_FIVE),
        ),
    ],
)
def test_the_operator_hands_over_what_was_heard(text: str, heard: tuple[Reported, ...]) -> None:
    """Police are told what the operator heard, no more and no less."""
    call = play(text)
    assert call.act(do.HandOver).heard == heard
    assert len(call.all(do.HandOver)) == 1


def test_the_operator_says_that_they_connect_and_leaves_after_handing_over() -> None:
    """The caller is told of being connected; the operator leaves when police have been told."""
    call = play(on("make_a_sound", "tap"))
    connecting = call.first(do.Say, OPERATOR, intent=Intent.CONNECTING)
    assert connecting.seq > call.first(do.Connect).seq
    told = call.first(do.HandOver)
    assert told.at > call.first(do.Answer, Role.CALL_HANDLER).at
    leaves = call.first(do.Leave)
    assert leaves.at == call.end_of(told).at + PACING.reaction
    later = call.after(leaves).log
    assert all(entry.actor is not OPERATOR for entry in later)


def test_what_was_heard_is_handed_over_once() -> None:
    """A handset that is put down and lifted while the operator speaks makes them say it once."""
    call = play(
        """
        line: landline
        caller:
          - {when: {answered: call_handler}, after: 1s, do: hang_up}
          - {when: {did: hang_up}, after: 1s, do: lift}
        """
    )
    assert LineStage.HELD_WITH_CALL_HANDLER in call.stages
    assert len(call.all(do.HandOver)) == 1
    assert len(call.all(do.Leave)) == 1


@pytest.mark.parametrize("line", LineKind)
def test_the_operator_speaks_like_a_person(line: LineKind) -> None:
    """What the operator says aloud has no word of ours about sources or assumptions."""
    call = play(f"line: {line}\n" + on("make_a_sound", "tap"))
    words = call.act(do.HandOver).words
    assert "assumption" not in words
    assert "[" not in words
    assert words.endswith(".")


@pytest.mark.parametrize(("number", "wanted"), [(0, SENT), (2, DOUBT), (3, SENT)])
def test_a_repeated_silent_call_can_be_a_reason_for_police(number: int, wanted: object) -> None:
    """Where the profile has such a rule, the n-th silent call from a number goes to police."""
    call = play("calls: [{gap: 1m}]", pacing(repeat_calls=number))
    assert [decision(part) for part in call.calls] == [SENT, wanted]


def test_no_prompt_is_said_into_a_line_that_was_lost() -> None:
    """Once the line is gone the operator says nothing more to the caller."""
    for text in (on("which_service", "hang_up"), LANDLINE + on("which_service", "hang_up")):
        call = play(text)
        assert not call.after(call.first(do.HangUp)).any(do.Say, OPERATOR)


# --- a device that says that somebody has fallen -------------------------------------------------

FALL = (
    "line: wearable\nbackground: [{at: 2s, sound: fall_message}, {at: 20s, sound: fall_message}]\n"
)
AMBULANCE = do.Connect(Service.AMBULANCE, Reason.INJURY)


def test_after_a_message_of_a_fall_every_prompt_is_tried_and_the_ambulance_called() -> None:
    """Whoever wears it may still answer; silence after such a message is no reason to end."""
    call = play(FALL)
    assert decision(call) == AMBULANCE
    assert Intent.MAKE_A_SOUND in prompts(call)


def test_a_sound_after_a_message_of_a_fall_goes_to_the_ambulance() -> None:
    """An answer that is no word, and words that nobody can make out, mean the same there."""
    for what in ("tap", "{sound: groan}"):
        assert decision(play(FALL + on("make_a_sound", what))) == do.Connect(
            Service.AMBULANCE, Reason.SIGNAL_HEARD
        )
    muffled = "{say: {intent: speaks, words: Help, manner: faint}}"
    assert decision(play(FALL + on("which_service", muffled))) == do.Connect(
        Service.AMBULANCE, Reason.SPEECH_HEARD
    )


def test_whoever_wears_it_can_say_that_nothing_is_wrong() -> None:
    """A confirmed mistake ends the call, whatever the device says."""
    text = FALL + (
        "caller:\n"
        "  - {when: {heard: which_service}, after: 1s,"
        " do: {say: {intent: says_mistake, words: I am fine.}}}\n"
        "  - {when: {heard: check_mistake}, after: 1s,"
        " do: {say: {intent: says_yes, words: Yes.}}}\n"
    )
    assert play(text).outcome is Outcome.CONFIRMED_MISTAKE


def test_only_silent_calls_within_half_an_hour_count_as_repeated() -> None:
    """What was passed on are several silent calls within 30 minutes [O1]."""
    soon, late = (
        play(f"calls: [{{gap: {gap}}}]", pacing(repeat_calls=2)) for gap in ("20m", "40m")
    )
    assert [decision(part) for part in soon.calls] == [SENT, DOUBT]
    assert Reported.EARLIER_CALLS in soon.act(do.HandOver).heard
    assert [decision(part) for part in late.calls] == [SENT, SENT]
