"""What stands at the top of a file that was made of a played call: how, and what it is without."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from textwrap import wrap
from typing import Any

from simulator.content.checks.references import leaves
from simulator.core.terms import Role
from simulator.session.run.diff import Compared
from simulator.session.run.live import Setup

_WIDTH = 96
_AS_STEPS = {
    "room": "what the room did stands as steps, if it did anything",
    "background": "its sounds stand as steps of the room",
    "overheard": "what somebody did who overheard stands as a step of the room",
    "answers": "each answer stands as a step, so no other question is answered",
    "expect": "what had to hold was written for the other call",
    "expect_by_profile": "what had to hold was written for the other call",
    "exactly": "its acts were those of another call",
    "outcomes": "how it ends was known for the other call",
}
"""Why a key of the scenario is not in the file."""
_AS_USUAL = "whoever sits there is played as usual"


def remarks(
    setup: Setup,
    *,
    by_instant: bool,
    without: Collection[str],
    points: int,
    words: int,
    again: Compared,
) -> list[str]:
    """The remarks, in lines.

    `without` names the keys that the record replaces, `points` counts the decision points to which
    this call did not come, `words` the utterances whose words were left out, and `again` says how
    the file, when played as the record was, differs from it.
    """
    played = f"profile {setup.profile.id}, force {setup.force.id}, seed {setup.seed}"
    told = [f"A call of {setup.scenario.id} as it was played: {played}."]
    told.append(
        "Every act stands with its instant, and nobody reacts to anything."
        if by_instant
        else "What the caller and the room did hangs on the cue before it, with its pause."
    )
    told += _left_out(without)
    if points:
        noun = "decision point" if points == 1 else "decision points"
        told.append(f"Left out: {points} {noun}, since this call did not come to it.")
    if words:
        told.append(
            "Words that a person chose themselves are left out; as many stand in their place as "
            "take the same time."
        )
    told.append(_again(setup.seats, again, by_instant=by_instant))
    return [line for each in told for line in wrap(each, _WIDTH)]


def _left_out(without: Collection[str]) -> Iterator[str]:
    for key, why in _AS_STEPS.items():
        if key in without:
            yield f"Left out: {key}; {why}."
    for role in (Role.OPERATOR, Role.CALL_HANDLER):
        if role.value in without:
            yield f"Left out: the steps of {role.value}; {_AS_USUAL}."


def _again(seats: Sequence[Role], again: Compared, *, by_instant: bool) -> str:
    if not again.differences:
        return "Played again as it was, it is the same call, entry by entry."
    number, others = len(again.differences), [seat for seat in seats if seat is not Role.CALLER]
    why = "this version plays somebody otherwise than the one that recorded it"
    if by_instant:
        why = "what different people did in one instant may come in another order"
    if others and not by_instant:
        named = " and ".join(seat.value.replace("_", " ") for seat in others)
        why = (
            f"the {named} was a person then, and is played as usual now "
            "(record-to-scenario --exactly writes every act with its instant)"
        )
    return (
        f"Played again as it was, it goes through the same stages, but {number} entries come "
        f"otherwise: {why}."
    )


def without_unused_names(plain: dict[str, Any]) -> dict[str, Any]:
    """Names that were made up for words that are left out now are in the list no more."""
    texts = [str(text) for _, text in leaves({**plain, "invented": ()})]
    names = [name for name in plain.get("invented", ()) if any(name in text for text in texts)]
    kept = {key: value for key, value in plain.items() if key != "invented"}
    return {**kept, "invented": names} if names else kept
