"""`submit` takes any act of anybody at any moment: it is done, or refused as not possible."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.core import acts as do
from simulator.core.instant import Millis
from simulator.core.log import Entry
from simulator.core.possible_acts import REPERTOIRE, ActOptions, possible
from simulator.core.terms import Role, Topic
from simulator.errors import NotPossible
from simulator.review.transcript import render_text, transcript
from simulator.session.log_json import entry_from_json, json_line
from simulator.session.run.call_people import CallsBefore, begin
from simulator.session.run.cast import Cast
from tests.daily import quick_or_full
from tests.fuzz.files import Picks
from tests.session.calls import LIBRARY

SCENARIOS = tuple(LIBRARY.scenario(path).scenario for path in LIBRARY.scenario_paths())
PROFILES = tuple(loaded.profile for loaded in LIBRARY.profiles())
FORCES = tuple(loaded.force for loaded in LIBRARY.forces())
ROLES = tuple(Role)
CHOICES = tuple(choice for choices in REPERTOIRE.values() for choice in choices.values())
PAUSES: tuple[Millis, ...] = (*(0, 0, 0, 1, 7, 400, 1_000, 2_000) * 3, 5_000, 30_000, 86_400_000)
TEXTS = ("", "x", "five six seven", "\0\x1b[2J", "é" * 2_000, "55", "no_such_grade")
NUMBERS = (0, 1, 2, 9, -1, 10**9)
MOST_BY_ITSELF = 2_000
"""So many entries a call may come to by itself, besides those that each act leads to."""
SOUNDS_COME: Millis = 20_000
"""No scenario has sounds around its caller more often than that, however long a call goes on."""


def _odd(name: str, choice: ActOptions, picks: Picks) -> Any:
    if name in ("times", "radius", "number"):
        return picks.of(NUMBERS)
    if name == "about" and choice.kind == "ask":
        return tuple(picks.of(tuple(Topic)) for _ in range(picks.below(4)))
    return picks.of(TEXTS)


@quick_or_full(25, 10_000)
def test_any_act_at_any_moment_is_done_or_refused(
    count: int, record_property: Callable[[str, object], None]
) -> None:
    came: Counter[str] = Counter()

    @settings(max_examples=count, database=None, deadline=None)
    @given(st.binary(min_size=80, max_size=300))
    def act(data: bytes) -> None:
        picks = Picks(data)
        scenario, profile, force = picks.of(SCENARIOS), picks.of(PROFILES), picks.of(FORCES)
        log: list[Entry] = []
        session = begin(Cast(scenario, profile, force, picks.below(9)), log, 0, CallsBefore())
        tried = 0
        while picks.left and (session.outcome is None or tried < 10):
            role, choice = picks.of(ROLES), picks.of(CHOICES)
            if picks.below(8):  # mostly something that is possible just now
                role = picks.of(tuple(REPERTOIRE))
                choice = picks.of(possible(session.call, role) or (choice,))
            given_values = {name: picks.of(values) for name, values in choice.values.items()}
            if not picks.below(3):
                typed = {"times", "radius", "words", "text", "grade", "place", "address"}
                for name in typed.intersection(choice.free):
                    given_values[name] = _odd(name, choice, picks)
            action = do.Finish(None) if picks.below(40) == 39 else choice.sample(**given_values)
            tried += 1
            try:
                session.submit(role, action)
                came["done"] += 1
            except NotPossible:
                came["refused"] += 1
            if session.next_due() is not None:
                session.advance(session.now + picks.of(PAUSES))
            sounds = session.now // SOUNDS_COME
            assert len(log) <= MOST_BY_ITSELF + 200 * tried + sounds, "the call runs away"
        instants = [entry.at for entry in log]
        assert instants == sorted(instants)
        assert [entry.seq for entry in log] == list(range(len(log)))
        render_text(transcript(log, profile=profile), width=80)
        for entry in log[-5:]:
            assert entry_from_json(json_line(entry)) == entry

    act()
    assert came["done"] > count
    assert came["refused"] > count
    record_property("count", f"acts in {count} calls: {dict(came)}")
