"""`silent999 records` and `debrief`: what is there, in any form, and gone when it is erased."""

import errno
import io
import json
import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from simulator.clean_text import for_csv
from simulator.cli.arguments import Parser, UsageError
from simulator.cli.play import play
from simulator.cli.settings import Settings
from simulator.cli.write_files import write_whole
from simulator.core import acts as do
from simulator.core.log import Entry
from simulator.core.terms import NoteKind, Role
from simulator.errors import RecordError, SimulatorError
from simulator.session.records.recorder import RecordOptions
from tests.cli.command import Said, Terminal, refused, silent999
from tests.daily import first_a_day
from tests.session.recorded import BEGAN, CALL, SECRET, WHOLE, written

WHOLE_TEXT = (
    *WHOLE[:40],
    Entry(
        40,
        WHOLE[39].at,
        Role.CALL_HANDLER,
        Role.CALL_HANDLER,
        do.Note(NoteKind.HEARD, 2, None, SECRET),
    ),
)
ERASED = "{} erased. Copies elsewhere still exist.\n"


def asked(folder: Path, *words: str | Path, **given: Any) -> Said:
    return silent999("records", *words, "--records", folder, **given)


def test_without_records_it_says_so_and_makes_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "none"
    assert asked(folder) == Said(0, f"no records in {folder}\n", "")
    assert "under kestrel in" in asked(folder, "list", "--code", "kestrel").out
    assert not folder.exists()


def test_a_list_has_a_line_for_each_record(tmp_path: Path) -> None:
    """When, where one sat, what was played and how it ended; or why it cannot be read."""
    whole = written(tmp_path, WHOLE, CALL, "robin")
    part = written(tmp_path, WHOLE[:40], CALL, "wren")
    broken = tmp_path / "wren-20261124-203006.jsonl"
    broken.write_bytes(b"{}")
    told = asked(tmp_path, "list")
    assert (told.code, told.err) == (0, "")
    lines = told.out.splitlines()
    assert lines[0].split() == [
        *(whole.stem, "2026-11-24", "20:30", "call", "handler"),
        *("partner-in-the-room", "(iopc_2019)", "deployed"),
    ]
    assert lines[1].endswith("left before it ended")
    assert "cannot be read: not a silent999 record" in lines[2]
    assert lines[-1] == f"3 records in {tmp_path}"
    under = asked(tmp_path, "list", "--code", "WREN").out.splitlines()
    assert [line.split()[0] for line in under[:2]] == [part.stem, broken.stem]


@pytest.mark.parametrize("begins", ["=", "\t", "\uff1d"])
def test_a_spreadsheet_is_given_no_formula(begins: str) -> None:
    """What somebody wrote may begin like one; it is shown as it stands."""
    assert for_csv(f"{begins}1+1") == f"'{begins}1+1"
    assert for_csv(f"one{begins}") == f"one{begins}"
    assert for_csv(-3) == -3
    assert for_csv("\r1\x1b[2J") == "'\\r1\\x1b[2J"


def test_a_file_that_fails_leaves_nothing_and_can_be_tried_again(tmp_path: Path) -> None:
    def parts() -> Iterator[bytes]:
        yield b"half of it"
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    target = tmp_path / "out.json"
    with pytest.raises(SimulatorError, match="No space left"):
        write_whole(target, parts())
    assert not list(tmp_path.iterdir())
    write_whole(target, [b"all of it"])
    assert [path.name for path in tmp_path.iterdir()] == ["out.json"]
    with pytest.raises(SimulatorError, match="it was not changed"):
        write_whole(target, [b"other"])
    assert target.read_bytes() == b"all of it"


@pytest.mark.parametrize(
    ("form", "begins"),
    first_a_day(
        [("json", "{"), ("text", "training:"), ("html", "<!DOCTYPE html>"), ("markdown", "> **")],
        rows=True,
    ),
)
def test_a_debrief_is_a_result_with_the_note_to_facilitators_if_asked_for(
    form: str, begins: str, tmp_path: Path
) -> None:
    words = (written(tmp_path, WHOLE, CALL), "--records", tmp_path, "--format", form)
    told = silent999("debrief", *words)
    assert (told.code, told.err, told.out[-1]) == (0, "", "\n")
    assert told.out.startswith(begins)
    noted = silent999("debrief", *words, "--facilitator").out
    assert len(noted) > len(told.out)
    if form == "json":
        assert json.loads(told.out)["facilitator"] is None
        assert json.loads(noted)["facilitator"]


def test_all_that_is_kept_of_one_person_is_exported_to_read(tmp_path: Path) -> None:
    """Q 4: setup, transcript, findings and reviews of each call, and of nobody else's."""
    kept = written(tmp_path, WHOLE, CALL, "robin")
    other = written(tmp_path, WHOLE[:40], CALL, "wren")
    told = asked(tmp_path, "export", "--code", "robin")
    assert (told.code, told.err) == (0, "")
    assert told.out.startswith("training:")
    for said in ("recorded under robin: 1 call", f"record {kept.stem}", "from each party's ears"):
        assert said.lower() in told.out.lower()
    assert other.stem not in told.out
    assert max(map(len, told.out.splitlines())) <= 80

    whole = json.loads(asked(tmp_path, "export", kept.stem, other.stem, "--format", "json").out)
    assert [each["id"] for each in whole["records"]] == [kept.stem, other.stem]
    assert whole["records"][0]["debrief"]["findings"]

    page = tmp_path / "mine.html"
    words = ("export", "--code", "robin", "--format", "html", "-o", page)
    assert asked(tmp_path, *words) == Said(0, "", "")
    html = page.read_text()
    assert html.count("<h2>1 of 1: ") == 1
    assert '<html lang="en-GB">' in html
    assert 'href="#e' not in html
    if os.name == "posix":
        assert page.stat().st_mode & 0o077 == 0


