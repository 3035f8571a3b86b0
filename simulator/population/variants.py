"""Variants of the same days, played by threads of this machine or by a cluster.

A task is some days of one variant. Days draw from seed and number alone and counts add up, so the
figures do not depend on who plays which day.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError, ThreadPoolExecutor, as_completed
from importlib import import_module
from typing import Any, NamedTuple

import numpy as np

from simulator.content.procedure.population_file import PopulationFile
from simulator.core.profile import Profile
from simulator.errors import SimulatorError
from simulator.population.day_inputs import day_inputs
from simulator.population.draws import Array
from simulator.population.flow_arrays import CompiledFlow, compile_flow
from simulator.population.whole_day import Counts, no_counts, play_day, play_events

DAYS_A_TASK = 8


class Variant(NamedTuple):
    """The inputs of a column of results."""

    label: str
    profile: Profile
    changed: Mapping[str, float]
    """Inputs that differ from the file's, by name."""
    flow: CompiledFlow
    own: Array
    """All of it as `day_inputs` returns it."""


class Task(NamedTuple):
    """Some days of a variant."""

    variant: int
    first: int
    days: int
    seed: int


class Played(NamedTuple):
    """What days of a variant gave."""

    days: tuple[tuple[int, tuple[int, ...]], ...]
    """Of each day: its number and its totals, as `TOTALS` has them."""
    counts: Counts


def tasks_for(variants: Sequence[Variant], days: int, seed: int) -> list[Task]:
    """Return the work, so that all variants come on alike."""
    return [
        Task(variant, first, min(DAYS_A_TASK, days - first), seed)
        for first in range(0, days, DAYS_A_TASK)
        for variant in range(len(variants))
    ]


def variants_of(
    file: PopulationFile, profile: Profile, columns: Sequence[Mapping[str, float]]
) -> Iterator[Variant]:
    """Yield a variant for each set of changed inputs under a profile."""
    flow = compile_flow(profile)
    for changed in columns:
        label = ", ".join((profile.id, *(f"{name}={value:g}" for name, value in changed.items())))
        yield Variant(label, profile, changed, flow, day_inputs(file, profile, flow, changed))


def play_task(variant: Variant, task: Task) -> Played:
    """Play the days of a task."""
    flow, own = variant.flow, variant.own
    counts = no_counts(len(flow.rows))
    days = []
    for day in range(task.first, task.first + task.days):
        before = counts.totals.copy()
        play_day(flow.arrays, own, _root(task.seed, day), counts)
        days.append((day, tuple(map(int, counts.totals - before))))
    return Played(tuple(days), counts)


def _root(seed: int, day: int) -> int:
    """Return the root of a day's draws; numpy's seed sequence keeps seeds apart."""
    return int(np.random.SeedSequence((seed, day)).generate_state(1, np.uint64)[0])


def both(one: Played, other: Played) -> Played:
    """Return what two tasks gave together."""
    added = (mine + theirs for mine, theirs in zip(one.counts, other.counts, strict=True))
    return Played(tuple(sorted(one.days + other.days)), Counts(*added))


def play_here(
    variants: Sequence[Variant], tasks: Iterable[Task], workers: int
) -> Iterator[tuple[Task, Played]]:
    """Yield each task with what it gave, from threads: compiled days hold no lock.

    Stopped by Ctrl-C it yields what threads have played by then as well, and raises it again.
    """
    first, *others = tasks
    # Played here, for it may have to compile: Ctrl-C ends that, and could not in a thread.
    yield first, play_task(variants[first.variant], first)
    with ThreadPoolExecutor(workers) as pool:
        waiting = {pool.submit(play_task, variants[each.variant], each): each for each in others}
        try:
            for done in as_completed(waiting):
                yield waiting.pop(done), done.result()
        except KeyboardInterrupt:
            pool.shutdown(cancel_futures=True)
            played = (each for each in waiting if not each.cancelled())
            yield from ((waiting[each], each.result()) for each in played)
            raise
        finally:
            pool.shutdown(cancel_futures=True)


def needs_compiling() -> bool:
    """Whether the first day is to be compiled: numba keeps what it compiled beside the code."""
    cache = getattr(getattr(play_events, "_cache", None), "_cache_file", None)
    load = getattr(cache, "_load_index", None)  # numba has no public way to ask.
    return load is not None and not load()


def play_on_cluster(
    variants: Sequence[Variant], tasks: Iterable[Task], address: str
) -> Iterator[tuple[Task, Played]]:
    """Yield each task with what it gave, from the workers of a Dask scheduler.

    Raises ClusterError where no scheduler answers, or where it is lost on the way.
    """
    distributed: Any = import_module("distributed")  # Without types for the checker.
    logging.getLogger("distributed").setLevel(logging.CRITICAL + 1)  # Our message says it once.
    try:
        with distributed.Client(address, timeout=5, set_as_default=False) as client:
            sent = client.scatter(list(variants), broadcast=True, hash=False)
            waiting = {
                client.submit(play_task, sent[each.variant], each, pure=False): each
                for each in tasks
            }
            for done in distributed.as_completed(waiting, loop=client.loop):
                yield waiting[done], done.result()
    except OSError as error:
        raise ClusterError(f"the cluster at {address} can't be reached: {error}") from error
    except (CancelledError, distributed.KilledWorker) as error:
        raise ClusterError(f"the cluster at {address} was lost") from error


class ClusterError(SimulatorError):
    """A cluster that can't be reached, or was lost."""
