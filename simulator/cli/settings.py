"""Settings: the user's `silent999.toml`, and `[tool.silent999]` of a project. All are optional.

A project's are in the nearest `pyproject.toml` upwards that has the section; they go before the
user's. A mistake is reported with its file, key and fix before anything is opened: a key that was
meant to leave must not be missing without a word.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from platformdirs import user_config_path

from simulator.cli.arguments import THEMES, did_you_mean
from simulator.errors import LibraryError, SimulatorError
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


@dataclass(frozen=True)
class Settings:
    """What the files have; empty where they say nothing."""

    said_in: Mapping[str, Path] = field(default_factory=dict)
    """The file of each key."""
    theme: str = ""
    code: str = ""
    profile: str = ""
    folders: tuple[Path, ...] = ()
    """Folders of scenarios, profiles and forces, as `--folder` names them."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Keys of the keyboard for the names of bindings, as ``call.pause``: "f5, space"."""

    def refused(self, key: str, found: str, fix: str) -> SimulatorError:
        """Return the error for the value of a key that only its user can check."""
        return SimulatorError(f"{self.said_in.get(key, settings_path())}: {key}: {found}", fix)

    def checked_profile(self, library: Library) -> str:
        """Return the profile, or raise SimulatorError if there is none of that name."""
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
        SimulatorError: a file can't be read, or has a mistake.
    """
    values, said_in = dict[str, Any](), dict[str, Path]()
    folders, keys = list[Path](), dict[str, str]()
    for path, found in reversed([*_files()]):  # A project's come before its user's.
        for key, value in found.items():
            if mistake := _mistake(key, value, path.parent):
                raise SimulatorError(f"{path}: {mistake[0]}", mistake[1])
        folders = [*(path.parent / each for each in found.pop("folders", ())), *folders]
        own = dict(_flat(found.pop("keys", {})))
        keys |= own
        values |= found
        said_in |= dict.fromkeys((*found, *own), path)
    return Settings(said_in, **values, folders=tuple(folders), keys=keys)


def _files() -> Iterator[tuple[Path, dict[str, Any]]]:
    """Yield the nearest `pyproject.toml` upwards with our section, and the user's own file."""
    here, path = Path.cwd(), settings_path()
    places = (folder / "pyproject.toml" for folder in (here, *here.parents))
    for place in (place for place in places if os.access(place, os.R_OK)):
        with suppress(FileRefused):  # A file of other programs may be as it likes.
            text = content_of(place, MOST_PROJECT_BYTES).decode(errors="replace")
            if _SECTION.search(text):
                yield place, _parsed(place, text)["tool"]["silent999"]
                break
    # `Path.exists` raises for a home that may not be looked into.
    if os.access(path, os.F_OK):
        # It loads the YAML reader, and most users have no file.
        from simulator.content.yaml.reader import text_of

        yield path, _parsed(path, text_of(path, MOST_BYTES))


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


def _parsed(path: Path, text: str) -> dict[str, Any]:
    # It takes 8 ms to load, before the first paint, and most users have no file.
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        fix = 'write a key and a text, such as theme = "light"'
        raise SimulatorError(f"{path}: this isn't TOML: {error}", fix) from error


def _mistake(key: str, value: Any, home: Path) -> tuple[str, str] | None:
    """Return what is wrong with a key, and the fix; None if it is right."""
    kind, form = _FORMS.get(key, (object, ""))
    parts = value if isinstance(value, list) else [value] if kind is str else []
    if not form:
        return f"there is no key {key}", _meant(key, _FORMS)
    if not isinstance(value, kind) or not all(isinstance(each, str) and each for each in parts):
        takes, _, example = form.partition(": ")
        return f"{key} takes {takes}", f"write {example}"
    if key == "theme" and value not in THEMES:
        return f"unknown theme {value}", _meant(str(value), THEMES)
    if key == "folders" and (gone := [each for each in parts if not (home / each).is_dir()]):
        fix = f"create it, or correct its name: it is looked for in {home}"
        return f"there is no folder {gone[0]}", fix
    return None


def _meant(word: str, known: Collection[str]) -> str:
    return did_you_mean(word, known).removeprefix("; ") or f"write one of {', '.join(known)}"


def _flat(table: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    """Yield the names of a table; TOML reads ``call.pause`` without quotes as a table in it."""
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield before + name, str(value)
