"""A session is not lost by a slip: a second opening, a closed tab, Esc on the wall, a lost line."""

import re
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

import pytest
from selenium.webdriver.common.keys import Keys

from simulator.core.terms import Role
from simulator.hosting.gathering import Gathering
from simulator.web.remote_seat import NoAnswer, RemoteSeat
from simulator.web.rendering import HERE
from simulator.web.streaming import HEARTBEAT
from tests.daily import first_a_day
from tests.tools import needs_tool
from tests.web.in_chromium import PHONE, PROJECTOR, Browsers, Page
from tests.web.served import Served, serving
from tests.web.test_sessions import joined, opened, parts, shown

needs_chromium = needs_tool("chromium", "chromium-driver")
FIRST, SECOND = "When you call 999 and cannot speak", "You can leave at any time"
NOT_CONNECTED = "Not connected. Trying again."
WITHIN = 2_000
"""Milliseconds in which a lost connection is said."""


@pytest.fixture
def page(browsers: Browsers, served: Served) -> Iterator[Page]:
    with browsers.page(served) as lent:
        yield lent


def session_of(served: Served) -> Gathering:
    assert served.house.gathering is not None
    return served.house.gathering


# --- a second opening, and a leader who comes back ------------------------------------------------


def test_a_second_opening_asks_before_it_ends_the_session_that_runs(served: Served) -> None:
    lead, one = opened(served)
    running = session_of(served)
    other = served.seat()
    with pytest.raises(NoAnswer, match="A session is running"):
        other.post("/api/session", plan="forty-minutes")
    assert served.house.gathering is running
    lead.post("/api/lead", do="forward")
    shown(parts(one), SECOND)
    with pytest.raises(NoAnswer, match="not the id of anything here"):
        other.post("/api/session", plan="../forty-minutes")
    assert other.post("/api/session", plan="forty-minutes", instead=running.join)["token"]
    assert served.house.gathering is not running


def test_a_yes_ends_only_the_session_that_was_asked_about(served: Served) -> None:
    """Another leader may have ended it meanwhile, and opened another."""
    opened(served)
    asked_about = session_of(served)
    first, second = served.seat(), served.seat()
    first.post("/api/session", plan="forty-minutes", instead=asked_about.join)
    running = session_of(served)
    with pytest.raises(NoAnswer, match="A session is running"):
        second.post("/api/session", plan="twenty-minutes", instead=asked_about.join)
    assert served.house.gathering is running


def test_a_leader_takes_up_the_running_session_at_this_machine(served: Served) -> None:
    with pytest.raises(NoAnswer, match="no session runs here"):
        served.seat().post("/api/session", do="take-up")
    lead, _ = opened(served)
    lead.post("/api/lead", do="forward")
    lead.post("/api/leave")
    with pytest.raises(NoAnswer, match="has left the session"):
        lead.post("/api/lead", do="forward")
    again = served.seat()
    found = next(parts(again, "/api/lead-stream"))["running"]
    assert "A session is running" in found
    assert "Part 2 of 6: Leaving" in found
    again._token = again.post("/api/session", do="take-up")["token"]
    shown(parts(again), SECOND)
    again.post("/api/lead", do="back")
    shown(parts(again), FIRST)


def test_two_leaders_who_press_at_once_go_one_step(served: Served) -> None:
    """The second page still shows the step before, so its press would skip a page unread."""
    lead, _ = opened(served)
    running = session_of(served)
    phone = served.seat()
    phone._token = joined(phone, running.lead)["token"]
    seen = str(running.turn)
    lead.post("/api/lead", do="forward", turn=seen)
    with pytest.raises(NoAnswer, match="another page has just gone on"):
        phone.post("/api/lead", do="forward", turn=seen)
    shown(parts(phone), SECOND)
    phone.post("/api/lead", do="hide", turn=seen)
    assert running.session.covered, "what hides the screen never waits"
    phone.post("/api/lead", do="show", turn=seen)
    phone.post("/api/lead", do="back", turn=str(running.turn))
    shown(parts(phone), FIRST)


