"""People at the pages, in a real browser: by keyboard alone, on several devices, and leaving."""

from collections.abc import Iterator

import pytest
from selenium.webdriver.common.keys import Keys

from tests.tools import needs_tool
from tests.web import devices
from tests.web.in_chromium import PHONE, PROJECTOR, Browsers, Page
from tests.web.served import Served

pytestmark = needs_tool("chromium", "chromium-driver")


@pytest.fixture
def page(browsers: Browsers, served: Served) -> Iterator[Page]:
    with browsers.page(served) as lent:
        yield lent


def begin(page: Page, scenario: str, seat: str, *, alone: bool = True) -> None:
    """Choose a call and a seat by keyboard alone, and come to the seat."""
    page.open(f"calls/{scenario}")
    page.choose(seat)
    if not alone:
        page.choose("Others join me")
    page.use("Go on")
    page.goes_to("seat")


def wait_for(page: Page, text: str, seconds: int = 1) -> None:
    """Let the call go on until a text is on the page, for two minutes at most."""
    for _ in range(120 // seconds):
        if text.lower() in page.text.lower():
            return
        page.served.tick(seconds * 1_000)
    page.shows(text)


def test_a_caller_by_keyboard_alone_taps_and_reads_what_can_be_learnt(page: Page) -> None:
    begin(page, "partner-in-the-room", "Caller")
    page.dial("118")
    page.shows("only 999 or 112 can be dialled")
    page.dial("999")
    wait_for(page, "please tap the handset")
    page.use("Tap the phone")
    page.shows("[taps once]")
    assert page.focused.startswith("Tap the phone")
    wait_for(page, "connected to the police call handler")
    page.use("Hang up")
    page.shows("This puts the phone down.")
    page.use("Yes, hang up")
    page.shows("LINE LOST")
    page.use("Stop here")
    page.until(lambda: page.focused == "You have stopped", "end")
    page.shows("The caller did nothing wrong")
    page.use("What can be learnt")
    page.until(lambda: page.focused.startswith("What this call can teach"), "debrief")
    page.shows("How was it to be there?")


def test_what_was_said_of_an_act_does_not_lie_over_the_end_of_the_call(page: Page) -> None:
    """On a low window it hid the way on, a minute after "Dial 999 or 112: 999"."""
    begin(page, "quiet-throughout", "Caller")
    page.tab_to("Say or do")
    page.press("/d 999")
    page.until(lambda: page.run("document.getElementById('reading').innerText"), "reading")
    page.press(Keys.ENTER)
    page.shows("Dial 999 or 112: 999")
    wait_for(page, "The call is over")
    assert page.run("document.getElementById('say').textContent") == ""


@pytest.mark.thorough
def test_an_operator_by_keyboard_alone_prompts_connects_and_hands_over(page: Page) -> None:
    begin(page, "evening-in-the-office", "Operator")
    wait_for(page, "RINGING")
    page.use("Answer the call")
    page.shows("LIVE")
    page.use("Which service?")
    wait_for(page, "Emergency, which service?")
    page.use("Tap, cough or make a noise")
    wait_for(page, "tap the handset")
    page.use("Connect to police")
    page.choose("Doubt remains")
    page.use("Do it")
    page.shows("This puts the call through to police.")
    page.press(Keys.ENTER)
    page.shows("Nothing was done.")
    page.use("Connect to police")
    page.choose("Doubt remains")
    page.use("Do it")
    page.use("Yes, connect to police")
    wait_for(page, "Call handler")
    page.use("Hand over")
    page.use("Do it")
    page.shows("Please answer each question.")
    page.use("Not now")
    assert page.focused.startswith("Hand over")
    page.press(Keys.ENTER)
    page.choose("Background noise")
    page.use("Do it")
    page.use("Leave the call to police")
    page.use("Yes, leave the call to police")
    wait_for(page, "Your part is over")
    page.use("What can be learnt")
    page.use("Go on")
    page.shows("What this call can teach")


@pytest.mark.thorough
def test_a_call_handler_by_keyboard_alone_types_asks_and_sends(page: Page) -> None:
    page.open("calls")
    page.use("Your first call")
    page.goes_to("lesson")
    page.use("Go on")
    page.goes_to("seat")
    page.use("Answer the call")
    page.shows("LIVE")
    page.tab_to("Say or do")
    page.press("?alone")
    page.shows("says to caller")
    page.press(Keys.ENTER)
    page.shows("alone")
    page.use("Leave now")
    page.goes_to("measures")


def test_an_open_form_stays_when_other_words_are_typed(page: Page) -> None:
    """The next sentence threw a half-sent grade away, and nothing said so."""
    page.open("calls")
    page.use("Your first call")
    page.goes_to("lesson")
    page.use("Go on")
    page.goes_to("seat")
    page.use("Answer the call")
    page.shows("LIVE")
    page.tab_to("Say or do")
    page.press("grade it emergency")
    page.press(Keys.ENTER)
    page.shows("Why?")
    page.driver.find_element("id", "words").click()
    page.press("are you hurt")
    page.press(Keys.ENTER)
    page.shows("Still open below, and not done")
    page.shows("Why?")


def test_a_sentence_that_a_form_holds_back_is_in_the_line_again_when_it_is_left(page: Page) -> None:
    """And a form that comes while the next words are typed leaves the keyboard where it is."""
    page.open("calls")
    page.use("Your first call")
    page.goes_to("lesson")
    page.use("Go on")
    page.goes_to("seat")
    page.use("Answer the call")
    page.shows("LIVE")
    page.tab_to("Say or do")
    page.press("grade it emergency", Keys.ENTER)
    page.shows("Why?")
    page.use("Not now")
    assert page.run("document.getElementById('words').value") == "grade it emergency"
    page.driver.find_element("id", "words").click()
    page.press(Keys.CONTROL, "a")
    page.run(
        "(outside.now = outside.ask, outside.ask = async (...all) => "
        "{ await new Promise((after) => setTimeout(after, 400)); return outside.now(...all); })"
    )
    page.press(Keys.END, Keys.ENTER, "are you")
    page.shows("Why?")
    page.press(" hurt")
    assert page.run("document.getElementById('words').value") == "are you hurt"
    assert (
        page.run("document.getElementById('say').innerText") == "Asked below: Grade the response."
    )


@pytest.mark.parametrize(("typed", "given_back"), [("hello", "hello"), ("5", "")])
def test_a_single_word_written_into_a_form_is_in_the_line_again(
    page: Page, typed: str, given_back: str
) -> None:
    """It was thrown away with the form, though a sentence was not."""
    page.open("calls")
    page.use("Your first call")
    page.goes_to("lesson")
    page.use("Go on")
    page.goes_to("seat")
    page.use("Answer the call")
    page.shows("LIVE")
    page.tab_to("Say or do")
    page.press("/note", Keys.ENTER)
    page.shows("The words (never a real name)")
    page.driver.find_element("css selector", "form.ask input:not([type])").click()
    page.press(typed)
    page.use("Not now")
    assert page.run("document.getElementById('words').value") == given_back


def test_a_fast_typist_over_a_slow_network_says_a_line_once_and_keeps_the_next(page: Page) -> None:
    """Enter twice, and the next words, before the answer to the first line has come."""
    page.open("calls")
    page.use("Your first call")
    page.goes_to("lesson")
    page.use("Go on")
    page.goes_to("seat")
    page.use("Answer the call")
    page.shows("LIVE")
    page.tab_to("Say or do")
    page.run(
        "(outside.now = outside.ask, outside.ask = async (...all) => "
        "{ await new Promise((after) => setTimeout(after, 400)); return outside.now(...all); })"
    )
    page.press("is anyone there", Keys.ENTER, Keys.ENTER, "stay with me")
    page.shows('"is anyone there"')
    assert page.run("document.getElementById('words').value") == "stay with me"
    assert page.run("document.getElementById('captions').innerText").count("is anyone there") == 1
    page.press(Keys.ENTER)
    page.shows('"stay with me"')
    page.press("/zzz", Keys.ENTER)
    page.until(
        lambda: "not one of the acts" in page.run("document.getElementById('say').innerText"), "no"
    )
    assert page.run("document.getElementById('words').value") == "/zzz", "what was not done stays"


@pytest.mark.thorough
def test_two_people_in_one_call_each_hear_their_own_end(
    page: Page, browsers: Browsers, served: Served
) -> None:
    begin(page, "partner-in-the-room", "Caller", alone=False)
    page.shows("Waiting for people")
    code = page.run("document.querySelector('.code').textContent")
    with browsers.page(served, PHONE) as other:
        other.open("join")
        other.tab_to("The code")
        other.press(code.lower(), Keys.ENTER)
        other.shows("What is in it")
        other.choose("Call handler")
        other.use("Take this seat")
        other.goes_to("seat")
        page.shows("Call handler: a person")
        page.use("Begin the call")
        page.dial("999")
        page.shows("[dials 999]")
        wait_for(page, "please tap the handset")
        page.use("Tap the phone")
        wait_for(other, "RINGING")
        assert "dials" not in other.text
        other.use("Answer the call")
        page.shows("Call handler: [answers]")


@pytest.mark.thorough
def test_a_trainer_is_asked_before_a_call_is_closed(page: Page, served: Served) -> None:
    call = served.house.open_call("partner-in-the-room")
    page.open("board")
    page.shows(call.code)
    page.use("Close")
    page.shows("Close this call for everyone in it?")
    assert call.code in served.house.calls
    page.use("Yes, close it")
    page.shows("No call is open")


@pytest.mark.thorough
def test_a_reload_comes_back_to_the_same_seat(page: Page) -> None:
    begin(page, "evening-in-the-office", "Call handler")
    page.shows("NO CALL YET")
    page.driver.refresh()
    page.shows("NO CALL YET")
    page.run("sessionStorage.clear()")
    page.driver.refresh()
    page.goes_to("join")


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("path", "to"), [("seat", "join"), ("leading", "lead"), ("taking-part", "join")]
)
def test_a_page_without_a_token_goes_to_where_one_is_given(page: Page, path: str, to: str) -> None:
    """Codes are typed on the page to join; at this machine a session is taken up without one."""
    page.open(path)
    page.goes_to(to)


