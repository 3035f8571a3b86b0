"""The direction of a question: the caller answers its words, and the record holds the fact."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import pytest

from simulator.core import acts as do
from simulator.core.log import Body, CallBegan, Entry, StageEntered
from simulator.core.terms import (
    Intent,
    LineKind,
    LineStage,
    QuestionForm,
    Role,
    Sign,
    Topic,
    YesMeans,
)
from simulator.knowledge.answers import AnswerState
from simulator.knowledge.facts import Hearers, KnownFacts
from simulator.knowledge.knowledge import Knowledge
from simulator.language.purposes import meaning_of
from simulator.review.answers_in_words import meanings
from simulator.seat.typed_words import _NEAREST
from tests.daily import a_share_of_cases
from tests.session.calls import LIBRARY
from tests.session.test_living_callers import Conversation

HANDLER, CALLER = Role.CALL_HANDLER, Role.CALLER
BOOK = LIBRARY.phrase_book(HANDLER)
TAPS = do.Code(do.AnswerSign(Sign.TAP), do.AnswerSign(Sign.TAP, 2))
KEYS = do.Code(do.AnswerSign(Sign.KEY), do.AnswerSign(Sign.KEY, 2))
SILENCE_IS_NO = do.Code(do.AnswerSign(Sign.TAP), do.AnswerSign(Sign.SILENCE))
WAYS: Mapping[str, tuple[str, do.Code | None]] = {
    "taps": ("tap", TAPS),
    "keys": ("key", KEYS),
    "speech": ("spoken", None),
    "text": ("spoken", None),
    "a code with silence": ("tap", SILENCE_IS_NO),
}


class Phrasing(NamedTuple):
    topic: Topic
    words: str
    yes_means: YesMeans


def listed() -> Iterator[Phrasing]:
    """Every sentence of the phrase files by which a call handler asks for a yes or a no."""
    for loaded in LIBRARY.phrase_files():
        if HANDLER not in loaded.file.said_by:
            continue
        for purpose, own in (loaded.file.phrases or {}).items():
            topic = _NEAREST.get((purpose, HANDLER)) or meaning_of(purpose, HANDLER)
            if isinstance(topic, Topic) and topic not in NOT_BY_YES_OR_NO:
                ways = {
                    YesMeans.SO: own.words,
                    YesMeans.NOT_SO: own.not_so,
                    YesMeans.SEEN: own.seen,
                }
                for way, sentences in ways.items():
                    yield from (Phrasing(topic, words, way) for words in sentences)


NOT_BY_YES_OR_NO = (Topic.CAN_HEAR, Topic.COVER_WORDS, Topic.LOCATION, Topic.WHAT_HAPPENED)
"""The test of the code, what is agreed, and questions that only words answer."""
LISTED = list(listed())


class Call:
    """What a call handler knows of a call in which a question is asked and answered."""

    def __init__(self) -> None:
        self.log: list[Entry] = []
        self.at = 0
        self.does(Role.NETWORK, CallBegan(1, LineKind.MOBILE))
        self.does(Role.NETWORK, StageEntered(LineStage.WITH_CALL_HANDLER, "O-1"))

    def does(self, who: Role, body: Body, later: int = 1_000) -> None:
        self.at += later
        self.log.append(Entry(len(self.log), self.at, who, who, body))

    def says(self, body: Body) -> None:
        self.does(HANDLER, body)
        self.does(HANDLER, do.Finish())

    def test_the_code(self, code: do.Code) -> None:
        self.says(do.SetCode(code))
        self.says(do.Ask((Topic.CAN_HEAR,)))
        for _ in range(code.yes.times):
            self.does(CALLER, do.Press("1") if code.yes.sign is Sign.KEY else do.Tap())

    @property
    def facts(self) -> KnownFacts:
        return Knowledge.of(HANDLER, self.log).facts


def answered(question: do.Ask, fact: str, way: str) -> Call:
    """Ask a living caller, of whom a fact is true or false, who answers in some way."""
    (topic,) = question.about
    by, code = WAYS[way]
    facts = f"facts: {{can_hear: yes, {topic}: {fact}}}" if topic != "can_hear" else ""
    talk = Conversation(f"{facts}\nanswers: {{by: [{by}], after: 2s}}\n")
    call = Call()
    if code is not None:
        talk.code(code)
        call.test_the_code(code)
    talk.says(question)
    call.says(question)
    for act in talk.wait(10_000):
        texted = {Intent.SAYS_YES: "Yes", Intent.SAYS_NO: "No."}
        if way == "text" and isinstance(act, do.Say):
            act = do.SendText(texted[act.intent])
        call.does(CALLER, act, 500)
    call.at += 8_000
    call.says(do.Say(Intent.GOT_IT, "Got that."))
    return call


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("fact", ["yes", "no"])
@a_share_of_cases(3)
def test_no_answer_to_a_listed_question_contradicts_its_words(fact: str, way: str) -> None:
    """Each phrasing, asked of a caller of whom it is so or not so: the record has the fact.

    "Have you seen a weapon?" "No." leaves the weapon unknown, and so does silence about danger.
    """
    wrong = []
    for topic, words, yes_means in LISTED:
        facts = answered(_question(topic, words), fact, way).facts
        found = facts.fact(topic)
        right: tuple[AnswerState | None, ...] = (
            AnswerState.YES if fact == "yes" else AnswerState.NO,
        )
        if yes_means is YesMeans.SEEN and fact == "no":
            right = (None,)
            if facts.answer(topic) is not AnswerState.NOT_SEEN:
                wrong.append((words, facts.answer(topic)))
        silent = way == "a code with silence" and _silent(fact, yes_means)
        if silent and (fact == "no" or topic is Topic.ALONE_TO_TALK):
            # Nor is silence ever taken for "nobody hears" (BF-7).
            right = (*right, None)
        if found not in right:
            wrong.append((words, found))
    assert wrong == []


def _silent(fact: str, yes_means: YesMeans) -> bool:
    """Whether the true reply is no, and so nothing is heard."""
    return (fact == "yes") is (yes_means is YesMeans.NOT_SO)


def _question(topic: Topic, words: str) -> do.Ask:
    way = next(each.yes_means for each in LISTED if each[:2] == (topic, words))
    return do.Ask((topic,), QuestionForm.CLOSED, words, (way,) if way is not YesMeans.SO else ())


def test_frames_read_each_listed_phrasing_as_the_file_says_or_leave_it_open() -> None:
    """The file's own word decides for its sentences; frames must never say the opposite."""
    wrong = []
    for loaded in LIBRARY.phrase_files():
        for purpose, own in (loaded.file.phrases or {}).items():
            if HANDLER not in loaded.file.said_by or purpose not in BOOK.purposes:
                continue
            ways = {YesMeans.SO: own.words, YesMeans.NOT_SO: own.not_so, YesMeans.SEEN: own.seen}
            if not own.directions:
                continue
            for way, sentences in ways.items():
                read = BOOK._directions[purpose].read
                wrong += [
                    (each, way) for each in sentences if read(each).yes_means not in (way, None)
                ]
    assert wrong == []


