"""The full counts of what `tests/fuzz` does in small."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.fuzz import test_acts, test_files, test_records, test_translations, test_typed
from tests.fuzz.test_limits import limited

FILES = {"bytes": 30_000, "near YAML": 50_000, "damaged files": 20_000}
FILES |= {making: 5_000 for making in test_files.MAKINGS if making not in FILES}
TRANSLATIONS = 5_000
RECORDS = 5_000
ROWS = 1_500
SITTINGS = 2_000
CALLS = 10_000

Record = Callable[[str, object], None]


@pytest.mark.thorough
@pytest.mark.parametrize("making", FILES)
def test_a_hundred_thousand_files_are_read_or_refused(making: str, record_property: Record) -> None:
    found = test_files.fuzz(making, FILES[making])
    most = ", ".join(f"{code} {times}" for code, times in found.most_common(4))
    record_property("count", f"{making}: {FILES[making]} files, {len(found)} codes ({most} ...)")


@pytest.mark.thorough
def test_any_translation_is_read_or_refused(record_property: Record) -> None:
    found = test_translations.fuzz(TRANSLATIONS)
    record_property("count", f"translations: {TRANSLATIONS}, {len(found)} codes")


@pytest.mark.thorough
def test_any_record_is_read_or_refused(record_property: Record) -> None:
    record_property("count", f"records: {dict(test_records.fuzz(RECORDS))}")


@pytest.mark.thorough
def test_any_words_end_with_a_code_that_is_documented(
    tmp_path: Path, record_property: Record, pytestconfig: pytest.Config
) -> None:
    pytest.importorskip("resource", reason="limits of processes are POSIX's")
    words = (str(ROWS), str(pytestconfig.getoption("--hypothesis-seed") or 0))
    said = limited("tests.fuzz.words", *words, seconds=600, megabytes=4_096, folder=tmp_path)
    record_property("count", f"command lines: {ROWS}, by exit code {said.strip()}")


@pytest.mark.thorough
def test_any_lines_are_answered(record_property: Record) -> None:
    record_property("count", f"sittings in lines: {dict(test_typed.fuzz(SITTINGS))}")


@pytest.mark.thorough
def test_any_act_at_any_moment_is_done_or_refused(record_property: Record) -> None:
    record_property("count", f"acts in {CALLS} calls: {dict(test_acts.fuzz(CALLS))}")
