"""A call that is led to rows of the flow: what to do, and when, so that they answer.

The way is looked for with time erased, on the graph of every call; then a real session is played,
with the standing people in their places, and an act is put in whenever the way needs one that
nobody does by themselves. Whatever happens otherwise than hoped, the way is looked for anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from simulator.content.scenario.scenario import Scenario
from simulator.core.call import next_deadline
from simulator.core.instant import Millis
from simulator.core.log import Entry, EventLog
from simulator.core.profile import Force, Profile
from simulator.core.stimuli import Cause, Stimulus
from simulator.core.terms import Coverage, LineKind, Role
from simulator.proof.coverage.act_choices import ACTS, ALWAYS_SCRIPTED, Plain, actions_of
from simulator.proof.coverage.graph import END, Atlas
from simulator.proof.explore.situations import Node
from simulator.session.chance import Chance
from simulator.session.participant import NOTHING, Reaction
from simulator.session.people.scripted import Event, Scripted
from simulator.session.run.headless import LONGEST, MOST_ENTRIES, begin
from simulator.session.session import Session

MOST_ACTS = 12
"""So many acts are put into one call at most, or nobody could read it."""
GAP: Mapping[Role, Millis] = {Role.CALLER: 400, Role.ROOM: 400}
"""Before an act of somebody at the caller's end; half of what is left where that is shorter."""
OTHERS_GAP: Millis = 100


class Heard(NamedTuple):
    """Something that a role perceived and could wait for."""

    event: Event
    nth: int
    at: Millis


class Put(NamedTuple):
    """An act that was put into a call."""

    role: Role
    act: Plain
    at: Millis
    cue: Heard
    """The last thing that the role had perceived."""


class Wandered(NamedTuple):
    """A call that was led somewhere."""

    kind: LineKind
    coverage: Coverage
    acts: tuple[Put, ...]
    rows: frozenset[str]
    """The rows that answered in it."""


class _Ears(Scripted):
    """Somebody without steps, who keeps what a step of theirs could have waited for."""

    def __init__(self, role: Role) -> None:
        ears = frozenset({Role.CALLER}) if role is Role.NETWORK else frozenset({role})
        if role is Role.ROOM:
            ears = frozenset({Role.CALLER, Role.ROOM})
        super().__init__(role, (), Chance(0, "ears"), ears)
        self.heard: list[Heard] = []
        self._counts: dict[Event, int] = {}

    def on_heard(self, entry: Entry, at: Millis) -> Reaction:
        """Keep it."""
        for event in self.events(entry):
            count = self._counts[event] = self._counts.get(event, 0) + 1
            if role_can_wait_for(self.role, event):
                self.heard.append(Heard(event, count, at))
        return NOTHING


def role_can_wait_for(role: Role, event: Event) -> bool:
    """Whether a step of `role` can have this for its cue."""
    sort, what = event
    if sort == "incident":
        return role is Role.CALL_HANDLER
    if sort == "stage":
        return role in (Role.OPERATOR, Role.CALL_HANDLER)
    if event == ("did", "hang_up"):
        return False  # what comes after that cue, `check` takes for a mistake
    if sort == "answered":
        return what in (Role.OPERATOR, Role.FIRST_HANDLER, Role.CALL_HANDLER)
    return True


def wander(
    atlas: Atlas,
    blank: Scenario,
    profile: Profile,
    force: Force,
    first: str,
    wanted: Collection[str],
    scripted: frozenset[Role],
    *,
    late: bool = False,
) -> Iterator[Wandered]:
    """Calls in which the row `first` answers, and then as many of `wanted` as lie on the way.

    `scripted` may do what nobody does by themselves; `late`: they let every timer run out first
    that may. `blank` is a scenario in which nobody does anything. There is at most one call for
    each kind of line and coverage, an ordinary mobile's first.
    """
    far = atlas.distances({first})
    for start in atlas.starts(far):
        call = _Wandering(atlas, blank, profile, force, start, scripted | ALWAYS_SCRIPTED, late)
        if call.lead_to({first}):
            call.lead_to_all(set(wanted))
            ended = call.ended()
            if ended is not None:
                yield ended


