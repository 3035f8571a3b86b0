"""Available acts of a seat, as the flow decides, and the core act that a choice makes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from simulator.core import acts as do
from simulator.core.call import Call
from simulator.core.handover_sentence import handover_words
from simulator.core.log import Entry
from simulator.core.possible_acts import REPERTOIRE, why_ruled_out
from simulator.core.terms import IncidentStage, LineStage, NoteKind, Role
from simulator.knowledge.knowledge import Knowledge
from simulator.seat.act_parameters import CALLER_WORDS, Option, Parameter, parameter
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
    sample = REPERTOIRE[role][act.kind].sample
    reasons = [why_ruled_out(call, role, sample(**given)) for given in act.variants()]
    return None if None in reasons else reasons[-1]


def parameters(
    act: ActSpec, call: Call, role: Role, materials: Materials, knowledge: Knowledge
) -> tuple[Parameter, ...]:
    """Return the parameters of an act with the options that are possible now."""
    sample = REPERTOIRE[role][act.kind].sample

    def possible(name: str, option: Option) -> bool:
        given = {**act.fixed, name: option.value}
        return name not in act.distinguishing or why_ruled_out(call, role, sample(**given)) is None

    asked = (parameter(name, act, materials, knowledge) for name in act.asks)
    return tuple(
        each._replace(options=tuple(o for o in each.options if possible(each.name, o)))
        for each in asked
    )


Chosen = Mapping[str, Any]
"""The chosen values of an act's parameters, by name."""
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
    questions = materials.questions
    match act.kind:
        case "say":
            given["intent"] = given.pop("speech", None) or given["intent"]
            words = materials.profile.words
            given["words"] = (CALLER_WORDS.get if role is Role.CALLER else words)(given["intent"])
        case "ask":
            topic = given["about"]
            question = questions.topics[topic]
            given |= {"about": (topic,), "form": question.form, "words": question.words}
        case "set_code":
            given["words"] = questions.code_sentence(given["code"])
        case "offer_ways":
            given["ways"] = tuple(given["ways"])
            given["words"] = questions.ways_sentence(given["ways"])
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


def _last_sound(heard: Sequence[Entry]) -> int | None:
    """Return the `seq` of the last sound from the caller's end."""
    ends = (Role.CALLER, Role.ROOM)
    sounds = (e.seq for e in reversed(heard) if e.actor in ends and e.body.kind in do.AUDIBLE)
    return next(sounds, None)


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
