"""Narration of a call for a group, in one language: its lines, in full or shortened, and its facts.

It has less than a trainee sees: no rows of the flow, no notes, no grades. Spoken lines stay in
their own language.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from itertools import groupby, pairwise
from typing import NamedTuple

from simulator.content.fields.content_model import Fact
from simulator.content.library.translations import Translation
from simulator.content.scenario.endings import possible_endings
from simulator.content.scenario.scenario import Scenario
from simulator.core import acts as do
from simulator.core import log as out
from simulator.core.instant import Millis
from simulator.core.log import Body, Entry
from simulator.core.profile import Profile
from simulator.core.terms import (
    HowItEnds,
    LineStage,
    Manner,
    Outcome,
    Role,
    Sound,
    Topic,
    UnitStatus,
)

CLOSE = 50
"""Metres up to which a location is not rough: nine in ten of phones' own are closer (V28)."""


class NarrationLine(NamedTuple):
    """One line of the narration."""

    at: Millis
    seq: int
    stage: LineStage
    """The stage of the call."""
    who: str
    """The speaker; empty for news of the call."""
    text: str
    news: bool = False
    """Whether the stage changed; `text` is the heading of the stage."""
    entry: Entry | None = None
    """What was narrated, for its sound; None for several lines in one."""


def narrate(
    log: Iterable[Entry], profile: Profile, say: Translation, *, beside: bool = False
) -> tuple[NarrationLine, ...]:
    """Return the narration of a log, in time order.

    `beside` says whether someone to fear may be beside the caller: then the first text and
    the first call to the phone say that they can be dangerous.
    """
    found: list[NarrationLine] = []
    warned = set[str]()
    stage = LineStage.IDLE
    for entry in log:
        body = entry.body
        if isinstance(body, out.CallBegan):
            stage = LineStage.IDLE
        if isinstance(body, out.StageEntered):
            stage = body.stage
            text = say(f"stage-{stage}")
            found.append(NarrationLine(entry.at, entry.seq, stage, "", text, news=True))
            continue
        text = _text(body, profile, say)
        if beside and is_phoned(entry) and body.kind not in warned:
            warned.add(body.kind)
            text = say(f"act-{body.kind}-beside")
        if text:
            by = _speaker(entry)
            who = say(f"who-{by}") if by else ""
            found.append(NarrationLine(entry.at, entry.seq, stage, who, text, entry=entry))
    return tuple(found)


def is_phoned(entry: Entry) -> bool:
    """Return whether a text is written or the caller is rung: a phone shows and sounds it."""
    return isinstance(entry.body, do.SendText | do.CallBack)


def _speaker(entry: Entry) -> Role | None:
    """Return the role to name, or None for news."""
    match entry.body:
        case out.LinePlayed():
            return Role.RECORDING
        case do.TakePhone() | do.HangUp() if entry.speaker is Role.ROOM:
            return Role.OTHER_PERSON
        case do.GiveBack():
            return None
    return None if isinstance(entry.body, out.FlowEvent) else entry.speaker


def _text(body: Body, profile: Profile, say: Translation) -> str:  # One case for each act.
    match body:
        case do.Say(_, words, manner):
            return _said(words, manner, say)
        case do.Ask(words=words) | do.SetCode(words=words) | do.OfferWays(words=words):
            return _said(words, Manner.ALOUD, say)
        case out.LinePlayed(intent):
            return _said(profile.words(intent), Manner.ALOUD, say)
        case do.Make(sound):
            return say(f"sound-{sound}")
        case do.Connect(service):
            return say(f"act-connect-{service}")
        case do.DeliverLocation(_, place, None):
            return say("location", place=place)
        case do.DeliverLocation(_, place, int(radius)):
            unit, number = ("km", round(radius / 1000)) if radius >= 1000 else ("m", radius)
            distance = say(f"distance-{unit}", number=number)
            place = place.removeprefix("a cell ")
            key = "location-within" if radius <= CLOSE else "location-rough"
            return say(key, place=place, distance=distance)
        case out.SignalRecognised(signal):
            return say(f"recognised-{signal}")
        case do.GiveResult(markers) if markers:
            return say("result-marked")
        case do.UnitReport() as report:
            return _of_officers(report, say)
        case out.CallbackFailed():
            return say("callback-failed")
        case out.CallBegan(number):
            return say("call-began", number=number) if number > 1 else ""
    # An act without a message `act-KIND` is left out.
    key = f"act-{body.kind}"
    given = {part.name: getattr(body, part.name) for part in fields(body)}
    values = {name: value for name, value in given.items() if type(value) in (str, int)}
    return say(key, **values) if say.has(key) else ""


