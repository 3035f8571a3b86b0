"""The acts of the seats as one numbered list: an act keeps its number through the whole sitting.

The keys of the phone are one line, which asks for the keys. What is ruled out keeps its number too.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from simulator.core.describe import name_of
from simulator.core.terms import Role
from simulator.plain.conversation import NumberedOption
from simulator.seat.available_acts import AvailableAct
from simulator.seat.seat_view import SeatView
from simulator.seat.view.act_catalogue import ActSpec
from simulator.seat.view.near_the_caller import CARRIES, how_loud

KEYS = "Press keys of the phone"


class NumberedAct(NamedTuple):
    """An act with its number."""

    number: int
    role: Role
    label: str
    group: str
    offers: tuple[AvailableAct, ...]
    """The offers that it stands for: several only for the keys of the phone."""

    @property
    def disabled_reason(self) -> str | None:
        """Why it is ruled out just now; none when it is possible."""
        reasons = [offer.disabled_reason for offer in self.offers]
        return None if None in reasons else reasons[0]

    @property
    def act(self) -> ActSpec:
        """The act; of the keys, the first."""
        return self.offers[0].act

    @property
    def are_keys(self) -> bool:
        """Whether it stands for the keys of the phone."""
        return self.act.kind == "press"


def choices(sitting: SeatView) -> tuple[NumberedAct, ...]:
    """Every act of every seat that people have, numbered from 1."""
    found: list[NumberedAct] = []
    for role in sitting.live.setup.seats:
        pressed: list[AvailableAct] = []
        for offer in sitting.available_acts(role):
            if offer.kind == "press":
                pressed.append(offer)
                if len(pressed) > 1:
                    continue
            label = KEYS if pressed and offer is pressed[0] else offer.label
            found.append(NumberedAct(len(found) + 1, role, label, offer.act.group, (offer,)))
        if pressed:
            place = next(i for i, choice in enumerate(found) if choice.offers[0] is pressed[0])
            found[place] = found[place]._replace(offers=tuple(pressed))
    return tuple(found)


def possible_now(sitting: SeatView) -> tuple[NumberedAct, ...]:
    """What can be done now."""
    return tuple(choice for choice in choices(sitting) if choice.disabled_reason is None)


def as_options(found: Sequence[NumberedAct], *, whose: bool) -> tuple[NumberedOption, ...]:
    """Choices as they are read; `whose` says in each heading whose they are."""
    return tuple(
        NumberedOption(
            choice.number,
            f"{choice.label}{_carries(choice)}",
            f"{name_of(choice.role)}, {choice.group}" if whose else choice.group,
        )
        for choice in found
    )


def _carries(choice: NumberedAct) -> str:
    """How far it would carry in the caller's room, where that can be said beforehand."""
    if choice.role is not Role.CALLER or "sound" in choice.act.asks:
        return ""
    if choice.group not in ("Sound", "Keypad"):
        return ""
    return f" (carries in the room: {CARRIES[how_loud(choice.act)]})"
