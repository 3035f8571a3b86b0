"""Five made-up endings of one option, chosen to differ: what a room sees side by side.

They are drawn from a seed of the session, so every session has its own; `again` draws others. Which
endings a room may see is data (`room_endings.yaml`). A course in which something else decided the
call before the act is not shown: what was chosen is what is seen to matter, or the course says that
there was no safe moment for it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import NamedTuple

from simulator.awareness import narration
from simulator.awareness.continuations import Branch, Continuation
from simulator.awareness.results import last_call, until_seen, until_there
from simulator.content.awareness.room_endings import RoomEndings
from simulator.content.fields.content_model import Fact
from simulator.content.scenario.scenario import Scenario
from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.log import Entry, SignalRecognised, StageEntered
from simulator.core.terms import HowItEnds, LineStage, Outcome, Role, Topic
from simulator.review.ending import how_it_ends

SHOWN = 5
"""Courses that are shown side by side."""
LOOKED_AT = 30
"""Most courses that are drawn for them (assumption: 1.3 s at most, drawn aside once)."""
LOOKED_FURTHER = 40
"""Most courses that are drawn after them, where officers are sent, for one in which they come in
time (assumption)."""
LATE: Millis = 25 * 60_000
"""From sending officers until they are with the caller: from here on they came late, also where the
ending has another name, and it is not a milder one (assumption)."""
_CAME = (HowItEnds.FOUND_SAFE, HowItEnds.HAS_GONE, HowItEnds.ARREST, HowItEnds.FALSE_ALARM)
"""Endings whose words say that officers came, and nothing that kept them from the caller."""
Looks = tuple[object, ...]
"""What a room reads beneath a course."""
STATIONS = ("caller", "operator", "recording", "police")
"""Where a call can get, in their order."""
_AT: Mapping[LineStage, str] = {
    LineStage.WITH_OPERATOR: "operator",
    LineStage.BACK_WITH_OPERATOR: "operator",
    LineStage.SOUND_PROMPT: "recording",
    LineStage.RECORDING: "recording",
    LineStage.WITH_FIRST_HANDLER: "police",
    LineStage.WITH_CALL_HANDLER: "police",
    LineStage.HELD_WITH_CALL_HANDLER: "police",
}
"""The station at which each stage of a call is."""
_HELP = (
    *(Outcome.DEPLOYED, Outcome.CONNECTED_TO_OTHER_SERVICE, Outcome.HANDED_TO_OTHER_FORCE),
    *(Outcome.CONFIRMED_MISTAKE,),
)


class Course(NamedTuple):
    """One made-up ending of an option."""

    found: Continuation
    ending: str
    """What became of the caller, else the outcome of the call: an id of `room_endings.yaml`."""
    reached: tuple[str, ...]
    """The stations that the call reached, in their order."""
    overheard: tuple[str, ...]
    """What people nearby did who heard the act that was chosen."""
    acts: bool = True
    """Whether the option is to do something."""

    @property
    def no_moment(self) -> bool:
        """Whether there was no safe moment for what was chosen."""
        return self.acts and self.found.acted is None

    @property
    def others_heard(self) -> bool:
        """Whether a caller who made no sound was put through because of what others did."""
        return not (self.acts or acted_first(self.found))

    @property
    def looks(self) -> Looks:
        """What a room reads beneath it: no two of the courses side by side have the same."""
        return self.ending, bool(self.overheard), self.no_moment, self.others_heard

    @property
    def in_time(self) -> bool:
        """Whether officers came, and not late: the act that was chosen is seen to bring help."""
        return self.ending in _CAME and not self.is_late and not self.no_moment

    def is_hopeful(self, endings: RoomEndings) -> bool:
        """Whether officers came in time, or it ended otherwise as every session may see it."""
        return self.in_time or (endings.is_mild(self.ending) and not self.is_late)

    @property
    def is_settled(self) -> bool:
        """Whether the police rang back, and the caller themselves said that all was well."""
        return self.ending == HowItEnds.RUNG_BACK_SETTLED

    def is_mild(self, scenario: Scenario) -> bool:
        """Whether it has nothing that the note before the call warns of.

        Help comes before it is late, or to a mistake nobody has to, or the caller says that all is
        well by then; and nobody nearby hears the caller. Of a caller who makes no sound it may be
        the voices of others that are heard: its page says that silence alone may not be enough.
        """
        overheard = narration.overheard(self.found.after)
        ends_well = narration.ends_well(self.found.outcome, scenario) or self.is_settled
        return ends_well and not overheard and not self.no_moment and not self.is_late

    @property
    def is_late(self) -> bool:
        """Whether officers were with the caller late, also where the ending has another name."""
        return _is_late(self.found)


def course_of(branch: Branch, found: Continuation) -> Course:
    """Return a continuation as a room sees it."""
    at = set(_stations(last_call(found.log)))
    reached = tuple(each for each in STATIONS if each == "caller" or each in at)
    ours = branch.point.point.who is Role.CALLER and branch.is_an_act
    heard = narration.overheard(found.after) if ours else ()
    return Course(found, _ending(found), reached, heard, branch.is_an_act)


def _stations(entries: Sequence[Entry]) -> Iterator[str]:
    for entry in entries:
        if isinstance(entry.body, StageEntered) and entry.body.stage in _AT:
            yield _AT[entry.body.stage]


def _ending(found: Continuation) -> str:
    ends = how_it_ends(last_call(found.log))
    if ends is None:
        return str(found.outcome) if found.outcome else ""
    if ends is HowItEnds.FOUND_SAFE and _is_late(found):
        return HowItEnds.DELAYED_FOR_HOURS.value
    return ends.value


def _is_late(found: Continuation) -> bool:
    return max(until_there(found.after), until_seen(found.after)) >= LATE


def acted_first(found: Continuation) -> bool:
    """Whether nothing had decided the call before the act that was chosen."""
    end = found.acted if found.acted is not None else len(found.log)
    until = found.log[found.since : end]
    return not any(isinstance(e.body, do.Connect | SignalRecognised | do.Deploy) for e in until)


def may_be_seen(course: Course, endings: RoomEndings, scenario: Scenario, *, milder: bool) -> bool:
    """Whether a room may see a course of a scenario."""
    if milder and not course.is_mild(scenario):
        return False
    if course.acts and course.found.acted is not None and not acted_first(course.found):
        return False
    if course.no_moment and course.found.outcome in (*_HELP, Outcome.CLOSED_WITHOUT_DEPLOYMENT):
        return False  # Something else brought the police: the page is about what was chosen.
    overheard = bool(course.overheard) and course.found.outcome not in _HELP
    mistake = scenario.facts.get(Topic.MISTAKE) is Fact.YES
    return endings.may_show(course.ending, milder=milder, overheard=overheard, mistake=mistake)


def seen(
    branch: Branch, endings: RoomEndings, seed: int, again: int = 0, *, milder: bool = False
) -> Iterator[Course]:
    """Yield the courses of one draw that a room may see, each when it is asked for."""
    draws = range(again * LOOKED_AT, (again + 1) * LOOKED_AT)
    return _seen(branch, endings, seed, draws, milder=milder)


def _seen(
    branch: Branch, endings: RoomEndings, seed: int, draws: Iterable[int], *, milder: bool
) -> Iterator[Course]:
    for draw in draws:
        course = course_of(branch, branch.continuation(draw, seed))
        if may_be_seen(course, endings, branch.played.scenario, milder=milder):
            yield course


def five(
    branch: Branch, endings: RoomEndings, seed: int, again: int = 0, *, milder: bool = False
) -> tuple[Course, ...]:
    """Return up to five courses that differ, in the order in which they were drawn.

    In one of them officers come in time, if the act's story has such a course: without it a room
    would learn that help never comes. `again` counts the draws before this one: while there are
    courses that read otherwise, the next draw shows those.
    """
    before, shown = set[Looks](), tuple[Course, ...]()
    for turn in range(again + 1):
        found = _looked_at(branch, endings, seed, turn, before, milder=milder)
        shown = _chosen(found, endings, before)
        looks = {course.looks for course in shown}
        # Once all were shown it begins again, with what was shown last as the ones to avoid.
        before = before | looks if looks - before else looks
    return shown


def _looked_at(
    branch: Branch, endings: RoomEndings, seed: int, turn: int, before: Set[Looks], *, milder: bool
) -> tuple[Course, ...]:
    """Return the first course of each look, in the order in which they were drawn."""
    looks: dict[Looks, Course] = {}
    draws = range(turn * LOOKED_AT, (turn + 1) * LOOKED_AT)
    for course in _seen(branch, endings, seed, draws, milder=milder):
        _keep(course, looks)
        new = [each for each in looks.values() if each.looks not in before]
        if any(each.in_time for each in new) and len({each.ending for each in new}) >= SHOWN:
            break
    sent = any(course.found.outcome is Outcome.DEPLOYED for course in looks.values())
    if sent and not any(each.in_time for each in looks.values()):
        # Seldom in this story: seldom is not never, and nothing here says how often.
        further = range(draws.stop, draws.stop + LOOKED_FURTHER)
        for course in _seen(branch, endings, seed, further, milder=milder):
            if course.in_time:
                _keep(course, looks)
                break
    return tuple(looks.values())


def _keep(course: Course, looks: dict[Looks, Course]) -> None:
    """Keep the first course of a look, but one in time rather than one that reads the same."""
    kept = looks.get(course.looks)
    if kept is None or (course.in_time and not kept.in_time):
        looks[course.looks] = course


def _chosen(
    found: Sequence[Course], endings: RoomEndings, before: Set[Looks]
) -> tuple[Course, ...]:
    """Return up to five: one of hope, then what was not shown before and ends in other ways."""

    def hope(course: Course) -> tuple[bool, bool, bool]:
        return not course.in_time, course.looks in before, bool(course.overheard)

    mild = [course for course in found if course.is_hopeful(endings)]
    chosen = {c.looks: c for c in [min(mild, key=hope)]} if mild else {}
    while len(chosen) < min(SHOWN, len(found)):
        ends = {course.ending for course in chosen.values()}
        left = [course for course in found if course.looks not in chosen]
        best = min(left, key=lambda c: (c.looks in before, c.ending in ends))
        chosen[best.looks] = best
    return tuple(course for course in found if course.looks in chosen)
