"""What a caller who speaks freely says to a question in passing, and when nobody takes them up."""

import re
from itertools import pairwise

import pytest

from simulator.core import acts as do
from simulator.core.statements import StatementTopic as S
from simulator.core.terms import Intent, QuestionForm, Role, Topic
from simulator.language.speaking.disfluency import Roughness, fluent, roughened
from simulator.session.random_stream import RandomStream
from simulator.session.run.call_people import USUAL_PACING, line_book, speaking_table
from tests.session.test_callers_who_listen import said
from tests.session.test_living_callers import Conversation
from tests.session.test_speaking_callers import STORY, story

TABLE = speaking_table()
GENERAL = ("changed", "different", "anything new", "the same? yes?", "the same your end", "doing")
""""What's changed, if anything?" may be answered by "the same"."""


def in_passing(text: str, intent: Intent, words: str, seeds: int = 12) -> set[str]:
    """What a caller says to one sentence of ours, under so many seeds."""
    found = set[str]()
    for seed in range(seeds):
        talk = Conversation(text, seed)
        talk.say(intent, words)
        found.update(fluent(each.words) for each in said(talk.wait(8_000))[:1])
    return found


def test_a_question_about_the_body_is_answered_and_not_by_the_same() -> None:
    """ "Any trouble swallowing?" "It's about the same." answers nothing."""
    asked = "Any trouble swallowing?"
    held = in_passing(story(strangled="yes"), Intent.CHECK_IN, asked)
    free = in_passing(story(strangled="no"), Intent.CHECK_IN, asked)
    assert held & {"Yeah, a bit.", "It's sore, yeah."}
    assert free & {"No.", "No, that's all right."}
    assert not (held | free) & set(TABLE.same)
    assert not held & free


def test_every_check_of_the_body_has_answers_of_its_own() -> None:
    him = {"he": "he", "him": "him", "his": "his", "who": "your friend", "said": "arm"}
    lines = [each.filled(him).lower() for each in line_book(Role.CALL_HANDLER)[Intent.CHECK_IN]]
    left = [
        words
        for words in lines
        if words.endswith("?")
        and not any(part in words for part in GENERAL)
        and not any(each.answers(words) for each in TABLE.in_passing)
        and not re.search(r"\b(?:can|are|do) you still\b|more pain|still all right", words)
    ]
    assert left == []


def test_a_child_who_is_asked_what_can_be_seen_says_it() -> None:
    """ "Are the eyes open or shut?" "Okay." answers nothing."""
    found = in_passing(story("age: 5"), Intent.CHILD_DO, "Are the eyes open or shut? Tell me.")
    assert found
    assert found <= {"Shut.", "They're shut."}


def test_a_question_about_writing_on_a_van_is_not_about_being_in_one() -> None:
    text = story(STORY, in_a_vehicle="no")
    for seed in range(12):
        talk = Conversation(text, seed)
        talk.says(do.Ask((Topic.IN_A_VEHICLE,), QuestionForm.OPEN, "Any writing on the side?"))
        assert not any("car" in each.words for each in said(talk.wait(8_000)))


def test_whose_breath_is_asked_about_is_whose_breath_is_answered() -> None:
    """ "Can you take a full breath?" is never "Yes. They're breathing." """
    for words, own in (("Can you take a full breath?", True), ("Is he breathing?", False)):
        seen = set[str]()
        for seed in range(60):
            talk = Conversation(story(breathing_well="yes"), seed)
            for each in said(talk.ask(Topic.BREATHING_WELL, 12_000, words))[:1]:
                if (S.BREATHING_WELL, True) in each.means:
                    seen.add("I'm" if "I'm" in each.words else "he")
        assert seen == {"I'm" if own else "he"}


def test_only_what_is_grave_is_said_again_and_only_that_sentence() -> None:
    """Of two things in one breath the one that raises danger comes again, without the plea."""
    again = set[str]()
    for seed in range(30):
        talk = Conversation(story(STORY), seed)
        talk.says(do.Ask((Topic.WHAT_HAPPENED,), QuestionForm.OPEN, "What's happening?"))
        first = [fluent(each.words) for each in said(talk.wait(9_000))]
        for _ in range(5):
            talk.say(Intent.REASSURE, "Mm.")
            more = [fluent(each.words) for each in said(talk.wait(6_000))]
            again.update(each for each in more if any(each in one for one in first))
    assert again <= {"He has a bat."}
    assert again


def test_who_did_not_follow_is_not_asked_twice() -> None:
    """Who said "Sorry, what?" does not complain that the question comes again."""
    for seed in range(40):
        talk = Conversation(story("slips: {misses: 100}", "speech: {as: [annoyed]}\n"), seed)
        talk.ask(Topic.HAS_LEFT, 8_000, "Has he gone?")
        second = said(talk.ask(Topic.HAS_LEFT, 8_000, "Has he left?"))
        assert not any((S.ANGRY_AT_US, True) in each.means for each in second)


def test_who_gets_no_time_complains_of_that_and_not_of_questions() -> None:
    heard = set[str]()
    for seed in range(40):
        talk = Conversation(story("", "speech: {as: [annoyed]}\n"), seed)
        talk.say(Intent.OFFICERS_SENT, "They're coming.")
        for _ in range(16):
            talk.say(Intent.REASSURE, "Bear with me.")
            talk.wait(25_000)
        acts = said([act for _, act in talk.did])
        heard |= {e.words for e in acts if (S.ANGRY_AT_US, True) in e.means}
    assert heard
    assert {fluent(each) for each in heard} <= {form.words for form in TABLE.kept_waiting}


