"""The dictionary: every word has a meaning and a place, and other words lead to it."""

import json
from pathlib import Path

import pytest

from simulator.content.dictionary.entries import WORDS, DictionaryEntry, entries, entry
from simulator.content.dictionary.search import folded, search, synonyms
from simulator.content.files.file_kinds import KINDS
from simulator.content.yaml.reader import DATA, read_file
from simulator.core import stimuli, terms
from simulator.core.acts import ROWS
from simulator.core.flow import UK
from simulator.guidance.tables import TABLES
from simulator.rules.match_criteria import CRITERIA
from simulator.rules.patterns import ProfileTime
from tests.cli.command import refused, silent999
from tests.content.test_diagnostics import problems
from tests.schemas.generate import parts_of
from tests.schemas.words import schemas, words_text

SHARED = Path(__file__).parents[1] / "held" / "words_with_several_meanings.txt"


def of(word: str, kind: str = "") -> list[DictionaryEntry]:
    return [each for each in entries() if each.word == word and kind in ("", each.kind)]


def test_the_dictionary_is_what_models_and_tables_give() -> None:
    assert WORDS.read_text(encoding="utf-8") == words_text(), "run: python -m tests.schemas.write"


def test_every_entry_says_what_the_word_means_and_where_it_stands() -> None:
    for each in entries():
        assert each.meaning.strip(), each
        assert each.places, each


def test_every_key_of_every_kind_of_file_is_an_entry() -> None:
    assert set(schemas()) == set(KINDS)
    for file, schema in schemas().items():
        keys = {key for part in parts_of(schema) for key in part.get("properties", ())}
        missing = [key for key in keys if not any(file in each.places for each in of(key))]
        assert missing in ([], ["case"]), file  # `{case: NAME}` has its own page.


def test_every_word_of_a_closed_list_is_an_entry() -> None:
    modules = (terms, stimuli)
    lists = [each for module in modules for each in vars(module).values() if isinstance(each, type)]
    words = {word for each in lists if issubclass(each, terms.Term) for word in each}
    words |= set(ProfileTime)
    for schema in schemas().values():
        words |= {word for part in parts_of(schema) for word in part.get("enum", ())}
    assert [
        word for word in words if isinstance(word, str) and word != "any" and not of(word)
    ] == []


def test_every_act_criterion_row_and_source_is_an_entry() -> None:
    assert [kind for kind in ROWS if not of(kind, "act")] == []
    assert [each for each in CRITERIA if not of(each.rstrip("_"), "criterion")] == []
    rows = [row.id for table in (UK.line, UK.incident) for row in table.rows]
    assert [each for each in rows if not of(each, "row")] == []
    guided = [each.id for table in TABLES for each in table.rows]
    guided += [each.id for table in TABLES for each in table.guards]
    assert [each for each in guided if not of(each, "guidance")] == []
    codes = read_file(DATA / "sources.yaml").value["sources"]
    assert [each for each in codes if not of(each, "source")] == []


def test_a_synonym_leads_to_words_that_there_are() -> None:
    assert len(synonyms()) >= 500
    known = {each.word for each in entries()}
    assert [word for words in synonyms().values() for word in words if word not in known] == []
    assert [each for each in synonyms() if each != folded(each)] == []


@pytest.mark.parametrize(
    ("request_", "first"),
    [
        *[("crying", "sob"), ("banging", "knock"), ("screaming", "shouting"), ("break-in", "door")],
        *[("threat", "threat"), ("threatens", "argument"), ("pizza", "pretends")],
        *[("armed", "weapon"), ("Ring back", "call_back"), ("duration", "about")],
    ],
)
def test_a_thing_is_found_by_another_word_for_it(request_: str, first: str) -> None:
    assert first in {each.word for each in search(request_).found}


def test_a_slip_is_found_by_its_letters() -> None:
    assert "sob" in search("criyng").others
    assert search("qqqqqqq")[1:] == ((), (), (), ())


