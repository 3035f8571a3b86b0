"""How rows of guidance make their acts from what is known."""

from __future__ import annotations

from collections.abc import Callable

from simulator.core import acts as do
from simulator.core import terms
from simulator.core.terms import Heading, Intent, LocationSource, Reason, Reported, Topic, Trace
from simulator.guidance.conditions import answer_known, is_open, is_told, news, reason_of, to_relay
from simulator.guidance.rows import ActMaker, GuidancePolicy
from simulator.knowledge.answers import PLAIN
from simulator.knowledge.facts import HeardThing, KnownFacts

ReasonOf = Callable[[KnownFacts, GuidancePolicy], Reason]


def say(intent: Intent) -> ActMaker:
    """Say something for that purpose."""
    return ActMaker(intent.label, lambda _f, _p: do.Say(intent))


def ask(topic: Topic, form: terms.QuestionForm = terms.QuestionForm.CLOSED) -> ActMaker:
    """Ask about one topic, also if it is known already."""
    return ActMaker(f"ask: {topic.label}", lambda _f, _p: do.Ask((topic,), form))


def ask_first(*topics: Topic) -> ActMaker:
    """Ask about the first of `topics` that is to be asked (B05)."""

    def make(facts: KnownFacts, _policy: GuidancePolicy) -> do.Action | None:
        topic = next((topic for topic in topics if is_open(facts, topic)), None)
        return None if topic is None else do.Ask((topic,))

    return ActMaker(
        "ask, leaving out what is known: " + ", ".join(topic.label for topic in topics), make
    )


def ask_again(*topics: Topic) -> ActMaker:
    """Ask once more about the first of `topics` that was asked once and is still unknown."""

    def make(facts: KnownFacts, _policy: GuidancePolicy) -> do.Action | None:
        known = ((topic, facts.of(topic)) for topic in topics)
        topic = next((t for t, of in known if of.asked == 1 and of.value is None), None)
        return None if topic is None else do.Ask((topic,))

    return ActMaker("ask once more: " + ", ".join(topic.label for topic in topics), make)


def act(says: str, make: Callable[[KnownFacts, GuidancePolicy], do.Action | None]) -> ActMaker:
    """Do what `make` makes of the facts."""
    return ActMaker(says, make)


def bring_in(service: terms.Service) -> ActMaker:
    """Ask another service in, once."""
    return ActMaker(
        f"ask in: {service.label}",
        lambda f, _p: None if service in f.brought_in else do.BringIn(service),
    )


def withhold(intent: Intent) -> ActMaker:
    """Leave something unsaid, with the reason, once."""
    return ActMaker(
        f"leave unsaid, with the reason: {intent.label}",
        lambda f, _p: None if intent in f.withheld else do.Withhold(intent, Reason.NOT_SAFE_TO_SAY),
    )


def grade(wanted: Callable[[KnownFacts, GuidancePolicy], str], reason: ReasonOf) -> ActMaker:
    """Set the grade, unless it is set already."""

    def make(facts: KnownFacts, policy: GuidancePolicy) -> do.Action | None:
        name = wanted(facts, policy)
        return None if facts.grade == name else do.SetGrade(name, reason(facts, policy))

    return ActMaker("set the grade, with the reason that is true now", make)


def read_location() -> ActMaker:
    """Read the location data that has arrived and is unread."""

    def make(facts: KnownFacts, _policy: GuidancePolicy) -> do.Action | None:
        unread = (s for s in LocationSource if s in facts.location and s not in facts.read)
        source = next(unread, None)
        return None if source is None else do.ReadLocation(source)

    return ActMaker("read the location data: place, radius, age", make)


def read_again() -> ActMaker:
    """Read the nearest location data once more: a caller who moves has left the last point."""
    return ActMaker(
        "read the location data again",
        lambda f, _p: None if f.source is None else do.ReadLocation(f.source),
    )


def trace(reason: ReasonOf) -> ActMaker:
    """Start the next trace that was not tried: the phone, the subscriber, linked addresses."""

    def make(facts: KnownFacts, policy: GuidancePolicy) -> do.Action | None:
        kinds = Trace if not facts.address else (Trace.ADDRESS,)
        kind = next((kind for kind in kinds if kind not in facts.traces), None)
        return None if kind is None else do.StartTrace(kind, reason(facts, policy))

    return ActMaker("start a trace: phone, subscriber, linked addresses", make)


