"""Write down all that is shipped as a header of a record has it, for a page without a server."""

from pathlib import Path
from typing import Any

from simulator.content.library.library import Library
from simulator.session.records.record_header import header_has
from simulator.session.records.without_models import write_kept


def write_all(folder: Path) -> None:
    """Write the scenarios, profiles, forces and rubrics of this program into built content."""
    library = Library(())
    entries, _ = library.survey()
    held: dict[str, list[Any]] = {
        "scenario": [library.scenario(each.id).scenario for each in entries],
        "profile": [library.profile(each).profile for each in library.paths_of("profile")],
        "force": [library.force(each).force for each in library.paths_of("force")],
        "rubric": [library.rubric(each).file for each in library.paths_of("rubric")],
    }
    for what, values in held.items():
        for value in values:
            write_kept(folder, what, value, header_has(what, value))
