"""Callers who speak as people do (speech.md, practice2 8): what they say, when, and over whom."""

from collections.abc import Iterator
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.log import Entry
from simulator.core.profile import SpeechPacing
from simulator.core.statements import Stated
from simulator.core.statements import StatementTopic as S
from simulator.core.terms import Intent, Manner, QuestionForm, Role, Sound, Topic
from simulator.language.normalise import content_words
from simulator.language.speaking.disfluency import fluent
from simulator.language.speaking.serving import ServingMouth
from simulator.review.overlaps import AUDIBLE, voices_of
from simulator.review.transcript import transcript
from simulator.seat.view.caption_lines import CaptionWriter
from simulator.session.log_json import entry_from_json, json_line
from simulator.session.people.caller_behaviour import CallerLife
from simulator.session.people.caller_words import CallerWorld
from simulator.session.people.simulated_caller import LivingCaller
from simulator.session.random_stream import RandomStream
from simulator.session.run.call_people import caller_world
from tests.benchmarks.spoken_turns import SpokenCall, callers, calls
from tests.daily import quick_or_full
from tests.session.calls import DEFAULT
from tests.session.test_callers_who_listen import said, tells
from tests.session.test_living_callers import Conversation

FACTS = {
    "can_hear": "yes",
    "can_speak": "yes",
    "alone_to_talk": "yes",
    "needs_police": "yes",
    "other_person_present": "yes",
    "has_left": "no",
    "weapon": "no",
    "awake": "no",
}
SPEAKS = "speech: {}\n"
HERS = "speech: {speaks_of: she}\n"
STORY = (
    'story: [{words: "He has a bat.", means: {other_weapon: yes}}, '
    '{words: "I\'m in the shed.", means: {landmark: yes}, place_words: "the shed"}]\n'
)
WHISPERED = "answers: {by: [spoken], after: 2s, manner: whispered}\n"


def story(rest: str = "", how: str = SPEAKS, answers: str = "", **facts: str) -> str:
    """A caller who speaks aloud, and whom nobody can hear unless the facts say so."""
    held = ", ".join(f"{topic}: {so}" for topic, so in {**FACTS, **facts}.items())
    aloud = answers or "answers: {by: [spoken], after: 2s, manner: aloud}\n"
    return f"facts: {{{held}}}\n{aloud}{how}{rest}"


def answers(text: str, topic: Topic, words: str, seeds: int = 40) -> Iterator[do.Say]:
    """What a caller answers to a question, under so many seeds."""
    for seed in range(seeds):
        talk = Conversation(text, seed)
        yield from said(talk.ask(topic, 12_000, words))[:1]


# --- an answer is composed from the question -----------------------------------------------------


def test_an_answer_says_yes_or_no_to_the_words_and_then_what_is_so() -> None:
    """ "Is Mummy awake?" "No. She's all floppy." Each sentence after it is a fact of the file."""
    found = list(answers(story("age: 5", HERS), Topic.AWAKE, "Is Mummy awake?"))
    assert {each.intent for each in found} == {Intent.SAYS_NO}
    assert any(fluent(each.words).endswith("She's all floppy.") for each in found)
    # The voice of a child of five shows that a child speaks; that is of no words.
    voice = (S.CHILD_SPEAKS, True)
    stated = {means for each in found for means in each.means} - {voice}
    assert stated == {(S.NOT_WAKING, True), (S.OF_ANOTHER, True)}
    assert len({each.words for each in found}) > 8


def test_an_answer_takes_up_the_words_of_the_question() -> None:
    asked = answers(story(alone_to_talk="no"), Topic.HAS_LEFT, "Has he gone?", 80)
    assert "No, he hasn't." in {fluent(each.words) for each in asked}
    said_of = [fluent(e.words) for e in answers(story(), Topic.HAS_LEFT, "Has he gone?", 80)]
    assert any("He's still here." in each for each in said_of)
    assert not any({"she", "they"} & set(each.lower().split()) for each in said_of)