def test_one_page_may_press_twice_before_it_is_sent_the_first_step(served: Served) -> None:
    lead, _ = opened(served)
    running = session_of(served)
    seen = str(running.turn)
    lead.post("/api/lead", do="forward", turn=seen)
    lead.post("/api/lead", do="forward", turn=seen)
    assert running.session.at == 1
    assert running.turn == int(seen) + 2


def test_each_leader_sees_that_another_page_leads(served: Served) -> None:
    lead, _ = opened(served)
    pages = parts(lead)
    assert "pages lead this session" not in shown(pages, FIRST)
    phone = served.seat()
    phone._token = joined(phone, session_of(served).lead)["token"]
    others = parts(phone)
    assert "2 pages lead this session" in shown(others, FIRST)
    shown(pages, "2 pages lead this session")


def test_hiding_twice_does_not_show_and_a_call_runs_on_after_it(served: Served) -> None:
    """Two people who both reach for the cover must not undo each other's."""
    lead, _ = opened(served)
    running = session_of(served)
    lead.post("/api/lead", do="jump", place="2")
    lead.post("/api/lead", do="go_on")
    for what, covered in (("hide", True), ("hide", True), ("show", False), ("show", False)):
        lead.post("/api/lead", do=what)
        assert running.session.covered is covered
        assert running.call is not None
        assert running.call.paused is covered


@needs_chromium
def test_a_leader_who_closed_the_tab_comes_back_and_a_second_opening_asks(
    page: Page, served: Served
) -> None:
    page.open("lead")
    page.use("Open the session")
    page.goes_to("leading")
    page.use("Next")
    page.shows(SECOND)
    running = session_of(served)
    page.run("sessionStorage.clear()")
    page.open("leading")
    page.goes_to("lead")
    page.shows("A session is running")
    page.use("Open the session")
    page.until(lambda: page.focused == "A session is running. End it?", "question")
    page.use("Not now")
    page.use("Open the session")
    page.use("Take up the running session")
    page.goes_to("leading")
    page.shows(SECOND)
    page.open("lead")
    page.use("Open the session")
    page.use("End it, open another")
    page.goes_to("leading")
    page.shows(FIRST)
    assert served.house.gathering is not running


@needs_chromium
def test_the_page_for_the_projector_opens_beside_the_leaders_page(page: Page) -> None:
    page.open("lead")
    page.use("Open the session")
    page.goes_to("leading")
    before = page.driver.window_handles
    page.use("Open the page for the projector")
    page.until(lambda: len(page.driver.window_handles) > len(before), "second window")
    assert page.path == "leading"
    other = next(each for each in page.driver.window_handles if each not in before)
    page.driver.switch_to.window(other)
    page.goes_to("room")
    page.driver.close()
    page.driver.switch_to.window(before[0])


# --- Esc on the wall ------------------------------------------------------------------------------


LATER = "(pressed -= AT_ONCE)"
"""As if as long had passed as a person takes to press a second time."""


@needs_chromium
def test_esc_covers_the_wall_and_never_brings_it_back_but_c_does(
    browsers: Browsers, served: Served
) -> None:
    """Who presses it in fright must not show the page to whoever came in, nor lose it by a slip."""
    lead, one = opened(served)
    mine = parts(one)
    lead.post("/api/lead", do="forward")
    with browsers.page(served, PROJECTOR) as room:
        room.open("room")
        room.shows(SECOND)
        for _ in range(2):
            room.press(Keys.ESCAPE)
            room.shows("One moment")
            room.hides(SECOND)
            room.run(LATER)
        shown(mine, "One moment")
        room.until(lambda: session_of(served).session.covered, "cover for everyone")
        seen = room.text.lower()
        assert not any(word in seen for word in ("999", "help", "training", "esc", "session"))
        assert "Go on" in room.text
        room.press("c")
        room.shows(SECOND)
        room.hides("One moment")
        room.until(lambda: not session_of(served).session.covered, "end of the cover")
        room.use("Cover")
        room.until(lambda: session_of(served).session.covered, "cover for everyone")
        lead.post("/api/lead", do="cover")
        room.shows(SECOND)
        assert room.path == "room"


