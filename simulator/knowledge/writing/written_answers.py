"""What free words in a message say to the question that was asked: who reads it, and "not sure".

People who type in haste answer "Is it only you who sees this?" by "nobody can see it" as often as
by "Y". Words that were not asked for are no answer here: those the reader reads.
"""

from __future__ import annotations

import re

from simulator.knowledge.answers import AnswerState
from simulator.late_pattern import late_pattern

_LONG = 5
"""From so many letters a word may have two of them the wrong way round (a slip of the thumb)."""
_KNOWN = {
    word[0] + "".join(sorted(word[1:])): word
    for word in ("nobody", "no-one", "noone", "anyone", "anybody", "someone", "reading", "watching")
}
_WORD = late_pattern(r"[a-z']+")
_NOT_KNOWN = late_pattern(
    r"^(?:sorry |i |im |i'm )*(?:do ?n[o']?t (?:really )?know|dunno|not (?:really )?sure|no idea"
    r"|ca ?n'?t (?:see|tell|say|really)|cannot (?:see|tell|say)|unsure|idk)\b"
)
_SEEN = late_pattern(
    r"\b(?:he|she|they|someone|somebody|everyone)"
    r"(?:'?s|'?ll| can| will| might| may| could| is| are)?(?: also)?"
    r" (?:see|sees|read|reads|reading|check|checks|looks|looking|watching|next to|beside)\b"
    r"|\bover my shoulder\b|\bnot (?:really )?(?:safe|private)\b|\bcareful\b"
)
_ONLY_THEY = late_pattern(
    r"\b(?:nobody|no ?one|no1|none)\b(?: else)?(?:'?s| can| will| is| here can)?"
    r"(?: (?:see|sees|read|reads|reading|looking|watching|here|there|about|around|with me|near))?"
    r"|\b(?:only|just) (?:me|i|myself)\b|\bon my own\b|\bby myself\b|\bi'?m alone\b|\bme only\b"
    r"|\b(?:he|she|they)(?: can ?'?no?t| cant| can't| does ?n'?o?t| won'?t| wont) (?:see|read)"
)
_OK = late_pattern(
    r"^(?:(?:it'?s|it is|that'?s|thats|i'?m|i am|all|yh|ya|sure|of course|its) )*"
    r"(?:ok|okay|okey|k|safe|fine|sure|private|good|all right|alright)\b(?! (?:thank|ta\b))"
)


def _as_meant(words: str) -> str:
    """Return words in small letters, each slip of two letters in the few that count undone."""
    return _WORD.sub(
        lambda found: (
            _KNOWN.get(found[0][0] + "".join(sorted(found[0][1:])), found[0])
            if len(found[0]) >= _LONG
            else found[0]
        ),
        words.strip().lower(),
    )


def screen_seen(words: str) -> AnswerState | None:
    """Return what an answer to "who else sees this screen?" says; None if that is not plain.

    What says both, or that it is watched, counts as seen: that names no police (SIT-20).
    """
    meant = _as_meant(words)
    safe = re.sub(_ONLY_THEY.pattern, " ", meant, flags=re.IGNORECASE)
    if _SEEN.search(safe):
        return AnswerState.YES
    return AnswerState.NO if safe != meant or _OK.search(meant) else None


def not_known(words: str) -> bool:
    """Whether an answer is that they do not know, or cannot see."""
    return _NOT_KNOWN.search(words.strip().lower()) is not None
