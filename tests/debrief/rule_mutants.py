"""Rules with one thing changed: negated, weakened, or without an excuse or a condition."""

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

from simulator.rules import patterns
from simulator.rules.match_criteria import Match
from simulator.rules.patterns import Rule

ANYTHING = Match(anything=True)
NOTHING = Match(anything=True, but_not=ANYTHING)
_REQUIRED = {"is_": ANYTHING, "first": ANYTHING, "then": ANYTHING}
"""What a weakened rule asks for instead."""
_LENGTHS = (2, 0.5)


def mutants(rule: Rule) -> Iterator[tuple[str, Rule]]:
    """Yield mutants of a rule, each with what was changed."""
    yield from _patterns(rule)
    for name in ("scope", "during", "applies_when"):
        if getattr(rule, name) is not None:
            mutant = _built(rule, **{name: None})
            if mutant is not None:
                yield f"without {name}", mutant
    for path, match in _matches(rule):
        for changed, other in _simpler(match):
            mutant = _at(rule, path, other)
            if mutant is not None:
                yield f"{'.'.join(path)}: {changed}", mutant


def _patterns(rule: Rule) -> Iterator[tuple[str, Rule]]:
    """Yield the rule negated, weakened, and with other times."""
    pattern = rule.pattern
    match pattern:
        case patterns.Always(of, is_):
            yield "negated", replace(rule, pattern=patterns.Always(of, _not(is_)))
            yield "weakened", replace(rule, pattern=patterns.Always(of, ANYTHING))
        case patterns.AtLeast(1, of):
            yield "negated", replace(rule, pattern=patterns.AtMost(0, of))
            yield "weakened", replace(rule, pattern=patterns.AtLeast(1, ANYTHING))
        case patterns.AtMost(0, of):
            yield "negated", replace(rule, pattern=patterns.AtLeast(1, of))
            yield "weakened", replace(rule, pattern=patterns.AtMost(1, of))
        case patterns.Before(first, then):
            yield "negated", replace(rule, pattern=patterns.Before(_not(first), then))
            yield "weakened", replace(rule, pattern=patterns.Before(ANYTHING, then))
        case patterns.Within() | patterns.NoSoonerThan():
            yield "weakened", replace(rule, pattern=replace(pattern, then=_weak(pattern)))
            if isinstance(pattern.time, int):
                for factor in _LENGTHS:
                    longer = replace(pattern, time=int(pattern.time * factor))
                    yield f"{factor} times as long", replace(rule, pattern=longer)


def _not(match: Match) -> Match:
    return Match(anything=True, but_not=match)


def _weak(pattern: patterns.Timed) -> Match:
    return ANYTHING if isinstance(pattern, patterns.Within) else NOTHING


def _matches(rule: Rule) -> Iterator[tuple[tuple[str, str], Match]]:
    """Yield each top match of the pattern and the scope, with where it is."""
    for part in ("pattern", "scope"):
        held: Any = getattr(rule, part)
        for each in fields(held) if held is not None else ():
            found = getattr(held, each.name)
            if isinstance(found, Match):
                yield (part, each.name), found


def _simpler(match: Match) -> Iterator[tuple[str, Match]]:
    """Yield matches without one excuse, one alternative, one word or one criterion."""
    if match.but_not is not None and match.criteria() != ("but_not",):
        yield "without but_not", replace(match, but_not=None)
        for changed, other in _fewer(match.but_not):
            yield f"but_not {changed}", replace(match, but_not=other)
    if match.any_of is not None and len(match.any_of) > 1:
        for place in range(len(match.any_of)):
            rest = (*match.any_of[:place], *match.any_of[place + 1 :])
            yield f"without alternative {place}", replace(match, any_of=rest)
    for name in ("known", "learned", "by"):
        if getattr(match, name) is not None and len(match.criteria()) > 1:
            yield f"without {name}", _with(match, **{name: None})
    yield from _fewer(match)


def _fewer(match: Match) -> Iterator[tuple[str, Match]]:
    """Yield matches without one word of a list of what is known, or of reasons."""
    for name in ("known", "learned"):
        words = getattr(match, name)
        for word in words if words is not None and len(words) > 1 else ():
            rest = tuple(each for each in words if each is not word)
            yield f"without {name}: {word}", _with(match, **{name: rest})


def _with(match: Match, **changes: Any) -> Match:
    return replace(match, **changes)


def _at(rule: Rule, path: tuple[str, str], match: Match) -> Rule | None:
    part, name = path
    return _built(rule, **{part: replace(getattr(rule, part), **{name: match})})


def _built(rule: Rule, **changes: Any) -> Rule | None:
    """Return the changed rule; None where its parts no longer fit together."""
    try:
        return replace(rule, **changes)
    except ValueError:
        return None
