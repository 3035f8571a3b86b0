"""A hostile page, a hostile device on the network, and a hostile request get nothing."""

import json
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from simulator.core.terms import Role
from simulator.hosting.hosted_call import NotTaken
from simulator.hosting.house import House
from simulator.session.clock import ManualClock
from simulator.web import admission
from simulator.web import server as web_server
from simulator.web.remote_seat import NoAnswer
from tests.session.calls import LIBRARY
from tests.web.devices import HERE, OTHER, PHONE, Device
from tests.web.served import Served, serving

FORM = {"Content-Type": "text/plain"}
"""What a form of a foreign page can send without asking us first."""


@pytest.fixture(name="served", scope="module")
def _served() -> Iterator[Served]:
    with serving() as served:
        yield served


def asked(
    served: Served, path: str, headers: dict[str, str] | None = None, body: str | None = None
) -> tuple[int, str, str]:
    """Return the status, headers and text of an answer."""
    connection = HTTPConnection(urlsplit(served.url).netloc, timeout=20)
    try:
        method = "GET" if body is None else "POST"
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        return answer.status, str(answer.headers), answer.read(100_000).decode()
    finally:
        connection.close()


def ours(served: Served) -> str:
    return served.url.rstrip("/")


# --- another page in the same browser -------------------------------------------------------------


def test_a_form_of_another_page_opens_nothing(served: Served) -> None:
    body = '{"scenario": "partner-in-the-room", "x": "="}'
    before = len(served.house.calls)
    for origin in ("null", "http://evil.example", "http://127.0.0.1:1"):
        for headers in ({}, {"Origin": origin}, {"Origin": origin, "X-Client": "terminal"}):
            assert asked(served, "/api/open", FORM | headers, body)[0] == 403
    assert len(served.house.calls) == before


def test_a_name_that_is_bound_to_this_machine_later_reads_nothing(served: Served) -> None:
    """DNS rebinding: the browser takes our page for one of the foreign name."""
    port = urlsplit(served.url).port
    for host in (f"evil.example:{port}", "127.0.0.1", f"127.0.0.1:{port}.evil.example"):
        status, _, text = asked(served, "/calls", {"Host": host})
        assert (status, text) == (403, admission.REFUSED)


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_page_of_another_site_may_link_here_and_nothing_else(served: Served, site: str) -> None:
    """Its pictures send no Origin. They could hold every stream, or learn that we run."""
    for mode, status in (("no-cors", 403), ("cors", 403), ("navigate", 200)):
        asks = {"Sec-Fetch-Site": site, "Sec-Fetch-Mode": mode}
        for path in ("/", "/static/page.css"):
            assert asked(served, path, asks)[0] == status
    assert served.server.state.driver.pages == 0


# --- another device on the network ----------------------------------------------------------------


def test_codes_of_calls_and_sessions_cannot_be_guessed_fast(served: Served) -> None:
    """A forged X-Forwarded-For doesn't make a new place of each request."""
    served.house.open_gathering("twenty-minutes", "en")
    code = served.house.gathering.join if served.house.gathering else ""
    phone = Device(served, PHONE)
    for number in range(served.house.limits.wrong_codes):
        forged = {"X-Forwarded-For": f"10.0.0.{number}"}
        with phone.asked("/api/look-up", "", '{"code": "XXXXXX"}', forged) as answer:
            assert b"no call here has that code" in answer.read()
    for path in ("/api/look-up", "/api/claim"):
        assert "too many wrong codes" in phone.post(path, code=code)["say"]
    assert "token" in Device(served, HERE).post("/api/look-up", code=code)
    served.tick(61_000)
    assert "token" in phone.post("/api/look-up", code=code)


def test_each_place_has_wrong_codes_of_its_own_for_a_minute() -> None:
    clock = ManualClock()
    house = House(LIBRARY, clock)
    call = house.open_call("partner-in-the-room")
    for place in range(50):
        for _ in range(house.limits.wrong_codes):
            with pytest.raises(NotTaken, match="no call"):
                house.find("XXXXXX", str(place))
        with pytest.raises(NotTaken, match="too many"):
            house.join_gathering(call.code, str(place))
    assert house.claim(call.code, Role.CALLER, "somewhere else")
    clock.tick(61_000)
    assert house.find(call.code, "0") is call
    assert house._wrong == {}


