"""Packs: ordered collections of scenarios for one audience or one topic.

A pack is a folder with a `pack.yaml` and its own scenarios, or a file in a folder `packs`. Both may
also list shipped scenarios, and a scenario may be in several packs.
"""

from collections.abc import Callable, Mapping
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


def load_pack(path: Path, cases_of: Callable[[str | Path], tuple[Path, ...]]) -> LoadedPack:
    """Read a pack; `cases_of` returns the scenarios of an id, or of a file, with all its cases."""
    document = read_file(path)
    pack = validated(document, PackFile)
    files: dict[Path, Path] = {}
    problems: list[Problem] = []
    for index, request in enumerate(pack.scenarios):
        try:
            listed = _listed(path, request, cases_of)
        except LibraryError as error:
            found = (error.message, "", error.hint)
            problems.append(problem_at(document, ("scenarios", index), "unknown-scenario", *found))
        else:
            files |= {find.resolved(file): file for file in listed}
    if problems:
        raise ContentError(problems)
    places = {file: place for place, file in enumerate(files)}
    return LoadedPack(pack, path, document, tuple(files.values()), places)


def _listed(
    path: Path, request: str, cases_of: Callable[[str | Path], tuple[Path, ...]]
) -> tuple[Path, ...]:
    if not find.is_path(request):
        return cases_of(request)
    listed = path.parent / request
    file, wanted = find.file_of(listed), find.case_of(listed)
    if not file.is_file():
        raise LibraryError(f"there is no file {file}")
    cases = cases_of(file)
    if wanted and listed not in cases:
        there = ", ".join(filter(None, map(find.case_of, cases)))
        hint = f"there are {there}" if there else "it has no table of cases that can be read"
        raise LibraryError(f'there is no case "{wanted}" in {file}', hint)
    return (listed,) if wanted else cases
