"""What a criterion and a rubric refuse, and what the shipped rubrics cover.

`tests/debrief` has the logs that each criterion of the shipped rubrics is tested by.
"""

from typing import cast

import pytest

from simulator.core.terms import Role
from simulator.rules.match_criteria import Context
from simulator.rules.monitor import evaluate
from simulator.rules.patterns import Rule
from simulator.rules.rubric import Criterion, LookedAt, Rubric, Weight, unperceived
from tests.builders import rule
from tests.debrief.short_logs import log
from tests.session.calls import LIBRARY

CONTEXT = Context(force=LIBRARY.force().force, profile=LIBRARY.profile().profile)
RUBRICS = {loaded.file.id: loaded.file.rubric for loaded in LIBRARY.rubrics()}
CRITERIA = {f"{r.id}/{held.id}": held for r in RUBRICS.values() for held in r.criteria}
PROMPTS = ("which_service", "which_of_three", "number_dialled", "make_a_sound")


def test_the_prompts_are_those_of_the_profile_and_of_this_call() -> None:
    held = CRITERIA["operator/every-prompt-tried"].rule
    assert held is not None
    asked = [f"{5 * n} op say {intent}" for n, intent in enumerate(PROMPTS)]
    three = log("; ".join([*asked[:3], "30 op recording"]), Role.OPERATOR)
    npcc = Context(profile=LIBRARY.profile("npcc_2017").profile)
    assert evaluate(held, three, npcc).kind.value == "met"
    again = log("; ".join([*asked, "300 ne call", "330 op recording"]), Role.OPERATOR)
    assert evaluate(held, again, CONTEXT).kind.value == "broken"
    with pytest.raises(ValueError, match="no profile is given"):
        evaluate(held, three, Context())


def test_every_behaviour_of_the_fact_sheet_has_a_criterion() -> None:
    basis = {criterion.basis for criterion in RUBRICS["call_handler"].criteria} - {None}
    not_in_the_product = {"B41"}  # No specialist can be called in.
    assert basis | not_in_the_product == {f"B{number:02}" for number in range(1, 43)}


def test_what_has_to_be_able_to_speak_during_a_call_can() -> None:
    live = {held.basis for held in RUBRICS["call_handler"].criteria if held.live}
    asked = {"B01", "B02", "B03", "B04", "B05", "B06", "B09", "B12"}
    assert asked <= live
    assert sum(held.live for held in RUBRICS["operator"].criteria) >= 8


def test_the_behaviours_that_the_sheet_calls_critical_are_critical() -> None:
    sheet = {"B04", "B09", "B12", "B13", "B16", "B36", "B37"}
    held = RUBRICS["call_handler"].criteria
    assert {each.basis for each in held if each.weight is Weight.CRITICAL} == sheet


def test_what_is_said_is_short_and_has_a_source() -> None:
    for name, held in CRITERIA.items():
        assert held.sources, name
        assert held.grounds, name
        for text in (held.says, held.when_met, held.when_missed, held.not_needed):
            assert len(text) <= 90, "a remark fits on one or two lines of a small screen"
            assert not text or text.endswith("."), name
        assert not held.says.startswith("You "), "it reads right under met and under missed"


def criterion(held: Rule | None) -> Criterion:
    return Criterion("one", "It was done.", held, "w", "Done.", "Do it.", Weight.MINOR)


UNPERCEIVED = {
    "never: {outcome: abandoned}": "outcome",
    "never: {act: press, key: '5'}": "key",
    "never: {asked: any, truly: yes}": "truly",
    "never: {any_of: [{act: tap}, {no_effect: true}]}": "no_effect",
    "never: {act: tap, but_not: {facts: {injured: yes}}}": "facts",
    "within: {time: 2s, of: {act: press}, then: {act: press, same: key}}": "same: key",
    "never: {act: tap}\nwhile: {phone_with: caller}": "phone_with",
    "never: {act: tap}\nwhile: {over: true}": "over",
}


@pytest.mark.parametrize("text", UNPERCEIVED)
def test_a_rule_that_asks_for_more_than_a_seat_perceives_is_refused(text: str) -> None:
    held = rule(text)
    assert unperceived(held) == (UNPERCEIVED[text],)
    with pytest.raises(ValueError, match="nobody on the line perceives"):
        criterion(held)


def test_there_is_no_rubric_for_the_caller() -> None:
    with pytest.raises(ValueError, match="the caller is never scored"):
        Rubric("mine", "Mine", cast(LookedAt, Role.CALLER), (criterion(None),))
