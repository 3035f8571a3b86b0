"""The coach: says what is settled, once, at the right instant, and nothing else."""

from itertools import pairwise
from typing import Final

import pytest

from simulator.core import acts as do
from simulator.core.log import Entry
from simulator.core.terms import Role
from simulator.debrief.assess.findings import Coach, Hint
from simulator.rules.match_criteria import Context
from simulator.rules.patterns import VerdictKind
from simulator.rules.rubric import Criterion, Rubric, Weight
from tests.builders import CONTEXT, rule
from tests.debrief.short_logs import log as short_log
from tests.debrief.short_logs import written
from tests.rules.test_rubric import CONTEXT as SHIPPED
from tests.rules.test_rubric import RUBRICS

CALLER, NETWORK = Role.CALLER, Role.NETWORK
HANDLER: Final = Role.CALL_HANDLER
MET, BROKEN = VerdictKind.MET, VerdictKind.BROKEN
SEARCHED = "eventually: {act: search}"
NEVER_ENDS = "never: {act: end_call}"
IN_TEN_SECONDS = "within: {time: 10s, of: {act: answer}, then: {act: search}}"
IN_TWENTY_SECONDS = "within: {time: 20s, of: {act: answer}, then: {thrive: any}}"


def held(
    text: str | None, name: str = "one", weight: Weight = Weight.MINOR, *, live: bool = True
) -> Criterion:
    held = None if text is None else rule(text)
    texts = ("It matters.", f"{name}: done.", f"{name}: do it.")
    return Criterion(name, "It was done.", held, *texts, weight, live)


def coach(*criteria: Criterion, context: Context = CONTEXT) -> Coach:
    return Coach(Rubric("mine", "Mine", HANDLER, criteria), context)


def said(remarks: tuple[Hint, ...]) -> list[tuple[str, str]]:
    return [(remark.criterion.id, remark.kind.value) for remark in remarks]


ANSWERED, SEARCH_AFTER = written("10 ch answer"), written("10 ch answer; 12 ch search")


def test_what_was_done_is_said_at_once() -> None:
    watching = coach(held(SEARCHED))
    assert [said(watching.receive(entry)) for entry in ANSWERED] == [[], []]
    (remark,) = watching.receive(SEARCH_AFTER[-1])
    assert (remark.at, remark.kind, remark.text) == (12_000, MET, "one: done.")


def test_each_speaks_once() -> None:
    watching = coach(held(SEARCHED), held(NEVER_ENDS, "two"))
    log = written("1 ch search; 2 ch search; 3 ch end no_concern; 4 ch end no_concern")
    heard = [said(watching.receive(entry)) for entry in log[1:]]
    assert heard == [[("one", "met")], [], [("two", "broken")], []]


@pytest.mark.parametrize(
    "text",
    [
        NEVER_ENDS,
        "always: {of: {act: search}, is: {by: call_handler}}",
        "for_each: {act: answer}\neventually: {act: search}",
        "eventually: {act: tap}",
        "within: {time: 10s, of: {act: answer}, then: {act: search}}",
    ],
)
def test_what_only_the_end_settles_says_nothing(text: str) -> None:
    watching = coach(held(text))
    assert [said(watching.receive(entry)) for entry in SEARCH_AFTER] == [[], [], []]
    assert said(watching.advance(3_600_000)) == []


def test_what_weighs_most_comes_first() -> None:
    names = {"small": Weight.MINOR, "big": Weight.CRITICAL, "middle": Weight.MODERATE}
    watching = coach(*(held(SEARCHED, name, weight) for name, weight in names.items()))
    remarks = watching.receive(Entry(0, 0, HANDLER, HANDLER, do.Search()))
    assert [remark.criterion.id for remark in remarks] == ["big", "middle", "small"]


def test_time_that_runs_out_is_noticed_while_nothing_is_heard() -> None:
    watching = coach(held(IN_TEN_SECONDS))
    for entry in ANSWERED:
        watching.receive(entry)
    assert watching.advance(20_000) == ()
    (remark,) = watching.advance(20_001)
    assert (remark.at, remark.kind) == (20_001, BROKEN)
    assert watching.advance(99_000) == ()


def test_looking_more_often_changes_nothing() -> None:
    """However time is cut between the same entries, the same is said."""
    log = written("10 ch answer; 15 ch say reassure; 40 ch search; 50 ch grade immediate doubt")
    criteria = (held(IN_TEN_SECONDS), held(IN_TWENTY_SECONDS, "two"), held(SEARCHED, "three"))
    seldom, often = coach(*criteria), coach(*criteria)
    told: list[tuple[str, str]] = []
    for before, entry in pairwise([log[0], *log]):
        for due in range(before.at, entry.at, 250):
            told += said(often.advance(due))
        told += said(often.receive(entry))
    once = [each for entry in log for each in said(seldom.receive(entry))]
    assert sorted(told) == sorted(once) == [("one", "broken"), ("three", "met"), ("two", "broken")]


@pytest.mark.parametrize(
    "steps",
    ["1 ro sound breaking", "1 ot say says_mistake", "1 ch grade emergency doubt"],
    ids=["a crash", "a voice", "a grade"],
)
def test_of_a_dangerous_close_the_coach_speaks_at_once(steps: str) -> None:
    """By the shipped rubric: it was closed, nobody was sent, and there was reason to look."""
    one = Coach(RUBRICS["call_handler"], SHIPPED)
    told: list[Hint] = []
    for entry in short_log(f"{steps}; 80 ch close no_concern", HANDLER):
        told = [*one.receive(entry)]
    missed = {remark.criterion.id for remark in told if remark.kind is BROKEN}
    assert missed & {"disturbance-not-closed", "emergency-not-closed"}
