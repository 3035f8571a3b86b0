"""What is known so far in a seat, in lines: the answer to `i`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from simulator.core import acts as do
from simulator.core.describe import in_words as told
from simulator.core.describe import plain
from simulator.core.instant import Millis
from simulator.core.terms import Heading, Role, Term, Topic
from simulator.knowledge.knowledge import AnswerState, Incident, Knowledge
from simulator.plain.call.captions import in_words, time_of
from simulator.seat.sitting import Sitting
from simulator.seat.view.caller_hint import what_counts
from simulator.seat.view.flow_map import ways_on
from simulator.seat.view.nearby import CARRIES, how_loud, near, phone_state
from simulator.seat.view.summary import PRECISE


def known(sitting: Sitting, role: Role) -> Iterator[str]:
    """Everything that the person in the seat of `role` can know by now."""
    now, knowledge = sitting.live.now, sitting.knowledge[role]
    yield f"It is {time_of(now)}. Call number {knowledge.call_number}."
    yield (
        f"The line: {plain(knowledge.stage)}, for {in_words(now - knowledge.stage_since)}. "
        f"It is {plain(knowledge.line_kind)}."
    )
    yield from _timers(knowledge, now)
    if role is Role.CALLER:
        yield from _caller(sitting, knowledge)
        return
    number = sitting.materials.number
    yield f"The number: {number}." if number else "No number is shown: it cannot be rung back."
    yield from _locations(knowledge)
    yield f"Heard here: {_listed(sorted(knowledge.heard))}."
    if knowledge.recognised:
        yield f"The recording recognised: {plain(knowledge.recognised)}."
    if knowledge.phone_taken:
        yield "Somebody else has the phone."
    if role is Role.OPERATOR:
        yield from _prompts(sitting, knowledge)
    else:
        yield from _handler(sitting, knowledge)


def map_lines(sitting: Sitting, role: Role | None) -> Iterator[str]:
    """The small map: how the call got here, and where it could go; the answer to `m`."""
    knowledge = sitting.knowledge[role]
    yield "How the call got here:"
    if not knowledge.path:
        yield "Nothing has happened yet."
    for number, (at, stage) in enumerate(knowledge.path, 1):
        here = ", and there it is now" if number == len(knowledge.path) else ""
        yield f"Step {number}, at {time_of(at)}: {plain(stage)}{here}."
    switches = sitting.live.setup.profile.switches
    ways = ways_on(knowledge.stage, knowledge.line_kind, switches)
    yield "Where it could go from here:" if ways else "It goes nowhere from here."
    for way in ways:
        yield f"To: {plain(way)}."


def _timers(knowledge: Knowledge, now: Millis) -> Iterator[str]:
    answered, sound = knowledge.answered_at, knowledge.last_sound_at
    yield "Not answered yet." if answered is None else f"Answered {in_words(now - answered)} ago."
    caller = knowledge.role is Role.CALLER
    where = "on the line" if caller else "from the caller's end"
    if sound is None:
        yield f"Nothing has been heard {where} yet."
    else:
        yield f"The last sound {where} was {in_words(now - sound)} ago."


def _caller(sitting: Sitting, knowledge: Knowledge) -> Iterator[str]:
    live, scenario = sitting.live, sitting.live.setup.scenario
    around = ", ".join(who_is_near(sitting))
    yield f"Near you: {around or 'nobody'}."
    if knowledge.phone_taken:
        yield "Somebody else has the phone."
    for state in phone_state(live.script, scenario.coverage, scenario.line):
        yield f"Your phone: {state}."
    counts = what_counts(knowledge, live.setup.profile, live.now)
    if counts:
        yield f"Now: {counts}"
    carries = {
        offer.label: CARRIES[how_loud(offer.act)]
        for offer in sitting.offers(Role.CALLER)
        if offer.act.group == "Sound" and "sound" not in offer.act.asks
    }
    told = "; ".join(f"{label}: {how}" for label, how in carries.items())
    yield f"How it carries in the room. A key: as a key; {told}."
    for topic, fact in live.setup.scenario.facts.items():
        yield f"In this story, {plain(topic)}: {fact}."


def _locations(knowledge: Knowledge) -> Iterator[str]:
    if not knowledge.location:
        yield "Location: nothing has arrived."
    for data in knowledge.location.values():
        yield f"Location, {_place(data)}."


def _place(data: do.DeliverLocation) -> str:
    where = f"{plain(data.source)}: {data.place or 'a position'}"
    if data.radius is None:
        return f"{where}, an address"
    sure = "a place to go to" if data.radius <= PRECISE else "an area, not a place"
    return f"{where}, within {data.radius} metres, {sure}"


def _prompts(sitting: Sitting, knowledge: Knowledge) -> Iterator[str]:
    profile = sitting.live.setup.profile
    for number, prompt in enumerate(profile.operator.prompts, 1):
        said = "said" if prompt.intent in knowledge.said else "not said yet"
        yield f'Prompt {number}, {said}: "{profile.words(prompt.intent)}"'


def _handler(sitting: Sitting, knowledge: Knowledge) -> Iterator[str]:
    if knowledge.reported:
        yield f"The operator told you: {_listed(knowledge.reported)}."
    yield f"Ways to answer that you named: {_listed(knowledge.ways)}."
    if knowledge.code is None:
        yield "No yes/no code is set."
    else:
        yield f"The code: {sitting.materials.questions.code_sentence(knowledge.code)}"
    for state in AnswerState:
        topics = [t for t in Topic if knowledge.state_of(t) is state]
        if topics:
            yield f"Questions {plain(state)}: {_listed(topics)}."
    asked = set(knowledge.questions)
    rest = [topic for topic in sitting.materials.questions.topics if topic not in asked]
    yield f"Not asked: {_listed(rest)}."
    yield from _incident(sitting, knowledge.incident)


def _incident(sitting: Sitting, incident: Incident) -> Iterator[str]:
    yield f"The incident: {plain(incident.stage)}."
    if not incident.searched:
        yield "The number has not been searched."
    elif incident.found_nothing:
        yield "The search found nothing."
    else:
        yield f"Markers on the number: {_listed(incident.markers)}."
    for call in incident.earlier:
        ended = f", {plain(call.outcome)}" if call.outcome else ""
        yield f"An earlier call, {in_words(call.ago)} before{ended}."
    if incident.address:
        yield f"Address held for the number: {incident.address}."
    for at, note in incident.notes:
        yield f"At {time_of(at)} you: {told(note)}."
    for heading in Heading:
        written = heading in incident.thrive
        text = incident.thrive.get(heading) or "considered"
        yield f"THRIVE, {heading}: {text if written else 'nothing written'}."
    grades = {grade.id: grade.title for grade in sitting.live.setup.force.grades}
    yield f"Grade: {grades.get(incident.grade, 'none set')}."
    yield f"Officers: {_officers(incident)}."
    if incident.services:
        yield f"Asked in: {_listed(incident.services)}."
    if incident.withheld:
        yield f"Left unsaid: {_listed(incident.withheld)}."
    if incident.callback:
        yield f"Ringing back: {incident.callback}."
    if incident.traces:
        yield f"Traces started: {incident.traces}."


def _officers(incident: Incident) -> str:
    if incident.arrived:
        return "there"
    if not incident.deployed:
        return "not sent"
    return "sent and briefed" if incident.briefed else "sent, not briefed"


def _listed(terms: Iterable[Term]) -> str:
    return "; ".join(plain(term).partition(";")[0] for term in terms) or "nothing"


def who_is_near(sitting: Sitting) -> tuple[str, ...]:
    """Who is near enough to the caller to overhear."""
    live, knowledge = sitting.live, sitting.knowledge[Role.CALLER]
    answered = knowledge.answered_at
    return near(live.script, None if answered is None else live.now - answered)
