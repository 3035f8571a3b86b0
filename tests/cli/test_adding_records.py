"""`silent999 records add`: files that others send are replayed, checked and kept once."""

from pathlib import Path
from zlib import crc32

import pytest

from simulator.errors import RecordError
from simulator.session.records.received import SetCall, number_of, set_call
from tests.cli.command import silent999

RECORDS = Path(__file__).resolve().parents[1] / "records"
WHOLE = RECORDS / "own-words-left-out.jsonl"
"""A record of the call `handset-lifted`, with seed 0."""


def test_a_file_is_replayed_and_kept_once(tmp_path: Path) -> None:
    """What others send may be whole, the same again, changed, cut off, or something else."""
    changed, cut = tmp_path / "changed.jsonl", tmp_path / "cut.jsonl"
    lines = WHOLE.read_bytes().splitlines(keepends=True)
    changed.write_bytes(b"".join([*lines[:3], lines[3].replace(b'"at":', b'"at":9'), *lines[4:]]))
    cut.write_bytes(b"".join(lines[:6]) + lines[6][:20])
    files = [str(each) for each in (WHOLE, WHOLE, changed, cut, tmp_path / "nowhere")]
    kept = tmp_path / "kept"
    done = silent999("records", "add", *files, "--records", str(kept))
    assert done.code == 2
    assert done.out.count("Replayed: it could happen so; kept as kestrel-4-") == 2
    assert "already there" in done.out
    assert "3 records of 5" in done.out
    assert "changed.jsonl" in done.err
    assert "nowhere: the file doesn't exist" in done.err
    assert "Traceback" not in done.err
    assert sorted(each.read_bytes() for each in kept.glob("*.jsonl")) == sorted(
        [WHOLE.read_bytes(), b"".join(lines[:6])]
    )


def test_a_file_with_several_calls_is_taken_in_call_by_call(tmp_path: Path) -> None:
    """What a page saved in one file; one call of it is wrong, and is named with its line."""
    other = RECORDS / "own-words-recorded.jsonl"
    lines = WHOLE.read_bytes().splitlines(keepends=True)
    wrong = b"".join([*lines[:3], lines[3].replace(b'"at":', b'"at":9'), *lines[4:]])
    together = tmp_path / "calls.jsonl"
    together.write_bytes(WHOLE.read_bytes() + wrong + other.read_bytes())
    kept = tmp_path / "kept"
    done = silent999("records", "add", str(together), "--records", str(kept))
    assert done.code == 1
    assert "2 records of 3" in done.out
    assert f"calls.jsonl:{len(lines) + 4}:" in done.err
    assert sorted(each.read_bytes() for each in kept.glob("*.jsonl")) == sorted(
        [WHOLE.read_bytes(), other.read_bytes()]
    )


@pytest.mark.parametrize(
    ("link", "says"),
    [
        ("#call=handset-lifted&seat=call_handler&seed=0", ""),
        (f"x.html#call=a,{crc32(b'handset-lifted'):08x}&coached=yes", ""),
        ("#call=coughs-when-asked", "it is of another call: call handset-lifted"),
        ("#call=handset-lifted&seed=3", "seed 0, and 3 was set"),
        ("#call=handset-lifted&coached=no", "coached yes, and no was set"),
        ("#seed=3", "it names no call"),
        ("#call=x&seed=three", "seed is three, and is a whole number"),
        ("#call=x&seat=bystander", "seat is bystander"),
        ("#call=x&mark=10", "mark is not one of"),
    ],
)
def test_a_file_is_of_the_call_that_was_set(tmp_path: Path, link: str, says: str) -> None:
    done = silent999("records", "add", str(WHOLE), "--set", link, "--records", str(tmp_path))
    assert says in done.err
    assert done.code == (0 if not says else done.code or 99)
    assert len([*tmp_path.glob("*.jsonl")]) == (not says)


def test_a_link_says_again_what_it_sets() -> None:
    wanted = SetCall(number_of("handset-lifted"), "operator", 4, "wmp", "", "no")
    assert set_call(f"https://example.org/x.html{wanted.link}") == wanted
    with pytest.raises(RecordError, match="sets no call"):
        set_call("")
