"""Literal fixes of files: written with `--fix`, shown with `--diff`, and counted before either."""

from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from difflib import unified_diff
from pathlib import Path

from simulator import errors
from simulator.cli.output import Console
from simulator.cli.write_files import rewrite
from simulator.content.checks.literal_fixes import Fixing, fixing, is_ours
from simulator.content.files import find_files as find
from simulator.content.library.library import Library
from simulator.content.yaml.reader import text_of
from simulator.errors import ContentError, Problem, SimulatorError

Check = Callable[[Library, Sequence[Path]], Sequence[Problem]]
"""Returns every problem of files."""


def fix_files(
    library: Library, paths: Sequence[Path], check: Check, options: Namespace, console: Console
) -> bool:
    """Apply the fixes of each file, or only show them; whether a file could not be written.

    One such file doesn't stop the others.
    """
    failed = False
    for path in dict.fromkeys(map(find.file_of, paths)):
        try:
            text, tried = _tried(library, path, check, options)
            if options.fix and tried.text != text:
                rewrite(find.resolved(path), text.encode(), tried.text.encode())
        except ContentError:  # Reported with the other problems.
            continue
        except SimulatorError as error:
            console.complain(f"silent999: {error}")
            failed = True
            continue
        if options.format == "text":
            console.say_lines(map(errors.shown, _difference(str(path), text, tried.text)))
            for line in _not_made(tried):
                console.complain(line)
    return failed


def only_sure(
    library: Library, problems: Sequence[Problem], check: Check, options: Namespace
) -> list[Problem]:
    """Return the problems, without the edits of fixes that would not be made.

    Each is tried in memory: a fix may lead to another problem.
    """
    lasting = set[Problem]()
    for file in dict.fromkeys(each.file for each in problems if each.edits):
        try:
            tried = _tried(library, Path(file), check, options)[1]
        except ContentError:
            continue
        lasting |= {each for each in problems if each.file == file and tried.made(each)}
    return [
        each if each in lasting or not each.edits else replace(each, fix=str(each.fix))
        for each in problems
    ]


def _tried(library: Library, path: Path, check: Check, options: Namespace) -> tuple[str, Fixing]:
    """Return the text of a file, and what its fixes make of it.

    Of a folder, only files of ours are changed: any YAML file lacks our format.
    """
    text = text_of(path)
    named = {find.resolved(find.file_of(Path(each))) for each in options.what}
    if path.suffix == find.TRANSLATION or not (is_ours(text) or find.resolved(path) in named):
        return text, Fixing(text, check(library, [path]), {})
    return text, fixing(text, str(path), lambda text: check(library.edited(path, text), [path]))


def _difference(name: str, old: str, new: str) -> Iterator[str]:
    return unified_diff(old.splitlines(), new.splitlines(), name, name, lineterm="")


def _not_made(tried: Fixing) -> Iterator[str]:
    """Yield a line for each fix that isn't sure, with what it would lead to."""
    for problem, new in tried.stopped.items():
        why = "it would change a comment"
        if new is not None:
            why = f"it would lead to {new.code} in line {new.line}: {new.found}"
        yield errors.shown(f"{problem.file}:{problem.line}: not fixed: {problem.code}; {why}")
