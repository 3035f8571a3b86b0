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
_SIDE_BY_SIDE = re.compile(rf"{_TIME.pattern}\s+{_TIME.pattern}")
"""Times of day with nothing between them, which are read as one number."""
_AS_DIGITS = str.maketrans("OoΟοОоIl", "00000011")  # noqa: RUF001
_LOOKALIKE = re.compile(rf"\b(?!\d+o\b)(?=\w*\d)[\d{''.join(map(chr, _AS_DIGITS))}]{{2,}}\b")
"""A word of digits and letters that look like them, Greek and Cyrillic ones as well; "1o" is a
first."""
_CHINESE = re.compile("[〇零一二三四五六七八九]{3,}")
"""Chinese digits in a row, as a telephone number has them; fewer of them are words."""
_MOST_ADDED = 5
"""Most digits, one at a time, that a translation may have above its English: spread out or with
words between them, more would be a number (assumption)."""


def changed_number(english: str, translated: str, *, keep: bool) -> str:
    """Return what a translation does to the numbers of a text; empty if it leaves them be.

    With `keep`, it may leave none out.
    """
    ours, theirs = _digits(english), _digits(translated)
    known = set(_plain(ours))
    lost = [each for each in _plain(_TIME.sub(" x ", ours)) if each not in _plain(theirs)]
    added = 0
    for run in _LOOSE.findall(_without_times(theirs, ours)):
        foreign = sum(len(each) for each in _plain(run) if each not in known)
        if foreign >= (2 if lost else _LEAST):
            return f"has the number {' '.join(run.split())}, which the English has not"
        added += foreign
    # Hours of the day may be others, as in 24-hour time.
    hours = sum(len(each) < _LEAST for each in _plain(ours))
    if added > max(_MOST_ADDED, 2 * hours):
        return f"has {added} digits, here and there, which the English has not"
    if keep and lost:
        return f"leaves out the number {lost[0]}"
    return ""


def _without_times(theirs: str, ours: str) -> str:
    """Return a text without its times of day, unless they could be a number in disguise."""
    many = len(_TIME.findall(theirs)) > len(_TIME.findall(ours)) + _FEW
    return theirs if many or _SIDE_BY_SIDE.search(theirs) else _TIME.sub(" x ", theirs)


def _digits(text: str) -> str:
    """Return a text with digits of every script, and what looks like one, as a phone has them."""
    plain = _CHINESE.sub(_chinese_number, unicodedata.normalize("NFKC", text))
    plain = "".join(map(_digit, plain))
    return _LOOKALIKE.sub(lambda found: found[0].translate(_AS_DIGITS), plain)


def _chinese_number(found: re.Match[str]) -> str:
    return "".join(str(int(unicodedata.numeric(each))) for each in found[0])


def _digit(letter: str) -> str:
    value = unicodedata.numeric(letter, -1)
    is_digit = unicodedata.category(letter)[0] == "N" and value in range(10)
    return str(int(value)) if is_digit else letter


def _plain(text: str) -> list[str]:
    """Return the numbers of a text as bare digits."""
    return [re.sub(r"\D", "", each) for each in _CLOSE.findall(text)]
