"""Convert a pydantic error into one flat list of problems: what was found, expected, and the fix.

Every union of the models has a discriminator, so pydantic reports a value in one reading only.
Consequences of an error are dropped: an author needs one problem for a mistake.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails, core_schema

from simulator.content.diagnostics import near_words
from simulator.content.diagnostics.near_words import choice, one_of
from simulator.content.diagnostics.value_types import SchemaPosition, locate
from simulator.content.dictionary.search import by_meaning
from simulator.content.fields.content_model import write
from simulator.content.yaml.positions import Document, KeyPath, quote_it, quoted
from simulator.core.describe import name_of
from simulator.core.instant import COUNTS
from simulator.core.possible_acts import REPERTOIRE
from simulator.core.statements import STATEMENTS
from simulator.core.terms import Topic
from simulator.errors import MOST_PROBLEMS, Edit, FixText, Problem, first_problems

_BUILT_IN = frozenset(get_args(core_schema.ErrorType)) - {"value_error", "assertion_error"}
_KINDS = {
    "string_type": "text",
    "int_type": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "bool_type": "true or false",
    **dict.fromkeys(("list_type", "tuple_type"), "a list"),
    **dict.fromkeys(("dict_type", "mapping_type", "model_type"), "keys and values"),
}
_NOTHING = "found nothing"
_LONG_S = {"about": 60, "gap": 600, "ago": 600}
"""Below which a number of such a length is hardly one of seconds. Our choice; no source."""
_LIMITS = {
    "greater_than_equal": ("out-of-range", "at least {ge}"),
    "less_than_equal": ("out-of-range", "at most {le}"),
    "too_short": ("too-short", "at least {min_length} in the list"),
    "too_long": ("too-long", "at most {max_length} in the list"),
}


class _Worded(NamedTuple):
    """The problem of one error."""

    problem: Problem
    key_path: KeyPath
    """The key path of the value."""
    lacks: str = ""
    """The missing key, if that is the problem."""
    meant: str = ""
    """The known key that an unknown one is nearest to."""


def problems_from(document: Document, error: ValidationError, root: str) -> list[Problem]:
    """Return every problem that ``error`` reports in ``document``, in the order of the file.

    ``root`` is the name of the model that the document was validated against; messages use the
    words and descriptions of its schema. Our own validators (`refuse`) provide their message: the
    type of the ``PydanticCustomError`` becomes the code, and its context may hold ``expected``,
    ``fix``, ``at`` (the path to the wrong part of the value) and ``key`` (the wrong key there).
    """
    details = error.errors(include_url=False)[: 20 * MOST_PROBLEMS]
    worded = [_worded(document, root, each) for each in details if not _is_echo(each)]
    unknown = [each for each in worded if each.problem.code == "unknown-key"]
    follows = {(each.key_path, "") for each in unknown}
    follows |= {(each.key_path[:-1], each.meant) for each in unknown if each.meant}
    # A key that is empty, as what belongs below it is not indented.
    beside = {(*each.key_path[:-1], each.meant) for each in unknown if each.meant}
    worded = [e for e in worded if e.key_path not in beside or e.problem.found != _NOTHING]
    kept = [e.problem for e in worded if e in unknown or (e.key_path, e.lacks) not in follows]
    return first_problems(sorted(dict.fromkeys(kept), key=lambda each: (each.line, each.column)))


def _is_echo(detail: ErrorDetails) -> bool:
    """Whether a list is reported as too short only because pydantic dropped its wrong entries."""
    least = detail.get("ctx", {}).get("min_length", 0)
    return detail["type"] == "too_short" and len(detail["input"]) >= least


def _worded(document: Document, root: str, detail: ErrorDetails) -> _Worded:
    kind, loc, value = detail["type"], detail["loc"], detail["input"]
    context: Mapping[str, Any] = detail.get("ctx", {})
    if kind in ("missing", "extra_forbidden"):
        around, key = locate(document, root, loc[:-1]), str(loc[-1])
        if kind == "missing":
            return _missing_key(around, key)
        union = locate(document, root, loc[:-2])
        if key not in union.tags(""):
            return _unknown_key(around, key)
        found = f'the key "{key}" is unknown here'
        fix = "write several acts as a list: [{...}, {...}]"
        if around.key_path[-1:] == ("when",):
            fix = "a step has one cue: write another step for the other"
        return _problem(around, "unknown-key", found, "", fix, key)
    if kind not in _BUILT_IN:
        return _of_our_own(document, root, detail)
    position = locate(document, root, loc)
    if kind in ("union_tag_invalid", "union_tag_not_found"):
        return _no_alternative(position, value, context)
    if kind in ("literal_error", "enum"):
        words = _listed(str(context.get("expected", "")))
        if loc[-1:] == ("[key]",):
            return _unknown_key(locate(document, root, loc[:-2]), str(loc[-2]), words)
        return _wrong_word(position, value, words)
    if kind in _LIMITS:
        code, limit = _LIMITS[kind]
        expected = position.meant(limit.format(**context), ": ")
        return _problem(position, code, position.said(value), expected)
    # Where the kind has no words of ours, pydantic's own sentence says what was expected.
    stated = re.sub(r"^Input should (be )?(a valid )?", "", detail["msg"])
    return _wrong_type(position, value, _KINDS.get(kind, stated))


def _problem(
    position: SchemaPosition,
    code: str,
    found: str,
    expected: str = "",
    fix: str = "",
    key: str | None = None,
) -> _Worded:
    document, key_path = position.document, (*position.key_path, *(() if key is None else (key,)))
    place = document.place(key_path, key=key is not None)
    problem = document.problem(place, position.key_path, code, found, expected, fix)
    return _Worded(problem, key_path)


def _of_our_own(document: Document, root: str, detail: ErrorDetails) -> _Worded:
    """Convert an error of our own validators, whose message is in the error's context."""
    loc, context = detail["loc"], detail.get("ctx", {})
    position, key = locate(document, root, (*loc, *context.get("at", ()))), context.get("key")
    if loc[-1:] == ("[key]",):
        position, key = locate(document, root, loc[:-2]), str(loc[-2])
    code = "wrong-type" if detail["type"] in ("value_error", "assertion_error") else detail["type"]
    found = str(context.get("error", detail["msg"]))
    expected, fix = (context.get(name, "") for name in ("expected", "fix"))
    if detail["type"] == "duration" and _may_be_minutes(position, detail["input"]):
        fix = f"write {detail['input']}s or {detail['input']}m, whichever is meant"
    in_list = isinstance(next(reversed(loc), ""), int) and detail["type"] in ("id", "name")
    if fix and in_list and " " in str(detail["input"]):  # A comma may be lost.
        fix = f"{fix}, or a comma between two"
    return _problem(position, code, found, expected, fix, key or None)


