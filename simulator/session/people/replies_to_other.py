"""What the caller says to the other person who is there, and what that person has them say.

Asked "Who's that?", a caller in disguise keeps to it: "Only my mum". If that person gives the
words, the caller says exactly those, half a second later (practice2 8.1): the call handler is not
to believe it, and the caller gives no other sign of it.
"""

from collections.abc import Mapping

from simulator.content.fields.content_model import Fact
from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.log import Entry
from simulator.core.statements import StatementTopic
from simulator.core.terms import Intent, Manner, Role, Topic
from simulator.language.lines import LineBook, choose
from simulator.language.purposes import FurtherPurpose
from simulator.session.participant import NOTHING, PlannedAct, Reaction
from simulator.session.random_stream import RandomStream

REPEATS_AFTER = (300, 800)
"""From the end of the other person's words: a sign of coaching (practice2 8.1)."""
REPLIES_AFTER = (500, 1_800)
"""From "Who's that?" to an answer (assumption)."""


class RepliesToOther:
    """A caller's words beside those to the call: to the other person, or as that person had it."""

    role = Role.CALLER
    ears = frozenset({Role.CALLER})

    def __init__(
        self,
        facts: Mapping[Topic, Fact],
        lines: LineBook,
        theirs: LineBook,
        chance: RandomStream,
        *,
        speaks: bool,
    ) -> None:
        """`lines` are the caller's, `theirs` the other person's; `speaks`: answers in words."""
        self._can_speak = facts.get(Topic.CAN_SPEAK) is not Fact.NO
        self._speaks = speaks
        self._lines = lines
        asked = theirs.get(FurtherPurpose.OTHER_ASKS_WHO, ())
        self._asks = frozenset(line.words for line in asked)
        self._chance = chance
        self._said: list[str] = []
        self._to_answer: tuple[int, FurtherPurpose] | None = None

    def on_heard(self, entry: Entry, at: Millis) -> Reaction:  # noqa: ARG002
        """Answer the other person at the end of their words, and not while they hold the phone."""
        body = entry.body
        if entry.actor is not Role.ROOM or not self._can_speak:
            return NOTHING
        if isinstance(body, do.Say) and body.manner is not Manner.FAINT:
            self._to_answer = self._heard(entry.seq, body)
        elif isinstance(body, do.TakePhone):
            self._to_answer = None
        elif isinstance(body, do.Finish) and self._to_answer is not None:
            seq, purpose = self._to_answer
            if entry.cause == seq:
                self._to_answer = None
                return self._says(purpose)
        return NOTHING

    def _heard(self, seq: int, body: do.Say) -> tuple[int, FurtherPurpose] | None:
        if (StatementTopic.SAYS_WHAT_TO_SAY, True) in body.means:
            return seq, FurtherPurpose.AS_COACHED
        if self._speaks and body.words in self._asks:
            return seq, FurtherPurpose.TO_OTHER
        return None

    def _says(self, purpose: FurtherPurpose) -> Reaction:
        line = choose(self._lines.get(purpose, ()), (), self._chance, self._said)
        if line is None:
            return NOTHING
        self._said.append(line.words)
        coached = purpose is FurtherPurpose.AS_COACHED
        intent = Intent.NOT_TO_CALL
        if coached:
            mistake = (StatementTopic.MISTAKE, True) in line.means
            intent = Intent.SAYS_MISTAKE if mistake else Intent.SPEAKS
        after = self._chance.between(*(REPEATS_AFTER if coached else REPLIES_AFTER))
        return Reaction([PlannedAct(after, do.Say(intent, line.words, means=line.means))])