@needs_chromium
@pytest.mark.parametrize("session", [True, False])
def test_esc_twice_or_one_click_leaves_the_wall_and_the_session_goes_on(
    browsers: Browsers, served: Served, session: bool
) -> None:
    """The pages promise a way out at once: three presses only showed the page again and again."""
    if session:
        opened(served)
    with browsers.page(served, PROJECTOR) as room:
        for way in ("Esc", "Leave now"):
            room.open("room")
            room.shows(FIRST if session else "No session yet")
            if way == "Esc":
                room.press(Keys.ESCAPE, Keys.ESCAPE)
            else:
                room.use(way)
            room.goes_to("measures")
            if session:
                assert session_of(served).session.covered == (way == "Esc")
                session_of(served).do("show")


@needs_chromium
def test_a_number_on_the_wall_is_the_answer_that_has_it(browsers: Browsers, served: Served) -> None:
    """In one window the notes would be shown to the group for each choice."""
    lead, _ = opened(served)
    lead.post("/api/lead", do="jump", place="2")
    with browsers.page(served, PROJECTOR) as room:
        room.open("room?notes=here")
        room.shows("Before we begin")
        room.press("1")
        room.hides("Before we begin")
        room.use("Next")
        room.until(lambda: session_of(served).turn > 2, "a step by the button")


@needs_chromium
def test_a_held_esc_counts_once(browsers: Browsers, served: Served) -> None:
    """A key that is held down repeats itself; the page would flicker, and be gone."""
    opened(served)
    with browsers.page(served, PROJECTOR) as room:
        room.open("room")
        room.shows(FIRST)
        for again in (False, True, True, True):
            keys: dict[str, Any] = {"key": "Escape", "code": "Escape", "autoRepeat": again}
            room.driver.execute_cdp_cmd("Input.dispatchKeyEvent", {"type": "keyDown", **keys})
        room.shows("One moment")
        assert room.path == "room"


@needs_chromium
@pytest.mark.parametrize("leaves", [False, True])
def test_a_phones_own_back_from_the_help_lines_stays_in_the_session(
    browsers: Browsers, served: Served, *, leaves: bool
) -> None:
    """On a phone nobody uses a link to go back: Back led out, and the code was to be typed again.

    Who leaves from the help lines is not led into the session by Back, nor to its address.
    """
    lead, _ = opened(served)
    assert served.house.gathering is not None
    with browsers.page(served, PHONE) as phone:
        phone.open("measures")
        token = joined(served.seat(), served.house.gathering.join)["token"]
        phone.run(f"(sessionStorage.seat = '{token}')")
        phone.open("taking-part")
        phone.shows(FIRST)
        for goes_back in (phone.driver.back, lambda: phone.use("Back to where you were")):
            phone.use("Get help")
            phone.shows("In danger now? Call 999")
            phone.hides(FIRST)
            if leaves:
                break
            goes_back()
            phone.shows(FIRST)
            phone.hides("In danger now? Call 999")
        if leaves:
            phone.use("Leave now")
            phone.shows("Kitchen measures")
            assert phone.path == "measures"
            phone.driver.back()
            phone.until(lambda: phone.path == "measures", "the page before")
            return
        lead.post("/api/lead", do="forward")
        phone.shows("You can leave at any time")


@needs_chromium
def test_the_list_of_parts_is_folded_again_once_a_part_was_chosen(
    page: Page, served: Served
) -> None:
    """It stayed open, and the next press on it only closed it."""
    leading(page)
    page.shows(FIRST)
    for part in ("True or not?", "The end"):
        page.use("Go to a part")
        page.use(part)
        page.until(lambda: not page.run("document.getElementById('parts').open"), "a folded list")
    gathering = served.house.gathering
    assert gathering is not None
    last = len(gathering.session.plan.steps)
    # The list folds at the press, before the server has heard of it.
    page.until(lambda: gathering.frame().part == last, "the last part")
    assert gathering.session.at_the_end is False


