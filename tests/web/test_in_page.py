"""The application without a server: what a page in a browser has is enough for all of it."""

import asyncio
import io
import json
import runpy
import subprocess
import sys
import traceback
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from simulator.cli.main import main
from simulator.content.library.library import Library
from simulator.session.clock import ManualClock
from simulator.session.records.shipped_headers import write_all
from simulator.web.in_page import InPage
from tests.built import build_into
from tests.web import drive_in_page

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def driven(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Drive everything in an interpreter that has what a page has."""
    built = build_into(tmp_path_factory.mktemp("built"))
    write_all(built)
    words = [sys.executable, "-m", drive_in_page.__name__, str(built)]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_everything_works_without_a_thread_a_connection_a_file_or_pydantic(
    driven: dict[str, Any],
) -> None:
    """Pages, calls in two seats to their debriefs, the board, and a session to its last page.

    What fails here, fails in the page without a server: see `LACKS` and `take_away` there.
    """
    assert driven["threads"] == 1
    roots = {name.partition(".")[0] for name in driven["imported"]}
    assert roots.isdisjoint(drive_in_page.LACKS)
    assert not [name for name in driven["imported"] if name.startswith("simulator.cli")]


def test_no_route_is_left_out(driven: dict[str, Any]) -> None:
    """A route that is new here is driven there too, or nobody knows whether it works in a page."""
    assert driven["routes"] == [each for each in driven["asked"] if not each.endswith(" none")]


def test_a_log_in_the_page_is_the_command_lines(driven: dict[str, Any]) -> None:
    """The digest is that of the list `log` in `silent999 run --format json`."""
    words = ["run", "coughs-when-asked", "--profile", "iopc_2019", "--force", "generic"]
    out = io.StringIO()
    assert main([*words, "--seed", "1", "--format", "json"], out, io.StringIO()) == 0
    log = json.dumps(json.loads(out.getvalue())["runs"][0]["log"])
    assert driven["digest"] == sha256(log.encode()).hexdigest()


def asked(page: InPage, address: str, body: str = "", method: str = "GET") -> tuple[int, bytes]:
    """Ask for a page, and return its status and all of it."""
    heads: list[tuple[int, str]] = []
    pieces: list[bytes | None] = []
    request = {"method": method, "address": address, "headers": {}, "body": body}
    answering = page.ask(1, json.dumps(request), lambda *head: heads.append(head), pieces.append)
    asyncio.run(answering)
    *said, end = pieces
    assert end is None
    return heads[0][0], b"".join(filter(None, said))


def test_an_error_of_ours_is_answered_and_does_not_end_the_page(
    monkeypatch: Any, capsys: Any
) -> None:
    page = InPage(Library(()), ManualClock())
    monkeypatch.setattr(Library, "survey", lambda _: 1 / 0)
    assert asked(page, "/calls")[0] == 500
    assert "ZeroDivisionError" in capsys.readouterr().err
    assert asked(page, "/")[0] == 200


def test_what_a_server_refuses_is_refused_in_the_page() -> None:
    page = InPage(Library(()), ManualClock())
    assert asked(page, f"/{'a' * 2_000}")[0] == 414
    # A page of the network sends at most 16 kB; this one takes the records of a class.
    assert asked(page, "/api/open", "x" * 20_000, "POST")[0] == 409
    assert asked(page, "/api/open", "\ud800", "POST")[0] == 409
    assert asked(page, "/caf%C3%A9")[0] == 404


def test_what_is_packed_without_its_lines_still_reports_an_error() -> None:
    """Lines are a tenth of what is compiled. Without any, the report of an error fails itself."""
    pack: dict[str, Any] = runpy.run_path(str(ROOT / ".ci/page/pack.py"))
    written = "def half(a):\n    each = 1\n    return [n / a for n in range(each)]\n\n\nhalf(0)\n"
    code = pack["without_lines"](compile(written, "packed.py", "exec"))
    with pytest.raises(ZeroDivisionError) as raised:
        exec(code, {})
    packed = [
        each
        for each in traceback.extract_tb(raised.value.__traceback__)
        if each.filename == "packed.py"
    ]
    assert [each.name for each in packed][:2] == ["<module>", "half"]
    assert packed[1].lineno == 1, "that of its function"


def test_leaving_what_is_answered_already_does_nothing() -> None:
    page = InPage(Library(()), ManualClock())
    assert asked(page, "/measures")[0] == 200
    page.leave(1)
