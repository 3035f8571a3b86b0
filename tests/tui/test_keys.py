"""The keys of a call: one for each act and none besides, and the keys that every call has."""

from __future__ import annotations

import pytest

from simulator.core import acts as do
from simulator.core.log import CallBegan
from simulator.core.repertoire import REPERTOIRE, possible
from simulator.core.terms import Intent, LineStage, Role
from simulator.seat.view.catalogue import CATALOGUE
from simulator.tui.call.call_keys import act_bindings
from simulator.tui.call.seats import SCREENS
from tests.daily import first_a_day
from tests.tui.apps import Person, playing, setup

IN_THE_ROOM = "partner-in-the-room"
TWICE = "two-short-calls"
ROLES = (Role.CALLER, Role.OPERATOR, Role.CALL_HANDLER)
_NAMES = {"*": "asterisk", "#": "number_sign"}
MOMENTS: dict[Role, tuple[LineStage, ...]] = {
    Role.CALLER: (LineStage.IDLE, LineStage.WITH_OPERATOR, LineStage.RECORDING),
    Role.OPERATOR: (LineStage.DIALLED, LineStage.WITH_OPERATOR, LineStage.RECORDING),
    Role.CALL_HANDLER: (
        LineStage.WITH_OPERATOR,
        LineStage.CONNECTING_POLICE,
        LineStage.WITH_CALL_HANDLER,
    ),
}
"""Where calls are looked at, for each seat."""


async def come_to(person: Person, role: Role, stage: LineStage) -> None:
    """Come to `stage` with as little as it takes."""
    if stage is LineStage.IDLE:
        return
    if role is Role.CALLER:
        await person.press("d")
        await person.choose("999")
    if role is Role.OPERATOR:
        await person.until_stage(LineStage.DIALLED)
        if stage is LineStage.DIALLED:
            return
        await person.press("a")
        if stage is LineStage.RECORDING:
            await person.press("r", "1")
    if role is Role.CALL_HANDLER and stage is LineStage.WITH_CALL_HANDLER:
        await person.until_stage(LineStage.CONNECTING_POLICE)
        await person.press("a")
    await person.until_stage(stage)


WHERE = [
    pytest.param(role, stage, marks=pytest.mark.thorough if place else [])
    for role in ROLES
    for place, stage in enumerate(MOMENTS[role])
]
"""One moment of each seat is tried every day, the others in the thorough tests."""


@pytest.mark.parametrize(("role", "stage"), WHERE)
async def test_there_is_a_key_for_what_is_possible_and_all_others_say_why_not(
    role: Role, stage: LineStage
) -> None:
    """Each stands on the screen: plain where it does something, else in brackets with why."""
    async with playing(setup(IN_THE_ROOM, role), size=(160, 60)) as person:
        await come_to(person, role, stage)
        offers = person.sitting.offers(role)
        allowed = {choice.kind for choice in possible(person.sitting.live.call, role)}
        assert {o.kind for o in offers if o.why_not is None} == allowed
        assert {o.kind for o in offers} == set(REPERTOIRE[role])
        shown = [line[line.find("▏") + 1 :] for line in person.shown]
        for offer in offers:
            if offer.kind == "press":
                continue
            plain, ruled_out = f" {offer.key}  {offer.label}", f"({offer.key}) {offer.label}"
            wanted = plain if offer.why_not is None else ruled_out
            other = ruled_out if offer.why_not is None else plain
            assert [line for line in shown if wanted in line], wanted
            assert not [line for line in shown if other in line], other
            if offer.why_not is not None:
                assert [line for line in shown if f"{ruled_out}: " in line]
        before, screens = list(person.bodies), list(person.app.screen_stack)
        not_now = [o for o in offers if o.why_not is not None]
        assert not_now
        for offer in not_now:
            await person.pilot.press(_NAMES.get(offer.key, offer.key))
            assert person.remark == f"Not now: {offer.why_not}."
            assert person.bodies == before
            assert list(person.app.screen_stack) == screens
        await person.press("question_mark")
        told = " ".join(person.window_text.replace("│", " ").split())
        for offer in not_now:
            assert f"({offer.key}) {offer.label}: {offer.why_not}" in told


