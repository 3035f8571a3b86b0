"""Records are written and read alike with pydantic and without it, as in a page."""

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from simulator.content.library.library import Library
from simulator.seat.run_choices import seat_in, setup_for
from simulator.session.clock import ManualClock
from simulator.session.log_json import _with_unwritten, entry_from_json
from simulator.session.plain_entries import body_from
from simulator.session.records.recorder import RecordOptions
from simulator.session.records.shipped_headers import write_all
from simulator.session.records.store import Store
from simulator.session.run.live_run import LiveRun
from tests.built import build_into

ROOT = Path(__file__).resolve().parents[2]
LOGS = sorted(ROOT.glob("tests/golden/*.jsonl"))
RECORDS = sorted(ROOT.glob("tests/records/*.jsonl"))


def test_an_entry_is_the_same_with_and_without_pydantic() -> None:
    """Every line of every shipped log and old record that holds an entry."""
    lines = [line for path in (*LOGS, *RECORDS) for line in path.read_bytes().splitlines()]
    read = 0
    for line in lines:
        try:
            held = entry_from_json(line)
        except ValueError:
            continue  # A header, a review, or a line that was broken off.
        read += 1
        assert body_from(_with_unwritten(json.loads(line)["body"])) == held.body
    assert read > 10_000


@pytest.mark.parametrize(
    "body",
    [
        {"kind": "tap", "louder": True},
        {"kind": "no-such-act"},
        {"kind": "dial", "number": "111"},
        {"kind": "say", "intent": 5, "words": ""},
        {"kind": "timer_fired"},
        ["tap"],
        None,
    ],
)
def test_what_is_no_act_is_refused(body: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        body_from(body)


READ = """
import sys, json, pathlib
sys.modules.update(dict.fromkeys(("pydantic", "pydantic_core")))
from simulator.content.files import built_content
built_content.BUILT = pathlib.Path(sys.argv[1])
from simulator.session.records.record_file import read_record, entry_line
from simulator.session.records.record_header import header_line
from simulator.errors import RecordError
def written(path):
    try:
        record = read_record(pathlib.Path(path))
    except RecordError as error:
        return str(error)
    entries = b"".join(entry_line(entry, record.header) for entry in record.entries)
    return header_line(record.header) + "\\n" + entries.decode()
print(json.dumps([written(path) for path in sys.argv[2:]]))
"""


def without_models(built: Path, *records: Path) -> list[str]:
    """Read records where there is no pydantic; return them as written there, or why not."""
    words = [sys.executable, "-c", READ, str(built), *map(str, records)]
    done = subprocess.run(words, capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    found: list[str] = json.loads(done.stdout)
    return found


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All that is shipped, as a page has it."""
    folder = build_into(tmp_path_factory.mktemp("built"))
    write_all(folder)
    return folder


def record_of(folder: Path) -> Path:
    """Play a shipped call in the handler's seat for a while, and record it."""
    library, clock = Library(()), ManualClock()
    scenario = library.scenario("partner-in-the-room").scenario
    setup = setup_for(library, scenario, seat_in(scenario, "call_handler"), seed=3)
    recording = RecordOptions(Store(folder), "kestrel-4", lambda: datetime(2026, 12, 1, tzinfo=UTC))
    live = LiveRun(setup, clock)
    recorder = recording.recorder(setup, library)
    clock.tick(120_000)
    live.poll()
    recorder.take(live.log)
    recorder.close()
    assert recorder.path is not None
    return recorder.path


CHANGES = (
    (b'"seed":3', b'"seed":"three"', "cannot be read"),
    (b'"code":', b'"coed":', "it isn't part of a header"),
    (b'"speed":1.0', b'"speed":0', "it isn't a speed"),
    (b'"title":"', b'"title":"Another ', "doesn't match its digest"),
    (b'"format":1', b'"format":9', "reads up to 1"),
    (b'{"record":', b'{"recrod":', "isn't a record header"),
)
"""What was changed in a header, and what is said of it."""


def test_a_record_is_read_and_written_the_same_and_a_damaged_one_refused(
    built: Path, tmp_path: Path
) -> None:
    """A record of a desktop opens in a page, and one of a page is what a desktop writes."""
    record = record_of(tmp_path)
    whole, changed = record.read_bytes(), [tmp_path / f"{n}.jsonl" for n in range(len(CHANGES))]
    for path, (old, new, _) in zip(changed, CHANGES, strict=True):
        path.write_bytes(whole.replace(old, new, 1))
    same, *refused = without_models(built, record, *changed)
    assert same == whole.decode()
    for (_, _, says), found in zip(CHANGES, refused, strict=True):
        assert says in found


def test_a_record_of_another_version_of_a_call_says_where_it_opens(
    built: Path, tmp_path: Path
) -> None:
    """A page has no models, so it can only take what it has itself."""
    kept = built / "kept/scenario/partner-in-the-room.json"
    kept.write_text(kept.read_text(encoding="utf-8").replace('"digest": "', '"digest": "0'))
    (found,) = without_models(built, record_of(tmp_path))
    assert "open it on a computer: silent999 debrief FILE" in found
