"""The wall: every page of every shipped plan is whole, and can be read from the back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.awareness.courses import STATIONS
from simulator.awareness.pages import PlaybackPage, TimeColumn, TimesPage
from simulator.hosting.gathering import Gathering
from tests.awareness.rooms import PLANS, SAY
from tests.daily import a_share_of_cases
from tests.tools import needs_tool
from tests.web.in_chromium import Browsers, Page
from tests.web.served import serving

pytestmark = needs_tool("chromium", "chromium-driver")

SIZES = ((1280, 720), (1280, 757), (1920, 1080), (1024, 768))
"""Projectors, and what a window of 1280 by 900 leaves of a page: its letters are larger."""
WIDE = "Verdana, DejaVu Sans"
"""Letters of a device: the page that is one file brings none of its own, and these are wider."""
PICTURES = Path()
MANY_WORDS = ("refused_at_door", "changes_mind", "arrest", "wrong_address")
"""Endings whose columns have many words."""
CODE = "document.querySelector('#foot .qr')?.getBoundingClientRect().height || 0"
"""A phone in the third row still reads it from 13 of 100 of the height on (assumption)."""
ROWS_OF_PART = """(() => {
  const range = document.createRange();
  range.selectNodeContents(document.querySelector('#foot .part'));
  return new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size;
})()"""
QUESTION = """(() => {
  const size = (each) => parseFloat(getComputedStyle(each).fontSize);
  const asked = document.querySelector('.sheet.decide h1');
  if (!asked) return null;
  const others = [...document.querySelectorAll('.sheet.decide *')]
    .filter((each) => !asked.contains(each) && each.checkVisibility());
  return [size(asked), Math.max(...others.map(size))];
})()"""
"""The letters of a question, and the largest of all others on its page."""
FILLED = "[...document.querySelectorAll('.vote i')].filter((each) => each.dataset.v > 0).length"
"""How many bars of answers are filled."""
COVERED = """(() => {
  const box = (each) => document.querySelector(each)?.getBoundingClientRect();
  const lost = box('#lost'), others = ['#banner', '#leave', '#foot .where', '#foot .qr', '#page'];
  return others.filter((each) => {
    const other = box(each);
    return !other?.height || (lost.left < other.right - 1 && other.left < lost.right - 1
      && lost.top < other.bottom - 1 && other.top < lost.bottom - 1);
  });
})()"""
"""What the word that nothing is connected lies over, or what is not there beside it."""
SMALLEST = """(() => {
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const each = walk.currentNode.parentElement, box = each.getBoundingClientRect();
    if (!walk.currentNode.textContent.trim() || !each.checkVisibility() || box.width <= 1) continue;
    if (each.closest('.unseen, noscript, script, .skip, .panel, #say')) continue;
    found.push([parseFloat(getComputedStyle(each).fontSize), walk.currentNode.textContent.trim()]);
  }
  return found.sort((a, b) => a[0] - b[0])[0];
})()"""
OVERFULL = """(() => {
  const boxes = document.querySelectorAll(
    '#page, .sheet, .two > *, .five, .wallcaps, .choices, .choices ol, .bar, .foot');
  const over = (box) => [...box.children].some((each) => {
    const inner = each.getBoundingClientRect(), outer = box.getBoundingClientRect();
    const seen = each.checkVisibility() && inner.width > 1 && each.tagName !== 'svg';
    const beyond = inner.bottom > outer.bottom + 1.5 || inner.right > outer.right + 1.5;
    return seen && !each.closest('.unseen, .panel, .lineband svg') && beyond;
  });
  const scrolls = [document.documentElement, document.getElementById('main')]
    .filter((each) => each.scrollHeight > each.clientHeight + 1);
  return [...scrolls, ...[...boxes].filter(over)].map((each) => each.className || each.tagName);
})()"""


FAILING = {
    "no_server": "throw new TypeError()",
    "fault": "return new Response('{}', { status: 500 })",
    "cut_at_once": "return new Response('')",
    "not_a_page": "return new Response('data: {\\n\\n')",
}
"""What a wall is answered when it asks for its pages, in the words of the script."""
ZOOMED = ((640, 360), (320, 180), (512, 384))
"""What 200 % and 400 % leave of a window of 1280 by 720, and 200 % of an old projector's."""
CUT = """[...document.querySelectorAll('#page *')].filter((each) => each.checkVisibility()
  && !each.closest('.unseen, svg') && getComputedStyle(each).overflow === 'hidden'
  && each.clientWidth > 2 && each.scrollHeight > each.clientHeight + 1
  && each.textContent.trim()).map((each) => each.textContent.trim())"""
