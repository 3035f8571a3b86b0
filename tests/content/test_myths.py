"""The myths: each has its sources, both sides where sources differ, and a call that shows it."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.content.checks.lint import check
from simulator.content.library.library import Library
from simulator.core import acts as do
from simulator.core.terms import Outcome, Role
from simulator.session.run.headless import Result, run

LIBRARY = Library()
MYTHS = {myth.id: myth for myth in LIBRARY.myths()}
ABOUT_OTHER_THINGS = {"no-sim", "new-technology", "abroad"}
"""What no call of ours can show."""

FILE = """\
format: 1
myths:
  - id: one
    statement: It is so.
    verdict: not_true
    truth: It is not.
    sure: single
    source: [P1]
    watch: {scenario: coughs-when-asked, see: Look.}
"""


def played(name: str) -> Result:
    watch = MYTHS[name].watch
    assert watch is not None
    scenario = LIBRARY.scenario(watch.scenario).scenario
    profile = LIBRARY.profile(watch.profile or "iopc_2019").profile
    return run(scenario, profile, LIBRARY.force(scenario.force or "generic").force)


def test_all_sixteen_of_the_fact_sheet_are_there() -> None:
    assert len(MYTHS) == 16


def test_every_source_is_known_and_where_they_differ_both_sides_are_told() -> None:
    known = LIBRARY.sources().keys()
    for myth in MYTHS.values():
        assert {*myth.source, *myth.against} <= known, myth.id
        assert bool(myth.but) == bool(myth.against) == (myth.sure == "disputed"), myth.id
        assert not {*myth.source} & {*myth.against}, myth.id


def test_each_that_a_call_can_show_has_one_that_plays() -> None:
    assert {name for name, myth in MYTHS.items() if myth.watch is None} == ABOUT_OTHER_THINGS
    for name in MYTHS.keys() - ABOUT_OTHER_THINGS:
        assert played(name).passed, name


def test_silence_is_not_enough_in_the_call_that_shows_it() -> None:
    assert played("silence-is-enough").outcome is Outcome.NO_RESPONSE_TO_RECORDING


def test_who_hangs_up_after_55_is_gone_before_anybody_could_ask() -> None:
    log = played("then-hang-up").log
    keys = [entry.at for entry in log if isinstance(entry.body, do.Press)]
    down = next(entry.at for entry in log if isinstance(entry.body, do.HangUp))
    assert len(keys) == 2
    assert 0 < down - keys[-1] < 2_000
    assert not [entry for entry in log if entry.body.kind == "ask"]
    passed_on = next(entry for entry in log if isinstance(entry.body, do.PassDetails))
    assert passed_on.actor is Role.OPERATOR


def test_55_adds_no_location_in_the_call_that_shows_it() -> None:
    log = played("tracking").log
    keys = [entry.at for entry in log if isinstance(entry.body, do.Press)]
    fixes = [entry.at for entry in log if entry.body.kind == "deliver_location"]
    assert fixes
    assert all(at < keys[0] for at in fixes)


def test_55_sends_nobody_before_questions_are_answered_in_the_call_that_shows_it() -> None:
    log = played("on-their-way").log
    kinds = [entry.body.kind for entry in log]
    assert kinds.index("press") < kinds.index("ask") < kinds.index("deploy")


@pytest.mark.parametrize("name", ["landline", "only-55"])
def test_the_recording_is_not_met_in_the_calls_that_show_it(name: str) -> None:
    assert "played" not in [entry.body.kind for entry in played(name).log]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("coughs-when-asked", "coughs-when-aksed", "unknown-scenario"),
        ("see: Look.", "see: Look., profile: wpm", "unknown-profile"),
        ("[P1]", "[P99]", "unknown-source"),
        ("sure: single", "sure: disputed", "other-side"),
        ("sure: single", "sure: agreed\n    but: No.\n    against: [P2]", "other-side"),
        ("verdict: not_true", "verdict: maybe", "unknown-word"),
        ("It is not.", "It was a hoax.", "wording"),
        ("It is not.", "Ring 0808 2000 247.", "real-number"),
    ],
)
def test_what_is_wrong_is_said_at_its_line(old: str, new: str, code: str, tmp_path: Path) -> None:
    path = tmp_path / "myths.yaml"
    path.write_text(FILE.replace(old, new), encoding="utf-8")
    problems = check(LIBRARY, [path])
    assert [problem.code for problem in problems] == [code]
    assert problems[0].line > 0
