"""Compile matches and states to functions of one entry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

from simulator.core.log import Entry
from simulator.core.terms import Role
from simulator.rules.match import Context, Match, StateCondition
from simulator.rules.monitor_memory import (
    Memory,
    Register,
    latest,
    of_state,
    said_in_call,
    whose_utterance,
)
from simulator.rules.predicates import FREE, Binding, Test, criterion_test


class Compiled(NamedTuple):
    """A match, compiled."""

    kinds: frozenset[str] | None
    test: Test


class Compiler:
    """The compiler of one rule in one context; collects the registers of its matches."""

    def __init__(self, context: Context) -> None:
        """Start without registers."""
        self.registers: list[Register] = []
        self._context = context
        self._known: dict[object, int] = {}

    def match(self, match: Match) -> Compiled:
        """Compile a match.

        Raises:
            ValueError: it compares with a force or a profile, and the context has none.
        """
        kinds = match.kinds()
        if match.finished is not None:
            begun = self.match(replace(match, finished=None, said=match.finished))
            ends = self._ends(match, begun)
            return Compiled(kinds, _joined(kinds, [ends]))
        asked = (self._test(match, name) for name in match.criteria())
        return Compiled(kinds, _joined(kinds, [test for test in asked if test is not None]))

    def state(self, state: StateCondition) -> Callable[[Memory], bool]:
        """Compile a state condition to a test of the memory."""
        places = [
            self._remember((name, getattr(state, name)), of_state(state, name))
            for name in state.criteria()
        ]
        return lambda memory: all(memory[place] for place in places)

    def _remember(self, key: object, register: Register) -> int:
        """Return the index of a register. Equal criteria share one."""
        if key not in self._known:
            self._known[key] = len(self.registers)
            self.registers.append(register)
        return self._known[key]

    def _ends(self, match: Match, begun: Compiled) -> Test:
        """Whether an entry ends an utterance that matched when it began."""
        register = whose_utterance(lambda entry, memory: begun.test(entry, memory, FREE))
        place = self._remember(match, register)

        def test(entry: Entry, memory: Memory, _it: Binding) -> bool:
            speakers = memory[place]
            return isinstance(speakers, frozenset) and entry.speaker in speakers

        return test

    def _test(self, match: Match, name: str) -> Test | None:
        """Compile one criterion; the test may assume an entry of its kinds."""
        words: Any = getattr(match, name)
        if name == "any_of":
            tests = [self.match(part).test for part in words]
            return lambda entry, memory, it: any(test(entry, memory, it) for test in tests)
        if name == "but_not":
            unwanted = self.match(words).test
            return lambda entry, memory, it: not unwanted(entry, memory, it)
        if name == "through":
            return self._through(words)
        if name == "prompts_tried":
            return self._prompts_tried()
        return criterion_test(name, words, self._context)

    def _through(self, match: Match) -> Test:
        """Whether the last act or timer, from which an outcome follows, matches."""
        inner = self.match(match)
        place = self._remember(
            ("through", match), latest(inner.kinds, partial(_freely, inner.test))
        )
        return lambda _entry, memory, _it: memory[place] is True

    def _prompts_tried(self) -> Test:
        """Whether the operator has begun each of the profile's prompts."""
        if self._context.profile is None:
            raise ValueError("this rule asks for the profile's prompts, and no profile is given")
        said = [(Role.OPERATOR, each.intent) for each in self._context.profile.operator.prompts]
        places = [self._remember(each, said_in_call(*each)) for each in said]
        return lambda _entry, memory, _it: all(memory[place] for place in places)


def _freely(test: Test, entry: Entry, memory: Memory) -> bool:
    """A test where no entry is bound."""
    return test(entry, memory, FREE)


def _joined(kinds: frozenset[str] | None, tests: list[Test]) -> Test:
    """Return the conjunction, with the cheap test of the kind first."""
    if kinds is None:
        return lambda entry, memory, it: all(test(entry, memory, it) for test in tests)
    if not tests:
        return lambda entry, _memory, _it: entry.body.kind in kinds
    if len(tests) == 1:
        only = tests[0]
        return lambda entry, memory, it: entry.body.kind in kinds and only(entry, memory, it)
    return lambda entry, memory, it: (
        entry.body.kind in kinds and all(test(entry, memory, it) for test in tests)
    )
