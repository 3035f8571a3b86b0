"""The exported timed automata: TChecker comes to the verdicts of `verify` on the timed properties.

`.ci/thorough` builds TChecker from its source, which takes some minutes.
"""

import subprocess
from pathlib import Path

import pytest

from simulator.cli.procedure.flow import exported
from simulator.core.flow import UK
from simulator.proof.verify.decide_properties import Status
from tests.daily import one_a_day
from tests.proof.broken import PROPERTIES, decided
from tests.proof.test_faults_found import MISTAKES
from tests.session.calls import DEFAULT, PROFILES
from tests.tools import needs_tool

TIMED = [each.id for each in PROPERTIES.values() if each.timed]


def reaches(text: str, label: str, folder: Path) -> bool:
    """Whether TChecker finds a call with a label, by the command in the head of the model."""
    (folder / "flow.tck").write_text(text, encoding="utf-8")
    command = next(line for line in text.splitlines() if "tck-reach" in line).strip("# ")
    words = command.replace("-l broken", f"-l {label}").split()
    done = subprocess.run(words, cwd=folder, check=True, capture_output=True, text=True)
    assert not done.stderr
    return "REACHABLE true" in done.stdout


@needs_tool("tck-reach")
@pytest.mark.thorough
@pytest.mark.parametrize("wrong", [False, True])
@pytest.mark.parametrize("name", TIMED)
def test_tchecker_says_the_same_of_the_times_and_of_a_millisecond_more_or_less(
    name: str, wrong: bool, tmp_path: Path
) -> None:
    mistake = MISTAKES[name]
    under = mistake.under if wrong else PROFILES[mistake.under.id]
    text = exported("tchecker", under, [PROPERTIES[name]])
    assert reaches(text, f"broken_{name.replace('-', '_')}", tmp_path) is wrong
    assert (decided(PROPERTIES[name], under, UK).status is Status.FAILS) is wrong


@needs_tool("tck-reach")
@pytest.mark.thorough
@pytest.mark.parametrize("profile", sorted(PROFILES))
def test_tchecker_finds_no_call_that_breaks_a_timed_property(profile: str, tmp_path: Path) -> None:
    text = exported("tchecker", PROFILES[profile], PROPERTIES.values())
    assert not reaches(text, "broken", tmp_path)
    assert all(reaches(text, control, tmp_path) for control in ("over", "measuring"))


@pytest.mark.parametrize("profile", one_a_day(sorted(PROFILES)))
def test_every_timed_property_has_its_label(profile: str) -> None:
    text = exported("tchecker", PROFILES[profile], PROPERTIES.values())
    for name in TIMED:
        concerns = PROPERTIES[name].concerns(PROFILES[profile])
        assert (f"broken,broken_{name.replace('-', '_')}}}" in text) is concerns
        says = (
            f"broken_{name.replace('-', '_')}: in this call it is not so: {PROPERTIES[name].says}"
        )
        assert (says in text) is concerns
    assert DEFAULT.id != profile or "invariant: x_recording_ends<=20000" in text
