"""First pages of calls that a reader labelled: the named fault first, and no false objection."""

from functools import cache

import pytest

from simulator.core.terms import Role
from simulator.debrief.assess.finished_run import FinishedRun, debrief_run
from simulator.debrief.render.first_page import first_page
from simulator.debrief.render.page_values import FirstPage
from simulator.session.run.headless_run import run
from simulator.session.run.live_run import RunSetup
from tests.cli.command import silent999
from tests.debrief import test_labelled_calls as labelled
from tests.session.calls import LIBRARY


@cache
def page_of(call: str) -> FirstPage:
    """The first page of a labelled call, for its call handler."""
    scenario = labelled.loaded(call).scenario.model_copy(update={"rubric": ("call_handler",)})
    force = LIBRARY.force(scenario.force or "generic").force
    log = run(scenario, labelled.PROFILE, force).log
    setup = RunSetup(scenario, labelled.PROFILE, force, 0, (Role.CALL_HANDLER,))
    return first_page(debrief_run(FinishedRun(setup, log), LIBRARY, private=True))


FAULTS = (
    ("56-an-untested-code", "a code that you had not tried"),
    ("57-a-list-over-a-voice", "over what was heard"),
    ("59-four-minutes-for-ten", "a time that officers had not given"),
    ("60-outside-the-house-now", "where officers were"),
    ("61-are-you-sure-it-was-her", "how else could you have asked"),
    ("62-there-and-armed", "asked for two facts"),
    ("63-confused-says-the-carer", "Whose word was it"),
    ("64-police-to-the-wrong-voice", "What did you know of the voice"),
    ("67-upstairs-and-not-passed-on", "officers did not get it"),
    ("80-five-minutes", "a time that officers had not given"),
    ("81-one-tap-for-the-wrong-thing", "Which answer, to which question"),
    ("82-no-weapon-then", "What did you hear when you had asked"),
    ("83-closed-at-the-kerb", "What spoke for letting the caller go"),
    ("84-round-the-neck", "What did those words ask for"),
    ("85-what-time-do-you-shut", "your words could be heard by another"),
    ("86-priority-for-a-crowbar", "What were you waiting for"),
    ("87-did-you-ring-999", "What did you know of the voice"),
    ("88-are-you-sure", "how else could you have asked"),
    ("89-the-order-in-the-drawer", "What would they have done with it at the door"),
    ("90-give-daddy-the-phone", "What would have happened if they had"),
    ("91-the-list-goes-on", "What did you make of it"),
)


@pytest.mark.parametrize(("call", "asks"), FAULTS)
def test_the_named_fault_is_first_and_the_question_is_of_it(call: str, asks: str) -> None:
    page = page_of(call)
    assert page.next_steps[0].criterion in labelled.EXPECTED[call]["missed"]
    assert asks in page.question


@pytest.mark.parametrize(
    ("call", "words"),
    [
        ("57-a-list-over-a-voice", '"Are there children there?"'),
        ("80-five-minutes", '"They\'ll be with you in five minutes."'),
        ("82-no-weapon-then", '"No weapon there."'),
        ("84-round-the-neck", '"He smacked me about. Then hands round my neck."'),
        ("91-the-list-goes-on", "the sound of something breaking."),
    ],
)
def test_the_question_of_a_fault_has_the_words_of_this_call(call: str, words: str) -> None:
    """A supervisor would not sign a question that fits any call with the same fault."""
    assert f": {words} Wh" in page_of(call).question


def test_a_silence_is_asked_about_by_what_was_said_in_it() -> None:
    """She said who it was two seconds after officers were sent, and they had it 90 s later."""
    words = ("--seat", "call_handler", "--seed", "4109", "--handler", "ordinary", "--no-pager")
    page = " ".join(silent999("debrief", "until-an-interpreter-comes", *words).out.split())
    asked = page.partition("TO THINK ABOUT")[2]
    assert 'At 0:30 the caller said "Husband. Bad. Romanian." What could officers have' in asked


@pytest.mark.parametrize(
    "call",
    [each for each in labelled.EXPECTED if "46" <= each[:2] < "56" or "68" <= each[:2] < "80"],
)
def test_a_good_call_has_no_lie_and_no_made_up_briefing_on_its_page(call: str) -> None:
    """What is said back, and what is plain on the air, is neither; nor is a note a question."""
    page = page_of(call)
    assert not page.untrue
    named = {
        *labelled.EXPECTED[call].get("missed", ()),
        *labelled.EXPECTED[call].get("as_well", ()),
    }
    assert {step.criterion for step in page.next_steps} <= named
    assert not any("supervisor" in each.text for each in page.strengths)


