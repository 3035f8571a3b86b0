"""`silent999 rubric`: what a debrief looks for, and how well each criterion did."""

from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from simulator.cli.arguments import Parser, UsageError, did_you_mean
from simulator.cli.layout import json_text, rendered, table, wrapped
from simulator.cli.output import Console
from simulator.cli.run_selection import library_of
from simulator.content.procedure.measured_rates import HEADING, LEAST, Rate, conditions, measured
from simulator.rules.rubric import Criterion, Rubric
from simulator.rules.rule_sentences import describe

_COLUMNS = ("made", "labelled")
_HOW_TO_READ = (
    f"Figures {HEADING}, and of no control room. Found: of the calls in which the fault is known "
    "to be there, those in which the criterion finds it. Wrongly: of the calls in which it is not "
    "there and the criterion came up, those in which it is found all the same. In calls made by "
    "the program, lapses are drawn and known, and a call without one is handled by good practice; "
    "the other column has calls that readers labelled before they saw a debrief, and differences "
    f"that were settled count on neither side. Under {LEAST} occasions nothing counts as measured. "
    "A criterion that finds less than 9 in 10, or is wrong in more than 1 in 50, is for a person "
    "to judge."
)


def arguments(parser: Parser) -> None:
    parser.takes("rubric", "RUBRIC", "an id or a file (default: every shipped rubric)", nargs="?")
    parser.flag("--measured", "only the table of how well each criterion did")
    parser.add_format("text", "json")
    parser.add_folders()
    parser.explain(
        "Each criterion has the act that it asks for, its weight, its reason and its sources, and "
        "how often it was right in made-up calls. Nothing in it is a mark for a person."
    )


def run(options: Namespace, console: Console) -> int:
    """Print rubrics, or how well their criteria did."""
    rubrics = _rubrics(options)
    if options.format == "json":
        console.write(json_text({"of": conditions(), "rubrics": list(map(_plain, rubrics))}))
    elif options.measured:
        console.write("\n".join(_measured_text(rubrics)) + "\n")
    else:
        console.write(rendered("rubric.txt", rubrics=rubrics, measured=measured, describe=describe))
    return 0


def _rubrics(options: Namespace) -> Sequence[Rubric]:
    library = library_of(options)
    shipped = {each.file.rubric.id: each.file.rubric for each in library.rubrics()}
    wanted: str | None = options.rubric
    if wanted is None:
        return tuple(shipped.values())
    if wanted in shipped:
        return (shipped[wanted],)
    if not wanted.endswith((".yaml", ".yml")):
        found = f"there is no rubric {wanted}{did_you_mean(wanted, shipped)}"
        raise UsageError(found, f"rubrics: {', '.join(shipped)}; or a file that ends in .yaml")
    return (library.rubric(wanted).file.rubric,)


def _measured_text(rubrics: Sequence[Rubric]) -> Iterator[str]:
    """Yield the table, with how to read it above and what was played below."""
    yield from wrapped(_HOW_TO_READ)
    for rubric in rubrics:
        yield from ("", f"{rubric.title}: {HEADING}", "")
        head = ("criterion", "found: program", "wrongly", "found: readers", "wrongly", "")
        ruled = [each for each in rubric.criteria if each.rule is not None]
        yield from table([head, *(_row(rubric, each) for each in ruled)])
    yield ""
    yield from wrapped(_played())


def _row(rubric: Rubric, criterion: Criterion) -> Sequence[str]:
    held = measured(rubric.id, criterion.id)
    return (
        criterion.id, held.made.found, held.made.wrongly, held.labelled.found,
        held.labelled.wrongly, "for a person" if held.for_a_person else "",
    )  # fmt: skip


def _played() -> str:
    held = conditions()
    made = held["made"]
    return (
        f"Made by the program: {made['calls']} shipped calls under the profile {made['profile']}; "
        f"lapses with the seeds {_listed(made['lapse_seeds'])}, good handling with "
        f"{_listed(made['good_seeds'])}. Labelled by readers: {held['labelled']['calls']} calls."
    )


def _listed(seeds: Sequence[int]) -> str:
    return f"{', '.join(map(str, seeds[:-1]))} and {seeds[-1]}"


def _plain(rubric: Rubric) -> Mapping[str, Any]:
    return {
        "id": rubric.id,
        "title": rubric.title,
        "role": rubric.role,
        "criteria": [
            {
                "id": each.id,
                "says": each.says,
                "rule": describe(each.rule) if each.rule is not None else None,
                "weight": each.weight,
                "why": each.why,
                "basis": each.basis,
                "grounds": list(each.grounds),
                "sources": list(each.sources),
                "assumption": each.assumption,
                "measured": _figures(rubric, each),
            }
            for each in rubric.criteria
        ],
    }


def _figures(rubric: Rubric, criterion: Criterion) -> Mapping[str, Any]:
    held = measured(rubric.id, criterion.id)
    by_column: Mapping[str, Rate] = dict(zip(_COLUMNS, held, strict=True))
    figures = {name: rate._asdict() for name, rate in by_column.items()}
    return {**figures, "for_a_person": held.for_a_person or criterion.rule is None}
