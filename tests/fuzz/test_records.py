"""A record with any damage, or with impossible entries, is read or refused by every command."""

import io
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from simulator.clean_text import for_terminal
from simulator.cli.main import main
from simulator.content.files.file_kinds import digest_of
from simulator.core.terms import Role
from simulator.errors import RecordError
from simulator.session.records.record_file import read_record
from tests.daily import quick_or_full
from tests.fuzz.files import Picks, damaged

RECORDS = [
    path.read_text(encoding="utf-8")
    for path in sorted((Path(__file__).parents[1] / "records").glob("*.jsonl"))
    if ".reviews" not in path.name
]
ENTRIES = [json.loads(line) for text in RECORDS for line in text.splitlines()[1:30]]
HOSTILE = "\x1b]0;x\x07\x1b[2J\u202e\x9b31m\r=1+1"
COMMANDS = (
    ("debrief", "--full"),
    ("debrief", "--full", "--format", "html"),
    ("diff",),
    ("replay",),
    ("replay", "--plain"),
    ("review", "--as", "kestrel", "--plain"),
)


def impossible(picks: Picks) -> str:
    """A record whose lines are well formed, but whose entries can't have come about."""
    head, *lines = picks.of(RECORDS).splitlines()
    entries: list[dict[str, Any]] = [json.loads(line) for line in lines if line.endswith("}")]
    while picks.left and entries:
        at = picks.below(len(entries))
        other = json.loads(json.dumps(picks.of(ENTRIES)))
        match picks.below(6):
            case 0:
                del entries[at]
            case 1:
                entries.insert(at, other)
            case 2:
                entries[at]["body"] = other["body"]
            case 3:
                entries[at]["actor"] = picks.of(tuple(Role)).value
            case 4:
                entries[at]["body"] |= {
                    key: value + HOSTILE
                    for key, value in entries[at]["body"].items()
                    if key in ("words", "text", "purpose")
                    if isinstance(value, str)
                }
            case _:
                del entries[at:]
    at = 0
    for seq, entry in enumerate(entries):
        at = max(at, entry["at"])
        entry |= {"seq": seq, "at": at}
        entry["cause"] = min(entry.get("cause") or 0, seq - 1) if seq and "cause" in entry else None
    return "\n".join([head, *map(json.dumps, entries), ""])


@quick_or_full(12, 5_000)
def test_any_record_is_read_or_refused(
    count: int, record_property: Callable[[str, object], None]
) -> None:
    ended: Counter[str] = Counter()

    @settings(
        max_examples=count, database=None, deadline=None, suppress_health_check=list(HealthCheck)
    )
    @given(st.binary(min_size=4, max_size=40), st.sampled_from(COMMANDS), st.booleans())
    def give(data: bytes, words: tuple[str, ...], is_damaged: bool) -> None:
        picks = Picks(data)
        text = damaged(picks, RECORDS) if is_damaged else impossible(picks)
        with TemporaryDirectory() as folder:
            path = Path(folder) / "kestrel.jsonl"
            path.write_bytes(text.encode(errors="replace"))
            line = [*words[:1], path, *words[1:]]
            out, err = io.StringIO(), io.StringIO()
            code = main([str(word) for word in line], out, err)
        for shown in (out.getvalue(), err.getvalue()):
            assert for_terminal(shown) == shown
            assert "Traceback" not in shown
        assert code in (0, 1, 2)
        assert code != 2 or err.getvalue()
        event(f"{words[0]}: {code}")
        ended[f"{words[0]} {code}"] += 1

    give()
    assert sum(ended.values()) >= count
    record_property("count", f"records: {dict(ended)}")


def test_what_a_record_says_reaches_no_terminal_as_it_stands(tmp_path: Path) -> None:
    """In an entry it is shown; in the header, where no file can have had it, it is refused."""
    head, *lines = (json.loads(line) for line in RECORDS[-1].splitlines())
    spoken = next(entry for entry in lines if entry["body"].get("words"))
    spoken["body"]["words"] += HOSTILE
    path = tmp_path / f"kestrel{HOSTILE.replace('/', '')}.jsonl"
    path.write_text("\n".join([*map(json.dumps, (head, *lines)), ""]), encoding="utf-8")
    for words in (*COMMANDS, ("records", "list")):
        place = [str(path)] if words != ("records", "list") else []
        out, err = io.StringIO(), io.StringIO()
        first, rest = (words[:2], words[2:]) if words[0] == "records" else (words[:1], words[1:])
        main([*first, *place, *rest, "--records", str(tmp_path)], out, err)
        assert for_terminal(out.getvalue()) == out.getvalue()
        assert for_terminal(err.getvalue()) == err.getvalue()
    assert "\\x1b[2J" in "".join(_listed(path))
    head["version"] = HOSTILE
    for kind in ("scenario", "profile", "force"):
        evil = json.loads(json.dumps(head))
        evil[kind]["content"]["id"] += HOSTILE
        evil[kind]["digest"] = digest_of(evil[kind]["content"])
        path.write_text(json.dumps(evil) + "\n", encoding="utf-8")
        with pytest.raises(RecordError, match="invisible characters"):
            read_record(path)


def _listed(path: Path) -> list[str]:
    return [getattr(entry.body, "words", "") for entry in read_record(path).entries]
