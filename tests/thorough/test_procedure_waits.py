"""After asking for a sound the standing operator leaves at least four seconds, in every call.

Time is erased in the visit, but not from what the operator plans: a plan says how far ahead it
lies, and nothing moves it but a change of mind. So two things are enough, at every step of every
call that they can come into. When a prompt that asks for a sound is over, whatever they plan lies
four seconds ahead or more. And until then nothing changes their mind but what they hear from the
caller or the room, or that the call has gone somewhere else.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

import pytest

from simulator.content.library.library import Library
from simulator.core import acts as do
from simulator.core.call import Procedure, new_call
from simulator.core.instant import Millis
from simulator.core.log import StageEntered
from simulator.core.profile import Profile
from simulator.core.terms import Intent, LineKind, LineStage, Role, Sound, Timer
from simulator.proof.explore.act_classes import Done
from simulator.proof.explore.operator_model import (
    ACTS,
    ErasedSession,
    PoliceAnswer,
    everything_from,
    is_with_police,
    of_first_handler,
    of_nobody,
    of_operator,
)
from simulator.session.agenda import Item
from simulator.session.chance import Chance
from simulator.session.people.first_handler import StandingFirstHandler
from simulator.session.people.simulated_operator import Memory, StandingOperator

pytestmark = [pytest.mark.thorough, pytest.mark.exhaustive]

LIBRARY = Library()
FORCE = LIBRARY.force("generic").force
PROFILES = [loaded.profile for loaded in LIBRARY.profiles()]
FOUR_SECONDS: Millis = 4_000
LINES = (LineKind.MOBILE, LineKind.LANDLINE)
_OVER = do.Finish(Intent.MAKE_A_SOUND)


def operators_session(profile: Profile, kind: LineKind) -> ErasedSession:
    """A call that nobody has dialled, with a standing operator and a force that answers."""
    cast = (
        (StandingOperator(profile, Chance(0, "operator")), of_operator),
        (StandingFirstHandler(profile, FORCE, LIBRARY.questions()), of_first_handler),
        (PoliceAnswer(), of_nobody),
    )
    return ErasedSession(new_call(Procedure.under(profile), kind), profile, cast)


FEW = tuple(
    done
    for done in ACTS
    if done.action.kind in ("dial", "tap", "press", "hang_up", "lift")
    or done.action
    in (do.Make(Sound.SHOUTING), do.Say(Intent.SAYS_MISTAKE), do.Say(Intent.SAYS_YES))
)
"""Enough to meet every rule."""


def moves(here: ErasedSession, acts: Sequence[Done]) -> list[tuple[str, ErasedSession]]:
    """All that can happen now: what is planned, a running timer, or one of the acts."""
    return [
        (f"timer: {cue}" if isinstance(cue, Timer) else f"{cue.role}: {cue.action}", after)
        for cue, after in everything_from(here, acts)
    ]


def plans(session: ErasedSession) -> frozenset[tuple[Millis, str]]:
    """What the operator plans, and how far ahead it lies."""
    own = (item for item in session.plans() if item.role is Role.OPERATOR and _is_theirs(item))
    return frozenset((item.at - session.now, str(item.action)) for item in own)


def _is_theirs(item: Item) -> bool:
    """Whether they planned it, rather than their sentence that will be over."""
    return item.owner is not None


def waits(session: ErasedSession) -> bool:
    """Whether the operator has asked, has decided nothing, and listens."""
    memory: Memory = session.participants[0].memory  # type: ignore[attr-defined]
    undecided = not (memory.settled or memory.asking_again or memory.listening_to)
    return undecided and session.call.situation.line is LineStage.WITH_OPERATOR


def changes_mind(before: ErasedSession, after: ErasedSession) -> bool:
    """Whether plans changed although nothing was heard, nothing done and the stage is the same."""
    news = any(
        entry.actor in (Role.CALLER, Role.ROOM, Role.OPERATOR)
        or isinstance(entry.body, StageEntered)
        for entry in after.log
    )
    return not news and plans(before) != plans(after)


class Hasty(NamedTuple):
    """What came of a visit."""

    states: int
    asked: int
    """After how many steps a sound had been asked for, and nothing was decided."""
    broken: str
    """A step after which the operator does not wait; empty if there is none."""


def visit(profile: Profile, kind: LineKind) -> Hasty:
    """Visit every call of the operator of a profile, and look at every step."""
    begins = operators_session(profile, kind)
    visited = {begins.key}
    queue = deque([begins.fork()])
    asked = 0
    while queue:
        here = queue.popleft()
        if here.outcome is not None or is_with_police(here):
            continue
        for label, after in moves(here, FEW):
            if after.outcome is None and waits(here) and waits(after):
                is_over = any(entry.body == _OVER for entry in after.log)
                asked += is_over
                planned = [ahead for ahead, _ in plans(after)]
                if changes_mind(here, after) or (
                    is_over and min(planned, default=0) < FOUR_SECONDS
                ):
                    return Hasty(len(visited), asked, label)
            if after.key not in visited:
                visited.add(after.key)
                queue.append(after)
    return Hasty(len(visited), asked, "")


@pytest.mark.parametrize("kind", LINES)
@pytest.mark.parametrize("profile", PROFILES, ids=[profile.id for profile in PROFILES])
def test_four_seconds_are_left_after_asking_for_a_sound(
    profile: Profile, kind: LineKind, record_property: Callable[[str, object], None]
) -> None:
    found = visit(profile, kind)
    record_property("count", f"waits, {profile.id}, {kind}: {found.states} states")
    assert found.broken == ""
    prompts = {prompt.intent for prompt in profile.operator.prompts}
    assert bool(found.asked) is (Intent.MAKE_A_SOUND in prompts)


def test_an_operator_in_a_hurry_would_be_found() -> None:
    profile = PROFILES[0]
    prompts = tuple(
        replace(each, wait=3_000) if each.intent is Intent.MAKE_A_SOUND else each
        for each in profile.operator.prompts
    )
    hurried = replace(profile, operator=replace(profile.operator, prompts=prompts))
    assert visit(hurried, LineKind.MOBILE).broken
