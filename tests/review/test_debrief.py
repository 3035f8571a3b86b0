"""What is found of a part: met, missed, not applicable, open or for a person, and what shows it.

The logs are those by which every criterion of the shipped rubrics is tested.
"""

import pytest

from simulator.core import acts as do
from simulator.core.hearing import UNKNOWN_KEY
from simulator.core.instant import Millis
from simulator.core.log import Entry
from simulator.core.terms import LineKind, Role
from simulator.debrief.assess.debrief import SeatDebrief
from simulator.debrief.assess.findings import Finding, Judgement, assess
from simulator.rules.rubric import Criterion, Grounds, Rubric, Weight
from tests.builders import CallLog, rule
from tests.review.test_rubric import (
    CONTEXT,
    CRITERIA,
    PAIRS,
    RUBRICS,
    STARTS,
    Steps,
    caller,
    log,
)


def found(name: str, steps: Steps, *, finished: bool = True) -> Finding:
    """The finding of one criterion of a shipped rubric."""
    rubric, _, criterion = name.partition("/")
    line = LineKind.LANDLINE if criterion == "fixed-line-in-doubt" else LineKind.MOBILE
    heard = log(STARTS[rubric], steps, line).entries
    findings = assess(heard, RUBRICS[rubric], CONTEXT, finished=finished)
    assert [f.criterion.id for f in findings] == [c.id for c in RUBRICS[rubric].criteria]
    return next(f for f in findings if f.criterion.id == criterion)


@pytest.mark.parametrize("name", PAIRS)
def test_every_criterion_is_found_met_and_missed(name: str) -> None:
    kept, missed = PAIRS[name]
    met, broken = found(name, kept), found(name, missed)
    assert (met.judgement, broken.judgement) == (Judgement.MET, Judgement.MISSED)
    assert (met.because, bool(broken.because)) == ("", True)
    assert met.says == met.criterion.when_met
    assert broken.says == broken.criterion.when_missed
    for finding in (met, broken):
        at = [moment.at for moment in finding.evidence]
        assert at == sorted(at)
        assert all(moment.text for moment in finding.evidence)


@pytest.mark.parametrize("name", [name for name, held in CRITERIA.items() if held.rule is None])
def test_what_only_a_person_can_judge_is_never_judged(name: str) -> None:
    for steps in ((), PAIRS["call_handler/thrive-recorded"][0]):
        finding = found(name, steps)
        assert finding.judgement in (Judgement.FOR_A_PERSON, Judgement.NOT_APPLICABLE)
        # What is shown is where to look; without an occasion of its own there is no such place.
        came_up = finding.judgement is Judgement.FOR_A_PERSON
        assert bool(finding.evidence) is (came_up and finding.criterion.occasion is not None)


def test_a_person_is_asked_only_where_there_was_an_occasion() -> None:
    name = "operator/key-tone-as-an-answer"
    assert found(name, ()).judgement is Judgement.NOT_APPLICABLE
    finding = found(name, [caller(at, do.Press(UNKNOWN_KEY)) for at in ("0:12", "0:14")])
    assert finding.judgement is Judgement.FOR_A_PERSON
    assert [moment.at for moment in finding.evidence] == [12_000, 14_000], "each place to look at"


def test_of_a_call_that_was_left_only_what_is_settled_is_said() -> None:
    name = "call_handler/number-searched"
    searched, not_yet = PAIRS[name]
    assert found(name, searched, finished=False).judgement is Judgement.MET
    assert found(name, not_yet, finished=False).judgement is Judgement.OPEN


def test_that_the_call_began_shows_nothing_where_something_else_does() -> None:
    """It is the only evidence of a rule that is about the beginning of a call."""
    call = CallLog()
    call.add("0:10", Role.CALLER, do.Tap())
    text = "for_each: {call: any}\neventually: {act: tap}"
    rubric = Rubric(
        "r",
        "R",
        Role.OPERATOR,
        (criterion("tapped", text), criterion("began", "eventually: {call: any}")),
    )
    tapped, began = assess(call.entries, rubric, CONTEXT)
    assert [moment.seq for moment in tapped.evidence] == [1]
    assert [moment.seq for moment in began.evidence] == [0]


def criterion(name: str, text: str | None, weight: Weight = Weight.MINOR) -> Criterion:
    return Criterion(
        name,
        f"{name} was done.",
        rule(text) if text else None,
        "It helps.",
        "Done.",
        "Do it.",
        weight,
        grounds=(Grounds.INFERRED,),
    )


MET, MISSED = "eventually: {call: any}", "eventually: {act: tap}"
NEVER_AROSE = "after: {act: cough}\neventually: {act: tap}"


def part(*criteria: Criterion, entries: list[Entry] | None = None, now: Millis = 0) -> SeatDebrief:
    rubric = Rubric("r", "R", Role.OPERATOR, criteria)
    heard = entries if entries is not None else CallLog().entries
    return SeatDebrief(Role.OPERATOR, "R", assess(heard, rubric, CONTEXT, now=now))


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
    held = part(
        criterion("a", MET),
        criterion("b", MISSED),
        criterion("c", NEVER_AROSE),
        criterion("d", None),
    )
    assert (held.tally, held.came_up) == ("seen, 1 of the 2 that came up", 2)
    criteria = (criterion("a", MET), criterion("b", MISSED))
    rubric = Rubric("r", "R", Role.OPERATOR, criteria)
    left = SeatDebrief(
        Role.OPERATOR, "R", assess(CallLog().entries, rubric, CONTEXT, finished=False)
    )
    assert [finding.criterion.id for finding in left.of(Judgement.OPEN)] == ["b"]
    assert left.came_up == 1, "what an unfinished call could still show has not come up"


def test_weights_are_never_added_up() -> None:
    """However much hangs on it, a criterion counts as one."""
    heavy = part(criterion("a", MET, Weight.CRITICAL), criterion("b", MISSED, Weight.MINOR))
    light = part(criterion("a", MET, Weight.MINOR), criterion("b", MISSED, Weight.CRITICAL))
    assert heavy.tally == light.tally == "seen, 1 of the 2 that came up"
