"""Coverage by scenarios: which rows of the flow, and of guidance, they exercise.

A fold over finished runs. For each row it stores the first scenario that exercised it, and how many
runs did. Which rows need which switches is data (`row_needs.yaml`); a test compares it with a
search of every call.
"""

from collections import Counter
from fractions import Fraction

from simulator.content.library.library import Library
from simulator.content.scenario.scenario import Scenario
from simulator.core.flow import AGAIN
from simulator.core.profile import Force, Profile
from simulator.guidance.rows import GuidanceRow
from simulator.guidance.tables import TABLES, followed, guidance_of
from simulator.review.ending import ROWS, how_it_ends
from simulator.session.run.call_people import procedure
from simulator.session.run.headless_run import HeadlessResult
from simulator.session.run.perceived_log import perceived

GUIDANCE: dict[str, GuidanceRow] = {row.id: row for table in TABLES for row in table.rows}
"""Every row of guidance by id. The simulated people follow them; which fire depends on the call."""
PARTS = ("rows", "guidance")
"""Rows of the flow, and rows of guidance."""

_AGAIN = [row.id for table in (AGAIN.line, AGAIN.incident) for row in table.rows]
"""Rows of the flow of a call that begins while the incident of the same caller is open."""


class ProfileCoverage:
    """Coverage under one profile."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile.id
        self.excuses = Library().row_needs().excuses(profile.switches)
        """Rows that cannot fire under it, each with the reason."""
        rows = [row for row in dict.fromkeys((*ROWS, *_AGAIN)) if row not in self.excuses]
        self.reachable: dict[str, list[str]] = {"rows": rows, "guidance": list(GUIDANCE)}
        self.found: dict[str, dict[str, str]] = {part: {} for part in PARTS}
        """The rows that were exercised, each with the first scenario."""
        self.passed: Counter[str] = Counter()
        """How many runs passed at each row."""
        self.runs = 0
        self.endings: Counter[str] = Counter()
        """How many runs came to each ending; one of which nobody can know is left out."""

    def add(
        self, scenario: Scenario, profile: Profile, force: Force, result: HeadlessResult
    ) -> None:
        """Add a finished run."""
        self.runs += 1
        if ending := how_it_ends(result.log):
            self.endings[ending] += 1
        rows, advice = self.found.values()
        passed = {row for entry in result.log for row in entry.rows}
        for row in passed:
            rows.setdefault(row, scenario.id)
        for table in TABLES:
            guidance = guidance_of(table.role, profile, force)
            flow = procedure(profile.switches, profile.timings)
            heard = perceived(result.log, flow, scenario.coverage, table.role)
            for act in followed(guidance, heard):
                if act.row is not None:
                    advice.setdefault(act.row.id, scenario.id)
                    passed.add(act.row.id)
        self.passed.update(passed)

    def covered(self, part: str) -> list[str]:
        """Return the exercised rows of a part, in the order of the tables."""
        return [name for name in self.reachable[part] if name in self.found[part]]

    def missed(self, part: str) -> list[str]:
        """Return the rows of a part that could be exercised and were not."""
        return [name for name in self.reachable[part] if name not in self.found[part]]


class CoverageReport:
    """Coverage for each profile and over all."""

    def __init__(self) -> None:
        self.profiles: dict[str, ProfileCoverage] = {}
        self.scenarios: set[str] = set()
        """The ids of the scenarios that ran."""

    def add(
        self, scenario: Scenario, profile: Profile, force: Force, result: HeadlessResult
    ) -> None:
        """Add a finished run, and its profile."""
        self.scenarios.add(scenario.id)
        if profile.id not in self.profiles:
            self.profiles[profile.id] = ProfileCoverage(profile)
        self.profiles[profile.id].add(scenario, profile, force, result)

    @property
    def runs(self) -> int:
        """How many runs there were."""
        return sum(held.runs for held in self.profiles.values())

    def over_all(self, part: str) -> tuple[list[str], list[str]]:
        """Return the rows exercised under at least one profile, and those under none."""
        every = self.profiles.values()
        names = dict.fromkeys(name for held in every for name in held.reachable[part])
        found = {name for held in every for name in held.found[part]}
        return [n for n in names if n in found], [n for n in names if n not in found]

    def missing_under(self, part: str, name: str) -> list[str]:
        """Return the profiles under which a row can be exercised and was not."""
        return [held.profile for held in self.profiles.values() if name in held.missed(part)]

    def excuses(self) -> dict[str, dict[str, str]]:
        """Return the rows that cannot fire under some profile: row, then profile, then reason."""
        found: dict[str, dict[str, str]] = {}
        for held in self.profiles.values():
            for row, why in held.excuses.items():
                found.setdefault(row, {})[held.profile] = why
        return found

    @property
    def percent(self) -> Fraction:
        """Percentage of reachable rows of the flow that were exercised, over the profiles."""
        reachable = sum(len(held.reachable["rows"]) for held in self.profiles.values())
        covered = sum(len(held.covered("rows")) for held in self.profiles.values())
        return Fraction(100 * covered, reachable) if reachable else Fraction(100)
