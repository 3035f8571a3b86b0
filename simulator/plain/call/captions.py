"""What is heard, as lines that can be understood when one is read aloud alone."""

from __future__ import annotations

from simulator.core.describe import name_of
from simulator.core.instant import Millis, clock
from simulator.core.terms import Role
from simulator.debrief.assess.coaching import Remark
from simulator.seat.view.captions import Caption

_NEWS = "-- "
_SECOND = 1_000


def time_of(at: Millis) -> str:
    """An instant in whole seconds: ``0:12``."""
    return clock(at // _SECOND * _SECOND)


def in_words(span: Millis) -> str:
    """A span as it is read aloud: ``1 second``, ``40 seconds``, ``6 minutes``."""
    seconds = round(span / _SECOND)
    for unit, length in (("hour", 3_600), ("minute", 60)):
        if seconds >= 2 * length:
            return f"{round(seconds / length)} {unit}s"
    return f"{seconds} second{'' if seconds == 1 else 's'}"


def line_of(caption: Caption, seat: Role | None = None) -> str:
    """A caption as a line: ``0:12 Operator: "Emergency, which service?"``.

    `seat` is said with what the person did, where they have more than one seat.
    """
    text = caption.text
    if text.startswith(_NEWS):
        text = text.removeprefix(_NEWS)
        return f"{time_of(caption.at)} {text[:1].upper()}{text[1:]}."
    if text.startswith("[") and text.endswith("]"):
        text = text[1:-1]
    who = f"{caption.who}, as {name_of(seat).lower()}" if caption.own and seat else caption.who
    loud = f" ({caption.loud})" if caption.loud else ""
    return f"{time_of(caption.at)} {who or 'The call'}: {text}{loud}"


def remark_line(remark: Remark) -> str:
    """A coach's remark as a line."""
    return f"Coach: {remark.text}"