@pytest.mark.parametrize("how", [SPEAKS, ""])
@pytest.mark.parametrize("words", ["Who is with you?", "Where is he?", "How many are there?"])
def test_a_question_for_words_is_never_answered_by_yes(how: str, words: str) -> None:
    """Whatever topic it is about, and whoever asks it: a trainee may type it."""
    for seed in range(20):
        talk = Conversation(story(STORY if how else "", how), seed)
        found = said(talk.ask(Topic.OTHER_PERSON_PRESENT, 12_000, words))
        assert all(each.intent not in (Intent.SAYS_YES, Intent.SAYS_NO) for each in found)


def test_what_is_not_so_is_never_added() -> None:
    """A sentence that carries a fact is drawn only where the fact holds."""
    for topic in (Topic.HAS_LEFT, Topic.WEAPON, Topic.OTHER_PERSON_PRESENT, Topic.AWAKE):
        for each in answers(story(), topic, "Is it so?"):
            assert (S.HAS_GONE, True) not in each.means
            assert (S.KNIFE, True) not in each.means
            assert (S.ALONE, True) not in each.means
            assert (S.BREATHING_WELL, True) not in each.means


def test_who_does_not_know_says_so() -> None:
    found = list(answers(story(), Topic.ORDERS, "Is he banned from there?"))
    assert len(found) > 20
    assert {each.intent for each in found} == {Intent.SPEAKS}
    assert all(each.means == () for each in found)


NO_DOUBT = ("think", "sure", "far as", "suppose", "know")


@pytest.mark.parametrize(
    ("topic", "words"),
    [
        (Topic.SAME_ROOM, "Is he in the room with you?"),
        (Topic.OTHER_PERSON_PRESENT, "Is anybody there with you?"),
        (Topic.BREATHING_WELL, "Are you breathing all right?"),
        (Topic.WEAPON_USED, "Has he used it on you?"),
        (Topic.CAN_STAY_HIDDEN, "Can you keep still where you are?"),
    ],
)
def test_who_must_know_does_not_think_so(topic: Topic, words: str) -> None:
    """Nobody in a room "doesn't think" that another person is in it."""
    text = story(same_room="no", weapon_used="yes", breathing_well="yes", can_stay_hidden="yes")
    for each in answers(text, topic, words):
        assert not [doubt for doubt in NO_DOUBT if doubt in each.words.lower()], each.words


def test_what_is_not_known_is_said_of_what_was_asked() -> None:
    """ "I couldn't see" of a weapon, "Not me" of one's own hurt, and never "Not sure" of that."""
    for topic, words, fits in (
        (Topic.WEAPON, "Has he got anything in his hands?", "see"),
        (Topic.INJURED, "Have you been hurt?", "not me"),
        (Topic.TABLETS_TAKEN, "How many did you take?", "count"),
        (Topic.DOOR_LOCKED, "Is everything shut?", "look|check"),
    ):
        found = list(answers(story(weapon="unknown"), topic, words, 20))
        assert found, topic
        for each in found:
            low = fluent(each.words).lower()
            assert [part for part in fits.split("|") if part in low], low
            assert each.means == ()


def test_no_answer_of_several_words_comes_twice_in_a_call() -> None:
    """A stock sentence is one that a person says again and again word for word."""
    for seed in range(12):
        talk = Conversation(story("age: 40\n"), seed)
        words = [
            fluent(each.words)
            for topic in (Topic.WEAPON, Topic.HAS_LEFT, Topic.ALONE_TO_TALK) * 5
            for each in said(talk.ask(topic, 12_000, "Yes or no?"))[:1]
            if each.intent in (Intent.SAYS_YES, Intent.SAYS_NO)
        ]
        long = [each for each in words if len(each.split()) >= 3]
        assert len(long) == len(set(long)), long


def test_a_plain_answer_may_bring_what_matters_to_the_caller() -> None:
    """ "Yeah. He has a bat." to "Can you keep still?": the answer, and what matters (F20)."""
    text = story(STORY, can_stay_hidden="yes")
    found = list(answers(text, Topic.CAN_STAY_HIDDEN, "Can you keep still where you are?", 60))
    with_more = [each for each in found if fluent(each.words).endswith("He has a bat.")]
    assert with_more
    assert all((S.OTHER_WEAPON, True) in each.means for each in with_more)
    assert all(each.intent is Intent.SAYS_YES for each in with_more)


