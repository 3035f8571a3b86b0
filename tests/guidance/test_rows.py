"""The tables themselves: ids, sources, sentences, and that a condition reads what it declares."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.core.terms import Role
from simulator.derived import Derived
from simulator.guidance import rows
from simulator.guidance.guidance import Guidance
from simulator.guidance.rows import Hand, since, times_of, within
from simulator.guidance.tables import TABLES, guidance_of
from simulator.knowledge.facts import FrozenMap, KnownFacts, ReadFacts, Stamp
from simulator.knowledge.knowledge import Knowledge
from simulator.session.run.perceived_log import perceived
from tests.daily import examples
from tests.session.calls import DEFAULT, GENERIC, LIBRARY, flow, shipped

SCENARIOS = (
    *("partner-in-the-room", "pizza-please", "child-with-a-phone", "rings-back"),
    *("slurred-sounds", "over-the-boundary", "another-language", "cut-after-55"),
)
OWN_CODE = re.compile(r"(B\d\d|Q\d\d?|SC-\d\d)")
"""Behaviours of the fact sheet, its open questions, and its scenarios."""
ID = {
    Role.OPERATOR: re.compile(r"OP-\d\d[a-z]?"),
    Role.CALL_HANDLER: re.compile(r"(?:CH|SIT|ST|WT)-\d\d[a-z]?"),
}


def fields_read(read: ReadFacts) -> set[str]:
    """The fields behind what was read."""
    found = set[str]()
    for each in read.reads:
        whole = each[0] if isinstance(each, tuple) else each
        found |= whole.reads if isinstance(whole, Derived) else {KnownFacts._fields[whole]}
    return found


@cache
def known_in_calls(role: Role) -> tuple[KnownFacts, ...]:
    """Different facts that a role knew in some shipped calls: every fourteenth of them."""
    found: dict[KnownFacts, None] = {}
    for scenario_id in SCENARIOS:
        scenario = LIBRARY.scenario(scenario_id).scenario
        knowledge = Knowledge(role)
        log = shipped(scenario_id).log
        for entry in perceived(log, flow(DEFAULT), scenario.coverage, role):
            knowledge = knowledge.after(entry)
            found[knowledge.facts] = None
    assert len(found) > 150, "calls in which next to nothing happens show nothing"
    return tuple(found)[::14]


EACH = [(table, row) for table in TABLES for row in table.rows]
GUARDS = [(table, guard) for table in TABLES for guard in table.guards]


def is_known(source: str) -> bool:
    """Whether a source is public and listed, one of the fact sheet's own codes, or ours."""
    return source == "assumption" or source in LIBRARY.sources() or bool(OWN_CODE.fullmatch(source))


def test_rows_and_guards_have_an_id_a_source_and_a_sentence() -> None:
    """A source is listed in `sources.yaml`, a code of the fact sheet, or the word assumption."""
    for table, row in EACH:
        assert ID[table.role].fullmatch(row.id), row.id
        assert row.says[0].isupper() or row.says[0] in "“\"'", row.id
        assert row.says[-1] in ".?!", row.id
        assert 0 <= row.level <= 5, row.id
        assert row.takes == 0 or row.hand is Hand.DESK, row.id
        assert row.when.says, row.id
        assert row.act.says, row.id
    assert [guard.id for _, guard in GUARDS if not guard.says.endswith(".")] == []
    reasons = [row.because for _, row in EACH] + [guard.because for _, guard in GUARDS]
    assert "" not in reasons
    assert [each for each in " ".join(reasons).split() if not is_known(each)] == []


def test_ids_are_unique() -> None:
    """Over all tables: coverage, the coach and the debrief name a row by its id alone."""
    counts = Counter([row.id for _, row in EACH] + [guard.id for _, guard in GUARDS])
    assert [each for each, times in counts.items() if times > 1] == []


def test_a_size_that_overrules_the_number_of_conditions_has_a_name() -> None:
    """Who places a row must find all of these numbers in one list, with what each comes before."""
    named = {rows.BEFORE_NEWS, rows.FROM_NEWS, rows.FROM_OLDER_NEWS, rows.RECEIPTS}
    named |= {rows.BEFORE_LISTS, rows.BEFORE_NEWS + 1}
    assert max(s for _, row in EACH if (s := row.when.size) not in named) < rows.BEFORE_LISTS
    folder = Path(rows.__file__).parent
    for path in folder.glob("*.py"):
        assert not re.search(r"\bsize=\d", path.read_text(encoding="utf-8")), path.name


def test_a_condition_reads_what_it_declares() -> None:
    """Printed tables and the facts panel show what it declares; nothing else may decide."""
    for table, row in EACH:
        declared = row.when.reads
        policy = guidance_of(table.role, DEFAULT, GENERIC).policy
        for facts in known_in_calls(table.role):
            read = ReadFacts.noting(facts)
            result = row.when.holds(read, policy)
            assert fields_read(read) - declared == set(), (row.id, sorted(declared))
            assert result == row.when.holds(facts, policy), row.id
        for time in times_of(row.when):
            assert f"since {time.stamp}" in declared, row.id
            assert time.span > 0 or time.paced is not None, row.id


def test_a_condition_that_reads_more_is_found() -> None:
    """What is read is seen through properties and methods, and nothing is read unseen."""
    read = ReadFacts.noting(KnownFacts())
    assert read.disturbance is False
    assert fields_read(read) == {"handover", "heard"}
    held = ReadFacts.noting(KnownFacts()._replace(address="the mill"))
    assert held.place == "near"
    assert {"location", "address", "topics"} <= fields_read(held)
    for unseen in (hash, tuple.__len__, KnownFacts._asdict):
        with pytest.raises((TypeError, ValueError, AssertionError)):
            assert unseen(read)


@examples(5)
@given(st.data())
def test_a_look_at_what_changed_finds_what_a_look_at_everything_finds(data: st.DataObject) -> None:
    """From any facts to any others; the most pressing comes first (practice.md 0.3)."""
    for table in TABLES:
        policy = guidance_of(table.role, DEFAULT, GENERIC).policy
        guidance = Guidance(table, policy)
        for facts in data.draw(st.permutations(known_in_calls(table.role))):
            held = guidance.held(facts)
            found = {each.row.id: each.action for each in held}
            made = {
                r.id: r.act.make(facts, policy) for r in table.rows if r.when.holds(facts, policy)
            }
            assert found == {
                name: act
                for name, act in made.items()
                if act and not guidance.forbidden(act, facts)
            }
            order = [(each.row.level, -each.row.when.size) for each in held]
            assert order == sorted(order)


def test_a_span_ends_at_its_last_millisecond_and_another_begins_there() -> None:
    """Less than 5 s ago ends where at least 5 s ago begins: no instant has both, and none neither.

    What never happened is neither.
    """
    known = Knowledge(Role.CALL_HANDLER, stamps=FrozenMap({(Stamp.SOUND, ""): 1_000}))
    (less,), (more,) = within(Stamp.SOUND, 5_000).times, since(Stamp.SOUND, 5_000).times
    for at, is_less in ((1_000, True), (5_999, True), (6_000, False), (6_001, False)):
        assert (less.holds_from(known, at) == at) is is_less, at
        assert (more.holds_from(known, at) == at) is not is_less, at
    never = Knowledge(Role.CALL_HANDLER)
    assert less.holds_from(never, 0) is more.holds_from(never, 0) is None
