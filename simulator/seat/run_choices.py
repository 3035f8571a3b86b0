"""Choices before a call: scenario, seat, profile, force and seed.

Screens and plain lines share these texts. Content models are imported only after a choice: pydantic
would delay the first list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from simulator.content.files.situations import BY_CODE
from simulator.content.library.library import (
    DEFAULT_FORCE,
    DEFAULT_PROFILE,
    Library,
    ScenarioHeader,
)
from simulator.core.describe import name_of
from simulator.core.instant import Millis, clock
from simulator.core.terms import Role
from simulator.errors import SimulatorError
from simulator.session.random_stream import RandomStream

if TYPE_CHECKING:
    from pathlib import Path

    from simulator.content.scenario.scenario import Scenario
    from simulator.core.log import Entry
    from simulator.debrief.assess.debrief import Debrief
    from simulator.session.clock import PaceHeld
    from simulator.session.people.lapses.committed_lapse import CommittedLapse
    from simulator.session.run.live_run import LiveRun, RunSetup

LEVELS = {
    1: "one decision, plain signals",
    2: "signals that could be missed",
    3: "something interferes or misleads",
    4: "several of these, or several calls",
}
"""What each level demands; `scenarios/README.md` has the same list."""
PRACTICES = {
    "Begin here": "first-call",
    "Pockets, bags and machines": "accidental automatic",
    "Disguised calls": "disguised",
    "Lines, and ringing back": "callback network battery landline",
    "One number, several calls": "repeated-calls",
    "Children, and people who are ill": "child medical",
    "Taps, coughs and keys": "tap cough key code 55",
    "Only a few words": "whisper language unconfirmed spoken",
    "Where is the caller?": "location trace vehicle",
    "Another person is near": "domestic-abuse stalking third-party intruder",
    "A caller who cannot speak": "silent sounds",
    "Rules of the flow, played out": "flow",
}
"""The groups of the menu: a scenario is in the first that has its kind or one of its tags."""
OTHER = "Other calls"


class SeatChoice(NamedTuple):
    """A seat, or the demo without one."""

    word: str
    """Its name on the command line."""
    label: str
    roles: tuple[Role, ...]
    who: str
    can: tuple[str, str, str]


# fmt: off
SEATS = (
    SeatChoice(
        "caller", "caller", (Role.CALLER,), "You are the caller.",
        ("You hold the phone: press keys, cough, tap, whisper or speak.",
         "You see who is near, and how loud each act would be.",
         "Staying silent is a choice as well. Nothing that you do is judged."),
    ),
    SeatChoice(
        "operator", "operator", (Role.OPERATOR,), "You are the 999 operator, who answers first.",
        ("You hear the line, and have the prompts at hand.",
         "You connect the call, send it to the recording, or end it.",
         "You pass on what was heard to police."),
    ),
    SeatChoice(
        "call_handler", "police call handler", (Role.CALL_HANDLER,),
        "You are the police call handler.",
        ("You offer ways to answer, and ask what yes or no can answer.",
         "You keep the log, look up the number, and grade the response.",
         "You send officers, ring back, or close the incident."),
    ),
    SeatChoice(
        "handlers", "both handlers", (Role.OPERATOR, Role.CALL_HANDLER),
        "You are the 999 operator first, then the police call handler.",
        ("You answer, prompt, and decide where the call goes.",
         "You hand over, and take the call again as the police.",
         "Each seat knows only what it hears."),
    ),
    SeatChoice(
        "none", "demonstration", (), "You watch and listen; all roles are simulated.",
        ("You see everything that happens.",
         "You can pause, and change the speed.",
         "You don't have to do anything."),
    ),
)
# fmt: on
"""All seats, in the order of the menu."""
WATCHING = SEATS[-1]
LESSON = ("evening-in-the-office", "call_handler")
"""The scenario and the seat of the first lesson: level 1, and nobody is hurt."""
LESSON_SEED = 1
"""In it officers ask one thing on the way, and find the caller at once (assumption)."""
LESSON_WAIT: Millis = 180_000
"""From sending officers to their arrival: a first call goes to its end in some seven minutes, while
most waits are twice as long (assumption)."""


def seats_of(scenario: Scenario | ScenarioHeader) -> tuple[SeatChoice, ...]:
    """Return the seats of a scenario; a demo is always possible."""
    return tuple(seat for seat in SEATS if set(seat.roles) <= set(scenario.seats))


def seat_in(scenario: Scenario | ScenarioHeader, word: str) -> SeatChoice:
    """Return the seat named `word` if the scenario has it, else its first seat."""
    offered = seats_of(scenario)
    return next((seat for seat in offered if seat.word == word), offered[0])


def seat_of(roles: Iterable[Role]) -> SeatChoice:
    """Return the seat with exactly these roles."""
    held = set(roles)
    return next(seat for seat in SEATS if set(seat.roles) == held)


def usual_role(roles: Iterable[Role]) -> Role:
    """Return the seat chosen beforehand: the call handler's, which the first lesson was in, or the
    first (assumption)."""
    held = tuple(role for seat in SEATS for role in seat.roles if role in set(roles))
    return Role.CALL_HANDLER if Role.CALL_HANDLER in held else held[0]


def seats_in_words(scenario: Scenario | ScenarioHeader) -> str:
    """Return the seats that a call has: a title doesn't say whether it comes to police."""
    single = [seat.label for seat in seats_of(scenario) if len(seat.roles) == 1]
    return ", ".join(single)


