"""The seats of a call, each with a whole call by keys, and what only that seat shows."""

from dataclasses import replace
from functools import partial

import pytest

from simulator.core import acts as do
from simulator.core import terms
from simulator.core.hearing import UNKNOWN_KEY
from simulator.core.instant import minutes
from simulator.core.log import CallBegan, SignalRecognised
from simulator.core.terms import Intent, LineStage, Manner, Outcome, Reason, Reported, Role, Topic
from simulator.knowledge.answers import AnswerState
from simulator.seat.view.caption_lines import caption, caption_words
from simulator.session.run.headless_run import run
from simulator.tui.call.call_screen import CallScreen
from simulator.tui.call.screens_by_seat import DemonstrationScreen, HandlerScreen, OperatorScreen
from tests.daily import first_a_day
from tests.session.calls import DEFAULT
from tests.tui.apps import IN_THE_ROOM, SURE, Person, playing, setup

CALLER, OPERATOR, HANDLER = Role.CALLER, Role.OPERATOR, Role.CALL_HANDLER
BOTH = (OPERATOR, HANDLER)
OFFICE = "evening-in-the-office"
WIDE = (160, 45)
MOST_QUESTIONS = 40
PROMPTS = (Intent.WHICH_SERVICE, Intent.WHICH_OF_THREE, Intent.NUMBER_DIALLED, Intent.MAKE_A_SOUND)
ANSWERED = (LineStage.CONNECTING_POLICE, "a", 12_000, "1", 9_000)
"""The call handler answers when the operator rings, and asks who is there."""
NO_PROMPTS = "Coach: Say the profile's next prompt."
"""What the coach says ahead of the first prompt."""


async def finish(person: Person) -> None:
    await person.press("enter")
    assert person.app.finished == [person.sitting]


async def test_a_caller_who_presses_55_and_answers_is_helped() -> None:
    """The recording is waited out, then each question is answered with one tap, which is yes."""
    async with playing(setup(IN_THE_ROOM, CALLER, coached=True)) as person:
        await person.dial()
        await person.walk(Intent.RECORDING_ASKS_FOR_55, "5", "5", LineStage.WITH_CALL_HANDLER)
        live = person.sitting.live

        def asked() -> bool:
            asks = sum(body.kind == "ask" for body in person.did(HANDLER))
            return live.outcome is not None or asks > len(person.find(do.Tap))

        for _ in range(MOST_QUESTIONS):
            await person.until(asked)
            if live.outcome is not None:
                break
            await person.walk(4_500, "t")
        assert person.did(CALLER)[:3] == [do.Dial("999"), do.Press("5"), do.Press("5")]
        recognised = [body.signal for body in person.find(SignalRecognised)]
        assert recognised == [terms.Recognised.FIFTY_FIVE]
        assert live.outcome is Outcome.DEPLOYED
        assert "officers" in person.remark
        assert "Coach" not in person.text
        assert not person.sitting.hints, "a caller has no coach"
        await finish(person)


@pytest.mark.parametrize("early", first_a_day([False, True]))
async def test_while_the_recording_plays_a_bar_says_when_55_counts(early: bool) -> None:
    """From the first word, or where the profile says so from the request and not before."""
    of = replace(DEFAULT, switches=replace(DEFAULT.switches, counts_before_request=early))
    async with playing(setup(IN_THE_ROOM, CALLER, profile=of)) as person:
        await person.dial(LineStage.RECORDING)
        assert ("PRESS 55 NOW" in person.text) is early
        assert ("55 does not work yet" in person.text) is not early
        await person.walk(Intent.RECORDING_ASKS_FOR_55, 1_000)
        assert "PRESS 55 NOW" in person.text
        await person.until(lambda: person.stages[-1] is not LineStage.RECORDING)
        assert "PRESS" not in person.text


@pytest.mark.thorough
async def test_own_words_are_spoken_as_they_were_written_and_press_nothing() -> None:
    """Aloud and whispered; meanwhile a card says who is near."""
    async with playing(setup(OFFICE, CALLER)) as person:
        await person.dial(LineStage.WITH_OPERATOR)
        assert person.card("room").startswith("Here: you, two people in the corridor")
        for key, words, manner in (
            ("s", "Zq 55 and 5 h", Manner.ALOUD),
            ("w", "55 th", Manner.WHISPERED),
        ):
            await person.walk(key, f"={words}")
            said = [body for body in person.did(CALLER) if isinstance(body, do.Say)][-1]
            assert (said.intent, said.words, said.manner) == (Intent.OWN_WORDS, words, manner)
            await person.wait(6_000)
        assert not person.find(do.Press)
        assert not person.find(do.HangUp)


