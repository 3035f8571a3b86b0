"""Replay: a log folds again to itself, and the first place that does not is named."""

from collections.abc import Sequence

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from simulator.content.scenario.scenario import Scenario
from simulator.core import acts as do
from simulator.core import log as out
from simulator.core.terms import Coverage, Intent, Role, Timer
from simulator.session.records.replay import Divergence, replay
from simulator.session.run.headless_run import run
from tests.daily import examples
from tests.session.calls import GENERIC, PROFILES, Story, flow, play
from tests.strategies import scenarios

PRESSES_55 = """
caller:
  - {when: {heard: recording_asks_for_55}, after: 2s, do: {press: "55"}}
calls:
  - {gap: 1m}
"""
LOG = play(PRESSES_55).log
DECIDED = [entry for entry in LOG if entry.rows == () and entry.cause is not None]


def diverges(log: Sequence[out.Entry]) -> Divergence:
    """The divergence of a log under the default profile; there must be one."""
    found = replay(log, flow())
    assert found is not None
    return found


def renumbered(log: Sequence[out.Entry]) -> list[out.Entry]:
    """The entries with numbers that fit, whatever was left out."""
    return [entry._replace(seq=seq) for seq, entry in enumerate(log)]


def at(seq: int, **changes: object) -> list[out.Entry]:
    """The log with one entry changed."""
    changed = LOG[seq]._replace(**changes)  # type: ignore[arg-type]
    return [*LOG[:seq], changed, *LOG[seq + 1 :]]


def without(entry: out.Entry) -> list[out.Entry]:
    """The log without one entry; causes still fit."""
    kept = (e for e in LOG if e.seq != entry.seq)
    return [
        e._replace(
            seq=e.seq - (e.seq > entry.seq),
            cause=e.cause - (e.cause > entry.seq) if e.cause is not None else None,
        )
        for e in kept
    ]


PRESSED = Story(LOG).first(do.Press)
FIRED = Story(LOG).first(out.TimerFired, timer=Timer.REQUEST)
ENDED = Story(LOG).first(out.CallEnded)


@examples(12)
@given(scenarios, st.sampled_from(sorted(PROFILES)), st.integers(0, 3))
def test_any_log_folds_again_to_itself(scenario: Scenario, profile: str, seed: int) -> None:
    result = run(scenario, PROFILES[profile], GENERIC, seed)
    assert replay(result.log, flow(PROFILES[profile]), scenario.coverage) is None


def test_the_beginning_of_a_log_holds_up_to_the_end_of_a_step() -> None:
    """A log that goes on is as good as a whole one, but for a step that breaks off."""
    for end in range(1, len(LOG)):
        found = replay(LOG[:end], flow())
        if LOG[end].cause is not None and LOG[end].rows == ():
            assert found == Divergence(
                end, None, LOG[end].body, "the log ends in the middle of a step"
            )
        else:
            assert found is None


@pytest.mark.parametrize(
    ("profile", "coverage", "why"),
    [("npcc_2017", Coverage.HOME, "O-20"), ("iopc_2019", Coverage.NONE, "D-2")],
)
def test_another_flow_diverges_where_it_decides_otherwise(
    profile: str, coverage: Coverage, why: str
) -> None:
    found = replay(LOG, flow(PROFILES[profile]), coverage)
    assert found is not None
    assert found.why == f"the rows that fire are {why}"


def test_an_outcome_left_out_or_too_many_is_noticed() -> None:
    for entry in DECIDED:
        found = diverges(without(entry))
        assert (found.seq, found.got) == (entry.seq, entry.body)
        if entry.seq + 1 < len(LOG):
            twice = renumbered([*LOG[: entry.seq + 1], *LOG[entry.seq :]])
            assert diverges(twice).seq == entry.seq + 1


@given(st.sampled_from(DECIDED), st.sampled_from([e.body for e in DECIDED]))
def test_an_outcome_that_was_changed_is_named(entry: out.Entry, body: object) -> None:
    assume(body != entry.body)
    changed = at(entry.seq, body=body)
    assert diverges(changed) == Divergence(
        entry.seq, changed[entry.seq], entry.body, f"the flow makes {entry.body.kind} here"
    )


def test_a_timer_that_was_passed_over_is_named() -> None:
    assert isinstance(LOG[FIRED.seq + 1].body, out.LinePlayed)
    log = renumbered([*LOG[: FIRED.seq], *LOG[FIRED.seq + 2 :]])
    found = diverges(log)
    assert (found.seq, found.got) == (FIRED.seq, out.TimerFired(Timer.REQUEST))
    assert found.why == f"request_begins was due at {FIRED.at}"


LATE = out.Entry(ENDED.seq + 1, ENDED.at, Role.CALLER, Role.CALLER, do.Tap(), ("H-6",))
AGAIN = Story(LOG).all(out.CallBegan)[1]
NAMED = {
    "a timer fires at its own instant": (
        at(FIRED.seq, at=FIRED.at - 1),
        FIRED.seq,
        "request_begins was not due",
    ),
    "an act that the flow rules out has a reason": (
        at(PRESSED.seq, actor=Role.OPERATOR, body=do.Say(Intent.ASK_AGAIN)),
        PRESSED.seq,
        "while the recording plays the operator can only listen",
    ),
    "a role does only what it can do": (
        at(PRESSED.seq, actor=Role.OFFICERS),
        PRESSED.seq,
        "officers never does this",
    ),
    "an act keeps the rows that answered to it": (
        at(PRESSED.seq, rows=("R-99",)),
        PRESSED.seq,
        "the rows that fire are R-4",
    ),
    "nothing happens before a call": (renumbered(LOG[1:]), 0, "no call has begun"),
    "nothing follows the end of a call": (
        renumbered([*LOG[: ENDED.seq + 1], LATE, *LOG[ENDED.seq + 1 :]]),
        LATE.seq,
        "the call is over",
    ),
    "a call begins when the one before has ended": (
        renumbered([*LOG[:5], AGAIN._replace(at=LOG[4].at), *LOG[5:]]),
        5,
        "the call before has not ended",
    ),
}


@pytest.mark.parametrize(("log", "seq", "why"), NAMED.values(), ids=NAMED)
def test_what_cannot_stand_in_a_log_is_named(log: list[out.Entry], seq: int, why: str) -> None:
    found = diverges(log)
    assert (found.seq, found.recorded, found.got) == (seq, log[seq], None)
    assert found.why.startswith(why)


def test_an_outcome_comes_at_the_instant_of_its_cause() -> None:
    entry = DECIDED[0]
    for changed in (at(entry.seq, at=entry.at + 1), at(entry.seq, cause=0)):
        found = diverges(changed)
        assert (found.seq, found.got) == (entry.seq, None)
        assert found.why.startswith(f"this follows from entry {entry.cause}")