def _of_officers(report: do.UnitReport, say: Translation) -> str:
    """Return what officers report that decides how it ends; a message has it, or it is left out.

    What they find at a door is said as it comes, or the result alone would claim it.
    """
    finds = report.finds if report.status is UnitStatus.NOT_FOUND else None
    for key in (f"officers-{finds}", f"officers-{report.status}"):
        if say.has(key):
            return say(key, minutes=report.minutes or 1)
    return ""


def _said(words: str, manner: Manner, say: Translation) -> str:
    if manner is Manner.FAINT:
        return say("said-faint")
    if not words:
        return say("said-something")
    key = "said-whispered" if manner is Manner.WHISPERED else "said"
    return say(key, words=words)


def by_stage(
    moments: Sequence[NarrationLine],
) -> Iterator[tuple[LineStage, tuple[NarrationLine, ...]]]:
    """Yield each stage with its lines; lines before the first stage belong to it."""
    heads = [place for place, moment in enumerate(moments) if moment.news]
    for first, after in pairwise([*heads, len(moments)]):
        begin = 0 if first == heads[0] else first
        yield moments[first].stage, tuple(m for m in moments[begin:after] if not m.news)


AT_ONCE = 3
"""Most lines shown at one key press (assumption: fits 80 by 24 in large letters)."""
OFTEN = 3
"""Number of repetitions from which a line is merged (assumption: twice is easy to read)."""
_TURNING = (
    *(do.TakePhone, do.Connect, do.Deploy, do.EndCall, do.HangUp, do.CallBack, do.Arrive),
    do.UnitReport,
)
"""Acts that begin a new group of lines."""


def without_repeats(
    moments: Sequence[NarrationLine], say: Translation
) -> tuple[NarrationLine, ...]:
    """Merge consecutive repetitions of one speaker's line."""
    found: list[NarrationLine] = []
    for _, same in groupby(moments, key=lambda moment: (moment.who, moment.text, moment.news)):
        alike = list(same)
        if len(alike) >= OFTEN:
            alike = [alike[0]._replace(text=say("again", told=alike[0].text))]
        found += alike
    return tuple(found)


def in_brief(
    moments: Sequence[NarrationLine], log: Sequence[Entry], say: Translation
) -> tuple[NarrationLine, ...]:
    """Return a shortened narration: what is often said or asked only once, lines grouped."""
    found: list[NarrationLine] = []
    at, lines = -1, 0
    for moment in without_repeats(tuple(_said_once(moments, log, say)), say):
        turns = isinstance(log[moment.seq].body, _TURNING) and moment.at != at
        if at < 0 or turns or (lines >= AT_ONCE and not moment.news):
            at, lines = moment.at, 0
        lines += not moment.news
        found.append(moment._replace(at=at))
    return tuple(found)


def _said_once(
    moments: Sequence[NarrationLine], log: Sequence[Entry], say: Translation
) -> Iterator[NarrationLine]:
    """Keep the first of many lines of one purpose, and of many sounds around the caller.

    What the caller does is never left out: it may be an answer.
    """
    purposes = [_purpose(log[moment.seq]) for moment in moments]
    times = Counter(purposes)
    seen: set[_Purpose] = set()
    for moment, purpose in zip(moments, purposes, strict=True):
        if purpose is None or times[purpose] < OFTEN:
            yield moment
        elif purpose not in seen:
            seen.add(purpose)
            key = "asks-more" if purpose[1] == do.Ask.kind else "again"
            yield moment._replace(text=say(key, told=moment.text))


_Purpose = tuple[Role, str]


def _purpose(entry: Entry) -> _Purpose | None:
    match entry.body:
        case do.Say(intent=what) | do.Make(sound=what) if entry.speaker is not Role.CALLER:
            return entry.speaker, what
        case do.Ask():
            return entry.speaker, do.Ask.kind
    return None


_HELP_COMES = (
    Outcome.DEPLOYED, Outcome.CONNECTED_TO_OTHER_SERVICE, Outcome.HANDED_TO_OTHER_FORCE,
)  # fmt: skip


