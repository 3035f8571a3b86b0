"""The event log: entries in the order in which things happened."""

from typing import get_args

import pytest

from simulator.core import acts as do
from simulator.core.log import Entry, EventLog, FlowEvent, NoEffect, TimerFired
from simulator.core.terms import Role

PRESS = Entry(0, 1_000, Role.CALLER, Role.CALLER, do.Press("5"), ("O-8",))
TONE = Entry(1, 1_000, Role.NETWORK, Role.NETWORK, NoEffect("a tone", "O-8"), cause=0)
TAP = Entry(2, 2_000, Role.CALLER, Role.CALLER, do.Tap(2), ("O-7",))


def test_a_log_is_read_like_any_sequence() -> None:
    log = EventLog([PRESS, TONE, TAP])
    assert log[0] is PRESS
    assert log[-1] is TAP
    assert list(log[1:]) == [TONE, TAP]
    assert list(reversed(log)) == [TAP, TONE, PRESS]
    assert TONE in log
    assert log.index(TAP) == 2
    with pytest.raises(IndexError):
        log[3]


def test_a_log_keeps_its_own_entries() -> None:
    first = [PRESS]
    log = EventLog(first)
    part = log[:]
    log.append(TONE)
    assert log[len(log) - 1] is TONE
    assert first == [PRESS]
    assert list(part) == [PRESS]
    assert len(log) == 2


BODIES = (*get_args(do.Action), *get_args(FlowEvent), TimerFired)


@pytest.mark.parametrize("body", BODIES, ids=lambda body: body.__name__)
def test_a_body_cannot_be_changed_and_knows_its_kind(body: type[do.Action]) -> None:
    assert body.__dataclass_params__.frozen  # type: ignore[union-attr]
    assert "kind" in body.__dataclass_fields__
    assert not hasattr(body, "__dict__") or "__slots__" in vars(body)


def test_every_kind_names_one_body() -> None:
    kinds = [body.__dataclass_fields__["kind"].default for body in BODIES]
    assert len(set(kinds)) == len(kinds)
