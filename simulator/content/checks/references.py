"""What a content file may refer to."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import suppress
from functools import cached_property

from simulator.content.files.paths import id_of
from simulator.content.library.library import Library
from simulator.content.procedure.reference import DramaNumbers, WordingList
from simulator.errors import ContentError, LibraryError


class Known:
    """What a file may refer to: all that a library holds.

    Each kind is looked at when it is first asked for: most files ask for few of them, and reading
    every rubric and property takes longer than checking a scenario.
    """

    def __init__(self, library: Library) -> None:
        """Everything in `library`."""
        self._library = library

    @cached_property
    def scenarios(self) -> Collection[str]:
        """The ids of scenarios."""
        return {id_of(path) for path in self._library.scenario_paths()}

    @cached_property
    def profiles(self) -> Collection[str]:
        """The ids of profiles."""
        return {path.stem for path in self._library.profile_paths()}

    @cached_property
    def forces(self) -> Collection[str]:
        """The ids of forces."""
        return {path.stem for path in self._library.force_paths()}

    @cached_property
    def rubrics(self) -> Collection[str]:
        """The ids of rubrics."""
        return {path.stem for path in self._library.rubric_paths()}

    @cached_property
    def properties(self) -> Collection[str]:
        """The ids of properties, in files that can be read."""
        return set(self._properties())

    @cached_property
    def sources(self) -> Collection[str]:
        """The codes of public sources."""
        return self._library.sources().keys()

    @cached_property
    def numbers(self) -> DramaNumbers:
        """The telephone numbers that are set aside for drama."""
        return self._library.drama_numbers()

    @cached_property
    def wording(self) -> WordingList:
        """The words that are not used."""
        return self._library.wording()

    def grades_of(self, force: str) -> Collection[str] | None:
        """The grades of a force; None where it is not there, or cannot be read."""
        try:
            return [grade.id for grade in self._library.force(force).force.grades]
        except (ContentError, LibraryError):
            return None

    def _properties(self) -> Iterator[str]:
        for path in self._library.property_paths():
            with suppress(ContentError):
                yield from (each.id for each in self._library.property_file(path).file.properties)
