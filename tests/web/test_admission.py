"""Who is let in: by the address that was asked for, and by the page that asks."""

import http.client
import socket
from urllib.parse import urlsplit

import pytest

from simulator.web import admission
from simulator.web.admission import HEADERS, MOST_BYTES, Guard
from tests.web.served import serving

GUARD = Guard(("127.0.0.1", "[::1]", "192.168.1.5"), 8000)
OURS = "http://192.168.1.5:8000"


@pytest.mark.parametrize(
    ("method", "hosts", "origins", "admitted"),
    [
        ("GET", ["127.0.0.1:8000"], [], True),
        ("GET", ["[::1]:8000"], [], True),
        ("POST", ["192.168.1.5:8000"], [OURS], True),
        ("GET", ["evil.example:8000"], [], False),
        ("GET", ["127.0.0.1"], [], False),
        ("GET", [], [], False),
        ("GET", ["127.0.0.1:8000", "evil.example"], [], False),
        ("GET", ["127.0.0.1:8000"], ["http://evil.example"], False),
        ("POST", ["127.0.0.1:8000"], [OURS], False),
        ("POST", ["127.0.0.1:8000"], ["null"], False),
        ("POST", ["127.0.0.1:8000"], [], False),
        ("POST", ["192.168.1.5:8000"], [OURS, OURS], False),
        ("DELETE", ["127.0.0.1:8000"], [], False),
    ],
)
def test_a_request_is_let_in_by_its_host_and_its_origin(
    method: str, hosts: list[str], origins: list[str], admitted: bool
) -> None:
    assert GUARD.admits(method, hosts, origins) is admitted


def test_a_port_that_browsers_leave_out_is_left_out() -> None:
    assert Guard(("127.0.0.1",), 80).urls == ("http://127.0.0.1/",)


def test_every_answer_forbids_storage_framing_and_foreign_content() -> None:
    with serving() as served:
        host = urlsplit(served.url).netloc
        for path, headers, status in (
            ("/", {"Host": host}, 200),
            ("/no-such-page", {"Host": host}, 404),
            ("/", {"Host": "evil.example"}, 403),
            ("/static/page.js", {"Host": host}, 200),
        ):
            connection = http.client.HTTPConnection(host)
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            assert answer.status == status
            assert {name: answer.headers[name] for name in HEADERS} == HEADERS
            assert "server" not in answer.headers
            connection.close()


def test_a_body_that_is_too_long_is_refused_with_and_without_its_length() -> None:
    with serving() as served:
        host = urlsplit(served.url).netloc
        for stated in (True, False):
            connection = http.client.HTTPConnection(host)
            body = b'{"code": "' + b"A" * MOST_BYTES + b'"}'
            connection.request(
                "POST",
                "/api/look-up",
                body if stated else iter([body]),
                {"X-Client": "terminal"},
                encode_chunked=not stated,
            )
            try:
                assert connection.getresponse().status in (413, 409, 500)
            except (http.client.HTTPException, ConnectionError):
                assert not stated
            connection.close()


def test_a_request_that_never_comes_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(admission, "SLOWEST", 0.05)
    with serving() as served:
        parts = urlsplit(served.url)
        for begun in (b"", b"GET / HTTP/1.1\r\nHost: "):
            with socket.create_connection(("127.0.0.1", parts.port or 0)) as half_open:
                half_open.sendall(begun)
                assert half_open.recv(1) == b""
