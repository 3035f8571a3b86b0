"""Printed lines of a call, each understandable when read aloud alone."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from simulator.core.describe import name_of
from simulator.core.instant import Millis, minutes
from simulator.core.log import Entry
from simulator.core.profile import Profile
from simulator.core.terms import Role
from simulator.seat.seat_frame import SeatFrame
from simulator.seat.view.caption_lines import Caption, CaptionWriter, bare_words
from simulator.seat.view.cards import CardLine
from simulator.seat.view.handler_cards import NOT_ASKED
from simulator.seat.view.line_status import ANSWERED, LAST_SOUND

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
    text, is_news = bare_words(caption.text)
    if is_news:
        return f"{minutes(caption.at)} {text[:1].upper()}{text[1:]}."
    who = f"{caption.who}, as {name_of(seat).lower()}" if caption.own and seat else caption.who
    loud = f" ({caption.loud})" if caption.loud else ""
    return f"{minutes(caption.at)} {who or 'The call'}: {text}{loud}"


def log_lines(log: Iterable[Entry], profile: Profile) -> Iterator[str]:
    """Yield a whole log, as nobody in the call hears it."""
    captions = map(CaptionWriter(None, profile).write, log)
    yield from (line_of(each) for each in captions if each is not None)


def known(frame: SeatFrame) -> Iterator[str]:
    """Yield what a seat knows."""
    where, clocks, caller = frame.where, dict(frame.clocks), frame.role == Role.CALLER
    assert where is not None
    if where.call:
        yield f"It is {minutes(frame.now)}. Call number {where.call}."
        yield f"The line: {where.line}, for {duration_text(where.since)}. It is {where.kind}."
    else:
        yield f"It is {minutes(frame.now)}. No call has come to this seat yet."
    answered, sound = clocks.get(ANSWERED), clocks.get(LAST_SOUND)
    yield "Not answered yet." if answered is None else f"Answered {duration_text(answered)} ago."
    end = "on the line" if caller else "from the caller's end"
    if sound is None:
        yield f"Nothing has been heard {end} yet."
    else:
        yield f"The last sound {end} was {duration_text(sound)} ago."
    if caller and frame.counts:
        yield f"Now: {frame.counts}"
    yield from (f"In this story, {topic}: {fact}." for topic, fact in frame.story)
    # The cards that the screens show; questions not asked yet are one line.
    for card in frame.cards:
        not_asked = [line.text for line in card.lines if line.label == NOT_ASKED]
        yield from (_card_line(card.title, line) for line in card.lines if line.label != NOT_ASKED)
        if not_asked:
            yield f"{card.title}: {len(not_asked)} not asked yet; ? and a word finds one, as ?hurt"


def _card_line(title: str, line: CardLine) -> str:
    label = line.label[:1].lower() + line.label[1:] if line.label[1:].islower() else line.label
    return f"{title}{f', {label}' if label else ''}: {line.said}"


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
