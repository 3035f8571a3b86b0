"""The flow as Promela, for the model checker SPIN.

Like `scxml`, this is generated from the rows and not from our interpreter. A call is one process
that chooses any act or running timer; each transition is a single step. There are no clock values:
a running timer may fire at any moment.

Users add claims in LTL over the variables of the model; the head of the model shows how.
"""

from collections.abc import Iterable, Iterator
from enum import Enum
from typing import Any

from simulator.core.flow import UK
from simulator.core.profile import Profile
from simulator.core.stimuli import FlowInput, Stimulus
from simulator.core.table import CallState, Condition, Flow, Impossible, Row, Table
from simulator.core.terms import Coverage, IncidentStage, LineKind, LineStage, Outcome, Route, Timer
from simulator.proof.export.condition_text import FACTS, Is, ruled_out, terms

CAUSES: tuple[FlowInput, ...] = (*Stimulus, *Timer)
NO_CAUSE = "no_cause"
"""Value of `cause` before the first act, and after an impossible act."""
_NAMED: dict[type[Enum], str] = {
    LineStage: "line",
    IncidentStage: "incident",
    LineKind: "kind",
    Coverage: "coverage",
    Route: "route",
    Outcome: "outcome",
}
"""Enumerations whose members have names in the model, with their prefix."""
_USAGE = """\
   Variables: line, incident, kind, coverage, the facts of the call, runs_TIMER, cause (the last act
   or timer), over and outcome (once the call is over). To check a claim of your own, append it,

     ltl held { [] (line == line_held -> kind != kind_mobile) }

   and search through every call:

     spin -a flow.pml && gcc -O1 -DNOREDUCE -o pan pan.c && ./pan -a -E -m1000000"""


def promela(profile: Profile, flow: Flow = UK) -> str:
    """Return the model of the flow under a profile."""
    return "\n".join([*_head(profile, flow), *_process(flow), ""])


def _head(profile: Profile, flow: Flow) -> Iterator[str]:
    yield f"/* {flow.title}; profile {profile.id}\n\n{_USAGE} */"
    for words, prefix in _NAMED.items():
        for number, word in enumerate(words):
            yield f"#define {prefix}_{word} {number}"
    for number, cause in enumerate(CAUSES):
        yield f"#define {_cause_name(cause)} {number}"
    yield f"#define {NO_CAUSE} {len(CAUSES)}"
    for name in profile.switches.__dataclass_fields__:
        yield f"#define {name} {_name_of(getattr(profile.switches, name))}"
    begins = CallState()
    for name in ("line", "incident", *FACTS):
        kind = "bool" if isinstance(getattr(begins, name), bool) else "byte"
        yield f"{kind} {name} = {_name_of(getattr(begins, name))};"
    yield f"bool {', '.join(_runs(timer) for timer in Timer)};"
    yield f"byte cause = {NO_CAUSE};"
    yield "byte outcome, lrow, irow;"
    yield "bool over, ruled;"


def _process(flow: Flow) -> Iterator[str]:
    yield "active proctype call() {"
    yield _choice("kind", LineKind)
    yield _choice("coverage", Coverage)
    yield f"can_ring_back = (coverage != {_name_of(Coverage.LIMITED)});"
    yield "do"
    yield ":: over -> break"
    yield ":: !over -> atomic {"
    yield "if"
    for stimulus in Stimulus:
        yield f":: cause = {_cause_name(stimulus)}"
    for timer in Timer:
        yield f":: {_runs(timer)} -> cause = {_cause_name(timer)}"
    yield "fi;"
    yield from _at_once(_chosen(flow))
    yield from _at_once(_moved(flow))
    yield "} od }"


def _tables(flow: Flow) -> tuple[tuple[Table[Any], str], ...]:
    """Return both tables, each with the variable of the row that fires."""
    return (flow.line, "lrow"), (flow.incident, "irow")


