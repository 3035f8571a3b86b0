"""The file of reviews beside a record: only added to, private, and safe against damage."""

import hashlib
import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from simulator.debrief.learning import trainer_overrides as reviews
from simulator.debrief.learning.trainer_overrides import (
    Entry,
    Rating,
    add,
    read_reviews,
    reviews_path,
)
from simulator.errors import RecordError
from simulator.session.records.store import Store
from tests.session.recorded import written

AT = "2026-11-24T20:30:05Z"
SAID: Any = {"rubric": "call_handler", "criterion": "says-it-is-police", "machine": "missed"}
BECAUSE = "It was said in other words."
OVER = reviews.Override(by="robin", at=AT, **SAID, person=Rating.SEEN, because=BECAUSE)
LATER = OVER.model_copy(update={"by": "wren", "because": "Calm throughout – well done."})
PIN: Any = {"by": "wren", "at": AT, "blind": False, "seq": 3, "text": "Here they waited."}
COMMENT = reviews.EarlierEntry(kind="pin", **PIN)
ALL: tuple[Entry, ...] = (OVER, COMMENT, LATER)


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """A record of a small call, without reviews."""
    return written(tmp_path)


def test_what_was_written_is_read_again_and_the_record_stays_as_it_was(record: Path) -> None:
    before = record.read_bytes()
    umask = os.umask(0)
    for entry in ALL:
        add(record, [entry])
    os.umask(umask)
    found = read_reviews(record)
    assert found.entries == ALL
    assert record.read_bytes() == before
    assert not found.changed
    private = stat.S_IMODE(reviews_path(record).stat().st_mode) == 0o600
    assert private or os.name != "posix", "only the owner may read them"


def test_the_first_line_names_record_and_digest_and_says_that_text_is_private(record: Path) -> None:
    add(record, ALL)
    head = json.loads(reviews_path(record).read_text(encoding="utf-8").splitlines()[0])
    digest = hashlib.sha256(record.read_bytes()).hexdigest()
    named = {"reviews": "silent999", "format": 1, "of": record.stem, "digest": digest}
    assert head == {**named, "about": reviews.ABOUT}
    assert "private" in reviews.ABOUT


def test_cut_at_any_byte_it_still_opens_and_can_be_added_to(record: Path) -> None:
    """The line that broke off is left out, with a note; what is added later is found."""
    two = (OVER, LATER)
    add(record, two)
    path = reviews_path(record)
    whole = path.read_bytes()
    ends = [place + 1 for place, byte in enumerate(whole) if byte == 0x0A]
    for cut in sorted({*range(0, ends[-1], 9), *ends[:-1], *(end - 1 for end in ends)}):
        path.write_bytes(whole[:cut])
        found = read_reviews(record)
        kept = max(0, sum(end - 1 <= cut for end in ends) - 1)
        assert found.entries == two[:kept], cut
        torn = cut not in (0, *ends) and cut + 1 not in ends
        assert len(found.notes) == torn, cut
        add(record, [LATER])
        assert path.read_bytes().startswith(whole[:cut])
        again = read_reviews(record)
        assert again.entries == (*two[:kept], LATER), cut
        assert len(again.notes) == torn


def test_a_record_that_changed_since_is_said_and_one_that_moved_is_the_same(record: Path) -> None:
    add(record, [OVER])
    whole = record.read_bytes()
    record.write_bytes(whole + b"x")
    assert read_reviews(record).changed
    assert read_reviews(record).entries == (OVER,)
    record.write_bytes(whole)
    other = record.with_name("other.jsonl")
    reviews_path(record).rename(reviews_path(other))
    record.rename(other)
    found = read_reviews(other)
    assert (found.record, found.entries, found.changed) == ("other", (OVER,), False)


def test_reviews_of_another_record_are_refused(tmp_path: Path) -> None:
    first, second = written(tmp_path), written(tmp_path, code="robin")
    add(first, [OVER])
    reviews_path(first).rename(reviews_path(second))
    with pytest.raises(RecordError, match="reviews of another record") as caught:
        read_reviews(second)
    assert (caught.value.line, caught.value.exit_code) == (1, 2)


GOOD = OVER.model_dump_json().encode()


@pytest.mark.parametrize(
    "line",
    [
        b"\xff\xfe",
        b"[" * 50_000,
        GOOD.replace(b'"override"', b'"praise"'),
        GOOD.replace(b'"robin"', b'"Robin Smith"'),
        GOOD.replace(BECAUSE.encode(), b" "),
    ],
)
def test_a_damaged_line_is_named_and_nothing_is_added_after_it(line: bytes, record: Path) -> None:
    add(record, [OVER])
    path = reviews_path(record)
    damaged = path.read_bytes() + line + b"\n" + GOOD + b"\n"
    path.write_bytes(damaged)
    for attempt in (lambda: read_reviews(record), lambda: add(record, [LATER])):
        with pytest.raises(RecordError) as caught:
            attempt()
        assert (caught.value.file, caught.value.line) == (str(path), 3)
        assert "head -n 2" in caught.value.hint
        assert str(caught.value).replace("\n", "").isprintable()
        assert len(str(caught.value)) < 1_000
    assert path.read_bytes() == damaged


@pytest.mark.parametrize(
    ("head", "message"),
    [
        (b'{"record":"silent999","format":1}', "not a silent999 review file"),
        (b'{"reviews":"silent999","format":2,"x":1}', "format 2; this version reads up to 1"),
        (b'{"reviews":"silent999","format":1}', "first line cannot be read"),
    ],
)
def test_a_first_line_that_is_none_is_refused(head: bytes, message: str, record: Path) -> None:
    reviews_path(record).write_bytes(head + b"\n")
    with pytest.raises(RecordError, match=message) as caught:
        add(record, [OVER])
    assert caught.value.line == 1
    assert reviews_path(record).read_bytes() == head + b"\n"


def test_what_is_huge_or_no_file_is_refused_without_reading_it(record: Path) -> None:
    path = reviews_path(record)

    def refused(why: str) -> None:
        with pytest.raises(RecordError, match=why):
            read_reviews(record)

    with path.open("wb") as stream:
        stream.truncate(reviews.MOST_BYTES + 1)
    refused("the limit is")
    path.write_bytes(b"x" * (reviews.LONGEST_LINE + 1))
    refused("a line has more")
    path.unlink()
    path.mkdir()
    refused("folder")


def test_text_is_one_harmless_line_and_not_too_long() -> None:
    assert reviews.text_checked(" a\x1b[31m\nb\u202e  c ") == "a [31m b c"
    assert len(reviews.text_checked("x" * reviews.LONGEST_TEXT)) == reviews.LONGEST_TEXT
    for bad in ("", " \n", "\x1b", "x" * (reviews.LONGEST_TEXT + 1)):
        with pytest.raises(ValueError, match=r"no words|characters"):
            reviews.text_checked(bad)


def test_they_are_no_record_and_are_erased_with_theirs(record: Path) -> None:
    add(record, ALL)
    store = Store(record.parent)
    assert [each.path for each in store.listed()] == [record]
    store.erase(record)
    assert not reviews_path(record).exists()