def test_a_key_has_its_meaning_in_each_kind_of_file() -> None:
    about = {file: each.meaning for each in of("about", "key") for file in each.places}
    assert about["scenario"] == "Roughly how long it takes."
    assert about["pack"].startswith("The audience")
    hover = entry("after", file="scenario", key="caller")
    assert hover
    assert hover.meaning.startswith("The delay between the cue and the first act")
    top = entry("about", file="scenario")
    assert top
    assert top.meaning == about["scenario"]
    answer = entry("answer", among=["answer", "tap", "press", "hang_up"])
    assert answer
    assert answer.kind == "act"
    assert entry("zzz") is None


def test_no_new_key_takes_a_word_that_has_a_meaning() -> None:
    """Choose another word for it. A word that lost all but one meaning leaves the list."""
    keys = [each for each in entries() if each.kind in ("act", "criterion", "cue", "key")]
    words = [each.word for each in keys]
    several = sorted({each for each in words if words.count(each) > 1})
    assert several == SHARED.read_text(encoding="utf-8").split()


SOUND = "background: [{{at: 3s, sound: {}}}]"
MISTAKES = [
    (SOUND.format("crying"), "write sob (someone crying)"),
    (SOUND.format("banging"), "write knock (knocking)"),
    (SOUND.format("break-in"), "write breaking (something breaks) or door (a door)"),
    (
        "background: [{at: 3s, say: {intent: threatens, words: Go.}}]",
        "write not_to_call (talks, but not to the call)",
    ),
    ("caller: [{when: {at: 1s}, do: screaming}]", "write {sound: shouting} (someone shouting)"),
    ("caller: [{when: {at: 1s}, do: sob}]", "write {sound: sob} (someone crying)"),
    ("facts: {knife: yes}", 'did you mean "weapon"?'),
    ("caller: [{when: {at: 1s}, wait: 2s, do: tap}]", 'did you mean "after"?'),
]


@pytest.mark.parametrize(("line", "fix"), MISTAKES, ids=[fix for _, fix in MISTAKES])
def test_a_word_of_the_authors_own_is_answered_by_its_meaning(line: str, fix: str) -> None:
    assert [each.fix for each in problems(line)] == [fix]


def test_the_command_says_what_a_word_is() -> None:
    said = silent999("words", "end_calls").out
    assert "Written much like it, or by its meaning, it is:\n\nend_call (act, 2 meanings)\n" in said
    assert "See also: hang_up" in said
    said = silent999("words", "crying").out
    assert 'The files have no word "crying". By its meaning it is:\n\nsob (sound)\n' in said
    assert "example: sound: sob" in said
    assert "about (key, 12 meanings)" in silent999("words", "about").out
    assert "in_the_house (topic)" in silent999("words", "break", "in").out
    assert "row: O-7" in silent999("words", "o-7").out
    assert "sources: [H1]" in silent999("words", "H1").out
    several = silent999("words", "scared", "qqqqqqq", "hides").out
    assert "By its meaning it is:\n\nfear (key)" in several
    assert 'The files have no word "qqqqqqq", and none for it.' in several
    assert "can_stay_hidden (topic)" in several
    assert "cough (sign)" in silent999("words", "cough", "--kind", "sign").out


def test_the_command_lists_words_by_kind() -> None:
    assert "sound class" in " ".join(silent999("words").out.split())
    purposes = silent999("words", "--kind", "purpose").out
    assert "wants_police         Asks for police" in purposes
    assert purposes == silent999("words", "--kind", "intent").out
    assert '"word": "sob"' in silent999("words", "sob", "--format", "json").out
    assert "there is no kind of word" in refused("words", "--kind", "zzz")
    assert 'no word "qqqqqqq"' in refused("words", "qqqqqqq")


def test_a_topic_of_statements_comes_with_phrasings_and_what_follows() -> None:
    """Its label alone leaves open whom it is about."""
    said = silent999("words", "trapped_or_fallen").out
    assert "as in: I fell down the stairs." in said
    assert "trapped_or_fallen: yes implies the facts injured: yes, needs_ambulance: yes" in said
    (found,) = json.loads(
        silent999("words", "hit", "--kind", "statement topic", "--format", "json").out
    )["words"]
    assert found["said"][0] == "He's hit me."
    assert found["if_yes"] == {"injured": True}
    assert "no fact follows from it" in silent999("words", "afraid").out
