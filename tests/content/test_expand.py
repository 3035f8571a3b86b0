"""Parts that are taken up, and tables of cases: what becomes of a file, where mistakes are."""

from pathlib import Path
from typing import Any

import pytest

from simulator.content.checks.content_warnings import check
from simulator.content.library.library import Library, LoadedScenario
from simulator.content.scenario.scenario import Scenario
from simulator.core.terms import Outcome
from simulator.errors import ContentError, LibraryError, Problem
from tests.builders import header
from tests.content.test_library import write

HEAD = header(
    id="mine",
    title="Mine",
    kind="sounds",
    level="2",
    seats="[operator]",
    content_note="[somebody is in danger]",
    objectives="[show how files are put together]",
)
PERSONA = """\
format: 1
id: taps
title: Taps
about: Answers by taps.
facts: {can_hear: yes, weapon: yes}
answers: {by: [tap], after: 1s}
caller:
- {when: {heard: through_to_police}, do: tap}
"""
FRAGMENT = """\
format: 1
id: evening
title: An evening
about: A home in the evening.
facts: {weapon: unknown, at_home: yes}
background:
- {at: 2s, sound: television}
near: [{who: partner, from: 0s}]
expect:
- never: {stage: recording}
"""
BOTH = "extends: [taps, evening]\n"
STEP = "caller:\n- {when: {heard: make_a_sound}, after: 1s, do: {tap: 2}}\n"
TABLE = """\
cases:
- {id: one, title: One tap, values: {wait: 1s, act: tap}}
- id: never
  title: Nothing
  values: {wait: 2s, act: stay_silent}
  set: {outcome: no_response_to_recording, level: 3}
facts: {in_danger: yes}
caller:
- when: {heard: make_a_sound}
  after: {case: wait}
  do: {case: act}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path / "personas" / "taps.yaml", PERSONA)
    write(tmp_path / "fragments" / "evening.yaml", FRAGMENT)
    return tmp_path


def mine(folder: Path, more: str, head: str = HEAD) -> Path:
    return write(folder / "mine.yaml", head + more)


def loaded(folder: Path, more: str) -> LoadedScenario:
    mine(folder, more)
    return Library([folder]).scenario("mine")


def refused(folder: Path, more: str) -> list[Problem]:
    return check(Library([folder]), [mine(folder, more)])


def told(problem: Problem) -> tuple[str, str, int, str]:
    return (problem.code, Path(problem.file).name, problem.line, problem.path)


def test_a_scenario_is_complete_with_what_it_takes_up(folder: Path) -> None:
    found = loaded(folder, f"{BOTH}facts: {{weapon: no}}\n{STEP}")
    whole = """\
