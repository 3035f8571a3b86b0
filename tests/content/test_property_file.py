"""A file of properties: what it builds, what it refuses and where, and what is shipped."""

from __future__ import annotations

import pytest

from simulator.content.diagnostics.validate import validated
from simulator.content.library.library import Library
from simulator.content.rules.property_file import PropertyFile, PropertyText
from simulator.content.yaml.reader import read_text
from simulator.core.terms import LineKind, Role
from simulator.errors import ContentError, Problem
from simulator.rules.claims import Claim, Kind, Modality
from tests.builders import PROFILE, rule

HEAD = """\
format: 1
id: ours
title: Ours
about: For a test.
properties:
"""
ONE = """\
  - id: some-end
    says: It can end.
    kind: machine
    modality: eventually
    rule: {eventually: {outcome: any}}
    wherever: {stage: recording}
    by: [operator]
    switches: {noise_passes: on}
    lines: [mobile]
    source: [P1]
"""


def refused(text: str) -> tuple[Problem, ...]:
    with pytest.raises(ContentError) as caught:
        validated(read_text(HEAD + text, "ours.yaml"), PropertyFile)
    return caught.value.problems


def test_a_property_is_built_as_it_is_written() -> None:
    file = validated(read_text(HEAD + ONE, "ours.yaml"), PropertyFile)
    built = file.properties[0].build()
    assert (built.id, built.kind, built.modality) == ("some-end", Kind.MACHINE, Modality.EVENTUALLY)
    assert built.rule == rule("eventually: {outcome: any}")
    assert built.by == (Role.OPERATOR,)
    assert built.lines == (LineKind.MOBILE,)
    assert built.wherever is not None
    assert not built.concerns(PROFILE)  # noise does not pass there


REFUSED = {
    "twice the same id": (ONE + ONE, (16, "duplicate-id")),
    "no source": (ONE.replace("source: [P1]", "timed: no"), (6, "no-source")),
    "an unknown modality": (ONE.replace("eventually\n", "often\n", 1), (9, "unknown-word")),
    "a person without a procedure": (
        ONE.replace("kind: machine", "kind: machine\n    whose: operator"),
        (6, "senseless-rule"),
    ),
    "a procedure of nobody": (ONE.replace("machine", "procedure"), (6, "senseless-rule")),
    "the caller has no procedure": (
        ONE.replace("kind: machine", "kind: procedure\n    whose: caller"),
        (9, "no-procedure"),
    ),
    "time without clocks": (
        ONE.replace(
            "{eventually: {outcome: any}}",
            "{within: {time: 1s, of: {act: tap}, then: {act: cough}}}",
        ),
        (6, "senseless-rule"),
    ),
    "by whom, of what always holds": (
        ONE.replace("eventually\n", "always\n"),
        (6, "senseless-rule"),
    ),
    "eventually something that looks back": (
        ONE.replace("{outcome: any}", "{finished: which_service}"),
        (6, "senseless-rule"),
    ),
    "eventually something else": (
        ONE.replace("{eventually: {outcome: any}}", "{never: {outcome: any}}"),
        (6, "senseless-rule"),
    ),
    "the reason in the rule": (
        ONE.replace("{eventually: {outcome: any}}", "{eventually: {outcome: any}, why: So.}"),
        (10, "twice"),
    ),
}


@pytest.mark.parametrize(("text", "expected"), REFUSED.values(), ids=REFUSED)
def test_what_makes_no_sense_is_refused_at_its_place(text: str, expected: tuple[int, str]) -> None:
    assert expected in [(problem.line, problem.code) for problem in refused(text)]


def shipped() -> list[Claim]:
    return [claim for loaded in Library().properties() for claim in loaded.claims]


def test_enough_is_claimed_of_each_kind() -> None:
    """At least 25, of both kinds, in every modality, timed ones too; every profile has most."""
    claims = shipped()
    assert len(claims) >= 25
    assert {claim.kind for claim in claims} == set(Kind)
    assert {claim.modality for claim in claims} == set(Modality)
    assert sum(claim.timed for claim in claims) >= 5
    for loaded in Library().profiles():
        assert sum(claim.concerns(loaded.profile) for claim in claims) >= 25, loaded.profile.id


def test_a_claim_has_the_fields_of_its_text() -> None:
    """Nothing that a file says is lost on the way."""
    told = set(PropertyText.model_fields) - {"source"} | {"sources"}
    assert told == set(Claim.__dataclass_fields__)
