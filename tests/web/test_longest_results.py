"""A wall holds how any call went: the results with the most words, in each language and shape.

Each session draws its own courses. A test that leads one meets the longest by chance.
"""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from simulator.awareness.courses import seen
from simulator.awareness.decision_pages import DecidePages
from simulator.awareness.pages import Page as Words
from simulator.awareness.pages import PlaybackPage
from simulator.content.awareness.plan import PlayingStep
from simulator.hosting.gathering import Gathering
from tests.awareness.rooms import SAY, decisions, one_step, parts
from tests.awareness.test_results import IN_A_PLAN, ROWS
from tests.content.pseudo import LETTERS, with_pseudo
from tests.tools import needs_tool
from tests.web.in_chromium import Browsers
from tests.web.served import serving
from tests.web.test_wall_pages import OVERFULL, SIZES, SMALLEST, WIDE, shown, turn

pytestmark = needs_tool("chromium", "chromium-driver")

DRAWN = 12
"""Courses of each answer."""
LONGEST = 3
SMALLEST_LETTERS = {"en": 25, "eo": 25, "he": 25}
"""As parts of the height: no wall goes below 1/25."""
CLOSER = "document.body.dataset.fit || ''"
"""How much closer than drawn a wall is set: empty if it is not."""


def results() -> Iterator[Words]:
    """How each course went, of every decision of a shipped plan, as a room reads it."""
    for name in IN_A_PLAN:
        builder = parts(one_step("decide", name))
        step = next(each for each in builder.plan.steps if isinstance(each, PlayingStep))
        for _, branches in decisions(name):
            for branch in branches:
                pages = DecidePages(builder, step, branch.played)
                for course in islice(seen(branch, ROWS, 0), DRAWN):
                    yield pages._follow(branch, course)[-1]


def letters(page: Words) -> int:
    return sum(map(len, (page.heading, page.big, *page.sentences)))


def at_a_result(gathering: Gathering) -> Words:
    """Lead a session to how a made-up ending went."""
    for _ in shown(gathering):
        page = gathering.session.page
        if page.goes_on and not page.follows and not isinstance(page, PlaybackPage):
            return page
    raise AssertionError("no result is shown")


@pytest.mark.parametrize("language", SMALLEST_LETTERS)
def test_the_longest_results_fit_a_wall_of_every_shape(
    language: str, tmp_path: Path, browsers: Browsers
) -> None:
    """In English as they are drawn, and no wall needs smaller letters: they had 1,018 a page.

    Set closer by hand for those that a session had drawn, the next session's overflowed.
    """
    longest = sorted(results(), key=letters)[-LONGEST:]
    assert SAY("true-55") in longest[-1].sentences
    other, wrong = LETTERS.get(language, {}), list[str]()
    with (
        serving(lan=("127.0.0.2",), library=with_pseudo(tmp_path)) as served,
        browsers.page(served, SIZES[0]) as room,
    ):
        served.house.open_gathering("twenty-minutes", language)
        gathering = served.house.gathering
        assert gathering is not None
        page = at_a_result(gathering)
        room.open("room")
        for words in longest:
            page.heading, page.big = words.heading.translate(other), words.big.translate(other)
            page.sentences = tuple(each.translate(other) for each in words.sentences)
            gathering.do("cover")
            gathering.do("show")
            served.tick(0)
            room.until(lambda: turn(room) == str(gathering.turn), page.heading)
            room.shows(page.sentences[-1])
            for width, height in SIZES:
                room.size(width, height)
                for family in ("", WIDE):
                    room.run(f"(document.body.style.fontFamily = '{family}', fit())")
                    if over := room.run(OVERFULL):
                        wrong.append(f"{letters(words)} at {width}x{height}: {over} overflows")
                    size, text = room.run(SMALLEST)
                    if size < height / SMALLEST_LETTERS[language]:
                        wrong.append(f"{text[:40]} at {width}x{height} is 1/{height / size:.1f}")
                    if language == "en" and not family and (closer := room.run(CLOSER)):
                        wrong.append(f"{letters(words)} at {width}x{height}: set closer, {closer}")
    assert not wrong, "\n".join(wrong)
