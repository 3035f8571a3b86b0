"""A group session on several devices: a projector, the leader's page, and pages that joined.

Votes are kept in memory, by the token of a page and its device, and go with the page of the
session. Who sits something out is known to their own page alone.
"""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple, TypeAlias

from simulator.awareness.drawn_line import DrawnLine, drawn
from simulator.awareness.group_session import GroupSession
from simulator.awareness.narration import NarrationLine
from simulator.awareness.page_builder import PageBuilder
from simulator.awareness.pages import Page, PlaybackPage
from simulator.awareness.playback import Playback
from simulator.content.library.translations import Translation, load
from simulator.core.instant import Millis
from simulator.hosting.devices import HERE, Places
from simulator.hosting.hosted_call import NotTaken
from simulator.session.clock import Clock

MINUTE: Millis = 60_000
FEWEST = 3
"""Fewest devices whose answers are shown (assumption): of fewer, a neighbour could guess whose is
whose. Pages of one device count once, as a person could open many and vote with each."""
SLOW: Millis = 2 * MINUTE
"""How long a page is closed, or has left, until who leads is shown it (assumption): a phone that
sleeps may come back, and a person who left is not to be looked round for."""
LINES, BESIDE = 5, 3
"""Lines of a call that a projector shows at a time, alone or beside what the group can do
(assumption: readable from the back)."""

NO_ENTRY = -1
"""The number of a line that no entry of the call has: how long a shortened gap was."""
OPENING = ("welcome", "expect")
"""The steps in which people hear what is to come, and how to leave."""
COVERS = ("cover", "hide", "show", "get-help")
"""What can be done while the screen is covered."""


def a_seed() -> int:
    """Return a seed for one session: what it draws is its own, and nowhere kept."""
    return secrets.randbelow(2**31)


Move: TypeAlias = Callable[[GroupSession], object]
"""A move of a session to another page."""


class SessionFrame(NamedTuple):
    """What every page of a session shows at one instant, in one language."""

    say: Translation
    page: Page
    covered: bool
    stage: str
    """The stage of the call on this page; empty without one."""
    lines: list[NarrationLine]
    """Its last lines; where time was cut before the newest, a line says so."""
    state: str
    options: Sequence[str]
    counts: list[int]
    """The number of votes for each option when the leader last showed it; zeros before."""
    answered: int
    last: bool
    """Whether this is the last page."""
    part: int
    parts: int
    title: str
    line: DrawnLine | None = None
    """The line of the call on this page; None without one."""


class Vote(NamedTuple):
    """What a page voted for, and the device that it is on."""

    option: int
    device: str
    left_at: Millis | None = None
    """When its page left; None while that is in the session."""


