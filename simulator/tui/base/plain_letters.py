"""Signs for a terminal without Unicode: each mark, bar and edge as a letter of ASCII.

A sign keeps its columns, so nothing on a screen moves; what it says is said in words beside it.
"""

from collections.abc import Mapping
from unicodedata import normalize

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_ALIKE = (
    ("\N{BLACK CIRCLE}", "*"),  # How a fact is known.
    ("\N{FISHEYE}", "@"),
    ("\N{BLACK SQUARE}", "+"),
    ("\N{CIRCLE WITH LEFT HALF BLACK}", "%"),
    ("\N{WHITE CIRCLE}", "o"),
    ("\u2581\u2582\u2583\u258f\u258e\u258d", "."),  # Bars: how loud, and how long ago.
    ("\u2584\u258c\u2590", ":"),
    ("\u2585\u2586\u258b\u258a", "|"),
    ("\u2587\u2588\u2589", "#"),
    ("\u2502\u2503\u2551\u2595\u2575\u2577\u2579\u257b", "|"),  # Edges.
    ("\u2500\u2501\u2550\u2594\u2580\u2574\u2576\u2578\u257a\u2013\u2014", "-"),
    ("\u25b8\u2192\u203a\u25b6", ">"),
    ("\u2190\u2039\u25c0", "<"),
    ("\u2191\u25b2", "^"),
    ("\u2193\u25bc", "v"),
    ("\u2018\u2019", "'"),
    ("\u201c\u201d", '"'),
    ("\u00b7\u2022\u2026", "."),
    ("\u00a0", " "),
)
_SIGNS: Mapping[str, str] = {sign: letter for signs, letter in _ALIKE for sign in signs}
_CORNERS = ("\u2500", "\u257f")
"""All other signs that boxes are drawn with are where two edges meet."""
_DOTS = ("\u2800", "\u28ff")
"""From no dot to all eight, of which a map is drawn."""
_UTF = ("utf-8", "utf8")
_COERCED = frozenset({"C.UTF-8", "C.utf8", "UTF-8"})
"""What Python puts into LC_CTYPE where a user says C (PEP 538): that is not the user's."""


def draws_unicode(environ: Mapping[str, str], encoding: str) -> bool:
    """Return whether a terminal takes more than ASCII: the user's locale says it, and the output.

    Without a locale there is nothing to doubt. `encoding`: that of the output.
    """
    ctype = environ.get("LC_CTYPE", "")
    said = (environ.get("LC_ALL"), "" if ctype in _COERCED else ctype, environ.get("LANG"))
    first = next(filter(None, said), "")
    names = [each.lower() for each in (first, encoding) if each]
    return all(any(utf in name for utf in _UTF) for name in names)


class PlainLetters(LineFilter):
    """Writes every sign as a letter of ASCII, in as many columns."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return segments whose text any terminal can show."""
        del background
        return [
            each
            if each.text.isascii()
            else Segment(as_letters(each.text), each.style, each.control)
            for each in segments
        ]


def as_letters(text: str) -> str:
    """Return a text in ASCII, in as many columns."""
    return "".join(each if each.isascii() else _letter(each) for each in text)


def _letter(sign: str) -> str:
    if found := _SIGNS.get(sign):
        return found
    if _CORNERS[0] <= sign <= _CORNERS[1]:
        return "+"
    if _DOTS[0] <= sign <= _DOTS[1]:
        return " " if sign == _DOTS[0] else "."
    columns = cell_len(sign)
    letter = normalize("NFKD", sign).encode("ascii", "ignore").decode()[:columns]
    return letter.ljust(columns) if letter else "?" * columns
