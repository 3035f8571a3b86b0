"""What is done and what is never done in a situation: practice2 1.2 as rows and guards.

A situation holds as firmly as its grounds (`knowledge/situation.py`). These rows give the first
questions of each, where a topic or purpose has them, and bring the other services in; the guards
are the column *never*. A row on which nothing published was found is an assumption.
"""

from collections.abc import Callable
from functools import partial

from simulator.core import acts as do
from simulator.core import terms
from simulator.core.instant import Millis
from simulator.core.statements import StatementTopic
from simulator.core.terms import Intent, Topic
from simulator.guidance import act_makers as a
from simulator.guidance import rows
from simulator.guidance.act_makers import always, ask_first, ask_supervisor, say
from simulator.guidance.rows import ActMaker, GuidanceRow, NeverBefore, desk, since
from simulator.knowledge.facts import KnownFacts, Stamp
from simulator.knowledge.judgements import table as c
from simulator.knowledge.judgements.families import asked, said, situation, yes
from simulator.knowledge.judgements.fitting import NEVER_ASKED
from simulator.knowledge.judgements.judgement import FactJudgement, called, judged
from simulator.knowledge.situation import Situation

TELLS_SUPERVISOR: Millis = 45_000
"""From the answer to the supervisor, if there is danger and still no place (assumption)."""
_S = StatementTopic
_AGAINST_A_PERSON = frozenset(
    {
        *(Situation.STRANGER, Situation.BURGLARY, Situation.PERSON_OUTSIDE),
        *(Situation.FOLLOWED, Situation.DRIVEN, Situation.STRANGLED, Situation.JUST_OVER),
        *(Situation.COACHED, Situation.ROBBERY, Situation.EXPLOITED, Situation.SEXUAL_ASSAULT),
        *(Situation.CHILD_HIDES, Situation.OTHER_VOICE, Situation.DISGUISED),
    }
)
"""Situations in which another person harms, or may."""
_HARMS = (
    *(_S.HIT, _S.KNIFE, _S.GUN, _S.OTHER_WEAPON, _S.THREAT_TO_KILL, _S.COMING_CLOSER),
    *(_S.SOMEBODY_HEARS, _S.STALKED, _S.COURT_ORDER, _S.LOCKED_IN, _S.AFRAID, _S.VIOLENCE),
)
"""Statements of another person who harms, or may."""
_OF_THE_ILL = (_S.STROKE_SIGNS, _S.ILL, _S.NOT_WAKING)
"""Statements of a person who is ill: a partner who is named with them may be that person."""


# fmt: off
def _is_any(says: str, *kinds: Situation) -> FactJudgement:
    held = [situation(each) for each in kinds]
    together = held[0]
    for each in held[1:]:
        together = together | each
    return called(says, together)


partner_threatens = called("a partner may be the one who harms, and not the one who is ill",
    situation(Situation.PARTNER)
    & ~judged("the caller's words are of a person who is ill", "ledger",
        lambda f, _: any(f.ledger.says(each) for each in _OF_THE_ILL)))
nobody_harms = called("nothing shows a person who harms",
    ~partner_threatens & ~_is_any("a person harms, or may", *sorted(_AGAINST_A_PERSON))
    & ~c.disturbance_heard & ~c.abuse_marked
    & judged("the caller speaks of nobody who harms", "ledger",
        lambda f, _: not any(f.ledger.says(each) for each in _HARMS)))
of_the_body = called("a fall, an illness, an overdose or a fire, and no person who harms",
    _is_any("a person is ill, has fallen or taken something, or there is a fire",
        Situation.FALLEN, Situation.ILL, Situation.OVERDOSE, Situation.CHILD_WITH_ILL_ADULT,
        Situation.FIRE)
    & nobody_harms)
burglary = situation(Situation.BURGLARY)
robbery = situation(Situation.ROBBERY)
confined = situation(Situation.CONFINED)
is_down = judged("the person who fell does not answer, or is ill: nothing holds them", "ledger",
    lambda f, _: any(f.ledger.says(each) for each in (_S.NOT_WAKING, _S.STROKE_SIGNS, _S.ILL)))
driven = situation(Situation.DRIVEN)
fallen = situation(Situation.FALLEN)
overdose = situation(Situation.OVERDOSE)
strangled = situation(Situation.STRANGLED)
exploited = situation(Situation.EXPLOITED)
assaulted = situation(Situation.SEXUAL_ASSAULT)
outside = situation(Situation.PERSON_OUTSIDE)
coached = situation(Situation.COACHED)
fire = situation(Situation.FIRE)
ill_adult = situation(Situation.CHILD_WITH_ILL_ADULT)
just_over = situation(Situation.JUST_OVER)
no_place = situation(Situation.THREAT_WITHOUT_PLACE)
of_air = judged("the air is bad where the caller is shut in, or it is a vehicle", "ledger topics",
    lambda f, _: f.ledger.says(_S.BREATHING_BADLY) or f.is_yes(Topic.IN_A_VEHICLE)
        or f.is_no(Topic.BREATHING_WELL))
