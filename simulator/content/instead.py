"""Unknown keys: told alone, or as one with the missing key that their value was meant for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pydantic import BaseModel

from simulator.content.mends import accepts
from simulator.content.spots import Finding, locate
from simulator.content.yaml_text import Document


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
        mended = {meant if name == key else name: held for name, held in value.items()}
        if any(accepts(each.kind, mended) for each in locate(document, root, beside).kinds):
            problem = replace(finding.problem, mend=f'write "{meant}" in its place')
            told[told.index(finding)] = replace(finding, problem=problem)
            told.remove(lacking[0])
    return told


def without_values_of_unknown_keys(findings: Sequence[Finding]) -> list[Finding]:
    """The findings, without those about the value of a key that nobody knows anyway."""
    unknown = {each.trail for each in findings if each.problem.code == "unknown-key"}
    return [
        each for each in findings if each.trail not in unknown or each.problem.code == "unknown-key"
    ]
