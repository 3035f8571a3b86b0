"""The words of a simulated person: sentences drawn by the seed.

What was said is remembered by its variant, so that no sentence comes twice running, and those said
least come first. A published prompt has one variant, and stays as it is printed. What a call
handler writes and radios is composed in `language/telling`.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.log import Body, Entry
from simulator.core.statements import Stated, StatementTopic, is_of_a_body
from simulator.core.terms import (
    HowItEnds,
    Intent,
    Manner,
    NoteKind,
    QuestionForm,
    Reported,
    Role,
    Service,
    ServiceStatus,
    Sign,
    Sound,
    Topic,
    UnitStatus,
    Via,
    YesMeans,
)
from simulator.derived import Derived
from simulator.knowledge.answers import PLAIN, AnswerState
from simulator.knowledge.company import Company, company, rings_for_another
from simulator.knowledge.facts import Hearers, KnownFacts, PlaceKnown, Same
from simulator.knowledge.judgements.asking import can_answer, is_in_the_street, said_what
from simulator.knowledge.judgements.cover import cover
from simulator.knowledge.judgements.danger import is_in_the_open
from simulator.knowledge.judgements.judgement import fields_of
from simulator.knowledge.judgements.table import (
    airway,
    behind_door,
    has_gone_said,
    shut_in,
    talks_freely,
)
from simulator.knowledge.judgements.waiting import (
    is_apart,
    is_of_another,
    is_unheard,
    nobody_to_hide_from,
)
from simulator.knowledge.learning import AT_THE_DOOR
from simulator.knowledge.ledger import Statement
from simulator.knowledge.services import Advice, crew_to_tell, held_back, lacked_by
from simulator.knowledge.situation import Situation, situations
from simulator.language.lines import (
    Fitting,
    LineBook,
    LineManner,
    LineSlot,
    LineVariant,
    drawn,
    fitting,
    used,
)
from simulator.language.normalise import content_words
from simulator.language.purposes import FurtherPurpose
from simulator.language.speaking.already_said import fits_what_was_said, has_no_ground
from simulator.language.speaking.disfluency import fluent, says_nothing
from simulator.language.speaking.patient import NamedPatient
from simulator.language.speaking.serving import CameBefore
from simulator.language.speaking.taking_up import TakingUp
from simulator.language.speaking.thoughts import thought_of
from simulator.language.telling.answer_words import in_all
from simulator.language.telling.sentence import as_part
from simulator.language.telling.statement_words import STATEMENT_WORDS
from simulator.late_pattern import late_pattern
from simulator.session.random_stream import RandomStream

_NEAR = (Sound.FOOTSTEPS, Sound.DOOR)
_OF_THAT_PERSON = frozenset(
    {
        *(Topic.WEAPON, Topic.WEAPON_IN_HAND, Topic.WEAPON_USED, Topic.HAS_LEFT),
        *(Topic.STRANGLED, Topic.ORDERS, Topic.IN_THE_HOUSE, Topic.CAN_GET_OUT),
        Intent.LOCK_UP,
    }
)
_THAT_PERSON = frozenset({LineSlot.HE, LineSlot.HIM, LineSlot.HIS})
_THEY = late_pattern(r"\b(?:they|they're|their|them)\b", re.IGNORECASE)
_GIVEN = frozenset({LineSlot.LANGUAGE, LineSlot.COUNT, LineSlot.AGO})
_COUNTED = (*do.SPOKEN, do.SendText)
_OPENINGS = frozenset({"told", "untold", "spoken", str(Situation.ILL), str(Situation.DEVICE)})
"""Conditions of first words aloud."""
_WITHOUT_EARS = (Via.RELAY, Via.SIGNS)
"""Through whom those speak who do not hear."""
_LISTENS = late_pattern(
    r"\b(?:listen\w*|whisper\w*|out loud|louder|(?:can|do|did) you hear(?! them knock)"
    r"|hear (?:now|anything|that|me|him|her|them)\b|quiet voice|sound like|being heard"
    r"|at your ear|said to you|(?:right to|still) talk|you talk)\b",
    re.IGNORECASE,
)
"""Words for one who hears: nobody who types or signs is asked to listen (SIT-20)."""
_UNMARKED = late_pattern(r"\b(s?he)s\b", re.IGNORECASE)
"""As it is typed: "hes in next room"."""
_MAY_SAY_BACK = (LineManner.UNHEARD, Situation.CHILD, Situation.LANGUAGE)
"""Where a word of the caller may be said back: nobody hears, or nothing else is understood."""
_NAMED = {
    "he": late_pattern(
        r"\b(?:he|him|his|husband|boyfriend|bloke|fella|man|dad|daddy|stepdad|son|lad|brother|uncle|boy|chap|guy|gentleman|grandad)\b",
        re.I,
    ),
    "she": late_pattern(
        r"\b(?:she|her|hers|wife|girlfriend|missus|woman|mum|mummy|sister|daughter|aunt|girl|lady|lass|nan|gran)\b",
        re.I,
    ),
}
"""Words by which a caller speaks of the other person. Both in one sentence say nothing."""
_SUBJECT = {
    "he": late_pattern(r"\b(?:he|he's|he'll|he'd|him)\b", re.I),
    "she": late_pattern(r"\b(?:she|she's|she'll|she'd)\b", re.I),
}
"""Words that speak of the same person again: "her mum" and "my husband's away" may be others."""
_OF_WHO_HARMS = frozenset(
    {
        *(Topic.WEAPON, Topic.WEAPON_IN_HAND, Topic.WEAPON_USED, Topic.KNOWS_PERSON),
        *(Topic.HAS_LEFT, Topic.IN_THE_HOUSE, Topic.BEHIND_YOU, Topic.ORDERS),
        *(Topic.MORE_THAN_ONE, Topic.CAN_GET_OUT, Topic.DRINK_OR_DRUGS),
    }
)
"""Questions about the one who harms, also where another is hurt."""
_S = StatementTopic
_NEWS_OF_WHO_HARMS = frozenset(
    map(
        str,
        (
            *(_S.HAS_GONE, _S.WAY_GONE, _S.COMING_BACK, _S.COMING_CLOSER, _S.PERSON_OUTSIDE),
            *(_S.PERSON_LOOKS, _S.STRANGER, _S.SEVERAL_PEOPLE, _S.KNIFE, _S.GUN, _S.OTHER_WEAPON),
            *(_S.WEAPON_IN_REACH, _S.THREAT_TO_KILL, _S.STALKED, _S.COURT_ORDER, _S.KNOWN_PERSON),
        ),
    )
)
"""News of the one who harms, also where another is hurt: "If you hear them, say so"."""
_OF_A_HURT_PERSON = (_S.OF_ANOTHER, _S.OTHER_HURT)
_SEVERAL = late_pattern(r"\b(?:they|(?<!felt )(?<!feel )(?<!took )(?<!got )them|their)\b", re.I)
_ORDERED = late_pattern(r"\b(?:two|three|four|five|six)\b", re.I)
"""How many of a thing: in a disguised call it may say how many people there are [K3]."""
_SELF = late_pattern(r"\b(?:I|I'm|I've|me|my|mine)\b")
_ILL_CALLER = late_pattern(r"\b(?:I|I'm|I've|me)\b")
_OF_THE_BODY = late_pattern(
    r"\b(?:fell|fallen|stuck|trapped|down there|collapsed|breath\w*|leg"
    r"|(?:hit|banged|cracked|cut|hurt|smashed) (?:his|her|their|my) head|ill|hurt"
    r"|wak(?:e|ing)|floppy|shaking|fit|unconscious|passed out)\b",
    re.I,
)
"""Words of a person who is hurt or ill: with he or she in them, and no I, of another person."""
_HURT_ONE = late_pattern(
    r"\b(?:(?:my|me|our) (?:best |little |big |older |old |poor |young )?"
    r"(friend|mate|mum|mam|dad|husband|wife|partner|boyfriend|girlfriend|son|lad"
    r"|daughter|brother|sister|neighbour|colleague|manager|boss|nan|gran|grandad|uncle|aunt|cousin"
    r"|flatmate)|the (lady|woman|man|bloke|girl|boy|driver|manager|neighbour))\b",
    re.I,
)
"""Words for the one who is hurt beside an adult: "your friend", "the lady"."""
_NOT_NAMED = "the person who's hurt"
_STRUCK = late_pattern(
    r"\b(?:hit|punch|kick|beat|batter|strangl|chok|slap|hurt)\w*(?: up)?"
    r" (?:(?P<she>her|(?:my |our |his |the )?"
    r"(?:mum|mummy|mam|mom|sister|nan|wife|girlfriend|missus))"
    r"|(?P<he>him|(?:my |our |her |the )?(?:dad|daddy|brother|grandad|son)))\b",
    re.IGNORECASE,
)
"""The one whom another person hits: of the two who were named, not the one who harms."""
_PRONOUNS: Mapping[str, Mapping[str, str]] = {
    "he": {LineSlot.HE: "he", LineSlot.HIM: "him", LineSlot.HIS: "his"},
    "she": {LineSlot.HE: "she", LineSlot.HIM: "her", LineSlot.HIS: "her"},
}
_OF_ANOTHER = frozenset(
    {str(LineManner.OF_ANOTHER), str(LineManner.ANOTHER_NOT_WAKING), str(LineManner.APART)}
)
_OF_ANOTHER_OR_THEM = _OF_ANOTHER | {str(LineManner.OF_THEM)}
_OF_THEMSELVES = {
    LineManner.SAID_COLD: late_pattern(
        r"\b(?:cold(?! (?:tap|water|calls?|flannel|pack|food|tea))|freezing|frozen|shiver\w*)\b",
        re.I,
    ),
    LineManner.SAID_NUMB: late_pattern(r"\b(?:numb|can't feel my)\b", re.I),
}
"""What a caller said of themselves and is asked about, in place of how they are (4.4)."""
_OWN = r"\b(?:my|me|our|two|three|four)(?: \w+)? "
"""Before a word of the caller's own people: not of who says "a man with a dog"."""
_REMEMBERS = 4_000
"""How much of a caller's words is looked through for what was said (our choice)."""
_OF_THE_PLACE = {
    LineManner.DOOR_UNTOLD: late_pattern(
        r"\b(?:green|blue|red|white|black|yellow|brown|grey|pink|iron|steel|glass|wooden|painted)"
        r"\b[^.!?]{0,24}\b(?:door|gate|shutter)\b"
        r"|\b(?:door|gate|shutter)\b(?: is|'s|,)[^.!?]{0,12}\b(?:green|blue|red|white|black|yellow"
        r"|brown|grey|pink|iron|steel|glass|wood\w*|painted)\b",
        re.I,
    ),
    LineManner.BESIDE_UNTOLD: late_pattern(
        r"\b(?:next (?:door|to)|opposite|outside on|out front|on the drive|on the corner|beside"
        r"|above|over the|behind|across from|van|caravan|skip|awning|bike racks)\b",
        re.I,
    ),
    LineManner.FLOOR_UNTOLD: late_pattern(
        r"\b(?:floor|upstairs|downstairs|basement|loft|attic|ground floor|bungalow|cottage|house"
        r"|bathroom|bedroom|box room|kitchen|cellar|hall|shop|room)\b",
        re.I,
    ),
}
"""What officers who look for a door need, and words by which the caller has said it."""
_OF_A_PATIENT = ((StatementTopic.SUICIDAL, True), (StatementTopic.OF_ANOTHER, True))
"""What else shows who is meant: the one who is in danger."""
_ANSWERS_AT_LENGTH = 9
"""The same of the answer to a plain question: "No, that was all of them" (assumption)."""
_SAYS_SOMETHING = 6
"""Words of a sentence that is more than "I don't know" (assumption)."""
_BY_CHILD = (Situation.CHILD, Situation.CHILD_HIDES)
_ASKS_NAME = late_pattern(r"\b(?:your (?:\w+ )?name|who are you|are you called)\b", re.I)
"""A child who has said its name is not asked for it again."""
_ASKS_OF_OFFICERS = late_pattern(r"\b(?:see|hear) (?:the police|them)\b.*\?", re.IGNORECASE)
"""Whether officers can be seen or heard is asked of a child once."""
_HAS_SET_OFF = (UnitStatus.EN_ROUTE, UnitStatus.DELAYED, UnitStatus.TWO_MINUTES)
"""What a unit says that is on its way: one that is assigned has not left (practice2 2.2)."""
_SPOKE = frozenset({Reported.SPEECH, Reported.WHISPER})