class ScenarioGroup(NamedTuple):
    """Scenarios for one thing to practise."""

    title: str
    entries: tuple[ScenarioHeader, ...]


def _practised(entry: ScenarioHeader) -> int:
    """Return the place of the group in which a scenario is listed."""
    words = {entry.kind, *entry.tags}
    fits = (n for n, listed in enumerate(PRACTICES.values()) if words & {*listed.split()})
    return next(fits, len(PRACTICES))


def grouped(entries: Iterable[ScenarioHeader]) -> tuple[ScenarioGroup, ...]:
    """Group scenarios by what one may want to practise, the easiest first."""
    titles = [*PRACTICES, OTHER]
    ordered = sorted(entries, key=lambda entry: (_practised(entry), entry.level))
    groups = groupby(ordered, key=_practised)
    return tuple(ScenarioGroup(titles[place], tuple(members)) for place, members in groups)


def in_order(entries: Iterable[ScenarioHeader]) -> tuple[ScenarioHeader, ...]:
    """Return scenarios in the order of the menu."""
    return tuple(entry for group in grouped(entries) for entry in group.entries)


def next_call(setup: RunSetup, library: Library) -> ScenarioHeader | None:
    """Return the call to take after a run: the next one of the menu that has its seats, no more
    than a level up; None if no other call has them."""
    order = in_order(library.survey()[0])
    here = next((n for n, each in enumerate(order) if each.id == setup.scenario.id), -1)
    most, seats = setup.scenario.level + 1, set(setup.seats)
    others = (*order[here + 1 :], *order[: max(here, 0)])
    fit = (e for e in others if e.level <= most and e.kind != "flow" and seats <= set(e.seats))
    return next(fit, None)


def findable(entry: ScenarioHeader) -> str:
    """Return the search text of a scenario, without what only its whole file says."""
    titles = [each.title for each in grouped([entry])]
    shown = [f"{code} {BY_CODE[code].title}" for code in entry.basis if code in BY_CODE]
    named = [entry.id, entry.title, entry.listed, entry.kind, *titles, f"level {entry.level}"]
    words = [*named, *entry.tags, *shown]
    return " ".join(words).casefold()


def holds(text: str, wanted: str) -> bool:
    """Return whether every word of `wanted` occurs in `text`, which is in lower case."""
    return all(word in text for word in wanted.casefold().split())


