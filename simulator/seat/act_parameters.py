"""What has to be chosen with an act, and what may be chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from simulator.core import acts as do
from simulator.core.acts import COUNTED_SIGNS, OTHER_SERVICES, SAYS
from simulator.core.terms import (
    Heading,
    Intent,
    LocationSource,
    NoteKind,
    Reported,
    Role,
    Sign,
    Term,
    Topic,
    Trace,
)
from simulator.knowledge.answers import AnswerState
from simulator.knowledge.facts import KnownFacts
from simulator.knowledge.knowledge import Knowledge
from simulator.seat.view.act_catalogue import CALLER_SOUNDS, ActSpec, Materials


class Option(NamedTuple):
    """Something that may be chosen."""

    value: object
    label: str
    group: str = ""
    """A heading, where options have one."""


class Parameter(NamedTuple):
    """Something that has to be chosen, or written."""

    name: str
    label: str
    options: tuple[Option, ...] = ()
    """What may be chosen; none where text is written."""
    several: bool = False
    """Whether more than one may be chosen."""
    least: int = 1
    """How many have to be chosen, where it may be several."""


CALLER_WORDS: dict[Intent, str] = {
    Intent.WANTS_POLICE: "Police.",
    Intent.WANTS_AMBULANCE: "Ambulance.",
    Intent.WANTS_FIRE: "Fire.",
    Intent.WANTS_COASTGUARD: "Coastguard.",
    Intent.SAYS_YES: "Yes.",
    Intent.SAYS_NO: "No.",
    Intent.SAYS_MISTAKE: "Sorry, I called by mistake.",
    Intent.GIVES_PLACE: "I am where the phone is.",
    Intent.PRETENDS: "Hi, I would like to order a pizza.",
    Intent.CHILD_SPEAKS: "Mummy is on the floor.",
    Intent.OTHER_LANGUAGE: "(words in another language)",
    Intent.SPEAKS: "Hello? Can you hear me?",
    Intent.NOT_TO_CALL: "It is nobody. Only the television.",
    Intent.OWN_WORDS: "Please listen.",
}
"""What a caller says when no words of their own are given (own wording: assumption; the order is
after the published example of a call under a cover [K3])."""

_WITHHELD = (Intent.OFFICERS_SENT, Intent.OFFICERS_THERE)
_WAYS = (Sign.SPOKEN, Sign.TAP, Sign.COUGH, Sign.KEY)
_ONE, _TWO = 1, 2


def _code(yes: Sign, no: Sign, no_times: int = _TWO) -> do.Code:
    return do.Code(do.AnswerSign(yes, _ONE), do.AnswerSign(no, no_times))


CODES = (
    *(_code(sign, sign) for sign in COUNTED_SIGNS),
    _code(Sign.SPOKEN, Sign.SPOKEN, _ONE),
    *(_code(sign, Sign.SILENCE, _ONE) for sign in COUNTED_SIGNS),
)
"""Codes that can be stated; no code is national (Q16)."""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _terms(terms: Iterable[Term]) -> tuple[Option, ...]:
    return tuple(Option(term, _capital(term.label)) for term in terms)


def _names(terms: Iterable[Term]) -> tuple[Option, ...]:
    """Return options that print the meaning beside the label."""
    return tuple(Option(t, f"{_capital(t.label)}: {t.meaning}") for t in terms)


def _number(*_: object) -> Parameter:
    return Parameter("number", "Dial which number?", (Option("999", "999"), Option("112", "112")))


def _words(act: ActSpec, _m: Materials, _k: Knowledge) -> Parameter:
    label = "The text message" if act.kind == "send_text" else "Own words (may be left empty)"
    return Parameter("words", label)


def _text(*_: object) -> Parameter:
    return Parameter("text", "In your own words (may be left empty; never a real name)")


def _caller_intent(*_: object) -> Parameter:
    return Parameter("intent", "Say what?", _terms(SAYS[Role.CALLER]))


def _handler_intent(_a: ActSpec, materials: Materials, _k: Knowledge) -> Parameter:
    words = materials.profile.words
    options = (Option(i, words(i) or _capital(i.label)) for i in SAYS[Role.CALL_HANDLER])
    return Parameter("intent", "Say what?", tuple(options))


def _reason(act: ActSpec, *_: object) -> Parameter:
    return Parameter("reason", "Why?", _terms(act.reasons))


def _heard(*_: object) -> Parameter:
    return Parameter("heard", "What was heard?", _terms(Reported), several=True)


def _ways(*_: object) -> Parameter:
    return Parameter("ways", "Which ways to answer?", _terms(_WAYS), several=True)


def _code_to_state(_a: ActSpec, materials: Materials, _k: Knowledge) -> Parameter:
    usual = materials.force.code
    codes = (usual, *(code for code in CODES if code != usual))
    sentence = materials.questions.code_sentence
    return Parameter("code", "Which code?", tuple(Option(code, sentence(code)) for code in codes))


def _about(_a: ActSpec, materials: Materials, _k: Knowledge) -> Parameter:
    options = (
        Option(topic, question.words, question.group)
        for topic, question in materials.questions.topics.items()
    )
    return Parameter("about", "Ask what?", tuple(options))


def _note(*_: object) -> Parameter:
    return Parameter("note", "A note about what?", _terms(NoteKind))


def _topic(*_: object) -> Parameter:
    nothing = Option(None, "No fact in particular")
    return Parameter("topic", "Which fact is it about?", (nothing, *_terms(Topic)))


def _note_text(*_: object) -> Parameter:
    return Parameter("text", "The words (never a real name)")


def _heading(*_: object) -> Parameter:
    return Parameter("heading", "Which heading?", _names(Heading))


def _source(_a: ActSpec, _m: Materials, knowledge: Knowledge) -> Parameter:
    def told(source: LocationSource) -> str:
        found = knowledge.facts.location.get(source)
        return f"{_capital(source.label)} ({'has arrived' if found else 'nothing yet'})"

    return Parameter("source", "Read which?", tuple(Option(s, told(s)) for s in LocationSource))


def _trace(*_: object) -> Parameter:
    return Parameter("trace", "Trace what?", _terms(Trace))


def _grade(_a: ActSpec, materials: Materials, _k: Knowledge) -> Parameter:
    options = (Option(grade.id, grade.title) for grade in materials.force.grades)
    return Parameter("grade", "Which grade?", tuple(options))


def _service(*_: object) -> Parameter:
    return Parameter("service", "Ask whom in?", _terms(OTHER_SERVICES))


def _withheld(*_: object) -> Parameter:
    return Parameter("intent", "Leave what unsaid?", _terms(_WITHHELD))


def _force(_a: ActSpec, materials: Materials, _k: Knowledge) -> Parameter:
    others = materials.other_forces or {"neighbouring": "the neighbouring force"}
    return Parameter("force", "Offer it to whom?", tuple(Option(i, t) for i, t in others.items()))


def _briefing(_a: ActSpec, _m: Materials, knowledge: Knowledge) -> Parameter:
    """All that the log holds; what is chosen is told."""
    facts = knowledge.facts
    sources = (source for source in LocationSource if source in facts.location)
    yes, no = (facts.answered_with(state) for state in (AnswerState.YES, AnswerState.NO))
    options = [
        *(Option(("topics", topic), f"Yes: {topic.label}") for topic in yes),
        *(Option(("ruled_out", topic), f"No: {topic.label}") for topic in no),
        *(Option(("markers", m), f"Marker: {m.label}") for m in facts.markers),
        *(Option(("heard", heard), f"Heard: {heard.label}") for heard in _first_heard(facts)),
        *(Option(("location", s), f"Location: {s.label}") for s in sources),
    ]
    return Parameter("briefing", "Tell the officers what?", tuple(options), several=True, least=0)


def _first_heard(facts: KnownFacts) -> tuple[Reported, ...]:
    known = facts.reports.union(facts.handover)
    return tuple(reported for reported in Reported if reported in known)


def _sound(*_: object) -> Parameter:
    return Parameter("sound", "Which sound?", _terms(CALLER_SOUNDS))


PARAMETERS: dict[str, Callable[[ActSpec, Materials, Knowledge], Parameter]] = {
    "number": _number,
    "words": _words,
    "text": _text,
    "caller_intent": _caller_intent,
    "handler_intent": _handler_intent,
    "reason": _reason,
    "heard": _heard,
    "ways": _ways,
    "code": _code_to_state,
    "about": _about,
    "note": _note,
    "topic": _topic,
    "note_text": _note_text,
    "heading": _heading,
    "source": _source,
    "trace": _trace,
    "grade": _grade,
    "service": _service,
    "withheld": _withheld,
    "force": _force,
    "briefing": _briefing,
    "sound": _sound,
}
"""What has to be chosen, by the name that a catalogue uses."""
