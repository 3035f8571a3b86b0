"""`silent999 profiles` and `silent999 forces`: every value, its source, what differs, conflicts."""

from pathlib import Path

import pytest

from simulator.content.library.library import DEFAULT_FORCE, DEFAULT_PROFILE, Library
from tests.cli.command import silent999

LIBRARY = Library()
PROFILES = [path.stem for path in LIBRARY.paths_of("profile")]
FORCES = [path.stem for path in LIBRARY.paths_of("force")]
EVERY = [("profiles", name) for name in PROFILES] + [("forces", name) for name in FORCES]


def told(text: str) -> str:
    """Text without its line breaks and columns."""
    return " ".join(text.split())


@pytest.mark.parametrize(("command", "names"), [("profiles", PROFILES), ("forces", FORCES)])
def test_the_list_names_each_with_its_title(command: str, names: list[str]) -> None:
    said = silent999(command)
    assert (said.code, said.err) == (0, "")
    heads = [line.split()[0] for line in said.out.splitlines()[:-2] if line[0] != " "]
    assert sorted(heads) == sorted(names)
    assert heads[0] in {DEFAULT_PROFILE, DEFAULT_FORCE}


@pytest.mark.parametrize(("command", "name"), EVERY)
def test_every_value_is_shown_with_where_it_comes_from(command: str, name: str) -> None:
    said = silent999(command, "show", name)
    assert (said.code, said.err) == (0, "")
    assert max(map(len, said.out.splitlines())) <= 80
    shown = told(said.out)
    found = LIBRARY.profile(name) if command == "profiles" else LIBRARY.force(name)
    sources = LIBRARY.sources()
    for value in found.values:
        because = [f"source: {' '.join(value.source)}"] if value.source else []
        because += [f"assumption: {value.assumption}"] if value.assumption else []
        key = value.key.partition(".")[2] or value.key
        assert told(f"{key} {value.shown} {' '.join(because)}") in shown
        assert all(f"{code} {told(sources[code].label)}" in shown for code in value.source)
    for conflict in getattr(found.file, "conflicts", ()):
        assert told(conflict.about[1:]) in shown
        assert told(f"here: {conflict.here}") in shown
        for each in conflict.says:
            assert told(f"- {' '.join(each.source)}: {each.statement}") in shown


def test_what_differs_from_the_default_is_told_first_and_marked() -> None:
    lines = silent999("profiles", "show", "wmp").out.splitlines()
    at = lines.index("What differs from iopc_2019")
    assert lines[at + 2].split() == ["switches.noise_passes", "on", "(iopc_2019:", "off)"]
    assert [line for line in lines if line.startswith("* ")] == [
        "* noise_passes             on",
        "* recording_opens          This is the police",
    ]


def test_ones_own_file_is_shown_by_path_and_by_id(tmp_path: Path) -> None:
    path = tmp_path / "profiles" / "mine.yaml"
    path.parent.mkdir()
    path.write_text(
        "format: 1\nid: mine\ntitle: Mine\nas_of: undated\nabout: for a test\nbased_on: wmp\n"
        "timings: {end: {value: 25s, assumption: longer}}\n"
    )
    by_path = silent999("profiles", "show", path)
    assert by_path == silent999("profiles", "show", "mine", "--folder", tmp_path)
    assert "as of: undated; starts from wmp, iopc_2019" in by_path.out
    assert told("timings.end 25s (iopc_2019: 20s)") in told(by_path.out)
    assert "mine " in silent999("profiles", "--folder", tmp_path).out
