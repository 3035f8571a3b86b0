"""What each role is offered, held against the flow at every reachable call."""

from collections.abc import Iterator

import pytest

from simulator.core import acts as do
from simulator.core.acts import SAYS, stimulus_of
from simulator.core.call import Call, Transition
from simulator.core.possible_acts import REPERTOIRE, ActOptions, possible, why_ruled_out
from simulator.core.stimuli import Stimulus
from simulator.core.terms import Intent, Role
from tests.core.explored import PROFILES, explored
from tests.daily import one_a_day

both_profiles = pytest.mark.parametrize("profile", one_a_day(["iopc_2019", "early55_relay"]))
CHOICES = [(role, choice) for role, held in REPERTOIRE.items() for choice in held.values()]


def calls_of(profile: str) -> Iterator[Call]:
    """One call for each set of answers of the flow: offers and reasons depend on nothing else."""
    found = explored(PROFILES[profile])
    alike: dict[tuple[str | None, ...], Call] = {}
    for state in {node[0] for node in found.nodes}:
        call = Call(found.procedure.at(state))
        steps = (call.transitions[stimulus] for stimulus in Stimulus)
        alike.setdefault(tuple(s if isinstance(s, str) else None for s in steps), call)
    yield from alike.values()


def stimuli(role: Role, choice: ActOptions) -> dict[object, Stimulus]:
    """What the flow sees of a kind of act, by each value of the parameter that it looks at."""
    apart = do.ROWS[choice.kind].distinguishing_field
    values = choice.values[apart] if apart else (None,)
    acts = {value: choice.sample(**({apart: value} if apart else {})) for value in values}
    found = {value: stimulus_of(role, act) for value, act in acts.items()}
    return {value: stimulus for value, stimulus in found.items() if stimulus is not None}


def test_the_flow_looks_at_one_parameter_of_an_act() -> None:
    """The values of all others are the same to it, so that a list of them is never narrowed."""
    for role, choice in CHOICES:
        for name, values in choice.values.items():
            seen = {stimulus_of(role, choice.sample(**{name: value})) for value in values}
            assert None not in seen, (role, choice.kind)
            assert name == do.ROWS[choice.kind].distinguishing_field or len(seen) == 1


@both_profiles
def test_exactly_what_the_flow_permits_is_offered(profile: str) -> None:
    """With the values that it permits, and a reason for each act that it rules out."""
    offered: set[tuple[Role, str]] = set()
    seen = {(role, choice.kind): stimuli(role, choice) for role, choice in CHOICES}
    for call in calls_of(profile):
        now = {(role, offer.kind): offer for role in Role for offer in possible(call, role)}
        assert not now or call.outcome is None
        offered |= set(now)
        for role, choice in CHOICES:
            apart = do.ROWS[choice.kind].distinguishing_field
            steps = {value: call.transitions[s] for value, s in seen[role, choice.kind].items()}
            allowed = tuple(value for value, step in steps.items() if isinstance(step, Transition))
            offer = now.get((role, choice.kind))
            assert (offer is None) == (not allowed)
            assert offer is None or offer.values == (
                {**choice.values, apart: allowed} if apart else choice.values
            )
            for value, step in steps.items():
                act = choice.sample(**({apart: value} if apart else {}))
                assert why_ruled_out(call, role, act) == (step if isinstance(step, str) else None)
    assert offered


def test_everybody_speaks_in_their_own_words_and_for_their_own_purposes() -> None:
    recording = {i for i in Intent if i.startswith("recording_")}
    for role, intents in SAYS.items():
        assert Intent.OWN_WORDS in intents
        assert not recording & set(intents)
        assert REPERTOIRE[role]["say"].values["intent"] == intents
    operator, caller = set(SAYS[Role.OPERATOR]), set(SAYS[Role.CALLER])
    handler = set(SAYS[Role.CALL_HANDLER])
    assert operator & caller == handler & caller == {Intent.OWN_WORDS}
    officers = set(SAYS[Role.OFFICERS])
    assert officers & (operator | caller | handler) == {Intent.OWN_WORDS}
    assert operator | caller | handler | recording | officers == set(Intent)
