"""What a call handler writes under THRIVE's headings: what is known, and gaps that still matter."""

from __future__ import annotations

import pytest

from simulator.core import acts as do
from simulator.core.log import StageEntered
from simulator.core.terms import Heading, LineStage, Marker, Role
from simulator.language.telling.reasoning import reasoning
from simulator.session.run.headless_run import run
from tests.language.telling.told import HANDLER, Said, says, teller, voice
from tests.session.calls import DEFAULT, GENERIC, LIBRARY

UNKNOWN = "Who can hear the call is not known."
GONE: tuple[Said, ...] = ((40, Role.NETWORK, StageEntered(LineStage.DOWN, "X-5")),)


def marked(*markers: Marker) -> tuple[Said, ...]:
    """A search that finds markers."""
    return (2, HANDLER, do.Search()), (3, Role.SYSTEMS, do.GiveResult(markers=markers))


def vulnerability(*parts: tuple[Said, ...]) -> str:
    """What is written under vulnerability after these."""
    return reasoning(Heading.VULNERABILITY, teller(*parts))


def test_who_can_hear_is_a_gap_while_the_line_is_up() -> None:
    """The next question may be asked aloud, or not: it hangs on this."""
    assert UNKNOWN in vulnerability(says(5, "He's got a knife."))


def test_once_the_line_is_down_nobody_can_hear_the_call() -> None:
    """CH-84: a gap that nothing hangs on any more is not written down as one."""
    text = vulnerability(says(5, "He's got a knife."), GONE)
    assert UNKNOWN not in text
    assert text == "Nothing is known of who the caller is."


def test_of_a_lost_silent_call_the_marker_is_the_vulnerability() -> None:
    """Two calls of a few seconds, and a high-risk marker: that is who is at risk (CH-84)."""
    text = vulnerability(marked(Marker.HIGH_RISK_DOMESTIC_ABUSE), GONE)
    assert text == "On the number: domestic abuse, high risk. The caller did not speak to us."


def test_a_marker_of_weapons_says_nothing_of_who_is_at_risk() -> None:
    """It belongs to the threat, where officers look for it."""
    assert "On the number" not in vulnerability(marked(Marker.WEAPONS), GONE)


def test_who_heard_the_call_stays_in_the_record() -> None:
    """It decides whether the number is rung, also after the line went (CH-66)."""
    assert "Another person could hear the call." in vulnerability(
        voice(5, "Who are you ringing?"), GONE
    )


@pytest.mark.parametrize("name", ["two-short-calls", "transfer-fails", "rang-off-at-hello"])
def test_in_whole_calls_no_record_after_the_line_names_that_gap(name: str) -> None:
    """35 of 50 records that were written with the line down said it."""
    for seed in range(3):
        down = False
        for each in run(LIBRARY.scenario(name).scenario, DEFAULT, GENERIC, seed).log:
            if isinstance(each.body, StageEntered) and isinstance(each.body.stage, LineStage):
                down = each.body.stage is LineStage.DOWN
            elif isinstance(each.body, do.Thrive) and down:
                assert UNKNOWN not in each.body.text


@pytest.mark.parametrize(("name", "seed"), [("rang-off-at-hello", 5), ("child-with-a-phone", 49)])
def test_the_record_before_a_close_says_why_it_is_closed(name: str, seed: int) -> None:
    """CH-84: reasons are due before a close; a caller is let go first (CH-42), and not kept for it.

    They said that the line was lost, and what was "not asked yet" of a caller who had gone.
    """
    log = list(run(LIBRARY.scenario(name).scenario, DEFAULT, GENERIC, seed).log)
    ended = next(each.at for each in log if isinstance(each.body, do.EndCall))
    closed = next(each.at for each in log if isinstance(each.body, do.Close))
    written = {
        each.body.heading: each.body.text
        for each in log
        if isinstance(each.body, do.Thrive) and ended < each.at < closed
    }
    assert "says it was a mistake and there is no danger" in written[Heading.RISK]
    assert "if the number rings again" in written[Heading.RISK]
    assert written[Heading.ENGAGEMENT] == "Rung back, answered, and let go."
    assert not any("Not asked" in text or "lost" in text for text in written.values())


def test_of_a_line_that_is_gone_nothing_is_not_asked_yet() -> None:
    """BF-7: nobody is there to be asked; that it was not asked is still so."""
    text = reasoning(Heading.RISK, teller(says(5, "He's got a knife."), GONE))
    assert "Not asked:" in text
    assert "Not asked yet" not in text
    assert "Not asked yet" in reasoning(Heading.RISK, teller(says(5, "He's got a knife.")))
