"""Large bad files and any words of a command line, under limits of processor time and memory."""

from pathlib import Path

import pytest

from tests.fuzz.large import LARGE
from tests.fuzz.large_record import COMMANDS
from tests.fuzz.limited import limited

pytest.importorskip("resource", reason="limits of processes are POSIX's")


@pytest.mark.thorough
@pytest.mark.parametrize("name", LARGE)
def test_a_large_file_is_reported_within_its_limits(name: str) -> None:
    said = limited("tests.fuzz.large", name, seconds=60, megabytes=2_048)
    assert "more-problems" in said or name != "capitals"


@pytest.mark.thorough
@pytest.mark.parametrize("words", COMMANDS)
def test_the_largest_record_takes_no_more_memory_than_promised(words: str, tmp_path: Path) -> None:
    said = limited("tests.fuzz.large_record", words, seconds=90, megabytes=2_048, folder=tmp_path)
    assert said.endswith(" MB\n")


def test_any_words_end_with_a_code_that_is_documented(tmp_path: Path) -> None:
    said = limited("tests.fuzz.words", "20", "0", seconds=120, megabytes=4_096, folder=tmp_path)
    assert said.startswith("{")
