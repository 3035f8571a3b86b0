"""`silent999 play`, and `silent999` alone in a terminal: take a seat in a call."""

from __future__ import annotations

import os
import signal
import sys
import threading
from argparse import Namespace
from collections.abc import Callable
from functools import partial
from types import FrameType
from typing import TYPE_CHECKING

from simulator.cli.arguments import THEMES, Parser, UsageError, number, one_of, store_of
from simulator.cli.output import Console
from simulator.cli.run_selection import cast_of, library_of
from simulator.cli.settings import Settings, read_settings
from simulator.content.library.library import Library
from simulator.errors import LibraryError, RecordError
from simulator.seat.run_choices import LESSON, MenuDefaults, seats_of
from simulator.session.clock import WallClock, utc_now

if TYPE_CHECKING:
    from simulator.session.records.recorder import RecordOptions

SEATS = ("caller", "operator", "call_handler", "handlers", "none")
_MENU_WORDS = {"demonstration": "none", "both": "handlers"}
_SEAT_OF = {"handler": "call_handler", "operator": "operator"}
_USUAL_CODE = "mine"
_LIMIT_S = 1.8
"""Most that ending a call in lines may take."""


def arguments(parser: Parser) -> None:
    parser.takes("what", "ID|FILE", "scenario (default: choose in a menu)", nargs="?")
    about = "your seat; handlers: operator, then call handler; none: watch a demo"
    parser.takes("--seat", "|".join(SEATS), about, read=_seat)
    parser.takes("--profile", "ID|FILE", "variant of the procedure")
    parser.takes("--force", "ID|FILE", "police force")
    parser.add_seed()
    parser.set_defaults(usual_seed=0)
    parser.add_cast()
    parser.flag("--lesson", "your first call, as call handler, step by step")
    about = "speed, from 0.5 to 8 (default: 1)"
    parser.takes("--speed", "X", about, read=number(0.5, 8), default=1.0)
    how = parser.add_mutually_exclusive_group()
    about = "with hints (the default)"
    how.add_argument("--coached", action="store_true", default=True, help=about)
    how.add_argument("--assessed", dest="coached", action="store_false", help="without hints")
    parser.flag("--plain", "lines and numbers, for screen readers, Braille, pipes and scripts")
    parser.flag("--live", "with --plain: time goes on without waiting, a bell says what needs you")
    about = (
        "colours of the screens (default: that of silent999.toml, else dark, by NO_COLOR no-colour)"
    )
    parser.choice("--theme", "theme", THEMES, about)
    parser.flag("--record", "record the call in a file on this machine")
    about = f"code for the record, never a name (default: {_USUAL_CODE})"
    parser.takes("--code", "C", about)
    parser.flag("--with-text", "also record your notes and typed words")
    parser.add_records()
    parser.add_folders()
    parser.explain("F2 or Ctrl+L leaves the screens at once; in --plain, q and Enter do.")


def run(options: Namespace, console: Console) -> int:
    """Open the screens or the plain lines. Check everything named first."""
    library = library_of(options)
    if options.live and not options.plain:
        raise UsageError("--live is for --plain: screens are live", "add --plain, or leave it out")
    if options.lesson:
        if options.what or options.seat:
            raise UsageError("the lesson has its own call and seat", "leave out --lesson, or them")
        options.what, options.seat = LESSON
    settings = read_settings()
    options.profile = options.profile or settings.checked_profile(library)
    check = partial(_check_request, options, library)
    if options.what:
        library.header(options.what)
    if options.record and options.seat == "none":
        hint = "choose a seat, or leave out --record; `silent999 run --format json` writes any log"
        raise UsageError("no seat is taken, so there is nothing to record", hint)
    recording = recording_of(options, settings)
    if not options.plain and os.environ.get("TERM") == "dumb":
        # It cannot place text, so screens would be a heap of lines.
        console.err.write("This terminal (TERM=dumb) shows no screens: the call is in lines.\n")
        options.plain = True
    streams = (console.out, sys.__stderr__, sys.stdin)  # Textual paints on the error stream.
    terminal = all(stream is not None and stream.isatty() for stream in streams)
    if terminal and not options.plain:
        return _open_screens(options, library, console, recording, settings, check)
    check()
    if not options.plain:
        reason = "the screens need a terminal for input and output"
        raise UsageError(reason, "use --plain, which also works through a pipe")
    # This loads a call, its debrief and pydantic: 500 ms. The screens paint before that.
    from simulator.plain.whole_run import begin

    for name in ("SIGINT", "SIGQUIT"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _end)
    return begin(wished(options), library, sys.stdin, console.out, recording, live=options.live)


