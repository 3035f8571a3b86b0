"""Rules and verdicts as sentences."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from simulator.core.describe import describe_entry, how_often, name_of
from simulator.core.instant import amount, clock
from simulator.core.log import Entry
from simulator.rules import patterns
from simulator.rules.compiler import Compiler
from simulator.rules.match import ANY, CONTEXTUAL, CRITERIA, Context, Match, StateCondition, uses
from simulator.rules.monitor_memory import first_memory, next_memory
from simulator.rules.patterns import Always, AtLeast, AtMost, Before, Pattern, Rule, Within
from simulator.rules.predicates import bind

_STATES = {
    "stage": "at stage {}",
    "incident": "with the incident {}",
    "speaking": "{} is speaking",
    "line": "on {}",
    "call": "in call {}",
}


def describe(rule: Rule) -> str:
    """Return a rule as a sentence without a full stop."""
    parts = [_scope(rule.scope), _pattern(rule.pattern)]
    if rule.during:
        parts.insert(0, f"while {_state(rule.during)}")
    if rule.applies_when:
        known = CONTEXTUAL.issuperset(rule.applies_when.criteria())
        parts.insert(0, ("" if known else "if there is ") + phrase(rule.applies_when))
    return ", ".join(filter(None, parts))


def phrase(match: Match) -> str:
    """Return a match as a phrase."""
    criteria = match.criteria()
    return ", ".join(_criterion(match, name) for name in CRITERIA if name in criteria)


def _criterion(match: Match, name: str) -> str:
    words = getattr(match, name)
    reads = CRITERIA[name]
    if words == ANY and reads.any_phrase:
        return reads.any_phrase
    match name:
        case "any_of":
            said = " or ".join(map(phrase, words))
        case "but_not" | "through":
            said = phrase(words)
        case "facts":
            said = ", ".join(f"{_terms_text(topic)}: {fact}" for topic, fact in words)
        case _:
            said = _terms_text(words)
    return reads.phrase.format(said)


def explain(rule: Rule, log: Iterable[Entry], shown: Iterable[int], context: Context) -> str:
    """Return why `rule` is broken: what was expected, and what happened instead.

    `shown` is the evidence: the `seq` of entries, the one that opened the scope first.
    """
    entries = list(log)
    by_seq = {entry.seq: entry for entry in entries}
    evidence = [by_seq[seq] for seq in shown]
    opening = evidence.pop(0) if rule.scope else None
    happened = _happened(rule.pattern, entries, evidence, context)
    since = f" (since {_entry_text(opening)})" if opening else ""
    stop = "" if (happened + since).endswith(('."', '?"', '!"')) else "."
    return f"Expected {describe(rule)}. {happened}{since}{stop}"


def _entry_text(entry: Entry) -> str:
    """Return an entry as time, name and text."""
    return f"{clock(entry.at)} {name_of(entry.speaker)}: {describe_entry(entry.body)}"


def _happened(
    pattern: Pattern,
    log: Sequence[Entry],
    evidence: Sequence[Entry],
    context: Context,
) -> str:
    match pattern:
        case AtLeast():
            return f"It happened {how_often(len(evidence))}" if evidence else "It did not happen"
        case AtMost():
            return f"It happened: {_entry_text(evidence[-1])}"
        case Always():
            return f"Not so: {_entry_text(evidence[-1])}"
        case Before():
            return f"There had been none before {_entry_text(evidence[-1])}"
        case Within(_, _, then):
            late = _first_after(evidence[0], then, log, context)
            came = f"; the nearest was {_gap(evidence[0], late)}" if late else ""
            return f"Not so after {_entry_text(evidence[0])}{came}"
        case patterns.NoSoonerThan():
            return f"After {_entry_text(evidence[0])} came {_gap(*evidence[:2])}"


def _first_after(
    opening: Entry, match: Match, log: Sequence[Entry], context: Context
) -> Entry | None:
    """Return the first entry after `opening` that fits a match, or None."""
    compiler = Compiler(context)
    test, it = compiler.match(match).test, bind(opening, uses(match))
    memory = first_memory(compiler.registers)
    for entry in log:
        if entry.seq > opening.seq and test(entry, memory, it):
            return entry
        memory = next_memory(compiler.registers, memory, entry)
    return None


def _gap(first: Entry, then: Entry) -> str:
    return f"{_entry_text(then)}, {amount(then.at - first.at)} later"


def _pattern(pattern: Pattern) -> str:
    match pattern:
        case Always(of, is_):
            return f"each time {phrase(of)}: {phrase(is_)}"
        case AtLeast(1, of):
            return f"at some time: {phrase(of)}"
        case AtLeast(times, of):
            return f"at least {how_often(times)}: {phrase(of)}"
        case AtMost(0, of):
            return f"never: {phrase(of)}"
        case AtMost(times, of):
            return f"at most {how_often(times)}: {phrase(of)}"
        case Before(first, then):
            return f"before {phrase(then)}: {phrase(first)}"
        case Within(time, of, then, unless):
            return f"within {_span(time)} of {phrase(of)}: {phrase(then)}{_unless(unless)}"
        case patterns.NoSoonerThan(time, after, then, unless):
            return f"no sooner than {_span(time)} after {phrase(after)}: {phrase(then)}" + _unless(
                unless
            )


def _scope(scope: patterns.Scope | None) -> str:
    match scope:
        case None:
            return ""
        case patterns.After(start):
            return f"after {phrase(start)}"
        case patterns.Between(start, end):
            return f"between {phrase(start)} and {phrase(end)}"
        case patterns.ForEach(it, until):
            return f"for each {phrase(it)}" + (f" until {phrase(until)}" if until else "")


def _state(state: StateCondition) -> str:
    parts = []
    for name in state.criteria():
        words = getattr(state, name)
        match name:
            case "code_set":
                parts.append("a yes/no code is set" if words else "no yes/no code is set")
            case "phone_with":
                parts.append(f"the {_terms_text(words)} has the phone")
            case "over":
                parts.append("the call is over" if words else "the call goes on")
            case _:
                parts.append(_STATES[name].format(_terms_text(words)))
    return " and ".join(parts)


def _terms_text(words: object) -> str:
    """Return the terms of a criterion as text."""
    if words == ANY:
        return "any"
    if isinstance(words, tuple):
        return " or ".join(map(_terms_text, words))
    return str(words).replace("_", " ")


def _span(span: patterns.Span) -> str:
    if isinstance(span, patterns.ProfileTime):
        return f"the profile's {_terms_text(span.partition('.')[2])}"
    return amount(span)


def _unless(unless: Match | None) -> str:
    return f", unless {phrase(unless)}" if unless else ""