def test_whether_it_is_worse_is_not_answered_by_what_it_is() -> None:
    """Nor "has she taken anything as well?" by the drink that was told of."""
    drunk = 'story: [{words: "He has had a drink.", means: {other_drank: yes}}]\n'
    for seed in range(20):
        talk = Conversation(story(drunk, drink_or_drugs="yes"), seed)
        tells(talk, Topic.WHAT_HAPPENED)
        asked = do.Ask((Topic.DRINK_OR_DRUGS,), QuestionForm.OPEN, "What else has he had as well?")
        talk.says(asked)
        assert not [e for e in said(talk.wait(12_000))[:1] if "had a drink" in e.words]


def test_what_was_said_with_other_things_is_not_said_once_more_a_moment_later() -> None:
    """A sentence that waited goes, if the first words to the police have had it already."""
    for seed in range(20):
        talk = Conversation(story(STORY, "speech: {volunteers: 8s}\n"), seed)
        talk.say(Intent.THROUGH_TO_POLICE, "This is the police.")
        words = " ".join(fluent(each.words) for each in spoken(talk, 25_000))
        assert words.count("He has a bat.") <= 1, seed


def test_what_happened_is_answered_from_the_story() -> None:
    for seed in range(10):
        talk = Conversation(story(STORY), seed)
        (first,) = tells(talk, Topic.WHAT_HAPPENED)
        assert (S.OTHER_WEAPON, True) in first.means
    (where,) = tells(Conversation(story(STORY)), Topic.LOCATION)
    assert (where.intent, where.place_words) == (Intent.GIVES_PLACE, "the shed")


def test_a_fluent_speaker_says_what_and_not_that_they_do_not_understand() -> None:
    """ "I don't understand" and "Which one is yes?" are for others (F17-8)."""
    for seed in range(12):
        talk = Conversation(story("slips: {misses: 100}"), seed)
        (reply,) = said(talk.ask(Topic.HAS_LEFT, 12_000, "Has he gone?"))
        assert reply.means == ((S.DOES_NOT_FOLLOW, True),)
        assert len(reply.words.split()) <= 2


def test_a_whisper_adds_little() -> None:
    """Of hidden answers three in five are one word (speech.md 6.1)."""
    text = story("", SPEAKS, WHISPERED)
    found = list(answers(text, Topic.OTHER_PERSON_PRESENT, "Is he there now?", 60))
    assert sum(len(each.words.split()) == 1 for each in found) >= 30
    assert all(each.manner is Manner.WHISPERED for each in found)


# --- when ----------------------------------------------------------------------------------------


def waits(text: str, seeds: int = 60) -> list[Millis]:
    """How long answers take, from the end of the question."""
    found = []
    for seed in range(seeds):
        talk = Conversation(text, seed)
        talk.says(do.Ask((Topic.HAS_LEFT,), QuestionForm.CLOSED, "Has he gone?"))
        asked = talk.now
        talk.wait(20_000)
        found += [at - asked for at, _ in talk.did[:1]]
    return sorted(found)


