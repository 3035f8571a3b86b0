"""The way of text, in and out: one cleaner for each door and each target.

Files, records and users may have characters that move a cursor, change the direction of a line, or
hide. A page needs `for_line` and the escaping of its template.

Half a character (a lone surrogate) is in no text: JSON can write one, a cut emoji is one, and
nothing can encode it. `whole` takes it out at every door; `utf8` cannot fail on the way out.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

UNSEEN = (
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff"
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # Change the direction of text.
    "\xad\u180e\u200b\u2060-\u2064\U000e0000-\U000e007f]"  # Have no width.
)
"""Pattern of an invisible character, without the two joiners that some languages and emoji need."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""First characters that make a spreadsheet evaluate a cell; the last four are fullwidth forms."""


def whole(text: str) -> str:
    """Return text that can be encoded: the two halves of a character joined, a lone one as U+FFFD.

    For all that another machine, a script or a pasted line hands over.
    """
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def whole_values(plain: "Any") -> "Any":
    """Return plain values (of JSON) whose texts and keys are `whole`; as deep as JSON was read."""
    if isinstance(plain, str):
        return whole(plain)
    if isinstance(plain, list):
        return [whole_values(each) for each in plain]
    if isinstance(plain, dict):
        return {whole(key): whole_values(value) for key, value in plain.items()}
    return plain


def utf8(text: str) -> bytes:
    """Return text as a file, a pipe or a page has it; it cannot fail."""
    return whole(text).encode()


def for_terminal(text: str, ours: str = "(?!)") -> str:
    """Return lines of text with invisible characters as visible escapes.

    `ours` is a pattern of sequences that stay: the colours of this program.
    """
    if all(map(str.isprintable, text.split("\n"))):
        return text
    import re  # `--help` and `--version` don't need it, and it takes 5 ms.

    return re.sub(rf"{ours}|\r(?!\n)|{UNSEEN}", lambda found: _escaped(found[0]), text)


def _escaped(found: str) -> str:
    return found if len(found) > 1 else ascii(found)[1:-1]


def for_line(text: str) -> str:
    """Return the text on one line, with a space for invisible characters and runs of space."""
    shown = text if text.isprintable() else "".join(c if c.isprintable() else " " for c in text)
    return " ".join(shown.split())


def for_field(text: str) -> str:
    """Return typed text without invisible characters and line ends; spaces stay as they are."""
    if text.isprintable():
        return text
    import re

    return re.sub(rf"[\r\n\t]|{UNSEEN}", "", text)


def for_csv(cell: object) -> object:
    """Return a cell that a spreadsheet shows as text: formulas get an apostrophe."""
    if not isinstance(cell, str):
        return cell
    text = for_terminal(str(cell))
    return f"'{text}" if cell.startswith(_FORMULA) else text


def for_file_name(text: str) -> str:
    """Return an id made from the text; empty if no letter of it may be in an id."""
    import re
    import unicodedata

    plain = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain.replace("'", "")))
