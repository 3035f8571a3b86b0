"""`silent999 completion` and `silent999 man`: files for a shell and for man, from all parsers."""

import argparse
from argparse import Namespace

import shtab

from simulator import __version__
from simulator.cli.arguments import Parser
from simulator.cli.layout import rendered
from simulator.cli.main import COMMANDS, GROUPS, parser_of
from simulator.cli.output import Console

SHELLS = {
    "bash": "~/.local/share/bash-completion/completions/silent999",
    "zsh": "~/.zfunc/_silent999",
    "fish": "~/.config/fish/completions/silent999.fish",
}
"""Where each shell looks for what completes a command."""


def arguments(parser: Parser) -> None:
    if parser.prog.endswith("completion"):
        parser.choice("shell", "shell", tuple(SHELLS), "the shell")
        places = "; ".join(f"{shell}: {place}" for shell, place in SHELLS.items())
        parser.explain(f"Write it where the shell looks for it, and open a new shell. {places}.")
    else:
        parser.explain("To read it: silent999 man | man -l -")


def run(options: Namespace, console: Console) -> int:
    """Print what the shell completes, or the manual page."""
    if "shell" in options:
        console.write(shtab.complete(_whole(), options.shell))
    else:
        parsers = {name: parser_of(name) for name in COMMANDS}
        page = {"groups": GROUPS, "parsers": parsers, "version": __version__}
        console.write(rendered("silent999.1", **page))
    return 0


def _whole() -> argparse.ArgumentParser:
    """Return one parser of all commands, with the words and files that their arguments take."""
    whole = argparse.ArgumentParser("silent999")
    whole.add_argument("--version", action="store_true", help="print the version")
    whole.add_argument("--plain", action="store_true", help="lines and numbers instead of screens")
    commands = whole.add_subparsers(metavar="COMMAND")
    for name, (_, summary) in COMMANDS.items():
        parser = commands.add_parser(name, help=summary, add_help=False)
        for action in parser_of(name)._actions:
            words = action.metavar.split("|") if isinstance(action.metavar, str) else []
            if any(word.startswith("FILE") for word in words):
                action.complete = shtab.FILE  # type: ignore[attr-defined]
            elif "FOLDER" in words:
                action.complete = shtab.DIRECTORY  # type: ignore[attr-defined]
            elif words[1:] and "|".join(words).islower():
                action.choices = words
            parser._add_action(action)
    return whole
