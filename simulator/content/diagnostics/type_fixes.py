"""Values of the wrong kind, and how to write them as the kind that belongs there."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from simulator.content.diagnostics.coercions import (
    accepts,
    as_keys,
    as_list,
    is_telephone,
    key_taking,
)
from simulator.content.diagnostics.schema_walk import Finding, Spot
from simulator.content.yaml.document import Trail, quote_it, quoted

_NONE = "write [] for an empty list"
_ENTRIES = 'begin each entry with "- "'
_COLON_IN_TEXT = 'unquoted text may not have ": " in it'


def kind_mend(spot: Spot, kind: str, value: Any) -> str:
    """How to turn a value of the wrong kind into one of the right kind."""
    source = spot.source
    if value is None:
        if source.startswith("#") and kind == "text":
            return quote_it(re.split(r"[\s,\]}]", source)[0])
        if kind == "keys and values":
            return "write keys under it, two spaces further in, or take the key out"
        if kind != "a list":
            return "write a value there"
        return _NONE if spot.takes([]) else "write at least one entry behind it"
    in_line = not isinstance(value, str) or value in (source, source.strip("\"'"))
    if isinstance(value, list | dict):
        in_line = source[-1:] in ("]", "}")
    tried = [each.kind for each in spot.kinds]
    if kind == "a list":
        shaped = (as_list(each, value, source if in_line else "") for each in tried)
        mend = next(filter(None, shaped), _ENTRIES)
        return _ENTRIES if mend == _NONE and not spot.takes([]) else mend
    if kind == "text":
        short = in_line or not isinstance(value, list | dict)
        return spot.unit_mend(value) or (quote_it(source) if short else "")
    if isinstance(value, str) and kind == "true or false":
        return "write true or false"
    if kind in ("a number", "a whole number"):
        return _number_mend(spot, kind, value)
    if kind == "keys and values":
        if isinstance(value, str) and is_telephone(value):
            return "take the telephone number out: calls are made without one"
        if isinstance(value, list) and any(accepts(each, one) for each in tried for one in value):
            return "take the dash or the brackets away"
        shaped = (as_keys(each, value, source if in_line else "") for each in tried)
        if spot.trail and (mend := next(filter(None, shaped), "")):
            return f"write {mend}, with what is true there"
        taking = next(filter(None, (key_taking(each, value) for each in tried)), "")
        if isinstance(value, list) and not in_line and taking:
            return f'put a line "{taking}:" above the list, indented as the list is'
        return "take the dash or the brackets away" if isinstance(value, list) else ""
    return f"write {kind}"


def _number_mend(spot: Spot, kind: str, value: Any) -> str:
    """How to write a number that was written as text, as a share or with its unit."""
    meaning = spot.field.meaning() if spot.field else ""
    if isinstance(value, str):
        if re.fullmatch(r"-?[0-9.]+", value):
            return "write the number without quotes"
        sign = (
            "%" if "in 100" in meaning else "m(?:et(?:re|er)s?)?" if "in metres" in meaning else ""
        )
        number = re.fullmatch(rf"([0-9]+)\s*{sign}", value)
        taken = number and spot.takes(int(number[1]))
        return f"write {number[1]}" if number and taken else "write the number in digits"
    if isinstance(value, float) and "in 100" in meaning and spot.takes(round(value * 100)):
        return f"write {round(value * 100)}"
    return f"write {kind}"


def cut_by_a_colon(spot: Spot, loc: Trail, value: Any) -> Finding | None:
    """For `- What now: a tap?` where text belongs: its colon has made a key of the first words."""
    document, place = spot.document, spot.place
    if not isinstance(value, dict) or len(value) != 1:
        return None
    ((name, inner),) = value.items()
    key, behind = (document.place((*spot.trail, name), key=each) for each in (True, False))
    if (key.line, key.column) != (place.line, place.column) or behind.line != key.line:
        return None
    if isinstance(inner, list | dict) or len(str(inner or "")) > behind.width:
        return None
    line = document.line(key.line)
    end = len(line)
    if place.width > 1:  # in brackets
        end = place.column + place.width - 1 if inner is None else behind.column + behind.width - 1
    text = re.split(r"\s#", line[key.column - 1 : end])[0].rstrip(" ,")
    found = spot.finding(loc, "colon-in-text", _COLON_IN_TEXT, spot.meant("text"), quote_it(text))
    meant = line[: key.column - 1] + quoted(text) + line[key.column - 1 + len(text) :]
    problem = replace(found.problem, width=len(text), mended=meant)
    return replace(found, problem=problem)
