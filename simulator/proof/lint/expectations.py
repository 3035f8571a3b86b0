"""Expectations that no run can fail, and pairs that no run can keep.

Decided from the file alone, and only where it is certain: by what its caller, room and network do,
by its facts, and by comparing expectations with each other. Whatever a criterion asks that is not
looked at here is taken to be possible.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain, combinations
from typing import Any, NamedTuple

from simulator.content.diagnostics.validate import Found
from simulator.content.library.library import DEFAULT_PROFILE
from simulator.content.scenario.scenario import Scenario
from simulator.content.yaml.document import Trail, in_words
from simulator.core import acts as do
from simulator.core.repertoire import REPERTOIRE
from simulator.core.terms import SOUNDS, Outcome, Role, Sign
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
    """Yield what is wrong with the expectations of a scenario."""
    world = World(scenario, [action for call in calls for _, action in call.acts])
    rules: list[tuple[Trail, Property]] = [
        (("expect", index), rule.build()) for index, rule in enumerate(scenario.expect)
    ]
    by_profile: dict[str, list[tuple[Trail, Property]]] = {
        name: [
            (("expect_by_profile", name, index), rule.build()) for index, rule in enumerate(listed)
        ]
        for name, listed in scenario.expect_by_profile.items()
    }
    idle: set[Trail] = set()
    for trail, rule in chain(rules, *by_profile.values()):
        if why := never_fails(rule, world):
            idle.add(trail)
            found = f"no run can fail this: {why}"
            yield trail, "idle-expectation", found, "a rule that can be broken", ""
    for name in dict.fromkeys([DEFAULT_PROFILE, *scenario.outcomes, *by_profile]):
        own = list(by_profile.get(name, ()))
        if name == DEFAULT_PROFILE or name in scenario.outcomes:
            own += _end_rules(scenario, name)
        pairs = combinations([*own, *rules], 2)
        yield from _contradictions(pair for pair in pairs if not {pair[0][0], pair[1][0]} & idle)


# --- expectations that no run can fail -----------------------------------------------------------


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
        case Always(of=occasion, is_=wanted) if _within(occasion, wanted):
            return "whatever is the first is the second as well"
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


# --- expectations against each other -------------------------------------------------------------

_CHOICES = frozenset(
    {"act", "by", "said", "finished", "stage", "incident", "outcome", "recognised", "key", "lost"}
)
"""Criteria of which one word is enough, so that fewer words are narrower."""


_Placed = tuple[Trail, Property]


def _contradictions(pairs: Iterable[tuple[_Placed, _Placed]]) -> Iterator[Found]:
    for (one, first), (other, second) in pairs:
        if one != other and (_against(first, second) or _against(second, first)):
            found = f"no run can keep both this and {in_words(one)}"
            yield other, "contradicting-expectations", found, "rules that go together", ""


def _end_rules(scenario: Scenario, profile: str) -> Iterator[tuple[Trail, Property]]:
    """The rules that naming an end stands for; with one call, there is no other end."""
    trail: Trail = ("outcomes", profile) if profile in scenario.outcomes else ("outcome",)
    outcome = scenario.outcome_under(profile)
    yield trail, Property(AtLeast(1, Match(outcome=(outcome,))))
    others = tuple(other for other in Outcome if other is not outcome)
    if not scenario.calls:
        yield trail, Property(AtMost(0, Match(outcome=others)))


def _against(one: Property, other: Property) -> bool:
    """Whether no log can keep both: the one asks for what the other forbids everywhere."""
    wanted, forbidden = one.pattern, other.pattern
    if not (isinstance(wanted, AtLeast) and isinstance(forbidden, AtMost)):
        return False
    if _conditional(one) or _conditional(other) or wanted.times <= forbidden.times:
        return False
    return _within(wanted.of, forbidden.of)


def _conditional(rule: Property) -> bool:
    return rule.scope is not None or rule.during is not None or rule.applies_when is not None


def _within(narrow: Match, wide: Match) -> bool:
    """Whether every entry that matches `narrow` certainly matches `wide`."""
    for name in wide.criteria():
        words, given = getattr(wide, name), getattr(narrow, name)
        # `any` does not cover silence: a sign only where it is named.
        any_word = words == ANY and name in narrow.criteria() and given != (Sign.SILENCE,)
        fewer = name in _CHOICES and isinstance(given, tuple) and set(given) <= set(words)
        if words != given and not any_word and not fewer:
            return False
    return True
