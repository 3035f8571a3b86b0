"""What tests of a session share: the shipped calls as they are played, plans, and their words."""

from functools import cache

from simulator.awareness.continuations import (
    Branch,
    PlayedScenario,
    ReachedDecision,
    branches,
    points,
)
from simulator.awareness.page_builder import PageBuilder
from simulator.content.awareness.plan import Plan
from simulator.content.library.library import Library
from simulator.content.library.translations import load
from tests.session.calls import FORCES, LIBRARY

SAY = load(LIBRARY)
PLANS = {loaded.file.id: loaded.file for loaded in LIBRARY.plans()}


@cache
def played(name: str, profile: str = "iopc_2019") -> PlayedScenario:
    """A shipped scenario as it is played with nobody in a seat."""
    scenario = LIBRARY.scenario(name).scenario
    force = FORCES[scenario.force or "generic"]
    return PlayedScenario(scenario, LIBRARY.profile(profile).profile, force)


@cache
def decisions(name: str) -> tuple[tuple[ReachedDecision, tuple[Branch, ...]], ...]:
    """Every decision point that is met in a shipped scenario, with its options."""
    of = played(name)
    return tuple((point, branches(of, point)) for point in points(of))


def parts(plan: Plan | str, library: Library = LIBRARY) -> PageBuilder:
    """What makes the pages of a plan."""
    return PageBuilder(library, PLANS[plan] if isinstance(plan, str) else plan, SAY)


def small_plan(*steps: dict[str, object]) -> Plan:
    every = [{"do": "expect", "minutes": 1}, *steps]
    every += [{"do": "help", "minutes": 1}, {"do": "close", "minutes": 1}]
    minutes = sum(int(str(step["minutes"])) for step in every)
    told = {"format": 1, "id": "small", "title": "Small", "about": "For a test."}
    return Plan.model_validate({**told, "minutes": minutes, "steps": every})


def one_step(do: str, scenario: str, **more: object) -> Plan:
    return small_plan({"do": do, "minutes": 5, "scenario": scenario, **more})
