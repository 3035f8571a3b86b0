"""The parts of ``.ci/thorough``: ``python -m tests.thorough_parts`` prints them, one a line.

``python -m tests.thorough_parts PART`` prints the tests of a part as words for pytest. Every test
file is in one part (`tests/test_architecture.py`), so a new folder of tests needs a line here.
"""

import sys
from collections.abc import Iterator, Mapping
from typing import NamedTuple


class Part(NamedTuple):
    """A part of the thorough checks: at most 25 minutes on two cores."""

    about: str
    tests: tuple[str, ...]
    """Folders and files below `tests`. A file counts before the folder that holds it."""


PARTS: Mapping[str, Part] = {
    "logs": Part(
        "every shipped log under every profile and force, old records, published files",
        ("held", "records", "regress", "schemas", "test_scenarios.py"),
    ),
    "flow": Part(
        "every property under every profile, and every fault of the flow noticed",
        (
            "core",
            "proof/test_mutants.py",
            "proof/test_faults_found.py",
            "thorough/test_explore_all_switches.py",
        ),
    ),
    "referees": Part("other tools find the calls that we find", ("proof",)),
    "people": Part(
        "the simulated people, what they know, and what a debrief says of them",
        ("guidance", "knowledge", "language", "session", "review", "rules", "debrief", "awareness"),
    ),
    "screens": Part(
        "screens, lines and pages, with kills and a full disk",
        ("tui", "plain", "seat", "hosting", "web", "audio", "thorough"),
    ),
    "files": Part(
        "commands, files that people write, and any input at all",
        (
            "benchmarks",
            "cli",
            "content",
            "editor",
            "fuzz",
            "test_architecture.py",
            "test_cases_a_day.py",
            "test_clean_text.py",
            "test_errors.py",
            "test_garbage.py",
            "test_guides.py",
            "test_late_pattern.py",
            "test_mirror.py",
            "test_pytest_plugin.py",
            "test_stories_page.py",
            "test_words.py",
        ),
    ),
    "population": Part("many days of the population, compiled", ("population",)),
    "packages": Part(
        "the wheel, the zip with Python inside, the lowest versions, each Python that is here",
        ("test_wheel.py", "test_bundle.py"),
    ),
    "page": Part("the page without a server: engines, web space, package, and every log", ()),
}


def parts_of(test: str) -> list[str]:
    """Return the parts of a test file, given as its path below `tests`."""
    folder = test.rpartition("/")[0]
    return [name for name, part in PARTS.items() if test in part.tests] or [
        name for name, part in PARTS.items() if folder.startswith(part.tests)
    ]


def words(name: str) -> Iterator[str]:
    """Yield the words for pytest that select the tests of a part."""
    mine = PARTS[name].tests
    yield from (f"tests/{each}" for each in mine)
    others = (each for part in PARTS.values() if part is not PARTS[name] for each in part.tests)
    for each in others:
        if each.rpartition("/")[0] in mine:
            yield f"--ignore=tests/{each}"


if __name__ == "__main__":
    if sys.argv[1:]:
        sys.stdout.write(" ".join(words(sys.argv[1])) + "\n")
    else:
        sys.stdout.writelines(f"{name:12}{part.about}\n" for name, part in PARTS.items())
