"""Text of a certain shape: ids, codes, months, keys, and words that stand for a bool."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from simulator.content.fields.content_model import refuse


@dataclass(frozen=True, slots=True)
class PatternText:
    """Text of one shape, refused with an example of it."""

    pattern: str
    code: str
    what: str
    example: str

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler, /
    ) -> CoreSchema:
        """Text, and then the check."""
        return core_schema.no_info_after_validator_function(self.check, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler, /
    ) -> JsonSchemaValue:
        """What an editor can check."""
        return {**handler(schema), "pattern": f"^{self.pattern}$", "examples": [self.example]}

    def check(self, text: str) -> str:
        """The text, if it has the shape."""
        if not re.fullmatch(self.pattern, text, re.ASCII):
            expected = f"{self.what}, such as {self.example}"
            refuse(self.code, f"{text!r} is no {self.what}", expected, self._meant(text))
        return text

    def _meant(self, text: str) -> str:
        """The fix, where other letters or signs between them give the shape, or less of it."""
        plain = re.sub(r"[^A-Za-z0-9]+", "-", text).strip("-").lower()
        tries = (text.strip(), text.upper(), plain, plain.replace("-", "_"))
        fits = (each for each in tries if re.fullmatch(self.pattern, each, re.ASCII))
        meant = next(fits, "")
        return f"write {meant}" if meant else ""


Id = Annotated[
    str,
    PatternText(r"[a-z0-9]+(?:-[a-z0-9]+)*", "id", "id in lower case with hyphens", "someone-near"),
]
"""A scenario's id: kebab-case."""

Name = Annotated[
    str, PatternText(r"[a-z0-9]+(?:_[a-z0-9]+)*", "name", "name in lower case", "iopc_2019")
]
"""A profile's, force's, rubric's or grade's id: snake_case, as Python would write it."""

SourceCode = Annotated[
    str, PatternText(r"[A-Z][0-9]{1,2}[a-z]?", "source-code", "source code", "P2")
]
"""A code of ``data/sources.yaml``."""

Situation = Annotated[str, PatternText(r"SC-[0-9]{2}", "situation", "situation code", "SC-01")]
"""A situation of the fact sheet's section 7."""

Month = Annotated[str, PatternText(r"[0-9]{4}-(?:0[1-9]|1[0-2])", "month", "month", "2027-11")]
"""A year and a month."""


Keys = Annotated[
    str,
    PatternText(r"[0-9*#]+", "keys", "row of phone keys", '"55"'),
]
"""Keys of a phone, one after the other."""


def _not_blank(text: str) -> str:
    if not text.strip():
        refuse("empty-text", "there is no text here", "some words")
    return text


Text = Annotated[
    str, AfterValidator(_not_blank), WithJsonSchema({"type": "string", "pattern": r"\S"})
]
"""Words for people; never empty."""

Percent = Annotated[int, Field(ge=0, le=100)]
"""A chance in 100."""


@dataclass(frozen=True, slots=True)
class EitherWord:
    """Writes a bool as one of two words; true and false are refused."""

    true: str
    false: str

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler, /
    ) -> CoreSchema:
        """A word in the file, a bool in the program."""
        return core_schema.no_info_plain_validator_function(
            self._read,
            serialization=core_schema.plain_serializer_function_ser_schema(self._write),
        )

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler, /
    ) -> JsonSchemaValue:
        """The two words."""
        return {"enum": [self.true, self.false]}

    def _read(self, value: object) -> bool:
        words = {self.true: True, self.false: False}
        expected = f"{self.true} or {self.false}"
        if isinstance(value, bool):
            spelt = "true" if value else "false"
            refuse("switch", f"{spelt} is no word here", expected, f"write {self._write(value)}")
        if not isinstance(value, str) or value not in words:
            refuse("switch", f"{value!r} is neither", expected)
        return words[value]

    def _write(self, value: bool) -> str:
        return self.true if value else self.false


Switch = Annotated[bool, EitherWord("on", "off")]
"""on or off."""

YesNo = Annotated[bool, EitherWord("yes", "no")]
"""yes or no."""
