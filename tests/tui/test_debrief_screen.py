"""Looking back at a call: one's own view first, then what was seen, and what shows it."""

import re
from dataclasses import replace

from textual.widgets import Input, OptionList

from simulator.core import acts as do
from simulator.core.terms import Role
from simulator.debrief.assess.debrief import OWN_VIEW
from simulator.debrief.render.outline import EARS
from simulator.tui.screens.debrief_screen import DebriefScreen
from tests.tui.apps import IN_THE_ROOM, SURE, Person, leaves_from_everywhere, playing, setup


async def looked_back(person: Person, *, said: str = "") -> None:
    """End an unconfirmed call at once, as the operator, and look back at it."""
    await person.walk(3_000, "a", "e", "1", *SURE)
    await person.until_ends()
    person.app.open_debrief(person.sitting)
    await person.settle()
    assert person.on_top == "OwnViewScreen"
    await person.type(said)
    await person.press("enter", "enter", "enter")
    assert person.on_top == "DebriefScreen"


def rows(person: Person) -> list[str]:
    return [str(option.prompt) for option in person.one("#told", OptionList).options]


async def mark(person: Person, words: str) -> None:
    """Mark the first row with these words."""
    told = person.one("#told", OptionList)
    told.highlighted = next(n for n, row in enumerate(rows(person)) if words in row)
    told.focus()
    await person.pilot.pause()


def marked(person: Person) -> str:
    return rows(person)[person.one("#told", OptionList).highlighted or 0]


async def test_the_first_page_is_alone_and_everything_else_comes_on_a_key() -> None:
    """Nothing is a mark."""
    async with playing(setup(IN_THE_ROOM, Role.OPERATOR)) as person:
        await looked_back(person, said="I was quick")
        page = " ".join(" ".join(rows(person)).split())
        assert page.startswith(f'Your own view {OWN_VIEW[0]} "I was quick"; the call: ')
        assert "How it ended You ended the call at " in page
        assert "row " not in page
        assert EARS not in rows(person)
        await person.press("t")
        assert "Mark a moment" in person.text, "no moment is marked from which to try again"
        await person.press("a")
        assert f"{OWN_VIEW[0]} I was quick" in rows(person)
        assert EARS in rows(person)
        assert any(row.startswith("The 999 operator: seen, ") for row in rows(person))
        everything = " ".join(" ".join(rows(person)).lower().split())
        everything = everything.replace("nobody is ever scored", "")
        # How well a criterion did in made-up calls is said of it, and not of the trainee.
        everything = re.sub(r"\d+ % (?=\(\d+ of \d+\))", "", everything)
        for word in ("failed", "score", "pass mark", "%"):
            assert word not in everything
        await person.press("a")
        assert EARS not in rows(person)
        await leaves_from_everywhere(person)


async def test_a_pause_is_looked_back_at_as_in_the_lines_and_pages() -> None:
    """A trainee who held an assessed call reads there that no act counted then."""
    async with playing(replace(setup(IN_THE_ROOM, Role.OPERATOR), coached=False)) as person:
        await person.walk(3_000, "f5")
        await person.wait(60_000)
        await person.walk("f5", "a", "e", "1", *SURE)
        await person.until_ends()
        person.app.replace_all(DebriefScreen(person.sitting))
        await person.settle()
        assert "The call was paused" in " ".join(" ".join(rows(person)).split())
        assert "No act counted then." in " ".join(" ".join(rows(person)).split())


async def test_a_finding_leads_to_its_moment_and_that_back_into_the_call() -> None:
    async with playing(setup(IN_THE_ROOM, Role.OPERATOR)) as person:
        await looked_back(person)
        before = list(person.log)
        await mark(person, "You ended a call")
        await person.press("enter")
        assert rows(person).index(marked(person)) > rows(person).index(EARS)
        assert "ends the call" in marked(person)
        await person.press("t")
        live = person.sitting.live
        assert live.pace.paused
        assert list(live.log) == before[: len(live.log)]
        assert 0 < len(live.log) < len(before)


async def test_a_turning_point_opens_the_call_just_before_it() -> None:
    async with playing(setup(IN_THE_ROOM, Role.OPERATOR)) as person:
        await looked_back(person)
        before = list(person.log)
        ended = next(e for e in before if isinstance(e.body, do.EndCall))
        await person.press("a")
        await mark(person, "the last moment for a better end")
        await person.press("t")
        assert list(person.sitting.live.log) == [e for e in before if e.at < ended.at]


async def test_a_caller_sees_what_counted_when_and_nothing_else() -> None:
    async with playing(setup(IN_THE_ROOM, Role.CALLER), size=(60, 20)) as person:
        await person.walk("d", "enter", 3_000, "h", *SURE)
        await person.until_ends()
        person.app.replace_all(DebriefScreen(person.sitting))
        await person.settle()
        page = " ".join(rows(person))
        assert "The caller is never judged" in page
        assert "Next time" not in page
        await person.press("a")
        assert "The caller is never scored" in " ".join(rows(person)).replace("\n", " ")
        assert not any(row.startswith("The 999 operator: ") for row in rows(person))


async def test_what_is_written_before_leaving_at_once_is_kept_nowhere() -> None:
    async with playing(setup(IN_THE_ROOM, Role.OPERATOR)) as person:
        person.app.open_debrief(person.sitting)
        await person.settle()
        await person.type("something private")
        assert person.app.screen.query(Input).first().value == "something private"
        await person.pilot.press("f2")
        assert person.app.left_quickly


async def test_the_end_says_so_lines_are_copied_and_tab_goes_through_the_sections() -> None:
    async with playing(setup(IN_THE_ROOM, Role.OPERATOR)) as person:
        await looked_back(person)
        await person.press(*["pagedown"] * 4)
        assert "This is all of it." in person.text
        await person.press("ctrl+y")
        assert person.app.clipboard.splitlines()[0] == rows(person)[0]
        await person.press("a", "tab")
        first = marked(person)
        await person.press("tab")
        assert marked(person) != first
