"""The command `silent999`: its subcommands, error messages and exit codes.

A subcommand is a module with two functions: `arguments` adds its arguments to a parser, `run` runs
it and returns the exit code. It is imported only when it is used, so `--version` and `--help` cost
little more than Python itself. For the same reason `typing` is imported for the type checker only.
"""

from __future__ import annotations

import os
import sys

from simulator import BANNER
from simulator.cli.output import Console
from simulator.garbage import collect_seldom, leave_to_the_system

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import ModuleType
    from typing import NoReturn, TextIO

    from simulator.cli.arguments import Parser

GROUPS = {
    "practise": {
        "play": ("play", "take a call as caller, operator or call handler"),
        "join": ("play", "take a seat in a call on another machine"),
        "progress": ("records", "show what you have practised, and what to practise next"),
    },
    "lead a session": {
        "room": ("play", "lead a group session"),
        "serve": ("play", "open calls and group sessions in a browser, for one or several people"),
        "handout": ("play", "write a printable page about calling when you can't speak"),
        "myths": ("play", "show common myths about silent calls, and the facts"),
    },
    "write scenarios": {
        "new": ("scenarios", "write a new scenario from a template"),
        "list": ("scenarios", "list the scenarios with title, line, level and outcome"),
        "show": ("scenarios", "print a scenario's file, as a start for your own"),
        "check": ("scenarios", "check files without running them"),
        "run": ("scenarios", "run scenarios and report which ended as expected"),
        "test": ("scenarios", "run scenarios as test cases, with reports for CI"),
        "coverage": ("scenarios", "report which rows of the flow the scenarios exercise"),
        "lsp": ("scenarios", "serve an editor: problems, completion, fixes, a preview of the call"),
        "words": ("scenarios", "say what a word of the files means, and find the word for a thing"),
        "explain": ("scenarios", "explain an error code, with examples"),
        "schema": ("scenarios", "print the JSON Schema of a kind of file"),
    },
    "look at the procedure": {
        "profiles": ("procedure", "show the published variants of the procedure, with sources"),
        "forces": ("procedure", "show how police forces differ: grades, callbacks, yes/no codes"),
        "flow": ("procedure", "print the flow, with sources, as a table, diagram or model"),
        "guidance": (
            "procedure",
            "print what a good operator and call handler do next, with sources",
        ),
        "rubric": ("procedure", "print what a debrief looks for, and how well each criterion does"),
        "verify": ("procedure", "check every property in every possible call"),
        "population": ("procedure", "play a day or a year of all silent calls in the UK"),
    },
    "records": {
        "records": ("records", "list, export and erase recorded calls"),
        "debrief": ("records", "print the debrief of a recorded call"),
        "replay": ("records", "print a recorded call, and check it against the flow"),
        "diff": ("records", "say where and why two runs part: records, scenarios, profiles"),
        "review": ("records", "rate, settle or answer the findings of a recorded call"),
        "calibrate": ("records", "rate a call whose ratings are settled, and see where you differ"),
        "agreement": ("records", "say how far two raters of the same calls agree"),
    },
    "the program": {
        "doctor": ("", "report what is installed, and where records go"),
        "completion": ("", "print what completes commands and options in bash, zsh or fish"),
        "man": ("", "print the manual page"),
    },
}
"""The commands by what a user wants to do. Each has the folder of its module, and a summary."""
COMMANDS = {name: row for group in GROUPS.values() for name, row in group.items()}
_MODULES = {
    "test": "test_command", "explain": "words", "profiles": "values", "forces": "values",
    "completion": "shell_files", "man": "shell_files",
}  # fmt: skip
"""Modules that don't have their command's name; `test` is a package of the standard library."""
PAGED = (
    *(
        "calibrate",
        "coverage",
        "debrief",
        "diff",
        "explain",
        "flow",
        "forces",
        "guidance",
        "list",
        "man",
        "myths",
    ),
    *("profiles", "progress", "replay", "rubric", "schema", "show", "words"),
)
"""Commands that print a text to read: a long one is shown in a pager."""

_LEAVES_NOTHING = ("play", "join", "room")
"""Commands after which nothing is printed: a terminal must not show what was there before."""

INTERRUPTED = 130
BROKEN_PIPE = 141


