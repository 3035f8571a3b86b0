"""The mutation check: would anything notice a fault in the flow?"""

from functools import lru_cache

import pytest

from simulator.core.flow import UK
from tests.daily import first_a_day
from tests.proof.broken import FORCE, PROPERTIES, QUESTIONS, profile
from tests.proof.mutants import MUTANTS, Hunt, hunt_with_everything
from tests.session.calls import LIBRARY

all_acts = lru_cache(maxsize=1)(hunt_with_everything)
FAMILIES = sorted({mutant.row.partition("-")[0] for mutant in MUTANTS.values()})
SAMPLED = {
    "O-1 deleted": "the tables",
    "D-2 where not no network": "the tables",
    "R-5 left without effect": "scenario partner-in-the-room",
    "I-7 leads to deployed": "property deployed-means-officers-were-sent",
    "hold halved": "property a-held-line-is-held-for-45-seconds",
    "hold doubled": "property a-held-line-is-not-held-longer",
}
"""About one in a hundred, each kind of killer among them."""


def small_hunt(scenarios: tuple[str, ...], *properties: str) -> Hunt:
    """A hunt under the usual profile, with a few scenarios and properties."""
    played = [(LIBRARY.scenario(name).scenario, FORCE) for name in scenarios]
    return Hunt([profile()], played, [PROPERTIES[name] for name in properties], FORCE, QUESTIONS)


@pytest.fixture(scope="module")
def hunt() -> Hunt:
    return small_hunt(
        ("partner-in-the-room", "quiet-throughout", "handset-lifted"),
        "a-held-line-is-held-for-45-seconds",
        "a-held-line-is-not-held-longer",
        "deployed-means-officers-were-sent",
    )


@pytest.mark.parametrize("name", first_a_day(SAMPLED, 2))
def test_a_fault_is_noticed(name: str, hunt: Hunt) -> None:
    assert [fate.killer for fate in hunt.kill(MUTANTS[name])] == [SAMPLED[name]]


def test_a_fault_that_nothing_notices_survives() -> None:
    """With no scenario and no property only the tables are left."""
    blind = small_hunt(())
    assert [fate.killer for fate in blind.kill(MUTANTS["O-1 deleted"])] == ["the tables"]
    for name in ("R-5 left without effect", "hold halved"):
        assert [tuple(fate) for fate in blind.kill(MUTANTS[name])] == [("iopc_2019", "")]


def test_every_row_is_deleted_led_elsewhere_and_negated() -> None:
    """Every way, once, and nothing that changes nothing."""
    rows = {row.id: row for table in (UK.line, UK.incident) for row in table.rows}
    for name, row in rows.items():
        own = [each.id for each in MUTANTS.values() if each.row == name]
        assert f"{name} deleted" in own
        assert sum("leads to" in each for each in own) == 1
        assert sum("where" in each for each in own) == len(row.when)
    assert all(each.flow != UK for each in MUTANTS.values() if each.row)


@pytest.mark.thorough
@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family or "timings")
def test_no_mutant_survives(family: str) -> None:
    """Of each family of rows, and of the timings; every mutant is reached under some profile."""
    for mutant in MUTANTS.values():
        if mutant.row.partition("-")[0] == family:
            fates = all_acts().kill(mutant)
            assert fates, f"no call reaches what {mutant.id} changes"
            assert all(fate.killer for fate in fates), (mutant.id, fates)
