"""Stories: given a call, when this is done, then that. Instants count from the operator's answer.

A story is a beginning and steps. `46 ca press 5` is an act at 46 s (`tests.debrief.short_logs` has
the words), `48` lets time pass, `46 ca lift ! why` is refused with that reason, and `= stage held`
holds then. A pair of braces stands for each of the variants after it. Codes in square brackets name
the public sources (`simulator/content/data/sources.yaml`); a Q and a number names an open question
that no source answers, so that what is tested is our assumption.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest

from simulator.core import acts as do
from simulator.core import terms
from simulator.core.profile import Switches, Timings
from simulator.core.terms import Coverage, LineKind, LineStage, Role, Service, Sound
from tests.core.explored import PROFILES
from tests.core.phone import Phone, answered, dialled, in_recording, with_police
from tests.debrief.short_logs import act

BEGINNINGS: Mapping[str, Callable[[Switches, LineKind, Coverage], Phone]] = {
    "dialled": dialled,
    "answered": answered,
    "in_recording": in_recording,
    "with_police": with_police,
}
SWITCHES: Mapping[str, Switches] = {
    **PROFILES,
    "told": Switches(force_is_told=True),
    "digital_held": Switches(digital_is_held=True),
}
SHOWN: Mapping[str, Callable[[Phone], object]] = {
    "stage": lambda phone: phone.stage,
    "stages": lambda phone: " ".join(phone.stages),
    "incident": lambda phone: phone.incident,
    "outcome": lambda phone: phone.outcome or "none",
    "why": lambda phone: phone.last_reason or "none",
    "recognised": lambda phone: " ".join(phone.recognised) or "none",
    "timers": lambda phone: len(phone.call.timers),
    "played": lambda phone: " ".join(f"{at} {said}" for at, said in phone.played),
    "rows": lambda phone: " ".join(row for row in phone.rows if row[0] not in "DAO"),
    "asked": lambda phone: " ".join(row for row in phone.rows if row[:2] == "O-"),
}
"""What a step `=` can look at."""


def begun(words: str) -> Phone:
    """Begin a call: `answered landline wmp`, in any order."""
    name, *given = words.split()
    switches = next((SWITCHES[each] for each in given if each in SWITCHES), Switches())
    kind = next((each for each in LineKind if each in given), LineKind.MOBILE)
    coverage = next((each for each in Coverage if f"coverage_{each}" in given), Coverage.HOME)
    return BEGINNINGS[name](switches, kind, coverage)


def tell(story: str) -> None:
    """Play a story, and check what it says."""
    beginning, *steps = (step.strip() for step in story.split(";"))
    phone = begun(beginning)
    for step in steps:
        done, *checks = (part.strip() for part in f" {step}".split(" = "))
        done, _, refusal = (part.strip() for part in done.partition("!"))
        when, _, words = done.partition(" ")
        if refusal:
            assert phone.refuses(f"{when}s", *act(words)) == refusal, step
        elif words:
            phone.at(f"{when}s", *act(words))
        elif when:
            phone.until(f"{when}s")
        for check in checks:
            name, _, expected = check.partition(" ")
            assert str(SHOWN[name](phone)) == expected, step


# fmt: off
NOT_HELD = ("mobile", "digital", "wearable", "car")
TONE = "the operator hears a key tone and cannot tell which key"
TONES = (("mobile", "5"), ("mobile", "1"), ("early55_relay landline", "1"))
NOISES = ("tap 3", "cough", "say speaks", "press 1")
STORIES: Mapping[str, str | tuple[str, ...]] = {
    "999 and 112 ring at the same operator, who answers [G1]": (
        "answered {}; = stages dialled with_operator", "999", "112"),
    "UK networks take no 999 call without a SIM, and no network means no call [B12 B15]": (
        "dialled coverage_none {}; = outcome not_connected", *LineKind),
    "A line that clears before the operator answers is an abandoned call [P15 N16]": (
        "dialled; 1 {} = outcome abandoned", "ca hang_up", "ne lose network"),
    "A call cleared at 12 s and left by the operator reaches no force (SC-34) [N25]":
        "answered; 1 op say which_service; 4 ro sound breathing; 8 op say which_of_three;"
        "12 ca hang_up = stage cut_off;"
        "15 op end no_response = outcome abandoned = incident none",
    "The operator's four prompts are asked and the call stays with the operator [P4 N6]":
        "answered; 1 op say which_service; 2 op say which_of_three; 3 op say number_dialled;"
        "4 op say make_a_sound = stage with_operator = asked O-1 O-2 O-3 O-4",
    "A cough, tap, whisper or key tone is heard, and the operator connects to police [P1 P4]": (
        "answered; 24 op say make_a_sound; 26 ca {} = stage with_operator;"
        "27 op connect police; 31 ch answer;"
        " = stages dialled with_operator connecting_police with_call_handler",
        "cough 2", "tap 3", "say speaks manner=whispered", "sound groan", "press 7"),
    "An argument, and something that breaks, may mean straight to police (SC-03) [P1 P7 H7]":
        "answered; 5 ro sound shouting; 12 ro sound breaking;"
        "13 op connect police disturbance_heard = stage connecting_police",
    "The operator hands a call to ambulance, fire or coastguard, and there it ends [G1 B18]": (
        "answered; 3 op connect {}; = outcome connected_to_other_service = incident none",
        *(service for service in Service if service is not Service.POLICE)),
    "A caller who says that it was a mistake is let go, as a confirmed mistake [P4 N6]":
        "answered; 17 ca say says_mistake; 20 op end mistake_confirmed = outcome confirmed_mistake",
    "Noise without speech may be ended by the operator under the code of 2008 [G2]":
        "answered; 5 ro sound cloth; 30 op end no_response = outcome ended_by_operator",
    "No request and no spoken answer: a silent call stays where it is [N5 P12]":
        "answered; 10 ca stay_silent = stage with_operator = why none",
    "55 before the recording is heard as key noise; nobody can tell which keys (SC-09) [P1]":
        "answered; 2 ca press 5; 2.5 ca press 5 = stage with_operator = recognised none"
        " = why the operator hears a key tone and cannot tell which key;"
        "30 op recording; 120 = outcome no_response_to_recording",
    "Before the request a key has no effect [P1]": (
        "answered {}", *(f"{line}; 2 ca press {key} = why {TONE}" for line, key in TONES),
        "early55_relay landline; 2 ca press 5 = why 55 means nothing on a fixed line"),
    "After the request a key is a sound like a tap [P1 P4]": (
        "answered {}; = why none; 27 op connect police = stage connecting_police",
        *(f"{line}; 19.5 op say make_a_sound; 26 ca press {key} = stage with_operator"
          for line in ("mobile", "early55_relay landline") for key in "51")),
    "55 was taken and the line goes dead: the operator still has the number [G24] (SC-42)": (
        "in_recording; 46 ca press 5; 46.4 ca press 5 = recognised fifty_five;"
        "{} ne lose transfer = stage cut_off; 50 op pass_details line_lost = incident open",
        "46.9", "48"),
    "It opens, asks near 12 s, ends at 20 s, and 3 s later the call is ended [P2 N1] (Q5 Q6)":
        "in_recording; 53 = played 30000 recording_opens 42000 recording_asks_for_55"
        " = outcome no_response_to_recording = incident none",
    "55 at 46 s is recognised, the operator transfers, the force answers (SC-01) [P2 N1 F1]; "
    "55 sends no officers [F3 F5]":
        "in_recording; 46 ca press 5; 46.4 ca press 5 = recognised fifty_five;"
        "47.399 = stage accepted; 47.4 = stage connecting_police; 48 = incident none;"
        "51 ch answer = stage with_call_handler = incident open; 600 = stage with_call_handler",
    "A second 5 that comes after the grace time finds the call ended (Q6)":
        "in_recording; 52 ca press 5; 53.001 ca press 5 ! the call is over;"
        " = outcome no_response_to_recording",
    "All sources say 55, or 5 twice: one 5 ends as no response (SC-10) [N8 P6]":
        "in_recording; 44 ca press 5; 50 = why one 5 alone is not 55;"
        "60 = outcome no_response_to_recording",
    "Only 55 is asked for: any other key twice does nothing [N8 P6]": (
        "in_recording; 44 ca press {}; = stage recording = recognised none"
        " = why only 55 is asked for", *(f"{key}; 44.5 ca press {key}" for key in "1234670*#89")),
    "55, a tap or a noise gets through under `wmp` (SC-11) [P1]": (
        "in_recording wmp; 38 ca {} = recognised noise; 40 = stage connecting_police", *NOISES),
    "Only 55 is named as enough, so a noise alone ends as no response (SC-11) [N1 P2]": (
        "in_recording; 38 ca {} = stage recording = recognised none;"
        "60 = outcome no_response_to_recording", *NOISES),
    "Breathing, cloth or traffic is no answer, not even where a noise passes [P1 G2]": (
        "in_recording wmp; 38 ca sound {}",
        *(f"{each} = recognised {'none' if each.suggests is terms.SoundClass.WEAK else 'noise'}"
          for each in Sound)),
    "The operator keeps listening and may take the caller to police at any moment [N1 P2 P1]": (
        "in_recording; 38 ca {}; 40 op connect police = stage connecting_police;"
        "600 = stage connecting_police", *NOISES),
    "A television or a voice near the phone does not answer for the caller [P2 N1 P1]": (
        "in_recording {}; 38 ro sound television; 39 ro say not_to_call;"
        "60 = outcome no_response_to_recording", "iopc_2019", "wmp"),
    "In the known case the local force was not told [N4b M6]":
        "in_recording; 60 = incident none",
    "A profile may have it told (Q11)":
        "in_recording told; 60 = stage down = incident open = outcome none;"
        "70 ch close no_concern = outcome closed_without_deployment",
    "After 55 Met staff ask, and pass on calls for help from the area [P7]":
        "in_recording surrey_2019; 44 ca press 5; 44.5 ca press 5; 46 = stage with_first_handler;"
        "47 fh ask in_danger; 50 ca tap 2 = stage with_first_handler;"
        "52 fh pass_on signal_heard; 56 ch answer = stage with_call_handler",
    "Only what they take for a call for help is passed on: the others end there [P7]":
        "in_recording surrey_2019; 44 ca press 5; 44.5 ca press 5;"
        "60 fh end no_response = outcome ended_by_first_handler = incident none",
    "An older force page has 55 return the caller to the original operator [P6]":
        "in_recording herts_old; 44 ca press 5; 44.5 ca press 5;"
        "46 op recording ! the operator cannot send the call now; = stage back_with_operator;"
        "47 op say which_service; 49 ca tap; 50 op connect police = stage connecting_police",
    "In the advice of 2017 the recorded service asks for a cough or a tap first [N9]": (
        "in_recording npcc_2017; = stage sound_prompt = played 30000 recording_asks_for_sound;"
        "35 ca {} = recognised noise; 37 = stage connecting_police",
        "cough", "tap", "press 5", "say speaks"),
    "Nobody coughs or taps: the service offers 55 next [N9]":
        "in_recording npcc_2017; 38 = stage recording;"
        "52 ca press 5; 52.5 ca press 5 = recognised fifty_five",
    "After the request for a sound only 55 passes by itself [N9 N1]":
        "in_recording npcc_2017; 40 ca tap = stage recording = recognised none",
    "The force answers with the operator still there, who passes on what was established [P5]":
        "with_police; 16 op hand_over tap; 20 op leave = stage with_call_handler;"
        "21 op say which_service ! the operator has left the call",
    "The call handler names ways to answer, states a code and asks closed questions [P1 P2 N7]":
        "with_police; 16 ch say through_to_police; 20 ch ways tap,cough; 25 ch code tap;"
        "30 ch ask can_hear; 32 ca tap = stage with_call_handler = incident open"
        " = rows C-1 I-1 H-1 H-2 H-3 H-4 H-6",
    "There is no national yes/no code: no sign decides anything in the flow [N7 K1 K2 K3]": (
        "with_police; 16 ch ask in_danger; 18 ca {} = incident open",
        "tap 2", "cough", "press 5", "say says_yes", "stay_silent"),
    "Officers are sent while the call goes on; it ends when the line is down and all is closed":
        "with_police; 30 ch grade immediate doubt; 31 ch deploy = incident deployed = outcome none;"
        "32 ch ask in_danger; 240 of arrive; 300 ch end officers_with_caller = outcome none;"
        "360 ch close officers_dealing = outcome deployed",
    "Checks were made and no concern is left: closed, and nobody was sent [P13 N13]":
        "with_police; 60 ch close checked_safe = outcome none;"
        "61 ch end checked_safe = outcome closed_without_deployment",
    "Another service is asked in, and the police keep the caller [K1]":
        "with_police; 30 ch bring ambulance = stage with_call_handler = incident open",
    "Earlier contacts and markers are searched, and location arrives [P2 N17 I3 G10]":
        "with_police; 16 ch search; 18 sy result; 18 ne loc aml there 30"
        " = rows C-1 I-1 I-17 I-18 = stage with_call_handler",
    "A call for another area is offered, and theirs once they accept it (SC-36) [I10]":
        "with_police; 60 ch offer = incident handing_over;"
        "70 xf accept; 80 ca hang_up = outcome handed_to_other_force",
    "Something is heard after the incident was closed: a grade opens it again (assumption)":
        "with_police; 60 ch close no_concern; 70 ro sound shouting;"
        "71 ch grade immediate doubt = incident graded; 72 ch deploy = incident deployed",
    "An incident closed with officers sent is opened again as deployed (assumption)":
        "with_police; 30 ch deploy; 60 ch close no_concern;"
        "70 ch grade immediate doubt = incident deployed",
    "55 at 45 s, clear at 48 s: the operator passes the record on (SC-26) [H1 I1] (Q15)":
        "in_recording; 45 ca press 5; 45.5 ca press 5; 48 ca hang_up = stage cut_off;"
        "50 op pass_details line_lost = stage down = incident open;"
        "60 ch grade immediate doubt = incident graded",
    "The battery dies at 40 s; if police have it, ringing back fails (SC-25) [B2] (Q15)":
        "in_recording; 40 ne lose battery = stage cut_off = timers 0; 42 op pass_details line_lost;"
        "50 ch call_back = stage down = why the phone cannot be rung",
    "A signal may come back [N11 P15]":
        "with_police; 60 ne lose network; 70 ch call_back = stage ringing_back = why none",
    "Another network cannot ring back (SC-37) [B14]":
        "with_police coverage_limited; 60 ne lose network;"
        "70 ch call_back = stage down = why the phone cannot be rung",
    "A domestic abuse call that is cut off is graded again, and officers go [H1 P15]":
        "with_police; 20 ca hang_up; 30 ch grade immediate doubt; 31 ch deploy;"
        "60 ch close officers_dealing = outcome deployed",
    "An analogue landline is powered by its exchange: no battery of it can die":
        "answered landline; 5 ne lose battery ! the exchange powers an analogue landline",
    "The caller answers the callback and the incident goes on [N11 P15 K6]":
        "with_police; 20 ch grade immediate doubt; 60 ca hang_up = stage down = outcome none;"
        "70 ch call_back; 80 ca answer = stage with_call_handler = incident graded;"
        "81 op leave ! the operator has left the call; 600 = stage with_call_handler",
    "Nobody answers: the line is down, and a trace can be started [P15 P16]":
        "with_police; 60 ca hang_up; 70 ch call_back; 100 = stage down = why nobody answered;"
        "110 ch trace = incident open",
    "Whoever has the phone can refuse the call, and the call handler can stop ringing [I3]":
        "with_police; 60 ca hang_up; 70 ch call_back; 75 ca hang_up"
        " = stage down = why the call was refused;"
        "80 ch call_back; 85 ch end may_alert_others = stage down = timers 0",
    "Another voice answers: the caller does not have the phone [I5 I3]":
        "with_police; 60 ca hang_up; 70 ch call_back; 80 ro answer;"
        "81 ca press 5 ! another person has the phone;"
        "85 ro give_back; 86 ca press 5 = stage with_call_handler",
    "No national rule says when not to ring: the reason is recorded [N11 P15] (Q17)":
        "with_police; 60 ca hang_up; 70 ch not_rung = stage down = incident open",
    "Silent Solution is not used for landlines: doubt sends them to police (SC-24) [N5 W1 N2]": (
        "answered {}; 3 ro sound television;"
        "30 op recording ! a fixed line is never sent to the recording;"
        "31 op connect police doubt; 35 ch answer = stage with_call_handler",
        "landline", "digital", "car"),
    "A replaced landline handset may stay connected for 45 s (SC-22) [N5 W1 P17]": (
        "answered landline; 4 ca hang_up = stage held; {} ca lift; 600 = stage with_operator",
        "30", "49"),
    "After 45 s the line is gone; the operator may pass the call on (SC-23) [N5 P16]": (
        "answered landline; 4 ca hang_up; 48.999 = stage held; 49 = stage cut_off;"
        "{} ca lift ! the handset is not on hold; 55 op pass_details line_lost;"
        "65 ch call_back = stage ringing_back", "49.001", "54"),
    "The handset is down and the operator concerned: police answer a held line [N5 W1]":
        "answered landline; 4 ca hang_up; 6 op connect police = stage held_connecting;"
        "10 ch answer = stage held_with_call_handler; 12 ch ask weapon = why the handset is down;"
        "30 ca lift = stage with_call_handler",
    "Connecting a held line gives it no longer hold: 45 s from putting down [N5 W1 P17]":
        "answered landline; 4 ca hang_up; 40 op connect police; 49 = stage cut_off",
    "Put down while police are there: held for 45 s, then down with the incident open [N5 W1]":
        "with_police landline; 60 ca hang_up = stage held_with_call_handler; 90 ca lift;"
        "100 ca hang_up; 144.999 = stage held_with_call_handler; 145 = stage down = incident open",
    "A mobile call ends when it is hung up, and a digital line has no hold (Q22)": (
        "answered {}; 4 ca hang_up = stage cut_off", *NOT_HELD),
    "A profile may hold a digital line (Q22)": (
        "answered digital_held {}", "digital; 4 ca hang_up = stage held",
        *(f"{line}; 4 ca hang_up = stage cut_off" for line in ("mobile", "wearable", "car"))),
    "If nobody speaks from the car its details still go to police [B9]":
        "answered car; 5 ca hang_up; 8 op pass_details line_lost = incident open",
    "Another voice says that she is fine: police keep the call and may send (SC-27) [I5]":
        "with_police; 30 ro sound scuffle; 31 ro take_phone;"
        "32 ca press 5 ! another person has the phone;"
        "32 ca hang_up ! another person has the phone; 33 ro say says_mistake;"
        "36 ch say ask_for_caller = stage with_call_handler;"
        "40 ro hang_up; 45 ch deploy = stage down = incident deployed",
    "Who has it cannot take it again, and it is not given back to who has it [I5]":
        "answered; 3 ro take_phone; 4 ro take_phone ! another person has it already;"
        "5 ro give_back; 6 ro give_back ! the caller has it",
    "A phone taken away during the recording is hung up: the operator has the record [I5]":
        "in_recording; 35 ro take_phone; 36 ro hang_up = stage cut_off;"
        "40 op pass_details line_lost = incident open",
}
# fmt: on


def stories() -> Iterator[Any]:
    for says, story in STORIES.items():
        text, *variants = (story,) if isinstance(story, str) else story
        for variant in variants or [""]:
            told = text.replace("{}", variant)
            yield pytest.param(told, id=says + (f" ({variant})" if variant else ""))


@pytest.mark.parametrize("story", list(stories()))
def test_a_story(story: str) -> None:
    tell(story)


def test_a_recording_that_asks_twice_does_so_as_long_after_as_the_first_time() -> None:
    """Here at 8 s and at 16 s (Q5); nothing else is different."""
    phone = Phone(PROFILES["iopc_listening"], timings=Timings(request=8_000))
    phone.at("0s", CALLER, do.Dial()).at("0s", OPERATOR, do.Answer())
    phone.at("30s", OPERATOR, do.SendToRecording()).until("1h")
    asked = [when for when, said in phone.played if said.endswith("_asks_for_55")]
    assert asked == [38_000, 46_000]
    assert phone.entered(LineStage.NO_RESPONSE_TO_RECORDING) == [53_000]


CALLER, OPERATOR = Role.CALLER, Role.OPERATOR
TVP, WMP, HOME_OFFICE = PROFILES["tvp"], PROFILES["wmp"], PROFILES["home_office_2001"]
EARLY = PROFILES["early55_relay"]
AFTER_REQUEST = Switches(counts_before_request=False)
EARLY_55, FIFTY_FIVE, NOISE = (
    terms.Recognised.EARLY_FIFTY_FIVE,
    terms.Recognised.FIFTY_FIVE,
    terms.Recognised.NOISE,
)
KEEPS = Switches(other_digits_reset=False)
NOISE_IF_NOT_ASKED = Switches(noise_passes=True, counts_before_request=False)


def sent_after_a_5(switches: Switches) -> Phone:
    """A call sent to the recording just after a 5 was pressed to the operator."""
    phone = answered(switches).at("29s", CALLER, do.Press("5"))
    return phone.at("30s", OPERATOR, do.SendToRecording())


KEYS = {
    # To the operator, where BT detects an early 55 [N7 F5].
    "an early 55 (SC-09)": (answered, EARLY, "2s 5, 2.5s 5", EARLY_55),
    "early 5s too far apart (Q7)": (answered, EARLY, "2s 5, 6.001s 5", None),
    "another key between makes the first void (Q7)": (answered, EARLY, "2s 5, 2.5s 4, 3s 5", None),
    "an early 5 is forgotten in the recording (Q6 Q7)": (sent_after_a_5, EARLY, "31s 5", None),
    "55 means nothing on a landline [N5 W1]": (
        lambda switches: answered(switches, LineKind.LANDLINE),
        EARLY,
        "2s 5, 2.5s 5",
        None,
    ),
    "an early 55 where operators listen for it [N32]": (answered, TVP, "2s 5, 2.5s 5", EARLY_55),
    "any key in 2001 is a noise [N8]": (in_recording, HOME_OFFICE, "44s 1", NOISE),
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
    "across the request": (in_recording, Switches(), "41s 5, 43s 5", FIFTY_FIVE),
    "in the grace time": (in_recording, Switches(), "51s 5, 52s 5", FIFTY_FIVE),
    "at its last moment": (in_recording, Switches(), "52s 5, 53s 5", FIFTY_FIVE),
    # Other digits between, and after (Q7).
    "5, 3, 5": (in_recording, Switches(), "44s 5, 44.5s 3, 45s 5", None),
    "5, 3, 5, 5": (in_recording, Switches(), "44s 5, 44.5s 3, 45s 5, 46s 5", FIFTY_FIVE),
    "5, 3, 5 where nothing resets": (in_recording, KEEPS, "44s 5, 44.5s 3, 45s 5", FIFTY_FIVE),
    # Where a noise passes [P1].
    "one 5 while the second can come (Q8)": (in_recording, WMP, "44s 5, 47.999s", None),
    "one 5 once it did not come (SC-10)": (in_recording, WMP, "44s 5, 48s", NOISE),
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
