"""`silent999 audio`: a call as a sound file, as one party hears it, with captions beside it."""

from __future__ import annotations

from argparse import ArgumentTypeError, Namespace

from simulator.audio.scene import Scene, scene
from simulator.cli.arguments import Parser, UsageError, meant, need_installed, whole_number
from simulator.cli.output import Console
from simulator.cli.run_selection import jobs, library_for
from simulator.cli.write_files import add_output, free, write_whole
from simulator.content.library.library import DEFAULT_PROFILE
from simulator.core.instant import clock
from simulator.core.terms import Role
from simulator.errors import SimulatorError
from simulator.session.run import headless_run

ENDING = ".wav"
CAPTIONS = ".vtt"


def arguments(parser: Parser) -> None:
    """Add what the command takes."""
    parser.takes("what", "ID|FILE", "a scenario")
    add_output(parser, "FILE.wav", "its sound; the captions go beside it", required=True)
    parser.takes(
        "--as",
        "caller|operator|call_handler",
        "with whose ears (default: caller)",
        dest="listener",
        read=_listener,
        default=Role.CALLER,
    )
    about = "which call, of a scenario with several (default: 1)"
    parser.takes("--call", "N", about, read=whole_number, default=1)
    parser.takes("--profile", "ID|FILE", "the variant in force")
    parser.takes("--force", "ID|FILE", "the police force")
    parser.add_seed()
    parser.explain(
        "Captions are written beside it (FILE.vtt). Crying, shouting and blows are captions only. "
        "Spoken lines need espeak-ng on this machine; without it they are captions as well. Every "
        'file opens with the words "training recording".'
    )
    parser.add_folders()


def run(options: Namespace, console: Console) -> int:
    """Play the call without anybody at a screen, and write what one party hears of it."""
    sound, captions = options.output, options.output.with_suffix(CAPTIONS)
    if sound.suffix.lower() != ENDING:
        raise UsageError(f"the name of a sound ends in {ENDING}, not as {sound}", "-o call.wav")
    for path in (sound, captions):
        free(path, replace=options.replace)
    need_installed("numpy", "sound needs", "audio")
    # Only here: without numpy, which is an extra, they cannot be imported.
    from simulator.audio.mixer import LEAD, rendered, wav
    from simulator.audio.voice import NoVoice, installed
    from simulator.audio.webvtt import webvtt

    heard, title = _heard(options)
    voice = installed()
    written = wav(rendered(heard, voice, options.seed))
    write_whole(captions, webvtt(heard).encode(), replace=options.replace)
    write_whole(sound, written, replace=options.replace)
    console.say(f"{sound}: {title}, as the {options.listener.replace('_', ' ')} hears it")
    console.say(f"{captions}: its captions; the call begins at {clock(LEAD)}")
    if isinstance(voice, NoVoice):
        console.complain("no voice was found (espeak-ng): spoken lines are in the captions only")
    return 0


def _heard(options: Namespace) -> tuple[Scene, str]:
    """The scene of the call that was asked for, and the scenario's title.

    Raises:
        SimulatorError: the scenario has no such call, or does not come so far.
    """
    asked = {"what": [options.what], "pack": None, "profile": [options.profile or DEFAULT_PROFILE]}
    request = Namespace(**{**vars(options), **asked})
    planned, wrong, _ = jobs(request, library_for(request))
    if wrong:
        raise wrong[0]
    if len(planned) != 1:
        raise UsageError(f"{options.what} is several calls", "name one scenario")
    job = planned[0]
    scenario = job.loaded.scenario
    result = headless_run.run(scenario, job.profile, job.force, options.seed)
    procedure = headless_run.procedure(job.profile.switches, job.profile.timings)
    try:
        heard = scene(
            result.log, options.call, options.listener, procedure, job.profile, scenario.coverage
        )
    except ValueError as error:
        calls = len(scenario.calls_in_order)
        raise SimulatorError(f"{scenario.id}: {error}", f"it has {calls}") from error
    return heard, scenario.title


def _listener(word: str) -> Role:
    known = (Role.CALLER.value, Role.OPERATOR.value, Role.CALL_HANDLER.value)
    found = word.replace("-", "_")
    if found not in known:
        raise ArgumentTypeError(f"nobody called {word}{meant(found, known)} ({', '.join(known)})")
    return Role(found)
