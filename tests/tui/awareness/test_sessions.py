"""Whole sessions at the keyboard: shipped plans from their welcome to their end, step by step."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from textual.app import ComposeResult

from simulator.awareness.pages import Page, PlaybackPage, TakingPage
from simulator.core.terms import Outcome
from simulator.tui.awareness.call_views import Lines, PlaybackView, TakingView
from simulator.tui.awareness.dialogs import Cover
from simulator.tui.awareness.session_screen import GAP, SessionScreen
from tests.awareness.rooms import PLANS, SAY, one_step
from tests.tui.apps import SIZE, leaves_from_everywhere
from tests.tui.awareness.rooms import MOST_KEYS, Facilitator, leading

SHORTEST, LONGEST = "twenty-minutes", "sixty-minutes"
"""The longest plan has a step of every kind."""
MOST_TURNS = 200
QUIET = one_step("decide", "quiet-throughout")
PARTNER = one_step("watch", "partner-in-the-room")
FIFTY_FIVE = one_step("take", "fifty-five-for-a-sound")


def kind_of(page: Page) -> str:
    if isinstance(page, PlaybackPage):
        return "playback"
    if isinstance(page, TakingPage):
        return "taking"
    return "note" if page.must_choose else "options" if page.options else "texts"


async def to_the_end(person: Facilitator) -> set[str]:
    """Go on, choosing to see each call, until nothing changes; return the kinds of pages seen.

    Every page is shown above the keys, and a slide fits without scrolling.
    """
    seen: set[str] = set()
    rows = person.app.size.height
    for _ in range(MOST_KEYS):
        page, view = person.page, person.view
        seen.add(kind_of(page))
        if isinstance(view, TakingView) and not view.taking.over:
            await person.wait(20_000)
        await person.pilot.pause()
        assert view.size.height > 5
        assert person.screen.query_one("#foot").region.bottom == rows
        keys = person.content("#foot").split(GAP)
        assert keys[0] == SAY("foot-leave")
        assert SAY("foot-cover") in keys
        if not page.lines:
            assert view.max_scroll_y == 0, page.heading
        await person.on()
        if person.is_at_the_end(page):
            await person.pilot.pause()
            return seen
    raise AssertionError(f"it does not end; it is at {person.page.heading}")


@pytest.mark.parametrize(
    ("name", "size"),
    [
        (SHORTEST, SIZE),
        pytest.param(SHORTEST, (120, 40), marks=pytest.mark.thorough),
        *(pytest.param(n, SIZE, marks=pytest.mark.thorough) for n in PLANS if n != SHORTEST),
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
            kinds = {"texts", "note", "playback", "options"}
            assert kinds | ({"taking"} if name != SHORTEST else set()) <= seen
            await person.press("c", "c", "n", "escape", "f1", "escape", "f2")
    assert [what for what in written if "__pycache__" not in what] == [], "and opens no socket"


async def covered_and_back(person: Facilitator) -> None:
    """Cover the screen, let ten minutes pass, and take the cover away; both keys leave from it."""
    await person.pilot.pause()
    before, left = person.text, person.app.session.time_left
    await person.press("c")
    assert isinstance(person.app.screen, Cover)
    assert person.flowing == f"{SAY('cover-title')} {SAY('cover-text')} {SAY('foot-leave')}"
    person.clock.tick(600_000)
    await person.pilot.pause()
    await person.press("space", "enter", "right", "pagedown")
    assert isinstance(person.app.screen, Cover), "a key that goes on does not take it away"
    person.app.stays = True
    exits = person.app.exits
    await person.pilot.press("f2", "ctrl+l", "ctrl+backslash", "ctrl+c")
    assert person.app.exits == exits + 4
    person.app.stays = False
    await person.press("c")
    assert person.app.session.time_left == left
    assert person.text == before, "it is exactly where it was"


async def test_the_cover_and_the_quick_exit_work_on_every_step() -> None:
    """On the first page of each step, and on what is behind the choice before a call."""
    async with leading(LONGEST) as person:
        for place in range(len(PLANS[LONGEST].steps)):
            person.app.session.go_to(place)
            await person.screen.show_page()
            await covered_and_back(person)
            if person.page.must_choose:
                await person.screen.action_choose("go_on")
                await person.wait(3_000)
                await covered_and_back(person)
        await leaves_from_everywhere(person)


async def test_the_cover_hides_a_window_as_well_and_it_is_there_again() -> None:
    async with leading(SHORTEST) as person:
        for opening in ("n", "j", "f1"):
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
        await person.press("c", "j")
        await leaves_from_everywhere(person)


async def test_a_call_that_was_chosen_goes_by_itself_waits_and_is_stepped_through() -> None:
    async with leading(one_step("watch", "quiet-throughout")) as person:
        await person.press("space", "space")
        assert person.page.must_choose
        await person.press("space", "enter", "right", "pagedown", "space")
        assert person.page.must_choose, "nobody has chosen yet"
        await person.press("g")
        playback, showing = person.at(PlaybackView).playback, person.page
        await person.wait(6_000)
        shown = playback.at
        assert shown > 2
        await person.press("p")
        await person.wait(60_000)
        assert playback.at == shown
        assert SAY("reel-waits") in person.text
        for key, at in (("right", 1), ("left", 0), ("left", -1)):
            await person.press(key)
            assert playback.at == shown + at
        await person.press("p")
        assert not playback.paused
        await person.press("h")
        assert "0808 2000 247" in person.flowing
        assert SAY("foot-help-return") in person.text
        await person.press("h")
        assert person.page is showing, "help leads back"
        await person.press("h", "s")
        assert person.page is showing


async def test_without_a_keyboard_the_keys_and_choices_are_touched() -> None:
    """Before a call it is a milder one, reading or skipping that is chosen."""
    async with leading(PARTNER, size=(120, 40)) as person:
        await person.touch(SAY("foot-next"))
        await person.press("space")
        assert person.page.must_choose
        assert "domestic abuse implied" in person.flowing
        await person.touch("m: A milder call")
        assert "Late, and not alone in the building" in person.flowing
        await person.press("r")
        assert "Recording:" in person.text or "999 operator:" in person.text
        await person.press("left")
        await person.touch("g: Go on")
        assert isinstance(person.page, PlaybackPage)
        await person.touch("c: cover")
        assert isinstance(person.app.screen, Cover)
        await person.pilot.click(offset=(60, 20))
        await person.pilot.pause()
        assert isinstance(person.page, PlaybackPage)
        assert not person.app.session.covered
        await person.touch("s: skip")
        assert SAY("help-lines") in person.flowing
        await person.touch("F2/Ctrl+L: leave")
        assert person.app.left_quickly


async def test_at_a_decision_the_call_waits_and_what_might_happen_next_is_shown_on_request() -> (
    None
):
    async with leading(QUIET) as person:
        await person.press("space", "space", "g")
        await person.wait(600_000)
        assert person.at(PlaybackView).playback.over
        assert "tap the handset, cough" in person.flowing
        assert "sends the call" not in person.flowing
        await person.press("space")
        asking = person.page
        assert len(asking.options) == 4
        assert SAY("decide-caveat") in person.flowing
        await person.touch(SAY("way-tap"))
        await person.touch("w: what might happen next")
        assert person.page.heading == SAY("next-heading", way=SAY("way-tap"))
        assert isinstance(person.page, PlaybackPage)
        await person.until(lambda page: page.small == (SAY("responsible"),))
        assert "Another time: " in person.flowing
        assert SAY("decide-caveat") in person.flowing
        await person.press("space")
        assert person.page is asking
        assert asking.options[asking.marked] == SAY("way-tap")
        await person.press("up", "enter")
        assert person.page.heading == SAY("next-heading", way=SAY("way-press-55"))
        await person.press("s", "space")
        assert isinstance(person.page, PlaybackPage), "the call goes on"
        assert SAY("written-not-chosen") in person.flowing


async def test_a_decision_ends_on_a_way_to_help_and_offers_how_the_call_was_written() -> None:
    async with leading(QUIET) as person:
        await person.press("space", "space", "g")
        await person.until(lambda page: page.choice("written"))
        well = person.page
        assert SAY("well-heading") in person.flowing
        for key, heading in (("w", "well-heading"), ("o", "as-written")):
            await person.press(key)
            assert isinstance(person.page, PlaybackPage)
            assert person.page.heading == SAY(heading)
            await person.press("s")
            assert person.page is well


async def test_the_room_takes_a_call_by_numbers_and_it_waits_while_help_is_read() -> None:
    async with leading(FIFTY_FIVE) as person:
        await person.press("space", "space", "g")
        assert isinstance(person.page, TakingPage)
        await person.wait(3_000)
        taking = person.at(TakingView).taking
        heard = len(taking.heard)
        assert heard > 1
        await person.press("h")
        await person.wait(60_000)
        await person.press("h")
        assert person.at(TakingView).taking is taking
        assert len(taking.heard) == heard, "it waited"
        await person.wait(20_000)
        assert SAY("take-waits") in person.flowing
        await person.touch(SAY(f"way-{taking.options()[1].name}"))
        assert not taking.waiting
        for _ in range(MOST_TURNS):
            await person.wait(20_000)
            if taking.over:
                break
            if taking.waiting:
                person.screen.action_digit(2)
        assert SAY("take-over") in person.text
        await person.press("space", "left")
        assert SAY("take-over") in person.flowing
        await person.press("space")
        assert SAY(f"outcome-{Outcome.DEPLOYED}") in person.flowing


async def test_notes_and_keys_and_parts_open_and_close_and_a_call_waits_meanwhile() -> None:
    async with leading(SHORTEST, size=(120, 50)) as person:
        await person.press("n")
        assert "Say who you are" in person.flowing
        assert SAY("scroll-window") not in person.text
        assert SAY("close-window") in person.text
        await person.press("escape", "f1")
        assert SAY("keys-cover") in person.flowing
        await person.press("escape", "j", "home", "down", "down", "down", "enter", "g", "n")
        assert "could have reached help" in person.content("#read")
        person.clock.tick(60_000)
        await person.press("escape")
        playback = person.at(PlaybackView).playback
        assert not playback.paused
        assert playback.at < 4, "it waited while the notes were read"


async def test_the_time_that_is_left_is_shown() -> None:
    async with leading(SHORTEST) as person:
        for span, minutes in ((0, 20), (61_000, 19), (3_600_000, 0)):
            await person.wait(span)
            assert SAY("head-left", minutes=minutes) in person.text


async def test_a_wake_while_a_page_is_changed_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its parts are not there yet, or not any more: the session ended in a traceback."""
    compose = PlaybackView.compose

    def woken(view: PlaybackView) -> ComposeResult:
        screen = view.screen
        assert isinstance(screen, SessionScreen)
        screen.wake()
        view.tick()
        yield from compose(view)

    monkeypatch.setattr(PlaybackView, "compose", woken)
    monkeypatch.setattr(Lines, "on_unmount", lambda lines: lines.screen.wake(), raising=False)
    async with leading(one_step("watch", "quiet-throughout")) as person:
        await person.press("space", "space", "g")
        assert isinstance(person.view, PlaybackView)
        await person.press("s")
        assert not isinstance(person.view, PlaybackView)


