"""What callers say means something, and they take up what is said to them (practice2 BF-1, 4.5)."""

from collections.abc import Sequence

import pytest

from simulator.core import acts as do
from simulator.core.statements import StatementTopic as S
from simulator.core.terms import Intent, Manner, QuestionForm, Role, Sound, Topic
from tests.session.calls import play
from tests.session.test_living_callers import Conversation

FACTS = {
    "can_hear": "yes",
    "can_speak": "yes",
    "alone_to_talk": "yes",
    "needs_police": "yes",
    "other_person_present": "yes",
    "has_left": "no",
    "weapon": "yes",
    "children": "no",
}


def story(rest: str = "", **facts: str) -> str:
    """A caller who speaks, and whom nobody can hear unless the facts say so."""
    held = ", ".join(f"{topic}: {so}" for topic, so in {**FACTS, **facts}.items())
    return f"facts: {{{held}}}\nanswers: {{by: [spoken], after: 2s, manner: whispered}}\n{rest}"


def said(acts: Sequence[do.Action]) -> list[do.Say]:
    """What was said, of what was done."""
    return [act for act in acts if isinstance(act, do.Say)]


# --- words mean something ------------------------------------------------------------------------


def test_how_long_is_a_statement_that_waits_for_an_answer() -> None:
    """Whichever of the shipped lines is drawn: the handler's row takes up `how_long`."""
    for seed in range(6):
        talk = Conversation(story("asks: [{after: 5s}]"), seed)
        (asks,) = said(talk.wait(20_000))
        assert (asks.intent, asks.means) == (Intent.ASKS_HOW_LONG, ((S.HOW_LONG, True),))


def test_words_of_a_file_are_read_where_it_does_not_say_what_they_mean() -> None:
    talk = Conversation(story('asks: [{after: 5s, words: ["He\'s got a bat. How long?"]}]'))
    (asks,) = said(talk.wait(20_000))
    assert set(asks.means) == {(S.OTHER_WEAPON, True), (S.HOW_LONG, True)}


def test_what_a_file_says_that_words_mean_wins() -> None:
    asks = 'asks: [{after: 5s, words: [{words: "Is it the bat?", means: {knife: yes}}]}]'
    (words,) = said(Conversation(story(asks)).wait(20_000))
    assert (words.words, words.means) == ("Is it the bat?", ((S.KNIFE, True),))
    lines = 'lines: {asks_how_long: [{words: "He has a bat.", means: {}}]}'
    (words,) = said(Conversation(story(f"asks: [{{after: 5s}}]\n{lines}")).wait(20_000))
    assert (words.words, words.means) == ("He has a bat.", ())


def test_words_around_the_caller_mean_what_they_say() -> None:
    """His words in the background state things as well as those of a step."""
    call = play(
        "background: [{at: 6s, say: {intent: not_to_call, words: She has a knife.}}]\n"
        "caller: [{when: {heard: which_service}, do: {say: {intent: wants_police, "
        "words: Police.}}}]"
    )
    (his,) = call.bodies(do.Say, Role.ROOM)
    assert his.means == ((S.KNIFE, True),)


# --- a caller adds what is so --------------------------------------------------------------------


def answer(talk: Conversation, topic: Topic, words: str = "") -> do.Say:
    """What a caller answers to a question."""
    (reply,) = said(talk.ask(topic, 12_000, words))
    return reply


def test_a_caller_who_is_free_to_speak_adds_what_is_so_in_a_short_sentence() -> None:
    """ "Is anybody there?" - "Yes. They're still here." It agrees with every fact of the file."""
    for seed in range(6):
        talk = Conversation(story(), seed)
        reply = answer(talk, Topic.OTHER_PERSON_PRESENT)
        assert reply.intent is Intent.SAYS_YES
        assert (S.PERSON_HERE, True) in reply.means
        assert len(reply.words.split()) <= 8
        # It is said once: asked again, a yes is enough.
        assert answer(talk, Topic.OTHER_PERSON_PRESENT).means == ()


def test_the_sentence_follows_the_fact_and_not_the_words_of_the_question() -> None:
    """ "Have they gone?" - "No. They haven't gone." """
    reply = answer(Conversation(story()), Topic.HAS_LEFT)
    assert (reply.intent, (S.HAS_GONE, False) in reply.means) == (Intent.SAYS_NO, True)
    reply = answer(Conversation(story()), Topic.CHILDREN)
    assert reply.means in ((), ((S.CHILDREN, False),))


def test_which_weapon_is_only_said_where_the_file_knows_which() -> None:
    """The fact is that there is one. A knife is said only if words of the file mean a knife."""
    assert answer(Conversation(story()), Topic.WEAPON).means == ()
    knife = (
        "caller: [{when: {asked: can_hear}, do: {say: {intent: danger_now, "
        'words: "Kitchen knife.", means: {knife: yes}}}}]'
    )
    assert answer(Conversation(story(knife)), Topic.WEAPON).means == ((S.KNIFE, True),)


@pytest.mark.parametrize(
    ("facts", "rest"),
    [
        ({"alone_to_talk": "no"}, ""),
        ({"alone_to_talk": "unknown"}, ""),
        ({}, "near: [{who: partner}]"),
        ({}, "fear: {start: 3, silence_after: 1h}"),
        ({}, "caller: [{when: {heard: eta}, do: {say: {intent: pretends, words: A pizza.}}}]"),
        ({}, "caller: [{when: {heard: eta}, do: {say: {intent: child_speaks, words: Mummy.}}}]"),
        ({}, "caller: [{when: {heard: eta}, do: {say: {intent: other_language, words: Prosze.}}}]"),
    ],
)
def test_nothing_is_added_by_who_is_not_free_to_speak(facts: dict[str, str], rest: str) -> None:
    """Overheard, terrified, in a role, a small child, or with no English: yes is all."""
    talk = Conversation(story(rest, **facts))
    assert all(not each.means for each in said(talk.ask(Topic.OTHER_PERSON_PRESENT, 20_000)))


