"""The acts of all seats, numbered for the whole run; the phone's keys share one number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from simulator.core.describe import name_of
from simulator.core.terms import Role
from simulator.plain.conversation import NumberedOption
from simulator.seat.available_acts import AvailableAct
from simulator.seat.seat_view import SeatView
from simulator.seat.view.act_catalogue import ActSpec
from simulator.seat.view.caption_lines import CARRIES, how_loud

KEYS = "Press keys of the phone"


class NumberedAct(NamedTuple):
    """An act with its number."""

    number: int
    role: Role
    label: str
    group: str
    acts: tuple[AvailableAct, ...]
    """The acts with this number; several only for the phone's keys."""

    @property
    def disabled_reason(self) -> str | None:
        """None if any of the acts is possible."""
        reasons = [act.disabled_reason for act in self.acts]
        return None if None in reasons else reasons[0]

    @property
    def act(self) -> ActSpec:
        """The act, or the first of the keys."""
        return self.acts[0].act

    @property
    def are_keys(self) -> bool:
        """Whether it is the line of the phone's keys."""
        return self.act.kind == "press"


def choices(view: SeatView) -> tuple[NumberedAct, ...]:
    """Return every act of the trainee's seats, numbered from 1."""
    found: list[NumberedAct] = []
    for role in view.live.setup.seats:
        pressed: list[AvailableAct] = []
        for act in view.available_acts(role):
            if act.kind == "press":
                pressed.append(act)
                if len(pressed) > 1:
                    continue
            label = KEYS if pressed and act is pressed[0] else act.label
            found.append(NumberedAct(len(found) + 1, role, label, act.act.group, (act,)))
        if pressed:
            place = next(i for i, choice in enumerate(found) if choice.acts[0] is pressed[0])
            found[place] = found[place]._replace(acts=tuple(pressed))
    return tuple(found)


def possible_now(view: SeatView) -> tuple[NumberedAct, ...]:
    """Return the acts that are possible now."""
    return tuple(choice for choice in choices(view) if choice.disabled_reason is None)


def as_options(found: Sequence[NumberedAct], *, whose: bool) -> tuple[NumberedOption, ...]:
    """Return acts as options; with `whose`, headings include the role."""
    return tuple(
        NumberedOption(
            choice.number,
            f"{choice.label}{_carries(choice)}",
            f"{name_of(choice.role)}, {choice.group}" if whose else choice.group,
        )
        for choice in found
    )


def _carries(choice: NumberedAct) -> str:
    """Return how far an act carries in the caller's room, if it is known before the choice."""
    known = choice.group in ("Sound", "Keypad") and "sound" not in choice.act.asks
    if choice.role is not Role.CALLER or not known:
        return ""
    return f" (carries in the room: {CARRIES[how_loud(choice.act)]})"
