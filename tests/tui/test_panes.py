"""Panes: zoom and jump; the user's own keys; the transcript for the clipboard; a neutral title."""

from __future__ import annotations

import pytest
from textual import events
from textual.app import App, ComposeResult

from simulator.core import acts as do
from simulator.core.terms import LineStage, Role
from simulator.seat.view.cards import AreaChart, Card, CardLine, ChartPoint
from simulator.tui.base.parameter_dialogs import TypedLine
from simulator.tui.call.area_pane import AreaPane
from simulator.tui.keymap import UnusableKey, keymap, names
from tests.tui.apps import IN_THE_ROOM, Person, playing, setup

HANDLER = Role.CALL_HANDLER


def titles(person: Person) -> list[str]:
    """Return the panes that can be read, by a word of each."""
    shown = person.text
    return [t for t in ("Ringing police", "Incident") if t in shown]


async def test_one_key_shows_a_pane_alone_and_all_again() -> None:
    """The safety line, the state of the line and the keys stay."""
    async with playing(setup(IN_THE_ROOM, HANDLER), size=(120, 30)) as person:
        await person.walk(LineStage.CONNECTING_POLICE)
        assert len(titles(person)) == 2
        await person.press("f10")
        assert titles(person) == ["Ringing police"]
        assert "All panes again: F10" in person.text
        for stays in ("cannot call 999", "RINGING", "Leave F2"):
            assert stays in person.text
        await person.press("alt+k")
        assert titles(person) == ["Incident"], "a jump takes the zoom along"
        await person.act("a")
        assert person.find(do.Answer), "the keys of acts work in every pane"
        await person.press("f10")
        assert len(titles(person)) == 2


async def test_a_jump_gives_a_pane_the_arrows() -> None:
    async with playing(setup(IN_THE_ROOM, HANDLER), size=(120, 40)) as person:
        await person.press("alt+a")
        assert person.call_screen.query_one("#seat").display, "the acts open above the line"
        await person.press("escape")
        for letter, inside in (("l", "#line"), ("k", ".cards")):
            await person.press(f"alt+{letter}")
            assert person.call_screen.query_one(inside).has_focus_within, inside
            await person.press("f10")
            assert person.call_screen.query_one(inside).has_class("-zoomed"), inside
            await person.press("f10")
        await person.press("alt+s", "f10")
        assert person.call_screen.query_one("CommandLine").has_focus_within
        assert person.call_screen.query_one("#line").has_class("-zoomed"), (
            "the line to type in is always there"
        )


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (160, 45)], ids=str)
async def test_one_key_shows_what_officers_know_at_every_size(size: tuple[int, int]) -> None:
    """At 80x24 it opens above the line, and goes with the same key; the captions stay."""
    async with playing(setup(IN_THE_ROOM, HANDLER), size=size) as person:
        await person.walk(LineStage.CONNECTING_POLICE, "a")
        await person.press("alt+o")
        assert "Officers know" in person.text
        assert "not said yet" in person.text
        assert "You answer" in person.text, "the captions stay"
        # A terminal sends the letter with it: it is a key, and no word.
        person.call_screen._forward_event(events.Key("alt+o", "o"))
        await person.settle()
        assert person.call_screen.query_one(TypedLine).value == ""
        if size[0] < 100:
            await person.press("alt+w")
            assert "Where" in person.text
            await person.press("alt+w")
            assert not person.call_screen.query_one("#peek").display


async def test_the_transcript_is_copied_and_the_user_is_reminded_where_it_is() -> None:
    async with playing(setup(IN_THE_ROOM, HANDLER)) as person:
        await person.walk(LineStage.CONNECTING_POLICE, "a", "ctrl+y")
        copied = person.app.clipboard.splitlines()
        assert any(line.endswith("You: [answers]") for line in copied)
        (notice,) = person.app._notifications
        assert notice.message.startswith(f"Copied: {len(copied)} lines.")
        assert "outside this program" in notice.message


async def test_the_title_of_the_window_says_nothing_of_a_call() -> None:
    async with playing(setup(IN_THE_ROOM, HANDLER)) as person:
        assert (person.app.title, person.app.sub_title) == ("Session", "")
        await person.press("f5")
        assert person.app.sub_title == "paused"
        await person.press("escape", "down", "down", "enter")
        assert person.app.sub_title == ""