_failed_once = judged("a test of the code has failed", "code_failures",
    lambda f, _: f.code_failures > 0)
talking = called("the caller can answer plain questions", c.can_answer & c.adult_words
    & c.in_conversation & c.first_words)


def _cannot_hear(facts: KnownFacts) -> bool:
    belief = facts.ledger.belief(_S.NO_SPEECH)
    return belief is not None and belief.value


cannot_hear = judged("the caller has stated that they cannot hear or speak", "ledger",
    lambda f, _: _cannot_hear(f))


def _row(
    id_: str, level: int, because: str, act: ActMaker, when: FactJudgement, says: str
) -> GuidanceRow:
    return rows.voice(id_, level, because, act, c.line_open & when, says)


SITUATION_ROWS: tuple[GuidanceRow, ...] = (
    desk("SIT-13a", 0, "K1 assumption", a.bring_in(terms.Service.AMBULANCE),
      (overdose | strangled | fallen | ill_adult | situation(Situation.ILL)) & c.incident_open
        & c.answered & ~c.ambulance_asked,
      "A hand on the neck, a fall, illness, something taken: the ambulance is asked for first.",
      takes=3_000),
    desk("SIT-11d", 0, "G1 assumption", a.bring_in(terms.Service.FIRE),
      fallen & nobody_harms & judged("it was stated, or the caller cannot move", "ledger topics",
        lambda f, _: f.ledger.says(_S.TRAPPED_OR_FALLEN) or f.is_no(Topic.CAN_MOVE))
        & ~c.child & ~is_down & c.incident_open & c.answered,
      "A fall, or trapped: ambulance and fire service together.", takes=3_000),
    desk("SIT-06d", 0, "G1 assumption", a.bring_in(terms.Service.FIRE),
      confined & of_air & c.incident_open & c.answered,
      "Shut in a vehicle, or short of air: the fire service cuts them free.", takes=3_000),
    desk("SIT-06s", 2, "Q24 assumption", ask_supervisor,
      confined & yes(Topic.IN_A_VEHICLE) & c.graded & c.incident_open & c.line_open
        & ~c.supervisor_asked,
      "A person shut in a vehicle may be abducted: the supervisor knows at once.", takes=4_000),
    desk("SIT-27d", 0, "G1 assumption", a.bring_in(terms.Service.FIRE),
      fire & c.incident_open & c.answered,
      "Fire, smoke, gas or petrol: the fire service at once, on one word of it.", takes=3_000),
    desk("SIT-16s", 2, "Q24 assumption", ask_supervisor,
      no_place & c.emergency & c.incident_open & ~c.place_findable & ~c.found
        & ~c.supervisor_asked & since(Stamp.ANSWERED, TELLS_SUPERVISOR),
      "Danger and no place: the supervisor knows at once, and the trace goes on.", takes=4_000),
    desk("SIT-26s", 2, "Q24 assumption", ask_supervisor,
      robbery & yes(Topic.WEAPON) & c.graded & c.incident_open & c.line_open
        & ~c.supervisor_asked,
      "A weapon at a robbery: the supervisor who decides on firearms has it at once.",
      takes=4_000),
    _row("SIT-20t", 1, "K4 assumption",
      always("write to the caller: may they read here?", do.SendText()),
      cannot_hear & c.mobile & c.no_text_sent & c.incident_open & ~c.other_voice & ~c.exposed
        & ~c.hear_unsafe,
      "A caller who cannot hear is written to, and not spoken at for minutes."),
    _row("SIT-27v", 0, "assumption", say(Intent.GET_OUT),
      fire & ~confined & ~c.disguised & ~c.other_voice & c.incident_open & ~c.hear_unsafe
        & ~said(Intent.GET_OUT),
      "Fire where the caller is: out first, if the way is clear, and no question before it."),
    _row("SIT-27q", 1, "assumption", ask_first(Topic.OTHER_PERSON_PRESENT),
      fire & of_the_body & talking & said(Intent.GET_OUT),
      "Then: is another person in there?"),
    _row("SIT-07v", 1, "assumption", say(Intent.STAY_HIDDEN),
      burglary & talking & ~c.under_way & ~said(Intent.STAY_HIDDEN),
      "An intruder is inside: stay there, and do not go and look."),
    _row("SIT-07p", 1, "assumption", say(Intent.SILENCE_PHONE),
      burglary & talking & c.mobile & ~c.hear_safe & ~said(Intent.SILENCE_PHONE)
        & said(Intent.STAY_HIDDEN),
      "A phone that rings or lights up shows a burglar where the caller is."),
    _row("SIT-07q", 2, "assumption", ask_first(Topic.IN_THE_HOUSE, Topic.MORE_THAN_ONE),
      burglary & talking & said(Intent.STAY_HIDDEN),
      "Then: are they still inside, and how many?"),
    _row("SIT-26q", 1, "assumption", ask_first(Topic.IN_THE_HOUSE, Topic.DOOR_LOCKED),
      robbery & talking,
      "A robbery: is he still in there, and is there a door between?"),
    _row("SIT-11q", 1, "K1 assumption", ask_first(Topic.OTHER_PERSON_PRESENT, Topic.CAN_MOVE),
      fallen & of_the_body & talking & c.ambulance_asked,
      "A fall: is a person with them, and can they move?"),
    _row("SIT-13q", 1, "assumption", ask_first(Topic.TABLETS_TAKEN),
      overdose & talking & judged("it was not said what was taken", "ledger",
        lambda f, _: not f.ledger.says(_S.TABLETS_TAKEN)),
      "A caller who wants to die: has anything been taken?"),
    _row("SIT-14q", 1, "assumption", ask_first(Topic.PASSED_OUT, Topic.BREATHING_WELL),
      strangled & talking & c.ambulance_asked & ~c.other_voice,
      "A hand on the neck: did they pass out, how is the breathing? No mark lowers nothing."),
    _row("SIT-05q", 2, "N23 K4 assumption", ask_first(Topic.MOVING),
      driven & talking,
      "In a car with that person: is it moving? It comes before who and with what."),
    _row("SIT-06q", 1, "assumption", ask_first(Topic.BREATHING_WELL, Topic.MOVING),
      confined & of_air & talking,
      "Shut in: can they breathe in there, and is it moving?"),
    _row("SIT-09q", 2, "K5 assumption",
      ask_first(Topic.BREATHING_WELL, Topic.OTHER_PERSON_PRESENT, Topic.AWAKE),
      ill_adult & c.child & ~c.child_hides & c.in_conversation & c.first_words
        & c.ambulance_asked & ~c.other_voice,
      "A child with a grown-up who is ill: breathing, who else is there, and do they wake?"),
    _row("SIT-03q", 1, "assumption", ask_first(Topic.DOOR_LOCKED, Topic.IN_THE_HOUSE),
      outside & talking & ~c.under_way,
      "A person outside: are the doors locked, and can they get in?"),
    _row("SIT-15v", 1, "B25 H1 assumption", say(Intent.LOCK_UP),
      just_over & talking & ~c.under_way & ~said(Intent.LOCK_UP) & ~c.ambulance_due,
      "An assault just over: he may come back, so lock up and stay on."),
    _row("SIT-28q", 2, "assumption", ask_first(Topic.MORE_THAN_ONE, Topic.INJURED),
      exploited & talking,
      "Held by several: how many, and is the caller hurt?"),
)


