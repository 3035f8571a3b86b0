"""`silent999 guidance`: the tables of good practice as text, Markdown and JSON."""

import json

import pytest

from simulator.guidance.tables import TABLES
from tests.cli.command import silent999

ROWS = [row for table in TABLES for row in table.rows]
GUARDS = [guard for table in TABLES for guard in table.guards]


def printed(*words: str) -> str:
    result = silent999("guidance", *words)
    assert (result.code, result.err) == (0, "")
    return result.out


@pytest.mark.parametrize("form", ["text", "markdown", "json"])
def test_each_form_has_every_row_with_its_reason(form: str) -> None:
    """Nothing is left out, and a sentence is printed as it is written."""
    text = " ".join(printed("--format", form).split())
    assert all(row.id in text for row in ROWS)
    for row in ROWS[::9]:
        sentence = json.dumps(row.says)[1:-1] if form == "json" else row.says
        assert row.says in text or sentence in text


def test_json_has_what_a_row_reads() -> None:
    """Names of fields of what is known, sources, hand and level, for other tools."""
    tables = json.loads(printed("--format", "json"))
    assert [table["role"] for table in tables] == [str(table.role) for table in TABLES]
    rows = {row["id"]: row for table in tables for row in table["rows"]}
    assert set(rows) == {row.id for row in ROWS}
    first = rows["CH-01"]
    assert (first["hand"], first["level"], first["sources"]) == ("voice", 2, ["P1", "B01"])
    assert {"stage", "said", "heard"} <= set(first["reads"])
    assert "code" not in first["reads"]
    guards = {guard["id"] for table in tables for guard in table["guards"]}
    assert guards == {guard.id for guard in GUARDS}
