"""The monitor agrees with the reference on every log, and keeps its promises to its users."""

from collections.abc import Sequence
from itertools import accumulate
from types import SimpleNamespace
from typing import cast

from hypothesis import given
from hypothesis import strategies as st

from simulator.core import acts as do
from simulator.core.log import Body, Entry, StageEntered
from simulator.core.terms import Intent, LineStage, NoteKind, Role, Sound, Topic
from simulator.knowledge.judgements.judgement import policy_of
from simulator.knowledge.knowledge import Knowledge
from simulator.rules.known_words import EntryJudgement, Known
from simulator.rules.match_compiler import KnownSoFar
from simulator.rules.match_criteria import Match
from simulator.rules.monitor import Monitor, MonitorState, evaluate
from simulator.rules.patterns import (
    After,
    Always,
    AtLeast,
    AtMost,
    Before,
    Between,
    ForEach,
    NoSoonerThan,
    Pattern,
    Rule,
    Scope,
    VerdictKind,
    Within,
)
from tests.builders import renumbered
from tests.daily import examples
from tests.rules.reference import BOUND, IN_THE_RECORDING, VOCABULARY, judge

SETTLED = (VerdictKind.MET, VerdictKind.BROKEN)

CALLERS: list[Body] = [do.Tap(), do.Cough(), do.Press("5"), do.Press("1"), do.Say(Intent.SAYS_YES)]
HANDLERS: list[Body] = [do.Ask((Topic.WEAPON,)), do.Ask((Topic.WEAPON, Topic.CHILDREN)), do.Tap()]
NETWORKS: list[Body] = [
    StageEntered(LineStage.RECORDING, "R-1"),
    StageEntered(LineStage.WITH_CALL_HANDLER, "C-1"),
]
things = st.one_of(
    st.tuples(st.just(Role.CALLER), st.sampled_from(CALLERS)),
    st.tuples(st.just(Role.CALL_HANDLER), st.sampled_from(HANDLERS)),
    st.tuples(st.just(Role.ROOM), st.just(do.Make(Sound.BREAKING))),
    st.tuples(st.just(Role.NETWORK), st.sampled_from(NETWORKS)),
    st.tuples(
        st.just(Role.CALL_HANDLER), st.builds(do.Note, st.just(NoteKind.HEARD), st.integers(0, 6))
    ),
)


@st.composite
def logs(draw: st.DrawFn) -> list[Entry]:
    happened = draw(st.lists(things, min_size=draw(st.integers(0, 10)), max_size=12))
    gaps = draw(
        st.lists(
            st.sampled_from([0, 500, 1_000, 2_000]), min_size=len(happened), max_size=len(happened)
        )
    )
    instants = accumulate(gaps)
    return [
        Entry(seq, at, who, who, body)
        for seq, ((who, body), at) in enumerate(zip(happened, instants, strict=True))
    ]


plain = st.sampled_from(list(VOCABULARY))
bound = st.sampled_from([*VOCABULARY, *BOUND])
spans = st.sampled_from([0, 1_000, 1_500, 4_000])


def patterns(match: st.SearchStrategy[Match]) -> st.SearchStrategy[Pattern]:
    return st.one_of(
        st.builds(AtLeast, st.integers(1, 3), match),
        st.builds(AtMost, st.integers(0, 2), match),
        st.builds(Always, match, match),
        st.builds(Before, match, match),
    )


timed: st.SearchStrategy[Pattern] = st.one_of(
    st.builds(Within, spans, plain, bound, st.none() | bound),
    st.builds(NoSoonerThan, spans, plain, bound, st.none() | bound),
)
scopes: st.SearchStrategy[Scope | None] = st.one_of(
    st.none(), st.builds(After, plain), st.builds(Between, plain, plain)
)
conditions = {
    "during": st.sampled_from([None, None, None, IN_THE_RECORDING]),
    "applies_when": st.sampled_from([None, None, None, Match(act=("tap",))]),
}
rules = st.one_of(
    st.builds(Rule, patterns(plain), scopes, **conditions),
    st.builds(Rule, timed, scopes, **conditions),
    st.builds(Rule, patterns(bound), st.builds(ForEach, plain, st.none() | bound), **conditions),
)


def states(monitor: Monitor, log: Sequence[Entry]) -> list[MonitorState]:
    """The monitor's state before the log and after each entry."""
    return list(accumulate(log, monitor.step, initial=monitor.start()))


@examples(300)  # cheap, and the two rarely differ where they do
@given(rules, logs())
def test_the_monitor_agrees_with_the_reference(rule: Rule, log: list[Entry]) -> None:
    assert evaluate(rule, log).kind.value == judge(rule, log)


@given(rules, logs())
def test_a_settled_verdict_never_changes(rule: Rule, log: list[Entry]) -> None:
    monitor = Monitor(rule)
    settled = None
    for entry, state in zip(log, states(monitor, log)[1:], strict=True):
        kind = monitor.verdict(state, False, entry.at)
        assert kind is not VerdictKind.NOT_APPLICABLE
        if settled:
            assert kind is settled
        settled = kind if kind in SETTLED else None
    if settled:
        assert evaluate(rule, log).kind is settled


@given(rules, logs())
def test_time_alone_settles_what_is_settled_by_time(rule: Rule, log: list[Entry]) -> None:
    last = log[-1].at if log else 0
    later = evaluate(rule, log, finished=False, now=last + 10_000).kind
    if later in SETTLED:
        idle = Entry(len(log), last + 10_000, Role.ROOM, Role.ROOM, do.Make(Sound.WIND))
        assert evaluate(rule, [*log, idle]).kind is later


@given(rules, logs())
def test_evidence_does_not_change_the_verdict(rule: Rule, log: list[Entry]) -> None:
    now = log[-1].at if log else 0
    quiet, tracking = Monitor(rule), Monitor(rule, tracking=True)
    for finished in (False, True):
        kinds = [
            monitor.verdict(states(monitor, log)[-1], finished, now)
            for monitor in (quiet, tracking)
        ]
        assert kinds[0] is kinds[1]


@given(rules, logs())
def test_evidence_is_in_the_log_and_in_its_order(rule: Rule, log: list[Entry]) -> None:
    verdict = evaluate(rule, log)
    assert set(verdict.evidence) <= {entry.seq for entry in log}
    assert list(verdict.evidence) == sorted(set(verdict.evidence))
    assert bool(verdict.because) == (verdict.kind is VerdictKind.BROKEN)


@given(rules, logs(), st.integers(0, 10**6), st.integers(0, 50))
def test_a_finite_rule_remembers_no_time_and_no_place(
    rule: Rule, log: list[Entry], later: int, seq: int
) -> None:
    monitor = Monitor(rule)
    here = states(monitor, log)[-1]
    hash(here)
    if rule.finite:
        assert here == states(monitor, renumbered(log, later, seq))[-1]


def test_what_is_known_at_one_entry_is_not_mixed_with_another_thread_s() -> None:
    """While one word is tested, another thread asks about another entry of the same seat."""
    log = [Entry(n, n, Role.CALLER, Role.CALLER, do.Tap(n + 1)) for n in range(2)]
    so_far = KnownSoFar(Knowledge(Role.CALL_HANDLER), policy_of(None, None))

    def is_first(_known: Knowledge, entry: Entry) -> bool:
        assert so_far.after(log[1]) is not so_far
        return entry is log[0]

    word = cast(Known, SimpleNamespace(row=EntryJudgement("it is the first", is_first)))
    assert so_far.holds(word, log[0])
    assert not so_far.holds(word, log[1])
    assert so_far.holds(word, log[0])
