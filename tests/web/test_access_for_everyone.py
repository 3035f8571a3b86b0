"""Every page in every state for everyone: judged by axe-core, and used as by a screen reader."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from selenium.webdriver.common.keys import Keys

from simulator.core.terms import Role
from tests.tools import AXE, needs_tool
from tests.web.in_chromium import PHONE, PROJECTOR, Browsers, Page
from tests.web.served import Served

pytestmark = needs_tool("axe-core", "chromium", "chromium-driver")

WIDTHS = (320, 1024, 1920)
"""In CSS pixels. The narrowest is also what a window of 1280 has at 400 % zoom."""
THEMES = ("light", "dark", "contrast")
State = Callable[[Page, Served], None]


@pytest.fixture
def page(browsers: Browsers, served: Served) -> Iterator[Page]:
    with browsers.page(served) as lent:
        yield lent


def opened(path: str) -> State:
    return lambda page, _: page.open(path)


def with_token(page: Page, token: str, path: str) -> None:
    page.open("measures")
    page.run("sessionStorage.setItem('seat', arguments[0])", token)
    page.open(path)


def seated(scenario: str, role: Role, *, alone: bool = True) -> State:
    """Take a seat without the pages before it."""

    def state(page: Page, served: Served) -> None:
        call = served.house.open_call(scenario)
        token = served.house.claim(call.code, role)
        if alone:
            call.begin()
        with_token(page, token, "seat")
        shown = "document.getElementById(arguments[0]).innerText"
        page.until(lambda: page.run(shown, "status" if alone else "lobby"), "seat")

    return state


def in_a_call(role: Role, *acts: str) -> State:
    """Take a seat, come to its ring, and use buttons."""

    def state(page: Page, served: Served) -> None:
        seated("evening-in-the-office", role)(page, served)
        if role is Role.CALL_HANDLER:
            page.activate("button", "Skip to your ring")
        served.tick(1_000)
        for each in acts:
            page.activate("button", each)

    return state


def leading(*steps: str, path: str = "leading") -> State:
    """Lead a session for some steps, on the page of one who leads, takes part, or projects."""

    def state(page: Page, served: Served) -> None:
        token = served.house.open_gathering("twenty-minutes", "en")
        gathering = served.house.gathering
        assert gathering is not None
        for each in steps:
            what, _, place = each.partition(" ")
            gathering.do(what, int(place or 0))
        if path == "taking-part":
            token = served.house.join_gathering(gathering.join)[0]  # type: ignore[index]
        with_token(page, token, path)
        page.until(lambda: page.run("document.getElementById('page').innerText"), "page")

    return state


def looked_up(page: Page, served: Served) -> None:
    """Type a code, and choose among the seats."""
    call = served.house.open_call("partner-in-the-room")
    page.open("join")
    page.focus("textbox", "The code")
    page.press(call.code, Keys.ENTER)
    page.shows("Take this seat")


def recording(page: Page, served: Served) -> None:
    """Be the caller while the recording plays."""
    seated("evening-in-the-office", Role.CALLER)(page, served)
    for name in ("9", "9", "9", "Call"):
        page.activate("button", name)
    page.shows("[dials 999]")
    for _ in range(60):
        served.tick(1_000)
    page.shows("Recording")


def watched(page: Page, served: Served) -> None:
    """Watch one call on the board."""
    seated("evening-in-the-office", Role.CALL_HANDLER)(page, served)
    served.tick(60_000)
    page.open("board")
    page.activate("button", "Watch")
    page.shows("The whole call")


def demonstrated(page: Page, served: Served) -> None:
    """Watch a demonstration: the caller's words stood there in yellow on white."""
    served.seat().post("/api/watch", do="open", scenario="partner-in-the-room")
    served.tick(60_000)
    page.open("watch")
    page.shows("dials 999")


def with_display(page: Page, _: Served) -> None:
    """Open the choice of colours."""
    page.open("")
    page.activate("DisclosureTriangle", "Display")


def no_session(page: Page, _: Served) -> None:
    """Open the projector's page too early."""
    page.open("room")
    page.shows("No session yet")


def second_opening(page: Page, served: Served) -> None:
    """Open a session while another one runs."""
    served.house.open_gathering("twenty-minutes", "en")
    page.open("lead")
    page.activate("button", "Open the session")
    page.shows("End it, open another")


def lost(page: Page, served: Served) -> None:
    """Lose the connection of a page with an address for phones."""
    leading()(page, served)
    page.run("(outside.ask = () => Promise.reject(new Error()), reread.abort())")
    page.shows("Not connected")


STATES: dict[str, State] = {
    **{path or "start": opened(path) for path in ("", "calls", "lesson", "join", "lead", "board")},
    **{path: opened(path) for path in ("calls/partner-in-the-room", "no-such-page", "measures")},
    "seats of a code": looked_up,
    "display": with_display,
    "recording": recording,
    "watched": watched,
    "demonstration": demonstrated,
    "lobby": seated("partner-in-the-room", Role.CALLER, alone=False),
    "caller": seated("partner-in-the-room", Role.CALLER),
    "operator": in_a_call(Role.OPERATOR, "Answer the call", "What would good practice"),
    "call handler": in_a_call(Role.CALL_HANDLER, "Answer the call"),
    "question": in_a_call(Role.CALL_HANDLER, "Answer the call", "Ask a question"),
    "stopped": in_a_call(Role.OPERATOR, "Stop here"),
    "own view": in_a_call(Role.OPERATOR, "Answer the call", "Stop here", "What can be learnt"),
    "debrief": in_a_call(
        Role.OPERATOR, "Answer the call", "Stop here", "What can be learnt", "Go on"
    ),
    "leading": leading(),
    "leading a decision": leading("jump 3"),
    "leading on a lost line": lost,
    "second opening": second_opening,
    "room without a session": no_session,
    "room": leading(path="room"),
    "room with a decision": leading("jump 3", path="room"),
    "room covered": leading("cover", path="room"),
    "taking part": leading(path="taking-part"),
    "taking part in a decision": leading("jump 3", path="taking-part"),
    "help lines": leading("help", path="taking-part"),
}
DAILY = ("start", "call handler")