def how_long(span: Millis) -> str:
    """Return a rough duration as text."""
    minutes = round(span / 60_000)
    if span < 60_000:
        return f"about {span // 1_000} seconds"
    return f"about {minutes} minute{'s' * (minutes != 1)}"


def line_and_length(scenario: Scenario) -> str:
    """Return the kind of line and the length of a scenario as one phrase."""
    calls = len(scenario.calls_in_order)
    often = f"{calls} calls, " if calls > 1 else ""
    return f"{often}from {scenario.line.label}, {how_long(scenario.about)}"


def named_before(library: Library, about: Scenario | ScenarioHeader, seats: Iterable[Role]) -> str:
    """Return how a call is named before it: by its title, if all the seats may know it then."""
    known = library.seat_knowledge()
    if all(known.since("title", role) == "always" for role in seats):
        return about.title
    return "A call (its title is in the debrief)"


class FileChoice(NamedTuple):
    """A profile or a force that can be chosen."""

    request: str
    """The id or path to request from the library."""
    title: str


def profiles_of(library: Library) -> tuple[FileChoice, ...]:
    """Return the readable profiles, the default first."""
    paths = library.paths_of("profile")
    return _readable(paths, DEFAULT_PROFILE, lambda path: library.profile(path).profile.title)


def forces_of(library: Library) -> tuple[FileChoice, ...]:
    """Return the readable forces, the default first."""
    paths = library.paths_of("force")
    return _readable(paths, DEFAULT_FORCE, lambda path: library.force(path).force.title)


def _readable(
    paths: Iterable[Path], first: str, title: Callable[[Path], str]
) -> tuple[FileChoice, ...]:
    found: dict[Path, str] = {}
    for path in sorted(paths, key=lambda path: path.stem != first):
        with suppress(SimulatorError):  # `check` says what is wrong with it; the others stay
            found[path] = title(path)
    stems = [path.stem for path in found]
    # Two files with one name differ by their paths only.
    return tuple(
        FileChoice(path.stem if stems.count(path.stem) == 1 else str(path), title)
        for path, title in found.items()
    )


def setup_for(
    library: Library,
    scenario: Scenario,
    place: SeatChoice,
    *,
    profile: str = "",
    force: str = "",
    seed: int = 0,
    speed: float = 1.0,
    coached: bool = True,
    handler: str = "",
    operator: str = "",
) -> RunSetup:
    """Return the setup of a run; without a force, the scenario's own."""
    # Loads the session and the content models, which the first list must not wait for.
    from simulator.session.run.live_run import RunSetup

    under = library.profile(profile or DEFAULT_PROFILE).profile
    by = library.force(force or scenario.force or DEFAULT_FORCE).force
    return RunSetup(scenario, under, by, seed, place.roles, coached, speed, handler, operator)


def as_lesson(setup: RunSetup) -> RunSetup:
    """Return the setup of a first lesson: its own course of the call, with officers soon there."""
    force = replace(setup.force, arrives_after=LESSON_WAIT)
    return replace(setup, seed=LESSON_SEED, force=force)


@dataclass(frozen=True)
class MenuDefaults:
    """Choices from the command line: chosen already in the menu, or not asked for in lines."""

    scenario: str = ""
    seat: str = ""
    profile: str = ""
    force: str = ""
    seed: int = 0
    speed: float = 1.0
    coached: bool = True
    lesson: bool = False
    handler: str = ""
    operator: str = ""

    def setup(self, library: Library, scenario: Scenario, place: SeatChoice) -> RunSetup:
        """Return the setup of `scenario` in a seat; its profile and force may be wrong."""
        setup = setup_for(
            library, scenario, place, profile=self.profile, force=self.force, seed=self.seed,
            speed=self.speed, coached=self.coached, handler=self.handler, operator=self.operator,
        )  # fmt: skip
        return as_lesson(setup) if self.lesson else setup


