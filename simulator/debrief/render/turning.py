"""Where a call could have turned, as a section: the last such moment of each seat, and the way."""

from __future__ import annotations

from simulator.core.describe import name_of, plain
from simulator.core.instant import clock
from simulator.core.terms import Outcome, Role
from simulator.debrief.assess.debrief import Debrief, TurningPoint
from simulator.debrief.render.blocks import Block, Item, Items, Paragraph, Section


def turned(debrief: Debrief) -> Section:
    """The section on where a call could have turned."""
    blocks: list[Block] = []
    if not debrief.turning:
        blocks.append(Paragraph(_no_turning(debrief)))
    for last in debrief.last_turning:
        others = [
            clock(point.moment.at)
            for point in debrief.turning
            if (point.role, point.call) == (last.role, last.call) and point is not last
        ]
        blocks.append(Items((_turn(last, list(dict.fromkeys(others))),)))
    if Role.CALLER in debrief.seats and debrief.turning:
        blocks.append(
            Paragraph(
                "It says what the flow allows. It does not say that anybody in the caller's place "
                "could or should have done it."
            )
        )
    if debrief.turning:
        blocks.append(
            Paragraph(
                "Found by searching the flow: it says what could have followed, not that there was "
                "time for it, and it counts on everybody else to keep to their part."
            )
        )
    return Section("Where the call could have turned", tuple(blocks))


def _no_turning(debrief: Debrief) -> str:
    if any(call.ending is None for call in debrief.calls):
        return "The call was left before it had ended, so nothing can be said of how it could have."
    if debrief.ended_as_meant:
        return "The call ended as well as this one could. There is no moment to look for."
    return (
        "No moment was found from which what was done in the seats taken could have led to a "
        "better end: others had it in their hands, or the scenario does not say what it was for."
    )


_TAKES = {
    Role.OPERATOR: "telling police what was heard, and police knowing the place",
    Role.CALL_HANDLER: "a place that officers can be sent to, read or asked for first",
}
"""What the flow has no step for, and officers could not be sent without."""


def _turn(point: TurningPoint, others: list[str]) -> Item:
    notes = [("Where it could have led", plain(point.outcome))]
    if point.role is Role.OPERATOR and not point.by_procedure:
        notes.append(("Note", "the variant's procedure allows this and does not ask for it here"))
    if point.outcome is Outcome.DEPLOYED and point.role in _TAKES:
        notes.append(("It takes as well", _TAKES[point.role]))
    if others:
        notes.append(("Open at other moments as well", f"at {', '.join(others)}"))
    steps = tuple(
        f"{move.words}" + (f" ({', '.join(move.rows)})" if move.rows else "") for move in point.way
    )
    seat = name_of(point.role)
    when = "just before this" if point.acted else "from here"
    by = " by the variant's procedure" if point.by_procedure else ""
    title = f"{seat}: the last moment at which another way was open{by}, {when}"
    return Item(title, (point.moment,), 0, steps, tuple(notes))