OTHERWISE: Sequence[tuple[str, str, YesMeans | None]] = [
    ("alone_to_talk", "Can anyone there hear what you're saying?", YesMeans.NOT_SO),
    ("alone_to_talk", "Is there nobody who can hear you?", YesMeans.SO),
    ("alone_to_talk", "Are you sure no one can hear us?", YesMeans.SO),
    ("alone_to_talk", "Are you by yourself?", YesMeans.SO),
    ("alone_to_talk", "Is he listening?", YesMeans.NOT_SO),
    ("in_danger", "Do you feel unsafe?", YesMeans.SO),
    ("in_danger", "Are you somewhere safe?", YesMeans.NOT_SO),
    ("knows_person", "Is he a stranger?", YesMeans.NOT_SO),
    ("knows_person", "Have you never met him?", YesMeans.NOT_SO),
    ("weapon", "Have you seen a weapon?", YesMeans.SEEN),
    ("weapon", "Did you see a knife on him?", YesMeans.SEEN),
    ("weapon", "Is he unarmed?", YesMeans.NOT_SO),
    ("weapon", "Are his hands empty?", YesMeans.NOT_SO),
    ("injured", "Are you unhurt?", YesMeans.NOT_SO),
    ("injured", "Are you all right?", YesMeans.NOT_SO),
    ("drink_or_drugs", "Is he sober?", YesMeans.NOT_SO),
    ("can_open_door", "Is it locked?", YesMeans.NOT_SO),
    ("can_stay_hidden", "Could he find you there?", YesMeans.NOT_SO),
    ("more_than_one", "Is he on his own?", YesMeans.NOT_SO),
    ("orders", "Is he allowed there?", YesMeans.NOT_SO),
    ("orders", "Is he not allowed near you?", YesMeans.SO),
    ("at_home", "Are you somewhere else?", YesMeans.NOT_SO),
    ("children", "Are the children somewhere else?", YesMeans.NOT_SO),
    # The form of a question, whatever its topic.
    ("breathing_well", "Is he breathing?", YesMeans.SO),
    ("breathing_well", "Has she stopped breathing?", YesMeans.NOT_SO),
    ("breathing_well", "Is it hard for her to breathe?", YesMeans.NOT_SO),
    ("breathing_well", "Can you hear him breathing?", YesMeans.SEEN),
    ("awake", "Is she awake?", YesMeans.SO),
    ("awake", "Has he passed out?", YesMeans.NOT_SO),
    ("awake", "Is she not awake?", None),
    ("same_room", "Is he in another room?", YesMeans.NOT_SO),
    ("moving", "Has it stopped?", YesMeans.NOT_SO),
    ("moving", "Have you moved?", None),
    ("other_person_present", "Isn't he there?", None),
    ("other_person_present", "He's not there, is he?", None),
    ("other_person_present", "Is there nobody there?", YesMeans.NOT_SO),
    ("other_person_present", "Is there anyone there apart from you?", YesMeans.SO),
    ("other_person_present", "Is it just you and him there?", None),
    ("injured", "You're not hurt, are you?", None),
    ("injured", "Did you get away without a scratch?", YesMeans.NOT_SO),
    ("injured", "Can you see any blood?", YesMeans.SEEN),
    ("injured", "Has the bleeding stopped?", None),
    ("alone_to_talk", "Nobody can hear you?", None),
    ("alone_to_talk", "Can you hear anyone listening?", None),
    ("alone_to_talk", "Is he too far away to hear?", YesMeans.SO),
    ("has_left", "He's gone, hasn't he?", YesMeans.SO),
    ("has_left", "Is he about to leave?", None),
    ("weapon", "Any idea if he's armed?", YesMeans.SEEN),
    ("weapon", "Could he have a knife?", None),
    ("weapon", "Has he got a knife, do you know?", YesMeans.SEEN),
    ("weapon", "Has he got a wepon?", YesMeans.SO),
    ("weapon", "Has he dropped the knife?", None),
    ("in_danger", "Has he stopped threatening you?", YesMeans.NOT_SO),
    ("in_danger", "Are you away from danger?", YesMeans.NOT_SO),
    ("drink_or_drugs", "Is he off the drink?", YesMeans.NOT_SO),
    ("orders", "Has the order run out?", YesMeans.NOT_SO),
    ("orders", "Isn't he allowed there?", None),
    ("in_a_vehicle", "Are you out of the car?", YesMeans.NOT_SO),
    ("in_a_vehicle", "Can you get out of the car?", None),
    ("followed", "Has he given up chasing you?", YesMeans.NOT_SO),
    ("at_home", "Is he at home?", None),
    ("at_home", "Are you at yours?", YesMeans.SO),
    ("at_home", "Are you at your mum's?", YesMeans.NOT_SO),
    ("injured", "Are any of you not hurt?", None),
    ("breathing_well", "Did he stop you breathing?", None),
    ("door_locked", "Has he locked you in?", None),
    ("has_left", "Are you certain he's gone?", YesMeans.SO),
    ("can_open_door", "Can he open the door?", None),
    ("can_open_door", "Will you struggle to get to the door?", YesMeans.NOT_SO),
    ("awake", "Are you awake?", None),
    ("has_left", "Has he gone quiet?", None),
    ("has_left", "Is he refusing to leave?", YesMeans.NOT_SO),
    ("has_left", "Is he pretending to leave?", None),
    ("weapon", "Has he let go of the knife?", YesMeans.NOT_SO),
    ("weapon", "Did you get a good look at a weapon?", YesMeans.SEEN),
    ("awake", "Is it impossible to wake her?", YesMeans.NOT_SO),
    ("awake", "Is she out of it?", YesMeans.NOT_SO),
    ("weapon", "Does he usually carry a knife?", None),
    ("breathing_well", "Has her breathing got worse?", None),
    ("check_mistake", "Were you in an accident?", None),
    ("can_open_door", "Is he stopping you opening the door?", YesMeans.NOT_SO),
    ("check_mistake", "Did you not mean to ring us?", None),
]