_FETCHES = late_pattern(r"\b(?:fetch\w*|get(?:ting)? the (?:kit|bag)|be back)\b", re.IGNORECASE)
"""Why an officer asks us to stay on: they go for what they need; else both hands are full."""
_OPEN = late_pattern(r"(?:and )?(?:how|what|where|who|which|tell(?=\sme))\b", re.IGNORECASE)
_WHERE_YOU_WERE = late_pattern(r"\bwhere you were\b", re.IGNORECASE)
_STAYS_THERE = frozenset(
    {str(Situation.FALLEN), str(LineManner.ANOTHER_NOT_WAKING), str(LineManner.CANNOT_MOVE)}
)
"""Who is down has not gone anywhere, nor who is beside them: that is not asked (SIT-11)."""
_OF_THE_PAST = late_pattern(r"\?|\btoday\b")
"""What one who gets sleepy is not asked."""
_WORN = 3
"""So many times a thought may come in other words before the same words come again (assumption)."""


_OWN_NAME = late_pattern(r"(?:\b(?:I'm|I am|my name(?:'s| is)|called)\s+)?\b([A-Z][a-z]+)\b[.! ]*$")
_ANOTHERS = late_pattern(r"\b(?:his|her|their|he's|she's|it's)\b", re.IGNORECASE)


def own_name(words: str) -> str:
    """Return the caller's own first name in words that state a name; empty for another's."""
    found = None if _ANOTHERS.search(words) else _OWN_NAME.search(words.partition(" and ")[0])
    return found[1] if found is not None else ""


