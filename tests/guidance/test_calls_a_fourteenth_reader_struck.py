"""What two fresh readers of a fourteenth reading struck from shipped calls, as rules for lines."""

from __future__ import annotations

from pathlib import Path

import simulator

LINES = Path(simulator.__file__).parent / "content" / "data" / "lines"
QUESTIONS = (LINES / "questions.yaml").read_text(encoding="utf-8")
HANDLER = (LINES / "call_handler.yaml").read_text(encoding="utf-8")


def test_no_question_of_the_place_says_that_they_are_looking() -> None:
    """To a caller who hides from two men, "they" are the two men (CH-20, practice2 BF-6)."""
    unnamed = ("They're looking", "They're still looking", "They haven't found", "They can't")
    ambiguous = [each for each in QUESTIONS.splitlines() for they in unnamed if f'"{they}' in each]
    assert ambiguous == []


def test_nobody_kept_from_the_windows_is_asked_what_is_seen_through_them() -> None:
    """Never go and look (practice2 SIT-03)."""
    at_once = [each for each in HANDLER.splitlines() if "from the windows" in each]
    assert at_once
    assert not [each for each in at_once if "tell me what {he} does" in each]
