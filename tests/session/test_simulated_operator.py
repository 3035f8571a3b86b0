"""The simulated 999 operator: a story for each row of guidance (OP-01 to OP-22).

The golden logs pin what they do in every shipped scenario, `operator.yaml` judges it there
(`test_simulated_by_rubric`), and `verify` tries the procedure properties in random calls. Here are
signs, words, lines and profiles that no scenario has.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.content.library.library import Library
from simulator.core import acts as do
from simulator.core import terms
from simulator.core.log import LinePlayed, SignalRecognised, TimerFired
from simulator.core.profile import OperatorPacing, Profile
from simulator.core.statements import StatementTopic
from simulator.core.terms import (
    Intent,
    LineKind,
    Outcome,
    Reason,
    Reported,
    Role,
    Service,
    Topic,
    Treatment,
)
from simulator.knowledge.knowledge import Knowledge
from simulator.language.handover_sentence import handover_words
from simulator.session.participant import PlannedAct
from tests.daily import some_a_day
from tests.session.calls import DEFAULT, PROFILES, Play, Reacts, Story, play

OPERATOR = Role.OPERATOR
PACING = DEFAULT.operator
FOUR_SECONDS = 4_000
"""The shortest fair wait after asking for a sound [R1]."""
PROMPTS = [prompt.intent for prompt in PACING.prompts]
CHECKS = (Intent.WHICH_SERVICE, Intent.CHECK_MISTAKE)
PRETENDS = (Intent.WHICH_SERVICE, Intent.SAY_YES_IF_POLICE)
SENT, ENDED = do.SendToRecording(Reason.NO_RESPONSE), do.EndCall(Reason.NO_RESPONSE)


def police(reason: Reason) -> do.Connect:
    return do.Connect(Service.POLICE, reason)


def on(cue: str, what: str, after: str = "500ms") -> str:
    return f"caller: [{{when: {{heard: {cue}}}, after: {after}, do: {what}}}]"


def says(intent: str, how: str = "", verb: str = "say") -> str:
    return f"{{{verb}: {{intent: {intent}, words: Hello there.{how}}}}}"


def two(first: str, cue: str, then: str) -> str:
    return on("which_service", first).replace("}]", f"}}, {{when: {cue}, after: 1s, do: {then}}}]")


def pacing(profile: Profile = DEFAULT, **changes: object) -> Profile:
    """A profile whose operator works otherwise."""
    operator: OperatorPacing = replace(profile.operator, **changes)  # type: ignore[arg-type]
    return replace(profile, operator=operator)


def prompts(call: Play) -> list[Intent]:
    return [said.intent for said in call.bodies(do.Say, OPERATOR)]


def decision(call: Story) -> object:
    decided = (do.Connect, do.SendToRecording, do.EndCall)
    return next(body for body in call.of(OPERATOR) if isinstance(body, decided))


@pytest.mark.parametrize("profile", some_a_day(PROFILES, 3))
def test_every_prompt_is_tried_and_has_its_wait(profile: str) -> None:
    """A caller who gives no sign; four seconds at least after asking for a sound, whoever asks."""
    call = play(profile=profile)
    wanted = PROFILES[profile].operator.prompts
    spoken = call.all(do.Say, OPERATOR)[: len(wanted)]
    assert prompts(call)[: len(wanted)] == [prompt.intent for prompt in wanted]
    acts = [entry for entry in call.log if entry.actor is OPERATOR]
    for entry, prompt in zip(spoken, wanted, strict=True):
        end = call.end_of(entry)
        following = next(act for act in acts if act.seq > end.seq)
        assert following.at - end.at == prompt.wait
        assert prompt.wait >= FOUR_SECONDS or prompt.intent is not Intent.MAKE_A_SOUND
    for entry in call.all(LinePlayed, intent=Intent.RECORDING_ASKS_FOR_SOUND):
        over = next(e for e in call.after(entry).log if isinstance(e.body, do.Connect | TimerFired))
        assert over.at - call.end_of(entry).at >= FOUR_SECONDS


@pytest.mark.parametrize(
    ("intent", "service"),
    [
        ("wants_police", Service.POLICE),
        ("wants_fire", Service.FIRE),
        ("wants_coastguard", Service.COASTGUARD),
    ],
)
def test_whoever_names_a_service_is_connected_to_it(intent: str, service: Service) -> None:
    call = play(on("which_service", says(intent, verb="whisper")))
    connect = call.first(do.Connect, OPERATOR)
    assert connect.body == do.Connect(service, Reason.SPEECH_HEARD)
    assert connect.at == call.end_of(call.first(do.Say, Role.CALLER)).at + PACING.reaction
    if service is not Service.POLICE:
        assert call.outcome is Outcome.CONNECTED_TO_OTHER_SERVICE


@pytest.mark.parametrize(
    ("said", "asks", "most"),
    [
        (says("speaks", ", manner: faint"), Intent.ASK_AGAIN, 60_000),
        (says("child_speaks"), Intent.ASK_FOR_ADULT, 10_000),
    ],
)  # fmt: skip
def test_words_that_name_no_service_are_asked_about_once(
    said: str, asks: Intent, most: int
) -> None:
    """OP-03, OP-13: words again, a child for a grown-up; then police, after a fair wait."""
    call = play(on("which_service", said))
    assert prompts(call)[:2] == [Intent.WHICH_SERVICE, asks]
    asked = call.end_of(call.first(do.Say, OPERATOR, intent=asks))
    connect = call.first(do.Connect, OPERATOR)
    assert connect.body == police(Reason.SPEECH_HEARD)
    assert FOUR_SECONDS <= connect.at - asked.at <= most


MISTAKE, CHECKED = says("says_mistake"), "{heard: check_mistake}"


def mistake(then: str) -> str:
    """A caller who explains a mistake, is safe, and says that when asked who is with them."""
    last = f"{{when: {{heard: anybody_with_you}}, after: 1s, do: {then}}}"
    return two(MISTAKE, CHECKED, says("says_yes"))[:-1] + f", {last}]"


def test_a_mistake_ends_after_both_answers_with_thanks() -> None:
    """OP-12: safe, and nobody with them; only then is the caller thanked and let go."""
    call = play(mistake(says("says_no")))
    assert decision(call) == do.EndCall(Reason.MISTAKE_CONFIRMED)
    asked = [Intent.CHECK_MISTAKE, Intent.ANYBODY_WITH_YOU, Intent.THANK]
    assert [each for each in prompts(call) if each in asked] == asked
    assert call.first(do.EndCall).at == call.end_of(call.all(do.Say, OPERATOR)[-1]).at + 1_000


SIGNAL, SPEECH, DOUBT = map(police, (Reason.SIGNAL_HEARD, Reason.SPEECH_HEARD, Reason.DOUBT))
DISTURBED = police(Reason.DISTURBANCE_HEARD)
AMBULANCE = do.Connect(Service.AMBULANCE, Reason.INJURY)
SLURS = two(says("speaks", ", manner: faint"), "{heard: ask_again}", "{sound: groan}")
TALK = "background: [{at: 3s, say: {intent: not_to_call, words: What a day., manner: %s}}]"
FALL = (
    "line: wearable\nbackground: [{at: 2s, sound: fall_message}, {at: 20s, sound: fall_message}]\n"
)
DECIDED: dict[str, tuple[str, object, Sequence[Intent]]] = {
    # The operator listens while speaking, and cannot tell which key; an early 55 is two keys.
    "a tap while they speak": (
        "caller: [{when: {heard: number_dialled, from: start}, after: 1s, do: tap}]", SIGNAL, ()),
    "a key before a sound was asked for": (on("number_dialled", '{press: "5"}'), SENT, PROMPTS),
    "a key after it": (on("make_a_sound", '{press: "5"}', "2s"), SIGNAL, PROMPTS),
    # OP-07: a key tone brings the request for a sound forward, and the call goes on from there.
    **{f"{keys} at first": (on("which_service", f'{{press: "{keys}"}}'), SENT,
                            (Intent.WHICH_SERVICE, Intent.MAKE_A_SOUND)) for keys in ("5", "55")},
    "a knock in the room": ("background: [{at: 5s, sound: knock}]", SENT, PROMPTS),
    # OP-03: nobody is asked a third time.
    "a second whisper": (
        two(says("speaks", verb="whisper"), "{heard: ask_again}", says("speaks", verb="whisper")),
        SPEECH, (Intent.WHICH_SERVICE, Intent.ASK_AGAIN)),
    # OP-12: whatever follows the check leaves doubt; another's word for it is not even checked.
    "a mistake, then silence": (on("which_service", MISTAKE), SPEECH, CHECKS),
    "a mistake, and not safe": (two(MISTAKE, CHECKED, says("says_no")), SPEECH, CHECKS),
    "a mistake, and one answer": (two(MISTAKE, CHECKED, says("says_yes")), SPEECH, CHECKS),
    "a mistake, and company": (mistake(says("says_yes")), SPEECH, CHECKS),
    "a mistake, and sobbing": (
        mistake(says("says_no")) + "\nbackground: [{at: 12s, sound: sob}]", DISTURBED, CHECKS),
    "another voice's mistake": (
        f"room: [{{when: {{heard: which_service}}, do: [take_phone, {MISTAKE}]}}]",
        DISTURBED, (Intent.WHICH_SERVICE, Intent.THANK)),
    # Whoever talks in the background is asked nothing: voices go to police, a murmur is weak.
    "voices nearby": (TALK % "aloud", SPEECH, ()),
    "a murmur nearby": (TALK % "faint", SENT, PROMPTS),
    # OP-10: yes or no is enough; no answer and any answer go to police.
    "a pretence": (on("which_service", says("pretends")), SPEECH, PRETENDS),
    **{f"a pretence, then {then}":
       (two(says("pretends"), "{heard: say_yes_if_police}", says(then)), SPEECH, PRETENDS)
       for then in ("says_yes", "says_no", "pretends")},
    # OP-14: a groan alone is an answer.
    "slurred words and a groan": (SLURS, AMBULANCE, (Intent.WHICH_SERVICE, Intent.ASK_AGAIN)),
    "a groan alone": (on("which_service", "{sound: groan}"), SIGNAL, ()),
    # OP-15: words in another language are an answer, not asked for again.
    "another language": (on("which_service", says("other_language")), SPEECH,
                         (Intent.WHICH_SERVICE, Intent.CONNECTING)),
    # OP-16: after a message of a fall, unless the wearer confirms that nothing is wrong.
    "a fall": (FALL, AMBULANCE, PROMPTS[:2]),
    "a fall, and a tap": (FALL + on("which_service", "tap"),
                          do.Connect(Service.AMBULANCE, Reason.SIGNAL_HEARD), ()),
    "a fall, and muffled words": (
        FALL + on("which_service", says("speaks", ", manner: faint")),
        do.Connect(Service.AMBULANCE, Reason.SPEECH_HEARD),
        (Intent.WHICH_SERVICE, Intent.ASK_AGAIN)),
    "a fall by mistake": (
        FALL + mistake(says("says_no")), do.EndCall(Reason.MISTAKE_CONFIRMED), CHECKS),
}  # fmt: skip
"""What happens; what the operator decides; and what they say first, nothing of it twice."""


@pytest.mark.parametrize(("text", "wanted", "said"), DECIDED.values(), ids=DECIDED)
def test_what_the_operator_decides(text: str, wanted: object, said: Sequence[Intent]) -> None:
    call = play(text)
    spoken = prompts(call)
    assert decision(call) == wanted
    assert spoken[: len(said)] == [*said]
    assert len(set(spoken)) == len(spoken)
    assert not call.any(SignalRecognised)
    if wanted == SENT:
        asked = call.end_of(call.first(do.Say, OPERATOR, intent=Intent.MAKE_A_SOUND))
        assert call.first(do.SendToRecording).at - asked.at >= FOUR_SECONDS
    further = {Intent.CHECK_MISTAKE, Intent.ASK_AGAIN, Intent.SAY_YES_IF_POLICE}
    assert further.isdisjoint(spoken[len(said) :])


QUIET, NOISE = "", "background: [{at: 4s, sound: television}, {at: 9s, sound: traffic}]"
VOICES, ROW = "background: [{at: 4s, sound: voices}]", "background: [{at: 4s, sound: argument}]"
TREATED_AS = {QUIET: "quiet", NOISE: "background", VOICES: "voices", ROW: "disturbance"}
REASONS = {VOICES: Reason.SPEECH_HEARD, ROW: Reason.DISTURBANCE_HEARD}


@pytest.mark.parametrize("profile", some_a_day(PROFILES, 3))
@pytest.mark.parametrize("heard", TREATED_AS)
def test_each_profile_treats_an_unanswered_call_as_it_says(profile: str, heard: str) -> None:
    """OP-08, OP-09, OP-17: quiet, noise, voices and a disturbance go where the profile says."""
    call = play(heard, profile)
    pace = PROFILES[profile].operator
    treatment = getattr(pace, TREATED_AS[heard])
    reason = REASONS.get(heard)
    ends = {
        Treatment.RECORDING: do.SendToRecording(reason or Reason.NO_RESPONSE),
        Treatment.END: ENDED,
    }
    wanted = ends.get(treatment, police(reason or Reason.DOUBT))
    assert decision(call) == wanted
    decided = next(e for e in call.log if e.actor is OPERATOR and e.body == wanted)
    if treatment is Treatment.POLICE_AT_ONCE:
        assert decided.at == call.first(do.Make).at + pace.reaction
    else:
        said = [e for e in call.all(do.Say, OPERATOR) if e.seq < decided.seq]
        assert len(said) == len(pace.prompts)


@pytest.mark.parametrize(
    ("sound", "wanted"),
    [
        ("device_voice", police(Reason.SPEECH_HEARD)),
        ("fall_message", do.Connect(Service.AMBULANCE, Reason.INJURY)),
    ],
)
def test_after_a_device_has_spoken_a_person_is_hoped_for_ten_seconds(
    sound: str, wanted: object
) -> None:
    """OP-16: the prompts go on meanwhile; a fall goes to the ambulance, anything else to police."""
    call = play(f"background: [{{at: 2s, sound: {sound}}}]\nline: wearable")
    assert decision(call) == wanted
    assert call.first(do.Connect).at - call.first(do.Make).at >= 10_000
    assert prompts(call)[:2] == PROMPTS[:2]
    assert not call.any(do.SendToRecording)


@pytest.mark.parametrize(
    ("what", "reason"),
    [("{sound: scuffle}", Reason.DISTURBANCE_HEARD), (says("speaks"), Reason.SPEECH_HEARD)],
)
def test_a_disturbance_or_words_in_the_recording_bring_police(what: str, reason: Reason) -> None:
    """OP-19: the operator goes on listening, and takes the caller out."""
    call = play(on("recording_asks_for_55", what, "1s"))
    assert decision(call) == SENT
    assert call.act(do.Connect) == police(reason)
    assert call.any(do.HandOver)


LANDLINE = "line: landline\n"
LOST = "network: [{when: {heard: %s}, do: {lose_line: network}}]"
PRESSES = on("recording_asks_for_55", '{press: "55"}', "1s")


def test_a_handset_that_stays_down_is_passed_on_when_the_hold_ends() -> None:
    call = play(LANDLINE + on("which_service", "hang_up"))
    told = call.first(do.PassDetails)
    assert told.at == call.first(TimerFired, timer=terms.Timer.HOLD).at + PACING.reaction
    lost = (Reported.HANDSET_REPLACED, Reported.LINE_LOST)
    assert told.body == do.PassDetails(lost, Reason.LINE_CUT)
    assert not call.after(call.first(do.HangUp)).any(do.Say, OPERATOR), "nobody would hear it"


@pytest.mark.parametrize(
    ("sign", "heard"),
    [
        ("tap", Reported.TAP),
        ("{sound: sob}", Reported.DISTURBANCE),
        ("{sound: voices}", Reported.VOICES),
        (says("speaks"), Reported.SPEECH),
    ],
)
def test_a_line_lost_under_concern_is_passed_on(sign: str, heard: Reported) -> None:
    """Where the profile says so; otherwise, and with nothing heard, it is abandoned."""
    text = on("which_service", f"[{sign}, {{pause: 700ms}}, hang_up]")
    call = play(text)
    told = call.first(do.PassDetails)
    details = told.body
    assert isinstance(details, do.PassDetails)
    assert (details.heard, details.reason) == ((heard, Reported.LINE_LOST), Reason.LINE_CUT)
    assert told.at == call.first(do.HangUp).at + PACING.reaction
    for let_go in (play(text, pacing(passes_on_doubt=False)), play(LOST % "which_service")):
        assert let_go.outcome is Outcome.ABANDONED
        assert let_go.log[-1].body.kind == "call_ended"


def test_what_a_caller_said_before_the_line_went_is_passed_on() -> None:
    """ "He's got a knife, we're at the mill": police have what was stated, and the place."""
    words = "He's got a knife. We're at the old mill."
    said = f'{{say: {{intent: speaks, words: "{words}", place_words: "the old mill", '
    said += "means: {knife: yes, landmark: yes}}}"
    call = play(on("which_service", f"[{said}, {{pause: 3s}}, hang_up]"))
    told = call.first(do.PassDetails)
    body = call.act(do.PassDetails)

    assert (StatementTopic.KNIFE, True) in body.means
    assert body.place_words == "the old mill"
    facts = Knowledge.of(Role.CALL_HANDLER, (told,)).facts
    assert facts.is_yes(Topic.WEAPON)
    assert facts.place_words == "the old mill"
    assert facts.ledger.says(StatementTopic.KNIFE)


def test_a_line_lost_after_55_is_passed_on() -> None:
    call = play(f"{PRESSES}\n" + LOST % "connecting, from: start")
    assert Reported.FIFTY_FIVE in call.act(do.PassDetails).heard
    assert terms.LineStage.DOWN in call.stages


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


def test_the_operator_notices_a_noise_in_the_recording_only_where_a_profile_says_so(
    tmp_path: Path,
) -> None:
    """The default profile reads the guide strictly; a user's profile need not."""
    strict = play(COUGHS)
    assert strict.outcome is Outcome.NO_RESPONSE_TO_RECORDING
    assert not strict.any(do.Connect)
    assert not strict.after(strict.first(do.SendToRecording)).any(do.Say, OPERATOR)
    folder = tmp_path / "profiles"
    folder.mkdir()
    (folder / "listens.yaml").write_text(LISTENS, encoding="utf-8")
    call = play(COUGHS, Library([tmp_path]).profile("listens").profile)
    connect = call.first(do.Connect)
    assert connect.body == police(Reason.SIGNAL_HEARD)
    assert connect.at == call.first(do.Cough).at + 1_500
    assert not call.any(SignalRecognised)
    weak = play("background: [{at: 40s, sound: television}]", pacing(notices_noise_percent=100))
    assert not weak.any(do.Connect), "a television is no answer"