def _may_be_minutes(position: SchemaPosition, value: object) -> bool:
    """Return whether a number without a unit may be more than seconds: `about: 3`, `ago: 48`."""
    key = next((each for each in reversed(position.key_path) if isinstance(each, str)), "")
    return str(value).isdecimal() and int(str(value)) < _LONG_S.get(key, 0)


def _missing_key(position: SchemaPosition, key: str) -> _Worded:
    inside = position.inside(key)
    expected = inside.meant(one_of(inside.words) if inside.words else "", ": ")
    found, fix = f'the key "{key}" is missing', FixText(f'write "{key}: {inside.example}"')
    if len(inside.words) == 1 and not position.key_path:
        fix.edits = (Edit(f"{key}: {inside.example}\n", 0, 1, 0),)
    return _problem(position, "missing-key", found, expected, fix)._replace(lacks=key)


def _unknown_key(position: SchemaPosition, key: str, words: Sequence[str] = ()) -> _Worded:
    """Report a key that is none of the ``words``, or of the keys that the model has there."""
    allowed = words or position.keys
    there = position.document.places()
    free = [known for known in allowed if (*position.key_path, known) not in there]
    similar = next(iter(by_meaning(key, free)), "")
    meant = similar or near_words.nearest(key, free)
    fix = _split_key(key, allowed)
    if fix:
        meant = re.split(r"\W", key)[0]
    fix = fix or near_words.meant_fix(key, free)
    if similar:
        fix = FixText(f'did you mean "{meant}"?', *getattr(fix, "edits", ()))
    beside = [known for known in allowed if known not in free]
    if not fix and (place := _under(position, key, beside) or _under(position, key, free)):
        meant, fix = place.partition(":")[0], f"write {place}"
    if not fix and (there_already := near_words.nearest(key, beside)):
        fix = f'"{there_already}" is there already: write this under it'
    if position.key_path[-1:] == ("means",) or not fix:
        fix = _of_words(position, key) or fix
    fix = fix or _cut_by_comma(position, key) or _done_by_another(position, key)
    found, expected = f'the key "{near_words.clipped(key)}" is unknown here', one_of(allowed)
    return _problem(position, "unknown-key", found, expected, fix, key)._replace(meant=meant)


