"""How time goes in turns: it stands still while the person chooses, and goes on from one thing
heard to the next.
"""

from __future__ import annotations

from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.log import CallBegan, Entry, LinePlayed, StageEntered
from simulator.core.terms import Role
from simulator.knowledge.facts import Stamp
from simulator.plain.call.printed_lines import (
    in_words,
    remark_line,
    time_of,
    transcript_lines,
    who_is_near,
)
from simulator.plain.conversation import Conversation
from simulator.seat.seat_view import News, SeatView
from simulator.seat.view.stage_texts import what_counts
from simulator.session.clock import ManualClock

A_WHILE: Millis = 5_000
"""The most that an empty line lets pass while something can be done (assumption)."""
AN_ACT: Millis = 1_000
"""What an act takes that is not spoken (assumption)."""
BETWEEN_KEYS: Millis = 400
"""From one key to the next when several are pressed in a row (assumption)."""
UNTIL_A_TURN: Millis = 10 * 60_000
"""The most that passes while nothing can be done here (assumption)."""
_LONGEST_UTTERANCE: Millis = 60_000

_SPOKEN = do.Speech | LinePlayed


class Pacing:
    """A sitting whose time is moved by hand, and told as it goes."""

    def __init__(self, sitting: SeatView, clock: ManualClock, talk: Conversation) -> None:
        """Begin where the sitting stands; nothing of it has been told yet."""
        self.sitting = sitting
        self._clock = clock
        self._talk = talk
        self._read = dict.fromkeys(sitting.roles, 0)
        self._speaking: set[int] = set()
        self._last_line = ""
        self._near: tuple[str, ...] | None = None

    def catch_up_quietly(self) -> None:
        """Take in what is known already without telling it: after going back to a moment."""
        news = self.sitting.catch_up()
        self._listen(news)
        if self._caller_sits:
            self._last_line, self._near = self._counts(), who_is_near(self.sitting)

    def tell(self) -> bool:
        """Tell what is new; whether anything was heard that the person did not do."""
        news = self.sitting.catch_up()
        self._listen(news)
        self._talk.say(*transcript_lines({role: new.captions for role, new in news.items()}))
        for new in news.values():
            self._talk.say(*map(remark_line, new.hints))
        if self._caller_sits:
            self._tell_the_caller()
        return any(not caption.own for new in news.values() for caption in new.captions)

    def go_on(self, limit: Millis, *, strictly: bool = False) -> bool:
        """Let time go on until something is heard and said to its end, or for `limit`.

        Strictly: not a moment longer, even in the middle of an utterance. Whether it was heard.
        """
        live = self.sitting.live
        end = live.now + limit
        last = end if strictly else end + _LONGEST_UTTERANCE
        heard = self.tell()
        while live.outcome is None:
            goes_on = bool(self._speaking) and live.now < last
            if not goes_on and (heard or live.now >= end):
                break
            due, room = live.wait(), (last if goes_on else end) - live.now
            if due is None:
                # Nothing will end what was being said.
                self._speaking.clear()
                room = end - live.now
            self._clock.tick(max(0, room if due is None else min(due, room)))
            heard |= self.tell()
        return heard

    @property
    def speaking(self) -> bool:
        """Whether somebody is in the middle of saying something."""
        return bool(self._speaking) and self.sitting.live.outcome is None

    def until_a_turn(self) -> None:
        """Let time go on while nobody of these seats can do anything, to the next thing heard."""
        if not self.go_on(UNTIL_A_TURN):
            self._talk.say(f"{time_of(self.sitting.live.now)} Nothing more is heard here.")

    def spoke(self, entry: Entry) -> None:
        """Go on after an act: to the end of what was said, or for a short while.

        What the act brings about at once is told, and does not end that while.
        """
        self.tell()
        if isinstance(entry.body, _SPOKEN):
            self.go_on(0)
        else:
            self.go_on(AN_ACT)

    def nothing_heard(self, before: Millis) -> None:
        """Say that time went on without a sound, and since when there was one."""
        now = self.sitting.live.now
        parts = [f"{time_of(now)} Nothing was heard for {in_words(now - before)}."]
        for stamp, choose, what in (
            (Stamp.ANSWERED, max, "the answer"),
            (Stamp.SOUND, min, "the last sound"),
        ):
            spans = [known.since(stamp, now) for known in self.sitting.knowledge.values()]
            found = [span for span in spans if span is not None]
            if found:
                parts.append(f"{in_words(choose(found))} since {what}.")
        self._talk.say(" ".join(parts))

    @property
    def _caller_sits(self) -> bool:
        return Role.CALLER in self.sitting.live.setup.seats

    def _tell_the_caller(self) -> None:
        around = who_is_near(self.sitting)
        if around != self._near:
            if around or self._near:
                self._talk.say(f"Near you: {', '.join(around) or 'nobody'}.")
            self._near = around
        line = self._counts()
        if line != self._last_line:
            self._last_line = line
            if line:
                self._talk.say(f"Now: {line}")

    def _counts(self) -> str:
        known = self.sitting.knowledge[Role.CALLER]
        live = self.sitting.live
        return what_counts(known, live.setup.profile, live.now)

    def _listen(self, news: dict[Role | None, News]) -> None:
        """Keep in mind who is in the middle of saying something."""
        for role in news:
            heard = self.sitting.heard(role)
            for entry in heard[self._read[role] :]:
                if isinstance(entry.body, StageEntered | CallBegan):
                    self._speaking.clear()
                elif isinstance(entry.body, _SPOKEN):
                    self._speaking.add(entry.seq)
                elif isinstance(entry.body, do.Finish) and entry.cause is not None:
                    self._speaking.discard(entry.cause)
            self._read[role] = len(heard)
