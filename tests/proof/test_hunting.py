"""Mistakes in the flow: that they are made and noticed, and what is told of survivors."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from simulator.content.rules.survivors import reasons_to_survive
from simulator.core.flow import UK
from simulator.proof.verify.mutants import every_mutant, mutants_of_timings
from simulator.proof.verify.mutation_run import Hunt, by_family
from simulator.proof.verify.tallying import Fate, tally
from tests.proof.broken import CLAIMS, FORCE, LIBRARY, QUESTIONS, profile

SAMPLED = (
    "O-1 deleted",
    "D-2 where not no network",
    "R-5 left without effect",
    "I-7 leads to deployed",
)
"""About one in a hundred; `tests/thorough` makes every mistake."""


@pytest.fixture(scope="module")
def hunt() -> Hunt:
    """A hunt under the usual profile, with a few scenarios."""
    names = ("partner-in-the-room", "quiet-throughout", "handset-lifted")
    scenarios = [(LIBRARY.scenario(name).scenario, FORCE) for name in names]
    claims = [
        CLAIMS["a-held-line-is-held-for-45-seconds"],
        CLAIMS["a-held-line-is-not-held-longer"],
        CLAIMS["deployed-means-officers-were-sent"],
    ]
    return Hunt([profile()], scenarios, claims, FORCE, QUESTIONS)


@pytest.mark.parametrize("name", SAMPLED)
def test_a_mistake_in_a_row_is_noticed(name: str, hunt: Hunt) -> None:
    mutant = next(each for each in every_mutant() if each.id == name)
    fates = hunt.kill(mutant)
    assert fates
    assert fates[-1].killer


def test_a_mistake_in_a_timing_is_noticed(hunt: Hunt) -> None:
    found = {each.id: hunt.kill(each) for each in mutants_of_timings() if "hold" in each.id}
    assert found["hold halved"][0].killer == "property a-held-line-is-held-for-45-seconds"
    assert found["hold doubled"][0].killer == "property a-held-line-is-not-held-longer"


def test_what_no_call_comes_to_is_no_mistake_there(hunt: Hunt) -> None:
    """Under the usual profile nobody asks for a sound first."""
    idle = [each for each in every_mutant() if each.id in ("R-1 deleted", "sound_prompt halved")]
    assert [hunt.kill(each) for each in idle] == [[], []]


def test_every_row_is_deleted_led_elsewhere_and_negated() -> None:
    """Every way, once, and nothing that changes nothing."""
    mutants = every_mutant()
    rows = {row.id: row for table in (UK.line, UK.incident) for row in table.rows}
    assert len({each.id for each in mutants}) == len(mutants)
    for name, row in rows.items():
        own = [each.id for each in mutants if each.row == name]
        assert f"{name} deleted" in own
        assert sum("leads to" in each for each in own) == 1
        assert sum("where" in each for each in own) == len(row.when)
    assert all(each.flow != UK for each in mutants if each.row)


def test_mistakes_are_told_of_family_by_family() -> None:
    """As soon as a family is done with, and in the order in which they are made."""
    mutants = every_mutant()
    wanted = ("D-1 deleted", "D-2 deleted", "O-1 deleted", "hold halved")
    places = [place for place, each in enumerate(mutants) if each.id in wanted]
    asked: list[str] = []

    def became() -> Iterator[list[Fate]]:
        for place in places:
            asked.append(mutants[place].id)
            yield [Fate(mutants[place].id, "iopc_2019", "the tables")]

    families = by_family(places, became())
    made, fates = next(families)
    assert [each.id for each in made] == ["D-1 deleted", "D-2 deleted"]
    assert [fate.mutant for each in fates for fate in each] == ["D-1 deleted", "D-2 deleted"]
    assert asked == ["D-1 deleted", "D-2 deleted", "O-1 deleted"]
    assert [[each.id for each in made] for made, _ in families] == [
        ["O-1 deleted"],
        ["hold halved"],
    ]


def test_survivors_are_told_apart_by_their_reasons() -> None:
    """Without a reason, with one, and with one that is wrong."""
    fates = [
        [Fate("a", "iopc_2019", "the tables")],
        [Fate("b", "iopc_2019", "scenario x")],
        [Fate("c", "iopc_2019")],
        [Fate("d", "wmp")],
        [],
    ]
    found = tally(fates, {"c": "it is right", "b": "it was right once"})
    assert found.killed == {"tables": 1, "scenarios": 1, "properties": 0}
    assert found.under == {"iopc_2019": 2}
    assert found.idle == 1
    assert [fate.mutant for fate in found.survivors] == ["c"]
    assert [fate.mutant for fate in found.unexplained] == ["d"]
    assert found.killed_after_all == ("b",)
    assert not found.sound
    assert tally(fates[:1], {}).sound


def test_reasons_name_mistakes_that_are_made() -> None:
    assert set(reasons_to_survive()) <= {each.id for each in every_mutant()}
