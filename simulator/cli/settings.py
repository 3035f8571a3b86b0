"""The user's settings, `silent999.toml` in their configuration folder. Every key is optional.

A mistake in it is reported as in any other file, with line and fix, before anything is opened: a
key that was meant to leave must not be missing without a word.
"""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from platformdirs import user_config_path

from simulator.cli.arguments import THEMES, did_you_mean
from simulator.errors import ContentError, Problem
from simulator.open_file import FileRefused, content_of

MOST_BYTES = 64 * 1024
"""Largest file of settings that is read (assumption)."""
_TEXTS: Mapping[str, tuple[str, ...]] = {"theme": THEMES, "code": (), "profile": ()}
"""Keys that take text, with the words that are allowed; none if any text is."""
_PLACE = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)$")
_SECTION = re.compile(r"\s*\[\s*([^\[\]]*?)\s*\]")


@dataclass(frozen=True)
class Settings:
    """What the file has; empty where it says nothing."""

    path: Path
    theme: str = ""
    code: str = ""
    profile: str = ""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Keys of the keyboard for the names of bindings, as ``call.pause``: "f5, space"."""

    def refused(self, key: str, found: str, fix: str, section: str = "") -> ContentError:
        """Return the error for a value that only its user can check."""
        text = content_of(self.path, MOST_BYTES).decode(errors="replace")
        return ContentError([_problem(self.path, text, section, key, "wrong-form", found, fix)])


def settings_path() -> Path:
    """Return where the file is, or would be."""
    return user_config_path("silent999", appauthor=False) / "silent999.toml"


def read_settings(path: Path | None = None) -> Settings:
    """Return the user's settings; the usual ones without a file.

    Raises:
        ContentError: the file can't be read, or has a mistake.
    """
    path = path or settings_path()
    # `Path.exists` raises for a home that may not be looked into.
    if not os.access(path, os.F_OK):
        return Settings(path)
    try:
        data = content_of(path, MOST_BYTES)
    except FileRefused as refused:
        problem = Problem(str(path), 0, 0, refused.code, refused.message, fix=refused.hint)
        raise ContentError([problem]) from refused
    text = data.decode(errors="replace")
    found = _parsed(path, text)
    problems = [*_problems(path, text, found)]
    if problems:
        raise ContentError(problems)
    texts = {key: found[key] for key in _TEXTS if key in found}
    return Settings(path, **texts, keys=dict(_flat(found.get("keys", {}))))


def _parsed(path: Path, text: str) -> dict[str, Any]:
    # It takes 8 ms to load, before the first paint, and most users have no file.
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        place = _PLACE.search(message)
        lines = text.splitlines() or [""]
        line, column = len(lines), len(lines[-1]) + 1
        if place and place[1]:
            line, column = int(place[1]), int(place[2])
        what = _PLACE.sub("", message)
        found = f"this isn't TOML: {what[:1].lower()}{what[1:]}"
        fix = 'write a key and a text, such as theme = "light"'
        source = lines[line - 1] if line <= len(lines) else ""
        problem = Problem(str(path), line, column, "wrong-form", found, fix=fix, source=source)
        raise ContentError([problem]) from error


def _problems(path: Path, text: str, found: Mapping[str, Any]) -> Iterator[Problem]:
    known = (*_TEXTS, "keys")
    for key, value in found.items():
        words = _TEXTS.get(key, ())
        if key not in known:
            near = did_you_mean(key, known).removeprefix("; ")
            fix = near or f"the keys are {', '.join(known)}"
            yield _problem(path, text, "", key, "unknown-key", f"there is no key {key}", fix)
        elif key == "keys":
            yield from _problems_of_keys(path, text, value)
        elif not isinstance(value, str) or not value:
            fix = f'write {key} = "{words[0] if words else "..."}"'
            yield _problem(path, text, "", key, "wrong-type", f"{key} takes a text", fix)
        elif words and value not in words:
            near = did_you_mean(value, words).removeprefix("; ")
            fix = near or f"write one of {', '.join(words)}"
            yield _problem(path, text, "", key, "unknown-word", f"unknown {key} {value}", fix)


def _problems_of_keys(path: Path, text: str, value: Any) -> Iterator[Problem]:
    if not isinstance(value, dict):
        fix = 'write a section [keys], and in it "call.pause" = "f5, space"'
        yield _problem(path, text, "", "keys", "wrong-type", "keys is a section", fix)
        return
    for name, keys in _flat(value):
        if not isinstance(keys, str) or not keys.strip():
            found = f"{name} takes keys as a text"
            fix = f'write "{name}" = "f5, space"'
            yield _problem(path, text, "keys", name, "wrong-type", found, fix)


def _flat(table: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the names of a table; TOML reads ``call.pause`` without quotes as a table in it."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield before + name, value


def _problem(
    path: Path, text: str, section: str, key: str, code: str, found: str, fix: str
) -> Problem:
    """Return a problem at a key, or about the whole file if the key can't be found in the text."""
    here = ""
    for number, line in enumerate(text.splitlines(), 1):
        if header := _SECTION.match(line):
            here = _bare(header[1])
        name, equals, _ = line.partition("=")
        place = ".".join(filter(None, (here, _bare(name) if equals else "")))
        if place == ".".join(filter(None, (section, key))):
            column = len(line) - len(line.lstrip()) + 1
            width = len(name.strip()) if equals else len(line.strip())
            return Problem(
                str(path), number, column, code, found, fix=fix, source=line, width=width
            )
    return Problem(str(path), 0, 0, code, found, fix=fix)


def _bare(name: str) -> str:
    return re.sub(r"[\s\"']", "", name)
