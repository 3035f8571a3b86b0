"""Printed lines of a call, each understandable when read aloud alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from simulator.core.describe import name_of
from simulator.core.instant import Millis, minutes
from simulator.core.terms import Role
from simulator.knowledge.answers import AnswerState
from simulator.knowledge.facts import Stamp
from simulator.knowledge.knowledge import Knowledge
from simulator.seat.seat_view import SeatView
from simulator.seat.view.caption_lines import CARRIES, Caption, how_loud, near, phone_state
from simulator.seat.view.known_facts import summary
from simulator.seat.view.stage_texts import what_counts

_NEWS = "-- "
_SECOND = 1_000
_MARK = re.compile(r"(?:\[ *([^]]*?) *\] )?(.*)", re.DOTALL)


def duration_text(span: Millis) -> str:
    """Return a span in words, such as ``1 second``, ``40 seconds`` or ``6 minutes``."""
    seconds = round(span / _SECOND)
    for unit, length in (("hour", 3_600), ("minute", 60)):
        if seconds >= 2 * length:
            return f"{round(seconds / length)} {unit}s"
    return f"{seconds} second{'' if seconds == 1 else 's'}"


def line_of(caption: Caption, seat: Role | None = None) -> str:
    """Return a caption as a line, ``0:12 Operator: ...``; with two seats, `seat` of own acts."""
    text = caption.text
    if text.startswith(_NEWS):
        text = text.removeprefix(_NEWS)
        return f"{minutes(caption.at)} {text[:1].upper()}{text[1:]}."
    if text.startswith("[") and text.endswith("]"):
        text = text[1:-1]
    who = f"{caption.who}, as {name_of(seat).lower()}" if caption.own and seat else caption.who
    loud = f" ({caption.loud})" if caption.loud else ""
    return f"{minutes(caption.at)} {who or 'The call'}: {text}{loud}"


def known(view: SeatView, role: Role) -> Iterator[str]:
    """Yield the knowledge of a seat."""
    now, knowledge = view.live.now, view.knowledge[role]
    facts, since = knowledge.facts, knowledge.since(Stamp.STAGE, now) or 0
    yield f"It is {minutes(now)}. Call number {facts.call}."
    yield f"The line: {facts.stage.label}, for {duration_text(since)}. It is {facts.kind.label}."
    answered, sound = knowledge.since(Stamp.ANSWERED, now), knowledge.since(Stamp.SOUND, now)
    yield "Not answered yet." if answered is None else f"Answered {duration_text(answered)} ago."
    where = "on the line" if role is Role.CALLER else "from the caller's end"
    if sound is None:
        yield f"Nothing has been heard {where} yet."
    else:
        yield f"The last sound {where} was {duration_text(sound)} ago."
    if role is Role.CALLER:
        yield f"Near you: {', '.join(who_is_near(view)) or 'nobody'}."
    if facts.phone_taken:
        yield "Someone else has the phone."
    yield from (_caller if role is Role.CALLER else _handler)(view, knowledge)


def _caller(view: SeatView, knowledge: Knowledge) -> Iterator[str]:
    live, scenario = view.live, view.live.setup.scenario
    for state in phone_state(live.script, scenario.coverage, scenario.line):
        yield f"Your phone: {state}."
    counts = what_counts(knowledge, live.setup.profile, live.now)
    if counts:
        yield f"Now: {counts}"
    carries = {
        act.label: CARRIES[how_loud(act.act)]
        for act in view.available_acts(Role.CALLER)
        if act.act.group == "Sound" and "sound" not in act.act.asks
    }
    acts = "; ".join(f"{label}: {how}" for label, how in carries.items())
    yield f"How it carries in the room. A key: as a key; {acts}."
    for topic, fact in live.setup.scenario.facts.items():
        yield f"In this story, {topic.label}: {fact}."


def _handler(view: SeatView, knowledge: Knowledge) -> Iterator[str]:
    """Yield the summary that the screens show, line by line."""
    for section in summary(knowledge, view.materials):
        for line in section.lines:
            # Brackets such as [ said ] are lost when read aloud, so they become words.
            mark, text = _MARK.findall(line)[0]
            mark = f", {'nothing yet' if mark == '-' else mark}" if mark else ""
            yield f"{section.title}{mark}: {text}"
    if knowledge.role is Role.CALL_HANDLER:
        for state in AnswerState:
            topics = [topic.label for topic in knowledge.facts.answered_with(state)]
            if topics:
                yield f"Questions {state.label}: {'; '.join(topics)}."
        bank = view.materials.questions.topics
        rest = [topic.label for topic in bank if not knowledge.facts.of(topic).asked]
        yield f"Not asked: {'; '.join(rest) or 'nothing'}."


def who_is_near(view: SeatView) -> tuple[str, ...]:
    """Return the people near enough to overhear the caller."""
    live, knowledge = view.live, view.knowledge[Role.CALLER]
    return near(live.script, knowledge.since(Stamp.ANSWERED, live.now))


def transcript_lines(captions: Mapping[Role | None, Sequence[Caption]]) -> list[str]:
    """Return the captions of all seats in time order, each entry once."""
    several = len(captions) > 1
    found: dict[int, tuple[Caption, Role | None]] = {}
    for role, of_seat in captions.items():
        for caption in of_seat:
            # With two seats an own act is in both logs; keep the acting seat's caption.
            if caption.seq not in found or caption.own:
                found[caption.seq] = (caption, role if several else None)
    return [line_of(*found[seq]) for seq in sorted(found)]