@pytest.mark.parametrize(
    ("purpose", "words"),
    [
        ("alone_to_talk", "Right, who can hear you?"),
        ("children", "Can you tell me how many kids there are?"),
        ("children", "Do you know where the kids are?"),
        ("weapon", "Is it a knife or a gun?"),
        ("in_danger", "Are you in danger or are you safe now?"),
        ("awake", "Is she awake or asleep?"),
        ("knows_person", "Is he your partner or your ex?"),
    ],
)
def test_no_yes_answers_a_question_for_words(purpose: str, words: str) -> None:
    assert BOOK.direction(purpose, words).by_words


@pytest.mark.parametrize(("purpose", "words", "way"), OTHERWISE)
def test_a_sentence_of_no_file_has_its_own_direction(
    purpose: str, words: str, way: YesMeans | None
) -> None:
    assert BOOK.direction(purpose, words).yes_means is way


def test_two_taps_to_can_anyone_hear_you_are_nobody() -> None:
    """The transcript says what the taps meant; one “no” is asked once more, so it is not safe."""
    question = do.Ask(
        (Topic.ALONE_TO_TALK,), words="Can anyone hear you?", yes_means=(YesMeans.NOT_SO,)
    )
    call = answered(question, "yes", "taps")
    assert call.facts.is_yes(Topic.ALONE_TO_TALK)
    assert call.facts.hear is Hearers.UNKNOWN
    assert list(meanings(call.log).values()) == ["no: alone to talk"]


def test_a_tap_to_are_you_safe_is_no_danger() -> None:
    question = do.Ask((Topic.IN_DANGER,), words="Are you safe?", yes_means=(YesMeans.NOT_SO,))
    assert answered(question, "no", "taps").facts.is_no(Topic.IN_DANGER)
    assert answered(question, "yes", "taps").facts.is_yes(Topic.IN_DANGER)


def test_what_words_say_of_the_topic_counts_however_it_was_asked() -> None:
    """ "Is he unarmed?" "He's got a knife." """
    call = Call()
    call.says(do.Ask((Topic.WEAPON,), words="Is he unarmed?", yes_means=(YesMeans.NOT_SO,)))
    call.does(CALLER, do.Say(Intent.SPEAKS, "He's got a knife.", facts=((Topic.WEAPON, True),)))
    assert call.facts.is_yes(Topic.WEAPON)
