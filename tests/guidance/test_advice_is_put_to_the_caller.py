"""What ambulance control advises is said to who can do it, once, in words that they can follow.

Police promise it "word for word"; a promise to a control that the caller never hears of is worse
than none (practice2 4.4: first aid is ambulance control's, police stay on).
"""

from __future__ import annotations

import re
from functools import cache

import pytest

from simulator.core import acts as do
from simulator.core.log import Entry
from simulator.core.terms import Intent, Role, ServiceStatus, Topic
from simulator.knowledge.services import Advice, advice_in
from tests.guidance.test_what_a_reader_struck import shipped
from tests.session.calls import Story

TO_CHILDREN = (
    *(("dad-is-shaking", 1), ("dad-is-shaking", 700)),
    *(("nanny-on-the-floor", 0), ("nanny-on-the-floor", 1), ("nanny-on-the-floor", 700)),
    *(("small-voice", 0), ("small-voice", 1)),
)
TO_OTHERS = (
    *(("our-lad-in-the-yard", 0), ("my-voice-keeps-going", 0), ("out-on-the-stairs", 0)),
    *(("while-she-is-at-the-shop", 0), ("my-arm-wont", 0)),
)
SOON = 30_000
"""From a control's words to ours (practice2 section 6: what changes things, within 30 seconds)."""
A_MINUTE = 60_000
SPOKEN = do.Say | do.Ask
NOT_A_CHILDS = re.compile(r"\b(?:control|CPR|recovery|casualty|patient|airway|upright)\b", re.I)


@cache
def played(name: str, seed: int) -> Story:
    """A shipped call, played once for all that is asked of it."""
    return shipped(name, seed)


def advised(call: Story) -> list[Entry]:
    """When ambulance control gave advice."""
    gives = ServiceStatus.GIVES_ADVICE
    return [e for e in call.all(do.ServiceReport) if getattr(e.body, "status", None) is gives]


def said_after(call: Story, at: int, within: int) -> list[str]:
    """What the call handler said to the caller in this time after an instant."""
    lines = (e for e in call.log if isinstance(e.body, SPOKEN) and e.actor is Role.CALL_HANDLER)
    return [str(getattr(e.body, "words", "")) for e in lines if at < e.at <= at + within]


@pytest.mark.parametrize(("name", "seed"), [*TO_CHILDREN, *TO_OTHERS])
def test_advice_is_put_to_the_caller_within_half_a_minute(name: str, seed: int) -> None:
    """ "I'll put it to them word for word" is a debt: chest, side, or how to sit is said."""
    call = played(name, seed)
    assert advised(call)
    for report in advised(call):
        wanted = advice_in(str(getattr(report.body, "text", "")))
        given = [each for each in said_after(call, report.at, SOON) if advice_in(each) is wanted]
        assert len(given) == 1, (report.body, given)
        assert "ambulance" in given[0].lower()


@pytest.mark.parametrize(("name", "seed"), TO_CHILDREN)
def test_a_child_has_it_in_words_of_its_own(name: str, seed: int) -> None:
    """ST-94, K5: no control, no CPR, and nothing that a child of four has no word for."""
    call = played(name, seed)
    for report in advised(call):
        wanted = advice_in(str(getattr(report.body, "text", "")))
        for each in said_after(call, report.at, SOON):
            if advice_in(each) is wanted:
                assert not NOT_A_CHILDS.search(each), each


@pytest.mark.parametrize(("name", "seed"), TO_CHILDREN)
def test_a_child_who_pushes_is_given_nothing_else_to_do_with_their_hands(
    name: str, seed: int
) -> None:
    """ST-29: "Don't stop", and then a light, a hand, a tummy to feel: it could only stop."""
    call = played(name, seed)
    for report in advised(call):
        if advice_in(str(getattr(report.body, "text", ""))) is not Advice.PUSH:
            continue
        told = next(
            e.at
            for e in call.all(do.Say)
            if e.at > report.at and getattr(e.body, "intent", None) is Intent.AMBULANCE_WAIT
        )
        asked = [
            e
            for e in call.all(do.Ask)
            if told < e.at <= told + A_MINUTE
            and Topic.BREATHING_WELL in getattr(e.body, "topics", ())
        ]
        assert asked == []
        words = said_after(call, told + 1, A_MINUTE)
        assert not [e for e in words if re.search(r"\b(?:squeeze|light on|hold|touch)\b", e, re.I)]
        assert [e for e in words if re.search(r"\b(?:push\w*|count)\b", e, re.I)], words
