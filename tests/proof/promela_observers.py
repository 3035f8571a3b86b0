"""Observers of our properties for the Promela model, so that SPIN referees our monitors as well.

One observer, chosen at the start, watches one property entry by entry, as `rules.patterns` defines
it. Which acts a match means is read with our own matcher; everything about what the flow decided,
and about the order of time, is an expression here.

Timed properties have no place here, since time is erased. Nor have those of the form *it can still
come true*: SPIN's properties speak of single runs. Those that bind an entry (``it``) or ask who is
speaking are left out too; `refereed` says which remain.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import Enum
from functools import cache
from typing import Any

from simulator.core.log import Entry
from simulator.core.profile import Profile
from simulator.core.stimuli import Stimulus
from simulator.core.table import Flow
from simulator.core.terms import IncidentStage, LineStage, Outcome, Recognised, Timer
from simulator.proof.explore.transition_system import all_acts
from simulator.proof.export.promela import NO_CAUSE, Model, at_once, cause_name, is_any, one_of
from simulator.rules import patterns
from simulator.rules.match_compiler import FREE, Compiler
from simulator.rules.match_criteria import ANY, Context, Match, StateCondition
from simulator.rules.patterns import After, Always, AtLeast, AtMost, Between, ForEach, Rule
from simulator.rules.properties import Modality, Property, PropertyKind

KINDS = ("act", "timer", "recognised", "stage", "incident", "outcome", "call", "other")
ACT, TIMER, RECOGNISED, STAGE, INCIDENT, OUTCOME, CALL, OTHER = range(1, 1 + len(KINDS))
"""What an entry of the log is, in the model."""
BROKEN, SEEN = "BROKEN", "SEEN"
"""What the model prints, with the property's number: a call breaks it; a call keeps it."""

_DECIDED: dict[str, tuple[int, type[Enum]]] = {
    "stage": (STAGE, LineStage),
    "incident": (INCIDENT, IncidentStage),
    "outcome": (OUTCOME, Outcome),
    "recognised": (RECOGNISED, Recognised),
}
"""Criteria about what the flow decided: the kind of entry, and the words."""
_READ = frozenset({*_DECIDED, "timer", "call", "anything", "any_of", "but_not", "through"})
"""Criteria that are written as expressions; all others are about acts."""
_OF_ACTS = frozenset({*_DECIDED, "timer", "call", "through"})
"""Criteria that no act meets."""
_OPENS = "open = true; opened = true; count = 0; seen = false"


def refereed(properties: Iterable[Property], profile: Profile) -> tuple[Property, ...]:
    """The properties about a profile that the model can decide."""
    return tuple(
        prop
        for prop in properties
        if prop.kind is PropertyKind.MACHINE
        and prop.modality is not Modality.EVENTUALLY
        and not prop.timed
        and not prop.rule.compares_with
        and _can_be_watched(prop.rule)
        and prop.concerns(profile)
    )


def _can_be_watched(rule: Rule) -> bool:
    states = {"stage", "incident", "line"}
    during = rule.during is None or states.issuperset(rule.during.criteria())
    return during and not any(_asks_more(match) for match in rule.matches())


def _asks_more(match: Match) -> bool:
    """Whether a match asks for something that the model does not keep."""
    inner = (*(match.any_of or ()), match.but_not, match.through)
    beyond = {"row", "line", "no_effect", "finished", "prompts_tried", "facts", "profile", "force"}
    return not beyond.isdisjoint(match.criteria()) or any(
        _asks_more(part) for part in inner if part is not None
    )


_GROUP = 8
"""How many observers are in one step: SPIN has a limit for its length."""


