"""What our messages ask that name no topic: a table, the first that fits."""

from __future__ import annotations

import re
from typing import NamedTuple

from simulator.core.terms import Topic, YesMeans
from simulator.language.purposes import FurtherPurpose
from simulator.late_pattern import late_pattern


class WrittenQuestion(NamedTuple):
    """What a message asks that names no topic: a topic and its direction, or how it is answered.

    With both, what the story says of the topic answers it, or else words for the purpose.
    """

    pattern: re.Pattern[str]
    topic: Topic | None = None
    yes_means: YesMeans = YesMeans.SO
    purpose: FurtherPurpose | None = None


def _asks(pattern: str) -> re.Pattern[str]:
    return late_pattern(pattern, re.IGNORECASE)


_F = FurtherPurpose
WRITTEN_QUESTIONS = (
    WrittenQuestion(_asks(r"\bOK to read\b|\bsees (?:this|your) screen|\bOnly you\b|\bjust you\b"),
        Topic.SCREEN_SEEN, YesMeans.NOT_SO),
    WrittenQuestion(_asks(r"\banything new\b"), Topic.WHAT_HAPPENED),
    WrittenQuestion(_asks(r"\bstill where you were\b"), purpose=_F.WRITES_YES),
    WrittenQuestion(_asks(r"\bwhere are you now\b"), Topic.LOCATION, purpose=_F.WRITES_PLACE),
    WrittenQuestion(_asks(r"\baround you\b"), Topic.LOCATION, purpose=_F.WRITES_UNSURE),
    WrittenQuestion(_asks(r"\bget out without\b"), Topic.CAN_GET_OUT),
    WrittenQuestion(_asks(r"\block that door\b"), Topic.DOOR_LOCKED),
    WrittenQuestion(_asks(r"\bcan you see them\b"), purpose=_F.WRITES_UNSURE),
    WrittenQuestion(_asks(r"\bworse\b"), purpose=_F.WRITES_SAME),
    WrittenQuestion(_asks(r"\b(?:keep warm|warm over you|light on|one at your window|OK\? Y)"),
        purpose=_F.WRITES_YES),
    WrittenQuestion(_asks(r"\bwhich room\b"), Topic.LOCATION, purpose=_F.WRITES_PLACE),
    WrittenQuestion(_asks(r"\b(?:which side|next to your door|what you pass)\b"),
        Topic.LOCATION, purpose=_F.WRITES_UNSURE),
    WrittenQuestion(_asks(r"\bwhat hurts\b"), Topic.INJURED),
    WrittenQuestion(
        _asks(r"\bwhat was it, and how\b|\bwere they called\b|\bhow many was it\b|\bit taken\b"),
        Topic.TABLETS_TAKEN, purpose=_F.WRITES_UNSURE),
    WrittenQuestion(_asks(r"\bare you OK\?"), Topic.WHAT_HAPPENED),
    WrittenQuestion(_asks(r"\bwhat\b[^.]*\?|\bwrite what\b"), Topic.WHAT_HAPPENED),
)  # fmt: skip
"""What our messages without a topic ask, the first that fits (lines `text_check`)."""


def written_question(words: str) -> WrittenQuestion | None:
    """Return what a message without a topic asks; None if it asks nothing."""
    return next((each for each in WRITTEN_QUESTIONS if each.pattern.search(words)), None)