def test_whether_a_noise_is_noticed_is_drawn_from_the_seed() -> None:
    """A chance between never and always goes both ways, and the same way for the same seed."""
    profile = pacing(notices_noise_percent=50)
    noticed = [play(COUGHS, profile, seed=seed).any(do.Connect) for seed in (*range(8), *range(2))]
    assert noticed[8:] == noticed[:2]
    assert 0 < sum(noticed[:8]) < 8


@pytest.mark.parametrize(
    ("text", "heard"),
    [
        (LANDLINE, (Reported.NOTHING,)),
        (on("make_a_sound", "tap"), (Reported.TAP,)),
        (on("make_a_sound", "cough") + "\nbackground: [{at: 4s, sound: door}]",
         (Reported.COUGH, Reported.BACKGROUND)),
        (ROW, (Reported.DISTURBANCE,)),
        (VOICES, (Reported.VOICES,)),
        (PRESSES, (Reported.KEY_TONE, Reported.FIFTY_FIVE)),
        (LANDLINE + "caller: [{when: {answered: call_handler}, after: 1s, do: hang_up},"
         " {when: {did: hang_up}, after: 1s, do: lift}]", (Reported.NOTHING,)),
    ],
)  # fmt: skip
def test_the_operator_hands_over_what_was_heard(text: str, heard: tuple[Reported, ...]) -> None:
    """OP-21: no more and no less, once, also when a handset goes down meanwhile."""
    call = play(text)
    assert call.act(do.HandOver).heard == heard
    (told,), (leaves,) = call.all(do.HandOver), call.all(do.Leave)
    assert told.at > call.first(do.Answer, Role.CALL_HANDLER).at
    assert call.end_of(told).at - told.at <= 8_000
    assert leaves.seq > call.end_of(told).seq
    assert all(entry.actor is not OPERATOR for entry in call.after(leaves).log)


