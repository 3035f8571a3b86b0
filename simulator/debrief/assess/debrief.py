"""What is said after a call: what was seen of each criterion, what shows it, and what else counts.

A `Debrief` is all that a screen or a page shows, as a value. Nothing here is a mark: a criterion
was seen or it was not (`findings`), and a weight only orders. The caller is never assessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from simulator.core.terms import Outcome, Role
from simulator.debrief.assess.caller_options import StageSpan
from simulator.debrief.assess.findings import Finding, Judgement
from simulator.debrief.assess.unlogged_sounds import RecordGap
from simulator.review.ending import Ending, codes_of
from simulator.review.timeline import Timeline
from simulator.review.timings import CallTimings
from simulator.review.transcript import EntrySummary
from simulator.rules.rubric import LookedAt, Weight

_ORDER = tuple(Weight)


@dataclass(frozen=True, slots=True)
class SeatDebrief:
    """A person's part in a call, looked at by a rubric."""

    role: LookedAt
    title: str
    """The rubric's."""
    findings: tuple[Finding, ...]

    @property
    def strengths(self) -> tuple[Finding, ...]:
        """What was seen; what weighs most first."""
        return self._of(Judgement.MET)

    @property
    def critical(self) -> tuple[Finding, ...]:
        """What was not seen and somebody's safety may hang on."""
        return tuple(f for f in self._of(Judgement.MISSED) if _is_critical(f))

    @property
    def missed(self) -> tuple[Finding, ...]:
        """What else was not seen; what weighs most first."""
        return tuple(f for f in self._of(Judgement.MISSED) if not _is_critical(f))

    @property
    def for_a_person(self) -> tuple[Finding, ...]:
        """What only a person can judge."""
        return self._of(Judgement.FOR_A_PERSON)

    @property
    def not_applicable(self) -> tuple[Finding, ...]:
        """What did not come up in this call."""
        return self._of(Judgement.NOT_APPLICABLE)

    @property
    def open(self) -> tuple[Finding, ...]:
        """What an unfinished call could not show."""
        return self._of(Judgement.OPEN)

    @property
    def came_up(self) -> int:
        """How many criteria there was an occasion for."""
        return len(self.strengths) + len(self.critical) + len(self.missed)

    @property
    def tally(self) -> str:
        """How much was seen of what came up, in words: ``seen, 7 of the 9 that came up``."""
        return f"seen, {len(self.strengths)} of the {self.came_up} that came up"

    def _of(self, judgement: Judgement) -> tuple[Finding, ...]:
        found = [finding for finding in self.findings if finding.judgement is judgement]
        return tuple(sorted(found, key=lambda f: _ORDER.index(f.criterion.weight)))


def _is_critical(finding: Finding) -> bool:
    return finding.criterion.weight is Weight.CRITICAL


@dataclass(frozen=True, slots=True)
class PathStep:
    """One step of a way that a call could have taken."""

    words: str
    rows: tuple[str, ...]
    """The rows of the flow that answer to it."""
    by: Role | None
    """Who does it; none for a machine's clock."""


@dataclass(frozen=True, slots=True)
class TurningPoint:
    """A moment from which a call could still have ended better."""

    role: Role
    """The person's seat."""
    moment: EntrySummary
    """What the person did there, or what they had just perceived."""
    acted: bool
    """Whether it is something that they did; the other way begins just before it."""
    outcome: Outcome
    """What could still have been reached."""
    way: tuple[PathStep, ...]
    """The shortest way there."""
    by_procedure: bool
    """Whether everybody, this person too, keeps to the profile's procedure on that way."""
    call: int = 1
    """The call's number in the sitting."""


@dataclass(frozen=True, slots=True)
class CallDebrief:
    """One call of a sitting."""

    number: int
    line: str
    """What it was made from, in words."""
    ending: Ending | None
    """How it ended; none for one that was left before."""
    timings: CallTimings
    timeline: Timeline


@dataclass(frozen=True, slots=True)
class HeardCall:
    """The call as one party heard it."""

    role: Role | None
    """Whose ears; none for everything that happened."""
    lines: tuple[EntrySummary, ...]


@dataclass(frozen=True, slots=True)
class Debrief:
    """All that is said after a sitting."""

    scenario: str
    """The scenario's id."""
    title: str
    profile: str
    """The profile's title."""
    force: str
    """The force's title."""
    seed: int
    seats: tuple[Role, ...]
    """Where people sat."""
    calls: tuple[CallDebrief, ...]
    parts: tuple[SeatDebrief, ...]
    """What was seen of each part that a rubric of the scenario is for."""
    caller: tuple[StageSpan, ...]
    """For somebody in the caller's seat: what counted when. No judgement of any kind."""
    turning: tuple[TurningPoint, ...]
    """The moments from which the call could still have ended better, in order."""
    gaps: tuple[RecordGap, ...]
    """What was audible to a person and neither written down nor passed on."""
    ears: tuple[HeardCall, ...]
    questions: tuple[str, ...]
    """The scenario's own questions to talk about."""
    facilitator: tuple[str, ...] = ()
    """Notes to whoever leads a group; shown only when asked for."""
    ended_as_meant: bool = False
    """Whether the last call ended as the scenario says that it does."""
    written_for: Outcome | None = None
    """How the scenario meant the call to end, where it ended otherwise and nothing is written for
    that: questions and notes may then speak of what did not happen."""
    sources: Mapping[str, str] = field(default_factory=dict)
    """The neutral labels of the sources that are named, by their codes."""
    own_view: tuple[str, ...] = ()
    """What the person said to the questions of `OWN_VIEW`, in that order: private text."""

    @property
    def sources_shown(self) -> tuple[str, ...]:
        """The codes of the sources on which something rests that a reader is told, in order."""
        codes = {
            code for call in self.calls if call.ending for code in codes_of(call.ending.because)
        }
        for part in self.parts:
            told = (*part.strengths, *part.critical, *part.missed)
            codes.update(code for finding in told for code in finding.criterion.sources)
        for stretch in self.caller:
            codes.update(stretch.counted.sources)
            codes.update(code for did in stretch.did for code in did.sources)
        return tuple(sorted(codes & set(self.sources)))

    @property
    def last_turning(self) -> tuple[TurningPoint, ...]:
        """The last such moment of each seat in each call.

        Where there is one from which everybody could keep to the procedure, it is the last of these
        that counts: what the procedure asked for comes before what it merely allowed.
        """
        last: dict[tuple[int, Role], TurningPoint] = {}
        for point in self.turning:
            shown = last.setdefault((point.call, point.role), point)
            if point.by_procedure or not shown.by_procedure:
                last[point.call, point.role] = point
        return tuple(last.values())


OWN_VIEW = (
    "What went well?",
    "What would you do differently another time?",
    "Would the caller have got help?",
)
"""What people are asked before anything else is shown (plus-delta, after PEARLS: peers 5)."""


def labels_of(codes: Iterable[str], labels: Mapping[str, str]) -> tuple[str, ...]:
    """The neutral labels of source codes; a code without one stands for itself."""
    return tuple(labels.get(code, code) for code in codes)
