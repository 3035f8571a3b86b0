"""The commands besides numbers: how each is written, and how a line is read."""

from __future__ import annotations

import re
from typing import NamedTuple

from simulator.core.instant import Millis
from simulator.core.terms import KEYS, Role

LONGEST_WAIT = 600
"""The most seconds that one `w` may ask for (assumption)."""
_WAIT = re.compile(r"w\s*(\d{1,4}(?:\.\d)?)", re.ASCII | re.IGNORECASE)


class CommandWord(NamedTuple):
    """A command."""

    word: str
    """What it begins with; empty for an empty line."""
    rest: str = ""


class WaitCommand(NamedTuple):
    """Let time go on for so long at the most."""

    span: Millis


class TypedNumber(NamedTuple):
    """A number of the list."""

    number: int


class Unreadable(NamedTuple):
    """What could not be read, in one line that says what can be entered."""

    why: str


Command = CommandWord | WaitCommand | TypedNumber | Unreadable

_ALONE = frozenset({"?", "x", "m", "i", "t", "b", "a"})


def read(text: str, *, demonstration: bool = False) -> Command:  # One case a typed word.
    """What a line asks for."""
    word, _, rest = text.partition(" ")
    word = word.lower()
    if text in ("", "0"):
        return CommandWord("")
    if text.isdecimal() and not demonstration:
        return TypedNumber(int(text))
    if found := _WAIT.fullmatch(text):
        seconds = float(found[1])
        if 0 < seconds <= LONGEST_WAIT:
            return WaitCommand(int(seconds * 1_000))
    if word == "w":
        return Unreadable(f"Write w and a number of seconds up to {LONGEST_WAIT}, such as w 20.")
    if word in _ALONE and not rest:
        return CommandWord(word)
    if word == "k" and not demonstration:
        if len(rest.strip()) == 1:
            return CommandWord("k", rest.strip().lower())
        return Unreadable("Write k and one key of the screens, such as k a.")
    if word == "p" and not demonstration:
        pressed = rest.replace(" ", "")
        if pressed and set(pressed) <= set(KEYS):
            return CommandWord("p", pressed)
        return Unreadable("Write p and the keys of the phone: 0 to 9, * and #, such as p 55.")
    what = "an empty line" if demonstration else "a number of the list, an empty line"
    return Unreadable(f'"{text}" is no choice here. Enter {what}, ? for help, or q to leave.')


def manual(seats: tuple[Role, ...], *, coached: bool) -> tuple[str, ...]:
    """How to play, in lines."""
    time = "Time stands still while you choose."
    if not seats:
        return (
            f"{time} An empty line goes on to the next thing that happens; "
            "a goes on to the end of the call.",
            "w 20 lets 20 seconds pass, m is a small map, t the transcript so far, q leaves.",
        )
    both = " Of a key that both seats have, the seat that has the call." if len(seats) > 1 else ""
    keys = " p 55 presses keys of the phone." if Role.CALLER in seats else ""
    back = " b goes back to an earlier moment." if coached else ""
    return (
        f"{time} An empty line, or 0, lets it go on to the next thing heard, 5 seconds at the "
        "most; after an act it goes on by itself for as long as the act takes.",
        "A number chooses from the list, and an act keeps its number. w 20 waits up to 20 seconds; "
        f"k and a letter or digit is an act's key in the screens.{both}{keys}",
        "? lists the choices, x what is ruled out and why, i what is known so far, m a small map, "
        f"t the transcript so far.{back}",
        "q leaves at once.",
    )
