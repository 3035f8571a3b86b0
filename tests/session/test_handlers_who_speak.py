"""The call handler speaks as people do to who speaks freely, and cleanly to everybody else."""

import re
from functools import cache
from itertools import chain, pairwise
from typing import Any

import pytest

from simulator.core import acts as do
from simulator.core.log import Entry
from simulator.core.statements import StatementTopic
from simulator.core.terms import Intent, Manner, Role, Sound, Topic
from simulator.language.asking.question_forms import leads
from simulator.language.speaking.broken_off import MAY_BE_CUT
from simulator.language.speaking.disfluency import has_any
from simulator.review.overlaps import voices_of
from simulator.session.people.spoken_sentences import PRAISE
from tests.benchmarks.spoken_turns import SpokenCall, calls
from tests.session.calls import LIBRARY, Story, play

RECEIPT = re.compile(r"(?:okay|right|all right|mm|yeah),? ?\.?", re.IGNORECASE)
CALLER, HANDLER = Role.CALLER, Role.CALL_HANDLER


@cache
def free() -> tuple[SpokenCall, ...]:
    """The free callers under two seeds."""
    return tuple(calls("made", range(2)))


@cache
def hidden() -> tuple[SpokenCall, ...]:
    """The hidden callers under two seeds."""
    return tuple(calls("hidden", range(2)))


def said(call: SpokenCall, role: Role = HANDLER) -> list[Entry]:
    """What one voice says, in words."""
    spoken = (e for e in call.log if e.actor is role and isinstance(e.body, do.SPOKEN))
    return [e for e in spoken if getattr(e.body, "words", "")]


def intent(entry: Entry) -> Intent | None:
    return getattr(entry.body, "intent", None)


def words(entry: Entry) -> str:
    body: Any = entry.body
    return str(body.words)


def test_to_who_whispers_a_sentence_is_said_as_it_is_written() -> None:
    """No receipt, no tag, no pause for a word: short and clean."""
    for call in hidden():
        whispered = False
        for entry in call.log:
            body: Any = entry.body
            if entry.actor is CALLER and isinstance(body, do.Say):
                whispered = body.manner is not Manner.ALOUD
            elif whispered and entry in said(call) and intent(entry) is not Intent.GOT_IT:
                assert not re.match(r"(?:okay|right|all right|mm)[.,] ", body.words.lower())
                assert not re.search(r", (?:okay|all right)\?$", body.words), body.words
                assert not has_any(body.words), body.words


def test_a_receipt_follows_words_of_the_caller() -> None:
    """None after nothing, and none in an announced silence."""
    for call in free():
        spoke, ours = False, {e.seq for e in said(call)}
        for entry in call.log:
            body: Any = entry.body
            if entry.actor is CALLER and isinstance(body, do.Say):
                spoke = True
            elif entry.seq in ours:
                received = re.match(r"(?:okay|all right|mm|yeah)\b", body.words.lower())
                assert spoke or not received, body.words
                silent = isinstance(body, do.Say) and body.intent is Intent.GO_QUIET
                assert not (silent and received), body.words
                spoke = False


def test_no_receipt_stands_alone() -> None:
    """A bare "Okay." is one turn in twenty of real calls, and in none of these a row of them."""
    alone = re.compile(r"(?:okay|right|all right|mm|yeah)(?:[,.] (?:okay|right))?\.?")
    for call in free():
        assert [words(e) for e in said(call) if alone.fullmatch(words(e).lower())] == []


def test_what_is_said_back_was_answered_so() -> None:
    """ "Okay, not hurt." only where the last question was of it, and the answer was no."""
    found = 0
    for call in free():
        for asked, answer, later in _threes(call):
            if "not hurt" in words(later).lower() or "nothing hurt" in words(later).lower():
                found += 1
                assert isinstance(asked.body, do.Ask)
                assert asked.body.about == (Topic.INJURED,)
                assert getattr(answer.body, "intent", None) is Intent.SAYS_NO
    assert found


def _threes(call: SpokenCall) -> list[tuple[Entry, Entry, Entry]]:
    spoken = sorted((*said(call), *said(call, CALLER)), key=lambda e: e.seq)
    triples = zip(spoken, spoken[1:], spoken[2:], strict=False)
    return [t for t in triples if [e.actor for e in t] == [HANDLER, CALLER, HANDLER]]


def test_help_is_spoken_of_while_questions_are_asked() -> None:
    """By the third question once nobody else hears, unless officers were announced (H3)."""
    told = re.compile(r"officers|police car|holding anything up|been sent", re.IGNORECASE)
    for call in free():
        safe, asked = False, 0
        for entry in sorted((*said(call), *said(call, CALLER)), key=lambda e: e.seq):
            body: Any = entry.body
            if (StatementTopic.PERSON_HERE, True) in getattr(body, "means", ()):
                break  # The other person may hear of officers.
            if entry.actor is CALLER:
                continue
            asked += safe and isinstance(body, do.Ask)
            if told.search(body.words):
                break
            if isinstance(body, do.Ask) and Topic.ALONE_TO_TALK in body.about:
                safe = True
        assert asked <= 5, (call.name, call.seed, asked)


