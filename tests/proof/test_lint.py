"""What can never happen in a scenario: each finding by example, and that none is ever wrong."""

from pathlib import Path

import pytest

from simulator.content.diagnostics.validate import validated
from simulator.content.library.library import Library
from simulator.content.scenario.scenario import Scenario
from simulator.content.yaml.positions import path_text
from simulator.content.yaml.reader import read_text
from simulator.core.terms import Role
from simulator.errors import render_all
from simulator.proof.unreachable_steps import acts_in, check, findings
from simulator.session.run.headless_run import run
from tests.builders import header
from tests.daily import some_a_day

LIBRARY = Library()
PROFILES = [loaded.profile for loaded in LIBRARY.profiles()]
SILENT = header(seats="[operator]", outcome="no_response_to_recording")
AS_CALLER = SILENT.replace("seats: [operator]", "seats: [caller, operator]")
ENDLESS, IDLE = "endless-wait", "idle-expectation"


def found(text: str) -> list[tuple[str, str, str]]:
    scenario = validated(read_text(text, "silent/small.yaml"), Scenario)
    return [(code, path_text(key_path), said) for key_path, code, said, _, _ in findings(scenario)]


def step(when: str, do: str = "cough", part: str = "caller") -> str:
    return f"{part}: [{{when: {when}, do: {do}}}]\n"


COUGHS = step("{heard: which_service}")
DOOR = step("{did: press}", "{sound: door}", "room")
LOST_AT_20 = "network: [{when: {at: 20s}, do: {lose_line: battery}}]\n"

STEPS = [
    # the steps of a silent call, the code, where, what the message holds
    (step("{did: tap}"), ENDLESS, "caller[0].when", "makes the caller do tap"),
    (step("{did: cough}"), ENDLESS, "caller[0].when", "do cough"),  # its own
    (
        "caller: [{when: {at: 1s}, do: tap}, {when: {did: tap, nth: 2}, do: cough}]",
        ENDLESS,
        "caller[1].when",
        "do tap 2 times",
    ),
    (step("{at: 1s}", "tap") + DOOR, ENDLESS, "room[0].when", "do press"),
    (
        "decision_points: [{when: {did: tap}, ask: What now?}]",
        ENDLESS,
        "decision_points[0].when",
        "do tap",
    ),
]
RULES = [
    # expectations of a silent call, perhaps with steps before them; the code, where, what is said
    ("expect: [{never: {signal: cough}}]", IDLE, "expect[0]", "nothing is a sign by cough"),
    ("expect: [{never: {act: lose_line}}]", IDLE, "expect[0]", "no step does lose_line"),
    ("expect: [{never: {act: press}}]", IDLE, "expect[0]", "no step does press"),
    (
        "expect: [{never: {outcome: deployed}, applies_when: {key: any}}]",
        IDLE,
        "expect[0]",
        "its occasion never comes: no key is pressed",
    ),
    (
        "expect: [{never: {outcome: deployed}, after: {any_of: [{key: '5'}, {sound: door}]}}]",
        IDLE,
        "expect[0]",
        "the key 5 is never pressed and the sound door is never made",
    ),
    (
        "facts: {can_hear: yes}\nexpect: [{never: {outcome: deployed, facts: {can_hear: no}}}]",
        IDLE,
        "expect[0]",
        "the fact can_hear is yes",
    ),
    (
        "expect: [{within: {time: 5s, of: {sound: any}, then: {act: connect}}}]",
        IDLE,
        "expect[0]",
        "no sound is made",
    ),
    (
        "expect_by_profile:\n  wmp:\n"
        "    - no_sooner_than: {time: 5s, after: {key: '1'}, then: {act: end_call}}",
        IDLE,
        "expect_by_profile.wmp[0]",
        "the key 1 is never pressed",
    ),
]
FINE = [
    SILENT + step("{heard: recording_asks_for_sound}"),
    AS_CALLER + DOOR,  # a person may press
    SILENT + LOST_AT_20 + "expect: [{never: {act: lose_line}}]",
    SILENT + COUGHS + "expect: [{never: {signal: cough}}]",
    SILENT + "expect: [{never: {signal: silence}}]",
    SILENT + "expect: [{never: {act: dial}}, {never: {location: aml}}, {never: {act: connect}}]",
    SILENT + "answers: {by: [tap], after: 2s}\nexpect: [{never: {signal: tap}}]",
    SILENT + "answers: {by: [tap], after: 2s}\n" + step("{did: tap, nth: 9}"),
    # The flow alone rules these out, and a wrong flow would break them.
    SILENT + "line: landline\nexpect: [{never: {stage: recording}}]",
    SILENT + "expect: [{never: {recognised: fifty_five}}]",
    SILENT + "expect: [{never: {act: say}, after: {act: answer}}, {eventually: {act: say}}]",
    # What everybody does exactly, nothing else is done.
    SILENT.replace("no_response_to_recording", "abandoned")
    + "exactly: [{at: 1s, by: caller, act: {kind: dial}}, {at: 2s, by: caller, act: {kind: tap}}]\n"
    + "expect: [{never: {signal: tap}}]",
]


