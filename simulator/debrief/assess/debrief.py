"""The debrief as a value: everything that a screen or a page shows after a run.

Nothing here is a mark: a criterion was seen or not, and its weight only sorts. The caller is never
assessed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from simulator.core.instant import Millis
from simulator.core.terms import Outcome, Role, Term
from simulator.debrief.assess.caller_review import StageSpan
from simulator.debrief.assess.earned import Earned
from simulator.debrief.assess.effects import OwnAct
from simulator.debrief.assess.findings import CAME_UP, Finding, Judgement
from simulator.debrief.assess.hard_decisions import HardDecision
from simulator.guidance.stakes import Stake
from simulator.review.ending import Ending, codes_of
from simulator.review.timeline import CallTimings, Timeline
from simulator.review.transcript import EntrySummary
from simulator.rules.rubric import LookedAt, Weight

_TAKES: Millis = 10_000
"""From learning something to the act that good practice draws from it (assumption)."""
_MINUTES: Millis = 120_000
"""From when a time is said in minutes."""


class HintGiven(NamedTuple):
    """What the coach said in a call, and which acts of the trainee did as it asked."""

    at: Millis
    text: str
    row: str
    """The id of its row of guidance."""
    followed_by: tuple[int, ...]
    """The `seq` of the act that followed it, and of its end; empty if none did."""


@dataclass(frozen=True, slots=True)
class SeatDebrief:
    """Findings of one rubric for one seat."""

    role: LookedAt
    title: str
    findings: tuple[Finding, ...]
    acts: Mapping[int, OwnAct] = field(default_factory=dict)
    """The trainee's own acts that findings rest on, by `seq`, with what came of them."""
    came: Mapping[int, str] = field(default_factory=dict)
    """What came from others that findings rest on, by `seq`, as a noun: ``one tap``."""
    answered_from: Millis | None = None
    """When the caller first answered or spoke to this seat; None if never."""
    hints: tuple[HintGiven, ...] = ()
    """What the coach said, in the order of the call."""
    objected: Mapping[tuple[str, int], str] = field(default_factory=dict)
    """The clause that a criterion objects to, by its id and the `seq` of the briefing."""
    never_passed_on: tuple[str, ...] = ()
    """What the caller had answered and no briefing has, to the end of the call."""
    earned: tuple[tuple[Earned, EntrySummary], ...] = ()
    """What this call asked for and the trainee did, beside any criterion."""

    @property
    def hinted(self) -> frozenset[int]:
        """The `seq` of the trainee's acts that followed a hint."""
        return frozenset(seq for hint in self.hints for seq in hint.followed_by)

    @property
    def strengths(self) -> tuple[Finding, ...]:
        """Met criteria, the gravest first."""
        return self.of(Judgement.MET)

    @property
    def critical(self) -> tuple[Finding, ...]:
        """Missed criteria that are critical for safety."""
        missed = self.of(Judgement.MISSED)
        return tuple(each for each in missed if each.criterion.weight is Weight.CRITICAL)

    @property
    def missed(self) -> tuple[Finding, ...]:
        """Other missed criteria, the gravest first."""
        return self.of(Judgement.MISSED)[len(self.critical) :]

    @property
    def came_up(self) -> int:
        """The number of criteria that had an occasion."""
        return len(self.strengths) + len(self.of(Judgement.MISSED))

    @property
    def tally(self) -> str:
        """The count as a text: ``seen, 7 of the 9 that came up``."""
        return f"seen, {len(self.strengths)} of the {self.came_up} that came up"

    def of(self, judgement: Judgement) -> tuple[Finding, ...]:
        """Return the findings with a result, the gravest first."""
        found = [finding for finding in self.findings if finding.judgement is judgement]
        return tuple(sorted(found, key=lambda each: each.criterion.weight.place))


@dataclass(frozen=True, slots=True)
class Moment:
    """One moment at which the trainee and good practice differ."""

    role: Role
    call: int
    """The number of the call in the run, from 1."""
    at: Millis
    shown: EntrySummary
    """The trainee's act, or the entry from which an act was owed that did not come."""
    stake: Stake
    heard: EntrySummary | None
    """What the caller, the surroundings, officers or systems last gave before it."""
    acted: EntrySummary | None
    """The trainee's act; None if something was left out."""
    late: Millis
    """For how long good practice would have done it, and it was not done; 0 for an act."""
    done: bool
    """Whether it was done after all."""
    instead: str
    line: str
    """Words to say it with; empty for an act at the desk."""
    why: str
    sources: tuple[str, ...]
    row: str
    """The id of the row or guard of guidance."""
    known: tuple[str, ...] = ()
    """The conditions of the row, which held then."""
    times: int = 1

    @property
    def open_at(self) -> Millis:
        """When good practice would have acted: what was left out, some seconds after the news."""
        return self.at if self.acted else self.at + min(self.late, _TAKES)

    @property
    def to_do(self) -> str:
        """What good practice would have done, as an order with its words."""
        return f'{self.instead}: "{self.line}"' if self.line else f"{self.instead}."

    @property
    def did(self) -> str:
        """What the trainee did, in words."""
        if self.acted is not None:
            said = " said" if self.acted.text.startswith('"') else ""
            return f"You{said}: {self.acted.text}"
        how_long = f"{self.late // 1_000} seconds"
        if self.late >= _MINUTES:
            how_long = f"{self.late // 60_000} minutes and {self.late // 1_000 % 60} seconds"
        if self.heard is None:
            # No news led to it, so the act itself is named.
            came = f"came {how_long} late" if self.done else f"was left for {how_long}"
            return f'"{self.instead}" {came}.'
        if self.done:
            return f"You acted on it {how_long} later."
        return f"You did not act on it for {how_long}."


