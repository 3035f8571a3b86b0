"""How often seeds decide otherwise, where good practice leaves a choice.

``python -m tests.benchmarks.decisions`` prints, for seeds 0 to 3, each shipped scenario in which a
choice of the sheet came up for the call handler, and the ways that the seeds took. Seeds differ if
one of them did something by a way that another, for which the choice came up as well, did not take.
"""

from collections.abc import Sequence
from typing import NamedTuple

from simulator.content.library.library import Library
from simulator.content.scenario.scenario import Scenario
from simulator.core.flow import MOBILES
from simulator.core.terms import Outcome, Role
from simulator.guidance.rows import ChoiceOption
from simulator.session.people.guided_person import GuidedPerson
from simulator.session.run.cast import Cast
from simulator.session.run.headless_run import play, sessions

SEEDS = range(4)
SUPERVISOR = "second_view"
"""The choice that comes up in nearly every long call, and so says little alone."""


class Decided(NamedTuple):
    """What the seeds decided in one scenario."""

    scenario: str
    ways: tuple[tuple[tuple[str, str], ...], ...]
    """For each seed the choices that came up, and the way that was taken of each."""
    followed: tuple[frozenset[ChoiceOption], ...]
    """For each seed the ways by which something was done."""
    outcomes: frozenset[Outcome | None]

    @property
    def different(self) -> tuple[str, ...]:
        """The choices by which one seed did what another, with the same choice, left out."""
        done = frozenset[ChoiceOption]().union(*self.followed)
        others = [dict(taken) for taken in self.ways]
        return tuple(
            sorted(
                {
                    w.choice
                    for w in done
                    if any(taken.get(w.choice, w.name) != w.name for taken in others)
                }
            )
        )

    @property
    def differ(self) -> bool:
        """Whether the seeds differ in any."""
        return bool(self.different)

    @property
    def besides(self) -> tuple[str, ...]:
        """The choices that differ, apart from when the supervisor is asked."""
        return tuple(each for each in self.different if each != SUPERVISOR)


def decided(library: Library, scenario: Scenario, seeds: Sequence[int] = SEEDS) -> Decided:
    """Run a scenario under some seeds, and return what was decided."""
    profile, force = library.profile().profile, library.force(scenario.force or "generic").force
    ways, followed, outcomes = [], [], set()
    for seed in seeds:
        taken: dict[str, str] = {}
        done: set[ChoiceOption] = set()
        for session in sessions(Cast(scenario, profile, force, seed), []):
            play(session, session.now)
            for each in session.participants:
                if isinstance(each, GuidedPerson) and each.role is Role.CALL_HANDLER:
                    taken |= each.ways_taken
                    done |= each.ways_followed
            outcome = session.outcome
        if scenario.line not in MOBILES:
            # Nobody can write to such a phone, so each way comes to a ring.
            taken.pop("contact", None)
        ways.append(tuple(sorted(taken.items())))
        followed.append(frozenset(done))
        outcomes.add(outcome)
    return Decided(scenario.id, tuple(ways), tuple(followed), frozenset(outcomes))


def main() -> None:
    """Print what the seeds decided."""
    library = Library()
    scenarios = [library.scenario(each.path).scenario for each in library.scenarios()]
    found = [decided(library, each) for each in scenarios]
    with_choice = [each for each in found if any(each.ways)]
    for each in with_choice:
        shown = " | ".join(", ".join(f"{c}: {w}" for c, w in taken) or "-" for taken in each.ways)
        print(f"{'differ' if each.differ else 'alike '}  {each.scenario:<24} {shown}")
        print(f"        in: {', '.join(each.different) or 'nothing'}")
    differ = sum(each.differ for each in with_choice)
    print(f"{len(with_choice)} of {len(found)} scenarios leave a choice; seeds differ in {differ}")
    besides = sum(bool(each.besides) for each in with_choice)
    apart = [e for e in with_choice if {c for taken in e.ways for c, _ in taken} != {SUPERVISOR}]
    print(
        f"apart from when the supervisor is asked: {len(apart)} leave a choice, "
        f"and seeds differ in {besides}"
    )


if __name__ == "__main__":
    main()
