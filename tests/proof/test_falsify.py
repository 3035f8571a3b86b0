"""The call handler's properties, tried in random calls: who breaks one is found."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest

from simulator.core import acts as do
from simulator.core.flow import UK
from simulator.core.possible_acts import REPERTOIRE
from simulator.core.profile import Force, Profile
from simulator.core.terms import LineKind, Reason, Role
from simulator.proof.verify import decisions
from simulator.proof.verify.counterexample import counterexample
from simulator.proof.verify.decisions import Decider, Status
from simulator.proof.verify.random_calls import RandomCalls, TriedCall, falsify, verdict
from simulator.proof.verify.verification import settings_for, work_for
from simulator.rules.patterns import VerdictKind
from simulator.rules.properties import Property
from simulator.session.log_json import json_line
from simulator.session.people.handler_goals import GOALS, Goal
from simulator.session.people.simulated_handler import SimulatedHandler
from tests.proof.broken import FORCE, LIBRARY, PROPERTIES, QUESTIONS, prop

OF_HANDLER = {name: each for name, each in PROPERTIES.items() if each.whose is Role.CALL_HANDLER}
PROFILES = [loaded.profile for loaded in LIBRARY.profiles()]
FORCES = [loaded.force for loaded in LIBRARY.forces()]
OURS = "kind: procedure\nwhose: call_handler\nmodality: {modality}\nrule: {rule}\n"
FEW = 150
"""Calls in which every shipped property applies, and which find each worsened call handler."""


def _without(name: str) -> list[Goal]:
    return [goal for goal in GOALS if goal.name != name]


def _hasty(name: str, applies: Callable[..., bool]) -> list[Goal]:
    """Somebody who does one thing sooner than they should, and before all else."""
    (goal,) = (replace(goal, applies=applies) for goal in GOALS if goal.name == name)
    return [goal, *_without(name)]


_GRADED_DOWN = [
    replace(g, act=lambda _m, d: do.SetGrade(d.force.unanswered_grade, Reason.LINE_CUT))
    if g.name == "regrade"
    else g
    for g in GOALS
]

WORSENED: Mapping[str, list[Goal]] = {
    "who-this-is-comes-first": _without("introduce"),
    "a-code-before-a-question": _without("code"),
    "the-line-is-kept": _hasty("clear", lambda m, _: m.line_up),
    "a-lost-line-is-graded-anew": _without("regrade"),
    "an-emergency-stays-one": _GRADED_DOWN,
    "another-voice-closes-nothing": _hasty("close mistake", lambda m, _: m.says_mistake and m.open),
    "a-disturbance-brings-officers": _hasty("close unanswered", lambda m, _: m.open),
    "ringing-back-before-a-trace": _hasty("trace", lambda m, _: not m.line_up and m.open),
}
"""The goals of a call handler who breaks it, by the id of the property."""


def calls(goals: list[Goal] | None = None) -> RandomCalls:
    """Calls of the usual call handler, or of one with other goals."""

    def handler(profile: Profile, force: Force) -> SimulatedHandler:
        return SimulatedHandler(profile, force, QUESTIONS, goals or GOALS)

    return RandomCalls(PROFILES, FORCES, QUESTIONS, UK, handler)


@pytest.fixture(scope="module")
def tried() -> list[TriedCall]:
    """Some calls of the usual call handler, played once for all that is asked of them."""
    usual = calls()
    return [usual.call(seed) for seed in range(FEW)]


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """With fewer calls than a verification tries."""
    monkeypatch.setattr(decisions, "CALLS", 40)


def test_every_property_applies_and_none_is_broken(tried: list[TriedCall]) -> None:
    """Thousands of calls are tried by `verify`; a share of them here."""
    for each in OF_HANDLER.values():
        found = Counter(verdict(each, call) for call in tried)
        assert found[VerdictKind.BROKEN] == 0, each.id
        assert found[VerdictKind.MET] > FEW // 30, each.id


def test_of_every_property_it_is_known_what_breaks_it() -> None:
    assert set(OF_HANDLER) == set(WORSENED)


@pytest.mark.parametrize("name", WORSENED)
def test_a_call_handler_who_breaks_a_property_is_found(name: str) -> None:
    """And the acts that are not needed to show it are left out."""
    worse = calls(WORSENED[name])
    (tried,) = falsify([OF_HANDLER[name]], worse, 4 * FEW)
    assert tried.broken is not None
    short = worse.shortest(tried.broken, OF_HANDLER[name])
    assert len(short.acts) <= len(tried.broken.acts)
    assert verdict(OF_HANDLER[name], short) is VerdictKind.BROKEN


def test_a_call_is_the_same_for_the_same_seed() -> None:
    one, other = calls().call(7), calls().call(7)
    assert [*map(json_line, one.log)] == [*map(json_line, other.log)]
    assert [*map(json_line, calls().again(one.setup, one.acts).log)] == [*map(json_line, one.log)]


def test_every_call_ends_once_others_fall_silent(tried: list[TriedCall]) -> None:
    assert {call.stopped for call in tried} == {""}


def test_others_do_everything_that_they_can_do(tried: list[TriedCall]) -> None:
    """Each kind of act of a caller, a room, an operator and the network, on every kind of line."""
    done = {(act.role, act.action.kind) for call in tried for act in call.acts}
    wanted = {
        (role, kind)
        for role in (Role.CALLER, Role.ROOM, Role.OPERATOR, Role.NETWORK)
        for kind in REPERTOIRE[role]
    }
    rung_back = {(Role.CALLER, "answer"), (Role.ROOM, "answer")}
    assert rung_back & done
    assert wanted - done - rung_back <= {(Role.CALLER, "dial")}
    assert {call.setup.kind for call in tried} == set(LineKind)


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize(
    ("modality", "rule", "status"),
    [
        ("always", "{never: {act: answer, by: call_handler}}", Status.FAILS),
        ("always", "{never: {outcome: not_connected}}", Status.UNBROKEN),
        ("always", "{always: {of: {outcome: not_connected}, is: {anything: true}}}", Status.FAILS),
        ("sometimes", "{eventually: {act: deploy}}", Status.HOLDS),
        ("sometimes", "{eventually: {outcome: not_connected}}", Status.FAILS),
    ],
    ids=["broken", "not broken", "never applied", "shown", "not shown"],
)
def test_what_comes_of_a_property_of_ones_own(modality: str, rule: str, status: Status) -> None:
    own = prop(OURS.format(modality=modality, rule=rule))
    (setting,) = settings_for(PROFILES[:1], FORCE, [FORCE], QUESTIONS)
    assert Decider(setting).decide(own).status is status


@pytest.mark.usefixtures("few")
def test_a_call_that_breaks_one_is_played_act_by_act() -> None:
    own = prop(OURS.format(modality="always", rule="{never: {act: deploy}}"))
    (setting,) = settings_for(PROFILES[:1], FORCE, [FORCE], QUESTIONS)
    shown = counterexample(Decider(setting).decide(own), setting)
    assert shown is not None
    assert shown.verdict.kind is VerdictKind.BROKEN


def test_the_properties_of_a_call_handler_are_tried_in_the_same_calls() -> None:
    """Each with the first profile that it concerns."""

    def pieces(properties: list[Property]) -> list[tuple[str, list[str]]]:
        work = (piece for piece in work_for(PROFILES, properties) if piece.properties)
        return [(piece.profile, [each.id for each in piece.properties]) for piece in work]

    one, *_ = OF_HANDLER.values()
    first, second = (each.id for each in PROFILES[:2])
    only = replace(one, id="only", profiles=(second,))
    assert pieces([one, only]) == [(first, [one.id]), (second, ["only"])]
