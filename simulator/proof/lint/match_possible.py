"""Whether an entry can match in any run of a scenario: what its calls come to, what its file does.

Only what is certain is denied. Whatever a criterion says that is not looked at here is taken to be
possible.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from simulator.content.scenario.scenario import Scenario
from simulator.core import acts as do
from simulator.core.acts import SAYS, stimulus_of
from simulator.core.profile import Profile
from simulator.core.repertoire import REPERTOIRE
from simulator.core.stimuli import Stimulus
from simulator.core.terms import (
    SOUNDS,
    IncidentStage,
    Intent,
    LineStage,
    Outcome,
    Role,
    Sign,
    Term,
)
from simulator.proof.lint.cue_reach import Doings
from simulator.proof.lint.implication import within
from simulator.proof.lint.possible_acts import STAFF
from simulator.rules.criteria import gives_sign
from simulator.rules.matching import ANY, Match, While


@dataclass(frozen=True)
class World:
    """What the runs of one scenario under one profile can come to."""

    scenario: Scenario
    profile: Profile
    calls: Sequence[Doings]

    flow: bool = True
    """Whether the flow's word counts; else only what the file itself brings about."""

    def ever(self, words: Iterable[object]) -> bool:
        """Whether any of these is ever decided."""
        return not self.flow or any(call.reach.ever(*words) for call in self.calls)

    def happens(self, *causes: object) -> bool:
        """Whether the flow ever sees one of these: acts, or timers that run out."""
        return not self.flow or any(set(causes) & call.reach.causes for call in self.calls)

    def fires(self, rows: Iterable[str]) -> bool:
        """Whether one of these rows ever answers."""
        return not self.flow or any(set(rows) & call.reach.rows for call in self.calls)

    def deeds(self) -> Iterator[tuple[Role, Any]]:
        """The acts of the file; where the flow's word counts, those whose time can come."""
        for call in self.calls:
            for role, action in call.deeds:
                if not self.flow or stimulus_of(role, action) in call.reach.causes:
                    yield role, action


def cannot_stand(state: While, world: World) -> str:
    """Why things can never stand so; empty where they can."""
    begins = {LineStage.IDLE, IncidentStage.NONE}
    for given in (state.stage, state.incident):
        if given is not None and begins.isdisjoint(given) and not world.ever(given):
            return f"no call comes to the stage {_or(given)}"
    if state.line is not None and world.scenario.line not in state.line:
        return f"the line is {world.scenario.line}"
    taken = state.phone_with is Role.OTHER_PERSON
    if taken and not world.happens(Stimulus.ROOM_TAKES_PHONE):
        return "nobody takes the phone"
    if state.call is not None and min(state.call) > len(world.calls):
        return f"there is no call {_or(state.call)}"
    return ""


def cannot(match: Match, world: World) -> str:
    """Why no entry of any run can match; empty where one may."""
    for name in match.criteria():
        looks = _LOOKS.get(name)
        lacks = looks(getattr(match, name), world, match) if looks else ""
        if lacks:
            return lacks
    return ""


Look = Callable[[Any, World, Match], str]


def _decided(what: str) -> Look:
    def look(words: Sequence[object], world: World, _match: Match) -> str:
        every: dict[str, type[Term]] = {
            "stage": LineStage,
            "incident": IncidentStage,
            "outcome": Outcome,
        }
        if words == ANY:
            words = tuple(every.get(what, ()))
            return "" if not words or world.ever(words) else f"no call comes to any {what}"
        return "" if world.ever(words) else f"no call comes to the {what} {_or(words)}"

    return look


def _timer(words: Sequence[object], world: World, _match: Match) -> str:
    return "" if words == ANY or world.happens(*words) else f"the timer {_or(words)} never runs out"


def _row(words: Sequence[str], world: World, _match: Match) -> str:
    return "" if world.fires(words) else f"the row {_or(words)} never answers"


def _act(words: Sequence[str], world: World, match: Match) -> str:
    roles = _hands(match.by)
    if words == ANY or any(role in roles and kind in words for role, kind in _kinds(world)):
        return ""
    who = _or(match.by) if match.by else "anybody"
    return f"nothing lets {_plain(who)} {_plain(_or(words))}"


def _kinds(world: World) -> Iterator[tuple[Role, str]]:
    """Which kinds of act can come, and by whose line."""
    for role, choices in REPERTOIRE.items():
        if role in (Role.CALLER, Role.ROOM):
            continue
        for kind, choice in choices.items():
            if kind == "lose_line":  # only where the file says so, as with those two
                continue
            apart = [
                name for name in ("intent", "service", "reason", "cause") if name in choice.values
            ]
            samples = [
                choice.sample(**{name: value}) for name in apart for value in choice.values[name]
            ] or [choice.sample()]
            if any(world.happens(stimulus_of(role, sample)) for sample in samples):
                yield role, kind
    yield Role.CALLER, "dial"
    for role, action in world.deeds():
        yield role, action.kind


