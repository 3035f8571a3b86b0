"""Whole calls, each seat to a good end and to a bad one: what was done, and what could be read."""

import re

from simulator.core import acts as do
from simulator.core import terms
from simulator.core.log import SignalRecognised
from simulator.core.terms import Intent, Manner, Outcome, Reason, Recognised, Reported, Role, Sign
from tests.plain.lines import ON, number_of, setup, sit
from tests.session.calls import steady

PARTNER = steady("partner-in-the-room")


def test_the_caller_waits_for_the_request_presses_55_and_taps() -> None:
    answers = ["3", ON] * 150
    sat = sit(setup(PARTNER, "caller"), ["1", "1", *[ON] * 7, "p 55", *[ON] * 8, *answers])
    assert sat.outcome is Outcome.DEPLOYED
    assert sat.story.any(SignalRecognised, signal=Recognised.FIFTY_FIVE)
    keys = sat.story.all(do.Press, Role.CALLER)
    assert [entry.body for entry in keys] == [do.Press("5"), do.Press("5")]
    assert keys[1].at - keys[0].at == 400
    assert sat.story.any(do.Tap, Role.CALLER)
    assert '0:02 Operator: "Emergency, which service?"' in sat.told
    assert "Near you: partner." in sat.told
    follows = "If nothing counts until the recording ends, so does the call."
    assert any(line.startswith(f"Now: Press 5 twice now. {follows}") for line in sat.told)
    assert any(line.endswith("You: presses 5") for line in sat.told)


def test_a_caller_may_whisper_and_write_words_of_their_own() -> None:
    words = "Política, por favor: ayúdame 🙏 – schnell"
    sat = sit(setup(PARTNER, "caller"), ["1", "1", ON, "5", words, ON, ON])
    whispered = sat.story.act(do.Say)
    mine = sat.story.first(do.Say, Role.CALLER).body
    assert mine == do.Say(Intent.OWN_WORDS, words, Manner.WHISPERED)
    assert whispered.intent is Intent.WHICH_SERVICE
    assert any(words in line for line in sat.told)


def test_the_operator_tries_every_prompt_and_hands_over_what_was_heard() -> None:
    prompts = [f"k {key}" for key in "1234"]
    to_recording = ["k r", "1", *[ON] * 4]
    hand_over = ["k h", "7,11", "k l", "leave"]
    lines = [ON, "k a", *prompts, ON, *to_recording, ON, ON, *hand_over, *[ON] * 30]
    sat = sit(setup(PARTNER, "operator"), lines)
    assert sat.outcome is Outcome.DEPLOYED
    said = [act.intent for act in sat.did(Role.OPERATOR) if isinstance(act, do.Say)]
    assert said == [
        Intent.WHICH_SERVICE,
        Intent.WHICH_OF_THREE,
        Intent.NUMBER_DIALLED,
        Intent.MAKE_A_SOUND,
    ]
    told = sat.story.act(do.HandOver)
    assert told.heard == (Reported.KEY_TONE, Reported.FIFTY_FIVE)
    assert sat.story.any(do.Leave, Role.OPERATOR)
    tones = [line for line in sat.told if "key tone (very quiet)" in line]
    assert len(tones) == 2
    assert not any("presses 5" in line for line in sat.told), "the operator cannot tell the keys"
    assert any(line.endswith("Recognised: 55.") for line in sat.told)


def test_the_call_handler_asks_by_a_code_and_sends_officers() -> None:
    asking = ["k q", "danger", number_of_question("Are you in danger now?"), ON]
    lines = [
        *[ON] * 4, "k a", ON, "k 1", "k w", "2,4", "k c", "1", *asking, "k f",
        "k n", "1", "1", "Zwei Klopfzeichen – ¿dos golpes?", "k t", "1", "someone is there",
        "k l", "1", "k g", "1", "1", "k d", "1", "k o", ON, "", "do", "k z", "1", "close",
        "k e", "1", "end",
    ]  # fmt: skip
    sat = sit(setup(PARTNER, "call_handler"), lines)
    assert sat.outcome is Outcome.DEPLOYED
    story = sat.story
    assert story.act(do.OfferWays).ways == (Sign.TAP, Sign.KEY)
    assert story.first(do.Ask, Role.CALL_HANDLER).body == do.Ask(
        (terms.Topic.IN_DANGER,), words="Are you in danger now?"
    )
    note = story.act(do.Note)
    assert (note.note, note.text) == (terms.NoteKind.HEARD, "Zwei Klopfzeichen – ¿dos golpes?")
    assert story.act(do.Deploy).reason is Reason.DANGER_ESTABLISHED
    assert any("Systems: found: domestic abuse" in line for line in sat.told)


def number_of_question(words: str) -> str:
    """The number of a question in the bank."""
    what = setup(PARTNER, "call_handler")
    sat = sit(what, [*[ON] * 4, "k a", ON, "k q"])
    return number_of(sat.told, words)


def test_both_handlers_in_turn_are_told_whose_turn_it_is() -> None:
    lines = [
        ON, "k a", "k 1", "=Connect to police", "=Doubt remains", "connect", ON, "=Answer the call",
        "k h", "=Background noise", "=Leave the call", "leave", "=Police here", "k g", "1",
        "=Doubt remains", "k d", "=Doubt remains", "k z", "1", "close", "k e", "2", "end",
    ]  # fmt: skip
    sat = sit(setup(PARTNER, "handlers"), lines)
    assert sat.outcome is Outcome.DEPLOYED
    says = ("The call is now with you as", "Your phone rings as", "As operator,")
    turns = [line for line in sat.told if line.startswith(says)]
    assert turns == [
        "The call is now with you as operator.",
        "Your phone rings as call handler.",
        "As operator, hand over now.",
        "The call is now with you as call handler.",
    ]
    assert sat.story.act(do.Connect) == do.Connect(terms.Service.POLICE, Reason.DOUBT)
    assert sat.story.act(do.HandOver).heard == (Reported.BACKGROUND,)
    # After the handover both can act, so the headings say whose each act is.
    assert {"Operator, Police:", "Call handler, Say:"} <= set(sat.told)
    assert any(
        line.endswith("You, as operator: leaves the call to the police") for line in sat.told
    )
    assert any("You, as call handler: sends officers" in line for line in sat.told)


def test_a_demonstration_tells_everything_and_needs_nothing() -> None:
    stepped = sit(setup(PARTNER, "none"), ["t", *[ON] * 400])
    assert stepped.outcome is Outcome.DEPLOYED
    assert any("Caller: presses 5" in line for line in stepped.told)
    assert any(re.search(r"\(row [A-Z]-\d+\)$", line) for line in stepped.told)
    whole = sit(setup(PARTNER, "none"), ["a"])
    assert list(whole.live.log) == list(stepped.live.log), "steps change nothing of a call"


def test_a_later_call_of_the_same_number_is_announced() -> None:
    first = [ON, "k a", ON, "k e", "1", "end"]
    second = [ON, "k a", ON, ON, "k d", "3", "1", *[ON] * 40]
    sat = sit(setup("two-short-calls", "operator"), [*first, *second])
    between = next(line for line in sat.told if "This call is over." in line)
    assert between.endswith("Another call from the same number follows, 6 minutes later.")
    assert any(
        line.startswith("6:") and "Call 2, from a mobile phone." in line for line in sat.told
    )
    assert sat.story.act(do.PassDetails).heard == (Reported.VOICES,)
    assert sat.live.number == 2
    assert sat.outcome is Outcome.DEPLOYED
