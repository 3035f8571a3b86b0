"""The caller's seat: a phone, a room, and what comes down the line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from simulator.core import acts as do
from simulator.core.log import SignalRecognised
from simulator.core.terms import Intent, LineStage, Manner, Outcome, Recognised, Role
from simulator.tui.widgets.seat import Keypad, RecordingBar
from tests.daily import first_a_day, one_a_day
from tests.session.calls import PROFILES
from tests.tui.apps import Person, playing, setup

CALLER = Role.CALLER
IN_THE_ROOM = "partner-in-the-room"
MOST_QUESTIONS = 40


async def dial(person: Person) -> None:
    """Dial 999."""
    await person.press("d")
    await person.choose("999")


def over(person: Person) -> bool:
    """Whether the call has ended."""
    return person.sitting.live.outcome is not None


def asked(person: Person) -> int:
    """How many questions the call handler has asked."""
    return sum(body.kind == "ask" for body in person.did(Role.CALL_HANDLER))


# --- whole calls ---------------------------------------------------------------------------------


async def test_a_caller_who_presses_55_and_answers_is_helped() -> None:
    """By keys alone: the recording is waited out, then each question is answered with taps."""
    async with playing(setup(IN_THE_ROOM, CALLER)) as person:
        await dial(person)
        await person.until_said(Intent.RECORDING_ASKS_FOR_55)
        await person.press("5", "5")
        await person.until_stage(LineStage.WITH_CALL_HANDLER)
        # One tap is yes, as the call handler says.
        for _ in range(MOST_QUESTIONS):
            await person.until(lambda: over(person) or asked(person) > len(person.find(do.Tap)))
            if over(person):
                break
            await person.wait(4_500)
            await person.press("t")
        assert person.did(CALLER)[:3] == [do.Dial("999"), do.Press("5"), do.Press("5")]
        recognised = [body.signal for body in person.find(SignalRecognised)]
        assert recognised == [Recognised.FIFTY_FIVE]
        assert person.find(do.Tap)
        assert person.sitting.live.outcome is Outcome.DEPLOYED
        assert "officers" in person.remark
        await person.press("enter")
        assert person.app.finished == [person.sitting]


async def test_a_caller_who_does_nothing_is_lost_in_the_recording() -> None:
    async with playing(setup(IN_THE_ROOM, CALLER)) as person:
        await dial(person)
        await person.press("n")
        await person.until_ends()
        assert person.did(CALLER) == [do.Dial("999"), do.StaySilent()]
        assert person.sitting.live.outcome is Outcome.NO_RESPONSE_TO_RECORDING
        assert "the local force was not told" in person.remark
        assert "Enter: how it ended." in person.remark
        await person.press("enter")
        assert person.app.finished == [person.sitting]


async def test_offers_and_the_keypad_can_be_clicked() -> None:
    """Dialling; then the second row's middle key, twice; then a key that is not the same."""
    async with playing(setup(IN_THE_ROOM, CALLER)) as person:
        await person.pilot.click(Keypad, offset=(11, 1))
        assert "Not now: " in person.remark
        await person.pilot.click("#offers", offset=(2, 0))
        await person.choose("112")
        assert person.did(CALLER) == [do.Dial("112")]
        await person.until_stage(LineStage.RECORDING)
        await person.wait(500)
        await person.pilot.click(Keypad, offset=(11, 1))
        await person.pilot.click(Keypad, offset=(11, 1))
        await person.pilot.pause()
        assert person.find(do.Press) == [do.Press("5"), do.Press("5")]
        await person.until_stage(LineStage.WITH_CALL_HANDLER)
        await person.pilot.click(Keypad, offset=(21, 3))
        await person.pilot.pause()
        assert person.find(do.Press)[-1] == do.Press("#")
        assert "[#]" in person.text


# --- what the seat shows -------------------------------------------------------------------------


@pytest.mark.parametrize("profile", one_a_day(["iopc_2019", "npcc_2017"]))
@pytest.mark.parametrize("early", first_a_day([False, True]))
async def test_while_the_recording_plays_a_bar_says_when_55_counts(
    profile: str, early: bool
) -> None:
    """From the first word, or where the profile says so from the request and not before."""
    switches = PROFILES[profile].switches
    told = replace(PROFILES[profile], switches=replace(switches, counts_before_request=early))
    async with playing(setup(IN_THE_ROOM, CALLER, profile=told)) as person:
        bar = person.call_screen.query_one(RecordingBar)
        assert not bar.display
        await dial(person)
        await person.until_stage(LineStage.RECORDING)
        knowledge = person.sitting.knowledge[CALLER]
        said: list[tuple[bool, bool]] = []
        while person.stages[-1] is LineStage.RECORDING:
            said.append((knowledge.asks_for_55_at is not None, "55 COUNTS NOW" in person.text))
            assert bar.display
            assert f"of {told.timings.end // 1000} s" in person.text or "over" in person.text
            assert "55 COUNTS NOW" in person.text or "55 does not count yet" in person.text
            await person.wait(500)
        assert not bar.display
        assert "COUNTS" not in person.text
        assert {asked for asked, _ in said} == {True, False}
        assert all(counts is (early or asked) for asked, counts in said)


