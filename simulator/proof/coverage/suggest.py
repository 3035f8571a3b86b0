"""Scenario files for the rows that no scenario exercises, and as few of them as will do.

For each missing row a call is looked for that comes to it, and to as many others as lie on its way:
first with the standing people in their places, then among all calls that clocks allow, whatever
anybody usually does. So what none of those comes to, nothing can.
Each is written as a file, read back and played under every profile: only what then answers counts.
Of the files that came of it the smallest set is chosen: exactly while they are few, else greedily.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, product
from pathlib import Path
from typing import NamedTuple

from simulator.content.diagnostics.validate import digest_of, validated
from simulator.content.library.library import LoadedScenario
from simulator.content.scenario.impossible import structure_problems
from simulator.content.scenario.scenario import Scenario
from simulator.content.yaml.reader import read_text
from simulator.core.profile import Force, Profile
from simulator.errors import ContentError
from simulator.proof.coverage.coverage import Coverage as Covered
from simulator.proof.coverage.graph import Atlas, atlas_under
from simulator.proof.coverage.guided_call import Wandered, choices, wander
from simulator.proof.coverage.reachable import ROWS
from simulator.proof.coverage.shortest_call import Anybody, Exactly
from simulator.proof.coverage.suggested_file import by_profile, written
from simulator.session.run.headless import Result, run

EXACT = 16
"""Of up to so many files every set is tried."""

NO_CALL = "no call can come to it, whatever anybody does: all were visited"
NO_FILE = "calls come to it, but none was found that ends under every profile"

Pair = tuple[str, str]
"""A profile and a row."""

_BLANK = """\
format: 1
id: blank
title: Nobody does anything
kind: silent
level: 1
seats: [caller]
about: 1m
content_note: []
objectives: [nothing]
outcome: abandoned
sources: [P1]
review_by: 2030-01
"""


class Suggestion(NamedTuple):
    """A scenario file that exercises missing rows."""

    id: str
    text: str
    """The file."""
    covers: frozenset[Pair]
    """The missing rows that answer in it, each with the profile."""


class Suggested(NamedTuple):
    """What is suggested."""

    files: tuple[Suggestion, ...]
    left: Mapping[Pair, str]
    """Missing rows that no file exercises, each with the reason."""
    exact: bool
    """Whether no smaller set of the files that were found would do."""
    considered: int
    """How many files were found."""


def missing(coverage: Covered, only: Collection[str] = ()) -> set[Pair]:
    """The rows that can be exercised under some profile and were not; `only` some of them."""
    return {
        (held.profile, row)
        for held in coverage.profiles.values()
        for row in held.missed("rows")
        if not only or row in only
    }


def suggest(
    pairs: Collection[Pair],
    profiles: Mapping[str, Profile],
    force: Force,
    sources: Collection[str],
    taken: Collection[str] = (),
) -> Suggested:
    """The fewest files that exercise all of `pairs`, of all that were found.

    A file says how it ends under each of `profiles`, the default first. `sources` are the codes
    that it may name, `taken` the ids that it may not have.
    """
    maker = _Maker(profiles, force, sources, {*taken})
    found: list[Suggestion] = []
    open_pairs = set(pairs)
    left: dict[Pair, str] = {}
    for profile in profiles.values():
        missed = [row for row in ROWS if (profile.id, row) in open_pairs]
        if not missed:
            continue
        atlas = atlas_under(profile.switches, profile.timings)
        anybody = Anybody(profile, force)
        for row in missed:
            if (profile.id, row) not in open_pairs:
                continue
            wanted = [each for each in missed if (profile.id, each) in open_pairs]
            made = maker.make(atlas, anybody, profile, row, wanted, pairs)
            if isinstance(made, Suggestion):
                found.append(made)
                open_pairs -= made.covers
            else:
                left[profile.id, row] = made
    files, exact = fewest(found, frozenset(pairs) - open_pairs)
    return Suggested(files, {pair: left[pair] for pair in sorted(open_pairs)}, exact, len(found))


def fewest(
    found: Sequence[Suggestion], goal: Collection[Pair]
) -> tuple[tuple[Suggestion, ...], bool]:
    """As few of `found` as cover `goal`, in their order, and whether fewer certainly would not.

    What alone covers something is in every such set. Among the others every set is tried while they
    are few; else the one that adds most comes next.
    """
    needed = {
        covering[0].id
        for pair in goal
        if len(covering := [each for each in found if pair in each.covers]) == 1
    }
    rest = frozenset(goal).difference(*(each.covers for each in found if each.id in needed))
    others = [each for each in found if each.covers & rest]
    if len(others) <= EXACT:
        more = next(some for some in _by_size(others) if rest <= _together(some))
    else:
        more = _greedily(others, rest)
    chosen = needed | {each.id for each in more}
    return tuple(each for each in found if each.id in chosen), len(others) <= EXACT


def _by_size(some: Sequence[Suggestion]) -> Iterator[tuple[Suggestion, ...]]:
    for number in range(len(some) + 1):
        yield from combinations(some, number)


def _together(some: Iterable[Suggestion]) -> frozenset[Pair]:
    return frozenset().union(*(each.covers for each in some))


def _greedily(found: Sequence[Suggestion], goal: frozenset[Pair]) -> tuple[Suggestion, ...]:
    chosen: list[Suggestion] = []
    while rest := goal - _together(chosen):
        chosen.append(max(found, key=lambda each: len(each.covers & rest)))
    for each in list(chosen):
        if goal <= _together(other for other in chosen if other is not each):
            chosen.remove(each)
    return tuple(chosen)


class _Maker:
    """Looks for calls, and makes files of them."""

    def __init__(
        self,
        profiles: Mapping[str, Profile],
        force: Force,
        sources: Collection[str],
        taken: set[str],
    ) -> None:
        self._profiles = profiles
        self._force = force
        self._sources = sources
        self._taken = taken
        self._blank = validated(read_text(_BLANK, "blank.yaml"), Scenario)

    def make(
        self,
        atlas: Atlas,
        anybody: Anybody,
        profile: Profile,
        row: str,
        wanted: Collection[str],
        pairs: Collection[Pair],
    ) -> Suggestion | str:
        """A file in which `row` answers under `profile`, or why there is none."""
        for call in self._wandered(atlas, profile, row, wanted):
            made = self._file(call, row, pairs)
            if made is not None and (profile.id, row) in made.covers:
                return self._taking(made)
        exact = anybody.come_to(row)
        if exact is None:
            return NO_CALL
        made = self._file(exact, row, pairs)
        if made is None or (profile.id, row) not in made.covers:
            return NO_FILE
        return self._taking(made)

    def _wandered(
        self, atlas: Atlas, profile: Profile, row: str, wanted: Collection[str]
    ) -> Iterator[Wandered]:
        for late, scripted, goals in product((False, True), choices(), (wanted, (row,))):
            yield from wander(
                atlas, self._blank, profile, self._force, row, goals, scripted, late=late
            )

    def _taking(self, made: Suggestion) -> Suggestion:
        self._taken.add(made.id)
        return made

    def _file(
        self, call: Wandered | Exactly, row: str, pairs: Collection[Pair]
    ) -> Suggestion | None:
        name = self._free(f"suggested-{row.lower()}")
        draft = _read(written(name, row, call, {}, {}, self._sources))
        if draft is None:
            return None
        results = {
            profile.id: run(draft.scenario, profile, self._force)
            for profile in self._profiles.values()
        }
        ends = {profile: result.outcome for profile, result in results.items()}
        if any(result.stopped for result in results.values()):
            return None
        covers = frozenset(
            (profile, each)
            for profile, result in results.items()
            for each in _rows(result)
            if (profile, each) in pairs
        )
        text = written(name, row, call, ends, by_profile(covers), self._sources)
        return Suggestion(name, text, covers) if _read(text) is not None else None

    def _free(self, name: str) -> str:
        names = (name, *(f"{name}-{number}" for number in range(2, 1000)))
        return next(each for each in names if each not in self._taken)


def _rows(result: Result) -> set[str]:
    return {row for entry in result.log for row in entry.rows}


def _read(text: str) -> LoadedScenario | None:
    """The scenario that a file holds; none if it could not happen as it is written."""
    path = Path("suggested.yaml")
    document = read_text(text, str(path))
    try:
        scenario = validated(document, Scenario)
    except ContentError:
        return None
    if structure_problems(document, scenario):
        return None
    return LoadedScenario(scenario, path, document, digest_of(document.value))
