"""`silent999 explain`: explain an error code: rule, reason, fix, a wrong and a right example."""

import difflib
from argparse import Namespace
from collections.abc import Collection

from simulator.cli.arguments import Parser
from simulator.cli.layout import json_text, rendered, table
from simulator.cli.output import Console
from simulator.content.yaml.reader import catalogue
from simulator.errors import LibraryError

_MOST_NEAR = 5
"""Most codes suggested for an unknown one."""


def arguments(parser: Parser) -> None:
    about = "code of a message, such as unknown-key (default: list all codes)"
    parser.takes("codes", "CODE", about, nargs="*")
    parser.add_format("text", "json")
    parser.explain("Messages show their code in brackets: error[unknown-key].")


def run(options: Namespace, console: Console) -> int:
    """Explain the codes, or list all of them."""
    known = catalogue()
    asked = [_code(word) for word in options.codes]
    for code in asked:
        if code not in known:
            raise _unknown(code, known)
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
    if "[" in word:
        word = word.partition("[")[2].rstrip(":").removesuffix("]")
    return word.casefold().replace("_", "-")


def _unknown(word: str, known: Collection[str]) -> LibraryError:
    near = [code for code in known if word in code.split("-")]
    near = near or difflib.get_close_matches(word, known, n=3)
    meant = f"did you mean {' or '.join(near[:_MOST_NEAR])}? " if near else ""
    hint = f"{meant}to list them: silent999 explain; a word of a file: silent999 words {word}"
    return LibraryError(f'there is no code "{word}"', hint)
