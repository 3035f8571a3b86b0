"""Settings: the user's `silent999.toml`, and `[tool.silent999]` of a project. All are optional.

A project's are in the nearest `pyproject.toml` upwards that has the section; they go before the
user's. A mistake is reported as in any other file, with line and fix, before anything is opened: a
key that was meant to leave must not be missing without a word.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

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
_FORMS: Mapping[str, tuple[type, str]] = {
    "theme": (str, 'a text: theme = "dark"'),
    "code": (str, 'a text: code = "..."'),
    "profile": (str, 'a text: profile = "..."'),
    "folders": (list, 'a list of texts: folders = ["my-scenarios"]'),
    "keys": (dict, 'a section: [keys], and below it "call.pause" = "f5, space"'),
}
"""Each key with what it takes, and how to write it."""
_SECTION = re.compile(r"^\[tool\.silent999[\].]", re.MULTILINE)
_NAME = re.compile(r"\s*\[?([^=#\[\]]+)[=\]]")


class _File(NamedTuple):
    """One file with settings."""

    path: Path
    text: str
    """Its lines, for the places of mistakes; of a project, those before its section are empty."""

    def problem(self, key: str, found: str, fix: str, code: str = "wrong-form") -> Problem | None:
        """Return a problem at the line of a key; None if no line has it."""
        for number, line in enumerate(self.text.splitlines(), 1):
            name = _NAME.match(line)
            if name and re.sub(r"[\s\"']", "", name[1]) == key:
                at = (number, len(line) - len(line.lstrip()) + 1)
                width = len(name[0].strip(" ="))
                return Problem(str(self.path), *at, code, found, "", fix, line, width)
        return None


@dataclass(frozen=True)
class Settings:
    """What the files have; empty where they say nothing."""

    files: tuple[_File, ...] = ()
    """The project's file, then the user's."""
    theme: str = ""
    code: str = ""
    profile: str = ""
    folders: tuple[Path, ...] = ()
    """Folders of scenarios, profiles and forces, as `--folder` names them."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Keys of the keyboard for the names of bindings, as ``call.pause``: "f5, space"."""

    def refused(self, key: str, found: str, fix: str) -> ContentError:
        """Return the error for the value of a key that only its user can check."""
        at = (each.problem(key, found, fix) for each in self.files)
        whole = Problem(str(self.files[0].path), 0, 0, "wrong-form", found, fix=fix)
        return ContentError([next(filter(None, at), whole)])

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
    files, values = list(_files()), dict[str, Any]()
    folders, keys = list[Path](), dict[str, str]()
    for file in reversed(files):  # What a project says goes before what its user does.
        found = _checked(file)
        folders = [*(file.path.parent / each for each in found.pop("folders", ())), *folders]
        keys |= dict(_flat(found.pop("keys", {})))
        values |= found
    return Settings(tuple(files), **values, folders=tuple(folders), keys=keys)


def _files() -> Iterator[_File]:
    """Yield the nearest `pyproject.toml` upwards with our section, and the user's own file."""
    here, path = Path.cwd(), settings_path()
    places = (folder / "pyproject.toml" for folder in (here, *here.parents))
    for place in (place for place in places if os.access(place, os.R_OK)):
        with suppress(FileRefused):  # A file of other programs may be as it likes.
            text = content_of(place, MOST_PROJECT_BYTES).decode(errors="replace")
            if section := _SECTION.search(text):
                before = text.count("\n", 0, section.start())
                yield _File(place, "\n" * before + text[section.start() :])
                break
    # `Path.exists` raises for a home that may not be looked into.
    if os.access(path, os.F_OK):
        # It loads the YAML reader, and most users have no file.
        from simulator.content.yaml.reader import text_of

        yield _File(path, text_of(path, MOST_BYTES))


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


def _checked(file: _File) -> dict[str, Any]:
    """Return the keys of a file with their values, or raise ContentError."""
    # It takes 8 ms to load, before the first paint, and most users have no file.
    import tomllib

    whole = Problem(str(file.path), 0, 0, "wrong-form", "")
    try:
        found = tomllib.loads(file.text)
    except tomllib.TOMLDecodeError as error:
        fix = 'write a key and a text, such as theme = "light"'
        raise ContentError([replace(whole, found=f"this isn't TOML: {error}", fix=fix)]) from error
    if file.path.name == "pyproject.toml":
        found = found["tool"]["silent999"]
    if problems := [
        file.problem(key, *wrong) or replace(whole, found=wrong[0], fix=wrong[1])
        for key, wrong in _mistakes(file.path.parent, found)
    ]:
        raise ContentError(problems)
    return found


def _mistakes(home: Path, found: Mapping[str, Any]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield wrong keys, each with what was found, the fix, and its code."""
    for key, value in found.items():
        kind, form = _FORMS.get(key, (object, ""))
        parts = value if isinstance(value, list) else [value] if kind is str else []
        if not form:
            yield key, (f"there is no key {key}", _meant(key, _FORMS), "unknown-key")
        elif not isinstance(value, kind) or not all(isinstance(e, str) and e for e in parts):
            takes, _, example = form.partition(": ")
            yield key, (f"{key} takes {takes}", f"write {example}", "wrong-type")
        elif key == "theme" and value not in THEMES:
            yield key, (f"unknown theme {value}", _meant(str(value), THEMES), "unknown-word")
        elif key == "folders" and (gone := [each for each in parts if not (home / each).is_dir()]):
            fix = f"create it, or correct its name: it is looked for in {home}"
            yield key, (f"there is no folder {gone[0]}", fix)


def _meant(word: str, known: Collection[str]) -> str:
    return did_you_mean(word, known).removeprefix("; ") or f"write one of {', '.join(known)}"


def _flat(table: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    """Yield the names of a table; TOML reads ``call.pause`` without quotes as a table in it."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield before + name, str(value)
