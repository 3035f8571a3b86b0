"""A third voice on the line: the caller's words, through a relay assistant or an interpreter.

The caller is the person who would speak; the voice brings their words, later, and in whole
sentences. A relay assistant and a BSL interpreter are there from the start and say so to police. An
interpreter of another language joins a while after the call handler has asked for one; until then
the caller has only their own few words of English.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.log import Entry
from simulator.core.profile import Span
from simulator.core.terms import Intent, Manner, NoteKind, Role, Via
from simulator.language.lines import LineBook, LineSlot, choose
from simulator.language.purposes import FurtherPurpose
from simulator.language.speaking.disfluency import fluent
from simulator.session.participant import NOTHING, Participant, PlannedAct, Reaction
from simulator.session.random_stream import RandomStream

TURN: Mapping[Via, Span] = {
    Via.RELAY: (20_000, 40_000),
    Via.SIGNS: (3_000, 6_000),
    Via.INTERPRETER: (8_000, 20_000),
}
"""From a question to the words that answer it (practice2 8.1, assumption)."""
BEFORE_POLICE: Span = (300, 1_200)
"""The same to the operator, who is only asked for a service (assumption)."""
BEGINS: Span = (9_000, 11_000)
"""From the police's answer to the first words of the third voice, where no operator speaks before
them (assumption)."""
AFTER_OPERATOR: Millis = 50
"""From the operator's last word to theirs: they have waited for it (assumption)."""
NOT_AGAIN: Millis = 120_000
"""How long a third voice does not bring the same sentence again (assumption)."""
_SHORT = 3
"""Words up to which a sentence may come again at any time: "Yes." """
_FIRST = {
    Via.RELAY: FurtherPurpose.RELAY_BEGINS,
    Via.SIGNS: FurtherPurpose.SIGNS_BEGINS,
    Via.INTERPRETER: FurtherPurpose.INTERPRETER_JOINS,
}


def first_words(via: Via, lines: LineBook, chance: RandomStream, language: str = "") -> do.Say:
    """Return what a third voice says first: who they are."""
    slots = {str(LineSlot.LANGUAGE): language} if language else {}
    line = choose(lines.get(_FIRST[via], ()), (), chance, (), slots)
    assert line is not None, via
    words, purpose = line.filled(slots), str(_FIRST[via])
    return do.Say(Intent.SPEAKS, words, Manner.ALOUD, purpose=purpose, via=via)


class ThirdVoice:
    """The caller, heard through another from the start, or from when that one joins."""

    role = Role.CALLER
    ears = frozenset({Role.CALLER})

    def __init__(
        self,
        via: Via,
        caller: Participant,
        after: Callable[[], Participant] | None,
        lines: LineBook,
        chance: RandomStream,
    ) -> None:
        """Bring the words of `caller`; once an interpreter has joined, those of `after`."""
        self._via, self._caller, self._after = via, caller, after
        self._lines, self._chance = lines, chance
        self._script = getattr(caller, "script", None)
        self._joined = after is None
        self._police = False
        self._answers: list[Entry] = []
        self._sent: dict[do.Action, do.Action] = {}
        """What was said by the third voice, and the caller's own act behind it."""
        self._due: dict[do.Action, Millis] = {}
        self._said_at: dict[str, Millis] = {}
        self._begins: do.Say | None = None
        """What they say first to police, until they have said it."""

    @property
    def script(self) -> object:
        """The steps of the file that this caller takes."""
        return self._script

    def on_heard(self, entry: Entry, at: Millis) -> Reaction:
        """Let the caller hear it, and bring what they say."""
        body = entry.body
        if isinstance(body, do.Answer) and entry.actor is not Role.CALLER:
            self._answers.append(entry)
            if entry.actor is Role.CALL_HANDLER:
                self._police = True
                if self._joined:
                    self._begins = first_words(self._via, self._lines, self._chance)
                    self._caller.on_heard(entry, at)
                    return self._begin(self._chance.between(*BEGINS))
        handed = isinstance(body, do.Finish) and body.intent is None and not body.cut_off
        if self._begins is not None and handed and entry.actor is Role.OPERATOR:
            return self._begin(AFTER_OPERATOR)
        if entry.actor is Role.CALLER and isinstance(body, do.Say) and body.via is not None:
            self._begins = None
            own = self._sent.get(body)
            self._said_at[body.words] = at
            if own is None:
                return self._join(at)
            entry = entry._replace(body=own)
        reaction = self._caller.on_heard(entry, at)
        plans = [found for each in reaction.plans if (found := self._through(each, at))]
        return Reaction(plans, reaction.replaces_plans)

    def _begin(self, after: Millis) -> Reaction:
        """Say who they are, to police."""
        assert self._begins is not None
        return Reaction([PlannedAct(after, self._begins)], replaces_plans=True)

    def _join(self, at: Millis) -> Reaction:
        """Take in that the interpreter has said who they are: from now on they speak."""
        if self._after is None:
            return NOTHING
        self._joined, self._caller, self._after = True, self._after(), None
        for answer in self._answers:
            self._caller.on_heard(answer, at)
        return Reaction((), replaces_plans=True)

    def _through(self, plan: PlannedAct, at: Millis) -> PlannedAct | None:
        """Return an act as the third voice does it; None for a sign, which nobody brings."""
        action = plan.action
        if not self._joined or isinstance(action, do.Dial | do.HangUp | do.Answer):
            return plan
        if not isinstance(action, do.Say):
            return None
        words = fluent(action.words) or action.words
        if at - self._said_at.get(words, -NOT_AGAIN) < NOT_AGAIN and len(words.split()) > _SHORT:
            return None
        said = replace(action, words=words, manner=Manner.ALOUD, cuts_in=False, via=self._via)
        self._sent[said] = action
        if action not in self._due or self._due[action] < at:
            span = TURN[self._via] if self._police else BEFORE_POLICE
            self._due[action] = at + max(plan.after, 0) + self._chance.between(*span)
        return plan._replace(after=self._due[action] - at, action=said)


