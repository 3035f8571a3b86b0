"""The flow as SCXML: both tables as parallel regions, for other interpreters.

It is generated from the rows and not from our interpreter. Each row is a transition for each of its
stages and inputs, with its conditions as an expression. What is ruled out is a condition on the
transitions. Timers are data: a deadline in milliseconds, or -1 if none runs. The driver sends every
act with its instant (``_event.data.at``), and a timer's event when its deadline has passed. The
chart itself never waits.

Expressions are Python's (``datamodel="python"``), as python-statemachine reads them.
"""

from collections.abc import Iterable, Iterator
from enum import Enum
from typing import Any
from xml.etree import ElementTree as ET

from simulator.core.flow import UK
from simulator.core.profile import Profile
from simulator.core.stimuli import FlowInput
from simulator.core.table import CallState, Condition, Flow, Row, Table
from simulator.core.terms import Coverage, LineStage, Timer
from simulator.proof.export.condition_text import FACTS, Is, ruled_out, terms

NAMESPACE = "http://www.w3.org/2005/07/scxml"
_USAGE = """
     To play a call, send these events, each with its instant in milliseconds as the data "at":
     * begin, with the data kind (mobile, landline, ...) and coverage (home, limited, none);
     * each act by its name, such as caller_dials or operator_answers;
     * timer_NAME as soon as the instant in due_NAME (-1: it does not run) has passed.
     After each event line_row and incident_row name the rows that answered; before an act, set both
     to "". The state over_OUTCOME says how the call ended. Expressions are Python's, as
     python-statemachine 3 reads them: statemachine.io.load(text, format="scxml", trusted=True)."""


def scxml(profile: Profile) -> str:
    """Return the chart of the flow under a profile; its head explains how to drive it."""
    flow = UK
    root = ET.Element(
        "scxml", xmlns=NAMESPACE, version="1.0", datamodel="python", name=flow.id, initial="between"
    )
    root.append(ET.Comment(f" {flow.title}; profile {profile.id}\n{_USAGE} "))
    model = ET.SubElement(root, "datamodel")
    for name, value in _data(profile).items():
        ET.SubElement(model, "data", id=name, expr=value)
    root.append(_between(profile, flow))
    call = ET.SubElement(root, "parallel", id="call")
    call.append(_begin(profile))
    for condition, outcome in _endings(flow):
        ET.SubElement(call, "transition", cond=condition, target=f"over_{outcome}")
    for table, first in ((flow.line, "idle"), (flow.incident, "none")):
        call.append(_region(table, first, profile, flow))
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def state_of(table: str, stage: Enum) -> str:
    """Return the name of a stage in the chart."""
    return f"{table}_{stage.value}"


def due(timer: Timer) -> str:
    """Return the name of a timer's deadline in the data."""
    return f"due_{timer.value}"


def event_of(cause: FlowInput) -> str:
    """Return the name of the event of an act or a timer."""
    return f"timer_{cause.value}" if isinstance(cause, Timer) else cause.value


def _data(profile: Profile) -> dict[str, str]:
    """Return the data of the chart, with the values at the beginning of a call."""
    begins = CallState()
    facts = {name: _literal(getattr(begins, name)) for name in FACTS}
    switches = {
        name: _literal(getattr(profile.switches, name))
        for name in profile.switches.__dataclass_fields__
    }
    timers = {due(timer): "-1" for timer in Timer}
    return {**facts, **switches, **timers, "line_row": "''", "incident_row": "''"}


def _between(profile: Profile, flow: Flow) -> ET.Element:
    """Return the state before the first call and after each call, by its outcome."""
    between = ET.Element("state", id="between", initial="nothing_dialled")
    between.append(_begin(profile))
    ET.SubElement(between, "state", id="nothing_dialled")
    for outcome in sorted({outcome for _, outcome in _endings(flow)}):
        ET.SubElement(between, "state", id=f"over_{outcome}")
    return between


