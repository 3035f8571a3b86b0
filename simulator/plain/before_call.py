"""What is said before a call: that it is training, how to leave, what it is about, who one is."""

from __future__ import annotations

from collections.abc import Iterator

from simulator import BANNER
from simulator.content.library.library import DEFAULT_FORCE, Library
from simulator.content.scenario.scenario import Scenario
from simulator.core.describe import name_of, plain
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


FIRST_LINES = (
    BANNER,
    "q and Enter leaves at any moment, at once and without a question.",
    "End each entry with Enter.",
)
"""What stands above everything."""


def about(scenario: Scenario) -> Iterator[str]:
    """Title and content note."""
    yield f"Scenario: {scenario.title}. Level {scenario.level} of 4; {line_and_length(scenario)}."
    note = "; ".join(scenario.content_note) or "nothing that needs a warning"
    yield f"Content note: {note}."


def before(talk: Conversation, setup: RunSetup, library: Library) -> RunSetup:
    """Tell what the call is about, and let the person choose; what is played then.

    Raises:
        Left: the person leaves.
    """
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


def who_you_are(setup: RunSetup) -> Iterator[str]:
    """The seat, and what can be done from it."""
    place = seat_of(setup.seats)
    yield " ".join((place.who, *(place.can if setup.seats else ())))
    for seat in setup.seats:
        yield from _can_do(seat, whose=len(setup.seats) > 1)
    if setup.seats:
        yield f"Everybody else is played. The procedure: {setup.profile.title}."
        yield f"The police force: {setup.force.title}."
    if setup.coached and set(setup.seats) - {Role.CALLER}:
        yield "Coached: remarks come as the call goes on, and moments can be tried again."
    elif setup.coached and setup.seats:
        yield "Coached: moments can be tried again. Nobody looks at how a caller does."
    elif setup.seats:
        yield "Assessed: it is quiet while the call goes on."


def read_through(setup: RunSetup) -> Iterator[str]:
    """The whole call with nobody in a seat, in lines."""
    result = headless_run.run(setup.scenario, setup.profile, setup.force, setup.seed)
    yield f"{setup.scenario.title}, with nobody in a seat:"
    for entry in result.log:
        told = caption(entry, None, setup.profile)
        if told is not None:
            yield line_of(told)
    ended = ", then ".join(plain(outcome) for outcome in result.outcomes if outcome)
    yield f"How it ended: {ended or 'it did not end'}."


def ask_place(talk: Conversation, scenario: Scenario) -> tuple[Role, ...]:
    """Ask for a seat of the scenario; the roles that the person then has.

    Raises:
        Left: the person leaves.
    """
    found = seats_of(scenario)
    options = [
        NumberedOption(number, f"{place.label.capitalize()}. {place.who}")
        for number, place in enumerate(found, 1)
    ]
    return found[one(talk, "Which seat?", options) - 1].roles


def _milder(talk: Conversation, setup: RunSetup, library: Library, name: str) -> RunSetup:
    """The milder variant, with the same seat where it has it."""
    milder = library.scenario(name).scenario
    force = setup.force
    if force.id == (setup.scenario.force or DEFAULT_FORCE):
        force = library.force(milder.force or DEFAULT_FORCE).force
    seats = setup.seats
    if not set(seats) <= set(milder.seats):
        talk.say(f"The milder variant, {milder.title}, does not have that seat.")
        seats = ask_place(talk, milder)
    return RunSetup(milder, setup.profile, force, setup.seed, seats, setup.coached, setup.speed)


def _can_do(seat: Role, *, whose: bool) -> Iterator[str]:
    groups: dict[str, list[str]] = {}
    for act in CATALOGUE[seat]:
        labels = groups.setdefault(act.group, [])
        label = KEYS if act.kind == "press" else act.label
        if label not in labels:
            labels.append(label)
    for group, labels in groups.items():
        who = f"as {name_of(seat).lower()}, " if whose else ""
        yield f"What you can do, {who}{group}: {'; '.join(labels)}."
