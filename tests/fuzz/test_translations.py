"""A translation is read or refused, and what is read can be shown, with its safety lines."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.clean_text import for_terminal
from simulator.content.library.translations import (
    SAFETY_LINES,
    FluentFile,
    Translation,
    template,
    texts_of,
)
from simulator.errors import ContentError, Problem
from tests.daily import quick_or_full
from tests.fuzz.files import CODES, Picks, damaged, report
from tests.session.calls import LIBRARY

WHOLE = template(LIBRARY)
SHORT = "cover-title = { cover-text }\ncover-text = x\nhead-left = { $minutes }\n"
SIGNS = (
    *("{", "}", "{ ", " }", '{ "', '" }', "\n    .", "\n-", " = ", "*[other] ", "[one] ", " ->"),
    *("$minutes", "-a", "-b", "\nbanner = x\n", "cover-title", "NUMBER(", ")", "\r"),
    *("\\u202E", "\\u001b"),
)
ENGLISH = FluentFile(LIBRARY.translation_folders()[0] / "en.ftl")
TEXTS = tuple(texts_of(LIBRARY))
in_english = Translation("en", ENGLISH, ENGLISH)
VALUES = dict.fromkeys(("day", "on"), date(2026, 11, 24))


def _read(path: Path) -> tuple[Sequence[Problem], Translation | None]:
    """The problems of a file; if it has none, what it says."""
    try:
        file = FluentFile(path)
    except ContentError as error:
        return error.problems, None
    if problems := file.problems(ENGLISH, TEXTS):
        return problems, None
    return (), Translation("cy", file, ENGLISH)


def _made(picks: Picks) -> str:
    """The template with a few changes, or a short file with many."""
    if picks.below(2):
        return damaged(picks, (WHOLE,))
    text = SHORT
    while picks.left:
        at = picks.below(len(text) + 1)
        text = text[:at] + picks.of(SIGNS) + text[at + picks.below(8) :]
    return text


@quick_or_full(12, 5_000)
def test_any_translation_is_read_or_refused(
    count: int, record_property: Callable[[str, object], None]
) -> None:
    found: Counter[str] = Counter()

    @settings(max_examples=count, database=None, deadline=None)
    @given(st.binary(max_size=60))
    def feed(data: bytes) -> None:
        with TemporaryDirectory() as folder:
            path = Path(folder) / "cy.ftl"
            path.write_bytes(_made(Picks(data)).encode(errors="replace"))
            problems, say = _read(path)
        report(problems)
        assert {each.code for each in problems} <= CODES
        assert all(each.fix for each in problems)
        found.update({each.code for each in problems} or {"none"})
        for key, part in ENGLISH.parts.items() if say else ():
            if say and "." not in key:
                values = {name: VALUES.get(name, 3) for name in part.variables}
                shown = say(key, **values)
                assert for_terminal(shown) == shown, key
                assert key not in SAFETY_LINES or shown.startswith(in_english(key, **values))

    feed()
    assert sum(found.values()) >= count
    assert len(found) > 1, "the files differ in what is wrong with them"
    record_property("count", f"translations: {count}, {len(found)} codes")
