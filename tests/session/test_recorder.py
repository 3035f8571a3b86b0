"""The recorder: each entry as it happens, closed as it is, and a fresh record for a fresh try."""

import errno
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.core import acts as do
from simulator.core.terms import Role
from simulator.session.records import record_file
from simulator.session.records import recorder as recorders
from simulator.session.records.record_file import Record, read_record
from simulator.session.records.record_header import RewoundFrom
from simulator.session.records.recorder import Recorder
from tests.session.calls import LIBRARY
from tests.session.failing import NEED_NO_SPACE, FailingDisk
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


def test_a_folder_that_cannot_be_made_does_not_end_the_call(tmp_path: Path) -> None:
    """The reason is given at once, once, and again at the end."""
    (tmp_path / "file").write_bytes(b"")
    options = recording(tmp_path / "file" / "records")
    recorder = options.recorder(SMALL, LIBRARY)
    recorder.take(LOG[:3])
    assert recorder.news().startswith("NOT RECORDED: Not a directory. ")
    recorder.take(LOG)
    assert recorder.news() == ""
    assert options.results() == ["NOT KEPT: Not a directory; there is no record of this call."]
    assert options.exit_code == 1


def test_a_record_that_is_erased_during_its_call_stays_erased(tmp_path: Path) -> None:
    recorder = recording(tmp_path).recorder(SMALL, LIBRARY)
    recorder.take(LOG[:3])
    assert recorder.path is not None
    recorder.path.unlink()
    recorder.take(LOG)
    assert recorder.news().startswith("NOT RECORDED: its file was removed. ")
    assert not recorder.path.exists()
    assert recorder.result().startswith("NOT KEPT: its file was removed; there is no record")


def test_a_record_that_is_changed_during_its_call_is_not_called_kept(tmp_path: Path) -> None:
    for change, why in ((b"", "its file was shortened"), (b"#", "its file differs from what")):
        recorder = recording(tmp_path).recorder(SMALL, LIBRARY)
        recorder.take(LOG)
        assert recorder.path is not None
        written = recorder.path.read_bytes()
        recorder.path.write_bytes(change + written[1:])
        assert recorder.result().startswith(f"NOT KEPT: {why}")


def test_a_record_ends_before_it_is_too_large_to_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One message at the bound; what was written stays readable, and the exit code says so."""
    options = recording(tmp_path)
    recorder = options.recorder(SMALL, LIBRARY)
    recorder.take(LOG[:3])
    size = len((tmp_path / f"{recorder.id}.jsonl").read_bytes())
    monkeypatch.setattr(recorders, "MOST_BYTES", size + 10)
    news = []
    for length in range(4, len(LOG) + 1):
        recorder.take(LOG[:length])
        news.append(recorder.news())
    stays = "The call goes on, and what was written stays."
    assert news == [f"NOT RECORDED: {recorders.FULL}. {stays}", *[""] * (len(LOG) - 4)]
    assert len(so_far(recorder, tmp_path).entries) == 3
    left = f"the record {recorder.id} has 3 of {len(LOG)} entries"
    assert options.results() == [f"NOT KEPT: {recorders.FULL}; {left}."]
    assert options.exit_code == 1
    assert f"the record is full, at {record_file.MOST_BYTES:,} bytes" == recorders.FULL


def test_an_earlier_try_is_reported_with_the_last_one(tmp_path: Path) -> None:
    """Each record once, in their order; the exit code is for all of them."""
    options = recording(tmp_path)
    recorder = options.recorder(SMALL, LIBRARY)
    recorder.take(LOG)
    again = recorder.again_from(2_000)
    again.take(LOG)
    assert again.results() == [
        f"Kept: the record {each.id}, in {tmp_path}." for each in (recorder, again)
    ]
    assert (options.results(), options.exit_code) == ([], 0)


def recorded_on(disk: FailingDisk, folder: Path) -> None:
    """Record a call on a failing disk, and check every promise that was made on the way."""
    options = recording(folder, with_text=True)
    recorder = options.recorder(SMALL, LIBRARY)
    for length in range(1, len(LOG) + 1):
        with disk.under():
            recorder.take(LOG[:length])
        if not recorder.trouble:
            assert so_far(recorder, folder).entries == LOG[:length]
    failed_before_the_end = disk.failed
    with disk.under():
        (result,) = options.results()
    kept = result.startswith("Kept: ")
    assert options.exit_code == (not kept)
    assert bool(disk.failed) or kept
    once = disk.fails(disk.calls) is False
    if once and failed_before_the_end and disk.error != errno.EIO:
        assert kept, "room was there again, so nothing is missing"
    records = [read_record(path) for path in folder.glob("*.jsonl")]
    assert len(records) <= 1
    for record in records:
        assert record.entries == LOG[: len(record.entries)]
        assert not (record.note and (once or disk.spared)), "half a line was left"
        assert not kept or record.entries == LOG
    notes = list(folder.glob("README.md"))
    assert all("Privacy note" in note.read_text(encoding="utf-8") for note in notes)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO])
@pytest.mark.parametrize("for_good", [False, True])
def test_whichever_write_fails_nothing_is_lost_that_was_called_recorded(
    tmp_path: Path, code: int, for_good: bool
) -> None:
    """Each system call fails in turn, once or from then on, until none is left to fail."""
    space = code in (errno.ENOSPC, errno.EDQUOT)
    spared = NEED_NO_SPACE if space and for_good else frozenset[str]()
    for number in count(1):
        fails = number.__le__ if for_good else number.__eq__
        disk = FailingDisk(code, fails, spared)
        recorded_on(disk, tmp_path / str(number))
        if disk.calls < number:
            break
    assert number > 20
