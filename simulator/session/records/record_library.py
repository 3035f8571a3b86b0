"""The library as a record needs it: with the rubrics that stand in the record itself."""

from __future__ import annotations

from pathlib import Path

from simulator.content.library.library import Library
from simulator.content.rules.rubric_file import LoadedRubric
from simulator.content.yaml.reader import read_text
from simulator.session.records.record_file import Record


class RecordLibrary(Library):
    """Shipped content; but a call is looked at by the rubrics under which it was played."""

    def __init__(self, record: Record) -> None:
        """For what is said after the call of `record`."""
        super().__init__()
        nothing = read_text("{}", str(record.path))
        self._own = {
            file.id: LoadedRubric(file, record.path, nothing) for file in record.header.rubrics
        }

    def rubric(self, request: str | Path) -> LoadedRubric:
        """The record's own rubric of that id, else one that is shipped.

        Raises:
            LibraryError: there is no such rubric.
            ContentError: its file is wrong.
        """
        return self._own.get(str(request)) or super().rubric(request)
