"""Finding, listing and loading content: shipped, a person's own, and what is said when it fails."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.content.files.file_kinds import KINDS, kind_of
from simulator.content.library import library
from simulator.content.library.library import Library, shipped_scenarios
from simulator.content.yaml.reader import read_file
from simulator.core.terms import Treatment
from simulator.errors import ContentError
from tests.builders import header

SCENARIO = header(
    id="{id}", title="Mine", level="2", objectives="[show the library]", outcome="abandoned"
)

PROFILE = """\
format: 1
id: {id}
title: Mine
as_of: undated
about: For a test.
{more}
"""


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def write_scenario(folder: Path, name: str, more: str = "") -> Path:
    return write(folder / f"{name}.yaml", SCENARIO.format(id=name) + more)


def write_profile(folder: Path, name: str, more: str = "") -> Path:
    return write(folder / "profiles" / f"{name}.yaml", PROFILE.format(id=name, more=more))


@pytest.fixture
def afresh() -> Iterator[None]:
    """Nothing that is shipped has been read; what other tests hold comes back in the end."""
    kept = dict(library._SHIPPED)
    library._SHIPPED.clear()
    yield
    library._SHIPPED.clear()
    library._SHIPPED.update(kept)


@pytest.mark.usefixtures("afresh")
def test_what_is_shipped_is_read_once_for_every_library(tmp_path: Path) -> None:
    first = Library().scenario("evening-in-the-office")
    assert Library([tmp_path]).scenario("evening-in-the-office") is first
    assert Library([tmp_path]).profile("wmp") is Library().profile("wmp")
    library._SHIPPED.clear()
    again = Library().scenario("evening-in-the-office")
    assert again is not first
    assert again.scenario == first.scenario


def test_a_persons_own_files_are_read_by_each_library_anew(tmp_path: Path) -> None:
    path = write_scenario(tmp_path, "mine")
    assert Library([tmp_path]).scenario("mine").scenario.title == "Mine"
    path.write_text(path.read_text(encoding="utf-8").replace("title: Mine", "title: Ours"))
    assert Library([tmp_path]).scenario("mine").scenario.title == "Ours"


@pytest.mark.usefixtures("afresh")
def test_a_persona_of_the_same_name_changes_nothing_that_is_shipped(tmp_path: Path) -> None:
    shipped = shipped_scenarios() / "personas" / "taps-and-keys.yaml"
    text = shipped.read_text(encoding="utf-8")
    write(tmp_path / "personas" / "taps-and-keys.yaml", text.replace("keys", "nothing"))
    write_scenario(tmp_path, "mine", "extends: taps-and-keys\n")
    loaded = Library([tmp_path]).scenario("evening-in-the-office")
    library._SHIPPED.clear()
    assert loaded.scenario == Library().scenario("evening-in-the-office").scenario
    with pytest.raises(ContentError, match="have the id taps-and-keys"):
        Library([tmp_path]).scenario("mine")


def test_a_list_shows_of_each_scenario_what_its_file_says() -> None:
    for entry in Library().scenarios():
        held = Library().scenario(entry.id).scenario
        shown = (entry.title, entry.outcome, entry.line, entry.level, entry.kind)
        assert shown == (held.title, held.outcome, held.line, held.level, held.kind), entry.id


def test_every_shipped_file_is_known_by_its_keys_as_what_its_folder_has() -> None:
    """`check` reads each as its keys say: one without a key of its kind is read as a scenario."""
    homes = {row.home: kind for kind, row in KINDS.items() if row.home}
    shipped = [path for path in Library().paths() if path.parent.name in homes]
    assert {path.parent.name for path in shipped} >= {"profiles", "reading", "plans"}
    for path in shipped:
        assert kind_of(read_file(path).value) == homes[path.parent.name], path


def test_the_problems_of_many_files_come_in_one_pass(tmp_path: Path) -> None:
    write_scenario(tmp_path, "good")
    write(tmp_path / "empty.yaml", "")
    write(tmp_path / "tabs.yaml", "a:\n\tb: 1\n")
    write(tmp_path / "header.yaml", SCENARIO.format(id="header").replace("level: 2", "level: 9"))
    library = Library([tmp_path])
    entries, problems = library.survey()
    assert entries[-1].id == "good"
    names = {Path(problem.file).name for problem in problems}
    assert names == {"empty.yaml", "tabs.yaml", "header.yaml"}
    with pytest.raises(ContentError) as raised:
        library.scenarios()
    assert raised.value.problems == problems


def test_installed_scenarios_are_inside_the_package(tmp_path: Path) -> None:
    package = tmp_path / "simulator"
    assert shipped_scenarios(package) == tmp_path / "scenarios"
    (package / "_scenarios").mkdir(parents=True)
    assert shipped_scenarios(package) == package / "_scenarios"


def test_a_persons_own_profile_says_only_what_differs(tmp_path: Path) -> None:
    more = "based_on: pecs_2008\noperator:\n  quiet: {value: police, assumption: a trial}"
    write_profile(tmp_path, "mine", more)
    loaded = Library([tmp_path]).profile("mine")
    assert loaded.based_on == ("pecs_2008", "iopc_2019")
    assert loaded.profile.operator.quiet is Treatment.POLICE
    assert loaded.profile.operator.background is Treatment.END
    set_by = {value.key: value.set_by for value in loaded.values}
    assert set_by["operator.quiet"] == "mine"
    assert set_by["operator.background"] == "pecs_2008"
    assert set_by["timings.end"] == "iopc_2019"


def test_profiles_that_start_from_each_other_are_refused(tmp_path: Path) -> None:
    write_profile(tmp_path, "one", "based_on: two")
    path = write_profile(tmp_path, "two", "based_on: one")
    with pytest.raises(ContentError) as raised:
        Library([tmp_path]).profile("one")
    (problem,) = raised.value.problems
    assert (problem.code, problem.file, problem.path) == ("circular-base", str(path), "based_on")
    assert "one -> two -> one" in problem.found
    assert problem.source == "based_on: one"


def test_a_profile_without_a_base_must_be_complete(tmp_path: Path) -> None:
    write_profile(tmp_path, "mine", "timings: {end: {value: 20s, source: [P2]}}")
    with pytest.raises(ContentError) as raised:
        Library([tmp_path]).profile("mine")
    (problem,) = raised.value.problems
    assert problem.code == "incomplete"
    assert "switches.noise_passes" in problem.found
    assert "timings.end" not in problem.found
