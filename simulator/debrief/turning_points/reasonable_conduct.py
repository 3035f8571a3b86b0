"""Reasonable conduct: a table of what each role does that follows the procedure.

The flow permits mistakes too. A search for a better outcome must not rely on the mistake of
another role, nor on an act that the caller can't do. So every act of a simulated role has a
condition here. Where published variants differ, the profile decides.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from simulator.content.scenario.cues import Heard
from simulator.content.scenario.scenario import CallScript
from simulator.core import flow, terms
from simulator.core.acts import stimulus_of
from simulator.core.hearing import evidence
from simulator.core.profile import Profile
from simulator.core.stimuli import Stimulus
from simulator.core.table import CallState
from simulator.core.terms import Intent, LineStage, Role, Sign, Term, Timer, Topic, Treatment

S = Stimulus


class Need(Term):
    """What the caller needed, by the scenario's facts."""

    POLICE = "police", "the caller needed police"
    OTHER_SERVICE = "other_service", "the caller needed another service"
    MISTAKE = "mistake", "the call was a mistake"


def need_of(facts: Mapping[Topic, str]) -> Need | None:
    """Return what the caller needed, or None if the facts don't say."""
    yes = {topic for topic, answer in facts.items() if answer == "yes"}
    if yes & {Topic.NEEDS_POLICE, Topic.IN_DANGER}:
        return Need.POLICE
    if Topic.NEEDS_AMBULANCE in yes:
        return Need.OTHER_SERVICE
    return Need.MISTAKE if Topic.MISTAKE in yes else None


class Invited(Term):
    """Whether the caller was asked for a sign."""

    NOT_YET = "not_yet", "no sign was asked for"
    NOW = "now", "a sign has just been asked for"
    SPENT = "spent", "a sign was asked for, and the answer is known"


class Node(NamedTuple):
    """An untimed state of a call, and what the listener can have noticed."""

    state: CallState
    timers: frozenset[Timer]
    concern: bool = False
    """Whether the listener has a reason for concern, such as a sign."""
    spoke: bool = False
    """Whether the caller has spoken to the listener."""
    invited: Invited = Invited.NOT_YET


class ConductContext(NamedTuple):
    """What the roles of one call need and can do."""

    need: Need
    trainees: frozenset[Role]
    """Seats of trainees; see `TRAINEE_MAY`."""
    quiet: Treatment
    """What the profile's operator does with a quiet call."""
    passes_on: bool
    """Whether the profile's operator passes on a doubtful call that was cut off."""
    to_operator: frozenset[S]
    """The scripted caller's acts when the operator asks for a sound."""
    to_recording: frozenset[S]
    """The scripted caller's acts when the recording asks for 55 or for a sound."""
    answers: frozenset[S]
    """The scripted caller's ways to answer closed questions."""
    can_speak: bool
    around: frozenset[S] = frozenset()
    """Sounds of the surroundings that give reason for concern."""


def conduct_context(
    script: CallScript, facts: Mapping[Topic, str], profile: Profile, trainees: frozenset[Role]
) -> ConductContext | None:
    """Return the context of one call of a scenario, or None if its need is unknown."""
    need = need_of(facts)
    if need is None:
        return None
    signs = script.answers.by if script.answers else ()
    return ConductContext(
        need,
        trainees,
        profile.operator.quiet,
        profile.operator.passes_on_doubt,
        _on_hearing(script, Intent.MAKE_A_SOUND),
        _on_hearing(script, Intent.RECORDING_ASKS_FOR_55, Intent.RECORDING_ASKS_FOR_SOUND),
        frozenset(_ANSWERS[sign] for sign in signs),
        facts.get(Topic.CAN_SPEAK) != "no",
        _around(script),
    )


def _around(script: CallScript) -> frozenset[S]:
    """Return the scripted surroundings' acts that give reason for concern."""
    acts = (*script.background, *(act for step in script.room for act in step.do))
    actions = [action for act in acts for action in act.actions()]
    speaks = any(stimulus_of(Role.ROOM, action) is S.ROOM_SPEAKS for action in actions)
    disturbs = any(evidence(action) is terms.SoundClass.DISTURBANCE for action in actions)
    heard = ((S.ROOM_SPEAKS, speaks), (S.ROOM_SOUNDS, disturbs))
    return frozenset(stimulus for stimulus, goes_on in heard if goes_on)


def _on_hearing(script: CallScript, *intents: Intent) -> frozenset[S]:
    """Return the signs that a scripted caller gives on hearing one of `intents`."""
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
"""Acts of a caller that can be taken as a sign."""


# --- the table ------------------------------------------------------------------------------------

CONCERNS = frozenset((*CALLERS_SIGNS, S.ROOM_SPEAKS))
"""Reasons for concern; of the surroundings' sounds, only a disturbance is one [P1 P7 G2]."""
KEY_TONES = frozenset({S.CALLER_PRESSES_FIVE, S.CALLER_PRESSES_OTHER})
"""Key tones: a sign only after a sign was asked for [P1 P4]."""
INVITES = frozenset(
    {S.OPERATOR_ASKS_SOUND, S.HANDLER_ASKS, S.HANDLER_OFFERS_WAYS, S.FIRST_HANDLER_SPEAKS}
)
"""Acts that ask the caller for a sign."""
NEW_LISTENERS = frozenset({flow.FIRST, flow.HANDLER})
"""Stages at which a new listener has heard nothing of the call so far [P5]."""

