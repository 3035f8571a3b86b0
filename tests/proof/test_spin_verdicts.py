"""The exported model: SPIN comes to the verdicts of `verify`, and counts its states."""

import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

from simulator.cli.procedure.flow import exported
from simulator.core.call import Procedure
from simulator.core.flow import UK
from simulator.core.profile import Profile
from simulator.core.table import Flow
from simulator.proof.explore.clocks import UntimedClocks
from simulator.proof.explore.graph import FlowTable, Graph
from simulator.proof.verify.decide_properties import Status
from simulator.proof.verify.flow_defects import examine
from simulator.rules.properties import Modality, Property, PropertyKind
from tests.core.explored import EVERY_ROW, MIXED
from tests.daily import a_share_of_cases, first_a_day, one_a_day
from tests.proof.broken import PROPERTIES, decided, prop
from tests.proof.mutants import MUTANTS
from tests.proof.test_faults_found import BY_THE_INTERPRETER, MISTAKES, mixed
from tests.session.calls import DEFAULT, PROFILES
from tests.tools import needs_tool

MACHINE = [each for each in PROPERTIES.values() if each.kind is PropertyKind.MACHINE]
LINEAR = [each for each in MACHINE if each.modality is not Modality.EVENTUALLY and not each.timed]
"""What LTL can state."""


def model(flow: Flow = UK, under: Profile = DEFAULT, of: Iterable[Property] = MACHINE) -> str:
    return exported("promela", under, of, flow)


def command(text: str, word: str) -> str:
    """A command of those that the head of the model gives."""
    lines = map(str.strip, text.splitlines())
    return next(line for line in lines if line.startswith("spin") and word in line)


def said(text: str, commands: str, folder: Path) -> str:
    """What these commands print."""
    (folder / "flow.pml").write_text(text, encoding="utf-8")
    done = subprocess.run(
        commands, shell=True, cwd=folder, check=True, capture_output=True, text=True, timeout=900
    )
    assert "max search depth too small" not in done.stdout
    return done.stdout


def broken(properties: Iterable[Property], text: str, folder: Path) -> list[str]:
    """The properties of the model of which SPIN finds that they don't hold."""
    build, run = command(text, "NAME").rsplit(" && ", 1)
    said(text, build, folder)
    found = []
    for each in properties:
        name = each.id.replace("-", "_")
        found_in = re.findall(rf"^(ltl|    ) (\w*{name})\b", text, re.MULTILINE)
        ((how, name),) = found_in
        checked = how == "ltl"  # Others are decided when the model is written.
        fails = checked and "errors: 0" not in said(text, run.replace("NAME", name), folder)
        if fails is not (each.modality is Modality.SOMETIMES):
            found.append(each.id)
    return found


@needs_tool("spin", "gcc")
@pytest.mark.parametrize("profile", one_a_day(sorted(PROFILES)))
def test_spin_counts_the_states_and_moves_of_verify(profile: str, tmp_path: Path) -> None:
    """It also has a state before the beginnings, and an ended call stays where it is."""
    text = model(under=PROFILES[profile])
    counted = said(text, command(text, "NOCLAIM").replace("-a", "-DSTATES -a"), tmp_path)
    table = FlowTable(Procedure.under(PROFILES[profile]))
    graph = Graph(table, UntimedClocks(table.changes))
    states, moves, *_ = examine(graph)
    begun, ended = len(list(graph.begin())), sum(map(graph.over, range(states)))
    assert f" {1 + states} states, stored" in counted
    assert f" {1 + begun + moves + ended} transitions" in counted


@needs_tool("spin", "gcc")
@pytest.mark.thorough  # What is counted beside it takes the same search.
def test_spin_finds_no_call_stuck(tmp_path: Path) -> None:
    """By the commands in the head of the model, and by none but the plainest."""
    text = model()
    plain = said(text, "spin -a flow.pml && cc -o pan pan.c && ./pan", tmp_path)
    assert "errors: 0" in plain
    assert "errors: 0" in said(text, command(text, "NOCLAIM"), tmp_path)


