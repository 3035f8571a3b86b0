"""Checks of scenarios that need to know what a call can come to: `check` shows them as warnings.

What they find is certain, whatever the seed and whoever sits in the other seats: nothing is
sampled, and no run is needed. A scenario is looked at under every profile, and only what is so
under all of them is a finding.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from functools import partial
from itertools import combinations, count, islice
from pathlib import Path
from typing import Any

from simulator.content.checks import lint as content
from simulator.content.diagnostics.validate import Found
from simulator.content.files.paths import leading
from simulator.content.library.library import DEFAULT_PROFILE, Library
from simulator.content.scenario.scenario import Scenario
from simulator.content.yaml.document import Trail, in_words
from simulator.core.profile import Profile
from simulator.core.terms import Outcome, Role
from simulator.errors import ContentError, LibraryError, Problem
from simulator.proof.lint.cue_reach import Doings, Place, Vain, doings
from simulator.proof.lint.expectations import Fate, against, fate
from simulator.proof.lint.match_possible import World, cannot
from simulator.proof.lint.too_late import after_the_end, beyond_every_run
from simulator.rules.matching import Match
from simulator.rules.patterns import AtLeast, AtMost, Property
from simulator.session.run.headless import procedure


def check(library: Library, paths: Iterable[Path]) -> list[Problem]:
    """Every problem of every file: what reading finds, and what can never happen."""
    beyond = partial(findings, profiles=_Profiles(library))
    return content.check(library, paths, beyond=beyond)


class _Profiles(Iterable[Profile]):
    """The profiles that can be loaded, the default first; a broken one is told of by itself.

    Each is loaded when a look gets as far as to it: most scenarios are found to be well under the
    first.
    """

    def __init__(self, library: Library) -> None:
        self._found: list[Profile] = []
        self._rest = self._load(library)

    def __iter__(self) -> Iterator[Profile]:
        for place in count():  # somebody else may be half-way through
            if place == len(self._found):
                self._found += islice(self._rest, 1)
            if place == len(self._found):
                return
            yield self._found[place]

    @staticmethod
    def _load(library: Library) -> Iterator[Profile]:
        for path in leading(DEFAULT_PROFILE, library.profile_paths()):
            with suppress(ContentError, LibraryError):
                yield library.profile(path).profile


def findings(scenario: Scenario, profiles: Iterable[Profile]) -> Iterator[Found]:
    """What can never happen in a scenario, under any of the profiles."""
    scripts = scenario.calls_in_order
    trails: list[Trail] = [(), *(("calls", index) for index in range(len(scenario.calls)))]
    worlds = _Worlds(scenario, profiles)
    for number, (trail, script) in enumerate(zip(trails, scripts, strict=True)):
        for (part, index), vain in worlds.waiting(number).items():
            yield _unheard((*trail, part, index, "when"), vain)
        yield from beyond_every_run(script, trail)
        yield from after_the_end(scenario.line, script, trail)
    for index, point in enumerate(scenario.decision_points):
        vain_everywhere = worlds.in_vain(point.when)
        if vain_everywhere:
            yield _unheard(("decision_points", index, "when"), vain_everywhere)
    yield from _expectations(scenario, worlds)


# --- cues that never come ------------------------------------------------------------------------


class _Worlds:
    """What can come of a scenario's calls under each profile; looked at as far as it is needed."""

    def __init__(self, scenario: Scenario, profiles: Iterable[Profile]) -> None:
        self.scenario = scenario
        self.profiles = profiles
        self._found: dict[tuple[str, int, bool], Doings] = {}

    def named(self, names: Collection[str]) -> dict[str, Profile]:
        """The profiles of these names, as far as they are there."""
        found: dict[str, Profile] = {}
        for profile in self.profiles:
            if profile.id in names:
                found[profile.id] = profile
            if len(found) == len(names):
                break
        return found

    def doings(self, profile: Profile, number: int, *, person: bool) -> Doings:
        """What can come of one call."""
        key = (profile.id, number, person)
        if key not in self._found:
            script = self.scenario.calls_in_order[number]
            resolved = procedure(profile.switches, profile.timings)
            self._found[key] = doings(resolved, self.scenario, script, person=person)
        return self._found[key]

    def world(self, profile: Profile) -> World:
        """All calls of the file under one profile."""
        calls = range(len(self.scenario.calls_in_order))
        return World(self.scenario, profile, [self.doings(profile, n, person=False) for n in calls])

    def waiting(self, number: int) -> dict[Place, Vain]:
        """The steps of a call that no profile can set off.

        A person in the caller's seat plays without the caller's steps, and may do whatever a caller
        can; so the steps of others must be in vain with a person there as well.
        """
        waiting: dict[Place, Vain] | None = None
        seats = self.scenario.seats
        for profile in self.profiles:
            found = dict(self.doings(profile, number, person=False).waiting)
            if Role.CALLER in seats and any(part != "caller" for part, _ in found):
                person = self.doings(profile, number, person=True).waiting
                found = {at: why for at, why in found.items() if at[0] == "caller" or at in person}
            waiting = found if waiting is None else _both(waiting, found)
            if not waiting:
                break
        return waiting or {}

    def in_vain(self, cue: object) -> Vain | None:
        """What a decision point waits for in vain, under every profile and in every call."""
        person = Role.CALLER in self.scenario.seats
        vain: Vain | None = None
        for profile in self.profiles:
            for number in range(len(self.scenario.calls_in_order)):
                vain = self.doings(profile, number, person=person).vain(cue)
                if vain is None:
                    return None
        return vain


