"""Looking back at a call: one's own view first, then what was seen, and what shows it."""

from textual.widgets import Input, OptionList

from simulator.core.terms import Role
from simulator.debrief.assess.debrief import OWN_VIEW
from simulator.debrief.render.outline import EARS
from simulator.tui.screens.debrief_screen import FIRST
from tests.tui.apps import IN_THE_ROOM, Person, leaves_from_everywhere, playing, setup


async def looked_back(person: Person, *, said: str = "") -> None:
    """End an unconfirmed call at once, as the operator, and look back at it."""
    await person.walk(3_000, "a", "e", "1")
    await person.until_ends()
    person.app.open_debrief(person.sitting)
    await person.settle()
    assert person.on_top == "OwnViewScreen"
    await person.type(said)
    await person.press("enter", "enter", "enter")
    assert person.on_top == "DebriefScreen"


def titles(person: Person) -> list[str]:
    return [str(option.prompt) for option in person.one("#sections", OptionList).options]


async def show(person: Person, title: str) -> str:
    sections = person.one("#sections", OptionList)
    sections.highlighted = next(n for n, each in enumerate(titles(person)) if title in each)
    await person.pilot.pause()
    return "\n".join(str(option.prompt) for option in person.one("#told", OptionList).options)


def operators(person: Person) -> list[str]:
    return [title for title in titles(person) if "operator" in title.lower()]


async def test_ones_own_view_comes_first_and_what_was_seen_names_moments_and_never_marks() -> None:
    """The facilitator's notes are shown when they are asked for."""
    async with playing(setup(IN_THE_ROOM, Role.OPERATOR)) as person:
        await looked_back(person, said="I was quick")
        assert titles(person)[:2] == [FIRST, "Your own view"]
        assert not person.one("#sections", OptionList).display, "the first page is alone"
        page = await show(person, FIRST)
        assert f'{OWN_VIEW[0]}: "I was quick"; the call: ' in " ".join(page.split())
        assert "The 999 operator ended the call at " in page
        assert "row " not in page
        await person.press("a")
        assert person.one("#sections", OptionList).display
        assert f"{OWN_VIEW[0]}: I was quick" in await show(person, "Your own view")
        await person.press("t")
        assert "Mark a moment" in person.text, "no moment is marked from which to try again"
        for notes in (False, True, False):
            assert ("For the facilitator" in titles(person)) is notes
            await person.press("f")
        seen = await show(person, operators(person)[0])
        assert " seen" in seen
        assert "%" not in seen
        assert "ends the call" in seen
        everything = " ".join([await show(person, title) for title in titles(person)])
        for word in ("failed", "score", "pass mark"):
            assert word not in everything.lower().replace("nobody is ever scored", "")
        await leaves_from_everywhere(person)


async def test_a_finding_leads_to_its_moment_and_that_back_into_the_call() -> None:
    async with playing(setup(IN_THE_ROOM, Role.OPERATOR)) as person:
        await looked_back(person)
        before = list(person.log)
        await show(person, operators(person)[0])
        told, sections = person.one("#told", OptionList), person.one("#sections", OptionList)
        rows = [str(option.prompt) for option in told.options]
        told.highlighted = next(n for n, row in enumerate(rows) if "ends the call" in row)
        told.focus()
        await person.press("enter")
        assert titles(person)[sections.highlighted or 0] == EARS
        marked = str(told.get_option_at_index(told.highlighted or 0).prompt)
        assert "ends the call" in marked
        assert told.has_focus
        await person.press("tab")
        assert sections.has_focus
        await person.press("tab", "end", "t")
        live = person.sitting.live
        assert live.paused
        assert list(live.log) == before[: len(live.log)]
        assert 0 < len(live.log) < len(before)


async def test_a_caller_sees_what_counted_when_and_nothing_else() -> None:
    async with playing(setup(IN_THE_ROOM, Role.CALLER), size=(60, 20)) as person:
        await person.walk("d", "enter", 3_000, "h")
        await person.until_ends()
        person.app.debrief(person.sitting, ())
        await person.settle()
        assert not operators(person)
        assert "The caller is never scored" in await show(person, "In the caller's seat")


async def test_what_is_written_before_leaving_at_once_is_kept_nowhere() -> None:
    async with playing(setup(IN_THE_ROOM, Role.OPERATOR)) as person:
        person.app.open_debrief(person.sitting)
        await person.settle()
        await person.type("something private")
        assert person.app.screen.query(Input).first().value == "something private"
        await person.pilot.press("f2")
        assert person.app.left_quickly
