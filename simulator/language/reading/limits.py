"""What limits a comfort: to a time, a condition, a part, a manner, another person, or a guess.

"He hasn't hit me since I rang", "nobody hurt bad", "one of them's gone" and "he's not following me,
is he?" have every word of a comfort and are none. These are the kinds of such limits, whatever the
comfort is; the second half has what a limit of its own topic is.
"""

from __future__ import annotations

from collections.abc import Sequence

from simulator.core.statements import STATEMENTS, StatementTopic, Weighs
from simulator.language.reading.doubt import (
    AFTER,
    BEFORE,
    BODY,
    CALLED_OFF,
    DEEDS,
    IN,
    OPENS,
    REST,
    SENTENCE,
    STATES,
    UP_TO,
    WEAPONS,
    WELL,
    YOUNG,
    Doubt,
    doubt,
)  # fmt: skip

_T = StatementTopic
_EVERY = frozenset(_T)
_DENIED = frozenset(
    each for each, row in STATEMENTS.items() if row.weighs in (Weighs.DANGER, Weighs.BODY)
)
"""What is a comfort by being denied: "he hasn't got a knife"."""
_LASTING = (
    STATES | WELL | BODY
    | {_T.HAS_GONE, _T.CHILDREN, _T.CHILD_HURT, _T.SEVERAL_PEOPLE, _T.COMING_CLOSER, _T.COMING_BACK}
) - {_T.LOCKED_IN}  # fmt: skip
"""What is or isn't so now: said of what will be, or would, it is not."""
_HIS = r"(?:he|she|they|it)"
_IS = r"(?:is|are|am|was|were|has|have|had|do|does|did|can|could|will|would|should)"
_UNLESS = (
    r"(?:till|until|unless|while|whenever|as long as|so long as|only (?:if|when|because)"
    r"|if (?!that is|truth|anything|(?:you|i) (?:are|must|want|were|come|text|send|need|had to)))"
)

