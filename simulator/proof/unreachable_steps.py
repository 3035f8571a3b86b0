"""Warnings about steps that can never run and expectations that can never fail.

They are found from the file alone. They hold under every profile and seed, for every act of the
operator and the call handler. What the flow rules out is not checked here: `silent999 run` reports
the steps that had no effect.

Steps can wait for each other by the cue `did`. The check starts without such steps, and adds those
whose cue can come until nothing changes. Every other cue counts as possible, and so does every
criterion that is not checked here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from math import inf
from pathlib import Path
from typing import Any, NamedTuple

from simulator.content.checks import content_warnings
from simulator.content.diagnostics.validate import Found
from simulator.content.library.library import Library
from simulator.content.rules.rule_forms import RuleText
from simulator.content.scenario.cues import Did
from simulator.content.scenario.scenario import Answers, CallScript, Scenario
from simulator.content.yaml.positions import KeyPath
from simulator.core import acts as do
from simulator.core.possible_acts import REPERTOIRE
from simulator.core.terms import Intent, Role, Sign
from simulator.errors import Problem
from simulator.proof.playing_time import wrong_about
from simulator.rules import patterns
from simulator.rules.match_compiler import gives_sign
from simulator.rules.match_criteria import ANY, Match
from simulator.rules.patterns import AtLeast, AtMost, Before, ForEach, NoSoonerThan, Rule
from simulator.session.people.scripts import words_of
from simulator.session.people.surroundings import ROOM_DOES


def check(library: Library, paths: Iterable[Path], *, runs: bool = False) -> list[Problem]:
    """Return every problem of every file: errors, and the warnings of this module.

    With `runs`, each scenario is also run once, to compare its `about`.
    """

    def beyond(scenario: Scenario) -> Iterator[Found]:
        yield from findings(scenario)
        if runs:
            yield from wrong_about(scenario, library)

    return content_warnings.check(library, paths, beyond=beyond)


def findings(scenario: Scenario) -> Iterator[Found]:
    """Yield the warnings of a scenario."""
    calls = acts_in(scenario)
    # A trainee in the caller's seat may do any act that other roles' steps wait for.
    person = Role.CALLER in scenario.seats
    for number, acts in enumerate(calls):
        key_path: KeyPath = ("calls", number - 1) if number else ()
        for (part, index), cue in acts.waiting.items():
            if part is Role.CALLER or not person:
                yield _endless((*key_path, part.value, index, "when"), cue)
    for index, point in enumerate(scenario.decision_points):
        when = point.when
        if isinstance(when, Did) and not person and not any(acts.does(when) for acts in calls):
            yield _endless(("decision_points", index, "when"), when)
    yield from _idle_expectations(scenario, calls)


def _endless(key_path: KeyPath, cue: Did) -> Found:
    often = f" {cue.nth} times" if cue.nth > 1 else ""
    found = f"nothing in this call makes the caller do {cue.did}{often}"
    fix = "add a step that does it, or wait for another cue"
    return key_path, "endless-wait", found, "a cue that comes", fix


PARTS = (Role.CALLER, Role.ROOM, Role.NETWORK, Role.OPERATOR, Role.CALL_HANDLER)
"""Roles that have steps. The key in the file is the role's value."""
Place = tuple[Role, int]
"""Role and index of a step."""


@dataclass(frozen=True)
class FileActs:
    """Acts that the file of one call can cause."""

    acts: Sequence[tuple[Role, do.Action]]
    counts: Mapping[str, float]
    """How often the caller can do each word of a cue `did`; infinite for answers."""
    waiting: Mapping[Place, Did]
    """Steps that wait for an act that the caller never does."""

    def does(self, cue: Did) -> bool:
        """Whether the caller can do the act of a cue often enough."""
        return self.counts.get(cue.did, 0) >= cue.nth


def acts_in(scenario: Scenario) -> list[FileActs]:
    """Return the acts that each call of a scenario can cause, in any of its variations."""
    sets = [each.sets for each in scenario.variations]
    beside: list[tuple[Role, do.Action]] = [
        (Role.ROOM, do.Make(sound))
        for owner in (scenario, *sets)
        for noise in owner.noises
        for sound in noise.sounds
    ]
    for each in sets:
        beside += [(Role.ROOM, act) for sound in each.background for act in sound.actions()]
        for role, steps in ((Role.CALLER, each.caller), (Role.ROOM, each.room)):
            beside += [(role, act) for step in steps for does in step.do for act in does.actions()]
    calls = map(acts_of, scenario.calls_in_order)
    return [replace(acts, acts=[*acts.acts, *beside]) for acts in calls]


def acts_of(script: CallScript) -> FileActs:
    """Return the acts that a call's file can cause."""
    waiting = {place: step.when for place, step in _steps(script) if isinstance(step.when, Did)}
    while True:
        found = _without(script, waiting)
        left = {place: cue for place, cue in waiting.items() if not found.does(cue)}
        if left == waiting:
            return found
        waiting = left


def _without(script: CallScript, waiting: Mapping[Place, Did]) -> FileActs:
    """Return the acts if the `waiting` steps never run."""
    acts = [*_around(script)]
    for place, step in _steps(script):
        if place not in waiting:
            acts += [(place[0], action) for act in step.do for action in act.actions()]
    done = (word for role, action in acts if role is Role.CALLER for word in words_of(action))
    counts: dict[str, float] = dict(Counter(done))
    for answer in _answers(script.answers):
        acts.append((Role.CALLER, answer))
        counts |= dict.fromkeys(words_of(answer), inf)
    return FileActs(acts, counts, waiting)


