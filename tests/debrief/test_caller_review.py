"""For the caller: what counted at each stage, and why; never a judgement."""

import re
from dataclasses import replace

import pytest

from simulator.core import acts as do
from simulator.core.log import LinePlayed, StageEntered
from simulator.core.profile import Switches
from simulator.core.terms import Intent, LineKind, LineStage, Role
from simulator.debrief.assess.caller_review import COUNTING, StageSpan, what_was_possible
from simulator.knowledge.facts import KnownFacts
from tests.builders import PROFILE, CallLog
from tests.session.calls import LIBRARY

NETWORK, CALLER = Role.NETWORK, Role.CALLER
WORDS_OF_JUDGEMENT = re.compile(
    r"\b(should|wrong|mistake|fail\w*|missed|too (late|early|soon)|only had to)\b", re.IGNORECASE
)


def call(line: LineKind = LineKind.MOBILE) -> CallLog:
    """A caller who dials, presses 5 to the operator, and is silent in the recording."""
    log = CallLog(line)
    log.add("0:01", CALLER, do.Dial(), rows=("D-1",))
    log.add("0:01", NETWORK, StageEntered(LineStage.DIALLED, "D-1"))
    log.add("0:03", NETWORK, StageEntered(LineStage.WITH_OPERATOR, "D-3"))
    log.say("0:03", "0:05", Role.OPERATOR, do.Say(Intent.WHICH_SERVICE, "Which service?"))
    log.add("0:08", CALLER, do.Press("5"), rows=("O-8",))
    if line is LineKind.MOBILE:
        log.add("0:30", NETWORK, StageEntered(LineStage.RECORDING, "O-19"))
        log.add("0:42", Role.RECORDING, LinePlayed(Intent.RECORDING_ASKS_FOR_55, "R-3"))
        log.add("0:45", CALLER, do.StaySilent(), rows=("A-1",))
        log.add("0:53", NETWORK, StageEntered(LineStage.NO_RESPONSE_TO_RECORDING, "R-18"))
    return log


USUAL = Switches()


def stretches(log: CallLog, switches: Switches = USUAL) -> tuple[StageSpan, ...]:
    return what_was_possible(log.entries, replace(PROFILE, switches=switches))


def test_each_stage_is_told_with_what_happened_in_it() -> None:
    found = stretches(call())
    assert [(s.start, s.end) for s in found] == [
        (0, 1_000),
        (1_000, 3_000),
        (3_000, 30_000),
        (30_000, 42_000),
        (42_000, 53_000),
    ]
    with_operator = found[2]
    assert [moment.text for moment in with_operator.heard] == ['"Which service?"']
    (did,) = with_operator.did
    assert did.moment.text == "[presses 5]"
    assert did.came_of_it.startswith("A 5 before a sound is asked for: a tone")
    assert did.sources == ("P1",)


@pytest.mark.parametrize(
    ("switches", "before", "after"),
    [
        (Switches(), "Pressing 5, and 5 again", "Pressing 5, and 5 again"),
        (
            Switches(counts_before_request=False),
            "Nothing yet: 55 counts once",
            "Pressing 5, and 5 again",
        ),
        (Switches(noise_passes=True), "A tap, a cough or a word counts too", "A tap"),
    ],
)
def test_the_recording_is_told_as_the_profile_has_it(
    switches: Switches, before: str, after: str
) -> None:
    first, second = stretches(call(), switches)[3:]
    assert before in first.counted.what
    assert after in second.counted.what
    assert second.where.endswith("after it has asked for 55")


def test_the_operator_is_told_by_line_and_profile() -> None:
    mobile = stretches(call())[2].counted
    early = stretches(call(), Switches(early_55_relayed=True))[2].counted
    fixed = stretches(call(LineKind.LANDLINE))[2].counted
    assert "55 does too" in early.what
    assert "55" not in mobile.what + fixed.what
    assert "if doubt remains" in fixed.why
    assert {"N5", "W1"} <= set(fixed.sources)


@pytest.mark.parametrize("stage", COUNTING)
def test_no_line_judges_and_each_has_sources(stage: LineStage) -> None:
    known = LIBRARY.sources()
    for switches in (Switches(), Switches(noise_passes=True, early_55_relayed=True)):
        for kind in LineKind:
            for asked in (False, True):
                facts = KnownFacts(kind=kind, stage=stage, asked_for_55=asked)
                counted = COUNTING[stage](switches, facts)
                assert not WORDS_OF_JUDGEMENT.search(f"{counted.what} {counted.why}")
                assert counted.sources
                assert set(counted.sources) <= set(known)
