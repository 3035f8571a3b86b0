"""The caches of the engine change no log, are bounded, and can be dropped."""

from __future__ import annotations

import gc
import importlib
import inspect
import itertools
import pkgutil
import pydoc
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import _lru_cache_wrapper
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

import simulator
from simulator.core import acts as do
from simulator.core.log import Entry
from simulator.core.terms import Role
from simulator.derived import Derived
from simulator.errors import NotPossible
from simulator.knowledge.facts import KnownFacts
from simulator.knowledge.knowledge import Knowledge
from simulator.session.random_stream import RandomStream
from simulator.session.run.cast import Cast
from simulator.session.run.headless_run import run, sessions
from tests.daily import examples
from tests.session.cache_list import BESIDES, CACHES
from tests.session.calls import DEFAULT, GENERIC, LIBRARY

ENGINE = ("core", "guidance", "knowledge", "language", "rules", "session")
CALLS = [
    LIBRARY.scenario(name).scenario
    for name in ("partner-in-the-room", "two-short-calls", "another-voice", "cut-after-55")
]
PLAYED = [(each, seed) for seed in (0, 1) for each in CALLS[: 4 - 3 * seed]]
CLOSED_LIST = 400
"""More than there are intents, topics, or kinds of entries with their roles."""


def caches(*, every: bool = False) -> list[_lru_cache_wrapper[Any]]:
    """Return every cache of the engine, or of the tree; those of single tables included."""
    folders = "simulator." if every else tuple(f"simulator.{folder}." for folder in ENGINE)
    gc.unfreeze()  # What a run has frozen is not among the objects.
    held = (each for each in gc.get_objects() if isinstance(each, _lru_cache_wrapper))
    return [each for each in held if each.__wrapped__.__module__.startswith(folders)]


def drop(held: list[_lru_cache_wrapper[Any]]) -> None:
    """Drop everything."""
    for cache in held:
        cache.cache_clear()


def logs() -> list[list[Entry]]:
    """The logs of some calls, one of them under two seeds."""
    return [[*run(each, DEFAULT, GENERIC, seed).log] for each, seed in PLAYED]


def test_a_log_is_the_same_cold_and_warm() -> None:
    """Whatever was run before: other calls, the very same ones, or nothing at all."""
    before = logs()
    assert logs() == before
    drop(caches())
    assert logs() == before


def test_a_call_that_runs_goes_on_when_every_cache_is_dropped() -> None:
    """It keeps its own place and its own people, and comes to the same end."""
    whole = run(CALLS[0], DEFAULT, GENERIC).log
    held, log = caches(), list[Entry]()
    for session in sessions(Cast(CALLS[0], DEFAULT, GENERIC), log):
        while session.step():
            if len(log) % 5 == 0:
                drop(held)
    assert log == whole


def test_every_cache_has_a_bound() -> None:
    """Each cache keeps so many results, or one for each word of a closed list."""
    logs()
    for cache in caches():
        size = cache.cache_info()
        assert size.currsize <= (size.maxsize or CLOSED_LIST), cache.__wrapped__.__qualname__


def test_what_the_engine_keeps_is_in_one_list() -> None:
    """With its bound, and what it saves: a new one is written there, and a bare one has no bound.

    What makes a judgement once for each word of a closed list is part of its table.
    """
    for module in pkgutil.walk_packages(simulator.__path__, "simulator."):
        if not module.name.startswith("simulator.population."):  # Its module needs an extra.
            importlib.import_module(module.name)
    logs()
    listed = {each: named(each) for each in caches(every=True)}
    for cache, name in listed.items():
        bound = cache.cache_info().maxsize
        assert bound is None or name in CACHES, f"write {name} into cache_list.py: what it saves"
        assert name not in CACHES or CACHES[name].bound == bound, name
    assert set(CACHES) <= set(listed.values()), "no cache has this name any more"
    for name in BESIDES:
        place_of_it, _, rest = name.rpartition(".")
        held: Any = pydoc.locate(f"simulator.{place_of_it}")
        assert hasattr(held, rest) or rest in inspect.getsource(held), name


def named(cache: _lru_cache_wrapper[Any]) -> str:
    """The name of a cache, by its module."""
    wrapped = cache.__wrapped__
    return f"{wrapped.__module__.removeprefix('simulator.')}.{wrapped.__qualname__}"


def test_a_derived_value_reads_no_field_but_those_that_it_names() -> None:
    """It is kept by them: one that it reads and does not name would be taken from other facts."""
    modules = [module for name, module in [*sys.modules.items()] if name.startswith("simulator.")]
    values = itertools.chain.from_iterable([*vars(module).values()] for module in modules)
    every = [each for each in values if isinstance(each, Derived)]
    assert every
    for role in (Role.OPERATOR, Role.CALL_HANDLER):
        for log in logs():
            known = Knowledge(role)
            for entry in log:
                known = known.after(entry)
                for each in every:
                    alone = KnownFacts()._replace(
                        **{name: getattr(known.facts, name) for name in each.reads}
                    )
                    assert known.facts.derived(each) == each.of(alone), each.name


def test_calls_that_run_at_once_are_those_that_run_alone() -> None:
    """Step by step in turn, with caches dropped in between, and in threads."""
    alone = logs()
    chance, held = RandomStream(0, "turns"), caches()
    written = [list[Entry]() for _ in alone]
    casts = [Cast(each, DEFAULT, GENERIC, seed) for each, seed in PLAYED]
    running = [_steps(cast, log) for cast, log in zip(casts, written, strict=True)]
    while running:
        each = running[chance.between(0, len(running) - 1)]
        if next(each, None) is None:
            running.remove(each)
        if chance.share() < 0.02:
            drop([cache for cache in held if chance.share() < 0.3])
    assert written == alone
    with ThreadPoolExecutor(3) as threads:
        assert [*threads.map(lambda _: logs(), range(3))] == [alone] * 3


def _steps(cast: Cast, log: list[Entry]) -> Iterator[bool]:
    """Yield at each step of a call."""
    for session in sessions(cast, log):
        while session.step():
            yield True


Intrusions = Sequence[tuple[int, do.Action]]


def gone_into(intrusions: Intrusions) -> list[Entry]:
    """The log of a call in which the caller also does something after some of its steps."""
    log = list[Entry]()
    for session in sessions(Cast(CALLS[0], DEFAULT, GENERIC), log):
        for step in range(60):
            for _, act in (each for each in intrusions if each[0] == step):
                with suppress(NotPossible):
                    session.submit(Role.CALLER, act)
            session.step()
    return log


ACTS = st.sampled_from([do.Tap(), do.Cough(), do.Press("5"), do.HangUp()])


@examples(5, share=3)
@given(st.lists(st.lists(st.tuples(st.integers(0, 50), ACTS), max_size=2), min_size=2, max_size=4))
def test_a_call_depends_on_no_call_that_was_played_before(calls: list[Intrusions]) -> None:
    """Calls that begin alike and part anywhere, one after another, and each with empty caches."""
    one_after_another = [gone_into(each) for each in calls]
    for intrusions, log in zip(calls, one_after_another, strict=True):
        drop(caches())
        assert gone_into(intrusions) == log
