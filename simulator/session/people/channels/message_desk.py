"""The desk of BT that a message to 999 comes to (emergencySMS [E1] [E2]).

It hears nothing and asks nothing. It reads, finds the force, and passes the words on; to a phone
that was not registered it sends back how to register, and nobody hears of the message. All times
are assumptions after speech.md 5: 13.5 s for the delivery, about 2 min until a person has it.
"""

from collections.abc import Mapping, Sequence

from simulator.content.scenario.meant import meant
from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.log import Entry, StageEntered
from simulator.core.profile import Span
from simulator.core.terms import LineStage, Reason, Role, Service
from simulator.session.participant import NOTHING, PlannedAct, Reaction
from simulator.session.random_stream import RandomStream

ARRIVES: Span = (1_000, 4_000)
"""From the sending until the desk's machine has taken it."""
READS: Span = (25_000, 60_000)
"""From there until a person has it, has read it and puts it through to a force."""
REFUSES: Span = (4_000, 9_000)
"""From there until a phone that is not registered gets that back, by a machine."""
PASSES_ON: Span = (250, 700)
LEAVES: Span = (8_000, 15_000)
ON_SCREEN: Millis = 200
"""From the word of the desk until the message is on the call handler's screen (assumption)."""
_TOLD = do.HandOver(
    (), "Police, a text message to 999. The words are on your screen now. Nobody is on the line."
)
"""What the desk says; the message itself goes to the call handler's screen as it was written."""


_REGISTERED: Mapping[LineStage, Sequence[tuple[Span, do.Action]]] = {
    LineStage.DIALLED: [(ARRIVES, do.Answer())],
    LineStage.WITH_OPERATOR: [(READS, do.Connect(Service.POLICE, Reason.SIGNAL_HEARD))],
    LineStage.WITH_CALL_HANDLER: [(PASSES_ON, _TOLD), (LEAVES, do.Leave())],
}
_NOT_REGISTERED: Mapping[LineStage, Sequence[tuple[Span, do.Action]]] = {
    LineStage.DIALLED: [(ARRIVES, do.Answer())],
    LineStage.WITH_OPERATOR: [(REFUSES, do.EndCall(Reason.NOT_REGISTERED))],
}
"""What the desk does at a stage of the line, and how long after."""


class FirstMessage:
    """The message to 999 of a trainee in the caller's seat, on its way to the police."""

    role = Role.CALLER
    ears = frozenset({Role.CALLER, Role.CALL_HANDLER})

    def __init__(self, usual: do.SendText) -> None:
        """Bring what was written; `usual` are the words of the file, with what they mean."""
        self._usual = self._first = usual

    def on_heard(self, entry: Entry, at: Millis) -> Reaction:  # noqa: ARG002
        """Take the words from the trainee, and put them on the screen once the desk has them."""
        body = entry.body
        if isinstance(body, do.Dial) and body.message not in ("", self._usual.words):
            self._first = do.SendText(body.message, **meant({"words": body.message}))
        if isinstance(body, do.HandOver):
            return Reaction([PlannedAct(ON_SCREEN, self._first, keeps=True)])
        return NOTHING


class MessageDesk:
    """Takes one message to 999."""

    role = Role.OPERATOR
    ears = frozenset({Role.OPERATOR})

    def __init__(self, chance: RandomStream, *, registered: bool) -> None:
        """Take a message from a phone that was registered, or was not."""
        self._does = _REGISTERED if registered else _NOT_REGISTERED
        self._chance = chance

    def on_heard(self, entry: Entry, at: Millis) -> Reaction:  # noqa: ARG002
        """Take the message, and pass it on to police."""
        if not isinstance(entry.body, StageEntered):
            return NOTHING
        does = self._does.get(entry.body.stage, ())
        return Reaction([PlannedAct(self._chance.between(*span), act) for span, act in does])