"""Words that are cut off at the end of their box."""
BESIDE_ITS_NAME = """(() => {
  const box = (each) => each.getBoundingClientRect();
  const middle = (each) => (box(each).left + box(each).right) / 2;
  const names = [...document.querySelectorAll('.lineband .stations li')];
  return [...document.querySelectorAll('.lineband .node')].filter((each, n) =>
    Math.abs(middle(each) - middle(names[n])) > innerWidth / 50).length;
})()"""
"""How many points of the drawn line are not over their names."""


BROKEN = """(() => {
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const text = walk.currentNode, each = text.parentElement;
    if (!each.checkVisibility()) continue;
    if (each.closest(".unseen, noscript, script, .skip, .panel, #say, .where")) continue;
    for (const word of text.textContent.matchAll(/[\\p{L}\\p{N}'\u2019]+/gu)) {
      const range = document.createRange();
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      const rows = [...range.getClientRects()].map((box) => Math.round(box.top));
      if (new Set(rows).size > 1) found.push(word[0]);
    }
  }
  return found;
})()"""
"""Words that go on in another row: nobody reads “Operato” and “r” as one."""


def shown(gathering: Gathering) -> Iterator[str]:
    """Lead a session to its end by its main path, and yield the name of each page."""
    session, count = gathering.session, 0
    while True:
        page = session.page
        call = gathering.call
        if isinstance(page, PlaybackPage) and call is not None:
            while not call.over and call.at < page.first + 12:
                gathering.do("forward")
        yield f"{count:02}-{page.heading}"
        count += 1
        if page.must_choose:
            gathering.do("go_on")
        elif page.follows and not session.aside:
            gathering.do("follow", 1)
        elif isinstance(page, TimesPage) and not any(o.startswith("seen") for o in page.notes):
            gathering.do("follow", 2)
            page.notes = (*page.notes, "seen")
        else:
            while call is not None and not call.over and isinstance(page, PlaybackPage):
                gathering.do("forward")
            if session.at_the_end:
                return
            before = session.page
            if session.aside and isinstance(page, TimesPage):
                gathering.do("skip")
                gathering.session.forward()
                gathering._enter()
            else:
                gathering.do("forward")
            assert session.page is not before


@pytest.mark.parametrize("name", PLANS)
@a_share_of_cases(3)
def test_every_page_of_every_shipped_plan_is_whole_and_large_enough(
    name: str, browsers: Browsers
) -> None:
    """Nothing scrolls, nothing is below 1/25 of the height, and captions are at least 1/20."""
    wrong: list[str] = []
    with serving(lan=("127.0.0.2",)) as served, browsers.page(served, SIZES[0]) as room:
        served.house.open_gathering(name, "en")
        gathering = served.house.gathering
        assert gathering is not None
        room.open("room")
        room.shows("Part 1 of")
        for title in shown(gathering):
            served.tick(0)
            room.until(lambda: turn(room) == str(gathering.turn), f"turn of {title}")
            wrong += looked_at(room, title)
    assert not wrong, "\n".join(wrong)


