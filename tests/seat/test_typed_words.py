"""Typed words: what they were understood as is an act, and "not understood" is an answer."""

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pytest

from simulator.content.fields.content_model import Fact
from simulator.content.library.library import Library
from simulator.content.scenario.meant import read
from simulator.core import acts as do
from simulator.core import terms
from simulator.core.log import StageEntered
from simulator.core.statements import StatementTopic, follows
from simulator.core.terms import Intent, Manner, Reported, Role, Sign, Topic, YesMeans
from simulator.knowledge.facts import KnownFacts
from simulator.knowledge.knowledge import Knowledge
from simulator.seat.available_acts import acts_of, parameter
from simulator.seat.typed_words import ONLY_WORDS, TypedWords
from simulator.seat.view.act_catalogue import CATALOGUE, Materials
from simulator.session.people.caller_words import CallerWorld
from simulator.session.people.simulated_caller import LivingCaller
from simulator.session.random_stream import RandomStream
from tests.builders import entries
from tests.seat.walking import DESK
from tests.session.calls import LIBRARY, scenario

CALLER, OPERATOR, HANDLER = Role.CALLER, Role.OPERATOR, Role.CALL_HANDLER
KEYS = {CALLER: "w", OPERATOR: "9", HANDLER: "9"}
TAPS = do.Code(do.AnswerSign(Sign.TAP, 1), do.AnswerSign(Sign.TAP, 2))
NONSENSE = "purple monkeys dance"
UNKNOWN = KnownFacts()
SO, NOT_SO = YesMeans.SO, YesMeans.NOT_SO


@lru_cache
def desk(library: Library = LIBRARY) -> Materials:
    """A desk with every phrase."""
    book = lru_cache(lambda role: library.phrase_book(role))
    return Materials(
        DESK.profile, DESK.force, DESK.questions, phrase_book=book, reader=library.reader
    )


WITH_POLICE = Knowledge.of(
    CALLER, entries((0, Role.NETWORK, StageEntered(terms.LineStage.WITH_CALL_HANDLER, "O-17")))
).facts


def typed(
    role: Role,
    words: str,
    materials: Materials | None = None,
    facts: KnownFacts = UNKNOWN,
    asked: tuple[Topic, ...] = (),
) -> TypedWords:
    act = next(act for act in CATALOGUE[role] if act.key == KEYS[role])
    speech = parameter(act.asks[0], act, materials or desk(), Knowledge(role, facts), asked)
    assert speech.understand is not None
    return speech.understand(words)


def said(role: Role, words: str, facts: KnownFacts = UNKNOWN) -> tuple[do.Action, ...]:
    """What Enter says."""
    act = next(act for act in CATALOGUE[role] if act.key == KEYS[role])
    reading = typed(role, words, facts=facts).readings[0]
    return acts_of(role, act, {"speech": reading}, desk(), ())


def ask(words: str, *about: Topic, form: terms.QuestionForm = terms.QuestionForm.CLOSED) -> do.Ask:
    return do.Ask(about, form, words)


