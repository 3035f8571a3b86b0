"""What is claimed of every call: that it holds, and that each property could fail."""

import pytest

from simulator.errors import ContentError
from simulator.proof.explore.clocks import UntimedClocks
from simulator.proof.explore.graph import FlowTable, Graph
from simulator.proof.verify.decide_properties import (
    Decider,
    Piece,
    Setting,
    Status,
    settings_for,
    verify,
)
from simulator.proof.verify.flow_defects import examine
from tests.core.explored import Node, explored
from tests.proof.broken import FORCE, PROPERTIES, QUESTIONS, decided, profile, prop
from tests.session.calls import LIBRARY


def test_the_numbers_stand_for_what_a_plain_search_finds() -> None:
    """Every state with its running timers, and every move between two, with the rows that fire."""
    plain = explored(profile().switches)
    table = FlowTable(plain.procedure)
    graph = Graph(table, UntimedClocks(table.changes))
    assert examine(graph).states == len(plain.nodes)

    def node(place: int) -> Node:
        return Node(graph.state(place), frozenset(graph.running(place)))

    places = range(len(graph.places))
    moves = [(place, table.writings[of], to) for place in places for of, to in graph.moves(place)]
    found = {(node(place), of.cause, of.rows, node(to)) for place, of, to in moves}
    assert found == {(each.before, each.cause, each.step.rows, each.after) for each in plain.edges}
    assert len(found) == len(moves)


@pytest.mark.thorough
def test_two_processes_decide_as_one_does() -> None:
    settings = settings_for([profile()], FORCE, [], LIBRARY.questions())
    names = ("a-silent-caller-can-be-missed", "a-fixed-line-never-meets-the-recording")
    work = [Piece(profile().id, (PROPERTIES[name],)) for name in names]
    one, two = (list(verify(settings, work, processes)) for processes in (1, 2))
    assert one == two


def test_profiles_that_a_rule_names_are_not_decided_together() -> None:
    """Two profiles with the same switches and timers, of which the rule forbids one."""
    text = "kind: machine\nmodality: always\nrule: {never: {stage: recording, profile: wmp_old}}\n"
    settings = settings_for([profile(), profile("wmp_old")], FORCE, [], QUESTIONS)
    work = [Piece(setting.profile.id, (prop(text),)) for setting in settings]
    decisions = [each for done in verify(settings, work) for each in done.decisions]
    found = {each.profile: each.status for each in decisions}
    assert found == {"iopc_2019": Status.HOLDS, "wmp_old": Status.FAILS}


def test_a_claim_that_needs_a_way_relies_on_no_late_timer() -> None:
    """*Eventually* is not shown by a timer that might come too late."""
    text = """
kind: machine
modality: eventually
rule: {eventually: {timer: second_digit_due}}
wherever: {stage: recording}
lines: [mobile]
"""
    assert decided(prop(text)).status is Status.FAILS


@pytest.mark.parametrize(
    "rule", ["{never: {act: tap}, while: {speaking: [recording]}}", "{never: {finished: any}}"]
)
def test_a_machine_property_about_speech_is_refused(rule: str) -> None:
    """The models have no ends of utterances; a procedure may ask for them."""
    text = "kind: {}\nmodality: always\nrule: {}\n"
    with pytest.raises(ContentError, match="machines don't see who is speaking"):
        prop(text.format("machine", rule))
    assert prop(text.format("procedure\nwhose: operator", rule))


@pytest.mark.thorough
def test_deadlines_that_never_win_are_told() -> None:
    """A timer that is always beaten by another one."""
    slow = Decider(Setting(profile(interdigit=60_000), FORCE, QUESTIONS)).health()
    assert slow.lost_deadlines == ("second_digit_due at recording",)
    assert Decider(Setting(profile(), FORCE, QUESTIONS)).health().sound
