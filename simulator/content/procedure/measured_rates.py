"""How well each criterion did where the truth was known: the figures of `measured.json`.

Two columns: calls made by the program, whose lapses are known, and calls labelled by readers. All
are made-up calls, and no figure is one of a real control room.
"""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from simulator.content.yaml.reader import DATA, text_of

FILE = DATA / "measured.json"
LEAST = 20
"""Occasions below which nothing is called measured."""
HEADING = "in made-up calls"
_MOST_BYTES = 1_000_000
"""Of the file, which is far smaller (assumption)."""
_NINE_IN_TEN, _ONE_IN_FIFTY = (9, 10), (1, 50)


class Rate(NamedTuple):
    """How often a criterion found a fault that was there, and one that was not."""

    hits: int = 0
    of: int = 0
    """Faults that were there."""
    false: int = 0
    came_up: int = 0
    """Calls without the fault in which the criterion came up."""

    @property
    def found(self) -> str:
        """The hit rate with its numbers."""
        if self.of < LEAST:
            return "not measured"
        return f"{_share(self.hits, self.of)} ({self.hits} of {self.of})"

    @property
    def wrongly(self) -> str:
        """The false-alarm rate with its numbers."""
        if self.came_up < LEAST:
            return "not measured"
        return f"{_share(self.false, self.came_up)} ({self.false} of {self.came_up})"

    @property
    def is_poor(self) -> bool:
        """Whether it found under nine in ten, or more than one in fifty that were not there."""
        found, wrong = _NINE_IN_TEN, _ONE_IN_FIFTY
        misses = self.of >= LEAST and self.hits * found[1] < self.of * found[0]
        alarms = self.came_up >= LEAST and self.false * wrong[1] > self.came_up * wrong[0]
        return misses or alarms


NOT_MEASURED = Rate()


class MeasuredRates(NamedTuple):
    """Both columns of one criterion."""

    made: Rate = NOT_MEASURED
    labelled: Rate = NOT_MEASURED

    @property
    def for_a_person(self) -> bool:
        """Whether it did too badly to be left to the program."""
        return self.made.is_poor or self.labelled.is_poor

    @property
    def in_words(self) -> str:
        """Both columns in a sentence, under their heading."""
        columns = (("made by the program", self.made), ("labelled by readers", self.labelled))
        parts = [
            f"{name}: hit rate {rate.found}, false alarms {rate.wrongly}"
            for name, rate in columns
            if rate.of >= LEAST or rate.came_up >= LEAST
        ]
        return f"{HEADING}: {'; '.join(parts)}" if parts else "not measured"


def measured(rubric: str, criterion: str) -> MeasuredRates:
    """Return the figures of a criterion of a shipped rubric; of others nothing was measured."""
    return _figures().get(f"{rubric}/{criterion}", MeasuredRates())


def conditions() -> Mapping[str, Any]:
    """Return of what calls the figures are: how many, with which seeds, under which profile."""
    held = _file()
    return {"made": held["made"], "labelled": held["labelled"]}


@cache
def _file() -> Mapping[str, Any]:
    held: Mapping[str, Any] = json.loads(text_of(FILE, _MOST_BYTES))
    return held


@cache
def _figures() -> Mapping[str, MeasuredRates]:
    return {
        name: MeasuredRates(**{column: Rate(**rate) for column, rate in columns.items()})
        for name, columns in _file()["criteria"].items()
    }


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %"