class SpokenWords:
    """What one person has said in a call, and what they could say next.

    The second fold of a call, of wordings and not of what they state (see `guided_person`). `drawn`
    is not a cache: it has of what was said what its words do not show, so that without it a log has
    other words.
    """

    def __init__(self, book: LineBook, stream: RandomStream) -> None:
        """Draw from the variants of `book`."""
        self._book = book
        self.stream = stream
        self._said = Counter[str]()
        """How often each line was said."""
        self._thoughts = Counter[str]()
        """How often each thought was said, in any words."""
        self._last: str | None = None
        """The line that was said last."""
        self._praised_at: int | None = None
        """How many sentences had been said when one last praised or thanked."""
        self._drawn_for = 0
        """How many acts of theirs have had words that are drawn."""
        self.drawn: dict[str, LineVariant] = {}
        """The line of each sentence that was drawn."""
        self._all_heard = ""
        """All that the caller has said, up to `_REMEMBERS` letters."""
        self._heard = ""
        """The caller's last words, of which one may be said back."""
        self._ours = ""
        """All that this person has said."""
        self._since_ours = ""
        """All that the caller has said since."""
        self._checked = False
        """Whether our last words asked how the body is, or for a fact."""
        self._unanswered = False
        """Whether nothing has been said since the caller's last words."""
        self._spoken_of: Mapping[str, str] = {}
        """How the caller speaks of the other person: he or she."""
        self._first = ""
        """Whether he or she was spoken of first."""
        self._you = "you"
        self._of_the_ill: Mapping[str, str] = {}
        """The same, of the one who is ill or hurt."""
        self._ill_stated = False
        """Whether it was stated of that one, and not only read in a word."""
        self._of_another = False
        """Whether the caller speaks of another person who is hurt or ill."""
        self._patient = NamedPatient()
        self._who = ""
        """What an adult calls the one who is hurt beside them: your friend."""
        self._of_themselves: frozenset[str] = frozenset()
        self._untold = frozenset(map(str, _OF_THE_PLACE))
        self._ordered = ""
        self._sent_to_door = False
        self._asked_after: dict[str, frozenset[str]] = {}
        """What the last question of each topic took up: empty for one that took up nothing."""
        self._several = False
        self._struck = ""
        """He or she whom another person hits; empty if nobody was named so."""
        """Whether the caller has spoken of several people who harm."""
        self._name = ""
        """The caller's own first name, as they said it."""
        self._officer = ""
        """What an officer on the caller's phone has asked us to stay on for."""
        self._taking_up = TakingUp(book.get(FurtherPurpose.TAKES_UP, ()))
        self.takes: set[str] = set()
        """Sentences that take up what was said then, and nothing else."""

    def taking_up(self, facts: KnownFacts, *, by_words: bool = False) -> str:
        """Return what takes up the caller's last words in few words; empty if nothing does.

        `by_words`: only what goes by a word of theirs.
        """
        found = self._taking_up.sentences(self._conditions(facts), by_words=by_words)
        if not found:
            return ""
        self.takes.update(found)
        return found[self._chance(FurtherPurpose.TAKES_UP).between(0, len(found) - 1)]

    def _chance(self, purpose: str) -> RandomStream:
        """Return what a sentence is drawn from: the same for the same purpose at the same place.

        So its words do not depend on how often anything was drawn before it.
        """
        return self.stream.beside(f"{purpose} {self._drawn_for}")

    def words(
        self,
        purpose: str,
        facts: KnownFacts,
        values: Mapping[str, str],
        news: frozenset[str] = frozenset(),
        rung: LineManner | None = None,
    ) -> str:
        """Return a sentence for `purpose` that takes up `news`; empty if none fits.

        `rung`: one that is plainer, if there is any, since the last was not followed.

        The stages, each of which reads what those before it have left:

        1. conditions: which lines suit this call (`_conditions`; the first words beside one who
           hears them are low);
        2. the person: of whom it speaks, who harms or who is hurt, so which of he, she and they;
        3. slots: what can be filled. A line whose slot is empty is never taken, so this is first;
        4. fit: lines by purpose, conditions, slots and news (`_fitting`). No line here: no words;
        5. hearing: none with the caller's own words where another may hear;
        6. plainer ones in place of all, if asked for; else without praise, if praised just now.
           Both narrow to lines of one kind, so they come before what may leave none;
        7. what this caller can answer (`_that_may_be_answered`);
        8. he or she, then what was not asked or said yet (`_by_he_or_she`, `_not_said`): 5 and 7
           to 8 keep all lines rather than none, so the later ones only choose among what is right;
        9. one of these is drawn (`_drawn_of`).
        """
        conditions = self._conditions(facts)
        if purpose == Intent.THROUGH_TO_POLICE and facts.hear is Hearers.UNSAFE:
            # Nobody says "police" beside one who hears it.
            conditions = conditions - _OPENINGS | {str(LineManner.LOW)}
        of_another = not conditions.isdisjoint(_OF_ANOTHER)
        of_harm = purpose in _OF_WHO_HARMS or not news.isdisjoint(_NEWS_OF_WHO_HARMS)
        patient = of_another and self._of_the_ill and not of_harm
        they = self._of_the_ill if patient else self._spoken_of
        if of_harm and self._several:
            they = {}
        elif of_harm and self._first and they == self._of_the_ill:
            they = _PRONOUNS[self._first]  # "She's hit her head": he who did it was named first.
        known = {
            **facts.derived(_VALUES),
            **they,
            **self._by_their_words(they, of_another),
            str(LineSlot.WHO): self._who_is_hurt(conditions),
            **values,
        }
        filled = frozenset(name for name, value in known.items() if value)
        if news or self._unanswered or purpose == Intent.REASSURE:
            filled |= self._used(purpose)
        by_child = not conditions.isdisjoint(_BY_CHILD)
        lines = self._fitting(purpose, conditions, filled, news)
        if news:
            lines = self._without_their_words(lines, conditions)
        # To a child a further line of a child's own is plainer than any other.
        if by_child and len(lines.own) > 1:
            rung = None
        if purpose == Topic.INJURED and not conditions.isdisjoint(_OF_ANOTHER_OR_THEM):
            rung = None  # "Does anything hurt?" would be of the caller.
        if rung is not None and (plainer := self._plainer(purpose, rung, filled)):
            lines = Fitting(plainer, plainer, True)
        elif self._praised():
            lines = _without_praise(lines)
        lines = self._that_may_be_answered(lines, purpose, facts, conditions)
        lines = self._not_said(self._by_he_or_she(lines) if they else lines)
        if purpose == FurtherPurpose.TEXT_CHECK and all(e.words in self._said for e in lines.own):
            lines = lines._replace(only_own=False)  # The same text twice says nothing (SIT-20).
        if (line := self._drawn_of(lines, self._chance(purpose))) is None:
            return ""
        sentence = line.filled({**known, str(LineSlot.SAID): line.echoes(filled)})
        self.drawn[sentence] = line
        return sentence

    def _that_may_be_answered(
        self, lines: Fitting, purpose: str, facts: KnownFacts, conditions: frozenset[str]
    ) -> Fitting:
        """Leave out what this caller cannot answer, or is not asked now."""
        if purpose == Intent.REASSURE and facts.believes(StatementTopic.ILL):
            # Who gets sleepy is followed by what they said, and asked nothing of the past.
            lines = self._kept(lines, lambda each: not _OF_THE_PAST.search(each.words))
        if purpose == FurtherPurpose.TEXT_CHECK and not conditions.isdisjoint(_STAYS_THERE):
            lines = self._kept(lines, lambda each: not _WHERE_YOU_WERE.search(each.words))
        if purpose == FurtherPurpose.TEXT_CHECK and LineManner.ANOTHER_NOT_WAKING in conditions:
            # Who does not wake is not asked to be any worse.
            lines = self._kept(lines, lambda each: "worse" not in each.words)
        if facts.via in _WITHOUT_EARS or (facts.texts_in and not facts.speaks):
            lines = self._kept(lines, lambda each: not _LISTENS.search(each.words))
        if LineManner.BY_SIGNS in conditions:
            # "How are you now?" has no answer in taps: what has one comes instead (CH-11).
            lines = self._kept(lines, lambda each: not _OPEN.match(each.words))
        return lines

    def _drawn_of(self, lines: Fitting, chance: RandomStream) -> LineVariant | None:
        """Draw a line: of a thought that was not said yet, while there is one.

        A line that takes up what was just said repeats nothing that was said before it.
        """
        if any(each.after for each in lines.all):
            return drawn(lines, chance, self._said, self._last)
        return drawn(self._unspent(lines), chance, self._shared(lines), self._last)

    def _by_he_or_she(self, lines: Fitting) -> Fitting:
        """Leave out "they" of one who was called he or she, where another line says so (17)."""
        if not any(each.slots & _THAT_PERSON for each in lines.all):
            return lines
        return self._kept(
            lines, lambda each: bool(each.slots & _THAT_PERSON) or not _THEY.search(each.words)
        )

    def _shared(self, lines: Fitting) -> Mapping[str, int]:
        """Return how often each line was said: its thought, and more by far its very words."""
        every = (each.words for each in (*lines.all, *lines.own))
        thoughts, said = self._thoughts.get, self._said.get
        counts = {e: thoughts(thought_of(e), 0) + said(e, 0) * _WORN for e in every}
        return {words: times for words, times in counts.items() if times}

    def _unspent(self, lines: Fitting) -> Fitting:
        """Leave out thoughts that were said, in any words, while there is another that fits.

        Where only lines of the situation are right, no others come in their place.
        """
        every, own = (
            tuple(e for e in part if not self._thoughts.get(thought_of(e.words)))
            for part in (lines.all, lines.own)
        )
        if not (own if lines.only_own else every):
            return lines
        return Fitting(every, own, lines.only_own)

    def _may_say(self, line: LineVariant) -> bool:
        """Whether the caller's words leave it to be asked, and give it its ground."""
        return fits_what_was_said(line.words, self._all_heard)

    def is_settled(self, words: str) -> bool:
        """Whether a sentence was said before, or asks for what the caller has said."""
        line = self.drawn.get(words)
        return line is None or self._said[line.words] > 0 or not self._may_say(line)

    def _not_said(self, lines: Fitting) -> Fitting:
        """Leave out wordings that ask for what the caller has said; all stay if none is left."""
        grounded = self._kept(lines, lambda each: not has_no_ground(each.words, self._all_heard))
        return self._kept(grounded, self._may_say)

    @staticmethod
    def _kept(lines: Fitting, may: Callable[[LineVariant], bool]) -> Fitting:
        """Return the lines that may be said; all of them if none may."""
        every, own = (tuple(each for each in part if may(each)) for part in (lines.all, lines.own))
        if not every or len(every) == len(lines.all):
            return lines
        return Fitting(every, own, lines.only_own and bool(own))

    def _fitting(
        self, purpose: str, conditions: frozenset[str], filled: frozenset[str], news: frozenset[str]
    ) -> Fitting:
        """Return the lines that fit: a child's name first, each thing to do once, then company."""
        if purpose == Intent.STILL_WITH_YOU and HowItEnds.FOUND_HURT in conditions:
            # With the officer in the room nobody comforts a child as if it were alone (EN-02).
            conditions -= _ALONE_BESIDE
        if purpose != Intent.CHILD_DO:
            return _fitting(Same(self._book), purpose, conditions, filled, news)
        named = any(_ASKS_NAME.search(each) for each in self._said)
        noticed = any(_ASKS_OF_OFFICERS.search(each) for each in self._said)
        left = tuple(
            each
            for each in self._book.get(purpose, ())
            if each.words not in self._said
            and not (named and _ASKS_NAME.search(each.words))
            and self._may_say(each)
            and not (noticed and _ASKS_OF_OFFICERS.search(each.words))
        )
        found = fitting(Same(left), conditions, filled, news)
        if Situation.CHILD_WITH_ILL_ADULT in conditions:
            # Beside the ill nobody asks what is on the wall: that is for a child who waits.
            first = [each for each in found.own if _ASKS_NAME.search(each.words)]
            found = Fitting(first or found.own, first or found.own, only_own=True)
        if found.all:
            return found
        return self._company(conditions, filled, news)

    def _company(
        self, conditions: frozenset[str], filled: frozenset[str], news: frozenset[str]
    ) -> Fitting:
        """Return the company that a child who has done all has not had yet; then what is asked.

        A question may come again, as its answer may be another; a comfort is said once (LP-19).
        """
        found = _fitting(Same(self._book), Intent.STILL_WITH_YOU, conditions, filled, news)
        every, own = (
            tuple(e for e in part if e.words not in self._said or "?" in e.words)
            for part in (found.all, found.own)
        )
        return Fitting(every, own, found.only_own) if own else found

    def _conditions(self, facts: KnownFacts) -> frozenset[str]:
        """Return when a variant fits: of another person only if there is a word for that person."""
        conditions: frozenset[str] = line_conditions(facts) | self._of_themselves
        spoke = self._unanswered or bool(facts.replies)
        if facts.other_voice and not facts.phone_taken and spoke:
            conditions |= {str(LineManner.PHONE_BACK)}
        if self._officer and facts.unit_status is UnitStatus.FOUND:
            conditions |= {self._officer}
        if LineManner.UNFOUND_AT_DOOR in conditions:
            conditions = conditions - {str(LineManner.UNFOUND_AT_DOOR)} | (
                self._untold or {str(LineManner.UNFOUND_AT_DOOR)}
            )
        if self._sent_to_door:
            conditions -= {str(LineManner.LETS_OFFICERS_IN)}
        if Situation.OVERDOSE in conditions:
            least = _ANSWERS_AT_LENGTH if self._checked else _SAYS_SOMETHING
            told = len(self._heard.split()) >= least
            if told and (self._unanswered or facts.unfollowed):
                # Also once what pressed more was answered: "I'm that tired. My daughter's away."
                conditions |= {str(LineManner.JUST_SPOKE)}
            elif self._unanswered:
                conditions |= {str(LineManner.FEW_WORDS)}
        # A child has words of its own for the one who is ill.
        by_child = not conditions.isdisjoint(_BY_CHILD)
        if not by_child and facts.believes(StatementTopic.OTHER_HURT) and not self._of_another:
            return conditions - _OF_ANOTHER | {str(LineManner.OF_THEM)}
        if by_child or not (self._of_the_ill or self._spoken_of):
            return conditions - _OF_ANOTHER
        if self._of_another and conditions.isdisjoint(_OF_ANOTHER):
            return conditions | {str(LineManner.OF_ANOTHER)}
        return conditions

    def _plainer(self, purpose: str, rung: LineManner, filled: frozenset[str]) -> list[LineVariant]:
        lines = [each for each in self._book.get(purpose, ()) if each.slots <= filled]
        # A further question is asked so again: "Can you leave?" was answered before "Is there a
        # window?" (B05).
        if after := self._asked_after.get(purpose):
            return [each for each in lines if each.after == after]
        return [each for each in lines if rung in each.when]

    def _praised(self) -> bool:
        """Whether the caller was praised or thanked a short while ago (speech.md F32, H9)."""
        before = self._praised_at
        return before is not None and self._said.total() - before < _BETWEEN_PRAISE

    def _without_their_words(self, lines: Fitting, conditions: frozenset[str]) -> Fitting:
        """Leave out lines with a word of the caller's, where another person may hear (BF-5)."""
        if not conditions.isdisjoint(_MAY_SAY_BACK):
            return lines
        theirs = content_words(self._heard)
        every, own = (
            tuple(each for each in part if theirs.isdisjoint(content_words(each.words)))
            for part in (lines.all, lines.own)
        )
        return Fitting(every, own, lines.only_own and bool(own)) if every else lines

    def _by_their_words(self, they: Mapping[str, str], of_another: bool) -> dict[str, str]:
        return {
            str(LineSlot.YOU): (of_another and they.get(LineSlot.HE, "")) or self._you,
            str(LineSlot.ORDERED): self._ordered,
            str(LineSlot.PATIENT): self.patient,
            str(LineSlot.PATIENTS): f"{self.patient}'s" if self.patient else "their",
            str(LineSlot.NAME): self._name,
        }

    def _who_is_hurt(self, conditions: frozenset[str]) -> str:
        """Return the caller's word for the one who is hurt, where it may be said back (BF-5)."""
        may = not conditions.isdisjoint(_MAY_SAY_BACK)
        return (self._who if may else "") or _NOT_NAMED

    @property
    def patient(self) -> str:
        """What a child calls the one who is ill; empty if nobody was named."""
        return self._patient.name

    def hear(self, words: str, means: Stated = (), *, as_if: bool = False) -> None:
        """Hear the caller: the words with what they state, and who is he or she in them.

        `as_if`: said as to another, so that whom they name is not who is there.

        Three people are kept apart, each with a word for them:

        * who harms (`_spoken_of`, `_first`): he or she, from who was spoken of first. "They", that
          is none, once there are several, or once both words were said and neither is the subject;
        * who is hurt or ill (`_of_the_ill`, `_who`, `_patient`): he or she from words of a body.
          What was stated of them is not undone by a word that was only read (`_ill_stated`);
        * "you" (`_you`, `_of_another`): whom a question about the body is of: the caller, unless
          the words were of another.

        Who is hurt is looked for before who harms: "He's hurt" after "Two lads hit my mate" names
        neither lad.
        """
        self._heard = words = fluent(words)
        self._taking_up.hear(words, means, goes_on=self._unanswered)
        self._all_heard = f"{self._all_heard} {words}"[-_REMEMBERS:]
        self._since_ours = f"{self._since_ours} {words}" if self._unanswered else words
        self._unanswered = True
        if how_many := _ORDERED.search(words):
            self._ordered = how_many[0].lower()
        if as_if:
            return
        if (StatementTopic.NAME, True) in means and (own := own_name(words)):
            self._name = own
        self._patient.hear(words)
        words = _UNMARKED.sub(r"\1's", words)
        of_them = (str(each) for each, said in _OF_THEMSELVES.items() if said.search(words))
        self._of_themselves = self._of_themselves.union(of_them)
        self._untold -= {str(each) for each, said in _OF_THE_PLACE.items() if said.search(words)}
        found = [each for each, named in _NAMED.items() if named.search(words)]
        # "The kids are in bits, they saw all of it" is of no several who harm.
        of_children = (StatementTopic.CHILDREN, True) in means
        several = (bool(_SEVERAL.search(words)) and not of_children) or (
            StatementTopic.SEVERAL_PEOPLE,
            True,
        ) in means
        self._several = self._several or several
        if (StatementTopic.OTHER_HURT, True) in means and (struck := _STRUCK.search(words)):
            self._struck = "she" if struck.lastgroup == "she" else "he"
            found = [each for each in found if each != self._struck]
        if self._is_of_the_hurt(found, means):
            pass  # "Two lads hit my mate. He's hurt." is of the mate, and of none of the two.
        elif of_children and self._spoken_of:
            pass  # "My lad's upstairs, he's fourteen" is of no one who harms.
        elif (StatementTopic.SEVERAL_PEOPLE, True) in means:
            self._spoken_of = {}
        elif len(found) == 1 and (
            not self._spoken_of or found[0] == self._first or _SUBJECT[found[0]].search(words)
        ):
            # "I'm twice the size of her" is of who was spoken of first, also after "my lad".
            self._first = self._first or found[0]
            self._spoken_of = _PRONOUNS[found[0]]
        elif found or several:
            self._spoken_of = {}
        of_a_body = any(is_of_a_body(each) or each in _OF_A_PATIENT for each in means)
        said_so = of_a_body or (_OF_THE_BODY.search(words) and not self._ill_stated)
        if said_so and len(found) == 1:
            # "Don't let them hurt him" makes no patient of him, once she was said to be ill.
            self._of_the_ill = _PRONOUNS[found[0]]
            self._ill_stated = of_a_body
        if of_a_body and not self._who and (one := _HURT_ONE.search(words)) is not None:
            self._who = f"your {one[1].lower()}" if one[1] else f"the {one[2].lower()}"
        if _OF_THE_BODY.search(words) and (found or _ILL_CALLER.search(words)):
            self._of_another = bool(found) and not _ILL_CALLER.search(words)
        if _SELF.search(words):
            self._you = "you"
        elif found:  # "Number four, Mill Road" is of nobody: it changes nothing.
            self._you = self._spoken_of.get(LineSlot.HE, "you")

    def hear_officer(self, words: str) -> None:
        """Hear an officer on the caller's phone: who has to fetch something is not right there."""
        away = _FETCHES.search(words)
        self._officer = str(LineManner.OFFICER_AWAY if away else LineManner.OFFICER_BUSY)

    def _is_of_the_hurt(self, found: list[str], means: Stated) -> bool:
        """Whether he or she in the words is one whom others have hurt, and nobody who harms.

        "My dad is hitting my mum. She's crying": she is the one whom he hits, in any words but
        those of what she does to him.
        """
        if len(found) == 1 and found[0] == self._struck:
            return (StatementTopic.HIT, True) not in means
        if len(found) != 1 or not self._several:
            return False
        hurt = any((topic, True) in means for topic in _OF_A_HURT_PERSON)
        return hurt or self._of_the_ill == _PRONOUNS[found[0]]

    def _used(self, purpose: str) -> frozenset[str]:
        """Return the words of the caller that lines for a purpose could say back."""
        listed = {
            word: "your {said}" in line.words.lower()
            for line in self._book.get(purpose, ())
            for word in line.said
        }
        now = self._since_ours if purpose == Intent.REASSURE else self._heard
        heard = now if self._unanswered else self._all_heard
        if not listed:
            return frozenset()
        low = heard.lower()
        found = [
            word
            for word, is_own in listed.items()
            # Nearly none of them is in it: no pattern for those.
            if word.lower() in low
            and re.search(rf"{_OWN if is_own else ''}\b{word}\b", heard, re.IGNORECASE)
        ]
        if not self._unanswered:
            # A subject that was offered a while ago is turned to once (4.4, suicidal).
            found = [word for word in found if not re.search(rf"\b{word}\b", self._ours, re.I)]
        return frozenset((*map(used, found), *([str(LineSlot.SAID)] if found else ())))

    def directions(self, sentence: str) -> tuple[YesMeans, ...]:
        """Return the direction of a question as its act has it: none if it asks forward."""
        way = self.drawn[sentence].yes_means if sentence in self.drawn else YesMeans.SO
        return () if way is YesMeans.SO else (way,)

    def said_as(self, sentence: str, spoken: str) -> None:
        """Remember that a sentence is said with small words around it."""
        if sentence in self.drawn:
            self.drawn[spoken] = self.drawn[sentence]

    def note_said(self, body: Body) -> None:
        """Remember what was said. A sentence that was only planned does not count."""
        words = getattr(body, "words", "")
        self._drawn_for += isinstance(body, _COUNTED) or _is_to_supervisor(body)
        if isinstance(body, do.SPOKEN):
            self._unanswered = False
            self._taking_up.said(words)
            plainly = isinstance(body, do.Ask)
            self._checked = plainly or getattr(body, "intent", None) is Intent.CHECK_IN
        if words and isinstance(body, _COUNTED):
            if words in self.drawn:
                # What officers look for is asked once of each kind, and a child sent to the door
                # once (DR-35).
                self._untold -= self.drawn[words].when
                self._sent_to_door |= LineManner.LETS_OFFICERS_IN in self.drawn[words].when
                if isinstance(body, do.Ask):
                    after = self.drawn[words].after
                    self._asked_after.update((str(each), after) for each in body.about)
            line = self.drawn[words].words if words in self.drawn else words
            self._said[line] += 1
            self._thoughts[thought_of(line)] += 1
            self._last = line
            self._ours += f" {words}"
            if PRAISE.search(line):
                self._praised_at = self._said.total()


