"""The recorder: each entry as it happens, closed as it is, and a fresh record for a fresh try."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.core import acts as do
from simulator.core.terms import Role
from simulator.errors import LibraryError
from simulator.session.records.record_file import Record, read_record
from simulator.session.records.record_header import RewoundFrom
from simulator.session.records.recorder import Recorder
from tests.session.calls import LIBRARY, scenario
from tests.session.recorded import LOG, SMALL, recording
from tests.session.sitting import Played, setup


def so_far(recorder: Recorder, folder: Path) -> Record:
    """What another program could read of the record now."""
    return read_record(folder / f"{recorder.id}.jsonl")


@given(st.lists(st.integers(0, len(LOG)), max_size=6).map(sorted))
def test_entries_are_in_the_file_as_soon_as_they_are_taken(
    tmp_path_factory: pytest.TempPathFactory, steps: list[int]
) -> None:
    """However the log grows, whoever reads the open file finds all of it, once."""
    folder = tmp_path_factory.mktemp("records")
    recorder = recording(folder, with_text=True).recorder(SMALL, LIBRARY)
    for length in steps:
        recorder.take(LOG[:length])
        if length:
            record = so_far(recorder, folder)
            assert record.entries == LOG[:length]
            assert record.note == ""
    recorder.close()


def test_it_closes_as_it_is(tmp_path: Path) -> None:
    recorder = recording(tmp_path).recorder(SMALL, LIBRARY)
    recorder.take(LOG[:2])
    recorder.close()
    recorder.close()
    recorder.take(LOG)
    assert len(so_far(recorder, tmp_path).entries) == 2
    untouched = recording(tmp_path).recorder(SMALL, LIBRARY)
    untouched.close()
    untouched.take(LOG)
    assert untouched.id == ""
    assert len(list(tmp_path.glob("*.jsonl"))) == 1


def test_a_fresh_try_is_a_fresh_record(tmp_path: Path) -> None:
    """It names the first one and the moment; the first stays as it was."""
    played = Played(setup("partner-in-the-room", Role.CALLER))
    recorder = recording(tmp_path).recorder(played.live.setup, LIBRARY)
    played.live.act(Role.CALLER, do.Dial())
    played.to(20_000)
    recorder.take(played.live.log)
    first = so_far(recorder, tmp_path)
    live = played.live.again_from(5_000)
    again = recorder.again_from(5_000)
    again.take(live.log)
    again.close()
    recorder.take([*played.live.log, *LOG])
    assert so_far(recorder, tmp_path) == first
    record = so_far(again, tmp_path)
    assert record.header.again == RewoundFrom(recorder.id, 5_000)
    assert record.header.setup == first.header.setup
    assert list(record.entries) == [entry for entry in first.entries if entry.at < 5_000]
    assert record.header.rubrics == first.header.rubrics != ()


def test_a_fresh_try_of_what_was_never_begun_names_nothing(tmp_path: Path) -> None:
    again = recording(tmp_path).recorder(SMALL, LIBRARY).again_from(1)
    again.take(LOG)
    again.close()
    assert so_far(again, tmp_path).header.again is None


def test_a_folder_that_has_gone_does_not_end_the_call(tmp_path: Path) -> None:
    """It says once why nothing is written, and is quiet from then on."""
    (tmp_path / "file").write_bytes(b"")
    recorder = recording(tmp_path / "file" / "records").recorder(SMALL, LIBRARY)
    recorder.take(LOG)
    assert "recording has stopped" in recorder.trouble
    recorder.take(LOG)
    recorder.close()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full disk at hand")
def test_a_full_disk_does_not_end_the_call(tmp_path: Path) -> None:
    """What was written before stays; the rest is told of."""
    recorder = recording(tmp_path).recorder(SMALL, LIBRARY)
    recorder.take(LOG[:3])
    record = so_far(recorder, tmp_path)
    assert recorder.path is not None
    kept = recorder.path.rename(tmp_path / "kept.jsonl")
    recorder.path.symlink_to("/dev/full")
    recorder.take(LOG)
    assert "recording has stopped" in recorder.trouble
    # Nothing is added later, when there is room again: the record would have a gap.
    kept.replace(recorder.path)
    recorder.take(LOG)
    assert so_far(recorder, tmp_path).entries == record.entries


def test_a_record_that_is_erased_during_its_call_stays_erased(tmp_path: Path) -> None:
    recorder = recording(tmp_path).recorder(SMALL, LIBRARY)
    recorder.take(LOG[:3])
    assert recorder.path is not None
    recorder.path.unlink()
    recorder.take(LOG)
    assert "recording has stopped" in recorder.trouble
    assert not recorder.path.exists()


def test_a_rubric_that_is_not_there_is_told_of_before_the_call(tmp_path: Path) -> None:
    of = SMALL.__class__(scenario("rubric: [nobody_has_it]"), SMALL.profile, SMALL.force)
    with pytest.raises(LibraryError):
        recording(tmp_path).recorder(of, LIBRARY)
