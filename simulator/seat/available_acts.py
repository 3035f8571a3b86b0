"""What a seat offers, with a key and why some of it is ruled out now; and the act that is chosen.

The screens and the plain lines show the same offers. Whether an act is possible is the flow's
answer; what is fixed here is only the order, the keys and the words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from simulator.core import acts as do
from simulator.core.call import Call
from simulator.core.describe import handover_words
from simulator.core.log import Entry
from simulator.core.possible_acts import REPERTOIRE, why_ruled_out
from simulator.core.terms import KEYS, IncidentStage, Intent, LineStage, NoteKind, Role
from simulator.knowledge.knowledge import Knowledge
from simulator.seat.act_parameters import CALLER_WORDS, PARAMETERS, Parameter
from simulator.seat.view.act_catalogue import CATALOGUE, ActSpec, Materials


class AvailableAct(NamedTuple):
    """An act that the person in a seat may choose."""

    act: ActSpec
    why_not: str | None
    """Why it is ruled out just now; none when it is possible."""

    @property
    def key(self) -> str:
        """The key that chooses it."""
        return self.act.key

    @property
    def kind(self) -> str:
        """The kind of act."""
        return self.act.kind

    @property
    def label(self) -> str:
        """A few words for it."""
        return self.act.label


def offers(call: Call, role: Role) -> tuple[AvailableAct, ...]:
    """Everything that `role` can ever do, in the seat's order, as things stand in `call`.

    Raises:
        KeyError: nobody can sit in that role.
    """
    return tuple(AvailableAct(act, _why_not(call, role, act)) for act in CATALOGUE[role])


def _why_not(call: Call, role: Role, act: ActSpec) -> str | None:
    """Why no act of this offer is possible; none when one is."""
    choice = REPERTOIRE[role][act.kind]
    why: str | None = None
    for given in act.variants():
        why = why_ruled_out(call, role, choice.sample(**given))
        if why is None:
            return None
    return why


def parameters(
    act: ActSpec, call: Call, role: Role, materials: Materials, knowledge: Knowledge
) -> tuple[Parameter, ...]:
    """What has to be chosen before the act can be done, with what may be chosen now."""
    asked = (PARAMETERS[name](act, materials, knowledge) for name in act.asks)
    return tuple(_narrowed(parameter, act, call, role) for parameter in asked)


def _narrowed(parameter: Parameter, act: ActSpec, call: Call, role: Role) -> Parameter:
    """The parameter with only the options that the flow allows, where it tells them apart."""
    if parameter.name not in act.told_apart:
        return parameter
    choice = REPERTOIRE[role][act.kind]
    allowed = tuple(
        option
        for option in parameter.options
        if why_ruled_out(call, role, choice.sample(**{**act.fixed, parameter.name: option.value}))
        is None
    )
    return parameter._replace(options=allowed)


PHONE_KEYS = frozenset(KEYS)
"""The keys of a phone; each is an offer of its own in the caller's seat."""


# --- what was chosen ------------------------------------------------------------------------------


_PARTS = ("topics", "ruled_out", "markers", "heard", "location")


def act_of(
    role: Role,
    act: ActSpec,
    chosen: Mapping[str, Any],
    materials: Materials,
    heard: Sequence[Entry],
) -> do.Action:
    """The act that was chosen. `chosen` holds a value for each parameter of `act`, by its name.

    `heard` is what the seat has perceived: a note of something heard is about its last sound.
    """
    given = {**act.fixed, **chosen}
    match act.kind:
        case "say":
            given["words"] = given.get("words") or _line(role, given["intent"], materials)
        case "ask":
            topic = given["about"]
            question = materials.questions.topics[topic]
            given |= {"about": (topic,), "form": question.form, "words": question.words}
        case "set_code":
            given["words"] = materials.questions.code_sentence(given["code"])
        case "offer_ways":
            given["ways"] = tuple(given["ways"])
            given["words"] = materials.questions.ways_sentence(given["ways"])
        case "hand_over":
            given["heard"] = tuple(given["heard"])
            given["words"] = handover_words(given["heard"])
        case "pass_details":
            given["heard"] = tuple(given["heard"])
        case "note" if given["note"] is NoteKind.HEARD:
            given["about"] = _last_sound(heard)
        case "brief_officers":
            picked = given.pop("briefing")
            given |= {part: tuple(v for name, v in picked if name == part) for part in _PARTS}
    return REPERTOIRE[role][act.kind].make(**given)


def _line(role: Role, intent: Intent, materials: Materials) -> str:
    if role is Role.CALLER:
        return CALLER_WORDS.get(intent, "")
    return materials.profile.words(intent)


def _last_sound(heard: Sequence[Entry]) -> int | None:
    """The place in the log of the last thing heard from the caller's end."""
    found = (
        entry.seq
        for entry in reversed(heard)
        if entry.actor in (Role.CALLER, Role.ROOM) and entry.body.kind in do.AUDIBLE
    )
    return next(found, None)


def whose_turn(call: Call, operator: Knowledge) -> Role:
    """The operator's until police are rung, and once more to hand over; else the call handler's."""
    if why_ruled_out(call, Role.CALL_HANDLER, do.Answer()) is None:
        return Role.CALL_HANDLER
    police = call.situation.incident is not IncidentStage.NONE
    can_hand_over = why_ruled_out(call, Role.OPERATOR, do.HandOver(())) is None
    if police and call.situation.operator_on_line and can_hand_over and not operator.facts.handover:
        return Role.OPERATOR
    ringing = call.situation.line in (LineStage.CONNECTING_POLICE, LineStage.HELD_CONNECTING)
    return Role.CALL_HANDLER if police and not ringing else Role.OPERATOR
