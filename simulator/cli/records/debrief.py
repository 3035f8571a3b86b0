"""`silent999 debrief`: the debrief of a recorded call, or of a scenario without a trainee."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from simulator.cli.arguments import RECORD, Parser, UsageError, did_you_mean
from simulator.cli.output import Console
from simulator.cli.recording_options import add_records_folder, store_of
from simulator.cli.records.replay import divergence
from simulator.cli.run_selection import jobs
from simulator.content.files.find_files import id_of
from simulator.content.library.library import DEFAULT_PROFILE, Library
from simulator.content.scenario.scenario import Scenario
from simulator.core.describe import name_of
from simulator.core.log import CallBegan
from simulator.core.terms import Role
from simulator.debrief.assess.debrief import Debrief
from simulator.debrief.assess.finished_run import FinishedRun, debrief_run
from simulator.debrief.learning.review_file import read_reviews, with_overrides
from simulator.debrief.render import as_json, forms
from simulator.errors import NotPossible, RecordError
from simulator.rules.rubric import LOOKED_AT
from simulator.session.records.record_file import Record, RecordLibrary
from simulator.session.run import headless_run
from simulator.session.run.judged_runs import RunRequest

RENDERERS: dict[str, Callable[..., str]] = {
    "text": forms.text,
    "json": as_json.render,
    "html": forms.html,
    "markdown": forms.markdown,
}
_OF_A_RUN = ("seat", "profile", "force", "seed")
"""Options that a record answers itself."""


def arguments(parser: Parser) -> None:
    parser.takes("what", "RECORD|SCENARIO", f"{RECORD}; or a scenario: an id or a file")
    seats = [role.value for role in (Role.CALLER, *LOOKED_AT)]
    about = "of a scenario: the seat to debrief (default: one that has a rubric)"
    parser.choice("--seat", "seat", seats, about)
    about = f"of a scenario: variant of the procedure (default: {DEFAULT_PROFILE})"
    parser.takes("--profile", "ID|FILE", about)
    parser.takes("--force", "ID|FILE", "of a scenario: police force (default: its own)")
    parser.add_seed(None)
    parser.add_format(*RENDERERS)
    parser.flag("--full", "all findings, timeline, transcript and sources after the first page")
    parser.flag("--facilitator", "include the scenario's note to facilitators")
    parser.flag("--with-text", "include private text, if the record has any")
    add_records_folder(parser)
    parser.add_folders()
    parser.explain(
        "A scenario is run without a trainee: scripted and simulated roles play all seats, and the "
        "debrief is about one of them, by the scenario's rubric or else the shipped one."
    )


def run(options: Namespace, console: Console) -> int:
    """Print the debrief of a record, or of a run of a scenario."""
    library = Library(options.folder)
    record, scenario = _meant(options, library)
    if record is not None:
        given = [f"--{name}" for name in _OF_A_RUN if getattr(options, name) is not None]
        if given:
            reason = f"{given[0]} is for a scenario, and {options.what} is a record"
            raise UsageError(reason, f"leave out {given[0]}: the record has its own")
        held = store_of(options).read(str(record))
        shown = {"full": options.full, "facilitator": options.facilitator}
        with _refusing_the_impossible(held):
            debrief = debrief_of(held, private=options.with_text)
            write(debrief, options.format, console, **shown)
        return 0
    chosen = {"what": [str(scenario)], "pack": None, "usual_profile": DEFAULT_PROFILE}
    profiles = [options.profile] if options.profile else []
    plan = jobs(Namespace(**{**vars(options), **chosen, "profile": profiles}), library)
    if plan.wrong:
        return console.fail(plan.wrong)
    debrief = _of_a_run(plan.jobs[0], options, library)
    write(debrief, options.format, console, full=options.full, facilitator=options.facilitator)
    return 0


def _meant(options: Namespace, library: Library) -> tuple[Path | None, Path | None]:
    """Return the path of the record, or of the scenario, that the argument names.

    Raises:
        RecordError: it names neither, or several records.
        UsageError: it names a record and a scenario.
    """
    request: str = options.what
    scenarios = {id_of(path): path for path in library.scenario_paths()}
    if Path(request).suffix in (".yaml", ".yml") or ".yaml#" in request:
        return None, Path(request)
    records = store_of(options).matching(request)
    if request not in scenarios:
        if not records and (near := did_you_mean(request, scenarios)):
            hint = "silent999 list and silent999 records list show them"
            raise RecordError(f"there is no record or scenario {request}{near}", hint)
        return store_of(options).find(request), None
    if records:
        ways = f"the record by its file, {records[0]}, or the scenario by its, {scenarios[request]}"
        raise UsageError(f"{request} names a record and a scenario", f"name {ways}")
    return None, scenarios[request]


def _of_a_run(job: RunRequest, options: Namespace, library: Library) -> Debrief:
    """Run a scenario and return the debrief of one seat. Nothing in it is private."""
    scenario, seed = job.loaded.scenario, options.seed or 0
    seat = Role(options.seat) if options.seat else _usual_seat(scenario)
    if seat not in scenario.seats:
        known = ", ".join(scenario.seats)
        raise UsageError(f"{scenario.id} has no seat {name_of(seat).lower()}", f"seats: {known}")
    if not scenario.rubric and seat in LOOKED_AT:
        scenario = scenario.model_copy(update={"rubric": (seat.value,)})
    log = headless_run.run(scenario, job.profile, job.force, seed).log
    finished = FinishedRun(scenario, job.profile, job.force, log, (seat,), seed)
    return debrief_run(finished, library, private=True)


def _usual_seat(scenario: Scenario) -> Role:
    """Return the call handler, else the operator, else the first seat of a scenario."""
    usual = [role for role in reversed(LOOKED_AT) if role in scenario.seats]
    return usual[0] if usual else scenario.seats[0]


_IMPOSSIBLE = (
    AttributeError, LookupError, NotPossible, StopIteration, TypeError, ValueError,
)  # fmt: skip
"""What a debrief of an impossible record may raise."""


@contextmanager
def _refusing_the_impossible(record: Record) -> Iterator[None]:
    """Refuse a record that the flow can't have written, at its first such entry.

    Older records may differ from today's flow and still have a debrief, so this is looked at only
    when a debrief fails. A failure of any other record is a defect of this program.
    """
    try:
        yield
    except _IMPOSSIBLE as error:
        changed = divergence(record)
        if changed is None:
            raise
        hint = "such a call can't have taken place: use a copy, or erase it"
        raise RecordError(changed.message, hint, changed.file, changed.line) from error


def debrief_of(record: Record, *, private: bool) -> Debrief:
    """Return the debrief of a record, by the rubrics stored in it."""
    if not isinstance(record.entries[0].body if record.entries else None, CallBegan):
        hint = "silent999 replay RECORD shows what it has"
        raise RecordError("the record has no beginning of a call", hint, str(record.path))
    setup = record.header.setup
    played = (setup.scenario, setup.profile, setup.force, record.entries, setup.seats, setup.seed)
    library = RecordLibrary(record)
    debrief = debrief_run(FinishedRun(*played), library, private=private)
    return with_overrides(debrief, read_reviews(record.path), library, private=private)


def write(
    debrief: Debrief, form: str, console: Console, *, full: bool = False, facilitator: bool = False
) -> None:
    """Print a debrief in a format: its first page, or all of it if `full`."""
    written = RENDERERS[form](debrief, full=full, facilitator=facilitator)
    if form == "html":
        # The page declares UTF-8, so the encoding of the terminal must not be used.
        console.write_utf8(written)
    else:
        console.write(written)
