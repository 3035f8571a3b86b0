"""`silent999 list`, `show`, `profiles` and `forces`: what is shipped and one's own."""

import json
from pathlib import Path

import pytest

from simulator.content.files.file_kinds import modeline, with_modeline
from simulator.content.library import library
from simulator.content.library.library import DEFAULT_FORCE, DEFAULT_PROFILE
from tests.cli.command import PUT_DOWN, silent999, write
from tests.session.calls import LIBRARY

PATHS = LIBRARY.scenario_paths()


def test_the_list_has_every_scenario_under_its_folder() -> None:
    said = silent999("list")
    assert (said.code, said.err) == (0, "")
    lines = said.out.splitlines()
    assert max(map(len, lines)) <= 80
    groups = dict.fromkeys(path.relative_to(library.shipped_scenarios()).parts[0] for path in PATHS)
    headings = [line for line in lines if line and not line[0].isspace()]
    assert headings[:-1] == list(groups)
    ids = [line.split()[0] for line in lines if line[:3].strip() and line[0] == " "]
    assert ids == [path.stem for path in PATHS]
    listed = json.loads(silent999("list", "--format", "json").out)["scenarios"]
    assert [each["id"] for each in listed] == ids
    keys = ("id", "title", "group", "line", "level", "outcome", "path", "situations")
    assert {tuple(each) for each in listed} == {keys}
    assert listed[0]["path"] == str(PATHS[0])


def test_a_bad_file_hides_none_of_the_others(tmp_path: Path) -> None:
    write(tmp_path, name="fine")
    write(tmp_path, PUT_DOWN.replace("level: 1", "level: 9"), "bad")
    write(tmp_path, PUT_DOWN.replace("outcome: abandoned", "outcome: abandonned"), "worse")
    said = silent999("list", "--folder", tmp_path)
    assert said.code == 2
    assert "  fine " in said.out
    assert "worse.yaml" in said.err
    assert "did you mean" in said.err


def test_a_file_is_shown_as_it_is_but_for_where_a_shipped_schema_lies(tmp_path: Path) -> None:
    for path in PATHS:
        shown = with_modeline(path.read_text(encoding="utf-8"), modeline("scenario", Path()))
        assert silent999("show", path.stem) == (0, shown, "")
    text = f"# yaml-language-server: $schema=https://example.org/mine.json\n{PUT_DOWN}"
    assert silent999("show", write(tmp_path, text)).out == text


@pytest.mark.parametrize("command", ["list", "run"])
def test_a_tag_chooses_among_the_scenarios(command: str, tmp_path: Path) -> None:
    write(tmp_path, f"{PUT_DOWN}tags: [ours]\n")
    write(tmp_path, f"{PUT_DOWN}tags: [yours, theirs]\n", "aa")
    write(tmp_path, name="bb")
    tags = ("--tag", "ours", "--tag", "yours")
    said = silent999(command, "--folder", tmp_path, *tags)
    assert said.code == 0, said.err
    ids = {line.split()[0] for line in said.out.splitlines() if "abandoned" in line}
    assert ids == {"aa", "put-down"}


@pytest.mark.parametrize("asked", ["SIT-13", "sit-13", "overdose", "tablets"])
def test_a_situation_is_listed_by_its_number_or_its_words(asked: str) -> None:
    """Each call under it says which situations it shows."""
    said = silent999("list", "--situation", asked)
    assert said.code == 0, said.err
    assert "an-empty-packet" in said.out
    assert "SIT-13: an overdose, or suicidal" in said.out
    assert "pizza-please" not in said.out
    listed = json.loads(silent999("list", "--situation", asked, "--format", "json").out)
    assert all("SIT-13" in each["situations"] for each in listed["scenarios"])


def test_a_word_that_is_no_situation_is_answered_with_all_of_them() -> None:
    said = silent999("list", "--situation", "weather")
    assert (said.code, said.out) == (2, "")
    assert "'weather'" in said.err
    for code in ("SIT-01", "SIT-29"):
        assert code in said.err


IDS = {
    command: [path.stem for path in LIBRARY.paths_of(kind)]
    for command, kind in (("profiles", "profile"), ("forces", "force"))
}


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("command", IDS)
def test_the_list_names_each_with_its_title(command: str) -> None:
    said = silent999(command)
    assert (said.code, said.err) == (0, "")
    heads = [line.split()[0] for line in said.out.splitlines()[:-2] if line[0] != " "]
    assert sorted(heads) == sorted(IDS[command])
    assert heads[0] in {DEFAULT_PROFILE, DEFAULT_FORCE}


@pytest.mark.parametrize(("command", "name"), [(each, name) for each in IDS for name in IDS[each]])
def test_every_value_is_shown_with_where_it_comes_from(command: str, name: str) -> None:
    said = silent999(command, "show", name)
    assert (said.code, said.err) == (0, "")
    assert max(map(len, said.out.splitlines())) <= 80
    shown = flat(said.out)
    found = LIBRARY.profile(name) if command == "profiles" else LIBRARY.force(name)
    sources = LIBRARY.sources()
    for value in found.values:
        because = [f"source: {' '.join(value.source)}"] if value.source else []
        because += [f"assumption: {value.assumption}"] if value.assumption else []
        key = value.key.partition(".")[2] or value.key
        assert flat(f"{key} {value.shown} {' '.join(because)}") in shown
        assert all(f"{code} {flat(sources[code].label)}" in shown for code in value.source)
    for conflict in getattr(found.file, "conflicts", ()):
        statements = [f"- {' '.join(each.source)}: {each.statement}" for each in conflict.says]
        for text in (conflict.about[1:], f"here: {conflict.here}", *statements):
            assert flat(text) in shown


def test_what_differs_from_the_default_is_told_first_and_marked(tmp_path: Path) -> None:
    lines = silent999("profiles", "show", "wmp").out.splitlines()
    at = lines.index("What differs from iopc_2019")
    assert lines[at + 2].split() == ["switches.noise_passes", "on", "(iopc_2019:", "off)"]
    assert [line for line in lines if line.startswith("* ")] == [
        "* noise_passes             on",
        "* recording_opens          This is the police",
    ]
    path = tmp_path / "profiles" / "mine.yaml"
    path.parent.mkdir()
    path.write_text(
        "format: 1\nid: mine\ntitle: Mine\nas_of: undated\nabout: for a test\nbased_on: wmp\n"
        "timings: {end: {value: 25s, assumption: longer}}\n"
    )
    by_path = silent999("profiles", "show", path)
    assert by_path == silent999("profiles", "show", "mine", "--folder", tmp_path)
    assert "as of: undated; starts from wmp, iopc_2019" in by_path.out
    assert flat("timings.end 25s (iopc_2019: 20s)") in flat(by_path.out)
    assert "mine " in silent999("profiles", "--folder", tmp_path).out