@pytest.mark.thorough
async def test_an_operator_who_does_all_that_can_be_done() -> None:
    """And never sees which key was pressed: on no screen is there a digit for it."""
    async with playing(setup(IN_THE_ROOM, OPERATOR, coached=True)) as person:
        await person.walk(LineStage.DIALLED, "a")
        for key, wait in zip("1234", (7_000, 7_000, 9_000, 12_000), strict=True):
            await person.walk(key, wait)
        await person.walk("r", "1")
        await person.until(lambda: person.find(SignalRecognised))
        assert "recognised: 55" in person.text
        assert person.find(do.Press)[:2] == [do.Press("5"), do.Press("5")]
        heard = [e.body for e in person.sitting.heard(OPERATOR) if isinstance(e.body, do.Press)]
        assert [press.key for press in heard] == [UNKNOWN_KEY, UNKNOWN_KEY]
        assert len([line for line in person.shown if "a key tone" in line]) == 2
        for keys in ((), ("f8",), ("escape", "tab")):
            await person.press(*keys)
            assert "presses" not in person.text
            assert "[5]" not in person.text
        await person.walk(LineStage.WITH_CALL_HANDLER, "h", "=55", "=key tone", "enter")
        await person.walk(12_000, "l", *SURE)
        said = [body.intent for body in person.did(OPERATOR) if isinstance(body, do.Say)]
        assert tuple(said) == PROMPTS
        assert do.SendToRecording(Reason.NO_RESPONSE) in person.bodies
        (handover,) = person.find(do.HandOver)
        assert set(handover.heard) == {Reported.FIFTY_FIVE, Reported.KEY_TONE}
        await person.until_ends()
        assert person.sitting.live.outcome is Outcome.DEPLOYED
        await finish(person)


@pytest.mark.parametrize("coached", first_a_day([True, False]))
async def test_remarks_come_where_the_call_is_coached(coached: bool) -> None:
    async with playing(setup(IN_THE_ROOM, OPERATOR, coached=coached)) as person:
        await person.walk(LineStage.DIALLED, "a", 9_000)
        assert (NO_PROMPTS in person.remark) is coached
        assert bool(person.sitting.hints) is coached
        await person.press("f3")
        assert NO_PROMPTS not in person.text
        await person.press("f3")
        assert (NO_PROMPTS in person.text) is coached


async def test_what_is_due_is_named_with_the_key_that_does_it_now() -> None:
    async with playing(setup(IN_THE_ROOM, HANDLER, coached=True)) as person:
        await person.walk(*ANSWERED)
        await person.walk("1", 6_000)
        await person.until(lambda: "Search the number" in person.remark)
        assert person.remark == "Coach: Search the number. /f: Search the number"
        await person.act("f")
        assert "f: Search" not in person.remark


async def test_a_hint_goes_away_when_it_is_old() -> None:
    async with playing(setup(IN_THE_ROOM, HANDLER, coached=True)) as person:
        await person.walk(*ANSWERED)
        await person.walk("1", 6_000)
        await person.until(lambda: "Search the number" in person.remark)
        await person.walk(32_000)
        assert "Search the number" not in person.remark


async def test_a_call_handler_who_asks_one_thing_at_a_time() -> None:
    """By keys alone: code, test, danger, injury, grade, officers, close."""
    async with playing(setup(IN_THE_ROOM, HANDLER, coached=True)) as person:
        await person.walk(*ANSWERED, "f", "2", 9_000, "w", "=tap", "=key", "enter", 9_000)
        await person.walk("c", "1", 9_000)
        for question in ("can you hear", "danger", "anybody hurt"):
            await person.walk("q", f"={question}", 12_000)
        facts = person.sitting.knowledge[HANDLER].facts
        answers = {
            Topic.CAN_HEAR: AnswerState.YES,
            Topic.IN_DANGER: AnswerState.YES,
            Topic.INJURED: AnswerState.NO,
        }
        assert {topic: facts.answer(topic) for topic in answers} == answers
        await person.walk("g", "1", "=danger", "d", "=danger")
        await person.walk("o", "=in danger now: yes", "enter", "enter")
        assert person.find(do.Search)
        assert person.find(do.SetCode)
        assert [topic for body in person.find(do.Ask) for topic in body.about] == [*answers]
        assert [grade.reason for grade in person.find(do.SetGrade)] == [Reason.DANGER_ESTABLISHED]
        assert [sent.reason for sent in person.find(do.Deploy)] == [Reason.DANGER_ESTABLISHED]
        assert [brief.topics for brief in person.find(do.BriefOfficers)] == [(Topic.IN_DANGER,)]
        await person.until(lambda: person.sitting.knowledge[HANDLER].facts.arrived)
        await person.walk("8")
        asked = person.line("#reading")
        assert "nobody else can hear" in asked
        assert "before you speak of officers." in asked
        assert "not said yet. Say it all the same?" in asked
        assert "Type say, then Enter. Enter alone goes back." in asked
        await person.walk(*SURE, 5_000, "z", "=officers dealing", *SURE)
        await person.walk("e", "=officers with", *SURE)
        assert person.find(do.Close)
        assert person.sitting.live.outcome is Outcome.DEPLOYED
        assert "officers" in person.remark
        assert "Coach: " not in person.remark
        await finish(person)


