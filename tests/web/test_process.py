"""The command behind a page, on its way through a shell."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

pytest.importorskip("textual_serve")

from simulator.web.process import command_line

WORDS = ["two words", "it's", "$HOME", "`x`", "a;b", "&", 'say "so"', "é", "", "\\", "*"]


@pytest.mark.skipif(os.name != "posix", reason="it needs sh")
def test_every_word_arrives_as_it_is() -> None:
    program = "import json, sys; print(json.dumps(sys.argv[1:]))"
    line = command_line([sys.executable, "-c", program, *WORDS])
    done = subprocess.run(line, shell=True, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == WORDS


@pytest.mark.skipif(os.name != "posix", reason="it needs sh")
def test_the_shell_becomes_the_program() -> None:
    line = command_line([sys.executable, "-c", "import os; print(os.getpid())"])
    with subprocess.Popen(line, shell=True, stdout=subprocess.PIPE, text=True) as process:
        out, _ = process.communicate()
    assert int(out) == process.pid


def test_on_windows_it_is_quoted_as_windows_reads_it() -> None:
    words = [r"C:\Program Files\py.exe", "-m", "simulator", 'say "so"']
    expected = r'"C:\Program Files\py.exe" -m simulator "say \"so\""'
    assert command_line(words, "nt") == expected