def test_a_step_that_answers_is_the_only_answer() -> None:
    """ "Are you hurt?" "Not me, him." and not "Yeah." after it."""
    step = "caller: [{when: {asked: injured}, do: {say: {intent: speaks, words: Not me. Him.}}}]\n"
    for seed in range(20):
        talk = Conversation(story(step, injured="yes"), seed)
        found = said(talk.ask(Topic.INJURED, 12_000, "Are you hurt?"))
        assert [each.words for each in found] == ["Not me. Him."]


def test_what_is_said_back_gets_a_yes() -> None:
    """ "I heard the shed. Right?" is a question, and a caller answers it."""
    found = in_passing(story(), Intent.REPEAT_BACK, "I heard the shed. Right?")
    assert found
    assert found <= set(TABLE.confirms)
    assert in_passing(story(), Intent.REPEAT_BACK, "The shed. Got that.") == set()


def test_who_is_asked_to_talk_says_the_next_thing_or_does_not_know() -> None:
    text = story(STORY)
    found = in_passing(text, Intent.REASSURE, "Tell me what today's been like.")
    assert "He has a bat." in found
    assert len(found) > 1
    first = Conversation(text)
    first.say(Intent.REASSURE, "I'm with you.")
    assert said(first.wait(4_000)) == []


def test_who_sleeps_is_not_answered_by_where_he_is() -> None:
    """ "Is he the one who hurt you?" "He's here now." answers something else."""
    for seed in range(40):
        talk = Conversation(story(), seed)
        words = "Who's asleep? Is he the one who hurt you?"
        for each in said(talk.ask(Topic.OTHER_PERSON_PRESENT, 12_000, words)):
            assert "here" not in each.words


def test_one_word_says_that_a_child_did_not_follow() -> None:
    """ "Which one is yes?" is for who was given a code."""
    for how in ("speech: {as: [second_language]}\n", "speech: {}\n"):
        for seed in range(12):
            talk = Conversation(story("slips: {misses: 100}\nage: 6", how), seed)
            (reply,) = said(talk.ask(Topic.HAS_LEFT, 12_000, "Has he gone?"))
            assert len(reply.words.split()) == 1


@pytest.mark.parametrize("words", ["Nope. I'm in the back room now.", "It's his sugar, he's ill."])
def test_a_word_after_a_hesitation_is_small(words: str) -> None:
    """ "Um, Nope" and "It's, It's" are no speech."""
    rough = Roughness(fillers=100, repeats=100)
    for seed in range(40):
        found = roughened(words, rough, RandomStream(seed, "x"))
        assert not re.search(r"(?:m|r|,) (?:Nope|It's)\b", found), found
        assert fluent(found) == words


OPENINGS: tuple[tuple[do.Action, ...], ...] = (
    (do.Ask((Topic.WHAT_HAPPENED,), QuestionForm.OPEN, "what's happening?"),),
    (do.Ask((Topic.WEAPON,), QuestionForm.CLOSED, "has he got a weapon?"),),
    (do.Say(Intent.REASSURE, "Tell me what you can see."),),
    (
        do.Say(Intent.CHECK_IN, "Are you all right?"),
        do.Ask((Topic.LOCATION,), QuestionForm.OPEN, "where are you?"),
    ),
)


@pytest.mark.parametrize("after", OPENINGS, ids=lambda each: each[-1].words)
def test_words_and_a_question_in_one_breath_get_one_answer(after: tuple[do.Action, ...]) -> None:
    """ "Police here, what's happening?" is one line: nothing is said twice, or over oneself."""
    for seed in range(40):
        talk = Conversation(story(STORY), seed)
        for body in (do.Say(Intent.THROUGH_TO_POLICE, "Police here,"), *after):
            begun = talk.hears(Role.CALL_HANDLER, body)
            talk.wait(1_000)
            talk.hears(Role.CALL_HANDLER, do.Finish(), begun)
        talk.wait(14_000)
        spoken = [(at, act) for at, act in talk.did if isinstance(act, do.Say)]
        words = [fluent(act.words).removeprefix("Hello? ").lower() for _, act in spoken]
        assert len(words) == len(set(words)), words
        for (began, act), (then, _) in pairwise(spoken):
            assert then >= began + USUAL_PACING.length(act.words), words


def test_who_has_an_officer_beside_them_says_nothing_more_unasked() -> None:
    """ "How long are they going to be?" is no question to ask with an officer in the room."""
    asked_before = 0
    for seed in range(12):
        talk = Conversation(story(STORY), seed)
        talk.say(Intent.OFFICERS_SENT, "They're coming.")
        talk.wait(400_000)
        asked_before += len(said([act for _, act in talk.did]))
        begun = talk.hears(Role.OFFICERS, do.Say(Intent.OFFICER_LETS_GO, "They're with me now."))
        talk.wait(2_000)
        talk.hears(Role.OFFICERS, do.Finish(), begun)
        assert said(talk.wait(600_000)) == []
    assert asked_before > 12
