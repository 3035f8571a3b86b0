"""Plans of group sessions, with their minutes."""

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Annotated, Any, Literal

from simulator.content.awareness.help_lines import NATIONS, Nation
from simulator.content.diagnostics.validate import Found
from simulator.content.fields.content_model import Content, FileContent, Many
from simulator.content.fields.schema_parts import Bounds, OneOf, ReadBy
from simulator.content.fields.text_fields import Id, Name, Text

Minutes = Annotated[int, Bounds(ge=1, le=240)]


class PlanStep(Content):
    """What every step may say."""

    minutes: Minutes
    """How long it should take."""
    note: Text | None = None
    """Your own note to the facilitator; never shown to the room."""
    do: str = ""
    """What happens."""


class WelcomeStep(PlanStep):
    """Who is here and the ground rules."""

    do: Literal["welcome"]
    rules: Many[Text] = ()
    """Ground rules of your own, after those that are always there."""


class PlainStep(PlanStep):
    """A step that says no more: what to expect, a pause, where to find help, or a calm end."""

    do: Literal["expect", "break", "help", "close"]
    """expect: what is coming, and how to leave, before any call. break: a pause. help: where to
    find help. close: a calm end, which says that nothing was recorded."""


class PlayingStep(PlanStep):
    """A step in which a call is played."""

    do: Literal["tour", "watch", "decide"]
    """tour: step by step, each one explained. watch: in its own time. decide: it stops where
    something could be done; the room says what, and sees what follows."""
    scenario: Id
    """The id of the scenario."""
    profile: Name | None = None
    """The profile under which it is played; left out: the default one."""
    speed: Annotated[float, Bounds(ge=0.5, le=8, strict=False)] = 1.0
    """The speed while the call plays; 2 is twice real time."""


class MythsStep(PlanStep):
    """Beliefs about silent calls: a show of hands, then what is true."""

    do: Literal["myths"]
    which: Many[Id] = ()
    """The ids of the myths; left out: all of them."""


class TalkStep(PlanStep):
    """Questions to talk over."""

    do: Literal["talk"]
    ask: Annotated[Many[Text], Bounds(min_length=1)]
    """The questions, shown one at a time."""


Step = Annotated[WelcomeStep | PlainStep | PlayingStep | MythsStep | TalkStep, OneOf("do")]

CALLS = (PlayingStep, MythsStep)
"""Steps in which calls are played, or may be."""


def _in_turn(step: Any) -> list[Any]:
    match step:
        case {"do": "compare", "minutes": int(minutes), "left": dict(left), "right": dict(right)}:
            whole = {"do": "watch", **_of(step, "speed", "note")}
            first = {**whole, "minutes": minutes // 2, **_of(left, "scenario", "profile")}
            last = {**whole, "minutes": minutes - minutes // 2, **_of(right, "scenario", "profile")}
            if note := ". ".join(filter(None, _of(step, "note", "ask").values())):
                last["note"] = note
            return [first, last]
        case {"do": "take"}:
            return [{**step, "do": "watch"}]
        case _:
            return [step]


def _watched_in_turn(steps: Any) -> Any:
    """Return steps of older plans as `watch`: `take`, in which the room acted as the caller, and
    `compare`, which showed two calls side by side, as two of them."""
    return [*chain.from_iterable(map(_in_turn, steps))] if isinstance(steps, list) else steps


def _of(held: Mapping[str, Any], *keys: str) -> dict[str, Any]:
    return {key: held[key] for key in keys if key in held}


class Plan(FileContent):
    """The file of a plan."""

    id: Id
    """The name to ask for it by; the file has the same name."""
    title: Text
    """The name that people read."""
    about: Text
    """For whom it is, and what it covers."""
    minutes: Minutes
    """How long the session is: as long as its steps together."""
    nations: Annotated[Many[Nation], Bounds(min_length=1)] = NATIONS
    """Where the room is: whose help lines are shown. Left out: all nations."""
    steps: Annotated[Many[Step], Bounds(min_length=2), ReadBy(_watched_in_turn)]
    """The steps, in their order."""

    def broken_rules(self) -> Iterator[Found]:
        """What does not hold and holds of every plan: a room is warned, shown help, calmly left."""
        sum_of_steps = sum(step.minutes for step in self.steps)
        if sum_of_steps != self.minutes:
            found = f"the steps take {sum_of_steps} minutes, and the plan says {self.minutes}"
            fix = f"write minutes: {sum_of_steps}"
            yield ("minutes",), "plan-minutes", found, "the same number", fix
        calls = (place for place, step in enumerate(self.steps) if isinstance(step, CALLS))
        first = next(calls, len(self.steps))
        if first < len(self.steps) and not any(e.do == "expect" for e in self.steps[:first]):
            yield ("steps", first), "plan-expect", "", "", ""
        if not any(step.do == "help" for step in self.steps):
            yield ("steps",), "plan-help", "", "", ""
        if self.steps[-1].do != "close":
            yield ("steps", len(self.steps) - 1), "plan-end", "", "", ""
