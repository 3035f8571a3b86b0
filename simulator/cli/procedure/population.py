"""`silent999 population`: what becomes of a day or a year of silent calls in the UK."""

import math
from argparse import ArgumentTypeError, Namespace
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from simulator.cli.arguments import Parser, did_you_mean, name, need_installed, number
from simulator.cli.layout import counted, csv_text, json_text, rendered
from simulator.cli.output import Console
from simulator.cli.run_selection import library_of, profiles_for
from simulator.content.library.library import Library
from simulator.content.procedure.population_file import PopulationFile
from simulator.errors import SimulatorError
from simulator.proof.verify.worker_processes import cores

if TYPE_CHECKING:
    from simulator.population.figures import Results
    from simulator.population.variants import Played, Task, Variant

YEAR = 365
STEPS = 5
"""Values of a sweep, both ends included."""
INTERRUPTED = 130
_WIDEST = 10
"""An input may be set to so many times the highest plausible value: a staff, a time or a volume."""
MOST_DAYS = 365_000
"""Most days of all columns together: a thousand years, a day's work of one core. Our choice."""
_WHOLE = number(1, whole=True, expected="at least 1")
_THREADS = number(1, 256, whole=True, expected="from 1 to 256 threads")
"""More would not find a processor each, and some systems refuse them. Our choice; no source."""


def arguments(parser: Parser) -> None:
    parser.flag("--day", "an average day, from 100 days (the default)")
    parser.flag("--year", "a year of 365 days: about 7.3 million silent calls")
    parser.add_profiles()
    about = "random seed; the same seed gives the same figures (default: 0)"
    parser.takes("--seed", "N", about, read=number(0, whole=True), default=0)
    parser.takes("--runs", "N", "play so many days, or so many years", read=_WHOLE)
    about = "change an input and show it beside the base; may be repeated"
    parser.takes("--set", "NAME=VALUE", about, read=_set, action="append", default=[])
    about = f"{STEPS} values of an input, side by side"
    parser.takes("--sweep", "NAME=A..B", about, read=_sweep)
    parser.flag("--sensitivity", "how far each input's lowest and highest value change the figures")
    parser.flag("--inputs", "list the inputs with ranges and sources, and exit")
    about = "number of threads; the figures are the same (default: one for each processor)"
    parser.takes("--workers", "N", about, read=_THREADS, default=0)
    parser.takes("--cluster", "ADDRESS", "play on the workers of a Dask scheduler, tcp://HOST:PORT")
    parser.add_format("text", "json", "csv", "html")
    parser.add_folders()
    parser.explain(
        "A model of all silent calls, played by the flow under a profile. Its inputs are sourced, "
        "assumed, or fitted to published figures; --inputs says which. Ctrl-C ends it with the "
        "figures so far."
    )


def run(options: Namespace, console: Console) -> int:
    """Play the days and print what came of them."""
    file = Library().population()
    if options.inputs:
        as_json = options.format == "json"
        plain = file.model_dump(mode="json", include={"inputs"}) if as_json else {}
        console.write(json_text(plain) if plain else rendered("population_inputs.txt", file=file))
        return 0
    need_installed("numba", "the population model", "population")
    if options.cluster:
        need_installed("distributed", "a cluster", "cluster")
    from simulator.population.variants import both, tasks_for

    period = YEAR if options.year else 1
    runs = options.runs or (1 if options.year else 8 if options.sensitivity else 100)
    _refuse_too_many(runs, period)
    variants = _variants(file, options)
    _refuse_too_many(runs, period * len(variants))
    tasks = tasks_for(variants, runs * period, options.seed)
    played: dict[int, Played] = {}
    ended = ""
    try:
        steps = _steps(variants, tasks, options, console)
        with console.progress(steps, len(tasks), "playing days", fewest=20) as shown:
            for task, each in shown:
                before = played.get(task.variant)
                played[task.variant] = both(before, each) if before else each
    except KeyboardInterrupt:
        ended = "stopped"
    except SimulatorError as error:  # A cluster: what it has sent is kept.
        ended = str(error)
    if played:
        _report(file, variants, played, period, options, console)
    if sum(len(each.days) for each in played.values()) < len(variants) * runs * period:
        what = _what_there_is(len(played), len(variants))
        console.complain(f"silent999: {ended}; {what}")
        return INTERRUPTED if ended == "stopped" else 2
    return 0


def _refuse_too_many(runs: int, days_each: int) -> None:
    """Refuse more days than can be played, before they are counted out."""
    if runs * days_each > MOST_DAYS:
        found = f"--runs {runs} is more than can be played: {MOST_DAYS:,} days of all columns"
        raise SimulatorError(found, f"write --runs {MOST_DAYS // days_each} or fewer")


def _steps(
    variants: Sequence["Variant"], tasks: "Sequence[Task]", options: Namespace, console: Console
) -> "Iterable[tuple[Task, Played]]":
    """Return each task with what it gave, as they are played."""
    from simulator.population.variants import needs_compiling, play_here, play_on_cluster

    if options.cluster:
        return play_on_cluster(variants, tasks, options.cluster)
    if needs_compiling():
        console.complain("compiling the model for this machine, once: about half a minute")
    return play_here(variants, tasks, options.workers or cores())