_ASKED = (
    doubt(_EVERY - {_T.ASLEEP}, IN, rf"\b(?:{_IS} not|arnt|isnt|aint) (?:{_HIS}|i|we|you)$"),
    doubt(
        None,
        REST,
        r"^that is what (?:he|she|they|i|we|everybody|you) (?:all )?(?:thought|believed|hoped)\b",
        rf"^{_HIS} (?:has )?(?:promised|swore|promises|swears)\b",
    ),
    doubt(WELL, (*REST, *SENTENCE), r"\boh (?:my )?god\b|\bam not (?:ok|okay|fine|all right)\b"),
    doubt(
        None,
        UP_TO,
        r"\b(?:meant|supposed|believed|thought|alleged|said) to (?:be|have)\b",
        r"\bmak(?:e|ing) sure\b",
        r"\b(?:need|needs|want|wants|expect|like) (?:him|her|it|them|you) to\b|\binformant\b",
    ),
    doubt(_DENIED | WELL | {_T.NO_WEAPON_SEEN}, IN, r"\bthen$"),
    # "He's gone, hasn't he?": who asks does not know. "Can you send someone?" asks for something.
    doubt(
        None,
        REST,
        rf"^(?:or )?{_IS}(?: not)? (?:{_HIS}|i|we|that|this)\b",
        r"^(?:what (?:knife|gun|weapon|noise)|i (?:think|reckon|suppose|guess|believe)(?: so)?$"
        r"|maybe|perhaps|probably|possibly|hopefully|i (?:told|said to) (?:them|him|her)"
        r"|(?:tell|say)\b)",
    ),
    # "Aren't you?" is asked of one who is there.
    doubt(_EVERY - {_T.ASLEEP}, REST, rf"^(?:or )?{_IS}(?: not)? (?:you|there)(?: \w+)?$"),
    doubt(
        _EVERY - {_T.MISTAKE},
        IN,
        r"\b(?:i|we) (?:thought|wished|hoped|prayed|dreamt|assumed|imagined|believed)\b",
    ),
    doubt(
        None,
        UP_TO,
        r"\b(?:pray|please god|god willing|fingers crossed)\b",
        r"^(?:just |so |and |please |now |right )*say\b",
    ),
)
"""A question at its end, a guess, a wish, or words put into a mouth."""
_FOR_A_TIME = (
    doubt({_T.MISTAKE}, IN, r"\b(?:last (?:night|week|time)|yesterday|the other (?:day|night))\b"),
    doubt({_T.COMING_BACK}, IN, r"\b(?:is|has) not been\b"),
    doubt({_T.CAN_TALK_NOW}, REST, r"^(?:and )?(?:again|then)$"),
    doubt(
        {_T.CAN_TALK_NOW}, IN, r"\bnow and (?:again|then)\b|\bin code\b|\bcoast\b|\bnot all right\b"
    ),
    doubt({_T.ASLEEP}, SENTENCE, r"\bmid\b|\bnods off\b|(?<!before )\b(?:he|she) wakes\b"),
    doubt(_DENIED, IN, r"\b(?:as a rule|on the whole|in general)\b"),
    # What is done as a habit is not said of now.
    doubt(
        None,
        IN,
        r"\b(?:always|usually|(?<!breathing )normally(?! breathing)|generally|sometimes|half the"
        r"|over and over|every (?:day|night|week|time)|sundays?|mondays?|saturdays?|weekends"
        r"|for work|to work|in the day"
        r"|when (?:he|she|they) (?:wants?|likes?|feels?))\b",
    ),
    doubt({_T.COMING_BACK}, IN, r"\b(?:before|till|until|by)\b"),
    doubt({_T.SUICIDAL, _T.SEXUAL_ASSAULT, _T.THREAT_TO_KILL}, IN, r"\b(?:tonight|today|now)\b"),
    doubt({_T.NOT_WAKING}, IN, r"\blong\b"),
    doubt(
        _EVERY - {_T.HAS_GONE, _T.CAN_TALK_NOW},
        IN,
        r"\bsince (?:i|you|then|\d+|we|he|she|last|the)\b|\bat first\b|\bso far\b",
        r"\b(?:right )?this (?:very )?(?:second|moment|instant)\b",
        r"\bfor (?:an|a|one|two|three|ten|five|\d+) (?:\w+ )?(?:hours?|minutes?|while|bit|weeks?"
        r"|days?|seconds?)\b",
    ),
    doubt(_DENIED, REST, r"^since (?:i|you|we|he|she|they)\b"),
    doubt(
        _EVERY - {_T.HIT},
        REST,
        r"^(?:at least )?not (?:yet|for long)\b|^(?:yet|for now|so far|as yet)\b",
    ),
    doubt(_EVERY - {_T.HAS_GONE, _T.MISTAKE, _T.COMING_BACK}, REST, rf"^(?:{_UNLESS}|once)\b"),
    doubt(_EVERY - {_T.HAS_GONE, _T.MISTAKE}, IN, rf"(?<!as )\b{_UNLESS}\b|^once\b"),
    doubt(_EVERY - {_T.HAS_GONE, _T.MISTAKE, _T.ASLEEP, _T.NO_WEAPON_SEEN}, REST, r"^when\b"),
    doubt(None, REST, rf"^or (?:{_HIS}|i|we|else)\b"),
    doubt({_T.NOBODY_HEARS}, IN, r"\b(?:will|should|might|may)\b(?! not\b)"),
    doubt(
        _LASTING - {_T.NOBODY_HEARS},
        IN,
        r"\b(?:will|would|could|should|might|may|ought to)\b(?! not\b)",
        r"\bsoon\b",
    ),
    doubt((BODY | DEEDS) - {_T.BLEEDING, _T.BREATHING_BADLY}, IN, r"\bany ?more\b"),
    doubt(DEEDS, IN, r"\b(?:now|at the moment|any ?more|on the phone)\b"),
    doubt(
        {_T.SAYS_FINE},
        IN,
        r"\b(?:everything|everyone|everybody|things?) (?:was|were)\b|\byesterday\b",
    ),
    doubt({_T.REFUSES_POLICE, _T.REFUSES_AMBULANCE}, IN, r"\b(?:did|would|could|had) not\b"),
    doubt({_T.CHILDREN}, IN, r"\b(?:was|were) not\b"),
    doubt(
        {_T.CAN_TALK_NOW}, IN, r"\b(?:tomorrow|later|after|tonight|before|in (?:a|an|ten|five))\b"
    ),
)
"""For a time, till something happens, or not yet."""
_IN_PART = (
    doubt(
        _EVERY - {_T.ALONE, _T.NOBODY_HEARS, _T.PERSON_HERE},
        (*IN, *REST),
        r"\b(?:e?xcept|cept|apart from|other than|hers are|his are|theirs are)\b",
    ),
    doubt({_T.NOT_HURT}, IN, r"\b(?:on|in) (?:our|this|my|that|the) (?:side|end|floor|half|car)\b"),
    doubt(
        {_T.ALONE},
        (*IN, *REST),
        r"\bme and (?:the|a|my|this|our|some) (?!kids?\b|children|dogs?\b|cats?\b|baby|budgie"
        r"|bairns?|weans?|little|telly|pets?\b|fish)",
    ),
    doubt(
        _EVERY - {_T.SEVERAL_PEOPLE},
        IN,
        r"(?<!not )\b(?:one|two|three|some|most|half|part) of (?:us|them|the|my|our|his|you)\b",
    ),
    doubt(
        {_T.SEVERAL_PEOPLE},
        IN,
        r"\bone of (?:them|him|her) (?:is|has|got|who|that|i|with|on|at|in|\w+ing)\b",
    ),
    doubt(
        {_T.HAS_GONE, _T.NO_WEAPON_SEEN, _T.NOT_HURT, *WEAPONS},
        IN,
        r"\b(?:first|big|small|little|tall|young|older|second|fat|thin) "
        r"(?:one|lad|man|fella|bloke|feller|guy|fellow)\b",
        r"^(?:and |but |no )*(?:his|her|their) (?:mate|friend|brother|pal|dad|mum|sister)\b",
    ),
    doubt(
        _DENIED | WELL | {_T.ASLEEP, _T.BREATHING_WELL},
        REST,
        rf"^(?:but |and |except )?(?:{_HIS}|i|we|(?:his|her|my|the|our|your) \w+|others?)(?: \w+)? "
        r"(?:is|am|are|has|have|did|do|does|can)(?: not)?$",
        r"^(?:but|bar|except|save|only) (?:him|her|them|his|their|that|those)\b",
    ),
    doubt(
        WELL | {_T.HIT}, REST, r"^it (?:is|was) (?:him|her|his|their|our|them|another|someone)\b"
    ),
    doubt(None, IN, r"\b(?:is|was) not (?:him|her|me|us|them|you) (?:that|who|he|she|they)\b"),
    doubt(
        {_T.NOT_HURT, _T.SAYS_FINE, *DEEDS},
        REST,
        r"\b(?:i|he|she|it|they|we) (?:am|is|are|has|have)$",
    ),
    doubt(
        BODY, IN, r"\b(?:on|in|down) (?:that|this|one) (?:side|leg|arm|eye|hand)\b|\bthat side\b"
    ),
    doubt({_T.NOT_HURT}, IN, r"\bhurt(?:ing)? nobody\b|\bfeelings\b"),
)
"""Of one of them, or of a part."""
_IN_A_MANNER = (
    doubt(WELL | BODY, IN, r"\bish\b"),
    doubt(
        {_T.DONE_BEFORE, _T.THREAT_TO_KILL},
        IN,
        r"\b(?:like this to|to (?:strangers|anyone|anybody)|so many words|(?:this|that|so) bad)\b",
    ),
    doubt({_T.COMING_CLOSER}, IN, r"\ba bit\b"),
    doubt(
        BODY | DEEDS,
        IN,
        r"\b(?:that|so far as|as far as) (?:i|we|they) (?:know|knows)(?: of)?\b",
        r"\b(?:physic\w*|on purpose|deliberate\w*|as such|exactly|for long|too long)\b",
        r"\b(?:too|that|so|really|very)? ?bad(?:ly)?$|\b(?:as|that|too) (?:much|badly)\b",
        r"\bnot much\b",
    ),
    doubt(None, IN, rf"\bas far as (?:{_HIS}|you|anybody)\b"),
    doubt(
        DEEDS,
        IN,
        r"\bwith (?:his|her|a|an|the|their)\b|\bin front of\b",
        r"\b(?:(?<!like )that|hard|often|much)$",
    ),
    doubt(DEEDS - {_T.CHILD_HURT}, IN, rf"\b(?:the|my|our|his|her) (?:\w+ )?{YOUNG}\b"),
    doubt(
        DEEDS - {_T.STRANGLED} | {_T.THREAT_TO_KILL},
        REST,
        rf"^(?:and |but |so )?{_HIS} (?:just |only |has |is )*(?:used?|made|makes?|got|threw|burnt"
        r"|burned|held|holds?|pushed|shoved|kicked|bit|threatened|showed|wait\w*|hit|did|spat|want\w*"
        r"|grabbed|dragged|slapped|pinned|sat|tied|locked)\b",
    ),
    doubt({_T.STRANGLED}, REST, r"\b(?:across|against|round) my (?:throat|neck)\b|\bthroat\b"),
    doubt(
        None,
        REST,
        r"^(?:only |but |and |well )?(?:just|barely|only)$",
        r"^(?:sort of|kind of|ish|nearly|almost|in a way|more or less|on and off|off and on|mostly"
        r"|partly|not really|not exactly)\b",
    ),
)
"""Not so much, not so, or not by that."""
_BY_TOPIC = (
    # Who was there, and is no more: "the friend who was with me ran off".
    doubt({_T.HELPER_THERE}, IN, r"\bwho (?:was|were|had been)\b|\b(?:ran|run|went) off\b"),
    doubt({_T.BLEEDING}, IN, r"\b(?:my|his|her) blood\b"),
    doubt({_T.HAS_GONE}, IN, r"\b(?:upstairs|downstairs)\b|\bof the garden\b"),
    doubt({_T.FOLLOWED}, REST, r"\bfound\b"),
    doubt({_T.NO_WEAPON_SEEN}, IN, r"\bneeded\b|\bempty now\b"),
    doubt({_T.NO_WEAPON_SEEN}, REST, r"^it is (?:down|up|in|under|behind|on)\b"),
    doubt(WEAPONS, IN, r"\bon (?:that|this|the) (?:knife|one|gun)\b"),
    doubt(WEAPONS, AFTER, rf"^{_HIS} (?:is|has) got (?:two|2|three|3|loads|several|both)\b"),
    doubt({_T.BREATHING_WELL}, (*IN, *REST), r"^because\b|\bon (?:his|her|my) (?:side|back)\b"),
    doubt({_T.REFUSES_AMBULANCE, _T.REFUSES_POLICE}, REST, r"^it needs\b"),
    doubt(
        {_T.MISTAKE}, AFTER, r"\b(?:(?:down )?on (?:him|her|top)|crush\w*|ring you back|tonight)\b"
    ),
    doubt(WELL, REST, r"^it is (?:the|my|me|her|his|him) ?\w*$"),
    doubt({_T.NOT_HURT}, SENTENCE, r"\bpride\b.*\band my\b"),
    doubt({_T.HAS_GONE}, AFTER, r"\bme and (?:the|a|this) (?:man|lad|bloke|driver|boss)\b"),
    doubt({_T.HAS_GONE}, REST, r"\b(?:comes back|over and over)\b"),
    doubt({_T.CANNOT_MOVE}, REST, r"^it is\b"),
    doubt({_T.COMING_BACK}, REST, r"^(?:till|until) (?:i|he|she|they|we)\b"),
    doubt({_T.CHILD_HURT}, REST, rf"^but {_HIS} (?:is|has)\b"),
    doubt({_T.COURT_ORDER}, REST, r"^(?:but )?(?:just (?:on )?(?:him|her|them)|there should)\b"),
    doubt({_T.SEXUAL_ASSAULT}, REST, rf"^(?:but )?{_HIS} (?:tried|was going)\b"),
    doubt({_T.HAS_GONE}, IN, r"\bup (?:my|our) (?:stairs|path|drive|drainpipe|ladder)\b"),
    doubt({_T.CAN_TALK_NOW}, IN, r"\bonly\b"),
    doubt({_T.WEAPON_IN_REACH}, SENTENCE, r"\bfound (?:one|it|them)\b"),
    doubt(
        WEAPONS | {_T.NO_WEAPON_SEEN}, IN, r"\b(?:that|so|this) (?:big|long|sharp)\b|\bwarning\b"
    ),
    doubt({_T.NO_WEAPON_SEEN}, SENTENCE, r"\b(?:dark|shoot|stab|felt|whatever|to hand)\b"),
    doubt(
        {_T.LOCKED_IN},
        (*IN, *REST),
        r"\b(?:by (?:mistake|accident)|jammed|lets (?:me|us|her) out|no handle|tied)\b",
    ),
    doubt({_T.LOCKED_IN}, REST, r"^(?:but )?(?:it|there) (?:is|has)\b"),
    doubt(
        {_T.MISTAKE},
        SENTENCE,
        r"\b(?:match(?:es)?|lighter|fire|ice|bleach|road|river|pond|kettle|swallowed|shot)\b",
    ),
    doubt({_T.SAYS_FINE}, SENTENCE, r"\bhurry\b|\bbe quick\b|\bme and his\b|\bsights\b|\bdead\b"),
    doubt({_T.HELPER_THERE}, (*IN, *AFTER), r"\bwill not (?:let|leave|go|stop)\b"),
    doubt({_T.FOLLOWED}, REST, r"\bgone (?:under|in|into)\b"),
    doubt(
        {_T.CHILDREN},
        (*IN, *REST),
        rf"\b(?:asleep|mine|talking|in bed|with me|car seats?)\b|^{_HIS} (?:is|has) got\b",
    ),
    doubt({_T.SCREEN_SEEN, _T.PHONE_WATCHED}, REST, rf"^(?:but )?{_HIS} (?:is|has)\b"),
    doubt({_T.CANNOT_MOVE}, REST, r"^but (?:my|his|her|the)\b"),
    doubt({_T.TABLETS_TAKEN}, REST, r"\b(?:a lot of|too many|all of|half of|loads of)\b"),
    doubt({_T.FIRE_OR_PETROL}, IN, r"\b(?:lit|lighter|match|matches)\b"),
    doubt({_T.PERSON_HERE}, IN, r"\bhere (?:to|who|that|with (?!me|us)|called|named)\b"),
    doubt({_T.BAD_LINE}, SENTENCE, r"\b(?:all better|dolly|teddy|bump|poorly)\b"),
    doubt(
        {_T.REFUSES_POLICE},
        REST,
        r"^(?:but |just )?(?:come|meet|go|send|park) (?:me |it |them )?(?:to|round|at|in|up)\b",
    ),
    doubt(
        {_T.SOMEBODY_HEARS},
        (*IN, *REST),
        r"\bhear this\b",
        r"^but (?:he|she|they) (?:is|has) (?:just )?(?:turned|switched|stopped|coming)\b",
    ),
    doubt(
        WEAPONS | {_T.WEAPON_IN_REACH},
        IN,
        r"\b(?:licen[cs]e|like the|law|laws|crime|shot|shots|loaded|in the (?:drawer|block))\b",
    ),
    doubt(
        {_T.NOBODY_HEARS},
        SENTENCE,
        rf"\b(?:scream|why {_HIS}|listens? to me|nobody ever)\b|{_HIS} (?:can|will) see\b",
    ),
    doubt(
        {_T.SOMEBODY_HEARS},
        IN,
        rf"{OPENS}(?:kids|children|neighbours?|mum|mam|dad|{YOUNG})\b|\b(?:typing|whisper)\b",
    ),
    doubt(
        {_T.SOMEBODY_HEARS},
        SENTENCE,
        rf"\b(?:kids|children|neighbours?|mum|mam|{YOUNG}) (?:can|could) not hear\b",
    ),
    doubt({_T.PERSON_HERE}, IN, r"\bin (?:the|his|her) (?:head|mind)\b|\bwith the fairies\b"),
    doubt({_T.HAS_GONE}, IN, r"\bgot off(?: me| us| her| him)?$"),
    doubt(
        {_T.HAS_GONE}, BEFORE, r"\b(?:man|lady|woman|car|van|taxi|driver|fella) (?:stopped|slowed)"
    ),
    doubt(
        {_T.ASLEEP},
        SENTENCE,
        r"\b(?:goes to sleep|in the bath|took|taken|swallowed|overdos\w+|tablets|pills|sick|vomit"
        r"|blue|grey|lips|cold)\b",
    ),
    doubt(
        {_T.SAYS_FINE},
        IN,
        r"\bcalm down\b|\bnever mind (?:me|that|him|her|about)\b",
        r"\ball over (?!now\b|and\b|with\b)\w",
    ),
    doubt({_T.SAYS_FINE}, AFTER, rf"^{_HIS} (?:is|has) (?:won|dead|done)\b|\bcan hear (?:me|us)\b"),
    doubt(
        CALLED_OFF | {_T.REFUSES_AMBULANCE},
        REST,
        r"^(?:just |so )?(?:send|get|bring|come) (?:two|three|both|more|an?|the|every\w+)\b",
    ),
    doubt(
        {_T.REFUSES_POLICE, _T.REFUSES_AMBULANCE},
        (*IN, *REST),
        r"\bmortuary\b|\bon (?:their|your|his|her) own\b|\b(?:already|is|are) dead\b|\bwhole\b",
    ),
    doubt(CALLED_OFF, BEFORE, r"^(?:oh )?(?:fine|great|right)(?: then)?$"),
    doubt(
        {_T.HELPER_THERE},
        SENTENCE,
        r"\bon (?:her|his|their|the) way\b|\bis coming\b|\bshould be\b",
        r"\b(?:hit|hits|hitting|hurt|hurting|punched|kicked|knife|gun|dementia|asleep)\b",
    ),
    doubt(
        {_T.FOLLOWED},
        AFTER,
        rf"^(?:but |and )?(?:{_HIS}|his|their)\b(?! (?:(?:is|are|has|have|must|just) )*"
        r"(?:gone|went|turned|driven|left|walked|lost|drove|got off|give|given|carried)\b)",
    ),
    doubt({_T.COMING_CLOSER}, AFTER, rf"\b(?:{_HIS}|oh|god)\b"),
    doubt(
        {_T.BREATHING_WELL},
        IN,
        r"\ball over\b",
        r"\b(?:through|into|tube|mask|oxygen)\b|\b(?:got|gets) off\b|\b(?:sit|lie|stay|keep)\b",
    ),
    doubt({_T.BREATHING_BADLY}, IN, r"\bstopp?(?:ed|s)?\b"),
    doubt({_T.NOT_WAKING}, REST, r"^(?:and )?(?:went|gone|passed|drifted|slipped)\b"),
    doubt({_T.NOT_WAKING}, IN, r"\bround (?:with|to|here|the|and|my|ours?|his|mine|later)\b"),
    doubt(
        {_T.FIRE_OR_PETROL},
        SENTENCE,
        r"\b(?:engines?|escape|without|control|alarm|brigade|service|door|exit|in here|yet)\b"
        r"|^.*\bit is the\b",
    ),
    doubt(
        {_T.TABLETS_TAKEN},
        IN,
        r"\b(?:any |no )?more\b|\belse\b|\b(?:my|her|his) (?:\w+ )?(?:tablets?|meds|medication"
        r"|pills?|insulin)\b|\b(?:will|can) not\b|\btoday\b|\bseen\b",
    ),
    doubt({_T.SUICIDAL}, IN, r"\bnothing wrong\b|\bthe (?:fight|film|end)\b"),
    doubt(
        {_T.OTHER_DRANK},
        SENTENCE,
        r"\b(?:snort\w*|sniff\w*|cocaine|coke|crack|weed|smok\w*|speed|ket|high|gear"
        r"|nothing to do)\b",
    ),
    doubt(
        {_T.SEVERAL_PEOPLE},
        (*IN, *REST),
        r"\bfor now\b|\bthe rest\b|\bhis (?:mates?|brothers?|pals?|lads)\b|\bthe others?\b",
        r"\b(?:just|only) (?:had )?the one (?!lad|man|fella|bloke|of|person|chap|woman|girl|boy|guy"
        r"|feller|and|fellow|geezer|here|there|in)\w",
    ),
    doubt({_T.DOG}, REST, rf"^{_HIS} (?:is|has|was) (?!just\b|only\b)"),
    doubt(
        {_T.CANNOT_MOVE},
        (*IN, *REST),
        r"\bmove my (?:fingers?|arms?|toes?|head|eyes|hands?|other|left|right|neck)\b",
        r"^(?:but )?not my\b|^if\b|\bholds? me\b",
    ),
    doubt(
        {_T.HEAD_OR_PASSED_OUT, _T.TRAPPED_OR_FALLEN},
        REST,
        r"^(?:he|she|they) (?!is just\b|just\b)\w+",
    ),
    doubt(
        {_T.LOCKED_IN}, REST, r"^(?:but )?(?:he|they|she|anybody|anyone) (?:could|can|will|just)"
    ),
    doubt(
        {_T.CHILD_HURT},
        (*IN, *REST),
        rf"\b(?:not crying|quiet)\b|{_HIS} (?:is|has) (?:going|coming)",
    ),
    doubt(
        {_T.CHILDREN},
        (*IN, *AFTER),
        rf"\b{_HIS} (?:is|has|have) (?:got |took |taken )?(?:them|him|her)\b|\bthe one i am ring\w+"
        r"|\bnext door\b|\b(?:but|and) (?:they|his|hers|mine|me)\b|\bmissing\b|\bharmed\b",
        r"\bthis room\b",
        r"\b(?:my|our) (?:little |youngest |eldest )?(?:lad|son|daughter|boy|girl|lass) is not\b",
    ),
    doubt(
        {_T.MISTAKE},
        SENTENCE,
        r"\bnumber plates?\b|\b(?:tied|trapped|bleeding|knife|gun|stabbed|attacked)\b",
    ),
    doubt(
        {_T.ALONE},
        (*IN, *AFTER),
        r"\bme and (?:mummy|mum|mam|dad|daddy|him|her|them|my (?:mum|mam|dad|sister|brother))\b",
        r"\b(?:there is|there are) (?:a|some|two|three) (?:\w+ )?"
        r"(?:man|men|lads?|bloke|fella|feller|people|noise|noises)\b"
        r"|\b(?:there is|i can hear|can hear|i hear) (?:someone|somebody|feet|footsteps|voices)\b",
    ),
    doubt(
        {_T.BLEEDING},
        (*IN, *AFTER),
        r"\bhad stopped\b|\b(?:white|black|grey|cold|gush\w*|pale|again)\b",
    ),
)
"""What limits one comfort alone."""
LIMITS: Sequence[Doubt] = (*_ASKED, *_FOR_A_TIME, *_IN_PART, *_IN_A_MANNER, *_BY_TOPIC)
"""What limits a comfort (our wording): to ask costs a question."""
