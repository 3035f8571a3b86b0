"""The exported model: SPIN comes to the same verdicts, and what it cannot decide is known."""

import re
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from simulator.core.flow import UK
from simulator.core.profile import Profile
from simulator.core.table import Flow
from simulator.core.terms import LineStage
from simulator.proof.export.promela import promela
from simulator.proof.verify.decide_properties import Decider, Setting, Status
from simulator.rules.properties import Modality, Property, PropertyKind
from tests.proof.mutants import MUTANTS
from tests.proof.promela_observers import BROKEN, SEEN, ObservedModel, refereed
from tests.session.calls import GENERIC, LIBRARY, PROFILES
from tests.tools import needs_tool

NEEDS_SPIN = needs_tool("spin", "gcc")
"""SPIN, and a compiler for the C that it writes."""
_LIMIT = 900


class Search(NamedTuple):
    """What SPIN found."""

    holds: dict[str, bool]
    """Each property by its id."""
    states: int


def search(
    folder: Path, profile: Profile, properties: Sequence[Property], flow: Flow = UK
) -> Search:
    """Decide properties by a search through the whole model, in a folder that may be written to."""
    model = ObservedModel(profile, properties, flow).text()
    (folder / "model.pml").write_text(model, encoding="utf-8")
    for command in (
        ["spin", "-a", "model.pml"],
        ["gcc", "-O1", "-w", "-DSAFETY", "-DNOREDUCE", "-DMEMLIM=4000", "-o", "pan", "pan.c"],
    ):
        subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=_LIMIT)
    done = subprocess.run(
        [folder / "pan", "-E", "-n", "-m1000000"],
        cwd=folder,
        check=True,
        capture_output=True,
        text=True,
        timeout=_LIMIT,
    )
    assert "max search depth too small" not in done.stdout
    assert "errors: 0" in done.stdout
    stored = re.search(r"(\d+) states, stored", done.stdout)
    assert stored is not None, done.stdout
    said = set(re.findall(rf"^({BROKEN}|{SEEN}) (\d+)$", done.stdout, re.MULTILINE))
    return Search(
        {
            prop.id: (SEEN, str(number)) in said
            if prop.modality is Modality.SOMETIMES
            else (BROKEN, str(number)) not in said
            for number, prop in enumerate(properties)
        },
        int(stored[1]),
    )


PROPERTIES: tuple[Property, ...] = tuple(
    c for loaded in LIBRARY.properties() for c in loaded.file.built
)
DEFAULT = PROFILES["iopc_2019"]


@pytest.mark.parametrize("profile", sorted(PROFILES))
def test_every_untimed_claim_about_machines_and_single_runs_is_refereed(profile: str) -> None:
    of = PROFILES[profile]
    wanted = [
        prop
        for prop in PROPERTIES
        if prop.concerns(of)
        and prop.kind is PropertyKind.MACHINE
        and not prop.timed
        and prop.modality is not Modality.EVENTUALLY
    ]
    assert list(refereed(PROPERTIES, of)) == wanted
    assert len(wanted) >= 30


def test_the_model_says_the_same_whenever_it_is_written() -> None:
    assert promela(DEFAULT) == promela(DEFAULT)


def test_the_model_has_every_row() -> None:
    text = promela(DEFAULT)
    for mutant in MUTANTS.values():
        assert not mutant.row or f"/* {mutant.row} */" in text


@NEEDS_SPIN
@pytest.mark.parametrize(
    ("claim", "holds"),
    [("[] (line == line_held -> kind != kind_mobile)", True), ("[] (line != line_held)", False)],
)
def test_a_claim_in_ltl_is_checked_as_the_head_of_the_model_says(
    claim: str, holds: bool, tmp_path: Path
) -> None:
    """The head names the commands; the names in a claim are those of the model."""
    text = promela(DEFAULT)
    commands = next(line for line in text.splitlines() if "spin -a" in line).removesuffix("*/")
    (tmp_path / "flow.pml").write_text(f"{text}ltl {{ {claim} }}\n", encoding="utf-8")
    done = subprocess.run(
        commands, shell=True, cwd=tmp_path, check=True, capture_output=True, text=True, timeout=60
    )
    assert ("errors: 0" in done.stdout) == holds


@NEEDS_SPIN
def test_spin_and_our_explorer_say_the_same_of_a_wrong_flow(tmp_path: Path) -> None:
    """A few properties, one of which fails; the thorough tests have all, under every profile."""
    names = ("another-key-makes-a-5-void", "nothing-after-the-end", "only-a-landline-is-held")
    properties = refereed([prop for prop in PROPERTIES if prop.id in names], DEFAULT)
    found = search(tmp_path, DEFAULT, properties, MUTANTS["R-9 left without effect"].flow)
    assert found.holds == {name: name != names[0] for name in names}
    assert found.states > len(LineStage)


WRONG = (
    "R-4 leads to accepted",
    "R-5 leads to back_with_operator",
    "R-9 left without effect",
    "R-18 leads to ended_by_first_handler",
    "L-5 leads to with_call_handler",
    "O-17 leads to with_call_handler",
    "I-11 leads to handing_over",
    "K-3 leads to held",
)
"""Mistakes that leave every cause with exactly one answer, and break something."""


@NEEDS_SPIN
@pytest.mark.thorough
@pytest.mark.parametrize("profile", sorted(PROFILES))
def test_every_claim_holds_under_every_profile(profile: str, tmp_path: Path) -> None:
    of = PROFILES[profile]
    found = search(tmp_path, of, refereed(PROPERTIES, of))
    assert [name for name, holds in found.holds.items() if not holds] == []
    assert len(found.holds) >= 30


@NEEDS_SPIN
@pytest.mark.thorough
@pytest.mark.parametrize("mistake", WRONG)
def test_of_a_wrong_flow_both_say_the_same(mistake: str, tmp_path: Path) -> None:
    properties = refereed(PROPERTIES, DEFAULT)
    decider = Decider(Setting(DEFAULT, GENERIC, LIBRARY.questions(), MUTANTS[mistake].flow))
    ours = {prop.id: decider.decide(prop).status is not Status.FAILS for prop in properties}
    assert search(tmp_path, DEFAULT, properties, MUTANTS[mistake].flow).holds == ours
    assert not all(ours.values())
