"""Sentences of staff that ask nothing, though their words are like a question.

That officers come, that the call is put through, the weather, small talk, blame, and details of the
caller: a question mark behind them, or a tag, asks for nothing that the list of questions has.
"""

from simulator.language.unmarked import marked
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
_SMALL_TALK = late_pattern(
    r"\b(?:(?:follow|support|watch|play|see|catch|like) (?:the |any |much |a bit of )?(?:football"
    r"|footie|match|game|cricket|rugby|golf|telly|snooker|darts|strictly|corrie|eastenders|news)"
    r"|(?:watch|see|catch) it (?:last night|on)|(?:grow|grew|grown) up"
    r"|had your (?:tea|dinner|lunch|breakfast|supper)|work (?:round|near|local\w*)"
    r"|busy (?:day|night)|(?:far|long) to (?:come|go)|having a nice)\b"
)
"""Asks what a neighbour would."""
_SCOLDS = late_pattern(
    r"\b(?:how am i (?:supposed|meant|going) to|if you (?:will not|won't|don't|do not) (?:talk"
    r"|speak|answer|tell me|help)|do you (?:know|realise|understand|appreciate) (?:that )?"
    r"(?:this|it)(?: is|'s) (?:an? |the |for )?(?:emergenc\w+|999)|you do (?:know|realise)"
    r"|why (?:on earth|the hell|in the world)|what on earth were|some kind of joke|having a laugh"
    r"|wasting (?:my|our|police) time|anything better to do|real emergencies)\b"
)
"""Blames, with a question mark."""
_OF_THE_LINE = late_pattern(
    r"\b(?:(?:they|he|she|caller)(?:'ve| have| has)? hung up|(?:call|line)(?:'s| is| has)?"
    r" (?:dropped|gone dead)|(?:call|line)(?: is|'s)(?: being)? recorded"
    r"|(?:put|putting|pop|popping|transfer\w*|connect\w*|pass\w*) you (?:through|on hold|over)"
    r"|hold the line|hold on for|bear with me|what (?:colour|make|model|reg\w*|shape|size)\b.*)\b"
)
"""Of the call, or for words that the list has no question for: "what colour's the car?"."""


def asks_nothing(text: str) -> bool:
    """Whether a sentence of staff asks nothing of the list of questions."""
    plain = marked(text)
    nothing = (each.search(plain) for each in (_SMALL_TALK, _SCOLDS, _OF_THE_LINE))
    return bool(_ASKS_NOTHING.fullmatch(plain)) or any(nothing)
