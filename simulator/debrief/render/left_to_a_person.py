"""What a rule can't judge: the questions that the first page leaves to a person."""

from simulator.core.describe import name_of
from simulator.core.instant import Millis, minutes
from simulator.core.terms import Role
from simulator.debrief.assess.debrief import Debrief
from simulator.debrief.assess.findings import UNREAD, Finding, Judgement
from simulator.review.transcript import EntrySummary
from simulator.rules.rubric import Criterion


def left_to_a_person(debrief: Debrief, rest: str) -> tuple[str, ...]:
    """Put what a person is to judge as questions with their moments (6.6); the last counts them.

    What this call asked for comes before what every call has.
    """
    findings = [
        each
        for each in debrief.findings
        if each.judgement is Judgement.FOR_A_PERSON and each.because != UNREAD
    ]
    if not findings or not debrief.parts:
        return ()
    asked = [f for f in findings if f.criterion.rule is None and f.criterion.occasion]
    # What begins with its condition makes no question of the form.
    whole = [f for f in asked if f.evidence and not f.criterion.says.startswith(("Where ", "For "))]
    dated = [(f, at) for f in whole if (at := _own_moment(debrief, f)) is not None]
    dated.sort(key=lambda each: _in_order(*each))
    shown = [f"{minutes(at)} {_put(each.criterion)}" for each, at in dated[:_MOST_QUESTIONS]]
    many = things(len(findings)).capitalize()
    return (*shown, f"{', '.join(filter(None, (f'{many} for a person to judge', rest)))}.")


def _in_order(finding: Finding, at: Millis) -> tuple[bool, int, Millis]:
    criterion = finding.criterion
    return criterion.id in _OF_ANY_CALL, criterion.weight.place, at


_OF_OWN_WORDS = frozenset({"cover-kept", "simple-words"})
"""What a person judges of the trainee's words: a caller's are only what called for them."""
_OF_A_RECORD = "repeat-and-vulnerable"
"""What a person judges of an earlier record, where the search found one."""


def _has_record(line: EntrySummary) -> bool:
    """Whether it is the result of a search with more than an address: a call or a marker."""
    found = line.who == name_of(Role.SYSTEMS) and line.text.startswith("found")
    return found and (";" in line.text or " call" in line.text)


def _own_moment(debrief: Debrief, finding: Finding) -> Millis | None:
    """Return when a person is to look: at the trainee's next words, where it is about those.

    None: there is nothing to look at.
    """
    shown = finding.evidence[-1]
    part = next(each for each in debrief.parts if finding in each.findings)
    lines = next((each.lines for each in debrief.ears if each.role is part.role), ())
    if finding.criterion.id == _OF_A_RECORD and not any(_has_record(each) for each in lines):
        return None
    if finding.criterion.id not in _OF_OWN_WORDS:
        return shown.at
    own = (e for e in lines if e.who == name_of(part.role) and e.text.startswith('"'))
    # The last words of the caller may have had no answer: then the trainee's last are looked at.
    spoken = list(own)
    after = (each.at for each in spoken if each.at >= shown.at)
    return next(after, spoken[-1].at if spoken else None)


def _put(criterion: Criterion) -> str:
    """Put to a person what a criterion leaves to them, as one would ask it."""
    return _ASKED_OF_A_PERSON.get(criterion.id, f"Did you {_inner(criterion.says)}?")


_ASKED_OF_A_PERSON = {
    "withheld-rightly": "Was it still right to leave it unsaid?",
    "handover-facts": "What did the other service still need?",
    "cover-kept": "Did the words keep the cover?",
    "told-aloud-safely": "Was it safe to say that aloud?",
    "simple-words": "Were the words simple enough?",
    "callback-reasoned": "Was it right to ring, to write or to do neither?",
    "repeat-and-vulnerable": "What did the earlier record change?",
    "safety-advice": "Did the advice fit where they were?",
    "policy-not-alone": "What in this call carries the decision?",
    "text-offered": "Would a text have helped, and would it have been safe?",
    "unclear-settled": "Was that answer clear enough to go on?",
    "identity-and-no-blame": "Was it known who had rung, and were they thanked?",
}


def _inner(sentence: str) -> str:
    return f"{sentence[:1].lower()}{sentence[1:]}".removesuffix(".")


_OF_ANY_CALL = frozenset(
    {
        *("repeat-and-vulnerable", "briefing-complete", "history-checked", "risk-asked-in-full"),
        *("location-confirmed", "record-from-the-start", "background-in-words", "thrive-in-full"),
        "officers-with-the-caller",
    }
)
_MOST_QUESTIONS = 2


def things(many: int) -> str:
    return "one thing" if many == 1 else f"{many} things"
