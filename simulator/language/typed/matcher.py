"""What typed words mean: the nearest purposes of a closed list, or "not understood"; never a guess.

Offline and pure: the same words give the same answer. Cues find what a sentence is about, phrases
compare the whole of it, and a sentence that several purposes fit equally well isn't understood.
The numbers are assumptions, chosen so that few sentences are taken for another purpose.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from simulator.core.terms import Sign, Topic
from simulator.language.lexicon import Clause, Mood, is_opener, without_asides
from simulator.language.normalise import NUMBERS, sentences
from simulator.language.phrasebook import PhraseBook, fits

SURE, NEAR = 0.66, 0.55
"""The least scores to be sure, and to be understood at all."""
SURE_MARGIN, NEAR_MARGIN = 0.1, 0.03
"""By how much the best purpose has to be ahead of the next one."""
_OTHER_MOOD, _WRONG_MOOD = 0.86, 0.6
"""What a phrase counts for words that ask, say or order otherwise, or deny what it affirms."""
_TIE = 0.05
"""How near two scores are if the situation may decide between them."""
_WHOLE = 0.97
"""From here on a sentence is one phrase, and isn't divided at "and" or "or"."""
_AS_GOOD = 0.05
"""How much less than the whole of a sentence its halves may score, if they are to count."""
_OTHERS = 4
"""How many other purposes are kept, for a trainee to choose from."""


@dataclass(frozen=True, slots=True)
class PurposeScore:
    """One purpose and how well the words fit it: about 1 for the words of a phrase."""

    purpose: str
    score: float
    sure: bool = False


@dataclass(frozen=True, slots=True)
class SpokenSign:
    """A sign named in a sentence: "tap twice for no" is two taps, for the answer no."""

    sign: Sign
    times: int
    answer: str = ""
    """`yes` or `no`; empty if the sentence gives no answer for it."""


