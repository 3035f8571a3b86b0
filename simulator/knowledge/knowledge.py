"""What one role knows: an immutable fold of the entries that it perceived.

Screens, the coach and conditions of guidance read this and nothing of the call itself, so that a
seat never shows what its role could not hear.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.log import CallBegan, Entry
from simulator.core.terms import Role
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

_PAGED = (Role.OFFICERS, Role.SUPERVISOR)
"""Whose words from off the line a screen shows again."""


class Knowledge(NamedTuple):
    """What a role knows of the call that runs, and when each thing last changed."""

    role: Role
    facts: KnownFacts = KnownFacts()
    stamps: FrozenMap[StampKey, Millis] = FrozenMap({(Stamp.CALL, ""): 0, (Stamp.STAGE, ""): 0})
    pages: tuple[Entry, ...] = ()
    """Own notes, radio and decisions of the supervisor, which screens show with time and text."""

    @classmethod
    def of(cls, role: Role, entries: Iterable[Entry]) -> Knowledge:
        """Return what `role` knows after `entries`, as it perceived them."""
        knowledge = cls(role)
        for entry in entries:
            knowledge = knowledge.after(entry)
        return knowledge

    def after(self, entry: Entry) -> Knowledge:
        """Return what is known after one more perceived entry; itself where that adds nothing."""
        role, before, stamps, pages = self
        _, at, actor, speaker, body, _, _ = entry
        # What was said of who can hear lapses: all that comes after that is taken in as unsure.
        if before.hear is Hearers.SAFE and self.hear(at) is not Hearers.SAFE:
            before = before._replace(hear=Hearers.UNKNOWN, hear_lapsed=True)
            self = self._replace(facts=before)
        if before.whereabouts is WhereKnown.KNOWN and not self._is_within(
            WHEREABOUTS_LAPSE, at, Stamp.WHERE
        ):
            before = lapsed_whereabouts(before)
            self = self._replace(facts=before)
        if before.news and (left := self._news_left(at)) != before.news:
            before = before._replace(news=left)
            self = self._replace(facts=before)
        stated = getattr(body, "means", ()) != ()
        open_now = before.awaited or before.asking is not None
        waited = self._waited(at) if open_now or stated else NOT_WAITED
        facts, touched = learn(role, before, actor, speaker, body, waited)
        paged = actor is role and isinstance(body, do.Note | do.Thrive)
        if not touched and not paged and facts is before:
            return self
        if isinstance(body, CallBegan):
            return Knowledge(role, facts, FrozenMap(dict.fromkeys(touched, at)))
        if paged or (actor in _PAGED and not isinstance(body, do.ListUnits)):
            pages = (*pages, entry)
        if touched:
            # A copy of some thirty times at each entry: as plain as it can be.
            stamps = FrozenMap(stamps)
            for key in touched:
                stamps[key] = at
        return Knowledge(role, facts, stamps, pages)

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
        hearers, age = self.facts.hear, self.since(Stamp.HEAR, at)
        lapsed = hearers is Hearers.SAFE and age is not None and age >= HEARERS_LAPSE
        return Hearers.UNKNOWN if lapsed else hearers
