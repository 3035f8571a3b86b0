"""The file of reviews beside a record: only added to, private, and safe against damage."""

import json
import os
import stat
from pathlib import Path

import pytest

from simulator.debrief.assess.findings import Judgement
from simulator.debrief.learning import trainer_reviews as reviews
from simulator.debrief.learning.trainer_reviews import Override, Rating, add, read_reviews
from simulator.errors import RecordError
from tests.session.recorded import written

BECAUSE = "It was said in other words."
OVER = Override(
    "robin", "2026-11-24T20:30:05Z", "call_handler", "says-it-is-police",
    Judgement.MISSED, Rating.SEEN, BECAUSE,
)  # fmt: skip
LATER = OVER._replace(by="wren", because="Calm throughout – well done.")
GOOD = (
    b'{"by":"robin","at":"2026-11-24T20:30:05Z","blind":false,"kind":"override",'
    b'"rubric":"call_handler","criterion":"says-it-is-police","machine":"missed",'
    b'"person":"seen","because":"It was said in other words."}'
)


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """A record of a small call, without reviews."""
    return written(tmp_path)


def test_what_was_written_is_read_again_and_the_record_stays_as_it_was(record: Path) -> None:
    before = record.read_bytes()
    umask = os.umask(0)
    for entry in (OVER, LATER):
        add(record, [entry])
    os.umask(umask)
    assert read_reviews(record).overrides == (OVER, LATER)
    assert record.read_bytes() == before
    path = reviews.reviews_path(record)
    private = stat.S_IMODE(path.stat().st_mode) == 0o600
    assert private or os.name != "posix", "only the owner may read them"
    first, second, _ = path.read_bytes().splitlines()
    assert second == GOOD
    head = json.loads(first)
    assert (head["reviews"], head["format"], head["of"]) == ("silent999", 1, record.stem)
    assert "private" in head["about"]


def test_cut_at_any_byte_it_still_opens_and_can_be_added_to(record: Path) -> None:
    """The line that broke off is left out; what is added later is found."""
    add(record, (OVER, LATER))
    path = reviews.reviews_path(record)
    whole = path.read_bytes()
    ends = [place + 1 for place, byte in enumerate(whole) if byte == 0x0A]
    for cut in sorted({*range(0, ends[-1], 9), *ends[:-1], *(end - 1 for end in ends)}):
        path.write_bytes(whole[:cut])
        kept = (OVER, LATER)[: max(0, sum(end <= cut for end in ends) - 1)]
        assert read_reviews(record).overrides == kept, cut
        add(record, [LATER])
        assert read_reviews(record).overrides == (*kept, LATER), cut


def test_a_line_that_an_earlier_version_marked_is_left_out(record: Path) -> None:
    add(record, [OVER])
    with reviews.reviews_path(record).open("ab") as file:
        file.write(GOOD[:40] + b" <broke off>\n")
    add(record, [LATER])
    assert read_reviews(record).overrides == (OVER, LATER)


@pytest.mark.parametrize(
    "line",
    [
        b"\xff\xfe",
        b"[" * 50_000,
        GOOD.replace(b'"override"', b'"praise"'),
        GOOD.replace(b'"robin"', b'"Robin Smith"'),
        GOOD.replace(b'"missed"', b'"forgotten"'),
        GOOD.replace(f'"{BECAUSE}"'.encode(), b"7"),
        GOOD.replace(BECAUSE.encode(), b" "),
    ],
)
def test_a_damaged_line_is_named_and_nothing_is_added_after_it(line: bytes, record: Path) -> None:
    add(record, [OVER])
    path = reviews.reviews_path(record)
    damaged = path.read_bytes() + line + b"\n" + GOOD + b"\n"
    path.write_bytes(damaged)
    for attempt in (lambda: read_reviews(record).overrides, lambda: add(record, [LATER])):
        with pytest.raises(RecordError) as caught:
            attempt()
        assert (caught.value.file, caught.value.line) == (str(path), 3)
        assert "head -n 2" in caught.value.hint
    assert path.read_bytes() == damaged


@pytest.mark.parametrize(
    ("head", "message"),
    [
        (b'{"record":"silent999","format":1}', "not a silent999 review file"),
        (b'{"reviews":"silent999","format":2,"x":1}', "format 2; this version reads up to 1"),
    ],
)
def test_a_first_line_that_is_none_is_refused(head: bytes, message: str, record: Path) -> None:
    reviews.reviews_path(record).write_bytes(head + b"\n")
    with pytest.raises(RecordError, match=message):
        add(record, [OVER])
    assert reviews.reviews_path(record).read_bytes() == head + b"\n"


def test_what_is_huge_or_no_file_is_refused_without_reading_it(record: Path) -> None:
    path = reviews.reviews_path(record)

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