@dataclass(frozen=True, slots=True)
class Understood:
    """What typed words were taken to mean. Show it before it counts."""

    words: str
    sure: bool
    """Whether every purpose is sure; if not, ask before it counts."""
    purposes: tuple[PurposeScore, ...]
    """What the words are for, in their order; empty if they weren't understood."""
    parts: tuple[str, ...]
    """The words of each purpose, in the same order; together they are all the words."""
    others: tuple[PurposeScore, ...]
    """What else they might be for, nearest first, for a person to choose from."""
    signs: tuple[SpokenSign, ...]
    facts: Mapping[Topic, bool]
    """What the words state: topics, and whether it is so."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """One part of the words, with its purposes, best first."""

    text: str
    clause: Clause
    ranked: Sequence[PurposeScore]
    known: bool
    """Whether the best purpose is near enough, and ahead of the next one."""
    sure: bool

    @property
    def best(self) -> PurposeScore:
        return self.ranked[0]


def understand(words: str, book: PhraseBook, situation: Collection[str] = ()) -> Understood:
    """Return what `words` mean; a situation decides only between purposes that fit equally well."""
    readings = [
        reading
        for sentence in _sentences(words, book)
        for reading in _divided(sentence, book, situation)
    ]
    known = [each for each in readings if each.known]
    first: dict[str, _Reading] = {}
    for reading in known:
        first.setdefault(reading.best.purpose, reading)
    others: dict[str, PurposeScore] = {}
    ranked = (each for reading in readings for each in reading.ranked)
    for score in sorted(ranked, key=lambda each: -each.score):
        if score.purpose not in first:
            others.setdefault(score.purpose, score)
    return Understood(
        words,
        bool(known) and all(each.sure for each in known),
        tuple(replace(each.best, sure=each.sure) for each in first.values()),
        _parts(words, readings, first),
        tuple(others.values())[:_OTHERS],
        signs_of(words),
        stated(words, book),
    )


def _parts(
    words: str, readings: Sequence[_Reading], first: Mapping[str, _Reading]
) -> tuple[str, ...]:
    """Divide the words where each purpose begins; what was not understood goes with the one before.

    A part begins where its reading's text is found, so that no word and no stop is lost.
    """
    starts: list[int] = []
    at = 0
    for reading in readings:
        found = words.find(reading.text.strip().rstrip("?"), at)
        at = max(at, found)
        if any(reading is each for each in first.values()):
            starts.append(at)
    ends = [*starts[1:], len(words)]
    begins = [0, *starts[1:]] if starts else []
    return tuple(words[one:other].strip() for one, other in zip(begins, ends, strict=False))


def _sentences(words: str, book: PhraseBook) -> list[str]:
    """Return the sentences of what was typed, without a lone "OK." or "Right." among others."""
    found = sentences(words)
    if _ANSWERS_YES in book.purposes:  # To a question of ours "all right" and "yeah" are answers.
        return [each for each in found if not is_opener(each)] or found
    kept = [each for each in found if not (is_opener(each) or _RECEIPT.fullmatch(each))] or found
    kept = [each for each in kept if not says_how(each)] or kept
    return [_without_small_words(each) for each in kept]


def says_how(text: str) -> bool:
    """Whether a text says only how the question before it is answered: "Yes or no's fine."."""
    return _HOW_TO_ANSWER.fullmatch(text) is not None


_HOW_TO_ANSWER = re.compile(
    r"\s*(?:just )?(?:a )?yes or (?:a )?no(?:(?:'s| is| will do| would do)(?: fine| enough| okay"
    r"| ok| plenty)?)?[.!]*\s*",
    re.IGNORECASE,
)
"""The cover's own line beside its questions (SIT-19)."""
_ANSWERS_YES = "says_yes"
_TAKES_IN = r"(?:ok(?:ay)?|right|all right|alright|yeah|yep|mm+|mhm)"
_RECEIPT = re.compile(
    rf"\s*(?:{_TAKES_IN}[,.!]*\s*)+(?:(?:that's fine|not to worry)[.!]*\s*)?", re.IGNORECASE
)
"""A sentence that only takes in what was said: "All right." asks nothing; "All right?" does."""
_BEGINS = re.compile(
    rf"\s*(?:{_TAKES_IN}(?:,\s+(?:and\s+)?|\s+and\s+)(?=\S))*"
    r"(?:(?:(?:just )?so (?:officers|they|i|we|nobody)\b|for when (?:officers|they)\b)"
    r"[^,?.:]*,\s+(?=\S))?",
    re.IGNORECASE,
)
"""The same before a sentence, and why something is asked: "Just so officers know, ..."."""
_MAKES_SURE = re.compile(r"(?<=\w),\s*(?:ok(?:ay)?|all right|alright)\?\s*\Z", re.IGNORECASE)


def _without_small_words(sentence: str) -> str:
    """Return a sentence without what takes in, gives a reason or makes sure of being heard."""
    plain = _MAKES_SURE.sub("", sentence[_BEGINS.match(sentence).end() :])  # type: ignore[union-attr]
    return plain if len(plain.split()) > 1 else sentence


_DIVISIONS = 8
"""Places at which a sentence is tried in two: nobody says more in one, and pasted text has many."""
# It does not begin with blanks that repeat: a text of blanks alone would take seconds.
_BETWEEN = re.compile(r",\s*(?:and |or |but )?|\s(?:and|or|but)\s+")


def _divided(sentence: str, book: PhraseBook, situation: Collection[str]) -> list[_Reading]:
    """Read a sentence as one purpose, or as two if each half alone is sure."""
    whole = _read(sentence, book, situation)
    if whole is None or (whole.ranked and whole.best.score >= _WHOLE):
        return [whole] if whole else []
    if begun := _answered(sentence, book, situation) or _introduced(sentence, book, situation):
        return begun
    needed = whole.best.score - _AS_GOOD if whole.known else 0.0
    ending = "?" if sentence.rstrip().endswith("?") else ""
    for found in islice(_BETWEEN.finditer(sentence), _DIVISIONS):
        parts = (sentence[: found.start()] + ending, sentence[found.end() :])
        halves = _halves(parts, book, situation)
        if halves and min(each.best.score for each in halves) > needed:
            return halves
    return [whole]


