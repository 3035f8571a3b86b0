"""`silent999 profiles|forces show ID --in-words`: what a trainee would notice, from the data."""

import pytest

from simulator.cli.procedure.values_in_words import OF_FORCES, OF_PROFILES, noticed
from tests.cli.command import silent999
from tests.session.calls import LIBRARY

PROFILES, FORCES = LIBRARY.profiles(), LIBRARY.forces()


def shown(of: object) -> dict[str, str]:
    """Each value of a profile or a force, as it is shown."""
    return {value.key: value.shown for value in getattr(of, "values")}  # noqa: B009


@pytest.mark.parametrize("profile", PROFILES, ids=lambda each: each.id)
def test_each_shipped_profile_has_a_page_that_says_how_it_differs(profile: object) -> None:
    """Each value by which it differs from the default, but words, is in one of its sentences."""
    values, usual = shown(profile), shown(LIBRARY.profile())
    differs = {k for k, v in values.items() if usual.get(k) != v and not k.startswith("lines.")}
    sentences = [*noticed(values, "profile")]
    assert len(sentences) >= 12
    assert differs <= {key for each in sentences for key in each.keys}


@pytest.mark.parametrize("force", FORCES, ids=lambda each: each.id)
def test_each_shipped_force_has_one_too(force: object) -> None:
    """Its grades, its markers, its code, its units and its roads."""
    sentences = [each.text for each in noticed(shown(force), "force")]
    assert len(sentences) >= len(OF_FORCES) - 1
    assert not [text for text in sentences if "_" in text or "{" in text]


def test_the_page_has_sources_dates_and_marks_what_is_otherwise() -> None:
    """One page, read as a trainer reads it."""
    page = silent999("profiles", "show", "tvp", "--in-words").out
    assert "as of: 2020" in page
    assert "* In the recording a tap, a cough or a word is enough, as 55 is." in page
    assert "source: P25 W9" in page
    assert "  Nobody counts the silent calls of one number." in page
    assert "P25  Thames Valley Police wording" in page
    assert "silent999 diff ID --profile iopc_2019 --profile tvp" in page
    force = silent999("forces", "show", "marker_first", "--in-words").out
    assert "* Its call handlers say: one tap for yes, silence for no." in force


def test_every_row_is_of_values_that_there_are() -> None:
    """A row whose keys went would be silent for ever."""
    for rows, of in ((OF_PROFILES, PROFILES), (OF_FORCES, FORCES)):
        keys = {key for each in of for key in shown(each)}
        for row in rows:
            for named in row.keys:
                assert any(key.startswith(named) for key in keys), named


def test_two_profiles_in_one_call_part_where_their_page_says() -> None:
    """`diff --profile A --profile B ID` names the sound that is enough under one of them."""
    told = silent999("diff", "taps-in-the-recording", "--profile", "iopc_2019", "--profile", "tvp")
    assert told.code == 1
    first = " ".join(told.out.partition("They part at")[2].split("\n\n")[0].split())
    assert "the recording waits for 55" in first
    assert "recognised: a noise" in told.out
