"""What could be done at a decision point, and what might come of it: never always the same."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from simulator.awareness.continuations import (
    AT_ONCE,
    DRAWS,
    Branch,
    Continuation,
    drawn,
    options_of,
    points,
)
from simulator.awareness.narration import hard, may_be_hard, overheard
from simulator.core.log import Entry, FlowEvent
from simulator.core.terms import Loudness, Outcome, Role
from simulator.session.random_stream import RandomStream
from simulator.session.run.headless_run import run
from tests.awareness.rooms import decisions, played
from tests.daily import some_a_day
from tests.session.calls import LIBRARY
from tests.session.sitting import SHIPPED

WITH_POINTS = [name for name, scenario in SHIPPED.items() if scenario.decision_points]
of_some_calls = pytest.mark.parametrize("name", some_a_day(WITH_POINTS, 12))
MANY = 40
"""Draws of one option."""


def sequel(found: Continuation) -> list[tuple[object, ...]]:
    return [(entry.at, entry.actor, entry.body) for entry in found.after]


def many(name: str, number: int, option: str) -> list[Continuation]:
    """Many continuations of an option at a decision of a shipped call."""
    _, branches = decisions(name)[number]
    branch = next(branch for branch in branches if branch.option.name == option)
    return [branch.continuation(draw) for draw in range(MANY)]


@pytest.mark.parametrize("name", some_a_day(sorted(SHIPPED), 12))
def test_a_call_is_played_as_in_a_run(name: str) -> None:
    """Nothing about a room changes what happens."""
    of = played(name)
    assert list(of.log) == list(run(of.scenario, of.profile, of.force).log)


@of_some_calls
def test_up_to_the_decision_every_continuation_is_the_call_that_the_group_saw(name: str) -> None:
    of = played(name)
    for point, branches in decisions(name):
        for found in (draw for branch in branches for draw in branch.draws):
            assert list(found.log[: found.since]) == list(of.log[: found.since])
            assert found.since > point.seq
            assert all(entry.at >= point.at for entry in found.after)


@of_some_calls
def test_a_few_options_are_offered_and_every_continuation_comes_to_an_end(name: str) -> None:
    """At most four at a time; the flow allows each, and everybody goes on from it.

    Where another role still has the line, a group only talks: a call handler has no act yet.
    """
    for point, branches in decisions(name):
        least = 0 if point.point.who is Role.CALL_HANDLER else 1
        assert least <= len(branches) <= AT_ONCE, f"at {point.point.when}"
        for branch in branches:
            assert len(branch.draws) == DRAWS
            for found in branch.draws:
                assert found.outcome is not None, branch.option.name
                role = point.point.who
                assert branch.option in options_of(role, SHIPPED[name], played(name).profile)


@of_some_calls
def test_no_act_of_the_caller_is_always_followed_by_the_same(name: str) -> None:
    """Across seeds: another continuation comes of it some day."""
    of = played(name)
    for point, branches in decisions(name):
        if point.point.who is not Role.CALLER:
            continue
        for branch in branches:
            if branch.option.name in ("hang-up", "stay-silent") and not of.scenario.near:
                continue  # With nobody near and the phone down, nothing is left to differ.
            assert differs(branch), branch.option.name


def differs(branch: Branch) -> bool:
    first = sequel(branch.draws[0])
    if any(sequel(draw) != first for draw in branch.draws):
        return True
    others = (replace(branch, played=replace(branch.played, seed=seed)) for seed in range(1, MANY))
    return any(sequel(other.continuation(0)) != first for other in others)


@of_some_calls
def test_a_content_note_names_all_that_may_be_hard_in_any_continuation(name: str) -> None:
    of, scenario = played(name), SHIPPED[name]
    named = {*hard(of.log, of.outcome, scenario), *may_be_hard(scenario)}
    for _, branches in decisions(name):
        for draw in (draw for branch in branches for draw in branch.draws):
            assert set(hard(draw.after, draw.outcome, scenario)) <= named


def test_the_same_seed_draws_the_same() -> None:
    assert list(map(sequel, many("quiet-throughout", 0, "tap"))) == list(
        map(sequel, many("quiet-throughout", 0, "tap"))
    )


@pytest.mark.parametrize(
    ("number", "option"),
    [(0, "tap"), (0, "whisper-police"), (0, "press-55"), (1, "press-55"), (1, "stay-silent")],
)
def test_no_option_always_reaches_help_and_none_never(number: int, option: str) -> None:
    """Neither a key nor a sound always brings officers: it may take too long to be safe."""
    found = {each.outcome for each in many("quiet-throughout", number, option)}
    assert {Outcome.DEPLOYED, Outcome.NO_RESPONSE_TO_RECORDING} <= found


@pytest.mark.parametrize("option", ["press-55", "tap", "whisper-police"])
def test_a_sound_or_a_key_may_be_overheard_and_may_not(option: str) -> None:
    """Key tones too; and a person who hears does not always take the phone."""
    noticed = [overheard(each.after) for each in many("quiet-throughout", 0, option)]
    assert {(), ("take_phone",), ("come_closer",)} <= set(noticed)


def test_the_louder_an_act_the_likelier_is_it_that_a_person_near_hears_it() -> None:
    """The scenario names the quietest that they notice; the draw moves it, or takes it away."""
    script = SHIPPED["quiet-throughout"].calls_in_order[0]
    seeds = [drawn(script, RandomStream(seed, "x")).overhearing for seed in range(300)]

    def heard(level: Loudness) -> int:
        return sum(each is not None and each.at_least <= level for each in seeds)

    shares = [heard(level) for level in Loudness]
    assert shares == sorted(shares)
    assert heard(Loudness.BREATH) == 0
    assert 0 < heard(Loudness.KEY) < heard(Loudness.TAP) < heard(Loudness.WHISPER) < 300


def test_with_nobody_near_nobody_overhears() -> None:
    script = SHIPPED["pocket-dial-walking"].calls_in_order[0]
    assert not script.near
    for seed in range(50):
        unknowns = drawn(script, RandomStream(seed, "x"))
        assert unknowns.overhearing is None
        assert not unknowns.voices


def test_a_caller_who_leaves_the_script_does_not_do_what_it_says() -> None:
    """The caller of this call presses 55 when asked; the group says that they make no sound."""
    of = played("evening-in-the-office")
    _, branches = decisions("evening-in-the-office")[-1]
    silent = next(branch for branch in branches if branch.option.name == "stay-silent").draws
    quiet = next(draw for draw in silent if draw.outcome is Outcome.NO_RESPONSE_TO_RECORDING)
    assert acts_of_the_caller(quiet.after) == ["stay_silent"]
    assert acts_of_the_caller(of.log[quiet.since :])[:2] == ["press", "press"]


def acts_of_the_caller(entries: Sequence[Entry]) -> list[str]:
    return [entry.body.kind for entry in entries if entry.actor is Role.CALLER]


def test_decision_points_are_met_where_their_cue_is_heard() -> None:
    for name in WITH_POINTS:
        of = played(name)
        for point in points(of):
            entry = of.log[point.seq]
            assert entry.at == point.at
            assert not isinstance(entry.body, FlowEvent) or entry.body.kind == "stage"
    assert len(points(played("quiet-throughout"))) == 2


def test_a_shipped_decision_point_names_a_seat_that_its_scenario_has() -> None:
    for name in WITH_POINTS:
        scenario = LIBRARY.scenario(name).scenario
        for point in scenario.decision_points:
            assert point.who in scenario.seats, name
