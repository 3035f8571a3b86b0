"""Logs as JSON lines: written without pydantic, as it would write them."""

import json
from pathlib import Path

import pytest

from simulator.content.fields.core_schemas import adapter
from simulator.core import acts as do
from simulator.core.log import Body, Entry
from simulator.core.terms import Intent, Role
from simulator.session.log_json import entry_from_json, json_line
from tests.daily import a_share_of_cases

GOLDEN = sorted((Path(__file__).parents[1] / "golden").glob("*.jsonl"))
ODD = ['"', "\\", "\n\t\r\b\f", "\x00\x1f\x7f", "“é”", "\U0001f4de", "\u2028", "</script>", ""]


def as_pydantic_has_it(body: Body) -> dict[str, object]:
    """Return a body as pydantic writes it, without the empty fields that acts got later."""
    found: dict[str, object] = json.loads(adapter(type(body)).dump_json(body))
    later = {"facts", "purpose", "unknown", "unit", "radio", "yes_means", "means", "place_words"}
    later |= {"leads", "whole", "their_word", "in_minutes", "left_out", "update", "cuts_in"}
    later |= {"cut_off", "during", "is_open", "message", "via", "news"}
    later |= {"finds", "asks_privacy", "of_others", "alone", "sounds"}
    later |= {"answers", "denied", "not_known", "because"}
    later |= {"about"} if body.kind == "send_text" else set()
    later |= {"text"} if body.kind == "bring_in" else set()
    return {name: value for name, value in found.items() if value or name not in later}


@pytest.mark.parametrize("path", GOLDEN[:8], ids=lambda path: path.stem)
@a_share_of_cases(2)
def test_an_entry_is_written_as_a_second_writer_has_it(path: Path) -> None:
    for line in path.read_text(encoding="utf-8").splitlines():
        entry = entry_from_json(line)
        written = json.loads(json_line(entry))["body"]
        assert list(written.items()) == list(as_pydantic_has_it(entry.body).items())


@pytest.mark.parametrize("words", ODD, ids=ascii)
def test_words_of_any_letters_are_written_byte_for_byte_and_read_again(words: str) -> None:
    said = do.Say(Intent.REASSURE, words)
    entry = Entry(3, 1_000, Role.CALL_HANDLER, Role.CALL_HANDLER, said, (), None)
    line = json_line(entry)
    assert adapter(str).dump_json(words).decode() in line
    assert "\n" not in line
    assert entry_from_json(line) == entry
