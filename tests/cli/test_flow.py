"""`silent999 flow`: nothing of the tables is lost on the way to the text and the diagram."""

import re
from xml.etree import ElementTree

import pytest

from simulator.cli.procedure.flow import LETTERS
from simulator.core.flow import UK
from tests.cli.command import silent999

TABLES = (UK.line, UK.incident)
ROWS = [row for table in TABLES for row in table.rows]


def flow(form: str) -> str:
    said = silent999("flow", "--format", form)
    assert (said.code, said.err) == (0, "")
    return said.out


def told(text: str) -> str:
    return " ".join(text.split())


def test_every_row_is_in_the_text_with_all_that_it_says() -> None:
    shown = told(flow("text"))
    for row in ROWS:
        at, on = ", ".join(map(str, row.at)), ", ".join(map(str, row.on))
        when = "; ".join(condition.name for condition in row.when)
        begin = f" {row.id} {row.says} at {at} on {on} "
        start = shown.index(told(begin)) + len(told(begin))
        block = shown[start : shown.index(f" because {row.because}", start)]
        assert f" when {when} " in f"{block} " if when else " when " not in block
        assert f" goes to {row.to} " in f"{block} " if row.to else " goes to " not in block
        for label, timers in (("starts", row.start), ("stops", row.stop)):
            listed = ", ".join(map(str, timers))
            assert f" {label} {listed} " in f"{block} " if timers else f" {label} " not in block
        assert all(f"{name}: " in block for name in row.sets)
    ruled_out = [each.why for each in (*UK.physics, *UK.line.impossible)]
    ruled_out += [each.why for each in UK.incident.impossible]
    assert all(why.lower() in shown.lower() for why in ruled_out)


def test_every_row_that_moves_a_call_is_in_the_diagram() -> None:
    edge = r"^ *(line|incident)_(\w+) --> \1_(\w+) : (.*)$"
    drawn = {
        (found[1], found[2], found[3], row)
        for found in re.finditer(edge, flow("mermaid"), re.MULTILINE)
        for row in re.findall(r"\b[A-Z]-\d+\b", found[4])
    }
    assert drawn == {
        (table.name, str(origin), str(row.to), row.id)
        for table in TABLES
        for row in table.rows
        for origin in row.at
        if row.to is not None
    }


def test_the_diagram_is_balanced_and_uses_no_character_that_ends_a_label() -> None:
    mermaid = flow("mermaid")
    assert mermaid.count("{") == mermaid.count("}")
    assert mermaid.count('"') % 2 == 0
    for line in mermaid.splitlines():
        _, _, label = line.partition(" : ")
        assert not set(label) & set(':;#"')


def test_every_letter_of_an_id_has_a_name() -> None:
    assert list(LETTERS) == list(dict.fromkeys(row.id.split("-")[0] for row in ROWS))


@pytest.mark.parametrize("form", ["scxml", "promela"])
def test_an_export_is_of_one_profile(form: str) -> None:
    default, other = (
        silent999("flow", "--format", form, "--profile", p) for p in ("iopc_2019", "wmp")
    )
    assert (default.code, other.code) == (0, 0)
    assert default.out == silent999("flow", "--format", form).out
    assert default.out != other.out
    assert "profile wmp" in other.out
    if form == "scxml":
        ElementTree.fromstring(default.out)
