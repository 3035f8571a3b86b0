"""The question to think about: of the gravest fault, or of the hardest decision of a call."""

from collections.abc import Iterator, Sequence
from itertools import chain

from simulator.core.describe import name_of
from simulator.core.instant import Millis, minutes
from simulator.core.terms import Role
from simulator.debrief.assess.debrief import OWN_VIEW, Debrief
from simulator.debrief.assess.in_the_past import guilty_part, quoted
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
    if of_the_fault := _of_the_fault(debrief, steps):
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


def _of_the_fault(debrief: Debrief, steps: Sequence[NextTime]) -> str:
    """Return the question of the gravest fault, in the words of this call; else empty.

    Of a call with many faults a decision that practice names as hard says more.
    """
    worst = steps[0] if steps else None
    if worst is None:
        return ""
    hard = any(each.kind.hard for each in debrief.decisions)
    above = worst.untrue or worst.criterion in _ABOVE_ALL
    many = len(steps) >= MOST or worst.criterion in _ASKS_OF_SILENCE
    if many and hard and not above:
        return ""
    if meanwhile := _said_meanwhile(debrief, worst):
        return meanwhile
    asks = _ASKS_OF_FAULT.get(worst.criterion)
    if asks is None:
        return ""
    named, _, question = f"At {minutes(worst.moment.at)} {asks}".partition(". ")
    room = _MOST_WORDS - len(f"{named} {question}".split())
    words = _fitted(_words_of(debrief, worst), room)
    return f"{named}: {words} {question}" if words else f"{named}. {question}"


def _said_meanwhile(debrief: Debrief, step: NextTime) -> str:
    """Return the question of a silence, by what the caller said in it; empty without words."""
    asks = _ASKS_OF_SILENCE.get(step.criterion)
    if asks is None:
        return ""
    said = (
        line
        for line in chain.from_iterable(ears.lines for ears in debrief.ears)
        if line.who == name_of(Role.CALLER) and '"' in line.text
        if 0 < line.at - step.moment.at <= _MEANWHILE
    )
    first = min(said, key=lambda line: line.at, default=None)
    if first is None:
        return ""
    words = quoted(first.text.partition('"')[2].rpartition('"')[0])
    return f"At {minutes(first.at)} the caller said {_fitted(words, _MOST_SAID)} {asks}"


def _words_of(debrief: Debrief, step: NextTime) -> str:
    """Return the words or the sound that a fault is about; empty if none were kept."""
    seq = step.moment.seq
    for part in debrief.parts:
        if clause := part.objected.get((step.criterion, seq)):
            return quoted(clause)
        if own := part.acts.get(seq):
            of_no = step.criterion == "no-answer-is-not-no"
            return guilty_part(own.words) if of_no and own.words else quoted(own.words or "")
        came = part.came.get(seq, "")
        # How a hand-over begins says nothing of the call.
        if came.startswith(('"', "the sound of")) and not came.startswith(_HANDS_OVER):
            return came
    return ""


def _fitted(words: str, most: int) -> str:
    """Return a quotation as the end of a sentence, with no more words than there is room for."""
    if words in ("", '""') or most < _LEAST:
        return ""
    kept = words.split()
    if len(kept) > most:
        return f'{" ".join(kept[: most - 1]).rstrip(",;:.")} ..."'
    inside = words.removesuffix('"')
    quote = words[len(inside) :]
    return words if inside.endswith((".", "?", "!")) else f"{inside}.{quote}"


_HANDS_OVER = '"Police, '
_MOST_WORDS = 40
"""Words of a question (assumption): the page has to keep to its size."""
_MOST_SAID = 16
_LEAST = 4
"""A quotation of fewer words says nothing of a longer one (assumption)."""
_MEANWHILE: Millis = 90_000
"""How long what the caller said is of the silence that began (assumption)."""
_ASKS_OF_SILENCE = {
    "first-word-soon": "What could you have said then in five words, and gone on with the desk?",
    "briefed-in-time": "What could officers have done with it before they arrived?",
}
"""What is asked of a silence towards a caller or officers, after what the caller said in it."""
_ABOVE_ALL = frozenset(
    {
        *(GIVES_UP, "code-tested", "no-answer-is-not-no", "briefing-true", "nothing-given-away"),
        *("hidden-child-stays", "ambulance-brought-in", "markers-passed-on", "listens-first"),
        *("graded-in-time", "reacts-to-disturbance", "control-kept-right"),
        "hearing-asked-first",
    }
)
_ASKS_OF_FAULT = {
    "no-answer-is-not-no": "you gave officers a no. What did you hear when you had asked, if you"
    " had, and what may it have meant?",
    "briefing-true": "you gave officers more than you had. Which answer, to which question, did it"
    " rest on?",
    "hearing-asked-first": "you spoke of officers. What would have shown you that it was safe?",
    "briefed-in-time": "you sent officers, and they had nothing from you yet. What had you by then"
    " that would have changed how they came?",
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
"""What is asked of the fault that comes first: answerable from the call, with no answer in it.

The words of the call follow its first sentence."""
