"""What a good 999 operator does next: practice 1.1 as rows.

The most pressing row whose conditions hold is carried out. Levels 0 and 1 answer something that was
heard, after a moment to take it in; level 0 does so while a person still speaks. Levels 2 to 4 are
what the operator has been waiting to do, so they begin at once; which of them waits for whose words
is a table in `SimulatedOperator.free`.
"""

from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.terms import Intent, Reason, Reported, Service, Sound
from simulator.guidance.act_makers import always, say
from simulator.guidance.rows import (
    ActMaker,
    GuidanceRow,
    NeverBefore,
    Since,
    desk,
    since,
    timed,
    voice,
)
from simulator.guidance.stakes import Stake
from simulator.knowledge.facts import KnownFacts, Stamp
from simulator.knowledge.judgements import operator_hears
from simulator.knowledge.judgements import table as c
from simulator.knowledge.judgements.families import said
from simulator.knowledge.judgements.judgement import Policy, judged
from simulator.knowledge.judgements.operator_hears import (
    WANTED,
    likely,
    next_prompt,
    passed_on,
    stated,
)

ANSWERS = "OP-01"
"""The row by which a ringing call is answered."""
NOTICES = "OP-19n"
"""The row that is carried out by chance: the profile's, drawn by the person for each sound (Q8)."""
DEVICE_TIME: Millis = 10_000
"""How long a person is hoped for after a device has spoken (OP-16, assumption)."""
ADULT_TIME: Millis = 10_000
"""How long a grown-up is waited for (OP-13, assumption)."""
STAYS: Millis = 20_000
"""How long the operator stays when no call handler says that they have the call (S39)."""


def _connect(service: Service, reason: Reason) -> ActMaker:
    return always(f"connect to {service}: {reason.label}", do.Connect(service, reason))


def _connect_likely(reason: Reason) -> ActMaker:
    return ActMaker(
        f"connect to the likely service: {reason.label}",
        lambda f, _p: do.Connect(likely(f), reason),
    )


def _silence(facts: KnownFacts, _policy: Policy) -> Reason:
    """Return the reason for what follows when every prompt was tried."""
    if facts.disturbance:
        return Reason.DISTURBANCE_HEARD
    return Reason.SPEECH_HEARD if Reported.VOICES in facts.reports else Reason.NO_RESPONSE


def _fixed_line(facts: KnownFacts, policy: Policy) -> do.Action:
    reason = _silence(facts, policy)
    return do.Connect(Service.POLICE, Reason.DOUBT if reason is Reason.NO_RESPONSE else reason)


def reported(facts: KnownFacts, policy: Policy) -> tuple[Reported, ...]:
    """Return what is passed to police: all that was heard, and earlier calls where they count."""
    repeats = policy.profile.operator.repeat_calls
    counted = 0 < repeats <= facts.silent_before + 1
    heard = facts.reports | ({Reported.EARLIER_CALLS} if counted else frozenset())
    return tuple(each for each in Reported if each in heard) or (Reported.NOTHING,)


def _wait(facts: KnownFacts, policy: Policy) -> Millis:
    """Return how long the profile waits after what was said last."""
    waits = {prompt.intent: prompt.wait for prompt in policy.profile.operator.prompts}
    longest = max(waits.values())
    return waits.get(facts.last_said, longest) if facts.last_said else longest


# fmt: off
_waited = timed("the profile's wait after the last words",
    Since(Stamp.WORDS, or_never=True, paced=_wait))
_rung = timed("the phone has rung for the profile's time",
    Since(Stamp.STAGE, paced=lambda _f, p: p.profile.operator.answers_after))
_thanked = timed("a moment after the last words",
    Since(Stamp.WORDS, paced=lambda _f, p: p.profile.operator.reaction))
# fmt: on

says_which = judged(
    "the caller's words show which service is needed",
    "ledger",
    lambda f, _: operator_hears.says_which(f),
)
says_ill = judged(
    "the caller's words are of illness", "ledger", lambda f, _: operator_hears.says_ill(f)
)
asks_for_police = judged(
    "the caller's words ask for police", "ledger", lambda f, _: operator_hears.asks_for_police(f)
)

