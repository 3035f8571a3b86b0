"""The first lesson: a call that rings at once, in which each step asks for one thing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from simulator.content.library.library import Library
from simulator.core.terms import Intent, Role, Topic
from simulator.knowledge.facts import Lookup, Stamp
from simulator.knowledge.knowledge import Knowledge
from simulator.seat.run_choices import seat_of, setup_for
from simulator.session.run.live_run import RunSetup

SCENARIO, SEAT, ROLE = "evening-in-the-office", "call_handler", Role.CALL_HANDLER
"""The call of the lesson, and who takes it: level 1, and nobody is hurt."""


def lesson_setup(library: Library) -> RunSetup:
    """Return the setup of the lesson's call."""
    scenario = library.scenario(SCENARIO).scenario
    return setup_for(library, scenario, seat_of((ROLE,)))


class LessonStep(NamedTuple):
    """One thing to do."""

    says: str
    """What to do; a name in braces is a key, as each front end writes it."""
    done: Callable[[Knowledge], bool]


STEPS = (
    LessonStep("The phone rings. Answer: {answer}.", lambda k: k.at(Stamp.ANSWERED) is not None),
    LessonStep(
        "The operator says what they heard. Say who you are: {police}.",
        lambda k: Intent.THROUGH_TO_POLICE in k.facts.said,
    ),
    LessonStep(
        "The caller may not be able to speak. Name two ways to answer: /name word tap, then Enter.",
        lambda k: bool(k.facts.ways),
    ),
    LessonStep(
        "Read where the phone is: /read aml, then Enter. (AML is the phone's own position, EISEC "
        "what the network knows of the number.)",
        lambda k: bool(k.facts.read),
    ),
    LessonStep(
        "See what police know of the number: /search, then Enter.",
        lambda k: k.facts.search is not Lookup.NONE,
    ),
    LessonStep(
        "Agree what a tap means: /code, then Enter, and choose one.",
        lambda k: k.facts.code_signs is not None,
    ),
    LessonStep(
        "Test it with a question whose answer is yes: ?can you hear, then Enter. Wait for it.",
        lambda k: k.facts.of(Topic.CAN_HEAR).asked > 0,
    ),
    LessonStep(
        "A tap is a yes; silence may be a no. Ask first who can hear: ?alone, Enter; give it 4 s.",
        lambda k: k.facts.of(Topic.ALONE_TO_TALK).asked > 0,
    ),
    LessonStep(
        "Log what you hear, in your words: # and the sound, such as #steps, then Enter.",
        lambda k: any(use.noted for use in k.facts.heard.values()),
    ),
    LessonStep(
        "Grade it: /grade, then Enter. The reason is what you know, or that doubt remains. "
        "(THRIVE is six headings for it, from threat to engagement.)",
        lambda k: bool(k.facts.grade),
    ),
    LessonStep("Send officers, for a true reason: /send, then Enter.", lambda k: k.facts.sent),
)
"""What a first call needs, in its order [P1 B01 B02 H1 H7b]; the steps are ours (assumption)."""
DONE = "That was your first call. Stay with the caller; or see how it went so far: {leave}."


class Lesson:
    """Where a trainee is in the lesson. A step that was done once stays done."""

    def __init__(self) -> None:
        """Begin with the first step."""
        self._place = 0

    def now(self, knowledge: Knowledge, keys: Mapping[str, str]) -> str:
        """Return what to do now; `keys` has the words for each name in braces."""
        while self._place < len(STEPS) and STEPS[self._place].done(knowledge):
            self._place += 1
        if self._place == len(STEPS):
            return DONE.format_map(keys)
        says = STEPS[self._place].says.format_map(keys)
        return f"Step {self._place + 1} of {len(STEPS)}. {says}"
