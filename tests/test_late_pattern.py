"""A pattern that is compiled late finds what it finds when it is compiled at once."""

import re
import subprocess
import sys

from simulator.late_pattern import late_pattern

WORDS = "Stay there. She's STAYING here, or so she says."


def test_it_finds_what_a_pattern_finds() -> None:
    late, usual = late_pattern(r"\bstay(ing)?\b", re.IGNORECASE), re.compile(r"(?i)\bstay(ing)?\b")
    assert [each.span() for each in late.finditer(WORDS)] == [
        each.span() for each in usual.finditer(WORDS)
    ]
    assert late.sub("go", WORDS) == usual.sub("go", WORDS)
    assert late.search("no") is usual.search("no") is None
    assert late.pattern == r"\bstay(ing)?\b"


PROGRAM = """
import re, sys
from simulator.cli.main import main
compiled = []
known, re.compile = re.compile, lambda *given: compiled.append(given) or known(*given)
assert main(["run", "quiet-throughout"]) == 0
lent = {"snowballstemmer", "simulator.session.people.lapses.drawn_lapses"}
print(len(compiled), *(lent & set(sys.modules)))
"""


def test_a_call_of_signs_compiles_little_and_loads_no_stemmer_and_no_lapses() -> None:
    """Patterns for what is said, endings of words and bad handling are for calls that have them."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True
    )
    count, *loaded = done.stdout.splitlines()[-1].split()
    assert loaded == []
    assert int(count) < 100
