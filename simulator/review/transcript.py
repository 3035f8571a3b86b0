"""Render an event log as a transcript: time, speaker, text.

The transcript of a whole log shows what no single role perceives; pass a perceived log for one.
The texts are in `core.describe`. Private text (`acts.PRIVATE`) is shown if the log has it.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from simulator.core import acts as do
from simulator.core import log as out
from simulator.core.describe import describe_entry, describe_for_seat, name_of
from simulator.core.instant import Millis, clock
from simulator.core.log import Entry, LinePlayed, TimerFired, TimerStarted
from simulator.core.profile import Profile
from simulator.core.terms import Intent, Role

_NAME = 13
_NARROWEST = 20
DETAILS = (do.Finish, TimerFired, TimerStarted)
"""What a transcript leaves out by default: ends of utterances, and timers."""


class TranscriptLine(NamedTuple):
    """One line of a transcript."""

    seq: int
    """The `seq` of its entry."""
    at: Millis
    """Milliseconds since the first call of the run began."""
    who: Role | None
    """The role whose voice or hand it was; None for flow events and timers."""
    text: str


def transcript(
    log: Iterable[Entry], *, profile: Profile | None = None, detailed: bool = False
) -> tuple[TranscriptLine, ...]:
    """Return the lines of a log, in order; with ends of utterances and timers if `detailed`.

    `profile` has the words of the recorded lines; without it, they read as their purpose.
    """
    return tuple(
        TranscriptLine(
            entry.seq,
            entry.at,
            entry.speaker if isinstance(entry.body, do.Action | LinePlayed) else None,
            describe_entry(entry.body, profile),
        )
        for entry in log
        if detailed or not isinstance(entry.body, DETAILS)
    )


def render_text(lines: Sequence[TranscriptLine], *, width: int = 80) -> str:
    """Return lines as text: columns for time and name, the rest wrapped to `width`."""
    times = [clock(line.at) for line in lines]
    column = max(map(len, times), default=0)
    return "\n".join(
        _rendered(line, f"{time:<{column}}  ", width)
        for line, time in zip(lines, times, strict=True)
    )


def _rendered(line: TranscriptLine, time: str, width: int) -> str:
    head = time + (f"{name_of(line.who):<{_NAME}} " if line.who else "  -- ")
    return textwrap.fill(
        line.text,
        width=max(width, len(head) + _NARROWEST),
        initial_indent=head,
        subsequent_indent=" " * len(head),
        break_long_words=False,
        break_on_hyphens=False,
    )


# --- single entries ------------------------------------------------------------------------------


class EntrySummary(NamedTuple):
    """One entry as text, without row ids."""

    seq: int
    """The `seq` of the entry."""
    at: Millis
    """Milliseconds since the first call of the run began."""
    who: str
    """The name of the role; empty for flow events."""
    text: str


def moment_of(entry: Entry, profile: Profile | None = None) -> EntrySummary:
    """Return the summary of an entry. `profile` has the words of the recorded lines."""
    who = name_of(entry.speaker) if isinstance(entry.body, do.Action | out.LinePlayed) else ""
    return EntrySummary(entry.seq, entry.at, who, describe_for_seat(entry.body, profile))


def without_private(entry: Entry) -> Entry:
    """Return the entry without private text and own words."""
    body = entry.body
    if isinstance(body, do.Say):
        own = body.intent is Intent.OWN_WORDS and body.words
        return entry._replace(body=replace(body, words="")) if own else entry
    hidden = do.PRIVATE.get(body.kind, "")
    return entry._replace(body=do.without(body, [hidden])) if getattr(body, hidden, "") else entry
