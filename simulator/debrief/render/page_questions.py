"""The question to think about: of the gravest fault, or of the hardest decision of a call."""

from collections.abc import Iterator, Sequence

from simulator.core.instant import minutes
from simulator.core.terms import Role
from simulator.debrief.assess.debrief import OWN_VIEW, Debrief
from simulator.debrief.render.fault_order import GIVES_UP
from simulator.debrief.render.page_values import MOST, NextTime
from simulator.guidance.stakes import Stake

_OF_A_CALLER = "How was it to be there? What would you want an operator to know?"


def question_of(debrief: Debrief, steps: Sequence[NextTime] = ()) -> str:
    """Return the question of the gravest fault, or of this call's hardest decision.

    Without either it is the scenario's first.

    Of several decisions one at which the call could have turned is the hardest. What was less hard
    comes after the scenario's own question. A comparison with
    good practice rests on no criterion that a reviewer could override, so it is asked and never
    counted as a fault.

    A caller is asked what it was like, never what they should have done.
    """
    if not debrief.parts and debrief.caller:
        return _OF_A_CALLER
    if of_the_fault := _of_the_fault(steps):
        return of_the_fault
    turned = {point.moment.shown.seq for point in debrief.turning}
    decisions = sorted(debrief.decisions, key=lambda each: each.seq not in turned)
    hard = (each for each in decisions if each.seq in turned or not each.kind.of_any_call)
    of_the_call = _of_this_seat(debrief) if debrief.written_for is None else ()
    found: list[str] = [each.question for each in hard]
    found += [*of_the_call, *(each.question for each in decisions)]
    if found:
        return found[0]
    for moment in (point.moment for point in debrief.turning):
        if moment.stake is not Stake.FOR_A_PERSON:
            other = f"{moment.to_do[:1].lower()}{moment.to_do[1:]}".rstrip(".")
            return f"At {minutes(moment.shown.at)}, what spoke for this, what against it: {other}?"
    return OWN_VIEW[1]


def _of_this_seat(debrief: Debrief) -> Iterator[str]:
    """Yield the scenario's questions, but for those of what another seat did or heard."""
    roles = {part.role for part in debrief.parts}
    others = [name for role, name in _SEATS.items() if role not in roles]
    for question in debrief.questions:
        of_others = any(name in question.lower() for name in others)
        # An operator sets no code.
        of_others |= Role.CALL_HANDLER not in roles and " code " in question
        if not of_others and not question.startswith(_ASKS_A_FACT):
            yield question


_ASKS_A_FACT = ("How long was", "How long did", "How many", "When did", "When was")
"""How a question begins that one figure answers: nothing to think about."""
_SEATS = {Role.OPERATOR: "operator", Role.CALL_HANDLER: "call handler"}


def _of_the_fault(steps: Sequence[NextTime]) -> str:
    """Return the question of the gravest fault, where a call has few; else empty.

    Of a call with many the hardest decision says more.
    """
    worst = steps[0] if steps else None
    asks = _ASKS_OF_FAULT.get(worst.criterion) if worst else None
    if worst is None or asks is None:
        return ""
    if len(steps) >= MOST and not (worst.untrue or worst.criterion in _ABOVE_ALL):
        return ""
    return f"At {minutes(worst.moment.at)} {asks}"


_ABOVE_ALL = frozenset(
    {
        *(GIVES_UP, "code-tested", "no-answer-is-not-no", "briefing-true", "nothing-given-away"),
        *("hidden-child-stays", "ambulance-brought-in", "markers-passed-on", "listens-first"),
        *("graded-in-time", "reacts-to-disturbance", "control-kept-right"),
    }
)
_ASKS_OF_FAULT = {
    "no-answer-is-not-no": "you gave officers a no. What did you hear when you had asked, if you"
    " had, and what may it have meant?",
    "briefing-true": "you gave officers more than you had. Which answer, to which question, did it"
    " rest on?",
    "nothing-given-away": "your words could be heard by another. Who heard them, and how else could"
    " the caller have answered?",
    "hidden-child-stays": "you asked a child to go to another. What would have happened if they"
    " had?",
    "ambulance-brought-in": "you heard what was done to a body, and no ambulance was asked for."
    " What did those words ask for?",
    "markers-passed-on": "officers went without all that is on the number. What would they have"
    " done with it at the door?",
    "control-kept-right": "you knew more than their control did. What did they go by meanwhile, and"
    " what would they have advised?",
    "traced-on-a-sign": "you knew how wide it was. What kept the trace, and what would its answer"
    " have changed?",
    "officers-question-put": "officers asked, and you said that it was not asked. In which words"
    " could the caller have answered it?",
    "interpreter-used": "an interpreter was there. What was still open then,"
    " and what could have been put as a yes or no?",
    "interpreter-asked": "you heard another language. Who could have put your questions, and what"
    " could you have asked meanwhile in one word?",
    "graded-in-time": "you knew what called for an emergency. What were you waiting for?",
    "reacts-to-disturbance": "something was heard. What did you make of it before you went on?",
    "code-tested": "you went on by a code that you had not tried. How would you have known that a"
    " sign meant what you took it for?",
    "listens-first": "you asked the next question over what was heard. What could you have heard if"
    " you had waited?",
    "honest-time": "you gave a time that officers had not given. What made the true one hard to"
    " say, and how could you have said it?",
    "honest-officers": "you said where officers were. What did you know of that, and what could"
    " you have said instead?",
    "log-true": "you wrote down as done what was not. What did those who read the log then believe,"
    " and what did you leave open?",
    "no-scolding": "your words could be taken for doubt or blame. What did the caller hear, and how"
    " else could you have asked?",
    "one-fact-each": "you asked for two facts. To which of them did the answer belong, and what did"
    " you build on it?",
    "whose-word-it-is": "you passed on what another had said. Whose word was it, and what did it do"
    " to the caller's own?",
    "callback-names-nobody": "you said who you were. What did you know of the voice, and what"
    " else would have shown you more?",
    "new-facts-passed-on": "something new came, and officers did not get it. What would they have"
    " done with it?",
}
"""What is asked of the fault that comes first: answerable from the call, with no answer in it."""