def _both(one: dict[Place, Vain], other: dict[Place, Vain]) -> dict[Place, Vain]:
    return {place: vain for place, vain in one.items() if place in other}


def _unheard(trail: Trail, vain: Vain) -> Found:
    if vain.own:
        mend = "let a step do it, or wait for something else"
        return trail, "endless-wait", vain.why, "a cue that comes", mend
    mend = "wait for something that can be heard here, or take it out"
    return trail, "unheard-cue", vain.why, "a cue that comes", mend


# --- expectations --------------------------------------------------------------------------------

_FATES = {
    Fate.LOST: ("lost-expectation", "no run can meet this"),
    Fate.IDLE: ("idle-expectation", "no run can fail this"),
}


def _expectations(scenario: Scenario, worlds: _Worlds) -> Iterator[Found]:
    told: set[Trail] = set()
    for index, written in enumerate(scenario.expect):
        decided = _everywhere(written.build(), worlds)
        if decided:
            told.add(("expect", index))
            yield _fated(("expect", index), *decided)
    by_id = worlds.named({DEFAULT_PROFILE, *scenario.outcomes, *scenario.expect_by_profile})
    for name, rules in scenario.expect_by_profile.items():
        for index, written in enumerate(rules):
            trail: Trail = ("expect_by_profile", name, index)
            single = fate(written.build(), worlds.world(by_id[name])) if name in by_id else None
            if single:
                told.add(trail)
                yield _fated(trail, *single)
    for trail, profile, outcome in _ends_named(scenario, by_id):
        world = worlds.world(profile)
        last = World(scenario, profile, world.calls[-1:])
        lacks = cannot(Match(outcome=(outcome,)), last)
        if lacks:
            told.add(trail)
            yield _fated(trail, Fate.LOST, f"{lacks} under {profile.id}")
    yield from _contradictions(scenario, by_id, told)


def _everywhere(rule: Property, worlds: _Worlds) -> tuple[Fate, str] | None:
    """What becomes of a rule under every profile, if that is the same."""
    decided: tuple[Fate, str] | None = None
    for profile in worlds.profiles:
        found = fate(rule, worlds.world(profile))
        if found is None or (decided is not None and found[0] is not decided[0]):
            return None
        decided = decided or found
    return decided


def _fated(trail: Trail, decided: Fate, why: str) -> Found:
    code, found = _FATES[decided]
    expected = "a rule that some run keeps" if decided is Fate.LOST else "a rule that can be broken"
    return trail, code, f"{found}: {why}", expected, ""


def _ends_named(
    scenario: Scenario, by_id: dict[str, Profile]
) -> Iterator[tuple[Trail, Profile, Outcome]]:
    """The ends that a file names, each with the profile under which it is expected."""
    if DEFAULT_PROFILE in by_id and DEFAULT_PROFILE not in scenario.outcomes:
        yield ("outcome",), by_id[DEFAULT_PROFILE], scenario.outcome
    for name, outcome in scenario.outcomes.items():
        if name in by_id:
            yield ("outcomes", name), by_id[name], outcome


def _contradictions(
    scenario: Scenario, by_id: dict[str, Profile], told: set[Trail]
) -> Iterator[Found]:
    """Pairs of expectations of which no log can keep both."""
    common: list[tuple[Trail, Any]] = [
        (("expect", index), rule.build()) for index, rule in enumerate(scenario.expect)
    ]
    seen: set[frozenset[Trail]] = set()
    for name in by_id:
        own: list[tuple[Trail, Any]] = [
            (("expect_by_profile", name, index), rule.build())
            for index, rule in enumerate(scenario.expect_by_profile.get(name, ()))
        ]
        named = ("outcomes", name) if name in scenario.outcomes else ("outcome",)
        if name == DEFAULT_PROFILE or name in scenario.outcomes:
            own += _end_rules(named, scenario.outcome_under(name), single=not scenario.calls)
        for (one, first), (other, second) in combinations([*own, *common], 2):
            pair = frozenset({one, other})
            if one == other or pair in seen or pair & told:
                continue
            if against(first, second) or against(second, first):
                seen.add(pair)
                found = f"no run can keep both this and {in_words(one)}"
                yield other, "contradicting-expectations", found, "rules that go together", ""


def _end_rules(trail: Trail, outcome: Outcome, *, single: bool) -> Iterator[tuple[Trail, Property]]:
    """The rules that naming an end stands for; with one call, there is no other end."""
    yield trail, Property(AtLeast(1, Match(outcome=(outcome,))))
    others = tuple(other for other in Outcome if other is not outcome)
    if single:
        yield trail, Property(AtMost(0, Match(outcome=others)))
