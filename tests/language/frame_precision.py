"""How often each frame is right, over every list of sentences that is kept here.

    python -m tests.language.frame_precision [TOPIC ...] [--below 80] [--least 1] [--sentences]

A frame is right where a sentence is labelled with what it states, and wrong where the label has
nothing of it. The batches and `own` lists name every statement of a sentence. The lists of one
topic name only that: what fires there of another topic stands apart as "elsewhere", for it may be
so; what somebody read and found so is in `said_as_well.yaml`. A frame that is right less than eight
times in ten is too loose: give it a word that carries the meaning, or let it go.
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from simulator.core.statements import Speaker, StatementTopic
from simulator.language.clauses import SpokenClause
from simulator.language.frames import Marks
from simulator.language.reader import Reader, ReadStatement, TopicFrame
from tests.builders import yaml_of
from tests.language.stranger_batches import LABELLED, reader

_HERE = Path(__file__).parent
_READING = Path(__file__).parents[2] / "simulator/content/data/reading"
_OF_NO_TOPIC = frozenset({"nothing", "lowers_nothing"})
_NOT_PHRASINGS = frozenset({"also", "comforts_as_well", "not_yet"})


class Labelled(NamedTuple):
    """A sentence of a list with what it states."""

    words: str
    by_child: bool
    states: frozenset[tuple[str, bool]]
    whole: bool
    """Whether the label names everything that the sentence states."""


class Firings(NamedTuple):
    """On which sentences a frame fires."""

    right: list[str]
    wrong: list[str]
    elsewhere: list[str]

    @property
    def per_cent(self) -> int:
        """How many in a hundred are right."""
        every = len(self.right) + len(self.wrong) + len(self.elsewhere)
        return 100 * len(self.right) // every


def sentences() -> Iterator[Labelled]:
    """Yield every sentence of every list."""
    as_well = _as_well()
    for path in sorted((_HERE / "strangers").glob("*.yaml")):
        for entry in yaml_of(path):
            if "states" in entry:
                states = frozenset((topic, bool(v)) for topic, v in entry["states"].items())
                so = states | as_well.get(entry["says"], frozenset())
                yield Labelled(entry["says"], entry["by"] == "child", so, whole=True)
    for path in sorted([*_HERE.glob("said_*.yaml"), _HERE / "sheet_statements.yaml"]):
        if path.stem != "said_as_well":
            yield from _of_topics(yaml_of(path), as_well)


def _of_topics(said: dict[str, Any], as_well: dict[str, frozenset[Any]]) -> Iterator[Labelled]:
    for topic, ways in said.items():
        if topic in _OF_NO_TOPIC:
            for words in ways:
                yield Labelled(words, False, as_well.get(words, frozenset()), whole=True)
        elif topic not in _NOT_PHRASINGS:
            for way, phrases in ways.items():
                for words in phrases:
                    own = frozenset({(topic, way in (True, "yes"))})
                    so = own | as_well.get(words, frozenset())
                    yield Labelled(words, False, so, whole=False)


@cache
def _as_well() -> dict[str, frozenset[tuple[str, bool]]]:
    """Return what sentences of a topic state besides it, as somebody found on reading them."""
    path = _HERE / "said_as_well.yaml"
    listed = yaml_of(path) if path.exists() else {}
    return {words: frozenset(map(_one, topics)) for words, topics in listed.items()}


def _one(text: str) -> tuple[str, bool]:
    return text.removeprefix("not "), not text.startswith("not ")


@cache
def texts() -> dict[tuple[str, str], list[str]]:
    """Return the frames of each topic as they are written, by the list that they are in."""
    found: dict[tuple[str, str], list[str]] = {}
    for path in _READING.glob("*.yaml"):
        for topic, own in (yaml_of(path).get("statements") or {}).items():
            for way in ("affirms", "denies", "may", "faint"):
                found[topic, way] = own.get(way, [])
    return found


class Watched(Reader):
    """A reader that keeps which frames fire."""

    def __init__(self, shipped: Reader) -> None:
        """Read as another does."""
        self.__dict__.update(shipped.__dict__)
        self.fired: set[tuple[int, tuple[str, bool]]] = set()

    def _stated(
        self, clause: SpokenClause, marks: Marks, likely: Iterable[int]
    ) -> Iterator[ReadStatement]:
        for n in likely:
            for each in super()._stated(clause, marks, [n]):
                self.fired.add((n, (str(each.topic.name), each.value)))
                yield each


def firings() -> dict[str, Firings]:
    """Return where each frame fires, by its topic and text."""
    found: dict[str, Firings] = defaultdict(lambda: Firings([], [], []))
    watched = Watched(reader())
    names = dict(_names(watched._frames))
    for each in sentences():
        speaker = Speaker.CHILD if each.by_child else Speaker.CALLER
        watched.fired.clear()
        read = watched.read(each.words, speaker)
        taken = {(str(one.topic.name), one.value) for one in read if one.sure}
        for n, stated in watched.fired:
            if stated not in taken or StatementTopic(stated[0]) not in LABELLED:
                continue
            place = found[names[n]]
            if stated in each.states:
                place.right.append(each.words)
            elif each.whole or (stated[0], not stated[1]) in each.states:
                place.wrong.append(each.words)
            else:
                place.elsewhere.append(each.words)
    return found


def _names(frames: list[TopicFrame]) -> Iterator[tuple[int, str]]:
    """Yield the number of each frame with its topic and text."""
    at: dict[str, Iterator[str]] = {}
    for n, each in enumerate(frames):
        topic = str(each.topic.name)
        if topic not in at:
            at[topic] = iter(
                f"{topic}.{way}: {text}"
                for way in ("affirms", "denies", "may", "faint")
                for text in texts()[topic, way]
            )
        yield n, next(at[topic])


def main() -> None:
    """Print the frames that are too loose, the worst first."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("topic", nargs="*")
    parser.add_argument("--below", type=int, default=80, help="print frames below this per cent")
    parser.add_argument("--least", type=int, default=1, help="that are not right so many times")
    parser.add_argument("--sentences", action="store_true", help="also print where they err")
    options = parser.parse_args()
    every = sorted(firings().items(), key=lambda each: each[1].per_cent)
    for name, own in every:
        erring = [*own.wrong, *own.elsewhere]
        if own.per_cent >= options.below or len(erring) < options.least:
            continue
        if options.topic and name.partition(".")[0] not in options.topic:
            continue
        sys.stdout.write(
            f"{own.per_cent:3} % right {len(own.right)} wrong {len(own.wrong)}"
            f" elsewhere {len(own.elsewhere)}  {name}\n"
        )
        if options.sentences:
            sys.stdout.writelines(f"        {words}\n" for words in erring)


if __name__ == "__main__":
    main()
