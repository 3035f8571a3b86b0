"""The catalogue of codes: every code is explained, every example does what it says."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from simulator.content.diagnostics.error_codes import GeneratedExample, catalogue
from simulator.errors import Problem, render_all
from tests.content.examples import problems_of, whole

CODES = catalogue()
PACKAGE = Path(__file__).resolve().parents[2] / "simulator"

LITERAL = (
    r'did you mean "?([\w.-]+)"?\?',
    r"""quote it: ("[^"]*"|'(?:[^']|'')*')(?:;.*|, or .*)?""",
    r"write (\[.*\]|\{[^}.]*\}|[\w.-]+(?:: [\w-]+)?)(?:, or .*)?",
)
"""The fixes that say what to type in the place of what is underlined."""
TYPED = {
    *("colon-in-text", "reserved-character"),
    *("alias", "tag", "key-not-text", "unknown-key", "unknown-word", "wrong-type", "duration"),
    *("wait", "range", "switch", "needs-value", "unknown-force"),
    *("unknown-profile", "unknown-rubric", "unknown-message", "unknown-myth", "unknown-purpose"),
    *("no-procedure", "id-and-file", "plan-minutes", "id", "name"),
    *("cut-text", "range"),
}
"""The codes whose examples have such a fix, or the line that was meant."""
LEADS_ON = {"key-not-text": "in quotes, 55 is a key, but of no profile"}
"""Where the next mistake is in the same place, and why."""


def _followed(problem: Problem) -> str | None:
    """The line as the fix has it; none where a person has to think."""
    if problem.fixed_line:
        return problem.fixed_line
    typed = next(filter(None, (re.fullmatch(each, problem.fix) for each in LITERAL)), None)
    if typed is None or not problem.line:
        return None
    before, after = problem.source[: problem.column - 1], problem.source[problem.column - 1 :]
    key = re.match(r"\w+: ", typed[1])
    if key:  # the fix has the key as well
        head, found, _ = problem.source.partition(key[0])
        return head + typed[1] if found else None
    return before + typed[1] + after[problem.width :]


@pytest.mark.parametrize("code", CODES)
def test_a_code_means_what_it_says(code: str, tmp_path: Path) -> None:
    """The wrong example gives that code alone, its fix gets past it, the right one gives none."""
    held = CODES[code]
    problems = problems_of(held.wrong, held, tmp_path / "wrong")
    if code == "more-problems":
        problems = problems[-1:]
    assert {problem.code for problem in problems} == {code}, render_all(problems) or "nothing"
    typed = False
    for number, problem in enumerate(problems):
        assert problem.level == held.level
        assert problem.found
        assert problem.fix
        assert (problem.line > 0) == (problem.column > 0)
        assert problem.line or isinstance(held.wrong, GeneratedExample), (
            "a mistake in a line is at its line"
        )
        if isinstance(held.wrong, str) and (line := _followed(problem)) is not None:
            typed = True
            lines = whole(held.wrong, held).split("\n")
            assert lines[problem.line - 1] == problem.source
            lines[problem.line - 1] = line
            alone = held.model_copy(update={"alone": True})
            left = problems_of("\n".join(lines), alone, tmp_path / f"fixed-{number}")
            still = [each for each in left if each.line == problem.line]
            assert not still or (code in LEADS_ON and still[0].code != code), render_all(left)
    assert typed == (code in TYPED)
    if isinstance(held.right, str):
        left = problems_of(held.right, held, tmp_path / "right")
        assert not left, render_all(left)


PLACES = {
    "refuse": 0,
    "FileRefused": 0,
    "_refuse": 1,
    "problem_at": 2,
    "Problem": 3,
    "SyntaxProblem": 1,
    "pattern_text": 1,
    "problem_here": 2,
    "problem": 1,
}
"""Which argument of a call is a code."""


def _codes_in(tree: ast.AST) -> Iterator[ast.expr]:
    """What stands where a code belongs: in calls, and in the findings that lint yields."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = getattr(node.func, "id", "") or getattr(node.func, "attr", "")
            place = PLACES.get(called, -1)
            before = node.args[: place + 1]
            if 0 <= place < len(before) and not any(isinstance(a, ast.Starred) for a in before):
                yield node.args[place]
        elif isinstance(node, ast.Yield):
            match node.value:
                case ast.Tuple(elts=[_, code, _, _, _]):
                    yield code


def _patterns(expression: ast.expr) -> Iterator[str]:
    """The codes that an expression may stand for, as patterns; names are looked at elsewhere."""
    match expression:
        case ast.Constant(value=str(text)):
            yield re.escape(text)
        case ast.JoinedStr(values=parts):
            yield "".join(
                re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[a-z-]+"
                for part in parts
            )


SOURCES = [
    PACKAGE / "errors.py",
    PACKAGE / "open_file.py",
    *sorted(path for floor in ("content", "proof") for path in (PACKAGE / floor).rglob("*.py")),
]


def test_every_code_that_is_written_in_the_program_is_in_the_catalogue() -> None:
    found: set[str] = set()
    for path in SOURCES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for pattern in {each for code in _codes_in(tree) for each in _patterns(code)}:
            known = {code for code in CODES if re.fullmatch(pattern, code)}
            assert known, f"{path.name}: {pattern} is in no catalogue"
            found |= known
    # The others are assigned to a name first, or stand in a table of the validator's limits.
    assert len(found) > 0.85 * len(CODES), set(CODES) - found


def test_every_code_of_the_catalogue_is_written_in_the_program() -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in SOURCES)
    made = {"two-patterns", "two-scopes", *(code for code in CODES if code.startswith("unknown-"))}
    assert {code for code in CODES if f'"{code}"' not in text} <= made
