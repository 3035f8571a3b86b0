"""The command line with words that it has, mixed with words that it has not, on files of all kinds.

Run as a program in an empty folder that is also its home, under limits of the system. Left out is
what waits for somebody by design: `serve`.
"""

import io
import os
import sys
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from simulator.cli.main import COMMANDS, main, parser_of
from tests.fuzz.files import SHIPPED

WAITS = "serve"
ALL = {"run", "test", "coverage", "verify", "check"}
"""Commands that look at everything when nothing is named; here they are given something."""
FILES = (
    *("good.yaml", "bad.yaml", "empty.yaml", "binary.yaml", "profile.yaml", "force.yaml", "folder"),
    *("nothing.yaml", "loop.yaml", "pipe", "record.jsonl", "folder/", "é.yaml", "none/none.yaml"),
)
JUNK = (
    *("", " ", "-", "--", "---", "-x", "--no-such", "--format", "--seed", "=", "--seed=1"),
    *("0", "-1", "1.5", "9" * 40, "nan", "all", "text", "json", "partner-in-the-room", "wmp"),
    *("generic", "O-7", "unknown-key", "\0", "\n", "a" * 3_000, "é", "\u202e", "%s", "$HOME", "~"),
    *("*", "..", ".", "/", "/dev/null", "C:\\x", "show", "list", "help", "--help", "-h", "x=y"),
)
CODES = {0, 1, 2}


def lay_out(folder: Path) -> None:
    """Files of all kinds, good ones, bad ones, and what is no file at all."""
    good = next(text for text in SHIPPED if "\nid: hill-path\n" in text)
    (folder / "good.yaml").write_text(good.replace("hill-path", "good"), encoding="utf-8")
    (folder / "é.yaml").write_text(good, encoding="utf-8")
    (folder / "bad.yaml").write_text(good.replace("level:", "levle:"), encoding="utf-8")
    (folder / "empty.yaml").touch()
    (folder / "binary.yaml").write_bytes(bytes(range(256)))
    based = "format: 1\nid: {0}\ntitle: x\nas_of: undated\nabout: x\nbased_on: {1}\n{2}: {{}}\n"
    (folder / "profile.yaml").write_text(based.format("profile", "wmp", "lines"), encoding="utf-8")
    (folder / "force.yaml").write_text(
        based.format("force", "generic", "marker_grades"), encoding="utf-8"
    )
    (folder / "folder").mkdir()
    (folder / "loop.yaml").symlink_to("loop.yaml")
    (folder / "record.jsonl").write_text('{"format": 1}\n{"seq": 0\n', encoding="utf-8")
    os.mkfifo(folder / "pipe")


def known_words() -> dict[str, list[str]]:
    """Every command with the options that it has."""
    known: dict[str, list[str]] = {}
    for command in COMMANDS:
        actions = parser_of(command)._actions
        known[command] = [flag for action in actions for flag in action.option_strings]
    return {command: flags for command, flags in known.items() if command != WAITS}


def fuzz(count: int, drawn_from: int) -> Counter[int]:
    """Give the command line `count` rows of words; how often it ended with which code."""
    known = known_words()
    ended: Counter[int] = Counter()

    @st.composite
    def rows(draw: st.DrawFn) -> list[str]:
        command = draw(st.sampled_from([*known, *known, "", "--plain", "nonsense"]))
        word = st.sampled_from([*FILES, *JUNK, *known.get(command, ["-h"]) * 3])
        words = draw(st.lists(word, max_size=5))
        if command in ALL:
            words.insert(draw(st.integers(0, len(words))), draw(st.sampled_from(FILES)))
        return [command, *words]

    @seed(drawn_from)
    @settings(
        max_examples=count, database=None, deadline=None, suppress_health_check=list(HealthCheck)
    )
    @given(rows())
    def give(words: list[str]) -> None:
        out, err = io.StringIO(), io.StringIO()
        try:
            code = main(words, out, err)
        except BaseException as error:
            raise AssertionError(f"{words} ended with {error!r}") from error
        assert code in CODES, (words, code)
        assert "Traceback" not in err.getvalue(), words
        assert code != 2 or err.getvalue() or out.getvalue(), (words, "nothing said")
        ended[code] += 1

    give()
    return ended


if __name__ == "__main__":
    lay_out(Path.cwd())
    sys.stdout.write(f"{dict(fuzz(int(sys.argv[1]), int(sys.argv[2])))}\n")
