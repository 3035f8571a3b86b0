"""The bodies of the event log's entries."""

from typing import get_args

import pytest

from simulator.core import acts as do
from simulator.core.log import FlowEvent, TimerFired

BODIES = (*get_args(do.Action), *get_args(FlowEvent), TimerFired)


@pytest.mark.parametrize("body", BODIES, ids=lambda body: body.__name__)
def test_a_body_cannot_be_changed_and_knows_its_kind(body: type[do.Action]) -> None:
    assert body.__dataclass_params__.frozen  # type: ignore[union-attr]
    assert "kind" in body.__dataclass_fields__
    assert not hasattr(body, "__dict__") or "__slots__" in vars(body)


def test_every_kind_names_one_body() -> None:
    kinds = [body.__dataclass_fields__["kind"].default for body in BODIES]
    assert len(set(kinds)) == len(kinds)
