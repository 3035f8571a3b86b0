"""A whole call of each seat, debriefed: one played well, one badly."""

from dataclasses import replace

import pytest

from simulator.content.scenario.scenario import AfterOutcome
from simulator.content.scenario.scenario import GroupQuestions as ToTalkAbout
from simulator.core.terms import Outcome, Role
from simulator.debrief.assess.debrief import FILTERED, PASSED_ON, CallNote, Debrief
from simulator.debrief.assess.findings import Judgement
from simulator.debrief.assess.finished_run import FinishedRun, debrief_run
from simulator.session.run.headless_run import run
from simulator.session.run.live_run import RunSetup
from tests.proof import plays
from tests.session.calls import LIBRARY
from tests.session.sitting import SHIPPED


def ids(debrief: Debrief, judgement: Judgement) -> set[str]:
    (part,) = debrief.parts
    return {f.criterion.id for f in part.findings if f.judgement is judgement}


def test_whoever_did_it_well_is_told_so_and_nothing_else() -> None:
    """Everything that came up was met; nothing is open."""
    for play, seen in ((plays.operator_well, 12), (plays.handler_well, 35)):
        debrief = plays.debrief_of(play)
        (part,) = debrief.parts
        assert (part.critical, part.missed) == ((), ())
        assert part.came_up == len(part.strengths) >= seen
    debrief = plays.debrief_of(plays.operator_well)
    (part,) = debrief.parts
    assert (part.role, part.tally) == (Role.OPERATOR, "seen, 12 of the 12 that came up")
    met = ids(debrief, Judgement.MET)
    assert {"every-prompt-tried", "told-police", "fifty-five-reported"} <= met
    assert (debrief.calls[0].ending is None, debrief.caller) == (False, ())


def test_a_seat_sees_only_what_it_perceived_and_the_debrief_everything() -> None:
    debrief = plays.debrief_of(plays.operator_well)
    whole, operators = debrief.ears
    assert (whole.role, operators.role) == (None, Role.OPERATOR)
    pressed = {"[presses 5]"}
    assert pressed <= {line.text for line in whole.lines}
    assert not pressed & {line.text for line in operators.lines}
    assert "[a key tone]" in {line.text for line in operators.lines}


def told(sitting: FinishedRun) -> ToTalkAbout:
    """What the scenario's own file says of talking about it."""
    assert sitting.setup.scenario.debrief is not None
    return sitting.setup.scenario.debrief


def with_more_to_ask(sitting: FinishedRun, *outcomes: Outcome) -> Debrief:
    """The debrief with something written for those outcomes."""
    more = AfterOutcome(ask=("Who knows of this call now?",), facilitator="Say it plainly.")
    debrief = told(sitting).model_copy(update={"by_outcome": dict.fromkeys(outcomes, more)})
    scenario = sitting.setup.scenario.model_copy(update={"debrief": debrief})
    return plays.debriefed(sitting._replace(setup=replace(sitting.setup, scenario=scenario)))


def test_what_is_asked_knows_how_the_call_ended() -> None:
    """Nothing is asked of an ending that did not come, nor of a call that was left."""
    sitting = plays.operator_badly()
    ours = told(sitting)
    debrief = with_more_to_ask(sitting, Outcome.ENDED_BY_OPERATOR)
    assert debrief.questions == ("Who knows of this call now?", *ours.ask)
    assert debrief.facilitator == ("Say it plainly.", ours.facilitator)
    assert debrief.written_for is None
    other = with_more_to_ask(sitting, Outcome.ABANDONED)
    assert (other.questions, other.facilitator) == (ours.ask, (ours.facilitator,))
    assert other.written_for is Outcome.DEPLOYED
    assert with_more_to_ask(sitting._replace(log=sitting.log[:12]), *Outcome).questions == ours.ask


def test_a_demonstration_has_no_findings() -> None:
    sitting = plays.operator_well()
    debrief = plays.debriefed(sitting._replace(setup=replace(sitting.setup, seats=())))
    assert (debrief.parts, debrief.caller, debrief.turning) == ((), (), ())
    assert [ears.role for ears in debrief.ears] == [None]


@pytest.mark.parametrize(
    ("scenario", "notes"),
    [
        ("quiet-throughout", [PASSED_ON]),
        ("taps-in-the-recording", [PASSED_ON, FILTERED]),
        ("coughs-when-asked", []),
    ],
)
def test_a_call_that_no_force_heard_of_says_what_forces_said_in_2023(
    scenario: str, notes: list[CallNote]
) -> None:
    """And where a tap was made, that a phone may never have sent it [N33]; Q23."""
    told = SHIPPED[scenario]
    profile, force = LIBRARY.profile().profile, LIBRARY.force("generic").force
    finished = FinishedRun(RunSetup(told, profile, force), run(told, profile, force).log)
    debrief = debrief_run(finished, LIBRARY)
    assert list(debrief.calls[0].notes) == notes
    assert ("N33" in debrief.sources_shown) == bool(notes)