def _halves(parts: tuple[str, str], book: PhraseBook, situation: Collection[str]) -> list[_Reading]:
    """Read two halves of a sentence; none unless both are sure, of two purposes.

    "Are you hurt, or in danger?" asks twice; "officers and an ambulance" doesn't ask.
    """
    if any(map(is_opener, parts)):
        return []  # "What's the address, mate?"
    first = _read(parts[0], book, situation)
    second = _read(parts[1], book, situation, first.clause.mood if first else None)
    # "Ambulance or police?" names the police and introduces nobody.
    introduces = second is not None and second.ranked and second.best.purpose == _INTRODUCES
    sure = [each for each in (first, second) if each and each.sure and not introduces]
    return sure if len({each.best.purpose for each in sure}) == 2 else []


_ANSWER = re.compile(
    r"\s*(yes|yeah|yep|no|nope)[,\s]+(?!or\b|if\b|please\b|thank|hello\b|hi\b)(\S+ .+)", re.I
)


def _answered(sentence: str, book: PhraseBook, situation: Collection[str]) -> list[_Reading]:
    """Read "yes, he has a knife" as an answer, and as what follows it if that is sure."""
    found = _ANSWER.match(sentence)
    if found is None or _ANSWERS_YES not in book.purposes:
        return []
    answer, rest = (_read(part, book, situation) for part in found.groups())
    more = rest and rest.sure and not rest.best.purpose.startswith("says_")
    return [each for each in (answer, rest if more else None) if each]


_INTRODUCTION = re.compile(
    r"\s*(?P<opening>(?:(?:ok|okay|right|hello|hi|hiya|good (?:morning|evening|afternoon))[,\s]+)?"
    r"(?:(?:this is|it's|you're through to|you're speaking to|you've reached) )?"
    r"(?:the |(?!with )\w+ (?:\w+ )?)?police(?: (?:emergency|here|speaking|control(?: room)?))?)"
    r"(?:\s*[,:\u2013\u2014-]\s*"
    r"|\s+(?=(?:what|where|who|how|why|can|could|are you|do you|is)\b)"
    r"|[\s.!]*$)(?P<rest>(?!fire\b|ambulance\b|or\b|please\b|then\b|isn't\b).*)",
    re.IGNORECASE,
)
"""Words that say who speaks, before what else is said: "Police, what's happening?"."""


def _introduced(sentence: str, book: PhraseBook, situation: Collection[str]) -> list[_Reading]:
    """Read "Police, what's happening?" as an introduction, and as what follows it."""
    found = _INTRODUCTION.fullmatch(sentence)
    if found is None or _INTRODUCES not in book.purposes or _ASKED_FOR.match(sentence):
        return []
    rest = _divided(found["rest"], book, situation) if found["rest"].strip() else []
    clause = book.lexicon.clause(found["opening"], book.spelling)
    first = _Reading(found["opening"], clause, [PurposeScore(_INTRODUCES, 1.0)], True, True)
    return [first, *rest] if all(each.known for each in rest) else []


_ASKED_FOR = re.compile(r"\s*(?:no|not|any|without|need|want|send|get|is|are|do|does)\b", re.I)
"""What begins a sentence that names the police and doesn't introduce them."""
_INTRODUCES = "through_to_police"


