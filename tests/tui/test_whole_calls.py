"""A whole call in each desk: with the mouse alone, and with the command line alone.

Those with keys alone are in `test_screens_by_seat`.
"""

from __future__ import annotations

import pytest

from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.terms import Intent, LineStage, Outcome, Role
from tests.daily import these_a_day
from tests.tui.apps import IN_THE_ROOM, SURE, Person, playing, setup

CALLER, OPERATOR, HANDLER = Role.CALLER, Role.OPERATOR, Role.CALL_HANDLER
Step = str | Millis | LineStage | Intent
YES = "(yes)"
"""That an act is meant which can't be undone."""
LARGE = (160, 60)
"""All acts of a seat are on the screen at once."""

BY_MOUSE: dict[Role, tuple[Step, ...]] = {
    CALLER: (
        "Dial 999 or 112", "│ 999", Intent.RECORDING_ASKS_FOR_55, 2_000, "     5     ", "[5]",
        LineStage.WITH_CALL_HANDLER, 30_000, "Tap the phone", 30_000, "Hang up", "Yes, hang up",
        2_000, "Enter: skip to the next ring",
    ),
    OPERATOR: (
        LineStage.DIALLED, "Enter: answer", "Which service?", 8_000, "Connect to police",
        "Doubt remains", "Yes, connect to police", LineStage.WITH_CALL_HANDLER, "Hand over",
        "Background noise", "Enter again: done", 12_000, "Leave the call", "Yes, leave the call",
    ),
    HANDLER: (
        "Enter: skip to your ring", "Enter: answer", 12_000, "Police here", 8_000,
        "Name ways to answer", "[ ] Tap", "[ ] Cough", "Enter again: done", 9_000,
        "Set a yes/no code", "1 Tap once", 9_000, "Grade the response", "1 Emergency",
        "Doubt remains", "Send officers", "Doubt remains", 2_000, "Close the incident",
        "Officers dealing with it", "Yes, close the incident", "End the call",
        "No response", "Yes, end the call",
    ),
}  # fmt: skip
BY_LINE: dict[Role, tuple[Step, ...]] = {
    CALLER: (
        "/dial 999", Intent.RECORDING_ASKS_FOR_55, 2_000, "55", "", LineStage.WITH_CALL_HANDLER,
        30_000, "/tap", 30_000, "/hang", YES, 2_000, "",
    ),
    OPERATOR: (
        LineStage.DIALLED, "/answer", "/which service", 8_000, "/connect police doubt", YES,
        LineStage.WITH_CALL_HANDLER, "/hand", 12_000, "/leave", YES,
    ),
    HANDLER: (
        "", "", 12_000, "/police", 8_000, "/name tap key", 9_000, "/set code tap",
        9_000, "?alone", 9_000, "#t steps on the stairs", "/grade emergency doubt", "/send doubt",
        2_000, "/close officers dealing", YES, "/end officers", YES,
    ),
}  # fmt: skip


async def point_at(person: Person, text: str) -> None:
    """Click where a text is on the screen."""
    windows = [*person.app.screen.query(".window")]
    region = windows[0].region if windows else person.app.screen.region
    rows = enumerate(person.shown[region.y : region.bottom], region.y)
    if not windows and person.call_screen.at_desk and text not in person.text:
        await point_at(person, "/ Acts")
        rows = enumerate(person.shown)
    places = [(row.index(text) + len(text) // 2, y) for y, row in rows if text in row]
    assert places, f"{text!r} is not there\n{person.text}"
    await person.pilot.click(offset=places[0])
    await person.settle()


async def enter(person: Person, line: str) -> None:
    """Type a line and enter it; the keyboard stays in the line."""
    if line == YES:
        await person.press(*SURE)
        return
    if person.app.focused is None and not line.startswith("/"):
        await person.press("enter")
    await person.type(line)
    await person.press("enter")


def same_call(person: Person, role: Role) -> None:
    """Check what each way has in common."""
    own = person.did(role)
    if role is CALLER:
        assert [body for body in own if isinstance(body, do.Press)] == [do.Press("5")] * 2
        assert LineStage.WITH_CALL_HANDLER in person.stages
    elif role is OPERATOR:
        assert [type(body) for body in own if not isinstance(body, do.Finish)][:1] == [do.Answer]
        assert person.find(do.HandOver)
    else:
        assert person.find(do.OfferWays)
        assert person.find(do.Deploy)
        assert person.sitting.live.outcome is Outcome.DEPLOYED


@pytest.mark.parametrize("role", these_a_day(BY_MOUSE, HANDLER))
async def test_by_mouse_alone(role: Role) -> None:
    async with playing(setup(IN_THE_ROOM, role), size=LARGE) as person:
        for step in BY_MOUSE[role]:
            await (point_at(person, step) if type(step) is str else person.walk(step))
        if role is not OPERATOR:
            await person.until_ends()
        await point_at(person, "Enter: how it ended")
        assert person.app.finished == [person.sitting]
        same_call(person, role)


@pytest.mark.parametrize("role", these_a_day(BY_LINE, HANDLER))
async def test_by_the_command_line_alone(role: Role) -> None:
    async with playing(setup(IN_THE_ROOM, role)) as person:
        for step in BY_LINE[role]:
            await (enter(person, step) if type(step) is str else person.walk(step))
        if role is not OPERATOR:
            await person.until_ends()
        await person.press("enter")
        assert person.app.finished == [person.sitting]
        same_call(person, role)
