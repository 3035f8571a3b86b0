"""The share of the thorough tests' cases that the daily tests try.

For `parametrize`: the values that a day leaves out are marked `thorough`, and tried there. For
Hypothesis: `examples` sets a count that grows with the profile.

Tests that play the same call with several seeds need nothing: a run of everything plays one seed of
each by day (`leave_seeds_to_the_thorough`), and a run that names a file or a test plays them all.
So it is with a file whose `pytestmark` is `a_share_of_cases`. A test that goes through many things
alone takes `a_share` of them by day.

Which share it is changes with the tables of guidance, and is the same until then.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar
from zlib import crc32

import pytest
from hypothesis import settings

from simulator import guidance

T = TypeVar("T")

EXAMPLES_A_DAY = 25
"""Number of Hypothesis examples of a property in the daily profiles."""

TURN = crc32(
    b"".join(each.read_bytes() for each in sorted(Path(guidance.__file__).parent.rglob("*.py")))
)
"""Which share is tried by day: as a rule another one at each change of the tables of guidance."""


def examples(daily: int, share: int = 1) -> settings:
    """Set the number of daily examples of a property; the profile `full` multiplies it.

    A fixed `max_examples` would keep its property out of the thorough run. `share`: a property
    whose calls are slow has this part of its examples by day, and all of them in the thorough run.
    """
    most = settings().max_examples
    part = share if most <= EXAMPLES_A_DAY else 1
    return settings(max_examples=max(1, daily * most // EXAMPLES_A_DAY // part))


def these_a_day(names: Iterable[str], *daily: str) -> list[Any]:
    """Return the names; the daily tests try those that `daily` names."""
    return [_marked(each, daily=each in daily) for each in names]


def one_a_day(profiles: Iterable[str], daily: str = "iopc_2019") -> list[Any]:
    """Return the profiles; the daily tests try one."""
    return these_a_day(profiles, daily)


def first_a_day(values: Iterable[Any], count: int = 1, *, rows: bool = False) -> list[Any]:
    """Return the values; the daily tests try the first ones, since others test the same code.

    `rows`: whether each has the values of several names.
    """
    return [_marked(each, daily=place < count, row=rows) for place, each in enumerate(values)]


def some_a_day(values: Iterable[Any], one_in: int = 4, *, rows: bool = False) -> list[Any]:
    """Return the values; the daily tests try a share, spread evenly."""
    return [_marked(each, daily=not place % one_in, row=rows) for place, each in enumerate(values)]


def a_share(values: Iterable[T], one_in: int) -> list[T]:
    """Return one in so many of the values, those whose turn it is."""
    held = list(values)
    return held[TURN % min(one_in, len(held) or 1) :: one_in]


def one_in(daily: int) -> pytest.MarkDecorator:
    """Give a test its daily `one_in` for `a_share`, and 1 in the thorough run."""
    return pytest.mark.parametrize("one_in", first_a_day([daily, 1]))


def a_share_of_cases(one_in: int) -> pytest.MarkDecorator:
    """Of each test's cases, a run of everything plays one in so many by day, and at least one."""
    return pytest.mark.a_share_of_cases(one_in)


def quick_or_full(quick: int, full: int) -> pytest.MarkDecorator:
    """Give a test its daily `count`, and its thorough one."""
    return pytest.mark.parametrize("count", first_a_day([quick, full]))


def _marked(each: Any, *, daily: bool, row: bool = False) -> Any:
    marks: Any = [] if daily else pytest.mark.thorough
    return pytest.param(*each, marks=marks) if row else pytest.param(each, marks=marks)


def leave_seeds_to_the_thorough(items: Sequence[pytest.Item]) -> None:
    """Mark as thorough all but one of the seeds that a test is repeated with.

    Which one is kept follows from the test's name: neighbours play unlike seeds, and every run the
    same ones. Without this, half of a run of everything is spent on the other seeds.
    """
    repeated: dict[str, dict[str, list[pytest.Item]]] = defaultdict(lambda: defaultdict(list))
    for item in items:
        given = getattr(item, "callspec", None)
        if given is not None and isinstance(given.params.get("seed"), int):
            others = {name: value for name, value in given.params.items() if name != "seed"}
            repeated[item.nodeid.partition("[")[0]][repr(others)].append(item)
    for test, cases in repeated.items():
        for number, seeds in enumerate(cases.values(), crc32(test.encode())):
            for place, item in enumerate(seeds):
                if place != number % len(seeds):
                    item.add_marker(pytest.mark.thorough)


def leave_cases_to_the_thorough(items: Sequence[pytest.Item]) -> None:
    """Mark as thorough what `a_share_of_cases` leaves out of each test.

    Cases are drawn by their values alone: tests of the same calls keep the same ones, which are
    played once for all of them.
    """
    of_a_test: dict[str, list[pytest.Item]] = defaultdict(list)
    for item in items:
        share = item.get_closest_marker("a_share_of_cases")
        if share is not None and item.get_closest_marker("thorough") is None:
            of_a_test[item.nodeid.partition("[")[0]].append(item)
    for cases in of_a_test.values():
        share = cases[0].get_closest_marker("a_share_of_cases")
        by_turn = sorted(cases, key=_turn_of)
        for item in by_turn[-(-len(cases) // share.args[0]) :] if share is not None else ():
            item.add_marker(pytest.mark.thorough)


def _turn_of(item: pytest.Item) -> int:
    """Return the place of a case in an order that is another at each turn."""
    return crc32(f"{TURN} {item.nodeid.partition('[')[2]}".encode())
