"""Records of an earlier version are read, replay, and are written again as they were.

They hold the promise that a file of format 1 stays readable. A new kind of act or form of file adds
a record; a record here is never written anew.
"""

import json
from pathlib import Path

import pytest

from simulator.content.fields.content_model import Delay
from simulator.content.files.file_kinds import digest_of
from simulator.content.library.library import Library
from simulator.core import acts
from simulator.core.call import Procedure
from simulator.core.terms import Role
from simulator.debrief.learning.trainer_reviews import read_reviews
from simulator.session.log_json import json_line
from simulator.session.records.record_file import read_record
from simulator.session.records.record_header import header_line, plain_content
from simulator.session.records.replay import replay
from simulator.session.run.cast import varied

FOLDER = Path(__file__).parent
RECORDS = sorted(path for path in FOLDER.glob("*.jsonl") if ".reviews" not in path.name)
FILES = Library([FOLDER / "files"])

CHANGED = {"plain-scenario": "the rows that fire are O-24"}
"""Where the flow has changed since: a key in answer to the request for a sound has an effect."""


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_a_record_replays_and_is_written_as_it_was(path: Path) -> None:
    """The flow leads to the same entries, but where it says that it has changed since.

    Header and log are written again as they stand.
    """
    record = read_record(path)
    setup = record.header.setup
    changed = replay(record.entries, Procedure.under(setup.profile), setup.scenario.coverage)
    assert (changed.why if changed else None) == CHANGED.get(path.stem)
    header, *lines = path.read_text(encoding="utf-8").splitlines()
    assert json.loads(header_line(record.header)) == json.loads(header)
    assert bool(record.note) == (path.stem == "broken-off")
    for entry, line in zip(record.entries, lines, strict=not record.note):
        texts = ["", *(name for name in ("text", "words") if hasattr(entry.body, name))]
        assert line in [json_line(entry, without) for without in texts]


def test_every_kind_of_act_is_in_a_record() -> None:
    """An act without a record could change its form in files unseen: add a record for it."""
    recorded = {entry.body.kind for path in RECORDS for entry in read_record(path).entries}
    assert acts.ROWS.keys() - recorded == set()
    assert len(acts.ROWS) >= 43


@pytest.mark.parametrize(
    ("record", "scenario"),
    [("table-case-from-a-pack", "how-late-soon"), ("table-case-of-silence", "how-late-never")],
)
def test_the_file_of_a_record_is_read_as_it_was(record: str, scenario: str) -> None:
    """Persona, fragment and table case give the very scenario that the record holds."""
    held = read_record(FOLDER / f"{record}.jsonl").header.setup.scenario
    read = FILES.scenario(scenario).scenario
    assert digest_of(plain_content("scenario", read)) == digest_of(plain_content("scenario", held))


def test_a_pack_is_played_in_its_order() -> None:
    """A pack of format 1 names cases of a table by their whole ids."""
    listed = FILES.files(FOLDER / "files/packs/late-signs.yaml")
    assert [FILES.scenario(path).scenario.id for path in listed] == [
        "how-late-soon",
        "how-late-never",
    ]


def test_calls_side_by_side_are_watched_in_turn_and_a_call_to_take_is_watched() -> None:
    """A plan of format 1 may have a step `compare` or `take`."""
    _, _, one, other, *_ = FILES.plan("side-by-side").file.steps
    assert [(each.do, each.minutes) for each in (one, other)] == [("watch", 2), ("watch", 3)]
    assert (one.note, other.note) == (None, "Both callers are silent. What made the difference?")
    _, _, watched, *_ = FILES.plan("taken-together").file.steps
    assert (watched.do, watched.note) == ("watch", "Nobody speaks as the caller.")


def test_a_variation_delays_the_answers() -> None:
    """`answers_after` in a variation, from before `pace`."""
    scenario = FILES.scenario("later-answers").scenario
    answers = varied(scenario, scenario.variations[0]).answers
    assert scenario.answers is not None
    assert answers is not None
    assert (answers.by, answers.after) == (scenario.answers.by, Delay(4_000, 4_000))


def test_reviews_beside_a_record_are_read() -> None:
    """A blind rating, an override, comments and signatures stay readable beside their record."""
    (override,) = read_reviews(FOLDER / "reviewed.jsonl").overrides
    assert (override.by, override.criterion, override.person) == ("robin", "answered-soon", "seen")


def test_a_record_says_how_it_was_made() -> None:
    """Seats, text that was left out and an earlier record are in the header."""
    headers = {path.stem: read_record(path).header for path in RECORDS}
    assert headers["own-words-left-out"].setup.seats == (Role.CALL_HANDLER,)
    assert headers["own-words-recorded"].with_text
    again = headers["begun-again"].again
    assert again is not None
    assert (again.record, again.at) == ("2026-11-26-140000-kestrel-4", 9_000)


def test_a_record_keeps_what_words_stated() -> None:
    """A caller's words and text, the hand-over and officers' radio each say what they mean."""
    record = read_record(FOLDER / "what-is-stated.jsonl")
    stated = {e.body.kind for e in record.entries if getattr(e.body, "means", ())}
    assert stated == {"say", "send_text", "hand_over", "unit_report"}
