"""The call handler's cards: the incident, the officers, THRIVE, the questions and the log."""

import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

from simulator.core import acts as do
from simulator.core.describe import describe_entry, how_often, name_of
from simulator.core.instant import Millis, amount, minutes
from simulator.core.log import Entry
from simulator.core.statements import StatementTopic
from simulator.core.terms import (
    Heading,
    Intent,
    LineStage,
    NoteKind,
    Reported,
    Role,
    Sign,
    Sound,
    Topic,
)
from simulator.knowledge.answers import ANSWERED, PLAIN, AnswerState, HowKnown
from simulator.knowledge.facts import KnownFacts, Lookup, PlaceKnown, Stamp
from simulator.knowledge.knowledge import CONTROLS, Knowledge
from simulator.knowledge.officers_questions import ANSWERED_BY
from simulator.seat.view.act_catalogue import Materials
from simulator.seat.view.caller_location import distance, number_line, place_lines
from simulator.seat.view.cards import (
    AreaChart,
    Card,
    CardLine,
    KnownBy,
    LineWeight,
    Scale,
    loud,
    quiet,
)
from simulator.seat.view.operator_cards import NEUTRAL
from simulator.seat.view.unit_cards import (
    STEPS,
    area_chart,
    nearest_lines,
    soonest,
    unit_lines,
    units_shown,
)

RADIO_LINES = 3
"""How many of the last lines of the radio are shown."""
_NOT_ON_THE_AIR = do.VOICE | {"list_units"}
_SEARCHED = {
    Lookup.NONE: "not searched",
    Lookup.WAITING: "being searched",
    Lookup.NOTHING: "no marker, no earlier call",
}
_COMES_NEAR = (Sound.DOOR, Sound.FOOTSTEPS, Sound.VOICES)
"""Sounds after which who can hear may have changed; what they mean is for the trainee."""


def handler_cards(
    knowledge: Knowledge,
    materials: Materials,
    typed: do.Thrive | None = None,
    heard: Sequence[Entry] = (),
    now: Millis | None = None,
) -> tuple[Card, ...]:
    """Return the cards at `now` (ms); `typed` is what the command line would add to THRIVE.

    They show what was heard, said, asked and answered by a plain sign, each with who says so, and
    nothing that the program concludes from it. `heard` is the perceived log of the seat.
    """
    facts = knowledge.facts
    grade = materials.force.grade(facts.grade).title if facts.grade else ""
    lines: dict[str, tuple[str, Iterable[CardLine]]] = {
        "incident": ("Incident", _incident(knowledge, materials, now)),
        "thrive": ("THRIVE", _thrive(knowledge, typed)),
        "officers": ("Officers", _officers(knowledge, now)),
        "desk": ("Control room", _desk(knowledge, now)),
        "where": ("Where", _where(knowledge, now)),
        "briefed": ("Officers know", _told(knowledge, heard)),
        "log": ("Log, as dispatch reads it", _log(knowledge)),
        "given": ("Given with the call", _given(knowledge, heard)),
        "questions": ("Questions", _questions(facts, materials)),
    }
    chart = _chart(knowledge, now)
    notes = {"incident": grade.upper(), "where": f"{distance(chart.reach)} around" if chart else ""}
    charts = {"where": chart}
    return tuple(
        Card(name, title, tuple(held), notes.get(name, ""), charts.get(name))
        for name, (title, held) in lines.items()
    )


def _chart(knowledge: Knowledge, now: Millis | None) -> AreaChart | None:
    facts = knowledge.facts
    if not (facts.offered or facts.answered) or facts.place is PlaceKnown.NONE:
        return None
    return area_chart(facts.radius or 0, facts.units, knowledge.pages, now)


def _where(knowledge: Knowledge, now: Millis | None) -> Iterator[CardLine]:
    """Yield how good the place is, and how far the units are: a chart shows the same."""
    facts = knowledge.facts
    if not (facts.offered or facts.answered):
        yield quiet("Nothing yet. It comes with the call.")
        return
    best = next(place_lines(knowledge))
    yield best._replace(known=_BY_SIGN.get(best.label))
    units = units_shown(facts.units, knowledge.pages)
    yield from nearest_lines(units, now)
    if not units:
        yield quiet("no unit listed yet", "Units")


