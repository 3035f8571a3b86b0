"""How rows of guidance make their acts from what is known."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from simulator.core import acts as do
from simulator.core import terms
from simulator.core.statements import Stating
from simulator.core.terms import (
    Heading,
    Intent,
    LocationSource,
    Reason,
    Reported,
    Sign,
    Sound,
    Topic,
    Trace,
)
from simulator.guidance.rows import ActMaker
from simulator.knowledge.answers import PLAIN
from simulator.knowledge.facts import (
    CallbackState,
    CodeState,
    HeardThing,
    KnownFacts,
    Lookup,
    PlaceKnown,
)
from simulator.knowledge.judgements.asking import SIGNS_GIVEN, is_open
from simulator.knowledge.judgements.danger import life_at_risk, marker_grade, may_ring
from simulator.knowledge.judgements.judgement import Policy
from simulator.knowledge.judgements.reasons import reason_of
from simulator.knowledge.judgements.telling import answer_known, is_told, news, to_relay
from simulator.knowledge.ledger import Speaker, Statement
from simulator.knowledge.officers_questions import answers
from simulator.knowledge.services import (
    ASKED_AS,
    DANGER,
    SAFE,
    answer_to,
    answered_since,
    control_to_answer,
    service_to_tell,
    to_ask_for_service,
)
from simulator.knowledge.threat import others_matter


def always(says: str, action: do.Action) -> ActMaker:
    """Do the same for all facts."""
    return ActMaker(says, lambda _f, _p: action)


def say(intent: Intent) -> ActMaker:
    """Say something for that purpose."""
    return always(intent.label, do.Say(intent))


def ask(topic: Topic, form: terms.QuestionForm = terms.QuestionForm.CLOSED) -> ActMaker:
    """Ask about one topic, also if it is known already."""
    return always(f"ask: {topic.label}", do.Ask((topic,), form))


def _ask_next(topics: Iterable[Topic]) -> do.Ask | None:
    return next((do.Ask((topic,)) for topic in topics), None)


def ask_first(*topics: Topic) -> ActMaker:
    """Ask about the first of `topics` that is to be asked (B05)."""
    return ActMaker(
        "ask, leaving out what is known: " + ", ".join(topic.label for topic in topics),
        lambda f, _p: _ask_next(topic for topic in topics if is_open(f, topic)),
    )


def ask_each(*topics: Topic) -> ActMaker:
    """Ask about each of `topics` in turn, and only then once more about what got no answer.

    Of a list that has three questions at most, one that is missed would take another's turn.
    """
    return ActMaker(
        "ask each once, leaving out what is known: " + ", ".join(topic.label for topic in topics),
        lambda f, _p: _ask_next(
            topic
            for topic in sorted(topics, key=lambda each: f.of(each).asked)
            if is_open(f, topic)
        ),
    )


def ask_again(*topics: Topic) -> ActMaker:
    """Ask once more about the first of `topics` that was asked once and is still unknown."""
    return ActMaker(
        "ask once more: " + ", ".join(topic.label for topic in topics),
        lambda f, _p: _ask_next(t for t in topics if f.of(t).asked == 1 and f.fact(t) is None),
    )


def bring_in(service: terms.Service) -> ActMaker:
    """Ask another service in, once."""
    return ActMaker(
        f"ask in: {service.label}",
        lambda f, _p: None if f.has("brought_in", service) else do.BringIn(service),
    )


def _tell_service(facts: KnownFacts, _policy: Policy) -> do.Action | None:
    service = service_to_tell(facts)
    return None if service is None else do.BringIn(service, update=True)


tell_service = ActMaker("inform another service of what is new", _tell_service)


def _answer_control(facts: KnownFacts, _policy: Policy) -> do.Action | None:
    """Answer the first control all that it has asked and that is known."""
    service = control_to_answer(facts)
    if service is None:
        return None
    states = [(n, answer_to(facts, n)) for who, n in facts.services_ask if who is service]
    yes = tuple(need for need, so in states if so)
    return do.BringIn(service, update=True, answers=yes,
        denied=tuple(need for need, so in states if so is False))  # fmt: skip


def _answered_since(facts: KnownFacts, _policy: Policy) -> do.Action | None:
    """Say to the first control what it heard is not known, and was answered since."""
    answered = answered_since(facts)
    if not answered:
        return None
    service = answered[0][0]
    needs = [need for who, need in answered if who is service]
    yes = tuple(need for need in needs if facts.is_yes(ASKED_AS[need]))
    no = tuple(need for need in needs if need not in yes)
    return do.BringIn(service, update=True, answers=yes, denied=no)


def _unknown_to_control(facts: KnownFacts, _policy: Policy) -> do.Action | None:
    if not facts.services_ask:
        return None
    service = facts.services_ask[0][0]
    open_ = tuple(need for who, need in facts.services_ask if who is service)
    return do.BringIn(service, update=True, not_known=open_)


def _ask_for_control(facts: KnownFacts, _policy: Policy) -> do.Action | None:
    topic = to_ask_for_service(facts)
    form = terms.QuestionForm.OPEN if topic is Topic.LOCATION else terms.QuestionForm.CLOSED
    return None if topic is None else do.Ask((topic,), form)


def _of_the_caller(facts: KnownFacts, _policy: Policy) -> do.Action | None:
    wanted = facts.caller_wanted
    return do.BringIn(wanted[0], update=True) if wanted else None


def _say_safe(facts: KnownFacts, _policy: Policy) -> do.Action | None:
    told = facts.services_told
    owed = (who for who, each in sorted(told) if each == DANGER and (who, SAFE) not in told)
    service = next(owed, None)
    return None if service is None else do.BringIn(service, update=True)


answer_control = ActMaker("answer what another service's control asks", _answer_control)
tell_answered_since = ActMaker(
    "say to another service's control what was answered after a \"not known\"",
    _answered_since)  # fmt: skip
unknown_to_control = ActMaker(
    "answer another service's control: not known", _unknown_to_control)  # fmt: skip
ask_for_control = ActMaker("ask the caller what another service's control asks", _ask_for_control)
offer_to_relay = ActMaker("say to another service's control that police relay", _of_the_caller)
say_safe = ActMaker("say to a service that waits that officers are in", _say_safe)
ask_supervisor = always(
    "ask the supervisor to look at it as well", do.Note(terms.NoteKind.RATIONALE)
)


def withhold(intent: Intent) -> ActMaker:
    """Leave something unsaid, with the reason, once."""
    return ActMaker(
        f"leave unsaid, with the reason: {intent.label}",
        lambda f, _p: (
            None if f.has("withheld", intent) else do.Withhold(intent, Reason.NOT_SAFE_TO_SAY)
        ),
    )


def wanted_grade(facts: KnownFacts, policy: Policy) -> str:
    """Return the grade that is called for now; an emergency stays one."""
    emergency = policy.force.emergency.id
    if life_at_risk(facts, policy) or facts.grade == emergency:
        return emergency
    return marker_grade(facts, policy) or policy.force.unanswered_grade


def _grade(facts: KnownFacts, policy: Policy) -> do.Action | None:
    name = wanted_grade(facts, policy)
    return None if facts.grade == name else do.SetGrade(name, reason_of(facts, policy))


def sign_of(facts: KnownFacts, policy: Policy) -> do.Code:
    """Return a code of a sign that the caller has used, the force's own where it fits (CH-11).

    After two tests that failed, another sign than the last one (CH-14); a loud breath in answer is
    agreed as a sign after the first. A failure is counted when the next words are said, so one that
    has just come is added here.
    """
    usual = policy.force.code
    reported = {Reported.TAP: Sign.TAP, Reported.KEY_TONE: Sign.KEY, Reported.COUGH: Sign.COUGH}
    used = [s for report, s in reported.items() if facts.reported(report) or s in facts.signs]
    failed = facts.code_failures + (facts.code is CodeState.STATED)
    breath = HeardThing(terms.Role.CALLER, Sound.LOUD_BREATH) in facts.things
    if breath and (failed or not used):
        used = [Sign.BREATH]  # It may be all that this caller can do.
    elif failed > 1 and (last := facts.code_signs):
        used = [sign for sign in (*used, Sign.TAP, Sign.KEY) if sign is not last.yes.sign][:1]
    if not used or usual.yes.sign in used:
        return usual
    return do.Code(do.AnswerSign(used[0], 1), do.AnswerSign(used[0], 2))


set_code = ActMaker(
    "state a code for yes and no, with a sign that the caller has used",
    lambda f, p: do.SetCode(sign_of(f, p)),
)
set_grade = ActMaker("set the grade, with the reason that is true now", _grade)


read_location = ActMaker(
    "read the location data: place, radius, age",
    lambda f, _p: next(
        (do.ReadLocation(s) for s in LocationSource if s in f.location and s not in f.read), None
    ),
)
read_again = ActMaker(
    "read the location data again",
    lambda f, _p: None if f.source is None else do.ReadLocation(f.source),
)
"""A caller who moves has left the last point."""


def _trace(facts: KnownFacts, policy: Policy) -> do.Action | None:
    """Start the next trace that was not tried, with the reason that is true now."""
    kinds = Trace if not facts.address else (Trace.ADDRESS,)
    kind = next((kind for kind in kinds if kind not in facts.traces), None)
    if facts.stage is not terms.LineStage.DOWN:
        shown = facts.speaks or facts.signs or facts.reported(*SIGNS_GIVEN, Reported.FIFTY_FIVE)
        reason = Reason.DOUBT if shown else Reason.NO_RESPONSE
    else:
        failed = facts.callback is CallbackState.FAILED
        unrung = Reason.DOUBT if may_ring(facts, policy) else Reason.MAY_ALERT_OTHERS
        reason = Reason.NO_ANSWER if failed else unrung
    return None if kind is None else do.StartTrace(kind, reason)


def _leave_unrung(facts: KnownFacts, _policy: Policy) -> do.Action:
    """Decide not to ring: another person may hear it; else officers are there sooner."""
    reason = Reason.MAY_ALERT_OTHERS if others_matter(facts) else Reason.JUDGEMENT
    return do.DecideAgainstCallback(reason)


leave_unrung = ActMaker("decide not to ring back", _leave_unrung)
next_trace = ActMaker("start a trace: phone, subscriber, linked addresses", _trace)


def _deploy(facts: KnownFacts, policy: Policy) -> do.Action | None:
    """Send officers; but not before the number was searched, where some may be on their way."""
    unsearched = facts.joins is not None and facts.search in (Lookup.NONE, Lookup.WAITING)
    return None if unsearched else do.Deploy(reason_of(facts, policy))


deploy = ActMaker("send officers", _deploy)
link = always("link the call to the open incident", do.Note(terms.NoteKind.SAME_INCIDENT))


def reason_under(heading: Heading) -> ActMaker:
    """Write a sentence of reasoning that falls under a heading of THRIVE, once for these facts."""
    return ActMaker(
        f"write the reasoning: {heading.label}",
        lambda f, _p: None if f.has("thrive", heading) else do.Thrive(heading),
    )


# Of a hundred topics a call knows ten: it is made for each new fact, so these are put in order.
_TOPICS = {topic: place for place, topic in enumerate(Topic)}
_REPORTS = {report: place for place, report in enumerate(Reported)}
_RISKS = (Topic.INJURED, Topic.WEAPON, Topic.MORE_THAN_ONE, Topic.CHILDREN)
_NO_CLUE = {Reported.BACKGROUND, Reported.TAP, Reported.COUGH, Reported.KEY_TONE}
"""What was heard and helps nobody to find a caller: the answers themselves, and a bare sound."""


def _briefing(
    facts: KnownFacts,
    topics: Collection[Topic],
    markers: Iterable[terms.Marker],
    heard: Collection[Reported],
    places: Collection[object],
) -> do.BriefOfficers:
    """Brief on all of that, and on what was asked, matters to officers, and is not known."""
    ordered = sorted(topics, key=_TOPICS.__getitem__)
    return do.BriefOfficers(
        tuple(topic for topic in ordered if facts.is_yes(topic)),
        tuple(topic for topic in ordered if facts.is_no(topic)),
        tuple(markers),
        tuple(sorted(heard, key=_REPORTS.__getitem__)),
        tuple(source for source in LocationSource if source in places),
        unknown=tuple(
            topic
            for topic in _RISKS
            if facts.of(topic).asked
            and facts.fact(topic) not in PLAIN
            and facts.asking != topic
            # She "sees nothing in his hand": her words answer, and are passed on (BF-7).
            and not answers(facts, topic)
        )
        # Who searches without a place needs to know that there is none (SIT-16).
        + ((Topic.LOCATION,) if facts.line_lost and facts.place is PlaceKnown.NONE else ()),
    )


def _all_news(facts: KnownFacts, _policy: Policy) -> do.Action:
    lacking = set(news(facts))
    topics = [item for item in lacking if isinstance(item, Topic)]
    markers = [marker for marker in sorted(facts.markers) if marker in lacking]
    things = [item for item in lacking if isinstance(item, HeardThing)]
    heard = {report for thing in things for report in facts.heard[thing].reports}
    heard.update(() if facts.briefed else facts.handover)
    stated = tuple(dict.fromkeys(
        (item.topic, item.value) for item in news(facts) if isinstance(item, Statement)
    ))  # fmt: skip
    return _in_whose_words(_briefing(facts, topics, markers, heard, lacking), facts, stated)


def _all_clues(facts: KnownFacts, _policy: Policy) -> do.Action:
    topics = [topic for topic in facts.topics if is_told(facts, topic)]
    heard = facts.reports.union(facts.handover) - _NO_CLUE
    stated = tuple(dict.fromkeys(
        (each.topic, each.value) for each in facts.ledger if each.speaker is not Speaker.OFFICER
    ))  # fmt: skip
    made = _briefing(facts, topics, facts.markers, heard, facts.location)
    return _in_whose_words(made, facts, stated)


def _in_whose_words(
    made: do.BriefOfficers, facts: KnownFacts, stated: tuple[Stating, ...]
) -> do.BriefOfficers:
    """Add what was stated, and which of it is no more than another person's word (BF-2, LP-12)."""
    theirs = tuple(each for each in stated if facts.ledger.is_anothers(*each))
    return replace(made, means=stated, their_word=theirs)


