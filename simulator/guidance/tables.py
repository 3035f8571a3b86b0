"""The tables of guidance by role, and each of them under one profile and force."""

from __future__ import annotations

from typing import NamedTuple

from simulator.core.profile import Force, Profile
from simulator.core.terms import Role
from simulator.guidance.handler_rows import HANDLER_GUARDS, HANDLER_ROWS
from simulator.guidance.operator_rows import OPERATOR_GUARDS, OPERATOR_ROWS
from simulator.guidance.rows import Guidance, GuidancePolicy, GuidanceRow, NeverBefore


class RoleTable(NamedTuple):
    """The rows of one role, and what is never done before something is so."""

    role: Role
    rows: tuple[GuidanceRow, ...]
    guards: tuple[NeverBefore, ...]


TABLES = (
    RoleTable(Role.OPERATOR, OPERATOR_ROWS, OPERATOR_GUARDS),
    RoleTable(Role.CALL_HANDLER, HANDLER_ROWS, HANDLER_GUARDS),
)
"""Every table of guidance."""
_MOST_KEPT = 32
"""Tables kept; a run uses one profile and force, a whole check some dozens."""
_KEPT: dict[tuple[Role, int, int], Guidance] = {}


def guidance_of(role: Role, profile: Profile, force: Force | None = None) -> Guidance:
    """Return the table of a role; the same one, with what it remembers, each time.

    An operator works for no force.

    Keyed by identity, since profiles hold mappings and have no hash. The table holds both objects,
    so no other object can get their identity while it is kept.

    Raises:
        KeyError: there is no table for that role.
    """
    key = (role, id(profile), id(force))
    if key not in _KEPT:
        if len(_KEPT) >= _MOST_KEPT:
            _KEPT.clear()
        table = {each.role: each for each in TABLES}[role]
        policy = GuidancePolicy(profile, force)
        _KEPT[key] = Guidance(role, table.rows, table.guards, policy)
    return _KEPT[key]
