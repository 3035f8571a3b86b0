"""Stems that are built into the package are those that are worked out, and are worked out once."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from string import ascii_lowercase
from sys import getswitchinterval, setswitchinterval

import pytest

from simulator.content.files import built_content
from simulator.content.procedure import reading_file
from simulator.content.procedure.reading_file import built_stems
from simulator.language import normalise
from simulator.language.normalise import only_new_stems, stem
from tests.session.calls import LIBRARY

PROGRAM = """
import sys
from simulator.content.library.library import Library
found = Library().reader().read("He has got a knife and he is in the kitchen.")
print(*(each.topic.name.value for each in found), "snowballstemmer" in sys.modules)
"""


def test_what_is_built_in_is_what_is_worked_out() -> None:
    built = built_content.read_built(built_content.STEMS)
    assert built == built_stems(LIBRARY.reading_files())
    assert len(built["stems"]) > 5_000
    with only_new_stems():
        assert {word: stem(word) for word in ("took", "kitchens", "hiding")} == {
            word: built["stems"].get(word, stem(word)) for word in ("took", "kitchens", "hiding")
        }


def test_a_reader_reads_known_words_without_a_stemmer() -> None:
    """Working out the stems of its six thousand words takes longer than all else of a check."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True
    )
    *topics, stemmer = done.stdout.split()
    assert "knife" in topics
    assert stemmer == "False"


def test_stems_of_other_code_are_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who changes how words are read is not given what was built before."""
    taken: list[object] = []
    monkeypatch.setattr(reading_file, "know_stems", taken.append)
    files = LIBRARY.reading_files()[:1]
    reading_file.reader(files)
    assert len(taken) == 1
    monkeypatch.setattr(normalise, "__file__", str(Path(__file__)))
    reading_file.reader(files)
    assert len(taken) == 1


def test_two_threads_find_the_stems_of_words_at_once() -> None:
    """A desk reads its phrases in a thread, and the first words that are typed meanwhile."""
    words = [f"{start}{end}ingly" for start in ascii_lowercase for end in ascii_lowercase]
    with only_new_stems(), ThreadPoolExecutor(4) as pool:
        wait = getswitchinterval()
        setswitchinterval(1e-6)
        try:
            found = [*pool.map(lambda part: [*map(stem, part)], (words, words[::-1]) * 2)]
        finally:
            setswitchinterval(wait)
    assert found[0] == found[1][::-1]
