"""What can never happen in a scenario: each finding by example, and that none is ever wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from simulator.content.diagnostics.validate import validated
from simulator.content.library.library import Library
from simulator.content.scenario.scenario import Scenario
from simulator.content.yaml.document import in_words
from simulator.content.yaml.reader import read_text
from simulator.core.log import CallEnded, StageEntered
from simulator.errors import render_all
from simulator.proof.lint.cue_reach import PARTS, doings
from simulator.proof.lint.lint import check, findings
from simulator.session.run.headless import procedure, run
from tests.daily import some_a_day

LIBRARY = Library()
PROFILES = [loaded.profile for loaded in LIBRARY.profiles()]
HEAD = """\
format: 1
id: small
title: A small one
kind: silent
level: 1
seats: [operator]
about: 1m
content_note: []
objectives: [show the format]
outcome: {outcome}
sources: [P1]
review_by: 2027-11
"""
SILENT = HEAD.replace("{outcome}", "no_response_to_recording")
LANDLINE = HEAD.replace("{outcome}", "ended_by_operator") + "line: landline\n"
NOT_THERE = HEAD.replace("{outcome}", "not_connected") + "coverage: none\n"
AS_CALLER = SILENT.replace("seats: [operator]", "seats: [caller, operator]")


def found(text: str) -> list[tuple[str, str, str]]:
    scenario = validated(read_text(text, "silent/small.yaml"), Scenario)
    each = findings(scenario, PROFILES)
    return [(code, in_words(trail), said) for trail, code, said, _, _ in each]


def step(when: str, do: str = "cough", part: str = "caller") -> str:
    return f"{part}: [{{when: {when}, do: {do}}}]\n"


NEAR = "near: [{who: partner, from: 0s}]\n"
PRESSES = step("{heard: recording_asks_for_55}", '{press: "55"}')
LOST_AT_20 = "network: [{when: {at: 20s}, do: {lose_line: battery}}]\n"

FOUND = [
    # what the file is, the code, where, what the message holds
    # Cues that can never be heard.
    (NOT_THERE + step("{heard: which_service}"), "unheard-cue", "caller[0].when", "which_service"),
    (NOT_THERE + step("{answered: operator}"), "unheard-cue", "caller[0].when", "no operator"),
    (NOT_THERE + step("{at: 3s}"), "unheard-cue", "caller[0].when", "no operator"),
    (NOT_THERE + step("{asked: any}"), "unheard-cue", "caller[0].when", "ask about any"),
    (NOT_THERE + step("{code_set: true}"), "unheard-cue", "caller[0].when", "yes/no code"),
    (
        SILENT + step("{stage: held}", "leave", "operator"),
        "unheard-cue",
        "operator[0].when",
        "held",
    ),
    (SILENT + step("{heard: recording_asks_for_sound}"), "", "", ""),  # one profile does
    (SILENT + PRESSES + step("{answered: first_handler}", "leave", "operator"), "", "", ""),
    (SILENT + step("{answered: first_handler}"), "unheard-cue", "caller[0].when", "first handler"),
    (
        LANDLINE + step("{answered: first_handler}"),
        "unheard-cue",
        "caller[0].when",
        "first handler",
    ),
    (
        NOT_THERE + "decision_points: [{when: {heard: which_service}, ask: What now?}]",
        "unheard-cue",
        "decision_points[0].when",
        "which_service",
    ),
    # Waits that can never finish.
    (SILENT + step("{did: tap}"), "endless-wait", "caller[0].when", "makes the caller do tap"),
    (SILENT + step("{did: cough}"), "endless-wait", "caller[0].when", "do cough"),  # its own
    (
        SILENT + "caller: [{when: {at: 1s}, do: tap}, {when: {did: tap, nth: 2}, do: cough}]",
        "endless-wait",
        "caller[1].when",
        "do tap 2 times",
    ),
    (
        SILENT + step("{at: 1s}", "tap") + step("{did: press}", "{sound: door}", "room"),
        "endless-wait",
        "room[0].when",
        "do press",
    ),
    (AS_CALLER + step("{did: press}", "{sound: door}", "room"), "", "", ""),  # a person may press
    (
        SILENT
        + NEAR
        + "overheard: {at_least: speech, do: come_closer}\n"
        + step("{at: 1s}", "tap")
        + step("{overheard: true}", "{sound: door}", "room"),
        "endless-wait",
        "room[0].when",
        "loud enough",
    ),
    (SILENT + step("{at: 5h}"), "endless-wait", "caller[0].when", "stopped after 4h"),
    # Steps after the end.
    (SILENT + step("{at: 30s}") + LOST_AT_20, "step-after-end", "caller[0].do[0]", "lose_line in"),
    (
        SILENT + "background: [{at: 30s, sound: television}]\n" + LOST_AT_20,
        "step-after-end",
        "background[0]",
        "lose_line in network[0]",
    ),
    (
        SILENT + step("{at: 5s}", "hang_up") + step("{at: 9s}", "{sound: door}", "room"),
        "step-after-end",
        "room[0].do[0]",
        "hang_up in caller[0]",
    ),
    # Expectations that no run could meet.
    (
        SILENT + "expect: [{eventually: {recognised: fifty_five}}]",
        "lost-expectation",
        "expect[0]",
        "no call comes to the signal fifty_five",
    ),
    (
        LANDLINE + "expect: [{eventually: {stage: recording}}]",
        "lost-expectation",
        "expect[0]",
        "no call comes to the stage recording",
    ),
    (
        SILENT + "expect: [{eventually: {said: wants_police, by: caller}}]",
        "lost-expectation",
        "expect[0]",
        "nobody can say wants_police",
    ),
    (
        SILENT + "expect: [{at_least: {times: 2, of: {timer: hold_ends}}}]",
        "lost-expectation",
        "expect[0]",
        "timer hold_ends never",
    ),
    (
        LANDLINE.replace("ended_by_operator", "no_response_to_recording"),
        "lost-expectation",
        "outcome",
        "under iopc_2019",
    ),
    (
        SILENT + "outcomes: {wmp: not_connected}",
        "lost-expectation",
        "outcomes.wmp",
        "not_connected under wmp",
    ),
    (
        SILENT + "expect_by_profile: {wmp: [{eventually: {recognised: noise}}]}",
        "lost-expectation",
        "expect_by_profile.wmp[0]",
        "noise",
    ),
    (
        SILENT + "expect: [{eventually: {signal: cough}}]",
        "lost-expectation",
        "expect[0]",
        "nothing is a sign by cough",
    ),
    (
        SILENT + "expect: [{eventually: {signal: any}}]",
        "lost-expectation",
        "expect[0]",
        "the caller gives no sign",
    ),
    (
        SILENT + step("{heard: which_service}") + "expect: [{eventually: {signal: [tap, cough]}}]",
        "",
        "",
        "",
    ),
    (SILENT + "expect: [{eventually: {signal: silence}}]", "", "", ""),
    (
        SILENT + "expect: [{never: {act: dial}}]",
        "lost-expectation",
        "expect[0]",
        "begins with the dialling",
    ),
    (
        SILENT + "expect: [{at_least: {times: 2, of: {act: dial}}}]",
        "lost-expectation",
        "expect[0]",
        "once at the most",
    ),
    (
        SILENT + "expect: [{before: {first: {act: answer}, then: {act: dial}}}]",
        "lost-expectation",
        "expect[0]",
        "begins with the dialling",
    ),
    (
        SILENT + "expect: [{eventually: {act: connect, but_not: {act: any}}}]",
        "lost-expectation",
        "expect[0]",
        "left out again",
    ),
    # Expectations that no run could fail.
    (
        SILENT + "expect: [{never: {signal: cough}}]",
        "idle-expectation",
        "expect[0]",
        "nothing is a sign by cough",
    ),
    (
        SILENT + "expect: [{never: {act: lose_line}}]",
        "idle-expectation",
        "expect[0]",
        "nothing lets anybody lose line",
    ),
    (SILENT + LOST_AT_20 + "expect: [{never: {act: lose_line}}]", "", "", ""),
    (SILENT + step("{heard: which_service}") + "expect: [{never: {signal: cough}}]", "", "", ""),
    (
        SILENT + "expect: [{eventually: {act: dial}}]",
        "idle-expectation",
        "expect[0]",
        "begins with the dialling",
    ),
    (
        SILENT + "expect: [{at_most: {times: 1, of: {act: dial}}}]",
        "idle-expectation",
        "expect[0]",
        "once at the most",
    ),
    (SILENT + "calls: [{gap: 1m}]\nexpect: [{at_most: {times: 1, of: {act: dial}}}]", "", "", ""),
    (
        SILENT + "expect: [{before: {first: {act: dial}, then: {act: connect}}}]",
        "idle-expectation",
        "expect[0]",
        "begins with the dialling",
    ),
    (
        SILENT + "expect: [{always: {of: {said: ask_again}, is: {said: any}}}]",
        "idle-expectation",
        "expect[0]",
        "the second as well",
    ),
    (
        SILENT + "expect: [{never: {act: press}}]",
        "idle-expectation",
        "expect[0]",
        "nothing lets anybody press",
    ),
    (
        SILENT + "expect: [{never: {outcome: deployed}, applies_when: {key: any}}]",
        "idle-expectation",
        "expect[0]",
        "its occasion never comes: no key is pressed",
    ),
    (
        SILENT + "expect: [{never: {outcome: deployed}, while: {phone_with: other_person}}]",
        "idle-expectation",
        "expect[0]",
        "nobody takes the phone",
    ),
    (
        LANDLINE + "expect: [{never: {act: connect}, after: {stage: recording}}]",
        "idle-expectation",
        "expect[0]",
        "no call comes to the stage recording",
    ),
    (
        SILENT
        + "facts: {can_hear: yes}\nexpect: [{never: {outcome: deployed, facts: {can_hear: no}}}]",
        "idle-expectation",
        "expect[0]",
        "the fact can_hear is yes",
    ),
    (
        SILENT + "expect: [{within: {time: 5s, of: {sound: any}, then: {act: connect}}}]",
        "idle-expectation",
        "expect[0]",
        "no sound is made",
    ),
    (SILENT + "expect: [{never: {location: aml}}]", "idle-expectation", "expect[0]", "from aml"),
    (SILENT + "expect: [{never: {line: landline}}]", "idle-expectation", "expect[0]", "is mobile"),
    (SILENT + "expect: [{never: {call: 2}}]", "idle-expectation", "expect[0]", "no call 2"),
    # The flow alone rules these out, and a wrong flow would break them.
    (LANDLINE + "expect: [{never: {stage: recording}}]", "", "", ""),
    (SILENT + "expect: [{never: {recognised: fifty_five}}]", "", "", ""),
    # Expectations that contradict each other.
    (
        SILENT + "expect: [{never: {stage: recording}}, {eventually: {stage: recording}}]",
        "contradicting-expectations",
        "expect[1]",
        "both this and expect[0]",
    ),
    (
        SILENT + "expect: [{at_most: {times: 1, of: {act: [say, ask]}}},"
        " {at_least: {times: 2, of: {act: say}}}]",
        "contradicting-expectations",
        "expect[1]",
        "expect[0]",
    ),
    (
        SILENT + "expect: [{eventually: {outcome: ended_by_operator}}]",
        "contradicting-expectations",
        "expect[0]",
        "both this and outcome",
    ),
    (
        SILENT + "outcomes: {wmp: ended_by_operator}\n"
        "expect_by_profile: {wmp: [{never: {outcome: ended_by_operator}}]}",
        "contradicting-expectations",
        "outcomes.wmp",
        "expect_by_profile.wmp[0]",
    ),
    (SILENT + "expect: [{eventually: {stage: recording}, after: {act: answer}}]", "", "", ""),
]


@pytest.mark.parametrize(("text", "code", "where", "said"), FOUND)
def test_what_can_never_happen_is_found(text: str, code: str, where: str, said: str) -> None:
    told = found(text)
    if not code:
        assert told == []
        return
    assert [each[:2] for each in told] == [(code, where)]
    assert said in told[0][2]


def test_steps_that_wait_for_each_other_are_all_found() -> None:
    text = SILENT + "caller: [{when: {did: tap}, do: cough}, {when: {did: cough}, do: tap}]"
    assert [each[:2] for each in found(text)] == [
        ("endless-wait", "caller[0].when"),
        ("endless-wait", "caller[1].when"),
    ]


def test_a_later_call_is_looked_at_by_itself() -> None:
    text = (
        SILENT
        + step("{at: 1s}", "tap")
        + "calls: [{gap: 1m, caller: [{when: {did: tap}, do: cough}]}]"
    )
    assert [each[:2] for each in found(text)] == [("endless-wait", "calls[0].caller[0].when")]


def test_what_is_done_exactly_can_be_expected() -> None:
    """Nothing happens in this call but what stands there."""
    acts = "{at: 1s, by: caller, act: {kind: dial}}, {at: 2s, by: caller, act: {kind: hang_up}}"
    assert found(HEAD.replace("{outcome}", "abandoned") + f"exactly: [{acts}]\n") == []


TABLE = """\
cases:
  - {id: both, title: Both, values: {when: {heard: recording_asks_for_55}}}
  - {id: nothing, title: Nothing, set: {caller: []}, values: {when: {at: 1s}}}
