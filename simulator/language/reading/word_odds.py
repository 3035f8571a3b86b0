"""Whether the words of an utterance are such as a topic is said in: the odds may only doubt.

What is stated is decided by frames. A frame that no other agrees with is right two times in three
in the words of a stranger: "it's a cement mixer, that's all I caught" has a word that fits, and
nothing else of a fall. So the rest of the words is asked as well: how often each of them, and each
two beside each other, were said where the topic was meant, over every sentence that is kept with
its meaning. They say nothing of whether it is affirmed or denied, and they never add a statement.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from math import log

from simulator.core.statements import StatementTopic

_BEST = 4
"""How many words of an utterance count for a topic: those that speak most for it. The others
belong to what else it says."""
_OF_CLAUSE = 0.5
"""What each word of its own clause counts beside them, for it or against it."""
_FEWEST = 20
"""How many sentences of a topic there have to be for the odds to say anything (assumption)."""
_DOUBT = 10
"""With how many sentences of no meaning each word is mixed: two sentences make no rule."""
# These three, and the bounds of the reader, were set on batches that the odds had not been taken
# from, one after the other: they doubted half of what was wrong, and one in ten of what was right.


NOTHING = "-"
"""In place of a topic's number: the sentence meant none of them."""
_SaidWith = tuple[int, Mapping[str, int]]
"""In how many sentences a word was said, and in how many of them each topic was meant."""


class WordOdds:
    """How much likelier words make each topic than it is among all sentences."""

    def __init__(
        self,
        sentences: int,
        of_topic: Mapping[StatementTopic, int],
        said: Mapping[str, str],
        of_nothing: int = 0,
    ) -> None:
        """Take how many sentences there were, of each topic and of none, and the words of them.

        Of each word, or two beside each other: in how many sentences it was said, and in how many
        of them each topic was meant, by its number: ``"5 12:3 40:1"``; or nothing: ``-:2``.
        """
        self._of_topic = {
            topic: (str(n), count / sentences)
            for n, (topic, count) in enumerate(of_topic.items())
            if count >= _FEWEST
        }
        self._of_nothing = of_nothing / sentences
        self._said = said
        self._split: dict[str, _SaidWith] = {}

    def stems(self, least: int) -> Iterator[str]:
        """Yield every word that was said so often, without its ending: a slip is made once."""
        for key in self._said:
            if " " not in key and self._said_with(key)[0] >= least:
                yield key

    def knows(self, stems: Iterable[str]) -> bool:
        """Whether each of these words was ever said: of a new word nothing can be held."""
        return all(each in self._said for each in stems)

    def of(
        self, topic: StatementTopic, utterance: Sequence[str], clause: Sequence[str]
    ) -> float | None:
        """Return how far the stems of an utterance, and of a clause of it, speak for a topic.

        None: too few sentences are kept that mean it.
        """
        if topic not in self._of_topic:
            return None
        around = self._weights(topic, utterance)
        return sum(sorted(around, reverse=True)[:_BEST]) + _OF_CLAUSE * sum(
            self._weights(topic, clause)
        )

    def of_nothing(self, stems: Sequence[str]) -> float:
        """Return how far the stems of a sentence speak for none of the topics: for chat."""
        if not self._of_nothing:
            return 0.0
        known = [self._said_with(key) for key in features(stems) if key in self._said]
        weights = [
            log((of.get(NOTHING, 0) / self._of_nothing + _DOUBT) / (times + _DOUBT))
            for times, of in known
        ]
        return sum(sorted(weights, reverse=True)[:_BEST]) + _OF_CLAUSE * sum(weights)

    def _weights(self, topic: StatementTopic, stems: Sequence[str]) -> Iterable[float]:
        number, usual = self._of_topic[topic]
        known = [self._said_with(key) for key in features(stems) if key in self._said]
        return [
            log((of_topic.get(number, 0) / usual + _A_LITTLE) / (times + _DOUBT))
            for times, of_topic in known
        ]

    def _said_with(self, key: str) -> _SaidWith:
        if key not in self._split:
            times, *of_topic = self._said[key].split()
            counts = (each.split(":") for each in of_topic)
            self._split[key] = int(times), {number: int(count) for number, count in counts}
        return self._split[key]


_A_LITTLE = 0.3 * _DOUBT


def features(stems: Sequence[str]) -> Iterable[str]:
    """Return the words and the neighbours of which odds are kept, each once."""
    return dict.fromkeys((*stems, *map(" ".join, pairwise(stems))))


Odds = Callable[[], WordOdds]
"""Returns the odds: they are only read when a statement is in doubt."""
