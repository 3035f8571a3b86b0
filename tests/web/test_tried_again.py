"""Who looks back at a call of their own takes it up again from a moment, as in the terminal."""

import json
import re
from collections.abc import Iterator

import pytest

from simulator.core import acts as do
from simulator.core.terms import Role
from simulator.session.clock import ManualClock
from simulator.session.records.received import summary
from simulator.web.in_page import InPage
from simulator.web.remote_seat import NoAnswer, RemoteSeat
from tests.session.calls import LIBRARY
from tests.tools import needs_tool
from tests.web.in_chromium import PHONE, Browsers, Page
from tests.web.served import Served
from tests.web.test_in_page import asked

CALL, MOMENT = "evening-in-the-office", re.compile(r'data-post="/api/again" data-at="(\d+)"')


def looked_back(served: Served) -> tuple[RemoteSeat, str]:
    """Answer a call, ask one thing, stop, and return the debrief."""
    seat = served.seat()
    said = seat.post("/api/open", scenario=CALL, role="call_handler", alone=True)
    seat._token = said["token"]
    seat.post("/api/skip")
    seat.post("/api/act", key="a")
    served.tick(20_000)
    seat.post("/api/act", line="Can you hear me?")
    served.tick(10_000)
    seat.post("/api/stop")
    return seat, seat.post("/api/debrief", answers={})["parts"]["debrief"]


def acts_of(served: Served) -> list[str]:
    (call,) = served.house.calls.values()
    log = call.view.live.log
    mine = (each.body for each in log if each.actor is Role.CALL_HANDLER)
    return [body.kind for body in mine if isinstance(body, do.Answer | do.Ask)]


def test_a_call_goes_on_from_just_before_a_moment_of_its_debrief(served: Served) -> None:
    seat, debrief = looked_back(served)
    assert acts_of(served) == ["answer", "ask"]
    at = max(map(int, MOMENT.findall(debrief)))
    said = seat.post("/api/again", at=str(at))
    assert said["say"].startswith("You are back at ")
    assert said["parts"]["debrief"] == ""
    assert acts_of(served) == ["answer"], "what came later is as if it had not been"
    seat.post("/api/act", line="Are you hurt?")
    assert acts_of(served) == ["answer", "ask"], "the same seat acts in it"
    with pytest.raises(NoAnswer, match="the call goes on"):
        seat.post("/api/again", at="0")


def test_each_thing_that_a_person_did_is_a_moment_to_try_again_from(served: Served) -> None:
    _, debrief = looked_back(served)
    listed = debrief.partition('id="try-again"')[2].partition("</details>")[0]
    assert len(MOMENT.findall(listed)) == 2


def test_nobody_takes_back_the_time_of_others(served: Served) -> None:
    call = served.house.open_call(CALL)
    seat, other = served.seat(), served.seat()
    seat.claim(call.code, "call_handler")
    other.claim(call.code, "operator")
    seat.post("/api/begin")
    for each in (seat, other):
        each.post("/api/stop")
    assert "/api/again" not in other.post("/api/debrief", answers={})["parts"]["debrief"]
    with pytest.raises(NoAnswer, match="others were in this call"):
        other.post("/api/again", at="0")


@pytest.mark.parametrize("at", ["", "-1", "soon", "99999999999"])
def test_a_moment_that_never_was_is_refused_and_the_call_stays(served: Served, at: str) -> None:
    seat, _ = looked_back(served)
    with pytest.raises(NoAnswer, match="moment"):
        seat.post("/api/again", at=at)
    assert acts_of(served) == ["answer", "ask"]


def test_a_record_says_that_its_call_was_tried_again(served: Served) -> None:
    served.server.state.alone = True
    seat, _ = looked_back(served)
    seat.post("/api/again", at="30000")
    seat.post("/api/stop")
    seat.post("/api/save-call", code="kestrel-4")
    (record,) = served.server.state.opened.records
    assert record.header.again is not None
    assert record.header.again.at == 30_000
    assert summary(record).endswith("tried again from 0:30")


def opened_in_a_page(*files: dict[str, str]) -> str:
    """Return what the page that needs no server says of files that it opens."""
    page = InPage(LIBRARY, ManualClock())
    _, body = asked(page, "/api/records", json.dumps({"files": files}), "POST")
    return str(json.loads(body)["parts"]["opened"])


def test_a_call_that_is_saved_twice_counts_once(served: Served) -> None:
    """Saved without the typed words, then with them: the page counted two calls for one."""
    served.server.state.alone = True
    seat, _ = looked_back(served)
    without = seat.post("/api/save-call", code="kestrel-4")["save"]
    words = seat.post("/api/save-call", code="kestrel-4", with_text="yes", together="yes")["save"]
    assert words["text"].count('{"record":') == 1
    (record,) = served.server.state.opened.records
    assert record.header.with_text
    for files in ([without, words], [words, without]):
        said = opened_in_a_page(*files)
        assert "1 call opened" in said
        assert "One more file is of a call that is among these: it counts once." in said
        assert "1 call as call handler, level 1" in said


def test_an_opened_call_is_named_in_words_for_a_trainee(served: Served) -> None:
    """The list said "seed 0, iopc_2019"."""
    served.server.state.alone = True
    seat, _ = looked_back(served)
    saved = seat.post("/api/save-call", code="kestrel-4")["save"]
    said = opened_in_a_page(saved)
    assert "kestrel-4: Late, and not alone in the building, call handler; with hints." in said
    assert "iopc_2019" not in said
    assert "seed" not in said


@pytest.fixture
def page(browsers: Browsers, served: Served) -> Iterator[Page]:
    with browsers.page(served, PHONE) as lent:
        yield lent


@needs_tool("chromium", "chromium-driver")
def test_on_a_page_by_keyboard_the_debrief_gives_way_to_the_call(
    page: Page, served: Served
) -> None:
    seat, _ = looked_back(served)
    page.open("measures")
    page.run("sessionStorage.setItem('seat', arguments[0])", seat._token)
    page.open("seat")
    page.use("What can be learnt from it")
    page.use("Go on")
    page.shows("What this call can teach")
    page.use("Try again from another moment")
    page.use("Try again from here")
    page.shows("You are back at")
    page.hides("What this call can teach")
    page.hides("You have stopped")
    assert page.run("scrollY") == 0
    served.tick(1_000)
    page.use("Answer the call")
    page.shows("LIVE")
