"""A recorded call is looked at by the rubrics under which it was played."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.core.terms import Role
from simulator.debrief.turning_points.report import Sitting, after_a_call
from simulator.errors import LibraryError
from simulator.session.records.header import Header
from simulator.session.records.record_file import RecordLibrary, read_record
from simulator.session.records.recorder import Recorder
from simulator.session.run.headless import run
from tests.session.calls import LIBRARY
from tests.session.recorded import BEGAN, recording
from tests.session.sitting import setup


def test_the_records_own_rubric_wins(tmp_path: Path) -> None:
    """Its title and criteria are those of that day; another rubric is the shipped one."""
    of = setup("partner-in-the-room", Role.CALL_HANDLER)
    shipped = LIBRARY.rubric("call_handler").file
    earlier = shipped.model_copy(
        update={"title": "As it was then", "criteria": shipped.criteria[:3]}
    )
    recorder = Recorder(recording(tmp_path), Header(of, (earlier,), "wren", BEGAN, "0.0"))
    recorder.take(run(of.scenario, of.profile, of.force).log)
    assert recorder.path is not None
    record = read_record(recorder.path)
    library = RecordLibrary(record)
    played = (of.scenario, of.profile, of.force, record.entries, of.seats)
    (part,) = after_a_call(Sitting(*played), library).parts
    assert (part.title, len(part.findings)) == ("As it was then", 3)
    assert library.rubric("operator").rubric == LIBRARY.rubric("operator").rubric
    with pytest.raises(LibraryError):
        library.rubric("nobody_has_it")
