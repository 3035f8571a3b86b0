"""Which row of guidance an act carries out, for simulated people and for a trainee's acts."""

from __future__ import annotations

import pytest

from simulator.core import acts as do
from simulator.core.log import Entry
from simulator.core.terms import Intent, QuestionForm, Topic
from simulator.guidance.tables import carried_out, guidance_of, same_act
from simulator.knowledge.knowledge import Knowledge
from simulator.session.people.simulated_handler import NEXT_BURST
from tests.guidance.stories import (
    ALOUD,
    DANGER,
    HANDLER,
    LANDLINE,
    PLACE,
    TAPS,
    heard_by_handler,
    rows,
    says,
    steps,
)
from tests.session.calls import DEFAULT, GENERIC, Play, play

GUIDANCE = guidance_of(HANDLER, DEFAULT, GENERIC)
CALLS = {"taps": TAPS, "speaks": PLACE + DANGER + ALOUD + steps(says("speaks")), "silent": LANDLINE}


@pytest.mark.parametrize("text", CALLS.values(), ids=CALLS)
def test_each_act_of_the_simulated_call_handler_has_its_row(text: str) -> None:
    """Nothing is done without a reason in the table.

    But for notes, one pen stroke each, and the second burst of a briefing.
    """
    call = play(text)
    acts = [e for e in call.log if e.actor is HANDLER and e.body.kind not in ("finish", "answer")]
    named = rows(call)
    assert len(named) == len(acts)
    missing = [e for e, row in zip(acts, named, strict=True) if row == "-"]
    briefed = [e.at for e in acts if isinstance(e.body, do.BriefOfficers)]
    for each in missing:
        rest = isinstance(each.body, do.BriefOfficers) and each.at - NEXT_BURST in briefed
        assert rest or isinstance(each.body, do.Note), each


def knowledge_before(call: Play, entry: Entry) -> Knowledge:
    """What the call handler knew just before an entry."""
    knowledge = Knowledge(HANDLER)
    for heard in heard_by_handler(call):
        if heard.seq >= entry.seq:
            return knowledge
        knowledge = knowledge.after(heard)
    return knowledge


def test_an_act_of_a_trainee_is_matched_by_its_purpose_not_its_words() -> None:
    """The same question in own words carries out the same row; another act none."""
    call = play(CALLS["taps"])
    asked = call.first(do.Ask, HANDLER, about=(Topic.IN_DANGER,))
    known = knowledge_before(call, asked)
    own = do.Ask((Topic.IN_DANGER,), words="Is he hurting you?")
    row = carried_out(GUIDANCE, known, own)
    assert row is not None
    assert row.id == "CH-24"
    for other in (
        do.Ask((Topic.ORDERS,)),
        do.Ask((Topic.IN_DANGER,), QuestionForm.OPEN),
        do.Say(Intent.OFFICERS_SENT),
    ):
        assert carried_out(GUIDANCE, known, other) is None


def test_what_a_guard_forbids_is_carried_out_by_no_row() -> None:
    """And the guard says why."""
    call = play(CALLS["taps"])
    known = knowledge_before(call, call.first(do.Deploy))
    telling = do.Say(Intent.OFFICERS_SENT)
    assert carried_out(GUIDANCE, known, telling) is None
    assert "NB-hear" in [guard.id for guard in GUIDANCE.forbidden(telling, known.facts)]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (do.Say(Intent.GOT_IT, "Good."), do.Say(Intent.GOT_IT, "Understood."), True),
        (do.Say(Intent.GOT_IT), do.Say(Intent.REASSURE), False),
        (do.Ask((Topic.WEAPON,), words="A knife?"), do.Ask((Topic.WEAPON,)), True),
        (do.BriefOfficers(()), do.BriefOfficers((Topic.WEAPON,)), True),
        (do.Search(), do.SendText("Hi."), False),
    ],
)
def test_two_acts_are_the_same_in_other_words(one: do.Action, other: do.Action, same: bool) -> None:
    """What is compared is the purpose, never the sentence."""
    assert same_act(one, other) is same
    assert same_act(other, one) is same
