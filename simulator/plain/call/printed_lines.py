"""Printed lines of a call, each understandable when read aloud alone."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from simulator.core.describe import name_of
from simulator.core.instant import Millis, minutes
from simulator.core.log import Entry
from simulator.core.profile import Profile
from simulator.core.terms import Role
from simulator.knowledge.facts import Stamp
from simulator.seat.seat_view import SeatView
from simulator.seat.view.caption_lines import Caption, CaptionWriter
from simulator.seat.view.cards import CardLine
from simulator.seat.view.handler_cards import NOT_ASKED

_NEWS = "-- "
_SECOND = 1_000


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


def log_lines(log: Iterable[Entry], profile: Profile) -> Iterator[str]:
    """Yield a whole log, as nobody in the call hears it."""
    captions = map(CaptionWriter(None, profile).write, log)
    yield from (line_of(each) for each in captions if each is not None)


def known(view: SeatView, role: Role) -> Iterator[str]:
    """Yield the knowledge of a seat."""
    now, knowledge = view.live.now, view.knowledge[role]
    facts, since = knowledge.facts, knowledge.since(Stamp.STAGE, now) or 0
    if view.offered(role):
        yield f"It is {minutes(now)}. Call number {facts.call}."
        line = f"{facts.stage.label}, for {duration_text(since)}. It is {facts.kind.label}"
        yield f"The line: {line}."
    else:
        yield f"It is {minutes(now)}. No call has come to this seat yet."
    answered, sound = knowledge.since(Stamp.ANSWERED, now), knowledge.since(Stamp.SOUND, now)
    yield "Not answered yet." if answered is None else f"Answered {duration_text(answered)} ago."
    where = "on the line" if role is Role.CALLER else "from the caller's end"
    if sound is None:
        yield f"Nothing has been heard {where} yet."
    else:
        yield f"The last sound {where} was {duration_text(sound)} ago."
    if role is Role.CALLER:
        if counts := view.hint(role, now):
            yield f"Now: {counts}"
        for topic, fact in view.live.setup.scenario.facts.items():
            yield f"In this story, {topic.label}: {fact}."
    # The cards that the screens show; questions not asked yet are one line.
    for card in view.cards(role):
        not_asked = [line.text for line in card.lines if line.label == NOT_ASKED]
        yield from (_card_line(card.title, line) for line in card.lines if line.label != NOT_ASKED)
        if not_asked:
            yield f"{card.title}, not asked: {' '.join(not_asked)}"


def _card_line(title: str, line: CardLine) -> str:
    label = line.label[:1].lower() + line.label[1:] if line.label[1:].islower() else line.label
    signs = ""
    if line.strip is not None:
        legend = ", ".join(f"{sign} is {meaning}" for sign, meaning in line.strip.legend)
        signs = f": {line.strip.cells}" + (f" ({legend})" if legend else "")
    return f"{title}{f', {label}' if label else ''}: {line.text}{signs}"


def transcript_lines(captions: Mapping[Role | None, Sequence[Caption]]) -> list[str]:
    """Return the captions of all seats in time order, each entry once."""
    several = len(captions) > 1
    found: dict[int, tuple[Caption, Role | None]] = {}
    for role, of_seat in captions.items():
        for each in of_seat:
            # With two seats an own act is in both logs; keep the acting seat's caption.
            if each.seq not in found or each.own:
                found[each.seq] = (each, role if several else None)
    return [line_of(*found[seq]) for seq in sorted(found)]
