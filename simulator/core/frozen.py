"""Frozen dataclasses with slots, made quickly.

Python before 3.13 compiles six functions for each, one by one: for our acts, profiles and rules a
quarter of the time in which `run` starts. Here a class compiles its own as one text and shares the
rest; `fields` and `replace` work as ever.
"""

from dataclasses import MISSING, FrozenInstanceError, dataclass, fields
from typing import Any, NoReturn, TypeVar, cast, dataclass_transform

T = TypeVar("T")

_OWN = """
def __init__({heads}):
  {body}
def __eq__(a, b):
  return ({of_a}) == ({of_b}) if b.__class__ is a.__class__ else NotImplemented
def __hash__(a):
  return hash(({of_a}))
"""


@dataclass_transform(frozen_default=True)
def frozen(described: type[T]) -> type[T]:
    """Make a class what `dataclass(frozen=True, slots=True)` makes of it.

    Its fields may have a default, and no factory.
    """
    made: Any = dataclass(init=False, repr=False, eq=False, slots=True)(described)
    every = fields(made)
    usual = {f"_{part.name}": part.default for part in every if part.default is not MISSING}
    names = [part.name for part in every]
    body = [f"_set(self, {name!r}, {name})" for name in names]
    body += ["self.__post_init__()"] * hasattr(made, "__post_init__")
    text = _OWN.format(
        heads=", ".join(("self", *(f"{n}=_{n}" if f"_{n}" in usual else n for n in names))),
        body="; ".join(body) or "pass",
        of_a="".join(f"a.{name}, " for name in names),
        of_b="".join(f"b.{name}, " for name in names),
    )
    methods: dict[str, Any] = {}
    exec(text, {**usual, "_set": object.__setattr__}, methods)
    shared = {name: method for name, method in vars(_Shared).items() if callable(method)}
    for name, method in (methods | shared).items():
        if name not in vars(described):
            setattr(made, name, method)
    return cast("type[T]", made)


class _Shared:
    """The methods that are the same for all."""

    def __repr__(self) -> str:
        shown = (f"{p.name}={getattr(self, p.name)!r}" for p in fields(cast("Any", self)) if p.repr)
        return f"{type(self).__qualname__}({', '.join(shown)})"

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise FrozenInstanceError(f"cannot assign to field {name!r}")

    def __delattr__(self, name: str) -> NoReturn:
        raise FrozenInstanceError(f"cannot delete field {name!r}")

    def __getstate__(self) -> list[Any]:
        return [getattr(self, part.name) for part in fields(cast("Any", self))]

    def __setstate__(self, state: list[Any]) -> None:
        for part, value in zip(fields(cast("Any", self)), state, strict=True):
            object.__setattr__(self, part.name, value)
