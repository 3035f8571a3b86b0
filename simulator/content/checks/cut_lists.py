"""Sentences in a list in brackets that a comma of their own has cut in two.

`[somebody may be hurt, and is afraid]` is a list of two, which nobody sees who wrote it. Only what
begins like the rest of a sentence is told; quotes around it say that it is meant so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from simulator.content.checks.sensitive_words import leaves
from simulator.content.diagnostics.validate import Found
from simulator.content.yaml.document import Document, quoted
from simulator.content.yaml.schema_keys import key_words

_GOES_ON = re.compile(r"(?:and|or|but|nor|yet|so|which|because|though)\b")


def cut_sentences(document: Document) -> Iterator[Found]:
    """Entries of lists of sentences that go on with the entry before them."""
    words = key_words()
    lists = words.holding_lists - words.holding_keys
    before = ""
    for trail, value in leaves(document.value):
        earlier, before = before, str(value)
        if len(trail) < 2 or trail[-2] not in lists or not isinstance(trail[-1], int):
            continue
        if trail[-1] == 0 or not isinstance(value, str) or not _GOES_ON.match(value):
            continue
        place = document.place(trail)
        if document.line(place.line)[: place.column - 1].rstrip().endswith(","):
            if document.source(place)[:1] in "\"'":
                continue
            found = f'"{value}" is an entry of its own, cut off by the comma before it'
            mend = f"if one text is meant, write {quoted(f'{earlier}, {value}')}; if not, quote it"
            yield trail, "cut-sentence", found, "texts with commas in quotes", mend
