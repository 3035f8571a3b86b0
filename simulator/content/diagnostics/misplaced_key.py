"""Unknown keys: told alone, or as one with the missing key that their value was meant for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pydantic import BaseModel

from simulator.content.diagnostics.coercions import accepts
from simulator.content.diagnostics.schema_walk import Finding, Spot, locate
from simulator.content.yaml.document import Document
from simulator.errors import Problem


def one_for_another(
    document: Document, root: type[BaseModel], findings: Sequence[Finding]
) -> list[Finding]:
    """The findings, with an unknown key and the missing one that it stands for told as one."""
    told = list(findings)
    for finding in findings:
        around, beside = finding.trail[:-1], finding.loc[:-1]
        lacking = [each for each in findings if each.lacks and each.loc[:-1] == beside]
        unknown = [
            each
            for each in findings
            if each.problem.code == "unknown-key" and each.loc[:-1] == beside
        ]
        if unknown != [finding] or finding.meant_key or len(lacking) != 1:
            continue
        key, meant = finding.trail[-1], str(lacking[0].lacks)
        value = document.value
        for part in around:
            value = value[part]
        kinds = [each.kind for each in locate(document, root, beside).kinds]
        mended = {meant if name == key else name: held for name, held in value.items()}
        inside = {name: held for name, held in value.items() if name != key}
        inside[meant] = {key: value[key]}
        if any(accepts(kind, mended) for kind in kinds):
            problem = replace(finding.problem, mend=f'write "{meant}" in its place')
        elif any(accepts(kind, inside) for kind in kinds):
            problem = _put_inside(document, finding, meant)
        else:
            continue
        told[told.index(finding)] = replace(finding, problem=problem)
        told.remove(lacking[0])
    return told


def _put_inside(document: Document, finding: Finding, meant: str) -> Problem:
    """The problem of a key that belongs inside the missing one, with the line where it is one."""
    key, value = (document.place(finding.trail, key=each) for each in (True, False))
    line = document.line(key.line)
    behind = line[value.column - 1 :][: value.width]
    name, held = finding.trail[-1], document.source(value).rstrip(" ,")
    mend = f'put it inside "{meant}", in a line of its own below "{meant}:" and further in'
    if value.line != key.line or held[:1] in ("|", ">", "") or document.has((*finding.trail, 0)):
        return replace(finding.problem, mend=mend)
    braced = f"{meant}: {{{name}: {held}}}"
    end = value.column - 1 + len(behind.rstrip(" ,"))
    mended = line[: key.column - 1] + braced + line[end:]
    return replace(finding.problem, mend=f"write {braced}", mended=mended)


def entries_apart(spot: Spot, keys: Sequence[str]) -> str:
    """How to make a list of what stands side by side in one mapping; nothing if there is more."""
    if spot.source[-1:] != "}":
        return _dashes_before(spot, keys)
    if len(keys) != len(spot.value):
        return ""
    document = spot.document
    places = [document.place((*spot.trail, key)) for key in keys]
    if any(place.line != spot.place.line for place in places):
        return ""
    entries = ", ".join(
        f"{{{key}: {document.source(place).rstrip(' ,')}}}"
        for key, place in zip(keys, places, strict=True)
    )
    if isinstance(spot.trail[-1], int):
        return f"write two entries, {entries}, or leave one out"
    return f"write [{entries}], or leave one out"


def _dashes_before(spot: Spot, keys: Sequence[str]) -> str:
    """The same for lines of their own, one of which may have its dash already."""
    dashed = isinstance(spot.trail[-1], int)
    named = " and ".join(f'"{key}"' for key in (keys[1:] if dashed else keys))
    column = ", in the column of the dash above" if dashed else ""
    return f'put "- " before {named}{column}, or leave one out'


def without_values_of_unknown_keys(findings: Sequence[Finding]) -> list[Finding]:
    """The findings, without those about the value of a key that nobody knows anyway."""
    unknown = {each.trail for each in findings if each.problem.code == "unknown-key"}
    return [
        each for each in findings if each.trail not in unknown or each.problem.code == "unknown-key"
    ]