def _what_is_asked(facts: KnownFacts, _policy: Policy) -> do.Action:
    known = [topic for topic in facts.officers_ask if answer_known(facts, topic)]
    so = tuple(topic for topic in known if facts.is_yes(topic))
    ruled_out = tuple(topic for topic in known if facts.is_no(topic))
    # What was only stated has no topic to tick: its words answer.
    by_words = tuple(
        t for t in known if t not in (*so, *ruled_out, Topic.LOCATION) and answers(facts, t)
    )
    if Topic.LOCATION in known:
        so = tuple(dict.fromkeys((*so, Topic.LOCATION)))
    return do.BriefOfficers(so, ruled_out, unknown=by_words)


def _relay(facts: KnownFacts, _policy: Policy) -> do.Action | None:
    topic = to_relay(facts)
    if topic is None:
        return None
    open_question = topic is Topic.LOCATION
    form = terms.QuestionForm.OPEN if open_question else terms.QuestionForm.CLOSED
    return do.Ask((topic,), form)


brief = ActMaker("brief officers: place and how sure, who, weapon, hurt, heard, unknown", _all_news)
brief_again = ActMaker("give officers every clue and marker once more", _all_clues)
brief_at_door = always("brief officers: what helps at the door", do.BriefOfficers(()))
answer_officers = ActMaker("answer what officers ask", _what_is_asked)
say_unknown = ActMaker(
    "answer officers: not known", lambda f, _p: do.BriefOfficers((), unknown=f.officers_ask)
)
relay_question = ActMaker("ask the caller what officers ask", _relay)
