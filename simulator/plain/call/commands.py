"""Commands of a turn: how a typed line is parsed, and the manual."""

import re
from typing import NamedTuple

from simulator.core.terms import KEYS, Role
from simulator.plain.conversation import number_in, quoted

LONGEST_WAIT = 600
"""Longest wait for one `w`, in seconds (assumption)."""
_LINE_BEGINS = '/?#>"'
"""Begin a line as at a desk of the screens; after a quotation mark, a single word is said."""
NUMBER, WAIT, LINE = "number", "wait", "line"
"""The words of an act's number, of a wait, and of a line as at a desk of the screens."""
_WAIT = re.compile(r"w\s*(\d{1,4}(?:\.\d)?)", re.ASCII | re.IGNORECASE)
_WORD = re.compile(r"\w*[^\W\d]{2}\w*")
"""A word, and no command with a number or a key."""
_ALONE = ("?", "x", "i", "t", "b", "a", "g")


class Command(NamedTuple):
    """A command with its argument."""

    word: str
    """Empty for an empty line."""
    rest: str = ""
    number: int = 0
    """The number of an act, or the longest wait in ms."""


class Unreadable(Exception):
    """Raised for an invalid line; the message lists the possible entries."""


def read(text: str, *, demo: bool = False) -> Command:  # One branch for each command.
    """Parse a line of a turn, or raise Unreadable."""
    word, _, rest = text.partition(" ")
    word = word.lower()
    if text in ("", "0"):
        return Command("")
    if text[0] in _LINE_BEGINS and text != "?" and not demo:
        return Command(LINE, text.strip('" '))
    if (number := number_in(text)) is not None and not demo:
        return Command(NUMBER, number=number)
    if (found := _WAIT.fullmatch(text)) and 0 < (seconds := float(found[1])) <= LONGEST_WAIT:
        return Command(WAIT, number=int(seconds * 1_000))
    if word == "w" or re.match(r"w\d", word):
        raise Unreadable(f"Write w and a number of seconds up to {LONGEST_WAIT}, such as w 20.")
    if word in _ALONE and not rest:
        return Command(word)
    if word == "k" and not demo:
        if len(rest.strip()) == 1:
            return Command("k", rest.strip().lower())
        raise Unreadable("Write k and one key of the screens, such as k a.")
    if word == "p" and not demo:
        pressed = rest.replace(" ", "")
        if pressed and set(pressed) <= set(KEYS):
            return Command("p", pressed)
        raise Unreadable("Write p and the keys of the phone: 0 to 9, * and #, such as p 55.")
    if len(_WORD.findall(text)) > 1 and not demo:
        return Command(LINE, text)
    what = "an empty line" if demo else "a number from the list, an empty line"
    raise Unreadable(f"{quoted(text)} isn't an option. Enter {what}, ? for help, or q to leave.")


def manual(seats: tuple[Role, ...], *, coached: bool) -> tuple[str, ...]:
    """Return the instructions for the seats."""
    time = "The clock is paused while you choose."
    if not seats:
        return (
            f"{time} An empty line goes on to the next thing that happens; "
            "a goes on to the end of the call.",
            "w 20 waits 20 seconds, t is the transcript so far, q leaves.",
        )
    both = " If both seats have the key, the seat with the call uses it." if len(seats) > 1 else ""
    keys = " p 55 presses keys of the phone." if Role.CALLER in seats else ""
    back = " b goes back to an earlier moment." if coached else ""
    desk = any(role is not Role.CALLER for role in seats)
    coach = " g says what good practice does now, and why." if coached and desk else ""
    line = "A line that begins with / is an act by its name: /dial 112, /tap."
    if desk:
        line = (
            "A line that begins with / is an act by its name, ? and words a question, # a line of "
            "the log, >words to officers or police: /grade emergency, ?weapon, #t steps on the "
            "stairs, >he may be armed. The number of a unit alone sends it."
        )
    return (
        f"{time} An empty line, or 0, goes on to the next thing heard, for at most 5 seconds. "
        "An act takes its own time.",
        "A number chooses from the list, and an act keeps its number. w 20 waits up to 20 seconds; "
        f"k and a letter or digit is an act's key on the screens.{both}{keys} "
        "What can't be undone is done by its word alone: an empty line goes back.",
        "Two words or more, or one after a quotation mark, are a line: you hear what it was "
        "understood as and what it does, Enter does that, ? lists other ways, c takes it back.",
        line,
        "? lists the choices, x what isn't possible and why, i what is known so far, t the "
        f"transcript so far.{back}{coach}",
        "q leaves at once.",
    )
