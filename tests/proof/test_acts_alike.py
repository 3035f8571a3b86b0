"""What others do while the operator listens: the acts that are visited stand for all.

An act is like another if the flow reads it alike and the standing operator makes the same of it,
whatever they have in mind.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from itertools import product

import pytest

from simulator.content.library.library import Library
from simulator.content.scenario.caller_acts import SPOKEN
from simulator.core import acts as do
from simulator.core.acts import stimulus_of
from simulator.core.call import Procedure
from simulator.core.log import Entry
from simulator.core.profile import Profile
from simulator.core.repertoire import REPERTOIRE
from simulator.core.terms import Intent, LineStage, Manner, Role, Sound
from simulator.proof.explore.act_classes import Done
from simulator.proof.explore.callers_acts import ACTS, DECISIVE
from simulator.proof.explore.operator_model import WITH_POLICE, of_operator
from simulator.proof.explore.situations import explore
from simulator.session.chance import Chance
from simulator.session.participant import Reaction
from simulator.session.people.simulated_operator import Memory, StandingOperator
from tests.daily import one_a_day

PROFILES = {loaded.profile.id: loaded.profile for loaded in Library().profiles()}
OTHERS = (Role.CALLER, Role.ROOM, Role.NETWORK)
LISTENS = (
    *(LineStage.WITH_OPERATOR, LineStage.RECORDING, LineStage.HELD),
    *(LineStage.CONNECTING_POLICE, LineStage.WITH_CALL_HANDLER),
)
SAID = (None, do.Say(Intent.WANTS_POLICE), do.Say(Intent.SAYS_MISTAKE))
MINDS = [
    Memory(
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


def everything() -> Iterator[Done]:
    """Every act of others, with every value that a listener could tell apart."""
    for role in OTHERS:
        for choice in REPERTOIRE[role].values():
            if choice.make is do.Make:
                yield from (Done(role, do.Make(sound)) for sound in Sound)
            elif choice.make is do.Say:
                yield from (Done(role, do.Say(*each)) for each in product(SPOKEN, [""], Manner))
            else:
                for apart, values in choice.values.items() or [("", [])]:
                    yield from (Done(role, choice.sample(**{apart: value})) for value in values)
                if not choice.values:
                    yield Done(role, choice.sample())


def made_of_it(profile: Profile, done: Done) -> Hashable:
    """How the flow reads an act, and what the operator makes of it, whatever they have in mind."""
    operator = StandingOperator(profile, Chance(0, "operator"))
    made = []
    for mind in MINDS:
        operator.memory = mind
        reaction = operator.on_heard(Entry(0, 0, done.role, done.role, done.action, (), None), 0)
        made.append((of_operator(operator), tuple(reaction.plans), reaction.changes_mind))
    return stimulus_of(*done), tuple(map(str, made))


@pytest.mark.parametrize("profile", one_a_day(PROFILES, "pecs_2008"))
def test_the_acts_that_are_visited_stand_for_all(profile: str) -> None:
    """Under one profile every day, one that tells a device from a voice; under all in full."""
    under = PROFILES[profile]
    visited = {made_of_it(under, done) for done in ACTS}
    others = [done for done in everything() if made_of_it(under, done) not in visited]
    assert [done for done in others if not changes_nothing(under, done)] == []


def changes_nothing(profile: Profile, done: Done) -> bool:
    """Whether an act is nothing to the operator, and moves no call that police do not have yet."""
    operator = StandingOperator(profile, Chance(0, "operator"))
    for mind in MINDS:
        operator.memory = mind
        heard = Entry(0, 0, done.role, done.role, done.action, (), None)
        if operator.on_heard(heard, 0) != Reaction() or operator.memory != mind:
            return False
    stimulus = stimulus_of(*done)
    assert stimulus is not None
    procedure = Procedure.under(profile)
    return all(
        isinstance(step := procedure.step(situation, stimulus), str) or step.after == situation
        for situation, _ in explore(procedure)[0]
        if situation.line not in WITH_POLICE
    )


@pytest.mark.parametrize("intent", sorted(set(Intent) - DECISIVE))
def test_words_that_decide_nothing_are_alike_to_the_operator(intent: Intent) -> None:
    """When they were heard out, whatever the operator has in mind (`of_operator` rests on it)."""
    operator = StandingOperator(PROFILES["iopc_2019"], Chance(0, "operator"))
    over = Entry(0, 0, Role.CALLER, Role.CALLER, do.Finish(), (), None)

    def heard_out(mind: Memory, said: Intent) -> Hashable:
        operator.memory = mind._replace(listening_to=do.Say(said))
        reaction = operator.on_heard(over, 0)
        return of_operator(operator), str(reaction)

    for mind in MINDS:
        if mind.listening_to is not None:
            assert heard_out(mind, intent) == heard_out(mind, Intent.SPEAKS)
