"""Pseudo-languages: every text of the word file in letters that no English text has.

What a page then shows in plain letters can't be translated.
"""

import re
from pathlib import Path

from fluent.syntax import FluentParser, FluentSerializer, ast
from fluent.syntax.visitor import Transformer

from simulator.content.library.library import Library
from simulator.content.library.translations import SAFETY_LINES, template

ACCENTED = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "áƀćďéƒǵĥíĵķĺḿńóṕɋŕśťúṽŵẋýźÁɃĆĎÉƑǴĤÍĴĶĹḾŃÓṔɊŔŚŤÚṼŴẊÝŹ",
)
HEBREW = str.maketrans(
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "אבגדהופצטיכלמנסעקרשתבזחטיכאבגדהופצטיכלמנסעקרשתבזחטיכ",
)
LETTERS = {"eo": ACCENTED, "he": HEBREW}
"""Codes of real languages whose names and directions the pseudo-languages take."""
_KEPT = re.compile(r"(\bF\d{1,2}\b|\bCtrl\+\S|^(?:recording|hold)$)")
"""Names of keys and of figures, which a translation keeps."""


class _InOtherLetters(Transformer):
    def __init__(self, letters: dict[int, int]) -> None:
        self.letters = letters

    def visit_TextElement(self, node: ast.TextElement) -> ast.TextElement:  # noqa: N802
        parts = _KEPT.split(node.value)
        node.value = "".join(
            part if _KEPT.fullmatch(part) else part.translate(self.letters) for part in parts
        )
        return node


def pseudo(language: str, text: str) -> str:
    """Return a Fluent file in other letters; safety lines keep their English before them."""
    resource = FluentParser().parse(text)
    for entry in resource.body:
        if not isinstance(entry, ast.Message):
            continue
        english = entry.value.clone() if entry.value and entry.id.name in SAFETY_LINES else None
        _InOtherLetters(LETTERS[language]).visit(entry)
        if english and entry.value:
            space = ast.TextElement(" ")
            entry.value.elements = [*english.elements, space, *entry.value.elements]
    return FluentSerializer().serialize(resource)


def with_pseudo(folder: Path) -> Library:
    """Return a library with the pseudo-languages, from the template for translators."""
    shipped = template(Library())
    (folder / "translations").mkdir()
    for language in LETTERS:
        path = folder / "translations" / f"{language}.ftl"
        path.write_text(pseudo(language, shipped), encoding="utf-8")
    return Library([folder])