def _of_words(position: SchemaPosition, key: str) -> str:
    """Return the fix for what belongs beside words, or a topic of another list that does."""
    topics = {each.value: each for each in Topic}
    match position.key_path[-1:]:
        case ("means",) if key in topics:
            said = [
                name for name, row in STATEMENTS.items() if topics[key] in (*row.if_so, *row.if_not)
            ]
            instead = f"; write {one_of(said)}" if said else ""
            return f"{key} is a topic of `facts`, not of `means`{instead}"
        case ("facts",) if key in STATEMENTS:
            return f"{key} is a topic of `means`, beside words: means: {{{key}: ...}}"
    beside = key in ("means", "place_words")
    return f"{key} belongs beside the words of say, whisper or text" if beside else ""


def _cut_by_comma(position: SchemaPosition, key: str) -> str:
    """Return the fix for text without quotes that a comma in brackets cuts: `{words: No, go}`.

    What comes after it isn't a key, and to remove it would take words out of a caller's mouth.
    """
    place = position.document.place((*position.key_path, key), key=True)
    line = position.document.line(place.line)
    before, after = line[: place.column - 1], line[place.column - 1 + place.width :]
    begun = re.search(r"""([\w-]+): (?!.*[\w-]+: )([^"'\[{].*,\s*)$""", before)
    if begun is None or not re.match(r"\s*[,}\]]", after):
        return ""
    rest = re.split(r"[}\]]|, *[\w-]+: ", line[begun.start(2) :])[0]
    text = re.sub(r'["\u201c\u201d]', "", rest).strip()
    return f"put quotes around the whole text: {begun[1]}: {quoted(text)}"


def _done_by_another(position: SchemaPosition, key: str) -> str:
    """Return the fix for an act of one role in a step of another."""
    roles = [role for role, acts in REPERTOIRE.items() if key in acts]
    home = position.key_path[0] if position.key_path else ""
    homes = [role.value for role in roles]
    if position.key_path[-1:] != ("do",) or not homes or home in homes:
        return ""
    return f'"{key}" is an act of the {name_of(roles[0]).lower()}: write the step under {homes[0]}'


def _under(position: SchemaPosition, key: str, among: Sequence[str]) -> str:
    """Return where a key belongs, under one of the keys `among`: `when: {heard: ...}`."""
    inside = {each: position.inside(each) for each in among}
    places = [f"{each}: {{{key}: ...}}" for each, held in inside.items() if key in held.keys]
    listed = [each for each, held in inside.items() if key in held.inside(0).keys]
    places += [f"{each}: [{{{key}: ...}}]" for each in listed]
    return places[0] if len(places) == 1 else ""


def _split_key(key: str, allowed: Sequence[str]) -> str:
    """Return the fix for a key and value that YAML reads as one key: `{at:1s}`, `{tap 2}`."""
    if tight := re.fullmatch(r"(\w+)[:\uff1a](\S.*)", key):
        pair = f"{tight[1]}: {tight[2]}"
        literal = [Edit(pair)] * (not re.search(r"\s[\"']", tight[2]))
        return FixText(f'put a space after the colon: "{pair}"', *literal)
    name, _, rest = key.partition(" ")
    if not rest or name not in allowed:
        return ""
    return FixText(f'put a colon after it: "{name}: {rest}"', Edit(f"{name}: {rest}"))


