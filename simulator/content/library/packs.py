"""Packs: ordered collections of scenarios for one audience or one topic.

A pack is a folder with a `pack.yaml` and its own scenarios, or a file in a folder `packs`. Both may
also list shipped scenarios, and a scenario may be in several packs.
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
from simulator.content.files import find_files as find
from simulator.content.yaml.positions import Document
from simulator.content.yaml.reader import read_file
from simulator.errors import ContentError, LibraryError, Problem

Cases = Callable[[Path], tuple[Path, ...]]
"""Returns the paths of the scenarios in a file: one, or one for each case of its table."""


class PackFile(FileContent):
    """One pack."""

    id: Id
    """The id."""
    title: Text
    """The title for readers."""
    about: Text
    """The audience, and what the calls have in common."""
    scenarios: Annotated[Many[Text], Field(min_length=1)]
    """The scenarios in their order: ids, or paths of files from this file's folder."""
    notes: Text | None = None
    """Notes for a facilitator."""
    tags: Many[Id] = ()
    """Words to find it by."""
    sources: Many[SourceCode] = ()
    """The public sources for the choice, in addition to those of the scenarios."""
    review_by: Month | None = None
    """The month in which the choice is due for review."""


@dataclass(frozen=True, slots=True)
class LoadedPack:
    """A pack, with its file and the files of its scenarios."""

    pack: PackFile
    path: Path
    document: Document
    files: tuple[Path, ...]
    """The scenarios' files, in the order of the pack."""
    places: Mapping[Path, int]
    """The position of each file, with links resolved, counted from 0."""

    def place_of(self, path: Path) -> int | None:
        """Return the position of a scenario's file, counted from 0; None if it isn't listed."""
        return self.places.get(find.resolved(path))


def load_pack(path: Path, known: Sequence[Path], cases: Cases) -> LoadedPack:
    """Read a pack; ids are looked up in its own folder first, then among the `known` scenarios.

    The id of a table includes all of its `cases`.
    """
    document = read_file(path)
    pack = validated(document, PackFile)
    own = tuple(find.scenario_files(find.home_of(path)))
    there = set(map(find.stem_of, own))
    others = [file for file in known if find.stem_of(file) not in there]
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
        files.update({find.resolved(file): file for file in found_here})
    if problems:
        raise ContentError(problems)
    places = {file: place for place, file in enumerate(files)}
    return LoadedPack(pack, path, document, tuple(files.values()), places)


def _files_of(
    request: str, path: Path, own: Sequence[Path], others: Sequence[Path], cases: Cases
) -> tuple[Path, ...]:
    if find.is_path(request):
        file = path.parent / request
        if not find.file_of(file).is_file():
            raise LibraryError(f"there is no file {file}")
        rows, wanted = cases(find.file_of(file)), find.case_of(file)
        if wanted and file not in rows:
            there = ", ".join(filter(None, map(find.case_of, rows)))
            hint = f"there are {there}" if there else "it has no table of cases that can be read"
            raise LibraryError(f'there is no case "{wanted}" in {find.file_of(file)}', hint)
        return (file,) if wanted else rows
    for among in (own, others):
        tables = [file for file in among if find.stem_of(file) == request]
        if len(tables) == 1:
            return cases(tables[0])
    every = [case for file in (*own, *others) for case in cases(file)]
    return (find.path_of(request, every, "scenario", find.id_of),)
