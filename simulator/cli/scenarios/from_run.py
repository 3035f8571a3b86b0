"""What `silent999 new --from` writes: a call as it went, each act at its instant."""

import json
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from pydantic import ValidationError

from simulator.cli.arguments import store_of
from simulator.content.library.library import Library
from simulator.core.log import Entry
from simulator.errors import RecordError
from simulator.open_file import FileRefused, content_of
from simulator.session.log_json import entry_from_json
from simulator.session.records.scenario_text import AnotherLog, scenario_text
from simulator.session.run.live_run import RunSetup

_LARGEST_LOG = 50_000_000
"""The largest file of logs that is read, in bytes. Our choice; no source."""


def text_from(options: Namespace, library: Library, path: Path) -> str:
    """Return the text of a scenario at `path` that gives the log of a record or a kept log.

    Raises:
        RecordError: it can't be read, or no file would give that log byte for byte.
    """
    request = str(options.origin)
    if request.endswith(".json"):
        kept = kept_run(Path(request))
        scenario = library.scenario(kept.scenario).scenario
        profile, force = library.profile(kept.profile).profile, library.force(kept.force).force
        setup, log, file = RunSetup(scenario, profile, force, kept.seed), kept.log, request
        has_words = True
    else:
        record = store_of(options).read(request)
        setup, log, file = record.header.setup, record.entries, str(record.path)
        has_words = record.header.with_text
    try:
        return scenario_text(library, path, setup, log, loose=options.loose, title=options.title)
    except ValidationError as error:
        reason = "its scenario is of an earlier version, and no longer valid"
        raise RecordError(reason, f"see what it says: silent999 replay {request}", file) from error
    except AnotherLog as error:
        reason = f"a scenario of it gives another log from entry {error.parts_at} on"
        # A record of an earlier version may differ for another reason than its words.
        fix = (
            f"read it instead: silent999 replay {request}"
            if has_words
            else "the record leaves words out, which change what follows: record with --with-text"
        )
        raise RecordError(reason, fix, file) from error
    except ValueError as error:
        raise RecordError("it can't be written as a scenario", f"{error}", file) from error


class KeptRun(NamedTuple):
    """A run that `silent999 run ID --format json` printed."""

    scenario: str
    profile: str
    force: str
    seed: int
    log: Sequence[Entry]


def kept_run(path: Path) -> KeptRun:
    """Return the run of such a file; RecordError if it has none, or several."""
    fix = "keep one with silent999 run ID --format json -o FILE"
    if not path.exists():
        raise RecordError(f"there is no file {path}", fix)
    try:
        text = content_of(path, _LARGEST_LOG)
    except FileRefused as error:
        raise RecordError(error.message, error.hint, str(path)) from error
    try:
        (kept,) = json.loads(text)["runs"]
        scenario, profile, force = (str(kept[name]) for name in ("scenario", "profile", "force"))
        log = [entry_from_json(json.dumps(each)) for each in kept["log"]]
        return KeptRun(scenario, profile, force, int(kept["seed"]), log)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise RecordError("it isn't the log of one run", fix, str(path)) from error
