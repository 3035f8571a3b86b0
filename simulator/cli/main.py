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
from simulator.cli.output import Console

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import NoReturn, TextIO

COMMANDS = {
    "play": ("play", "take a seat in a call: caller, operator, call handler"),
    "new": ("scenarios", "write a scenario to start from, with comments"),
    "list": ("scenarios", "list the scenarios: id, title, line, level, outcome"),
    "show": ("scenarios", "print a scenario's file, to start your own from"),
    "run": ("scenarios", "run scenarios and report which ended as expected"),
    "test": ("scenarios", "run scenarios as test cases, with reports for continuous integration"),
    "check": ("scenarios", "read files without playing them, and report every mistake"),
    "coverage": ("scenarios", "report which rows of the flow the scenarios exercise"),
    "explain": ("scenarios", "explain the code of a message, with examples"),
    "schema": ("scenarios", "print the JSON Schema of a kind of file, for editors"),
    "profiles": ("procedure", "show the published variants of the procedure, with their sources"),
    "forces": ("procedure", "show how police forces differ: grades, callbacks, yes/no codes"),
    "flow": ("procedure", "print every row of the flow, with sources: a table or a diagram"),
    "verify": ("procedure", "check every property in every possible call"),
    "record-to-scenario": ("records", "write a recorded call as a scenario file, to edit"),
    "diff": ("records", "compare two runs entry by entry: records, profiles, seeds"),
    "records": ("records", "list, export and erase the calls that you recorded"),
    "debrief": ("records", "report what was seen in a recorded call, with evidence"),
    "replay": ("records", "replay a recorded call in its own time"),
    "progress": ("records", "report what your records show, and what to practise next"),
    "review": ("records", "review a record: comment, override with a reason, sign"),
    "agreement": ("records", "report how far two raters agree, with Cohen's kappa and its n"),
    "handout": ("play", "write a printable page: what happens when you call and cannot speak"),
    "audio": ("play", "write a call as a sound file, as one party hears it, with captions"),
    "room": ("play", "lead a session for a group, by a plan"),
    "myths": ("play", "show what many believe about silent calls, and what is true"),
    "serve": ("play", "show the screens in a browser, for a projector or a tablet"),
    "doctor": ("", "report what is found on this machine, and where it would write"),
}
"""Each command: the folder of its module, which has its name, and a summary."""

REMOVED = {
    "suggest": "silent999 coverage names the rules that no scenario exercises, and silent999 new "
    "writes a scenario to start from",
    "verify --mutants": "the mutation check is a developers' test now; in a copy of the source: "
    "python -m pytest -m thorough tests/proof/test_mutants.py",
    "coverage --detail": "silent999 coverage --format json has the step that exercised each row",
    "test --even-in-ci": "write golden logs where CI is not true, and commit them",
    "record-to-scenario --exactly": "leave it out: every act has its instant where steps on "
    "cues do not give the same call",
    "records show": "silent999 replay RECORD --speed 0",
    "review --every": "leave it out: a blind rater is asked for what came up",
    "review --show": "silent999 review RECORD --as CODE --plain prints all reviews as well",
    "room --notes": "silent999 room PLAN --print-notes prints them, to have beside the session",
    "serve --make-launcher": "put the command into a file of your own: silent999 serve --once",
}
"""Commands and options of earlier versions, and what to use instead."""

INTERRUPTED = 130
BROKEN_PIPE = 141


def main(
    argv: Sequence[str] | None = None,
    out: TextIO | None = None,
    err: TextIO | None = None,
    **given: object,
) -> int:
    """Run a command line. `given` goes to the command's `run`: `simulator.cli.testing` uses it.

    Returns the exit code: 0 success, 1 a run did not end as expected, 2 invalid command or file,
    130 interrupted, 141 the output is not read any more, 143 ended by SIGTERM.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    console = Console(out or sys.stdout, err or sys.stderr)
    try:
        code = _obey(words, console, given)
        console.out.flush()
    except KeyboardInterrupt:
        console.complain("stopped.")
        return INTERRUPTED
    except SystemExit as ended:  # by a signal; what its traceback holds is closed here
        return int(ended.code or 0)
    except BrokenPipeError:
        return BROKEN_PIPE
    except OSError as error:
        console.complain(f"silent999: {error}")
        return 2
    return code


def entry() -> NoReturn:
    """Run as a program."""
    # Start-up creates only long-lived objects. At the default threshold of 700 the collector
    # scans them again and again: 10 % of start-up.
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
            import os  # only here, since `--help` and `--version` do without

            # Already reported, or harmless. Redirect to the null device, or the flush at exit
            # raises again with a traceback.
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

exit codes: 0 success, 1 a run did not end as expected, 2 invalid command or file
"""


def _obey(words: Sequence[str], console: Console, given: Mapping[str, object]) -> int:
    match words:
        case ["--version" | "-V"]:
            from simulator import __version__

            console.say(f"silent999 {__version__}")
            return 0
        case ["--help" | "-h" | "help"]:
            console.write(overview())
            return 0
        case ["help", command, *_]:
            return _obey([command, "--help"], console, given)
        case []:
            if not console.out.isatty():
                console.write(overview())
                return 0
            return _obey_command("play", [], console, given)
        case ["--plain", *_]:
            # The one option that people who need it should not have to look for.
            return _obey_command("play", words, console, given)
    return _obey_command(words[0], words[1:], console, given)


def _obey_command(
    command: str, words: Sequence[str], console: Console, given: Mapping[str, object]
) -> int:
    """Import a command and run it. A mistake that the user can fix ends as a message."""
    # argparse and the exceptions take 27 ms, more than the 20 ms of `--help`, which needs neither.
    from simulator.cli.arguments import HelpWanted, Parser, UsageError, unknown_command
    from simulator.errors import SimulatorError

    try:
        for gone in (command, *(f"{command} {word}" for word in words)):
            if gone in REMOVED:
                raise UsageError(f"{gone} was removed", REMOVED[gone])
        if command not in COMMANDS:
            raise unknown_command(command, COMMANDS)
        folder, summary = COMMANDS[command]
        found = import_module(module_of(command, folder))
        parser = Parser(f"silent999 {command}", summary)
        found.arguments(parser)
        code: int = found.run(parser.read(words), console, **given)
    except HelpWanted as wanted:
        console.say(f"{BANNER}\n\n{str(wanted).rstrip()}")
        return 0
    except SimulatorError as error:
        return console.fail([error])
    return code


def module_of(command: str, folder: str) -> str:
    """Return the name of a command's module. `test` alone has another: it is a standard package."""
    name = "test_command" if command == "test" else command.replace("-", "_")
    return ".".join(filter(None, ("simulator.cli", folder, name)))
