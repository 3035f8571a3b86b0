"""TOML that a person or a project wrote, within bounds: one message, never a traceback or a hang.

Python's reader recurses with each bracket, takes quadratic time for a key of many parts, and
refuses a number of many digits by another error than its own. A valid file of another program can
hold all of it.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, NamedTuple

from simulator.errors import SimulatorError

MOST_DOTS = 30
"""Most dots of one key or table name. The time to read a key grows with their square (assumption).
"""
DEEPEST = 50
"""Brackets on one line from which a file that can't be read is said to be nested too deep."""
# Neither can start again inside what it has read: a line of quotes would take quadratic time.
_QUOTED = re.compile(r'"(?:[^"\\]|\\.?)*+(?:"|$)|' + r"'[^']*+(?:'|$)")
_BETWEEN = re.compile(r"[,=\[\]{}#]")


class TomlFile(NamedTuple):
    """One file that was read."""

    path: Path
    text: str
    values: dict[str, Any]

    def place(self, key: str, section: str = "") -> str:
        """Return the file, with the line of a key or of its section if it is found there."""
        lines = self.text.split("\n")
        begin = next((at for at, line in enumerate(lines) if section and section in line), 0)
        wanted = re.compile(rf"\s*(?:\[+\s*)?(?:[\w.\"']+\.)?[\"']?{re.escape(key)}[\"']?\s*[.=\]]")
        places = (at for at, line in enumerate(lines) if at >= begin and wanted.match(line[:500]))
        at = next(places, begin if section else -1)
        return f"{self.path}:{at + 1}" if at >= 0 else f"{self.path}"


def parsed(path: Path, text: str) -> TomlFile:
    """Return the values of a file; SimulatorError with its line if it can't be read."""
    for number, line in enumerate(text.split("\n"), 1):
        if line.count(".") > MOST_DOTS and (dots := _most_dots(line)) > MOST_DOTS:
            found = f"a name with {dots:,} dots; the limit is {MOST_DOTS}"
            raise SimulatorError(f"{path}:{number}: {found}", "write a shorter name")
    # It takes 8 ms to load, before the first paint, and most users have no file.
    import tomllib

    try:
        return TomlFile(path, text, tomllib.loads(text))
    except RecursionError:
        where, found = _line_with("[{", text), "brackets are nested too deep"
        fix = "put values side by side instead of inside each other"
        raise SimulatorError(f"{path}{where}: {found}", fix) from None
    except tomllib.TOMLDecodeError as error:
        fix = 'write a key and a text, such as theme = "light"'
        raise SimulatorError(f"{path}: this isn't TOML: {error}", fix) from error
    except ValueError as error:
        where = _line_with("0123456789", text)
        found = "a number has too many digits"
        raise SimulatorError(f"{path}{where}: {found}", "write a shorter number") from error


def _most_dots(line: str) -> int:
    """Return the dots of the longest name on a line; those inside quotes don't count."""
    return max(part.count(".") for part in _BETWEEN.split(_QUOTED.sub("''", line)))


def _line_with(signs: str, text: str) -> str:
    """Return the place of the line with most of some signs; empty if no line has many."""
    counts = [sum(map(line.count, signs)) for line in text.split("\n")]
    return f":{counts.index(max(counts)) + 1}" if max(counts) > DEEPEST else ""