def deploy() -> ActMaker:
    """Send officers, with the reason that is true now."""
    return ActMaker("send officers", lambda f, p: do.Deploy(reason_of(f, p)))


def brief() -> ActMaker:
    """Brief officers on all that they lack: what is so, what is ruled out, heard, and where."""

    def make(facts: KnownFacts, _policy: GuidancePolicy) -> do.Action | None:
        lacking = set(news(facts))
        topics = [topic for topic in Topic if topic in lacking]
        things = [item for item in lacking if isinstance(item, HeardThing)]
        heard = {report for thing in things for report in facts.heard[thing].reports}
        if not facts.briefed:
            heard |= set(facts.handover)
        return do.BriefOfficers(
            tuple(topic for topic in topics if facts.is_yes(topic)),
            tuple(topic for topic in topics if facts.is_no(topic)),
            tuple(marker for marker in sorted(facts.markers) if marker in lacking),
            tuple(report for report in Reported if report in heard),
            tuple(source for source in LocationSource if source in lacking),
            unknown=_open_topics(facts),
        )

    return ActMaker("brief officers: place and how sure, who, weapon, hurt, heard, unknown", make)


def _open_topics(facts: KnownFacts) -> tuple[Topic, ...]:
    """Return what was asked, matters to officers, and is still not known."""
    return tuple(
        topic
        for topic in _RISKS
        if facts.of(topic).asked and facts.fact(topic) not in PLAIN and facts.asking is not topic
    )


_RISKS = (Topic.INJURED, Topic.WEAPON, Topic.MORE_THAN_ONE, Topic.CHILDREN)


def answer_officers() -> ActMaker:
    """Answer what officers asked, where it is known."""

    def make(facts: KnownFacts, _policy: GuidancePolicy) -> do.Action | None:
        known = [topic for topic in facts.officers_ask if answer_known(facts, topic)]
        ruled_out = tuple(topic for topic in known if facts.is_no(topic))
        return do.BriefOfficers(tuple(t for t in known if t not in ruled_out), ruled_out)

    return ActMaker("answer what officers ask", make)


def say_unknown() -> ActMaker:
    """Answer officers that what they ask is not known."""
    return ActMaker(
        "answer officers: not known", lambda f, _p: do.BriefOfficers((), unknown=f.officers_ask)
    )


def relay_question() -> ActMaker:
    """Ask the caller what officers ask."""

    def make(facts: KnownFacts, _policy: GuidancePolicy) -> do.Action | None:
        topic = to_relay(facts)
        if topic is None:
            return None
        is_open_question = topic is Topic.LOCATION
        form = terms.QuestionForm.OPEN if is_open_question else terms.QuestionForm.CLOSED
        return do.Ask((topic,), form)

    return ActMaker("ask the caller what officers ask", make)


def brief_again() -> ActMaker:
    """Give officers every clue once more: facts, markers, sounds, places, and what is not known."""

    def make(facts: KnownFacts, _policy: GuidancePolicy) -> do.Action | None:
        heard = facts.reports.union(facts.handover) - _NO_CLUE
        return do.BriefOfficers(
            tuple(topic for topic in Topic if facts.is_yes(topic) and is_told(facts, topic)),
            tuple(topic for topic in Topic if facts.is_no(topic) and is_told(facts, topic)),
            facts.markers,
            tuple(report for report in Reported if report in heard),
            tuple(source for source in LocationSource if source in facts.location),
            unknown=_open_topics(facts),
        )

    return ActMaker("give officers every clue and marker once more", make)


_NO_CLUE = {Reported.BACKGROUND, Reported.TAP, Reported.COUGH, Reported.KEY_TONE}
"""What was heard and helps nobody to find a caller: the answers themselves, and a bare sound."""


def reason_under(heading: Heading) -> ActMaker:
    """Write a sentence of reasoning that falls under a heading of THRIVE, once for these facts."""
    return ActMaker(
        f"write the reasoning: {heading.label}",
        lambda f, _p: None if heading in f.thrive else do.Thrive(heading),
    )


REASON: ReasonOf = reason_of