@needs_chromium
def test_get_help_on_the_wall_shows_help_there_and_esc_keeps_the_wall(
    browsers: Browsers, served: Served
) -> None:
    """Help on a page of its own took the wall's place, and Esc there left it for good."""
    _, one = opened(served)
    mine = parts(one)
    with browsers.page(served, PROJECTOR) as room:
        room.open("room")
        room.shows(FIRST)
        for _ in range(2):  # Asked for twice, it is still shown.
            room.use("Get help")
            room.shows("In danger now? Call 999")
            assert room.path == "room"
        shown(mine, "In danger now? Call 999")
        room.press(Keys.ESCAPE)
        room.shows("One moment")
        room.press("c")
        room.shows("In danger now? Call 999")
        assert room.path == "room"


@needs_chromium
def test_get_help_on_a_wall_without_a_session_opens_the_page_of_help(
    browsers: Browsers, served: Served
) -> None:
    with browsers.page(served, PROJECTOR) as room:
        room.open("room")
        room.shows("No session yet")
        room.use("Get help")
        room.goes_to("help")


# --- a lost connection ----------------------------------------------------------------------------


@contextmanager
def cut(served: Served) -> Iterator[None]:
    """Let the server say nothing more, as on a cut line: no connection ends, and none begins."""
    over = threading.Event()
    served.loop.call_soon_threadsafe(over.wait)
    try:
        yield
    finally:
        over.set()


def seat(page: Page) -> None:
    call = page.served.house.open_call("evening-in-the-office")
    with_token(page, page.served.house.claim(call.code, Role.CALL_HANDLER), "seat")


def leading(page: Page) -> None:
    with_token(page, page.served.house.open_gathering("twenty-minutes", "en"), "leading")


def taking_part(page: Page) -> None:
    page.served.house.open_gathering("twenty-minutes", "en")
    found = page.served.house.join_gathering(session_of(page.served).join)
    assert found is not None
    with_token(page, found[0], "taking-part")


def with_token(page: Page, token: str, path: str) -> None:
    page.open("measures")
    page.run("sessionStorage.setItem('seat', arguments[0])", token)
    page.open(path)


PLACES = {
    "seat": (seat, "Waiting for people"),
    "leading": (leading, FIRST),
    "taking-part": (taking_part, FIRST),
    "room": (lambda page: page.open("room"), "No session yet"),
    "board": (lambda page: page.open("board"), "No call is open"),
    "lead": (lambda page: page.open("lead"), "started for this computer alone"),
    "join": (lambda page: page.open("join"), "Join with a code"),
    "start": (lambda page: page.open(""), "Practise a silent 999 call"),
    "calls": (lambda page: page.open("calls"), "Your first call"),
    "help": (lambda page: page.open("help"), "Where to get help"),
}
DAILY = ("room", "taking-part")
places = pytest.mark.parametrize(
    "name", [n if n in DAILY else pytest.param(n, marks=pytest.mark.thorough) for n in PLACES]
)


@needs_chromium
@places
def test_a_cut_line_is_said_on_every_page_and_heals(page: Page, name: str, served: Served) -> None:
    """The page keeps what it showed, takes the warning back by itself, and goes on."""
    come, text = PLACES[name]
    come(page)
    page.shows(text)
    with cut(served):
        page.shows(NOT_CONNECTED)
        assert text.lower() in page.text.lower()
    page.hides(NOT_CONNECTED)
    page.shows(text)


