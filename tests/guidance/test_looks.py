"""A look at a table goes only to what has changed, and finds what each row alone comes to."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.core import acts as do
from simulator.core.flow import UK
from simulator.core.profile import Profile
from simulator.core.terms import Heading, Intent, Role
from simulator.derived import DERIVED_READS, Derived, Read
from simulator.guidance import looks
from simulator.guidance.guidance import Guidance
from simulator.guidance.looks import _other_items
from simulator.guidance.rows import Hand, times_of
from simulator.guidance.tables import TABLES, guidance_of
from simulator.knowledge.facts import FrozenMap, KnownFacts, ReadFacts
from simulator.knowledge.judgements.judgement import Holds, Policy, policy_of
from simulator.knowledge.knowledge import Knowledge
from simulator.knowledge.situation import situations
from simulator.proof.verify.random_calls import RandomCalls
from simulator.session.random_stream import RandomStream
from simulator.session.run.headless_run import run
from simulator.session.run.perceived_log import perceived
from tests.daily import a_share, a_share_of_cases, examples, one_in, some_a_day
from tests.proof.broken import QUESTIONS
from tests.session.calls import DEFAULT, FORCES, GENERIC, LIBRARY, PROFILES, flow, shipped

ROLES = (Role.OPERATOR, Role.CALL_HANDLER)
CALLS = [path.stem for path in LIBRARY.scenario_paths()]
MIXED = ("partner-in-the-room", "child-with-a-phone", "cut-after-55", "rings-back")
Found = list[tuple[str, do.Action, object]]


@cache
def known_in(name: str, role: Role, seed: int = 0) -> tuple[KnownFacts, ...]:
    """What a role knew in a call, entry by entry."""
    scenario = LIBRARY.scenario(name).scenario
    log, knowledge = shipped(name, seed).log, Knowledge(role)
    found = list[KnownFacts]()
    for entry in perceived(log, flow(DEFAULT), scenario.coverage, role):
        knowledge = knowledge.after(entry)
        found.append(knowledge.facts)
    return tuple(found)


def new_table(role: Role, profile: Profile = DEFAULT) -> Guidance:
    """A table at which nobody has looked yet."""
    table = next(each for each in TABLES if each.role is role)
    return Guidance(table, policy_of(profile, GENERIC))


def plainly(guidance: Guidance, facts: KnownFacts) -> Found:
    """What each row comes to, tested alone and from the beginning."""
    return sorted(_plainly(guidance, facts))


def _plainly(guidance: Guidance, facts: KnownFacts) -> Iterator[tuple[str, do.Action, object]]:
    policy = guidance.policy
    for row in guidance.rows:
        action = row.act.make(facts, policy) if row.when.holds(facts, policy) else None
        if action is not None and not guidance.forbidden(action, facts):
            yield row.id, action, tuple(each.under(facts, policy) for each in times_of(row.when))


def looked(guidance: Guidance, facts: KnownFacts) -> Found:
    """What a look comes to."""
    return sorted((each.row.id, each.action, each.times) for each in guidance.held(facts))


@pytest.mark.parametrize("name", some_a_day(CALLS, 8))
@a_share_of_cases(5)
def test_each_look_of_a_call_finds_what_each_row_alone_comes_to(name: str) -> None:
    """However much of it was found by the looks before."""
    for role in ROLES:
        guidance = guidance_of(role, DEFAULT, GENERIC)
        for facts in dict.fromkeys(known_in(name, role)):
            assert looked(guidance, facts) == plainly(guidance, facts)


RANDOM_CALLS = 2_000
BATCHES = 10
"""What several processes of a thorough run can share."""


def looks_of_a_person(knowledge: Knowledge) -> Iterator[KnownFacts]:
    """The facts that a person looks at after an entry: there, to when a word lapses, and back."""
    yield knowledge.facts
    if knowledge.safe_until() is not None:
        yield knowledge.unsure_of_hearers().facts
        yield knowledge.facts


@pytest.mark.parametrize("batch", range(BATCHES))
@one_in(RANDOM_CALLS // BATCHES)
def test_each_look_of_a_random_call_finds_what_each_row_alone_comes_to(
    batch: int, one_in: int
) -> None:
    """Any profile and force, and acts that no author thought of, one call after the other."""
    whose = ROLES[batch % len(ROLES)]
    calls = RandomCalls([*PROFILES.values()], [*FORCES.values()], QUESTIONS, UK, whose)
    for seed in a_share(range(batch, RANDOM_CALLS, BATCHES), one_in):
        call = calls.call(seed)
        for role in ROLES:
            guidance = guidance_of(role, call.profile, call.force)
            knowledge = Knowledge(role)
            for entry in perceived(call.log, flow(call.profile), call.coverage, role):
                knowledge = knowledge.after(entry)
                for facts in looks_of_a_person(knowledge):
                    assert looked(guidance, facts) == plainly(guidance, facts), (seed, entry.seq)


def test_a_look_that_misses_a_change_finds_something_else(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of one that no longer sees which item of a field is another, these tests would say so."""
    guidance, known = new_table(Role.CALL_HANDLER), known_in(MIXED[0], Role.CALL_HANDLER)
    monkeypatch.setattr(looks, "_other_items", lambda *_: ())
    assert any(looked(guidance, facts) != plainly(guidance, facts) for facts in known)


