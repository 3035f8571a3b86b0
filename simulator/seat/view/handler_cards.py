"""The call handler's cards: the incident, the officers, THRIVE, the questions and the log."""

from collections.abc import Iterable, Iterator, Sequence

from simulator.core import acts as do
from simulator.core.describe import describe_entry, how_often, unit_in_words
from simulator.core.instant import amount, minutes
from simulator.core.log import Entry
from simulator.core.terms import Heading, Intent, NoteKind, Role, Sign, Sound, Topic
from simulator.knowledge.answers import ANSWERED, PLAIN, AnswerState
from simulator.knowledge.facts import KnownFacts, Lookup, Stamp
from simulator.knowledge.knowledge import Knowledge
from simulator.seat.view.act_catalogue import Materials
from simulator.seat.view.caller_location import number_line, place_lines
from simulator.seat.view.cards import Card, CardLine, LineWeight, loud, quiet
from simulator.seat.view.operator_cards import NEUTRAL

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
) -> tuple[Card, ...]:
    """Return the cards; `typed` is what the command line would add to THRIVE.

    They show what was heard, said, asked and answered by a plain sign, and nothing that the program
    concludes from it. `heard` is the perceived log of the seat.
    """
    facts = knowledge.facts
    lines: dict[str, tuple[str, Iterable[CardLine]]] = {
        "incident": ("Incident", _incident(knowledge, materials, heard)),
        "officers": ("Officers", _officers(knowledge)),
        "thrive": ("THRIVE", _thrive(knowledge, typed)),
        "questions": ("Questions", _questions(facts, materials)),
        "log": ("Log", _log(knowledge)),
    }
    return tuple(Card(name, title, tuple(held)) for name, (title, held) in lines.items())


def _incident(
    knowledge: Knowledge, materials: Materials, heard: Sequence[Entry]
) -> Iterator[CardLine]:
    facts = knowledge.facts
    yield number_line(knowledge, materials)
    handed = _handed_over(facts, heard)
    yield CardLine(handed, "Operator") if handed else quiet("nothing handed over yet", "Operator")
    yield from place_lines(knowledge)
    yield from _people(facts, materials)
    if facts.answered:
        yield _who_hears(knowledge)
    yield from (loud(marker.label, "Marker") for marker in facts.markers)
    for call in facts.earlier:
        ended = str(call.outcome or "").replace("_", " ")
        ago = amount(call.ago // 60_000 * 60_000) or "0s"
        yield CardLine(f"a call {ago} ago: {ended}", "Before")
    if not (facts.markers or facts.earlier) and facts.search in _SEARCHED:
        yield quiet(_SEARCHED[facts.search], "Markers")
    yield from _decided(facts, materials)


def _handed_over(facts: KnownFacts, heard: Sequence[Entry]) -> str:
    """Return what the operator said, in their words; without words, what they reported."""
    said = (each.body.words for each in reversed(heard) if isinstance(each.body, do.HandOver))
    return next(filter(None, said), "") or ", ".join(
        NEUTRAL.get(each, each.label) for each in facts.handover
    )


def _who_hears(knowledge: Knowledge) -> CardLine:
    """Return what was answered to whether anyone can hear, and what was heard since."""
    facts, alone = knowledge.facts, Topic.ALONE_TO_TALK
    asked = knowledge.at(Stamp.ASKED, alone)
    said = "not asked"
    if asked is not None:
        said = f"alone to talk: {question_state(facts, alone)} ({minutes(asked)})"
    since = [
        (at, "another voice" if isinstance(thing.what, Intent) else thing.what.label)
        for thing in facts.heard
        if (thing.who is Role.ROOM and isinstance(thing.what, Intent)) or thing.what in _COMES_NEAR
        if (at := knowledge.at(Stamp.HEARD, thing.what) or 0) >= (asked or 0)
    ]
    later = ", ".join(f"{label} {minutes(at)}" for at, label in sorted(since))
    weight = LineWeight.PLAIN if asked is not None or later else LineWeight.QUIET
    return CardLine(f"{said}; heard since: {later}" if later else said, "Who hears", weight)


def _people(facts: KnownFacts, materials: Materials) -> Iterator[CardLine]:
    """Yield what was answered of the people there, and of what threatens or hurts them."""
    for topic, question in materials.questions.topics.items():
        value = facts.fact(topic)
        if facts.answer(topic) is not value or value not in PLAIN:
            continue  # What was only heard, or said unasked, is in the captions.
        if question.group in ("people", "weapons", "injuries"):
            yield CardLine(topic.label, value.capitalize(), _WEIGHTS[value])


_WEIGHTS = {AnswerState.YES: LineWeight.LOUD, AnswerState.NO: LineWeight.PLAIN}


def _decided(facts: KnownFacts, materials: Materials) -> Iterator[CardLine]:
    if facts.grade:
        grade = materials.force.grade(facts.grade)
        within = materials.force.target(grade)
        yield loud(f"{grade.title}{f', target {amount(within)}' if within else ''}", "Grade")
    else:
        yield quiet("not graded", "Grade")
    yield from (CardLine(service, "Asked in") for service in facts.brought_in)
    if facts.callback:
        yield CardLine(facts.callback.label, "Callback")
    if facts.traces:
        yield CardLine(f"{len(facts.traces)} started, {facts.trace.label}", "Traces")
    yield from (CardLine(intent.label, "Unsaid") for intent in facts.withheld)


def _officers(knowledge: Knowledge) -> Iterator[CardLine]:
    """Yield the units, what the officers ask, and their last words over the radio."""
    facts = knowledge.facts
    if facts.arrived:
        yield loud("officers are with the caller" if facts.found else "officers are there")
    elif facts.sent:
        yield loud("officers sent" + (", briefed" if facts.briefed else ", not briefed"))
    else:
        yield quiet("no officers sent")
        free_first = sorted(facts.units, key=lambda each: (each.readiness != "free", each.metres))
        yield from (CardLine(unit_in_words(unit)) for unit in free_first)
    given = knowledge.at(Stamp.ETA)
    if facts.unit and facts.unit_status and not facts.arrived:
        time = "" if given is None else f", {facts.eta} min at {minutes(given)}"
        yield loud(f"{facts.unit_status.label}{time}", facts.unit)
    yield from (loud(f"{topic.label} (brief them)", "They ask") for topic in facts.officers_ask)
    by_officers = (entry for entry in knowledge.pages if entry.actor is Role.OFFICERS)
    # What officers say into the caller's phone is on the line; units in reach are shown above.
    radio = [each for each in by_officers if each.body.kind not in _NOT_ON_THE_AIR]
    for entry in radio[-RADIO_LINES:]:
        yield CardLine(describe_entry(entry.body), minutes(entry.at))
    decided = [each for each in knowledge.pages if each.actor is Role.SUPERVISOR]
    for entry in decided[-1:]:
        yield loud(describe_entry(entry.body), f"Supervisor {minutes(entry.at)}")


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
