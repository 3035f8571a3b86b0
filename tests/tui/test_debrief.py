"""Looking back at a call: one's own view first, then what was seen, and what shows it."""

from __future__ import annotations

import pytest
from textual.widgets import Input, OptionList

from simulator.core.terms import Role
from simulator.debrief.assess.debrief import OWN_VIEW
from simulator.debrief.render.outline import EARS
from simulator.session.run.live import Live
from simulator.tui.screens.debrief import DebriefScreen, OwnViewScreen
from tests.tui.apps import Person, playing, setup

IN_THE_ROOM = "partner-in-the-room"


async def looked_back(person: Person, *, said: str = "") -> None:
    """The operator ends an unconfirmed call at once, and looks back at it."""
    await person.wait(3_000)
    await person.press("a")
    await person.press("e", "1")
    await person.until_ends()
    person.app.look_back(person.sitting)
    await person.pilot.pause()
    assert isinstance(person.app.screen, OwnViewScreen)
    if said:
        await person.type(said)
    await person.pilot.press("enter", "enter", "enter")
    await person.pilot.pause()
    await person.pilot.pause()
    assert isinstance(person.app.screen, DebriefScreen)


def titles(person: Person) -> list[str]:
    sections = person.app.screen.query_one("#sections", OptionList)
    return [str(sections.get_option_at_index(n).prompt) for n in range(sections.option_count)]


async def show(person: Person, title: str) -> str:
    """What stands in a section."""
    sections = person.app.screen.query_one("#sections", OptionList)
    sections.highlighted = next(n for n, each in enumerate(titles(person)) if title in each)
    await person.pilot.pause()
    told = person.app.screen.query_one("#told", OptionList)
    return "\n".join(str(told.get_option_at_index(n).prompt) for n in range(told.option_count))


async def test_ones_own_view_comes_first_and_notes_are_shown_when_asked_for() -> None:
    async with playing(setup(IN_THE_ROOM, Role.OPERATOR)) as person:
        await looked_back(person, said="I was quick")
        assert titles(person)[0] == "Your own view first"
        told = await show(person, "Your own view first")
        assert f"{OWN_VIEW[0]}: I was quick" in told
        await person.press("t")
        assert "Mark a moment" in person.text, "no moment is marked from which to try again"
        assert "For the facilitator" not in titles(person)
        await person.press("f")
        assert "For the facilitator" in titles(person)
        await person.press("f")
        assert "For the facilitator" not in titles(person)


async def test_what_was_seen_names_moments_and_never_marks() -> None:
    async with playing(setup(IN_THE_ROOM, Role.OPERATOR)) as person:
        await looked_back(person)
        part = next(title for title in titles(person) if "operator" in title.lower())
        told = await show(person, part)
        assert " seen" in told
        assert "%" not in told
        assert "ends the call" in told
        everything = " ".join([await show(person, title) for title in titles(person)])
        for word in ("failed", "score", "pass mark"):
            assert word not in everything.lower().replace("nobody is ever scored", "")


async def test_a_finding_leads_to_its_moment_and_that_back_into_the_call() -> None:
    async with playing(setup(IN_THE_ROOM, Role.OPERATOR)) as person:
        await looked_back(person)
        before = list(person.log)
        part = next(title for title in titles(person) if "operator" in title.lower())
        await show(person, part)
        told = person.app.screen.query_one("#told", OptionList)
        shown = [str(option.prompt) for option in told.options]
        told.highlighted = next(n for n, line in enumerate(shown) if "ends the call" in line)
        told.focus()
        await person.press("enter")
        sections = person.app.screen.query_one("#sections", OptionList)
        assert titles(person)[sections.highlighted or 0] == EARS
        marked = str(told.get_option_at_index(told.highlighted or 0).prompt)
        assert "ends the call" in marked
        assert told.has_focus
        await person.press("tab")
        assert sections.has_focus
        await person.press("tab", "end", "t")
        live: Live = person.sitting.live
        assert live.paused
        assert list(live.log) == before[: len(live.log)]
        assert 0 < len(live.log) < len(before)


async def test_a_caller_is_told_what_counted_when_and_nothing_else() -> None:
    async with playing(setup(IN_THE_ROOM, Role.CALLER)) as person:
        await person.press("d")
        await person.pilot.press("enter")
        await person.pilot.pause()
        await person.wait(3_000)
        await person.press("h")
        await person.until_ends()
        person.app.debrief(person.sitting, ())
        await person.pilot.pause()
        await person.pilot.pause()
        assert not [title for title in titles(person) if "operator" in title.lower()]
        told = await show(person, "In the caller's seat")
        assert "Nobody is ever scored as a caller" in told


@pytest.mark.parametrize("size", [(80, 24), pytest.param((60, 20), marks=pytest.mark.thorough)])
async def test_it_leaves_at_once_from_wherever_one_looks(size: tuple[int, int]) -> None:
    async with playing(setup(IN_THE_ROOM, Role.OPERATOR), size=size) as person:
        await looked_back(person)
        await person.pilot.press("tab", "f2")
        assert person.app.left_quickly
        assert person.app.return_code == 0


async def test_what_is_written_before_leaving_at_once_is_kept_nowhere() -> None:
    async with playing(setup(IN_THE_ROOM, Role.OPERATOR)) as person:
        person.app.look_back(person.sitting)
        await person.pilot.pause()
        await person.type("something private")
        assert person.app.screen.query(Input).first().value == "something private"
        await person.pilot.press("f2")
        assert person.app.left_quickly