@examples(5)
@given(
    st.lists(st.tuples(st.sampled_from(MIXED), st.integers(0, 200)), min_size=2, max_size=12),
    st.sampled_from(ROLES),
    st.sampled_from(sorted(PROFILES)),
)
def test_looks_at_several_calls_in_any_order_find_the_same(
    places: list[tuple[str, int]], role: Role, profile: str
) -> None:
    """Forwards, backwards, and from one call into the middle of another, at a new table or not."""
    old, new = guidance_of(role, PROFILES[profile], GENERIC), new_table(role, PROFILES[profile])
    for name, place in places:
        known = known_in(name, role)
        facts = known[place % len(known)]
        assert looked(old, facts) == looked(new, facts) == plainly(new, facts)


def test_looks_of_several_threads_at_once_find_the_same() -> None:
    """A room and a check look at one table: none of them sees a look half brought up to date."""
    guidance = new_table(Role.CALL_HANDLER)
    known = [facts for name in MIXED for facts in known_in(name, Role.CALL_HANDLER)][::5]
    expected = {facts: plainly(guidance, facts) for facts in known}

    def look(seed: int) -> bool:
        chance = RandomStream(seed, "looks")
        mixed = sorted(known, key=lambda _: chance.share())
        return all(looked(guidance, facts) == expected[facts] for facts in mixed)

    with ThreadPoolExecutor(4) as threads:
        assert all(threads.map(look, range(4)))


def test_the_rows_of_a_look_come_most_pressing_first() -> None:
    """The level, then the more specific row, the voice, and the order of the table."""
    guidance = guidance_of(Role.CALL_HANDLER, DEFAULT, GENERIC)
    order = [each.id for each in guidance.rows]
    for facts in known_in("partner-in-the-room", Role.CALL_HANDLER):
        rows = [each.row for each in guidance.held(facts)]
        assert rows == sorted(
            rows, key=lambda r: (r.level, -r.when.size, r.hand is Hand.DESK, order.index(r.id))
        )


def test_what_is_read_of_one_item_is_noted_as_that_item() -> None:
    """So a test on one purpose isn't made again whenever this seat says anything else."""
    facts = KnownFacts(said=FrozenMap({Intent.GO_QUIET: 1}))
    read = ReadFacts.noting(facts)
    said = KnownFacts._fields.index("said")
    assert read.has("said", Intent.GO_QUIET)
    assert read.reads == {(said, Intent.GO_QUIET)}
    assert Intent.GO_QUIET in read.said
    assert said in read.reads