async def test_the_users_keys_replace_ours_wherever_they_are_shown() -> None:
    keys = {"call.pause": "f12", "call_handler.answer_the_call": "y", "quick_exit": "alt+x"}
    async with playing(setup(IN_THE_ROOM, HANDLER), size=(120, 100)) as person:
        person.app.adapt("dark", keymap(keys))
        del person.call_screen.act_keys
        await person.walk(LineStage.CONNECTING_POLICE)
        await person.open_acts()
        assert "y Answer the call" in person.text
        await person.press("escape")
        await person.press("f5")
        assert not person.sitting.live.pace.paused
        await person.press("f12")
        assert person.sitting.live.pace.paused
        await person.act("y")
        assert person.find(do.Answer)
        await person.press("f1")
        assert "F12       Pause" in person.window_text
        person.app.stays = True
        await person.press("f2", "ctrl+c", "alt+x", "ctrl+l")
        assert person.app.exits == 4, "the quick exit keeps its keys"


@pytest.mark.parametrize(
    ("keys", "says", "fix"),
    [
        ({"call.paws": "x"}, "no key has the name call.paws", "did you mean call.pause?"),
        ({"call.pause": "pagup"}, "there is no key pagup", "pageup"),
        ({"call.pause": "ctrl+l"}, "ctrl+l leaves at once", "use another key"),
        ({"quick_exit": "q"}, "q would leave in the middle of typing", "use a function key"),
        ({"call.pause": "x", "call.retry": "x"}, "x is also call", "give one of them"),
        ({"operator.answer_the_call": "p"}, "p is also operator.connect", "give one of them"),
    ],
)
def test_a_key_that_cannot_be_had_is_refused(keys: dict[str, str], says: str, fix: str) -> None:
    with pytest.raises(UnusableKey) as refused:
        keymap(keys)
    assert says in refused.value.message
    assert fix in refused.value.hint


def test_a_letter_for_a_key_of_every_call_leaves_the_usual_key_at_a_desk() -> None:
    """There a letter is a part of a word, so the call could not be paused any more."""
    assert keymap({"call.pause": "i"}) == {"call.pause": "f5,space,i"}
    assert keymap({"call.pause": "f12"}) == {"call.pause": "f12"}


def test_keys_can_change_places() -> None:
    assert {"quick_exit", "help", "call.seat", "menu.begin", "caller.press_5"} <= names()
    swapped = {"operator.answer_the_call": "p", "operator.connect_to_police": "a"}
    assert keymap(swapped) == swapped


async def test_behind_a_window_the_call_goes_on_in_dimmed_colours() -> None:
    async with playing(setup(IN_THE_ROOM, HANDLER), size=(120, 40)) as person:
        await person.walk(LineStage.CONNECTING_POLICE, "f1")
        before = person.shown
        assert "RINGING" in person.text
        await person.walk(2_000)
        assert person.shown[1:4] != before[1:4], "the clock goes on"


UNITS = (ChartPoint("Kilo 21", 300, 400, comes=True), ChartPoint("Kilo 24", -900, 0, comes=False))


def where(*points: ChartPoint) -> Card:
    """The card of a place that is good to 250 m, with units around it."""
    lines = (CardLine("about 0.5 km away", "Kilo 21"),)
    return Card("where", "Where", lines, chart=AreaChart(1_000, 250, points))


class ShowsArea(App[None]):
    """An app with the area pane alone."""

    def __init__(self, card: Card, *, short: bool = False) -> None:
        super().__init__()
        self._card, self._short = card, short

    def compose(self) -> ComposeResult:
        yield AreaPane("where")

    def on_mount(self) -> None:
        self.screen.set_class(self._short, "-short")
        self.query_one(AreaPane).show_card(self._card)


async def drawn(card: Card, width: int, *, short: bool = False) -> list[str]:
    """Return the rows of the area pane in a width."""
    async with ShowsArea(card, short=short).run_test() as pilot:
        pane = pilot.app.query_one(AreaPane)
        return pane.drawn(card, width).plain.split("\n")


@pytest.mark.parametrize("width", [44, 60])
async def test_drawn_units_say_that_their_directions_are_made_up(width: int) -> None:
    """A list says how far a unit is; whoever looks at a drawing would take the rest for known."""
    rows = await drawn(where(*UNITS), width)
    shown = "\n".join(rows)
    assert "\N{BLACK SQUARE} 21" in shown
    assert "\N{WHITE SQUARE} 24" in shown
    said = " ".join(row.strip() for row in rows)
    assert "How far is as listed; directions are made up." in said
    below = next(n for n, row in enumerate(rows) if row.startswith("How far"))
    braille = [n for n, row in enumerate(rows) if any("\u2801" <= c <= "\u28ff" for c in row)]
    assert max(braille) < below, "it is under the drawing"
    assert max(map(len, rows)) <= width


async def test_without_units_or_without_a_drawing_no_directions_are_made_up() -> None:
    assert "directions" not in "\n".join(await drawn(where(), 44))
    small = "\n".join(await drawn(where(*UNITS), 44, short=True))
    assert "directions" not in small
    assert "about 0.5 km away" in small, "the words stay"
