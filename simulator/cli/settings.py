"""Settings: the user's `silent999.toml`, and `[tool.silent999]` of a project. All are optional.

A project's go before the user's, and may set only what cannot harm: what is run, and how it is
reported. A mistake is reported with its file, line, key and fix before anything is opened: a key
that was meant to leave must not be missing without a word.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from simulator.clean_text import for_line
from simulator.cli.arguments import THEMES, did_you_mean
from simulator.cli.project_file import SECTION, ProjectFile, project_file
from simulator.cli.toml_file import TomlFile, parsed
from simulator.errors import LibraryError, SimulatorError
from simulator.user_folders import config_folder, home_folder

if TYPE_CHECKING:
    from argparse import Namespace

    from simulator.content.library.library import Library

MOST_BYTES = 64 * 1024
"""Largest file of settings that is read (assumption)."""
USUAL_PROFILE = "iopc_2019"
"""The profile for which a command uses that of the settings."""
REPORTS = ("text", "tap", "json", "junit", "sarif", "github")
"""The formats of the report of `test`."""
_LONGEST = 200
"""Most letters of a key, or of a text but for folders (assumption)."""
_MOST_FOLDERS = 50
_MOST_KEYS = 500
"""Most keys of the keyboard: the line of each is looked for (assumption)."""
_MOST_DIGITS = 18
_SHOWN = 40
"""Most letters of a word that a message repeats."""
_MOST_PARTS = 3
"""Most parts of the name of a key of the keyboard: ``call.pause``."""


def _text(value: Any) -> bool:
    # On one line: messages repeat it, and what follows a line end would look like one of ours.
    return isinstance(value, str) and len(value) <= _LONGEST and len(value.splitlines()) == 1


def _texts(value: Any) -> bool:
    texts = value if isinstance(value, list) and len(value) <= _MOST_FOLDERS else [None]
    return all(isinstance(each, str) and 0 < len(each) <= 4 * _LONGEST for each in texts)


def _number(value: Any) -> bool:
    return type(value) is int and abs(value) < 10**_MOST_DIGITS


class _Form(NamedTuple):
    fits: Callable[[Any], bool]
    takes: str
    example: str
    in_project: bool = False
    """Whether a project may set it: it cannot harm."""


_FORMS: Mapping[str, _Form] = {
    "theme": _Form(_text, "a text", 'theme = "dark"'),
    "code": _Form(_text, "a text", 'code = "..."'),
    "profile": _Form(_text, "a text", 'profile = "..."', in_project=True),
    "seed": _Form(_number, "a whole number", "seed = 7", in_project=True),
    "reports": _Form(_text, "a text", 'reports = "tap"', in_project=True),
    "folders": _Form(_texts, "a list of texts", 'folders = ["my-scenarios"]', in_project=True),
    "keys": _Form(
        lambda value: isinstance(value, dict) and sum(1 for _ in _flat(value)) <= _MOST_KEYS,
        f"a section of at most {_MOST_KEYS} keys",
        '[keys], and below it "call.pause" = "f5, space"',
    ),
}
"""Each key with what it takes, and how to write it."""
_WORDS: Mapping[str, Collection[str]] = {"theme": THEMES, "reports": REPORTS}
"""The keys that take one of a few words."""


@dataclass(frozen=True)
class Settings:
    """What the files have; empty where they say nothing."""

    said_in: Mapping[str, str] = field(default_factory=dict)
    """The file and line of each key."""
    theme: str = ""
    code: str = ""
    profile: str = ""
    seed: int | None = None
    reports: str = ""
    folders: tuple[Path, ...] = ()
    """The user's folders of scenarios, profiles and forces, as `--folder` names them."""
    project_folders: tuple[Path, ...] = ()
    """A project's folders of the same, from which no help lines are taken."""
    project_root: Path | None = None
    """What the files of those may not lead out of."""
    keys: Mapping[str, str] = field(default_factory=dict)
    """Keys of the keyboard for the names of bindings, as ``call.pause``: "f5, space"."""
    notes: tuple[str, ...] = ()
    """What a command says of the project's file: that it is obeyed, or why not."""

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


