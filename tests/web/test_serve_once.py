"""`serve --once` ends some seconds after the last page is closed, and not before."""

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest

from simulator.core.terms import Role
from simulator.web import server
from tests.web.devices import PHONE, Device
from tests.web.served import Served, serving


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "RELOADING", 0.1)


@contextmanager
def page(served: Served, path: str = "/api/here", token: str = "") -> Iterator[None]:
    """Keep a page open: its stream has begun."""
    connection = HTTPConnection(urlsplit(served.url).netloc, timeout=20)
    connection.request("GET", path, headers={"X-Seat": token} if token else {})
    answer = connection.getresponse()
    assert answer.status == 200
    assert answer.readline()
    try:
        yield
    finally:
        answer.close()
        connection.close()


def ended(served: Served) -> bool:
    """Return whether the server ends by itself."""
    served.thread.join(20)
    return not served.thread.is_alive()


def settled(served: Served) -> None:
    """Let the server do all that was due by now, and what was due when a page was closed."""
    done = threading.Event()
    served.loop.call_soon_threadsafe(served.loop.call_later, 2 * server.RELOADING, done.set)
    assert done.wait(20)


def test_it_ends_when_the_last_page_is_closed() -> None:
    with serving(once=True) as served:
        with page(served), page(served):
            pass
        assert ended(served)


def test_it_goes_on_from_a_page_to_the_seat_of_a_call() -> None:
    """The page of a seat has a stream of its own: it counts as a page too."""
    with serving(once=True) as served:
        call = served.house.open_call("partner-in-the-room")
        token = served.house.claim(call.code, Role.CALLER)
        with page(served, "/api/stream", token):
            with page(served):
                pass
            settled(served)
            assert served.thread.is_alive()
        assert ended(served)


def test_a_page_of_another_device_does_not_keep_it() -> None:
    with serving(once=True) as served, ExitStack() as phone:
        with page(served):
            call = served.house.open_call("partner-in-the-room")
            token = Device(served, PHONE).post("/api/claim", code=call.code, role="caller")["token"]
            for path in ("/api/stream", "/api/here"):
                phone.enter_context(Device(served, PHONE).follows(path, token))
        assert ended(served)


def test_it_ends_if_no_page_is_ever_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "OPENING", 0.1)
    with serving(once=True) as served:
        assert ended(served)


def test_without_it_the_server_goes_on() -> None:
    with serving() as served:
        with page(served):
            pass
        settled(served)
        assert served.thread.is_alive()
