"""What is known in a seat, as short sections to read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from simulator.core import acts as do
from simulator.core.describe import how_often, in_words
from simulator.core.instant import amount, clock
from simulator.core.terms import Heading, LocationSource, NoteKind, Role, Sign, Term
from simulator.knowledge.knowledge import AnswerState, Knowledge
from simulator.seat.view.act_catalogue import Materials

PRECISE = 200
"""Location data within so many metres is a place to send officers to (assumption)."""


class SummarySection(NamedTuple):
    """A few lines under a heading."""

    title: str
    lines: tuple[str, ...]


def summary(knowledge: Knowledge, materials: Materials) -> tuple[SummarySection, ...]:
    """What a handler's seat knows, heading by heading. A caller's seat has no such desk."""
    if knowledge.role is Role.OPERATOR:
        return (
            SummarySection("The call", tuple(_call(knowledge, materials))),
            SummarySection("Location data", tuple(_location(knowledge))),
            SummarySection(
                "Heard so far", _or_nothing(each.label for each in sorted_terms(knowledge.heard))
            ),
            SummarySection("The prompts", tuple(_prompts(knowledge, materials))),
        )
    return (
        SummarySection("From the operator", _or_nothing(each.label for each in knowledge.reported)),
        SummarySection("The number", tuple(_number(knowledge, materials))),
        SummarySection("Location data", tuple(_location(knowledge))),
        SummarySection("How to answer", tuple(_code(knowledge, materials))),
        SummarySection("The incident", tuple(_incident(knowledge, materials))),
        SummarySection("THRIVE", tuple(_thrive(knowledge))),
        SummarySection("Notes", _or_nothing(_notes(knowledge))),
    )


def questions(knowledge: Knowledge, materials: Materials) -> tuple[SummarySection, ...]:
    """The bank of questions by group, each with what has come of it."""
    found: dict[str, list[str]] = {}
    for topic, question in materials.questions.topics.items():
        state = knowledge.state_of(topic)
        found.setdefault(question.group, []).append(f"{mark(state)} {question.words}")
    return tuple(SummarySection(group.capitalize(), tuple(lines)) for group, lines in found.items())


def mark(state: AnswerState | None) -> str:
    """A word of one width for what has come of a question."""
    return f"[{state or '-':^7}]"


def sorted_terms(terms: Iterable[Term]) -> list[Term]:
    """Terms in the order of their list."""
    found = list(terms)
    return [term for term in type(found[0]) if term in found] if found else []


def _or_nothing(lines: Iterable[str]) -> tuple[str, ...]:
    return tuple(lines) or ("nothing yet",)


def _call(knowledge: Knowledge, materials: Materials) -> Iterator[str]:
    yield knowledge.line_kind.label
    if materials.number:
        yield f"number {materials.number}"
    else:
        yield "no number: emergency calls only, cannot be rung back"
    if knowledge.recognised:
        yield f"recognised: {knowledge.recognised.label}"


def _location(knowledge: Knowledge) -> Iterator[str]:
    if not knowledge.location:
        yield "none has arrived"
    for source in LocationSource:
        if source in knowledge.location:
            yield f"{source.upper()}: {_place(knowledge.location[source])}"


def _place(found: do.DeliverLocation) -> str:
    if found.radius is None:
        return f"{found.place} (an address)"
    sure = "a place to go to" if found.radius <= PRECISE else "an area, not a place"
    return f"{found.place}, within {found.radius} m: {sure}"


def _prompts(knowledge: Knowledge, materials: Materials) -> Iterator[str]:
    for prompt in materials.profile.operator.prompts:
        done = "said" if prompt.intent in knowledge.said else "not yet"
        yield f"[{done:^7}] {materials.profile.words(prompt.intent)}"


def _number(knowledge: Knowledge, materials: Materials) -> Iterator[str]:
    yield from _call(knowledge, materials)
    incident = knowledge.incident
    if not incident.searched:
        yield "not searched"
        return
    yield from (f"marker: {marker.label}" for marker in dict.fromkeys(incident.markers))
    for call in incident.earlier:
        ended = str(call.outcome or "").replace("_", " ")
        yield f"an earlier call, {amount(call.ago // 60_000 * 60_000) or '0s'} ago: {ended}"
    if incident.address:
        yield f"address held: {incident.address}"
    if not (incident.markers or incident.earlier or incident.address):
        yield "searched: no marker, no earlier call (or the answer is still to come)"


def _code(knowledge: Knowledge, materials: Materials) -> Iterator[str]:
    bank = materials.questions
    yield bank.ways_sentence(knowledge.ways) if knowledge.ways else "no ways to answer named"
    yield bank.code_sentence(knowledge.code) if knowledge.code else "no yes/no code stated"
    asked = knowledge.questions.get(knowledge.pending) if knowledge.pending else None
    if asked and asked.sign and asked.sign is not Sign.SPOKEN:
        yield f"just now: {asked.sign.label}, {how_often(asked.times)}: {asked.state}"


def _incident(knowledge: Knowledge, materials: Materials) -> Iterator[str]:
    incident = knowledge.incident
    yield incident.stage.label
    if incident.grade:
        grade = materials.force.grade(incident.grade)
        target = f", target {amount(grade.target)}" if grade.target else ""
        yield f"grade: {grade.title}{target}"
    else:
        yield "no grade set"
    if incident.arrived:
        yield "officers are there"
    elif incident.deployed:
        yield "officers sent" + (", briefed" if incident.briefed else ", not briefed")
    else:
        yield "no officers sent"
    yield from (f"asked in: {service}" for service in incident.services)
    if incident.callback:
        yield f"callback: {incident.callback}"
    if incident.traces:
        yield f"traces started: {incident.traces}"
    yield from (f"left unsaid: {intent.label}" for intent in incident.withheld)


def _thrive(knowledge: Knowledge) -> Iterator[str]:
    for heading in Heading:
        text = knowledge.incident.thrive.get(heading)
        yield f"[{'-' if text is None else 'done':^4}] {heading.capitalize()}" + (
            f": {text}" if text else ""
        )


def _notes(knowledge: Knowledge) -> Iterator[str]:
    for at, note in knowledge.incident.notes:
        if note.note is NoteKind.HEARD and note.text.startswith("["):
            yield f"{clock(at)} heard {note.text}"
        else:
            yield f"{clock(at)} {in_words(note)}"
