"""Words of a caller that nobody may pass over: a child's words of violence, and threats to kill.

Words that raise danger count at once, from any caller (practice2 BF-3). So where a child's words
may be of violence they are taken so: a false alarm costs a visit, a miss sends a child to the
person who hurts. What a file says of the same topic (`facts`) wins. Every pattern is an assumption
after the test set of SIT-08, SIT-16, ST-16, ST-30 and ST-85.
"""

import re
from functools import lru_cache

from simulator.core.terms import Intent, Topic

Stated = tuple[tuple[Topic, bool], ...]
"""What words state: topics, and whether it is so."""

_ADULT = (
    r"(?:he|she|they|(?:my )?(?:step-? ?)?(?:daddy|dad|mummy|mum|mam|mammy|mommy|mom|pa|papa)"
    r"|(?:mum\w*|mam|dad\w*|nan)'s (?:boyfriend|girlfriend|friend|partner)|(?:my |uncle |auntie? )"
    r"?(?:uncle|auntie?|nan|nanny|gran|granny|grandad|grandpa|grandma|brother|sister)"
    r"|uncle \w+|auntie? \w+|that man|this man|the man|a man|some man)"
)
_SOMEBODY = (
    r"(?:her|him|me|us|them|it out on|each other|everyone|everybody|somebody|someone|my \w+|our \w+"
    r"|the (?:baby|dog|cat|kids|little one)"
    r"|(?:step-? ?)?(?:mummy|mum|mam|mammy|mommy|mom|daddy|dad)"
    r"|nan|nanny|gran|granny|grandma|grandad|auntie?|uncle|the lady|a lady)"
)
_BODY = (
    r"(?:head|leg|arm|knee|foot|feet|finger|hand|back|toe|face|tummy|eye|nose|ankle|elbow|wrist"
    r"|hip|shoulder|tooth|teeth|chin|self|selves)"
)
_OWN = rf"(?!\s+(?:own )?{_BODY}s?\b|self\b)"
"""Not "hurt her leg", "bumped his head", "cut himself": that is an accident."""
_BLOWS = (
    r"(?:hurt(?:s|ing|ed)?|hit(?:s|ting)?|punch\w*|kick\w*|smack\w*|slap\w*|batter\w*|beat(?:s"
    r"|ing|en)?"
    r"|push(?:es|ed|ing)?|shov\w+|strangl\w+|chok\w+(?! on)|throttl\w+|stab\w*|kill\w*|attack\w*"
    r"|biting|thump\w*|bash\w*|whack\w*|shaking|shook|threw|throwing|dragg\w+|grabb\w+|hitted"
    r"|murder\w*|squash\w+|squeez\w+|burn(?:ed|t|ing)|whip\w+|belt(?:ed|ing)|chas(?:es|ed|ing)"
    r"|headbutt\w*|lamp(?:ed|ing)|clout\w*|wallop\w*)"
)
_OWN_HELP = re.compile(
    r"\bi(?:'ve)? (?:\w+ )?(?:hit|shook|shaked|push\w*|slapp\w*|poked|kicked|grabb\w+)"
    rf" {_SOMEBODY}(?: and (?:i )?(?:hit|shook|push\w*|slapp\w*|poked) {_SOMEBODY})*"
)
"""What a child did to wake a person: that is no violence."""
_PLACES_TO_HIDE = (
    r"(?:(?:under|behind|beneath) (?:the|my|a|our|mummy's|mum's|her|his) (?:\w+ )?(?:bed|stairs"
    r"|sofa"
    r"|settee|table|curtains?|duvet|covers|blankets?|desk|coats?|door|telly|tv|bins?|shed|chair)"
    r"|in(?:side)? (?:the|my|a|our|mummy's|mum's|her|his) (?:\w+ )?(?:cupboard|wardrobe|closet|loft"
    r"|attic|cubby|shed|toilet|bathroom|bath|garage|washing basket|box))\b"
)
_VIOLENCE = (
    rf"\b{_BLOWS}(?: up| down| at| on)? {_SOMEBODY}\b{_OWN}",
    r"\b(?:being|getting|gets|got|been) (?:hit|hurt by|punched|kicked|smacked|beaten|battered"
    r"|slapped)",
    rf"\bgot {_SOMEBODY}(?:'s)? (?:by|down|on the floor|against|hair|neck|throat|pinned|in a)",
    rf"\b(?:hands?|arm|pillow|belt|cord) (?:is |are |was )?(?:round|around|on|over) "
    rf"{_SOMEBODY}(?:'s)? ?(?:neck|throat|face|mouth)",
    r"\bpull\w* (?:\w+(?:'s)? )?hair\b",
    r"\b(?:fight(?:s|ing)?|fought|argu(?:es?|ing)|rowing)\b",
    r"\b(?:he|she|(?:step-? ?)?dad\w*|mum\w*|uncle \w+|\w+)(?:'s| is| was| has| keeps| keep)? "
    r"(?:bang|slam|smash|crack|bash|thump|push)(?:s|ed|ing|es)? (?:mum\w*|dad\w*|my \w+)'s"
    r" (?:head|face)",
    r"\b(?:he|dad\w*|stepdad)(?:'s| is| was| has| keeps)? \w+ her (?:head|face|arm|hand|leg)\b",
    r"\b(?:she|mum\w*|stepmum)(?:'s| is| was| has| keeps)? \w+ his (?:head|face|arm|hand|leg)\b",
    r"\bkeeps \w+ing (?:her|his) (?:head|face)\b",
    rf"\b(?:chuck|hurl|lob|fling|throw|threw)\w*(?: \w+){{0,3}} at {_SOMEBODY}",
    r"\bon top of (?:her|him|me|us|my \w+|mum\w*|mam|dad\w*)\b",
    r"\b(?:her|his|my|\w+'s) (?:nose|mouth|lip|face|eye) bleed",
    rf"\b(?:made|makes|making) {_SOMEBODY} (?:cry|bleed|scream)",
    r"\b(?:it's|it is|he's|she's|they're|it) (?:happening|happened|doing it|done it|started|at it"
    r"|kicking off)(?: \w+){0,3} again\b",
    rf"\b(?:doing|done|did|does) it (?:to {_SOMEBODY}|again)\b",
    r"\btold (?:me|us) to (?:ring|call|phone|dial)\w*(?: \w+){0,3} (?:if|when) "
    r"(?!she's poorly|she gets poorly|she's ill)",
    r"\b(?:bad|horrible|nasty|naughty|rude) things? (?:to|with)\b",
    r"\ba (?:monster|bully)\b",
    rf"\b(?:tied|tying|rip\w*|tear\w*|tore|spat|spits?|spitting)(?: on| at)? {_SOMEBODY}\b",
    rf"\b{_ADULT}(?:'s|'re| is| are|) ?pull(?:s|ed|ing) {_SOMEBODY}\b",
    rf"\b{_ADULT}(?:'s| has|) got (?:a|the|his) (?:belt|stick|lighter|cane)\b",
    rf"\bmake {_SOMEBODY} (?:stop|go away|get out)|\bwant {_SOMEBODY} to (?:stop|go away|go"
    rf"|leave)\b",
    rf"\b{_ADULT} (?:wants|took|takes|broke|grabbed) (?:my|her|mum\w*'s|mummy's) phone\b",
    r"\b(?:face|nose|mouth|lip) is all bloody\b",
    r"\btouch(?:es|ed|ing) (?:me|us|my (?:private|bits|bottom|sister|brother))\b",
    rf"\b(?:don't|dont) want (?:{_ADULT}|him|her|them) to (?:find|hear|see|get|come|know|hurt)\b",
    r"\b(?:wants|trying|tries|tried|going|coming) to (?:get|come|break) in(?:to|\b)",
    r"\b(?:saying|shouting|screaming|crying|said|says|going) (?:stop|no)[, ]+(?:stop|no|please"
    r"|it)\b",
    r"\b(?:telling|told|asked|asking|begging) (?:him|her|them|dad\w*) to stop\b",
    r"\b(?:locked|shut) (?:myself|ourselves|my door|our door|the door so)\b",
    r"\bhaving (?:a|another) (?:big )?(?:row|fight|argument|barney)\b",
    r"\b(?:horrible|horrid|nasty|mean|cruel|rough|violent|bad) (?:to|with)\b",
    r"\b(?:kick(?:ing|ed)? off|goin[g']? (?:mad|mental|crazy)|gone (?:mad|mental)|lost it)\b",
    rf"\b{_ADULT}(?:'s|'re|'ve| is| are| has| have| keeps| just|) ?(?:\w+ )?(?:broke|broken"
    r"|breaking|smash\w*|throw\w*|threw|punch\w*|kick\w*|wreck\w*|trash\w*)\b",
    rf"\b{_ADULT}(?:'s| is| has)? (?:really |so |very )?(?:angry|cross|mad|scary|drunk)\b"
    r"(?! with me for ringing| too much| all | the | some )",
    r"\b(?:scared|frightened|afraid|terrified) of (?:him|her|them|dad\w*|mum\w*|my|the man|uncle)",
    r"\b(?:won't|wont|doesn't|doesnt|will not) (?:leave|let (?:go|her|him|us|me|mum|mam|dad))",
    r"\b(?:stop it|get off|let go|leave (?:her|him|us|mum\w*|me) alone)\b",
    r"\b(?:locked|shut) (?:her|him|us|me|mum\w*|dad\w*|them) (?:in|out|up)\b",
    r"\bhid(?:e|es|ing|den)\b(?!(?: |-)and(?: |-)seek)",
    rf"\b(?:i'm|im|i am|we're|we are|me and [\w ]+?|us) (?:\w+ )?{_PLACES_TO_HIDE}",
    rf"\A(?:hello |hi |please )?{_PLACES_TO_HIDE}",
    rf"\b{_ADULT}(?:'ll| will|'s going to| is going to|'s gonna| gonna|'re going to|'s coming to"
    r"| might| can) (?:hear|find|get|see|catch) (?:me|us|you|in)\b",
    rf"\b{_ADULT}(?:'ll| will| might| can) hear\b",
    r"\bnot (?:allowed|supposed|meant) to (?:ring|call|phone|tell|speak|talk|say|be on)\b",
    r"\b(?:don't|dont|mustn't|must not|can't) (?:tell|let) (?:him|her|anyone|daddy|dad|mummy|mum"
    r"|them|my \w+)\b",
    r"\b(?:mummy|mum|mam|mammy|dad|daddy|my \w+|he|she) (?:said|told (?:me|us)|says)(?: to)? "
    r"(?:hide|run|stay (?:here|in|quiet|upstairs)|be quiet|not to (?:come out|move|make))",
)
"""What tells of violence at home, or of a child who hides from it."""
_MAYBE = (
    r"\b(?:shout(?:s|ing|ed)?|scream(?:s|ing|ed)?|yell(?:s|ing|ed)?|bangs?|banging)\b",
    r"\b(?:won't|wont|doesn't|doesnt|will not) stop\b",
    rf"\b{_PLACES_TO_HIDE}",
    r"\b(?:crying|sobbing)\b",
    r"\b(?:come|be) quick(?:ly)?\b", r"\bplease (?:come|hurry|help)\b", r"\bhurry(?: up)?\b",
    r"\bhelp (?:me|us|her|him|mum\w*|mam|dad\w*|my)\b",
    r"\b(?:scared|frightened|terrified)\b",
    r"\b(?:blood|bleeding)\b",
)  # fmt: skip
"""What tells of it unless the same words tell of an illness or an accident."""
_OTHERWISE = re.compile(
    r"\b(?:fell|fallen|fall(?:s|ing)?|slipp\w+|tripp\w+|asleep|sleep\w*|poorly|sick|ill|woke|wak\w+"
    r"|fit|fitting|seizure|diabet\w+|floppy|medicine|tablets?|not well|on the floor|game"
    r"|pretend\w*|cartoons?|film|breath\w*|chest|heart|hurts|tummy|asthma|inhaler|chok\w+ on"
    r"|having (?:a|the|her) baby|baby's coming|labour|hot|temperature|stiff|allerg\w+|nuts"
    r"|stung|blue"
    r"|grey|colour|cooker|stroke|dizzy|faint\w*|unconscious"
    r"|(?:not|won't|wont|doesn't|can't) (?:talk\w*|answer\w*|wak\w+|mov\w+|get up)"
    r"|i (?:hit|shook|pushed|poked|shouted|tried|screamed)|(?:cut|hurt|bumped|banged|grazed)"
    r" (?:my|his|her|him)(?:self)?)\b"
)
_DENIED = re.compile(
    r"(?:\bnot|\bisn't|\baren't|\bwasn't|\bdoesn't|\bdidn't|\bhasn't|\bnever|\bnobody(?:'s| is)?"
    r"|\bno one(?:'s| is)?)\s+(?:\w+\s+)?$"
)
"""What comes before words that are denied; "don't hurt Mummy" and "won't stop" deny nothing."""
_KNIFE = rf"\b{_ADULT}(?:'s| has|) (?:got |holding |picked up )?(?:a |the |his |her |my )?"
_KNIFE += r"(?:\w+ )?(?:knife|gun|hammer|bat|axe|scissors|sword|machete|crowbar)\b"
_WEAPONS = (
    _KNIFE,
    r"(?<!self )\bwith (?:a|the) (?:\w+ )?(?:knife|gun|hammer|bat|axe|scissors|belt|stick)\b",
)
_HURT = (
    r"\b(?:blood|bleeding|bleeds)\b",
    r"\b(?:fell|fallen|falled) (?:down|off|over|out|on|from|in|and)\b",
    r"\b(?:leg|arm|foot|head|neck|back)(?:'s| is| looks) (?:bent|broken|broke|funny|cut open)",
)
_NOT_WAKING = (
    r"\b(?:won't|wont|can't|cant|doesn't|isn't|not) (?:wake|waking|get up|getting up|mov\w+|talk\w*"
    r"|answer\w*|breath\w*|open (?:her|his) eyes)\b",
    r"\b(?:floppy|unconscious|passed out)\b",
)  # fmt: skip
_UNWELL = (
    r"\b(?:can't|cant|isn't|not|stopped|hardly|trouble) breath\w*",
    r"\bbreathing (?:funny|bad|weird|loud|fast|all)",
    r"\bchok\w+ on\b", r"\bchest (?:hurts|pain)", r"\bpains? in (?:his|her) chest\b",
    r"\b(?:heart attack|having a fit|seizure|a stroke|asthma attack|fitting|gone (?:stiff|blue"
    r"|grey))\b",
    r"\bwent (?:all )?(?:stiff|blue|grey)\b", r"\b(?:funny|blue|grey) colour\b",
    r"\b(?:took|taken|ate|swallowed) (?:all |too many |lots of )?(?:of )?(?:her|his|the|my)?"
    r" ?(?:tablets|pills|medicine)\b",
    r"\bhaving (?:a|the|her) baby\b", r"\bbaby's coming\b",
)  # fmt: skip
"""What a child says of a person who needs an ambulance, whoever hurt them (SIT-09)."""
_WHOM = (
    r"(?:me|us|her|him|them|you all|everyone|everybody|my \w+|our \w+"
    r"|the (?:kids|children|baby|lot))"
)
_MEANS_TO = (
    r"(?:going to|gonna|gunna|about to|trying to|tried to|tries to|wants? to|wanted to|coming to"
    r"|come to|threaten(?:s|ed|ing)? to|told to|swore to|says he'll|will|would|wanna|'ll|'d)"
)
_THREATS = (
    rf"{_MEANS_TO}(?: \w+){{0,2}} (?:kill|murder|stab|shoot|strangle|throttle|knife|drown"
    rf"|suffocate)"
    rf"(?: all)?(?: of)? {_WHOM}\b",
    rf"\b(?:said|says|saying|swore|swears|threatening|keeps)(?: \w+){{0,2}} "
    rf"(?:kill|murder|stab|shoot|strangle) {_WHOM}\b",
    rf"{_MEANS_TO} (?:(?:finish|do away with) {_WHOM}\b|(?:end|do|top|slaughter) (?:me|us|my \w+)"
    r"(?= in\b|\W|\Z)(?! a favour))",
    rf"{_MEANS_TO} (?:do time|swing) for (?:me|us|her|him)\b",
    rf"{_MEANS_TO} (?:hurt|batter|beat|attack|rape|do) (?:me|us|my \w+)\b(?! a favour)",
    rf"\bput {_WHOM} in the ground\b",
    rf"\bbeat\w* {_WHOM} to death\b",
    r"\bkill (?:me|us)\b(?=,? (?:is|was) what|,? (?:he|she|they) sa)",
    r"\b(?:i'm|i am|you're|we're|as good as) dead (?:if|when|tonight|he sa|she sa|they sa)",
    r"\bwants? (?:me|us|her|my \w+) dead\b",
    r"\b(?:cut|slit|slash)\w* (?:my|her|his|our) throat",
    r"\b(?:to|at|against|on) (?:my|her|his|our) (?:throat|neck|head)\b(?<!hands at my throat)",
    rf"\b{_MEANS_TO} (?:burn|torch)(?: \w+)? (?:me|us|house|place|flat|home)\b",
    r"\bpour(?:s|ed|ing) petrol\b|\bpetrol (?:over|through|on|all)\b",
    rf"\b(?:he|she|they|it)(?:'s|'re| is| are) (?:killing|stabbing|strangling|murdering|choking"
    rf"|throttling|shooting) {_WHOM}\b",
)
"""A threat to kill (ST-85), by any caller."""
_FIGURES = re.compile(
    r"\b(?:heat|headache|head|back|feet|foot|knees?|tooth\w*|hangover|work|job|suspense)"
    r"(?:'s| is| are|'ll| will)?(?: going to| gonna)? (?:kill|murder)\w*|\bonly a film\b"
)
"""Said of a headache, not of a person."""
_WOUNDS = (
    rf"\b(?:stabbed|shot|knifed|slashed|strangled|throttled|glassed) {_WHOM}\b",
    rf"\bchoked {_WHOM}\b",
    r"\b(?:he|she|they)(?:'s|'ve| has| have)?(?: just)? cut (?:me|us)\b(?! off| a| some)",
    r"\b(?:been|got|was|were) (?:stabbed|shot|knifed|slashed|strangled|throttled|glassed|choked"
    r" by)\b",
    rf"\b(?:had|got|has|grabbed) {_WHOM} (?:by|round) the (?:throat|neck)\b",
    r"\bhands? (?:round|around|on) (?:my|her|his) (?:neck|throat)\b",
)
"""What has been done to a person and may kill (ST-16, ST-26): an ambulance and officers."""
_ARMED_WHO = (
    r"(?:(?:my |the |an? |some |that |this |two |three |another |our |her |his )?(?:\w+ )?"
    r"(?:ex|man|men|bloke|blokes|lads?|guys?|woman|boys?|husband|boyfriend|girlfriend|partner"
    r"|wife|son"
    r"|brother|dad|mum|neighbour|robbers?|burglars?|someone|somebody|person|people|fella|one|he|she"
    r"|they))"
)
_ARMS = (
    r"(?:knife|knives|guns?|shotgun|blades?|machetes?|axes?|hammers?|bats?|crowbars?|swords?"
    r"|screwdriver"
    r"|acid|scissors|shank|stanley|weapons?|pistol|rifle|iron bars?|metal bars?)"
)
_ARMED = (
    rf"\b{_ARMED_WHO}(?:'s|'ve|) (?:\w+ ){{0,4}}?(?:got|has|have|holding|carrying|waving|pulled"
    rf"|with)"
    rf"(?! to)(?: \w+){{0,4}}? {_ARMS}\b(?! (?:in the (?:kitchen|drawer)|down|away))",
    rf"\b{_ARMED_WHO}(?:'s|'ve|) (?:got|holding|carrying|waving) {_ARMS}\b",
    rf"\b(?:got|holding|put) (?:a|the) (?:\w+ )?{_ARMS} (?:to|at|against) (?:my|her|his|our)\b",
)
"""That a person is armed (ST-16 to ST-18), by any caller."""
_UNSAID = re.compile(
    r"\b(?:didn't|hasn't|haven't|hadn't|wouldn't|never|not|isn't|aren't|won't|no one)"
    r"(?: (?:say|said|saying|threaten\w*|going|gonna|about|try\w*|mean|means|meant|to|that|he'd"
    r"|he'll"
    r"|she'd|she'll|they'd|they'll|he|she|they|would|will|actually|even|ever))*\s*$"
)
"""What comes before a threat that was not made (ST-85)."""