def settings_path() -> Path | None:
    """Return where the user's file is, or would be; None for a user without a home."""
    folder = config_folder()
    return folder / "silent999.toml" if folder else None


def read_settings() -> Settings:
    """Return the settings; the usual ones without a file.

    Raises:
        SimulatorError: a file can't be read, or has a mistake.
    """
    own, project = _own_file(), project_file()
    found = _checked(own, own.values, "") if own else {}
    said_in: dict[str, str] = {}
    if own:
        said_in = {key: own.place(key.rpartition(".")[2]) for key in (*found, *found["keys"])}
    notes: list[str] = []
    folders: list[Path] = []
    if project and project.why_not:
        where = f"{SECTION} of {project.file.path}"
        notes.append(f"note: {where} is not obeyed: {project.why_not}")
    elif project and project.section != {}:
        theirs, theirs_said = _of_project(project)
        folders = theirs.pop("folders")
        said_in |= {key: project.file.place(key, SECTION) for key in theirs}
        where = f"{SECTION} of {project.file.path}"
        notes.append(f"note: {where} is obeyed: {', '.join(theirs_said)}")
        found |= {key: value for key, value in theirs.items() if key != "keys"}
    return Settings(
        said_in,
        **{**found, "folders": tuple(found.get("folders", ()))},
        project_folders=tuple(folders),
        project_root=project.root if project and folders else None,
        notes=tuple(notes),
    )


def _own_file() -> TomlFile | None:
    path = settings_path()
    # `Path.exists` raises for a home that may not be looked into.
    if path is None or not os.access(path, os.F_OK):
        return None
    # It loads the YAML reader, and most users have no file.
    from simulator.content.yaml.reader import text_of

    return parsed(path, text_of(path, MOST_BYTES))


def _of_project(project: ProjectFile) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return what a project sets, and its keys; SimulatorError for all that it may not set."""
    file, section = project.file, project.section
    if not isinstance(section, dict):
        where = file.place("silent999")
        raise SimulatorError(f"{where}: silent999 takes a section", f"write {SECTION}")
    if theirs := [key for key in section if key in _FORMS and not _FORMS[key].in_project]:
        allowed = ", ".join(key for key, form in _FORMS.items() if form.in_project)
        reason = f"a project may not set {', '.join(theirs)}; it may set {allowed}"
        home = settings_path()
        fix = f"write it in your own settings, {home}" if home else "leave it out"
        raise SimulatorError(f"{file.place(theirs[0], SECTION)}: {reason}", fix)
    found = _checked(file, section, SECTION, project.root)
    # Loaded only for a project: it and what it imports take some milliseconds.
    from simulator.content.files.find_files import is_path

    if is_path(found.get("profile", "")):
        # A path could have lines of any file printed, as a message about it.
        reason = "profile: a project names it by its id"
        fix = "put its file into profiles/ in one of the project's folders"
        raise SimulatorError(f"{file.place('profile', SECTION)}: {reason}", fix)
    return found, tuple(section)


def _unused(folders: Sequence[Path], named: Sequence[Path]) -> Iterator[str]:
    """Yield what of a project's folders is not used, as no person has named them."""
    asked_for = {each.resolve() for each in named}
    # These names are said here and not by the library, which is not loaded yet.
    homes = ("support", "translations", "lines")
    inside = (each / name for each in folders for name in homes if each.resolve() not in asked_for)
    if unused := [f"{each}" for each in inside if each.is_dir()]:
        fix = "name its folder with --folder, or in your own silent999.toml"
        verb = "is" if len(unused) == 1 else "are"
        yield f"note: {', '.join(unused)} {verb} not used: {fix}"