def _asks(*topics: Topic) -> Callable[[do.Action], bool]:
    return lambda action: isinstance(action, do.Ask) and not set(topics).isdisjoint(action.about)


def _says(*intents: Intent) -> Callable[[do.Action], bool]:
    return lambda action: isinstance(action, do.Say) and action.intent in intents


def _is_put_aside(action: do.Action) -> bool:
    """Whether it is a question or advice for a caller whom a person threatens."""
    return (
        _asks(Topic.WEAPON, Topic.WEAPON_IN_HAND, Topic.WEAPON_USED, Topic.KNOWS_PERSON,
            Topic.ORDERS, Topic.DRINK_OR_DRUGS, Topic.IN_THE_HOUSE, Topic.CAN_STAY_HIDDEN,
            Topic.HAS_LEFT, Topic.SAME_ROOM, Topic.MORE_THAN_ONE, Topic.IN_DANGER,
            Topic.DOOR_LOCKED)(action)
        or _says(Intent.SILENCE_PHONE, Intent.STAY_HIDDEN, Intent.LOCK_UP,
            Intent.MOVE_TO_SAFETY)(action)
    )


_never = partial(NeverBefore, stake=None)
COACHED_MAY_BE_ASKED = frozenset(
    {
        *(Topic.ALONE_TO_TALK, Topic.IN_DANGER, Topic.INJURED, Topic.NEEDS_POLICE, Topic.CAN_HEAR),
        *(Topic.AT_KNOWN_ADDRESS, Topic.AT_HOME, Topic.OTHER_PERSON_PRESENT, Topic.WEAPON),
        *(Topic.CHILDREN, Topic.MISTAKE, Topic.CAN_MOVE, Topic.BREATHING_WELL, Topic.LOCATION),
    }
)
"""What may be asked of a caller whose words may be another's (SIT-18, assumption)."""
SITUATION_GUARDS: tuple[NeverBefore, ...] = (
    _never("NB-body", "K1 assumption", ~of_the_body, _is_put_aside,
      "After a fall, in illness or fire, it is not asked who threatens, nor said to be quiet."),
    _never("NB-no-final-no", "assumption", ~overdose, _asks(*NEVER_ASKED[Situation.OVERDOSE]),
      "After an overdose a “no” to the ambulance would settle nothing, so it is not asked."),
    _never("NB-ill-adult", "K5 assumption", ~ill_adult,
      _asks(*NEVER_ASKED[Situation.CHILD_WITH_ILL_ADULT]),
      "A child with a grown-up who is ill is not asked who is hurt: it would name its knee."),
    _never("NB-burglary", "assumption", ~burglary,
      _asks(*NEVER_ASKED[Situation.BURGLARY], Topic.KNOWS_PERSON, Topic.SAME_ROOM),
      "With a burglar in the house nothing is asked of orders, drink, or who it could be."),
    _never("NB-robbery", "assumption", ~robbery | asked(Topic.IN_THE_HOUSE),
      _asks(Topic.INJURED, Topic.CHILDREN),
      "With a robber at the till, where he is comes before who is hurt."),
    _never("NB-ride", "K4 N23 assumption", ~c.under_way | c.disguised,
      _asks(Topic.AT_HOME, Topic.INDOORS),
      "A caller who is driven or followed is not asked whether they are at home."),
    _never("NB-driven", "N23 assumption", ~driven | c.hear_safe | ~c.rides,
      lambda action: _says(Intent.MOVE_TO_SAFETY, Intent.GET_OUT)(action)
        or (isinstance(action, do.Ask) and action.form is terms.QuestionForm.OPEN),
      "In a moving car with that person, nothing is asked openly, and getting out is not advised."),
    _never("NB-shut-in", "assumption", ~confined,
      lambda action: _asks(*NEVER_ASKED[Situation.CONFINED])(action)
        or _says(Intent.MOVE_TO_SAFETY, Intent.GET_OUT)(action),
      "A caller who is shut in is asked to no door, and not advised to leave."),
    _never("NB-boot", "assumption", ~(confined & c.in_vehicle), _asks(Topic.CAN_GET_OUT),
      "A caller shut in a vehicle is not asked for a way out past a person."),
    _never("NB-held", "assumption", ~exploited,
      _says(Intent.MOVE_TO_SAFETY),
      "A caller whom several hold is not advised just to leave."),
    _never("NB-beside-him", "H1 assumption", ~assaulted | yes(Topic.HAS_LEFT),
      _asks(Topic.CAN_OPEN_DOOR),
      "After a sexual assault nobody is asked past that person to a door."),
    _never("NB-assaulted", "H2 assumption", ~assaulted,
      _asks(*NEVER_ASKED[Situation.SEXUAL_ASSAULT], Topic.CHILDREN),
      "After a sexual assault nothing is asked of drink, and no detail."),
    _never("NB-told", "B24 H1 assumption", ~coached | c.hear_safe,
      lambda action: isinstance(action, do.Ask) and not COACHED_MAY_BE_ASKED.issuperset(
        action.about),
      "Where words may have been another's, only a few short questions are asked in that hearing."),
    _never("NB-fire", "assumption",
      ~fire | said(Intent.GET_OUT) | confined | c.disguised | c.other_voice | c.hear_unsafe,
      lambda action: isinstance(action, do.Ask),
      "Fire where the caller is: no question comes before the advice to get out."),
    _never("NB-cannot-hear", "K4 assumption", ~cannot_hear | c.speaks,
      lambda action: isinstance(action, (do.SetCode, do.OfferWays))
        or _says(Intent.INVITE_SPEECH)(action) or _asks(Topic.CAN_HEAR)(action),
      "A caller who cannot hear is taught no code aloud: taps by chance would be read as one."),
    _never("NB-ill-code", "K1 assumption", ~(c.ill & _failed_once),
      lambda action: isinstance(action, do.SetCode),
      "A caller who is ill is not taught a code again and again."),
)
# fmt: on