@pytest.mark.thorough
def test_a_session_is_led_voted_on_covered_and_sat_out(
    page: Page, browsers: Browsers, served: Served
) -> None:
    lead = page
    with browsers.page(served, PROJECTOR) as room, browsers.page(served, PHONE) as phone:
        room.open("room")
        room.shows("No session yet")
        lead.size(*PHONE)
        lead.open("lead")
        lead.use("Open the session")
        lead.goes_to("leading")
        room.shows("When you call 999 and cannot speak")
        assert served.house.gathering is not None
        phone.open("join")
        phone.tab_to("The code")
        phone.press(served.house.gathering.join, Keys.ENTER)
        phone.goes_to("taking-part")
        lead.shows("One page has joined")
        phone.use("Sit this out")
        phone.hides("When you call 999 and cannot speak")
        room.press("c")
        room.shows("One moment")
        room.press("c", Keys.PAGE_DOWN)
        for each in (lead, room):
            each.shows("You can leave at any time")
        assert "You can leave at any time" not in phone.text
        phone.use("Come back")
        phone.shows("You can leave at any time")
        lead.use("Go to a part")
        lead.use("True or not?")
        phone.use("Not true")
        for address, place in zip(devices.MORE, "0112", strict=False):
            device = devices.Device(served, address)
            token = device.post("/api/look-up", code=served.house.gathering.join)["token"]
            device.post("/api/vote", token, place=place)
        lead.use("Show the answers")
        for each in (lead, room):
            each.shows("3 answers")
        assert phone.run("document.getElementById('vote-1').ariaPressed") == "true"
        for each, path in ((phone, "taking-part"), (room, "room"), (lead, "leading")):
            leaves(each, path, esc=True)
        others = served.house.gathering.joined
        phone.until(lambda: len(others) == 4, "end of the token")


