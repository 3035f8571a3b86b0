"""Names that the placeholders of a table and the values of its cases don't share.

A misspelt placeholder lacks a value in every row, and leaves one unused in each. That is one
mistake, and one message, however many rows there are.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from simulator.content.diagnostics.near_words import NEAR_ID, choice, nearest
from simulator.content.diagnostics.validate import KEY, problem_at
from simulator.content.yaml.positions import Document, KeyPath
from simulator.errors import Edit, FixText, Problem


@dataclass(frozen=True, slots=True)
class NamesOfCase:
    """The names in one case of a table."""

    case: str
    values: dict[str, KeyPath]
    """The names of its values, with their key paths."""
    asked: dict[str, KeyPath] = field(default_factory=dict)
    """The names of the placeholders, each with the key path of the first."""

    @property
    def unused(self) -> set[str]:
        """The values that no placeholder asks for."""
        return self.values.keys() - self.asked.keys()


def unmatched(document: Document, cases: Sequence[NamesOfCase]) -> Iterator[Problem]:
    """Yield a problem for each placeholder without a value, and each value without one."""
    explained = set[tuple[str, str]]()
    for name, place in {name: at for each in cases for name, at in each.asked.items()}.items():
        lack = [each for each in cases if name in each.asked and name not in each.values]
        meant = _meant(name, lack)
        explained |= {(each.case, meant) for each in lack}
        if lack and len(lack) == len(cases):
            yield _of_placeholder(document, name, place, meant)
        elif meant:
            for each in lack:
                fix = FixText(f'did you mean "{name}"?', Edit(name))
                yield _without_value(document, name, (*each.values[meant], KEY), [each], fix)
        elif lack:
            yield _without_value(document, name, place, lack)
    for name in dict.fromkeys(name for each in cases for name in each.values):
        spare = [e for e in cases if name in e.unused and (e.case, name) not in explained]
        if spare:
            found, form = f"this file has no placeholder {name}", f"a placeholder: {{case: {name}}}"
            yield problem_at(document, spare[0].values[name], "unused-value", found, form)


def _meant(name: str, lack: Sequence[NamesOfCase]) -> str:
    """Return the unused value that each of these cases has, if it is nearly called `name`."""
    shared = set.intersection(*(each.unused for each in lack)) if lack else set[str]()
    return nearest(name, sorted(shared), NEAR_ID)


def _of_placeholder(document: Document, name: str, place: KeyPath, meant: str) -> Problem:
    """Return the problem of a placeholder that no case has a value for."""
    found = f"no case has a value for {name}"
    if not meant:
        return problem_at(document, place, "no-value", found, "", f"write {name}: in each case")
    fix = FixText(f'did you mean "{meant}"?', Edit(meant))
    return problem_at(document, (*place, "case"), "no-value", found, "", fix)


def _without_value(
    document: Document, name: str, place: KeyPath, lack: Sequence[NamesOfCase], fix: str = ""
) -> Problem:
    cases = choice((each.case for each in lack), "and")
    plural = "s" * (len(lack) > 1)
    found = f"the case{plural} {cases} {'have' if plural else 'has'} no value for {name}"
    fix = fix or f"write {name}: among the values of {cases}"
    return problem_at(document, place, "no-value", found, "", fix)
