"""The acts of all seats, numbered for the whole run; the phone's keys share one number."""

from collections.abc import Iterable
from typing import NamedTuple

from simulator.core.describe import name_of
from simulator.core.terms import Role
from simulator.plain.conversation import Conversation, NumberedOption, listed
from simulator.seat.seat_frame import SeatFrames, ShownAct
from simulator.seat.seat_view import turn_in_words

KEYS = "Press keys of the phone"
FEW = 3
"""Most acts that are named when they become possible, or no longer are (assumption)."""


class NumberedAct(NamedTuple):
    """An act with its number."""

    number: int
    role: Role
    label: str
    group: str
    acts: tuple[ShownAct, ...]
    """The acts with this number; several only for the phone's keys."""

    @property
    def why_not(self) -> str:
        """Empty if any of the acts is possible."""
        reasons = [act.why_not for act in self.acts]
        return reasons[0] if all(reasons) else ""

    @property
    def act(self) -> ShownAct:
        """The act, or the first of the keys."""
        return self.acts[0]

    @property
    def are_keys(self) -> bool:
        """Whether it is the line of the phone's keys."""
        return self.act.kind == "press"


def choices(frames: SeatFrames) -> tuple[NumberedAct, ...]:
    """Return every act of the trainee's seats, numbered from 1."""
    found: dict[tuple[Role, int], NumberedAct] = {}
    for role in frames.view.seats:
        for act in frames.of(role).acts:
            number = len(found) + 1
            place, label = (role, number), act.label
            if act.kind == "press":
                place, label = (role, 0), KEYS
            same = found.get(place, NumberedAct(number, role, label, act.group, ()))
            found[place] = same._replace(acts=(*same.acts, act))
    return tuple(found.values())


def possible_now(frames: SeatFrames) -> tuple[NumberedAct, ...]:
    """Return the acts that are possible now."""
    return tuple(choice for choice in choices(frames) if not choice.why_not)


def as_options(found: Iterable[NumberedAct], *, whose: bool) -> tuple[NumberedOption, ...]:
    """Return acts as options; with `whose`, headings include the role."""
    return tuple(
        NumberedOption(
            choice.number,
            f"{choice.label} (in the room: {loud})" if loud else choice.label,
            f"{name_of(choice.role)}, {choice.group}" if whose else choice.group,
        )
        for choice in found
        for loud in [choice.act.carries]
    )


class ChoicePrinter:
    """Prints the possible acts when they change."""

    def __init__(self, talk: Conversation, frames: SeatFrames) -> None:
        """Start with nothing printed."""
        self._talk = talk
        self._frames = frames
        self._shown: frozenset[int] | None = None
        self.turn: Role | None = None
        """With two seats, the one with the call."""

    def changes(self) -> None:
        """Print the acts that have become possible, and those that no longer are."""
        self._print_turn()
        possible = possible_now(self._frames)
        now = frozenset(choice.number for choice in possible)
        shown = self._shown or frozenset()
        if gone := [each for each in choices(self._frames) if each.number in shown - now]:
            named = (f"{each.number}, {each.label}" for each in gone[:FEW])
            more = f"; and {len(gone) - FEW} more" if len(gone) > FEW else ""
            self._talk.say(f"No longer possible: {'; '.join(named)}{more}.")
        if len(now - shown) > FEW:
            self._talk.say(f"{len(now)} acts are possible now: ? lists them.")
        elif now - shown:
            self._print("Also possible now:" if shown & now else "Possible now:", now - shown)
        elif not possible and now != self._shown:
            self.print_possible()
        self._shown = now

    def print_possible(self) -> None:
        """Print all acts that are possible now."""
        if possible := possible_now(self._frames):
            self._print("Possible now:", {choice.number for choice in possible})
        elif self._frames.view.seats:
            self._talk.say("No actions are available. Press Enter to go on to the next sound.")

    def print_impossible(self) -> None:
        """Print the acts that are not possible now, with the reasons."""
        out = [c for c in choices(self._frames) if c.why_not]
        self._talk.say("Not possible now:" if out else "Everything is possible now.")
        self._talk.say(*(f"{c.number}. {c.label}: {c.why_not}." for c in out))

    def _print(self, heading: str, numbers: Iterable[int]) -> None:
        possible = possible_now(self._frames)
        whose = len({choice.role for choice in possible}) > 1
        wanted = [choice for choice in possible if choice.number in set(numbers)]
        self._talk.say(heading, *listed(as_options(wanted, whose=whose)))

    def _print_turn(self) -> None:
        turn = self._frames.view.turn
        if len(self._frames.view.roles) > 1 and turn is not None and turn is not self.turn:
            self.turn = turn
            self._talk.say(turn_in_words(self._frames.view, turn)[1])
