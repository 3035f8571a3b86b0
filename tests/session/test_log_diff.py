"""Two logs entry by entry: what only one has, what comes at another time, and what is the same."""

from collections.abc import Sequence

from simulator.core import acts as do
from simulator.core.log import Body, CallBegan, Entry
from simulator.core.terms import LineKind, NoteKind, Role
from simulator.session.run.log_diff import DifferenceKind, compared


def log(*entries: tuple[int, Role, Body]) -> list[Entry]:
    """Entries, each with its instant."""
    return [Entry(seq, at, who, who, body) for seq, (at, who, body) in enumerate(entries)]


def call(
    dialled: int, *more: tuple[int, Role, Body], number: int = 1
) -> Sequence[tuple[int, Role, Body]]:
    """A call that is dialled so long after it began; the rest counts from there."""
    began = CallBegan(number, LineKind.MOBILE)
    rest = [(dialled + at, who, body) for at, who, body in more]
    return [(0, Role.NETWORK, began), (dialled, Role.CALLER, do.Dial()), *rest]


ANSWERED = (2_000, Role.OPERATOR, do.Answer())
TAPPED = (3_000, Role.CALLER, do.Tap(2))
PRESSED = (3_000, Role.CALLER, do.Press("5"))


def test_a_log_is_the_same_as_itself() -> None:
    one = log(*call(1, ANSWERED, TAPPED))
    assert compared(one, one) == ((), 4)


def test_what_only_one_has_is_missing_or_added() -> None:
    one, other = log(*call(1, ANSWERED, TAPPED)), log(*call(1, ANSWERED))
    (missing,) = compared(one, other).differences
    assert (missing.kind, missing.first, missing.second) == (DifferenceKind.MISSING, one[3], None)
    (added,) = compared(other, one).differences
    assert (added.kind, added.first, added.second) == (DifferenceKind.ADDED, None, one[3])


def test_what_comes_later_is_shifted_by_so_much() -> None:
    later = (3_250, Role.CALLER, do.Tap(2))
    (shifted,) = compared(
        log(*call(1, ANSWERED, TAPPED)), log(*call(1, ANSWERED, later))
    ).differences
    assert (shifted.kind, shifted.shift) == (DifferenceKind.SHIFTED, 250)


def test_where_two_part_is_the_act_at_which_they_do() -> None:
    """However long the stretch further on in which they are alike again."""
    asked = [(4_000 + at, Role.OPERATOR, do.Answer()) for at in range(3)]
    one = log(*call(1, TAPPED, *asked))
    other = log(*call(1, PRESSED, *asked, *asked))
    first, *_ = compared(one, other).differences
    assert (first.kind, first.first) == (DifferenceKind.MISSING, one[2])


def test_time_counts_from_the_dialling() -> None:
    assert compared(log(*call(0, ANSWERED)), log(*call(9_000, ANSWERED))).differences == ()


def test_in_one_instant_any_order_will_do() -> None:
    one, other = log(*call(1, TAPPED, PRESSED)), log(*call(1, PRESSED, TAPPED))
    assert compared(one, other) == ((), 4)
    twice = log(*call(1, TAPPED, PRESSED, PRESSED))
    (added,) = compared(one, twice).differences
    assert added.kind is DifferenceKind.ADDED
    elsewhen = log(*call(1, PRESSED, (3_001, Role.CALLER, do.Tap(2))))
    assert compared(one, elsewhen).differences != ()


def test_a_note_is_about_an_entry_and_not_about_its_number() -> None:
    tapped = (4_000, Role.CALL_HANDLER, do.Note(NoteKind.HEARD, about=2))
    pressed = (4_000, Role.CALL_HANDLER, do.Note(NoteKind.HEARD, about=3))
    one = log(*call(1, TAPPED, PRESSED, tapped))
    assert compared(one, log(*call(1, PRESSED, TAPPED, pressed))).differences == ()
    assert len(compared(one, log(*call(1, TAPPED, PRESSED, pressed))).differences) == 2
