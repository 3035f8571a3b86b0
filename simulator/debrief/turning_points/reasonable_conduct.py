"""Who is in a call, what they can do, and what they do who play by the procedure.

A flow permits mistakes too. A search for a better end must not count on a mistake of another role,
nor on a caller who does what they cannot. So each move of a role without a person has a condition
here, as a row of a table. Published variants differ; where a profile says otherwise, its pacing
decides.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from simulator.content.scenario.cues import Heard
from simulator.content.scenario.scenario import CallScript
from simulator.core import terms
from simulator.core.acts import stimulus_of
from simulator.core.flow import (
    BACK,
    CONNECTING,
    CUT,
    DIALLED,
    DOWN,
    FIRST,
    HANDLER,
    HELD,
    HELD_C,
    HELD_H,
    IDLE,
    IN_RECORDED_SERVICE,
    MOBILES,
    OPERATOR,
    RECORDING,
)
from simulator.core.flow import SOUND as SOUND_STAGE
from simulator.core.hearing import evidence
from simulator.core.profile import Profile
from simulator.core.stimuli import Stimulus
from simulator.core.table import CallState
from simulator.core.terms import Intent, LineStage, Role, Sign, Term, Timer, Topic, Treatment

S = Stimulus


class Need(Term):
    """What the caller's call was for, by the scenario's facts."""

    POLICE = "police", "the caller needed police"
    OTHER_SERVICE = "other_service", "the caller needed another service"
    MISTAKE = "mistake", "the call was a mistake"


def need_of(facts: Mapping[Topic, str]) -> Need | None:
    """What a call was for; none where the facts do not say."""
    yes = {topic for topic, answer in facts.items() if answer == "yes"}
    if yes & {Topic.NEEDS_POLICE, Topic.IN_DANGER}:
        return Need.POLICE
    if Topic.NEEDS_AMBULANCE in yes:
        return Need.OTHER_SERVICE
    return Need.MISTAKE if Topic.MISTAKE in yes else None


class Invited(Term):
    """Whether somebody has asked the caller for a sign."""

    NOT_YET = "not_yet", "nobody has asked for a sign here"
    NOW = "now", "a sign has just been asked for"
    SPENT = "spent", "a sign was asked for before, and what came of it is known"


class Node(NamedTuple):
    """A call with time erased, and what those on the line can have noticed."""

    situation: CallState
    timers: frozenset[Timer]
    signed: bool = False
    """Whoever has the line has heard a sign, or something else that leaves a concern."""
    spoke: bool = False
    """The caller has spoken to them."""
    invited: Invited = Invited.NOT_YET


class World(NamedTuple):
    """Who is there, and what they can do."""

    need: Need
    persons: frozenset[Role]
    """Where people sit, who may do anything possible."""
    quiet: Treatment
    """What the profile's operator does with a quiet call."""
    passes_on: bool
    """Whether they pass on a call that was lost under doubt."""
    to_operator: frozenset[S]
    """What a scripted caller does when the operator asks for a sound."""
    to_recording: frozenset[S]
    """What a scripted caller does when the recording asks for 55, or for a sound."""
    answers: frozenset[S]
    """How a scripted caller answers closed questions."""
    can_speak: bool
    around: frozenset[S] = frozenset()
    """What goes on around the caller and leaves a concern, whoever hears it."""


def world_of(
    script: CallScript, facts: Mapping[Topic, str], profile: Profile, persons: frozenset[Role]
) -> World | None:
    """The world of one call of a scenario; none where nothing says what the caller needed."""
    need = need_of(facts)
    if need is None:
        return None
    signs = script.answers.by if script.answers else ()
    return World(
        need,
        persons,
        profile.operator.quiet,
        profile.operator.passes_on_doubt,
        _on_hearing(script, Intent.MAKE_A_SOUND),
        _on_hearing(script, Intent.RECORDING_ASKS_FOR_55, Intent.RECORDING_ASKS_FOR_SOUND),
        frozenset(_ANSWERS[sign] for sign in signs),
        facts.get(Topic.CAN_SPEAK) != "no",
        _around(script),
    )


