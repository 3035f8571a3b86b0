"""The folder of records: made with the first, found by id, erased whole, never overwritten."""

import os
import stat
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.core.terms import Outcome, Role
from simulator.errors import RecordError
from simulator.session.records.record_file import read_record
from simulator.session.records.recorder import RecordOptions
from simulator.session.records.store import BESIDE, REVIEWS, Store, checked_code
from simulator.session.run.headless_run import run
from tests.session.calls import LIBRARY
from tests.session.recorded import BEGAN, LOG, SMALL, recording, written
from tests.session.sitting import setup

POSIX = pytest.mark.skipif(os.name != "posix", reason="other systems have other permissions")


def began(folder: Path, at: datetime, code: str = "kestrel-4") -> str:
    recorder = RecordOptions(Store(folder), code, lambda: at).recorder(SMALL, LIBRARY)
    recorder.take(LOG)
    recorder.close()
    return recorder.id


def test_nothing_is_made_before_the_first_record(tmp_path: Path) -> None:
    """Looking, listing and checking make no folder; the first entry does, with the note in it."""
    folder = tmp_path / "deep" / "records"
    store = Store(folder)
    store.check()
    assert store.listed() == ()
    recorder = recording(folder).recorder(SMALL, LIBRARY)
    recorder.take(())
    assert list(tmp_path.iterdir()) == []
    recorder.take(LOG[:1])
    assert {path.name for path in folder.iterdir()} == {"README.md", f"{recorder.id}.jsonl"}
    recorder.close()
    assert "Privacy note" in (folder / "README.md").read_text(encoding="utf-8")


@POSIX
def test_only_the_owner_may_read_records(tmp_path: Path) -> None:
    """Whatever the umask would allow."""
    before = os.umask(0)
    try:
        path = written(tmp_path / "records")
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_two_records_of_one_second_have_two_names(tmp_path: Path) -> None:
    """The later one gets a number; the first stays as it was, and is found by its id."""
    first = written(tmp_path)
    kept = first.read_bytes()
    names = [written(tmp_path).name for _ in range(3)]
    begun = "kestrel-4-20261124-203005"
    assert [first.name, *names] == [f"{begun}{n}.jsonl" for n in ("", "-2", "-3", "-4")]
    assert first.read_bytes() == kept
    assert Store(tmp_path).find(first.stem) == first
    assert not list(tmp_path.glob("*.begun"))


def test_a_beginning_that_was_left_behind_is_stepped_over(tmp_path: Path) -> None:
    """Of a program that was ended while it wrote the first line."""
    left = tmp_path / "kestrel-4-20261124-203005.begun"
    left.write_bytes(b'{"rec')
    path = written(tmp_path)
    assert path.name == "kestrel-4-20261124-203005-2.jsonl"
    assert left.read_bytes() == b'{"rec'
    assert [each.id for each in Store(tmp_path).listed()] == [path.stem]


@given(st.from_regex(r"[a-zA-Z0-9][a-zA-Z0-9-]{0,22}[a-zA-Z0-9]", fullmatch=True))
def test_a_code_is_letters_digits_and_hyphens(word: str) -> None:
    """In lower case, so that it names the same file on every system."""
    assert checked_code(f" {word} ") == word.lower()


def test_a_list_tells_what_each_record_is(tmp_path: Path) -> None:
    """In the order in which they began; how calls ended; what cannot be read says why."""
    of = setup("partner-in-the-room", Role.CALL_HANDLER)
    log = run(of.scenario, of.profile, of.force).log
    path = written(tmp_path, log, of, "robin")
    later = began(tmp_path, BEGAN + timedelta(days=1))
    sooner = began(tmp_path, BEGAN - timedelta(days=1))
    (tmp_path / "kestrel-4-20270101-000000.jsonl").write_bytes(b"broken")
    (tmp_path / f"{sooner}{REVIEWS}").write_bytes(b"")
    (tmp_path / "notes.txt").write_bytes(b"")
    found = Store(tmp_path).listed()
    assert [each.id for each in found] == [sooner, path.stem, later, "kestrel-4-20270101-000000"]
    whole, broken = found[1], found[3]
    assert (whole.code, whole.started_at) == ("robin", "2026-11-24T20:30:05Z")
    assert (whole.scenario, whole.seats) == ("partner-in-the-room", ("call_handler",))
    assert whole.profile == of.profile.id
    assert whole.outcomes == (Outcome.DEPLOYED,)
    assert found[0].outcomes == ()
    assert broken.wrong is not None
    assert broken.started_at == "2027-01-01T00:00:00Z"
    assert [each.id for each in Store(tmp_path).listed("robin")] == [path.stem]
    assert Store(tmp_path).listed("wren") == ()


def test_a_record_is_found_by_id_beginning_or_path(tmp_path: Path) -> None:
    one = began(tmp_path, BEGAN)
    other = began(tmp_path, BEGAN + timedelta(hours=1))
    store = Store(tmp_path)
    assert store.find(one).stem == one
    assert store.find(other[:-3]).stem == other
    assert store.find(str(tmp_path / f"{one}.jsonl")).stem == one
    assert store.read(one).entries == read_record(store.find(one)).entries
    for request, says in (
        ("kestrel", "2 records begin with kestrel"),
        ("kestrel-4-20261124-203006", "there is no record"),
    ):
        with pytest.raises(RecordError, match=says) as caught:
            store.find(request)
        assert one in caught.value.hint


def test_what_belongs_to_a_record_goes_with_it(tmp_path: Path) -> None:
    path, other = written(tmp_path), written(tmp_path)
    for ending in BESIDE:
        for each in (path, other):
            each.with_name(f"{each.stem}{ending}").write_bytes(b"")
    Store(tmp_path).erase(path)
    kept = {f"{other.stem}{ending}" for ending in (".jsonl", *BESIDE)}
    assert {each.name for each in tmp_path.iterdir()} == kept | {"README.md"}


@pytest.mark.parametrize("name", ["moved.jsonl", "records/kestrel-4-20261124-203005.jsonl"])
def test_a_record_can_be_erased_where_it_is_and_as_it_is(name: str, tmp_path: Path) -> None:
    """Also one that was moved, and one that is damaged."""
    path = written(tmp_path / "records").rename(tmp_path / name)
    if path.parent != tmp_path:
        path.write_bytes(b"\x00")
    Store(tmp_path / "records").erase(path)
    assert not path.exists()


def test_what_is_no_record_is_not_erased(tmp_path: Path) -> None:
    """Whatever its name, and wherever it is."""
    elsewhere = tmp_path / "kestrel-4-20261124-203005.jsonl"
    mine = tmp_path / "mine.txt"
    for path in (elsewhere, mine):
        path.write_text("mine\n", encoding="utf-8")
        with pytest.raises(RecordError, match="not a silent999 record"):
            Store(tmp_path / "records").erase(path)
        assert path.read_text(encoding="utf-8") == "mine\n"
