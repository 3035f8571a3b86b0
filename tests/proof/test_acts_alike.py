"""What others do while the operator listens: the acts that are visited stand for all.

An act is like another if the flow reads it alike and the standing operator makes the same of it,
whatever they have in mind.
"""

from collections.abc import Hashable, Iterator, Sequence
from functools import lru_cache
from itertools import product

import pytest

from simulator.content.library.library import Library
from simulator.core import acts as do
from simulator.core.acts import stimulus_of
from simulator.core.call import Procedure
from simulator.core.log import Entry
from simulator.core.possible_acts import REPERTOIRE
from simulator.core.profile import Profile
from simulator.core.table import CallState
from simulator.core.terms import Intent, LineStage, Manner, Role, Sound
from simulator.proof.explore.act_classes import ClassifiedAct
from simulator.proof.explore.untimed_sessions import ACTS, DECISIVE, WITH_POLICE, operator_key
from simulator.session.participant import Reaction
from simulator.session.people.simulated_operator import OperatorMemory, SimulatedOperator
from simulator.session.random_stream import RandomStream
from tests.core.explored import explore
from tests.daily import one_a_day

PROFILES = {loaded.profile.id: loaded.profile for loaded in Library().profiles()}
OTHERS = (Role.CALLER, Role.ROOM, Role.NETWORK)
LISTENS = (
    *(LineStage.WITH_OPERATOR, LineStage.RECORDING, LineStage.HELD),
    *(LineStage.CONNECTING_POLICE, LineStage.WITH_CALL_HANDLER),
)
SAID = (None, do.Say(Intent.WANTS_POLICE), do.Say(Intent.SAYS_MISTAKE))
MINDS = [
    OperatorMemory(
        stage=stage,
        said=2,
        asked_for_sound=asked,
        asking_again=again,
        checking_mistake=checking,
        settled=settled,
        voices=voices,
        fallen=fallen,
        listening_to=said,
    )
    for stage in LISTENS
    for asked, again, checking, settled, voices, fallen in product((False, True), repeat=6)
    for said in SAID
]
"""What an operator can have in mind; what was heard is only added to."""
FEW = MINDS[::11]
"""A share of them for every day: 11 has no factor in common with any of the values above."""


def all_acts() -> Iterator[ClassifiedAct]:
    """Every act of others, with every value that a listener could tell apart."""
    for role in OTHERS:
        for choice in REPERTOIRE[role].values():
            if choice.make is do.Make:
                yield from (ClassifiedAct(role, do.Make(sound)) for sound in Sound)
            elif choice.make is do.Say:
                yield from (
                    ClassifiedAct(role, do.Say(*each))
                    for each in product(do.SAYS[Role.CALLER], [""], Manner)
                )
            else:
                for apart, values in choice.values.items() or [("", [])]:
                    yield from (
                        ClassifiedAct(role, choice.sample(**{apart: value})) for value in values
                    )
                if not choice.values:
                    yield ClassifiedAct(role, choice.sample())


def made_of_it(profile: Profile, done: ClassifiedAct, minds: Sequence[OperatorMemory]) -> Hashable:
    """How the flow reads an act, and what the operator makes of it, whatever they have in mind."""
    operator = SimulatedOperator(profile, RandomStream(0, "operator"))
    made = []
    for mind in minds:
        operator.memory = mind
        reaction = operator.on_heard(Entry(0, 0, done.role, done.role, done.action, (), None), 0)
        made.append((operator_key(operator), tuple(reaction.plans), reaction.replaces_plans))
    return stimulus_of(*done), tuple(map(str, made))


def unlike(
    profile: Profile, visited: Sequence[ClassifiedAct], minds: Sequence[OperatorMemory]
) -> list[ClassifiedAct]:
    """The acts that are like none of those that are visited, and change something."""
    known = {made_of_it(profile, done, minds) for done in visited}
    others = [done for done in all_acts() if made_of_it(profile, done, minds) not in known]
    return [done for done in others if not changes_nothing(profile, done, minds)]


@pytest.mark.parametrize("minds", [FEW, pytest.param(MINDS, marks=pytest.mark.thorough)], ids=len)
@pytest.mark.parametrize("profile", one_a_day(PROFILES, "pecs_2008"))
def test_the_acts_that_are_visited_stand_for_all(
    profile: str, minds: Sequence[OperatorMemory]
) -> None:
    """Under one profile every day, one that tells a device from a voice; under all in full."""
    assert unlike(PROFILES[profile], ACTS, minds) == []


@pytest.mark.parametrize(
    "left_out", [do.Make(Sound.DEVICE_VOICE), do.Say(Intent.SAYS_MISTAKE), do.TakePhone()]
)
def test_an_act_that_is_left_out_would_be_found(left_out: do.Action) -> None:
    visited = [done for done in ACTS if done.action != left_out]
    assert left_out in [done.action for done in unlike(PROFILES["pecs_2008"], visited, FEW[::5])]


def changes_nothing(profile: Profile, done: ClassifiedAct, minds: Sequence[OperatorMemory]) -> bool:
    """Whether an act is nothing to the operator, and moves no call that police do not have yet."""
    operator = SimulatedOperator(profile, RandomStream(0, "operator"))
    for mind in minds:
        operator.memory = mind
        heard = Entry(0, 0, done.role, done.role, done.action, (), None)
        if operator.on_heard(heard, 0) != Reaction() or operator.memory != mind:
            return False
    stimulus = stimulus_of(*done)
    assert stimulus is not None
    procedure, situations = before_police(profile.id)
    return all(
        isinstance(step := procedure.step(situation, stimulus), str) or step.after == situation
        for situation in situations
    )


@lru_cache(maxsize=len(PROFILES))
def before_police(profile: str) -> tuple[Procedure, list[CallState]]:
    """The situations in which police do not have the call yet."""
    procedure = Procedure.under(PROFILES[profile])
    nodes, _ = explore(procedure)
    return procedure, [each for each, _ in nodes if each.line not in WITH_POLICE]


@pytest.mark.parametrize("intent", sorted(set(Intent) - DECISIVE))
def test_words_that_decide_nothing_are_alike_to_the_operator(intent: Intent) -> None:
    """When they were heard out, whatever the operator has in mind (`of_operator` rests on it)."""
    operator = SimulatedOperator(PROFILES["iopc_2019"], RandomStream(0, "operator"))
    over = Entry(0, 0, Role.CALLER, Role.CALLER, do.Finish(), (), None)

    def heard_out(mind: OperatorMemory, said: Intent) -> Hashable:
        operator.memory = mind._replace(listening_to=do.Say(said))
        reaction = operator.on_heard(over, 0)
        return operator_key(operator), str(reaction)

    for mind in MINDS:
        if mind.listening_to is not None:
            assert heard_out(mind, intent) == heard_out(mind, Intent.SPEAKS)
