"""Summary of a seat's knowledge, in short sections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from simulator.core import acts as do
from simulator.core.describe import describe_entry, how_often, unit_in_words
from simulator.core.instant import amount, clock, minutes
from simulator.core.terms import Heading, LocationSource, NoteKind, Role, Sign
from simulator.knowledge.answers import AnswerState
from simulator.knowledge.facts import KnownFacts, Lookup, Stamp
from simulator.knowledge.knowledge import Knowledge
from simulator.seat.view.act_catalogue import Materials

PRECISE = 200
"""Largest radius, in metres, of a place that officers can be sent to (assumption)."""


class SummarySection(NamedTuple):
    """Lines under a heading."""

    title: str
    lines: tuple[str, ...]


def summary(knowledge: Knowledge, materials: Materials) -> tuple[SummarySection, ...]:
    """Return the summary of a handler's seat. The caller's seat has none."""
    facts = knowledge.facts
    if knowledge.role is Role.OPERATOR:
        sections: dict[str, Iterable[str]] = {
            "The call": _call(facts, materials),
            "Location data": _location(facts),
            "Heard so far": _heard(knowledge),
            "The prompts": _prompts(facts, materials),
        }
    else:
        sections = {
            "From the operator": (each.label for each in facts.handover),
            "The number": _number(facts, materials),
            "Location data": _location(facts),
            "How to answer": _code(facts, materials),
            "The incident": _incident(facts, materials),
            "Officers": _officers(knowledge),
            "THRIVE": _thrive(knowledge),
            "Notes": _notes(knowledge),
        }
    return tuple(
        SummarySection(title, tuple(lines) or ("nothing yet",)) for title, lines in sections.items()
    )


def questions(knowledge: Knowledge, materials: Materials) -> tuple[SummarySection, ...]:
    """Return the question bank by group, each question with its state."""
    found: dict[str, list[str]] = {}
    for topic, question in materials.questions.topics.items():
        state = knowledge.facts.answer(topic)
        found.setdefault(question.group, []).append(f"{mark(state)} {question.words}")
    return tuple(SummarySection(group.capitalize(), tuple(lines)) for group, lines in found.items())


def mark(state: AnswerState | None) -> str:
    """Return the state of a question in fixed width."""
    return f"[{state or '-':^7}]"


def _heard(knowledge: Knowledge) -> Iterator[str]:
    """Yield what was heard, by when it was last heard: a handover is made from these words."""
    last = {
        report: knowledge.at(Stamp.HEARD, thing.what) or 0
        for thing, use in knowledge.facts.heard.items()
        for report in use.reports
    }
    for report in sorted(knowledge.facts.reports, key=lambda each: (last.get(each, 0), each)):
        yield f"{minutes(last[report])} {report.label}" if report in last else report.label


def _call(facts: KnownFacts, materials: Materials) -> Iterator[str]:
    yield facts.kind.label
    none = "no number: emergency calls only, cannot be rung back"
    yield f"number {materials.number}" if materials.number else none
    if facts.recognised:
        yield f"recognised: {facts.recognised.label}"


def _location(facts: KnownFacts) -> Iterator[str]:
    if not facts.location:
        yield "none has arrived"
    for source in LocationSource:
        if found := facts.location.get(source):
            where = f"{found.place} (an address)"
            if found.radius is not None:
                sure = "a place to go to" if found.radius <= PRECISE else "an area, not a place"
                where = f"{found.place}, within {found.radius} m: {sure}"
            yield f"{source.upper()}: {where}"


def _prompts(facts: KnownFacts, materials: Materials) -> Iterator[str]:
    for prompt in materials.profile.operator.prompts:
        done = "said" if prompt.intent in facts.said else "not yet"
        yield f"[{done:^7}] {materials.profile.words(prompt.intent)}"


def _number(facts: KnownFacts, materials: Materials) -> Iterator[str]:
    yield from _call(facts, materials)
    if facts.search is Lookup.NONE:
        yield "not searched"
        return
    yield from (f"marker: {marker.label}" for marker in facts.markers)
    for call in facts.earlier:
        ended = str(call.outcome or "").replace("_", " ")
        yield f"an earlier call, {amount(call.ago // 60_000 * 60_000) or '0s'} ago: {ended}"
    if facts.address:
        yield f"address held: {facts.address}"
    if not (facts.markers or facts.earlier or facts.address):
        yield "searched: no marker, no earlier call (or the answer is still to come)"


def _code(facts: KnownFacts, materials: Materials) -> Iterator[str]:
    bank = materials.questions
    yield bank.ways_sentence(facts.ways) if facts.ways else "no ways to answer named"
    yield bank.code_sentence(facts.code_signs) if facts.code_signs else "no yes/no code stated"
    asked = facts.of(facts.asking) if facts.asking else None
    if asked and asked.sign and asked.sign is not Sign.SPOKEN:
        yield f"just now: {asked.sign.label}, {how_often(asked.times)}: {asked.answer}"


def _incident(facts: KnownFacts, materials: Materials) -> Iterator[str]:
    yield facts.incident.label
    if facts.grade:
        grade = materials.force.grade(facts.grade)
        within = materials.force.target(grade)
        yield f"grade: {grade.title}{f', target {amount(within)}' if within else ''}"
    else:
        yield "no grade set"
    yield from (f"asked in: {service}" for service in facts.brought_in)
    if facts.callback:
        yield f"callback: {facts.callback}"
    if facts.traces:
        yield f"traces started: {len(facts.traces)}"
    yield from (f"left unsaid: {intent.label}" for intent in facts.withheld)


RADIO_LINES = 3
"""How many of the last lines of the radio are shown."""


def _officers(knowledge: Knowledge) -> Iterator[str]:
    """The units, what the officers ask, and their last words over the radio."""
    facts = knowledge.facts
    if facts.arrived:
        yield "officers are with the caller" if facts.found else "officers are there"
    elif facts.sent:
        yield "officers sent" + (", briefed" if facts.briefed else ", not briefed")
    else:
        yield "no officers sent"
        yield from map(unit_in_words, facts.units)
    given = knowledge.at(Stamp.ETA)
    if facts.unit and facts.unit_status and not facts.arrived:
        time = "" if given is None else f", {facts.eta} min at {minutes(given)}"
        yield f"{facts.unit}: {facts.unit_status.label}{time}"
    yield from (f"officers ask: {topic.label} (brief them)" for topic in facts.officers_ask)
    radio = [entry for entry in knowledge.pages if entry.actor is Role.OFFICERS]
    for entry in radio[-RADIO_LINES:]:
        yield f"{minutes(entry.at)} {describe_entry(entry.body)}"


def _thrive(knowledge: Knowledge) -> Iterator[str]:
    bodies = (entry.body for entry in knowledge.pages)
    written = {body.heading: body.text for body in bodies if isinstance(body, do.Thrive)}
    for heading in Heading:
        done, text = "done" if heading in written else "-", written.get(heading)
        yield f"[{done:^4}] {heading.capitalize()}{f': {text}' if text else ''}"


def _notes(knowledge: Knowledge) -> Iterator[str]:
    for entry in knowledge.pages:
        match entry.body:
            case do.Note(note=NoteKind.HEARD, text=text) if text.startswith("["):
                yield f"{clock(entry.at)} heard {text}"
            case do.Note():
                yield f"{clock(entry.at)} {describe_entry(entry.body)}"
