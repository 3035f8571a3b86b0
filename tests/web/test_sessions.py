"""A group session on several devices: one leads, one projects, some join, nobody is named."""

import json
import re
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

import pytest

from simulator.web.remote_seat import NoAnswer, RemoteSeat
from tests.web.devices import OTHER, PHONE, THIRD, Device
from tests.web.served import Served


def parts(seat: RemoteSeat, path: str = "/api/session-stream") -> Iterator[dict[str, str]]:
    """Yield the parts of a page as they are sent."""
    host = urlsplit("//{}:{}".format(*seat._where)).netloc
    with closing(HTTPConnection(host, timeout=20)) as connection:
        connection.request("GET", path, headers={"X-Seat": seat._token})
        answer = connection.getresponse()
        assert answer.status == 200
        while line := answer.readline():
            if line.startswith(b"data: "):
                yield json.loads(line.removeprefix(b"data: "))


def shown(pages: Iterator[dict[str, str]], text: str) -> str:
    """Read a page until a text is on it."""
    for each in pages:
        if text in each.get("page", ""):
            return each["page"]
    raise AssertionError(text)


def opened(served: Served) -> tuple[RemoteSeat, RemoteSeat]:
    """Open a session: its leader, and one who joined."""
    lead, one = served.seat(), served.seat()
    lead._token = lead.post("/api/session", plan="twenty-minutes")["token"]
    assert served.house.gathering is not None
    one._token = joined(one, served.house.gathering.join)["token"]
    return lead, one


def joined(seat: RemoteSeat, code: str) -> dict[str, Any]:
    return seat.post("/api/look-up", code=code)


def test_a_leader_goes_on_and_every_page_goes_with_them(served: Served) -> None:
    lead, one = opened(served)
    room, mine = parts(served.seat(), "/api/room-stream"), parts(one)
    first = shown(room, "When you call 999 and cannot speak")
    assert "<svg" not in first, "no phone can reach a page of this machine alone"
    shown(mine, "When you call 999 and cannot speak")
    lead.post("/api/lead", do="forward")
    for page in (room, mine):
        shown(page, "Looking after each other")
    lead.post("/api/lead", do="back")
    shown(room, "When you call 999 and cannot speak")


@pytest.mark.parametrize("form", ["a4", "card", "easy-read"])
def test_the_leader_gets_the_handout_as_a_file_to_print(served: Served, form: str) -> None:
    host = urlsplit("//{}:{}".format(*served.seat()._where)).netloc
    with closing(HTTPConnection(host, timeout=20)) as connection:
        connection.request("GET", f"/handout/{form}")
        answer = connection.getresponse()
        assert answer.status == 200
        assert answer.headers["Content-Disposition"] == 'attachment; filename="page.html"'
        assert "Take this only if it is safe" in answer.read().decode()
        connection.request("GET", "/handout/poster")
        assert connection.getresponse().status == 404


def test_the_cover_hides_the_page_from_all_and_brings_it_back(served: Served) -> None:
    lead, one = opened(served)
    room, mine = parts(served.seat(), "/api/room-stream"), parts(one)
    for word, hidden in (("One moment", True), ("When you call 999", False)):
        lead.post("/api/lead", do="cover")
        for page in (room, mine):
            assert ("When you call 999" not in shown(page, word)) is hidden


def test_only_a_choice_goes_past_a_content_note(served: Served) -> None:
    lead, one = opened(served)
    pages = parts(lead)
    for _ in range(4):
        lead.post("/api/lead", do="forward")
    shown(pages, "choose-go_on")
    one.post("/api/vote", place="1")
    assert "vote-1" in shown(parts(one), 'aria-pressed="true">Read it instead'), "without a name"
    lead.post("/api/lead", do="forward")
    lead.post("/api/lead", do="go_on")
    assert "choose-go_on" not in shown(pages, "Ringing")