@pytest.mark.parametrize("role", ROLES)
def test_keys_of_acts_are_their_own(role: Role) -> None:
    """No key of an act is a key of every call, and all are among the screen's bindings."""
    keys = [binding.key for binding in act_bindings(role) if not isinstance(binding, tuple)]
    assert len(set(keys)) == len(keys) == len(CATALOGUE[role])
    bound = SCREENS[role]._merge_bindings().key_to_bindings
    for act in CATALOGUE[role]:
        (binding,) = bound[_NAMES.get(act.key, act.key)]
        assert binding.action == f"act('{act.key}')"
        assert binding.description == act.label


@pytest.mark.parametrize(
    "keys",
    [
        pytest.param(("down",), id="a list is walked with arrows"),
        # Digits here are no short cuts, or the rest of 112 would be pressed on the phone.
        pytest.param(("1", "1", "2"), id="a number is written where numbers are chosen from"),
    ],
)
async def test_a_choice_can_be_left_and_is_taken_with_enter(keys: tuple[str, ...]) -> None:
    async with playing(setup(IN_THE_ROOM, Role.CALLER)) as person:
        before = list(person.bodies)
        await person.press("d", *keys, "escape")
        assert person.bodies == before
        assert person.app.screen is person.call_screen
        await person.press("d", *keys)
        assert person.find(do.Dial) == []
        await person.press("enter")
        assert person.did(Role.CALLER) == [do.Dial("112")]


async def test_of_several_at_least_one_has_to_be_chosen() -> None:
    async with playing(setup(IN_THE_ROOM, Role.CALL_HANDLER)) as person:
        await come_to(person, Role.CALL_HANDLER, LineStage.WITH_CALL_HANDLER)
        before = len(person.did(Role.CALL_HANDLER))
        await person.press("w", "enter")
        assert "Choose at least 1" in person.window_text
        await person.press("space", "2", "2", "enter")
        (offered,) = person.did(Role.CALL_HANDLER)[before:]
        assert len(getattr(offered, "ways", ())) == 1


# --- time ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("key", first_a_day(["f5", "space"]))
async def test_time_can_stand_still(key: str) -> None:
    async with playing(setup(IN_THE_ROOM, Role.CALLER)) as person:
        await come_to(person, Role.CALLER, LineStage.WITH_OPERATOR)
        await person.press(key)
        assert "PAUSED" in person.line("#when")
        now, log = person.sitting.live.now, list(person.log)
        await person.wait(60_000)
        assert (person.sitting.live.now, list(person.log)) == (now, log)
        await person.press("5")
        assert person.find(do.Press) == [do.Press("5")]
        assert person.log[-1].at == now
        await person.press(key)
        assert "speed 1x" in person.line("#when")
        await person.wait(1_000)
        assert person.sitting.live.now >= now + 1_000


async def test_time_can_go_faster_and_slower() -> None:
    async with playing(setup(IN_THE_ROOM)) as person:
        for key, speed in (
            ("f7", 2), ("f7", 4), ("f7", 8), ("f7", 8),
            ("f6", 4), ("f6", 2), ("f6", 1), ("f6", 0.5), ("f6", 0.5),
        ):  # fmt: skip
            await person.press(key)
            assert f"speed {speed:g}x" in person.line("#when")
            before = person.sitting.live.now
            person.app.manual.tick(2_000)
            person.call_screen.wake()
            assert person.sitting.live.now == before + 2_000 * speed


async def test_a_call_goes_on_behind_a_window() -> None:
    """And what is heard meanwhile stands in it."""
    async with playing(setup(IN_THE_ROOM, Role.CALLER)) as person:
        await come_to(person, Role.CALLER, LineStage.WITH_OPERATOR)
        await person.press("s")
        await person.until_said(Intent.MAKE_A_SOUND)
        await person.wait(0)
        assert "Say what?" in person.text
        assert 'Last:  0:21 Operator: "If you are unable to speak' in person.text


# --- going back, stopping, going on --------------------------------------------------------------


async def test_a_coached_call_can_be_tried_again_from_a_moment() -> None:
    async with playing(setup(IN_THE_ROOM, Role.CALLER, coached=True)) as person:
        await come_to(person, Role.CALLER, LineStage.RECORDING)
        await person.press("1", "2")
        await person.wait(3_000)
        first = person.sitting
        moment = next(entry for entry in person.log if entry.body == do.Press("2"))
        await person.press("f8")
        assert first.live.paused
        captions = first.captions[Role.CALLER]
        back = len(captions) - 1 - next(n for n, c in enumerate(captions) if c.seq == moment.seq)
        await person.press(*["up"] * back, "enter")
        again = person.sitting
        assert again is not first
        assert again.live.paused
        assert list(again.live.log) == [e for e in first.live.log if e.at < moment.at]
        assert "PAUSED" in person.line("#when")
        assert "Recording" in person.text
        await person.press("f5", "5", "5")
        assert person.find(do.Press)[-2:] == [do.Press("5"), do.Press("5")]


