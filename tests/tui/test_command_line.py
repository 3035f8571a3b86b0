"""Words typed on the screens: what was understood is shown before it counts, by keys alone."""

import pytest
from textual import events
from textual.widgets import Input

from simulator.core import acts as do
from simulator.core.terms import Intent, LineStage, Role, Topic, YesMeans
from simulator.tui.call.command_line import CommandLine
from tests.tui.apps import IN_THE_ROOM, Person, playing, setup

CALLER, OPERATOR, HANDLER = Role.CALLER, Role.OPERATOR, Role.CALL_HANDLER
NONSENSE = "purple monkeys dance"


def said(person: Person, role: Role) -> list[do.Action]:
    """What a role said, in its order."""
    return [body for body in person.did(role) if isinstance(body, do.Speech)]


async def test_what_was_understood_is_shown_and_enter_says_it() -> None:
    """At a desk the line has the keyboard, and keeps it."""
    async with playing(setup(IN_THE_ROOM, HANDLER)) as person:
        await person.walk(LineStage.CONNECTING_POLICE, "a")
        await person.type("can anyone hear you?")
        assert person.says("#reading").startswith("Enter (Tab: ")
        assert "Understood as: asks" in person.says("#reading")
        assert said(person, HANDLER) == [], "nothing counts before it is confirmed"
        await person.press("enter")
        assert said(person, HANDLER) == [
            do.Ask(
                (Topic.ALONE_TO_TALK,), words="can anyone hear you?", yes_means=(YesMeans.NOT_SO,)
            )
        ]
        await person.type("are you")
        assert person.call_screen.query_one(Input).value == "are you"


async def test_letters_come_first_and_nothing_is_done_by_what_a_shorter_line_meant(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A line is read when the keys pause, or at Enter, Tab and arrows: never an older line."""
    monkeypatch.setattr(CommandLine, "pause", 3_600.0)
    async with playing(setup(IN_THE_ROOM, HANDLER)) as person:
        await person.walk(LineStage.CONNECTING_POLICE, "a")
        line = person.call_screen.query_one(CommandLine)
        for letter in "are you ":
            await person.type(letter)
        assert person.call_screen.query_one(Input).value == "are you "
        assert not person.call_screen.query_one("#readings").display, "not read yet"
        await person.press("down", "up")
        assert line.typed == "are you "
        assert person.call_screen.query_one("#readings").display
        await person.type("hurt?")
        await person.press("enter")
        (asked,) = said(person, HANDLER)
        assert isinstance(asked, do.Ask)
        assert (asked.about, asked.words) == ((Topic.INJURED,), "are you hurt?")
        await person.type("/")
        assert person.call_screen.query_one("#offers").display, "a sign opens its list at once"


async def test_tab_goes_through_the_other_purposes_and_back() -> None:
    async with playing(setup(IN_THE_ROOM, HANDLER)) as person:
        await person.walk(LineStage.CONNECTING_POLICE, "a")
        await person.type("are you hurt")
        first = person.says("#reading")
        await person.press("tab")
        assert 'asks "Are you in danger now?"' in person.says("#reading")
        others = int(first.partition("Tab: ")[2].partition(" ")[0])
        await person.press(*["tab"] * others)
        assert person.says("#reading") == first
        await person.press("tab", "enter")
        assert said(person, HANDLER) == [do.Ask((Topic.IN_DANGER,), words="are you hurt")]


async def test_what_is_not_understood_is_said_as_words_only_once_the_desk_is_sure() -> None:
    """An operator's words that speak to nobody are asked back: they may be for police."""
    async with playing(setup(IN_THE_ROOM, OPERATOR)) as person:
        await person.walk(LineStage.DIALLED, "a")
        await person.type(NONSENSE)
        assert "Not understood. Nothing is guessed" in person.says("#reading")
        await person.press("enter")
        assert said(person, OPERATOR) == []
        await person.type("yes")
        await person.press("enter")
        assert said(person, OPERATOR) == [do.Say(Intent.OWN_WORDS, NONSENSE)]


async def test_escape_says_nothing_and_an_empty_line_without_a_list_asks_for_words() -> None:
    async with playing(setup(IN_THE_ROOM, OPERATOR)) as person:
        await person.walk(LineStage.DIALLED, "a", "9", "enter")
        assert person.remark == "Write the words, then Enter."
        await person.type("which service")
        await person.press("escape")
        assert said(person, OPERATOR) == []


async def test_enter_alone_lists_what_is_ready_made() -> None:
    async with playing(setup("waiting-for-help", CALLER)) as person:
        await person.dial(LineStage.WITH_OPERATOR)
        await person.walk("w", "enter")
        assert "Asks for police" in person.window_text
        await person.walk("=asks for police")
        (said_,) = said(person, CALLER)
        assert isinstance(said_, do.Say)
        assert (said_.intent, said_.words) == (Intent.WANTS_POLICE, "Police.")


@pytest.mark.parametrize("focus", ["", "alt+k", "alt+l"])
async def test_all_lines_that_are_pasted_come_into_the_line_wherever_the_keyboard_is(
    focus: str,
) -> None:
    async with playing(setup(IN_THE_ROOM, HANDLER), size=(120, 40)) as person:
        await person.walk(LineStage.CONNECTING_POLICE, "a", *([focus] if focus else []))
        await person.type("so ")
        if focus:
            await person.press(focus)
        person.app.screen.post_message(events.Paste("can anyone\nhear you?\nTap once."))
        await person.settle()
        assert said(person, HANDLER) == [], "nothing is said before Enter"
        await person.walk("enter", 10_000)
        words = " ".join(getattr(each, "words", "") for each in said(person, HANDLER))
        assert words == "so can anyone hear you? Tap once."


async def test_what_is_pasted_has_no_invisible_characters() -> None:
    async with playing(setup(IN_THE_ROOM, HANDLER)) as person:
        await person.walk(LineStage.CONNECTING_POLICE, "a")
        person.app.screen.post_message(events.Paste("can anyone \x1b[2J\u202ehear you?"))
        await person.settle()
        await person.press("enter")
        (asked,) = said(person, HANDLER)
        assert getattr(asked, "words", "") == "can anyone [2Jhear you?"


async def test_words_that_find_no_option_are_read_as_a_line_and_nothing_is_done_by_that() -> None:
    """Who goes on typing what they mean to do next was held in a list while the call went on."""
    async with playing(setup(IN_THE_ROOM, HANDLER)) as person:
        await person.walk(LineStage.CONNECTING_POLICE, "enter", 5_000)
        await person.type("/l")
        await person.press("enter")
        assert person.asked is not None
        await person.type("zebra")
        await person.press("enter")
        assert person.asked is not None, "letters stay, to be corrected"
        await person.press(*["backspace"] * 5)
        await person.type("grade it emergency")
        shown = " ".join(person.text.replace("\N{FULL BLOCK}", " ").split())
        assert "Enter: read them as a line. Esc goes back." in shown
        before = person.did(HANDLER)
        await person.press("enter")
        assert person.asked is None
        assert person.call_screen.query_one(Input).value == "grade it emergency"
        assert "Grade the response: Emergency" in person.text
        assert person.did(HANDLER) == before, "a second Enter does it"
