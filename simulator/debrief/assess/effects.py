"""What came of a trainee's act in this call, as their seat perceived it.

A strength is worth saying if it shows what it brought: "one tap came 2 seconds later". What came
after an act need not have come of it, so only what answers an act of its kind is taken: an answer
to a question, officers after a grade, a result of a search. Of an act that brings nothing of its
own, what it answered is said: "12 seconds after another voice".
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from simulator.core import acts as do
from simulator.core.call import takes_line_down
from simulator.core.hearing import evidence
from simulator.core.instant import Millis
from simulator.core.log import Entry
from simulator.core.profile import Profile
from simulator.core.statements import StatementTopic, follows
from simulator.core.terms import (
    Intent,
    NoteKind,
    QuestionForm,
    Reason,
    Role,
    SoundClass,
    Topic,
    UnitStatus,
)
from simulator.debrief.assess.in_the_past import (
    came,
    did,
    lasted,
    quoted,
    quoted_question,
    shortened,
    signs,
)
from simulator.knowledge.facts import Hearers
from simulator.knowledge.knowledge import Knowledge
from simulator.review.answers_in_words import answers
from simulator.rules.said_and_done import says_little

_ANSWERED_WITHIN: Millis = 20_000
"""Later than this a sign answers something else (assumption)."""
_OFFICERS_WITHIN: Millis = 120_000
"""How long after a grade or a sending what officers report is a consequence (assumption)."""
_HEARD_WITHIN: Millis = 60_000
"""How long after a sound an act answers it (practice 6.2, `background-noted`)."""
_LONG_BEFORE: Millis = 900_000
"""So long before officers were there, a briefing says nothing of this arrival (assumption)."""
_CONNECTS_WITHIN: Millis = 10_000
"""How soon an operator connects on an answer (practice 6.2)."""
_BARE_ANSWER = 2
"""An answer of no more words says nothing without its question (assumption)."""
_MOST_FOUND = 16
"""Words of what a search found (assumption): an address that is cut says nothing."""
_SETS_OFF = (UnitStatus.ASSIGNED, UnitStatus.EN_ROUTE)
_NEAR = (Role.CALLER, Role.ROOM)
_AT_A_DOOR = (UnitStatus.THIRD_PARTY_ONLY, UnitStatus.NOT_ALONE)
_SOON_BRIEFED: Millis = 40_000
"""How soon after officers were sent a first briefing is worth praise (assumption)."""
_TELLING = (SoundClass.DISTURBANCE, SoundClass.VOICES)


class CameOfIt(NamedTuple):
    """What came of an act, or what it answered."""

    text: str
    """A clause: ``one tap came 2 seconds later: yes``."""
    seq: int
    """The `seq` of the entry that shows it."""
    followed: bool = True
    """Whether it came of the act; else the act answered it."""


class OwnAct(NamedTuple):
    """An act of a trainee, with what came of it."""

    did: str
    """After "You": ``asked "Can you hear me?"``."""
    reason: str
    """The reason given with it, in brackets; empty if it has none."""
    spoken: str
    """Its words in quotation marks; empty for an act without words."""
    effect: CameOfIt | None
    relied_on: bool
    """Whether it brought what it was for; a test that came back as no did not."""
    words: str = ""
    """All of its words, without quotation marks; empty for an act without any."""
    kind: str = ""
    """Which act it is: ``brief_officers``."""


def own_act(heard: Sequence[Entry], act: Entry, profile: Profile | None = None) -> OwnAct:
    """Return an act of a trainee as a debrief shows it."""
    words = getattr(act.body, "words", "") if isinstance(act.body, do.SPOKEN) else ""
    effect = effect_of(heard, act, profile)
    relied_on = not (_asks(act) and effect is None) and not _was_denied(heard, act)
    relied_on = relied_on and not (_is_repeated(heard, act) or _is_empty_no(heard, act, effect))
    given = getattr(act.body, "reason", None)
    reason = f" ({given.label})" if given else ""
    spoken = quoted(words) if words else ""
    written = words or getattr(act.body, "text", "")
    kind = act.body.kind
    return OwnAct(did(act.body, profile), reason, spoken, effect, relied_on, written, kind)


def effect_of(
    heard: Sequence[Entry], act: Entry, profile: Profile | None = None
) -> CameOfIt | None:
    """Return what came of an act in a seat's perceived log, or what it answered; None if nothing.

    An act that asks for an answer has no effect without one.
    """
    place = next(number for number, each in enumerate(heard) if each.seq == act.seq)
    after = heard[place + 1 :]
    asks = _asks(act)
    finds = _FINDS.get(type(act.body)) if asks or not isinstance(act.body, do.Say) else None
    found = finds(after, act, heard) if finds else None
    if found is not None or (asks and not _is_reply(act)):
        return found
    return _answered_to(heard[:place], act, profile)


_REPLIES = frozenset(
    {Intent.ASK_FOR_CALLER, Intent.ASK_FOR_ADULT, Intent.GO_QUIET, Intent.SAY_YES_IF_POLICE}
)


def _is_reply(act: Entry) -> bool:
    """Whether it answers what was heard, also where nothing comes back to it."""
    return isinstance(act.body, do.Say) and act.body.intent in _REPLIES


def answered_from(heard: Sequence[Entry]) -> Millis | None:
    """Return when the caller first answered a question or spoke; None if never."""
    replies = {each.seq for each in answers(heard)}
    spoke = (
        entry.at
        for entry in heard
        if entry.seq in replies or (entry.actor is Role.CALLER and isinstance(entry.body, do.Say))
    )
    return next(spoke, None)


def _was_denied(heard: Sequence[Entry], act: Entry) -> bool:
    """Whether a test of the code came back as no: nothing could be relied on after it."""
    tests = isinstance(act.body, do.Ask) and act.body.about == (Topic.CAN_HEAR,)
    after = heard[heard.index(act) + 1 :]
    reply = _reply(after, act) if tests else None
    if reply is None or isinstance(reply.body, do.Say):
        return False
    given = {each.seq: each for each in answers(heard)}
    last = _repeated(after, reply)[-1].seq
    # A sign that the code did not agree on says nothing yet.
    return last not in given or not given[last].yes


def _is_repeated(heard: Sequence[Entry], act: Entry) -> bool:
    """Whether it does once more what was done: an answered question, or the grade that holds."""
    own = [e for e in heard[: heard.index(act)] if e.actor is act.actor]
    if isinstance(act.body, do.SetGrade):
        grades = [e.body.grade for e in own if isinstance(e.body, do.SetGrade)]
        return grades[-1:] == [act.body.grade]
    if not isinstance(act.body, do.Ask) or act.body.about == (Topic.CAN_HEAR,):
        return False
    same = (e for e in own if isinstance(e.body, do.Ask) and e.body.about == act.body.about)
    return any(effect_of(heard, each) is not None for each in same)


def _is_empty_no(heard: Sequence[Entry], act: Entry, effect: CameOfIt | None) -> bool:
    """Whether the answer is a no to harm by one whom another may hear: it settles nothing."""
    if not (isinstance(act.body, do.Ask) and effect and _GRAVE.intersection(act.body.about)):
        return False
    reply = next(each for each in heard if each.seq == effect.seq)
    said_no = isinstance(reply.body, do.Say) and reply.body.intent is Intent.SAYS_NO
    if not (said_no or effect.text.endswith(": no")):
        return False
    knowledge = Knowledge(act.actor)
    for each in heard[: heard.index(act)]:
        knowledge = knowledge.after(each)
    return knowledge.hear(act.at) is not Hearers.SAFE


_GRAVE = frozenset(
    {Topic.INJURED, Topic.WEAPON, Topic.IN_DANGER, Topic.WEAPON_IN_HAND, Topic.NEEDS_AMBULANCE}
)


def _asks(act: Entry) -> bool:
    """Whether an act asks the caller for an answer, in words or by a code."""
    body = act.body
    said = isinstance(body, do.Say) and (
        body.intent in do.ASKS_FOR_SIGN or body.words.rstrip().endswith("?")
    )
    return said or isinstance(body, do.Ask | do.SetCode | do.OfferWays)


def _reply(after: Sequence[Entry], act: Entry) -> Entry | None:
    """Return the caller's first answer before the trainee's next words."""
    for entry in after:
        own = entry.actor is act.actor
        if (own and isinstance(entry.body, do.SPOKEN)) or entry.at > act.at + _ANSWERED_WITHIN:
            return None
        if entry.actor is Role.CALLER and _says_something(entry):
            return entry
    return None


def _says_something(entry: Entry) -> bool:
    body = entry.body
    if isinstance(body, do.Say | do.SendText):
        # "What?" answers nothing.
        return (str(StatementTopic.DOES_NOT_FOLLOW), True) not in body.means
    return do.sign_of(body) is not None


def _answer(after: Sequence[Entry], act: Entry, heard: Sequence[Entry]) -> CameOfIt | None:
    reply = _reply(after, act)
    if reply is None or _speaks_of_another_thing(reply, act):
        return None
    given = {each.seq: each.yes for each in answers(heard)}
    run = _repeated(after, reply)
    by_sign = do.sign_of(reply.body) in do.COUNTED_SIGNS
    plain = given.get(run[-1].seq) if by_sign else None
    if by_sign and plain is None and isinstance(act.body, do.Ask) and given:
        return None  # By the code it is neither yes nor no.
    meant = "" if plain is None else f": {'yes' if plain else 'no'}"
    ends = (e.at for e in after if isinstance(e.body, do.Finish) and e.actor is act.actor)
    # An answer may come while the question is still spoken.
    asked = min(next(ends, act.at), reply.at)
    what = came(reply.body) if len(run) == 1 else signs(reply.body, len(run))
    return CameOfIt(f"{what} came {_later(asked, reply)}{meant}", reply.seq)


def _speaks_of_another_thing(reply: Entry, act: Entry) -> bool:
    """Whether words that came state something, and nothing of what was asked."""
    said, asked = reply.body, act.body
    if not (isinstance(said, do.Say) and isinstance(asked, do.Ask)):
        return False
    open_ = asked.form is QuestionForm.OPEN or said.intent in (Intent.SAYS_YES, Intent.SAYS_NO)
    about = {topic for topic, _ in follows(said.means)}
    return bool(said.means) and not open_ and about.isdisjoint(asked.about)


_ONE_ANSWER: Millis = 2_500
"""From one sign to the next of the same answer (assumption)."""


def _repeated(after: Sequence[Entry], reply: Entry) -> list[Entry]:
    """Return the signs of one answer: three breaths in a row are no yes and then two more."""
    sign = do.sign_of(reply.body)
    run = [reply]
    for entry in after[after.index(reply) + 1 :]:
        if entry.at - run[-1].at > _ONE_ANSWER:
            break
        counts = entry.actor is Role.CALLER and sign in do.COUNTED_SIGNS
        if counts and do.sign_of(entry.body) is sign:
            run.append(entry)
    return run


def _first(
    after: Sequence[Entry], act: Entry, within: Millis, fits: Callable[[Entry], bool]
) -> Entry | None:
    return next((e for e in after if e.at <= act.at + within and fits(e)), None)


def _set_off(after: Sequence[Entry], act: Entry, _heard: Sequence[Entry]) -> CameOfIt | None:
    def fits(entry: Entry) -> bool:
        return isinstance(entry.body, do.UnitReport) and entry.body.status in _SETS_OFF

    found = _first(after, act, _OFFICERS_WITHIN, fits)
    return found and CameOfIt(f"a unit had it {_later(act.at, found)}", found.seq)


def _known_before(after: Sequence[Entry], act: Entry, heard: Sequence[Entry]) -> CameOfIt | None:
    own = [e for e in heard if e.actor is act.actor and isinstance(e.body, do.BriefOfficers)]
    sent = next((e for e in heard if isinstance(e.body, do.Deploy)), None)
    if sent is not None and own and own[0].seq == act.seq and not _says_little(act):
        if act.at - sent.at > _SOON_BRIEFED:
            return None  # It was in time, and helped nobody sooner.
        return CameOfIt(f"{lasted(act.at - sent.at)} after you sent them", sent.seq, followed=False)
    arrived = next((e for e in after if isinstance(e.body, do.Arrive)), None)
    if arrived is None or _says_little(act) or arrived.at - act.at > _LONG_BEFORE:
        return None
    before = lasted(arrived.at - act.at)
    return CameOfIt(f"officers had it {before} before they were there", arrived.seq)


def _says_little(act: Entry) -> bool:
    return says_little(None, act)


def _result(after: Sequence[Entry], act: Entry, _heard: Sequence[Entry]) -> CameOfIt | None:
    def fits(entry: Entry) -> bool:
        return isinstance(entry.body, do.GiveResult)

    found = _first(after, act, _OFFICERS_WITHIN, fits)
    body = found and found.body
    if found is None or not isinstance(body, do.GiveResult) or not body.found:
        return None
    new = [*(each.label for each in body.markers), *([body.address] if body.address else [])]
    if not new:
        return None
    said = shortened(" and ".join(new), most=_MOST_FOUND)
    return CameOfIt(f"{said} came {_later(act.at, found)}", found.seq)


def _taken(after: Sequence[Entry], act: Entry, _heard: Sequence[Entry]) -> CameOfIt | None:
    found = _first(after, act, _OFFICERS_WITHIN, _handler_speaks)
    return found and CameOfIt(f"the call handler spoke {_later(act.at, found)}", found.seq)


def _handler_speaks(entry: Entry) -> bool:
    return entry.actor is Role.CALL_HANDLER and isinstance(entry.body, do.Speech)


def _picked_up(after: Sequence[Entry], act: Entry, _heard: Sequence[Entry]) -> CameOfIt | None:
    found = _first(
        after,
        act,
        _OFFICERS_WITHIN,
        lambda entry: isinstance(entry.body, do.Answer) and entry.actor in _NEAR,
    )
    return found and CameOfIt(f"the phone was picked up {_later(act.at, found)}", found.seq)


def _decided(after: Sequence[Entry], act: Entry, _heard: Sequence[Entry]) -> CameOfIt | None:
    if not isinstance(act.body, do.Note) or act.body.note is not NoteKind.RATIONALE:
        return None
    found = _first(after, act, _OFFICERS_WITHIN, lambda entry: isinstance(entry.body, do.Decide))
    if found is None or not isinstance(found.body, do.Decide):
        return None
    what = found.body.decision.label
    return CameOfIt(f"they decided {_later(act.at, found)}: {what}", found.seq)


_FINDS: Mapping[
    type[object], Callable[[Sequence[Entry], Entry, Sequence[Entry]], CameOfIt | None]
] = {
    **dict.fromkeys((do.Ask, do.SetCode, do.OfferWays, do.Say, do.SendText), _answer),
    **dict.fromkeys((do.SetGrade, do.Deploy), _set_off),
    do.BriefOfficers: _known_before,
    **dict.fromkeys((do.Search, do.StartTrace), _result),
    do.HandOver: _taken,
    do.CallBack: _picked_up,
    do.Note: _decided,
}
"""How the effect of an act is found, by its kind."""


def _answered_to(before: Sequence[Entry], act: Entry, profile: Profile | None) -> CameOfIt | None:
    """Return what an act answered: officers who had found the caller, or what was heard last."""
    for entry in reversed(before):
        body, ago = entry.body, lasted(act.at - entry.at)
        lets_go = isinstance(act.body, do.Close | do.EndCall)
        if lets_go and isinstance(body, do.UnitReport) and body.status is UnitStatus.FOUND:
            return CameOfIt(f"{ago} after officers had found the caller", entry.seq, followed=False)
        updates = isinstance(act.body, do.BringIn) and act.body.update
        if updates and isinstance(body, do.UnitReport) and body.status is UnitStatus.FOUND:
            # That the crew can go in answers no word of the caller's.
            return CameOfIt(f"{ago} after officers had found the caller", entry.seq, followed=False)
        if isinstance(act.body, do.BriefOfficers) and isinstance(body, do.UnitReport):
            # What officers met at the door is what a request to see the caller alone answers.
            if body.status in _AT_A_DOOR and act.at - entry.at <= _HEARD_WITHIN:
                text = f"{ago} after they had met another person at the door"
                return CameOfIt(text, entry.seq, followed=False)
            continue
        rings = isinstance(act.body, do.CallBack | do.DecideAgainstCallback)
        rings = rings or getattr(act.body, "reason", None) is Reason.LINE_CUT
        if rings and takes_line_down(body):
            return CameOfIt(f"{ago} after the line had gone", entry.seq, followed=False)
        if isinstance(act.body, do.Leave) and _handler_speaks(entry):
            return CameOfIt(f"{ago} after the call handler spoke", entry.seq, followed=False)
        if act.at - entry.at > _HEARD_WITHIN or entry.actor not in _NEAR:
            continue
        if isinstance(act.body, do.Connect) and act.at - entry.at > _CONNECTS_WITHIN:
            return None
        doubts = isinstance(act.body, do.Connect) and act.body.reason is Reason.DOUBT
        if doubts and isinstance(body, do.Make):
            heard = came(body, profile)
            return CameOfIt(f"with {heard} and no answer to go on", entry.seq, followed=False)
        if entry.actor is Role.ROOM and isinstance(body, do.Say):
            return CameOfIt(f"{ago} after another voice", entry.seq, followed=False)
        if evidence(body) in _TELLING or _says_something(entry):
            heard = came_to_a_question(before, entry, profile)
            return CameOfIt(f"{ago} after {heard}", entry.seq, followed=False)
    return None


def came_to_a_question(heard: Sequence[Entry], entry: Entry, profile: Profile | None = None) -> str:
    """Return what came as a noun; a word or two that answer a question, with the question.

    "You asked for an ambulance, 3 s after 'Yep.'" says nothing of what for.
    """
    noun, body = came(entry.body, profile), entry.body
    if not (isinstance(body, do.Say) and 0 < len(body.words.split()) <= _BARE_ANSWER):
        return noun
    before = [e for e in heard if e.seq < entry.seq and entry.at - e.at <= _ANSWERED_WITHIN]
    spoken = [e for e in before if isinstance(e.body, do.SPOKEN)][-1:]
    words = next((getattr(e.body, "words", "") for e in spoken if e.actor is not entry.actor), "")
    if not words.rstrip().endswith("?"):
        return noun
    return f"{noun} to {quoted_question(words)}"


def _later(since: Millis, entry: Entry) -> str:
    span = entry.at - since
    return f"{lasted(span)} later" if span >= 1_000 else "at once"
