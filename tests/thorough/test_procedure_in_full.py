"""The procedure properties with everything that a caller and a room can do."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from simulator.core.terms import LineKind
from tests.exploring import Explored
from tests.test_procedure import FEW, LOSS, PROFILES, handlers_world, operators_world

pytestmark = pytest.mark.thorough

ALONE = ("nothing", "a disturbance", "another voice", "somebody ill", "taps for yes")
"""The kinds that can be visited completely in minutes: spoken answers have too many states."""

Record = Callable[[str, object], None]


def check(explored: Explored, record: Record, what: str) -> None:
    record("count", f"{what}: {explored.states} states, {explored.moves} moves")
    assert explored.complete
    assert explored.broken == []


@pytest.mark.parametrize("kind", [LineKind.MOBILE, LineKind.LANDLINE])
def test_the_operator_of_the_default_profile(kind: LineKind, record_property: Record) -> None:
    """Whatever the caller and the room do, on a mobile and on a landline."""
    check(operators_world("iopc_2019", kind), record_property, f"the operator in full, {kind}")


@pytest.mark.parametrize("profile_id", [profile.id for profile in PROFILES])
def test_the_operator_of_every_profile(profile_id: str, record_property: Record) -> None:
    """Under every published variant, with the acts that matter most."""
    explored = operators_world(profile_id, LineKind.MOBILE, FEW)
    check(explored, record_property, f"the operator, {profile_id}")


@pytest.mark.parametrize("kind", ALONE)
def test_the_call_handler_on_an_open_line(kind: str, record_property: Record) -> None:
    """Whatever callers of one kind do, as often and whenever they like."""
    check(handlers_world(kind), record_property, f"the call handler, {kind}")


@pytest.mark.parametrize("kind", ["nothing", "a disturbance"])
def test_the_call_handler_when_the_line_is_lost(kind: str, record_property: Record) -> None:
    """The line may be lost at any moment, and a callback be answered."""
    explored = handlers_world(kind, LOSS[:2])
    check(explored, record_property, f"the call handler, {kind}, the line lost")
