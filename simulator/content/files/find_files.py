"""Paths and ids of content files: resolve a request, and list a folder."""

import difflib
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from simulator.errors import ContentError, LibraryError, Problem

T = TypeVar("T")

_OF_PROCEDURE = ("profiles", "forces", "rubrics", "properties", "phrases", "reading", "lines")
KINDS_BESIDE = (*_OF_PROCEDURE, "packs", "plans", "support")
"""Folders, beside a user's scenarios, of files that they name by id."""
PARTS_BESIDE = ("personas", "fragments")
"""Folders of parts that scenarios extend."""
TRANSLATION = ".ftl"
"""The ending of a translation's file."""
CASE = "#"
"""Separator between a file and one of its cases: `taps.yaml#one`."""
MOST_LOOKED_AT = 100_000
"""Most files and folders among which scenarios are looked for: about 2 seconds (assumption)."""
_NOT_SCENARIOS = frozenset({*KINDS_BESIDE, *PARTS_BESIDE, "translations"})
_SUFFIXES = (".yaml", ".yml")
_ENDINGS = (*_SUFFIXES, ".scenario.yaml", ".scenario.yml")
"""Endings that a user may have left out of a file's name."""


def is_path(request: str) -> bool:
    """Whether a request names a file or a folder rather than an id."""
    return request.partition(CASE)[0].endswith(_SUFFIXES) or "/" in request or os.sep in request


def stem_of(path: Path) -> str:
    """Return the id in a file's name: `one-tap` for `one-tap.yaml` and `one-tap.scenario.yaml`."""
    return path.stem.removesuffix(".scenario")


def file_of(path: Path) -> Path:
    """Return the file of a scenario's path, without its case."""
    name, mark, _ = path.name.partition(CASE)
    return path.with_name(name) if mark and name.endswith(_SUFFIXES) else path


def case_of(path: Path) -> str:
    """Return the case in a path; empty if it means the whole file."""
    return "" if file_of(path) == path else path.name.partition(CASE)[2]


def id_of(path: Path) -> str:
    """Return the id of a scenario, from the path of its file and case."""
    stem, case = stem_of(file_of(path)), case_of(path)
    return f"{stem}-{case}" if case else stem


def resolved(path: Path) -> Path:
    """Return a path with links resolved, also if links are circular."""
    return Path(os.path.realpath(path))


def path_of(
    request: str | Path, paths: Sequence[Path], noun: str, id_of: Callable[[Path], str] = stem_of
) -> Path:
    """Return the file for a path, or for an id; LibraryError if no file has it, or two have it."""
    if isinstance(request, Path) or is_path(request):
        return Path(request)
    found = [path for path in paths if id_of(path) == request]
    if len(found) == 1:
        return found[0]
    if found:
        both = " and ".join(map(str, found[:2]))
        nouns = " or ".join(f"{each}s" for each in noun.split(" or "))
        raise LibraryError(f"two {nouns} have the id {request}: {both}", "rename one of them")
    file = next(filter(os.path.isfile, (f"{request}{ending}" for ending in _ENDINGS)), "")
    near = difflib.get_close_matches(request, [id_of(path) for path in paths], n=3)
    meant = f"the file {file}" if file else " or ".join(near)
    hint = f"did you mean {meant}?" if meant else ""
    raise LibraryError(f'there is no {noun} "{request}"', hint)


def base_among(known: Sequence[Path], noun: str) -> Callable[[str, Path], Path]:
    """Return a finder for `based_on`: an id, or a path from the folder of the file that has it."""

    def base(request: str, written_in: Path) -> Path:
        if is_path(request):
            path = written_in.parent / request
            if path.is_file():
                return path
            raise LibraryError(f"there is no file {path}")
        return path_of(request, known, noun)

    return base


def yaml_files(folder: Path) -> Iterator[Path]:
    if folder.is_dir():
        yield from sorted(path for path in folder.iterdir() if path.suffix in _SUFFIXES)


def translation_files(folder: Path) -> Iterator[Path]:
    """Yield the translations beside a user's scenarios."""
    if (place := folder / "translations").is_dir():
        yield from sorted(place.glob(f"*{TRANSLATION}"))


def scenario_files(folder: Path) -> Iterator[Path]:
    for path in _files_below(folder):
        if not _NOT_SCENARIOS & set(path.relative_to(folder).parts[:-1]) and path.stem != "pack":
            yield path


def part_files(folder: Path) -> Iterator[Path]:
    """Return the personas and fragments of a folder, from all folders with these names."""
    return (path for path in _files_below(folder) if path.parent.name in PARTS_BESIDE)


def parts_beside(path: Path) -> Iterator[Path]:
    """Yield the personas and fragments beside a scenario's file, or beside its folder."""
    for place in (path.parent, path.parent.parent):
        for kind in PARTS_BESIDE:
            yield from yaml_files(place / kind)


def _files_below(folder: Path) -> list[Path]:
    """Return the YAML files in a folder and below, without hidden folders.

    Raises LibraryError for a folder with so much in it that looking for them would take minutes.
    """
    found: list[Path] = []
    looked_at = 0
    for place, folders, files in os.walk(folder):
        looked_at += len(folders) + len(files)
        if looked_at > MOST_LOOKED_AT:
            reason = f"{folder} holds more than {MOST_LOOKED_AT:,} files and folders"
            raise LibraryError(reason, "name the folder of scenarios in it")
        names = (name for name in (*folders, *files) if name.endswith(_SUFFIXES))
        found += (Path(place, name) for name in names)
        folders[:] = [name for name in folders if not name.startswith(".")]
    return sorted(found)


def readable(
    load: Callable[[Path], T], paths: Sequence[Path]
) -> tuple[tuple[T, ...], tuple[Problem, ...]]:
    """Load the files that can be read; return the problems of the others as well."""
    loaded: list[T] = []
    problems: dict[Problem, None] = {}
    for path in paths:
        try:
            loaded.append(load(path))
        except ContentError as error:
            problems.update(dict.fromkeys(error.problems))
    return tuple(loaded), tuple(problems)
