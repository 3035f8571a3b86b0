"""`silent999` alone in a terminal: what there is, and one mild call."""

from __future__ import annotations

import sys
from argparse import Namespace

from simulator.cli.arguments import Parser
from simulator.cli.console import BANNER, Console

MILD = "pocket-dial-walking"
"""The call that is played: nobody in it is in danger."""


def arguments(_parser: Parser) -> None:
    """Take nothing."""


def run(_options: Namespace, console: Console) -> int:
    """Say what there is; then, after its content note, play one mild call as a transcript."""
    from simulator.cli.main import overview
    from simulator.cli.reports import heading, told
    from simulator.cli.requests import Job
    from simulator.content.library import Library
    from simulator.session import headless

    library = Library()
    loaded = library.scenario(MILD)
    job = Job(loaded, library.profile().profile, library.force().force)
    console.write(overview())
    console.say()
    console.say("What follows is one call, made up and mild:")
    console.say()
    for line in heading(job, seed=0):
        console.say(line)
    if not _wanted(console):
        return 0
    result = headless.run(loaded.scenario, job.profile, job.force)
    for text in ("", BANNER, "", told(job, result), ""):
        console.say(text)
    console.say("silent999 list has more calls, silent999 run --transcript ID plays one.")
    return 0


def _wanted(console: Console) -> bool:
    """Ask whether to go on, where there is somebody to ask."""
    if sys.stdin is None or not sys.stdin.isatty():
        return True
    console.write("\nEnter to read it, s and Enter to leave it: ")
    console.out.flush()
    answer = sys.stdin.readline()
    return bool(answer) and not answer.strip().lower().startswith(("s", "q", "n"))
