"""What is found of a part: met, missed, not applicable, open or for a person, and what shows it.

The logs are those by which every criterion of the shipped rubrics is tested.
"""

import pytest

from simulator.core.log import Entry
from simulator.core.terms import Role
from simulator.debrief.assess.debrief import SeatDebrief
from simulator.debrief.assess.findings import Finding, Judgement, assess
from simulator.rules.rubric import Criterion, Grounds, Rubric, Weight
from tests.builders import rule
from tests.debrief.short_logs import log, written
from tests.debrief.test_criteria_by_cases import RULED, cases, short_log
from tests.rules.test_rubric import CONTEXT, CRITERIA, RUBRICS


def found_in(name: str, heard: list[Entry], *, finished: bool = True) -> Finding:
    """The finding of one criterion of a shipped rubric."""
    rubric, _, criterion = name.partition("/")
    findings = assess(heard, RUBRICS[rubric], CONTEXT, finished=finished)
    assert [f.criterion.id for f in findings] == [c.id for c in RUBRICS[rubric].criteria]
    return next(f for f in findings if f.criterion.id == criterion)


def found(name: str, text: str, *, finished: bool = True) -> Finding:
    """The finding of one criterion in a short log of its seat."""
    rubric, _, _ = name.partition("/")
    return found_in(name, log(text, RUBRICS[rubric].role), finished=finished)


def example(name: str, state: str) -> list[Entry]:
    """The first log that a criterion finds met, missed or not applicable."""
    return next(short_log(name, case.text) for case in cases(name) if case.state == state)


def test_every_criterion_is_found_met_missed_and_left_out() -> None:
    for name in RULED:
        met, missed = found_in(name, example(name, "met")), found_in(name, example(name, "missed"))
        assert (met.judgement, missed.judgement) == (Judgement.MET, Judgement.MISSED), name
        assert (met.because, bool(missed.because)) == ("", True), name
        assert met.says == met.criterion.when_met
        assert missed.says == missed.criterion.when_missed
        for finding in (met, missed):
            at = [moment.at for moment in finding.evidence]
            assert at == sorted(at)
            assert all(moment.text for moment in finding.evidence)
        left_out = found_in(name, example(name, "not_applicable"))
        assert left_out.judgement is Judgement.NOT_APPLICABLE, name
        assert left_out.because == left_out.criterion.not_needed, "and it says why"


@pytest.mark.parametrize("name", [name for name, held in CRITERIA.items() if held.rule is None])
def test_what_only_a_person_can_judge_is_never_judged(name: str) -> None:
    for text in ("", "1 ch thrive risk; 5 ch grade priority doubt"):
        finding = found(name, text)
        assert finding.judgement in (Judgement.FOR_A_PERSON, Judgement.NOT_APPLICABLE)
        # What is shown is where to look; without an occasion of its own there is no such place.
        came_up = finding.judgement is Judgement.FOR_A_PERSON
        assert bool(finding.evidence) is (came_up and finding.criterion.occasion is not None)


def test_a_person_is_asked_only_where_there_was_an_occasion() -> None:
    name = "operator/key-tone-as-an-answer"
    assert found(name, "").judgement is Judgement.NOT_APPLICABLE
    finding = found(name, "2 ca press; 4 ca press")
    assert finding.judgement is Judgement.FOR_A_PERSON
    assert [moment.at for moment in finding.evidence] == [12_000, 14_000], "each place to look at"


def test_of_a_call_that_was_left_only_what_is_settled_is_said() -> None:
    name = "call_handler/number-searched-early"
    assert found(name, "5 ch search; 90 ca tap", finished=False).judgement is Judgement.OPEN
    assert found(name, "90 ca tap", finished=False).judgement is Judgement.MISSED
    assert found(name, "5 ch note person", finished=False).judgement is Judgement.OPEN


def criterion(name: str, text: str | None, weight: Weight = Weight.MINOR) -> Criterion:
    held, texts = rule(text) if text else None, ("It helps.", "Done.", "Do it.")
    grounds = (Grounds.INFERRED,)
    return Criterion(name, f"{name} was done.", held, *texts, weight, grounds=grounds)


MET, MISSED = "eventually: {call: any}", "eventually: {act: tap}"
NEVER_AROSE = "after: {act: cough}\neventually: {act: tap}"


def part(*criteria: Criterion, finished: bool = True) -> SeatDebrief:
    rubric = Rubric("r", "R", Role.OPERATOR, criteria)
    findings = assess(written(""), rubric, CONTEXT, finished=finished)
    return SeatDebrief(Role.OPERATOR, "R", findings)


def test_what_weighs_more_stands_first_and_critical_misses_stand_by_themselves() -> None:
    held = part(
        criterion("a", MISSED),
        criterion("b", MET),
        criterion("c", MISSED, Weight.CRITICAL),
        criterion("d", MET, Weight.CRITICAL),
        criterion("e", MISSED, Weight.MAJOR),
        criterion("f", None, Weight.CRITICAL),
        criterion("g", NEVER_AROSE, Weight.CRITICAL),
    )
    names = {
        group: "".join(f.criterion.id for f in getattr(held, group))
        for group in ("strengths", "critical", "missed")
    }
    left = (Judgement.FOR_A_PERSON, Judgement.NOT_APPLICABLE, Judgement.OPEN)
    names |= {each.value: "".join(f.criterion.id for f in held.of(each)) for each in left}
    assert names == {
        "strengths": "db",
        "critical": "c",
        "missed": "ea",
        "for_a_person": "f",
        "not_applicable": "g",
        "open": "",
    }


def test_what_did_not_come_up_leaves_the_denominator() -> None:
    texts = {"a": MET, "b": MISSED, "c": NEVER_AROSE, "d": None}
    held = part(*(criterion(name, text) for name, text in texts.items()))
    assert (held.tally, held.came_up) == ("seen, 1 of the 2 that came up", 2)
    left = part(criterion("a", MET), criterion("b", MISSED), finished=False)
    assert [finding.criterion.id for finding in left.of(Judgement.OPEN)] == ["b"]
    assert left.came_up == 1, "what an unfinished call could still show has not come up"