TRIED = [(each.id, wrong) for each in LINEAR for wrong in (True, False)]
# No mistake of the tables breaks these.
TRIED = [each for each in TRIED if each not in [(name, True) for name in BY_THE_INTERPRETER]]
TRIED.sort(key=lambda each: each[0] != "an-accepted-55-is-no-no-response")


@needs_tool("spin", "gcc")
@pytest.mark.parametrize(("name", "wrong"), first_a_day(TRIED, rows=True))
def test_spin_says_the_same_of_the_flow_and_of_one_with_a_mistake(
    name: str, wrong: bool, tmp_path: Path
) -> None:
    under = MISTAKES[name].under if name in MISTAKES else DEFAULT
    flow = MISTAKES[name].flow if wrong else UK
    wanted = PROPERTIES[name]
    found = broken([wanted], model(flow, under, [wanted]), tmp_path)
    assert found == ([name] if wrong else [])
    assert (decided(wanted, under, flow).status is Status.FAILS) is wrong


@needs_tool("spin", "gcc")
@pytest.mark.thorough
@pytest.mark.parametrize("profile", sorted(PROFILES))
def test_spin_says_of_every_profile_that_all_holds(profile: str, tmp_path: Path) -> None:
    own = PROFILES[profile]
    concerned = [each for each in LINEAR if each.concerns(own)]
    assert broken(concerned, model(under=own), tmp_path) == []


@needs_tool("spin", "gcc")
@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("every-call-can-end", "invalid end state"),
        ("no-noise-where-none-passes", "assertion violated"),
    ],
)
@a_share_of_cases(2)
def test_a_fault_stops_the_search_that_needs_no_formula(
    name: str, error: str, tmp_path: Path
) -> None:
    text = model(MISTAKES[name].flow, of=[PROPERTIES[name]])
    assert error in said(text, command(text, "NOCLAIM"), tmp_path)


def test_properties_that_no_step_can_break_are_listed_and_not_left_to_spin() -> None:
    text = model()
    _, _, listed = text.partition("no step of the table does what they forbid.\n")
    names = listed.partition("*/")[0].split()
    assert "!false }" not in text
    assert "a_close_closes" in names
    concerned = [each for each in LINEAR if each.concerns(DEFAULT)]
    assert f"SPIN decides the {len(concerned) - len(names)} ltl formulas" in text
    assert text.count("\nltl ") == len(concerned) - len(names)


def test_a_property_that_cannot_be_stated_is_named_with_the_reason() -> None:
    own = prop(
        "kind: machine\nmodality: always\n"
        "rule: {for_each: {act: ask}, never: {act: ask, same: topic}}\n"
    )
    shipped = [PROPERTIES["the-force-can-answer"], PROPERTIES["twenty-seconds-and-grace"]]
    text = model(of=[own, *shipped])
    assert "/* claimed is not stated: it compares entries with each other. */" in text
    twice = prop(
        "kind: machine\nmodality: always\n"
        "rule: {at_most: {times: 1, of: {any_of: [{act: dial}, {stage: dialled}]}}}\n"
    )
    assert "/* claimed is not stated: a step counts more than once. */" in model(of=[twice])
    once = prop("kind: machine\nmodality: sometimes\nrule: {never: {act: dial}}\n")
    assert "/* claimed is not stated: of what happens sometimes, only" in model(of=[once])
    assert "/* the-force-can-answer is not stated: it asks in every state what" in text
    assert "/* twenty-seconds-and-grace needs clocks: see the format tchecker. */" in text


def test_the_model_has_every_row_and_says_the_same_whenever_it_is_written() -> None:
    text = model()
    assert text == model()
    profiles = [mixed(name) if name in MIXED else PROFILES[name] for name in EVERY_ROW]
    every = "".join(model(under=each, of=()) for each in profiles)
    assert all(f"row_{m.row.replace('-', '_')}," in every for m in MUTANTS.values() if m.row)