async def test_who_is_near_changes_with_time() -> None:
    """In this scenario they go away while the call goes on."""
    async with playing(setup("evening-in-the-office", CALLER)) as person:
        await dial(person)
        await person.until_stage(LineStage.RECORDING)
        assert person.line("#near") == "Near: two people in the corridor"
        await person.press("5", "5")
        await person.wait(30_000)
        assert person.line("#near") == "Near: nobody"


async def test_a_whisper_that_is_overheard_costs_the_phone() -> None:
    async with playing(setup(IN_THE_ROOM, CALLER)) as person:
        await dial(person)
        await person.until_stage(LineStage.WITH_OPERATOR)
        await person.press("w")
        await person.choose("police", "")
        assert person.did(CALLER)[-1].kind == "say"
        whisper = person.find(do.Say)[-1]
        assert whisper.manner is Manner.WHISPERED
        await person.wait(2_000)
        assert person.find(do.TakePhone)
        assert "takes the phone" in person.text
        before = list(person.bodies)
        await person.press("5")
        assert person.bodies == before
        assert person.remark.startswith("Not now: ")


async def test_own_words_are_spoken_as_they_were_written_and_press_nothing() -> None:
    async with playing(setup("evening-in-the-office", CALLER)) as person:
        await dial(person)
        await person.until_stage(LineStage.WITH_OPERATOR)
        for key, words in (("s", "By the 55 and 5 h"), ("w", "55 th")):
            await person.press(key)
            await person.choose("words", words)
            said = [body for body in person.did(CALLER) if isinstance(body, do.Say)]
            assert (said[-1].intent, said[-1].words) == (Intent.OWN_WORDS, words)
            await person.wait(6_000)
        assert not person.find(do.Press)
        assert not person.find(do.HangUp)


@pytest.mark.parametrize(
    ("scenario", "says"),
    [
        ("low-battery", "Battery nearly empty"),
        ("weak-signal", "Weak signal, emergency calls only"),
        (IN_THE_ROOM, "Phone: all well"),
    ],
)
async def test_the_phone_says_how_it_is(scenario: str, says: str) -> None:
    async with playing(setup(scenario, CALLER)) as person:
        assert person.line("#phone") == says


async def test_a_landline_can_be_put_down_and_lifted_again() -> None:
    """Within the time for which the exchange holds the line."""
    async with playing(setup("handset-lifted", CALLER)) as person:
        await dial(person)
        await person.until_stage(LineStage.WITH_OPERATOR)
        await person.press("h")
        assert person.stages[-1] is LineStage.HELD
        assert person.remark == (
            "The handset is down. Lifted again in time, the line is still there."
        )
        await person.wait(20_000)
        assert person.stages[-1] is LineStage.HELD
        await person.press("l")
        assert person.did(CALLER) == [do.Dial("999"), do.HangUp(), do.Lift()]
        assert person.stages[-2:] == [LineStage.HELD, LineStage.WITH_OPERATOR]


async def test_nothing_of_a_coach_is_said_to_a_caller() -> None:
    """Coached or not, the line tells only what is possible."""
    said: dict[bool, list[str]] = {}
    for coached in (True, False):
        async with playing(setup(IN_THE_ROOM, CALLER, coached=coached)) as person:
            await dial(person)
            await person.until_stage(LineStage.WITH_OPERATOR)
            lines = said.setdefault(coached, [])
            for key in ("5", "5", "c", "h"):
                await person.press(key)
                await person.wait(3_000)
                lines.append(person.remark)
            assert not person.sitting.remarks
    assert said[True] == said[False]
    assert not any("Coach" in line for line in said[True])


async def test_a_cough_is_heard_and_answered() -> None:
    """One more way through: a cough where the operator asks for one."""
    async with playing(setup("evening-in-the-office", CALLER)) as person:
        await dial(person)
        await person.until_said(Intent.MAKE_A_SOUND)
        await person.wait(3_000)
        await person.press("c")
        await person.wait(8_000)
        assert person.find(do.Cough)
        assert LineStage.RECORDING not in person.stages
        assert LineStage.CONNECTING_POLICE in person.stages
