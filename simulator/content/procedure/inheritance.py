"""Files based on another file: profiles and forces. A file holds only values that differ."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, ClassVar, Generic, Self, TypeVar, cast

from simulator.content.diagnostics.validate import Found, problem_at
from simulator.content.fields.content_model import Content, made_class
from simulator.content.fields.schema_parts import FieldSpec
from simulator.content.fields.sourced_value import Provenance, Sourced, Value
from simulator.content.fields.text_fields import Name, Text, pattern_text
from simulator.content.files.file_kinds import LoadedFile
from simulator.content.files.find_files import resolved
from simulator.content.yaml.positions import KeyPath
from simulator.errors import ContentError, LibraryError

AsOf = Annotated[
    str,
    pattern_text(
        r"[0-9]{4}(?:-(?:0[1-9]|1[0-2]))?|undated", "as-of", "year, month or undated", "2019-04"
    ),
]
"""When what a file describes was published: a year, a month, or the word undated."""


class Partial(Content):
    """A set of optional values; a missing one is the base's."""

    later: ClassVar[frozenset[str]] = frozenset()
    """Values that came after files of this format were first written: a complete file may lack
    them, and the core's default then holds."""

    def over(self, base: Self) -> Self:
        """Return this, completed by `base`; mappings are completed key by key."""
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
        """Yield the keys that a complete file needs and this one lacks."""
        for name in type(self).model_fields:
            held = getattr(self, name)
            if held is None and name != "based_on" and name not in self.later:
                yield name
            elif isinstance(held, Partial):
                yield from (f"{name}.{key}" for key in held.missing())

    def values(self) -> Iterator[Value]:
        """Yield every value with its provenance, in the order of the file."""
        written = self.model_dump(mode="json")
        for name, held in self:
            yield from _values(name, held, written[name])


# For the type checker this is a type and cannot be given a value as its argument.
_SOURCED = cast("Any", Sourced)


def section(
    name: str, base: type[Partial], part: type, forms: Mapping[str, Any], **more: Any
) -> Any:
    """Return the model of a part of a file, with the fields of the core's class for it.

    A field has the form that `forms` has for its name, or else for its type, and is left out if
    there is neither. `more` are fields that a file has instead or besides: type and note.
    The strings under the fields of the class describe the keys.
    """
    keys: dict[str, Any] = {}
    for each in fields(part):
        form = forms.get(each.name, forms.get(str(each.type)))
        if form is not None or each.name in more:
            keys[each.name] = more.get(each.name, (_SOURCED[form] | None, FieldSpec(None)))
    keys |= more
    summary = (part.__doc__ or "").partition("\n")[0]
    notes = {key: note for key, (_, note) in keys.items()}
    hints = {key: hint for key, (hint, _) in keys.items()}
    made = made_class(name, base, summary, notes, lambda: hints, base.__module__)
    made.described_by = made.makes = part
    return made


def _values(key: str, held: Any, written: Any) -> Iterator[Value]:
    if isinstance(held, Provenance):
        shown = _as_written(written["value"]) if isinstance(held, Sourced) else str(held)
        yield Value(key, shown, held.source, held.assumption)
    elif isinstance(held, Partial):
        yield from (replace(each, key=f"{key}.{each.key}") for each in held.values())
    elif isinstance(held, Mapping):
        for word, inner in held.items():
            yield from _values(f"{key}.{word}", inner, written[word])
    elif isinstance(held, tuple):
        for index, inner in enumerate(held):
            named = getattr(inner, "id", None)
            place = f"{key}.{named}" if named else f"{key}[{index}]"
            yield from _values(place, inner, written[index])


def _as_written(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_as_written(inner)}" for key, inner in value.items())
    return str(value)


class Based(Partial):
    """The base of files that may be based on another."""

    id: Name
    """The id; the file has the same name."""
    based_on: Text | None = None
    """The id, or the path, of the file that it is based on."""

    def contradictions(self) -> Iterator[tuple[KeyPath, str, str]]:
        """Yield contradictions: key path, what was found, and what was expected."""
        return iter(())


F = TypeVar("F", bound=Based)


@dataclass(frozen=True)
class Complete(Generic[F]):
    """A file, completed by those that it is based on."""

    file: F
    """The complete file."""
    path: Path
    chain: tuple[F, ...]
    """The file as written, and those that it is based on, nearest first."""

    @property
    def id(self) -> str:
        """The id of the file."""
        return self.file.id

    @property
    def based_on(self) -> tuple[str, ...]:
        """The ids of the files that it is based on, nearest first."""
        return tuple(each.id for each in self.chain[1:])

    @cached_property
    def values(self) -> tuple[Value, ...]:
        """Every value, with its provenance and the id of the file that sets it."""
        given = [(each.id, {value.key for value in each.values()}) for each in self.chain]
        return tuple(
            replace(value, set_by=next(name for name, keys in given if value.key in keys))
            for value in self.file.values()
        )


C = TypeVar("C", bound=Complete[Any])


def load_complete(
    made: type[C],
    path: Path,
    read: Callable[[Path], LoadedFile[Based]],
    base: Callable[[str, Path], Path],
) -> C:
    """Load the file at `path`; keys that it leaves out come from the file in its `based_on`.

    `read` reads one file as written. `base` returns the path for the id in a `based_on` of the file
    at the given path, or raises LibraryError.
    """
    chain = _chain(path, read, base)
    files = tuple(each.file for each in chain)
    file = files[-1]
    for own in reversed(files[:-1]):
        file = own.over(file)
    file = file.model_copy(update={"based_on": None})
    problems: list[Found] = []
    if missing := [*file.missing()]:
        found = f"missing values: {', '.join(missing[:5])}"
        found += f" and {len(missing) - 5} more" * (len(missing) > 5)
        problems.append(((), "incomplete", found, "", ""))
    else:
        for where, found, expected in file.contradictions():
            problems.append((where, "contradiction", found, expected, ""))
    if problems:
        raise ContentError([problem_at(chain[0].document, *each) for each in problems])
    return made(file, path, files)


def _chain(
    path: Path, read: Callable[[Path], LoadedFile[Based]], base: Callable[[str, Path], Path]
) -> list[LoadedFile[Based]]:
    chain = [read(path)]
    while (named := chain[-1].file.based_on) is not None:
        wrong: tuple[str, ...] = ()
        try:
            path = base(named, path)
        except LibraryError as error:
            wrong = ("unknown-base", error.message, "", error.hint)
        if not wrong and resolved(path) in {resolved(each.path) for each in chain}:
            names = " -> ".join([*(each.path.stem for each in chain), path.stem])
            wrong = ("circular-base", f"these files are based on each other: {names}")
        if wrong:
            raise ContentError([problem_at(chain[-1].document, ("based_on",), *wrong)])
        chain.append(read(path))
    return chain
