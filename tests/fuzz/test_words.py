"""The command line takes any words: it does something, or says what is wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.limited import limited

pytest.importorskip("resource", reason="limits of processes are POSIX's")


def test_any_words_end_with_a_code_that_is_documented(tmp_path: Path) -> None:
    said = limited("tests.fuzz.words", "20", "0", seconds=120, megabytes=4_096, folder=tmp_path)
    assert said.startswith("{")
