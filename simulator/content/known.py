"""What a content file may refer to."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from simulator.content.finding import id_of
from simulator.content.library import Library
from simulator.content.reference import DramaNumbers, WordingList


@dataclass(frozen=True, slots=True)
class Known:
    """What a file may refer to."""

    scenarios: Collection[str]
    profiles: Collection[str]
    forces: Collection[str]
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
            rubrics={path.stem for path in library.rubric_paths()},
            properties={
                each.id for loaded in library.properties() for each in loaded.file.properties
            },
            sources=library.sources().keys(),
            numbers=library.drama_numbers(),
            wording=library.wording(),
        )
