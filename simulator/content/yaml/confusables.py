"""Characters that look like those that YAML means something by, and are others.

Word processors and input methods put them in by themselves: a curly quote, a fullwidth colon, a
dash that is no hyphen. In sentences they may well be meant.
"""

from __future__ import annotations

import re
import unicodedata

_COLONS = "\uff1a\ufe55"
_COMMAS = "\uff0c\u3001\ufe50"
_ORDINARY = {
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033\uff02", '"'),
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\uff07", "'"),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\uff0d", "-"),
    **dict.fromkeys(_COLONS, ":"),
    **dict.fromkeys(_COMMAS, ","),
    **dict.fromkeys("\u00a0\u2002\u2003\u2007\u2009\u202f\u3000", " "),
    **{chr(ord(each) + 0xFEE0): each for each in "{}[]#*0123456789"},  # the fullwidth forms
}
_ANY = re.compile(f"[{''.join(_ORDINARY)}]")


def ordinary(text: str) -> str:
    """The text with the characters that were probably meant."""
    text = re.sub(rf"([{_COLONS}{_COMMAS}])(?=\S)", r"\1 ", text)
    return _ANY.sub(lambda found: _ORDINARY[found[0]], text)


def first(text: str) -> int:
    """Where the first of them stands in a text, counted from 0; -1 where there is none."""
    found = _ANY.search(text)
    return found.start() if found else -1


def told(character: str) -> str:
    """What is said of one of them."""
    name, meant = unicodedata.name(character).lower(), _ORDINARY[character]
    shown = "" if meant == " " else f'"{character}", '
    instead = "an ordinary space" if meant == " " else meant
    return f"{shown}U+{ord(character):04X} ({name}), in the place of {instead}"
