"""`silent999 words` and `explain`: what a word of the files means, and a code of a message.

A word comes with its places and an example; a code with rule, reason, fix, and two examples.
"""

from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from simulator.cli.arguments import Parser, did_you_mean
from simulator.cli.layout import json_text, rendered, table
from simulator.cli.output import Console
from simulator.content.dictionary.entries import DictionaryEntry, entries, words_by_kind
from simulator.content.dictionary.search import FoundWords, by_meaning, folded, search
from simulator.content.dictionary.topic_examples import SAID
from simulator.content.yaml.reader import catalogue
from simulator.core.statements import STATEMENTS, StatementTopic
from simulator.errors import LibraryError


def arguments(parser: Parser) -> None:
    parser.add_format("text", "json")
    if parser.prog.endswith("explain"):
        about = "code of a message, such as unknown-key (default: list all codes)"
        parser.takes("codes", "CODE", about, nargs="*")
        parser.explain("Messages show their code in brackets: error[unknown-key].")
        return
    about = "word of a file, or a word for what you mean, such as crying (default: list the kinds)"
    parser.takes("words", "WORD", about, nargs="*")
    parser.takes("--kind", "KIND", "only words of this kind, such as act, cue or sound")
    parser.explain(
        "Acts, cues, sounds, purposes, keys of every kind of file, rows of the flow and of "
        "guidance, codes of sources. A word that no file has is looked up by its meaning."
    )


def run(options: Namespace, console: Console) -> int:
    """Print the entries of the words, those of a kind, or the kinds; or codes."""
    if "codes" in options:
        return _explain(options, console)
    kind = _kind(options.kind) if options.kind else ""
    known = [each for each in entries() if kind in ("", each.kind)]
    if options.words:
        found = _searched(options.words, kind)
        known = [entry for each in found for entry in each.found]
    if options.format == "json":
        console.write(
            json_text({"words": [{**each._asdict(), **_of_topic(each)} for each in known]})
        )
    elif options.words:
        console.write(rendered("words.txt", results=found, topic_lines=_topic_lines))
    elif kind:
        console.write(rendered("words_of_kind.txt", entries=known))
    else:
        console.write(rendered("kinds_of_words.txt", kinds=words_by_kind()))
    return 0


def _of_topic(found: DictionaryEntry) -> Mapping[str, Any]:
    """Return how people say what a topic of statements is about, and what follows; else nothing."""
    if found.kind != "statement topic":
        return {}
    topic = StatementTopic(found.word)
    row = STATEMENTS[topic]
    return {
        "said": SAID[topic],
        "if_yes": {each.value: so for each, so in row.if_so.items()},
        "if_no": {each.value: so for each, so in row.if_not.items()},
    }


def _topic_lines(found: DictionaryEntry) -> Iterator[str]:
    """Yield the same in words."""
    known = _of_topic(found)
    if not known:
        return
    yield f"as in: {' '.join(known['said'])}"
    for value in ("yes", "no"):
        follows = known[f"if_{value}"]
        facts = ", ".join(f"{topic}: {'yes' if so else 'no'}" for topic, so in follows.items())
        if facts:
            yield f"{found.word}: {value} implies the facts {facts}"
    if not (known["if_yes"] or known["if_no"]):
        yield "no fact follows from it; it is noted, and may be asked about"


def _kind(name: str) -> str:
    """Return a kind of word, however it is written: `line-stage`, `purpose` for intent."""
    kinds = {folded(kind): kind for kind in words_by_kind()}
    wished = folded(name)
    wished = wished if wished in kinds else next(iter(by_meaning(wished, kinds)), wished)
    if wished not in kinds:
        raise LibraryError(f'there is no kind of word "{name}"', "to list them: silent999 words")
    return kinds[wished]


def _searched(words: Sequence[str], kind: str) -> list[FoundWords]:
    """Return a result for all words in a row, if they are one entry, else for each of them."""
    together = search(" ".join(words), kind)
    one = len(words) == 1 or together.found
    found = [together] if one else [search(word, kind) for word in words]
    if not any(each.found or each.others for each in found):
        found_none = f'the files have no word "{found[0].request}", and none for it'
        raise LibraryError(found_none, "to list all kinds of words: silent999 words")
    return found


def _explain(options: Namespace, console: Console) -> int:
    """Explain the codes, or list all of them."""
    known = catalogue()
    asked = [_code(word) for word in options.codes]
    for code in asked:
        if code not in known:
            more = f"to list them: silent999 explain; a word of a file: silent999 words {code}"
            raise LibraryError(f'there is no code "{code}"{did_you_mean(code, known)}', more)
    codes = [(code, known[code]) for code in asked or known]
    if options.format == "json":
        console.write(json_text(dict(codes)))
    elif asked:
        console.write(rendered("explain.txt", codes=codes))
    else:
        console.say_lines(table([(code, each["level"], each["rule"]) for code, each in codes]))
    return 0


def _code(word: str) -> str:
    """Return the code in copied or typed text: ``error[unknown-key]``, ``Unknown_Key``."""
    return word.rpartition("[")[2].strip("]:").casefold().replace("_", "-")