def _no_alternative(position: SchemaPosition, value: Any, context: Mapping[str, Any]) -> _Worded:
    """Report a value whose distinguishing key or word selects no member of a union."""
    discriminator, tag = str(context["discriminator"]).strip("'"), context.get("tag")
    tags = position.tags(discriminator)
    offered = one_of(tags)
    if not isinstance(value, dict | str):
        expected = f"keys and values: {offered}"
        fix = "write it in braces after the colon, or indent the lines below it" * (value is None)
        if isinstance(value, list) and (pairs := _pairs(position, value)) and len(pairs) == 1:
            fix = f"write {{{pairs[0]}}}"
        return _problem(position, "wrong-type", position.said(value), expected, fix)
    if tag is None:
        named = discriminator in position.keys
        found = f'the key "{discriminator}" is missing' if named else position.said(value)
        fix = "" if named else "write one of these keys as well"
        return _problem(position, "missing-key", found, offered, fix)
    if isinstance(value, dict) and tag in value:
        return _unknown_key(position, tag, tags)
    if isinstance(value, dict) and discriminator in value:
        position = replace(position, key_path=(*position.key_path, discriminator))
    found = f'the word "{near_words.clipped(tag)}" is unknown here'
    written = _in_braces(position, value, tags) if isinstance(value, str) else FixText("")
    fix = near_words.meant_fix(tag, tags)
    if written:  # What it means may be there as well.
        fix = FixText(fix if fix.startswith(written) else written, *written.edits)
    return _problem(position, "unknown-word", found, offered, fix)


def _in_braces(position: SchemaPosition, text: str, tags: Sequence[str]) -> FixText:
    """Return the fix for `tap 2`, `tap, cough` and a word that one key takes, without braces."""
    acts = re.split(r" *(?:[,;]|\b(?:and|then)\b) *", text)
    if len(acts) > 1 and all(each in tags for each in acts):
        row = ", ".join(acts)
        return write(row if isinstance(position.key_path[-1], int) else f"[{row}]")
    if counted := _counted(position, text, tags):
        return write(f"{{{counted[0]}: {counted[1]}}}")
    under = [each for each in tags if text in position.inside(each).words]
    if len(under) == 1:
        return write(f"{{{under[0]}: {text}}}")
    said = re.fullmatch(r"""(\w+):? ["'](.+)["']""", text)
    if said and said[1] in tags and "intent" in position.inside(said[1]).keys:
        return FixText(f"write {{{said[1]}: {{intent: ..., words: {quoted(said[2])}}}}}")
    pair = re.fullmatch(r"(\w+)(?:: ?| )([\w.*#]+)", text)
    if pair is None or pair[1] not in tags:
        return FixText("")
    fits = pair[2][0].isdecimal() or pair[2] in position.inside(pair[1]).words
    return write(f"{{{pair[1]}: {pair[2]}}}") if fits else FixText(f"write {{{pair[1]}: ...}}")


def _counted(position: SchemaPosition, text: str, tags: Sequence[str]) -> tuple[str, int] | None:
    """Return the act and the number of `two taps`, `tap twice` and `coughs 3 times`."""
    words = re.sub(r" times?$", "", text.strip().casefold()).split(" ")
    numbers = [COUNTS.get(each) or int(each) for each in words if each in COUNTS or _digit(each)]
    acts = [each for each in words if each not in COUNTS and not _digit(each)]
    if len(words) != 2 or len(numbers) != 1:
        return None
    act = acts[0] if acts[0] in tags else next(iter(by_meaning(acts[0], tags)), "")
    most = position.inside(act).most if act else None
    return (act, numbers[0]) if most and numbers[0] <= most else None


def _digit(word: str) -> bool:
    return word.isascii() and word.isdecimal() and len(word) == 1


