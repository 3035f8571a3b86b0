"""How a call went, in three lines: nothing on the page contradicts what the room has just seen."""

from collections.abc import Iterator, Sequence

import pytest

from simulator.awareness.courses import five, seen
from simulator.awareness.pages import Page, PlaybackPage, TimesPage
from simulator.awareness.results import result
from simulator.core import acts as do
from simulator.core.log import Entry
from simulator.core.terms import LineStage, Manner, Role, UnitStatus
from tests.awareness.rooms import PLANS, SAY, decisions, one_step, parts
from tests.session.calls import LIBRARY
from tests.session.sitting import SHIPPED

ROWS = LIBRARY.room_endings()
DECIDED = sorted({s.scenario for plan in PLANS.values() for s in plan.steps if s.do == "decide"})
IN_A_PLAN = sorted({*DECIDED, *filter(None, (SHIPPED[name].milder for name in DECIDED))})
SOUNDS = (do.Tap, do.Cough, do.Press, do.Make)
POLICE = (LineStage.WITH_CALL_HANDLER, LineStage.WITH_FIRST_HANDLER)
UNANSWERED = ("No answer", "no answer", "could not answer", "looked at what they knew")

MOST_LETTERS = 500
"""Beside a heading and the caveat, what a wall holds at 1/25 (assumption: 40 seconds)."""


def asking_pages(name: str, choice: str) -> Iterator[Page]:
    (note,) = parts(one_step("decide", name)).of_step(1)
    chosen = note.choice(choice)
    assert chosen is not None
    assert chosen.pages is not None
    yield from (page for page in chosen.pages() if page.options)


def shown(name: str, choice: str) -> Iterator[tuple[PlaybackPage, Page]]:
    """Every made-up ending that a room can pick at first: as it is played, and its result."""
    for asking in asking_pages(name, choice):
        assert asking.follows
        for option in range(len(asking.options)):
            (times,) = asking.follows(option)
            if isinstance(times, TimesPage):
                assert times.follows
                for place in range(len(times.options)):
                    playback, words = times.follows(place)
                    assert isinstance(playback, PlaybackPage)
                    yield playback, words


def heard(entry: Entry) -> bool:
    said = isinstance(entry.body, do.Say) and entry.body.manner is not Manner.FAINT
    return entry.speaker is Role.CALLER and (said or isinstance(entry.body, SOUNDS))


def minutes_of(log: Sequence[Entry]) -> int:
    sent = next(e.at for e in log if isinstance(e.body, do.Deploy))
    there = next(e.at for e in log if isinstance(e.body, do.Arrive))
    return round((there - sent) / 60_000)


@pytest.mark.parametrize("choice", ["go_on", "gentle"])
@pytest.mark.parametrize("name", IN_A_PLAN)
def test_who_is_seen_to_answer_never_reads_that_there_was_no_answer(name: str, choice: str) -> None:
    """The caller tapped, the handler thanked her, and the page said that no answer was heard."""
    for playback, words in shown(name, choice):
        told = " ".join((words.big, *words.sentences, words.notes[0]))
        entries = [(each.stage, each.entry) for each in playback.track if each.entry]
        answered = [each for stage, each in entries if stage in POLICE and heard(each)]
        if answered:
            assert not [each for each in UNANSWERED if each in told], (words.heading, told)


@pytest.mark.parametrize("name", IN_A_PLAN)
def test_every_ending_names_its_minutes_and_those_of_the_log(name: str) -> None:
    for _, branches in decisions(name):
        for branch in branches:
            for course in five(branch, ROWS, 1):
                log = course.found.log
                told = " ".join(result(log, course.found.outcome, branch.played.profile, SAY))
                if any(isinstance(e.body, do.Arrive) for e in log):
                    minutes = minutes_of(log)
                    assert SAY("came-after", minutes=minutes, seconds=0) in told, told
                else:
                    assert "after the call began" in told, told


@pytest.mark.parametrize("name", IN_A_PLAN)
def test_a_result_has_what_the_log_has_and_no_more(name: str) -> None:
    for _, branches in decisions(name):
        for branch in branches:
            for course in seen(branch, ROWS, 2):
                log, found = course.found.log, course.found
                told = result(log, found.outcome, branch.played.profile, SAY)
                kinds = {e.body.kind for e in log}
                reports = {e.body.status for e in log if isinstance(e.body, do.UnitReport)}
                police = any(
                    isinstance(e.body, do.Answer) and e.actor is Role.CALL_HANDLER for e in log
                )
                assert ("put through to the police" in told.through) is police, told
                assert bool(told.police) is police, told
                assert ("The police sent officers" in told.police) is ("deploy" in kinds), told
                assert ("did not ring back" in told.police) is (
                    "decide_against_callback" in kinds and "deploy" not in kinds
                ), told
                assert ("answered the door" in told.ended) is (UnitStatus.NOT_FOUND in reports), (
                    told
                )
                assert ("question" in told.police) is ("ask" in kinds), told


def test_nobody_s_silence_is_the_reason_to_close_a_case() -> None:
    """The same silence brings officers in other endings of the same answer."""
    closed = 0
    for name in DECIDED:
        for _, branches in decisions(name):
            for branch in branches:
                for course in seen(branch, ROWS, 1):
                    told = result(
                        course.found.log, course.found.outcome, branch.played.profile, SAY
                    )
                    if course.ending == "nobody_sent":
                        closed += 1
                        assert SAY("why-close-judgement") in told.police
                        assert "because no" not in told.police
    assert closed


@pytest.mark.parametrize("choice", ["go_on", "gentle"])
@pytest.mark.parametrize("name", DECIDED)
def test_where_help_fails_the_page_says_who_is_responsible(name: str, choice: str) -> None:
    """It stood only where someone nearby had heard the caller."""
    failed = 0
    for playback, words in shown(name, choice):
        entries = [each.entry.body for each in playback.track if each.entry]
        helped = any(isinstance(body, do.Deploy | do.CallBack) for body in entries)
        if not helped:
            failed += 1
            assert SAY("responsible") in " ".join(words.sentences), words.heading
    assert bool(failed) is (choice == "go_on")


@pytest.mark.parametrize("name", IN_A_PLAN)
def test_a_room_reads_little_of_a_result_and_its_leader_has_the_rest(name: str) -> None:
    """A page had up to 1,018 letters: in a room nobody reads them, and no wall has the room."""
    told = [(words.sentences, words.notes[0]) for _, words in shown(name, "go_on")]
    for sentences, more in told:
        assert sum(map(len, sentences)) <= MOST_LETTERS, sentences
        assert not any("question" in each for each in sentences)
        assert more.startswith("More, if someone asks:")
    assert any("question" in more for _, more in told), "what the police asked"


@pytest.mark.parametrize("name", DECIDED)
def test_officers_who_had_no_reply_are_seen_at_the_door_and_then_with_the_caller(name: str) -> None:
    """The result alone claimed it: in the call they came, and said that they were with her."""
    seen_at_the_door = 0
    for choice in ("go_on", "gentle"):
        for playback, words in shown(name, choice):
            track = [each.text for each in playback.track]
            at_the_door = SAY("officers-wrong_address") in track
            assert at_the_door is ("nobody answered the door" in " ".join(words.sentences))
            if at_the_door:
                seen_at_the_door += 1
                came, knocked, found = map(
                    track.index,
                    (SAY("act-arrive"), SAY("officers-wrong_address"), SAY("officers-found")),
                )
                assert came < knocked < found
    assert seen_at_the_door
