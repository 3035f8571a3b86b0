"""Text field types: ids, codes, months, phone keys, and words for a bool."""

import re
from typing import Annotated, Any

from simulator.content.fields.content_model import only, refuse, write
from simulator.content.fields.schema_parts import Bounds, CheckedBy, ReadBy, Shown, WrittenBy
from simulator.core.instant import NUMBERS

_SLIPS = {
    "id": (r"[\s_-]+", "-"),
    "name": (r"[\s_-]+", "_"),
    "month": (r"[/. ]", "-"),
    "keys": (r"[\s“”‘’]", ""),
}
"""What is often written in a text of a kind, and what is meant by it."""


def pattern_text(pattern: str, code: str, what: str, example: str) -> ReadBy:
    """Refuse text that doesn't match a pattern; the message shows an example."""

    def check(text: Any) -> Any:
        if isinstance(text, str) and not re.fullmatch(pattern, text, re.ASCII):
            tidy = re.sub(*_SLIPS.get(code, ("^$", "")), text.strip())
            forms = (tidy, tidy.lower(), tidy.upper())
            meant = next((each for each in forms if re.fullmatch(pattern, each, re.ASCII)), "")
            fix: str = write(f'"{meant}"' if meant.isdecimal() else meant)
            if code == "keys" and 0 < (digit := NUMBERS.get(tidy.lower(), 0)) < 10:
                fix = f'write "{digit}", if it is that key'  # It may also be how often.
            refuse(code, f"{text!r} isn't a valid {what}", f"{what}, such as {example}", fix)
        return text

    schema = {"type": "string", "pattern": f"^{pattern}$", "examples": [example]}
    return ReadBy(check, shown=schema)


Id = Annotated[
    str,
    pattern_text(
        r"[a-z0-9]+(?:-[a-z0-9]+)*", "id", "id in lower case with hyphens", "someone-near"
    ),
]
"""The id of a scenario, in kebab-case."""

Name = Annotated[
    str, pattern_text(r"[a-z0-9]+(?:_[a-z0-9]+)*", "name", "name in lower case", "iopc_2019")
]
"""The id of a profile, force, rubric or grade, in snake_case."""

SourceCode = Annotated[
    str, pattern_text(r"[A-Z][0-9]{1,2}[a-z]?", "source-code", "source code", "P2")
]
"""A code of ``data/sources.yaml``."""

Situation = Annotated[
    str,
    pattern_text(
        r"(?:SC-[0-9]{2}|SIT-(?:0[1-9]|1[0-9]|2[0-9]))", "situation", "situation code", "SC-01"
    ),
]
"""A situation in section 7 of the fact sheet, or in section 1 of the practice sheet."""

Month = Annotated[str, pattern_text(r"[0-9]{4}-(?:0[1-9]|1[0-2])", "month", "month", "2027-11")]
"""A year and a month."""


Keys = Annotated[str, pattern_text(r"[0-9*#]+", "keys", "set of phone keys", '"55"')]
"""Phone keys in the order in which they are pressed."""


def _not_blank(text: str) -> str:
    if not text.strip():
        refuse("empty-text")
    return text


Text = Annotated[str, CheckedBy(_not_blank), Shown({"type": "string", "pattern": r"\S"})]
"""Text for readers; never blank."""

Percent = Annotated[int, Bounds(ge=0, le=100)]
"""A chance in 100."""


def _either(true: str, false: str) -> tuple[ReadBy, WrittenBy]:
    """Return the annotations of a bool that files write as one of two words, and not as a bool."""
    words = {true: True, false: False}
    return only(words), WrittenBy(lambda value: true if value else false)


Switch = Annotated[bool, *_either("on", "off")]
"""on or off."""

YesNo = Annotated[bool, *_either("yes", "no")]
"""yes or no."""
