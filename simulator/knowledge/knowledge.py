"""What one role knows: an immutable fold of the entries that it perceived.

Screens, the coach and conditions of guidance read this and nothing of the call itself, so that a
seat never shows what its role could not hear.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.log import Body, CallBegan, Entry
from simulator.core.terms import NoteKind, Role
from simulator.knowledge.answers import SILENCE_ANSWERS_AFTER, SILENCE_ANSWERS_WITHIN
from simulator.knowledge.facts import (
    HEARERS_LAPSE,
    WHEREABOUTS_LAPSE,
    FrozenMap,
    Hearers,
    KnownFacts,
    Stamp,
    WhereKnown,
)
from simulator.knowledge.learning import learn
from simulator.knowledge.learning_step import NOT_WAITED, StampKey, Waited, lapsed_whereabouts
from simulator.knowledge.ledger import SaidHow, Statement
from simulator.knowledge.statements_taken import PROMPT_LASTS
from simulator.knowledge.uptake import NEWS_LASTS

BREATH: Millis = 1_000
"""From a question's first word: a yes as early as that is to an earlier one (assumption)."""
OVERLAPS: Millis = 200
"""After a question's last word: people answer after as long as that, so that a murmur which comes
sooner was begun while they listened (practice2 8.1, its R8; assumption)."""

CONTROLS = (Role.AMBULANCE_CONTROL, Role.FIRE_CONTROL)
"""The control rooms of other services."""
_OF_THE_INCIDENT = (Role.OFFICERS, Role.OTHER_FORCE, *CONTROLS)
"""Who speaks of the incident alone, however many calls there are of it."""
_EXACT = (None, *range(51))
"""Within so many metres two places are one (assumption)."""
# What of the facts is of the incident, and goes on into a further call of it (`Knowledge.linked`).
# A caller who rings again is heard afresh: what they said, how the line is, what was asked and
# answered is of one call, and may be otherwise by now. What officers, other services and the
# supervisor have done and were given is of the incident, however many calls there are of it. A
# field that is in none of the lists is the new call's alone; `tests/knowledge` has a list of those,
# so a new field is decided on and not forgotten.
_GOES_ON = (
    *("incident", "sent", "sent_again", "briefed", "services_told", "offered_to", "arrived"),
    *("units", "unit", "unit_status", "eta", "other_eta", "officers_ask", "clues_given", "found"),
    "finds",
    *("radio_asked", "radio_private", "door_reviewed", "delayed_for", "brought_in"),
    *("services_ask", "services_lack", "crew_status", "crew", "caller_wanted"),
    *("pumps_status", "pumps"),
)
"""As it was before: only officers and this seat as it dispatched them have changed it."""
_OWN_FIRST = ("grade", "grade_reason", "address")
"""What both calls may have found: that of the new call, if it has any."""
_OF_BOTH = ("sources_briefed", "markers_briefed", "decided")
"""Sets of what was done: that of both."""
_STAMPS = frozenset(
    {
        *(Stamp.SENT, Stamp.BRIEFED, Stamp.GRADED, Stamp.ARRIVED, Stamp.ETA, Stamp.UNIT),
        *(Stamp.OFFICERS_ASKED, Stamp.AT_DOOR, Stamp.FOUND, Stamp.TOLD_SERVICE, Stamp.DECIDED),
        *(Stamp.SERVICE_ASKED, Stamp.SERVICE_SAID),
    }
)
"""The times of these."""


def _links(body: Body) -> bool:
    """Whether an own act links the call to the open incident: dispatch has it on its list too."""
    linked = isinstance(body, do.Note) and body.note is NoteKind.SAME_INCIDENT
    return linked or isinstance(body, do.Deploy)


_PAGED = (Role.OFFICERS, Role.SUPERVISOR, *CONTROLS)
"""Whose words from off the line a screen shows again."""


NO_FACTS = KnownFacts()
"""What a role knows of no call yet."""


