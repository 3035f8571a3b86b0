"""Argument parser: argparse, with messages that suggest the nearest valid word."""

from __future__ import annotations

import argparse
import difflib
import textwrap
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from importlib.util import find_spec
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from simulator.cli.removed import instead_of
from simulator.errors import LibraryError, SimulatorError

if TYPE_CHECKING:
    from simulator.session.records.store import Store

T = TypeVar("T")

THEMES = ("dark", "light", "high-contrast", "no-colour")
RECORD = "record: an id, the beginning of an id, or a file"
"""Help text of a record argument."""


class HelpWanted(Exception):
    """Raised for `--help`; the message is the help text."""


class UsageError(SimulatorError):
    """Invalid command line; the hint is the usage."""

    def __str__(self) -> str:
        return f"{self.message}\n{self.hint}"


class _Help(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> NoReturn:
        raise HelpWanted(parser.format_help())


def unknown_command(word: str, known: Collection[str]) -> UsageError:
    """Return the error for a first word that is not a command."""
    what = "option" if word.startswith("-") else "command"
    if instead := instead_of(word):
        return UsageError(f"there is no command {word} any more: {instead}", MORE)
    near = did_you_mean(word, ["--help", "--version", *known])
    return UsageError(f"there is no {what} {word}{near}", MORE)


MORE = "to list the commands: silent999 --help"


def did_you_mean(word: str, known: Collection[str]) -> str:
    """Return "; did you mean ...?" for the nearest known word; empty if none is near."""
    near = difflib.get_close_matches(word, known, n=1)
    return f"; did you mean {near[0]}?" if near else ""


def one_of(noun: str, words: Sequence[str], asked_by: str = "") -> Callable[[str], str]:
    """Return a reader that accepts only `words`.

    `asked_by` is the command with the option, for which another word may have gone.
    """

    def read(word: str) -> str:
        if word in words:
            return word
        if instead := instead_of(asked_by, word):
            raise argparse.ArgumentTypeError(f"there is no {noun} {word} any more: {instead}")
        known = ", ".join(words)
        raise argparse.ArgumentTypeError(
            f"unknown {noun} {word}{did_you_mean(word, words)} (known: {known})"
        )

    return read


def number(
    least: float = -inf, most: float = inf, *, whole: bool = False, expected: str = ""
) -> Callable[[str], Any]:
    """Return a reader of a number from `least` to `most`, both included.

    `expected` is the description in the message, if it is not just the range.
    """
    noun = "a whole number" if whole else "a number"

    def read(word: str) -> float:
        try:
            value = int(word) if whole else float(word)
        except ValueError:
            raise argparse.ArgumentTypeError(f"expected {noun}, got {word}") from None
        if not least <= value <= most:
            allowed = expected or f"{noun} from {least:g} to {most:g}"
            raise argparse.ArgumentTypeError(f"expected {allowed}, got {word}")
        return value

    return read


def name(word: str) -> str:
    """Read a name. Refuse an empty one, which an unset shell variable gives."""
    if not word.strip():
        raise argparse.ArgumentTypeError("the name is empty")
    return word


def asked_for(find: Callable[[str | Path], T], request: str, listed_by: str) -> T:
    """Return what `find` gives for an id, or for a file with any extension.

    Raises LibraryError; its hint names the command that lists the ids (`listed_by`).
    """
    try:
        return find(request)
    except LibraryError as error:
        if Path(request).is_file():
            return find(Path(request))
        hint = error.hint or f"to list them: silent999 {listed_by}"
        raise LibraryError(error.message, hint) from error


def path_named(word: str) -> Path:
    """Read a path."""
    return Path(name(word))


def folder(word: str) -> Path:
    """Read the path of a folder that exists, and isn't a whole disk."""
    path = path_named(word)
    if not path.is_dir():
        raise argparse.ArgumentTypeError(f"there is no folder {word}")
    if (real := path.resolve()) == real.parent:
        raise argparse.ArgumentTypeError(f"{word} holds a whole disk: name a folder in it")
    return path


def need_installed(package: str, what: str, extra: str) -> None:
    """Check that the package of an optional extra is installed, or say how to install it."""
    if find_spec(package.replace("-", "_")) is None:
        reason = f"{what} {package}, which is not installed"
        raise SimulatorError(reason, f"in the folder of silent999: pip install -e '.[{extra}]'")


def store_of(options: argparse.Namespace) -> Store:
    """Return the store that `--records` names. Create no folder."""
    # The store loads pydantic: 400 ms of processor time, and few commands need it.
    from simulator.session.records.store import Store

    named = Path(options.records) if options.records else None
    with suppress(RuntimeError):  # There is no such user, or no home.
        named = named.expanduser() if named else None
    return Store(named)


class Parser(argparse.ArgumentParser):
    """Parser of one command. It raises errors and never exits the program."""

    def __init__(self, prog: str, summary: str) -> None:
        super().__init__(
            prog=prog,
            description=summary,
            add_help=False,
            allow_abbrev=False,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        self.color = False  # Python 3.14 colours help by default.
        self.add_argument("-h", "--help", action=_Help, nargs=0, help="show this help and exit")

    @property
    def _command(self) -> str:
        return self.prog.partition(" ")[2]

    def explain(self, text: str) -> None:
        """Add a paragraph below the options."""
        filled = textwrap.fill(text, 78)
        self.epilog = f"{self.epilog}\n\n{filled}" if self.epilog else filled

    def takes(
        self,
        words: str,
        metavar: str | tuple[str, ...],
        about: str,
        *,
        read: Callable[[str], Any] = name,
        **more: Any,
    ) -> None:
        """Add an option (``-o --output``) or a positional argument that has a value."""
        self.add_argument(*words.split(), metavar=metavar, help=about, type=read, **more)

    def flag(self, word: str, about: str, **more: Any) -> None:
        """Add an option without a value."""
        self.add_argument(word, action="store_true", help=about, **more)

    def choice(self, word: str, noun: str, known: Sequence[str], about: str, **more: Any) -> None:
        """Add an option that takes one of `known`."""
        self.takes(
            word,
            "|".join(known),
            about,
            read=one_of(noun, known, f"{self._command} {word}"),
            **more,
        )

    def add_format(self, *names: str) -> None:
        """Add `--format`, and `--output` for its text; the first name is the default."""
        about = f"output format (default: {names[0]})"
        self.choice("--format", "format", names, about, default=names[0])
        self.add_output("FILE", "its text (default: standard output)")

    def add_folders(self) -> None:
        """Add `--folder`, for the user's own content."""
        about = "also use the scenarios, profiles/ and forces/ in FOLDER; may be repeated"
        self.takes("--folder", "FOLDER", about, read=folder, action="append", default=[])
        self.set_defaults(project_folder=[], project_root=None)

    def add_runs(self, does: str, profile: str = "iopc_2019") -> None:
        """Add the arguments of a command that runs scenarios: which, profiles, police force, seed.

        `does` is the verb in the help: "play" or "test".
        """
        about = f"scenarios to {does} (default: all that are shipped, and those in --folder)"
        self.takes("what", "ID|FILE|FOLDER", about, nargs="*")
        self.add_profiles(profile)
        about = "police force (default: the scenario's own, else generic)"
        self.takes("--force", "ID|FILE", about)
        self.add_seed()
        self.set_defaults(usual_seed=0)
        self.add_tags()

    def add_cast(self) -> None:
        """Add `--handler` and `--operator`."""
        known = "good, careful, ordinary, poor, another person, or lapses with commas"
        about = f"how the call handler handles it: {known} (default: the scenario's own, else good)"
        self.takes("--handler", "PERSON", about)
        about = "the same of the operator: good, careful, hurried, formal, poor, or lapses"
        self.takes("--operator", "PERSON", about)

    def add_seed(self) -> None:
        """Add `--seed`; None if it is left out."""
        about = "random seed; the same seed gives the same call (default: 0)"
        self.takes("--seed", "N", about, read=number(whole=True))

    def add_profiles(self, usual: str = "iopc_2019") -> None:
        """Add `--profile`, which may be repeated."""
        about = f"variant of the procedure, or all; may be repeated (default: {usual})"
        self.takes("--profile", "ID|FILE|all", about, action="append", default=[])
        self.set_defaults(usual_profile=usual)

    def add_tags(self) -> None:
        """Add `--tag`, which may be repeated."""
        about = "only scenarios with this tag, such as landline; may be repeated"
        self.takes("--tag", "TAG", about, action="append", default=[])

    def add_records(self) -> None:
        """Add `--records`."""
        about = "records folder (default: in the user's data folder; see silent999 doctor)"
        self.takes("--records", "FOLDER", about)

    def add_output(self, metavar: str, what: str) -> None:
        """Add `--output` and `--replace`."""
        self.takes("-o --output", metavar, f"output file: {what}", read=path_named)
        self.flag("--replace", "overwrite an existing file")

    def read(self, words: Sequence[str]) -> argparse.Namespace:
        """Parse a command line, or raise UsageError; HelpWanted for `--help`."""
        for option in (word.split("=")[0] for word in words if word.startswith("--")):
            if instead := instead_of(self._command, option):
                self.error(f"there is no option {option} any more: {instead}")
        options, extra = self.parse_known_intermixed_args(list(words))
        if extra:
            known = [flag for action in self._actions for flag in action.option_strings]
            unknown = next((word for word in extra if word.startswith("-")), None)
            if unknown:
                self.error(
                    f"there is no option {unknown}{did_you_mean(unknown.split('=')[0], known)}"
                )
            self.error(f"unexpected: {' '.join(extra)}")
        return options

    def error(self, message: str) -> NoReturn:
        """Raise a UsageError. argparse's own method would exit the program."""
        raise UsageError(message, f"{self.format_usage().strip()}\nmore: {self.prog} --help")
