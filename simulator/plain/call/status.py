"""What is told besides what is heard: what is possible now, and the answers to questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from simulator.core.describe import name_of
from simulator.core.terms import Role
from simulator.plain.call.captions import line_of
from simulator.plain.call.numbered_acts import Choice, as_options, choices, possible_now
from simulator.plain.call.summary import known, map_lines
from simulator.plain.console import commands
from simulator.plain.console.console import Talk
from simulator.plain.console.prompts import listed
from simulator.seat.handler_turn import whose_turn
from simulator.seat.sitting import Sitting
from simulator.seat.view.captions import Caption

FEW = 3
"""So many acts that are no longer possible are named; of more, the numbers (assumption)."""


class Telling:
    """Says what can be done when that changes, and answers the commands that ask."""

    def __init__(self, talk: Talk, sitting: Sitting) -> None:
        """Nothing has been told of `sitting` yet."""
        self._talk = talk
        self._sitting = sitting
        self._shown: frozenset[int] | None = None
        self.turn: Role | None = None
        """With two seats, the one that has the call."""

    def changes(self) -> None:
        """Say what has become possible, and what no longer is."""
        self._tell_turn()
        possible = possible_now(self._sitting)
        now = frozenset(choice.number for choice in possible)
        shown = self._shown or frozenset()
        gone = sorted(shown - now)
        if gone:
            self._talk.say(f"No longer possible: {self._named(gone)}.")
        new = tuple(choice for choice in possible if choice.number not in shown)
        if new:
            self._talk.say("Also possible now:" if shown & now else "Possible now:")
            self._talk.say(*listed(as_options(new, whose=_several_seats(possible))))
        elif not possible and now != self._shown:
            self._nothing()
        self._shown = now

    def _named(self, gone: Sequence[int]) -> str:
        """A few acts by name, many by their numbers."""
        if len(gone) > FEW:
            return in_runs(gone)
        labels = {choice.number: choice.label for choice in choices(self._sitting)}
        return "; ".join(f"{number}, {labels[number]}" for number in gone)

    def answer(self, word: str) -> None:
        """Answer a question about where things stand."""
        match word:
            case "?":
                setup = self._sitting.live.setup
                self._talk.say(*commands.manual(setup.seats, coached=setup.coached))
                self._list()
            case "x":
                out = [c for c in choices(self._sitting) if c.why_not is not None]
                self._talk.say("Ruled out now:" if out else "Nothing is ruled out now.")
                self._talk.say(*(f"{c.number}. {c.label}: {c.why_not}." for c in out))
            case "m":
                role = self.turn or self._sitting.roles[0]
                self._talk.say(*map_lines(self._sitting, role))
            case "i":
                self._tell_known()
            case _:
                self._talk.say("So far:", *transcript_lines(self._sitting.captions))

    def _list(self) -> None:
        possible = possible_now(self._sitting)
        if not possible:
            self._nothing()
            return
        self._talk.say("Possible now:")
        self._talk.say(*listed(as_options(possible, whose=_several_seats(possible))))

    def _nothing(self) -> None:
        if self._sitting.live.setup.seats:
            self._talk.say(
                "Nothing can be done here now. An empty line goes on to the next thing heard."
            )

    def _tell_turn(self) -> None:
        if len(self._sitting.live.setup.seats) < 2:
            return
        turn = whose_turn(self._sitting.live.call, self._sitting.knowledge[Role.OPERATOR])
        if turn is not self.turn:
            self.turn = turn
            self._talk.say(f"The call is now with you as {name_of(turn).lower()}.")

    def _tell_known(self) -> None:
        for role in self._sitting.roles:
            if role is None:
                self._talk.say("A demonstration tells everything as it happens; see t.")
                continue
            if len(self._sitting.roles) > 1:
                self._talk.say(f"As {name_of(role).lower()}:")
            self._talk.say(*known(self._sitting, role))


def transcript_lines(captions: Mapping[Role | None, Sequence[Caption]]) -> list[str]:
    """What was heard and done in the seats, in the order in which it happened, once each."""
    several = len(captions) > 1
    told: dict[int, tuple[Caption, Role | None]] = {}
    for role, of_seat in captions.items():
        for caption in of_seat:
            if caption.seq not in told or caption.own:
                told[caption.seq] = (caption, role if several else None)
    return [line_of(*told[seq]) for seq in sorted(told)]


def in_runs(numbers: Sequence[int]) -> str:
    """Numbers in rising order, shortened where they follow each other: ``2 to 10; 15``."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return "; ".join(str(a) if a == b else f"{a} to {b}" for a, b in runs)


def _several_seats(found: Sequence[Choice]) -> bool:
    """Whether it has to be said whose each choice is."""
    return len({choice.role for choice in found}) > 1