_BY_A_PERSON = (Company.HARMS, Company.OUTSIDE)
_SAID_PLAINLY = frozenset(
    {
        *(Situation.CHILD_HIDES, Situation.DISGUISED, Situation.LANGUAGE, Situation.OTHER_VOICE),
        *(Situation.COACHED, Situation.TEXT_ONLY, Situation.DRIVEN),
        *(LineManner.LOW, LineManner.LOST),
    }
)
"""Where a sentence is said as it is: short and clean."""
ASKS_US = (StatementTopic.HOW_LONG, StatementTopic.ARE_YOU_THERE)
_ANSWERS = (Intent.SAYS_YES, Intent.SAYS_NO)
_LOUD = (Sound.SHOUTING, Sound.SOB)
_NOT_SURE = late_pattern(r"\b(?:know|dunno|sure|tell)\b", re.IGNORECASE)


def _is_to_supervisor(body: Body) -> bool:
    return isinstance(body, do.Note) and body.note is NoteKind.RATIONALE


class TurnBefore:
    """What the caller has said since the last words of the person who serves, and how."""

    def __init__(self) -> None:
        """Begin with nothing said."""
        self.said: CameBefore | None = None
        """What it was; None: nothing."""
        self.words = ""
        self.at: Millis = 0
        """When it began."""
        self.asked: Topic | None = None
        """What a yes or a no of it is about; None: nothing, or several things."""
        self.questions = 0
        """How many questions the person who serves has asked."""
        self.not_followed: dict[Topic, int] = {}
        """How often a question about each topic was not followed since one was answered."""
        self.loud = False
        """Whether the caller has cried out or talked over us since our last words."""
        self.aloud = False
        """Whether the caller speaks aloud: not since the last whisper."""
        self.own: Intent | None = None
        """The purpose of the last words of the person who serves; None of a question."""
        self.cut = False
        """Whether the last words of the person who serves were cut off."""

    def take(self, entry: Entry, *, own: bool) -> None:
        """Take in an entry; `own`: of the person who serves."""
        body = entry.body
        if own:
            self._take_own(body)
        elif isinstance(body, do.Make):
            self.loud = self.loud or body.sound in _LOUD
        elif isinstance(body, do.Say) and entry.actor is Role.CALLER and body.words:
            self.aloud = body.manner is Manner.ALOUD
            self.words, self.at = body.words, entry.at
            self.said = self._kind_of(body)
            lost = (StatementTopic.DOES_NOT_FOLLOW, True) in body.means
            if self.asked is not None and (lost or body.intent is Intent.DOES_NOT_FOLLOW):
                self.not_followed[self.asked] = self.not_followed.get(self.asked, 0) + 1
            elif self.asked is not None and self.said is CameBefore.ANSWER:
                self.not_followed.pop(self.asked, None)

    def may_talk_freely(self, facts: KnownFacts) -> bool:
        """Whether the caller speaks aloud, and neither hides, pretends nor says another's words."""
        if not self.aloud or facts.hear is Hearers.EXPOSED:
            return False
        return _SAID_PLAINLY.isdisjoint(line_conditions(facts))

    def _take_own(self, body: Body) -> None:
        if isinstance(body, do.Finish):
            self.cut = body.cut_off
            self.loud = self.loud or self.cut
            if self.cut and self.said in (CameBefore.REPORT, CameBefore.UNSURE):
                self.said = CameBefore.CUT_IN
        elif isinstance(body, do.SPOKEN):
            self.said, self.words, self.asked, self.cut = None, "", None, False
            self.own, self.loud = getattr(body, "intent", None), False
            if isinstance(body, do.Ask):
                self.questions += 1
                closed = len(body.about) == 1 and body.form is QuestionForm.CLOSED
                self.asked = body.about[0] if closed else None

    def _kind_of(self, said: do.Say) -> CameBefore | None:
        topics = {topic for topic, value in said.means if value}
        if StatementTopic.ANGRY_AT_US in topics:
            return CameBefore.ANGRY
        if said.intent is Intent.DOES_NOT_FOLLOW:
            return None
        if said.intent in _ANSWERS:
            return CameBefore.ANSWER
        if topics and topics <= set(ASKS_US):
            return CameBefore.QUESTION
        if says_nothing(said.words):
            # Who says "all right" has heard us: that is not taken up.
            return CameBefore.UNSURE if _NOT_SURE.search(said.words) else None
        return CameBefore.REPORT


