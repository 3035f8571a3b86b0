"""The simulated operator and call handler, looked at by the rubrics, in every shipped scenario.

They are good at the job: under every profile they meet every criterion that applies, and a coach
who hears only what they hear never says that something was missed.
"""

from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import product

import pytest

from simulator.core.log import Entry
from simulator.core.terms import Reason, Role
from simulator.debrief.assess.findings import Coach
from simulator.rules.match_criteria import Context
from simulator.rules.monitor import evaluate
from simulator.rules.patterns import VerdictKind
from simulator.rules.rubric import LookedAt
from simulator.session.run.headless_run import run
from simulator.session.run.live_run import RunSetup
from tests.daily import a_share, first_a_day
from tests.session.calls import LIBRARY, PROFILES
from tests.session.sitting import perceived, setup

SCENARIOS = [entry.id for entry in LIBRARY.scenarios() if entry.kind != "flow"]
"""Those in which nobody is made to depart from what they usually do."""
RUBRICS = [loaded.file.rubric for loaded in LIBRARY.rubrics()]
NEVER_ARISES = {
    # In no shipped scenario does another voice call it a mistake to the operator.
    "another-voice-confirms-nothing",
    # Nor does a caller ask the operator for another service than police.
    "another-service-as-asked",
    # The simulated operator says that they connect once they do; nobody promises safety.
    "honest-connecting",
    "honest-place-and-safety",
    # The simulated call handler never lowers a grade, nor closes as a mistake what it has graded.
    "no-downgrade-unassessed",
    # Where the simulated call handler decides not to ring, officers have been sent already.
    "traced-instead-of-ringing",
    # By the time that a supervisor wants the trace to go on, each step has been asked for.
    "trace-as-decided",
}


@cache
def played(scenario_id: str, profile_id: str) -> tuple[RunSetup, Sequence[Entry]]:
    of = setup(scenario_id, profile=PROFILES[profile_id])
    return of, run(of.scenario, of.profile, of.force).log


def call(scenario_id: str, profile_id: str, role: LookedAt) -> tuple[list[Entry], Context]:
    """What a seat perceives of a shipped call."""
    of, log = played(scenario_id, profile_id)
    return list(perceived(of, log, role)), Context(force=of.force, profile=of.profile, seat=role)


def _comes_by_message(entry: Entry) -> bool:
    """Whether an entry is of a message to 999."""
    passed_on = "text message to 999" in str(getattr(entry.body, "words", ""))
    return passed_on or getattr(entry.body, "reason", None) is Reason.NOT_REGISTERED


ONE_IN = 15
"""By day one call in so many is looked at, so that it costs few seconds."""
SHARES = [("iopc_2019", ONE_IN), *((profile_id, 1) for profile_id in PROFILES)]


@pytest.mark.parametrize(("profile_id", "one_in"), first_a_day(SHARES, rows=True))
def test_the_simulated_people_meet_every_criterion(profile_id: str, one_in: int) -> None:
    """Met or not applicable, on what that seat perceives; and the coach finds the same."""
    missed: list[str] = []
    for scenario_id, rubric in product(a_share(SCENARIOS, one_in), RUBRICS):
        log, context = call(scenario_id, profile_id, rubric.role)
        if rubric.role is Role.OPERATOR and any(map(_comes_by_message, log)):
            continue  # A desk of BT's takes it, and no operator has a voice to answer.
        for criterion in rubric.criteria:
            if criterion.rule is not None:
                verdict = evaluate(criterion.rule, log, context)
                if verdict.kind is VerdictKind.BROKEN:
                    missed.append(f"{scenario_id} {criterion.id}: {verdict.because}")
        coach = Coach(rubric, context)
        remarks = [remark for entry in log for remark in coach.receive(entry)]
        assert [each for each in remarks if each.kind is not VerdictKind.MET] == [], scenario_id
        spoken = [(remark.criterion.id, remark.text) for remark in remarks]
        assert len(spoken) == len(set(spoken)), "each speaks once"
    assert missed == []


@pytest.mark.parametrize(
    ("scenario_id", "profile_id"),
    [
        ("out-on-the-stairs", "iopc_2019"),
        ("the-same-grey-car", "iopc_listening"),
        ("behind-the-car-wash", "home_office_2001"),
    ],
)
def test_who_speaks_is_not_left_without_a_word_for_a_minute(
    scenario_id: str, profile_id: str
) -> None:
    """WT-11 and no-dead-air: nor once they were asked often, nor where no other reason holds."""
    log, context = call(scenario_id, profile_id, Role.CALL_HANDLER)
    (rule,) = (c.rule for each in RUBRICS for c in each.criteria if c.id == "no-dead-air")
    assert rule is not None
    assert evaluate(rule, log, context).kind is VerdictKind.MET


@pytest.mark.thorough
def test_what_the_rubrics_look_at_does_happen() -> None:
    """A rule that never applies to anything shipped proves nothing by being kept."""
    met: Counter[str] = Counter()
    for scenario_id in SCENARIOS:
        for rubric in RUBRICS:
            for profile_id in ("iopc_2019", "herts_old", "iopc_listening", "wmp_old"):
                log, context = call(scenario_id, profile_id, rubric.role)
                met.update(
                    criterion.id
                    for criterion in rubric.criteria
                    if criterion.rule is not None
                    and evaluate(criterion.rule, log, context).kind is VerdictKind.MET
                )
    ruled = {held.id for rubric in RUBRICS for held in rubric.criteria if held.rule is not None}
    assert ruled - set(met) == NEVER_ARISES
