"""An act that would say nothing is left, and what else there is to do comes at once."""

from simulator.core import acts as do
from simulator.core.log import Entry
from simulator.core.terms import (
    Intent,
    LossCause,
    Manner,
    QuestionForm,
    Reason,
    Role,
    Service,
    Sound,
)
from simulator.session.run.cast import Cast
from simulator.session.run.headless_run import sessions
from simulator.session.session import Session
from tests.guidance.stories import TAPS
from tests.session.calls import DEFAULT, GENERIC, Story, scenario

BRIEFED = 134_000


def begun(text: str) -> tuple[Session, list[Entry]]:
    """A call of a scenario in which anybody's act can be done at any instant, and its log."""
    log: list[Entry] = []
    return next(iter(sessions(Cast(scenario(text), DEFAULT, GENERIC, 0, {}), log))), log


def test_a_briefing_of_nothing_does_not_keep_the_desk_from_the_lost_line() -> None:
    """Another's "no" that nobody made out is in no briefing; the grade is set anew (CH-65)."""
    call, log = begun(TAPS)
    call.advance(BRIEFED)
    call.submit(Role.ROOM, do.Say(Intent.SAYS_NO, "", Manner.WHISPERED))
    call.advance(BRIEFED + 5_000)
    call.submit(Role.NETWORK, do.LoseLine(LossCause.BATTERY))
    call.advance(BRIEFED + 60_000)
    told = Story(log)
    again = told.first(do.SetGrade, reason=Reason.LINE_CUT)
    assert again.at - told.first(do.LoseLine).at < 20_000


def test_who_has_had_all_advice_is_not_asked_for_a_yes_that_no_code_gives() -> None:
    """A watch that speaks at once: no sign, no code; any word or sound is asked for (WT-10n)."""
    call, log = begun("line: wearable\n")
    call.advance(2_000)
    call.submit(Role.OPERATOR, do.Connect(Service.POLICE, Reason.DOUBT))
    call.advance(7_300)
    call.submit(Role.CALLER, do.Make(Sound.FALL_MESSAGE))
    call.advance(900_000)
    told = Story(log)
    assert not told.any(do.SetCode)
    assert not told.any(do.Ask, form=QuestionForm.CLOSED)
    assert told.any(do.Say, intent=Intent.INVITE_SPEECH)