def _around(script: CallScript) -> frozenset[S]:
    """What the scripted room does that leaves a concern: a disturbance, or somebody's words."""
    acts = (*script.background, *(act for step in script.room for act in step.do))
    actions = [action for act in acts for action in act.actions()]
    speaks = any(stimulus_of(Role.ROOM, action) is S.ROOM_SPEAKS for action in actions)
    disturbs = any(evidence(action) is terms.SoundClass.DISTURBANCE for action in actions)
    heard = ((S.ROOM_SPEAKS, speaks), (S.ROOM_SOUNDS, disturbs))
    return frozenset(stimulus for stimulus, goes_on in heard if goes_on)


def _on_hearing(script: CallScript, *intents: Intent) -> frozenset[S]:
    """The signs that a scripted caller gives on hearing one of `intents`."""
    return frozenset(
        stimulus
        for step in script.caller
        if isinstance(step.when, Heard) and step.when.heard in intents
        for act in step.do
        for action in act.actions()
        if (stimulus := stimulus_of(Role.CALLER, action)) in CALLERS_SIGNS
    )


_ANSWERS = {
    Sign.TAP: S.CALLER_MAKES_SOUND,
    Sign.COUGH: S.CALLER_MAKES_SOUND,
    Sign.KEY: S.CALLER_PRESSES_OTHER,
    Sign.SPOKEN: S.CALLER_SPEAKS,
}
CALLERS_SIGNS = (
    S.CALLER_MAKES_SOUND,
    S.CALLER_PRESSES_FIVE,
    S.CALLER_PRESSES_OTHER,
    S.CALLER_SPEAKS,
)
"""What a caller does that can be taken as a sign."""


# --- what each does by the procedure --------------------------------------------------------------

CONCERNS = frozenset((*CALLERS_SIGNS, S.ROOM_SPEAKS))
"""What leaves a concern; of sounds around the caller only a disturbance does [P1 P7 G2]."""
KEY_TONES = frozenset({S.CALLER_PRESSES_FIVE, S.CALLER_PRESSES_OTHER})
"""A key tone is an answer once a sign has been asked for, not before [P1 P4]."""
INVITES = frozenset(
    {S.OPERATOR_ASKS_SOUND, S.HANDLER_ASKS, S.HANDLER_OFFERS_WAYS, S.FIRST_HANDLER_SPEAKS}
)
"""What asks the caller for a sign."""
FRESH_EARS = frozenset({FIRST, HANDLER})
"""Where somebody has the line who has heard nothing of the call so far [P5]."""

When = Callable[[Node, World], bool]


class Habit(NamedTuple):
    """What somebody does who plays by the procedure."""

    at: tuple[LineStage, ...]
    does: S
    when: When
    because: str
    """Source codes, or the word assumption."""


def _always(_node: Node, _world: World) -> bool:
    return True


def _wants_police(node: Node, world: World) -> bool:
    return world.need is not Need.MISTAKE and node.signed


def _quiet_goes_to_police(node: Node, world: World) -> bool:
    return world.quiet is Treatment.POLICE or node.situation.kind not in MOBILES


def _spoken_mistake(node: Node, world: World) -> bool:
    return world.need is Need.MISTAKE and node.spoke


def _scripted_sign(node: Node, _world: World) -> bool:
    return node.invited is Invited.NOW


def _asked_for_55(node: Node, _world: World) -> bool:
    return node.situation.asked


def _goes_on_around(sound: S) -> When:
    return lambda node, world: sound in world.around and not node.signed


