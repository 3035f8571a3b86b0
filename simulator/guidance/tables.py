"""The tables of guidance by role, each under one profile and force."""

from __future__ import annotations

from simulator.core.profile import Force, Profile
from simulator.core.terms import Role
from simulator.guidance.handler_rows import HANDLER_GUARDS, HANDLER_ROWS
from simulator.guidance.operator_rows import OPERATOR_GUARDS, OPERATOR_ROWS
from simulator.guidance.rows import Guard, Guidance, GuidancePolicy, GuidanceRow

_TABLES: dict[Role, tuple[tuple[GuidanceRow, ...], tuple[Guard, ...]]] = {
    Role.OPERATOR: (OPERATOR_ROWS, OPERATOR_GUARDS),
    Role.CALL_HANDLER: (HANDLER_ROWS, HANDLER_GUARDS),
}
_MOST_KEPT = 32
"""Tables kept; a run uses one profile and force, a whole check some dozens."""
_KEPT: dict[tuple[Role, int, int], Guidance] = {}


def handler_guidance(profile: Profile, force: Force) -> Guidance:
    """Return the table of the call handler; the same one, with what it remembers, each time."""
    return _kept(Role.CALL_HANDLER, profile, force)


def operator_guidance(profile: Profile) -> Guidance:
    """Return the table of the operator; the same one, with what it remembers, each time."""
    return _kept(Role.OPERATOR, profile, None)


def _kept(role: Role, profile: Profile, force: Force | None) -> Guidance:
    """Return the table that is kept for a role under a profile and a force.

    Keyed by identity, since profiles hold mappings and have no hash. The table holds both objects,
    so that no other can take their identity while it is kept.
    """
    key = (role, id(profile), id(force))
    if key not in _KEPT:
        if len(_KEPT) >= _MOST_KEPT:
            _KEPT.clear()
        rows, guards = _TABLES[role]
        _KEPT[key] = Guidance(role, rows, guards, GuidancePolicy(profile, force))
    return _KEPT[key]
