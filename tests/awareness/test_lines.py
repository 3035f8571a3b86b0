"""A call told to a room: everything that is heard, in plain words, and nothing of the trade."""

import re

import pytest

from simulator.awareness.narration import by_stage, narrate
from simulator.awareness.what_changed import why
from simulator.core.terms import LineStage, Role
from tests.awareness.rooms import SAY, decisions, played
from tests.daily import one_a_day, some_a_day
from tests.session.calls import LIBRARY
from tests.session.sitting import SHIPPED

PROFILES = [loaded.profile.id for loaded in LIBRARY.profiles()]
HEARD = ("tap", "cough", "press", "make", "say", "ask", "set_code", "offer_ways", "played")


@pytest.mark.parametrize("name", some_a_day(sorted(SHIPPED)))
def test_everything_that_is_heard_is_told_once_in_its_order(name: str) -> None:
    of = played(name)
    told = narrate(of.log, of.profile, SAY)
    heard = [e.seq for e in of.log if e.body.kind in HEARD]
    assert [m.seq for m in told if m.seq in set(heard)] == heard
    assert [m.at for m in told] == sorted(m.at for m in told)
    assert not [m.text for m in told if re.search(r"\(row|assumption|\[[A-Z]\d", m.text)]


@pytest.mark.parametrize("profile", one_a_day(PROFILES))
def test_every_call_can_be_told_under_every_profile(profile: str) -> None:
    for name in SHIPPED:
        of = played(name, profile)
        assert narrate(of.log, of.profile, SAY)


def test_what_is_too_faint_is_not_given_away() -> None:
    of = played("whispers-one-word")
    faint = [e for e in of.log if getattr(e.body, "manner", "") == "faint"]
    told = {m.seq: m.text for m in narrate(of.log, of.profile, SAY)}
    for entry in faint:
        assert told[entry.seq] == SAY("said-faint")


def test_a_call_is_cut_where_it_comes_to_another_stage() -> None:
    of = played("evening-in-the-office")
    told = narrate(of.log, of.profile, SAY)
    stages = [stage for stage, _ in by_stage(told)]
    assert stages[0] is LineStage.DIALLED, "the dialling belongs to it"
    assert stages.index(LineStage.RECORDING) < stages.index(LineStage.WITH_CALL_HANDLER)
    kept = [m for _, moments in by_stage(told) for m in moments]
    assert kept == [m for m in told if not m.news]


def test_the_recording_speaks_for_itself() -> None:
    of = played("quiet-throughout")
    told = [m for m in narrate(of.log, of.profile, SAY) if m.who == SAY(f"who-{Role.RECORDING}")]
    assert any("press 5 twice" in m.text for m in told)


LEANS = (SAY("because-marker"), SAY("because-doubt_and_marker"))


@pytest.mark.parametrize("name", some_a_day(sorted(SHIPPED), 15))
def test_a_reason_that_leans_on_an_earlier_report_is_told_after_the_report(name: str) -> None:
    of = played(name)
    for log in (of.log, *(way.log for _, ways in decisions(name) for way in ways)):
        told = [m.text for m in narrate(log, of.profile, SAY)]
        leans = [each for each in why(log, of.profile, SAY) if any(on in each for on in LEANS)]
        if leans:
            assert told.index(SAY("result-marked")) < told.index(SAY("act-deploy"))


def test_there_are_reasons_that_lean_on_an_earlier_report() -> None:
    of = played("partner-in-the-room")
    assert SAY("result-marked") in [m.text for m in narrate(of.log, of.profile, SAY)]
    _, ways = decisions("quiet-throughout")[1]
    whys = [" ".join(why(way.log, of.profile, SAY)) for way in ways]
    assert any(SAY("because-doubt_and_marker") in each for each in whys)
