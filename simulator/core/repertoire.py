"""What each role can do at all, and what is possible now.

`possible` feeds the screens, the plain line mode, the random tests and the explorer alike: one
function, so that nothing is offered which the flow refuses.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from enum import EnumMeta
from typing import Any, get_args, get_type_hints

from simulator.core import acts as act
from simulator.core.call import Call, Step
from simulator.core.stimuli import stimulus_of
from simulator.core.terms import KEYS, Intent, Reason, Role, Service, Sign, Topic

_INTENTS = list(Intent)


def _span(first: Intent, last: Intent) -> tuple[Intent, ...]:
    return tuple(_INTENTS[_INTENTS.index(first) : _INTENTS.index(last) + 1])


SAYS: dict[Role, tuple[Intent, ...]] = {
    Role.OPERATOR: (
        *_span(Intent.WHICH_SERVICE, Intent.CONNECTING),
        Intent.THANK,
        Intent.OWN_WORDS,
    ),
    Role.FIRST_HANDLER: (*_span(Intent.THROUGH_TO_POLICE, Intent.CALLS_BACK), Intent.OWN_WORDS),
    Role.CALL_HANDLER: (*_span(Intent.THROUGH_TO_POLICE, Intent.CALLS_BACK), Intent.OWN_WORDS),
    Role.CALLER: (*_span(Intent.WANTS_POLICE, Intent.NOT_TO_CALL), Intent.OWN_WORDS),
    Role.ROOM: (*_span(Intent.WANTS_POLICE, Intent.NOT_TO_CALL), Intent.OWN_WORDS),
}
"""The intents that each speaking role has."""

OTHER_SERVICES = tuple(service for service in Service if service is not Service.POLICE)


@dataclass(frozen=True, slots=True)
class Choice:
    """A kind of act with what its parameters may be."""

    kind: str
    make: type[act.Action]
    values: Mapping[str, tuple[object, ...]] = field(default_factory=dict)
    """Parameters with a closed set, and the set."""
    free: tuple[str, ...] = ()
    """Parameters that are text, numbers or lists: see the type of the act."""

    def sample(self, **given: object) -> act.Action:
        """An act of this kind: what is `given`, else the first of each closed set."""
        first = {name: values[0] for name, values in self.values.items()}
        return self.make(**{**_FILL.get(self.kind, {}), **first, **given})


_FILL: dict[str, dict[str, Any]] = {
    "hand_over": {"heard": ()},
    "pass_details": {"heard": ()},
    "offer_ways": {"ways": ()},
    "set_code": {"code": act.Code(act.AnswerSign(Sign.TAP, 1), act.AnswerSign(Sign.TAP, 2))},
    "ask": {"about": (Topic.CAN_HEAR,)},
    "grade": {"grade": ""},
    "brief_officers": {"topics": ()},
    "offer_incident": {"force": ""},
}
"""What a sample needs besides closed sets."""

_TOLD_APART = {
    "press": "key",
    "make": "sound",
    "say": "intent",
    "connect": "service",
    "end_call": "reason",
    "lose_line": "cause",
}
"""The parameter by which the flow tells acts of one kind apart."""


def _choice(role: Role, make: type[act.Action]) -> Choice:
    values: dict[str, tuple[object, ...]] = {}
    free: list[str] = []
    hints = get_type_hints(make)
    for parameter in fields(make):
        hint = hints[parameter.name]
        if parameter.name == "kind":
            continue
        if isinstance(hint, EnumMeta):
            values[parameter.name] = tuple(hint)
        elif parameter.name == "number":
            values[parameter.name] = get_args(hint)
        else:
            free.append(parameter.name)
    if make is act.Press:
        values["key"], free = KEYS, []
    if make is act.Say:
        values["intent"] = SAYS[role]
    if make is act.BringIn:
        values["service"] = OTHER_SERVICES
    if make is act.EndCall and role is Role.OPERATOR:
        values["reason"] = (Reason.NO_RESPONSE, *(r for r in Reason if r is not Reason.NO_RESPONSE))
    return Choice(get_args(hints["kind"])[0], make, values, tuple(free))


_ACTS: dict[Role, tuple[type[act.Action], ...]] = {
    Role.CALLER: (
        act.Dial, act.Say, act.Tap, act.Cough, act.Press, act.Make, act.StaySilent, act.HangUp,
        act.Lift, act.Answer, act.SendText,
    ),
    Role.ROOM: (act.Make, act.Say, act.TakePhone, act.GiveBack, act.HangUp, act.Answer),
    Role.OPERATOR: (
        act.Answer, act.Say, act.Connect, act.SendToRecording, act.EndCall, act.HandOver,
        act.PassDetails, act.Leave,
    ),
    Role.FIRST_HANDLER: (
        act.Say, act.OfferWays, act.SetCode, act.Ask, act.PassOn, act.EndCall,
    ),
    Role.CALL_HANDLER: (
        act.Answer, act.Say, act.OfferWays, act.SetCode, act.Ask, act.Note, act.Thrive,
        act.ReadLocation, act.Search, act.SetGrade, act.Deploy, act.BringIn, act.Withhold,
        act.CallBack, act.DecideAgainstCallback, act.SendText, act.StartTrace, act.BriefOfficers,
        act.OfferIncident, act.Close, act.EndCall,
    ),
    Role.NETWORK: (act.DeliverLocation, act.LoseLine),
    Role.SYSTEMS: (act.GiveResult,),
    Role.OFFICERS: (act.Arrive,),
    Role.OTHER_FORCE: (act.AcceptIncident,),
}  # fmt: skip

REPERTOIRE: dict[Role, dict[str, Choice]] = {
    role: {choice.kind: choice for choice in (_choice(role, make) for make in makes)}
    for role, makes in _ACTS.items()
}
"""Every kind of act of every role. Who has none here (a voice, a recording) decides nothing."""


def possible(call: Call, role: Role) -> tuple[Choice, ...]:
    """What `role` can do now: each kind, narrowed to the parameters that the flow allows."""
    return tuple(_narrowed(call, role))


def _narrowed(call: Call, role: Role) -> Iterator[Choice]:
    for choice in REPERTOIRE.get(role, {}).values():
        apart = _TOLD_APART.get(choice.kind)
        if apart is None:
            if why_ruled_out(call, role, choice.sample()) is None:
                yield choice
            continue
        allowed = tuple(
            value
            for value in choice.values[apart]
            if why_ruled_out(call, role, choice.sample(**{apart: value})) is None
        )
        if allowed:
            yield Choice(choice.kind, choice.make, {**choice.values, apart: allowed}, choice.free)


def why_ruled_out(call: Call, role: Role, action: act.Action) -> str | None:
    """Why `role` cannot do `action` now; none when it is possible."""
    stimulus = stimulus_of(role, action)
    if stimulus is None:
        return "that role never does this"
    step = call.moves[stimulus]
    return None if isinstance(step, Step) else step


def why_not(call: Call, role: Role, kind: str) -> str | None:
    """Why no act of that kind is possible for `role` now; none when one is.

    Raises:
        KeyError: the role has no such act at all.
    """
    choice = REPERTOIRE[role][kind]
    if any(offered.kind == kind for offered in possible(call, role)):
        return None
    return why_ruled_out(call, role, choice.sample())
