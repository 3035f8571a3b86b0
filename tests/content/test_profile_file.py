"""Profiles, forces and the small tables: complete, sourced, and as the public record has them."""

import re
from collections import Counter
from itertools import pairwise

import pytest

from simulator.content.library.library import Library
from simulator.content.procedure.force_file import LoadedForce
from simulator.content.procedure.profile_file import LoadedProfile
from simulator.core.flow import UK
from simulator.core.profile import Profile, Switches
from simulator.core.terms import Intent
from tests.core import explored
from tests.daily import some_a_day

LIBRARY = Library()
PROFILES = LIBRARY.profiles()
FORCES = LIBRARY.forces()


def profile(name: str) -> Profile:
    return LIBRARY.profile(name).profile


def ids(loaded: LoadedProfile | LoadedForce) -> str:
    return loaded.id


@pytest.mark.parametrize("loaded", [*PROFILES, *FORCES], ids=ids)
def test_every_value_has_a_known_source_or_says_that_it_is_an_assumption(
    loaded: LoadedProfile | LoadedForce,
) -> None:
    known = LIBRARY.sources().keys()
    for value in loaded.values:
        assert value.source or value.assumption, value.key
        named = re.findall(r"\[([A-Z][0-9]{1,2}[a-z]?)\]", value.assumption or "")
        assert {*value.source, *named} <= known, value.key


@pytest.mark.parametrize("loaded", PROFILES, ids=ids)
def test_every_variant_says_on_what_its_sources_do_not_agree(loaded: LoadedProfile) -> None:
    about = [conflict.about for conflict in loaded.file.conflicts]
    assert about
    assert len(set(about)) == len(about)
    for conflict in loaded.file.conflicts:
        for statement in conflict.says:
            assert set(statement.source) <= LIBRARY.sources().keys(), conflict.about


@pytest.mark.parametrize("loaded", PROFILES, ids=ids)
def test_a_profile_gives_a_caller_words_and_time(loaded: LoadedProfile) -> None:
    """And nobody notices a noise in the recording by chance."""
    held = loaded.profile
    assert held.lines.keys() == PROFILES[0].profile.lines.keys()
    waits = {prompt.intent: prompt.wait for prompt in held.operator.prompts}
    assert waits.get(Intent.MAKE_A_SOUND, 4_500) >= 4_000  # [R1]
    assert min(held.handler.wait, held.first_handler.wait) >= 4_000
    assert held.timings.request < held.timings.end
    assert held.operator.notices_noise_percent == (80 if held.id == "iopc_listening" else 0)


@pytest.mark.parametrize("loaded", [*PROFILES, *FORCES], ids=ids)
def test_a_file_can_be_kept_in_a_record_and_read_back(loaded: LoadedProfile | LoadedForce) -> None:
    assert (
        type(loaded.file).model_validate(loaded.file.model_dump(mode="json", by_alias=True))
        == loaded.file
    )


def test_no_label_or_address_of_a_source_names_a_person_of_the_cases() -> None:
    wording = LIBRARY.wording()
    for code, source in LIBRARY.sources().items():
        text = " ".join(filter(None, (source.label, source.address, source.note)))
        words = re.findall(r"[a-z]+", text.lower())
        pairs = [f"{one} {two}" for one, two in pairwise(words)]
        assert not [name for name in (*words, *pairs) if wording.has_real([name])], code


@pytest.mark.parametrize(
    ("number", "held"),
    [
        ("07700 900123", True),
        ("+44 7700 900123", True),
        ("+44 (0)20 7946 0999", True),
        ("01632 960000", True),
        ("03069 990123", True),
        ("029 2018 0001", True),
        ("07700 901123", False),
        ("0191 496 0001", False),
        ("07700 9001234", False),
    ],
)
def test_numbers_for_drama(number: str, held: bool) -> None:
    assert LIBRARY.drama_numbers().holds(number) is held


def test_a_rural_force_has_the_longer_target_and_an_urban_one_the_shorter() -> None:
    """15 minutes in towns, 20 in the country; other grades have one target [G11 G20]."""
    urban, rural = (LIBRARY.force(name).force for name in ("generic", "marker_first"))
    assert (urban.target(urban.emergency), rural.target(rural.emergency)) == (900_000, 1_200_000)
    assert rural.target(rural.grades[1]) == rural.grades[1].target
    assert [loaded.force.specialist for loaded in FORCES] == [False] * len(FORCES), "an option"


ROWS = [row.id for table in (UK.line, UK.incident) for row in table.rows]


@pytest.mark.parametrize(
    "switches", some_a_day([*explored.PROFILES.values(), *explored.MIXED.values()], 8)
)
def test_a_row_fires_in_some_call_unless_it_has_a_reason_not_to(switches: Switches) -> None:
    """Neither an excuse for a row that can fire, nor a row that cannot and has none."""
    fires = {row for edge in explored.explored(switches).edges for row in edge.step.rows}
    assert set(LIBRARY.row_needs().excuses(switches)) == set(ROWS) - fires


def test_a_row_has_one_reason_at_most_and_every_reason_is_of_a_row() -> None:
    named = Counter(row for need in LIBRARY.row_needs().needs for row in need.rows)
    assert set(named) <= set(ROWS)
    assert max(named.values()) == 1
