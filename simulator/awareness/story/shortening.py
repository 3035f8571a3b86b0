"""A told call, made shorter for a room: what repeats itself is told once, questions are counted.

How a call went stays; what is left out is how often. Whoever wants every line reads it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from simulator.awareness.story.narration import Moment
from simulator.core import acts as do
from simulator.core import log as out
from simulator.core.log import Entry
from simulator.core.terms import Role

if TYPE_CHECKING:
    from simulator.content.library.translation import Translation

AT_ONCE = 3
"""So many lines are shown at one press (assumption: what 80 by 24 characters hold in large)."""
MANY = 3
"""More questions than that, one after the other, are counted instead (assumption)."""
OFTEN = 3
"""From so many times on, the same is told once (assumption: twice is no trouble to read)."""
_TURNING = (do.TakePhone, do.Connect, do.Deploy, do.EndCall, do.HangUp, do.CallBack, do.Arrive)
"""With one of these something new begins to be shown."""


def without_repeats(moments: Sequence[Moment], say: Translation) -> tuple[Moment, ...]:
    """What the same person says or does often, with nothing between, told once."""
    found: list[Moment] = []
    for _, same in groupby(moments, key=lambda moment: (moment.who, moment.text, moment.news)):
        alike = list(same)
        if len(alike) >= OFTEN:
            alike = [alike[0]._replace(text=say("again", told=alike[0].text))]
        found += alike
    return tuple(found)


def in_brief(
    moments: Sequence[Moment], log: Sequence[Entry], say: Translation
) -> tuple[Moment, ...]:
    """A call in a few presses: questions counted, repeats told once, some lines at a time."""
    short = without_repeats(tuple(_counted(moments, log, say)), say)
    found: list[Moment] = []
    for together in _together(short, log):
        at = together[0].at
        found += [moment._replace(at=at) for moment in together]
    return tuple(found)


def _together(moments: Sequence[Moment], log: Sequence[Entry]) -> Iterator[list[Moment]]:
    """The lines that are shown at one press."""
    held: list[Moment] = []
    for moment in moments:
        lines = sum(not each.news for each in held)
        begins = isinstance(log[moment.seq].body, _TURNING) and held and held[0].at != moment.at
        if begins or (lines >= AT_ONCE and not moment.news):
            yield held
            held = []
        held.append(moment)
    if held:
        yield held


def _counted(moments: Sequence[Moment], log: Sequence[Entry], say: Translation) -> Iterator[Moment]:
    """The moments, with many questions in a row and their answers as two lines."""
    run: list[Moment] = []
    for moment in moments:
        if _is_of_a_run(log[moment.seq], run):
            run.append(moment)
            continue
        yield from _as_counted(run, log, say)
        run = []
        yield moment
    yield from _as_counted(run, log, say)


def _is_of_a_run(entry: Entry, run: Sequence[Moment]) -> bool:
    """Whether an entry is a question, or goes with the questions before it."""
    if isinstance(entry.body, do.Ask):
        return True
    of_the_talk = entry.actor is Role.CALLER or isinstance(entry.body, do.SetCode | do.OfferWays)
    ends = isinstance(entry.body, do.HangUp | out.StageEntered)
    return bool(run) and of_the_talk and not ends


def _as_counted(run: Sequence[Moment], log: Sequence[Entry], say: Translation) -> Iterator[Moment]:
    asks = [moment for moment in run if isinstance(log[moment.seq].body, do.Ask)]
    if len(asks) <= MANY:
        yield from run
        return
    texts = list(dict.fromkeys(moment.text for moment in asks))
    told = say("asks-many", times=len(texts), first=texts[0], last=texts[-1])
    yield asks[0]._replace(text=told)
    answers = _answers(run, log)
    key = "answers-many" if answers else "answers-none"
    yield asks[-1]._replace(who=say(f"who-{Role.CALLER}"), text=say(key, times=answers))


def _answers(run: Sequence[Moment], log: Sequence[Entry]) -> int:
    """How many questions the caller answered before the next one."""
    answers, open_one = 0, False
    for moment in run:
        entry = log[moment.seq]
        if isinstance(entry.body, do.Ask):
            open_one = True
        elif open_one and entry.actor is Role.CALLER and not isinstance(entry.body, do.StaySilent):
            answers, open_one = answers + 1, False
    return answers
