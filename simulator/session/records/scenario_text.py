"""The text of a scenario file that a run is written as: as it went, or in cues."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from simulator.content.checks.literal_fixes import problems_of
from simulator.content.files.file_kinds import modeline
from simulator.content.files.find_files import id_of
from simulator.content.library.library import Library
from simulator.core.log import Entry
from simulator.core.terms import Role
from simulator.errors import Problem
from simulator.session.records.as_scenario import as_scenario
from simulator.session.records.in_cues import in_cues
from simulator.session.run.live_run import RunSetup

_ACT = re.compile(r"(?:calls\[(\d+)\]\.)?exactly\[(\d+)\]")
"""Where an exact act is in a file."""
_MOST_KEPT = 99
"""Most files of one call in a folder. Our choice; no source."""


class AnotherLog(ValueError):
    """A scenario of the run would give another log than the run."""

    def __init__(self, parts_at: int) -> None:
        """The logs part at the entry `parts_at`."""
        super().__init__(f"it gives another log from entry {parts_at} on")
        self.parts_at = parts_at


def kept_as_scenario(folder: Path, library: Library, setup: RunSetup, log: Sequence[Entry]) -> Path:
    """Write a run into a new file of `folder`, and return its path.

    Raises:
        OSError: the file can't be written.
        ValueError: the call has not ended, or no file would give its log.
    """
    stem = f"{setup.scenario.id}-as-it-went"
    names = (stem, *(f"{stem}-{number}" for number in range(2, _MOST_KEPT + 1)))
    path = next((at for name in names if not (at := folder / f"{name}.yaml").exists()), None)
    if path is None:
        raise ValueError(f"{folder} has {_MOST_KEPT} files of it already")
    text = scenario_text(library, path, setup, log)
    path.write_text(text, encoding="utf-8")
    return path


def written_as_scenario(
    folder: Path, library: Library, setup: RunSetup, log: Sequence[Entry]
) -> tuple[str, bool]:
    """Write a run as `kept_as_scenario` does. Return what to say of it, and whether it was."""
    try:
        path = kept_as_scenario(folder, library, setup, log)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or f"{error}"
        return f"This call can't be written as a scenario: {reason}.", False
    return f"Written: {path}. It has what was typed in this call, and stays there.", True


def scenario_text(
    library: Library,
    path: Path,
    setup: RunSetup,
    log: Sequence[Entry],
    *,
    loose: bool = False,
    title: str | None = None,
) -> str:
    """Return the text of a scenario at `path` that gives a log; `loose`: in cues.

    Raises:
        AnotherLog: no file would give that log byte for byte.
        ValidationError: its scenario is of an earlier version, and no longer valid.
        ValueError: a call of it has not ended.
    """
    if loose:
        return _loose(library, path, setup, in_cues(setup, log, id_of(path)), title)
    found = as_scenario(setup, log, id_of(path))
    if not found.same:
        raise AnotherLog(found.parts_at)
    if title:
        found.plain["title"] = title
    text = _text(found.plain, setup, path)
    problems = problems_of(library, path, text)
    # Of the names that the old file lists, some were in steps and endings that did not come.
    unused = {
        each.found.partition(" appears")[0] for each in problems if each.code == "unused-name"
    }
    names = [name for name in found.plain.pop("invented", ()) if name not in unused]
    names += _own_names(problems, found.plain, setup)
    return _text(found.plain | ({"invented": names} if names else {}), setup, path)


def _loose(
    library: Library, path: Path, setup: RunSetup, plain: dict[str, Any], title: str | None
) -> str:
    """Return the text of a scenario in cues, with the names that it has and no others."""
    if title:
        plain["title"] = title
    remark = f"# {setup.scenario.id} in cues: the caller as they were, and simulated staff."
    found = problems_of(library, path, _laid_out(plain, path, remark))
    unused = {each.found.partition(" appears")[0] for each in found if each.code == "unused-name"}
    names = [name for name in plain.pop("invented", ()) if name not in unused]
    if Role.CALLER not in setup.seats:
        new = (each for each in found if each.code == "unlisted-name")
        names += [each.found.partition(" looks like")[0] for each in new]
    return _laid_out(plain | ({"invented": [*dict.fromkeys(names)]} if names else {}), path, remark)


def _own_names(problems: Sequence[Problem], plain: Mapping[str, Any], setup: RunSetup) -> list[str]:
    """Return the names that simulated people say, which the program made up.

    A name that a trainee typed keeps its warning: it may be a real one.
    """
    names: dict[str, None] = {}
    for each in problems:
        if each.code == "unlisted-name" and (found := _ACT.match(each.path)):
            call = plain["calls"][int(found[1])] if found[1] else plain
            if call["exactly"][int(found[2])]["by"] not in setup.seats:
                names[each.found.partition(" looks like")[0]] = None
    return list(names)


def _text(plain: Mapping[str, Any], setup: RunSetup, path: Path) -> str:
    """Return the text of the file, with how to play it as it went at its head."""
    how = f"--profile {setup.profile.id} --seed {setup.seed}"
    as_it_went = f"# {setup.scenario.id} as it went; the same call again, entry by entry:"
    return _laid_out(plain, path, f"{as_it_went}\n# silent999 run {path.name} {how}")


def _laid_out(plain: Mapping[str, Any], path: Path, remarks: str) -> str:
    body = yaml.safe_dump(
        dict(plain), sort_keys=False, allow_unicode=True, width=100, default_flow_style=None
    )
    return "\n".join((modeline("scenario", path.parent), remarks, body))