PRAISE = late_pattern(
    r"\bthank|\bwell done|\b(?:doing|did|managing)\b.*\b(?:well|right|fine|should)\b|\bbrave\b"
    r"|\bvery clear\b|\bwas clear\b|\bhelps? (?:more|me)\b",
    re.IGNORECASE,
)
"""Sentences that praise or thank."""
_BETWEEN_PRAISE = 25
"""How many sentences are between two of them: real calls have three in 117 (speech.md H9)."""


# By the words: to look up all the lines of a purpose takes longer than to go through them.
@lru_cache(maxsize=2_048)
def _praises(words: str) -> bool:
    return PRAISE.search(words) is not None


def _without_praise(lines: Fitting) -> Fitting:
    """Leave out lines that praise or thank, where there are others."""
    every, own = (tuple(e for e in part if not _praises(e.words)) for part in lines[:2])
    return Fitting(every, own, lines.only_own and bool(own)) if every else lines


@lru_cache(maxsize=512)
def _fitting(
    book: Same[LineBook],
    purpose: str,
    conditions: frozenset[str],
    filled: frozenset[str],
    news: frozenset[str],
) -> Fitting:
    """Return the lines for a purpose that fit; `filled` are slots with a value."""
    lines = book.value.get(purpose, ())
    # What the caller has just given is said back, and not asked for.
    given = _GIVEN & filled
    if given:
        lines = tuple(line for line in lines if given & line.slots) or lines
    if purpose in _OF_THAT_PERSON and filled & _THAT_PERSON:
        # Of one whom the caller calls he or she, nobody asks what "they" have.
        lines = tuple(line for line in lines if not _THEY.search(line.words)) or lines
    return fitting(Same(lines), conditions, filled, news)


