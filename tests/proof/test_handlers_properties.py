"""How the call handler's properties are decided: completely, or as far as calls were visited."""

from __future__ import annotations

from dataclasses import replace

import pytest

from simulator.core.terms import Role
from simulator.proof.vague.anywhere import alike
from simulator.proof.vague.kept import KEPT, kept_for
from simulator.proof.verify import decide as deciding
from simulator.proof.verify.decide import Decider, Status
from simulator.proof.verify.verification import settings_for, work_for
from simulator.rules.claims import Claim
from tests.proof.broken import CLAIMS, FORCE, LIBRARY, QUESTIONS, claim, decided

OF_HANDLER = [each for each in CLAIMS.values() if each.whose is Role.CALL_HANDLER]
PROFILES = [loaded.profile for loaded in LIBRARY.profiles()]
FORCES = [loaded.force for loaded in LIBRARY.forces()]
OURS = "kind: procedure\nwhose: call_handler\nmodality: always\n"
FIRST = "who-this-is-comes-first"


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """With nothing left open only a few calls are visited."""
    monkeypatch.setattr(deciding, "MOST", 20)


def test_every_shipped_one_can_be_decided_completely() -> None:
    assert OF_HANDLER
    assert all(kept_for(each) for each in OF_HANDLER)


def test_another_rule_of_the_same_name_is_not() -> None:
    """What has to be kept was said of the shipped rule alone."""
    other = claim(OURS + "rule: {never: {act: deploy}}")
    assert kept_for(replace(other, id=FIRST)) is None


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize(
    ("rule", "status"),
    [
        ("{never: {act: answer, by: call_handler}}", Status.FAILS),
        ("{never: {outcome: not_connected}}", Status.BOUNDED),
    ],
)
def test_one_of_somebodys_own_is_decided_as_far_as_calls_were_visited(
    rule: str, status: Status
) -> None:
    found = decided(claim(f"{OURS}rule: {rule}"))
    assert found.status is status
    assert (found.course is not None) == (status is Status.FAILS)


@pytest.mark.thorough
@pytest.mark.usefixtures("few")
def test_what_seems_broken_with_too_little_kept_is_no_more_than_doubt(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """No call shows it, so it neither fails nor is decided."""
    monkeypatch.setitem(KEPT, FIRST, KEPT["the-line-is-kept"])
    found = decided(CLAIMS[FIRST])
    assert found.status is Status.BOUNDED
    assert found.course is None


def test_all_profiles_and_forces_that_are_asked_for_are_in_one_visit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each claim stands once, with the first profile that it concerns."""
    seen: list[tuple[int, int]] = []

    def visited(flow: object, forces: tuple[object, ...], *_: object) -> object:
        seen.append((len(flow.profiles), len(forces)))  # type: ignore[attr-defined]
        return Visited()

    class Visited:
        states, moves, broken = 7, 9, ()

        def watch(self) -> Visited:
            return self

    monkeypatch.setattr(deciding, "World", visited)
    first, *_ = settings_for(PROFILES, FORCE, FORCES, QUESTIONS)
    found = Decider(first).decide(CLAIMS[FIRST])
    assert seen == [(len(PROFILES), len(FORCES))]
    assert (found.status, found.states, found.moves) == (Status.HOLDS, 7, 9)
    assert f"{len(PROFILES)} profiles and {len(FORCES)} forces" in found.where


def standing_with(claims: list[Claim]) -> list[tuple[str, str]]:
    work = work_for(PROFILES, claims)
    return [(piece.profile, each.id) for piece in work for each in piece.claims]


def test_a_claim_stands_with_the_first_profile_that_it_concerns() -> None:
    first, second = (each.id for each in PROFILES[:2])
    only = replace(CLAIMS[FIRST], id="only", profiles=(second,))
    assert standing_with([CLAIMS[FIRST], only]) == [(first, FIRST), (second, "only")]


def test_forces_with_other_grades_are_visited_by_themselves() -> None:
    """Grades are told by their ranks; a force that has one grade fewer has other ranks."""
    assert alike(FORCES) == [tuple(FORCES)]
    fewer = replace(FORCE, id="fewer", grades=FORCE.grades[:-1])
    assert alike([FORCE, fewer, FORCE]) == [(FORCE, FORCE), (fewer,)]
