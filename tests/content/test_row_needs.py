"""What rows of the flow need of a profile's switches: held to an exploration of every call."""

from collections import Counter
from dataclasses import fields

import pytest

from simulator.content.rules.row_switches import SwitchNeeds, row_needs
from simulator.core.flow import UK
from simulator.core.profile import Switches
from tests.core.explored import MIXED, PROFILES, explored
from tests.daily import some_a_day

ROWS = [row.id for table in (UK.line, UK.incident) for row in table.rows]


@pytest.mark.parametrize("switches", some_a_day([*PROFILES.values(), *MIXED.values()]))
def test_a_row_fires_in_some_call_unless_it_has_a_reason_not_to(switches: Switches) -> None:
    """Neither an excuse for a row that can fire, nor a row that cannot and has none."""
    fires = {row for edge in explored(switches).edges for row in edge.step.rows}
    assert set(row_needs().excuses(switches)) == set(ROWS) - fires


def test_a_row_has_one_reason_at_most_and_every_reason_is_of_a_row() -> None:
    named = Counter(row for need in row_needs().needs for row in need.rows)
    assert set(named) <= set(ROWS)
    assert max(named.values()) == 1


def test_every_switch_can_be_needed() -> None:
    assert list(SwitchNeeds.model_fields) == [field.name for field in fields(Switches)]


def test_a_reason_names_the_switches_as_a_profile_would_write_them() -> None:
    excuses = row_needs().excuses(Switches())
    assert excuses["O-13"].startswith("needs other_digits_reset: on and early_55_relayed: on; ")
    assert excuses["S-3"].startswith("needs route: operator; ")