@pytest.mark.parametrize(
    "name", ["/etc/passwd", "../README.md", "secret.yaml", "secret.yaml#one", "./secret"]
)
def test_a_request_reads_no_file_of_this_machine(
    served: Served, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("secret.yaml").write_text("password: swordfish", encoding="utf-8")
    here = served.seat()
    for path, body in (("/api/open", {"scenario": name}), ("/api/session", {"plan": name})):
        with pytest.raises(NoAnswer, match="not the id of anything here"):
            here.post(path, **body)
    with pytest.raises(NoAnswer, match="no translation"):
        here.post("/api/session", plan="twenty-minutes", language=name)
    _, _, text = asked(served, f"/calls/{name.replace('/', '%2f').replace('#', '%23')}")
    assert "swordfish" not in text


def test_a_token_that_asks_for_a_caption_beyond_all_is_told_so(served: Served) -> None:
    call = served.house.open_call("partner-in-the-room")
    token = served.house.claim(call.code, Role.CALLER)
    call.begin()
    assert asked(served, f"/api/sound/{'9' * 900}", {"X-Seat": token})[0] == 409


PATHS = (
    "/static/../server.py",
    "/static/..%2fserver.py",
    "/static/%2e%2e/server.py",
    "/static//etc/passwd",
    "/static/..%5cserver.py",
    "/static/%00",
    "/static/" + "a" * 5_000,
    "/static/",
    "/calls/%00",
    "/calls/" + "a" * 5_000,
    "/%0d%0aSet-Cookie:%20a=b/",
    "/calls/a%0d%0aSet-Cookie:%20a=b/",
    "//evil.example/",
    "/calls//evil.example/",
    "http://evil.example/",
    "/api/sound/" + "9" * 5_000,
    "/api/stream?after=" + "9" * 5_000,
)


def test_no_path_leads_out_of_the_pages_or_into_the_headers(
    served: Served, capfd: pytest.CaptureFixture[str]
) -> None:
    for path in PATHS:
        status, headers, text = asked(served, path)
        assert status in (307, 403, 404, 409, 414), path
        assert "\nset-cookie:" not in headers.lower()
        assert "location: http://evil" not in headers.lower()
        assert "root:" not in text
        assert "import" not in text
        assert capfd.readouterr().err == "", path


def test_a_terminal_is_not_written_to_by_the_path_of_a_request_that_failed(
    served: Served, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Nor is a token, or what was typed, in the line that reports an error of ours."""

    def broken(*_: object) -> None:
        raise RuntimeError("said: help me")

    monkeypatch.setattr(House, "scenario", broken)
    headers = {"X-Seat": "secret-token"}
    assert asked(served, "/calls/%1b%5b2Ja%0ab?typed=this", headers)[0] == 500
    (line,) = capfd.readouterr().err.splitlines()
    assert line.startswith("/calls/ [2Jab: RuntimeError at ")
    assert not any(each in line for each in ("secret", "typed", "help", "\x1b"))


@pytest.mark.parametrize(
    "text", ["\ud800", "\x1b[2J", "a\r\n\r\nevent: x", "<img src=x onerror=alert(1)>", "\u202e"]
)
def test_what_is_typed_breaks_nobodys_page(served: Served, text: str) -> None:
    call = served.house.open_call("partner-in-the-room")
    seat = served.seat()
    seat.claim(call.code, "caller")
    seat.post("/api/begin")
    for body in ({"line": text}, {"key": "d", "answers": {"number": text}}, {"key": text}):
        try:
            said = json.dumps(seat.post("/api/act", **body))
        except NoAnswer as refused:
            said = str(refused)
        assert "was answered with 500" not in said
        assert "That did not work" not in said
        assert "<img" not in said
    name, _ = next(seat.events())
    assert name == "frame"


def test_half_a_character_silences_nobody(served: Served) -> None:
    """What a caller says is heard in every other seat, by streams old and new."""
    call = served.house.open_call("partner-in-the-room")
    caller, handler = served.seat(), served.seat()
    caller.claim(call.code, "caller")
    handler.claim(call.code, "call_handler")
    caller.post("/api/begin")
    hears = handler.events()
    next(hears)
    caller.post("/api/act", key="d", answers={"number": "999"})
    served.tick(12_000)
    for words in ("hello \ud800", "\udfff\ud83d help"):
        assert caller.post("/api/line", line=words)["readings"]
        caller.post("/api/act", line=words)
        served.tick(3_000)
    for listener in (caller, handler):
        name, frame = next(listener.events())
        assert name == "frame"
        json.dumps(frame, ensure_ascii=False).encode()
    assert any("hello" in each["text"] for each in next(caller.events())[1]["captions"])


@pytest.mark.parametrize("path", ["open", "session", "look-up", "claim", "lead", "vote"])
@pytest.mark.parametrize("word", ["\ud800", "ok\udfff"])
def test_no_request_fails_for_half_a_character(served: Served, path: str, word: str) -> None:
    names = ("scenario", "plan", "language", "code", "role", "do", "place", word)
    body = json.dumps(dict.fromkeys(names, word))
    status, _, text = asked(served, f"/api/{path}", {"X-Client": "terminal"}, body)
    assert (status, "say" in json.loads(text)) == (409, True), text


BODIES = (
    "", "null", "[]", "{", '{"key": 7}', '{"answers": []}', "[" * 15_000, "9" * 9_000,
    # Deeper than cleaning goes, and not too deep for the reader of JSON.
    *('{"line": ' + "[" * deep + "]" * deep + "}" for deep in (300, 600, 900, 3_000)),
    *('{"answers": ' * deep + "1" + "}" * deep for deep in (600, 900)),
     '{"key": NaN}', '{"key": "d", "answers": {"number": {}}}',
     '{"key": "d", "answers": {"number": [1, null]}}', '{"key": "d", "answers": {"number": []}}',
)  # fmt: skip


def test_a_malformed_body_is_answered_with_its_reason(served: Served) -> None:
    call = served.house.open_call("partner-in-the-room")
    token = served.house.claim(call.code, Role.CALLER)
    call.begin()
    for body in BODIES:
        status, _, text = asked(served, "/api/act", {"X-Client": "terminal", "X-Seat": token}, body)
        assert status in (200, 409), body[:40]
        assert json.loads(text)


# --- slow, half-open and malformed requests -------------------------------------------------------


def raw(served: Served, sent: bytes) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", urlsplit(served.url).port or 0), 20)
    connection.sendall(sent)
    return connection


def everything(connection: socket.socket) -> bytes:
    received = b""
    with connection:
        while some := connection.recv(10_000):
            received += some
    return received


def head(served: Served, method: str = "GET") -> bytes:
    host = urlsplit(served.url).netloc
    return f"{method} /api/look-up HTTP/1.1\r\nHost: {host}\r\nX-Client: terminal\r\n".encode()


@pytest.mark.thorough
def test_a_slow_request_is_dropped_at_every_point_of_it(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(admission, "SLOWEST", 0.2)
    assert everything(raw(served, b"")) == b""
    assert everything(raw(served, head(served))) == b""
    for length in (b"Content-Length: 9\r\n\r\n{", b"Transfer-Encoding: chunked\r\n\r\n5\r\n{"):
        answer = everything(raw(served, head(served, "POST") + length))
        assert answer.startswith(b"HTTP/1.1 408 ")
    # The second request of a connection has no more time than the first.
    answer = everything(raw(served, head(served) + b"\r\n" + head(served)))
    assert answer.count(b"HTTP/1.1 ") == 1


@pytest.mark.parametrize(
    "sent",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET / HTTP/1.1\r\nHost: a\r\n b\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
        b"GET /\x00 HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"a" * 100_000,
    ],
    ids=range(6),
)
def test_what_is_not_http_is_refused_and_reported_in_a_line_without_it(
    served: Served, sent: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    assert everything(raw(served, sent)).startswith(b"HTTP/1.1 4")
    assert capfd.readouterr().err in ("", "refused: a request that is not HTTP\n")


def test_a_long_body_is_refused_and_nothing_after_it_is_a_request(served: Served) -> None:
    size = admission.MOST_BYTES + 1
    smuggled = head(served) + b"\r\n"
    for stated in (
        f"Content-Length: {size}\r\n\r\n".encode() + b"a" * size,
        b"Transfer-Encoding: chunked\r\n\r\n" + f"{size:x}\r\n".encode() + b"a" * size + b"\r\n",
    ):
        answer = everything(raw(served, head(served, "POST") + stated + smuggled))
        assert answer.startswith((b"HTTP/1.1 413 ", b"HTTP/1.1 400 "))
        assert answer.count(b"HTTP/1.1 ") == 1


def closed_unanswered(connection: socket.socket) -> bool:
    try:
        return everything(connection) == b""
    except ConnectionError:
        return True


def test_half_open_connections_keep_nobody_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection that waits for its request goes for a new one; all of them go after a time."""
    monkeypatch.setattr(admission, "SLOWEST", 2.0)
    with serving() as served:
        held = [raw(served, b"GET / HT") for _ in range(web_server.MOST_CONNECTIONS)]
        assert asked(served, "/")[0] == 200
        assert all(map(closed_unanswered, held))
        assert asked(served, "/")[0] == 200


def test_one_device_of_the_network_cannot_take_every_connection(served: Served) -> None:
    session = served.house.open_gathering("twenty-minutes", "en")
    device, most = Device(served, PHONE), web_server.MOST_FROM_ONE
    with ExitStack() as held:
        for _ in range(most):
            held.enter_context(device.follows("/api/session-stream", session))
        with pytest.raises((ConnectionError, HTTPException)):
            device.status("/join")
        assert Device(served, OTHER).status("/join") == 200
