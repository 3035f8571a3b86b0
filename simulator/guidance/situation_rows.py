"""What is done and what is never done in a situation: practice2 1.2 as rows and guards.

A situation holds as firmly as its grounds (`knowledge/situation.py`). These rows give the first
questions of each, where a topic or purpose has them, and bring the other services in; the guards
are the column *never*. A row on which nothing published was found is an assumption.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial

from simulator.core import acts as do
from simulator.core import terms
from simulator.core.instant import Millis
from simulator.core.statements import StatementTopic
from simulator.core.terms import Intent, Topic
from simulator.guidance import act_makers as a
from simulator.guidance import rows
from simulator.guidance.act_makers import always, ask, ask_first, ask_supervisor, say
from simulator.guidance.rows import (
    BEFORE_NEWS,
    ActMaker,
    GuidanceRow,
    NeverBefore,
    desk,
    not_since,
    since,
    within,
)
from simulator.knowledge.answers import MOST
from simulator.knowledge.company import fears_for_another, is_outside
from simulator.knowledge.facts import KnownFacts, Stamp
from simulator.knowledge.judgements import table as c
from simulator.knowledge.judgements.asking import SENSELESS, Senseless, is_in_the_street
from simulator.knowledge.judgements.families import (
    asked,
    is_news,
    no,
    relays,
    said,
    situation,
    stated,
    unknown,
    yes,
)
from simulator.knowledge.judgements.fitting import NEVER_ASKED
from simulator.knowledge.judgements.judgement import FactJudgement, called, judged
from simulator.knowledge.judgements.waiting import is_of_another
from simulator.knowledge.situation import AGAINST_A_PERSON, OF_A_BODY, Situation
from simulator.knowledge.threat import weeps_alone
from simulator.knowledge.uptake import PRESSES

TELLS_SUPERVISOR: Millis = 45_000
"""From the answer to the supervisor, if there is danger and still no place (assumption)."""
ASKS_PLACE_AGAIN: Millis = 12_000
"""After a question about the place that nobody answered (assumption)."""
GOES_BY: Millis = 15_000
"""How long after the word of a way out of a fire it is said to go now (assumption)."""
_S = StatementTopic
_HARMS = (
    *(_S.HIT, _S.KNIFE, _S.GUN, _S.OTHER_WEAPON, _S.THREAT_TO_KILL, _S.COMING_CLOSER),
    *(_S.SOMEBODY_HEARS, _S.STALKED, _S.COURT_ORDER, _S.LOCKED_IN, _S.VIOLENCE),
)
"""Statements of another person who harms, or may."""
_OF_THE_ILL = (_S.STROKE_SIGNS, _S.ILL, _S.NOT_WAKING)
"""Statements of a person who is ill: a partner who is named with them may be that person."""


_MAY_BE_IN = (
    *(_S.PERSON_HERE, _S.IN_ANOTHER_ROOM, _S.BROKEN_IN, _S.COMING_CLOSER, _S.COMING_BACK),
    *(_S.HIDING, _S.SOMEBODY_HEARS, _S.LOCKED_IN, _S.SAYS_WHAT_TO_SAY, _S.TO_PERSON_THERE),
)
"""Statements by which a person may be in there after all."""
_PATIENT = (_S.PARTNER, _S.RELATIVE, _S.PARENT)
_DOORS = (_S.CANNOT_OPEN, _S.LOCKED_IN)
_NO_WAY_OUT = (_S.CANNOT_MOVE, _S.TRAPPED_OR_FALLEN)
"""Statements of a caller who cannot get out of a fire."""


def _cannot_get_out(facts: KnownFacts) -> bool:
    """Whether a caller in a fire is cut off: by a door, or by a body that does not move."""
    if facts.is_no(Topic.CAN_GET_OUT) or any(facts.believes(each) for each in _DOORS):
        return True
    # "She's trapped in the car" is of her: who rings can walk away from it.
    goes = facts.is_yes(Topic.CAN_GET_OUT) or is_of_another(facts)
    return not goes and any(facts.believes(each) for each in _NO_WAY_OUT)


# fmt: off
def _is_any(says: str, *kinds: Situation) -> FactJudgement:
    held = [situation(each) for each in kinds]
    together = held[0]
    for each in held[1:]:
        together = together | each
    return called(says, together)


partner_threatens = called("a partner may be the one who harms, and not the one who is ill",
    situation(Situation.PARTNER)
    & ~c.of_another & ~judged("the caller's words are of a person who is ill", "ledger",
        lambda f, _: any(f.believes(each) for each in _OF_THE_ILL)))
weeps = judged("the caller cries, and speaks of tablets or of dying, and nobody else is heard",
    "ledger other_voice handover heard", lambda f, _: weeps_alone(f))
nobody_harms = called("nothing shows a person who harms",
    ~partner_threatens & ~_is_any("a person harms, or may",
        *sorted(AGAINST_A_PERSON - {Situation.STRANGER}))
    # A stranger by the road may be the one who is hurt.
    & (~situation(Situation.STRANGER) | c.of_another)
    & (~c.disturbance_heard | weeps) & ~c.abuse_marked
    & judged("the caller speaks of nobody who harms", "ledger",
        lambda f, _: not any(f.believes(each) for each in _HARMS)
            # Who is afraid in a fire need have nobody else to be afraid of.
            and (f.believes(_S.FIRE_OR_PETROL) or not f.believes(_S.AFRAID)
                or fears_for_another(f.ledger))))
of_the_body = called("a fall, an illness, an overdose or a fire, and no person who harms",
    _is_any("a person is ill, has fallen or taken something, or there is a fire",
        *sorted(OF_A_BODY), Situation.FIRE)
    & nobody_harms)
of_a_body_aloud = called("a grown-up speaks of an illness, a fall or a fire, and nobody harms",
    of_the_body & c.speaks & ~c.child & (~c.hear_unsafe | c.of_another))
hurt_and_free = called("who is hurt or ill speaks, and nobody who harmed them is there",
    (c.ill | yes(Topic.INJURED) | stated(_S.OTHER_HURT)) & c.speaks & ~c.child & c.adult_words
        & ~c.hear_unsafe & ~c.hidden
        & (c.has_gone_said | yes(Topic.HAS_LEFT) | c.hear_safe | nobody_harms
            | judged("the other person is outside", "ledger", lambda f, _: is_outside(f.ledger))))
took_tablets = called("the caller has taken something", situation(Situation.OVERDOSE)
    & ~c.for_another & judged("tablets or drugs were stated", "ledger",
        lambda f, _: f.believes(_S.TABLETS_TAKEN)))
burglary = situation(Situation.BURGLARY)
robbery = situation(Situation.ROBBERY)
unseen = called("a hurt person is on the other side of a door",
    stated(_S.OTHER_HURT) & (robbery | stated(_S.LOCKED_OWN_DOOR) | stated(_S.HIDING)))
confined = situation(Situation.CONFINED)
is_down = judged("the person who fell does not answer, or is ill: nothing holds them", "ledger",
    lambda f, _: any(f.believes(each) for each in _OF_THE_ILL))
driven = situation(Situation.DRIVEN)
fallen = situation(Situation.FALLEN)
overdose = called("the caller has taken something, or wants to die",
    situation(Situation.OVERDOSE) & ~c.for_another)
another_took = called("another person has taken something, or wants to die",
    situation(Situation.OVERDOSE) & c.for_another)
strangled = situation(Situation.STRANGLED)
exploited = situation(Situation.EXPLOITED)
assaulted = situation(Situation.SEXUAL_ASSAULT)
outside = situation(Situation.PERSON_OUTSIDE)
coached = situation(Situation.COACHED)
fire = situation(Situation.FIRE)
no_breath = called("another person does not wake, nor breathe normally",
    stated(_S.NOT_WAKING) & no(Topic.BREATHING_WELL) & c.of_another)
ill_adult = situation(Situation.CHILD_WITH_ILL_ADULT)
just_over = situation(Situation.JUST_OVER)
followed = situation(Situation.FOLLOWED)
presses = judged("what may kill, or comes now, has not been taken up", "news",
    lambda f, _: any(each[:2] in PRESSES for each in f.news))
nothing_new = judged("the caller's last words left nothing to take up", "fresh",
    lambda f, _: not f.fresh)
_not_followed = is_news(_S.DOES_NOT_FOLLOW)
_with_named = judged("the caller has said who is in there too", "ledger",
    lambda f, _: any(f.believes(each) for each in (_S.CHILDREN, _S.PARENT, _S.RELATIVE,
        _S.HELPER_THERE)))
held_fast = called("the caller's own words are of being trapped, and no carer or device answers",
    ~c.carer_answers & ~situation(Situation.DEVICE)
        & judged("the caller has stated a fall, or being trapped", "ledger",
        lambda f, _: (_S.TRAPPED_OR_FALLEN, True) in f.ledger.own))
no_place = situation(Situation.THREAT_WITHOUT_PLACE)
of_air = judged("the air is bad where the caller is shut in, or it is a vehicle", "ledger topics",
    lambda f, _: f.believes(_S.BREATHING_BADLY) or f.is_yes(Topic.IN_A_VEHICLE)
        or f.is_no(Topic.BREATHING_WELL))
_failed_once = judged("a test of the code has failed", "code_failures",
    lambda f, _: f.code_failures > 0)
talking = called("the caller can answer plain questions", c.can_answer & c.adult_words
    & c.in_conversation & c.first_words)
a_child = called("a child talks to the call handler", c.child & c.speaks & c.in_conversation
    & c.first_words & ~c.other_voice)
cut_off = judged("the caller cannot get out", "ledger topics", lambda f, _: _cannot_get_out(f))
by_smoke = called("advice on fire may be said", fire & ~c.other_voice
    & c.incident_open & ~c.hear_unsafe)
out_of_doors = called("a person fell or is trapped out of doors, and fuel is near",
    fallen & judged("no address or house is known", "address location topics",
        lambda f, _: not (f.address_held or f.is_yes(Topic.INDOORS) or f.is_yes(Topic.AT_HOME))))
_said_to_go_once = judged("to get out was said once at most", "said",
    lambda f, _: f.times_said(Intent.GET_OUT) < 2)
_way_out_open = judged("the way out was asked about twice at most", "topics",
    lambda f, _: f.of(Topic.CAN_GET_OUT).asked < MOST)
advised = called("advice on fire was given", said(Intent.GET_OUT) | said(Intent.KEEP_SMOKE_OUT))
kin_is_ill = called("a grown-up speaks of a partner or relative who is ill", ~c.child
    & judged("a stroke or an illness was stated", "ledger",
        lambda f, _: any(f.believes(each) for each in _OF_THE_ILL))
    & judged("a partner or relative was named", "ledger",
        lambda f, _: any(f.believes(each) for each in _PATIENT)))
asked_something = judged("a question was asked", "topics",
    lambda f, _: any(fact.asked for fact in f.topics.values()))
place_owed = called("officers have no place to go to, and the caller has named none",
    c.at_risk & c.no_place_named & c.place_unfindable)
_place_asked = judged("the caller was asked where they are", "topics",
    lambda f, _: f.of(Topic.LOCATION).asked > 0)
_place_missed = judged("the caller was asked once where they are, and asked something since",
    "topics asking",
    lambda f, _: f.of(Topic.LOCATION).asked == 1 and not f.is_now("asking", Topic.LOCATION))


news_of_a_wound = judged("a wound, or that nothing is hurt, was just said", "news",
    lambda f, _: any(each.topic in (_S.BLEEDING, _S.PREGNANT, _S.NOT_HURT, _S.SUICIDAL)
        for each in f.news))
nobody_there = called("the caller has said that nobody is there, and nothing shows a person",
    no(Topic.OTHER_PERSON_PRESENT) & ~c.other_voice
    & judged("no statement is of a person who may be in there", "ledger",
        lambda f, _: not any(f.believes(each) for each in _MAY_BE_IN)))
lone_patient = called("a caller who is alone is ill, has fallen or has taken something",
    nobody_there & c.speaks & ~c.child & ~c.abuse_marked
    & _is_any("the caller is ill, has fallen or has taken something",
        Situation.OVERDOSE, Situation.ILL, Situation.FALLEN)
    & judged("the caller speaks of nobody who harms, though afraid perhaps", "ledger",
        lambda f, _: not any(f.believes(each) for each in _HARMS)))


_SEEN = (_S.PERSON_LOOKS, _S.VEHICLE_LOOKS, _S.NUMBER_PLATE, _S.WAY_GONE, _S.KNIFE, _S.GUN,
    _S.OTHER_WEAPON, _S.SEVERAL_PEOPLE)
"""Statements of one who sees what happens, and not only hears it."""
sees_it = judged("the caller sees who it is", "ledger",
    lambda f, _: any(f.believes(each) for each in _SEEN))


outside_only = judged("the other person is outside, by the caller's last word", "ledger",
    lambda f, _: is_outside(f.ledger))
sleeps = called("the person who threatens sleeps, as the caller has said",
    judged("another person was said to be asleep", "ledger",
        lambda f, _: (_S.ASLEEP, True) in f.ledger.own)
    & ~of_the_body & ~c.child)
danger_between = called("the person who threatens may be between the caller and the outer door",
    (robbery | burglary | assaulted | sleeps | outside_only | stated(_S.LOCKED_OWN_DOOR)
        | stated(_S.HIDING))
    & ~of_the_body & ~c.child & ~c.has_gone_said & ~yes(Topic.HAS_LEFT) & ~c.witness)
free_and_bleeds = called("the caller bleeds or is hurt, and talks with nobody to hear it",
    c.talks_freely & (stated(_S.BLEEDING) | yes(Topic.INJURED)))
one_known = judged("it is one person, whom the caller has named by what they are to them", "ledger",
    lambda f, _: any(f.believes(each) for each in (_S.PARTNER, _S.EX_PARTNER, _S.RELATIVE,
        _S.PARENT, _S.KNOWN_PERSON)))


@cache
def _unasked(topic: Topic) -> FactJudgement:
    """Whether it was not asked yet; also of what is known, since it is asked in another sense."""
    return judged(
        f"“{topic.label}” was not asked", "topics", lambda f, _: not f.of(topic).asked
    )


_breath_told = judged("how they breathe was stated", "ledger",
    lambda f, _: f.believes(_S.BREATHING_BADLY) or f.believes(_S.BREATHING_WELL))
_breath_asked = judged("it was asked how they breathe", "topics",
    lambda f, _: f.of(Topic.BREATHING_WELL).asked > 0)
_breath_is_news = called("the caller has just said that they breathe badly, or do not wake",
    is_news(_S.BREATHING_BADLY) | is_news(_S.NOT_WAKING) | is_news(_S.ILL))


def _row(
    id_: str, level: int, because: str, act: ActMaker, when: FactJudgement, says: str
) -> GuidanceRow:
    return rows.voice(id_, level, because, act, c.line_open & when, says)


def _early(
    id_: str, level: int, because: str, act: ActMaker, when: FactJudgement, says: str
) -> GuidanceRow:
    """Make a first act of a situation: within its level it comes before any one sentence."""
    return rows.voice(id_, level, because, act, replace(c.line_open & when, size=BEFORE_NEWS), says)


def _openly(topic: Topic) -> ActMaker:
    return ask(topic, terms.QuestionForm.OPEN)


SITUATION_ROWS: tuple[GuidanceRow, ...] = (
    desk("SIT-13a", 0, "K1 assumption", a.bring_in(terms.Service.AMBULANCE),
      (situation(Situation.OVERDOSE) | strangled | fallen | ill_adult | situation(Situation.ILL))
        & c.incident_open
        & c.answered & ~c.ambulance_asked,
      "A hand on the neck, a fall, illness, something taken: the ambulance is asked for first.",
      takes=3_000),
    desk("SIT-11d", 0, "G1 assumption", a.bring_in(terms.Service.FIRE),
      # For a pendant or a watch it is the ambulance: nothing says that she is held (SIT-24).
      fallen & nobody_harms & ~c.carer_answers & ~situation(Situation.DEVICE)
        & judged("it was stated, or the caller cannot move", "ledger topics",
          lambda f, _: f.believes(_S.TRAPPED_OR_FALLEN) or f.is_no(Topic.CAN_MOVE))
        & ~c.child & ~is_down & c.incident_open & c.answered,
      "A fall, or trapped: ambulance and fire service together.", takes=3_000),
    desk("SIT-06d", 0, "G1 assumption", a.bring_in(terms.Service.FIRE),
      # One who sits beside a driver is not to be cut free: officers stop the car.
      confined & of_air & ~c.beside_driver & c.incident_open & c.answered,
      "Shut in a vehicle, or short of air: the fire service cuts them free.", takes=3_000),
    *(
        desk(f"SIT-06{letter}", level, "Q24 assumption", ask_supervisor,
          confined & yes(Topic.IN_A_VEHICLE) & c.graded & c.incident_open & c.line_open
            & ~c.supervisor_asked & when,
          "A person shut in a vehicle may be abducted: the supervisor knows at once.", takes=4_000)
        for letter, level, when in (("s", 2, ~c.briefed), ("t", 1, c.briefed))
    ),
    desk("SIT-27d", 0, "G1 assumption", a.bring_in(terms.Service.FIRE),
      fire & c.incident_open & c.answered,
      "Fire, smoke, gas or petrol: the fire service at once, on one word of it.", takes=3_000),
    desk("SIT-27a", 0, "G1 assumption", a.bring_in(terms.Service.AMBULANCE),
      fire & ~c.from_afar & c.incident_open & c.answered & ~c.ambulance_asked
        & judged("the fire service was asked for", "brought_in",
            lambda f, _: terms.Service.FIRE in f.brought_in),
      "Fire: then the ambulance. Smoke hurts before a caller says so.", takes=3_000),
    desk("SIT-16s", 2, "Q24 assumption", ask_supervisor,
      no_place & c.emergency & c.incident_open & ~c.place_findable & ~c.found
        & ~c.supervisor_asked & since(Stamp.ANSWERED, TELLS_SUPERVISOR),
      "Danger and no place: the supervisor knows at once, and the trace goes on.", takes=4_000),
    desk("SIT-26s", 2, "Q24 assumption", ask_supervisor,
      robbery & yes(Topic.WEAPON) & c.graded & c.incident_open & c.line_open
        & ~c.supervisor_asked,
      "A weapon at a robbery: the supervisor who decides on firearms has it at once.",
      takes=4_000),
    _early("SIT-20o", 1, "assumption", say(Intent.CONFIRMS_TAKEN),
      c.cannot_hear & c.mobile & c.in_conversation & ~c.first_words & ~c.caller_wrote
        & ~said(Intent.CONFIRMS_TAKEN) & ~c.other_voice & within(Stamp.ANSWERED, 20_000),
      "The operator who hands over a deaf person hears that police have the call."),
    _row("SIT-20t", 1, "K4 assumption",
      always("write to the caller: may they read here?", do.SendText()),
      (c.cannot_hear | c.writes) & c.mobile & c.no_text_sent & c.incident_open
        & ~c.other_voice & ~c.exposed & (c.caller_wrote | ~c.hear_unsafe),
      "A caller who cannot hear is written to, and not spoken at for minutes."),
    _early("SIT-27v", 0, "assumption", say(Intent.GET_OUT),
      by_smoke & ~c.from_afar & ~confined & ~cut_off & ~advised & ~out_of_doors,
      "Fire where the caller is: out first, if the way is clear, and no question before it."),
    _early("SIT-27w", 0, "assumption", say(Intent.KEEP_SMOKE_OUT),
      by_smoke & cut_off & ~c.rides & ~said(Intent.KEEP_SMOKE_OUT) & ~out_of_doors,
      "Cut off by fire: shut the door, stuff the gap, go to the window."),
    _row("SIT-27x", 0, "K4 assumption",
      always("write to the caller: out of the fire", do.SendText(news=Intent.GET_OUT)),
      by_smoke & c.mobile & c.writes & ~c.from_afar & ~confined & ~cut_off & ~advised
        & ~out_of_doors,
      "Who reads and has fire near is written to first how to get out: the screen can wait."),
    _row("SIT-27y", 0, "K4 assumption",
      always("write to the caller: keep the smoke out", do.SendText(news=Intent.KEEP_SMOKE_OUT)),
      by_smoke & c.mobile & c.writes & cut_off & ~c.rides & ~said(Intent.KEEP_SMOKE_OUT)
        & ~out_of_doors,
      "Who reads and is cut off by fire: shut the door, stuff the gap, go to the window."),
    _early("SIT-27g", 0, "assumption", say(Intent.GET_OUT),
      by_smoke & ~c.from_afar & ~confined & ~cut_off & ~out_of_doors & yes(Topic.CAN_GET_OUT)
        & within(Stamp.FACT, GOES_BY, Topic.CAN_GET_OUT) & _said_to_go_once,
      "There is a way out of a fire: they hear to take it now, and nothing is asked first."),
    _early("SIT-27q", 1, "assumption", ask_first(Topic.CAN_GET_OUT),
      fire & ~c.from_afar & talking & advised & ~cut_off & unknown(Topic.CAN_GET_OUT),
      "After the advice to get out: is there a way out?"),
    _early("SIT-27r", 2, "assumption", ask(Topic.CAN_GET_OUT),
      fire & ~c.from_afar & talking & advised & ~cut_off & ~out_of_doors & ~confined
        & ~yes(Topic.CAN_GET_OUT) & _way_out_open & since(Stamp.WORDS, GOES_BY)
        & not_since(Stamp.ASKED, 4 * GOES_BY, Topic.CAN_GET_OUT),
      "No plain answer to the way out of a fire: it is asked once more, and not left."),
    _early("SIT-27p", 1, "assumption", ask_first(Topic.OTHER_PERSON_PRESENT),
      fire & talking & advised & ~place_owed & unknown(Topic.OTHER_PERSON_PRESENT) & ~_with_named,
      "Then: is another person in there?"),
    _early("SIT-16p", 1, "K8 N9 assumption", _openly(Topic.LOCATION),
      talking & ~_not_followed & c.speaks & place_owed & ~driven & ~_place_asked
        & (asked_something | overdose | fire | robbery),
      "With life at risk and no place, the caller is asked for it within two questions."),
    _early("SIT-26p", 1, "assumption", _openly(Topic.LOCATION),
      robbery & talking & ~_not_followed & c.speaks & c.at_risk & ~c.place_by_data & ~c.has_address
        & ~c.place_confirmed & ~_place_asked & c.no_place_named
        & asked_something,
      "“The shop” gives officers no place to go to: which shop, and where?"),
    _early("SIT-16r", 1, "K8 N9 assumption", _openly(Topic.LOCATION),
      talking & c.speaks & place_owed & ~driven & _place_missed
        & since(Stamp.ASKED, ASKS_PLACE_AGAIN, Topic.LOCATION),
      "A place that was not named is asked for once more, in another form."),
    _early("SIT-30v", 1, "K1 assumption", say(Intent.AMBULANCE_WAIT),
      no_breath & c.speaks & talking & ~c.child & ~c.apart & ~unseen & c.incident_open
        & c.ambulance_asked & ~said(Intent.AMBULANCE_WAIT) & ~c.found & ~c.hear_unsafe
        & _breath_asked,
      "Who does not wake, nor breathe normally, as was asked: the chest is pushed (ST-29)."),
    _early("SIT-30q", 1, "K8 N9 assumption", _openly(Topic.LOCATION),
      no_breath & c.speaks & talking & ~c.child & ~c.apart & c.ambulance_asked & ~c.place_confirmed
        & ~_place_asked & said(Intent.AMBULANCE_WAIT) & c.no_place_named,
      "With a chest to be pushed, where they are comes next: nothing gets there without it."),
    _early("SIT-13w", 0, "assumption", say(Intent.STILL_WITH_YOU),
      overdose & c.adult_words & c.first_words & c.in_conversation & is_news(_S.ILL),
      "Sleepy after an overdose is grave: they are kept talking, and never left to rest."),
    _early("SIT-09v", 1, "K5 assumption", ask(Topic.BREATHING_WELL),
      ill_adult & a_child & ~c.child_hides & c.ambulance_asked & _unasked(Topic.BREATHING_WELL),
      "A child beside an ill grown-up: is the tummy going up and down?"),
    _early("SIT-09p", 1, "K5 assumption", _openly(Topic.LOCATION),
      a_child & ~c.child_hides & place_owed & ~_place_asked & asked_something
        & (~ill_adult | ~_unasked(Topic.BREATHING_WELL)),
      "A child is asked early where it is: for something that it sees, or a name."),
    _early("SIT-09r", 1, "K5 assumption", _openly(Topic.LOCATION),
      a_child & ~c.child_hides & place_owed & _place_missed
        & since(Stamp.ASKED, ASKS_PLACE_AGAIN, Topic.LOCATION),
      "A child who named no place is asked once more, in other words."),
    _early("SIT-08p", 2, "B33 assumption", _openly(Topic.LOCATION),
      a_child & c.child_hides & place_owed & ~yes(Topic.SAME_ROOM) & ~_place_asked
        & asked(Topic.SAME_ROOM),
      "A child who hides is asked, in a whisper, for the road: before any silence."),
    _early("SIT-08r", 2, "B33 assumption", _openly(Topic.LOCATION),
      a_child & c.child_hides & place_owed & ~yes(Topic.SAME_ROOM) & _place_missed
        & since(Stamp.ASKED, ASKS_PLACE_AGAIN, Topic.LOCATION),
      "A child who named no place is asked once more, in other words."),
    _early("SIT-05p", 1, "N23 K4 assumption", ask(Topic.LOCATION),
      driven & c.can_answer & c.in_conversation & c.first_words & ~c.child & ~c.other_voice
        & place_owed & ~_place_asked & asked(Topic.MOVING),
      "In a car with that person: what did they pass? By a word that any passenger might say."),
    _early("SIT-05m", 1, "N23 K4 assumption", ask_first(Topic.MOVING),
      driven & c.can_answer & c.in_conversation & c.first_words & ~c.child & ~c.other_voice
        & unknown(Topic.MOVING),
      "In a car with that person: is it moving? It comes before who and with what."),
    _early("SIT-04q", 1, "E25 assumption", ask(Topic.BEHIND_YOU),
      followed & talking & c.speaks & _unasked(Topic.BEHIND_YOU),
      "Followed: is he still behind the caller? Then what can be seen, and where people are."),
    _early("SIT-17v", 1, "B24 I5 assumption", ask(Topic.NEEDS_POLICE),
      c.carer_answers & c.other_voice & c.speaks & c.in_conversation
        & said(Intent.ASK_FOR_CALLER) & _unasked(Topic.NEEDS_POLICE),
      "A carer answers: the caller is spoken to, and may say yes or no."),
    _early("SIT-17p", 1, "B24 I5 assumption", _openly(Topic.LOCATION),
      c.carer_answers & c.other_voice & c.speaks & c.in_conversation & place_owed
        & asked(Topic.NEEDS_POLICE) & ~_place_asked,
      "The place is asked of the caller, and never only of a carer."),
    _early("SIT-17i", 1, "B24 I5 assumption", ask(Topic.INJURED),
      c.carer_answers & c.other_voice & c.speaks & c.in_conversation
        & asked(Topic.NEEDS_POLICE) & (~_unasked(Topic.LOCATION) | ~place_owed)
        & _unasked(Topic.INJURED),
      "Then the caller is asked whether they are hurt: the carer's word settles nothing."),
    _early("SIT-11v", 1, "K1 assumption", _openly(Topic.INJURED),
      fallen & of_the_body & talking & c.speaks & c.ambulance_asked & _unasked(Topic.INJURED)
        & ~stated(_S.NOT_WAKING) & is_news(_S.TRAPPED_OR_FALLEN) & ~_breath_is_news,
      "A fall, or trapped: where they are hurt, before anything else is asked."),
    _early("SIT-13o", 1, "assumption", _openly(Topic.TABLETS_TAKEN),
      another_took & talking & c.speaks & c.ambulance_asked & is_news(_S.TABLETS_TAKEN)
        & _unasked(Topic.TABLETS_TAKEN) & asked(Topic.BREATHING_WELL) & ~stated(_S.NOT_WAKING),
      "Tablets that another person took: their breathing first, then how many."),
    _early("SIT-13p", 1, "K8 N9 assumption", _openly(Topic.LOCATION),
      c.apart & talking & c.speaks & c.ambulance_asked & ~_place_asked,
      "Of a person somewhere else: where are they, as far as the caller knows?"),
    _early("SIT-13b", 1, "K1 assumption", ask(Topic.BREATHING_WELL),
      of_the_body & c.of_another & ~situation(Situation.FIRE) & talking & c.speaks
        & ~c.child & c.ambulance_asked & _unasked(Topic.BREATHING_WELL) & ~_breath_told
        & ~c.apart & ~is_news(_S.STROKE_SIGNS),
      "Of another person who is ill or hurt: do they breathe? It comes before anything else."),
    _early("SIT-11p", 1, "K8 N9 assumption", _openly(Topic.LOCATION),
      fallen & of_the_body & talking & c.speaks & c.ambulance_asked & ~c.no_place_named
        & ~c.has_address & ~c.place_by_data & ~_place_asked & ~_unasked(Topic.INJURED),
      "A name like “the old mill” gives crews no place to go to: which one, and on which road?"),
    _early("SIT-12v", 1, "K1 assumption", _openly(Topic.NEEDS_AMBULANCE),
      of_the_body & talking & c.speaks & c.ambulance_asked & is_news(_S.STROKE_SIGNS)
        & _unasked(Topic.NEEDS_AMBULANCE),
      "Signs of a stroke: when did it start? The treatment depends on it."),
    _early("SIT-13v", 1, "assumption", _openly(Topic.TABLETS_TAKEN),
      overdose & nobody_harms & talking & c.speaks & c.ambulance_asked
        & is_news(_S.TABLETS_TAKEN) & _unasked(Topic.TABLETS_TAKEN),
      "Tablets: what, how many and when, for the ambulance."),
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
    _row("SIT-11q", 1, "K1 assumption", ask_first(Topic.OTHER_PERSON_PRESENT),
      fallen & of_the_body & talking & c.ambulance_asked & ~c.of_another,
      "A fall: is a person with them?"),
    _row("SIT-13q", 1, "assumption", ask_first(Topic.TABLETS_TAKEN),
      overdose & talking & judged("it was not said what was taken", "ledger",
        lambda f, _: not f.believes(_S.TABLETS_TAKEN)),
      "A caller who wants to die: has anything been taken?"),
    _row("SIT-14q", 1, "assumption", ask_first(Topic.PASSED_OUT, Topic.BREATHING_WELL),
      strangled & talking & c.ambulance_asked & ~c.other_voice,
      "A hand on the neck: did they pass out, how is the breathing? No mark lowers nothing."),
    _row("SIT-05q", 2, "N23 K4 assumption", ask_first(Topic.MOVING),
      driven & talking,
      "In a car with that person: is it moving? It comes before who and with what."),
    _early("SIT-06v", 1, "assumption", ask_first(Topic.BREATHING_WELL),
      confined & ~c.beside_driver & (of_air | c.in_vehicle)
        & (talking | (c.spoke_to_operator & c.adult_words & c.in_conversation & c.first_words))
        & _unasked(Topic.BREATHING_WELL),
      "Shut in: breathing and air come first."),
    _row("SIT-06q", 1, "assumption", ask_first(Topic.BREATHING_WELL, Topic.MOVING),
      confined & ~c.beside_driver & of_air & talking,
      "Shut in: can they breathe in there, and is it moving?"),
    # Who is ill may be known as one who is there: who else is in the house is asked all the same.
    _row("SIT-09h", 2, "K5 assumption", ask(Topic.OTHER_PERSON_PRESENT),
      ill_adult & c.child & ~c.child_hides & c.in_conversation & c.first_words
        & c.ambulance_asked & ~c.other_voice & _unasked(Topic.OTHER_PERSON_PRESENT)
        & asked(Topic.BREATHING_WELL) & ~stated(_S.ALONE),
      "A child with a grown-up who is ill: who else is in the house?"),
    _row("SIT-09q", 2, "K5 assumption",
      ask_first(Topic.BREATHING_WELL, Topic.AWAKE),
      ill_adult & c.child & ~c.child_hides & c.in_conversation & c.first_words
        & c.ambulance_asked & ~c.other_voice,
      "A child with a grown-up who is ill: breathing, who else is there, and do they wake?"),
    _early("SIT-03q", 1, "assumption", ask_first(Topic.DOOR_LOCKED, Topic.IN_THE_HOUSE),
      outside & talking & ~c.under_way & ~c.ambulance_due & ~c.emergency_ungraded,
      "A person outside: are the doors locked, and can they get in? Before who is hurt."),
    _early("SIT-03r", 1, "assumption", a.ask_again(Topic.DOOR_LOCKED),
      outside & talking & ~c.under_way & ~c.ambulance_due & ~c.emergency_ungraded & nothing_new
        & ~presses
        & since(Stamp.ASKED, ASKS_PLACE_AGAIN, Topic.DOOR_LOCKED),
      "The doors were not answered for: whether that person can get in is asked once more."),
    # A neighbour, a passer-by, a relative elsewhere: which house, the sounds, who gets in.
    _early("SIT-30p", 1, "assumption", _openly(Topic.LOCATION),
      c.witness & talking & c.speaks & c.no_place_named & ~_place_asked,
      "Who reports it of others is asked first where those are: their own address helps nobody."),
    _early("SIT-30r", 1, "K8 N9 assumption", _openly(Topic.LOCATION),
      c.witness & talking & c.speaks & c.no_place_named & _place_missed
        & since(Stamp.ASKED, ASKS_PLACE_AGAIN, Topic.LOCATION),
      "Which house it is was not answered: it is asked once more, in another form."),
    _row("SIT-30h", 2, "assumption", ask_first(Topic.CHILDREN),
      c.witness & talking & (~c.no_place_named | _place_asked) & nothing_new
        & ~stated(_S.SEVERAL_PEOPLE),
      "Who else is in there: a neighbour may know of children."),
    _row("SIT-30k", 3, "assumption", ask_first(Topic.KNOWS_PERSON),
      c.witness & talking & (asked(Topic.CHILDREN) | stated(_S.SEVERAL_PEOPLE)) & nothing_new,
      "A neighbour may know who lives there."),
    _row("SIT-30o", 3, "assumption", ask_first(Topic.CAN_OPEN_DOOR),
      c.witness & talking & c.sent & asked(Topic.KNOWS_PERSON) & nothing_new
        & ~stated(_S.SEVERAL_PEOPLE),
      "A neighbour may let officers into the building."),
    _row("SIT-30s", 3, "assumption", say(Intent.STAY_HIDDEN),
      c.witness & talking & c.sent & ~said(Intent.STAY_HIDDEN) & nothing_new
        & asked(Topic.KNOWS_PERSON),
      "A witness stays where they are, and does not go and look."),
    _early("SIT-26w", 1, "K8 N9 assumption", _openly(Topic.LOCATION),
      robbery & talking & ~_not_followed & c.speaks & c.no_place_named & ~_place_asked
        & asked_something & (c.unheard | c.talks_freely),
      "A robbery: which shop it is comes early; nobody asks whether it is their home."),
    _early("SIT-31q", 1, "assumption", ask_first(Topic.OTHER_PERSON_PRESENT),
      c.from_afar & talking & c.speaks & unknown(Topic.OTHER_PERSON_PRESENT),
      "A threat from afar: are they anywhere near, before what the house is like."),
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


def _is_open_question(action: do.Action) -> bool:
    return isinstance(action, do.Ask) and action.form is terms.QuestionForm.OPEN


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


def _is_so(each: Senseless) -> FactJudgement:
    return judged(each.says, "ledger topics address", lambda f, _: each.so(f))


_never = partial(NeverBefore, stake=None)
no_closer = judged("no word that a person comes closer waits to be taken up", "news",
    lambda f, _: not any(each.topic is _S.COMING_CLOSER for each in f.news))  # fmt: skip
IN_HEARING = frozenset(
    {
        *(Topic.ALONE_TO_TALK, Topic.IN_DANGER, Topic.INJURED, Topic.NEEDS_POLICE, Topic.CAN_HEAR),
        *(Topic.AT_KNOWN_ADDRESS, Topic.AT_HOME, Topic.OTHER_PERSON_PRESENT, Topic.WEAPON),
        Topic.CHILDREN,
    }
)
"""What is asked of a caller who may be prompted by another person (SIT-18, assumption)."""
WHEN_PROMPTED = frozenset(
    {
        *(Topic.ALONE_TO_TALK, Topic.NEEDS_POLICE, Topic.CAN_HEAR, Topic.INJURED, Topic.MISTAKE),
        *(Topic.CAN_MOVE, Topic.BREATHING_WELL, Topic.LOCATION),
    }
)
"""What is asked of one whom another has say it: no list is read there, where
each answer is worth nothing (SIT-18, assumption)."""
COACHED_MAY_BE_ASKED = IN_HEARING | {
    *(Topic.MISTAKE, Topic.CAN_MOVE, Topic.BREATHING_WELL, Topic.LOCATION)
}
"""What may be asked of a caller whose words may be another's (SIT-18, assumption)."""
SITUATION_GUARDS: tuple[NeverBefore, ...] = (
    _never("NB-body", "K1 assumption", ~of_the_body, _is_put_aside,
      "After a fall, in illness or fire, it is not asked who threatens, nor said to be quiet."),
    _never("NB-own-body", "K1 assumption", ~(of_a_body_aloud & ~c.of_another & ~fire),
      _asks(Topic.AWAKE, Topic.CHILDREN),
      "Who speaks of their own body is awake, and is not asked who else lives there."),
    _never("NB-ill-hurt", "B05 assumption",
      ~(of_a_body_aloud & situation(Situation.ILL) & ~overdose & ~news_of_a_wound),
      lambda action: _asks(Topic.INJURED)(action) and not _is_open_question(action),
      "Who has said what is wrong with them is not asked whether there is a hurt."),
    _never("NB-halve", "assumption", ~of_a_body_aloud,
      _asks(Topic.AT_HOME, Topic.INDOORS, Topic.IN_A_VEHICLE, Topic.ON_FOOT, Topic.IN_A_TOWN,
        Topic.SAME_AS_BEFORE),
      "Who can say where they are is asked that, and is not taken through yes and no."),
    _never("NB-another", "K1 assumption", ~(of_the_body & c.of_another & ~c.child),
      lambda action: _asks(Topic.OTHER_PERSON_PRESENT, Topic.NEEDS_POLICE, Topic.CAN_MOVE,
          Topic.PASSED_OUT)(action)
        or (_asks(Topic.INJURED, Topic.TABLETS_TAKEN)(action) and not _is_open_question(action)),
      "Who rings for another person is asked how that one is, and not of themselves."),
    _never("NB-apart", "assumption", ~c.apart,
      lambda action: _asks(Topic.BREATHING_WELL, Topic.CAN_OPEN_DOOR, Topic.AT_KNOWN_ADDRESS,
          Topic.AWAKE, Topic.SAME_ROOM, Topic.DOOR_LOCKED, Topic.WEAPON, Topic.WEAPON_IN_HAND,
          Topic.OTHER_PERSON_PRESENT, Topic.IN_DANGER, Topic.CHILDREN, Topic.MORE_THAN_ONE,
          Topic.AT_HOME)(action)
        or _says(Intent.AMBULANCE_WAIT, Intent.CHECK_IN, Intent.CONFIRM_MET)(action),
      "Who rings about a person somewhere else can look at nobody, and opens no door to them."),
    _never("NB-legs", "K1 assumption",
      ~c.speaks | c.child | c.hear_unsafe | fallen | stated(_S.CANNOT_MOVE) | stated(_S.HIT)
        | stated(_S.STROKE_SIGNS) | stated(_S.OTHER_HURT) | stated(_S.LOCKED_IN),
      _asks(Topic.CAN_MOVE),
      "Whether legs move is asked after a fall or a blow, and not of breath or of tablets."),
    _never("NB-in-fire", "assumption", ~fire,
      _asks(Topic.CAN_OPEN_DOOR, Topic.CAN_MOVE, Topic.DOOR_LOCKED),
      "In a fire nobody is asked to a door, nor kept still."),
    _never("NB-free-quiet", "assumption",
      ~(((of_a_body_aloud | hurt_and_free | free_and_bleeds) & ~unseen)
        | (fire & c.speaks & ~c.hear_unsafe & ~c.from_afar)),
      lambda action: _says(Intent.GO_QUIET, Intent.HIDE_REASON)(action),
      "To who is ill, hurt or in a fire, and speaks freely, no silence is announced."),
    _never("NB-despair-quiet", "assumption",
      ~(overdose & c.speaks & c.adult_words) | c.hear_unsafe | c.exposed | c.steps_heard,
      _says(Intent.GO_QUIET),
      "To one who wants to die no silence is announced: they are talked with (4.4)."),
    _never("NB-no-final-no", "assumption", ~overdose, _asks(*NEVER_ASKED[Situation.OVERDOSE]),
      "After an overdose a “no” to the ambulance would settle nothing, so it is not asked."),
    _never("NB-ill-adult", "K5 assumption", ~ill_adult,
      _asks(*NEVER_ASKED[Situation.CHILD_WITH_ILL_ADULT]),
      "A child with a grown-up who is ill is not asked who is hurt: it would name its knee."),
    _never("NB-witness", "B05 assumption", ~c.witness,
      lambda action: _asks(*NEVER_ASKED[Situation.WITNESS], Topic.IN_DANGER, Topic.DOOR_LOCKED,
          Topic.DRINK_OR_DRUGS, Topic.HAS_LEFT, Topic.IN_THE_HOUSE, Topic.CAN_MOVE, Topic.AWAKE,
          Topic.CAN_GET_OUT, Topic.LOCKED_IN, Topic.MOVING, Topic.IN_A_VEHICLE, Topic.INDOORS,
          Topic.PASSED_OUT, Topic.BEHIND_YOU, Topic.FOLLOWED, Topic.AT_HOME,
          Topic.SAME_AS_BEFORE)(action)
        or _says(Intent.LOCK_UP, Intent.SILENCE_PHONE, Intent.MOVE_TO_SAFETY,
          Intent.AMBULANCE_WAIT, Intent.CHECK_IN)(action),
      "Who reports it of others is not asked what only one who is attacked could answer."),
    _never("NB-witness-hears", "B05 assumption", ~c.witness | c.hear_unsafe,
      _asks(Topic.ALONE_TO_TALK),
      "Who speaks of other people elsewhere is not asked who hears it."),
    _never("NB-sees", "B05 assumption", ~c.witness | sees_it, _asks(Topic.WEAPON,
        Topic.WEAPON_IN_HAND, Topic.WEAPON_USED, Topic.MORE_THAN_ONE),
      "Who only hears it through a wall is not asked what is in a hand."),
    _never("NB-gone", "B05 assumption", ~c.has_gone_said,
      lambda action: _asks(Topic.IN_THE_HOUSE, Topic.SAME_ROOM, Topic.WEAPON,
          Topic.WEAPON_IN_HAND, Topic.CAN_STAY_HIDDEN, Topic.OTHER_PERSON_PRESENT,
          Topic.DRINK_OR_DRUGS)(action)
        or _says(Intent.STAY_HIDDEN, Intent.SILENCE_PHONE)(action),
      "Of one who has gone it is not asked whether they are inside, or what is in their hand."),
    _never("NB-one", "B05 assumption",
      ~(one_known | assaulted | c.has_gone_said) | stated(_S.SEVERAL_PEOPLE)
        | relays(Topic.MORE_THAN_ONE),
      _asks(Topic.MORE_THAN_ONE),
      "Of a husband or a son, or one who has gone, it is not asked whether there are several."),
    _never("NB-behind-door", "B05 B33 assumption",
      ~(stated(_S.LOCKED_OWN_DOOR) | stated(_S.HIDING)) | c.child_hides,
      _asks(Topic.SAME_ROOM),
      "Behind a locked door nobody is asked who is in the room; a child who hides is (SIT-08)."),
    _never("NB-between", "H1 K1 assumption",
      ~danger_between, _asks(Topic.CAN_OPEN_DOOR),
      "Nobody is asked to a door with the person who threatens between (DR-35)."),
    _never("NB-door-early", "H1 assumption",
      nobody_harms | c.two_minutes_out | c.arrived | c.has_gone_said | yes(Topic.HAS_LEFT)
        | c.witness | c.child | c.other_voice,
      _asks(Topic.CAN_OPEN_DOOR),
      "Where a person harms, a door is asked about only when officers are near (DR-35)."),
    _never("NB-way-in", "B05 assumption", ~stated(_S.WAY_IN), _asks(Topic.CAN_OPEN_DOOR),
      "Who has said how to get in is not asked whether the door can be opened."),
    _never("NB-assault-body", "H2 assumption",
      ~assaulted | c.found | judged("a hurt was stated as well", "ledger", lambda f, _:
        any(f.believes(each) for each in (_S.HIT, _S.BLEEDING, _S.STRANGLED, _S.CANNOT_MOVE,
          _S.HEAD_OR_PASSED_OUT, _S.BREATHING_BADLY, _S.ILL, _S.TABLETS_TAKEN, _S.PREGNANT))),
      _says(Intent.AMBULANCE_WAIT, Intent.CHECK_IN),
      "After an assault nobody goes through a list for the ill: faint, weaker, worse (SIT-29)."),
    _never("NB-unseen", "B05 assumption",
      ~unseen,
      _says(Intent.AMBULANCE_WAIT, Intent.CHECK_IN),
      "Who is behind a door is not asked to look after a hurt person on the other side of it."),
    _never("NB-asleep", "B05 assumption", ~sleeps,
      _asks(Topic.WEAPON, Topic.WEAPON_IN_HAND, Topic.HAS_LEFT, Topic.SAME_ROOM),
      "Of one who sleeps it is not asked what is in a hand, nor whether they have left."),
    _never("NB-not-used", "B05 assumption", ~stated(_S.NOT_HURT),
      _asks(Topic.WEAPON_USED),
      "Who is not hurt is not asked whether it was used on them."),
    _never("NB-holds-it", "B05 assumption", ~(robbery & yes(Topic.WEAPON_IN_HAND)),
      _asks(Topic.IN_THE_HOUSE),
      "Who holds the weapon now is there: it is not asked."),
    _never("NB-fixed-line", "B05 assumption", c.mobile | c.rung_back,
      _asks(Topic.INDOORS, Topic.ON_FOOT, Topic.IN_A_VEHICLE, Topic.MOVING),
      "Who rings from a fixed line is indoors."),
    _never("NB-hurt-no-door", "B05 assumption",
      c.has_a_door | ~c.speaks | ~(stated(_S.OTHER_HURT) | c.robbed_outside),
      _asks(Topic.DOOR_LOCKED, Topic.CAN_OPEN_DOOR),
      "Nothing shows that who is with a hurt person is indoors: they are asked of no door."),
    _never("NB-lock", "B05 assumption", c.has_a_door | ~(stated(_S.OTHER_HURT) | c.robbed_outside
        | yes(Topic.ON_FOOT) | stated(_S.CALLER_OUTSIDE) | no(Topic.INDOORS)),
      _says(Intent.LOCK_UP),
      "Nobody is advised to lock up who may be in the street."),
    _never("NB-not-theirs", "B05 assumption",
      judged("the caller is not elsewhere, with people who help", "ledger",
        lambda f, _: not {(_S.NOT_AT_HOME, True), (_S.HELPER_THERE, True)} <= f.ledger.own),
      lambda action: _says(Intent.LOCK_UP)(action)
        or _asks(Topic.CAN_OPEN_DOOR, Topic.DOOR_LOCKED)(action),
      "In a shop where others help, the door is not the caller's to lock or to open."),
    *(
        _never(each.id, "B05 assumption", ~_is_so(each), _asks(*each.topics), each.why)
        for each in SENSELESS
    ),
    _never("NB-street-hidden", "B05 assumption",
      judged("nothing shows that it happened in the street", "ledger topics address",
        lambda f, _: not is_in_the_street(f)),
      _says(Intent.STAY_HIDDEN, Intent.SILENCE_PHONE),
      "Nobody is advised to stay put and not to look who is in the street with a friend."),
    _never("NB-happened", "B05 assumption", ~c.said_what | followed | c.disguised,
      _asks(Topic.FOLLOWED),
      "Who has said what happened, and not that they are followed, is not asked that."),
    _never("NB-colleague", "B05 assumption", ~stated(_S.OTHER_HURT),
      _asks(Topic.OTHER_PERSON_PRESENT, Topic.SAME_ROOM),
      "Who speaks of a hurt person beside them is not asked whether they are alone there."),
    _never("NB-outside-hidden", "B05 assumption", ~outside_only, _asks(Topic.CAN_STAY_HIDDEN),
      "From a person who is outside nobody has to be hidden in a room."),
    _never("NB-in-the-open", "B05 assumption", ~c.in_the_open,
      _asks(Topic.DOOR_LOCKED, Topic.SAME_ROOM, Topic.CAN_STAY_HIDDEN, Topic.CAN_OPEN_DOOR,
        Topic.INDOORS, Topic.IN_A_VEHICLE),
      "Who is in the street is asked of no door and no room."),
    _never("NB-open-quiet", "assumption",
      ~(c.in_the_open & (said(Intent.GO_QUIET) | c.hear_unsafe)),
      _says(Intent.GO_QUIET),
      "Who talks in the street hears once at most that it is quiet, and is taught no taps."),
    _never("NB-drives", "B05 assumption", ~(followed & c.in_vehicle) | c.disguised,
      _asks(Topic.PEOPLE_NEAR, Topic.IN_A_TOWN, Topic.ON_FOOT, Topic.INDOORS, Topic.CHILDREN),
      "Who drives and is followed is not asked for a shop, or whether they walk."),
    _never("NB-afar", "B05 assumption", ~c.from_afar,
      lambda action: _asks(*NEVER_ASKED[Situation.FROM_AFAR], Topic.BEHIND_YOU, Topic.WEAPON,
          Topic.WEAPON_IN_HAND, Topic.IN_THE_HOUSE, Topic.HAS_LEFT, Topic.CAN_GET_OUT,
          Topic.INJURED, Topic.FOLLOWED)(action)
        or _says(Intent.STAY_HIDDEN, Intent.GET_OUT, Intent.KEEP_SMOKE_OUT)(action),
      "Of a threat that came by phone nothing is asked that only one who is there could do."),
    _never("NB-patient", "K1 assumption", ~of_the_body | ~kin_is_ill,
      _asks(Topic.OTHER_PERSON_PRESENT, Topic.SAME_ROOM),
      "Who is ill is not asked about as a person who is there: a “yes” would make them a threat."),
    _never("NB-nobody-there", "B05 assumption", ~nobody_there, _asks(Topic.SAME_ROOM),
      "Who has said that nobody is there is not asked who is in the room."),
    _never("NB-alone", "K1 assumption", ~lone_patient,
      _asks(Topic.WEAPON, Topic.WEAPON_IN_HAND, Topic.WEAPON_USED, Topic.MORE_THAN_ONE,
        Topic.KNOWS_PERSON, Topic.CHILDREN, Topic.HAS_LEFT, Topic.AWAKE, Topic.ORDERS),
      "A caller who is ill and alone is not asked of another person, nor whether they are awake."),
    _never("NB-broke-in", "assumption",
      ~stated(_S.PERSON_OUTSIDE) | stated(_S.BROKEN_IN) | relays(Topic.OTHER_PERSON_PRESENT),
      _asks(Topic.OTHER_PERSON_PRESENT, Topic.SAME_ROOM),
      "Of a person who is outside it is not asked whether they are in the room."),
    _never("NB-burglary", "assumption", ~burglary,
      _asks(*NEVER_ASKED[Situation.BURGLARY], Topic.KNOWS_PERSON, Topic.SAME_ROOM),
      "With a burglar in the house nothing is asked of orders, drink, or who it could be."),
    _never("NB-robbery", "assumption",
      ~robbery | asked(Topic.IN_THE_HOUSE) | yes(Topic.WEAPON_IN_HAND),
      _asks(Topic.INJURED, Topic.CHILDREN),
      "With a robber at the till, where he is comes before who is hurt."),
    _never("NB-shop", "assumption", ~robbery | relays(Topic.CHILDREN),
      _asks(Topic.AT_HOME, Topic.CHILDREN),
      "In a shop nobody is asked whether it is their home, or for their children."),
    _never("NB-ride", "K4 N23 assumption", ~c.under_way | c.disguised,
      _asks(Topic.AT_HOME, Topic.INDOORS),
      "A caller who is driven or followed is not asked whether they are at home."),
    _never("NB-driven", "N23 assumption", ~driven | c.hear_safe | ~c.rides,
      lambda action: _says(Intent.MOVE_TO_SAFETY, Intent.GET_OUT)(action)
        or (isinstance(action, do.Ask) and action.form is terms.QuestionForm.OPEN),
      "In a moving car with that person, nothing is asked openly, and getting out is not advised."),
    _never("NB-beside-driver", "N23 assumption", ~driven | c.hear_safe | c.disguised,
      _asks(Topic.CHILDREN, Topic.MORE_THAN_ONE),
      "Beside the one who drives, no list is gone down: he hears each answer (SIT-05)."),
    _never("NB-shut-in", "assumption", ~confined,
      lambda action: _asks(*NEVER_ASKED[Situation.CONFINED])(action)
        or _says(Intent.MOVE_TO_SAFETY, Intent.GET_OUT)(action),
      "A caller who is shut in is asked to no door, and not advised to leave."),
    _never("NB-boot", "assumption", ~(confined & c.in_vehicle), _asks(Topic.CAN_GET_OUT),
      "A caller shut in a vehicle is not asked for a way out past a person."),
    _never("NB-shut-away", "assumption", ~c.shut_in,
      _asks(Topic.WEAPON_IN_HAND, Topic.PEOPLE_NEAR, Topic.BEHIND_YOU),
      "Who is shut in a boot sees no hand, no street and no shop."),
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
    _never("NB-prompted", "B24 H1 assumption",
      ~c.coached | c.hear_safe
        | judged("nobody was heard to say what the caller is to say", "ledger",
          lambda f, _: not any(e.topic is _S.SAYS_WHAT_TO_SAY for e in f.ledger)),
      lambda action: isinstance(action, do.Ask) and not WHEN_PROMPTED.issuperset(action.about),
      "To one who is made to say it no list is read: one question, a form to finish, and quiet."),
    _never("NB-fire", "assumption",
      ~fire | advised | confined | out_of_doors | c.from_afar | c.disguised | c.other_voice
        | c.hear_unsafe,
      lambda action: isinstance(action, do.Ask),
      "Fire where the caller is: no question comes before the advice to get out."),
    _never("NB-cut-off", "assumption",
      ~(fire & (cut_off | out_of_doors)),
      _asks(Topic.CAN_GET_OUT),
      "A caller cut off by fire is not asked for a way out again: it could send them into it."),
    _never("NB-cannot-hear", "K4 assumption", ~c.cannot_hear | c.speaks,
      lambda action: isinstance(action, (do.SetCode, do.OfferWays))
        or _says(Intent.INVITE_SPEECH)(action) or _asks(Topic.CAN_HEAR)(action),
      "A caller who cannot hear is taught no code aloud: taps by chance would be read as one."),
    _never("NB-relayed", "E4 E5 assumption", ~c.relayed,
      lambda action: isinstance(action, (do.SetCode, do.OfferWays))
        or _says(Intent.INVITE_SPEECH, Intent.SILENCE_PHONE, Intent.GO_QUIET)(action)
        or _asks(Topic.CAN_HEAR, Topic.CAN_SPEAK)(action),
      "Who types or signs is not asked to listen: a relay assistant or interpreter speaks."),
    _never("NB-interpreted", "W8 assumption",
      ~c.interpreted | (said(Intent.OFFICERS_SENT) & no_closer), _says(Intent.GO_QUIET),
      "The first account through an interpreter is not met with an announced silence."),
    _never("NB-machine", "B10 assumption", ~c.only_a_machine,
      lambda action: isinstance(action, (do.SetCode, do.OfferWays)),
      "A machine is taught no yes/no code (CH-46)."),
    _never("NB-aloud", "K4 assumption", ~((c.cannot_hear | c.writes) & c.mobile & ~c.other_voice),
      lambda action: isinstance(action, do.SPOKEN) and not _says(Intent.CONFIRMS_TAKEN)(action),
      "Nothing is said aloud to a caller who cannot hear, and can be written to."),
    _never("NB-text-waits", "K4 assumption",
      ~(c.may_not_hear & ~c.no_text_sent & ~c.caller_wrote),
      lambda action: isinstance(action, do.Say),
      "Who may hear nothing is left to read what was written, and nothing is said over it."),
    _never("NB-ill-code", "K1 assumption", ~(c.ill & _failed_once),
      lambda action: isinstance(action, do.SetCode),
      "A caller who is ill is not taught a code again and again."),
)
# fmt: on