@pytest.mark.thorough
def test_captions_are_not_moved_from_under_a_reader(page: Page, served: Served) -> None:
    begin(page, "evening-in-the-office", "Caller")
    page.dial("999")
    page.shows("[dials 999]")
    top = "document.getElementById('heard').scrollTop"
    page.size(390, 844)
    for _ in range(45):
        served.tick(1_000)
    page.shows("Recording")
    assert page.until(lambda: page.run(top), "newest caption") > 0
    page.run("document.getElementById('heard').scrollTo(0, 0)")
    served.tick(10_000)
    wait_for(page, "If you cannot speak")
    assert page.run(top) == 0


@pytest.mark.parametrize(
    ("width", "height"),
    [(*PHONE,), (390, 500), (360, 420), (1024, 600), (1366, 625)],
    ids=["phone", "phone with its keyboard", "small phone with it", "old laptop", "low laptop"],
)
def test_the_line_the_next_step_and_whose_turn_it_is_are_in_sight_together(
    page: Page, width: int, height: int
) -> None:
    """Who types reads what to type, and whether it is their turn, without scrolling."""
    page.size(width, height)
    page.open("calls")
    page.use("Your first call")
    page.goes_to("lesson")
    page.use("Go on")
    page.goes_to("seat")
    page.use("Answer the call")
    page.shows("LIVE")
    page.shows("Step 2 of 29")
    page.tab_to("Say or do")
    page.press("can you hear me")
    page.shows("says to caller")
    page.press(Keys.ENTER)
    wait_for(page, 'You: "')
    for each in ("#status .turn", "#hint .hint", "#captions li:last-child", "#words", "#leave"):
        place = "document.querySelector(arguments[0]).getBoundingClientRect().toJSON()"
        seen = page.run(place, each)
        covered = page.run("document.querySelector('.bar').getBoundingClientRect().bottom")
        least = 0 if each == "#leave" else covered
        assert least + 10 <= seen["bottom"] <= height, (each, seen, covered)


