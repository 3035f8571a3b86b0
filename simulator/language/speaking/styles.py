"""How kinds of people speak: how much, how rough, how soon, and with which small words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from simulator.core.statements import Stated
from simulator.core.terms import Intent, NamedTerm, Topic
from simulator.language.speaking.disfluency import Roughness


class SpeakerKind(NamedTerm):
    """A kind of speaker. A caller may be of several: a teenager who has had a drink."""

    ADULT = "an adult who speaks plainly"
    OLD = "over seventy"
    TEENAGER = "a teenager"
    CHILD_3 = "a child of three"
    CHILD_5 = "a child of four or five"
    CHILD_8 = "a child of six to eight"
    CHILD_12 = "a child of nine to twelve"
    SECOND_LANGUAGE = "speaks English as a second language"
    DRUNK = "has had a drink"
    IN_PAIN = "is in pain"
    BREATHLESS = "is short of breath"
    FRIGHTENED = "is frightened"
    PANICKING = "panics"
    DESPAIRING = "has lost heart"
    ANNOYED = "is angry at us"
    RELIEVED = "is relieved"
    WHISPERING = "whispers"


CHILDREN = (
    *((3, SpeakerKind.CHILD_3), (5, SpeakerKind.CHILD_5)),
    *((8, SpeakerKind.CHILD_8), (12, SpeakerKind.CHILD_12)),
)
"""The oldest that speaks so (practice2 8.4); from 13 on as a teenager."""
OLDEST_CHILD = CHILDREN[-1][0]
ADULT_FROM = 20


def kind_of_age(age: int) -> SpeakerKind:
    """Return how a person of an age speaks, if nothing else is said of them."""
    child = next((kind for oldest, kind in CHILDREN if age <= oldest), None)
    if child is not None:
        return child
    old = SpeakerKind.OLD if age >= OLD_FROM else SpeakerKind.ADULT
    return SpeakerKind.TEENAGER if age < ADULT_FROM else old


OLD_FROM = 70


class ManyDraws(Protocol):
    """Draws by the seed of a run; `session.random_stream` has it."""

    def between(self, least: int, most: int) -> int:
        """Return a whole number from `least` to `most`, both included."""

    def happens(self, percent: int) -> bool:
        """Return True with that chance in 100."""

    def log_normal(self, median: int, sigma_percent: int) -> int:
        """Return a time around a median."""


class SpokenForm(NamedTuple):
    """A sentence that states nothing of the call, or only what `means` says."""

    words: str
    means: Stated = ()
    intent: Intent = Intent.SPEAKS


class SpeakingFactors(NamedTuple):
    """How much a kind of speaker differs from a plain adult, in percent (speech.md 6.2)."""

    words: int = 100
    fillers: int = 100
    halves: int = 100
    """Of half words and repeats."""
    latency: int = 100
    overlap: int = 100

    def times(self, other: SpeakingFactors) -> SpeakingFactors:
        """Return both together."""
        return SpeakingFactors(*(a * b // 100 for a, b in zip(self, other, strict=True)))


PLAIN = SpeakingFactors()


@dataclass(frozen=True)
class SpeakingStyle:
    """How one person speaks at one time: one kind of speaker, or several together."""

    factors: SpeakingFactors = PLAIN
    sounds: tuple[str, ...] = ("er", "erm", "um")
    breath: int = 0
    """How many words there are to a breath; 0: as many as there are."""
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    tags: bool = True
    """Whether "he is" and "I haven't" come to this tongue."""

    def and_(self, other: SpeakingStyle) -> SpeakingStyle:
        """Return this style with another over it: its words come first."""
        return SpeakingStyle(
            self.factors.times(other.factors),
            other.sounds or self.sounds,
            min(filter(None, (self.breath, other.breath)), default=0),
            other.yes or self.yes,
            other.no or self.no,
            other.unsure or self.unsure,
            self.tags and other.tags,
        )


class InPassing(NamedTuple):
    """What answers a question that is asked in passing, of no topic: "Any trouble swallowing?"."""

    asks: tuple[str, ...]
    """Parts of such a question, in small letters."""
    about: Topic | None
    """The fact that decides between the two; none: the first."""
    yes: tuple[str, ...]
    no: tuple[str, ...]
    means: Stated = ()
    """What is stated by the answers where it is so."""
    means_no: Stated = ()
    """What is stated by those where it is not so."""

    def answers(self, words: str) -> bool:
        """Whether it answers a question in these words."""
        low = words.lower()
        return any(part in low for part in self.asks)


class UnsureOf(NamedTuple):
    """How a caller says that they don't know, of what only some can know: "I couldn't see."."""

    about: frozenset[Topic]
    """What is asked about."""
    of_you: bool | None
    """Only of the one who is asked, only of others, or of both."""
    asks: tuple[str, ...]
    """Parts of such a question, in small letters; none: any."""
    forms: tuple[str, ...]

    def fits(self, about: Topic, words: str, *, of_you: bool) -> bool:
        """Whether it answers a question about a topic in these words."""
        if about not in self.about or self.of_you not in (None, of_you):
            return False
        low = words.lower()
        return not self.asks or any(part in low for part in self.asks)


