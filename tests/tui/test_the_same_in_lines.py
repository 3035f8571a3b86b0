"""The screens and `--plain` offer the same: acts, proposals for a line, steps of the lesson."""

from __future__ import annotations

import io

import pytest

from simulator.core.terms import LineStage, Role
from simulator.plain.call.turns import TurnLoop
from simulator.plain.conversation import Conversation, UserLeft
from simulator.seat.readings import read_line
from simulator.session.clock import ManualClock
from simulator.tui.call.command_line import CommandLine
from tests.daily import these_a_day
from tests.plain.lines import typed
from tests.tui.apps import IN_THE_ROOM, Person, playing, setup

CALLER, OPERATOR, HANDLER = Role.CALLER, Role.OPERATOR, Role.CALL_HANDLER
WHERE = {
    CALLER: ("d", "=999", LineStage.WITH_OPERATOR),
    OPERATOR: (LineStage.DIALLED, "a"),
    HANDLER: (LineStage.CONNECTING_POLICE, "a"),
}
LINES = (
    "can you tap the phone", "zzz zzz", "/", "/end", "/say", "/zzz", "?", "?alone", "#a door",
    "#t upstairs", "#",
)  # fmt: skip


def in_lines(person: Person, *lines: str) -> list[str]:
    """Return what the lines say to some entries, in the very call that the screen shows."""
    out = io.StringIO()
    turns = TurnLoop(Conversation(typed(lines, out), out), person.sitting, ManualClock())
    with pytest.raises(UserLeft):
        turns.play()
    return out.getvalue().splitlines()


@pytest.mark.parametrize("role", these_a_day(WHERE, HANDLER))
async def test_the_same_acts_are_possible_and_the_others_for_the_same_reasons(role: Role) -> None:
    async with playing(setup(IN_THE_ROOM, role), size=(160, 60)) as person:
        await person.walk(*WHERE[role])
        await person.open_acts()
        shown, keys = person.shown, person.call_screen.act_keys
        said = in_lines(person, "?", "x", "q")
        for act in person.sitting.available_acts(role):
            if act.kind == "press":
                continue
            key = keys[act.key].removeprefix("/")
            named = (f"{key} {act.label}", f"{key} ! {act.label}")
            possible = any(each in row and f"({each}" not in row for row in shown for each in named)
            assert possible is (act.disabled_reason is None), act.label
            listed = [line for line in said if line.partition(". ")[2].startswith(act.label)]
            assert bool(listed), act.label
            if not possible:
                assert any(line.endswith(f"{act.disabled_reason}.") for line in listed)


@pytest.mark.parametrize("role", these_a_day(WHERE, HANDLER))
async def test_a_line_is_understood_as_the_same(role: Role) -> None:
    async with playing(setup(IN_THE_ROOM, role)) as person:
        await person.walk(*WHERE[role])
        command_line = person.call_screen.query_one(CommandLine)
        for line in LINES:
            command_line.begin(line)
            await person.settle()
            reading = person.says("#reading")
            found = read_line(person.sitting, role, line)
            assert (found.readings[0].label if found.readings else found.heading) in reading, line
            # A single sign has another meaning in lines.
            said = in_lines(person, line if len(line) > 1 else f'"{line}', "?", "c", "q")
            reasons = [each.disabled_reason for each in found.readings]
            if None in reasons:
                listed = [text for text in said if text.partition(". ")[0].isdecimal()]
                for place, each in enumerate(found.readings, 1):
                    assert any(text.startswith(f"{place}. {each.does}, ") for text in listed), line
            elif reasons:
                assert f"That is not possible now: {reasons[0]}." in said, line
            else:
                assert found.heading in said, line