def test_votes_are_counted_without_a_name_and_go_with_the_page(served: Served) -> None:
    lead, _ = opened(served)
    gathering = served.house.gathering
    assert gathering is not None
    one, other, third = (Device(served, each) for each in (PHONE, OTHER, THIRD))
    tokens = {
        each: each.post("/api/look-up", code=gathering.join)["token"]
        for each in (one, other, third)
    }

    def votes(device: Device, place: str) -> str:
        return str(device.post("/api/vote", tokens[device], place=place).get("say"))

    lead.post("/api/lead", do="jump", place="4")
    assert "nothing to vote on" in votes(one, "7")
    for device in (one, other):
        votes(device, "0")
    with pytest.raises(NoAnswer, match="not possible"):
        lead.post("/api/lead", do="reveal")
    votes(third, "2")
    room = parts(served.seat(), "/api/room-stream")
    hidden = shown(room, "3 answers")
    assert "1 answer<" not in hidden
    lead.post("/api/lead", do="reveal")
    told = shown(room, "2 answers<")
    assert "1 answer<" in told
    assert tokens[one] not in told
    votes(one, "0")
    assert gathering.counts == [1, 0, 1]
    lead.post("/api/lead", do="forward")
    lead.post("/api/lead", do="back")
    assert gathering.counts == [0, 0, 0]


def test_a_page_that_joined_cannot_lead_and_a_phone_with_the_code_can(served: Served) -> None:
    lead, one = opened(served)
    with pytest.raises(NoAnswer, match="does not lead"):
        one.post("/api/lead", do="forward")
    assert served.house.gathering is not None
    phone = served.seat()
    said = joined(phone, served.house.gathering.lead.lower())
    assert said["go"] == "/leading"
    phone._token = said["token"]
    phone.post("/api/lead", do="forward")
    shown(parts(lead), "Looking after each other")
    with pytest.raises(NoAnswer, match="not possible on this page"):
        phone.post("/api/lead", do="dance")


def test_a_session_that_is_ended_is_over_for_all_and_leaves_nothing(served: Served) -> None:
    lead, one = opened(served)
    mine = parts(one)
    shown(mine, "When you call 999")
    lead.post("/api/lead", do="end")
    shown(mine, "The session is over")
    assert served.house.gathering is None
    with pytest.raises(NoAnswer, match="has left the session"):
        one.post("/api/vote", place="0")
    shown(parts(served.seat(), "/api/room-stream"), "No session yet")


def test_a_call_plays_by_the_clock_and_shortens_a_long_silence(served: Served) -> None:
    lead, _ = opened(served)
    lead.post("/api/lead", do="jump", place="3")
    lead.post("/api/lead", do="go_on")
    room = parts(served.seat(), "/api/room-stream")
    shown(room, "The call goes on")
    served.tick(900)
    shown(room, "dials 999")
    lead.post("/api/lead", do="pause")
    shown(room, "Paused.")
    assert served.house.gathering is not None
    before = served.house.gathering.mark
    served.tick(20_000)
    lead.post("/api/lead", do="pause")
    assert served.house.gathering.mark != before


def test_the_projector_hears_the_line_that_it_shows(served: Served) -> None:
    pytest.importorskip("numpy")
    lead, _ = opened(served)
    lead.post("/api/lead", do="jump", place="3")
    lead.post("/api/lead", do="go_on")
    room = parts(served.seat(), "/api/room-stream")
    for _ in range(3):
        lead.post("/api/lead", do="forward")
    page = shown(room, "Emergency, which service")
    (address,) = re.findall(r'data-sound="([^"]+)"', page)
    host = urlsplit(served.url).netloc
    for path, status in ((address, 200), ("/api/room-sound/9999", 409)):
        with closing(HTTPConnection(host)) as connection:
            connection.request("GET", path)
            answer = connection.getresponse()
            # Without a voice on this machine a line has no sound.
            assert answer.status in (status, 204 if status == 200 else status)