def _chosen(flow: Flow) -> Iterator[str]:
    """Yield statements that choose the row of each table, or rule the cause out."""
    yield f"lrow = 0; irow = 0; ruled = (cause == {NO_CAUSE});"
    yield "if"
    for table, each in ruled_out(flow):
        yield f":: {_here(table, each)} -> ruled = true"
    yield ":: else -> skip fi;"
    yield "if :: ruled -> skip :: else ->"
    for answering, name in _tables(flow):
        yield "if"
        for number, row in enumerate(answering.rows, 1):
            here = _here(answering.name, row)
            yield f":: {here} -> {name} = {number} /* {row.id} */"
        yield ":: else -> skip fi;"
    yield "skip fi"


def _moved(flow: Flow) -> Iterator[str]:
    yield f"if :: lrow == 0 && irow == 0 -> cause = {NO_CAUSE}"
    yield ":: else ->"
    # It does nothing: `tests/held` has the text as people have it.
    yield f"if :: cause < {len(Stimulus)} -> skip"
    yield ":: else -> skip fi;"
    yield "if"
    for timer in Timer:
        yield f":: cause == {_cause_name(timer)} -> {_runs(timer)} = false"
    yield ":: else -> skip fi;"
    for answering, name in _tables(flow):
        yield "if"
        for number, row in enumerate(answering.rows, 1):
            yield f":: {name} == {number} -> {_both(_effects(row))}"
        yield ":: else -> skip fi;"
    yield "if"
    ends: list[tuple[tuple[Enum, ...], Outcome]] = [
        ((stage,), outcome) for stage, outcome in flow.line_ends.items()
    ]
    ends += [((LineStage.DOWN, stage), out) for stage, out in flow.incident_ends.items()]
    for stages, outcome in ends:
        here = " && ".join(_is_any(_NAMED[type(stage)], (stage,)) for stage in stages)
        yield f":: {here} -> over = true; outcome = {_name_of(outcome)}"
    yield ":: else -> skip fi"
    yield "fi"


def _effects(row: Row[Any]) -> Iterator[str]:
    for name, value in row.sets.items():
        yield f"{name} = {_name_of(value)}"
    if row.to is not None:
        yield f"{_NAMED[type(row.to)]} = {_name_of(row.to)}"
    for timer in row.stop:
        yield f"{_runs(timer)} = false"
    for timer in row.start:
        yield f"{_runs(timer)} = true"


def _at_once(lines: Iterable[str]) -> Iterator[str]:
    """Yield statements as a single step."""
    yield "d_step {"
    yield from lines
    yield "};"


def _cause_name(cause: FlowInput) -> str:
    """Return the name of an act or a timer in the model."""
    return f"{'timer' if isinstance(cause, Timer) else 'act'}_{cause}"


def _name_of(value: Any) -> str:
    """Return the name or number of a value in the model."""
    if isinstance(value, bool):
        return str(int(value))
    return f"{_NAMED[type(value)]}_{value}" if type(value) in _NAMED else _number_of(value)


def _number_of(value: Any) -> str:
    """Return the index of an enumeration member."""
    members = type(value).__members__
    return str(list(members.values()).index(value))


def _is_any(where: str, values: Iterable[Any]) -> str:
    """Return the expression that a variable has one of some values."""
    return _one_of(where, map(_name_of, values))


def _one_of(where: str, names: Iterable[object]) -> str:
    """Return the expression that a variable equals one of some names or numbers."""
    return f"({' || '.join(f'{where} == {name}' for name in names) or 'false'})"


def _here(table: str, row: Row[Any] | Impossible[Any]) -> str:
    causes = _one_of("cause", map(_cause_name, row.on))
    return f"{_is_any(table, row.at)} && {causes} && {_all(row.when)}"


def _all(conditions: tuple[Condition, ...]) -> str:
    alternatives = terms(conditions)
    if () in alternatives:
        return "true"
    return f"({' || '.join(_part(each) for each in alternatives) or 'false'})"


def _part(each: tuple[Is, ...]) -> str:
    return f"({' && '.join(_is_any(part.field, part.values) for part in each)})"


def _both(statements: Iterable[str]) -> str:
    return "; ".join(statements) or "skip"


def _choice(name: str, words: Iterable[Any]) -> str:
    return f"if {' '.join(f':: {name} = {_name_of(word)}' for word in words)} fi;"


def _runs(timer: Timer) -> str:
    return f"runs_{timer.value}"
