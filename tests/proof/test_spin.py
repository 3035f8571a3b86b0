"""The exported model: SPIN comes to the same verdicts on claims in LTL."""

import subprocess
from pathlib import Path

import pytest

from simulator.core.flow import UK
from simulator.core.table import Flow
from simulator.proof.export.promela import promela
from simulator.proof.verify.decide_properties import Status
from simulator.rules.properties import Modality
from tests.daily import first_a_day
from tests.proof.broken import PROPERTIES, decided
from tests.proof.mutants import MUTANTS
from tests.proof.test_mistakes import MISTAKES
from tests.session.calls import DEFAULT
from tests.tools import needs_tool


def among(variable: str, *words: str) -> str:
    return f"({' || '.join(f'{variable} == {variable}_{word}' for word in words)})"


POLICE_ENDS = among("outcome", "deployed", "closed_without_deployment", "handed_to_other_force")
AT_THE_RECORDING = among(
    *("line", "sound_prompt", "recording", "accepted", "back_with_operator", "with_first_handler")
)
HELD = among("line", "held", "held_connecting", "held_with_call_handler")
DEPLOYED, MISSED = (
    f"(over && outcome == outcome_{name})" for name in ("deployed", "no_response_to_recording")
)
CLAIMS = {
    "only-a-landline-is-held": f"[] ({HELD} -> kind == kind_landline)",
    "deployed-means-officers-were-sent": f"[] !{DEPLOYED} ||"
    f" (!{DEPLOYED} U cause == act_handler_deploys)",
    "a-fixed-line-never-meets-the-recording": "[] "
    f"({among('kind', 'landline', 'digital', 'car')} -> !{AT_THE_RECORDING})",
    "no-police-end-without-police": f"[] (over && {POLICE_ENDS} -> incident != incident_none)",
    "police-have-it-police-end-it": f"[] (over && incident != incident_none -> {POLICE_ENDS})",
    "an-accepted-55-is-no-no-response": f"[] (line == line_accepted -> [] !{MISSED})",
    "a-silent-caller-can-be-missed": f"[] !{MISSED}",
}
"""Properties over the variables of the model; of what happens *sometimes*, that it never does."""


def holds(name: str, flow: Flow, folder: Path) -> bool:
    """What SPIN says of a property, by the commands that the head of the model names."""
    text = promela(DEFAULT, flow)
    commands = next(line for line in text.splitlines() if "spin -a" in line).removesuffix("*/")
    (folder / "flow.pml").write_text(f"{text}ltl {{ {CLAIMS[name]} }}\n", encoding="utf-8")
    done = subprocess.run(
        commands, shell=True, cwd=folder, check=True, capture_output=True, text=True, timeout=900
    )
    assert "max search depth too small" not in done.stdout
    return ("errors: 0" in done.stdout) is not (PROPERTIES[name].modality is Modality.SOMETIMES)


TRIED = [(name, wrong) for name in CLAIMS for wrong in (True, False)]


@needs_tool("spin", "gcc")
@pytest.mark.parametrize(("name", "wrong"), first_a_day(TRIED, rows=True))
def test_spin_says_the_same_of_the_flow_and_of_one_with_a_mistake(
    name: str, wrong: bool, tmp_path: Path
) -> None:
    flow = MISTAKES[name].flow if wrong else UK
    assert holds(name, flow, tmp_path) is not wrong
    assert (decided(PROPERTIES[name], flow=flow).status is Status.FAILS) is wrong


def test_the_model_has_every_row_and_says_the_same_whenever_it_is_written() -> None:
    text = promela(DEFAULT)
    assert text == promela(DEFAULT)
    for mutant in MUTANTS.values():
        assert not mutant.row or f"/* {mutant.row} */" in text
