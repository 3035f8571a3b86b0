"""The front door: the command `silent999`, its list of commands, and what happens when one fails.

A command is a module with `arguments`, which says what it takes, and `run`. It is imported when it
is asked for: `--version` and `--help` cost little more than Python itself. That is also why the
type checker alone imports `typing` here.
"""

from __future__ import annotations

import gc
import sys
from importlib import import_module

from simulator import BANNER
from simulator.cli.console import Console

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn, TextIO

COMMANDS = {
    "play": ("play.play", "sit in a seat of a call: caller, operator, call handler"),
    "new": ("scenarios.new", "writes a scenario to start from, with comments"),
    "list": ("scenarios.list", "the scenarios: id, title, line, level, outcome"),
    "show": ("scenarios.show", "a scenario's file as shipped, to start your own from"),
    "run": ("scenarios.run", "plays calls and says which went as expected"),
    "test": (
        "scenarios.test_command",
        "plays calls as test cases, with reports for continuous integration",
    ),
    "check": ("scenarios.check", "reads files without playing them, and names every mistake"),
    "coverage": (
        "scenarios.coverage",
        "which rules of a call the scenarios exercise, and which none does",
    ),
    "explain": ("scenarios.explain", "the rule behind a code of a message, with examples"),
    "schema": ("scenarios.schema", "JSON Schema of a kind of file, for editors"),
    "profiles": (
        "procedure.profiles",
        "the published variants of the procedure, with their sources",
    ),
    "forces": ("procedure.forces", "how police forces differ: grades, callbacks, yes/no codes"),
    "flow": ("procedure.flow", "every rule of a call, with its sources: a table or a diagram"),
    "verify": ("procedure.verify", "whether what is claimed of every call holds: visits them all"),
    "record-to-scenario": (
        "records.record_to_scenario",
        "a played call as a scenario file, to edit",
    ),
    "diff": ("records.diff", "two runs entry by entry: records, profiles, seeds"),
    "records": ("records.records", "the calls that you asked to be recorded: list, export, erase"),
    "debrief": ("records.debrief", "what was seen in a recorded call, and what shows it"),
    "replay": ("records.replay", "a recorded call again, in its own time"),
    "progress": ("records.progress", "what your records tell, and what to practise next"),
    "review": ("records.review", "people look at a record: comment, differ with a reason, sign"),
    "agreement": ("records.agreement", "how far two raters agree, with Cohen's kappa and its n"),
    "handout": ("play.handout", "one printable page: what happens when you call and cannot speak"),
    "audio": ("play.audio", "a call as a sound file, as one party hears it, with captions"),
    "room": ("play.room", "a session for a group, by a plan, led by a facilitator"),
    "myths": ("play.myths", "what many believe about silent calls, and what is true"),
    "serve": ("play.serve", "the screens in a browser, for a projector or a tablet"),
    "doctor": ("doctor", "what is found on this machine, and where it would write"),
}
"""Each command: its module, and what it does in a few words."""

REMOVED = {
    "suggest": "silent999 coverage names the rules that no scenario exercises, and silent999 new "
    "writes a scenario to start from",
    "verify --mutants": "the mutation check is a developers' test now; in a copy of the source: "
    "python -m pytest -m thorough tests/proof/test_mutants.py",
}
"""Commands and options of earlier versions, and what to use instead."""

INTERRUPTED = 130
BROKEN_PIPE = 141


def main(
    argv: Sequence[str] | None = None, out: TextIO | None = None, err: TextIO | None = None
) -> int:
    """Do what the words of a command line ask for.

    Returns the exit code: 0 fine, 1 a call did not go as expected, 2 the request or a file is
    wrong, 130 interrupted, 141 nobody reads the output any more, 143 told to end by SIGTERM.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    console = Console(out or sys.stdout, err or sys.stderr)
    try:
        code = _obey(words, console)
        console.out.flush()
    except KeyboardInterrupt:
        console.complain("stopped.")
        return INTERRUPTED
    except SystemExit as told:  # by a signal; whatever its traceback holds is closed here
        return int(told.code or 0)
    except BrokenPipeError:
        return BROKEN_PIPE
    except OSError as error:
        console.complain(f"silent999: {error}")
        return 2
    return code


def entry() -> NoReturn:
    """Run as a program."""
    # What a start makes stays: looking through it for garbage every 700 objects is a tenth of it.
    gc.set_threshold(200_000, 20, 20)
    for stream in (sys.stdout, sys.stderr):
        # What a terminal cannot show is escaped. It must not end a call with a traceback.
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors="backslashreplace")
    code = main()
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except OSError:
            import os

            # It was told already, or is not worth a word; but Python flushes once more at its end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    sys.exit(code)


def overview() -> str:
    """What `--help` says."""
    commands = "\n".join(f"  {name:<9} {summary}" for name, (_, summary) in COMMANDS.items())
    return f"""\
usage: silent999 [COMMAND ...]

Simulates silent 999 calls in the UK, for training.

{BANNER}

commands:
{commands}

  silent999 COMMAND --help   the rest about one command
  silent999 --version        the version
  silent999                  in a terminal: opens the screens, with a menu of calls
  silent999 --plain          the same in lines and numbers, for screen readers, Braille and pipes

exit codes: 0 fine, 1 a call did not go as its file expects, 2 the request or a file is wrong
"""


def _obey(words: Sequence[str], console: Console) -> int:
    match words:
        case ["--version" | "-V"]:
            from simulator import __version__

            console.say(f"silent999 {__version__}")
            return 0
        case ["--help" | "-h" | "help"]:
            console.write(overview())
            return 0
        case ["help", command, *_]:
            return _obey([command, "--help"], console)
        case []:
            if not console.out.isatty():
                console.write(overview())
                return 0
            return _obey_command("play", COMMANDS["play"][0], [], console)
        case ["--plain", *_]:
            # The one option that people who need it should not have to look for.
            return _obey_command("play", COMMANDS["play"][0], words, console)
        case _:
            command = words[0]
            module = COMMANDS[command][0] if command in COMMANDS else ""
    return _obey_command(command, module, words[1:], console)


def _obey_command(command: str, module: str, words: Sequence[str], console: Console) -> int:
    """Import a command and run it; whatever a person can put right ends as a message."""
    from simulator.cli.arguments import HelpWanted, Parser, UsageError, unknown_command
    from simulator.errors import SimulatorError

    try:
        for gone in (command, *(f"{command} {word}" for word in words)):
            if gone in REMOVED:
                raise UsageError(f"{gone} was removed", REMOVED[gone])
        if not module:
            raise unknown_command(command, COMMANDS)
        found = import_module(f"simulator.cli.{module}")
        parser = Parser(f"silent999 {command}", COMMANDS[command][1])
        found.arguments(parser)
        code: int = found.run(parser.read(words), console)
    except HelpWanted as wanted:
        console.say(f"{BANNER}\n\n{str(wanted).rstrip()}")
        return 0
    except SimulatorError as error:
        return console.fail([error])
    return code