def _steps(script: CallScript) -> Iterator[tuple[Place, Any]]:
    for part in PARTS:
        for index, step in enumerate(getattr(script, part.value)):
            yield (part, index), step


def _around(script: CallScript) -> Iterator[tuple[Role, do.Action]]:
    """Yield the acts that come neither from steps nor from answers."""
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


def _idle_expectations(scenario: Scenario, calls: Sequence[FileActs]) -> Iterator[Found]:
    """Yield the expectations of a scenario that no run can fail."""
    facts = _FileFacts(scenario, [action for call in calls for _, action in call.acts])
    rules: list[tuple[KeyPath, RuleText]] = [
        (("expect", index), rule) for index, rule in enumerate(scenario.expect)
    ]
    for name, listed in scenario.expect_by_profile.items():
        rules += [(("expect_by_profile", name, index), rule) for index, rule in enumerate(listed)]
    for key_path, rule in rules:
        if why := never_fails(rule.build(), facts):
            found = f"no run can fail this: {why}"
            yield key_path, "idle-expectation", found, "a rule that can be broken", ""


class _FileFacts(NamedTuple):
    """Facts that expectations are compared with."""

    scenario: Scenario
    acts: Sequence[do.Action]
    """Acts that the file can cause, in all its calls."""


def never_fails(rule: Rule, facts: _FileFacts) -> str:
    """Return why no run can fail a rule; empty if a run can.

    Either its occasion never comes, or it forbids what the file never causes. Forbidding what only
    the flow rules out is useful: such a rule fails if the flow is wrong.
    """
    for match in _occasions(rule):
        if lacks := cannot_match(match, facts):
            return f"its occasion never comes: {lacks}"
    match rule.pattern:
        case AtLeast():
            return ""
        case AtMost(of=forbidden) | Before(then=forbidden):
            return cannot_match(forbidden, facts)
        case patterns.Always(of=occasion) | patterns.Within(of=occasion):
            return cannot_match(occasion, facts)
        case NoSoonerThan(after=occasion, then=forbidden):
            return cannot_match(occasion, facts) or cannot_match(forbidden, facts)
    return ""


def _occasions(rule: Rule) -> Iterator[Match]:
    """Yield the matches without which the rule does not apply."""
    if rule.applies_when is not None:
        yield rule.applies_when
    match rule.scope:
        case patterns.After(start=start) | patterns.Between(start=start):
            yield start
        case ForEach(it=it):
            yield it


def cannot_match(match: Match, facts: _FileFacts) -> str:
    """Return why no entry can match; empty if one can."""
    for name in match.criteria():
        check = _CHECKS.get(name)
        if check is not None and (lacks := check(getattr(match, name), facts)):
            return lacks
    return ""


@cache
def _kinds_of_the_file() -> frozenset[str]:
    """Return the kinds of act that only a file can cause."""
    scripted = (Role.CALLER, Role.ROOM, Role.NETWORK)
    own = {kind for role in scripted for kind in REPERTOIRE[role]}
    others = {kind for role in REPERTOIRE if role not in scripted for kind in REPERTOIRE[role]}
    # Every call begins with the dialling, and location data may arrive without a step.
    return frozenset(own - others - {"dial", "deliver_location"})


def _act(words: Sequence[str], facts: _FileFacts) -> str:
    if words == ANY or not _kinds_of_the_file().issuperset(words):
        return ""
    if any(action.kind in words for action in facts.acts):
        return ""
    return f"no step does {_or(words)}"


def _key(words: Sequence[str], facts: _FileFacts) -> str:
    pressed = {act.key for act in facts.acts if isinstance(act, do.Press)}
    if words == ANY:
        return "" if pressed else "no key is pressed"
    return "" if pressed & set(words) else f"the key {_or(words)} is never pressed"


def _signal(words: tuple[Sign, ...], facts: _FileFacts) -> str:
    if Sign.SILENCE in words or any(gives_sign(act, words) for act in facts.acts):
        return ""
    return "the caller gives no sign" if words == ANY else f"nothing is a sign by {_or(words)}"


def _sound(words: Sequence[object], facts: _FileFacts) -> str:
    made = {act.sound for act in facts.acts if isinstance(act, do.Make)}
    if words == ANY:
        return "" if made else "no sound is made"
    fits = any(sound in words or sound.suggests in words for sound in made)
    return "" if fits else f"the sound {_or(words)} is never made"


def _facts(words: Sequence[tuple[Any, str]], facts: _FileFacts) -> str:
    for topic, fact in words:
        known = facts.scenario.facts.get(topic)
        stated = known.value if known else "unknown"
        if stated != fact:
            return f"the fact {topic} is {stated}"
    return ""


def _any_of(parts: Sequence[Match], facts: _FileFacts) -> str:
    lacks = [cannot_match(part, facts) for part in parts]
    return " and ".join(lacks) if all(lacks) else ""


_CHECKS: Mapping[str, Callable[[Any, _FileFacts], str]] = {
    "act": _act,
    "key": _key,
    "signal": _signal,
    "sound": _sound,
    "facts": _facts,
    "any_of": _any_of,
}


def _or(words: Sequence[object]) -> str:
    return " or ".join(map(str, words))
