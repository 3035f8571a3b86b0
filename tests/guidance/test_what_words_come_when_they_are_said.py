"""Counts that hold, words that fit when they are said, and what kills is answered at once."""

import re
from collections.abc import Sequence

import pytest

from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.terms import Intent, NoteKind, Role, Topic
from simulator.knowledge.answers import ASKED_ON, MOST_BEHIND, MOST_BREATHS, MOST_QUESTIONS, SAID_ON
from simulator.knowledge.facts import Same
from simulator.language.lines import LineVariant, fitting
from simulator.session.participant import Reaction
from simulator.session.people.guided_person import GuidedPerson
from simulator.session.people.simulated_handler import _question_of
from simulator.session.people.spoken_sentences import SpokenWords
from simulator.session.random_stream import RandomStream
from simulator.session.run.headless_run import run
from tests.guidance.test_what_a_reader_struck import SEEDS, said, shipped
from tests.knowledge.calls import known
from tests.session.calls import DEFAULT, FORCES, LIBRARY

HANDLER = Role.CALL_HANDLER


def test_no_cap_of_guidance_is_above_the_count_that_is_kept() -> None:
    """ "Asked eight times at most" held for ever while counts stopped at three."""
    assert ASKED_ON[Topic.BREATHING_WELL] == MOST_BREATHS
    assert ASKED_ON[Topic.BEHIND_YOU] == MOST_BEHIND
    assert SAID_ON[Intent.REASSURE] == MOST_QUESTIONS


def _words_of(*lines: LineVariant) -> SpokenWords:
    return SpokenWords({"go_quiet": tuple(lines)}, RandomStream(1, "test"))


def test_a_sentence_is_drawn_by_what_is_known_and_by_its_place_and_not_by_how_often() -> None:
    """What was planned for a quiet room is not said once steps are near (WT-02, 0.1)."""
    plain = [LineVariant(each) for each in ("I'm listening.", "I'll listen now.", "Listening.")]
    low = [LineVariant(each, frozenset({"low"})) for each in ("Quiet now.", "Quiet.")]
    words = _words_of(*plain, *low)
    before = known(HANDLER, "1 ca tap").facts
    first = {words.words("go_quiet", before, {}) for _ in range(20)}
    assert len(first) == 1
    near = known(HANDLER, "1 ca tap; 2 ro sound footsteps").facts
    assert words.words("go_quiet", near, {}) in ("Quiet now.", "Quiet.")
    assert {words.words("go_quiet", before, {})} == first
    words.note_said(do.Say(Intent.GO_QUIET, first.pop()))
    assert len({words.words("go_quiet", before, {}) for _ in range(20)}) == 1


@pytest.mark.parametrize("name", ["long-story", "hears-nothing", "child-with-a-phone"])
def test_a_person_who_words_each_plan_says_nothing_else(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A plan has no words. To word it, as often as it is made, changes no log."""
    log = shipped(name, 4).log
    usual, worded = GuidedPerson._plan, list[bool]()

    def worded_again(person: GuidedPerson, at: Millis) -> Reaction:
        reaction = usual(person, at)
        for plan in (person.voice_plan, person.desk_plan):
            if plan is not None:
                words = [getattr(plan.action, each, "") for each in ("words", "text")]
                assert not any(words)
                worded.append(person.worded(plan.action) is not plan.action)
        return reaction

    monkeypatch.setattr(GuidedPerson, "_plan", worded_again)
    scenario = LIBRARY.scenario(name).scenario
    force = FORCES[scenario.force or "generic"]
    assert tuple(run(scenario, DEFAULT, force, 4).log) == tuple(log)
    assert sum(worded) > 30


def test_nothing_is_written_down_twice() -> None:
    """Of a text that two plans were to note, "all locked, im scared" stood in the log twice."""
    for name, seed in (("hears-nothing", 5), ("long-story", 6), ("not-registered", 3)):
        notes = [e.body for e in shipped(name, seed).log if isinstance(e.body, do.Note)]
        heard = [each for each in notes if each.note is NoteKind.HEARD]
        assert len({each.about for each in heard}) == len(heard)
        assert heard
        assert all(each.text for each in heard)


def test_of_advice_and_a_question_only_the_question_comes_again() -> None:
    """ "Pardon?" is answered by the same words, shorter, and by no "leave that one" (ST-94)."""
    assert _question_of("It needs a towel, pressed hard. Is it still coming?") == (
        "Is it still coming?"
    )
    assert _question_of("Is it still coming?") == ""
    assert _question_of("Is it far? Keep still.") == ""


@pytest.mark.parametrize("seed", SEEDS)
def test_who_can_get_out_of_a_fire_is_said_to_go_now(seed: int) -> None:
    """ "We can get out the back": petrol in the hall, and the next words are to go (SIT-27)."""
    call = shipped("under-the-letter-box", seed)
    for entry in call.all(do.Say, Role.CALLER):
        if "over the wall" not in entry.body.words:  # type: ignore[union-attr]
            continue
        (first, *_) = said(call, entry.at + 1)
        assert re.search(r"\b[Gg]o\b", first), first
    every = said(call)
    kept_in = r"stay out of sight|[Ss]tay away from the window|keep well back|quiet now"
    assert not [each for each in every if re.search(kept_in, each)]


@pytest.mark.parametrize("seed", SEEDS)
def test_bad_breath_of_one_who_was_held_by_the_neck_is_answered(seed: int) -> None:
    """ "It's hard" to "are you getting your breath?" is no "nothing said" (ST-28, SIT-14)."""
    call = shipped("my-voice-keeps-going", seed)
    for entry in call.all(do.Say, Role.CALLER):
        if entry.body.words not in ("It's hard.", "Not great."):  # type: ignore[union-attr]
            continue
        (first, *_) = said(call, entry.at + 1)
        assert re.search(r"breath|[Ss]it |ambulance|worse", first), first


def _fit(book_line: Sequence[LineVariant], *conditions: str) -> list[str]:
    known_slots = frozenset({"he", "him", "his"})
    return [e.words for e in fitting(Same(book_line), frozenset(conditions), known_slots).all]


def test_of_one_who_gasps_and_does_not_wake_it_is_cpr_and_no_side() -> None:
    """Anything but clear normal breathing: a hand on the chest, and ambulance control (DR-08)."""
    book = LIBRARY.line_book(HANDLER)
    for purpose in (Intent.AMBULANCE_WAIT, Intent.CHECK_IN):
        words = _fit(book[purpose], "of_another", "another_not_waking", "airway", "not_breathing")
        assert words
        assert all(re.search(r"push|CPR|[Hh]ard and fast", each) for each in words), words


@pytest.mark.parametrize("seed", SEEDS)
def test_callers_ask_whether_we_are_there_at_no_fixed_second(seed: int) -> None:
    """Not 30.0 s after our last words, in one call after the other (speech.md T12)."""
    gaps = []
    for name in ("my-voice-keeps-going", "in-the-stockroom", "behind-the-car-wash"):
        ours = 0
        for entry in shipped(name, seed).log:
            body = entry.body
            if entry.actor is HANDLER and isinstance(body, do.Finish):
                ours = entry.at
            elif entry.actor is Role.CALLER and isinstance(body, do.Say):
                wonders = re.search(r"still there|still on\?|Are you there", body.words)
                gaps += [entry.at - ours] if wonders else []
    assert 30_000 not in gaps, gaps
