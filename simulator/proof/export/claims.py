"""Machine properties as claims about guarded steps.

A rule asks that certain stretches of a call have at least, or fewer than, so many hits. A claim
says what each step does to an open stretch, and to one that the step opens. Matches are evaluated
on the entries that the rows of a step write.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any, NamedTuple

from simulator.core import log
from simulator.core.log import Entry
from simulator.core.profile import Profile
from simulator.core.terms import LineKind, Role
from simulator.proof.explore.act_classes import distinguished_acts
from simulator.proof.explore.graph import Cues
from simulator.proof.export.guarded_steps import BEFORE, VALUES, GuardedStep
from simulator.rules import patterns
from simulator.rules.match_compiler import FREE, Compiler
from simulator.rules.match_criteria import Context, Match
from simulator.rules.properties import Modality, Property, PropertyKind

_FIELDS = {"stage": "line", "incident": "incident", "line": "kind"}
"""The field of the state behind each criterion of `while` that can be stated."""


class Unstatable(Exception):
    """A property that the exports can't state, and why."""


class Stretch(NamedTuple):
    """What a rule asks of stretches of a call. Without `opens` it is the whole call."""

    times: int
    """Hits that break the rule (`most`), or without which it is broken."""
    most: bool
    hits: Match
    but: Match | None = None
    """Hits that don't count."""
    first: Match | None = None
    """The entry after which hits don't count."""
    opens: Match | None = None
    closes: Match | None = None


class Seen(NamedTuple):
    """What a stretch sees of one step: hits, and whether it is closed after them."""

    hits: int = 0
    closed: bool = False


class StepEffect(NamedTuple):
    """What a step does to an open stretch, and to one that it opens, if it opens one."""

    inside: Seen
    opened: Seen | None
    applies: bool
    """Whether it meets the rule's `applies_when`."""


Labels = Mapping[str, Any]
"""A step's input, rows and outcome, and the fields of the state before it that a rule reads."""


def stretch_of(rule: patterns.Rule) -> Stretch:
    """Return what a rule asks of its stretches."""
    match rule.pattern:
        case patterns.Always(of, is_):
            found = Stretch(1, True, of, but=is_)
        case patterns.AtMost(times, of):
            found = Stretch(times + 1, True, of)
        case patterns.AtLeast(times, of):
            found = Stretch(times, False, of)
        case patterns.Before(first, then):
            found = Stretch(1, True, then, first=first)
        case patterns.Within(_, of, then, unless):
            found = Stretch(1, False, then, opens=of, closes=unless)
        case patterns.NoSoonerThan(_, of, then, unless):
            found = Stretch(1, True, then, opens=of, closes=unless)
    match rule.scope:
        case patterns.ForEach(opens, closes) | patterns.Between(opens, closes):
            return found._replace(opens=opens, closes=closes)
        case patterns.After(opens):
            return found._replace(opens=opens)
    return found


def stated(
    properties: Iterable[Property], profile: Profile, steps: Sequence[GuardedStep]
) -> tuple[list["Claim"], dict[str, str]]:
    """Return the claims on the machines under a profile; and those not stated, with the reason."""
    claims: list[Claim] = []
    unstated: dict[str, str] = {}
    for prop in properties:
        if prop.kind is PropertyKind.MACHINE and prop.concerns(profile):
            try:
                claims.append(Claim(prop, profile, steps))
            except Unstatable as refusal:
                unstated[prop.id] = str(refusal)
    return claims, unstated


class Claim:
    """A machine property under one profile."""

    def __init__(self, prop: Property, profile: Profile, steps: Sequence[GuardedStep]) -> None:
        """Find the effects of the steps; Unstatable if it asks for more than they show."""
        self.prop, rule, state = prop, prop.rule, prop.rule.during
        during = {name: getattr(state, name) for name in state.criteria()} if state else {}
        parts = [part for match in rule.matches() for part in match.parts()]
        if prop.modality is Modality.EVENTUALLY:
            raise Unstatable("it asks in every state what can still happen")
        if rule.compares_with or any(part.prompts_tried for part in parts):
            raise Unstatable("it compares entries with each other")
        if during.keys() - _FIELDS:
            raise Unstatable("its while reads more than the stages and the kind of line")
        self.ask = stretch_of(rule)
        if prop.modality is Modality.SOMETIMES and self.ask.most:
            raise Unstatable("of what happens sometimes, only eventually and at_least are stated")
        self._while = {_FIELDS[name]: words for name, words in during.items()}
        # Where stretches are opened by occasions, `while` restricts these, and else the hits.
        by_occasion = patterns.ForEach | patterns.Timed
        self._bounds_opening = isinstance(rule.scope or rule.pattern, by_occasion)
        context = Context(profile=profile)
        self._compiler = Compiler(context)
        asked = {part for part in (*self.ask, rule.applies_when) if isinstance(part, Match)}
        self._tests = {each: self._compiler.match(each) for each in asked}
        self._acts = distinguished_acts(rule, context)
        self.effects = [*self._effects(steps)]
        """With the place of each step; None for the beginning of a call."""
        if self.ask.times > 1 and any(effect.inside.hits > 1 for *_, effect in self.effects):
            raise Unstatable("a step counts more than once")

    def _effects(
        self, steps: Sequence[GuardedStep]
    ) -> Iterator[tuple[Labels, int | None, StepEffect]]:
        for kind in LineKind:
            began = [Entry(0, 0, Role.NETWORK, Role.NETWORK, log.CallBegan(1, kind))]
            yield {"cause": "begins", "kind": kind}, None, self._effect(began, BEFORE)
        cues = Cues([step.writing for step in steps], self._acts)
        for place, step in enumerate(steps):
            read = {name: step.guard.get(name, VALUES[name]) for name in self._while}
            for values in product(*read.values()):
                state = dict(zip(read, values, strict=True))
                effect, *others = {self._effect(each, state) for _, each in cues.of(place)}
                if others:
                    raise Unstatable(f"it distinguishes acts that are {step.cause} alike")
                yield {**step.labels, **state}, place, effect

    def _effect(self, entries: Sequence[Entry], before: Mapping[str, Any]) -> StepEffect:
        """Return what a step from a state does that writes these entries."""
        ask, state, memory = self.ask, dict(before), self._compiler.first()
        inside, opened, applies = Seen(), None, False
        for entry in entries:
            fits = {match for match, test in self._tests.items() if test(entry, memory, FREE)}
            holds = all(state[name] in words for name, words in self._while.items())
            counts = ask.hits in fits and ask.but not in fits and (holds or self._bounds_opening)
            closes, first = ask.closes in fits, ask.first in fits
            inside = _seen(inside, closes, counts, first)
            if opened is not None:
                opened = _seen(opened, closes, counts, first)
            elif ask.opens in fits and (holds or not self._bounds_opening):
                opened = Seen()
            applies = applies or self.prop.rule.applies_when in fits
            memory = self._compiler.after(memory, entry)
            if isinstance(entry.body, log.StageEntered):
                state["line"] = entry.body.stage
            elif isinstance(entry.body, log.IncidentMoved):
                state["incident"] = entry.body.stage
        return StepEffect(inside, opened, applies)


def _seen(seen: Seen, closes: bool, counts: bool, first: bool) -> Seen:
    if seen.closed or closes:
        return seen._replace(closed=True)
    return Seen(seen.hits + counts, first)
