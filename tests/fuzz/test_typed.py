"""`--plain` takes any lines: it answers each, and ends when they end."""

import io
from collections import Counter
from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.cli.arguments import Parser
from simulator.cli.play.play import arguments, wished
from simulator.errors import LibraryError
from simulator.plain.whole_run import begin
from tests.daily import quick_or_full
from tests.fuzz.files import Picks
from tests.session.calls import LIBRARY

IDS = tuple(path.stem for path in LIBRARY.scenario_paths())
SEATS = ("caller", "operator", "call_handler", "handlers", "none")
LINES = (
    *("", "", "", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "12", "15", "20", "31", "0"),
    *("?", "? 3", "h", "help", "m", "w", "n", "b", "r", "y", "yes", "no", "55", "*", "#", "q q"),
    *("x", "i", "t", "c", "a", "k", "k a", "w 3", "p 5", "1,2"),
    *("-1", "1.5", "1 2 3", "9" * 400, "é", "日本", "\u202e5", "\x00", "\x1b[2J", "\t5", " 5 "),
    *("x" * 5_000, "a b", "tap", "cough", "say", "police", "partner", "silent", "level 1", "\\"),
)
MOST_TOLD = 4_000
"""So many characters may be told for each line that was typed, on average, besides the opening."""


@quick_or_full(12, 2_000)
def test_any_lines_are_answered(count: int, record_property: Callable[[str, object], None]) -> None:
    """Also from the menu, with no call named."""
    parser = Parser("silent999 play", "")
    arguments(parser)
    played: Counter[str] = Counter()

    @settings(
        max_examples=count, database=None, deadline=None, suppress_health_check=list(HealthCheck)
    )
    @given(st.binary(min_size=4, max_size=50))
    def type_lines(data: bytes) -> None:
        picks = Picks(data)
        words = ["--plain"]
        if picks.below(3):
            words += [picks.of(IDS), "--seat", picks.of(SEATS)]
        options = parser.read(words)
        lines: list[str] = []
        while picks.left:
            lines.append(picks.of(LINES))
        out = io.StringIO()
        try:
            code = begin(wished(options), LIBRARY, io.StringIO("\n".join(lines)), out)
        except LibraryError:
            played["no such seat"] += 1
            return
        told = out.getvalue()
        assert code == 0
        assert len(told) <= 20_000 + MOST_TOLD * len(lines)
        assert all(line.isprintable() for line in told.splitlines())
        played["named" if len(words) > 1 else "menu"] += 1

    type_lines()
    assert played["named"] > 0
    assert played["menu"] > 0
    record_property("count", f"sittings in lines: {dict(played)}")