facts: {can_hear: yes, at_home: yes, weapon: no}
answers: {by: [tap], after: 1s}
caller:
- {when: {heard: through_to_police}, do: tap}
- {when: {heard: make_a_sound}, after: 1s, do: {tap: 2}}
background: [{at: 2s, sound: television}]
near: [{who: partner, from: 0s}]
expect: [{never: {stage: recording}}]
"""
    other = folder / "other"
    assert found.scenario == loaded(other, whole).scenario
    assert Scenario.model_validate(found.document.value) == found.scenario
    assert "extends" not in found.document.value


def test_the_last_part_and_then_the_scenario_itself_have_the_last_word(folder: Path) -> None:
    facts: Any = loaded(folder, BOTH).scenario.facts
    assert (facts["weapon"], facts["at_home"]) == ("unknown", "yes")
    facts = loaded(folder, "extends: [evening, taps]\n").scenario.facts
    assert facts["weapon"] == "yes"
    own = loaded(folder, f"{BOTH}answers: {{by: [cough], after: 2s}}\n").scenario
    assert own.answers is not None
    assert own.answers.by == ("cough",)
    assert loaded(folder, f"{BOTH}near: []\n").scenario.near[0].who == "partner"


@pytest.mark.parametrize(
    ("persona", "more", "place"),
    [
        # what is changed in the persona; what the scenario adds; the problem
        (("do: tap", "do: tpa"), "", ("unknown-word", "taps.yaml", 8, "caller[0].do")),
        (("do: tap", "do: lift"), "", ("impossible-act", "taps.yaml", 8, "caller[0].do")),
        (("about: ", "kind: sounds\nabout: "), "", ("unknown-key", "taps.yaml", 4, "")),
    ],
)
def test_a_mistake_in_a_part_is_told_at_its_line_of_the_part(
    folder: Path, persona: tuple[str, str], more: str, place: tuple[str, str, int, str]
) -> None:
    write(folder / "personas" / "taps.yaml", PERSONA.replace(*persona))
    found = refused(folder, f"{BOTH}{STEP}{more}")
    assert [told(problem)[:3] for problem in found] == [place[:3]]
    assert found[0].path.startswith(place[3])
    assert found[0].source == PERSONA.replace(*persona).splitlines()[place[2] - 1]
    with pytest.raises(ContentError) as raised:
        Library([folder]).scenario("mine")
    assert raised.value.problems[0].file == str(folder / "personas" / "taps.yaml")


@pytest.mark.parametrize("lines", [STEP, TABLE])
def test_a_broken_persona_does_not_hide_what_is_wrong_in_the_scenario(
    folder: Path, lines: str
) -> None:
    write(folder / "personas" / "taps.yaml", PERSONA.replace("by: [tap]", "by: [tpa]"))
    found = refused(folder, f"{BOTH}{lines.replace('make_a_sound', 'mak_a_sound')}")
    assert {(Path(each.file).name, each.code) for each in found} == {
        ("taps.yaml", "unknown-word"),
        ("mine.yaml", "unknown-word"),
    }


def test_every_row_is_a_scenario_of_its_own(folder: Path) -> None:
    path = mine(folder, BOTH + TABLE)
    library = Library([folder])
    entries = library.scenarios()[-2:]
    assert [(each.id, each.title, each.level) for each in entries] == [
        ("mine-one", "One tap", 2),
        ("mine-never", "Nothing", 3),
    ]
    assert [each.outcome for each in entries] == [
        Outcome.DEPLOYED,
        Outcome.NO_RESPONSE_TO_RECORDING,
    ]
    for each in entries:
        found = library.scenario(each.id)
        assert found == library.scenario(each.path) == library.scenario(str(each.path))
        assert (found.scenario.id, found.file) == (each.id, path)
        assert Scenario.model_validate(found.document.value) == found.scenario
    one, never = (library.scenario(each.id).scenario for each in entries)
    assert (one.caller[1].after.least, never.caller[1].after.least) == (1_000, 2_000)
    assert [act.kind for act in never.caller[1].do] == ["stay_silent"]


def test_a_table_means_all_of_its_cases_and_a_case_one(folder: Path) -> None:
    path = mine(folder, TABLE)
    library = Library([folder])
    both = (folder / "mine.yaml#one", folder / "mine.yaml#never")
    for request in ("mine", path, str(path), folder):
        assert library.files(request) == both
    assert library.files("mine-never") == both[1:]
    assert library.files(f"{path}#one") == both[:1]
    for whole in ("mine", path):
        with pytest.raises(LibraryError) as raised:
            library.scenario(whole)
        assert raised.value.hint == "name one: mine-one, mine-never"
    with pytest.raises(LibraryError) as raised:
        library.scenario(f"{path}#two")
    assert (raised.value.message, raised.value.hint) == (
        f'there is no case "two" in {path}',
        "there are one, never",
    )


WRONG = [
    # what is replaced, by what; the problem
    (("wait: 2s", "wiat: 2s"), [("no-value", 17)]),
    (("act: tap", "act: tpa"), [("unknown-word", 14)]),
    (("level: 3", "title: Other"), [("fixed-key", 18)]),
    (("id: never", "id: one"), [("duplicate-id", 15)]),
    (("{case: wait}", "{case: wiat}"), [("no-value", 22)]),
    (("{case: wait}", "{case: pace}"), [("no-value", 22), ("unused-value", 14)]),
    (("{case: wait}", "{cases: wait}"), [("unused-value", 14)]),
    (("{case: wait}", '"{case: wait}"'), [("unused-value", 14)]),
]


@pytest.mark.parametrize(("change", "problems"), WRONG, ids=[row[0][1] for row in WRONG])
def test_a_mistake_in_a_table_is_told_once_where_it_is(
    folder: Path, change: tuple[str, str], problems: list[tuple[str, int]]
) -> None:
    assert change[0] in TABLE
    found = refused(folder, TABLE.replace(*change))
    assert [(problem.code, problem.line) for problem in found] == problems
    assert {problem.file for problem in found} == {str(folder / "mine.yaml")}
