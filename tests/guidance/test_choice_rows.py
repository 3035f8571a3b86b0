"""Where the sheet leaves a choice, a seed decides: each way is good practice, and none a rule."""

from functools import cache

import pytest

from simulator.content.library.library import Library
from simulator.core import acts as do
from simulator.core.terms import Role, Topic
from simulator.guidance.choice_rows import CHOICE_ROWS, CHOICES, WAY_OF
from simulator.guidance.tables import TABLES, followed, guidance_of
from simulator.session.run.call_people import procedure
from simulator.session.run.headless_run import HeadlessResult, run
from simulator.session.run.perceived_log import perceived
from tests.benchmarks.decisions import Decided, decided

LIBRARY = Library()
VARIED = ("coughs-when-asked", "noise-downstairs", "partner-in-the-room", "glass-in-the-shop")


def played(name: str, seed: int) -> HeadlessResult:
    scenario = LIBRARY.scenario(name).scenario
    force = LIBRARY.force(scenario.force or "generic").force
    return run(scenario, LIBRARY.profile().profile, force, seed)


@cache
def decided_in(name: str) -> Decided:
    """What four seeds decide in a shipped call."""
    return decided(LIBRARY, LIBRARY.scenario(name).scenario)


def test_every_way_of_a_choice_is_known_and_has_rows() -> None:
    """A row that is renamed elsewhere must keep its way, or one person would do both."""
    rows = next(table.rows for table in TABLES if table.role is Role.CALL_HANDLER)
    named = {row.id: row.way for row in rows if row.way is not None}
    assert set(WAY_OF) <= set(named)
    for way in named.values():
        assert way.name in CHOICES[way.choice].ways
    assert {way.choice for way in named.values()} == set(CHOICES)
    assert {row.id for row in CHOICE_ROWS} <= set(named)


@pytest.mark.parametrize("name", VARIED)
def test_seeds_decide_otherwise_and_the_outcome_stays(name: str) -> None:
    found = decided_in(name)
    assert found.differ
    assert len(found.outcomes) == 1


def test_in_half_of_the_calls_with_a_choice_two_of_four_seeds_decide_otherwise() -> None:
    names = (
        "flow-into-the-recording",
        "handset-lifted",
        "somebody-knocks",
        "another-voice",
        *VARIED,
    )
    found = [decided_in(name) for name in names]
    chosen = [each for each in found if any(each.ways)]
    assert len(chosen) == len(names)
    assert sum(each.differ for each in chosen) * 2 >= len(chosen)


def test_a_person_takes_one_way_of_a_choice_in_a_call() -> None:
    """The place is asked before danger under one seed, and after it under another."""

    def asked(seed: int) -> list[Topic]:
        log = played("coughs-when-asked", seed).log
        return [e.body.about[0] for e in log if isinstance(e.body, do.Ask)]

    orders = {
        asks.index(Topic.AT_KNOWN_ADDRESS) < asks.index(Topic.IN_DANGER)
        for asks in map(asked, range(6))
        if {Topic.AT_KNOWN_ADDRESS, Topic.IN_DANGER} <= set(asks)
    }
    assert orders == {True, False}


def test_a_lost_line_is_rung_or_written_to_first() -> None:
    first = set()
    for seed in range(10):
        log = played("flow-into-the-recording", seed).log
        acts = [e.body.kind for e in log if e.actor is Role.CALL_HANDLER]
        reached = [kind for kind in acts if kind in ("call_back", "send_text")]
        first |= set(reached[:1])
    assert first == {"call_back", "send_text"}


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("name", VARIED)
def test_the_table_has_a_row_for_every_way(name: str, seed: int) -> None:
    """The coach accepts each way: what was done by one is an act of the table."""
    result = played(name, seed)
    scenario = LIBRARY.scenario(name).scenario
    profile, force = LIBRARY.profile().profile, LIBRARY.force(scenario.force or "generic").force
    flow = procedure(profile.switches, profile.timings)
    heard = perceived(result.log, flow, scenario.coverage, Role.CALL_HANDLER)
    kinds = (do.Ask, do.SendText, do.CallBack, do.Deploy)
    rows = [
        each
        for each in followed(guidance_of(Role.CALL_HANDLER, profile, force), heard)
        if isinstance(each.entry.body, kinds)
    ]
    assert rows
    assert all(each.row is not None for each in rows)