def line_conditions(facts: KnownFacts) -> frozenset[str]:
    """Return the names of the conditions under which a variant fits these facts."""
    return facts.derived(_LINE_CONDITIONS)


def _conditions_of(facts: KnownFacts) -> frozenset[str]:
    names = {str(each) for each in situations(facts)}
    if facts.speaks or not _SPOKE.isdisjoint(facts.handover):
        names.add("spoken")
    if Situation.LANGUAGE in names:
        names.discard("spoken")
    if facts.caller_said(Intent.SAYS_MISTAKE):
        # A grown-up has the phone now: a child's words are for the child.
        names -= {Situation.CHILD}
        if facts.caller_said(Intent.CHILD_SPEAKS):
            names.add("grown_up")
    if Situation.CHILD in names and facts.is_yes(Topic.INJURED):
        # A person is hurt where the child is: nobody asks what was for tea (practice2 4.4).
        names.add(Situation.CHILD_WITH_ILL_ADULT)
    if Situation.CHILD_HIDES in names:
        # Nothing for a child who may be loud, run about or fetch a grown-up.
        names -= {Situation.CHILD}
    if Situation.CHILD in names:
        names.update(_at_a_childs_door(facts, ill=Situation.CHILD_WITH_ILL_ADULT in names))
    if Situation.FROM_AFAR in names or company(facts.ledger) in _BY_A_PERSON:
        # Who threatens with petrol or gas is the danger: nobody asks whether smoke comes in.
        names.discard(Situation.FIRE)
    if Situation.STRANGLED in names:
        names.discard(Situation.ILL)
    if Situation.OVERDOSE in names and rings_for_another(facts.ledger):
        # What is asked of who wants to die is not asked of who rings for them (SIT-13).
        names = names - {Situation.OVERDOSE} | {str(LineManner.ANOTHER_TOOK)}
    if Situation.OVERDOSE in names:
        # Nobody who has taken something is to rest, or that no answer is needed (4.4).
        names -= {Situation.ILL}
    if Situation.FOLLOWED in names:
        # Who is followed outside has no neighbour to go to, and nobody in the next room.
        names -= {Situation.PARTNER}
    if facts.rung_back:
        names = names - {"spoken"} | {"rung_back"}
    if facts.unit_status in AT_THE_DOOR:
        names.add("at_the_door")
    if facts.unit and (facts.eta is not None or facts.unit_status in _HAS_SET_OFF):
        names.add("set_off")
    if facts.found and facts.finds is not None:
        names.add(str(facts.finds))
    elif facts.delayed_for is not None and not facts.unit:
        names.add(str(HowItEnds.DELAYED_FOR_HOURS))
    if facts.line_lost and facts.place is PlaceKnown.NONE:
        names.add("lost")
    near = facts.has_heard(*_NEAR) or facts.reported(Reported.VOICES)
    free = talks_freely.holds(facts)
    if free or (is_in_the_open(facts) and facts.hear is not Hearers.EXPOSED):
        names.add("free")  # Who talks in the street is taught no taps.
    if facts.unit and facts.briefed and (free or is_unheard(facts)) and _lacked(facts):
        names.add("passes_on")
    if Situation.FOLLOWED in names and Situation.VEHICLE in names:
        # Nobody says "keep walking" to who drives, nor asks them for a shop.
        names.discard(Situation.FOLLOWED)
    if facts.is_yes(Topic.MOVING):
        names.add(str(LineManner.WAS_MOVING))
    if not facts.speaks and can_answer(facts):
        names.add(str(LineManner.BY_SIGNS))
    if facts.via is Via.INTERPRETER or (
        facts.speaks and (free or is_unheard(facts)) and not _must_keep_quiet(facts)
    ):
        names.add(str(LineManner.CAN_SAY_SO))
    if is_unheard(facts):
        names.add("unheard")
    elif near and not free:
        names.add("low")
    if facts.of(Topic.WHAT_HAPPENED).stated or said_what(facts):
        names.add("told")
    elif "spoken" in names:
        names.add("untold")
    if facts.believes(StatementTopic.GUN):
        names.add("gun")
    alone = nobody_to_hide_from(facts)
    if not facts.speaks and alone:
        names.add("silent_alone")
    there = facts.hear is not Hearers.UNKNOWN or facts.is_yes(Topic.OTHER_PERSON_PRESENT)
    hides = facts.believes(StatementTopic.HIDING) or not _HIDDEN_IN.isdisjoint(names)
    if not (alone or free or is_unheard(facts)) and (there or near or hides):
        names.add(str(LineManner.MAY_BE_HEARD))
    names |= _given_by(facts)
    names.update(_of_a_body(facts))
    names.update(_at_the_door(facts))
    if Situation.DISGUISED in names:
        names |= _in_cover(facts)
    return frozenset(names)


# Declared, and not noted: there are so many reads that to note them takes longer than to work the
# conditions out. A test plays calls and holds what is read against this.
_READ = fields_of(
    "situations unbriefed reported place speaks hear hear_lapsed signs code stage"
    " news said place_words address brought_in eta eta_told slipped delayed_for unit unit_status"
    " arrived found finds briefed rung_back via crew crew_told crew_status"
    " services_told pumps pumps_told pumps_status advice advice_waits"
    " replies got_worse"
).union(*(each.reads for each in (talks_freely, airway, behind_door, shut_in, has_gone_said)))
_LINE_CONDITIONS = Derived("conditions of lines", _READ, _conditions_of)


def _at_a_childs_door(facts: KnownFacts, *, ill: bool) -> Iterator[str]:
    """Yield what a child may be asked of officers at the door, and of the one who is ill."""
    says = facts.believes
    if ill and not (says(StatementTopic.NOT_WAKING) or facts.fact(Topic.AWAKE) in PLAIN):
        yield str(LineManner.WAKING_NOT_KNOWN)
    if facts.unit_status in AT_THE_DOOR:
        yield str(LineManner.CHILD_AT_DOOR)
    elif facts.arrived and not facts.found:
        yield str(LineManner.OFFICERS_NEAR_CHILD)
        shut = says(StatementTopic.CANNOT_OPEN) or facts.is_no(Topic.CAN_OPEN_DOOR)
        opens = says(StatementTopic.WAY_IN) or facts.is_yes(Topic.CAN_OPEN_DOOR)
        if opens and not shut and facts.place in (PlaceKnown.CLOSE, PlaceKnown.DOOR):
            yield str(LineManner.LETS_OFFICERS_IN)


_ALONE_BESIDE = frozenset(
    {str(Situation.CHILD_WITH_ILL_ADULT), str(LineManner.CHILD_AT_DOOR), str(Situation.CHILD)}
)
_SHUT_IN = (StatementTopic.LOCKED_OWN_DOOR, StatementTopic.HIDING)
_HIDDEN_IN = frozenset(
    {*(Situation.BURGLARY, Situation.STRANGER, Situation.CHILD_HIDES, Situation.CONFINED)}
)


def _must_keep_quiet(facts: KnownFacts) -> bool:
    """Whether to talk at any time could harm: who hides, is locked in, or bleeds (4.4)."""
    says = facts.believes
    if is_in_the_open(facts):
        return False
    return not _HIDDEN_IN.isdisjoint(situations(facts)) or any(map(says, _NOT_AT_EASE))


_NOT_AT_EASE = (StatementTopic.HIDING, StatementTopic.BLEEDING)
_WAYS_IN = (StatementTopic.WAY_IN, StatementTopic.HELPER_THERE)


def _at_the_door(facts: KnownFacts) -> Iterator[str]:
    """Yield how officers, who are there and not with the caller, get in: what is news to them.

    Only where nobody else hears: each of them speaks of officers.
    """
    alone = is_unheard(facts) or nobody_to_hide_from(facts) or talks_freely.holds(facts)
    if not facts.arrived or facts.found or not alone:
        return
    if facts.unit_status is UnitStatus.NOT_FOUND:
        yield str(LineManner.LOOKED_FOR)
    elif facts.unit_status is UnitStatus.THIRD_PARTY_ONLY:
        yield str(LineManner.REFUSED)
    elif facts.unit_status not in AT_THE_DOOR and _SIMPLE_OR_SEEN.isdisjoint(situations(facts)):
        yield from _way_in(facts)


