"""The menu in lines: asks for a scenario and a setup."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from simulator.content.library.library import DEFAULT_FORCE, Library, ScenarioHeader
from simulator.content.scenario.scenario import Scenario
from simulator.core.profile import Force, Profile
from simulator.core.terms import Role
from simulator.errors import SimulatorError
from simulator.plain.before_call import ask_seat
from simulator.plain.conversation import Conversation, NumberedOption, numbered, one
from simulator.seat import run_choices as choices
from simulator.session.clock import Clock, WallClock
from simulator.session.run.live_run import RunSetup

_SEEDS = 10_000
"""Drawn seeds are below this, so that they are easy to say and type (assumption)."""


@dataclass(frozen=True)
class CommandLineChoices:
    """Choices made on the command line; the menu asks for the others (None)."""

    seats: tuple[Role, ...] | None = None
    profile: Profile | None = None
    force: Force | None = None
    seed: int | None = None
    coached: bool | None = None


def ask_scenario(
    talk: Conversation, library: Library, given: CommandLineChoices, clock: Clock | None = None
) -> RunSetup:
    """Ask for a scenario, and for what `given` leaves open; an empty line draws by `clock`."""
    clock = clock or WallClock()
    entries, problems = library.survey()
    if problems:
        talk.say(f"{len(problems)} problems in scenario files: silent999 check names them.")
    scenario, force, seed = _ask_scenario(talk, library, entries, given, clock)
    talk.say(f"Scenario: {scenario.title}; {choices.line_and_length(scenario)}.")
    talk.say(*(f"It is for this: {objective}." for objective in scenario.objectives))
    seats = given.seats
    if seats is not None and seats not in [place.roles for place in choices.seats_of(scenario)]:
        talk.say("That seat is not in this scenario.")
        seats = None
    if seats is None:
        seats = ask_seat(talk, scenario)
    profile = given.profile or ask_profile(talk, library)
    coached = given.coached
    if coached is None and seats:
        labels = ("Coached: hints during the call, and going back", "Assessed: no hints")
        coached = one(talk, "Coached or assessed?", numbered(labels), usual=1) == 1
    if seed is None:
        seed = _ask_seed(talk, clock)
    return RunSetup(scenario, profile, force, seed, seats, bool(coached))


def ask_profile(talk: Conversation, library: Library) -> Profile:
    """Ask for a profile of the procedure; the first is the default."""
    profiles = [loaded.profile for loaded in library.profiles()]
    options = numbered([f"{profile.title} ({profile.id})" for profile in profiles])
    return profiles[one(talk, "Which profile of the procedure?", options, usual=1) - 1]


def _ask_scenario(
    talk: Conversation,
    library: Library,
    entries: Sequence[ScenarioHeader],
    given: CommandLineChoices,
    clock: Clock,
) -> tuple[Scenario, Force, int | None]:
    """Ask until a scenario is readable; return it with its force, and the seed if it was drawn."""
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
    """Ask for a scenario, a pack or a surprise; return the entry, and the seed if one was drawn."""
    groups = choices.grouped(entries)
    ordered = [entry for group in groups for entry in group.entries]
    titles = [group.title for group in groups for _ in group.entries]
    packs = library.readable_packs()[0]
    options = [
        NumberedOption(number, entry.title, title, choices.findable(entry, None, packs))
        for number, (entry, title) in enumerate(zip(ordered, titles, strict=True), 1)
    ]
    surprise = NumberedOption(len(options) + 1, "Surprise me: a random call of a level", "Random")
    packed = [
        NumberedOption(number, pack.pack.title, "Packs: choose one scenario")
        for number, pack in enumerate(packs, surprise.number + 1)
    ]
    chosen = one(talk, "Which scenario?", [*options, surprise, *packed])
    if chosen <= len(ordered):
        return ordered[chosen - 1], given.seed
    if chosen > surprise.number:
        pack = packs[chosen - surprise.number - 1]
        held = choices.pack_group(pack, entries).entries
        talk.say(f"{pack.pack.title}: {' '.join(pack.pack.about.split())}")
        within = numbered([entry.title for entry in held])
        return held[one(talk, "Which scenario of this pack?", within) - 1], given.seed
    levels = (
        NumberedOption(level, f"Level {level}: {what}") for level, what in choices.LEVELS.items()
    )
    level = one(talk, "From which level?", list(levels))
    place = choices.WATCHING if given.seats is None else choices.seat_of(given.seats)
    among = choices.pool(_scenarios(library, entries, level), level, place)
    if not among:
        talk.say(f"Level {level} has no scenario for that seat. Choose again.")
        return _ask_entry(talk, library, entries, given, clock)
    what, differs = choices.mix(among)
    talk.say(what, f"{differs} Worked out from [{choices.MIX_SOURCES}].")
    seed = _ask_seed(talk, clock) if given.seed is None else given.seed
    drawn = choices.draw(among, seed)
    return next(entry for entry in entries if entry.id == drawn.id), seed


def _scenarios(
    library: Library, entries: Sequence[ScenarioHeader], level: int
) -> Iterator[Scenario]:
    """Yield the readable scenarios of a level."""
    for entry in entries:
        if entry.level == level:
            with suppress(SimulatorError):  # `check` says what is wrong with it
                yield library.scenario(entry.path).scenario


def _ask_seed(talk: Conversation, clock: Clock) -> int:
    talk.say("Seed: a whole number; the same seed gives the same call. An empty line draws one.")
    while True:
        text = talk.read()
        if not text:
            seed = clock.read() % _SEEDS
            talk.say(f"The seed is {seed}.")
            return seed
        if text.isdecimal():
            return int(text)
        talk.say(f'"{text}" isn\'t a seed. Enter a whole number such as 7, or an empty line.')