class ObservedModel(Model):
    """Model with an observer for each property; it prints which are broken and kept."""

    def __init__(self, profile: Profile, properties: Sequence[Property], flow: Flow) -> None:
        super().__init__(profile, flow)
        self.properties = properties
        self.acts = _told_apart(properties)
        """One act for each stimulus and each way in which the properties see it."""

    def declared(self) -> Iterator[str]:
        """The entries of one step with the stages then, and what an observer has seen."""
        yield "byte which, act, n, i, count;"
        yield "byte at_line = line_idle, at_incident = incident_none;"
        yield "byte ek[16], ew[16], al[16], ai[16];"
        yield "bool begun, open, opened, seen, applied, broken, told;"
        yield "inline push(what, word) { ek[n] = what; ew[n] = word; n++ }"

    def begin(self) -> Iterator[str]:
        """Choose the property, and a line that it is about."""
        chosen = " ".join(f":: which = {number}" for number in range(len(self.properties)))
        yield f"if {chosen} fi;"
        yield from super().begin()
        yield "if"
        for number, prop in enumerate(self.properties):
            lines = is_any("kind", prop.lines) if prop.lines else "true"
            free = "false" if prop.rule.applies_when else "true"
            yield f":: which == {number} && {lines} -> applied = {free}"
        yield "fi;"

    def causes(self) -> Iterator[str]:
        """First that the call begins; then the acts that the properties tell apart, and timers."""
        yield f":: !begun -> act = 0; cause = {NO_CAUSE}"
        for number, (stimulus, _) in enumerate(self.acts):
            yield f":: begun -> act = {number}; cause = {cause_name(stimulus)}"
        for timer in Timer:
            yield f":: begun && runs_{timer} -> act = 0; cause = {cause_name(timer)}"

    def entry(self, what: str, word: str) -> Iterator[str]:
        """Note an entry; of an act, which of the acts that are told apart."""
        yield f"push({KINDS.index(what) + 1}, {'act' if what == 'act' else word})"

    def after(self) -> Iterator[str]:
        """Let the observers see every entry of the step."""
        yield from at_once(self._stages())
        for first in range(0, len(self.properties), _GROUP):
            yield from at_once(self.watch(range(first, first + _GROUP)))
        yield from at_once(self.tell())

    def _stages(self) -> Iterator[str]:
        """The stages at each entry."""
        yield f"if :: !begun -> begun = true; push({CALL}, 0) :: else -> skip fi;"
        yield "do :: i < n -> al[i] = at_line; ai[i] = at_incident;"
        yield "if"
        yield f":: ek[i] == {STAGE} -> at_line = ew[i]"
        yield f":: ek[i] == {INCIDENT} -> at_incident = ew[i]"
        yield ":: else -> skip fi;"
        yield "i++ :: else -> break od;"
        yield "i = 0"

    def watch(self, numbers: range) -> Iterator[str]:
        """Some observers, each told of every entry, and at the end of the call of that."""
        properties = [(n, self.properties[n]) for n in numbers if n < len(self.properties)]
        yield "do :: i < n ->"
        yield "if"
        for number, prop in properties:
            yield f":: which == {number} -> /* {prop.id} */"
            yield from self._watch(prop.rule)
        yield ":: else -> skip fi;"
        yield "i++ :: else -> break od;"
        yield "i = 0;"
        yield "if"
        for number, prop in properties:
            yield f":: over && which == {number} -> {self._judge(prop.rule)}"
        yield ":: else -> skip fi"

    def tell(self) -> Iterator[str]:
        """What is to be said of the call; what only this step needed is forgotten."""
        yield "if :: broken && applied && !told -> told = true;"
        yield f'c_code {{ printf("{BROKEN} %d\\n", now.which); }}'
        yield ":: over && applied && !broken && !told -> told = true;"
        yield "if"
        for number, prop in enumerate(self.properties):
            arose = "true" if prop.rule.scope is None else "opened"
            yield f":: which == {number} && {arose} ->"
            yield f'c_code {{ printf("{SEEN} %d\\n", now.which); }}'
        yield ":: else -> skip fi"
        yield ":: else -> skip fi;"
        yield "do :: i < n -> ek[i] = 0; ew[i] = 0; al[i] = 0; ai[i] = 0; i++ :: else -> break od;"
        yield "cause = 0; act = 0; n = 0; lrow = 0; irow = 0; ruled = false; i = 0"

    def _watch(self, rule: Rule) -> Iterator[str]:
        """What the observer does at an entry."""
        if rule.applies_when:
            yield f"if :: {self._is(rule.applies_when)} -> applied = true :: else -> skip fi;"
        match rule.scope:
            case None:
                yield from self._inner(rule, rule.during)
            case After(start):
                yield "if :: open ->"
                yield from self._inner(rule, rule.during)
                yield ":: else -> skip fi;"
                yield f"if :: {self._is(start)} -> open = true; opened = true :: else -> skip fi"
            case Between(start, end):
                yield f"if :: open && {self._is(end)} -> {self._judge(rule)}; open = false"
                yield ":: else -> if :: open ->"
                yield from self._inner(rule, rule.during)
                yield ":: else -> skip fi fi;"
                yield f"if :: !open && {self._is(start)} -> {_OPENS} :: else -> skip fi"
            case ForEach(it, until):
                closes = self._is(until) if until else "false"
                yield f"if :: open && {closes} -> {self._judge(rule)}; open = false"
                yield ":: else -> if :: open ->"
                yield from self._inner(rule, None)
                yield ":: else -> skip fi fi;"
                # Stretches may overlap. The last one has counted least and the first one most, so
                # one of the two stands for all.
                first = "!open && " if isinstance(rule.pattern, AtMost) else ""
                occasion = self._occasion(it, rule.during)
                yield f"if :: {first}{occasion} -> {_OPENS} :: else -> skip fi"

    def _inner(self, rule: Rule, during: StateCondition | None) -> Iterator[str]:
        """What the pattern makes of an entry in its scope."""
        match rule.pattern:
            case Always(of, is_):
                wrong = f"{self._occasion(of, during)} && !({self._is(is_)})"
                yield f"if :: {wrong} -> broken = true :: else -> skip fi"
            case AtMost(times, of):
                yield f"if :: {self._occasion(of, during)} -> count++ :: else -> skip fi;"
                yield f"if :: count > {times} -> broken = true; count = {times} :: else -> skip fi"
            case AtLeast(times, of):
                wanted = f"count < {times} && {self._occasion(of, during)}"
                yield f"if :: {wanted} -> count++ :: else -> skip fi"
            case patterns.Before(first, then):
                wrong = f"!seen && {self._occasion(then, during)}"
                yield f"if :: {wrong} -> broken = true :: else -> skip fi;"
                yield f"if :: {self._is(first)} -> seen = true :: else -> skip fi"
            case timed:
                raise TypeError(f"{timed} measures time")

    def _judge(self, rule: Rule) -> str:
        """What the end of a stretch, or of the log, decides."""
        if not isinstance(rule.pattern, AtLeast):
            return "skip"
        here = "true" if rule.scope is None else "open"
        return f"if :: {here} && count < {rule.pattern.times} -> broken = true :: else -> skip fi"

    def _occasion(self, match: Match, during: StateCondition | None) -> str:
        if during is None:
            return self._is(match)
        fields = {"stage": "al[i]", "incident": "ai[i]", "line": "kind"}
        stands = [is_any(fields[name], getattr(during, name)) for name in during.criteria()]
        return f"({' && '.join([self._is(match), *stands])})"

    def _is(self, match: Match) -> str:
        """Whether the entry at hand is meant by a match."""
        wanted = [_decided(match, name) for name in _DECIDED if getattr(match, name) is not None]
        if match.timer is not None:
            wanted.append(f"(ek[i] == {TIMER} && {_words('ew[i]', match.timer)})")
        if match.call is not None:
            wanted.append(f"ek[i] == {CALL}")
        if match.any_of:
            wanted.append(f"({' || '.join(map(self._is, match.any_of))})")
        if match.but_not:
            wanted.append(f"!({self._is(match.but_not)})")
        if match.through:
            wanted.append(self._through(match.through))
        if not _READ.issuperset(match.criteria()):
            wanted.append(f"(ek[i] == {ACT} && {self._act('ew[i]', match)})")
        return f"({' && '.join(wanted)})" if wanted else "true"

    def _through(self, match: Match) -> str:
        """Whether the act or timer from which the entry follows is meant."""
        alternatives = match.any_of or (match,)
        found = []
        for each in alternatives:
            if each.timer is not None:
                stimuli = len(Stimulus)
                found.append(
                    f"(cause >= {stimuli} && {_words(f'(cause - {stimuli})', each.timer)})"
                )
            else:
                found.append(f"(cause < {len(Stimulus)} && {self._act('act', each)})")
        return f"({' || '.join(found)})"

    def _act(self, where: str, match: Match) -> str:
        """Whether the act of a number is meant."""
        means = _meaning(match)
        return one_of(where, [n for n, (_, entry) in enumerate(self.acts) if means(entry)])


