"""What is played: a scenario with a profile, a force and a seed, and what that seed varies."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from simulator.content.fields.content_model import Content
from simulator.content.procedure.lapse_file import GOOD
from simulator.content.scenario.act_forms import ACTS
from simulator.content.scenario.cues import Answered
from simulator.content.scenario.environment import CallerTraits
from simulator.content.scenario.scenario import CallScript, Scenario, ScriptStep, Variation
from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.profile import Force, Profile
from simulator.core.terms import Role
from simulator.knowledge.facts import Same
from simulator.session.participant import Participant
from simulator.session.people.scripted_role import drawn
from simulator.session.random_stream import RandomStream


class Relief(NamedTuple):
    """Seats that trainees had, and from when simulated people have them."""

    roles: frozenset[Role]
    at: Millis


@dataclass(frozen=True)
class Cast:
    """A scenario with its profile, force and seed, and participants that replace the usual ones.

    `relief` gives seats back to the simulated people from an instant on.
    """

    scenario: Scenario
    profile: Profile
    force: Force
    seed: int = 0
    seats: Mapping[Role, Participant] = field(default_factory=dict)
    relief: Relief | None = None
    handler: str = ""
    """How the call handler handles the call: a person or lapses of `data/lapses.yaml`. Empty: as
    the scenario says."""
    operator: str = ""
    """The same of the operator."""

    def handling(self, role: Role) -> str:
        """Return how a role handles the call: what was chosen for the run, else in the file."""
        own = self.scenario.cast
        if role is Role.OPERATOR:
            return self.operator or (own.operator if own else GOOD)
        return self.handler or (own.handler if own else GOOD)

    @cached_property
    def calls(self) -> Sequence[tuple[CallScript, Millis]]:
        """Each call that the seed makes, and the gap before it."""
        relieved = self.relief.roles if self.relief else ()
        return calls_of(self.scenario, self.seed, (*self.seats, *relieved))

    @property
    def first(self) -> int:
        """The number of the first call as written."""
        return 1 + len(self.calls) - len(self.scenario.gaps)


def badly_played(cast: Cast, seats: Collection[Role] = ()) -> tuple[Role, ...]:
    """Return the roles without a trainee that another than a good person has."""
    return tuple(r for r in LAPSING if r not in seats and cast.handling(r) != GOOD)


LAPSING = (Role.OPERATOR, Role.CALL_HANDLER)
"""The roles for which lapses are known."""


def picked(scenario: Scenario, seed: int) -> Variation | None:
    """Return the variation of a seed, or None: the scenario as it is written.

    Those without a chance share what is left equally with the scenario as it is written.
    """
    return _picked(Same(scenario), seed) if scenario.variations else None


@lru_cache(maxsize=1024)
def _picked(of: Same[Scenario], seed: int) -> Variation | None:
    scenario = of.value
    stated = sum(each.chance or 0 for each in scenario.variations)
    without = sum(each.chance is None for each in scenario.variations)
    share = (100 - stated) / (without + 1)
    point = RandomStream(seed, "variation").between(0, 9_999) / 100
    for each in scenario.variations:
        point -= share if each.chance is None else each.chance
        if point < 0:
            return each
    return None


def varied(scenario: Scenario, variation: Variation | None) -> Scenario:
    """Return the scenario with the caller's traits and noises of a variation."""
    return scenario if variation is None else _varied(Same(scenario), Same(variation))


@lru_cache(maxsize=512)
def _varied(of: Same[Scenario], by: Same[Variation]) -> Scenario:
    scenario, sets = of.value, by.value.sets
    held = {name: getattr(scenario, name) for name in Scenario.model_fields}
    for name in CallerTraits.model_fields:
        if name in sets.model_fields_set:
            held[name] = _over(held[name], getattr(sets, name))
    answers = {"by": sets.answers_by, "after": sets.answers_after}
    changed = {name: value for name, value in answers.items() if value is not None}
    if changed and scenario.answers is not None:
        held["answers"] = scenario.answers.model_copy(update=changed)
    return Scenario.with_values(held, scenario.model_fields_set | {"variations"})


def calls_of(
    scenario: Scenario, seed: int, seats: Collection[Role] = ()
) -> Sequence[tuple[CallScript, Millis]]:
    """Return each call that a seed makes, and the gap before it: perhaps a first try comes first.

    A trainee who plays the caller decides that alone.
    """
    return _calls_of(Same(scenario), seed, Role.CALLER in seats)


@lru_cache(maxsize=1024)
def _calls_of(
    of: Same[Scenario], seed: int, caller_has_seat: bool
) -> Sequence[tuple[CallScript, Millis]]:
    scenario = varied(of.value, picked(of.value, seed))
    calls = tuple(zip(scenario.calls_in_order, scenario.gaps, strict=True))
    (script, _), again, chance = calls[0], scenario.rings_again, RandomStream(seed, "rings again")
    written = len(calls) > 1 or script.exactly or caller_has_seat
    if again is None or written or not chance.happens(again.chance):
        return calls
    answered = Answered(answered=Role.OPERATOR)
    hangs_up = ScriptStep(when=answered, after=again.hangs_up, do=(_HANGS_UP,))
    steps = {"caller": (hangs_up,)}
    gone = dict.fromkeys(("room", "network", "operator", "call_handler"), ())
    return (script.model_copy(update=steps | gone), 0), (script, drawn(chance, again.after))


_HANGS_UP = next(form for form in ACTS[Role.CALLER] if form.make is do.HangUp)()
"""Putting the phone down, as a scenario's file has it."""


def _over(written: Any, other: Any) -> Any:
    """Lay one value over another: key by key in a trait, one after the other in a list."""
    if isinstance(other, tuple):
        return (*(written or ()), *other)
    if isinstance(other, Content) and written is not None:
        return written.model_copy(
            update={name: getattr(other, name) for name in other.model_fields_set}
        )
    return {**(written or {}), **other} if isinstance(other, dict) else other
