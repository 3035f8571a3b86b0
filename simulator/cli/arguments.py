"""Reading the words of a command: argparse, with messages that name the nearest right word."""

from __future__ import annotations

import argparse
import difflib
import textwrap
from collections.abc import Callable, Collection, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from simulator.errors import LibraryError, SimulatorError

T = TypeVar("T")


class HelpWanted(Exception):
    """Raised for `--help`; the message is the help text."""


class UsageError(SimulatorError):
    """The words of a command line cannot be read; the hint is the usage."""

    def __str__(self) -> str:
        return f"{self.message}\n{self.hint}"


class _Help(argparse.Action):
    def __call__(self, parser: argparse.ArgumentParser, *_: Any) -> NoReturn:
        raise HelpWanted(parser.format_help())


def unknown_command(word: str, known: Collection[str]) -> UsageError:
    """Return the error for a first word that is not a command."""
    what = "option" if word.startswith("-") else "command"
    near = meant(word, ["--help", "--version", *known])
    return UsageError(f"there is no {what} {word}{near}", "silent999 --help names the commands")


def meant(word: str, known: Collection[str]) -> str:
    """Return the question whether the nearest known word was meant; empty if none is near."""
    near = difflib.get_close_matches(word, known, n=1)
    return f"; did you mean {near[0]}?" if near else ""


def one_of(noun: str, words: Sequence[str]) -> Callable[[str], str]:
    """Return a reader of one of a few words."""

    def read(word: str) -> str:
        if word in words:
            return word
        known = ", ".join(words)
        raise argparse.ArgumentTypeError(f"no {noun} {word}{meant(word, words)} (known: {known})")

    return read


def whole_number(word: str) -> int:
    """Read a whole number."""
    try:
        return int(word)
    except ValueError:
        raise argparse.ArgumentTypeError(f"a whole number is needed, not {word}") from None


def name(word: str) -> str:
    """Read a name. An empty one, as an unset variable of a shell gives it, is refused."""
    if not word.strip():
        raise argparse.ArgumentTypeError("an empty name")
    return word


def asked_for(find: Callable[[str | Path], T], request: str, listed_by: str) -> T:
    """Return what a request names: an id, or a file, whatever the file is called.

    Raises:
        LibraryError: there is none; the hint names near ones, or the command that lists.
        ContentError: the file is wrong.
    """
    try:
        return find(request)
    except LibraryError as error:
        if Path(request).is_file():
            return find(Path(request))
        hint = error.hint or f"silent999 {listed_by} names those there are"
        raise LibraryError(error.message, hint) from error


def path_named(word: str) -> Path:
    """Read a path."""
    return Path(name(word))


def folder(word: str) -> Path:
    """Read the path of a folder that exists."""
    path = path_named(word)
    if not path.is_dir():
        raise argparse.ArgumentTypeError(f"there is no folder {word}")
    return path


def number(*, least: float, most: float, also: float | None = None) -> Callable[[str], float]:
    """Return a reader of a number in a range, or of one value beside it."""

    def read(word: str) -> float:
        try:
            value = float(word)
        except ValueError:
            raise argparse.ArgumentTypeError(f"a number is needed, not {word}") from None
        if value != also and not least <= value <= most:
            allowed = "not" if also is None else f"neither {also:g} nor"
            raise argparse.ArgumentTypeError(f"{word} is {allowed} from {least:g} to {most:g}")
        return value

    return read


def need_installed(package: str, what: str, extra: str) -> None:
    """Refuse what needs a package of an extra that is not installed.

    Raises:
        SimulatorError: it is not installed; the hint installs the extra.
    """
    if find_spec(package.replace("-", "_")) is None:
        reason = f"{what} {package}, which is not installed"
        raise SimulatorError(reason, f"pip install 'silent999[{extra}]'")


class Parser(argparse.ArgumentParser):
    """Read the words of one command. It never ends the program."""

    def __init__(self, prog: str, summary: str) -> None:
        super().__init__(
            prog=prog,
            description=summary,
            add_help=False,
            allow_abbrev=False,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        self.color = False  # from Python 3.14 on, help is coloured unless told otherwise
        self.add_argument("-h", "--help", action=_Help, nargs=0, help="show this help and exit")

    def explain(self, text: str) -> None:
        """Add a paragraph under the options."""
        filled = textwrap.fill(text, 78)
        self.epilog = f"{self.epilog}\n\n{filled}" if self.epilog else filled

    def takes(
        self,
        words: str,
        metavar: str,
        about: str,
        *,
        read: Callable[[str], Any] = name,
        **more: Any,
    ) -> None:
        """Add an option (``-o --output``) or a position with a value, by default a name."""
        self.add_argument(*words.split(), metavar=metavar, help=about, type=read, **more)

    def flag(self, word: str, about: str, **more: Any) -> None:
        """Add an option without a value."""
        self.add_argument(word, action="store_true", help=about, **more)

    def choice(self, word: str, noun: str, known: Sequence[str], about: str, **more: Any) -> None:
        """Add an option that takes one of a few words."""
        self.takes(word, "|".join(known), about, read=one_of(noun, known), **more)

    def add_format(self, *names: str) -> None:
        """Add the option that chooses a format; the first is the usual one."""
        about = f"the form of the output (default: {names[0]})"
        self.choice("--format", "format", names, about, default=names[0])

    def add_folders(self) -> None:
        """Add the option that names folders of one's own."""
        about = "also look for scenarios, packs, profiles/ and forces/ in FOLDER; may be repeated"
        self.takes("--folder", "FOLDER", about, read=folder, action="append", default=[])

    def add_runs(self, does: str, profile: str = "iopc_2019") -> None:
        """Add what says which calls are played, how and by what seed; `does` is what for."""
        about = f"scenarios to {does}; none: all that are shipped, and those in --folder"
        self.takes("what", "ID|FILE|FOLDER", about, nargs="*")
        self.add_profiles(profile)
        about = "the police force (default: the scenario's own, else generic)"
        self.takes("--force", "ID|FILE", about)
        self.add_seed()

    def add_seed(self, default: int | None = 0) -> None:
        """Add the option for the random seed."""
        about = "random seed; the same seed gives the same call (default: 0)"
        self.takes("--seed", "N", about, read=whole_number, default=default)

    def add_profiles(self, usual: str = "iopc_2019") -> None:
        """Add the option that chooses profiles: several, by their ids or files."""
        about = f"the variant of the procedure, or all; may be repeated (default: {usual})"
        self.takes("--profile", "ID|FILE|all", about, action="append", default=[])
        self.set_defaults(usual_profile=usual)

    def add_pack(self, does: str) -> None:
        """Add the option that names a pack."""
        about = f"{does} the scenarios of a pack, in their order; silent999 list --packs has them"
        self.takes("--pack", "ID|FILE|FOLDER", about)

    def read(self, words: Sequence[str]) -> argparse.Namespace:
        """The words as options.

        Raises:
            UsageError: they make no sense.
            HelpWanted: they ask for help.
        """
        options, extra = self.parse_known_intermixed_args(list(words))
        if extra:
            known = [flag for action in self._actions for flag in action.option_strings]
            unknown = next((word for word in extra if word.startswith("-")), None)
            if unknown:
                self.error(f"there is no option {unknown}{meant(unknown.split('=')[0], known)}")
            self.error(f"nothing can be made of {' '.join(extra)}")
        return options

    def error(self, message: str) -> NoReturn:
        """Refuse the words.

        Raises:
            UsageError: always.
        """
        raise UsageError(message, f"{self.format_usage().strip()}\nmore: {self.prog} --help")
