"""`silent999 explain`: explain an error code: rule, reason, fix, a wrong and a right example."""

from argparse import Namespace

from simulator.cli.arguments import Parser, did_you_mean
from simulator.cli.layout import json_text, rendered, table
from simulator.cli.output import Console
from simulator.content.yaml.reader import catalogue
from simulator.errors import LibraryError


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