def test_the_operator_stays_until_the_call_handler_has_the_call() -> None:
    """OP-22: they leave once police speak to the call, or twenty seconds after a hand-over."""
    call = play(on("make_a_sound", "tap"))
    taken = call.first(do.Say, Role.CALL_HANDLER, intent=Intent.THROUGH_TO_POLICE)
    assert call.first(do.Leave).at == call.end_of(taken).at + PACING.reaction
    assert not call.any(do.Say, Role.CALL_HANDLER, intent=Intent.CONFIRMS_TAKEN), "it is overheard"
    mute = Reacts(Role.CALL_HANDLER, stage=[PlannedAct(35_000, do.Answer())])
    call = play(LANDLINE, seats={Role.CALL_HANDLER: mute})
    told = call.first(do.HandOver)
    assert call.first(do.Leave).at == call.end_of(told).at + 20_000


LOG_WORDS = ("marker", "caller", "incident", "recognised", "signal", "I have:", "nothing", "[")
"""Words of a log that nobody says aloud, and a list of categories (OP-21)."""


@given(
    st.sets(st.sampled_from(Reported)),
    st.sampled_from(terms.LineKind),
    st.sets(st.sampled_from(terms.Sound) | st.sampled_from(Intent)),
    st.text("ab .", max_size=300),
)
def test_a_hand_over_is_short_and_plain_whatever_was_heard(
    heard: set[Reported], line: terms.LineKind, named: set[terms.Sound | Intent], quote: str
) -> None:
    """And whatever the caller is quoted with."""
    words = handover_words(heard, line, named)
    assert DEFAULT.speech.length(words) <= 8_000
    assert not [each for each in LOG_WORDS if each in words]
    assert Reported.FIFTY_FIVE not in heard or "They pressed 55." in words
    assert DEFAULT.speech.length(handover_words(heard, line, (), quote)) <= 8_000