def ends_well(outcome: Outcome | None, scenario: Scenario) -> bool:
    """Return whether help comes, or, if nobody needs it, whether nobody is sent."""
    needless = scenario.facts.get(Topic.MISTAKE) is Fact.YES
    return outcome is not None and (outcome in _HELP_COMES) is not needless


def nobody_needed_help(scenario: Scenario) -> bool:
    """Return whether the call was a mistake, with nobody in danger, hurt or in need of police."""
    facts = scenario.facts
    troubles = (Topic.IN_DANGER, Topic.INJURED, Topic.NEEDS_AMBULANCE)
    return (
        facts.get(Topic.MISTAKE) is Fact.YES
        and facts.get(Topic.NEEDS_POLICE) is Fact.NO
        and not any(facts.get(topic) is Fact.YES for topic in troubles)
    )


def may_be_hard(
    scenario: Scenario, log: Sequence[Entry], outcome: Outcome | None
) -> tuple[str, ...]:
    """Return the hard content that a continuation may add to a call as it was played.

    The names are those of messages `hard-NAME`. They follow from what is drawn, so that no
    continuation has to be run for a content note.
    """
    reactions = {"take_phone": "phone_taken", "hang_up": "put_down"}
    near = [script for script in scenario.calls_in_order if script.near or script.other]
    does = [script.overheard.do for script in near if script.overheard]
    if any(script.other and script.other.may_take_phone for script in near):
        does += ["take_phone", "hang_up"]
    found = [*(["overheard"] if near else []), *(reactions[d] for d in does if d in reactions)]
    if ends_well(outcome, scenario) and scenario.facts.get(Topic.MISTAKE) is not Fact.YES:
        found.append("untold")
    if scenario.facts.get(Topic.MISTAKE) is not Fact.YES:
        found.append("late")
    found += _where_officers_come(scenario)
    seen = overheard(log)
    known = {"overheard", *(reactions.get(each) for each in seen)} if seen else set()
    return tuple(name for name in found if name not in known)


def _where_officers_come(scenario: Scenario) -> Iterator[str]:
    """Yield what may be hard where officers come: who is with them may cry, also in relief."""
    ends = possible_endings(scenario)
    yield "crying"
    if {each.ending for each in (*ends.first, *ends.caller)} & _BESIDE_ANOTHER:
        yield "at_the_door"
    if ends.arrest_percent:
        yield "taken_away"


def comes_late(log: Iterable[Entry]) -> tuple[str, ...]:
    """Return what may be hard in a call that is watched as it was written.

    The names are those of `may_be_hard`, with some sounds: a note is written before officers and
    the person nearby are simulated.
    """
    return tuple(dict.fromkeys(filter(None, map(_hard_in, log))))


def _hard_in(entry: Entry) -> str | None:
    match entry.body:
        case do.Make(sound=sound):
            return _HARD_SOUNDS.get(sound)
        case do.UnitReport(status=status):
            return _HARD_REPORTS.get(status)
        case do.TakePhone():
            return "phone_taken"
        case do.HangUp() if entry.actor in (Role.ROOM, Role.OTHER_PERSON):
            return "put_down"
    return None


_HARD_SOUNDS = {Sound.SOB: "crying", Sound.SHOUTING: "shouting", Sound.BREAKING: "breaking"}
_HARD_REPORTS = {
    UnitStatus.THIRD_PARTY_ONLY: "at_the_door",
    UnitStatus.NOT_ALONE: "at_the_door",
    UnitStatus.DETAINED: "taken_away",
}
_BESIDE_ANOTHER = {HowItEnds.REFUSED_AT_DOOR, HowItEnds.CHANGES_MIND}
"""Endings in which officers first see another person, or the caller with another person."""


def overheard(entries: Sequence[Entry]) -> tuple[str, ...]:
    """Return the reactions of people nearby to the caller's acts (messages `overheard-NAME`)."""
    by_the_caller = {entry.seq for entry in entries if entry.actor is Role.CALLER}
    return tuple(
        dict.fromkeys(
            _ABOUT_IT[type(entry.body)]
            for entry in entries
            if entry.actor is Role.ROOM
            and entry.cause in by_the_caller
            and type(entry.body) in _ABOUT_IT
        )
    )


_ABOUT_IT = {do.TakePhone: "take_phone", do.HangUp: "hang_up", do.Make: "come_closer"}
"""Reactions to an overheard act, by the scenarios' names."""
