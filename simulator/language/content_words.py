"""The words of a sentence that carry its content, so that one said back by another is found."""

import re
from functools import lru_cache

_WORD = re.compile(r"[a-z']{3,}|\bex\b")
_COMMON = frozenset(
    """
    about again all and any anything are been but can come could did does done don't down
    each else for from get going good got had has have he's hello her here him his how i'll i'm
    i've into isn't it's just let me more much need not now off one only other our out over
    please right said say see she she's some something sorry still thank that that's
    the their them then there there's these they they're thing think this those though too very
    want was way we're well were what when where which who will with yeah yes yet you you're
    you've your
    """.split()  # noqa: SIM905
)
"""Words that say nothing of what is meant (assumption)."""


@lru_cache(maxsize=4_096)
def content_words(words: str) -> frozenset[str]:
    """Return the content words of a sentence, in lower case."""
    found = frozenset(_WORD.findall(words.lower())) - _COMMON
    return frozenset(each for each in found if not each.endswith("body"))