def test_private_text_is_exported_only_if_asked_for(tmp_path: Path) -> None:
    spoken = written(tmp_path, WHOLE_TEXT, CALL, "robin", with_text=True)
    assert SECRET not in asked(tmp_path, "export", spoken.stem).out
    assert SECRET in " ".join(asked(tmp_path, "export", spoken.stem, "--with-text").out.split())


def test_a_damaged_record_is_named_after_those_that_are_exported(tmp_path: Path) -> None:
    kept = written(tmp_path, WHOLE, CALL, "robin")
    (tmp_path / "robin-20261124-203006.jsonl").write_bytes(b"{}")
    told = asked(tmp_path, "export", "--code", "robin")
    assert told.code == 2
    assert f"record {kept.stem}" in told.out
    assert "not a silent999 record" in told.err


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("export",), "export needs a record"),
        (("export", "--code", "wren"), "there are no records under wren"),
        (("export", "nothing"), "there is no record nothing"),
        (("list", "--with-text"), "list takes no --with-text"),
        (("list", "--format", "html"), "list takes no --format html"),
    ],
)
def test_an_export_of_nothing_is_refused(words: tuple[str, ...], says: str, tmp_path: Path) -> None:
    written(tmp_path, WHOLE, CALL, "robin")
    assert says in refused("records", *words, "--records", tmp_path)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("pizza-pleas",), "no record or scenario pizza-pleas; did you mean pizza-please?"),
        (("RECORD", "--seed", "1"), "--seed is for a scenario"),
        (("handset-lifted", "--seat", "caller"), "seats: "),
        (("pizza-please", "--profile", "nowhere"), "nowhere"),
    ],
)
def test_a_debrief_that_cannot_be_made_says_why(
    words: tuple[str, ...], says: str, tmp_path: Path
) -> None:
    path = written(tmp_path)
    named = (str(path) if word == "RECORD" else word for word in words)
    assert says in refused("debrief", *named, "--records", tmp_path)


def test_nothing_is_erased_where_nobody_can_be_asked(tmp_path: Path) -> None:
    path = written(tmp_path)
    words = ("records", "erase", path.stem, "--records", tmp_path)
    assert "add --yes" in refused(*words, lines=io.StringIO("yes\n"))
    assert path.exists()


@pytest.mark.parametrize(
    ("answer", "gone"), [("yes\n", True), ("Y\n", True), ("no\n", False), ("", False)]
)
def test_in_a_terminal_it_asks(answer: str, gone: bool, tmp_path: Path) -> None:
    """It shows what would go, and takes nothing but yes for a yes."""
    path = written(tmp_path)
    told = asked(tmp_path, "erase", path.stem, out=Terminal(), lines=Terminal(answer))
    assert told.code == 0
    assert f"{path.stem}  2026-11-24 20:30" in told.out
    assert "Erase 1 record permanently?" in told.out
    assert ("nothing was erased" in told.out) is not gone
    assert path.exists() is not gone


def test_everything_under_a_code_goes_at_once(tmp_path: Path) -> None:
    """And nothing else, though its code begins alike."""
    mine = [written(tmp_path, code="robin") for _ in range(3)]
    mine[0].write_bytes(b"damaged")
    (tmp_path / "robin-20261124-203009.begun").write_bytes(b"")
    other = written(tmp_path, code="robin-2")
    words = ("erase", "--code", "robin", "--yes")
    assert asked(tmp_path, *words).out == ERASED.format("3 records")
    assert {path.name for path in tmp_path.iterdir()} == {other.name, "README.md"}
    assert asked(tmp_path, *words) == Said(0, f"nothing to erase in {tmp_path}\n", "")


@pytest.mark.parametrize(("age", "gone"), [("1d", True), ("2w", True), ("15d", False)])
def test_what_is_older_expires(age: str, gone: bool, tmp_path: Path) -> None:
    """By when the call began; whose code it is can be said too."""
    path = written(tmp_path)
    now = lambda: BEGAN + timedelta(days=14, seconds=1)  # noqa: E731
    kept = asked(tmp_path, "expire", "--older-than", age, "--code", "wren", "--yes", now=now)
    assert "nothing to erase" in kept.out
    assert asked(tmp_path, "expire", "--older-than", age, "--yes", now=now).code == 0
    assert path.exists() is not gone


def wished(*words: str) -> RecordOptions | None:
    parser = Parser("silent999 play", "")
    play.arguments(parser)
    return play.recording_of(parser.read(words), Settings())


def test_nothing_is_recorded_unless_it_was_asked_for() -> None:
    assert wished() is None
    for words in (["--code", "robin"], ["--with-text"], ["--records", "here"]):
        with pytest.raises(UsageError, match="add --record"):
            wished(*words)


def test_what_was_asked_for_is_checked_before_the_call(tmp_path: Path) -> None:
    folder = tmp_path / "records"

    def options(*words: str) -> RecordOptions:
        found = wished("--record", "--records", str(folder), *words)
        assert found is not None
        return found

    found = options("--code", "Robin")
    assert (found.code, found.with_text, found.store.folder) == ("robin", False, folder)
    assert "Yes." in found.ready
    assert options().code == "mine"
    assert options("--with-text").with_text
    assert isinstance(found.now(), datetime)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(RecordError, match="isn't a code"):
        options("--code", "x")
    folder.write_bytes(b"")
    with pytest.raises(RecordError, match="cannot write records"):
        options()