@pytest.mark.parametrize(
    ("role", "words", "acts"),
    [
        (HANDLER, "can anyone hear you?",
         [do.Ask((Topic.ALONE_TO_TALK,), words="can anyone hear you?", yes_means=(NOT_SO,))]),
        (HANDLER, "are you hurt? are you safe?",
         [do.Ask((Topic.INJURED, Topic.IN_DANGER), words="are you hurt? are you safe?",
                 yes_means=(SO, NOT_SO))]),
        (HANDLER, "what's happening",
         [ask("what's happening", Topic.WHAT_HAPPENED, form=terms.QuestionForm.OPEN)]),
        (HANDLER, "are you hurt, or in danger?",
         [ask("are you hurt, or in danger?", Topic.INJURED, Topic.IN_DANGER)]),
        (HANDLER, "Are you hurt? Is there a weapon?",
         [ask("Are you hurt? Is there a weapon?", Topic.INJURED, Topic.WEAPON)]),
        (HANDLER, "Hello, you're through to the police. Are you hurt?",
         [do.Say(Intent.THROUGH_TO_POLICE, "Hello, you're through to the police."),
          ask("Are you hurt?", Topic.INJURED)]),
        (HANDLER, "tap once for yes, twice for no",
         [do.SetCode(TAPS, "tap once for yes, twice for no")]),
        (HANDLER, "tap or cough if you can't speak",
         [do.OfferWays((Sign.TAP, Sign.COUGH), "tap or cough if you can't speak")]),
        (HANDLER, "everything will be fine",
         [do.Say(Intent.OWN_WORDS, "everything will be fine", purpose="safe_promise")]),
        (HANDLER, "who's with you",
         [ask("who's with you", Topic.OTHER_PERSON_PRESENT, form=terms.QuestionForm.OPEN)]),
        (OPERATOR, "emergency which service",
         [do.Say(Intent.WHICH_SERVICE, "emergency which service")]),
        (OPERATOR, "hello police i have a caller who pressed 55, i heard a cough and no voices",
         [do.HandOver((Reported.FIFTY_FIVE, Reported.COUGH),
           "hello police i have a caller who pressed 55, i heard a cough and no voices")]),
        (CALLER, "he has a knife, he is in the room",
         [do.Say(Intent.DANGER_NOW, "he has a knife, he is in the room", Manner.WHISPERED,
                 ((Topic.IN_DANGER, True),))]),
        (CALLER, "12 mill road please hurry",
         [do.Say(Intent.GIVES_PLACE, "12 mill road please hurry", Manner.WHISPERED)]),
        (CALLER, "the kids are with me",
         [do.Say(Intent.SPEAKS, "the kids are with me", Manner.WHISPERED)]),
        (CALLER, "no, but my leg is bleeding",
         [do.Say(Intent.SAYS_NO, "no, but my leg is bleeding", Manner.WHISPERED)]),
        (CALLER, "hello?", [do.Say(Intent.SPEAKS, "hello?", Manner.WHISPERED)]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_words_become_the_act_that_they_are(role: Role, words: str, acts: list[do.Action]) -> None:
    """What the words state besides is the reader's, and has tests of its own."""
    found = [
        replace(act, means=(), place_words="") if isinstance(act, do.Say) else act
        for act in said(role, words)
    ]
    assert found == acts


@pytest.mark.parametrize(
    ("words", "purpose", "label"),
    [
        ("Am I coming through to you?", "can_hear", "asks"),
        ("can you hear me caller?", "can_hear", "asks"),
        ("am i too faint for you?", "not_can_hear", "the other way round"),
        ("is it police you're after?", "needs_police", "asks"),
        ("are you hurt?", "injured", "asks"),
        ("what's happening there, love?", "what_happened", "asks"),
        ("where are you?", "location", "asks"),
    ],
)
def test_an_operators_words_are_understood_as_a_call_handlers_are(
    words: str, purpose: str, label: str
) -> None:
    """An operator records no question: it is said in their own words, with what it asks."""
    found = typed(OPERATOR, words)
    assert found.understood
    assert label in found.readings[0].label
    (act,) = said(OPERATOR, words)
    assert isinstance(act, do.Say)
    assert (act.intent, act.words, act.purpose) == (Intent.OWN_WORDS, words, purpose)


def test_an_operator_sets_no_code() -> None:
    """What only police do is said, and is no act of theirs."""
    for words in ("tap once for yes, twice for no", "officers are on their way"):
        for reading in typed(OPERATOR, words).readings:
            assert all(isinstance(each, do.Say) for each in reading.actions), reading


def test_a_callers_typed_words_state_what_the_same_words_of_a_file_state() -> None:
    """One reader: a seat and a scenario understand a sentence alike."""
    words = "He's locked me in the shed at 4 Mill Lane and he's got a knife"
    (act,) = said(CALLER, words)
    assert isinstance(act, do.Say)
    assert (act.means, act.place_words) == read(words)
    assert StatementTopic.LOCKED_IN in dict(act.means)
    (child,) = said(CALLER, "i'm seven and i'm under the bed")
    assert isinstance(child, do.Say)
    assert child.intent is Intent.CHILD_SPEAKS
    assert StatementTopic.VIOLENCE in dict(child.means)


@pytest.mark.parametrize("role", KEYS)
def test_what_is_not_understood_is_said_as_words_and_nothing_is_guessed(role: Role) -> None:
    found = typed(role, NONSENSE)
    assert not found.understood
    assert found.heading == "Not understood. Nothing is guessed: it is said as words only."
    first, *others = found.readings
    assert first.label == ONLY_WORDS
    (act,) = first.actions
    assert isinstance(act, do.Say)
    assert (act.intent, act.words, act.facts) == (Intent.OWN_WORDS, NONSENSE, ())
    assert others, "what is nearest can be chosen"


@pytest.mark.parametrize("role", KEYS)
def test_every_reading_says_the_typed_words_and_has_a_label_of_its_own(role: Role) -> None:
    for words in ("are you alone? tap once", "police, he has a gun", NONSENSE, "yes"):
        readings = typed(role, words).readings
        assert len({each.label for each in readings}) == len(readings)
        for reading in readings:
            parts = [getattr(act, "words", "") for act in reading.actions]
            assert " ".join(parts) == words
            for act in reading.actions:
                assert isinstance(act, do.Speech)
                if isinstance(act, do.Say):
                    assert act.intent in do.SAYS[role]


def test_with_the_operator_a_service_comes_first_and_with_police_the_answer() -> None:
    words = "he's got a gun, police please"
    for facts, intent in ((UNKNOWN, Intent.WANTS_POLICE), (WITH_POLICE, Intent.DANGER_NOW)):
        (act,) = said(CALLER, words, facts)
        assert isinstance(act, do.Say)
        assert act.intent is intent
        assert (StatementTopic.GUN, True) in act.means
        police = (Topic.NEEDS_POLICE, True)
        assert (police in act.facts) is (intent is Intent.DANGER_NOW), "kept as a fact or purpose"


def test_a_code_without_both_answers_is_not_completed() -> None:
    (act,) = said(HANDLER, "once for yes")
    assert act == do.Say(Intent.OWN_WORDS, "once for yes", purpose="set_code")


def test_phrases_of_a_users_folder_are_understood(tmp_path: Path) -> None:
    phrases = tmp_path / "phrases"
    phrases.mkdir()
    (phrases / "ours.yaml").write_text(
        f"format: 1\nsaid_by: [call_handler]\nphrases: {{weapon: {{words: [{NONSENSE}]}}}}\n"
    )
    own = typed(HANDLER, NONSENSE, desk(Library([tmp_path])))
    assert own.readings[0].actions == (ask(NONSENSE, Topic.WEAPON),)
    assert not typed(HANDLER, NONSENSE).understood


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("Are you in the building with the round entrance?", Intent.SAYS_YES),
        ("Is that 14 Station Road?", Intent.SAYS_NO),
    ],
)
def test_a_caller_answers_for_the_place_that_a_question_names(words: str, intent: Intent) -> None:
    """Whatever address is on record, which the caller is not at."""
    (asked,) = said(HANDLER, words)
    answers = scenario("answers: {by: [spoken], after: 2s}").calls_in_order[0].answers
    assert answers is not None
    facts, places = {Topic.AT_KNOWN_ADDRESS: Fact.NO}, ["the building with the round entrance"]
    chance = RandomStream(0, "caller")
    caller = LivingCaller((), chance, CallerWorld(facts, answers, places=places), do.Dial())
    log = entries((0, HANDLER, asked), (2_000, HANDLER, do.Finish(None)))
    plans = [caller.on_heard(each, each.at).plans for each in (log[0], log[1]._replace(cause=0))]
    (answer,) = plans[-1]
    assert isinstance(answer.action, do.Say)
    assert answer.action.intent is intent


@pytest.mark.parametrize(
    "words", ["he's going to kill me", "Daddy's hurting Mummy. I'm in the cupboard."]
)
def test_typed_words_of_danger_state_it_and_never_that_nobody_hears(words: str) -> None:
    """In the caller's seat as in a file: "he's going" leaves nobody alone."""
    (act,) = said(Role.CALLER, words)
    assert isinstance(act, do.Say)
    known = dict(follows(act.means)) | dict(act.facts)
    assert known[Topic.IN_DANGER] is True
    assert Topic.ALONE_TO_TALK not in known


def test_a_word_with_the_person_who_rang_asks_for_the_caller() -> None:
    """The sheet's own line to another voice is understood."""
    words = "I need a word with the person who rang, then I can finish."
    (act,) = said(Role.CALL_HANDLER, words)
    assert isinstance(act, do.Say)
    assert act.intent is Intent.ASK_FOR_CALLER


@pytest.mark.parametrize(
    ("role", "words", "label"),
    [
        (CALLER, "hang on", "can't talk"),
        (CALLER, "hold on a sec", "can't talk"),
        (CALLER, "dont ring back", "says: how officers should come, or be in touch"),
        (HANDLER, "hang on a second", "asks to stay connected"),
        (HANDLER, "dont put the phone down", "asks to stay connected"),
        (OPERATOR, "hang on", "asks to stay connected"),
        (OPERATOR, "don't hesitate to ring back", "invites another call"),
    ],
)
def test_what_asks_to_wait_and_what_is_typed_without_marks_is_named_as_what_it_is(
    role: Role, words: str, label: str
) -> None:
    taken = typed(role, words, facts=WITH_POLICE)
    assert taken.understood
    assert taken.readings[0].label == label


@pytest.mark.parametrize("words", ["dont ring back", "we won't ring you back", "do not call again"])
def test_who_says_that_nobody_is_to_ring_invites_no_call(words: str) -> None:
    assert "invites another call" not in typed(OPERATOR, words).heading
