"""The tests mirror the tree, name by name: each is named for its module, or tells a story."""

from collections.abc import Mapping
from pathlib import Path

TESTS = Path(__file__).parent
TREE = TESTS.parent / "simulator"
BESIDE: Mapping[str, str] = {
    "benchmarks": "what things cost",
    "fuzz": "any input, to every way in",
    "golden": "the log of each shipped scenario",
    "held": "digests of what must not change",
    "language/strangers": "sentences that people wrote who had not seen the lists",
    "records": "records of earlier versions",
    "regress": "a file for each defect of the reader",
    "review/render": "debriefs as they are printed, kept under this name",
    "schemas": "the published schemas",
    "thorough": "what takes long and has no folder of the tree",
}
"""Folders that mirror none of the tree, and what each is for; those within them are theirs."""
KEPT: Mapping[str, str] = {
    "proof/test_mutants.py": "the message of a removed option names it",
    "tui/test_snapshots.py": "its pictures lie in a folder of its name",
}
"""Names of one word that are no module's, and why they stay."""

MODULES = {
    path.with_suffix("").relative_to(TREE).as_posix()
    for path in TREE.rglob("*.py")
    if path.name != "__init__.py"
}
FOLDERS = {path.parent.relative_to(TREE).as_posix() for path in TREE.rglob("*.py")}
FILES = sorted(path.relative_to(TESTS) for path in TESTS.rglob("test_*.py"))


def is_beside(folder: str) -> bool:
    """Whether a folder of tests is one of those beside the tree."""
    return any(folder == each or folder.startswith(f"{each}/") for each in BESIDE)


def test_every_folder_of_tests_is_a_folder_of_the_tree() -> None:
    """Or one of those beside it, each of which is for something."""
    held = {path.parent.as_posix() for path in FILES}
    assert {folder for folder in held if not is_beside(folder)} <= FOLDERS
    assert [each for each in BESIDE if not (TESTS / each).is_dir()] == []


def test_every_test_is_named_for_its_module_or_is_a_story() -> None:
    """`test_NAME.py` is in the folder of tests that NAME's folder of the tree is in, or is part of.

    A name that no module has is a story, in two words or more: one word is a module's, a folder's,
    or a riddle. So a module that goes or is renamed takes its tests with it.
    """
    elsewhere, riddles = [], []
    for path in FILES:
        folder, name = path.parent.as_posix(), path.stem.removeprefix("test_")
        if folder == "." or is_beside(folder) or path.as_posix() in KEPT:
            continue
        homes = {each for each in MODULES | FOLDERS if each.rpartition("/")[2] == name}
        if homes and not any(home.startswith(f"{folder}/") for home in homes):
            elsewhere.append(f"{path}: its module is {', '.join(sorted(homes))}")
        elif not homes and "_" not in name:
            riddles.append(f"{path}: no module has this name; name the module, or tell the story")
    assert elsewhere + riddles == []
    assert [each for each in KEPT if not (TESTS / each).is_file()] == []
