"""`silent999 play`, and `silent999` alone in a terminal: sit in a seat of a call."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING

from simulator.cli.arguments import Parser, UsageError, need_installed, number, one_of
from simulator.cli.open_app import add_theme, need_terminal, run_app
from simulator.cli.output import Console
from simulator.cli.recording_options import add_recording, recording_of
from simulator.content.library.library import Library
from simulator.errors import LibraryError
from simulator.session.clock import WallClock

if TYPE_CHECKING:
    from simulator.audio.live import LiveSound
    from simulator.session.records.recorder import RecordOptions

SEATS = ("caller", "operator", "call_handler", "handlers", "none")
_MENU_WORDS = {"demonstration": "none", "both": "handlers"}


def arguments(parser: Parser) -> None:
    """Add what the command takes."""
    parser.takes("what", "ID|FILE", "the scenario; none: choose in a menu", nargs="?")
    about = "where you sit; handlers: operator and call handler in turn; none: look on"
    parser.takes("--seat", "|".join(SEATS), about, read=_seat)
    parser.takes("--profile", "ID|FILE", "the variant in force")
    parser.takes("--force", "ID|FILE", "the police force")
    parser.add_seed(None)
    about = "0.5 to 8 times as fast (default: 1)"
    parser.takes("--speed", "X", about, read=number(least=0.5, most=8), default=1.0)
    how = parser.add_mutually_exclusive_group()
    how.add_argument(
        "--coached", dest="coached", action="store_true", help="with remarks (the default)"
    )
    how.add_argument("--assessed", dest="coached", action="store_false", help="without remarks")
    parser.set_defaults(coached=True)
    parser.flag("--plain", "in lines and numbers: for screen readers, Braille, pipes and scripts")
    add_theme(parser)
    about = "also play the call on this machine's sound device (default: captions only)"
    parser.flag("--sound", about)
    add_recording(parser)
    parser.add_folders()
    parser.explain("F2 or Ctrl+\\ leaves the screens at once; in --plain it is q and Enter.")


def run(options: Namespace, console: Console) -> int:
    """Open the screens, or play in lines. Everything named is read first."""
    library = Library(options.folder)
    _read_what_is_named(options, library)
    if options.record and options.seat == "none":
        hint = "choose a seat, or leave out --record; `silent999 run --format json` writes any log"
        raise UsageError("with nobody in a seat there is nobody to record", hint)
    recording = recording_of(options)
    if options.sound and options.plain:
        raise UsageError("sound goes with the screens", "leave out --sound or --plain")
    if options.plain:
        # The lines load a call, its debrief and pydantic: 500 ms, before the screens' first paint.
        from simulator.plain.whole_run import begin

        return begin(options, library, sys.stdin, console.out, recording)
    need_terminal(console, "with --plain the call is played in lines, through a pipe as well")
    return _open_screens(options, library, console, recording)


def _read_what_is_named(options: Namespace, library: Library) -> None:
    """Refuse a wrong file, name or seat before anything is opened.

    Raises:
        SimulatorError: a scenario, profile or force is wrong, or there is none of that name.
    """
    if options.what:
        # What reads a scenario takes 350 ms to load, and the menu does without at first.
        from simulator.content.checks.content_warnings import refuse_mistakes
        from simulator.seat.run_choices import places

        loaded = library.scenario(options.what)
        refuse_mistakes(library, loaded.path)
        scenario = loaded.scenario
        offered = [place.word for place in places(scenario)]
        if options.seat and options.seat not in offered:
            raise LibraryError(
                f"{scenario.id} has no seat {options.seat}", f"it has {', '.join(offered)}"
            )
    if options.profile:
        library.profile(options.profile)
    if options.force:
        library.force(options.force)


def _open_screens(
    options: Namespace, library: Library, console: Console, recording: RecordOptions | None
) -> int:
    # Textual takes 200 ms to load, and --plain does without.
    from simulator.tui.app import TrainerApp
    from simulator.tui.base.navigator import MenuDefaults

    wishes = MenuDefaults(
        scenario=options.what or "",
        seat=options.seat or "",
        profile=options.profile or "",
        force=options.force or "",
        seed=options.seed or 0,
        speed=options.speed,
        coached=options.coached,
    )
    with _sound(console) if options.sound else nullcontext() as sound:
        app = TrainerApp(
            WallClock(),
            library,
            wishes=wishes,
            theme=options.theme,
            recording=recording,
            sound=sound,
        )
        return run_app(app, console)


@contextmanager
def _sound(console: Console) -> Iterator[LiveSound | None]:
    """What makes a call audible; nothing, with a word about it, where that cannot be done."""
    need_installed("numpy", "sound needs", "audio")
    # Only here: without numpy, which is an extra, they cannot be imported.
    from simulator.audio.live import LiveSound, Mixer, NoSound, device
    from simulator.audio.voice import installed

    mixer = Mixer()
    try:
        opened = device(mixer)
    except NoSound as error:
        console.complain(f"silent999: no sound, captions only: {error}")
        yield None
        return
    with opened, ThreadPoolExecutor(max_workers=1) as pool:
        yield LiveSound(installed(), mixer, pool.submit)


def _seat(word: str) -> str:
    """A seat by its own name, or by the one that the menu has for it."""
    return one_of("seat", SEATS)(_MENU_WORDS.get(word, word))
