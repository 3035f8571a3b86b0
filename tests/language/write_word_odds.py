"""Write the odds that words speak for a topic, from every sentence that is kept with its meaning.

    python -m tests.language.write_word_odds

To be run after a list of sentences has changed; a test says so.
"""

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable

from simulator.content.yaml.reader import DATA
from simulator.language.normalise import stem, words_of
from simulator.language.reading.word_odds import NOTHING, features
from tests.language.frame_precision import Labelled, sentences

FILE = DATA / "word_odds.json"
_NO_TOPIC = ""


def odds_text(labelled: Iterable[Labelled]) -> str:
    """Return the file: one line a word, so that a change of a list is a small change."""
    every = [
        (each.states, features([stem(word) for word in words_of(each.words)])) for each in labelled
    ]
    times = Counter(key for _, keys in every for key in keys)
    of_topic = Counter(topic for states, _ in every for topic in {topic for topic, _ in states})
    together: dict[str, Counter[str]] = defaultdict(Counter)
    for states, keys in every:
        for key in keys:
            together[key].update({topic for topic, _ in states} or {_NO_TOPIC})
    topics = sorted(of_topic)
    number = {topic: str(n) for n, topic in enumerate(topics)} | {_NO_TOPIC: NOTHING}
    nothing = sum(not states for states, _ in every)
    lines = [
        f"{_json(key)}: {_json(_numbered(times[key], together[key], number))}"
        for key in sorted(times)
        # Two words that were side by side once say nothing, and there are as many as sentences.
        if times[key] > 1 or " " not in key
    ]
    of = _json({topic: of_topic[topic] for topic in topics})
    said = ",\n".join(lines)
    counts = f'"sentences": {len(every)}, "of_nothing": {nothing}'
    return f'{{{counts}, "of_topic": {of}, "said": {{\n{said}\n}}}}\n'


def _numbered(times: int, counts: Counter[str], number: dict[str, str]) -> str:
    of_topic = (f"{number[topic]}:{count}" for topic, count in sorted(counts.items()))
    return " ".join((str(times), *of_topic))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


if __name__ == "__main__":
    sys.stdout.write(f"{FILE.write_text(odds_text(sentences()), encoding='utf-8')} characters\n")