HABITS = (
    Habit((IDLE,), S.CALLER_DIALS, _always, "G1"),
    Habit((DIALLED,), S.OPERATOR_ANSWERS, _always, "G1 G5"),
    Habit((OPERATOR,), S.OPERATOR_ASKS_SOUND, lambda n, _: not n.signed, "P4 N6"),
    Habit((OPERATOR,), S.OPERATOR_CONNECTS_POLICE, _wants_police, "P1 P4 N6"),
    Habit((OPERATOR,), S.OPERATOR_CONNECTS_POLICE, _quiet_goes_to_police, "N5 W1 P1"),
    Habit(
        (OPERATOR,),
        S.OPERATOR_CONNECTS_OTHER,
        lambda n, w: w.need is Need.OTHER_SERVICE and n.spoke,
        "G1",
    ),
    Habit((OPERATOR,), S.OPERATOR_SENDS, lambda n, _: not n.signed, "P2 N1 N2 N3"),
    Habit((OPERATOR,), S.OPERATOR_ENDS_MISTAKE, _spoken_mistake, "P4 N6"),
    Habit((BACK, HELD), S.OPERATOR_CONNECTS_POLICE, _always, "P6 N5 W1"),
    Habit(
        (CUT,),
        S.OPERATOR_PASSES_DETAILS,
        lambda n, w: n.signed and w.passes_on and w.need is not Need.MISTAKE,
        "P15 P16 O1",
    ),
    Habit((FIRST,), S.FIRST_HANDLER_SPEAKS, lambda n, _: not n.signed, "P7"),
    Habit((FIRST,), S.FIRST_HANDLER_PASSES_ON, _wants_police, "P7"),
    Habit((CONNECTING, HELD_C), S.HANDLER_ANSWERS, _always, "G8 G9"),
    Habit((HANDLER,), S.HANDLER_ASKS, lambda n, _: not n.signed, "P2 P5"),
    Habit((HANDLER, HELD_H, DOWN), S.HANDLER_DEPLOYS, _wants_police, "H1 H7b"),
    Habit((HANDLER,), S.HANDLER_CLOSES, _spoken_mistake, "N13 P15"),
    # Whoever has just answered hears the room for themselves.
    *(
        Habit((FIRST, HANDLER), sound, _goes_on_around(sound), "P1 P7 G2")
        for sound in (S.ROOM_SPEAKS, S.ROOM_SOUNDS)
    ),
    # A caller who follows a script: only what is in it, and only when it is asked for.
    *(Habit((RECORDING,), sign, _asked_for_55, "P2 N1 F1") for sign in CALLERS_SIGNS),
    *(Habit((SOUND_STAGE,), sign, _always, "N9") for sign in CALLERS_SIGNS),
    *(
        Habit((stage,), sign, _scripted_sign, "P1 P4 P5")
        for stage in (OPERATOR, FIRST, HANDLER)
        for sign in CALLERS_SIGNS
    ),
)
"""What each does, and when, who is no person at a screen."""

_BY_STAGE: dict[LineStage, dict[S, list[When]]] = {}
for _habit in HABITS:
    for _stage in _habit.at:
        _BY_STAGE.setdefault(_stage, {}).setdefault(_habit.does, []).append(_habit.when)

_POLICE_ASK = frozenset({FIRST, HANDLER})
_RECORDED = frozenset(IN_RECORDED_SERVICE)


def _able(line: LineStage, world: World) -> frozenset[S]:
    """The signs that a scripted caller gives to whoever has the line."""
    if line in _POLICE_ASK:
        return world.answers
    return world.to_recording if line in _RECORDED else world.to_operator


def in_character(node: Node, stimulus: S, world: World) -> bool:
    """Whether somebody who plays by the procedure, or follows the script, may do this here."""
    line = node.situation.line
    if stimulus in CALLERS_SIGNS and stimulus not in _able(line, world):
        return False
    habits = _BY_STAGE.get(line, {}).get(stimulus, ())
    return any(when(node, world) for when in habits)


PERSON_MAY: dict[Role, tuple[S, ...]] = {
    Role.CALLER: (
        S.CALLER_DIALS, S.CALLER_MAKES_SOUND, S.CALLER_PRESSES_FIVE, S.CALLER_SPEAKS,
        S.CALLER_LIFTS, S.CALLER_ANSWERS,
    ),
    Role.OPERATOR: (
        S.OPERATOR_ANSWERS, S.OPERATOR_ASKS_SOUND, S.OPERATOR_CONNECTS_POLICE, S.OPERATOR_SENDS,
        S.OPERATOR_PASSES_DETAILS,
    ),
    Role.CALL_HANDLER: (
        S.HANDLER_ANSWERS, S.HANDLER_ASKS, S.HANDLER_OFFERS_WAYS, S.HANDLER_DEPLOYS,
        S.HANDLER_CALLS_BACK,
    ),
}  # fmt: skip
"""What a person in a seat may do otherwise, besides what the procedure asks for.

Nothing that would be untrue (a mistake that nobody confirmed) or would send a caller to somebody
whom they did not need. A caller may speak only where they can.
"""
