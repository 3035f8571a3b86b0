"""Verdicts by SPIN, a model checker that is not ours."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from simulator.core.flow import UK
from simulator.core.profile import Profile
from simulator.core.rules import Flow
from simulator.rules.claims import Claim, Modality
from tests.proof.promela_observers import BROKEN, SEEN, ObservedModel
from tests.tools import needs_tool

NEEDS_SPIN = needs_tool("spin", "gcc")
"""SPIN, and a compiler for the C that it writes."""
_LIMIT = 900


class Search(NamedTuple):
    """What SPIN found."""

    holds: dict[str, bool]
    """Each claim by its id."""
    states: int


def search(folder: Path, profile: Profile, claims: Sequence[Claim], flow: Flow = UK) -> Search:
    """Decide claims by a search through the whole model, in a folder that may be written to."""
    model = ObservedModel(profile, claims, flow).text()
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
            claim.id: (SEEN, str(number)) in said
            if claim.modality is Modality.SOMETIMES
            else (BROKEN, str(number)) not in said
            for number, claim in enumerate(claims)
        },
        int(stored[1]),
    )
