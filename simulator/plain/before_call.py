"""Lines before a call: safety notice, content note, seat and instructions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from simulator import BANNER
from simulator.content.library.library import DEFAULT_FORCE, Library
from simulator.content.scenario.scenario import Scenario
from simulator.core.describe import name_of
from simulator.core.terms import Role
from simulator.plain.call.numbered_acts import KEYS
from simulator.plain.call.printed_lines import line_of
from simulator.plain.conversation import Conversation, NumberedOption, UserLeft, one
from simulator.seat.run_choices import line_and_length, seat_of, seats_of
from simulator.seat.view.act_catalogue import CATALOGUE
from simulator.seat.view.caption_lines import caption
from simulator.session.run import headless_run
from simulator.session.run.live_run import RunSetup

GO_ON, MILDER, READ, LEAVE = 1, 2, 3, 4


OPENING_LINES = (
    BANNER,
    "q and Enter leaves at any moment, at once and without a question.",
    "End each entry with Enter.",
)
"""The first lines of every run."""


def opened(lines: TextIO, out: TextIO) -> Conversation:
    """Return a conversation that has begun with the opening lines."""
    talk = Conversation(lines, out)
    talk.say(*OPENING_LINES)
    return talk


def about(scenario: Scenario) -> Iterator[str]:
    """Yield the title and the content note."""
    yield f"Scenario: {scenario.title}. Level {scenario.level} of 4; {line_and_length(scenario)}."
    note = "; ".join(scenario.content_note) or "nothing that needs a warning"
    yield f"Content note: {note}."


def before(talk: Conversation, setup: RunSetup, library: Library) -> RunSetup:
    """Print the content note and return the setup that the user chooses."""
    while True:
        talk.say(*about(setup.scenario))
        milder = setup.scenario.milder
        options = [
            NumberedOption(GO_ON, "Go on"),
            *([NumberedOption(MILDER, "The milder variant instead")] if milder else []),
            NumberedOption(READ, "Read it as a transcript instead of playing"),
            NumberedOption(LEAVE, "Leave"),
        ]
        match one(talk, "What would you like?", options):
            case 1:
                return setup
            case 2 if milder:
                setup = _milder(talk, setup, library, milder)
            case 3:
                talk.say(*read_through(setup))
            case _:
                raise UserLeft


def seat_lines(setup: RunSetup) -> Iterator[str]:
    """Yield the seat, its acts and the mode."""
    place = seat_of(setup.seats)
    yield " ".join((place.who, *(place.can if setup.seats else ())))
    for seat in setup.seats:
        yield from _act_lines(seat, whose=len(setup.seats) > 1)
    if setup.seats:
        yield f"All other roles are simulated. The procedure: {setup.profile.title}."
        yield f"The police force: {setup.force.title}."
    if setup.coached and set(setup.seats) - {Role.CALLER}:
        yield "Coached: you get hints during the call, and can go back and try again."
    elif setup.coached and setup.seats:
        yield "Coached: you can go back and try again. The caller is never assessed."
    elif setup.seats:
        yield "Assessed: no hints during the call."


def read_through(setup: RunSetup) -> Iterator[str]:
    """Yield the transcript of a run with all roles simulated."""
    result = headless_run.run(setup.scenario, setup.profile, setup.force, setup.seed)
    yield f"{setup.scenario.title}, with all roles simulated:"
    for entry in result.log:
        line = caption(entry, None, setup.profile)
        if line is not None:
            yield line_of(line)
    ended = ", then ".join(outcome.label for outcome in result.outcomes if outcome)
    yield f"Outcome: {ended or 'it did not end'}."


def ask_seat(talk: Conversation, scenario: Scenario) -> tuple[Role, ...]:
    """Ask for a seat of the scenario and return its roles."""
    found = seats_of(scenario)
    options = [
        NumberedOption(number, f"{place.label.capitalize()}. {place.who}")
        for number, place in enumerate(found, 1)
    ]
    return found[one(talk, "Which seat?", options) - 1].roles


def _milder(talk: Conversation, setup: RunSetup, library: Library, name: str) -> RunSetup:
    """Return the setup of the milder variant; ask for a seat if it lacks the current one."""
    milder = library.scenario(name).scenario
    force = setup.force
    if force.id == (setup.scenario.force or DEFAULT_FORCE):
        force = library.force(milder.force or DEFAULT_FORCE).force
    seats = setup.seats
    if not set(seats) <= set(milder.seats):
        talk.say(f"The milder variant, {milder.title}, does not have that seat.")
        seats = ask_seat(talk, milder)
    return RunSetup(milder, setup.profile, force, setup.seed, seats, setup.coached, setup.speed)


def _act_lines(seat: Role, *, whose: bool) -> Iterator[str]:
    groups: dict[str, list[str]] = {}
    for act in CATALOGUE[seat]:
        labels = groups.setdefault(act.group, [])
        label = KEYS if act.kind == "press" else act.label
        if label not in labels:
            labels.append(label)
    for group, labels in groups.items():
        who = f"as {name_of(seat).lower()}, " if whose else ""
        yield f"What you can do, {who}{group}: {'; '.join(labels)}."