BOOT = """\
caller:
  - when: {heard: which_service}
    after: 1s
    do: {whisper: {intent: wants_police, words: "Police. I am in the boot. Of a car.", \
facts: {in_a_vehicle: yes, what_happened: yes}}}
"""


def test_what_the_caller_said_is_handed_over_word_for_word() -> None:
    """OP-21: police hear the words, know them, brief them, and do not ask for them again."""
    call = play(BOOT)
    words = "Police. I am in the boot. Of a car."
    assert words in call.act(do.HandOver).words
    assert any(words in note.text for note in call.bodies(do.Note, Role.CALL_HANDLER))
    assert words in call.act(do.BriefOfficers).text
    asked = {topic for question in call.bodies(do.Ask) for topic in question.about}
    assert asked.isdisjoint({terms.Topic.IN_A_VEHICLE, terms.Topic.WHAT_HAPPENED})


@pytest.mark.parametrize(
    ("gap", "number", "wanted"), [("1m", 0, SENT), ("20m", 2, DOUBT), ("40m", 2, SENT)]
)
def test_a_repeated_silent_call_can_be_a_reason_for_police(
    gap: str, number: int, wanted: object
) -> None:
    """Where the profile says so: the n-th silent call from a number, within 30 minutes [O1]."""
    call = play(f"calls: [{{gap: {gap}}}]", pacing(repeat_calls=number))
    assert [decision(part) for part in call.calls] == [SENT, wanted]
    if wanted == DOUBT:
        assert Reported.EARLIER_CALLS in call.act(do.HandOver).heard
        # Asked for a sound and still silent: no more prompts come before that.
        assert not call.calls[1].any(do.Say, Role.OPERATOR, intent=Intent.NUMBER_DIALLED)


