"""Settings: the user's `silent999.toml`, and `[tool.silent999]` of a project. All are optional.

A project's are in the nearest `pyproject.toml` upwards that has the section; they go before the
user's. A mistake is reported as in any other file, with line and fix, before anything is opened: a
key that was meant to leave must not be missing without a word.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from platformdirs import user_config_path

from simulator.cli.arguments import THEMES, did_you_mean
from simulator.errors import ContentError, LibraryError, Problem
from simulator.open_file import FileRefused, content_of

if TYPE_CHECKING:
    from argparse import Namespace

    from simulator.content.library.library import Library

MOST_BYTES = 64 * 1024
"""Largest file of settings that is read (assumption)."""
MOST_PROJECT_BYTES = 1024 * 1024
"""Largest `pyproject.toml` that is searched for our section (assumption)."""
USUAL_PROFILE = "iopc_2019"
"""The profile for which a command uses that of the settings."""
_TEXTS = ("theme", "code", "profile")
_FORMS: Mapping[str, tuple[type, str, str]] = {
    "theme": (str, "a text", 'theme = "dark"'),
    "code": (str, "a text", 'code = "..."'),
    "profile": (str, "a text", 'profile = "..."'),
    "folders": (list, "a list of texts", 'folders = ["my-scenarios"]'),
    "keys": (dict, "a section", '[keys], and below it "call.pause" = "f5, space"'),
}
"""Each key with what it takes, and how to write it."""
_SECTION = re.compile(r"^\[tool\.silent999[\].]", re.MULTILINE)
_PLACE = re.compile(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)$")
_NAME = re.compile(r"\s*\[?([^=#\[\]]+)[=\]]")


@dataclass(frozen=True)
class Settings:
    """What the files have; empty where they say nothing."""

    path: Path
    """The project's file if there is one, else the user's."""
    text: str = ""
    """The file, for the places of mistakes in it; of a project, lines before its section are
    empty."""
    theme: str = ""
    code: str = ""
    profile: str = ""
    folders: tuple[Path, ...] = ()
    """Folders of scenarios, profiles and forces, as `--folder` names them."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Keys of the keyboard for the names of bindings, as ``call.pause``: "f5, space"."""
    users: Settings | None = None
    """The user's own, if this is a project's."""

    def refused(self, key: str, found: str, fix: str, code: str = "wrong-form") -> ContentError:
        """Return the error for the value of a key; it may be one that only its user can check."""
        place = Problem(str(self.path), 0, 0, code, found, fix=fix)
        for number, line in enumerate(self.text.splitlines(), 1):
            name = _NAME.match(line)
            if name and re.sub(r"[\s\"']", "", name[1]) == key:
                column, width = len(line) - len(line.lstrip()) + 1, len(name[0].strip(" ="))
                place = replace(place, line=number, column=column, source=line, width=width)
                break
        else:
            if self.users:
                return self.users.refused(key, found, fix, code)
        return ContentError([place])

    def checked_profile(self, library: Library) -> str:
        """Return the profile, or raise ContentError if there is none of that name."""
        try:
            if self.profile:
                library.profile(self.profile)
        except LibraryError as error:
            raise self.refused("profile", error.message, error.hint) from error
        return self.profile


def settings_path() -> Path:
    """Return where the user's file is, or would be."""
    return user_config_path("silent999", appauthor=False) / "silent999.toml"


def read_settings() -> Settings:
    """Return the settings; the usual ones without a file.

    Raises:
        ContentError: a file can't be read, or has a mistake.
    """
    path = settings_path()
    users = Settings(path)
    # `Path.exists` raises for a home that may not be looked into.
    if os.access(path, os.F_OK):
        users = _read(Settings(path, _text(path)))
    here = Path.cwd()
    places = (folder / "pyproject.toml" for folder in (here, *here.parents))
    for path in (path for path in places if os.access(path, os.R_OK)):
        with suppress(FileRefused):  # A file of other programs may be as it likes.
            text = content_of(path, MOST_PROJECT_BYTES).decode(errors="replace")
            if section := _SECTION.search(text):
                text = "\n" * text.count("\n", 0, section.start()) + text[section.start() :]
                return _over(users, _read(Settings(path, text)))
    return users


def fill_in(options: Namespace) -> None:
    """Fill in what a command line leaves out: folders, and the profile of a run."""
    takes_folders, usual = "folder" in options, getattr(options, "usual_profile", "")
    if not takes_folders and usual != USUAL_PROFILE:
        return
    settings = read_settings()
    if takes_folders and settings.folders:
        options.folder = list(_outermost([*options.folder, *settings.folders]))
    if settings.profile and usual == USUAL_PROFILE and not options.profile:
        from simulator.content.library.library import Library

        options.usual_profile = settings.checked_profile(Library(options.folder))


def _outermost(folders: Sequence[Path]) -> Iterator[Path]:
    """Yield each folder once, without those inside another one: its files would be there twice."""
    real = {each.resolve(): each for each in folders}
    for path, each in real.items():
        if real.keys().isdisjoint(path.parents):
            yield each


def _over(users: Settings, project: Settings) -> Settings:
    """Return a project's settings, with the user's where it has none."""
    texts = {key: getattr(project, key) or getattr(users, key) for key in _TEXTS}
    folders, keys = (*project.folders, *users.folders), {**users.keys, **project.keys}
    return replace(project, **texts, folders=folders, keys=keys, users=users)


def _text(path: Path) -> str:
    # It loads the YAML reader, and most users have no file.
    from simulator.content.yaml.reader import text_of

    return text_of(path, MOST_BYTES)


def _read(settings: Settings) -> Settings:
    found = _parsed(settings)
    if settings.path.name == "pyproject.toml":
        found = found["tool"]["silent999"]
    if problems := [each for error in _mistakes(settings, found) for each in error.problems]:
        raise ContentError(problems)
    texts = {key: found[key] for key in _TEXTS if key in found}
    folders = tuple(settings.path.parent / each for each in found.get("folders", ()))
    keys = dict(_flat(found.get("keys", {})))
    return replace(settings, **texts, folders=folders, keys=keys)


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
    home = settings.path.parent
    for key, value in found.items():
        if key not in _FORMS:
            fix = did_you_mean(key, _FORMS).removeprefix("; ")
            fix = fix or f"the keys are {', '.join(_FORMS)}"
            yield settings.refused(key, f"there is no key {key}", fix, "unknown-key")
            continue
        kind, takes, example = _FORMS[key]
        parts = value if isinstance(value, list) else [value] if kind is str else []
        right = isinstance(value, kind) and all(each and isinstance(each, str) for each in parts)
        if not right:
            yield settings.refused(key, f"{key} takes {takes}", f"write {example}", "wrong-type")
        elif key == "theme" and value not in THEMES:
            fix = did_you_mean(value, THEMES).removeprefix("; ")
            fix = fix or f"write one of {', '.join(THEMES)}"
            yield settings.refused(key, f"unknown theme {value}", fix, "unknown-word")
        elif key == "folders" and (gone := [each for each in value if not (home / each).is_dir()]):
            fix = f"create it, or correct its name: it is looked for in {home}"
            yield settings.refused(key, f"there is no folder {gone[0]}", fix)
        elif key == "keys":
            for name, keys in _flat(value):
                if not isinstance(keys, str) or not keys.strip():
                    what, fix = f"{name} takes keys as a text", f'write "{name}" = "f5, space"'
                    yield settings.refused(name, what, fix, "wrong-type")


def _flat(table: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    """Yield the names of a table; TOML reads ``call.pause`` without quotes as a table in it."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield before + name, value
