"""The catalogue of codes: every code is explained, every example does what it says."""

import ast
import re
from pathlib import Path

from simulator.content.yaml.reader import catalogue
from simulator.errors import Problem, render_all
from tests.content.examples import Code, problems_of, whole

CODES = catalogue()
PACKAGE = Path(__file__).resolve().parents[2] / "simulator"

LITERAL = (
    r'did you mean "?([\w.-]+)"?\?',
    r"""quote it: ("[^"]*"|'(?:[^']|'')*')(?:;.*|, or .*)?""",
    r"write (\[.*\]|\{[^}.]*\}|[\w.-]+(?:: [\w-]+)?)(?:, or .*)?",
)
"""The fixes that say what to type in the place of what is underlined."""
LEADS_ON = {"key-not-text": "in quotes, 55 is a key, but of no profile"}
"""Where the next mistake is in the same place, and why."""


def _followed(problem: Problem) -> str | None:
    """The line as the fix has it; none where a person has to think."""
    typed = next(filter(None, (re.fullmatch(each, problem.fix) for each in LITERAL)), None)
    if typed is None or not problem.line:
        return None
    before, after = problem.source[: problem.column - 1], problem.source[problem.column - 1 :]
    key = re.match(r"\w+: ", typed[1])
    if key:  # the fix has the key as well
        head, found, _ = problem.source.partition(key[0])
        return head + typed[1] if found else None
    return before + typed[1] + after[problem.width :]


def test_a_code_means_what_it_says(tmp_path: Path) -> None:
    """The wrong example gives that code alone, its fix gets past it, the right one gives none."""
    for code, held in CODES.items():
        means_what_it_says(code, held, tmp_path / code)


def means_what_it_says(code: str, held: Code, tmp_path: Path) -> None:
    problems = problems_of(held["wrong"], held, tmp_path / "wrong")
    if code == "more-problems":
        problems = problems[-1:]
    assert {problem.code for problem in problems} == {code}, render_all(problems) or "nothing"
    for number, problem in enumerate(problems):
        assert problem.level == held["level"]
        assert problem.found
        assert problem.fix or code == "failed-expectation", "a report says what decided it"
        assert (problem.line > 0) == (problem.column > 0)
        assert problem.line or isinstance(held["wrong"], dict), "a mistake in a line is at its line"
        if isinstance(held["wrong"], str) and (line := _followed(problem)) is not None:
            lines = whole(held["wrong"], held).split("\n")
            assert lines[problem.line - 1] == problem.source
            lines[problem.line - 1] = line
            alone = {**held, "alone": True}
            left = problems_of("\n".join(lines), alone, tmp_path / f"fixed-{number}")
            still = [each for each in left if each.line == problem.line]
            assert not still or (code in LEADS_ON and still[0].code != code), render_all(left)
    if isinstance(held["right"], str):
        left = problems_of(held["right"], held, tmp_path / "right")
        assert not left, render_all(left)


SOURCES = [
    PACKAGE / "errors.py",
    PACKAGE / "open_file.py",
    PACKAGE / "session/run/checked_runs.py",
    *sorted((PACKAGE / "content").rglob("*.py")),
]


OTHER_WORDS = {
    "utf-8",
    "someone-near",
    "foot-keys",
    "keys-leave",
    "help-origin",
    "handout-page",
    "web-banner",
}
"""Words with hyphens that are no codes: an encoding, an example, messages of a translation."""


def test_every_code_that_is_written_in_the_program_is_in_the_catalogue() -> None:
    nodes = [node for path in SOURCES for node in ast.walk(ast.parse(path.read_text("utf-8")))]
    texts = {node.value for node in nodes if isinstance(node, ast.Constant)}
    hyphened = {str(each) for each in texts if re.fullmatch(r"[a-z]+(-[a-z0-9]+)+", str(each))}
    assert hyphened - set(CODES) == OTHER_WORDS


def test_every_code_of_the_catalogue_is_written_in_the_program() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
    made = {"two-patterns", "two-scopes", *(code for code in CODES if code.startswith("unknown-"))}
    assert {code for code in CODES if f'"{code}"' not in text} <= made