def main(
    argv: Sequence[str] | None = None,
    out: TextIO | None = None,
    err: TextIO | None = None,
    **given: object,
) -> int:
    """Run a command line. `given` is passed on to the command's `run`; only our tests use it.

    Returns the exit code: 0 success, 1 a run did not end as expected or wasn't kept in its record,
    2 invalid command or file, 130 interrupted, 141 the reader closed the pipe, 143 SIGTERM.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    console = Console(out or sys.stdout, err or sys.stderr)
    try:
        code = _obey(words, console, given)
        console.out.flush()
        return code
    except (KeyboardInterrupt, ValueError) as error:
        # Pydantic puts a ValueError around an interrupt that comes in one of its callbacks.
        if KeyboardInterrupt not in (type(error), type(error.__cause__)):
            raise
        console.complain("stopped.")
        return INTERRUPTED
    except SystemExit as ended:  # Raised for a signal. Worker processes have ended by now.
        return int(ended.code or 0)
    except BrokenPipeError:
        return BROKEN_PIPE
    except OSError as error:
        console.complain(f"silent999: {error}")
        return 2


def entry() -> NoReturn:
    """Run as a program: the entry point of the package."""
    collect_seldom()
    # A stream that the shell closed (`<&-`) is None, and a file opened later would get its number.
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, os.fdopen(os.open(os.devnull, os.O_RDWR), mode))
    for stream in (sys.stdout, sys.stderr):
        # Escape what the terminal cannot show: an encoding error must not end a call.
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors="backslashreplace")
    sys.unraisablehook = _without_interrupts
    code = main()
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            # Already reported, or harmless. Redirect to the null device, or the flush at exit
            # raises again with a traceback.
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    leave_to_the_system()
    sys.exit(code)


def _without_interrupts(unraisable: sys.UnraisableHookArgs) -> None:
    """Print what Python can't raise, but for Ctrl+C while something is cleaned up."""
    if unraisable.exc_type is not KeyboardInterrupt:
        sys.__unraisablehook__(unraisable)


def overview() -> str:
    """Return the text of `silent999 --help`."""
    commands = "\n\n".join(
        "\n".join([f"{group}:", *(f"  {name:<11} {about}" for name, (_, about) in rows.items())])
        for group, rows in GROUPS.items()
    )
    return f"""\
usage: silent999 [COMMAND ...]

Simulates silent 999 calls in the UK, for training.

{BANNER}

{commands}

  silent999                  open the screens, with a menu of calls
  silent999 --plain          the same in lines and numbers, for screen readers, Braille and pipes
  silent999 COMMAND --help   show the options of a command
  silent999 --version        print the version

exit codes: 0 success, 1 a run did not end as expected or wasn't kept in its record,
2 invalid command or file
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
            # Users of screen readers should not have to look for this option.
            return _obey_command("play", words, console, given)
    return _obey_command(words[0], words[1:], console, given)


def _obey_command(
    command: str, words: Sequence[str], console: Console, given: Mapping[str, object]
) -> int:
    """Import a command and run it. Print errors that the user can fix as messages."""
    # argparse and the exceptions take 27 ms, more than the 20 ms of `--help`, which needs neither.
    from simulator.cli.arguments import HelpWanted, unknown_command
    from simulator.cli.destination import destination
    from simulator.cli.settings import fill_in
    from simulator.errors import SimulatorError

    try:
        if command not in COMMANDS:
            raise unknown_command(command, COMMANDS)
        options = parser_of(command).read(words)
        for note in fill_in(options):
            console.complain(note)
        with destination(options, console) as shown:
            code: int = _module(command).run(options, shown, **given)
    except HelpWanted as wanted:
        console.say(f"{BANNER}\n\n{str(wanted).rstrip()}")
        return 0
    except SimulatorError as error:
        return console.fail([error])
    except ExceptionGroup as group:  # Of a command that looks at all it is given first.
        return console.fail([e for e in group.exceptions if isinstance(e, SimulatorError)])
    finally:
        if command not in _LEAVES_NOTHING:
            _mention_built(console)
    return code


def _mention_built(console: Console) -> None:
    """Say it once if what is built into the package is outdated or damaged: sources were read."""
    built = sys.modules.get("simulator.content.files.built_content")
    if built and built.OUTDATED:
        built.OUTDATED.clear()
        console.complain(
            "note: the code of this checkout has changed since it was installed, so each shipped "
            "file is read and checked again, which takes longer\n"
            "fix: pip install -e . builds them again"
        )
    if built and built.DAMAGED:
        first, *others = built.DAMAGED
        more = f" and {len(others)} more" if others else ""
        built.DAMAGED.clear()
        console.complain(
            f"warning: {first}{more} is damaged, so its source was read instead\n"
            "fix: install silent999 again; silent999 doctor --verify looks at all such files"
        )


def parser_of(command: str) -> Parser:
    """Return the parser of a command."""
    from simulator.cli.arguments import Parser

    parser = Parser(f"silent999 {command}", COMMANDS[command][1])
    _module(command).arguments(parser)
    if command in PAGED:
        parser.flag("--no-pager", "print a long text at once, also in a terminal")
    return parser


def _module(command: str) -> ModuleType:
    """Import the module of a command."""
    # `--help` and `--version` need no module: this takes 1 ms of their 6.
    from importlib import import_module

    name = _MODULES.get(command, command.replace("-", "_"))
    return import_module(".".join(filter(None, ("simulator.cli", COMMANDS[command][0], name))))
