"""Several devices and one server: none of them keeps another out, or sees what is another's."""

import threading
from contextlib import ExitStack
from http.client import HTTPException
from itertools import cycle
from typing import Any

import pytest

from simulator.awareness.page_builder import PageBuilder
from simulator.content.library.library import Library
from simulator.content.library.translations import load
from simulator.core.terms import Role
from simulator.hosting.gathering import Gathering
from simulator.hosting.hosted_call import HostedCall
from simulator.session.clock import WallClock
from simulator.web import sessions
from simulator.web.rendering import render
from tests.web.devices import HERE, MORE, OTHER, PHONE, THIRD, Device
from tests.web.served import Served, settled


def session(served: Served) -> Gathering:
    assert Device(served, HERE).post("/api/session", plan="twenty-minutes")["token"]
    assert served.house.gathering is not None
    return served.house.gathering


def joins(served: Served, address: str) -> dict[str, str]:
    assert served.house.gathering is not None
    code = served.house.gathering.join
    return Device(served, address).post("/api/look-up", code=code)


# --- a group session ------------------------------------------------------------------------------


def test_ninety_joins_of_one_device_keep_no_other_device_out(served: Served) -> None:
    gathering = session(served)
    for _ in range(served.house.limits.pages + 10):
        assert "token" in joins(served, PHONE), "its own closed pages make room for the next"
    assert len(gathering.joined) <= served.house.limits.pages_of_one
    assert "token" in joins(served, OTHER)
    assert "token" in joins(served, HERE)


def test_a_session_full_of_few_devices_makes_room_for_another_one(served: Served) -> None:
    gathering = session(served)
    few = cycle((PHONE, OTHER, THIRD))
    for _ in range(served.house.limits.pages):
        joins(served, next(few))
    assert len(gathering.joined) == served.house.limits.pages
    mine = joins(served, MORE[0])["token"]
    for _ in range(20):
        joins(served, next(few))
    with Device(served, MORE[0]).follows("/api/session-stream", mine):
        assert len(gathering.joined) == served.house.limits.pages


def test_fifty_votes_of_one_device_do_not_show_what_a_neighbour_answered(served: Served) -> None:
    gathering = session(served)
    lead = Device(served, HERE).post("/api/look-up", code=gathering.lead)["token"]
    Device(served, HERE).post("/api/lead", lead, do="jump", place="3")
    for _ in range(50):
        Device(served, PHONE).post("/api/vote", joins(served, PHONE)["token"], place="0")
    Device(served, OTHER).post("/api/vote", joins(served, OTHER)["token"], place="1")
    said = Device(served, HERE).post("/api/lead", lead, do="reveal")
    assert "not possible" in said["say"]
    assert set(gathering.frame().counts) == {0}
    Device(served, THIRD).post("/api/vote", joins(served, THIRD)["token"], place="1")
    assert "say" not in Device(served, HERE).post("/api/lead", lead, do="reveal")


def test_a_page_that_types_the_code_again_keeps_its_place(served: Served) -> None:
    gathering = session(served)
    token = joins(served, PHONE)["token"]
    again = Device(served, PHONE).post("/api/look-up", token, code=gathering.join)
    assert again["token"] == token
    assert len(gathering.joined) == 1


# --- connections and streams ----------------------------------------------------------------------


def test_six_devices_with_forty_connections_keep_neither_this_machine_nor_another_out(
    served: Served,
) -> None:
    session(served)
    with ExitStack() as held:
        for address in (PHONE, OTHER, THIRD, *MORE[:3]):
            token = joins(served, address)["token"]
            for _ in range(40):
                try:
                    opened = Device(served, address).follows("/api/session-stream", token)
                except (OSError, HTTPException):
                    continue
                held.enter_context(opened)
        assert Device(served, HERE).status("/lead") == 200
        assert Device(served, MORE[3]).status("/join") == 200
        assert "token" in joins(served, MORE[3])


