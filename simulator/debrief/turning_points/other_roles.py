"""Who is in a call and what they can do, as a search for other ways through it needs to know."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from simulator.content.scenario.cues import Heard
from simulator.content.scenario.scenario import CallScript
from simulator.core.acts import stimulus_of
from simulator.core.hearing import evidence
from simulator.core.profile import Profile
from simulator.core.rules import Situation
from simulator.core.stimuli import Stimulus
from simulator.core.terms import Evidence, Intent, Role, Sign, Term, Timer, Topic, Treatment

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

    situation: Situation
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
    disturbs = any(evidence(action) is Evidence.DISTURBANCE for action in actions)
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