def violations(page: Page, width: int) -> list[str]:
    """Return what axe-core finds, and whether the page is wider than its window."""
    found: dict[str, Any] = page.driver.execute_async_script(
        AXE.read_text(encoding="utf-8")
        + ";axe.run({resultTypes: ['violations']}).then(arguments[arguments.length - 1])"
    )
    wrong = [
        f"{each['id']}: {node['html'][:200]} {node['failureSummary']}"
        for each in found["violations"]
        for node in each["nodes"]
    ]
    # A phone would show a wide page smaller, so its own width says nothing.
    if (has := page.run("document.documentElement.scrollWidth")) > width:
        wrong.append(f"{has} pixels wide")
    return wrong


@pytest.mark.parametrize(
    "name", [n if n in DAILY else pytest.param(n, marks=pytest.mark.thorough) for n in STATES]
)
def test_no_page_has_a_barrier(page: Page, served: Served, name: str) -> None:
    STATES[name](page, served)
    wrong = {}
    for theme in THEMES:
        page.run("(document.documentElement.className = arguments[0])", theme)
        for width in WIDTHS:
            page.size(width, 900)
            if found := violations(page, width):
                wrong[theme, width] = found
    page.run("document.documentElement.style.setProperty('--size', 2)")
    page.size(*PHONE)
    if found := violations(page, PHONE[0]):
        wrong["large", PHONE[0]] = found
    assert not wrong


def test_a_whole_call_is_taken_by_roles_and_names_alone(page: Page) -> None:
    page.open("")
    page.activate("link", "Take a call")
    page.activate("link", "Your first call")
    page.activate("button", "Go on")
    page.node("heading", "Your seat in the call")
    for region in ("On the line", "What you can do", "What you know"):
        page.node("region", region)
    page.node("StaticText", "RINGING. Your turn", under="status")
    assert page.node("button", "What would good practice").states.get("disabled") is None
    page.activate("button", "Answer the call")
    page.node("StaticText", "LIVE", under="status")
    assert page.node("log", "Captions").states["live"] == "polite"
    page.focus("textbox", "Say or do")
    page.press("?alone")
    page.node("StaticText", "Enter: says to caller: Are you alone", under="status")
    page.press(Keys.ENTER)
    page.node("StaticText", "You:", under="log")
    page.activate("button", "Grade the response")
    page.activate("radio", "Emergency")
    page.activate("button", "Do it")
    page.node("StaticText", "Please answer each question.", under="status")
    page.activate("radio", "Signal heard")
    page.activate("button", "Do it")
    page.node("StaticText", "sets the grade emergency", under="log")
    page.activate("button", "Stop here and look back")
    page.activate("button", "What can be learnt from it")
    page.activate("button", "Go on")
    page.node("heading", "What this call can teach")


def test_the_seconds_that_pass_are_not_announced(page: Page, served: Served) -> None:
    in_a_call(Role.CALL_HANDLER, "Answer the call")(page, served)
    served.tick(14_000)
    page.shows("answered 0:13 ago")
    before = [each.name for each in page.tree() if "status" in each.under]
    served.tick(2_000)
    page.shows("answered 0:15 ago")
    assert [each.name for each in page.tree() if "status" in each.under] == before


def test_the_focus_stays_where_it_is_while_a_call_goes_on(page: Page, served: Served) -> None:
    in_a_call(Role.CALL_HANDLER, "Answer the call")(page, served)
    for role, name in (("DisclosureTriangle", "Decide"), ("button", "Ask a question")):
        page.focus(role, name)
        before = page.focused
        served.tick(5_000)
        page.until(lambda: page.run("document.activeElement.id"), "focus")
        assert page.focused == before
    page.press(Keys.ENTER)
    page.shows("Ask what?")


LEAST_PX = 1080 / 30
"""Smallest letters on a projector, of a page of 1080 lines (assumption: read from the back)."""


@pytest.mark.thorough
def test_a_whole_session_is_led_by_roles_and_names_and_read_from_the_back(
    page: Page, browsers: Browsers, served: Served
) -> None:
    page.open("lead")
    page.activate("button", "Open the session")
    page.goes_to("leading")
    gathering = served.house.gathering
    assert gathering is not None
    session = gathering.session
    with browsers.page(served, PROJECTOR) as room:
        room.open("room")
        for _ in range(100):
            shown = session.page
            heading = shown.heading
            room.node("heading", " ".join(heading.split()))
            assert violations(room, PROJECTOR[0]) == []
            assert room.run("document.documentElement.scrollHeight <= innerHeight"), heading
            letters = "parseFloat(getComputedStyle(document.getElementById('page')).fontSize)"
            assert room.run(letters) >= LEAST_PX, heading
            if session.at == len(session.plan.steps) - 1 and not gathering.frame().state:
                break
            go_on = shown.choice("go_on")
            before = gathering.changes
            page.activate("button", go_on.label if shown.must_choose and go_on else "Next")
            page.until(lambda: gathering.changes > before, "step")  # noqa: B023
        assert session.at == len(session.plan.steps) - 1
        page.activate("DisclosureTriangle", "End the session")
        page.activate("button", "Yes, end it")
        room.shows("No session yet")
