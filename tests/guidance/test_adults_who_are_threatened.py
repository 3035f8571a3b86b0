"""Adults who speak freely with a person who threatens: what they are asked, and what they are not."""

from __future__ import annotations

import json
import re

import pytest

from simulator.core import acts as do
from simulator.core.log import Entry
from simulator.core.terms import Intent, Role, Topic
from tests.guidance.stories import HANDLER, PLACE, spoken
from tests.session.calls import Play, play

CALLER = Role.CALLER
ASKS = (
    "caller:\n  - {when: {heard: which_service}, after: 1s, "
    "do: {say: {intent: wants_police, words: 'Police, please.', means: {wants_police: yes}}}}\n"
)
KNOWN = {
    **dict.fromkeys(("can_hear", "can_speak", "alone_to_talk", "needs_police", "in_danger"), "yes"),
    **dict.fromkeys(("mistake", "injured", "weapon", "children", "more_than_one"), "no"),
    **dict.fromkeys(("same_room", "in_the_house", "other_person_present"), "no"),
    **{"knows_person": "yes", "at_home": "yes", "at_known_address": "yes", "indoors": "yes"},
}
"""What is so of a caller who is threatened, and free to talk."""
SEEDS = range(4)


def calls(*story: tuple[str, str], seed: int = 0, gap: int = 18, **facts: str) -> Play:
    """Play the call of an adult who speaks aloud: sentences, each with what it means."""
    told = "".join(
        f"  - {{words: {json.dumps(words)}, means: {{{', '.join(f'{m}: yes' for m in means.split())}}}}}\n"
        for words, means in story
    )
    known = ", ".join(f"{topic}: {value}" for topic, value in {**KNOWN, **facts}.items())
    return play(
        f"age: 40\nspeech: {{speaks_of: he, volunteers: {gap}s}}\n"
        f"answers: {{by: [spoken], after: 1s, manner: aloud}}\n{PLACE}{ASKS}"
        f"facts: {{{known}}}\nstory:\n{told}",
        seed=seed,
    )


def words(call: Play) -> list[str]:
    """What the call handler said, in order."""
    return [entry.body.words for entry in spoken(call)]


def asks(call: Play, *topics: Topic) -> list[str]:
    """The questions about one of these topics, in the call handler's words."""
    return [
        entry.body.words
        for entry in spoken(call)
        if isinstance(entry.body, do.Ask) and not set(topics).isdisjoint(entry.body.about)
    ]


def after(call: Play, part: str) -> Entry:
    """The first words of the call handler's after a sentence of the caller's."""
    told = next(e for e in call.log if e.actor is CALLER and part in getattr(e.body, "words", ""))
    return next(e for e in spoken(call) if e.at > told.at)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_first_words_to_police_are_not_said_again_before_anything_was_answered(
    seed: int,
) -> None:
    """A report is said again only if it is passed over (CL-12), not two seconds after its end."""
    call = calls(
        ("He's smashed the window with a spade.", "violence other_weapon"),
        ("He's been drinking since dinner.", "other_drank"),
        seed=seed,
        gap=14,
    )
    told = [
        e for e in call.log if e.actor is CALLER and "the window" in getattr(e.body, "words", "")
    ]
    first = next(e for e in spoken(call) if e.at > told[0].at)
    assert [e for e in told if e.at < first.at] == told[:1]


THREAT = (
    ("He's sat outside in his car, and he's not allowed near me.", "person_outside court_order"),
    ("He's sent me forty messages since dinner.", "stalked"),
    ("I split up with him at Easter.", "separation ex_partner"),
    ("He told my mother he'd burn my things.", ""),
    ("I had the locks changed.", ""),
    ("He works for his brother, roofing.", ""),
    ("I've a bag packed by the door.", ""),
    ("He's looking up at the window.", "person_outside"),
)


@pytest.mark.parametrize("seed", SEEDS)
def test_who_talks_freely_is_taught_no_taps_and_hears_once_that_it_is_quiet(seed: int) -> None:
    """ "Talk any time" holds: no tap is asked of who speaks (CH-17), nor quiet announced again."""
    call = calls(*THREAT, seed=seed, gap=40)
    assert not [each for each in words(call) if re.search(r"\btaps?\b", each)]
    quiet = [e for e in spoken(call) if getattr(e.body, "intent", None) is Intent.GO_QUIET]
    assert len(quiet) <= 1
