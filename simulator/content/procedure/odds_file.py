"""How often words were said where each topic was meant: the shipped file of them."""

import json
from functools import lru_cache

from simulator.content.yaml.reader import DATA, text_of
from simulator.core.statements import StatementTopic
from simulator.language.reading.word_odds import WordOdds

_MOST_BYTES = 4_000_000
"""Of the file, which is a twelfth of that (assumption)."""


@lru_cache(maxsize=1)
def word_odds() -> WordOdds:
    """Return the odds: read when they are first needed."""
    read = json.loads(text_of(DATA / "word_odds.json", _MOST_BYTES))
    of_topic = {StatementTopic(name): times for name, times in read["of_topic"].items()}
    return WordOdds(read["sentences"], of_topic, read["said"], read["of_nothing"])
