"""Files for the rows that no scenario exercises: they do what they say, and few of them will do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from simulator.content.checks.lint import check
from simulator.content.checks.references import Known
from simulator.content.library.library import Library
from simulator.core.stimuli import stimulus_of
from simulator.core.terms import LineKind
from simulator.proof.coverage.act_choices import ACTS, actions_of
from simulator.proof.coverage.coverage import Coverage
from simulator.proof.coverage.graph import atlas_under
from simulator.proof.coverage.guided_call import choices
from simulator.proof.coverage.suggest import (
    EXACT,
    NO_CALL,
    Suggested,
    Suggestion,
    fewest,
    missing,
    suggest,
)
from simulator.session.run.headless import run
from tests.daily import first_a_day, some_a_day
from tests.session.calls import DEFAULT, GENERIC, LIBRARY, PROFILES

SOURCES = LIBRARY.sources().keys()
FEW = ("handset-lifted-late", "cut-after-55", "another-voice")


def covered(library: Library, paths: Iterable[Path], *profiles: str) -> Coverage:
    coverage = Coverage()
    for path in paths:
        loaded = library.scenario(path)
        force = library.force(loaded.scenario.force or "generic").force
        for name in profiles:
            profile = PROFILES[name]
            coverage.add(loaded, profile, run(loaded.scenario, profile, force))
    return coverage


def paths(*ids: str) -> list[Path]:
    return [LIBRARY.scenario(each).path for each in ids]


def asked(*pairs: tuple[str, str]) -> Suggested:
    return suggest(pairs, PROFILES, GENERIC, SOURCES)


def kept(found: Suggested, folder: Path) -> list[Path]:
    made = [folder / f"{each.id}.yaml" for each in found.files]
    for path, each in zip(made, found.files, strict=True):
        path.write_text(each.text, encoding="utf-8")
    return made


def test_what_a_deleted_scenario_exercised_is_back_with_the_files_suggested(tmp_path: Path) -> None:
    """Take one away, suggest, play the suggestion: the coverage is what it was before."""
    whole = covered(LIBRARY, paths(*FEW), DEFAULT.id)
    less = covered(LIBRARY, paths(*FEW[1:]), DEFAULT.id)
    lost = missing(less) - missing(whole)
    assert len(lost) > 3
    found = suggest(lost, PROFILES, GENERIC, SOURCES)
    assert found.left == {}
    made = kept(found, tmp_path)
    library = Library([tmp_path])
    assert check(library, made) == []
    for path in made:
        scenario = library.scenario(path).scenario
        for profile in PROFILES.values():
            result = run(scenario, profile, GENERIC)
            assert result.passed, (path.name, profile.id, result.expectations)
    assert missing(covered(library, [*paths(*FEW[1:]), *made], DEFAULT.id)) <= missing(whole)


@pytest.mark.parametrize(
    ("row", "profile"),
    some_a_day(
        [
            ("K-3", "iopc_2019"),  # the caller answers a callback
            ("K-7", "iopc_2019"),  # a call that has to be led to its end as well
            ("L-16", "iopc_2019"),  # a held line fails
            ("X-10", "iopc_2019"),  # a sound after the line has failed, and the call is over
            ("R-20", "wmp"),  # one 5 at the very end: only if it comes late
            ("B-4", "herts_old"),  # an operator's mistake
            ("I-24", "surrey_2019"),  # a call handler's choice
        ],
        3,
        rows=True,
    ),
)
def test_a_row_is_come_to_where_it_can_be(row: str, profile: str) -> None:
    found = asked((profile, row))
    (only,) = found.files
    assert only.covers == {(profile, row)}
    assert (found.left, found.exact, found.considered) == ({}, True, 1)
    assert f"    - eventually: {{row: {row}}}" in only.text
    assert "exactly:" not in only.text


@pytest.mark.parametrize(
    ("row", "profile"),
    first_a_day(
        [
            ("I-25", "iopc_2019"),  # officers who arrive just while the incident is offered
            ("A-3", "wmp"),  # location data, which nobody can be made to send
            ("F-3", "surrey_2019"),  # the first handler ends a call
        ],
        rows=True,
    ),
)
def test_where_the_usual_people_do_not_come_to_it_somebody_else_does(
    row: str, profile: str, tmp_path: Path
) -> None:
    """The file says exactly what everybody does; nothing is wrong with it, and it holds."""
    found = asked((profile, row))
    assert found.left == {}
    assert [each.covers for each in found.files] == [{(profile, row)}]
    assert "\nexactly:\n" in found.files[0].text
    (path,) = kept(found, tmp_path)
    library = Library([tmp_path])
    assert check(library, [path]) == []
    for each in PROFILES.values():
        assert run(library.scenario(path).scenario, each, GENERIC).passed


@pytest.mark.thorough
def test_what_no_call_can_come_to_is_said_to_be_so() -> None:
    """For its switches, or for its clocks: here the recording ends before it would ask for 55."""
    timings = replace(DEFAULT.timings, request=60_000)
    hasty = replace(DEFAULT, id="hasty", timings=timings)
    for pair in ((DEFAULT.id, "O-14"), (hasty.id, "R-3")):
        found = suggest([pair], {**PROFILES, hasty.id: hasty}, GENERIC, SOURCES)
        assert (found.files, found.left) == ((), {pair: NO_CALL})


def test_nobody_departs_from_their_part_who_need_not() -> None:
    (only,) = asked(("iopc_2019", "L-2")).files
    assert "\noperator:" not in only.text
    (mistaken,) = asked(("iopc_2019", "O-18")).files
    assert "\noperator:" in mistaken.text
    assert "\ncall_handler:" not in mistaken.text


def test_one_call_comes_to_several_rows_that_lie_on_its_way() -> None:
    found = asked(("iopc_2019", "K-8"), ("iopc_2019", "K-11"))
    assert [len(each.covers) for each in found.files] == [2]


def test_an_id_that_is_taken_is_not_given_again() -> None:
    pair = ("iopc_2019", "D-4")
    first = suggest([pair], PROFILES, GENERIC, SOURCES)
    again = suggest([pair], PROFILES, GENERIC, SOURCES, {first.files[0].id})
    assert [first.files[0].id, again.files[0].id] == ["suggested-d-4", "suggested-d-4-2"]


def test_the_same_is_suggested_every_time() -> None:
    pairs = [("iopc_2019", "K-4"), ("wmp", "R-8")]
    assert asked(*pairs) == asked(*reversed(pairs))


# The fewest ---------------------------------------------------------------------------------------


def files(*covers: str) -> list[Suggestion]:
    return [
        Suggestion(str(number), "", frozenset(("p", row) for row in rows))
        for number, rows in enumerate(covers)
    ]


def found_by(found: Iterable[Suggestion]) -> frozenset[tuple[str, str]]:
    return frozenset().union(*(each.covers for each in found))


def test_the_smallest_set_is_found_where_greed_would_take_more() -> None:
    """The largest file is in no smallest set."""
    found = files("abcd", "abef", "cdgh", "efgh")
    some, exact = fewest(files("abcd", "abx", "cdy"), files("abcdxy")[0].covers)
    assert (len(some), exact) == (2, True)
    some, exact = fewest(found, files("abcdefgh")[0].covers)
    assert (len(some), exact) == (2, True)


def test_what_alone_covers_something_is_taken_whatever_there_is_to_choose_from() -> None:
    found = files(*"abcdefghijklmnopqrst", "ab")
    assert len(found) > EXACT
    some, exact = fewest(found, files("abcdefghijklmnopqrst")[0].covers)
    assert exact
    assert [each.id for each in some] == [str(number) for number in range(2, 21)]


def test_of_many_to_choose_from_some_are_chosen_greedily_and_it_says_so() -> None:
    pairs = [first + second for first, second in pairwise("abcdefghijklmnopqrst")]
    found = files(*pairs, *pairs)
    some, exact = fewest(found, files("abcdefghijklmnopqrst")[0].covers)
    assert not exact
    assert frozenset().union(*(each.covers for each in some)) == found_by(found)
    assert len(some) < len(pairs)


def test_of_nothing_nothing_is_needed() -> None:
    assert fewest([], []) == ((), True)


# What it stands on --------------------------------------------------------------------------------


def test_every_act_that_can_be_put_in_is_what_the_flow_takes_it_for() -> None:
    for stimulus, (role, act) in ACTS.items():
        (action,) = actions_of(role, act)
        assert stimulus_of(role, action) is stimulus


def test_distances_are_of_shortest_ways() -> None:
    """From dialling to ringing back: one less for each move along the way."""
    atlas = atlas_under(DEFAULT.switches, DEFAULT.timings)
    far = atlas.distances({"K-3"})
    node = atlas.starts(far)[0]
    assert node[0].kind is LineKind.MOBILE
    steps = []
    while far.get(node):
        steps.append(far[node])
        move = atlas.next_move(node, {"K-3"}, far)
        assert move is not None
        if "K-3" in move.step.rows:
            break
        node = move.after
    assert steps == list(range(steps[0], 0, -1))
    assert atlas.distances({"O-14"}) == {}


def test_fewest_departures_come_first() -> None:
    sizes = [len(some) for some in choices()]
    assert sizes == sorted(sizes)
    assert sizes[0] == 0


def test_known_sources_only() -> None:
    (only,) = suggest([("iopc_2019", "D-4")], PROFILES, GENERIC, ["P15"]).files
    assert "\nsources: [P15]\n" in only.text
    assert Known(LIBRARY).sources
