"""What officers hear of whole calls: words under duress, and no list of codes (F16-3, F16-6)."""

from __future__ import annotations

import re
from typing import Any

import pytest

from simulator.core import acts as do
from simulator.core.describe import describe_entry
from simulator.core.terms import Topic
from simulator.knowledge.learning import AT_THE_DOOR
from simulator.language.telling.briefing import MOST_WORDS
from simulator.session.run.headless_run import run
from tests.daily import a_share_of_cases
from tests.language.telling.test_briefing import BAD
from tests.session.calls import DEFAULT, GENERIC, LIBRARY, Play, play, steady

DURESS = (
    "location: {aml: {place: the mill house, radius: 20}}\n"
    "facts: {can_hear: yes, in_danger: no, injured: no}\n"
    "answers: {by: [spoken], after: 1.5s, manner: aloud}\n"
    "room: [{when: {heard: through_to_police}, after: 1s, do: {say: {intent: not_to_call,"
    ' words: "Tell them you\'re fine."}}}]\n'
    "caller:\n  - {when: {heard: make_a_sound}, after: 1s, do: tap}\n"
    "  - {when: {heard: through_to_police}, after: 12s, do: {say: {intent: says_mistake,"
    ' words: "It was an accident. I\'m fine."}}}\n'
)


@pytest.mark.parametrize("seed", range(4))
def test_words_under_duress_are_briefed_as_both_their_words(seed: int) -> None:
    """F16-3: "Tell them you're fine." - "It was an accident. I'm fine." Whose words, and when."""
    call = play(DURESS, seed=seed)
    briefings = call.bodies(do.BriefOfficers)
    assert briefings
    first = briefings[0].text
    assert re.search(
        r'voice says: "Tell them you\'re fine\." \w+ seconds later the caller says:'
        r' "It was an accident\. I\'m fine\." Don\'t rest on it\. See the caller alone\.',
        first,
    ), first
    assert Topic.MISTAKE not in {topic for body in briefings for topic in body.topics}
    told = " ".join(body.text for body in briefings)
    assert "call was a mistake" not in told
    assert "the caller says it was a mistake" not in told
    reasons = " ".join(body.text for body in call.bodies(do.Thrive))
    assert "nothing speaks against it" not in reasons
    assert "Lower only if the caller is seen alone and says so." in reasons


SHIPPED = [entry.id for entry in LIBRARY.scenarios() if entry.kind != "flow"]


@pytest.mark.parametrize("name", SHIPPED[::4])
@a_share_of_cases(3)
def test_no_briefing_is_a_list_of_codes(name: str) -> None:
    """F16-6: sentences, at most 45 words at once, and the transcript shows them as they are."""
    call = Play(run(steady(name), DEFAULT, GENERIC, 0))
    said: list[str] = []
    for body in call.bodies(do.BriefOfficers):
        assert body.text, body
        assert len(body.text.split()) <= MOST_WORDS, body.text
        assert not BAD.search(re.sub('"[^"]*"', "", body.text)), body.text
        assert describe_entry(body) == f"briefs officers: {body.text}"
        said.append(body.text)
    # At a door without a reply officers hear all of it once more (EN-04).
    shut = [e for e in call.all(do.UnitReport) if getattr(e.body, "status", None) in AT_THE_DOOR]
    again = len(call.after(shut[0]).bodies(do.BriefOfficers)) if shut else 0
    for part in (said[: len(said) - again], said[len(said) - again :]):
        assert len(part) == len({*part}), "nothing is briefed twice in the same words"


NEEDLE = (
    "facts: {can_hear: yes, in_danger: no, injured: yes}\n"
    "answers: {by: [spoken], after: 1.5s, manner: aloud}\n"
    "caller:\n"
    "  - {when: {heard: which_service}, after: 1s, do: {say: {intent: speaks, words: Police.}}}\n"
    "  - {when: {heard: through_to_police}, after: 2s, do: {say: {intent: speaks,"
    " words: \"Grandad's fallen and he won't wake up.\"}}}\n"
    "  - {when: {heard: through_to_police}, after: 40s, do: {say: {intent: speaks,"
    ' words: "The gate\'s off the chain at the back.", means: {way_in: yes}}}}\n'
)


@pytest.mark.parametrize("seed", range(3))
def test_another_service_hears_of_what_changes_within_half_a_minute(seed: int) -> None:
    """Practice2 section 6: asked in with a sentence, and told of the way in when it is known."""
    call = play(NEEDLE, seed=seed)
    told_to: list[Any] = call.all(do.BringIn)
    asked = next(entry for entry in told_to if entry.body.service.value == "ambulance")
    assert "wake up" in asked.body.text
    said = next(e for e in call.log if "off the chain" in getattr(e.body, "words", ""))
    told = next(e for e in told_to if "off the chain" in e.body.text)
    assert told.body.update
    assert told.at - said.at <= 30_000


@pytest.mark.parametrize("seed", range(3))
def test_officers_at_the_door_hear_what_helps_within_twenty_seconds(seed: int) -> None:
    """Pattern 7: they are there, and the first words to them are where and how to get in."""
    call = play(NEEDLE, seed=seed)
    if not call.any(do.Arrive):
        return
    there = call.first(do.Arrive)
    told: Any = next(entry for entry in call.after(there).all(do.BriefOfficers))
    assert told.at - there.at <= 20_000
    assert "off the chain" in told.body.text
