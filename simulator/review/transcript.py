"""A log told as a call: when, who, and what in words.

This is the all-seeing transcript. Everything phrase-like is in `core.describe`; times, names and
line breaks are `render_text`'s. Private text (`acts.PRIVATE`) is shown when the log holds it: for
other readers, make the transcript of a log without it.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from simulator.core import acts as do
from simulator.core import log as out
from simulator.core.describe import in_words, name_of, said
from simulator.core.instant import Millis, clock
from simulator.core.log import Entry, LinePlayed, TimerFired, TimerStarted
from simulator.core.profile import Profile
from simulator.core.terms import Intent, Role

_NAME = 13
_NARROWEST = 20
_DETAILS = (do.Finish, TimerFired, TimerStarted)


class TranscriptLine(NamedTuple):
    """One line of a transcript."""

    seq: int
    """The entry that it tells."""
    at: Millis
    """When, in milliseconds since the first call of the sitting began."""
    who: Role | None
    """Whose voice or hand it was; nobody's when the flow or a machine's timer decided."""
    text: str


def transcript(
    log: Iterable[Entry], *, profile: Profile | None = None, detailed: bool = False
) -> tuple[TranscriptLine, ...]:
    """Tell a log in lines, in its order.

    `profile` has the words of the recording; without it, its lines are told by what they are for.
    The ends of utterances and the machines' timers are left out unless `detailed`.
    """
    return tuple(
        TranscriptLine(
            entry.seq,
            entry.at,
            entry.speaker if isinstance(entry.body, do.Action | LinePlayed) else None,
            in_words(entry.body, profile),
        )
        for entry in log
        if detailed or not isinstance(entry.body, _DETAILS)
    )


def render_text(lines: Sequence[TranscriptLine], *, width: int = 80) -> str:
    """Lines as text: one column for the time, one for the name, the rest wrapped to `width`."""
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

DETAILS = (do.Finish, out.TimerFired, out.TimerStarted)
"""What a reader does without: the ends of utterances, and the machines' clocks."""


class EntrySummary(NamedTuple):
    """One entry, to be read."""

    seq: int
    """The entry's place in the log."""
    at: Millis
    """When, in milliseconds since the first call of the sitting began."""
    who: str
    """Whose voice or hand; empty for news of the call itself."""
    text: str


def moment_of(entry: Entry, profile: Profile | None = None) -> EntrySummary:
    """The entry as a moment. `profile` has the words of the recording."""
    who = name_of(entry.speaker) if isinstance(entry.body, do.Action | out.LinePlayed) else ""
    return EntrySummary(entry.seq, entry.at, who, said(entry.body, profile))


def without_private(entry: Entry) -> Entry:
    """The entry without what somebody wrote or said in their own words."""
    body = entry.body
    if isinstance(body, do.Say):
        own = body.intent is Intent.OWN_WORDS and body.words
        return entry._replace(body=replace(body, words="")) if own else entry
    hidden = do.PRIVATE.get(body.kind, "")
    return entry._replace(body=do.without(body, [hidden])) if getattr(body, hidden, "") else entry
