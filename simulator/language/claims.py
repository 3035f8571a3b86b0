"""What the words of an operator or a call handler claim: that it is the police, that all is well.

Rules judge these as statements beside the words, so a record without its words is judged alike.
Every pattern is an assumption after practice2 7 (LP-07, LP-08).
"""

import re
from collections.abc import Mapping

from simulator.core.statements import Stated, StatementTopic

CLAIMS: Mapping[StatementTopic, re.Pattern[str]] = {
    StatementTopic.NAMES_POLICE: re.compile(
        r"\b(police\w*|officers?|999|constable|you (called|rang|phoned) us)\b", re.IGNORECASE
    ),
    StatementTopic.PROMISES_SAFETY: re.compile(
        r"\byou('| a)?re (?:\w+ )?safe now|\bit('| wi)?ll be (all right|alright|ok|okay|fine)\b"
        r"|\byou('| wi)?ll be (?:\w+ )?(fine|safe|all right|alright|ok|okay)\b"
        r"|nothing will happen|\b(nobody|no one|he|she|they) (can't|can|won't|will) hurt you now"
        r"|\bi promise\b|\bhelp is coming\b",
        re.IGNORECASE,
    ),
    StatementTopic.CLAIMS_PLACE: re.compile(
        r"\b(i|we) (can see|know)( exactly)? where you are|55 shows\b", re.IGNORECASE
    ),
    StatementTopic.CLAIMS_THERE: re.compile(
        r"\b(with you now|in the room with you|have you now|got you now)\b(?!.*\?)", re.IGNORECASE
    ),
}
"""The words by which each is claimed."""


def claims(words: str) -> Stated:
    """Return what words of staff claim, in the order of the topics."""
    plain = words.replace("\u2019", "'")
    return tuple((topic, True) for topic, pattern in CLAIMS.items() if pattern.search(plain))
