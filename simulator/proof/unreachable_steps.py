"""Warn of what can never happen in a scenario: decided from its file alone, without a run.

What these find is certain, under every profile, with every seed, and whatever the operator and the
call handler do. What only the flow rules out is left to `silent999 run`: it names the steps that
did nothing and the expectations that were not met.

Steps can wait for each other by the cue `did`. So no such step is taken to come at first; those
whose cue can come are added with what they do, until nothing new comes. Every other cue is taken to
come. What a criterion of an expectation asks that is not looked at here is taken to be possible.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import inf
from pathlib import Path
from typing import Any, NamedTuple

from simulator.content.checks import content_warnings
from simulator.content.diagnostics.validate import Found
from simulator.content.library.library import Library
from simulator.content.rules.rule_text import RuleText
from simulator.content.scenario.cues import Did
from simulator.content.scenario.scenario import Answers, CallScript, Scenario
from simulator.content.yaml.positions import KeyPath
from simulator.core import acts as do
from simulator.core.possible_acts import REPERTOIRE
from simulator.core.terms import SOUNDS, Intent, Role, Sign
from simulator.errors import Problem
from simulator.rules import patterns
from simulator.rules.match import ANY, Match
from simulator.rules.patterns import AtLeast, AtMost, Before, ForEach, NoSoonerThan, Rule
from simulator.rules.predicates import gives_sign
from simulator.session.people.scripts import words_of
from simulator.session.people.surroundings import ROOM_DOES


def check(library: Library, paths: Iterable[Path]) -> list[Problem]:
    """Return every problem of every file: what reading finds, and what can never happen."""
    return content_warnings.check(library, paths, beyond=findings)


def findings(scenario: Scenario) -> Iterator[Found]:
    """Yield what can never happen in a scenario."""
    calls = [acts_of(script) for script in scenario.calls_in_order]
    # A person in the caller's seat may do whatever the steps of others wait for.
    person = Role.CALLER in scenario.seats
    for number, acts in enumerate(calls):
        key_path: KeyPath = ("calls", number - 1) if number else ()
        for (part, index), cue in acts.waiting.items():
            if part == "caller" or not person:
                yield _endless((*key_path, part, index, "when"), cue)
    for index, point in enumerate(scenario.decision_points):
        when = point.when
        if isinstance(when, Did) and not person and not any(acts.does(when) for acts in calls):
            yield _endless(("decision_points", index, "when"), when)
    yield from _idle_expectations(scenario, calls)


def _endless(key_path: KeyPath, cue: Did) -> Found:
    often = f" {cue.nth} times" if cue.nth > 1 else ""
    found = f"nothing in this call makes the caller do {cue.did}{often}"
    fix = "let a step do it, or wait for something else"
    return key_path, "endless-wait", found, "a cue that comes", fix


# --- what the file makes people do ---------------------------------------------------------------


PARTS = {
    "caller": Role.CALLER,
    "room": Role.ROOM,
    "network": Role.NETWORK,
    "operator": Role.OPERATOR,
    "call_handler": Role.CALL_HANDLER,
}
"""The parts of a call that have steps, and whose they are."""
Place = tuple[str, int]
"""A part, and the place of a step in it."""


@dataclass(frozen=True)
class FileActs:
    """What can be done in one call by its file."""

    acts: Sequence[tuple[Role, do.Action]]
    counts: Mapping[str, float]
    """How often the caller can do what a cue `did` names; no end for answers to questions."""
    waiting: Mapping[Place, Did]
    """The steps that wait for what the caller never does."""

    def does(self, cue: Did) -> bool:
        """Whether the caller does something so often."""
        return self.counts.get(cue.did, 0) >= cue.nth


def acts_of(script: CallScript) -> FileActs:
    """Return what a call's file makes people do."""
    waiting = {place: step.when for place, step in _steps(script) if isinstance(step.when, Did)}
    while True:
        found = _without(script, waiting)
        left = {place: cue for place, cue in waiting.items() if not found.does(cue)}
        if left == waiting:
            return found
        waiting = left


def _without(script: CallScript, waiting: Mapping[Place, Did]) -> FileActs:
    """What is done if the steps that are `waiting` never come."""
    acts = [*_around(script)]
    for place, step in _steps(script):
        if place not in waiting:
            acts += [(PARTS[place[0]], action) for act in step.do for action in act.actions()]
    done = (word for role, action in acts if role is Role.CALLER for word in words_of(action))
    counts: dict[str, float] = dict(Counter(done))
    for answer in _answers(script.answers):
        acts.append((Role.CALLER, answer))
        counts |= dict.fromkeys(words_of(answer), inf)
    return FileActs(acts, counts, waiting)


def steps_of(script: CallScript, part: str) -> Sequence[Any]:
    """Return the steps of one part of a call, as they are written."""
    steps: Sequence[Any] = getattr(script, part)
    return steps


