"""A pack: scenarios that belong together, in an order, for one audience or one topic.

A pack is a folder with a `pack.yaml` and scenarios of its own in it, or a file in a folder `packs`.
Either may list shipped scenarios as well, and a scenario may stand in several packs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field

from simulator.content.diagnostics.validate import problem_at, validated
from simulator.content.fields.content_model import FileContent, Many
from simulator.content.fields.text_fields import Id, Month, SourceCode, Text
from simulator.content.files.find_files import (
    case_of,
    file_of,
    home_of,
    id_of,
    is_path,
    path_of,
    resolved,
    scenario_files,
    stem_of,
)
from simulator.content.yaml.positions import Document
from simulator.content.yaml.reader import read_file
from simulator.errors import ContentError, LibraryError, Problem

Cases = Callable[[Path], tuple[Path, ...]]
"""The paths of the scenarios in a file: of each case, where it holds a table."""


class PackFile(FileContent):
    """One pack."""

    id: Id
    """The name to ask for it by."""
    title: Text
    """The name that people read."""
    about: Text
    """Who it is for, and what its calls have in common."""
    scenarios: Annotated[Many[Text], Field(min_length=1)]
    """The scenarios in their order: ids, or paths of files from this file's folder."""
    notes: Text | None = None
    """What whoever leads a session with it should know."""
    tags: Many[Id] = ()
    """Words to find it by."""
    sources: Many[SourceCode] = ()
    """The public sources that the choice rests on, beside those of the scenarios."""
    review_by: Month | None = None
    """When the choice should be looked at again."""


@dataclass(frozen=True, slots=True)
class LoadedPack:
    """A pack, the file that it came from, and the files of its scenarios."""

    pack: PackFile
    path: Path
    document: Document
    files: tuple[Path, ...]
    """The scenarios' files, in the order of the pack."""
    places: Mapping[Path, int]
    """Where each file, links followed, stands in that order, counted from 0."""

    def place_of(self, path: Path) -> int | None:
        """Where a scenario's file stands in the pack, counted from 0; none if it does not."""
        return self.places.get(resolved(path))


def load_pack(path: Path, known: Sequence[Path], cases: Cases) -> LoadedPack:
    """Read a pack; its ids mean scenarios of its own folder first, then the `known` ones.

    The id of a table means all of its `cases`.

    Raises:
        ContentError: the file is wrong, or names a scenario that is not there, or one twice.
    """
    document = read_file(path)
    pack = validated(document, PackFile)
    own = tuple(scenario_files(home_of(path)))
    there = set(map(stem_of, own))
    others = [file for file in known if stem_of(file) not in there]
    files: dict[Path, Path] = {}
    problems: list[Problem] = []
    for index, request in enumerate(pack.scenarios):
        key_path = ("scenarios", index)
        try:
            found_here = _files_of(request, path, own, others, cases)
        except LibraryError as error:
            expected = "the id of a scenario, or a path from this file's folder"
            found = (error.message, expected, error.hint)
            problems.append(problem_at(document, key_path, "unknown-scenario", *found))
            continue
        if any(resolved(file) in files for file in found_here):
            found_twice = f"{request} stands in this pack already"
            fix = "leave one of the two out"
            problems.append(problem_at(document, key_path, "listed-twice", found_twice, "", fix))
        files.update({resolved(file): file for file in found_here})
    if problems:
        raise ContentError(problems)
    places = {file: place for place, file in enumerate(files)}
    return LoadedPack(pack, path, document, tuple(files.values()), places)


def _files_of(
    request: str, path: Path, own: Sequence[Path], others: Sequence[Path], cases: Cases
) -> tuple[Path, ...]:
    if is_path(request):
        file = path.parent / request
        if not file_of(file).is_file():
            raise LibraryError(f"there is no file {file}")
        rows, wanted = cases(file_of(file)), case_of(file)
        if wanted and file not in rows:
            there = ", ".join(filter(None, map(case_of, rows)))
            hint = f"there are {there}" if there else "it has no table of cases that can be read"
            raise LibraryError(f'there is no case "{wanted}" in {file_of(file)}', hint)
        return (file,) if wanted else rows
    for among in (own, others):
        tables = [file for file in among if stem_of(file) == request]
        if len(tables) == 1:
            return cases(tables[0])
    every = [case for file in (*own, *others) for case in cases(file)]
    return (path_of(request, every, "scenario", id_of),)
