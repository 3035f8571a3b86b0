"""A whole sitting in lines: before the call, the call, after it, and what comes next."""

from __future__ import annotations

from dataclasses import replace
from typing import Protocol, TextIO

from simulator.content.library.library import Library
from simulator.errors import LibraryError
from simulator.plain.call import commands
from simulator.plain.call.loop import Turns
from simulator.plain.closing import after
from simulator.plain.console import Left, Talk
from simulator.plain.menu import Given, choose
from simulator.plain.opening import ask_place, before, first_lines, who_you_are
from simulator.seat.setup import PLACES, place_of, places, setup_for
from simulator.seat.sitting import Coaches, Sitting, coaches, number_of
from simulator.seat.view.catalogue import Materials
from simulator.session.clock import ManualClock
from simulator.session.records.recorder import Recording
from simulator.session.run.live import Setup


def play(
    setup: Setup,
    library: Library,
    lines: TextIO,
    out: TextIO,
    *,
    banner: str,
    opened: bool = False,
    coaches_of: Coaches | None = None,
    recording: Recording | None = None,
) -> int:
    """Play what `setup` says, and whatever the person chooses next; the exit code 0.

    `banner` stands first, unless it was `opened` by a menu. `coaches_of` makes the coaches of a
    coached sitting; without it, those of the scenario's rubrics. Speed means nothing here: time
    goes in turns.

    Raises:
        ContentError, LibraryError: a file that a person's choice leads to is wrong or missing.
    """
    talk = Talk(lines, out)
    if not opened:
        talk.say(*first_lines(banner))
    try:
        setup = before(talk, replace(setup, speed=1.0), library)
        while True:
            chosen = _once(talk, setup, library, coaches_of, recording)
            # Whoever has read the note of a scenario need not be asked again.
            known = chosen.scenario.id == setup.scenario.id
            setup = chosen if known else before(talk, chosen, library)
    except Left:
        return 0


class Options(Protocol):
    """What a command line says; what is missing there is none or the usual value."""

    @property
    def what(self) -> str | None:
        """The scenario; none: choose in a menu."""

    @property
    def seat(self) -> str | None:
        """The seat's name."""

    @property
    def profile(self) -> str | None:
        """The variant of the procedure."""

    @property
    def force(self) -> str | None:
        """The police force."""

    @property
    def seed(self) -> int | None:
        """What chance is drawn from."""

    @property
    def coached(self) -> bool:
        """Whether remarks are made."""


def begin(
    options: Options,
    library: Library,
    lines: TextIO,
    out: TextIO,
    banner: str,
    recording: Recording | None = None,
) -> int:
    """Play what a command line asks for; the exit code 0.

    Without a scenario a menu asks for all that the command line leaves at its usual value.

    Raises:
        LibraryError: what was named does not exist, or the scenario has no such seat.
        ContentError: a file is wrong.
    """
    place = next((each for each in PLACES if each.word == options.seat), None)
    if not options.what:
        given = Given(
            place.roles if place else None,
            library.profile(options.profile).profile if options.profile else None,
            library.force(options.force).force if options.force else None,
            options.seed or None,
            None if options.coached else False,
        )
        setup = choose(library, lines, out, given, banner=banner)
        if setup is None:
            return 0
        return play(setup, library, lines, out, banner=banner, opened=True, recording=recording)
    scenario = library.scenario(options.what).scenario
    offered = places(scenario)
    if place is not None and place not in offered:
        words = ", ".join(each.word for each in offered)
        raise LibraryError(f"{scenario.id} has no seat {place.word}", f"it has {words}")
    talk = Talk(lines, out)
    talk.say(*first_lines(banner))
    if place is None:
        try:
            place = place_of(ask_place(talk, scenario))
        except Left:
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
    return play(setup, library, lines, out, banner=banner, opened=True, recording=recording)


def seated(
    talk: Talk,
    setup: Setup,
    library: Library,
    coaches_of: Coaches | None = None,
    recording: Recording | None = None,
) -> Turns:
    """The turns of one sitting, before anything of it has been told."""
    others = {
        loaded.force.id: loaded.force.title
        for loaded in library.forces()
        if loaded.force.id != setup.force.id
    }
    number = number_of(setup.scenario, library.drama_numbers())
    materials = Materials(setup.profile, setup.force, library.questions(), others, number)
    clock = ManualClock()
    made = coaches_of or (lambda of: coaches(library, of))
    recorder = recording.recorder(setup, library) if recording and setup.seats else None
    return Turns(talk, Sitting(setup, clock, materials, made, recorder), clock)


def _once(
    talk: Talk,
    setup: Setup,
    library: Library,
    coaches_of: Coaches | None,
    recording: Recording | None,
) -> Setup:
    """One sitting; what is played next."""
    talk.say(*who_you_are(setup))
    if recording is not None and not setup.seats:
        talk.say(recording.nobody)
    talk.say(*commands.manual(setup.seats, coached=setup.coached))
    turns = seated(talk, setup, library, coaches_of, recording)
    while True:
        turns.play()
        chosen = after(talk, turns, library)
        if chosen is not None:
            return chosen
