"""Judged runs: one scenario under one profile, with the reasons why it failed.

`silent999 test` and the pytest plugin use them. Results are small, to be sent between processes.
"""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import NamedTuple

from simulator.content.diagnostics.validate import problem_at
from simulator.content.library.library import LoadedScenario
from simulator.content.scenario.act_forms import StepText
from simulator.content.yaml.positions import KeyPath
from simulator.core import acts as do
from simulator.core.call import Procedure
from simulator.core.describe import name_of
from simulator.core.instant import Millis, amount, clock
from simulator.core.log import CallBegan, CallEnded, Entry
from simulator.core.profile import Force, Profile
from simulator.core.terms import Role
from simulator.errors import Edit, FixText, Problem
from simulator.review.ending import why_it_ended
from simulator.review.transcript import render_text, transcript
from simulator.session.people.scripted_role import ScriptedRole
from simulator.session.random_stream import RandomStream
from simulator.session.run.call_people import procedure
from simulator.session.run.headless_run import ExpectationResult, HeadlessResult, run
from simulator.session.run.perceived_log import perceived

WIDTH = 80
MOST_EVIDENCE = 8
"""Most entries shown for a broken rule."""


class Failure(NamedTuple):
    """One reason why a run failed."""

    what: str
    """The rule as a sentence; of an outcome, what was expected and what came; or the problem."""
    file: str
    """The file with the rule: the scenario's, or one that it extends."""
    line: int
    """The line of the rule."""
    shown: tuple[str, ...]
    """The text to print, with `what`, `cause` and `why`."""
    why: str = ""
    """The `why` of the rule in its file; empty if absent."""
    cause: str = ""
    """In one line what decided it, what would have had to happen, and the nearest entry."""

    @property
    def summary(self) -> str:
        """The line that every report has."""
        return f"{self.what}: why {self.cause}" if self.cause else self.what


@dataclass(frozen=True, slots=True)
class RunRequest:
    """A scenario, profile, force and seed to run."""

    loaded: LoadedScenario
    profile: Profile
    force: Force
    seed: int
    handler: str = ""
    """How the call handler handles it; empty: as the scenario says."""
    operator: str = ""
    """The same of the operator."""

    def run(self) -> HeadlessResult:
        """Run it to its end."""
        played = self.loaded.scenario, self.profile, self.force, self.seed
        return run(*played, handler=self.handler, operator=self.operator)

    @property
    def name(self) -> str:
        """The name in reports: ``coughs-when-asked[wmp]``."""
        return f"{self.loaded.scenario.id}[{self.profile.id}]"


@dataclass(frozen=True, slots=True)
class RunResult:
    """The result of a judged run."""

    name: str
    kind: str
    path: Path
    profile: str
    outcome: str
    """The outcome of the last call; empty if it didn't end."""
    duration: Millis
    """Simulated milliseconds."""
    failures: tuple[Failure, ...]
    skipped: tuple[str, ...]
    """Acts that were impossible when due, as sentences."""

    @property
    def passed(self) -> bool:
        """Whether there is no failure."""
        return not self.failures

    @property
    def problems(self) -> list[Problem]:
        """Each failure as a problem in its file."""
        return [
            Problem(each.file, each.line, 1, "failed-expectation", f"{self.name}: {each.summary}")
            for each in self.failures
        ]

    def report_lines(self) -> list[str]:
        """Return each failure as `file:line` with indented lines, then the acts skipped."""
        lines: list[str] = []
        for failure in self.failures:
            lines += [f"{failure.file}:{failure.line}", *(f"  {line}" for line in failure.shown)]
        return [*lines, *self.skipped]


def play(case: RunRequest) -> RunResult:
    """Run a case and check its expectations."""
    scenario = case.loaded.scenario
    result = case.run()
    return RunResult(
        case.name,
        scenario.kind,
        case.loaded.file,
        case.profile.id,
        str(result.outcome or ""),
        result.duration,
        tuple(failures(case.loaded, case.profile, result)),
        tuple(not_possible(result)),
    )


def failures(loaded: LoadedScenario, profile: Profile, result: HeadlessResult) -> list[Failure]:
    """Return the failures of a run."""
    found: list[Failure] = []
    if result.stopped:
        text, cause = f"stopped: {result.stopped}", why_it_ended(result.log)
        found.append(Failure(text, *_home(loaded, ()), (text, f"  why: {cause}"), "", cause))
    for checked, key_path in zip(result.expectations, _key_paths(loaded, profile), strict=True):
        if not checked.met:
            shown = tuple(_failure_lines(checked, profile, result))
            place = _home(loaded, key_path)
            what = checked.because if key_path[0] in ("outcome", "outcomes") else checked.rule
            found.append(Failure(what, *place, shown, checked.why, checked.cause))
    return found


def _home(loaded: LoadedScenario, key_path: KeyPath) -> tuple[str, int]:
    return loaded.document.home(loaded.document.place(key_path).line)


def not_possible(result: HeadlessResult) -> Iterator[str]:
    """Yield the planned acts that were impossible when due. They aren't failures."""
    for skipped in result.skipped:
        act = f"{name_of(skipped.role)}: {skipped.action.kind}"
        yield f"not possible: {clock(skipped.at)} {act}: {skipped.why}"


def _key_paths(loaded: LoadedScenario, profile: Profile) -> Iterator[KeyPath]:
    """Yield the key path of each expectation, in the order in which they are checked."""
    scenario = loaded.scenario
    own = ("outcomes", profile.id)
    yield own if profile.id in scenario.outcomes else ("outcome",)
    for place in range(len(scenario.expect)):
        yield "expect", place
    for place in range(len(scenario.expect_by_profile.get(profile.id, ()))):
        yield "expect_by_profile", profile.id, place