def made_from_now_on(guidance: Guidance) -> list[int]:
    """The numbers of the tests that a table makes from now on."""
    made, tests = list[int](), guidance.looks._tests

    def counted(number: int, test: Holds) -> Holds:
        def holds(facts: KnownFacts, policy: Policy) -> bool:
            made.append(number)
            return test(facts, policy)

        return holds

    tests.update({number: counted(number, test) for number, test in tests.items()})
    return made


def test_the_first_look_at_a_call_begins_from_nothing() -> None:
    """And not from the end of the call before, which nearly every test can tell from it."""
    guidance = new_table(Role.CALL_HANDLER)
    first, second = (known_in(name, Role.CALL_HANDLER) for name in MIXED[:2])
    for facts in (first[-1], second[0], first[-1]):
        guidance.held(facts)
    made = made_from_now_on(guidance)
    assert looked(guidance, second[0]) == plainly(guidance, second[0])
    assert len(made) < len(guidance.looks._tests) / 10


def test_a_look_makes_no_test_again_that_reads_nothing_of_what_has_changed() -> None:
    """That is its whole speed: the price of an entry is what it changes."""
    guidance = new_table(Role.CALL_HANDLER)
    tests, made = guidance.looks._tests, made_from_now_on(guidance)
    known = [*dict.fromkeys(known_in("partner-in-the-room", Role.CALL_HANDLER))]
    guidance.held(known[0])
    assert len(made) == len(tests)
    made.clear()
    for facts in known:
        guidance.held(facts)
    assert len(made) < len(known) * len(tests) / 20
    made.clear()
    guidance.held(known[-1])
    assert not made


def each_looked_at(name: str) -> Iterator[KnownFacts]:
    """What a call handler knew in a call, entry by entry, each looked at as it came."""
    guidance = new_table(Role.CALL_HANDLER)
    scenario, knowledge = LIBRARY.scenario(name).scenario, Knowledge(Role.CALL_HANDLER)
    log = run(scenario, DEFAULT, GENERIC, 3).log
    for entry in perceived(log, flow(DEFAULT), scenario.coverage, Role.CALL_HANDLER):
        knowledge = knowledge.after(entry)
        guidance.held(knowledge.facts)
        yield knowledge.facts


@pytest.mark.parametrize("name", MIXED)
def test_what_a_look_keeps_of_the_facts_before_is_what_follows_from_those_after(name: str) -> None:
    """Nothing that it rests on is another, so it is not worked out again, and is the same."""
    for facts in each_looked_at(name):
        plain = KnownFacts._make(facts)
        for each in DERIVED_READS.of:
            assert facts.derived(each) == each.of(plain), each.name


def test_a_situation_is_worked_out_again_only_for_what_it_is_told_by() -> None:
    """A call goes on for a hundred entries, and what kind it is changes at a few of them."""
    known = list(dict.fromkeys(each_looked_at("partner-in-the-room")))
    different = {id(situations(facts)) for facts in known}
    assert len(different) < len(known) / 4


def test_what_follows_from_facts_reads_what_it_declares() -> None:
    """Or it would be kept when a field that it reads has changed."""

    def fields(read: Read) -> frozenset[str]:
        whole = read[0] if isinstance(read, tuple) else read
        return whole.reads if isinstance(whole, Derived) else frozenset({KnownFacts._fields[whole]})

    for name in MIXED:
        known_in(name, Role.CALL_HANDLER)
    for what, reads in DERIVED_READS.of.items():
        assert frozenset[str]().union(*map(fields, reads)) <= what.reads, what.name


def test_none_of_a_list_is_a_value_that_the_list_leaves_when_the_first_comes() -> None:
    """A row that asks for it by `is_now` is looked at then, and when the last one goes."""
    written, none = frozenset({Heading.RISK}), frozenset[Heading]()
    read = ReadFacts.noting(KnownFacts())
    assert read.is_now("thrive", none)
    ((_, value),) = (each for each in read.reads if isinstance(each, tuple))
    assert value in _other_items(none, written)
    assert value in _other_items(written, none)