_APART = frozenset({"intent", "service", "reason", "cause"})
"""Parameters by which the flow tells acts of one kind apart."""


def _hands(by: Sequence[Role] | None) -> frozenset[Role]:
    """Whose lines the hands or voices can be on; somebody else may have the caller's phone."""
    if by is None:
        return frozenset(Role)
    both = {Role.CALLER, Role.ROOM, Role.OTHER_PERSON}
    return frozenset({*by, *(both if both & set(by) else ())})


def _said(words: Sequence[Intent], world: World, match: Match) -> str:
    if words == ANY:
        return ""
    roles = _hands(match.by)
    told = {
        intent
        for role in STAFF
        if role in roles
        for intent in SAYS[role]
        if world.happens(stimulus_of(role, do.Say(intent, "")))
    }
    if Role.RECORDING in roles:
        told |= {intent for intent in words if world.ever((intent,))}
    told |= {act.intent for role, act in world.deeds() if role in roles and isinstance(act, do.Say)}
    return "" if told & set(words) else f"nobody can say {_or(words)}"


def _key(words: Sequence[str], world: World, _match: Match) -> str:
    pressed = {act.key for _, act in world.deeds() if isinstance(act, do.Press)}
    if words == ANY:
        return "" if pressed else "no key is pressed"
    return "" if pressed & set(words) else f"the key {_or(words)} is never pressed"


def _signal(words: tuple[Sign, ...], world: World, _match: Match) -> str:
    if Sign.SILENCE in words or any(gives_sign(act, words) for _, act in world.deeds()):
        return ""
    return "the caller gives no sign" if words == ANY else f"nothing is a sign by {_or(words)}"


def _sound(words: Sequence[object], world: World, _match: Match) -> str:
    made = {act.sound for _, act in world.deeds() if isinstance(act, do.Make)}
    if words == ANY:
        return "" if made else "no sound is made"
    fits = any(sound in words or SOUNDS[sound][0] in words for sound in made)
    return "" if fits else f"the sound {_or(words)} is never made"


def _lost(words: Sequence[object], world: World, _match: Match) -> str:
    causes = {act.cause for _, act in world.deeds() if isinstance(act, do.LoseLine)}
    if words == ANY:
        return "" if causes else "the line is never lost"
    return "" if causes & set(words) else f"the line is never lost by {_or(words)}"


def _location(words: Sequence[object], world: World, _match: Match) -> str:
    scripts = world.scenario.calls_in_order
    sources = {source for script in scripts for source, _ in script.location.fixes()}
    if words == ANY:
        return "" if sources else "no location data arrives"
    return f"location data from {_or(words)} never arrives" if sources.isdisjoint(words) else ""


def _facts(words: Sequence[tuple[Any, str]], world: World, _match: Match) -> str:
    for topic, fact in words:
        known = world.scenario.facts.get(topic)
        told = known.value if known else "unknown"
        if told != fact:
            return f"the fact {topic} is {told}"
    return ""


def _profile(words: Sequence[str], world: World, _match: Match) -> str:
    here = world.profile.id in words
    return "" if here else f"the profile is not {_or(words)}"


def _line(words: Sequence[object], world: World, _match: Match) -> str:
    fits = words == ANY or world.scenario.line in words
    return "" if fits else f"the line is {world.scenario.line}"


def _call(words: Sequence[int], world: World, _match: Match) -> str:
    fits = words == ANY or min(words) <= len(world.calls)
    return "" if fits else f"there is no call {_or(words)}"


def _any_of(parts: Sequence[Match], world: World, _match: Match) -> str:
    lacks = [cannot(part, world) for part in parts]
    return " and ".join(lacks) if all(lacks) else ""


def _but_not(part: Match, _world: World, match: Match) -> str:
    return "all of it is left out again" if within(replace(match, but_not=None), part) else ""


def _through(part: Match, world: World, _match: Match) -> str:
    return cannot(part, world)


_LOOKS: Mapping[str, Look] = {
    "stage": _decided("stage"),
    "incident": _decided("incident"),
    "outcome": _decided("outcome"),
    "recognised": _decided("signal"),
    "timer": _timer,
    "row": _row,
    "act": _act,
    "said": _said,
    "finished": _said,
    "signal": _signal,
    "key": _key,
    "sound": _sound,
    "lost": _lost,
    "location": _location,
    "facts": _facts,
    "profile": _profile,
    "line": _line,
    "call": _call,
    "any_of": _any_of,
    "but_not": _but_not,
    "through": _through,
}


def _plain(word: str) -> str:
    return word.replace("_", " ")


def _or(words: Iterable[object]) -> str:
    return " or ".join(map(str, words))