# A table is read in columns, so it is not broken up: id, level, sources; act; when; why.
# fmt: off
HEARD_ANSWERS = (
    desk("OP-02", 1, "G1 P4",
      ActMaker("connect to the service that was asked for", lambda f, _p: next(
        (do.Connect(service, Reason.SPEECH_HEARD)
        for intent, service in WANTED.items() if f.caller_said(intent)), None)),
      c.in_hand & c.names_service,
      "Connect at once to a service that is asked for; no further prompt."),
    voice("OP-03", 1, "N1", say(Intent.ASK_AGAIN),
      c.in_hand & c.unclear & ~says_which & ~c.asked_more & ~c.to_connect,
      "Words that name no service are asked for once more, as a whisper."),
    desk("OP-23", 1, "G1 assumption", _connect_likely(Reason.SPEECH_HEARD),
      c.in_hand & says_which & ~c.to_connect
        & (c.unclear | (c.plain_child & ~c.child_of_violence & (says_ill | asks_for_police))),
      "Words that say what has happened say which service: connect, and ask no more."),
    desk("OP-03p", 1, "N1 I3", _connect_likely(Reason.SPEECH_HEARD),
      c.in_hand & said(Intent.ASK_AGAIN) & c.unclear & c.replied,
      "A caller who whispers is asked to repeat it once and not twice."),
    desk("OP-06", 0, "P1 P4", _connect_likely(Reason.SIGNAL_HEARD),
      c.in_hand & c.answered_by_sign & ~c.sounds_ill,
      "A tap, a cough, a knock, a groan or a key tone is an answer: connect, and ask no more."),
    desk("OP-14", 0, "F5 K1 assumption", _connect_likely(Reason.INJURY),
      c.in_hand & c.answered_by_sign & c.sounds_ill,
      "Groans with slurred words, and nobody else there: the likely service is ambulance."),
    desk("OP-08", 0, "P1 P2 P5 P7", _connect(Service.POLICE, Reason.DISTURBANCE_HEARD),
      c.in_hand & c.disturbed,
      "Shouting, crying, a struggle: police at once, with no prompt and no recording."),
    desk("OP-09", 0, "P1 P7", _connect(Service.POLICE, Reason.SPEECH_HEARD),
      c.in_hand & c.voices_count,
      "People who talk near the phone are something heard: police, where the profile says so."),
    desk("OP-11", 0, "I5 N17", _connect(Service.POLICE, Reason.DISTURBANCE_HEARD),
      c.in_hand & c.other_voice,
      "Another voice does not answer for the caller: it is a reason for police."),
    voice("OP-10", 1, "K3 K4 assumption", say(Intent.SAY_YES_IF_POLICE),
      c.in_hand & c.in_cover & ~c.asked_more & ~c.to_connect,
      "A caller who talks as if to a shop is asked once; yes or no is enough."),
    desk("OP-10p", 1, "K3 K4 assumption", _connect(Service.POLICE, Reason.SPEECH_HEARD),
      c.in_hand & c.in_cover & c.asked_more & c.replied,
      "With any answer, and with none, a caller who pretends reaches police."),
    voice("OP-13", 1, "G2 O4 K5", say(Intent.ASK_FOR_ADULT),
      c.in_hand & c.plain_child & ~says_ill & ~asks_for_police & ~c.child_of_violence
        & ~c.asked_more & ~c.to_connect,
      "A small child is asked for a grown-up."),
    desk("OP-13h", 0, "B33 K5 assumption", _connect(Service.POLICE, Reason.SPEECH_HEARD),
      c.in_hand & c.child_of_violence,
      "A child who speaks of violence reaches police at once: no grown-up is asked for."),
    desk("OP-13p", 1, "G2 O4 K5", _connect_likely(Reason.SPEECH_HEARD),
      c.in_hand & c.plain_child & c.asked_more & c.replied,
      "No grown-up comes: the child is connected, and never taken for play."),
    desk("OP-15", 1, "N1 assumption", _connect_likely(Reason.SPEECH_HEARD),
      c.in_hand & c.plain_language,
      "Words in another language are speech, and speech is an answer."),
)

MISTAKE = (
    voice("OP-12", 1, "N13 P15", say(Intent.CHECK_MISTAKE),
      c.in_hand & c.only_mistake & ~said(Intent.CHECK_MISTAKE) & ~c.to_connect,
      "Check a mistake with the caller's own voice, without blame."),
    voice("OP-12b", 1, "N11 assumption", say(Intent.ANYBODY_WITH_YOU),
      c.in_hand & c.only_mistake & c.confirms_mistake & ~said(Intent.ANYBODY_WITH_YOU)
        & ~c.to_connect & c.calm,
      "Ask who is with them before a mistake is taken as one."),
    voice("OP-12t", 1, "N13 P15", say(Intent.THANK),
      c.in_hand & c.only_mistake & c.confirms_mistake & c.alone & ~said(Intent.THANK) & c.calm,
      "Thank a caller who stayed to explain a mistake."),
    desk("OP-12e", 3, "N13 P15",
      always("end the call: mistake confirmed", do.EndCall(Reason.MISTAKE_CONFIRMED)),
      c.in_hand & c.only_mistake & said(Intent.THANK) & c.calm & _thanked,
      "Both answers fit, and nothing else was heard: let the caller go."),
    desk("OP-12p", 1, "N11 N13", _connect_likely(Reason.SPEECH_HEARD),
      c.in_hand & c.only_mistake & c.replied & ~said(Intent.THANK)
        & ((said(Intent.CHECK_MISTAKE) & ~c.confirms_mistake)
          | (said(Intent.ANYBODY_WITH_YOU) & ~c.alone)),
      "An answer that does not fit a mistake leaves doubt: police."),
)