def _steps(script: CallScript) -> Iterator[tuple[Place, Any]]:
    for part in PARTS:
        for index, step in enumerate(steps_of(script, part)):
            yield (part, index), step


def _around(script: CallScript) -> Iterator[tuple[Role, do.Action]]:
    """What is done besides steps and answers."""
    for exact in script.exactly:
        yield exact.by, exact.act
    for sound in script.background:
        yield from ((Role.ROOM, action) for action in sound.actions())
    if script.overheard is not None:
        yield Role.ROOM, ROOM_DOES[script.overheard.do]


def _answers(answers: Answers | None) -> Iterable[do.Action]:
    if answers is None:
        return
    signs: dict[Sign, tuple[do.Action, ...]] = {
        Sign.TAP: (do.Tap(),),
        Sign.COUGH: (do.Cough(),),
        Sign.KEY: (do.Press("1"),),
        Sign.SPOKEN: tuple(
            do.Say(intent, "", answers.manner) for intent in (Intent.SAYS_YES, Intent.SAYS_NO)
        ),
    }
    for sign in answers.by:
        yield from signs[sign]


# --- expectations that no run can fail -----------------------------------------------------------


def _idle_expectations(scenario: Scenario, calls: Sequence[FileActs]) -> Iterator[Found]:
    """Yield the expectations of a scenario that no run can fail."""
    world = _World(scenario, [action for call in calls for _, action in call.acts])
    rules: list[tuple[KeyPath, RuleText]] = [
        (("expect", index), rule) for index, rule in enumerate(scenario.expect)
    ]
    for name, listed in scenario.expect_by_profile.items():
        rules += [(("expect_by_profile", name, index), rule) for index, rule in enumerate(listed)]
    for key_path, rule in rules:
        if why := never_fails(rule.build(), world):
            found = f"no run can fail this: {why}"
            yield key_path, "idle-expectation", found, "a rule that can be broken", ""


class _World(NamedTuple):
    """What expectations are held against."""

    scenario: Scenario
    acts: Sequence[do.Action]
    """What the file makes people do, in all its calls."""


def never_fails(rule: Rule, world: _World) -> str:
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
        case patterns.Always(of=occasion) | patterns.Within(of=occasion):
            return cannot_match(occasion, world)
        case NoSoonerThan(after=occasion, then=forbidden):
            return cannot_match(occasion, world) or cannot_match(forbidden, world)
    return ""


def _occasions(rule: Rule) -> Iterator[Match]:
    """What must come for the rule to be looked at."""
    if rule.applies_when is not None:
        yield rule.applies_when
    match rule.scope:
        case patterns.After(start=start) | patterns.Between(start=start):
            yield start
        case ForEach(it=it):
            yield it


def cannot_match(match: Match, world: _World) -> str:
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


def _act(words: Sequence[str], world: _World) -> str:
    if words == ANY or not _kinds_of_the_file().issuperset(words):
        return ""
    if any(action.kind in words for action in world.acts):
        return ""
    return f"nothing lets anybody {_or(words).replace('_', ' ')}"


def _key(words: Sequence[str], world: _World) -> str:
    pressed = {act.key for act in world.acts if isinstance(act, do.Press)}
    if words == ANY:
        return "" if pressed else "no key is pressed"
    return "" if pressed & set(words) else f"the key {_or(words)} is never pressed"


def _signal(words: tuple[Sign, ...], world: _World) -> str:
    if Sign.SILENCE in words or any(gives_sign(act, words) for act in world.acts):
        return ""
    return "the caller gives no sign" if words == ANY else f"nothing is a sign by {_or(words)}"


def _sound(words: Sequence[object], world: _World) -> str:
    made = {act.sound for act in world.acts if isinstance(act, do.Make)}
    if words == ANY:
        return "" if made else "no sound is made"
    fits = any(sound in words or SOUNDS[sound][0] in words for sound in made)
    return "" if fits else f"the sound {_or(words)} is never made"


def _facts(words: Sequence[tuple[Any, str]], world: _World) -> str:
    for topic, fact in words:
        known = world.scenario.facts.get(topic)
        stated = known.value if known else "unknown"
        if stated != fact:
            return f"the fact {topic} is {stated}"
    return ""


def _any_of(parts: Sequence[Match], world: _World) -> str:
    lacks = [cannot_match(part, world) for part in parts]
    return " and ".join(lacks) if all(lacks) else ""


_LOOKS: Mapping[str, Callable[[Any, _World], str]] = {
    "act": _act,
    "key": _key,
    "signal": _signal,
    "sound": _sound,
    "facts": _facts,
    "any_of": _any_of,
}


def _or(words: Sequence[object]) -> str:
    return " or ".join(map(str, words))
