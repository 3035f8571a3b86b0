"""Which sentences say the same thing: a second wording of a thought is the same thought again.

"Don't try to get up" and "Stay as you are" are one piece of advice, "How are you now?" and "How are
you feeling?" one question. They share one count, across
purposes: advice is given once, a
comfort seldom, and a question is not put again by way of other words (practice2 WT-08, WT-11,
WT-12). The table is ours (assumption), from what readers of whole calls struck.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from simulator.late_pattern import late_pattern

_WORDS: Mapping[str, str] = {
    "on till they say": r"till (?:they|the officer) says?\b",
    "how they are": r"^(?:and )?how (?:are|is|do|does) (?:you|they|he|she|it|\{\w+\})"
    r" (?:doing|feeling|feel|now|look)|^how(?:'s| is) \{\w+\} (?:now|doing)|same your end",
    "any worse": r"\b(?:feel|any) (?:any )?(?:worse|weaker|more sore)\b[^.]*\?"
    r"|worse than (?:you|when)",
    "faint": r"\bfaint\b",
    "what goes on": r"^what's (?:happening|going on|it like)|\bme what's happened"
    r"|^what do you need me to know|^what's the last thing",
    "what they hear": r"^what can you (?:see|hear)\b|^what can you see or hear",
    "keep still": r"try to get up|^stay still|^stay as you are|^rest where you are|^rest\.",
    "a sound for worse": r"make (?:a sound|any noise)",
    "say if worse": r"^(?:tell\sme|say\sso)\s(?:at\sonce|straight\saway)\b.*\b(?:worse|changes)",
    "not to answer": r"(?:no need to answer|don't have to talk|nothing for you to do)",
    "we hear": r"^i can hear you|^i'm listening to you|^make any noise you like",
    "we are here": r"^(?:just )?(?:i'm (?:right |still )?(?:here|with you|listening"
    r"|on the line|on the phone)|still (?:here|with you|on the line)|i haven't gone)\b[^?]*$",
    "we stay": r"^(?:i'm (?:staying|not going|here as long)|just stay on|you're not on your own"
    r"|i'm with you for|i'm glad you rang. i'm staying|stay (?:with|where|on)\b.*\bme)",
    "it is quiet": r"^(?:still quiet|i'm keeping quiet|still on the line, still|i'm still quiet"
    r"|still here\. still quiet|i'm still listening)",
    "the officer is there": r"officer's right there|they're there with you|not on your own now"
    r"|looking after you",
    "they fetch something": r"fetching their kit|getting what they need",
    "keep well back": r"keep (?:well |as far )?(?:back|away)\b|keep well back|stay back\b",
    "the pressure": r"\b(?:press|pressure)\b",
    "still coming through": r"coming through|slowing down|how's the wound",
}
_PATTERNS = {name: late_pattern(words, re.IGNORECASE) for name, words in _WORDS.items()}
# Most lines are of no thought with others, and most calls have none of these: one look says so.
_ANY = late_pattern("|".join(f"(?:{words})" for words in _WORDS.values()), re.IGNORECASE)


# Lines are some two thousand, and each is looked at whenever one is drawn.
@lru_cache(maxsize=4_096)
def thought_of(line: str) -> str:
    """Return the name of the thought that a line says; the line, where it is alone."""
    if not _ANY.search(line):
        return line
    return next((name for name, words in _PATTERNS.items() if words.search(line)), line)
