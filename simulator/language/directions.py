"""The direction of a question: what a yes to its words says of its topic.

"Can anyone hear you?" and "Are you alone?" ask about one thing, and a yes means the opposite. How
near a sentence is to others says nothing of that, since nearly the same words ask both ways. So the
sentences of a file say their direction, and any other is read by frames and the grammar of denial.
Where neither decides, the direction is open: the trainee chooses, and nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from simulator.core.terms import YesMeans
from simulator.language.clauses import DENIALS, SpokenClause, clauses
from simulator.language.frames import Concepts, WordFrame, fit

_TURNED = {YesMeans.SO: YesMeans.NOT_SO, YesMeans.NOT_SO: YesMeans.SO}
"""What a denial makes of a direction. "Haven't you seen it?" is neither."""


class DirectionFrames(NamedTuple):
    """How the direction of a question about one topic is read."""

    concepts: Concepts
    frames: Mapping[YesMeans, Sequence[WordFrame]]
    """Without any, words that deny nothing ask forward."""

    def read(self, words: str) -> YesMeans | None:
        """Return the direction of a sentence that asks about the topic; None if it is open.

        Of several clauses the last that decides counts: "is he there, can he hear you?"
        """
        found = clauses(words)
        decided = [way for each in found for way in self._of_clause(each)]
        if decided:
            return decided[-1]
        denied = any(DENIALS.intersection(each.words) for each in found)
        return None if self.frames or denied else YesMeans.SO

    def _of_clause(self, clause: SpokenClause) -> Iterator[YesMeans | None]:
        """Yield the direction by the frames that rest on most words; None if they differ."""
        marks = self.concepts.marked(clause.words)
        ways: dict[int, set[YesMeans | None]] = {}
        for way, frames in self.frames.items():
            for frame in frames:
                found = fit(frame, clause, marks)
                if found is not None:
                    turned = way if found.affirmed else _TURNED.get(way)
                    ways.setdefault(found.needs, set()).add(turned)
        if ways:
            most = ways[max(ways)]
            yield most.pop() if len(most) == 1 else None
