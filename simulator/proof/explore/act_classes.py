"""Acts that a search tries: one of each class that a rule distinguishes.

A rule reads an act through its criteria only. Acts of one stimulus on which all criteria agree have
the same effect on the call and on the rule's monitor. One act of each class is therefore enough for
an exact search, and their number is finite.
"""

from collections.abc import Hashable, Iterator, Mapping
from enum import EnumType
from functools import cache
from itertools import chain, product
from typing import Any, NamedTuple, get_args, get_origin, get_type_hints

from simulator.core import acts as do
from simulator.core.acts import SAYS, stimulus_of
from simulator.core.log import Entry
from simulator.core.possible_acts import REPERTOIRE, ActOptions
from simulator.core.stimuli import Stimulus
from simulator.core.terms import Role, Sign, Topic
from simulator.rules.match_compiler import FREE, Compiler, Test, bind, criterion_test
from simulator.rules.match_criteria import Context, kinds_of_criterion
from simulator.rules.patterns import Rule
from simulator.session.places import speaker_of

_BY_MEMORY = ("through", "prompts_tried", "any_of", "but_not", "about", "same", "row")
"""Criteria that read earlier entries or contain other matches. Inner matches are tested as well.
`about` needs a position in a log; a rule with it is never decided (`Property.finite`)."""


class ClassifiedAct(NamedTuple):
    """Act of a role."""

    role: Role
    action: do.Action

    def entry(self, rows: tuple[str, ...] = ()) -> Entry:
        """Return the act as a log entry, with `seq` and instant 0."""
        speaker = speaker_of(self.role, self.action)
        return Entry(0, 0, self.role, speaker, self.action, rows)


Acts = Mapping[Stimulus, tuple[ClassifiedAct, ...]]
"""Acts of every role, by stimulus."""


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
def all_acts(grades: tuple[str, ...]) -> Acts:
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


def distinguished_acts(rule: Rule, context: Context) -> Acts:
    """Return one act of each class that a rule distinguishes, by stimulus.

    Raises:
        ValueError: a criterion needs a force or a profile, and the context has none.
    """
    compiler = Compiler(context)
    flat = [part for match in rule.matches() for part in match.parts()]
    for match in flat:
        compiler.match(match)
    compiler.state(rule.during)
    kinds = frozenset(kind for each in compiler.registers for kind in each.changes)
    compared = rule.compares_with
    criteria = [
        (
            kinds_of_criterion(match, name),
            None if name in _BY_MEMORY else criterion_test(name, getattr(match, name), context),
        )
        for match in flat
        for name in match.criteria()
    ]
    grades = tuple(grade.id for grade in context.force.grades) if context.force else ()

    @cache
    def asked_of(kind: str) -> list[tuple[int, Test | None]]:
        """Return the criteria that an entry of this kind can meet."""
        return [(n, test) for n, (of, test) in enumerate(criteria) if of is None or kind in of]

    def seen(done: ClassifiedAct) -> Hashable:
        kind = done.action.kind
        asked = asked_of(kind)
        met, it = frozenset[int](), FREE
        if asked or compared:  # Most acts concern no criterion of a rule.
            entry = done.entry()
            met = frozenset(n for n, test in asked if test is None or test(entry, (), FREE))
            it = bind(entry, compared)
        known = kind if kind in kinds else ""
        return known, done.role if known or met else "", met, it

    return {
        stimulus: tuple({seen(done): done for done in reversed(acts)}.values())
        for stimulus, acts in all_acts(grades).items()
    }
