"""The 999 operator's seat: what is heard on the line, the prompts, the decisions, the handover."""

from __future__ import annotations

import pytest

from simulator.core import acts as do
from simulator.core.hearing import UNKNOWN_KEY
from simulator.core.log import SignalRecognised
from simulator.core.terms import Intent, LineStage, Outcome, Reason, Reported, Role, Service
from tests.tui.apps import Person, playing, setup

OPERATOR = Role.OPERATOR
IN_THE_ROOM = "partner-in-the-room"
PROMPTS = (
    Intent.WHICH_SERVICE,
    Intent.WHICH_OF_THREE,
    Intent.NUMBER_DIALLED,
    Intent.MAKE_A_SOUND,
)


async def take_the_call(person: Person) -> None:
    """Answer as soon as it rings."""
    await person.until_stage(LineStage.DIALLED)
    await person.press("a")


async def try_every_prompt(person: Person) -> None:
    """One prompt after the other, and time after each."""
    for key in ("1", "2", "3", "4"):
        await person.press(key)
        await person.wait(13_000)


# --- whole calls ---------------------------------------------------------------------------------


async def test_an_operator_who_does_all_that_can_be_done() -> None:
    async with playing(setup(IN_THE_ROOM, OPERATOR, coached=True)) as person:
        await take_the_call(person)
        await try_every_prompt(person)
        await person.press("r", "1")
        await person.until(lambda: person.find(SignalRecognised))
        assert "recognised: 55" in person.text
        await person.until_stage(LineStage.WITH_CALL_HANDLER)
        await person.press("h")
        await person.choose_several("55 was recognised", "key tone")
        await person.press("l")
        said = [body.intent for body in person.did(OPERATOR) if isinstance(body, do.Say)]
        assert tuple(said) == PROMPTS
        assert do.SendToRecording(Reason.NO_RESPONSE) in person.bodies
        (told,) = person.find(do.HandOver)
        assert set(told.heard) == {Reported.FIFTY_FIVE, Reported.KEY_TONE}
        assert person.find(do.Leave)
        assert not [r for r in person.sitting.remarks if r.kind == "broken"]
        await person.until_ends()
        assert person.sitting.live.outcome is Outcome.DEPLOYED
        await person.press("enter")
        assert person.app.finished == [person.sitting]


async def test_an_operator_who_gives_up_at_once() -> None:
    async with playing(setup(IN_THE_ROOM, OPERATOR)) as person:
        await take_the_call(person)
        await person.press("1")
        await person.wait(3_000)
        await person.press("e")
        await person.choose("nothing was")
        assert [(end.reason,) for end in person.find(do.EndCall)] == [(Reason.NO_RESPONSE,)]
        assert person.sitting.live.outcome is Outcome.ENDED_BY_OPERATOR
        assert "no police force was told" in person.remark


async def test_an_operator_may_connect_at_any_time() -> None:
    async with playing(setup(IN_THE_ROOM, OPERATOR)) as person:
        await take_the_call(person)
        await person.press("p")
        assert "Connect to police: Why?" in person.text
        await person.choose("doubt")
        assert person.find(do.Connect) == [do.Connect(Service.POLICE, Reason.DOUBT)]
        await person.until_stage(LineStage.WITH_CALL_HANDLER)


# --- what the seat shows -------------------------------------------------------------------------


async def test_the_operator_never_sees_which_key_was_pressed() -> None:
    """The caller presses 5 twice; on no screen of the operator's stands a digit for it."""
    async with playing(setup(IN_THE_ROOM, OPERATOR, coached=True)) as person:
        await take_the_call(person)
        await try_every_prompt(person)
        await person.press("r", "1")
        await person.until(lambda: len(person.find(do.Press)) >= 2)
        assert [press.key for press in person.find(do.Press)][:2] == ["5", "5"]
        heard = [e.body for e in person.sitting.heard(OPERATOR) if isinstance(e.body, do.Press)]
        assert [press.key for press in heard] == [UNKNOWN_KEY, UNKNOWN_KEY]
        told = [line for line in person.shown if "a key tone" in line]
        assert len(told) == 2
        seen = [person.text]
        await person.press("f4")
        seen.append(person.text)
        await person.press("escape", "f8")
        seen.append(person.text)
        await person.press("escape", "tab")
        seen.append(person.text)
        for text in seen:
            assert "presses" not in text
            assert "[5]" not in text


TOLD = "try every prompt"
"""What the coach says of a call sent to the recording before every prompt was tried."""


@pytest.mark.parametrize("coached", [True, False])
async def test_remarks_come_where_the_call_is_coached(coached: bool) -> None:
    async with playing(setup(IN_THE_ROOM, OPERATOR, coached=coached)) as person:
        await take_the_call(person)
        await person.press("r", "1")
        assert person.find(do.SendToRecording)
        assert (TOLD in person.remark) is coached
        assert bool(person.sitting.remarks) is coached
        await person.press("f3")
        assert TOLD not in person.text
        await person.press("f3")
        assert (TOLD in person.text) is coached


async def test_the_prompts_are_at_hand_with_what_has_been_said() -> None:
    async with playing(setup(IN_THE_ROOM, OPERATOR), size=(160, 45)) as person:
        await take_the_call(person)
        await person.press("1")
        assert "[ said  ] Emergency, which service?" in person.text
        assert "[not yet] Do you need Fire, Police" in person.text
        assert "number 07700 900" in person.text
        await person.wait(30_000)
        assert "EISEC: a cell on the east side" in person.text
        assert "AML: the row of shops with the old" in person.text


async def test_times_are_counted_from_the_answer_and_the_last_sound() -> None:
    async with playing(setup(IN_THE_ROOM, OPERATOR)) as person:
        await person.until_stage(LineStage.DIALLED)
        assert "since" not in person.line("#when")
        await person.press("a")
        await person.wait(9_000)
        assert "since answer 0:09" in person.line("#when")
        knowledge = person.sitting.knowledge[OPERATOR]
        assert knowledge.last_sound_at is not None
        since = (person.sitting.live.now - knowledge.last_sound_at) // 1_000
        assert f"since last sound 0:0{since}" in person.line("#when")
