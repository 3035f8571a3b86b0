"""The debrief as a value: everything that a screen or a page shows after a run.

Nothing here is a mark: a criterion was seen or not, and its weight only sorts. The caller is never
assessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from simulator.core.terms import Outcome, Role
from simulator.debrief.assess.caller_review import StageSpan
from simulator.debrief.assess.findings import Finding, Judgement
from simulator.debrief.assess.moments import Moment, TurningPoint
from simulator.debrief.assess.unlogged_sounds import RecordGap
from simulator.review.ending import Ending, codes_of
from simulator.review.timeline import Timeline
from simulator.review.timings import CallTimings
from simulator.review.transcript import EntrySummary
from simulator.rules.rubric import LookedAt, Weight

_ORDER = tuple(Weight)


@dataclass(frozen=True, slots=True)
class SeatDebrief:
    """Findings of one rubric for one seat."""

    role: LookedAt
    title: str
    """The title of the rubric."""
    findings: tuple[Finding, ...]

    @property
    def strengths(self) -> tuple[Finding, ...]:
        """Met criteria, the gravest first."""
        return self.of(Judgement.MET)

    @property
    def critical(self) -> tuple[Finding, ...]:
        """Missed criteria that are critical for safety."""
        return tuple(f for f in self.of(Judgement.MISSED) if _is_critical(f))

    @property
    def missed(self) -> tuple[Finding, ...]:
        """Other missed criteria, the gravest first."""
        return tuple(f for f in self.of(Judgement.MISSED) if not _is_critical(f))

    @property
    def came_up(self) -> int:
        """The number of criteria that had an occasion."""
        return len(self.strengths) + len(self.critical) + len(self.missed)

    @property
    def tally(self) -> str:
        """The count as a text: ``seen, 7 of the 9 that came up``."""
        return f"seen, {len(self.strengths)} of the {self.came_up} that came up"

    def of(self, judgement: Judgement) -> tuple[Finding, ...]:
        """Return the findings with a result, the gravest first."""
        found = [finding for finding in self.findings if finding.judgement is judgement]
        return tuple(sorted(found, key=lambda f: _ORDER.index(f.criterion.weight)))


def _is_critical(finding: Finding) -> bool:
    return finding.criterion.weight is Weight.CRITICAL


class CallNote(NamedTuple):
    """A fact to know beside how a call ended."""

    text: str
    sources: tuple[str, ...] = ()
    """Codes of the sources; none for an assumption, which the text then names."""


PASSED_ON = CallNote(
    "In June 2023 forces said that such calls were passed to them; whether they still are is not "
    "known.",
    ("N33",),
)
FILTERED = CallNote(
    "Phones filter out noise: a tap or a cough that was made may never have been sent (assumption)."
)


@dataclass(frozen=True, slots=True)
class CallDebrief:
    """One call of a run."""

    number: int
    line: str
    """The label of the kind of line."""
    ending: Ending | None
    """How the call ended; None if it was left before its end."""
    timings: CallTimings
    timeline: Timeline
    notes: tuple[CallNote, ...] = ()
    """What to know beside the ending."""


@dataclass(frozen=True, slots=True)
class HeardCall:
    """The call as one role perceived it."""

    role: Role | None
    """None for the whole log."""
    lines: tuple[EntrySummary, ...]


@dataclass(frozen=True, slots=True)
class Debrief:
    """The report after a run."""

    scenario: str
    """The scenario's id."""
    title: str
    profile: str
    """The profile's title."""
    force: str
    """The force's title."""
    seed: int
    seats: tuple[Role, ...]
    """The seats that trainees took."""
    calls: tuple[CallDebrief, ...]
    parts: tuple[SeatDebrief, ...]
    """Findings for each seat that has a rubric."""
    caller: tuple[StageSpan, ...]
    """For a trainee in the caller's seat: what counted at each stage. Never an assessment."""
    moments: tuple[Moment, ...]
    """Where a trainee and good practice differ, the gravest first."""
    turning: tuple[TurningPoint, ...]
    """Up to three turning points: care first, then outcome, then time."""
    gaps: tuple[RecordGap, ...]
    """Sounds that a trainee heard and neither logged nor passed on."""
    ears: tuple[HeardCall, ...]
    questions: tuple[str, ...]
    """The scenario's questions for discussion."""
    facilitator: tuple[str, ...] = ()
    """Notes for the facilitator, shown on request only."""
    needed: str = ""
    """What the caller needed, as a sentence, if the last call didn't end in it; else empty."""
    ended_as_meant: bool = False
    """Whether the last call had the outcome that the scenario names."""
    written_for: Outcome | None = None
    """The outcome that the questions and notes assume, if the call had another; else None."""
    sources: Mapping[str, str] = field(default_factory=dict)
    """Neutral labels of the cited sources, by code."""
    own_view: tuple[str, ...] = ()
    """The trainee's answers to `OWN_VIEW`, in that order: private text."""

    @property
    def sources_shown(self) -> tuple[str, ...]:
        """Codes of the sources that the report cites, sorted."""
        codes = {
            code for call in self.calls if call.ending for code in codes_of(call.ending.because)
        }
        codes.update(code for call in self.calls for note in call.notes for code in note.sources)
        for part in self.parts:
            shown = (*part.strengths, *part.critical, *part.missed)
            codes.update(code for finding in shown for code in finding.criterion.sources)
        codes.update(code for moment in self.moments for code in moment.sources)
        for stretch in self.caller:
            codes.update(stretch.counted.sources)
            codes.update(code for did in stretch.did for code in did.sources)
        return tuple(sorted(codes & set(self.sources)))


OWN_VIEW = (
    "What went well?",
    "What would you do differently another time?",
    "Would the caller have got help?",
)
"""Questions asked before the debrief is shown (plus-delta, after PEARLS: peers 5)."""


def labels_of(codes: Iterable[str], labels: Mapping[str, str]) -> tuple[str, ...]:
    """Return the neutral labels of source codes; a code without a label is returned as it is."""
    return tuple(labels.get(code, code) for code in codes)
