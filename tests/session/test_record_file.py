"""Record files: what is written can be read again; what is damaged is told of in a sentence."""

import json
import os
import signal
from dataclasses import fields, replace
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import DEFAULT, Mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.clean_text import for_terminal
from simulator.cli.records.debrief import debrief_of
from simulator.content.scenario.scenario import Scenario
from simulator.core import acts as do
from simulator.core.log import Entry
from simulator.core.terms import Intent, Reason, Role
from simulator.errors import RecordError
from simulator.session.clock import PaceHeld
from simulator.session.records import record_file, record_header
from simulator.session.records.record_file import MOST_BYTES, heading, read_record, record_from
from simulator.session.records.record_header import Header, header_from, header_line
from simulator.session.records.recorder import Recorder
from simulator.session.run.headless_run import run
from simulator.session.run.live_run import RunSetup
from tests.daily import examples, first_a_day
from tests.session.calls import FORCES, LIBRARY, PROFILES
from tests.session.recorded import BEGAN, LOG, SECRET, SMALL, recording, without_text, written
from tests.session.sitting import SEATS, SHIPPED, Played, persons_acts, setup
from tests.strategies import scenarios


def refused(path: Path) -> RecordError:
    """The one error with which a file is refused: it names the file, and exits with 2."""
    with pytest.raises(RecordError) as caught:
        read_record(path)
    assert caught.value.file == str(path)
    assert caught.value.exit_code == 2
    assert caught.value.diverged_at is None
    return caught.value


def shown(entry: Entry) -> Entry:
    """An entry as it is read: with visible escapes for invisible characters."""
    texts: dict[str, Any] = {
        field.name: for_terminal(value)
        for field in fields(entry.body)
        if type(value := getattr(entry.body, field.name)) is str and field.init
    }
    return entry._replace(body=replace(entry.body, **texts))


def unmarked(entry: Entry) -> Entry:
    """An entry without the mark of words that were left out."""
    body: Any = entry.body
    return entry._replace(body=replace(body, left_out=None)) if hasattr(body, "left_out") else entry


@examples(12)
@given(st.data(), scenarios, st.sampled_from(SEATS), st.booleans())
def test_any_sitting_is_read_as_it_was_written(
    data: st.DataObject, scenario: Scenario, seats: tuple[Role, ...], with_text: bool
) -> None:
    """With text, the log is the same; without it, the same but for the text."""
    of = RunSetup(scenario, PROFILES["iopc_2019"], FORCES["generic"], 3, seats, True, 0.5)
    log = Played(of).play(data.draw(persons_acts(of)))
    with TemporaryDirectory() as folder:
        record = read_record(written(Path(folder), log, of, with_text=with_text))
    assert record.header.setup == of
    assert record.note == ""
    log = list(map(shown, log))
    bare = [without_text(entry, record.header) for entry in log]
    if with_text:
        assert list(record.entries) == log
    assert list(map(unmarked, record.entries)) == list(map(unmarked, log if with_text else bare))
    for entry in () if with_text else record.entries:
        if entry.body.kind in do.PRIVATE:
            assert getattr(entry.body, do.PRIVATE[entry.body.kind]) == ""


@pytest.mark.parametrize("hidden", ["\x7f", "\x1b", "\u202e"])
def test_what_is_hidden_in_a_text_is_visible_in_a_record(hidden: str, tmp_path: Path) -> None:
    spoken = LOG[2]._replace(body=do.Say(Intent.OWN_WORDS, f"help{hidden}"))
    record = read_record(written(tmp_path, (*LOG[:2], spoken), with_text=True))
    assert record.entries[2] == shown(spoken) != spoken


@pytest.mark.parametrize("one_in", first_a_day([12, 1]))
def test_a_header_holds_what_is_played_itself(one_in: int, tmp_path: Path) -> None:
    for name in list(SHIPPED)[::one_in]:
        header_holds(name, tmp_path)


def header_holds(name: str, tmp_path: Path) -> None:
    scenario = SHIPPED[name]
    profile = [*PROFILES.values()][len(name) % len(PROFILES)]
    force = [*FORCES.values()][len(name) % len(FORCES)]
    of = replace(SMALL, scenario=scenario, profile=profile, force=force, seed=-1)
    of = replace(of, seats=scenario.seats)
    header = recording(tmp_path).recorder(of, LIBRARY).header
    again = header_from(header_line(header).encode(), "")
    assert again == header
    assert header_line(again) == header_line(header)
    assert [r.rubric for r in again.rubrics] == [
        LIBRARY.rubric(rubric).file.rubric for rubric in scenario.rubric
    ]
    later = zip(again.setup.scenario.calls, scenario.calls, strict=True)
    assert all(one.model_fields_set == other.model_fields_set for one, other in later)


