"""The line as it was meant: found by trying, so that whoever types it gets past the mistake.

For quotes, brackets and columns there are only a few things that a person can have meant. Each is
tried in the place of what stands there, and read. The one after which the reader gets furthest is
told, unless none gets past the line; then the message stays as it was.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from simulator.content.yaml import confusables as lookalikes
from simulator.content.yaml.document import (
    CLOSED_ALREADY,
    Try,
    other_quotes,
    quoted,
    unclosed_quote,
)
from simulator.content.yaml.suggest_indent import ABOVE, columns, is_content, spaces
from simulator.errors import Problem

Reach = Callable[[Sequence[str]], int]
"""The line of the first mistake in these lines; past the last one if there is none."""

MOST_TRIED = 40
"""So many things that may have been meant are tried for one mistake."""
LARGEST = 50_000
"""In a file of more characters nothing is tried: each try reads all of it."""

_QUOTES = frozenset({"missing-comma", "text-after-quote", "unclosed-quote", "comma-in-text"})
_BRACKETS = frozenset({"unclosed-bracket", "wrong-bracket"})
_COLUMNS = frozenset({"indentation", "mixed-list-and-keys"})

_QUOTE_IT = "quote it: "
_SPACE_IT = 'put a space after the colon: "'
_COMMENT = re.compile(r"\s+#.*$|$")
_QUOTED = re.compile(r"""(?:^\s*|[:,\[{-]\s*)('(?:[^']|'')*'|"(?:[^"\\]|\\.)*")""")
_OPENS = re.compile(r"""(?:^\s*(?:-\s+)*|:\s+|[\[{,]\s*)(['"])""")
_BEGINS_HERE = re.compile(r"(?::\s+|[\[{,]\s*)(?=\S)")
_NEXT_ENTRY = re.compile(r"""[\w-]+:\s|["'\[{]""")
_ENDS_HERE = re.compile(r"\s*(?:[,\]}]|\s#|$)")
_ELISION = re.compile(r"'(?:tis|twas|twill|em|cause|til|till|bout|cos|ere|round)\b", re.IGNORECASE)


def with_mended_line(problem: Problem, lines: Sequence[str], reach: Reach) -> Problem:
    """The problem with the line as it was meant, where one of the tries gets past it."""
    if not lines or sum(map(len, lines)) > LARGEST:
        return replace(problem, mended="")
    meant, problem = problem.mended, replace(problem, mended="")
    best: Try | None = None
    furthest = problem.line
    tries = chain([Try(problem.line, meant)] if meant else (), _tries(problem, lines))
    for number, tried in enumerate(tries):
        if number == MOST_TRIED:
            break
        reached = reach(_with(lines, tried))
        if reached > max(furthest, tried.line):
            best, furthest = tried, reached
    if best is None:
        return problem
    if best.line != problem.line or best.column:
        text = lines[best.line - 1]
        column = best.column or len(text) - len(text.lstrip()) + 1
        width = 1 if best.column else len(text.strip())
        problem = replace(problem, line=best.line, column=column, width=width, source=text)
    return replace(
        problem,
        code=best.code or problem.code,
        found=best.found or problem.found,
        mend=best.mend or problem.mend,
        mended=best.text if best.told else "",
    )


def _with(lines: Sequence[str], tried: Try) -> list[str]:
    """The lines as they stand once a try is followed."""
    changed = [*lines]
    for number, text in ((tried.line, tried.text), *tried.along):
        changed[number - 1] = text
    return changed


def _tries(problem: Problem, lines: Sequence[str]) -> Iterator[Try]:
    line, column = lines[problem.line - 1], problem.column - 1
    yield from _ordinary(problem, lines)
    if problem.code == "tab":
        yield from spaces(problem, lines)
    elif problem.code in _QUOTES:
        yield from _quotes(problem, line, column)
        yield from _opened_before(problem, lines[: problem.line - 1])
    elif problem.code in _BRACKETS:
        yield from _opened_before(problem, lines[: problem.line])
        yield from _brackets(problem, line, column)
    elif problem.code in _COLUMNS:
        yield from columns(problem, lines)
    elif problem.mend.startswith(_SPACE_IT):
        spaced = problem.mend[len(_SPACE_IT) : -1]
        yield Try(problem.line, line[:column] + spaced + line[column + problem.width :])
    elif problem.mend.startswith(_QUOTE_IT):
        yield from _literal(problem, line, column)


def _ordinary(problem: Problem, lines: Sequence[str]) -> Iterator[Try]:
    """Ordinary characters in the place of those that look like them, here or shortly above."""
    filled = [at for at in range(1, problem.line + 1) if is_content(lines[at - 1])][-ABOVE:]
    for at in reversed(filled):
        line = lines[at - 1]
        place = lookalikes.first(line)
        if place >= 0:
            found, text = lookalikes.told(line[place]), lookalikes.ordinary(line)
            if problem.code == "odd-space":
                yield Try(at, text)  # which says it already
                continue
            mend = "type the ordinary character; in text it may stay, in quotes"
            yield Try(at, text, mend, "look-alike", found, place + 1)


# --- quotes --------------------------------------------------------------------------------------


def _quotes(problem: Problem, line: str, column: int) -> Iterator[Try]:
    """Quotes around all of a text: closed too early, never closed, or missing before a comma."""
    if problem.code == "unclosed-quote":
        begin, kept = column, _ELISION.match(line, column) is not None
    elif problem.code == "comma-in-text":
        begins = [found.end() for found in _BEGINS_HERE.finditer(line[:column].rstrip(", "))]
        begin, kept = (begins[-1], True) if begins else (-1, True)
    elif _NEXT_ENTRY.match(line, column):
        before = len(line[:column].rstrip())
        if before:
            yield Try(problem.line, f"{line[:before]}, {line[column:]}")
        return
    else:
        before = len(line[:column].rstrip())
        closed = [found for found in _QUOTED.finditer(line) if found.end() == before]
        begin, kept = (closed[-1].start(1), False) if closed else (-1, False)
    if begin < 0:
        return
    sign = line[begin]
    if not kept and problem.code != "unclosed-quote":
        yield from _all_quoted(problem, line, begin)
    ends = [end for end in range(column, len(line) + 1) if _ENDS_HERE.match(line, end)]
    ends = [end for end in ends if not line[end - 1].isspace()]
    ends.sort(key=lambda end: (line[end - 1] != sign or kept, end))
    for end in ends:
        text = line[begin:end]
        if not kept and problem.code != "unclosed-quote" and _holds_two(text, line[end:]):
            continue
        if not kept and problem.code == "unclosed-quote":
            text = text[1:]
        elif not kept and len(text) > 1 and text[-1] == sign:
            text = text[1:-1].replace("''", "'") if sign == "'" else text[1:-1]
        whole = quoted(text)
        code, found, mend = problem.code, problem.found, f"quote it: {whole}"
        if code == "missing-comma":
            code, found = "text-after-quote", CLOSED_ALREADY
        elif code == "unclosed-quote":
            mend = problem.mend
        yield Try(problem.line, line[:begin] + whole + line[end:], mend, code, found)


def _all_quoted(problem: Problem, line: str, begin: int) -> Iterator[Try]:
    """Every text of the list from `begin` on in other quotes: where one breaks, others may too."""
    sign, at, texts = line[begin], begin, []
    rest = re.compile(rf"{sign}(.*?){sign}(?=\s*(?:,\s*{sign}|[\]}}]|\s#|$))")
    while entry := rest.match(line, at):
        texts.append(entry[1].replace("''", "'") if sign == "'" else entry[1])
        at = entry.end()
        comma = re.compile(rf"\s*,\s*(?={sign})").match(line, at)
        if not comma:
            break
        at = comma.end()
    if len(texts) < 2:
        return
    mended = f"{line[:begin]}{', '.join(map(quoted, texts))}{line[at:]}"
    yield Try(problem.line, mended, other_quotes(sign), "text-after-quote", CLOSED_ALREADY)


def _holds_two(text: str, rest: str) -> bool:
    """Whether a text has another one in it, or what is left begins in the middle of one."""
    sign = text[0]
    if re.search(rf"{sign}\s*,", text[1:-1]):
        return True
    left = _QUOTED.sub("", re.split(r"\s#", rest)[0])
    return re.search(rf"[^\s\[{{,:]{sign}\s*(?:[,\]}}]|$)", left) is not None


def _opened_before(problem: Problem, lines: Sequence[str]) -> Iterator[Try]:
    """The last quote of these lines that is left open: one further down may have closed it."""
    for number in range(len(lines), 0, -1):
        line = lines[number - 1]
        opened = _OPENS.search(_QUOTED.sub(lambda found: "_" * len(found[0]), line))
        if opened and is_content(line):
            found, mend = unclosed_quote(opened[1])
            above = replace(problem, line=number, code="unclosed-quote", found=found, mend=mend)
            for tried in _quotes(above, line, opened.start(1)):
                yield tried._replace(column=opened.start(1) + 1)
            return


def _literal(problem: Problem, line: str, column: int) -> Iterator[Try]:
    """What the mend says, in the place of the text that it quotes."""
    sign, rest = problem.mend[len(_QUOTE_IT)], problem.mend[len(_QUOTE_IT) + 1 :]
    end = re.search(f"{sign}(?!{sign})", rest)
    text = rest[: end.start()] if end else ""
    text = text.replace("''", "'") if sign == "'" else text
    begin = line.rfind(text, 0, column + len(text))
    if text and 0 <= begin <= column:
        whole = quoted(text)
        yield Try(problem.line, line[:begin] + whole + line[begin + len(text) :])


# --- brackets ------------------------------------------------------------------------------------


def _brackets(problem: Problem, line: str, column: int) -> Iterator[Try]:
    """A closing bracket where none is: at the end of the line, or before what it stands before."""
    comment = _COMMENT.search(line, column)
    end = comment.start() if comment else len(line)
    if problem.code == "unclosed-bracket":
        yield from _number_signs(problem, line, column)
        closing = "]" if line[column] == "[" else "}"
        places = [end]
    else:
        closing = problem.mend[-2]
        places = [*(_before_next_key(line, column) if closing == "]" else ()), column]
        yield Try(problem.line, line[:column] + closing + line[column + 1 :])
    places += range(end - 1, problem.column - 1, -1) if problem.code == "unclosed-bracket" else ()
    places += range(column - 1, 0, -1) if problem.code == "wrong-bracket" else ()
    for place in dict.fromkeys(places):
        if place == end or line[place] in ",]}":
            told = f'add "{closing}" behind {_word_before(line, place)}'
            rest = line[place:]
            if comment and place == end and rest.startswith("  "):
                rest = rest[1:]  # the comment stays in its column
            yield Try(problem.line, line[:place] + closing + rest, told)


def _number_signs(problem: Problem, line: str, column: int) -> Iterator[Try]:
    """A number sign without quotes, which has begun a comment and swallowed the bracket."""
    for sign in re.finditer(r"(?<=[\s\[{,])#(?=[\s]*[,\]}])", line[column:]):
        at = column + sign.start()
        mend = 'quote it: "#"; without quotes a comment begins there'
        yield Try(problem.line, f'{line[:at]}"#"{line[at + 1 :]}', mend)


def _before_next_key(line: str, column: int) -> list[int]:
    """Where a comma and a key follow: a list that was not closed ends before them."""
    return [found.start() for found in re.finditer(r",\s*\w+:\s", line[:column])][::-1]


def _word_before(line: str, place: int) -> str:
    words = line[:place].split()
    return words[-1] if words else "it"