def _wrong_word(position: SchemaPosition, value: Any, words: Sequence[str]) -> _Worded:
    code, fix = "wrong-type", "write one of those that are expected"
    if isinstance(value, list) and len(value) == 1 and value[0] in words:
        fix = write(str(value[0]))
    elif isinstance(value, list) and value and all(each in words for each in value):
        fix = f"write one of them: {choice(value)}"
    elif isinstance(value, bool) or len(words) == 1:
        pairs = (("yes", "no"), ("on", "off"), (*words, ""))
        meant = next(pair for pair in pairs if pair[0] in words)[not value and len(words) > 1]
        fix = write(meant) if meant else f"write {choice(words)}"
    elif position.source in words:
        fix = quote_it(position.source)
    elif isinstance(value, str) and (meant := _TRUTHS.get(value.casefold(), "")) in words:
        fix = write(meant)
    elif isinstance(value, str):
        code, fix = "unknown-word", near_words.meant_fix(value, _of_the_role(position, words))
    return _problem(position, code, position.said(value), position.meant(one_of(words), ": "), fix)


_TRUTHS = {"true": "yes", "false": "no"}


def _of_the_role(position: SchemaPosition, words: Sequence[str]) -> Sequence[str]:
    """Return the words for an act that the role of the same entry can do; all without a role.

    A call handler who `ends_call` does `end_call`; a caller does `hang_up`.
    """
    *_, key = (each for each in position.key_path if isinstance(each, str))
    roles = position.beside("by") if key == "act" else None
    by = roles if isinstance(roles, list) else [roles]
    acts = {act for role, acts in REPERTOIRE.items() if role in by for act in acts}
    return [each for each in words if each in acts] or words


def _listed(expected: str) -> tuple[str, ...]:
    """Return the words that pydantic lists, such as ``'on' or 'off'``, ``1`` or ``True``."""
    in_quotes = re.findall(r"'([^']*)'", expected)
    return tuple(in_quotes or (each.lower() for each in re.split(r", | or ", expected)))


def _wrong_type(position: SchemaPosition, value: Any, kind: str) -> _Worded:
    source, fix = position.source, ""
    one_line = source[:1] in ("[", "{") and source[-1:] in ("]", "}")
    match kind, value:
        case "text", dict() if len(value) == 1 and not one_line:
            fix = 'put quotes around the whole text, since it has ": " in it'
            line = position.document.line(position.place.line)[position.place.column - 1 :]
            text = re.split(r"\s#", line)[0].rstrip()  # Up to a comment.
            edit = Edit(quoted(text), 0, position.place.column, len(text))
            fix = quote_it(source) if len(source) > 1 else FixText(fix, edit)
        case "text", int() | float():
            fix = quote_it(source)
        case "text", list() | dict():  # A list may also be meant as several texts.
            fix = str(quote_it(source))
        case "text", None if source.startswith("#"):
            fix = quote_it(re.split(r"[\s,\]}]", source)[0])
            fix = fix if re.fullmatch("[0-9*#]+", source) else str(fix)  # else it may be a comment
        case "a list", "none" | "no" | None:
            literal = [Edit("[]")] * (value is not None)
            fix = FixText("write a list in brackets; [] is an empty one", *literal)
        case _, None:
            fix = "write a value there"
        case "a list", dict() if not one_line:
            fix = 'put "- " before the first key, and the other lines under it'
        case "a list", str() if needed := position.inside(0).needed:
            fix = f"write [{{{needed[0]}: ...}}]"
        case "a list", _:
            fix = _as_list(source, position.inside(0))
        case "keys and values", list() | str() if pairs := _pairs(position, value):
            fix = f"write {{{', '.join(pairs)}}}"
        case "keys and values", str() if keys := [
            key for key in position.keys if value in position.inside(key).inside(0).words
        ]:
            fix = f"write {choice(f'{{{key}: {value}}}' for key in keys)}"
        case "keys and values", str() if value in ("no", "none", "nothing", *position.keys):
            # Of `means: no` nobody can say whether it denies or states nothing.
            word = value if value in position.keys else ""
            fix = f"write {{{word}: ...}}" if word else "write {} if there is nothing"
        case "keys and values", str() if purposes := _purposes_of(position, value):
            # A wrong purpose would change what the caller says, as rules and debrief read it.
            such = f"such as {choice(purposes)}"
            fix = f"write {{intent: ..., words: {quoted(value)}}}; intent says what for, {such}"
        case "keys and values", str() if len(position.needed) == 1 and value not in position.needed:
            fix = write(f"{{{position.needed[0]}: {source}}}")
        case "keys and values", _ if keys := position.needed or position.keys[:5]:
            first = source if keys[0] in ("time", "times") else "..."
            fix = (
                f"write {{{', '.join([f'{keys[0]}: {first}', *(f'{k}: ...' for k in keys[1:])])}}}"
            )
        case "a number" | "a whole number", str() if number := _NUMBER.fullmatch(value):
            fix = write(number[1])
        case "a number" | "a whole number", str() if count := _in_words(value):
            most = position.most or count
            fix = write(str(count)) if count <= most else f"write a number up to {most:g}"
        case "a whole number", float() if value.is_integer():
            fix = write(f"{value:.0f}")
        case "a whole number", float() if 0 < value < 1 and position.most == 100:
            fix = f"write {round(100 * value)}: it is in percent"
        case "true or false" | "a number" | "a whole number", _:
            fix = f"write {kind}" + ", without quotes" * (source[:1] in ("'", '"'))
            if kind == "true or false" and value in ("yes", "no", "true", "false"):
                fix = write("true" if value in ("yes", "true") else "false")
    return _problem(position, "wrong-type", position.said(value), position.meant(kind), fix)


