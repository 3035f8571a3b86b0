"""Numbers that a reader may dial: a translation keeps those of the English, and has no others.

A person in need relies on the number of a help line, and on 999 and 55. So a number is never
translated: not in the digits of another script, nor with other signs between them.
"""

import re
import unicodedata

_LEAST = 3
"""Fewest digits of a number that may be dialled; 55 is looked for where the English has it."""
_CLOSE = re.compile(r"\d(?:[\s\-\u2010-\u2015]*\d)*")
_LOOSE = re.compile(r"\d(?:[^\w{}]{0,3}_?\d)*")
_TIME = re.compile(r"(?<!\d)(?:[01]?\d|2[0-4])[.:h][0-5]\d(?!\d)")
_FEW = 2
"""Most times of day that a translation may have above those of its English, as in 24-hour time."""


def changed_number(english: str, translated: str, *, keep: bool) -> str:
    """Return what a translation does to the numbers of a text; empty if it leaves them be.

    With `keep`, it may leave none out.
    """
    ours, theirs = _digits(english), _digits(translated)
    if len(_TIME.findall(theirs)) <= len(_TIME.findall(ours)) + _FEW:
        theirs_dialled = _TIME.sub(" x ", theirs)
    else:
        theirs_dialled = theirs
    known = set(_plain(ours))
    lost = [each for each in _plain(_TIME.sub(" x ", ours)) if each not in _plain(theirs)]
    for run in _LOOSE.findall(theirs_dialled):
        foreign = [each for each in _plain(run) if each not in known]
        many = sum(map(len, foreign)) >= (2 if lost else _LEAST)
        if foreign and many:
            return f"has the number {' '.join(run.split())}, which the English has not"
    if keep and lost:
        return f"leaves out the number {lost[0]}"
    return ""


def _digits(text: str) -> str:
    """Return a text with digits of every script as those that a phone has."""
    plain = unicodedata.normalize("NFKC", text)
    return "".join(str(unicodedata.digit(each, each)) for each in plain)


def _plain(text: str) -> list[str]:
    """Return the numbers of a text as bare digits."""
    return [re.sub(r"\D", "", each) for each in _CLOSE.findall(text)]
