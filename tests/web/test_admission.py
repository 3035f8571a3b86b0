"""Who is let in: by the address that was asked for, and by the page that asks."""

import http.client
from urllib.parse import urlsplit

import pytest

from simulator.web.admission import HEADERS, Guard
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
    assert Guard(("127.0.0.1",), 80).url == "http://127.0.0.1/"


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
