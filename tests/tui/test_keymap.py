"""The keys of a call: one for each act and none besides, and the keys that every call has."""

import pytest
from textual import events
from textual.widgets import Input

from simulator.core import acts as do
from simulator.core.log import CallBegan
from simulator.core.possible_acts import REPERTOIRE, possible
from simulator.core.terms import Intent, LineStage, Role
from simulator.seat.view.act_catalogue import CATALOGUE
from simulator.tui.base.screen_frame import KeyLine
from simulator.tui.call.call_screen import act_bindings
from simulator.tui.call.screens_by_seat import SCREENS
from tests.daily import first_a_day, these_a_day
from tests.tui.apps import IN_THE_ROOM, playing, setup

CALLER, OPERATOR, HANDLER = Role.CALLER, Role.OPERATOR, Role.CALL_HANDLER
_NAMES = {"*": "asterisk", "#": "number_sign"}
STAGES = {CALLER: (), OPERATOR: (LineStage.DIALLED,), HANDLER: (LineStage.CONNECTING_POLICE,)}
"""Where each seat is looked at. `seat/test_offers` looks at every reachable call."""


@pytest.mark.parametrize("role", these_a_day(STAGES, OPERATOR))
async def test_there_is_a_key_for_what_is_possible_and_all_others_say_why_not(role: Role) -> None:
    """Each is on the screen: plain where it does something, else in brackets with why."""
    async with playing(setup(IN_THE_ROOM, role), size=(160, 60)) as person:
        await person.walk(*STAGES[role])
        offers = person.sitting.available_acts(role)
        allowed = {choice.kind for choice in possible(person.sitting.live.call, role)}
        assert {o.kind for o in offers if o.disabled_reason is None} == allowed
        assert {o.kind for o in offers} == set(REPERTOIRE[role])
        await person.open_acts()
        shown = person.shown
        for offer in offers:
            if offer.kind == "press":
                continue
            key = person.call_screen.act_keys[offer.key].removeprefix("/")
            plain = {f"{key} {offer.label}", f"{key} ! {offer.label}"}
            ruled_out = {f"({key} {offer.label})"}
            possible_now = offer.disabled_reason is None
            wanted, other = (plain, ruled_out) if possible_now else (ruled_out, plain)
            found = [line for line in shown if any(each in line for each in wanted)]
            # A caller's phone has only what can be done; what cannot, a key lists.
            assert found or (role is CALLER and not possible_now), wanted
            if possible_now:
                assert not [line for line in shown if any(each in line for each in other)], other
        await person.press(*["escape"] * person.call_screen.at_desk)
        before, screens = list(person.bodies), list(person.app.screen_stack)
        not_now = [o for o in offers if o.disabled_reason is not None]
        assert not_now
        for offer in not_now:
            key = _NAMES.get(offer.key, offer.key)
            if person.call_screen.at_desk:
                # Without Enter, which would answer the phone that rings.
                await person.press("slash", key)
                assert person.line("#reading").startswith(f"Not now, {offer.disabled_reason}: ")
                await person.press("escape")
                continue
            await person.act(key)
            assert person.remark.startswith(f"Not now: {offer.disabled_reason}.")
            assert person.bodies == before
            assert list(person.app.screen_stack) == screens
        await person.press("full_stop")
        listed = " ".join(person.window_text.replace("│", " ").split())
        for offer in not_now:
            key = person.call_screen.act_keys[offer.key]
            assert f"({key}) {offer.label}: {offer.disabled_reason}" in listed


@pytest.mark.parametrize("role", STAGES)
def test_keys_of_acts_are_their_own(role: Role) -> None:
    """No key of an act is a key of every call, and all are among the screen's bindings."""
    keys = [binding.key for binding in act_bindings(role) if not isinstance(binding, tuple)]
    assert len(set(keys)) == len(keys) == len(CATALOGUE[role])
    bound = SCREENS[role]._merge_bindings().key_to_bindings
    for act in CATALOGUE[role]:
        (binding,) = bound[_NAMES.get(act.key, act.key)]
        assert binding.action == f"act('{act.key}')"
        assert binding.description == act.label


async def test_a_choice_can_be_left_and_is_taken_with_enter() -> None:
    """A list is walked with arrows; where numbers are chosen from, digits are no short cuts."""
    for keys in (("down",), ("1", "1", "2")):
        async with playing(setup(IN_THE_ROOM, CALLER)) as person:
            before = list(person.bodies)
            await person.press("d", *keys, "escape")
            assert person.bodies == before
            assert person.app.screen is person.call_screen
            await person.press("d", *keys)
            assert person.find(do.Dial) == []
            await person.press("enter")
            assert person.did(CALLER) == [do.Dial("112")]


async def test_of_several_at_least_one_has_to_be_chosen() -> None:
    async with playing(setup(IN_THE_ROOM, HANDLER)) as person:
        await person.walk(LineStage.CONNECTING_POLICE, "a")
        before = len(person.did(HANDLER))
        await person.walk("w", "enter")
        assert "Choose at least 1" in person.window_text
        await person.press("space", "2", "2", "enter")
        (offered,) = person.did(HANDLER)[before:]
        assert len(getattr(offered, "ways", ())) == 1


@pytest.mark.parametrize("key", first_a_day(["f5", "space"]))
async def test_time_can_be_paused_and_a_call_goes_on_behind_a_window(key: str) -> None:
    async with playing(setup(IN_THE_ROOM, CALLER)) as person:
        await person.dial(LineStage.WITH_OPERATOR)
        await person.press(key)
        assert "PAUSED" in person.line("#state")
        assert "F5 goes on" in person.line("#turn")
        now, log = person.sitting.live.now, list(person.log)
        await person.wait(60_000)
        assert (person.sitting.live.now, list(person.log)) == (now, log)
        await person.press("5")
        assert person.find(do.Press) == [], "assessed, no act counts while it is paused"
        assert "the call is paused" in person.remark
        await person.press(key, "5")
        assert person.find(do.Press) == [do.Press("5")]
        assert "LIVE" in person.line("#state")
        await person.wait(1_000)
        assert person.sitting.live.now >= now + 1_000
        await person.walk("m", Intent.MAKE_A_SOUND, 0)
        assert "Which sound?" in person.text
        assert "noise”" in person.text, "its end is never covered"


