"""Files that start from another: profiles and forces. A user's own say only what differs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, ClassVar, Generic, Self, TypeVar

from simulator.content.diagnostics.validate import problem_at
from simulator.content.fields.content_model import Content
from simulator.content.fields.sourced_value import Provenance, Sourced, Value
from simulator.content.fields.text_fields import Name, PatternText, Text
from simulator.content.files.file_kinds import LoadedFile, digest_of
from simulator.content.files.find_files import resolved
from simulator.content.yaml.positions import KeyPath
from simulator.errors import ContentError

AsOf = Annotated[
    str,
    PatternText(
        r"[0-9]{4}(?:-(?:0[1-9]|1[0-2]))?|undated", "as-of", "year, month or undated", "2019-04"
    ),
]
"""When what a file describes was published: a year, a month, or the word undated."""


class Partial(Content):
    """Values of which any may be left out: such a one is the base's."""

    later: ClassVar[frozenset[str]] = frozenset()
    """Values that came after files of this format were first written: a complete file may lack
    them, and the core's default then holds."""

    def over(self, base: Self) -> Self:
        """This, complete: what it leaves out is the base's, and of a mapping each key."""
        update: dict[str, Any] = {}
        for name in type(self).model_fields:
            own, below = getattr(self, name), getattr(base, name)
            if own is None:
                update[name] = below
            elif isinstance(own, Partial):
                update[name] = own if below is None else own.over(below)
            elif isinstance(own, Mapping):
                update[name] = {**below, **own}
        return self.model_copy(update=update)

    def missing(self) -> Iterator[str]:
        """The values that a complete file needs and this one lacks."""
        for name in type(self).model_fields:
            held = getattr(self, name)
            if held is None and name != "based_on" and name not in self.later:
                yield name
            elif isinstance(held, Partial):
                yield from (f"{name}.{key}" for key in held.missing())

    def values(self) -> Iterator[Value]:
        """Every value with its provenance, in the order of the file."""
        for name in type(self).model_fields:
            yield from _values(name, getattr(self, name))


def _values(key: str, held: Any) -> Iterator[Value]:
    if isinstance(held, Provenance):
        written = held.model_dump(mode="json")["value"] if isinstance(held, Sourced) else str(held)
        yield Value(key, _as_written(written), held.source, held.assumption)
    elif isinstance(held, Partial):
        yield from (replace(each, key=f"{key}.{each.key}") for each in held.values())
    elif isinstance(held, Mapping):
        for word, inner in held.items():
            yield from _values(f"{key}.{word}", inner)
    elif isinstance(held, tuple):
        for index, inner in enumerate(held):
            named = getattr(inner, "id", None)
            yield from _values(f"{key}.{named}" if named else f"{key}[{index}]", inner)


def _as_written(value: Any) -> str:
    """A value as a file writes it."""
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_as_written(inner)}" for key, inner in value.items())
    return str(value)


class Based(Partial):
    """A file that may start from another."""

    id: Name
    """The name to ask for it by; the file has the same name."""
    based_on: Text | None = None
    """The id, or the path, of the file that it starts from."""

    def contradictions(self) -> Iterator[tuple[KeyPath, str, str]]:
        """Where the complete file contradicts itself: place, what is wrong, what would be right."""
        return iter(())


F = TypeVar("F", bound=Based)


@dataclass(frozen=True)
class Complete(Generic[F]):
    """A file with everything that it takes from others."""

    file: F
    """The file, complete."""
    path: Path
    """Where it is."""
    chain: tuple[F, ...]
    """The file as it is written, and those that it starts from, nearest first."""

    @property
    def id(self) -> str:
        """The name that it was asked for by."""
        return self.file.id

    @property
    def based_on(self) -> tuple[str, ...]:
        """The ids of the files that it starts from, nearest first."""
        return tuple(each.id for each in self.chain[1:])

    @cached_property
    def values(self) -> tuple[Value, ...]:
        """Every value, with its provenance and the id of the file that says so."""
        given = [(each.id, {value.key for value in each.values()}) for each in self.chain]
        return tuple(
            replace(value, set_by=next(name for name, keys in given if value.key in keys))
            for value in self.file.values()
        )

    @cached_property
    def plain(self) -> dict[str, Any]:
        """All of it as plain values, without a base; the file's model reads them back."""
        return self.file.model_dump(mode="json", by_alias=True)

    @cached_property
    def digest(self) -> str:
        """A fingerprint of all of it."""
        return digest_of(self.plain)


C = TypeVar("C", bound=Complete[Any])


def load_complete(
    made: type[C],
    path: Path,
    read: Callable[[Path], LoadedFile[Based]],
    base: Callable[[str, Path], Path],
) -> C:
    """Make the file at `path` complete with the ones that it starts from.

    `read` reads one file as it is written, and `base` finds the one that a `based_on`, written in
    the file at the given path, means; it raises LookupError with the words that would have been
    right.

    Raises:
        ContentError: one of them is wrong, is missing something, or starts from itself.
    """
    chain = _chain(path, read, base)
    files = tuple(each.file for each in chain)
    file = files[-1]
    for own in reversed(files[:-1]):
        file = own.over(file)
    file = file.model_copy(update={"based_on": None})
    document = chain[0].document
    if missing := [*file.missing()]:
        found = f"nothing is said about {', '.join(missing[:5])}"
        found += f" and {len(missing) - 5} more" * (len(missing) > 5)
        fix = "write based_on: and the id of a complete file"
        raise ContentError([problem_at(document, (), "incomplete", found, "", fix)])
    problems = [
        problem_at(document, where, "contradiction", found, expected)
        for where, found, expected in file.contradictions()
    ]
    if problems:
        raise ContentError(problems)
    return made(file, path, files)


def _chain(
    path: Path, read: Callable[[Path], LoadedFile[Based]], base: Callable[[str, Path], Path]
) -> list[LoadedFile[Based]]:
    """A file and the ones that it starts from, nearest first."""
    chain = [read(path)]
    while (named := chain[-1].file.based_on) is not None:
        document = chain[-1].document
        try:
            path = base(named, path)
        except LookupError as error:
            found, expected = error.args
            problem = problem_at(document, ("based_on",), "unknown-base", found, expected)
            raise ContentError([problem]) from error
        if resolved(path) in {resolved(each.path) for each in chain}:
            names = " -> ".join([*(each.path.stem for each in chain), path.stem])
            found = f"these files start from each other: {names}"
            fix = "let one of them start from a complete file, or from none"
            problem = problem_at(document, ("based_on",), "circular-base", found, "", fix)
            raise ContentError([problem])
        chain.append(read(path))
    return chain
