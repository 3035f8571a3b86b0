"""A program that records is killed in the middle of it; the thorough tests do it 200 times."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest

from tests.session.killing import killed


@pytest.mark.skipif(os.name != "posix", reason="SIGKILL is POSIX's")
def test_every_record_opens_when_the_program_was_killed(tmp_path: Path) -> None:
    """Every file holds a beginning of the whole log, and all but the last hold all of it."""
    found: Counter[str] = Counter()
    for seed in range(1, 6):  # on a busy machine ten may all fall before the first entry
        place = tmp_path / str(seed)
        place.mkdir()
        found += killed(place, 10, seed)
        assert found["killed"] == 10 * seed
        if found["unfinished"]:
            return
    raise AssertionError("no program was killed in the middle of its record")