@pytest.mark.parametrize("path", ["/api/here", "/api/stream", "/api/session-stream"])
def test_no_other_device_holds_a_stream_without_a_token(served: Served, path: str) -> None:
    session(served)
    assert Device(served, PHONE).status(path) in (204, 409)
    assert Device(served, PHONE).status(path, "forged") in (204, 409)
    for here in ("/api/board-stream", "/api/room-stream"):
        assert Device(served, PHONE).status(here) == 409


def test_the_help_lines_are_put_together_once_a_minute(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They need no code and were costly: thirty connections that asked for them held others up."""
    put_together, made = PageBuilder.help, []

    def counted(builder: PageBuilder) -> object:
        made.append(builder.say.language)
        return put_together(builder)

    monkeypatch.setattr(PageBuilder, "help", counted)
    device = Device(served, PHONE)
    for path in ("/help", "/help?language=en", "/help?language=") * 10:
        with device.asked(path) as answer:
            assert b"0808 2000 247" in answer.read()
    assert device.status("/help?language=xx") == 404
    assert made == ["en"]
    served.tick(61_000)
    assert device.status("/help") == 200
    assert made == ["en", "en"], "a file that was changed since is read"


def test_no_page_that_needs_no_code_is_costly_again_and_again(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    """To read a language takes twenty times as long as to fill in a page."""
    session(served)
    languages: list[str] = []

    def counted(library: Library, language: str = "en") -> object:
        languages.append(language)
        return load(library, language)

    pages = ("/", "/join", "/help", "/lead", "/calls", "/calls/1", "/lesson", "/leading", "/room")
    phone = Device(served, PHONE)
    phone.status("/help")
    monkeypatch.setattr(sessions, "load", counted)
    for path in (*pages, "/seat", "/taking-part", "/board", "/handout/a4", "/nowhere", "/measures"):
        assert phone.status(path) in (200, 307, 404), path
    assert languages == []


def test_a_device_that_votes_and_joins_again_and_again_moves_no_other_page(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each vote drew the pages of all phones again, though a vote shows on none of them."""
    gathering = session(served)
    gathering.do("jump", 3)
    drawn: list[str] = []

    def counted(template: str, **values: object) -> str:
        drawn.append(template)
        return render(template, **values)

    with ExitStack() as pages:
        for address in (PHONE, OTHER):
            token = joins(served, address)["token"]
            pages.enter_context(Device(served, address).follows("/api/session-stream", token))
        monkeypatch.setattr(sessions, "render", counted)
        tokens = [joins(served, THIRD)["token"] for _ in range(5)]
        for token in tokens:
            Device(served, THIRD).post("/api/vote", token, place="0")
        served.tick(10)
        assert drawn == []
        Device(served, PHONE).post("/api/vote", token_of(served, PHONE), place="0")
        settled(served, lambda: drawn == ["parts/taking_part.html"])


def token_of(served: Served, address: str) -> str:
    """Return the token of the one page that a device has."""
    assert served.house.gathering is not None
    joined = served.house.gathering.joined
    return next(token for token in joined if joined.device_of(token) == address)


def test_many_costly_requests_of_one_seat_are_answered_one_at_a_time(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Thirty of one phone, answered in a row, held every other page up for seconds."""
    call = served.house.open_call("partner-in-the-room")
    phone = Device(served, PHONE)
    token = phone.post("/api/claim", code=call.code, role="caller")["token"]
    order: list[str] = []
    read_line = HostedCall.read_line

    def slow(*given: Any) -> object:
        order.append("line")
        WallClock().wait(100)
        return read_line(*given)

    def asks_for_a_line() -> None:
        phone.post("/api/line", token, line="help me")

    call.begin()
    monkeypatch.setattr(HostedCall, "read_line", slow)
    lines = [threading.Thread(target=asks_for_a_line) for _ in range(12)]
    for each in lines:
        each.start()
    settled(served, lambda: len(order) > 2)
    assert Device(served, OTHER).status("/join") == 200
    done = len(order)
    for each in lines:
        each.join(20)
    assert done < 9, "the other page was answered among them"
    assert len(order) == 12
    # Nothing is kept of those who have their answer.
    settled(served, lambda: not served.server.state.turns)


# --- calls and their seats ------------------------------------------------------------------------


def test_a_refused_opening_leaves_no_call(served: Served) -> None:
    here = Device(served, HERE)
    for _ in range(served.house.limits.calls + 5):
        said = here.post("/api/open", scenario="evening-in-the-office", role="judge")
        assert "no such seat" in said["say"]
    for _ in range(served.house.limits.calls + 5):
        said = here.post("/api/open", scenario="child-with-a-phone", role="caller")
        assert "not in this call" in said["say"]
    assert not served.house.calls
    assert "token" in here.post("/api/open", scenario="evening-in-the-office")


def lobby_with_a_lost_seat(served: Served) -> tuple[str, str]:
    """A caller's tab is closed in the lobby; return the code and the token that it had."""
    call = served.house.open_call("partner-in-the-room")
    token = Device(served, PHONE).post("/api/claim", code=call.code, role="caller")["token"]
    phone = Device(served, PHONE)
    with phone.follows("/api/stream", token):
        assert "taken" in phone.post("/api/claim", code=call.code, role="caller")["say"]
    settled(served, lambda: not call.connected)
    return call.code, token


def test_a_seat_lost_in_a_lobby_is_free_after_a_short_time(served: Served) -> None:
    code, token = lobby_with_a_lost_seat(served)
    other = Device(served, OTHER)
    assert "taken" in other.post("/api/claim", code=code, role="caller")["say"]
    served.tick(served.house.limits.lost + 1)
    assert served.house.calls[code].offered == (Role.CALLER, Role.OPERATOR, Role.CALL_HANDLER)
    assert "token" in other.post("/api/claim", code=code, role="caller")
    assert Device(served, PHONE).status("/api/stream", token) == 409


def test_the_device_that_lost_its_seat_in_a_lobby_takes_it_again_at_once(served: Served) -> None:
    code, token = lobby_with_a_lost_seat(served)
    phone = Device(served, PHONE)
    for device, offered in ((phone, True), (Device(served, OTHER), False)):
        seats = device.post("/api/look-up", code=code)["seats"]
        assert (["caller", "Caller"] in seats) is offered
    again = phone.post("/api/claim", code=code, role="caller")["token"]
    assert phone.status("/api/stream", token) == 409
    phone.follows("/api/stream", again).close()


def test_a_page_that_comes_back_late_has_its_seat_if_nobody_took_it(served: Served) -> None:
    code, token = lobby_with_a_lost_seat(served)
    served.tick(served.house.limits.lost + 1)
    assert Role.CALLER in served.house.calls[code].offered
    with Device(served, PHONE).follows("/api/stream", token):
        assert Role.CALLER not in served.house.calls[code].offered


def test_a_seat_that_was_lost_is_simulated_once_the_call_has_begun(served: Served) -> None:
    code, token = lobby_with_a_lost_seat(served)
    served.tick(served.house.limits.lost + 1)
    Device(served, HERE).post("/api/board", do="begin", code=code)
    assert Device(served, PHONE).status("/api/stream", token) == 409
    said = Device(served, PHONE).post("/api/act", token, key="d")
    assert "not yours any more" in said["say"]


def test_the_board_frees_a_seat_and_asks_first(served: Served) -> None:
    call = served.house.open_call("partner-in-the-room")
    token = Device(served, PHONE).post("/api/claim", code=call.code, role="operator")["token"]
    here = Device(served, HERE)
    with here.asked("/api/board-stream") as answer:
        rows = next(line for line in iter(answer.readline, b"") if line.startswith(b"data: "))
    assert b"Free a seat" in rows
    assert b"Free the seat: Operator" in rows
    with Device(served, PHONE).asked("/api/stream", token) as stream:
        assert "say" not in here.post("/api/board", do="free", code=call.code, name="operator")
        assert stream.read().startswith(b"event: lobby"), "its stream ends"
    assert Device(served, PHONE).status("/api/stream", token) == 409
    assert Role.OPERATOR in call.offered
    assert "nobody" in here.post("/api/board", do="free", code=call.code, name="operator")["say"]
    assert "no such seat" in here.post("/api/board", do="free", code=call.code, name="x")["say"]
    call.begin()
    assert "has begun" in here.post("/api/board", do="free", code=call.code, name="caller")["say"]
