"""The direction of a question: what a yes to its words says of its topic.

"Can anyone hear you?" and "Are you alone?" ask about one thing, and a yes means the opposite. How
near a sentence is to others says nothing of that, since nearly the same words ask both ways. So the
sentences of a file say their direction, and any other is read by frames and the grammar of denial.
Where neither decides, the direction is open: the trainee chooses, and nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from simulator.core.terms import Topic, YesMeans
from simulator.language.asking.question_forms import AskedQuestion, forms_of
from simulator.language.clauses import SpokenClause, clauses
from simulator.language.denials import STOPS, places_of, turning
from simulator.language.frames import Concepts, Denial, Fit, Marks, WordFrame, fit
from simulator.language.normalise import stem
from simulator.late_pattern import late_pattern

_TURNED = {YesMeans.SO: YesMeans.NOT_SO, YesMeans.NOT_SO: YesMeans.SO}
"""What a denial makes of a direction. "Haven't you seen it?" is neither."""
OF_WHAT_MAY_BE = frozenset(
    {
        Topic.ALONE_TO_TALK, Topic.SCREEN_SEEN, Topic.IN_DANGER, Topic.NEEDS_AMBULANCE,
        Topic.ORDERS, Topic.CAN_STAY_HIDDEN, Topic.CAN_OPEN_DOOR, Topic.CAN_SPEAK,
        Topic.CAN_HEAR, Topic.BREATHING_WELL, Topic.AWAKE, Topic.MOVING, Topic.PEOPLE_NEAR,
        Topic.CAN_MOVE, Topic.CAN_GET_OUT, Topic.LOCKED_IN, Topic.NEEDS_POLICE, Topic.COVER_WORDS,
        Topic.DOOR_LOCKED,
    }
)  # fmt: skip
"""Topics that "can" and "will" may ask about. Of any other they ask another thing: "can you get out
of the car?" isn't "are you out of it?"."""
_WHERE_THE_CALLER_IS = frozenset(
    {
        Topic.AT_HOME, Topic.AT_KNOWN_ADDRESS, Topic.INDOORS, Topic.ON_FOOT, Topic.IN_A_VEHICLE,
    }
)  # fmt: skip
"""Topics that no question about another person asks: "is he at home?"."""
_OF_THE_OTHER = frozenset({Topic.AWAKE, Topic.HAS_LEFT})
"""Topics that no question about the caller asks: "are you awake?"."""
_SUBJECT_ALONE = late_pattern(
    r"(?:am|is|are|was|were|do|does|did|have|has|had|can|could) (?:i|you|he|she|it|they|we)"
)
"""What is left of a question before "or" where only the subject has two: "are you or he hurt?"."""


class Direction(NamedTuple):
    """How a question is answered."""

    yes_means: YesMeans | None
    """What a yes to its words says; None: that is open, or no yes answers it."""
    by_words: bool = False
    """Whether no yes or no answers it: "Who can hear you?"."""


_OPEN, _BY_WORDS = Direction(None), Direction(None, by_words=True)


