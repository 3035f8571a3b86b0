"""Played calls for the tests of this floor: say in YAML what happens, then ask what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from simulator.content.library.library import Library
from simulator.content.scenario.environment import CallerTraits
from simulator.content.scenario.scenario import Scenario
from simulator.content.yaml.reader import read_text
from simulator.core import acts as do
from simulator.core.call import Procedure, new_call
from simulator.core.instant import Millis
from simulator.core.log import Body, CallBegan, CallEnded, Entry, StageEntered
from simulator.core.profile import Force, Profile
from simulator.core.terms import Coverage, LineKind, LineStage, Outcome, Reason, Role, Service
from simulator.session.participant import NOTHING, Participant, PlannedAct, Reaction
from simulator.session.run.call_people import procedure
from simulator.session.run.headless_run import HeadlessResult, run
from simulator.session.session import Session
from tests.builders import header

B = TypeVar("B")

LIBRARY = Library()
DEFAULT = LIBRARY.profile().profile
PROFILES: Mapping[str, Profile] = {p.profile.id: p.profile for p in LIBRARY.profiles()}
FORCES: Mapping[str, Force] = {f.force.id: f.force for f in LIBRARY.forces()}
GENERIC = FORCES["generic"]

HEAD: Mapping[str, Any] = read_text(header(id="told-in-a-test", title="Told in a test"), "").value


def scenario(text: str = "") -> Scenario:
    """A scenario from its YAML; what `text` leaves out of the header is filled in."""
    told = read_text(text, "told-in-a-test.yaml").value if text.strip() else {}
    return Scenario.model_validate({**HEAD, **told})


def steady(scenario: str) -> Scenario:
    """A shipped scenario whose caller has no traits: no slip, no fear, no noise of their own."""
    return LIBRARY.scenario(scenario).scenario.model_copy(
        update={name: CallerTraits.model_fields[name].default for name in CallerTraits.model_fields}
        | {"variations": ()}
    )


class Story:
    """A log to ask what happened in it."""

    def __init__(self, log: Sequence[Entry]) -> None:
        self.log = tuple(log)

    def all(self, make: type[Body], by: Role | None = None, **fields: object) -> list[Entry]:
        return [
            entry
            for entry in self.log
            if isinstance(entry.body, make)
            and by in (None, entry.actor)
            and all(getattr(entry.body, name) == value for name, value in fields.items())
        ]

    def first(self, make: type[Body], by: Role | None = None, **fields: object) -> Entry:
        found = self.all(make, by, **fields)
        assert found, f"nobody did {make.__name__} {fields} in\n{self}"
        return found[0]

    def bodies(self, make: type[B], by: Role | None = None) -> list[B]:
        """What was done of a kind, without who did it and when."""
        entries = (entry for entry in self.log if by in (None, entry.actor))
        return [entry.body for entry in entries if isinstance(entry.body, make)]

    def act(self, make: type[B]) -> B:
        return self.bodies(make)[0]

    def any(self, make: type[Body], by: Role | None = None, **fields: object) -> bool:
        return bool(self.all(make, by, **fields))

    def end_of(self, spoken: Entry) -> Entry:
        """The end of an utterance."""
        return next(
            entry
            for entry in self.log
            if isinstance(entry.body, do.Finish) and entry.cause == spoken.seq
        )

    def after(self, entry: Entry) -> Story:
        return Story([later for later in self.log if later.seq > entry.seq])

    def of(self, role: Role) -> list[Body]:
        acts = (entry.body for entry in self.log if entry.actor is role)
        return [body for body in acts if not isinstance(body, do.Finish)]

    @property
    def calls(self) -> list[Story]:
        """Each call of the log by itself."""
        starts = [entry.seq for entry in self.all(CallBegan)]
        ends = [*starts[1:], len(self.log)]
        return [Story(self.log[start:end]) for start, end in zip(starts, ends, strict=True)]

    @property
    def stages(self) -> list[LineStage]:
        return [body.stage for body in self.bodies(StageEntered)]

    @property
    def outcomes(self) -> list[Outcome]:
        return [body.outcome for body in self.bodies(CallEnded)]

    def __str__(self) -> str:
        """The log, a line an entry, for a failed test."""
        return "\n".join(f"{e.seq:4} {e.at:7} {e.actor:12} {e.body}" for e in self.log)


class Play(Story):
    """A scenario that was run."""

    def __init__(self, result: HeadlessResult) -> None:
        super().__init__(result.log)
        self.result = result

    @property
    def outcome(self) -> Outcome | None:
        """How the last call ended."""
        return self.result.outcome


def play(
    text: str = "",
    profile: str | Profile = DEFAULT,
    force: str | Force = GENERIC,
    seed: int = 0,
    seats: Mapping[Role, Participant] | None = None,
) -> Play:
    result = run(
        scenario(text),
        PROFILES[profile] if isinstance(profile, str) else profile,
        FORCES[force] if isinstance(force, str) else force,
        seed,
        seats,
    )
    return Play(result)


@lru_cache(maxsize=64)
def shipped(name: str, seed: int = 0) -> Play:
    """A shipped scenario under the default profile in a force of no place, played once for all."""
    return Play(run(LIBRARY.scenario(name).scenario, DEFAULT, GENERIC, seed))


def kept(after: Millis, action: do.Action) -> PlannedAct:
    """A planned act that survives a change of plans."""
    return PlannedAct(after, action, keeps=True)


class Reacts:
    """A participant for one test: when an entry of a kind is perceived, it plans what was given."""

    def __init__(self, role: Role, **reactions: Reaction | Sequence[PlannedAct]) -> None:
        self.role = role
        self.ears = frozenset({role})
        self.heard: list[Entry] = []
        self._reactions = reactions

    def on_heard(self, entry: Entry, at: Millis) -> Reaction:
        """Plan what was given."""
        assert entry.at <= at, "what came before the call was offered is older"
        self.heard.append(entry)
        reaction = self._reactions.pop(entry.body.kind, NOTHING)
        return reaction if isinstance(reaction, Reaction) else Reaction(reaction)


def flow(profile: Profile = DEFAULT) -> Procedure:
    """The flow under a profile, shared."""
    return procedure(profile.switches, profile.timings)


def session(
    *participants: Participant,
    profile: Profile = DEFAULT,
    line: LineKind = LineKind.MOBILE,
    coverage: Coverage = Coverage.HOME,
) -> Session:
    """A call that nobody has dialled."""
    return Session(new_call(flow(profile), line, coverage), profile, participants)


def with_operator(call: Session) -> Session:
    """Dial, and answer at once."""
    call.submit(Role.CALLER, do.Dial())
    call.submit(Role.OPERATOR, do.Answer())
    return call


def in_recording(call: Session) -> Session:
    """Bring the call to the recording."""
    with_operator(call).submit(Role.OPERATOR, do.SendToRecording())
    return call


def with_handler(call: Session) -> Session:
    """Bring the call to the police call handler."""
    with_operator(call).submit(Role.OPERATOR, do.Connect(Service.POLICE, Reason.DOUBT))
    call.submit(Role.CALL_HANDLER, do.Answer())
    return call


def everything(call: Session) -> tuple[object, ...]:
    """All that can be seen of a session, to show that it did not change."""
    return call.call, call.now, tuple(call.log), tuple(call.skipped), call.next_due()