def _failure_lines(
    checked: ExpectationResult, profile: Profile, result: HeadlessResult
) -> Iterator[str]:
    yield from _wrapped("failed: ", checked.rule)
    if checked.because:
        yield from _wrapped("  ", checked.because)
    yield from _wrapped("  why: ", checked.cause)
    if checked.why:
        yield from _wrapped("  reason for the rule: ", checked.why)
    shown = [result.log[seq] for seq in checked.evidence[:MOST_EVIDENCE]]
    column = max((len(clock(entry.at)) for entry in shown), default=0)
    for line in transcript(shown, profile=profile, detailed=True):
        head = f"  #{line.seq:<4} " + " " * (column - len(clock(line.at)))
        first, *rest = render_text([line], width=WIDTH - len(head)).splitlines()
        yield head + first
        yield from (" " * len(head) + row for row in rest)
    if len(checked.evidence) > MOST_EVIDENCE:
        yield f"  and {len(checked.evidence) - MOST_EVIDENCE} more"


def _wrapped(head: str, text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=head, subsequent_indent=" " * len(head))


SCRIPTED = (Role.CALLER, Role.ROOM, Role.NETWORK, Role.OPERATOR, Role.CALL_HANDLER)
"""Roles that have steps. The key in the file is the role's value."""


class Idle(NamedTuple):
    """Step without effect, with the reason."""

    file: str
    line: int
    role: Role
    why: str
    came: str = ""
    """What came in the call, where the cue that did not come was of that kind."""


def idle(job: RunRequest, result: HeadlessResult) -> list[Idle]:
    """Return the steps without effect in a finished run, in the order of the file."""
    loaded = job.loaded
    cues = {each[:3]: each.cue for each in result.triggered}
    found = []
    for (call, script), role in product(enumerate(loaded.scenario.calls_in_order, 1), SCRIPTED):
        for place, step in enumerate(getattr(script, role.value)):
            if why := _why_idle(step, role, cues.get((call, role, place)), result):
                under = () if call == 1 else ("calls", call - 2)
                home = _home(loaded, (*under, role.value, place))
                missed = cues.get((call, role, place)) is None
                came = _came(job, result, call, role, step) if missed else ""
                found.append(Idle(*home, role, why, came))
    return sorted(found, key=lambda each: each.line)


def _why_idle(step: StepText, role: Role, cue: int | None, result: HeadlessResult) -> str:
    """Return why a step did nothing; empty if it did something."""
    if cue is None:
        missed = f", or chance ({step.chance} in 100) left it out" if step.chance < 100 else ""
        return f"its cue did not come{missed}"
    acts = [action for act in step.do for action in act.actions()]
    done = (e for e in result.log if e.cause == cue and e.actor is role)
    if any(do.in_own_voice(each.body) in acts for each in done):
        return ""
    refused = [each.why for each in result.skipped if each.role is role and each.action in acts]
    if refused:
        return f"it was not possible: {refused[0]}"
    return "the call was over before it was due"


_SPOKEN_CUES = ("heard", "asked")
_MOST_CAME, _FEW = 6, 3
"""Most cues that a note names of the step's own kind and of the other: a line has no room for
more (our choice)."""


def _came(job: RunRequest, result: HeadlessResult, call: int, role: Role, step: StepText) -> str:
    """Return what was heard and asked in a call, if a step waits for that: its cue was another."""
    if step.when.kind not in _SPOKEN_CUES:
        return ""
    flow, coverage = (
        procedure(job.profile.switches, job.profile.timings),
        job.loaded.scenario.coverage,
    )
    ears = Role.CALLER if role in (Role.ROOM, Role.NETWORK) else role
    watching, number = ScriptedRole(ears, (), RandomStream(0, "decisions")), 0
    came: dict[str, dict[str, None]] = {kind: {} for kind in _SPOKEN_CUES}
    for entry in perceived(result.log, flow, coverage, ears):
        number += isinstance(entry.body, CallBegan)
        for sort, what in watching.events(entry):
            kind, _, edge = sort.partition(" ")
            if number == call and edge == "start" and kind in came and what != "any":
                came[kind][str(what)] = None
    said = [
        f"{kind} {_some([*found], *(() if kind == step.when.kind else (_FEW,)))}"
        for kind, found in came.items()
        if found
    ]
    return "; ".join(said) or "nothing was heard or asked"


def _flow(profile: Profile) -> Procedure:
    return procedure(profile.switches, profile.timings)


def _some(found: Sequence[str], most: int = _MOST_CAME) -> str:
    more = f" and {len(found) - most} more" if len(found) > most else ""
    return f"{', '.join(found[:most])}{more}"


MINUTE: Millis = 60_000


def wrong_about(loaded: LoadedScenario, log: Sequence[Entry]) -> Iterator[Problem]:
    """Yield a warning if `about` is under half, or over one and a half times, the time measured.

    The pauses between calls are skipped, so they don't count.
    """
    about = loaded.scenario.about
    begins = ((e.at, e.body) for e in log if isinstance(e.body, CallBegan))
    begun = sum(at for at, began in begins if began.during is None)
    taken = sum(entry.at for entry in log if isinstance(entry.body, CallEnded)) - begun
    if taken <= 0 or taken / 2 <= about <= max(taken * 3 / 2, MINUTE):
        return
    measured = amount(max(MINUTE, (taken + MINUTE // 2) // MINUTE * MINUTE))
    document, fix = loaded.document, FixText(f"about: {measured}", Edit(measured))
    if document.case and document.written(("about",)) == ("about",):  # That of all rows.
        fix = FixText(f"write set: {{about: {measured}}} in the row {document.case}")
    found = f"playing {loaded.scenario.id} takes about {measured}, not {amount(about)}"
    yield problem_at(document, ("about",), "playing-time", found, measured, fix)
