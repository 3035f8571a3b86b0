"""The flow and its properties as Promela, for SPIN: somebody else's search through every call.

Like `scxml`, this is written from the rows, and not from what our interpreter makes of them. A call
is one process that chooses acts and running timers as it likes; what the flow makes of one is a
single step. Beside it one observer, chosen at the start, watches one property entry by entry, as
`review.patterns` defines it; it is written here anew, so that our monitors are refereed as well.
Only which acts a match means is read with our own matcher.

Time is erased. So timed properties have no place here, nor have those of the form *it can still
come true*: SPIN's properties speak of single runs, and not of what could follow from each of them.
Those that bind an entry (``it``) or ask who is speaking are left out too; `refereed` says which
remain.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from simulator.core.flow import UK
from simulator.core.log import Played, SignalRecognised
from simulator.core.profile import Profile
from simulator.core.rules import Condition, Flow, Impossible, Rule, Situation, Table
from simulator.core.stimuli import Cause, Stimulus
from simulator.core.terms import Coverage, LineKind, LineStage, Timer
from simulator.proof.export.condition_text import Is, terms
from simulator.proof.export.promela_monitors import (
    ACT,
    CALL,
    INCIDENT,
    OTHER,
    OUTCOME,
    RECOGNISED,
    STAGE,
    TIMER,
    Observers,
    is_any,
    number_of,
    one_of,
)
from simulator.rules.claims import Claim

_CAUSES: tuple[Cause, ...] = (*Stimulus, *Timer)
_FACTS = tuple(name for name in Situation._fields if name not in ("line", "incident"))


def promela(profile: Profile, claims: Sequence[Claim], flow: Flow = UK) -> str:
    """The model of a profile, with an observer for each of the claims."""
    return _Writer(profile, claims, flow).text()


class _Writer:
    """Writes one model."""

    def __init__(self, profile: Profile, claims: Sequence[Claim], flow: Flow) -> None:
        self._profile = profile
        self._observers = Observers(claims)
        self._flow = flow

    def text(self) -> str:
        """The whole model."""
        return "\n".join([*self._head(), *self._process(), ""])

    def _head(self) -> Iterator[str]:
        yield f"/* {self._flow.title}; profile {self._profile.id} */"
        for name in self._profile.switches.__dataclass_fields__:
            yield f"#define {name} {number_of(getattr(self._profile.switches, name))}"
        begins = Situation()
        yield f"byte line = {number_of(begins.line)}, incident = {number_of(begins.incident)};"
        yield f"byte at_line = {number_of(begins.line)};"
        yield f"byte at_incident = {number_of(begins.incident)};"
        for name in _FACTS:
            kind = "bool" if isinstance(getattr(begins, name), bool) else "byte"
            yield f"{kind} {name} = {number_of(getattr(begins, name))};"
        yield f"bool {', '.join(_runs(timer) for timer in Timer)};"
        yield "byte which, cause, act, lrow, irow, n, i;"
        yield "byte ek[16], ew[16], al[16], ai[16];"
        yield "bool begun, over, ruled, open, opened, seen, applied, broken, told;"
        yield "byte count;"
        yield "inline push(what, word) { ek[n] = what; ew[n] = word; n++ }"

    def _process(self) -> Iterator[str]:
        yield "active proctype call() {"
        yield from _choice("which", range(len(self._observers.claims)))
        yield from _choice("kind", range(len(LineKind)))
        yield from _choice("coverage", range(len(Coverage)))
        yield f"can_ring_back = (coverage != {number_of(Coverage.LIMITED)});"
        yield "if"
        for number, claim in enumerate(self._observers.claims):
            lines = is_any("kind", claim.lines) if claim.lines else "true"
            free = "false" if claim.rule.applies_when else "true"
            yield f":: which == {number} && {lines} -> applied = {free}"
        yield "fi;"
        yield "do"
        yield ":: over -> break"
        yield ":: !over -> atomic {"
        yield f"if :: !begun -> act = 0; cause = {len(_CAUSES)}"
        for number, (stimulus, _) in enumerate(self._observers.acts):
            yield f":: begun -> act = {number}; cause = {_cause(stimulus)} /* {stimulus} */"
        for timer in Timer:
            yield f":: begun && {_runs(timer)} -> act = 0; cause = {_cause(timer)} /* {timer} */"
        yield "fi;"
        yield from _at_once(self._chosen())
        yield from _at_once(self._moved())
        for first in range(0, len(self._observers.claims), _GROUP):
            yield from _at_once(self._observers.watch(range(first, first + _GROUP)))
        yield from _at_once(self._observers.tell())
        yield "} od }"

    # --- the flow --------------------------------------------------------------------------------

    def _tables(self) -> tuple[tuple[Table[Any], str], ...]:
        """Both tables, and what the model calls the row that answers."""
        return (self._flow.line, "lrow"), (self._flow.incident, "irow")

    def _chosen(self) -> Iterator[str]:
        """The row of each table that answers, or that the cause is ruled out."""
        flow = self._flow
        ruled: list[tuple[str, Impossible[Any]]] = [
            *(("line", each) for each in (*flow.physics, *flow.line.impossible)),
            *(("incident", each) for each in flow.incident.impossible),
        ]
        yield f"ruled = (cause == {len(_CAUSES)});"
        yield "if"
        for table, each in ruled:
            yield f":: {_here(table, each)} -> ruled = true"
        yield ":: else -> skip fi;"
        yield "if :: ruled -> skip :: else ->"
        for answering, name in self._tables():
            yield "if"
            for number, row in enumerate(answering.rows, 1):
                here = _here(answering.name, row)
                yield f":: {here} -> {name} = {number} /* {row.id} */"
            yield ":: else -> skip fi;"
        yield "skip fi"

    def _moved(self) -> Iterator[str]:
        """What the rows do, and the entries that tell of it."""
        flow, stimuli = self._flow, len(Stimulus)
        yield f"if :: !begun -> begun = true; push({CALL}, 0)"
        yield ":: begun && lrow == 0 && irow == 0 -> skip"
        yield ":: else ->"
        yield f"if :: cause < {stimuli} -> push({ACT}, act)"
        yield f":: else -> push({TIMER}, cause - {stimuli}) fi;"
        yield "if"
        for timer in Timer:
            yield f":: cause == {_cause(timer)} -> {_runs(timer)} = false"
        yield ":: else -> skip fi;"
        for answering, name in self._tables():
            yield "if"
            for number, row in enumerate(answering.rows, 1):
                yield f":: {name} == {number} -> {'; '.join(_effects(row)) or 'skip'}"
            yield ":: else -> skip fi;"
        yield "if"
        for stage, outcome in flow.line_ends.items():
            ended = f"over = true; push({OUTCOME}, {number_of(outcome)})"
            yield f":: line == {number_of(stage)} -> {ended}"
        for closed, outcome in flow.incident_ends.items():
            down = f"line == {number_of(LineStage.DOWN)} && incident == {number_of(closed)}"
            yield f":: {down} -> over = true; push({OUTCOME}, {number_of(outcome)})"
        yield ":: else -> skip fi"
        yield "fi;"
        yield "do :: i < n -> al[i] = at_line; ai[i] = at_incident;"
        yield "if"
        yield f":: ek[i] == {STAGE} -> at_line = ew[i]"
        yield f":: ek[i] == {INCIDENT} -> at_incident = ew[i]"
        yield ":: else -> skip fi;"
        yield "i++ :: else -> break od;"
        yield "i = 0"


_GROUP = 8
"""How many observers stand in one step: SPIN has a limit for its length."""


def _at_once(lines: Iterable[str]) -> Iterator[str]:
    yield "d_step {"
    yield from lines
    yield "};"


def _effects(row: Rule[Any]) -> Iterator[str]:
    for name, value in row.sets.items():
        yield f"{name} = {number_of(value)}"
    made = [effect(row=row.id) for effect in row.so]
    for outcome in made:
        if isinstance(outcome, SignalRecognised):
            yield f"push({RECOGNISED}, {number_of(outcome.signal)})"
        elif not isinstance(outcome, Played):
            yield f"push({OTHER}, 0)"
    if isinstance(row.to, LineStage):
        yield f"line = {number_of(row.to)}; push({STAGE}, {number_of(row.to)})"
    elif row.to is not None:
        yield f"incident = {number_of(row.to)}; push({INCIDENT}, {number_of(row.to)})"
    for outcome in made:
        if isinstance(outcome, Played):
            yield f"push({OTHER}, 0)"
    for timer in row.stop:
        yield f"{_runs(timer)} = false"
    for timer in row.start:
        yield f"{_runs(timer)} = true; push({OTHER}, 0)"


def _here(table: str, row: Rule[Any] | Impossible[Any]) -> str:
    """Whether a row, or what is ruled out, is at hand."""
    causes = one_of("cause", map(_cause, row.on))
    return f"{is_any(table, row.at)} && {causes} && {_all(row.when)}"


def _all(conditions: tuple[Condition, ...]) -> str:
    alternatives = terms(conditions)
    if () in alternatives:
        return "true"
    return f"({' || '.join(_part(each) for each in alternatives) or 'false'})"


def _part(each: tuple[Is, ...]) -> str:
    return f"({' && '.join(is_any(part.field, part.values) for part in each)})"


def _choice(name: str, numbers: Iterable[int]) -> Iterator[str]:
    yield f"if {' '.join(f':: {name} = {number}' for number in numbers)} fi;"


def _runs(timer: Timer) -> str:
    return f"runs_{timer.value}"


def _cause(cause: Cause) -> int:
    return _CAUSES.index(cause)
