"""Available acts of a seat, as the flow decides, and the core act that a choice makes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from simulator.core import acts as do
from simulator.core.call import Call
from simulator.core.handover_sentence import handover_words
from simulator.core.log import Entry
from simulator.core.possible_acts import REPERTOIRE, why_ruled_out
from simulator.core.terms import KEYS, IncidentStage, Intent, LineStage, NoteKind, Role
from simulator.knowledge.knowledge import Knowledge
from simulator.seat.act_parameters import CALLER_WORDS, Parameter, parameter
from simulator.seat.typed_words import TypedReading
from simulator.seat.view.act_catalogue import CATALOGUE, ActSpec, Materials


class AvailableAct(NamedTuple):
    """An act of a seat, with the reason if it isn't possible now."""

    act: ActSpec
    disabled_reason: str | None
    """None if the act is possible."""

    @property
    def key(self) -> str:
        """The key for the act."""
        return self.act.key

    @property
    def kind(self) -> str:
        """The kind of the act."""
        return self.act.kind

    @property
    def label(self) -> str:
        """The label of the act."""
        return self.act.label


def available_acts(call: Call, role: Role) -> tuple[AvailableAct, ...]:
    """Return all acts of a role's catalogue, in its order, with their reasons if not possible."""
    return tuple(AvailableAct(act, _disabled_reason(call, role, act)) for act in CATALOGUE[role])


def _disabled_reason(call: Call, role: Role, act: ActSpec) -> str | None:
    """Return None if any variant of the act is possible, else the last variant's reason."""
    choice = REPERTOIRE[role][act.kind]
    reason: str | None = None
    for given in act.variants():
        reason = why_ruled_out(call, role, choice.sample(**given))
        if reason is None:
            return None
    return reason


def parameters(
    act: ActSpec, call: Call, role: Role, materials: Materials, knowledge: Knowledge
) -> tuple[Parameter, ...]:
    """Return the parameters of an act with the options that are possible now."""
    asked = (parameter(name, act, materials, knowledge) for name in act.asks)
    return tuple(_narrowed(each, act, call, role) for each in asked)


def _narrowed(each: Parameter, act: ActSpec, call: Call, role: Role) -> Parameter:
    """Drop the options that the flow rules out."""
    if each.name not in act.distinguishing:
        return each
    sample = REPERTOIRE[role][act.kind].sample
    allowed = (
        option
        for option in each.options
        if why_ruled_out(call, role, sample(**{**act.fixed, each.name: option.value})) is None
    )
    return each._replace(options=tuple(allowed))


PHONE_KEYS = frozenset(KEYS)
"""Keys of the phone; the caller's seat has one act for each."""


_PARTS = ("topics", "ruled_out", "markers", "heard", "location", "unknown")


def acts_of(
    role: Role,
    act: ActSpec,
    chosen: Mapping[str, Any],
    materials: Materials,
    heard: Sequence[Entry],
) -> tuple[do.Action, ...]:
    """Return what a choice does: one act, or what typed words say one after the other."""
    speech = chosen.get("speech")
    if isinstance(speech, TypedReading):
        return speech.actions
    return (act_of(role, act, chosen, materials, heard),)


def act_of(
    role: Role,
    act: ActSpec,
    chosen: Mapping[str, Any],
    materials: Materials,
    heard: Sequence[Entry],
) -> do.Action:
    """Return the core act for a complete choice; a note on a sound means the last in `heard`."""
    given = {**act.fixed, **chosen}
    match act.kind:
        case "say":
            given["intent"] = given.pop("speech", None) or given["intent"]
            given["words"] = _line(role, given["intent"], materials)
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
    """Return the `seq` of the last sound from the caller's end."""
    found = (
        entry.seq
        for entry in reversed(heard)
        if entry.actor in (Role.CALLER, Role.ROOM) and entry.body.kind in do.AUDIBLE
    )
    return next(found, None)


def whose_turn(call: Call, operator: Knowledge) -> Role:
    """Return who acts next: the operator until police are rung and to hand over, else police."""
    if why_ruled_out(call, Role.CALL_HANDLER, do.Answer()) is None:
        return Role.CALL_HANDLER
    police = call.situation.incident is not IncidentStage.NONE
    can_hand_over = why_ruled_out(call, Role.OPERATOR, do.HandOver(())) is None
    if police and call.situation.operator_on_line and can_hand_over and not operator.facts.handover:
        return Role.OPERATOR
    ringing = call.situation.line in (LineStage.CONNECTING_POLICE, LineStage.HELD_CONNECTING)
    return Role.CALL_HANDLER if police and not ringing else Role.OPERATOR
