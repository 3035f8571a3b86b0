"""How well criteria did where the truth was known: the figures, and what they change."""

import json
from dataclasses import replace
from itertools import islice
from pathlib import Path

import pytest

from simulator.content.procedure import measured_rates
from simulator.content.procedure.measured_rates import LEAST, MeasuredRates, Rate, measured
from simulator.content.yaml.reader import DATA
from simulator.debrief.assess.findings import CAME_UP, Coach, Judgement, with_measured
from simulator.rules.match_criteria import Context
from simulator.rules.patterns import VerdictKind
from simulator.session.run.call_people import lapse_file
from tests.cli.command import silent999
from tests.daily import a_share_of_cases
from tests.debrief import measuring
from tests.debrief import test_labelled_calls as labelled
from tests.debrief.measuring import RUBRICS, SPEAKS_TO
from tests.session.calls import LIBRARY

HELD = json.loads(measured_rates.FILE.read_text(encoding="utf-8"))
RULED = {
    f"{rubric.id}/{each.id}": each
    for rubric in RUBRICS.values()
    for each in rubric.criteria
    if each.rule is not None
}
SAMPLE = ("two-at-once", "false-log", "no-answer-is-no", "scolds", "off-early")
WRITE = "run: python -m tests.debrief.measuring"


def test_each_lapse_speaks_to_criteria_that_a_rule_decides() -> None:
    assert set(SPEAKS_TO) <= {each.id for each in lapse_file().lapses}
    spoken_to = {name for held in SPEAKS_TO.values() for name in held}
    assert spoken_to <= {name.partition("/")[2] for name in RULED}
    assert set(HELD["criteria"]) == set(RULED), WRITE


def test_the_figures_of_labelled_calls_are_those_of_the_calls() -> None:
    """All of them: readers labelled them apart from the rules."""
    found = measuring.by_readers()
    for name, columns in HELD["criteria"].items():
        counted: dict[str, int] = found.get(name, {})
        held = columns.get("labelled", {})
        for key in ("hits", "of", "false", "came_up"):
            assert held.get(key, 0) == counted.get(key, 0), f"{name}: {WRITE}"


@pytest.mark.parametrize("lapse", SAMPLE)
@a_share_of_cases(2)
def test_a_lapse_is_found_as_often_as_the_figures_have_it(lapse: str) -> None:
    """A sample: each of these lapses is found each time, in the first calls in which it is made."""
    (criterion,) = SPEAKS_TO[lapse]
    for made in islice(measuring.occasions(lapse), 2):
        assert measuring.verdict(criterion, made) is VerdictKind.BROKEN
    rate = measured(made.context.seat.value, criterion).made  # type: ignore[union-attr]
    assert rate.hits == rate.of >= LEAST


def test_a_rate_has_its_numbers_and_is_not_measured_under_twenty_occasions() -> None:
    assert Rate(18, 20, 1, 50).found == "90 % (18 of 20)"
    assert Rate(18, 20, 1, 50).wrongly == "2 % (1 of 50)"
    assert Rate(19, 19, 0, 19).found == Rate(19, 19, 0, 19).wrongly == "not measured"
    assert MeasuredRates(Rate(5, 5, 0, 5)).in_words == "not measured"
    assert MeasuredRates(Rate(20, 20)).in_words == (
        "in made-up calls: made by the program: hit rate 100 % (20 of 20), "
        "false alarms not measured"
    )


def test_under_nine_in_ten_or_over_one_in_fifty_is_for_a_person() -> None:
    assert not Rate(18, 20, 1, 50).is_poor
    assert Rate(17, 19, 0, 0).is_poor is False, "too few"
    assert Rate(17, 20).is_poor
    assert Rate(0, 0, 2, 99).is_poor
    assert not Rate(0, 0, 2, 100).is_poor
    assert MeasuredRates(labelled=Rate(0, 0, 2, 99)).for_a_person


def test_a_finding_of_a_criterion_that_did_badly_is_left_to_a_person(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It keeps its moments and says why; the coach is silent on it. Others stay as they are."""
    poor = MeasuredRates(Rate(10, 30))
    monkeypatch.setattr(
        "simulator.debrief.assess.findings.measured",
        lambda _rubric, name: poor if name == "code-tested" else MeasuredRates(),
    )
    rubric = next(each for each in RUBRICS.values() if each.id == "call_handler")
    raw = labelled.findings("17-code-not-tested")
    found = {f.criterion.id: f for f in with_measured(rubric, raw.values())}
    assert raw["code-tested"].judgement is Judgement.MISSED
    assert found["code-tested"].judgement is Judgement.FOR_A_PERSON
    assert found["code-tested"].evidence == raw["code-tested"].evidence
    assert "made-up calls" in found["code-tested"].because
    assert all(
        replace(each, measured="") == raw[name]
        for name, each in found.items()
        if name != "code-tested"
    )
    assert "hit rate 33 % (10 of 30)" in found["code-tested"].measured
    coach = Coach(rubric, Context(force=LIBRARY_FORCE, profile=labelled.PROFILE))
    watched = {criterion.id for criterion, _, _ in coach._open}
    assert "code-tested" not in watched
    assert "code-before-use" in watched


LIBRARY_FORCE = LIBRARY.force().force


def test_the_full_debrief_and_its_json_have_the_figures() -> None:
    text = silent999("debrief", "pizza-please", "--full").out
    assert "Measured: in made-up calls: made by the program" in " ".join(text.split())
    found = json.loads(silent999("debrief", "pizza-please", "--format", "json").out)
    findings = [each for part in found["parts"] for each in part["findings"]]
    came_up = [each for each in findings if each["judgement"] in {j.value for j in CAME_UP}]
    assert came_up
    assert all(each["measured"] for each in came_up)


def test_a_command_prints_the_table_in_two_columns() -> None:
    text = silent999("rubric", "--measured").out
    for name, columns in HELD["criteria"].items():
        row = next(
            line for line in text.splitlines() if line.split()[:1] == [name.partition("/")[2]]
        )
        rate = Rate(**columns.get("made", {}))
        assert name.startswith("operator") or rate.found in row
    assert "in made-up calls" in text
    assert "Labelled by readers: 91 calls." in " ".join(text.split())
    assert "seeds 31, 32 and 33" in " ".join(text.split())


def test_the_rubric_has_the_figures_beside_each_criterion() -> None:
    text = silent999("rubric", "operator").out
    assert "stays-until-taken" in text
    assert "measured:  in made-up calls: made by the program" in text
    held = json.loads(silent999("rubric", "operator", "--format", "json").out)
    (rubric,) = held["rubrics"]
    found = next(each for each in rubric["criteria"] if each["id"] == "stays-until-taken")
    assert found["measured"]["made"] == HELD["criteria"]["operator/stays-until-taken"]["made"]


def test_a_rubric_of_a_user_is_printed_and_nothing_in_it_is_measured(tmp_path: Path) -> None:
    own = tmp_path / "own.yaml"
    text = (DATA / "rubrics" / "operator.yaml").read_text(encoding="utf-8")
    own.write_text(text.replace("id: operator\n", "id: own\n", 1), encoding="utf-8")
    said = silent999("rubric", str(own), "--measured")
    assert said.code == 0
    assert "not measured" in said.out
    assert "%" not in said.out


def test_an_unknown_rubric_is_named_with_those_that_there_are() -> None:
    said = silent999("rubric", "call_handlr")
    assert said.code == 2
    assert "call_handlr" in said.err
    assert "call_handler" in said.err
