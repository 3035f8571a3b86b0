"""What is said of the lines that the rows of a table share.

A step or an expectation that one row has no use for may be there for another, so it is told of only
where none of the rows that have it has a use for it. What cannot be met in a row stays: every row
must be able to keep what its file expects.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from simulator.content.yaml.document import Document
from simulator.errors import Problem

_IN_VAIN = frozenset({"idle-expectation", "endless-wait", "step-after-end"})
"""The rules by which a line is of no use."""

_Spot = tuple[str, int, int]


def of_all_rows(rows: Sequence[tuple[Document, list[Problem]]]) -> list[Problem]:
    """The problems of a table's rows, without those of lines that another row has a use for."""
    if len(rows) == 1:
        return rows[0][1]
    useless = [{_rule(each) for each in problems} for _, problems in rows]
    written = [_spots(document) for document, _ in rows]
    told: dict[object, Problem] = {}
    for problem in chain.from_iterable(problems for _, problems in rows):
        rule = _rule(problem)
        if problem.code not in _IN_VAIN:
            told[problem] = problem
        elif all(
            rule in found for found, spots in zip(useless, written, strict=True) if rule[1] in spots
        ):
            told.setdefault(rule, problem)
    return list(told.values())


def _rule(problem: Problem) -> tuple[str, _Spot]:
    return problem.code, (problem.file, problem.line, problem.column)


def _spots(document: Document) -> set[_Spot]:
    """Where anything of a complete scenario was written."""
    return {(*document.home(each.line), each.column) for each in document.places().values()}