async def test_in_the_smallest_window_the_safety_line_is_whole_and_space_shows_the_rest() -> None:
    """What is longer than its page or window says so; parts are chosen by their numbers."""
    async with leading(LONGEST, size=(60, 20)) as person:
        for key in ("", "n", "c", "c", "escape"):
            await person.press(*([key] if key else []))
            if not isinstance(person.app.screen, Cover):
                assert SAY("banner") in person.flowing
        assert SAY("foot-scroll") not in person.text
        await person.press("h")
        page = person.page
        await person.touch(SAY("foot-scroll"))
        assert person.view.scroll_y > 0
        for _ in range(MOST_TURNS):
            if person.view.scroll_y == person.view.max_scroll_y:
                break
            await person.press("space")
            assert person.page is page
        assert person.view.scroll_y == person.view.max_scroll_y > 0
        await person.press("space")
        assert person.page is not page
        for part, at in (("12", 11), ("073", 2)):
            await person.press("j", *part, "enter")
            assert person.app.session.at == at, "there is no part 73"


async def test_a_window_that_was_too_small_says_so_and_shows_all_again() -> None:
    async with leading(SHORTEST) as person:
        await person.press("j", "4", "enter", "g", "p")
        before = person.text
        await person.pilot.resize_terminal(59, 19)
        await person.pilot.pause()
        assert "F2 or Ctrl+L leaves." in person.flowing
        assert "59 by 19" in person.flowing
        await person.pilot.resize_terminal(80, 24)
        await person.settle()
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


CHANGES = {
    *("os.mkdir", "os.rename", "os.link", "os.symlink", "shutil.copyfile"),
    *("socket.bind", "socket.connect", "subprocess.Popen"),
}


@contextmanager
def watched() -> Iterator[list[str]]:
    """Collect what is written and which sockets are opened within the block."""
    seen: list[str] = []
    watching = [True]

    def watch(event: str, args: tuple[object, ...]) -> None:
        writes = event == "open" and isinstance(args[1], str) and set(args[1]) & set("wax+")
        if watching and (writes or event in CHANGES):
            seen.append(f"{event} {args}")

    sys.addaudithook(watch)  # It cannot be taken away again.
    yield seen
    watching.clear()
