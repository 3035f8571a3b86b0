"""What no channel can be gets one clear message and exit code 2, and never a traceback."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.cli.command import PUT_DOWN, refused, silent999, write

RECORD = Path(__file__).parents[1] / "records" / "begun-again.jsonl"
SPEAKS = "speech: {as: [second_language]}\nanswers: {by: [spoken], after: 2s}\n"


@pytest.mark.parametrize(
    ("wrong", "code", "says"),
    [
        (f"{SPEAKS}through: {{voice: interpreter}}\n", "through-language", "language"),
        (
            f"{SPEAKS}through: {{voice: interpreter, language: none}}\n",
            "through-language",
            "an int",
        ),
        (f"{SPEAKS}through: {{voice: interpreter, language: English}}\n", "through-language", "an"),
        (f"{SPEAKS}through: {{voice: relay, language: Polish}}\n", "through-language", "nobody"),
        ("through: {voice: relay}\n", "through-without-words", "a caller with words"),
        ("calls:\n  - {gap: -5s}\n", "duration", "isn't a duration"),
    ],
)
def test_a_channel_that_cannot_be_gets_one_message(
    wrong: str, code: str, says: str, tmp_path: Path
) -> None:
    """An interpreter for no language, a relay on a phone in a pocket, a gap below zero."""
    path = write(tmp_path, PUT_DOWN.replace("caller:\n", f"{wrong}caller:\n", 1))
    said = silent999("check", path)
    assert said.code == 2
    assert re.findall(r"error\[([\w-]+)\]", said.out + said.err) == [code]
    assert says in said.out + said.err


@pytest.mark.parametrize("format_", ["0", '"1"', "null", "9"])
@pytest.mark.parametrize("command", ["replay", "diff", "new"])
def test_a_record_of_another_version_gets_one_message(
    format_: str, command: str, tmp_path: Path
) -> None:
    """A log of an older version, or of a newer one, says which format it has."""
    old = tmp_path / "old.jsonl"
    old.write_bytes(RECORD.read_bytes().replace(b'"format":1', f'"format":{format_}'.encode(), 1))
    commands: dict[str, list[str | Path]] = {
        "replay": ["replay", old],
        "diff": ["diff", old, old],
        "new": ["new", "--from", old, tmp_path / "as-played.yaml"],
    }
    said = [
        line for line in refused(*commands[command]).splitlines() if not line.startswith("training")
    ]
    assert sum(line.startswith("silent999: ") for line in said) == 1
    assert "format" in said[0]
    assert "Input should be" not in said[0]