class InterpreterOnCall:
    """An interpreter, who joins a while after they were asked for."""

    role = Role.CALLER
    ears = frozenset({Role.CALL_HANDLER})

    def __init__(self, language: str, joins: Millis, lines: LineBook, chance: RandomStream) -> None:
        """Join so long after the call handler has asked for an interpreter of a language."""
        self._language, self._joins = language, joins
        self._lines, self._chance = lines, chance
        self._asked = False

    def on_heard(self, entry: Entry, at: Millis) -> Reaction:  # noqa: ARG002
        """Come to the line once, when the call handler has asked for one."""
        body = entry.body
        asked = isinstance(body, do.Note) and body.note is NoteKind.PERSON
        if self._asked or not (asked or getattr(body, "intent", None) is Intent.GETS_INTERPRETER):
            return NOTHING
        self._asked = True
        joins = first_words(Via.INTERPRETER, self._lines, self._chance, self._language)
        return Reaction([PlannedAct(self._joins, joins, keeps=True)])


class VoiceOfSeat:
    """A relay assistant or a BSL interpreter beside a trainee in the caller's seat.

    They say who they are, as to police from any caller; the trainee's words are theirs to bring.
    """

    role = Role.CALLER
    ears = frozenset({Role.CALLER})

    def __init__(self, via: Via, lines: LineBook, chance: RandomStream) -> None:
        """Speak once for each time that police answer."""
        self._via, self._lines, self._chance = via, lines, chance
        self._begins: do.Say | None = None

    def on_heard(self, entry: Entry, at: Millis) -> Reaction:  # noqa: ARG002
        """Say who they are, unless the trainee's words came first."""
        body = entry.body
        if isinstance(body, do.Answer) and entry.actor is Role.CALL_HANDLER:
            self._begins = first_words(self._via, self._lines, self._chance)
            after = self._chance.between(*BEGINS)
            return Reaction([PlannedAct(after, self._begins)], replaces_plans=True)
        if self._begins is None:
            return NOTHING
        if entry.actor is Role.CALLER and isinstance(body, do.Say):
            self._begins = None
            return Reaction((), replaces_plans=True)
        handed = isinstance(body, do.Finish) and body.intent is None and not body.cut_off
        if handed and entry.actor is Role.OPERATOR:
            plans = [PlannedAct(AFTER_OPERATOR, self._begins)]
            return Reaction(plans, replaces_plans=True)
        return NOTHING