@needs_chromium
@pytest.mark.parametrize("path", first_a_day(["leading", "room"]))
def test_presses_on_a_cut_line_do_not_run_past_pages_once_it_is_back(
    page: Page, served: Served, path: str
) -> None:
    leading(page)
    page.open(path)
    page.shows(FIRST)
    with cut(served):
        page.shows(NOT_CONNECTED)
        page.press(Keys.SPACE, Keys.SPACE, Keys.SPACE)
        page.shows("No answer")
    page.hides(NOT_CONNECTED)
    page.hides("No answer")
    assert session_of(served).turn == 0
    page.press(Keys.SPACE)
    page.shows(SECOND)


@needs_chromium
@places
def test_an_ended_server_is_said_on_every_page_and_a_new_one_is_found(
    browsers: Browsers, name: str
) -> None:
    """A link leads nowhere meanwhile: the browser's own error page would not come back."""
    come, text = PLACES[name]
    with serving() as first:
        port = urlsplit(first.url).port or 0
        with browsers.page(first) as page:
            come(page)
            page.shows(text)
            first.loop.call_soon_threadsafe(first.server.stop)
            first.thread.join(30)
            page.shows(NOT_CONNECTED)
            path = page.path
            page.use("Get help")
            assert (page.path, text.lower() in page.text.lower()) == (path, True)
            with serving(port=port) as second:
                page.served = second
                page.hides(NOT_CONNECTED)
                # The new server knows no seat of the old one.
                lost = {"seat": "join", "taking-part": "join", "leading": "lead"}
                page.goes_to(lost.get(name, path))


@needs_chromium
def test_a_press_that_a_browser_with_many_pages_does_not_send_is_said(
    page: Page, served: Served
) -> None:
    """It holds six connections to a program, one for each page: Next did nothing, and said so
    nowhere."""
    leading(page)
    page.shows(FIRST)
    leads = page.driver.current_window_handle
    page.driver.switch_to.new_window("tab")
    page.open("help")
    page.shows("Where to get help")
    # What four more pages would hold, held by one: a page that gets no connection never loads, and
    # a browser's driver waits for it.
    page.run("window.held = [1, 2, 3, 4].map(() => new EventSource('/api/here'))")
    page.until(lambda: page.run("held.every((each) => each.readyState === 1)"), "four streams")
    other = page.driver.current_window_handle
    page.driver.switch_to.window(leads)
    page.press(Keys.SPACE)
    page.shows("No answer yet")
    page.driver.switch_to.window(other)
    page.driver.close()
    page.driver.switch_to.window(leads)
    page.shows(SECOND)
    page.hides("No answer yet")
    assert session_of(served).turn == 1


def test_a_page_says_within_two_seconds_that_nothing_is_heard() -> None:
    """Three heartbeats may be late before it does, so that a slow moment is no alarm."""
    script = (HERE / "static" / "page.js").read_text()
    quiet, looks = map(int, re.findall(r"^const (?:QUIET|LOOKS) = (\d+)", script, re.MULTILINE))
    assert quiet + looks <= WITHIN
    assert quiet >= 3 * HEARTBEAT * 1_000


@pytest.mark.parametrize(
    "path", first_a_day(["/api/board-stream", "/api/room-stream", "/api/here"])
)
def test_a_stream_without_news_has_heartbeats_while_others_have_news(
    served: Served, path: str
) -> None:
    """A busy house is no reason to say nothing to a page on which nothing happens."""
    over = threading.Event()

    def poke() -> None:
        if not over.is_set():
            served.server.state.driver.poke()
            served.loop.call_later(0.01, poke)

    served.loop.call_soon_threadsafe(poke)
    try:
        with closing(HTTPConnection(urlsplit(served.url).netloc, timeout=20)) as connection:
            connection.request("GET", path)
            answer = connection.getresponse()
            beats = (line for line in answer if line.startswith(b": "))
            assert [next(beats), next(beats)]
    finally:
        over.set()


# --- sound, and a page without its script ---------------------------------------------------------