def cast_note(setup: RunSetup) -> str:
    """Return what to know before a call that is handled badly at times; empty if it is not.

    It names nobody: who it is, and what they did, is for afterwards.
    """
    # Loads the session, which the first list must not wait for.
    from simulator.session.run.cast import Cast, badly_played

    cast = Cast(
        setup.scenario, setup.profile, setup.force, setup.seed,
        handler=setup.handler, operator=setup.operator,
    )  # fmt: skip
    names = [name_of(role).lower() for role in badly_played(cast, setup.seats)]
    if not names:
        return ""
    who = " and the ".join(names)
    return f"In this call the {who} {BADLY} What was done badly is listed afterwards."


BADLY = (
    "may do things badly, on purpose: talk over the caller, doubt them, say what is not so, or "
    "leave something out."
)
"""What another than a good person may do."""


DONE_BADLY = "What operator and call handler did badly in this call, on purpose:"
"""Before `lapse_lines`, for a trainee or trainer afterwards; never for a group."""


def lapse_lines(lapses: Iterable[CommittedLapse]) -> tuple[str, ...]:
    """Return what was done badly in a run, and when, for a trainee or trainer afterwards."""
    return tuple(
        f"{clock(each.at)} The {name_of(each.role).lower()} {each.says}"
        + (f"; put right at {clock(each.repaired_at)}" if each.repaired_at is not None else "")
        + "."
        for each in lapses
    )


class PlayedCall(NamedTuple):
    """A run as its person may look back at it, all of what happened included."""

    setup: RunSetup
    log: Sequence[Entry]
    held: tuple[PaceHeld, ...]
    """When it was paused, and for how long."""
    hinted: bool
    over: bool
    """Whether it was played to its end."""
    done_badly: tuple[str, ...]
    """What the people at the desks did badly, on purpose."""

    def debrief(self, library: Library, own_view: tuple[str, ...]) -> Debrief:
        """Return the debrief for the person whose call it was, with what they typed."""
        # Findings and rubrics take 3 MiB, which a call does not need before it is looked back at.
        from simulator.debrief.assess.finished_run import FinishedRun, debrief_run

        run = FinishedRun(self.setup, self.log, hinted=self.hinted, held=self.held)
        return debrief_run(run, library, own_view=own_view, private=True)


def played(live: LiveRun, *, hinted: bool) -> PlayedCall:
    """Return a run as far as it has come."""
    held = tuple(live.pace.pauses)
    return PlayedCall(live.setup, live.log, held, hinted, live.over, lapse_lines(live.lapses))


def with_scenario(setup: RunSetup, scenario: Scenario, library: Library) -> RunSetup:
    """Return `setup` with another scenario and its force, in the same seat if it has it."""
    place = seat_in(scenario, seat_of(setup.seats).word)
    force = library.force(scenario.force or DEFAULT_FORCE).force
    return replace(setup, scenario=scenario, force=force, seats=place.roles)


def pool(scenarios: Iterable[Scenario], level: int, place: SeatChoice) -> tuple[Scenario, ...]:
    """Return the candidates for a surprise: of that level and seat, no mere test of the flow."""
    fit = (s for s in scenarios if s.level == level and s.kind != "flow" and place in seats_of(s))
    return tuple(sorted(fit, key=lambda scenario: scenario.id))


def draw(among: Sequence[Scenario], seed: int) -> Scenario:
    """Return one of the candidates, the same for the same seed."""
    return among[RandomStream(seed, "surprise").between(0, len(among) - 1)]


def mix(among: Sequence[Scenario]) -> str:
    """Return how many candidates are accidental calls, and how that differs from reality."""
    unmeant = sum("accidental" in (each.kind, *each.tags) for each in among)
    return (
        f"Calls that it is drawn from: {len(among)}, of which accidental: {unmeant}. In reality 97 "
        "to 99 of 100 silent calls are accidental. Here the others come up far more often, so that "
        "they can be practised [N17 N3 N10]."
    )
