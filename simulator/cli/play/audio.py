"""`silent999 audio`: write a call as a sound file, as one party hears it, with captions."""

from argparse import Namespace

from simulator.audio.scene import scene
from simulator.cli.arguments import Parser, UsageError, need_installed, one_of, whole_number
from simulator.cli.output import Console
from simulator.cli.run_selection import single_run
from simulator.cli.write_files import free, write_whole
from simulator.content.library.library import Library
from simulator.core.instant import clock
from simulator.core.terms import Role
from simulator.errors import SimulatorError
from simulator.session.run import headless_run

_PARTIES = (Role.CALLER.value, Role.OPERATOR.value, Role.CALL_HANDLER.value)


def arguments(parser: Parser) -> None:
    parser.takes("what", "ID|FILE", "a scenario")
    parser.add_output("FILE.wav", "the sound; captions go to FILE.vtt", required=True)
    about = "the party who hears it (default: caller)"
    as_: dict[str, object] = {"dest": "listener", "default": Role.CALLER}
    parser.takes("--as", "|".join(_PARTIES), about, read=_listener, **as_)
    about = "number of the call, if the scenario has several (default: 1)"
    parser.takes("--call", "N", about, read=whole_number, default=1)
    parser.add_single_run()
    parser.explain(
        "Crying, shouting and blows are captions only. Spoken lines need espeak-ng; without it "
        'they are captions only as well. Every file opens with the words "training recording".'
    )
    parser.add_folders()


def run(options: Namespace, console: Console) -> int:
    """Run the call headless, and write what one party hears."""
    sound, captions = options.output, options.output.with_suffix(".vtt")
    if sound.suffix.lower() != ".wav":
        raise UsageError(f"the file name must end in .wav, got {sound}", "-o call.wav")
    for path in (sound, captions):
        free(path, replace=options.replace)
    need_installed("numpy", "sound needs", "audio")
    # Importable only if the extra `audio` is installed.
    from simulator.audio.mixer import LEAD, rendered, wav, webvtt
    from simulator.audio.voice import installed, no_voice

    job = single_run(options.what, options, Library(options.folder))
    scenario = job.loaded.scenario
    log = headless_run.run(scenario, job.profile, job.force, job.seed).log
    procedure = headless_run.procedure(job.profile.switches, job.profile.timings)
    try:
        heard = scene(
            log, options.call, options.listener, procedure, job.profile, scenario.coverage
        )
    except ValueError as error:
        calls = len(headless_run.calls_of(scenario, job.seed))
        raise SimulatorError(f"{scenario.id}: {error}", f"number of calls: {calls}") from error
    voice = installed()
    written = wav(rendered(heard, voice))
    write_whole(captions, [webvtt(heard).encode()], replace=options.replace)
    write_whole(sound, [written], replace=options.replace)
    console.say(f"{sound}: {scenario.title}, as the {options.listener.replace('_', ' ')} hears it")
    console.say(f"{captions}: its captions; the call begins at {clock(LEAD)}")
    if voice is no_voice:
        console.complain("espeak-ng was not found: spoken lines are in the captions only")
    return 0


def _listener(word: str) -> Role:
    return Role(one_of("party", _PARTIES)(word.replace("-", "_")))
