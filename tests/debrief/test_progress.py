"""Progress: what came up and was shown, and which calls to take for what was missed."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from simulator.content.files.scenario_header import ScenarioHeader
from simulator.content.library.library import Library
from simulator.core import acts as do
from simulator.core.log import Entry
from simulator.core.terms import QuestionForm, Role, Topic
from simulator.debrief.assess.findings import Finding, Judgement
from simulator.debrief.learning.progress import (
    Practice,
    Suggestion,
    candidates,
    looked_at,
    progress,
    suggestions,
)
from simulator.errors import RecordError
from simulator.rules.rubric import Criterion, LookedAt, Weight
from simulator.session.records.record_file import read_record
from simulator.session.run.live_run import RunSetup
from tests.daily import first_a_day
from tests.session.calls import LIBRARY
from tests.session.recorded import BEGAN, WHOLE, recording, written
from tests.session.sitting import Played, setup

HANDLER: LookedAt = Role.CALL_HANDLER
OPERATOR: LookedAt = Role.OPERATOR
DAY = timedelta(days=1)


def criterion(name: str, weight: Weight = Weight.MAJOR) -> Criterion:
    return Criterion(name, f"{name} was done.", None, "", "", "", weight)


def practice(
    day: float = 0,
    scenario: str = "one",
    level: int = 1,
    seats: tuple[Role, ...] = (HANDLER,),
    *,
    finished: bool = True,
    again: bool = False,
    role: LookedAt = HANDLER,
    **shown: bool | tuple[bool, Weight],
) -> Practice:
    """A sitting in which criteria were shown or not."""
    findings = []
    for name, how in shown.items():
        met, weight = how if isinstance(how, tuple) else (how, Weight.MAJOR)
        judged = Judgement.MET if met else Judgement.MISSED
        findings.append((role, Finding(criterion(name, weight), judged)))
    at = BEGAN + day * DAY
    record = f"{scenario}-{day}"
    return Practice(record, at, scenario, level, seats, finished, again, tuple(findings))


def test_the_gravest_comes_first() -> None:
    """In each seat; what was not seen the last time is wanted again."""
    first = practice(0, minor=(False, Weight.MINOR), major=False, later=False)
    second = practice(1, critical=(False, Weight.CRITICAL), later=True)
    told = progress([second, first, practice(1, role=OPERATOR, seats=(OPERATOR,), prompt=True)])
    found = [(each.criterion.id, sum(each.occasions), each.missed) for each in told.behaviours]
    assert found == [
        ("prompt", 1, False),
        ("critical", 0, True),
        ("major", 0, True),
        ("later", 1, False),
        ("minor", 0, True),
    ]


def test_what_did_not_come_up_is_no_occasion() -> None:
    open_ones = (Judgement.NOT_APPLICABLE, Judgement.OPEN, Judgement.FOR_A_PERSON)
    findings = tuple((HANDLER, Finding(criterion(j.value), j)) for j in open_ones)
    only = Practice("r", BEGAN, "one", 1, (HANDLER,), True, False, findings)
    assert progress([only]).behaviours == ()


HANDLED, CALLED = (setup("partner-in-the-room", role) for role in (HANDLER, Role.CALLER))


def practised(folder: Path, log: Sequence[Entry], of: RunSetup = HANDLED) -> Practice:
    return looked_at(read_record(written(folder, log, of, with_text=True)))


def test_a_record_is_looked_at_by_its_own_rubrics(tmp_path: Path) -> None:
    """What the standing call handler does is shown, each criterion once."""
    found = practised(tmp_path, WHOLE)
    assert (found.scenario, found.level, found.seats) == ("partner-in-the-room", 1, (HANDLER,))
    assert (found.finished, found.again) == (True, False)
    assert {role for role, _ in found.findings} == {HANDLER}
    rubric = LIBRARY.rubric("call_handler").file.rubric
    assert [each.criterion for _, each in found.findings] == list(rubric.criteria)
    judged = {each.judgement for _, each in found.findings}
    assert Judgement.MET in judged
    assert Judgement.MISSED not in judged


def test_the_caller_is_never_looked_at(tmp_path: Path) -> None:
    found = practised(tmp_path, WHOLE, CALLED)
    assert found.findings == ()
    assert progress([found]).behaviours == ()
    assert sum(progress([found]).calls.values()) == 1


def test_another_try_counts_only_what_is_new_in_it(tmp_path: Path) -> None:
    """A question about two things before that moment was counted with the first try."""
    played = Played(HANDLED)
    played.to(60_000)
    played.live.act(HANDLER, do.Answer())
    played.to(70_000)
    played.live.act(HANDLER, do.Ask((Topic.WEAPON, Topic.CHILDREN), QuestionForm.OPEN, "Tell me."))
    played.to(100_000)
    first = recording(tmp_path).recorder(HANDLED, LIBRARY)
    first.take(played.live.log)
    again = first.again_from(90_000)
    again.take(played.live.again_from(90_000).log)
    again.close()

    def missed(name: str) -> set[str]:
        found = looked_at(read_record(tmp_path / f"{name}.jsonl"))
        assert found.again is (name == again.id)
        return {f.criterion.id for _, f in found.findings if f.judgement is Judgement.MISSED}

    assert {"one-fact-each", "closed-questions"} <= missed(first.id) - missed(again.id)


def test_a_record_that_the_flow_cannot_follow_is_left_out(tmp_path: Path) -> None:
    answers = (e._replace(body=do.Answer(), actor=Role.OPERATOR) for e in WHOLE[1:])
    record = read_record(written(tmp_path, [WHOLE[0], *answers], HANDLED))
    with pytest.raises(RecordError, match="the flow has changed since this call"):
        looked_at(record)


def candidate(scenario: str, *names: str, level: int = 1, role: LookedAt = HANDLER) -> Suggestion:
    return Suggestion(scenario, role, scenario.title(), level, frozenset(names))


def chosen(told: Sequence[Practice], *offered: Suggestion) -> list[str]:
    found = suggestions(progress(told), offered)
    return [each.scenario for each in found]


MISSED = [practice(0, a=False)]
ALL_MISSED = [practice(0, a=False, b=False, c=False)]
SMALL = [f"s{n}" for n in range(30)]
GRAVE = [
    practice(0, grave=(False, Weight.CRITICAL)),
    *(practice(0, name, **{name: (False, Weight.MINOR)}) for name in SMALL),  # type: ignore[arg-type]
]
LEVELS = [candidate(f"l{level}", "a", level=level) for level in (4, 3, 2)]
LEFT = [candidate("ab", "a", "b"), candidate("abx", "a", "b", "x"), candidate("c", "c")]
CHOSEN = {
    "weights order; they are not added up": (
        GRAVE,
        [candidate("many", *SMALL), candidate("grave", "grave")],
        ["grave", "many"],
    ),
    "until nothing is left": (ALL_MISSED, [*LEFT, candidate("d", "a")], ["ab", "c"]),
    "nothing was missed": ([practice(0, a=True)], [candidate("x", "a")], []),
    "a call that was taken less often comes first": (
        [practice(0, "known", a=False)],
        [candidate("known", "a"), candidate("new", "a")],
        ["new"],
    ),
    "none is too far above what was taken": (MISSED, LEVELS, ["l2"]),
    "to its end": ([practice(0, a=False, finished=False)], LEVELS, []),
    "one level above it": ([*MISSED, practice(0, level=2)], LEVELS[:2], ["l3"]),
    "nothing was taken": ([], [candidate("x", "a")], []),
}


@pytest.mark.parametrize(("told", "offered", "expected"), CHOSEN.values(), ids=CHOSEN)
def test_which_calls_to_take_next(
    told: list[Practice], offered: list[Suggestion], expected: list[str]
) -> None:
    assert chosen(told, *offered) == expected
    assert chosen(told, *reversed(offered)) == expected


class Few(Library):
    """The shipped library with a handful of its scenarios."""

    def scenarios(self) -> tuple[ScenarioHeader, ...]:
        few = ("partner-in-the-room", "cut-after-55", "hill-path", "quiet-throughout")
        return tuple(entry for entry in super().scenarios() if entry.id in few)


@pytest.mark.parametrize("library", first_a_day([Few(), LIBRARY]))
def test_what_a_call_is_good_for_is_what_comes_up_in_it(library: Library) -> None:
    """Every scenario that has a rubric for the seat, and something for it to look at."""
    by_name = {each.scenario: each for each in candidates(library, [HANDLER])}
    assert "hill-path" not in by_name, "it has no rubric"
    assert "quiet-throughout" not in by_name, "it has no such seat"
    known = {each.id for each in LIBRARY.rubric("call_handler").file.rubric.criteria}
    found = by_name.values()
    assert all(each.role is HANDLER and set() < each.occasions <= known for each in found)
    assert by_name["partner-in-the-room"].occasions != by_name["cut-after-55"].occasions
