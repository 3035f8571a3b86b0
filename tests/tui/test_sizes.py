"""Small and large windows, with the longest texts that are shipped."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from textual.widget import Widget

from simulator import BANNER
from simulator.core.describe import plain
from simulator.core.terms import LineKind, LineStage, Outcome, Role
from simulator.seat.view.catalogue import CATALOGUE
from simulator.tui.widgets.seat import OfferPanel
from tests.session.calls import LIBRARY
from tests.session.sitting import SHIPPED
from tests.tui.apps import Person, playing, setup

SIZES = ((60, 20), (80, 24), (120, 30), (160, 45))
DAILY = [
    pytest.param(size, marks=[] if size == (80, 24) else pytest.mark.thorough) for size in SIZES
]
"""The usual size is tried every day, the others in the thorough tests."""
ROLES = (Role.CALLER, Role.OPERATOR, Role.CALL_HANDLER)


def longest() -> str:
    """The scenario with the longest words for its places, for every seat, all the way to police."""

    def words(name: str) -> int:
        found = SHIPPED[name].calls_in_order[0].location
        return max((len(fix.place) for fix in (found.eisec, found.aml) if fix), default=0)

    mobile = (n for n, told in SHIPPED.items() if told.answers and told.line is LineKind.MOBILE)
    return max((n for n in mobile if set(ROLES) <= set(SHIPPED[n].seats)), key=words)


LONGEST = longest()


def remarks() -> Iterator[str]:
    """Everything that a coach may say."""
    for loaded in LIBRARY.rubrics():
        for criterion in loaded.rubric.criteria:
            yield criterion.when_met
            yield criterion.when_missed


def panels(person: Person) -> list[Widget]:
    """The parts of the screen that lie side by side and below each other."""
    names = "#who, #when, #line, #seat, #known, #remark, KeyLine, .banner"
    return [widget for widget in person.call_screen.query(names) if widget.display]


@pytest.mark.parametrize("size", DAILY)
@pytest.mark.parametrize("role", [*ROLES, None])
async def test_nothing_lies_over_anything_else(role: Role | None, size: tuple[int, int]) -> None:
    seats = () if role is None else (role,)
    async with playing(setup(LONGEST, *seats, coached=True), size=size) as person:
        if role is Role.CALLER:
            await person.press("d")
            await person.choose("999")
            await person.until_stage(LineStage.RECORDING)
        await person.wait(20_000 if role is None else 1_000)
        found = panels(person)
        screen = person.call_screen.region
        for panel in found:
            assert panel.region.area > 0, panel
            assert screen.contains_region(panel.region), panel
        for place, one in enumerate(found):
            for other in found[place + 1 :]:
                assert not one.region.overlaps(other.region), (one, other)
        assert person.call_screen.query_one("#line").region.width >= 40
        assert person.call_screen.query_one("#captions").region.height >= 4
        assert person.shown[0].strip() == BANNER
        assert "F2 Leave now" in person.shown[-1]
        assert "Esc Stop" in person.shown[-1]


@pytest.mark.parametrize("size", DAILY)
@pytest.mark.parametrize("role", ROLES)
async def test_every_act_can_be_come_to_with_tab(role: Role, size: tuple[int, int]) -> None:
    """And after the last page comes the first again."""
    async with playing(setup(LONGEST, role), size=size) as person:
        labels = {act.label for act in CATALOGUE[role] if act.kind != "press"}

        def visible() -> set[str]:
            return {label for label in labels if label in person.text}

        first = visible()
        assert first
        seen: list[set[str]] = []
        while first not in seen[1:] and len(seen) < 24:
            seen.append(visible())
            await person.press("tab")
        assert set().union(*seen) == labels
        assert visible() == first or first in seen[1:]


@pytest.mark.thorough
@pytest.mark.parametrize("size", DAILY[:2])
async def test_what_is_known_can_be_read_to_its_end_with_tab(size: tuple[int, int]) -> None:
    async with playing(setup(LONGEST, Role.CALL_HANDLER), size=size) as person:
        titles = {section.title for section in person.call_screen.known()}
        seen: set[str] = set()
        for _ in range(24):
            seen |= {title for title in titles if title in person.text}
            await person.press("tab")
        assert seen == titles


@pytest.mark.parametrize("size", DAILY)
async def test_whatever_is_said_below_can_be_read_whole(size: tuple[int, int]) -> None:
    """The longest remarks, reasons and endings, on the two rows that there are."""
    said = [f"Coach: {text}" for text in remarks()]
    said += [f"The call is over: {plain(o)}. Enter: the next call, 10:00 later." for o in Outcome]
    async with playing(setup(LONGEST, Role.OPERATOR), size=size) as person:
        for text in sorted(said, key=len)[-6:]:
            person.call_screen.say(text)
            await person.pilot.pause()
            assert person.remark == text


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_what_is_known_leaves_no_act_unclickable(size: tuple[int, int]) -> None:
    """Each line of the acts is one row, so that a click chooses what it points at."""
    async with playing(setup(LONGEST, Role.OPERATOR), size=size) as person:
        panel = person.call_screen.query_one(OfferPanel).region
        bottom = min(panel.bottom, person.call_screen.query_one("#seat").region.bottom)
        rows = person.shown[panel.y : bottom]
        assert len(rows) > 5
        for act, row in zip(CATALOGUE[Role.OPERATOR], rows, strict=False):
            assert f" {act.label}" in row[panel.x :]


@pytest.mark.parametrize("size", [(59, 24), (80, 19), (59, 19), (30, 8)])
async def test_too_small_a_window_says_so(size: tuple[int, int]) -> None:
    async with playing(setup(LONGEST, Role.CALLER), size=size) as person:
        told = " ".join(person.text.split())
        assert f"{size[0]} by {size[1]}" in told
        assert "60 by 20 are needed" in told
        assert "F2 leaves" in told
        assert "Tap the phone" not in told


async def test_resizing_keeps_everything() -> None:
    """In the middle of a call, over every size, too small ones too; the call goes on the same."""
    async with playing(setup(LONGEST, Role.CALLER, coached=True)) as person:
        await person.press("d")
        await person.choose("999")
        await person.until_stage(LineStage.RECORDING)
        await person.wait(500)
        before, text = list(person.log), person.text
        for width, height in (*SIZES, (59, 19), (20, 6), (200, 60), (80, 24)):
            await person.pilot.resize_terminal(width, height)
            await person.pilot.pause()
            assert list(person.log) == before
        assert person.text == text
        await person.press("5", "5")
        await person.until_stage(LineStage.WITH_CALL_HANDLER)


@pytest.mark.thorough
async def test_resizing_keeps_what_is_being_written() -> None:
    async with playing(setup(LONGEST, Role.CALLER)) as person:
        await person.press("d")
        await person.choose("999")
        await person.until_stage(LineStage.WITH_OPERATOR)
        await person.press("w")
        await person.choose("words")
        await person.type("please")
        for size in ((60, 20), (59, 19), (120, 40), (80, 24)):
            await person.pilot.resize_terminal(*size)
        await person.pilot.pause()
        assert "please" in person.window_text


@pytest.mark.parametrize("size", DAILY)
async def test_the_longest_lists_fit_into_their_windows(size: tuple[int, int]) -> None:
    """Nothing of a window lies outside the screen; how to choose and what was heard stand below."""
    async with playing(setup(LONGEST, Role.CALL_HANDLER), size=size) as person:
        await person.until_stage(LineStage.CONNECTING_POLICE)
        await person.press("a", "q")
        window = person.app.screen.query_one(".window").region
        assert person.app.screen.region.contains_region(window)
        assert "Escape: back" in " ".join(person.window_text.replace("│", " ").split())
        assert "Last: " in person.text
        assert BANNER in person.text
        assert not window.overlaps(person.app.screen.query_one(".heard").region)
        assert "Can you hear me?" in person.window_text
        await person.press("up")
        assert "Can you hear me?" not in person.window_text