@pytest.mark.parametrize(("text", "code", "where", "said"), [*STEPS, *RULES])
def test_what_can_never_happen_is_found(text: str, code: str, where: str, said: str) -> None:
    told = found(SILENT + text)
    assert [each[:2] for each in told] == [(code, where)]
    assert said in told[0][2]


@pytest.mark.parametrize("text", FINE)
def test_nothing_is_said_of_what_can_happen(text: str) -> None:
    assert found(text) == []


def test_steps_that_wait_for_each_other_are_all_found() -> None:
    text = SILENT + "caller: [{when: {did: tap}, do: cough}, {when: {did: cough}, do: tap}]"
    assert [each[:2] for each in found(text)] == [
        (ENDLESS, "caller[0].when"),
        (ENDLESS, "caller[1].when"),
    ]


def test_a_later_call_is_looked_at_by_itself() -> None:
    text = (
        SILENT
        + step("{at: 1s}", "tap")
        + "calls: [{gap: 1m, caller: [{when: {did: tap}, do: cough}]}]"
    )
    assert [each[:2] for each in found(text)] == [(ENDLESS, "calls[0].caller[0].when")]


TABLE = """\
cases:
  - {id: both, title: Both, values: {when: {heard: recording_asks_for_55}}}
  - {id: nothing, title: Nothing, set: {caller: []}, values: {when: {at: 1s}}}
caller: [{when: {case: when}, do: {press: "55"}}]
"""


@pytest.mark.parametrize(
    ("rule", "codes"),
    [
        ("expect: [{within: {time: 9s, of: {sound: any}, then: {act: connect}}}]", [IDLE]),
        ("expect: [{never: {key: any}}]", []),
    ],
)
def test_what_rows_share_is_of_no_use_only_where_no_row_has_a_use_for_it(
    tmp_path: Path, rule: str, codes: list[str]
) -> None:
    file = tmp_path / "silent" / "small.yaml"
    file.parent.mkdir()
    file.write_text(SILENT + TABLE + rule + "\n", encoding="utf-8")
    assert [each.code for each in check(Library([tmp_path]), [file])] == codes


def test_everything_that_is_shipped_is_clean() -> None:
    problems = check(LIBRARY, LIBRARY.paths())
    assert not problems, render_all(problems)


@pytest.mark.parametrize("path", some_a_day(LIBRARY.scenario_paths()), ids=lambda path: path.stem)
def test_what_happens_in_runs_was_held_to_be_possible(path: Path) -> None:
    """No finding is ever wrong: every step that acts, and every act of a file's people, counts."""
    scenario = LIBRARY.scenario(path).scenario
    force = LIBRARY.force(scenario.force or "generic").force
    calls = acts_in(scenario)
    kinds = {(role, action.kind) for call in calls for role, action in call.acts}
    for profile in PROFILES[:3]:
        result = run(scenario, profile, force, seed=7)
        for off in result.triggered:
            assert (off.role, off.place) not in calls[off.call - 1].waiting
        for entry in result.log:
            if entry.actor in (Role.CALLER, Role.ROOM) and entry.body.kind not in (
                "dial",
                "finish",
            ):
                assert (entry.actor, entry.body.kind) in kinds
