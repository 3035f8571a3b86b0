"""Lines in, lines out: a conversation, choosing from numbered options, writing a line of text.

Only this file of the floor reads or writes a stream. A wrong entry gets one line that says what can
be entered, and the question stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import TextIOWrapper
from typing import NamedTuple, TextIO

from simulator.seat.act_parameters import Parameter

LEAVE = "q"
"""A line with only this leaves, whatever was asked."""
PROMPT = "> "


class UserLeft(Exception):
    """The person has left, or there is nothing more to read."""


class Conversation:
    """A conversation in lines. Nothing that is written can move a cursor or set a colour."""

    def __init__(self, lines: TextIO, out: TextIO) -> None:
        """Read from `lines`, write to `out`; a prompt is written for a terminal alone."""
        # A line that is no text of the terminal's encoding must not end a call. (It can be set only
        # before the first line is read: a menu has set it already.)
        if isinstance(lines, TextIOWrapper) and lines.errors != "replace":
            lines.reconfigure(errors="replace")
        self._lines = lines
        self._out = out
        self._prompt = PROMPT if lines.isatty() else ""

    def say(self, *texts: str) -> None:
        """Write each text as a line."""
        for text in texts:
            self._out.write(f"{_harmless(text).rstrip()}\n")

    def read(self) -> str:
        """The next line, without the white space around it.

        Raises:
            Left: it says so, or there is none.
        """
        self._out.write(self._prompt)
        self._out.flush()
        line = self._lines.readline()
        if not line and self._prompt:
            # Nobody pressed Enter, so the prompt's line is still open.
            self._out.write("\n")
        text = _harmless(line).strip()
        if not line or text.lower() == LEAVE:
            raise UserLeft
        return text


def _harmless(text: str) -> str:
    """The text with a space for each character that is no letter, mark, digit or plain space."""
    if text.isprintable():
        return text
    return "".join(character if character.isprintable() else " " for character in text)


TAKE_BACK = "c"
"""Takes back an act that was begun."""
_MANY = 9
"""Longer lists say that they can be searched (assumption)."""


class ChoiceCancelled(Exception):
    """What was begun is not wanted after all; nothing was done."""


class NumberedOption(NamedTuple):
    """An option with its number."""

    number: int
    label: str
    group: str = ""
    """The heading under which it is read, where there are headings."""
    also: str = ""
    """Words that find it besides those that are read."""


def from_one(labels: Sequence[str]) -> tuple[NumberedOption, ...]:
    """Options numbered from 1."""
    return tuple(NumberedOption(number, label) for number, label in enumerate(labels, 1))


def one(
    talk: Conversation,
    question: str,
    options: Sequence[NumberedOption],
    *,
    usual: int | None = None,
    may_take_back: bool = False,
) -> int:
    """Ask for one of `options`; its number. `usual` is what an empty line means, if anything.

    Raises:
        TakenBack: if it may be.
        Left: the person leaves.
    """
    talk.say(f"{question} {_how(options, usual, may_take_back)}", *listed(options))
    numbers = {option.number for option in options}
    while True:
        text = talk.read()
        if not text and usual is not None:
            return usual
        if text.isdecimal() and int(text) in numbers:
            return int(text)
        _take_back(text, may_take_back)
        if text and not any(character.isdigit() for character in text):
            talk.say(*_search(text, options))
        else:
            talk.say(f"{_wrong(text)} {_enter(options)}{_or_c(may_take_back)}")


def several(
    talk: Conversation, question: str, options: Sequence[NumberedOption], *, least: int = 1
) -> tuple[int, ...]:
    """Ask for some of `options`, in the order entered; none where `least` is 0.

    Raises:
        TakenBack: it is not wanted after all.
        Left: the person leaves.
    """
    none = " An empty line chooses none." if least == 0 else ""
    talk.say(f"{question} Several numbers, with commas between them.{none}", *listed(options))
    numbers = {option.number for option in options}
    while True:
        text = talk.read()
        _take_back(text, True)
        parts = text.replace(",", " ").split()
        if all(part.isdecimal() and int(part) in numbers for part in parts):
            chosen = tuple(dict.fromkeys(map(int, parts)))
            if len(chosen) >= least:
                return chosen
        if text and not any(character.isdigit() for character in text):
            talk.say(*_search(text, options))
        else:
            talk.say(f"{_wrong(text)} {_enter(options)}, several with commas{_or_c(True)}")


def text_line(talk: Conversation, question: str) -> str:
    """Ask for a line of text; it may be empty.

    Raises:
        TakenBack: it is not wanted after all.
        Left: the person leaves.
    """
    talk.say(f"{question}. Write one line; {TAKE_BACK} alone takes the act back.")
    text = talk.read()
    _take_back(text, True)
    return text


def listed(options: Sequence[NumberedOption]) -> Iterator[str]:
    """Options as lines, below their headings."""
    heading = ""
    for option in options:
        if option.group != heading:
            heading = option.group
            yield f"{heading}:"
        yield f"{option.number}. {option.label}"


def _how(options: Sequence[NumberedOption], usual: int | None, may_take_back: bool) -> str:
    search = " Letters search the list." if len(options) > _MANY else ""
    empty = f" An empty line means {usual}." if usual is not None else ""
    back = f" {TAKE_BACK} takes the act back." if may_take_back else ""
    return f"Enter a number.{empty}{search}{back}"


def _search(text: str, options: Sequence[NumberedOption]) -> list[str]:
    words = text.casefold().split()
    found = [
        o for o in options if all(w in f"{o.label} {o.group} {o.also}".casefold() for w in words)
    ]
    if not found:
        return [f'Nothing here has "{text}" in it. {_enter(options)}, or other letters.']
    return [f'With "{text}":', *(f"{option.number}. {option.label}" for option in found)]


def _wrong(text: str) -> str:
    return f'"{text}" cannot be chosen here.' if text else "Nothing was chosen."


def _enter(options: Sequence[NumberedOption]) -> str:
    numbers = [option.number for option in options]
    if len(numbers) == 1:
        return f"Enter {numbers[0]}"
    if numbers == list(range(numbers[0], numbers[0] + len(numbers))):
        return f"Enter a number from {numbers[0]} to {numbers[-1]}"
    return f"Enter one of {', '.join(map(str, numbers))}"


def _or_c(may_take_back: bool) -> str:
    return f", or {TAKE_BACK} to take the act back." if may_take_back else "."


def _take_back(text: str, may: bool) -> None:
    if may and text.lower() == TAKE_BACK:
        raise ChoiceCancelled


def ask_for(talk: Conversation, parameter: Parameter) -> object:
    """The value that the person chooses or writes for `parameter`.

    Raises:
        TakenBack: the act is not wanted after all.
        Left: the person leaves.
    """
    options = [
        NumberedOption(number, option.label, option.group)
        for number, option in enumerate(parameter.options, 1)
    ]
    if parameter.several:
        if not options:
            talk.say(f"{parameter.label} Nothing is known yet that could be chosen.")
            return ()
        chosen = several(talk, parameter.label, options, least=parameter.least)
        return tuple(parameter.options[number - 1].value for number in chosen)
    if not options:
        return text_line(talk, parameter.label)
    if len(options) == 1:
        talk.say(f"{parameter.label} Only one is possible: {options[0].label}.")
        return parameter.options[0].value
    number = one(talk, parameter.label, options, may_take_back=True)
    return parameter.options[number - 1].value