PROMPTS = (
    desk(ANSWERS, 2, "G5 G6", always("answer", do.Answer()),
      c.rings & _rung,
      "Answer within five seconds."),
    voice("OP-04", 2, "P4 N6 R1",
      ActMaker("say the profile's next prompt, after the wait of the one before",
        lambda f, p: do.Say(intent) if (intent := next_prompt(f, p)) else None),
      c.in_hand & ~c.to_connect & ~c.spoke & c.prompts_left & _waited,
      "Without an answer, say the profile's prompts in their order, once each."),
    voice("OP-07", 1, "P1 N7", say(Intent.MAKE_A_SOUND),
      c.in_hand & ~c.to_connect & ~c.spoke & c.early_key & c.sound_is_asked_for,
      "A key tone before a sound was asked for may be an answer: ask for a sound next."),
)

UNANSWERED = (
    desk("OP-03w", 3, "N1", _connect_likely(Reason.SPEECH_HEARD),
      c.in_hand & c.asked_more & c.spoke & ~c.replied & ~said(Intent.THANK) & _waited,
      "Asked and not answered: doubt remains."),
    desk("OP-13w", 3, "G2 O4 K5", _connect_likely(Reason.SPEECH_HEARD),
      c.in_hand & c.plain_child & c.asked_more & since(Stamp.WORDS, ADULT_TIME),
      "A grown-up is waited for ten seconds."),
    desk("OP-16", 3, "B10 B9", _connect(Service.POLICE, Reason.SPEECH_HEARD),
      c.in_hand & ~c.to_connect & ~c.spoke & c.device & ~c.fell
        & since(Stamp.HEARD, DEVICE_TIME, Sound.DEVICE_VOICE),
      "After a device has spoken, try for a person for ten seconds; then police."),
    desk("OP-16f", 3, "B10 B9", _connect(Service.AMBULANCE, Reason.INJURY),
      c.in_hand & ~c.to_connect & ~c.spoke & c.fell
        & since(Stamp.HEARD, DEVICE_TIME, Sound.FALL_MESSAGE),
      "After a message of a fall, try for a person for ten seconds; then ambulance."),
    desk("OP-20r", 3, "O1 Q12", _connect(Service.POLICE, Reason.DOUBT),
      c.no_answer & ~c.fell & c.repeated & _waited,
      "The n-th silent call from a number goes to police, where the profile says so."),
    desk("OP-17", 3, "P2 N1 N3",
      ActMaker("send it to the recording", lambda f, p: do.SendToRecording(_silence(f, p))),
      c.no_answer & ~c.device & ~c.repeated & c.mobile & c.treated_by_recording & _waited,
      "A mobile, every prompt tried, and no answer: the recording; go on listening."),
    desk("OP-17e", 3, "G2 P4", always("end the call: no response", do.EndCall(Reason.NO_RESPONSE)),
      c.no_answer & ~c.device & ~c.repeated & c.mobile & c.treated_by_ending & _waited,
      "Under an older practice, a mobile call without an answer is ended."),
    desk("OP-18", 3, "N5 W1 P17", ActMaker("connect to police: doubt", _fixed_line),
      c.no_answer & ~c.device & ~c.repeated
        & ~(c.mobile & (c.treated_by_recording | c.treated_by_ending)) & _waited,
      "On a fixed line, doubt is enough for police."),
    desk("OP-18h", 1, "N5 W1 P17", _connect(Service.POLICE, Reason.DOUBT),
      c.handset_down & c.worried,
      "The handset goes down after something was heard: police, while the line is held."),
    desk("OP-18l", 1, "N5 W1", _connect(Service.POLICE, Reason.DOUBT),
      c.in_hand & c.was_held,
      "The handset is lifted again: something may be wrong."),
    desk("OP-20", 1, "Q15 Q12",
      ActMaker("pass the details to police",
        lambda f, p: do.PassDetails(reported(f, p), Reason.LINE_CUT, facts=stated(f),
          means=passed_on(f), place_words=f.place_words)),
      c.line_gone & ~c.left & c.passes_on_doubt & (c.worried | c.was_held | c.repeated),
      "The line is lost after something was heard, or once more: pass on number and sounds."),
    desk("OP-20e", 1, "Q15", always("end the call: no response", do.EndCall(Reason.NO_RESPONSE)),
      c.line_gone & ~c.ended & ~(c.passes_on_doubt & (c.worried | c.was_held | c.repeated)),
      "The line is lost and nothing was heard: it is an abandoned call."),
)

