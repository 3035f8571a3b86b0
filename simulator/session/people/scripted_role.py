"""Scripts as participants: cue, delay, act; or every act of a role at its instant.

One `ScriptedRole` plays one role's steps of a scenario. It uses only what that role perceives, so a
step of the caller can't use what the caller didn't hear. Beside a simulated role it lets that role
depart from what it usually does: a step cancels no act of the other participant, so to end a call
too soon it must come before that one's next act. `ExactScript` plays what `exactly` gives a role.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import groupby

from simulator.content.fields.content_model import Delay
from simulator.content.scenario.act_forms import ExactAct, Pause, StepText
from simulator.content.scenario.cues import At, CueForm
from simulator.content.scenario.environment import Background
from simulator.core.acts import Action, Answer, Ask, Finish, Make, Say, SendText, SetCode
from simulator.core.instant import Millis
from simulator.core.log import CallBegan, Entry, IncidentMoved, LinePlayed, StageEntered
from simulator.core.terms import Intent, LineStage, Manner, Role, Topic
from simulator.knowledge.facts import Same
from simulator.session.participant import (
    NO_CAUSE,
    NOTHING,
    Participant,
    PlannedAct,
    Reaction,
    WordsAct,
)
from simulator.session.random_stream import RandomStream

KEY_GAP: Millis = 400
"""Between two key presses of one act (assumption: an unhurried thumb)."""
OVERHEARD = "overheard"
"""Event by which the surroundings notify their script that a person overheard the caller."""

Event = tuple[str, object]
"""What a cue can match: a sort, and what of it."""


_AT_STAGE: Mapping[LineStage, Sequence[Event]] = {
    LineStage.DIALLED: [("dialled", True)],
    LineStage.RINGING_BACK: [("rings", True)],
    LineStage.WITH_FIRST_HANDLER: [("answered", Role.FIRST_HANDLER)],
}


def drawn(chance: RandomStream, wait: Delay) -> Millis:
    """A pause: fixed, or drawn."""
    return chance.between(wait.least, wait.most)


def planned(step: StepText, chance: RandomStream) -> list[PlannedAct]:
    """The acts one after the other: pauses add up, the keys of one act follow at a thumb's pace."""
    plans: list[PlannedAct] = []
    at = drawn(chance, step.after) + (step.when.at if isinstance(step.when, At) else 0)
    for act in step.do:
        if isinstance(act, Pause):
            at += drawn(chance, act.pause)
            continue
        for place, action in enumerate(act.actions()):
            at += KEY_GAP if place else 0
            plans.append(PlannedAct(at, action, keeps=True))
    return plans


class ScriptedRole:
    """A role's steps. Each fires once, at the n-th time that its cue is perceived in this call."""

    def __init__(
        self,
        role: Role,
        steps: Sequence[StepText],
        chance: RandomStream,
        ears: frozenset[Role] = frozenset(),
        background: Sequence[Background] = (),
    ) -> None:
        """Play `steps` as `role`, perceiving as `ears` (usually the caller's).

        The sounds of `background` come so long after the operator's answer.
        """
        self.role = role
        self.ears = ears or frozenset({role})
        self.fired: set[int] = set()
        """The places of the steps whose cue was perceived."""
        self.triggered: dict[int, int] = {}
        """Of those that chance let happen: the place, and the `seq` of the entry that was the cue.

        What a step does names that entry as its cause, so a log can be traced to its file.
        """
        self._waiting = _cues(Same(steps))
        self._background = background
        self._chance = chance
        self._seen: dict[Event, int] = {}
        self._question: tuple[int, tuple[Topic, ...]] | None = None
        self._code: int | None = None

    def on_heard(self, entry: Entry, at: Millis) -> Reaction:  # noqa: ARG002
        """Fire the steps whose cue this entry is."""
        plans: list[PlannedAct] = []
        if self._waiting:
            plans = [p for event in self.events(entry) for p in self.fire(event, entry.seq)]
        if self._background and entry.actor is Role.OPERATOR and isinstance(entry.body, Answer):
            starts = ((sound, drawn(self._chance, sound.at)) for sound in self._background)
            plans += [
                PlannedAct(at, a, keeps=True) for sound, at in starts for a in sound.actions()
            ]
        return Reaction(plans) if plans else NOTHING

    def fire(self, event: Event, cue: int) -> list[PlannedAct]:
        """Count `event`, perceived in the entry `cue`, and plan the steps that it triggers."""
        if event not in self._waiting:
            return []
        count = self._seen[event] = self._seen.get(event, 0) + 1
        plans: list[PlannedAct] = []
        for place, step in self._waiting[event]:
            # `at` and `dialled` have no `nth`: their event triggers them the first time.
            if place in self.fired or getattr(step.when, "nth", 1) != count:
                continue
            self.fired.add(place)
            if self._chance.happens(step.chance):
                self.triggered[place] = cue
                plans += planned(step, self._chance)
        return plans

    def waits_for(self, topic: Topic) -> bool:
        """Whether a step answers a question on a topic, at any time that it is asked."""
        return any((f"asked {edge}", topic) in self._waiting for edge in ("start", "end"))

    def answers_to(self, intent: Intent) -> bool:
        """Whether a step waits for a sentence with a purpose."""
        return any((f"heard {edge}", intent) in self._waiting for edge in ("start", "end"))

    def events(self, entry: Entry) -> list[Event]:
        """What a cue could match in an entry that was perceived."""
        match entry.body:
            case StageEntered(stage=stage):
                return [*_AT_STAGE.get(stage, ()), ("stage", stage)]
            case IncidentMoved(stage=moved):
                return [("incident", moved)]
            case Answer() if entry.actor is not Role.CALLER:
                return [("answered", entry.actor)]
            case SendText() if entry.actor is Role.CALL_HANDLER:
                return [("texted", True), *(("texted", topic) for topic in entry.body.about)]
            case body if entry.actor is Role.CALLER:
                return [("did", word) for word in words_of(body)]
        return self._said(entry)

    def _said(self, entry: Entry) -> list[Event]:
        """What a cue could match in a spoken entry, or where one ends."""
        match entry.body:
            case Say(intent=intent) | LinePlayed(intent=intent):
                return [("heard start", intent)]
            case Ask(about=topics):
                self._question = (entry.seq, topics)
                return [("asked start", topic) for topic in (*topics, "any")]
            case SetCode():
                self._code = entry.seq
                return [("code_set start", True)]
            case Finish() if entry.cause is not None and entry.cause == self._code:
                return [("code_set end", True)]
            case Finish(intent=intent) if intent is not None:
                return [("heard end", intent)]
            case Finish() if self._question and entry.cause == self._question[0]:
                return [("asked end", topic) for topic in (*self._question[1], "any")]
        return []