async def test_time_can_go_faster_and_slower() -> None:
    async with playing(setup(IN_THE_ROOM)) as person:
        for key, speed in (
            ("f7", 2), ("f7", 4), ("f7", 8), ("f7", 8),
            ("f6", 4), ("f6", 2), ("f6", 1), ("f6", 0.5), ("f6", 0.5),
        ):  # fmt: skip
            await person.press(key)
            assert (f"speed {speed:g}x" in person.shown[-1]) is (speed != 1)
            before = person.sitting.live.now
            person.app.manual.tick(2_000)
            person.call_screen.wake()
            assert person.sitting.live.now == before + 2_000 * speed


async def test_a_coached_call_can_be_tried_again_from_an_earlier_entry() -> None:
    """Leaving the list lets the call go on, or be paused, as it was."""
    async with playing(setup(IN_THE_ROOM, CALLER, coached=True)) as person:
        await person.walk("d", "=999", LineStage.RECORDING, "1", "2", 3_000)
        first = person.sitting
        await person.press("f8", "escape")
        assert not first.live.pace.paused
        await person.press("f5", "f8", "escape")
        assert first.live.pace.paused
        await person.press("f5", "f8")
        assert first.live.pace.paused
        chosen = next(entry for entry in person.log if entry.body == do.Press("2"))
        captions = first.captions[CALLER]
        back = len(captions) - 1 - next(n for n, c in enumerate(captions) if c.seq == chosen.seq)
        await person.press(*["down"] * back, "enter")
        again = person.sitting
        assert again is not first
        assert again.live.pace.paused
        assert list(again.live.log) == [e for e in first.live.log if e.at < chosen.at]
        assert "PAUSED" in person.line("#state")
        assert "of 20 s" in person.text
        await person.press("f5", "5", "5")
        assert person.find(do.Press)[-2:] == [do.Press("5"), do.Press("5")]


async def test_no_letter_alone_stops_a_call_and_an_assessed_one_is_not_tried_again() -> None:
    async with playing(setup(IN_THE_ROOM, CALLER, coached=False)) as person:
        sitting = person.sitting
        await person.press("f8")
        assert person.app.screen is person.call_screen
        assert person.remark == "You can't go back in an assessed call."
        assert person.sitting is sitting
        assert not sitting.live.pace.paused
        await person.press("escape")
        assert "Stop this call?" in person.text
        await person.press("e", "m", "m", "enter")
        assert person.app.screen is person.call_screen
        assert person.app.menus == 0
        await person.press("escape", "down", "down", "enter")
        assert person.app.menus == 1
        assert len(person.app.screen_stack) == 2


@pytest.mark.parametrize("role", first_a_day([CALLER, None]))
async def test_several_calls_of_a_number_follow_with_enter(role: Role | None) -> None:
    async with playing(setup("two-short-calls", *([role] if role else []))) as person:
        calls = len(person.sitting.live.setup.scenario.calls_in_order)
        assert calls > 1
        for number in range(1, calls + 1):
            assert len(person.find(CallBegan)) == number
            # In a seat it only gives the keyboard to the line.
            await person.press("enter", *(["escape"] if role else []))
            assert len(person.find(CallBegan)) == number
            if role is not None:
                await person.dial()
            await person.until_ends()
            following = "Enter: the next call, " if number < calls else "Enter: how it ended."
            assert following in person.remark
            assert not person.app.finished
            await person.press("enter")
        assert person.app.finished == [person.sitting]


async def test_help_shows_every_key() -> None:
    async with playing(setup(IN_THE_ROOM, OPERATOR), size=(120, 70)) as person:
        await person.press("f1")
        for act in CATALOGUE[OPERATOR]:
            assert f" /{act.key} " in person.window_text
            assert act.label in person.window_text
        for key in ("F2/Ctrl+L", "F1", "F3", "F5", "F6", "F7", "F8", "Tab", "Esc", ".", "/"):
            assert f" {key} " in person.window_text, key
        await person.press("f1")
        assert person.app.screen is person.call_screen


async def test_a_key_of_the_last_line_is_explained_and_pressed_by_the_mouse() -> None:
    async with playing(setup(IN_THE_ROOM, CALLER)) as person:
        line, column = person.call_screen.query_one(KeyLine), person.shown[-1].index("F5")
        await person.pilot.hover(KeyLine, offset=(column, 0))
        await person.settle()
        assert "pause" in str(line.tooltip).lower(), line.tooltip
        await person.click(KeyLine, offset=(column, 0))
        assert "PAUSED" in person.line("#state")
        await person.click(KeyLine, offset=(person.app.size.width - 1, 0))
        assert person.app.screen is person.call_screen, "there is no key"


async def test_letters_in_one_go_with_the_key_of_the_line_are_typed_into_it() -> None:
    """A fast typist's, or pasted by a terminal that does not mark it as pasted."""
    async with playing(setup(IN_THE_ROOM, Role.CALL_HANDLER)) as person:
        await person.walk(LineStage.CONNECTING_POLICE, "a")
        for key in ("slash", *"name"):
            person.call_screen._forward_event(events.Key(key, "/" if key == "slash" else key))
        await person.settle()
        assert person.call_screen.query_one(Input).value == "/name"