def test_an_interrupt_comes_after_the_header_and_not_within(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or pydantic takes it for a value that does not fit, and another form is written."""

    def pressed(*_: object) -> Any:
        signal.raise_signal(signal.SIGINT)
        return DEFAULT

    kept = Mock(wraps=record_header._kept, side_effect=pressed)
    monkeypatch.setattr(record_header, "_kept", kept)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    header = recording(tmp_path).recorder(SMALL, LIBRARY).header
    with pytest.raises(KeyboardInterrupt):
        header_line(header)
    assert kept.call_count == 3 + len(header.rubrics)
    assert signal.signal(signal.SIGINT, before) is signal.default_int_handler


def test_text_is_null_unless_it_was_switched_on(tmp_path: Path) -> None:
    """Notes, and what a person worded themselves, are not in the file at all."""
    silent = written(tmp_path / "silent").read_text(encoding="utf-8")
    assert SECRET not in silent
    assert '"with_text":false' in silent
    bodies = [json.loads(line)["body"] for line in silent.splitlines()[1:]]
    assert [body[(do.PRIVATE | do.OWN_WORDS)[body["kind"]]] for body in bodies[2:]] == [None] * 4
    spoken = written(tmp_path / "spoken", with_text=True)
    assert spoken.read_text(encoding="utf-8").count(SECRET) == 4
    assert read_record(spoken).entries == LOG


def test_words_that_are_nobodys_own_are_kept(tmp_path: Path) -> None:
    """The profile's lines, words that are offered ready-made, and what played people say."""
    header = recording(tmp_path).recorder(SMALL, LIBRARY).header
    line = next(line for line in SMALL.profile.lines.values())

    def unwritten(words: str, actor: Role = Role.CALLER) -> str:
        entry = LOG[2]._replace(actor=actor, body=do.Say(Intent.SPEAKS, words))
        return record_file.unwritten_field(entry, header, frozenset({"Yes."}))

    assert unwritten(SECRET) == "words"
    assert unwritten("Yes.") == ""
    assert unwritten(line.words) == ""
    assert unwritten(SECRET, Role.OPERATOR) == "", "nobody sits there"


@pytest.mark.parametrize(
    "body",
    [
        do.HandOver((), f'Police, a mobile call. They whispered: "{SECRET}."'),
        do.Say(Intent.REPEAT_BACK, f"I heard {SECRET}. Right?"),
        do.Say(Intent.CHECK_IN, f"Have you turned since {SECRET}?"),
    ],
)
def test_own_words_that_a_played_person_repeats_are_left_out(
    body: do.HandOver | do.Say, tmp_path: Path
) -> None:
    header = recording(tmp_path).recorder(SMALL, LIBRARY).header
    entry = LOG[2]._replace(actor=Role.OPERATOR, body=body)
    assert record_file.unwritten_field(entry, header) == "words"
    assert record_file.unwritten_field(entry, header, frozenset({body.words, SECRET})) == ""


def test_a_place_that_a_trainee_named_is_left_out_of_the_details_that_are_passed(
    tmp_path: Path,
) -> None:
    header = recording(tmp_path).recorder(SMALL, LIBRARY).header
    body = do.PassDetails((), Reason.LINE_CUT, place_words=SECRET)
    line = record_file.entry_line(LOG[2]._replace(actor=Role.OPERATOR, body=body), header)
    assert SECRET not in line.decode()


def test_cut_at_any_byte_it_still_opens(tmp_path: Path) -> None:
    """After the first line: with every whole entry, and a note of the one that broke off."""
    whole = written(tmp_path).read_bytes()
    entries = read_record(next(tmp_path.glob("*.jsonl"))).entries
    start = whole.index(b"\n") + 1
    ends = [place + 1 for place, byte in enumerate(whole) if byte == 0x0A]
    for length in range(start - 1, len(whole) + 1):
        record = record_from(tmp_path, BytesIO(whole[:length]))
        # An entry is whole as soon as its last bracket is there.
        count = sum(end - 1 <= length for end in ends[1:])
        assert record.entries == entries[:count]
        broke_off = length not in ends and length + 1 not in ends
        assert bool(record.note) == broke_off, (length, record.note)
        if broke_off:
            assert f"line {count + 2} is incomplete" in record.note


def test_cut_in_its_first_line_it_is_refused(tmp_path: Path) -> None:
    """There is nothing to read without the header, at whatever byte it breaks off."""
    path = written(tmp_path)
    line, _, _ = path.read_bytes().partition(b"\n")
    for length in range(1, len(line), 7):
        with pytest.raises(RecordError, match="record") as caught:
            header_from(line[:length], "")
        assert caught.value.hint
    path.write_bytes(line[:-1])
    error = refused(path)
    assert (error.line, bool(error.hint)) == (1, True)


@pytest.mark.parametrize("part", ["scenario", "profile", "force"])
def test_what_was_played_cannot_be_changed_unnoticed(part: str, tmp_path: Path) -> None:
    path = written(tmp_path)
    first, *rest = path.read_bytes().splitlines(keepends=True)
    head = json.loads(first)
    head[part]["content"]["title"] = "Something else"
    path.write_bytes(json.dumps(head).encode() + b"\n" + b"".join(rest))
    error = refused(path)
    assert error.line == 1
    assert part in error.message


HEADER = b'{"record":"silent999","format":1}\n'
DEEP = b"[" * 200_000


@pytest.mark.parametrize(
    ("content", "line", "says"),
    [
        (b"", 0, "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, 1, "not a silent999 record"),
        (DEEP, 1, "not a silent999 record"),
        (b'{"record":"silent999","format":' + DEEP, 1, "damaged"),
        (b'{"record":"silent999","format":2,"version":"9.1"}\n', 1, "format 2"),
        (HEADER, 1, "first line"),
    ],
)
def test_what_is_no_record_is_refused(content: bytes, line: int, says: str, tmp_path: Path) -> None:
    """Empty, binary, foreign, too new, too deep: one sentence, with the line and what to do."""
    path = tmp_path / "file.jsonl"
    path.write_bytes(content)
    error = refused(path)
    assert error.line == line
    assert says in error.message
    assert error.hint
    assert (says != "format 2") or "silent999 9.1" in error.hint


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (b"\n", "isn't an entry"),
        (
            b'{"seq":6,"at":5000,"actor":"caller","body":' + b'{"a":' * 9_000 + b"\n",
            "isn't an entry",
        ),
        (b'{"seq":7,"at":5000,"actor":"caller","body":{"kind":"dial"}}\n', "the number 7"),
        (b'{"seq":6,"at":4999,"actor":"caller","body":{"kind":"dial"}}\n', "time goes back"),
        (b'{"seq":6,"at":5000,"actor":"caller","cause":6,"body":{"kind":"dial"}}\n', "later"),
    ],
)
def test_a_whole_line_that_is_no_entry_is_refused(line: bytes, says: str, tmp_path: Path) -> None:
    """With its number, and how to keep what stands before it."""
    path = written(tmp_path)
    path.write_bytes(path.read_bytes() + line)
    error = refused(path)
    assert error.line == 8
    assert says in error.message
    assert "head -n 7" in error.hint


