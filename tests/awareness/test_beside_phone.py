"""A text or a call to the phone can be dangerous beside somebody: said where it comes to that."""

import pytest

from simulator.awareness.common_pages import is_threatened
from simulator.awareness.narration import is_phoned, nobody_needed_help
from simulator.awareness.pages import Page, PlaybackPage, TimesPage
from tests.awareness.rooms import PLANS, SAY, decisions, one_step, parts, played
from tests.daily import these_a_day
from tests.session.sitting import SHIPPED

WARNS = "can be dangerous"
IN_STEPS = sorted({s.scenario for p in PLANS.values() for s in p.steps if hasattr(s, "scenario")})
PHONED = ("rings-back", "rings-off-and-writes", "a-message-to-999", "somebody-knocks")


def shown(do: str, name: str, choice: str) -> list[Page]:
    (note,) = parts(one_step(do, name)).of_step(1)
    chosen = note.choice(choice)
    assert chosen is not None
    assert chosen.pages is not None
    return chosen.pages()


def tells(pages: list[Page]) -> list[str]:
    tracks = [list(page.track) for page in pages if isinstance(page, PlaybackPage)]
    lines = [*(tracks[0] if tracks else ()), *(each for page in pages for each in page.lines)]
    return [each.text for each in lines if WARNS in each.text]


@pytest.mark.parametrize("name", these_a_day(sorted(SHIPPED), *PHONED))
@pytest.mark.parametrize(
    ("do", "choice"), [("tour", "go_on"), ("watch", "go_on"), ("tour", "read")]
)
def test_a_tour_a_watched_call_and_one_to_read_warn_where_a_text_or_a_call_comes(
    name: str, do: str, choice: str
) -> None:
    """The first of each says so as it comes; where nobody is near, none does."""
    of, scenario = played(name), SHIPPED[name]
    kinds = {entry.body.kind for entry in of.log if is_phoned(entry)}
    near = is_threatened(scenario) and not nobody_needed_help(scenario)
    told = tells(shown(do, name, choice))
    assert len(told) == (len(kinds) if near else 0), told


def test_some_shipped_calls_have_a_text_or_a_call_beside_someone_and_some_beside_nobody() -> None:
    """So that none of these tests is empty."""
    near = {is_threatened(SHIPPED[n]) for n in PHONED if any(map(is_phoned, played(n).log))}
    assert near == {True, False}


@pytest.mark.parametrize("name", [n for n in IN_STEPS if SHIPPED[n].decision_points])
def test_the_page_of_five_endings_warns_where_one_has_a_text_or_a_call(name: str) -> None:
    """What a room reads side by side has it, and what it then follows as well."""
    pages = [page for page in shown("decide", name, "go_on") if page.options]
    threatened, warned = is_threatened(SHIPPED[name]), 0
    for page, (_, branches) in zip(pages, decisions(name), strict=True):
        assert page.follows
        for place, _ in enumerate(branches):
            (times,) = page.follows(place)
            if not isinstance(times, TimesPage):
                continue
            phoned = [_phoned(times, number) for number in range(len(times.options))]
            assert (SAY("times-beside") in times.sentences) is (threatened and any(phoned))
            warned += any(phoned)
    assert warned, "an ending has one"


def _phoned(times: TimesPage, place: int) -> bool:
    assert times.follows
    playback, _ = times.follows(place)
    assert isinstance(playback, PlaybackPage)
    after = [each for each in playback.track if each.at > playback.since]
    return any(each.entry and is_phoned(each.entry) for each in after)
