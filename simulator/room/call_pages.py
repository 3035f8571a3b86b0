"""The pages of a call: what is in it, the call itself in whichever way, and its calm end."""

from __future__ import annotations

from collections.abc import Sequence

from simulator.content.plan import Compare, Decide, Playing, Side, Take, Tour
from simulator.content.scenario import Scenario
from simulator.core.instant import Millis
from simulator.core.terms import Outcome, Role
from simulator.errors import SimulatorError
from simulator.room.branches import Continuation, Played, Point, continuations, points
from simulator.room.desk import Desk
from simulator.room.helping import HelpPages
from simulator.room.lines import Moment, how_it_ended, in_short, stretches, tell
from simulator.room.pages import Deciding, Endings, Note, Page, Reading, Showing, Slide, TakingPage

FIRST_LINES = 2
"""So many lines stand below what a stage means (assumption: what a room reads at a glance)."""
LINES = 5
"""So many lines stand on a page by themselves (assumption)."""
HANDLED = 16
"""So many lines of one stage are told in the tour; the rest repeats itself (assumption)."""


class CallPages:
    """Calls as a room meets them."""

    def __init__(self, desk: Desk, helping: HelpPages) -> None:
        """Calls from what lies on `desk`; every end shows `helping`."""
        self._desk = desk
        self._help = helping

    # --- before a call ----------------------------------------------------------------------------

    def note(self, step: Playing, scenario: Scenario) -> Note:
        """What a call contains, and behind each choice its pages."""
        say = self._desk.say
        played = self._desk.played(scenario, step.profile)
        milder = self._milder(scenario)
        choices = [say("note-go")]
        if milder is not None:
            choices.append(say("note-milder", title=milder.title))
        choices += [say("note-read"), say("note-skip")]
        return Note(
            say("note-heading"),
            notes=self._about(scenario),
            sentences=(
                say("note-call", title=scenario.title),
                self._contains(scenario),
            ),
            choices=tuple(choices),
            go_on=lambda: self._play(step, played),
            read=lambda: self._reading(played),
            milder=(lambda: [self.note(step, milder)]) if milder is not None else None,
        )

    def _contains(self, *scenarios: Scenario) -> str:
        found = dict.fromkeys(part for each in scenarios for part in each.content_note)
        if not found:
            return self._desk.say("note-nothing")
        return self._desk.say("note-in-it", content="; ".join(found))

    def _milder(self, scenario: Scenario) -> Scenario | None:
        try:
            return self._desk.scenario(scenario.milder) if scenario.milder else None
        except SimulatorError:
            return None  # somebody's own file may name one that is not there

    def _about(self, scenario: Scenario) -> tuple[str, ...]:
        told = scenario.debrief
        return (told.facilitator,) if told and told.facilitator else ()

    def _reading(self, played: Played) -> list[Page]:
        heading = self._desk.say("read-heading", title=played.scenario.title)
        notes = self._about(played.scenario)
        return [
            Reading(heading, notes, self._desk.told(played)),
            *self._after(played, played.outcome),
        ]

    # --- playing a call ---------------------------------------------------------------------------

    def _play(self, step: Playing, played: Played) -> list[Page]:
        if isinstance(step, Tour):
            return self._tour(played)
        if isinstance(step, Decide):
            met = points(played)
            if met:
                return self._decide(step, played, met)
        if isinstance(step, Take) and Role.CALLER in played.scenario.seats:
            return [
                TakingPage(
                    played.scenario.title,
                    self._about(played.scenario),
                    played=played,
                    speed=step.speed,
                    ended=lambda taking: self._after(played, taking.outcome),
                )
            ]
        return self._watch(played, step.speed)

    def _watch(self, played: Played, speed: float) -> list[Page]:
        scenario = played.scenario
        showing = Showing(
            scenario.title, self._about(scenario), tracks=(self._desk.told(played),), speed=speed
        )
        return [showing, *self._after(played, played.outcome)]

    def _tour(self, played: Played) -> list[Page]:
        """What each stage means, with what is heard in it; a few lines on each page."""
        say, pages = self._desk.say, list[Page]()
        notes = self._about(played.scenario)
        for stretch in stretches(self._desk.told(played)):
            heading = say(f"stage-{stretch.stage}")
            lines = [_line(moment, self._desk) for moment in stretch.moments]
            if len(lines) > HANDLED:
                lines[HANDLED:] = [say("tour-and-so-on")]
            first, rest = lines[:FIRST_LINES], lines[FIRST_LINES:]
            meaning = (say(f"tour-{stretch.stage}"),)
            pages.append(Slide(heading, notes, sentences=meaning, points=tuple(first)))
            for start in range(0, len(rest), LINES):
                group = tuple(rest[start : start + LINES])
                pages.append(Slide(heading, notes, points=group))
        return [*pages, *self._after(played, played.outcome)]

    def _after(self, played: Played, outcome: Outcome | None) -> list[Page]:
        """How it ended, with where to find help; then what to talk over."""
        say, scenario = self._desk.say, played.scenario
        notes = (say("lead-after"), *self._about(scenario))
        pages: list[Page] = [self._ended(outcome, notes)]
        told = scenario.debrief
        if told:
            pages.append(Slide(say("after-heading"), notes, points=told.ask))
        return pages

    def _ended(self, outcome: Outcome | None, notes: tuple[str, ...]) -> Slide:
        say = self._desk.say
        return Slide(
            say("ended-heading"),
            notes,
            sentences=(how_it_ended(outcome, say), say("calm"), say("help-close")),
            points=self._help.lines(),
            small=(say("help-key"),),
        )

    # --- deciding together ------------------------------------------------------------------------

    def _decide(self, step: Decide, played: Played, met: Sequence[Point]) -> list[Page]:
        """The call up to each decision point, what could be done there, and the call to its end."""
        say, scenario, told = self._desk.say, played.scenario, self._desk.told(played)
        notes, pages = self._about(scenario), list[Page]()
        seen: Millis = -1
        for point in met:
            track, speed = (told,), step.speed
            pages.append(
                Showing(
                    scenario.title, notes, tracks=track, speed=speed, since=seen, until=point.at
                )
            )
            seen = point.at
            pages += self._decision(played, point, speed, notes)
        heading = say("as-written")
        pages.append(Showing(heading, notes, tracks=(told,), speed=step.speed, since=seen))
        return [*pages, *self._after(played, played.outcome)]

    def _decision(
        self, played: Played, point: Point, speed: float, notes: tuple[str, ...]
    ) -> list[Page]:
        """The question at a decision point, then what would come of every answer."""
        say = self._desk.say
        found = continuations(played, point)
        deciding = Deciding(
            played.scenario.title,
            notes,
            who=say(f"decide-who-{point.point.who}"),
            ask=point.point.ask,
            last=_last_line(self._desk.told(played), point),
            ways=tuple(say(f"way-{each.way.name}") for each in found),
            follows=lambda place: self._branch(played, found[place], point, speed),
        )
        outcomes = tuple(in_short(each.outcome, say) for each in found)
        small = (say("all-model"),)
        return [deciding, Endings(say("all-heading"), notes, deciding, outcomes, small)]

    def _branch(
        self, played: Played, found: Continuation, point: Point, speed: float
    ) -> list[Page]:
        say = self._desk.say
        heading = say("branch-heading", way=say(f"way-{found.way.name}"))
        track = tell(found.log, played.profile, say)
        notes = self._about(played.scenario)
        return [
            Showing(heading, notes, tracks=(track,), speed=speed, since=point.at),
            self._ended(found.outcome, notes),
        ]

    # --- two calls --------------------------------------------------------------------------------

    def compare_note(self, step: Compare, place: int) -> Note:
        """What two calls contain, and behind each choice their pages."""
        say = self._desk.say
        sides = (step.left, step.right)
        both = [
            self._desk.played(self._desk.scenario(side.scenario), side.profile) for side in sides
        ]
        titles = self._labels(step, place, both)
        scenarios = [each.scenario for each in both]
        one = scenarios[0].id == scenarios[1].id
        called = (
            say("note-call", title=f"{scenarios[0].title} ({say('compare-both')})")
            if one
            else say("note-compare", left=scenarios[0].title, right=scenarios[1].title)
        )
        return Note(
            say("note-heading"),
            notes=tuple(n for each in dict.fromkeys(map(self._about, scenarios)) for n in each),
            sentences=(called, self._contains(*scenarios)),
            choices=(say("note-go"), say("note-read"), say("note-skip")),
            go_on=lambda: self._side_by_side(step, place, both, titles),
            read=lambda: [*self._reading(both[0]), *self._reading(both[1])],
        )

    def _side(self, side: Side) -> Played:
        return self._desk.played(self._desk.scenario(side.scenario), side.profile)

    def _side_by_side(
        self, step: Compare, place: int, both: Sequence[Played], titles: tuple[str, str]
    ) -> list[Page]:
        say = self._desk.say
        ends = tuple(
            f"{title}: {how_it_ended(each.outcome, say)}"
            for title, each in zip(titles, both, strict=True)
        )
        small = (say("calm"), self._help.short(), say("help-key"))
        tracks = tuple(self._desk.told(each) for each in both)
        pages: list[Page] = [
            Showing(say("step-compare"), tracks=tracks, titles=titles, speed=step.speed),
            Slide(say("ended-heading"), points=ends, small=small),
        ]
        if step.ask:
            # The labels come before the question only where they are the plan's own.
            own = self._desk.own(place, "text-1", step.ask)
            pages.append(Slide(say("after-heading"), sentences=(own,)))
        return pages

    def _labels(self, step: Compare, place: int, both: Sequence[Played]) -> tuple[str, str]:
        first = 1 + bool(step.ask)
        found: list[str] = []
        same = both[0].scenario.id == both[1].scenario.id
        for side, each in zip((step.left, step.right), both, strict=True):
            if side.label:
                found.append(self._desk.own(place, f"text-{first}", side.label))
                first += 1
            else:
                found.append(each.profile.title if same else each.scenario.title)
        return found[0], found[1]


def _last_line(moments: Sequence[Moment], point: Point) -> Moment | None:
    """What was told last before a decision."""
    lines = [m for m in moments if m.seq <= point.seq and not m.news]
    return lines[-1] if lines else None


def _line(moment: Moment, desk: Desk) -> str:
    who = f"{desk.say('line-who', who=moment.who)} " if moment.who else ""
    return f"{who}{moment.text}"
