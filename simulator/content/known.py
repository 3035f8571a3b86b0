"""What a content file may refer to."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache

from simulator.content.finding import id_of
from simulator.content.library import Library
from simulator.content.reference import DramaNumbers, WordingList
from simulator.errors import ContentError


@dataclass(frozen=True, slots=True)
class Known:
    """What a file may refer to."""

    scenarios: Collection[str]
    profiles: Collection[str]
    forces: Collection[str]
    grades: Mapping[str, Collection[str]]
    """The grades of each force that can be read."""
    rubrics: Collection[str]
    properties: Collection[str]
    sources: Collection[str]
    numbers: DramaNumbers
    wording: WordingList

    @classmethod
    def from_library(cls, library: Library) -> Known:
        """Everything in the library."""
        return cls(
            scenarios={id_of(path) for path in library.scenario_paths()},
            profiles={path.stem for path in library.profile_paths()},
            forces={path.stem for path in library.force_paths()},
            grades=dict(_grades(library)),
            rubrics={path.stem for path in library.rubric_paths()},
            properties=_Later(lambda: _properties(library)),
            sources=library.sources().keys(),
            numbers=library.drama_numbers(),
            wording=library.wording(),
        )


class _Later(Collection[str]):
    """Names that are read when somebody first asks for one: few files refer to any."""

    def __init__(self, read: Callable[[], Collection[str]]) -> None:
        self._read = lru_cache(maxsize=1)(read)

    def __contains__(self, name: object) -> bool:
        return name in self._read()

    def __iter__(self) -> Iterator[str]:
        return iter(self._read())

    def __len__(self) -> int:
        return len(self._read())


def _properties(library: Library) -> Collection[str]:
    return {each.id for loaded in library.properties() for each in loaded.file.properties}


def _grades(library: Library) -> Iterator[tuple[str, Collection[str]]]:
    for path in library.force_paths():
        with suppress(ContentError):  # what is wrong with it is told where it is checked itself
            force = library.force(path).force
            yield force.id, [grade.id for grade in force.grades]
