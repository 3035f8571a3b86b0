"""A caller who reads and writes messages: each message of ours gets an answer in words, or none.

They answer what was asked, from the facts and the story of the file, and write unasked what there
is to write. A step of the file (`texted:`) comes before. What they type is theirs: in haste, with
slips, in more than one message; how long it takes is in `texting`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from simulator.content.fields.content_model import Fact
from simulator.content.scenario.act_forms import StepText
from simulator.content.scenario.cues import Texted
from simulator.content.scenario.environment import CallerWriting
from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.log import Entry
from simulator.core.statements import Stated, follows
from simulator.core.terms import Intent, Role, Topic, UnitStatus, YesMeans
from simulator.language.lines import LineVariant, choose
from simulator.language.purposes import FurtherPurpose
from simulator.language.speaking.composing import of_person
from simulator.language.speaking.texting import (
    CORRECTS,
    FRIGHTENED,
    NEXT_PART,
    PER_WORD,
    as_typed,
    reply_after,
    slipped,
)
from simulator.late_pattern import late_pattern
from simulator.session.participant import NOTHING, PlannedAct, Reaction
from simulator.session.people.caller_words import CallerWorld, StoryPart
from simulator.session.people.channels.message_desk import ON_SCREEN
from simulator.session.people.channels.written_questions import written_question
from simulator.session.people.scripted_role import drawn
from simulator.session.random_stream import RandomStream

_RECEIPTS, _MORE = 35, 45
"""Chances in 100 that what asks nothing gets an "ok", or else the next thing (assumption)."""
_SAYS_MORE = 55
"""Chance in 100 that a yes or no has what is so behind it (assumption)."""
_TWO = 30
"""Chance in 100 that one message is followed by the next thing at once (speech.md 5)."""
_CORRECTED = 30
"""Of a hundred slips so many are corrected (assumption)."""
_ASKS_HOW_LONG = (150_000, 300_000)
"""From the last message to "how long", once there is nothing else to write (assumption)."""
_MOST_ASKS = 2
_OF_ANOTHER = late_pattern(r"\b(?:he|she|his|her|him|they|their)\b", re.IGNORECASE)
"""A question about another person: "im breathing all right" would be no answer to it."""
_F = FurtherPurpose
_OPPOSITE = {Fact.YES: Fact.NO, Fact.NO: Fact.YES}


class _Written(NamedTuple):
    """A message to write."""

    words: str
    means: Stated = ()
    place_words: str = ""
    alone: str | None = None
    """Its words without the yes or no before them, if another question comes before it is sent."""


class _Due(NamedTuple):
    """A message that is being typed, and when it is sent."""

    at: Millis
    text: do.SendText
    source: _Written


class TextingCaller:
    """The thumbs of one caller in one call."""

    role = Role.CALLER
    ears = frozenset({Role.CALLER, Role.CALL_HANDLER})
    """Of the radio only that officers are with them: then nothing more is written."""

    def __init__(
        self,
        writing: CallerWriting,
        world: CallerWorld,
        steps: Sequence[StepText],
        chance: RandomStream,
        first: do.SendText | None = None,
    ) -> None:
        """Write as `writing` says, of what is so in `world`; `steps` come before.

        `first`: the message to 999 that the call began with.
        """
        self._first = first
        self._writing, self._world, self._chance = writing, world, chance
        cues = (step.when for step in steps)
        self._by_step: list[object] = [
            "any" if isinstance(cue.texted, bool) else cue.texted
            for cue in cues
            if isinstance(cue, Texted) and cue.nth == 1
        ]
        self._story = list(world.story)
        self._written: list[StoryPart] = []
        """What was written of the story: asked again, it is written again, once."""
        self._said: list[str] = []
        self._answer: list[_Due] = []
        self._later: list[_Due] = []
        """What comes unasked, if nothing comes before."""
        self._asks = 0
        self._sent = self._over = False

    def on_heard(self, entry: Entry, at: Millis) -> Reaction:
        """Answer a message; after any, plan what nobody has asked for."""
        body = entry.body
        if self._first is not None and isinstance(body, do.HandOver):
            first, self._first = self._first, None
            return Reaction([PlannedAct(ON_SCREEN, first, keeps=True)])
        if isinstance(body, do.UnitReport) and body.status is UnitStatus.FOUND:
            self._over, self._answer = True, []
            return Reaction((), replaces_plans=True)
        if not isinstance(body, do.SendText) or (self._over and entry.actor is not Role.CALLER):
            return NOTHING
        if entry.actor is Role.CALLER:
            self._wrote(body)
        elif entry.actor is Role.CALL_HANDLER:
            self._read(body, at)
        return self._plans(at)

    def _wrote(self, text: do.SendText) -> None:
        """Take in that a message of this caller's was sent."""
        self._answer = [each for each in self._answer if each.text != text]
        if not self._later or self._later[0].text != text:
            return
        self._answer += self._later[1:]
        if self._story:
            self._written.append(self._story.pop(0))
        else:
            self._asks += 1
            self._said.append(self._later[0].source.words)

    # --- what answers ----------------------------------------------------------------------------

    def _read(self, ours: do.SendText, at: Millis) -> None:
        """Take in a message of ours, and begin to answer it."""
        self._sent = self._sent or ours.news is Intent.OFFICERS_SENT
        if self._answers_by_step(ours):
            return
        found = self._to(ours)
        if not found or (ours.news is not None and self._answer):
            return  # What is being written goes on: nothing was asked.
        # What was not sent yet, and says something, comes before the answer to this question.
        kept = [each.source for each in self._answer if each.source.means]
        kept = [each._replace(words=each.alone or each.words) for each in kept]
        due = at + reply_after(self._chance)
        self._answer = []
        for place, each in enumerate((*kept, *found)):
            if place:
                due += self._time_for(each.words)
            self._answer += self._typed(each, due)

    def _answers_by_step(self, ours: do.SendText) -> bool:
        """Whether a step of the file answers this message."""
        cues: list[object] = [each for each in ("any", *ours.about) if each in self._by_step]
        for each in cues:
            self._by_step.remove(each)
        return bool(cues)

    def _to(self, ours: do.SendText) -> list[_Written]:
        """Return the messages that answer one of ours; none if it asks nothing."""
        if ours.news is not None:
            return self._to_news(ours.news)
        topic, turned = (ours.about or (None,))[0], False
        if topic is not None:
            turned = ours.direction(topic) is YesMeans.NOT_SO
        elif (asked := written_question(ours.words)) is not None:
            topic, turned = asked.topic, asked.yes_means is YesMeans.NOT_SO
            if asked.purpose is not None:
                told = None if topic is None else self._told(topic)
                return [told or self._line(asked.purpose)]
        if topic is None:
            return self._to_news(None)
        if topic is Topic.WHAT_HAPPENED:
            return self._next() or [self._line(_F.WRITES_SAME)]
        if topic is Topic.LOCATION:
            return [self._place()]
        return self._to_question(topic, ours.words, turned=turned)

    def _to_news(self, news: Intent | None) -> list[_Written]:
        if news is Intent.CLOSE_WITH_OFFICER:
            self._over = True
            return [self._line(_F.WRITES_THANKS)]
        if self._chance.happens(_RECEIPTS):
            return [self._line(_F.WRITES_READ)]
        return self._next() if self._chance.happens(_MORE) else []

    def _to_question(self, topic: Topic, asked: str, *, turned: bool) -> list[_Written]:
        fact = self._world.facts.get(topic, Fact.UNKNOWN)
        if topic is Topic.SCREEN_SEEN:
            seen = _F.WRITES_SEEN if fact is Fact.YES else _F.WRITES_MAY_READ
            more = self._next() if fact is not Fact.YES and self._chance.happens(_TWO) else []
            return [self._line(seen), *more]
        told = self._told(topic)
        if fact not in _OPPOSITE:
            return [told or self._line(_F.WRITES_UNSURE)]
        if told is not None and topic in dict(follows(told.means)):
            return [told]
        reply = _OPPOSITE[fact] if turned else fact
        plain = self._line(_F.WRITES_YES if reply is Fact.YES else _F.WRITES_NO)
        if told is None and not _OF_ANOTHER.search(asked):
            told = self._so(topic)
        if told is None:
            return [plain]
        both = f"{plain.words.lower()}. {told.words}"
        return [_Written(both, told.means, told.place_words, told.words)]

    def _told(self, topic: Topic) -> _Written | None:
        """Return what the story says of a topic: once, and once more if it is asked again."""
        left = next((each for each in self._story if topic in each.answers), None)
        if left is not None:
            self._story.remove(left)
            self._written.append(left)
            return self._of(left)
        again = next((each for each in self._written if topic in each.answers), None)
        if again is None:
            return None
        self._written.remove(again)
        return self._of(again)

    def _so(self, topic: Topic) -> _Written | None:
        """Return a sentence that says what is so of a topic, perhaps."""
        if not self._chance.happens(_SAYS_MORE):
            return None
        line = choose(self._world.adds.get(topic, ()), (), self._chance, self._said)
        return None if line is None else self._own(line)

    def _place(self) -> _Written:
        told = self._told(Topic.LOCATION)
        if told is not None:
            return told
        address, facts = self._world.address, self._world.facts
        if facts.get(Topic.IN_A_VEHICLE) is Fact.YES and facts.get(Topic.MOVING) is Fact.YES:
            return self._line(_F.WRITES_UNSURE)  # Where they were is not where they are.
        at_it = self._world.facts.get(Topic.AT_KNOWN_ADDRESS) is Fact.YES
        if not (address and at_it) or address in self._said:
            return self._line(_F.WRITES_PLACE)
        self._said.append(address)
        return _Written(as_typed(address), (), address)

    def _next(self) -> list[_Written]:
        """Return the next thing of the story, perhaps with the one after it."""
        count = 2 if self._chance.happens(_TWO) else 1
        found, self._story = self._story[:count], self._story[count:]
        self._written += found
        return [self._of(each) for each in found]

    def _of(self, part: StoryPart) -> _Written:
        """Return a part of the story: words of the file stay as they are written there."""
        line = part.line
        return _Written(line.words, line.means, line.place_words)

    def _line(self, purpose: FurtherPurpose) -> _Written:
        lines = self._world.lines.get(purpose, ())
        line = choose(lines, (), self._chance, self._said[-6:])
        assert line is not None, purpose
        self._said.append(line.words)
        return _Written(line.words, line.means)

    def _own(self, line: LineVariant) -> _Written:
        self._said.append(line.words)
        words = of_person(line.words, self._world.pronoun)
        return _Written(as_typed(words, signs=self._writing.signs), line.means, line.place_words)

    # --- how and when ----------------------------------------------------------------------------

    def _time_for(self, words: str) -> Millis:
        """Return how long a next message takes: a breath, and the typing of it."""
        typing = len(words.split()) * PER_WORD * FRIGHTENED // 100
        return max(typing, self._chance.between(*NEXT_PART))

    def _typed(self, said: _Written, due: Millis) -> list[_Due]:
        """Return a message as it is typed, and perhaps the correction of a slip."""
        words, more = said.words, []
        named = said.place_words and said.place_words in words
        if not named and self._chance.happens(self._writing.slips):
            slip = slipped(words, self._chance)
            if slip is not None:
                words = slip.words
                if self._chance.happens(_CORRECTED):
                    later, meant = due + self._chance.between(*CORRECTS), _Written(slip.meant)
                    more = [_Due(later, do.SendText(slip.meant), meant)]
        text = do.SendText(words, means=said.means, place_words=said.place_words)
        return [_Due(due, text, said), *more]

    def _plans(self, at: Millis) -> Reaction:
        """Return what is being written, or else what comes unasked if nothing else does."""
        self._later = [] if self._answer or self._over else self._unasked(at)
        acts = [PlannedAct(each.at - at, each.text) for each in self._answer or self._later]
        return Reaction(acts, replaces_plans=True)

    def _unasked(self, at: Millis) -> list[_Due]:
        if self._story:
            due = at + drawn(self._chance, self._writing.volunteers)
            return self._typed(self._of(self._story[0]), due)
        if self._asks >= _MOST_ASKS:
            return []
        purpose = _F.WRITES_HOW_LONG if self._sent else _F.WRITES_HELLO
        line = choose(self._world.lines.get(purpose, ()), (), self._chance, self._said)
        assert line is not None, purpose
        due = at + self._chance.between(*_ASKS_HOW_LONG)
        return self._typed(_Written(line.words, line.means), due)