MUTE = """
    silent = true, asked = 0, ask = outside.ask, outside.ask = (address, options) =>
        !address.startsWith("/api/room-sound") ? ask(address, options)
        : (asked += 1, Promise.resolve(new Response(...(silent ? [null, { status: 204 }] : [""]))))
"""
"""What gives a page no sound for a line, and an empty one once `silent` is false."""


def turned_up(room: Page, volume: int = 5) -> None:
    slider = "document.getElementById('volume')"
    room.run(f"({slider}.value = {volume}, {slider}.dispatchEvent(new Event('input')))")


@needs_chromium
def test_a_line_without_a_voice_is_named_and_the_next_one_clears_it(
    browsers: Browsers, served: Served
) -> None:
    """The page said for good that there is no voice, also while it played what came after."""
    lead, _ = opened(served)
    lead.post("/api/lead", do="jump", place="2")
    lead.post("/api/lead", do="go_on")
    with browsers.page(served, PROJECTOR) as room:
        room.open("room")
        room.shows("The call goes on")
        room.run(f"({MUTE})")
        turned_up(room)
        how = "document.getElementById('sound-how').textContent"
        assert room.run(how) == ""
        spoken_line(lead, room)
        room.until(lambda: room.run(how) == "no voice here", "warning")
        room.run("(silent = false)")
        lead.post("/api/lead", do="forward")
        room.until(lambda: room.run(how) == "", "end of the warning")


@needs_chromium
def test_that_there_is_no_voice_lies_over_no_words_and_is_said_of_speech_alone(
    browsers: Browsers, served: Served
) -> None:
    """It lay on the line that it asked a room to read, and named what nobody says."""
    lead, _ = opened(served)
    lead.post("/api/lead", do="jump", place="2")
    lead.post("/api/lead", do="go_on")
    with browsers.page(served, (1280, 720)) as room:
        room.open("room")
        room.shows("The call goes on")
        room.run(f"({MUTE})")
        turned_up(room)
        how = "document.getElementById('sound-how').textContent"
        sounds = [said for said in spoken_line(lead, room, how) if said]
        assert not sounds
        room.until(lambda: room.run(how) == "no voice here", "warning")
        assert room.run(OVER_WORDS) == []


OVER_WORDS = """(() => {
  const box = document.getElementById("sound-how").getBoundingClientRect();
  const others = document.querySelectorAll("#page .said, #page p, #foot p, #foot svg");
  return [...others].filter((each) => {
    const other = each.getBoundingClientRect();
    return box.left < other.right && box.right > other.left
      && box.top < other.bottom && box.bottom > other.top;
  }).map((each) => each.textContent);
})()"""
"""What the words about sound lie over on a wall."""


def spoken_line(lead: RemoteSeat, room: Page, how: str = "''") -> list[str]:
    """Go on to the next line that somebody says; return what `how` was at each before it."""
    newest = "[...document.querySelectorAll('[data-sound]')].at(-1)?.dataset.text || ''"
    before = str(room.run(newest))
    seen: list[str] = []
    for _ in range(20):
        lead.post("/api/lead", do="forward")
        room.until(lambda: room.run(newest) != before, "next line")  # noqa: B023
        before = str(room.run(newest))
        room.until(lambda: room.run("asked"), "request for a sound")
        if before.startswith("\u201c"):
            return seen
        seen.append(str(room.run(how)))
    raise AssertionError("nobody says anything")


@needs_chromium
@pytest.mark.parametrize("step", first_a_day(["jump", "hide", "end"]))
def test_a_line_without_a_voice_is_no_longer_named_once_it_is_gone(
    browsers: Browsers, served: Served, step: str
) -> None:
    """After the last line of a call the warning stayed, on the pages of help and of the end too."""
    lead, _ = opened(served)
    lead.post("/api/lead", do="jump", place="2")
    lead.post("/api/lead", do="go_on")
    with browsers.page(served, PROJECTOR) as room:
        room.open("room")
        room.shows("The call goes on")
        room.run(f"({MUTE})")
        turned_up(room)
        spoken_line(lead, room)
        how = "document.getElementById('sound-how').textContent"
        room.until(lambda: room.run(how) == "no voice here", "warning")
        lead.post("/api/lead", do=step, place="5")
        room.until(lambda: room.run(how) == "", "end of the warning")


