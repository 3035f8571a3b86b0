"""What a seat offers is what the flow allows, and whatever is chosen makes an act of it."""

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Any

import pytest

from simulator.core.acts import SAYS
from simulator.core.call import Call, new_call
from simulator.core.possible_acts import REPERTOIRE, possible, why_ruled_out
from simulator.core.terms import Role
from simulator.knowledge.knowledge import Knowledge
from simulator.seat import available_acts as seat_acts
from simulator.seat.available_acts import (
    CALLER_WORDS,
    CODES,
    Parameter,
    acts_of,
    available_acts,
    parameters,
)
from simulator.seat.view.act_catalogue import CALL_HANDLER, CALLER, CATALOGUE, OPERATOR, ActSpec
from tests.core.explored import PROFILES as SWITCHES
from tests.core.explored import explored
from tests.daily import first_a_day, one_a_day, some_a_day
from tests.seat.walking import DESK, SEATS, WALKED, materials, moments
from tests.session.calls import flow

WRITTEN = ("words", "text")
"""Parameters that are free text."""
EVERY_ACT = [(role, act) for role in SEATS for act in CATALOGUE[role]]

walked = pytest.mark.parametrize(("name", "profile"), some_a_day(WALKED, 8, rows=True))


@pytest.mark.parametrize("role", SEATS)
def test_a_seat_has_every_kind_of_act_of_its_role_and_no_other(role: Role) -> None:
    assert {act.kind for act in CATALOGUE[role]} == set(REPERTOIRE[role])


@pytest.mark.parametrize("role", SEATS)
def test_keys_and_labels_are_unique_in_a_seat(role: Role) -> None:
    for told in ([act.key for act in CATALOGUE[role]], [act.label for act in CATALOGUE[role]]):
        assert [each for each, times in Counter(told).items() if times > 1] == []


def test_an_act_of_the_catalogue_can_be_shown() -> None:
    """One key, a short label, a heading, and what it asks is known."""
    for role, act in EVERY_ACT:
        assert len(act.key) == 1
        assert 0 < len(act.label) <= 34, act.label
        assert act.group
        assert ("reason" in act.asks) == bool(act.reasons), act.label
        assert len(set(act.reasons)) == len(act.reasons)
        choice = REPERTOIRE[role][act.kind]
        assert set(act.fixed) <= set(choice.values) | set(choice.free)
        assert all(value in choice.values.get(n, (value,)) for n, value in act.fixed.items())


@pytest.mark.parametrize(
    ("role", "acts"), [(Role.OPERATOR, OPERATOR), (Role.CALL_HANDLER, CALL_HANDLER)]
)
def test_everything_that_a_role_can_mean_can_be_said(role: Role, acts: tuple[ActSpec, ...]) -> None:
    fixed = {act.fixed["intent"] for act in acts if act.kind == "say" and act.fixed}
    chosen = {
        option.value
        for act in acts
        for name in act.asks
        if name.endswith("speech")
        for option in seat_acts.parameter(name, act, DESK, Knowledge(role)).options
    }
    assert fixed | chosen == set(SAYS[role])


def test_a_caller_is_never_short_of_words() -> None:
    """Whatever is chosen, something is said, also when no words of one's own are given."""
    assert set(CALLER_WORDS) == set(SAYS[Role.CALLER])
    for act in CALLER:
        for intent in SAYS[Role.CALLER] if act.kind == "say" else ():
            said = acts_of(Role.CALLER, act, {"speech": intent}, DESK, ())[0]
            assert getattr(said, "words", "")


