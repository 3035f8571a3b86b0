"""The first lesson: a call that rings at once, in which each step asks for one thing."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from simulator.content.library.library import Library
from simulator.core.terms import Intent, Role, Topic
from simulator.knowledge.answers import AnswerState
from simulator.knowledge.judgements import table as j
from simulator.knowledge.judgements.families import said
from simulator.knowledge.judgements.judgement import FactJudgement
from simulator.knowledge.knowledge import Knowledge
from simulator.seat.run_choices import LESSON, seat_of, setup_for
from simulator.session.run.live_run import RunSetup

ROLE = Role.CALL_HANDLER
"""Who takes the call of the lesson."""


def lesson_setup(library: Library) -> RunSetup:
    """Return the setup of the lesson's call."""
    scenario = library.scenario(LESSON[0]).scenario
    return setup_for(library, scenario, seat_of((ROLE,)))


class LessonStep(NamedTuple):
    """One thing to do."""

    says: str
    """What to do; a name in braces is a key, as each front end writes it."""
    done: Callable[[Knowledge], bool]


def _so(judgement: FactJudgement) -> Callable[[Knowledge], bool]:
    return lambda k: judgement.holds(k.facts)


def _answered(topic: Topic) -> Callable[[Knowledge], bool]:
    """Return whether a question had an answer, or was asked a second time."""
    return lambda k: (
        k.facts.answer(topic) not in (None, AnswerState.ASKED) or (k.facts.of(topic).asked > 1)
    )


STEPS = (
    LessonStep("The phone rings, and waits for you. Answer: {answer}.", _so(j.answered)),
    LessonStep(
        "The operator says what they heard. Say who you are: {police}.",
        _so(said(Intent.THROUGH_TO_POLICE)),
    ),
    LessonStep(
        "The operator heard a key. Name ways to answer, that one first: /name key word tap, Enter.",
        _so(~j.no_ways),
    ),
    LessonStep(
        "Read where the phone is: /read aml, then Enter. (AML is the phone's own position, EISEC "
        "what the network knows of the number.)",
        lambda k: bool(k.facts.read),
    ),
    LessonStep("See what police know of the number: /search, then Enter.", _so(~j.search_open)),
    LessonStep(
        "Agree what a sign means, with one that this caller has used: /code key, then Enter.",
        _so(j.code_stated),
    ),
    LessonStep(
        "Test it with a question whose answer is yes: ?can you hear, Enter. Until a yes comes no "
        "answer counts: after 6 seconds without one, ask it again.",
        _so(j.code_tested),
    ),
    LessonStep(
        "That was a yes, so the code counts. Log what you heard: # and the sound, such as #a key, "
        "then Enter.",
        lambda k: any(use.noted for use in k.facts.heard.values()),
    ),
    LessonStep(
        "Ask who can hear: ?alone, Enter. Wait for the answer; after 6 seconds, ask once more.",
        _answered(Topic.ALONE_TO_TALK),
    ),
    LessonStep(
        "Ask about danger: ?danger, Enter. One question at a time: wait, then ask once more.",
        _answered(Topic.IN_DANGER),
    ),
    LessonStep(
        "Grade it now, before the next question: /grade, then Enter. The reason is what you know, "
        "or that doubt remains. (THRIVE's six headings help.)",
        _so(j.graded),
    ),
    LessonStep("Send officers, for a true reason: /send, then Enter.", _so(j.sent)),
    LessonStep("Ask about injuries: ?hurt, Enter. Wait again.", _answered(Topic.INJURED)),
    LessonStep(
        "Brief them: /brief, then Enter. Choose all that they need to know.", _so(j.briefed)
    ),
    LessonStep(
        "Another person may hear, so officers stay unsaid. Log that: /not say officers, Enter.",
        lambda k: Intent.OFFICERS_SENT in k.facts.withheld or Intent.OFFICERS_SENT in k.facts.said,
    ),
    LessonStep(
        "Write why you decided so: /thrive risk, then what you fear, and Enter.",
        lambda k: bool(k.facts.thrive),
    ),
)
"""What a first call needs, in its order [P1 B01 B02 H1 H7b]: between danger and the grade comes no
other question (CH-26). The steps are ours (assumption)."""
DONE = "That was your first call. Go on as long as you like; or {leave}."


class Lesson:
    """Where a trainee is in the lesson. A step that was done once stays done."""

    def __init__(self) -> None:
        """Begin with the first step."""
        self._place = 0

    @property
    def asks(self) -> bool:
        """Whether a step is open: then no other hint says something else."""
        return self._place < len(STEPS)

    def now(self, knowledge: Knowledge, keys: Mapping[str, str]) -> str:
        """Return what to do now; `keys` has the words for each name in braces."""
        while self.asks and STEPS[self._place].done(knowledge):
            self._place += 1
        if not self.asks:
            return DONE.format_map(keys)
        says = STEPS[self._place].says.format_map(keys)
        return f"Step {self._place + 1} of {len(STEPS)}. {says}"