def in_seat(person: Person, seat: type[CallScreen]) -> bool:
    return isinstance(person.call_screen, seat)


def passed_on(person: Person) -> bool:
    screen = person.call_screen
    return screen.seat_view.turn is not screen.role


@pytest.mark.thorough
async def test_one_user_takes_a_call_through_both_seats() -> None:
    """The seat changes with a key, never by itself; going back is to the seat whose turn it was."""
    async with playing(setup(IN_THE_ROOM, *BOTH, coached=True)) as person:
        for seat, steps in (
            (OperatorScreen, (LineStage.DIALLED, "a", 2_000, "1", 7_000, "p", "=doubt", *SURE)),
            (HandlerScreen, ("a",)),
            (OperatorScreen, ("h", "=background", "enter")),
            (HandlerScreen, (7_000, "1", 8_000)),
        ):
            if not in_seat(person, seat):
                await person.until(partial(passed_on, person))
                assert person.remark.endswith("F9: take that seat.")
                await person.press("f9")
            await person.until(partial(in_seat, person, seat))
            await person.walk(*steps)
        assert [handover.heard for handover in person.find(do.HandOver)] == [(Reported.BACKGROUND,)]
        assert "Call handler: " in person.text
        assert "say" in [body.kind for body in person.did(HANDLER)]
        await person.press("f8", "up", "enter")
        assert isinstance(person.call_screen, OperatorScreen)
        live = person.sitting.live
        assert (live.pace.paused, live.now) == (True, 0)
        assert [type(body) for body in person.bodies] == [CallBegan]


async def test_the_other_seat_can_be_looked_at_and_learns_nothing() -> None:
    """A call that ends with the operator stays in that seat."""
    async with playing(setup(IN_THE_ROOM, *BOTH)) as person:
        await person.walk(LineStage.DIALLED, "a")
        assert "You are on the line" in person.text
        before = list(person.bodies)
        await person.press("f9")
        assert isinstance(person.call_screen, HandlerScreen)
        assert "with the 999 operator" not in person.text
        assert "You answer" not in person.text
        await person.press("f9")
        assert isinstance(person.call_screen, OperatorScreen)
        assert "You answer" in person.text
        assert person.bodies == before
        await person.walk("e", "=no response", *SURE)
        assert person.sitting.live.outcome is Outcome.ENDED_BY_OPERATOR
        assert isinstance(person.call_screen, OperatorScreen)


async def test_a_demonstration_shows_everything_of_a_call_that_nobody_touches() -> None:
    """Each entry that has a caption, over the whole width, row by row of the flow."""
    of = setup("fifty-five-at-once")
    async with playing(of, size=(160, 300)) as person:
        assert isinstance(person.call_screen, DemonstrationScreen)
        assert "A demonstration" in person.text
        assert "coached" not in person.text
        assert "assessed" not in person.text
        assert person.call_screen.query_one("#captions").size.width > 150
        await person.press("1", "5", "d", "enter", "a", "h", "f9")
        await person.until_ends()
        assert list(person.log) == list(run(of.scenario, of.profile, of.force, of.seed).log)
        captions = [caption(entry, None, of.profile) for entry in person.log]
        # A long line goes on below; its beginning is enough to find it.
        wanted = [
            (minutes(line.at), caption_words(line)[:60].rstrip()) for line in captions if line
        ]
        rows = iter(person.shown)
        for at, beginning in wanted:
            assert any(at in row and beginning in row for row in rows), beginning
        assert "presses 5" in person.text
        assert "(row " in person.text
        await finish(person)
