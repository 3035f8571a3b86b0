"""The places of acts are those that the steps have."""

from __future__ import annotations

from collections import Counter
from typing import get_args

from simulator.content.fields.unions import ByKey
from simulator.content.scenario.act_places import WHERE
from simulator.content.scenario.caller_acts import CallerAct
from simulator.content.scenario.environment import NetworkAct, RoomAct
from simulator.content.scenario.staff_acts import HandlerAct, OperatorAct

ACTS = {
    "caller": CallerAct,
    "room": RoomAct,
    "network": NetworkAct,
    "operator": OperatorAct,
    "call_handler": HandlerAct,
}


def test_an_act_that_one_person_alone_can_do_has_their_place_and_no_other_has_one() -> None:
    keys = {
        who: form.keys
        for who, act in ACTS.items()
        for form in get_args(act)
        if isinstance(form, ByKey)
    }
    assert keys.keys() == ACTS.keys()
    times = Counter(key for own in keys.values() for key in own)
    alone = {
        key: f"a step under {who}:" for who, own in keys.items() for key in own if times[key] == 1
    }
    assert alone == WHERE