def test_what_is_too_long_or_too_large_is_not_read_into_memory(tmp_path: Path) -> None:
    """Of a large file its size alone is looked at; one as large as allowed is read by lines."""
    path = written(tmp_path)
    whole = path.read_bytes()
    path.write_bytes(whole + b'"' + b"x" * (record_file.LONGEST_LINE + 1))
    error = refused(path)
    assert (error.line, "a line has more" in error.message) == (8, True)
    path.write_bytes(whole)
    os.truncate(path, MOST_BYTES + 1)
    assert "the limit is" in refused(path).message
    os.truncate(path, MOST_BYTES)
    assert "a line has more" in refused(path).message


def test_what_is_not_there_or_a_folder_is_refused(tmp_path: Path) -> None:
    assert "doesn't exist" in refused(tmp_path / "none.jsonl").message
    assert "folder" in refused(tmp_path).message


def test_the_records_own_rubric_wins(tmp_path: Path) -> None:
    """Its title and criteria are those of that day."""
    of = setup("partner-in-the-room", Role.CALL_HANDLER)
    shipped = LIBRARY.rubric("call_handler").file
    earlier = shipped.model_copy(
        update={"title": "As it was then", "criteria": shipped.criteria[:3]}
    )
    recorder = Recorder(recording(tmp_path), Header(of, (earlier,), "wren", BEGAN, "0.0"))
    recorder.take(run(of.scenario, of.profile, of.force).log)
    assert recorder.path is not None
    record = read_record(recorder.path)
    (part,) = debrief_of(record, private=False).parts
    assert (part.title, len(part.findings)) == ("As it was then", 3)


def test_pauses_are_in_the_record_and_its_heading(tmp_path: Path) -> None:
    recorder = recording(tmp_path).recorder(SMALL, LIBRARY)
    recorder.take(LOG[:3])
    recorder.take(LOG, (PaceHeld(2_000, 61_000),))
    recorder.close()
    assert recorder.path is not None
    record = read_record(recorder.path)
    assert record.entries[0] == LOG[0]
    assert len(record.entries) == len(LOG)
    assert record.held == (PaceHeld(2_000, 61_000),)
    assert "paused 1 time, for 61 s in all, at 0:02" in [*heading(record)]


def test_a_damaged_pause_is_refused_with_its_line(tmp_path: Path) -> None:
    path = written(tmp_path)
    path.write_bytes(path.read_bytes() + b'{"held":{"at":-1,"lasted":5}}\n')
    with pytest.raises(RecordError, match="a pause has an instant and a length"):
        read_record(path)