class DirectionFrames(NamedTuple):
    """How the direction of a question about one topic is read."""

    concepts: Concepts
    frames: Mapping[YesMeans, Sequence[WordFrame]]
    """Without any, words that deny nothing ask forward."""
    purpose: str = ""
    asked: bool = False
    """Whether the frames know the topic by themselves, so that they say enough for a denial."""

    def has(self, word: str) -> bool:
        """Whether a word decides something here, so that it isn't a slip of another word."""
        key = stem(word)
        frames = (frame for each in self.frames.values() for frame in each)
        return self.concepts.has(word) or any(
            key in frame.without or any(key in need for need in frame.needs) for frame in frames
        )

    def read(self, words: str) -> Direction:
        """Return the direction of a sentence that asks about the topic.

        Of several questions the last that decides counts: "is he there, can he hear you?"
        """
        forms = tuple(forms_of(words))
        if not self.frames:
            return _without_frames(forms)
        last = _OPEN
        for form in forms:
            found = self._of_question(form)
            last = last if found is None else found
        return last

    def _of_question(self, form: AskedQuestion) -> Direction | None:
        """Return the direction of one question; None if it has nothing of the topic."""
        parts = re.split(r"\bor\b", form.text)
        ways = [self._of_part(part, form) for part in parts]
        if form.for_words:
            return _BY_WORDS
        if len(parts) == 1 or _SUBJECT_ALONE.fullmatch(parts[0].strip()):
            return ways[-1]
        known = {each for each in ways if each is not None}
        if not known:
            return None
        if form.which or len({each.yes_means for each in known} - {None}) > 1:
            return _BY_WORDS
        # "Do you need an ambulance or police?": nothing says what the second one means.
        return known.pop() if len(known) == 1 and None not in ways else _OPEN

    def _of_part(self, text: str, form: AskedQuestion) -> Direction | None:
        last = None
        for clause in clauses(text):
            for found in self._of_clause(clause, form):
                last = found
        return last

    def _of_clause(self, clause: SpokenClause, form: AskedQuestion) -> Iterator[Direction]:
        """Yield the direction by the frames that rest on most words; open if they differ."""
        marks = self.concepts.marked(clause.words)
        ways: dict[int, set[Direction]] = {}
        for way, frames in self.frames.items():
            for frame in frames:
                found = fit(frame, clause, marks)
                if found is not None:
                    read = self.of_fit(way, form, frame, found, marks)
                    ways.setdefault(found.needs, set()).add(read)
        if ways:
            most = ways[max(ways)]
            yield most.pop() if len(most) == 1 else _OPEN

    def of_fit(
        self, way: YesMeans, form: AskedQuestion, frame: WordFrame, found: Fit, marks: Marks
    ) -> Direction:
        """Return the direction that a question has by one frame."""
        affirmed = _affirmed(found, marks)
        if self.asked:
            # Who does it is part of these frames, so what turns them may be between their words.
            own = _places(frame, marks)
            between = [
                each
                for each in turning(marks.words, found.last, _TURNS_ROUND)
                if own.isdisjoint(each)
            ]
            affirmed = found.affirmed is (len(between) % 2 == 0)
        turned = way if affirmed else _TURNED.get(way)
        return self._by_form(turned, form, frame, found, marks)

    def _by_form(
        self, way: YesMeans | None, form: AskedQuestion, frame: WordFrame, found: Fit, marks: Marks
    ) -> Direction:
        """Return what the form of the question leaves of the direction of its words."""
        if form.knows_what and not _rests_on(frame, marks, "know"):
            return _BY_WORDS
        own_not = form.not_for_rest and frame.denial is Denial.NEEDED
        may_deny = self.asked and form.denied_statement
        # "Can you not talk?" denies what its frame is of: the "not" is before a word of it.
        own_not = own_not and "not" in marks.words[max(found.first - 1, 0) : found.last]
        if form.denies and not may_deny and not own_not:
            return _OPEN
        if form.besides and not _rests_on(frame, marks, form.besides):
            return _OPEN
        if self._asks_another_thing(form, frame, marks) or self._may_turn(frame, found, marks):
            return _OPEN
        if form.noticed is None or _rests_on(frame, marks, form.noticed):
            return Direction(way)
        # Not to have noticed a knife is not to know of none.
        return Direction(YesMeans.SEEN if way is YesMeans.SO else None)

    def _may_turn(self, frame: WordFrame, found: Fit, marks: Marks) -> bool:
        return _may_turn(frame, found, marks, _MAY_TURN_ASKED if self.asked else _MAY_TURN)

    def _asks_another_thing(self, form: AskedQuestion, frame: WordFrame, marks: Marks) -> bool:
        """Whether the form asks about another time, person or possibility than the topic does."""
        other_time = form.other_time and not _rests_on(frame, marks, form.other_time)
        return bool(
            form.other_thing
            or (other_time and self.purpose != Topic.KNOWS_PERSON)
            or (form.possible and self.purpose not in OF_WHAT_MAY_BE)
            or (form.about_other and self.purpose in _WHERE_THE_CALLER_IS)
            or (form.about_caller and form.noticed is None and self.purpose in _OF_THE_OTHER)
        )


def _without_frames(forms: Iterable[AskedQuestion]) -> Direction:
    """Return the direction for a topic without frames: forward, if the form leaves no doubt."""
    last = _OPEN
    for form in forms:
        if form.for_words or form.which or form.knows_what:
            last = _BY_WORDS
        elif form.denies or form.besides or form.possible or " or " in form.text:
            last = _OPEN
        else:
            last = Direction(YesMeans.SO if form.noticed is None else YesMeans.SEEN)
    return last


