"""`silent999 flow`: nothing of the tables is lost on the way to the text and the diagram."""

import re
from itertools import product
from xml.etree import ElementTree

import pytest

from simulator import BANNER
from simulator.cli.reports import flow_diagram, flow_table
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


@pytest.mark.parametrize("form", ["text", "mermaid"])
def test_each_format_says_that_this_cannot_call_999(form: str) -> None:
    assert BANNER in "\n".join(flow(form).splitlines()[:6])


def test_text_is_the_usual_format_and_fits_its_width() -> None:
    said = silent999("flow")
    assert said.out == flow("text")
    assert max(map(len, said.out.splitlines())) <= 100


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
        for name in row.sets:
            assert f"{name}: " in block


def test_everything_that_is_ruled_out_is_there() -> None:
    shown = told(flow("text")).lower()
    every = [each.why for each in (*UK.physics, *UK.line.impossible)]
    every += [each.why for each in UK.incident.impossible]
    assert all(why.lower() in shown for why in every)


def test_every_cited_source_is_named() -> None:
    cited = {code for row in ROWS for code in re.findall(r"\b[A-Z]\d+[a-z]?\b", row.because)}
    shown = flow("text")
    sources = shown[shown.rindex("Sources") :]
    missing = {code for code in cited if not re.search(rf"\b{code}\b", sources)}
    assert {code[0] for code in missing} <= {"Q"}, "only open questions have no source"


def test_every_end_is_named() -> None:
    shown = flow("text")
    for outcome in (*UK.line_ends.values(), *UK.incident_ends.values()):
        assert f"call ends: {outcome}" in told(shown)


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
    assert list(flow_table.LETTERS) == list(dict.fromkeys(row.id.split("-")[0] for row in ROWS))


def test_what_no_row_answers_to_is_not_said_to_happen() -> None:
    answered = {str(cause) for row in ROWS for cause in row.on}
    assert {name for name, _ in flow_table.causes(UK)} == answered


def test_a_move_is_drawn_once_for_each_pair_of_stages() -> None:
    for table in TABLES:
        moves = flow_diagram.moves(table)
        assert len({(move.origin, move.to) for move in moves}) == len(moves)
        pairs = {pair for row in table.rows if row.to for pair in product(row.at, [row.to])}
        assert len(moves) == len(pairs)


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
