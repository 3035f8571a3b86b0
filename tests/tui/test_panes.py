"""Panes: zoom and jump; the user's own keys; the transcript for the clipboard; a neutral title."""

from __future__ import annotations

import pytest
from textual import events

from simulator.core import acts as do
from simulator.core.terms import LineStage, Role
from simulator.tui.base.parameter_dialogs import TypedLine
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