def incident_number(materials: Materials) -> str:
    """Return the number under which a control room keeps the incident: four digits (assumption)."""
    return f"{zlib.crc32(f'{materials.number} {materials.force.id}'.encode()) % 9_000 + 1_000}"


def _reference(knowledge: Knowledge, materials: Materials) -> CardLine:
    """Return the number of the incident, and the beat, which goes by the place (assumption)."""
    facts = knowledge.facts
    found = facts.location.get(facts.source) if facts.source else None
    place = facts.address or (found.place if found else "")
    beat = "beat not known yet"
    if place and facts.place is not PlaceKnown.WIDE:
        code = zlib.crc32(place.encode())
        beat = f"beat {_BEATS[code % len(_BEATS)]}{code // len(_BEATS) % _MOST_BEATS + 1}"
    return CardLine(incident_number(materials), "Incident", known=KnownBy.DATA, source=beat)


_BEATS, _MOST_BEATS = "ABCDEFGH", 40
"""Letters and numbers of beats (assumption)."""


def _incident(knowledge: Knowledge, materials: Materials, now: Millis | None) -> Iterator[CardLine]:
    facts = knowledge.facts
    if not (facts.offered or facts.answered):
        yield quiet("Nothing yet. It comes with the call.")
        return
    yield _reference(knowledge, materials)
    yield from _graded(knowledge, materials, now)
    number = number_line(knowledge, materials)
    text, _, kind = number.text.partition(", ")
    here = number.weight is not LineWeight.QUIET
    yield number._replace(text=text, source=kind, known=KnownBy.DATA if here else KnownBy.NOT)
    yield from _places(knowledge)
    if facts.answered:
        yield _who_hears(knowledge)
        yield from _people(knowledge, materials)
    yield from (
        loud(marker.label, "Marker")._replace(known=KnownBy.DATA) for marker in facts.markers
    )
    for call in facts.earlier:
        ended = str(call.outcome or "").replace("_", " ")
        ago = amount(call.ago // 60_000 * 60_000) or "0s"
        text = f"a call {ago} ago: {'its incident is open' if call.is_open else ended}"
        yield CardLine(text, "Before", known=KnownBy.DATA, source="the number")
    if not (facts.markers or facts.earlier) and facts.search in _SEARCHED:
        yield quiet(_SEARCHED[facts.search], "Markers")._replace(known=KnownBy.NOT)
    yield from _decided(facts)


_BY_SIGN = {
    "Best": KnownBy.DATA, "Place": KnownBy.NOT, "Held": KnownBy.DATA, "They say": KnownBy.SAID,
    "Data": KnownBy.NOT,
}  # fmt: skip


def _places(knowledge: Knowledge) -> Iterator[CardLine]:
    """Yield how good the place is, then the best source of it; the others are in `given`."""
    facts = knowledge.facts
    best = facts.source.upper() if facts.source else ""
    for line in place_lines(knowledge):
        if line.label == "Best" and facts.source is None and not facts.address:
            yield line._replace(known=KnownBy.SAID)
        elif line.label in _BY_SIGN:
            yield line._replace(known=_BY_SIGN[line.label])
        elif line.label == best and facts.source is not None:
            found, at = facts.location[facts.source], knowledge.at(Stamp.DATA, facts.source)
            when = "" if at is None else f" {minutes(at)}"
            yield CardLine(found.place, "Place", known=KnownBy.DATA, source=f"{best}{when}")


def _given(knowledge: Knowledge, heard: Sequence[Entry]) -> Iterator[CardLine]:
    """Yield what came with the call: what the operator said, and each source of a place."""
    handed = _handed_over(knowledge.facts, heard)
    said = CardLine(handed, "Operator", known=KnownBy.OTHERS)
    yield said if handed else quiet("nothing handed over yet", "Operator")
    for line in place_lines(knowledge):
        if line.label not in _BY_SIGN:
            yield line._replace(known=KnownBy.DATA)


def _handed_over(facts: KnownFacts, heard: Sequence[Entry]) -> str:
    """Return what the operator said, in their words; without words, what they reported."""
    said = (each.body.words for each in reversed(heard) if isinstance(each.body, do.HandOver))
    return next(filter(None, said), "") or ", ".join(
        NEUTRAL.get(each, each.label) for each in facts.handover
    )


def heard_near(knowledge: Knowledge) -> list[tuple[Millis, str]]:
    """Return who or what was heard near the caller since they were asked if they are alone."""
    asked = knowledge.at(Stamp.ASKED, Topic.ALONE_TO_TALK) or 0
    return sorted(
        (at, "another voice" if isinstance(thing.what, Intent) else thing.what.label)
        for thing in knowledge.facts.heard
        if (thing.who is Role.ROOM and isinstance(thing.what, Intent)) or thing.what in _COMES_NEAR
        if (at := knowledge.at(Stamp.HEARD, thing.what) or 0) >= asked
    )


def _who_hears(knowledge: Knowledge) -> CardLine:
    """Return what was answered to whether anyone can hear, and what was heard since."""
    facts, alone = knowledge.facts, Topic.ALONE_TO_TALK
    asked = knowledge.at(Stamp.ASKED, alone)
    said = "not asked"
    if asked is not None:
        said = f"alone to talk: {question_state(facts, alone)} ({minutes(asked)})"
    since = heard_near(knowledge)
    later = ", ".join(f"{label} {minutes(at)}" for at, label in since)
    weight = LineWeight.PLAIN if asked is not None or later else LineWeight.QUIET
    known = KnownBy.NOT if asked is None else KnownBy.SAID
    text = f"{said}; heard since: {later}" if later else said
    return CardLine(text, "Who hears", weight, known=KnownBy.HEARD if later else known)


_FIRST = {
    Topic.IN_DANGER: "Danger",
    Topic.INJURED: "Hurt",
    Topic.CHILDREN: "Children",
    Topic.WEAPON: "Weapon",
}
"""What a desk shows from the beginning, also while it is not known."""
_IN_SHORT = {"Children": "kids"}


def _people(knowledge: Knowledge, materials: Materials) -> Iterator[CardLine]:
    """Yield what was answered of danger and of the people there, and what is still not known.

    What was only heard, or said unasked, is in the transcript.
    """
    for topic, label in _FIRST.items():
        yield _answered(knowledge, topic, label) or _not_known(knowledge, topic, label)
    for topic, question in materials.questions.topics.items():
        if topic not in _FIRST and question.group in ("people", "weapons", "injuries"):
            line = _answered(knowledge, topic, f"{topic.label[:1].upper()}{topic.label[1:]}")
            yield from [line] if line else ()


def _answered(knowledge: Knowledge, topic: Topic, label: str) -> CardLine | None:
    """Return what the caller answered, or officers there have seen, each with whose it is."""
    facts = knowledge.facts
    known = facts.of(topic)
    value = known.value
    by_officers = known.how is HowKnown.OFFICER
    if value not in PLAIN or not (by_officers or facts.answer(topic) is value):
        return None
    at = knowledge.at(Stamp.FACT, topic)
    when = "" if at is None else f" {minutes(at)}"
    whose, sign = _WHOSE.get(known.how, ("caller", KnownBy.SAID))
    return CardLine(_STATES[value][0], label, _WEIGHTS[value], known=sign, source=f"{whose}{when}")


_WHOSE: Mapping[HowKnown | None, tuple[str, KnownBy]] = {
    HowKnown.TEXT: ("caller's text", KnownBy.SAID),
    HowKnown.OTHER: ("another voice", KnownBy.OTHERS),
    HowKnown.OFFICER: ("officers", KnownBy.OTHERS),
}
"""Who says so, where it is not the caller."""


def _not_known(knowledge: Knowledge, topic: Topic, label: str) -> CardLine:
    facts = knowledge.facts
    state = question_state(facts, topic)
    asked = "not asked" if state == NOT_ASKED else state
    source = "officers ask" if topic in facts.officers_ask else asked
    return CardLine("not known", label, LineWeight.QUIET, known=KnownBy.NOT, source=source)


_WEIGHTS = {AnswerState.YES: LineWeight.LOUD, AnswerState.NO: LineWeight.PLAIN}


def _graded(knowledge: Knowledge, materials: Materials, now: Millis | None) -> Iterator[CardLine]:
    """Yield the grade, and the time that is left of its target."""
    facts = knowledge.facts
    if not facts.grade:
        yield quiet("not graded", "Grade")
        return
    grade = materials.force.grade(facts.grade)
    within, begun = materials.force.target(grade), knowledge.at(Stamp.GRADED)
    yield loud(f"{grade.title}{f', target {amount(within)}' if within else ''}", "Grade")
    if within is None or begun is None or now is None:
        return
    there = knowledge.at(Stamp.ARRIVED)
    spent = (now if there is None else there) - begun
    if there is not None:
        text = f"{'met in' if spent <= within else 'missed, after'} {minutes(spent)}"
    else:
        text = f"{minutes(abs(within - spent))} {'left' if spent <= within else 'over'}"
    yield CardLine(text, "Target", scale=Scale(min(STEPS, spent * STEPS // within), STEPS))


def _decided(facts: KnownFacts) -> Iterator[CardLine]:
    yield from (CardLine(service, "Asked in") for service in facts.brought_in)
    if facts.callback:
        yield CardLine(facts.callback.label, "Callback")
    if facts.traces:
        yield CardLine(f"{len(facts.traces)} started, {facts.trace.label}", "Traces")
    yield from (CardLine(intent.label, "Unsaid") for intent in facts.withheld)


def _officers(knowledge: Knowledge, now: Millis | None) -> Iterator[CardLine]:
    """Yield the units with their time, what the officers ask, and their last words on the air."""
    facts = knowledge.facts
    if facts.arrived:
        yield loud("officers are with the caller" if facts.found else "officers are there")
    elif facts.sent:
        yield loud("officers sent" + (", briefed" if facts.briefed else ", not briefed"))
    else:
        yield quiet("no officers sent")
    yield from unit_lines(facts.units, knowledge.pages, now)
    for topic in facts.officers_ask:
        yield loud(f"{asked_on_radio(knowledge, topic)} (brief them)", "They ask")
    by_officers = (entry for entry in knowledge.pages if entry.actor is Role.OFFICERS)
    # What officers say into the caller's phone is on the line; units in reach are shown above.
    radio = [each for each in by_officers if each.body.kind not in _NOT_ON_THE_AIR]
    for entry in radio[-RADIO_LINES:]:
        yield CardLine(describe_entry(entry.body), minutes(entry.at))


def _told(knowledge: Knowledge, heard: Sequence[Entry]) -> Iterator[CardLine]:
    """Yield what officers were given of each thing and when, and what they were not."""
    facts, begun = knowledge.facts, knowledge.at(Stamp.CALL) or 0
    briefs = [
        (entry.at, entry.body)
        for entry in heard
        if isinstance(entry.body, do.BriefOfficers)
        and entry.actor is knowledge.role
        and entry.at >= begun
    ]
    told = {label: (text, at) for at, body in briefs for label, text in _passed_on(body)}
    for label in ("Where", "People", *_FIRST.values(), *(["Markers"] * bool(facts.markers))):
        if label in told:
            text, at = told[label]
            yield CardLine(text, label, known=KnownBy.SAID, source=f"given {minutes(at)}")
        else:
            asked = any(_FIRST.get(topic) == label for topic in facts.officers_ask)
            source = "they ask" if asked else ""
            line = quiet("not said yet", label)
            yield line._replace(known=KnownBy.NOT, source=source)
    for at, body in briefs[-1:]:
        if body.text:
            yield CardLine(f'"{body.text}"', f"Last {minutes(at)}")


_OF_PEOPLE = (
    Topic.OTHER_PERSON_PRESENT, Topic.MORE_THAN_ONE, Topic.ALONE_TO_TALK, Topic.SAME_ROOM,
    Topic.HAS_LEFT, Topic.IN_THE_HOUSE, Topic.KNOWS_PERSON,
)  # fmt: skip
_OF_PLACE = (StatementTopic.ADDRESS, StatementTopic.LANDMARK)


def _passed_on(body: do.BriefOfficers) -> Iterator[tuple[str, str]]:
    """Yield what a briefing says of each thing, as far as the trainee's words or boxes have it."""
    sources = [each.upper() for each in body.location]
    if sources or any(topic in _OF_PLACE for topic, _ in body.means):
        yield "Where", ", ".join(sources) or "in words"
    stated = {topic: so for topic, so in body.means if topic in _STATED_OF_PEOPLE}
    people = {
        **{each: True for each in body.topics if each in _OF_PEOPLE},
        **{each: False for each in body.ruled_out if each in _OF_PEOPLE},
    }
    labels = [each.label if so else f"not: {each.label}" for each, so in people.items()]
    if not labels:
        labels = [each.label if so else f"not: {each.label}" for each, so in stated.items()]
    if Reported.OTHER_VOICE in body.heard:
        labels.append("another voice")
    if labels:
        yield "People", ", ".join(labels)
    elif any(each in body.unknown for each in _OF_PEOPLE):
        yield "People", "not known"
    for topic, label in _FIRST.items():
        for text, topics in (("yes", body.topics), ("no", body.ruled_out),
                             ("not known", body.unknown)):  # fmt: skip
            if topic in topics:
                yield label, text
    if body.markers:
        yield "Markers", ", ".join(each.label for each in body.markers)


_STATED_OF_PEOPLE = ANSWERED_BY[Topic.OTHER_PERSON_PRESENT]


def asked_on_radio(knowledge: Knowledge, topic: Topic) -> str:
    """Return what officers asked of a topic, as they said it; without words, what it is about."""
    asked = (each.body for each in reversed(knowledge.pages))
    words = (e.radio for e in asked if isinstance(e, do.OfficersAsk) and e.about is topic)
    said = next(words, "")
    return f'"{said}"' if said else topic.label


def _desk(knowledge: Knowledge, now: Millis | None = None) -> Iterator[CardLine]:
    """Yield what else is in a control room: the supervisor's last word, and calls that wait."""
    yield _calls_wait(knowledge, now)
    yield from _controls(knowledge)
    decided = [each for each in knowledge.pages if each.actor is Role.SUPERVISOR]
    for entry in decided[-1:]:
        yield loud(describe_entry(entry.body), f"Supervisor {minutes(entry.at)}")
    if not decided:
        yield quiet("has said nothing of this call", "Supervisor")


def _calls_wait(knowledge: Knowledge, now: Millis | None) -> CardLine:
    """Return how many calls wait at this desk, and how long; it comes first, as it comes first.

    A call waits from its ring to its answer. One may ring while the incident of the call before
    is still open: then it says from which number, and the incident stays on the desk.
    """
    facts = knowledge.facts
    if not facts.offered or facts.answered or facts.stage not in _RINGS_HERE:
        return quiet("none", "Calls wait")
    waited = knowledge.since(Stamp.STAGE, knowledge.at(Stamp.STAGE) or 0 if now is None else now)
    again = ", the same number again" if facts.call > 1 else ""
    return loud(f"1, for {minutes(waited or 0)}{again}", "Calls wait")


_RINGS_HERE = frozenset({LineStage.CONNECTING_POLICE, LineStage.HELD_CONNECTING})


def _controls(knowledge: Knowledge) -> Iterator[CardLine]:
    """Yield what each other service's control said last, and what of it waits for an answer."""
    for service, need in knowledge.facts.services_ask:
        yield loud(f"{need.label} (inform it)", f"{service.label.capitalize()} asks")
    last: dict[Role, Entry] = {
        each.actor: each for each in knowledge.pages if each.actor in CONTROLS
    }
    for role, entry in last.items():
        yield loud(describe_entry(entry.body), f"{name_of(role)} {minutes(entry.at)}")


def in_short(knowledge: Knowledge, materials: Materials, now: Millis) -> Iterator[CardLine]:
    """Yield the incident in a few words each, for a window with no room for more."""
    facts = knowledge.facts
    if not facts.offered:
        yield quiet("Nothing yet. Number and place come with the call.")
        return
    yield quiet(incident_number(materials))
    yield loud(facts.grade.replace("_", " ").upper()) if facts.grade else quiet("not graded")
    unit = soonest(knowledge.pages, now)
    yield loud(unit) if unit else quiet("none sent")
    if facts.place is PlaceKnown.NONE:
        yield quiet("place")._replace(known=KnownBy.NOT)
    else:
        near = "address" if facts.radius is None else distance(facts.radius)
        yield CardLine(near, known=KnownBy.DATA if facts.source else KnownBy.SAID)
    for topic, label in _FIRST.items():
        line = _answered(knowledge, topic, label)
        if line is None:
            yield quiet(_IN_SHORT.get(label, label.lower()))._replace(known=KnownBy.NOT)
        else:
            yield CardLine(f"{label.lower()} {line.text}", weight=line.weight, known=line.known)


def _thrive(knowledge: Knowledge, typed: do.Thrive | None) -> Iterator[CardLine]:
    """Yield the six headings; the one that is being typed shows what Enter would write."""
    bodies = (entry.body for entry in knowledge.pages)
    written = {body.heading: body.text for body in bodies if isinstance(body, do.Thrive)}
    for heading in Heading:
        label = heading.capitalize()
        if typed is not None and typed.heading is heading:
            yield loud(f"{typed.text} (being typed)", label)
        elif heading in written:
            yield CardLine(written[heading] or "done", label)
        else:
            yield quiet("nothing yet", label)


_STATES = {
    AnswerState.ASKED: ("asked", LineWeight.LOUD),
    AnswerState.DOUBTED: ("unclear", LineWeight.LOUD),
    AnswerState.YES: ("yes", LineWeight.PLAIN),
    AnswerState.NO: ("no", LineWeight.PLAIN),
    AnswerState.WORDS: ("words", LineWeight.PLAIN),
    AnswerState.NOT_SEEN: ("not seen, not known", LineWeight.PLAIN),
}
"""How the state of a question is called, and its weight."""
NOT_ASKED = "-"
"""The label of a question that was not asked."""


def question_state(facts: KnownFacts, topic: Topic) -> str:
    """Return the state of a question in a word, or ``-`` if it was not asked."""
    state = _state(facts, topic)
    return _STATES[state][0] if state else NOT_ASKED


def _state(facts: KnownFacts, topic: Topic) -> AnswerState | None:
    """Return what has come of a question: an answer that does not count is unclear."""
    return AnswerState.DOUBTED if _not_counted(facts, topic) else facts.answer(topic)


def _not_counted(facts: KnownFacts, topic: Topic) -> str:
    """Return the answer that came in a code without a yes to its test, and that there is none."""
    answer, known = facts.answer(topic), facts.fact(topic)
    # Not to have seen it leaves the fact as it was; in an untested code it is in doubt.
    counts = known is not AnswerState.DOUBTED if answer is AnswerState.NOT_SEEN else answer is known
    if answer not in ANSWERED or counts:
        return ""
    return f"{_STATES[answer][0]}; no yes to the test of the code yet"


def _questions(facts: KnownFacts, materials: Materials) -> Iterator[CardLine]:
    """Yield how to answer; then the questions that are open, answered, and not asked yet."""
    bank = materials.questions
    ways, code = facts.ways, facts.code_signs
    yield CardLine(bank.ways_sentence(ways), "Ways") if ways else quiet("none named", "Ways")
    yield CardLine(bank.code_sentence(code), "Code") if code else quiet("none stated", "Code")
    asked = facts.of(facts.asking) if facts.asking else None
    if facts.asking and asked and asked.sign and asked.sign is not Sign.SPOKEN:
        label = _not_counted(facts, facts.asking) or question_state(facts, facts.asking)
        yield loud(f"{asked.sign.label}, {how_often(asked.times)}: {label}", "Just now")
    order = [*_STATES, None]
    for topic in sorted(bank.topics, key=lambda each: order.index(_state(facts, each))):
        state, why = _state(facts, topic), _not_counted(facts, topic)
        label, weight = _STATES[state] if state else (NOT_ASKED, LineWeight.QUIET)
        yield CardLine(f"{bank.topics[topic].words}{f' ({why})' if why else ''}", label, weight)


def _log(knowledge: Knowledge) -> Iterator[CardLine]:
    """Yield the notes; those of sounds without the words that say that they are of a sound."""
    empty = True
    for entry in knowledge.pages:
        match entry.body:
            case do.Note(note=NoteKind.HEARD, text=text) if text.startswith("["):
                said = f"heard {text}"
            case do.Note():
                said = describe_entry(entry.body)
            case _:
                continue
        empty = False
        yield CardLine(said, minutes(entry.at))
    if empty:
        yield quiet("no note yet: # and the words")
