"""Five made-up endings of one option, chosen to differ: what a room sees side by side.

They are drawn from a seed of the session, so every session has its own; `again` draws others. Which
endings a room may see is data (`room_endings.yaml`). A course in which something else decided the
call before the act is not shown: what was chosen is what is seen to matter, or the course says that
there was no safe moment for it.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
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
LATE: Millis = 25 * 60_000
"""From sending officers until they are with the caller: from here on they came late, also where the
ending has another name, and it is not a milder one (assumption)."""
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
    def looks(self) -> tuple[object, ...]:
        """What a room reads beneath it: no two of the courses side by side have the same."""
        return self.ending, bool(self.overheard), self.no_moment, self.others_heard

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
    for draw in range(again * LOOKED_AT, (again + 1) * LOOKED_AT):
        course = course_of(branch, branch.continuation(draw, seed))
        if may_be_seen(course, endings, branch.played.scenario, milder=milder):
            yield course


def five(
    branch: Branch, endings: RoomEndings, seed: int, again: int = 0, *, milder: bool = False
) -> tuple[Course, ...]:
    """Return up to five courses that differ, in the order in which they were drawn.

    First those that end in different ways, then those of one ending that differ in what else is
    said of them. What reads the same is shown once: shown twice, it would be counted.
    """
    ends: dict[str, Course] = {}
    looks: dict[tuple[object, ...], Course] = {}
    for course in seen(branch, endings, seed, again, milder=milder):
        ends.setdefault(course.ending, course)
        looks.setdefault(course.looks, course)
        if len(ends) == SHOWN:
            break
    others = (course for course in looks.values() if ends[course.ending] is not course)
    chosen = {id(course) for course in islice([*ends.values(), *others], SHOWN)}
    return tuple(course for course in looks.values() if id(course) in chosen)
