"""A scenario's call as it is played up to the step at a cursor."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from simulator.content.library.library import DEFAULT_FORCE, Library
from simulator.content.yaml.positions import Document, path_text
from simulator.core.terms import Role
from simulator.review.transcript import render_text, transcript
from simulator.session.run.headless_run import HeadlessResult, run

_ROLES = {each.value: each for each in Role}


def preview(library: Library, path: Path, line: int) -> list[str]:
    """Return transcript lines up to the step in a line (from 1); of the whole call outside steps.

    Of a table it is the first case. Raises ContentError if the file has errors.
    """
    loaded = library.scenario(library.cases(path)[0])
    profile = library.profile().profile
    force = library.force(loaded.scenario.force or DEFAULT_FORCE).force
    played = run(loaded.scenario, profile, force)
    head, last = _up_to(loaded.document, played, line)
    shown = render_text(transcript(played.log[: last + 1], profile=profile))
    return [head, *shown.splitlines()]


def _up_to(document: Document, played: HeadlessResult, line: int) -> tuple[str, int]:
    """Return a heading, and the `seq` of the last entry that belongs to what is in the line."""
    whole = len(played.log) - 1
    above = [(at, key_path) for key_path, at in document.places().items() if at.line <= line]
    _, key_path = max(above, default=(None, ()))
    steps = list(_steps(key_path))
    if not steps:
        return f"the whole call, which ends as {played.outcome}", whole
    call, role, place, where = steps[0]
    for each in played.triggered:
        if (each.call, each.role, each.step) == (call, role, place):
            acts = [e.seq for e in played.log if e.cause == each.cue and e.actor is role]
            return f"up to {where}", max(acts, default=each.cue)
    return f"{where} does nothing: its cue never comes", whole


def _steps(key_path: tuple[str | int, ...]) -> Iterator[tuple[int, Role, int, str]]:
    """Yield the call, role and index of the step that a key path leads into, if it does."""
    match key_path:
        case ("calls", int(call), *rest):
            yield from ((call + 2, *step[1:]) for step in _steps(tuple(rest)))
        case (str(name), int(place), *_) if name in _ROLES:
            yield 1, _ROLES[name], place, path_text((name, place))
