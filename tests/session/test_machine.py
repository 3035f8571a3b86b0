"""Any sitting at all: whoever does whatever is possible, whenever, some things always hold.

What holds of the flow itself is decided for every call by `verify`, and by
`tests/thorough/test_explore_all_switches`: here is what holds of a session and of its log.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import note, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from simulator.core import acts as do
from simulator.core.call import new_call
from simulator.core.instant import Millis
from simulator.core.log import CallBegan, CallEnded, Entry, TimerFired, TimerStarted
from simulator.core.possible_acts import REPERTOIRE, possible, why_ruled_out
from simulator.core.profile import Profile, Switches
from simulator.core.terms import Coverage, LineKind, LocationSource, Reason, Role, Service, Timer
from simulator.errors import NotPossible
from simulator.session.log_json import entry_from_json, json_line
from simulator.session.participant import Participant
from simulator.session.people.simulated_dispatch import Dispatch
from simulator.session.people.simulated_handler import SimulatedFirstHandler, SimulatedHandler
from simulator.session.people.simulated_operator import SimulatedOperator
from simulator.session.people.systems import Network, OtherForce, Systems
from simulator.session.random_stream import RandomStream
from simulator.session.records.replay import replay
from simulator.session.run.headless_run import question_bank
from simulator.session.run.live_run import Seat
from simulator.session.session import Session
from tests.session.calls import FORCES, PROFILES, Story, everything, flow
from tests.strategies import acts_of

ROLES = sorted(REPERTOIRE)
STANDING = (Role.OPERATOR, Role.FIRST_HANDLER, Role.CALL_HANDLER)
LAST_RESORTS: tuple[tuple[Role, do.Action], ...] = (
    (Role.OPERATOR, do.EndCall(Reason.DOUBT)),
    (Role.FIRST_HANDLER, do.EndCall(Reason.DOUBT)),
    (Role.CALL_HANDLER, do.EndCall(Reason.DOUBT)),
    (Role.CALL_HANDLER, do.Close(Reason.JUDGEMENT)),
    (Role.CALLER, do.HangUp()),
    (Role.ROOM, do.HangUp()),
    (Role.CALLER, do.Dial()),
)
"""What people can do to bring any call to its end."""


SWITCHES: tuple[Any, ...] = tuple(field.name for field in fields(Switches))
FINAL = ("hang_up", "lose_line", "end_call", "close")
"""Kinds of acts that may end a call; left to a rule of their own, or most calls would be short."""

_OPERATOR: tuple[tuple[Role, do.Action], ...] = (
    (Role.CALLER, do.Dial()),
    (Role.OPERATOR, do.Answer()),
)
_POLICE = (*_OPERATOR, (Role.OPERATOR, do.Connect(Service.POLICE, Reason.DOUBT)))
_RECORDING = (*_OPERATOR, (Role.OPERATOR, do.SendToRecording()))
BEGINNINGS: Mapping[str, tuple[tuple[Role, do.Action], ...]] = {
    "nothing": (),
    "dialled": _OPERATOR[:1],
    "operator": _OPERATOR,
    "early 5": (*_OPERATOR, (Role.CALLER, do.Press("5"))),
    "recording": _RECORDING,
    "first 5": (*_RECORDING, (Role.CALLER, do.Press("5"))),
    "55": (*_RECORDING, (Role.CALLER, do.Press("5")), (Role.CALLER, do.Press("5"))),
    "police": _POLICE,
    "handler": (*_POLICE, (Role.CALL_HANDLER, do.Answer())),
    "hung up": (*_OPERATOR, (Role.CALLER, do.HangUp())),
    "hung up late": (*_POLICE, (Role.CALL_HANDLER, do.Answer()), (Role.CALLER, do.HangUp())),
}
"""Ways into a call. What is not possible in it (a landline sent to the recording) is left out."""


def standing(role: Role, profile: Profile, force: str) -> Participant:
    """The usual person in a seat."""
    match role:
        case Role.OPERATOR:
            return SimulatedOperator(profile, RandomStream(1, "operator"))
        case Role.FIRST_HANDLER:
            return SimulatedFirstHandler(profile, FORCES[force], question_bank())
    return SimulatedHandler(profile, FORCES[force], question_bank())


class Sitting(RuleBasedStateMachine):
    """Calls one after the other: the caller is a person, and so are some of the staff."""

    def __init__(self) -> None:
        super().__init__()
        self.call: Session
        self.log: list[Entry] = []
        self.checked = 0

    @initialize(
        profile=st.sampled_from(sorted(PROFILES)),
        switches=st.none() | st.builds(Switches, **dict.fromkeys(SWITCHES, ...)),
        force=st.sampled_from(sorted(FORCES)),
        line=st.sampled_from(LineKind),
        coverage=st.sampled_from([Coverage.HOME] * 8 + [Coverage.LIMITED] * 2 + [Coverage.NONE]),
        played=st.sets(st.sampled_from(STANDING)),
        beginning=st.sampled_from(list(BEGINNINGS)),
    )
    def sit_down(
        self,
        profile: str,
        switches: Switches | None,
        force: str,
        line: LineKind,
        coverage: Coverage,
        played: set[Role],
        beginning: str,
    ) -> None:
        """Somebody is in every seat, and a first call begins; switches are mixed at will."""
        shipped = PROFILES[profile]
        self.profile = replace(shipped, switches=switches) if switches else shipped
        self.force, self.line, self.coverage, self.played = force, line, coverage, played
        self.begin(1, beginning)

    def begin(self, number: int, beginning: str) -> None:
        """A call begins, in the log of the ones before, and comes as far as `beginning` says."""
        staff = [
            standing(role, self.profile, self.force) if role in self.played else Seat(role)
            for role in STANDING
        ]
        fixes = [(500, do.DeliverLocation(LocationSource.EISEC, "a cell area", 800))]
        force = replace(FORCES[self.force], arrives_after=60_000)
        dispatch = Dispatch(force, RandomStream(0, "dispatch"))
        machines = (Network(fixes), Systems(), dispatch, OtherForce())
        self.begun = len(self.log)
        self.number = number
        self.call = Session(
            new_call(flow(self.profile), self.line, self.coverage),
            self.profile,
            (Seat(Role.CALLER), *staff, *machines),
            log=self.log,
            start=self.call.now + 77 if number > 1 else 0,
            number=number,
        )
        for role, action in BEGINNINGS[beginning]:
            with suppress(NotPossible):
                self.call.submit(role, action)

    @property
    def story(self) -> Story:
        """What has happened in this call."""
        return Story(self.log[self.begun :])

    @rule(by=st.sampled_from([0, 1, 400, 1_000, 4_000, 12_000, 45_000, 600_000]))
    def let_time_pass(self, by: Millis) -> None:
        """Time passes."""
        self.call.advance(self.call.now + by)

    @rule()
    def wait_for_what_is_due(self) -> None:
        """Time passes up to the very instant at which something is due."""
        due = self.call.next_due()
        self.call.advance(self.call.now if due is None else due)

    @rule()
    def let_it_happen(self) -> None:
        """The next thing that is due happens."""
        if self.call.next_due() is not None:
            self.call.step()

    @rule(data=st.data())
    def do_something_possible(self, data: st.DataObject) -> None:
        """Whatever is offered to a role is accepted from it."""
        self.do_one_of(data, final=False)

    @rule(data=st.data())
    def do_something_final(self, data: st.DataObject) -> None:
        """So is what may end the call."""
        self.do_one_of(data, final=True)

    def do_one_of(self, data: st.DataObject, *, final: bool) -> None:
        """Do any possible act of those kinds, after what is still due at this instant."""
        self.call.advance(self.call.now)
        offers = {
            role: [each for each in possible(self.call.call, role) if (each.kind in FINAL) is final]
            for role in ROLES
        }
        able = [role for role in ROLES if offers[role]]
        if not able:
            return
        role = data.draw(st.sampled_from(able), "role")
        action = data.draw(st.sampled_from(offers[role]).flatmap(acts_of), "act")
        before = len(self.log)
        entry = self.call.submit(role, action)
        assert entry.body == action
        assert entry in self.log[before:]

    @rule(data=st.data())
    def try_something_impossible(self, data: st.DataObject) -> None:
        """What is ruled out is refused with the same reason, and nothing changes by it."""
        self.call.advance(self.call.now)
        role = data.draw(st.sampled_from(ROLES), "role")
        choice = REPERTOIRE[role][data.draw(st.sampled_from(list(REPERTOIRE[role])), "kind")]
        action = data.draw(acts_of(choice), "act")
        why = why_ruled_out(self.call.call, role, action)
        if why is None:
            return
        before = everything(self.call)
        with pytest.raises(NotPossible) as refused:
            self.call.submit(role, action)
        assert refused.value.why == why
        assert everything(self.call) == before

    @rule(role=st.sampled_from(ROLES))
    def ask_what_is_possible(self, role: Role) -> None:
        """A kind of act is offered, or there is a reason why not."""
        offered = {choice.kind for choice in possible(self.call.call, role)}
        for kind, choice in REPERTOIRE[role].items():
            why = why_ruled_out(self.call.call, role, choice.sample())
            assert kind in offered or why, f"{role} {kind}"

    @precondition(lambda self: self.call.outcome is not None)
    @rule(beginning=st.sampled_from(list(BEGINNINGS)))
    def call_again(self, beginning: str) -> None:
        """When a call has ended, a later one from the same number goes on in the same log."""
        self.begin(self.number + 1, beginning)

    @invariant()
    def the_log_is_in_order(self) -> None:
        """Numbers have no gaps; instants never decrease nor lie ahead; a cause comes before.

        What is due lies ahead, or is a timer of this very instant.
        """
        log = self.log
        assert [entry.seq for entry in log] == list(range(len(log)))
        instants = [entry.at for entry in log]
        assert instants == sorted(instants)
        assert isinstance(log[0].body, CallBegan)
        assert all(e.cause is None or e.cause < e.seq for e in log)
        due = self.call.next_due()
        assert instants[-1] <= self.call.now <= (self.call.now if due is None else due)

    @invariant()
    def the_log_can_be_folded_again(self) -> None:
        """Replay of the log finds no divergence."""
        assert replay(self.log, flow(self.profile), self.coverage) is None

    @invariant()
    def the_log_survives_being_written_down(self) -> None:
        """Every entry, written as JSON and read again, is the same entry."""
        for entry in self.log[self.checked :]:
            assert entry_from_json(json_line(entry)) == entry
        self.checked = len(self.log)

    @invariant()
    def nothing_comes_after_the_end(self) -> None:
        """An ended call has one end, as its last entry, and nothing is due."""
        ends = self.story.all(CallEnded)
        if self.call.outcome is None:
            assert not ends
        else:
            assert [end.body for end in ends] == [CallEnded(self.call.outcome)]
            assert self.log[-1] == ends[0]
            assert self.call.next_due() is None

    @invariant()
    def speech_has_one_end(self) -> None:
        """No utterance ends twice."""
        ended = [e.cause for e in self.log if e.body.kind == "finish"]
        assert len(ended) == len(set(ended))

    @invariant()
    def timers_run_out_when_they_are_due(self) -> None:
        """A timer fires only where it was started, once, after exactly its length."""
        due: dict[Timer, Millis] = {}
        for entry in self.story.log:
            match entry.body:
                case TimerStarted(timer=timer, length=length):
                    due[timer] = entry.at + length
                case TimerFired(timer=timer):
                    assert due.pop(timer, None) == entry.at

    def teardown(self) -> None:
        """Whatever has happened, people can bring the call to a named end."""
        if not hasattr(self, "call"):
            return
        for _ in range(40):
            if self.call.outcome is not None:
                break
            for role, action in LAST_RESORTS:
                if why_ruled_out(self.call.call, role, action) is None:
                    self.call.submit(role, action)
                    break
            else:
                self.call.advance(self.call.now + 60_000)
        note(str(Story(self.log)))
        assert self.call.outcome is not None
        self.the_log_can_be_folded_again()
        self.nothing_comes_after_the_end()


TestSitting = Sitting.TestCase
TestSitting.settings = settings(stateful_step_count=40)
