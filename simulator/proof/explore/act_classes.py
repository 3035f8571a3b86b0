"""Classes of acts that one rule cannot distinguish.

A rule reads an act through its criteria only. Acts of one stimulus on which all criteria agree have
the same effect on the call and on the rule's monitor. One act of each class is therefore enough for
an exact search, and their number is finite.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from enum import EnumType
from functools import cache
from itertools import chain, product
from typing import Any, NamedTuple, get_args, get_origin, get_type_hints

from simulator.core import acts as do
from simulator.core.acts import SAYS, stimulus_of
from simulator.core.log import Entry
from simulator.core.possible_acts import REPERTOIRE, ActOptions
from simulator.core.profile import Force
from simulator.core.stimuli import Stimulus
from simulator.core.terms import Role, Sign, Topic
from simulator.rules.match_compiler import FREE, Compiler, Test, bind, criterion_test
from simulator.rules.match_criteria import Context, Match, kinds_of_criterion
from simulator.rules.patterns import Rule

_BY_MEMORY = ("finished", "through", "prompts_tried", "any_of", "but_not", "about")
"""Criteria that read earlier entries or contain other matches. Inner matches are tested as well.
`about` needs a position in a log; a rule with it is never decided (`Property.finite`)."""


class ClassifiedAct(NamedTuple):
    """Act of a role."""

    role: Role
    action: do.Action

    @property
    def speaker(self) -> Role:
        """The speaker of the entry, as a session writes it."""
        voice = self.role is Role.ROOM and self.action.kind in ("say", "finish")
        return Role.OTHER_PERSON if voice else self.role

    def entry(self, rows: tuple[str, ...] = ()) -> Entry:
        """Return the act as a log entry, with `seq` and instant 0."""
        return Entry(0, 0, self.role, self.speaker, self.action, rows)


_SEVERAL: Mapping[str, tuple[object, ...]] = {"ask": tuple(Topic)[:2], "offer_ways": tuple(Sign)}
"""Values of several items, for criteria that count them."""


def _span(choice: ActOptions, name: str, grades: tuple[str, ...]) -> tuple[object, ...]:
    """Return enough values of an open parameter to distinguish every criterion."""
    if name == "grade":
        return grades
    hint = get_type_hints(choice.make)[name]
    held: list[Any] = [each for each in get_args(hint) if isinstance(each, EnumType)]
    if get_origin(hint) is not tuple:
        return (None, *held[0]) if held else ()
    if not held:
        return ()  # Such as what typed words state: no rule reads it.
    alone = [(term,) for each in held for term in each]
    fewest = [] if do.ROWS[choice.kind].sample.get(name) else [()]
    several = _SEVERAL.get(choice.kind)
    return (*fewest, *alone, *([several] if several else []))


@cache
def all_acts(grades: tuple[str, ...]) -> Mapping[Stimulus, tuple[ClassifiedAct, ...]]:
    """Return every act of every role by stimulus; `grades` are the force's."""
    found: dict[Stimulus, list[ClassifiedAct]] = {stimulus: [] for stimulus in Stimulus}
    for role, choices in REPERTOIRE.items():
        for action in chain.from_iterable(_variants(each, grades) for each in choices.values()):
            stimulus = stimulus_of(role, action)
            if stimulus is not None:
                found[stimulus].append(ClassifiedAct(role, action))
    for role in (*SAYS, Role.RECORDING):
        found[Stimulus.SPEECH_ENDS].append(ClassifiedAct(role, do.Finish()))
    return {stimulus: tuple(acts) for stimulus, acts in found.items()}


def _variants(choice: ActOptions, grades: tuple[str, ...]) -> Iterator[do.Action]:
    """Yield every act of one kind, varying one open parameter at a time."""
    closed = tuple(choice.values)
    open_ = {name: _span(choice, name, grades) for name in choice.free}
    for values in product(*choice.values.values()):
        given = dict(zip(closed, values, strict=True))
        yield choice.sample(**given)
        for name, span in open_.items():
            for value in span:
                yield choice.sample(**given, **{name: value})


class RuleView:
    """Classes of acts that one rule distinguishes."""

    def __init__(self, rule: Rule, context: Context, *others: Match) -> None:
        """Read the criteria of `rule`, and of the matches `others` that are watched with it.

        Raises:
            ValueError: a criterion needs a force or a profile, and the context has none.
        """
        compiler = Compiler(context)
        flat = [part for match in (*rule.matches(), *others) for part in parts_of(match)]
        for match in flat:
            compiler.match(match)
        compiler.state(rule.during)
        self._kinds = frozenset(kind for each in compiler.registers for kind in each.changes)
        self._binds = rule.compares_with
        self._tests = [_test(match, name, context) for match in flat for name in match.criteria()]
        self._plain = any("anything" in match.criteria() for match in flat)
        self.speech = any(match.finished is not None for match in flat) or (
            rule.during is not None and rule.during.speaking is not None
        )
        """Whether the rule depends on the end of an utterance."""
        self._grades = tuple(grade.id for grade in _force(context).grades) if context.force else ()

    def acts(self) -> Mapping[Stimulus, tuple[ClassifiedAct, ...]]:
        """Return one act of each class, by stimulus."""
        return {
            stimulus: tuple({self._seen(done): done for done in reversed(acts)}.values())
            for stimulus, acts in all_acts(self._grades).items()
        }

    def _seen(self, done: ClassifiedAct) -> Hashable:
        entry = done.entry()
        kind = entry.body.kind
        met = tuple(test(entry) for test in self._tests)
        known = kind if kind in self._kinds else ""
        return known, done.role if known or any(met) else "", met, bind(entry, self._binds)


def _force(context: Context) -> Force:
    assert context.force is not None
    return context.force


def parts_of(match: Match) -> Iterator[Match]:
    """Yield a match, all matches within it, and for the end of an utterance its beginning."""
    for part in match.parts():
        yield part
        if part.finished is not None:
            yield Match(said=part.finished)


class _Criterion(NamedTuple):
    kinds: frozenset[str] | None
    test: Test | None

    def __call__(self, entry: Entry) -> bool:
        if self.kinds is not None and entry.body.kind not in self.kinds:
            return False
        return self.test is None or self.test(entry, (), FREE)


def _test(match: Match, name: str, context: Context) -> _Criterion:
    kinds = kinds_of_criterion(match, name)
    if name in _BY_MEMORY or name in ("same", "row"):
        return _Criterion(kinds, None)
    return _Criterion(kinds, criterion_test(name, getattr(match, name), context))
