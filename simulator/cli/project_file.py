"""The `pyproject.toml` of a project, with our section: found, and obeyed only if it is the user's.

It is looked for from this folder upwards, to the root of the repository and no further; outside a
repository, in this folder alone. Otherwise a file that any user may put into a folder above, such
as `/tmp`, would be obeyed everywhere below it. A file, and a link to one, must also belong to the
user and not be open for all to write.
"""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from typing import NamedTuple

from simulator.cli.toml_file import TomlFile, parsed
from simulator.errors import SimulatorError
from simulator.open_file import FileRefused, content_of

NAME = "pyproject.toml"
SECTION = "[tool.silent999]"
MOST_BYTES = 256 * 1024
"""Largest `pyproject.toml` that is searched for our section (assumption)."""
_ROOTS = (".git", ".hg", ".jj")
"""What the root of a repository holds."""
_MENTIONED = re.compile(
    r"tool[\"']?[ \t]*\.[ \t]*[\"']?silent999|^[ \t]*\[?[ \t]*[\"']?tool[\"']?[ \t]*[\]=]",
    re.MULTILINE,
)
"""What a file has that may hold our section. Others are not read as TOML: that takes 8 ms."""


class ProjectFile(NamedTuple):
    """A file with our section, or the reason why it is not obeyed."""

    file: TomlFile
    root: Path
    """The folder that the project's own folders have to be in."""
    why_not: str = ""

    @property
    def section(self) -> object:
        """What the file says under our name."""
        return self.file.values["tool"]["silent999"]


def project_file() -> ProjectFile | None:
    """Return the nearest file with our section; None without one.

    Raises:
        SimulatorError: a file of the user that mentions our section isn't TOML.
    """
    try:
        here = Path.cwd()
    except OSError:  # The folder was removed.
        return None
    above = (here, *here.parents)
    root = next((each for each in above if _is_root(each)), here)
    for folder in above[: above.index(root) + 1]:
        path = folder / NAME
        try:
            text = content_of(path, MOST_BYTES).decode(errors="replace")
        except FileRefused:  # A file of other programs may be as it likes.
            continue
        if not _MENTIONED.search(text):
            continue
        why_not = _why_not(path)
        try:
            found = ProjectFile(parsed(path, text), root, why_not)
        except SimulatorError:
            if why_not:
                continue
            raise
        tool = found.file.values.get("tool")
        if isinstance(tool, dict) and "silent999" in tool:
            return found
    return None


def _is_root(folder: Path) -> bool:
    return any(os.path.lexists(folder / name) for name in _ROOTS)


def _why_not(path: Path) -> str:
    """Return why a file is not the user's; empty if it is. Windows has no owners to compare."""
    if not hasattr(os, "geteuid"):
        return ""
    mine = {os.geteuid()}
    asked_by = os.environ.get("SUDO_UID", "")
    if 0 in mine and asked_by.isdecimal() and len(asked_by) < 12:
        mine.add(int(asked_by))  # Root, asked by this user, acts for them: as git sees it.
    try:
        found = (os.lstat(path), path.stat())
    except OSError:
        return "it can't be looked at"
    if any(each.st_uid not in mine for each in found):
        return "it belongs to another user"
    if found[1].st_mode & stat.S_IWOTH:
        return "every user may write it"
    return ""
