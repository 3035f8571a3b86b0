"""Files to feed to the reader: any bytes, something near YAML, and shipped files with damage.

Hypothesis draws one piece of bytes for each file, and `Picks` spends it on choices. That is cheap
enough for a hundred thousand files, and what fails shrinks as bytes do.
"""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from hypothesis import currently_in_test_context, event

from simulator.content.checks.content_warnings import lint
from simulator.content.checks.unknown_ids import KnownReferences
from simulator.content.diagnostics.validate import validated
from simulator.content.files.file_kinds import KINDS, kind_of, model_of
from simulator.content.scenario.scenario import Scenario
from simulator.content.yaml.positions import LINE_END
from simulator.content.yaml.reader import catalogue, decoded, read_text
from simulator.errors import ContentError, Problem, render_all
from tests.session.calls import LIBRARY

T = TypeVar("T")

KNOWN = KnownReferences(LIBRARY)
SHIPPED = tuple(path.read_text(encoding="utf-8") for path in LIBRARY.paths())
OF_KIND = {
    kind: tuple(path.read_text(encoding="utf-8") for path in LIBRARY.paths_of(kind))
    for kind in ("plan", "phrases", "lines")
}
OF_KIND["support"] = tuple(path.read_text(encoding="utf-8") for path in LIBRARY.support_paths())
"""The shipped files of the kinds of which few are among all."""
CODES = frozenset(catalogue())
NAME = "silent/fuzzed.yaml"

MODELS = {"scenario": "scenario", "help": "support", "myths": "myths"}
MODELS |= {kind: kind for kind in KINDS}


class Picks:
    """Choices made by bytes; when they are spent, always the first."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    @property
    def left(self) -> bool:
        """Whether anything is left to choose by."""
        return self._at < len(self._data)

    def below(self, limit: int) -> int:
        """A number from 0 to just below `limit`."""
        value = 0
        for _ in range(1 if limit <= 256 else 2):
            value = value * 256 + (self._data[self._at] if self.left else 0)
            self._at += 1
        return value % limit

    def of(self, choices: Sequence[T]) -> T:
        """One of some."""
        return choices[self.below(len(choices))]


WORDS = (
    *("id", "title", "kind", "line", "caller", "when", "do", "heard", "after", "expect", "never"),
    *("make_a_sound", "hang_up", "tap", "press", "55", '"55"', "2s", "1:30", "yes", "true", "null"),
    *("~", "0x1f", "1e9", "-0", "00", "9" * 31, "1.5", ".inf", "''", '""', "é", "日本", "\u00a0x"),
    *("a b", "it's", 'say "x"', "x:y", "x #y", "#", "x\\y", '"\\x41"', '"\\u0007"', '"\\q"', "%"),
    *("&a", "*a", "!t", "!!str x", "<<", "|", ">", ">-", "?", "@", "`", "---", "...", "%YAML"),
)
SIGNS = (
    *(": ", ":", " ", "\n", "\n  ", "\n    ", "\n- ", "- ", ", "),
    *("[", "]", "{", "}", "\t", "\r\n"),
)
SIGNS_TOO = ("\r", " #", "'", '"', "\\", "\0", "\x07", "\u2028", "\ufeff", "\ud800", "? ", "\n\n")


def near_yaml(picks: Picks) -> str:
    """Words and signs of YAML in any order."""
    parts: list[str] = []
    while picks.left:
        parts.append(picks.of(WORDS if picks.below(2) else picks.of((SIGNS, SIGNS, SIGNS_TOO))))
    return "".join(parts)


def damaged(picks: Picks, texts: Sequence[str] = SHIPPED) -> str:
    """A shipped file with a few changes: lines and pieces left out, doubled, moved, replaced."""
    text = picks.of(texts)
    while picks.left:
        at = picks.below(max(1, min(len(text), 65_536)))
        lines = text.split("\n")
        one, other = picks.below(len(lines)), picks.below(len(lines))
        match picks.below(6):
            case 0:
                text = text[:at] + text[at + 1 + picks.below(40) :]
            case 1:
                text = text[:at] + text[at : at + 1 + picks.below(80)] + text[at:]
            case 2:
                text = text[:at] + picks.of((*WORDS, *SIGNS, *SIGNS_TOO)) + text[at:]
            case 3:
                lines[one], lines[other] = lines[other], lines[one]
                text = "\n".join(lines)
            case 4:
                lines[one] = f"{lines[one].partition(': ')[0]}: {picks.of(WORDS)}"
                text = "\n".join(lines)
            case _:
                text = text[:at]
    return text


def problems_of(data: str | bytes) -> Sequence[Problem]:
    """Read it, make of it what its keys say, look for all that `check` looks for in a scenario."""
    try:
        text = decoded(data, NAME) if isinstance(data, bytes) else data
        document = read_text(text, NAME)
        kind = kind_of(document.value)
        if kind == "scenario":
            return lint(document, validated(document, Scenario), KNOWN)
        validated(document, model_of(MODELS[kind]))
    except ContentError as error:
        return error.problems
    return ()


def report(problems: Iterable[Problem]) -> None:
    """Report each code as an event, by which a fuzzer can be steered."""
    if currently_in_test_context():
        for code in {problem.code for problem in problems} or {"none"}:
            event(f"message: {code}")


def hold(data: str | bytes) -> Sequence[Problem]:
    """Everything that must hold of any input; its problems.

    A budget stands for time and memory: there are no more problems than characters, each is told
    in few lines, and a file is told of in no more than a thousand times its own length.
    """
    problems = problems_of(data)
    report(problems)
    text = data if isinstance(data, str) else data.decode("utf-8", "replace")
    lines = LINE_END.split(text)
    assert len(problems) <= 20 + len(text)
    for problem in problems:
        assert problem.code in CODES, problem.code
        assert problem.found, problem
        assert problem.fix, problem
        assert 0 <= problem.line <= len(lines), problem
        if problem.line:
            assert 1 <= problem.column <= len(lines[problem.line - 1]) + 2, problem
            assert problem.width >= 1, problem
    if problems:
        told = render_all(problems)
        assert len(told) <= 20_000 + 1_000 * len(text)
        assert told.isascii() or "\x1b" not in told
    return problems