@pytest.mark.thorough
def test_colours_and_size_are_kept_in_the_tab_until_it_is_left(page: Page) -> None:
    page.open("")
    page.use("Display")
    page.choose("High contrast")
    page.use("Larger text")
    page.use("Take a call")
    page.goes_to("calls")
    assert page.run("document.documentElement.className") == "contrast"
    assert page.run("getComputedStyle(document.body).fontSize") == "22.5px"
    leaves(page, "calls", esc=True)
    page.open("")
    assert page.run("document.documentElement.className") == ""


PAGES = (
    *("", "calls", "calls/partner-in-the-room", "lesson", "join", "lead", "board"),
    "no-such-page",
)


def leaves(page: Page, path: str, *, esc: bool) -> None:
    """Leave a page, and find nothing of it."""
    page.run("(sessionStorage.seat ??= 'x')")
    if (
        esc and path == "room"
    ):  # The first only covers it: people press it to leave the full screen.
        page.press(Keys.ESCAPE)
    page.press(Keys.ESCAPE) if esc else page.use("Leave now")
    page.goes_to("measures")
    assert page.driver.title == "Kitchen measures"
    assert page.run("sessionStorage.length") == 0
    page.driver.back()
    page.until(lambda: page.run("document.readyState") == "complete", "page before")
    assert page.path != path


@pytest.mark.thorough
@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("esc", [True, False])
def test_every_page_is_left_at_once_and_does_not_come_back(
    page: Page, path: str, esc: bool
) -> None:
    page.driver.get("about:blank")
    page.open(path)
    assert page.driver.title.startswith("Session")
    leaves(page, path, esc=esc)


def test_a_seat_is_left_at_once_and_does_not_come_back(page: Page) -> None:
    for esc in (True, False):
        begin(page, "evening-in-the-office", "Call handler")
        page.shows("NO CALL YET")
        leaves(page, "seat", esc=esc)


LOWEST_BUTTON = """Math.max(...[...document.querySelectorAll('.way')].slice(0, 3).map((each) =>
  each.querySelector('button, a.button').getBoundingClientRect().bottom))"""


@pytest.mark.parametrize("size", [(1280, 757), (1366, 625)])
def test_the_first_buttons_of_the_start_page_need_no_scrolling(
    page: Page, size: tuple[int, int]
) -> None:
    """What a browser's window of 1280 by 900 leaves, and a small laptop: whoever leads saw none."""
    page.size(*size)
    page.open("")
    page.shows("Practise a silent 999 call")
    assert page.run(LOWEST_BUTTON) <= size[1]
