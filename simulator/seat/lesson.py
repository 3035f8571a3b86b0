"""The first lesson: a call that rings at once, in which each step asks for one thing.

If the trainee obeys each step in its own words, at a natural pace, nothing is late: what has a
minute comes first (`tests/seat/test_lesson.py` plays it so). Words are quoted, and typed as they
are said; an action at the desk begins with a slash.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from simulator.content.library.library import Library
from simulator.core.instant import Millis
from simulator.core.terms import Intent, Role, Topic
from simulator.knowledge.answers import AnswerState
from simulator.knowledge.facts import Stamp
from simulator.knowledge.judgements import table as j
from simulator.knowledge.judgements.dated import news_since_sent, reasoned_for_turn
from simulator.knowledge.judgements.families import said
from simulator.knowledge.judgements.judgement import FactJudgement
from simulator.knowledge.knowledge import Knowledge
from simulator.seat.run_choices import LESSON, as_lesson, seat_of, setup_for
from simulator.seat.view.handler_cards import asked_on_radio
from simulator.session.run.live_run import RunSetup

ROLE = Role.CALL_HANDLER
"""Who takes the call of the lesson."""


ANSWERED_WITHIN: Millis = 9_000
"""So long a question and an answer by a sign may take before it is asked once more (assumption)."""


def lesson_setup(library: Library) -> RunSetup:
    """Return the setup of the lesson's call."""
    scenario = library.scenario(LESSON[0]).scenario
    return as_lesson(setup_for(library, scenario, seat_of((ROLE,))))


class LessonStep(NamedTuple):
    """One thing to do."""

    says: str
    """What to do; a name in braces is a key, as each front end writes it."""
    done: Callable[[Knowledge], bool]
    is_due: bool = False
    """Whether it goes before what officers ask, and before news."""
    asks: Topic | None = None
    words: tuple[str, str] = ("", "")
    """Two ways to ask it: the same sentence twice running sounds like a machine."""

    def is_done(self, knowledge: Knowledge, at: Millis) -> bool:
        """Whether it was done; a question also if it was asked twice and has no answer."""
        if self.done(knowledge):
            return True
        times = knowledge.facts.of(self.asks).asked if self.asks else 0
        waited = times > 1 and self.asks is not Topic.CAN_HEAR
        return waited and self.waits(knowledge, at)

    def waits(self, knowledge: Knowledge, at: Millis) -> bool:
        """Whether an answer is due, and hasn't come."""
        asked = knowledge.since(Stamp.ASKED, at, self.asks) if self.asks else None
        return asked is not None and asked >= ANSWERED_WITHIN


def _so(judgement: FactJudgement) -> Callable[[Knowledge], bool]:
    return lambda k: judgement.holds(k.facts)


def _answered(topic: Topic) -> Callable[[Knowledge], bool]:
    """Return whether a question had an answer."""
    return lambda k: k.facts.answer(topic) not in (None, AnswerState.ASKED)


def _unsaid(intent: Intent) -> Callable[[Knowledge], bool]:
    """Return whether it was decided to leave something unsaid, or it was said."""
    return lambda k: intent in k.facts.withheld or intent in k.facts.said


def _graded_since(topic: Topic) -> Callable[[Knowledge], bool]:
    """Return whether a grade was set after a question was last asked."""

    def graded(knowledge: Knowledge) -> bool:
        asked = knowledge.at(Stamp.ASKED, topic)
        set_at = knowledge.at(Stamp.GRADED)
        return asked is not None and set_at is not None and asked < set_at

    return graded


