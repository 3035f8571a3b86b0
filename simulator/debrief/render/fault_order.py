"""Where a fault comes on the first page of a debrief, and from which other fault it followed."""

import re
from collections.abc import Collection, Mapping

from simulator.core.describe import name_of
from simulator.core.instant import Millis
from simulator.core.terms import Outcome, Role
from simulator.debrief.assess.debrief import Debrief
from simulator.debrief.assess.findings import Finding
from simulator.guidance.stakes import Stake, follows_from, stake_of_fault
from simulator.late_pattern import late_pattern
from simulator.review.transcript import EntrySummary
from simulator.rules.rubric import Weight

_NOT_BY_LENGTH = frozenset(
    {"supervisor-at-once", "second-view-asked", "reasoned-at-each-turn", "checks-in-by-asking"}
)
"""What does not weigh more for having been left out to the end."""
_LONG: Millis = 180_000
"""What went on so long weighs one step more, behind what weighs so much itself (assumption)."""
_VERY_LONG: Millis = 360_000
"""What went on so long comes beside it: eight minutes of silence (assumption)."""
_BY_HARM = (
    Stake.UNTRUE, Stake.CLOSED, Stake.GIVEN_AWAY, Stake.NOT_SENT, Stake.NOT_PASSED_ON,
    Stake.UNTESTED, Stake.TIME, Stake.CARE,
)  # fmt: skip
"""What was untrue comes first on the page; then what the caller lost, the worst first."""
HELP_COMES = (Outcome.DEPLOYED, Outcome.HANDED_TO_OTHER_FORCE)
GIVES_UP = "no-scolding"
"""A caller who is doubted may ring off: no rule but a lie outweighs it (practice2 7, LP-05)."""
WRONG_TO_OTHERS = frozenset(
    {"briefing-true", "no-answer-is-not-no", "whose-word-it-is", "control-kept-right"}
    | {"somebody-inside-kept"}
)
"""What officers or a control hold for known, and is not so: they act on it (practice2 7: a lie
outweighs all else)."""
_FIRST_AID = "control-advice-put"
"""One who may not breathe, and nobody else can say what to do: before any silence (DR-08)."""
_LATE_HELP = frozenset({"graded-in-time", "sent-in-time", "interpreter-asked"})
_LATE: Millis = 120_000
"""From how late on help that was sent late weighs as none, for so long (assumption)."""
_ORDERS = re.compile(r"\b(speak up|louder|calm|breathe|quiet down)\b", re.IGNORECASE)
"""To be ordered to speak up or be calm is blame, and no doubt (LP-25)."""
_NO_HELP_SOUGHT = "ambulance-brought-in"
"""Officers who come don't undo it, and no other fault leaves the caller so alone."""
_OF_SILENCE = (
    "first-word-soon", "caller-answered", "words-answered", "no-dead-air", "checks-in-by-asking",
)  # fmt: skip
"""Faults that one silence shows, the one that says most of it first: it has one place (N.2)."""
CLOSED, LINE_ENDED = "signalled-not-closed-unasked", "line-kept-open"
_LATE_BRIEFING, _NEWS = "briefed-in-time", "new-facts-passed-on"
ONE_FAULT = {
    (one, other)
    for one in ("first-word-soon", "words-answered", "caller-answered")
    for other in ("no-dead-air", "words-answered")
}
# A sentence that asks for a proof is the one that fills the silence: nothing came of it.
ONE_FAULT |= {("no-proof-asked", "silence-kept")}
ONE_FAULT |= {(_LATE_BRIEFING, _NEWS), (CLOSED, LINE_ENDED)}
ONE_FAULT |= {("caller-answered", "time-asked-for-said")}
"""A fault, and another that says the same a second time: not a consequence (N.2)."""
_AT_ONE_TIME: Millis = 60_000
"""Within what time to end the line and to close the call is one decision (assumption)."""
SILENCE = "first-word-soon"
"""It weighs more if the caller spoke in it."""
EXPOSES = frozenset({"hearing-asked-first", "nothing-given-away"})
"""What another person may have heard."""
Place = tuple[int, int, Millis]
"""Where a fault comes on the page: its weight, its harm, and how long it lasted."""


def in_one_silence(missed: Mapping[str, Finding]) -> Collection[str]:
    """Return the faults of a silence that a fault which says more of it has already."""
    spans = {
        name: (found.evidence[-1].at, found.evidence[-1].at + found.extent.lasted)
        for name in _OF_SILENCE
        if (found := missed.get(name)) and found.evidence and found.extent
    }
    shown: list[tuple[Millis, Millis]] = []
    again = []
    for name, (start, end) in spans.items():
        if any(start < until and since < end for since, until in shown):
            again.append(name)
        else:
            shown.append((start, end))
    return again


def never_came(finding: Finding) -> bool:
    """Whether the caller's answers never reached officers at all.

    That follows from no late briefing: a knife that no briefing names is a fault by its own.
    """
    extent = finding.extent
    return finding.criterion.id == "answers-passed-on" and extent is not None and not extent.came