# --- a caller takes up what is said --------------------------------------------------------------

ASKS = "asks: [{after: 30s}]"


@pytest.mark.parametrize(
    ("intent", "words"),
    [
        (Intent.ETA, "They say about nine minutes."),
        (Intent.OFFICERS_SENT, "Officers are coming to you."),
        (Intent.NO_UNIT_YET, "I don't know how long yet. I'll tell you."),
        (Intent.OFFICERS_THERE, "Officers have got there."),
    ],
)
def test_a_caller_who_was_told_does_not_ask(intent: Intent, words: str) -> None:
    talk = Conversation(story(ASKS))
    talk.wait(20_000)
    talk.say(intent, words)
    assert said(talk.wait(60_000)) == []


def test_a_caller_who_was_promised_a_time_asks_after_it_and_once() -> None:
    """Two minutes were said, and nobody has come."""
    talk = Conversation(story(ASKS))
    talk.say(Intent.ETA, "They think about two minutes.")
    assert said(talk.wait(118_000)) == []
    (asks,) = said(talk.wait(30_000))
    assert asks.intent is Intent.ASKS_HOW_LONG
    assert said(talk.wait(300_000)) == []


def test_a_new_time_moves_the_question() -> None:
    talk = Conversation(story(ASKS))
    talk.say(Intent.ETA, "They think about two minutes.")
    talk.wait(60_000)
    talk.say(Intent.ETA, "It's five minutes now.")
    assert said(talk.wait(290_000)) == []
    assert len(said(talk.wait(30_000))) == 1


def test_who_was_never_told_asks_as_the_file_says() -> None:
    talk = Conversation(story(ASKS))
    talk.say(Intent.REASSURE, "You're doing well.")
    assert len(said(talk.wait(60_000))) == 1


def test_a_caller_who_did_not_follow_says_so_once() -> None:
    """Two muddled sentences running get one "What?"; after a clear one it may be said again."""
    talk = Conversation(story())
    for _ in range(2):
        talk.say(Intent.OWN_WORDS, "Mumble mumble.")
        talk.wait(8_000)
    assert [each.intent for each in said([act for _, act in talk.did])] == [Intent.DOES_NOT_FOLLOW]
    (first,) = said([act for _, act in talk.did])
    assert first.means == ((S.DOES_NOT_FOLLOW, True),)
    answer(talk, Topic.CAN_HEAR)
    talk.say(Intent.OWN_WORDS, "Mumble.")
    (again,) = said(talk.wait(8_000))
    assert again.intent is Intent.DOES_NOT_FOLLOW


def test_a_caller_names_the_place_that_is_theirs() -> None:
    """Not "No.", and not a place that the file does not have."""
    asks = "asks: [{after: 5s, intent: gives_place}]\nnumber: {address: 14 Kiln Row}"
    (words,) = said(Conversation(story(asks, at_known_address="yes")).wait(20_000))
    assert "14 Kiln Row" in words.words
    assert (words.means, words.place_words) == (((S.ADDRESS, True),), "14 Kiln Row")
    assert said(Conversation(story(asks)).wait(20_000)) == []


def test_steps_near_keep_the_sentence_back() -> None:
    """While a person is near nothing is added, and nothing is asked."""
    talk = Conversation(story("when_near: {stops_answering: yes, resumes_after: 60s}\n" + ASKS))
    talk.wait(25_000)
    talk.hears(Role.ROOM, do.Make(Sound.FOOTSTEPS))
    assert said(talk.wait(30_000)) == []


def test_an_answer_keeps_its_manner() -> None:
    reply = answer(Conversation(story()), Topic.OTHER_PERSON_PRESENT)
    assert reply.manner is Manner.WHISPERED


# --- questions that ask for words ----------------------------------------------------------------


def tells(talk: Conversation, topic: Topic) -> list[do.Say]:
    """What a caller says to a question that asks for words."""
    talk.says(do.Ask((topic,), QuestionForm.OPEN, "Tell me."))
    return said(talk.wait(12_000))


def test_a_caller_who_is_free_says_where_they_are_if_the_file_knows() -> None:
    """ "Where are you?" - "I'm at 14 Kiln Row." It is the address on the number, said once."""
    talk = Conversation(story("number: {address: 14 Kiln Row}", at_known_address="yes"))
    (reply,) = tells(talk, Topic.LOCATION)
    assert (reply.intent, reply.place_words) == (Intent.GIVES_PLACE, "14 Kiln Row")
    assert tells(talk, Topic.LOCATION) == []
    assert tells(Conversation(story("number: {address: 14 Kiln Row}")), Topic.LOCATION) == []


def test_a_caller_who_is_free_says_what_is_the_matter_in_one_sentence() -> None:
    """The gravest thing that the facts say: here, that somebody is there."""
    (reply,) = tells(Conversation(story()), Topic.WHAT_HAPPENED)
    assert reply.intent is Intent.SPEAKS
    assert (S.PERSON_HERE, True) in reply.means
    assert tells(Conversation(story(alone_to_talk="no")), Topic.WHAT_HAPPENED) == []


def test_a_step_of_the_file_answers_and_nothing_is_added_to_it() -> None:
    """The author has written the answer to that question."""
    step = "caller: [{when: {asked: what_happened}, after: 1s, do: {whisper: {intent: speaks, "
    talk = Conversation(story(f'{step}words: "The back door went."}}}}}}]'))
    assert [each.words for each in tells(talk, Topic.WHAT_HAPPENED)] == ["The back door went."]