def wished(options: Namespace) -> MenuDefaults:
    """Return what the command line chooses, empty where it leaves it open."""
    named = (options.what, options.seat, options.profile, options.force)
    what, seat, profile, force = (each or "" for each in named)
    how = options.seed or 0, options.speed, options.coached, options.lesson
    return MenuDefaults(
        what, seat, profile, force, *how, options.handler or "", options.operator or ""
    )


def _end(number: int, frame: FrameType | None) -> None:
    """End a call in lines for Ctrl+C, or for Ctrl+\\, which else leaves a core file with the call.

    Pydantic can take the interrupt for a wrong value, and the call would go on. So a watchdog ends
    the process if it is still there.
    """
    watchdog = threading.Timer(_LIMIT_S, os._exit, (128 + signal.SIGINT,))
    watchdog.daemon = True
    watchdog.start()
    signal.default_int_handler(number, frame)


def _check_request(options: Namespace, library: Library) -> None:
    """Check the scenario, seat, profile and force."""
    if options.what:
        # The scenario reader takes 250 ms to load. The screens paint before that.
        from simulator.content.checks.content_warnings import refuse_mistakes

        loaded = library.scenario(options.what)
        refuse_mistakes(library, loaded.path)
        offered = [place.word for place in seats_of(loaded.scenario)]
        if options.seat and options.seat not in offered:
            reason = f"{loaded.scenario.id} has no seat {options.seat}"
            raise LibraryError(reason, f"it has {', '.join(offered)}")
    cast_of(options, library)
    for role in ("handler", "operator"):
        if getattr(options, role) and options.seat in (_SEAT_OF[role], "handlers"):
            reason = f"--{role} is for who has that seat without you, and you have it"
            raise UsageError(reason, f"leave out --{role}, or choose another seat")
    if options.profile:
        library.profile(options.profile)
    if options.force:
        library.force(options.force)


def recording_of(options: Namespace, settings: Settings) -> RecordOptions | None:
    """Return the options for the recorder; None without `--record`, which the others need."""
    if not options.record:
        for option in ("code", "with_text", "records"):
            if getattr(options, option):
                word = option.replace("_", "-")
                raise UsageError(f"--{word} needs --record", "add --record")
        return None
    # The recorder loads pydantic.
    from simulator.seat.available_acts import ready_words
    from simulator.session.records.recorder import RecordOptions
    from simulator.session.records.store import checked_code

    store = store_of(options)
    store.check()
    try:
        code = checked_code(options.code or settings.code or _USUAL_CODE)
    except RecordError as error:
        if options.code:
            raise
        raise settings.refused("code", error.message, error.hint) from error
    ready = ready_words(Library().questions())
    return RecordOptions(store, code, utc_now, options.with_text, ready)


def _open_screens(
    options: Namespace,
    library: Library,
    console: Console,
    recording: RecordOptions | None,
    settings: Settings,
    check: Callable[[], None],
) -> int:
    # Textual takes 200 ms to load. --plain does not need it.
    from rich.console import Console as Terminal

    from simulator.tui.app import TrainerApp
    from simulator.tui.base.plain_letters import draws_unicode
    from simulator.tui.base.quick_exit import cleared

    defaults = wished(options)
    app = TrainerApp(WallClock(), library, defaults=defaults, recording=recording, check=check)
    usual = usual_theme(Terminal().color_system, refused=bool(os.environ.get("NO_COLOR")))
    app.adapt(options.theme or settings.theme or usual, _keymap(settings))
    if not draws_unicode(os.environ, console.out.encoding or ""):
        app.use_plain_letters()
    with cleared(app, console.out):
        app.run()
    if app.refused is not None:
        raise app.refused
    if app.goes_on_in_browser:
        from simulator.cli.main import main

        return main(["serve"])
    return app.return_code or 0


def usual_theme(colours: str | None, *, refused: bool = False) -> str:
    """Return the theme for a terminal's colours: few of them keep only strong pairs apart.

    `refused`: whether the user wants no colours. Those of another theme, taken away, leave the
    words of a voice near the caller darker than a rustle.
    """
    if refused:
        return "no-colour"
    return "dark" if colours in ("256", "truecolor") else "high-contrast"


def _keymap(settings: Settings) -> dict[str, str]:
    if not settings.keys:
        return {}
    # It loads every screen for its bindings, which the first paint would wait for.
    from simulator.tui.keymap import UnusableKey, keymap

    try:
        return keymap(settings.keys)
    except UnusableKey as error:
        raise settings.refused(error.name, error.message, error.hint) from error


def _seat(word: str) -> str:
    """Read a seat by its name, or by the label of the menu."""
    return one_of("seat", SEATS)(_MENU_WORDS.get(word, word))
