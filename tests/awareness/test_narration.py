"""A call told to a room: all that is heard, what may be hard in it, and why it ended so."""

import re

import pytest

from simulator.awareness.narration import (
    NarrationLine,
    by_stage,
    ends_well,
    narrate,
    overheard,
    without_repeats,
)
from simulator.awareness.results import asked, result
from simulator.core import acts as do
from simulator.core.log import Body, Entry
from simulator.core.terms import LineStage, Outcome, Reason, Role
from simulator.review.ending import how_it_ends
from tests.awareness.rooms import SAY, played
from tests.daily import a_share_of_cases, some_a_day
from tests.session.sitting import SHIPPED

HEARD = ("tap", "cough", "press", "make", "say", "ask", "set_code", "offer_ways", "played")


@pytest.mark.parametrize("name", some_a_day(sorted(SHIPPED), 8))
@a_share_of_cases(3)
def test_everything_that_is_heard_is_told_once_in_its_order(name: str) -> None:
    of = played(name)
    told = narrate(of.log, of.profile, SAY)
    heard = [e.seq for e in of.log if e.body.kind in HEARD]
    assert [m.seq for m in told if m.seq in set(heard)] == heard
    assert [m.at for m in told] == sorted(m.at for m in told)
    assert not [m.text for m in told if re.search(r"\(row|assumption|\[[A-Z]\d", m.text)]


def test_what_is_too_faint_is_not_given_away() -> None:
    of = played("whispers-one-word")
    faint = [e for e in of.log if getattr(e.body, "manner", "") == "faint"]
    told = {m.seq: m.text for m in narrate(of.log, of.profile, SAY)}
    for entry in faint:
        assert told[entry.seq] == SAY("said-faint")


def test_a_call_is_cut_where_it_comes_to_another_stage() -> None:
    of = played("evening-in-the-office")
    told = narrate(of.log, of.profile, SAY)
    stages = [stage for stage, _ in by_stage(told)]
    assert stages[0] is LineStage.DIALLED, "the dialling belongs to it"
    assert stages.index(LineStage.RECORDING) < stages.index(LineStage.WITH_CALL_HANDLER)
    kept = [m for _, moments in by_stage(told) for m in moments]
    assert kept == [m for m in told if not m.news]


def test_between_55_and_officers_the_police_ask_and_decide() -> None:
    """In words, on every page that says how a call went: 55 sends nobody."""
    of = played("evening-in-the-office")
    connected, police, found = result(of.log, Outcome.DEPLOYED, of.profile, SAY)
    questions, answers = asked(of.log)
    assert SAY("because-fifty_five") in connected
    assert questions >= 5
    assert 3 <= answers < questions
    left = questions - answers
    police_ask = SAY("why-asked", questions=questions, answers=answers, left=left)
    assert police.startswith(f"{police_ask} The police sent officers, because ")
    ending = how_it_ends(of.log)
    assert ending
    assert SAY(f"ending-{ending}") in found


@pytest.mark.parametrize(
    ("questions", "answers", "words"),
    [
        (0, 0, "The police listened, and looked at what they knew."),
        (1, 1, "The police asked a question. The caller answered it."),
        (2, 0, "The police asked 2 questions. The caller could not answer."),
        (3, 2, "The police asked 3 questions. The caller answered 2 of them."),
        (3, 3, "The police asked 3 questions. The caller answered all of them."),
    ],
)
def test_the_middle_step_has_words_for_any_number(questions: int, answers: int, words: str) -> None:
    left = questions - answers
    said = SAY("why-asked", questions=questions, answers=answers, left=left)
    assert " ".join(said.split()) == words


MISTAKE, MEANT = SHIPPED["phone-in-a-bag"], SHIPPED["quiet-throughout"]


def entry(seq: int, actor: Role, body: Body, speaker: Role | None = None, cause: int = 0) -> Entry:
    return Entry(seq, seq * 1_000, actor, speaker or actor, body, (), cause)


def test_overheard_is_what_somebody_near_did_because_of_the_caller() -> None:
    tap = entry(1, Role.CALLER, do.Tap(1))
    near = entry(2, Role.ROOM, do.TakePhone(), cause=1)
    by_itself = entry(2, Role.ROOM, do.TakePhone(), cause=0)
    assert overheard([tap, near]) == ("take_phone",)
    assert overheard([tap, by_itself]) == ()


def test_every_reason_has_words() -> None:
    profile = played("quiet-throughout").profile
    for reason in Reason:
        log = [entry(0, Role.CALL_HANDLER, do.Deploy(reason))]
        listened = SAY("why-asked", questions=0, answers=0, left=0)
        sent = SAY("why-deploy", because=SAY(f"because-{reason}"))
        assert result(log, Outcome.DEPLOYED, profile, SAY) == (
            "",
            f"{listened} {sent}",
            SAY("outcome-deployed"),
        )


def test_where_nobody_needs_help_an_end_without_it_is_a_good_one() -> None:
    assert ends_well(Outcome.CONFIRMED_MISTAKE, MISTAKE)
    assert ends_well(Outcome.NO_RESPONSE_TO_RECORDING, MISTAKE)
    assert not ends_well(Outcome.DEPLOYED, MISTAKE)
    assert not ends_well(Outcome.CONFIRMED_MISTAKE, MEANT)
    assert ends_well(Outcome.DEPLOYED, MEANT)
    assert not ends_well(None, MEANT)
    assert not ends_well(None, MISTAKE)


def test_what_is_said_often_is_told_once_and_nothing_else_is() -> None:
    def line(at: int, text: str) -> NarrationLine:
        return NarrationLine(at, at, LineStage.WITH_CALL_HANDLER, "Police call handler", text)

    told = [line(1, "Hello."), line(2, "Hello."), *(line(at, "Still here.") for at in range(3, 9))]
    short = without_repeats([*told, line(9, "Hello.")], SAY)
    assert [each.text for each in short] == [
        *("Hello.", "Hello.", SAY("again", told="Still here."), "Hello.")
    ]