def _way_in(facts: KnownFacts) -> Iterator[str]:
    says = facts.believes
    if is_apart(facts):
        return  # The door is the other person's, and the caller is not there.
    if is_in_the_street(facts) or says(StatementTopic.CALLER_OUTSIDE):
        return  # Nobody opens a door at a bus stop.
    if says(StatementTopic.NOT_AT_HOME) and says(StatementTopic.HELPER_THERE):
        return  # Nor in a shop, where others see to the door.
    held = says(StatementTopic.LOCKED_IN) or facts.is_yes(Topic.LOCKED_IN)
    gone = _nobody_inside(facts)
    # Who put the bolt on can take it off for officers, once nobody to fear is in there.
    opens = facts.is_yes(Topic.CAN_OPEN_DOOR) or any(map(says, _WAYS_IN))
    opens = opens or (gone and any(map(says, _SHUT_IN)))
    shut = held or says(StatementTopic.CANNOT_OPEN) or facts.is_no(Topic.CAN_OPEN_DOOR)
    indoors = facts.is_yes(Topic.INDOORS) or facts.is_yes(Topic.AT_HOME) or facts.address_held
    at_home = bool(indoors) and facts.place in (PlaceKnown.CLOSE, PlaceKnown.DOOR)
    between = company(facts.ledger) is Company.HARMS and any(map(says, _SHUT_IN)) and not gone
    if says(StatementTopic.FIRE_OR_PETROL) or Intent.GET_OUT in facts.said:
        return  # Nobody is kept in a house that may burn, nor sent to doors (SIT-27).
    if held and not says(StatementTopic.WAY_IN):
        yield str(LineManner.BREAKS_IN)  # Who is locked in can neither open nor come out.
    elif between or company(facts.ledger) is Company.OUTSIDE:
        yield str(LineManner.STAYS_PUT)  # Nobody comes out past one who is in there (DR-35).
    elif shut and not opens and at_home:
        yield str(LineManner.BREAKS_IN)
    elif opens and not shut and at_home and not _too_weak(facts):
        yield str(LineManner.MAY_OPEN)


def _can_let_in(facts: KnownFacts) -> bool:
    """Whether the caller can open to an ambulance crew, as far as they have said."""
    says = facts.believes
    shut = says(StatementTopic.CANNOT_OPEN) or facts.is_no(Topic.CAN_OPEN_DOOR)
    opens = says(StatementTopic.WAY_IN) or facts.is_yes(Topic.CAN_OPEN_DOOR)
    return opens and not shut and not _too_weak(facts) and not facts.arrived


def _nobody_inside(facts: KnownFacts) -> bool:
    """Whether the one to fear has gone: then only the caller holds the door."""
    left = facts.is_yes(Topic.HAS_LEFT) or facts.is_no(Topic.OTHER_PERSON_PRESENT)
    return left or has_gone_said.holds(facts)


def _too_weak(facts: KnownFacts) -> bool:
    """Whether nobody sends the caller to a door: they get weaker after what they took."""
    weak = (StatementTopic.ILL, StatementTopic.CANNOT_MOVE)
    return facts.believes(StatementTopic.TABLETS_TAKEN) and any(map(facts.believes, weak))


def _lacked(facts: KnownFacts) -> bool:
    """Whether officers lack what the caller has just said: the next briefing has it (CH-60)."""
    just_said = {each[:2] for each in facts.news[:1] if each.topic in STATEMENT_WORDS}
    lacking = (each for each in facts.unbriefed if isinstance(each, Statement))
    return any(each[:2] in just_said for each in lacking)


def _ambulance_lacks(facts: KnownFacts) -> bool:
    """Whether an ambulance was asked for and lacks what the caller has just said (CH-61)."""
    if Service.AMBULANCE not in facts.brought_in or not facts.news:
        return False
    just_said = facts.news[0][:2]
    return any(each[:2] == just_said for each in lacked_by(facts, Service.AMBULANCE))


_WAYS = (
    (Reported.TAP, Sign.TAP, LineManner.TAPPED),
    (Reported.KEY_TONE, Sign.KEY, LineManner.KEYED),
    (Reported.COUGH, Sign.COUGH, LineManner.COUGHED),
)


def has_knocked(facts: KnownFacts) -> bool:
    """Whether the caller has knocked where this seat heard it."""
    return facts.has_thing(Role.CALLER, Sound.KNOCK)


def _given_by(facts: KnownFacts) -> frozenset[str]:
    """Return by what the caller has answered, or has shown that they can (CH-06)."""
    ways = (way for report, sign, way in _WAYS if facts.reported(report) or sign in facts.signs)
    first = LineManner.KNOCKED if has_knocked(facts) else next(ways, None)
    answered = [str(LineManner.ANSWERED)] if facts.signs or facts.speaks else []
    if facts.was_answered and not facts.speaks:
        answered.append(str(LineManner.JUST_ANSWERED))
    return frozenset([*([str(first)] if first else []), *answered])


_SIMPLE_OR_SEEN = frozenset(
    {
        *(Situation.CHILD, Situation.CHILD_HIDES, Situation.LANGUAGE, Situation.WITNESS),
        *(Situation.VEHICLE, Situation.FOLLOWED, Situation.FROM_AFAR),
    }
)
"""Who has no door of their own to open, or words of their own for it."""
_SIMPLE = frozenset({Situation.CHILD, Situation.CHILD_HIDES, Situation.LANGUAGE})
"""To whom a time is given in the plainest words, and no reasons with it."""


_GASPS = (StatementTopic.BREATHING_BADLY, True)
_OF_BREATH = frozenset({Situation.STRANGLED, Situation.FIRE})
_TAKEN_ILL = (StatementTopic.ILL, StatementTopic.STROKE_SIGNS, StatementTopic.TABLETS_TAKEN)
_ILL_OF_BREATH = (StatementTopic.BREATHING_BADLY, StatementTopic.ILL)
"""Where breath may change: a cut ear is asked about as the ear (practice2 4.4)."""