STEPS = (
    LessonStep(
        "The phone waits while you read. Type words as you say them; an action begins with /. "
        "Answer: {answer}.",
        _so(j.answered),
    ),
    LessonStep(
        'Say at once who you are: "Police here.", Enter. Or: {police}.',
        _so(said(Intent.THROUGH_TO_POLICE)),
    ),
    LessonStep(
        "Read where the phone says that it is (AML): /read aml, Enter.",
        lambda k: bool(k.facts.read),
    ),
    LessonStep("See what police know of the number: /search, Enter.", _so(~j.search_open)),
    LessonStep(
        'The operator heard keys. Name ways to answer: "Whisper, tap the phone or press a key.", '
        "Enter.",
        _so(~j.no_ways),
    ),
    LessonStep(
        "Keys are a sign, made on purpose, and officers leave by a grade: "
        "/grade priority signal, Enter.",
        _so(j.graded),
    ),
    LessonStep(
        "Agree what a sign means, with one that this caller has used: "
        '"Press a key once for yes, twice for no.", Enter.',
        _so(j.code_stated),
    ),
    LessonStep(
        'Test it with a question whose answer is yes: "Can you hear me?", Enter. Until a yes comes '
        "no answer counts.",
        _so(j.code_tested),
        asks=Topic.CAN_HEAR,
        words=("Can you hear me?", "Do you hear me now?"),
    ),
    LessonStep(
        "That was a yes, so the code counts. Log what you heard: # and the sound, so #a key, "
        "then Enter.",
        lambda k: any(use.noted for use in k.facts.heard.values()),
    ),
    LessonStep(
        "Write why you graded so, under a heading of THRIVE: "
        "/thrive threat keys and no voice, Enter.",
        lambda k: bool(k.facts.thrive),
        is_due=True,  # Reasons are due three minutes after each grade.
    ),
    LessonStep(
        'Ask who can hear: "Are you alone, where nobody can hear you?", Enter. Wait for the '
        "answer.",
        _answered(Topic.ALONE_TO_TALK),
        asks=Topic.ALONE_TO_TALK,
        words=("Are you alone?", "Can you talk without being overheard?"),
    ),
    LessonStep(
        'Ask about danger: "Are you in danger now?", Enter. One question at a time: wait.',
        _answered(Topic.IN_DANGER),
        asks=Topic.IN_DANGER,
        words=("Are you in danger now?", "Is it dangerous where you are?"),
    ),
    LessonStep(
        "Danger makes it an emergency. Say so before the next question: "
        "/grade emergency danger, Enter.",
        _graded_since(Topic.IN_DANGER),
    ),
    LessonStep("Send officers, for a true reason: /send, then Enter.", _so(j.sent)),
    LessonStep('Silence frightens: say "I am still here.", Enter.', _so(said(Intent.REASSURE))),
    LessonStep(
        "Brief them: /brief, then Enter. Choose all that they need to know, and what is not known.",
        _so(j.briefed),
    ),
    LessonStep(
        "Another person may hear, so officers stay unsaid. Log that: /not say officers, Enter.",
        _unsaid(Intent.OFFICERS_SENT),
    ),
    LessonStep(
        'Ask about injuries: "Is anyone hurt?", Enter. Wait.',
        _answered(Topic.INJURED),
        asks=Topic.INJURED,
        words=("Is anyone hurt?", "Are you injured?"),
    ),
    LessonStep(
        "It is an emergency now: write why, under another heading: /thrive risk in danger, Enter.",
        reasoned_for_turn,
        is_due=True,
    ),
    LessonStep(
        'Ask what officers will meet: "Is there a weapon?", Enter. Wait.',
        _answered(Topic.WEAPON),
        asks=Topic.WEAPON,
        words=("Is there a weapon?", "Have you seen a weapon?"),
    ),
    LessonStep(
        'Ask "Are there children there?", Enter. Wait.',
        _answered(Topic.CHILDREN),
        asks=Topic.CHILDREN,
        words=("Are there children there?", "Are any children with you?"),
    ),
    LessonStep(
        'Each word may be heard there. Say that you stop: "I will be quiet now, and listen.", '
        "Enter.",
        _so(said(Intent.GO_QUIET) | j.arrived),
    ),
    LessonStep(
        "Listen, and wait until officers are there. They come sooner in this lesson than in most "
        "calls.",
        _so(j.arrived),
    ),
    LessonStep(
        "They are at the door, and that stays unsaid as well: /not say arrived, Enter.",
        lambda k: _unsaid(Intent.OFFICERS_THERE)(k) or k.facts.found,
    ),
    LessonStep(
        "At the door isn't yet with the caller. Keep the line, and wait until officers say that "
        "they are with them.",
        _so(j.found),
    ),
    LessonStep(
        'Hear it from the caller\'s end: "Is a police officer with you?", Enter. Wait for a voice.',
        lambda k: Intent.CONFIRM_MET in k.facts.said,
    ),
    LessonStep(
        'Take your leave: "Thank you. Goodbye.", Enter.',
        lambda k: Intent.CLOSE_WITH_OFFICER in k.facts.said,
    ),
    LessonStep("Close the incident: /close, then Enter.", _so(~j.incident_open)),
    LessonStep("End the call: /end, then Enter.", _so(j.ended)),
)
"""What a first call needs, in its order [P1 B01 B02 H1 H7b]: a grade on a sign needs no answer
(CH-70), and between danger and the next grade comes no other question (CH-26). The steps are ours
(assumption)."""
DONE = "That was your first call. Look back at it now."
WAITS: Millis = 15_000
"""How old news is when it is to be passed on: meanwhile a next answer may come (assumption)."""
ASKED_BY_OFFICERS: Mapping[Topic, str] = {
    Topic.WEAPON: "Is there a weapon?",
    Topic.MORE_THAN_ONE: "Is there more than one person?",
    Topic.OTHER_PERSON_PRESENT: "Is someone else there with you?",
    Topic.CHILDREN: "Are there children there?",
}
"""Words for what officers ask on the way (practice 4.2)."""


