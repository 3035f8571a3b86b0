"""Lines in, lines out: the only place of this floor that reads or writes a stream."""

from __future__ import annotations

from io import TextIOWrapper
from typing import TextIO

LEAVE = "q"
"""A line with only this leaves, whatever was asked."""
PROMPT = "> "


class Left(Exception):
    """The person has left, or there is nothing more to read."""


class Talk:
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
            raise Left
        return text


def _harmless(text: str) -> str:
    """The text with a space for each character that is no letter, mark, digit or plain space."""
    if text.isprintable():
        return text
    return "".join(character if character.isprintable() else " " for character in text)