def _read(
    text: str, book: PhraseBook, situation: Collection[str], mood: Mood | None = None
) -> _Reading | None:
    """Read one part as one purpose; None if it has no word in it. A fragment takes `mood`."""
    clause = book.lexicon.clause(text, book.spelling)
    if not clause.tokens:
        return None
    if clause.mood is Mood.OPEN and mood is not None:
        clause = replace(clause, mood=mood)
    ranked = _by_situation(scores(clause, book), book, situation)
    ranked = _narrower_first(ranked, book)
    best, *others = ranked or [PurposeScore("", 0.0)]
    rivals = (each for each in others if not book.yields(each.purpose, best.purpose))
    ahead = best.score - next((each.score for each in rivals), 0.0)
    known = best.score >= NEAR and ahead >= NEAR_MARGIN
    sure = best.score >= SURE and ahead >= SURE_MARGIN
    return _Reading(text, clause, ranked, known, sure)


def _by_situation(
    ranked: list[PurposeScore], book: PhraseBook, situation: Collection[str]
) -> list[PurposeScore]:
    """Raise what fits the situation above what is as near."""
    if not ranked or not situation:
        return ranked
    best = ranked[0].score
    raised = [
        PurposeScore(each.purpose, each.score + _TIE)
        if each.score > best - _TIE and book.fits(each.purpose, situation)
        else each
        for each in ranked
    ]
    return sorted(raised, key=lambda each: (-each.score, each.purpose))


def _narrower_first(ranked: list[PurposeScore], book: PhraseBook) -> list[PurposeScore]:
    """Put a narrower purpose before the wider one that yields to it, if it is as near."""
    for index, each in enumerate(ranked[1:3], 1):
        near = ranked[0].score - each.score < NEAR_MARGIN
        if near and book.yields(ranked[0].purpose, each.purpose):
            return [each, *ranked[:index], *ranked[index + 1 :]]
    return ranked


def scores(clause: Clause, book: PhraseBook) -> list[PurposeScore]:
    """Return every purpose that the clause fits at all, best first."""
    by_cue = _by_cue(clause, book)
    by_phrase = _by_phrase(clause, book)
    found = {
        purpose: max(cue, phrase) + 0.1 * min(cue, phrase)
        for purpose in {*by_cue, *by_phrase}
        for cue, phrase in [(by_cue.get(purpose, 0.0), by_phrase.get(purpose, 0.0))]
    }
    written = book.written.get(clause.words, ())
    if len(written) == 1:  # the very words decide, however near others are
        found = {name: score if name in written else 0.8 * score for name, score in found.items()}
    ranked = sorted(found.items(), key=lambda held: (-held[1], held[0]))
    return [PurposeScore(purpose, round(score, 4)) for purpose, score in ranked]


def named(words: str, book: PhraseBook) -> tuple[str, ...]:
    """Return the purposes that a few words may name, the nearest first: "knife", "same room".

    First those of which most phrases have the very words.
    """
    clause = book.lexicon.clause(words.rstrip("?") + "?", book.spelling)
    total = sum(map(book.weight, clause.tokens))
    found = [
        (-book.phrases_with(each.purpose, clause.words), -each.score, each.purpose)
        for each in scores(clause, book)
        if book.covers(each.purpose, clause.tokens) >= _COVERED * total
    ]
    return tuple(purpose for _, _, purpose in sorted(found))


_COVERED = 0.6
"""How much of the words a purpose has to have in its phrases, to be named by them (assumption)."""


def _by_cue(clause: Clause, book: PhraseBook) -> Mapping[str, float]:
    """Score by cues: by how rare the matched tokens are, and how much of the clause they cover."""
    total = sum(map(book.weight, clause.tokens))
    best: dict[str, float] = defaultdict(float)
    for purpose, cue in book.cues_for(clause):
        matched = cue.found_in(clause)
        if matched is None:
            continue
        weight = sum(map(book.weight, matched))
        score = 0.3 + 0.4 * weight / (weight + 0.7) + 0.3 * weight / total
        if cue.mood is not clause.mood:
            score -= 0.03
        best[purpose] = max(best[purpose], score)
    return best