def test_the_page_quotes_the_clause_that_it_objects_to() -> None:
    (step,) = page_of("63-confused-says-the-carer").next_steps
    assert step.happened.endswith('"An old man who is confused and rings everyone."')


def test_an_answer_by_an_untested_code_is_no_strength() -> None:
    texts = [each.text for each in page_of("56-an-untested-code").strengths]
    assert not any("key tone" in each or "key press" in each for each in texts)


def test_a_sound_is_named_as_a_noun_and_the_act_as_yours() -> None:
    """Call 91: glass, and the next question of the list."""
    step = next(
        each
        for each in page_of("91-the-list-goes-on").next_steps
        if each.criterion == "reacts-to-disturbance"
    )
    assert step.happened == (
        "You took up the sound of something breaking with the caller only 31 s later."
    )


def test_to_say_who_answers_is_no_reaction_to_a_sound() -> None:
    """Call 79: "Police", 5 s after glass, is how any call begins."""
    texts = [each.text for each in page_of("79-quiet-on-purpose").strengths]
    assert texts
    assert [each for each in texts if each.startswith('You said "Police"')] == []


def test_which_shop_passes_over_no_man_in_the_shop() -> None:
    """Call 73: "a man in the shop with a knife", and the phone's place is 400 m wide."""
    steps = page_of("73-in-the-stockroom").next_steps
    assert steps
    assert [each for each in steps if "Which shop?" in each.happened] == []


EARNED = (
    ("47-corrected-on-air", "Correction: two taps at 1:10", "8 s after what you had given them"),
    ("47-corrected-on-air", "I will be quiet now", "until the caller was found"),
    ("49-quiet-for-a-hidden-child", "I will be quiet now", "until the caller was found"),
    ("72-through-the-letter-box", "Correction: she and the boy", "after what you had given them"),
    ("76-not-an-emergency-but", 'said back "No sirens', "It hurts to swallow."),
    ("77-milk-if-he-comes-in", "I won't ring you", 'after "I have to go. He rings me.'),
    ("77-milk-if-he-comes-in", "decided not to ring back", "ringing may alert others"),
    ("79-quiet-on-purpose", "One tap when it's clear", "for 27 s, until one tap came"),
)


@pytest.mark.parametrize(("call", "act", "effect"), EARNED)
def test_what_a_call_asked_for_and_no_rule_counts_is_a_strength(
    call: str, act: str, effect: str
) -> None:
    """A silence that was kept, a correction, a phone not rung, a word said back, a line let go."""
    texts = [each.text for each in page_of(call).strengths]
    assert any(act in text and effect in text for text in texts), texts


def test_to_say_goodbye_to_a_mistake_lets_nobody_go() -> None:
    assert not any("ended the call" in e.text for e in page_of("69-in-my-bag").strengths)


def test_a_place_said_back_with_the_next_question_passes_nothing_over() -> None:
    """Such as "The chemist, Mill Lane. Is he still in there?" (SIT-26)."""
    page = page_of("73-in-the-stockroom")
    assert "answers-taken-up" not in {each.criterion for each in page.next_steps}


@pytest.mark.parametrize("call", ["76-not-an-emergency-but", "84-round-the-neck"])
def test_children_who_were_not_asked_about_are_given_as_not_asked(call: str) -> None:
    """A caller's "It's just me" is said of grown-ups."""
    page = page_of(call)
    assert "not-known-only-if-so" not in {each.criterion for each in page.next_steps}


def test_what_came_when_it_was_needed_no_more_did_not_come() -> None:
    """A note after the caller was found is no supervisor who was asked five minutes late."""
    (step,) = (
        each
        for each in page_of("73-in-the-stockroom").next_steps
        if each.criterion == "supervisor-at-once"
    )
    assert "5 min" not in step.happened
    assert step.happened.endswith("after 60 s you had asked none.")


def test_one_silence_has_one_place() -> None:
    found = {each.criterion for each in page_of("84-round-the-neck").next_steps}
    assert not {"checks-in-by-asking", "no-dead-air"} <= found
