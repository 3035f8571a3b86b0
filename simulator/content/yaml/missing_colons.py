"""Keys and lists that were written without what marks them as such, told by the words themselves.

YAML reads a key without its colon, and keys without their braces, as text, and so says something
else of them. What is a key of scenario files can hardly be meant as text where no sentence belongs.
"""

from __future__ import annotations

import re

from simulator.content.yaml.document import Mistake, Place, Source, quote_it, quoted
from simulator.content.yaml.schema_keys import key_words

_WORD_AND_VALUE = re.compile(r"([a-z_]+)(?: *= *| +)(\S.*)")
_KEY_BEFORE = re.compile(r"([a-z_]+):\s+([^\[{\]}:]*),\s*$")
"""The key whose text a comma has cut, and that text as far as the comma."""
_NO_SENTENCE = re.compile(r"[0-9.]+(?:ms|s|m|h)?|yes|no|unknown|true|false|on|off")
"""What is mostly the value of a key."""
_LONGEST = 60


def lost_colon(source: Source, key: Place) -> Mistake | None:
    """For an entry in braces such as `at_home no`, where no sentence goes on."""
    found = _WORD_AND_VALUE.fullmatch(_text(source, key))
    before = _KEY_BEFORE.search(source.before(key))
    sentence = before is not None and before[1] in key_words().holding_sentences
    if found is None or found[1] not in key_words().every:
        return None
    if sentence and not _NO_SENTENCE.fullmatch(found[2]):
        return None
    return _told(source, key, found[1], f"{found[1]}: {found[2]}")


def lost_colon_before_bracket(source: Source, bracket: Place) -> Mistake | None:
    """For a key with brackets right behind it, among other entries in brackets."""
    word = re.search(r"[{\[,]\s*([a-z_]+)( *)$", source.before(bracket))
    if source.after(bracket)[:1] not in "[{" or not word or word[1] not in key_words().every:
        return None
    place = Place(bracket.line, word.start(1) + 1, len(word[1]) + len(word[2]))
    return _told(source, place, word[1], f"{word[1]}: ")


def key_with_bracket(source: Source, place: Place) -> Mistake | None:
    """For a line such as `when {heard: x}`: YAML takes it for a key as far as the next colon."""
    found = re.match(r"([a-z_]+)( +)[\[{]", _text(source, place))
    if found is None or found[1] not in key_words().every:
        return None
    place = place._replace(width=found.end(2))
    return _told(source, place, found[1], f"{found[1]}: ")


def _told(source: Source, place: Place, key: str, text: str) -> Mistake:
    meant = source.with_text(place, text)
    mend = f"put a colon after it: {quoted(text) if len(text) <= _LONGEST else key + ': ...'}"
    if text.endswith(" "):
        mend = f'put a colon after it: "{key}:"'
    return Mistake(place, "missing-colon", f'the key "{key}" has no colon', mend, meant)


def with_colon(source: Source, place: Place) -> str:
    """A line that is no key yet, with a colon after its first word if that is a key."""
    text, words = _text(source, place), key_words()
    if text in words.holding_keys | words.holding_lists:
        return source.with_text(place, f"{text}:")
    found = _WORD_AND_VALUE.fullmatch(text)
    if found is None or found[1] not in words.every:
        return ""
    return source.with_text(place, f"{found[1]}: {found[2]}")


def keys_in_line(source: Source, colon: Place, begin: int) -> Mistake | None:
    """For `do: press: 55`: a key behind another in one line, which needs braces.

    `begin` is where what stands behind the first key begins.
    """
    line, words = source.line(colon.line), key_words()
    outer = re.search(r"([a-z_]+):\s+$", line[:begin])
    place = Place(colon.line, begin + 1)
    text = re.split(r"\s#", line[begin:])[0].rstrip()
    inner = re.match(r"([a-z_]+):\s+(.+)", text)
    if not (outer and inner) or outer[1] not in words.holding_keys or inner[1] not in words.every:
        return None
    value = inner[2]
    number = value.isdecimal() and inner[1] in words.holding_words
    unsafe = value[0] not in "[{'\"" and re.search(r"[,\[\]{}]|: ", value)
    if number or unsafe:
        value = quoted(value)
    braced = f"{{{inner[1]}: {value}}}"
    meant = source.with_text(place._replace(width=len(text)), braced)
    mend = "put braces around what stands behind the first key"
    if len(braced) <= _LONGEST:
        mend = f"put braces around it: {braced}"
    if inner[1] in words.holding_sentences or outer[1] in words.holding_sentences:
        mend += f"; if all of it is text, {quote_it(text)}"
    found = "a key behind another in one line"
    return Mistake(colon, "colon-in-text", found, mend, meant)


def list_without_brackets(source: Source, rest: Place) -> Mistake | None:
    """For `by: tap, cough` in braces: what the key takes is a list, and no sentence."""
    before, words = _KEY_BEFORE.search(source.before(rest)), key_words()
    if before is None or before[1] not in words.holding_lists - words.holding_sentences:
        return None
    begin = before.start(2)
    further = re.match(r"(?:\s*,\s*[\w-]+\)?(?=\s*[,}]))*", source.after(rest)[rest.width :])
    end = rest.column - 1 + rest.width + (further.end() if further else 0)
    text = source.line(rest.line)[begin:end].rstrip()
    words_alone = text.removeprefix("(").removesuffix(")")
    place = Place(rest.line, begin + 1, len(text))
    found = f'several words behind "{before[1]}", without brackets'
    mend = f"put brackets around them: [{words_alone}]"
    meant = source.with_text(place, f"[{words_alone}]")
    return Mistake(place, "comma-in-text", found, mend, meant)


def _text(source: Source, place: Place) -> str:
    return source.after(place)[: place.width].rstrip()
