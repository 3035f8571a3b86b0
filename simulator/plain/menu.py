"""Choosing what to play, where no scenario was named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import TextIO

from simulator.content.library.library import DEFAULT_FORCE, Library, ScenarioHeader
from simulator.content.scenario.scenario import Scenario
from simulator.core.profile import Force, Profile
from simulator.core.terms import Role
from simulator.errors import SimulatorError
from simulator.plain.before_call import FIRST_LINES, ask_place
from simulator.plain.conversation import Conversation, NumberedOption, UserLeft, from_one, one
from simulator.seat.run_choices import (
    LEVELS,
    MIX_SOURCES,
    WATCHING,
    draw,
    findable,
    grouped,
    in_order,
    line_and_length,
    mix,
    pack_group,
    pool,
    seat_of,
    seats_of,
)
from simulator.session.clock import Clock, WallClock
from simulator.session.run.live_run import RunSetup

_SEEDS = 10_000
"""A seed that is drawn is below this, so that it can be said and typed (assumption)."""


@dataclass(frozen=True)
class CommandLineChoices:
    """What was said on the command line already; what was not is asked."""

    seats: tuple[Role, ...] | None = None
    profile: Profile | None = None
    force: Force | None = None
    seed: int | None = None
    coached: bool | None = None


def choose(
    library: Library,
    lines: TextIO,
    out: TextIO,
    given: CommandLineChoices = CommandLineChoices(),
    *,
    clock: Clock | None = None,
) -> RunSetup | None:
    """Ask for a scenario and how to play it; none when the person leaves.

    A seed that nobody wants to choose is drawn from `clock`.
    """
    talk = Conversation(lines, out)
    talk.say(*FIRST_LINES)
    try:
        return ask_scenario(talk, library, given, clock)
    except UserLeft:
        return None


def ask_scenario(
    talk: Conversation, library: Library, given: CommandLineChoices, clock: Clock | None = None
) -> RunSetup:
    """Ask for a scenario, and for all that `given` leaves open.

    Raises:
        Left: the person leaves.
    """
    entries, problems = library.survey()
    if problems:
        talk.say(f"{len(problems)} problems in scenario files: silent999 check names them.")
    scenario, force, seed = _ask_scenario(talk, library, entries, given, clock or WallClock())
    talk.say(f"Scenario: {scenario.title}; {line_and_length(scenario)}.")
    talk.say(*(f"It is for this: {objective}." for objective in scenario.objectives))
    seats = given.seats
    if seats is not None and seats not in [place.roles for place in seats_of(scenario)]:
        talk.say("That seat is not in this scenario.")
        seats = None
    if seats is None:
        seats = ask_place(talk, scenario)
    profile = given.profile or ask_profile(talk, library)
    coached = given.coached
    if coached is None and seats:
        labels = ("Coached: remarks as it happens, and going back", "Assessed: quiet")
        coached = one(talk, "Coached or assessed?", from_one(labels), usual=1) == 1
    if seed is None:
        seed = _ask_seed(talk, clock or WallClock())
    return RunSetup(scenario, profile, force, seed, seats, bool(coached))


def ask_profile(talk: Conversation, library: Library) -> Profile:
    """Ask for a profile of the procedure; the usual one is the first.

    Raises:
        Left: the person leaves.
    """
    profiles = [loaded.profile for loaded in library.profiles()]
    options = from_one([f"{profile.title} ({profile.id})" for profile in profiles])
    return profiles[one(talk, "Which profile of the procedure?", options, usual=1) - 1]


def _ask_scenario(
    talk: Conversation,
    library: Library,
    entries: Sequence[ScenarioHeader],
    given: CommandLineChoices,
    clock: Clock,
) -> tuple[Scenario, Force, int | None]:
    """Ask until there is a scenario that can be read, with its force, and the seed if drawn by."""
    while True:
        entry, seed = _ask_entry(talk, library, entries, given, clock)
        try:
            scenario = library.scenario(entry.path).scenario
            force = given.force or library.force(scenario.force or DEFAULT_FORCE).force
        except SimulatorError as error:
            talk.say(f"{entry.title} cannot be played.", *str(error).splitlines())
            continue
        return scenario, force, seed


def _ask_entry(
    talk: Conversation,
    library: Library,
    entries: Sequence[ScenarioHeader],
    given: CommandLineChoices,
    clock: Clock,
) -> tuple[ScenarioHeader, int | None]:
    """Ask for a scenario, or for a level to be surprised from; the seed if that needed one."""
    ordered = in_order(entries)
    packs = library.readable_packs()[0]
    options = [
        NumberedOption(number, entry.title, shelf, findable(entry, None, packs))
        for number, (entry, shelf) in enumerate(_shelved(entries), 1)
    ]
    surprise = NumberedOption(len(options) + 1, "Surprise me: drawn from a level", "By chance")
    packed = [
        NumberedOption(number, pack.pack.title, "Packs, of which to choose one scenario")
        for number, pack in enumerate(packs, surprise.number + 1)
    ]
    chosen = one(talk, "Which scenario?", [*options, surprise, *packed])
    if chosen <= len(ordered):
        return ordered[chosen - 1], given.seed
    if chosen > surprise.number:
        pack = packs[chosen - surprise.number - 1]
        held = pack_group(pack, entries).entries
        talk.say(f"{pack.pack.title}: {' '.join(pack.pack.about.split())}")
        titles = from_one([entry.title for entry in held])
        return held[one(talk, "Which scenario of this pack?", titles) - 1], given.seed
    levels = (NumberedOption(level, f"Level {level}: {what}") for level, what in LEVELS.items())
    level = one(talk, "From which level?", list(levels))
    place = WATCHING if given.seats is None else seat_of(given.seats)
    among = pool(_scenarios(library, entries, level), level, place)
    if not among:
        talk.say(f"Level {level} has no scenario for that seat. Choose again.")
        return _ask_entry(talk, library, entries, given, clock)
    what, differs = mix(among)
    talk.say(what, f"{differs} Worked out from [{MIX_SOURCES}].")
    seed = _ask_seed(talk, clock) if given.seed is None else given.seed
    drawn = draw(among, seed)
    return next(entry for entry in entries if entry.id == drawn.id), seed


def _shelved(entries: Sequence[ScenarioHeader]) -> Iterator[tuple[ScenarioHeader, str]]:
    """Scenarios in their order, each with the heading below which it stands."""
    for shelf in grouped(entries):
        for entry in shelf.entries:
            yield entry, shelf.title


def _scenarios(
    library: Library, entries: Sequence[ScenarioHeader], level: int
) -> Iterator[Scenario]:
    """The scenarios of a level that can be read."""
    for entry in entries:
        if entry.level == level:
            with suppress(SimulatorError):  # `check` says what is wrong with it
                yield library.scenario(entry.path).scenario


def _ask_seed(talk: Conversation, clock: Clock) -> int:
    """Ask for a seed; an empty line draws one."""
    talk.say("Seed: a whole number; the same seed gives the same call. An empty line draws one.")
    while True:
        text = talk.read()
        if not text:
            seed = clock.read() % _SEEDS
            talk.say(f"The seed is {seed}.")
            return seed
        if text.isdecimal():
            return int(text)
        talk.say(f'"{text}" is no seed. Enter a whole number such as 7, or an empty line.')
