"""What a scenario says that says nothing, or takes back what it says: found without running it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from simulator.content.checks.sensitive_words import leaves
from simulator.content.diagnostics.validate import Found
from simulator.content.scenario.environment import Near
from simulator.content.scenario.scenario import Answers, CallScript, Scenario
from simulator.content.yaml.document import Document, Trail
from simulator.core.instant import amount
from simulator.core.terms import Sign, Topic

_FOR_PEOPLE = ("title", "content_note", "objectives", "ask", "facilitator", "why", "place")
"""Keys whose text is for people to read, where dots alone are none."""


def senseless(document: Document, scenario: Scenario) -> Iterator[Found]:
    """What can be read, and means nothing."""
    if not scenario.about:
        found = "a call takes more than no time"
        yield ("about",), "empty-time", found, "roughly how long it takes", "such as about: 2m"
    yield from _repeated(("seats",), scenario.seats)
    parts: list[tuple[Trail, CallScript]] = [((), scenario)]
    parts += [(("calls", index), call) for index, call in enumerate(scenario.calls)]
    for where, part in parts:
        for index, near in enumerate(part.near):
            yield from _stay((*where, "near", index), near)
        if part.answers is not None:
            yield from _answers((*where, "answers", "by"), part.answers, scenario)
    yield from _dots(document)


def _repeated(trail: Trail, words: Sequence[str]) -> Iterator[Found]:
    for index, word in enumerate(words):
        if word in words[:index]:
            found = f"{word} stands there already"
            yield (*trail, index), "named-twice", found, "each word once", ""


def _stay(trail: Trail, near: Near) -> Iterator[Found]:
    if near.until is not None and near.until <= near.start:
        found = f"{near.who} is gone before they come"
        expected = f"a time after {amount(near.start)}"
        mend = "write a later until, or leave it out: then they stay to the end"
        yield (*trail, "until"), "empty-time", found, expected, mend


def _answers(trail: Trail, answers: Answers, scenario: Scenario) -> Iterator[Found]:
    yield from _repeated(trail, answers.by)
    if Sign.SPOKEN in answers.by and scenario.facts.get(Topic.CAN_SPEAK) == "no":
        found = "the caller answers in words, and by the facts cannot speak"
        mend = "leave out spoken, or the fact can_speak"
        where = (*trail, answers.by.index(Sign.SPOKEN))
        yield where, "cannot-speak", found, "a sign that they can give", mend


def _dots(document: Document) -> Iterator[Found]:
    """Dots where words for people belong, as messages and pages put them for what is left out."""
    for trail, value in leaves(document.value):
        key = next((part for part in reversed(trail) if isinstance(part, str)), "")
        if key in _FOR_PEOPLE and isinstance(value, str) and not value.strip(" .…"):
            yield trail, "placeholder", "dots stand where words belong", "words for people", ""
