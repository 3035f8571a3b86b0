"""The note of who was seen at the scene: alone or not, by which unit, and when."""

from __future__ import annotations

from collections.abc import Iterable

from simulator.core import acts as do
from simulator.core.instant import minutes
from simulator.core.log import Entry
from simulator.core.terms import UnitStatus

_SAYS = {
    UnitStatus.THIRD_PARTY_ONLY: "Only another person was seen",
    UnitStatus.NOT_FOUND: "Nobody was found",
    UnitStatus.NOT_ALONE: "The caller was seen, not alone",
    UnitStatus.FOUND: "The caller was seen",
}
_ALONE = ("alone", "apart", "on their own", "out of earshot", "one by one")
"""With which an officer says that nobody else was there."""


def who_was_seen(radio: Iterable[Entry]) -> str:
    """Return what units said of whom they saw, in order, each with its unit and time."""
    said = ((each.at, each.body) for each in radio if isinstance(each.body, do.UnitReport))
    seen = [_sentence(at, body) for at, body in said if body.status in _SAYS]
    return " ".join(seen)


def _sentence(at: int, body: do.UnitReport) -> str:
    head = _SAYS[body.status]
    if body.status is UnitStatus.FOUND:
        alone = any(words in body.radio.lower() for words in _ALONE)
        head += " alone" if alone else "; whether alone was not said"
    unit = f" by {body.unit}" if body.unit else ""
    words = f': "{body.radio}"' if body.radio else "."
    return f"{head}{unit} at {minutes(at)}{words}"
