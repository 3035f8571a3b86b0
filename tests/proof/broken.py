"""Flows with one fault each, by name, and properties as authors write them."""

from dataclasses import replace
from functools import cache
from typing import Any

from simulator.content.diagnostics.validate import validated
from simulator.content.rules.property_file import PropertyText
from simulator.content.yaml.reader import read_text
from simulator.core.flow import UK
from simulator.core.profile import Profile
from simulator.core.table import Flow, Row
from simulator.proof.verify.decide_properties import Decider, Decision, Setting
from simulator.rules.properties import Property
from tests.proof.mutants import MUTANTS
from tests.session.calls import LIBRARY

PROPERTIES = {prop.id: prop for each in LIBRARY.properties() for prop in each.file.built}
FORCE = LIBRARY.force().force
QUESTIONS = LIBRARY.questions()


def profile(name: str = "iopc_2019", **timings: int) -> Profile:
    found = LIBRARY.profile(name).profile
    return replace(found, timings=replace(found.timings, **timings))


def prop(text: str) -> Property:
    """Build a property from its YAML, less the keys that every property has."""
    head = "id: claimed\nsays: It holds.\nassumption: a test\n"
    return validated(read_text(head + text, "claim.yaml"), PropertyText).build()


def mutated(name: str) -> Flow:
    return MUTANTS[name].flow


def decided(wanted: Property, under: Profile | None = None, flow: Flow | None = None) -> Decision:
    if under is None and flow is None:
        return _usual().decide_all([wanted])[0]
    return Decider(Setting(under or profile(), FORCE, QUESTIONS, flow)).decide_all([wanted])[0]


@cache
def _usual() -> Decider:
    """The decider of the flow under the usual profile: the calls of one run are explored once."""
    return Decider(Setting(profile(), FORCE, QUESTIONS))


def with_row(row_id: str, flow: Flow = UK, **changes: Any) -> Flow:
    def changed(rows: tuple[Row[Any], ...]) -> tuple[Row[Any], ...]:
        return tuple(replace(row, **changes) if row.id == row_id else row for row in rows)

    line = replace(flow.line, rows=changed(flow.line.rows))
    incident = replace(flow.incident, rows=changed(flow.incident.rows))
    return replace(flow, line=line, incident=incident)
