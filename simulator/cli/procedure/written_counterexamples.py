"""What `silent999 verify --write` leaves: a counterexample as a scenario, act by act."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

from simulator.clean_text import utf8
from simulator.cli.output import Console
from simulator.cli.write_files import write_whole
from simulator.content.library.library import Library
from simulator.content.scenario.scenario import Scenario
from simulator.core import acts as do
from simulator.core.call import Procedure, new_call
from simulator.core.log import Entry, FlowEvent, TimerFired
from simulator.core.terms import Outcome, Reason, Role
from simulator.errors import NotPossible
from simulator.proof.verify.counterexample import Counterexample
from simulator.proof.verify.decide_properties import Decision, Setting
from simulator.session.records.scenario_text import scenario_text
from simulator.session.run.headless_run import play
from simulator.session.run.live_run import RunSetup
from simulator.session.session import Session

_SENTENCES = 200
"""The most characters of a property that the title of its file has. Our choice; no source."""


_ENDS = (
    (Role.CALLER, do.HangUp()),
    (Role.OPERATOR, do.EndCall(Reason.NO_RESPONSE)),
    (Role.FIRST_HANDLER, do.EndCall(Reason.JUDGEMENT)),
    (Role.CALL_HANDLER, do.Close(Reason.JUDGEMENT)),
    (Role.CALL_HANDLER, do.EndCall(Reason.JUDGEMENT)),
)
"""What ends a call, each where it is possible: what breaks a property may be in its middle."""


def _to_its_end(example: Counterexample, setting: Setting) -> Sequence[Entry]:
    """Return the log of a call that went as the example did, and was then ended at once."""
    procedure = Procedure.under(setting.profile, setting.flow)
    call = new_call(procedure, example.kind, example.coverage)
    session = Session(call, setting.profile, ())
    for entry in example.log:
        if not isinstance(entry.body, do.Finish | FlowEvent | TimerFired):
            session.advance(entry.at)
            session.submit(entry.actor, entry.body)
    session.advance(max(session.now, example.log[-1].at) + 1)
    for role, action in _ENDS:
        if session.outcome is None:
            with suppress(NotPossible):
                session.submit(role, action)
    play(session, 0)
    return session.log


def write_counterexample(
    folder: Path,
    library: Library,
    decision: Decision,
    setting: Setting,
    example: Counterexample,
    console: Console,
    today: date,
) -> None:
    """Write the call that breaks a property into a folder, and say where, or why not."""
    name = f"breaks-{decision.prop.id}-{decision.profile}".replace("_", "-")
    path = folder / f"{name}.yaml"
    scenario = Scenario.model_validate(
        {
            "format": 1,
            "id": name,
            "title": f"Breaks: {decision.prop.says.rstrip('.')}"[:_SENTENCES],
            "kind": "silent",
            "line": example.kind.value,
            "coverage": example.coverage.value,
            "level": 4,
            "seats": [Role.CALLER.value],
            "about": "1m",
            "content_note": [],
            "objectives": ["see which call breaks the property"],
            "outcome": (example.outcome or Outcome.ABANDONED).value,
            "sources": list(decision.prop.sources) or ["P1"],
            "review_by": f"{today.year + 1}-{today.month:02}",
        }
    )
    setup = RunSetup(scenario, setting.profile, setting.force)
    try:
        text = scenario_text(
            library, path, setup, _to_its_end(example, setting), title=scenario.title
        )
    except ValueError as error:
        console.complain(f"{path.name} is not written: {error}")
        return
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(path, [utf8(text)])
    console.complain(f"{path} is written: silent999 run {path} --profile {decision.profile}")
