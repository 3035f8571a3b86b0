"""Rules and verdicts as sentences."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import fields, replace
from typing import Any, NamedTuple

from simulator.core import acts as do
from simulator.core.describe import describe_entry, how_often, whose_voice
from simulator.core.instant import Millis, amount, clock
from simulator.core.log import Entry
from simulator.rules import patterns
from simulator.rules.match_compiler import FREE, Binding, Compiler, bind
from simulator.rules.match_criteria import (
    ANY,
    CONTEXTUAL,
    CRITERIA,
    Context,
    Match,
    StateCondition,
    uses,
)
from simulator.rules.patterns import Pattern, ProfileTime, Rule, Scope, length_of

_PARTS: Mapping[type, str] = {
    patterns.Always: "each time {of}: {is_}",
    patterns.AtLeast: "at least {times}: {of}",
    patterns.AtMost: "at most {times}: {of}",
    patterns.Before: "before {then}: {first}",
    patterns.Within: "within {time} of {of}: {then}{unless}",
    patterns.NoSoonerThan: "no sooner than {time} after {after}: {then}{unless}",
    patterns.After: "after {start}",
    patterns.Between: "between {start} and {end}",
    patterns.ForEach: "for each {it}{until}",
}
"""The sentence of each pattern and scope."""


def describe(rule: Rule) -> str:
    """Return a rule as a sentence without a full stop."""
    parts = [_part(rule.scope), _part(rule.pattern)]
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
    words, reads = getattr(match, name), CRITERIA[name]
    if words == ANY and reads.any_phrase:
        return reads.any_phrase
    if name == "facts":
        words = ", ".join(f"{topic}: {fact}" for topic, fact in words)
    return reads.phrase.format(_terms_text(words))


def explain(rule: Rule, log: Iterable[Entry], shown: Iterable[int], context: Context) -> str:
    """Return why `rule` is broken: what was expected, and what happened instead.

    `shown` is the evidence: the `seq` of entries, the one that opened the scope first.
    """
    entries = {entry.seq: entry for entry in log}
    evidence = [entries[seq] for seq in shown]
    since = f" (since {_entry_text(evidence.pop(0))})" if rule.scope else ""
    happened = _happened(rule.pattern, tuple(entries.values()), evidence, context) + since
    stop = "" if happened.endswith(('."', '?"', '!"')) else "."
    return f"Expected {describe(rule)}. {happened}{stop}"


def _entry_text(entry: Entry) -> str:
    """Return an entry as time, name and text."""
    return f"{clock(entry.at)} {whose_voice(entry)}: {describe_entry(entry.body)}"


def _happened(
    pattern: Pattern, log: Sequence[Entry], evidence: Sequence[Entry], context: Context
) -> str:
    match pattern:
        case patterns.AtLeast():
            return f"It happened {how_often(len(evidence))}" if evidence else "It did not happen"
        case patterns.AtMost():
            return f"It happened: {_entry_text(evidence[-1])}"
        case patterns.Always():
            return f"Not so: {_entry_text(evidence[-1])}"
        case patterns.Before():
            return f"There had been none before {_entry_text(evidence[-1])}"
        case patterns.Within(_, _, then):
            late = _first_after(evidence[0], then, log, context)
            came = f"; the nearest was {_gap(evidence[0], late)}" if late else ""
            return f"Not so after {_entry_text(evidence[0])}{came}"
        case patterns.NoSoonerThan():
            return f"After {_entry_text(evidence[0])} came {_gap(*evidence[:2])}"


class Extent(NamedTuple):
    """For how long what was due was not done."""

    lasted: Millis
    """From the occasion to the act that came too late or too soon, or to the end of the log."""
    came: bool
    """Whether the act came at all."""
    seq: int | None = None
    """The `seq` of the act that came too late."""


def extent(
    rule: Rule, log: Sequence[Entry], shown: Sequence[int], context: Context
) -> Extent | None:
    """Return the extent of the breach of a timed rule; None for a rule without a time.

    `shown` is the evidence of the verdict.
    """
    places = {entry.seq: place for place, entry in enumerate(log)}
    evidence = [log[places[seq]] for seq in shown][1 if rule.scope else 0 :]
    match rule.pattern:
        case patterns.Within(time=time, then=asked, unless=excuse):
            opening = evidence[0]
            late = _first_after(opening, asked, log, context)
            over = _first_after(opening, excuse, log, context) if excuse else None
            if over is not None and late is not None and over.seq < late.seq:
                late = None  # What came once it was needed no more is not what was due.
            lasted = (late or over or log[-1]).at - opening.at
            # What came in time was excused by something else: that it was soon says nothing.
            soon = late is not None and lasted <= length_of(time, context.profile)
            return None if soon else Extent(lasted, late is not None, late and late.seq)
        case patterns.NoSoonerThan():
            return Extent(evidence[1].at - evidence[0].at, came=True)
    return None


def why_broken(rule: Rule, log: Sequence[Entry], shown: Sequence[int], context: Context) -> str:
    """Return in one line the entry that came nearest to what was asked for, or led to a breach.

    `shown` is the evidence of the verdict. Empty if no entry came near, or a breach has no cause.
    """
    match rule.pattern:
        case patterns.AtLeast(of=asked):
            return _nearest(
                asked, range((*shown, 0)[0] if rule.scope else 0, len(log)), log, context
            )
        case patterns.Within(then=asked):
            opening = log[shown[1 if rule.scope else 0]]
            if late := _first_after(opening, asked, log, context):
                return f"it came too late: {_gap(opening, late)}"
            return _nearest(asked, range(len(log) - 1, shown[0], -1), log, context)
        case patterns.Before(first=asked):
            if near := _nearest(asked, range(shown[-1]), log, context):
                return near
    cause = log[shown[-1]].cause
    return "" if cause is None else f"it followed from {_entry_text(log[cause])}"


def _nearest(asked: Match, among: range, log: Sequence[Entry], context: Context) -> str:
    """Return the entry that meets all criteria but one, or the only one with other words.

    It is the last one `among` the places in the log.
    """
    for name in reversed([each for each in asked.criteria() if each not in _WHOLE]):
        with suppress(ValueError):  # No entry could meet what is left.
            relaxed = _without(asked, name)
            fit = {entry.seq for entry in _fitting(relaxed, log, context, FREE)}
            if found := [seq for seq in among if seq in fit]:
                near = _entry_text(log[found[-1]])
                return f"the nearest was {near}: not {_criterion(asked, name)}"
    met = any(_fitting(asked, log, context, FREE))
    return "" if met else f"{phrase(asked)} never happened in this call"


def _without(asked: Match, name: str) -> Match:
    """Return a match without a criterion, or with any word for it if there is no other one.

    Raises:
        ValueError: no entry could meet what is left, or every entry.
    """
    changes: dict[str, Any] = {name: Match.__dataclass_fields__[name].default}
    if asked.criteria() == ("act",) and any(do.ROWS[each].sign for each in asked.act or ()):
        changes["signal"] = ANY
    elif asked.criteria() == (name,) and name != "act" and getattr(asked, name) != ANY:
        changes[name] = ANY if CRITERIA[name].takes_any else None
    return replace(asked, **changes)


_WHOLE = ("finished", "any_of", "same", "about", "known", "learned")
"""Criteria that are not left out: what is left would not come near."""


def _fitting(match: Match, log: Iterable[Entry], context: Context, it: Binding) -> Iterator[Entry]:
    """Yield the entries of a log that fit a match."""
    compiler = Compiler(context)
    test, memory = compiler.match(match), compiler.first()
    for entry in log:
        if test(entry, memory, it):
            yield entry
        # What the seat knows goes on as well: else a rule on it would find nothing ever learned.
        memory = compiler.learned(compiler.after(memory, entry), entry)


def _first_after(
    opening: Entry, match: Match, log: Sequence[Entry], context: Context
) -> Entry | None:
    """Return the first entry after `opening` that fits a match, or None."""
    fit = _fitting(match, log, context, bind(opening, uses(match)))
    return next((entry for entry in fit if entry.seq > opening.seq), None)


def _gap(first: Entry, then: Entry) -> str:
    return f"{_entry_text(then)}, {amount(then.at - first.at)} later"


def _part(part: Pattern | Scope | None) -> str:
    """Return a pattern or a scope as a sentence; nothing for none."""
    match part:
        case None:
            return ""
        case patterns.AtLeast(1, of):
            return f"at some time: {phrase(of)}"
        case patterns.AtMost(0, of):
            return f"never: {phrase(of)}"
    texts = {each.name: _text(each.name, getattr(part, each.name)) for each in fields(part)}
    return _PARTS[type(part)].format(**texts)


def _text(name: str, value: Any) -> str:
    match name:
        case "times":
            return how_often(value)
        case "time" if isinstance(value, ProfileTime):
            return f"the profile's {_terms_text(value.partition('.')[2])}"
        case "time":
            return amount(value)
        case "unless" | "until":
            comma = "," * (name == "unless")
            return f"{comma} {name} {phrase(value)}" if value else ""
    return phrase(value)


def _state(state: StateCondition) -> str:
    asked = ((part.metadata["reads"], getattr(state, part.name)) for part in fields(state))
    return " and ".join(
        reads.any_phrase if words is False else reads.phrase.format(_terms_text(words))
        for reads, words in asked
        if words is not None
    )


def _terms_text(words: object) -> str:
    """Return the terms or the matches of a criterion as text."""
    match words:
        case tuple():
            return " or ".join(map(_terms_text, words))
        case Match():
            return phrase(words)
    return str(words).replace("_", " ")
