"""What a role knows after a few entries, in one line of a test.

Entries are written as in short logs: ``5 ca tap; 5.4 ca tap``. Seconds count from the beginning.
"""

from __future__ import annotations

from simulator.core.log import Body, CallBegan
from simulator.core.terms import LineKind, Role
from simulator.knowledge.knowledge import Knowledge
from tests.builders import entries
from tests.debrief.short_logs import body

CALLER, OPERATOR, HANDLER = Role.CALLER, Role.OPERATOR, Role.CALL_HANDLER
TESTED = "0 ch code tap; 2 ch finish; 3 ch ask can_hear; 4 ch finish; 6 ca tap"
"""A code that is stated and tested, in ten seconds."""


def asked(second: float, topics: str, *answers: str) -> str:
    """A question of the call handler's, and what the caller does two seconds after it."""
    answered = "".join(f"; {second + 3} ca {answer}" for answer in answers)
    return f"{second} ch ask {topics}; {second + 1} ch finish{answered}"


def steps(text: str) -> list[tuple[int, Role, Body]]:
    """The entries of a text, each with its instant in milliseconds."""
    timed = (step.strip().partition(" ") for step in text.split(";") if step.strip())
    return [(round(float(when) * 1_000), *body(words)) for when, _, words in timed]


def known(role: Role, *texts: str, line: LineKind = LineKind.MOBILE) -> Knowledge:
    """What a seat knows after that."""
    began = (0, Role.NETWORK, CallBegan(1, line))
    return Knowledge.of(role, entries(began, *steps(";".join(texts))))