class Knowledge(NamedTuple):
    """What a role knows of the call that runs, and when each thing last changed."""

    role: Role
    facts: KnownFacts = NO_FACTS
    stamps: FrozenMap[StampKey, Millis] = FrozenMap({(Stamp.CALL, ""): 0, (Stamp.STAGE, ""): 0})
    pages: tuple[Entry, ...] = ()
    """Own notes, radio, and what the supervisor and other services say: screens show them again."""
    running: Knowledge | None = None
    """At a police desk: what is known of the incident of an earlier call that is still open, until
    this call is linked to it."""

    @classmethod
    def of(cls, role: Role, entries: Iterable[Entry]) -> Knowledge:
        """Return what `role` knows after `entries`, as it perceived them."""
        knowledge = cls(role)
        for entry in entries:
            knowledge = knowledge.after(entry)
        return knowledge

    def after(self, entry: Entry) -> Knowledge:
        """Return what is known after one more perceived entry; itself where that adds nothing."""
        role, before, stamps, pages, running = self
        _, at, actor, speaker, body, _, _ = entry
        if running is not None and actor in _OF_THE_INCIDENT:
            return self._replace(running=running.after(entry))
        # What has grown old lapses first: all that comes after that is taken in without it.
        self = self.as_of(at)
        before = self.facts
        stated = getattr(body, "means", ()) != ()
        open_now = before.awaited or before.asking is not None
        waited = self._waited(at) if open_now or stated else NOT_WAITED
        facts, touched = learn(role, before, actor, speaker, body, waited)
        paged = actor is role and isinstance(body, do.Note | do.Thrive)
        if not touched and not paged and facts is before:
            return self
        if isinstance(body, CallBegan):
            return self._of_call(facts, FrozenMap(dict.fromkeys(touched, at)))
        if paged or (actor in _PAGED and not isinstance(body, do.ListUnits)):
            pages = (*pages, entry)
        if touched:
            # A copy of some thirty times at each entry: as plain as it can be.
            stamps = FrozenMap(stamps)
            for key in touched:
                stamps[key] = at
        known = Knowledge(role, facts, stamps, pages, running)
        return known.linked() if running is not None and actor is role and _links(body) else known

    def _of_call(self, facts: KnownFacts, stamps: FrozenMap[StampKey, Millis]) -> Knowledge:
        """Return what is known of a call that begins, perhaps while an incident is open."""
        if facts.joins is None:
            return Knowledge(self.role, facts, stamps)
        before = self if self.running is None else self.linked()
        of = before.facts
        places = {each.place for each in of.location.values() if each.radius in _EXACT}
        facts = facts._replace(open_places=frozenset({*places, of.address, of.place_words} - {""}))
        return Knowledge(self.role, facts, stamps, running=before._replace(running=None))

    def linked(self) -> Knowledge:
        """Return what is known once this call is linked to the open incident: officers' part of it.

        What the caller said in the earlier call stays in its log. It may be otherwise by now.
        """
        running = self.running
        if running is None:
            return self
        facts, was = self.facts, running.facts
        new = {name: getattr(was, name) for name in _GOES_ON}
        new |= {name: getattr(facts, name) or getattr(was, name) for name in _OWN_FIRST}
        new |= {name: getattr(was, name) | getattr(facts, name) for name in _OF_BOTH}
        stamps = FrozenMap({**{k: v for k, v in running.stamps.items() if k[0] in _STAMPS},
                            **self.stamps})  # fmt: skip
        facts = facts._replace(**new, joins=None)
        return Knowledge(self.role, facts, stamps, (*running.pages, *self.pages))

    def of_next_call(self, at: Millis) -> Knowledge:
        """Return what is known of a later call of the run, of which nothing has come yet."""
        nothing = Knowledge(self.role, KnownFacts(silent_before=self.facts.silent_before))
        return nothing._replace(stamps=FrozenMap(dict.fromkeys(nothing.stamps, at)))

    def _news_left(self, at: Millis) -> tuple[Statement, ...]:
        """Return the news without what was said too long ago to be taken up by words of now.

        What is written waits until it is read. Left in, it would be answered by the next receipt,
        and keep a call handler from asking what goes on.
        """
        return tuple(
            each
            for each in self.facts.news
            if each.how is SaidHow.TEXT
            or (age := self.since(Stamp.STATED, at, each.topic)) is None
            or age < NEWS_LASTS
        )

    def _waited(self, at: Millis) -> Waited:
        """Return what the facts learn from the clock: of an open question, or of what is stated."""
        return Waited(
            self.facts.awaited
            and not self._is_within(SILENCE_ANSWERS_AFTER, at, Stamp.WORDS, never=True),
            self._is_within(SILENCE_ANSWERS_WITHIN, at, Stamp.CODE),
            self._is_within(PROMPT_LASTS, at, Stamp.PROMPTED),
            self._is_within(PROMPT_LASTS, at, Stamp.OTHER_VOICE)
            or self._is_within(PROMPT_LASTS, at, Stamp.OTHER_STATED),
            self.since(Stamp.STATED_LAST, at) == 0,
            not self.facts.awaited or self._is_within(OVERLAPS, at, Stamp.WORDS),
            not self.facts.awaited and self._is_within(BREATH, at, Stamp.ASKED_LAST),
        )

    def _is_within(self, span: Millis, at: Millis, stamp: Stamp, *, never: bool = False) -> bool:
        """Whether a stamp is less than `span` ms old; `never`: if there is none."""
        age = self.since(stamp, at)
        return never if age is None else age < span

    def at(self, stamp: Stamp, subject: str = "") -> Millis | None:
        """Return when it last happened or changed; None if it never did."""
        return self.stamps.get((stamp, subject))

    def since(self, stamp: Stamp, at: Millis, subject: str = "") -> Millis | None:
        """Return the time from the latest `stamp`, of a subject if given, to `at`; None if none."""
        stamped = self.at(stamp, subject)
        return None if stamped is None else at - stamped

    def hear(self, at: Millis) -> Hearers:
        """Return who can hear at `at`: what the caller said of it lapses after two minutes."""
        lapses = self.safe_until()
        return self.facts.hear if lapses is None or at < lapses else Hearers.UNKNOWN

    def safe_until(self) -> Millis | None:
        """Return from when "nobody else can hear" is no longer relied on; None if it is not now."""
        said = self.at(Stamp.HEAR) if self.facts.hear is Hearers.SAFE else None
        return None if said is None else said + HEARERS_LAPSE

    def next_lapse(self) -> Millis | None:
        """Return from when something is too old to be relied on or taken up; None if nothing is.

        The facts change with the next entry. A sentence that is due before one comes is planned
        with the facts as they are then (`GuidedPerson`).
        """
        facts = self.facts
        ends = [self.safe_until()]
        if facts.whereabouts is WhereKnown.KNOWN:
            ends.append(self._lasts(WHEREABOUTS_LAPSE, Stamp.WHERE))
        spoken = (each for each in facts.news if each.how is not SaidHow.TEXT)
        ends.extend(self._lasts(NEWS_LASTS, Stamp.STATED, each.topic) for each in spoken)
        return min((each for each in ends if each is not None), default=None)

    def _lasts(self, span: Millis, stamp: Stamp, subject: str = "") -> Millis | None:
        """Return until when something lasts that has its time from a stamp."""
        stamped = self.at(stamp, subject)
        return None if stamped is None else stamped + span

    def as_of(self, at: Millis) -> Knowledge:
        """Return what is known at `at`, if no entry has come since: what is too old has lapsed."""
        now = self if self.hear(at) is self.facts.hear else self.unsure_of_hearers()
        facts = now.facts
        if facts.whereabouts is WhereKnown.KNOWN and not now._is_within(
            WHEREABOUTS_LAPSE, at, Stamp.WHERE
        ):
            facts = lapsed_whereabouts(facts)
        if facts.news and (left := now._news_left(at)) != facts.news:
            facts = facts._replace(news=left)
        return now if facts is now.facts else now._replace(facts=facts)

    def unsure_of_hearers(self) -> Knowledge:
        """Return what is known once "nobody else can hear" has grown old."""
        return self._replace(facts=self.facts._replace(hear=Hearers.UNKNOWN, hear_lapsed=True))
