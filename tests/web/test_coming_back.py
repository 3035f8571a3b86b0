"""Whoever closes a page by mistake comes back to where the others are; whoever left, does not."""

import pytest

from simulator.core.terms import Role
from simulator.hosting.gathering import Gathering
from tests.web.devices import HERE, OTHER, PHONE, Device
from tests.web.served import Served, settled

OFFER = "You were in here"


def session(served: Served) -> Gathering:
    Device(served, HERE).post("/api/session", plan="twenty-minutes")
    assert served.house.gathering is not None
    return served.house.gathering


def joins(device: Device, gathering: Gathering) -> str:
    return str(device.post("/api/look-up", code=gathering.join)["token"])


def closes(served: Served, device: Device, token: str) -> None:
    """Open the page that a token holds, and close it."""
    gathering = served.house.gathering
    device.follows("/api/session-stream", token).close()
    settled(served, lambda: gathering is not None and token in gathering._closed)


def page_to_join(device: Device) -> str:
    with device.asked("/join") as answer:
        return str(answer.read().decode())


def test_a_phone_that_was_closed_comes_back_without_a_code(served: Served) -> None:
    gathering, phone = session(served), Device(served, PHONE)
    assert OFFER not in page_to_join(phone)
    token = joins(phone, gathering)
    closes(served, phone, token)
    assert OFFER in page_to_join(phone)
    assert OFFER not in page_to_join(Device(served, OTHER)), "another phone was not in it"
    said = phone.post("/api/come-back")
    assert said["go"] == "/taking-part"
    with phone.follows("/api/session-stream", said["token"]):
        assert len(gathering.joined) == 1
    assert phone.status("/api/session-stream", token) == 409
    assert gathering.left == 0, "nobody has left"


def test_who_has_left_is_not_asked_back(served: Served) -> None:
    """Somebody else may hold the phone now."""
    gathering, phone = session(served), Device(served, PHONE)
    token = joins(phone, gathering)
    with phone.follows("/api/session-stream", token):
        phone.post("/api/leave", token)
    assert OFFER not in page_to_join(phone)
    assert "no page was closed" in phone.post("/api/come-back")["say"]


def test_who_comes_back_is_not_shown_an_answer_of_whoever_had_the_address(served: Served) -> None:
    gathering, phone = session(served), Device(served, PHONE)
    gathering.do("jump", 3)
    token = joins(phone, gathering)
    phone.post("/api/vote", token, place="1")
    closes(served, phone, token)
    again = str(phone.post("/api/come-back")["token"])
    assert gathering.voted(again) == -1
    assert gathering.counts[1] == 1, "it counts"
    phone.post("/api/vote", again, place="0")
    assert sum(gathering.counts) == 1, "a device that answers again has one answer"


@pytest.mark.parametrize("ended", [True, False])
def test_a_seat_in_a_running_call_is_come_back_to_as_long_as_the_call_runs(
    served: Served, *, ended: bool
) -> None:
    call, phone = served.house.open_call("partner-in-the-room"), Device(served, PHONE)
    token = phone.post("/api/claim", code=call.code, role="caller")["token"]
    call.begin()
    phone.follows("/api/stream", token).close()
    settled(served, lambda: not call.connected)
    if ended:
        Device(served, HERE).post("/api/board", do="close", code=call.code)
        assert "no page was closed" in phone.post("/api/come-back")["say"]
        return
    said = phone.post("/api/come-back")
    assert said["go"] == "/seat"
    assert served.house.place_of(said["token"]) == (call, Role.CALLER)
    assert phone.status("/api/stream", token) == 409
