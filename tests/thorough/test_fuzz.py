"""The full counts of what `tests/fuzz` does in small: a hundred thousand files for the reader."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.fuzz.test_files import fuzz

FILES = {"bytes": 30_000, "near YAML": 50_000, "damaged files": 20_000}


@pytest.mark.thorough
@pytest.mark.parametrize("making", FILES)
def test_a_hundred_thousand_files_are_read_or_refused(
    making: str, record_property: Callable[[str, object], None]
) -> None:
    found = fuzz(making, FILES[making])
    most = ", ".join(f"{code} {times}" for code, times in found.most_common(4))
    record_property("count", f"{making}: {FILES[making]} files, {len(found)} codes ({most} ...)")
