"""One mistake in a file of any kind but scenarios: `check` names it once, at its line."""

import re
from pathlib import Path

import pytest

from simulator.content.checks.content_warnings import check
from simulator.content.library.library import Library
from tests.content.test_library import PROFILE, write
from tests.content.test_rules import CRITERION, PROPERTIES, PROPERTY, RUBRIC

LIBRARY = Library()

FILES = {
    "plans": """\
format: 1
id: ours
title: Ours
about: For our own group.
minutes: 12
steps:
  - {do: welcome, minutes: 1, rules: [Phones on silent.]}
  - {do: expect, minutes: 1}
  - {do: decide, minutes: 5, scenario: quiet-throughout}
  - {do: myths, minutes: 3, which: [tracking]}
  - {do: help, minutes: 1}
  - {do: close, minutes: 1}
""",
    "support": """\
format: 1
help:
  - id: ours
    kind: helpline
    name: The service in our town
    what: For anybody in the county.
    reach: 020 7123 4567
    where: [wales]
    told_by: the card on the counter
    checked: "2026-11-20"
    how: rang_it
""",
    "myths": """\
format: 1
myths:
  - id: one
    statement: It is so.
    verdict: not_true
    truth: It is not.
    sure: single
    source: [P1]
    watch: {scenario: coughs-when-asked, see: Look.}
""",
    "handouts": """\
format: 1
title: Ours
about: For a test.
parts:
  - id: one
    heading: One
    lines: [{id: a, says: It is., source: [P1], holds: [every-call-can-end]}]
""",
    "profiles": PROFILE.format(id="ours", more="based_on: wmp\n")
    + "switches:\n  noise_passes: {value: on, source: [P1]}\n"
    + "timings:\n  end: {value: 20s, source: [P2]}\n",
    "forces": """\
format: 1
id: ours
title: Ours
as_of: undated
about: For a test.
based_on: generic
grades:
- {id: emergency, title: E, target: 15m, emergency: yes, source: [P19]}
- {id: priority, title: P, target: 1h, source: [P19]}
- {id: scheduled, title: S, target: 4h, source: [P19]}
- {id: no_attendance, title: N, target: null, source: [P19]}
unanswered_grade: {value: priority, source: [I3]}
marker_grades: {stalking: {value: emergency, source: [I3]}}
code: {value: {yes: {tap: 1}, no: {tap: 2}}, source: [N7]}
dispatch:
  units: {value: [2, 5], assumption: ours}
  sets_off: {value: {between: [30s, 2m]}, assumption: ours}
""",
    "rubrics": RUBRIC + CRITERION,
    "properties": PROPERTIES + PROPERTY,
}
"""A right file of each kind, by the folder that it lies in."""

RULE = "rule: {never: {act: send_to_recording}}"
KIND, PATTERN = "kind: machine", "{eventually: {outcome: any}}"
TIMED = "{within: {time: 1s, of: {act: tap}, then: {act: cough}}}"
MISTAKES = [
    # the kind, what is replaced, by what, the code
    ("plans", "quiet-throughout", "hill-path", "no-decision"),
    ("support", '    checked: "2026-11-20"\n', "", "checked-how"),
    ("support", "help:\n", FILES["support"].partition("\n")[2], "duplicate-id"),
    ("support", "For anybody in the county.", "About domestic violence.", "wording"),
    ("profiles", "{value: 20s, source: [P2]}", "20s", "wrong-type"),
    *(("profiles", "value: on", f"value: {word}", "wrong-type") for word in ("true", "1")),
    (
        "profiles",
        "switches:",
        "handler: {answers_in_10s_percent: {value: 40, source: [G7]}}\nswitches:",
        "contradiction",
    ),
    ("forces", "target: null", "target: null, rural_target: 20m", "contradiction"),
    ("forces", "{value: priority,", "{value: high,", "contradiction"),
    ("forces", "{value: emergency,", "{value: high,", "contradiction"),
    ("forces", "{tap: 2}", "{tap: 1}", "contradiction"),
    ("forces", "emergency: yes, ", "", "contradiction"),
    ("forces", "id: scheduled", "id: priority", "contradiction"),
    ("forces", "[2, 5]", "[5, 2]", "range"),
    *(
        ("forces", "{tap: 1}", sign, "sign")
        for sign in ("tap", "{tap: 4}", "{tap: yes}", "{wave: 1}", "{silence: 1}")
    ),
    ("rubrics", RULE, f"{RULE}\n    occasion: {{act: press}}", "two-judges"),
    ("rubrics", RULE, "for_a_person: yes", "no-rule"),
    ("rubrics", "{act: send_to_recording}", "{outcome: any}", "senseless-rule"),
    ("properties", KIND, f"{KIND}\n    whose: operator", "senseless-rule"),
    ("properties", KIND, "kind: procedure", "senseless-rule"),
    ("properties", KIND, "kind: procedure\n    whose: caller", "no-procedure"),
    ("properties", PATTERN, TIMED, "senseless-rule"),
    ("properties", "eventually\n", "always\n", "senseless-rule"),
    ("properties", PATTERN, "{eventually: {finished: which_service}}", "senseless-rule"),
    ("properties", PATTERN, "{never: {outcome: any}}", "senseless-rule"),
]


WAYS_OUT = [
    # the rule of a machine becomes ...: all that is wrong with it at once, and the ways out
    (
        "kind: procedure\n    timed: yes",
        PATTERN,
        "write whose: operator or whose: call_handler; and leave timed out; and write modality: "
        "always, or sometimes; and write modality: always, or leave timed out",
    ),
    (
        KIND,
        f"{TIMED[:-1]}, applies_when: {{act: dial}}}}",
        "write timed: yes; and leave these out, or write kind: procedure, which may have them; and "
        "write rule: {eventually: {outcome: any}}, with what must come",
    ),
    (f"{KIND}\n    whose: operator", PATTERN, "leave whose out, or write kind: procedure"),
]


@pytest.mark.parametrize(("kind", "rule", "fix"), WAYS_OUT)
def test_a_property_has_every_way_out_in_one_message(
    kind: str, rule: str, fix: str, tmp_path: Path
) -> None:
    text = FILES["properties"].replace(KIND, kind, 1).replace(PATTERN, rule, 1)
    (problem,) = check(LIBRARY, [write(tmp_path / "properties" / "ours.yaml", text)])
    assert problem.fix == fix


def test_a_procedure_may_measure_time(tmp_path: Path) -> None:
    text = FILES["properties"].replace(KIND, "kind: procedure\n    whose: operator", 1)
    text = text.replace("eventually\n", "always\n", 1).replace(PATTERN, TIMED, 1)
    text = re.sub(r"    (by|wherever): .*\n", "", text)
    assert check(LIBRARY, [write(tmp_path / "properties" / "ours.yaml", text)]) == []


@pytest.mark.parametrize("folder", FILES)
def test_a_right_file_has_no_problem(folder: str, tmp_path: Path) -> None:
    path = write(tmp_path / folder / "ours.yaml", FILES[folder])
    assert check(LIBRARY, [path]) == []


def test_a_mistake_is_named_once_at_its_line(tmp_path: Path) -> None:
    for number, (folder, old, new, code) in enumerate(MISTAKES):
        assert old in FILES[folder]
        place = tmp_path / str(number) / folder / "ours.yaml"
        path = write(place, FILES[folder].replace(old, new, 1))
        (problem,) = check(LIBRARY, [path])
        assert (problem.code, problem.file) == (code, str(path)), (old, new)
        assert problem.line > 0
        assert problem.fix or problem.expected
