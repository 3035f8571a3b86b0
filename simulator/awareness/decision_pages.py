"""Pages of decision points: the call so far, a few options, and what might happen next.

No page lists options beside their outcomes: that would read as what the caller should have done.
What follows an option is shown on request: five made-up endings of it side by side, never counted;
the room picks the one that is followed. The step ends on a made-up ending that reached help.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import chain, islice

from simulator.awareness import narration
from simulator.awareness.common_pages import CommonPages
from simulator.awareness.continuations import (
    SOON,
    Branch,
    Continuation,
    PlayedScenario,
    ReachedDecision,
)
from simulator.awareness.courses import SHOWN, Course, five, seen
from simulator.awareness.narration import NarrationLine
from simulator.awareness.pages import (
    AGAIN,
    Choice,
    Page,
    PlaybackPage,
    Point,
    TimeColumn,
    TimesPage,
)
from simulator.awareness.playback import BRIEF
from simulator.awareness.results import Result, result, settled
from simulator.content.awareness.plan import PlayingStep
from simulator.core.terms import Outcome


class DecidePages:
    """Pages of a call that stops at its decision points."""

    def __init__(
        self, common: CommonPages, step: PlayingStep, played: PlayedScenario,
        *, milder: bool = False,
    ) -> None:  # fmt: skip
        """Pages of a call; `milder` says whether only milder endings are drawn."""
        self._common = common
        self._say = common.say
        self._played = played
        self._profile = played.profile
        self._milder = milder
        self._step = step
        self._notes = common.facilitator_notes(played.scenario)
        self._track = common.narration(played)

    def pages(self) -> list[Page]:
        """Return the pages of the step; empty if the call has no decision."""
        pages: list[Page] = []
        seen, small = -1, tuple[str, ...]()
        for point, options in self._played.decisions:
            title = self._common.title_of(self._played.scenario)
            shown = self._playback(title, self._track, seen)
            pages.append(replace(shown, until=point.at, small=small))
            pages.append(self._deciding(point, options))
            seen, small = point.at, (self._say("written-not-chosen"),)
        return [*pages, *self._end()] if pages else []

    @property
    def _ends_well(self) -> bool:
        return narration.ends_well(self._played.outcome, self._played.scenario)

    def to_read(self) -> list[Page]:
        """Return one way in which the call could have reached help; empty if it did."""
        return [] if self._ends_well else self._end()

    def _deciding(self, point: ReachedDecision, options: Sequence[Branch]) -> Page:
        before = (m for m in self._track if m.seq <= point.seq)
        scenario = self._played.scenario
        asked = self._common.texts(scenario, "decide", [p.ask for p in scenario.decision_points])
        ask = asked[scenario.decision_points.index(point.point)]
        return Page(
            self._common.title_of(scenario),
            self._notes,
            big=self._say("decide-caveat"),
            lines=[moment for moment in before if not moment.news][-2:],
            sentences=(ask,),
            ask=self._say(f"decide-who-{point.point.who}"),
            options=tuple(map(self._name, options)),
            follows=lambda place: self._look_at(options[place]),
        )

    def _look_at(self, branch: Branch, again: int = 0) -> list[Page]:
        """Return made-up endings of an option side by side, of which the room picks one."""
        say, seed, rows = self._say, self._common.seed, self._common.library.room_endings()
        found = five(branch, rows, seed, again, milder=self._milder)
        if not found:
            return [self._none_to_see(branch)]
        titles = [say("time-title", number=number) for number, _ in enumerate(found, 1)]
        columns = tuple(map(self._column, titles, found))
        others = Choice(AGAIN, say("times-again"), lambda: self._look_at(branch, again + 1))
        big, caveats = say("times-caveat", count=len(found)), list[str]()
        if not branch.is_an_act:
            big, caveats = say("not-at-fault"), [f"{say('silence-alone')} {big}."]
        if not (self._nobody_needed_help or any(c.is_hopeful(rows) for c in found)):
            caveats.append(say("times-none-reached"))
        return [
            TimesPage(
                say("next-heading", way=self._name(branch)),
                (say("lead-times", count=len(found)), *self._notes),
                big=big,
                sentences=(*caveats, *self._harder_left_out, *self._real(found)),
                points=tuple(Point(f"{each.title}: {each.ends}") for each in columns),
                ask=say("times-ask"),
                options=tuple(titles),
                follows=lambda place: self._follow(branch, found[place]),
                choices=(others,),
                times=columns,
                goes_on=True,
            )
        ]

    @property
    def _nobody_needed_help(self) -> bool:
        return narration.nobody_needed_help(self._played.scenario)

    @property
    def _harder_left_out(self) -> tuple[str, ...]:
        """Return that harder endings are left out: of milder ones alone, 55 seems to bring help."""
        return (self._say("times-left-out"),) if self._milder else ()

    def _none_to_see(self, branch: Branch) -> Page:
        """Return the page of an answer that has no milder ending, and why."""
        say = self._say
        big, rest = say("times-none-milder"), list[str]()
        if not branch.is_an_act:
            big, rest = say("not-at-fault"), [say("silence-alone"), big]
        return Page(
            say("next-heading", way=self._name(branch)),
            (say("lead-times", count=0), *self._notes),
            big=big,
            sentences=(*rest, *self._harder_left_out, say("times-real")),
            goes_on=True,
        )

    def _column(self, title: str, course: Course) -> TimeColumn:
        """Return a column; a wall and a phone say the same of it."""
        say = self._say
        heard, none = bool(course.overheard), course.no_moment
        ends = self._ends(course)
        if course.others_heard:
            ends = say("time-others", ends=ends)
        ends = f"{say('time-heard')}. {ends}" if heard else ends
        return TimeColumn(title, ends, course.reached, heard, none)

    def _ends(self, course: Course) -> str:
        """Return how it ended in a few words, and that the act was not safe if it was not."""
        ends = self._say(f"time-{course.ending}")
        return f"{self._say('time-no-moment')}. {ends}" if course.no_moment else ends

    def _follow(self, branch: Branch, course: Course) -> list[Page]:
        """Return one made-up ending: played, then in words."""
        say = self._say
        ends = self._ends(course)
        heading = _capital(say("time-heading", way=self._name(branch), ends=ends))
        through, unsent = settled(course.found.log, self._profile, say)
        how = self._result(course)
        # Voices nearby are why it was put through: that is one sentence.
        first = () if course.others_heard else (through,)
        more = " ".join(filter(None, (how.through, how.police, say("lead-55"))))
        words = Page(
            heading,
            (say("lead-more", more=more), *self._notes),
            big=say("decide-caveat"),
            # Nobody's fault: read before what happened. A wall has no room for more paragraphs.
            sentences=_paragraphs(
                (self._blame(branch, course), *self._beside_phone(course)),
                (*self._unknown(branch, course), *first),
                (unsent, how.ended),
                (say("true-55"),),
            ),
            goes_on=True,
        )
        return [self._played_on(heading, branch, course.found), words]

    def _name(self, branch: Branch) -> str:
        return self._say(f"way-{branch.name}")

    def _blame(self, branch: Branch, course: Course) -> str:
        """Return that the caller is not at fault, where help fails or someone heard them."""
        scenario = self._played.scenario
        if self._nobody_needed_help:
            return ""
        silent = (self._say("not-at-fault"),) if not branch.is_an_act else ()
        # Who says on the phone that all is well may have someone beside them: it is said there too.
        fails = course.overheard or not narration.ends_well(course.found.outcome, scenario)
        return " ".join((*silent, *((self._common.blame(scenario),) if fails else ())))

    def _real(self, found: Sequence[Course]) -> tuple[str, ...]:
        """Return that only the person there can judge, and of what: a wall has room for one."""
        if self._beside_phone(*found):
            return (self._say("times-beside"),)
        return () if self._milder else (self._say("times-real"),)

    def _beside_phone(self, *courses: Course) -> tuple[str, ...]:
        after = chain.from_iterable(course.found.after for course in courses)
        return self._common.beside_phone(self._played.scenario, after)

    def _result(self, course: Course) -> Result:
        found = course.found
        return result(found.log, found.outcome, self._profile, self._say)

    def _unknown(self, branch: Branch, course: Course) -> tuple[str, ...]:
        """Return what was out of the caller's hands."""
        say, found = self._say, course.found
        if course.no_moment:
            return (say("overheard-never", way=self._name(branch)),)
        if course.others_heard:
            return (say("time-others-heard"),)
        if not course.overheard and course.acts and found.waited > SOON:
            return (say("overheard-late", seconds=found.waited // 1_000),)
        return tuple(say(f"overheard-{name}") for name in course.overheard)

    def _playback(self, heading: str, track: Sequence[NarrationLine], since: int) -> PlaybackPage:
        return PlaybackPage(heading, self._notes, track, speed=self._step.speed, since=since)

    def _played_on(self, heading: str, branch: Branch, found: Continuation) -> PlaybackPage:
        """Return a continuation of an option to its end, shortened."""
        lines, at = self._common.narrated(self._played, found.log), branch.point.at
        before = [moment for moment in lines if moment.at <= at]
        brief = narration.in_brief([m for m in lines if m.at > at], found.log, self._say)
        return replace(self._playback(heading, (*before, *brief), at), longest=BRIEF)

    def _as_written(self) -> list[Page]:
        """Return the written call after the last decision."""
        since = self._played.decisions[-1][0].at
        rest = self._playback(self._say("as-written"), self._track, since)
        small = (self._say("written-not-chosen"),)
        return [replace(rest, small=small), *self._common.after(self._played)]

    def _end(self) -> list[Page]:
        """Return the last page: calm words, and for a call without help a time that reached it."""
        common, say, scenario = self._common, self._say, self._played.scenario
        written = Choice("written", say("watch-written"), self._as_written, aside=True)
        good = None if self._ends_well else self._good()
        if good is None:
            calm = common.ended(say("over-heading"), self._notes, scenario)
            calm.choices = (written,)
            return self._with_questions(calm, self._played.outcome, "lead-ask-written")
        branch, course = good
        heading = say("well-heading")
        # Its end alone: the whole of it is there to watch, and help lines need the room.
        how = (say("well-way", way=self._name(branch)), self._result(course).ended)
        ended = common.ended(heading, self._notes, scenario, how)
        show = partial(self._played_on, heading, branch, course.found)
        ended.choices = (Choice("watch", say("watch-well"), lambda: [show()], True), written)
        return self._with_questions(ended, course.found.outcome, "lead-ask")

    def _with_questions(self, ended: Page, outcome: Outcome | None, asks: str) -> list[Page]:
        """Return the last page; what may be talked over then is in the leader's notes.

        Questions about the call as written ask after what may never have happened in the course
        that the room followed: `asks` is the message that says which of the two they are about.
        """
        asked = self._common.to_talk_over(self._played.scenario, outcome)
        questions = (point.text for page in asked for point in page.points)
        ended.notes = (*ended.notes, *(self._say(asks, ask=each) for each in questions))
        return [ended]

    def _good(self) -> tuple[Branch, Course] | None:
        """Return a time that reaches help: the first that nobody overhears, if any."""
        rows, found = self._common.library.room_endings(), list[tuple[Branch, Course]]()
        for branch in chain(*(options for _, options in self._played.decisions)):
            for course in islice(seen(branch, rows, self._common.seed, milder=True), SHOWN):
                if narration.ends_well(course.found.outcome, self._played.scenario):
                    found.append((branch, course))
                    if branch.is_an_act and not course.overheard:
                        return branch, course
        return found[0] if found else None


def _paragraphs(*each: Sequence[str]) -> tuple[str, ...]:
    """Return sentences as paragraphs, without what is empty."""
    return tuple(filter(None, (" ".join(filter(None, sentences)) for sentences in each)))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