def _of_a_body(facts: KnownFacts) -> Iterator[str]:
    """Yield the conditions of lines about who is ill or hurt, and where help is."""
    says, another, kinds = facts.believes, is_of_another(facts), situations(facts)
    waking = not (says(StatementTopic.NOT_WAKING) or facts.is_no(Topic.AWAKE))
    indoors = facts.is_yes(Topic.INDOORS) or facts.is_yes(Topic.AT_HOME)
    rides = facts.is_yes(Topic.IN_A_VEHICLE) or Situation.FOLLOWED in kinds
    outside = is_in_the_open(facts) or says(StatementTopic.CALLER_OUTSIDE)
    at_address = (bool(facts.address_held) or indoors) and not (rides or outside)
    # Who does not wake and breathes badly: what is done comes before that it is passed on (DR-08).
    gasps = another and not waking and any(each[:2] == _GASPS for each in facts.news[:1])
    tells, there = crew_to_tell(facts), ServiceStatus.CREW_THERE
    conditions = {
        LineManner.OF_ANOTHER: another,
        LineManner.ANOTHER_NOT_WAKING: another and not waking,
        # Blue lips are asked about first: only then is a chest pushed (ST-29).
        LineManner.NOT_BREATHING: another
        and not waking
        and facts.is_no(Topic.BREATHING_WELL)
        and facts.of(Topic.BREATHING_WELL).asked > 0,
        # Nobody is turned on their side once control has said to push on the chest.
        LineManner.AIRWAY: airway.holds(facts) and facts.advice != Advice.PUSH,
        LineManner.TOOK_TABLETS: says(StatementTopic.TABLETS_TAKEN)
        and not rings_for_another(facts.ledger),
        LineManner.DESPAIRS: says(StatementTopic.SUICIDAL) and not rings_for_another(facts.ledger),
        LineManner.BIRTH: says(StatementTopic.IN_LABOUR),
        LineManner.BEHIND_DOOR: behind_door.holds(facts),
        LineManner.SHUT_IN: shut_in.holds(facts),
        LineManner.APART: is_apart(facts),
        LineManner.BREATHES_WELL: facts.is_yes(Topic.BREATHING_WELL)
        and (not _OF_BREATH.isdisjoint(kinds) or any(map(says, _ILL_OF_BREATH))),
        LineManner.BLEEDS: says(StatementTopic.BLEEDING),
        # What changes is asked of what they said was hurt, before the rest of a body (4.4).
        LineManner.HURT_THERE: facts.is_yes(Topic.INJURED)
        and not another
        and not any(map(says, _TAKEN_ILL)),
        LineManner.HEAD_HIT: says(StatementTopic.HEAD_OR_PASSED_OUT) and not another,
        LineManner.ANOTHER_BLEEDS: says(StatementTopic.BLEEDING)
        and (another or says(StatementTopic.OTHER_HURT)),
        # Who walks on is asked what is near now, and not for more of what they passed.
        LineManner.PLACE_NAMED: bool(facts.place_words) and Situation.FOLLOWED not in kinds,
        LineManner.PLACE_UNTOLD: says(StatementTopic.PLACE_UNKNOWN) and not facts.place_words,
        LineManner.ASKED_WHERE: not facts.place_words and facts.of(Topic.LOCATION).asked > 0,
        LineManner.AT_ADDRESS: at_address,
        # Once officers are there, who is at the door may be one of them.
        LineManner.BARS_DOOR: at_address and not facts.arrived,
        LineManner.IN_THE_OPEN: is_in_the_open(facts),
        LineManner.ON_BUS_OR_TRAIN: says(StatementTopic.ON_BUS_OR_TRAIN),
        LineManner.UNFOUND: facts.unit_status is UnitStatus.NOT_FOUND,
        # Who is held, locked in or robbed has no door to show, and no light to put on.
        LineManner.UNFOUND_AT_DOOR: facts.unit_status is UnitStatus.NOT_FOUND
        and at_address
        and not {Situation.EXPLOITED, Situation.CONFINED, Situation.ROBBERY} & set(kinds),
        LineManner.CHILD_PUSHES: facts.advice == Advice.PUSH
        and not facts.advice_waits
        and Situation.CHILD in kinds
        and not facts.arrived,
        LineManner.PUMPS_TIMED: tells == "pumps" and facts.pumps_status is not there,
        LineManner.PUMPS_THERE: tells == "pumps" and facts.pumps_status is there,
        LineManner.CREW_TIMED: tells == "crew" and facts.crew_status is not there,
        LineManner.CREW_THERE: tells == "crew" and facts.crew_status is there,
        LineManner.CREW_LET_IN: tells == "crew"
        and facts.crew_status is there
        and at_address
        and _can_let_in(facts),
        LineManner.CREW_WAITS: facts.crew_status is not None and held_back(facts),
        LineManner.AMBULANCE: Service.AMBULANCE in facts.brought_in,
        LineManner.AMBULANCE_LACKS: not gasps and _ambulance_lacks(facts),
        LineManner.IN_FIRE: Situation.FIRE in kinds
        and (bool(facts.address_held) or indoors or Situation.FALLEN not in kinds),
        LineManner.FIRE_ASKED: Service.FIRE in facts.brought_in
        and Situation.FROM_AFAR not in kinds,
        LineManner.ETA_TOLD: bool(facts.eta_told),
        LineManner.CALLED_BEFORE: facts.of(Topic.CAN_HEAR).asked > 0,
        LineManner.HEARD_BEFORE: facts.of(Topic.ALONE_TO_TALK).asked > 1
        and (facts.hear is Hearers.SAFE or facts.hear_lapsed),
        LineManner.SLEEPY: says(StatementTopic.TABLETS_TAKEN) and says(StatementTopic.ILL),
        LineManner.ILL_SILENT: Situation.ILL in kinds and not facts.speaks,
        LineManner.STROKE: says(StatementTopic.STROKE_SIGNS) and not another,
        # Of a heart nobody asks whether it gets stiffer, or for the feet.
        LineManner.CANNOT_MOVE: says(StatementTopic.CANNOT_MOVE)
        and not another
        and not (says(StatementTopic.ILL) and not says(StatementTopic.TRAPPED_OR_FALLEN)),
        LineManner.SLIPPED: facts.slipped and _SIMPLE.isdisjoint(kinds),
    }
    if facts.got_worse:
        fire = Situation.FIRE in kinds and Service.FIRE in facts.brought_in
        conditions[LineManner.WORSE_IN_FIRE] = fire
        conditions[LineManner.WORSE_FOR_CREW] = Service.AMBULANCE in facts.brought_in
    if facts.advice_waits and facts.advice:
        advice = Advice(facts.advice)
        if any(each in kinds for each in _BY_CHILD):
            conditions[_ADVISED_A_CHILD[advice]] = True
        else:
            conditions[_ADVISED[advice][another]] = True
    yield from (str(each) for each, so in conditions.items() if so)


_ADVISED: Mapping[Advice, tuple[LineManner, LineManner]] = {
    Advice.PUSH: (LineManner.ADVISED_PUSH, LineManner.ADVISED_PUSH),
    Advice.SIDE: (LineManner.ADVISED_SIDE, LineManner.ADVISED_SIDE),
    Advice.SITTING: (LineManner.ADVISED_SITTING, LineManner.ADVISED_SITTING_OF_ANOTHER),
    Advice.STILL: (LineManner.ADVISED_STILL, LineManner.ADVISED_STILL_OF_ANOTHER),
    Advice.NO_FOOD: (LineManner.ADVISED_NO_FOOD, LineManner.ADVISED_NO_FOOD_OF_ANOTHER),
}
"""What ambulance control has said, of the caller and of another person."""
_ADVISED_A_CHILD = {
    Advice.PUSH: LineManner.ADVISED_PUSH_BY_CHILD,
    Advice.SIDE: LineManner.ADVISED_SIDE_BY_CHILD,
    Advice.SITTING: LineManner.ADVISED_SITTING_BY_CHILD,
    Advice.STILL: LineManner.ADVISED_STILL_BY_CHILD,
    Advice.NO_FOOD: LineManner.ADVISED_NO_FOOD_BY_CHILD,
}
"""What a child is asked to do, as its control says: each piece in words of a child (ST-94)."""


def _in_cover(facts: KnownFacts) -> frozenset[str]:
    """Return whom the caller pretends to talk to, and whether officers are under way."""
    whom = cover(facts)
    sent = [str(LineManner.COVER_SENT)] if facts.unit and not facts.arrived else []
    return frozenset([*([str(whom)] if whom else []), *sent])


_SAYS_THERE_IS = late_pattern(
    r"^(?:(?:well|er|um|and|so),? )*(?:there(?:'s| is| are| was)|i can see|i see)(?: like)? ",
    re.IGNORECASE,
)
"""What is left out of a place that is said back: "a heap of stones", and no sentence (K5)."""


def _named(facts: KnownFacts) -> str:
    """Return the place as the caller named it, so that it fits into a sentence."""
    kept: list[str] = []
    for sentence in facts.place_words.rstrip(".").split(". "):
        # Dots in place of words left out of a record are kept, each of them.
        if not any(each in sentence and each.strip(".") for each in kept):
            kept.append(as_part(_SAYS_THERE_IS.sub("", sentence)))
    return ", ".join(kept)


_SAYS_HOW_NEAR = late_pattern(
    r"(?:by|near|behind|at|next|opposite|under|on|in|outside|past|up|down|between)\b", re.IGNORECASE
)


def _after_to(place: str) -> str:
    """Return a place that fits behind "to"; none of "by the Co-op"."""
    return "" if _SAYS_HOW_NEAR.match(place) else place


_LONG = 6
"""Words of an address that are said as they are where another person may hear (assumption)."""


def _first(address: str) -> str:
    return address.partition(",")[0]


_COUNTS = {1: "one", 2: "two", 3: "three", 4: "four", 5: "five"}


def _counted(facts: KnownFacts) -> Topic:
    """Return the question to which a count came that isn't an answer: as a rule the test's."""
    asked = facts.asking
    doubted = asked is not None and facts.of(asked).answer is AnswerState.DOUBTED
    return asked if asked is not None and doubted else Topic.CAN_HEAR


def _values(facts: KnownFacts) -> Mapping[str, str]:
    """Return what the slots of a line are filled with; what is not known stays empty."""
    address = facts.address_held
    source = facts.source
    close = facts.place in (PlaceKnown.CLOSE, PlaceKnown.DOOR)
    place = facts.location[source].place if source and close else ""
    known_door = facts.is_yes(Topic.AT_KNOWN_ADDRESS)
    unheard, named = is_unheard(facts), _named(facts)
    return {
        # Overheard, a long address would name the room as well: its first part is enough (ST-39).
        LineSlot.ADDRESS: address if unheard or len(address.split()) <= _LONG else _first(address),
        # No place is said where another person may hear it, but for an address that is asked about;
        # nor is the cell of a network, where officers cannot be sent (BR-07).
        LineSlot.PLACE: _after_to(address if known_door else named or place) if unheard else "",
        LineSlot.WORDS: named if unheard else "",
        LineSlot.MINUTES: str(facts.eta or facts.delayed_for or ""),
        LineSlot.IN_ALL: in_all(facts.eta or facts.delayed_for or 0),
        LineSlot.COUNT: _COUNTS.get(facts.of(_counted(facts)).times, ""),
        LineSlot.UNIT: facts.unit,
        LineSlot.CREW: str(facts.crew or ""),
        LineSlot.PUMPS: str(facts.pumps or ""),
    }


_VALUES = Derived("slots of lines", _READ, _values)