def words_of(body: object) -> list[str]:
    """The words by which a cue `did` can wait for an act of the caller."""
    match body:
        case Say(manner=Manner.ALOUD):
            return ["say"]
        case Say():
            return ["say", "whisper"]
        case Make():
            return ["sound"]
        case Finish():
            return []
    kind: str = getattr(body, "kind", "")
    return ["text" if kind == "send_text" else kind]


def event_of(cue: CueForm) -> Event:
    """Return the event that a cue waits for. A cue has its event's value in the key of its kind."""
    if isinstance(cue, At):
        return "answered", Role.OPERATOR
    edge = getattr(cue, "edge", None)
    return f"{cue.kind} {edge}" if edge else cue.kind, getattr(cue, cue.kind)


@lru_cache(maxsize=1024)
def _cues(steps: Same[Sequence[StepText]]) -> Mapping[Event, Sequence[tuple[int, StepText]]]:
    """Return the steps of a script by what they wait for."""
    waiting: dict[Event, list[tuple[int, StepText]]] = {}
    for place, step in enumerate(steps.value):
        waiting.setdefault(event_of(step.when), []).append((place, step))
    return waiting


class AddedSteps(ScriptedRole):
    """The steps and sounds that a variation adds to a role's own: they are none of the file's."""


class RelievingParticipant:
    """A simulated role that listens from the start and acts only from an instant on.

    A trainee had the seat before. What was planned for a time before `at` is done at `at`, unless
    the trainee's own acts have replaced it.
    """

    def __init__(self, usual: Participant, at: Millis) -> None:
        """Let `usual` take the seat at `at` (ms)."""
        self.role = usual.role
        self.ears = usual.ears
        self._usual = usual
        self._at = at

    def in_words(self, action: Action) -> Action | Reaction:
        """Return an act that is being done, with its words."""
        return self._usual.in_words(action) if isinstance(self._usual, WordsAct) else action

    def on_heard(self, entry: Entry, at: Millis) -> Reaction:
        """React as usual, and hold back what is planned until it is time."""
        plans, replaces = self._usual.on_heard(entry, at)
        wait = self._at - at
        return Reaction([p._replace(after=max(p.after, wait)) for p in plans], replaces)


class ExactScript:
    """Does what is written for one role, at its instants, counted from the call's beginning."""

    def __init__(self, role: Role, acts: Iterable[ExactAct]) -> None:
        """`acts` are those of `role`."""
        self.role = role
        # What is written begins with the call, not with the ring at the role's desk.
        self.ears = frozenset({role, Role.NETWORK})
        self._plans = tuple(
            PlannedAct(
                each.at, each.act, keeps=True, cause=NO_CAUSE if each.person else each.because
            )
            for each in acts
        )

    def on_heard(self, entry: Entry, at: Millis) -> Reaction:  # noqa: ARG002
        """Plan everything when the call begins, and nothing afterwards."""
        return Reaction(self._plans) if isinstance(entry.body, CallBegan) else NOTHING


def exactly(acts: Sequence[ExactAct]) -> list[Participant]:
    """One participant for each stretch of acts of one role.

    Acts of one instant then come in the order of the file, of all roles.
    """
    return [ExactScript(role, own) for role, own in groupby(acts, lambda each: each.by)]
