"""A question is not taken for another: what a yes would be believed of is what was asked."""

from __future__ import annotations

import pytest

from simulator.core.terms import Role
from tests.language.test_fresh_questions import asked
from tests.seat.test_typed_words import typed

NOT_LISTED = [
    "has someone broken into your house?",
    "have you been burgled?",
    "is it a burglar?",
    "are they breaking in, is it burglars?",
    "has there been a break-in",
    "are you hiding in a room on the third floor?",
    "are you on the third floor?",
    "are you on the top floor",
    "are you locked in the bathroom?",
    "are you in the kitchen?",
    "are you in the wardrobe",
    "are you in the loft",
    "are you in the cellar, love",
    "how many people are there? press once for each one",
    "press once for every floor up that you are",
    "tap for each child",
    "cough once for every man you can see",
    "is there a dog in the house?",
    "are there any dogs there",
    "can you get to the door?",
    "can you reach the front door",
    "is there a fire?",
    "you can just breathe into the phone",
    "are you ringing about the parcel?",
    "is it one side of your body?",
    "is the window open?",
    "are you near a window",
    "did he take your phone?",
    "has he taken your purse",
    "is the noise i can hear people talking near you?",
    "is that voice your husband",
    "are you wearing a coat?",
    "is the man in the kitchen?",
    "can you still hear them?",
    "can you hear him",
    "can you see the number plate on the van?",
    "can you read the number plate",
]
"""Each asks what the list of questions has no topic for (our wording)."""
LISTED = [
    ("are you in danger right now?", "in_danger"),
    ("are you hurt?", "injured"),
    ("are you bleeding", "injured"),
    ("is the burglar inside your house now?", "in_the_house"),
    ("are they in the house right now", "in_the_house"),
    ("has he broken in", "in_the_house"),
    ("is he in the kitchen with you", "same_room"),
    ("can you open the door?", "can_open_door"),
    ("is your door locked", "door_locked"),
    ("is the front door open?", "door_locked"),
    ("is the back door open?", "door_locked"),
    ("did you leave the back door open?", "door_locked"),
    ("are you outside", "on_foot"),
    ("are you in a car", "in_a_vehicle"),
    ("do they have any weapons with them?", "weapon"),
    ("any kids there with you?", "children"),
    ("do you need an ambulance?", "needs_ambulance"),
    ("do you know these people?", "knows_person"),
    ("can anyone hear me talking to you?", "alone_to_talk"),
    ("is it your husband?", "knows_person"),
    ("can he see your phone", "screen_seen"),
]


@pytest.mark.parametrize("words", NOT_LISTED)
def test_a_question_that_is_not_listed_is_said_and_nothing_is_learnt_of_another(words: str) -> None:
    """Two presses to "has someone broken in?" were kept as "hurt: no"."""
    assert asked(words) == {}
    first = typed(Role.CALL_HANDLER, words).readings[0]
    assert " ".join(getattr(each, "words", "") for each in first.actions) == words


@pytest.mark.parametrize(("words", "topic"), LISTED)
def test_a_question_that_is_listed_is_still_asked(words: str, topic: str) -> None:
    assert list(map(str, asked(words))) == [topic]


def test_the_near_question_is_offered_and_not_taken() -> None:
    found = typed(Role.CALL_HANDLER, "can you reach the front door")
    assert not found.understood
    assert any("open the door" in each.label for each in found.readings)


@pytest.mark.parametrize("words", ["he is outside the door", "someone is outside the door"])
def test_another_person_at_the_door_is_not_the_officers(words: str) -> None:
    assert not typed(Role.CALL_HANDLER, words).understood
