"""`silent999 flow`: nothing of the tables is lost on the way to the text and the diagram."""

import re
from xml.etree import ElementTree

import pytest

from simulator.core.flow import UK
from tests.cli.command import silent999
from tests.daily import first_a_day

TABLES = (UK.line, UK.incident)
ROWS = [row for table in TABLES for row in table.rows]


def flow(form: str, *words: str) -> str:
    said = silent999("flow", "--format", form, *words)
    assert (said.code, said.err) == (0, "")
    return said.out


def test_every_row_is_in_the_text_with_all_that_it_says() -> None:
    shown = " ".join(flow("text").split())
    for row in ROWS:
        at, on = ", ".join(map(str, row.at)), ", ".join(map(str, row.on))
        begin = " ".join(f" {row.id} {row.says} at {at} on {on} ".split())
        start = shown.index(begin) + len(begin)
        block = f"{shown[start : shown.index(f' because {row.because}', start)]} "
        for label, said in (
            ("when", "; ".join(condition.name for condition in row.when)),
            ("goes to", str(row.to or "")),
            ("starts", ", ".join(map(str, row.start))),
            ("stops", ", ".join(map(str, row.stop))),
        ):
            assert f" {label} {said} " in block if said else f" {label} " not in block
        assert all(f"{name}: " in block for name in row.sets)
    ruled_out = [each.why for each in UK.physics]
    ruled_out += [each.why for table in TABLES for each in table.impossible]
    assert all(why.lower() in shown.lower() for why in ruled_out)


def test_every_row_that_moves_a_call_is_in_the_diagram() -> None:
    """Which is balanced, and has no character that ends a label."""
    mermaid = flow("mermaid")
    edge = r"^ *(line|incident)_(\w+) --> \1_(\w+) : (.*)$"
    drawn = {
        (found[1], found[2], found[3], row)
        for found in re.finditer(edge, mermaid, re.MULTILINE)
        for row in re.findall(r"\b[A-Z]-\d+\b", found[4])
    }
    assert drawn == {
        (table.name, str(origin), str(row.to), row.id)
        for table in TABLES
        for row in table.rows
        for origin in row.at
        if row.to is not None
    }
    assert mermaid.count("{") == mermaid.count("}")
    assert mermaid.count('"') % 2 == 0
    labels = (line.partition(" : ")[2] for line in mermaid.splitlines())
    assert not any(set(label) & set(':;#"') for label in labels)


@pytest.mark.parametrize("form", first_a_day(["scxml", "promela", "tchecker"]))
def test_an_export_is_of_one_profile(form: str) -> None:
    default, other = (flow(form, "--profile", profile) for profile in ("iopc_2019", "wmp"))
    assert default == flow(form) != other
    assert "profile wmp" in other
    if form == "scxml":
        ElementTree.fromstring(default)
