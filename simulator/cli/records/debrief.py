"""`silent999 debrief`: the debrief of a recorded call, or of a scenario without a trainee."""

from argparse import Namespace
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from simulator.cli.arguments import RECORD, Parser, UsageError, did_you_mean, store_of
from simulator.cli.output import Console
from simulator.cli.run_selection import library_of, single_run
from simulator.content.files.find_files import id_of
from simulator.content.library.library import DEFAULT_PROFILE, Library
from simulator.core.describe import name_of
from simulator.core.log import CallBegan
from simulator.core.terms import Role
from simulator.debrief.assess.debrief import Debrief
from simulator.debrief.assess.finished_run import FinishedRun, debrief_run
from simulator.debrief.learning.trainer_reviews import with_reviews
from simulator.debrief.render import as_json, text_and_html
from simulator.errors import NotPossible, RecordError
from simulator.rules.rubric import LOOKED_AT
from simulator.session.records.received import divergence
from simulator.session.records.record_file import Record
from simulator.session.run.checked_runs import RunRequest
from simulator.session.run.live_run import RunSetup

RENDERERS: dict[str, Callable[..., str]] = {
    "text": text_and_html.text,
    "json": as_json.render,
    "html": text_and_html.html,
    "markdown": text_and_html.markdown,
}
_OF_A_RUN = ("seat", "profile", "force", "seed", "handler", "operator")
"""Options that a record answers itself."""
_IMPOSSIBLE = (
    AttributeError, LookupError, NotPossible, StopIteration, TypeError, ValueError,
)  # fmt: skip
"""What a debrief of an impossible record may raise."""


def arguments(parser: Parser) -> None:
    parser.takes("what", "RECORD|SCENARIO", f"a scenario: an id or a file; or {RECORD}")
    seats = [role.value for role in (Role.CALLER, *LOOKED_AT)]
    about = "of a scenario: the seat to debrief (default: one that has a rubric)"
    parser.choice("--seat", "seat", seats, about)
    about = f"of a scenario: variant of the procedure (default: {DEFAULT_PROFILE})"
    parser.takes("--profile", "ID|FILE", about)
    parser.takes("--force", "ID|FILE", "of a scenario: police force (default: its own)")
    parser.add_seed()
    parser.add_cast()
    parser.add_format(*RENDERERS)
    parser.flag("--full", "all findings, timeline, transcript and sources after the first page")
    parser.flag("--facilitator", "include the scenario's note to facilitators")
    parser.flag("--with-text", "include private text, if the record has any")
    parser.add_records()
    parser.add_folders()
    parser.explain(
        "A scenario is run without a trainee: scripted and simulated roles play all seats, and the "
        "debrief is about one of them, by the scenario's rubric or else the shipped one."
    )


def run(options: Namespace, console: Console) -> int:
    """Print the debrief of a record, or of a run of a scenario."""
    library = library_of(options)
    scenario = _scenario(options, library)
    if scenario is not None:
        job = single_run(str(scenario), options, library)
        _print(_of_a_run(job, options.seat, library), options, console)
        return 0
    record = store_of(options).read(options.what)
    given = [f"--{name}" for name in _OF_A_RUN if getattr(options, name) is not None]
    if given:
        reason = f"{given[0]} is for a scenario, and {options.what} is a record"
        raise UsageError(reason, f"leave out {given[0]}: the record has its own")
    _print(whole_debrief_of(record, private=options.with_text), options, console)
    return 0


def _scenario(options: Namespace, library: Library) -> Path | None:
    """Return the path of the scenario of an id or a file; None if the argument names a record."""
    request: str = options.what
    if Path(request).suffix in (".yaml", ".yml") or ".yaml#" in request:
        return Path(request)
    scenarios = {id_of(path): path for path in library.scenario_paths()}
    if request not in scenarios and not store_of(options).matching(request):
        found = f"there is no record or scenario {request}{did_you_mean(request, scenarios)}"
        raise RecordError(found, "silent999 list and silent999 records list show them")
    return scenarios.get(request)


def _of_a_run(job: RunRequest, seat: str | None, library: Library) -> Debrief:
    """Run a scenario and return the debrief of one seat. Nothing in it is private."""
    scenario = job.loaded.scenario
    seats = scenario.seats
    usual = [*(role for role in reversed(LOOKED_AT) if role in seats), *seats][0]
    role = Role(seat) if seat else usual
    if role not in seats:
        known = ", ".join(seats)
        raise UsageError(f"{scenario.id} has no seat {name_of(role).lower()}", f"seats: {known}")
    if not scenario.rubric and role in LOOKED_AT:
        scenario = scenario.model_copy(update={"rubric": (role.value,)})
    log = replace(job, loaded=replace(job.loaded, scenario=scenario)).run().log
    setup = RunSetup(scenario, job.profile, job.force, job.seed, (role,))
    return debrief_run(FinishedRun(setup, log), library, private=True)


def whole_debrief_of(record: Record, *, private: bool) -> Debrief:
    """Return the debrief of a record; RecordError for a call that can't have taken place."""
    try:
        return debrief_of(record, private=private)
    except _IMPOSSIBLE as error:
        # Older records may differ from today's flow and still have a debrief, so the divergence is
        # looked for only now. A failure of any other record is a defect of this program.
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
    header = record.header
    finished = FinishedRun(header.setup, record.entries, header.rubrics, header.ahead, record.held)
    debrief = debrief_run(finished, Library(), private=private)
    return with_reviews(debrief, record, private=private)


def _print(debrief: Debrief, options: Namespace, console: Console) -> None:
    render = RENDERERS[options.format]
    written = render(debrief, full=options.full, facilitator=options.facilitator)
    # A page declares UTF-8, so the encoding of the terminal must not be used.
    (console.write_utf8 if options.format == "html" else console.write)(written)