class Gathering:
    """One group session with its leader and everyone who joined."""

    def __init__(
        self, parts: PageBuilder, clock: Clock, lead: str, join: str,
        joined: Places[str] | None = None,
    ) -> None:  # fmt: skip
        """Start at the first page.

        `lead` and `join` are the codes of the two kinds of pages; `joined` has the places of the
        pages that join, by their tokens: none if it isn't given.
        """
        self.session = GroupSession(parts, clock)
        self.say = parts.say
        self.lead, self.join = lead, join
        self.joined = Places(0, of_one=0, kept=0) if joined is None else joined
        self.left = 0
        """How many pages have left for good."""
        self._left_at: list[Millis] = []
        """When each of them did."""
        self._closed: dict[str, Millis] = {}
        """When each page that joined was closed, by its token; those that are open have none."""
        self.late: set[str] = set()
        """Pages that came after the welcome and what to expect: they read those first."""
        self.leading = 0
        """How many pages that lead are open."""
        self.turn = 0
        """Grows with everything that a leader does."""
        self.led_by = ""
        """The token of the page that led last; empty for the projector's."""
        self.changes = 0
        """Grows with every change that all pages show, but time."""
        self.answers = 0
        """Grows with every vote: only who leads and the projector show their number."""
        self._votes: dict[str, Vote] = {}
        self._left: list[Vote] = []
        """Votes of pages that have left."""
        self._shown: list[int] = []
        """How many chose each answer of this page when the leader last showed it; empty before."""
        self._since: set[str] = set()
        """Devices that answered since: an answer that comes alone would be traced to a person."""
        self._moves: list[Move] = []
        self._others: dict[str, tuple[GroupSession, int]] = {}
        """The session in each other language that a page asked for, and its number of moves."""
        self._ran = False
        """Whether the call ran when the screen was covered."""
        self._clock = clock
        self._page: Page | None = None
        self.call: Playback | None = None
        """The call that plays on this page, if any."""
        self._enter()

    def catch_up(self) -> None:
        """Advance the call of this page to the clock."""
        if self.call is not None and not self.session.covered and self.call.poll():
            self.changes += 1

    def wait(self) -> Millis | None:
        """Return real milliseconds until there may be news, or None."""
        due = [self.session.until_next_minute()]
        if self.call is not None and not self.session.covered:
            due.append(self.call.wait())
        return min((each for each in due if each is not None), default=None)

    @property
    def mark(self) -> tuple[int, ...]:
        """A value that changes exactly when the pages that joined may have changed.

        Their own votes apart: a page that is drawn for each vote of all others costs too much.
        """
        return (self.changes, self.session.minutes_left)

    @property
    def mark_for_all(self) -> tuple[int, ...]:
        """A value that changes when the projector's page or the leader's may have changed."""
        return (*self.mark, self.answers, len(self.joined))

    @property
    def ever_joined(self) -> int:
        """How many pages have joined, those that left among them: it never shows who goes."""
        return len(self.joined) + self.left

    @property
    def away(self) -> int:
        """How many pages have long been closed, or have long left, counted together."""
        return sum(map(self._is_old, (*self._closed.values(), *self._left_at)))

    def _is_old(self, at: Millis) -> bool:
        return self._clock.read() - at >= SLOW

    def came(self, token: str) -> None:
        """Note that a page has joined, and whether it missed how the session begins."""
        steps = self.session.plan.steps[: self.session.at + 1]
        if any(step.do not in OPENING for step in steps):
            self.late.add(token)

    @property
    def answered_closed(self) -> int:
        """How many answers on this page come from pages that have long been closed, or left."""
        gone = [each for each, at in self._closed.items() if self._is_old(at)]
        left = sum(each.left_at is not None and self._is_old(each.left_at) for each in self._left)
        return left + sum(each in self._votes for each in gone)

    def closed_on(self, device: str) -> str | None:
        """Return the page that was closed last on a device, by its token; None if none is."""
        mine = (each for each in reversed(self._closed) if self.joined.device_of(each) == device)
        return next(mine, None)

    def give_way(self, token: str) -> None:
        """Let a page that was closed make room for the one in which its person comes back.

        Its vote stays as one of a page that has left: another person may have the same address,
        and must not see it.
        """
        self.leave(token)
        self.left -= 1
        self._left_at.pop()

    def page_came(self, token: str) -> None:
        """Count a page that joined as open."""
        self._closed.pop(token, None)

    def page_went(self, token: str) -> None:
        """Count a page that joined as closed: it keeps its place, and its vote."""
        if token in self.joined:
            self._closed[token] = self._clock.read()

    def _enter(self) -> None:
        """Take up the session's page and its call; votes go with what they answered."""
        page, before = self.session.page, self._page
        if page is not before:
            self.hold(held=True)
            self._page = page
            self.call = page.started(self._clock) if isinstance(page, PlaybackPage) else None
            self._votes, self._left, self._shown, self._since = {}, [], [], set()
        self.changes += 1

    def do(self, what: str, place: int = 0) -> None:
        """Do one thing that the leader asked for; NotTaken if there is no such thing.

        It is `forward`, `back`, `skip`, `cover` (to cover or to uncover), `hide`, `show`, `help`,
        `get-help`, `pause`, `reveal`, `jump` or `follow` (with a place), or the name of a choice on
        the page. `help` goes back if help is shown; `get-help` shows it, also of a covered screen.
        """
        session, page = self.session, self.session.page
        if session.covered and what not in COVERS:
            raise NotTaken("the screen is covered", "uncover it to go on")
        match what:
            case "forward" | "back":
                self._step(what)
            case "skip":
                self._move(GroupSession.skip)
            case "help":
                self._move(GroupSession.show_help)
            case "get-help":
                self._cover(covered=False)
                if not session.parts.shows_help(page):
                    self._move(GroupSession.show_help)
            case "cover" | "hide" | "show":
                self._cover(covered=not session.covered if what == "cover" else what == "hide")
            case "pause":
                self.hold(held=self.call is not None and not self.call.paused)
            case "reveal" if self.can_reveal:
                self._shown, self._since = self.counts, set()
            case "jump" if 0 <= place < len(session.plan.steps):
                self._move(lambda each: each.go_to(place))
            case "follow":
                self._move(lambda each: each.follow(place))
            case _ if page.choice(what):
                self._move(lambda each: each.choose(what))
            case _:
                raise NotTaken("that is not possible on this page", "reload the page")
        self.turn += 1
        self._enter()

    def need_turn(self, token: str, what: str, turn: str) -> None:
        """Let a page move the session from what it shows only; NotTaken if another has moved on.

        `turn` is the one that the page shows; empty if it doesn't say. One page may press twice
        before it is sent the first step.
        """
        stale = turn not in ("", str(self.turn)) and token != self.led_by
        if stale and what not in (*COVERS, "help", "pause"):
            raise NotTaken("another page has just gone on", "look, then press again")

    def _step(self, what: str) -> None:
        call, page = self.call, self._page
        if what == "back":
            first = page.first if isinstance(page, PlaybackPage) else 0
            if not (call and call.at > first and call.back()):
                self._move(GroupSession.back)
        elif not (call and call.forward()):
            self._move(GroupSession.forward)

    def _cover(self, *, covered: bool) -> None:
        if covered == self.session.covered:
            return  # Covered twice, it would forget that the call ran.
        self.session.cover(covered=covered)
        if covered:
            self._ran = self.call is not None and not self.call.paused
        if self._ran:
            self.hold(held=covered)

    def _move(self, move: Move) -> None:
        """Move to another page, in every language."""
        move(self.session)
        self._moves.append(move)

    def hold(self, *, held: bool) -> None:
        """Pause the call of this page, or resume it."""
        if self.call is not None:
            (self.call.pause if held else self.call.resume)()

    def vote(self, token: str, option: int, device: str = HERE) -> None:
        """Vote for an option of this page, or take the vote back; a token has one vote."""
        if not 0 <= option < len(self._options(self.session)):
            raise NotTaken("there is nothing to vote on now", "look at the page again")
        before = self.voted(token)
        if before < 0:
            self._forget_one_that_left(device)
        if before == option:
            del self._votes[token]
        else:
            self._votes[token] = Vote(option, device)
        self._since.add(device)
        self.answers += 1

    def _forget_one_that_left(self, device: str) -> None:
        """A device that leaves and joins again and again has no more votes than pages."""
        gone = next((vote for vote in self._left if vote.device == device), None)
        if gone is not None:
            self._left.remove(gone)

    def leave(self, token: str) -> None:
        """Let a page leave; its vote stays, or those who are left would see whose it was."""
        # A page whose place went to another one was closed before, and has not left.
        now = self._clock.read()
        if token in self.joined:
            self.left += 1
            self._left_at.append(now)
        self._closed.pop(token, None)
        self.late.discard(token)
        self.joined.drop(token)
        if vote := self._votes.pop(token, None):
            self._left.append(vote._replace(left_at=now))

    def voted(self, token: str) -> int:
        """Return the option that a token voted for, or -1."""
        vote = self._votes.get(token)
        return -1 if vote is None else vote.option

    @property
    def votes(self) -> list[Vote]:
        """All votes on this page."""
        return [*self._votes.values(), *self._left]

    @property
    def counts(self) -> list[int]:
        """The number of votes for each option."""
        given = [vote.option for vote in self.votes]
        return [given.count(place) for place in range(len(self._options(self.session)))]

    @property
    def can_reveal(self) -> bool:
        """Whether so many devices have answered since that no answer can be traced to a person."""
        devices = {vote.device for vote in self.votes}
        return min(len(devices), len(self._since)) >= FEWEST

    def session_in(self, language: str) -> GroupSession:
        """Return the session with its pages in another language; LibraryError or ContentError.

        It is a session of its own, which makes the same moves when it is looked at.
        """
        first = self.session.parts
        if language in ("", self.say.language):
            return self.session
        if language not in self._others:
            parts = replace(first, say=load(first.library, language))
            self._others[language] = GroupSession(parts, self._clock), 0
        session, done = self._others[language]
        for move in self._moves[done:]:
            move(session)
        self._others[language] = session, len(self._moves)
        return session

    def frame(self, session: GroupSession | None = None) -> SessionFrame:
        """Return what every page of the session shows, in its language or in that of another."""
        here = self.session
        session = session or here
        say, options = session.parts.say, self._options(session)
        moments = self._moments(session)
        return SessionFrame(
            say=say,
            page=session.page,
            covered=here.covered,
            stage=say(f"stage-{moments[-1].stage}") if moments else "",
            lines=self._lines(moments, say)[-BESIDE if options else -LINES :],
            state=self._state(say),
            options=options,
            counts=[*self._shown] or [0] * len(options),
            answered=len(self.votes),
            last=here.at_the_end,
            part=here.at + 1,
            parts=len(here.plan.steps),
            title=session.parts.title(here.at),
            line=self._line(session.page, moments, say),
        )

    def _line(
        self, page: Page, moments: Sequence[NarrationLine], say: Translation
    ) -> DrawnLine | None:
        """Return the line as far as the call on this page has come, or up to its decision."""
        call = self.call
        if call is None or not isinstance(page, PlaybackPage):
            return drawn([each for each in page.lines if page.options], say)
        runs = self._clock.runs and not (call.paused or call.over or self.session.covered)
        return drawn(moments, say, call, runs=runs)

    def _options(self, session: GroupSession) -> Sequence[str]:
        """Return what can be voted on: answers, or choices before a call."""
        page = session.page
        return [each.label for each in page.choices] if page.must_choose else page.options

    def _moments(self, session: GroupSession) -> Sequence[NarrationLine]:
        """Return what is shown so far of the call on this page."""
        page = session.page
        return self.call.shown(page.track) if self.call and isinstance(page, PlaybackPage) else ()

    def line(self, seq: int) -> NarrationLine | None:
        """Return a line that the page shows now, by the number of its entry."""
        return next((each for each in self.frame().lines if each.seq == seq), None)

    def _state(self, say: Translation) -> str:
        """Return what the call on this page does: it plays, waits, or is over."""
        call, page = self.call, self.session.page
        if call is None or not isinstance(page, PlaybackPage):
            return ""
        if call.over:
            return say("web-over" if page.until is None else "web-waits")
        return say("web-paused" if call.paused else "web-plays")

    def _lines(self, moments: Sequence[NarrationLine], say: Translation) -> list[NarrationLine]:
        """Return lines, each with one before it that says how long a shortened gap was.

        A minute or more is said as long as the lines after it are shown: an hour may not pass
        unseen.
        """
        lines: list[NarrationLine] = []
        newest = moments[-1].at if moments else 0
        cuts = self.call.cuts() if self.call else {}
        cuts = {at: gap for at, gap in cuts.items() if gap >= MINUTE or at == newest}
        for each in moments:
            if gap := cuts.pop(each.at, 0):
                seconds, minutes = round(gap / 10_000) * 10, round(gap / MINUTE)
                said = say("gap", minutes=minutes, seconds=seconds)
                lines.append(NarrationLine(each.at, NO_ENTRY, each.stage, "", said))
            if not each.news:
                lines.append(each)
        return lines
