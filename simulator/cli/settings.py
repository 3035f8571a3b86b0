"""The user's settings, `silent999.toml` in their configuration folder. Every key is optional.

A mistake in it is reported as in any other file, with line and fix, before anything is opened: a
key that was meant to leave must not be missing without a word.
"""

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from platformdirs import user_config_path

from simulator.cli.arguments import THEMES, did_you_mean
from simulator.content.yaml.reader import text_of
from simulator.errors import ContentError, Problem

MOST_BYTES = 64 * 1024
"""Largest file of settings that is read (assumption)."""
_TEXTS: Mapping[str, tuple[str, ...]] = {"theme": THEMES, "code": (), "profile": ()}
"""Keys that take text, with the words that are allowed; none if any text is."""
_PLACE = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)$")
_NAME = re.compile(r"\s*\[?([^=#\[\]]+)[=\]]")


@dataclass(frozen=True)
class Settings:
    """What the file has; empty where it says nothing."""

    path: Path
    text: str = ""
    """The file, for the places of mistakes in it."""
    theme: str = ""
    code: str = ""
    profile: str = ""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Keys of the keyboard for the names of bindings, as ``call.pause``: "f5, space"."""

    def refused(self, key: str, found: str, fix: str, code: str = "wrong-form") -> ContentError:
        """Return the error for the value of a key; it may be one that only its user can check."""
        place = Problem(str(self.path), 0, 0, code, found, fix=fix)
        for number, line in enumerate(self.text.splitlines(), 1):
            name = _NAME.match(line)
            if name and re.sub(r"[\s\"']", "", name[1]) == key:
                column, width = len(line) - len(line.lstrip()) + 1, len(name[0].strip(" ="))
                place = replace(place, line=number, column=column, source=line, width=width)
                break
        return ContentError([place])


def settings_path() -> Path:
    """Return where the file is, or would be."""
    return user_config_path("silent999", appauthor=False) / "silent999.toml"


def read_settings() -> Settings:
    """Return the user's settings; the usual ones without a file.

    Raises:
        ContentError: the file can't be read, or has a mistake.
    """
    path = settings_path()
    # `Path.exists` raises for a home that may not be looked into.
    if not os.access(path, os.F_OK):
        return Settings(path)
    settings = Settings(path, text_of(path, MOST_BYTES))
    found = _parsed(settings)
    if problems := [each for error in _mistakes(settings, found) for each in error.problems]:
        raise ContentError(problems)
    texts = {key: found[key] for key in _TEXTS if key in found}
    return replace(settings, **texts, keys=dict(_flat(found.get("keys", {}))))


def _parsed(settings: Settings) -> dict[str, Any]:
    # It takes 8 ms to load, before the first paint, and most users have no file.
    import tomllib

    try:
        return tomllib.loads(settings.text)
    except tomllib.TOMLDecodeError as error:
        lines = settings.text.splitlines() or [""]
        line, column = len(lines), len(lines[-1]) + 1
        if (place := _PLACE.search(str(error))) and place[1]:
            line, column = int(place[1]), int(place[2])
        what = _PLACE.sub("", str(error))
        found = f"this isn't TOML: {what[:1].lower()}{what[1:]}"
        fix = 'write a key and a text, such as theme = "light"'
        where = (str(settings.path), line, column)
        source = "".join(lines[line - 1 : line])
        problem = Problem(*where, "wrong-form", found, fix=fix, source=source)
        raise ContentError([problem]) from error


def _mistakes(settings: Settings, found: Mapping[str, Any]) -> Iterator[ContentError]:
    known = (*_TEXTS, "keys")
    for key, value in found.items():
        words = _TEXTS.get(key, ())
        if key not in known:
            near = did_you_mean(key, known).removeprefix("; ")
            fix = near or f"the keys are {', '.join(known)}"
            yield settings.refused(key, f"there is no key {key}", fix, "unknown-key")
        elif key == "keys" and not isinstance(value, dict):
            fix = 'write a section [keys], and in it "call.pause" = "f5, space"'
            yield settings.refused(key, "keys is a section", fix, "wrong-type")
        elif key == "keys":
            for name, keys in _flat(value):
                if not isinstance(keys, str) or not keys.strip():
                    what, fix = f"{name} takes keys as a text", f'write "{name}" = "f5, space"'
                    yield settings.refused(name, what, fix, "wrong-type")
        elif not isinstance(value, str) or not value:
            fix = f'write {key} = "{words[0] if words else "..."}"'
            yield settings.refused(key, f"{key} takes a text", fix, "wrong-type")
        elif words and value not in words:
            near = did_you_mean(value, words).removeprefix("; ")
            fix = near or f"write one of {', '.join(words)}"
            yield settings.refused(key, f"unknown {key} {value}", fix, "unknown-word")


def _flat(table: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the names of a table; TOML reads ``call.pause`` without quotes as a table in it."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield before + name, value
