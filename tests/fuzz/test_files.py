"""The reader takes any input: a value or problems, never anything else."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.daily import first_a_day
from tests.fuzz.files import OF_KIND, Picks, damaged, hold, near_yaml

FULL = {"bytes": 30_000, "near YAML": 50_000, "damaged files": 20_000}
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


COUNTS = [(making, 30) for making in MAKINGS]
COUNTS += [(making, FULL.get(making, 5_000)) for making in MAKINGS]


@pytest.mark.parametrize(("making", "count"), first_a_day(COUNTS, len(MAKINGS), rows=True))
def test_any_file_is_read_or_refused(
    making: str, count: int, record_property: Callable[[str, object], None]
) -> None:
    """The files differ in what is wrong with them: there are several codes."""
    found: Counter[str] = Counter()
    size = {"bytes": 200, "near YAML": 60}.get(making, 30)

    @settings(max_examples=count, database=None, deadline=None)
    @given(st.binary(max_size=size))
    def feed(data: bytes) -> None:
        problems = hold(MAKINGS[making](data))
        found.update({problem.code for problem in problems} or {"none"})

    feed()
    assert sum(found.values()) >= count
    assert len(found) > (5 if count >= 5_000 else 1)
    most = ", ".join(f"{code} {times}" for code, times in found.most_common(4))
    record_property("count", f"{making}: {count} files, {len(found)} codes ({most} ...)")


FOUND_ONCE = sorted((Path(__file__).parents[1] / "regress" / "files").iterdir())


@pytest.mark.parametrize("path", FOUND_ONCE, ids=lambda path: path.stem)
def test_a_file_on_which_the_reader_failed_once_is_read_or_refused(path: Path) -> None:
    hold(path.read_bytes())