@needs_chromium
def test_sound_that_is_turned_up_is_not_called_off(browsers: Browsers, served: Served) -> None:
    with browsers.page(served, PROJECTOR) as room:
        room.open("room")
        how = "document.getElementById('sound-how').textContent"
        for level, says in ((None, "off until"), (5, ""), (0, "off until")):
            if level is not None:
                turned_up(room, level)
            room.until(lambda: room.run(how)[:9] == says, f"sound at {level}")  # noqa: B023


@needs_chromium
def test_a_page_without_its_script_says_so_first_and_can_be_left(
    page: Page, served: Served
) -> None:
    page.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        page.driver.get(served.url)
        first = page.driver.find_element("css selector", "body > :first-child")
        assert first.tag_name == "noscript"
        assert "needs JavaScript" in first.text
        page.press(Keys.TAB, Keys.TAB)
        page.driver.find_element("id", "leave").send_keys(Keys.ENTER)
        page.until(lambda: page.driver.title == "Kitchen measures", "page to land on")
    finally:
        page.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


@needs_chromium
def test_who_leaves_without_a_network_lands_on_the_plain_page_too(page: Page) -> None:
    """A browser's own error page came, with the address of this program in large letters."""
    page.open("join")
    page.until(lambda: page.run("typeof landing !== 'undefined' && Boolean(landing)"), "kept page")
    page.driver.execute_cdp_cmd("Network.enable", {})
    offline = {"offline": True, "latency": 0, "downloadThroughput": 0, "uploadThroughput": 0}
    page.driver.execute_cdp_cmd("Network.emulateNetworkConditions", offline)
    try:
        page.use("Leave now")
        page.until(lambda: page.driver.title == "Kitchen measures", "page to land on")
        assert page.path == "measures"
        assert "Gas mark" in page.run("document.body.innerText")
        assert "999" not in page.run("document.documentElement.textContent")
        assert page.run("getComputedStyle(document.querySelector('table')).borderCollapse") == (
            "collapse"
        )
    finally:
        online = offline | {"offline": False, "downloadThroughput": -1, "uploadThroughput": -1}
        page.driver.execute_cdp_cmd("Network.emulateNetworkConditions", online)


@needs_chromium
def test_leave_now_takes_the_space_bar_as_a_button_does(page: Page) -> None:
    page.open("join")
    page.tab_to("Leave now")
    page.press(Keys.SPACE)
    page.goes_to("measures")


@needs_chromium
def test_a_page_without_a_server_loses_no_connection_and_has_no_second_window(page: Page) -> None:
    """There an answer takes as long as it takes, and the projector's page opens in its place."""
    leading(page)
    page.shows(FIRST)
    quiet = "heard -= 60000, watch(), document.getElementById('lost').textContent"
    assert page.run(f"(alone = true, {quiet})") == ""
    page.run("(outside.go = (address) => { window.went = address; })")
    page.use("Open the page for the projector")
    assert str(page.until(lambda: page.run("window.went"), "way to it")).endswith("/room")
    assert page.run(f"(alone = false, {quiet})").startswith(NOT_CONNECTED)
    page.hides(NOT_CONNECTED)


@needs_chromium
@pytest.mark.parametrize("name", first_a_day(["seat", "taking-part"]))
def test_nothing_moves_under_a_finger_when_a_connection_is_lost(page: Page, name: str) -> None:
    come, text = PLACES[name]
    come(page)
    page.shows(text)
    page.size(*PHONE)
    where = "document.querySelector('#lobby button, #vote-0, #sit-out').getBoundingClientRect().top"
    before = page.run(where)
    with cut(page.served):
        page.shows(NOT_CONNECTED)
        assert page.run(where) == before
    page.hides(NOT_CONNECTED)
