"""Something in the place of words that were not recorded, or that a person chose themselves.

It takes as long to say as they did, so that a call that is played again keeps its times.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.log import Entry
from simulator.core.profile import Speech

LEFT_OUT = "(words left out)"
"""What stands for words whose length does not matter."""
_FEW = {1: "(...)", 2: "(left out)", 3: LEFT_OUT}
_MOST = 1_000
"""So many words at most stand for those that were left out."""


def with_words(log: Sequence[Entry], speech: Speech) -> tuple[list[Entry], int]:
    """The log with words for every utterance that has none, and for how many that was."""
    ends = {entry.cause: entry.at for entry in log if isinstance(entry.body, do.Finish)}
    found: list[Entry] = []
    number = 0
    for entry in log:
        body = entry.body
        if isinstance(body, do.Speech) and not body.words.strip():
            words = in_place_of(ends.get(entry.seq, log[-1].at) - entry.at, speech)
            number += 1
            found.append(entry._replace(body=replace(body, words=words)))
        else:
            found.append(entry)
    return found, number


def in_place_of(span: Millis, speech: Speech) -> str:
    """The fewest words that take at least `span` to say: what was cut short is cut short again."""
    number = 1
    while number < _MOST and speech.length(" ".join("x" * number)) < span:
        number += 1
    return _FEW.get(number, f"({number} words left out{' ...' * (number - 4)})")
