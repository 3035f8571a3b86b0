"""Wall, phones, joining and help in a language from right to left, with no English left."""

from pathlib import Path

from selenium.webdriver.common.keys import Keys

from tests.awareness.test_every_word_translated import plain
from tests.content.pseudo import with_pseudo
from tests.tools import needs_tool
from tests.web.in_chromium import Browsers, Page
from tests.web.served import serving
from tests.web.test_wall_pages import OVERFULL, shown, turn

pytestmark = needs_tool("chromium", "chromium-driver")

PICTURE = ""
SHOWN = """(() => {
  const found = [];
  const kept = 'script, noscript, #say, [lang]:not([lang=he]), .code, .where, kbd, .address';
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const each = walk.currentNode.parentElement, text = walk.currentNode.textContent.trim();
    if (text && !each.closest(kept)) found.push(text);
  }
  for (const each of document.querySelectorAll('[aria-label], [data-says], [data-lost-says]'))
    for (const name of ['aria-label', 'data-says', 'data-lost-says'])
      if (each.getAttribute(name)) found.push(each.getAttribute(name));
  return [document.title, ...found];
})()"""


def english(page: Page) -> set[str]:
    """Return what a page has in plain letters."""
    found = {each for text in page.run(SHOWN) for each in plain(text)}
    return {each for each in found if "Session, " not in each and "http://" not in each}


def test_a_group_meets_no_english_on_the_wall_or_a_phone(
    tmp_path: Path, browsers: Browsers
) -> None:
    """Each page runs from right to left, and the wall's stays whole."""
    wrong: list[str] = []
    with (
        serving(lan=("127.0.0.2",), library=with_pseudo(tmp_path)) as served,
        browsers.page(served, (1280, 720)) as room,
        browsers.page(served, (390, 664)) as phone,
    ):
        served.house.open_gathering("twenty-minutes", "he")
        gathering = served.house.gathering
        assert gathering is not None
        phone.open("join")
        wrong += [f"join: {each}" for each in english(phone)]
        phone.run("document.getElementById('code').focus()")
        phone.press(gathering.join, Keys.ENTER)
        phone.until(lambda: phone.run("Boolean(document.getElementById('sit-out'))"), "joined")
        room.open("room")
        for title in shown(gathering):
            served.tick(0)
            room.until(lambda: turn(room) == str(gathering.turn), title)
            assert room.run("getComputedStyle(document.getElementById('page')).direction") == "rtl"
            wrong += [f"{title}: {each}" for each in english(room)]
            wrong += [f"{title}, phone: {each}" for each in english(phone)]
            assert phone.run("document.documentElement.dir") == "rtl"
            room.run("fit()")
            wrong += [f"{title}: {each} overflows" for each in room.run(OVERFULL)]
            PICTURE and room.driver.save_screenshot(f"{PICTURE}/{gathering.turn}.png")
        phone.open("help?language=he")
        wrong += [f"help: {each}" for each in english(phone)]
        phone.open("readers")
        wrong += [f"readers: {each}" for each in english(phone)]
        room.open("languages")
        room.shows("Nothing is left in English")
    assert not wrong, "\n".join(sorted(set(wrong)))
