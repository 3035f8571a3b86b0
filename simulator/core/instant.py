"""Time as whole milliseconds, and its text forms.

The core counts milliseconds since the first call of a run began. Files and screens have ``2s``,
``1.5s``, ``400ms``, ``2m``, ``1h`` or ``0:20``. Nothing here reads a clock.
"""

import re

Millis = int
"""Milliseconds."""

_UNITS = {"ms": 1, "s": 1_000, "m": 60_000, "h": 3_600_000}
_AMOUNT = re.compile(r"(\d+)(?:\.(\d{1,3}))?(ms|s|m|h)", re.ASCII)
_CLOCK = re.compile(r"(?:(\d+):)?(\d{1,2}):(\d{2})(?:\.(\d{1,3}))?", re.ASCII)
FORMS = f"{_AMOUNT.pattern}|{_CLOCK.pattern}".replace(r"\d", "[0-9]")
"""A pattern of every form, for the JSON schema."""

_NUMERALS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty"
)
NUMBERS = {word: number for number, word in enumerate(_NUMERALS.split(), 1)}
COUNTS = {**NUMBERS, "once": 1, "twice": 2}
"""Words that say how often, and numbers in words."""
_NUMBER = re.compile(rf"\b(?:\d+|{'|'.join(NUMBERS)})\b", re.ASCII)
_SPANS = {"quarter of an hour": 15, "half an hour": 30, "an hour": 60, "couple of minutes": 2}


def parse(text: str) -> Millis:
    """Parse a duration or an instant, or raise a ValueError that names the forms."""
    if found := _AMOUNT.fullmatch(text):
        whole, fraction, unit = found.groups()
        scale = _UNITS[unit]
        part = int((fraction or "0").ljust(3, "0")) * scale
        if part % 1_000:
            raise ValueError(f"{text} is finer than a millisecond")
        return int(whole) * scale + part // 1_000
    if found := _CLOCK.fullmatch(text):
        hours, minutes, seconds, fraction = found.groups()
        if int(seconds) > 59 or (hours is not None and int(minutes) > 59):
            raise ValueError(f"{text} has more than 59 seconds or minutes in a place")
        millis = int((fraction or "0").ljust(3, "0"))
        return (int(hours or 0) * 3_600 + int(minutes) * 60 + int(seconds)) * 1_000 + millis
    raise ValueError(f"{text!r} isn't a duration: write 2s, 1.5s, 400ms, 2m, 1h or 0:20")


def clock(at: Millis) -> str:
    """Return an instant as ``0:20`` or ``1:02:03``; with tenths if they aren't 0."""
    tenths, rest = at // 100, at % 1_000
    minutes, seconds = divmod(tenths // 10, 60)
    hours, minutes = divmod(minutes, 60)
    head = f"{hours}:{minutes:02}" if hours else f"{minutes}"
    return f"{head}:{seconds:02}" + (f".{tenths % 10}" if rest >= 100 else "")


def minutes(at: Millis) -> str:
    """Return an instant (ms) as minutes and whole seconds, ``0:20``; for display only."""
    return clock(at - at % 1_000)


def minutes_said(words: str) -> int | None:
    """Return the longest time that spoken words give, in minutes; None if they give none."""
    text = words.lower()
    said = [NUMBERS.get(word) or int(word) for word in _NUMBER.findall(text)]
    said += [span for name, span in _SPANS.items() if name in text][:1]
    return max(said, default=None)


def amount(span: Millis) -> str:
    """Return a duration exactly, as in a file: ``400ms``, ``1.5s``, ``20s``, ``2m``."""
    for unit in ("h", "m"):
        if span and span % _UNITS[unit] == 0:
            return f"{span // _UNITS[unit]}{unit}"
    if span % 1_000 == 0:
        return f"{span // 1_000}s"
    if span < 1_000:
        return f"{span}ms"
    return f"{span // 1_000}.{span % 1_000:03}".rstrip("0") + "s"