@pytest.mark.parametrize(("number", "passed"), [(2, True), (3, False), (0, False)])
def test_a_repeated_call_that_hangs_up_is_passed_on(number: int, passed: bool) -> None:
    """OP-20: also when the line is lost before a decision; as often as the profile says."""
    hangs_up = "caller: [{when: {heard: make_a_sound}, after: 1s, do: hang_up}]"
    call = play(f"calls: [{{gap: 5m, {hangs_up}}}]", pacing(repeat_calls=number))
    first, second = call.calls
    assert not first.any(do.PassDetails)
    assert second.any(do.PassDetails) is passed
    if passed:
        assert Reported.EARLIER_CALLS in second.act(do.PassDetails).heard


@pytest.mark.parametrize(
    ("quote", "said"),
    [
        ("Who are you calling?", 'I heard: "Who are you calling?"'),
        ("He is here. Who are you calling?", 'I heard: "He is here. Who are you calling?"'),
        ("Get out! Now", 'I heard: "Get out! Now."'),
        ("He's got a knife.", 'I heard: "He\'s got a knife."'),
        ("Please...", 'I heard: "Please..."'),
    ],
)
def test_a_quoted_sentence_ends_with_one_mark(quote: str, said: str) -> None:
    """F16-12: "Who are you calling?." had two."""
    assert said in handover_words((Reported.SPEECH,), LineKind.MOBILE, (), quote)


def test_of_a_long_quotation_whole_sentences_are_left_out() -> None:
    """Also where they end in a question mark."""
    quote = "Who is that? " + "I said who is that on the phone. " * 3
    words = handover_words((Reported.SPEECH,), LineKind.MOBILE, (), quote)
    assert len(words.split()) <= 20
    assert 'I heard: "Who is that?' in words
