"""Packs: what they may list, where they may lie, and what is said when one is wrong."""

from pathlib import Path

import pytest

from simulator.content.checks.content_warnings import check
from simulator.content.diagnostics.error_codes import catalogue
from simulator.content.library.library import Library, shipped_scenarios
from simulator.errors import ContentError, LibraryError, render
from tests.content.test_library import write, write_scenario

PACK = """\
format: 1
id: {id}
title: Mine
about: For a test.
scenarios: [{scenarios}]
"""
TABLE = "id: table\ncases:\n- {id: soon, title: Soon}\n- {id: late, title: Late}\n"


def write_pack(path: Path, name: str, *scenarios: str, more: str = "") -> Path:
    return write(path, PACK.format(id=name, scenarios=", ".join(scenarios)) + more)


def test_every_shipped_pack_can_be_read_and_lies_with_the_scenarios() -> None:
    library = Library()
    packs, problems = library.readable_packs()
    assert problems == ()
    assert {"first-calls", "landline"} <= {pack.pack.id for pack in packs}
    for pack in packs:
        assert pack.path.parent == shipped_scenarios() / "packs"
        assert pack.files
        assert library.pack(pack.pack.id) == pack
        assert all(library.scenario(path).scenario for path in pack.files)


def test_a_pack_lists_own_files_and_shipped_ids_in_its_order(tmp_path: Path) -> None:
    mine = write_scenario(tmp_path / "deep", "mine")
    other = write_scenario(tmp_path, "other")
    path = write_pack(tmp_path / "pack.yaml", "ours", "mine", "hill-path", "other.yaml")
    pack = Library([tmp_path]).pack("ours")
    assert (pack.path, pack.pack.title) == (path, "Mine")
    assert pack.files == (mine, Library().scenario("hill-path").path, other)
    assert [pack.place_of(file) for file in pack.files] == [0, 1, 2]
    assert pack.place_of(path) is None


def test_a_folder_of_packs_means_the_scenarios_beside_it(tmp_path: Path) -> None:
    mine = write_scenario(tmp_path, "mine")
    one = write_pack(tmp_path / "packs" / "one.yaml", "one", "mine")
    two = write_pack(tmp_path / "packs" / "two.yaml", "two", "../mine.yaml", "hill-path")
    library = Library([tmp_path])
    assert library.pack_paths()[-2:] == (one, two)
    assert library.pack("one").files == (mine,)
    assert next(file.resolve() for file in library.pack("two").files) == mine
    assert one not in library.scenario_paths()


def test_an_own_scenario_comes_before_a_shipped_one_of_the_same_id(tmp_path: Path) -> None:
    mine = write_scenario(tmp_path, "hill-path")
    write_pack(tmp_path / "pack.yaml", "ours", "hill-path")
    assert Library([tmp_path]).pack("ours").files == (mine,)


def test_a_folder_means_its_pack_and_then_what_else_lies_in_it(tmp_path: Path) -> None:
    first, second = write_scenario(tmp_path, "aa"), write_scenario(tmp_path, "bb")
    write_pack(tmp_path / "pack.yaml", "ours", "bb", "hill-path")
    shipped = Library().scenario("hill-path").path
    assert Library().files(tmp_path) == (second, shipped, first)
    assert Library().files(tmp_path / "pack.yaml") == (second, shipped)


@pytest.mark.parametrize(
    ("scenarios", "more", "place", "code", "said"),
    [
        (["gone.yaml"], "", "5:13", "unknown-scenario", "there is no file"),
        (["table.yaml#son"], "", "5:13", "unknown-scenario", "there are soon, late"),
        (["table.yaml#soon", "table-son"], "", "5:30", "unknown-scenario", "table-soon"),
        (["one.yaml#soon"], "", "5:13", "unknown-scenario", "no table of cases"),
        ([], "", "5:12", "too-short", "at least 1 in the list"),
    ],
)
def test_what_is_wrong_with_a_pack_is_told_at_its_place(
    tmp_path: Path, scenarios: list[str], more: str, place: str, code: str, said: str
) -> None:
    write_scenario(tmp_path, "one")
    write(tmp_path / "table.yaml", TABLE)
    path = write_pack(tmp_path / "pack.yaml", "ours", *scenarios, more=more)
    problems = check(Library([tmp_path]), [path])
    told = [render(problem) for problem in problems]
    assert any(
        f"pack.yaml:{place}: {catalogue()[code].level}[{code}]" in text and said in text
        for text in told
    ), told


def test_a_file_by_the_name_of_a_pack_is_one_whatever_its_keys(tmp_path: Path) -> None:
    text = "format: 1\nid: ours\ntitle: Ours\nabout: Calls of one evening.\ncalls: [hill-path]\n"
    problems = check(Library([tmp_path]), [write(tmp_path / "pack.yaml", text)])
    assert [problem.code for problem in problems] == ["missing-key", "unknown-key"]


def test_a_bad_pack_hides_no_other(tmp_path: Path) -> None:
    write_pack(tmp_path / "packs" / "bad.yaml", "bad", "nowhere")
    write_pack(tmp_path / "packs" / "good.yaml", "good", "hill-path")
    write(tmp_path / "packs" / "worse.yaml", "id: [")
    library = Library([tmp_path])
    packs, problems = library.readable_packs()
    assert [pack.pack.id for pack in packs][-1] == "good"
    assert {Path(problem.file).name for problem in problems} == {"bad.yaml", "worse.yaml"}
    assert library.pack("good").files
    with pytest.raises(ContentError):
        library.pack("bad")


def test_an_unknown_pack_names_the_nearest_and_two_of_one_id_are_named(tmp_path: Path) -> None:
    with pytest.raises(LibraryError) as raised:
        Library().pack("first-call")
    assert (raised.value.message, raised.value.hint) == (
        'there is no pack "first-call"',
        "did you mean first-calls?",
    )
    for folder in ("a", "b"):
        write_pack(tmp_path / folder / "pack.yaml", "same", "hill-path")
    with pytest.raises(LibraryError, match="two packs have the id same"):
        Library([tmp_path]).pack("same")
