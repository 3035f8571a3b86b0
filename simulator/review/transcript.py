"""Render an event log as a transcript: time, speaker, text.

The transcript of a whole log shows what no single role perceives; pass a perceived log for one.
The texts are in `core.describe`. Private text (`acts.PRIVATE`) is shown if the log has it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from textwrap import TextWrapper
from typing import NamedTuple

from simulator.core import acts as do
from simulator.core.describe import describe_entry, describe_for_seat, whose_voice
from simulator.core.instant import Millis, clock
from simulator.core.log import Entry, LinePlayed, TimerFired, TimerStarted
from simulator.core.profile import Profile
from simulator.core.terms import Intent
from simulator.review.answers_in_words import meanings
from simulator.review.overlaps import AUDIBLE, as_said, over_mark, voices_of

_NAME = 13
_NARROWEST = 20
DETAILS = (do.Finish, TimerFired, TimerStarted)
"""What a transcript leaves out by default: ends of utterances, and timers."""


class EntrySummary(NamedTuple):
    """One entry as text."""

    seq: int
    """The `seq` of the entry."""
    at: Millis
    """Milliseconds since the first call of the run began."""
    who: str
    """The name of the role whose voice or hand it was; empty for flow events and timers."""
    text: str


def _summary(entry: Entry, text: str) -> EntrySummary:
    who = whose_voice(entry) if isinstance(entry.body, do.Action | LinePlayed) else ""
    return EntrySummary(entry.seq, entry.at, who, text)


def transcript(
    log: Iterable[Entry], *, profile: Profile | None = None, detailed: bool = False
) -> tuple[EntrySummary, ...]:
    """Return the lines of a log, in order; with ends of utterances and timers if `detailed`.

    `profile` has the words of the recorded lines; without it, they read as their purpose. Words
    that begin over another voice say so, and of what was cut off only that is shown which was said.
    """
    entries = tuple(log)
    meant, voices = meanings(entries), voices_of(entries)
    over = {e.seq: over_mark(e.over) for e in voices.overlaps if e.lasts >= AUDIBLE}
    return tuple(
        _summary(
            entry,
            f"{over.get(entry.seq, '')}{describe_entry(as_said(entry, voices.cut).body, profile)}"
            f"{_meaning(meant, entry)}",
        )
        for entry in entries
        if detailed or not isinstance(entry.body, DETAILS)
    )


def _meaning(meant: Mapping[int, str], entry: Entry) -> str:
    return f" ({meant[entry.seq]})" if entry.seq in meant else ""


def moment_of(entry: Entry, profile: Profile | None = None) -> EntrySummary:
    """Return an entry as text without row ids. `profile` has the words of the recorded lines."""
    return _summary(entry, describe_for_seat(entry.body, profile))


def render_text(lines: Sequence[EntrySummary], *, width: int = 80) -> str:
    """Return lines as text: columns for time and name, the rest wrapped to `width`."""
    column = max((len(clock(line.at)) for line in lines), default=0)
    return "\n".join(_rendered(line, f"{clock(line.at):<{column}}  ", width) for line in lines)


def _rendered(line: EntrySummary, time: str, width: int) -> str:
    head = time + (f"{line.who:<{_NAME}} " if line.who else "  -- ")
    room = max(width, len(head) + _NARROWEST)
    return "\n".join(wrapped(line.text, room, head, " " * len(head)))


def wrapped(text: str, width: int, mark: str = "", hang: str = "") -> list[str]:
    """Wrap a text behind its mark, without cutting a word; an empty text is its mark."""
    whole = TextWrapper(width, mark, hang, break_long_words=False, break_on_hyphens=False)
    return whole.wrap(text) or [mark.rstrip()]


def without_private(entry: Entry) -> Entry:
    """Return the entry without private text and own words."""
    body = entry.body
    if isinstance(body, do.Say):
        own = body.intent is Intent.OWN_WORDS and body.words
        return entry._replace(body=replace(body, words="")) if own else entry
    hidden = do.PRIVATE.get(body.kind, "")
    return entry._replace(body=do.without(body, [hidden])) if getattr(body, hidden, "") else entry
