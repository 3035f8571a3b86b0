"""New keys in a YAML text: all else stays byte for byte, comments and layout included."""

from bisect import insort
from typing import Any

import yaml

from simulator.content.yaml.build_values import PURE
from simulator.content.yaml.positions import LINE_END, KeyPath, quoted

_BLOCK_TEXT = ("|", ">")
_LONGEST_HEAD = 3
"""Most characters of the sign with which such a text begins: `|2+`."""


class CannotInsert(Exception):
    """The text has a form in which no key can be put; the message says which."""


class Insertions:
    """Changes of one text, which are made together."""

    def __init__(self, text: str) -> None:
        """Read a text that is known to be right; CannotInsert if its parts aren't found."""
        self._mark = "\ufeff" * text.startswith("\ufeff")
        self._text = text.removeprefix(self._mark)
        try:
            self._root: Any = yaml.compose(self._text, Loader=PURE)
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise CannotInsert(f"line {line} is laid out so that no key can be added") from None
        self._changes: list[tuple[int, int, int, str]] = []
        ends = LINE_END.search(self._text)
        self._newline = ends[0] if ends else "\n"

    def add(self, mapping: KeyPath, beside: str, key: str, value: str) -> None:
        """Add a key with a value, as YAML has it, after the key `beside` of a mapping.

        Raises CannotInsert if it isn't sure where.
        """
        held = self._node(mapping)
        key_node, value_node = self._pair(held, beside)
        if held.flow_style:
            self._change(value_node.end_mark.index, f", {key}: {value}")
            return
        begin = key_node.start_mark.index
        if self._text[begin - key_node.start_mark.column : begin].rstrip().endswith("?"):
            raise CannotInsert("a key after a question mark")
        end = _end(value_node, self._text)
        line_end = LINE_END.search(self._text, end)
        at = line_end.start() if line_end else len(self._text)
        indent = " " * key_node.start_mark.column
        self._change(at, f"{self._newline}{indent}{key}: {value}")

    def put_into_braces(self, text: KeyPath, key: str, more: str) -> None:
        """Make of a text in a list a mapping in braces: `key` has the text, and `more` follows."""
        node = self._node(text)
        if node.style in _BLOCK_TEXT:
            raise CannotInsert("a text on lines of its own, in a list")
        begin, end = node.start_mark.index, node.end_mark.index
        words = self._text[begin:end] if node.style else quoted(node.value)
        self._change(begin, f"{{{key}: {words}, {more}}}", end)

    def text(self) -> str:
        """Return the text with the changes."""
        parts, at = [], 0
        for begin, _, end, new in self._changes:
            parts += [self._text[at:begin], new]
            at = end
        return self._mark + "".join([*parts, self._text[at:]])

    def _change(self, begin: int, new: str, end: int | None = None) -> None:
        # Of several at one place, the first stays first.
        insort(self._changes, (begin, len(self._changes), begin if end is None else end, new))

    def _node(self, path: KeyPath) -> Any:
        node = self._root
        for step in path:
            node = node.value[step] if isinstance(step, int) else self._pair(node, step)[1]
        return node

    @staticmethod
    def _pair(mapping: Any, key: str) -> tuple[Any, Any]:
        for key_node, value_node in mapping.value:
            if key_node.value == key:
                return key_node, value_node
        raise CannotInsert(f"no key {key}")


def _end(node: Any, text: str) -> int:
    """Return the offset after the last character of a value."""
    if isinstance(node, yaml.ScalarNode):
        if node.style not in _BLOCK_TEXT:
            return int(node.end_mark.index)
        # Its own mark is after the empty lines that follow it.
        begin, end = node.start_mark.index, node.end_mark.index
        if "+" in text[begin : begin + _LONGEST_HEAD].split()[0]:
            raise CannotInsert("a text that keeps its empty lines")
        return begin + len(text[begin:end].rstrip())
    if node.flow_style or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    return _end(last[1] if isinstance(last, tuple) else last, text)
