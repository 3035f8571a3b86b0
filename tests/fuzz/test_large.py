"""Large bad files take neither long nor much memory."""

from __future__ import annotations

import pytest

from tests.fuzz.large import LARGE
from tests.fuzz.limited import limited

pytest.importorskip("resource", reason="limits of processes are POSIX's")

SECONDS = 60
MEGABYTES = 2_048


@pytest.mark.thorough
def test_a_large_file_is_told_of_within_its_limits() -> None:
    said = limited("tests.fuzz.large", "capitals", seconds=SECONDS, megabytes=MEGABYTES)
    assert "more-problems" in said


@pytest.mark.thorough
@pytest.mark.parametrize("name", LARGE)
def test_every_large_file_is_told_of_within_its_limits(name: str) -> None:
    limited("tests.fuzz.large", name, seconds=SECONDS, megabytes=MEGABYTES)
