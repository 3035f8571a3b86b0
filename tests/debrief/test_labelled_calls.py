"""Calls that an expert has labelled, played by the product, and what the rubrics find.

The first thirty and their labels are those of practice.md 7. Another author wrote fifteen more from
the rest of practice.md before seeing the rules. Each call is a scenario in which every act is
written down, so that the findings rest on the rules alone. The shipped rubrics must agree with at
least 95 in 100 of the labels, credit nothing that was not done, and miss no critical fault.
"""

import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from simulator.content.library.library import LoadedScenario
from simulator.core import acts as do
from simulator.core.terms import Role
from simulator.debrief.assess.findings import Finding, Judgement, assess
from simulator.rules.match_criteria import Context
from simulator.rules.rubric import Weight
from simulator.session.run.headless_run import run
from simulator.session.run.live_run import RunSetup
from tests.builders import yaml_of
from tests.daily import a_share_of_cases
from tests.session.calls import LIBRARY
from tests.session.sitting import perceived

FOLDER = Path(__file__).parent / "labelled"
EXPECTED: dict[str, dict[str, Any]] = yaml_of(FOLDER / "expected.yaml")
PROFILE = LIBRARY.profile("iopc_2019").profile
STATES = tuple(state.value for state in Judgement)


class Label(NamedTuple):
    """One expected finding."""

    call: str
    criterion: str
    state: str


def labels(call: str) -> Iterator[Label]:
    """The labels of one call."""
    for state in STATES:
        for criterion in EXPECTED[call].get(state, ()):
            yield Label(call, criterion, state)


def loaded(call: str) -> LoadedScenario:
    """One labelled call as a scenario."""
    return LIBRARY.scenario(str(FOLDER / f"{call}.yaml"))


@cache
def findings(call: str, *, with_text: bool = True) -> dict[str, Finding]:
    """The findings of one call for its seat, by criterion."""
    scenario = loaded(call).scenario
    force = LIBRARY.force(scenario.force or "generic").force
    result = run(scenario, PROFILE, force)
    assert result.skipped == (), "every act that is written down is done"
    role = Role(EXPECTED[call].get("seat", "call_handler"))
    rubric = next(each.file.rubric for each in LIBRARY.rubrics() if each.file.role is role)
    heard = list(perceived(RunSetup(scenario, PROFILE, force), result.log, role))
    if not with_text:
        texts = do.SendText("")
        heard = [e._replace(body=texts) if isinstance(e.body, do.SendText) else e for e in heard]
    found = assess(heard, rubric, Context(force=force, profile=PROFILE))
    return {finding.criterion.id: finding for finding in found}


def test_there_are_ninety_one_calls_and_each_has_its_labels() -> None:
    """The files and the labels name the same calls."""
    files = {path.stem for path in FOLDER.glob("*.yaml")} - {"expected"}
    assert files == set(EXPECTED)
    assert len(files) == 91


@pytest.mark.parametrize("call", EXPECTED)
@a_share_of_cases(3)
def test_nothing_else_is_missed(call: str) -> None:
    """What an expert does not name as missed is met, did not apply, or is for a person.

    A strength names an act of this seat; a fault says what was expected.
    """
    named = {*EXPECTED[call].get("missed", ()), *EXPECTED[call].get("as_well", ())}
    missed = {name: f for name, f in findings(call).items() if f.judgement is Judgement.MISSED}
    assert {name: f.because for name, f in missed.items() if name not in named} == {}
    for name, finding in findings(call).items():
        if finding.criterion.rule is not None:
            assert finding.evidence or finding.judgement is not Judgement.MET, name
            assert finding.because or finding.judgement is not Judgement.MISSED, name


def test_a_text_without_its_words_is_for_a_person() -> None:
    """A record keeps no words of texts unless asked to: whom it named cannot be seen."""
    found = findings("19-a-text-that-gives-away", with_text=False)["text-names-nobody"]
    assert found.judgement is Judgement.FOR_A_PERSON
    assert len(found.evidence) == 1


def test_the_rubrics_agree_with_the_labels(capsys: pytest.CaptureFixture[str]) -> None:
    """95 in 100 or more; no false credit, and no critical fault goes unseen."""
    every = [label for call in EXPECTED for label in labels(call)]
    found = {label: findings(label.call)[label.criterion] for label in every}
    differ = {
        f"{label.call}: {label.criterion} is {finding.judgement}, and was labelled {label.state}"
        for label, finding in found.items()
        if finding.judgement.value != label.state
    }
    agreed = len(every) - len(differ)
    share = f"{agreed} of {len(every)} labels, {100 * agreed / len(every):.1f} %"
    with capsys.disabled():
        sys.stdout.write(f"\nThe rubrics agree with {share}.\n")
    false_credit = [
        label
        for label, finding in found.items()
        if finding.judgement is Judgement.MET and label.state != "met"
    ]
    unseen = [
        label
        for label, finding in found.items()
        if label.state == "missed"
        and finding.criterion.weight is Weight.CRITICAL
        and finding.judgement is not Judgement.MISSED
    ]
    assert (false_credit, unseen) == ([], [])
    assert agreed >= 0.95 * len(every), "\n".join(sorted(differ))