def _told_apart(properties: Sequence[Property]) -> tuple[tuple[Stimulus, Entry], ...]:
    """One act for each stimulus and each way in which the properties' matches see it."""
    matches = dict.fromkeys(part for prop in properties for part in _all_parts(prop.rule))
    meanings = [_meaning(match) for match in matches]
    found: dict[object, tuple[Stimulus, Entry]] = {}
    for stimulus, acts in all_acts(()).items():
        for entry in (done.entry() for done in acts):
            seen = tuple(means(entry) for means in meanings)
            found.setdefault((stimulus, seen), (stimulus, entry))
    return tuple(found.values())


def _all_parts(rule: Rule) -> Iterator[Match]:
    pending = list(rule.matches())
    while pending:
        match = pending.pop()
        yield match
        pending += [*(match.any_of or ()), *(m for m in (match.but_not, match.through) if m)]


@cache
def _meaning(match: Match) -> Callable[[Entry], bool]:
    """What a match says of acts, by our own matcher: an act is no decision, timer or new call."""
    if not _OF_ACTS.isdisjoint(match.criteria()):
        return lambda _entry: False
    parts = [_meaning(part) for part in match.any_of or ()]
    unwanted = _meaning(match.but_not) if match.but_not else None
    own = {n: getattr(match, n) for n in match.criteria() if n not in ("any_of", "but_not")}
    compiled = Compiler(Context()).match(Match(**own)) if own else None

    def means(entry: Entry) -> bool:
        if compiled is not None:
            if compiled.kinds is not None and entry.body.kind not in compiled.kinds:
                return False
            if not compiled.test(entry, (), FREE):
                return False
        if parts and not any(part(entry) for part in parts):
            return False
        return unwanted is None or not unwanted(entry)

    return means


def _decided(match: Match, name: str) -> str:
    kind, _ = _DECIDED[name]
    return f"(ek[i] == {kind} && {_words('ew[i]', getattr(match, name))})"


def _words(where: str, words: Iterable[Any]) -> str:
    words = tuple(words)
    return "true" if words == ANY else is_any(where, words)