class _Wandering:
    def __init__(
        self,
        atlas: Atlas,
        blank: Scenario,
        profile: Profile,
        force: Force,
        start: Node,
        scripted: frozenset[Role],
        late: bool,
    ) -> None:
        self._atlas = atlas
        self._late = late
        self._scripted = scripted
        self._kind, self._coverage = start[0].kind, start[0].coverage
        scenario = blank.model_copy(update={"line": self._kind, "coverage": self._coverage})
        self._ears = {role: _Ears(role) for role in scripted}
        self.session: Session = begin(
            scenario, scenario.calls_in_order[0], profile, force, 0, {}, EventLog(), 0, 1, [],
            tuple(self._ears.values()),
        )  # fmt: skip
        self._acts: list[Put] = []
        self._looked = 0
        self.rows: set[str] = set()

    def lead_to_all(self, rows: set[str]) -> None:
        """Lead on to as many as lie on the way, the nearest first."""
        while rows := rows - self.rows:
            if not self.lead_to(rows):
                return

    def lead_to(self, rows: set[str]) -> bool:
        """Lead the call to one of the rows; whether it came there."""
        far = self._atlas.distances(rows)
        session = self.session
        while True:
            self._look()
            if not rows.isdisjoint(self.rows):
                return True
            if session.outcome is not None or self._endless():
                return False
            timers = frozenset(timer for _, timer in session.call.timers)
            node = (session.call.situation, timers)
            move = self._atlas.next_move(node, rows, far)
            if move is None:
                return False
            waits = self._late and self._timer_may_run_out(node, far)
            if (waits or not self._put(move.cause)) and not self._wait():
                return False

    def _timer_may_run_out(self, node: Node, far: Mapping[Node, int]) -> bool:
        """Whether the goal can still be reached when the next timer has run out."""
        deadline = next_deadline(self.session.call)
        return deadline is not None and self._atlas.after(node, deadline[1]) in far

    def ended(self) -> Wandered | None:
        """The call as it was, when it has gone to its end; none if it does not end.

        It is led there where it does not end by itself.
        """
        while self.session.outcome is None and not self._endless() and self._wait():
            pass
        if not self.lead_to({END}):
            return None
        return Wandered(self._kind, self._coverage, tuple(self._acts), frozenset(self.rows - {END}))

    def _look(self) -> None:
        log = self.session.log
        for entry in log[self._looked :]:
            self.rows.update(entry.rows)
        self._looked = len(log)
        if self.session.outcome is not None:
            self.rows.add(END)

    def _endless(self) -> bool:
        return self.session.now > LONGEST or len(self.session.log) > MOST_ENTRIES

    def _wait(self) -> bool:
        """Let the next thing happen that happens by itself; whether there was one."""
        if self.session.next_due() is None:
            return False
        self.session.step()
        return True

    def _put(self, cause: Cause) -> bool:
        """Put an act in, if somebody can be made to do it and it is not about to be done."""
        if not isinstance(cause, Stimulus) or cause not in ACTS or len(self._acts) >= MOST_ACTS:
            return False
        role, act = ACTS[cause]
        if role not in self._scripted or not self._ears[role].heard:
            return False
        if cause is Stimulus.PHONE_DIES and self._kind is LineKind.DIGITAL:
            act = {"lose_line": "power"}
        gap, due = GAP.get(role, OTHERS_GAP), self.session.next_due()
        if due is not None:
            gap = min(gap, (due - self.session.now) // 2)
        if gap < 1:
            return False
        self.session.advance(self.session.now + gap)
        cue = self._ears[role].heard[-1]
        for action in actions_of(role, act):
            self.session.submit(role, action)
        self._acts.append(Put(role, act, self.session.now, cue))
        return True


def choices() -> Iterator[frozenset[Role]]:
    """Who of those who answer departs from their part: nobody, if it can be helped."""
    operator, handler = Role.OPERATOR, Role.CALL_HANDLER
    yield frozenset()
    yield frozenset({operator})
    yield frozenset({handler})
    yield frozenset({operator, handler})
