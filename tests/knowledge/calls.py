"""What a role knows after a few entries, in one line of a test.

Entries are written as in short logs: ``5 ca tap; 5.4 ca tap``. Seconds count from the beginning.
"""

from simulator.core.terms import LineKind, Role
from simulator.knowledge.knowledge import Knowledge
from tests.debrief.short_logs import written

CALLER, OPERATOR, HANDLER = Role.CALLER, Role.OPERATOR, Role.CALL_HANDLER
TESTED = "0 ch code tap; 2 ch finish; 3 ch ask can_hear; 4 ch finish; 6 ca tap"
"""A code that is stated and tested, in ten seconds."""


def asked(second: float, topics: str, *answers: str) -> str:
    """A question of the call handler's, and what the caller does two seconds after it."""
    answered = "".join(f"; {second + 3} ca {answer}" for answer in answers)
    return f"{second} ch ask {topics}; {second + 1} ch finish{answered}"


def known(role: Role, *texts: str, line: LineKind = LineKind.MOBILE) -> Knowledge:
    """What a seat knows after that."""
    return Knowledge.of(role, written(";".join(texts), line))