def _what_there_is(columns: int, wanted: int) -> str:
    """Return which figures there are of days that were not all played."""
    if not columns:
        return "no figures: no day was played"
    none = wanted - columns
    lacking = f"; {none} of {wanted} columns {'has' if none == 1 else 'have'} none" if none else ""
    return f"the figures cover the days that were played{lacking}"


def _report(
    file: PopulationFile,
    variants: Sequence["Variant"],
    played: Mapping[int, "Played"],
    period: int,
    options: Namespace,
    console: Console,
) -> None:
    from simulator.population.figures import NAMES, QUANTILES, checks, results

    found = [
        results(file, each, played[at], period, played.get(0) if at else None)
        for at, each in enumerate(variants)
        if at in played
    ]
    whole = options.sensitivity and len(found) == len(variants)
    bases = {each.variant.profile.id: each for each in found if not each.variant.changed}
    values = {
        "file": file,
        "found": found,
        "names": NAMES,
        "quantiles": QUANTILES,
        "checks": list(checks(file, bases)) if period == 1 else [],
        "period": "year" if period > 1 else "day",
        "days": counted(min(each.days for each in found), "day"),
        "seed": options.seed,
        "sensitive": _sensitivity(file, found) if whole else [],
    }
    if options.format == "json":
        console.write(json_text([_plain(each) for each in found]))
    elif options.format == "csv":
        columns = ("variant", "profile", "figure", "value", "low", "high", "difference",
                   "difference_low", "difference_high")  # fmt: skip
        console.write(csv_text(columns, _cells(found)))
    elif options.format == "html":
        console.write_utf8(rendered("population.html", **values))
    else:
        console.write(rendered("population.txt", **values))


def _plain(each: "Results") -> dict[str, Any]:
    plain = {**each._asdict(), "variant": each.variant.label, "profile": each.variant.profile.id}
    plain["changed"] = dict(each.variant.changed)
    plain["figures"] = {name: _rounded(figure) for name, figure in each.figures.items()}
    plain["differences"] = {name: _rounded(one) for name, one in each.differences.items()}
    plain["lost"] = [lost._asdict() for lost in each.lost]
    return plain


def _rounded(figure: Any) -> dict[str, float | None]:
    return {
        key: None if math.isnan(value) else round(value, 3)
        for key, value in figure._asdict().items()
    }


def _cells(found: Sequence["Results"]) -> Iterator[Sequence[object]]:
    for each in found:
        for figure, value in each.figures.items():
            cells = [*_rounded(value).values()]
            of_base = each.differences.get(figure)
            cells += _rounded(of_base).values() if of_base else [None] * len(cells)
            yield (each.variant.label, each.variant.profile.id, figure, *cells)


def _variants(file: PopulationFile, options: Namespace) -> list["Variant"]:
    """Return the columns: each profile as it is, and with what the options change."""
    from simulator.population.variants import variants_of

    profiles = profiles_for(options.profile or [options.usual_profile], library_of(options))
    given = dict(options.set)
    for changed, value in given.items():
        _check(file, changed, value)
    columns: list[Mapping[str, float]] = [{}, given] if given else [{}]
    if options.sweep:
        swept, low, high = options.sweep
        _check(file, swept, low)
        _check(file, swept, high)
        columns = [{**given, swept: low + at * (high - low) / (STEPS - 1)} for at in range(STEPS)]
    elif options.sensitivity:
        ends = [{each: end} for each, one in file.inputs.items() for end in one.range]
        columns = [given, *({**given, **end} for end in ends)]
    return [each for profile in profiles for each in variants_of(file, profile, columns)]


def _check(file: PopulationFile, key: str, value: float) -> None:
    """Check an input's name and value, or say the nearest name, or the range."""
    if key not in file.inputs:
        near = did_you_mean(key, file.inputs)
        raise SimulatorError(
            f"there is no input {key}{near}", "to list them: silent999 population --inputs"
        )
    most = 100 if key.endswith("_percent") else _WIDEST * file.inputs[key].range[1]
    least = 0.0 if key.endswith("_percent") else 0.001
    if not least <= value <= most:
        low, high = file.inputs[key].range
        raise SimulatorError(
            f"{key} can't be {value:g}: write a number from {least:g} to {most:g}",
            f"plausible is {low:g} to {high:g}: {file.inputs[key].says}",
        )


def _sensitivity(file: PopulationFile, found: Sequence["Results"]) -> list[dict[str, Any]]:
    """Return, for each input, the key figures at its lowest and highest value."""
    base, rows = found[0], []
    for at, (key, one) in enumerate(file.inputs.items()):
        ends = found[1 + 2 * at : 3 + 2 * at]
        moved = [end.figures["lost"].value - base.figures["lost"].value for end in ends]
        rows.append({"name": key, "input": one, "ends": ends, "by": max(map(abs, moved))})
    return sorted(rows, key=lambda row: -row["by"])


def _set(word: str) -> tuple[str, float]:
    key, equals, value = word.partition("=")
    if not equals:
        raise ArgumentTypeError(f"expected NAME=VALUE, such as aware_percent=80, got {word}")
    return name(key), number()(value)


def _sweep(word: str) -> tuple[str, float, float]:
    key, equals, value = word.partition("=")
    low, dots, high = value.partition("..")
    if not equals or not dots:
        raise ArgumentTypeError(f"expected NAME=A..B, such as aware_percent=50..90, got {word}")
    return name(key), number()(low), number()(high)