def _purposes_of(position: SchemaPosition, text: str) -> Sequence[str]:
    """Return the first purposes of words written without one; none if the text isn't said."""
    purposes = position.inside("intent").words
    return purposes[:3] if "_" not in text and text not in purposes else ()


def _pairs(position: SchemaPosition, value: Any) -> list[str]:
    """Return the keys that a list or a word has in the place of a mapping; without values, dots.

    A mapping with keys of its own is meant only if they are among them.
    """
    entries = value if isinstance(value, list) else [] if position.keys else [value]
    pairs = list[str]()
    for each in entries:
        one = isinstance(each, dict) and len(each) == 1
        key, held = next(iter(each.items())) if one else (each, "...")
        if not isinstance(key, str) or isinstance(held, list | dict) or held is None:
            return []
        if key not in (position.keys or [key]) or not re.fullmatch(r"[\w-]+", key):
            return []
        pairs.append(f"{key}: {held}")
    return pairs


def _in_words(text: str) -> int:
    """Return the number that words say: `two`, `Twice`, `two times`; 0 if they say none."""
    return COUNTS.get(re.sub(r" times?$", "", text.strip().casefold()), 0)


_NUMBER = re.compile(r"\s*([0-9]+)\s*(?:[%;,.]|m|min|metres|meters|times?)?\s*")
"""A number, and what may be written after it but is not part of it."""


_SEPARATORS = re.compile(r" *[,;/&] *(?:and +)?| +(?:and|or) +| +")
_CODE = re.compile(r"[A-Z][0-9]{1,2}[a-z]?")


def _as_list(source: str, entry: SchemaPosition) -> FixText:
    """Return the fix that makes a list of one text, or of words with commas between them.

    `P1 and P4` are two, as each is a code, or a word that may be there. Of other words nobody knows
    whether they were meant as one.
    """
    words = [each.strip() for each in source.split(",")]
    apart = _SEPARATORS.split(source)
    if entry.words and len(words) == 1 and source.isidentifier() and source not in entry.words:
        meant = near_words.nearest(source, entry.words) or entry.words[0]
        return FixText(f"write a list in brackets: [{meant}, ...]")
    if all(each in entry.words or _CODE.fullmatch(each) for each in apart):
        words = apart
    elif len(apart) > len(words) and entry.words:
        return FixText(f"write a list in brackets: [{entry.words[0]}, ...]")
    elif len(apart) > len(words) and entry.pattern and source[:1].isalnum():
        fit = [each for each in apart if re.fullmatch(entry.pattern, each) and each != "and"]
        return FixText(f"write [{', '.join(fit)}], if these are {len(fit)}")
    literal = all(re.fullmatch(r"[\w-]+", each) for each in words)
    if literal:
        source = ", ".join(words)
    elif source[:1] in "\"'{":
        literal = source[-1:] in "\"'}"
    elif source[:1] != "[":
        literal = "," not in source  # In a sentence it may also begin another text.
        source = quoted(source) if re.search(r"[,\[\]{}#:]", source) else source
    return FixText(f"write [{source}]", *[Edit(f"[{source}]")] * literal)
