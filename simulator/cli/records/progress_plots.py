"""Progress to look at: what came up call by call, each behaviour over time, and when it is due.

Drawn in characters that differ without colour. (plotext was tried: its stacked bars can be told
apart by colour alone, and its axes put counts at fractions.) The words of `progress` say the same.
"""

from __future__ import annotations

import math
import textwrap
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from simulator.debrief.assess.findings import Judgement
from simulator.debrief.learning.progress import Behaviour, Practice, Progress
from simulator.rules.rubric import LookedAt

SEEN, NOT_SEEN, NOTHING = "█", "░", "·"
ROWS = 8
"""The height of the columns."""
MOST_CALLS = 24
"""So many of the last calls are drawn."""
WEEKS = 4
_NAMES = 28
"""The columns for a behaviour's name."""
_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


def plots(told: Progress, role: LookedAt, now: datetime) -> Iterator[str]:
    """The three pictures for one seat, in lines of at most 80 columns."""
    calls = [each for each in told.practices if any(part is role for part, _ in each.findings)]
    found = [each for each in told.behaviours if each.role is role]
    if not calls or not found:
        return
    calls = calls[-MOST_CALLS:]
    yield f"Call by call, the latest on the right: {SEEN} seen, {NOT_SEEN} came up and not seen"
    yield from _columns(calls, role)
    yield ""
    yield f"Each behaviour over the same calls ({NOTHING} did not come up), what is due first"
    yield from _strips(calls, found, now)
    yield ""
    yield "How many behaviours are due again, day by day"
    yield from _calendar(found, now)


def _columns(calls: Sequence[Practice], role: LookedAt) -> Iterator[str]:
    counted = [
        Counter(finding.judgement for part, finding in call.findings if part is role)
        for call in calls
    ]
    highest = max(each[Judgement.MET] + each[Judgement.MISSED] for each in counted) or 1
    step = math.ceil(highest / ROWS)
    for row in range(math.ceil(highest / step), 0, -1):
        level = (row - 1) * step
        drawn = ""
        for each in counted:
            seen, came_up = each[Judgement.MET], each[Judgement.MET] + each[Judgement.MISSED]
            drawn += f"{SEEN * 2 if seen > level else NOT_SEEN * 2 if came_up > level else '  '} "
        yield f"{row * step:>4} |{drawn.rstrip()}"
    yield f"     +{'---' * len(calls)}"
    yield f"      {calls[0].at:%d %b} to {calls[-1].at:%d %b %Y}"


def _strips(calls: Sequence[Practice], found: Sequence[Behaviour], now: datetime) -> Iterator[str]:
    """A row for each behaviour, a column for each call, and when it is due again."""
    for each in sorted(found, key=lambda behaviour: behaviour.due_at > now):
        shown = {occasion.record: occasion.shown for occasion in each.occasions}
        marks = {True: SEEN, False: NOT_SEEN}
        strip = "".join(
            marks[shown[call.record]] if call.record in shown else NOTHING for call in calls
        )
        name = textwrap.shorten(each.criterion.id.replace("-", " "), _NAMES, placeholder="...")
        yield f"{name:<{_NAMES}} {strip}  {_when(each, now)}"


def _when(each: Behaviour, now: datetime) -> str:
    days = (each.due_at.date() - now.date()).days
    if each.due_at <= now or days == 0:
        return "due now"
    return "due tomorrow" if days == 1 else f"due in {days} days"


def _calendar(found: Sequence[Behaviour], now: datetime) -> Iterator[str]:
    """The coming weeks; what has been due for longer stands on today."""
    today = now.date()
    due = Counter(max(today, each.due_at.date()) for each in found)
    monday = today - timedelta(days=today.weekday())
    yield f"{'':9}{''.join(f'{day:>5}' for day in _DAYS)}"
    for week in range(WEEKS):
        first = monday + timedelta(weeks=week)
        days = [first + timedelta(days=number) for number in range(7)]
        yield f"{first:%d %b}   {''.join(_day(day, due, today) for day in days)}"
    later = sum(number for day, number in due.items() if day >= monday + timedelta(weeks=WEEKS))
    if later:
        yield f"and {later} later"


def _day(day: date, due: Counter[date], today: date) -> str:
    if day < today:
        return "     "
    number = str(due[day] or NOTHING)
    return f"{f'[{number}]' if day == today else number:>5}"
