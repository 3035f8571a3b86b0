"""The menu: what is there at first, finding a call, choosing what is played, a surprise."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual.containers import VerticalScroll
from textual.widgets import Input

from simulator.content.library.library import Library
from simulator.core.terms import Role
from simulator.errors import LibraryError
from simulator.seat import run_choices
from simulator.seat.run_choices import MenuDefaults, pool
from simulator.session.clock import ManualClock
from simulator.session.records.recorder import RecordOptions
from simulator.session.records.store import Store
from simulator.session.run.live_run import RunSetup
from simulator.tui.app import TrainerApp
from simulator.tui.base.screen_frame import KeyLine
from simulator.tui.screens.menu_widgets import MenuChoice, MenuList
from simulator.tui.screens.note_screen import NoteScreen
from tests.session.calls import LIBRARY
from tests.session.sitting import SHIPPED as SCENARIOS
from tests.tui.apps import BEGUN, SIZES, Visitor, leaves_from_everywhere, visiting
from tests.tui.apps import setup as setup_of

ENTRIES = LIBRARY.scenarios()
TWO = "two-short-calls"


def listed(visitor: Visitor) -> list[str]:
    return [each.id for each in visitor.one("#list", MenuList).options if each.id]


def highlighted(visitor: Visitor) -> str:
    entry = visitor.one("#list", MenuList).entry
    return entry.id if entry else ""


def chosen(visitor: Visitor, name: str) -> str:
    return visitor.one(f"#{name}", MenuChoice).value


async def begun(visitor: Visitor) -> RunSetup:
    await visitor.press("enter")
    assert visitor.on_top == "NoteScreen"
    return visitor.app.announced[-1]


@pytest.mark.parametrize("size", SIZES)
async def test_the_first_screen_shows_all_that_there_is_to_know(size: tuple[int, int]) -> None:
    """What this is, how to leave, every call, the longest title and the longest profile."""
    longest = max(ENTRIES, key=lambda entry: len(entry.listed))
    profile = max(run_choices.profiles_of(LIBRARY), key=lambda named: len(named.title))
    async with visiting(MenuDefaults(longest.id, profile=profile.request), size) as visitor:
        rows = visitor.shown
        assert "cannot call 999" in rows[0]
        said = " ".join(rows[1:3])
        for what in ("silent 999 calls", "F2 or Ctrl+L leaves at once", "cannot call 999"):
            assert what in said
        for key in ("Enter Begin", "F1 Help", "F9 Surprise me"):
            assert key in rows[-1]
        assert listed(visitor) == [entry.id for entry in run_choices.in_order(ENTRIES)]
        assert f"{len(ENTRIES)} calls" in visitor.text
        assert not visitor.app.screen.query_one("#problems").display, "no file is bad"
        region = visitor.app.screen.query_one("#list").region
        titles = (row[region.x : region.right - 1] for row in visitor.rows(region))
        assert longest.listed in " ".join(" ".join(titles).split())
        assert profile.title in visitor.says("#profile")
        # All of the choices are on the screen, above the keys.
        force = visitor.app.screen.query_one("#force")
        assert force.region.bottom <= visitor.app.screen.query_one(KeyLine).region.y
        assert region.height >= 6


async def test_bad_files_are_counted_and_the_rest_works(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("id: bad\ntitle: [", encoding="utf-8")
    good = LIBRARY.scenario("hill-path").path.read_text(encoding="utf-8")
    unplayable = good.replace("id: hill-path", "id: half").replace(
        "format: 1", "format: 1\nmore: 1"
    )
    (tmp_path / "half.yaml").write_text(unplayable, encoding="utf-8")
    async with visiting(MenuDefaults("half"), library=Library([tmp_path])) as visitor:
        assert "1 file cannot be read: silent999 check says why." in visitor.says("#problems")
        assert "This file has 1 problem: silent999 check says more." in visitor.says("#details")
        await visitor.press("enter")
        assert visitor.on_top == "MenuScreen"
        await visitor.press("up")
        assert (await begun(visitor)).scenario.id != "half"


async def test_letters_narrow_the_list_down_from_every_widget_and_escape_shows_all() -> None:
    """Arrows move in what is left; what was highlighted stays."""
    async with visiting(MenuDefaults("rings-back")) as visitor:
        await visitor.type("rings-back zzz")
        assert listed(visitor) == []
        assert "No call has all of these words" in visitor.says("#details")
        await visitor.press("enter")
        assert visitor.on_top == "MenuScreen"
        await visitor.press("escape")
        assert len(listed(visitor)) == len(ENTRIES)
        assert highlighted(visitor) == "rings-back"
        for selector in ("#about", "#seat", "#search"):
            visitor.app.screen.query_one(selector).focus()
            await visitor.type("tap")
            assert visitor.one("#search", Input).value == "tap", selector
            assert 0 < len(listed(visitor)) < len(ENTRIES)
            await visitor.press("escape")
        await visitor.type("callback landline")
        text = {e.id: run_choices.findable(e) for e in ENTRIES}
        expected = [i for i in listed(visitor) if "callback" in text[i] and "landline" in text[i]]
        assert listed(visitor) == expected
        assert "handset-lifted-late" in expected
        assert f"{len(expected)} of {len(ENTRIES)}" in visitor.text
        assert highlighted(visitor) == expected[0]
        for key, place in (("down", 1), ("up", 0)):
            await visitor.press(key)
            assert highlighted(visitor) == expected[place]


async def test_enter_begins_with_what_is_usual_and_what_was_chosen_stays_chosen() -> None:
    async with visiting() as visitor:
        made = await begun(visitor)
        assert made.scenario.id == run_choices.in_order(ENTRIES)[0].id
        assert (made.profile.id, made.force.id) == ("iopc_2019", "generic")
        assert (made.seed, made.speed, made.coached) == (0, 1.0, True)
        assert made.seats == (Role.CALLER,)
        await visitor.press("escape", "down", "f3", "f5", "f6", "7", "enter")
        first = visitor.app.announced[-1]
        assert first.seed == 7
        visitor.app.open_menu()
        await visitor.settle()
        assert await begun(visitor) == first


async def test_a_seat_that_a_call_lacks_is_named_and_chosen_again_where_there_is_one() -> None:
    async with visiting(MenuDefaults("hill-path", "operator")) as visitor:
        await visitor.press("escape")
        assert chosen(visitor, "seat") == "caller"
        assert "no operator in this call" in visitor.says("#seat")
        await visitor.press("down")
        assert chosen(visitor, "seat") == "operator"
        assert "in this call" not in visitor.says("#seat")


async def test_what_was_recorded_before_is_marked_and_nothing_else_is_looked_up(
    tmp_path: Path,
) -> None:
    store = Store(tmp_path)
    whose = RecordOptions(store, "wren", lambda: datetime(2026, 11, 26, 9, tzinfo=UTC))
    scenario = SCENARIOS["hill-path"]
    recorder = whose.recorder(setup_of(scenario), LIBRARY)
    store.create(recorder.header)
    async with visiting(MenuDefaults("hill-path")) as visitor:
        assert "Before:" not in visitor.says("#details")
        visitor.app.recording = whose
        visitor.app.open_menu()
        await visitor.settle()
        assert "Before: 1 time, the last on 2026-11-26" in visitor.says("#details")
        assert "+1  30s A call from the hill path" in visitor.text


async def test_keys_and_the_mouse_choose_the_setup_that_they_name() -> None:
    async with visiting(MenuDefaults(TWO)) as visitor:
        await visitor.press("f3", "f3", "f4", "f5", "f7", "f8", "f8", "f6", "4", "2")
        made = await begun(visitor)
        assert made.seats == (Role.OPERATOR, Role.CALL_HANDLER)
        assert (made.coached, made.speed, made.seed) == (False, 2.0, 42)
        assert made.profile.id == run_choices.profiles_of(LIBRARY)[1].request
        assert made.force.id == run_choices.forces_of(LIBRARY)[1].request
        await visitor.press("escape")
        for selector in ("#seat", "#mode", "#speed"):
            await visitor.click(selector)
        made = await begun(visitor)
        assert (made.seats, made.coached, made.speed) == ((), True, 4.0)
        await visitor.press("escape")
        visitor.one("#list", MenuList).focus()
        await visitor.press("home")
        visitor.one("#list", MenuList).scroll_home(animate=False)
        await visitor.settle()
        # The first row of the list is a heading. One click looks, two begin.
        second = listed(visitor)[1]
        await visitor.click("#list", offset=(6, 2))
        assert highlighted(visitor) == second
        assert visitor.on_top == "MenuScreen"
        await visitor.click("#list", offset=(6, 2), times=2)
        assert visitor.app.announced[-1].scenario.id == second


@pytest.mark.parametrize("scenario", [TWO, ""])
async def test_wishes_are_chosen_already_and_need_no_menu_if_they_name_a_call(
    scenario: str,
) -> None:
    defaults = MenuDefaults(scenario, "call_handler", "wmp", "generic", 99, 3.0, coached=False)
    async with visiting(defaults) as visitor:
        if not scenario:
            await visitor.type("two short marker")
            await begun(visitor)
        assert visitor.on_top == "NoteScreen"
        await visitor.press("enter")
        (made,) = visitor.app.played
        assert (made.scenario.id, made.seats) == (TWO, (Role.CALL_HANDLER,))
        assert (made.profile.id, made.force.id, made.seed) == ("wmp", "generic", 99)
        assert (made.speed, made.coached) == (3.0, False)
        await visitor.press("escape")
        assert highlighted(visitor) == TWO


async def test_the_note_of_a_call_is_there_before_its_file_is_read() -> None:
    async with visiting(MenuDefaults("hill-path", "operator")) as visitor:
        header, whole = LIBRARY.header("hill-path"), visitor.says("#text")
        note = NoteScreen(header, run_choices.seat_in(header, "operator"))
        await visitor.app.push_screen(note)
        await visitor.settle()
        at_once = visitor.says("#text")
        assert whole.startswith(at_once)
        assert all(each in at_once for each in SCENARIOS["hill-path"].content_note)
        await visitor.press("enter", "r")
        assert (visitor.app.screen, visitor.app.played) == (note, [])


async def test_what_is_wrong_with_a_request_is_said_once_the_screens_have_ended() -> None:
    def refuse() -> None:
        raise LibraryError("hill-path has no seat pilot")

    app = TrainerApp(ManualClock(), LIBRARY, defaults=MenuDefaults("hill-path"), check=refuse)
    async with app.run_test() as pilot:
        await pilot.pause()
    assert "no seat pilot" in str(app.refused)


async def test_a_surprise_says_how_its_mix_differs_from_reality_and_not_which_call_it_is() -> None:
    async with visiting() as visitor:
        await visitor.press("f9")
        note = visitor.app.screen
        scenario = visitor.app.announced[-1].scenario
        assert visitor.app.announced[-1].seed == BEGUN % 100_000, "the clock gives one"
        said = visitor.says("#text")
        assert "97 to 99 of 100 silent calls are accidental" in said
        drawn_from = len(pool(SCENARIOS.values(), scenario.level, run_choices.SEATS[0]))
        assert f"drawn from: {drawn_from}" in said
        assert scenario.title not in visitor.text
        assert [text for text in (scenario.title, *scenario.objectives) if text in said] == []
        assert all(each in said for each in scenario.content_note)
        # Read instead of taken, it is told at the end.
        await visitor.press("r")
        assert visitor.app.screen is not note
        page = visitor.app.screen.query_one("#page", VerticalScroll)
        assert page.children[-1].id == "headline"
        assert scenario.title not in visitor.text


async def test_one_key_leaves_from_every_widget() -> None:
    async with visiting() as visitor:
        await leaves_from_everywhere(visitor)


async def test_every_key_is_explained_in_the_help() -> None:
    async with visiting() as visitor:
        for _, binding, _, tooltip in visitor.app.screen.active_bindings.values():
            if binding.key in ("enter", *(f"f{number}" for number in range(1, 10))):
                assert binding.description
                assert tooltip
        await visitor.press("f1")
        assert visitor.on_top == "TextWindow"
        for key in ("Enter", "F2", "F3", "F4", "F9"):
            assert f"{key} " in visitor.text
        await visitor.press("escape")
        assert visitor.on_top == "MenuScreen"
