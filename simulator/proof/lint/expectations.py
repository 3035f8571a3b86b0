"""Expectations that no run can fail.

Decided from the file alone, and only where it is certain: by what its caller, room and network do,
and by its facts. What a criterion asks that is not looked at here is taken to be possible.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from simulator.content.diagnostics.validate import Found
from simulator.content.rules.rule_text import Rule
from simulator.content.scenario.scenario import Scenario
from simulator.content.yaml.document import Trail
from simulator.core import acts as do
from simulator.core.repertoire import REPERTOIRE
from simulator.core.terms import SOUNDS, Role, Sign
from simulator.proof.lint.file_acts import FileActs
from simulator.rules.criteria import gives_sign
from simulator.rules.matching import ANY, Match
from simulator.rules.patterns import (
    After,
    Always,
    AtLeast,
    AtMost,
    Before,
    Between,
    ForEach,
    NoSoonerThan,
    Property,
    Within,
)


def expectation_findings(scenario: Scenario, calls: Sequence[FileActs]) -> Iterator[Found]:
    """Yield the expectations of a scenario that no run can fail."""
    world = World(scenario, [action for call in calls for _, action in call.acts])
    rules: list[tuple[Trail, Rule]] = [
        (("expect", index), rule) for index, rule in enumerate(scenario.expect)
    ]
    for name, listed in scenario.expect_by_profile.items():
        rules += [(("expect_by_profile", name, index), rule) for index, rule in enumerate(listed)]
    for trail, rule in rules:
        if why := never_fails(rule.build(), world):
            found = f"no run can fail this: {why}"
            yield trail, "idle-expectation", found, "a rule that can be broken", ""


class World(NamedTuple):
    """What expectations are held against."""

    scenario: Scenario
    acts: Sequence[do.Action]
    """What the file makes people do, in all its calls."""


def never_fails(rule: Property, world: World) -> str:
    """Return why no run can fail a rule; empty if one may.

    Its occasion may never come, or it may forbid what nothing in the file brings about. What the
    flow alone rules out may be forbidden: such a rule fails if the flow is ever wrong.
    """
    for match in _occasions(rule):
        if lacks := cannot_match(match, world):
            return f"its occasion never comes: {lacks}"
    match rule.pattern:
        case AtLeast():
            return ""
        case AtMost(of=forbidden) | Before(then=forbidden):
            return cannot_match(forbidden, world)
        case Always(of=occasion) | Within(of=occasion):
            return cannot_match(occasion, world)
        case NoSoonerThan(after=occasion, then=forbidden):
            return cannot_match(occasion, world) or cannot_match(forbidden, world)
    return ""


def _occasions(rule: Property) -> Iterator[Match]:
    """What must come for the rule to be looked at."""
    if rule.applies_when is not None:
        yield rule.applies_when
    match rule.scope:
        case After(start=start) | Between(start=start):
            yield start
        case ForEach(it=it):
            yield it


def cannot_match(match: Match, world: World) -> str:
    """Return why no entry of any run can match; empty if one may."""
    for name in match.criteria():
        look = _LOOKS.get(name)
        if look is not None and (lacks := look(getattr(match, name), world)):
            return lacks
    return ""


@cache
def _kinds_of_the_file() -> frozenset[str]:
    """The kinds of act that only a file brings about."""
    scripted = (Role.CALLER, Role.ROOM, Role.NETWORK)
    own = {kind for role in scripted for kind in REPERTOIRE[role]}
    others = {kind for role in REPERTOIRE if role not in scripted for kind in REPERTOIRE[role]}
    # Every call begins with the dialling, and location data may arrive without a step.
    return frozenset(own - others - {"dial", "deliver_location"})


def _act(words: Sequence[str], world: World) -> str:
    if words == ANY or not _kinds_of_the_file().issuperset(words):
        return ""
    if any(action.kind in words for action in world.acts):
        return ""
    return f"nothing lets anybody {_or(words).replace('_', ' ')}"


def _key(words: Sequence[str], world: World) -> str:
    pressed = {act.key for act in world.acts if isinstance(act, do.Press)}
    if words == ANY:
        return "" if pressed else "no key is pressed"
    return "" if pressed & set(words) else f"the key {_or(words)} is never pressed"


def _signal(words: tuple[Sign, ...], world: World) -> str:
    if Sign.SILENCE in words or any(gives_sign(act, words) for act in world.acts):
        return ""
    return "the caller gives no sign" if words == ANY else f"nothing is a sign by {_or(words)}"


def _sound(words: Sequence[object], world: World) -> str:
    made = {act.sound for act in world.acts if isinstance(act, do.Make)}
    if words == ANY:
        return "" if made else "no sound is made"
    fits = any(sound in words or SOUNDS[sound][0] in words for sound in made)
    return "" if fits else f"the sound {_or(words)} is never made"


def _facts(words: Sequence[tuple[Any, str]], world: World) -> str:
    for topic, fact in words:
        known = world.scenario.facts.get(topic)
        told = known.value if known else "unknown"
        if told != fact:
            return f"the fact {topic} is {told}"
    return ""


def _any_of(parts: Sequence[Match], world: World) -> str:
    lacks = [cannot_match(part, world) for part in parts]
    return " and ".join(lacks) if all(lacks) else ""


_LOOKS: Mapping[str, Callable[[Any, World], str]] = {
    "act": _act,
    "key": _key,
    "signal": _signal,
    "sound": _sound,
    "facts": _facts,
    "any_of": _any_of,
}


def _or(words: Sequence[object]) -> str:
    return " or ".join(map(str, words))
