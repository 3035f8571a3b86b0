"""Small and large windows, with the longest texts that are shipped."""

from itertools import combinations

import pytest

from simulator.core.terms import LineKind, LineStage, Role
from simulator.tui.call.act_panel import ActPanel
from simulator.tui.call.captions import Captions
from simulator.tui.call.command_line import CommandLine
from tests.session.sitting import SHIPPED
from tests.tui.apps import SIZES, Person, playing, setup

ROLES = (Role.CALLER, Role.OPERATOR, Role.CALL_HANDLER)
MOST_PAGES = 24
SAFETY = "This cannot call 999. If this is real, call 999."


def longest() -> str:
    """Return the scenario with the longest places, for every seat, all the way to police."""

    def words(name: str) -> int:
        found = SHIPPED[name].calls_in_order[0].location
        return max((len(fix.place) for fix in (found.eisec, found.aml) if fix), default=0)

    mobile = (n for n, of in SHIPPED.items() if of.answers and of.line is LineKind.MOBILE)
    return max((n for n in mobile if set(ROLES) <= set(SHIPPED[n].seats)), key=words)


LONGEST = longest()


def nothing_overlaps(person: Person) -> None:
    """Check that the parts of the screen are side by side and below each other, on the screen."""
    names = "#status, #brief, #line, #seat, .cards, #phone, CommandLine, #remark, KeyLine, Banner"
    found = [widget for widget in person.call_screen.query(names) if widget.display]
    for panel in found:
        assert panel.region.area > 0, panel
        assert person.call_screen.region.contains_region(panel.region), panel
    for one, other in combinations(found, 2):
        assert not one.region.overlaps(other.region), (one, other)
    assert person.call_screen.query_one("#line").region.width >= 40
    assert person.call_screen.query_one("#captions").region.height >= 4
    shown = person.shown
    assert SAFETY in shown[0]
    assert "Leave F2" in shown[0]
    assert "Esc " in shown[-1]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("role", [*ROLES, None])
async def test_nothing_lies_over_anything_else_and_every_act_and_card_is_reached(
    role: Role | None, size: tuple[int, int]
) -> None:
    """Acts open above the line; Tab shows every card, and after the last the first again."""
    async with playing(setup(LONGEST, *([role] if role else []), coached=True), size) as person:
        if role is None:
            await person.wait(20_000)
            nothing_overlaps(person)
            return
        if role is Role.CALLER:
            await person.dial(LineStage.RECORDING)
        nothing_overlaps(person)
        await person.open_acts()
        panel = person.call_screen.query_one(ActPanel)
        labels = {
            act.label
            for act in person.sitting.available_acts(role)
            if act.kind != "press" and (role is not Role.CALLER or not act.disabled_reason)
        }
        drawn = str(panel.shown).replace("\N{HORIZONTAL ELLIPSIS}", "")
        assert not [label for label in labels if label[:10] not in drawn]
        nothing_overlaps(person)
        await person.press(*["escape"] * person.call_screen.at_desk)
        cards = {card.title.partition(" ")[0] for card in person.sitting.cards(role)}
        seen: set[str] = set()
        for _ in range(MOST_PAGES if role is not Role.CALLER else 0):
            seen |= {title for title in cards if title in person.text}
            await person.press("tab")
            nothing_overlaps(person)
        assert role is Role.CALLER or seen == cards


@pytest.mark.parametrize("size", SIZES)
async def test_the_longest_list_can_be_read_to_its_end(size: tuple[int, int]) -> None:
    """It is asked in the line: nothing of it is outside the screen, or over what was heard."""
    async with playing(setup(LONGEST, Role.CALL_HANDLER), size) as person:
        await person.walk(LineStage.CONNECTING_POLICE, "a", "q")
        line = person.call_screen.query_one(CommandLine).region
        assert person.app.screen.region.contains_region(line)
        captions = person.call_screen.query_one(Captions)
        assert not line.overlaps(captions.region)
        assert captions.size.height
        assert SAFETY in person.text
        assert "Can you hear me?" in person.window_text
        await person.press("up")
        assert "Can you hear me?" not in person.window_text


async def test_resizing_keeps_everything_and_too_small_a_window_says_so() -> None:
    """In the middle of a call, over every size; the call goes on the same."""
    async with playing(setup(LONGEST, Role.CALLER, coached=True)) as person:
        await person.dial(LineStage.RECORDING)
        await person.wait(500)
        before, text = list(person.log), person.text
        for width, height in (
            (60, 20), (160, 45), (59, 24), (80, 19), (59, 19), (30, 8), (200, 60), (80, 24)
        ):  # fmt: skip
            await person.pilot.resize_terminal(width, height)
            await person.pilot.pause()
            assert list(person.log) == before
            shown = person.flowing
            if width < 60 or height < 20:
                assert "Around you" not in shown
                for needed in (f"{width} by {height}", "60 by 20 are needed", "F2 leaves"):
                    assert needed in shown
        assert person.text == text
        await person.walk("5", "5", LineStage.WITH_CALL_HANDLER)
        await person.press("w")
        await person.type("please")
        for size in ((60, 20), (59, 19), (120, 40), (80, 24)):
            await person.pilot.resize_terminal(*size)
        await person.settle()
        assert "please" in person.text