class AsksBackForm(NamedTuple):
    """A question of a caller's."""

    form: SpokenForm
    once_sent: bool | None
    """Only after officers were sent, only before, or at any time."""


@dataclass(frozen=True)
class SpeakingTable:
    """All kinds of speakers, and what any of them may say of themselves."""

    styles: Mapping[SpeakerKind, SpeakingStyle] = field(default_factory=dict)
    plays_down: Sequence[SpokenForm] = ()
    """Before the first sentence (CL-08)."""
    what: Sequence[SpokenForm] = ()
    """That a question was not followed."""
    obeys: tuple[str, ...] = ()
    """That an instruction was heard."""
    greets: Sequence[SpokenForm] = ()
    """Before the first sentence to the police (CL-01)."""
    same: tuple[str, ...] = ()
    """That nothing has changed."""
    confirms: tuple[str, ...] = ()
    """That what we said back is right."""
    in_passing: Sequence[InPassing] = ()
    """What answers a question about the body, or about what a child can see."""
    unsure_of: Sequence[UnsureOf] = ()
    """What says that it is not known, by what is asked: the first row that fits."""
    address_right: tuple[str, ...] = ()
    """What may follow a yes to the address on record."""
    here: tuple[str, ...] = ()
    """Ways to say yes to "Are you still there?"."""
    asks_back: Sequence[AsksBackForm] = ()
    angry: Sequence[SpokenForm] = ()
    kept_waiting: Sequence[SpokenForm] = ()
    """What an angry caller says whose "how long?" got no answer."""
    forget_it: Sequence[SpokenForm] = ()
    openings: Sequence[SpokenForm] = ()
    """What answers "Which service?" where the file has no words for it."""
    pleas: Sequence[SpokenForm] = ()
    """What is begged for while officers are on their way."""

    def style(self, kinds: Iterable[SpeakerKind]) -> SpeakingStyle:
        """Return how a person speaks who is all of these."""
        found = self.styles.get(SpeakerKind.ADULT, SpeakingStyle())
        for kind in kinds:
            if kind in self.styles and kind is not SpeakerKind.ADULT:
                found = found.and_(self.styles[kind])
        return found


_FILLED, _HALVED, _REPEATED, _BROKEN = 20, 6, 6, 12
"""Chances in 100 of a plain adult, of a sentence of six words (speech.md F5 to F9, T13)."""
_MOST = 65


class PersonalHabit(NamedTuple):
    """How much this one person hesitates, in percent of their kind: drawn once (F5, F7)."""

    fillers: int
    halves: int

    @classmethod
    def drawn(cls, draws: ManyDraws) -> PersonalHabit:
        """Draw the habits of a person."""
        return cls(min(draws.log_normal(100, 50), 250), min(draws.log_normal(100, 40), 220))


def roughness(style: SpeakingStyle, habit: PersonalHabit) -> Roughness:
    """Return how rough a person's sentences are now."""
    fillers = _FILLED * style.factors.fillers * habit.fillers // 10_000
    halves = style.factors.halves * habit.halves // 100
    return Roughness(
        fillers=min(fillers, _MOST),
        halves=min(_HALVED * halves // 100, _MOST),
        repeats=min(_REPEATED * halves // 100, _MOST),
        breaks_off=min(_BROKEN * style.factors.halves // 100, 30),
        breaths=style.breath,
        sounds=style.sounds,
    )
