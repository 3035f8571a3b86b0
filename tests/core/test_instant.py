"""How instants and durations are read and written."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from simulator.core.instant import amount, clock, minutes_said, parse

HOUR = 3_600_000


@pytest.mark.parametrize(
    ("text", "millis"),
    [
        ("400ms", 400),
        ("1.234s", 1_234),
        ("1.5m", 90_000),
        ("0.001m", 60),
        ("0:20", 20_000),
        ("90:00", 90 * 60_000),
        ("1:02:03", HOUR + 2 * 60_000 + 3_000),
        ("0:20.005", 20_005),
    ],
)
def test_what_files_may_write(text: str, millis: int) -> None:
    assert parse(text) == millis


NOT_READ = (
    "s 5 -2s +2s 2S 2sec 1.5.5s .5s 5.s 1,5s 1e3s 1m30s 0:5 0:050 :20 0:20s 0:-1 100:00 0.0005s"
)
OTHER_DIGITS = ["\u0662s", "\uff12s", "0:\uff120"]  # Arabic and full-width: only ASCII's ten


NOT_A_DURATION = [*NOT_READ.split(), "", " ", " 2s", "2s ", "2s\n", "2 s", "1:2:3:4"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        *((text, "isn't a duration: write 2s") for text in (*NOT_A_DURATION, *OTHER_DIGITS)),
        *((text, "more than 59") for text in ("0:60", "0:99", "1:60:00", "1:00:60")),
        *((text, "finer than a millisecond") for text in ("1.5ms", "0.001ms")),
    ],
)
def test_what_files_may_not_write(text: str, why: str) -> None:
    """Sixty seconds are a minute, and nothing is finer than a millisecond."""
    with pytest.raises(ValueError, match=why):
        parse(text)


@pytest.mark.parametrize(
    ("at", "shown"),
    [
        (99, "0:00"),
        (950, "0:00.9"),
        (59_999, "0:59.9"),
        (HOUR + 123_456, "1:02:03.4"),
        (100 * HOUR, "100:00:00"),
    ],
)
def test_how_screens_show_an_instant(at: int, shown: str) -> None:
    """Minutes and seconds, with hours and tenths when there are some; never rounded up."""
    assert clock(at) == shown


@pytest.mark.parametrize(
    ("span", "written"),
    [(999, "999ms"), (1_050, "1.05s"), (1_234, "1.234s"), (120_000, "2m"), (90 * 60_000, "90m")],
)
def test_how_files_write_a_duration(span: int, written: str) -> None:
    assert amount(span) == written


@given(st.integers(0, 10**9 - 1))
@example(0)
@example(123_456_700)
@example(999_999_900)
def test_what_is_written_is_read_as_it_was(span: int) -> None:
    """And a shown instant as its tenth of a second."""
    assert parse(amount(span)) == span
    assert parse(clock(span)) == span - span % 100


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("They'll be there in five minutes.", 5),
        ("About 12, or fifteen at most.", 15),
        ("Half an hour.", 30),
        ("A quarter of an hour.", 15),
        ("No, nobody has set off yet.", None),
    ],
)
def test_how_long_spoken_words_promise(words: str, said: int | None) -> None:
    assert minutes_said(words) == said