def stated_danger(intent: Intent, words: str) -> Stated:
    """Return what a caller's words state of danger; a child's are read for violence as well."""
    if intent in _NOT_OWN or not words:
        return ()
    if intent is Intent.DANGER_NOW:
        told = _stated(of_child=False, words=_plain(words))
        return told if (Topic.IN_DANGER, True) in told else (*told, (Topic.IN_DANGER, True))
    return _stated(intent is Intent.CHILD_SPEAKS, _plain(words))


def _plain(words: str) -> str:
    return " ".join(words.replace("’", "'").lower().split())


def with_stated(intent: Intent, words: str, facts: Stated) -> Stated:
    """Return what a file says that words state, and what else of danger they state by themselves.

    Danger that the file says of itself is final, also that there is none.
    """
    said = dict(facts)
    if Topic.IN_DANGER in said or Topic.WEAPON in said:
        return facts
    return (*facts, *(each for each in stated_danger(intent, words) if each[0] not in said))


_NOT_OWN = (Intent.NOT_TO_CALL, Intent.PRETENDS, Intent.SAYS_MISTAKE, Intent.OTHER_LANGUAGE)
"""Words to another person, under a cover, or that take something back."""


@lru_cache(maxsize=1_024)
def _stated(of_child: bool, words: str) -> Stated:
    if not of_child:
        return _of_any_caller(words)
    facts: dict[Topic, bool] = {}
    words = _OWN_HELP.sub("", words)
    weapon = _found(_WEAPONS, words)
    accident = _OTHERWISE.search(words)
    maybe = not accident and _found(_MAYBE, words)
    if weapon or maybe or _found(_VIOLENCE, words) or _found(_THREATS, words):
        facts[Topic.IN_DANGER] = True
    if weapon:
        facts[Topic.WEAPON] = True
    if _found(_HURT, words):
        facts[Topic.INJURED] = True
    if any(re.search(each, words) for each in _NOT_WAKING):
        facts[Topic.AWAKE] = False
    if _found(_UNWELL, words):
        facts[Topic.NEEDS_AMBULANCE] = True
    return tuple(facts.items())


def _of_any_caller(words: str) -> Stated:
    """Return what is stated of a threat to kill, a weapon in a hand and a wound that may kill."""
    armed, wounded = _found((_KNIFE, *_ARMED), words), _found(_WOUNDS, words)
    facts = dict.fromkeys((Topic.WEAPON,) if armed else (), True)
    if armed or wounded or (_found(_THREATS, words) and not _FIGURES.search(words)):
        facts[Topic.IN_DANGER] = True
    if wounded:
        facts[Topic.INJURED] = True
    return tuple(facts.items())


def _found(patterns: tuple[str, ...], words: str) -> bool:
    """Whether any pattern is in the words, and not denied there."""
    return any(
        not _DENIED.search(words[: found.start()]) and not _UNSAID.search(words[: found.start()])
        for pattern in patterns
        for found in re.finditer(pattern, words)
    )
