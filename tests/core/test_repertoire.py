"""What each role is offered, held against the flow at every reachable call."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import pytest

from simulator.core import acts as do
from simulator.core.acts import SAYS, stimulus_of
from simulator.core.call import Call, Procedure, Step, new_call
from simulator.core.profile import Switches, Timings
from simulator.core.repertoire import (
    REPERTOIRE,
    Choice,
    possible,
    why_not,
    why_ruled_out,
)
from simulator.core.stimuli import Stimulus
from simulator.core.terms import Coverage, Intent, Role, Service
from tests.core.explored import PROFILES, explored
from tests.daily import one_a_day

both_profiles = pytest.mark.parametrize("profile", one_a_day(["iopc_2019", "early55_relay"]))


class Variant(NamedTuple):
    """One act of a role, which differs from the sample of its kind in one parameter."""

    role: Role
    kind: str
    parameter: str
    value: object
    stimulus: Stimulus


@cache
def variants() -> tuple[Variant, ...]:
    """Every act of every role, with each value of each closed set in turn."""
    return tuple(_variants())


def _variants() -> Iterator[Variant]:
    for role, choices in REPERTOIRE.items():
        for choice in choices.values():
            told = [("", None), *((n, v) for n, vs in choice.values.items() for v in vs)]
            for name, value in told:
                act = choice.sample(**({name: value} if name else {}))
                stimulus = stimulus_of(role, act)
                assert stimulus is not None, (role, act)
                yield Variant(role, choice.kind, name, value, stimulus)


def calls_of(profile: str) -> Iterator[Call]:
    """Every reachable call of a profile, timers left out: nobody is offered a timer."""
    found = explored(PROFILES[profile])
    for situation in {node[0] for node in found.nodes}:
        yield Call(found.procedure.at(situation))


def kinds_of_calls(profile: str) -> Iterator[Call]:
    """One call for each set of answers of the flow: offers and reasons depend on nothing else."""
    alike: dict[tuple[str | None, ...], Call] = {}
    for call in calls_of(profile):
        steps = (call.moves[stimulus] for stimulus in Stimulus)
        alike.setdefault(tuple(s if isinstance(s, str) else None for s in steps), call)
    yield from alike.values()


@cache
def _stimulus(role: Role, act: do.Action) -> Stimulus | None:
    return stimulus_of(role, act)


def _offers(choice: Choice) -> Iterator[do.Action]:
    """Each act that a choice offers, with every value in turn that it lists."""
    yield choice.sample()
    for name, values in choice.values.items():
        for value in values:
            yield choice.sample(**{name: value})


@both_profiles
def test_whatever_is_offered_is_accepted(profile: str) -> None:
    """An act that a role is offered, with any value that is listed, is possible in the flow."""
    refused: set[tuple[Role, str, str]] = set()
    offered: dict[tuple[Role, frozenset[Stimulus]], set[str]] = {}
    for call in calls_of(profile):
        for role in Role:
            for choice in possible(call, role):
                stimuli = _stimuli(role, choice.kind, _key(choice))
                offered.setdefault((role, stimuli), set()).add(choice.kind)
                for stimulus in stimuli:
                    if not isinstance(call.moves[stimulus], Step):
                        refused.add((role, choice.kind, stimulus))
    assert offered
    assert not refused


def _key(choice: Choice) -> tuple[tuple[str, tuple[object, ...]], ...]:
    return tuple(choice.values.items())


@cache
def _stimuli(
    role: Role, kind: str, values: tuple[tuple[str, tuple[object, ...]], ...]
) -> frozenset[Stimulus]:
    """What the flow sees of all acts of a kind with the values that are offered."""
    whole = REPERTOIRE[role][kind]
    narrowed = Choice(kind, whole.make, dict(values), whole.free)
    found = {stimulus_of(role, act) for act in _offers(narrowed)}
    return frozenset(stimulus for stimulus in found if stimulus is not None)


@both_profiles
def test_whatever_the_flow_permits_is_offered(profile: str) -> None:
    """An act that the flow permits is offered to its role, with that value in the list."""
    missing: set[tuple[Role, str, str, str]] = set()
    for call in calls_of(profile):
        now = {(r, choice.kind): choice for r in Role for choice in possible(call, r)}
        for variant in variants():
            if isinstance(call.moves[variant.stimulus], Step):
                offer = now.get((variant.role, variant.kind))
                listed = offer is not None and (
                    not variant.parameter or variant.value in offer.values[variant.parameter]
                )
                if not listed:
                    missing.add((variant.role, variant.kind, variant.parameter, str(variant.value)))
    # The sample of a kind is only its first value: a kind is offered when any of its values is.
    assert not {entry for entry in missing if entry[2]}


@both_profiles
def test_whatever_is_not_offered_has_a_reason(profile: str) -> None:
    """For every kind of act there is either an offer or a reason why not, never both or neither."""
    for call in kinds_of_calls(profile):
        for role, choices in REPERTOIRE.items():
            offered = {choice.kind for choice in possible(call, role)}
            for kind in choices:
                why = why_not(call, role, kind)
                assert (why is None) == (kind in offered)
                assert why is None or why


@both_profiles
def test_the_reason_is_the_one_that_the_flow_gives(profile: str) -> None:
    """Why an act is ruled out is what the flow says of it, and nothing when it is possible."""
    for call in calls_of(profile):
        for role, choices in REPERTOIRE.items():
            for choice in choices.values():
                act = _sample(role, choice.kind)
                stimulus = _stimulus(role, act)
                assert stimulus is not None
                step = call.moves[stimulus]
                assert why_ruled_out(call, role, act) == (step if isinstance(step, str) else None)


@cache
def _sample(role: Role, kind: str) -> do.Action:
    return REPERTOIRE[role][kind].sample()


def test_a_phone_that_nobody_has_dialled_with_can_only_dial() -> None:
    """Before the call there is one thing to do: the caller dials 999 or 112 [G1]."""
    call = new_call(Procedure(Switches(), Timings()))
    offered = [(role, choice) for role in Role for choice in possible(call, role)]
    ((role, choice),) = offered
    assert (role, choice.kind) == (Role.CALLER, "dial")
    assert choice.values == {"number": ("999", "112")}


def test_an_act_of_somebody_else_is_ruled_out_with_a_reason() -> None:
    """A role never does what is not in its repertoire, and asking for it by kind is a mistake."""
    call = new_call(Procedure(Switches(), Timings()))
    assert why_ruled_out(call, Role.OPERATOR, do.Tap()) == "that role never does this"
    with pytest.raises(KeyError):
        why_not(call, Role.OPERATOR, "tap")


@pytest.mark.parametrize("role", [Role.RECORDING, Role.OTHER_PERSON])
def test_who_decides_nothing_is_offered_nothing(role: Role) -> None:
    """A recording and a voice decide nothing: their acts are a machine's or the room's."""
    assert role not in REPERTOIRE
    call = new_call(Procedure(Switches(), Timings()), coverage=Coverage.HOME)
    assert possible(call, role) == ()


def test_everybody_speaks_in_their_own_words_and_for_their_own_purposes() -> None:
    """Each speaking role has its own intents; the recording's belong to nobody else."""
    recording = {i for i in Intent if i.startswith("recording_")}
    for role, intents in SAYS.items():
        assert Intent.OWN_WORDS in intents
        assert not recording & set(intents)
        assert REPERTOIRE[role]["say"].values["intent"] == intents
    operator, caller = set(SAYS[Role.OPERATOR]), set(SAYS[Role.CALLER])
    handler = set(SAYS[Role.CALL_HANDLER])
    assert operator & caller == handler & caller == {Intent.OWN_WORDS}
    assert operator | caller | handler | recording == set(Intent)


def test_the_police_bring_in_every_service_but_themselves() -> None:
    """A force asks ambulance, fire and coastguard in; it is the police already [K1]."""
    services = REPERTOIRE[Role.CALL_HANDLER]["bring_in"].values["service"]
    assert services == (Service.AMBULANCE, Service.FIRE, Service.COASTGUARD)
