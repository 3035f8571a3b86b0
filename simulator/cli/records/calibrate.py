"""`silent999 calibrate`: rate a call whose ratings are settled, and see where you differ."""

from argparse import Namespace
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from simulator import BANNER
from simulator.cli.arguments import Parser, UsageError, did_you_mean
from simulator.cli.layout import counted, table, wrapped
from simulator.cli.output import Console
from simulator.cli.records.rating_form import RATING_WORDS, blank_form, filled_in, rating_of
from simulator.cli.write_files import write_whole
from simulator.content.library.library import DEFAULT_FORCE, Library
from simulator.content.rules.calibration_file import CallToRate
from simulator.debrief.learning.trainer_reviews import Rating
from simulator.errors import RecordError
from simulator.review.transcript import render_text, transcript
from simulator.rules.rubric import Criterion
from simulator.session.run.call_people import procedure
from simulator.session.run.headless_run import run as play
from simulator.session.run.perceived_log import perceived

_NOTE = "Where you differ shows how a criterion is meant, not how good you are. Nothing is kept."


def arguments(parser: Parser) -> None:
    which: dict[str, Any] = {"action": "append", "default": [], "read": str}
    parser.takes("call", "CALL", "a call of the set (default: list them)", nargs="?")
    about = "rate a criterion; may be repeated"
    parser.takes("--rate", ("CRITERION", "RATING"), about, nargs=2, **which)
    parser.takes("--form", "FILE", "write the criteria to rate as CSV, to fill in", read=Path)
    parser.takes("--ratings", "FILE", "read the ratings of such a form", read=Path)
    parser.explain(
        "CALL alone prints the call as its seat perceived it, with the criteria to rate. With "
        "ratings it prints where you differ from what was settled, and why it was settled so. "
        f"RATING is one of: {RATING_WORDS}. The calls are made up. {_NOTE}"
    )


def run(options: Namespace, console: Console) -> int:
    """List the calls, print one to rate, or compare ratings of it with the settled ones."""
    library = Library()
    calls = {each.id: each for each in library.calibration().calibration}
    if options.call is None:
        if options.rate or options.form or options.ratings:
            raise UsageError("which call is it about?", f"name it: {', '.join(calls)}")
        console.say_lines(_listed(library, calls))
        return 0
    if options.call not in calls:
        near = did_you_mean(options.call, calls)
        raise UsageError(
            f"there is no call to rate {options.call}{near}", "silent999 calibrate lists them"
        )
    call = calls[options.call]
    criteria = _criteria(library, call)
    if options.form is not None:
        rows = ((each.id, each.says) for each in criteria.values())
        write_whole(options.form, [blank_form("call", call.id, rows)])
        console.say(f"Written: {options.form}. Fill in the last column: {RATING_WORDS}.")
    elif given := _given(options, call, criteria):
        console.say_lines((BANNER, "", *_compared(call, criteria, given)))
    else:
        console.say_lines((BANNER, "", *_to_rate(library, call, criteria)))
    return 0


def _criteria(library: Library, call: CallToRate) -> dict[str, Criterion]:
    """Return the criteria to rate, in the order of the rubric, so that it gives nothing away."""
    wanted = {each.id for each in call.ratings}
    rubric = library.rubric(call.seat.value).file.rubric
    return {each.id: each for each in rubric.criteria if each.id in wanted}


def _listed(library: Library, calls: Mapping[str, CallToRate]) -> Iterator[str]:
    rows = [("call", "seat", "criteria", "")]
    for name, call in calls.items():
        title = library.call_to_rate(name).scenario.title
        rows.append((name, call.seat.label, str(len(call.ratings)), title))
    yield from table(rows, right=(2,))
    yield ""
    yield from wrapped(f"silent999 calibrate CALL prints a call to rate. {_NOTE}")


def _to_rate(library: Library, call: CallToRate, criteria: Mapping[str, Criterion]) -> list[str]:
    """Return the call as its seat perceived it, and the criteria; nothing that was found."""
    scenario, profile = library.call_to_rate(call.id).scenario, library.profile().profile
    force = library.force(scenario.force or DEFAULT_FORCE).force
    log = play(scenario, profile, force).log
    flow = procedure(profile.switches, profile.timings)
    heard = perceived(log, flow, scenario.coverage, call.seat)
    lines = [f"{scenario.title}. What the {call.seat.label} heard and did:", ""]
    lines += render_text(transcript(heard, profile=profile)).splitlines()
    lines += ["", "Criteria to rate:"]
    for name, each in criteria.items():
        lines += wrapped(f"{each.says} ({name})", "- ")
    how = (
        f"silent999 calibrate {call.id} --rate CRITERION RATING, or --form FILE and --ratings FILE"
    )
    return [*lines, "", *wrapped(f"RATING is one of: {RATING_WORDS}. To compare: {how}")]


def _given(
    options: Namespace, call: CallToRate, criteria: Mapping[str, Criterion]
) -> dict[str, Rating]:
    """Return the ratings by criterion, the last one of each; nothing without any.

    Raises RecordError for a form of another call, or one that nobody has filled in.
    """
    found = {}
    writes = f"silent999 calibrate {call.id} --form FILE writes one"
    filled = filled_in(options.ratings, "call", call.id, writes) if options.ratings else ()
    rows = list(filled)
    if options.ratings and not rows:
        raise RecordError("no rating is filled in", f"one of: {RATING_WORDS}", str(options.ratings))
    for name, word in (*rows, *options.rate):
        found[_known(name, call, criteria)] = rating_of(word)
    return found


def _known(name: str, call: CallToRate, criteria: Mapping[str, Criterion]) -> str:
    if name not in criteria:
        reason = f"{call.id} has no criterion {name} to rate{did_you_mean(name, criteria)}"
        raise UsageError(reason, f"silent999 calibrate {call.id} lists them")
    return name


def _compared(
    call: CallToRate, criteria: Mapping[str, Criterion], given: Mapping[str, Rating]
) -> list[str]:
    settled = {each.id: each for each in call.ratings}
    differ = [name for name in criteria if name in given and given[name] != settled[name].rating]
    lines = [f"{call.id}: {counted(len(given), 'rating')}, {len(differ)} not as settled."]
    for name in differ:
        stated = Rating(settled[name].rating).meaning
        lines += ["", *wrapped(f"{criteria[name].says} ({name})")]
        lines += wrapped(f"You: {given[name].meaning}. Settled: {stated}.", "  ")
        lines += wrapped(f"{settled[name].because} ({settled[name].sheet})", "  ")
    if left := [name for name in criteria if name not in given]:
        lines += ["", *wrapped(f"Not rated: {', '.join(left)}.")]
    return [*lines, "", *wrapped(_NOTE)]
