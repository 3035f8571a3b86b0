"""`silent999 audio`: write a call as a sound file, as one party hears it, with captions."""

from __future__ import annotations

from argparse import Namespace

from simulator.audio.scene import Scene, scene
from simulator.cli.arguments import Parser, UsageError, need_installed, one_of, whole_number
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
_PARTIES = (Role.CALLER.value, Role.OPERATOR.value, Role.CALL_HANDLER.value)


def arguments(parser: Parser) -> None:
    parser.takes("what", "ID|FILE", "a scenario")
    add_output(parser, "FILE.wav", "the sound; captions go to FILE.vtt", required=True)
    parser.takes(
        "--as",
        "caller|operator|call_handler",
        "the party who hears it (default: caller)",
        dest="listener",
        read=_listener,
        default=Role.CALLER,
    )
    about = "number of the call, if the scenario has several (default: 1)"
    parser.takes("--call", "N", about, read=whole_number, default=1)
    parser.takes("--profile", "ID|FILE", "variant of the procedure")
    parser.takes("--force", "ID|FILE", "police force")
    parser.add_seed()
    parser.explain(
        "Crying, shouting and blows are captions only. Spoken lines need espeak-ng; without it "
        'they are captions only as well. Every file opens with the words "training recording".'
    )
    parser.add_folders()


def run(options: Namespace, console: Console) -> int:
    """Run the call headless, and write what one party hears."""
    sound, captions = options.output, options.output.with_suffix(CAPTIONS)
    if sound.suffix.lower() != ENDING:
        raise UsageError(f"the file name must end in {ENDING}, got {sound}", "-o call.wav")
    for path in (sound, captions):
        free(path, replace=options.replace)
    need_installed("numpy", "sound needs", "audio")
    # Importable only if the extra `audio` is installed.
    from simulator.audio.mixer import LEAD, rendered, wav, webvtt
    from simulator.audio.voice import NoVoice, installed

    heard, title = _heard(options)
    voice = installed()
    written = wav(rendered(heard, voice, options.seed))
    write_whole(captions, [webvtt(heard).encode()], replace=options.replace)
    write_whole(sound, [written], replace=options.replace)
    console.say(f"{sound}: {title}, as the {options.listener.replace('_', ' ')} hears it")
    console.say(f"{captions}: its captions; the call begins at {clock(LEAD)}")
    if isinstance(voice, NoVoice):
        console.complain("espeak-ng was not found: spoken lines are in the captions only")
    return 0


def _heard(options: Namespace) -> tuple[Scene, str]:
    """Return the scene of the call, and the scenario's title."""
    asked = {"what": [options.what], "pack": None, "profile": [options.profile or DEFAULT_PROFILE]}
    request = Namespace(**{**vars(options), **asked})
    planned, wrong, _ = jobs(request, library_for(request))
    if wrong:
        raise wrong[0]
    if len(planned) != 1:
        raise UsageError(f"{options.what} names several scenarios", "name one")
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
        raise SimulatorError(f"{scenario.id}: {error}", f"number of calls: {calls}") from error
    return heard, scenario.title


def _listener(word: str) -> Role:
    return Role(one_of("party", _PARTIES)(word.replace("-", "_")))