caller: [{when: {case: when}, do: {press: "55"}}]
"""
SHARED = [
    ("expect: [{within: {time: 9s, of: {recognised: fifty_five}, then: {act: connect}}}]", []),
    (
        "expect: [{within: {time: 9s, of: {sound: any}, then: {act: connect}}}]",
        ["idle-expectation"],
    ),
    ("expect: [{never: {key: any}}]", []),
    ("expect: [{eventually: {recognised: fifty_five}}]", ["lost-expectation"]),
]


@pytest.mark.parametrize(("rule", "codes"), SHARED)
def test_what_rows_share_is_of_no_use_only_where_no_row_has_a_use_for_it(
    tmp_path: Path, rule: str, codes: list[str]
) -> None:
    """What a row cannot meet is told all the same."""
    file = tmp_path / "silent" / "small.yaml"
    file.parent.mkdir()
    file.write_text(SILENT + TABLE + rule + "\n", encoding="utf-8")
    assert [each.code for each in check(Library([tmp_path]), [file])] == codes


def test_everything_that_is_shipped_is_clean() -> None:
    problems = check(LIBRARY, LIBRARY.paths())
    assert not problems, render_all(problems)


def test_a_broken_profile_beside_a_scenario_is_no_reason_to_stop(tmp_path: Path) -> None:
    scenario = tmp_path / "small.yaml"
    scenario.write_text(SILENT + step("{did: tap}"), encoding="utf-8")
    broken = tmp_path / "profiles" / "broken.yaml"
    broken.parent.mkdir()
    broken.write_text("switches: 3\n", encoding="utf-8")
    library = Library([tmp_path])
    assert [each.code for each in check(library, [scenario])] == ["endless-wait"]


# That no finding is ever wrong: whatever happens in a run was held to be possible -----------------


@pytest.mark.parametrize("path", some_a_day(LIBRARY.scenario_paths()), ids=lambda path: path.stem)
def test_what_happens_in_runs_was_held_to_be_possible(path: Path) -> None:
    scenario = LIBRARY.scenario(path).scenario
    force = LIBRARY.force(scenario.force or "generic").force
    for profile in PROFILES[:3]:
        result = run(scenario, profile, force, seed=7)
        resolved = procedure(profile.switches, profile.timings)
        calls = [
            doings(resolved, scenario, script, person=False) for script in scenario.calls_in_order
        ]
        parts = {role: part for part, role in PARTS.items()}
        for off in result.set_off:
            assert (parts[off.role], off.place) in calls[off.call - 1].live
        reached = frozenset().union(*(call.reach.decided for call in calls))
        rows = frozenset().union(*(call.reach.rows for call in calls))
        for entry in result.log:
            assert set(entry.rows) <= rows
            if isinstance(entry.body, StageEntered):
                assert entry.body.stage in reached
            if isinstance(entry.body, CallEnded):
                assert entry.body.outcome in reached
