"""Commands and options that went, and what does their job now: who remembers one is led on.

A row goes when its word comes back.
"""

from __future__ import annotations

from collections.abc import Mapping

_PLAY_OF_SERVE = "silent999 serve opens every call and session: choose on its first page"
_TAG = "use --tag, such as --tag landline; a pack of your own is run as a file"
_REVIEW = "write --override with a reason: it is beside the finding in every debrief"
_REPEAT = "an editor, or a tool such as entr, repeats a command at every save"
_SIGNED = "--settle with a reason keeps who settled what"

REMOVED: Mapping[str, str] = {
    "audio": "silent999 serve plays a call in a browser, to a seat and to a session",
    "coverage --detail": "silent999 coverage --format json has a scenario for each row",
    "coverage --format dot": "silent999 flow --format mermaid draws the flow",
    "coverage --format mermaid": "silent999 flow --format mermaid draws the flow",
    "coverage --pack": _TAG,
    "check --watch": _REPEAT,
    "flow --format dot": "silent999 flow --format mermaid draws the flow",
    "flow --format markdown": "silent999 flow prints the same rows as text",
    "list --pack": _TAG,
    "list --packs": _TAG,
    "myths --plain": "it prints lines already",
    "myths --theme": "it prints lines, in the colours of the terminal",
    "play --pack": _TAG,
    "play --sound": "silent999 serve plays what a seat hears, in a browser",
    "progress --course": "silent999 progress --code CODE names the calls to practise next",
    "record-to-scenario": "silent999 new --from RECORD writes it, with `exactly`",
    "records --format csv": "silent999 records export RECORD --format json has all of a record",
    "records --format markdown": "silent999 debrief RECORD --format markdown writes it",
    "records --to": "silent999 records export RECORD -o FILE writes a record",
    "records show": "silent999 replay RECORD prints it",
    "replay --speed": "it prints the call at once, with the time before each line",
    "review --every": "a review shows every finding",
    "review --pin": _REVIEW,
    "review --plain": "it prints lines already",
    "review --show": "silent999 review RECORD --as CODE prints the record with its reviews",
    "review --sign": _SIGNED,
    "review --theme": "it prints lines, in the colours of the terminal",
    "room --notes": "silent999 room PLAN --print-notes prints the notes before the session; "
    "silent999 serve has them on the leader's page",
    "room --theme": "it prints lines, in the colours of the terminal",
    "run --pack": _TAG,
    "run --watch": _REPEAT,
    "serve --address": "silent999 serve --lan [ADDRESS] lets other devices join",
    "serve --font-size": "every page has Display, with the size of the letters",
    "serve --make-launcher": "put `silent999 serve --once` into a file of your own",
    "serve --open": "silent999 serve opens the browser; --no-open doesn't",
    "serve --play": _PLAY_OF_SERVE,
    "serve --room": _PLAY_OF_SERVE,
    "suggest": "silent999 coverage names the rows that no scenario exercises, and silent999 new "
    "writes a scenario to start from",
    "test --even-in-ci": "it went with golden logs: write what must hold of a log under `expect`",
    "test --golden": "write what must hold of a log under `expect`; silent999 run --format json "
    "prints whole logs, and silent999 diff compares one that you kept",
    "test --pack": _TAG,
    "test --update-golden": "silent999 run --format json prints whole logs, to keep",
    "verify --mutants": "it is a developers' test: python -m pytest -m thorough "
    "tests/proof/test_mutants.py",
}
"""What went, as it was typed after `silent999`, and what to do instead."""


def instead_of(*words: str) -> str:
    """Return what does the job of a command or an option now; empty if it never went."""
    return REMOVED.get(" ".join(words), "")