def _first(knowledge: Knowledge, at: Millis) -> str:
    """Return what goes before the next step at an instant (ms): what officers ask, and news."""
    facts = knowledge.facts
    if not facts.sent or facts.found or not j.briefed.holds(facts):
        return ""
    for topic in facts.officers_ask:
        words = ASKED_BY_OFFICERS.get(topic)
        if words and not facts.of(topic).asked:
            radio = asked_on_radio(knowledge, topic)
            return f'First: officers ask {radio} Ask the caller: "{words}", Enter. Wait.'
        asked = knowledge.since(Stamp.ASKED, at, topic)
        if asked is None or asked >= WAITS or facts.answer(topic) is not AnswerState.ASKED:
            return "First: answer officers: /brief, then Enter. Choose what is known, and what not."
    if any(at - since >= WAITS for since, _ in news_since_sent(knowledge)):
        return "First: pass on what is new: /brief, then Enter. Choose all that is new."
    return ""


class Lesson:
    """Where a trainee is in the lesson. A step that was done once stays done."""

    def __init__(self) -> None:
        """Begin with the first step."""
        self._place = 0

    @property
    def asks(self) -> bool:
        """Whether a step is open: then no other hint says something else."""
        return self._place < len(STEPS)

    def now(self, knowledge: Knowledge, keys: Mapping[str, str], at: Millis) -> str:
        """Return what to do at an instant (ms); `keys` has the words for each name in braces."""
        while self.asks and STEPS[self._place].is_done(knowledge, at):
            self._place += 1
        if not self.asks:
            return DONE
        step = STEPS[self._place]
        if not step.is_due and (first := _first(knowledge, at)):
            return first
        says = step.says.format_map(keys)
        times = knowledge.facts.of(step.asks).asked if step.asks is not None else 0
        if times and step.waits(knowledge, at):
            says = f'No answer that counts yet. Ask it in other words: "{step.words[times % 2]}", '
            says += "Enter."
        elif times:
            says = "You asked. Listen, and wait until an answer comes."
        return f"Step {self._place + 1} of {len(STEPS)}. {says}"