def test_a_caller_is_praised_or_thanked_seldom() -> None:
    """Three of 117 turns of real calls (H9, F32)."""
    every = [e for call in free() for e in said(call)]
    praised = [e for e in every if PRAISE.search(words(e))]
    assert len(praised) * 100 <= len(every) * 6
    for call in free():
        ours = [bool(PRAISE.search(words(e))) for e in said(call)]
        assert not any(a and b for a, b in pairwise(ours))


def test_who_begins_with_the_caller_gives_way() -> None:
    """Ours breaks off, the caller's is said to its end; who breaks off too may go on."""
    cut = [e for c in free() for e in c.log if isinstance(e.body, do.Finish) and e.body.cut_off]
    assert {e.actor for e in cut} == {HANDLER}
    gives_way = LIBRARY.speaking().serving.plain().yields
    # Few callers break off as ours does, so more calls are looked through until one has.
    more = (c for seed in (5, 6, 7) for c in calls("made", [seed]))
    assert any(words(e) in gives_way for c in chain(free(), more) for e in said(c))


def test_a_long_pause_is_explained() -> None:
    """What is typed for more than three seconds is said to be (H12)."""
    why = [e for c in calls("made", [5]) for e in said(c) if words(e).endswith("..")]
    assert why
    assert all(getattr(e.body, "intent", None) is Intent.STILL_WITH_YOU for e in why)


def test_hello_before_a_report_is_not_what_is_answered() -> None:
    """ "Hello, is that the police? He's hit me." - not "Yes, I'm here, go on."."""
    for call in free():
        for entry, later in pairwise(e for e in call.log if isinstance(e.body, do.SPOKEN)):
            means = getattr(entry.body, "means", ())
            greets = (StatementTopic.ARE_YOU_THERE, True) in means and len(means) > 1
            if greets and later.actor is HANDLER:
                assert "go on" not in words(later)


def test_small_words_make_no_leading_question_and_no_second_one() -> None:
    """Two questions in one are a lapse (LP-02), and so is an answer in the question."""
    for call in free():
        for entry in said(call):
            if isinstance(entry.body, do.Ask):
                assert not leads(words(entry)), words(entry)
                assert len(entry.body.about) == 1


# --- a sentence that breaks off for what is heard ------------------------------------------------

NOISY = """
facts: {can_hear: yes, can_speak: yes, alone_to_talk: yes, needs_police: yes, in_danger: yes}
answers: {by: [spoken], after: 1s, manner: aloud}
speech: {}
outcome: deployed
caller:
  - when: {heard: which_service}
    after: 1s
    do: {say: {intent: wants_police, words: "Police, please.", means: {wants_police: yes}}}
background:
"""


@cache
def noisy(sound: Sound, seed: int) -> Story:
    """A call in which something is heard again and again."""
    every = "".join(f"  - {{at: {at}s, sound: {sound.name.lower()}}}\n" for at in range(20, 160, 8))
    return play(NOISY + every, seed=seed)


def broken_off(call: Story) -> list[Entry]:
    """Our utterances that broke off while the caller said nothing."""
    talks = [e for e in call.log if e.actor is CALLER and isinstance(e.body, do.Say)]
    return [
        call.log[entry.cause or 0]
        for entry in call.log
        if isinstance(entry.body, do.Finish) and entry.body.cut_off
        if not any(entry.at - 1_500 <= said.at <= entry.at for said in talks)
    ]


@pytest.mark.parametrize("sound", [Sound.SHOUTING, Sound.KNOCK, Sound.BREAKING])
def test_a_sentence_breaks_off_at_a_word_for_a_sound_that_matters(sound: Sound) -> None:
    """And it shows: "Is anybody with-" (WT-01). What tells of officers is said to its end."""
    found = [each for seed in range(3, 7) for each in broken_off(noisy(sound, seed))]
    assert found
    for each in found:
        body: Any = each.body
        assert isinstance(body, do.Ask) or body.intent in MAY_BE_CUT, body
    call = next(call for seed in range(3, 7) if broken_off(call := noisy(sound, seed)))
    first = broken_off(call)[0]
    assert voices_of(call.log).cut[first.seq].endswith("-")


@pytest.mark.parametrize("sound", [Sound.CLOTH, Sound.BREATHING, Sound.TRAFFIC])
def test_nothing_breaks_off_for_a_sound_that_does_not(sound: Sound) -> None:
    for seed in range(3):
        assert not broken_off(noisy(sound, seed))


def test_a_question_that_broke_off_is_not_answered() -> None:
    """The caller waits, and answers when it comes again."""
    for seed in range(6):
        call = noisy(Sound.SHOUTING, seed)
        for each in broken_off(call):
            if not isinstance(each.body, do.Ask):
                continue
            after = [
                e for e in call.log if e.seq > each.seq and isinstance(e.body, do.Say | do.Ask)
            ]
            said_next = next((e for e in after if e.actor in (CALLER, HANDLER)), None)
            answers = (Intent.SAYS_YES, Intent.SAYS_NO)
            assert said_next is None or intent(said_next) not in answers, words(each)
