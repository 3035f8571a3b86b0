"""From an offer and what was chosen with it to the act itself, in the words that are spoken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from simulator.core import acts as do
from simulator.core.describe import plain
from simulator.core.log import Entry
from simulator.core.repertoire import REPERTOIRE
from simulator.core.terms import Intent, NoteKind, Role
from simulator.seat.parameters import CALLER_WORDS
from simulator.seat.view.catalogue import Act
from simulator.seat.view.materials import Materials

_PARTS = ("topics", "ruled_out", "markers", "heard", "location")


def act_of(
    role: Role,
    act: Act,
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
            told = ", ".join(plain(reported).partition(";")[0] for reported in given["heard"])
            given["words"] = f"Operator to police. I have: {told or 'nothing to report'}."
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
