"""Who can hear is asked early and once more, and then what was unsaid is said."""

import pytest

from simulator.core import acts as do
from simulator.core.terms import Intent, Role, Topic, YesMeans
from simulator.guidance.tables import good_practice, guidance_of, same_act
from simulator.knowledge.facts import Hearers
from simulator.knowledge.knowledge import Knowledge
from simulator.session.run.headless_run import run
from simulator.session.run.perceived_log import perceived
from tests.guidance.stories import HANDLER, asked, intents
from tests.session.calls import DEFAULT, FORCES, LIBRARY, Story, flow, play

PLACE = "location: {aml: {place: the mill house, radius: 20}}\n"
ANSWERS = "answers: {by: [spoken], after: 1s, manner: aloud}\n"


def call(said: str, alone: str) -> Story:
    """A caller who says that, in words, and answers whether they are alone to talk."""
    facts = f"facts: {{can_hear: yes, in_danger: yes, injured: no, alone_to_talk: {alone}}}\n"
    steps = (
        "caller:\n"
        "  - {when: {heard: which_service}, after: 1s, "
        "do: {say: {intent: wants_police, words: Police please.}}}\n"
        "  - {when: {heard: through_to_police}, after: 1s, "
        f"do: {{say: {{intent: speaks, words: {said}}}}}}}\n"
    )
    return play(PLACE + facts + ANSWERS + steps)


def test_a_man_in_the_yard_does_not_keep_it_from_her_that_officers_come() -> None:
    """It is asked who can hear, and where nobody can she hears of officers and of the time."""
    story = call('"He\'s in our yard."', "yes")

    assert asked(story)[:3].count(Topic.ALONE_TO_TALK) >= 1
    assert Topic.SAME_ROOM not in asked(story)
    assert Intent.OFFICERS_SENT in intents(story)
    assert Intent.ETA in intents(story)


def test_of_a_helper_it_is_asked_too() -> None:
    """A neighbour beside her makes nobody unsafe to talk, and nobody safe without a word."""
    story = call('"My neighbour\'s here."', "yes")

    assert Topic.ALONE_TO_TALK in asked(story)[:3]
    assert Intent.OFFICERS_SENT in intents(story)


def test_two_quiet_minutes_later_it_is_asked_once_more_before_officers_are_there() -> None:
    """A man who could hear may have gone: it is asked when there is something to say of officers.

    Asked each two minutes with nothing to say, it was struck by a second reader (B05, rule 4).
    """
    story = call("\"He's hit me. He's stood there.\"", "no")

    times = [
        entry.at
        for entry in story.log
        if isinstance(entry.body, do.Ask) and entry.body.about == (Topic.ALONE_TO_TALK,)
    ]
    assert 1 <= len(times) <= 3
    assert times[0] > 120_000  # Two minutes after he was last known to be there.
    assert Intent.OFFICERS_SENT not in intents(story)


def test_one_no_is_asked_the_other_way_round_before_officers_are_spoken_of() -> None:
    """ "Can anybody hear you?" "No." "So nobody can hear us?" "Yes.", and only then of officers."""
    story = call('"He\'s in our yard."', "yes")

    acts = [entry.body for entry in story.log if entry.actor is Role.CALL_HANDLER]
    alone = [
        n for n, act in enumerate(acts) if getattr(act, "about", None) == (Topic.ALONE_TO_TALK,)
    ]
    ways = [acts[n].direction(Topic.ALONE_TO_TALK) for n in alone]  # type: ignore[union-attr]
    told = next(
        n for n, act in enumerate(acts) if getattr(act, "intent", "") == Intent.OFFICERS_SENT
    )
    assert ways[:2] == [YesMeans.NOT_SO, YesMeans.SO]
    assert alone[1] < told


GROWS_OLD = (("twice-the-size-of-her", 1), ("round-at-a-mates", 11), ("the-same-grey-car", 5))
"""Calls in which it grew two minutes old, that nobody can hear, while a sentence was planned."""


@pytest.mark.parametrize(("name", "seed"), GROWS_OLD)
def test_that_nobody_can_hear_grows_old_in_a_silence_too(name: str, seed: int) -> None:
    """What is said then is what good practice says of one who may be heard, in such words (BF-6).

    It was planned while nobody could hear, and said as if that still held: no entry had come since.
    """
    scenario = LIBRARY.scenario(name).scenario
    force = FORCES[scenario.force or "generic"]
    guidance, knowledge, late = guidance_of(HANDLER, DEFAULT, force), Knowledge(HANDLER), 0
    log = run(scenario, DEFAULT, force, seed).log
    for entry in perceived(log, flow(DEFAULT), scenario.coverage, HANDLER):
        old = knowledge.facts.hear is Hearers.SAFE and knowledge.hear(entry.at) is not Hearers.SAFE
        if old and entry.actor is HANDLER and isinstance(entry.body, do.Say | do.Ask):
            held = guidance.held(knowledge.as_of(entry.at).facts)
            assert any(same_act(each.action, entry.body) for each in held), entry
            coming = good_practice(guidance, knowledge, entry.at)
            assert {each.row for each in coming} <= {each.row for each in held}
            assert "bedroom" not in entry.body.words
            late += 1
        knowledge = knowledge.after(entry)
    assert late or name != "the-same-grey-car"