_MAY_TURN = late_pattern(
    r"\b(?:over(?! there| here)|passed|finished|ended|expired|lapsed|r[au]n out|lifted|drop(?:ped)?"
    r"|cancel\w*|calmed|leave|take|taken|took|gone|left(?! you| her| him)|free"
    r"|(?<!right )(?<!straight )away|(?<!as )far|off|too(?= \w)|less"
    r"|fewer|escaped|lost|stop(?:s|ped)?|put|threw|thrown"
    r"|(?:got|let|get) out|past)\b"
)
"""Words that may turn a question round, or ask another: "is the danger over?"."""
_MAY_TURN_ASKED = late_pattern(
    r"\b(?:over(?! there| here| your| you| the| a)|passed(?! out)|finished|ended|expired|lapsed"
    r"|lifted|dropped(?! you\b)|cancel\w*|calmed|less|fewer|lost"
    r"|stop(?:s|ped)?(?! (?:put|still)\b))\b"
)
"""The same beside frames that know the topic, which have their own words for the rest."""


_TURNS_ROUND = late_pattern(
    r"\b(?:giv(?:e|en|ing) up|gave up|fail(?:s|ed)?|avoid(?:ed)?"
    r"|(?:keep|keeps|kept|keeping|stay|stays|stayed|staying|laid|hold|held)"
    r" (?:(?:his|her|their|your|him|them|it)(?: \w+)? )?"
    r"(?:off|out(?: of)?(?= (?:the|your|his|her|our|my|this|that|there)\b)|out of|clear of"
    r"|away from|back from|from)"
    r"|(?:pack|packs|packed|packing|jack|jacked|jacking) (?:it )?in"
    r"|(?:left|leave|leaves|leaving|knock|knocked|knocking) off"
    r"|(?:back|backed|backing|eased|easing) off|ceased?|quit|dodged?|missed"
    r"|(?:give|gives|given|gave|giving) over|(?:shook|shaken|shake|shaking) (?:\w+ )?off"
    r"|(?:prevented|stopped|barred|blocked) (?:\w+ )?from"
    r"|out of(?! it\b)|let go of|off of"
    r"|off the(?! (?:floor|ground|bed|sofa|chair)\b)|(?:clear|free|rid|shot) of"
    r"|(?:away|free|far) from|lost|done with|struggl(?:e|ing)|refus(?:e|es|ed|ing)|unwilling"
    r"|impossible|difficult|hard to|too (?:\w+ ){1,2}to)\b"
)
"""Words before what is asked that turn a question round: "is he off the drink?". A statement is
longer, and has too many of them that belong to something else."""


def has_a_turn(text: str) -> bool:
    """Whether a question has a word that may turn it round."""
    return any(each.search(text) for each in (_TURNS_ROUND, _MAY_TURN_ASKED))


def _affirmed(found: Fit, marks: Marks) -> bool:
    """Whether a question asks for what its frame says, or for the opposite."""
    return found.affirmed is (len(turning(marks.words, found.first, _TURNS_ROUND)) % 2 == 0)


def _turning(found: Fit, marks: Marks) -> list[set[int]]:
    return [
        each for verbs in (STOPS, _TURNS_ROUND) for each in turning(marks.words, found.first, verbs)
    ]


_DOING_SO = late_pattern(
    r"\b(?!going|needed|supposed|allowed|managed|managing|wanted|being|meaning|having)"
    r"\w{3,}(?:ing|ed) (?:(?:you|him|her|them) )?to$"
)
"""A verb with another after it: "is he pretending to leave?" isn't "has he left?"."""


def _may_turn(frame: WordFrame, found: Fit, marks: Marks, turners: re.Pattern[str]) -> bool:
    """Whether a clause has a word that may turn it round, and that nothing accounts for."""
    doubtful = {
        n for each in turners.finditer(marks.grammar.text) for n in places_of(each)
    }.difference(*_turning(found, marks))
    doubtful -= _places(frame, marks)
    before = " ".join(marks.words[: found.first])
    return bool(doubtful or (_DOING_SO.search(before) and not _turning(found, marks)))


def _rests_on(frame: WordFrame, marks: Marks, word: str) -> bool:
    """Whether a frame needs a word of a clause, or a list that has it."""
    return any(marks.words[n] == word for n in _places(frame, marks))


def _places(frame: WordFrame, marks: Marks) -> set[int]:
    """Return the places of the words that a frame needs."""
    keys = frozenset().union(*frame.needs) & marks.at.keys()
    return {n for key in keys for first, last in marks.at[key] for n in range(first, last + 1)}