def fill_in(options: Namespace) -> tuple[str, ...]:
    """Fill in what a command line leaves out: folders, and profile, seed and report of a run.

    Return what the command has to say of the files that it obeys.
    """
    takes_folders, usual = "folder" in options, getattr(options, "usual_profile", "")
    options.project_folder, options.project_root = [], None
    if not takes_folders and usual != USUAL_PROFILE:
        _fill(options, Settings())
        return ()
    settings = read_settings()
    if takes_folders:
        options.folder = list(dict.fromkeys([*options.folder, *settings.folders]))
        options.project_folder = list(settings.project_folders)
        options.project_root = settings.project_root
    if settings.profile and usual == USUAL_PROFILE and not options.profile:
        from simulator.cli.run_selection import library_of

        options.usual_profile = settings.checked_profile(library_of(options))
    _fill(options, settings)
    named = options.folder if takes_folders else settings.folders
    # The name of a folder may have a line end in it.
    return tuple(map(for_line, (*settings.notes, *_unused(settings.project_folders, named))))


def _fill(options: Namespace, settings: Settings) -> None:
    """Fill in the seed and the report of a command that has a usual one."""
    if "usual_seed" in options and options.seed is None:
        options.seed = options.usual_seed if settings.seed is None else settings.seed
    if "usual_report" in options and options.format is None:
        options.format = settings.reports or options.usual_report


def _checked(
    file: TomlFile, values: Mapping[str, Any], section: str, root: Path | None = None
) -> dict[str, Any]:
    """Return the values of a file by our keys, folders as paths; SimulatorError for a mistake."""
    for key, value in values.items():
        if mistake := _mistake(key, value):
            raise SimulatorError(f"{file.place(key, section)}: {mistake[0]}", mistake[1])
    folders: list[Path] = []
    for word in values.get("folders", ()):
        folder = file.path.parent / word
        if mistake := _folder_mistake(folder, word, root):
            raise SimulatorError(f"{file.place('folders', section)}: {mistake[0]}", mistake[1])
        folders.append(folder)
    keys = dict(_flat(values.get("keys", {})))
    if wrong := next((name for name, value in keys.items() if not value), None):
        found, fix = f"keys: {_short(wrong)} takes a text", 'write "call.pause" = "f5, space"'
        raise SimulatorError(f"{file.place('keys', section)}: {found}", fix)
    return {**values, "folders": folders, "keys": keys}


def _mistake(key: str, value: Any) -> tuple[str, str] | None:
    """Return what is wrong with a key, and the fix; None if it is right."""
    form = _FORMS.get(key)
    if form is None:
        return f"there is no key {_short(key)}", _meant(_short(key), _FORMS)
    if not form.fits(value):
        return f"{key} takes {form.takes}", f"write {form.example}"
    if key in _WORDS and value not in _WORDS[key]:
        noun = key.removesuffix("s")
        return f"unknown {noun} {_short(value)}", _meant(_short(value), _WORDS[key])
    return None


def _folder_mistake(folder: Path, word: str, root: Path | None) -> tuple[str, str] | None:
    """Return what is wrong with a folder; one with the whole disk or home in it takes for ever."""
    try:
        real, there = folder.resolve(), folder.is_dir()
    except (OSError, RuntimeError, ValueError):  # Too long a name, or a circle of links.
        there = False
    if not there:
        fix = "create it, or correct its name: it is looked for beside this file"
        return f"there is no folder {_short(word)}", fix
    home = home_folder()
    if real == real.parent or (home and home.resolve().is_relative_to(real)):
        found = f"{_short(word)} holds a whole disk or home"
        return found, "name the folder of scenarios in it"
    if root and not real.is_relative_to(root.resolve()):
        fix = "name one in it, or write it in your own silent999.toml"
        return f"{_short(word)} is outside of the project", fix
    return None


def _meant(word: str, known: Collection[str]) -> str:
    return did_you_mean(word, known).removeprefix("; ") or f"write one of {', '.join(known)}"


def _short(word: str) -> str:
    shown = for_line(word[: _SHOWN + 1])
    return shown if len(word) <= _SHOWN else f"{shown[:_SHOWN]}..."


def _flat(table: Mapping[str, Any], before: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Yield the names of a table; TOML reads ``call.pause`` without quotes as a table in it.

    What isn't the text or the digit of a key is empty.
    """
    for name, value in table.items():
        whole = (*before, name)
        if isinstance(value, dict) and len(whole) < _MOST_PARTS:
            yield from _flat(value, whole)
        else:
            usable = _text(value) or (type(value) is int and 0 <= value <= 9)
            yield ".".join(whole), str(value) if usable else ""
