"""A demonstration: nobody has a seat, and everything that happens is shown."""

from __future__ import annotations

from simulator.core import acts as do
from simulator.core.terms import LineStage
from simulator.seat.view.captions import caption
from simulator.session.run.headless import run
from simulator.tui.call.seats import DemonstrationScreen
from simulator.tui.widgets.text import told
from tests.tui.apps import playing, setup

IN_THE_ROOM = "partner-in-the-room"


async def test_everything_is_shown_in_its_order() -> None:
    """Each entry that has a caption, row by row of the flow and key by key."""
    of = setup(IN_THE_ROOM)
    async with playing(of, size=(160, 300)) as person:
        assert isinstance(person.call_screen, DemonstrationScreen)
        await person.until_ends()
        captions = [caption(entry, None, of.profile) for entry in person.log]
        # A long line goes on below; its beginning is enough to find it.
        wanted = [told(line).plain[:60].rstrip() for line in captions if line is not None]
        rows = iter(person.shown)
        for beginning in wanted:
            assert any(row.startswith(beginning) for row in rows), beginning
        assert "presses 5" in person.text
        assert "(row " in person.text


async def test_it_is_the_call_that_nobody_touches() -> None:
    of = setup(IN_THE_ROOM)
    async with playing(of) as person:
        await person.press("1", "5", "d", "enter", "a", "h")
        await person.until_ends()
        assert list(person.log) == list(run(of.scenario, of.profile, of.force, of.seed).log)
        await person.press("enter")
        assert person.app.finished == [person.sitting]


async def test_the_captions_have_the_whole_width() -> None:
    async with playing(setup(IN_THE_ROOM)) as person:
        await person.until_stage(LineStage.WITH_CALL_HANDLER)
        assert person.call_screen.query_one("#captions").size.width == person.app.size.width
        assert "A demonstration" in person.text
        assert "coached" not in person.text
        assert "assessed" not in person.text
        assert person.find(do.Press)
