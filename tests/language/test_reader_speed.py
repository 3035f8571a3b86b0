"""The reader looks only where something may be found: the same statements, and no long waits."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from time import process_time  # noqa: TID251 -- what a text costs is what is tested
from typing import Any

import pytest

from simulator.core.terms import Role
from simulator.language.denials import ClauseGrammar
from simulator.language.frames import Concepts, FrameIndex, Marks, WordFrame
from simulator.language.normalise import NUMBER as NUMBERS
from simulator.language.normalise import stem, words_of
from simulator.language.places import PlaceFinder
from simulator.language.reader import Reader
from simulator.language.typed.matcher import understand
from tests.builders import yaml_of
from tests.daily import a_share_of_cases, first_a_day, some_a_day
from tests.language.test_reader import reader
from tests.session.calls import LIBRARY


def texts(value: Any) -> Iterator[str]:
    """Every text below a value, keys too: some lists have their sentences as keys."""
    match value:
        case str():
            yield value
        case dict():
            for key, held in value.items():
                yield str(key)
                yield from texts(held)
        case list():
            for held in value:
                yield from texts(held)


NUMBER = re.compile(NUMBERS)
SENTENCES = sorted(
    {text for path in Path(__file__).parent.glob("*.yaml") for text in texts(yaml_of(path))}
)


class PlainConcepts(Concepts):
    """Looks up every run of words in every list, whatever its first word is."""

    def __init__(self, members: Mapping[str, Sequence[str]]) -> None:
        super().__init__(members)
        self.plain: dict[tuple[bool, tuple[str, ...]], set[str]] = defaultdict(set)
        for name, listed in members.items():
            for member in listed:
                exact, own = member.endswith("="), words_of(member)
                end = (".",) if member.rstrip("=").endswith(".") else ()
                for mine in ("my", "me", "our") if own[-1:] != ("my",) else ("my",):
                    words = tuple(mine if each == "my" else each for each in own)
                    forms = words if exact else tuple(map(stem, words))
                    self.plain[exact, (*forms, *end)].add(name)
        self.longest = max(len(forms) for _, forms in self.plain)

    def marked(self, words: Sequence[str]) -> Marks:
        at: dict[str, list[tuple[int, int]]] = defaultdict(list)
        written, stems = (*words, "."), (*map(stem, words), ".")
        for n, word in enumerate(words):
            for key in {word, stem(word), *("#" if NUMBER.fullmatch(word) else "")}:
                at[key].append((n, n))
            for end in range(n + 1, min(n + self.longest, len(words) + 1) + 1):
                exact, found = self.plain.get((True, written[n:end]), set()), stems[n:end]
                for name in exact | self.plain.get((False, found), set()):
                    at[name].append((n, min(end, len(words)) - 1))
        return Marks(ClauseGrammar(tuple(words)), at, frozenset(at))


class EveryFrame(FrameIndex):
    """Takes every frame for likely."""

    def __init__(self, frames: Iterable[WordFrame]) -> None:
        self.all = list(range(len(list(frames))))

    def likely(self, marks: Marks) -> list[int]:
        return self.all if marks.words else []


def plain_reader() -> Reader:
    """The reader without its indexes: every frame, list and shape of a place is tried."""
    plain = Reader(lists(), [*reader()._topics.values()], reader()._odds)
    plain._concepts = PlainConcepts(lists())
    for shape in (*plain._places._parts, *plain._places._landmarks):
        shape._needs = []
    plain._index = EveryFrame(frame for _, _, frame, _ in plain._frames)
    return plain


def lists() -> Mapping[str, Sequence[str]]:
    return {
        name: words
        for each in LIBRARY.reading_files()
        for name, words in each.file.concepts.items()
    }


@pytest.mark.parametrize("one_in", first_a_day([60, 1]))
def test_every_sentence_states_the_same_as_without_an_index(one_in: int) -> None:
    """Hundreds of frames are never tried on a sentence: none of them would have fitted."""
    plain = plain_reader()
    assert len(SENTENCES) > 3_000
    some = SENTENCES[::one_in]
    assert [words for words in some if plain.read(words) != reader().read(words)] == []


@pytest.mark.parametrize("one_in", first_a_day([4, 1]))
def test_few_frames_are_tried_on_a_sentence(one_in: int) -> None:
    """What makes a sentence quick, whatever the machine does beside it."""
    own = reader()
    marked = (own._concepts.marked(words_of(each)) for each in SENTENCES[::one_in])
    tried = [len(own._index.likely(each)) for each in marked]
    assert len(own._frames) > 700
    assert sum(tried) / len(tried) < len(own._frames) / 10


def test_no_shape_of_a_place_is_compiled_before_a_sentence_may_have_it() -> None:
    """Compiling all of them takes longer than all else that makes a reader."""
    finder = PlaceFinder(lists())
    finder.find("He's got a knife, please hurry")
    shapes = [*finder._parts, *finder._landmarks]
    assert sum("compiled" in vars(each) for each in shapes) < len(shapes) / 3


def test_an_index_finds_a_frame_by_any_word_of_a_need() -> None:
    own = reader()
    index = FrameIndex(frame for _, _, frame, _ in own._frames)
    for n, (_, _, frame, _) in enumerate(own._frames):
        at = {key: [(0, 0)] for need in frame.needs for key in need}
        assert n in index.likely(Marks(ClauseGrammar(()), at, frozenset(at)))


MANY = 24_000
AWKWARD = (
    "he has a knife ", "14 Elm Road ", "14 Elm Road and ", " ", "\n", "\t \n", "one ",
    "twenty-one ", "a b c ", "1 ", "1", "a", ",", ".", "?!", "- ", "'", "a'", "n't ", "the ",
    " and ", "not ", "please ", "yes I think I hear ", "\x00\x01\x02\x1b", "\ud800", "🙂",
    "он сказал 他说 he has κνιφε knife مرحبا 🙂 ", "next to the church on Mill Lane ",
    "Mill Green Hall ", "Elm and Oak and the ", "on the 42 bus ", "3 floors up ", "AB12 CDE ",
    "s for sugar ", "flat 3 above the ", "between 3 and 4 ", "Elm Road" + " " * 1_000,
    "He's got a bat. She hit me, my leg is broken and I'm in the church on Mill Lane. ",
)  # fmt: skip


@pytest.mark.parametrize("part", some_a_day(AWKWARD), ids=range(len(AWKWARD)))
@a_share_of_cases(3)
def test_a_very_long_text_of_anything_is_read_within_a_second(part: str) -> None:
    """Somebody leans on a key, or pastes a page: no crash, and no time that grows as its square."""
    words = (part * MANY)[:MANY]
    reader().read(part)
    begun = process_time()
    for each in reader().read(words):
        start, end = each.span
        assert 0 <= start < end <= MANY
    assert process_time() - begun < 1


@pytest.mark.parametrize("part", some_a_day(AWKWARD[:-1]), ids=range(len(AWKWARD) - 1))
@a_share_of_cases(3)
def test_a_very_long_text_is_typed_without_a_wait(part: str) -> None:
    """The same of what a trainee types: a number of 24,000 figures is no count of taps."""
    book = LIBRARY.phrase_book(Role.CALL_HANDLER)
    understand(part, book)
    words = (part * MANY)[:MANY]
    begun = process_time()
    understand(words, book)
    book.direction("alone_to_talk", words)
    assert process_time() - begun < 2


def test_a_form_that_one_reader_opens_is_opened_by_all() -> None:
    """One normaliser: dialect and hurried typing are the same to a seat and to a caller's words."""
    lexicon = LIBRARY.phrase_book(Role.CALL_HANDLER).lexicon
    for typed, full in (
        ("he isnae here", "he is not here"),
        ("theyve gone", "they have gone"),
        ("any1 there", "anyone there"),
        ("let's go", "let us go"),
    ):
        assert words_of(typed) == words_of(full)
        assert lexicon.clause(typed) == lexicon.clause(full)


def test_blanks_between_two_words_take_no_longer_than_other_text() -> None:
    begun = process_time()
    reader().read("14 Elm Road" + " " * MANY + "x 15")
    reader().read(" " * (MANY // 2) + "and" + " " * (MANY // 2) + "x")
    assert process_time() - begun < 1
