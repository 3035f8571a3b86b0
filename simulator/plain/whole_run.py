"""A whole run in lines: before the call, the call, after it, and the next one."""

from contextlib import suppress
from dataclasses import replace
from typing import NoReturn, TextIO, cast

from simulator.content.library.library import Library
from simulator.plain.after_call import after
from simulator.plain.before_call import (
    CommandLineChoices,
    LessonChosen,
    ask_scenario,
    ask_seat,
    before,
    opened,
    seat_lines,
)
from simulator.plain.call import commands
from simulator.plain.call.live_turns import LiveLoop
from simulator.plain.call.turns import TurnLoop
from simulator.plain.conversation import Conversation, UserLeft
from simulator.plain.typed_ahead import TypedAhead
from simulator.seat.lesson import lesson_setup
from simulator.seat.run_choices import SEATS, MenuDefaults, seat_of
from simulator.seat.seat_view import seat_view
from simulator.session.clock import ManualClock, WallClock
from simulator.session.records.recorder import RecordOptions
from simulator.session.run.live_run import RunSetup


def begin(
    wished: MenuDefaults,
    library: Library,
    lines: TextIO,
    out: TextIO,
    recording: RecordOptions | None = None,
    *,
    live: bool = False,
) -> int:
    """Play what the command line asks for; ask for what it leaves open.

    With `live`, time waits for nobody. Return exit code 0; 1 if a call wasn't kept in its record.
    """
    ahead = TypedAhead(lines, lambda: None) if live else None
    talk = opened(cast(TextIO, ahead) if ahead else lines, out)
    try:
        with suppress(UserLeft):
            try:
                setup, lesson = _setup(talk, library, wished), wished.lesson
            except LessonChosen:
                setup, lesson = lesson_setup(library), True
            play(talk, setup, library, recording, lesson=lesson, ahead=ahead)
    finally:
        if recording is not None:
            talk.say(*recording.results())
    return recording.exit_code if recording is not None else 0


def _setup(talk: Conversation, library: Library, wished: MenuDefaults) -> RunSetup:
    place = next((each for each in SEATS if each.word == wished.seat), None)
    if wished.scenario:
        scenario = library.scenario(wished.scenario).scenario
        return wished.setup(library, scenario, place or seat_of(ask_seat(talk, scenario)))
    given = CommandLineChoices(
        place.roles if place else None,
        library.profile(wished.profile).profile if wished.profile else None,
        library.force(wished.force).force if wished.force else None,
        wished.seed or None,
        None if wished.coached else False,
        wished.handler,
        wished.operator,
    )
    return ask_scenario(talk, library, given)


def play(
    talk: Conversation,
    setup: RunSetup,
    library: Library,
    recording: RecordOptions | None = None,
    *,
    lesson: bool = False,
    ahead: TypedAhead | None = None,
) -> NoReturn:
    """Play `setup`, then the runs that the user chooses next, until they leave (`UserLeft`).

    With `lesson`, the first run says step by step what to do.
    """
    # Turns have no speed.
    setup = before(talk, setup if ahead else replace(setup, speed=1.0), library)
    while True:
        talk.say(*seat_lines(setup))
        if recording is not None:
            talk.say(recording.notice(setup))
        talk.say(*commands.manual(setup.seats, coached=setup.coached))
        turns = new_turns(talk, setup, library, recording, ahead)
        if lesson:
            turns.view.begin_lesson()
        chosen, lesson = None, False
        while chosen is None:
            turns.play()
            try:
                chosen = after(talk, turns, library)
            except LessonChosen:
                chosen, lesson = lesson_setup(library), True
        # The content note of the same scenario has been read.
        known = chosen.scenario.id == setup.scenario.id
        setup = chosen if known else before(talk, chosen, library)


def new_turns(
    talk: Conversation,
    setup: RunSetup,
    library: Library,
    recording: RecordOptions | None = None,
    ahead: TypedAhead | None = None,
) -> TurnLoop:
    """Return the loop of a new run: of turns, or in real time if lines are read `ahead`."""
    if ahead is not None:
        wall = WallClock()
        return LiveLoop(talk, seat_view(library, setup, wall, recording), wall, ahead)
    clock = ManualClock()
    return TurnLoop(talk, seat_view(library, setup, clock, recording), clock)