RECORDED = (
    desk("OP-19", 0, "P1 P2 N1", _connect(Service.POLICE, Reason.DISTURBANCE_HEARD),
      c.recorded & (c.disturbed | c.other_voice),
      "A disturbance while the recording plays: take the caller out, and connect."),
    desk("OP-19s", 1, "P1 P2 N1", _connect(Service.POLICE, Reason.SPEECH_HEARD),
      c.recorded & (c.spoke | c.voices_count),
      "Words while the recording plays are an answer: connect."),
    desk(NOTICES, 2, "Q8", _connect(Service.POLICE, Reason.SIGNAL_HEARD),
      c.recorded & c.notices & c.noise_in_recording,
      "A tap or a noise in the recording may be noticed: how often, the profile says."),
    desk("OP-19b", 1, "P6", _connect(Service.POLICE, Reason.SIGNAL_HEARD),
      c.back,
      "Where 55 leads back to the operator, connect the caller to police."),
)

POLICE = (
    voice("OP-06c", 2, "G1", say(Intent.CONNECTING),
      c.police_rung & ~said(Intent.CONNECTING) & ~c.other_says_mistake,
      "Say that the call is being connected, so that nobody hangs up."),
    voice("OP-11t", 2, "I5 N17", say(Intent.THANK),
      c.police_rung & ~said(Intent.THANK) & c.other_says_mistake,
      "Thank the other voice, and connect with those words."),
    voice("OP-21", 4, "P5 assumption",
      ActMaker("hand over: the line, 55 or not, and what was heard in plain words",
        lambda f, p: do.HandOver(reported(f, p), facts=stated(f), means=passed_on(f),
          place_words=f.place_words)),
      c.police_there & ~c.handed_over & ~c.left,
      "Police hear in a few seconds what kind of call it is and what was heard."),
    desk("OP-22", 0, "Q13 O1", always("leave the call", do.Leave()),
      c.police_there & c.handed_over & c.taken_quietly & ~c.left,
      "Stay until the call handler speaks to the call: from then on they have it."),
    desk("OP-22w", 4, "Q13 assumption", always("leave the call", do.Leave()),
      c.police_there & c.handed_over & ~c.left & since(Stamp.WORDS, STAYS),
      "When no call handler says so, stay for twenty seconds."),
)
# fmt: on

OPERATOR_ROWS: tuple[GuidanceRow, ...] = (
    *(*HEARD_ANSWERS, *MISTAKE, *PROMPTS, *UNANSWERED, *RECORDED, *POLICE),
)
_GIVES_UP = (do.EndCall, do.SendToRecording)

# fmt: off
OPERATOR_GUARDS: tuple[NeverBefore, ...] = (
    NeverBefore("OP-NB-end", "P1 G2", ~c.in_hand | ~(c.to_connect | c.spoke),
      lambda a: isinstance(a, _GIVES_UP) and a != do.EndCall(Reason.MISTAKE_CONFIRMED),
      "No call in which an answer was heard is ended or recorded as silent.", Stake.CLOSED),
    NeverBefore("OP-NB-recording", "P2 N1 N3", ~c.recorded,
      lambda a: isinstance(a, do.EndCall),
      "The recording ends such a call: until then 55 or a sound may still come.", Stake.CLOSED),
    NeverBefore("OP-NB-mistake", "I5 N11", c.confirms_mistake & c.alone & c.calm,
      lambda a: a == do.EndCall(Reason.MISTAKE_CONFIRMED),
      "Nothing is ended as a mistake before both of the caller's answers.", Stake.CLOSED),
    NeverBefore("OP-NB-fixed", "N2 N5 W1", c.mobile,
      lambda a: isinstance(a, do.SendToRecording),
      "The recording is for mobile calls only."),
    NeverBefore("OP-NB-child", "B33 K5 assumption", ~c.child_of_violence,
      lambda a: isinstance(a, do.Say) and a.intent in (Intent.ASK_FOR_ADULT, Intent.MAKE_A_SOUND),
      "A child who hides is asked neither for a grown-up nor for a sound: who hurts may be there.",
      Stake.GIVEN_AWAY),
    NeverBefore("OP-NB-leave", "P5 Q13", c.handed_over,
      lambda a: isinstance(a, do.Leave),
      "The operator does not leave before the call is handed over.", Stake.NOT_PASSED_ON),
)
# fmt: on
