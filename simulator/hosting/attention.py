"""Who of a class needs its trainer: each call's place on the board, and the reason first."""

from collections.abc import Mapping
from enum import IntEnum
from typing import NamedTuple

from simulator.core.describe import name_of
from simulator.core.instant import Millis, minutes
from simulator.core.terms import Role
from simulator.hosting.devices import AWAY
from simulator.hosting.hosted_call import HostedCall
from simulator.hosting.house import House
from simulator.seat.view.stage_texts import stage_label

STUCK: Millis = 60_000
"""How long nobody of a call acts until its trainer may want to look (assumption)."""
STEP: Millis = 5_000
"""A board counts in steps of it, so that many calls are not drawn each second (our choice)."""


class Group(IntEnum):
    """The parts of a board, in their order."""

    NEEDS_YOU = 1
    WAITING = 2
    GOING_ON = 3
    OVER = 4


GROUPS: Mapping[Group, str] = {
    Group.NEEDS_YOU: "Need you",
    Group.WAITING: "Waiting for people",
    Group.GOING_ON: "Going on",
    Group.OVER: "Over",
}
"""The heading of each part."""


class BoardPlace(NamedTuple):
    """Where a call is on the board, and why."""

    group: Group
    why: str
    since: Millis = 0
    """How long it has been so (ms): who has waited longest comes first."""


def absent(house: House, call: HostedCall) -> dict[Role, str]:
    """Return who of a call isn't there: gone for good, or with a closed page.

    Before it has begun, who leaves for good leaves a free seat.
    """
    held = {seat.place.role: seat for seat in house.held_in(call)}
    gone = {role: "left" for role in call.seats if role not in held}
    now = house.clock.read()
    closed = {
        role: "page closed"
        for role, seat in held.items()
        if seat.came and not seat.streams and now - seat.since >= AWAY
    }
    return {**gone, **closed} if call.begun else closed


def gone_for(house: House, call: HostedCall, role: Role) -> tuple[str, ...]:
    """Return who of the other people of a call went, as each seat is shown it; empty if nobody.

    Who waits for an answer would else wait for a person who isn't there.
    """
    others = (
        (each, how)
        for each, how in absent(house, call).items()
        if each is not role and not call.is_over(each)
    )
    return tuple(_GONE[how].format(name_of(each).lower()) for each, how in others)


_GONE = {
    "left": "The person in the {}'s seat has left. Nobody acts there now.",
    "page closed": "The person in the {}'s seat has closed the page, and may come back.",
}


def need_of(call: HostedCall, gone: Mapping[Role, str]) -> BoardPlace:
    """Return where a call that was brought up to the clock is on the board."""
    if not call.begun:
        free = ", ".join(name_of(role).lower() for role in call.offered)
        why = f"Free: {free}" if free else "Everyone is here: begin it"
        if missing := [role for role in call.seats if role in gone]:
            went = _missing(missing, gone, len(missing))
            why = f"{went}. {why}" if free else went
        return BoardPlace(Group.WAITING, why)
    run, controls = call.view.overseen, call.view.controls
    taking_part = [role for role in call.seats if not call.is_over(role)]
    if controls.ended or (call.seats and not taking_part):
        return BoardPlace(Group.OVER, "Over")
    if missing := [role for role in taking_part if role in gone]:
        return BoardPlace(Group.NEEDS_YOU, _missing(missing, gone, len(taking_part)), controls.now)
    if controls.paused:
        return BoardPlace(Group.GOING_ON, "Paused")
    still = _still(call, taking_part)
    if still is not None and still >= STUCK:
        return BoardPlace(
            Group.NEEDS_YOU, f"Nobody has acted for {minutes(still // STEP * STEP)}", still
        )
    where = stage_label(run.line, None)
    # A later call of the same caller may run while the incident of the one before is open.
    called = f"call {run.number}: {where}" if run.number > 1 else where
    return BoardPlace(Group.GOING_ON, called[0].upper() + called[1:])


def _missing(missing: list[Role], gone: Mapping[Role, str], people: int) -> str:
    words = {"left": "has left", "page closed": "closed the page"}
    names = "; ".join(f"the {name_of(role).lower()} {words[gone[role]]}" for role in missing)
    others = "" if len(missing) == people else ": the others go on alone"
    return names[0].upper() + names[1:] + others


def _still(call: HostedCall, taking_part: list[Role]) -> Millis | None:
    """Return how long no person has acted whom the call has reached; None if it reached none."""
    view = call.view
    reached = [role for role in taking_part if view.offered(role)]
    if not reached:
        return None
    # A desk that was rung and never answered has been still since then.
    heard = (view.heard(role) for role in reached if role is not Role.CALLER)
    rung = max((entries[0].at for entries in heard if entries), default=0)
    return call.now - max(view.overseen.last_act(reached) or 0, rung)
