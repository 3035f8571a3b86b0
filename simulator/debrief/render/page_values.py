"""The first page of a debrief as a value: its strengths, and what to do next time."""

from typing import NamedTuple

from simulator.debrief.assess.earned import EarnedBy
from simulator.review.transcript import EntrySummary

MOST = 3
"""Most strengths, and most things to do next."""
IN_FULL = "in --full"
"""Where a file has what its first page leaves out."""


class Strength(NamedTuple):
    """An act that was needed in this call, was the trainee's, and came in time."""

    moment: EntrySummary
    text: str
    """The act and what came of it here: ``You asked "Can you hear me?"; one tap came at once.``"""
    effect: str
    """Why it matters in any call."""
    criterion: str
    led_to: int | None = None
    """The `seq` of what came of it, if anything did."""
    earned_by: EarnedBy | None = None
    """What was done, where no criterion asks it of every call; None where one was met by it."""


class NextTime(NamedTuple):
    """What to do next time, and the moment that shows it."""

    moment: EntrySummary
    happened: str
    """What the trainee did or left out, for how long, and after what."""
    instead: str
    why: str
    criterion: str
    """The id of the criterion."""
    untrue: bool = False
    came_of_it: str = ""
    """What was missed because of it."""
    answer: str = ""
    """What the trainee answers to it; private text."""
    act: EntrySummary | None = None
    """The act that came too late, if it is the one that is named; `moment` called for it."""


class FirstPage(NamedTuple):
    """The first page as a value."""

    ended: str
    outcome: str
    answers: tuple[str, ...]
    """The trainee's own view, in the order of `OWN_VIEW`; empty if nobody was asked."""
    strengths: tuple[Strength, ...]
    next_steps: tuple[NextTime, ...]
    """The worst first; what was untrue comes before everything."""
    counted: tuple[str, ...]
    """For a caller's seat, which is never judged: what would have been heard as a call for help."""
    question: str
    judged: bool
    unjudged: str = ""
    """What could not be judged, and why."""
    to_judge: tuple[str, ...] = ()
    """What is left to a person, each as a question with its moment; the last says how many."""
    hinted: str = ""
    """How many acts followed a hint of the coach, and that they are no strengths."""
    settled: tuple[str, ...] = ()
    """What people have put in place of the machine's findings, with what it was."""
    held: tuple[str, ...] = ()
    """That the call was paused, and for how long."""
    waited: str = ""
    """That the call waited for a desk, as calls in a queue do."""
    by_a_breath: bool = False
    """Whether a time was missed by a few seconds, which only the rest names."""
    rest: str = IN_FULL
    """Where the rest is; empty if it is not shown at all."""

    @property
    def untrue(self) -> bool:
        """Whether the trainee said something to the caller that was not so."""
        return any(step.untrue for step in self.next_steps)