def by_stake(moment: Moment) -> tuple[int, Millis, Millis]:
    """Order moments: what was at stake, then how long, then the order of the call."""
    return moment.stake.place, -moment.late, moment.at


class Gain(Term):
    """What another act would have changed, the first first."""

    CARE = "care", "this could have harmed the caller, however the call ended"
    OUTCOME = "outcome", "the call could have ended better"
    TIME = "time", "help could have come sooner"


@dataclass(frozen=True, slots=True)
class TurningPoint:
    """A moment from which good practice would have changed what came of the call."""

    moment: Moment
    gain: Gain
    outcome: Outcome | None = None
    """The better outcome, if that is the gain and the run could be repeated."""
    sooner: Millis = 0
    """By how much officers would have found the caller sooner, if that is the gain."""
    last: bool = False


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


class LineEnd(NamedTuple):
    """The end of a line whose incident goes on."""

    at: Millis
    by: Role | None
    """Who ended it; None if it was lost."""


class CallDebrief(NamedTuple):
    """One call of a run."""

    number: int
    line: str
    ending: Ending | None
    """How the call ended; None if it was left before its end."""
    timings: CallTimings
    timeline: Timeline
    notes: tuple[CallNote, ...] = ()
    line_ended: LineEnd | None = None
    """For a call without an ending: the end of its line, if only the incident went on."""


class HeardCall(NamedTuple):
    """The call as one role perceived it."""

    role: Role | None
    """None for the whole log."""
    lines: tuple[EntrySummary, ...]


@dataclass(frozen=True, slots=True)
class Debrief:
    """The report after a run."""

    scenario: str
    title: str
    profile: str
    force: str
    seed: int
    seats: tuple[Role, ...]
    calls: tuple[CallDebrief, ...]
    parts: tuple[SeatDebrief, ...]
    caller: tuple[StageSpan, ...]
    """For a trainee in the caller's seat: what counted at each stage. Never an assessment."""
    moments: tuple[Moment, ...]
    """Where a trainee and good practice differ, the gravest first."""
    turning: tuple[TurningPoint, ...]
    """Up to three turning points: care first, then outcome, then time."""
    ears: tuple[HeardCall, ...]
    questions: tuple[str, ...]
    facilitator: tuple[str, ...] = ()
    """Notes for the facilitator, shown on request only."""
    needed: str = ""
    """What the caller needed, as a sentence, if the last call didn't end in it; else empty."""
    decided: str = ""
    """The trainee's act that decided it, as a clause: ``you sent officers at 0:52: doubt``."""
    decisions: tuple[HardDecision, ...] = ()
    """What was left to the trainee to decide, the hardest first."""
    written_for: Outcome | None = None
    """The outcome that the questions and notes assume, if the call had another; else None."""
    sources: Mapping[str, str] = field(default_factory=dict)
    """Neutral labels of the cited sources, by code."""
    own_view: tuple[str, ...] = ()
    """The trainee's answers to `OWN_VIEW`, in that order: private text."""
    held: tuple[str, ...] = ()
    """That the call was paused: how often, for how long and when; empty if it never was."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of every seat."""
        return tuple(finding for part in self.parts for finding in part.findings)

    def cited(self, findings: Iterable[Finding]) -> frozenset[str]:
        """Return the codes of the sources that the report cites if it shows these findings."""
        cites = (
            *(codes_of(call.ending.because) for call in self.calls if call.ending),
            *(note.sources for call in self.calls for note in call.notes),
            *(finding.criterion.sources for finding in findings),
            *(moment.sources for moment in self.moments),
            *(span.counted.sources for span in self.caller),
            *(signal.sources for span in self.caller for signal in span.did),
        )
        return frozenset(code for codes in cites for code in codes)

    @property
    def sources_shown(self) -> tuple[str, ...]:
        """Sorted codes of the sources that the full report cites and that have a label."""
        shown = (finding for finding in self.findings if finding.judgement in CAME_UP)
        return tuple(sorted(self.cited(shown) & set(self.sources)))


OWN_VIEW = (
    "What went well?",
    "What would you do differently another time?",
    "Would the caller have got help?",
)
"""Questions asked before the debrief is shown (plus-delta, after PEARLS: peers 5)."""