def comes_after(finding: Finding, moment: EntrySummary, role: Role) -> bool:
    """Whether it shows after its cause: what was before it, or is the same moment, came of none."""
    shows = finding.moment_in(role)
    return shows is None or shows.at > moment.at


def possible_causes(
    criterion: str, missed: Mapping[str, Finding], *, heard: bool = False
) -> Collection[str]:
    """Return the faults from which one may have followed in this call.

    What was asked over a voice is one fault, also where the question had others. A double question
    spoils what is known of who is there only if it asked for that, and if no other voice was
    `heard` before.
    """
    found = missed[criterion]
    one, over = missed.get("one-fact-each"), missed.get("listens-first")
    apart = set()
    if one is None or not any(_OF_WHO.search(each.text) for each in one.evidence):
        apart.add("one-fact-each")
    if over is None or {e.seq for e in over.evidence}.isdisjoint(e.seq for e in found.evidence):
        apart.add("listens-first")
    late, closed = missed.get(_LATE_BRIEFING), missed.get(CLOSED)
    if criterion == _NEWS and late is not None and not _waited_with(late, found):
        apart.add(_LATE_BRIEFING)
    if criterion == LINE_ENDED and closed is not None and not _at_one_time(closed, found):
        apart.add(CLOSED)
    if criterion in EXPOSES and heard:
        apart.add("one-fact-each")  # It was known that another listens.
    keeps = criterion == "who-hears-asked"  # As ever: it was not asked alone.
    return missed.keys() - apart | ({"one-fact-each"} & missed.keys() if keeps else set())


def _waited_with(late: Finding, news: Finding) -> bool:
    """Whether what was new came before the first briefing, which was late: one mistake has both."""
    if not (late.evidence and news.evidence and late.extent):
        return False
    sent = late.evidence[-1].at
    return sent <= news.evidence[-1].at <= sent + late.extent.lasted


def _at_one_time(closed: Finding, ended: Finding) -> bool:
    """Whether a call was closed as its line was ended, before it or after.

    The close has the place: a line that is gone can be rung and officers sent, but nobody looks
    again at a call that is closed (practice 0.1 rule 6; practice2 LP-11).
    """
    if not (closed.evidence and ended.evidence):
        return False
    return abs(closed.evidence[-1].at - ended.evidence[-1].at) <= _AT_ONE_TIME


_OF_WHO = late_pattern(
    r"\b(he|she|they|any(?:body|one)|some(?:body|one))\b.*\b(there|here|hear|with you)\b",
    re.IGNORECASE,
)


def said_meanwhile(debrief: Debrief, finding: Finding) -> EntrySummary | None:
    """Return what the caller first said in a silence towards them; None if they said nothing."""
    if not finding.evidence or finding.extent is None:
        return None
    begun = finding.evidence[-1].at
    said = (
        line
        for ears in debrief.ears
        for line in ears.lines
        if line.who == name_of(Role.CALLER) and '"' in line.text
        if begun < line.at < begun + finding.extent.lasted
    )
    return min(said, key=lambda line: line.at, default=None)


def first_cause(criterion: str, missed: Collection[str]) -> str:
    """Return the first of the faults from which this one's followed; itself if from none."""
    while cause := follows_from(criterion, missed):
        criterion = cause
    return criterion


def place_of(debrief: Debrief, finding: Finding, *, exposes: bool = False) -> Place:
    """Return the place of a fault: by weight, then by harm, then the longest first.

    `exposes`: officers were given what is not so, or a person known to be near heard of them: that
    outweighs what else weighs as much.
    """
    criterion, last = finding.criterion, debrief.calls[-1].ending
    stake = stake_of_fault(criterion.id)
    if never_came(finding):
        stake = Stake.CLOSED  # A knife that no briefing names: officers go in unwarned.
    if stake is Stake.NOT_SENT and last is not None and last.outcome in HELP_COMES:
        stake = Stake.TIME
    lasted = finding.extent.lasted if finding.extent else 0
    weight = criterion.weight.place
    if criterion.id in WRONG_TO_OTHERS or criterion.id == _FIRST_AID:
        stake = Stake.GIVEN_AWAY  # They act on it as known, also if they lack more.
    if exposes:
        stake = Stake.UNTRUE
    if criterion.id == _NO_HELP_SOUGHT and (finding.extent is None or not finding.extent.came):
        weight = 0
    elif criterion.id == GIVES_UP:
        shown = finding.evidence[-1].text if finding.evidence else ""
        doubts = not _ORDERS.search(shown)
        weight = min(weight, Weight.MAJOR.place)
        stake = Stake.CLOSED if doubts else Stake.TIME
    elif lasted >= _LONG and criterion.id not in _NOT_BY_LENGTH and weight > Weight.MAJOR.place:
        weight -= 1
        if lasted < _VERY_LONG:
            # Of what weighs so much itself, none is shorter: that comes first.
            stake, lasted = Stake.CARE, 0
    if criterion.id == SILENCE and said_meanwhile(debrief, finding):
        stake = Stake.NOT_SENT  # Who speaks and hears nothing may put the phone down.
    if criterion.id in _LATE_HELP and lasted >= _LATE:
        stake = Stake.NOT_SENT
    return weight, _BY_HARM.index(stake), -lasted
