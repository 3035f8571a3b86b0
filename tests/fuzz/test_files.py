"""The reader takes any input: a value or problems, never anything else."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz.files import OF_KIND, Picks, damaged, hold, near_yaml

QUICK = 200
Making = Callable[[bytes], str | bytes]
MAKINGS: dict[str, Making] = {
    "bytes": lambda data: data,
    "near YAML": lambda data: near_yaml(Picks(data)),
    "damaged files": lambda data: damaged(Picks(data)),
    "damaged plans": lambda data: damaged(Picks(data), OF_KIND["plan"]),
    "damaged phrases": lambda data: damaged(Picks(data), OF_KIND["phrases"]),
    "damaged lines": lambda data: damaged(Picks(data), OF_KIND["lines"]),
    "damaged lists of help": lambda data: damaged(Picks(data), OF_KIND["support"]),
}


def fuzz(making: str, count: int) -> Counter[str]:
    """Feed `count` files of one making to the reader; which codes they gave, and how often."""
    found: Counter[str] = Counter()
    size = {"bytes": 200, "near YAML": 60}.get(making, 30)

    @settings(max_examples=count, database=None, deadline=None)
    @given(st.binary(max_size=size))
    def feed(data: bytes) -> None:
        problems = hold(MAKINGS[making](data))
        found.update({problem.code for problem in problems} or {"none"})

    feed()
    return found


@pytest.mark.parametrize("making", MAKINGS)
def test_any_file_is_read_or_refused(making: str) -> None:
    found = fuzz(making, QUICK)
    assert sum(found.values()) >= QUICK
    # Random bytes are mostly no UTF-8: 200 of them once met five codes only.
    assert len(found) > (3 if making == "bytes" else 5), "the files differ in what is wrong"


FOUND_ONCE = sorted((Path(__file__).parents[1] / "regress" / "files").iterdir())


@pytest.mark.parametrize("path", FOUND_ONCE, ids=lambda path: path.stem)
def test_a_file_on_which_the_reader_failed_once_is_read_or_refused(path: Path) -> None:
    hold(path.read_bytes())
