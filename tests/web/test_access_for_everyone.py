"""Every page in every state for everyone: judged by axe-core, and used as by a screen reader."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
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


def ended_session(page: Page, served: Served) -> None:
    """Open the projector's page, and end what is led."""
    served.house.open_gathering("twenty-minutes", "en")
    page.open("room")
    page.shows("Part 1 of")
    served.house.end_gathering()
    page.shows("The session is over")


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


def deciding(path: str, *steps: str) -> State:
    """Lead a session to its decision, then for some steps."""

    def state(page: Page, served: Served) -> None:
        leading("jump 2", "go_on", path=path)(page, served)
        gathering = served.house.gathering
        assert gathering is not None
        for _ in range(60):
            if gathering.session.page.options:
                break
            gathering.do("forward")
        for each in steps:
            what, _, place = each.partition(" ")
            gathering.do(what, int(place or 0))
        seen = gathering.frame().page
        page.shows(gathering.frame().lines[-1].text if gathering.call else seen.heading)

    return state


def answered(path: str) -> State:
    """Ask the group, and show what four devices answered."""

    def state(page: Page, served: Served) -> None:
        leading("jump 3", path=path)(page, served)
        gathering = served.house.gathering
        assert gathering is not None
        for device, place in zip("abcd", (0, 1, 1, 1), strict=True):
            gathering.vote(device, place, device)
        gathering.do("reveal")
        page.shows("3 answers")

    return state


def closed_before(page: Page, served: Served) -> None:
    """Come to the page to join after a page of the session was closed."""
    leading(path="taking-part")(page, served)
    gathering = served.house.gathering
    page.open("measures")
    page.until(lambda: gathering is not None and gathering._closed, "closed page")
    page.open("join")
    page.shows("You were in here")


def sitting_out(page: Page, served: Served) -> None:
    """Take part, and sit it out."""
    leading(path="taking-part")(page, served)
    page.activate("button", "Sit this out")
    page.shows("You're sitting this out")


def session_over(page: Page, served: Served) -> None:
    """Take part until the session has ended."""
    leading(path="taking-part")(page, served)
    served.house.end_gathering()
    page.shows("The session is over")


def looked_back(page: Page, served: Served) -> None:
    """Handle a call for some minutes, and look back at it with all that is folded open."""
    acts = ("Answer the call", "Police here: no need to speak", "Keep the line open")
    in_a_call(Role.CALL_HANDLER, *acts)(page, served)
    for _ in range(6):
        served.tick(30_000)
    for each in ("Stop here", "What can be learnt", "Go on"):
        page.activate("button", each)
    page.shows("What this call can teach")
    page.run(
        "document.querySelectorAll('#debrief details').forEach((each) => { each.open = true; })"
    )


def by_itself(path: str | None, *, saved: bool = False) -> State:
    """Open a page that only a page without a server has."""

    def state(page: Page, served: Served) -> None:
        served.server.state.alone = True
        if saved:
            seated("evening-in-the-office", Role.CALL_HANDLER)(page, served)
            page.activate("button", "Stop here")
            page.activate("button", "Save this call")
            page.shows("in your downloads, ")
        if path is not None:
            page.open(path)

    return state


def link_made(page: Page, served: Served) -> None:
    """Set a call for others."""
    by_itself("set")(page, served)
    page.activate("button", "Make the link")
    page.shows("Put this behind")


def demonstration_over(page: Page, _: Served) -> None:
    """Watch a demonstration to its end, and look back at it."""
    page.open("calls/partner-in-the-room")
    page.activate("button", "Watch it")
    page.goes_to("watch")
    page.activate("button", "Go to its end")
    page.activate("button", "Look back at the call handler")
    page.shows("Looking back: call handler")


def class_of_calls(page: Page, served: Served) -> None:
    """A board with calls of every kind, and all that is folded on it open."""
    served.house.open_call("partner-in-the-room")
    for n in range(3):
        call = served.house.open_call("evening-in-the-office")
        served.house.claim(call.code, Role.CALL_HANDLER)
        call.begin()
        if n:
            call.pause(held=True)
        if n > 1:
            call.stop(Role.CALL_HANDLER)
    served.tick(60_000)
    page.open("board")
    page.shows("Waiting for people")
    page.run("document.querySelectorAll('main details').forEach((each) => { each.open = true; })")