def _begin(profile: Profile) -> ET.Element:
    """Return the transition that begins a call, dropping an unfinished one."""
    begin = ET.Element("transition", event="begin", target="call")
    given = {
        "kind": "_event.data.kind",
        "coverage": "_event.data.coverage",
        "can_ring_back": f"_event.data.coverage != {_literal(Coverage.LIMITED)}",
    }
    for name, value in (_data(profile) | given).items():
        ET.SubElement(begin, "assign", location=name, expr=value)
    return begin


def _region(table: Table[Any], first: str, profile: Profile, flow: Flow) -> ET.Element:
    region = ET.Element("state", id=table.name, initial=f"{table.name}_{first}")
    stages = type(table.rows[0].at[0])
    for stage in stages:
        state = ET.SubElement(region, "state", id=state_of(table.name, stage))
        for row in table.rows:
            if stage in row.at:
                for cause in row.on:
                    state.append(_transition(table, row, cause, profile, flow))
    return region


def _transition(
    table: Table[Any], row: Row[Any], cause: FlowInput, profile: Profile, flow: Flow
) -> ET.Element:
    wanted = [_all(row.when), *(f"not ({each})" for each in _ruled_out(cause, flow))]
    if isinstance(cause, Timer):
        wanted.append(f"{due(cause)} != -1")
    conditions = [each for each in wanted if each]
    made = ET.Element("transition", event=event_of(cause))
    if conditions:
        made.set("cond", " and ".join(f"({each})" for each in conditions))
    if row.to is not None:
        made.set("target", state_of(table.name, row.to))
    ET.SubElement(made, "assign", location=f"{table.name}_row", expr=f"'{row.id}'")
    for name, value in row.sets.items():
        ET.SubElement(made, "assign", location=name, expr=_literal(value))
    stopped = (*row.stop, *((cause,) if isinstance(cause, Timer) else ()))
    for timer in stopped:
        if timer not in row.start:
            ET.SubElement(made, "assign", location=due(timer), expr="-1")
    for timer in row.start:
        at = f"_event.data.at + {profile.timings.of(timer)}"
        ET.SubElement(made, "assign", location=due(timer), expr=at)
    return made


def _ruled_out(cause: FlowInput, flow: Flow) -> Iterator[str]:
    """Yield the expressions that rule a cause out, from physics and both tables."""
    for table, each in ruled_out(flow):
        if cause in each.on:
            everywhere = len(each.at) == len(type(each.at[0]).__members__)
            here = "" if everywhere else _in(table, each.at)
            yield " and ".join(f"({part})" for part in (here, _all(each.when)) if part) or "True"


def _endings(flow: Flow) -> Iterator[tuple[str, str]]:
    for stage, outcome in flow.line_ends.items():
        yield _in("line", (stage,)), outcome.value
    down = _in("line", (LineStage.DOWN,))
    for closed, outcome in flow.incident_ends.items():
        yield f"{down} and {_in('incident', (closed,))}", outcome.value


def _all(conditions: tuple[Condition, ...]) -> str:
    """Return conditions as one expression; empty if they always hold."""
    alternatives = terms(conditions)
    if () in alternatives:
        return ""
    return (
        " or ".join(f"({' and '.join(_is(part) for part in each)})" for each in alternatives)
        or "False"
    )


def _is(part: Is) -> str:
    if part.field in ("line", "incident"):
        return _in(part.field, part.values)
    chosen = [f"{part.field} == {_literal(value)}" for value in part.values]
    return chosen[0] if len(chosen) == 1 else f"({' or '.join(chosen)})"


def _in(table: str, stages: Iterable[Enum]) -> str:
    chosen = [f"In('{state_of(table, stage)}')" for stage in stages]
    return chosen[0] if len(chosen) == 1 else f"({' or '.join(chosen)})"


def _literal(value: object) -> str:
    return repr(value) if isinstance(value, bool) else f"'{value}'"
