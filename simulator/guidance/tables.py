"""The tables of guidance by role, each under one profile and force."""

from __future__ import annotations

from simulator.core.profile import Force, Profile
from simulator.core.terms import Role
from simulator.guidance.handler_rows import HANDLER_GUARDS, HANDLER_ROWS
from simulator.guidance.rows import Guidance, GuidancePolicy

_MOST_KEPT = 32
"""Tables kept; a run uses one profile and force, a whole check some dozens."""
_KEPT: dict[tuple[Role, int, int], Guidance] = {}


def handler_guidance(profile: Profile, force: Force) -> Guidance:
    """Return the table of the call handler; the same one, with what it remembers, each time.

    Keyed by identity, since profiles hold mappings and have no hash. The table holds both objects,
    so that no other can take their identity while it is kept.
    """
    key = (Role.CALL_HANDLER, id(profile), id(force))
    if key not in _KEPT:
        if len(_KEPT) >= _MOST_KEPT:
            _KEPT.clear()
        policy = GuidancePolicy(profile, force)
        _KEPT[key] = Guidance(Role.CALL_HANDLER, HANDLER_ROWS, HANDLER_GUARDS, policy)
    return _KEPT[key]
