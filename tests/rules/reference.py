"""What the rule language means, said a second time: with quantifiers over a whole log.

Slow and plain on purpose; `simulator.rules.monitor` must agree with it on every log. It knows only
the matches of `VOCABULARY`, each beside a predicate that is written down here independently.
"""

from collections.abc import Callable, Iterator, Sequence

from simulator.core import acts as do
from simulator.core.log import Entry, StageEntered
from simulator.core.terms import LineStage, NoteKind, Role, Topic
from simulator.rules import patterns
from simulator.rules.match_criteria import ANY, Feature, Match, StateCondition
from simulator.rules.patterns import After, Between, NoSoonerThan, Pattern, Rule, Within

Predicate = Callable[[Entry, Entry | None], bool]
Log = Sequence[Entry]

VOCABULARY: dict[Match, Predicate] = {
    Match(act=("tap",)): lambda e, _: isinstance(e.body, do.Tap),
    Match(act=("cough", "make")): lambda e, _: isinstance(e.body, do.Cough | do.Make),
    Match(key=("5",)): lambda e, _: e.body == do.Press("5"),
    Match(by=(Role.CALLER,)): lambda e, _: e.speaker is Role.CALLER,
    Match(asked=(Topic.WEAPON,)): lambda e, _: (
        isinstance(e.body, do.Ask) and Topic.WEAPON in e.body.about
    ),
    Match(stage=ANY): lambda e, _: isinstance(e.body, StageEntered),
    Match(any_of=(Match(said=ANY), Match(act=("tap",)))): lambda e, _: isinstance(
        e.body, do.Say | do.Ask | do.Tap
    ),
    Match(act=ANY, but_not=Match(key=ANY)): lambda e, _: (
        not isinstance(e.body, do.Press | StageEntered)
    ),
}
"""Matches that look at one entry."""

BOUND: dict[Match, Predicate] = {
    Match(noted=(NoteKind.HEARD,), about="it"): lambda e, it: (
        isinstance(e.body, do.Note) and it is not None and e.body.about == it.seq
    ),
    Match(asked=ANY, same=Feature.TOPIC): lambda e, it: (
        isinstance(e.body, do.Ask)
        and it is not None
        and isinstance(it.body, do.Ask)
        and not set(e.body.about).isdisjoint(it.body.about)
    ),
    Match(key=ANY, same=Feature.KEY): lambda e, it: (
        isinstance(e.body, do.Press) and it is not None and e.body == it.body
    ),
    Match(act=ANY, same=Feature.SPEAKER): lambda e, it: (
        not isinstance(e.body, StageEntered) and it is not None and e.speaker is it.speaker
    ),
}
"""Matches that compare with ``it``."""

IN_THE_RECORDING = StateCondition(stage=(LineStage.RECORDING,))


def judge(rule: Rule, log: Log) -> str:
    """The verdict on a finished log."""
    held = [_stage_before(log, i) for i in range(len(log) + 1)]
    if rule.during and LineStage.RECORDING not in held:
        return "not_applicable"
    applies = rule.applies_when
    if applies and not any(_fits(applies, entry, None) for entry in log):
        return "not_applicable"
    verdicts = [
        _judge(rule, log, span, it, during=rule.during is not None and it is None)
        for span, it in _stretches(rule, log)
    ]
    return _worst(verdicts)


def _stretches(rule: Rule, log: Log) -> Iterator[tuple[range, Entry | None]]:
    """The parts of a log that are judged by themselves, and what is ``it`` in them."""
    size = len(log)
    match rule.scope:
        case None:
            yield range(size), None
        case After(start):
            for first in _where(start, log, range(size))[:1]:
                yield range(first + 1, size), None
        case Between(start, end):
            here = 0
            while opening := _where(start, log, range(here, size))[:1]:
                here = (*_where(end, log, range(opening[0] + 1, size)), size)[0]
                yield range(opening[0] + 1, here), None
        case patterns.ForEach(it, until):
            for first in _where(it, log, range(size)):
                if rule.during and not _in_recording(log, first):
                    continue
                after = range(first + 1, size)
                closing = _where(until, log, after, log[first]) if until else []
                yield range(first + 1, (*closing, size)[0]), log[first]


def _judge(rule: Rule, log: Log, span: range, it: Entry | None, *, during: bool) -> str:
    """The verdict on one stretch; `during` if occasions count only while the state holds."""

    def occasions(match: Match) -> list[int]:
        found = _where(match, log, span, it)
        return [i for i in found if not during or _in_recording(log, i)]

    pattern: Pattern = rule.pattern
    match pattern:
        case patterns.AtLeast(times, of):
            return "met" if len(occasions(of)) >= times else "broken"
        case patterns.AtMost(times, of):
            return "met" if len(occasions(of)) <= times else "broken"
        case patterns.Always(of, fits):
            return _worst("met" if _fits(fits, log[i], it) else "broken" for i in occasions(of))
        case patterns.Before(first, then):
            thens, firsts = occasions(then), _where(first, log, span, it)
            if not thens:
                return "not_applicable"
            return "met" if any(i < thens[0] for i in firsts) else "broken"
        case Within() | NoSoonerThan():
            of = pattern.of if isinstance(pattern, Within) else pattern.after
            return _worst(_judge_timed(pattern, log, i, span) for i in occasions(of))


def _judge_timed(pattern: Within | NoSoonerThan, log: Log, start: int, span: range) -> str:
    """The verdict on what follows one occasion."""
    assert isinstance(pattern.time, int)
    due, it = log[start].at + pattern.time, log[start]
    after = range(start + 1, span.stop)
    soon = isinstance(pattern, Within)
    in_time = [i for i in after if (log[i].at <= due if soon else log[i].at < due)]
    thens = [i for i in in_time if _fits(pattern.then, log[i], it)]
    excuses = [i for i in in_time if pattern.unless and _fits(pattern.unless, log[i], it)]
    if thens and not any(i < thens[0] for i in excuses):
        return "met" if soon else "broken"
    if excuses:
        return "not_applicable"
    return "broken" if soon else "met"


def _worst(verdicts: Iterator[str] | list[str]) -> str:
    found = set(verdicts)
    return next((each for each in ("broken", "met") if each in found), "not_applicable")


def _fits(match: Match, entry: Entry, it: Entry | None) -> bool:
    return {**VOCABULARY, **BOUND}[match](entry, it)


def _where(match: Match, log: Log, span: range, it: Entry | None = None) -> list[int]:
    return [i for i in span if _fits(match, log[i], it)]


def _stage_before(log: Log, place: int) -> LineStage | None:
    entered = [e.body.stage for e in log[:place] if isinstance(e.body, StageEntered)]
    return entered[-1] if entered else None


def _in_recording(log: Log, place: int) -> bool:
    return _stage_before(log, place) is LineStage.RECORDING
