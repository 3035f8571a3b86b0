"""What takes long is done beside the requests: on a server in a thread, else at once."""

import threading
from typing import Any

import pytest

from simulator.hosting.hosted_call import HostedCall
from tests.web.served import Served

LONGEST = 5.0
"""Seconds that a debrief waits for another page before it gives up, and the test with it."""


def test_a_page_is_answered_while_the_debrief_of_another_is_worked_out(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    call = served.house.open_call("evening-in-the-office", lesson=True)
    seat, other = served.seat(), served.seat()
    seat.claim(call.code, "call_handler")
    seat.post("/api/begin")
    seat.post("/api/stop")
    working_out, answered, debrief = threading.Event(), threading.Event(), HostedCall.debrief

    def slow(self: HostedCall, *given: Any) -> Any:
        working_out.set()
        assert answered.wait(LONGEST), "no other page was answered meanwhile"
        return debrief(self, *given)

    monkeypatch.setattr(HostedCall, "debrief", slow)
    found: list[Any] = []
    asking = threading.Thread(
        target=lambda: found.append(seat.post("/api/debrief", answers={})["parts"])
    )
    asking.start()
    assert working_out.wait(LONGEST)
    other.look_up(call.code)
    answered.set()
    asking.join(LONGEST)
    assert "What this call can teach" in found[0]["debrief"]