def test_a_wall_without_a_connection_says_so_and_covers_nothing(browsers: Browsers) -> None:
    """The code, the safety line and the way out stay in sight, and no page is set closer."""
    with serving(lan=("127.0.0.2",)) as served, browsers.page(served, SIZES[0]) as room:
        served.house.open_gathering("twenty-minutes", "en")
        room.open("room")
        room.shows("Part 1 of")
        says = room.run("document.getElementById('lost').dataset.says")
        for width, height in SIZES:
            room.size(width, height)
            room.run("report('')")
            page = "document.querySelector('#page').getBoundingClientRect().height"
            before = room.run(page)
            room.run("report(arguments[0])", says)
            assert says in room.text, (width, height)
            assert room.run(COVERED) == [], (width, height)
            assert room.run(page) == before, (width, height)


@pytest.mark.parametrize("fails", FAILING.values(), ids=FAILING)
def test_a_wall_says_that_it_may_be_old_however_its_page_fails(
    browsers: Browsers, fails: str
) -> None:
    """A server that answered with a fault counted as there: the wall was old, and said nothing."""
    with serving(lan=("127.0.0.2",)) as served, browsers.page(served, SIZES[0]) as room:
        served.house.open_gathering("twenty-minutes", "en")
        room.open("room")
        room.shows("Part 1 of")
        says = str(room.run("document.getElementById('lost').dataset.says"))
        room.run(
            "(window.asks = outside.ask, window.times = 0, outside.ask = async () => "
            f"{{ window.times += 1; {fails} }}, reread.abort())"
        )
        room.shows(says)
        before = room.run("window.times")
        room.until(lambda: room.run("window.times") > before + 2, "asked again, and again")
        assert says in room.text, "it stays"
        room.run("(outside.ask = window.asks, reread.abort())")
        room.hides(says)
        room.shows("Part 1 of")


def test_a_wall_in_letters_up_to_four_times_as_large_is_read_by_scrolling_down_alone(
    browsers: Browsers,
) -> None:
    """At 400 % it was 371 points wide in a window of 320, and cut what had been said before."""
    wrong: list[str] = []
    with serving(lan=("127.0.0.2",)) as served, browsers.page(served, SIZES[0]) as room:
        served.house.open_gathering("twenty-minutes", "en")
        gathering = served.house.gathering
        assert gathering is not None
        room.open("room")
        for title in shown(gathering):
            served.tick(0)
            room.until(lambda: turn(room) == str(gathering.turn), f"turn of {title}")
            for width, height in ZOOMED:
                room.size(width, height)
                room.run("fit()")
                if (has := room.run("document.documentElement.scrollWidth")) > width:
                    wrong.append(f"{title}: {has} of {width}")
                wrong += [f"{title}: {each} is cut" for each in room.run(CUT)]
    assert not wrong, "\n".join(wrong)


def test_answers_are_quiet_bars_that_fit_wherever_the_room_chooses(browsers: Browsers) -> None:
    """Before a call, at its decision and among endings; with a few answers, and with many."""
    wrong: list[str] = []
    with serving(lan=("127.0.0.2",)) as served, browsers.page(served, SIZES[0]) as room:
        served.house.open_gathering("twenty-minutes", "en")
        gathering = served.house.gathering
        assert gathering is not None
        room.open("room")
        gathering.do("jump", 2)
        for title in chosen(gathering):
            gathering.vote("a", 0, "a")
            served.tick(0)
            room.shows("1 answer")
            assert room.run(FILLED) == 0, f"{title}: one answer is shown"
            wrong += looked_at(room, f"{title}, one answer")
            for device in "bcdef":
                gathering.vote(device, 1, device)
            gathering.do("reveal")
            served.tick(0)
            room.shows("6 answers")
            assert room.run(FILLED) == 2, f"{title}: two of the choices were chosen"
            wrong += looked_at(room, f"{title}, six answers")
    assert not wrong, "\n".join(wrong)


