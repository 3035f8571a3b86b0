"""What could be done at a decision point, and what might come of it: never always the same."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

import pytest

from simulator.awareness.continuations import (
    AT_ONCE,
    Continuation,
    PlayedScenario,
    drawn,
    options_of,
    points,
)
from simulator.awareness.narration import may_be_hard, narrate, overheard
from simulator.awareness.results import result
from simulator.content.scenario.environment import CastText
from simulator.core.log import Entry, FlowEvent
from simulator.core.terms import Loudness, Outcome, Role
from simulator.review.ending import how_it_ends
from simulator.session.log_json import json_line
from simulator.session.random_stream import RandomStream
from simulator.session.run.headless_run import run
from tests.awareness.rooms import SAY, decisions, played
from tests.daily import these_a_day
from tests.session.sitting import SHIPPED

WITH_POINTS = [name for name, scenario in SHIPPED.items() if scenario.decision_points]
of_some_calls = pytest.mark.parametrize(
    "name", these_a_day(WITH_POINTS, "low-battery", "pizza-please")
)
MANY = 40
"""Most draws of one option."""
LEANS = (SAY("because-marker"), SAY("because-doubt_and_marker"))


def sequel(found: Continuation) -> list[tuple[object, ...]]:
    return [(entry.at, entry.actor, entry.body) for entry in found.after]


def many(number: int, option: str) -> Iterator[Continuation]:
    """Yield continuations of an option at a decision of the call quiet-throughout."""
    _, branches = decisions("quiet-throughout")[number]
    branch = next(branch for branch in branches if branch.name == option)
    return (branch.continuation(draw) for draw in range(MANY))


@of_some_calls
def test_a_call_is_played_as_in_a_run_and_its_points_are_met_where_their_cue_is_heard(
    name: str,
) -> None:
    """Nothing about a room changes what happens. A point is for a seat that the scenario has."""
    of = played(name)
    assert list(of.log) == list(run(of.scenario, of.profile, of.force).log)
    for point in points(of):
        entry = of.log[point.seq]
        assert entry.at == point.at
        assert not isinstance(entry.body, FlowEvent) or entry.body.kind == "stage"
    assert {point.who for point in of.scenario.decision_points} <= {*of.scenario.seats}


@of_some_calls
def test_every_continuation_is_the_call_that_the_group_saw_and_then_another(name: str) -> None:
    """At most four options at a time; the flow allows each, and everybody goes on from it.

    Where another role still has the line, a group only talks: a call handler has no act yet. The
    content note names all that may be hard in any of them, and each can be told.
    """
    of, scenario = played(name), SHIPPED[name]
    named = may_be_hard(scenario, of.log, of.outcome)
    assert told_in_order(of.log, of)
    for point, branches in decisions(name):
        role = point.point.who
        least = 0 if role is Role.CALL_HANDLER else 1
        assert least <= len(branches) <= AT_ONCE, f"at {point.point.when}"
        assert {b.name for b in branches} <= {*options_of(role, scenario, of.profile)}
        for found in (branch.continuation(draw) for branch in branches for draw in range(3)):
            assert list(found.log[: found.since]) == list(of.log[: found.since])
            assert found.since > point.seq
            assert all(entry.at >= point.at for entry in found.after)
            assert found.outcome is not None
            reactions = overheard(found.after)
            assert not reactions or "overheard" in named or overheard(of.log)
            assert all(SAY(f"overheard-{each}") for each in reactions)
            assert all(SAY(f"hard-{each}") for each in named)
            assert told_in_order(found.log, of)
            if found.outcome in (Outcome.DEPLOYED, Outcome.NO_RESPONSE_TO_RECORDING):
                assert all(result(found.log, found.outcome, of.profile, SAY)[::2])


def told_in_order(log: Sequence[Entry], of: PlayedScenario) -> bool:
    """Whether a reason that leans on an earlier report is told after the report."""
    told = [line.text for line in narrate(log, of.profile, SAY)]
    how = result(log, None, of.profile, SAY)
    leans = any(on in each for each in how for on in LEANS)
    return not leans or told.index(SAY("result-marked")) < told.index(SAY("act-deploy"))


def test_the_same_seed_draws_the_same() -> None:
    first, again = (list(map(sequel, islice(many(0, "tap"), 3))) for _ in range(2))
    assert first == again


@pytest.mark.parametrize(
    ("number", "option"),
    [(0, "tap"), (0, "whisper-police"), (0, "press-55"), (1, "press-55"), (1, "stay-silent")],
)
def test_no_option_always_reaches_help_and_none_never(number: int, option: str) -> None:
    """Neither a key nor a sound always brings officers: it may take too long to be safe.

    A sound or a key may be overheard, key tones too; a person who hears may not take the phone.
    """
    missing = {Outcome.DEPLOYED, Outcome.NO_RESPONSE_TO_RECORDING}
    unnoticed = {(), ("take_phone",), ("come_closer",)} if number == 0 else set()
    for each in many(number, option):
        missing -= {each.outcome}
        unnoticed -= {overheard(each.after)}
        if not missing | unnoticed:
            return
    raise AssertionError(f"never {missing} {unnoticed}")


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


def test_a_caller_who_leaves_the_script_does_not_do_what_it_says() -> None:
    """The caller of this call presses 55 when asked; the group says that they make no sound."""
    of = played("evening-in-the-office")
    _, branches = decisions("evening-in-the-office")[-1]
    silent = next(branch for branch in branches if branch.name == "stay-silent")
    draws = map(silent.continuation, range(MANY))
    quiet = next(draw for draw in draws if draw.outcome is Outcome.NO_RESPONSE_TO_RECORDING)
    assert acts_of_the_caller(quiet.after) == ["stay_silent"]
    assert acts_of_the_caller(of.log[quiet.since :])[:2] == ["press", "press"]


def acts_of_the_caller(entries: Sequence[Entry]) -> list[str]:
    return [entry.body.kind for entry in entries if entry.actor is Role.CALLER]


def test_the_ways_that_a_decision_may_go_on_end_in_more_than_two_ways() -> None:
    """Officers sent is no end: what they found is drawn for each way (practice2 5)."""
    found = [
        how_it_ends(draw.log)
        for name in ("evening-in-the-office", "partner-in-the-room")
        for _, branches in decisions(name)
        for branch in branches
        for draw in map(branch.continuation, range(5))
        if draw.outcome is Outcome.DEPLOYED
    ]
    assert len(set(found)) >= 4
    assert max(map(found.count, set(found))) <= len(found) * 3 / 4


@pytest.mark.parametrize("name", ["partner-in-the-room", "hears-nothing"])
def test_a_group_never_meets_a_call_that_is_handled_badly(name: str) -> None:
    """Whatever a file says of its cast: what a room is shown, and every way of going on from it."""
    scenario = SHIPPED[name]
    own = scenario.cast or CastText()
    cast = own.model_copy(update={"handler": "poor", "operator": "poor"})
    badly = scenario.model_copy(update={"cast": cast})
    good, other = played(name), replace(played(name), scenario=badly)
    assert list(map(json_line, other.log)) == list(map(json_line, good.log))
    ways = [[sequel(b.continuation(0)) for b in each[:2]] for _, each in good.decisions]
    assert [[sequel(b.continuation(0)) for b in each[:2]] for _, each in other.decisions] == ways
    usual = run(badly, good.profile, good.force, good.seed)
    assert usual.lapses, "the file's own cast does handle it badly, elsewhere"
