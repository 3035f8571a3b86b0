"""What words can be for: the name of every purpose, and what it is when a role speaks."""

from simulator.core import acts as do
from simulator.core.terms import Intent, Role, Term, Topic, UnitStatus


class FurtherPurpose(Term):
    """Purposes without an intent, topic or act of the vocabulary yet; files keep their names."""

    # Questions (practice 2.3).
    FLOOR = "floor", "asks which floor or which part of the building"
    HEARD_NEAR = "heard_near", "asks whether a sound was near the caller"
    BUS_OR_CAR = "bus_or_car", "asks which kind of vehicle it is"
    MORE = "more", "asks more about what the caller has just said"
    WHO_OPENS = "who_opens", "asks how officers get in"
    # Operator and call handler (practice 2.2).
    STILL_THERE = "still_there", "asks a caller who has fallen silent for a sign"
    TEXT_CHECK = "text_check", "asks by text, of a caller who reads and does not hear"
    SAFE_PROMISE = "safe_promise", "promises what nobody can promise; never so"
    ASKS_DETAILS = "asks_details", "asks for a name or other details"
    # What a poor call does (practice2 7): said aloud, and never a question.
    BLAMES = "blames", "says that the caller did wrong"
    DOUBTS = "doubts", "doubts the caller aloud"
    CALMS_DOWN = "calms_down", "orders the caller to be calm"
    SPEAK_UP = "speak_up", "orders the caller to speak up"
    SENDS_AWAY = "sends_away", "sends the caller to another service or number"
    BREAKS_COVER = "breaks_cover", "says to a caller who pretends what this line is"
    ASSUMES = "assumes", "takes an answer for given"
    SUPERVISOR_NOTE = "supervisor_note", "asks the supervisor for a second look"
    REASONING = "reasoning", "written reasoning: what is feared, for whom, and what is not known"


NEVER_SAID = frozenset(
    {
        FurtherPurpose.SAFE_PROMISE, FurtherPurpose.ASKS_DETAILS, FurtherPurpose.BLAMES,
        FurtherPurpose.DOUBTS, FurtherPurpose.CALMS_DOWN, FurtherPurpose.SPEAK_UP,
        FurtherPurpose.SENDS_AWAY, FurtherPurpose.BREAKS_COVER, FurtherPurpose.ASSUMES,
    }
)  # fmt: skip
"""What no simulated person of ours says: only a trainee's words are understood as this."""

PurposeMeaning = Intent | Topic | FurtherPurpose | str
"""An intent to say, a topic to ask about, a purpose to come, or the kind of another spoken act."""

_OTHER_ACTS = (
    *(kind for kind, row in do.ROWS.items() if row.spoken and kind not in ("say", "ask")),
    *("brief_officers", "arrive", *UnitStatus),
)
"""What else has words of its own: acts beside `say` and `ask`, and what units report."""
_ASKED_BY_POLICE = {Intent.CHECK_MISTAKE: Topic.MISTAKE}
"""What only the operator has an intent for; a call handler asks it as a question."""


def all_purposes() -> tuple[str, ...]:
    """Return the name of every purpose."""
    lists = (Intent, Topic, FurtherPurpose, _OTHER_ACTS)
    return tuple(str(each) for words in lists for each in words)


def meaning_of(purpose: str, role: Role) -> PurposeMeaning:
    """Return what a purpose is when `role` speaks; ValueError if there is no such purpose."""
    if purpose in _OTHER_ACTS:
        return purpose
    if purpose in frozenset(Topic):
        return Topic(purpose)
    if purpose in frozenset(FurtherPurpose):
        return FurtherPurpose(purpose)
    intent = Intent(purpose)
    police = role in (Role.CALL_HANDLER, Role.FIRST_HANDLER)
    return _ASKED_BY_POLICE.get(intent, intent) if police else intent
