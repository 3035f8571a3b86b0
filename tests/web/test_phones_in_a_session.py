"""A phone in a session: what is asked comes first, and the way out is always at its place."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from simulator.awareness.pages import TimesPage
from simulator.hosting.gathering import Gathering
from tests.tools import needs_tool
from tests.web.in_chromium import PHONE, Browsers, Page
from tests.web.served import Served

pytestmark = needs_tool("chromium", "chromium-driver")

SMALL = 320
ROWS_OF_BANNER = """(() => {
  const range = document.createRange();
  range.selectNodeContents(document.getElementById('banner'));
  return new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size;
})()"""
BESIDE_THE_WAY_OUT = """(() => {
  const out = document.getElementById('leave').getBoundingClientRect();
  return [...document.querySelectorAll('.bar > :not(#leave, #lost)')]
    .filter((each) => each.getBoundingClientRect().right > out.left
      && each.getBoundingClientRect().top < out.bottom).map((each) => each.id || each.className);
})()"""
"""What is at the right of the way out, or below it in the same row."""
IN_REACH = """(() => {
  const each = document.getElementById(arguments[0]), box = each.getBoundingClientRect();
  const middle = [(box.left + box.right) / 2, (box.top + box.bottom) / 2];
  return box.top >= 0 && box.bottom <= innerHeight && each === document.elementFromPoint(...middle);
})()"""
"""Whether a finger meets a control where the page stands."""


@pytest.fixture
def gathering(served: Served) -> Gathering:
    served.house.open_gathering("twenty-minutes", "en")
    assert served.house.gathering is not None
    return served.house.gathering


@contextmanager
def seated(browsers: Browsers, served: Served, token: str, path: str) -> Iterator[Page]:
    with browsers.page(served, PHONE) as lent:
        lent.open("measures")
        lent.run("sessionStorage.setItem('seat', arguments[0])", token)
        lent.open(path)
        lent.until(lambda: lent.run("document.getElementById('page').innerText"), "page")
        yield lent


@pytest.fixture
def phone(browsers: Browsers, served: Served, gathering: Gathering) -> Iterator[Page]:
    """A phone that has joined."""
    joined = served.house.join_gathering(gathering.join)
    assert joined is not None
    with seated(browsers, served, joined[0], "taking-part") as lent:
        yield lent


def decides(gathering: Gathering) -> None:
    gathering.do("jump", 2)
    gathering.do("go_on")
    while not gathering.session.page.options:
        gathering.do("forward")


@pytest.mark.parametrize("width", [PHONE[0], SMALL, 430])
def test_the_way_out_is_alone_at_the_far_right_of_its_row(phone: Page, width: int) -> None:
    phone.size(width, 844)
    assert phone.run(BESIDE_THE_WAY_OUT) == []
    assert phone.run(ROWS_OF_BANNER) <= (2 if width >= PHONE[0] else 3)
    right = "document.getElementById('leave').getBoundingClientRect().right"
    assert width - phone.run(right) < 30


def test_a_phone_asks_before_it_says_that_the_call_is_made_up(
    phone: Page, gathering: Gathering
) -> None:
    decides(gathering)
    page = gathering.session.page
    phone.shows(page.big)
    asked, caveat = phone.text.index(page.ask), phone.text.index(page.big)
    assert asked < phone.text.lower().index(page.options[0]) < caveat
    size = "parseFloat(getComputedStyle(document.querySelector(arguments[0])).fontSize)"
    assert phone.run(size, "h1") > phone.run(size, ".caveat") * 1.5


def test_the_button_of_an_ending_says_how_it_ends(
    browsers: Browsers, served: Served, phone: Page, gathering: Gathering
) -> None:
    """On a phone that answers, and on one that leads: nobody has to look it up in a list."""
    decides(gathering)
    gathering.do("follow", 1)
    page = gathering.session.page
    assert isinstance(page, TimesPage)
    leads = served.house.join_gathering(gathering.lead)
    assert leads is not None
    with seated(browsers, served, leads[0], "leading") as leader:
        for each in page.times:
            for shown in (phone, leader):
                shown.node("button", f"{each.title}: {each.ends}")


def test_to_sit_out_is_in_reach_on_every_page(phone: Page, gathering: Gathering) -> None:
    decides(gathering)
    phone.shows(gathering.session.page.ask)
    assert phone.run(IN_REACH, "sit-out")
    phone.run("scrollTo(0, 9999)")
    assert phone.run(IN_REACH, "sit-out")
