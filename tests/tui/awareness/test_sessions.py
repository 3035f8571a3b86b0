"""Whole sessions at the keyboard: shipped plans from their welcome to their end, step by step."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager

import pytest
from rich.cells import cell_len
from textual.widgets import Static

from simulator.awareness.pages import (
    Deciding,
    Endings,
    Guess,
    Note,
    Page,
    Showing,
    Slide,
    TakingPage,
)
from simulator.awareness.story.narration import how_it_ended
from simulator.core.terms import Outcome
from simulator.tui.awareness.playing import Lines, ShowingView, TakingView
from simulator.tui.awareness.screen import DOES, GAP
from simulator.tui.awareness.views import DecidingView
from simulator.tui.awareness.windows import Cover
from tests.awareness.rooms import PLANS, SAY, small_plan
from tests.daily import first_a_day, some_a_day
from tests.tui.awareness.rooms import Facilitator, leading

LONGEST = "sixty-minutes"
"""The plan that has a step of every kind."""
MOST_KEYS = 900
THOROUGH = pytest.mark.thorough
MOSTLY_THOROUGH = [
    pytest.param(name, marks=[] if plan.minutes == 20 else pytest.mark.thorough)
    for name, plan in PLANS.items()
]
"""The plans; the longer ones are gone through where there is time."""


async def to_the_end(person: Facilitator) -> set[str]:
    """Go on, choosing to see each call, until nothing changes; the kinds of pages seen.

    Every page is shown above the keys, and a slide fits without scrolling.
    """
    seen: set[str] = set()
    rows = person.app.size.height
    for _ in range(MOST_KEYS):
        page, view = person.page, person.view
        seen.add(type(page).__name__)
        if isinstance(view, TakingView) and not view.taking.over:
            await person.wait(20_000)
        await person.pilot.pause()
        assert view.size.height > 5
        assert person.screen.query_one("#foot").region.bottom == rows
        if isinstance(page, Slide):
            assert view.max_scroll_y == 0, page.heading
        await person.on()
        if is_at_the_end(person, page):
            await person.pilot.pause()
            return seen
    raise AssertionError(f"it does not end; it is at {person.page.heading}")


def is_at_the_end(person: Facilitator, before: Page) -> bool:
    """Whether there is nothing after this page, which was shown before as well."""
    session = person.app.session
    return person.page is before and session.at + 1 == len(session.steps) and not session.aside


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("twenty-minutes", (80, 24)),
        *(
            pytest.param(name, (120, 40) if name == "twenty-minutes" else (80, 24), marks=THOROUGH)
            for name in PLANS
        ),
    ],
)
async def test_a_session_goes_from_its_welcome_to_its_end_and_writes_no_file(
    name: str, size: tuple[int, int]
) -> None:
    with watched() as written:
        async with leading(name, size=size) as person:
            assert SAY("welcome-heading") in person.text
            seen = await to_the_end(person)
            assert SAY("close-recorded") in person.flowing
            assert "0808 2000 247" in person.flowing
            assert {"Slide", "Note", "Showing", "Deciding", "Endings", "Guess"} <= seen
            if name != "twenty-minutes":
                assert "TakingPage" in seen
            await person.press("c", "c", "n", "escape", "f1", "escape", "f2")
    assert [what for what in written if "__pycache__" not in what[1]] == [], "and opens no socket"


async def covered_and_back(person: Facilitator) -> None:
    """Cover the screen, let ten minutes pass, and take the cover away."""
    await person.pilot.pause()
    before, left = person.text, person.app.session.left
    await person.press("c")
    assert isinstance(person.app.screen, Cover)
    assert person.flowing == f"{SAY('cover-title')} {SAY('cover-text')}"
    person.clock.tick(600_000)
    await person.pilot.pause()
    await person.press("space", "enter", "right", "pagedown")
    assert isinstance(person.app.screen, Cover), "a key that goes on does not take it away"
    await person.press("c")
    assert person.app.session.left == left
    assert person.text == before, "it is exactly where it was"


@pytest.mark.parametrize("place", some_a_day(range(len(PLANS[LONGEST].steps)), one_in=6))
async def test_the_cover_and_the_quick_exit_work_on_every_step(place: int) -> None:
    """On the first page of each step, and on what is behind the choice before a call."""
    async with leading(LONGEST) as person:
        person.app.session.go_to(place)
        await person.screen.show_page()
        await covered_and_back(person)
        if isinstance(person.page, Note):
            await person.screen.action_go_on()
            await person.wait(3_000)
            await covered_and_back(person)
        await person.press(("f2", "ctrl+backslash", "ctrl+c")[place % 3])
        assert person.app.left_quickly
        assert person.app.return_code == 0


async def test_the_cover_hides_a_window_as_well_and_it_is_there_again() -> None:
    async with leading("twenty-minutes") as person:
        for opening in ("n", "j", "o", "f1"):
            await person.press(opening)
            assert not isinstance(person.app.screen, Cover)
            await covered_and_back(person)
            await person.press("escape")
        await person.press("c")
        assert SAY("cover-keys") not in person.text
        await person.press("space")
        assert SAY("cover-keys") in person.text, "a key that does nothing says which one does"
        await person.press("escape", "c")
        assert SAY("cover-keys") not in person.text, "a new cover is neutral again"


async def test_a_call_that_was_chosen_goes_by_itself_waits_and_is_stepped_through() -> None:
    plan = small_plan({"do": "watch", "minutes": 5, "scenario": "quiet-throughout"})
    async with leading(plan) as person:
        await person.press("space")
        assert isinstance(person.page, Note)
        await person.press("space", "enter", "right", "pagedown", "space")
        assert isinstance(person.page, Note), "nobody has chosen yet"
        await person.press("g")
        view, showing = person.view, person.page
        assert isinstance(view, ShowingView)
        await person.wait(6_000)
        shown = view.reel.at
        assert shown > 2
        await person.press("p")
        await person.wait(60_000)
        assert view.reel.at == shown
        assert SAY("reel-waits") in person.text
        await person.press("right")
        assert view.reel.at == shown + 1
        await person.press("left", "left")
        assert view.reel.at == shown - 1
        await person.press("p")
        assert not view.reel.paused
        await person.press("h")
        assert "0808 2000 247" in person.flowing
        assert SAY("foot-help-return") in person.text
        await person.press("h")
        assert person.page is showing, "help leads back"
        await person.press("h", "s")
        assert person.page is showing


@pytest.mark.parametrize("opening", first_a_day(["c", "n", "j", "o", "f1", "h"], 2))
async def test_the_quick_exit_leaves_from_every_window_and_the_cover(opening: str) -> None:
    async with leading("twenty-minutes") as person:
        await person.press(opening)
        await person.press("f2")
        assert person.app.left_quickly


@pytest.mark.thorough
async def test_every_branch_of_every_decision_is_taken_to_its_end() -> None:
    plan = small_plan({"do": "decide", "minutes": 5, "scenario": "quiet-throughout", "speed": 8})
    async with leading(plan) as person:
        await person.press("space", "g")
        decisions = 0
        seen: set[str] = set()
        for _ in range(200):
            page = person.page
            if isinstance(page, Endings):
                decisions += 1
                assert page.deciding is not None
                for _ in range(len(page.outcomes)):
                    await person.screen.action_watch()
                    if isinstance(person.page, Note):
                        await person.screen.action_go_on()
                    assert isinstance(person.page, Showing)
                    while isinstance(person.page, Showing):
                        await person.forward()
                    assert isinstance(person.page, Slide)
                    assert person.page.heading == SAY("ended-heading")
                    seen.add(person.page.sentences[0])
                    await person.forward()
                    assert person.page is page
                    person.screen.action_move(1)
            if isinstance(page, Slide) and page.heading == SAY("ended-heading"):
                break
            await person.on()
        assert decisions == 2
        await person.pilot.pause()
        assert how_it_ended(Outcome.DEPLOYED, SAY) in person.flowing, "it ends well"
        assert SAY("watch-written") in person.flowing
        assert len(seen) > 5


async def test_at_a_decision_the_call_stands_still_and_the_list_is_chosen_or_skipped() -> None:
    plan = small_plan({"do": "decide", "minutes": 5, "scenario": "quiet-throughout"})
    async with leading(plan) as person:
        await person.press("space", "g")
        await person.wait(600_000)
        view = person.view
        assert isinstance(view, ShowingView)
        assert view.reel.over
        assert "tap the handset, cough" in person.flowing
        assert "sends the call" not in person.flowing
        await person.press("space")
        assert isinstance(person.page, Deciding)
        await person.press("space")
        assert isinstance(person.page, Note), "the list names what may be hard"
        await person.press("space", "r", "m")
        assert isinstance(person.page, Note), "nobody has chosen yet"
        assert SAY("hard-phone_taken") in person.flowing
        assert SAY("note-read") not in person.flowing
        await person.press("s")
        assert isinstance(person.page, Showing), "past the list, the call goes on"
        assert SAY("written-not-chosen") in person.flowing
        while not isinstance(person.page, Note):
            await person.forward()
        await person.press("s")
        assert isinstance(person.page, Showing)
        assert person.page.heading == SAY("well-heading", way=SAY("way-press-55"))
        assert SAY("written-not-chosen") not in person.flowing


async def test_answers_that_end_alike_stand_together_and_their_end_is_told_once() -> None:
    """The list has every answer, the marked one says why, and all of it is seen."""
    plan = small_plan({"do": "decide", "minutes": 5, "scenario": "quiet-throughout"})
    async with leading(plan) as person:
        await person.press("space", "g")
        while not isinstance(person.page, Endings):
            await person.on()
        await person.pilot.pause()
        page, deciding = person.page, person.page.deciding
        assert deciding is not None
        assert len(page.alike) < len(page.outcomes), "some end alike"
        shown = str(person.screen.query_one("#rows", Static).content)
        for ends, places in page.alike:
            assert {page.outcomes[place] for place in places} == {ends}
            lines = [line for line in shown.splitlines() if deciding.ways[places[0]] in line]
            assert lines, "every answer is in the list"
        assert shown.count(SAY("noticed-take_phone")) == 1
        for _ in page.outcomes:
            shown = str(person.screen.query_one("#rows", Static).content)
            marked = [line for line in shown.splitlines() if line.startswith("▶")]
            assert [deciding.ways[page.marked] in line for line in marked] == [True]
            why = str(person.screen.query_one("#why", Static).content)
            assert why == page.whys[page.marked]
            person.screen.action_move(1)
        small = person.screen.query(".small").last(Static)
        assert small.virtual_region.bottom <= person.view.size.height, "all of it is seen"


async def test_what_is_new_in_two_calls_side_by_side_is_seen_whole() -> None:
    side = {"scenario": "taps-in-the-recording"}
    plan = small_plan(
        {"do": "compare", "minutes": 5, "left": side, "right": {**side, "profile": "wmp"}}
    )
    async with leading(plan) as person:
        await person.press("space", "g")
        most = 0
        while isinstance(person.page, Showing):
            await person.pilot.pause()
            for lines in person.screen.query(Lines):
                newest, before = lines.query_one(".newest"), lines.query_one(".before")
                assert newest.region.bottom <= lines.region.bottom
                most = max(most, before.size.height)
            await person.forward()
        assert most > 5, "what was before is there as well"


async def test_before_a_call_the_room_can_take_a_milder_one_read_or_skip() -> None:
    plan = small_plan({"do": "watch", "minutes": 5, "scenario": "partner-in-the-room"})
    async with leading(plan) as person:
        await person.press("space")
        assert "domestic abuse implied" in person.flowing
        await person.press("m")
        assert "Late, and not alone in the building" in person.flowing
        assert not [each for each in person.page.heading if each == "m"]
        await person.press("r")
        assert "Recording:" in person.text or "999 operator:" in person.text
        await person.press("s")
        assert SAY("help-lines") in person.flowing


async def test_the_room_takes_a_call_by_numbers() -> None:
    plan = small_plan({"do": "take", "minutes": 5, "scenario": "fifty-five-for-a-sound"})
    async with leading(plan) as person:
        await person.press("space", "g")
        assert isinstance(person.page, TakingPage)
        view = person.view
        assert isinstance(view, TakingView)
        await person.wait(20_000)
        assert SAY("take-waits") in person.flowing
        await person.press("2")
        for _ in range(200):
            await person.wait(20_000)
            if view.taking.over:
                break
            if view.taking.waiting:
                person.screen.action_digit(2)
        assert SAY("take-over") in person.text
        await person.press("space")
        assert how_it_ended(Outcome.DEPLOYED, SAY) in person.flowing


async def test_a_taken_call_is_where_it_was_after_help_and_going_back() -> None:
    plan = small_plan({"do": "take", "minutes": 5, "scenario": "fifty-five-for-a-sound"})
    async with leading(plan) as person:
        await person.press("space", "g")
        await person.wait(3_000)
        assert isinstance(person.view, TakingView)
        taking = person.view.taking
        heard = len(taking.heard)
        assert heard > 1
        await person.press("h")
        await person.wait(60_000)
        await person.press("h")
        assert isinstance(person.view, TakingView)
        assert person.view.taking is taking
        assert len(taking.heard) == heard, "it waited"
        assert SAY("take-waits") in person.flowing
        await touch(person, SAY("way-hang-up"))
        for _ in range(20):
            await person.wait(60_000)
            if taking.over:
                break
        await person.press("space", "left")
        assert SAY("take-over") in person.flowing
        await person.press("space")
        assert how_it_ended(taking.outcome, SAY) in person.flowing


async def test_a_myth_is_guessed_told_and_watched() -> None:
    plan = small_plan({"do": "myths", "minutes": 5, "which": ["then-hang-up"]})
    async with leading(plan) as person:
        await person.press("space")
        assert isinstance(person.page, Guess)
        await person.press("down", "space")
        assert "Not true" in person.text
        truth = person.page
        await person.press("w", "g")
        assert isinstance(person.page, Showing)
        while isinstance(person.page, Showing):
            await person.forward()
        await person.pilot.pause()
        assert SAY("calm") in person.flowing
        await person.press("s")
        assert person.page is truth


async def touch(person: Facilitator, words: str) -> None:
    """Touch these words where they stand."""
    lines = person.text.splitlines()
    row = next(n for n, line in enumerate(lines) if words in line)
    await person.pilot.click(offset=(lines[row].index(words) + 1, row))
    await person.pilot.pause()


async def test_without_a_keyboard_the_keys_and_choices_are_touched() -> None:
    plan = small_plan({"do": "watch", "minutes": 5, "scenario": "partner-in-the-room"})
    async with leading(plan, size=(120, 40)) as person:
        await touch(person, "Space: on")
        assert isinstance(person.page, Note)
        await touch(person, "m: a milder call")
        assert "Late, and not alone in the building" in person.flowing
        await touch(person, "g: go on")
        assert isinstance(person.page, Showing)
        await touch(person, "c: cover")
        assert isinstance(person.app.screen, Cover)
        await person.pilot.click(offset=(60, 20))
        await person.pilot.pause()
        assert isinstance(person.page, Showing)
        assert not person.app.session.covered
        await touch(person, "s: skip")
        assert SAY("help-lines") in person.flowing
        await touch(person, "F2: leave")
        assert person.app.left_quickly


@pytest.mark.thorough
async def test_without_a_keyboard_a_way_is_marked_and_watched_and_a_page_scrolled() -> None:
    plan = small_plan({"do": "decide", "minutes": 5, "scenario": "quiet-throughout"})
    async with leading(plan) as person:
        await person.press("space", "g")
        while not isinstance(person.page, Deciding):
            await person.forward()
        await person.pilot.pause()
        await touch(person, SAY("way-breathe"))
        assert isinstance(person.view, DecidingView)
        assert person.page.ways[person.view.marked] == SAY("way-breathe")
        await touch(person, "w: see what follows")
        assert person.page.heading == SAY("branch-heading", way=SAY("way-breathe"))
        await touch(person, SAY("foot-return"))
        await person.press("space", "g")
        page = person.page
        assert isinstance(page, Endings)
        await touch(person, SAY("way-hang-up"))
        assert page.deciding is not None
        assert page.deciding.ways[page.marked] == SAY("way-hang-up")
        why = str(person.screen.query_one("#why", Static).content)
        assert why == page.whys[page.marked]
        await touch(person, "w: see it played on")
        assert person.page.heading == SAY("branch-heading", way=SAY("way-hang-up"))
    async with leading(plan, size=(60, 20)) as person:
        await person.press("h")
        await touch(person, SAY("foot-scroll"))
        assert person.view.scroll_y > 0


async def test_back_goes_through_lines_and_pages_as_they_were_seen() -> None:
    plan = small_plan({"do": "watch", "minutes": 5, "scenario": "partner-in-the-room"})
    async with leading(plan) as person:
        await person.press("space")
        harder = person.page
        await person.press("m")
        note = person.page
        await person.press("g", "space", "space", "h", "h")
        view = person.view
        assert isinstance(view, ShowingView)
        assert view.reel.at == 2, "after the help it stands where it was"
        assert view.reel.paused
        while isinstance(person.page, Showing):
            await person.forward()
        ended = person.page
        await person.press("s", "left")
        assert person.page is ended
        await person.press("left")
        view = person.view
        assert isinstance(view, ShowingView)
        assert view.reel.over, "the call stands at its end"
        await person.press("left")
        assert view.reel.at == len(view.reel) - 1
        while isinstance(person.page, Showing):
            await person.screen.action_back()
        assert person.page is note
        await person.press("left")
        assert person.page is harder
        await person.press("left")
        assert person.page.heading == SAY("expect-heading")


async def at_each_press(person: Facilitator) -> list[tuple[Page, int]]:
    """Go on through the whole plan, with a milder call, a branch and skipped parts on the way.

    What was seen at each press: the page, and how much of a call.
    """
    seen: list[tuple[Page, int]] = []
    once = {"milder", "watched", "skipped"}
    for _ in range(MOST_KEYS):
        page, screen = person.page, person.screen
        seen.append(now(person))
        if isinstance(page, Note) and page.milder and "milder" in once:
            once.remove("milder")
            await screen.action_milder()
        elif isinstance(page, Endings) and "watched" in once:
            once.remove("watched")
            await screen.action_watch()
        elif isinstance(page, Guess) and "skipped" in once:
            once.remove("skipped")
            await screen.action_skip()
        else:
            await person.on()
        if is_at_the_end(person, page):
            assert once == set()
            return seen
    raise AssertionError("it does not end")


def now(person: Facilitator) -> tuple[Page, int]:
    """The page, and how much of a call is shown on it."""
    view = person.view
    return person.page, view.reel.at if isinstance(view, ShowingView) else 0


@pytest.mark.thorough
async def test_back_from_the_end_leads_through_the_whole_plan_as_it_was_seen() -> None:
    async with leading("twenty-minutes") as person:
        seen = await at_each_press(person)
        for page, shown in reversed(seen[:-1]):
            await person.screen.action_back()
            there, at = now(person)
            assert there is page, there.heading
            assert at == shown
        await person.screen.action_back()
        assert person.page is seen[0][0]


async def test_notes_and_keys_and_parts_open_and_close_and_a_call_waits_meanwhile() -> None:
    async with leading("twenty-minutes", size=(120, 40)) as person:
        await person.press("n")
        assert "Say who you are" in person.flowing
        await person.press("escape", "f1")
        assert SAY("keys-cover") in person.flowing
        await person.press("escape")
        await person.go_to(3)
        await person.press("g", "n")
        read = str(person.app.screen.query_one("#read", Static).content)
        assert "shows a way that ends well" in read
        person.clock.tick(60_000)
        await person.press("escape")
        view = person.view
        assert isinstance(view, ShowingView)
        assert not view.reel.paused
        assert view.reel.at < 4, "it waited while the notes were read"


async def test_the_parts_are_chosen_by_their_numbers_as_well() -> None:
    async with leading(LONGEST, size=(60, 20)) as person:
        await person.press("j")
        assert SAY("jump-keys") in person.text
        await person.press("1", "2", "enter")
        assert person.app.session.at == 11
        await person.press("j", "0", "7", "3", "enter")
        assert person.app.session.at == 2, "there is no part 73"


async def test_time_goes_down_and_the_last_line_names_only_keys_that_do_something_here() -> None:
    async with leading("twenty-minutes") as person:
        assert SAY("head-left", minutes=20) in person.text
        await person.wait(61_000)
        assert SAY("head-left", minutes=19) in person.text
        await person.wait(3_600_000)
        assert SAY("head-left", minutes=0) in person.text
        assert SAY("foot-next") in person.text
        assert SAY("foot-help") in person.text
        await person.press("j", "3", "enter")
        assert isinstance(person.page, Note)
        assert SAY("foot-next") not in person.text, "a choice goes on"
        await person.press("j", "7", "enter", "space")
        assert person.app.session.at_the_end
        assert SAY("foot-next") not in person.text
        assert SAY("foot-skip") not in person.text
        before = person.page
        await person.press("space", "s")
        assert person.page is before


async def every_foot(person: Facilitator) -> AsyncIterator[str]:
    """The last line on each page of the plan, while calls run and wait, aside as well."""
    for _ in range(MOST_KEYS):
        page, screen = person.page, person.screen
        yield foot(person)
        if isinstance(page, Showing):
            screen.action_pause()
            yield foot(person)
        if isinstance(page, Endings):
            await screen.action_watch()
            yield foot(person)
            while person.app.session.aside:
                await person.on()
                yield foot(person)
        await screen.action_where_help()
        yield foot(person)
        await screen.action_where_help()
        await person.on()
        if is_at_the_end(person, page):
            return
    raise AssertionError("it does not end")


def foot(person: Facilitator) -> str:
    """The last line as it is now."""
    person.screen.show_foot()
    return str(person.screen.query_one("#foot", Static).content)


@pytest.mark.parametrize(
    "size",
    [(80, 24), *(pytest.param(s, marks=pytest.mark.thorough) for s in ((60, 20), (100, 30)))],
)
async def test_no_key_of_the_last_line_is_broken_and_the_way_to_all_others_stays(
    size: tuple[int, int],
) -> None:
    columns = size[0]
    labels = {SAY(f"foot-{key}") for key in DOES}
    plan = small_plan({"do": "decide", "minutes": 5, "scenario": "quiet-throughout"})
    async with leading(plan, size=size) as person:
        room = columns - person.screen.query_one("#foot").gutter.width
        async for line in every_foot(person):
            assert cell_len(line) <= room, line
            keys = line.split(GAP)
            assert set(keys) <= labels
            assert keys[-2:] == [SAY("foot-keys"), SAY("foot-leave")]
            assert SAY("foot-cover") in keys
            if columns >= 80:
                assert {SAY("foot-help"), SAY("foot-help-return")} & {*keys}
            if columns >= 100:
                assert {SAY("foot-jump"), SAY("foot-notes")} <= {*keys}


async def test_what_is_longer_than_its_page_or_window_says_so_and_space_shows_the_rest() -> None:
    async with leading(LONGEST, size=(60, 20)) as person:
        assert SAY("foot-scroll") not in person.text
        await person.press("h")
        page = person.page
        assert SAY("foot-scroll") in person.text
        for _ in range(20):
            if person.view.scroll_y == person.view.max_scroll_y > 0:
                break
            await person.press("space")
            assert person.page is page
        assert person.view.scroll_y == person.view.max_scroll_y > 0
        await person.press("space")
        assert person.page is not page
        await person.press("f1")
        assert SAY("scroll-window") in person.text
    plan = small_plan({"do": "watch", "minutes": 5, "scenario": "partner-in-the-room"})
    async with leading(plan) as person:
        await person.press("space", "r")
        reading = person.page
        for _ in range(20):
            if person.page is not reading:
                break
            await person.press("space")
        await person.press("left")
        assert person.page is reading
        await person.pilot.pause()
        assert person.view.scroll_y == person.view.max_scroll_y > 0, "it is where it was left"
    async with leading(LONGEST, size=(120, 50)) as person:
        await person.press("n")
        assert SAY("scroll-window") not in person.text
        assert SAY("close-window") in person.text


async def test_the_safety_line_is_whole_in_the_smallest_window() -> None:
    async with leading("twenty-minutes", size=(60, 20)) as person:
        for key in ("", "n", "c", "c"):
            await person.press(*([key] if key else []))
            if not isinstance(person.app.screen, Cover):
                assert SAY("banner") in person.flowing


@pytest.mark.thorough
@pytest.mark.parametrize(
    "keys",
    [
        ("j", "4", "enter", "g", "p"),
        *(pytest.param((k,), marks=pytest.mark.thorough) for k in "nc"),
    ],
)
async def test_a_window_that_was_too_small_shows_all_again(keys: tuple[str, ...]) -> None:
    async with leading("twenty-minutes") as person:
        await person.press(*keys)
        before = person.text
        for columns, rows in ((20, 5), (1, 1), (59, 19), (20, 5)):
            await person.pilot.resize_terminal(columns, rows)
            await person.pilot.pause()
        if keys[-1] == "p":
            assert "F2 leaves." in person.flowing
        await person.pilot.resize_terminal(80, 24)
        await person.pilot.pause()
        await person.pilot.pause()
        assert person.text == before
        await person.pilot.resize_terminal(20, 5)
        await person.press("f2")
        assert person.app.left_quickly


async def test_without_a_plan_one_is_chosen() -> None:
    plans = sorted(PLANS.values(), key=lambda plan: plan.minutes)
    async with leading(plans[0], plans=plans) as person:
        for plan in plans:
            assert plan.title in person.text
        await person.press("c")
        assert isinstance(person.app.screen, Cover)
        assert plans[0].title not in person.text
        await person.press("c", "down", "enter")
        assert person.app.session.plan.minutes == 40


async def test_a_window_that_is_too_small_says_so() -> None:
    async with leading("twenty-minutes", size=(50, 15)) as person:
        assert "F2 leaves" in person.flowing
        assert "50 by 15" in person.flowing


# --- nothing stays, nothing goes out --------------------------------------------------------------

_SEEN: list[tuple[str, str]] = []
_WATCHING = [False]


def _watch(event: str, args: tuple[object, ...]) -> None:
    if not _WATCHING[0]:
        return
    if event == "open" and isinstance(args[1], str) and set(args[1]) & set("wax+"):
        _SEEN.append(("write", str(args[0])))
    elif event in ("os.mkdir", "os.rename", "os.link", "os.symlink", "shutil.copyfile"):
        _SEEN.append((event, str(args[0])))
    elif event in ("socket.bind", "socket.connect", "subprocess.Popen"):
        _SEEN.append((event, str(args[1])))


@contextmanager
def watched() -> Iterator[list[tuple[str, str]]]:
    """What is written and which sockets are opened within the block."""
    if _watch not in _HOOKED:
        sys.addaudithook(_watch)
        _HOOKED.append(_watch)
    _SEEN.clear()
    _WATCHING[0] = True
    yield _SEEN
    _WATCHING[0] = False


_HOOKED: list[object] = []
