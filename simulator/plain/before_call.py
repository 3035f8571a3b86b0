"""Lines before a call: the menu, safety notice, content note, seat and instructions."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import TextIO

from simulator import BANNER
from simulator.content.library.library import DEFAULT_FORCE, Library, ScenarioHeader
from simulator.content.scenario.scenario import Scenario
from simulator.core.profile import Force, Profile
from simulator.core.terms import Role
from simulator.errors import SimulatorError
from simulator.plain.call.printed_lines import log_lines
from simulator.plain.conversation import (
    Conversation,
    NumberedOption,
    UserLeft,
    number_in,
    numbered,
    one,
    quoted,
)
from simulator.seat import run_choices as choices
from simulator.session.clock import Clock, WallClock
from simulator.session.run import headless_run
from simulator.session.run.live_run import RunSetup

OPENING_LINES = (
    BANNER,
    "q and Enter leaves at any moment, at once and without a question.",
    "End each entry with Enter.",
)
"""The first lines of every run."""
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
    handler: str = ""
    operator: str = ""


class LessonChosen(Exception):
    """Raised instead of a setup if the user takes the first lesson."""


def opened(lines: TextIO, out: TextIO) -> Conversation:
    """Start a conversation that reads from `lines`; write its opening lines to `out`."""
    talk = Conversation(lines, out)
    talk.say(*OPENING_LINES)
    return talk


def ask_scenario(
    talk: Conversation, library: Library, given: CommandLineChoices, clock: Clock | None = None
) -> RunSetup:
    """Ask for a scenario, and for what `given` leaves open; an empty line draws by `clock`.

    Raises:
        LessonChosen: the user takes the first lesson instead.
    """
    clock = clock or WallClock()
    entries, problems = library.survey()
    if problems:
        talk.say(f"{len(problems)} problems in scenario files: silent999 check names them.")
    while True:
        entry, seed = _ask_entry(talk, library, entries, given, clock)
        try:
            scenario = library.scenario(entry.path).scenario
            force = given.force or library.force(scenario.force or DEFAULT_FORCE).force
            break
        except SimulatorError as error:
            talk.say(f"{entry.listed} cannot be played.", *str(error).splitlines())
    talk.say(f"Scenario: {scenario.listed}; {choices.line_and_length(scenario)}.")
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
    setup = RunSetup(scenario, profile, force, seed, seats, bool(coached))
    return replace(setup, handler=given.handler, operator=given.operator)


def ask_profile(talk: Conversation, library: Library) -> Profile:
    """Ask for a profile of the procedure; the first is the default."""
    profiles = [loaded.profile for loaded in library.profiles()]
    options = numbered([f"{profile.title} ({profile.id})" for profile in profiles])
    return profiles[one(talk, "Which profile of the procedure?", options, usual=1) - 1]


def ask_seat(talk: Conversation, scenario: Scenario) -> tuple[Role, ...]:
    """Ask the user to choose a seat of the scenario; return the roles of that seat."""
    found = choices.seats_of(scenario)
    options = numbered([f"{place.label.capitalize()}. {place.who}" for place in found])
    return found[one(talk, "Which seat?", options) - 1].roles


def _ask_entry(
    talk: Conversation,
    library: Library,
    entries: Sequence[ScenarioHeader],
    given: CommandLineChoices,
    clock: Clock,
) -> tuple[ScenarioHeader, int | None]:
    """Ask for a scenario or a surprise; return the entry, and the seed if one was drawn."""
    listed = [(entry, group.title) for group in choices.grouped(entries) for entry in group.entries]
    options = [
        NumberedOption(number, _titled(entry), title, choices.findable(entry))
        for number, (entry, title) in enumerate(listed, 1)
    ]
    first = NumberedOption(0, "First lesson: your first call, step by step", "New here")
    surprise = NumberedOption(len(options) + 1, "Surprise me: a random call of a level", "Random")
    while True:
        chosen = one(talk, "Which scenario?", [first, *options, surprise])
        if chosen == first.number:
            raise LessonChosen
        if chosen < surprise.number:
            return listed[chosen - 1][0], given.seed
        level = one(
            talk,
            "From which level?",
            numbered([f"Level {level}: {what}" for level, what in choices.LEVELS.items()]),
        )
        place = choices.WATCHING if given.seats is None else choices.seat_of(given.seats)
        among = choices.pool(_scenarios(library, entries, level), level, place)
        if among:
            break
        talk.say(f"Level {level} has no scenario for that seat. Choose again.")
    talk.say(choices.mix(among))
    seed = _ask_seed(talk, clock) if given.seed is None else given.seed
    drawn = choices.draw(among, seed)
    return next(entry for entry in entries if entry.id == drawn.id), seed


def _titled(entry: ScenarioHeader) -> str:
    """Return a title with the level, and how long the call takes."""
    unit = {"m": "min", "s": "seconds"}.get(entry.about[-1:], "")
    length = f", {entry.about[:-1]} {unit}" if entry.about else ""
    return f"{entry.listed} (level {entry.level}{length})"


def _scenarios(
    library: Library, entries: Sequence[ScenarioHeader], level: int
) -> Iterator[Scenario]:
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
        if (number := number_in(text)) is not None:
            return number
        talk.say(f"{quoted(text)} isn't a seed. Enter a whole number such as 7, or an empty line.")


def before(talk: Conversation, setup: RunSetup, library: Library) -> RunSetup:
    """Print the content note and return the setup that the user chooses."""
    while True:
        scenario, milder = setup.scenario, setup.scenario.milder
        named = choices.named_before(library, scenario, setup.seats)
        titled = named == scenario.title
        length = choices.line_and_length(scenario) if titled else choices.how_long(scenario.about)
        talk.say(f"Scenario: {named}. Level {scenario.level} of 4; {length}.")
        note = "; ".join(scenario.content_note) or "nothing that needs a warning"
        talk.say(f"Content note: {note}.")
        if cast := choices.cast_note(setup):
            talk.say(cast)
        options = [
            NumberedOption(1, "Go on"),
            *([NumberedOption(2, "The milder variant instead")] if milder else []),
            NumberedOption(3, "Read it as a transcript instead of playing"),
            NumberedOption(4, "Leave"),
        ]
        match one(talk, "What would you like?", options):
            case 1:
                return setup
            case 2 if milder:
                other = library.scenario(milder).scenario
                setup = choices.with_scenario(setup, other, library)
            case 3:
                talk.say(*_transcript(setup))
            case _:
                raise UserLeft


def _transcript(setup: RunSetup) -> Iterator[str]:
    played = setup.scenario, setup.profile, setup.force, setup.seed
    result = headless_run.run(*played, handler=setup.handler, operator=setup.operator)
    yield f"{setup.scenario.title}, with all roles simulated:"
    yield from log_lines(result.log, setup.profile)
    ended = ", then ".join(outcome.label for outcome in result.outcomes if outcome)
    yield f"Outcome: {ended or 'it did not end'}."


def seat_lines(setup: RunSetup) -> Iterator[str]:
    """Yield the seat and the mode."""
    place = choices.seat_of(setup.seats)
    yield " ".join((place.who, *(place.can if setup.seats else ())))
    if setup.seats:
        yield f"All other roles are simulated. The procedure: {setup.profile.title}."
        yield f"The police force: {setup.force.title}."
    if setup.coached and set(setup.seats) - {Role.CALLER}:
        yield "Coached: you get hints during the call, and can go back and try again."
    elif setup.coached and setup.seats:
        yield "Coached: you can go back and try again. The caller is never assessed."
    elif setup.seats:
        yield "Assessed: no hints during the call."
