"""A whole sitting in lines: before the call, the call, after it, and what comes next."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from typing import TextIO

from simulator.content.library.library import Library
from simulator.errors import LibraryError
from simulator.plain.after_call import after
from simulator.plain.before_call import FIRST_LINES, ask_place, before, who_you_are
from simulator.plain.call import commands
from simulator.plain.call.turns import TurnLoop
from simulator.plain.conversation import Conversation, UserLeft
from simulator.plain.menu import CommandLineChoices, choose
from simulator.seat.run_choices import SEATS, seat_of, seats_of, setup_for
from simulator.seat.seat_view import SeatView, coaches, materials
from simulator.session.clock import ManualClock
from simulator.session.records.recorder import RecordOptions
from simulator.session.run.live_run import RunSetup


def play(
    setup: RunSetup,
    library: Library,
    lines: TextIO,
    out: TextIO,
    *,
    opened: bool = False,
    recording: RecordOptions | None = None,
) -> int:
    """Play what `setup` says, and what the person chooses next; return the exit code 0.

    The first lines are left out if a menu `opened` with them. Time goes in turns, so speed means
    nothing here.

    Raises:
        ContentError, LibraryError: a file that a person's choice leads to is wrong or missing.
    """
    talk = Conversation(lines, out)
    if not opened:
        talk.say(*FIRST_LINES)
    try:
        setup = before(talk, replace(setup, speed=1.0), library)
        while True:
            chosen = _once(talk, setup, library, recording)
            # Whoever has read the note of a scenario need not be asked again.
            known = chosen.scenario.id == setup.scenario.id
            setup = chosen if known else before(talk, chosen, library)
    except UserLeft:
        return 0


def begin(  # One question after the other; issue F rebuilds this dialogue.
    options: Namespace,
    library: Library,
    lines: TextIO,
    out: TextIO,
    recording: RecordOptions | None = None,
) -> int:
    """Play what a command line asks for; the exit code 0.

    Without a scenario a menu asks for all that the command line leaves at its usual value.

    Raises:
        LibraryError: what was named does not exist, or the scenario has no such seat.
        ContentError: a file is wrong.
    """
    place = next((each for each in SEATS if each.word == options.seat), None)
    if not options.what:
        given = CommandLineChoices(
            place.roles if place else None,
            library.profile(options.profile).profile if options.profile else None,
            library.force(options.force).force if options.force else None,
            options.seed or None,
            None if options.coached else False,
        )
        setup = choose(library, lines, out, given)
        if setup is None:
            return 0
        return play(setup, library, lines, out, opened=True, recording=recording)
    scenario = library.scenario(options.what).scenario
    offered = seats_of(scenario)
    if place is not None and place not in offered:
        words = ", ".join(each.word for each in offered)
        raise LibraryError(f"{scenario.id} has no seat {place.word}", f"it has {words}")
    talk = Conversation(lines, out)
    talk.say(*FIRST_LINES)
    if place is None:
        try:
            place = seat_of(ask_place(talk, scenario))
        except UserLeft:
            return 0
    setup = setup_for(
        library,
        scenario,
        place,
        profile=options.profile or "",
        force=options.force or "",
        seed=options.seed or 0,
        coached=options.coached,
    )
    return play(setup, library, lines, out, opened=True, recording=recording)


def seated(
    talk: Conversation,
    setup: RunSetup,
    library: Library,
    recording: RecordOptions | None = None,
) -> TurnLoop:
    """The turns of one sitting, before anything of it has been told."""
    clock = ManualClock()
    recorder = recording.recorder(setup, library) if recording and setup.seats else None
    desk = materials(library, setup)
    sitting = SeatView(setup, clock, desk, lambda of: coaches(library, of), recorder)
    return TurnLoop(talk, sitting, clock)


def _once(
    talk: Conversation,
    setup: RunSetup,
    library: Library,
    recording: RecordOptions | None,
) -> RunSetup:
    """One sitting; what is played next."""
    talk.say(*who_you_are(setup))
    if recording is not None and not setup.seats:
        talk.say(recording.nobody)
    talk.say(*commands.manual(setup.seats, coached=setup.coached))
    turns = seated(talk, setup, library, recording)
    while True:
        turns.play()
        chosen = after(talk, turns, library)
        if chosen is not None:
            return chosen
