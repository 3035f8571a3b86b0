"""Sentences of staff that ask nothing, though their words are like a question.

That officers come, that the call is put through, the weather, and details of the caller: a
question mark behind them, or a tag, asks for nothing that the list of questions has.
"""

from simulator.late_pattern import late_pattern

_LEADS_IN = r"\W*(?:(?:and|ok|okay|right|so|now|well|love|all right|alright)\b\W*)*"
_CLOSES = (
    r"[^,?]*(?:,\s*(?:ok(?:ay)?|all right|alright|right|yeah|yes|love|pet|caller|sir|madam|my love"
    r"|darling|sweetheart|mate|eh|innit|(?:is|has|was|does|will)n't it|is it))*[\s.!?]*"
)
_WE_DO = (
    r"(?:on (?:its|their|the) way|(?:been|being) sent|(?:coming|heading|travelling|running) to you"
    r"|en route|(?:connecting|putting|transferring|passing) (?:you|your call)|(?:out|round) to you)"
)
_WEATHER = (
    r"(?:weather|raining|rained|pouring|(?:chucking|bucketing|tipping|hammering|lashing|pelting)"
    r" (?:it )?down|drizzl\w+|nippy|chilly|parky|sunny|scorching|snowing|foggy|windy|blowing a gale"
    r"|(?:cold|warm|hot|freezing|boiling|wet|wild|mild)(?: \w+)? (?:out|today|tonight))"
)
_DETAILS = (
    r"(?:date of birth|dob|d\.o\.b|birthday|surname|(?:first|last|middle|maiden|full) name"
    r"|initials?|(?:phone|mobile|contact|telephone|house phone|reference|log|crime)"
    r" number|e-?mail(?: address)?|nationality|ethnicity|occupation)"
)
_ASKS_NOTHING = late_pattern(
    rf"{_LEADS_IN}(?:"
    r"(?!(?:shall|should|may|must|need|is|are|was|were|has|have|had|do|does|did|can|could|will|would|who|what|where|when|how"
    rf"|why|if)\b)[^,?]*\b{_WE_DO}\b"
    r"|(?!.*\b(?:you|he|she|they|him|her|them|there)\b)[^,?]*"
    rf"\b{_WEATHER}"
    rf"|(?:(?:your|the|his|her|their|any|a)\s+)?{_DETAILS}\b"
    rf"){_CLOSES}"
)


def asks_nothing(text: str) -> bool:
    """Whether a sentence of staff asks nothing of the list of questions."""
    return bool(_ASKS_NOTHING.fullmatch(text.lower().replace("\u2019", "'")))