def _by_phrase(clause: Clause, book: PhraseBook) -> Mapping[str, float]:
    """Score by whole phrases: by the tokens they share, and by their letters."""
    # Only typed words need it, and it takes 10 ms to load.
    from rapidfuzz import fuzz

    own = frozenset(clause.tokens)
    total = sum(map(book.weight, own))
    best: dict[str, float] = defaultdict(float)
    text = clause.text
    for index, shared in book.sharing(own).items():
        phrasing, weight = book.phrasings[index], book.totals[index]
        other = phrasing.clause
        if other.tokens == clause.tokens and fits(other.mood, clause.mood):
            best[phrasing.purpose] = 1.0
            continue
        dice = 2 * shared / (total + weight)
        if 0.9 * (0.7 * dice + 0.3) <= best[phrasing.purpose]:
            continue  # However near the letters are, another phrase of the purpose is nearer.
        score = 0.9 * (0.7 * dice + 0.3 * fuzz.ratio(text, book.texts[index]) / 100)
        if other.mood is not clause.mood:
            score *= _OTHER_MOOD if fits(other.mood, clause.mood) else _WRONG_MOOD
        if other.negated != clause.negated and clause.mood is not Mood.ASKS:
            score *= _WRONG_MOOD
        best[phrasing.purpose] = max(best[phrasing.purpose], score)
    return best


def stated(words: str, book: PhraseBook) -> dict[Topic, bool]:
    """Return the facts that words name, and whether they are so; a question states nothing."""
    facts: dict[Topic, bool] = {}
    parts = (part for sentence in _sentences(words, book) for part in _BETWEEN.split(sentence))
    for clause in (book.lexicon.clause(part, book.spelling) for part in parts):
        for topic, so, cue in () if clause.mood is Mood.ASKS else book.facts:
            matched = cue.found_in(clause, any_polarity=True)
            if matched is not None:
                # "My husband won't wake up" denies no husband.
                before = clause.tokens[: clause.tokens.index(matched[-1])]
                denied = clause.negated and not cue.negated and not _DENIES.isdisjoint(before)
                facts.setdefault(topic, so is not denied)
    return facts


_DENIES = frozenset({"not", "never", "nobody"})
_TIMES = {**NUMBERS, "once": "1", "twice": "2"}
_COUNT = re.compile(r"\d{1,2}")
"""How often a sign is made; what is longer is a number of something else."""
_SIGNS = {
    **dict.fromkeys(("tap", "taps", "knock", "knocks"), Sign.TAP),
    **dict.fromkeys(("cough", "coughs"), Sign.COUGH),
    **dict.fromkeys(("press", "key", "button"), Sign.KEY),
    **dict.fromkeys(("breath", "breaths", "breathe"), Sign.BREATH),
    **dict.fromkeys(("whisper", "say"), Sign.SPOKEN),
    **dict.fromkeys(("nothing", "silent", "silence"), Sign.SILENCE),
}


_MADE = frozenset({Sign.TAP, Sign.COUGH, Sign.KEY, Sign.SPOKEN})
"""Signs that a list names: "say nothing" in it adds none."""


def signs_of(text: str) -> tuple[SpokenSign, ...]:
    """Read "tap 1 for yes and 2 for no": a part without a sign has that of the part before."""
    counted = " ".join(_TIMES.get(word, word) for word in without_asides(text))
    found: list[SpokenSign] = []
    last: Sign | None = None
    for part in re.split(r"\b(?:and|or|then)\b|(?<=yes)\b|(?<=no)\b", counted):
        words = part.split()
        signs = [*dict.fromkeys(_SIGNS[word] for word in words if word in _SIGNS)]
        named = signs[0] if signs else None
        answer = next((word for word in words if word in ("yes", "no")), "")
        times = next((int(word) for word in words if _COUNT.fullmatch(word)), 0)
        if named is None and not (times and answer):
            continue
        last = named or last
        if last is not None:
            found.append(SpokenSign(last, 0 if last is Sign.SILENCE else times or 1, answer))
        if not (answer or times):
            # "Tap, cough or press a key": each is a way, also before a comma.
            found += [SpokenSign(each, 1, "") for each in signs[1:] if each in _MADE]
    return tuple(found)