async def test_an_assessed_call_cannot_be_tried_again() -> None:
    async with playing(setup(IN_THE_ROOM, Role.CALLER, coached=False)) as person:
        await come_to(person, Role.CALLER, LineStage.WITH_OPERATOR)
        sitting = person.sitting
        await person.press("f8")
        assert person.app.screen is person.call_screen
        assert person.remark == "In an assessed call there is no going back."
        assert person.sitting is sitting
        assert not sitting.live.paused


async def test_leaving_the_moments_lets_the_call_go_on() -> None:
    """Whoever only looked goes on where they were, as they were."""
    async with playing(setup(IN_THE_ROOM, Role.CALLER, coached=True)) as person:
        await come_to(person, Role.CALLER, LineStage.WITH_OPERATOR)
        await person.press("f8", "escape")
        assert not person.sitting.live.paused
        await person.press("f5", "f8", "escape")
        assert person.sitting.live.paused


async def test_a_call_is_stopped_only_on_a_second_key() -> None:
    async with playing(setup(IN_THE_ROOM, Role.CALLER)) as person:
        await person.press("escape")
        assert "Stop this call?" in person.text
        await person.press("escape")
        assert person.app.screen is person.call_screen
        assert person.app.menus == 0
        await person.press("escape", "m")
        assert person.app.menus == 1
        assert len(person.app.screen_stack) == 2


@pytest.mark.parametrize("role", first_a_day([None, Role.CALLER]))
async def test_several_calls_of_a_number_follow_with_enter(role: Role | None) -> None:
    seats = () if role is None else (role,)
    async with playing(setup(TWICE, *seats)) as person:
        calls = len(person.sitting.live.setup.scenario.calls_in_order)
        assert calls > 1
        for number in range(1, calls + 1):
            assert len(person.find(CallBegan)) == number
            await person.press("enter")
            assert len(person.find(CallBegan)) == number
            if role is not None:
                await person.press("d")
                await person.choose("999")
            await person.until_ends()
            if number < calls:
                assert "Enter: the next call, " in person.remark
                assert not person.app.finished
            else:
                assert "Enter: how it ended." in person.remark
            await person.press("enter")
        assert person.app.finished == [person.sitting]


async def test_a_lost_call_that_is_rung_back_is_still_the_same_call() -> None:
    """Nothing ends in between, so there is nothing to confirm with Enter."""
    async with playing(setup("rings-back", Role.CALL_HANDLER)) as person:
        await come_to(person, Role.CALL_HANDLER, LineStage.WITH_CALL_HANDLER)
        await person.wait(9_000)
        await person.press("1")
        await person.until_stage(LineStage.DOWN)
        await person.press("enter", "k", "1")
        assert person.stages[-1] is LineStage.RINGING_BACK
        await person.until_stage(LineStage.WITH_CALL_HANDLER)
        await person.wait(3_000)
        assert '"Hello?"' in person.text
        assert len(person.find(CallBegan)) == 1


# --- the map and the keys ------------------------------------------------------------------------


async def test_the_map_shows_where_the_call_is_and_how_it_came_there() -> None:
    async with playing(setup(IN_THE_ROOM, Role.CALLER)) as person:
        await come_to(person, Role.CALLER, LineStage.WITH_OPERATOR)
        await person.press("f4")
        assert "at 0:02: connected to the 999 operator, and there it is now." in person.text
        assert "Where it could go from here" in person.text
        await person.press("escape")
        assert person.app.screen is person.call_screen


async def test_help_lists_every_key_with_what_it_does() -> None:
    async with playing(setup(IN_THE_ROOM, Role.OPERATOR), size=(120, 70)) as person:
        await person.press("f1")
        for act in CATALOGUE[Role.OPERATOR]:
            assert f" {act.key} " in person.window_text
            assert act.label in person.window_text
        for key in ("F2", "F1", "F3", "F4", "F5", "F6", "F7", "F8", "Tab", "Esc", "?"):
            assert f" {key} " in person.window_text, key
        await person.press("f1")
        assert person.app.screen is person.call_screen