def test_free_answers_come_soon_and_watched_ones_late() -> None:
    """Half a second in the middle; with a person near at least three, at most twelve."""
    free = waits(story())
    assert 200 <= free[len(free) // 2] <= 1_000
    near = waits(story("near: [{who: partner}]"))
    assert near[0] >= 3_000
    assert near[-1] <= 12_000


def test_a_child_of_four_takes_longer_than_an_adult() -> None:
    child, adult = waits(story("age: 4")), waits(story())
    assert child[len(child) // 2] > 1.5 * adult[len(adult) // 2]


def test_the_pace_of_a_file_is_kept() -> None:
    """Where a file says how soon an answer comes, it comes then."""
    assert set(waits(story("pace: {first: 4s}"), 5)) == {4_000}


def test_callers_differ_from_call_to_call_and_not_from_play_to_play() -> None:
    first, again = (waits(story(), 12) for _ in range(2))
    assert first == again
    assert len(set(first)) > 6


# --- what is said unasked ------------------------------------------------------------------------


def spoken(talk: Conversation, wait: Millis) -> list[do.Say]:
    return said(talk.wait(wait))


def test_a_free_caller_says_one_thing_after_the_other_unasked() -> None:
    talk = Conversation(story(STORY, "speech: {volunteers: 30s}\n"))
    words: list[str] = []
    for _ in range(6):
        talk.say(Intent.REASSURE, "I'm with you.")
        words += [fluent(each.words) for each in spoken(talk, 20_000)]
    assert words.index("He has a bat.") < words.index("I'm in the shed.")


def test_who_may_be_heard_says_nothing_unasked() -> None:
    for text in (story(STORY, alone_to_talk="no"), story(STORY + "near: [{who: partner}]")):
        talk = Conversation(text)
        talk.say(Intent.REASSURE, "I'm with you.")
        assert spoken(talk, 120_000) == []


def test_a_sentence_is_said_again_until_it_is_taken_up() -> None:
    """Three of our sentences pass it over: it comes once more, and not a third time (CL-12)."""
    heeded, passed_over = (Conversation(story(STORY), 1) for _ in range(2))
    for talk, reply in ((heeded, "A bat. I've got that."), (passed_over, "I see.")):
        tells(talk, Topic.WHAT_HAPPENED)
        for _ in range(4):
            talk.say(Intent.REASSURE, reply)
            talk.wait(4_000)
    for talk, times in ((heeded, 1), (passed_over, 2)):
        words = [fluent(each.words) for each in said([act for _, act in talk.did])]
        assert sum("has a bat" in each for each in words) == times


def test_a_caller_asks_how_long_and_not_once_officers_are_there() -> None:
    talk = Conversation(story())
    talk.say(Intent.REASSURE, "I'm with you.")
    asked = [e for e in spoken(talk, 400_000) if (S.HOW_LONG, True) in e.means]
    assert asked
    talk.say(Intent.OFFICERS_THERE, "They're at the door.")
    assert not [e for e in spoken(talk, 600_000) if (S.HOW_LONG, True) in e.means]


def test_a_check_is_answered_by_what_is_new_or_that_nothing_is() -> None:
    """ "Has anything changed?" gets the next of the story, or "It's about the same"."""
    words: list[str] = []
    for seed in range(20):
        talk = Conversation(story(STORY), seed)
        talk.say(Intent.CHECK_IN, "Has anything changed?")
        words += [fluent(each.words) for each in spoken(talk, 8_000)[:1]]
    assert len(words) == 20
    assert {"He has a bat."} < set(words)


def test_an_instruction_is_heard_and_a_child_says_what_they_see() -> None:
    """No praise into silence: of a child at least every second task gets a word (F17-8)."""
    answered = 0
    for seed in range(20):
        talk = Conversation(story("age: 4\n" + STORY), seed)
        talk.say(Intent.CHILD_DO, "Tell me what you can see.")
        answered += bool(spoken(talk, 10_000))
    assert answered >= 10


def test_of_two_questions_in_one_the_last_is_answered() -> None:
    """ "Are you hurt, and has he gone?" "No, he hasn't." (CL-13)"""
    talk = Conversation(story())
    both = do.Ask((Topic.INJURED, Topic.HAS_LEFT), QuestionForm.CLOSED, "Hurt? Has he gone?")
    talk.says(both)
    (reply,) = spoken(talk, 12_000)[:1]
    assert reply.intent is Intent.SAYS_NO
    assert set(reply.means) <= {(S.PERSON_HERE, True), (S.HAS_GONE, False)}


def test_four_in_ten_begin_with_no_report() -> None:
    """ "Hello?" comes before what has happened, and states what it states (CL-01)."""
    greeted = 0
    for seed in range(50):
        (first,) = tells(Conversation(story(STORY), seed), Topic.WHAT_HAPPENED)
        greeted += fluent(first.words).startswith(("Hello", "Hi"))
        assert (S.OTHER_WEAPON, True) in first.means
    assert 10 <= greeted <= 30


def test_calm_down_makes_angry_and_a_fitting_sentence_does_not() -> None:
    """At "calm down" about one in three says so (CL-10, H5)."""
    angry = 0
    for seed in range(40):
        talk = Conversation(story(), seed)
        talk.says(do.Say(Intent.REASSURE, "Calm down."))
        angry += any((S.ANGRY_AT_US, True) in each.means for each in spoken(talk, 12_000))
    assert 4 <= angry <= 24


def test_a_question_that_comes_twice_is_answered_and_complained_of() -> None:
    """ "No. I've already told you that.", in one breath: no sentence of ours hides it."""
    angry = 0
    for seed in range(40):
        talk = Conversation(story(), seed)
        for _ in range(2):
            replies = said(talk.ask(Topic.WEAPON, 9_000, "Is there a weapon?"))
        angry += any((S.ANGRY_AT_US, True) in each.means for each in replies)
        assert all(each.intent is not Intent.SAYS_YES for each in replies)
    assert 4 <= angry <= 24


def test_who_needs_no_police_never_asks_us_to_hurry() -> None:
    """Whose phone did it is annoyed at a question that comes twice; they want nobody sent."""
    for seed in range(60):
        talk = Conversation(story(needs_police="no", mistake="yes"), seed)
        done = [talk.ask(Topic.WEAPON, 9_000, "Is there a weapon?") for _ in range(3)]
        words = [each for part in done for each in said(part)] + spoken(talk, 90_000)
        wishes = {S.WANTS_POLICE, S.HOW_LONG}
        assert not [each for each in words if wishes & set(dict(each.means))]


def test_how_long_without_an_answer_makes_angry_the_second_time() -> None:
    """Two evasions; a true answer, or "I don't know yet", is none (CL-10, practice2 4.5)."""

    def angry(reply: Intent) -> bool:
        talk = Conversation(story())
        done: list[do.Say] = []
        for _ in range(90):
            talk.say(reply, "Nine minutes.")
            done += spoken(talk, 14_000)
        return any((S.ANGRY_AT_US, True) in each.means for each in done)

    assert angry(Intent.REASSURE)
    assert not angry(Intent.NO_UNIT_YET)


def test_a_caller_cries_only_where_the_file_says_so() -> None:
    def sobs(how: str) -> int:
        talk = Conversation(story("", how))
        for _ in range(10):
            talk.say(Intent.REASSURE, "I'm with you.")
            talk.wait(20_000)
        return sum(act == do.Make(Sound.SOB) for _, act in talk.did)

    assert sobs(SPEAKS) == 0
    assert sobs("speech: {cries: 100}\n") > 2


MATE = 'story: [{words: "He took some pills.", means: {}, answers: [tablets_taken]}]\n'


def test_what_another_has_taken_is_not_said_of_oneself() -> None:
    """ "How many did you take?" - "It's not me, it's him." """
    text = story(MATE, "speech: {speaks_of: he}\n", tablets_taken="yes")
    for seed in range(12):
        talk = Conversation(text, seed)
        tells(talk, Topic.WHAT_HAPPENED)
        many = do.Ask((Topic.TABLETS_TAKEN,), QuestionForm.OPEN, "How many did you take?")
        talk.says(many)
        (reply,) = said(talk.wait(8_000))[:1]
        assert "him" in fluent(reply.words), reply.words
        talk.say(Intent.CHECK_IN, "How are you feeling in your body now?")
        assert all("eavy" not in each.words for each in said(talk.wait(8_000))[:1])


def test_how_many_is_answered_by_a_number_or_not_at_all() -> None:
    """Not by what they were for, once more."""
    mine = (
        'story: [{words: "I took my tablets.", means: {}, answers: [tablets_taken]}, '
        '{words: "They were for my heart.", means: {}, answers: [tablets_taken]}]\n'
    )
    for seed in range(12):
        talk = Conversation(story(mine, tablets_taken="yes"), seed)
        tells(talk, Topic.WHAT_HAPPENED)
        many = do.Ask((Topic.TABLETS_TAKEN,), QuestionForm.OPEN, "About how many was that?")
        talk.says(many)
        assert not [e for e in said(talk.wait(8_000))[:1] if "my heart" in e.words]


def test_a_child_does_not_answer_okay_with_dont_know() -> None:
    """ "Stroke her hair, okay?" is a thing to do, and no question."""
    for seed in range(20):
        talk = Conversation(story("age: 5\n"), seed)
        talk.say(Intent.CHILD_DO, "Stroke Nanny's hair, nice and gently, okay?")
        for each in spoken(talk, 8_000):
            assert "know" not in each.words.lower()
            assert "unno" not in each.words.lower()


def test_sobs_come_one_after_the_other() -> None:
    """A wave lasts 5 to 20 seconds: no two sobs at one instant (CL-05)."""
    talk = Conversation(story(STORY, "speech: {cries: 100}\n"))
    for _ in range(10):
        talk.say(Intent.REASSURE, "I'm with you.")
        talk.wait(20_000)
    at = [at for at, act in talk.did if act == do.Make(Sound.SOB)]
    assert len(at) > 4
    assert len(set(at)) == len(at)


def test_a_change_of_mind_needs_calm_and_the_files_word() -> None:
    """ "Forget it": then half of them stay on the line (CL-14)."""
    ends = []
    for seed in range(20):
        talk = Conversation(story("", "speech: {changes_mind: 100}\n"), seed)
        talk.say(Intent.OFFICERS_SENT, "They're coming.")
        done = talk.wait(200_000)
        assert [e for e in said(done) if (S.REFUSES_POLICE, True) in e.means]
        ends.append(do.HangUp() in done)
    assert {True, False} == set(ends)
    calm = Conversation(story())
    calm.say(Intent.OFFICERS_SENT, "They're coming.")
    assert not [e for e in said(calm.wait(300_000)) if (S.REFUSES_POLICE, True) in e.means]


def test_police_said_aloud_beside_another_person_makes_quiet() -> None:
    """Three to twenty seconds (CL-16)."""
    talk = Conversation(story("near: [{who: partner, until: 10s}]"))
    talk.says(do.Say(Intent.REASSURE, "The police are here."))
    talk.says(do.Ask((Topic.HAS_LEFT,), QuestionForm.CLOSED, "Has he gone?"))
    assert talk.wait(1_000) == []
    assert len(said(talk.wait(40_000))) >= 1


def test_an_operators_question_is_answered_like_any_other() -> None:
    """ "Can you hear me?", "am I too faint?" and "what's happened?", asked by a 999 operator."""
    for purpose, words, intent in (
        ("can_hear", "Can you hear me, caller?", Intent.SAYS_YES),
        ("not_can_hear", "Am I too faint for you?", Intent.SAYS_NO),
        ("what_happened", "What's happened, love?", Intent.SPEAKS),
    ):
        talk = Conversation(story(STORY))
        asked = do.Say(Intent.OWN_WORDS, words, purpose=purpose)
        seq = talk.hears(Role.OPERATOR, asked)
        talk.now += 1_000
        talk.hears(Role.OPERATOR, do.Finish(Intent.OWN_WORDS), seq)
        first = said(talk.wait(6_000))[0]
        assert first.intent is intent, words


# --- over another voice --------------------------------------------------------------------------


@cache
def made() -> list[SpokenCall]:
    """A call that was made to be measured, under three seeds."""
    return [next(iter(calls("made", [seed]))) for seed in range(3)]


def audible(call: SpokenCall) -> int:
    return sum(each.lasts >= AUDIBLE for each in voices_of(call.log).overlaps)


def test_voices_overlap_in_a_call_and_the_transcript_marks_it() -> None:
    for call in made():
        lines = [line.text for line in transcript(call.log)]
        marked = sum(line.startswith("[over the call handler] ") for line in lines)
        assert marked == sum(
            each.lasts >= AUDIBLE and each.over is Role.CALL_HANDLER
            for each in voices_of(call.log).overlaps
        )
    assert sum(map(audible, made())) > 3


def first_cut() -> tuple[SpokenCall, Entry]:
    """The first sentence of ours that is cut off, in calls with many seeds."""
    for seed in range(30):
        for call in calls("free", [seed]):
            for entry in call.log:
                if isinstance(entry.body, do.Finish) and entry.body.cut_off:
                    return call, entry
    raise AssertionError("nobody cuts in")


def test_a_voice_that_is_cut_off_ends_a_word_later_and_shows_what_was_said_of_it() -> None:
    call, finish = first_cut()
    ours = call.log[finish.cause or 0]
    words = getattr(ours.body, "words", "")
    over = next(
        e for e in call.log[ours.seq :] if isinstance(e.body, do.Say) and e.actor is Role.CALLER
    )
    assert over.body.cuts_in  # type: ignore[union-attr]
    assert finish.at - over.at == 400
    assert finish.at - ours.at < SpeechPacing().length(words)
    cut = voices_of(call.log).cut[ours.seq]
    assert cut.endswith("-")
    assert words.startswith(cut.rstrip("-"))
    lines = {line.seq: line.text for line in transcript(call.log)}
    assert cut in lines[ours.seq]


def test_a_seat_sees_that_it_is_spoken_over_and_cut_off() -> None:
    """[over you] before the caller's words, and what was heard of one's own."""
    call, finish = first_cut()
    writer = CaptionWriter(Role.CALL_HANDLER, DEFAULT)
    heard = [writer.write(entry) for entry in call.log]
    texts = [each.text for each in heard if each is not None]
    assert any(text.startswith("[over you] ") for text in texts)
    (cut,) = [e for e in heard if e is not None and e.seq == finish.seq]
    assert cut.text.startswith('[cut off: "')
    assert cut.who == "You"


def test_what_overlaps_is_written_and_read_and_an_older_log_is_as_it_was() -> None:
    for call in made():
        assert [entry_from_json(json_line(entry)) for entry in call.log] == call.log
    plain = json_line(Entry(0, 0, Role.CALLER, Role.CALLER, do.Finish(None), (), None))
    assert "cut_off" not in plain


# --- whole calls ---------------------------------------------------------------------------------


def test_the_same_seed_gives_the_same_call() -> None:
    one, other = (next(iter(calls("free", [4]))).log for _ in range(2))
    assert one == other


@given(st.integers(0, 10_000), st.sampled_from(sorted(callers("free"))))
def test_a_caller_states_nothing_that_the_file_does_not_say(seed: int, name: str) -> None:
    """Over seeds and people: each statement is of the story, or follows from a fact."""
    told = callers("free")[name]
    talk = Conversation("", seed)
    world = caller_world(told, told.calls_in_order[0])
    life = CallerLife(told, world, RandomStream(seed, "1/life"))
    talk.caller = LivingCaller((), RandomStream(seed, "1/caller"), world, do.Dial(), life)
    talk.hears(Role.OPERATOR, do.Answer())
    talk.hears(Role.CALL_HANDLER, do.Answer())
    for topic in (Topic.HAS_LEFT, Topic.WEAPON, Topic.INJURED, Topic.CHILDREN, Topic.AT_HOME):
        talk.ask(topic, 8_000, "Is it so?")
    may = {each for part in world.story for each in part.line.means}
    may |= {each for lines in world.adds.values() for line in lines for each in line.means}
    may |= {each for form in _own(world) for each in form}
    for each in said([act for _, act in talk.did]):
        assert set(each.means) <= may, each.words


def _own(world: CallerWorld) -> list[Stated]:
    table = world.speaking
    forms = (*table.plays_down, *table.openings, *table.angry, *table.forget_it, *table.pleas)
    asks = (each.form.means for each in table.asks_back)
    return [*(form.means for form in forms), *asks, ((S.DOES_NOT_FOLLOW, True),)]


def test_a_file_without_speech_is_answered_after_its_time() -> None:
    """Old files play as they said: a plain answer, after `after`."""
    assert set(waits(story("", ""), 5)) == {2_000}


@quick_or_full(1, 3)
@pytest.mark.parametrize("kind", ["made", "children"])
def test_no_word_of_hesitation_is_passed_on(
    kind: str, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Briefings, notes, hand-overs and what is said back have the sentence as it was meant.

    A call handler may look for a word as well: here nobody but the caller does, so that whatever is
    left would be the caller's.
    """
    monkeypatch.setattr(ServingMouth, "_hesitant", lambda _, words: words)
    rough, said_back = 0, 0
    for call in calls(kind, range(count)):
        theirs: set[str] = set()
        for entry in call.log:
            words = str(getattr(entry.body, "words", ""))
            if entry.actor is Role.CALLER:
                rough += fluent(words) != words
                theirs |= content_words(words)
                continue
            spoken = isinstance(entry.body, do.Say | do.Ask)
            said_back += spoken and not theirs.isdisjoint(content_words(words))
            for text in (getattr(entry.body, field, "") for field in ("text", "words", "radio")):
                passed = str(text).removesuffix("..") if spoken else str(text)
                assert fluent(passed) == passed, text
    assert rough > 3 * count
    assert said_back > count


# --- what goes on now ----------------------------------------------------------------------------

NEXT_DOOR = (
    'story: [{words: "It is next door, he is hitting her.", means: {violence: yes}}, '
    '{words: "I rang last week and all.", means: {rang_before: yes}}, '
    '{words: "There is a van outside, a white one.", means: {vehicle_looks: yes}}, '
    '{words: "He has a bat.", means: {other_weapon: yes}}]\n'
)


def test_what_goes_on_now_is_answered_by_what_is_worst_and_not_yet_said() -> None:
    """ "What can you hear now?" - "He has a bat.", and not "I rang last week"."""
    for seed in range(8):
        talk = Conversation(story(NEXT_DOOR, "speech: {volunteers: 300s}\n"), seed)
        talk.says(do.Ask((Topic.WHAT_HAPPENED,), QuestionForm.OPEN, "What's happened?"))
        first = " ".join(fluent(each.words) for each in said(talk.wait(8_000)))
        talk.says(do.Ask((Topic.WHAT_HAPPENED,), QuestionForm.OPEN, "What can you hear now?"))
        words = " ".join(fluent(each.words) for each in said(talk.wait(8_000)))
        assert "He has a bat." in f"{first} {words}", words
        assert "last week" not in words


def test_the_writing_on_a_van_is_not_the_van_once_more() -> None:
    for seed in range(8):
        talk = Conversation(story(NEXT_DOOR, "speech: {volunteers: 300s}\n"), seed)
        asked = "A white van. Any writing on the side?"
        talk.says(do.Ask((Topic.IN_A_VEHICLE,), QuestionForm.OPEN, asked))
        assert "van" not in " ".join(each.words for each in said(talk.wait(8_000))[:1])


def test_a_small_child_says_a_childs_yes_to_its_address() -> None:
    for each in answers(story("age: 3"), Topic.AT_KNOWN_ADDRESS, "Is 4 Mill Lane your house?"):
        assert "where I am" not in each.words
        assert "the one" not in each.words


def test_a_child_says_that_it_has_looked_only_at_what_can_be_looked_at() -> None:
    """ "No, I just checked" is no answer to "is somebody a danger to you?"."""
    text = story("age: 10\n", in_danger="no", breathing_well="yes")
    for topic, words in (
        (Topic.IN_DANGER, "Is somebody there a danger to you?"),
        (Topic.BREATHING_WELL, "Can you take a full breath?"),
    ):
        assert not [e for e in answers(text, topic, words) if "checked" in e.words]


def test_who_was_hit_with_it_knows_that_it_was_used() -> None:
    hit = 'story: [{words: "He caught me across the hand.", means: {hit: yes}}]\n'
    found = list(answers(story(hit), Topic.WEAPON_USED, "Has he used it? Yes or no.", 12))
    assert found
    assert all("caught me" in each.words for each in found if "?" not in each.words)
