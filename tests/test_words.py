"""Every word that a person can read, held against `wording.yaml`: strings, pages, what is written.

`check` has the same rules for content files. Here they hold for what no content file has: messages,
help, meanings of terms, the pages in a browser, the guides. Docstrings are read too, since the
schemas and an editor show them, and the raw text of data files, whose comments authors read.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from simulator.content.checks.sensitive_words import careful_words
from simulator.content.checks.unknown_ids import KnownReferences
from simulator.content.yaml.positions import Document
from tests.session.calls import LIBRARY

ROOT = Path(__file__).parents[1]
WRITTEN = {".md", ".ftl", ".js", ".html", ".yaml", ".command", ".desktop", ".bat"}
"""Files that hold text. The JSON schemas are made of docstrings, read where they stand."""


COMMENT = re.compile(r"(?:^|\s)#[# ]*(.*)")


class Allowed(NamedTuple):
    """A word that stands somewhere all the same."""

    where: str
    """A file, or a folder with its slash."""
    word: str
    why: str


_CLAIMS = "what is claimed of every call, and not what somebody says"
ALLOWED = (
    Allowed("simulator/content/data/wording.yaml", "", "it is the list of these words"),
    Allowed("simulator/content/data/codes.yaml", "hoax", "the wrong example of the rule"),
    Allowed(
        "simulator/content/data/phrases/", "", "matched, never shown: what people do type [5.1]"
    ),
    Allowed(
        "simulator/content/data/reading/", "", "matched, never shown: what people do type [5.1]"
    ),
    Allowed(
        "simulator/content/data/synonyms.yaml", "", "matched, never shown: what authors do write"
    ),
    *(
        Allowed(f"simulator/content/data/{each}questions.yaml", "strangled", "the key of a topic")
        for each in ("", "lines/")
    ),
    Allowed(
        "simulator/content/data/lines/questions.yaml", "bleeding", "a statement, and where it is"
    ),
    Allowed("simulator/content/data/speaking.yaml", "strangled", "the key of a topic"),
    Allowed("simulator/content/data/lines/call_handler.yaml", "strangled", "a situation"),
    Allowed(
        "simulator/content/data/lines/call_handler.yaml", "bleeding", "the name of a statement"
    ),
    *(
        Allowed("simulator/content/data/lines/takes_up.yaml", each, "the name of a statement")
        for each in ("strangled", "bleeding")
    ),
    Allowed("scenarios/spoken/", "strangled", "the key of a topic"),
    Allowed("scenarios/spoken/", "bleeding", "a statement, and the caller's word"),
    Allowed("scenarios/spoken/", "blood", "the caller's word"),
    Allowed("scenarios/spoken/", "screaming", "the caller's word"),
    Allowed("simulator/content/dictionary/topic_examples.py", "", "examples of what callers say"),
    Allowed("simulator/language/clauses.py", "", "matched, never shown: sayings that mean no harm"),
    Allowed("simulator/language/asking/question_forms.py", "", "matched, never shown: who did it"),
    Allowed("simulator/language/reader.py", "claims", "matched, never shown: whose word it is"),
    Allowed(
        "simulator/language/normalise.py", "", "matched, never shown: spellings of what is typed"
    ),
    Allowed("simulator/language/unmarked.py", "", "matched, never shown: what is typed"),
    Allowed("simulator/language/purposes.py", "screaming", "matched, never shown: how one scolds"),
    Allowed(
        "simulator/language/speaking/already_said.py", "", "matched, never shown: what was said"
    ),
    Allowed("simulator/language/place_stretch.py", "", "words at which those of a place end"),
    Allowed("simulator/language/reading/comfort.py", "", "matched, never shown: no comfort"),
    Allowed("simulator/language/reading/limits.py", "", "matched, never shown: no comfort"),
    Allowed("README.md", "hoax", "it says that we do not use the word"),
    Allowed("scenarios/README.md", "hoax", "it says that we do not use the word"),
    Allowed("simulator/proof/", "claims", _CLAIMS),
)


class Said(NamedTuple):
    """A text, and where it stands."""

    file: str
    line: int
    text: str


@cache
def known() -> KnownReferences:
    return KnownReferences(LIBRARY)


def in_python(source: str) -> Iterator[tuple[int, str]]:
    """Every text of a module, with its line. An f-string is one text, with a gap for each value."""
    yield from _comments(source)
    waiting: list[ast.AST] = [ast.parse(source)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.JoinedStr):
            gaps = [part for part in node.values if isinstance(part, ast.FormattedValue)]
            parts = [part.value if isinstance(part, ast.Constant) else "…" for part in node.values]
            yield node.lineno, "".join(map(str, parts))
            waiting += [gap.value for gap in gaps]
        elif isinstance(node, ast.Constant):
            if isinstance(node.value, str):
                yield node.lineno, node.value
        else:
            waiting += ast.iter_child_nodes(node)


def _comments(source: str) -> Iterator[tuple[int, str]]:
    """Every comment, with its line. Comments on lines one below the other are one text.

    Text after a ``#`` inside a string is taken for a comment: it is looked at twice.
    """
    begun, last, text = 0, 0, ""
    for number, line in enumerate(source.split("\n"), 1):
        if "#" in line and (comment := COMMENT.search(line)):
            if number != last + 1:
                if text:
                    yield begun, text
                begun, text = number, ""
            last, text = number, f"{text} {comment[1]}"
    if text:
        yield begun, text


def in_text(text: str) -> Iterator[tuple[int, str]]:
    """Every paragraph of a text, with the line on which it begins."""
    for paragraph in re.finditer(r"(?:.*\S.*(?:\n|$))+", text):
        yield text.count("\n", 0, paragraph.start()) + 1, paragraph[0]


@cache
def everything() -> tuple[Said, ...]:
    """All that is said, wherever it stands."""
    return tuple(_everything())


def _everything() -> Iterator[Said]:
    folders = (ROOT / "scenarios", ROOT / "simulator")
    for path in sorted((*ROOT.glob("*.md"), *(p for each in folders for p in each.rglob("*.*")))):
        if path.suffix == ".py" or path.suffix in WRITTEN:
            reader = in_python if path.suffix == ".py" else in_text
            for line, text in reader(path.read_text(encoding="utf-8")):
                yield Said(path.relative_to(ROOT).as_posix(), line, text)


def unkind(said: Iterable[Said]) -> list[tuple[Said, str]]:
    """What is said and should not be, each with the finding. One text is looked at once."""
    texts: dict[str, Said] = {}
    for each in said:
        texts.setdefault(" ".join(each.text.split()), each)
    one = Document("", (), {each: text for text, each in texts.items()}, {}, {})
    return [(key_path[0], found) for key_path, _, found, *_ in careful_words(one, known())]  # type: ignore[misc]


def is_allowed(allowed: Allowed, said: Said, found: str) -> bool:
    """Whether `allowed` is about this finding."""
    here = said.file == allowed.where or (
        allowed.where.endswith("/") and said.file.startswith(allowed.where)
    )
    return here and found.startswith(f'"{allowed.word}"' if allowed.word else "")


def test_nothing_that_a_person_reads_has_a_word_that_hurts() -> None:
    idle = set(ALLOWED)
    kept: list[str] = []
    for said, found in unkind(everything()):
        allowed = {each for each in ALLOWED if is_allowed(each, said, found)}
        idle -= allowed
        kept += [] if allowed else [f"{said.file}:{said.line}: {found}"]
    assert kept == []
    assert idle == set(), "an exception that nothing needs"


def test_what_people_read_is_among_what_is_looked_at() -> None:
    """A file of each sort and place."""
    assert {said.file for said in everything()} >= {
        *("README.md", "scenarios/README.md", "scenarios/silent/quiet-throughout.yaml"),
        *("simulator/cli/main.py", "simulator/content/data/records_readme.md"),
        "simulator/content/data/translations/en.ftl",
        *("simulator/web/static/page.js", "simulator/web/templates/base.html"),
    }


def test_a_planted_word_is_found_wherever_it_is_planted() -> None:
    for word in (held.instead_of for held in known().wording.words):
        python = f'def f(x):\n    """Says."""\n    return f"{{x}}, as a {word} {{x}}"\n'
        wrapped = word.replace(" ", "\n")
        texts = [*in_python(python), *in_text(f"Nothing.\n\nSome {wrapped}, so to speak.\n")]
        found = unkind(Said("", *each) for each in texts)
        assert [said.line for said, what in found if word in what] == [3, 3], word


def test_one_of_a_pair_is_found_and_both_are_not() -> None:
    for pair in known().wording.together:
        alone = [Said("", 1, f"Each {word} is heard.") for word in pair]
        assert [said for said, _ in unkind(alone)] == alone
        assert unkind([Said("", 1, f"{pair[0]} and {pair[1]}")]) == []


BANNED = re.compile(
    r"\b(?:tells?(?! which)|told|telling|whoever|whomever|whatever|somebody|anybody|everybody"
    r"|shall|anew|in vain|mend(?:s|ed|ing)?|stands?|stood|standing|sets? off|by itself"
    r"|made of|what is heard|(?<!there )is no(?! (?:longer|more|less|later|earlier)\b))\b",
    re.IGNORECASE,
)
"""Words that read as translated, with the reasons in `.github/CONTRIBUTING.md`, "Words"."""

SPOKEN = re.compile(
    r"CHANGELOG\.md|scenarios/.*\.yaml|simulator/content/data/calibration/.*\.yaml"
    r"|simulator/content/data/(?:lines|phrases|reading|translations)/"
    r"|simulator/content/data/(?:support|handout|myths|questions|speaking|wording|lapses|competencies)\.yaml"
    r"|simulator/language/telling/(?:\w+)\.py"
    r"|simulator/language/speaking/(?:composing|disfluency|heard_words|serving)\.py"
    r"|simulator/language/(?:normalise|unmarked|lexicon|clauses|frames|denials|place_stretch|purposes)\.py"
    r"|simulator/language/(?:reading/(?:comfort|doubt|limits)|typed/no_question)\.py|simulator/seat/trade_words\.py"
    r"|simulator/language/asking/(?:question_forms|asked_statements|asked_topics)\.py"
    r"|simulator/content/dictionary/topic_examples\.py|simulator/knowledge/writing/written_answers\.py"
    r"|simulator/(?:content/scenario/report_words|rules/question_fit|seat/addressed)\.py"
)
"""Spoken lines, the words that typed ones are recognised by, and care texts, which only
`wording.yaml` judges; and notes of earlier releases."""

NAMES = re.compile(
    r"`[^`]*`|https?:\S+|(?<=\bon: )\w+|(?<=\bid: )[\w-]+"
    r"|(?<=\bwords: )(?![>|]).*|(?:^[\s#-]*|[{,]\s*)[\w-]+:\s|\w+[.(]\w+|\w+\(|\w+_\w*",
    re.MULTILINE,
)
"""Code inside a text, keys and ids of a YAML file, which are published names, and spoken `words:`
of a profile."""


SPOKEN_STARTS = frozenset({"Tell me"})
"""Beginnings of spoken lines, looked for in code."""


def banned(said: Said) -> list[str]:
    """The banned words of a text. A string without a space is a name, not a sentence."""
    if " " not in said.text.strip() or said.text in SPOKEN_STARTS:
        return []
    return BANNED.findall(" ".join(NAMES.sub("… ", said.text).split()))


def test_no_sentence_has_a_banned_word() -> None:
    """Docstrings, comments, messages and help, and what authors and trainees read in data files."""
    found = [
        f"{said.file}:{said.line}: {word}"
        for said in everything()
        if not SPOKEN.match(said.file)
        for word in banned(said)
    ]
    assert found == []


@pytest.mark.parametrize("word", ["told", "Whoever", "in vain", "mended", "stands", "is no"])
def test_a_banned_word_is_found_in_each_sort_of_text(word: str) -> None:
    body = f'"""It {word} x."""\n    # It {word}\n    # x.\n    return f"{word} {{x}}"'
    python = f"def f(x):\n    {body}\n"
    found = [each for text in in_python(python) for each in banned(Said("", *text))]
    assert found == [word] * 3


@pytest.mark.parametrize(
    "text", ["told", "- told: 55", "`tell_police` plays", "there is no file", "a standard"]
)
def test_a_name_is_no_banned_word(text: str) -> None:
    assert banned(Said("", 1, text)) == []