@pytest.mark.parametrize("profile", one_a_day(["iopc_2019", "npcc_2017"]))
def test_offers_are_what_the_flow_allows_at_every_reachable_call(profile: str) -> None:
    """And of what the flow tells apart by a choice, exactly what it allows can be chosen."""
    reachable = explored(SWITCHES[profile])
    situations = {situation for situation, _ in reachable.nodes}
    assert len(situations) > 300
    for situation in situations:
        call = Call(reachable.procedure.at(situation))
        for role in SEATS:
            found = available_acts(call, role)
            allowed = {offer.kind for offer in found if offer.disabled_reason is None}
            assert allowed == {choice.kind for choice in possible(call, role)}
            for offer in found:
                act = offer.act
                if not act.distinguishing:
                    continue
                whole = [seat_acts.parameter(name, act, DESK, Knowledge(role)) for name in act.asks]
                asked = parameters(act, call, role, DESK, Knowledge(role))
                (name,) = act.distinguishing
                for every, narrowed in zip(whole, asked, strict=True):
                    if narrowed.name != name:
                        assert narrowed == every
                        continue
                    chosen = {p.name: first(p) for p in whole}
                    assert narrowed.options == tuple(
                        option
                        for option in every.options
                        if why_ruled_out(
                            call,
                            role,
                            acts_of(role, act, {**chosen, name: option.value}, DESK, ())[0],
                        )
                        is None
                    )
                    assert bool(narrowed.options) == (offer.disabled_reason is None)


def first(parameter: Parameter) -> Any:
    """The first thing that may be chosen; the fewest, where it may be several."""
    if parameter.name in WRITTEN and not parameter.options:
        return ""
    if parameter.understand is not None:
        return parameter.understand("Are you there?").readings[0]
    values = [option.value for option in parameter.options]
    return values[: parameter.least] if parameter.several else values[0]


def choices(asked: tuple[Parameter, ...]) -> Iterator[dict[str, Any]]:
    """What may be chosen: every option of every parameter once, some and all of several."""
    base = {parameter.name: first(parameter) for parameter in asked}
    yield base
    for parameter in asked:
        values = [option.value for option in parameter.options]
        if not parameter.several:
            yield from ({**base, parameter.name: value} for value in values)
        else:
            yield {**base, parameter.name: values}
            yield from ({**base, parameter.name: [value]} for value in values)
    if asked and asked[-1].name in WRITTEN:
        yield {**base, asked[-1].name: "In words of my own."}


@pytest.mark.parametrize("one_in", first_a_day([4, 1]))
@walked
def test_whatever_is_chosen_makes_an_act_that_is_possible(
    name: str, profile: str, one_in: int
) -> None:
    """At one of so many moments: a day tries every fourth, of each seat in turn."""
    built = offered = tried = 0
    for moment in islice(moments(name, profile), 0, None, one_in):
        tried += 1
        desk = materials(moment.of)
        for offer in available_acts(moment.call, moment.role):
            if offer.disabled_reason is not None:
                continue
            offered += 1
            asked = parameters(offer.act, moment.call, moment.role, desk, moment.knowledge)
            assert len(asked) == len(offer.act.asks)
            for parameter in asked:
                assert parameter.label
                typed = parameter.name in WRITTEN or parameter.understand is not None
                assert parameter.options or typed or parameter.least == 0
                assert all(option.label for option in parameter.options)
                assert len({o.label for o in parameter.options}) == len(parameter.options)
                assert not parameter.several or parameter.least <= max(1, len(parameter.options))
            for chosen in choices(asked):
                (act,) = acts_of(moment.role, offer.act, chosen, desk, moment.heard)
                assert act.kind == offer.kind
                assert why_ruled_out(moment.call, moment.role, act) is None, (act, chosen)
                built += 1
    assert built >= offered > 0
    assert built > 100 or tried < 10, "a call that is soon over has few moments"


def test_what_is_ruled_out_says_why_in_the_flows_words() -> None:
    call = new_call(flow())
    found = available_acts(call, Role.OPERATOR)
    answer = next(offer for offer in found if offer.key == "a")
    assert (answer.label, answer.disabled_reason) == ("Answer the call", "nothing has been dialled")
    dial = next(offer for offer in available_acts(call, Role.CALLER) if offer.key == "d")
    assert dial.disabled_reason is None


def test_the_codes_that_can_be_stated_begin_with_the_forces_own() -> None:
    act = next(act for act in CALL_HANDLER if act.kind == "set_code")
    asked = seat_acts.parameter("code", act, DESK, Knowledge(Role.CALL_HANDLER))
    assert asked.options[0].value == DESK.force.code
    assert {option.value for option in asked.options} == {DESK.force.code, *CODES}
