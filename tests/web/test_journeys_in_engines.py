"""Journeys of a group, by keyboard, in each engine: what people use at once must go on in any.

The daily suite makes them in Chromium, `.ci/thorough` in Firefox too.
"""

from collections.abc import Iterator

import pytest
from selenium.webdriver.common.keys import Keys

from simulator.core.terms import Role
from simulator.hosting.gathering import Gathering
from tests.tools import needs_tool
from tests.web import devices
from tests.web.in_chromium import PHONE, PROJECTOR, Browsers, Page
from tests.web.served import Served
from tests.web.test_session_kept import FIRST, NOT_CONNECTED, SECOND, cut

ENGINES = [
    pytest.param("browsers", id="chromium", marks=needs_tool("chromium", "chromium-driver")),
    pytest.param(
        "firefoxes", id="firefox", marks=[needs_tool("firefox-esr"), pytest.mark.thorough]
    ),
]


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Browsers:
    found: Browsers = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def lead(engine: Browsers, served: Served) -> Iterator[Page]:
    """The page of one who has opened a session."""
    with engine.page(served) as page:
        page.open("lead")
        page.use("Open the session")
        page.goes_to("leading")
        page.shows(FIRST)
        yield page


@pytest.fixture
def phone(engine: Browsers, served: Served) -> Iterator[Page]:
    with engine.page(served, PHONE) as page:
        yield page


@pytest.fixture
def wall(engine: Browsers, served: Served) -> Iterator[Page]:
    with engine.page(served, PROJECTOR) as page:
        page.open("room")
        yield page


def session(served: Served) -> Gathering:
    assert served.house.gathering is not None
    return served.house.gathering


def joins(phone: Page, code: str, to: str = "taking-part") -> None:
    """Type the code by which a page joins, or leads."""
    phone.open("join")
    phone.tab_to("The code")
    phone.press(code, Keys.ENTER)
    phone.goes_to(to)


def go_to_part(lead: Page, name: str) -> None:
    lead.use("Go to a part")
    lead.use(name)


def test_a_leader_opens_a_phone_joins_and_the_room_decides(
    lead: Page, phone: Page, wall: Page, served: Served
) -> None:
    """Lead, join and decide: nothing of any answer is shown before the leader shows all."""
    wall.shows(FIRST)
    joins(phone, session(served).join)
    phone.shows(FIRST)
    lead.shows("One page has joined")
    session(served).do("jump", 3)
    options = session(served).frame().options
    assert len(options) > 1
    phone.use(options[0])
    phone.until(lambda: phone.run("document.getElementById('vote-0').ariaPressed") == "true", "✓")
    for address, place in zip(devices.MORE, "011", strict=False):
        device = devices.Device(served, address)
        token = device.post("/api/look-up", code=session(served).join)["token"]
        device.post("/api/vote", token, place=place)
    wall.shows("4 answers. ")
    assert "2 answers" not in wall.text
    lead.use("Show the answers")
    wall.shows("Nobody sees what you choose")
    wall.until(lambda: wall.run("document.querySelectorAll('.choices.shown').length"), "bars")


def test_who_comes_late_sees_what_the_room_sees_and_is_counted_for_the_leader(
    lead: Page, phone: Page, wall: Page, served: Served
) -> None:
    lead.use("Next")
    wall.shows(SECOND)
    joins(phone, session(served).join.lower())
    phone.shows(SECOND)
    lead.shows("One page has joined")
    wall.hides("has joined")
    lead.use("Next")
    phone.hides(SECOND)


def test_a_lost_network_is_said_and_everything_is_as_it_was_when_it_is_back(
    lead: Page, phone: Page, served: Served
) -> None:
    joins(phone, session(served).join)
    session(served).do("jump", 3)
    for each in (phone, lead):
        each.shows(session(served).frame().page.ask)
    phone.use(session(served).frame().options[1])
    chosen = "document.getElementById('vote-1')?.ariaPressed"
    phone.until(lambda: phone.run(chosen) == "true", "choice")
    with cut(served):
        for each in (phone, lead):
            each.shows(NOT_CONNECTED)
        assert phone.run(chosen) == "true"
    for each in (phone, lead):
        each.hides(NOT_CONNECTED)
    assert phone.run(chosen) == "true"
    lead.use("Back")
    phone.until(lambda: phone.run(chosen) != "true", "page before")


def test_a_page_that_is_loaded_again_is_where_it_was(
    lead: Page, phone: Page, wall: Page, served: Served
) -> None:
    joins(phone, session(served).join)
    session(served).do("jump", 3)
    heading = session(served).frame().page.ask
    phone.use(session(served).frame().options[0])
    phone.until(lambda: session(served).answers, "answer")
    for each, path in ((phone, "taking-part"), (lead, "leading"), (wall, "room")):
        each.driver.refresh()
        each.shows(heading)
        assert each.path == path
    phone.until(lambda: phone.run("document.getElementById('vote-0').ariaPressed") == "true", "✓")
    lead.shows("One page has joined")


def test_a_phone_that_was_closed_comes_back_where_the_room_is(
    lead: Page, phone: Page, served: Served
) -> None:
    joins(phone, session(served).join)
    phone.shows(FIRST)
    phone.run("sessionStorage.clear()")
    phone.open("help")
    phone.shows("Where to get help")
    lead.use("Next")
    phone.until(lambda: session(served)._closed, "closed page")
    phone.open("join")
    phone.use("Come back")
    phone.goes_to("taking-part")
    phone.shows(SECOND)
    lead.shows("One page has joined")


def test_two_leaders_lead_one_session(lead: Page, phone: Page, wall: Page, served: Served) -> None:
    """The second leads from a phone, with the code that only the first one is shown."""
    joins(phone, session(served).lead, to="leading")
    for each in (lead, phone):
        each.shows("2 pages lead this session")
    phone.use("Next")
    for each in (lead, phone, wall):
        each.shows(SECOND)
    lead.use("Cover the screen")
    wall.shows("One moment")
    phone.use("Uncover the screen")
    wall.shows(SECOND)
    lead.use("Leave now")
    lead.goes_to("measures")
    phone.hides("2 pages lead this session")
    phone.use("Next")
    wall.hides(SECOND)


def test_back_leads_out_of_a_page_that_joined_and_forward_into_it_again(
    lead: Page, phone: Page, served: Served
) -> None:
    """Nothing of the session is left on the screen, and nobody types the code again."""
    phone.open("help")
    phone.shows("Where to get help")
    joins(phone, session(served).join)
    phone.shows(FIRST)
    phone.driver.back()
    phone.shows("Where to get help")
    phone.driver.forward()
    phone.goes_to("taking-part")
    phone.shows(FIRST)
    lead.use("Next")
    phone.shows(SECOND)


def test_a_seat_that_is_loaded_again_or_left_by_back_is_the_same_seat(
    phone: Page, served: Served
) -> None:
    call = served.house.open_call("evening-in-the-office")
    phone.open("help")
    phone.shows("Where to get help")
    phone.open("join")
    phone.tab_to("The code")
    phone.press(call.code, Keys.ENTER)
    phone.shows("Take this seat")
    phone.choose("Call handler")
    phone.use("Take this seat")
    phone.goes_to("seat")
    phone.use("Begin the call")
    phone.shows("NO CALL YET")
    phone.driver.refresh()
    phone.shows("NO CALL YET")
    phone.driver.back()
    phone.shows("Where to get help")
    phone.driver.forward()
    phone.goes_to("seat")
    phone.shows("NO CALL YET")
    assert call.seats == [Role.CALL_HANDLER]
