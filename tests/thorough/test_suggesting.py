"""Row by row: take away every scenario that comes to it, and files that do so are suggested."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pytest

from simulator.content.library.library import Library
from simulator.core.profile import Profile
from simulator.proof.coverage.reachable import ROWS, reachable_under
from simulator.proof.coverage.suggest import Pair, suggest
from simulator.proof.lint.lint import check
from simulator.proof.verify.mutation_run import MIXED
from simulator.session.run.headless import run
from tests.session.calls import DEFAULT, GENERIC, LIBRARY, PROFILES

pytestmark = pytest.mark.thorough

OWN = {name: replace(DEFAULT, id=name, switches=each) for name, each in MIXED.items()}
"""Profiles that mix switches as no shipped one does; with these every row can answer."""


@lru_cache(maxsize=1)
def reached() -> frozenset[Pair]:
    """Each shipped profile with each row that some shipped scenario comes to under it."""
    found: set[Pair] = set()
    for path in LIBRARY.scenario_paths():
        scenario = LIBRARY.scenario(path).scenario
        force = LIBRARY.force(scenario.force or "generic").force
        for profile in PROFILES.values():
            log = run(scenario, profile, force).log
            found |= {(profile.id, row) for entry in log for row in entry.rows}
    return frozenset(found)


def assert_found_again(
    pairs: Collection[Pair], profiles: Mapping[str, Profile], into: Path
) -> None:
    """Files are suggested, nothing is wrong with them, and they come to every one of `pairs`."""
    found = suggest(pairs, profiles, GENERIC, LIBRARY.sources().keys())
    assert found.left == {}
    for each in found.files:
        (into / f"{each.id}.yaml").write_text(each.text, encoding="utf-8")
    library = Library([into])
    made = sorted(into.iterdir())
    if profiles.keys() <= PROFILES.keys():
        assert check(library, made) == []
    answered: set[Pair] = set()
    for path in made:
        for profile in profiles.values():
            result = run(library.scenario(path).scenario, profile, GENERIC)
            assert result.passed, (path.name, profile.id, result.expectations)
            answered |= {(profile.id, row) for entry in result.log for row in entry.rows}
    assert answered >= set(pairs)


@pytest.mark.parametrize("row", ROWS)
def test_a_row_is_come_to_again_under_every_profile_that_lost_it(row: str, tmp_path: Path) -> None:
    """Every profile that can come to it has lost it, since the shipped ones come to all they can.

    A row that none of them can come to is found under a profile of somebody's own.
    """
    lost = {pair for pair in reached() if pair[1] == row}
    assert {profile for profile, _ in lost} == {
        each.id for each in PROFILES.values() if row in reachable_under(each).names["rows"]
    }
    if lost:
        assert_found_again(lost, PROFILES, tmp_path)
        return
    own = next(each for each in OWN.values() if row in reachable_under(each).names["rows"])
    assert_found_again({(own.id, row)}, {**PROFILES, own.id: own}, tmp_path)


def test_with_no_scenario_at_all_files_for_everything_are_found(tmp_path: Path) -> None:
    """Under every profile, and far fewer of them than there are rows."""
    every = {
        (each.id, row) for each in PROFILES.values() for row in reachable_under(each).names["rows"]
    }
    assert_found_again(every, PROFILES, tmp_path)
    assert len(list(tmp_path.iterdir())) < len(ROWS) / 3