When = Callable[[Node, ConductContext], bool]


class ConductRow(NamedTuple):
    """One act that follows the procedure."""

    at: tuple[LineStage, ...]
    does: S
    when: When
    because: str
    """Source codes, or the word assumption."""


def _always(_node: Node, _context: ConductContext) -> bool:
    return True


def _wants_police(node: Node, context: ConductContext) -> bool:
    return context.need is not Need.MISTAKE and node.concern


def _quiet_goes_to_police(node: Node, context: ConductContext) -> bool:
    return context.quiet is Treatment.POLICE or node.state.kind not in flow.MOBILES


def _spoken_mistake(node: Node, context: ConductContext) -> bool:
    return context.need is Need.MISTAKE and node.spoke


def _goes_on_around(sound: S) -> When:
    return lambda node, context: sound in context.around and not node.concern


CONDUCT = (
    ConductRow((flow.IDLE,), S.CALLER_DIALS, _always, "G1"),
    ConductRow((flow.DIALLED,), S.OPERATOR_ANSWERS, _always, "G1 G5"),
    ConductRow((flow.OPERATOR,), S.OPERATOR_ASKS_SOUND, lambda n, _: not n.concern, "P4 N6"),
    ConductRow((flow.OPERATOR,), S.OPERATOR_CONNECTS_POLICE, _wants_police, "P1 P4 N6"),
    ConductRow((flow.OPERATOR,), S.OPERATOR_CONNECTS_POLICE, _quiet_goes_to_police, "N5 W1 P1"),
    ConductRow(
        (flow.OPERATOR,),
        S.OPERATOR_CONNECTS_OTHER,
        lambda n, w: w.need is Need.OTHER_SERVICE and n.spoke,
        "G1",
    ),
    ConductRow((flow.OPERATOR,), S.OPERATOR_SENDS, lambda n, _: not n.concern, "P2 N1 N2 N3"),
    ConductRow((flow.OPERATOR,), S.OPERATOR_ENDS_MISTAKE, _spoken_mistake, "P4 N6"),
    ConductRow((flow.BACK, flow.HELD), S.OPERATOR_CONNECTS_POLICE, _always, "P6 N5 W1"),
    ConductRow(
        (flow.CUT,),
        S.OPERATOR_PASSES_DETAILS,
        lambda n, w: n.concern and w.passes_on and w.need is not Need.MISTAKE,
        "P15 P16 O1",
    ),
    ConductRow((flow.FIRST,), S.FIRST_HANDLER_SPEAKS, lambda n, _: not n.concern, "P7"),
    ConductRow((flow.FIRST,), S.FIRST_HANDLER_PASSES_ON, _wants_police, "P7"),
    ConductRow((flow.CONNECTING, flow.HELD_C), S.HANDLER_ANSWERS, _always, "G8 G9"),
    ConductRow((flow.HANDLER,), S.HANDLER_ASKS, lambda n, _: not n.concern, "P2 P5"),
    ConductRow((flow.HANDLER, flow.HELD_H, flow.DOWN), S.HANDLER_DEPLOYS, _wants_police, "H1 H7b"),
    ConductRow((flow.HANDLER,), S.HANDLER_CLOSES, _spoken_mistake, "N13 P15"),
    # A new listener hears the surroundings as well.
    *(
        ConductRow((flow.FIRST, flow.HANDLER), sound, _goes_on_around(sound), "P1 P7 G2")
        for sound in (S.ROOM_SPEAKS, S.ROOM_SOUNDS)
    ),
    # A scripted caller acts only when asked; `_scripted_signs` gives the acts.
    *(
        ConductRow((flow.RECORDING,), sign, lambda n, _: n.state.asked, "P2 N1 F1")
        for sign in CALLERS_SIGNS
    ),
    *(ConductRow((flow.SOUND,), sign, _always, "N9") for sign in CALLERS_SIGNS),
    *(
        ConductRow((stage,), sign, lambda n, _: n.invited is Invited.NOW, "P1 P4 P5")
        for stage in (flow.OPERATOR, flow.FIRST, flow.HANDLER)
        for sign in CALLERS_SIGNS
    ),
)
"""The conduct of every role that no trainee plays."""

_BY_STAGE: dict[LineStage, dict[S, list[When]]] = {}
for _row in CONDUCT:
    for _stage in _row.at:
        _BY_STAGE.setdefault(_stage, {}).setdefault(_row.does, []).append(_row.when)

_POLICE_ASK = frozenset({flow.FIRST, flow.HANDLER})
_RECORDED = frozenset(flow.IN_RECORDED_SERVICE)


def _scripted_signs(line: LineStage, context: ConductContext) -> frozenset[S]:
    if line in _POLICE_ASK:
        return context.answers
    return context.to_recording if line in _RECORDED else context.to_operator


def is_reasonable(node: Node, stimulus: S, context: ConductContext) -> bool:
    """Return whether an act follows the procedure, or the caller's script, in this state."""
    line = node.state.line
    if stimulus in CALLERS_SIGNS and stimulus not in _scripted_signs(line, context):
        return False
    return any(when(node, context) for when in _BY_STAGE.get(line, {}).get(stimulus, ()))


TRAINEE_MAY: dict[Role, tuple[S, ...]] = {
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
"""Further acts of a trainee, besides those that the procedure asks for.

Left out are acts that would be untrue (an unconfirmed mistake) or connect a service that the caller
didn't need. A caller may speak only if they can.
"""