def test_five_endings_of_many_words_fit_a_wall(browsers: Browsers) -> None:
    """A session draws its own five: those with the most words may be beside each other."""
    ends = (
        f"{SAY('time-no-moment')}. {SAY('time-no_response_to_recording')}",
        *(f"{SAY('time-heard')}. {SAY(f'time-{each}')}" for each in MANY_WORDS),
    )
    with serving(lan=("127.0.0.2",)) as served, browsers.page(served, SIZES[0]) as room:
        served.house.open_gathering("twenty-minutes", "en")
        gathering = served.house.gathering
        assert gathering is not None
        room.open("room")
        gathering.do("jump", 2)
        assert [*chosen(gathering)][-1] == "among endings"
        page = gathering.session.page
        assert isinstance(page, TimesPage)
        number = SAY("time-title", number=1)
        page.times = tuple(TimeColumn(number, each, STATIONS, True, False) for each in ends)
        page.sentences = (SAY("times-beside"),)
        gathering.do("cover")
        gathering.do("show")
        served.tick(0)
        room.shows(ends[1])
        assert [*looked_at(room, "five of many words")] == []


def chosen(gathering: Gathering) -> Iterator[str]:
    """Yield each kind of page on which a room chooses."""
    yield "before the call"
    gathering.do("go_on")
    while not gathering.session.page.options:
        gathering.do("forward")
    yield "at the decision"
    gathering.do("follow", 1)
    yield "among endings"


def turn(room: Page) -> str:
    return str(room.run("document.querySelector('[data-turn]')?.dataset.turn"))


def test_a_result_of_many_words_fits_a_wall(
    browsers: Browsers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In this session the phone is taken, and officers are turned away at the door first."""
    monkeypatch.setattr("simulator.hosting.house.a_seed", lambda: 11)
    result = "Officers saw the caller in the end"
    with serving(lan=("127.0.0.2",)) as served, browsers.page(served, SIZES[0]) as room:
        served.house.open_gathering("forty-minutes", "en")
        gathering = served.house.gathering
        assert gathering is not None
        room.open("room")
        room.shows("Part 1 of")
        title = next(
            each
            for each in shown(gathering)
            if each.endswith(f": {result}") and not isinstance(gathering.session.page, PlaybackPage)
        )
        served.tick(0)
        room.until(lambda: turn(room) == str(gathering.turn), f"turn of {title}")
        assert [*looked_at(room, title)] == []


def looked_at(room: Page, title: str) -> Iterator[str]:
    for width, height in SIZES:
        room.size(width, height)
        room.run("fit()")
        size, text = room.run(SMALLEST)
        if size < height / 25:
            yield f"{title} at {width}x{height}: {text[:40]} is 1/{height / size:.1f}"
        if over := room.run(OVERFULL):
            yield f"{title} at {width}: {over} overflows"
        code = room.run(CODE)
        if code < height * 13 / 100:
            yield f"{title} at {width}: the code to scan is {code:.0f} of {height} high"
        if room.run(ROWS_OF_PART) != 1:
            yield f"{title} at {width}: the footer says its part in more than one row"
        asked = room.run(QUESTION)
        if asked and (asked[0] < height / 15 or asked[0] < asked[1] * 1.2):
            yield f"{title} at {width}x{height}: the question is {asked[0]}, others {asked[1]}"
        if away := room.run(BESIDE_ITS_NAME):
            yield f"{title} at {width}: {away} points of the line are not over their names"
        for letters in ("", WIDE):
            room.run(f"(document.body.style.fontFamily = '{letters}', fit())")
            if broken := room.run(BROKEN):
                yield f"{title} at {width}x{height} {letters}: {broken} are broken inside"
        room.run("(document.body.style.fontFamily = '', fit())")
        now = "parseFloat(getComputedStyle(document.querySelector('.now .said') || {}).fontSize)"
        has = room.run("Boolean(document.querySelector('.now .said'))")
        if has and room.run(now) < height / 20:
            yield f"{title} at {width}: its caption is below 1/20"
        if PICTURES.name:
            name = f"{title}-{width}-{height}.png".replace("/", "-").replace(" ", "_")[-80:]
            room.driver.save_screenshot(str(PICTURES / name))