def for_the_group(page: Page, served: Served) -> None:
    """Look back with a group at a call on the board."""
    seat = served.seat()
    said = seat.post("/api/open", scenario="partner-in-the-room", role="caller", alone=True)
    seat._token = said["token"]
    seat.post("/api/act", key="d", answers={"number": "999"})
    for _ in range(30):
        served.tick(1_000)
    (sure,) = seat.post("/api/act", key="h")["questions"]
    ((_, (_, yes)),) = sure["options"]
    seat.post("/api/act", key="h", answers={sure["name"]: yes})
    served.tick(90_000)
    page.open("board")
    page.activate("button", "Debrief for the group")
    page.shows("To talk over")


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
    "room after a session": ended_session,
    "room": leading(path="room"),
    "room with a decision": leading("jump 3", path="room"),
    "room covered": leading("cover", path="room"),
    "taking part": leading(path="taking-part"),
    "taking part in a decision": leading("jump 3", path="taking-part"),
    "help lines": leading("help", path="taking-part"),
    **{path: opened(path) for path in ("help", "myths", "languages", "readers")},
    "debrief, all open": looked_back,
    "leading a choice": leading("jump 2"),
    "leading a call": leading("jump 2", "go_on"),
    "leading answers": answered("leading"),
    "leading five times": deciding("leading", "follow 1"),
    "room with a choice": leading("jump 2", path="room"),
    "room with a call": leading("jump 2", "go_on", "forward", "forward", path="room"),
    "room deciding": deciding("room"),
    "room with answers": answered("room"),
    "room with five times": deciding("room", "follow 1"),
    "room following one": deciding("room", "follow 1", "follow 2", "forward"),
    "room with help lines": leading("jump 4", path="room"),
    "room at the end": leading("jump 5", path="room"),
    "taking part in a call": leading("jump 2", "go_on", "forward", path="taking-part"),
    "taking part covered": leading("cover", path="taking-part"),
    "sitting out": sitting_out,
    "session over": session_over,
    "closed before": closed_before,
    "class of calls": class_of_calls,
    "debrief for the group": for_the_group,
    "demonstration over": demonstration_over,
    "alone": by_itself(""),
    "alone, saved": by_itself(None, saved=True),
    "alone, files": by_itself("records", saved=True),
    "alone, set": link_made,
}
"""Every page, in every state that looks otherwise."""
DAILY = ("start", "call handler")


def violations(page: Page, width: int, *, forced: bool = False) -> list[str]:
    """Return what axe-core finds, and whether the page is wider than its window."""
    how: dict[str, Any] = {"resultTypes": ["violations"]}
    if forced:
        # Words are in a colour of the user, and axe reads ours, on the paper of the user.
        how["rules"] = {"color-contrast": {"enabled": False}}
    found: dict[str, Any] = page.driver.execute_async_script(
        AXE.read_text(encoding="utf-8")
        + ";axe.run(arguments[0]).then(arguments[arguments.length - 1])",
        how,
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
    with in_forced_colours(page):
        for width in (WIDTHS[0], WIDTHS[-1]):
            page.size(width, 900)
            if found := violations(page, width, forced=True):
                wrong["forced", width] = found
    page.run("document.documentElement.style.setProperty('--size', 2)")
    page.size(*PHONE)
    if found := violations(page, PHONE[0]):
        wrong["large", PHONE[0]] = found
    assert not wrong


@contextmanager
def in_forced_colours(page: Page) -> Iterator[None]:
    """Give a page the few colours of its user, as Windows does on wish."""
    forced = [{"name": "forced-colors", "value": "active"}]
    page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": forced})
    try:
        yield
    finally:
        page.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def test_in_forced_colours_it_is_seen_how_far_a_call_has_come(page: Page, served: Served) -> None:
    """A browser leaves drawings as they are: all four points of the caller's line looked alike."""
    seated("evening-in-the-office", Role.CALLER)(page, served)
    fill = "getComputedStyle(document.querySelector('.mini circle{}')).fill"
    with in_forced_colours(page):
        here, others = page.run(fill.format(".here")), page.run(fill.format(":not(.here)"))
        paper = page.run("getComputedStyle(document.body).backgroundColor")
    assert others == paper
    assert here != paper


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
        for each in (room, page):
            each.shows("The session is over")
